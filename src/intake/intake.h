/*
 * intake/intake.h - from paths on the command line to one report after the other.
 *
 * An input is a file, a folder (walked in sorted order, links to folders not followed)
 * or "-".  What a file is, is told by its first bytes: gzip and zstd are taken off,
 * then it is one report (text, a page) or holds several (JSON Lines, WARC, feed, mail,
 * archive; docs/intake.md).  What is bad costs itself only: the error names it, and the
 * next step goes on behind it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_INTAKE_H
#define RAP_INTAKE_INTAKE_H

#include "base/arena.h"
#include "base/err.h"
#include "intake/report.h"

typedef enum {
    RAP_FROM_AUTO,
    RAP_FROM_TEXT,
    RAP_FROM_HTML,
    RAP_FROM_WARC,
    RAP_FROM_FEED,
    RAP_FROM_JSONL,
    RAP_FROM_MBOX,   /* one mail too */
    RAP_FROM_ARCHIVE /* zip, tar: told by the first bytes, not by the user */
} rap_from;

typedef struct {
    rap_from from;
    uint32_t max_bytes;     /* the largest report; 0 = 32 MiB */
    uint32_t shard, shards; /* take inputs whose key hashes to `shard` of `shards`
                               (0-based); shards 0: all */
    uint64_t at, length;    /* of the one file that is the input only these bytes, as
                               rap_intake_place told them; length 0: all */
} rap_intake_options;

/* Where the report (or the fault) that was given last lies, so that it can be read
 * again without what stands before it. */
typedef struct {
    rap_str path;    /* of the file; borrowed until the next step */
    uint64_t file;   /* the how-manieth file of the walk, from 1 */
    uint64_t number; /* the how-manieth step in that file, from 0 */
    rap_from kind;   /* what the file is */
    bool apart;      /* the container's place of the report holds all of it */
} rap_intake_place;

typedef struct rap_intake rap_intake;

/* Walk `inputs` (borrowed, NUL-ended).  Owned: rap_intake_free. */
RAP_NODISCARD
rap_code rap_intake_new(rap_intake **out, const char *const *inputs, size_t n,
                        const rap_intake_options *options, rap_err *err);

/* The next report, its memory in `arena`; *end when there is none left.  On failure
 * out->key names what was bad (the rest of *out is empty) and the walk can go on. */
RAP_NODISCARD
rap_code rap_intake_next(rap_intake *it, rap_report *out, bool *end, rap_arena *arena,
                         rap_err *err);

rap_intake_place rap_intake_where(const rap_intake *it);

void rap_intake_free(rap_intake *it); /* also fine with NULL */

/* "text" -> RAP_FROM_TEXT; false when there is no such kind. */
bool rap_from_parse(rap_from *out, rap_str name);

/* The key of a path: lexically cleaned, bytes that are not UTF-8 as %XX; p is NULL when
 * memory is refused. */
rap_str rap_key_of_path(rap_str path, rap_arena *arena);

#endif
