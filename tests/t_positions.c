/*
 * tests/t_positions.c - what each side wants, gives or refuses, in reports that never
 * were.
 */
/* SPDX-License-Identifier: MIT */
#include "facts_stage.h"

static void assert_position(const rap_position *p, int32_t party, const char *issue,
                            const char *asserted_by)
{
    assert_non_null(p);
    assert_int_equal(p->party, party);
    assert_true(rap_str_is(p->issue, issue));
    assert_string_equal(p->asserted_by, asserted_by);
}

static void a_speaker_holds_his_position_for_his_side(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Sudmark must release the hostages, Ruud said.");
    stage_said(&s, RUUD, "Sudmark must release the hostages,", "said");
    stage_read(&s);
    const rap_position *p = stage_position(&s, "demand");
    assert_position(p, NORLAND, "prisoners", "self");
    assert_int_equal(p->toward.n, 1);
    assert_int_equal(p->toward.v[0], SUDMARK);
    assert_int_equal(p->polarity, '+');
    stage_close(&s);
}

static void an_offer_told_by_the_adversary_is_marked_so(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "Norland is ready to discuss a ceasefire, said Haas. Sudmark waits.");
    stage_said(&s, HAAS, "Norland is ready to discuss a ceasefire,", "said");
    stage_read(&s);
    assert_position(stage_position(&s, "offer"), NORLAND, "ceasefire", "adversary");
    stage_close(&s);
}

static void what_is_suggested_as_so_is_no_offer(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Haas suggested that Norland had broken the ceasefire.");
    stage_said(&s, HAAS, "that Norland had broken the ceasefire", "suggested");
    stage_read(&s);
    assert_null(stage_position(&s, "offer"));
    stage_close(&s);
    stage_open(&s, "Haas suggested a ceasefire.");
    stage_said(&s, HAAS, "a ceasefire", "suggested");
    stage_read(&s);
    assert_non_null(stage_position(&s, "offer"));
    stage_close(&s);
}

static void what_should_be_happening_is_no_demand(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "The hostages should be leaving Sudmark, Ruud said.");
    stage_said(&s, RUUD, "The hostages should be leaving Sudmark,", "said");
    stage_read(&s);
    assert_null(stage_position(&s, "demand"));
    stage_close(&s);
}

static void a_closed_issue_is_a_red_line(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "\"The island is not up for discussion,\" Haas said.");
    stage_said(&s, HAAS, "\"The island is not up for discussion,\"", "said");
    stage_read(&s);
    assert_position(stage_position(&s, "red_line"), SUDMARK, "territory", "self");
    stage_close(&s);
}

static void the_narrator_tells_what_a_subject_refuses(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland rejected the tariffs of Sudmark on coffee.");
    stage_read(&s);
    const rap_position *p = stage_position(&s, "reject");
    assert_position(p, NORLAND, "tariffs", "narrator");
    assert_int_equal(p->attribution, -1);
    stage_close(&s);
}

static void a_condition_keeps_its_clause(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Ruud said the embargo would stay until the last prisoner is home.");
    stage_said(&s, RUUD, "the embargo would stay until the last prisoner is home",
               "said");
    stage_read(&s);
    const rap_position *p = stage_position(&s, "condition");
    assert_non_null(p);
    assert_true(rap_str_is(rap_prose_cut(&s.prose, p->condition),
                           "until the last prisoner is home"));
    assert_string_equal(p->condition_state, "unknown");
    stage_close(&s);
}

static void words_without_an_issue_are_no_position(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "\"We must sleep now,\" Ruud said.");
    stage_said(&s, RUUD, "\"We must sleep now,\"", "said");
    stage_read(&s);
    assert_int_equal(s.n_positions, 0);
    stage_close(&s);
}

static void a_proposition_ends_with_the_words_themselves(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "\"And Sudmark must release the hostages,\" Ruud said.");
    stage_said(&s, RUUD, "\"And Sudmark must release the hostages,\"", "said");
    stage_read(&s);
    const rap_position *p = stage_position(&s, "demand");
    assert_non_null(p);
    assert_true(rap_str_is(p->proposition, "And Sudmark must release the hostages"));
    stage_close(&s);
}

static void what_stands_in_an_if_clause_is_nobodys_position(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "The fleet sails if Norland rejects the ceasefire with Sudmark.");
    stage_read(&s);
    assert_null(stage_position(&s, "reject"));
    stage_close(&s);
}

static void a_participle_before_a_noun_is_no_stance(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland studied the rejected ceasefire plan of Sudmark.");
    stage_read(&s);
    assert_null(stage_position(&s, "reject"));
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_speaker_holds_his_position_for_his_side),
        cmocka_unit_test(an_offer_told_by_the_adversary_is_marked_so),
        cmocka_unit_test(a_closed_issue_is_a_red_line),
        cmocka_unit_test(the_narrator_tells_what_a_subject_refuses),
        cmocka_unit_test(a_condition_keeps_its_clause),
        cmocka_unit_test(a_proposition_ends_with_the_words_themselves),
        cmocka_unit_test(what_stands_in_an_if_clause_is_nobodys_position),
        cmocka_unit_test(a_participle_before_a_noun_is_no_stance),
        cmocka_unit_test(words_without_an_issue_are_no_position),
        cmocka_unit_test(what_is_suggested_as_so_is_no_offer),
        cmocka_unit_test(what_should_be_happening_is_no_demand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
