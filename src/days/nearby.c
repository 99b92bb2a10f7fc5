/*
 * days/nearby.c - how likely each day is a report's own by the days of the reports most
 * like it.
 */
/* SPDX-License-Identifier: MIT */
#include "days/nearby.h"

#include "base/logarithm.h"

enum {
    LEARN_MAX = 2000, /* dated reports that are learnt from */
    MILLION = 1000000,
    DENSITY = 1000000000, /* that shares by days sum up to */
    USUAL = 100,          /* thousandths that go to all days of the pile */
    NEIGHBOURHOOD = 15,   /* days about each of them */
    SURROUNDINGS = 180,
    FAR_DAYS = 2000, /* by which the share of the farthest is told */
    COUNTED = 10     /* pairs that count as much as what is usual */
};

/* Days apart from which a span counts; the last is without end. */
static const uint32_t spans[RAP_NEARBY_SPANS] = {0, 1, 2, 3, 5, 8, 15, 31, 91, 366};

static uint32_t level_of(uint32_t share)
{
    static const uint16_t above[] = {600, 400, 250, 150, 100, 70, 45};
    uint32_t level = 0;
    while (level < RAP_NEARBY_LEVELS - 1 && share <= above[level])
        level++;
    return level;
}

static uint32_t span_of(uint32_t days)
{
    uint32_t i = RAP_NEARBY_SPANS - 1;
    while (spans[i] > days)
        i--;
    return i;
}

/* Shares of single days out of counts, with what is usual counting for some pairs. */
static void share_out(uint64_t *apart, const uint32_t *count, const uint32_t *usual)
{
    uint64_t all = 0, of = 0;
    for (uint32_t s = 0; s < RAP_NEARBY_SPANS; s++) {
        all += count[s];
        of += usual[s];
    }
    for (uint32_t s = 0; s < RAP_NEARBY_SPANS; s++) {
        uint64_t pairs = (uint64_t)count[s] * of + (uint64_t)usual[s] * COUNTED;
        uint64_t days =
            s + 1 == RAP_NEARBY_SPANS ? FAR_DAYS : (spans[s + 1] - spans[s]) * 2;
        apart[s] = pairs * MILLION / (of * (all + COUNTED)) * 1000 / (s ? days : 1);
    }
}

/* Levels without many pairs lean on all pairs, and these on what is usual. */
static void learn_distances(rap_nearby *w, const rap_nearby_in *in)
{
    static const uint32_t before[RAP_NEARBY_SPANS] = {25, 20, 10, 10, 8, 8, 7, 7, 4, 1};
    uint32_t count[RAP_NEARBY_LEVELS][RAP_NEARBY_SPANS] = {{0}}, learnt = 0;
    rap_like like[RAP_NEARBY_LIKE];
    for (uint32_t r = 0; r < in->n && learnt < LEARN_MAX; r++) {
        if (!in->dated[r]) continue;
        uint32_t n = rap_likeness_of(in->likeness, r, in->dated, like, RAP_NEARBY_LIKE);
        learnt++;
        for (uint32_t i = 0; i < n; i++) {
            int32_t a = in->day[r], b = in->day[like[i].report];
            uint32_t off = (uint32_t)(a > b ? a - b : b - a);
            count[level_of(like[i].share)][span_of(off)]++;
        }
    }
    for (uint32_t l = 0; l < RAP_NEARBY_LEVELS; l++)
        share_out(w->apart[l], count[l], before);
}

/* Add a share to the days from..to (serials), as a step up and a step down. */
static void add_days(const rap_nearby *w, int64_t *step, int32_t from, int32_t to,
                     int64_t share)
{
    int32_t a = from - w->first, b = to - w->first + 1;
    if (a < 0) a = 0;
    if (b > w->n) b = w->n;
    if (a >= b) return;
    step[a] += share;
    step[b] -= share;
}

/* Half of each dated report's share lies close about its day, half about it. */
static bool learn_usual(rap_nearby *w, const rap_nearby_in *in, rap_arena *arena)
{
    uint64_t n = 0;
    w->usual = RAP_NEW(arena, int64_t, (size_t)w->n + 1);
    if (!w->usual) return false;
    for (uint32_t r = 0; r < in->n; r++)
        n += in->dated[r];
    for (uint32_t r = 0; n && r < in->n; r++) {
        int64_t one = (int64_t)(DENSITY / n / 2);
        int32_t day = in->day[r];
        if (!in->dated[r]) continue;
        add_days(w, w->usual, day - NEIGHBOURHOOD, day + NEIGHBOURHOOD,
                 one / (2 * NEIGHBOURHOOD + 1));
        add_days(w, w->usual, day - SURROUNDINGS, day + SURROUNDINGS,
                 one / (2 * SURROUNDINGS + 1));
    }
    for (int32_t i = 1; i < w->n; i++)
        w->usual[i] += w->usual[i - 1];
    return true;
}

bool rap_nearby_learn(rap_nearby *out, const rap_nearby_in *in, int32_t first,
                      int32_t n, rap_arena *arena)
{
    *out = (rap_nearby){.first = first, .n = n};
    learn_distances(out, in);
    return learn_usual(out, in, arena);
}

/* Likeness cubed, so that the nearest speak loudest. */
static uint64_t voice(const rap_like *like)
{
    return (uint64_t)like->share * like->share * like->share;
}

/* A neighbour's voice to the days in each span from it, on both sides.  A day that was
 * found itself counts as one of a report less alike.  Returns what is left for days far
 * from it. */
static uint64_t add_voice(const rap_nearby *w, int64_t *step, const rap_neighbour *v,
                          uint64_t share)
{
    uint32_t level = level_of(v->like.share) + v->found;
    if (level >= RAP_NEARBY_LEVELS) level = RAP_NEARBY_LEVELS - 1;
    for (uint32_t k = 0; k + 1 < RAP_NEARBY_SPANS; k++) {
        int64_t each = (int64_t)(share * w->apart[level][k] / MILLION);
        int32_t from = (int32_t)spans[k], to = (int32_t)spans[k + 1] - 1;
        add_days(w, step, v->day + from, v->day + to, each);
        if (from) add_days(w, step, v->day - to, v->day - from, each);
    }
    return share * w->apart[level][RAP_NEARBY_SPANS - 1] * FAR_DAYS / MILLION;
}

bool rap_nearby_hear(const rap_nearby *w, const rap_neighbour *v, uint32_t n,
                     int32_t *points, uint32_t *same, rap_arena *arena)
{
    rap_arena_place place = rap_arena_at(arena);
    int64_t *step = RAP_NEW(arena, int64_t, (size_t)w->n + 1), sum = 0;
    uint64_t all = 1, believed = 0, far = 0;
    if (!step) return false;
    for (uint32_t i = 0; i < n; i++)
        all += voice(&v[i].like);
    for (uint32_t i = 0; i < n; i++) {
        uint64_t share = voice(&v[i].like) * v[i].same / 1000 * MILLION / all;
        believed += share;
        far += add_voice(w, step, &v[i], share * (1000 - USUAL) / 1000);
        far += share * USUAL;
    }
    for (int32_t i = 0; i < w->n; i++) {
        sum += step[i];
        int64_t usual = w->usual[i] * (int64_t)(far / 1000) / MILLION;
        points[i] = rap_log2((uint64_t)(sum + usual) + 1);
    }
    *same = (uint32_t)believed;
    rap_arena_back(arena, place);
    return true;
}
