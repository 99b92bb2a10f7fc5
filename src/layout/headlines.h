/*
 * layout/headlines.h - title, byline, dateline, publisher, captions: what stands around
 * the paragraphs of a report and belongs to it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_LAYOUT_HEADLINES_H
#define RAP_LAYOUT_HEADLINES_H

#include "layout/textlines.h"

/* Bytes of the dateline at the head of a paragraph, its dash included ("LENZ, March 3
 * (NPA) - "), 0 when there is none. */
uint32_t rap_dateline_find(rap_str paragraph);

/* End of the first sentence of a paragraph that is the caption of a picture, 0 when it
 * has none; the length of the paragraph when all of it is. */
uint32_t rap_caption_find(rap_str paragraph);

/* Names in a byline ("By Jane Roe and John Doe, NPA"): spans relative to the row, at
 * most `room`; returns how many.  0 when the row is no byline. */
size_t rap_byline_find(rap_str row, rap_span *names, size_t room);

/* Does the row hold nothing but the name of an outlet? */
bool rap_masthead_is(rap_str row);

/* Mark bylines and mastheads among rows, and take the phrase off a paragraph of which
 * only the first sentence is a caption. */
void rap_heads_look(rap_rows *rows, rap_str text);

#endif
