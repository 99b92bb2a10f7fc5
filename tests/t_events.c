/*
 * tests/t_events.c - who did what to whom, in reports that never were.
 */
/* SPDX-License-Identifier: MIT */
#include "facts_stage.h"

static void assert_actors(const rap_event *e, int32_t source, int32_t target)
{
    assert_non_null(e);
    assert_int_equal(e->source.n, 1);
    assert_int_equal(e->source.v[0], source);
    assert_int_equal(e->target.n, 1);
    assert_int_equal(e->target.v[0], target);
}

static void a_deed_has_its_doer_before_and_its_victim_after(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "On Tuesday Norland shelled Sudmark from the hills.");
    stage_read(&s);
    const rap_event *e = stage_event(&s, "194");
    assert_actors(e, NORLAND, SUDMARK);
    assert_int_equal(e->status, RAP_STATUS_ACTUAL);
    assert_int_equal(e->attribution, -1);
    assert_true(rap_str_is(e->plover, "ASSAULT"));
    assert_true(rap_str_is(rap_prose_cut(&s.prose, e->trigger), "shelled"));
    stage_close(&s);
}

static void a_passive_turns_doer_and_victim_round(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Sudmark was attacked by Norland at dawn.");
    stage_read(&s);
    assert_actors(stage_event(&s, "190"), NORLAND, SUDMARK);
    stage_close(&s);
}

static void those_who_meet_are_all_source_and_target(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland and Sudmark held talks in a hotel by the lake.");
    stage_read(&s);
    const rap_event *e = stage_event(&s, "046");
    assert_non_null(e);
    assert_true(e->reciprocal);
    assert_int_equal(e->source.n, 2);
    assert_int_equal(e->target.n, 2);
    stage_close(&s);
}

static void what_did_not_happen_is_negated(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland did not attack Sudmark on Sunday.");
    stage_read(&s);
    const rap_event *e = stage_event(&s, "190");
    assert_non_null(e);
    assert_int_equal(e->status, RAP_STATUS_NEGATED);
    stage_close(&s);
}

static void what_may_happen_is_hypothetical(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland might attack Sudmark again, observers fear.");
    stage_read(&s);
    const rap_event *e = stage_event(&s, "190");
    assert_non_null(e);
    assert_int_equal(e->status, RAP_STATUS_HYPOTHETICAL);
    stage_close(&s);
}

static void a_deed_told_by_a_speaker_is_claimed(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Haas said Norland shelled the port of Sudmark.");
    stage_said(&s, HAAS, "Norland shelled the port of Sudmark", "said");
    stage_read(&s);
    const rap_event *e = stage_event(&s, "194");
    assert_actors(e, NORLAND, SUDMARK);
    assert_int_equal(e->status, RAP_STATUS_CLAIMED);
    assert_int_equal(e->attribution, 0);
    stage_close(&s);
}

static void a_refusal_by_a_speaker_is_an_event_of_his_own(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "\"We will never accept the plan of Sudmark,\" Ruud said.");
    stage_said(&s, RUUD, "\"We will never accept the plan of Sudmark,\"", "said");
    stage_read(&s);
    assert_int_equal(s.n_events, 1);
    const rap_event *e = &s.events[0];
    assert_actors(e, RUUD, SUDMARK);
    assert_true(rap_str_begins(e->cameo, RAP_STR("12")));
    assert_true(rap_str_is(e->plover, "REJECT"));
    assert_int_equal(e->status, RAP_STATUS_ACTUAL);
    stage_close(&s);
}

static void a_promise_is_coded_by_what_is_promised(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Ruud said Norland would withdraw its troops from Sudmark.");
    stage_said(&s, RUUD, "Norland would withdraw its troops from Sudmark", "said");
    stage_read(&s);
    const rap_event *e = stage_event(&s, "0356");
    assert_actors(e, RUUD, SUDMARK);
    assert_null(stage_event(&s, "087"));
    stage_close(&s);
}

static void a_refusal_of_a_deed_is_coded_by_the_deed_and_told_once(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland refused to withdraw from Sudmark on Friday.");
    stage_read(&s);
    assert_int_equal(s.n_events, 1);
    assert_actors(stage_event(&s, "1246"), NORLAND, SUDMARK);
    assert_int_equal(s.events[0].status, RAP_STATUS_ACTUAL);
    stage_close(&s);
}

static void a_cue_that_tells_a_deed_is_no_saying(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland attacked the army base of Sudmark overnight.");
    stage_said(&s, NORLAND, "the army base of Sudmark overnight", "attacked");
    stage_read(&s);
    assert_int_equal(s.n_events, 1);
    assert_actors(stage_event(&s, "190"), NORLAND, SUDMARK);
    stage_close(&s);
}

static void who_shoots_back_in_words_hits_nobody(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "But Ruud, head of the lake council, shot back: \"Sudmark is wrong.\"");
    stage_read(&s);
    assert_null(stage_event(&s, "193"));
    stage_close(&s);
    stage_open(&s, "Norland shot down a Sudmark plane.");
    stage_read(&s);
    assert_actors(stage_event(&s, "193"), NORLAND, SUDMARK);
    stage_close(&s);
}

static void a_trade_war_is_no_attack(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland is tired of the trade war with Sudmark.");
    stage_read(&s);
    assert_null(stage_event(&s, "190"));
    stage_close(&s);
}

static void nothing_is_told_of_a_sentence_without_sides(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "The weather attacked the harvest and the talks of the town.");
    stage_read(&s);
    assert_int_equal(s.n_events, 0);
    assert_int_equal(s.n_positions, 0);
    stage_close(&s);
}

static void a_noun_is_laid_at_no_door_but_its_owners(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "Norland fears an attack on Ostia. Sudmark's attack on Ostia failed.");
    stage_read(&s);
    for (uint32_t i = 0; i < s.n_events; i++)
        for (uint32_t k = 0; k < s.events[i].source.n; k++)
            assert_int_not_equal(s.events[i].source.v[k], NORLAND);
    assert_actors(&s.events[s.n_events - 1], SUDMARK, OSTIA);
    stage_close(&s);
}

static void an_arrest_is_suffered_by_its_owner(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Ruud's arrest surprised the town.");
    stage_read(&s);
    const rap_event *e = stage_event(&s, "173");
    assert_non_null(e);
    assert_int_equal(e->source.n, 0);
    assert_int_equal(e->target.v[0], RUUD);
    stage_close(&s);
}

static void an_infinitive_of_purpose_is_no_deed(void **state)
{
    (void)state;
    stage s;
    stage_open(&s,
               "Norland bought boats to attack Sudmark. It was a way to help Ostia.");
    stage_read(&s);
    assert_null(stage_event(&s, "190"));
    assert_null(stage_event(&s, "070"));
    stage_close(&s);
}

static void a_question_tells_no_deed(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Did Norland attack Sudmark on Sunday?");
    stage_read(&s);
    assert_int_equal(s.n_events, 0);
    stage_close(&s);
}

static void a_strike_of_workers_is_no_blow(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "The union wants more pay and better wages for workers. "
                   "Its strike against Norland began on Monday.");
    stage_read(&s);
    assert_null(stage_event(&s, "190"));
    assert_non_null(stage_event(&s, "143"));
    stage_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_deed_has_its_doer_before_and_its_victim_after),
        cmocka_unit_test(a_passive_turns_doer_and_victim_round),
        cmocka_unit_test(those_who_meet_are_all_source_and_target),
        cmocka_unit_test(what_did_not_happen_is_negated),
        cmocka_unit_test(what_may_happen_is_hypothetical),
        cmocka_unit_test(a_deed_told_by_a_speaker_is_claimed),
        cmocka_unit_test(a_refusal_by_a_speaker_is_an_event_of_his_own),
        cmocka_unit_test(a_promise_is_coded_by_what_is_promised),
        cmocka_unit_test(a_refusal_of_a_deed_is_coded_by_the_deed_and_told_once),
        cmocka_unit_test(a_cue_that_tells_a_deed_is_no_saying),
        cmocka_unit_test(who_shoots_back_in_words_hits_nobody),
        cmocka_unit_test(a_trade_war_is_no_attack),
        cmocka_unit_test(a_noun_is_laid_at_no_door_but_its_owners),
        cmocka_unit_test(an_arrest_is_suffered_by_its_owner),
        cmocka_unit_test(an_infinitive_of_purpose_is_no_deed),
        cmocka_unit_test(a_question_tells_no_deed),
        cmocka_unit_test(a_strike_of_workers_is_no_blow),
        cmocka_unit_test(nothing_is_told_of_a_sentence_without_sides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
