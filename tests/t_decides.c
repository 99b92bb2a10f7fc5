/*
 * tests/t_decides.c - conditions of decisions, each decided alone: what the other tests
 * of base, intake and mend only reach together with others (`make mcdc`).
 */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/jsonin.h"
#include "base/paged.h"
#include "mend/charset.h"
#include "mend/codepage.h"
#include "mend/mended.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static rap_arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = rap_arena_new((size_t)64 << 20);
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

static rap_mended mend(rap_str source, const char *charset)
{
    rap_mended m;
    assert_int_equal(rap_mend(&m, source, charset, arena, NULL), RAP_OK);
    return m;
}

static void become(const char *const (*pairs)[2], size_t n)
{
    for (size_t i = 0; i < n; i++) {
        rap_mended m = mend(rap_str_of(pairs[i][0]), NULL);
        const char *want = pairs[i][1] ? pairs[i][1] : pairs[i][0];
        if (!rap_str_is(m.text, want))
            fail_msg("%s: " RAP_FMT ", not %s", pairs[i][0], RAP_ARG(m.text), want);
    }
}
#define BECOME(pairs) become(pairs, sizeof(pairs) / sizeof *(pairs))

/* Every text has a "?" that can only be an apostrophe, so that the others are asked. */
static void a_question_mark_asks_or_stands_for_a_mark(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"He didn?t like l?homme.", "He didn\u2019t like l\u2019homme."},
        {"He didn?t go ? not now.", "He didn\u2019t go \u2014 not now."},
        {"He didn?t go? No.", "He didn\u2019t go? No."},
        {"He didn?t see nothin? there.", "He didn\u2019t see nothin? there."},
        {"He didn?t see the boys? house.", "He didn\u2019t see the boys\u2019 house."},
        {"?The boys? house is here,? he said. He didn?t.",
         "\u201CThe boys\u2019 house is here,\u201D he said. He didn\u2019t."},
        {"?The boys?, a house is here,? he said. He didn?t.",
         "\u201CThe boys?, a house is here,\u201D he said. He didn\u2019t."},
        {"?The boys? and he said. He didn?t.",
         "\u201CThe boys\u201D and he said. He didn\u2019t."},
        {"?Go!? he said. He didn?t.", "\u201CGo!\u201D he said. He didn\u2019t."}};
    BECOME(pairs);
}

static void words_without_a_space_are_joined_by_a_dash(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"He didn?t go low?high, and so on.",
         "He didn\u2019t go low\u2014high, and so on."},
        {"He didn?t go low?high.", "He didn\u2019t go low\u2014high."},
        {"He didn?t go low?high", "He didn\u2019t go low\u2014high"},
        {"He didn?t go low?high; so.", "He didn\u2019t go low?high; so."},
        {"He didn?t eat bread?ox then.", "He didn\u2019t eat bread?ox then."},
        {"He didn?t abcdefghijklmnopqrstuvwxyzabcdefgh?high then.",
         "He didn\u2019t abcdefghijklmnopqrstuvwxyzabcdefgh?high then."},
        {"He didn?t low?abcdefghijklmnopqrstuvwxyzabcdefgh then.",
         "He didn\u2019t low?abcdefghijklmnopqrstuvwxyzabcdefgh then."}};
    BECOME(pairs);
}

static void a_year_cut_short_ends_in_s_or_a_space(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"in \uFFFD90 (the first)", "in \u201990 (the first)"},
        {"in \uFFFD90, the first", "in \u201C90, the first"}};
    BECOME(pairs);
}

/* Behind the word that it opens a mark is looked for over 400 bytes and no more. */
static void a_mark_far_behind_closes_nothing(void **state)
{
    (void)state;
    rap_buf near = {0}, far = {0};
    for (int i = 0; i < 100; i++) {
        if (i == 0) rap_buf_z(&near, "say ?we ");
        if (i == 0) rap_buf_z(&far, "say ?we ");
        if (i < 20) rap_buf_z(&near, "stay. ");
        rap_buf_z(&far, "stay. ");
    }
    rap_buf_z(&near, "stay,? he");
    rap_buf_z(&far, "stay.? he");
    assert_int_equal(mend(rap_buf_str(&far), NULL).n_pieces, 1);
    assert_int_not_equal(mend(rap_buf_str(&near), NULL).n_pieces, 1);
    rap_buf_done(&near);
    rap_buf_done(&far);
}

static void numbers_that_are_no_characters_stay(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"a &#99999999; b", NULL},
                                           {"a &#1114112; b", NULL},
                                           {"a &#x80; b", NULL},
                                           {"a &#x7F; b", NULL},
                                           {"a &#x7E; b", "a ~ b"},
                                           {"a &#xA1; b", "a \u00A1 b"},
                                           {"a &#x10FFFF; b", "a \U0010FFFF b"}};
    BECOME(pairs);
}

/* UTF-8 read as windows-1252. */
static void each_mark_of_the_list_is_mended_where_it_is_misread(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"5 \u00E2\u20AC\u00B0 more", "5 \u2030 more"},
        {"5\u00E2\u20AC\u00B2 more", "5\u2032 more"},
        {"5\u00E2\u20AC\u00B3 more", "5\u2033 more"},
        {"\u00E2\u20AC\u00B9x", "\u2039x"},
        {"\u00E2\u20AC\u00BAx", "\u203Ax"}};
    BECOME(pairs);
}

static void a_long_text_is_sound_with_a_character_across_any_block(void **state)
{
    (void)state;
    enum { LONG = 400 };
    static const char *const wide[] = {"\u00E9", "\u20AC", "\U0001F600"};
    char text[LONG];
    for (size_t k = 0; k < sizeof wide / sizeof *wide; k++)
        for (size_t at = 0; at + 4 < LONG; at++) {
            size_t n = strlen(wide[k]);
            memset(text, 'a', LONG);
            memcpy(text + at, wide[k], n);
            rap_mended m = mend((rap_str){text, LONG}, NULL);
            assert_true(rap_str_eq(m.text, (rap_str){text, LONG}));
            text[at + n - 1] = 'a'; /* its last byte is lost */
            m = mend((rap_str){text, LONG}, NULL);
            assert_false(rap_str_eq(m.text, (rap_str){text, LONG}));
            rap_arena_reset(arena);
        }
}

static void charsets_and_their_converters(void **state)
{
    (void)state;
    assert_null(rap_charset_converter("utf-8"));
    assert_null(rap_charset_converter("no such charset"));
    assert_string_equal(rap_charset_converter("ibm850"), "ibm-850_P100-1995");
    assert_int_equal(rap_codepage_tail(RAP_CP1252, 0), 0);
    assert_int_equal(rap_codepage_tail(RAP_CP1252, 0x20AC), 0x80);
    rap_mended m = mend(RAP_STR("ab\xC4\xE3\x84\x31\x95\x33"
                                "c"),
                        "gb18030");
    assert_true(rap_str_is(m.text, "ab\u4F60\uFEFFc"));
    m = mend(RAP_STR("\x84\x31\x95\x33\xC4\xE3"
                     "c"),
             "gb18030");
    assert_true(rap_str_is(m.text, "\u4F60c"));
}

static void an_arena_lies_in_a_folder_or_in_memory(void **state)
{
    (void)state;
    static const char *const folders[] = {NULL, ".", "/no/such/folder"};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        rap_arena *made = rap_arena_new_in((size_t)1 << 20, folders[i]);
        assert_non_null(made);
        char *p = rap_arena_take(made, 1000, 1, 1);
        assert_non_null(p);
        memset(p, 'x', 1000);
        rap_arena_rest(made);
        assert_int_equal(p[999], 'x');
        rap_arena_free(made);
    }
    rap_arena_free(NULL);
    rap_arena *small = rap_arena_new(1003); /* its end is at no place for a number */
    assert_non_null(rap_arena_take(small, 1003, 1, 1));
    assert_null(rap_arena_take(small, 1, 8, 8));
    rap_arena_free(small);
}

static void a_member_is_a_text_or_an_empty_one(void **state)
{
    (void)state;
    rap_value *v = NULL;
    rap_str json = RAP_STR("{\"a\":\"x\",\"b\":1}");
    assert_int_equal(rap_jsonin_parse(&v, json, arena, NULL), RAP_OK);
    assert_true(rap_str_is(rap_jsonin_str(v, "a"), "x"));
    assert_int_equal(rap_jsonin_str(v, "b").n, 0);
    assert_int_equal(rap_jsonin_str(v, "c").n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question_mark_asks_or_stands_for_a_mark),
        cmocka_unit_test(words_without_a_space_are_joined_by_a_dash),
        cmocka_unit_test(a_year_cut_short_ends_in_s_or_a_space),
        cmocka_unit_test(a_mark_far_behind_closes_nothing),
        cmocka_unit_test(numbers_that_are_no_characters_stay),
        cmocka_unit_test(each_mark_of_the_list_is_mended_where_it_is_misread),
        cmocka_unit_test(a_long_text_is_sound_with_a_character_across_any_block),
        cmocka_unit_test(charsets_and_their_converters),
        cmocka_unit_test(an_arena_lies_in_a_folder_or_in_memory),
        cmocka_unit_test(a_member_is_a_text_or_an_empty_one),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
