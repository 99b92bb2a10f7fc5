/*
 * tests/t_model.c - linear models: what the trainer writes, the reader reads.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "../train/perceptron.h"
#include "model/linear.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { KINDS = 7, ITEMS = 3000, PER = 3 };

/* The class is told by the first feature; the others are noise. */
static uint32_t example(uint32_t i, uint32_t kinds, uint64_t keys[PER])
{
    uint32_t class = i * 2654435761u % kinds;
    keys[0] = rap_feature(1, class * 31 + i % 5, 0, 0);
    keys[1] = rap_feature(2, i % 97, 0, 0);
    keys[2] = rap_feature(3, i % 89, i % 3, 7);
    return class;
}

static uint32_t best_of(const float *scores, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t c = 1; c < n; c++)
        if (scores[c] > scores[best]) best = c;
    return best;
}

static perceptron *trained(uint32_t kinds)
{
    perceptron *m = perceptron_new(kinds);
    for (uint32_t i = 0; i < ITEMS * 4; i++) {
        uint64_t keys[PER];
        float scores[KINDS] = {0};
        uint32_t gold = example(i % ITEMS, kinds, keys);
        perceptron_score(m, keys, PER, scores);
        uint32_t best = best_of(scores, kinds);
        perceptron_tick(m);
        if (best == gold) continue;
        perceptron_update(m, keys, PER, gold, 1);
        perceptron_update(m, keys, PER, best, -1);
    }
    return m;
}

static rap_part written(uint32_t kinds, float least)
{
    static const char *const names[KINDS] = {"A", "B", "C", "D", "E", "F", "G"};
    char path[] = "/tmp/rapporteur-model-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    close(fd);
    perceptron *m = trained(kinds);
    const perceptron_cut cut = {.least = least, .names = names};
    assert_true(perceptron_write(m, path, &cut));
    rap_part part = perceptron_part(path);
    unlink(path);
    perceptron_free(m);
    return part;
}

static uint32_t right_of(const rap_linear *m, uint32_t kinds)
{
    uint32_t right = 0;
    for (uint32_t i = 0; i < ITEMS; i++) {
        uint64_t keys[PER];
        int32_t scores[KINDS] = {0};
        uint32_t gold = example(i, kinds, keys), best = 0;
        if (m->narrow)
            rap_linear_score4(m, keys, PER, scores);
        else
            rap_linear_score(m, keys, PER, scores);
        for (uint32_t c = 1; c < kinds; c++)
            if (scores[c] > scores[best]) best = c;
        right += best == gold;
    }
    return right;
}

static void what_was_learnt_is_read_back(void **state)
{
    (void)state;
    rap_linear m;
    rap_part part = written(KINDS, 0);
    assert_true(rap_linear_open(&m, part));
    assert_false(m.narrow);
    assert_string_equal(rap_linear_class(&m, 2), "C");
    assert_string_equal(rap_linear_class(&m, KINDS), "");
    assert_true(right_of(&m, KINDS) > ITEMS * 98 / 100);
    free((void *)(uintptr_t)part.p);
}

static void four_classes_lie_in_the_bucket(void **state)
{
    (void)state;
    rap_linear m;
    rap_part part = written(4, 0);
    assert_true(rap_linear_open(&m, part));
    assert_true(m.narrow);
    assert_true(right_of(&m, 4) > ITEMS * 98 / 100);
    free((void *)(uintptr_t)part.p);
}

static void a_feature_never_seen_adds_nothing(void **state)
{
    (void)state;
    rap_linear m;
    rap_part part = written(KINDS, 0);
    assert_true(rap_linear_open(&m, part));
    uint32_t touched = 0;
    for (uint32_t i = 0; i < 10000; i++) {
        uint64_t key = rap_feature(77, i, 0, 0);
        int32_t scores[KINDS] = {0};
        rap_linear_score(&m, &key, 1, scores);
        for (uint32_t c = 0; c < KINDS; c++)
            touched += scores[c] != 0;
    }
    assert_true(touched < 40); /* ten fingerprints of 16 bits to a bucket */
    free((void *)(uintptr_t)part.p);
}

static void pruned_to_nothing_it_still_opens(void **state)
{
    (void)state;
    rap_linear m;
    rap_part part = written(KINDS, 1e9f);
    assert_true(rap_linear_open(&m, part));
    assert_true(right_of(&m, KINDS) < ITEMS / 2);
    free((void *)(uintptr_t)part.p);
}

static void a_damaged_part_is_refused(void **state)
{
    (void)state;
    rap_linear m;
    rap_part part = written(KINDS, 0);
    for (size_t n = 0; n < 64; n++)
        assert_false(rap_linear_open(&m, (rap_part){part.p, n}));
    assert_false(rap_linear_open(&m, (rap_part){part.p, part.n / 2}));
    unsigned char *p = (unsigned char *)(uintptr_t)part.p;
    p[0] = 'X';
    assert_false(rap_linear_open(&m, part));
    assert_null(m.buckets);
    free(p);
}

static void an_unknown_part_is_empty(void **state)
{
    (void)state;
    assert_null(rap_weights_part("nobody made this").p);
    assert_true(rap_weights_size() % 64 == 0);
    assert_true(rap_weights_size() <= 8u << 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_learnt_is_read_back),
        cmocka_unit_test(four_classes_lie_in_the_bucket),
        cmocka_unit_test(a_feature_never_seen_adds_nothing),
        cmocka_unit_test(pruned_to_nothing_it_still_opens),
        cmocka_unit_test(a_damaged_part_is_refused),
        cmocka_unit_test(an_unknown_part_is_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
