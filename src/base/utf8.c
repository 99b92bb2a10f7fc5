/*
 * base/utf8.c - UTF-8 (RFC 3629): checking, stepping, folding.
 *
 * Latin letters are taken apart by a table of base letters for U+00C0..U+024F, made
 * from the Unicode Character Database's decompositions and the usual transliterations.
 */
/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include "base/ascii.h"

static bool is_tail(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

static uint32_t bits(char c)
{
    return (unsigned char)c & 0x3Fu;
}

size_t rap_utf8_step(rap_str s, size_t at)
{
    if (at >= s.n) return 0;
    const char *p = s.p + at;
    size_t left = s.n - at;
    unsigned char c = (unsigned char)p[0];
    if (c < 0x80) return 1;
    if (c < 0xC2) return 0;
    if (c < 0xE0) return left >= 2 && is_tail(p[1]) ? 2 : 0;
    if (c < 0xF0) {
        if (left < 3 || !is_tail(p[1]) || !is_tail(p[2])) return 0;
        uint32_t v = (c & 0x0Fu) << 12 | bits(p[1]) << 6 | bits(p[2]);
        return v >= 0x800 && (v < 0xD800 || v > 0xDFFF) ? 3 : 0;
    }
    if (c > 0xF4 || left < 4 || !is_tail(p[1]) || !is_tail(p[2]) || !is_tail(p[3]))
        return 0;
    uint32_t v = (c & 0x07u) << 18 | bits(p[1]) << 12 | bits(p[2]) << 6 | bits(p[3]);
    return v >= 0x10000 && v <= 0x10FFFF ? 4 : 0;
}

uint32_t rap_utf8_get(rap_str s, size_t at, size_t *len)
{
    size_t n = rap_utf8_step(s, at);
    const char *p = s.p + at;
    *len = n ? n : 1;
    switch (n) {
    case 1:
        return (unsigned char)p[0];
    case 2:
        return ((unsigned char)p[0] & 0x1Fu) << 6 | bits(p[1]);
    case 3:
        return ((unsigned char)p[0] & 0x0Fu) << 12 | bits(p[1]) << 6 | bits(p[2]);
    case 4:
        return ((unsigned char)p[0] & 0x07u) << 18 | bits(p[1]) << 12 |
               bits(p[2]) << 6 | bits(p[3]);
    default:
        return 0xFFFD;
    }
}

size_t rap_utf8_check(rap_str s)
{
    size_t at = 0;
    while (at < s.n) {
        if (!rap_is_high(s.p[at])) {
            at++;
            continue;
        }
        size_t n = rap_utf8_step(s, at);
        if (n == 0) return at;
        at += n;
    }
    return s.n;
}

size_t rap_utf8_put(char out[4], uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        out[1] = (char)(0x80 | (c >> 6 & 0x3F));
        out[2] = (char)(0x80 | (c & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | c >> 18);
    out[1] = (char)(0x80 | (c >> 12 & 0x3F));
    out[2] = (char)(0x80 | (c >> 6 & 0x3F));
    out[3] = (char)(0x80 | (c & 0x3F));
    return 4;
}

void rap_utf8_scrub(char *z)
{
    rap_str s = rap_str_of(z);
    for (size_t at = 0; at < s.n;) {
        size_t n = rap_utf8_step(s, at);
        if (n == 0) z[at] = '?';
        if ((unsigned char)z[at] < 0x20 || z[at] == 0x7F) z[at] = ' ';
        at += n ? n : 1;
    }
}

uint32_t rap_utf8_lower(uint32_t c)
{
    if (c < 0x80) return (uint32_t)(unsigned char)rap_to_lower((char)c);
    if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) ||
        (c >= 0x410 && c <= 0x42F))
        return c + 32;
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    if (c == 0x130) return 'i';
    if (c == 0x178) return 0xFF;
    bool even_upper = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) ||
                      (c >= 0x1DE && c <= 0x21F) || (c >= 0x222 && c <= 0x233) ||
                      (c >= 0x460 && c <= 0x481) || (c >= 0x48A && c <= 0x4BF) ||
                      (c >= 0x1E00 && c <= 0x1EFF);
    if (even_upper) return c | 1;
    bool odd_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E) ||
                     (c >= 0x1CD && c <= 0x1DC);
    if (odd_upper) return c + (c & 1);
    return c;
}

bool rap_utf8_is_upper(uint32_t c)
{
    return rap_utf8_lower(c) != c;
}

bool rap_utf8_is_letter(uint32_t c)
{
    if (c < 0x80) return rap_is_alpha((char)c);
    if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
    if (c == 0xD7 || c == 0xF7) return false;
    if (c >= 0x2000 && c < 0x2C00) return false; /* punctuation, signs, arrows */
    return !(c >= 0x3000 && c < 0x3040) && !(c >= 0xFF00 && c < 0xFF21) &&
           !(c >= 0xE000 && c < 0xF900) && c < 0x1F000 && c != 0xFEFF && c != 0xFFFD;
}

/* Base letters of U+00C0..U+017F; '.' = two letters, told below; '*' = no letter. */
static const char latin_base[] = "aaaaaa.ceeeeiiiidnooooo*ouuuuy.."
                                 "aaaaaa.ceeeeiiiidnooooo*ouuuuy.y"
                                 "aaaaaaccccccccddddeeeeeeeeeegggg"
                                 "gggghhhhiiiiiiiiii..jjkkklllllll"
                                 "lllnnnnnnnnnoooooo..rrrrrrssssss"
                                 "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* Of a small letter. */
static const char *two_letters(uint32_t c)
{
    switch (c) {
    case 0xDF:
        return "ss";
    case 0xE6:
        return "ae";
    case 0xFE:
        return "th";
    case 0x133:
        return "ij";
    default: /* 0x153 */
        return "oe";
    }
}

static size_t put_plain(char *out, uint32_t c)
{
    c = rap_utf8_lower(c);
    if (c >= 0xC0 && c <= 0x17F) {
        char base = latin_base[c - 0xC0];
        if (base == '.') {
            const char *two = two_letters(c);
            memcpy(out, two, strlen(two));
            return strlen(two);
        }
        if (base != '*') {
            out[0] = base;
            return 1;
        }
    }
    if (c == 0x219 || c == 0x21B) {
        out[0] = c == 0x219 ? 's' : 't';
        return 1;
    }
    if (c >= 0x300 && c <= 0x36F) return 0; /* combining marks */
    return rap_utf8_put(out, c);
}

static rap_str fold(rap_arena *a, rap_str s, bool plain)
{
    char *out = RAP_NEW(a, char, s.n * 3 + 4); /* a bad byte becomes U+FFFD */
    if (!out) return (rap_str){NULL, 0};
    size_t n = 0;
    for (size_t at = 0, len; at < s.n; at += len) {
        uint32_t c = rap_utf8_get(s, at, &len);
        if (c == 0x2019 || c == 0x2018 || c == 0x2BC) c = '\'';
        n += plain ? put_plain(out + n, c) : rap_utf8_put(out + n, rap_utf8_lower(c));
    }
    return (rap_str){out, n};
}

rap_str rap_utf8_fold(rap_arena *a, rap_str s)
{
    return fold(a, s, false);
}

rap_str rap_utf8_plain(rap_arena *a, rap_str s)
{
    return fold(a, s, true);
}
