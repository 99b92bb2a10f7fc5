/*
 * speech/voicewords.c - nouns by what they have to do with speaking.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/voices.h"

#include "voices_table.inc"

enum { ENDING_MAX = 5 };

bool rap_voice_is(const rap_prose *p, uint32_t token, const char *what)
{
    int row = rap_prose_match_lemma(p, &voices_table, token);
    return rap_cell_has(&voices_table, row, VOICES_IS, what);
}

bool rap_voice_word_is(rap_str low, const char *what)
{
    if (low.n && low.p[low.n - 1] == '.') low.n--;
    return rap_cell_has(&voices_table, rap_table_find(&voices_table, low), VOICES_IS,
                        what);
}

bool rap_voice_ends(rap_str lemma, const char *what)
{
    for (size_t n = 2; n <= ENDING_MAX && n + 2 < lemma.n; n++) {
        rap_str end = rap_str_cut(lemma, lemma.n - n, lemma.n);
        int row = rap_table_find(&voices_table, end);
        if (rap_cell_has(&voices_table, row, VOICES_IS, what)) return true;
    }
    return false;
}
