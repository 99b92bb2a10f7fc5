/*
 * intake/mailletter.h - one mail as it is collected, and as the report that it becomes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_MAILLETTER_H
#define RAP_INTAKE_MAILLETTER_H

#include "intake/container.h"
#include "intake/mailhead.h"

/* A part of a mail that may be its text. */
typedef struct {
    rap_buf bytes, charset; /* the charset as the mail names it, or empty */
    rap_media media;
    uint32_t choice; /* the multipart/alternative that it stands in, 0: none */
    bool too_large;  /* larger than a report may be; no bytes are kept */
    size_t printed;  /* bytes that a reader sees */
} rap_letter_text;

typedef struct {
    rap_mailhead head;
    rap_letter_text text; /* media RAP_MEDIA_NONE: none so far */
    rap_buf number;       /* ":3.1", empty for the only one */
    bool wraps;           /* a mail stands inside it */
    bool refused;         /* memory was, for a part of it */
    uint64_t at, n;       /* its place in the file, in plain bytes */
} rap_letter;

/* Empty it and keep its memory; give its memory back. */
void rap_letter_clear(rap_letter *l);
void rap_letter_done(rap_letter *l);

/* Has it a text that is not blank? */
bool rap_letter_has_text(const rap_letter *l);

/* Take `text` (exchanging memory with it) when it says more than what the letter has:
 * the first part of a mail with words in it; of the parts of one multipart/alternative
 * text/plain, unless it is a mere stub beside the HTML. */
void rap_letter_offer(rap_letter *l, rap_letter_text *text);

/* The key: Message-ID, else that of the file and its number; in `arena`. */
rap_str rap_letter_key(const rap_mailhead *head, rap_str number,
                       const rap_container_options *options, rap_arena *arena);

/* The mail as a report whose memory is in `arena`.  RAP_E_LIMIT, out->key set, when its
 * text was too large. */
RAP_NODISCARD
rap_code rap_letter_report(const rap_letter *l, rap_report *out,
                           const rap_container_options *options, rap_arena *arena,
                           rap_err *err);

#endif
