/*
 * days/dating.c - the day of a report that gives none, from the reports that do.
 */
/* SPDX-License-Identifier: MIT */
#include "days/dating.h"

#include "base/logarithm.h"
#include "days/dayclues.h"
#include "days/nearby.h"
#include "days/sameness.h"
#include "days/yearly.h"
#include "stories/likeness.h"
#include "times/alone.h"

#include <stdlib.h>

enum {
    LEAST_SAME = 20,  /* thousandths: belief in neighbours that are asked at all */
    TEXT_SAME = 300,  /* below it a day that the text tells stays */
    SURE_SAME = 500,  /* below it the range is wide of itself */
    LEAST_TERMS = 4,  /* that are shared with one whose day was found */
    ANCHOR_SURE = 25, /* nor are others dated by one believed in less */
    ROUNDS = 5,
    TRIED = 60, /* dated reports that are dated again to learn from */
    TRIED_LEAST = 10,
    YEARS_MOST = 78, /* of all days that are thought of */
    HELD_TRIED = 20, /* from so many on the range is measured by them */
    HELD_MOST = 97,
    HELD_AIM = 89,  /* in a hundred of those tried, that lie in their range */
    LEAST_YEAR = 8, /* belief in a year that is told */
    FULL_YEAR = 50, /* and on which a day may rest */
    FULL_NEAR = 45, /* belief in the month about a day that is told */
    LIKELY_SAME = 800,
    LIKELY_NEAR = 33, /* the same where the matter is hardly in doubt */
    ALONE_YEAR = 60,
    ALONE_WEEK = 50,
    FULL_MONTH = 50,
    MILLION = 1000000,
    BILLION = 1000000000
};

/* How loud each of three speaks, of 256: neighbours, the text, its weekdays. */
enum { NEIGHBOURS, TEXT, WEEKDAYS, VOICES };

typedef struct {
    int32_t of[VOICES];
} loudness;

/* What the three say of a report's days, in points. */
typedef struct {
    int32_t *neighbours, *text;
    int32_t *rest; /* shares, in 1e-9, where the neighbours are on another matter */
    int32_t weekday[7]; /* of each, Monday first */
    uint32_t same;      /* in 1e-6: how far the neighbours are believed */
} told;

typedef struct {
    const rap_filed *reports;
    uint32_t n;
    rap_days between;
    rap_arena *arena;
    uint32_t *order; /* by (id, key) */
    rap_str *texts;
    bool *dated;   /* in order: gives its day, or was given one in an earlier round */
    bool *asked;   /* in order: gives none */
    bool *by_text; /* in order: its text alone tells it */
    int32_t *day;  /* serial, of those dated */
    uint16_t *same;
    rap_dayclues *clues;
    rap_yearly years;
    rap_nearby nearby;
    loudness loud;
    uint8_t held; /* belief of the range, measured; 0: not */
    rap_likeness *likeness;
    uint32_t after[RAP_WEEKDAY_PLACES][7]; /* days between a weekday and the report */
    rap_spread window;                     /* empty */
    uint32_t *weight;                      /* work: of each day */
    rap_dated *found;
    uint32_t n_found;
} dating;

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

/* Points of each weekday by those that the report names. */
static void weigh_weekdays(const dating *d, const rap_dayclues *c, int32_t *points)
{
    static const int32_t worth[RAP_WEEKDAY_PLACES] = {100, 70, 40}; /* hundredths */
    for (uint32_t i = 0; i < c->n_weekdays; i++) {
        rap_weekday_clue w = c->weekdays[i];
        uint32_t all = 0;
        for (uint32_t k = 0; k < 7; k++)
            all += d->after[w.place][k];
        for (int day = 0; day < 7; day++) {
            uint32_t here = d->after[w.place][modulo7(day - w.weekday)];
            points[day] +=
                (rap_log2((uint64_t)here * 7) - rap_log2(all)) * worth[w.place] / 100;
        }
    }
}

/* ---- a day for one report ---- */

/* A day that was found counts where both are on the matter of the dated, or reports are
 * like enough anywhere. */
static uint16_t same_as(const dating *d, uint32_t r, const rap_like *like, bool found)
{
    if (!found) return d->same[r];
    uint32_t both = (uint32_t)d->same[r] * d->same[like->report] / 1000;
    uint32_t same = like->terms < LEAST_TERMS ? 0 : rap_sameness_of(like->share);
    return (uint16_t)(both > same ? both : same);
}

/* Neighbours that have a day; the most belief in one of them, in thousandths. */
static uint16_t find_dated(const dating *d, uint32_t r, rap_neighbour *v, uint32_t *n)
{
    rap_like like[RAP_NEARBY_LIKE];
    uint16_t most = 0;
    *n = rap_likeness_of(d->likeness, r, d->dated, like, RAP_NEARBY_LIKE);
    for (uint32_t i = 0; i < *n; i++) {
        bool found = !is_dated(&d->reports[d->order[like[i].report]]);
        v[i] = (rap_neighbour){like[i], d->day[like[i].report],
                               same_as(d, r, &like[i], found), found};
        if (v[i].same > most) most = v[i].same;
    }
    return most;
}

static bool listen(const dating *d, uint32_t r, const rap_neighbour *v, uint32_t n,
                   told *out)
{
    size_t days = (size_t)d->window.n;
    *out = (told){.neighbours = RAP_NEW(d->arena, int32_t, days),
                  .text = RAP_NEW(d->arena, int32_t, days),
                  .rest = RAP_NEW(d->arena, int32_t, days)};
    if (!out->neighbours || !out->text || !out->rest) return false;
    rap_yearly_rest(&d->years, r, &d->window, out->rest);
    if (!rap_nearby_hear(&d->nearby, v, n, out->neighbours, &out->same, d->arena))
        return false;
    rap_spread_steps steps = d->years.text[r];
    for (uint32_t i = 0; i < steps.n; i++) {
        int32_t to = i + 1 < steps.n ? steps.v[i + 1].day : d->window.n;
        for (int32_t k = steps.v[i].day; k < to; k++)
            out->text[k] = steps.v[i].points;
    }
    weigh_weekdays(d, &d->clues[r], out->weekday);
    return true;
}

/* Into the scores: 2^(points * loud) of the neighbours, in 1/2^32 of the most; returns
 * their sum in 2^12. */
static uint64_t raise_neighbours(const told *t, int32_t loud, uint32_t *weight,
                                 int32_t n)
{
    int32_t most = t->neighbours[0];
    uint64_t all = 0;
    for (int32_t i = 1; i < n; i++)
        if (t->neighbours[i] > most) most = t->neighbours[i];
    for (int32_t i = 0; i < n; i++) {
        uint32_t below = (uint32_t)((most - t->neighbours[i]) * loud / 256);
        bool again = i && t->neighbours[i] == t->neighbours[i - 1];
        weight[i] = again ? weight[i - 1] : (uint32_t)(rap_exp2_down(below) >> 4);
        all += weight[i];
    }
    return all;
}

/* All three together, as loud as each is: the neighbours as far as they are believed to
 * be on the same matter, else the rest; times what the text and its weekdays say. */
static void sum_up(const dating *d, const told *t, const loudness *loud, rap_spread *s)
{
    int weekday = rap_day_weekday(rap_day_of_serial(s->first));
    uint64_t all = raise_neighbours(t, loud->of[NEIGHBOURS], d->weight, s->n);
    int32_t prior = 0;
    s->temper = 256;
    s->held = d->held;
    for (int32_t i = 0; i < s->n; i++) {
        bool again =
            i && d->weight[i] == d->weight[i - 1] && t->rest[i] == t->rest[i - 1];
        uint64_t near = (uint64_t)d->weight[i] * BILLION / all * t->same;
        uint64_t rest = (uint64_t)t->rest[i] * (MILLION - t->same);
        if (!again) prior = rap_log2((near + rest) / 1000 + 1);
        s->score[i] = prior + (t->text[i] * loud->of[TEXT] +
                               t->weekday[weekday] * loud->of[WEEKDAYS]) /
                                  256;
        weekday = weekday == 6 ? 0 : weekday + 1;
    }
}

/* Does a belief bear the day?  More is asked where it rests on no neighbour. */
static bool bears_day(const rap_spread_view *v, uint16_t same)
{
    if (same < TEXT_SAME)
        return v->year_sure >= ALONE_YEAR && v->week_sure >= ALONE_WEEK;
    uint32_t near = same < LIKELY_SAME ? FULL_NEAR : LIKELY_NEAR;
    return v->year_sure >= FULL_YEAR && v->near_sure >= near;
}

/* No more of the day than is believed in. */
static bool give(const rap_spread_view *v, uint16_t same, rap_dated *out)
{
    rap_day d = v->day;
    if (v->year_sure < LEAST_YEAR) return false;
    out->sure = v->day_sure;
    if (!bears_day(v, same)) {
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

/* Does one of the neighbours give its day itself? */
static bool gives_one(const rap_neighbour *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!v[i].found) return true;
    return false;
}

static bool date_one(dating *d, uint32_t r, rap_dated *out)
{
    rap_neighbour v[RAP_NEARBY_LIKE];
    rap_spread_view view;
    told t;
    uint32_t n;
    uint16_t same = find_dated(d, r, v, &n);
    if (d->by_text[r] && (same < TEXT_SAME || !gives_one(v, n))) return false;
    if (same < LEAST_SAME && !rap_yearly_moved(&d->years, r)) return false;
    rap_arena_place place = rap_arena_at(d->arena);
    rap_spread s;
    rap_spread_new(&s, d->between, d->arena);
    bool ok = s.n && listen(d, r, v, n, &t);
    if (ok) {
        sum_up(d, &t, &d->loud, &s);
        if (same < SURE_SAME) s.held = 0;
        rap_spread_hold(&s, d->clues[r].known);
        ok = rap_spread_read(&s, &view, d->arena) && give(&view, same, out);
        if (d->by_text[r] && !rap_day_is_full(out->day)) ok = false;
    }
    rap_arena_back(d->arena, place);
    return ok;
}

/* ---- how loud each speaks ---- */

typedef struct {
    told t;
    int32_t day;
} tried;

/* Points that the own days of those tried get, as they were not known. */
static int64_t try_loudness(const dating *d, const tried *v, uint32_t n,
                            const loudness *loud)
{
    int64_t sum = 0;
    rap_spread s = d->window;
    for (uint32_t i = 0; i < n; i++) {
        sum_up(d, &v[i].t, loud, &s);
        sum += rap_spread_points(&s, v[i].day, d->arena);
    }
    return sum;
}

/* One after the other, each among a few, twice. */
static void learn_loudness(dating *d, const tried *v, uint32_t n)
{
    static const int32_t steps[] = {64, 128, 192, 256, 320, 400, 500};
    int64_t best = try_loudness(d, v, n, &d->loud);
    for (int k = 0; k < 2 * VOICES; k++) {
        loudness now = d->loud;
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            now.of[k % VOICES] = steps[i];
            int64_t points = try_loudness(d, v, n, &now);
            if (points <= best) continue;
            best = points;
            d->loud = now;
        }
    }
}

/* The belief at which the ranges of those tried would have held as many of their days
 * as they ought to. */
static void measure_range(dating *d, const tried *v, uint32_t n)
{
    uint32_t at[101] = {0}, held = 0;
    rap_spread s = d->window;
    for (uint32_t i = 0; i < n; i++) {
        sum_up(d, &v[i].t, &d->loud, &s);
        at[rap_spread_holding(&s, v[i].day, d->arena)]++;
    }
    for (uint8_t h = 1; h <= 100 && !d->held; h++) {
        held += at[h];
        if (held * 100 >= n * HELD_AIM) d->held = h < HELD_MOST ? h : HELD_MOST;
    }
}

/* What a dated report's text tells of its days, as that of one without. */
static rap_code read_tried(dating *d, uint32_t r, rap_err *err)
{
    rap_spread s;
    rap_spread_step *v = RAP_NEW(d->arena, rap_spread_step, (size_t)d->window.n);
    if (!v) return rap_fail_memory(err);
    rap_arena_place place = rap_arena_at(d->arena);
    rap_code rc = rap_times_alone(&s, d->texts[r], d->between, d->arena, err);
    if (rc == RAP_OK) d->years.text[r] = (rap_spread_steps){v, rap_spread_pack(&s, v)};
    rap_arena_back(d->arena, place);
    return rc;
}

/* Date some of the dated again. */
static rap_code learn_from_dated(dating *d, rap_err *err)
{
    rap_arena_place place = rap_arena_at(d->arena);
    tried *v = RAP_NEW(d->arena, tried, TRIED);
    uint32_t n = 0, n_like;
    rap_code rc = v ? RAP_OK : rap_fail_memory(err);
    for (uint32_t r = 0; r < d->n && n < TRIED && rc == RAP_OK; r++) {
        rap_neighbour like[RAP_NEARBY_LIKE];
        if (!d->dated[r] || find_dated(d, r, like, &n_like) < LEAST_SAME) continue;
        rc = read_tried(d, r, err);
        if (rc != RAP_OK) break;
        v[n].day = d->day[r];
        if (!listen(d, r, like, n_like, &v[n].t)) rc = rap_fail_memory(err);
        n++;
    }
    if (rc == RAP_OK && n >= TRIED_LEAST) learn_loudness(d, v, n);
    if (rc == RAP_OK && n >= HELD_TRIED) measure_range(d, v, n);
    rap_arena_back(d->arena, place);
    return rc;
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
        d->texts[r] = f->text;
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
    rap_code rc = rap_likeness_new(&d->likeness, d->texts, d->n, d->arena, err);
    const rap_sameness_in in = {d->texts, d->n, d->dated, d->likeness};
    if (rc == RAP_OK) rc = rap_sameness_weigh(&d->same, &in, d->arena, err);
    return rc;
}

static rap_code weigh_years(dating *d, rap_err *err)
{
    const rap_yearly_in in = {.texts = d->texts,
                              .n = d->n,
                              .dated = d->dated,
                              .day = d->day,
                              .same = d->same,
                              .likeness = d->likeness,
                              .between = d->between};
    return rap_yearly_weigh(&d->years, &in, d->arena, err);
}

static rap_code learn(dating *d, rap_err *err)
{
    const rap_nearby_in in = {d->dated, d->day, d->n, d->likeness};
    rap_spread_new(&d->window, d->between, d->arena);
    d->weight = RAP_NEW(d->arena, uint32_t, (size_t)d->window.n + 1);
    if (!d->window.n || !d->weight) return rap_fail_memory(err);
    learn_weekdays(d);
    if (!rap_nearby_learn(&d->nearby, &in, d->window.first, d->window.n, d->arena))
        return rap_fail_memory(err);
    return learn_from_dated(d, err);
}

static bool take(dating *d)
{
    size_t n = (size_t)d->n + 1;
    d->order = RAP_NEW(d->arena, uint32_t, n);
    d->texts = RAP_NEW(d->arena, rap_str, n);
    d->dated = RAP_NEW(d->arena, bool, n);
    d->asked = RAP_NEW(d->arena, bool, n);
    d->by_text = RAP_NEW(d->arena, bool, n);
    d->day = RAP_NEW(d->arena, int32_t, n);
    d->clues = RAP_NEW(d->arena, rap_dayclues, n);
    d->found = RAP_NEW(d->arena, rap_dated, n);
    return d->order && d->texts && d->dated && d->asked && d->by_text && d->day &&
           d->clues && d->found;
}

/* Where nobody bounds the days, those that the reports of the pile give are among those
 * of its others, also before and after the years that are usual.  Not many years in
 * all: a slip of the pen is no reason to think of centuries. */
static void widen(dating *d)
{
    int first = RAP_SPREAD_FIRST, last = RAP_SPREAD_LAST;
    for (uint32_t r = 0; r < d->n; r++) {
        if (!d->dated[r]) continue;
        int year = rap_day_of_serial(d->day[r]).year;
        if (year > last && year <= RAP_SPREAD_FIRST + YEARS_MOST) last = year;
        if (year < first && year >= RAP_SPREAD_LAST - YEARS_MOST) first = year;
    }
    if (last - first > YEARS_MOST) return;
    if (first < RAP_SPREAD_FIRST && !d->between.from.year)
        d->between.from = (rap_day){(int16_t)first, 1, 1};
    if (last > RAP_SPREAD_LAST && !d->between.to.year)
        d->between.to = (rap_day){(int16_t)last, 12, 31};
}

rap_code rap_pile_date(const rap_dated **out, uint32_t *n_out, const rap_filed *reports,
                       uint32_t n, rap_days between, rap_arena *arena, rap_err *err)
{
    dating d = {.reports = reports, .n = n, .between = between, .arena = arena};
    d.loud = (loudness){{256, 256, 256}};
    if (!take(&d) || !put_in_order(&d)) return rap_fail_memory(err);
    widen(&d);
    for (uint32_t r = 0; r < n; r++)
        rap_dayclues_read(&d.clues[r], &reports[d.order[r]]);
    rap_code rc = compare(&d, err);
    if (rc == RAP_OK) rc = weigh_years(&d, err);
    if (rc == RAP_OK) rc = learn(&d, err);
    if (rc != RAP_OK) return rc;
    if (!date_all(&d)) return rap_fail_memory(err);
    *out = d.found;
    *n_out = d.n_found;
    return RAP_OK;
}
