/*
 * pile/dating.c - the day of a report that gives none, from the reports that do.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/dating.h"

#include "pile/likeness.h"
#include "base/logarithm.h"

#include <stdlib.h>

enum {
    LIKE = 15,       /* neighbours asked */
    LEAST_TERMS = 4, /* that it must share with the nearest */
    /* Thousandths that the nearest must share: of reports on other matters 19 in 20
     * share less, of those on the same 1 in 10. */
    LEAST_SHARE = 50,
    LEAST_SURE = 4,   /* a day believed in less is not told */
    ANCHOR_SURE = 25, /* nor are others dated by one believed in less */
    AROUND = 15,      /* days about a neighbour's that are thought of */
    LEARN_MAX = 2000, /* dated reports that are learnt from */
    WEEKDAYS = 4,     /* weekdays named first in a report */
    MONTHDAYS = 6,    /* days of months */
    LEAD = 700,       /* bytes of a report's head */
    LEVELS = 5,       /* of likeness */
    SPANS = 10,       /* of days that like reports lie apart */
    BELIEF = 90,      /* of the range, in a hundred */
    LOOK = 15,        /* days a range may leap */
    MILLION = 1000000,
    DOUBT = 800, /* thousandths from which only the year is told */
    ROUNDS = 3
};

/* Where a weekday is named: as the first, at the head; as the first; later. */
enum { FIRST_AT_HEAD, FIRST, LATER, PLACES };

typedef struct {
    uint8_t weekday, place;
} weekday_clue;

typedef struct {
    weekday_clue weekdays[WEEKDAYS];
    rap_day monthdays[MONTHDAYS]; /* without a year */
    int32_t latest;               /* of the full dates named; 0: none */
    int32_t year;                 /* the latest named; 0: none */
    rap_day known; /* parts of the report's own day that stand at its head */
    uint8_t n_weekdays, n_monthdays;
} clues;

typedef struct {
    const rap_filed *reports;
    uint32_t n;
    rap_days between;
    rap_arena *arena;
    uint32_t *order; /* by (id, key) */
    bool *dated;     /* in order: gives its day, or was given one in an earlier round */
    bool *asked;     /* in order: gives none */
    int32_t *day;    /* serial, of those dated */
    clues *clues;
    rap_likeness *likeness;
    uint32_t after[PLACES][7];     /* days between a weekday and the report */
    uint64_t apart[LEVELS][SPANS]; /* share of a single day so far apart, in 1e-9 */
    uint32_t
        far[LEVELS]; /* share that lies further apart than AROUND, in thousandths */
    rap_dated *found;
    uint32_t n_found;
} dating;

/* Days apart from which a span counts; the last is without end. */
static const uint32_t spans[SPANS] = {0, 1, 2, 3, 5, 8, 15, 31, 91, 366};

bool rap_pile_is_dated(const rap_filed *f)
{
    static const char *const own[] = {"jsonld", "meta",  "url",     "line",
                                      "feed",   "given", "dateline"};
    rap_day day;
    if (!rap_day_parse(&day, f->published.day) || !rap_day_is_full(day)) return false;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (rap_str_is(f->published.basis, own[i])) return true;
    return false;
}

/* ---- what a report says itself ---- */

static void take_weekday(clues *c, int weekday, uint32_t at)
{
    if (c->n_weekdays == WEEKDAYS) return;
    uint8_t place = c->n_weekdays ? LATER : at < LEAD ? FIRST_AT_HEAD : FIRST;
    c->weekdays[c->n_weekdays++] = (weekday_clue){(uint8_t)weekday, place};
}

static bool is_number(rap_str s, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (i >= s.n || s.p[i] < '0' || s.p[i] > '9') return false;
    return true;
}

/* "XXXX-WXX-2": the weekday, 0 Monday; or that of a day that was worked out from it. */
static int weekday_of(const rap_filed_time *t)
{
    rap_day day;
    if (rap_str_begins(t->value, RAP_STR("XXXX-WXX-")) && is_number(t->value, 9, 10))
        return t->value.p[9] - '1';
    if (!rap_str_is(t->anchor, "published") || !rap_day_parse(&day, t->from)) return -1;
    return rap_day_is_full(day) ? rap_day_weekday(day) : -1;
}

static bool is_monthday(const rap_filed_time *t)
{
    static const char *const rules[] = {"month-day", "day-month", "weekday-month-day"};
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rap_str_is(t->rule, rules[i])) return true;
    return false;
}

static void take_time(clues *c, const rap_filed_time *t)
{
    rap_day day = {0, 0, 0};
    if (rap_str_is(t->rule, "weekday")) {
        int weekday = weekday_of(t);
        if (weekday >= 0 && weekday < 7) take_weekday(c, weekday, t->at.from);
        return;
    }
    if (!rap_day_parse(&day, t->from)) return;
    bool own_year = rap_str_is(t->anchor, "text") && day.year;
    if (own_year && day.year > c->year) c->year = day.year;
    if (!day.month || !day.day) return;
    if (own_year) {
        int32_t serial = rap_day_serial(day);
        if (serial > c->latest) c->latest = serial;
    } else if (is_monthday(t) && c->n_monthdays < MONTHDAYS) {
        day.year = 0;
        c->monthdays[c->n_monthdays++] = day;
    }
}

/* What the head of a report tells of its day, not all of it.  Of a report that was read
 * again under a day of the pile the evidence still shows where it stands. */
static rap_day known_of(const rap_filed *f)
{
    rap_day day = {0, 0, 0};
    const rap_filed_day *p = &f->published;
    bool head = rap_str_is(p->basis, "dateline") || rap_str_is(p->basis, "line");
    bool again = rap_str_is(p->basis, "pile") && p->n_evidence > 0;
    if (head) (void)rap_day_parse(&day, p->day);
    for (uint32_t i = 0; again && i < f->n_times; i++) {
        const rap_filed_time *t = &f->times[i];
        bool there = t->at.from < p->evidence[0].to && p->evidence[0].from < t->at.to;
        if (!there || !rap_day_parse(&day, t->from)) continue;
        if (is_monthday(t)) day.year = 0;
        break;
    }
    return day;
}

static void read_clues(dating *d)
{
    for (uint32_t r = 0; r < d->n; r++) {
        const rap_filed *f = &d->reports[d->order[r]];
        d->clues[r].known = known_of(f);
        for (uint32_t i = 0; i < f->n_times; i++)
            take_time(&d->clues[r], &f->times[i]);
    }
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
    for (uint32_t p = 0; p < PLACES; p++)
        for (uint32_t i = 0; i < 7; i++)
            d->after[p][i] = usual[i];
    for (uint32_t r = 0; r < d->n; r++)
        for (uint32_t i = 0; d->dated[r] && i < d->clues[r].n_weekdays; i++) {
            weekday_clue c = d->clues[r].weekdays[i];
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
            if (spans[s] >= AROUND) d->far[l] += (uint32_t)(share / MILLION);
            uint64_t days = s + 1 == SPANS ? 1000 : spans[s + 1] - spans[s];
            d->apart[l][s] = share / (s == 0 ? 1 : days * 2);
        }
}

/* ---- a day for one report ---- */

typedef struct {
    int32_t day, score;
    uint64_t weight; /* 2^(score - best), in 1/2^32 */
} candidate;

static int by_day(const void *x, const void *y)
{
    const candidate *a = x, *b = y;
    return (a->day > b->day) - (a->day < b->day);
}

static bool in_bounds(const dating *d, int32_t day)
{
    const rap_days *b = &d->between;
    if (!rap_day_is_none(b->from) && day < rap_day_serial(rap_day_first(b->from)))
        return false;
    return rap_day_is_none(b->to) || day <= rap_day_serial(rap_day_last(b->to));
}

/* Does a day agree with what is known of it ("--03-29", "2022-03")? */
static bool agrees(int32_t serial, rap_day known)
{
    rap_day day = rap_day_of_serial(serial);
    return (!known.year || day.year == known.year) &&
           (!known.month || day.month == known.month) &&
           (!known.day || day.day == known.day);
}

/* Days about that of one neighbour; where the day of the year is known, that day of the
 * years about it. */
static uint32_t list_about(const dating *d, int32_t about, rap_day known,
                           candidate *out)
{
    uint32_t k = 0;
    bool yearly = known.month && known.day && !known.year;
    for (int32_t off = -AROUND; off <= AROUND; off++) {
        int32_t day = about + off;
        if (yearly && (off < -1 || off > 1)) continue;
        if (yearly) {
            rap_day one = {(int16_t)(rap_day_of_serial(about).year + off), known.month,
                           known.day};
            if (!rap_day_is_valid(one)) continue;
            day = rap_day_serial(one);
        }
        if (in_bounds(d, day) && agrees(day, known)) out[k++] = (candidate){.day = day};
    }
    return k;
}

/* Days about those of the neighbours, in order, each once. */
static uint32_t list_days(const dating *d, uint32_t r, const rap_like *like, uint32_t n,
                          candidate *out)
{
    uint32_t k = 0, kept = 0;
    rap_day known = d->clues[r].known;
    for (uint32_t i = 0; i < n; i++)
        k += list_about(d, d->day[like[i].report], known, out + k);
    if (k) qsort(out, k, sizeof *out, by_day);
    for (uint32_t i = 0; i < k; i++)
        if (i == 0 || out[i].day != out[kept - 1].day) out[kept++] = out[i];
    return kept;
}

/* Likeness cubed, so that the nearest speak loudest. */
static uint64_t voice(const rap_like *like)
{
    return (uint64_t)like->share * like->share * like->share;
}

static int32_t score_neighbours(const dating *d, const rap_like *like, uint32_t n,
                                int32_t day)
{
    uint64_t sum = 0, all = 1;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t span = span_of(distance(day, d->day[like[i].report]));
        sum += voice(&like[i]) * d->apart[level_of(like[i].share)][span] / 1000;
        all += voice(&like[i]);
    }
    return rap_log2(sum * 10 / all + 1);
}

static int32_t score_weekdays(const dating *d, const clues *c, int32_t day)
{
    static const int32_t worth[PLACES] = {100, 70, 40}; /* hundredths */
    int32_t score = 0;
    for (uint32_t i = 0; i < c->n_weekdays; i++) {
        weekday_clue w = c->weekdays[i];
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
static int32_t score_dates(const clues *c, int32_t day)
{
    enum {
        JUST = 222,
        LATELY = 74,
        SAME = 369,
        BEFORE = -1108,
        EARLIER = -512,
        AFTER = -96
    };
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
    if (c->year && today.year < c->year) score += EARLIER;
    if (c->year && today.year > c->year + 1) score += AFTER;
    if (c->latest && c->latest > day + 1) score += BEFORE;
    if (c->latest && c->latest <= day + 1 && day - c->latest <= 2) score += SAME;
    return score;
}

/* How much a range would gain a day by leaping to the best place on one side. */
static uint64_t gain(const candidate *v, uint32_t n, uint32_t from, int step,
                     uint32_t *to)
{
    uint64_t sum = 0, best = 0;
    for (uint32_t k = 1; k <= LOOK; k++) {
        int64_t at = (int64_t)from + (int64_t)step * k;
        if (at < 0 || at >= (int64_t)n) break;
        sum += v[at].weight;
        uint64_t each = sum / distance(v[at].day, v[from].day);
        if (each < best || each == 0) continue;
        best = each;
        *to = (uint32_t)at;
    }
    return best;
}

/* Widen the range about the best day until it holds the belief, or what is left lies
 * too thin to be worth its days. */
static rap_days range_about(const candidate *v, uint32_t n, uint32_t best, uint64_t all)
{
    uint32_t a = best, b = best;
    uint64_t held = v[best].weight;
    while (held < all / 100 * BELIEF) {
        uint32_t to_a = a, to_b = b;
        uint64_t left = gain(v, n, a, -1, &to_a), right = gain(v, n, b, 1, &to_b);
        if ((left > right ? left : right) * 200 <= all) break;
        if (left >= right)
            while (a > to_a)
                held += v[--a].weight;
        else
            while (b < to_b)
                held += v[++b].weight;
    }
    return (rap_days){rap_day_of_serial(v[a].day), rap_day_of_serial(v[b].day)};
}

static void choose(rap_dated *out, candidate *v, uint32_t n)
{
    uint32_t best = 0;
    uint64_t all = 0;
    for (uint32_t i = 1; i < n; i++)
        if (v[i].score > v[best].score) best = i;
    for (uint32_t i = 0; i < n; i++) {
        v[i].weight = rap_exp2_down((uint32_t)(v[best].score - v[i].score));
        all += v[i].weight;
    }
    out->day = rap_day_of_serial(v[best].day);
    out->range = range_about(v, n, best, all);
    out->sure = (uint8_t)(v[best].weight * 100 / all);
}

/* How likely the day is none of those about the neighbours', in thousandths. */
static uint32_t doubt(const dating *d, const rap_like *like, uint32_t n)
{
    uint64_t sum = 0, all = 1;
    for (uint32_t i = 0; i < n; i++) {
        sum += voice(&like[i]) * d->far[level_of(like[i].share)];
        all += voice(&like[i]);
    }
    return (uint32_t)(sum / all);
}

/* The voices of the neighbours by year; what a report names later than itself counts
 * against a year. */
typedef struct {
    int32_t year;
    uint64_t voices;
} year_voice;

static uint32_t count_years(const dating *d, uint32_t r, const rap_like *like,
                            uint32_t n, year_voice *out)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        int32_t year = rap_day_of_serial(d->day[like[i].report]).year;
        uint32_t at = 0;
        uint64_t voices = voice(&like[i]);
        if (year < d->clues[r].year) voices /= 8;
        while (at < k && out[at].year < year)
            at++;
        if (at == k || out[at].year != year) {
            memmove(out + at + 1, out + at, (k - at) * sizeof *out);
            out[at] = (year_voice){.year = year};
            k++;
        }
        out[at].voices += voices;
    }
    return k;
}

/* Only the year, where like reports lie too far apart for more. */
static void choose_year(const dating *d, uint32_t r, const rap_like *like, uint32_t n,
                        rap_dated *out)
{
    year_voice years[LIKE];
    uint32_t k = count_years(d, r, like, n, years), best = 0, a, b;
    uint64_t all = 1, held;
    for (uint32_t i = 0; i < k; i++) {
        all += years[i].voices;
        if (years[i].voices > years[best].voices) best = i;
    }
    held = years[best].voices;
    for (a = b = best; held < all / 100 * BELIEF;) {
        uint64_t left = a > 0 ? years[a - 1].voices : 0;
        uint64_t right = b + 1 < k ? years[b + 1].voices : 0;
        if (a == 0 && b + 1 == k) break;
        bool to_left = b + 1 == k || (a > 0 && left >= right);
        held += to_left ? years[--a].voices : years[++b].voices;
    }
    rap_day first = {(int16_t)(years[a].year - 1), 0, 0};
    rap_day last = {(int16_t)(years[b].year + 1), 0, 0};
    out->day = (rap_day){(int16_t)years[best].year, 0, 0};
    out->range = (rap_days){rap_day_first(first), rap_day_last(last)};
    out->sure = (uint8_t)(years[best].voices * 50 / all);
}

/* False when no dated report is like enough. */
static bool date_one(const dating *d, uint32_t r, rap_dated *out)
{
    rap_like like[LIKE];
    candidate days[LIKE * (2 * AROUND + 1)];
    uint32_t n = rap_likeness_of(d->likeness, r, d->dated, like, LIKE);
    if (n == 0 || like[0].share < LEAST_SHARE || like[0].terms < LEAST_TERMS)
        return false;
    if (doubt(d, like, n) > DOUBT && rap_day_is_none(d->clues[r].known)) {
        choose_year(d, r, like, n, out);
        return true;
    }
    uint32_t k = list_days(d, r, like, n, days);
    if (k == 0) return false;
    for (uint32_t i = 0; i < k; i++)
        days[i].score = score_neighbours(d, like, n, days[i].day) +
                        score_weekdays(d, &d->clues[r], days[i].day) +
                        score_dates(&d->clues[r], days[i].day);
    choose(out, days, k);
    return out->sure >= LEAST_SURE;
}

/* ---- all of them ---- */

/* Reports that no dated one is like may be like one that has just been dated. */
static void date_all(dating *d)
{
    for (int round = 0; round < ROUNDS; round++) {
        uint32_t before = d->n_found;
        for (uint32_t r = 0; r < d->n; r++) {
            rap_dated *to = &d->found[d->n_found];
            if (!d->asked[r] || !date_one(d, r, to)) continue;
            to->report = r; /* its place in order, for now */
            d->n_found++;
        }
        for (uint32_t i = before; i < d->n_found; i++) {
            uint32_t r = d->found[i].report;
            d->asked[r] = false;
            d->dated[r] =
                rap_day_is_full(d->found[i].day) && d->found[i].sure >= ANCHOR_SURE;
            if (d->dated[r]) d->day[r] = rap_day_serial(d->found[i].day);
        }
        if (d->n_found == before) break;
    }
    for (uint32_t i = 0; i < d->n_found; i++)
        d->found[i].report = d->order[d->found[i].report];
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
    placed *v = RAP_NEW(d->arena, placed, (size_t)d->n + 1);
    if (!v) return false;
    for (uint32_t i = 0; i < d->n; i++)
        v[i] = (placed){&d->reports[i], i};
    if (d->n) qsort(v, d->n, sizeof *v, by_id);
    for (uint32_t r = 0; r < d->n; r++) {
        const rap_filed *f = v[r].f;
        rap_day day;
        d->order[r] = v[r].at;
        d->dated[r] = rap_pile_is_dated(f);
        d->asked[r] = !d->dated[r];
        if (d->dated[r] && rap_day_parse(&day, f->published.day))
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

rap_code rap_pile_date(const rap_dated **out, uint32_t *n_out, const rap_filed *reports,
                       uint32_t n, rap_days between, rap_arena *arena, rap_err *err)
{
    dating d = {.reports = reports, .n = n, .between = between, .arena = arena};
    d.order = RAP_NEW(arena, uint32_t, (size_t)n + 1);
    d.dated = RAP_NEW(arena, bool, (size_t)n + 1);
    d.asked = RAP_NEW(arena, bool, (size_t)n + 1);
    d.day = RAP_NEW(arena, int32_t, (size_t)n + 1);
    d.clues = RAP_NEW(arena, clues, (size_t)n + 1);
    d.found = RAP_NEW(arena, rap_dated, (size_t)n + 1);
    if (!d.order || !d.dated || !d.asked || !d.day || !d.clues || !d.found ||
        !put_in_order(&d))
        return rap_fail_memory(err);
    rap_code rc = compare(&d, err);
    if (rc != RAP_OK) return rc;
    read_clues(&d);
    learn_weekdays(&d);
    learn_distances(&d);
    date_all(&d);
    *out = d.found;
    *n_out = d.n_found;
    return RAP_OK;
}
