/*
 * mend/misread.c - reading characters of another charset as the UTF-8 they were.
 *
 * The idea of weighing what is unlikely side by side is that of R. Speer's ftfy; the
 * classes here are our own.
 */
/* SPDX-License-Identifier: MIT */
#include "mend/misread.h"

#include "base/ascii.h"
#include "base/bisect.h"
#include "base/utf8.h"

enum { LOST = 0xFFFD, NO_BREAK = 0xA0 };

static const rap_reason unread = {"mojibake", 95};
static const rap_reason lost_mark = {"mojibake-mark", 90};
static const rap_reason lost_space = {"mojibake-space", 80};
static const rap_reason lost_tail = {"mojibake-lost", 60};

typedef struct {
    uint16_t c;
    uint8_t page, byte;
} lead_row;

/* Characters that lead bytes are read as, beyond those of windows-1252 (c == byte). */
// clang-format off
static const lead_row leads[] = {
    {0x00AC, RAP_MACROMAN, 0xC2},
    {0x00D4, RAP_CP850, 0xE2},
    {0x0100, RAP_CP1257, 0xC2},
    {0x0101, RAP_CP1257, 0xE2},
    {0x0102, RAP_CP1250, 0xC3},
    {0x0106, RAP_CP1257, 0xC3},
    {0x0110, RAP_CP1250, 0xD0},
    {0x011E, RAP_CP1254, 0xD0},
    {0x011F, RAP_CP1254, 0xF0},
    {0x0139, RAP_CP1250, 0xC5},
    {0x0143, RAP_CP1250, 0xD1},
    {0x0158, RAP_CP1250, 0xD8},
    {0x016E, RAP_CP1250, 0xD9},
    {0x0192, RAP_MACROMAN, 0xC4},
    {0x0392, RAP_CP1253, 0xC2},
    {0x0393, RAP_CP437, 0xE2},
    {0x0393, RAP_CP1253, 0xC3},
    {0x0394, RAP_CP1253, 0xC4},
    {0x0395, RAP_CP1253, 0xC5},
    {0x039E, RAP_CP1253, 0xCE},
    {0x039F, RAP_CP1253, 0xCF},
    {0x03B2, RAP_CP1253, 0xE2},
    {0x0412, RAP_CP1251, 0xC2},
    {0x0413, RAP_CP1251, 0xC3},
    {0x0414, RAP_CP1251, 0xC4},
    {0x0415, RAP_CP1251, 0xC5},
    {0x0420, RAP_CP1251, 0xD0},
    {0x0421, RAP_CP1251, 0xD1},
    {0x0432, RAP_CP1251, 0xE2},
    {0x0442, RAP_CP866, 0xE2},
    {0x2013, RAP_MACROMAN, 0xD0},
    {0x2014, RAP_MACROMAN, 0xD1},
    {0x201A, RAP_MACROMAN, 0xE2},
    {0x221A, RAP_MACROMAN, 0xC3},
    {0x2248, RAP_MACROMAN, 0xC5},
    {0x2261, RAP_CP437, 0xF0},
    {0x2500, RAP_CP437, 0xC4},
    {0x251C, RAP_CP437, 0xC3},
    {0x252C, RAP_CP437, 0xC2},
    {0x253C, RAP_CP437, 0xC5},
    {0x2564, RAP_CP437, 0xD1},
    {0x2568, RAP_CP437, 0xD0},
    {0x25CA, RAP_MACROMAN, 0xD7},
};
// clang-format on

enum { LEADS = sizeof leads / sizeof *leads };

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
    return (c >= 0x2010 && c <= 0x2026) || c == 0x2030 || c == 0x2032 || c == 0x2033 ||
           c == 0x2039 || c == 0x203A || c == 0x20AC || c == 0x2116 || c == 0x2122;
}

static bool is_sign(uint32_t c)
{
    return c >= 0x2000 && c < 0x2C00;
}

/* A tail that no sound text has behind a letter of these pages' scripts. */
static bool is_odd_tail(uint32_t c)
{
    bool slavic = (c >= 0x400 && c <= 0x45F) || c == 0x490 || c == 0x491;
    if (slavic) /* letters of Russian, Ukrainian and Belarusian are not odd */
        return c != 0x401 && c != 0x451 && c != 0x404 && c != 0x454 && c != 0x406 &&
               c != 0x456 && c != 0x407 && c != 0x457 && c != 0x40E && c != 0x45E &&
               c < 0x490;
    return !rap_utf8_is_letter(c) && !is_usual_tail(c);
}

/* What was read of the tails. */
typedef struct {
    char bytes[4];
    size_t n, end; /* bytes; offset behind the last tail */
    bool usual, odd, control, foreign, spaced, lossy;
} tails;

static size_t length_of(uint8_t lead)
{
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
}

/* Take the tail at t->end; false when there is none. */
static bool take_tail(rap_str s, const rap_misread *x, bool lost, tails *t)
{
    if (t->end >= s.n) return false;
    if (s.p[t->end] == ' ' && lost && !t->spaced) {
        t->spaced = true;
        t->bytes[t->n++] = (char)NO_BREAK;
        t->end++;
        return true;
    }
    if (!rap_is_high(s.p[t->end])) return false;
    size_t len;
    uint32_t c = rap_utf8_get(s, t->end, &len);
    unsigned char byte = rap_codepage_tail(x->page, c);
    if (byte == 0 && c == LOST && lost) t->lossy = true;
    if (byte == 0 && (c != LOST || !lost)) return false;
    bool small = x->lead >= 0xE0;
    t->usual = t->usual && (small ? is_possible_tail(c) : is_usual_tail(c));
    t->odd |= is_odd_tail(c);
    bool control = c < 0xA0; /* and no ASCII */
    t->control |= control;
    t->foreign |= control && rap_codepage_char(x->page, byte) != 0;
    t->bytes[t->n++] = (char)byte;
    t->end += len;
    return true;
}

/* The first half of a pair of surrogates, each written as three bytes (CESU-8). */
static bool is_half_pair(const tails *t)
{
    return (unsigned char)t->bytes[0] == 0xED && (unsigned char)t->bytes[1] >= 0xA0 &&
           (unsigned char)t->bytes[1] < 0xB0;
}

static uint32_t half_of(const tails *t)
{
    return 0xD000u | ((unsigned char)t->bytes[1] & 0x3Fu) << 6 |
           ((unsigned char)t->bytes[2] & 0x3Fu);
}

/* The character of a pair whose first half is read; 0 when no second half follows. */
static uint32_t read_pair(rap_str s, const rap_misread *x, tails *first)
{
    size_t len;
    if (first->end >= s.n || !rap_is_high(s.p[first->end])) return 0;
    if (rap_utf8_get(s, first->end, &len) != x->lead) return 0;
    tails second = {.bytes = {(char)x->lead}, .n = 1, .end = first->end + len};
    while (second.n < 3)
        if (!take_tail(s, x, false, &second)) return 0;
    uint32_t low = half_of(&second);
    if (low < 0xDC00) return 0; /* six bits and six make no more than 0xDFFF */
    first->end = second.end;
    return 0x10000 + ((half_of(first) - 0xD800) << 10) + (low - 0xDC00);
}

/* Read UTF-8 from characters of x->page that begin with x->lead; 0 when it is none. */
static uint32_t read_char(rap_str s, const rap_misread *x, size_t after, bool lost,
                          tails *t)
{
    *t = (tails){.bytes = {(char)x->lead}, .n = 1, .end = after, .usual = true};
    while (t->n < length_of(x->lead))
        if (!take_tail(s, x, lost, t)) return 0;
    if (t->lossy) return t->spaced ? 0 : LOST;
    if (is_half_pair(t)) return read_pair(s, x, t);
    rap_str all = {t->bytes, t->n};
    size_t len;
    return rap_utf8_step(all, 0) == t->n ? rap_utf8_get(all, 0, &len) : 0;
}

static uint32_t before(rap_str s, size_t at)
{
    size_t len;
    return at ? rap_utf8_get(s, rap_utf8_back(s, at - 1), &len) : '\n';
}

static uint32_t behind(rap_str s, size_t at)
{
    size_t len;
    return at < s.n ? rap_utf8_get(s, at, &len) : '\n';
}

static rap_weight weigh_western(const rap_misread *x, const tails *t)
{
    bool plain = x->lead >= 0xC3 && x->lead <= 0xC5;
    bool combining = x->c >= 0x300 && x->c < 0x370;
    if (t->control && (plain || combining || x->lead >= 0xE0)) return RAP_WEIGHT_STRONG;
    if (x->lead >= 0xF0) return RAP_WEIGHT_STRONG;
    if (x->lead >= 0xE0)
        return is_mark(x->c) || !t->usual ? RAP_WEIGHT_STRONG : RAP_WEIGHT_WEAK;
    if (x->lead == 0xC2) /* a C1 control: half of a character damaged twice */
        return t->usual || (x->c < 0xA0 && x->at.to - x->at.from > 4)
                   ? RAP_WEIGHT_WEAK
                   : RAP_WEIGHT_STRONG;
    if (plain) return t->usual ? RAP_WEIGHT_WEAK : RAP_WEIGHT_STRONG;
    bool greek = x->lead == 0xCE || x->lead == 0xCF;
    return greek && !t->usual && x->by_word ? RAP_WEIGHT_STRONG : RAP_WEIGHT_WEAK;
}

static rap_weight weigh_other(const rap_misread *x, const tails *t)
{
    if (x->lead >= 0xF0) return RAP_WEIGHT_STRONG;
    if (x->lead >= 0xE0 && is_mark(x->c)) return RAP_WEIGHT_STRONG;
    if (x->lead >= 0xE0 && x->page != RAP_CP866)
        return is_sign(x->c) && t->odd ? RAP_WEIGHT_STRONG : RAP_WEIGHT_NONE;
    if (x->page == RAP_CP866) return RAP_WEIGHT_NONE;
    if (x->lead > 0xC5 && !rap_utf8_is_letter(x->c)) return RAP_WEIGHT_NONE;
    if (x->lead <= 0xC5 && x->by_latin && x->c >= 0xC0) return RAP_WEIGHT_STRONG;
    if (x->lead > 0xC5 || x->page == RAP_CP1251) return RAP_WEIGHT_WEAK;
    bool letters = x->page == RAP_CP1250 || x->page == RAP_LATIN2;
    if (letters) return t->usual ? RAP_WEIGHT_WEAK : RAP_WEIGHT_STRONG;
    if (x->page == RAP_CP1253 || x->page == RAP_CP1257)
        return t->odd && x->by_word ? RAP_WEIGHT_STRONG : RAP_WEIGHT_WEAK;
    return x->by_word ? RAP_WEIGHT_STRONG : RAP_WEIGHT_WEAK;
}

static bool is_western(rap_codepage page)
{
    return page == RAP_CP1252 || page == RAP_LATIN9;
}

/* A space for the no-break space that was the last byte of a letter: French "a" with
 * a grave accent keeps it as the space behind the word, others do not. */
static rap_weight weigh_spaced(rap_str s, rap_misread *x)
{
    static const char *const glued[] = {"s ", "s\n", "s,", "quel", "quilo"};
    if (x->lead == 0xC2 && x->page != RAP_CP1252) return RAP_WEIGHT_NONE;
    if (x->lead != 0xC3) return RAP_WEIGHT_NEEDS;
    uint32_t last = before(s, x->at.from), next = behind(s, x->at.to);
    bool more = next == ' '; /* the space behind the word stands there still */
    if (next < 0x80 && !rap_is_lower((char)next) && !more) return RAP_WEIGHT_NONE;
    x->then = more ? 0 : ' ';
    if (last < 0x80 && rap_is_lower((char)last))
        return is_western(x->page) ? RAP_WEIGHT_STRONG : RAP_WEIGHT_NEEDS;
    if (more) return RAP_WEIGHT_NEEDS;
    rap_str rest = rap_str_cut(s, x->at.to, s.n);
    for (size_t i = 0; i < sizeof glued / sizeof *glued; i++)
        if (rap_str_begins(rest, rap_str_of(glued[i]))) x->then = 0;
    return RAP_WEIGHT_NEEDS;
}

/* Try what stands at x->at.from as one character misread in x->page. */
static bool try_page(rap_str s, size_t after, bool lost, rap_misread *x)
{
    tails t;
    x->c = read_char(s, x, after, lost, &t);
    if (x->c == 0) return false;
    x->at.to = (uint32_t)t.end;
    uint32_t last = before(s, x->at.from), next = behind(s, x->at.to);
    x->in_word = rap_utf8_is_letter(last) && rap_utf8_is_letter(next);
    x->by_word = rap_utf8_is_letter(last) || rap_utf8_is_letter(next);
    bool other_script = x->page == RAP_CP1251 || x->page == RAP_CP1253;
    x->by_latin = other_script && ((last < 0x80 && rap_is_alpha((char)last)) ||
                                   (next < 0x80 && rap_is_alpha((char)next)));
    x->odd = t.odd;
    x->control = t.foreign;
    x->lossy = t.lossy;
    x->reason = t.lossy ? &lost_tail : t.spaced ? &lost_space : &unread;
    if (t.lossy)
        x->weight = RAP_WEIGHT_NEEDS;
    else if (t.spaced)
        x->weight = length_of(x->lead) == 2 ? weigh_spaced(s, x) : RAP_WEIGHT_NEEDS;
    else
        x->weight = is_western(x->page) ? weigh_western(x, &t) : weigh_other(x, &t);
    return x->weight != RAP_WEIGHT_NONE;
}

/* The page that has the same lead characters and is tried before or after `page`; the
 * page itself when there is none. */
static rap_codepage other_of(rap_codepage page)
{
    switch (page) {
    case RAP_CP1250:
        return RAP_LATIN2;
    case RAP_CP1252:
        return RAP_LATIN9;
    case RAP_CP437:
        return RAP_CP850;
    default:
        return page;
    }
}

static bool is_first(rap_codepage page, rap_misread_how how)
{
    return (page == RAP_LATIN2 && how.latin2) || (page == RAP_LATIN9 && how.latin9) ||
           (page == RAP_CP850 && how.cp850);
}

static bool try_one(rap_str s, size_t after, rap_misread_how how, rap_misread *x)
{
    rap_codepage page = x->page, other = other_of(page);
    bool first = is_first(other, how);
    if (first) x->page = other;
    if (try_page(s, after, how.lost, x)) return true;
    if (page == other) return false;
    x->page = first ? page : other;
    return try_page(s, after, how.lost, x);
}

/* The first of the rows of `leads` for a character; LEADS when there is none. */
static size_t first_row(uint32_t c)
{
    size_t low = 0;
    RAP_BISECT(size_t, low, mid, LEADS, leads[mid].c < c);
    return low;
}

static bool find_whole(rap_str s, size_t after, uint32_t c, rap_misread_how how,
                       rap_misread *out)
{
    rap_misread x = *out;
    if (c >= 0xC2 && c <= 0xF4) {
        x.page = RAP_CP1252;
        x.lead = (uint8_t)c;
        if (try_one(s, after, how, &x)) return *out = x, true;
        bool shared = c == 0xC2 || c == 0xC4 || c == 0xE2; /* in windows-1250 too */
        x.page = RAP_CP1250;
        if (shared && try_one(s, after, how, &x)) return *out = x, true;
    }
    bool found = false;
    for (size_t i = first_row(c); i < LEADS && leads[i].c == c; i++) {
        x.page = (rap_codepage)leads[i].page;
        x.lead = leads[i].byte;
        if (!try_one(s, after, how, &x)) continue;
        if (!found || x.weight > out->weight) *out = x;
        found = true;
    }
    return found;
}

/* "a-circumflex, euro sign" whose last byte was dropped: it was a closing mark, whose
 * byte 0x9D is undefined in windows-1252.  Before a word the mark was an opening one.
 */
static bool find_lost_mark(rap_str s, size_t at, rap_misread *x)
{
    rap_str rest = rap_str_cut(s, at, s.n);
    if (!rap_str_begins(rest, RAP_STR("\xC3\xA2\xE2\x82\xAC"))) return false;
    size_t to = at + 5;
    if (rap_str_begins(rap_str_cut(s, to, s.n), RAP_STR("\xEF\xBF\xBD"))) to += 3;
    bool word = to < s.n && rap_is_alnum(s.p[to]);
    bool open = word && (at == 0 || rap_is_space(s.p[at - 1]));
    x->at.to = (uint32_t)to;
    x->lead = 0xE2;
    x->page = RAP_CP1252;
    x->weight = RAP_WEIGHT_STRONG;
    x->c = open ? 0x201C : 0x201D;
    x->then = word && !open ? ' ' : 0;
    x->reason = &lost_mark;
    return true;
}

/* "Â " where a no-break space became a space, behind a sentence or a small letter. */
static bool find_lost_space(rap_str s, size_t at, rap_misread *x)
{
    rap_str rest = rap_str_cut(s, at, s.n);
    if (at == 0 || !rap_str_begins(rest, RAP_STR("\xC3\x82 "))) return false;
    char last = s.p[at - 1];
    if (rap_is_upper(last) || rap_is_space(last)) return false;
    x->at.to = (uint32_t)at + 3;
    x->lead = 0xC2;
    x->page = RAP_CP1252;
    x->weight = RAP_WEIGHT_STRONG;
    x->c = NO_BREAK;
    x->reason = &lost_space;
    return true;
}

/* "a-circumflex, ?, tail": a mark whose middle byte, 0x80, became a question mark. */
static bool find_asked_mark(rap_str s, size_t at, rap_misread *x)
{
    size_t len;
    if (!rap_str_begins(rap_str_cut(s, at, s.n), RAP_STR("\xC3\xA2?"))) return false;
    if (at + 3 >= s.n || !rap_is_high(s.p[at + 3])) return false;
    unsigned char byte = rap_codepage_tail(RAP_CP1252, rap_utf8_get(s, at + 3, &len));
    uint32_t c = 0x2000u + (byte & 0x3Fu);
    if (byte == 0 || !is_mark(c)) return false;
    x->at.to = (uint32_t)(at + 3 + len);
    x->lead = 0xE2;
    x->page = RAP_CP1252;
    x->weight = RAP_WEIGHT_STRONG;
    x->c = c;
    x->reason = &lost_mark;
    return true;
}

size_t rap_misread_broken(rap_str s, size_t at)
{
    size_t len;
    uint32_t c = rap_utf8_get(s, at, &len);
    if (c < 0xE0 || c > 0xEF) return 0;
    rap_misread x = {.page = RAP_CP1252, .lead = (uint8_t)c};
    tails t = {.end = at + len, .n = 1, .usual = true};
    if (!take_tail(s, &x, false, &t) || t.usual) return 0;
    size_t end = t.end;
    return take_tail(s, &x, false, &t) ? 0 : end;
}

bool rap_misread_find(rap_str s, size_t at, rap_misread_how how, rap_misread *out)
{
    size_t len;
    uint32_t c = rap_utf8_get(s, at, &len);
    *out = (rap_misread){.at = {(uint32_t)at, (uint32_t)(at + len)}};
    bool high_next = at + len < s.n && rap_is_high(s.p[at + len]);
    if (high_next) {
        rap_misread_how whole = how;
        whole.lost = false;
        return find_whole(s, at + len, c, whole, out) || find_lost_mark(s, at, out) ||
               (how.lost && find_whole(s, at + len, c, how, out));
    }
    if (c == 0xC2 && find_lost_space(s, at, out)) return true;
    if (c == 0xE2 && find_asked_mark(s, at, out)) return true;
    bool spaced = at + len < s.n && s.p[at + len] == ' ';
    rap_misread_how lost = how;
    lost.lost = true;
    if (!spaced || (!how.lost && c != 0xC3)) return false;
    if (!find_whole(s, at + len, c, lost, out)) return false;
    return how.lost || out->weight == RAP_WEIGHT_STRONG;
}
