/*
 * tests/t_valid.c - trees that break a rule of Universal Dependencies, and what is made
 * of them.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/valid.h"

#include "trees/relations.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { WORDS = 400 };

typedef struct {
    rap_arena *arena;
    rap_token tokens[WORDS];
    rap_sentence sentence;
    rap_prose prose;
} stage;

static uint8_t upos_of(rap_str name)
{
    for (int u = RAP_X; u <= RAP_VERB; u++)
        if (rap_str_is(name, rap_upos_name((rap_upos)u))) return (uint8_t)u;
    fail_msg("no tag " RAP_FMT, RAP_ARG(name));
    return RAP_X;
}

/* A mark that opens or closes is "PUNCT/``"; any other Penn tag stands as it is. */
static void take_tag(rap_token *t, rap_str tag)
{
    size_t bar = rap_str_find(tag, RAP_STR("/"), 0);
    rap_str xpos = rap_str_cut(tag, bar + 1, tag.n);
    t->upos = upos_of(rap_str_cut(tag, 0, bar));
    if (bar == tag.n) return;
    assert_true(xpos.n < sizeof t->xpos);
    memcpy(t->xpos, xpos.p, xpos.n);
    if (strcmp(t->xpos, "``") == 0) t->shape = RAP_SHAPE_OPEN;
    if (strcmp(t->xpos, "''") == 0) t->shape = RAP_SHAPE_CLOSE;
}

/* "VERB 0 root, NOUN 1 obj": tag, head (from 1, 0 is none), relation. */
static stage *given(const char *text)
{
    stage *s = calloc(1, sizeof *s);
    assert_non_null(s);
    s->arena = rap_arena_new(1 << 20);
    rap_str rest = rap_str_of(text);
    uint32_t n = 0;
    while (rest.n) {
        size_t end = rap_str_find(rest, RAP_STR(", "), 0);
        rap_str word = rap_str_cut(rest, 0, end);
        size_t a = rap_str_find(word, RAP_STR(" "), 0);
        size_t b = rap_str_find(word, RAP_STR(" "), a + 1);
        uint32_t head = (uint32_t)strtoul(word.p + a, NULL, 10);
        take_tag(&s->tokens[n], rap_str_cut(word, 0, a));
        s->tokens[n].head = head ? head - 1 : n;
        s->tokens[n].deprel = (uint8_t)rap_deprel_of(rap_str_cut(word, b + 1, word.n));
        rest = rap_str_cut(rest, end + 2, rest.n);
        assert_true(++n < WORDS);
    }
    s->sentence.last = n;
    s->prose = (rap_prose){.arena = s->arena,
                           .tokens = s->tokens,
                           .n_tokens = n,
                           .sentences = &s->sentence,
                           .n_sentences = 1};
    return s;
}

static void done(stage *s)
{
    rap_arena_free(s->arena);
    free(s);
}

static void mended(stage *s)
{
    assert_int_equal(rap_valid_mend(&s->prose, NULL), RAP_OK);
}

static uint32_t head_of(const stage *s, uint32_t i)
{
    return s->tokens[i].head == i ? 0 : s->tokens[i].head + 1;
}

/* What is made of `text` is `want`, heads and relations; tags where they change. */
static void expect(const char *text, const char *want)
{
    stage *s = given(text), *w = given(want);
    mended(s);
    for (uint32_t i = 0; i < s->prose.n_tokens; i++) {
        const rap_token *a = &s->tokens[i], *b = &w->tokens[i];
        if (a->upos != b->upos || a->deprel != b->deprel || a->head != b->head)
            fail_msg("word %u is %s %u %s and not %s %u %s: %s", i + 1,
                     rap_upos_name(a->upos), head_of(s, i),
                     rap_deprel_name((rap_deprel)a->deprel), rap_upos_name(b->upos),
                     head_of(w, i), rap_deprel_name((rap_deprel)b->deprel), text);
    }
    done(s);
    done(w);
}

static void expect_kept(const char *text)
{
    expect(text, text);
}

/* ---- relations ---------------------------------------------------------------------
 */

/* A second root fits nothing, so that each tag gets its usual relation. */
static void what_fits_nothing_gets_the_usual_relation_of_its_tag(void **state)
{
    (void)state;
    static const char *const usual[][3] = {
        {"X", "dep", "dep"},
        {"ADJ", "amod", "advmod"},
        {"ADP", "case", "case"},
        {"ADV", "advmod", "advmod"},
        {"AUX", "cop", "aux"},
        {"CCONJ", "cc", "cc"},
        {"DET", "det", "det"},
        {"INTJ", "discourse", "discourse"},
        {"NOUN", "compound", "obl:unmarked"},
        {"NUM", "nummod", "obl:unmarked"},
        {"PART", "advmod", "advmod"},
        {"PRON", "nmod", "obl"},
        {"PROPN", "compound", "obl:unmarked"},
        {"PUNCT", "punct", "punct"},
        {"SCONJ", "mark", "mark"},
        {"SYM", "dep", "dep"},
        {"VERB", "acl", "advcl"},
    };
    static const char *const nominal[] = {"NOUN", "PROPN", "PRON", "NUM", "SYM"};
    static const char *const other[] = {"VERB", "ADJ", "ADV"};
    char text[80], want[80];
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        for (size_t k = 0; k < 8; k++) {
            const char *head = k < 5 ? nominal[k] : other[k - 5];
            snprintf(text, sizeof text, "%s 0 root, %s 1 root", head, usual[i][0]);
            snprintf(want, sizeof want, "%s 0 root, %s 1 %s", head, usual[i][0],
                     usual[i][k < 5 ? 1 : 2]);
            expect(text, want);
        }
}

/* The tags that a relation takes, of the guidelines of Universal Dependencies. */
static void a_relation_that_the_tag_does_not_take_is_replaced(void **state)
{
    (void)state;
    static const struct {
        const char *relation, *tags;
    } takes[] = {
        {"advmod", " ADV ADJ CCONJ DET PART SYM SCONJ "},
        {"aux", " AUX VERB PART "},
        {"case", " X ADP ADV CCONJ INTJ NOUN PART SCONJ SYM VERB "},
        {"cc", " CCONJ ADV PART SCONJ ADP SYM X "},
        {"cop", " AUX PRON DET SYM VERB PART "},
        {"det", " DET PRON SCONJ "},
        {"expl", " PRON DET PART "},
        {"mark", " X ADP ADV CCONJ PART SCONJ SYM VERB PRON "},
        {"nummod", " NUM NOUN SYM "},
    };
    char text[80], tag[16];
    for (size_t i = 0; i < sizeof takes / sizeof *takes; i++)
        for (int u = RAP_X; u <= RAP_VERB; u++) {
            const char *name = rap_upos_name((rap_upos)u);
            if (u == RAP_PUNCT) continue;
            snprintf(tag, sizeof tag, " %s ", name);
            snprintf(text, sizeof text, "VERB 0 root, %s 1 %s", name,
                     takes[i].relation);
            stage *s = given(text);
            mended(s);
            bool kept = strcmp(rap_deprel_name((rap_deprel)s->tokens[1].deprel),
                               takes[i].relation) == 0;
            bool usual = strstr("ADVADVMOD ADPCASE AUXAUX CCONJCC DETDET PARTADVMOD "
                                "SCONJMARK ADJADVMOD",
                                name) &&
                         kept;
            if (kept != (strstr(takes[i].tags, tag) != NULL) && !usual)
                fail_msg("%s: %s", text, kept ? "kept" : "replaced");
            done(s);
        }
}

static void a_mark_is_punctuation_and_nothing_else_is(void **state)
{
    (void)state;
    expect("NOUN 0 root, PUNCT 1 nmod", "NOUN 0 root, PUNCT 1 punct");
    expect("NOUN 0 root, NOUN 1 punct", "NOUN 0 root, NOUN 1 compound");
    expect_kept("NOUN 0 root, PUNCT 1 punct");
}

static void what_goes_on_goes_from_left_to_right(void **state)
{
    (void)state;
    static const char *const on[] = {"conj", "fixed", "flat", "goeswith", "appos"};
    char text[80];
    for (size_t i = 0; i < 5; i++) {
        snprintf(text, sizeof text, "PROPN 2 %s, PROPN 0 root", on[i]);
        expect(text, "PROPN 2 compound, PROPN 0 root");
        snprintf(text, sizeof text, "PROPN 0 root, PROPN 1 %s", on[i]);
        expect_kept(text);
    }
    expect_kept("PROPN 2 nmod, PROPN 0 root");
}

/* "as well as": the first word has the relation of the whole, whatever its tag. */
static void the_first_word_of_a_fixed_expression_has_the_relation_of_all(void **state)
{
    (void)state;
    expect("PRON 2 case, NOUN 0 root", "PRON 2 nmod, NOUN 0 root");
    expect_kept("PRON 3 case, ADP 1 fixed, NOUN 0 root");
    expect_kept("PRON 3 case, X 1 goeswith, NOUN 0 root");
    /* one that stands before its head makes no expression of it */
    expect("ADP 2 fixed, PRON 3 case, NOUN 0 root",
           "ADP 2 case, PRON 3 nmod, NOUN 0 root");
}

static void a_tag_follows_the_relation_where_the_tree_knows_better(void **state)
{
    (void)state;
    expect("VERB 2 aux, VERB 0 root", "AUX 2 aux, VERB 0 root");
    expect("VERB 2 cop, ADJ 0 root", "AUX 2 cop, ADJ 0 root");
    expect("PART/POS 2 aux, VERB 0 root", "AUX 2 aux, VERB 0 root");
    expect("PART/POS 2 cop, NOUN 0 root", "AUX 2 cop, NOUN 0 root");
    expect("SCONJ 2 det, NOUN 0 root", "DET 2 det, NOUN 0 root");
    expect("PRON 2 mark, VERB 0 root", "SCONJ 2 mark, VERB 0 root");
    expect("SCONJ 2 advmod, VERB 0 root", "ADV 2 advmod, VERB 0 root");
    expect("ADP/RP 2 advmod, VERB 0 root", "ADP 2 compound:prt, VERB 0 root");
    expect("ADP/IN 2 advmod, VERB 0 root", "ADP 2 case, VERB 0 root");
}

static void the_penn_tag_follows_too_where_it_is_known(void **state)
{
    (void)state;
    stage *s = given("PART/POS 3 cop, SCONJ/IN 3 det, NOUN 0 root, VERB/VBD 3 aux");
    mended(s);
    assert_string_equal(s->tokens[0].xpos, "VBZ");
    assert_string_equal(s->tokens[1].xpos, "DT");
    assert_string_equal(s->tokens[3].xpos, "VBD");
    done(s);
}

/* ---- who may have dependents -------------------------------------------------------
 */

static void what_hangs_on_a_function_word_goes_up_to_its_head(void **state)
{
    (void)state;
    static const char *const functions[][2] = {
        {"ADP", "case"}, {"SCONJ", "mark"}, {"CCONJ", "cc"}};
    char word[32], text[120], want[120];
    for (size_t i = 0; i < 3; i++) {
        snprintf(word, sizeof word, "%s 1 %s", functions[i][0], functions[i][1]);
        snprintf(text, sizeof text, "NOUN 0 root, %s, NOUN 2 nmod", word);
        snprintf(want, sizeof want, "NOUN 0 root, %s, NOUN 1 nmod", word);
        expect(text, want);
        snprintf(word, sizeof word, "%s 3 %s", functions[i][0], functions[i][1]);
        snprintf(text, sizeof text, "NOUN 2 nmod, %s, NOUN 0 root", word);
        snprintf(want, sizeof want, "NOUN 3 nmod, %s, NOUN 0 root", word);
        expect(text, want);
    }
    expect("VERB 0 root, PRON 1 expl, X 2 goeswith, NOUN 3 nmod",
           "VERB 0 root, PRON 1 expl, X 2 goeswith, NOUN 2 nmod");
    expect("VERB 0 root, ADP 1 case, ADP 2 fixed, ADP 3 fixed",
           "VERB 0 root, ADP 1 case, ADP 2 fixed, ADP 2 fixed");
}

static void function_words_keep_what_they_may_have(void **state)
{
    (void)state;
    expect_kept("NOUN 0 root, ADP 1 case, ADV 2 advmod");
    expect_kept("NOUN 0 root, ADP 1 case, NOUN 2 obl");
    expect_kept("NOUN 0 root, ADP 1 case, CCONJ 4 cc, ADP 2 conj");
    expect_kept("NOUN 0 root, SCONJ 1 mark, NOUN 2 obl");
    expect_kept("NOUN 0 root, CCONJ 1 cc, ADV 2 advmod");
    expect("NOUN 0 root, CCONJ 1 cc, NOUN 2 obl",
           "NOUN 0 root, CCONJ 1 cc, NOUN 1 obl");
    expect_kept("VERB 0 root, AUX 1 aux, ADV 2 advmod");
    expect_kept("NOUN 0 root, AUX 1 cop, ADV 2 advmod");
    expect_kept("VERB 0 root, ADP 1 case, ADP 2 fixed, ADP 2 conj");
    /* the root may have any, whatever relation it came with */
    expect("ADP 0 case, NOUN 1 nmod", "ADP 0 root, NOUN 1 nmod");
}

/* Beyond what goes up, to the same side, all goes up: the arcs would cross. */
static void what_lies_beyond_goes_up_with_it(void **state)
{
    (void)state;
    expect("NOUN 0 root, ADP 1 case, ADV 2 advmod, NOUN 2 nmod, ADV 2 advmod",
           "NOUN 0 root, ADP 1 case, ADV 2 advmod, NOUN 1 nmod, ADV 1 advmod");
    expect("ADV 4 advmod, NOUN 4 nmod, ADV 4 advmod, ADP 5 case, NOUN 0 root",
           "ADV 5 advmod, NOUN 5 nmod, ADV 4 advmod, ADP 5 case, NOUN 0 root");
    /* of two to the right the nearer counts, and neither moves what is to the left */
    expect("NOUN 0 root, ADV 3 advmod, ADP 1 case, NOUN 3 nmod, NOUN 3 nmod",
           "NOUN 0 root, ADV 3 advmod, ADP 1 case, NOUN 1 nmod, NOUN 1 nmod");
}

static void an_auxiliary_with_an_object_is_a_verb(void **state)
{
    (void)state;
    expect("VERB 0 root, AUX 1 aux, NOUN 2 obj",
           "VERB 0 root, AUX 1 advcl, NOUN 2 obj");
    expect("NOUN 0 root, AUX 1 aux, NOUN 2 obj", "NOUN 0 root, AUX 1 acl, NOUN 2 obj");
    /* a copula is none: its object goes up */
    expect("ADJ 0 root, AUX 1 cop, NOUN 2 obj", "ADJ 0 root, AUX 1 cop, NOUN 1 obj");
}

/* Each link of the chain goes up, one round after the other, and two at a time do not.
 */
static void a_short_chain_of_function_words_is_undone(void **state)
{
    (void)state;
    expect("NOUN 0 root, ADP 1 case, ADP 2 case, ADP 3 case",
           "NOUN 0 root, ADP 1 case, ADP 1 case, ADP 1 case");
    expect("NOUN 0 root, ADP 1 case, ADV 2 advmod, SCONJ 3 mark, NOUN 4 nmod",
           "NOUN 0 root, ADP 1 case, ADV 2 advmod, SCONJ 3 mark, NOUN 3 nmod");
}

static void a_long_chain_becomes_flat(void **state)
{
    (void)state;
    enum { N = 300 };
    char text[N * 16] = "NOUN 0 root";
    size_t at = strlen(text);
    for (int i = 1; i < N; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, ", ADP %d case", i);
    stage *s = given(text);
    mended(s);
    for (uint32_t i = 1; i < N; i++) {
        assert_int_equal(s->tokens[i].head, 0);
        assert_int_equal(s->tokens[i].deprel, RAP_REL_CASE);
    }
    done(s);
}

/* ---- one root, no loop -------------------------------------------------------------
 */

static void of_two_roots_the_first_is_it(void **state)
{
    (void)state;
    expect("NOUN 0 root, VERB 0 root, NOUN 2 obj",
           "NOUN 0 root, VERB 1 parataxis, NOUN 2 obj");
}

static void heads_that_go_round_are_hung_on_the_root(void **state)
{
    (void)state;
    stage *s = given("VERB 0 root, NOUN 3 nmod, NOUN 4 nmod, NOUN 2 nmod, NOUN 4 nmod");
    mended(s);
    uint32_t on_root = 0;
    for (uint32_t i = 0; i < 5; i++) {
        uint32_t up = i, steps = 0;
        while (s->tokens[up].head != up && steps++ < 5)
            up = s->tokens[up].head;
        assert_int_equal(up, 0);
        on_root += i > 0 && s->tokens[i].head == 0;
    }
    assert_int_equal(on_root, 1); /* the loop is cut at one place */
    done(s);
}

static void a_sentence_without_root_gets_its_first_word(void **state)
{
    (void)state;
    expect("NOUN 2 nmod, NOUN 1 nmod", "NOUN 0 root, NOUN 1 nmod");
}

static void the_root_is_a_word_if_there_is_one(void **state)
{
    (void)state;
    expect("PUNCT 0 root, PUNCT 1 punct, NOUN 1 nsubj, NOUN 1 obj",
           "PUNCT 3 punct, PUNCT 3 punct, NOUN 0 root, NOUN 3 obj");
    expect("PUNCT 0 root, PUNCT 1 punct", "PUNCT 0 root, PUNCT 1 punct");
}

static void what_hangs_on_a_mark_goes_up(void **state)
{
    (void)state;
    expect("VERB 0 root, PUNCT 1 punct, NOUN 2 obj",
           "VERB 0 root, PUNCT 1 punct, NOUN 1 obj");
    expect("VERB 0 root, PUNCT 1 punct, PUNCT 2 punct, NOUN 3 obj, ADP 4 case",
           "VERB 0 root, PUNCT 1 punct, PUNCT 1 punct, NOUN 1 obj, ADP 4 case");
    /* and is judged again there: an owner has a noun, a verb has an adverbial */
    expect("VERB 0 root, PUNCT 1 punct, ADJ 2 root",
           "VERB 0 root, PUNCT 1 punct, ADJ 1 advmod");
}

static void words_without_heads_are_left_alone(void **state)
{
    (void)state;
    stage *s = given("PUNCT 0 nmod, NOUN 1 punct, NOUN 2 aux");
    for (int round = 0; round < 2; round++) {
        s->tokens[2].head = round ? 3 : RAP_NO_HEAD; /* none, or beyond the sentence */
        mended(s);
        assert_int_equal(s->tokens[0].deprel, RAP_REL_NMOD);
        assert_int_equal(s->tokens[1].deprel, RAP_REL_PUNCT);
        assert_int_equal(s->tokens[2].deprel, RAP_REL_AUX);
    }
    done(s);
}

/* ---- roles -------------------------------------------------------------------------
 */

static void of_two_subjects_the_nearer_is_the_predicates_own(void **state)
{
    (void)state;
    expect("NOUN 3 nsubj, NOUN 3 nsubj, VERB 0 root",
           "NOUN 3 nsubj:outer, NOUN 3 nsubj, VERB 0 root");
    expect("NOUN 3 nsubj, NOUN 3 nsubj:pass, VERB 0 root",
           "NOUN 3 nsubj:outer, NOUN 3 nsubj:pass, VERB 0 root");
    expect("PRON 2 nsubj, VERB 0 root, NOUN 2 nsubj",
           "PRON 2 nsubj, VERB 0 root, NOUN 2 dislocated");
    expect("PRON 2 nsubj, VERB 0 root, VERB 2 csubj",
           "PRON 2 nsubj, VERB 0 root, VERB 2 ccomp");
    expect("VERB 3 csubj, PRON 3 nsubj, VERB 0 root",
           "VERB 3 csubj:outer, PRON 3 nsubj, VERB 0 root");
    expect("VERB 3 csubj:pass, PRON 3 nsubj, VERB 0 root",
           "VERB 3 csubj:outer, PRON 3 nsubj, VERB 0 root");
    expect("VERB 0 root, NOUN 1 nsubj, NOUN 1 nsubj",
           "VERB 0 root, NOUN 1 nsubj, NOUN 1 dislocated");
    expect("NOUN 4 nsubj, NOUN 4 nsubj, NOUN 4 nsubj, VERB 0 root",
           "NOUN 4 nsubj:outer, NOUN 4 nsubj:outer, NOUN 4 nsubj, VERB 0 root");
    expect_kept("NOUN 3 nsubj:outer, NOUN 3 nsubj, VERB 0 root");
    expect_kept("NOUN 2 nsubj, VERB 0 root, NOUN 4 nsubj, VERB 2 ccomp");
}

static void of_two_objects_the_first_is_direct(void **state)
{
    (void)state;
    expect("VERB 0 root, NOUN 1 obj, NOUN 1 obj, NOUN 1 obj",
           "VERB 0 root, NOUN 1 obj, NOUN 1 obl:unmarked, NOUN 1 obl:unmarked");
    expect_kept("VERB 0 root, NOUN 1 iobj, NOUN 1 obj");
    expect_kept("VERB 0 root, NOUN 1 obj, VERB 1 conj, NOUN 3 obj");
}

static void what_is_orphaned_hangs_on_a_clause(void **state)
{
    (void)state;
    expect("VERB 0 root, NOUN 1 obj, NOUN 2 orphan",
           "VERB 0 root, NOUN 1 obj, NOUN 2 dep");
    static const char *const clauses[] = {"conj",  "parataxis", "csubj",     "ccomp",
                                          "advcl", "acl",       "reparandum"};
    char text[80];
    expect_kept("VERB 0 root, NOUN 1 orphan");
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        snprintf(text, sizeof text, "VERB 0 root, VERB 1 %s, NOUN 2 orphan",
                 clauses[i]);
        expect_kept(text);
    }
}

/* ---- marks -------------------------------------------------------------------------
 */

static void a_mark_whose_arc_crosses_none_stays(void **state)
{
    (void)state;
    expect_kept("NOUN 2 nsubj, VERB 0 root, PUNCT 2 punct");
    expect_kept("NOUN 3 nsubj, PUNCT 1 punct, VERB 0 root");
    expect_kept("NOUN 4 nsubj, ADJ 1 amod, PUNCT 2 punct, VERB 0 root");
    expect_kept("PUNCT 2 punct, NOUN 3 nsubj, VERB 0 root");
    expect_kept("PUNCT 2 punct, ADJ 3 amod, NOUN 4 nsubj, VERB 0 root");
    expect_kept("VERB 0 root, PUNCT 4 punct, DET 4 det, NOUN 1 obj");
}

static void a_mark_whose_arc_crosses_another_hangs_on_the_highest(void **state)
{
    (void)state;
    /* at either end: the root */
    expect("NOUN 2 nsubj, VERB 0 root, DET 4 det, NOUN 2 obj, PUNCT 1 punct",
           "NOUN 2 nsubj, VERB 0 root, DET 4 det, NOUN 2 obj, PUNCT 2 punct");
    expect("PUNCT 5 punct, NOUN 3 nsubj, VERB 0 root, DET 5 det, NOUN 3 obj",
           "PUNCT 3 punct, NOUN 3 nsubj, VERB 0 root, DET 5 det, NOUN 3 obj");
    /* under an arc: whoever reaches over it */
    expect("VERB 0 root, DET 4 det, PUNCT 1 punct, NOUN 1 obj",
           "VERB 0 root, DET 4 det, PUNCT 4 punct, NOUN 1 obj");
    expect("NOUN 4 nsubj, PUNCT 4 punct, ADJ 1 amod, VERB 0 root",
           "NOUN 4 nsubj, PUNCT 1 punct, ADJ 1 amod, VERB 0 root");
}

static void of_marks_in_one_gap_no_arcs_cross(void **state)
{
    (void)state;
    expect("NOUN 2 nsubj, VERB 0 root, NOUN 2 obj, PUNCT 2 punct, PUNCT 3 punct",
           "NOUN 2 nsubj, VERB 0 root, NOUN 2 obj, PUNCT 3 punct, PUNCT 3 punct");
    expect_kept("NOUN 2 nsubj, VERB 0 root, NOUN 2 obj, PUNCT 3 punct, PUNCT 2 punct");
    expect("PUNCT 3 punct, PUNCT 4 punct, NOUN 4 nsubj, VERB 0 root",
           "PUNCT 3 punct, PUNCT 3 punct, NOUN 4 nsubj, VERB 0 root");
    expect_kept("PUNCT 4 punct, PUNCT 3 punct, NOUN 4 nsubj, VERB 0 root");
}

static void a_mark_that_closes_hangs_where_its_mate_hangs(void **state)
{
    (void)state;
    const char *quotes[] = {"``", "''"}, *brackets[] = {"-LRB-", "-RRB-"};
    char text[160], want[160];
    static const char *const form =
        "VERB 0 root, PUNCT/%s 3 punct, NOUN 1 obj, PUNCT/%s %d punct, PUNCT 1 punct";
    for (int i = 0; i < 2; i++) {
        const char *const *kind = i ? brackets : quotes;
        snprintf(text, sizeof text, form, kind[0], kind[1], 1);
        snprintf(want, sizeof want, form, kind[0], kind[1], 3);
        expect(text, want);
        /* a bracket does not close a quotation */
        snprintf(text, sizeof text, form, kind[0], i ? "''" : "-RRB-", 1);
        expect_kept(text);
    }
    /* the inner pair first; one that never opened has no mate */
    expect("PUNCT/'' 2 punct, VERB 0 root, PUNCT/`` 5 punct, PUNCT/-LRB- 5 punct, NOUN "
           "2 obj, PUNCT/-RRB- 2 punct, PUNCT/'' 2 punct",
           "PUNCT/'' 2 punct, VERB 0 root, PUNCT/`` 5 punct, PUNCT/-LRB- 5 punct, NOUN "
           "2 obj, PUNCT/-RRB- 5 punct, PUNCT/'' 5 punct");
}

static void a_mate_out_of_reach_is_not_followed(void **state)
{
    (void)state;
    expect("PUNCT/`` 2 punct, NOUN 3 nsubj, VERB 0 root, NOUN 3 obj, PUNCT/'' 4 punct",
           "PUNCT/`` 2 punct, NOUN 3 nsubj, VERB 0 root, NOUN 3 obj, PUNCT/'' 4 punct");
}

/* ---- several sentences -------------------------------------------------------------
 */

static void each_sentence_is_mended_for_itself(void **state)
{
    (void)state;
    stage *s = given("NOUN 0 root, NOUN 1 punct, VERB 0 root, NOUN 3 obj, NOUN 3 obj");
    rap_sentence three[] = {
        {.first = 0, .last = 2}, {.first = 2, .last = 2}, {.first = 2, .last = 5}};
    s->prose.sentences = three;
    s->prose.n_sentences = 3;
    mended(s);
    assert_int_equal(s->tokens[1].deprel, RAP_REL_COMPOUND);
    assert_int_equal(s->tokens[1].head, 0);
    assert_int_equal(s->tokens[2].head, 2);
    assert_int_equal(s->tokens[2].deprel, RAP_REL_ROOT);
    assert_int_equal(s->tokens[3].deprel, RAP_REL_OBJ);
    assert_int_equal(s->tokens[4].deprel, RAP_REL_OBL_UNMARKED);
    assert_int_equal(s->tokens[4].head, 2);
    three[2].last = 3; /* a head behind the end of its sentence, and before its begin */
    s->tokens[2].head = 3;
    mended(s);
    assert_int_equal(s->tokens[2].head, 3);
    s->tokens[2].head = 1;
    mended(s);
    assert_int_equal(s->tokens[2].head, 1);
    done(s);
}

/* Arcs that cross, go round or lead nowhere: a tree all the same, and mended again it
 * stays as it is but for arcs that cross. */
static void whatever_comes_is_made_a_tree(void **state)
{
    (void)state;
    uint64_t seed = 7;
    stage *s = given("NOUN 0 root");
    for (int round = 0; round < 20000; round++) {
        uint32_t n = 1 + (uint32_t)round % 14, roots = 0;
        for (uint32_t i = 0; i < n; i++) {
            rap_token *t = &s->tokens[i];
            uint32_t r[4];
            for (int k = 0; k < 4; k++) {
                seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
                r[k] = (uint32_t)(seed >> 33);
            }
            *t =
                (rap_token){.head = r[0] % n, .upos = (uint8_t)(r[1] % (RAP_VERB + 1))};
            t->deprel = (uint8_t)(r[2] % RAP_REL_COUNT);
            if (r[3] % 5 == 0) {
                t->upos = RAP_PUNCT;
                t->deprel = RAP_REL_PUNCT;
                t->shape =
                    (uint16_t)(r[3] % 3 ? r[3] % 2 ? RAP_SHAPE_OPEN : RAP_SHAPE_CLOSE
                                        : 0);
                snprintf(t->xpos, sizeof t->xpos, "%s",
                         r[3] % 7 == 0   ? "-LRB-"
                         : r[3] % 7 == 1 ? "-RRB-"
                                         : ".");
            } else if (r[3] % 5 == 1) {
                snprintf(t->xpos, sizeof t->xpos, "%s", "RP");
            }
        }
        s->sentence.last = s->prose.n_tokens = n;
        mended(s);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t up = i, steps = 0;
            while (s->tokens[up].head != up && steps++ < n)
                up = s->tokens[up].head;
            assert_int_equal(s->tokens[up].head, up);
            assert_int_equal(s->tokens[up].deprel, RAP_REL_ROOT);
            roots += s->tokens[i].head == i;
            const rap_token *t = &s->tokens[i], *h = &s->tokens[t->head];
            assert_int_not_equal(t->deprel, RAP_REL_NONE);
            if (t->head != i && t->deprel == RAP_REL_PUNCT)
                assert_int_equal(t->upos, RAP_PUNCT);
            if (t->head != i) assert_int_not_equal(h->deprel, RAP_REL_PUNCT);
        }
        assert_int_equal(roots, 1);
        rap_arena_reset(s->arena);
    }
    done(s);
}

static void without_memory_it_says_so(void **state)
{
    (void)state;
    for (size_t held = 16; held < 400; held += 16) { /* each of the blocks in turn */
        stage *s = given("NOUN 0 root, NOUN 1 punct, NOUN 1 obj, VERB 0 nsubj");
        rap_arena *small = rap_arena_new(held);
        s->prose.arena = small;
        rap_err err;
        rap_code rc = rap_valid_mend(&s->prose, &err);
        assert_true(rc == RAP_OK || rc == RAP_E_LIMIT);
        if (rc != RAP_OK) assert_int_equal(s->tokens[1].deprel, RAP_REL_PUNCT);
        rap_arena_free(small);
        done(s);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_fits_nothing_gets_the_usual_relation_of_its_tag),
        cmocka_unit_test(a_relation_that_the_tag_does_not_take_is_replaced),
        cmocka_unit_test(a_mark_is_punctuation_and_nothing_else_is),
        cmocka_unit_test(what_goes_on_goes_from_left_to_right),
        cmocka_unit_test(the_first_word_of_a_fixed_expression_has_the_relation_of_all),
        cmocka_unit_test(a_tag_follows_the_relation_where_the_tree_knows_better),
        cmocka_unit_test(the_penn_tag_follows_too_where_it_is_known),
        cmocka_unit_test(what_hangs_on_a_function_word_goes_up_to_its_head),
        cmocka_unit_test(function_words_keep_what_they_may_have),
        cmocka_unit_test(what_lies_beyond_goes_up_with_it),
        cmocka_unit_test(an_auxiliary_with_an_object_is_a_verb),
        cmocka_unit_test(a_short_chain_of_function_words_is_undone),
        cmocka_unit_test(a_long_chain_becomes_flat),
        cmocka_unit_test(of_two_roots_the_first_is_it),
        cmocka_unit_test(heads_that_go_round_are_hung_on_the_root),
        cmocka_unit_test(a_sentence_without_root_gets_its_first_word),
        cmocka_unit_test(the_root_is_a_word_if_there_is_one),
        cmocka_unit_test(what_hangs_on_a_mark_goes_up),
        cmocka_unit_test(words_without_heads_are_left_alone),
        cmocka_unit_test(of_two_subjects_the_nearer_is_the_predicates_own),
        cmocka_unit_test(of_two_objects_the_first_is_direct),
        cmocka_unit_test(what_is_orphaned_hangs_on_a_clause),
        cmocka_unit_test(a_mark_whose_arc_crosses_none_stays),
        cmocka_unit_test(a_mark_whose_arc_crosses_another_hangs_on_the_highest),
        cmocka_unit_test(of_marks_in_one_gap_no_arcs_cross),
        cmocka_unit_test(a_mark_that_closes_hangs_where_its_mate_hangs),
        cmocka_unit_test(a_mate_out_of_reach_is_not_followed),
        cmocka_unit_test(each_sentence_is_mended_for_itself),
        cmocka_unit_test(whatever_comes_is_made_a_tree),
        cmocka_unit_test(without_memory_it_says_so),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
