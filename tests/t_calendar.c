/*
 * tests/t_calendar.c - days, months and years at their edges, and what is no day.
 */
/* SPDX-License-Identifier: MIT */
#include "base/day.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void is_day(rap_day d, int year, int month, int day)
{
    assert_int_equal(d.year, year);
    assert_int_equal(d.month, month);
    assert_int_equal(d.day, day);
}

static void serial_numbers_count_from_1970(void **state)
{
    (void)state;
    assert_int_equal(rap_day_serial((rap_day){1970, 1, 1}), 0);
    assert_int_equal(rap_day_serial((rap_day){1969, 12, 31}), -1);
    assert_int_equal(rap_day_serial((rap_day){2000, 2, 29}), 11016);
    assert_int_equal(rap_day_serial((rap_day){2000, 3, 1}), 11017);
    assert_int_equal(rap_day_serial((rap_day){1, 1, 1}), -719162);
    assert_int_equal(rap_day_serial((rap_day){0, 1, 1}), -719528);
    assert_int_equal(rap_day_serial((rap_day){9999, 12, 31}), 2932896);
    is_day(rap_day_of_serial(11016), 2000, 2, 29);
    is_day(rap_day_of_serial(-1), 1969, 12, 31);
    is_day(rap_day_of_serial(-719528), 0, 1, 1);
    for (int32_t n = -720000; n < 2932897; n += 61) /* year -1 too */
        assert_int_equal(rap_day_serial(rap_day_of_serial(n)), n);
}

static void each_day_of_the_week_follows_the_one_before(void **state)
{
    (void)state;
    assert_int_equal(rap_day_weekday((rap_day){1970, 1, 1}), 3); /* a Thursday */
    assert_int_equal(rap_day_weekday((rap_day){1969, 12, 28}), 6);
    assert_int_equal(rap_day_weekday((rap_day){1969, 12, 29}), 0);
    assert_int_equal(rap_day_weekday((rap_day){1900, 1, 1}), 0);
}

static void months_have_their_lengths(void **state)
{
    (void)state;
    static const int want[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (int i = 0; i < 12; i++)
        assert_int_equal(rap_month_length(2023, i + 1), want[i]);
    assert_int_equal(rap_month_length(2024, 2), 29);
    assert_int_equal(rap_month_length(2024, 3), 31);
    assert_int_equal(rap_month_length(1900, 2), 28);
    assert_int_equal(rap_month_length(2000, 2), 29);
    assert_int_equal(rap_month_length(2023, 0), 0);
    assert_int_equal(rap_month_length(2023, 13), 0);
}

static void what_is_no_day_is_told(void **state)
{
    (void)state;
    static const rap_day good[] = {{2023, 0, 0},  {2023, 3, 0}, {2023, 3, 31},
                                   {0, 2, 29},    {0, 12, 0},   {9999, 12, 31},
                                   {2023, 12, 1}, {1, 0, 0}},
                         bad[] = {{-1, 1, 1},    {10000, 1, 1}, {2023, -1, 0},
                                  {2023, 13, 0}, {2023, 1, -1}, {2023, 0, 5},
                                  {0, 0, 0},     {2023, 2, 29}, {2023, 4, 31},
                                  {0, 0, 5},     {0, 2, 30}};
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(rap_day_is_valid(good[i]));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(rap_day_is_valid(bad[i]));
}

static void a_part_of_the_calendar_has_a_first_and_a_last_day(void **state)
{
    (void)state;
    is_day(rap_day_first((rap_day){2023, 0, 0}), 2023, 1, 1);
    is_day(rap_day_first((rap_day){2023, 4, 0}), 2023, 4, 1);
    is_day(rap_day_first((rap_day){2023, 4, 9}), 2023, 4, 9);
    is_day(rap_day_last((rap_day){2023, 0, 0}), 2023, 12, 31);
    is_day(rap_day_last((rap_day){2024, 2, 0}), 2024, 2, 29);
    is_day(rap_day_last((rap_day){2024, 2, 3}), 2024, 2, 3);
    assert_true(rap_day_is_full((rap_day){2024, 2, 3}));
    assert_false(rap_day_is_full((rap_day){0, 2, 3}));
    assert_false(rap_day_is_full((rap_day){2024, 0, 3}));
    assert_false(rap_day_is_full((rap_day){2024, 2, 0}));
    assert_true(rap_day_is_none((rap_day){0, 0, 0}));
    assert_false(rap_day_is_none((rap_day){2024, 0, 0}));
    assert_false(rap_day_is_none((rap_day){0, 2, 0}));
    assert_false(rap_day_is_none((rap_day){0, 0, 3}));
    assert_true(rap_day_eq((rap_day){2024, 2, 3}, (rap_day){2024, 2, 3}));
    assert_false(rap_day_eq((rap_day){2024, 2, 3}, (rap_day){2023, 2, 3}));
    assert_false(rap_day_eq((rap_day){2024, 2, 3}, (rap_day){2024, 3, 3}));
    assert_false(rap_day_eq((rap_day){2024, 2, 3}, (rap_day){2024, 2, 4}));
}

static void counting_stops_at_the_ends_of_the_calendar(void **state)
{
    (void)state;
    is_day(rap_day_add((rap_day){9999, 12, 30}, 5), 9999, 12, 31);
    is_day(rap_day_add((rap_day){9999, 12, 30}, 1), 9999, 12, 31);
    is_day(rap_day_add((rap_day){9999, 12, 30}, INT32_MAX), 9999, 12, 31);
    is_day(rap_day_add((rap_day){1, 1, 3}, -2), 1, 1, 1);
    is_day(rap_day_add((rap_day){1, 1, 3}, INT32_MIN), 1, 1, 1);
    is_day(rap_day_add_months((rap_day){1, 2, 5}, -1), 1, 1, 5);
    is_day(rap_day_add_months((rap_day){1, 2, 5}, -7), 1, 1, 5);
    is_day(rap_day_add_months((rap_day){9999, 11, 5}, 1), 9999, 12, 5);
    is_day(rap_day_add_months((rap_day){9999, 11, 5}, 9), 9999, 12, 5);
    is_day(rap_day_add_months((rap_day){2023, 11, 5}, 3), 2024, 2, 5);
    is_day(rap_day_add_months((rap_day){2023, 3, 31}, -1), 2023, 2, 28);
    is_day(rap_day_add_months((rap_day){2023, 3, 0}, 10), 2024, 1, 0);
    is_day(rap_day_add_months((rap_day){2023, 0, 0}, 12), 2024, 0, 0);
    is_day(rap_day_add_months((rap_day){2023, 1, 30}, 3), 2023, 4, 30);
}

static void a_day_prints_as_much_as_it_has(void **state)
{
    (void)state;
    static const struct {
        rap_day day;
        const char *text;
    } cases[] = {{{2023, 3, 8}, "2023-03-08"},
                 {{2023, 3, 0}, "2023-03"},
                 {{2023, 0, 0}, "2023"},
                 {{987, 10, 11}, "0987-10-11"},
                 {{0, 3, 8}, "--03-08"},
                 {{0, 3, 0}, "--03"},
                 {{0, 0, 8}, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(rap_day_print(cases[i].day).z, cases[i].text);
    const rap_day from = {2023, 3, 8}, to = {2023, 3, 9}, none = {0, 0, 0};
    assert_string_equal(rap_days_print((rap_days){from, from}).z, "2023-03-08");
    assert_string_equal(rap_days_print((rap_days){from, none}).z, "2023-03-08");
    assert_string_equal(rap_days_print((rap_days){from, {2023, 0, 0}}).z,
                        "2023-03-08/2023");
    assert_string_equal(rap_days_print((rap_days){from, to}).z,
                        "2023-03-08/2023-03-09");
}

static void a_day_is_read_as_it_is_printed(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        rap_day day;
    } cases[] = {{"2023", {2023, 0, 0}},
                 {"2023-03", {2023, 3, 0}},
                 {"2023-03-08", {2023, 3, 8}},
                 {"--03-08", {0, 3, 8}},
                 {"2023-03-08 10:00", {2023, 3, 8}},
                 {"2023T", {2023, 0, 0}},
                 {"2023-03T00", {2023, 3, 0}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_day d = {0, 0, 0};
        assert_true(rap_day_parse(&d, rap_str_of(cases[i].text)));
        assert_true(rap_day_eq(d, cases[i].day));
    }
    static const char *const bad[] = {
        "",           "202",        "0000",        "0000-01-01",  "2023-",
        "2023-0",     "2023-00",    "2023-13",     "2023-03-",    "2023-03-0",
        "2023-03-00", "2023-03-32", "2023-03-08x", "2023-03-08-", "2023x",
        "2023-03x",   "2023-03:01", "--",          "--13",        "--02-30",
        "-",          "-03-08",     "20:3-01-01",  "202/"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rap_day d = {7, 7, 7};
        if (rap_day_parse(&d, rap_str_of(bad[i]))) fail_msg("%s", bad[i]);
        is_day(d, 7, 7, 7);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(serial_numbers_count_from_1970),
        cmocka_unit_test(each_day_of_the_week_follows_the_one_before),
        cmocka_unit_test(months_have_their_lengths),
        cmocka_unit_test(what_is_no_day_is_told),
        cmocka_unit_test(a_part_of_the_calendar_has_a_first_and_a_last_day),
        cmocka_unit_test(counting_stops_at_the_ends_of_the_calendar),
        cmocka_unit_test(a_day_prints_as_much_as_it_has),
        cmocka_unit_test(a_day_is_read_as_it_is_printed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
