/*
 * tests/t_roles.c - who did what to whom by the tree, and that a wrong tree breaks
 * nothing.
 *
 * The trees are set by hand: what the parser makes of a sentence is its own matter.
 */
/* SPDX-License-Identifier: MIT */
#include "facts_stage.h"

#include "trees/relations.h"

#include <stdio.h>
#include <stdlib.h>

/* Hang the tokens of the only sentence: "2nsubj 0root 2obj", heads counted from 1. */
static void stage_tree(stage *s, const char *arcs)
{
    uint32_t i = 0;
    for (const char *p = arcs; *p; i++) {
        char *end;
        unsigned long head = strtoul(p, &end, 10);
        size_t n = strcspn(end, " ");
        assert_true(i < s->prose.n_tokens && head <= s->prose.n_tokens);
        rap_token *t = &s->prose.tokens[i];
        t->head = head ? (uint32_t)head - 1 : i;
        t->deprel = (uint8_t)rap_deprel_of((rap_str){end, n});
        p = end + n + strspn(end + n, " ");
    }
    assert_int_equal(i, s->prose.n_tokens);
}

static void assert_actors(const rap_event *e, int32_t source, int32_t target)
{
    assert_non_null(e);
    assert_int_equal(e->source.n, source >= 0);
    if (source >= 0) assert_int_equal(e->source.v[0], source);
    assert_int_equal(e->target.n, target >= 0);
    if (target >= 0) assert_int_equal(e->target.v[0], target);
}

static void two_verbs_share_a_subject(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland armed rebels in Ostia and attacked Sudmark.");
    stage_tree(&s, "2nsubj 0root 2obj 5case 2obl 7cc 2conj 7obj 2punct");
    stage_read(&s);
    assert_actors(stage_event(&s, "190"), NORLAND, SUDMARK);
    stage_close(&s);
}

static void who_stands_for_the_noun_before_it(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Sudmark pitied the pilots of Norland who attacked Ostia.");
    stage_tree(&s, "2nsubj 0root 4det 2obj 6case 4nmod 8nsubj 4acl:relcl 8obj 2punct");
    stage_read(&s);
    assert_actors(stage_event(&s, "190"), NORLAND, OSTIA);
    stage_close(&s);
}

static void a_doer_whom_nobody_knows_is_not_guessed(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Sudmark learnt how bandits attacked Ostia.");
    stage_tree(&s, "2nsubj 0root 5advmod 5nsubj 2ccomp 5obj 2punct");
    stage_read(&s);
    assert_actors(stage_event(&s, "190"), -1, OSTIA);
    stage_close(&s);
}

static void words_of_a_phrase_need_not_stand_together(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland broke off on Friday all relations with Sudmark.");
    stage_tree(&s,
               "2nsubj 0root 2compound:prt 5case 2obl 7det 2obj 9case 7nmod 2punct");
    stage_read(&s);
    assert_actors(stage_event(&s, "161"), NORLAND, SUDMARK);
    stage_close(&s);
}

static void a_noun_takes_its_doer_from_the_verb_that_carries_it(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland at dawn carried out two air strikes on Sudmark.");
    stage_tree(&s, "4nsubj 3case 4obl 0root 4compound:prt 8nummod 8compound 4obj "
                   "10case 8nmod 4punct");
    stage_read(&s);
    const rap_event *e = s.n_events ? &s.events[0] : NULL;
    assert_actors(e, NORLAND, SUDMARK);
    assert_true(rap_str_is(e->plover, "ASSAULT"));
    stage_close(&s);
}

static void a_participle_before_a_noun_tells_no_deed(void **state)
{
    (void)state;
    stage s;
    const char *text = "Ostia thanked Norland for aid to the bombed towns of Sudmark.";
    stage_open(&s, text);
    stage_tree(&s, "2nsubj 0root 2obj 5case 2obl 9case 9det 9amod 5nmod 11case 9nmod "
                   "2punct");
    stage_read(&s);
    for (uint32_t i = 0; i < s.n_events; i++)
        assert_false(rap_str_is(s.events[i].plover, "ASSAULT"));
    stage_close(&s);
}

static void whom_a_cue_names_is_addressed(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Ruud urged Sudmark and Ostia to withdraw their troops.");
    stage_tree(&s, "2nsubj 0root 2obj 5cc 3conj 7mark 2xcomp 9nmod:poss 7obj 2punct");
    stage_said(&s, RUUD, "Sudmark and Ostia to withdraw their troops", "urged");
    stage_read(&s);
    assert_int_equal(s.n_events, 1);
    assert_int_equal(s.events[0].target.n, 2);
    assert_int_equal(s.events[0].target.v[0], SUDMARK);
    assert_int_equal(s.events[0].target.v[1], OSTIA);
    stage_close(&s);
}

static void several_say_it_together(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland and Ostia urged Sudmark to withdraw its troops.");
    stage_tree(&s, "4nsubj 3cc 1conj 0root 4obj 7mark 4xcomp 9nmod:poss 7obj 4punct");
    stage_said(&s, -1, "Sudmark to withdraw its troops", "urged");
    stage_read(&s);
    assert_int_equal(s.n_events, 1);
    assert_int_equal(s.events[0].source.n, 2);
    assert_int_equal(s.events[0].target.v[0], SUDMARK);
    stage_close(&s);
}

static void what_is_agreed_is_not_told_as_done(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland agreed in Ostia to withdraw from Sudmark.");
    stage_tree(&s, "2nsubj 0root 4case 2obl 6mark 2xcomp 8case 6obl 2punct");
    stage_read(&s);
    assert_int_equal(s.n_events, 1);
    assert_true(rap_str_is(s.events[0].plover, "AGREE"));
    stage_close(&s);
}

static void it_is_whoever_speaks(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland said it had bombed the hills of Sudmark.");
    stage_said(&s, NORLAND, "it had bombed the hills of Sudmark", "said");
    stage_read(&s);
    assert_true(s.n_events > 0);
    for (uint32_t i = 0; i < s.n_events; i++)
        assert_int_equal(s.events[i].source.v[0], NORLAND);
    stage_close(&s);
}

/* No attribution here: only the tree tells whom "it" means, and that of its own verb it
 * is not the object. */
static void a_pronoun_means_the_subject_above_it(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Norland admits that it attacked Sudmark.");
    stage_tree(&s, "2nsubj 0root 5mark 5nsubj 2ccomp 5obj 2punct");
    stage_read(&s);
    assert_actors(stage_event(&s, "190"), NORLAND, SUDMARK);
    stage_close(&s);
    stage_open(&s, "Norland admits that Sudmark attacked it.");
    stage_tree(&s, "2nsubj 0root 5mark 5nsubj 2ccomp 5obj 2punct");
    stage_read(&s);
    assert_actors(stage_event(&s, "190"), SUDMARK, NORLAND);
    stage_close(&s);
}

static void what_is_only_a_subject_did_not_happen(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Attacking Sudmark would help Ostia.");
    stage_tree(&s, "4csubj 1obj 4aux 0root 4obj 4punct");
    stage_read(&s);
    assert_null(stage_event(&s, "190"));
    stage_close(&s);
}

/* Any head, any relation, circles too: events are found or not, nothing else. */
static void a_senseless_tree_breaks_nothing(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 300; round++) {
        stage s;
        stage_open(&s, "Norland and Ostia said they had agreed with Sudmark to end "
                       "the attacks, which Haas called a breach of the pact that "
                       "was signed by Ruud after Norland bombed Sudmark.");
        stage_said(&s, NORLAND, "they had agreed with Sudmark", "said");
        for (uint32_t i = 0; i < s.prose.n_tokens; i++) {
            seed = seed * 1664525u + 1013904223u;
            s.prose.tokens[i].head = (seed >> 8) % s.prose.n_tokens;
            s.prose.tokens[i].deprel = (uint8_t)((seed >> 20) % RAP_REL_COUNT);
        }
        stage_read(&s);
        for (uint32_t i = 0; i < s.n_events; i++) {
            assert_true(s.events[i].at.from < s.events[i].at.to);
            assert_true(s.events[i].at.to <= s.prose.text.n);
            for (uint32_t k = 0; k < s.events[i].source.n; k++)
                assert_in_range(s.events[i].source.v[k], 0, CAST - 1);
            for (uint32_t k = 0; k < s.events[i].target.n; k++)
                assert_in_range(s.events[i].target.v[k], 0, CAST - 1);
        }
        stage_close(&s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_verbs_share_a_subject),
        cmocka_unit_test(who_stands_for_the_noun_before_it),
        cmocka_unit_test(a_doer_whom_nobody_knows_is_not_guessed),
        cmocka_unit_test(words_of_a_phrase_need_not_stand_together),
        cmocka_unit_test(a_noun_takes_its_doer_from_the_verb_that_carries_it),
        cmocka_unit_test(a_participle_before_a_noun_tells_no_deed),
        cmocka_unit_test(whom_a_cue_names_is_addressed),
        cmocka_unit_test(several_say_it_together),
        cmocka_unit_test(what_is_agreed_is_not_told_as_done),
        cmocka_unit_test(it_is_whoever_speaks),
        cmocka_unit_test(a_pronoun_means_the_subject_above_it),
        cmocka_unit_test(what_is_only_a_subject_did_not_happen),
        cmocka_unit_test(a_senseless_tree_breaks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
