/*
 * tests/t_paged.c - arenas that lie in a file: what they hold outlasts a rest, and a
 * folder that takes no file costs nothing but memory.
 */
/* SPDX-License-Identifier: MIT */
#include "base/paged.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { NUMBERS = 3 << 20, ROUNDS = 3 };

static void check_numbers(rap_arena *a, uint32_t from)
{
    uint32_t *v = RAP_NEW(a, uint32_t, NUMBERS);
    assert_non_null(v);
    for (uint32_t i = 0; i < NUMBERS; i++) {
        if (v[i] != 0) fail_msg("room is not zero at %u", i);
        v[i] = from + i;
    }
    rap_arena_rest(a);
    for (uint32_t i = 0; i < NUMBERS; i++)
        if (v[i] != from + i) fail_msg("another number stands at %u", i);
}

static void what_rests_is_as_it_was(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new_in((size_t)1 << 30, ".");
    assert_non_null(a);
    rap_str kept = rap_arena_copy(a, RAP_STR("Norland"));
    for (uint32_t round = 0; round < ROUNDS; round++)
        check_numbers(a, round * 7);
    rap_arena_rest(a);
    assert_true(rap_str_is(kept, "Norland"));
    rap_arena_free(a);
}

static void room_that_was_used_is_zero_when_it_is_given_again(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new_in((size_t)1 << 30, ".");
    assert_non_null(a);
    for (uint32_t round = 1; round <= ROUNDS; round++) {
        rap_arena_place place = rap_arena_at(a);
        check_numbers(a, round);
        rap_arena_back(a, place);
        check_numbers(a, round);
        rap_arena_reset(a);
    }
    rap_arena_free(a);
}

static void without_a_file_there_is_memory(void **state)
{
    (void)state;
    const char *const folders[] = {NULL, "/no/such/folder"};
    for (int i = 0; i < 2; i++) {
        rap_arena *a = rap_arena_new_in((size_t)1 << 30, folders[i]);
        assert_non_null(a);
        check_numbers(a, 1);
        rap_arena_free(a);
    }
}

static void the_limit_holds_in_a_file_too(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new_in((size_t)1 << 20, ".");
    assert_non_null(a);
    assert_null(RAP_NEW(a, char, (size_t)2 << 20));
    assert_non_null(RAP_NEW(a, char, (size_t)1 << 19));
    rap_arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_rests_is_as_it_was),
        cmocka_unit_test(room_that_was_used_is_zero_when_it_is_given_again),
        cmocka_unit_test(without_a_file_there_is_memory),
        cmocka_unit_test(the_limit_holds_in_a_file_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
