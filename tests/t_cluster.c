/*
 * tests/t_cluster.c - addresses of databases, and reports read alone from their place.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "cluster/pg.h"
#include "intake/intake.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static void an_address_is_told_from_a_path(void **state)
{
    (void)state;
    assert_true(rap_pg_is_url("postgresql://db.lan/news"));
    assert_true(rap_pg_is_url("postgres://db.lan/news"));
    assert_false(rap_pg_is_url("talks.db"));
    assert_false(rap_pg_is_url("./postgresql:/x.db"));
    assert_false(rap_pg_is_url(""));
}

static void no_password_is_shown(void **state)
{
    static const char *const cases[][2] = {
        {"postgresql://clerk:secret@db.lan:5432/news",
         "postgresql://clerk@db.lan:5432/news"},
        {"postgresql://clerk:se%40cr@et@db.lan/news", "postgresql://clerk@db.lan/news"},
        {"postgresql://clerk@db.lan/news?password=secret",
         "postgresql://clerk@db.lan/news"},
        {"postgresql://db.lan/news", "postgresql://db.lan/news"},
        {"postgresql://db.lan:5432/news", "postgresql://db.lan:5432/news"},
        {"postgresql:///news?host=/run/x&password=secret", "postgresql:///news"},
        {"postgresql://", "postgresql://"}};
    (void)state;
    rap_arena *arena = rap_arena_new(1 << 16);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_str shown = rap_pg_shown(rap_str_of(cases[i][0]), arena);
        assert_true(rap_str_is(shown, cases[i][1]));
    }
    rap_arena_free(arena);
}

static void where_there_is_no_server_that_is_said(void **state)
{
    (void)state;
    rap_pg *pg = NULL;
    rap_err err = {0};
    assert_int_equal(rap_pg_open(&pg, "postgresql://x:secret@127.0.0.1:1/x", &err),
                     RAP_E_STORE);
    assert_null(pg);
    assert_null(strstr(err.msg, "secret"));
    assert_null(strchr(err.msg, '\n'));
    assert_true(err.msg[0] != '\0');
}

/* The reports of `file`, each read again from the place that was told. */
static unsigned read_each_again(const char *file)
{
    const char *const inputs[] = {file};
    unsigned n = 0;
    bool end = false;
    rap_intake *all = NULL;
    rap_intake_options o = {0};
    rap_arena *arena = rap_arena_new(1 << 24);
    assert_int_equal(rap_intake_new(&all, inputs, 1, &o, NULL), RAP_OK);
    for (;; n++) {
        rap_report r = {0}, again = {0};
        assert_int_equal(rap_intake_next(all, &r, &end, arena, NULL), RAP_OK);
        if (end) break;
        rap_intake_place at = rap_intake_where(all);
        assert_true(at.apart && rap_str_is(at.path, file));
        assert_int_equal(at.number, n);
        rap_intake *one = NULL;
        rap_intake_options part = {
            .from = at.kind, .at = r.container_at, .length = r.container_n};
        assert_int_equal(rap_intake_new(&one, inputs, 1, &part, NULL), RAP_OK);
        assert_int_equal(rap_intake_next(one, &again, &end, arena, NULL), RAP_OK);
        assert_false(end);
        assert_true(rap_str_eq(again.bytes, r.bytes));
        assert_int_equal(again.container_at, r.container_at);
        assert_int_equal(again.container_n, r.container_n);
        again = (rap_report){0};
        assert_int_equal(rap_intake_next(one, &again, &end, arena, NULL), RAP_OK);
        assert_true(end);
        rap_intake_free(one);
    }
    rap_intake_free(all);
    rap_arena_free(arena);
    return n;
}

static void write_file(char path[], const char *text)
{
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    (void)close(fd);
}

static void a_line_is_read_alone_from_its_place(void **state)
{
    (void)state;
    char path[] = "/tmp/t_cluster_XXXXXX";
    write_file(path, "{\"text\": \"Norland left the strait.\"}\n\n"
                     "{\"id\": \"k\", \"text\": \"Ostia\\nstayed.\"}\r\n"
                     "{\"text\": \"Kesh said nothing.\"}");
    assert_int_equal(read_each_again(path), 3);
    (void)unlink(path);
}

static void a_record_of_a_crawl_is_read_alone_from_its_place(void **state)
{
    (void)state;
    char path[] = "/tmp/t_cluster_XXXXXX";
    write_file(path, "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:a>\r\n"
                     "Content-Type: text/plain\r\nContent-Length: 16\r\n\r\n"
                     "Norland stayed.\n\r\n\r\n"
                     "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:b>\r\n"
                     "Content-Type: text/plain\r\nContent-Length: 12\r\n\r\n"
                     "Ostia left.\n\r\n\r\n");
    assert_int_equal(read_each_again(path), 2);
    (void)unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_told_from_a_path),
        cmocka_unit_test(no_password_is_shown),
        cmocka_unit_test(where_there_is_no_server_that_is_said),
        cmocka_unit_test(a_line_is_read_alone_from_its_place),
        cmocka_unit_test(a_record_of_a_crawl_is_read_alone_from_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
