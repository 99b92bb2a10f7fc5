/*
 * tests/t_dated_piles.c - whose day counts for others, which years are thought of, when
 * a day that a text tells is put right, and what copies come to.
 */
/* SPDX-License-Identifier: MIT */
#include "days/dating.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROOM = 120, MEMORY = 1 << 26 };

typedef struct {
    rap_arena *arena;
    rap_filed reports[ROOM];
    uint32_t n;
} pile;

static const rap_days anytime = {{0, 0, 0}, {0, 0, 0}};
static const rap_days in_2023 = {{2023, 1, 1}, {2023, 12, 31}};

static pile opened(void)
{
    pile p = {.arena = rap_arena_new(MEMORY)};
    assert_non_null(p.arena);
    return p;
}

static rap_str copied(pile *p, const char *z)
{
    return rap_arena_copy(p->arena, rap_str_of(z));
}

static uint32_t put(pile *p, const char *text, const char *day, const char *basis)
{
    char key[8];
    assert_true(p->n < ROOM);
    (void)snprintf(key, sizeof key, "r%03d", (int)p->n);
    p->reports[p->n] = (rap_filed){
        .key = copied(p, key),
        .id = copied(p, key),
        .text = copied(p, text),
        .published = {.day = copied(p, day), .basis = copied(p, basis), .sure = 90}};
    return p->n++;
}

/* The day told of a report, "" for none; its range. */
static const char *dated_in(pile *p, uint32_t report, rap_days between, rap_days *range)
{
    static rap_day_text text;
    const rap_dated *v = NULL;
    uint32_t n = 0;
    assert_int_equal(rap_pile_date(&v, &n, p->reports, p->n, between, p->arena, NULL),
                     RAP_OK);
    text = rap_day_print((rap_day){0, 0, 0});
    for (uint32_t i = 0; i < n; i++) {
        if (v[i].report != report) continue;
        text = rap_day_print(v[i].day);
        *range = v[i].range;
    }
    return text.z;
}

static const char *dated(pile *p, uint32_t report, rap_days between)
{
    rap_days range;
    return dated_in(p, report, between, &range);
}

static const char ferry[] =
    "Divers of Lenz searched the ferry Osprey for its captain, Erik Stor, and found "
    "his hat, a lamp and eleven crates of plums below the bridge.";
static const char mill[] =
    "Two goats burnt the mill of Orr, the miller swore before a judge, who fined both "
    "of them a sack of oats and sent the miller home with a lantern.";

/* ---- whose day counts ---- */

/* The day of one told with this basis, for another that tells the same. */
static const char *lent(const char *day, const char *basis, int32_t sure)
{
    pile p = opened();
    put(&p, ferry, day, basis);
    p.reports[0].published.sure = sure;
    uint32_t r = put(&p, ferry, "", "none");
    const char *got = dated(&p, r, in_2023);
    rap_arena_free(p.arena);
    return got;
}

static void a_report_s_own_word_dates_others(void **state)
{
    (void)state;
    static const char *const own[] = {"jsonld", "meta",  "url",     "line",
                                      "feed",   "given", "dateline"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        assert_string_equal(lent("2023-03-16", own[i], 0), "2023-03-16");
}

static void a_guess_or_half_a_day_dates_none(void **state)
{
    (void)state;
    static const char *const none[][2] = {
        {"2023-03-16", "pile"}, {"2023-03-16", "none"}, {"2023-03-16", ""},
        {"2023-03", "feed"},    {"--03-16", "url"},     {"", "feed"}};
    for (size_t i = 0; i < sizeof none / sizeof *none;
         i++) /* the year is the brief's */
        assert_string_equal(lent(none[i][0], none[i][1], 90), "2023");
}

static void a_day_that_a_text_tells_dates_others_when_it_is_believed(void **state)
{
    (void)state;
    assert_string_equal(lent("2023-03-16", "text", 25), "2023-03-16");
    assert_string_equal(lent("2023-03-16", "text", 24), "2023");
    assert_string_equal(lent("2023-03", "text", 90), "2023");
}

static void the_empty_pile_has_no_days(void **state)
{
    (void)state;
    pile p = opened();
    const rap_dated *v = NULL;
    uint32_t n = 9;
    assert_int_equal(rap_pile_date(&v, &n, NULL, 0, anytime, p.arena, NULL), RAP_OK);
    assert_int_equal(n, 0);
    rap_arena_free(p.arena);
}

/* ---- a day that a text tells ---- */

static void a_day_of_the_text_gives_way_to_one_that_is_given(void **state)
{
    (void)state;
    pile p = opened();
    put(&p, ferry, "2023-03-16", "feed");
    put(&p, mill, "2023-08-02", "feed");
    uint32_t r = put(&p, ferry, "2023-07-01", "text");
    assert_string_equal(dated(&p, r, in_2023), "2023-03-16");
    rap_arena_free(p.arena);
}

/* Of two that tell the same by their texts neither is put right by the other. */
static void a_day_of_the_text_stays_where_nobody_gives_one(void **state)
{
    (void)state;
    pile p = opened();
    put(&p, ferry, "2023-03-16", "text");
    uint32_t r = put(&p, ferry, "2023-07-01", "text");
    put(&p, mill, "2023-08-02", "feed");
    assert_string_equal(dated(&p, r, in_2023), "");
    assert_string_equal(dated(&p, 0, in_2023), "");
    rap_arena_free(p.arena);
}

/* The two share plums and a captain among much else that they share with others. */
static void a_day_of_the_text_stays_beside_what_is_hardly_alike(void **state)
{
    (void)state;
    static const char dated_itself[] =
        "On 1 July 2023 divers of Lenz searched the ferry Osprey for its captain, Erik "
        "Stor, and found his hat, a lamp and eleven crates of plums below the bridge.";
    static const char market[] =
        "Plums were dear on the market of Tarn, where nobody but a captain of the fire "
        "brigade could pay for more than a basket before the frost had even begun.";
    pile p = opened();
    uint32_t r = put(&p, dated_itself, "2023-07-01", "text");
    put(&p, ferry, "", "none");
    put(&p, market, "2023-03-16", "feed");
    put(&p, market, "2023-03-16", "feed");
    put(&p, mill, "2023-03-18", "feed");
    assert_string_equal(dated(&p, r, in_2023), "");
    rap_arena_free(p.arena);
}

/* ---- the years that are thought of ---- */

static const char *copy_of_year(const char *day, rap_days between)
{
    pile p = opened();
    put(&p, ferry, day, "feed");
    uint32_t r = put(&p, ferry, "", "none");
    const char *got = dated(&p, r, between);
    rap_arena_free(p.arena);
    return got;
}

static bool is_of_year(const char *day, const char *year)
{
    return strncmp(day, year, 4) == 0;
}

static void the_pile_s_own_years_are_thought_of(void **state)
{
    (void)state;
    static const char *const days[] = {"1948-01-01", "1979-12-31", "1980-01-01",
                                       "2026-12-31", "2027-01-01", "2058-12-31"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        assert_string_equal(copy_of_year(days[i], anytime), days[i]);
}

static void centuries_are_not(void **state)
{
    (void)state;
    assert_false(is_of_year(copy_of_year("1947-12-31", anytime), "1947"));
    assert_false(is_of_year(copy_of_year("2059-01-01", anytime), "2059"));
    assert_false(is_of_year(copy_of_year("1848-05-05", anytime), "1848"));
}

/* Nor both ends at once: then the usual years are left. */
static void a_pile_of_a_century_keeps_to_the_usual_years(void **state)
{
    (void)state;
    pile p = opened();
    put(&p, ferry, "1950-05-05", "feed");
    uint32_t old = put(&p, ferry, "", "none");
    put(&p, mill, "2040-05-05", "feed");
    uint32_t late = put(&p, mill, "", "none");
    assert_false(is_of_year(dated(&p, old, anytime), "1950"));
    assert_false(is_of_year(dated(&p, late, anytime), "2040"));
    p.reports[2].published.day = RAP_STR("2028-12-31"); /* 78 years on */
    assert_string_equal(dated(&p, old, anytime), "1950-05-05");
    assert_string_equal(dated(&p, late, anytime), "2028-12-31");
    rap_arena_free(p.arena);
}

static void a_bound_that_is_told_stays(void **state)
{
    (void)state;
    const rap_days from_2000 = {{2000, 1, 1}, {0, 0, 0}};
    const rap_days to_2010 = {{0, 0, 0}, {2010, 12, 31}};
    assert_string_equal(copy_of_year("2040-05-05", from_2000), "2040-05-05");
    assert_false(is_of_year(copy_of_year("1970-05-05", from_2000), "1970"));
    assert_string_equal(copy_of_year("1970-05-05", to_2010), "1970-05-05");
    assert_false(is_of_year(copy_of_year("2040-05-05", to_2010), "2040"));
}

/* Only those that give their days: a guess of the pile or of a text is none. */
static void a_guessed_year_widens_nothing(void **state)
{
    (void)state;
    pile p = opened();
    put(&p, mill, "2040-05-05", "pile");
    put(&p, ferry, "2001-05-05", "feed");
    uint32_t r = put(&p, mill, "", "none");
    assert_false(is_of_year(dated(&p, r, anytime), "2040"));
    rap_arena_free(p.arena);
}

/* ---- many that are alike ---- */

/* Of twenty copies fifteen are asked; which, does not hang on the order of adding. */
static void the_order_of_copies_changes_nothing(void **state)
{
    (void)state;
    pile p = opened();
    char text[80];
    rap_days range, again;
    for (int i = 0; i < 20; i++) {
        (void)snprintf(text, sizeof text, "2023-03-%02d", i + 1);
        put(&p, ferry, text, "feed");
    }
    for (int i = 0; i < 60; i++) {
        (void)snprintf(text, sizeof text, "Nothing %d alike %d here %d.", i * 3,
                       i * 5 + 1, i * 7 + 2);
        put(&p, text, "2023-09-09", "feed");
    }
    uint32_t r = put(&p, ferry, "", "none");
    char day[16];
    (void)snprintf(day, sizeof day, "%s", dated_in(&p, r, in_2023, &range));
    for (uint32_t i = 0; i < p.n / 2; i++) {
        rap_filed swap = p.reports[i];
        p.reports[i] = p.reports[p.n - 1 - i];
        p.reports[p.n - 1 - i] = swap;
    }
    assert_string_equal(dated_in(&p, 0, in_2023, &again), day);
    assert_true(rap_day_eq(range.from, again.from) && rap_day_eq(range.to, again.to));
    rap_arena_free(p.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_s_own_word_dates_others),
        cmocka_unit_test(a_guess_or_half_a_day_dates_none),
        cmocka_unit_test(a_day_that_a_text_tells_dates_others_when_it_is_believed),
        cmocka_unit_test(the_empty_pile_has_no_days),
        cmocka_unit_test(a_day_of_the_text_gives_way_to_one_that_is_given),
        cmocka_unit_test(a_day_of_the_text_stays_where_nobody_gives_one),
        cmocka_unit_test(a_day_of_the_text_stays_beside_what_is_hardly_alike),
        cmocka_unit_test(the_pile_s_own_years_are_thought_of),
        cmocka_unit_test(centuries_are_not),
        cmocka_unit_test(a_pile_of_a_century_keeps_to_the_usual_years),
        cmocka_unit_test(a_bound_that_is_told_stays),
        cmocka_unit_test(a_guessed_year_widens_nothing),
        cmocka_unit_test(the_order_of_copies_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
