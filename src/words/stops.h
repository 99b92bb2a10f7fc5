/*
 * words/stops.h - which words carry their full stop.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_STOPS_H
#define RAP_WORDS_STOPS_H

#include "words/scan.h"

/* Does the full stop at `to` belong to the word [s->at, to)? */
bool rap_stops_word(const rap_scan *s, uint32_t to);

/* "U.S.", "a.m.", "Ph.D.": the end of letters with full stops between, or s->at. */
uint32_t rap_stops_acronym(const rap_scan *s);

#endif
