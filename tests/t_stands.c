/*
 * tests/t_stands.c - figures made ready for comparison: what their values, units, days,
 * words and tellers come to.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/opposed.h"
#include "findings_stage.h"
#include "stories/renumbered.h"

#include <stdlib.h>

enum { THOUSANDTHS = 1000 };

/* One figure of one report, of which all but `g` stays as it is. */
static rap_stand made(const char *day, const char *text, const char *words,
                      rap_filed_figure g)
{
    stage *s = stage_new();
    stage_report(s, day, text);
    rap_filed_figure *to = stage_figure(s, 0, words, "", "");
    g.at = to->at;
    *to = g;
    stage_lay(s);
    rap_stand made = rap_stand_of(s->p, 0);
    stage_free(s);
    return made;
}

static rap_stand valued(const char *relation, const char *value, const char *value_to)
{
    return made("2031-05-04", "Barges: 40.", "40",
                (rap_filed_figure){.relation = rap_str_of(relation),
                                   .value = rap_str_of(value),
                                   .value_to = rap_str_of(value_to),
                                   .attribution = -1,
                                   .against = -1});
}

static int64_t value_of(const char *value)
{
    return valued("=", value, "").value;
}

static void values_are_thousandths(void **state)
{
    (void)state;
    assert_int_equal(value_of("12"), 12 * THOUSANDTHS);
    assert_int_equal(value_of("0"), 0);
    assert_int_equal(value_of("2.5"), 2500);
    assert_int_equal(value_of("0.125"), 125);
    assert_int_equal(value_of("0.1259"), 125);
    assert_int_equal(value_of("7.0001"), 7000);
    assert_int_equal(value_of("-3"), -3 * THOUSANDTHS);
    assert_int_equal(value_of("-0.5"), -500);
    assert_int_equal(value_of(""), 0);
    assert_true(value_of("922337203685479") == INT64_C(922337203685479000));
    assert_true(value_of("99999999999999999999999") > INT64_C(92233720368547000));
}

static void assert_range(rap_stand s, int64_t low, int64_t high)
{
    assert_true(s.low == low);
    assert_true(s.high == high);
}

static void relations_leave_a_range_open(void **state)
{
    (void)state;
    assert_range(valued("=", "50", ""), 50000, 50000);
    assert_range(valued("=", "50", "60"), 50000, 60000);
    assert_range(valued(">", "50", ""), 50000, INT64_MAX);
    assert_range(valued(">=", "50", ""), 50000, INT64_MAX);
    assert_range(valued("<", "50", ""), INT64_MIN, 50000);
    assert_range(valued("<=", "50", ""), INT64_MIN, 50000);
    assert_range(valued("~", "50", ""), 45000, 55000);
    assert_range(valued("~", "50", "60"), 45000, 65000);
    assert_range(valued("~", "-50", ""), -55000, -45000);
    assert_range(valued("~", "0.005", ""), 5, 5);
    assert_range(valued("~", "0", ""), 0, 0);
    assert_true(valued("~", "50", "").about);
    assert_false(valued("=", "50", "").about);
    assert_false(valued(">", "50", "").about);
    assert_true(valued("~", "50", "60").value == 50000);
}

/* ---- units -------------------------------------------------------------------------
 */

static rap_stand of_unit(const char *unit)
{
    return made("2031-05-04", "Barges: 40.", "40",
                (rap_filed_figure){.value = RAP_STR("40"),
                                   .relation = RAP_STR("="),
                                   .unit = rap_str_of(unit),
                                   .attribution = -1,
                                   .against = -1});
}

static void money_and_measures_are_measured(void **state)
{
    static const char *const measures[] = {"barrel", "USD", "AZN", "share", "hour"};
    static const char *const counts[] = {
        "", "person", "barge", "uSD", "UsD", "USd", "US", "USDX", "ton of feathers"};
    (void)state;
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        assert_true(of_unit(measures[i]).measured);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        assert_false(of_unit(counts[i]).measured);
    assert_true(of_unit("hour").lasting);
    assert_false(of_unit("barrel").lasting);
    assert_false(of_unit("").lasting);
    assert_true(of_unit("person").person);
    assert_false(of_unit("barge").person);
}

static rap_stand of_subject(const char *subject)
{
    return made("2031-05-04", "Barges: 40.", "40",
                (rap_filed_figure){.value = RAP_STR("40"),
                                   .relation = RAP_STR("="),
                                   .subject = rap_str_of(subject),
                                   .attribution = -1,
                                   .against = -1});
}

static void assert_kinds(const char *subject, const char *const *kinds)
{
    rap_stand s = of_subject(subject);
    uint32_t n = 0;
    for (; kinds[n]; n++)
        if (n < s.n_kinds) assert_int_equal(s.kinds[n], rap_hash(rap_str_of(kinds[n])));
    assert_int_equal(s.n_kinds, n);
}

static void words_of_a_subject_tell_whom_it_counts(void **state)
{
    (void)state;
    assert_kinds("", (const char *[]){NULL});
    assert_kinds("people", (const char *[]){NULL});
    assert_kinds("dead", (const char *[]){NULL});
    assert_kinds("men", (const char *[]){NULL}); /* too short to tell anything */
    assert_kinds("crew", (const char *[]){"crew", NULL});
    assert_kinds("Dead Nurses of the hospital",
                 (const char *[]){"nurses", "hospital", NULL});
    assert_kinds("miner", (const char *[]){"miner", NULL});
    assert_kinds("masons bakers nurses farmers tailors potters weavers",
                 (const char *[]){"masons", "bakers", "nurses", "farmers", "tailors",
                                  "potters", NULL});
}

/* ---- words -------------------------------------------------------------------------
 */

static rap_stand of_words(const char *day, const char *text, const char *words)
{
    return made(day, text, words,
                (rap_filed_figure){.value = RAP_STR("40"),
                                   .relation = RAP_STR("="),
                                   .attribution = -1,
                                   .against = -1});
}

static void dozens_and_thousands_are_no_number(void **state)
{
    static const char *const vague[] = {"dozens of barges",    "scores of barges",
                                        "tens of barges",      "hundreds of barges",
                                        "thousands of barges", "millions of barges",
                                        "many barges",         "several barges"};
    static const char *const sure[] = {"40 barges", "forty barges", "3 dozens",
                                       "0 of many", "several9"};
    (void)state;
    for (size_t i = 0; i < sizeof vague / sizeof *vague; i++)
        assert_true(of_words("", vague[i], vague[i]).vague);
    for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
        assert_false(of_words("", sure[i], sure[i]).vague);
    /* the words of the figure alone count */
    assert_false(of_words("", "Of many barges forty sank.", "forty").vague);
}

static uint32_t year(const char *day, const char *text)
{
    return of_words(day, text, "40").year;
}

static void the_year_is_the_sentence_s_or_the_report_s(void **state)
{
    (void)state;
    assert_int_equal(year("2031-05-04", "In 1998 the lock held 40 barges."), 1998);
    assert_int_equal(year("2031-05-04", "The lock held 40 barges."), 2031);
    assert_int_equal(year("2031", "The lock held 40 barges."), 2031);
    assert_int_equal(year("", "The lock held 40 barges."), 0);
    assert_int_equal(year("203", "The lock held 40 barges."), 0);
    assert_int_equal(year("--05-04", "The lock held 40 barges."), 0);
    assert_int_equal(year("--05-04", "In 1998 the lock held 40 barges."), 1998);
}

static rap_stand of_day(const char *published, const char *as_of)
{
    return made(published, "Barges: 40.", "40",
                (rap_filed_figure){.value = RAP_STR("40"),
                                   .relation = RAP_STR("="),
                                   .as_of = rap_str_of(as_of),
                                   .attribution = -1,
                                   .against = -1});
}

static void the_day_is_its_own_or_the_report_s(void **state)
{
    int32_t may4, may2, to;
    (void)state;
    assert_true(rap_pile_days(RAP_STR("2031-05-04"), &may4, &to));
    assert_true(rap_pile_days(RAP_STR("2031-05-02"), &may2, &to));
    rap_stand s = of_day("2031-05-04", "2031-05-02");
    assert_true(s.own_day && s.from == may2 && s.to == may2);
    s = of_day("2031-05-04", "");
    assert_true(!s.own_day && s.from == may4 && s.to == may4);
    s = of_day("2031-05-04", "2031-05"); /* too wide to be one day */
    assert_true(!s.own_day && s.from == may4);
    static const char *const none[] = {"", "2031-05", "2031", "--05-04", "2031-13-45"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        s = of_day(none[i], "");
        assert_true(s.from > s.to);
    }
    s = of_day("2031-05-04", "2031-02-31"); /* no day of any year */
    assert_true(s.from > s.to);
}

/* ---- who tells it ------------------------------------------------------------------
 */

/* "Holm of Norland said 40 barges lay at the lock of Kesh." */
static rap_stand told_by(int32_t speaker, const char *source)
{
    stage *s = stage_new();
    stage_report(s, "2031-05-04",
                 "The chief Greta Holm said 40 barges lay at Lock Kesh.");
    rap_filed_attribution *a = stage_said(s, 0, speaker, "said", "40 barges");
    a->source = stage_spans(s, 0, source);
    stage_figure(s, 0, "40", "40", "")->attribution = 0;
    stage_lay(s);
    rap_stand made = rap_stand_of(s->p, 0);
    stage_free(s);
    return made;
}

static bool names(const rap_surround *s, const char *name)
{
    for (uint32_t i = 0; i < s->n_names; i++)
        if (s->names[i] == rap_hash(rap_str_of(name))) return true;
    return false;
}

static void who_tells_a_figure_does_not_stand_around_it(void **state)
{
    (void)state;
    rap_stand s = told_by(HOLM, "Greta Holm");
    assert_int_equal(s.party, HOLM);
    assert_int_equal(s.teller.n_words, 2);
    assert_true(names(&s.around, "holm") && names(&s.around, "kesh"));
    assert_true(!names(&s.besides, "holm") && names(&s.besides, "kesh"));
    s = told_by(NORLAND, "");
    assert_int_equal(s.party, NORLAND);
    assert_int_equal(s.teller.n_words, 0);
    assert_true(names(&s.besides, "holm"));
    s = told_by(NOBODY, "Greta Holm"); /* who is not named is nobody in particular */
    assert_int_equal(s.party, -1);
    assert_int_equal(s.teller.n_words, 2);
    assert_int_equal(told_by(-1, "").party, -1);
    s = of_words("", "Forty barges.", "Forty");
    assert_int_equal(s.party, -1);
    assert_int_equal(s.teller.n_words, 0);
}

static void who_is_not_named_is_no_party_though_he_is_the_first(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "2031-05-04", "Somebody said 40 barges sank.");
    stage_said(s, 0, NORLAND, "said", "40 barges");
    stage_figure(s, 0, "40", "40", "")->attribution = 0;
    rap_pile *p = stage_lay(s);
    assert_int_equal(rap_stand_of(p, 0).party, NORLAND);
    p->parties[NORLAND].kind = RAP_STR("anonymous");
    assert_int_equal(rap_stand_of(p, 0).party, -1);
    stage_free(s);
}

/* ---- numbers of shared passages ----------------------------------------------------
 */

static bool copied(uint32_t rank, uint32_t from)
{
    const rap_number numbers[] = {{0, {0, 2}, RAP_STR("11")},
                                  {rank, {from, from + 2}, RAP_STR("40")}};
    stage *s = stage_new();
    stage_report(s, "", "11 tugs");
    stage_report(s, "", "At Orr 40 barges sank.");
    stage_report(s, "", "At Orr 40 barges sank.");
    stage_figure(s, 1, "40 barges", "40", "");
    rap_pile *p = stage_lay(s);
    p->numbers = numbers;
    p->n_numbers = 2;
    bool is = rap_stand_of(p, 0).copied;
    stage_free(s);
    return is;
}

static void a_figure_is_copied_with_a_number_in_it(void **state)
{
    enum { BEGIN = 7, END = 16 };
    (void)state;
    assert_true(copied(1, BEGIN));
    assert_true(copied(1, END - 1));
    assert_false(copied(1, END));
    assert_false(copied(1, BEGIN - 1));
    assert_false(copied(2, BEGIN));
    assert_false(copied(0, BEGIN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_thousandths),
        cmocka_unit_test(relations_leave_a_range_open),
        cmocka_unit_test(money_and_measures_are_measured),
        cmocka_unit_test(words_of_a_subject_tell_whom_it_counts),
        cmocka_unit_test(dozens_and_thousands_are_no_number),
        cmocka_unit_test(the_year_is_the_sentence_s_or_the_report_s),
        cmocka_unit_test(the_day_is_its_own_or_the_report_s),
        cmocka_unit_test(who_tells_a_figure_does_not_stand_around_it),
        cmocka_unit_test(who_is_not_named_is_no_party_though_he_is_the_first),
        cmocka_unit_test(a_figure_is_copied_with_a_number_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
