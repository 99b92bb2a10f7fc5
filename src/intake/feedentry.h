/*
 * intake/feedentry.h - one entry of a feed as it is collected, and as a report.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_FEEDENTRY_H
#define RAP_INTAKE_FEEDENTRY_H

#include "intake/container.h"

#include "base/buf.h"

/* What an element of a feed holds: the second column of data/feedfields.tsv. */
typedef enum {
    RAP_ROLE_NONE,
    RAP_ROLE_CHANNEL,
    RAP_ROLE_ENTRY,
    RAP_ROLE_GROUP, /* its children count as those of the entry */
    RAP_ROLE_TITLE,
    RAP_ROLE_LINK,
    RAP_ROLE_ID,
    RAP_ROLE_PUBLISHED,
    RAP_ROLE_UPDATED,
    RAP_ROLE_AUTHOR,
    RAP_ROLE_NAME, /* of an author */
    RAP_ROLE_PUBLISHER,
    RAP_ROLE_CONTENT,
    RAP_ROLES
} rap_role;

/* A field that has been read: bytes with references decoded. */
typedef struct {
    rap_buf bytes;
    rap_role role;
    int rank;
    rap_media media; /* of a content; NONE: as its bytes look */
    bool too_large;
} rap_feed_field;

typedef struct {
    rap_buf text[RAP_ROLES]; /* the best of each role; authors one a line */
    int rank[RAP_ROLES];     /* 0: none so far */
    size_t printed;          /* bytes of the content that a reader sees */
    rap_media media;
    bool too_large;
    bool refused; /* memory was, for a part of it */
    bool
        id_is_link; /* RSS: a guid that is said to be a permalink, or not said not to */
    rap_buf base;   /* xml:base */
    uint64_t at, n; /* its place, in plain bytes */
    uint64_t number; /* from 1 */
} rap_feed_entry;

/* What the whole feed says. */
typedef struct {
    rap_buf title, base;
} rap_feed_channel;

/* Empty it and keep its memory; give its memory back. */
void rap_feed_entry_clear(rap_feed_entry *e);
void rap_feed_entry_done(rap_feed_entry *e);

/* Take a field (a content by exchanging memory with it) when it counts more than what
 * the entry has in its role. */
void rap_feed_entry_take(rap_feed_entry *e, rap_feed_field *f);

/* The key: guid or id, else the link, else that of the file, "#" and the number. */
rap_str rap_feed_entry_key(const rap_feed_entry *e, const rap_feed_channel *channel,
                           const rap_container_options *options, rap_arena *arena);

/* The entry as a report whose memory is in `arena`; where it has no content its title
 * stands in.  RAP_E_LIMIT, out->key set, when the content was too large. */
RAP_NODISCARD
rap_code rap_feed_entry_report(rap_feed_entry *e, rap_report *out,
                               const rap_feed_channel *channel,
                               const rap_container_options *options, rap_arena *arena,
                               rap_err *err);

#endif
