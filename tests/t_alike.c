/*
 * tests/t_alike.c - which reports are alike: found at once and in parts, whoever
 * answers them, and parts that are damaged.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/alike.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

enum { REPORTS = 700, TERMS = 900, HELD = 12, INPUTS_MAX = 64 };

/* Who helps, and what became of it. */
typedef struct {
    enum { ANSWERS_ALL, ANSWERS_NONE, ANSWERS_SOME, ANSWERS_JUNK, ANSWERS_CUT } how;
    rap_buf given[INPUTS_MAX];
    rap_str inputs[INPUTS_MAX];
    uint32_t n;
} helper;

static uint32_t draw(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void ask(void *user, rap_str question, const rap_str *inputs, rap_str *answers,
                uint32_t n)
{
    helper *h = user;
    assert_true(n <= INPUTS_MAX);
    h->n = n;
    for (uint32_t i = 0; i < n; i++) {
        h->inputs[i] = inputs[i];
        if (h->how == ANSWERS_NONE || (h->how == ANSWERS_SOME && i % 2)) continue;
        assert_int_equal(rap_shared_answer(&h->given[i], question, inputs[i], NULL),
                         RAP_OK);
        answers[i] = rap_buf_str(&h->given[i]);
        if (h->how == ANSWERS_CUT) answers[i].n -= 1;
        if (h->how == ANSWERS_JUNK)
            answers[i] = RAP_STR("\377\377\377\377\377\377\377");
    }
}

static void forget(helper *h)
{
    for (uint32_t i = 0; i < INPUTS_MAX; i++)
        rap_buf_done(&h->given[i]);
    *h = (helper){.how = h->how};
}

/* Made reports: some days hold many, some reports have no day, words are of uneven
 * use; `more` reports come on the last day. */
static rap_alike *make(rap_arena *arena, const rap_helpers *helpers, uint32_t more)
{
    uint32_t seed = 7, n = REPORTS + more;
    rap_alike *w = rap_alike_new(n, TERMS, helpers, arena);
    assert_non_null(w);
    for (uint32_t i = 0; i < n; i++) {
        rap_alike_term v[HELD];
        uint32_t k = 0;
        for (uint32_t t = draw(&seed) % 80; t < TERMS && k < HELD; k++) {
            v[k] = (rap_alike_term){t, 1 + draw(&seed) % 300};
            t += 1 + draw(&seed) % (20 + t);
        }
        int32_t day = i < REPORTS / 3 ? (int32_t)i / 9 : 100 + (int32_t)i / 40;
        if (draw(&seed) % 6 == 0 || i > REPORTS * 5 / 6) day = INT32_MIN;
        rap_alike_give(w, (rap_alike_report){400 + draw(&seed) % 300, day}, v, k);
    }
    return w;
}

static void assert_same_ties(rap_alike *a, rap_alike *b)
{
    const rap_tie *x, *y;
    uint32_t n, m;
    assert_true(rap_alike_ties(a, &x, &n));
    assert_true(rap_alike_ties(b, &y, &m));
    assert_true(n > REPORTS);
    assert_int_equal(n, m);
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal(x[i].a, y[i].a);
        assert_int_equal(x[i].b, y[i].b);
        assert_int_equal(x[i].like, y[i].like);
    }
}

static void parts_give_what_the_whole_gives_whoever_answers(void **state)
{
    (void)state;
    for (int how = ANSWERS_ALL; how <= ANSWERS_CUT; how++) {
        helper h = {.how = (unsigned)how};
        const rap_helpers helpers = {&h, ask};
        rap_arena *arena = rap_arena_new((size_t)1 << 30);
        assert_same_ties(make(arena, NULL, 0), make(arena, &helpers, 0));
        assert_true(h.n > 3);
        forget(&h);
        rap_arena_free(arena);
    }
}

static void few_reports_are_compared_at_once(void **state)
{
    (void)state;
    helper h = {.how = ANSWERS_ALL};
    const rap_helpers helpers = {&h, ask};
    rap_arena *arena = rap_arena_new((size_t)1 << 30);
    rap_alike *w = rap_alike_new(20, TERMS, &helpers, arena);
    const rap_alike_term v[] = {{3, 50}, {9, 70}};
    for (int i = 0; i < 20; i++)
        rap_alike_give(w, (rap_alike_report){86, 5}, v, 2);
    const rap_tie *ties;
    uint32_t n;
    assert_true(rap_alike_ties(w, &ties, &n));
    assert_int_equal(n, 20 * 19 / 2);
    assert_int_equal(ties[0].like, (50 * 50 + 70 * 70) * 10000 / (86 * 86));
    assert_int_equal(h.n, 0);
    rap_arena_free(arena);
}

static void reports_that_come_later_leave_the_parts_before_as_they_were(void **state)
{
    (void)state;
    helper one = {.how = ANSWERS_ALL}, two = {.how = ANSWERS_ALL};
    const rap_helpers first = {&one, ask}, second = {&two, ask};
    rap_arena *arena = rap_arena_new((size_t)1 << 30);
    rap_alike *a = make(arena, &first, 0), *b = make(arena, &second, 3);
    const rap_tie *ties;
    uint32_t n;
    assert_true(rap_alike_ties(a, &ties, &n) && rap_alike_ties(b, &ties, &n));
    for (uint32_t i = 0; i + 1 < one.n; i++)
        assert_true(rap_str_eq(one.inputs[i], two.inputs[i]));
    assert_false(rap_str_eq(one.inputs[one.n - 1], two.inputs[two.n - 1]));
    forget(&one);
    forget(&two);
    rap_arena_free(arena);
}

/* Whatever comes instead of an input: an answer or a refusal, and nothing else. */
static void damaged_parts_are_refused(void **state)
{
    (void)state;
    helper h = {.how = ANSWERS_NONE};
    const rap_helpers helpers = {&h, ask};
    rap_arena *arena = rap_arena_new((size_t)1 << 30);
    rap_alike *w = make(arena, &helpers, 0);
    const rap_tie *ties;
    uint32_t n, seed = 11, refused = 0;
    rap_buf out = {0};
    assert_true(rap_alike_ties(w, &ties, &n));
    rap_str input = h.inputs[1];
    char *copy = malloc(input.n);
    assert_non_null(copy);
    for (int i = 0; i < 400; i++) {
        memcpy(copy, input.p, input.n);
        copy[draw(&seed) % input.n] = (char)draw(&seed);
        rap_str s = {copy, i % 2 ? input.n : draw(&seed) % input.n};
        rap_buf_clear(&out);
        refused += rap_alike_answer(&out, s, NULL) == RAP_E_SYNTAX;
    }
    assert_true(refused > 200);
    assert_int_equal(rap_alike_answer(&out, RAP_STR(""), NULL), RAP_E_SYNTAX);
    assert_int_equal(rap_shared_answer(&out, RAP_STR("riddles"), input, NULL),
                     RAP_E_SYNTAX);
    free(copy);
    rap_buf_done(&out);
    rap_arena_free(arena);
}

static void memory_that_is_refused_is_told(void **state)
{
    (void)state;
    uint32_t told = 0;
    helper h = {.how = ANSWERS_NONE};
    const rap_helpers helpers = {&h, ask};
    for (size_t limit = 1 << 14; limit < 1 << 20; limit += 1 << 14) {
        rap_arena *arena = rap_arena_new(limit);
        rap_alike *w =
            rap_alike_new(REPORTS, TERMS, limit & 1 << 14 ? &helpers : NULL, arena);
        const rap_alike_term v[] = {{3, 50}, {9, 70}, {700, 8}};
        const rap_tie *ties;
        uint32_t n;
        for (int i = 0; w && i < REPORTS; i++)
            rap_alike_give(w, (rap_alike_report){86, 5}, v, 3);
        told += !w || !rap_alike_ties(w, &ties, &n);
        rap_arena_free(arena);
    }
    assert_true(told > 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_give_what_the_whole_gives_whoever_answers),
        cmocka_unit_test(few_reports_are_compared_at_once),
        cmocka_unit_test(reports_that_come_later_leave_the_parts_before_as_they_were),
        cmocka_unit_test(damaged_parts_are_refused),
        cmocka_unit_test(memory_that_is_refused_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
