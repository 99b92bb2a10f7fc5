/*
 * tests/t_dating.c - days for reports that give none, from those that do.
 */
/* SPDX-License-Identifier: MIT */
#include "base/logarithm.h"
#include "days/dating.h"
#include "days/sameness.h"
#include "stories/likeness.h"
#include "times/spread.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { DAYS = 20, MEMORY = 1 << 26 };

/* Each day has an affair of its own, told by two papers in words of its own. */
static const char *const affairs[DAYS] = {
    "trawler Havbris seized lighthouse Kvam",  "coffee warehouse burnt roasters Lenz",
    "bridge Ostrava collapsed convoy lorries", "ferry Solveig passengers stranded quay",
    "minefield shepherds Balka sappers",       "prisoners exchanged bus Tarn crossing",
    "orchard shelled Pelin grandmother",       "pipeline valve Dorn technicians leak",
    "ballot recount Mesta commissioners",      "vaccine cargo quarantine Holm airfield",
    "museum boat patrol Belsk sailors",        "tariff steel Kesh exporters protest",
    "hostages embassy Sarn negotiator roof",   "drought wells Opan aid tankers",
    "drone wreckage Vilde farmer field",       "monastery icons stolen Prenn monks",
    "railway gauge dispute Tolm inspectors",   "wheat silo embargo Garve millers",
    "buoys channel dredger Norstad captain",   "fishing quota herring Brix council"};

typedef struct {
    rap_arena *arena;
    rap_filed reports[2 * DAYS + 8];
    uint32_t n;
} stage;

#define PRINT(s, ...) printed((s), snprintf(line, sizeof line, __VA_ARGS__))
static char line[400];

static char *printed(stage *s, int n)
{
    char *z = RAP_NEW(s->arena, char, (size_t)n + 1);
    assert_non_null(z);
    return memcpy(z, line, (size_t)n + 1);
}

static rap_filed *put(stage *s, const char *text, const char *day, const char *basis)
{
    rap_filed *f = &s->reports[s->n];
    char *key = PRINT(s, "report-%d", (int)s->n);
    *f = (rap_filed){.key = rap_str_of(key), .id = rap_str_of(key)};
    f->text = rap_str_of(text);
    f->published.day = rap_str_of(day);
    f->published.basis = rap_str_of(basis);
    s->n++;
    return f;
}

/* Two dated reports a day, 1 to 20 March 2023. */
static stage opened(void)
{
    stage s = {.arena = rap_arena_new(MEMORY)};
    assert_non_null(s.arena);
    for (int i = 0; i < DAYS; i++) {
        char *day = PRINT(&s, "2023-03-%02d", i + 1);
        put(&s, PRINT(&s, "The %s was in the news, officials said. %d", affairs[i], i),
            day, "feed");
        put(&s, PRINT(&s, "Officials were asked about the %s again. %d", affairs[i], i),
            day, "dateline");
    }
    return s;
}

typedef struct {
    const rap_dated *v;
    uint32_t n;
} answers;

static answers all_dated(stage *s, rap_days between)
{
    answers a = {NULL, 0};
    assert_int_equal(
        rap_pile_date(&a.v, &a.n, s->reports, s->n, between, s->arena, NULL), RAP_OK);
    return a;
}

static const rap_dated *answer_of(answers a, uint32_t report)
{
    for (uint32_t i = 0; i < a.n; i++)
        if (a.v[i].report == report) return &a.v[i];
    return NULL;
}

static const rap_dated *dated(stage *s, uint32_t report, rap_days between)
{
    return answer_of(all_dated(s, between), report);
}

static const rap_days anytime = {{0, 0, 0}, {0, 0, 0}};

static void a_report_takes_the_day_of_those_that_tell_the_same(void **state)
{
    (void)state;
    stage s = opened();
    put(&s, "Nobody knows who stole the icons: the monastery at Prenn asked its monks.",
        "", "none");
    const rap_dated *d = dated(&s, s.n - 1, anytime);
    assert_non_null(d);
    assert_string_equal(rap_day_print(d->day).z, "2023-03-16");
    assert_true(rap_day_serial(d->range.from) <= rap_day_serial(d->day));
    assert_true(rap_day_serial(d->range.to) >= rap_day_serial(d->day));
    assert_true(rap_day_serial(d->range.to) - rap_day_serial(d->range.from) < 10);
    assert_true(d->sure > 20 && d->sure <= 100);
    rap_arena_free(s.arena);
}

static void a_weekday_in_the_report_moves_its_day(void **state)
{
    (void)state;
    stage s = opened();
    rap_filed *f =
        put(&s, "Museum boat, Belsk sailors; drought wells, Opan tankers.", "", "none");
    assert_int_equal(dated(&s, s.n - 1, anytime)->day.day, 11);
    static const rap_filed_time tuesday = {.at = {10, 17},
                                           .value = {"XXXX-WXX-2", 10},
                                           .anchor = {"", 0},
                                           .rule = {"weekday", 7}};
    /* of the 11th and the 14th of March 2023 the latter was a Tuesday */
    rap_filed_time *many = RAP_NEW(s.arena, rap_filed_time, 4);
    assert_non_null(many);
    for (int i = 0; i < 4; i++)
        many[i] = tuesday;
    f->times = many;
    f->n_times = 4;
    const rap_dated *d = dated(&s, s.n - 1, anytime);
    assert_non_null(d);
    assert_int_equal(d->day.day, 14);
    rap_arena_free(s.arena);
}

static void a_month_and_day_at_the_head_lack_only_the_year(void **state)
{
    (void)state;
    stage s = opened();
    put(&s, "The dredger laid buoys in the channel for the captain at Norstad.",
        "--03-22", "dateline");
    const rap_dated *d = dated(&s, s.n - 1, anytime);
    assert_non_null(d);
    assert_string_equal(rap_day_print(d->day).z, "2023-03-22");
    rap_arena_free(s.arena);
}

/* Undated reports on one matter, of which two tell who is in office. */
static void put_undated(stage *s)
{
    put(s,
        "Monks of Prenn searched the crypt for icons, the new president, Joe Biden, "
        "said of the monastery.",
        "", "none");
    put(s,
        "The monks of Prenn asked who searched the crypt for icons of the monastery.",
        "", "none");
    put(s,
        "President-elect Joe Biden had heard of the monks of Prenn and the icons in "
        "the crypt of the monastery.",
        "", "none");
    put(s, "Icons of the crypt: the monks of Prenn and the monastery searched on.", "",
        "none");
}

static void reports_without_days_learn_the_year_from_one_another(void **state)
{
    (void)state;
    stage s = {.arena = rap_arena_new(MEMORY)};
    assert_non_null(s.arena);
    put_undated(&s);
    const rap_dated *d = dated(&s, 1, anytime);
    assert_non_null(d);
    assert_in_range(d->day.year, 2020, 2021);
    rap_arena_free(s.arena);
}

static void the_order_of_reports_changes_no_day(void **state)
{
    (void)state;
    stage s = opened(), t = {.arena = rap_arena_new(MEMORY)};
    put(&s, "Nobody knows who stole the icons: the monastery at Prenn asked its monks.",
        "", "none");
    put_undated(&s);
    for (uint32_t i = s.n; i-- > 0;)
        t.reports[t.n++] = s.reports[i];
    answers one = all_dated(&s, anytime), other = all_dated(&t, anytime);
    for (uint32_t i = 0; i < s.n; i++) {
        const rap_dated *a = answer_of(one, i);
        const rap_dated *b = answer_of(other, s.n - 1 - i);
        assert_true((a == NULL) == (b == NULL));
        if (!a) continue;
        assert_true(rap_day_eq(a->day, b->day));
        assert_true(rap_day_eq(a->range.to, b->range.to));
        assert_int_equal(a->sure, b->sure);
    }
    rap_arena_free(s.arena);
    rap_arena_free(t.arena);
}

static void what_is_like_nothing_stays_without_a_day(void **state)
{
    (void)state;
    stage s = opened();
    put(&s, "Quince jelly keeps for eleven months.", "", "none");
    assert_null(dated(&s, s.n - 1, anytime));
    rap_arena_free(s.arena);
}

/* In words of which some are those of the affairs. */
static void put_strays(stage *s)
{
    static const char *const others[] = {"apricot", "violin",  "glacier", "tennis",
                                         "poetry",  "giraffe", "bakery",  "comet"};
    for (int i = 0; i < 6; i++)
        put(s,
            PRINT(s,
                  "A recipe for %s with %s was liked by readers of the magazine, which "
                  "also praised a %s concert beside the museum and the %s of spring.",
                  others[i], others[i + 1], others[(i + 3) % 8], others[(i + 5) % 8]),
            "", "none");
}

static void reports_on_other_matters_get_no_day(void **state)
{
    (void)state;
    stage s = opened();
    put_strays(&s);
    answers all = all_dated(&s, anytime);
    for (uint32_t i = 2 * DAYS; i < s.n; i++) {
        const rap_dated *d = answer_of(all, i);
        assert_true(d == NULL || d->day.day == 0);
    }
    rap_arena_free(s.arena);
}

static void belief_in_the_same_matter_is_learnt_from_the_dated(void **state)
{
    (void)state;
    stage s = opened();
    put(&s, "Nobody knows who stole the icons: the monastery at Prenn asked its monks.",
        "", "none");
    put_strays(&s);
    rap_str texts[2 * DAYS + 8];
    bool given[2 * DAYS + 8] = {false};
    for (uint32_t i = 0; i < s.n; i++) {
        texts[i] = s.reports[i].text;
        given[i] = i < 2 * DAYS;
    }
    rap_likeness *l;
    uint16_t *same;
    assert_int_equal(rap_likeness_new(&l, texts, s.n, s.arena, NULL), RAP_OK);
    const rap_sameness_in in = {texts, s.n, given, l};
    assert_int_equal(rap_sameness_weigh(&same, &in, s.arena, NULL), RAP_OK);
    assert_int_equal(same[0], 1000);
    assert_in_range(same[2 * DAYS], 600, 1000);
    for (uint32_t i = 2 * DAYS + 1; i < s.n; i++)
        assert_in_range(same[i], 0, 300);
    rap_arena_free(s.arena);
}

static void a_range_of_weeks_goes_before_one_of_years(void **state)
{
    (void)state;
    rap_arena *arena = rap_arena_new(MEMORY);
    const rap_days between = {{2020, 1, 1}, {2023, 12, 31}};
    rap_spread s;
    rap_spread_view v;
    rap_spread_new(&s, between, arena);
    s.temper = 256;
    int32_t day = rap_day_serial((rap_day){2022, 5, 10});
    rap_spread_add(&s, day - 2, day + 2, 2400); /* 5 days of some 69 in a hundred */
    assert_true(rap_spread_read(&s, &v, arena));
    assert_true(rap_day_serial(v.range.to) - rap_day_serial(v.range.from) > 200);
    s.held = 95;
    assert_true(rap_spread_read(&s, &v, arena));
    assert_true(rap_day_serial(v.range.from) <= day - 2);
    assert_true(rap_day_serial(v.range.to) >= day + 2);
    assert_true(rap_day_serial(v.range.to) - rap_day_serial(v.range.from) <= 62);
    assert_in_range(rap_spread_holding(&s, day, arena), 1, 60);
    assert_in_range(rap_spread_holding(&s, day + 300, arena), 75, 100);
    rap_arena_free(arena);
}

static void packed_points_are_those_of_the_days(void **state)
{
    (void)state;
    rap_arena *arena = rap_arena_new(MEMORY);
    const rap_days between = {{2020, 1, 1}, {2020, 12, 31}};
    rap_spread s;
    rap_spread_step steps[366];
    rap_spread_new(&s, between, arena);
    s.temper = 128;
    rap_spread_add(&s, s.first + 10, s.first + 19, 300);
    rap_spread_add(&s, s.first + 15, s.first + 400, -100);
    assert_int_equal(rap_spread_pack(&s, steps), 4);
    assert_int_equal(steps[0].points, 0);
    assert_int_equal(steps[1].day, 10);
    assert_int_equal(steps[1].points, 150);
    assert_int_equal(steps[2].points, 100);
    assert_int_equal(steps[3].day, 20);
    assert_int_equal(steps[3].points, -50);
    rap_arena_free(arena);
}

static void an_answer_keeps_within_the_bounds(void **state)
{
    (void)state;
    stage s = opened();
    put(&s, "The wheat embargo: millers stood before the silo at Garve.", "", "none");
    const rap_days march = {{2023, 3, 20}, {2023, 3, 31}};
    const rap_dated *d = dated(&s, s.n - 1, march);
    assert_non_null(d);
    assert_true(d->day.day >= 20);
    rap_arena_free(s.arena);
}

static void an_earlier_answer_of_the_pile_counts_for_nothing(void **state)
{
    (void)state;
    stage s = opened();
    put(&s, "Hostages on the embassy roof in Sarn spoke to a negotiator.", "", "none");
    put(&s, "A quota for herring: the fishing council at Brix voted.", "1999-01-01",
        "pile");
    const rap_dated *d = dated(&s, s.n - 1, anytime);
    assert_non_null(d);
    assert_string_equal(rap_day_print(d->day).z, "2023-03-20");
    rap_arena_free(s.arena);
}

static void the_order_of_the_reports_changes_nothing(void **state)
{
    (void)state;
    stage s = opened();
    put(&s, "Drone wreckage lay in the field of a farmer at Vilde.", "", "none");
    const rap_dated a = *dated(&s, s.n - 1, anytime);
    for (uint32_t i = 0; i < s.n / 2; i++) {
        rap_filed swap = s.reports[i];
        s.reports[i] = s.reports[s.n - 1 - i];
        s.reports[s.n - 1 - i] = swap;
    }
    const rap_dated *b = dated(&s, 0, anytime);
    assert_non_null(b);
    assert_true(rap_day_eq(a.day, b->day) && rap_day_eq(a.range.from, b->range.from) &&
                rap_day_eq(a.range.to, b->range.to));
    assert_int_equal(a.sure, b->sure);
    rap_arena_free(s.arena);
}

static void the_most_alike_come_first(void **state)
{
    (void)state;
    rap_arena *arena = rap_arena_new(MEMORY);
    const rap_str texts[] = {RAP_STR("buoys dredger channel captain quay"),
                             RAP_STR("icons monks monastery"),
                             RAP_STR("buoys dredger channel captain quay"),
                             RAP_STR("buoys and much else that nobody shares with it"),
                             RAP_STR("monks in the monastery")};
    const bool all[] = {true, true, true, true, true};
    rap_likeness *l;
    rap_like like[3];
    assert_int_equal(rap_likeness_new(&l, texts, 5, arena, NULL), RAP_OK);
    assert_int_equal(rap_likeness_of(l, 0, all, like, 3), 1);
    assert_int_equal(like[0].report, 2);
    assert_int_equal(like[0].share, 1000);
    assert_int_equal(rap_likeness_of(l, 1, all, like, 3), 1);
    assert_int_equal(like[0].report, 4);
    rap_arena_free(arena);
}

static void logarithms_and_powers_are_near(void **state)
{
    (void)state;
    assert_int_equal(rap_log2(1), 0);
    assert_int_equal(rap_log2(1024), 2560);
    assert_in_range(rap_log2(3), 404, 406); /* 1.585 */
    assert_int_equal(rap_exp2_down(0), UINT64_C(1) << 32);
    assert_int_equal(rap_exp2_down(256), UINT64_C(1) << 31);
    assert_in_range(rap_exp2_down(128), 3036000000u, 3038000000u);
    assert_int_equal(rap_exp2_down(40 * 256), 0);
    assert_int_equal(rap_root(99), 9);
    assert_int_equal(rap_root(UINT64_C(1) << 40), 1 << 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_report_takes_the_day_of_those_that_tell_the_same),
        cmocka_unit_test(a_weekday_in_the_report_moves_its_day),
        cmocka_unit_test(a_month_and_day_at_the_head_lack_only_the_year),
        cmocka_unit_test(reports_without_days_learn_the_year_from_one_another),
        cmocka_unit_test(the_order_of_reports_changes_no_day),
        cmocka_unit_test(what_is_like_nothing_stays_without_a_day),
        cmocka_unit_test(reports_on_other_matters_get_no_day),
        cmocka_unit_test(belief_in_the_same_matter_is_learnt_from_the_dated),
        cmocka_unit_test(a_range_of_weeks_goes_before_one_of_years),
        cmocka_unit_test(packed_points_are_those_of_the_days),
        cmocka_unit_test(an_answer_keeps_within_the_bounds),
        cmocka_unit_test(an_earlier_answer_of_the_pile_counts_for_nothing),
        cmocka_unit_test(the_order_of_the_reports_changes_nothing),
        cmocka_unit_test(the_most_alike_come_first),
        cmocka_unit_test(logarithms_and_powers_are_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
