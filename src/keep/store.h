/*
 * keep/store.h - the inside of a dossier: the connection, its statements, packed bytes.
 *
 * Only keep/ includes this.  Statements are prepared once and reset after use; bytes
 * are packed with zstd at level 1, which costs less than writing them plain would.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_STORE_H
#define RAP_KEEP_STORE_H

#include "base/digest.h"
#include "keep/dossier.h"
#include "pile/filed.h"
#include "pile/pile.h"

#include <sqlite3.h>
#include <zstd.h>

/* The statements that adding and settling repeat. */
typedef enum {
    RAP_SQL_FIND,
    RAP_SQL_INSERT,
    RAP_SQL_REPLACE,
    RAP_SQL_REREAD,
    RAP_SQL_GIVE_SOURCE,
    RAP_SQL_DUE,
    RAP_SQL_ROW,
    RAP_SQL_ROW_APART,
    RAP_SQL_KNOWN_NAME,
    RAP_SQL_KNOWN_CODE,
    RAP_SQL_CITE,
    RAP_SQL_CITE_HASH,
    RAP_SQL_WORDS_GET,
    RAP_SQL_WORDS_ARE,
    RAP_SQL_WORDS_PUT,
    RAP_SQL_WORDS_DROP,
    RAP_SQL_PACKED,
    RAP_SQL_COUNT
} rap_sql;

/* meta.pile_due: the rows are those of all reports; they are to be made anew; some
 * reports have rows of their own (keep/apart.h). */
enum { RAP_DUE_NOTHING, RAP_DUE_ALL, RAP_DUE_APART };

/* A letter and 12 digits, and a NUL. */
enum { RAP_ID_ROOM = 16 };

/* The largest record or source that is unpacked; more is a damaged dossier. */
#define RAP_UNPACK_MAX ((uint64_t)1 << 30)

/* A report that this process has added: the pile stage need not read it back. */
typedef struct {
    int64_t n;
    rap_digest record; /* the SHA-256 that the dossier must still have */
    rap_filed filed;   /* with its source, without its JSON */
} rap_fresh;

struct rap_remote;

/* Where a dossier lies for good.  There are two implementations: a file (dossier.c) and
 * a database (remote.c), which is worked on as a file that is a copy of it. */
typedef struct {
    /* Make d->db ready. */
    rap_code (*open)(rap_dossier *d, const char *where, rap_open_mode mode,
                     rap_err *err);
    /* See what others have put together meanwhile. */
    rap_code (*refresh)(rap_dossier *d, rap_err *err);
    /* What has been committed here lasts. */
    rap_code (*sync)(rap_dossier *d, rap_err *err);
    void (*close)(rap_dossier *d);
} rap_storage;

extern const rap_storage rap_storage_file, rap_storage_remote;

struct rap_dossier {
    const rap_storage *storage;
    struct rap_remote *remote; /* of remote.c */
    rap_str where;             /* its address without password; empty for a file */
    sqlite3 *db;
    sqlite3_stmt *sql[RAP_SQL_COUNT];
    ZSTD_CCtx *packer;
    ZSTD_DCtx *unpacker;
    rap_arena *arena;   /* of one addition; reset by it */
    rap_arena *lasting; /* holds `fresh` and what it points to */
    RAP_LIST(rap_fresh *) fresh;
    bool may_stand_apart; /* see apart.h */
    uint32_t put_apart;   /* reports that this process has put there */
    size_t wasted;        /* bytes of records in `lasting` that were there already */
    rap_arena *kept;      /* holds this very structure */
    rap_arena *filed;     /* the records that the pile stage works on, or NULL */
    rap_query *queries;   /* query.c: prepared once, used again */
    uint32_t n_queries;
    bool can_write;
    unsigned depth;                   /* of transactions inside each other */
    const char *told_path, *log_path; /* see losses.h; told_fd 0: not open */
    int told_fd;
    rap_dossier_counts lost;
};

/* Forget `fresh`; its reports are read back when they are needed. */
void rap_store_forget(rap_dossier *d);

/* Make d->filed anew and empty; a large one in a file beside the dossier, and so much
 * of it is written into the options.  Until rap_store_forget. */
RAP_NODISCARD
rap_code rap_store_file(rap_dossier *d, rap_pile_options *options, bool large,
                        rap_arena *arena, rap_err *err);

/* Finalise the statements of all queries, before the connection is closed. */
void rap_store_drop_queries(rap_dossier *d);

/* RAP_E_STORE (or NOMEM) with SQLite's own words, after what was being done. */
rap_code rap_store_fail(sqlite3 *db, const char *doing, rap_err *err);

/* Run statements that give no rows. */
RAP_NODISCARD
rap_code rap_store_exec(rap_dossier *d, const char *sql, rap_err *err);

/* The prepared statement, reset and ready to bind; borrowed. */
RAP_NODISCARD
rap_code rap_store_sql(rap_dossier *d, sqlite3_stmt **out, rap_sql which, rap_err *err);

/* Step a statement that gives no row, and reset it. */
RAP_NODISCARD
rap_code rap_store_run(rap_dossier *d, sqlite3_stmt *s, const char *doing,
                       rap_err *err);

/* Put the sum of all that is kept into `meta`; and compare it with what is there.  Rows
 * of the pile stage must be up to date.  O(rows). */
RAP_NODISCARD
rap_code rap_store_seal(rap_dossier *d, rap_err *err);
RAP_NODISCARD
rap_code rap_store_sealed(rap_dossier *d, bool *whole, rap_err *err);

/* The first column of the first row of `sql`, `other` when there is none. */
RAP_NODISCARD
rap_code rap_store_int(rap_dossier *d, int64_t *out, const char *sql, rap_err *err);

/* Empty text is bound as text, NULL pointers too; the _or_null one binds null. */
void rap_store_text(sqlite3_stmt *s, int index, rap_str v);
void rap_store_text_or_null(sqlite3_stmt *s, int index, rap_str v);
rap_str rap_store_column(sqlite3_stmt *s, int column); /* text or blob; borrowed */

/* Begin a transaction that writes; commit or take it back.  Inside another it is a part
 * of that one, which must end with the failure when this does. */
RAP_NODISCARD
rap_code rap_store_begin(rap_dossier *d, rap_err *err);
RAP_NODISCARD
rap_code rap_store_end(rap_dossier *d, rap_code so_far, rap_err *err);

/* The place of a row's words in the full-text index, above all numbers of reports; and
 * put words there, where they are not there yet. */
int64_t rap_store_words_row(rap_str id);
RAP_NODISCARD
rap_code rap_store_words(rap_dossier *d, int64_t at, const char *kind, rap_str id,
                         rap_str text, rap_err *err);

/* Make the indexes of row and cite again, which the pile stage has dropped. */
RAP_NODISCARD
rap_code rap_store_index(rap_dossier *d, rap_err *err);

/* Make the indexes of names where they are not there yet. */
extern const char *const rap_store_name_indexes;

/* Make the table of judgements in a dossier that is older than it. */
RAP_NODISCARD
rap_code rap_store_judgements(rap_dossier *d, rap_err *err);

/* The sum over all judgements, which `meta` has too: what changes them takes it before,
 * and moves the one in `meta` by the difference, so that damage stays visible.  In a
 * dossier that is older than this nothing is kept. */
RAP_NODISCARD
rap_code rap_store_judging(rap_dossier *d, uint64_t *before, rap_err *err);
RAP_NODISCARD
rap_code rap_store_judged(rap_dossier *d, uint64_t before, rap_err *err);
RAP_NODISCARD
rap_code rap_store_judged_well(rap_dossier *d, bool *whole, rap_err *err);

/* The statements by which a dossier is made: tables, indexes, views. */
enum { RAP_SHAPES = 4 };
extern const char *const rap_store_shape[RAP_SHAPES];

/* Remember by which statements it was made; and are its tables, indexes and views still
 * what they make?  True also of a dossier that other statements made. */
RAP_NODISCARD
rap_code rap_store_note_shape(rap_dossier *d, rap_err *err);
RAP_NODISCARD
rap_code rap_store_shaped(rap_dossier *d, bool *whole, rap_err *err);

/* Does the full-text index have these words at this place, under this name? */
RAP_NODISCARD
rap_code rap_store_words_are(rap_dossier *d, bool *same, int64_t at, const char *kind,
                             rap_str id, rap_str text, rap_err *err);

/* Has it words of every report and statement and no others, and does it find them?  The
 * second can be asked only where the dossier may be written to. */
RAP_NODISCARD
rap_code rap_store_words_sound(rap_dossier *d, bool *sound, rap_err *err);

/* Packed and unpacked bytes, in the arena. */
RAP_NODISCARD
rap_code rap_store_pack(rap_dossier *d, rap_str *out, rap_str raw, rap_arena *arena,
                        rap_err *err);
RAP_NODISCARD
rap_code rap_store_pack_by(ZSTD_CCtx *packer, rap_str *out, rap_str raw,
                           rap_arena *arena, rap_err *err);
RAP_NODISCARD
rap_code rap_store_unpack(rap_dossier *d, rap_str *out, rap_str packed,
                          rap_arena *arena, rap_err *err);

#endif
