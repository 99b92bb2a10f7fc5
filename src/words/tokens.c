/*
 * words/tokens.c - cut a block of text into tokens, after English Universal
 * Dependencies.
 *
 * One pass over the bytes.  What begins at a byte is decided by its first character;
 * each kind then finds its own end, looking ahead no further than a fixed distance past
 * it.
 */
/* SPDX-License-Identifier: MIT */
#include "words/tokens.h"

#include "abbreviations_table.inc"
#include "base/ascii.h"
#include "base/utf8.h"

enum {
    MAIL_MAX = 64, /* the longest name before the @ of an address (RFC 5321) */
    DOMAIN_MAX = 253,
    WORD_MAX = 60 /* no abbreviation or clitic is looked for in anything longer */
};

typedef struct {
    const rap_prose *p;
    rap_str text, low; /* of the whole report */
    uint32_t at, end;
    bool space; /* before the next token */
    rap_token_list *out;
} scanner;

typedef enum { OTHER, SPACE, LETTER, DIGIT, APOSTROPHE } class;

static class wide_class(uint32_t c)
{
    if (c == 0x2019 || c == 0x2BC || c == 0x2018) return APOSTROPHE;
    if (c == 0xA0 || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 || c == 0x2029)
        return SPACE;
    if (c == 0x202F || c == 0x3000 || c == 0xFEFF || c == 0x2060) return SPACE;
    if (c == 0xAD || (c >= 0x300 && c <= 0x36F)) return LETTER;
    return rap_utf8_is_letter(c) ? LETTER : OTHER;
}

static class high_class(const scanner *s, uint32_t at, uint32_t *len)
{
    size_t n;
    uint32_t u = rap_utf8_get(s->text, at, &n);
    *len = (uint32_t)n;
    return wide_class(u);
}

/* Class of the character at `at` and its length; OTHER and 0 at the end. */
static inline class class_at(const scanner *s, uint32_t at, uint32_t *len)
{
    *len = 0;
    if (at >= s->end) return OTHER;
    char c = s->text.p[at];
    *len = 1;
    if (rap_is_alpha(c) || c == '_') return LETTER;
    if (rap_is_space(c)) return SPACE;
    if (rap_is_digit(c)) return DIGIT;
    if (c == '\'') return APOSTROPHE;
    return rap_is_high(c) ? high_class(s, at, len) : OTHER;
}

static bool is_word_class(class k)
{
    return k == LETTER || k == DIGIT;
}

static char byte_at(const scanner *s, uint32_t at)
{
    return at < s->end ? s->text.p[at] : '\0';
}

static bool word_at(const scanner *s, uint32_t at)
{
    uint32_t len;
    return is_word_class(class_at(s, at, &len));
}

/* Shape flags that follow from the letters. */
static uint16_t shape_of(rap_str t)
{
    uint32_t letters = 0, upper = 0;
    uint16_t shape = 0;
    for (size_t i = 0, n; i < t.n; i += n) {
        uint32_t c = rap_utf8_get(t, i, &n);
        bool big = c < 128 ? rap_is_upper((char)c) : rap_utf8_is_upper(c);
        if (c < 128 ? rap_is_alpha((char)c) : rap_utf8_is_letter(c)) letters++;
        if (c < 128 && rap_is_digit((char)c)) shape |= RAP_SHAPE_DIGIT;
        if (big) upper++;
        if (big && i == 0) shape |= RAP_SHAPE_CAPITAL;
    }
    if (letters) shape |= RAP_SHAPE_LETTER;
    if (letters > 1 && upper == letters) shape |= RAP_SHAPE_UPPER;
    return shape;
}

/* Hash and shape of a token of ASCII, in one pass; false at a byte beyond it.  *solid:
 * it is letters and digits only. */
static bool look_plainly(rap_token *t, rap_str text, bool *solid)
{
    uint32_t hash = RAP_HASH_START, letters = 0, upper = 0, digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (rap_is_high(c)) return false;
        bool big = rap_is_upper(c);
        hash = rap_hash_byte(hash, big ? (char)(c + ('a' - 'A')) : c);
        upper += big;
        letters += big || rap_is_lower(c);
        digits += rap_is_digit(c);
    }
    bool capital = text.n && rap_is_upper(text.p[0]);
    *solid = letters + digits == text.n;
    t->hash = hash;
    t->shape =
        (uint16_t)((digits ? RAP_SHAPE_DIGIT : 0) | (capital ? RAP_SHAPE_CAPITAL : 0) |
                   (letters ? RAP_SHAPE_LETTER : 0) |
                   (letters > 1 && upper == letters ? RAP_SHAPE_UPPER : 0));
    return true;
}

/* Append what was looked at already. */
static bool push_looked(scanner *s, uint32_t to, const rap_token *look)
{
    rap_token *t = RAP_PUSH(s->p->arena, s->out);
    if (!t) return false;
    *t = *look;
    t->head = RAP_NO_HEAD;
    t->at = (rap_span){s->at, to};
    if (!t->low.p) t->low = rap_str_cut(s->low, s->at, to);
    if (s->space) t->shape |= RAP_SHAPE_SPACE;
    s->space = false;
    s->at = to;
    return true;
}

static bool look(rap_token *t, rap_str text, rap_arena *arena)
{
    bool solid;
    if (look_plainly(t, text, &solid)) return true;
    t->low = rap_utf8_fold(arena, text);
    t->hash = rap_hash(t->low);
    t->shape = shape_of(text);
    return t->low.p != NULL;
}

bool rap_token_look(rap_token *t, rap_str text, rap_arena *arena)
{
    t->low = (rap_str){NULL, 0};
    if (!look(t, text, arena)) return false;
    if (!t->low.p) t->low = rap_utf8_fold(arena, text);
    return t->low.p != NULL;
}

static bool push(scanner *s, uint32_t to)
{
    rap_token t = {0};
    if (!look(&t, rap_str_cut(s->text, s->at, to), s->p->arena)) return false;
    return push_looked(s, to, &t);
}

/* End of the letters and digits from `at`, apostrophes between letters included. */
static uint32_t chunk_end(const scanner *s, uint32_t at)
{
    uint32_t len, next;
    for (;;) {
        while (at < s->end && rap_is_alnum(s->text.p[at]))
            at++;
        class k = class_at(s, at, &len);
        if (is_word_class(k)) {
            at += len;
        } else if (k == APOSTROPHE && class_at(s, at + len, &next) == LETTER) {
            at += len + next;
        } else {
            return at;
        }
    }
}

/* Where the clitic of the chunk [from, to) begins ("n't", "'s"), or `to`. */
static uint32_t clitic_at(const scanner *s, uint32_t from, uint32_t to)
{
    static const char *const tails[] = {"s", "ll", "re", "ve", "d", "m"};
    if (to - from > WORD_MAX) return to;
    for (uint32_t at = to; at-- > from;) {
        uint32_t len;
        if (rap_is_alnum(s->text.p[at])) continue;
        if (class_at(s, at, &len) != APOSTROPHE) continue;
        rap_str tail = rap_str_cut(s->low, at + len, to);
        if (rap_str_is(tail, "t") && at > from + 1 && s->low.p[at - 1] == 'n')
            return at - 1;
        for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
            if (at > from && rap_str_is(tail, tails[i])) return at;
        return to;
    }
    return to;
}

/* End of a web address that begins at s->at, or s->at. */
static uint32_t url_end(const scanner *s)
{
    rap_str rest = rap_str_cut(s->low, s->at, s->end);
    if (!rap_str_begins(rest, RAP_STR("http://")) &&
        !rap_str_begins(rest, RAP_STR("https://")) &&
        !rap_str_begins(rest, RAP_STR("www.")))
        return s->at;
    uint32_t to = s->at;
    while (to < s->end && s->text.p[to] > ' ' && !strchr("\"<>[]{}|", s->text.p[to]))
        to++;
    while (to > s->at && strchr(".,;:!?)'", s->text.p[to - 1]))
        to--;
    return to;
}

static bool is_mail_byte(char c)
{
    return rap_is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+';
}

/* Longest run of bytes of a host name from `at`, with at least one inner full stop;
 * `at` when there is none. */
static uint32_t host_end(const scanner *s, uint32_t at)
{
    uint32_t to = at, dots = 0;
    while (
        to < s->end && to - at < DOMAIN_MAX &&
        (rap_is_alnum(s->text.p[to]) || s->text.p[to] == '-' || s->text.p[to] == '.'))
        to++;
    while (to > at && !rap_is_alnum(s->text.p[to - 1]))
        to--;
    for (uint32_t i = at; i < to; i++)
        dots += s->text.p[i] == '.';
    return dots ? to : at;
}

static uint32_t mail_end(const scanner *s)
{
    uint32_t i = s->at;
    while (i < s->end && i - s->at < MAIL_MAX && is_mail_byte(s->text.p[i]))
        i++;
    if (i == s->at || byte_at(s, i) != '@') return s->at;
    uint32_t to = host_end(s, i + 1);
    return to > i + 1 ? to : s->at;
}

static int abbreviation(rap_str low)
{
    return low.n > WORD_MAX ? RAP_TABLE_NONE
                            : rap_table_find(&abbreviations_table, low);
}

/* "example.com": a host name written without http, known by its last label. */
static uint32_t site_end(const scanner *s)
{
    uint32_t to = host_end(s, s->at), dot = to;
    while (dot > s->at && s->text.p[dot - 1] != '.')
        dot--;
    if (dot == s->at) return s->at;
    int row = abbreviation(rap_str_cut(s->text, dot, to));
    return rap_cell_has(&abbreviations_table, row, ABBREVIATIONS_KIND, "site") ? to
                                                                               : s->at;
}

/* "U.S.", "a.m.", "Ph.D.": the end of letters with full stops between, or s->at. */
static uint32_t acronym_end(const scanner *s)
{
    uint32_t to = s->at, n = 0;
    for (;; n++) {
        uint32_t i = to;
        while (i < s->end && rap_is_alpha(s->text.p[i]) && i - to < (n ? 1u : 2u))
            i++;
        if (i == to || byte_at(s, i) != '.') break;
        to = i + 1;
    }
    if (n < 2) {
        bool pair = n == 1 && to == s->at + 2 && rap_is_upper(byte_at(s, to)) &&
                    rap_is_upper(byte_at(s, s->at)) && !word_at(s, to + 1);
        return pair ? to + 1 : s->at;
    }
    if (rap_is_upper(byte_at(s, to)) && !word_at(s, to + 1)) to++;
    return word_at(s, to) ? s->at : to;
}

static bool capital_follows(const scanner *s, uint32_t at)
{
    while (byte_at(s, at) == ' ')
        at++;
    return rap_is_upper(byte_at(s, at)) || rap_is_high(byte_at(s, at));
}

static bool digit_follows(const scanner *s, uint32_t at)
{
    while (byte_at(s, at) == ' ')
        at++;
    return rap_is_digit(byte_at(s, at));
}

/* Does the full stop at `to` belong to the word [s->at, to)? */
static bool takes_stop(const scanner *s, uint32_t to)
{
    if (byte_at(s, to) != '.' || byte_at(s, to + 1) == '.') return false;
    if (to - s->at == 1 && rap_is_upper(s->text.p[s->at]))
        return s->text.p[s->at] != 'I' && capital_follows(s, to + 1);
    int row = abbreviation(rap_str_cut(s->low, s->at, to));
    if (row < 0 || word_at(s, to + 1)) return false;
    rap_str kind = rap_cell(&abbreviations_table, row, ABBREVIATIONS_KIND);
    if (rap_str_is(kind, "number")) return digit_follows(s, to + 1);
    if (rap_str_is(kind, "site") || rap_str_is(kind, "split")) return false;
    return rap_str_is(kind, "latin") || rap_is_upper(s->text.p[s->at]);
}

/* "AT&T": letters, an ampersand, letters, all capital. */
static uint32_t ampersand_end(const scanner *s, uint32_t to)
{
    if (byte_at(s, to) != '&' || !rap_is_upper(byte_at(s, to + 1)) ||
        !rap_is_upper(byte_at(s, to - 1)))
        return to;
    while (rap_is_upper(byte_at(s, to + 1)))
        to++;
    return to + 1;
}

/* A word of letters and digits that nothing behind it and no table makes special. */
static bool is_simple(const scanner *s, uint32_t to, rap_token *look)
{
    char next = byte_at(s, to);
    bool solid, open = next != '.' && next != '$' && next != '&';
    return open && look_plainly(look, rap_str_cut(s->text, s->at, to), &solid) &&
           solid && !rap_table_may(&abbreviations_table, look->hash);
}

static bool push_chunk(scanner *s, uint32_t to)
{
    rap_token look = {0};
    if (is_simple(s, to, &look)) return push_looked(s, to, &look);
    uint32_t clitic = clitic_at(s, s->at, to);
    if (clitic < to) return push(s, clitic) && push(s, to);
    int row = abbreviation(rap_str_cut(s->low, s->at, to));
    if (rap_cell_is(&abbreviations_table, row, ABBREVIATIONS_KIND, "split")) {
        int n = rap_cell_int(&abbreviations_table, row, ABBREVIATIONS_AT);
        return push(s, s->at + (uint32_t)n) && push(s, to);
    }
    if (takes_stop(s, to)) return push(s, to + 1);
    if (byte_at(s, to) == '$' && to - s->at <= 3 && rap_is_upper(s->text.p[s->at]))
        to++;
    return push(s, ampersand_end(s, to));
}

/* May an address or an acronym go on with this byte behind a word? */
static bool may_go_on(char c)
{
    return c == '.' || c == '@' || c == '_' || c == '+' || c == '-' || c == ':';
}

static bool push_word(scanner *s)
{
    uint32_t to = chunk_end(s, s->at);
    char next = byte_at(s, to);
    if (may_go_on(next)) {
        uint32_t end = url_end(s);
        if (end == s->at) end = mail_end(s);
        if (end == s->at && next == '.') end = acronym_end(s);
        if (end == s->at && next == '.') end = site_end(s);
        if (end > to) return push(s, end);
    }
    return push_chunk(s, to);
}

static bool is_ordinal_tail(rap_str s)
{
    return rap_str_is(s, "st") || rap_str_is(s, "nd") || rap_str_is(s, "rd") ||
           rap_str_is(s, "th");
}

/* Digits with , . : / between them; "20th", "1990s" and "4G" stay whole, "5bn" parts.
 */
static bool push_number(scanner *s)
{
    uint32_t to = s->at;
    while (rap_is_digit(byte_at(s, to)) ||
           (to > s->at && byte_at(s, to) && strchr(",.:/", byte_at(s, to)) &&
            rap_is_digit(byte_at(s, to + 1))))
        to++;
    uint32_t tail = to;
    while (rap_is_alpha(byte_at(s, tail)))
        tail++;
    rap_str letters = rap_str_cut(s->low, to, tail);
    bool unit = letters.n > 1 && !is_ordinal_tail(letters) &&
                (rap_is_lower(s->text.p[to]) || rap_str_is(letters, "am") ||
                 rap_str_is(letters, "pm"));
    if (letters.n && !unit && !rap_is_high(byte_at(s, tail))) to = chunk_end(s, tail);
    uint32_t clitic = clitic_at(s, s->at, to);
    return clitic < to ? push(s, clitic) && push(s, to) : push(s, to);
}

/* An apostrophe that begins a token: "'s" behind a digit or mark, "'90s", or a mark. */
static bool push_apostrophe(scanner *s, uint32_t len)
{
    uint32_t to = s->at + len, next;
    class k = class_at(s, to, &next);
    if (k == APOSTROPHE && next == len) return push(s, to + next);
    if (k != LETTER || s->space) return push(s, to);
    uint32_t end = chunk_end(s, to);
    rap_str tail = rap_str_cut(s->low, to, end);
    bool clitic = rap_str_is(tail, "s") || rap_str_is(tail, "ll") ||
                  rap_str_is(tail, "re") || rap_str_is(tail, "ve") ||
                  rap_str_is(tail, "d") || rap_str_is(tail, "m");
    return push(s, clitic ? end : to);
}

/* Punctuation: runs of one of . - ! ? ` * = _ ~ are one token, "!?" too. */
static bool push_mark(scanner *s, uint32_t len)
{
    char c = s->text.p[s->at];
    uint32_t to = s->at + (len ? len : 1);
    bool bang = c == '!' || c == '?';
    if ((c == '@' || c == '#') && rap_is_alpha(byte_at(s, to)))
        return push(s, chunk_end(s, to));
    if (c == '.' && rap_is_digit(byte_at(s, to)) && s->space) {
        while (rap_is_digit(byte_at(s, to)))
            to++;
        return push(s, to);
    }
    if (strchr(".-!?`*=~", c))
        while (byte_at(s, to) &&
               (byte_at(s, to) == c || (bang && strchr("!?", byte_at(s, to)))))
            to++;
    return push(s, to);
}

static bool push_next(scanner *s)
{
    uint32_t len;
    switch (class_at(s, s->at, &len)) {
    case SPACE:
        s->at += len;
        s->space = true;
        return true;
    case LETTER:
        return push_word(s);
    case DIGIT:
        return push_number(s);
    case APOSTROPHE:
        return push_apostrophe(s, len);
    default:
        return push_mark(s, len);
    }
}

rap_code rap_tokens_read(rap_token_list *out, const rap_prose *p, rap_str low,
                         rap_span block, rap_err *err)
{
    scanner s = {.p = p, .text = p->text, .low = low, .out = out};
    s.at = block.from;
    s.end = block.to;
    s.space = true;
    while (s.at < s.end)
        if (!push_next(&s)) return rap_fail_memory(err);
    return RAP_OK;
}

rap_stop rap_token_stop(rap_str low)
{
    if (low.n < 2 || low.p[low.n - 1] != '.' || !rap_is_alpha(low.p[0]))
        return RAP_STOP_NONE;
    int row = abbreviation(rap_str_cut(low, 0, low.n - 1));
    bool inside =
        rap_cell_has(&abbreviations_table, row, ABBREVIATIONS_KIND, "title") ||
        rap_cell_is(&abbreviations_table, row, ABBREVIATIONS_KIND, "number");
    return inside ? RAP_STOP_INSIDE : RAP_STOP_EITHER;
}
