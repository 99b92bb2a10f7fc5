/*
 * tests/t_base.c - the ground floor: text, days, JSON, memory.
 */
/* SPDX-License-Identifier: MIT */
#include "base/day.h"
#include "base/digest.h"
#include "base/file.h"
#include "base/json.h"
#include "base/jsonin.h"
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static rap_str str(const char *z)
{
    return rap_str_of(z);
}

static void an_arena_refuses_to_grow_past_its_limit(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1000);
    assert_non_null(rap_arena_take(a, 1, 900, 1));
    assert_null(rap_arena_take(a, 1, 200, 1));
    assert_null(rap_arena_take(a, SIZE_MAX / 2, 4, 1));
    rap_arena_reset(a);
    assert_non_null(rap_arena_take(a, 1, 200, 1));
    rap_arena_free(a);
    rap_arena_free(NULL);
}

static void an_arena_goes_back_to_where_it_was(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 20);
    const rap_arena_place empty = rap_arena_at(a);
    assert_non_null(rap_arena_take(a, 1, 1000, 1));
    rap_arena_back(a, empty);
    char *kept = RAP_NEW(a, char, 8);
    assert_non_null(kept);
    memcpy(kept, "Norland", 8);
    const rap_arena_place place = rap_arena_at(a);
    for (int i = 0; i < 50; i++) { /* five times what it may hold */
        assert_non_null(rap_arena_take(a, 1, 100 * 1024, 1));
        rap_arena_back(a, place);
    }
    assert_string_equal(kept, "Norland");
    rap_arena_free(a);
}

static void a_list_keeps_its_items_while_it_grows(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 20);
    RAP_LIST(int) list = {0};
    for (int i = 0; i < 1000; i++)
        *RAP_PUSH(a, &list) = i;
    assert_int_equal(list.n, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(list.v[i], i);
    rap_arena_free(a);
}

static void bytes_that_are_not_utf8_are_found(void **state)
{
    (void)state;
    assert_int_equal(rap_utf8_check(str("h\xC3\xA9llo")), 6);
    assert_int_equal(rap_utf8_check(str("a\xC0\x80")), 1);        /* overlong */
    assert_int_equal(rap_utf8_check(str("ab\xED\xA0\x80")), 2);   /* surrogate */
    assert_int_equal(rap_utf8_check(str("\xF4\x90\x80\x80")), 0); /* above U+10FFFF */
    assert_int_equal(rap_utf8_check(str("\xE2\x80")), 0);         /* cut */
    assert_int_equal(rap_utf8_check(str("\xF0\x9F\x98\x80!")), 5);
}

static void names_fold_to_plain_letters(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 20);
    const char *const pairs[][2] = {{"V\xC3\xA9ld", "veld"},
                                    {"Erdo\xC4\x9F"
                                     "an",
                                     "erdogan"},
                                    {"\xC5\x81\xC3\xB3"
                                     "d\xC5\xBA",
                                     "lodz"},
                                    {"STRAUSS\xC3\x9F", "straussss"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rap_str got = rap_utf8_plain(a, str(pairs[i][0]));
        assert_int_equal(got.n, strlen(pairs[i][1]));
        assert_memory_equal(got.p, pairs[i][1], got.n);
    }
    rap_str folded = rap_utf8_fold(a, str("V\xC3\x89LD\xE2\x80\x99S"));
    assert_true(rap_str_is(folded, "v\xC3\xA9ld's"));
    rap_arena_free(a);
}

static void days_survive_the_way_through_their_serial_number(void **state)
{
    (void)state;
    for (int32_t n = -200000; n < 200000; n += 37)
        assert_int_equal(rap_day_serial(rap_day_of_serial(n)), n);
    rap_day d = {2023, 3, 8};
    assert_int_equal(rap_day_weekday(d), 2); /* a Wednesday */
    assert_string_equal(rap_day_print(rap_day_add(d, -8)).z, "2023-02-28");
    assert_string_equal(rap_day_print(rap_day_add_months((rap_day){2024, 1, 31}, 1)).z,
                        "2024-02-29");
    assert_string_equal(rap_day_print(rap_day_last((rap_day){2023, 2, 0})).z,
                        "2023-02-28");
}

static void days_print_as_much_as_is_known(void **state)
{
    (void)state;
    assert_string_equal(rap_day_print((rap_day){2023, 0, 0}).z, "2023");
    assert_string_equal(rap_day_print((rap_day){0, 11, 20}).z, "--11-20");
    assert_string_equal(rap_day_print((rap_day){0, 0, 0}).z, "");
    rap_days i = {{2023, 3, 8}, {2023, 3, 9}};
    assert_string_equal(rap_days_print(i).z, "2023-03-08/2023-03-09");
    rap_day d;
    assert_true(rap_day_parse(&d, str("2023-03-08T10:00:00Z")));
    assert_true(rap_day_eq(d, i.from));
    assert_false(rap_day_parse(&d, str("2023-02-29")));
    assert_false(rap_day_parse(&d, str("2023-3-8")));
    assert_false(rap_day_parse(&d, str("soon")));
}

static void json_comes_out_escaped_and_with_its_commas(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_json json = rap_json_of(&b), *j = &json;
    rap_json_object(j);
    rap_json_key(j, "a");
    rap_json_str(j, str("x\"\\\n\x01\xFF"));
    rap_json_key(j, "b");
    rap_json_array(j);
    rap_json_int(j, INT64_MIN);
    rap_json_span(j, (rap_span){1, 2});
    rap_json_null(j);
    rap_json_end_array(j);
    rap_json_end_object(j);
    assert_true(rap_str_is(rap_buf_str(&b),
                           "{\"a\":\"x\\\"\\\\\\n\\u0001\xEF\xBF\xBD\","
                           "\"b\":[-9223372036854775808,[1,2],null]}"));
    rap_buf_done(&b);
}

static void json_goes_in_with_escapes_undone(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 20);
    rap_value *v;
    assert_int_equal(rap_jsonin_parse(&v,
                                      str(" {\"t\": \"\\u00e9\\ud83d\\ude00\\/\", "
                                          "\"at\":[3, 9], \"n\":-12, \"x\": true} "),
                                      a, NULL),
                     RAP_OK);
    assert_true(rap_str_is(rap_jsonin_str(v, "t"), "\xC3\xA9\xF0\x9F\x98\x80/"));
    rap_span at = rap_jsonin_span(rap_jsonin_get(v, "at"));
    assert_int_equal(at.from, 3);
    assert_int_equal(at.to, 9);
    assert_int_equal(rap_jsonin_int(v, "n", 0), -12);
    assert_true(rap_jsonin_true(v, "x"));
    assert_int_equal(rap_jsonin_int(v, "missing", 7), 7);
    rap_arena_free(a);
}

static void json_that_is_cut_anywhere_is_refused(void **state)
{
    (void)state;
    static const char whole[] =
        "{\"a\":[1,{\"b\":\"c\\u00e9\\n\"},null,true],\"d\":-1.5e3}";
    rap_arena *a = rap_arena_new(1 << 20);
    rap_value *v;
    rap_err err;
    for (size_t n = 0; n + 1 < sizeof whole - 1; n++)
        assert_int_equal(rap_jsonin_parse(&v, (rap_str){whole, n}, a, &err),
                         RAP_E_SYNTAX);
    assert_int_equal(rap_jsonin_parse(&v, str(whole), a, &err), RAP_OK);
    rap_arena_free(a);
}

static void json_nested_too_deeply_is_refused_without_recursion(void **state)
{
    (void)state;
    enum { N = 1 << 20 };
    rap_arena *a = rap_arena_new((size_t)256 << 20);
    char *p = RAP_NEW(a, char, N);
    memset(p, '[', N);
    rap_value *v;
    rap_err err;
    assert_int_equal(rap_jsonin_parse(&v, (rap_str){p, N}, a, &err), RAP_E_SYNTAX);
    rap_arena_free(a);
}

static void the_digest_is_the_one_of_the_standard(void **state)
{
    (void)state;
    /* FIPS 180-4, example "abc" */
    assert_string_equal(
        rap_sha256(str("abc")).hex,
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

static void a_missing_file_is_told_and_not_read(void **state)
{
    (void)state;
    rap_stream *s;
    rap_err err;
    assert_int_equal(rap_stream_open(&s, "no/such/file", &err), RAP_E_OPEN);
    assert_int_equal(rap_path_look("no/such/file", true), RAP_PATH_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_refuses_to_grow_past_its_limit),
        cmocka_unit_test(an_arena_goes_back_to_where_it_was),
        cmocka_unit_test(a_list_keeps_its_items_while_it_grows),
        cmocka_unit_test(bytes_that_are_not_utf8_are_found),
        cmocka_unit_test(names_fold_to_plain_letters),
        cmocka_unit_test(days_survive_the_way_through_their_serial_number),
        cmocka_unit_test(days_print_as_much_as_is_known),
        cmocka_unit_test(json_comes_out_escaped_and_with_its_commas),
        cmocka_unit_test(json_goes_in_with_escapes_undone),
        cmocka_unit_test(json_that_is_cut_anywhere_is_refused),
        cmocka_unit_test(json_nested_too_deeply_is_refused_without_recursion),
        cmocka_unit_test(the_digest_is_the_one_of_the_standard),
        cmocka_unit_test(a_missing_file_is_told_and_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
