/*
 * tests/t_refused_reading.c - a report read and written as a record when memory is out:
 * each request refused once, and from there on.  A record is whole or none.
 */
/* SPDX-License-Identifier: MIT */
#include "reading/reading.h"
#include "refusing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MEMORY = 64 << 20, ROOM = 1 << 16 };

static const char text[] =
    "Norland: 14 sailors free\n\n"
    "By Mira Veld\n\n"
    "NORSTAD, May 2 (NPA) - Foreign Minister Jon Ruud of France met the envoys of Kesh "
    "in Geneva on Monday. “We will withdraw our troops if Germany frees 14 sailors,” "
    "he "
    "told reporters.\n\n"
    "NPA reported, citing two officials, that Germany had rejected the ceasefire. Ruud "
    "denied that his men had shelled the port.\n";

static const char *const page =
    "<html><head><title>Port</title><meta name=\"author\" content=\"Ana Holm\">"
    "<meta property=\"article:modified_time\" content=\"2024-05-03\"></head><body>"
    "<article><h1>The port is open</h1><p>The port of Kesh is open, Jon Ruud said on "
    "Monday. Two ships have left it.</p><p>They carry wheat to Norland.</p></article>"
    "</body></html>";

typedef struct {
    rap_report report;
    rap_reading_options options;
    rap_buf whole, now; /* the record of the undisturbed run; of this one */
} read_case;

static rap_code read_once(void *with)
{
    read_case *c = with;
    rap_buf *out = c->whole.n ? &c->now : &c->whole;
    rap_buf_clear(out);
    rap_arena *arena = rap_arena_new(MEMORY);
    if (!arena) return RAP_E_LIMIT;
    rap_code rc = rap_reading_run(out, &c->report, &c->options, arena, NULL);
    rap_arena_free(arena);
    if (!out->failed) return rc;
    rap_buf_clear(out); /* its owner is told by the buffer, and writes the error */
    return RAP_E_LIMIT;
}

/* Told, with nothing of a record; or the very same record. */
static void whole_or_none(rap_code rc, long n, void *with)
{
    const read_case *c = with;
    if (n < 0) {
        assert_int_equal(rc, RAP_OK);
        return;
    }
    if (rc != RAP_OK) assert_int_equal(rc, RAP_E_LIMIT);
    rap_str now = rap_buf_str(&c->now);
    bool told = rap_str_begins(now, RAP_STR("{\"v\":1,\"error\":{\"uri\":\"a.txt\""));
    if (rc == RAP_OK ? !rap_str_eq(now, rap_buf_str(&c->whole)) : now.n > 0 && !told)
        fail_msg("request %ld refused: " RAP_FMT, n, RAP_ARG(now));
}

static void reads(read_case *c, long least)
{
    assert_true(rap_buf_room(&c->whole, ROOM) && rap_buf_room(&c->now, ROOM));
    (void)read_once(c);
    assert_true(refuse_each(read_once, c, whole_or_none) >= least);
    rap_buf_done(&c->whole);
    rap_buf_done(&c->now);
}

static void a_text_is_read_whole_or_not_at_all(void **state)
{
    (void)state;
    read_case c = {.report = {.key = RAP_STR("a.txt"),
                              .bytes = rap_str_of(text),
                              .media = RAP_MEDIA_TEXT},
                   .options = {.layers = RAP_LAYER_DEFAULT | RAP_LAYER_SYNTAX,
                               .published = {2024, 5, 14},
                               .with_source = true}};
    reads(&c, 200);
}

static void a_page_is_read_whole_or_not_at_all(void **state)
{
    (void)state;
    read_case c = {.report = {.key = RAP_STR("a.txt"),
                              .bytes = rap_str_of(page),
                              .media = RAP_MEDIA_HTML,
                              .fetched = RAP_STR("2024-05-15")},
                   .options = {.no_parse = true}};
    reads(&c, 100);
}

static int set_up(void **state)
{
    (void)state;
    refuse_after(-1, false); /* where a test before has failed */
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_text_is_read_whole_or_not_at_all, set_up),
        cmocka_unit_test_setup(a_page_is_read_whole_or_not_at_all, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
