/*
 * mend/guess.c - which charset bytes are in: uchardet on a sample, and doubts about it.
 *
 * The detector (Mozilla's, kept up as uchardet) is good at scripts and poor at texts
 * with a few accents, which windows-1252 mostly holds: so its word counts only for
 * charsets of data/charsets.tsv, and for those of other scripts only where high bytes
 * stand side by side.
 */
/* SPDX-License-Identifier: MIT */
#include "mend/guess.h"

#include "base/ascii.h"
#include "mend/charset.h"

#include <uchardet/uchardet.h>

enum {
    SAMPLE = 32 << 10, /* bytes shown to the detector */
    LINE_BEFORE = 512, /* of a line, before its first high byte */
    LINE_BEHIND = 2 << 10,
    LEAST_HIGH = 6 /* fewer high bytes say nothing */
};

typedef struct {
    size_t high, pairs, seen; /* pairs: high bytes before a high byte */
} sample;

static size_t next_high(rap_str s, size_t at)
{
    while (at < s.n && !rap_is_high(s.p[at]))
        at++;
    return at;
}

/* The line around a high byte, cut where it is long; not before `least`. */
static rap_span line_around(rap_str s, size_t at, size_t least)
{
    size_t from = at, to = at;
    while (from > least && at - from < LINE_BEFORE && s.p[from - 1] != '\n')
        from--;
    while (to < s.n && to - at < LINE_BEHIND && s.p[to] != '\n')
        to++;
    return (rap_span){(uint32_t)from, (uint32_t)to};
}

static void count_high(sample *c, rap_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (!rap_is_high(s.p[i])) continue;
        c->high++;
        c->pairs += i + 1 < s.n && rap_is_high(s.p[i + 1]);
    }
    c->seen += s.n;
}

/* Show the lines that hold high bytes; a text of seven bits (ISO 2022) from its start.
 */
static sample show(uchardet_t detector, rap_str s)
{
    sample c = {0};
    size_t at = next_high(s, 0), shown = 0;
    if (at == s.n) {
        c.seen = s.n < SAMPLE ? s.n : SAMPLE;
        if (uchardet_handle_data(detector, s.p, c.seen) != 0) c.seen = 0;
    }
    while (at < s.n && c.seen < SAMPLE) {
        rap_span line = line_around(s, at, shown);
        rap_str part = rap_str_cut(s, line.from, line.to);
        if (uchardet_handle_data(detector, part.p, part.n) != 0) break;
        count_high(&c, part);
        shown = line.to;
        at = next_high(s, line.to);
    }
    return c;
}

const char *rap_guess_charset(rap_str s, bool no_latin)
{
    uchardet_t detector = uchardet_new();
    if (!detector) return NULL;
    sample c = show(detector, s);
    uchardet_data_end(detector);
    rap_charset_row row = rap_charset_row_of(uchardet_get_charset(detector));
    uchardet_delete(detector);
    if (!row.name) return NULL;
    if (strcmp(row.told, "seven") == 0) return c.high == 0 ? row.name : NULL;
    if (c.high < LEAST_HIGH) return NULL;
    if (strcmp(row.told, "latin") == 0) return no_latin ? NULL : row.name;
    return strcmp(row.told, "run") == 0 && c.pairs * 2 >= c.high ? row.name : NULL;
}
