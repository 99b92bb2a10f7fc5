/*
 * tests/t_boosted.c - boosted trees: what the trainer writes, the reader scores alike.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "../train/boost.h"
#include "model/boosted.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { ROWS = 4000, WIDE = 5, MOST = 1 << 16 };

static int16_t x[ROWS * WIDE];
static float y[ROWS];
static unsigned char bytes[MOST];

/* True when exactly one of the first two is large: no single question tells it. */
static void make_rows(void)
{
    uint32_t r = 12345;
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t f = 0; f < WIDE; f++) {
            r = r * 1664525u + 1013904223u;
            x[i * WIDE + f] = (int16_t)((int32_t)(r >> 16) % 200 - 100);
        }
        y[i] = (x[i * WIDE] > 13) != (x[i * WIDE + 1] > -40);
    }
}

static boost *trained(void)
{
    const boost_data data = {.x = x, .y = y, .n = ROWS, .features = WIDE};
    const boost_options options = {
        .trees = 60, .depth = 3, .rate = 0.2f, .l2 = 2, .rows = 0.8f, .seed = 7};
    make_rows();
    return boost_train(&data, &options);
}

static rap_part written(const boost *m)
{
    char path[] = "/tmp/rapporteur-boost-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_true(boost_write(m, path));
    FILE *f = fdopen(fd, "rb");
    size_t n = fread(bytes, 1, sizeof bytes, f);
    (void)fclose(f);
    (void)unlink(path);
    return (rap_part){bytes, n};
}

static void two_features_that_tell_only_together_are_learnt(void **state)
{
    (void)state;
    boost *m = trained();
    size_t wrong = 0;
    for (size_t i = 0; i < ROWS; i++)
        wrong += (boost_score(m, x + i * WIDE) > 0) != (y[i] > 0.5f);
    assert_true(wrong < ROWS / 50);
    float gains[WIDE];
    boost_gains(m, gains);
    assert_true(gains[0] + gains[1] > 0.9f);
    boost_free(m);
}

static void the_reader_scores_as_the_trainer_does(void **state)
{
    (void)state;
    boost *m = trained();
    rap_boosted b;
    assert_true(rap_boosted_open(&b, written(m)));
    assert_int_equal(b.n_features, WIDE);
    for (size_t i = 0; i < ROWS; i++) {
        float logit = boost_score(m, x + i * WIDE);
        int32_t score = rap_boosted_score(&b, x + i * WIDE);
        assert_true(fabsf(logit * RAP_BOOSTED_LOGIT - (float)score) <= 1.0f);
    }
    static int32_t all[ROWS];
    rap_boosted_score_rows(&b, x, ROWS - 3, (rap_boosted_early){20, -100}, all);
    for (size_t i = 0; i < ROWS - 3; i++)
        assert_int_equal(all[i], rap_boosted_score_above(&b, x + i * WIDE, 20, -100));
    boost_free(m);
}

static void what_scores_low_early_is_not_asked_on(void **state)
{
    (void)state;
    boost *m = trained();
    rap_boosted b;
    assert_true(rap_boosted_open(&b, written(m)));
    rap_boosted early = b;
    early.n_trees = b.n_trees / 4;
    size_t stopped = 0;
    for (size_t i = 0; i < ROWS; i++) {
        int32_t head = rap_boosted_score(&early, x + i * WIDE);
        int32_t all = rap_boosted_score(&b, x + i * WIDE);
        int32_t got = rap_boosted_score_above(&b, x + i * WIDE, early.n_trees, 0);
        assert_int_equal(got, head < 0 ? head : all);
        stopped += head < 0;
    }
    assert_true(stopped > 0 && stopped < ROWS);
    boost_free(m);
}

static void the_same_seed_gives_the_same_bytes(void **state)
{
    (void)state;
    static unsigned char first[MOST];
    boost *m = trained();
    size_t n = written(m).n;
    memcpy(first, bytes, n);
    boost_free(m);
    m = trained();
    assert_int_equal(written(m).n, n);
    assert_memory_equal(first, bytes, n);
    boost_free(m);
}

static void a_damaged_part_is_refused(void **state)
{
    (void)state;
    boost *m = trained();
    rap_part part = written(m);
    rap_boosted b;
    assert_false(rap_boosted_open(&b, (rap_part){part.p, part.n - 1}));
    assert_null(b.trees);
    bytes[12] = 9; /* more questions than a tree may have */
    assert_false(rap_boosted_open(&b, part));
    bytes[12] = 3;
    bytes[RAP_BOOSTED_HEAD] = WIDE; /* a feature that is not there */
    assert_false(rap_boosted_open(&b, part));
    const int16_t any[WIDE] = {0};
    assert_int_equal(rap_boosted_score(&b, any), 0);
    boost_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_features_that_tell_only_together_are_learnt),
        cmocka_unit_test(the_reader_scores_as_the_trainer_does),
        cmocka_unit_test(what_scores_low_early_is_not_asked_on),
        cmocka_unit_test(the_same_seed_gives_the_same_bytes),
        cmocka_unit_test(a_damaged_part_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
