/*
 * tests/t_figures.c - which numbers are figures, and what is said with them.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/figures.h"
#include "facts_stage.h"

typedef struct {
    stage s;
    const rap_figure *figures;
    uint32_t n;
} scene;

static void read_text(scene *c, const char *text)
{
    stage_open(&c->s, text);
    const rap_times_options options = {.told = {2031, 5, 7}};
    assert_int_equal(rap_times_read(&c->s.times, &c->s.prose, &options, NULL), RAP_OK);
    c->s.input = (rap_facts_input){&c->s.prose, &c->s.names, &c->s.times, &c->s.places,
                                   &c->s.speech};
    assert_int_equal(rap_figures_read(&c->figures, &c->n, &c->s.input, NULL), RAP_OK);
}

/* The only figure of the text. */
static void expect(const char *text, const char *at, const char *relation,
                   const char *value, const char *unit)
{
    scene c;
    read_text(&c, text);
    if (c.n != 1) fail_msg("%u figures in: %s", c.n, text);
    const rap_figure *f = &c.figures[0];
    rap_str got = rap_prose_cut(&c.s.prose, f->at);
    if (!rap_str_is(got, at)) fail_msg(RAP_FMT " in: %s", RAP_ARG(got), text);
    assert_string_equal(f->relation, relation);
    if (!rap_str_is(f->value, value))
        fail_msg(RAP_FMT " in: %s", RAP_ARG(f->value), text);
    if (!rap_str_is(f->unit, unit)) fail_msg(RAP_FMT " in: %s", RAP_ARG(f->unit), text);
    stage_close(&c.s);
}

static void expect_none(const char *text)
{
    scene c;
    read_text(&c, text);
    if (c.n)
        fail_msg(RAP_FMT " in: %s", RAP_ARG(rap_prose_cut(&c.s.prose, c.figures[0].at)),
                 text);
    stage_close(&c.s);
}

static void a_count_has_its_relation_and_its_unit(void **state)
{
    (void)state;
    expect("The siege drove out more than 6,000 refugees.", "more than 6,000 refugees",
           ">", "6000", "person");
    expect("The army hit about 20 targets.", "about 20 targets", "~", "20", "target");
    expect("The navy lost at least four ships.", "at least four ships", ">=", "4",
           "ship");
    expect("The army killed nearly 50 soldiers.", "nearly 50 soldiers", "<", "50",
           "person");
}

static void money_is_read_by_sign_and_by_word(void **state)
{
    (void)state;
    expect("The dam cost $1.2 billion.", "$1.2 billion", "=", "1200000000", "USD");
    expect("The dam cost 300 mln dlrs.", "300 mln dlrs", "=", "300000000", "USD");
    expect("The dam cost as much as 40 million euros.", "as much as 40 million euros",
           "<=", "40000000", "EUR");
}

static void measures_have_one_name_each(void **state)
{
    (void)state;
    expect("Norland holds 650 sq km of the island.", "650 sq km", "=", "650", "km2");
    expect("The duty rose by 2.5 per cent.", "2.5 per cent", "=", "2.5", "percent");
    expect("They spoke after more than two weeks.", "more than two weeks", ">", "2",
           "week");
    expect("About one-third of the grain is gone.", "About one-third", "~", "0.333",
           "share");
}

static void a_range_has_two_ends(void **state)
{
    (void)state;
    scene c;
    read_text(&c, "The army moved between 10 and 20 guns.");
    assert_int_equal(c.n, 1);
    assert_true(rap_str_is(c.figures[0].value, "10"));
    assert_true(rap_str_is(c.figures[0].value_to, "20"));
    assert_true(rap_str_is(c.figures[0].unit, "gun"));
    stage_close(&c.s);
}

static void a_range_shares_its_multiplier(void **state)
{
    (void)state;
    scene c;
    read_text(&c, "The port moved 9-10 million tonnes of coal.");
    assert_int_equal(c.n, 1);
    assert_true(rap_str_is(c.figures[0].value, "9000000"));
    assert_true(rap_str_is(c.figures[0].value_to, "10000000"));
    assert_true(rap_str_is(c.figures[0].subject, "coal"));
    stage_close(&c.s);
}

static void money_counts_what_stands_before_it(void **state)
{
    (void)state;
    scene c;
    read_text(&c, "The surplus rose to $34 billion this year.");
    assert_int_equal(c.n, 1);
    assert_true(rap_str_is(c.figures[0].subject, "surplus"));
    stage_close(&c.s);
}

static void dates_ages_names_and_scores_are_no_figures(void **state)
{
    (void)state;
    expect_none("The truce began on March 29, 2030, at 8:30 p.m.");
    expect_none("The envoy, 52 years old, smiled.");
    expect_none("One of them smiled, and no one spoke.");
    expect_none("The council recalled Resolution 77.");
    expect_none("The two sides spoke.");
    expect_none("Several thousand soldiers stayed.");
}

static void a_figure_holds_for_the_day_that_its_clause_names(void **state)
{
    (void)state;
    scene c;
    read_text(&c, "The army lost 40 guns on Monday. The navy lost 4 ships.");
    assert_int_equal(c.n, 2);
    assert_string_equal(rap_days_print(c.figures[0].as_of).z, "2031-05-05");
    assert_string_equal(rap_days_print(c.figures[1].as_of).z, "2031-05-07");
    stage_close(&c.s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_count_has_its_relation_and_its_unit),
        cmocka_unit_test(money_is_read_by_sign_and_by_word),
        cmocka_unit_test(measures_have_one_name_each),
        cmocka_unit_test(a_range_has_two_ends),
        cmocka_unit_test(a_range_shares_its_multiplier),
        cmocka_unit_test(money_counts_what_stands_before_it),
        cmocka_unit_test(dates_ages_names_and_scores_are_no_figures),
        cmocka_unit_test(a_figure_holds_for_the_day_that_its_clause_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
