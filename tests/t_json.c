/*
 * tests/t_json.c - JSON to the letter: what is written, what is read, what is refused.
 */
/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "base/jsonin.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

static rap_arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = rap_arena_new(1 << 20);
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

/* ---- out ---------------------------------------------------------------------------
 */

static void writes(rap_str s, const char *want)
{
    rap_buf b = {0};
    rap_json j = rap_json_of(&b);
    rap_json_str(&j, s);
    if (!rap_str_is(rap_buf_str(&b), want))
        fail_msg(RAP_FMT " for %s", RAP_ARG(rap_buf_str(&b)), want);
    rap_buf_done(&b);
}

static void every_character_is_written_as_the_standard_wants(void **state)
{
    (void)state;
    writes(RAP_STR(""), "\"\"");
    writes(RAP_STR("a\r\tb\n"), "\"a\\r\\tb\\n\"");
    writes(RAP_STR("\x1F \x7F~"), "\"\\u001f \\u007f~\"");
    writes(RAP_STR("K\xC3\xB6sh"), "\"K\xC3\xB6sh\"");
    writes(RAP_STR("K\xC3"), "\"K\xEF\xBF\xBD\"");
    writes(RAP_STR("eight by"), "\"eight by\"");
}

/* Eight bytes are looked at at once: each kind of byte at each place among them. */
static void what_needs_an_escape_is_seen_at_every_place(void **state)
{
    (void)state;
    static const char kinds[] = {'"', '\\', '\x01', '\x1F', '\x7F', '\xFF'};
    for (size_t k = 0; k < sizeof kinds; k++)
        for (size_t at = 0; at < 20; at++) {
            char text[21] = "abcdefghijklmnopqrst";
            text[at] = kinds[k];
            rap_buf b = {0};
            rap_json j = rap_json_of(&b);
            rap_json_str(&j, rap_str_of(text));
            static const char *const as[] = {"\\\"",    "\\\\",    "\\u0001",
                                             "\\u001f", "\\u007f", "\xEF\xBF\xBD"};
            rap_buf want = {0};
            rap_buf_printf(&want, "\"%.*s%s%s\"", (int)at, "abcdefghijklmnopqrst",
                           as[k], &text[at + 1]);
            assert_true(rap_str_eq(rap_buf_str(&b), rap_buf_str(&want)));
            rap_buf_done(&b);
            rap_buf_done(&want);
        }
}

static void commas_stand_between_members_and_nowhere_else(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_json json = rap_json_of(&b), *j = &json;
    rap_json_array(j);
    rap_json_z(j, NULL);
    rap_json_z(j, "z");
    rap_json_bool(j, true);
    rap_json_bool(j, false);
    rap_json_object(j);
    rap_json_end_object(j);
    rap_json_object(j);
    rap_json_key(j, "k");
    rap_json_str_or_null(j, RAP_STR(""));
    rap_json_key(j, "l");
    rap_json_str_or_null(j, RAP_STR("x"));
    rap_json_key(j, "m");
    rap_json_raw(j, RAP_STR("[1, 2]"));
    rap_json_end_object(j);
    rap_json_int(j, 0);
    rap_json_int(j, -10);
    rap_json_int(j, INT64_MAX);
    rap_json_end_array(j);
    assert_true(rap_str_is(rap_buf_str(&b),
                           "[null,\"z\",true,false,{},{\"k\":null,\"l\":\"x\",\"m\":[1,"
                           " 2]},0,-10,9223372036854775807]"));
    rap_buf_done(&b);
}

/* ---- in ----------------------------------------------------------------------------
 */

static const rap_value *parsed(const char *text)
{
    rap_value *v = NULL;
    rap_err err = {.msg = ""};
    if (rap_jsonin_parse(&v, rap_str_of(text), arena, &err) != RAP_OK)
        fail_msg("%s: %s", text, err.msg);
    return v;
}

static void reads_string(const char *text, const char *want)
{
    const rap_value *v = parsed(text);
    assert_int_equal(v->kind, RAP_JSON_STRING);
    if (!rap_str_is(v->text, want)) fail_msg("%s: " RAP_FMT, text, RAP_ARG(v->text));
}

static void strings_are_read_with_every_escape(void **state)
{
    (void)state;
    reads_string("\"\\n\\t\\r\\b\\f\\\"\\\\\\/\"", "\n\t\r\b\f\"\\/");
    reads_string("\"plain\"", "plain");
    reads_string("\"a\\nb c\"", "a\nb c");
    reads_string("\"\\u00E9\\u00e9\"", "\xC3\xA9\xC3\xA9");
    reads_string("\"\\uD83D\\uDE00\"", "\xF0\x9F\x98\x80");
    /* halves of a pair */
    reads_string("\"\\uD83D\"", "\xEF\xBF\xBD");
    reads_string("\"\\uD83D and more\"", "\xEF\xBF\xBD and more");
    reads_string("\"\\uD83Dx\"", "\xEF\xBF\xBDx");
    reads_string("\"\\uD83D\\n1234\"", "\xEF\xBF\xBD\n1234");
    reads_string("\"\\uD83D\\u0041\"", "\xEF\xBF\xBD"
                                       "A");
    reads_string("\"\\uD83D\\uE000\"", "\xEF\xBF\xBD\xEE\x80\x80");
    reads_string("\"\\uDE00 and\"", "\xEF\xBF\xBD and");
    reads_string("\"\\uE000\"", "\xEE\x80\x80");
    reads_string("\"\\uD7FF\"", "\xED\x9F\xBF");
    reads_string("\"\\uDBFF\\uDFFF\"", "\xF4\x8F\xBF\xBF");
}

static void refuses(const char *text, size_t at, const char *why)
{
    rap_value *v = NULL;
    rap_err err;
    if (rap_jsonin_parse(&v, rap_str_of(text), arena, &err) != RAP_E_SYNTAX)
        fail_msg("%s is read", text);
    assert_null(v);
    if (err.at != at || !strstr(err.msg, why))
        fail_msg("%s: %s at %d", text, err.msg, (int)err.at);
}

static void what_is_no_json_is_refused_at_its_byte(void **state)
{
    (void)state;
    refuses("", 0, "too early");
    refuses("  ", 2, "too early");
    refuses("\"", 1, "does not end");
    refuses("\"ab", 3, "does not end");
    refuses("\"a\\", 2, "does not end");
    refuses("\"a\\\"", 2, "does not end");
    refuses("\"a\x01\"", 2, "control");
    refuses("\"\\na\x1F\"", 5, "control");
    refuses("\"\\x41\"", 3, "unknown escape");
    refuses("\"\\u12G4\"", 3, "\\u");
    refuses("\"\\u123\"", 3, "\\u");
    refuses("\"\\uD83D\\u12\"", 9, "\\u");
    refuses("\"\\uD83D\\u12G4\"", 9, "\\u");
    refuses("{1:2}", 1, "a key is missing");
    refuses("{", 1, "a key is missing");
    refuses("{\"a\" 1}", 5, "a colon is missing");
    refuses("{\"a\"", 4, "a colon is missing");
    refuses("{\"a\":}", 5, "unexpected");
    refuses("{\"a\":1 \"b\":2}", 7, "a comma is missing");
    refuses("[1 2]", 3, "a comma is missing");
    refuses("[1", 2, "too early");
    refuses("[1,]", 3, "unexpected");
    refuses("[1}", 2, "a comma is missing");
    refuses("tru", 0, "unexpected");
    refuses("-", 0, "unexpected");
    refuses("+1", 0, "unexpected");
    refuses(".5", 0, "unexpected");
    refuses("1 2", 2, "behind its end");
    refuses("[1]]", 3, "behind its end");
}

static void all_kinds_of_values_are_told_apart(void **state)
{
    (void)state;
    const rap_value *v = parsed("\t{\"a\":null,\r\n\"b\" : false,\"c\":true,"
                                "\"d\":-1.5E+3,\"e\":[],\"f\":{},\"a\":2}\n");
    assert_int_equal(v->n, 7);
    assert_int_equal(rap_jsonin_get(v, "a")->kind, RAP_JSON_NULL); /* the first */
    assert_int_equal(rap_jsonin_get(v, "b")->kind, RAP_JSON_FALSE);
    assert_int_equal(rap_jsonin_get(v, "c")->kind, RAP_JSON_TRUE);
    assert_int_equal(rap_jsonin_get(v, "d")->kind, RAP_JSON_NUMBER);
    assert_true(rap_str_is(rap_jsonin_get(v, "d")->text, "-1.5E+3"));
    assert_int_equal(rap_jsonin_get(v, "e")->kind, RAP_JSON_ARRAY);
    assert_int_equal(rap_jsonin_get(v, "f")->kind, RAP_JSON_OBJECT);
    assert_null(rap_jsonin_get(v, "g"));
    assert_null(rap_jsonin_get(NULL, "g"));
    assert_null(rap_jsonin_get(rap_jsonin_get(v, "e"), "g"));
    assert_true(rap_jsonin_true(v, "c"));
    assert_false(rap_jsonin_true(v, "b"));
    assert_false(rap_jsonin_true(v, "g"));
    assert_int_equal(rap_jsonin_str(v, "d").n, 0);
    assert_int_equal(rap_jsonin_str(v, "g").n, 0);
}

static void whole_numbers_are_read_and_others_are_not(void **state)
{
    (void)state;
    assert_int_equal(rap_jsonin_number(parsed("0"), 7), 0);
    assert_int_equal(rap_jsonin_number(parsed("-12"), 7), -12);
    assert_int_equal(rap_jsonin_number(parsed("922337203685477579"), 7),
                     922337203685477579);
    assert_int_equal(rap_jsonin_number(parsed("9223372036854775799"), 7),
                     9223372036854775799);
    assert_int_equal(rap_jsonin_number(parsed("9223372036854775800"), 7), 7);
    assert_int_equal(rap_jsonin_number(parsed("99999999999999999999"), 7), 7);
    assert_int_equal(rap_jsonin_number(parsed("1.5"), 7), 7);
    assert_int_equal(rap_jsonin_number(parsed("\"1\""), 7), 7);
    assert_int_equal(rap_jsonin_number(NULL, 7), 7);
}

static void is_span(const char *text, uint32_t from, uint32_t to)
{
    rap_span s = rap_jsonin_span(parsed(text));
    if (s.from != from || s.to != to) fail_msg("%s: %u %u", text, s.from, s.to);
}

static void spans_are_two_numbers_in_order(void **state)
{
    (void)state;
    is_span("[3,9]", 3, 9);
    is_span("[3,3]", 3, 3);
    is_span("[0,4294967295]", 0, UINT32_MAX);
    is_span("[0,4294967296]", 0, 0);
    is_span("[3]", 0, 0);
    is_span("[3,9,9]", 0, 0);
    is_span("[9,3]", 0, 0);
    is_span("[-1,3]", 0, 0);
    is_span("{\"a\":1,\"b\":2}", 0, 0);
    assert_int_equal(rap_jsonin_span(NULL).to, 0);
}

static void depth_is_allowed_up_to_its_limit(void **state)
{
    (void)state;
    char text[200];
    for (size_t depth = 60; depth < 70; depth++) {
        memset(text, '[', depth);
        memset(text + depth, ']', depth);
        rap_value *v;
        rap_code rc = rap_jsonin_parse(&v, (rap_str){text, 2 * depth}, arena, NULL);
        assert_int_equal(rc, depth <= 64 ? RAP_OK : RAP_E_SYNTAX);
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(every_character_is_written_as_the_standard_wants),
        TEST(what_needs_an_escape_is_seen_at_every_place),
        TEST(commas_stand_between_members_and_nowhere_else),
        TEST(strings_are_read_with_every_escape),
        TEST(what_is_no_json_is_refused_at_its_byte),
        TEST(all_kinds_of_values_are_told_apart),
        TEST(whole_numbers_are_read_and_others_are_not),
        TEST(spans_are_two_numbers_in_order),
        TEST(depth_is_allowed_up_to_its_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
