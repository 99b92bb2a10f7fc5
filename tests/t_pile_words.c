/*
 * tests/t_pile_words.c - the words, sentences and mentions of a source, and the keys of
 * tables that are looked up in them.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/phrases.h"

#include "pile/spelling.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static rap_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = rap_arena_new(1 << 26);
    return arena ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

/* One paragraph. */
static rap_phrases words_of(const char *source)
{
    rap_phrases w;
    rap_filed *f = RAP_NEW(arena, rap_filed, 1);
    rap_filed_block *block = RAP_NEW(arena, rap_filed_block, 1);
    assert_true(f && block);
    f->source = rap_str_of(source);
    *block = (rap_filed_block){{0, (uint32_t)f->source.n}, RAP_STR("paragraph"), {0}};
    f->blocks = block;
    f->n_blocks = 1;
    assert_true(rap_phrases_read(&w, f, arena));
    return w;
}

static rap_str word(const rap_phrases *w, uint32_t i)
{
    assert_true(i < w->n);
    return rap_str_cut(w->f->source, w->v[i].at.from, w->v[i].at.to);
}

static void word_is(const rap_phrases *w, uint32_t i, const char *z)
{
    if (!rap_str_is(word(w, i), z))
        fail_msg("word %u is \"" RAP_FMT "\"", i, RAP_ARG(word(w, i)));
}

/* ---- words ---- */

static void words_are_runs_of_letters_and_digits(void **state)
{
    (void)state;
    rap_phrases w =
        words_of("It's a 3rd, caf\xC3\xA9-like \xE2\x80\x9CZone\xE2\x80\x9D "
                 "\342\202\2545 \xE2\x81\xA0x\xE2\x80\x94y");
    static const char *const all[] = {"It",          "s",    "a",    "3rd",
                                      "caf\xC3\xA9", "like", "Zone", "\342\202\2545",
                                      "x",           "y"};
    assert_int_equal(w.n, 10);
    for (uint32_t i = 0; i < 10; i++)
        word_is(&w, i, all[i]);
    assert_int_equal(w.n_sentences, 1);
    w = words_of("so it ended \xE2\x80\xA6");
    assert_int_equal(w.n, 3);
    w = words_of("so it ended\xE2\x80\x9D");
    word_is(&w, 2, "ended");
    w = words_of(" ... ");
    assert_int_equal(w.n, 0);
    assert_int_equal(w.n_sentences, 0);
    w = words_of("");
    assert_int_equal(w.n, 0);
}

static void a_word_has_the_hash_of_its_lower_case_and_of_its_stem(void **state)
{
    (void)state;
    rap_phrases w = words_of("Released RELEASE releas Relea K\xC3\x84SE");
    assert_int_equal(w.v[0].hash, rap_hash(RAP_STR("released")));
    assert_int_equal(w.v[1].hash, rap_hash(RAP_STR("release")));
    for (uint32_t i = 0; i < 3; i++)
        assert_int_equal(w.v[i].stem, rap_hash(RAP_STR("releas")));
    assert_int_equal(w.v[3].stem, rap_hash(RAP_STR("relea")));
    assert_int_equal(w.v[3].stem, w.v[3].hash);
    assert_int_equal(w.v[4].hash, rap_hash(RAP_STR("k\xC3\x84se")));
    assert_int_equal(rap_phrase_stem(RAP_STR("released")), w.v[0].stem);
    assert_int_equal(rap_phrase_stem(RAP_STR("releas")), w.v[0].stem);
    assert_int_equal(rap_phrase_stem(RAP_STR("relea")), w.v[3].stem);
}

/* ---- sentences ---- */

static void sentences_are(const char *source, uint32_t n)
{
    rap_phrases w = words_of(source);
    if (w.n_sentences != n) fail_msg("%s: %u sentences", source, w.n_sentences);
}

static void a_sentence_ends_with_a_stop_a_blank_and_a_capital(void **state)
{
    (void)state;
    sentences_are("The dam held. The mill fell.", 2);
    sentences_are("Did it hold? The mill fell! So it did.", 3);
    sentences_are("The dam held.\" \"The mill fell.", 2);
    sentences_are("The dam held.\nThe mill fell.", 2);
    sentences_are("The dam held. 30 mills fell.", 2);
    sentences_are("The dam held. \xC3\x89mil fell.", 2);
    sentences_are("The dam held.The mill fell.", 1);
    sentences_are("The dam held. the mill fell.", 1);
    sentences_are("The dam held, The mill fell; It did: No", 1);
    sentences_are("We met J. Veld and A. B. Ruud.", 1);
    sentences_are("We met Ju. Veld.", 1); /* two letters are a name cut short */
    sentences_are("We met Jul. Veld.", 2);
    sentences_are("We let it go. Veld sat.", 2);
    sentences_are("It fell on a. Veld sat.", 2);
}

static void a_stop_of_an_abbreviation_ends_none(void **state)
{
    (void)state;
    sentences_are("We met Gen. Veld there.", 1);
    sentences_are("We met Capt. 30 there.", 1);
    sentences_are("We met on Oct. 20 there.", 1);
    sentences_are("We met in Oct. Snow fell.", 2);
    sentences_are("We read arts. 20 there.", 1);
    sentences_are("We met the arts. Snow fell.", 2);
    sentences_are("We met the dam. 30 fell.", 2);
}

static void a_sentence_reaches_from_its_first_word_to_its_last(void **state)
{
    (void)state;
    rap_phrases w = words_of("  The dam held. \"The mill fell!\" ");
    assert_int_equal(w.n_sentences, 2);
    assert_int_equal(w.sentences[0].from, 2);
    assert_int_equal(w.sentences[0].to, 14);
    assert_int_equal(w.sentences[1].from, 17);
    assert_int_equal(w.sentences[1].to, 30);
    for (uint32_t i = 0; i < 6; i++)
        assert_int_equal(w.v[i].sentence, i / 3);
}

static void only_the_blocks_of_the_body_are_read(void **state)
{
    (void)state;
    static const char source[] = "Mills burn One dam held a menu Two fell Said he Row";
    const rap_filed_block blocks[] = {
        {{0, 10}, RAP_STR("heading"), {0}}, {{11, 22}, RAP_STR("paragraph"), {0}},
        {{24, 30}, RAP_STR("other"), {0}},  {{31, 39}, RAP_STR("list"), {0}},
        {{40, 47}, RAP_STR("quote"), {0}},  {{48, 51}, RAP_STR("table"), {0}},
    };
    rap_filed f = {
        .source = rap_str_of(source), .blocks = blocks, .n_blocks = 6, .bytes = 51};
    rap_phrases w;
    assert_true(rap_phrases_read(&w, &f, arena));
    assert_int_equal(w.n, 9);
    assert_int_equal(w.n_sentences, 4); /* a block begins one */
    static const uint32_t sentence[] = {0, 0, 1, 1, 1, 2, 2, 3, 3};
    for (uint32_t i = 0; i < 9; i++)
        assert_int_equal(w.v[i].sentence, sentence[i]);
    word_is(&w, 4, "hel"); /* as far as its block */
    word_is(&w, 8, "he");
    f.source.n = 0; /* not at hand */
    assert_true(rap_phrases_read(&w, &f, arena));
    assert_int_equal(w.n, 0);
}

/* Room for many: each word and each sentence stays where it is. */
static void a_long_source_keeps_all_of_its_words(void **state)
{
    (void)state;
    enum { TIMES = 3000 };
    char *text = RAP_NEW(arena, char, TIMES * 7 + 1);
    for (size_t i = 0; i < TIMES; i++)
        memcpy(text + i * 7, "So it. ", 7);
    rap_phrases w = words_of(text);
    assert_int_equal(w.n, 2 * TIMES);
    assert_int_equal(w.n_sentences, TIMES);
    for (uint32_t i = 0; i < w.n; i++) {
        assert_int_equal(w.v[i].sentence, i / 2);
        assert_int_equal(w.v[i].at.from, i / 2 * 7 + i % 2 * 3);
    }
}

/* ---- mentions ---- */

static void mentions_stand_in_order_without_pronouns(void **state)
{
    (void)state;
    const rap_filed_mention mentions[] = {
        {{9, 12}, 'n', 1}, {{2, 5}, 'm', 0}, {{6, 7}, 'p', 0},   {{2, 4}, 'n', 2},
        {{5, 8}, 'n', -1}, {{2, 5}, 'n', 3}, {{20, 22}, 'n', 0},
    };
    rap_filed f = {.mentions = mentions, .n_mentions = 7};
    rap_phrases w;
    assert_true(rap_phrases_read(&w, &f, arena));
    static const uint32_t order[] = {3, 1, 5, 0, 6};
    assert_int_equal(w.n_mentions, 5);
    for (uint32_t i = 0; i < 5; i++)
        assert_ptr_equal(w.mentions[i], &mentions[order[i]]);
    /* the first that does not end before */
    assert_int_equal(rap_phrases_mention(&w, 0), 0);
    assert_int_equal(rap_phrases_mention(&w, 3), 0);
    assert_int_equal(rap_phrases_mention(&w, 4), 1);
    assert_int_equal(rap_phrases_mention(&w, 5), 3);
    assert_int_equal(rap_phrases_mention(&w, 12), 4);
    assert_int_equal(rap_phrases_mention(&w, 21), 4);
    assert_int_equal(rap_phrases_mention(&w, 22), 5);
    f.n_mentions = 0;
    assert_true(rap_phrases_read(&w, &f, arena));
    assert_int_equal(rap_phrases_mention(&w, 0), 0);
}

static void the_word_at_an_offset(void **state)
{
    (void)state;
    rap_phrases w = words_of("The dam held.");
    static const uint32_t at[][2] = {{0, 0}, {2, 0}, {3, 1},  {4, 1},
                                     {6, 1}, {7, 2}, {11, 2}, {12, 3}};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++)
        assert_int_equal(rap_phrases_word(&w, at[i][0]), at[i][1]);
}

/* ---- keys of tables ---- */

/* A table of these keys, as scripts/tables.py makes them: the index holds the
 * beginnings of longer keys too. */
enum { KEYS = 8, SLOTS = 64 };
typedef struct {
    rap_table t;
    char text[512];
    rap_table_cell cells[KEYS];
    rap_table_slot slots[SLOTS];
    uint64_t filter;
} dictionary;

static void put_slot(dictionary *d, rap_str key, uint32_t row)
{
    uint32_t hash = rap_hash(key), i = hash & (SLOTS - 1);
    while (d->slots[i].row && d->slots[i].hash != hash)
        i = (i + 1) & (SLOTS - 1);
    if (d->slots[i].row && row == RAP_TABLE_PREFIX) return;
    d->slots[i] = (rap_table_slot){hash, row};
    d->filter |= (uint64_t)1 << (hash & 63);
}

static const rap_table *table_of(const char *const *keys, uint32_t n)
{
    dictionary *d = RAP_NEW(arena, dictionary, 1);
    uint32_t end = 0;
    d->t = (rap_table){.name = "made",
                       .text = d->text,
                       .cells = d->cells,
                       .n_rows = n,
                       .n_cols = 1,
                       .slots = d->slots,
                       .mask = SLOTS - 1,
                       .max_words = 4,
                       .filter = &d->filter};
    for (uint32_t i = 0; i < n; i++) {
        rap_str key = rap_str_of(keys[i]);
        memcpy(d->text + end, key.p, key.n + 1);
        d->cells[i] = (rap_table_cell){end, (uint32_t)key.n};
        end += (uint32_t)key.n + 1;
        for (size_t k = rap_str_find(key, RAP_STR(" "), 0); k < key.n;
             k = rap_str_find(key, RAP_STR(" "), k + 1))
            put_slot(d, rap_str_cut(key, 0, k), RAP_TABLE_PREFIX);
        put_slot(d, key, i + 1);
    }
    return &d->t;
}

static const char *const keys[] = {"dam",     "dam gate", "mill", "mill of the river",
                                   "old oak", "to be"};

static void match_is(const char *source, uint32_t i, int row, uint32_t words)
{
    const rap_table *t = table_of(keys, 6);
    rap_phrases w = words_of(source);
    uint32_t n = 0;
    int got = rap_phrases_match(&w, t, i, &n);
    if (got != row || n != words) fail_msg("%s: row %d, %u words", source, got, n);
}

static void the_longest_key_at_a_word_counts(void **state)
{
    (void)state;
    match_is("The dam held", 0, RAP_TABLE_NONE, 0);
    match_is("The dam held", 1, 0, 1);
    match_is("The DAM gate held", 1, 1, 2);
    match_is("The dam-Gate held", 1, 1, 2); /* whatever stands between */
    match_is("A mill of the river", 1, 3, 4);
    match_is("A mill of the", 1, 2, 1);
    match_is("A mill of the rivers", 1, 2, 1);
    match_is("An old elm", 1, RAP_TABLE_NONE, 0);
    match_is("An old", 1, RAP_TABLE_NONE, 0);
    match_is("An old oak", 1, 4, 2);
    match_is("An old. Oak fell", 1, RAP_TABLE_NONE, 0); /* within a sentence */
    match_is("A dam. Gate fell", 1, 0, 1);
    match_is("to be", 0, 5, 2);
    match_is("It stood on the dam", 4, 0, 1);
    match_is("tobe", 0, RAP_TABLE_NONE, 0);
}

static int key_at(const char *plain, size_t at)
{
    return rap_phrase_at(table_of(keys, 6), rap_str_of(plain), at);
}

static void the_longest_key_of_a_folded_text_counts(void **state)
{
    (void)state;
    assert_int_equal(key_at("the dam held", 4), 0);
    assert_int_equal(key_at("the dam gate held", 4), 1);
    assert_int_equal(key_at("the dam gate", 4), 1);
    assert_int_equal(key_at("the dam gates", 4), 0);
    assert_int_equal(key_at("the dam", 4), 0);
    assert_int_equal(key_at("the damp", 4), RAP_TABLE_NONE);
    assert_int_equal(key_at("the dam", 0), RAP_TABLE_NONE);
    assert_int_equal(key_at("the mill of the river", 4), 3);
    assert_int_equal(key_at("the mill of the dam", 4), 2);
    assert_int_equal(key_at("old elm", 0), RAP_TABLE_NONE);
    assert_int_equal(key_at("old", 0), RAP_TABLE_NONE);
    assert_int_equal(key_at("", 0), RAP_TABLE_NONE);
    assert_int_equal(rap_phrase_at(table_of(keys, 6), (rap_str){"dam gate", 3}, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_runs_of_letters_and_digits),
        cmocka_unit_test(a_word_has_the_hash_of_its_lower_case_and_of_its_stem),
        cmocka_unit_test(a_sentence_ends_with_a_stop_a_blank_and_a_capital),
        cmocka_unit_test(a_stop_of_an_abbreviation_ends_none),
        cmocka_unit_test(a_sentence_reaches_from_its_first_word_to_its_last),
        cmocka_unit_test(only_the_blocks_of_the_body_are_read),
        cmocka_unit_test(a_long_source_keeps_all_of_its_words),
        cmocka_unit_test(mentions_stand_in_order_without_pronouns),
        cmocka_unit_test(the_word_at_an_offset),
        cmocka_unit_test(the_longest_key_at_a_word_counts),
        cmocka_unit_test(the_longest_key_of_a_folded_text_counts),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
