/*
 * pages/leaf_forms.c - what a reader fills in: filters of a page, corrections by hand.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/leaf.h"

/* ---- filters: GET ---- */

void rap_leaf_filters(rap_leaf *l)
{
    if (l->h.site) return;
    rap_html_open(&l->h, "form");
    rap_html_attr(&l->h, "class", "filters");
    rap_html_attr(&l->h, "aria-label", "Filter");
}

void rap_leaf_input(rap_leaf *l, const char *label, const char *key, const char *type)
{
    rap_html *h = &l->h;
    if (h->site) return;
    rap_str value = rap_leaf_field(l, key);
    rap_html_open(h, "label");
    rap_html_z(h, label);
    rap_html_void(h, "input");
    rap_html_attr(h, "type", type);
    rap_html_attr(h, "name", key);
    if (value.n) rap_html_attr_str(h, "value", value);
    rap_html_close(h);
}

void rap_leaf_check(rap_leaf *l, const char *label, const char *key)
{
    rap_html *h = &l->h;
    if (h->site) return;
    rap_html_open(h, "label");
    rap_html_attr(h, "class", "tick");
    rap_html_void(h, "input");
    rap_html_attr(h, "type", "checkbox");
    rap_html_attr(h, "name", key);
    rap_html_attr(h, "value", "1");
    if (rap_leaf_field(l, key).n) rap_html_flag(h, "checked");
    rap_html_z(h, " ");
    rap_html_z(h, label);
    rap_html_close(h);
}

void rap_leaf_select(rap_leaf *l, const char *label, const char *key,
                     const rap_choice *choices, uint32_t n)
{
    rap_html *h = &l->h;
    if (h->site) return;
    rap_str value = rap_leaf_field(l, key);
    rap_html_open(h, "label");
    rap_html_z(h, label);
    rap_html_open(h, "select");
    rap_html_attr(h, "name", key);
    for (uint32_t i = 0; i < n; i++) {
        rap_html_open(h, "option");
        rap_html_attr(h, "value", choices[i].value);
        if (rap_str_is(value, choices[i].value)) rap_html_flag(h, "selected");
        rap_html_z(h, choices[i].word);
        rap_html_close(h);
    }
    rap_html_close(h);
    rap_html_close(h);
}

void rap_leaf_filters_end(rap_leaf *l)
{
    if (l->h.site) return;
    rap_html_el(&l->h, "button", NULL, rap_str_of("Show"));
    rap_html_close(&l->h);
}

/* ---- corrections: POST, with the token of the server ---- */

static void put_hidden(rap_html *h, const char *key, rap_str value)
{
    rap_html_void(h, "input");
    rap_html_attr(h, "type", "hidden");
    rap_html_attr(h, "name", key);
    rap_html_attr_str(h, "value", value);
}

bool rap_leaf_hand(rap_leaf *l, const char *what, rap_str a)
{
    rap_html *h = &l->h;
    if (h->site || !l->request->token.n) return false;
    rap_html_open(h, "form");
    rap_html_attr(h, "class", "hand noprint");
    rap_html_attr(h, "method", "post");
    rap_html_attr(h, "action", "/hand");
    put_hidden(h, "token", l->request->token);
    put_hidden(h, "back", l->request->path);
    if (what) put_hidden(h, "what", rap_str_of(what));
    if (a.n) put_hidden(h, "a", a);
    return true;
}

void rap_leaf_hand_field(rap_leaf *l, const char *label, const char *key,
                         const char *value)
{
    rap_html *h = &l->h;
    rap_html_open(h, "label");
    rap_html_z(h, label);
    rap_html_z(h, " ");
    rap_html_void(h, "input");
    rap_html_attr(h, "type", "text");
    rap_html_attr(h, "name", key);
    if (*value) rap_html_attr(h, "value", value);
    rap_html_close(h);
}

void rap_leaf_hand_coder(rap_leaf *l)
{
    rap_str coder = rap_arena_copy(l->arena, rap_leaf_field(l, "coder"));
    rap_leaf_hand_field(l, "Coder", "coder", coder.p ? coder.p : "");
}

void rap_leaf_hand_button(rap_leaf *l, const char *what, const char *word)
{
    rap_html *h = &l->h;
    rap_html_open(h, "button");
    rap_html_attr(h, "name", "what");
    rap_html_attr(h, "value", what);
    rap_html_z(h, word);
    rap_html_close(h);
}

void rap_leaf_hand_end(rap_leaf *l, const char *button)
{
    if (button) rap_html_el(&l->h, "button", NULL, rap_str_of(button));
    rap_html_close(&l->h);
}
