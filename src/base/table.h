/*
 * base/table.h - looking a word up in a table of data/, which is compiled in.
 *
 * scripts/tables.py turns data/NAME.tsv into NAME_table.inc: the cells, and an
 * open-addressing index over the first column (the key).  A key of several words is
 * stored with one space between tokens, hyphens and apostrophes being tokens as the
 * tokenizer makes them; its prefixes are in the index too, so that the longest match
 * over running text needs no second structure.  Static data: any thread, nothing to
 * free.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_TABLE_H
#define RAP_BASE_TABLE_H

#include "base/str.h"

/* Hash and row side by side: one cache line answers most probes. */
typedef struct {
    uint32_t hash;
    uint32_t row; /* 0 empty; row + 1; RAP_TABLE_PREFIX for a mere prefix */
} rap_table_slot;

/* Where a cell stands in the text of its table: no pointer, since every one of a
 * quarter of a million would have to be relocated each time the program starts. */
typedef struct {
    uint32_t at, n;
} rap_table_cell;

typedef struct {
    const char *name;
    const char *text;            /* of all cells, each once and with a NUL */
    const rap_table_cell *cells; /* n_rows x n_cols, rows sorted by key */
    uint32_t n_rows, n_cols;
    const rap_table_slot *slots;
    uint32_t mask;          /* slots - 1 */
    uint32_t max_words;     /* the longest key, in tokens */
    const uint64_t *filter; /* bits of the hashes in slots, sixteen and more to each */
    uint32_t filter_mask;   /* words of the filter - 1 */
} rap_table;

enum { RAP_TABLE_PREFIX = 0xFFFF, RAP_TABLE_NONE = -1 };

/* Can a key be, or begin with, text of this hash?  False is certain; what is in no
 * table costs one look at a few bytes that stay near. */
static inline bool rap_table_may(const rap_table *t, uint32_t hash)
{
    return (t->filter[hash >> 6 & t->filter_mask] >> (hash & 63) & 1) != 0;
}

/* Row of a key by the hash of its normalised text (rap_hash), RAP_TABLE_NONE, or
 * -2 when longer keys begin with it. */
static inline int rap_table_probe(const rap_table *t, uint32_t hash)
{
    if (!rap_table_may(t, hash)) return RAP_TABLE_NONE;
    for (uint32_t i = hash & t->mask;; i = (i + 1) & t->mask) {
        const rap_table_slot *s = &t->slots[i];
        if (s->row == 0) return RAP_TABLE_NONE;
        if (s->hash == hash) return s->row == RAP_TABLE_PREFIX ? -2 : (int)s->row - 1;
    }
}

/* Row of a one-token or already normalised key, or RAP_TABLE_NONE.  Lower case. */
int rap_table_find(const rap_table *t, rap_str key);

/* Row of one word as it stands in running text: ASCII letters of either case. */
int rap_table_find_word(const rap_table *t, rap_str word);

/* The same, or else that of the word without the "s" of the plural. */
int rap_table_find_noun(const rap_table *t, rap_str word);

/* A cell; the empty string when the row is RAP_TABLE_NONE. */
static inline rap_str rap_cell(const rap_table *t, int row, uint32_t col)
{
    if (row < 0 || col >= t->n_cols) return (rap_str){"", 0};
    rap_table_cell cell = t->cells[(uint32_t)row * t->n_cols + col];
    return (rap_str){t->text + cell.at, cell.n};
}

/* A cell as a whole number, 0 when it is empty. */
int rap_cell_int(const rap_table *t, int row, uint32_t col);

/* Does a cell hold this word, or (rap_cell_has) this word among several by blanks? */
static inline bool rap_cell_is(const rap_table *t, int row, uint32_t col, const char *z)
{
    return rap_str_is(rap_cell(t, row, col), z);
}
bool rap_cell_has(const rap_table *t, int row, uint32_t col, const char *z);

#endif
