/*
 * pages/page_check.c - the page /check: rows drawn at random for a coder to judge, how
 * many were right so far, and all that was said by hand.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/agreed.h"
#include "pages/leaf.h"

/* A coder sees what he has said himself, so that two judge without looking at each
 * other; false when that is nothing. */
static bool put_own(rap_leaf *l, const rap_judged *j, uint32_t n)
{
    rap_str coder = rap_leaf_field(l, "coder");
    bool any = false;
    for (uint32_t i = 0; i < n; i++) {
        rap_buf b = {0};
        if (!rap_str_eq(j[i].coder, coder)) continue;
        any = any || !rap_str_is(j[i].what, "note");
        rap_judged_write(&b, &j[i]);
        rap_html_z(&l->h, " ");
        rap_html_el(&l->h, "span", rap_str_is(j[i].what, "reject") ? "told no" : "told",
                    rap_torn_text(&b));
        rap_buf_done(&b);
    }
    return any;
}

static rap_code put_row(rap_leaf *l, rap_str id, bool *shown)
{
    rap_html *h = &l->h;
    rap_item item;
    const rap_judged *j = NULL;
    uint32_t n = 0;
    rap_buf b = {0};
    rap_row_clear(l->v, l->row);
    rap_code rc = rap_judged_of(&j, &n, l->v, id, l->err);
    if (rc == RAP_OK) rc = rap_view_row(l->v, &item, "", id, l->row, l->err);
    if (rc != RAP_OK) return rc;
    *shown = true;
    rc = rap_sample_line(&b, l->v, &item, l->row, l->err);
    rap_html_open(h, "li");
    rap_html_attr_str(h, "id", id);
    rap_html_flag(h, "data-item");
    rap_html_attr(h, "tabindex", "0");
    rap_html_text(h, rap_torn_text(&b));
    for (uint32_t i = 0; i < item.n_cites && i < 4; i++)
        rap_leaf_cite(l, item.cites[i]);
    if (!put_own(l, j, n)) {
        rap_html_void(h, "br");
        rap_leaf_judge(l, id);
    }
    rap_html_close(h);
    rap_buf_done(&b);
    return rc;
}

static rap_code put_agreed(rap_leaf *l)
{
    rap_agreed all[RAP_AGREED_MOST];
    uint32_t n = 0;
    rap_code rc = rap_agreed_of(all, &n, l->v, l->err);
    if (rc != RAP_OK || !n) return rc;
    rap_html_el(&l->h, "h2", NULL, rap_str_of("Coders beside each other"));
    rap_html_open(&l->h, "ul");
    rap_html_attr(&l->h, "class", "plain");
    for (uint32_t i = 0; i < n; i++) {
        rap_buf b = {0};
        rap_agreed_write(&b, &all[i]);
        rap_html_el(&l->h, "li", NULL, rap_torn_text(&b));
        rap_buf_done(&b);
    }
    rap_html_close(&l->h);
    return RAP_OK;
}

/* Not while somebody judges under his name. */
static rap_code put_all(rap_leaf *l)
{
    rap_html *h = &l->h;
    const rap_judged *j = NULL;
    uint32_t n = 0;
    rap_code rc = rap_judged_all(&j, &n, l->v, l->err);
    if (rc != RAP_OK || !n || rap_leaf_field(l, "coder").n) return rc;
    rc = put_agreed(l);
    if (rc != RAP_OK) return rc;
    rap_html_el(h, "h2", NULL, rap_str_of("All that was said by hand"));
    rap_html_open(h, "ul");
    rap_html_attr(h, "class", "plain");
    for (uint32_t i = 0; i < n && i < RAP_LEAF_ROWS; i++) {
        rap_buf b = {0};
        rap_judged_write(&b, &j[i]);
        rap_html_open(h, "li");
        rap_html_el(h, "code", NULL, j[i].id);
        rap_html_z(h, " ");
        rap_html_text(h, rap_torn_text(&b));
        rap_html_close(h);
        rap_buf_done(&b);
    }
    rap_html_close(h);
    if (rap_leaf_hand(l, "unjudge", (rap_str){"", 0}))
        rap_leaf_hand_end(l, "Take the last one back");
    return RAP_OK;
}

rap_code rap_page_check(rap_leaf *l)
{
    rap_html *h = &l->h;
    rap_sample s;
    rap_buf b = {0};
    bool shown = false;
    rap_code rc = rap_sample_of(&s, l->v, rap_leaf_field(l, "table"), RAP_SAMPLE_USUAL,
                                l->arena, l->err);
    if (rc != RAP_OK) return rc;
    rap_leaf_begin(
        l, "/check", rap_str_of("Check"),
        rap_str_of("Rows drawn at random. Compare each with its source and say "
                   "whether it is right. What is said here stands apart from "
                   "the rows and changes none."));
    rap_sample_write(&b, &s);
    rap_html_el(h, "p", "card", rap_torn_text(&b));
    rap_leaf_filters(l);
    rap_leaf_input(l, "Judge as", "coder", "text");
    rap_leaf_filters_end(l);
    rap_buf_done(&b);
    rap_html_open(h, "ul");
    rap_html_attr(h, "class", "plain");
    for (uint32_t i = 0; rc == RAP_OK && i < s.n && h->out->n < RAP_LEAF_BYTES; i++)
        rc = put_row(l, s.ids[i], &shown);
    rap_html_close(h);
    if (rc == RAP_OK && !shown) rap_leaf_nothing(l, "There are no rows.");
    if (rc == RAP_OK) rc = put_all(l);
    if (rc == RAP_OK) rap_leaf_end(l);
    return rc;
}

rap_code rap_page_check_data(rap_leaf *l, bool csv)
{
    const rap_judged *j = NULL;
    uint32_t n = 0;
    rap_buf *out = l->h.out;
    rap_code rc = rap_judged_all(&j, &n, l->v, l->err);
    if (csv)
        rap_judged_head(out);
    else
        rap_buf_z(out, "[");
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++) {
        if (!csv) rap_buf_z(out, i ? ",\n" : "\n");
        if (csv)
            rap_judged_csv(out, &j[i]);
        else
            rap_judged_json(out, &j[i]);
    }
    if (!csv) rap_buf_z(out, n ? "\n]\n" : "]\n");
    return rc;
}
