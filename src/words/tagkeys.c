/*
 * words/tagkeys.c - what the tagger looks at: a word's form, its neighbours, the tags
 * before it.
 */
/* SPDX-License-Identifier: MIT */
#include "words/tagkeys.h"

#include "base/ascii.h"

enum {
    SHAPE_RUN = 2,  /* letters of a kind that count one after the other */
    SHAPE_MAX = 24, /* bytes of a word that its shape is taken from */
    CASE_LEAST = 4  /* words that tell how a sentence is written */
};

uint32_t rap_tagwords_find(rap_part table, uint32_t word)
{
    if (table.n != (size_t)RAP_TAGWORDS_SLOTS * 4) return 0;
    uint32_t mark = rap_tagwords_mark(word);
    for (uint32_t i = rap_tagwords_slot(word);; i = (i + 1) % RAP_TAGWORDS_SLOTS) {
        uint32_t slot = rap_le32(table.p + (size_t)i * 4);
        if (slot == 0) return 0;
        if ((slot & 0xFFFF0000u) == mark) return slot & 0xFFFF;
    }
}

rap_case rap_sentence_case(const rap_prose *p, const rap_sentence *s)
{
    uint32_t words = 0, big = 0, upper = 0, later = 0;
    for (uint32_t i = s->first; i < s->last; i++) {
        uint16_t shape = p->tokens[i].shape;
        if (!(shape & RAP_SHAPE_LETTER)) continue;
        words++;
        big += (shape & RAP_SHAPE_CAPITAL) != 0;
        later += (shape & RAP_SHAPE_CAPITAL) && !(shape & RAP_SHAPE_FIRST);
        upper += (shape & RAP_SHAPE_UPPER) != 0;
    }
    if (words < CASE_LEAST) return RAP_CASE_PLAIN;
    if (upper * 10 > words * 7) return RAP_CASE_UPPER;
    if (later * 3 > (words - 1) * 2) return RAP_CASE_TITLE;
    return big ? RAP_CASE_PLAIN : RAP_CASE_LOWER;
}

static char kind_of(char c)
{
    if (rap_is_lower(c)) return 'x';
    if (rap_is_upper(c)) return 'X';
    if (rap_is_digit(c)) return 'd';
    return rap_is_high(c) ? 'u' : c;
}

/* Hash of the shape; runs are cut short. */
static uint32_t shape_of(rap_str text)
{
    uint32_t h = RAP_HASH_START, run = 0;
    char last = '\0';
    if (text.n > SHAPE_MAX) text.n = SHAPE_MAX;
    for (size_t i = 0; i < text.n; i++) {
        char kind = kind_of(text.p[i]);
        run = kind == last ? run + 1 : 1;
        last = kind;
        if (run <= SHAPE_RUN) h = rap_hash_byte(h, kind);
    }
    return h;
}

/* The hash of a form in which every digit is the same. */
static uint32_t without_digits(rap_str low)
{
    uint32_t h = RAP_HASH_START;
    for (size_t i = 0; i < low.n; i++)
        h = rap_hash_byte(h, rap_is_digit(low.p[i]) ? '0' : low.p[i]);
    return h;
}

static void look_at_ends(rap_tag_word *w, rap_str low)
{
    for (size_t n = 1; n <= 4; n++)
        w->tail[n] = rap_hash(rap_str_cut(low, low.n > n ? low.n - n : 0, low.n));
    for (size_t n = 1; n <= 3; n++)
        w->front[n] = rap_hash(rap_str_cut(low, 0, n));
}

void rap_tag_look(rap_tag_word *out, const rap_prose *p, uint32_t i, rap_case written,
                  rap_part table)
{
    const rap_token *t = &p->tokens[i];
    const uint16_t kept = RAP_SHAPE_CAPITAL | RAP_SHAPE_UPPER;
    uint32_t capitals = (t->shape & kept) | (t->shape & RAP_SHAPE_FIRST ? 4u : 0);
    bool digits = (t->shape & RAP_SHAPE_DIGIT) != 0;
    out->word = digits ? without_digits(t->low) : t->hash;
    if (t->shape & (RAP_SHAPE_OPEN | RAP_SHAPE_CLOSE))
        out->word = t->shape & RAP_SHAPE_OPEN ? 1 : 2;
    out->cased = out->word + (capitals << 3 | (uint32_t)written) * 0x85EBCA6Bu;
    look_at_ends(out, t->low);
    out->shape = shape_of(rap_token_text(p, i)) * 4 + (uint32_t)written;
    out->shape = out->shape * 2 + ((t->shape & RAP_SHAPE_FIRST) != 0);
    out->classes[0] = t->classes[0];
    out->classes[1] = t->classes[1];
    uint32_t known = rap_tagwords_find(table, out->word);
    out->choice = (uint8_t)(known >> 8);
    out->certain = (uint8_t)known;
}

typedef struct {
    uint64_t *keys;
    uint32_t n;
} ring;

static inline void put(ring *r, uint32_t a, uint32_t b, uint32_t c)
{
    r->keys[r->n] = rap_feature(r->n, a, b, c);
    r->n++;
}

static void put_form(ring *r, const rap_tag_word *w)
{
    put(r, w->word, 0, 0);
    put(r, w->cased, 0, 0);
    for (int n = 1; n <= 4; n++)
        put(r, w->tail[n], 0, 0);
    for (int n = 1; n <= 3; n++)
        put(r, w->front[n], 0, 0);
    put(r, w->shape, 0, 0);
    put(r, w->tail[3], w->shape, 0);
    put(r, w->tail[2], w->front[2], 0);
    put(r, w->classes[1], 0, 0);
    put(r, w->classes[1], w->tail[2], 0);
    put(r, w->choice, w->shape, 0);
}

static void put_neighbours(ring *r, const rap_tag_word *w)
{
    put(r, w[-1].word, 0, 0);
    put(r, w[1].word, 0, 0);
    put(r, w[-2].word, 0, 0);
    put(r, w[2].word, 0, 0);
    put(r, w->word, w[1].word, 0);
    put(r, w[-1].word, w->word, 0);
    put(r, w[1].word, w[2].word, 0);
    put(r, w[-1].word, w[1].word, 0);
    put(r, w[1].tail[3], 0, 0);
    put(r, w[-1].tail[3], 0, 0);
    put(r, w[1].shape, w->shape, 0);
    put(r, w[-1].shape, w->shape, 0);
    put(r, w[-1].classes[0], w->classes[0], w[1].classes[0]);
    put(r, w[1].classes[1], 0, 0);
    put(r, w[-1].classes[1], 0, 0);
    put(r, w->choice, w[1].choice, w[2].choice);
    put(r, w->word, w[1].choice, 0);
    put(r, w->tail[3], w[1].choice, 0);
}

static void put_tags(ring *r, const rap_tag_word *w, const uint32_t tags[2])
{
    put(r, tags[0], 0, 0);
    put(r, tags[0], tags[1], 0);
    put(r, tags[0], w->word, 0);
    put(r, tags[0], w->tail[3], 0);
    put(r, tags[0], w->shape, 0);
    put(r, tags[0], w[1].word, 0);
    put(r, tags[0], w[1].tail[2], 0);
    put(r, tags[0], w->classes[1], 0);
    put(r, tags[0], w->choice, w[1].choice);
    put(r, tags[0], tags[1], w->choice);
    put(r, tags[0], tags[1], w->word);
    put(r, tags[0], w->choice, w[1].classes[1]);
    put(r, tags[0], w->word, w[1].choice);
    put(r, 0, 0, 0);
}

uint32_t rap_tag_keys(uint64_t *keys, const rap_tag_word *w, const uint32_t tags[2])
{
    ring r = {keys, 0};
    put_form(&r, w);
    put_neighbours(&r, w);
    put_tags(&r, w, tags);
    return r.n;
}
