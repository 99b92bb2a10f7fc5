/*
 * tests/t_intake.c - from paths to reports: keys, folders, JSON Lines.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "intake/intake.h"
#include "intake/jsonl.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void a_key_is_the_cleaned_path(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 20);
    const char *const pairs[][2] = {
        {"./a/b.txt", "a/b.txt"},     {"a//b/../c", "a/c"}, {"../x", "../x"},
        {"../../x/..", "../.."},      {"/..//a", "/a"},     {"a/..", "."},
        {"caf\xE9.txt", "caf%E9.txt"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rap_str key = rap_key_of_path(rap_str_of(pairs[i][0]), a);
        assert_int_equal(key.n, strlen(pairs[i][1]));
        assert_memory_equal(key.p, pairs[i][1], key.n);
    }
    rap_arena_free(a);
}

static void a_json_line_gives_its_fields_by_their_usual_names(void **state)
{
    (void)state;
    rap_arena *a = rap_arena_new(1 << 20);
    rap_report r;
    assert_int_equal(
        rap_jsonl_read(&r,
                       RAP_STR("{\"id\":7,\"maintext\":\"Talks.\",\"date_publish\":"
                               "\"2023-03-08\",\"authors\":[\"J. Roe\",3],\"z\":{}}"),
                       a, NULL),
        RAP_OK);
    assert_true(rap_str_is(r.key, "7"));
    assert_true(rap_str_is(r.bytes, "Talks."));
    assert_true(rap_str_is(r.date, "2023-03-08"));
    assert_int_equal(r.n_authors, 1);
    assert_int_equal(r.record.n, 0);
    assert_int_equal(
        rap_jsonl_read(&r, RAP_STR("{\"v\":1,\"report\":{\"key\":\"k\"}}"), a, NULL),
        RAP_OK);
    assert_true(rap_str_is(r.key, "k"));
    assert_true(r.record.n > 0);
    assert_int_equal(rap_jsonl_read(&r, RAP_STR("[1]"), a, NULL), RAP_E_SYNTAX);
    rap_arena_free(a);
}

static void put_file(const char *folder, const char *name, const char *text)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

static void a_folder_is_walked_in_sorted_order_and_bad_lines_cost_only_themselves(
    void **state)
{
    (void)state;
    char folder[] = "/tmp/t-intake-XXXXXX";
    assert_non_null(mkdtemp(folder));
    put_file(folder, "b.txt", "Second.");
    put_file(folder, "a.jsonl",
             "{\"id\":\"one\",\"text\":\"First.\"}\n\nnonsense\n"
             "{\"text\":\"No id.\"}");
    put_file(folder, ".hidden", "Not read.");
    const char *const inputs[] = {folder};
    const char *const want[] = {"one", ":3", ":4", "b.txt"};
    const rap_intake_options options = {0};
    rap_intake *it;
    assert_int_equal(rap_intake_new(&it, inputs, 1, &options, NULL), RAP_OK);
    rap_arena *a = rap_arena_new(1 << 20);
    bool end = false;
    size_t n = 0;
    for (;; n++) {
        rap_report r;
        rap_err err;
        rap_code rc = rap_intake_next(it, &r, &end, a, &err);
        if (rc == RAP_OK && end) break;
        assert_true(n < 4);
        assert_true(rap_str_ends(r.key, rap_str_of(want[n])));
        assert_int_equal(rc, n == 1 ? RAP_E_SYNTAX : RAP_OK);
    }
    assert_int_equal(n, 4);
    rap_intake_free(it);
    rap_arena_free(a);
    const char *const names[] = {"a.jsonl", "b.txt", ".hidden"};
    for (size_t i = 0; i < 3; i++) {
        char path[256];
        (void)snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        assert_int_equal(unlink(path), 0);
    }
    assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_the_cleaned_path),
        cmocka_unit_test(a_json_line_gives_its_fields_by_their_usual_names),
        cmocka_unit_test(
            a_folder_is_walked_in_sorted_order_and_bad_lines_cost_only_themselves),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
