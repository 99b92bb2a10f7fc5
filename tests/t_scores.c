/*
 * tests/t_scores.c - models written byte by byte: what each reader makes of them.
 */
/* SPDX-License-Identifier: MIT */
#include "model/boosted.h"
#include "model/linear.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void put16(unsigned char *p, uint32_t v)
{
    p[0] = (unsigned char)v;
    p[1] = (unsigned char)(v >> 8);
}

static void put32(unsigned char *p, uint32_t v)
{
    put16(p, v);
    put16(p + 2, v >> 16);
}

/* ---- linear ------------------------------------------------------------------------
 */

enum {
    BUCKETS = 4,
    PAIRS = 300,
    LINEAR = RAP_LINEAR_HEAD + BUCKETS * 64 + PAIRS * 2 + 6
};

typedef struct {
    _Alignas(64) unsigned char bytes[LINEAR];
    rap_linear m;
} linear;

/* A model of three classes without a row. */
static void start_linear(linear *x, bool narrow)
{
    memset(x, 0, sizeof *x);
    memcpy(x->bytes, "RLIN", 4);
    put32(x->bytes + 4, 3);
    put32(x->bytes + 8, BUCKETS);
    put32(x->bytes + 12, narrow);
    put32(x->bytes + 16, PAIRS);
    put32(x->bytes + 20, 6);
    memcpy(x->bytes + LINEAR - 6, "A\0BC\0D", 6);
    x->bytes[LINEAR - 1] = 0;
    assert_true(rap_linear_open(&x->m, (rap_part){x->bytes, LINEAR}));
}

static void put_row(linear *x, uint32_t bucket, uint32_t lane, uint16_t print,
                    uint32_t value)
{
    unsigned char *p = x->bytes + RAP_LINEAR_HEAD + (size_t)bucket * RAP_LINEAR_BUCKET;
    put16(p + (size_t)lane * 2, print);
    put32(p + RAP_LINEAR_VALUES + (size_t)lane * 4, value);
}

static void put_more(linear *x, uint32_t bucket, uint32_t more)
{
    unsigned char *p = x->bytes + RAP_LINEAR_HEAD + (size_t)bucket * RAP_LINEAR_BUCKET;
    put16(p + (size_t)RAP_LINEAR_MORE * 2, more);
}

static void put_pair(linear *x, uint32_t i, uint8_t class, int8_t weight)
{
    unsigned char *p = x->bytes + RAP_LINEAR_HEAD +
                       (size_t)BUCKETS * RAP_LINEAR_BUCKET + (size_t)i * 2;
    p[0] = class;
    p[1] = (unsigned char)weight;
}

/* A key that begins in this bucket with this fingerprint. */
static uint64_t key_in(uint32_t bucket, uint16_t print)
{
    uint64_t key = (uint64_t)bucket << 62 | 5u << 20 | print;
    assert_int_equal(rap_linear_bucket(key, BUCKETS), bucket);
    assert_int_equal(rap_linear_print(key), print);
    return key;
}

static void expect_scores(const linear *x, uint64_t key, int32_t a, int32_t b,
                          int32_t c)
{
    int32_t scores[4] = {1000, 1000, 1000, 1000}; /* they are added to */
    if (x->m.narrow)
        rap_linear_score4(&x->m, &key, 1, scores);
    else
        rap_linear_score(&x->m, &key, 1, scores);
    assert_int_equal(scores[0], 1000 + a);
    assert_int_equal(scores[1], 1000 + b);
    assert_int_equal(scores[2], 1000 + c);
    assert_int_equal(scores[3], 1000);
}

static void a_row_is_found_in_any_lane_of_its_bucket(void **state)
{
    (void)state;
    linear x;
    start_linear(&x, false);
    for (uint32_t lane = 0; lane < RAP_LINEAR_ROWS; lane++) {
        put_row(&x, 2, lane, (uint16_t)(0x8000u + lane), (lane * 2) << 8 | 2);
        put_pair(&x, lane * 2, 0, (int8_t)(-10 - (int)lane));
        put_pair(&x, lane * 2 + 1, 2, (int8_t)(lane + 1));
    }
    for (uint32_t lane = 0; lane < RAP_LINEAR_ROWS; lane++)
        expect_scores(&x, key_in(2, (uint16_t)(0x8000u + lane)), -10 - (int32_t)lane, 0,
                      (int32_t)lane + 1);
    expect_scores(&x, key_in(1, 0x8000u), 0, 0, 0);
    expect_scores(&x, key_in(2, 0x800Bu), 0, 0, 0);
}

static void a_row_may_have_as_many_pairs_as_a_byte_counts(void **state)
{
    (void)state;
    linear x;
    start_linear(&x, false);
    put_row(&x, 0, 3, 77, 20u << 8 | 255);
    for (uint32_t i = 0; i < PAIRS; i++)
        put_pair(&x, i, i < 20 || i >= 275 ? 2 : 1, 1);
    expect_scores(&x, key_in(0, 77), 0, 255, 0);
}

static void what_ran_over_is_found_in_the_next_bucket(void **state)
{
    (void)state;
    linear x;
    start_linear(&x, false);
    put_pair(&x, 5, 1, 9);
    put_row(&x, 2, 0, 0x1234, 5u << 8 | 1);
    put_row(&x, 0, 9, 0x1235, 5u << 8 | 1);
    expect_scores(&x, key_in(1, 0x1234), 0, 0, 0); /* nothing ran over */
    put_more(&x, 1, 1u << 4);                      /* of those that end with 4 */
    expect_scores(&x, key_in(1, 0x1234), 0, 9, 0);
    put_more(&x, 1, 1u << 5);
    expect_scores(&x, key_in(1, 0x1234), 0, 0, 0);
    put_more(&x, 1, 1); /* any */
    expect_scores(&x, key_in(1, 0x1234), 0, 9, 0);
    put_more(&x, 3, 1u << 5); /* behind the last is the first */
    expect_scores(&x, key_in(3, 0x1235), 0, 9, 0);
    put_more(&x, 2, 1u << 5); /* and over two */
    expect_scores(&x, key_in(2, 0x1235), 0, 9, 0);
    put_row(&x, 2, 4, 0x1235, 5u << 8 | 0); /* there already: it does not go on */
    expect_scores(&x, key_in(2, 0x1235), 0, 0, 0);
}

static void a_key_without_a_fingerprint_has_the_first(void **state)
{
    (void)state;
    linear x;
    start_linear(&x, false);
    put_pair(&x, 0, 0, 3);
    put_row(&x, 1, 0, 1, 1);
    uint64_t key = UINT64_C(1) << 62;
    assert_int_equal(rap_linear_print(key), 1);
    expect_scores(&x, key, 3, 0, 0);
}

static void four_weights_of_any_size_do_not_borrow(void **state)
{
    (void)state;
    linear x;
    start_linear(&x, true);
    put_row(&x, 0, 0, 11, 0x00FF8001u); /* 1, -128, -1, 0 */
    put_row(&x, 0, 9, 12, 0x007F017Fu); /* 127, 1, 127, 0 */
    expect_scores(&x, key_in(0, 11), 1, -128, -1);
    expect_scores(&x, key_in(0, 12), 127, 1, 127);
    uint64_t keys[RAP_LINEAR_KEYS];
    int32_t scores[4] = {0, 0, 0, 7};
    for (uint32_t i = 0; i < RAP_LINEAR_KEYS; i++)
        keys[i] = key_in(0, i % 2 ? 11 : 12);
    rap_linear_score4(&x.m, keys, RAP_LINEAR_KEYS, scores);
    assert_int_equal(scores[0], RAP_LINEAR_KEYS / 2 * 128);
    assert_int_equal(scores[1], RAP_LINEAR_KEYS / 2 * -127);
    assert_int_equal(scores[2], RAP_LINEAR_KEYS / 2 * 126);
    assert_int_equal(scores[3], 7);
}

static void rows_of_many_keys_are_added_up(void **state)
{
    (void)state;
    linear x;
    start_linear(&x, false);
    put_pair(&x, 0, 1, 2);
    put_pair(&x, 1, 2, -3);
    put_row(&x, 0, 0, 50, 0u << 8 | 2);
    uint64_t keys[RAP_LINEAR_KEYS + 1];
    int32_t scores[3] = {0};
    for (uint32_t i = 0; i <= RAP_LINEAR_KEYS; i++)
        keys[i] = key_in(0, i % 3 ? 50 : 51);
    rap_linear_score(&x.m, keys, RAP_LINEAR_KEYS, scores);
    assert_int_equal(scores[0], 0);
    assert_int_equal(scores[1], RAP_LINEAR_KEYS / 3 * 2 * 2);
    assert_int_equal(scores[2], RAP_LINEAR_KEYS / 3 * 2 * -3);
    rap_linear_score(&x.m, keys, 0, scores);
    assert_int_equal(scores[1], RAP_LINEAR_KEYS / 3 * 2 * 2);
}

static void too_many_keys_or_no_model_score_nothing(void **state)
{
    (void)state;
    linear x;
    start_linear(&x, true);
    put_row(&x, 0, 0, 50, 5);
    uint64_t keys[RAP_LINEAR_KEYS + 1];
    int32_t scores[4] = {0};
    for (uint32_t i = 0; i <= RAP_LINEAR_KEYS; i++)
        keys[i] = key_in(0, 50);
    rap_linear_score4(&x.m, keys, RAP_LINEAR_KEYS + 1, scores);
    rap_linear_score(&x.m, keys, RAP_LINEAR_KEYS + 1, scores);
    rap_linear none;
    assert_false(rap_linear_open(&none, (rap_part){NULL, 0}));
    rap_linear_score4(&none, keys, 1, scores);
    rap_linear_score(&none, keys, 1, scores);
    for (int i = 0; i < 4; i++)
        assert_int_equal(scores[i], 0);
}

static void classes_have_the_names_that_lie_behind_the_pool(void **state)
{
    (void)state;
    linear x;
    start_linear(&x, false);
    assert_int_equal(x.m.n_classes, 3);
    assert_string_equal(rap_linear_class(&x.m, 0), "A");
    assert_string_equal(rap_linear_class(&x.m, 1), "BC");
    assert_string_equal(rap_linear_class(&x.m, 2), "");
    assert_string_equal(rap_linear_class(&x.m, 3), "");
}

/* With one number of the head changed, does it open? */
static bool opens_with(uint32_t at, uint32_t value)
{
    linear x;
    start_linear(&x, false);
    put32(x.bytes + at, value);
    bool good = rap_linear_open(&x.m, (rap_part){x.bytes, LINEAR});
    assert_true(good == (x.m.buckets != NULL));
    return good;
}

static void a_linear_model_whose_numbers_do_not_fit_is_refused(void **state)
{
    (void)state;
    assert_true(opens_with(4, RAP_LINEAR_CLASSES));
    assert_false(opens_with(4, RAP_LINEAR_CLASSES + 1));
    assert_false(opens_with(8, 0));
    assert_true(opens_with(8, BUCKETS - 1));
    assert_false(opens_with(8, UINT32_MAX));
    assert_true(opens_with(12, 1));
    assert_false(opens_with(12, 2));
    assert_false(opens_with(16, PAIRS + 1));
    assert_true(opens_with(16, PAIRS - 1));
    assert_true(opens_with(20, 5));
    assert_false(opens_with(20, 7));
    assert_false(opens_with(0, 0));
}

/* ---- boosted -----------------------------------------------------------------------
 */

enum { TREES = 9, FEATURES = 7, ROWS = 71, BOOSTED = 32 + TREES * (8 * 4 + 256 * 2) };

typedef struct {
    unsigned char bytes[BOOSTED];
    size_t n;
    int16_t x[ROWS * FEATURES];
    rap_boosted m;
} boosted;

static uint32_t next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static boosted *make_boosted(uint32_t depth, int32_t base)
{
    boosted *b = calloc(1, sizeof *b);
    uint64_t seed = depth;
    assert_non_null(b);
    memcpy(b->bytes, "RBST", 4);
    put32(b->bytes + 4, FEATURES);
    put32(b->bytes + 8, TREES);
    put32(b->bytes + 12, depth);
    put32(b->bytes + 16, (uint32_t)base);
    b->n = 32;
    for (int t = 0; t < TREES; t++) {
        for (uint32_t d = 0; d < depth; d++, b->n += 4) {
            put16(b->bytes + b->n, next(&seed) % FEATURES);
            put16(b->bytes + b->n + 2, next(&seed) % 40 - 20);
        }
        for (uint32_t i = 0; i < 1u << depth; i++, b->n += 2)
            put16(b->bytes + b->n, next(&seed) % 60000 - 30000);
    }
    for (int i = 0; i < ROWS * FEATURES; i++) /* many that are a threshold itself */
        b->x[i] = (int16_t)((int)(next(&seed) % 44) - 22);
    assert_true(rap_boosted_open(&b->m, (rap_part){b->bytes, b->n}));
    return b;
}

static int32_t signed16(const unsigned char *p)
{
    int32_t v = p[0] | p[1] << 8;
    return v < 32768 ? v : v - 65536;
}

/* The first trees of a row, by definition, in units of a leaf. */
static int32_t by_definition(const boosted *b, const int16_t *x, uint32_t trees)
{
    uint32_t depth = b->bytes[12];
    const unsigned char *p = b->bytes + 32;
    int32_t sum = (int32_t)((uint32_t)signed16(b->bytes + 16));
    for (uint32_t t = 0; t < trees; t++) {
        uint32_t leaf = 0;
        for (uint32_t d = 0; d < depth; d++, p += 4)
            if (x[p[0]] > signed16(p + 2)) leaf += 1u << d;
        sum += signed16(p + (size_t)leaf * 2);
        p += (size_t)2 << depth;
    }
    return sum;
}

static void trees_of_every_depth_score_as_they_are_defined(void **state)
{
    (void)state;
    for (uint32_t depth = 1; depth <= RAP_BOOSTED_DEPTH; depth++) {
        boosted *b = make_boosted(depth, -777);
        for (int i = 0; i < ROWS; i++) {
            const int16_t *x = b->x + i * FEATURES;
            assert_int_equal(rap_boosted_score(&b->m, x),
                             by_definition(b, x, TREES) / 16);
        }
        free(b);
    }
}

static void rows_side_by_side_score_as_one_by_one(void **state)
{
    (void)state;
    static const size_t counts[] = {0, 1, 7, 8, 9, 31, 32, 33, 64, ROWS};
    static const rap_boosted_early early[] = {{0, 0},    {0, -9000}, {3, 200},
                                              {3, 9000}, {TREES, 0}, {TREES + 5, 100}};
    for (uint32_t depth = 1; depth <= RAP_BOOSTED_DEPTH; depth++) {
        boosted *b = make_boosted(depth, 4321);
        for (size_t k = 0; k < 60; k++) {
            const rap_boosted_early e = early[k % 6];
            const uint32_t first = e.trees < TREES ? e.trees : TREES;
            const size_t n = counts[k / 6];
            int32_t scores[ROWS + 1];
            memset(scores, 0x55, sizeof scores);
            rap_boosted_score_rows(&b->m, b->x, n, e, scores);
            for (size_t i = 0; i < n; i++) {
                const int16_t *x = b->x + i * FEATURES;
                int32_t head = by_definition(b, x, first) / 16;
                int32_t all = by_definition(b, x, TREES) / 16;
                assert_int_equal(scores[i], head >= e.floor ? all : head);
                assert_int_equal(rap_boosted_score_above(&b->m, x, e.trees, e.floor),
                                 scores[i]);
            }
            assert_int_equal(scores[n], 0x55555555); /* none behind the last */
        }
        free(b);
    }
}

static void one_that_reaches_the_floor_exactly_is_asked_on(void **state)
{
    (void)state;
    boosted *b = make_boosted(6, 0), *c = make_boosted(3, 0);
    const boosted *both[] = {b, c};
    for (int k = 0; k < 2; k++) {
        const boosted *m = both[k];
        for (int i = 0; i < ROWS; i++) {
            const int16_t *x = m->x + i * FEATURES;
            int32_t head = by_definition(m, x, 4) / 16, got = 0;
            rap_boosted_score_rows(&m->m, x, 1, (rap_boosted_early){4, head}, &got);
            assert_int_equal(got, by_definition(m, x, TREES) / 16);
            rap_boosted_score_rows(&m->m, x, 1, (rap_boosted_early){4, head + 1}, &got);
            assert_int_equal(got, head);
        }
    }
    free(b);
    free(c);
}

static bool boosted_opens_with(uint32_t at, uint32_t value)
{
    boosted *b = make_boosted(2, 0);
    put32(b->bytes + at, value);
    bool good = rap_boosted_open(&b->m, (rap_part){b->bytes, b->n});
    assert_true(good == (b->m.trees != NULL));
    free(b);
    return good;
}

static void boosted_trees_whose_numbers_do_not_fit_are_refused(void **state)
{
    (void)state;
    assert_false(boosted_opens_with(0, 0));
    assert_true(boosted_opens_with(4, RAP_BOOSTED_WIDE));
    assert_false(boosted_opens_with(4, RAP_BOOSTED_WIDE + 1));
    assert_false(boosted_opens_with(4, 1)); /* fewer than are asked for */
    assert_true(boosted_opens_with(8, TREES - 1));
    assert_true(boosted_opens_with(8, 0));
    assert_false(boosted_opens_with(8, TREES + 1));
    assert_false(boosted_opens_with(12, 0));
    assert_false(boosted_opens_with(12, RAP_BOOSTED_DEPTH + 1));
    boosted *b = make_boosted(RAP_BOOSTED_DEPTH, 0);
    /* the last question of the last tree */
    unsigned char *last = b->bytes + b->n - 512 - 4;
    put16(last, FEATURES);
    assert_false(rap_boosted_open(&b->m, (rap_part){b->bytes, b->n}));
    put16(last, FEATURES - 1);
    assert_true(rap_boosted_open(&b->m, (rap_part){b->bytes, b->n}));
    for (size_t n = 0; n < b->n; n++)
        assert_false(rap_boosted_open(&b->m, (rap_part){b->bytes, n}));
    free(b);
}

static void a_head_alone_is_a_model_without_trees(void **state)
{
    (void)state;
    unsigned char head[RAP_BOOSTED_HEAD] = "RBST";
    const int16_t none[1] = {0};
    rap_boosted m;
    put32(head + 12, 1);
    put32(head + 16, 160);
    assert_true(rap_boosted_open(&m, (rap_part){head, sizeof head}));
    assert_int_equal(rap_boosted_score(&m, none), 10);
}

/* ---- the weights that are built in -------------------------------------------------
 */

static void each_part_lies_within_the_weights_and_apart(void **state)
{
    (void)state;
    rap_part encoder = rap_weights_part("encoder");
    if (!encoder.p) return; /* built without weights */
    static const char *const other[] = {"encode", "encoderX", ""};
    for (int i = 0; i < 3; i++)
        assert_ptr_not_equal(rap_weights_part(other[i]).p, encoder.p);
    assert_true(encoder.n > 0 && encoder.n <= rap_weights_size());
    assert_memory_equal(encoder.p, "RENC", 4);
    assert_int_equal((uintptr_t)encoder.p % 64, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_found_in_any_lane_of_its_bucket),
        cmocka_unit_test(a_row_may_have_as_many_pairs_as_a_byte_counts),
        cmocka_unit_test(what_ran_over_is_found_in_the_next_bucket),
        cmocka_unit_test(a_key_without_a_fingerprint_has_the_first),
        cmocka_unit_test(four_weights_of_any_size_do_not_borrow),
        cmocka_unit_test(rows_of_many_keys_are_added_up),
        cmocka_unit_test(too_many_keys_or_no_model_score_nothing),
        cmocka_unit_test(classes_have_the_names_that_lie_behind_the_pool),
        cmocka_unit_test(a_linear_model_whose_numbers_do_not_fit_is_refused),
        cmocka_unit_test(trees_of_every_depth_score_as_they_are_defined),
        cmocka_unit_test(rows_side_by_side_score_as_one_by_one),
        cmocka_unit_test(one_that_reaches_the_floor_exactly_is_asked_on),
        cmocka_unit_test(boosted_trees_whose_numbers_do_not_fit_are_refused),
        cmocka_unit_test(a_head_alone_is_a_model_without_trees),
        cmocka_unit_test(each_part_lies_within_the_weights_and_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
