/*
 * tests/t_encoder.c - the encoder: the same bits on every path, and trees that are
 * trees.
 */
/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "encoder/encoder.h"
#include "encoder/projective.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint32_t next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

/* ---- layers */

enum { IN = 96, OUT = 80, ROWS = 41 };
typedef struct {
    int32_t off[OUT], mul[OUT], bias[OUT];
    int8_t weights[IN * OUT];
    uint8_t x[ROWS * IN];
    int16_t y[RAP_DENSE_PATHS][ROWS * OUT];
} layer_case;

/* Numbers as large as the rule allows: pairs of 128, and bytes of 255. */
static void fill_case(layer_case *c, bool extreme)
{
    uint64_t seed = 7;
    for (int i = 0; i < OUT; i++) {
        c->off[i] = (int32_t)(next(&seed) % 4000);
        c->mul[i] = (int32_t)(next(&seed) % 300);
        c->bias[i] = (int32_t)(next(&seed) % 100000);
    }
    for (int i = 0; i < IN * OUT; i++)
        c->weights[i] =
            (int8_t)(extreme ? (i / 64 % 2 ? 64 : -64) : (int)(next(&seed) % 129) - 64);
    for (int i = 0; i < ROWS * IN; i++)
        c->x[i] = (uint8_t)(extreme ? 255 : next(&seed) % 256);
}

static void compare_paths(bool extreme)
{
    layer_case *c = calloc(1, sizeof *c);
    assert_non_null(c);
    fill_case(c, extreme);
    const rap_dense d = {IN, OUT, 9, c->off, c->mul, c->bias, c->weights};
    for (int path = (int)rap_dense_best(); path >= 0; path--)
        rap_dense_run((rap_dense_path)path, &d, c->x, IN, ROWS, c->y[path]);
    for (int path = (int)rap_dense_best(); path > 0; path--)
        assert_memory_equal(c->y[path], c->y[0], sizeof c->y[0]);
    int64_t sum = 0; /* one value by hand */
    for (int k = 0; k < IN; k++)
        sum += c->x[40 * IN + k] *
               c->weights[(17 / 16 * IN + k / 4 * 4) * 16 + 17 % 16 * 4 + k % 4];
    const int64_t y = (((sum - c->off[17]) >> 5) * c->mul[17] + c->bias[17]) >> 9;
    assert_int_equal(c->y[0][40 * OUT + 17], y < -32768  ? -32768
                                             : y > 32767 ? 32767
                                                         : y);
    free(c);
}

static void every_path_gives_the_same_bits(void **state)
{
    (void)state;
    compare_paths(false);
}

static void the_largest_numbers_do_not_run_over(void **state)
{
    (void)state;
    compare_paths(true);
}

/* ---- what is done between layers */

enum { STEP_ROWS = 9, STEP_WIDTH = 48, STEP_ALL = STEP_ROWS * STEP_WIDTH };
typedef struct {
    int16_t y[4 * STEP_ALL], state[STEP_ALL];
    uint8_t bytes[2 * STEP_ALL], out[4][4 * STEP_ALL];
    uint32_t best[STEP_WIDTH];
} step_case;

/* Every step on one path; numbers of all sizes, the least and the greatest often. */
static void step_all(rap_dense_path path, step_case *c, const int16_t *gates)
{
    const rap_steps *s = rap_steps_of(path);
    const bool empty[STEP_ROWS] = {[0] = true, [4] = true, [STEP_ROWS - 1] = true};
    uint64_t seed = 23;
    memset(c, 0, sizeof *c);
    for (int i = 0; i < 4 * STEP_ALL; i++) {
        const uint32_t kind = next(&seed) % 8;
        c->y[i] = (int16_t)(kind == 0   ? INT16_MIN
                            : kind == 1 ? INT16_MAX
                            : kind < 5  ? (int)(next(&seed) % 9000) - 4500
                                        : (int)(next(&seed) % 65536) - 32768);
        c->state[i % STEP_ALL] = c->y[i];
    }
    s->keys(c->y, 4 * STEP_ALL, c->out[0]);
    s->cut(c->y, 4 * STEP_ALL, 127, c->out[1]);
    s->meet(c->y, c->y + STEP_ALL, STEP_ALL, c->out[2]);
    for (int i = 0; i < 2; i++)
        s->pair((const int8_t *)c->y + i, (const int8_t *)c->y + 99,
                c->out[3] + 64 * i);
    for (uint32_t i = 0; i < STEP_WIDTH; i++)
        c->best[i] = s->greatest(c->y + 3 * i, i + 1);
    rap_steps_sum sum = {.rows = STEP_ROWS, .width = STEP_WIDTH, .empty = empty};
    sum.y = c->y, sum.state = c->state, sum.bytes = c->bytes, sum.by = 20000;
    for (int i = 0; i < 4; i++) {
        sum.two = i & 1;
        sum.anew = i == 0;
        s->add(&sum);
    }
    const rap_steps_scan scan = {STEP_ROWS, STEP_WIDTH, empty, gates,
                                 c->y,      c->bytes,   30000};
    s->scan(&scan);
}

static void every_step_gives_the_same_bits(void **state)
{
    (void)state;
    step_case *plain = calloc(1, sizeof *plain), *fast = calloc(1, sizeof *fast);
    int16_t gates[RAP_STEPS_GATES];
    assert_non_null(plain);
    assert_non_null(fast);
    for (int i = 0; i < RAP_STEPS_GATES; i++)
        gates[i] = (int16_t)(i * 16);
    step_all(RAP_DENSE_PLAIN, plain, gates);
    for (int path = (int)rap_dense_best(); path > 0; path--) {
        step_all((rap_dense_path)path, fast, gates);
        assert_memory_equal(plain, fast, sizeof *plain);
    }
    const int v = plain->y[0]; /* by hand: gates aside, values are as they were */
    const int rounded = (v + 16) >> 5;
    assert_int_equal(plain->out[0][0], 128 + (rounded < -127  ? -127
                                              : rounded > 127 ? 127
                                                              : rounded));
    free(plain);
    free(fast);
}

/* ---- trees */

/* Does word i hang, at last, on word `on`?  Steps are counted: heads may go round. */
static bool hangs_on(const uint8_t *head, uint32_t n, uint32_t i, uint32_t on)
{
    for (uint32_t steps = 0; i != on && i && steps <= n; steps++)
        i = head[i];
    return i == on;
}

/* By definition: every word reaches the root, one word hangs there, and whoever lies
 * under an arc hangs, at last, on its head. */
static bool is_tree(const uint8_t *head, uint32_t n)
{
    uint32_t roots = 0;
    for (uint32_t i = 1; i <= n; i++) {
        const uint32_t low = i < head[i] ? i : head[i], high = i + head[i] - low;
        roots += head[i] == 0;
        if (!hangs_on(head, n, i, 0)) return false;
        for (uint32_t k = low + 1; k < high; k++)
            if (!hangs_on(head, n, k, head[i])) return false;
    }
    return roots == 1;
}

static int32_t worth(const int32_t *scores, const uint8_t *head, uint32_t n)
{
    int32_t sum = 0;
    for (uint32_t i = 1; i <= n; i++)
        sum += scores[(i - 1) * 8 + head[i]];
    return sum;
}

/* All ways to hang n words: is the best of the trees what was found? */
static void compare_with_all(const int32_t *scores, uint32_t n, rap_projective *t)
{
    uint8_t head[8] = {0}, found[8] = {0};
    int32_t best = INT32_MIN;
    for (;;) {
        uint32_t i = 1;
        assert_int_equal(rap_projective_is(head, n), is_tree(head, n));
        if (is_tree(head, n) && worth(scores, head, n) > best)
            best = worth(scores, head, n);
        while (i <= n && head[i] == n)
            head[i++] = 0;
        if (i > n) break;
        head[i]++;
    }
    rap_projective_best(t, scores, 8, n, found);
    assert_true(is_tree(found, n));
    assert_int_equal(worth(scores, found, n), best);
}

static void the_best_tree_is_found_among_all(void **state)
{
    (void)state;
    rap_projective *t = calloc(1, sizeof *t);
    int32_t scores[5 * 8];
    uint64_t seed = 11;
    assert_non_null(t);
    for (int round = 0; round < 40; round++) {
        t->steps = rap_steps_of(round % 2 ? RAP_DENSE_PLAIN : rap_dense_best());
        for (int i = 0; i < 5 * 8; i++)
            scores[i] = (int32_t)(next(&seed) % 2001) - 1000;
        compare_with_all(scores, 1 + (uint32_t)round % 5, t);
    }
    free(t);
}

/* 100 words: what SSE2 and AVX2 find is what plain C finds, value for value. */
static void long_trees_are_alike_on_all_paths(void **state)
{
    (void)state;
    enum { N = RAP_PROJECTIVE_WORDS, STRIDE = 112 };
    rap_projective *t = calloc(1, sizeof *t);
    int32_t *scores = calloc(N * STRIDE, sizeof *scores);
    uint8_t head[RAP_DENSE_PATHS][N + 1] = {{0}};
    uint64_t seed = 3;
    assert_non_null(t);
    assert_non_null(scores);
    for (uint32_t n = 1; n <= N; n += n < 20 ? 1 : 16) {
        for (int i = 0; i < N * STRIDE; i++) /* few values: many ties */
            scores[i] = (int32_t)(next(&seed) % 9) - 4;
        for (int path = (int)rap_dense_best(); path >= 0; path--) {
            t->steps = rap_steps_of((rap_dense_path)path);
            rap_projective_best(t, scores, STRIDE, n, head[path]);
            assert_memory_equal(head[path], head[rap_dense_best()], n + 1);
        }
        assert_true(is_tree(head[0], n));
    }
    free(scores);
    free(t);
}

/* ---- a part made of noise */

enum { WIDTH = 16, VECTORS = 5, PART_MOST = 6 << 20 };
typedef struct {
    unsigned char *p;
    size_t n;
    uint64_t seed;
    size_t layers[32]; /* where each layer begins */
    uint32_t n_layers;
} maker;

static void put(maker *m, const void *p, size_t n)
{
    memcpy(m->p + m->n, p, n);
    m->n += (n + 63) / 64 * 64;
}

static void put_noise(maker *m, size_t n, uint32_t most)
{
    for (size_t i = 0; i < n; i++)
        m->p[m->n + i] = (unsigned char)(next(&m->seed) % most - most / 2);
    m->n += (n + 63) / 64 * 64;
}

static void put_layer(maker *m, uint32_t in, uint32_t out)
{
    const uint32_t head[3] = {in, out, 8};
    int32_t numbers[RAP_DENSE_OUT] = {0};
    m->layers[m->n_layers++] = m->n;
    put(m, head, sizeof head);
    put(m, numbers, out * 4);
    for (uint32_t i = 0; i < out; i++)
        numbers[i] = 40;
    put(m, numbers, out * 4);
    for (uint32_t i = 0; i < out; i++)
        numbers[i] = (int32_t)(next(&m->seed) % 60000) - 30000;
    put(m, numbers, out * 4);
    put_noise(m, (size_t)in * out, 120);
}

static void put_heads(maker *m)
{
    const uint32_t shapes[][2] = {{16, 64}, {64, 128}, {48, 64}, {64, 16},
                                  {16, 16}, {16, 16},  {16, 32}, {16, 32},
                                  {16, 16}, {16, 16},  {16, 64}};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        put_layer(m, shapes[i][0], shapes[i][1]);
    put_noise(m, 16, 100);
    put_noise(m, 32, 100);
}

/* A convolution and a scan, three tags, three relations, three marks. */
static maker make_part(void)
{
    static const char names[] = "A|A\0B|B\0C|C\0root\0a\0b\0O\0B-X\0I-X";
    const uint32_t head[] = {WIDTH,        2,   16, 16,   16,   3, 3,    3,   VECTORS,
                             sizeof names, 100, 8,  9000, 9000, 0, 9000, 9000};
    maker m = {.p = calloc(1, PART_MOST), .seed = 5};
    unsigned char top[256] = "RENC";
    memcpy(top + 4, head, sizeof head);
    put(&m, top, sizeof top);
    put(&m, names, sizeof names);
    for (int k = 0; k < RAP_WORDKEY_COUNT; k++)
        if (k != RAP_WORDKEY_FORM_AGAIN && k != RAP_WORDKEY_CASED_AGAIN)
            put_noise(&m, rap_wordkey_rows[k] * 64u, 200);
    m.n += RAP_ENCODER_SLOTS * 4;
    put_noise(&m, VECTORS * 64, 200);
    for (int i = 0; i < RAP_ENCODER_GATES; i++)
        m.p[m.n + (size_t)i * 2 + 1] = (unsigned char)(i * 127 / RAP_ENCODER_GATES);
    m.n += RAP_ENCODER_GATES * 2;
    put_layer(&m, 448, 2 * WIDTH);
    put_layer(&m, 3 * WIDTH, 2 * WIDTH);
    put_layer(&m, WIDTH, 4 * 16);
    put_layer(&m, 2 * 16, WIDTH);
    put_heads(&m);
    return m;
}

/* ---- reading with it */

enum { WORDS = 900 };
typedef struct {
    maker part;
    rap_encoder e;
    rap_arena *arena;
    rap_token tokens[WORDS];
    rap_sentence sentences[WORDS];
    rap_prose prose;
} reading;

static const char text[] =
    "The envoy of Norland told NPA on Monday that talks in Ostia , "
    "once off , are on";

/* Words of the text again and again, in sentences of these lengths. */
static reading *start(const uint32_t *lengths, uint32_t n)
{
    reading *r = calloc(1, sizeof *r);
    assert_non_null(r);
    r->part = make_part();
    assert_true(rap_encoder_open(&r->e, (rap_part){r->part.p, r->part.n}));
    r->arena = rap_arena_new(8 << 20);
    r->prose = (rap_prose){.arena = r->arena,
                           .text = {text, sizeof text - 1},
                           .tokens = r->tokens,
                           .sentences = r->sentences,
                           .n_sentences = n};
    for (uint32_t i = 0, k = 0, at = 0; i < n; i++) {
        r->sentences[i].first = k;
        for (uint32_t j = 0; j < lengths[i]; j++, k++) {
            const uint32_t from = j ? at : 0;
            for (at = from; at < sizeof text - 1 && text[at] != ' ';)
                at++;
            r->tokens[k].at = (rap_span){from, at};
            r->tokens[k].low = (rap_str){text + from, at - from};
            at = at < sizeof text - 1 ? at + 1 : 0;
        }
        r->sentences[i].last = r->prose.n_tokens = k;
    }
    return r;
}

static void stop(reading *r)
{
    rap_arena_free(r->arena);
    free(r->part.p);
    free(r);
}

static void run(reading *r, rap_dense_path path, rap_encoding *out)
{
    rap_arena_reset(r->arena);
    r->e.path = path;
    memset(out, 0, WORDS * sizeof *out);
    assert_int_equal(rap_encoder_run(&r->e, &r->prose, out, NULL), RAP_OK);
}

static void all_paths_read_a_report_alike(void **state)
{
    (void)state;
    const uint32_t lengths[] = {1, 16, 16, 70, 3, 240, 99, 100, 101, 2};
    reading *r = start(lengths, 10);
    rap_encoding *plain = calloc(WORDS, sizeof *plain),
                 *fast = calloc(WORDS, sizeof *fast);
    run(r, RAP_DENSE_PLAIN, plain);
    for (int path = (int)rap_dense_best(); path > 0; path--) {
        run(r, (rap_dense_path)path, fast);
        assert_memory_equal(plain, fast, WORDS * sizeof *plain);
    }
    free(plain);
    free(fast);
    stop(r);
}

static void every_sentence_has_one_root_that_all_reach(void **state)
{
    (void)state;
    const uint32_t lengths[] = {1, 16, 2, 250, 40, 300};
    reading *r = start(lengths, 6);
    rap_encoding *out = calloc(WORDS, sizeof *out);
    run(r, rap_dense_best(), out);
    for (uint32_t i = 0; i < 6; i++) {
        uint32_t roots = 0;
        for (uint32_t k = r->sentences[i].first; k < r->sentences[i].last; k++) {
            uint32_t up = k, steps = 0;
            while (out[up].head != up && steps++ < WORDS)
                up = out[up].head;
            assert_int_equal(out[up].head, up);
            assert_in_range(up, r->sentences[i].first, r->sentences[i].last - 1);
            roots += out[k].head == k;
            if (out[k].head == k)
                assert_string_equal(r->e.labels[out[k].label], "root");
        }
        assert_int_equal(roots, 1);
    }
    free(out);
    stop(r);
}

static void sentences_do_not_see_each_other(void **state)
{
    (void)state;
    const uint32_t lengths[] = {16, 5, 16, 80, 7, 90, 16};
    reading *r = start(lengths, 7);
    rap_encoding *out = calloc(WORDS, sizeof *out);
    run(r, rap_dense_best(), out);
    for (uint32_t i = 2; i < 7; i += i == 2 ? 4 : 1) /* the same words as the first */
        for (uint32_t k = 0; k < 16; k++) {
            const rap_encoding *a = &out[k], *b = &out[r->sentences[i].first + k];
            assert_int_equal(a->tag, b->tag);
            assert_int_equal(a->mark, b->mark);
            assert_int_equal(a->label, b->label);
            assert_int_equal(a->head + r->sentences[i].first, b->head);
        }
    free(out);
    stop(r);
}

static void no_name_goes_on_that_has_not_begun(void **state)
{
    (void)state;
    const uint32_t lengths[] = {16, 300, 16};
    reading *r = start(lengths, 3);
    rap_encoding *out = calloc(WORDS, sizeof *out);
    run(r, rap_dense_best(), out);
    for (uint32_t i = 0; i < 3; i++)
        for (uint32_t k = 0; k < lengths[i]; k++) {
            const uint32_t at = r->sentences[i].first + k;
            if (strcmp(r->e.marks[out[at].mark], "I-X") != 0) continue;
            assert_int_not_equal(k % RAP_ENCODER_WORDS, 0);
            assert_string_not_equal(r->e.marks[out[at - 1].mark], "O");
        }
    free(out);
    stop(r);
}

static void marks_that_nobody_wants_stay_0_and_change_nothing(void **state)
{
    (void)state;
    const uint32_t lengths[] = {16, 300, 16};
    reading *r = start(lengths, 3);
    rap_encoding *with = calloc(WORDS, sizeof *with),
                 *without = calloc(WORDS, sizeof *without);
    uint32_t marks = 0;
    run(r, rap_dense_best(), with);
    r->e.no_marks = true;
    run(r, rap_dense_best(), without);
    for (int i = 0; i < WORDS; i++) {
        marks += with[i].mark;
        with[i].mark = 0;
    }
    assert_int_not_equal(marks, 0);
    assert_memory_equal(with, without, WORDS * sizeof *with);
    free(with);
    free(without);
    stop(r);
}

/* A word's place among kept forms is shared by other words: with more forms than
 * places, the same as when each sentence is read alone. */
static void forms_that_push_each_other_out_are_made_again(void **state)
{
    (void)state;
    enum { N = 800 };
    static char many[N * 5];
    const uint32_t lengths[] = {90, 90, 90, 90, 90, 90, 90, 90, 80};
    reading *r = start(lengths, 9);
    rap_encoding *all = calloc(WORDS, sizeof *all), *one = calloc(WORDS, sizeof *one);
    for (uint32_t i = 0; i < N; i++) { /* 400 forms, twice */
        snprintf(many + (size_t)i * 5, 5, "%c%c%c%c", 'a' + i % 20, 'k' + i % 400 / 20,
                 'e' + i % 3, 'o');
        r->tokens[i].at = (rap_span){i * 5u, i * 5u + 3};
        r->tokens[i].low = (rap_str){many + (size_t)i * 5, 3};
    }
    r->prose.text = (rap_str){many, sizeof many};
    run(r, rap_dense_best(), all);
    r->prose.n_sentences = 1;
    for (uint32_t i = 0; i < 9; i++) {
        r->prose.sentences = r->sentences + i;
        run(r, RAP_DENSE_PLAIN, one);
        const uint32_t first = r->sentences[i].first;
        assert_memory_equal(all + first, one + first, lengths[i] * sizeof *all);
    }
    free(all);
    free(one);
    stop(r);
}

static void a_part_cut_short_is_refused(void **state)
{
    (void)state;
    maker m = make_part();
    rap_encoder *e = calloc(1, sizeof *e);
    assert_true(rap_encoder_open(e, (rap_part){m.p, m.n}));
    for (size_t n = 0; n < m.n; n += n < 4096 ? 1 : 8191)
        assert_false(rap_encoder_open(e, (rap_part){m.p, n}));
    m.p[0] = 'X';
    assert_false(rap_encoder_open(e, (rap_part){m.p, m.n}));
    free(m.p);
    free(e);
}

/* Does the part still open with the number at `at` changed to this? */
static bool opens_with(maker *m, size_t at, uint32_t number)
{
    static rap_encoder e;
    unsigned char was[4];
    memcpy(was, m->p + at, 4);
    memcpy(m->p + at, &number, 4);
    bool good = rap_encoder_open(&e, (rap_part){m->p, m->n});
    memcpy(m->p + at, was, 4);
    return good;
}

static void numbers_that_do_not_fit_each_other_are_refused(void **state)
{
    (void)state;
    maker m = make_part();
    static const struct {
        uint32_t number, wrong;
    } heads[] = {{0, 17},      {0, 1 << 20}, {1, 1 << 20}, {2, 17},      {2, 1 << 20},
                 {3, 1 << 20}, {4, 1 << 20}, {5, 1 << 20}, {6, 1 << 20}, {7, 1 << 20},
                 {8, 0},       {8, 1 << 30}, {9, 1 << 30}};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        assert_false(opens_with(&m, 4 + (size_t)heads[i].number * 4, heads[i].wrong));
    assert_int_equal(m.n_layers, 15);
    for (uint32_t i = 0; i < m.n_layers; i++) {
        uint32_t head[3];
        memcpy(head, m.p + m.layers[i], sizeof head);
        assert_true(opens_with(&m, m.layers[i], head[0]));
        assert_false(opens_with(&m, m.layers[i], head[0] + 4));
        assert_false(opens_with(&m, m.layers[i] + 4, head[1] + 16));
        assert_false(opens_with(&m, m.layers[i] + 8, 64));
    }
    free(m.p);
}

/* The weights that are built in were learnt for this arithmetic: a part made of noise
 * says what it said then.  Who means to change it trains them again. */
static void what_a_part_says_is_what_it_said(void **state)
{
    (void)state;
    const uint32_t lengths[] = {1, 16, 2, 70, 3, 240, 99, 100, 101, 2, 40};
    reading *r = start(lengths, 11);
    rap_encoding *out = calloc(WORDS, sizeof *out);
    uint32_t sum = 2166136261u;
    run(r, RAP_DENSE_PLAIN, out);
    for (uint32_t i = 0; i < r->prose.n_tokens; i++) {
        const uint32_t said[] = {out[i].tag, out[i].mark, out[i].label, out[i].head};
        for (int k = 0; k < 4; k++)
            sum = (sum ^ said[k]) * 16777619u;
    }
    if (sum != 0xE1315E81)
        fail_msg("if it is meant, and they have learnt anew: 0x%08X", sum);
    free(out);
    stop(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_path_gives_the_same_bits),
        cmocka_unit_test(the_largest_numbers_do_not_run_over),
        cmocka_unit_test(every_step_gives_the_same_bits),
        cmocka_unit_test(the_best_tree_is_found_among_all),
        cmocka_unit_test(long_trees_are_alike_on_all_paths),
        cmocka_unit_test(all_paths_read_a_report_alike),
        cmocka_unit_test(every_sentence_has_one_root_that_all_reach),
        cmocka_unit_test(sentences_do_not_see_each_other),
        cmocka_unit_test(no_name_goes_on_that_has_not_begun),
        cmocka_unit_test(marks_that_nobody_wants_stay_0_and_change_nothing),
        cmocka_unit_test(forms_that_push_each_other_out_are_made_again),
        cmocka_unit_test(a_part_cut_short_is_refused),
        cmocka_unit_test(numbers_that_do_not_fit_each_other_are_refused),
        cmocka_unit_test(what_a_part_says_is_what_it_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
