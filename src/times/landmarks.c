/*
 * times/landmarks.c - the days from which a text may be, by events and things that have
 * a first day.
 *
 * A report that names an event cannot be older than it.  Of an event that fades most
 * reports are written in the months behind it, so the latest one named speaks for them.
 */
/* SPDX-License-Identifier: MIT */
#include "times/era.h"

#include "datedevents_table.inc"

enum {
    LANDMARKS = 16, /* weighed */
    BEFORE = -7 * RAP_SPREAD_BIT,
    RARELY = -2 * RAP_SPREAD_BIT,
    EAGER = 20,   /* days by which our first day may be late */
    OFTEN = 3,    /* mentions that make an event the report's matter */
    DAY_TEXT = 10 /* bytes of a day */
};

typedef struct {
    int row;
    uint32_t token, n, times;
    int32_t day; /* its first */
    bool fades, soft;
} landmark;

/* Points of days so many behind an event of which a report tells. */
static const struct {
    int32_t upto, points;
} after[] = {{31, 1600}, {92, 1300}, {183, 1050}, {365, 850}, {730, 500}, {1461, 200}};

static void read_row(landmark *l)
{
    rap_day day = {0, 0, 0};
    rap_str days = rap_cell(&datedevents_table, l->row, DATEDEVENTS_DAY);
    (void)rap_day_parse(&day, rap_str_cut(days, 0, DAY_TEXT));
    l->day = rap_day_serial(day);
    l->fades = rap_cell_is(&datedevents_table, l->row, DATEDEVENTS_FADES, "1");
    l->soft = rap_cell_is(&datedevents_table, l->row, DATEDEVENTS_FADES, "soft");
}

static uint32_t gather(landmark *v, const rap_prose *p)
{
    uint32_t k = 0, n = 1;
    for (uint32_t i = 0; i < p->n_tokens; i += n) {
        uint32_t at = 0;
        n = 1;
        int row = rap_prose_match(p, &datedevents_table, i, &n);
        if (row < 0) {
            n = 1;
            continue;
        }
        while (at < k && v[at].row != row)
            at++;
        if (at == LANDMARKS) continue;
        if (at == k) {
            v[k] = (landmark){.row = row, .token = i, .n = n};
            read_row(&v[k++]);
        }
        v[at].times++;
    }
    return k;
}

/* The latest event that fades; one that is named often before one in passing. */
static const landmark *latest(const landmark *v, uint32_t n)
{
    const landmark *best = NULL;
    for (uint32_t i = 0; i < n; i++) {
        if (!v[i].fades) continue;
        bool often = v[i].times >= OFTEN, other = best && best->times >= OFTEN;
        if (!best || (often && !other) || (often == other && v[i].day > best->day))
            best = &v[i];
    }
    return best;
}

/* Of an event that came up again each time counts. */
static void weigh_fading(rap_spread *s, const landmark *l)
{
    rap_day day = {0, 0, 0};
    rap_str days = rap_cell(&datedevents_table, l->row, DATEDEVENTS_DAY);
    for (size_t at = 0; at < days.n; at += DAY_TEXT + 1) {
        if (!rap_day_parse(&day, rap_str_cut(days, at, at + DAY_TEXT))) break;
        int32_t first = rap_day_serial(day), from = 0;
        for (size_t i = 0; i < sizeof after / sizeof *after; i++) {
            int32_t points = l->times >= OFTEN ? after[i].points : after[i].points / 2;
            rap_spread_add(s, first + from, first + after[i].upto, points);
            from = after[i].upto + 1;
        }
    }
}

void times_era_landmarks(rap_spread *s, const rap_prose *p, rap_published *out)
{
    landmark v[LANDMARKS];
    uint32_t n = gather(v, p);
    const landmark *best = latest(v, n);
    for (uint32_t i = 0; i < n; i++)
        rap_spread_add(s, s->first, v[i].day - EAGER - 1, v[i].soft ? RARELY : BEFORE);
    if (!best) return;
    weigh_fading(s, best);
    times_era_cite(out, p, best->token, best->token + best->n);
}
