/*
 * mend/glance.c - what a text can hold at all, seen 64 bytes at a time.
 *
 * Written with the vectors that gcc and clang both have: SSE2 or NEON where there is
 * such, plain words elsewhere, the same bits everywhere.  That UTF-8 can be checked by
 * comparing each byte with the three before it is an observation of J. Keiser and
 * D. Lemire (Validating UTF-8 in less than one instruction per byte, 2021).
 */
/* SPDX-License-Identifier: MIT */
#include "mend/glance.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum { WIDTH = 16, BLOCK = 64, MARGIN = 3 };

/* Bytes side by side; a comparison makes each 0xFF or 0. */
typedef unsigned char bytes __attribute__((vector_size(WIDTH)));

static const unsigned char *at_byte(rap_str s, size_t at)
{
    return (const unsigned char *)s.p + at;
}

static bytes load(const unsigned char *p)
{
    bytes v;
    memcpy(&v, p, sizeof v);
    return v;
}

static bool any(bytes v)
{
    uint64_t words[WIDTH / 8];
    memcpy(words, &v, sizeof words);
    return (words[0] | words[1]) != 0;
}

static bytes eq(bytes v, unsigned char c)
{
    return (bytes)(v == (bytes){0} + c);
}

/* From `low` to `high`, both included. */
static bytes in(bytes v, unsigned char low, unsigned char high)
{
    return (bytes)(v - low <= (bytes){0} + (unsigned char)(high - low));
}

static bytes from(bytes v, unsigned char low)
{
    return in(v, low, 0xFF);
}

static bool is_ascii(const unsigned char *p)
{
    bytes all = {0};
    for (int i = 0; i < BLOCK; i += WIDTH)
        all |= load(p + i);
    return !any(all & 0x80);
}

static bool has_controls(const unsigned char *p)
{
    bytes all = {0};
    for (int i = 0; i < BLOCK; i += WIDTH) {
        bytes c = load(p + i);
        all |= in(c, 0, 0x1F) & ~in(c, 8, 13) & ~eq(c, 0x1A);
    }
    return any(all);
}

/* Is every byte right behind the three before it?  p[-3] is readable. */
static bool is_valid(const unsigned char *p)
{
    bytes bad = {0};
    for (int i = 0; i < BLOCK; i += WIDTH) {
        bytes d = load(p + i), c = load(p + i - 1);
        bytes due = from(c, 0xC0) | from(load(p + i - 2), 0xE0);
        due |= from(load(p + i - 3), 0xF0);
        bad |= due ^ in(d, 0x80, 0xBF);
        bad |= in(d, 0xC0, 0xC1) | from(d, 0xF5);
        bad |= (eq(c, 0xE0) & in(d, 0, 0x9F)) | (eq(c, 0xED) & from(d, 0xA0));
        bad |= (eq(c, 0xF0) & in(d, 0, 0x8F)) | (eq(c, 0xF4) & from(d, 0x90));
    }
    return !any(bad);
}

static bool is_sound_slowly(rap_str s, size_t at)
{
    while (at < s.n) {
        unsigned char c = (unsigned char)s.p[at];
        if (c < 0x20 && !(c >= 8 && c <= 13) && c != 0x1A) return false;
        size_t n = rap_utf8_step(s, at);
        if (n == 0) return false;
        at += n;
    }
    return true;
}

bool rap_glance_sound(rap_str s)
{
    if (s.n < 2 * BLOCK) return is_sound_slowly(s, 0);
    /* The first block has nothing before it: its characters are stepped through. */
    size_t at = 0;
    for (size_t n; at < BLOCK; at += n)
        if ((n = rap_utf8_step(s, at)) == 0) return false;
    if (has_controls(at_byte(s, 0))) return false;
    for (at = BLOCK; at + BLOCK <= s.n; at += BLOCK) {
        const unsigned char *p = at_byte(s, at);
        if (has_controls(p)) return false;
        bool open = p[-1] >= 0xC0 || p[-2] >= 0xE0 || p[-3] >= 0xF0;
        if ((open || !is_ascii(p)) && !is_valid(p)) return false;
    }
    return is_sound_slowly(s, rap_utf8_back(s, at - 1)); /* the last may run on */
}

/* Which groups of lead characters a block has a first byte of. */
typedef struct {
    bool latin, greek, slavic, signs;
} groups;

static groups groups_of(const unsigned char *p)
{
    bytes latin = {0}, greek = {0}, slavic = {0}, signs = {0};
    for (int i = 0; i < BLOCK; i += WIDTH) {
        bytes c = load(p + i);
        latin |= in(c, 0xC3, 0xC5);
        greek |= eq(c, 0xCE);
        slavic |= in(c, 0xD0, 0xD1);
        signs |= eq(c, 0xC2) | eq(c, 0xC6) | eq(c, 0xE2);
    }
    return (groups){any(latin), any(greek), any(slavic), any(signs)};
}

/* U+00C2..U+00F4 before a high byte, a space or a "?" that may stand for one, and the
 * leads of windows-1250, 1254 and 1257. */
static bool has_latin(const unsigned char *p)
{
    bytes all = {0};
    for (int i = 0; i < BLOCK; i += WIDTH) {
        bytes a = load(p + i), b = load(p + i + 1), c = load(p + i + 2);
        bytes high = from(c, 0x80);
        bytes lost = (eq(c, ' ') & in(b, 0x80, 0x83)) | (eq(c, '?') & eq(b, 0xA2));
        all |= eq(a, 0xC3) & in(b, 0x82, 0xB4) & (high | lost);
        bytes four = in(b, 0x80, 0x82) | eq(b, 0x86) | eq(b, 0x90) | eq(b, 0x9E);
        bytes soft = eq(b, 0x9F) & eq(c, 0xC5); /* of emoji in windows-1254 */
        all |= eq(a, 0xC4) & (((four | eq(b, 0xB9)) & high) | soft);
        all |= eq(a, 0xC5) & (eq(b, 0x83) | eq(b, 0x98) | eq(b, 0xAE)) & high;
    }
    return any(all);
}

/* Beta, Gamma, Delta, Epsilon, Xi, Omicron, small beta before what is no common Greek
 * letter. */
static bool has_greek(const unsigned char *p)
{
    bytes all = {0};
    for (int i = 0; i < BLOCK; i += WIDTH) {
        bytes b = load(p + i + 1), c = load(p + i + 2), d = load(p + i + 3);
        bytes lead = in(b, 0x92, 0x95) | in(b, 0x9E, 0x9F) | eq(b, 0xB2);
        bytes letter = eq(c, 0xCF) | (eq(c, 0xCE) & from(d, 0x90));
        all |= eq(load(p + i), 0xCE) & lead & from(c, 0x80) & ~letter;
    }
    return any(all);
}

/* Ve, Ge, De, Ie, Er, Es, small ve before what the upper rows of windows-1251 hold, and
 * small te before a large A. */
static bool has_slavic(const unsigned char *p)
{
    bytes all = {0};
    for (int i = 0; i < BLOCK; i += WIDTH) {
        bytes a = load(p + i), b = load(p + i + 1);
        bytes c = load(p + i + 2), d = load(p + i + 3);
        bytes large = in(b, 0x92, 0x95) | in(b, 0xA0, 0xA1);
        bytes rare = (eq(c, 0xD0) & in(d, 0, 0x8F)) | (eq(c, 0xD1) & from(d, 0x92));
        rare |= eq(c, 0xD2) | eq(c, 0xC2) | eq(c, 0xE2);
        bytes common = eq(c, 0xD1) & (eq(d, 0x94) | in(d, 0x96, 0x97));
        all |= eq(a, 0xD0) & rare & (large | (eq(b, 0xB2) & ~common));
        all |= eq(a, 0xD0) & large & eq(c, 0xD1) & eq(d, 0x91);
        all |= eq(a, 0xD1) & eq(b, 0x82) & eq(c, 0xD0) & eq(d, 0x90);
    }
    return any(all);
}

/* The signs that Mac Roman and the DOS pages have in the places of lead bytes. */
static bool has_signs(const unsigned char *p)
{
    bytes all = {0};
    for (int i = 0; i < BLOCK; i += WIDTH) {
        bytes a = load(p + i), b = load(p + i + 1), c = load(p + i + 2);
        bytes three = ((eq(b, 0x80) | eq(b, 0x88)) & eq(c, 0x9A)) | in(b, 0x94, 0x95);
        three |= eq(b, 0x80) & in(c, 0x93, 0x94);
        three |=
            (eq(b, 0x89) & (eq(c, 0x88) | eq(c, 0xA1))) | (eq(b, 0x97) & eq(c, 0x8A));
        all |= eq(a, 0xE2) & three & from(load(p + i + 3), 0x80);
        bytes two = (eq(a, 0xC2) & eq(b, 0xAC)) | (eq(a, 0xC6) & eq(b, 0x92));
        all |= two & from(c, 0x80);
    }
    return any(all);
}

static bool may_misread(const unsigned char *p)
{
    groups has = groups_of(p);
    return (has.latin && has_latin(p)) || (has.greek && has_greek(p)) ||
           (has.slavic && has_slavic(p)) || (has.signs && has_signs(p));
}

bool rap_glance_misread(rap_str s, rap_span *look)
{
    size_t at = look->from;
    for (; at + BLOCK + MARGIN <= s.n; at += BLOCK) {
        const unsigned char *p = at_byte(s, at);
        if (is_ascii(p) || !may_misread(p)) continue;
        *look = (rap_span){(uint32_t)at, (uint32_t)at + BLOCK};
        return true;
    }
    *look = (rap_span){(uint32_t)at, (uint32_t)s.n};
    return at < s.n;
}

static bool has_lost(const unsigned char *p)
{
    bytes all = {0};
    for (int i = 0; i < BLOCK; i += WIDTH) {
        bytes a = load(p + i), b = load(p + i + 1), c = load(p + i + 2);
        all |= eq(a, 0xEF) & eq(b, 0xBF) & eq(c, 0xBD);
        all |= eq(a, 0xE2) & eq(b, 0x80) & eq(c, 0xA0);
        all |= eq(a, 0xC3) & eq(b, 0xA2) & eq(c, '?') & eq(load(p + i + 3), '?');
        all |= eq(a, 0xC2) & in(b, 0x80, 0x9F);
    }
    return any(all);
}

bool rap_glance_lost(rap_str s)
{
    size_t at = 0;
    for (; at + BLOCK + MARGIN <= s.n; at += BLOCK) {
        const unsigned char *p = at_byte(s, at);
        if (!is_ascii(p) && has_lost(p)) return true;
    }
    for (; at < s.n; at += BLOCK) {
        unsigned char last[BLOCK + MARGIN] = {0};
        memcpy(last, s.p + at, s.n - at < sizeof last ? s.n - at : sizeof last);
        if (has_lost(last)) return true;
    }
    return false;
}
