/*
 * tests/t_dayclues.c - what a report says of its own day: the weekdays that it names, a
 * part of a day at its head; and what weekdays mean in a pile.
 */
/* SPDX-License-Identifier: MIT */
#include "days/dayclues.h"
#include "days/weekdays.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY };

static rap_filed_time timed(uint32_t from, const char *value, const char *rule)
{
    return (rap_filed_time){
        .at = {from, from + 8}, .value = rap_str_of(value), .rule = rap_str_of(rule)};
}

static rap_filed_time weekday(uint32_t from, const char *value)
{
    return timed(from, value, "weekday");
}

static rap_dayclues clues_of(const rap_filed_time *times, uint32_t n)
{
    rap_dayclues c;
    const rap_filed f = {.times = times, .n_times = n};
    rap_dayclues_read(&c, &f);
    return c;
}

/* The weekday of the only time, or -1. */
static int only_weekday(rap_filed_time t)
{
    rap_dayclues c = clues_of(&t, 1);
    return c.n_weekdays ? c.weekdays[0].weekday : -1;
}

static void weekdays_are_numbered_from_monday(void **state)
{
    (void)state;
    assert_int_equal(only_weekday(weekday(0, "XXXX-WXX-1")), MONDAY);
    assert_int_equal(only_weekday(weekday(0, "XXXX-WXX-2")), TUESDAY);
    assert_int_equal(only_weekday(weekday(0, "XXXX-WXX-7")), SUNDAY);
    assert_int_equal(only_weekday(weekday(0, "XXXX-WXX-3T14:00")), WEDNESDAY);
}

static void what_is_no_weekday_is_passed_over(void **state)
{
    (void)state;
    static const char *const values[] = {
        "XXXX-WXX-0", "XXXX-WXX-8", "XXXX-WXX-9", "XXXX-WXX-",  "XXXX-WXX",
        "XXXX-WXX-A", "XXXX-WXX-/", "XXXX-WXX-:", "2023-W10-2", ""};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        assert_int_equal(only_weekday(weekday(0, values[i])), -1);
    assert_int_equal(only_weekday(timed(0, "XXXX-WXX-2", "month-day")), -1);
}

/* 14 March 2023 was a Tuesday. */
static void a_weekday_that_was_worked_out_counts_by_its_day(void **state)
{
    (void)state;
    rap_filed_time t = weekday(0, "2023-03-14");
    t.from = RAP_STR("2023-03-14");
    assert_int_equal(only_weekday(t), -1);
    t.anchor = RAP_STR("published");
    assert_int_equal(only_weekday(t), TUESDAY);
    t.from = RAP_STR("2023-03");
    assert_int_equal(only_weekday(t), -1);
    t.from = RAP_STR("--03-14");
    assert_int_equal(only_weekday(t), -1);
    t.from = RAP_STR("soon");
    assert_int_equal(only_weekday(t), -1);
    t.from = RAP_STR("2023-03-19");
    t.anchor = RAP_STR("text");
    assert_int_equal(only_weekday(t), -1);
}

static void the_first_weekday_counts_by_where_it_stands(void **state)
{
    (void)state;
    static const uint32_t at[] = {0, 699, 700, 5000};
    static const int place[] = {RAP_FIRST_AT_HEAD, RAP_FIRST_AT_HEAD, RAP_FIRST,
                                RAP_FIRST};
    for (int i = 0; i < 4; i++) {
        const rap_filed_time two[] = {weekday(at[i], "XXXX-WXX-2"),
                                      weekday(3, "XXXX-WXX-5")};
        rap_dayclues c = clues_of(two, 2);
        assert_int_equal(c.n_weekdays, 2);
        assert_int_equal(c.weekdays[0].place, place[i]);
        assert_int_equal(c.weekdays[0].weekday, TUESDAY);
        assert_int_equal(c.weekdays[1].place, RAP_LATER);
        assert_int_equal(c.weekdays[1].weekday, FRIDAY);
    }
}

static void what_was_passed_over_was_not_the_first(void **state)
{
    (void)state;
    const rap_filed_time three[] = {timed(0, "XXXX-WXX-1", "duration"),
                                    weekday(10, "XXXX-WXX-9"),
                                    weekday(20, "XXXX-WXX-6")};
    rap_dayclues c = clues_of(three, 3);
    assert_int_equal(c.n_weekdays, 1);
    assert_int_equal(c.weekdays[0].weekday, SATURDAY);
    assert_int_equal(c.weekdays[0].place, RAP_FIRST_AT_HEAD);
}

static void four_weekdays_are_enough(void **state)
{
    (void)state;
    static const char *const values[] = {"XXXX-WXX-1", "XXXX-WXX-2", "XXXX-WXX-3",
                                         "XXXX-WXX-4", "XXXX-WXX-5", "XXXX-WXX-6"};
    rap_filed_time six[6];
    for (uint32_t i = 0; i < 6; i++)
        six[i] = weekday(i * 10, values[i]);
    for (uint32_t n = 0; n <= 6; n++) {
        rap_dayclues c = clues_of(six, n);
        assert_int_equal(c.n_weekdays, n < 4 ? n : 4);
        for (uint32_t i = 0; i < c.n_weekdays; i++)
            assert_int_equal(c.weekdays[i].weekday, i);
    }
}

/* ---- a part of the day at the head ---- */

static const char *known(const rap_filed *f)
{
    static rap_day_text text;
    rap_dayclues c;
    rap_dayclues_read(&c, f);
    text = rap_day_print(c.known);
    assert_true(text.z[0] || rap_day_is_none(c.known));
    return text.z;
}

static void a_part_of_the_day_at_the_head_is_known(void **state)
{
    (void)state;
    static const struct {
        const char *basis, *day, *known;
    } cases[] = {{"dateline", "--03-22", "--03-22"},
                 {"line", "--03-22", "--03-22"},
                 {"line", "2023-03", "2023-03"},
                 {"dateline", "2023", "2023"},
                 {"dateline", "", ""},
                 {"dateline", "today", ""},
                 {"text", "--03-22", ""},
                 {"pile", "2023-03-22", ""},
                 {"none", "--03-22", ""},
                 {"", "2023", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rap_filed f = {.published = {.day = rap_str_of(cases[i].day),
                                           .basis = rap_str_of(cases[i].basis)}};
        assert_string_equal(known(&f), cases[i].known);
    }
}

typedef struct {
    rap_filed_time times[2];
    rap_span evidence;
    rap_filed f;
} again;

/* A report that was read under the day of the pile: "March 22" stands at 10 to 18. */
static void read_again(again *a, const char *rule, const char *from)
{
    *a = (again){.evidence = {10, 18}};
    a->times[0] = timed(10, "", rule);
    a->times[0].from = rap_str_of(from);
    a->times[1] = timed(14, "", "year");
    a->times[1].from = RAP_STR("2021");
    a->f = (rap_filed){.times = a->times,
                       .n_times = 2,
                       .published = {.day = RAP_STR("2023-03-22"),
                                     .basis = RAP_STR("pile"),
                                     .evidence = &a->evidence,
                                     .n_evidence = 1}};
}

/* The year is the pile's then, and not its own. */
static void a_report_read_again_keeps_what_its_head_tells(void **state)
{
    (void)state;
    static const char *const rules[] = {"month-day", "day-month", "weekday-month-day"};
    again a;
    for (int i = 0; i < 3; i++) {
        read_again(&a, rules[i], "2023-03-22");
        assert_string_equal(known(&a.f), "--03-22");
    }
    read_again(&a, "month-year", "2023-03");
    assert_string_equal(known(&a.f), "2023-03");
    a.f.published.n_evidence = 0;
    assert_string_equal(known(&a.f), "");
    a.f.published.n_evidence = 1;
    a.f.published.basis = RAP_STR("feed");
    assert_string_equal(known(&a.f), "");
}

static void the_first_time_that_stands_there_tells_it(void **state)
{
    (void)state;
    again a;
    read_again(&a, "month-day", "soon"); /* no day: the next one */
    assert_string_equal(known(&a.f), "2021");
    read_again(&a, "month-day", "2023-03-22");
    a.evidence = (rap_span){17, 30}; /* both reach in */
    assert_string_equal(known(&a.f), "--03-22");
    a.evidence = (rap_span){18, 30}; /* the first ends where it begins */
    assert_string_equal(known(&a.f), "2021");
    a.evidence = (rap_span){2, 11};
    assert_string_equal(known(&a.f), "--03-22");
    a.evidence = (rap_span){2, 10}; /* it ends where the first begins */
    assert_string_equal(known(&a.f), "");
    a.evidence = (rap_span){22, 30};
    assert_string_equal(known(&a.f), "");
}

/* ---- what weekdays mean ---- */

/* What points there are for a weekday after `after` counts out of `all`. */
static double points_of(double after, double all, double worth)
{
    return 256 * log2(7 * after / all) * worth;
}

/* Seven points; what stands behind them stays. */
static void weigh(const rap_weekdays *w, int named, uint8_t place, int32_t *points)
{
    rap_dayclues c = {.weekdays = {{(uint8_t)named, place}}, .n_weekdays = 1};
    int32_t behind[8] = {0};
    rap_weekdays_weigh(w, &c, behind);
    assert_int_equal(behind[7], 0);
    memcpy(points, behind, 7 * sizeof *points);
}

/* Usually reports come out on the day that they name or on the next. */
static void a_weekday_speaks_for_itself_and_the_next(void **state)
{
    (void)state;
    rap_weekdays w;
    rap_weekdays_usual(&w);
    for (int named = 0; named < 7; named++) {
        int32_t points[7];
        weigh(&w, named, RAP_FIRST_AT_HEAD, points);
        assert_true(points[named] > points[(named + 1) % 7]);
        assert_true(points[(named + 1) % 7] > 0);
        for (int k = 2; k < 7; k++) {
            assert_true(points[(named + k) % 7] < 0);
            assert_true(points[(named + k) % 7] < points[(named + 1) % 7]);
        }
    }
}

static void one_named_later_speaks_less_loudly(void **state)
{
    (void)state;
    static const double worth[] = {1, 0.7, 0.4};
    rap_weekdays w;
    rap_weekdays_usual(&w);
    for (uint8_t place = 0; place < RAP_WEEKDAY_PLACES; place++) {
        int32_t points[7];
        weigh(&w, FRIDAY, place, points);
        double told = points_of(30, 98, worth[place]);
        assert_true(fabs(points[FRIDAY] - told) < 4);
        told = points_of(8, 98, worth[place]);
        assert_true(fabs(points[MONDAY] - told) < 4);
    }
}

/* 8 March 2023 was a Wednesday. */
static void a_pile_teaches_how_soon_its_reports_come(void **state)
{
    (void)state;
    rap_weekdays w;
    int32_t points[7], others[7];
    rap_weekdays_usual(&w);
    const rap_dayclues c = {
        .weekdays = {{SUNDAY, RAP_FIRST_AT_HEAD}, {THURSDAY, RAP_LATER}},
        .n_weekdays = 2};
    for (int i = 0; i < 10; i++)
        rap_weekdays_count(&w, &c, rap_day_serial((rap_day){2023, 3, 8}));
    weigh(&w, MONDAY, RAP_FIRST_AT_HEAD, points); /* three days behind a Sunday */
    for (int day = 0; day < 7; day++)
        if (day != THURSDAY) assert_true(points[day] < points[THURSDAY]);
    assert_true(fabs(points[THURSDAY] - points_of(208, 298, 1)) < 4);
    assert_true(fabs(points[MONDAY] - points_of(30, 298, 1)) < 4);
    weigh(&w, TUESDAY, RAP_LATER, points); /* six behind a Thursday */
    assert_true(fabs(points[MONDAY] - points_of(212, 298, 0.4)) < 4);
    weigh(&w, TUESDAY, RAP_FIRST, points); /* of such none was counted */
    rap_weekdays_usual(&w);
    weigh(&w, TUESDAY, RAP_FIRST, others);
    assert_memory_equal(points, others, sizeof points);
}

static void days_before_1970_have_weekdays_too(void **state)
{
    (void)state;
    rap_weekdays w;
    int32_t points[7];
    rap_weekdays_usual(&w);
    const rap_dayclues c = {.weekdays = {{MONDAY, RAP_FIRST}}, .n_weekdays = 1};
    for (int i = 0; i < 10; i++) /* a Saturday */
        rap_weekdays_count(&w, &c, rap_day_serial((rap_day){1965, 5, 8}));
    weigh(&w, MONDAY, RAP_FIRST, points);
    assert_true(fabs(points[SATURDAY] - points_of(208, 298, 0.7)) < 4);
}

static void all_weekdays_of_a_report_speak(void **state)
{
    (void)state;
    rap_weekdays w;
    int32_t one[7], other[7], both[7] = {0};
    rap_weekdays_usual(&w);
    weigh(&w, MONDAY, RAP_FIRST, one);
    weigh(&w, THURSDAY, RAP_LATER, other);
    const rap_dayclues c = {.weekdays = {{MONDAY, RAP_FIRST}, {THURSDAY, RAP_LATER}},
                            .n_weekdays = 2};
    rap_weekdays_weigh(&w, &c, both);
    for (int day = 0; day < 7; day++)
        assert_int_equal(both[day], one[day] + other[day]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(weekdays_are_numbered_from_monday),
        cmocka_unit_test(what_is_no_weekday_is_passed_over),
        cmocka_unit_test(a_weekday_that_was_worked_out_counts_by_its_day),
        cmocka_unit_test(the_first_weekday_counts_by_where_it_stands),
        cmocka_unit_test(what_was_passed_over_was_not_the_first),
        cmocka_unit_test(four_weekdays_are_enough),
        cmocka_unit_test(a_part_of_the_day_at_the_head_is_known),
        cmocka_unit_test(a_report_read_again_keeps_what_its_head_tells),
        cmocka_unit_test(the_first_time_that_stands_there_tells_it),
        cmocka_unit_test(a_weekday_speaks_for_itself_and_the_next),
        cmocka_unit_test(one_named_later_speaks_less_loudly),
        cmocka_unit_test(a_pile_teaches_how_soon_its_reports_come),
        cmocka_unit_test(days_before_1970_have_weekdays_too),
        cmocka_unit_test(all_weekdays_of_a_report_speak),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
