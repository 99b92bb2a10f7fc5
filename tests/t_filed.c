/*
 * tests/t_filed.c - a record as the pile sees it: what is read, refused and re-quoted.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/filed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#define SOURCE "Lenz \x86 Ruud said: we stay."
#define RECORD(extra, rest)                                                            \
    "{\"v\":1,\"report\":{\"id\":\"0011223344556677\",\"key\":\"a.txt\"," extra        \
    "\"charset\":\"windows-1252\",\"media\":\"text/plain\"}," rest "}"
#define BODY                                                                           \
    "\"title\":{\"at\":[0,4],\"text\":\"Lenz\",\"basis\":\"line\"},"                   \
    "\"published\":{\"day\":\"2031-05-04\",\"from\":\"2031-05-04\","                   \
    "\"to\":\"2031-05-04\",\"sure\":90,\"basis\":\"text\",\"evidence\":[[0,2]]},"      \
    "\"repairs\":[{\"at\":[5,6],\"put\":\"\\u201d\",\"rule\":\"dagger\",\"sure\":9}]," \
    "\"entities\":[{\"id\":\"e1\",\"kind\":\"person\",\"name\":\"Jon Ruud\","          \
    "\"aliases\":[\"Ruud\"],\"iso\":null,\"roles\":[\"envoy\"],\"side\":\"e2\"},"      \
    "{\"id\":\"e2\",\"kind\":\"country\",\"name\":\"Norland\",\"aliases\":[],"         \
    "\"iso\":\"NOR\",\"roles\":[],\"side\":null}],"                                    \
    "\"mentions\":[{\"at\":[7,11],\"kind\":\"name\",\"entity\":\"e1\"},"               \
    "{\"at\":[18,20],\"kind\":\"pronoun\",\"entity\":null}],"                          \
    "\"attributions\":[{\"id\":\"a1\",\"kind\":\"indirect\",\"content\":[[18,26]],"    \
    "\"cue\":[[12,16]],\"source\":[[7,11]],\"speaker\":\"e1\",\"sure\":97,"            \
    "\"rule\":\"x { \\\" y\",\"speech\":true,\"nested_in\":null},"                     \
    "{\"id\":\"a2\",\"kind\":\"indirect\",\"content\":[[20,25]],\"speaker\":null,"     \
    "\"nested_in\":\"a1\"}]"

static rap_code parse(rap_filed *f, rap_arena *a, const char *json, rap_err *err)
{
    return rap_filed_parse(f, rap_str_of(json), a, err);
}

static void a_record_gives_its_rows_with_references_as_indexes(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 24);
    rap_filed f;
    assert_int_equal(parse(&f, a, RECORD("\"bytes\":26,", BODY), NULL), RAP_OK);
    assert_int_equal(f.n_entities, 2);
    assert_int_equal(f.entities[0].side, 1);
    assert_int_equal(f.entities[1].side, -1);
    assert_int_equal(rap_filed_side(&f, 0), 1);
    assert_int_equal(f.mentions[1].kind, 'p');
    assert_int_equal(f.mentions[1].entity, -1);
    assert_int_equal(f.attributions[1].nested_in, 0);
    assert_true(rap_str_is(f.published.day, "2031-05-04"));
    assert_true(rap_str_begins(f.attributions[0].json, RAP_STR("{\"id\":\"a1\"")));
    assert_true(rap_str_ends(f.attributions[0].json, RAP_STR("\"nested_in\":null}")));
    rap_arena_free(a);
}

static void the_innermost_attribution_is_the_deepest_that_covers_a_span(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 24);
    rap_filed f;
    assert_int_equal(parse(&f, a, RECORD("\"bytes\":26,", BODY), NULL), RAP_OK);
    assert_int_equal(rap_filed_attribution_at(&f, (rap_span){21, 23}), 1);
    assert_int_equal(rap_filed_attribution_at(&f, (rap_span){18, 26}), 0);
    assert_int_equal(rap_filed_attribution_at(&f, (rap_span){0, 3}), -1);
    rap_arena_free(a);
}

static void a_record_that_contradicts_itself_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "{\"v\":1,\"error\":{\"uri\":\"a\",\"code\":\"torn\",\"message\":\"cut\"}}",
        "{\"v\":2,\"report\":{\"id\":\"1\",\"key\":\"a\",\"bytes\":1}}",
        "[1]",
        "{\"v\":1,\"report\":{\"key\":\"a\",\"bytes\":1}}",
        "{\"v\":1,\"report\":{\"id\":\"1\",\"key\":\"a\"}}",
        RECORD("\"bytes\":25,", BODY), /* a span ends behind the source */
        RECORD("\"bytes\":26,", "\"mentions\":[{\"at\":[1,2],\"entity\":\"e9\"}]"),
        RECORD("\"bytes\":26,", "\"mentions\":[{\"at\":[2,1],\"entity\":null}]"),
        RECORD("\"bytes\":26,", "\"events\":[{\"id\":\"v1\",\"at\":[1,2],"
                                "\"places\":[0]}]"),
        RECORD("\"bytes\":26,", "\"events\":[{\"id\":\"v1\",\"at\":[1,2],"
                                "\"attribution\":\"a1\"}]"),
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rap_arena *a = rap_arena_new(1 << 24);
        rap_filed f;
        rap_err err = {RAP_OK, 0, ""};
        assert_int_equal(parse(&f, a, bad[i], &err), RAP_E_SYNTAX);
        assert_true(err.msg[0] != 0);
        rap_arena_free(a);
    }
}

static void a_record_cut_at_any_byte_is_refused_and_not_read_past(void **state)
{
    (void)state;
    rap_str whole = RAP_STR(RECORD("\"bytes\":26,", BODY));
    for (size_t n = 0; n < whole.n; n++) {
        rap_arena *a = rap_arena_new(1 << 24);
        rap_filed f;
        rap_str cut = rap_str_cut(whole, 0, n);
        assert_int_equal(rap_filed_parse(&f, cut, a, NULL), RAP_E_SYNTAX);
        rap_arena_free(a);
    }
}

static void a_quote_is_decoded_and_its_repairs_are_applied(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 24);
    rap_filed f;
    assert_int_equal(parse(&f, a, RECORD("\"bytes\":26,", BODY), NULL), RAP_OK);
    assert_int_equal(rap_filed_quote(&f, (rap_span){0, 4}, a).n, 0);
    f.source = rap_str_of(SOURCE);
    rap_str q = rap_filed_quote(&f, (rap_span){0, 11}, a);
    assert_true(rap_str_is(q, "Lenz \xE2\x80\x9D Ruud"));
    f.n_repairs = 0;
    q = rap_filed_quote(&f, (rap_span){0, 11}, a);
    assert_true(rap_str_is(q, "Lenz \xE2\x80\xA0 Ruud"));
    rap_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_record_gives_its_rows_with_references_as_indexes),
        cmocka_unit_test(the_innermost_attribution_is_the_deepest_that_covers_a_span),
        cmocka_unit_test(a_record_that_contradicts_itself_is_refused),
        cmocka_unit_test(a_record_cut_at_any_byte_is_refused_and_not_read_past),
        cmocka_unit_test(a_quote_is_decoded_and_its_repairs_are_applied),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
