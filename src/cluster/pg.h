/*
 * cluster/pg.h - a connection to PostgreSQL: questions, and COPY in both directions.
 *
 * libpq under our own names, so that no other file knows it; a program that was built
 * without it says so when it is asked to connect.  Values go over as bytes: text as
 * UTF-8, whole numbers as bigint, blobs as bytea.  PostgreSQL's text holds no NUL byte:
 * one stands there as U+10FFFD and "0", U+10FFFD itself as U+10FFFD and "1".
 *
 * Messages never hold the password of an address.  A connection belongs to one thread.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLUSTER_PG_H
#define RAP_CLUSTER_PG_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

typedef struct rap_pg rap_pg;

/* Is this the address of a database ("postgresql://..." or "postgres://...")? */
bool rap_pg_is_url(const char *where);

/* The address without its password, in the arena: for messages and process lists. */
rap_str rap_pg_shown(rap_str url, rap_arena *arena);

/* Connect; the search path is the schema `rapporteur`.  RAP_E_STORE with PostgreSQL's
 * own words, on one line; also when the server is older than 15 or the database is not
 * in UTF-8.  Owned: rap_pg_close (also fine with NULL). */
RAP_NODISCARD
rap_code rap_pg_open(rap_pg **out, const char *url, rap_err *err);
void rap_pg_close(rap_pg *c);

/* The same server again after the connection was lost. */
RAP_NODISCARD
rap_code rap_pg_again(rap_pg *c, rap_err *err);

/* After a failure: was the connection lost, or did the server only want the transaction
 * to be tried again (deadlock, serialisation, a lock that another holds)?  Trying again
 * may help. */
bool rap_pg_is_lost(const rap_pg *c);
bool rap_pg_is_passing(const rap_pg *c);

/* A value: of these exactly one kind. */
typedef enum {
    RAP_CELL_NULL,
    RAP_CELL_TEXT,
    RAP_CELL_BLOB,
    RAP_CELL_INT
} rap_cell_kind;
typedef struct {
    rap_cell_kind kind;
    rap_str bytes; /* borrowed */
    int64_t number;
} rap_cell;

static inline rap_cell rap_cell_text(rap_str s)
{
    return (rap_cell){RAP_CELL_TEXT, s, 0};
}
static inline rap_cell rap_cell_text_or_null(rap_str s)
{
    return s.n ? rap_cell_text(s) : (rap_cell){0};
}
static inline rap_cell rap_cell_blob_or_null(rap_str s)
{
    return s.p ? (rap_cell){RAP_CELL_BLOB, s, 0} : (rap_cell){0};
}
static inline rap_cell rap_cell_int(int64_t v)
{
    return (rap_cell){RAP_CELL_INT, {NULL, 0}, v};
}

/* Statements without parameters and rows, several by semicolons. */
RAP_NODISCARD
rap_code rap_pg_do(rap_pg *c, const char *sql, rap_err *err);

/* Take back the transaction that is open, whatever comes of it. */
void rap_pg_undo(rap_pg *c);

/* One statement with parameters $1 ... ; its rows stay until the next rap_pg_ask. */
RAP_NODISCARD
rap_code rap_pg_ask(rap_pg *c, const char *sql, const rap_cell *values, int n,
                    rap_err *err);
uint32_t rap_pg_rows(const rap_pg *c);
uint64_t rap_pg_touched(const rap_pg *c); /* rows inserted, changed, deleted */
rap_str rap_pg_text(rap_pg *c, uint32_t row, int column); /* borrowed; null: p NULL */
int64_t rap_pg_int(const rap_pg *c, uint32_t row, int column); /* bigint; null: 0 */

/* COPY ... FROM STDIN (FORMAT binary): begin, row by row, end.  After a failure nothing
 * of it is there. */
RAP_NODISCARD
rap_code rap_pg_put_begin(rap_pg *c, const char *sql, rap_err *err);
RAP_NODISCARD
rap_code rap_pg_put(rap_pg *c, const rap_cell *cells, int n, rap_err *err);
RAP_NODISCARD
rap_code rap_pg_put_end(rap_pg *c, rap_err *err);

/* COPY ... TO STDOUT (FORMAT binary): begin, then row by row until *more is false.
 * `kinds` says what each of the n columns is; cells are borrowed until the next step.
 */
RAP_NODISCARD
rap_code rap_pg_get_begin(rap_pg *c, const char *sql, rap_err *err);
RAP_NODISCARD
rap_code rap_pg_get(rap_pg *c, rap_cell *cells, const rap_cell_kind *kinds, int n,
                    bool *more, rap_err *err);

#endif
