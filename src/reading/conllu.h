/*
 * reading/conllu.h - sentences in the format of Universal Dependencies, CoNLL-U.
 *
 * https://universaldependencies.org/format.html: ten columns a word, comments before
 * each sentence, an empty line behind it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_READING_CONLLU_H
#define RAP_READING_CONLLU_H

#include "base/buf.h"
#include "reading/record.h"

/* Append sentence `sentence` (below r->prose.n_sentences) of the report that a dossier
 * calls R`number`.  The first one of a report opens the document, the first one of a
 * block its paragraph.  MISC gives each word's source bytes.  HEAD and DEPREL are `_`
 * in a reading without a parse.  O(tokens). */
void rap_conllu_write(rap_buf *out, const rap_reading *r, uint32_t number,
                      uint32_t sentence);

#endif
