/*
 * words/english.c - is a report in English?
 *
 * data/tongues.tsv lists the small words of English and of other languages.  Running
 * English holds forty of a hundred; reviews and lists that leave them out hold fifteen
 * and no foreign ones; a German page holds six ("in", "so", "was") and thirty foreign.
 */
/* SPDX-License-Identifier: MIT */
#include "words/english.h"

#include "tongues_table.inc"

enum {
    LEAST_WORDS = 24, /* fewer are taken for English */
    SURE_SHARE = 20,  /* of a hundred words */
    FAIR_SHARE = 10   /* the same, when few foreign ones stand beside them */
};

bool rap_english_is(const rap_prose *p)
{
    uint64_t words = 0, english = 0, foreign = 0;
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        const rap_token *t = &p->tokens[i];
        if (!(t->shape & RAP_SHAPE_LETTER)) continue;
        words++;
        int row = rap_table_probe(&tongues_table, t->hash);
        if (row < 0 || !rap_str_eq(rap_cell(&tongues_table, row, TONGUES_WORD), t->low))
            continue;
        bool own = rap_cell(&tongues_table, row, TONGUES_TONGUE).p[0] == 'e';
        english += own;
        foreign += !own;
    }
    if (words < LEAST_WORDS || english * 100 >= words * SURE_SHARE) return true;
    return english * 100 >= words * FAIR_SHARE && foreign * 2 < english;
}
