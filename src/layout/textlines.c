/*
 * layout/textlines.c - cutting a text into rows and looking at them.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/textlines.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum { MOST_PROBES = 64 }; /* of the table of copies: then a row counts as none */

/* White space as Unicode has it; zero-width characters are none. */
static bool is_blank_char(uint32_t c)
{
    return c <= ' ' || c == 0x85 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) ||
           c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Without white space, no-break and zero-width ones included, at both ends. */
static rap_span trim(rap_str s, uint32_t from, uint32_t to)
{
    size_t len;
    while (from < to && is_blank_char(rap_utf8_get(s, from, &len)))
        from += (uint32_t)len;
    while (to > from) {
        size_t last = rap_utf8_back(s, to - 1);
        if (!is_blank_char(rap_utf8_get(s, last, &len))) break;
        to = (uint32_t)last;
    }
    return (rap_span){from, to};
}

rap_row_begins rap_row_begins_of(rap_str row)
{
    if (row.n == 0) return RAP_BEGINS_OTHER;
    size_t len;
    uint32_t c = rap_utf8_get(row, 0, &len);
    if (c < 0x80) {
        char a = (char)c;
        if (rap_is_lower(a)) return RAP_BEGINS_LOWER;
        if (rap_is_upper(a)) return RAP_BEGINS_UPPER;
        if (rap_is_digit(a)) return RAP_BEGINS_DIGIT;
        if (a == '"' || a == '\'') return RAP_BEGINS_QUOTE;
        if (a == '*' || a == '-') return RAP_BEGINS_BULLET;
        return a == '(' || a == '[' ? RAP_BEGINS_BRACKET : RAP_BEGINS_OTHER;
    }
    if ((c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB) return RAP_BEGINS_QUOTE;
    if (c == 0x2022 || c == 0xB7 || c == 0x25CF || c == 0x25AA || c == 0x2023)
        return RAP_BEGINS_BULLET;
    return rap_utf8_is_letter(c) ? RAP_BEGINS_HIGH : RAP_BEGINS_OTHER;
}

static bool is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 ||
           c == 0xFF01 || c == 0xFF1F;
}

static bool is_closer(uint32_t c)
{
    return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || c == 0xBB ||
           c == 0xAB;
}

rap_row_ends rap_row_ends_of(rap_str row)
{
    bool closer = false, bracket = false;
    for (size_t to = row.n; to > 0;) {
        size_t at = rap_utf8_back(row, to - 1), len;
        uint32_t c = rap_utf8_get(row, at, &len);
        to = at;
        if (is_stop(c)) return RAP_ENDS_STOP;
        if (is_closer(c) || c == ' ') {
            closer = closer || c != ' ';
            continue;
        }
        if (c == ')' || c == ']') {
            bracket = true;
            continue;
        }
        if (bracket) return RAP_ENDS_BRACKET;
        if (closer) return RAP_ENDS_QUOTE;
        if (c == ':') return RAP_ENDS_COLON;
        if (c == ',' || c == ';') return RAP_ENDS_COMMA;
        if (c < 0x80 && rap_is_digit((char)c)) return RAP_ENDS_DIGIT;
        return rap_utf8_is_letter(c) ? RAP_ENDS_LETTER : RAP_ENDS_OTHER;
    }
    return RAP_ENDS_OTHER;
}

/* Bytes of what parts words at s[i], 0 when a letter or digit stands there; *mute when
 * it is an apostrophe, which parts nothing. */
static size_t parting(rap_str s, size_t i, bool *mute)
{
    char c = s.p[i];
    *mute = c == '\'';
    if (c == '\xE2' && i + 2 < s.n && s.p[i + 1] == '\x80') {
        *mute = s.p[i + 2] == '\x99' || s.p[i + 2] == '\x98';
        return 3;
    }
    if (c == '\xC2' && i + 1 < s.n && s.p[i + 1] == '\xA0') return 2;
    return rap_is_alnum(c) || rap_is_high(c) ? 0 : 1;
}

rap_str rap_row_word(rap_str s, size_t *at, char buf[RAP_WORD_ROOM])
{
    size_t i = *at, n = 0;
    while (i < s.n) {
        bool mute;
        size_t step = parting(s, i, &mute);
        if (step && n && !mute) break;
        if (!step && n < RAP_WORD_ROOM) buf[n++] = rap_to_lower(s.p[i]);
        i += step ? step : 1;
    }
    *at = i;
    return (rap_str){buf, n};
}

/* The second byte of a capital of Latin-1 in UTF-8 ("\xC3\x84") as a small one's. */
static char small_latin(rap_str s, size_t i)
{
    bool capital =
        i > 0 && s.p[i - 1] == '\xC3' && s.p[i] <= '\x9E' && s.p[i] != '\x97';
    return capital ? (char)(s.p[i] | 0x20) : s.p[i];
}

bool rap_row_hash(rap_str s, size_t *at, uint32_t *hash)
{
    size_t i = *at, n = 0;
    uint32_t h = *hash;
    while (i < s.n) {
        char c = s.p[i];
        bool mute, letter = rap_is_lower((char)(c | 0x20)), plain = c == ' ';
        size_t step = letter || rap_is_digit(c) ? 0 : plain ? 1 : parting(s, i, &mute);
        if (step && n && (plain || !mute)) break;
        if (!step && n++ < RAP_WORD_ROOM)
            h = rap_hash_byte(h, letter ? (char)(c | 0x20) : small_latin(s, i));
        i += step ? step : 1;
    }
    *at = i;
    *hash = h;
    return n > 0;
}

static void count_words(rap_row *r, rap_str s)
{
    uint32_t words = 0, hash = RAP_HASH_START;
    size_t at = 0;
    while (rap_row_hash(s, &at, &hash)) {
        hash = rap_hash_byte(hash, ' ');
        words++;
    }
    r->words = words;
    r->hash = hash;
}

/* What stands among the bytes of a row. */
typedef struct {
    uint32_t words, capital; /* heads of words, letters of ASCII */
    uint32_t lower, upper;   /* letters; a byte beyond ASCII is lower */
    size_t digits, stops;
    uint16_t signs;
} tally;

/* Capitals among the words. */
static rap_row_case case_of(const tally *t)
{
    if (t->words == 0) return RAP_CASE_NONE;
    if (t->capital == 0) return RAP_CASE_LOWER;
    if (t->lower == 0 && t->upper > 1) return RAP_CASE_UPPER;
    return t->capital * 2 >= t->words && t->words > 1 ? RAP_CASE_TITLE
                                                      : RAP_CASE_SENTENCE;
}

static bool has_year(rap_str s, size_t at)
{
    if (at + 4 > s.n || (at > 0 && rap_is_digit(s.p[at - 1]))) return false;
    bool head = (s.p[at] == '1' && s.p[at + 1] == '9') ||
                (s.p[at] == '2' && s.p[at + 1] == '0');
    return head && rap_is_digit(s.p[at + 2]) && rap_is_digit(s.p[at + 3]) &&
           (at + 4 == s.n || !rap_is_digit(s.p[at + 4]));
}

static bool has_clock(rap_str s, size_t colon)
{
    return colon > 0 && colon + 2 < s.n && rap_is_digit(s.p[colon - 1]) &&
           rap_is_digit(s.p[colon + 1]) && rap_is_digit(s.p[colon + 2]);
}

static uint16_t bit(unsigned sign, bool on)
{
    return (uint16_t)(on ? 1u << sign : 0u);
}

static uint16_t sign_at(rap_str s, size_t i)
{
    char c = s.p[i];
    rap_str rest = rap_str_cut(s, i, s.n);
    switch (c) {
    case '@':
        return bit(RAP_SIGN_AT, true);
    case '|':
        return bit(RAP_SIGN_PIPE, true);
    case '/':
        return bit(RAP_SIGN_SLASH, true);
    case '>':
        return bit(RAP_SIGN_ARROW, true);
    case '"':
        return bit(RAP_SIGN_QUOTE, true);
    case ':':
        return bit(RAP_SIGN_URL, rap_str_begins(rest, RAP_STR("://"))) |
               bit(RAP_SIGN_CLOCK, has_clock(s, i));
    case '\xC2':
        return bit(RAP_SIGN_COPYRIGHT, rap_str_begins(rest, RAP_STR("\xC2\xA9"))) |
               bit(RAP_SIGN_ARROW, rap_str_begins(rest, RAP_STR("\xC2\xBB")));
    case '\xE2':
        return bit(RAP_SIGN_QUOTE, rap_str_begins(rest, RAP_STR("\xE2\x80\x9C"))) |
               bit(RAP_SIGN_ARROW, rap_str_begins(rest, RAP_STR("\xE2\x80\xBA"))) |
               bit(RAP_SIGN_ARROW, rap_str_begins(rest, RAP_STR("\xE2\x86")));
    default:
        return bit(RAP_SIGN_YEAR, rap_is_digit(c) && has_year(s, i));
    }
}

/* A bracketed word in capitals at the end: "[LATEST]". */
static bool has_tag(rap_str s)
{
    if (s.n < 4 || s.p[s.n - 1] != ']') return false;
    size_t i = s.n - 1;
    while (i > 0 && (rap_is_upper(s.p[i - 1]) || s.p[i - 1] == ' '))
        i--;
    return i > 0 && s.p[i - 1] == '[' && s.n - i > 3;
}

static bool is_stop_at(rap_str s, size_t i)
{
    char c = s.p[i];
    return (c == '.' || c == '?' || c == '!') && i > 1 && i + 2 < s.n &&
           rap_is_space(s.p[i + 1]) && rap_is_lower(s.p[i - 1]);
}

static tally tally_of(rap_str s)
{
    tally t = {0};
    bool inside = false, glued = false; /* in a word; a capital behind a small letter */
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (rap_is_lower(c)) {
            t.lower++;
            t.words += !inside;
            glued |= i + 1 < s.n && rap_is_upper(s.p[i + 1]);
            inside = true;
        } else if (rap_is_upper(c)) {
            t.upper++;
            t.words += !inside;
            t.capital += !inside;
            inside = true;
        } else {
            inside = rap_is_digit(c) || c == '\'';
            t.digits += rap_is_digit(c);
            t.lower += rap_is_high(c);
            t.stops += is_stop_at(s, i);
            if (c != ' ') t.signs |= sign_at(s, i);
        }
    }
    t.signs |= bit(RAP_SIGN_GLUED, glued);
    return t;
}

static void look_at_bytes(rap_row *r, rap_str s)
{
    tally t = tally_of(s);
    r->letter_case = (uint8_t)case_of(&t);
    r->stops = (uint8_t)(t.stops < 3 ? t.stops : 3);
    r->signs =
        (uint16_t)(r->signs | t.signs | bit(RAP_SIGN_DIGITS, t.digits * 5 >= s.n) |
                   bit(RAP_SIGN_TAG, has_tag(s)));
}

/* Rows that say the same words as another: marked in a table of the arena. */
static rap_code look_for_copies(rap_rows *rows, rap_arena *arena, rap_err *err)
{
    size_t size = 16;
    while (size < rows->n * 2)
        size *= 2;
    uint32_t *slots = RAP_NEW(arena, uint32_t, size);
    if (!slots) return rap_fail_memory(err);
    for (uint32_t i = 0; i < rows->n; i++) {
        rap_row *r = &rows->v[i];
        size_t at = r->hash & (size - 1);
        for (int n = 0; n < MOST_PROBES && slots[at]; n++) {
            if (rows->v[slots[at] - 1].hash == r->hash) break;
            at = (at + 1) & (size - 1);
        }
        if (slots[at] && rows->v[slots[at] - 1].hash != r->hash) continue;
        if (slots[at]) {
            rap_row *first = &rows->v[slots[at] - 1];
            first->signs = (uint16_t)(first->signs | bit(RAP_SIGN_SEEN_AGAIN, true));
            r->signs = (uint16_t)(r->signs | bit(RAP_SIGN_SEEN_BEFORE, true));
        } else {
            slots[at] = i + 1;
        }
    }
    return RAP_OK;
}

rap_code rap_rows_look(rap_rows *rows, rap_str text, rap_arena *arena, rap_err *err)
{
    for (size_t i = 0; i < rows->n; i++) {
        rap_row *r = &rows->v[i];
        rap_str s = rap_str_cut(text, r->at.from, r->at.to);
        r->begins = (uint8_t)rap_row_begins_of(s);
        r->ends = (uint8_t)rap_row_ends_of(s);
        count_words(r, s);
        look_at_bytes(r, s);
    }
    return look_for_copies(rows, arena, err);
}

static bool take_line(rap_rows *rows, rap_str text, rap_span line, rap_arena *arena)
{
    rap_row *r = RAP_PUSH(arena, rows);
    if (!r) return false;
    r->at = trim(text, line.from, line.to);
    r->width = line.to - line.from;
    uint32_t indent = r->at.from - line.from;
    r->indent = (uint8_t)(indent < 255 ? indent : 255);
    r->phrase = -1;
    return true;
}

rap_code rap_rows_read(rap_rows *rows, rap_str text, bool joined, rap_arena *arena,
                       rap_err *err)
{
    uint8_t blank = 0;
    for (size_t at = 0; at < text.n;) {
        const char *hit = memchr(text.p + at, '\n', text.n - at);
        size_t end = hit ? (size_t)(hit - text.p) : text.n;
        rap_span line = {(uint32_t)at, (uint32_t)end};
        at = end + 1;
        rap_span ink = trim(text, line.from, line.to);
        if (ink.from == ink.to) {
            blank = (uint8_t)(blank < 3 ? blank + 1 : 3);
            continue;
        }
        if (!take_line(rows, text, line, arena)) return rap_fail_memory(err);
        rows->v[rows->n - 1].blank_before = blank;
        blank = 0;
    }
    if (joined) rap_rows_unwrap(rows, text);
    return RAP_OK;
}
