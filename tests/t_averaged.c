/*
 * tests/t_averaged.c - average linkage over few pairs (stories/averaged.h).
 */
/* SPDX-License-Identifier: MIT */
#include "stories/averaged.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { THINGS = 8, ENOUGH = 50, UNSEEN = 10 };

static void link_all(uint32_t *leader, uint32_t n, const rap_tie *v, uint32_t ties)
{
    rap_arena *arena = rap_arena_new((size_t)1 << 24);
    rap_err err;
    rap_ties all = {v, ties, ENOUGH, UNSEEN};
    assert_int_equal(rap_link(leader, n, all, arena, &err), RAP_OK);
    rap_arena_free(arena);
}

static void what_is_alike_is_one_group_named_by_its_first(void **state)
{
    (void)state;
    uint32_t leader[THINGS];
    const rap_tie v[] = {{1, 4, 90}, {4, 6, 80}, {1, 6, 70}, {2, 3, 49}};
    link_all(leader, THINGS, v, sizeof v / sizeof *v);
    assert_int_equal(leader[1], 1);
    assert_int_equal(leader[4], 1);
    assert_int_equal(leader[6], 1);
    assert_int_equal(leader[2], 2);
    assert_int_equal(leader[3], 3);
}

static void a_chain_does_not_hold_its_ends_together(void **state)
{
    (void)state;
    uint32_t leader[THINGS];
    const rap_tie v[] = {{0, 1, 90}, {1, 2, 60}, {2, 3, 90}};
    link_all(leader, THINGS, v, sizeof v / sizeof *v);
    assert_int_equal(leader[1], 0);
    assert_int_equal(leader[3], 2);
    assert_int_equal(leader[2], 2);
}

static void pairs_in_another_order_give_the_same_groups(void **state)
{
    (void)state;
    uint32_t one[THINGS], other[THINGS];
    const rap_tie v[] = {{0, 1, 90}, {1, 2, 75}, {0, 2, 55}, {3, 5, 61}, {2, 3, 52}};
    const rap_tie w[] = {{2, 3, 52}, {3, 5, 61}, {0, 2, 55}, {1, 2, 75}, {0, 1, 90}};
    link_all(one, THINGS, v, sizeof v / sizeof *v);
    link_all(other, THINGS, w, sizeof w / sizeof *w);
    for (uint32_t i = 0; i < THINGS; i++)
        assert_int_equal(one[i], other[i]);
    assert_int_equal(one[2], 0);
    assert_int_equal(one[5], 3);
}

/* One thing that many are like, each of which knows only the one before besides. */
static void a_large_group_is_not_held_against_itself_for_pairs_not_seen(void **state)
{
    (void)state;
    enum { MANY = 4000, BACK = 20 };
    static uint32_t leader[MANY];
    static rap_tie v[MANY * BACK];
    uint32_t n = 0;
    for (uint32_t i = 1; i < MANY; i++)
        for (uint32_t k = i > BACK ? i - BACK : 0; k < i; k++)
            v[n++] = (rap_tie){k, i, 90 - (int32_t)(i % 7)};
    link_all(leader, MANY, v, n);
    uint32_t groups = 0;
    for (uint32_t i = 0; i < MANY; i++)
        groups += leader[i] == i;
    assert_true(groups < 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_alike_is_one_group_named_by_its_first),
        cmocka_unit_test(a_chain_does_not_hold_its_ends_together),
        cmocka_unit_test(pairs_in_another_order_give_the_same_groups),
        cmocka_unit_test(a_large_group_is_not_held_against_itself_for_pairs_not_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
