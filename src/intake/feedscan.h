/*
 * intake/feedscan.h - the tags and texts of a feed, one after the other.
 *
 * No XML processor: XML 1.0 has those stop at the first fault, and feeds as they are
 * found have bare "&", HTML's names of characters, control bytes, HTML that nobody
 * escaped, and ends that do not come.  This scanner takes what it can and leaves it to
 * the reader of the feed to judge.  It opens nothing and expands nothing: a DOCTYPE is
 * passed over whole, so there are no external entities and none that grow.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_FEEDSCAN_H
#define RAP_INTAKE_FEEDSCAN_H

#include "base/buf.h"
#include "intake/window.h"

typedef enum {
    RAP_FEED_END,
    RAP_FEED_OPEN,  /* <name ...> */
    RAP_FEED_CLOSE, /* </name> */
    RAP_FEED_TEXT   /* a piece of it: references and UTF-8 characters are whole */
} rap_feed_what;

typedef struct {
    rap_feed_what what;
    rap_str name; /* of a tag, with its prefix */
    rap_str raw;  /* the bytes as they stand, "<" to ">" */
    bool empty;   /* <name/> */
    bool literal; /* from a CDATA section: has no references */
    uint64_t at;  /* place in the plain bytes */
} rap_feed_token;

typedef struct {
    rap_window *w;
    size_t given;  /* bytes of the last token, still in the window */
    int inside;    /* a section whose end is looked for */
    bool unclosed; /* the end came inside a tag or section */
} rap_feedscan;

/* The next token, borrowed until the next call.  Errors are those of the window.
 * Memory: tags above 64 KiB are cut.  O(bytes). */
RAP_NODISCARD
rap_code rap_feedscan_next(rap_feedscan *s, rap_feed_token *out, rap_err *err);

/* The value of an attribute of the tag `raw` ("xml:base"), as it stands; p is NULL when
 * it has none. */
rap_str rap_feedscan_attribute(rap_str raw, const char *name);

/* Step through the attributes: *at is 0 at first.  False at the end. */
bool rap_feedscan_step(rap_str raw, size_t *at, rap_str *name, rap_str *value);

#endif
