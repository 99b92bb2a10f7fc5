/*
 * intake/warchead.h - where the records of a WARC file begin, and what their heads say.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_WARCHEAD_H
#define RAP_INTAKE_WARCHEAD_H

#include "base/str.h"

#define RAP_WARC_NONE SIZE_MAX

/* A record's head: its place in the plain bytes, in the file, and where (in the plain
 * bytes) the member that holds it begins; the values of its fields, borrowed. */
typedef struct {
    uint64_t at, file_at, member_at;
    size_t head_n;   /* bytes, with the empty line */
    uint64_t length; /* Content-Length; UINT64_MAX: not said */
    rap_str type, id, uri, date, media;
} rap_warc_head;

/* "WARC/1.0" and the end of the line: does a record begin at byte `at`? */
bool rap_warc_begins(rap_str s, size_t at);

/* The first record that begins at or behind `from`, or RAP_WARC_NONE; the same behind
 * an empty line: inside a block nothing less will do. */
size_t rap_warc_find(rap_str s, size_t from);
size_t rap_warc_find_apart(rap_str s, size_t from);

/* Where a block [from, to) ends without the empty lines that close its record: two line
 * breaks at most. */
size_t rap_warc_unclosed(rap_str s, size_t from, size_t to);

/* The bytes of the head that s begins with, its empty line included; 0 when that has
 * not been reached yet.  *at is the line to look from, 0 at first; *broken when another
 * record begins before. */
size_t rap_warc_head_end(rap_str s, size_t *at, bool *broken);

/* The fields of a head (version line and all) into *r, places untouched. */
void rap_warc_head_read(rap_warc_head *r, rap_str head);

#endif
