/*
 * tests/t_crew.c - workers: what they may not do, and what it costs when they die.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "reading/crew.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { REPORTS = 40, MEMORY = 64 << 20 };

/* Reports of one word, by turns: their keys are their numbers. */
typedef struct {
    const char *const *words;
    size_t n, next;
} words;

static rap_code give(void *from, rap_crew_job *job, bool *end, rap_arena *arena,
                     rap_err *err)
{
    words *w = from;
    char key[16];
    (void)err;
    *end = w->next == w->n;
    if (*end) return RAP_OK;
    (void)snprintf(key, sizeof key, "%zu", w->next);
    job->report.key = rap_arena_copy(arena, rap_str_of(key));
    job->report.bytes = rap_str_of(w->words[w->next++]);
    return RAP_OK;
}

static void say(rap_buf *out, const char *what, rap_str key)
{
    rap_buf_printf(out, "%s " RAP_FMT "\n", what, RAP_ARG(key));
}

static const char *try_rights(void)
{
    if (open("/etc/passwd", O_RDONLY) >= 0) return "opened";
    if (open("/tmp/rapporteur-worker", O_CREAT | O_WRONLY, 0600) >= 0) return "made";
    if (socket(AF_INET, SOCK_STREAM, 0) >= 0) return "connected";
    if (fork() >= 0) return "forked";
    return errno == EPERM ? "refused" : "failed";
}

/* Work that does what the report says. */
static rap_code obey(rap_buf *out, const rap_report *report,
                     const rap_reading_options *options, rap_arena *arena, rap_err *err)
{
    rap_str word = report->bytes;
    (void)options;
    if (rap_str_is(word, "abort")) abort();
    if (rap_str_is(word, "kill")) (void)raise(SIGKILL);
    if (rap_str_is(word, "exit")) _exit(0);
    if (rap_str_is(word, "hang"))
        for (;;)
            (void)usleep(1000);
    if (rap_str_is(word, "spin"))
        for (volatile unsigned i = 0;; i++) {
        }
    if (rap_str_is(word, "two lines")) say(out, "one more", report->key);
    if (rap_str_is(word, "no line")) return RAP_OK;
    if (rap_str_is(word, "chatter")) (void)!write(3, "hello hello hello hello", 23);
    if (rap_str_is(word, "greedy") && !RAP_NEW(arena, char, MEMORY))
        return rap_fail_memory(err);
    if (rap_str_is(word, "bad"))
        return rap_fail(err, RAP_E_SYNTAX, 7, "the sixth word is wrong");
    say(out, rap_str_is(word, "rights") ? try_rights() : "read", report->key);
    return RAP_OK;
}

/* Read `list` with obey; what came of each, one letter: r read, c crash, l limit, s
 * syntax, m memory. */
static void outcomes(char *to, const char *const *list, size_t n, unsigned workers)
{
    words from = {list, n, 0};
    rap_crew *crew;
    rap_err err;
    rap_crew_item item;
    size_t k = 0;
    const rap_crew_options o = {.source = give,
                                .from = &from,
                                .workers = workers,
                                .seconds = 1,
                                .memory = MEMORY,
                                .work = obey};
    assert_int_equal(rap_crew_new(&crew, &o, &err), RAP_OK);
    while (rap_crew_next(crew, &item)) {
        char key[16];
        (void)snprintf(key, sizeof key, "%zu", k);
        assert_true(rap_str_is(item.key, key));
        to[k++] = item.err.code == RAP_OK         ? 'r'
                  : item.err.code == RAP_E_CRASH  ? 'c'
                  : item.err.code == RAP_E_SYNTAX ? 's'
                  : item.err.code == RAP_E_LIMIT  ? 'l'
                                                  : '?';
        bool told = rap_str_find(item.json, RAP_STR("\"error\""), 0) < item.json.n;
        assert_true(told == (item.err.code != RAP_OK));
        assert_int_equal(item.json.p[item.json.n - 1], '\n');
    }
    to[k] = '\0';
    rap_crew_free(crew);
}

static void a_worker_that_dies_costs_the_report_it_read_and_no_other(void **state)
{
    static const char *const list[] = {"a", "abort", "b",    "kill", "kill",
                                       "c", "d",     "exit", "hmm?", "abort"};
    char got[16];
    (void)state;
    outcomes(got, list, 10, 1);
    assert_string_equal(got, "rcrccrrcrc");
    outcomes(got, list, 10, 3);
    assert_string_equal(got, "rcrccrrcrc");
}

static void a_report_that_takes_too_long_is_given_up(void **state)
{
    static const char *const list[] = {"a", "hang", "b", "spin", "c", "d"};
    char got[16];
    (void)state;
    outcomes(got, list, 6, 1);
    assert_string_equal(got, "rlrlrr");
    outcomes(got, list, 6, 2);
    assert_string_equal(got, "rlrlrr");
}

static void a_worker_that_talks_nonsense_is_not_believed(void **state)
{
    static const char *const list[] = {"a",       "two lines", "b",
                                       "chatter", "c",         "no line"};
    char got[16];
    (void)state;
    outcomes(got, list, 6, 1);
    assert_string_equal(got, "rcrcrc");
}

static void what_reading_fails_with_comes_back_with_its_byte(void **state)
{
    static const char *const list[] = {"bad", "greedy", "a"};
    words from = {list, 3, 0};
    rap_crew *crew;
    rap_err err;
    rap_crew_item item;
    const rap_crew_options o = {
        .source = give, .from = &from, .memory = MEMORY, .work = obey};
    (void)state;
    assert_int_equal(rap_crew_new(&crew, &o, &err), RAP_OK);
    assert_true(rap_crew_next(crew, &item));
    assert_int_equal(item.err.code, RAP_E_SYNTAX);
    assert_int_equal(item.err.at, 7);
    assert_string_equal(item.err.msg, "the sixth word is wrong");
    assert_true(rap_crew_next(crew, &item));
    assert_int_equal(item.err.code, RAP_E_LIMIT);
    assert_true(rap_crew_next(crew, &item));
    assert_true(rap_str_is(item.json, "read 2\n"));
    assert_false(rap_crew_next(crew, &item));
    rap_crew_free(crew);
}

static void a_worker_has_no_rights(void **state)
{
    static const char *const list[] = {"rights"};
    words from = {list, 1, 0};
    rap_crew *crew;
    rap_err err;
    rap_crew_item item;
    const rap_crew_options o = {
        .source = give, .from = &from, .memory = MEMORY, .work = obey};
    rap_confined can = rap_confinable();
    (void)state;
    if (!can.files || !can.calls) skip();
    assert_int_equal(rap_crew_new(&crew, &o, &err), RAP_OK);
    assert_true(rap_crew_next(crew, &item));
    assert_true(rap_str_is(item.json, "refused 0\n"));
    assert_true(rap_crew_confined(crew).files && rap_crew_confined(crew).calls);
    rap_crew_free(crew);
}

static void workers_end_with_their_crew(void **state)
{
    const char *list[REPORTS];
    rap_crew *crew;
    rap_err err;
    rap_crew_item item;
    for (size_t i = 0; i < REPORTS; i++)
        list[i] = i % 7 == 3 ? "hang" : "a";
    words from = {list, REPORTS, 0};
    const rap_crew_options o = {
        .source = give, .from = &from, .workers = 4, .memory = MEMORY, .work = obey};
    (void)state;
    assert_int_equal(rap_crew_new(&crew, &o, &err), RAP_OK);
    assert_true(rap_crew_next(crew, &item));
    rap_crew_free(crew);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
    assert_int_equal(errno, ECHILD);
}

static void a_report_and_its_options_come_through_the_wire_whole(void **state)
{
    const rap_str authors[] = {{"Jon Ruud", 8}, {"", 0}, {"Ana\0Veld", 8}};
    const rap_report sent = {.key = RAP_STR("k"),
                             .bytes = {"a\0b\n", 4},
                             .media = RAP_MEDIA_HTML,
                             .uri = RAP_STR("http://kesh.example/1"),
                             .authors = authors,
                             .n_authors = 3,
                             .charset = "koi8-r",
                             .container = RAP_STR("x.warc"),
                             .container_at = UINT64_MAX,
                             .container_n = 9};
    const rap_reading_options asked = {.layers = RAP_LAYER_TEXT, .piled_sure = 71};
    rap_arena *arena = rap_arena_new(MEMORY);
    rap_buf wire = {0};
    rap_report r;
    rap_reading_options o;
    (void)state;
    rap_wire_put(&wire, &sent, &asked);
    rap_str body = {wire.p + sizeof(rap_wire_ask), wire.n - sizeof(rap_wire_ask)};
    assert_true(rap_wire_get(&r, &o, body, arena));
    assert_true(rap_str_eq(r.bytes, sent.bytes) && rap_str_eq(r.uri, sent.uri));
    assert_true(r.n_authors == 3 && rap_str_eq(r.authors[2], authors[2]));
    assert_string_equal(r.charset, "koi8-r");
    assert_true(r.container_at == UINT64_MAX && r.container_n == 9);
    assert_int_equal(o.piled_sure, 71);
    for (size_t n = 0; n < body.n; n++)
        assert_false(rap_wire_get(&r, &o, rap_str_cut(body, 0, n), arena));
    rap_buf_done(&wire);
    rap_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_worker_that_dies_costs_the_report_it_read_and_no_other),
        cmocka_unit_test(a_report_that_takes_too_long_is_given_up),
        cmocka_unit_test(a_worker_that_talks_nonsense_is_not_believed),
        cmocka_unit_test(what_reading_fails_with_comes_back_with_its_byte),
        cmocka_unit_test(a_worker_has_no_rights),
        cmocka_unit_test(workers_end_with_their_crew),
        cmocka_unit_test(a_report_and_its_options_come_through_the_wire_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
