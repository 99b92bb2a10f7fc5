/*
 * tests/t_labels.c - learnt labels and classes: what must hold whatever was learnt.
 */
/* SPDX-License-Identifier: MIT */
#include "names/labels.h"
#include "names/namewords.h"
#include "names/states.h"
#include "names/tally.h"
#include "names_stage.h"
#include "words/classes.h"

static const char report[] =
    "Ana Veld, who runs the Lenz Steel Company, met Jon Ruud in Kesh on Monday. "
    "RUUD SAYS NO TO THE OSTIA BANK\n\nThe bank of the river Tarn near lima was "
    "quiet, the NPA reported. \"No,\" Veld told the Ostia Herald of Kesh, Norland.";

static rap_labels labels_of(stage *s, rap_lexicon *lex)
{
    rap_labels labels;
    assert_true(rap_lexicon_read(lex, &s->prose));
    assert_true(rap_states_find(lex, NULL, NULL));
    assert_true(rap_labels_read(&labels, &s->prose, lex));
    assert_non_null(labels.of);
    return labels;
}

static void labels_are_of_whole_names_inside_a_sentence(void **state)
{
    (void)state;
    stage s;
    rap_lexicon lex;
    stage_open(&s, report);
    rap_labels labels = labels_of(&s, &lex);
    uint32_t names = 0;
    for (uint32_t k = 0; k < s.prose.n_sentences; k++) {
        uint8_t before = 0;
        for (uint32_t i = s.prose.sentences[k].first; i < s.prose.sentences[k].last;
             i++) {
            assert_true(rap_label_follows(before, labels.of[i]));
            before = labels.of[i];
            names += before && !rap_label_open(before);
        }
        assert_false(rap_label_open(before));
    }
    assert_true(names > 4);
    stage_close(&s);
}

static void a_report_has_the_same_labels_every_time(void **state)
{
    (void)state;
    stage s;
    rap_lexicon one, two;
    stage_open(&s, report);
    rap_labels a = labels_of(&s, &one), b = labels_of(&s, &two);
    assert_memory_equal(a.of, b.of, s.prose.n_tokens);
    stage_close(&s);
}

static void a_full_name_is_a_person_and_so_is_its_surname(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "Maria Kowalski said no. Later Kowalski left, and Kowalski's aide "
                   "waited.");
    int32_t who = stage_entity(&s, "Maria Kowalski", 0);
    assert_true(who >= 0);
    assert_int_equal(s.names.entities[who].kind, RAP_ENTITY_PERSON);
    assert_int_equal(stage_entity(&s, "Kowalski", 0), who);
    assert_int_equal(stage_entity(&s, "Kowalski", 1), who);
    stage_close(&s);
}

static void a_label_opens_goes_on_and_ends(void **state)
{
    (void)state;
    uint8_t begin = rap_label_of(RAP_NAMED_PLACE, RAP_PART_BEGIN);
    uint8_t inside = rap_label_of(RAP_NAMED_PLACE, RAP_PART_INSIDE);
    uint8_t last = rap_label_of(RAP_NAMED_PLACE, RAP_PART_LAST);
    uint8_t other = rap_label_of(RAP_NAMED_BODY, RAP_PART_LAST);
    assert_true(rap_label_follows(0, begin) && rap_label_follows(begin, inside));
    assert_true(rap_label_follows(inside, last) && rap_label_follows(last, 0));
    assert_false(rap_label_follows(begin, other));
    assert_false(rap_label_follows(begin, 0));
    assert_false(rap_label_follows(0, inside));
    assert_int_equal(rap_label_named(last), RAP_NAMED_PLACE);
    assert_true(rap_label_of(RAP_NAMED_OTHER, RAP_PART_UNIT) == RAP_LABELS - 1);
}

static void words_used_alike_share_a_class(void **state)
{
    (void)state;
    stage s;
    stage_open(&s, "They met on Monday and again on Friday. In 1987 and 2004 nobody "
                   "said xqzzyt.");
    const rap_token *t = s.prose.tokens;
    uint32_t monday = 3, friday = 7;
    assert_true(rap_token_is(&s.prose, monday, "monday"));
    assert_true(rap_token_is(&s.prose, friday, "friday"));
    assert_int_not_equal(t[monday].classes[1], 0);
    assert_int_equal(t[monday].classes[1], t[friday].classes[1]);
    assert_true(rap_token_is(&s.prose, 10, "1987") &&
                rap_token_is(&s.prose, 12, "2004"));
    assert_int_not_equal(t[10].classes[1], 0);
    assert_int_equal(t[10].classes[1], t[12].classes[1]);
    assert_int_equal(t[s.prose.n_tokens - 2].classes[0], 0);
    stage_close(&s);
}

static void a_word_nobody_knows_has_no_value(void **state)
{
    (void)state;
    rap_part part = rap_weights_part("namewords");
    assert_int_equal(part.n, (size_t)RAP_NAMEWORD_SLOTS * 4);
    uint32_t value = rap_nameword_of(part, rap_hash(RAP_STR("germany")));
    assert_int_equal(value & 7, RAP_NAMED_PLACE);
    assert_int_equal(rap_nameword_of(part, rap_hash(RAP_STR("xqzzyt"))), 0);
    assert_int_equal(rap_nameword_of((rap_part){0}, 7), 0);
}

static void a_tally_is_one_for_each_word(void **state)
{
    (void)state;
    rap_tallies t;
    rap_arena *arena = rap_arena_new((size_t)1 << 20);
    assert_true(rap_tallies_init(&t, 1000, arena));
    for (uint32_t i = 0; i < 1000; i++)
        rap_tally_up(&rap_tally_of(&t, i * 64)->lower);
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(rap_tally_of(&t, i * 64)->lower, 1);
    rap_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(labels_are_of_whole_names_inside_a_sentence),
        cmocka_unit_test(a_report_has_the_same_labels_every_time),
        cmocka_unit_test(a_full_name_is_a_person_and_so_is_its_surname),
        cmocka_unit_test(a_label_opens_goes_on_and_ends),
        cmocka_unit_test(words_used_alike_share_a_class),
        cmocka_unit_test(a_word_nobody_knows_has_no_value),
        cmocka_unit_test(a_tally_is_one_for_each_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
