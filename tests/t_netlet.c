/*
 * tests/t_netlet.c - what the trainer of small networks writes reads as it learnt it.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "netlet.h"
#include "perceptron.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum {
    N = 5,
    MARKS = 3,
    EACH = 13,
    ROWS = 40,
    STATE = RAP_NETLET_STATE,
    OUT = RAP_NETLET_OUT
};

typedef struct {
    uint8_t states[(N + 2) * STATE], whole[STATE];
    uint16_t marks[N * MARKS], shared[2];
    rap_netlet_sight sight;
} seen;

static void look(seen *s, uint64_t *state)
{
    for (size_t i = 0; i < sizeof s->states; i++) {
        *state = *state * UINT64_C(6364136223846793005) + 1442695040888963407u;
        s->states[i] = (uint8_t)(100 + (*state >> 40) % 56);
    }
    memcpy(s->whole, s->states + 2 * STATE, STATE);
    for (uint32_t i = 0; i < N * MARKS; i++)
        s->marks[i] = (uint16_t)(i % MARKS * EACH + (*state >> i % 20) % EACH);
    s->shared[0] = 1;
    s->shared[1] = 39;
    s->sight =
        (rap_netlet_sight){s->states, s->whole, s->marks, s->shared, N, MARKS, 2, NULL};
}

/* Two networks that learn which mark stands first at a word, and their mean. */
static netlet *learnt(void)
{
    netlet_options how = {.hidden = 32, .whole = 1, .rows = ROWS, .rate = 0.01F};
    netlet *each[2];
    for (uint32_t k = 0; k < 2; k++) {
        how.seed = 5 + k;
        how.batch = 1;
        each[k] = netlet_new(&how);
        uint64_t state = 3;
        for (int i = 0; i < 600; i++) {
            seen s;
            float scores[N * OUT], by[N * OUT] = {0};
            look(&s, &state);
            netlet_run(each[k], &s.sight, true, scores);
            for (uint32_t w = 0; w < N; w++)
                by[w * OUT] =
                    1 / (1 + expf(-scores[w * OUT])) - (s.marks[w * MARKS] < EACH / 2);
            netlet_learn(each[k], &s.sight, by);
        }
        netlet_swap(each[k]);
    }
    netlet *m = netlet_join(each, 2);
    netlet_free(each[0]);
    netlet_free(each[1]);
    return m;
}

typedef struct {
    netlet *m;
    rap_part part;
} written;

static written write_one(void)
{
    char path[] = "/tmp/t_netlet_XXXXXX";
    const int f = mkstemp(path);
    assert_true(f >= 0);
    (void)close(f);
    written w = {learnt(), {NULL, 0}};
    seen s;
    uint64_t state = 11;
    float scores[N * OUT];
    look(&s, &state);
    netlet_run(w.m, &s.sight, false, scores);
    assert_true(netlet_write(w.m, path));
    w.part = perceptron_part(path);
    (void)unlink(path);
    return w;
}

static void scores_in_bytes_are_those_learnt_but_for_rounding(void **state)
{
    (void)state;
    const written w = write_one();
    rap_netlet read;
    assert_true(rap_netlet_open(&read, w.part));
    uint64_t dice = 19;
    int right = 0;
    for (int i = 0; i < 50; i++) {
        seen s;
        float scores[N * OUT];
        int16_t bytes[N * OUT];
        look(&s, &dice);
        netlet_run(w.m, &s.sight, false, scores);
        rap_netlet_run(&read, &s.sight, bytes);
        for (uint32_t k = 0; k < N; k++) {
            const float was = scores[k * OUT], is = bytes[k * OUT] / 256.0F;
            assert_true(fabsf(was - is) < 0.3F + 0.05F * fabsf(was));
            right += (is > 0) == (s.marks[k * MARKS] < EACH / 2);
        }
    }
    assert_true(right > 240); /* of 250 */
    netlet_free(w.m);
    free((void *)(uintptr_t)w.part.p);
}

static void every_machine_gives_the_same_scores(void **state)
{
    (void)state;
    const written w = write_one();
    rap_netlet fast, plain;
    assert_true(rap_netlet_open(&fast, w.part));
    plain = fast;
    plain.path = RAP_DENSE_PLAIN;
    uint64_t dice = 23;
    for (int i = 0; i < 50; i++) {
        seen s;
        int16_t a[N * OUT], b[N * OUT];
        look(&s, &dice);
        if (i % 2) memset(s.states, i % 4 == 1 ? 0 : 255, sizeof s.states);
        rap_netlet_run(&fast, &s.sight, a);
        rap_netlet_run(&plain, &s.sight, b);
        assert_memory_equal(a, b, sizeof a);
    }
    netlet_free(w.m);
    free((void *)(uintptr_t)w.part.p);
}

static void a_part_that_ends_early_is_no_network(void **state)
{
    (void)state;
    const written w = write_one();
    rap_netlet read;
    for (size_t n = 0; n < w.part.n; n += 61)
        assert_false(rap_netlet_open(&read, (rap_part){w.part.p, n}));
    assert_null(read.table);
    netlet_free(w.m);
    free((void *)(uintptr_t)w.part.p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_in_bytes_are_those_learnt_but_for_rounding),
        cmocka_unit_test(every_machine_gives_the_same_scores),
        cmocka_unit_test(a_part_that_ends_early_is_no_network),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
