/*
 * pages/bars.c - how many lines of the timeline lie in which month, as a small drawing.
 *
 * Days count only; who says so stands in the lines below, which the drawing's text
 * alternative names.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/bars.h"

enum {
    MONTHS_MOST = 120,
    SLOTS = 400, /* years, when there are more months */
    WIDE = 800,
    HIGH = 60
};

typedef struct {
    int32_t first; /* month since year 0 of the first slot */
    int32_t step;  /* months to a slot */
    uint32_t n;    /* slots */
    uint32_t counts[SLOTS], most, all;
} bars;

static bool month_of(int32_t *month, rap_str day)
{
    rap_day d;
    size_t stroke = rap_str_find(day, RAP_STR("/"), 0);
    if (!rap_day_parse(&d, rap_str_cut(day, 0, stroke)) || !d.year) return false;
    *month = d.year * 12 + (d.month ? d.month - 1 : 0);
    return true;
}

static rap_code find_bounds(bars *b, rap_leaf *l, const char *kind, int32_t *last)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, l->v->d,
                                "SELECT min(day), max(day) FROM row WHERE kind = ?1"
                                " AND (day = '') = 0 AND day >= '0'",
                                l->err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, rap_str_of(kind));
    rc = rap_query_step(q, &more, l->err);
    b->step = 0;
    if (rc == RAP_OK && more && month_of(&b->first, rap_query_str(q, 0)) &&
        month_of(last, rap_query_str(q, 1)))
        b->step = *last - b->first < MONTHS_MOST ? 1 : 12;
    rap_query_end(q);
    if (b->step == 12) b->first -= b->first % 12;
    return rc;
}

static void count_month(bars *b, int32_t month, uint32_t n)
{
    int32_t slot = (month - b->first) / b->step;
    if (month < b->first || (uint32_t)slot >= b->n) return;
    b->counts[slot] += n;
    if (b->counts[slot] > b->most) b->most = b->counts[slot];
    b->all += n;
}

/* All of a kind: the index knows their months. */
static rap_code count_all(bars *b, rap_leaf *l, const char *kind)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, l->v->d,
                                "SELECT substr(day, 1, 7), count(*) FROM row WHERE"
                                " kind = ?1 AND (day = '') = 0 AND day >= '0'"
                                " GROUP BY 1",
                                l->err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, rap_str_of(kind));
    while ((rc = rap_query_step(q, &more, l->err)) == RAP_OK && more) {
        int32_t month;
        if (month_of(&month, rap_query_str(q, 0)))
            count_month(b, month, (uint32_t)rap_query_int(q, 1));
    }
    rap_query_end(q);
    return rc;
}

static rap_code count_rows(bars *b, rap_leaf *l, const char *kind)
{
    const rap_sieve sieve = rap_leaf_sieve(l);
    rap_rows *rows = NULL;
    bool more = true;
    rap_code rc = rap_rows_open(&rows, l->v, kind, false, l->err);
    if (rc == RAP_OK) rap_rows_lazy(rows);
    if (rc == RAP_OK) rc = rap_rows_sift(rows, &l->filter, "", l->arena, l->err);
    while (rc == RAP_OK) {
        rap_item item;
        int32_t month;
        rc = rap_sieve_next(&sieve, rows, &item, &more);
        if (rc != RAP_OK || !more) break;
        if (!month_of(&month, item.day)) continue;
        count_month(b, month, 1);
    }
    rap_rows_close(rows);
    return rc;
}

static void put_number(rap_html *h, const char *name, uint32_t v)
{
    rap_buf b = {0};
    rap_buf_uint(&b, v);
    rap_html_attr_str(h, name, rap_torn_text(&b));
    rap_buf_done(&b);
}

static void put_bar(rap_html *h, const bars *b, uint32_t slot)
{
    uint32_t width = WIDE / b->n, high = b->counts[slot] * HIGH / b->most;
    if (width > 24) width = 24;
    if (width < 3) width = 3;
    if (high < 3) high = 3;
    rap_html_open(h, "rect");
    put_number(h, "x", slot * WIDE / b->n);
    put_number(h, "y", HIGH - high);
    put_number(h, "width", width - 1);
    put_number(h, "height", high);
    rap_html_close(h);
}

/* A year under the drawing where it begins, not closer than the words are wide. */
static void put_years(rap_html *h, const bars *b)
{
    enum { WORD = 44 };
    uint32_t free_from = 0;
    for (uint32_t slot = 0; slot < b->n; slot++) {
        int32_t month = b->first + (int32_t)slot * b->step;
        uint32_t x = slot * WIDE / b->n;
        if ((slot && month % 12) || x < free_from || x + WORD > WIDE + WORD) continue;
        rap_html_open(h, "text");
        put_number(h, "x", x);
        put_number(h, "y", HIGH + 16);
        rap_buf year = {0};
        rap_buf_int(&year, month / 12);
        rap_html_text(h, rap_torn_text(&year));
        rap_buf_done(&year);
        rap_html_close(h);
        free_from = x + WORD;
    }
}

static void put_drawing(rap_leaf *l, const bars *b)
{
    rap_html *h = &l->h;
    rap_buf name = {0};
    rap_word_things(&name, b->all, "dated entry", "dated entries");
    rap_buf_printf(&name, " by %s; the most in one is %u",
                   b->step == 1 ? "month" : "year", b->most);
    rap_html_open(h, "svg");
    rap_html_attr(h, "class", "bars");
    rap_html_attr(h, "role", "img");
    rap_html_attr_str(h, "aria-label", rap_torn_text(&name));
    rap_html_attr(h, "viewBox", "0 0 830 80");
    for (uint32_t slot = 0; slot < b->n; slot++)
        if (b->counts[slot]) put_bar(h, b, slot);
    rap_html_open(h, "line");
    put_number(h, "x1", 0);
    put_number(h, "x2", WIDE);
    put_number(h, "y1", HIGH);
    put_number(h, "y2", HIGH);
    rap_html_close(h);
    put_years(h, b);
    rap_html_close(h);
    rap_buf_done(&name);
}

rap_code rap_bars_put(rap_leaf *l, const char *kind)
{
    int32_t last = 0;
    bars *b = RAP_NEW(l->arena, bars, 1);
    if (!b) return rap_fail_memory(l->err);
    rap_code rc = find_bounds(b, l, kind, &last);
    if (rc != RAP_OK || !b->step) return rc;
    int32_t slots = (last - b->first) / b->step + 1;
    b->n = slots > SLOTS ? SLOTS : (uint32_t)slots;
    rc =
        rap_filter_is_open(&l->filter) ? count_all(b, l, kind) : count_rows(b, l, kind);
    if (rc == RAP_OK && b->all > 1) put_drawing(l, b);
    return rc;
}
