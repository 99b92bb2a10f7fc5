/*
 * pages/rounds_line.c - rounds of talks on a line of days, as a small drawing.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/round.h"
#include "pages/bars.h"

enum { WIDE = 780, MARGIN = 10, LINE = 22, POINTS_MOST = 120 };

typedef struct {
    int32_t day; /* serial, the first of the round */
    bool held;
} point;

typedef struct {
    point v[POINTS_MOST];
    uint32_t n, held;
    int32_t first, last;
} points;

static rap_code gather(points *p, rap_leaf *l)
{
    const rap_sieve sieve = rap_leaf_sieve(l);
    rap_rows *rows = NULL;
    bool more = true;
    rap_code rc = rap_rows_open(&rows, l->v, "round", false, l->err);
    if (rc == RAP_OK) rap_rows_lazy(rows);
    while (rc == RAP_OK && p->n < POINTS_MOST) {
        rap_item item;
        int32_t first, last;
        rc = rap_sieve_next(&sieve, rows, &item, &more);
        if (rc != RAP_OK || !more) break;
        if (!rap_day_bounds(&first, &last, item.day)) continue;
        bool held =
            rap_str_is(item.state, "held") || rap_str_is(item.state, "under_way");
        if (!p->n || first < p->first) p->first = first;
        if (!p->n || first > p->last) p->last = first;
        p->held += held;
        p->v[p->n++] = (point){first, held};
    }
    rap_rows_close(rows);
    return rc;
}

static int32_t x_of(const points *p, int32_t day)
{
    int64_t days = p->last > p->first ? p->last - p->first : 1;
    return MARGIN + (int32_t)((int64_t)(day - p->first) * (WIDE - 2 * MARGIN) / days);
}

static void put_point(rap_html *h, int32_t x, bool held)
{
    rap_buf b = {0};
    rap_html_open(h, "path");
    if (!held) rap_html_attr(h, "class", "open");
    rap_buf_printf(&b, "M%d %dl7 7l-7 7l-7-7z", x, LINE - 7);
    rap_html_attr_str(h, "d", rap_torn_text(&b));
    rap_html_close(h);
    rap_buf_done(&b);
}

static void put_day(rap_html *h, int32_t x, int32_t serial, const char *anchor)
{
    rap_buf b = {0};
    rap_html_open(h, "text");
    rap_buf_int(&b, x);
    rap_html_attr_str(h, "x", rap_torn_text(&b));
    rap_html_attr(h, "y", "48");
    rap_html_attr(h, "text-anchor", anchor);
    rap_buf_clear(&b);
    rap_word_day(&b, rap_str_of(rap_day_print(rap_day_of_serial(serial)).z));
    rap_html_text(h, rap_torn_text(&b));
    rap_html_close(h);
    rap_buf_done(&b);
}

rap_code rap_rounds_line(rap_leaf *l)
{
    rap_html *h = &l->h;
    points *p = RAP_NEW(l->arena, points, 1);
    rap_buf b = {0};
    if (!p) return rap_fail_memory(l->err);
    rap_code rc = gather(p, l);
    if (rc != RAP_OK || p->n < 2) return rc;
    rap_word_things(&b, p->n, "dated round", "dated rounds");
    rap_buf_printf(&b, ", %u held or under way; each is told below", p->held);
    rap_html_open(h, "svg");
    rap_html_attr(h, "class", "bars");
    rap_html_attr(h, "role", "img");
    rap_html_attr_str(h, "aria-label", rap_torn_text(&b));
    rap_html_attr(h, "viewBox", "0 0 780 54");
    rap_html_open(h, "line");
    rap_html_attr(h, "x1", "0");
    rap_html_attr(h, "x2", "780");
    rap_html_attr(h, "y1", "22");
    rap_html_attr(h, "y2", "22");
    rap_html_close(h);
    for (int held = 0; held < 2; held++) /* what was held covers what was planned */
        for (uint32_t i = 0; i < p->n; i++)
            if (p->v[i].held == held) put_point(h, x_of(p, p->v[i].day), held);
    put_day(h, MARGIN, p->first, "start");
    if (p->last > p->first) put_day(h, WIDE - MARGIN, p->last, "end");
    rap_html_close(h);
    rap_html_el(h, "p", "small mut",
                rap_str_of("◆ held or under way ◇ planned, proposed, called off"));
    rap_buf_done(&b);
    return RAP_OK;
}
