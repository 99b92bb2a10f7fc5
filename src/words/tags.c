/*
 * words/tags.c - tags and lemmas of all tokens.
 *
 * Tags are the tagger's.  The lemma comes from models/lexicon.tsv, where the word has
 * one under its tag, or by rule.  train/lexicon.py makes the lexicon.
 */
/* SPDX-License-Identifier: MIT */
#include "words/tags.h"

#include "base/ascii.h"
#include "lexicon_table.inc"
#include "tagpairs_table.inc"
#include "words/morph.h"
#include "words/tagger.h"

static const char *const upos_names[] = {
    "X",   "ADJ",  "ADP",  "ADV",   "AUX",   "CCONJ", "DET", "INTJ", "NOUN",
    "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};

const char *rap_upos_name(rap_upos upos)
{
    return upos_names[upos <= RAP_VERB ? upos : RAP_X];
}

/* Number of a letter of the tables: A-Z, then a-z. */
static uint8_t number(char c)
{
    return (uint8_t)(rap_is_upper(c) ? c - 'A' : rap_is_lower(c) ? c - 'a' + 26 : 0);
}

/* Row of the lexicon by the hash that a token carries. */
static int row_of(const rap_token *t)
{
    int row = rap_table_probe(&lexicon_table, t->hash);
    return row >= 0 && rap_str_eq(rap_cell(&lexicon_table, row, 0), t->low)
               ? row
               : RAP_TABLE_NONE;
}

/* The lemma in the lexicon under the token's tag; empty when there is none. */
static rap_str known_lemma(const rap_token *t, int row)
{
    for (uint32_t col = LEXICON_FIRST; row >= 0 && col <= LEXICON_THIRD; col++) {
        rap_str cell = rap_cell(&lexicon_table, row, col);
        if (cell.n < 4) break;
        rap_str tag = rap_cell(&tagpairs_table, number(cell.p[0]), TAGPAIRS_TAG);
        if (rap_str_is(tag, t->xpos)) return rap_str_cut(cell, 3, cell.n);
    }
    return (rap_str){NULL, 0};
}

static void set_lemma(rap_token *t, int row, rap_arena *arena)
{
    bool bare = !(t->shape & RAP_SHAPE_LETTER) || t->upos == RAP_PROPN;
    rap_str known = known_lemma(t, row);
    t->lemma = known.n ? known
               : bare  ? t->low
                       : rap_morph_lemma(arena, t->low, t->xpos);
    bool same = t->lemma.p == t->low.p && t->lemma.n == t->low.n;
    t->lemma_hash = same ? t->hash : rap_hash(t->lemma);
}

rap_code rap_tags_read(const rap_prose *p, const int32_t *rows, rap_err *err)
{
    rap_tagger *t = RAP_NEW(p->arena, rap_tagger, 1);
    if (!t) return rap_fail_memory(err);
    rap_tagger_open(t, rap_weights_part("tags"), rap_weights_part("tagwords"));
    rap_code rc = rap_tagger_run(t, p, err);
    for (uint32_t i = 0; rc == RAP_OK && i < p->n_tokens; i++)
        set_lemma(&p->tokens[i], rows[i], p->arena);
    return rc;
}

void rap_tags_look(int32_t *rows, const rap_prose *p)
{
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        const rap_token *t = &p->tokens[i];
        bool word = (t->shape & (RAP_SHAPE_LETTER | RAP_SHAPE_DIGIT)) != 0;
        rows[i] = word ? row_of(t) : RAP_TABLE_NONE;
    }
}
