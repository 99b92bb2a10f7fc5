/*
 * tests/quick_store.h - a store for tests that make very many dossiers: small pages,
 * and nobody waits for the disk.  The linker puts it in the place of sqlite3_exec
 * (--wrap).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TESTS_QUICK_STORE_H
#define RAP_TESTS_QUICK_STORE_H

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

extern int __real_sqlite3_exec(sqlite3 *db, const char *sql, sqlite3_callback f,
                               void *with, char **err);
int __wrap_sqlite3_exec(sqlite3 *db, const char *sql, sqlite3_callback f, void *with,
                        char **err);

static inline int quick_exec(sqlite3 *db, const char *sql, sqlite3_callback f,
                             void *with, char **err)
{
    static const char page[] = "PRAGMA page_size=16384;";
    if (strncmp(sql, page, sizeof page - 1) == 0) {
        int rc = __real_sqlite3_exec(db, "PRAGMA page_size=1024", f, with, err);
        if (rc != SQLITE_OK) return rc;
        sql += sizeof page - 1;
    }
    int rc = __real_sqlite3_exec(db, sql, f, with, err);
    if (strstr(sql, "synchronous"))
        (void)__real_sqlite3_exec(db, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
    return rc;
}

#endif
