/*
 * tests/t_coref.c - who is who inside a report.
 */
/* SPDX-License-Identifier: MIT */
#include "coref/chains.h"
#include "coref_stage.h"
#include "watched.h"

#include <stdlib.h>

/* The phrase number n (from 0) with this text, or NULL. */
static const rap_coref_mention *phrase(const told *t, const char *text, int n)
{
    for (uint32_t i = 0; i < t->coref.n_mentions; i++) {
        const rap_coref_mention *m = &t->coref.mentions[i];
        if (rap_str_is(rap_prose_cut(&t->s.prose, m->at), text) && n-- == 0) return m;
    }
    return NULL;
}

/* Its chain; -1 when it has none, -2 when there is no such phrase. */
static int32_t chain(const told *t, const char *text, int n)
{
    const rap_coref_mention *m = phrase(t, text, n);
    return m ? m->chain : -2;
}

static void a_pronoun_is_the_person_who_was_named(void **state)
{
    told t;
    (void)state;
    told_open(&t, "Ana Veld came to Norstad on Monday.  She said that she was tired.");
    int32_t who = stage_entity(&t.s, "Ana Veld", 0);
    assert_true(who >= 0);
    assert_int_equal(stage_entity(&t.s, "She", 0), who);
    assert_int_equal(chain(&t, "She", 0), chain(&t, "Ana Veld", 0));
    assert_int_equal(chain(&t, "she", 0), chain(&t, "Ana Veld", 0));
    told_close(&t);
}

static void a_thing_that_is_spoken_of_again_is_a_chain_without_a_party(void **state)
{
    told t;
    (void)state;
    told_open(&t, "Negotiators drew up a plan for the border.  The plan was long.  "
                  "Critics of the plan called it a mistake.");
    int32_t plan = chain(&t, "The plan", 0);
    assert_true(plan >= 0);
    assert_int_equal(chain(&t, "the plan", 0), plan);
    assert_int_equal(t.coref.chains[plan].entity, -1);
    assert_int_equal(t.coref.chains[plan].kind, RAP_ENTITY_THING);
    told_close(&t);
}

static void phrases_are_as_wide_as_what_hangs_on_them(void **state)
{
    told t;
    (void)state;
    told_open(&t, "The envoy of the lake states left.  Norland's proposal failed.");
    assert_non_null(phrase(&t, "The envoy of the lake states", 0));
    assert_non_null(phrase(&t, "the lake states", 0));
    assert_non_null(phrase(&t, "Norland's", 0));
    assert_non_null(phrase(&t, "Norland's proposal", 0));
    assert_null(phrase(&t, "of the lake states", 0));
    told_close(&t);
}

static void a_list_and_its_first_member_are_two_phrases(void **state)
{
    told t;
    (void)state;
    told_open(&t, "Ana Veld and Jon Ruud signed the accord in Norstad.");
    assert_non_null(phrase(&t, "Ana Veld and Jon Ruud", 0));
    assert_non_null(phrase(&t, "Ana Veld", 0));
    assert_non_null(phrase(&t, "Jon Ruud", 0));
    told_close(&t);
}

static void two_names_of_two_people_never_meet_in_a_chain(void **state)
{
    told t;
    (void)state;
    told_open(&t, "Ana Veld met Jon Ruud.  He thanked her.  Veld left; Ruud stayed.");
    assert_true(chain(&t, "Ana Veld", 0) != chain(&t, "Jon Ruud", 0) ||
                chain(&t, "Ana Veld", 0) < 0);
    assert_int_equal(chain(&t, "Veld", 0), chain(&t, "Ana Veld", 0));
    assert_int_equal(chain(&t, "Ruud", 0), chain(&t, "Jon Ruud", 0));
    told_close(&t);
}

static void names_keep_their_mentions(void **state)
{
    told t;
    rap_names again;
    rap_err err;
    (void)state;
    told_open(&t, "President Ana Veld of Norland met Jon Ruud, the Kesh foreign "
                  "minister, in Norstad.  He said that the ministry would decide.");
    assert_int_equal(rap_names_read(&again, &t.s.prose, &err), RAP_OK);
    assert_int_equal(again.n_mentions, t.s.names.n_mentions);
    for (uint32_t i = 0; i < again.n_mentions; i++) {
        const rap_mention *a = &again.mentions[i], *b = &t.s.names.mentions[i];
        assert_int_equal(a->at.from, b->at.from);
        assert_int_equal(a->at.to, b->at.to);
        assert_int_equal(a->kind, b->kind);
        if (a->kind != RAP_MENTION_PRONOUN) assert_int_equal(a->entity, b->entity);
    }
    told_close(&t);
}

static void without_trees_nothing_is_linked(void **state)
{
    told t = {0};
    rap_err err;
    (void)state;
    stage_open(&t.s, "Ana Veld came to Norstad.  She was tired.");
    const rap_mention *before = t.s.names.mentions;
    assert_int_equal(rap_coref_read(&t.coref, &t.s.names, &t.s.prose, &err), RAP_OK);
    assert_int_equal(t.coref.n_mentions, 0);
    assert_ptr_equal(t.s.names.mentions, before);
    told_close(&t);
}

static void check_whole(const told *t)
{
    uint32_t *size = calloc(t->coref.n_chains + 1, sizeof *size);
    assert_non_null(size);
    for (uint32_t i = 0; i < t->coref.n_mentions; i++) {
        const rap_coref_mention *m = &t->coref.mentions[i];
        assert_true(m->first <= m->head && m->head < m->last);
        assert_true(m->last <= t->s.prose.n_tokens);
        assert_true(m->at.from < m->at.to && m->at.to <= t->s.prose.text.n);
        assert_true(m->chain >= -1 && m->chain < (int32_t)t->coref.n_chains);
        assert_true(m->sure <= 100);
        if (i) assert_true(m[-1].head <= m->head);
        if (m->chain >= 0) size[m->chain]++;
    }
    for (uint32_t c = 0; c < t->coref.n_chains; c++) {
        assert_int_equal(size[c], t->coref.chains[c].size);
        assert_true(size[c] >= 2);
        assert_true(t->coref.chains[c].called < t->coref.n_mentions);
        assert_int_equal(t->coref.mentions[t->coref.chains[c].called].chain, (int)c);
    }
    free(size);
}

static void what_is_handed_out_hangs_together(void **state)
{
    told t;
    (void)state;
    told_open(
        &t, "\xE2\x80\x9CWe will not leave,\xE2\x80\x9D Ana Veld, Norland's foreign "
            "minister, said.  Her ministry, which is in Norstad, told Kesh that its "
            "troops must go.  They have not moved; the troops, it said, are many.  The "
            "minister and her aides went home.  NPA reported it.");
    assert_true(t.coref.n_chains > 0);
    check_whole(&t);
    told_close(&t);
}

static void who_says_i_is_who_speaks(void **state)
{
    told t;
    rap_err err;
    (void)state;
    told_open(&t, "Ana Veld came to Norstad.  \"I will not leave, and my staff will "
                  "stay,\" she said.  \"I am tired,\" Jon Ruud said.");
    rap_str text = t.s.prose.text;
    uint32_t first = (uint32_t)rap_str_find(text, RAP_STR("I will"), 0);
    uint32_t second = (uint32_t)rap_str_find(text, RAP_STR("I am"), 0);
    int32_t ana = stage_entity(&t.s, "Ana Veld", 0);
    int32_t jon = stage_entity(&t.s, "Jon Ruud", 0);
    const rap_own_words words[] = {{{first, first + 38}, ana, 90},
                                   {{second, second + 10}, jon, 90}};
    assert_int_equal(
        rap_coref_own(&t.coref, &t.s.names, &t.s.prose, (rap_own_list){words, 2}, &err),
        RAP_OK);
    assert_int_equal(t.coref.chains[chain(&t, "I", 0)].entity, ana);
    assert_int_equal(t.coref.chains[chain(&t, "my", 0)].entity, ana);
    assert_int_equal(t.coref.chains[chain(&t, "I", 1)].entity, jon);
    told_close(&t);
}

static void who_speaks_unsurely_does_not_say_i(void **state)
{
    told t;
    rap_err err;
    (void)state;
    told_open(&t, "Ana Veld came to Norstad.  \"I am tired,\" somebody said.");
    uint32_t at = (uint32_t)rap_str_find(t.s.prose.text, RAP_STR("I am"), 0);
    int32_t before = chain(&t, "I", 0);
    const rap_own_words words = {{at, at + 10}, stage_entity(&t.s, "Ana Veld", 0), 40};
    assert_int_equal(rap_coref_own(&t.coref, &t.s.names, &t.s.prose,
                                   (rap_own_list){&words, 1}, &err),
                     RAP_OK);
    assert_int_equal(chain(&t, "I", 0), before);
    told_close(&t);
}

static void nothing_is_nothing(void **state)
{
    told t;
    (void)state;
    told_open(&t, "...");
    assert_int_equal(t.coref.n_chains, 0);
    told_close(&t);
}

/* `piece` so often, read; hangs or dies if any step is more than linear. */
static void read_many(const char *piece, size_t most)
{
    size_t n = strlen(piece), times = LESS_WHEN_WATCHED(most);
    char *text = malloc(n * times + 1);
    told t;
    assert_non_null(text);
    for (size_t i = 0; i < times; i++)
        memcpy(text + i * n, piece, n);
    text[n * times] = '\0';
    told_open(&t, text);
    check_whole(&t);
    told_close(&t);
    free(text);
}

static void hostile_texts_are_read_in_their_time(void **state)
{
    (void)state;
    read_many("he ", 30000);
    read_many("Veld Ruud and ", 15000);
    read_many("the plan of ", 15000);
    read_many("\"(his ", 20000);
    read_many("He saw it. The plan failed. ", 10000);
    read_many("a, ", 20000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pronoun_is_the_person_who_was_named),
        cmocka_unit_test(a_thing_that_is_spoken_of_again_is_a_chain_without_a_party),
        cmocka_unit_test(phrases_are_as_wide_as_what_hangs_on_them),
        cmocka_unit_test(a_list_and_its_first_member_are_two_phrases),
        cmocka_unit_test(two_names_of_two_people_never_meet_in_a_chain),
        cmocka_unit_test(names_keep_their_mentions),
        cmocka_unit_test(without_trees_nothing_is_linked),
        cmocka_unit_test(what_is_handed_out_hangs_together),
        cmocka_unit_test(who_says_i_is_who_speaks),
        cmocka_unit_test(who_speaks_unsurely_does_not_say_i),
        cmocka_unit_test(nothing_is_nothing),
        cmocka_unit_test(hostile_texts_are_read_in_their_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
