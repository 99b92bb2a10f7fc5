/*
 * tests/features_names.c - the keys of the labeller of names, token by token.
 */
/* SPDX-License-Identifier: MIT */
#include "features_names.h"

#include "names/labelling.h"
#include "names/states.h"

bool features_of_names(const rap_prose *p,
                       void (*mix)(void *with, const void *bytes, size_t n), void *with)
{
    rap_lexicon lex;
    rap_labelling l;
    uint64_t keys[RAP_LINEAR_KEYS];
    const uint8_t last[2] = {0, 0};
    if (!rap_lexicon_read(&lex, p) || !rap_states_find(&lex, NULL, NULL)) return false;
    if (!rap_labelling_start(&l, p, &lex)) return false;
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        bool asked = rap_labelling_asks(&l, i, 0);
        mix(with, &asked, sizeof asked);
        if (asked)
            mix(with, keys, rap_labelling_keys(&l, i, last, keys) * sizeof *keys);
    }
    return true;
}
