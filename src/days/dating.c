/*
 * days/dating.c - the day of a report that gives none, from the reports that do.
 */
/* SPDX-License-Identifier: MIT */
#include "days/dating.h"

#include "days/bearing.h"
#include "days/dayclues.h"
#include "days/loudness.h"
#include "days/nearby.h"
#include "days/sameness.h"
#include "days/weekdays.h"
#include "days/yearly.h"
#include "stories/likeness.h"
#include "times/alone.h"

#include <stdlib.h>

enum {
    LEAST_SAME = 20,  /* thousandths: belief in neighbours that are asked at all */
    SURE_SAME = 500,  /* below it the range is wide of itself */
    LEAST_TERMS = 4,  /* that are shared with one whose day was found */
    ANCHOR_SURE = 25, /* nor are others dated by one believed in less */
    ROUNDS = 5,
    TRIED = 60, /* dated reports that are dated again to learn from */
    TRIED_LEAST = 10,
    YEARS_MOST = 78, /* of all days that are thought of */
    HELD_TRIED = 20  /* from so many on the range is measured by them */
};

typedef struct {
    const rap_filed *reports;
    uint32_t n;
    rap_days between;
    rap_arena *arena;
    uint32_t *order; /* by (id, key) */
    rap_str *texts;
    bool *given;   /* in order: gives its day itself */
    bool *dated;   /* in order: does, or was given one in an earlier round */
    bool *asked;   /* in order: gives none */
    bool *by_text; /* in order: its text alone tells it */
    int32_t *day;  /* serial, of those dated */
    uint16_t *same;
    rap_dayclues *clues;
    rap_yearly years;
    rap_nearby nearby;
    rap_loudness loud;
    uint8_t held; /* belief of the range, measured; 0: not */
    rap_likeness *likeness;
    rap_weekdays weekdays;
    rap_spread window; /* empty */
    uint32_t *weight;  /* work: of each day */
    rap_dated *found;
    uint32_t n_found;
    bool refused; /* memory, where a report was dated or tried */
} dating;

/* Is it a report's own word for its day, so that others may be dated by it? */
static bool is_own(rap_str basis)
{
    static const char *const own[] = {"jsonld", "meta",  "url",     "line",
                                      "feed",   "given", "dateline"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (rap_str_is(basis, own[i])) return true;
    return false;
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
        bool found = !d->given[like[i].report];
        v[i] = (rap_neighbour){like[i], d->day[like[i].report],
                               same_as(d, r, &like[i], found), found};
        if (v[i].same > most) most = v[i].same;
    }
    return most;
}

static bool listen(const dating *d, uint32_t r, const rap_neighbour *v, uint32_t n,
                   rap_told_days *out)
{
    size_t days = (size_t)d->window.n;
    *out = (rap_told_days){.neighbours = RAP_NEW(d->arena, int32_t, days),
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
    rap_weekdays_weigh(&d->weekdays, &d->clues[r], out->weekday);
    return true;
}

/* Does one of the neighbours give its day itself? */
static bool gives_one(const rap_neighbour *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!v[i].found) return true;
    return false;
}

/* Give back what was taken since; a refusal is not forgotten with it. */
static void give_back(dating *d, rap_arena_place place)
{
    d->refused |= rap_arena_refused(d->arena) && !place.refused;
    rap_arena_back(d->arena, place);
}

static bool date_one(dating *d, uint32_t r, rap_dated *out)
{
    rap_neighbour v[RAP_NEARBY_LIKE];
    rap_spread_view view;
    rap_told_days t;
    uint32_t n;
    uint16_t same = find_dated(d, r, v, &n);
    if (d->by_text[r] && (same < RAP_BEARING_ALONE || !gives_one(v, n))) return false;
    if (same < LEAST_SAME && !rap_yearly_moved(&d->years, r)) return false;
    rap_arena_place place = rap_arena_at(d->arena);
    rap_spread s;
    rap_spread_new(&s, d->between, d->arena);
    bool ok = s.n && listen(d, r, v, n, &t);
    if (ok) {
        rap_loudness_sum(&t, &d->loud, d->weight, &s);
        if (same >= SURE_SAME) s.held = d->held;
        rap_spread_hold(&s, d->clues[r].known);
        ok = rap_spread_read(&s, &view, d->arena) &&
             rap_bearing_tell(out, &view, same) &&
             (!d->by_text[r] || rap_day_is_full(out->day));
    }
    give_back(d, place);
    return ok;
}

/* ---- how loud each speaks ---- */

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
    rap_tried *v = RAP_NEW(d->arena, rap_tried, TRIED);
    uint32_t n = 0, n_like;
    rap_code rc = v ? RAP_OK : rap_fail_memory(err);
    for (uint32_t r = 0; r < d->n && n < TRIED && rc == RAP_OK; r++) {
        rap_neighbour like[RAP_NEARBY_LIKE];
        if (!d->dated[r] || find_dated(d, r, like, &n_like) < LEAST_SAME) continue;
        rc = read_tried(d, r, err);
        if (rc == RAP_OK && !listen(d, r, like, n_like, &v[n].told))
            rc = rap_fail_memory(err);
        v[n++].day = d->day[r];
    }
    const rap_trial trial = {v, n, d->weight, &d->window, d->arena};
    if (rc == RAP_OK && n >= TRIED_LEAST) rap_loudness_learn(&d->loud, &trial);
    if (rc == RAP_OK && n >= HELD_TRIED) d->held = rap_loudness_held(&d->loud, &trial);
    give_back(d, place);
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
    rap_dated *by = RAP_NEW(d->arena, rap_dated, d->n);
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

static bool put_in_order(dating *d)
{
    placed *v = RAP_NEW(d->arena, placed, d->n);
    if (!v) return false;
    for (uint32_t i = 0; i < d->n; i++)
        v[i] = (placed){&d->reports[i], i};
    qsort(v, d->n, sizeof *v, by_id);
    for (uint32_t r = 0; r < d->n; r++) {
        const rap_filed *f = v[r].f;
        rap_day day;
        d->order[r] = v[r].at;
        d->texts[r] = f->text;
        d->asked[r] = true;
        if (!rap_day_parse(&day, f->published.day) || !rap_day_is_full(day)) continue;
        d->day[r] = rap_day_serial(day);
        d->given[r] = d->dated[r] = is_own(f->published.basis);
        d->asked[r] = !d->given[r];
        d->by_text[r] = rap_str_is(f->published.basis, "text");
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
    d->weight = RAP_NEW(d->arena, uint32_t, (size_t)d->window.n);
    if (!d->window.n || !d->weight) return rap_fail_memory(err);
    rap_weekdays_usual(&d->weekdays);
    for (uint32_t r = 0; r < d->n; r++)
        if (d->dated[r]) rap_weekdays_count(&d->weekdays, &d->clues[r], d->day[r]);
    if (!rap_nearby_learn(&d->nearby, &in, d->window.first, d->window.n, d->arena))
        return rap_fail_memory(err);
    return learn_from_dated(d, err);
}

static bool take(dating *d)
{
    const size_t n = d->n;
    d->order = RAP_NEW(d->arena, uint32_t, n);
    d->texts = RAP_NEW(d->arena, rap_str, n);
    d->given = RAP_NEW(d->arena, bool, n);
    d->dated = RAP_NEW(d->arena, bool, n);
    d->asked = RAP_NEW(d->arena, bool, n);
    d->by_text = RAP_NEW(d->arena, bool, n);
    d->day = RAP_NEW(d->arena, int32_t, n);
    d->clues = RAP_NEW(d->arena, rap_dayclues, n);
    d->found = RAP_NEW(d->arena, rap_dated, n);
    return d->order && d->texts && d->given && d->dated && d->asked && d->by_text &&
           d->day && d->clues && d->found;
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
    if (!d->between.from.year) d->between.from = (rap_day){.year = (int16_t)first};
    if (!d->between.to.year) d->between.to = (rap_day){.year = (int16_t)last};
}

rap_code rap_pile_date(const rap_dated **out, uint32_t *n_out, const rap_filed *reports,
                       uint32_t n, rap_days between, rap_arena *arena, rap_err *err)
{
    dating d = {.reports = reports, .n = n, .between = between, .arena = arena};
    d.loud = (rap_loudness){{256, 256, 256}};
    if (!take(&d) || !put_in_order(&d)) return rap_fail_memory(err);
    widen(&d);
    for (uint32_t r = 0; r < n; r++)
        rap_dayclues_read(&d.clues[r], &reports[d.order[r]]);
    rap_code rc = compare(&d, err);
    if (rc == RAP_OK) rc = weigh_years(&d, err);
    if (rc == RAP_OK) rc = learn(&d, err);
    if (rc != RAP_OK) return rc;
    if (!date_all(&d) || d.refused) return rap_fail_memory(err);
    *out = d.found;
    *n_out = d.n_found;
    return RAP_OK;
}
