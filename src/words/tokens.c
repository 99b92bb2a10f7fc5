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

#include "base/ascii.h"
#include "base/utf8.h"
#include "contractions_table.inc"
#include "prefixes_table.inc"
#include "slashed_table.inc"
#include "words/addresses.h"
#include "words/scan.h"
#include "words/stops.h"

enum {
    WORD_MAX = 60,  /* no abbreviation or clitic is looked for in anything longer */
    ELLIPSIS = 3,   /* full stops */
    BRACKET = 5,    /* bytes of "-LRB-" */
    STUTTER_MAX = 3 /* letters of a word broken off before a hyphen: "th- the" */
};

typedef rap_scan scanner;

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
        rap_class k = rap_scan_class(s, at, &len);
        if ((k == RAP_CLASS_LETTER || k == RAP_CLASS_DIGIT)) {
            at += len;
        } else if (k == RAP_CLASS_APOSTROPHE &&
                   rap_scan_class(s, at + len, &next) == RAP_CLASS_LETTER) {
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
        if (rap_scan_class(s, at, &len) != RAP_CLASS_APOSTROPHE) continue;
        rap_str tail = rap_str_cut(s->low, at + len, to);
        if (rap_str_is(tail, "t") && at > from + 1 && s->low.p[at - 1] == 'n')
            return at - 1;
        for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
            if (at > from && rap_str_is(tail, tails[i])) return at;
        return to;
    }
    return to;
}

/* "AT&T": letters, an ampersand, letters, all capital. */
static uint32_t ampersand_end(const scanner *s, uint32_t to)
{
    if (rap_scan_byte(s, to) != '&' || !rap_is_upper(rap_scan_byte(s, to + 1)) ||
        !rap_is_upper(rap_scan_byte(s, to - 1)))
        return to;
    while (rap_is_upper(rap_scan_byte(s, to + 1)))
        to++;
    return to + 1;
}

/* A word of letters and digits that nothing behind it and no table makes special. */
static bool is_simple(const scanner *s, uint32_t to, rap_token *look)
{
    char next = rap_scan_byte(s, to);
    bool solid, open = next != '.' && next != '$' && next != '&';
    return open && look_plainly(look, rap_str_cut(s->text, s->at, to), &solid) &&
           solid && !rap_table_may(&contractions_table, look->hash);
}

/* Is the word behind `at` in this list, and no part of a longer one? */
static bool stands_before(const scanner *s, uint32_t at, int row)
{
    if (!rap_scan_is_gap(s, at)) return false;
    uint32_t from = at + 1, to = from;
    while (rap_is_alpha(rap_scan_byte(s, to)) && to - from < WORD_MAX)
        to++;
    char word[WORD_MAX + 1];
    if (to == from || rap_scan_byte(s, to) == '-') return false;
    memcpy(word, s->low.p + from, to - from);
    word[to - from] = '\0';
    return rap_cell_has(&contractions_table, row, CONTRACTIONS_BEFORE, word);
}

/* Length of the first part of a word that is two tokens ("cannot"), or 0. */
static uint32_t contraction(const scanner *s, uint32_t to)
{
    if (to - s->at > WORD_MAX) return 0;
    int row = rap_table_find(&contractions_table, rap_str_cut(s->low, s->at, to));
    if (row < 0) return 0;
    bool small = rap_cell_is(&contractions_table, row, CONTRACTIONS_WHEN, "small");
    if (small && rap_is_upper(s->text.p[s->at]) &&
        !(rap_scan_byte(s, to) == ' ' && rap_is_lower(rap_scan_byte(s, to + 1))))
        return 0;
    if (rap_cell(&contractions_table, row, CONTRACTIONS_BEFORE).n &&
        !stands_before(s, to, row))
        return 0;
    return (uint32_t)rap_cell_int(&contractions_table, row, CONTRACTIONS_AT);
}

static bool push_chunk(scanner *s, uint32_t to)
{
    rap_token look = {0};
    if (is_simple(s, to, &look)) return push_looked(s, to, &look);
    uint32_t n = contraction(s, to);
    if (n) return push(s, s->at + n) && push(s, to);
    uint32_t clitic = clitic_at(s, s->at, to);
    if (clitic < to) return push(s, clitic) && push(s, to);
    if (rap_stops_word(s, to)) return push(s, to + 1);
    if (rap_scan_byte(s, to) == '$' && to - s->at <= 3 &&
        rap_is_upper(s->text.p[s->at]))
        to++;
    return push(s, ampersand_end(s, to));
}

/* A part of a word broken off before a hyphen: "th- the talks", "re- or". */
static bool is_stutter(const scanner *s, uint32_t to)
{
    if (!rap_scan_is_gap(s, to + 1) || to - s->at > STUTTER_MAX) return false;
    if (to - s->at == 1) return rap_is_alpha(s->text.p[s->at]);
    for (uint32_t i = s->at; i < to; i++)
        if (!rap_is_alpha(s->text.p[i]) || strchr("aeiou", s->low.p[i])) return false;
    return rap_is_lower(s->text.p[to - 1]);
}

/* End of the word with the word or the bare hyphen behind it, when both are one token:
 * "co-founder", "th-"; otherwise `to`. */
static uint32_t hyphen_end(const scanner *s, uint32_t to)
{
    if (s->at && s->text.p[s->at - 1] == '-') return to;
    if (is_stutter(s, to)) return to + 1;
    if (!rap_scan_is_word(s, to + 1) || to - s->at > WORD_MAX) return to;
    int row = rap_table_find(&prefixes_table, rap_str_cut(s->low, s->at, to));
    return row < 0 ? to : chunk_end(s, to + 1);
}

/* End of the word with its slash or exclamation mark: "w/o", "Yahoo!"; or `to`. */
static uint32_t slash_end(const scanner *s, uint32_t to, char next)
{
    uint32_t end = next == '/' ? chunk_end(s, to + 1) : to + 1;
    int row = end - s->at > WORD_MAX
                  ? RAP_TABLE_NONE
                  : rap_table_find(&slashed_table, rap_str_cut(s->low, s->at, end));
    if (row >= 0) return end;
    row = next == '/' && to - s->at == 1
              ? rap_table_find(&slashed_table, rap_str_cut(s->low, s->at, to + 1))
              : RAP_TABLE_NONE;
    return row < 0 ? to : to + 1;
}

static bool push_word(scanner *s)
{
    uint32_t to = chunk_end(s, s->at);
    char next = rap_scan_byte(s, to);
    if (next == ' ' || next == ',') return push_chunk(s, to);
    uint32_t end = rap_address_end(s, to);
    if (end == s->at && next == '.') end = rap_stops_acronym(s);
    if (end > to) return push(s, end);
    if (next == '-') to = hyphen_end(s, to);
    if (to > s->at && s->text.p[to - 1] == '-') return push(s, to);
    if (next == '/' || next == '!') {
        end = slash_end(s, to, next);
        if (end > to) return push(s, end);
    }
    return push_chunk(s, to);
}

/* Are the letters behind a number a token of their own: "5bn", "10am", "200m"? */
static bool is_unit(const scanner *s, uint32_t from, uint32_t to)
{
    rap_str letters = rap_str_cut(s->low, from, to);
    char c = from < to ? s->text.p[from] : '\0';
    if (letters.n == 1) return c && strchr("kmbxpKM", c) && !rap_scan_is_word(s, to);
    if (letters.n != 2) return letters.n && rap_is_lower(c);
    if (rap_str_is(letters, "st") || rap_str_is(letters, "nd") ||
        rap_str_is(letters, "rd") || rap_str_is(letters, "th"))
        return false;
    return rap_is_lower(c) || rap_str_is(letters, "am") || rap_str_is(letters, "pm");
}

/* Digits with , . : / between them; "20th", "1990s", "70's" and "4G" stay whole, "5bn"
 * parts. */
static bool push_number(scanner *s)
{
    uint32_t to = s->at, end = rap_address_phone(s);
    if (end > to) return push(s, end);
    while (rap_is_digit(rap_scan_byte(s, to)) ||
           (to > s->at && rap_scan_byte(s, to) &&
            strchr(",.:/", rap_scan_byte(s, to)) &&
            rap_is_digit(rap_scan_byte(s, to + 1))))
        to++;
    char next = rap_scan_byte(s, to);
    if (next == '.' || next == '-' || next == '_') end = rap_address_file(s);
    if (end > to) return push(s, end);
    uint32_t tail = to;
    while (rap_is_alpha(rap_scan_byte(s, tail)))
        tail++;
    bool unit = is_unit(s, to, tail);
    if (tail > to && !unit && !rap_is_high(rap_scan_byte(s, tail)))
        to = chunk_end(s, tail);
    bool tens = next == '\'' && s->text.p[to - 1] == '0';
    if (tens && rap_scan_byte(s, to + 1) == 's' && !rap_scan_is_word(s, to + 2))
        return push(s, to + 2);
    uint32_t clitic = clitic_at(s, s->at, to);
    return clitic < to ? push(s, clitic) && push(s, to) : push(s, to);
}

/* Does an apostrophe and [from, to) make one token of a clitic ("'s"), a decade
 * ("'90s") or a clipped word ("'em")? */
static bool is_clipped(const scanner *s, uint32_t from, uint32_t to)
{
    static const char *const tails[] = {"s", "ll", "re", "ve", "d", "m"};
    static const char *const clipped[] = {"em", "til", "cause", "n", "bout"};
    rap_str tail = rap_str_cut(s->low, from, to);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        if (rap_str_is(tail, tails[i])) return !s->space || rap_scan_is_gap(s, to);
    if (!s->space) return false;
    for (size_t i = 0; i < sizeof clipped / sizeof *clipped; i++)
        if (rap_str_is(tail, clipped[i])) return rap_scan_is_gap(s, to);
    return tail.n == 3 && rap_is_digit(tail.p[0]) && rap_is_digit(tail.p[1]) &&
           tail.p[2] == 's';
}

/* An apostrophe that begins a token: "'s" behind a digit or mark, "'90s", or a mark. */
static bool push_apostrophe(scanner *s, uint32_t len)
{
    uint32_t to = s->at + len, next;
    rap_class k = rap_scan_class(s, to, &next);
    if (k == RAP_CLASS_APOSTROPHE && next == len) return push(s, to + next);
    if (k != RAP_CLASS_LETTER && k != RAP_CLASS_DIGIT) return push(s, to);
    uint32_t end = chunk_end(s, to);
    return push(s, is_clipped(s, to, end) ? end : to);
}

/* End of a run of marks that is one token: "...", "?!", ".?", "==--", "<<". */
static uint32_t run_end(const scanner *s, char c)
{
    uint32_t to = s->at + 1;
    while (rap_scan_byte(s, to) == c)
        to++;
    const char *more = strchr("!?", c)                     ? "!?"
                       : c == '.' && to - s->at < ELLIPSIS ? "!?"
                       : strchr("-=", c)                   ? "-="
                                                           : "";
    while (rap_scan_byte(s, to) && strchr(more, rap_scan_byte(s, to)))
        to++;
    if (strchr("-=", c) && rap_scan_byte(s, to) == '>') to++;
    bool loose = c == '!' && to == s->at + 1 && rap_scan_byte(s, to) == '.' &&
                 rap_scan_byte(s, to + 1) != '.';
    return to + loose;
}

/* End of a mark that what follows makes part of a longer token, or s->at: a face,
 * "@NPA", "#talks", ".5", ".doc", "+44", "`s". */
static uint32_t odd_end(const scanner *s, char c)
{
    uint32_t at = s->at, to = at + 1;
    char next = rap_scan_byte(s, to);
    uint32_t face = strchr(":;=<(^", c) ? rap_address_face(s) : at;
    if (face > at) return face;
    if (c == '@' || c == '#') {
        uint32_t host = c == '@' ? rap_address_host(s, to) : to;
        return host > to ? host : rap_is_alpha(next) ? chunk_end(s, to) : at;
    }
    if (c == '.' && rap_is_alpha(next)) return rap_address_file(s);
    if (c == '`' && !s->space && next == 's' && !rap_scan_is_word(s, to + 1))
        return to + 1;
    bool money = c == '.' && at && s->text.p[at - 1] == '$';
    if ((c != '.' && c != '+') || !rap_is_digit(next) || !(s->space || money))
        return at;
    while (rap_is_digit(rap_scan_byte(s, to)))
        to++;
    return to;
}

/* The mark that "-LRB-" stands for, a bracket as treebanks write it (Penn Treebank II);
 * NULL: none stands here. */
static const char *bracket_at(const scanner *s)
{
    static const char *const brackets[][2] = {{"-lrb-", "("}, {"-rrb-", ")"},
                                              {"-lsb-", "["}, {"-rsb-", "]"},
                                              {"-lcb-", "{"}, {"-rcb-", "}"}};
    if (rap_scan_byte(s, s->at + BRACKET - 1) != '-') return NULL;
    rap_str here = rap_str_cut(s->low, s->at, s->at + BRACKET);
    for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++)
        if (rap_str_is(here, brackets[i][0])) return brackets[i][1];
    return NULL;
}

static bool push_bracket(scanner *s, const char *mark)
{
    bool solid;
    rap_token look = {.low = {mark, 1}};
    return look_plainly(&look, look.low, &solid) &&
           push_looked(s, s->at + BRACKET, &look);
}

static bool push_mark(scanner *s, uint32_t len)
{
    char c = s->text.p[s->at];
    const char *bracket = c == '-' ? bracket_at(s) : NULL;
    if (bracket) return push_bracket(s, bracket);
    if (rap_is_high(c) || c == '\0') return push(s, s->at + (len ? len : 1));
    uint32_t odd = odd_end(s, c);
    if (odd > s->at) return push(s, odd);
    return push(s, strchr(".-!?`*=~<>+/\\$", c) ? run_end(s, c) : s->at + 1);
}

static bool push_next(scanner *s)
{
    uint32_t len;
    switch (rap_scan_class(s, s->at, &len)) {
    case RAP_CLASS_SPACE:
        s->at += len;
        s->space = true;
        return true;
    case RAP_CLASS_LETTER:
        return push_word(s);
    case RAP_CLASS_DIGIT:
        return push_number(s);
    case RAP_CLASS_APOSTROPHE:
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
