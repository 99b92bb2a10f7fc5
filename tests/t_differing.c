/*
 * tests/t_differing.c - the rows of what cannot all be right: from figures, numbers of
 * copies, claims and denials; those from talks and pledges are in t_contradicted.c.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/differing.h"
#include "findings_stage.h"

#include "stories/renumbered.h"

static const stage_form form = {.write = rap_differences_write,
                                .kind = RAP_ROW_DISAGREEMENT,
                                .list = "sides",
                                .keys = {"kind", "topic"},
                                .inner = {"report", "holder", "value", "summary"},
                                .find = rap_pile_find_differences,
                                .count = rap_differences_count};

static void assert_rows(stage *s, const char *wanted)
{
    stage_assert_rows(s, &form, 'G', wanted);
}

/* ---- figures -----------------------------------------------------------------------
 */

/* Reports of one day, each with a number of barges at one lock. */
static stage *barges(const char *const *days, const char *const *values)
{
    stage *s = stage_new();
    for (uint32_t i = 0; values[i]; i++) {
        char text[128];
        uint32_t r = stage_report(s, days[i], "");
        (void)snprintf(text, sizeof text,
                       "At Kesh %s barges with grain were stuck below the lock",
                       values[i]);
        s->reports[r].source = rap_arena_copy(s->arena, rap_str_of(text));
        rap_filed_figure *g = stage_figure(s, r, values[i], "", "");
        g->value = rap_arena_copy(s->arena, rap_str_of(values[i]));
        g->subject = RAP_STR("barges");
    }
    stage_lay(s);
    stage_one_quantity(s);
    return s;
}

static void figures_that_differ_are_a_row(void **state)
{
    static const char *const days[] = {"2031-05-04", "2031-05-04", "2031-05-04"};
    (void)state;
    assert_rows(barges(days, (const char *[]){"40", "40", NULL}), "");
    assert_rows(barges(days, (const char *[]){"40", NULL}), "");
    assert_rows(barges(days, (const char *[]){"40", "60", NULL}),
                "figure barges\nA narrator 40 40\nB narrator 60 60");
    /* who differs from nobody is no side of it */
    stage *s = barges(days, (const char *[]){"40", "40", "60", NULL});
    s->rows[0]->figures[0].relation = RAP_STR(">");
    assert_rows(s, "figure barges\nB narrator 40 40\nC narrator 60 60");
    s = barges(days, (const char *[]){"40", "60", NULL});
    stage_groups(s, &s->p->figure_groups, 2, NULL); /* of two quantities */
    assert_rows(s, "");
}

static void a_row_tells_where_it_was_first_found(void **state)
{
    static const char *const days[] = {"2031-05-04", "2031-05-04"};
    rap_row row;
    (void)state;
    stage *s = barges(days, (const char *[]){"40", "60", NULL});
    rap_pile_find_differences(s->p);
    assert_int_equal(rap_differences_count(s->p), 1);
    (void)stage_row(s, &form, 0, &row);
    assert_true(rap_str_is(row.what, "figure"));
    assert_true(rap_str_is(row.text, "barges"));
    assert_int_equal(row.n_cites, 2);
    assert_int_equal(row.cites[1].report, 1);
    assert_int_equal(row.cites[1].at.from, 8);
    assert_int_equal(row.cites[1].at.to, 10);
    rap_str id = rap_pile_lone_id(s->p, 'G', 0, (rap_span){8, 10});
    assert_true(rap_str_eq(row.id, id));
    stage_free(s);
}

/* What is told again on the next day as it is now. */
static stage *risen(const char *const *values)
{
    static const char *const days[] = {"2031-05-04", "2031-05-05", "2031-05-05"};
    stage *s = barges(days, values);
    for (uint32_t i = 1; i < s->n; i++) {
        char text[128];
        (void)snprintf(text, sizeof text,
                       "At Kesh %s barges now with grain were stuck below the lock",
                       values[i]);
        s->reports[i].source = rap_arena_copy(s->arena, rap_str_of(text));
    }
    return s;
}

static void what_goes_on_is_an_evolution(void **state)
{
    (void)state;
    assert_rows(risen((const char *[]){"40", "60", NULL}),
                "evolution barges\nA narrator 40 40\nB narrator 60 60");
    /* of those who differ on one day the one that only grew is no side */
    assert_rows(risen((const char *[]){"40", "60", "90", NULL}),
                "figure barges\nB narrator 60 60\nC narrator 90 90");
}

static void so_many_sides_are_written_and_so_many_figures_compared(void **state)
{
    enum { MANY = 34, SIDES = 24, LOOKED = 32 };
    const char *days[MANY + 1], *values[MANY + 1] = {NULL};
    (void)state;
    for (int odd = LOOKED - 1; odd <= LOOKED; odd++) {
        for (int i = 0; i < MANY; i++) {
            days[i] = "2031-05-04";
            values[i] = i == odd ? "60" : "40";
        }
        stage *s = barges(days, values);
        rap_pile_find_differences(s->p);
        assert_int_equal(rap_differences_count(s->p), odd < LOOKED);
        rap_row row;
        if (odd < LOOKED) (void)stage_row(s, &form, 0, &row);
        if (odd < LOOKED) assert_int_equal(row.n_cites, SIDES);
        stage_free(s);
    }
}

/* ---- numbers of copies -------------------------------------------------------------
 */

/* Two copies, in the second of which a number is another one. */
static stage *copied(const char *first, const char *second, const char *of,
                     const char *with)
{
    stage *s = stage_new();
    stage_report(s, "2031-05-04", first);
    stage_report(s, "2031-05-04", second);
    rap_number *v = RAP_NEW(s->arena, rap_number, 2);
    uint32_t *same = RAP_NEW(s->arena, uint32_t, 2);
    v[0] = (rap_number){0, stage_words(s, 0, of), rap_str_of(of)};
    v[1] = (rap_number){1, stage_words(s, 1, with), rap_str_of(with)};
    rap_pile *p = stage_lay(s);
    p->numbers = v;
    p->n_numbers = 2;
    stage_groups(s, &p->number_groups, 2, same);
    return s;
}

static void numbers_of_copies_that_differ_are_a_row(void **state)
{
    (void)state;
    assert_rows(
        copied("Yes, 40 barges, it said", "Yes, 60 barges, it said", "40", "60"),
        "figure 40 barges\nA narrator 40 40 barges\nB narrator 60 60 barges");
    assert_rows(copied("Yes, 40 barges", "Yes, 40 barges", "40", "40"), "");
    stage *s = copied("Yes, 40 barges, it said", "Yes, 60 barges, it said", "40", "60");
    s->reports[1].published.day = RAP_STR("2031-05-05");
    assert_rows(s, "evolution 40 barges\nA narrator 40 40 barges\n"
                   "B narrator 60 60 barges");
    s = copied("Yes, 40 barges, it said", "Yes, 60 barges, it said", "40", "60");
    stage_said(s, 1, HOLM, "", "60 barges, it");
    assert_rows(s, "figure 40 barges\nA narrator 40 40 barges\nB Holm 60 60 barges");
}

static void a_figure_at_its_place_tells_what_the_number_counts(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "", "Yes, 40 barges of grain, it said");
    stage_report(s, "", "Yes, 60 barges of grain, it said");
    stage_figure(s, 0, "40 barges of grain", "40", "")->subject = RAP_STR("freight");
    stage_figure(s, 1, "60 barges of", "60", "");
    rap_number *v = RAP_NEW(s->arena, rap_number, 2);
    uint32_t *same = RAP_NEW(s->arena, uint32_t, 2);
    v[0] = (rap_number){0, stage_words(s, 0, "40"), RAP_STR("40")};
    v[1] = (rap_number){1, stage_words(s, 1, "60"), RAP_STR("60")};
    rap_pile *p = stage_lay(s);
    p->numbers = v;
    p->n_numbers = 2;
    stage_groups(s, &p->number_groups, 2, same);
    assert_rows(s, "figure freight\nA narrator 40 40 barges of grain\n"
                   "B narrator 60 60 barges of");
}

static void so_many_copies_of_a_number_are_written(void **state)
{
    enum { COPIES = 66, SIDES = 64 };
    rap_row row;
    (void)state;
    stage *s = stage_new();
    rap_number *v = RAP_NEW(s->arena, rap_number, COPIES);
    uint32_t *same = RAP_NEW(s->arena, uint32_t, COPIES);
    for (uint32_t i = 0; i < COPIES; i++) {
        const char *number = i ? "40" : "60";
        stage_report(s, "", i ? "40 barges" : "60 barges");
        v[i] = (rap_number){i, stage_words(s, i, number), rap_str_of(number)};
    }
    rap_pile *p = stage_lay(s);
    p->numbers = v;
    p->n_numbers = COPIES;
    stage_groups(s, &p->number_groups, COPIES, same);
    rap_pile_find_differences(p);
    assert_int_equal(rap_differences_count(p), 1);
    (void)stage_row(s, &form, 0, &row);
    assert_int_equal(row.n_cites, SIDES);
    stage_free(s);
}

/* What stands behind the number in the row. */
static void assert_behind(const char *text, const char *summary)
{
    stage *s = copied(text, "60, no more", "40", "60");
    char wanted[256];
    (void)snprintf(wanted, sizeof wanted,
                   "figure %s\nA narrator 40 %s\nB narrator 60 60", summary, summary);
    assert_rows(s, wanted);
}

static void a_number_is_told_with_whole_words_behind_it(void **state)
{
    (void)state;
    assert_behind("40 barges of grain. Crews left.", "40 barges of grain");
    assert_behind("40 barges\nwith grain", "40 barges");
    assert_behind("40 barges<br>with grain", "40 barges");
    assert_behind("40 barges; crews", "40 barges");
    assert_behind("40 barges, crews", "40 barges");
    assert_behind("40 barges", "40 barges");
    assert_behind("40", "40");
    assert_behind("40 barges.", "40 barges");
    assert_behind("40 barges,", "40 barges");
    assert_behind("40 barges of 3.5 tons; crews", "40 barges of 3.5 tons");
    assert_behind("40 barges with 1,200 tons. Crews", "40 barges with 1,200 tons");
    /* forty bytes and no more */
    assert_behind("40 aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeee",
                  "40 aaaaaaaaa bbbbbbbbb ccccccccc");
    assert_behind("40 aaaaaaaaa bbbbbbbbb ccccccccc dddddddd eeeeee",
                  "40 aaaaaaaaa bbbbbbbbb ccccccccc dddddddd");
}

/* ---- claims ------------------------------------------------------------------------
 */

static const char port[] = "harbour blocked by mines";

/* Holm claims and Haas denies one thing. */
static stage *claimed(void)
{
    stage *s = stage_new();
    stage_report(s, "", "harbour blocked by mines, it was said");
    stage_report(s, "", "no harbour blocked by mines");
    stage_position(s, 0, HOLM, "claim", port);
    stage_position(s, 1, HAAS, "deny", port);
    return s;
}

static void assert_claims(stage *s, const char *wanted)
{
    stage_lay(s);
    assert_rows(s, wanted);
}

#define ROW_OF_CLAIMS                                                                  \
    "claim blockade\nA narrator yes harbour blocked by mines\n"                        \
    "B narrator no harbour blocked by mines"

static rap_filed_position *first(stage *s)
{
    return &s->rows[0]->positions[0];
}

static rap_filed_position *second(stage *s)
{
    return &s->rows[1]->positions[0];
}

static void one_denies_what_the_other_claims(void **state)
{
    (void)state;
    assert_claims(claimed(), ROW_OF_CLAIMS);
    stage *s = claimed();
    first(s)->stance = RAP_STR("deny"); /* both deny */
    assert_claims(s, "");
    s = claimed();
    second(s)->stance = RAP_STR("claim");
    assert_claims(s, "");
    s = claimed();
    second(s)->polarity = RAP_STR("+"); /* in the same sense */
    assert_claims(s, "");
    s = claimed();
    first(s)->stance = RAP_STR("demand"); /* no statement of fact */
    assert_claims(s, "");
    s = claimed();
    first(s)->polarity = RAP_STR("?");
    assert_claims(s, "");
}

static void claims_are_of_one_issue_and_story(void **state)
{
    (void)state;
    stage *s = claimed();
    second(s)->issue = RAP_STR("prisoners");
    assert_claims(s, "");
    s = claimed();
    first(s)->issue = second(s)->issue = RAP_STR("other");
    assert_claims(s, "");
    s = claimed();
    first(s)->issue = second(s)->issue = (rap_str){"", 0};
    assert_claims(s, "");
    s = claimed();
    stage_lay(s)->story_of[1] = 1;
    assert_rows(s, "");
    s = claimed();
    stage_lay(s)->round_of_position[1] = 1; /* of what came of talks */
    assert_rows(s, "");
}

static void claims_are_of_two_who_are_known(void **state)
{
    (void)state;
    static const int32_t none[] = {NOBODY, -1};
    for (size_t i = 0; i < 2; i++) {
        stage *s = claimed();
        first(s)->party = none[i];
        assert_claims(s, "");
        s = claimed();
        second(s)->party = none[i];
        assert_claims(s, "");
    }
    stage *s = claimed();
    second(s)->party = HOLM;
    assert_claims(s, "");
    s = claimed();
    first(s)->party = NORLAND; /* the first of all parties */
    assert_claims(s, ROW_OF_CLAIMS);
}

/* Both are told by these. */
static stage *told_by(int32_t one, int32_t other)
{
    stage *s = claimed();
    stage_said(s, 0, one, "", "");
    stage_said(s, 1, other, "", "");
    first(s)->attribution = second(s)->attribution = 0;
    return s;
}

static void who_tells_of_two_contradicts_nobody(void **state)
{
    (void)state;
    assert_claims(told_by(OSTIA, OSTIA), "");
    assert_claims(told_by(HOLM, HAAS),
                  "claim blockade\nA Holm yes harbour blocked by mines\n"
                  "B Haas no harbour blocked by mines");
    stage *s = told_by(OSTIA, OSTIA);
    first(s)->attribution = -1;
    assert_claims(s, "claim blockade\nA narrator yes harbour blocked by mines\n"
                     "B Ostia no harbour blocked by mines");
    s = told_by(OSTIA, OSTIA);
    second(s)->attribution = -1;
    assert_claims(s, "claim blockade\nA Ostia yes harbour blocked by mines\n"
                     "B narrator no harbour blocked by mines");
}

/* In these words. */
static stage *worded(const char *one, const char *other)
{
    stage *s = stage_new();
    stage_report(s, "", one);
    stage_report(s, "", other);
    stage_position(s, 0, HOLM, "claim", one);
    stage_position(s, 1, HAAS, "deny", other);
    return s;
}

static void claims_of_one_matter_share_three_words(void **state)
{
    (void)state;
    const char *three = "mines blocked harbour", *two = "mines blocked ferries";
    assert_claims(worded(three, two), "");
    assert_claims(worded(three, three),
                  "claim blockade\nA narrator yes mines blocked harbour\n"
                  "B narrator no mines blocked harbour");
    assert_claims(
        worded("mines blocked harbour in Kesh", "mines blocked harbour in Lenz"), "");
}

static void only_those_who_stand_against_another_are_sides(void **state)
{
    (void)state;
    stage *s = claimed();
    stage_report(s, "", "harbour ice, blocked pilots");
    stage_position(s, 2, OSTIA, "claim", "harbour ice, blocked pilots");
    stage_report(s, "", port);
    stage_position(s, 3, NORLAND, "claim", port);
    assert_claims(s, ROW_OF_CLAIMS "\nD narrator yes harbour blocked by mines");
}

static void so_many_claims_are_compared_and_written(void **state)
{
    enum { LOOKED = 32, SIDES = 24 };
    (void)state;
    for (uint32_t at = LOOKED - 1; at <= LOOKED; at++) {
        stage *s = stage_new();
        for (uint32_t i = 0; i <= LOOKED; i++) {
            stage_report(s, "", port);
            stage_position(s, i, i == at ? HAAS : HOLM, i == at ? "deny" : "claim",
                           port);
        }
        stage_lay(s);
        rap_pile_find_differences(s->p);
        /* each of the first so many with each of them */
        assert_int_equal(rap_differences_count(s->p), at < LOOKED);
        rap_row row;
        if (at < LOOKED) (void)stage_row(s, &form, 0, &row);
        if (at < LOOKED) assert_int_equal(row.n_cites, SIDES);
        stage_free(s);
    }
}

/* ---- denials -----------------------------------------------------------------------
 */

static void a_denial_is_a_row_with_the_claim_first(void **state)
{
    (void)state;
    stage *s = stage_new();
    stage_report(s, "", "Holm said guns had fired. Haas denied that.");
    stage_said(s, 0, HOLM, "said", "guns had fired");
    stage_said(s, 0, HAAS, "denied", "that");
    stage_lay(s);
    assert_rows(s, "claim said guns had fired\nA Holm yes said guns had fired\n"
                   "A Haas no denied that");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_that_differ_are_a_row),
        cmocka_unit_test(a_row_tells_where_it_was_first_found),
        cmocka_unit_test(what_goes_on_is_an_evolution),
        cmocka_unit_test(so_many_sides_are_written_and_so_many_figures_compared),
        cmocka_unit_test(numbers_of_copies_that_differ_are_a_row),
        cmocka_unit_test(a_figure_at_its_place_tells_what_the_number_counts),
        cmocka_unit_test(so_many_copies_of_a_number_are_written),
        cmocka_unit_test(a_number_is_told_with_whole_words_behind_it),
        cmocka_unit_test(one_denies_what_the_other_claims),
        cmocka_unit_test(claims_are_of_one_issue_and_story),
        cmocka_unit_test(claims_are_of_two_who_are_known),
        cmocka_unit_test(who_tells_of_two_contradicts_nobody),
        cmocka_unit_test(claims_of_one_matter_share_three_words),
        cmocka_unit_test(only_those_who_stand_against_another_are_sides),
        cmocka_unit_test(so_many_claims_are_compared_and_written),
        cmocka_unit_test(a_denial_is_a_row_with_the_claim_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
