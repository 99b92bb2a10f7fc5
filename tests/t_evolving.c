/*
 * tests/t_evolving.c - figures told on different days, and by whom: what goes on from
 * before, what one report puts against another, what a copy only hands on.
 */
/* SPDX-License-Identifier: MIT */
#include "opposed_pair.h"

/* ---- on another day ----------------------------------------------------------------
 */

static void figures_of_three_days_are_compared(void **state)
{
    (void)state;
    pair x = two(30, 20);
    set_days(&x, 3);
    is_opposed(x);
    x = two(30, 20);
    set_days(&x, 4);
    is_not(x);
}

static pair toll(int first, int last, int32_t apart)
{
    pair x = two(first, last);
    set_fate(&x, "dead", "dead");
    set_days(&x, apart);
    return x;
}

static void a_toll_that_rises_with_its_day_is_an_evolution(void **state)
{
    (void)state;
    is_grown(toll(20, 30, 1));
    is_grown(toll(20, 30, 14));
    is_not(toll(20, 30, 15));
    is_opposed(toll(20, 30, 0));
    is_opposed(toll(30, 20, 1)); /* nobody comes back to life */
    is_grown(toll(10, 200, 1));
    is_not(toll(10, 201, 1));
    pair x = toll(20, 30, 1);
    x.a.high = INT64_MAX; /* "at least 20", then 30 */
    is_grown(x);
    for (int i = 0; i < 2; i++) {
        x = toll(20, 21, 1);
        x.a.high = x.b.high; /* "some 20", then 21 */
        (i ? &x.a : &x.b)->about = true;
        is_not(x);
        x = toll(20, 30, 1); /* apart for all that */
        (i ? &x.a : &x.b)->about = true;
        is_grown(x);
    }
    x = toll(20, 30, 1); /* of another place */
    x.a.around.n_words = x.a.besides.n_words = 1;
    is_not(x);
}

static pair moved(int first, int last)
{
    pair x = two(first, last);
    set_days(&x, 1);
    x.b.around.moved = true;
    return x;
}

static void what_is_told_as_it_is_now_is_an_evolution(void **state)
{
    (void)state;
    const uint32_t many[] = {1, 2, 3}, few[] = {1, 4, 5};
    is_grown(moved(20, 30));
    is_grown(moved(30, 20));
    pair x = moved(20, 30);
    x.b.around.moved = false;
    x.a.around.moved = true; /* the first had moved before */
    is_opposed(x);
    x = moved(20, 30);
    x.b.low = x.a.high; /* they meet */
    is_not(x);
    x = moved(30, 20);
    x.b.high = x.a.low;
    is_not(x);
    x = moved(30, 20);
    set_fate(&x, "dead", "dead");
    is_opposed(x);
    x = moved(20, 30);
    set_names(&x.a, 3, many);
    set_names(&x.b, 3, few);
    is_not(x);
}

/* ---- who tells it ------------------------------------------------------------------
 */

static void set_teller(rap_stand *s, uint32_t n, uint32_t first)
{
    s->teller.n_words = n;
    for (uint32_t i = 0; i < n; i++)
        s->teller.words[i] = first + i;
}

static pair next_day(void)
{
    pair x = two(20, 30);
    set_days(&x, 1);
    return x;
}

static void what_one_teller_says_on_another_day_is_an_evolution(void **state)
{
    (void)state;
    pair x = next_day();
    x.a.party = x.b.party = HOLM;
    is_grown(x);
    x = next_day();
    x.a.party = x.b.party = NORLAND; /* the first of all parties */
    is_grown(x);
    x = next_day();
    x.a.party = HOLM;
    x.b.party = HAAS;
    set_teller(&x.a, 1, 1); /* what they are called does not count then */
    set_teller(&x.b, 1, 1);
    is_opposed(x);
    x = next_day(); /* "the mayor", "the mayor of Kesh" */
    set_teller(&x.a, 1, 1);
    set_teller(&x.b, 2, 1);
    is_grown(x);
    x = next_day();
    set_teller(&x.a, 2, 1);
    set_teller(&x.b, 1, 1);
    x.a.party = HOLM; /* of the other it is not known */
    is_grown(x);
    x = next_day();
    set_teller(&x.a, 2, 1);
    set_teller(&x.b, 2, 2);
    is_opposed(x);
    is_opposed(next_day());
}

/* Both stand in one report, and the second is put against the first. */
static pair put_against(const char *one, const char *other)
{
    pair x = {.s = stage_new()};
    uint32_t r = stage_report(x.s, "2031-05-04", "first other third");
    stage_figure(x.s, r, "first", one, "");
    stage_figure(x.s, r, "other", other, "")->against = 0;
    stage_lay(x.s);
    x.a = stand(0, strtol(one, NULL, 10));
    x.b = stand(1, strtol(other, NULL, 10));
    return x;
}

static void a_report_may_put_one_figure_against_another(void **state)
{
    (void)state;
    is_opposed(put_against("310", "268"));
    is_opposed(put_against("10", "2000"));
    is_not(put_against("310", "310"));
    is_not(put_against("85820", "85818"));
    pair x = put_against("310", "268");
    x.a.party = x.b.party = HOLM;
    is_not(x);
    x = put_against("310", "268");
    x.s->rows[0]->figures[0].against = 1;
    x.s->rows[0]->figures[1].against = -1;
    is_opposed(x);
    x = put_against("310", "268"); /* nothing is put against anything */
    x.s->rows[0]->figures[1].against = -1;
    x.a.party = HOLM;
    x.b.party = HAAS;
    share_words(&x, 3);
    is_not(x);
}

/* Of two reports, one a copy of the other. */
static pair copy(void)
{
    pair x = two(20, 30);
    x.s->p->copy_group[1] = 0;
    return x;
}

static void a_copy_speaks_for_itself_where_it_has_another_teller(void **state)
{
    (void)state;
    is_not(copy());
    pair x = copy();
    x.a.party = HOLM;
    x.b.party = HAAS;
    is_opposed(x);
    for (int i = 0; i < 2; i++) {
        x = copy();
        x.a.party = HOLM;
        x.b.party = HAAS;
        (i ? &x.a : &x.b)->copied = true;
        is_not(x);
    }
    x = copy();
    x.a.party = x.b.party = NORLAND;
    set_teller(&x.a, 1, 1);
    set_teller(&x.b, 1, 5); /* called otherwise */
    is_not(x);
    x = copy();
    set_teller(&x.a, 1, 1);
    set_teller(&x.b, 1, 5);
    is_opposed(x);
    x = copy();
    x.a.party = HOLM;
    set_teller(&x.b, 1, 5);
    is_not(x);
    x = copy();
    set_teller(&x.a, 1, 5);
    is_not(x);
    x = copy();
    set_teller(&x.a, 2, 1);
    set_teller(&x.b, 2, 2);
    is_not(x);
    x = two(20, 30);
    x.a.copied = x.b.copied = true; /* of some third report */
    is_opposed(x);
}
int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_of_three_days_are_compared),
        cmocka_unit_test(a_toll_that_rises_with_its_day_is_an_evolution),
        cmocka_unit_test(what_is_told_as_it_is_now_is_an_evolution),
        cmocka_unit_test(what_one_teller_says_on_another_day_is_an_evolution),
        cmocka_unit_test(a_report_may_put_one_figure_against_another),
        cmocka_unit_test(a_copy_speaks_for_itself_where_it_has_another_teller),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
