/*
 * tests/t_trees.c - relations, the moves of the parser, trees over texts.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/trees.h"

#include "layout/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct {
    rap_arena *arena;
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
} stage;

static void open_text(stage *s, const char *text)
{
    *s = (stage){.arena = rap_arena_new((size_t)1 << 29)};
    const rap_layout_options how = {.verbatim = true};
    assert_int_equal(rap_mend(&s->mended, rap_str_of(text), "utf-8", s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_layout_read(&s->layout, &s->mended, &how, s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_prose_read(&s->prose, &s->mended, &s->layout, s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_trees_read(&s->prose, NULL), RAP_OK);
}

static void close_text(stage *s)
{
    rap_arena_free(s->arena);
}

static uint32_t token_of(const stage *s, const char *word)
{
    for (uint32_t i = 0; i < s->prose.n_tokens; i++)
        if (rap_str_is(rap_token_text(&s->prose, i), word)) return i;
    fail_msg("no token %s", word);
    return 0;
}

/* In `text`, `child` hangs to `head` ("" is the root) by `relation`. */
static void expect_arc(const char *text, const char *child, const char *head,
                       const char *relation)
{
    stage s;
    open_text(&s, text);
    uint32_t i = token_of(&s, child);
    const rap_token *t = &s.prose.tokens[i];
    uint32_t want = *head ? token_of(&s, head) : i;
    if (t->head != want)
        fail_msg("%s hangs to " RAP_FMT " and not to %s in: %s", child,
                 RAP_ARG(rap_token_text(&s.prose, t->head)), head, text);
    if (strcmp(rap_deprel_name(t->deprel), relation) != 0)
        fail_msg("%s is %s of %s in: %s", child, rap_deprel_name(t->deprel), head,
                 text);
    close_text(&s);
}

/* Every token reaches the one root of its sentence, and none leaves the sentence. */
static void expect_trees(const stage *s)
{
    const rap_prose *p = &s->prose;
    for (uint32_t k = 0; k < p->n_sentences; k++) {
        const rap_sentence *x = &p->sentences[k];
        uint32_t roots = 0;
        for (uint32_t i = x->first; i < x->last; i++) {
            assert_in_range(p->tokens[i].head, x->first, x->last - 1);
            assert_int_not_equal(p->tokens[i].deprel, RAP_REL_NONE);
            bool root = p->tokens[i].head == i;
            assert_int_equal(root, p->tokens[i].deprel == RAP_REL_ROOT);
            roots += root;
            uint32_t n = 0;
            for (uint32_t at = i; p->tokens[at].head != at; at = p->tokens[at].head)
                assert_true(++n < x->last - x->first);
        }
        assert_int_equal(roots, 1);
    }
}

static void every_relation_is_found_by_its_name(void **state)
{
    (void)state;
    for (int r = RAP_REL_NONE + 1; r < RAP_REL_COUNT; r++)
        assert_int_equal(rap_deprel_of(rap_str_of(rap_deprel_name((rap_deprel)r))), r);
    assert_string_equal(rap_deprel_name(RAP_REL_NONE), "");
    assert_string_equal(rap_deprel_name(RAP_REL_COUNT), "");
}

static void an_unknown_subtype_is_its_relation_and_an_unknown_relation_dep(void **state)
{
    (void)state;
    assert_int_equal(rap_deprel_of(RAP_STR("nsubj:xyz")), RAP_REL_NSUBJ);
    assert_int_equal(rap_deprel_of(RAP_STR("xyz")), RAP_REL_DEP);
    assert_int_equal(rap_deprel_of(RAP_STR("")), RAP_REL_DEP);
}

static void a_plain_relation_has_no_colon(void **state)
{
    (void)state;
    for (int r = RAP_REL_NONE + 1; r < RAP_REL_COUNT; r++) {
        const char *name = rap_deprel_name((rap_deprel)r);
        const char *plain = rap_deprel_name(rap_deprel_plain((rap_deprel)r));
        assert_null(strchr(plain, ':'));
        assert_int_equal(strncmp(name, plain, strlen(plain)), 0);
    }
}

static void who_does_what_to_whom_is_seen(void **state)
{
    (void)state;
    const char *text = "Norland rejected the offer on Monday.";
    expect_arc(text, "rejected", "", "root");
    expect_arc(text, "Norland", "rejected", "nsubj");
    expect_arc(text, "offer", "rejected", "obj");
    expect_arc(text, "the", "offer", "det");
    expect_arc(text, "Monday", "rejected", "obl");
    expect_arc(text, ".", "rejected", "punct");
}

static void a_passive_has_its_own_subject(void **state)
{
    (void)state;
    const char *text = "The envoy was killed by gunmen near the border.";
    expect_arc(text, "envoy", "killed", "nsubj:pass");
    expect_arc(text, "was", "killed", "aux:pass");
    expect_arc(text, "gunmen", "killed", "obl:agent");
}

static void what_is_said_hangs_to_the_verb_that_tells(void **state)
{
    (void)state;
    const char *text = "The minister said that the talks had failed.";
    expect_arc(text, "failed", "said", "ccomp");
    expect_arc(text, "that", "failed", "mark");
    expect_arc(text, "minister", "said", "nsubj");
}

static void an_owner_hangs_to_what_is_owned(void **state)
{
    (void)state;
    expect_arc("Sudmark's army left the town.", "Sudmark", "army", "nmod:poss");
    expect_arc("Her deputy resigned.", "Her", "deputy", "nmod:poss");
}

static void a_relative_clause_hangs_to_its_noun(void **state)
{
    (void)state;
    expect_arc("The officials who signed the deal left Kesh.", "signed", "officials",
               "acl:relcl");
}

static void every_text_gets_trees(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Peace",
        "...",
        "\"\" ( ) - - ''",
        "NORLAND TALKS COLLAPSE AS ENVOY WALKS OUT",
        "Norland Talks Collapse As Envoy Walks Out: NPA",
        "\xE2\x80\x9CNo,\xE2\x80\x9D she said. \xE2\x80\x9CWe will not sign",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
        "1) one 2) two; 3) three -- (NPA) -- 12:30 p.m. @kesh http://npa.example/x",
    };
    size_t read = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        stage s;
        open_text(&s, texts[i]);
        read += s.prose.n_tokens > 0;
        expect_trees(&s);
        close_text(&s);
    }
    assert_in_range(read, 6,
                    sizeof texts / sizeof *texts); /* marks alone are no prose */
}

static void a_sentence_of_thousands_of_words_is_one_tree(void **state)
{
    (void)state;
    enum { WORDS = 5000 };
    static const char *const words[] = {"the ",  "envoy ", "of ",
                                        "Kesh ", "met ",   "and "};
    char *text = calloc(WORDS, 8), *end = text;
    for (int i = 0; i < WORDS; i++) {
        size_t n = strlen(words[i % 6]);
        memcpy(end, words[i % 6], n);
        end += n;
    }
    stage s;
    open_text(&s, text);
    assert_true(s.prose.n_tokens >= WORDS);
    expect_trees(&s);
    close_text(&s);
    free(text);
}

static void the_same_text_gets_the_same_trees(void **state)
{
    (void)state;
    const char *text =
        "Kesh and Ostia, long at odds, agreed on Friday to open the pass "
        "that their troops had closed. Few believed it.";
    stage a, b;
    open_text(&a, text);
    open_text(&b, text);
    assert_int_equal(a.prose.n_tokens, b.prose.n_tokens);
    for (uint32_t i = 0; i < a.prose.n_tokens; i++) {
        assert_int_equal(a.prose.tokens[i].head, b.prose.tokens[i].head);
        assert_int_equal(a.prose.tokens[i].deprel, b.prose.tokens[i].deprel);
    }
    close_text(&a);
    close_text(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_relation_is_found_by_its_name),
        cmocka_unit_test(
            an_unknown_subtype_is_its_relation_and_an_unknown_relation_dep),
        cmocka_unit_test(a_plain_relation_has_no_colon),
        cmocka_unit_test(who_does_what_to_whom_is_seen),
        cmocka_unit_test(a_passive_has_its_own_subject),
        cmocka_unit_test(what_is_said_hangs_to_the_verb_that_tells),
        cmocka_unit_test(an_owner_hangs_to_what_is_owned),
        cmocka_unit_test(a_relative_clause_hangs_to_its_noun),
        cmocka_unit_test(every_text_gets_trees),
        cmocka_unit_test(a_sentence_of_thousands_of_words_is_one_tree),
        cmocka_unit_test(the_same_text_gets_the_same_trees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
