/*
 * encoder/encoder.c - one small network over the words of a sentence.
 *
 * Here are the states; where they begin is in encoder/mixing.c, what is read off them
 * in encoder/heads.c.
 */
/* SPDX-License-Identifier: MIT */
#include "encoder/working.h"

#include "base/arena.h"

void rap_working_dense(const rap_working *w, const rap_dense *d, const uint8_t *x,
                       int16_t *y)
{
    rap_dense_run(w->e->path, d, x, d->in, w->rows, y);
}

/* Add w->wide, of rows from `first` on, to the states; their bytes for what follows. */
static void add(rap_working *w, uint32_t first, bool two, rap_rescale by)
{
    const uint32_t width = w->e->width;
    const rap_steps_sum s = {.rows = w->rows - 2 * first,
                             .width = width,
                             .empty = w->empty + first,
                             .y = w->wide,
                             .state = w->state + (size_t)first * width,
                             .bytes = w->bytes + (size_t)first * width,
                             .by = by,
                             .two = two};
    w->steps->add(&s);
}

static void convolve(rap_working *w, const rap_encoder_layer *l, rap_rescale by)
{
    rap_dense_run(w->e->path, &l->dense, w->bytes, w->e->width, w->rows - 2, w->wide);
    add(w, 1, true, by);
}

static void scan(rap_working *w, const rap_encoder_layer *l, rap_rescale by)
{
    const rap_steps_scan s = {.rows = w->rows,
                              .width = w->e->scan_width,
                              .empty = w->empty,
                              .gates = w->e->gates,
                              .y = w->wide,
                              .bytes = w->narrow,
                              .by = l->mid};
    rap_working_dense(w, &l->dense, w->bytes, w->wide);
    w->steps->scan(&s);
    rap_working_dense(w, &l->out, w->narrow, w->wide);
    add(w, 0, false, by);
}

/* Rows without a word: nothing. */
static void clear_empty(rap_working *w)
{
    const uint32_t width = w->e->width;
    for (uint32_t r = 0; r < w->rows; r++)
        if (w->empty[r]) {
            memset(w->state + (size_t)r * width, 0, width * sizeof(int16_t));
            memset(w->bytes + (size_t)r * width, 128, width);
        }
}

static bool encode(rap_working *w, const rap_prose *p, rap_encoding *out)
{
    const rap_encoder *e = w->e;
    rap_mixing_run(w, p);
    clear_empty(w);
    for (uint32_t i = 0; i < e->n_layers; i++) {
        const rap_encoder_layer *l = &e->layers[i];
        const rap_rescale by = i + 1 < e->n_layers ? l[1].in : e->out;
        if (l->scan)
            scan(w, l, by);
        else
            convolve(w, l, by);
    }
    rap_heads_tags(w, out);
    if (!e->no_marks) rap_heads_marks(w, out);
    if (e->no_trees) return true;
    if (!rap_heads_arcs(w)) return false;
    rap_heads_labels(w, out);
    return true;
}

/* Rows for the states of all words, with one of nothing before and behind. */
static uint8_t *room_for_states(const rap_prose *p, uint32_t width)
{
    const size_t n = (size_t)p->n_tokens * width;
    uint8_t *v = RAP_NEW(p->arena, uint8_t, n + 2 * (size_t)width);
    if (!v) return NULL;
    memset(v, 128, width);
    memset(v + n + width, 128, width);
    *p->states = (rap_word_states){v + width, width};
    return v + width;
}

/* Keep the last states of the words, for later rooms. */
static void keep_states(const rap_working *w, uint8_t *to)
{
    const uint32_t width = w->e->width;
    for (uint32_t i = 0; i < w->n_pieces; i++) {
        const rap_stretch *s = &w->pieces[i];
        memcpy(to + (size_t)s->first * width, w->bytes + (size_t)s->row * width,
               (size_t)s->n * width);
    }
}

/* Heads as tokens. */
static void settle(const rap_working *w, uint32_t *root, rap_encoding *out)
{
    for (uint32_t i = 0; i < w->n_pieces; i++) {
        const rap_stretch *s = &w->pieces[i];
        if (!s->goes_on) *root = RAP_NO_HEAD;
        for (uint32_t j = 0; j < s->n; j++) {
            const uint32_t head = w->head[s->row + j], token = s->first + j;
            out[token].head = RAP_NO_HEAD;
            if (w->e->no_trees) continue;
            if (head == 0 && *root == RAP_NO_HEAD) *root = token;
            out[token].head = head ? s->first + head - 1 : *root;
        }
    }
}

static void begin(rap_working *w)
{
    w->rows = 1;
    w->n_pieces = 0;
    w->empty[0] = true;
}

static void add_piece(rap_working *w, uint32_t first, uint32_t n, bool goes_on)
{
    w->pieces[w->n_pieces++] = (rap_stretch){w->rows, n, first, goes_on};
    memset(w->empty + w->rows, 0, n * sizeof(bool));
    for (uint32_t i = 0; i < n; i++)
        w->token[w->rows + i] = first + i;
    w->rows += n;
    w->empty[w->rows++] = true;
}

rap_code rap_encoder_run(const rap_encoder *e, const rap_prose *p, rap_encoding *out,
                         rap_err *err)
{
    rap_working *w = RAP_NEW(p->arena, rap_working, 1);
    if (!w || !rap_mixing_begin(&w->mixing, e, p)) return rap_fail_memory(err);
    uint8_t *states = NULL;
    if (p->states && !e->no_trees) {
        states = room_for_states(p, e->width);
        if (!states) return rap_fail_memory(err);
    }
    uint32_t root = RAP_NO_HEAD;
    w->e = e;
    w->arena = p->arena;
    w->steps = rap_steps_of(e->path);
    begin(w);
    for (uint32_t i = 0; i < p->n_sentences; i++) {
        const rap_sentence *s = &p->sentences[i];
        for (uint32_t at = s->first; at < s->last; at += RAP_ENCODER_WORDS) {
            const uint32_t left = s->last - at;
            const uint32_t n = left > RAP_ENCODER_WORDS ? RAP_ENCODER_WORDS : left;
            if (w->rows + n + 1 > RAP_ENCODER_ROWS) {
                if (!encode(w, p, out)) return rap_fail_memory(err);
                settle(w, &root, out);
                if (states) keep_states(w, states);
                begin(w);
            }
            add_piece(w, at, n, at != s->first);
        }
    }
    if (w->n_pieces) {
        if (!encode(w, p, out)) return rap_fail_memory(err);
        settle(w, &root, out);
        if (states) keep_states(w, states);
    }
    return RAP_OK;
}
