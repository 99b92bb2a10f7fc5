/*
 * tests/t_opposed.c - whether two figures made ready for comparison stand against each
 * other: every reason why they do not, alone, and every limit from both sides.
 *
 * How figures are made ready is in t_stands.c, those of different days and tellers are
 * in t_evolving.c.
 */
/* SPDX-License-Identifier: MIT */
#include "opposed_pair.h"

/* Each of the two alone is enough. */
#define NOT_WITH(change)                                                               \
    do {                                                                               \
        pair x = two(20, 30);                                                          \
        rap_stand *s = &x.a;                                                           \
        change;                                                                        \
        is_not(x);                                                                     \
        x = two(20, 30);                                                               \
        s = &x.b;                                                                      \
        change;                                                                        \
        is_not(x);                                                                     \
    } while (0)

/* ---- what is counted ---------------------------------------------------------------
 */

static void two_counts_of_one_thing_are_opposed(void **state)
{
    (void)state;
    is_opposed(two(20, 30));
    is_not(two(20, 20));
    is_not(two_values("85820", "85818"));
    is_not(two_values("85818", "85820"));
}

static void what_is_no_count_of_one_thing_is_not(void **state)
{
    (void)state;
    NOT_WITH(s->around.part = true);
    NOT_WITH(s->around.cell = true);
    NOT_WITH(s->vague = true);
    NOT_WITH((s->from = 1, s->to = 0));
    pair x = two(20, 30);
    x.a.lasting = x.b.lasting = true; /* one unit, one kind */
    is_not(x);
}

static void only_what_is_quoted_in_both_is_of_a_market(void **state)
{
    (void)state;
    pair x = two(20, 30);
    x.a.around.quoted = true;
    is_opposed(x);
    x = two(20, 30);
    x.b.around.quoted = true;
    is_opposed(x);
    x = two(20, 30);
    x.a.around.quoted = x.b.around.quoted = true;
    is_not(x);
    x = two(20, 30);
    x.a.around.quoted = x.b.around.quoted = true;
    set_fate(&x, "dead", "dead");
    is_opposed(x);
}

static void two_years_that_are_told_part_two_counts(void **state)
{
    (void)state;
    pair x = two(20, 30);
    x.a.year = 2030;
    is_opposed(x);
    x = two(20, 30);
    x.b.year = 2030;
    is_opposed(x);
    x = two(20, 30);
    x.a.year = x.b.year = 2030;
    is_opposed(x);
    x = two(20, 30);
    x.a.year = 2030;
    x.b.year = 2031;
    is_not(x);
}

static void counts_share_three_words(void **state)
{
    (void)state;
    pair x = two(20, 30);
    share_words(&x, 2);
    is_not(x);
    x = two(20, 30);
    share_words(&x, 2);
    set_fate(&x, "dead", "dead"); /* the same became of them: that is enough */
    is_opposed(x);
}

static pair measured(uint32_t words)
{
    pair x = two(20, 30);
    x.a.measured = x.b.measured = true;
    share_words(&x, words);
    return x;
}

static void measures_share_five_words_and_a_name(void **state)
{
    (void)state;
    pair x = measured(5);
    share_name(&x);
    is_opposed(x);
    x = measured(4);
    share_name(&x);
    is_not(x);
    is_not(measured(5));
    is_not(measured(6));
}

static void the_same_became_of_those_who_are_counted(void **state)
{
    (void)state;
    pair x = two(20, 30);
    set_fate(&x, "dead", "hurt");
    is_not(x);
    x = two(20, 30);
    set_fate(&x, "dead", "");
    is_not(x);
    x = two(20, 30);
    set_fate(&x, "", "dead");
    is_not(x);
}

/* "Three dead" beside kinds of persons. */
static pair dead(uint32_t n, const uint32_t *kinds, uint32_t m, const uint32_t *others)
{
    pair x = two(20, 30);
    set_fate(&x, "dead", "dead");
    x.a.n_kinds = n;
    x.b.n_kinds = m;
    for (uint32_t i = 0; i < n; i++)
        x.a.kinds[i] = kinds[i];
    for (uint32_t i = 0; i < m; i++)
        x.b.kinds[i] = others[i];
    return x;
}

static void one_kind_of_persons_is_counted_or_any(void **state)
{
    (void)state;
    const uint32_t nurses[] = {1, 2}, miners[] = {3, 2}, others[] = {4};
    is_opposed(dead(0, NULL, 0, NULL));
    is_opposed(dead(1, nurses, 1, nurses));
    is_opposed(dead(2, nurses, 2, miners)); /* by the last of each */
    is_not(dead(2, nurses, 1, others));
    is_not(dead(1, nurses, 1, miners));
    is_not(dead(1, nurses, 0, NULL));
    is_not(dead(0, NULL, 2, nurses));
}

/* ---- where -------------------------------------------------------------------------
 */

static void names_that_clash_part_two_counts(void **state)
{
    (void)state;
    const uint32_t kesh = 7, lenz = 8;
    pair x = two(20, 30);
    set_names(&x.a, 1, &kesh);
    set_names(&x.b, 1, &lenz);
    is_not(x);
    /* but for the names of those who tell it */
    x = two(20, 30);
    set_names(&x.a, 1, &kesh);
    set_names(&x.b, 1, &lenz);
    x.b.besides.names[0] = kesh;
    is_opposed(x);
    x = two(20, 30);
    set_names(&x.a, 1, &kesh);
    set_names(&x.b, 1, &lenz);
    x.b.around.names[0] = kesh; /* and the other way about */
    is_opposed(x);
}

static void a_place_beside_the_one_number_that_the_other_lacks_parts_them(void **state)
{
    (void)state;
    const uint32_t both[] = {7, 8};
    for (int i = 0; i < 2; i++) {
        pair x = two(20, 30);
        set_names(&x.a, 2, both);
        set_names(&x.b, 2, both);
        (i ? &x.a : &x.b)->besides.near = 9;
        is_not(x);
        x = two(20, 30);
        set_names(&x.a, 2, both);
        set_names(&x.b, 2, both);
        (i ? &x.a : &x.b)->besides.near = 8;
        is_opposed(x);
    }
}

static void figures_are_of_one_scene(void **state)
{
    (void)state;
    const uint32_t many[] = {1, 2, 3}, few[] = {1, 4, 5}, one[] = {1};
    pair x = two(20, 30); /* one name in three is the same */
    set_names(&x.a, 3, many);
    set_names(&x.b, 3, few);
    is_not(x);
    x = two(20, 30);
    set_names(&x.a, 3, many);
    set_names(&x.b, 1, one);
    is_opposed(x);
    x = two(20, 30); /* nobody is named beside the tellers */
    set_names(&x.a, 3, many);
    set_names(&x.b, 3, few);
    x.a.besides.n_names = x.b.besides.n_names = 0;
    is_opposed(x);
    x = two(20, 30);
    set_names(&x.a, 3, many);
    is_not(x);
}

/* Marchers of one kind on one day; only the first sentence names a place. */
static pair crowd(void)
{
    const uint32_t farmers = 5, place = 7;
    pair x = dead(1, &farmers, 1, &farmers);
    set_fate(&x, "crowd", "crowd");
    set_names(&x.a, 1, &place);
    x.a.person = x.b.person = true;
    return x;
}

static void one_crowd_is_known_by_its_kind_and_day(void **state)
{
    (void)state;
    const uint32_t three[] = {7, 8, 9}, other[] = {7, 10, 11};
    is_opposed(crowd());
    pair x = crowd();
    x.a.around.n_names = x.a.besides.n_names = 0;
    set_names(&x.b, 1, three);
    is_opposed(x);
    x = crowd();
    set_names(&x.a, 3, three);
    set_names(&x.b, 3, other);
    is_not(x);
    x = crowd();
    x.a.person = x.b.person = false;
    is_not(x);
    x = crowd();
    x.a.n_kinds = x.b.n_kinds = 0;
    is_not(x);
    x = crowd();
    set_fate(&x, "", "");
    is_not(x);
    x = crowd();
    x.a.own_day = false;
    is_not(x);
    x = crowd();
    x.b.own_day = false;
    is_not(x);
    x = crowd();
    set_days(&x, 1);
    is_not(x);
}

/* ---- how much ----------------------------------------------------------------------
 */

static void ranges_that_meet_do_not_differ(void **state)
{
    (void)state;
    pair x = two(20, 30);
    x.a.high = x.b.low;
    is_not(x);
    x = two(20, 30);
    x.a.high = x.b.low - 1;
    is_opposed(x);
    x = two(30, 20);
    x.a.low = x.b.high;
    is_not(x);
    x = two(30, 20);
    x.a.low = x.b.high + 1;
    is_opposed(x);
}

static void no_two_observers_differ_by_more_than_so_much(void **state)
{
    (void)state;
    is_opposed(two(10, 50));
    is_not(two(10, 51));
    is_not(two(0, 3));
    is_not(two(-3, 3));
    pair none = two(0, 1);
    none.b.value = none.b.low = none.b.high = 2; /* next to none is still some */
    is_not(none);
    for (int i = 0; i < 2; i++) {
        pair x = two(10, 20 + i);
        x.a.measured = x.b.measured = true;
        share_words(&x, 5);
        share_name(&x);
        i ? is_not(x) : is_opposed(x);
    }
}
int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_counts_of_one_thing_are_opposed),
        cmocka_unit_test(what_is_no_count_of_one_thing_is_not),
        cmocka_unit_test(only_what_is_quoted_in_both_is_of_a_market),
        cmocka_unit_test(two_years_that_are_told_part_two_counts),
        cmocka_unit_test(counts_share_three_words),
        cmocka_unit_test(measures_share_five_words_and_a_name),
        cmocka_unit_test(the_same_became_of_those_who_are_counted),
        cmocka_unit_test(one_kind_of_persons_is_counted_or_any),
        cmocka_unit_test(names_that_clash_part_two_counts),
        cmocka_unit_test(a_place_beside_the_one_number_that_the_other_lacks_parts_them),
        cmocka_unit_test(figures_are_of_one_scene),
        cmocka_unit_test(one_crowd_is_known_by_its_kind_and_day),
        cmocka_unit_test(ranges_that_meet_do_not_differ),
        cmocka_unit_test(no_two_observers_differ_by_more_than_so_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
