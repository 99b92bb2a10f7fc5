/*
 * encoder/encoder.c - one small network over the words of a sentence.
 *
 * Here are the states; what is read off them is in encoder/heads.c.
 */
/* SPDX-License-Identifier: MIT */
#include "encoder/working.h"

#include "base/arena.h"

#define INLINED inline __attribute__((always_inline))
enum {
    BLOCK = 16,
    MIXED = 24, /* rows whose input is laid out at a time */
    VALUE_MOST = 16383
};

static INLINED int16_t held(int32_t v)
{
    v = v < INT16_MIN ? INT16_MIN : v;
    return (int16_t)(v > INT16_MAX ? INT16_MAX : v);
}

/* a * b / 32768, rounded: the form in which compilers see pmulhrsw. */
static INLINED int16_t times(int32_t a, int32_t b)
{
    return (int16_t)((((a * b) >> 14) + 1) >> 1);
}

RAP_ENCODER_TWICE static void to_bytes(const int16_t *v, uint32_t n, rap_rescale by,
                                       uint8_t *out)
{
    for (uint32_t i = 0; i < n; i += BLOCK)
        for (uint32_t j = i; j < i + BLOCK; j++) {
            int16_t b = times(v[j], by);
            b = b < -128 ? -128 : b;
            out[j] = (uint8_t)((b > 127 ? 127 : b) + 128);
        }
}

RAP_ENCODER_TWICE static void cut(const int16_t *v, uint32_t n, int16_t most,
                                  uint8_t *out)
{
    for (uint32_t i = 0; i < n; i += BLOCK)
        for (uint32_t j = i; j < i + BLOCK; j++) {
            int16_t b = times(v[j], 1 << 10);
            b = b < 0 ? 0 : b;
            out[j] = (uint8_t)(b > most ? most : b);
        }
}

void rap_working_bytes(const int16_t *v, uint32_t n, rap_rescale by, uint8_t *out)
{
    to_bytes(v, n, by, out);
}

void rap_working_cut(const int16_t *v, uint32_t n, int32_t most, uint8_t *out)
{
    cut(v, n, (int16_t)most, out);
}

void rap_working_dense(const rap_working *w, const rap_dense *d, const uint8_t *x,
                       int16_t *y)
{
    rap_dense_run(w->e->path, d, x, d->in, w->rows, y);
}

/* states = or += the greater of two halves of each row of w->wide; rows from the first.
 */
RAP_ENCODER_TWICE static void add_greater(rap_working *w, uint32_t first, uint32_t rows,
                                          bool anew)
{
    const uint32_t width = w->e->width;
    const int16_t *y = w->wide;
    int16_t *x = w->state + (size_t)first * width;
    for (uint32_t r = 0; r < rows; r++, y += (size_t)2 * width, x += width)
        for (uint32_t i = 0; i < width; i += BLOCK)
            for (uint32_t j = i; j < i + BLOCK; j++) {
                const int32_t most = y[j] > y[width + j] ? y[j] : y[width + j];
                x[j] = held(most + (anew ? 0 : x[j]));
            }
}

static void clear_empty(rap_working *w)
{
    const uint32_t width = w->e->width;
    for (uint32_t r = 0; r < w->rows; r++)
        if (w->empty[r])
            memset(w->state + (size_t)r * width, 0, width * sizeof(int16_t));
}

static void convolve(rap_working *w, const rap_encoder_layer *l)
{
    const uint32_t width = w->e->width, rows = w->rows - 2;
    rap_dense_run(w->e->path, &l->dense, w->bytes, width, rows, w->wide);
    add_greater(w, 1, rows, false);
}

/* One step: what came before, and the new value where the gate is shut.  Values keep to
 * 15 bits, so that their difference has 16. */
static INLINED void carry(const rap_encoder *e, const int16_t *value,
                          const int16_t *before, int16_t *now)
{
    const int16_t *gate = value + e->scan_width;
    int16_t open[RAP_ENCODER_SCAN];
    for (uint32_t j = 0; j < e->scan_width; j++) {
        int32_t at = gate[j] + RAP_ENCODER_GATES / 2;
        at = at < 0 ? 0 : at;
        open[j] = e->gates[at < RAP_ENCODER_GATES ? at : RAP_ENCODER_GATES - 1];
    }
    for (uint32_t i = 0; i < e->scan_width; i += BLOCK)
        for (uint32_t j = i; j < i + BLOCK; j++) {
            int16_t v = value[j];
            v = v < -VALUE_MOST ? -VALUE_MOST : v;
            v = v > VALUE_MOST ? VALUE_MOST : v;
            now[j] = (int16_t)(v + times((int16_t)(before[j] - v), open[j]));
        }
}

RAP_ENCODER_TWICE static void scan(rap_working *w, const rap_encoder_layer *l)
{
    const rap_encoder *e = w->e;
    const uint32_t out = 2 * e->scan_width;
    rap_working_dense(w, &l->dense, w->bytes, w->wide);
    memset(w->carried, 0, (size_t)w->rows * out * sizeof(int16_t));
    for (uint32_t r = 1; r + 1 < w->rows; r++) {
        const uint32_t b = w->rows - 1 - r; /* the other way */
        const int16_t *forth = w->wide + (size_t)r * 2 * out;
        const int16_t *back = w->wide + (size_t)b * 2 * out + out;
        int16_t *now = w->carried + (size_t)r * out;
        int16_t *then = w->carried + (size_t)b * out + e->scan_width;
        if (!w->empty[r]) carry(e, forth, now - out, now);
        if (!w->empty[b]) carry(e, back, then + out, then);
    }
    rap_working_bytes(w->carried, w->rows * out, l->mid, w->narrow);
    rap_working_dense(w, &l->out, w->narrow, w->wide);
    for (uint32_t i = 0; i < w->rows * e->width; i += BLOCK)
        for (uint32_t j = i; j < i + BLOCK; j++)
            w->state[j] = held(w->state[j] + w->wide[j]);
}

static uint32_t vector_of(const rap_encoder *e, rap_str low)
{
    const uint64_t h = rap_wordkey_vector(low);
    const uint32_t mark = (uint32_t)(h >> 32 & 0xFFFF);
    uint32_t at = (uint32_t)h & (RAP_ENCODER_SLOTS - 1);
    for (uint32_t tries = 0; tries < RAP_ENCODER_SLOTS; tries++) {
        const uint32_t slot = rap_le32(e->slots + (size_t)at * 4);
        if (!slot) return 0;
        if (slot >> 16 == mark) return slot & 0xFFFF;
        at = (at + 1) & (RAP_ENCODER_SLOTS - 1);
    }
    return 0;
}

/* The rows of a word side by side, as bytes with their zero at 128. */
RAP_ENCODER_TWICE static void lay_out(const rap_encoder *e, const rap_prose *p,
                                      uint32_t token, uint8_t *out)
{
    uint16_t keys[RAP_WORDKEY_COUNT];
    const int8_t *rows[RAP_WORDKEY_COUNT + 1];
    rap_wordkeys(rap_token_text(p, token), p->tokens[token].low, keys);
    for (uint32_t k = 0; k < RAP_WORDKEY_COUNT; k++)
        rows[k] = e->tables[k] + (size_t)keys[k] * RAP_ENCODER_EMBED;
    rows[RAP_WORDKEY_COUNT] =
        e->vectors + (size_t)vector_of(e, p->tokens[token].low) * RAP_ENCODER_EMBED;
    for (uint32_t k = 0; k < 4; k += 2, out += RAP_ENCODER_EMBED) /* two of a table */
        for (uint32_t j = 0; j < RAP_ENCODER_EMBED; j++)
            out[j] = (uint8_t)(128 + ((rows[k][j] + rows[k + 1][j]) >> 1));
    for (uint32_t k = 4; k <= RAP_WORDKEY_COUNT; k++, out += RAP_ENCODER_EMBED)
        for (uint32_t j = 0; j < RAP_ENCODER_EMBED; j++)
            out[j] = (uint8_t)(128 + rows[k][j]);
}

/* First states of the words of all pieces. */
static void mix(rap_working *w, const rap_prose *p)
{
    enum { INPUT = RAP_ENCODER_TABLES * RAP_ENCODER_EMBED };
    uint8_t input[MIXED * INPUT];
    memset(input, 128, sizeof input);
    for (uint32_t at = 0; at < w->rows; at += MIXED) {
        const uint32_t n = w->rows - at < MIXED ? w->rows - at : MIXED;
        for (uint32_t j = 0; j < n; j++)
            if (!w->empty[at + j])
                lay_out(w->e, p, w->token[at + j], input + (size_t)j * INPUT);
        rap_dense_run(w->e->path, &w->e->mix, input, INPUT, n, w->wide);
        add_greater(w, at, n, true);
    }
}

static void encode(rap_working *w, const rap_prose *p, rap_encoding *out)
{
    const rap_encoder *e = w->e;
    const uint32_t all = w->rows * e->width;
    mix(w, p);
    clear_empty(w);
    for (uint32_t i = 0; i < e->n_layers; i++) {
        const rap_encoder_layer *l = &e->layers[i];
        rap_working_bytes(w->state, all, l->in, w->bytes);
        if (l->scan)
            scan(w, l);
        else
            convolve(w, l);
        clear_empty(w);
    }
    rap_working_bytes(w->state, all, e->out, w->bytes);
    rap_heads_tags(w, out);
    rap_heads_marks(w, out);
    rap_heads_arcs(w);
    rap_heads_labels(w, out);
}

/* Heads as tokens. */
static void settle(const rap_working *w, uint32_t *root, rap_encoding *out)
{
    for (uint32_t i = 0; i < w->n_pieces; i++) {
        const rap_stretch *s = &w->pieces[i];
        if (!s->goes_on) *root = RAP_NO_HEAD;
        for (uint32_t j = 0; j < s->n; j++) {
            const uint32_t head = w->head[s->row + j], token = s->first + j;
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
    if (!w) return rap_fail_memory(err);
    uint32_t root = RAP_NO_HEAD;
    w->e = e;
    begin(w);
    for (uint32_t i = 0; i < p->n_sentences; i++) {
        const rap_sentence *s = &p->sentences[i];
        for (uint32_t at = s->first; at < s->last; at += RAP_ENCODER_WORDS) {
            const uint32_t left = s->last - at;
            const uint32_t n = left > RAP_ENCODER_WORDS ? RAP_ENCODER_WORDS : left;
            if (w->rows + n + 1 > RAP_ENCODER_ROWS) {
                encode(w, p, out);
                settle(w, &root, out);
                begin(w);
            }
            add_piece(w, at, n, at != s->first);
        }
    }
    if (w->n_pieces) {
        encode(w, p, out);
        settle(w, &root, out);
    }
    return RAP_OK;
}
