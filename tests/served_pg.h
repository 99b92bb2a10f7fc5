/*
 * tests/served_pg.h - a database that stands in for PostgreSQL, for what works on a
 * dossier in one: it keeps what it is given and answers from it.
 *
 * The linker puts it in the place of the connection (--wrap: served_args in
 * tests/meson.build).  Statements are put into SQLite's words and run there.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TESTS_SERVED_PG_H
#define RAP_TESTS_SERVED_PG_H

#include "cluster/pg.h"

#define SERVED     "t_served_pg.db" /* where it keeps it */
#define SERVED_URL "postgresql://clerk:secret@server/dossier"

/* A server without a dossier; and no server any more. */
void served_begin(void);
void served_end(void);

/* Statements on what it keeps; the first number of the first row, -1 where none is. */
void served_do(const char *sql);
int64_t served_int(const char *sql);

/* Is anything of `words` in what was asked since served_begin or served_hush? */
bool served_was_asked(const char *words);
void served_hush(void);

/* Let `n` questions through and refuse the next one; negative: none.  `lost`: the
 * connection breaks with it.  And the questions since then; was one refused? */
void served_refuse_after(long n, bool lost);
long served_questions(void);
bool served_has_refused(void);

/* Had question number `n` been asked before, but for its numbers? */
bool served_is_repeated(long n);

/* Are workers at work? */
extern bool served_helped;

#endif
