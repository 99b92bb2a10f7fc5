/*
 * tests/dossier_stage.h - a dossier under a path of its own, into which a test reads
 * reports and of which it asks numbers.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TESTS_DOSSIER_STAGE_H
#define RAP_TESTS_DOSSIER_STAGE_H

#include "keep/dossier.h"

#include <rapporteur.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

static rap_reader *dossier_reader;

static inline int dossier_set_up(void **state)
{
    (void)state;
    dossier_reader = rap_reader_new(NULL);
    return dossier_reader ? 0 : -1;
}

static inline int dossier_tear_down(void **state)
{
    (void)state;
    rap_reader_free(dossier_reader);
    return 0;
}

/* The file at `path` and what lies beside it. */
static inline void dossier_remove(const char *path)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-told"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char name[64];
        (void)snprintf(name, sizeof name, "%s%s", path, ends[i]);
        (void)remove(name);
    }
}

/* What the reader writes of a source; borrowed until the next. */
static inline rap_str dossier_record(const char *key, const char *source)
{
    const char *json = NULL;
    size_t n = 0;
    assert_int_equal(
        rap_reader_read(dossier_reader, &json, &n, source, strlen(source), key, NULL),
        RAP_OK);
    return (rap_str){json, n};
}

static inline rap_add_told dossier_add(rap_dossier *d, const char *key,
                                       const char *source)
{
    rap_add_told told = {0};
    rap_err err = {0};
    rap_code rc = rap_dossier_add(d, &told, dossier_record(key, source),
                                  rap_str_of(source), RAP_STR("{}"), &err);
    if (rc != RAP_OK) fail_msg("%s: %s", key, err.msg);
    return told;
}

static inline rap_dossier *dossier_open(const char *path, rap_open_mode mode)
{
    rap_dossier *d = NULL;
    assert_int_equal(rap_dossier_open(&d, path, mode, NULL), RAP_OK);
    return d;
}

/* The first number of the first row, -1 where there is none. */
static inline int64_t dossier_ask(rap_dossier *d, const char *sql)
{
    rap_query *q = NULL;
    bool more = false;
    assert_int_equal(rap_query_new(&q, d, sql, NULL), RAP_OK);
    assert_int_equal(rap_query_step(q, &more, NULL), RAP_OK);
    int64_t v = more ? rap_query_int(q, 0) : -1;
    rap_query_end(q);
    return v;
}

#endif
