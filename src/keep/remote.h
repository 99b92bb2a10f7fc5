/*
 * keep/remote.h - a dossier in PostgreSQL, and the copy of it in a file that is worked
 * on.
 *
 * Readers have a copy that follows what has been put together (generation by
 * generation); the one writer, who holds a lock there, has another.  Both hold the very
 * rows, so that every page and every digest is what a dossier of one file would give.
 * The copies lie in a folder of this user (RAPPORTEUR_CACHE, or XDG_CACHE_HOME or
 * ~/.cache and "rapporteur") and can be thrown away at any time.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_REMOTE_H
#define RAP_KEEP_REMOTE_H

#include "cluster/pg.h"
#include "keep/store.h"
#include "stories/shared.h"

typedef struct rap_remote {
    rap_pg *pg;
    char *path; /* of the copy */
    char *mark; /* a file that is there while the writer's copy may be ahead */
    bool writes, wants_new;
    bool dropped;       /* reports have been taken out of the copy */
    int64_t generation; /* of the copy */
    int64_t changes;    /* sqlite3_total_changes when it was like the database */
    const char *url;
    rap_helpers helpers; /* remote_ask.c */
    rap_arena *answers;  /* that they gave */
} rap_remote;

/* Workers that answer parts of the pile's questions; NULL where the dossier is a file.
 */
const rap_helpers *rap_remote_helpers(rap_dossier *d);

/* One table from the one to the other: what `from` selects (COPY ... TO STDOUT there, a
 * SELECT here) goes into what `to` names (a statement with ?1 ... here, COPY ... FROM
 * STDIN there).  `kinds` has a letter a column: t(ext) b(lob) i(nteger). */
RAP_NODISCARD
rap_code rap_remote_fetch(rap_dossier *d, const char *from, const char *to,
                          const char *kinds, rap_err *err);
RAP_NODISCARD
rap_code rap_remote_send(rap_dossier *d, const char *from, const char *to,
                         rap_err *err);

/* A number of `meta` here; 0 when there is none.  And put one. */
RAP_NODISCARD
rap_code rap_remote_number(rap_dossier *d, int64_t *out, const char *key, rap_err *err);
RAP_NODISCARD
rap_code rap_remote_note(rap_dossier *d, const char *key, int64_t value, rap_err *err);

/* Bring the copy to what is there.  The writer's gets the reports that wait to be put
 * together too when it wants_new. */
RAP_NODISCARD
rap_code rap_remote_pull(rap_dossier *d, rap_err *err);

/* Bring what was done to the writer's copy there, in one transaction. */
RAP_NODISCARD
rap_code rap_remote_push(rap_dossier *d, rap_err *err);

#define RAP_SOURCE_COLUMNS                                                             \
    "n, key, id, sha256, uri, media, charset, language, unread, bytes, words, "        \
    "repairs,"                                                                         \
    " title, publisher, day, day_from, day_to, day_sure, day_basis, options, version," \
    " record_sha256, record, bytes_zstd"
#define RAP_SOURCE_KINDS                                                               \
    "itttttttt"                                                                        \
    "iii"                                                                              \
    "tt"                                                                               \
    "ttt"                                                                              \
    "i"                                                                                \
    "tt"                                                                               \
    "i"                                                                                \
    "t"                                                                                \
    "bb"

#endif
