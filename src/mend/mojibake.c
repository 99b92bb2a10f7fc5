/*
 * mend/mojibake.c - UTF-8 that was read as another charset, put back character by
 * character.
 *
 * A candidate is a lead character and tails which, as bytes of one code page, are one
 * UTF-8 character.  Many are also innocent ("VOCÊ…"), so each is weighed: strong ones
 * are mended, weak ones only where they touch another or stand inside a word.  Text
 * that was damaged twice takes two passes.  The idea of weighing what is unlikely side
 * by side is that of R. Speer's ftfy; the classes here are our own.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/utf8.h"
#include "mend/codepage.h"
#include "mend/draft.h"

static const rap_reason unread = {"mojibake", 95};
static const rap_reason lost_mark = {"mojibake-mark", 90};
static const rap_reason lost_space = {"mojibake-space", 80};

typedef enum { NO, WEAK, STRONG } weight;

typedef struct {
    rap_span at;
    uint32_t c, then; /* what to put */
    const rap_reason *reason;
    rap_codepage page;
    uint8_t lead;
    weight weight;
    bool in_word; /* between two letters */
    bool by_word; /* beside one */
} candidate;

typedef RAP_LIST(candidate) candidates;

typedef struct {
    uint16_t c;
    uint8_t page, byte;
} lead_row;

/* Characters that lead bytes are read as, beyond those of windows-1252 (c == byte). */
static const lead_row leads[] = {
    {0x00AC, RAP_MACROMAN, 0xC2}, {0x0102, RAP_CP1250, 0xC3},
    {0x0139, RAP_CP1250, 0xC5},   {0x0158, RAP_CP1250, 0xD8},
    {0x016E, RAP_CP1250, 0xD9},   {0x0192, RAP_MACROMAN, 0xC4},
    {0x0393, RAP_CP437, 0xE2},    {0x0412, RAP_CP1251, 0xC2},
    {0x0413, RAP_CP1251, 0xC3},   {0x0420, RAP_CP1251, 0xD0},
    {0x0421, RAP_CP1251, 0xD1},   {0x0432, RAP_CP1251, 0xE2},
    {0x201A, RAP_MACROMAN, 0xE2}, {0x221A, RAP_MACROMAN, 0xC3},
    {0x2248, RAP_MACROMAN, 0xC5}, {0x25CA, RAP_MACROMAN, 0xD7},
    {0x251C, RAP_CP437, 0xC3},    {0x252C, RAP_CP437, 0xC2},
};

static bool lead_of(uint32_t c, rap_codepage *page, uint8_t *byte)
{
    if (c >= 0xC2 && c <= 0xF4) {
        *page = RAP_CP1252;
        *byte = (uint8_t)c;
        return true;
    }
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (leads[i].c != c) continue;
        *page = (rap_codepage)leads[i].page;
        *byte = leads[i].byte;
        return true;
    }
    return false;
}

/* Signs that stand behind a word in sound text: they say little about damage. */
static bool is_usual_tail(uint32_t c)
{
    switch (c) {
    case 0xA0:
    case 0xA5:
    case 0xAB:
    case 0xBB:
    case 0x2013:
    case 0x2014:
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x2026:
    case 0x2122:
        return true;
    default:
        return false;
    }
}

/* And more that do so behind small accented letters. */
static bool is_possible_tail(uint32_t c)
{
    switch (c) {
    case 0xA1:
    case 0xA7:
    case 0xAA:
    case 0xB0:
    case 0xB2:
    case 0xB3:
    case 0xB4:
    case 0xB7:
    case 0xB9:
    case 0xBA:
    case 0xBF:
        return true;
    default:
        return is_usual_tail(c);
    }
}

/* Quotation marks, dashes, signs that UTF-8 news is full of. */
static bool is_mark(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x203A) || c == 0x20AC || c == 0x2122;
}

/* Read UTF-8 from characters of `page` that begin with `lead`; *usual: every tail is
 * one that sound text has.  0 when it is none. */
static uint32_t read_tails(rap_str s, candidate *x, size_t after, bool *usual)
{
    char bytes[4] = {(char)x->lead};
    size_t need = x->lead >= 0xF0 ? 4 : x->lead >= 0xE0 ? 3 : 2;
    bool small = x->lead >= 0xE0;
    *usual = true;
    for (size_t i = 1, len; i < need; i++, after += len) {
        if (after >= s.n || !rap_is_high(s.p[after])) return 0;
        uint32_t c = rap_utf8_get(s, after, &len);
        bytes[i] = (char)rap_codepage_tail(x->page, c);
        if (bytes[i] == 0) return 0;
        *usual = *usual && (small ? is_possible_tail(c) : is_usual_tail(c));
    }
    rap_str all = {bytes, need};
    if (rap_utf8_step(all, 0) != need) return 0;
    size_t len;
    x->at.to = (uint32_t)after;
    return rap_utf8_get(all, 0, &len);
}

static bool letter_before(rap_str s, size_t at)
{
    if (at == 0) return false;
    size_t len;
    return rap_utf8_is_letter(rap_utf8_get(s, rap_utf8_back(s, at - 1), &len));
}

static bool letter_at(rap_str s, size_t at)
{
    size_t len;
    return at < s.n && rap_utf8_is_letter(rap_utf8_get(s, at, &len));
}

static weight weigh_western(const candidate *x, bool usual)
{
    if (x->lead >= 0xF0) return STRONG;
    if (x->lead >= 0xE0) return is_mark(x->c) || !usual ? STRONG : WEAK;
    if (x->lead == 0xC2) /* a C1 control: half of a character damaged twice */
        return x->c < 0xA0 && x->at.to - x->at.from > 4 ? WEAK : usual ? WEAK : STRONG;
    if (x->lead <= 0xC5) return usual ? WEAK : STRONG;
    if (x->lead == 0xCE || x->lead == 0xCF) return !usual && x->by_word ? STRONG : WEAK;
    return WEAK;
}

static weight weigh(const candidate *x, bool usual)
{
    if (x->page == RAP_CP1252) return weigh_western(x, usual);
    if (x->lead >= 0xE0) return is_mark(x->c) ? STRONG : NO;
    if (x->lead > 0xC5) return WEAK;
    if (x->page == RAP_CP1251) return WEAK;
    if (x->page == RAP_CP1250) return usual ? WEAK : STRONG;
    return x->by_word ? STRONG : WEAK;
}

/* Try what stands at s[at] as one damaged character. */
static bool try_page(rap_str s, candidate *x, size_t after)
{
    bool usual;
    x->c = read_tails(s, x, after, &usual);
    if (x->c == 0) return false;
    bool before = letter_before(s, x->at.from), behind = letter_at(s, x->at.to);
    x->in_word = before && behind;
    x->by_word = before || behind;
    x->weight = weigh(x, usual);
    return x->weight != NO;
}

static bool find_candidate(rap_str s, size_t at, size_t after, uint32_t c, candidate *x)
{
    *x = (candidate){.at = {(uint32_t)at, (uint32_t)after}, .reason = &unread};
    if (!lead_of(c, &x->page, &x->lead)) return false;
    if (try_page(s, x, after)) return true;
    bool shared = c == 0xC2 || c == 0xC4 || c == 0xE2; /* the same in windows-1250 */
    if (!shared) return false;
    x->page = RAP_CP1250;
    return try_page(s, x, after);
}

/* "â€" whose last byte was dropped: it was a closing mark, whose byte 0x9D is undefined
 * in windows-1252.  Before a word the mark was an opening one. */
static bool find_lost_mark(rap_str s, size_t at, candidate *x)
{
    rap_str rest = rap_str_cut(s, at, s.n);
    if (!rap_str_begins(rest, RAP_STR("\xC3\xA2\xE2\x82\xAC"))) return false;
    size_t to = at + 5;
    if (rap_str_begins(rap_str_cut(s, to, s.n), RAP_STR("\xEF\xBF\xBD"))) to += 3;
    bool word = to < s.n && rap_is_alnum(s.p[to]);
    bool open = word && (at == 0 || rap_is_space(s.p[at - 1]));
    *x =
        (candidate){.at = {(uint32_t)at, (uint32_t)to}, .lead = 0xE2, .weight = STRONG};
    x->c = open ? 0x201C : 0x201D;
    x->then = word && !open ? ' ' : 0;
    x->reason = &lost_mark;
    return true;
}

/* "Â " where a no-break space became a space, behind a sentence or a small letter. */
static bool find_lost_space(rap_str s, size_t at, candidate *x)
{
    rap_str rest = rap_str_cut(s, at, s.n);
    if (at == 0 || !rap_str_begins(rest, RAP_STR("\xC3\x82 "))) return false;
    char before = s.p[at - 1];
    if (rap_is_upper(before) || rap_is_space(before)) return false;
    *x = (candidate){.at = {(uint32_t)at, (uint32_t)at + 3}, .weight = STRONG};
    x->c = 0xA0;
    x->reason = &lost_space;
    return true;
}

static bool find_at(rap_str s, size_t at, candidate *x)
{
    size_t len;
    uint32_t c = rap_utf8_get(s, at, &len);
    bool high_next = at + len < s.n && rap_is_high(s.p[at + len]);
    if (!high_next) return c == 0xC2 && find_lost_space(s, at, x);
    return find_candidate(s, at, at + len, c, x) || find_lost_mark(s, at, x);
}

static bool list_candidates(rap_draft *d, candidates *list)
{
    rap_str s = d->text;
    for (size_t at = 0; at < s.n;) {
        candidate x;
        if (!rap_is_high(s.p[at])) {
            at++;
        } else if (find_at(s, at, &x)) {
            candidate *new = RAP_PUSH(d->arena, list);
            if (!new) return false;
            *new = x;
            at = x.at.to;
        } else {
            at += rap_utf8_step(s, at);
        }
    }
    return true;
}

static bool touches(const candidates *list, size_t i)
{
    const candidate *x = &list->v[i];
    bool before =
        i > 0 && list->v[i - 1].at.to == x->at.from && list->v[i - 1].page == x->page;
    bool after = i + 1 < list->n && list->v[i + 1].at.from == x->at.to &&
                 list->v[i + 1].page == x->page;
    return before || after;
}

/* Code pages (bits) of which the text holds strong candidates: weak ones of their Latin
 * letters are then damage too. */
static unsigned pages_seen(const candidates *list)
{
    unsigned seen = 0;
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].weight == STRONG && list->v[i].reason == &unread)
            seen |= 1u << list->v[i].page;
    return seen;
}

static bool is_accepted(const candidates *list, size_t i, unsigned seen)
{
    const candidate *x = &list->v[i];
    if (x->weight == STRONG || touches(list, i)) return true;
    if (x->lead >= 0xE0) return x->in_word && rap_utf8_is_letter(x->c);
    if (x->lead < 0xC2 || x->lead > 0xC5 || x->c < 0xA0) return false;
    if (seen >> x->page & 1) return true;
    return x->in_word && x->c != 0xE5; /* "Ã¥": too often meant */
}

void rap_mojibake_find(rap_draft *d)
{
    candidates list = {0};
    if (!list_candidates(d, &list)) {
        d->refused = true;
        return;
    }
    unsigned seen = pages_seen(&list);
    for (size_t i = 0; i < list.n; i++) {
        const candidate *x = &list.v[i];
        if (is_accepted(&list, i, seen))
            rap_draft_put(d, x->at, x->c, x->then, *x->reason);
    }
}
