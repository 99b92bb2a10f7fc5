/*
 * days/yearly.c - the years of reports, from their own texts and from the reports that
 * are like them.
 */
/* SPDX-License-Identifier: MIT */
#include "days/yearly.h"

#include "base/logarithm.h"
#include "times/alone.h"

enum {
    LIKE = 15, /* neighbours asked */
    ROUNDS = 5,
    LEVELS = 5, /* of likeness */
    APART = 4,  /* years apart that are told apart: 0, 1, 2, more */
    ONE = 65536,
    BILLION = 1000000000,
    A_YEAR = 365,
    LEAST = 3,        /* share of a year that is never out of the question */
    SHARPER = 320,    /* of 256: how loud the neighbours speak beside the text */
    LEAST_SHARE = 50, /* thousandths that the nearest must share */
    LEAST_TERMS = 4,
    LEARN_MAX = 2000 /* dated reports that are learnt from */
};

typedef struct {
    rap_yearly *y;
    const rap_yearly_in *in;
    rap_like *like; /* LIKE of each report */
    uint8_t *n_like;
    uint32_t apart[LEVELS][APART]; /* of ONE */
    uint32_t *next;                /* shares of the coming round */
    bool *all;
    rap_spread_step *steps; /* room for one a day */
} yearly;

static uint32_t level_of(uint32_t share)
{
    return share > 600 ? 0 : share > 400 ? 1 : share > 250 ? 2 : share > 150 ? 3 : 4;
}

static uint32_t year_at(const rap_yearly *y, int32_t day)
{
    int year = rap_day_of_serial(day).year - y->first;
    return year < 0 ? 0 : year >= (int)y->n ? y->n - 1 : (uint32_t)year;
}

static uint32_t *row(uint32_t *shares, const rap_yearly *y, uint32_t report)
{
    return shares + (size_t)report * y->n;
}

static rap_code keep(rap_yearly *y, uint32_t r, const rap_spread_step *v, uint32_t n,
                     rap_arena *arena, rap_err *err)
{
    rap_spread_step *to = RAP_NEW(arena, rap_spread_step, n);
    if (!to) return rap_fail_memory(err);
    memcpy(to, v, n * sizeof *to);
    y->text[r] = (rap_spread_steps){to, n};
    return RAP_OK;
}

/* What a report's own text tells of its year; that of a dated one is not asked. */
static rap_code begin(yearly *w, uint32_t r, rap_arena *arena, rap_err *err)
{
    rap_yearly *y = w->y;
    uint32_t *own = row(y->own, y, r);
    if (w->in->dated[r]) {
        for (uint32_t i = 0; i < y->n; i++)
            own[i] = ONE / y->n;
        return RAP_OK;
    }
    rap_spread s = {.n = 0};
    uint32_t n = 0;
    rap_arena_place place = rap_arena_at(arena);
    rap_code rc = rap_times_alone(&s, w->in->texts[r], w->in->between, arena, err);
    if (rc == RAP_OK && !rap_spread_years(&s, y->first, own, y->n, arena))
        rc = rap_fail_memory(err);
    if (rc == RAP_OK) n = rap_spread_pack(&s, w->steps);
    rap_arena_back(arena, place);
    return rc == RAP_OK ? keep(y, r, w->steps, n, arena, err) : rc;
}

/* How many years lie between like reports: counted on the dated, with what is usual
 * counting for thirty. */
static void learn(yearly *w)
{
    static const uint32_t usual[LEVELS][APART] = {{940, 45, 8, 7},
                                                  {890, 85, 13, 12},
                                                  {790, 140, 35, 35},
                                                  {650, 190, 70, 90},
                                                  {480, 220, 110, 190}};
    uint32_t count[LEVELS][APART] = {{0}}, all[LEVELS] = {0}, learnt = 0;
    for (uint32_t r = 0; r < w->in->n && learnt < LEARN_MAX; r++) {
        if (!w->in->dated[r]) continue;
        learnt++;
        for (uint32_t i = 0; i < w->n_like[r]; i++) {
            const rap_like *l = &w->like[(size_t)r * LIKE + i];
            if (!w->in->dated[l->report]) continue;
            int a = rap_day_of_serial(w->in->day[r]).year;
            int b = rap_day_of_serial(w->in->day[l->report]).year;
            uint32_t off = (uint32_t)(a > b ? a - b : b - a);
            count[level_of(l->share)][off < APART ? off : APART - 1]++;
            all[level_of(l->share)]++;
        }
    }
    for (uint32_t l = 0; l < LEVELS; l++)
        for (uint32_t k = 0; k < APART; k++)
            w->apart[l][k] =
                (count[l][k] * 1000 + usual[l][k] * 30) / (all[l] + 30) * ONE / 1000;
}

/* Add one neighbour's beliefs, blurred, with its voice. */
static void hear(const yearly *w, const rap_like *l, uint64_t voice, uint64_t *sum)
{
    const uint32_t *from = row(w->y->share, w->y, l->report);
    const uint32_t *apart = w->apart[level_of(l->share)];
    const rap_yearly *y = w->y;
    int n = (int)y->n;
    for (int i = 0; i < n; i++) {
        if (from[i] == 0) continue;
        uint64_t here = voice * from[i] / ONE;
        for (int k = 0; k < n; k++) {
            int off = k > i ? k - i : i - k;
            if (off < APART - 1) sum[k] += here * apart[off] / (off ? 2 : 1) / ONE;
        }
    }
    for (int k = 0; k < n; k++)
        sum[k] += voice * apart[APART - 1] / ONE / y->n;
}

static uint64_t voice_of(const rap_like *l)
{
    return (uint64_t)l->share * l->share * l->share;
}

/* own * neighbours^(SHARPER / 256), made to sum up to ONE. */
static void combine(const uint32_t *own, const uint64_t *sum, uint64_t all, uint32_t n,
                    uint32_t *out)
{
    int32_t score[RAP_SPREAD_YEARS], most = INT32_MIN;
    uint64_t weight[RAP_SPREAD_YEARS], total = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t share = sum[i] * ONE / (all + 1);
        score[i] = rap_log2((uint64_t)own[i] + LEAST) +
                   rap_log2(share + LEAST) * SHARPER / 256;
        if (score[i] > most) most = score[i];
    }
    for (uint32_t i = 0; i < n; i++) {
        weight[i] = rap_exp2_down((uint32_t)(most - score[i])) >> 8;
        total += weight[i];
    }
    for (uint32_t i = 0; i < n; i++)
        out[i] = (uint32_t)(weight[i] * ONE / total);
}

static void ask_neighbours(yearly *w, uint32_t r)
{
    rap_yearly *y = w->y;
    uint64_t sum[RAP_SPREAD_YEARS] = {0}, all = 0;
    for (uint32_t i = 0; i < w->n_like[r]; i++) {
        const rap_like *l = &w->like[(size_t)r * LIKE + i];
        uint64_t voice = voice_of(l);
        uint64_t heard =
            w->in->dated[l->report] ? voice * w->in->same[r] / 1000 : voice;
        hear(w, l, heard, sum);
        for (uint32_t k = 0; k < y->n; k++)
            sum[k] += (voice - heard) / y->n;
        all += voice;
    }
    combine(row(y->own, y, r), sum, all, y->n, row(w->next, y, r));
}

static void find_neighbours(yearly *w)
{
    for (uint32_t r = 0; r < w->in->n; r++) {
        rap_like *like = w->like + (size_t)r * LIKE;
        uint32_t n = rap_likeness_of(w->in->likeness, r, w->all, like, LIKE);
        bool near = n && like[0].share >= LEAST_SHARE && like[0].terms >= LEAST_TERMS;
        w->n_like[r] = near ? (uint8_t)n : 0;
        w->y->moved[r] = near && !w->in->dated[r];
    }
}

static bool take(yearly *w, int32_t days, rap_arena *arena)
{
    size_t n = w->in->n, cells = n * w->y->n;
    w->y->own = RAP_NEW(arena, uint32_t, cells);
    w->y->share = RAP_NEW(arena, uint32_t, cells);
    w->y->moved = RAP_NEW(arena, bool, n);
    w->next = RAP_NEW(arena, uint32_t, cells);
    w->like = RAP_NEW(arena, rap_like, n * LIKE);
    w->n_like = RAP_NEW(arena, uint8_t, n);
    w->all = RAP_NEW(arena, bool, n);
    w->steps = RAP_NEW(arena, rap_spread_step, (size_t)days);
    w->y->text = RAP_NEW(arena, rap_spread_steps, n);
    for (size_t r = 0; w->all && r < n; r++)
        w->all[r] = true;
    return w->y->own && w->y->share && w->y->moved && w->next && w->like && w->n_like &&
           w->all && w->steps && w->y->text;
}

static void run(yearly *w)
{
    rap_yearly *y = w->y;
    size_t cells = (size_t)w->in->n * y->n;
    memcpy(y->share, y->own, cells * sizeof *y->share);
    for (uint32_t r = 0; r < w->in->n; r++) {
        if (!w->in->dated[r]) continue;
        memset(row(y->share, y, r), 0, y->n * sizeof *y->share);
        row(y->share, y, r)[year_at(y, w->in->day[r])] = ONE;
    }
    for (int round = 0; round < ROUNDS; round++) {
        memcpy(w->next, y->share, cells * sizeof *w->next);
        for (uint32_t r = 0; r < w->in->n; r++)
            if (y->moved[r]) ask_neighbours(w, r);
        uint32_t *swap = y->share;
        y->share = w->next;
        w->next = swap;
    }
}

rap_code rap_yearly_weigh(rap_yearly *out, const rap_yearly_in *in, rap_arena *arena,
                          rap_err *err)
{
    yearly w = {.y = out, .in = in};
    rap_spread_window(in->between, &out->first, &out->n);
    if (!take(&w, (int32_t)out->n * 366, arena)) return rap_fail_memory(err);
    for (uint32_t r = 0; r < in->n; r++) {
        rap_code rc = begin(&w, r, arena, err);
        if (rc != RAP_OK) return rc;
    }
    find_neighbours(&w);
    learn(&w);
    run(&w);
    return RAP_OK;
}

void rap_yearly_rest(const rap_yearly *y, uint32_t report, const rap_spread *s,
                     int32_t *rest)
{
    const uint32_t *own = row(y->own, y, report), *share = row(y->share, y, report);
    uint64_t said[RAP_SPREAD_YEARS], all = 0;
    for (uint32_t i = 0; i < y->n; i++) {
        said[i] = ((uint64_t)share[i] + LEAST) * ONE / (own[i] + LEAST);
        all += said[i];
    }
    for (uint32_t i = 0; i < y->n; i++) {
        rap_day day = {(int16_t)(y->first + (int)i), 1, 1};
        int32_t from = rap_day_serial(day) - s->first;
        for (int32_t k = 0; k < A_YEAR + 1; k++)
            if (from + k >= 0 && from + k < s->n)
                rest[from + k] = (int32_t)(said[i] * (BILLION / A_YEAR) / all);
    }
}
