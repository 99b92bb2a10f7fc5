/*
 * times/era.c - the years from which a text may be, by the years that it names.
 *
 * How far reports lie behind the latest year that they name was counted in dated piles
 * of news; a bare year ("annexed in 2014") says next to nothing.
 */
/* SPDX-License-Identifier: MIT */
#include "times/era.h"

#include "base/logarithm.h"

enum {
    REACH = 12, /* years behind the latest named that were counted singly */
    AHEAD = 3,  /* years by which a year told as past may lie ahead */
    FAR_AHEAD = -10 * RAP_SPREAD_BIT,
    FIRST_TOLD = 1900,
    COMING = 12 /* years that a plan reaches */
};

/* Thousandths of reports 0, 1, 2 ... years behind the latest year named with its month,
 * and behind a bare one; ahead: before it, by each year. */
static const uint16_t dated[REACH + 1] = {400, 190, 140, 50, 35, 25, 22,
                                          12,  10,  8,   8,  6,  5};
static const uint16_t bare[REACH + 1] = {100, 110, 110, 65, 60, 50, 45,
                                         35,  35,  30,  30, 25, 20};
enum { DATED_AHEAD = 12, BARE_AHEAD = 20, DATED_REST = 2, BARE_REST = 12 };

void times_era_cite(rap_published *out, const rap_prose *p, uint32_t first,
                    uint32_t last)
{
    const uint32_t room = sizeof out->evidence / sizeof *out->evidence;
    if (out->n_evidence < room)
        out->evidence[out->n_evidence++] = rap_tokens_span(p, first, last);
}

static void add_year(rap_spread *s, int year, int32_t points)
{
    rap_spread_add(s, rap_day_serial((rap_day){(int16_t)year, 1, 1}),
                   rap_day_serial((rap_day){(int16_t)year, 12, 31}), points);
}

static int first_year(const rap_spread *s)
{
    return rap_day_of_serial(s->first).year;
}

static int last_year(const rap_spread *s)
{
    return rap_day_of_serial(s->first + s->n - 1).year;
}

void times_era_usual(rap_spread *s)
{
    static const struct {
        int16_t before, points;
    } usual[] = {{1990, -384}, {1996, -256}, {2003, -128}, {2008, -64}};
    for (int y = first_year(s); y <= last_year(s); y++)
        for (size_t i = 0; i < sizeof usual / sizeof *usual; i++) {
            if (y >= usual[i].before) continue;
            add_year(s, y, usual[i].points);
            break;
        }
}

static bool is_year(const mark *m, const rap_spread *s)
{
    return m->kind == MARK_DATE && m->day.year >= FIRST_TOLD && !m->bc &&
           !m->from_text && m->day.year <= last_year(s) + COMING;
}

static bool is_later(const mark *m, const mark *best)
{
    return !best || m->day.year > best->day.year ||
           (m->day.year == best->day.year && m->day.month && !best->day.month);
}

static int32_t points_after(const mark *latest, int off)
{
    bool month = latest->day.month != 0;
    if (off < -AHEAD) return FAR_AHEAD;
    uint32_t share = month ? DATED_REST : BARE_REST;
    if (off < 0)
        share = month ? DATED_AHEAD : BARE_AHEAD;
    else if (off <= REACH)
        share = month ? dated[off] : bare[off];
    return rap_log2(share) - rap_log2(100);
}

/* A plan for a year is told before it, mostly in the years right before. */
static int32_t points_before(int off)
{
    if (off > 0) return -5 * RAP_SPREAD_BIT;
    if (off >= -1) return RAP_SPREAD_BIT;
    return off < -COMING ? -2 * RAP_SPREAD_BIT : off < -AHEAD ? -RAP_SPREAD_BIT / 2 : 0;
}

void times_era_years(rap_spread *s, const rap_prose *p, const mark_list *marks,
                     rap_published *out)
{
    const mark *past = NULL, *coming = NULL;
    for (size_t i = 0; i < marks->n; i++) {
        const mark *m = &marks->v[i];
        if (!is_year(m, s) || m->clock != CLOCK_NONE ||
            (!is_later(m, past) && !is_later(m, coming)))
            continue;
        bool ahead = times_tense(p, m) > 0;
        if (!ahead && m->day.year > last_year(s)) continue;
        if (!ahead && is_later(m, past)) past = m;
        if (ahead && is_later(m, coming)) coming = m;
    }
    if (past && coming && coming->day.year <= past->day.year) coming = NULL;
    for (int y = first_year(s); y <= last_year(s); y++) {
        if (past) add_year(s, y, points_after(past, y - past->day.year));
        if (coming) add_year(s, y, points_before(y - coming->day.year));
    }
    if (past) times_era_cite(out, p, past->first, past->last);
    if (coming) times_era_cite(out, p, coming->first, coming->last);
}
