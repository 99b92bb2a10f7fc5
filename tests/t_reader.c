/*
 * tests/t_reader.c - the public reader: its options, and callers compiled against an
 * older header.
 */
/* SPDX-License-Identifier: MIT */
#include "rapporteur.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char text[] =
    "The ship of the minister left the port of Kesh on Monday.\n\n"
    "She said that the crew would wait there until he came.\n";

/* The record of `text`, copied to `to`. */
static void read_with(const rap_reader_options *options, char *to, size_t room)
{
    const char *json;
    size_t n;
    rap_err err;
    rap_reader *r = rap_reader_new(options);
    assert_non_null(r);
    assert_int_equal(
        rap_reader_read(r, &json, &n, text, sizeof text - 1, "a.txt", &err), RAP_OK);
    assert_true(n < room);
    memcpy(to, json, n);
    to[n] = '\0';
    rap_reader_free(r);
}

static void without_the_parse_heads_are_null_and_with_it_one_is_the_root(void **state)
{
    static char with[1 << 16], without[1 << 16];
    rap_reader_options o = {.size = sizeof o, .layers = RAP_LAYER_SYNTAX};
    (void)state;
    read_with(&o, with, sizeof with);
    o.no_parse = 1;
    read_with(&o, without, sizeof without);
    assert_null(strstr(with, "\"head\":null"));
    assert_non_null(strstr(with, "\"head\":0,\"deprel\":\"root\""));
    assert_non_null(strstr(without, "\"head\":null,\"deprel\":null"));
    assert_null(strstr(without, "\"root\""));
}

static void what_lies_behind_the_size_a_caller_knows_is_not_looked_at(void **state)
{
    static char known[1 << 16], older[1 << 16];
    rap_reader_options o = {.size = sizeof o, .layers = RAP_LAYER_SYNTAX};
    (void)state;
    read_with(&o, known, sizeof known);
    o.size = offsetof(rap_reader_options, no_parse);
    o.no_parse = 1;
    read_with(&o, older, sizeof older);
    assert_string_equal(known, older);
}

static void no_options_are_the_defaults(void **state)
{
    static char none[1 << 16], zero[1 << 16];
    const rap_reader_options o = {.size = sizeof o};
    (void)state;
    read_with(NULL, none, sizeof none);
    read_with(&o, zero, sizeof zero);
    assert_string_equal(none, zero);
    assert_null(strstr(none, "\"tokens\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_the_parse_heads_are_null_and_with_it_one_is_the_root),
        cmocka_unit_test(what_lies_behind_the_size_a_caller_knows_is_not_looked_at),
        cmocka_unit_test(no_options_are_the_defaults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
