/*
 * markup/pageauthors.h - the names in a line that names authors.
 *
 * "By Jane Roe and John Doe, NPA" are three; "Jane Roe, chief reporter" is one, and so
 * is "Jane Roe (jro)".  Words: data/authorwords.tsv.  What is an address, a handle or a
 * date is no name.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_PAGEAUTHORS_H
#define RAP_MARKUP_PAGEAUTHORS_H

#include "markup/snippet.h"

enum { PAGEAUTHORS = 24 };

typedef struct {
    rap_snippet v[PAGEAUTHORS];
    uint32_t n;
} rap_author_list;

/* Add the names in `line`, but none that is there already.  `printed`: it is visible
 * text, where a name begins with a capital and has no numbers.  O(line). */
void rap_authors_split(rap_author_list *list, rap_snippet line, bool printed);

/* Is `name` in the list, whatever its case? */
bool rap_authors_has(const rap_author_list *list, rap_str name);

/* Does a line begin with a word that leads to names ("By", "Von")? */
bool rap_authors_led(rap_str line);

/* Does it hold nothing else ("By", "Written by")? */
bool rap_authors_only_led(rap_str line);

#endif
