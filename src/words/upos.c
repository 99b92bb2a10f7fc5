/*
 * words/upos.c - the names of the universal tags.
 */
/* SPDX-License-Identifier: MIT */
#include "words/prose.h"

static const char *const names[] = {"X",     "ADJ",   "ADP",   "ADV", "AUX",  "CCONJ",
                                    "DET",   "INTJ",  "NOUN",  "NUM", "PART", "PRON",
                                    "PROPN", "PUNCT", "SCONJ", "SYM", "VERB"};

const char *rap_upos_name(rap_upos upos)
{
    return names[upos <= RAP_VERB ? upos : RAP_X];
}

rap_upos rap_upos_of(rap_str name)
{
    for (int i = 0; i <= RAP_VERB; i++)
        if (rap_str_is(name, names[i])) return (rap_upos)i;
    return RAP_X;
}
