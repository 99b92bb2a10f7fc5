/*
 * tests/intake_stage.h - what the intake makes of bytes, as lines that can be compared.
 *
 *     ok KEY|media|uri|title|date|publisher|authors,|charset|fetched|bytes
 *     CODE KEY @at
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TESTS_INTAKE_STAGE_H
#define RAP_TESTS_INTAKE_STAGE_H

#include "base/buf.h"
#include "intake/intake.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { STAGE_STEPS = 10000 /* no input of a test has so many */ };

static inline void stage_str(rap_buf *out, rap_str s)
{
    rap_buf_put(out, s);
    rap_buf_byte(out, '|');
}

static inline void stage_report(rap_buf *out, const rap_report *r)
{
    rap_buf_z(out, "ok ");
    stage_str(out, r->key);
    stage_str(out, r->media == RAP_MEDIA_HTML   ? RAP_STR("html")
                   : r->media == RAP_MEDIA_TEXT ? RAP_STR("text")
                                                : RAP_STR("none"));
    stage_str(out, r->uri);
    stage_str(out, r->title);
    stage_str(out, r->date);
    stage_str(out, r->publisher);
    for (size_t i = 0; i < r->n_authors; i++) {
        rap_buf_put(out, r->authors[i]);
        rap_buf_byte(out, ',');
    }
    rap_buf_byte(out, '|');
    stage_str(out, rap_str_of(r->charset));
    stage_str(out, r->fetched);
    rap_buf_put(out, r->bytes);
    rap_buf_byte(out, '\n');
}

/* Walk all of it; the first code that is not RAP_OK, or RAP_OK.  Where the readers
 * never end the test fails. */
static inline rap_code stage_walk(rap_buf *out, rap_intake *it)
{
    rap_code first = RAP_OK;
    rap_arena *arena = rap_arena_new((size_t)64 << 20);
    if (!arena) return RAP_E_LIMIT;
    bool end = false;
    int steps = 0;
    while (!end) {
        rap_report r;
        rap_err err = {.at = 0};
        rap_code rc = rap_intake_next(it, &r, &end, arena, &err);
        assert_true(steps++ < STAGE_STEPS);
        if (rc == RAP_OK && !end) stage_report(out, &r);
        if (rc != RAP_OK) {
            assert_int_equal(err.code, rc);
            rap_buf_printf(out, "%s " RAP_FMT, rap_code_name(rc), RAP_ARG(r.key));
            if (err.at != RAP_NOWHERE) rap_buf_printf(out, " @%d", (int)err.at);
            rap_buf_byte(out, '\n');
            if (first == RAP_OK) first = rc;
            end = false;
        }
        rap_arena_reset(arena);
    }
    rap_arena_free(arena);
    return first;
}

/* The folder of the test is the working folder, so that keys are short. */
static inline void stage_put(const char *name, rap_str bytes)
{
    FILE *f = fopen(name, "wb");
    assert_non_null(f);
    if (bytes.n) assert_int_equal(fwrite(bytes.p, 1, bytes.n, f), bytes.n);
    assert_int_equal(fclose(f), 0);
}

static inline rap_code stage_read_as(rap_buf *out, const char *path, rap_from from,
                                     uint32_t max_bytes)
{
    const rap_intake_options options = {.from = from, .max_bytes = max_bytes};
    rap_intake *it;
    rap_code rc = rap_intake_new(&it, &path, 1, &options, NULL);
    if (rc != RAP_OK) return rc;
    rc = stage_walk(out, it);
    rap_intake_free(it);
    return rc;
}

/* What comes of bytes that lie in a file "in"; NUL-ended, until the next call. */
static inline const char *stage_of(rap_str bytes, rap_from from, uint32_t max_bytes)
{
    static rap_buf out;
    stage_put("in", bytes);
    rap_buf_clear(&out);
    (void)stage_read_as(&out, "in", from, max_bytes);
    rap_buf_byte(&out, '\0');
    assert_int_equal(unlink("in"), 0);
    return out.p;
}

static char stage_folder[32];

static inline int stage_set_up(void **state)
{
    (void)state;
    (void)snprintf(stage_folder, sizeof stage_folder, "/tmp/t-stage-XXXXXX");
    return mkdtemp(stage_folder) && chdir(stage_folder) == 0 ? 0 : -1;
}

static inline int stage_tear_down(void **state)
{
    (void)state;
    return chdir("/") == 0 ? rmdir(stage_folder) : -1;
}

#endif
