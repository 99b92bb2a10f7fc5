/*
 * tests/t_grown.c - phrases that are proposed as issues.
 */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pile/grown.h"

#define TEXT(lit)                                                                      \
    {                                                                                  \
        "" lit "", sizeof(lit) - 1                                                     \
    }

static const rap_str texts[] = {
    TEXT("Norland must mend the clock tower before winter"),
    TEXT("We will never sell the clock tower"),
    TEXT("their clock tower is a matter of pride"),
    TEXT("nobody may touch the bells"),
};

static void what_several_texts_speak_of_is_proposed_once(void **state)
{
    (void)state;
    uint32_t n = 0;
    rap_arena *arena = rap_arena_new(1 << 20);
    const rap_grown *v = rap_grown_find(&n, texts, 4, 3, 8, arena);
    assert_int_equal(n, 1);
    assert_true(rap_str_is(v[0].phrase, "clock tower"));
    assert_int_equal(v[0].n, 3);
    rap_arena_free(arena);
}

static void what_too_few_speak_of_is_not(void **state)
{
    (void)state;
    uint32_t n = 9;
    rap_arena *arena = rap_arena_new(1 << 20);
    assert_null(rap_grown_find(&n, texts, 4, 4, 8, arena));
    assert_int_equal(n, 0);
    rap_arena_free(arena);
}

static void no_more_are_given_than_asked_for(void **state)
{
    (void)state;
    uint32_t n = 0;
    rap_arena *arena = rap_arena_new(1 << 20);
    assert_non_null(rap_grown_find(&n, texts, 4, 1, 2, arena));
    assert_int_equal(n, 2);
    rap_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_several_texts_speak_of_is_proposed_once),
        cmocka_unit_test(what_too_few_speak_of_is_not),
        cmocka_unit_test(no_more_are_given_than_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
