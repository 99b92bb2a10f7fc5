/*
 * pages/page_names.c - the pages /names and /name/ID: who is who, and every spelling.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/spelled.h"
#include "pages/leaf.h"

static rap_code put_name(rap_leaf *l, const rap_item *item, void *state)
{
    rap_html *h = &l->h;
    (void)state;
    const rap_value *roles = rap_jsonin_get(item->json, "roles");
    rap_html_open(h, "tr");
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_html_open(h, "th");
    rap_html_attr(h, "scope", "row");
    rap_leaf_names(l, item->id);
    rap_html_close(h);
    rap_html_open(h, "td");
    rap_html_text(h, roles && roles->first ? roles->first->text : item->state);
    rap_html_close(h);
    rap_html_el(h, "td", NULL, rap_view_side(l->v, item->id));
    rap_html_open(h, "td");
    const rap_value *forms = rap_jsonin_get(item->json, "spellings");
    uint32_t shown = 0;
    for (const rap_value *f = forms ? forms->first : NULL; f && shown < 8;
         f = f->next) {
        if (rap_str_eq(f->text, item->text)) continue;
        if (shown++) rap_html_z(h, ", ");
        rap_html_text(h, f->text);
    }
    rap_html_close(h);
    rap_html_open(h, "td");
    rap_html_attr(h, "class", "num");
    rap_buf count = {0};
    rap_word_count(&count, item->weight);
    rap_html_text(h, rap_torn_text(&count));
    rap_buf_done(&count);
    rap_html_close(h);
    rap_html_close(h);
    return RAP_OK;
}

static rap_code take_names_asked(rap_leaf *l)
{
    rap_str words = rap_leaf_field(l, "name");
    bool any = false;
    if (!words.n) return RAP_OK;
    l->filter.named = rap_view_mark(l->v, words, l->arena, &any);
    return l->filter.named ? RAP_OK : rap_fail_memory(l->err);
}

rap_code rap_page_names(rap_leaf *l)
{
    static const char *const headings[] = {"Name", "Role or kind", "Side",
                                           "Also written", "Times"};
    uint32_t shown = 0;
    rap_code rc = take_names_asked(l);
    if (rc != RAP_OK) return rc;
    rap_leaf_begin(l, "/names", rap_str_of("Names"),
                   rap_str_of("Who is who. The most often written first."));
    rap_leaf_filters(l);
    rap_leaf_input(l, "Name", "name", "text");
    rap_leaf_input(l, "Party", "party", "text");
    rap_leaf_filters_end(l);
    rap_leaf_table(l, (rap_str){"", 0}, headings, 5);
    rc = rap_leaf_walk(l, "entity", &shown, put_name, NULL);
    if (rc != RAP_OK) return rc;
    rap_leaf_table_end(l);
    if (!shown) rap_leaf_nothing(l, "No names.");
    rap_leaf_more(l);
    rap_leaf_end(l);
    return RAP_OK;
}

static void put_spellings(rap_leaf *l, const rap_item *item, const rap_spelled *s,
                          uint32_t n)
{
    static const char *const headings[] = {"As written", "Report", "Times", "First at",
                                           "Why the same"};
    rap_html *h = &l->h;
    rap_html_el(h, "h2", NULL, rap_str_of("Every spelling"));
    rap_leaf_table(l, rap_str_of("Why each spelling counts as the same name."),
                   headings, 5);
    for (uint32_t i = 0; i < n && i < RAP_LEAF_ROWS; i++) {
        rap_buf b = {0};
        rap_html_open(h, "tr");
        rap_html_open(h, "th");
        rap_html_attr(h, "scope", "row");
        rap_html_text(h, s[i].form);
        rap_html_close(h);
        rap_buf_printf(&b, "R%u", s[i].first.n);
        rap_html_el(h, "td", NULL, rap_torn_text(&b));
        rap_buf_clear(&b);
        rap_buf_uint(&b, s[i].times);
        rap_html_el(h, "td", "num", rap_torn_text(&b));
        rap_html_open(h, "td");
        rap_leaf_cite(l, s[i].first);
        rap_html_close(h);
        rap_html_el(h, "td", "small", rap_spelled_reason(item, s[i].form));
        rap_html_close(h);
        rap_buf_done(&b);
    }
    rap_leaf_table_end(l);
}

static void put_link(rap_leaf *l, const char *path, rap_str name, const char *words)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_buf_z(&b, path);
    rap_url_escape(&b, name);
    rap_html_open(h, "li");
    rap_html_open(h, "a");
    rap_html_href(h, rap_torn_text(&b));
    rap_html_z(h, words);
    rap_html_close(h);
    rap_html_close(h);
    rap_buf_done(&b);
}

static void put_card(rap_leaf *l, const rap_item *item)
{
    rap_html *h = &l->h;
    const rap_value *roles = rap_jsonin_get(item->json, "roles");
    rap_str side = rap_view_side(l->v, item->id);
    rap_html_open(h, "section");
    rap_html_attr(h, "class", "card");
    rap_html_open(h, "p");
    rap_html_text(h, item->state);
    if (side.n) rap_html_z(h, ", speaks or acts for ");
    rap_html_el(h, "b", NULL, side);
    rap_html_close(h);
    rap_html_open(h, "ul");
    rap_html_attr(h, "class", "plain");
    for (const rap_value *r = roles ? roles->first : NULL; r; r = r->next)
        rap_html_el(h, "li", NULL, r->text);
    put_link(l, "/said?speaker=", item->text, "Statements");
    put_link(l, "/said?of=", item->text, "What others tell of this name");
    put_link(l, "/timeline?party=", item->text, "Timeline");
    put_link(l, "/positions?party=", item->text, "Positions");
    rap_html_close(h);
    rap_html_close(h);
}

/* By hand from here, or how to do it from a terminal. */
static void put_corrections(rap_leaf *l, rap_str id)
{
    static const struct {
        const char *what, *label, *button;
    } forms[] = {{"merge", "Merge with", "Merge"},
                 {"split", "Split off the spelling", "Split"},
                 {"set", "Set (name= kind= side= iso=)", "Set"}};
    rap_html_el(&l->h, "h2", NULL, rap_str_of("Corrections by hand"));
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        if (!rap_leaf_hand(l, forms[i].what, id)) continue;
        rap_leaf_hand_field(l, forms[i].label, "b", "");
        rap_leaf_hand_coder(l);
        rap_leaf_hand_end(l, forms[i].button);
    }
    if (rap_leaf_hand(l, "undo", (rap_str){"", 0}))
        rap_leaf_hand_end(l, "Take the last one back");
    rap_buf b = {0};
    rap_buf_z(&b, "From a terminal: rapporteur names ");
    rap_word_shell(&b, l->v->heading.file);
    rap_buf_z(&b, " --merge ");
    rap_buf_put(&b, id);
    rap_buf_z(&b, " OTHER, --split ");
    rap_buf_put(&b, id);
    rap_buf_z(&b, " SPELLING, --set ");
    rap_buf_put(&b, id);
    rap_buf_z(&b, " FIELD=VALUE, --undo.");
    rap_html_el(&l->h, "p", "small mut", rap_torn_text(&b));
    rap_buf_done(&b);
}

rap_code rap_page_name(rap_leaf *l)
{
    rap_item item;
    rap_spelled *s = NULL;
    uint32_t n = 0;
    rap_code rc = rap_view_row(l->v, &item, "entity", l->rest, l->arena, l->err);
    if (rc != RAP_OK || !item.id.n) return rc;
    rc = rap_spelled_of(&s, &n, l->v, &item, l->arena, l->err);
    if (rc != RAP_OK) return rc;
    rap_leaf_begin(l, "/names", item.text, (rap_str){"", 0});
    put_card(l, &item);
    put_spellings(l, &item, s, n);
    if (!l->h.site) put_corrections(l, item.id);
    rap_leaf_end(l);
    return RAP_OK;
}
