/*
 * tests/t_refused.c - the ground floor, the intake and the mending when memory is out:
 * each request refused once, and from there on.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "base/digest.h"
#include "base/file.h"
#include "base/jsonin.h"
#include "base/unpack.h"
#include "base/utf8.h"
#include "intake_stage.h"
#include "mend/guess.h"
#include "mend/mended.h"
#include "packed.h"
#include "refusing.h"

#include <sys/stat.h>

enum { ROOM = 1 << 20 };

/* ---- base --------------------------------------------------------------------------
 */

static rap_code parse_json(void *with)
{
    (void)with;
    rap_arena *a = rap_arena_new(ROOM);
    if (!a) return RAP_E_LIMIT;
    rap_value *v;
    rap_code rc = rap_jsonin_parse(
        &v, RAP_STR("{\"a\":[1,{\"b\":\"c\\u00e9\"},null],\"d\":\"\\n\"}"), a, NULL);
    rap_arena_free(a);
    return rc;
}

static void json_says_that_memory_was_out(void **state)
{
    (void)state;
    assert_true(refuse_each(parse_json, NULL, refuse_is_told) > 8);
}

static rap_code fold(void *with)
{
    (void)with;
    rap_arena *a = rap_arena_new(ROOM);
    if (!a) return RAP_E_LIMIT;
    rap_str low = rap_utf8_fold(a, RAP_STR("K\xC3\x96SH"));
    rap_str plain = rap_utf8_plain(a, RAP_STR("K\xC3\x96SH"));
    rap_code rc = low.n && plain.n ? RAP_OK : RAP_E_LIMIT;
    rap_arena_free(a);
    return rc;
}

static void folding_gives_nothing_when_memory_is_out(void **state)
{
    (void)state;
    assert_true(refuse_each(fold, NULL, refuse_is_told) >= 3);
}

static rap_code grow(void *with)
{
    (void)with;
    rap_arena *a = rap_arena_new((size_t)4 << 20);
    rap_sha256_run *run = rap_sha256_new();
    rap_buf b = {0};
    bool good = a && run;
    for (int i = 0; good && i < 200; i++) {
        good = rap_arena_take(a, 1, 10000, 8) != NULL;
        rap_buf_z(&b, "ten bytes.");
    }
    if (good) {
        rap_arena_reset(a); /* to one block: refused, it is as if it were fresh */
        good = rap_arena_take(a, 1, 10000, 8) != NULL;
        if (good) assert_true(rap_arena_held(a) >= 10000);
    }
    good = good && !b.failed;
    if (run) (void)rap_sha256_end(run);
    rap_buf_done(&b);
    rap_arena_free(a);
    return good ? RAP_OK : RAP_E_LIMIT;
}

static void fine_or_told(rap_code rc, long n, void *with)
{
    (void)with;
    assert_true(rc == RAP_OK || (n >= 0 && rc == RAP_E_LIMIT));
}

static void arenas_and_buffers_refuse_and_lose_no_block(void **state)
{
    (void)state;
    assert_true(refuse_each(grow, NULL, fine_or_told) > 200);
}

static rap_code read_file(void *with)
{
    rap_arena *a = rap_arena_new(ROOM);
    if (!a) return RAP_E_LIMIT;
    rap_str bytes = {NULL, 0};
    rap_code rc = rap_file_read(&bytes, with, 100000, a, NULL);
    if (rc == RAP_OK) assert_int_equal(bytes.n, 60000);
    const rap_str *names;
    size_t n = 0;
    if (rc == RAP_OK) rc = rap_folder_list(&names, &n, ".", a, NULL);
    rap_str here;
    if (rc == RAP_OK) rc = rap_folder_here(&here, a, NULL);
    rap_arena_free(a);
    return rc;
}

static void files_and_folders_say_that_memory_was_out(void **state)
{
    (void)state;
    static char bytes[60000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * i >> 7);
    rap_str s = {bytes, sizeof bytes};
    rap_buf packed[3] = {0};
    rap_buf_put(&packed[0], s);
    pack_gzip(&packed[1], rap_str_cut(s, 0, 30000));
    pack_gzip(&packed[1], rap_str_cut(s, 30000, s.n));
    pack_zstd(&packed[2], s);
    for (size_t i = 0; i < 3; i++) {
        stage_put("file", rap_buf_str(&packed[i]));
        char name[] = "file";
        assert_true(refuse_each(read_file, name, refuse_is_told) >= 6);
        assert_int_equal(unlink("file"), 0);
        rap_buf_done(&packed[i]);
    }
}

static rap_code unpack(void *with)
{
    const rap_packing *how = with;
    rap_unpack *u = rap_unpack_new(*how);
    if (!u) return RAP_E_LIMIT;
    rap_code rc = RAP_OK;
    size_t eaten, given;
    char to[64];
    if (!rap_unpack_again(u)) rc = RAP_E_LIMIT;
    if (rc == RAP_OK && *how != RAP_PACKING_BROTLI &&
        rap_unpack_step(u, RAP_STR("\x1F"), &eaten, to, sizeof to, &given) ==
            RAP_UNPACK_NOMEM)
        rc = RAP_E_LIMIT;
    rap_unpack_free(u);
    return rc;
}

static void each_packing_says_that_memory_was_out(void **state)
{
    (void)state;
    rap_packing all[] = {RAP_PACKING_GZIP, RAP_PACKING_ZSTD, RAP_PACKING_ZLIB,
                         RAP_PACKING_BROTLI, RAP_PACKING_DEFLATE};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_true(refuse_each(unpack, &all[i], refuse_is_told) >= 2);
}

/* ---- mend --------------------------------------------------------------------------
 */

typedef struct {
    rap_str source;
    const char *charset;
    rap_buf first; /* what an undisturbed run made of it */
    bool same;
} mended_text;

static rap_code mend_text(void *with)
{
    mended_text *t = with;
    rap_arena *a = rap_arena_new((size_t)16 << 20);
    if (!a) return RAP_E_LIMIT;
    rap_mended m;
    rap_code rc = rap_mend(&m, t->source, t->charset, a, NULL);
    if (rc == RAP_OK && t->first.n == 0) rap_buf_put(&t->first, m.text);
    t->same = rc == RAP_OK && rap_str_eq(m.text, rap_buf_str(&t->first));
    rap_arena_free(a);
    return rc;
}

static void is_told_or_the_same(rap_code rc, long n, void *with)
{
    const mended_text *t = with;
    if (n < 0) assert_int_equal(rc, RAP_OK);
    if (rc == RAP_OK)
        assert_true(t->same);
    else
        assert_int_equal(rc, RAP_E_LIMIT);
}

static void a_repair_that_memory_refuses_is_told(void **state)
{
    (void)state;
    mended_text texts[] = {
        {RAP_STR("Sound."), NULL, {0}, false},
        {RAP_STR("\xC3\xA2\xE2\x82\xAC\xC5\x93No,\xC3\xA2\xE2\x82\xAC\xC2\x9D he said; "
                 "&amp;ldquo;K\xC3\x83\xC2\xB6sh&amp;rdquo; \\u201cyes\\u201d "
                 "\xEF\xBF\xBDwhy\xEF\xBF\xBD said ?we can?t?"),
         NULL,
         {0},
         false},
        {RAP_STR("\x93No,\x94 said Andr\xE9 in K\xF6sh. \x93No,\x94 said Andr\xE9."),
         NULL,
         {0},
         false},
        {RAP_STR("\xCC\xB8\xC5\xD0\xCC\xB8\xC5\xD0."), "gb2312", {0}, false},
        {{"\xFF\xFEN\0o\0 \0\x3D\xD8\x00\xDE", 12}, NULL, {0}, false},
        {RAP_STR("caf\xC3\xA9, caf\xC3\xA9, caf\xE9!"), NULL, {0}, false}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(rap_buf_room(&texts[i].first, 4096));
        assert_true(refuse_each(mend_text, &texts[i], is_told_or_the_same) >= 2);
        rap_buf_done(&texts[i].first);
    }
}

/* ---- intake ------------------------------------------------------------------------
 */

#define TEXT(lit)                                                                      \
    {                                                                                  \
        "" lit "", sizeof(lit) - 1                                                     \
    }

static const rap_str warc = TEXT(
    "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nx: y\r\n\r\n"
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://npa.example/1\r\n"
    "WARC-Date: 2023-03-08T10:00:00Z\r\nContent-Type: application/http\r\n"
    "Content-Length: 105\r\n\r\n"
    "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    "Transfer-Encoding: chunked\r\n\r\n"
    "10\r\n<p>Talks ended.\n\r\n0\r\n\r\n\r\n\r\n"
    "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://npa.example/2\r\n"
    "Content-Type: text/plain\r\nContent-Length: 6\r\n\r\nPlain.\r\n\r\n");

static const rap_str feed = TEXT(
    "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?><rss><channel><title>NPA</title>"
    "<link>http://npa.example/</link><item><title>Talks &amp; more</title>"
    "<link>/one</link><author>ida@npa.example (Ida Lund)</author>"
    "<pubDate>Mon, 24 Apr 2023 23:15:00 +0200</pubDate>"
    "<description>Norland and Kesh met in &lt;b&gt;Lenz&lt;/b&gt;.</description>"
    "<guid>g-1</guid></item><item><description>Second.</description>"
    "<dc:creator>Jon Holm</dc:creator></item></channel></rss>");

static const rap_str mbox = TEXT(
    "From ida Mon Apr 24 09:00:00 2023\n"
    "From: \"Lund, Ida\" <ida@npa.example>\nTo: desk\nSubject: =?utf-8?Q?K=C3=B6sh?=\n"
    "Date: Mon, 24 Apr 2023 09:00:00 +0000\nMessage-ID: <1@npa.example>\n"
    "MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=\"b\"\n\n"
    "--b\nContent-Type: text/plain; charset=iso-8859-1\n"
    "Content-Transfer-Encoding: quoted-printable\n\nTalks in K=F6sh.\n"
    "--b\nContent-Type: text/html\n\n<p>Talks.</p>\n--b--\n\n"
    "From jon Mon Apr 24 09:00:00 2023\nFrom: jon@npa.example\nTo: desk\n"
    "Subject: Second\nDate: Mon, 24 Apr 2023 09:00:00 +0000\n\n>From here on.\n");

typedef struct {
    const char *path;
    rap_buf first, again;
} walked;

/* Room beforehand: the test's own must not be refused. */
static walked walked_of(const char *path)
{
    enum { LINES = 64 * 1024 };
    walked w = {.path = path};
    assert_true(rap_buf_room(&w.first, LINES) && rap_buf_room(&w.again, LINES));
    return w;
}

static rap_code walk_input(void *with)
{
    walked *w = with;
    rap_buf *out = w->first.n ? &w->again : &w->first;
    rap_buf_clear(out);
    return stage_read_as(out, w->path, RAP_FROM_AUTO, 0);
}

/* Silence is allowed only where nothing is missing. */
static void is_told_or_whole(rap_code rc, long n, void *with)
{
    const walked *w = with;
    if (n < 0 || rc != RAP_OK) return;
    if (!rap_str_eq(rap_buf_str(&w->first), rap_buf_str(&w->again)))
        fail_msg("request %ld refused: lost without a word:\n" RAP_FMT
                 "instead of\n" RAP_FMT,
                 n, RAP_ARG(rap_buf_str(&w->again)), RAP_ARG(rap_buf_str(&w->first)));
}

static void walks(const char *path, rap_str bytes, long least)
{
    walked w = walked_of(path);
    stage_put(path, bytes);
    (void)walk_input(&w);
    assert_true(w.first.n > 0);
    assert_true(refuse_each(walk_input, &w, is_told_or_whole) >= least);
    rap_buf_done(&w.first);
    rap_buf_done(&w.again);
    assert_int_equal(unlink(path), 0);
}

static void lines_of_json_are_told_when_memory_is_out(void **state)
{
    (void)state;
    walks("a.jsonl",
          RAP_STR("{\"id\":\"one\",\"title\":\"A\\n\",\"authors\":[\"I. Lund\"],"
                  "\"text\":\"First.\",\"date\":1682300000}\n{\"text\":\"Second.\"}\n"),
          10);
}

static void pages_of_a_crawl_are_told_when_memory_is_out(void **state)
{
    (void)state;
    walks("a.warc", warc, 10);
    rap_buf answer = {0}, record = {0};
    rap_buf_z(&answer, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                       "Content-Encoding: gzip\r\n\r\n");
    pack_gzip(&answer, RAP_STR("<p>Talks, talks and talks."));
    rap_buf_printf(&record,
                   "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: %d\r\n\r\n",
                   (int)answer.n);
    rap_buf_put(&record, rap_buf_str(&answer));
    rap_buf_z(&record, "\r\n\r\n");
    rap_buf_printf(&record,
                   "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/xml\r\n"
                   "Content-Length: %d\r\n\r\n",
                   (int)feed.n);
    rap_buf_put(&record, feed);
    rap_buf_z(&record, "\r\n\r\n");
    walks("b.warc", rap_buf_str(&record), 10);
    rap_buf_done(&answer);
    rap_buf_done(&record);
    rap_buf b = {0};
    pack_gzip(&b, rap_str_cut(warc, 0, 70));
    pack_gzip(&b, rap_str_cut(warc, 70, warc.n));
    walks("a.warc.gz", rap_buf_str(&b), 10);
    rap_buf_done(&b);
}

static void entries_of_a_feed_are_told_when_memory_is_out(void **state)
{
    (void)state;
    walks("feed.xml", feed, 20);
}

static void mails_are_told_when_memory_is_out(void **state)
{
    (void)state;
    walks("box", mbox, 20);
}

static void members_of_archives_are_told_when_memory_is_out(void **state)
{
    (void)state;
    rap_buf b = {0}, z = {0};
    const zip_member members[] = {{.name = "a.txt", .bytes = RAP_STR("Stored.")},
                                  {.name = "caf\xE9.txt",
                                   .bytes = RAP_STR("Deflated, deflated, deflated."),
                                   .method = 8},
                                  {.name = "c.txt",
                                   .bytes = RAP_STR("In zstd, in zstd, in zstd."),
                                   .method = 93}};
    for (size_t i = 0; i < 3; i++)
        pack_zip(&z, &members[i]);
    pack_zip_end(&z);
    walks("a.zip", rap_buf_str(&z), 10);
    (void)pack_tar(&b, "one.txt", '0', RAP_STR("One."));
    (void)pack_tar(&b, "x", 'x', RAP_STR("19 path=longer.txt\n"));
    (void)pack_tar(&b, "cut", '0', RAP_STR("Two."));
    (void)pack_tar(&b, "in.zip", '0', rap_buf_str(&z));
    pack_tar_end(&b);
    walks("a.tar", rap_buf_str(&b), 10);
    rap_buf_done(&b);
    rap_buf_done(&z);
}

static void a_folder_is_told_when_memory_is_out(void **state)
{
    (void)state;
    assert_int_equal(mkdir("folder", 0700), 0);
    stage_put("folder/a.txt", RAP_STR("A."));
    stage_put("folder/b.html", RAP_STR("<html><p>B."));
    walked w = walked_of("folder");
    (void)walk_input(&w);
    assert_true(refuse_each(walk_input, &w, is_told_or_whole) >= 10);
    rap_buf_done(&w.first);
    rap_buf_done(&w.again);
    assert_int_equal(unlink("folder/a.txt"), 0);
    assert_int_equal(unlink("folder/b.html"), 0);
    assert_int_equal(rmdir("folder"), 0);
}

static int set_up(void **state)
{
    refuse_after(-1, false); /* where a test before has failed */
    return stage_set_up(state);
}

int main(void)
{
#define STAGED(f) cmocka_unit_test_setup_teardown(f, set_up, stage_tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_says_that_memory_was_out),
        cmocka_unit_test(folding_gives_nothing_when_memory_is_out),
        cmocka_unit_test(arenas_and_buffers_refuse_and_lose_no_block),
        STAGED(files_and_folders_say_that_memory_was_out),
        cmocka_unit_test(each_packing_says_that_memory_was_out),
        cmocka_unit_test(a_repair_that_memory_refuses_is_told),
        STAGED(lines_of_json_are_told_when_memory_is_out),
        STAGED(pages_of_a_crawl_are_told_when_memory_is_out),
        STAGED(entries_of_a_feed_are_told_when_memory_is_out),
        STAGED(mails_are_told_when_memory_is_out),
        STAGED(members_of_archives_are_told_when_memory_is_out),
        STAGED(a_folder_is_told_when_memory_is_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
