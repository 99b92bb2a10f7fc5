/*
 * days/loudness.c - what the neighbours, the text and its weekdays say of a report's
 * day, put together as loud as each is.
 */
/* SPDX-License-Identifier: MIT */
#include "days/loudness.h"

#include "base/logarithm.h"

enum {
    HELD_MOST = 97,
    HELD_AIM = 89, /* in a hundred of those tried, that lie in their range */
    MILLION = 1000000,
    BILLION = 1000000000
};

/* Into the weights: 2^(points * loud) of the neighbours, in 2^28 of the most; returns
 * their sum. */
static uint64_t raise_neighbours(const rap_told_days *t, int32_t loud, uint32_t *weight,
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

void rap_loudness_sum(const rap_told_days *t, const rap_loudness *loud,
                      uint32_t *weight, rap_spread *s)
{
    int weekday = rap_day_weekday(rap_day_of_serial(s->first));
    uint64_t all = raise_neighbours(t, loud->of[RAP_VOICE_NEIGHBOURS], weight, s->n);
    int32_t prior = 0;
    s->temper = 256;
    for (int32_t i = 0; i < s->n; i++) {
        bool again = i && weight[i] == weight[i - 1] && t->rest[i] == t->rest[i - 1];
        uint64_t near = (uint64_t)weight[i] * BILLION / all * t->same;
        uint64_t rest = (uint64_t)t->rest[i] * (MILLION - t->same);
        if (!again) prior = rap_log2((near + rest) / 1000 + 1);
        s->score[i] = prior + (t->text[i] * loud->of[RAP_VOICE_TEXT] +
                               t->weekday[weekday] * loud->of[RAP_VOICE_WEEKDAYS]) /
                                  256;
        weekday = weekday == 6 ? 0 : weekday + 1;
    }
}

/* Points that the own days of those tried get. */
static int64_t try_loudness(const rap_loudness *loud, const rap_trial *t)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        rap_loudness_sum(&t->v[i].told, loud, t->weight, t->work);
        sum += rap_spread_points(t->work, t->v[i].day, t->arena);
    }
    return sum;
}

/* One after the other, each among a few, twice. */
void rap_loudness_learn(rap_loudness *loud, const rap_trial *t)
{
    static const int32_t steps[] = {64, 128, 192, 256, 320, 400, 500};
    int64_t best = try_loudness(loud, t);
    for (int k = 0; k < 2 * RAP_VOICES; k++) {
        rap_loudness now = *loud;
        for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
            now.of[k % RAP_VOICES] = steps[i];
            int64_t points = try_loudness(&now, t);
            if (points <= best) continue;
            best = points;
            *loud = now;
        }
    }
}

uint8_t rap_loudness_held(const rap_loudness *loud, const rap_trial *t)
{
    uint32_t at[101] = {0}, held = 0;
    uint8_t belief = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        rap_loudness_sum(&t->v[i].told, loud, t->weight, t->work);
        at[rap_spread_holding(t->work, t->v[i].day, t->arena)]++;
    }
    while (held * 100 < t->n * HELD_AIM)
        held += at[++belief];
    return belief < HELD_MOST ? belief : HELD_MOST;
}
