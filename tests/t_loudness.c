/*
 * tests/t_loudness.c - neighbours, text and weekdays put together to a belief in days,
 * and how much of a day is told.
 */
/* SPDX-License-Identifier: MIT */
#include "days/bearing.h"
#include "days/loudness.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { DAYS = 365, MILLION = 1000000, BIT = RAP_SPREAD_BIT };

static const rap_loudness plain = {{256, 256, 256}};

/* The year 2023, which began on a Sunday. */
typedef struct {
    rap_arena *arena;
    rap_spread s;
    uint32_t weight[DAYS + 1]; /* one more, as of the scores: they stay */
    int32_t neighbours[DAYS], text[DAYS], rest[DAYS];
    rap_told_days told;
} stage;

static stage *opened(void)
{
    rap_arena *arena = rap_arena_new(1 << 22);
    assert_non_null(arena);
    stage *t = RAP_NEW(arena, stage, 1);
    assert_non_null(t);
    t->arena = arena;
    rap_spread_new(&t->s, (rap_days){{2023, 1, 1}, {2024, 1, 1}}, arena);
    assert_int_equal(t->s.n, DAYS + 1);
    t->s.n = DAYS;
    t->told = (rap_told_days){t->neighbours, t->text, t->rest, {0}, MILLION};
    for (int i = 0; i < DAYS; i++)
        t->rest[i] = 1000000000 / DAYS;
    return t;
}

static void closed(stage *t)
{
    rap_arena_free(t->arena);
}

/* What the belief in a day should be, as a logarithm, but for what is the same of all
 * days. */
static double wanted(const stage *t, const rap_loudness *loud, int day)
{
    double all = 0, loudness = loud->of[RAP_VOICE_NEIGHBOURS] / 256.0;
    for (int i = 0; i < DAYS; i++)
        all += exp2(t->neighbours[i] / 256.0 * loudness);
    double near = exp2(t->neighbours[day] / 256.0 * loudness) / all;
    double same = t->told.same / 1e6;
    double prior = near * same + t->rest[day] / 1e9 * (1 - same);
    int weekday = rap_day_weekday(rap_day_of_serial(t->s.first + day));
    return 256 * log2(prior * 1e12) +
           t->text[day] * (loud->of[RAP_VOICE_TEXT] / 256.0) +
           t->told.weekday[weekday] * (loud->of[RAP_VOICE_WEEKDAYS] / 256.0);
}

static void sums_are_as_wanted(stage *t, const rap_loudness *loud)
{
    rap_loudness_sum(&t->told, loud, t->weight, &t->s);
    assert_int_equal(t->s.temper, 256);
    assert_int_equal(t->s.score[DAYS], 0);
    assert_int_equal(t->weight[DAYS], 0);
    double off = t->s.score[0] - wanted(t, loud, 0);
    for (int i = 0; i < DAYS; i++)
        assert_true(fabs(t->s.score[i] - wanted(t, loud, i) - off) < 6);
}

static void without_a_word_all_days_are_alike(void **state)
{
    (void)state;
    stage *t = opened();
    rap_loudness_sum(&t->told, &plain, t->weight, &t->s);
    for (int i = 1; i < DAYS; i++)
        assert_int_equal(t->s.score[i], t->s.score[0]);
    closed(t);
}

/* Neighbours in steps, as they come; highest on the first day, in the middle, at the
 * end. */
static void neighbours_are_heard_as_loud_as_they_speak(void **state)
{
    (void)state;
    static const int highest[] = {0, 1, 100, DAYS - 1};
    for (int k = 0; k < 4; k++) {
        stage *t = opened();
        for (int i = 0; i < DAYS; i++)
            t->neighbours[i] = -((abs(i - highest[k]) + 6) / 7) * 40 + 500;
        for (int32_t loud = 64; loud < 500; loud += 100)
            sums_are_as_wanted(t, &(rap_loudness){{loud, 256, 256}});
        closed(t);
    }
}

static void a_day_that_is_out_of_the_question_stays_so(void **state)
{
    (void)state;
    stage *t = opened();
    t->neighbours[50] = 50 * BIT;
    rap_loudness_sum(&t->told, &plain, t->weight, &t->s);
    for (int i = 0; i < DAYS; i++)
        if (i != 50) assert_true(t->s.score[i] < t->s.score[50] - 20 * BIT);
    closed(t);
}

static void what_the_text_says_is_added(void **state)
{
    (void)state;
    stage *t = opened();
    for (int i = 0; i < DAYS; i++)
        t->text[i] = (i / 30) * 20 - 100;
    sums_are_as_wanted(t, &plain);
    sums_are_as_wanted(t, &(rap_loudness){{256, 128, 256}});
    sums_are_as_wanted(t, &(rap_loudness){{256, 500, 64}});
    closed(t);
}

static void weekdays_fall_where_the_calendar_has_them(void **state)
{
    (void)state;
    stage *t = opened();
    t->told.weekday[6] = 300; /* Sunday: 1 January, 31 December */
    t->told.weekday[0] = -200;
    sums_are_as_wanted(t, &plain);
    sums_are_as_wanted(t, &(rap_loudness){{256, 256, 400}});
    rap_loudness_sum(&t->told, &plain, t->weight, &t->s);
    assert_int_equal(t->s.score[0], t->s.score[DAYS - 1]);
    assert_int_equal(t->s.score[0] - t->s.score[3], 300);
    assert_int_equal(t->s.score[1] - t->s.score[3], -200);
    closed(t);
}

/* Neighbours are sure of one week; the years' shares lie in the other half. */
static void doubtful_neighbours_give_way_to_the_rest(void **state)
{
    (void)state;
    static const uint32_t same[] = {0, 1000, 300000, 999000, MILLION};
    for (int k = 0; k < 5; k++) {
        stage *t = opened();
        for (int i = 0; i < DAYS; i++) {
            t->neighbours[i] = i >= 20 && i < 27 ? 6 * BIT : 0;
            t->rest[i] = (i < 180 ? 1 : 9) * (1000000000 / 10 / 180);
        }
        t->told.same = same[k];
        sums_are_as_wanted(t, &plain);
        closed(t);
    }
}

/* ---- how loud each speaks is learnt ---- */

typedef struct {
    rap_tried v[12];
    int32_t text[12][DAYS], neighbours[12][DAYS];
    rap_trial trial;
} trials;

/* Twelve that lie on the 10th, 30th, 50th ... day. */
static trials *tried(stage *t)
{
    trials *w = RAP_NEW(t->arena, trials, 1);
    assert_non_null(w);
    for (int i = 0; i < 12; i++) {
        w->v[i].told =
            (rap_told_days){w->neighbours[i], w->text[i], t->rest, {0}, MILLION};
        w->v[i].day = t->s.first + 10 + 20 * i;
    }
    w->trial = (rap_trial){w->v, 12, t->weight, &t->s, t->arena};
    return w;
}

static int32_t *days_of(trials *w, int voice, int i)
{
    return voice == RAP_VOICE_TEXT ? w->text[i] : w->neighbours[i];
}

static void who_is_always_right_speaks_loudest(void **state)
{
    (void)state;
    for (int voice = RAP_VOICE_NEIGHBOURS; voice <= RAP_VOICE_TEXT; voice++) {
        stage *t = opened();
        trials *w = tried(t);
        for (int i = 0; i < 12; i++)
            days_of(w, voice, i)[10 + 20 * i] = 2 * BIT;
        rap_loudness loud = plain;
        rap_loudness_learn(&loud, &w->trial);
        for (int k = 0; k < RAP_VOICES; k++) /* the others make no difference */
            assert_int_equal(loud.of[k], k == voice ? 500 : 256);
        closed(t);
    }
}

static void who_is_always_wrong_speaks_least(void **state)
{
    (void)state;
    for (int voice = RAP_VOICE_NEIGHBOURS; voice <= RAP_VOICE_TEXT; voice++) {
        stage *t = opened();
        trials *w = tried(t);
        for (int i = 0; i < 12; i++)
            days_of(w, voice, i)[300] = 12 * BIT;
        rap_loudness loud = plain;
        rap_loudness_learn(&loud, &w->trial);
        for (int k = 0; k < RAP_VOICES; k++)
            assert_int_equal(loud.of[k], k == voice ? 64 : 256);
        closed(t);
    }
}

static void weekdays_are_learnt_too(void **state)
{
    (void)state;
    stage *t = opened();
    trials *w = tried(t);
    for (int i = 0; i < 12; i++)
        w->v[i].told.weekday[rap_day_weekday(rap_day_of_serial(w->v[i].day))] = 40;
    rap_loudness loud = plain;
    rap_loudness_learn(&loud, &w->trial);
    assert_int_equal(loud.of[RAP_VOICE_WEEKDAYS], 500);
    assert_int_equal(loud.of[RAP_VOICE_NEIGHBOURS], 256);
    closed(t);
}

/* Right of 364 in 730 of belief says 1 bit; it is right as often as its points, told
 * half as loud, say: the best is among the steps. */
static void who_exaggerates_is_turned_down_to_what_is_true(void **state)
{
    (void)state;
    stage *t = opened();
    trials *w = tried(t);
    for (int i = 0; i < 12; i++) /* a half of the year at +2 bits; eight in it */
        for (int k = 0; k < DAYS; k++) {
            bool half = (k < 182) == (10 + 20 * i < 182);
            w->text[i][k] = half == (i % 3 != 0) ? 2 * BIT : 0;
        }
    rap_loudness loud = plain;
    rap_loudness_learn(&loud, &w->trial);
    assert_int_equal(loud.of[RAP_VOICE_TEXT], 128); /* 2^1 to 1: eight of twelve */
    closed(t);
}

/* Each of those tried has its day in a run of its own that holds the belief. */
static void put_days(trials *w, int32_t first, int n_wide)
{
    for (int i = 0; i < 12; i++) {
        for (int k = 0; k < DAYS; k++)
            w->neighbours[i][k] = k >= 200 && k < 210 ? 6 * BIT : 0;
        w->v[i].day = first + (i < n_wide ? 300 : 205);
    }
}

static void ranges_hold_what_they_ought_to(void **state)
{
    (void)state;
    stage *t = opened();
    trials *w = tried(t);
    put_days(w, t->s.first, 0);
    uint8_t all_near = rap_loudness_held(&plain, &w->trial);
    put_days(w, t->s.first, 1); /* eleven of twelve are more than 89 in a hundred */
    uint8_t most_near = rap_loudness_held(&plain, &w->trial);
    put_days(w, t->s.first, 2); /* ten are not */
    uint8_t far = rap_loudness_held(&plain, &w->trial);
    assert_int_equal(all_near, most_near);
    assert_in_range(all_near, 40, 60);
    assert_true(far > all_near);
    rap_loudness_sum(&w->v[0].told, &plain, t->weight, &t->s);
    assert_int_equal(far, rap_spread_holding(&t->s, t->s.first + 300, t->arena));
    closed(t);
}

static void no_range_is_asked_to_hold_all(void **state)
{
    (void)state;
    stage *t = opened();
    trials *w = tried(t);
    put_days(w, t->s.first - 1000, 12); /* days that no range can hold */
    assert_int_equal(rap_loudness_held(&plain, &w->trial), 97);
    closed(t);
}

/* Told twice as loud, next to nothing is left for days elsewhere. */
static void loudness_counts_in_the_range(void **state)
{
    (void)state;
    stage *t = opened();
    trials *w = tried(t);
    put_days(w, t->s.first, 12);
    assert_in_range(rap_loudness_held(&plain, &w->trial), 70, 95);
    const rap_loudness loud = {{512, 256, 256}};
    assert_int_equal(rap_loudness_held(&loud, &w->trial), 97);
    closed(t);
}

/* Of a hundred tried eighty-nine must lie in their range. */
static void eighty_nine_in_a_hundred_are_enough(void **state)
{
    (void)state;
    stage *t = opened();
    trials *w = tried(t);
    put_days(w, t->s.first, 0);
    rap_tried *many = RAP_NEW(t->arena, rap_tried, 100);
    assert_non_null(many);
    for (int i = 0; i < 100; i++) {
        many[i] = w->v[0];
        if (i >= 89) many[i].day = t->s.first + 300;
    }
    const rap_trial trial = {many, 100, t->weight, &t->s, t->arena};
    assert_in_range(rap_loudness_held(&plain, &trial), 40, 60);
    many[88].day = t->s.first + 300;
    assert_in_range(rap_loudness_held(&plain, &trial), 75, 97);
    closed(t);
}

/* ---- how much is told ---- */

static const rap_day tenth = {2023, 5, 10};

static const char *told(rap_spread_view v, uint16_t same, int *sure)
{
    static rap_day_text text;
    rap_dated out = {.report = 7};
    v.day = tenth;
    v.range = (rap_days){{2023, 5, 8}, {2023, 5, 12}};
    *sure = -1;
    if (!rap_bearing_tell(&out, &v, same)) return "nothing";
    assert_int_equal(out.report, 7);
    assert_true(rap_day_eq(out.range.from, v.range.from));
    assert_true(rap_day_eq(out.range.to, v.range.to));
    text = rap_day_print(out.day);
    *sure = out.sure;
    return text.z;
}

typedef struct {
    uint16_t same;
    uint8_t year, month, near, week, day;
    const char *told;
    int sure;
} bearing;

static void no_more_is_told_than_is_believed(void **state)
{
    (void)state;
    static const bearing cases[] = {
        /* like enough to lean on: the year at 50, the month about the day at 45 */
        {300, 50, 40, 45, 0, 31, "2023-05-10", 31},
        {799, 50, 40, 45, 0, 31, "2023-05-10", 31},
        {500, 49, 40, 90, 90, 31, "2023", 49},
        {500, 99, 40, 44, 44, 31, "2023", 99},
        {799, 99, 40, 44, 44, 31, "2023", 99},
        /* hardly in doubt: the month about it at 33 */
        {800, 50, 30, 33, 0, 20, "2023-05-10", 20},
        {1000, 50, 30, 32, 32, 20, "2023", 50},
        {1000, 49, 30, 99, 99, 20, "2023", 49},
        /* alone: the year at 60, the week at 50 */
        {299, 60, 55, 0, 50, 40, "2023-05-10", 40},
        {0, 60, 55, 0, 50, 40, "2023-05-10", 40},
        {299, 59, 55, 99, 99, 40, "2023-05", 55},
        {299, 99, 55, 99, 49, 40, "2023-05", 55},
        /* the month at 50, the year at 8 */
        {500, 80, 50, 44, 44, 31, "2023-05", 50},
        {500, 80, 49, 44, 44, 31, "2023", 80},
        {500, 8, 5, 5, 5, 5, "2023", 8},
        {500, 7, 5, 5, 5, 5, "nothing", -1},
        {0, 0, 0, 0, 0, 0, "nothing", -1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const bearing *c = &cases[i];
        const rap_spread_view v = {.year_sure = c->year,
                                   .month_sure = c->month,
                                   .near_sure = c->near,
                                   .week_sure = c->week,
                                   .day_sure = c->day};
        int sure;
        assert_string_equal(told(v, c->same, &sure), c->told);
        assert_int_equal(sure, c->sure);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_word_all_days_are_alike),
        cmocka_unit_test(neighbours_are_heard_as_loud_as_they_speak),
        cmocka_unit_test(a_day_that_is_out_of_the_question_stays_so),
        cmocka_unit_test(what_the_text_says_is_added),
        cmocka_unit_test(weekdays_fall_where_the_calendar_has_them),
        cmocka_unit_test(doubtful_neighbours_give_way_to_the_rest),
        cmocka_unit_test(who_is_always_right_speaks_loudest),
        cmocka_unit_test(who_is_always_wrong_speaks_least),
        cmocka_unit_test(weekdays_are_learnt_too),
        cmocka_unit_test(who_exaggerates_is_turned_down_to_what_is_true),
        cmocka_unit_test(ranges_hold_what_they_ought_to),
        cmocka_unit_test(no_range_is_asked_to_hold_all),
        cmocka_unit_test(loudness_counts_in_the_range),
        cmocka_unit_test(eighty_nine_in_a_hundred_are_enough),
        cmocka_unit_test(no_more_is_told_than_is_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
