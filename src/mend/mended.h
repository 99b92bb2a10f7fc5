/*
 * mend/mended.h - a report's text, repaired, and the map back to its bytes.
 *
 * `text` is the whole source as UTF-8 with repairs applied: nothing is left out, line
 * breaks stand as they are.  Every later stage works on `text` and speaks of spans of
 * it ("text spans"); only the writer of the record turns them into spans of the source,
 * by rap_mended_to_source.  Pieces stand in order and cover text and source without a
 * gap: a piece is byte-equal, or a character decoded from another charset, or a repair.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MEND_MENDED_H
#define RAP_MEND_MENDED_H

#include "base/arena.h"
#include "base/err.h"

typedef enum {
    RAP_PIECE_NONE,
    RAP_PIECE_SAME,    /* text and source bytes are equal */
    RAP_PIECE_DECODED, /* one or more characters of another charset */
    RAP_PIECE_REPAIR   /* an edit, told in the record's "repairs" */
} rap_piece_kind;

typedef struct {
    rap_span text, source;
    rap_piece_kind kind;
    const char *rule; /* of a repair: static, for example "dagger-close" */
    uint8_t sure;     /* of a repair: 0..100 */
} rap_piece;

typedef struct {
    rap_str source; /* borrowed */
    rap_str text;   /* valid UTF-8, no NUL */
    const rap_piece *pieces;
    size_t n_pieces;
    const char *charset; /* WHATWG name in lower case; static */
} rap_mended;

/* Decode and repair `source` (n below 4 GiB).  `charset` is the label that the
 * container gives (HTTP, MIME; any case) or NULL.  RAP_E_BINARY when it is no text,
 * with the offset of the byte that shows it.  O(n); memory from the arena. */
RAP_NODISCARD
rap_code rap_mend(rap_mended *out, rap_str source, const char *charset,
                  rap_arena *arena, rap_err *err);

/* The source span of a text span: an end inside a repair or a decoded character goes to
 * that piece's outer edge, so that it falls on a character boundary. */
rap_span rap_mended_to_source(const rap_mended *m, rap_span text);

/* The text span of a source span: an end inside a piece whose bytes are not equal goes
 * to that piece's outer edge. */
rap_span rap_mended_to_text(const rap_mended *m, rap_span source);

/* The text of a source span, repairs applied: what a citation prints. */
rap_str rap_mended_quote(const rap_mended *m, rap_span source);

#endif
