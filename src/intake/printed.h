/*
 * intake/printed.h - how much of a piece of markup a reader would see.
 *
 * To choose among several forms of one text (description and content of a feed entry,
 * plain and HTML part of a mail) without reading them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_PRINTED_H
#define RAP_INTAKE_PRINTED_H

#include "base/str.h"

/* Bytes that are no white space; with `html` those outside of tags, comments, scripts
 * and styles.  O(n). */
size_t rap_printed(rap_str s, bool html);

/* Does a text hold markup: a tag of HTML or a character reference? */
bool rap_printed_is_html(rap_str s);

#endif
