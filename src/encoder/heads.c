/*
 * encoder/heads.c - what is read off the states: tags, names, heads, relations.
 */
/* SPDX-License-Identifier: MIT */
#include "encoder/working.h"

#include "base/arena.h"

enum { KEY_MOST = 127, ROOT_NEAR = 28, NEVER = -(1 << 20) };

/* A hidden layer, its values below zero cut off, and one on top of it; into w->wide. */
static void two_layers(rap_working *w, const rap_dense d[2])
{
    rap_working_dense(w, &d[0], w->bytes, w->hidden);
    w->steps->cut(w->hidden, w->rows * d[0].out, UINT8_MAX, w->narrow);
    rap_working_dense(w, &d[1], w->narrow, w->wide);
}

void rap_heads_tags(rap_working *w, rap_encoding *out)
{
    const rap_encoder *e = w->e;
    two_layers(w, e->tag);
    for (uint32_t i = 0; i < w->n_pieces; i++)
        for (uint32_t j = 0; j < w->pieces[i].n; j++) {
            const int16_t *v = w->wide + (size_t)(w->pieces[i].row + j) * e->tag[1].out;
            out[w->pieces[i].first + j].tag = (uint8_t)w->steps->greatest(v, e->n_tags);
        }
}

/* The best marks of a piece of which none goes on with a name that has not begun. */
static void mark_piece(const rap_working *w, const rap_stretch *s, rap_encoding *out)
{
    const rap_encoder *e = w->e;
    int32_t sums[2][RAP_ENCODER_MARKS];
    uint8_t from[RAP_ENCODER_WORDS][RAP_ENCODER_MARKS];
    uint32_t best = 0;
    for (uint32_t j = 0; j < s->n; j++) {
        const int16_t *v = w->wide + (size_t)(s->row + j) * e->mark[1].out;
        const int32_t *was = sums[~j & 1];
        int32_t *is = sums[j & 1];
        for (uint32_t c = 0; c < e->n_marks; c++) {
            const uint8_t *before = e->before[c];
            const bool inside = before[0] != before[1];
            uint32_t b = best;
            if (inside && j) b = before[was[before[1]] > was[before[0]]];
            from[j][c] = (uint8_t)b;
            is[c] = v[c] + (j ? was[b] : inside ? NEVER : 0);
        }
        best = 0;
        for (uint32_t c = 1; c < e->n_marks; c++)
            if (is[c] > is[best]) best = c;
    }
    /* All marks of all tokens are filled by now. */
    /* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign) */
    for (uint32_t j = s->n; j-- > 0; best = from[j][best])
        out[s->first + j].mark = (uint8_t)best;
}

void rap_heads_marks(rap_working *w, rap_encoding *out)
{
    const rap_dense *d = w->e->mark;
    rap_dense_run(w->e->path, &d[0], w->bytes, w->e->width, w->rows - 2,
                  w->hidden + d[0].out);
    w->steps->cut(w->hidden, w->rows * d[0].out, UINT8_MAX, w->narrow);
    rap_working_dense(w, &d[1], w->narrow, w->wide);
    for (uint32_t i = 0; i < w->n_pieces; i++)
        mark_piece(w, &w->pieces[i], out);
}

/* How far a head stands from its word: 0..13 before it, 14..27 behind it. */
static uint8_t near_of(int32_t distance)
{
    static const uint8_t kinds[] = {0, 0, 1, 2, 3, 4, 5, 6, 7, 7, 8, 8, 8, 9, 9, 9, 9};
    const uint32_t d = (uint32_t)(distance < 0 ? -distance : distance);
    uint8_t kind = 13;
    if (d < sizeof kinds)
        kind = kinds[d];
    else if (d <= 22)
        kind = 10;
    else if (d <= 32)
        kind = 11;
    else if (d <= 48)
        kind = 12;
    return (uint8_t)(distance < 0 ? kind : kind + 14);
}

/* Keys: signed, moved up by 128; those of roots are the model's.  They will stand as
 * weights in a layer whose input, the queries, is held to 7 bits: no two products leave
 * 16 bits. */
static void make_keys(rap_working *w)
{
    const rap_encoder *e = w->e;
    const uint32_t width = e->key_width;
    rap_working_dense(w, &e->key, w->bytes, w->wide);
    w->steps->keys(w->wide, w->rows * width, w->keys);
    for (uint32_t r = 0; r < w->rows; r++)
        for (uint32_t j = 0; w->empty[r] && j < width; j++)
            w->keys[(size_t)r * width + j] = (uint8_t)(128 + e->root_key[j]);
}

/* The keys of a piece as the weights of a layer: a column for the root and each word.
 */
static rap_dense pack_keys(rap_working *w, const rap_stretch *s)
{
    const uint32_t width = w->e->key_width;
    rap_dense d = {.in = width, .out = (s->n + 16) / 16 * 16, .weights = w->packed};
    memset(w->packed, 0, (size_t)d.out * width);
    for (uint32_t c = 0; c <= s->n; c++) {
        const uint8_t *key = w->keys + (size_t)(s->row - 1 + c) * width;
        int8_t *to = w->packed + (size_t)(c / 16) * 16 * width + c % 16 * 4;
        for (uint32_t k = 0; k < width; k += 4) {
            uint32_t four;
            memcpy(&four, key + k, sizeof four);
            four ^= 0x80808080; /* signed again */
            memcpy(to + (size_t)k * RAP_DENSE_COLUMNS, &four, sizeof four);
        }
    }
    return d;
}

/* Scores of all heads of word i (from 1); the best of them. */
static uint8_t score_word(const rap_working *w, const rap_stretch *s,
                          const uint8_t *near, uint32_t i, int32_t *v)
{
    static const int32_t none[RAP_PROJECTIVE_ROOM];
    const int16_t *q = w->near[0] + (size_t)(s->row + i - 1) * RAP_ENCODER_NEAR;
    const int16_t *k = w->near[1] + (size_t)(s->row - 1) * RAP_ENCODER_NEAR;
    const int32_t mul = w->e->arcs_mul;
    const uint32_t shift = w->e->arcs_shift, n = s->n;
    uint32_t best;
    v[0] = ((v[0] * mul) >> shift) + q[ROOT_NEAR] + k[ROOT_NEAR];
    near += RAP_ENCODER_WORDS - i;
    for (uint32_t j = 1; j <= n; j++) {
        k += RAP_ENCODER_NEAR;
        v[j] = ((v[j] * mul) >> shift) + q[near[j]] + k[near[j]];
    }
    v[i] = NEVER;
    w->steps->split(v, none, n + 1, &best);
    return (uint8_t)best;
}

/* The tree's tables are asked for when a sentence first needs them. */
static bool mend(rap_working *w, const rap_stretch *s, uint32_t stride, uint8_t *head)
{
    if (!w->tree) {
        w->tree = RAP_NEW(w->arena, rap_projective, 1);
        if (!w->tree) return false;
        w->tree->steps = w->steps;
    }
    rap_projective_best(w->tree, w->scores, stride, s->n, head);
    return true;
}

static bool hang_piece(rap_working *w, const rap_stretch *s, const uint8_t *near)
{
    const rap_dense keys = pack_keys(w, s);
    const uint8_t *queries = w->narrow + (size_t)s->row * keys.in;
    uint8_t head[RAP_ENCODER_WORDS + 1] = {0};
    rap_dense_sums(w->e->path, &keys, queries, keys.in, s->n, w->scores);
    for (uint32_t i = 1; i <= s->n; i++)
        head[i] = score_word(w, s, near, i, w->scores + (size_t)(i - 1) * keys.out);
    if (!rap_projective_is(head, s->n) && !mend(w, s, keys.out, head)) return false;
    memcpy(w->head + s->row, head + 1, s->n);
    return true;
}

bool rap_heads_arcs(rap_working *w)
{
    const rap_encoder *e = w->e;
    uint8_t near[2 * RAP_ENCODER_WORDS + 1];
    for (int32_t d = -RAP_ENCODER_WORDS; d <= RAP_ENCODER_WORDS; d++)
        near[d + RAP_ENCODER_WORDS] = near_of(d);
    make_keys(w);
    rap_working_dense(w, &e->query, w->bytes, w->wide);
    w->steps->cut(w->wide, w->rows * e->key_width, KEY_MOST, w->narrow);
    rap_working_dense(w, &e->near_query, w->narrow, w->near[0]);
    rap_working_dense(w, &e->near_key, w->keys, w->near[1]);
    for (uint32_t i = 0; i < w->n_pieces; i++)
        if (!hang_piece(w, &w->pieces[i], near)) return false;
    return true;
}

/* The hidden layer of a word and its head, added up. */
static void meet(rap_working *w, const rap_stretch *s)
{
    const uint32_t width = w->e->label_width;
    for (uint32_t j = 0; j < s->n; j++) {
        const uint32_t row = s->row + j, head = s->row - 1 + w->head[row];
        const int16_t *a = w->hidden + (size_t)row * width;
        const int16_t *b =
            head < s->row ? w->e->root_head : w->wide + (size_t)head * width;
        uint8_t *to = w->narrow + (size_t)row * width;
        w->steps->meet(a, b, width, to);
    }
}

void rap_heads_labels(rap_working *w, rap_encoding *out)
{
    const rap_encoder *e = w->e;
    rap_working_dense(w, &e->dependent, w->bytes, w->hidden);
    rap_working_dense(w, &e->head, w->bytes, w->wide);
    for (uint32_t i = 0; i < w->n_pieces; i++)
        meet(w, &w->pieces[i]);
    rap_working_dense(w, &e->label, w->narrow, w->wide);
    for (uint32_t i = 0; i < w->n_pieces; i++)
        for (uint32_t j = 0; j < w->pieces[i].n; j++) {
            const uint32_t row = w->pieces[i].row + j;
            int16_t *v = w->wide + (size_t)row * e->label.out;
            v[e->root_label] = w->head[row] ? INT16_MIN : INT16_MAX;
            out[w->pieces[i].first + j].label =
                (uint8_t)w->steps->greatest(v, e->n_labels);
        }
}
