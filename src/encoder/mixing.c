/*
 * encoder/mixing.c - the first states of words, which come of their spelling alone.
 *
 * Half of the words of a report stand in it more than once: what was made of a form is
 * kept, in a table of bounded size in which a form has one place.
 */
/* SPDX-License-Identifier: MIT */
#include "encoder/working.h"

#include "base/arena.h"

enum { INPUT = RAP_ENCODER_TABLES * RAP_ENCODER_EMBED, MIXED = 24 };

bool rap_mixing_begin(rap_mixing *m, const rap_encoder *e, const rap_prose *p)
{
    uint32_t n = 64;
    while (n < RAP_ENCODER_KNOWN && n * 2 < p->n_tokens)
        n *= 2;
    m->mask = n - 1;
    m->known = RAP_NEW(p->arena, rap_known, n);
    m->states = RAP_NEW(p->arena, int16_t, (size_t)n * e->width);
    m->bytes = RAP_NEW(p->arena, uint8_t, (size_t)n * e->width);
    return m->known && m->states && m->bytes;
}

static uint32_t vector_of(const rap_encoder *e, rap_str low)
{
    const uint64_t h = rap_wordkey_vector(low);
    const uint32_t mark = (uint32_t)(h >> 32 & 0xFFFF);
    uint32_t at = (uint32_t)h & (RAP_ENCODER_SLOTS - 1);
    for (uint32_t tries = 0; tries < RAP_ENCODER_SLOTS; tries++) {
        const uint32_t slot = rap_le32(e->slots + (size_t)at * 4);
        if (!slot) return 0;
        if (slot >> 16 == mark)
            return (slot & 0xFFFF) < e->n_vectors ? slot & 0xFFFF : 0;
        at = (at + 1) & (RAP_ENCODER_SLOTS - 1);
    }
    return 0;
}

uint32_t rap_encoder_vector(const rap_encoder *e, rap_str low, const int8_t **vector)
{
    const uint32_t row = vector_of(e, low);
    *vector = row ? e->vectors + (size_t)row * RAP_ENCODER_EMBED : NULL;
    return row;
}

/* Rows of the tables of a word; they are asked for before they are needed. */
static void find_rows(const rap_encoder *e, const rap_prose *p, uint32_t token,
                      const int8_t *rows[RAP_WORDKEY_COUNT + 1])
{
    uint16_t keys[RAP_WORDKEY_COUNT];
    rap_wordkeys(rap_token_text(p, token), p->tokens[token].low, keys);
    for (uint32_t k = 0; k < RAP_WORDKEY_COUNT; k++)
        rows[k] = e->tables[k] + (size_t)keys[k] * RAP_ENCODER_EMBED;
    rows[RAP_WORDKEY_COUNT] =
        e->vectors + (size_t)vector_of(e, p->tokens[token].low) * RAP_ENCODER_EMBED;
    for (uint32_t k = 0; k <= RAP_WORDKEY_COUNT; k++)
        __builtin_prefetch(rows[k]);
}

/* The rows of a word side by side, as bytes with their zero at 128. */
static void lay_out(const rap_working *w, const int8_t *const *rows, uint8_t *out)
{
    uint32_t k = 0;
    for (; k < 4; k += 2, out += RAP_ENCODER_EMBED) /* two of a table */
        w->steps->pair(rows[k], rows[k + 1], out);
    for (; k <= RAP_WORDKEY_COUNT; k++, out += RAP_ENCODER_EMBED)
        w->steps->pair(rows[k], rows[k], out);
}

/* States of words that are not known yet. */
static void mix_new(rap_working *w)
{
    const rap_mixing *m = &w->mixing;
    static const bool empty[MIXED];
    int16_t state[MIXED * RAP_ENCODER_STATE];
    uint8_t input[MIXED * INPUT], bytes[MIXED * RAP_ENCODER_STATE];
    const uint32_t width = w->e->width;
    rap_steps_sum s = {.width = width, .empty = empty, .y = w->wide, .state = state};
    s.bytes = bytes;
    s.by = w->e->n_layers ? w->e->layers[0].in : w->e->out;
    s.two = s.anew = true;
    for (uint32_t at = 0; at < m->n_fresh; at += MIXED) {
        s.rows = m->n_fresh - at < MIXED ? m->n_fresh - at : MIXED;
        for (uint32_t i = 0; i < s.rows; i++)
            lay_out(w, m->rows[at + i], input + (size_t)i * INPUT);
        rap_dense_run(w->e->path, &w->e->mix, input, INPUT, s.rows, w->wide);
        w->steps->add(&s);
        for (uint32_t i = 0; i < s.rows; i++) {
            const size_t to = (size_t)m->fresh[at + i] * width,
                         from = (size_t)i * width;
            memcpy(w->state + to, state + from, width * sizeof *state);
            memcpy(w->bytes + to, bytes + from, width);
        }
    }
}

static uint32_t place_of(const rap_mixing *m, rap_str s)
{
    uint64_t h = s.n;
    for (; s.n >= 8; s = rap_str_cut(s, 8, s.n)) {
        uint64_t v;
        memcpy(&v, s.p, sizeof v);
        h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 32;
    }
    for (size_t i = 0; i < s.n; i++)
        h = h << 8 ^ h >> 56 ^ (unsigned char)s.p[i];
    h *= UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(h >> 40) & m->mask;
}

static bool same(rap_str a, rap_str b)
{
    return a.n == b.n && memcmp(a.p, b.p, a.n) == 0;
}

static bool is_known(const rap_known *k, const rap_prose *p, uint32_t token)
{
    if (!k->token) return false;
    return same(rap_token_text(p, k->token - 1), rap_token_text(p, token)) &&
           same(p->tokens[k->token - 1].low, p->tokens[token].low);
}

/* Rows whose word is new go to m->fresh; the others take their state where it is kept,
 * or later where it will have been made. */
static void sort_out(rap_working *w, const rap_prose *p)
{
    rap_mixing *m = &w->mixing;
    const uint32_t width = w->e->width;
    m->n_fresh = m->n_copies = 0;
    for (uint32_t r = 0; r < w->rows; r++) {
        if (w->empty[r]) continue;
        const uint32_t place = place_of(m, rap_token_text(p, w->token[r]));
        rap_known *k = &m->known[place];
        if (!is_known(k, p, w->token[r])) {
            *k = (rap_known){w->token[r] + 1, r};
            m->place[m->n_fresh] = place;
            find_rows(w->e, p, w->token[r], m->rows[m->n_fresh]);
            m->fresh[m->n_fresh++] = r;
        } else if (k->row) {
            m->copies[m->n_copies][0] = k->row;
            m->copies[m->n_copies++][1] = r;
        } else {
            const size_t from = (size_t)place * width, to = (size_t)r * width;
            memcpy(w->state + to, m->states + from, width * sizeof(int16_t));
            memcpy(w->bytes + to, m->bytes + from, width);
        }
    }
}

void rap_mixing_run(rap_working *w, const rap_prose *p)
{
    rap_mixing *m = &w->mixing;
    const uint32_t width = w->e->width;
    sort_out(w, p);
    mix_new(w);
    for (uint32_t i = 0; i < m->n_copies; i++) {
        const size_t from = (size_t)m->copies[i][0] * width;
        const size_t to = (size_t)m->copies[i][1] * width;
        memcpy(w->state + to, w->state + from, width * sizeof(int16_t));
        memcpy(w->bytes + to, w->bytes + from, width);
    }
    for (uint32_t i = 0; i < m->n_fresh; i++) {
        rap_known *k = &m->known[m->place[i]];
        if (k->row != m->fresh[i]) continue; /* another word took its place */
        k->row = 0;
        const size_t from = (size_t)m->fresh[i] * width;
        const size_t to = (size_t)m->place[i] * width;
        memcpy(m->states + to, w->state + from, width * sizeof(int16_t));
        memcpy(m->bytes + to, w->bytes + from, width);
    }
}
