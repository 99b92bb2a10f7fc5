/*
 * pile/dating.c - the day of a report that gives none, from the reports that do.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/dating.h"

#include "base/logarithm.h"
#include "pile/dayclues.h"
#include "pile/likeness.h"
#include "pile/yearly.h"
#include "times/alone.h"

#include <stdlib.h>

enum {
    LIKE = 15,       /* neighbours asked */
    LEAST_TERMS = 4, /* that it must share with the nearest */
    /* Thousandths that the nearest must share: of reports on other matters 19 in 20
     * share less, of those on the same 1 in 10. */
    LEAST_SHARE = 50,
    ANCHOR_SURE = 25, /* nor are others dated by one believed in less */
    LEARN_MAX = 2000, /* dated reports that are learnt from */
    LEVELS = 5,       /* of likeness */
    SPANS = 10,       /* of days that like reports lie apart */
    MILLION = 1000000,
    ROUNDS = 5,
    DENSITY = 1000000000, /* that shares by days sum up to */
    LEAST_TRUST = 660,    /* of the least like */
    TEMPERS = 6,
    TRIED = 80, /* dated reports that are dated again to learn from */
    TRIED_LEAST = 10,
    LEAST_YEAR_POINTS = 7 * RAP_SPREAD_BIT, /* of a year that can be */
    LEAST_YEAR = 8,                         /* belief in a year that is told */
    FULL_YEAR = 50,                         /* and on which a day may rest */
    FULL_NEAR = 45, /* belief in the month about a day that is told */
    FULL_MONTH = 50
};

typedef struct {
    const rap_filed *reports;
    uint32_t n;
    rap_days between;
    rap_arena *arena;
    uint32_t *order; /* by (id, key) */
    bool *dated;     /* in order: gives its day, or was given one in an earlier round */
    bool *asked;     /* in order: gives none */
    bool *by_text;   /* in order: its text alone tells it */
    int32_t *day;    /* serial, of those dated */
    rap_dayclues *clues;
    rap_yearly years;
    int32_t temper; /* of 256: how far the days of neighbours are believed */
    rap_likeness *likeness;
    uint32_t after[RAP_WEEKDAY_PLACES][7]; /* days between a weekday and the report */
    uint64_t apart[LEVELS][SPANS]; /* share of a single day so far apart, in 1e-9 */
    rap_dated *found;
    uint32_t n_found;
} dating;

/* Days apart from which a span counts; the last is without end. */
static const uint32_t spans[SPANS] = {0, 1, 2, 3, 5, 8, 15, 31, 91, 366};

/* Does a report give its day itself, so that others may be dated by it? */
static bool is_dated(const rap_filed *f)
{
    static const char *const own[] = {"jsonld", "meta",  "url",     "line",
                                      "feed",   "given", "dateline"};
    rap_day day;
    if (!rap_day_parse(&day, f->published.day) || !rap_day_is_full(day)) return false;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (rap_str_is(f->published.basis, own[i])) return true;
    return false;
}

/* ---- what the dated reports teach ---- */

static uint32_t level_of(uint32_t share)
{
    return share > 600 ? 0 : share > 400 ? 1 : share > 250 ? 2 : share > 150 ? 3 : 4;
}

static uint32_t span_of(uint32_t days)
{
    uint32_t i = SPANS - 1;
    while (spans[i] > days)
        i--;
    return i;
}

static uint32_t distance(int32_t a, int32_t b)
{
    return (uint32_t)(a > b ? a - b : b - a);
}

static int modulo7(int32_t v)
{
    return (int)((v % 7 + 7) % 7);
}

/* Days from the weekday w to serial day `day`; 1970-01-01 was a Thursday. */
static int days_after(int32_t day, int w)
{
    return modulo7(day + 3 - w);
}

static void learn_weekdays(dating *d)
{
    static const uint32_t usual[7] = {30, 20, 12, 8, 8, 8, 12};
    for (uint32_t p = 0; p < RAP_WEEKDAY_PLACES; p++)
        for (uint32_t i = 0; i < 7; i++)
            d->after[p][i] = usual[i];
    for (uint32_t r = 0; r < d->n; r++)
        for (uint32_t i = 0; d->dated[r] && i < d->clues[r].n_weekdays; i++) {
            rap_weekday_clue c = d->clues[r].weekdays[i];
            d->after[c.place][days_after(d->day[r], c.weekday)] += 20;
        }
}

/* How far like reports lie apart: counted, with what is usual counting for ten. */
static void learn_distances(dating *d)
{
    static const uint32_t usual[SPANS] = {25, 20, 10, 10, 8, 8, 7, 7, 4, 1};
    uint32_t count[LEVELS][SPANS] = {{0}}, all[LEVELS] = {0}, learnt = 0;
    rap_like like[LIKE];
    for (uint32_t r = 0; r < d->n && learnt < LEARN_MAX; r++) {
        if (!d->dated[r]) continue;
        uint32_t n = rap_likeness_of(d->likeness, r, d->dated, like, LIKE);
        learnt++;
        for (uint32_t i = 0; i < n; i++) {
            uint32_t level = level_of(like[i].share);
            count[level][span_of(distance(d->day[r], d->day[like[i].report]))]++;
            all[level]++;
        }
    }
    for (uint32_t l = 0; l < LEVELS; l++)
        for (uint32_t s = 0; s < SPANS; s++) {
            uint64_t share = ((uint64_t)count[l][s] * 10 + usual[s]) * 1000 * MILLION /
                             ((uint64_t)all[l] * 10 + 100);
            uint64_t days = s + 1 == SPANS ? 1000 : spans[s + 1] - spans[s];
            d->apart[l][s] = share / (s == 0 ? 1 : days * 2);
        }
}

/* ---- a day for one report ---- */

/* Likeness cubed, so that the nearest speak loudest. */
static uint64_t voice(const rap_like *like)
{
    return (uint64_t)like->share * like->share * like->share;
}

/* Add a neighbour's voice to the days in one span from it, on both sides. */
static void add_span(int64_t *step, const rap_spread *s, int32_t about, uint32_t span,
                     int64_t voices)
{
    int32_t from = (int32_t)spans[span];
    int32_t to = span + 1 < SPANS ? (int32_t)spans[span + 1] - 1 : s->n;
    for (int side = from ? -1 : 1; side <= 1; side += 2) {
        int32_t a = about + (side > 0 ? from : -to) - s->first;
        int32_t b = about + (side > 0 ? to : -from) - s->first;
        if (a < 0) a = 0;
        if (b > s->n - 1) b = s->n - 1;
        if (a > b) continue;
        step[a] += voices;
        step[b + 1] -= voices;
    }
}

/* A day that was found itself counts as one of a report less alike. */
static uint32_t level_between(const dating *d, const rap_like *like)
{
    uint32_t level = level_of(like->share);
    bool found = !is_dated(&d->reports[d->order[like->report]]);
    level += found;
    return level < LEVELS ? level : LEVELS - 1;
}

/* Thousandths: how likely a report with so much in common is on the same matter. */
static uint32_t same_matter(uint32_t share)
{
    static const struct {
        uint16_t below, same;
    } steps[] = {{70, 100}, {100, 300}, {150, 600}, {250, 850}, {400, 950}};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        if (share < steps[i].below) return steps[i].same;
    return 980;
}

/* How likely each day is by the days of the neighbours, mixed by their voices; it may
 * be any where they are on another matter. */
static bool hear(const dating *d, const rap_like *like, uint32_t n, rap_spread *s)
{
    int64_t *step = RAP_NEW(d->arena, int64_t, (size_t)s->n + 1), sum = 0;
    uint64_t all = 1;
    if (!step) return false;
    for (uint32_t i = 0; i < n; i++)
        all += voice(&like[i]);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < SPANS; k++) {
            uint64_t share = d->apart[level_between(d, &like[i])][k];
            int64_t voices = (int64_t)(voice(&like[i]) * 1024 / all * share / 1024);
            add_span(step, s, d->day[like[i].report], k, voices);
        }
    uint32_t same = same_matter(like[0].share);
    int64_t anywhere = DENSITY / s->n * (1000 - (int64_t)same);
    for (int32_t i = 0; i < s->n; i++) {
        sum += step[i];
        s->score[i] =
            rap_log2((uint64_t)(sum > 0 ? sum : 0) * same + (uint64_t)anywhere);
    }
    return true;
}

static int32_t score_weekdays(const dating *d, const rap_dayclues *c, int32_t day)
{
    static const int32_t worth[RAP_WEEKDAY_PLACES] = {100, 70, 40}; /* hundredths */
    int32_t score = 0;
    for (uint32_t i = 0; i < c->n_weekdays; i++) {
        rap_weekday_clue w = c->weekdays[i];
        uint32_t all = 0;
        for (uint32_t k = 0; k < 7; k++)
            all += d->after[w.place][k];
        uint32_t here = d->after[w.place][days_after(day, w.weekday)];
        score += (rap_log2((uint64_t)here * 7) - rap_log2(all)) * worth[w.place] / 100;
    }
    return score;
}

/* A day of a month that has just passed speaks for the day; so does a full date, which
 * in turn speaks against every day before it. */
static int32_t score_dates(const rap_dayclues *c, int32_t day)
{
    enum { JUST = 222, LATELY = 74, SAME = 369, BEFORE = -1108 };
    int32_t score = 0;
    rap_day today = rap_day_of_serial(day);
    for (uint32_t i = 0; i < c->n_monthdays; i++) {
        rap_day m = c->monthdays[i];
        m.year = today.year;
        if (!rap_day_is_valid(m)) continue;
        int32_t ago = day - rap_day_serial(m);
        if (ago < -183) ago += 365;
        if (ago >= 0 && ago <= 14) score += ago <= 3 ? JUST : LATELY;
    }
    if (c->latest && c->latest > day + 1) score += BEFORE;
    if (c->latest && c->latest <= day + 1 && day - c->latest <= 2) score += SAME;
    return score;
}

/* What the report itself says of the days in the years that can be. */
static void weigh_own(const dating *d, uint32_t r, rap_spread *s)
{
    for (int32_t i = 0; i < s->n; i++) {
        int32_t day = s->first + i;
        int32_t year = rap_yearly_own(&d->years, r, day);
        s->score[i] += year;
        if (year < LEAST_YEAR_POINTS) continue;
        s->score[i] +=
            score_weekdays(d, &d->clues[r], day) + score_dates(&d->clues[r], day);
    }
}

/* How far a day from neighbours may be told, in thousandths. */
static uint32_t trust_in(const rap_like *like)
{
    uint32_t same = same_matter(like->share);
    return same > LEAST_TRUST ? same : LEAST_TRUST;
}

/* No more of the day than is believed in. */
static bool give(const rap_spread_view *v, uint32_t same, rap_dated *out)
{
    rap_day d = v->day;
    if (v->year_sure < LEAST_YEAR) return false;
    out->sure = v->day_sure;
    if (v->year_sure < FULL_YEAR || v->near_sure * same < FULL_NEAR * 1000) {
        d.day = 0;
        out->sure = v->month_sure;
    }
    if (!d.day && v->month_sure < FULL_MONTH) {
        d.month = 0;
        out->sure = v->year_sure;
    }
    out->day = d;
    out->range = v->range;
    return true;
}

/* Neighbours that give their day, where one is like enough. */
static uint32_t find_dated(const dating *d, uint32_t r, rap_like *like)
{
    uint32_t n = rap_likeness_of(d->likeness, r, d->dated, like, LIKE);
    bool near = n && like[0].share >= LEAST_SHARE && like[0].terms >= LEAST_TERMS;
    return near ? n : 0;
}

/* Without neighbours that give their day: from the years of others and what the text
 * tells by itself. */
static bool weigh_years_of(const dating *d, uint32_t r, rap_spread *s)
{
    rap_err err;
    rap_str text = d->reports[d->order[r]].text;
    if (!rap_yearly_moved(&d->years, r)) return false;
    if (rap_times_alone(s, text, d->between, true, d->arena, &err) != RAP_OK)
        return false;
    rap_yearly_move(&d->years, r, s);
    return true;
}

static bool weigh_days_of(const dating *d, uint32_t r, const rap_like *like, uint32_t n,
                          rap_spread *s)
{
    rap_spread_new(s, d->between, d->arena);
    s->temper = d->temper;
    if (s->n == 0 || !hear(d, like, n, s)) return false;
    weigh_own(d, r, s);
    return true;
}

/* Points that a dated report's own day gets from the others, as it were not known. */
static bool try_temper(const dating *d, uint32_t r, const int32_t *tempers,
                       int64_t *sum)
{
    rap_spread s;
    rap_like like[LIKE];
    uint32_t n = find_dated(d, r, like);
    if (n == 0) return false;
    rap_arena_place place = rap_arena_at(d->arena);
    bool ok = weigh_days_of(d, r, like, n, &s);
    for (uint32_t i = 0; ok && i < TEMPERS; i++) {
        s.temper = tempers[i];
        sum[i] += rap_spread_points(&s, d->day[r], d->arena);
    }
    rap_arena_back(d->arena, place);
    return ok;
}

/* The one under which the dated reports of the pile would have been dated best. */
static void learn_temper(dating *d)
{
    static const int32_t tempers[TEMPERS] = {160, 224, 288, 352, 416, 480};
    int64_t sum[TEMPERS] = {0};
    uint32_t tried = 0, best = 0;
    for (uint32_t r = 0; r < d->n && tried < TRIED; r++)
        if (d->dated[r] && try_temper(d, r, tempers, sum)) tried++;
    if (tried < TRIED_LEAST) best = 1;
    for (uint32_t i = 0; tried >= TRIED_LEAST && i < TEMPERS; i++)
        if (sum[i] > sum[best]) best = i;
    d->temper = tempers[best];
}

/* Does one of the neighbours give its day itself? */
static bool gives_one(const dating *d, const rap_like *like, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (is_dated(&d->reports[d->order[like[i].report]])) return true;
    return false;
}

static bool date_one(const dating *d, uint32_t r, rap_dated *out)
{
    rap_spread s;
    rap_spread_view v;
    rap_like like[LIKE];
    uint32_t n = find_dated(d, r, like);
    if (d->by_text[r] && !gives_one(d, like, n)) return false;
    rap_arena_place place = rap_arena_at(d->arena);
    bool ok = n ? weigh_days_of(d, r, like, n, &s) : weigh_years_of(d, r, &s);
    if (ok) rap_spread_hold(&s, d->clues[r].known);
    ok = ok && rap_spread_read(&s, &v, d->arena) &&
         give(&v, n ? trust_in(like) : 1000, out);
    rap_arena_back(d->arena, place);
    return ok;
}

/* ---- all of them ---- */

/* Reports whose day is believed in from here on date others; true when there are such.
 */
static bool take_anchors(dating *d, const rap_dated *by)
{
    bool any = false;
    for (uint32_t r = 0; r < d->n; r++) {
        bool full = d->asked[r] && rap_day_is_full(by[r].day);
        if (!full || by[r].sure < ANCHOR_SURE) continue;
        d->asked[r] = false;
        d->dated[r] = any = true;
        d->day[r] = rap_day_serial(by[r].day);
    }
    return any;
}

/* In rounds: what is known of a report may change as others are dated. */
static bool date_all(dating *d)
{
    rap_dated *by = RAP_NEW(d->arena, rap_dated, (size_t)d->n + 1);
    if (!by) return false;
    for (uint32_t r = 0; r < d->n; r++)
        if (d->by_text[r] && d->reports[d->order[r]].published.sure >= ANCHOR_SURE)
            d->dated[r] = true;
    for (int round = 0; round < ROUNDS; round++) {
        for (uint32_t r = 0; r < d->n; r++) {
            rap_dated now;
            if (d->asked[r] && date_one(d, r, &now)) by[r] = now;
        }
        if (!take_anchors(d, by)) break;
    }
    for (uint32_t r = 0; r < d->n; r++) {
        if (rap_day_is_none(by[r].day)) continue;
        d->found[d->n_found] = by[r];
        d->found[d->n_found++].report = d->order[r];
    }
    return true;
}

typedef struct {
    const rap_filed *f;
    uint32_t at;
} placed;

static int by_id(const void *x, const void *y)
{
    const placed *a = x, *b = y;
    int c = rap_str_cmp(a->f->id, b->f->id);
    return c ? c : rap_str_cmp(a->f->key, b->f->key);
}

/* Does its text, read alone, tell its day? */
static bool tells_by_text(const rap_filed *f)
{
    rap_day day;
    return rap_str_is(f->published.basis, "text") &&
           rap_day_parse(&day, f->published.day) && rap_day_is_full(day);
}

static bool put_in_order(dating *d)
{
    placed *v = RAP_NEW(d->arena, placed, (size_t)d->n + 1);
    if (!v) return false;
    for (uint32_t i = 0; i < d->n; i++)
        v[i] = (placed){&d->reports[i], i};
    if (d->n) qsort(v, d->n, sizeof *v, by_id);
    for (uint32_t r = 0; r < d->n; r++) {
        const rap_filed *f = v[r].f;
        rap_day day;
        d->order[r] = v[r].at;
        d->dated[r] = is_dated(f);
        d->asked[r] = !d->dated[r];
        d->by_text[r] = tells_by_text(f);
        if ((d->dated[r] || d->by_text[r]) && rap_day_parse(&day, f->published.day))
            d->day[r] = rap_day_serial(day);
    }
    return true;
}

static rap_code compare(dating *d, rap_err *err)
{
    rap_str *texts = RAP_NEW(d->arena, rap_str, (size_t)d->n + 1);
    if (!texts) return rap_fail_memory(err);
    for (uint32_t r = 0; r < d->n; r++)
        texts[r] = d->reports[d->order[r]].text;
    return rap_likeness_new(&d->likeness, texts, d->n, d->arena, err);
}

static rap_code weigh_years(dating *d, rap_err *err)
{
    rap_str *texts = RAP_NEW(d->arena, rap_str, (size_t)d->n + 1);
    if (!texts) return rap_fail_memory(err);
    for (uint32_t r = 0; r < d->n; r++)
        texts[r] = d->reports[d->order[r]].text;
    const rap_yearly_in in = {.texts = texts,
                              .n = d->n,
                              .dated = d->dated,
                              .day = d->day,
                              .likeness = d->likeness,
                              .between = d->between};
    return rap_yearly_weigh(&d->years, &in, d->arena, err);
}

rap_code rap_pile_date(const rap_dated **out, uint32_t *n_out, const rap_filed *reports,
                       uint32_t n, rap_days between, rap_arena *arena, rap_err *err)
{
    dating d = {.reports = reports, .n = n, .between = between, .arena = arena};
    d.order = RAP_NEW(arena, uint32_t, (size_t)n + 1);
    d.dated = RAP_NEW(arena, bool, (size_t)n + 1);
    d.asked = RAP_NEW(arena, bool, (size_t)n + 1);
    d.by_text = RAP_NEW(arena, bool, (size_t)n + 1);
    d.day = RAP_NEW(arena, int32_t, (size_t)n + 1);
    d.clues = RAP_NEW(arena, rap_dayclues, (size_t)n + 1);
    d.found = RAP_NEW(arena, rap_dated, (size_t)n + 1);
    if (!d.order || !d.dated || !d.asked || !d.by_text || !d.day || !d.clues ||
        !d.found || !put_in_order(&d))
        return rap_fail_memory(err);
    rap_code rc = compare(&d, err);
    if (rc != RAP_OK) return rc;
    for (uint32_t r = 0; r < n; r++)
        rap_dayclues_read(&d.clues[r], &reports[d.order[r]]);
    rc = weigh_years(&d, err);
    if (rc != RAP_OK) return rc;
    learn_weekdays(&d);
    learn_distances(&d);
    learn_temper(&d);
    if (!date_all(&d)) return rap_fail_memory(err);
    *out = d.found;
    *n_out = d.n_found;
    return RAP_OK;
}
