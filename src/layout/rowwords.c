/*
 * layout/rowwords.c - the looks of single rows: their form and what their words tell.
 *
 * A heading shares its words with the paragraphs round it, a link to another report
 * does not: long words of prose are kept in a table with the number of rows they
 * stand in.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/rowlooks.h"

#include "base/ascii.h"
#include "base/table.h"

#include "given_names_table.inc"
#include "rowwords_table.inc"

enum {
    MOST_WORDS = 120,  /* of a row that are looked at */
    MOST_PROBES = 32,  /* of the table of words */
    LEAST_CONTENT = 4, /* bytes of a word that tells of the matter */
    HEAD_CONTENT = 24, /* such words of the first row that are compared */
    DAY_CLASSES = 5,   /* months to what is put out */
    CLASS_STOP = 't' - 'a',
    NO_CLASS = RAP_ROW_CLASSES
};

typedef struct {
    uint32_t hash, row, rows; /* the last row that has it and how many do */
} seen;

typedef struct {
    const rap_rows *rows;
    rap_str text;
    rap_row_words *out;
    seen *table;
    uint32_t mask;
    RAP_LIST(uint32_t) content; /* hashes, row after row */
    uint32_t *ends;             /* where the hashes of a row end */
    rap_arena *arena;
} look;

static uint8_t least(size_t a, size_t most)
{
    return (uint8_t)(a < most ? a : most);
}

static uint8_t share(size_t part, size_t of)
{
    return of ? least(part * 100 / of, 100) : 0;
}

/* ---- bytes ---- */

static void look_at_bytes(uint8_t *own, rap_str s)
{
    size_t digits = 0, upper = 0, commas = 0, colons = 0, brackets = 0, dashes = 0;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        digits += rap_is_digit(c);
        upper += rap_is_upper(c);
        commas += c == ',';
        colons += c == ':';
        brackets += c == '(' || c == '[';
        dashes += c == '-' || (c == '\xE2' && i + 2 < s.n && s.p[i + 1] == '\x80' &&
                               (s.p[i + 2] == '\x93' || s.p[i + 2] == '\x94'));
    }
    own[RAP_OWN_DIGITS] = share(digits, s.n);
    own[RAP_OWN_UPPER] = share(upper, s.n);
    own[RAP_OWN_COMMAS] = least(commas, 20);
    own[RAP_OWN_COLONS] = least(colons, 9);
    own[RAP_OWN_BRACKETS] = least(brackets, 9);
    own[RAP_OWN_DASHES] = least(dashes, 9);
    own[RAP_OWN_BYTES] = least(s.n / 4, 255);
}

/* What textlines.h and the phrases told of it. */
static void look_at_row(uint8_t *own, const rap_row *r)
{
    own[RAP_OWN_WORDS] = least(r->words, 255);
    own[RAP_OWN_BEGINS] = r->begins;
    own[RAP_OWN_ENDS] = r->ends;
    own[RAP_OWN_CASE] = r->letter_case;
    own[RAP_OWN_STOPS] = r->stops;
    own[RAP_OWN_BLANK] = r->blank_before;
    own[RAP_OWN_INDENT] = least(r->indent, 20);
    own[RAP_OWN_PHRASE] = (uint8_t)rap_phrase_kind_of(r->phrase);
    own[RAP_OWN_STRONG] = rap_phrase_is_strong(r->phrase);
    for (unsigned kind = RAP_PHRASE_PAGE; kind < RAP_PHRASE_KINDS; kind++)
        own[RAP_OWN_HINT_PAGE + kind - 1] = r->hints >> kind & 1;
    own[RAP_OWN_BYLINE] = r->byline;
    own[RAP_OWN_MASTHEAD] = r->masthead;
    own[RAP_OWN_PROSE] = rap_row_is_prose(r);
    for (unsigned sign = 0; sign < RAP_SIGN_COUNT; sign++)
        own[RAP_OWN_SIGN + sign] = rap_row_has(r, sign);
}

/* ---- words ---- */

static unsigned class_of(uint32_t hash)
{
    int row = rap_table_probe(&rowwords_table, hash);
    return row < 0
               ? NO_CLASS
               : (unsigned)(rap_cell(&rowwords_table, row, ROWWORDS_CLASS).p[0] - 'a');
}

/* The first byte of the word that a step over [from, to) went over. */
static char head_of(rap_str s, size_t from, size_t to)
{
    while (from < to && !rap_is_alnum(s.p[from]) && !rap_is_high(s.p[from]))
        from++;
    return from < to ? s.p[from] : ' ';
}

typedef struct {
    uint32_t words, capital, leads, numbers, names, days, day_run;
    uint32_t classes[RAP_ROW_CLASSES + 1];
    unsigned first, last;
} tally;

static bool count_word(look *k, tally *t, uint32_t hash, char head, size_t bytes)
{
    unsigned class = class_of(hash);
    bool capital = rap_is_upper(head), number = rap_is_digit(head);
    t->classes[class]++;
    if (t->words == 0) t->first = class;
    t->last = class;
    t->leads += capital && t->leads == t->words;
    t->capital += capital;
    t->numbers += number;
    t->names += capital && rap_table_probe(&given_names_table, hash) >= 0;
    bool day = number || class < DAY_CLASSES;
    t->days = day ? t->days + 1 : 0;
    if (t->days > t->day_run) t->day_run = t->days;
    t->words++;
    if (class != NO_CLASS || number || bytes < LEAST_CONTENT) return true;
    uint32_t *slot = RAP_PUSH(k->arena, &k->content);
    if (slot) *slot = hash;
    return slot != NULL;
}

static void put_tally(uint8_t *own, const tally *t, size_t bytes)
{
    uint32_t days = t->numbers;
    for (unsigned c = 0; c < DAY_CLASSES; c++)
        days += t->classes[c];
    own[RAP_OWN_CAPITALS] = share(t->capital, t->words);
    own[RAP_OWN_LEADS] = least(t->leads, 20);
    own[RAP_OWN_NUMBERS] = least(t->numbers, 20);
    own[RAP_OWN_LENGTH] = least(t->words ? bytes / t->words : 0, 40);
    own[RAP_OWN_DATISH] = share(days, t->words);
    own[RAP_OWN_DAY_RUN] = least(t->day_run, 20);
    own[RAP_OWN_FUNCTION] = share(t->classes[CLASS_STOP], t->words);
    own[RAP_OWN_FIRST] = (uint8_t)t->first;
    own[RAP_OWN_LAST] = (uint8_t)t->last;
    own[RAP_OWN_NAMES] = least(t->names, 9);
    for (unsigned c = 0; c < RAP_ROW_CLASSES; c++)
        own[RAP_OWN_CLASS + c] = least(t->classes[c], 20);
}

static bool look_at_words(look *k, size_t row, rap_str s)
{
    tally t = {.first = NO_CLASS, .last = NO_CLASS};
    size_t at = 0, from = 0;
    uint32_t hash = RAP_HASH_START, last = 0;
    while (t.words < MOST_WORDS && rap_row_hash(s, &at, &hash)) {
        char head = head_of(s, from, at);
        if (!count_word(k, &t, hash, head, at - from)) return false;
        if (t.words == 1) k->out->first[row] = hash;
        last = hash;
        hash = RAP_HASH_START;
        from = at;
    }
    k->out->last[row] = last;
    k->ends[row] = (uint32_t)k->content.n;
    put_tally(k->out->own[row], &t, at);
    return true;
}

/* ---- words of prose ---- */

/* The slot of a word, or an empty one; NULL when the table is crowded there. */
static seen *slot_of(const look *k, uint32_t hash)
{
    uint32_t at = hash & k->mask;
    for (int n = 0; n < MOST_PROBES; n++) {
        seen *s = &k->table[at];
        if (s->rows == 0 || s->hash == hash) return s;
        at = (at + 1) & k->mask;
    }
    return NULL;
}

static void keep_words(look *k, uint32_t row)
{
    uint32_t from = row ? k->ends[row - 1] : 0;
    for (uint32_t i = from; i < k->ends[row]; i++) {
        seen *s = slot_of(k, k->content.v[i]);
        if (!s) continue;
        if (s->rows == 0 || s->row != row)
            *s = (seen){k->content.v[i], row, s->rows + 1};
    }
}

static bool is_in_first(const look *k, uint32_t hash)
{
    uint32_t n = k->ends[0] < HEAD_CONTENT ? k->ends[0] : HEAD_CONTENT;
    for (uint32_t i = 0; i < n; i++)
        if (k->content.v[i] == hash) return true;
    return false;
}

static void compare_words(look *k, uint32_t row)
{
    uint8_t *own = k->out->own[row];
    uint32_t from = row ? k->ends[row - 1] : 0, n = k->ends[row] - from;
    uint32_t known = 0, head = 0, self = own[RAP_OWN_PROSE];
    for (uint32_t i = from; i < k->ends[row]; i++) {
        const seen *s = slot_of(k, k->content.v[i]);
        known += s && s->rows > self;
        head += row > 0 && is_in_first(k, k->content.v[i]);
    }
    own[RAP_OWN_CONTENT] = least(n, 60);
    own[RAP_OWN_KNOWN] = share(known, n);
    own[RAP_OWN_HEAD] = share(head, n);
}

static rap_code compare_rows(look *k, rap_err *err)
{
    if (!k->content.v) return RAP_OK; /* no words, and nothing to tell of them */
    uint32_t size = 16;
    while (size < k->content.n * 2)
        size *= 2;
    k->mask = size - 1;
    k->table = RAP_NEW(k->arena, seen, size);
    if (!k->table) return rap_fail_memory(err);
    for (uint32_t i = 0; i < k->rows->n; i++)
        if (k->out->own[i][RAP_OWN_PROSE]) keep_words(k, i);
    for (uint32_t i = 0; i < k->rows->n; i++)
        compare_words(k, i);
    return RAP_OK;
}

rap_code rap_row_words_look(rap_row_words *out, const rap_rows *rows, rap_str text,
                            rap_arena *arena, rap_err *err)
{
    look k = {.rows = rows, .text = text, .out = out, .arena = arena};
    *out = (rap_row_words){.rows = rows};
    out->own = rap_arena_take(arena, rows->n, sizeof *out->own, 1);
    out->first = RAP_NEW(arena, uint32_t, rows->n);
    out->last = RAP_NEW(arena, uint32_t, rows->n);
    k.ends = RAP_NEW(arena, uint32_t, rows->n);
    if (!out->own || !out->first || !out->last || !k.ends) return rap_fail_memory(err);
    for (size_t i = 0; i < rows->n; i++) {
        const rap_row *r = &rows->v[i];
        rap_str s = rap_str_cut(text, r->at.from, r->at.to);
        look_at_row(out->own[i], r);
        look_at_bytes(out->own[i], s);
        if (!look_at_words(&k, i, s)) return rap_fail_memory(err);
    }
    return compare_rows(&k, err);
}
