/*
 * encoder/wordkeys.c - what the encoder sees of one word: rows of its tables.
 */
/* SPDX-License-Identifier: MIT */
#include "encoder/wordkeys.h"

#include "base/ascii.h"

enum { LOOKED_AT = 120, OUTLINE = 16, RUN = 3 };

const uint16_t rap_wordkey_rows[RAP_WORDKEY_COUNT] = {10000, 10000, 6000, 6000,
                                                      3000,  6000,  1500, 1000};

/* Bytes of s, digits as 0, under one of several hashes (multiply and mix). */
static uint64_t hash_of(rap_str s, uint64_t seed)
{
    uint64_t h = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        h = (h ^ (rap_is_digit((char)c) ? '0' : c)) * UINT64_C(0xFF51AFD7ED558CCD);
        h ^= h >> 29;
    }
    h *= UINT64_C(0xC4CEB9FE1A85EC53);
    return h ^ h >> 32;
}

static char outline_of(char c)
{
    if (c >= 'A' && c <= 'Z') return 'X';
    if (c >= 'a' && c <= 'z') return 'x';
    if (rap_is_digit(c)) return 'd';
    return (unsigned char)c >= 128 ? 'u' : c;
}

/* "Xxxd": a run of one kind counts up to three. */
static size_t outline(rap_str text, char out[OUTLINE])
{
    size_t n = 0, run = 0;
    for (size_t i = 0; i < text.n && n < OUTLINE; i++) {
        char c = outline_of(text.p[i]);
        run = n && out[n - 1] == c ? run + 1 : 1;
        if (run <= RUN) out[n++] = c;
    }
    return n;
}

void rap_wordkeys(rap_str text, rap_str low, uint16_t keys[RAP_WORDKEY_COUNT])
{
    char drawn[OUTLINE];
    text = rap_str_cut(text, 0, LOOKED_AT);
    low = rap_str_cut(low, 0, LOOKED_AT);
    size_t n = low.n, tail3 = n < 3 ? n : 3, tail2 = n < 2 ? n : 2;
    uint64_t h[RAP_WORDKEY_COUNT] = {
        hash_of(low, 1),
        hash_of(low, 2),
        hash_of(text, 3),
        hash_of(text, 4),
        hash_of(rap_str_cut(low, 0, 3), 5),
        hash_of(rap_str_cut(low, n - tail3, n), 6 + tail3),
        hash_of(rap_str_cut(low, n - tail2, n), 10 + tail2),
        0,
    };
    h[RAP_WORDKEY_OUTLINE] = hash_of((rap_str){drawn, outline(text, drawn)}, 14);
    for (int k = 0; k < RAP_WORDKEY_COUNT; k++)
        keys[k] = (uint16_t)(h[k] % rap_wordkey_rows[k]);
}

uint64_t rap_wordkey_vector(rap_str low)
{
    return hash_of(rap_str_cut(low, 0, LOOKED_AT), 77);
}
