/*
 * pages/page_row.c - the page /row/ID: one entry with all its places, what coders say
 * of it, and the forms to say it.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/leaf.h"
#include "pages/stand_leaf.h"
#include "view/judged.h"

enum { CITES_SHOWN = 100 };

void rap_leaf_judge(rap_leaf *l, rap_str id)
{
    if (!rap_leaf_hand(l, NULL, id)) return;
    rap_leaf_hand_button(l, "accept", "Right");
    rap_leaf_hand_button(l, "reject", "Wrong");
    rap_leaf_hand_field(l, "Note, or FIELD=VALUE", "value", "");
    rap_leaf_hand_button(l, "note", "Keep the note");
    rap_leaf_hand_button(l, "edit", "Right with this value");
    rap_leaf_hand_coder(l);
    rap_leaf_hand_end(l, NULL);
}

void rap_leaf_judge_link(rap_leaf *l, rap_str id)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    if (h->site || !l->request->token.n || !id.n) return;
    rap_buf_z(&b, "/row/");
    rap_url_escape(&b, id);
    rap_html_z(h, " ");
    rap_html_open(h, "a");
    rap_html_attr(h, "class", "judge noprint");
    rap_html_href(h, rap_torn_text(&b));
    rap_html_attr(h, "aria-label", "Judge or note this entry");
    rap_html_z(h, "✎");
    rap_html_close(h);
    rap_buf_done(&b);
}

static rap_code put_verdicts(rap_leaf *l, rap_str id)
{
    const rap_judged *j = NULL;
    uint32_t n = 0;
    rap_code rc = rap_judged_of(&j, &n, l->v, id, l->err);
    if (rc != RAP_OK) return rc;
    rap_html_el(&l->h, "h2", NULL, rap_str_of("Said by hand"));
    rap_html_open(&l->h, "ul");
    rap_html_attr(&l->h, "class", "plain");
    for (uint32_t i = 0; i < n; i++) {
        rap_buf b = {0};
        rap_judged_write(&b, &j[i]);
        rap_html_el(&l->h, "li", NULL, rap_torn_text(&b));
        rap_buf_done(&b);
    }
    if (!n) rap_html_el(&l->h, "li", "mut", rap_str_of("Nothing yet."));
    rap_html_close(&l->h);
    return RAP_OK;
}

rap_code rap_page_row(rap_leaf *l)
{
    rap_html *h = &l->h;
    rap_item item;
    rap_buf b = {0};
    rap_code rc = rap_view_row(l->v, &item, "", l->rest, l->arena, l->err);
    if (rc != RAP_OK || !item.id.n) return rc;
    rc = rap_sample_line(&b, l->v, &item, l->row, l->err);
    rap_leaf_begin(l, "/check", rap_str_of("One entry"),
                   rap_str_of("What is said here stands beside the entry and is kept "
                              "when reports are added. A rejected entry is shown and "
                              "never counted."));
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "card");
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_html_text(h, rap_torn_text(&b));
    for (uint32_t i = 0; i < item.n_cites && i < CITES_SHOWN; i++)
        rap_leaf_cite(l, item.cites[i]);
    rap_html_close(h);
    rap_buf_done(&b);
    if (rc == RAP_OK && rap_str_is(item.kind, "position"))
        rc = rap_leaf_history(l, item.id);
    if (rc == RAP_OK) rc = put_verdicts(l, item.id);
    if (rc != RAP_OK) return rc;
    rap_leaf_judge(l, item.id);
    if (rap_leaf_hand(l, "unjudge", (rap_str){"", 0}))
        rap_leaf_hand_end(l, "Take the last judgement back");
    rap_leaf_end(l);
    return RAP_OK;
}
