/*
 * layout/pagephrases.c - phrases that give a row away, looked up in a table.
 *
 * A key is words in lower case without punctuation; `where` says whether it must be the
 * whole row, begin it, end it, stand before a colon there ("label"), or may stand
 * anywhere in a short one.
 */
/* SPDX-License-Identifier: MIT */
#include "base/table.h"
#include "layout/boilerplate.h"

#include "pagephrases_table.inc"

enum {
    LONGEST_FREE = 60,    /* words of a row in which a phrase may stand anywhere */
    LONGEST_NAMING = 400, /* words of a row that a phrase at its head names */
    LONGEST_BRACKET = 80, /* bytes of a bracket at the end of a row */
    LONGEST_LABEL = 48    /* bytes before a colon */
};

typedef struct {
    rap_str s;
    uint32_t words;
    uint32_t label;   /* words before the colon at its head, or 0 */
    uint32_t bracket; /* word that the bracket at the end begins with, or words */
    int best;
    int best_rank;
    unsigned hints; /* bit of every kind met */
} search;

static int rank_of(int row)
{
    bool strong = rap_cell_is(&pagephrases_table, row, PAGEPHRASES_SURE, "strong");
    return strong ? 2 : 1;
}

static bool stands(int row, const char *where)
{
    return rap_cell_has(&pagephrases_table, row, PAGEPHRASES_WHERE, where);
}

/* Does a phrase that spans words [first, last) of the row stand where it must? */
static bool fits(const search *f, int row, uint32_t first, uint32_t last)
{
    if (first == 0 && (stands(row, "begin") || stands(row, "sentence"))) return true;
    if (first == 0 && last == f->words && stands(row, "whole")) return true;
    if (first == 0 && last == f->label && stands(row, "label")) return true;
    if (first == f->bracket && stands(row, "bracket")) return true;
    return f->words <= LONGEST_FREE && stands(row, "any");
}

/* Try all phrases that begin at the word whose bytes begin at `at`. */
static void try_from(search *f, size_t at, uint32_t first)
{
    uint32_t hash = RAP_HASH_START, last = first;
    for (uint32_t n = 0; n < pagephrases_table.max_words; n++) {
        if (n) hash = rap_hash_byte(hash, ' ');
        if (!rap_row_hash(f->s, &at, &hash)) return;
        last++;
        int row = rap_table_probe(&pagephrases_table, hash);
        if (row == RAP_TABLE_NONE) return;
        if (row < 0 || !fits(f, row, first, last)) continue;
        f->hints |= 1u << rap_phrase_kind_of(row);
        if (rank_of(row) <= f->best_rank) continue;
        f->best = row;
        f->best_rank = rank_of(row);
    }
}

/* Where the bracket that ends s opens; s.n when none does. */
static size_t bracket_of(rap_str s)
{
    size_t end = s.n;
    while (end > 0 && (s.p[end - 1] == '.' || s.p[end - 1] == ' '))
        end--;
    if (end == 0 || (s.p[end - 1] != ')' && s.p[end - 1] != ']')) return s.n;
    for (size_t at = end; at > 0 && end - at < LONGEST_BRACKET; at--)
        if (s.p[at - 1] == '(' || s.p[at - 1] == '[') return at - 1;
    return s.n;
}

/* Words of a label: what stands before a colon at the head of s; 0 for none. */
static uint32_t label_of(rap_str s)
{
    const char *colon = memchr(s.p, ':', s.n < LONGEST_LABEL ? s.n : LONGEST_LABEL);
    if (!colon) return 0;
    rap_str label = rap_str_cut(s, 0, (size_t)(colon - s.p));
    uint32_t words = 0, hash = RAP_HASH_START;
    for (size_t at = 0; rap_row_hash(label, &at, &hash); hash = RAP_HASH_START)
        words++;
    return words;
}

static void find_phrase(rap_row *r, rap_str s)
{
    search f = {.s = s,
                .words = r->words,
                .label = label_of(s),
                .bracket = r->words,
                .best = RAP_TABLE_NONE};
    size_t at = 0, bracket = bracket_of(s);
    bool free = f.words <= LONGEST_FREE;
    uint32_t last = free || bracket < s.n ? f.words : 1;
    for (uint32_t word = 0; word < last; word++) {
        size_t from = at;
        uint32_t hash = RAP_HASH_START;
        rap_row_hash(s, &at, &hash);
        if (from >= bracket && f.bracket == f.words) f.bracket = word;
        if (!free && word > 0 && word != f.bracket) continue;
        if (rap_table_may(&pagephrases_table, hash)) try_from(&f, from, word);
    }
    r->phrase = (int16_t)f.best;
    r->hints = (uint8_t)f.hints;
}

void rap_phrases_look(rap_rows *rows, rap_str text)
{
    for (size_t i = 0; i < rows->n; i++) {
        rap_row *r = &rows->v[i];
        if (r->words && r->words <= LONGEST_NAMING)
            find_phrase(r, rap_str_cut(text, r->at.from, r->at.to));
    }
}

rap_phrase_kind rap_phrase_kind_of(int phrase)
{
    if (phrase < 0) return RAP_PHRASE_NONE;
    static const char *const names[RAP_PHRASE_KINDS] = {"", "page", "caption", "byline",
                                                        "dated"};
    rap_str kind = rap_cell(&pagephrases_table, phrase, PAGEPHRASES_KIND);
    for (unsigned i = 1; i < RAP_PHRASE_KINDS; i++)
        if (rap_str_is(kind, names[i])) return (rap_phrase_kind)i;
    return RAP_PHRASE_NONE;
}

bool rap_phrase_is_strong(int phrase)
{
    return phrase >= 0 && rank_of(phrase) == 2;
}

const char *rap_phrase_why(int phrase)
{
    return rap_cell(&pagephrases_table, phrase, PAGEPHRASES_WHY).p;
}

bool rap_phrase_begins(rap_str text, rap_phrase_kind kind)
{
    uint32_t hash = RAP_HASH_START;
    size_t at = 0;
    for (uint32_t n = 0; n < pagephrases_table.max_words; n++) {
        if (n) hash = rap_hash_byte(hash, ' ');
        if (!rap_row_hash(text, &at, &hash)) return false;
        int row = rap_table_probe(&pagephrases_table, hash);
        if (row == RAP_TABLE_NONE) return false;
        if (row >= 0 &&
            rap_cell_is(&pagephrases_table, row, PAGEPHRASES_WHERE, "sentence"))
            return rap_phrase_kind_of(row) == kind;
    }
    return false;
}
