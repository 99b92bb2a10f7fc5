/*
 * words/tokens.h - cut a block of text into tokens, after English Universal
 * Dependencies.
 *
 * "doesn't" is "does" "n't", "Veld's" is "Veld" "'s", hyphens stand alone, "$" and "%"
 * too; "1,234.5", "U.S.", "Mr.", "...", addresses of the web and of mail are one token.
 * Which words carry their full stop is told by data/abbreviations.tsv.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_TOKENS_H
#define RAP_WORDS_TOKENS_H

#include "words/prose.h"

typedef RAP_LIST(rap_token) rap_token_list;

/* Append the tokens of `block`, a span of p->text; `low` is that text with ASCII
 * letters in lower case.  Of a token all but sentence, tags, lemma and marks is set.
 * O(n). */
RAP_NODISCARD
rap_code rap_tokens_read(rap_token_list *out, const rap_prose *p, rap_str low,
                         rap_span block, rap_err *err);

/* Set low, hash and shape of a token by its text, as the tokenizer does (white space
 * and marks are not looked at); for trainers, whose tokens are given.  False: no
 * memory. */
bool rap_token_look(rap_token *t, rap_str text, rap_arena *arena);

typedef enum {
    RAP_STOP_NONE,   /* does not end in the full stop of an abbreviation */
    RAP_STOP_INSIDE, /* "Mr.": something must follow, no sentence ends here */
    RAP_STOP_EITHER  /* "U.S.", "Inc.", "a.m." */
} rap_stop;

/* What a full stop at the end of this token means. */
rap_stop rap_token_stop(rap_str low);

#endif
