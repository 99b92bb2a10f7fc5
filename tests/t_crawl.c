/*
 * tests/t_crawl.c - WARC files and the answers in them: whole, mislabelled, torn.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "intake/container.h"
#include "intake/http.h"
#include "made_stage.h"

/* A record; a length below 0: its own. */
static void put(const char *fields, rap_str block, int length)
{
    rap_buf_z(&b, "WARC/1.1\r\n");
    rap_buf_z(&b, fields);
    rap_buf_printf(&b, "Content-Length: %d\r\n\r\n",
                   length < 0 ? (int)block.n : length);
    rap_buf_put(&b, block);
    rap_buf_z(&b, "\r\n\r\n");
}

static void put_text(const char *text)
{
    put("WARC-Type: resource\r\nContent-Type: text/plain\r\n", rap_str_of(text), -1);
}

static void put_answer(const char *head, const char *body)
{
    rap_buf block = {0};
    rap_buf_z(&block, "HTTP/1.1 ");
    rap_buf_z(&block, head);
    rap_buf_z(&block, "\r\n\r\n");
    rap_buf_z(&block, body);
    put("WARC-Type: response\r\nContent-Type: application/http\r\n",
        rap_buf_str(&block), -1);
    rap_buf_done(&block);
}

/* ---- which records -----------------------------------------------------------------
 */

static void pages_texts_and_conversions_are_reports(void **state)
{
    (void)state;
    put("WARC-Type: warcinfo\r\nContent-Type: application/warc-fields\r\n",
        RAP_STR("software: x\r\n"), -1);
    put("WARC-Type: request\r\nContent-Type: application/http\r\n",
        RAP_STR("GET / HTTP/1.1\r\n\r\n"), -1);
    put("WARC-Type: resource\r\nWARC-Record-ID: <urn:a>\r\nContent-Type: text/html\r\n"
        "WARC-Target-URI: <http://npa.example/a>\r\nWARC-Date: "
        "2023-03-08T10:00:00Z\r\n",
        RAP_STR("<html><p>A page."), -1);
    put("WARC-Type: conversion\r\nWARC-Record-ID: urn:b\r\nContent-Type: "
        "text/plain;charset=koi8-r\r\n",
        RAP_STR("A text."), -1);
    put("WARC-Type: resource\r\nContent-Type: image/png\r\n", RAP_STR("PNG"), -1);
    put("WARC-Type: metadata\r\nContent-Type: text/plain\r\n", RAP_STR("x"), -1);
    put("WARC-Type: response\r\nWARC-Record-ID: <urn:c>\r\n",
        RAP_STR("HTTP/1.0 200 OK\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n"
                "<p>Untold that it is an answer."),
        -1);
    put("WARC-Type: response\r\nContent-Type: text/html\r\nWARC-Record-ID: <urn:d>\r\n",
        RAP_STR("<p>No answer at all."), -1);
    put("WARC-Type: response\r\nContent-Type: application/http\r\nWARC-Record-ID: "
        "<>\r\n"
        "WARC-Target-URI: <x\r\n",
        RAP_STR("<p>No head."), -1);
    gives("ok urn:a|html|http://npa.example/a||||||2023-03-08T10:00:00Z|<html><p>A "
          "page.\n"
          "ok urn:b|text||||||koi8-r||A text.\n"
          "ok urn:c|html||||||utf-8||<p>Untold that it is an answer.\n"
          "ok urn:d|html||||||||<p>No answer at all.\n"
          "ok in:1009|html|<x|||||||<p>No head.\n");
}

static void answers_count_by_their_status_and_type(void **state)
{
    (void)state;
    static const char *const heads[] = {"200 OK\r\nContent-Type: text/html",
                                        "203  OK\r\nContent-Type: TEXT/HTML ; x=y",
                                        "204\r\nContent-Type: text/html, text/html",
                                        "299x\nContent-Type: text/html",
                                        "206 Partial\r\nContent-Type: text/html",
                                        "301 Moved\r\nContent-Type: text/html",
                                        "404 No\r\nContent-Type: text/html",
                                        "500 No\r\nContent-Type: text/html",
                                        "200 OK\r\nContent-Type: application/pdf",
                                        "200 OK\r\nContent-Type:",
                                        "200 OK\r\nContent-Type: */*",
                                        "200 OK\r\nX: y",
                                        "\r\nContent-Type: text/html"};
    static const int wanted[] = {1, 1, 1, 1, 0, 0, 0, 0, 0, 1, 1, 1, 1};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        rap_buf_clear(&b);
        put_answer(heads[i], "<!doctype html><p>Talks.");
        const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
        if ((strstr(got, "Talks.") != NULL) != wanted[i])
            fail_msg("%s: %s", heads[i], got);
    }
}

static void what_an_answer_holds_is_told_by_its_bytes_where_the_type_is_vague(
    void **state)
{
    (void)state;
    static const struct {
        const char *type, *body, *want;
    } cases[] = {{"text/plain", "<p>Plain.", "|html|"},
                 {"text/plain", "Plain.", "|text|"},
                 {"text/html", "Page.", "|html|"},
                 {"application/octet-stream", "<!doctype html><p>A.", "|html|"},
                 {"application/octet-stream", "%PDF-1.7", NULL},
                 {"text/html", "%PDF-1.7 ", NULL},
                 {"text/html", "\xFF\xFE<", "|html|"},
                 {"unknown/unknown", "{\"a\":1}", NULL},
                 {"", "Just a text.", NULL},
                 {"text/xml",
                  "<rss><channel><item><title>T</title></item></channel></rss>",
                  "#1|text|"},
                 {"application/rss+xml", "<rss><channel/></rss>", ""},
                 {"application/xml", "<html><p>B.", "|html|"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_buf_clear(&b);
        char head[80];
        (void)snprintf(head, sizeof head, "200 OK\r\nContent-Type: %s", cases[i].type);
        put_answer(head, cases[i].body);
        const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
        bool good = cases[i].want ? strstr(got, cases[i].want) != NULL : got[0] == '\0';
        if (!good) fail_msg("%s, %s: %s", cases[i].type, cases[i].body, got);
    }
}

/* ---- lengths -----------------------------------------------------------------------
 */

static void a_length_that_is_wrong_or_missing_is_mended(void **state)
{
    (void)state;
    static const char field[] = "WARC-Type: resource\r\nContent-Type: text/plain\r\n";
    put(field, RAP_STR("Too short."), 4);
    put(field, RAP_STR("Too long."), 30);
    rap_buf_z(&b, "WARC/1.1\r\n");
    rap_buf_z(&b, field);
    rap_buf_z(&b, "\r\nNone at all.\r\n\r\n");
    rap_buf_z(&b, "WARC/1.1\r\n");
    rap_buf_z(&b, field);
    rap_buf_z(&b, "Content-Length: many\r\n\r\nNo number.\n\n");
    rap_buf_z(&b, "WARC/1.1\r\n");
    rap_buf_z(&b, field);
    rap_buf_z(&b, "Content-Length: 4\r\nContent-Length: 9\r\n\r\nOne.\r\n\r\n");
    put_text("Last.");
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
    static const char *const want[] = {"|||||||Too short.\n",   "|||||||Too long.\n",
                                       "|||||||None at all.\n", "|||||||No number.\n",
                                       "|||||||One.\n",         "|||||||Last.\n"};
    const char *at = got;
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const char *found = strstr(at, want[i]);
        if (!found || !(at = strchr(found, '\n')))
            fail_msg("%s not in\n%s", want[i], got);
    }
    assert_null(strstr(got, "syntax"));
}

static void records_without_a_length_that_nobody_wants_are_passed(void **state)
{
    (void)state;
    rap_buf_z(&b, "WARC/1.1\r\nWARC-Type: metadata\r\n\r\nx: y\r\n\r\n");
    put("WARC-Type: response\r\nContent-Type: image/png\r\n", RAP_STR("PNG"), -1);
    put_text("One.");
    put("WARC-Type: resource\r\nContent-Type: text/plain\r\n",
        RAP_STR("The last one is longer than it says."), 8);
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
    assert_non_null(strstr(got, "|One.\nok in:"));
    assert_non_null(strstr(got, "|The last one is longer than it says.\n"));
    assert_null(strstr(got, "syntax"));
}

/* Buffers that have grown for one page are given back before the next. */
static void a_large_page_is_read_and_its_room_given_back(void **state)
{
    (void)state;
    rap_buf page = {0}, packed = {0}, block = {0};
    rap_buf_z(&page, "<p>");
    while (page.n < 5 << 20)
        rap_buf_z(&page, "Talks and talks in Lenz. ");
    pack_gzip(&packed, rap_buf_str(&page));
    rap_buf_z(&block, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                      "Content-Encoding: gzip\r\n\r\n");
    rap_buf_put(&block, rap_buf_str(&packed));
    put("WARC-Type: response\r\nWARC-Record-ID: <urn:a>\r\nContent-Type: "
        "application/http\r\n",
        rap_buf_str(&block), -1);
    put_text("Small.");
    stage_put("in", rap_buf_str(&b));
    rap_buf got = {0};
    assert_int_equal(stage_read_as(&got, "in", RAP_FROM_AUTO, 0), RAP_OK);
    assert_true(got.n > page.n && got.n < page.n + 100);
    assert_true(rap_str_ends(rap_buf_str(&got), RAP_STR("|Small.\n")));
    assert_int_equal(unlink("in"), 0);
    rap_buf_done(&got);
    rap_buf_done(&page);
    rap_buf_done(&packed);
    rap_buf_done(&block);
}

static void junk_between_records_is_told_with_its_place(void **state)
{
    (void)state;
    rap_buf_z(&b, "WARC/1.1 but no record\r\n");
    put_text("One.");
    const size_t at = b.n;
    for (int i = 0; i < 300000; i++)
        rap_buf_byte(&b, i % 991 ? 'x' : 'W');
    rap_buf_z(&b, "\r\n");
    put_text("Two.");
    const size_t end = b.n;
    rap_buf_z(&b, "and the end");
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_WARC, 0);
    char want[300];
    (void)snprintf(want, sizeof want,
                   "syntax in @0\nok in:24|text||||||||One.\nsyntax in @%zu\n"
                   "ok in:%zu|text||||||||Two.\nsyntax in @%zu\n",
                   at, at + 300002, end);
    assert_string_equal(got, want);
}

static void padding_between_records_is_no_junk(void **state)
{
    (void)state;
    put_text("One.");
    rap_buf_put(&b, (rap_str){"\0\0\0 \n\r\n\t\0", 9});
    for (int i = 0; i < 1000; i++)
        rap_buf_byte(&b, '\n');
    put_text("Two.");
    rap_buf_put(&b, (rap_str){"\0\0\0", 3});
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
    assert_non_null(strstr(got, "One.\nok"));
    assert_non_null(strstr(got, "Two.\n"));
    assert_null(strstr(got, "syntax"));
}

static void a_head_that_does_not_end_is_no_record(void **state)
{
    (void)state;
    rap_buf_z(&b, "WARC/1.1\r\nWARC-Type: resource\r\n");
    put_text("Behind a broken head.");
    gives("syntax in @0\nok in:31|text||||||||Behind a broken head.\n");
    rap_buf_clear(&b);
    rap_buf_z(&b, "WARC/1.1\r\n");
    for (int i = 0; i < 20000; i++)
        rap_buf_z(&b, "X-Field: and on\r\n");
    rap_buf_z(&b, "\r\n");
    put_text("Behind a long one.");
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
    assert_int_equal(strncmp(got, "syntax in @0\nok in:340012|", 26), 0);
    rap_buf_clear(&b);
    rap_buf_z(&b, "WARC/1.1\r\nX: ");
    for (int i = 0; i < 300000; i++)
        rap_buf_byte(&b, 'x');
    rap_buf_z(&b, "\r\n\r\n");
    put_text("Behind a long line.");
    got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
    assert_int_equal(strncmp(got, "syntax in @0\nok in:300017|", 26), 0);
}

static void records_that_are_too_large_cost_themselves(void **state)
{
    (void)state;
    enum { MOST = 1000 };
    rap_buf large = {0};
    while (large.n < 200000)
        rap_buf_z(&large, "Talks and talks.\n");
    put("WARC-Type: resource\r\nWARC-Record-ID: <urn:a>\r\nContent-Type: "
        "text/plain\r\n",
        rap_buf_str(&large), -1);
    rap_buf_z(&b,
              "WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\n\r\n");
    rap_buf_put(&b, rap_buf_str(&large)); /* and does not say so */
    rap_buf_z(&b, "\r\n\r\n");
    put("WARC-Type: metadata\r\nContent-Type: text/plain\r\n", rap_buf_str(&large), -1);
    put("WARC-Type: resource\r\nContent-Type: image/png\r\n", rap_buf_str(&large), -1);
    put_text("Small.");
    const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, MOST);
    assert_int_equal(strncmp(got, "limit urn:a @0\nlimit in:", 24), 0);
    assert_non_null(strstr(got, "|||||||Small.\n"));
    int told = 0;
    for (const char *at = got; (at = strstr(at, "limit")); at++)
        told++;
    assert_int_equal(told, 2); /* nobody asked for the others */
    rap_buf_done(&large);
}

/* Longer than a megabyte: looked at only where its head says that it may be wanted. */
static void long_records_that_nobody_wants_are_passed(void **state)
{
    (void)state;
    rap_buf large = {0};
    rap_buf_z(&large, "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n");
    while (large.n < 1200000)
        rap_buf_z(&large, "Talks and talks. WARC/ and on.\n");
    for (int packed = 0; packed < 2; packed++) {
        rap_buf_clear(&b);
        put("WARC-Type: resource\r\nContent-Type: video/mp4\r\n", rap_buf_str(&large),
            -1);
        put("WARC-Type: response\r\nContent-Type: application/http\r\n",
            rap_buf_str(&large), -1);
        put_text("Small.");
        if (packed) {
            rap_buf all = {0};
            pack_gzip(&all, rap_buf_str(&b));
            rap_buf_done(&b);
            b = all;
        }
        const char *got = stage_of(rap_buf_str(&b), RAP_FROM_AUTO, 0);
        assert_int_equal(strncmp(got, "ok in:", 6), 0);
        assert_non_null(strstr(got, "|text||||||||Small.\n"));
        assert_null(strchr(strchr(got, '\n') + 1, '\n'));
    }
    rap_buf_done(&large);
}

/* ---- members -----------------------------------------------------------------------
 */

static size_t pack_record(rap_buf *all, const char *text)
{
    const size_t at = all->n;
    rap_buf_clear(&b);
    put_text(text);
    pack_gzip(all, rap_buf_str(&b));
    return at;
}

static void damage_costs_the_record_of_its_member(void **state)
{
    (void)state;
    rap_buf all = {0};
    (void)pack_record(&all, "One.");
    size_t second = pack_record(&all, "Two.");
    size_t third = pack_record(&all, "Three.");
    (void)pack_record(&all, "Four.");
    for (size_t at = second + 10; at < third; at++) {
        if (at == third - 9) continue; /* bits behind the last block mean nothing */
        all.p[at] ^= '\x20';
        const char *got = stage_of(rap_buf_str(&all), RAP_FROM_AUTO, 0);
        if (!strstr(got, "|One.\n") || !strstr(got, "|Three.\n") ||
            !strstr(got, "|Four.\n") || !strstr(got, "syntax in @"))
            fail_msg("byte %zu of %zu to %zu: %s", at, second, third, got);
        all.p[at] ^= '\x20';
    }
    rap_buf_done(&all);
}

static void a_packed_crawl_cut_anywhere_gives_what_is_whole(void **state)
{
    (void)state;
    rap_buf all = {0};
    (void)pack_record(&all, "One.");
    size_t second = pack_record(&all, "Two.");
    for (size_t n = 30; n < all.n; n++) {
        const char *got =
            stage_of(rap_str_cut(rap_buf_str(&all), 0, n), RAP_FROM_WARC, 0);
        bool one = n >= second, torn = n != second;
        if ((strstr(got, "|One.\n") != NULL) != one ||
            !strstr(got, "torn in") == torn || strstr(got, "|Two."))
            fail_msg("cut at %zu: %s", n, got);
    }
    rap_buf_done(&all);
}

static void a_loose_crawl_cut_anywhere_ends_with_a_word(void **state)
{
    (void)state;
    put_text("One.");
    const size_t first = b.n;
    put_answer("200 OK\r\nContent-Type: text/html", "<p>Two.");
    rap_buf loose = {0};
    pack_loose(&loose, rap_buf_str(&b));
    for (size_t n = 100; n < b.n; n++) {
        const char *got =
            stage_of(rap_str_cut(rap_buf_str(&b), 0, n), RAP_FROM_AUTO, 0);
        if (n < first - 4 ? strstr(got, "|One.\n") != NULL : !strstr(got, "|One.\n"))
            fail_msg("cut at %zu: %s", n, got);
    }
    for (size_t n = 40; n < loose.n; n++) {
        const char *got =
            stage_of(rap_str_cut(rap_buf_str(&loose), 0, n), RAP_FROM_WARC, 0);
        if (!strstr(got, "torn in")) fail_msg("cut at %zu: %s", n, got);
    }
    rap_buf_done(&loose);
}

static void a_member_ends_a_record_whose_length_is_wrong(void **state)
{
    (void)state;
    rap_buf all = {0};
    static const char field[] = "WARC-Type: resource\r\nContent-Type: text/plain\r\n";
    static const int lengths[] = {3, 70, 5000};
    for (size_t i = 0; i < 3; i++) {
        rap_buf_clear(&b);
        put(field, RAP_STR("Its length is wrong."), lengths[i]);
        pack_gzip(&all, rap_buf_str(&b));
    }
    rap_buf_clear(&b); /* padding before the next one */
    rap_buf_z(&b, "\r\n \r\n");
    put_text("Last.");
    pack_gzip(&all, rap_buf_str(&b));
    const char *got = stage_of(rap_buf_str(&all), RAP_FROM_AUTO, 0);
    int n = 0;
    for (const char *at = got; (at = strstr(at, "|Its length is wrong.")); at++)
        n++;
    if (n != 3 || !strstr(got, "|Last.\n")) fail_msg("%s", got);
    rap_buf_done(&all);
}

static void a_large_record_in_its_member_is_left_at_once(void **state)
{
    (void)state;
    enum { MOST = 1000 };
    rap_buf all = {0}, large = {0};
    while (large.n < 700000)
        rap_buf_z(&large, "Talks and talks.\n\nWARC/1.0\n\n");
    (void)pack_record(&all, "One.");
    (void)pack_record(&all, "Two.");
    rap_buf_clear(&b);
    put("WARC-Type: resource\r\nWARC-Record-ID: <urn:a>\r\nContent-Type: "
        "text/plain\r\n",
        rap_buf_str(&large), -1);
    pack_gzip(&all, rap_buf_str(&b));
    (void)pack_record(&all, "Three.");
    const char *got = stage_of(rap_buf_str(&all), RAP_FROM_AUTO, MOST);
    if (!strstr(got, "|Two.\nlimit urn:a") || !strstr(got, "|Three.\n") ||
        strstr(got, "syntax"))
        fail_msg("%s", got);
    rap_buf_done(&all);
    rap_buf_done(&large);
}

/* ---- bodies ------------------------------------------------------------------------
 */

static rap_http_room room;

static rap_code body_of(rap_str *out, const char *coding, bool chunked, rap_str body)
{
    const rap_http answer = {
        .status = 200, .coding = rap_str_of(coding), .chunked = chunked, .body = body};
    return rap_http_body(out, &answer, 100000, &room, NULL);
}

static void body_is(const char *coding, bool chunked, rap_str body, const char *want)
{
    rap_str got = {"-", 1};
    assert_int_equal(body_of(&got, coding, chunked, body), RAP_OK);
    if (!rap_str_is(got, want)) fail_msg("%s: " RAP_FMT, want, RAP_ARG(got));
}

static void chunks_are_joined_and_what_is_none_is_left(void **state)
{
    (void)state;
    body_is("", true, RAP_STR("5\r\nTalks\r\n6;x=y\r\n ended\r\n0\r\n\r\n"),
            "Talks ended");
    body_is("", true, RAP_STR("5 \nTalks\n0A\n in Lenz.\n"), "Talks in Lenz.\n");
    body_is("", true, RAP_STR("5\r\nTalks\r\nand no more"), "Talks");
    body_is("", true, RAP_STR("5\r\nTalks and no more"), "5\r\nTalks and no more");
    body_is("", true, RAP_STR("5\r\nTal"), "Tal");
    body_is("", true, RAP_STR("5\r\nTalks"), "Talks");
    body_is("", true, RAP_STR("5\r\nTalks\r"), "Talks");
    body_is("", true, RAP_STR("0\r\n\r\n"), "");
    body_is("", true, RAP_STR("5\nTalks\n6\n ended\n0\n"), "Talks ended");
    body_is("", true, RAP_STR("5\r\nTalks\r\n6\r\n endedX"), "Talks ended");
    body_is("", true, RAP_STR("A text that was joined."), "A text that was joined.");
    body_is("", true, RAP_STR("5x\r\nTalks\r\n"), "5x\r\nTalks\r\n");
    body_is("", true, RAP_STR("5"), "5");
    body_is("", true, RAP_STR(""), "");
    body_is("", true, RAP_STR("123456789\r\nTalks"), "123456789\r\nTalks");
    rap_str odd = {"5\0\r\nTalks", 9}, got;
    assert_int_equal(body_of(&got, "", true, odd), RAP_OK);
    assert_true(rap_str_eq(got, odd));
    body_is("", false, RAP_STR("5\r\nTalks\r\n0\r\n\r\n"), "5\r\nTalks\r\n0\r\n\r\n");
}

static void codings_are_taken_off_as_they_are_and_not_as_they_are_called(void **state)
{
    (void)state;
    static const char text[] = "<p>Talks, talks, talks in Lenz.";
    const rap_str s = RAP_STR("<p>Talks, talks, talks in Lenz.");
    rap_buf gz = {0}, zz = {0}, raw = {0}, zs = {0}, two = {0}, both = {0};
    pack_gzip(&gz, s);
    pack_deflated(&zz, s, 15);
    pack_deflated(&raw, s, -15);
    pack_zstd(&zs, s);
    pack_gzip(&two, rap_str_cut(s, 0, 9));
    pack_gzip(&two, rap_str_cut(s, 9, s.n));
    pack_gzip(&both, rap_buf_str(&zz));
    static const char *const names[] = {"gzip", "x-gzip",  "deflate", "br",
                                        "",     "GZIP , ", "zstd"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        body_is(names[i], false, rap_buf_str(&gz), text);
        body_is(names[i], false, rap_buf_str(&two), text);
        body_is(names[i], false, s, text);
    }
    body_is("deflate", false, rap_buf_str(&zz), text);
    body_is("gzip", false, rap_buf_str(&zz), text);
    body_is("deflate", false, rap_buf_str(&raw), text);
    body_is("zstd", false, rap_buf_str(&zs), text);
    body_is("deflate, gzip", false, rap_buf_str(&both), text);
    body_is("identity, deflate,gzip", false, rap_buf_str(&both), text);
    const unsigned char br[] = {0x0B, 0x02, 0x80, 'h', 'e', 'l', 'l', 'o', 0x03};
    body_is("br", false, (rap_str){(const char *)br, sizeof br}, "hello");
    rap_str cut = rap_str_cut(rap_buf_str(&gz), 0, gz.n - 12);
    rap_str got;
    assert_int_equal(body_of(&got, "gzip", false, cut), RAP_OK); /* what came */
    assert_true(got.n > 5 && rap_str_begins(s, got));
    /* neither what its head says nor without a head */
    rap_buf odd = {0};
    rap_buf_put(&odd, (rap_str){"\x78\x9C\xFF\xFF\xFF\xFF\x01", 7});
    assert_int_equal(body_of(&got, "deflate", false, rap_buf_str(&odd)), RAP_E_SYNTAX);
    gz.p[12] ^= '\x7F';
    gz.p[14] ^= '\x7F';
    assert_int_equal(body_of(&got, "gzip", false, rap_buf_str(&gz)), RAP_E_SYNTAX);
    body_is("deflate", false, RAP_STR("It only says so."), "It only says so.");
    body_is("br", false, RAP_STR("It only says so too."), "It only says so too.");
    assert_int_equal(body_of(&got, "deflate", false, (rap_str){"\x07\x07\x7F", 3}),
                     RAP_E_SYNTAX);
    assert_int_equal(body_of(&got, "deflate", false, (rap_str){"\xFF\x7F.", 3}),
                     RAP_E_SYNTAX);
    body_is("deflate", false, RAP_STR(""), "");
    body_is("gzip", false, RAP_STR("x"), "x");
    body_is("br", false, RAP_STR(""), "");
    body_is("gzip, gzip, gzip, gzip, gzip", false, RAP_STR("<p>x"), "<p>x");
    rap_buf plain = {0};
    while (plain.n < 700)
        rap_buf_z(&plain, "It only says so, at length. ");
    assert_int_equal(body_of(&got, "deflate", false, rap_buf_str(&plain)), RAP_OK);
    assert_true(rap_str_eq(got, rap_buf_str(&plain)));
    rap_buf_clear(&zz);
    pack_deflated(&zz, rap_buf_str(&plain), 15);
    zz.p[zz.n - 1] ^= 1; /* a checksum behind what came */
    assert_int_equal(body_of(&got, "deflate", false, rap_buf_str(&zz)), RAP_E_SYNTAX);
    body_is("deflate", false, (rap_str){"\x78\x01\x03\x00", 4}, "");
    body_is("gzip", false, RAP_STR("8x is no head"), "8x is no head");
    rap_buf_done(&plain);
    rap_buf_done(&gz);
    rap_buf_done(&zz);
    rap_buf_done(&raw);
    rap_buf_done(&zs);
    rap_buf_done(&two);
    rap_buf_done(&both);
    rap_buf_done(&odd);
}

static void a_body_may_not_unpack_to_more_than_a_report_may_have(void **state)
{
    (void)state;
    rap_buf large = {0}, packed = {0};
    while (large.n < 100001)
        rap_buf_byte(&large, 'x');
    rap_str got;
    assert_int_equal(body_of(&got, "", false, rap_buf_str(&large)), RAP_E_LIMIT);
    pack_gzip(&packed, rap_buf_str(&large));
    assert_int_equal(body_of(&got, "gzip", false, rap_buf_str(&packed)), RAP_E_LIMIT);
    while (large.n < 300000)
        rap_buf_byte(&large, 'x');
    rap_buf_clear(&packed);
    pack_gzip(&packed, rap_buf_str(&large));
    assert_int_equal(body_of(&got, "gzip", false, rap_buf_str(&packed)), RAP_E_LIMIT);
    large.n = 100000;
    rap_buf_clear(&packed);
    pack_gzip(&packed, rap_buf_str(&large));
    assert_int_equal(body_of(&got, "gzip", false, rap_buf_str(&packed)), RAP_OK);
    assert_int_equal(got.n, 100000);
    assert_int_equal(body_of(&got, "", false, rap_buf_str(&large)), RAP_OK);
    rap_buf_done(&large);
    rap_buf_done(&packed);
}

static void an_answers_head_is_found_however_it_ends(void **state)
{
    (void)state;
    static const struct {
        const char *answer, *type, *body;
        int status;
    } cases[] = {
        {"HTTP/1.1 200 OK\r\nContent-Type: a\r\n\r\nB", "a", "B", 200},
        {"HTTP/1.1 200 OK\nContent-Type: a\n\nB", "a", "B", 200},
        {"HTTP/1.1 200 OK\r\nContent-Type: a\r\n<p>\r\n\r\nB", "a", "<p>\r\n\r\nB",
         200},
        {"HTTP/1.1 200 OK\r\nContent-Type: a\r\n", "a", "", 200},
        {"HTTP/1.1   404", "", "", 404},
        {"HTTP/1.1 20x\r\n\r\n", "", "", 20},
        {"HTTP/1.1 2001\r\n\r\n", "", "", 200},
        {"HTTP/1.1\r\n\r\n", "", "", 0},
        {"HTTP/1.1 ", "", "", 0},
        {"HTTP/1.1 200\r\nContent-Type: a\r\nContent-Type:\r\n\r\n", "a", "", 200},
        {"<p>no answer", "", "<p>no answer", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_http h;
        rap_http_read(&h, rap_str_of(cases[i].answer));
        assert_int_equal(h.status, cases[i].status);
        assert_true(rap_str_is(h.type, cases[i].type));
        assert_true(rap_str_is(h.body, cases[i].body));
    }
    rap_http h;
    rap_http_read(&h, RAP_STR("HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n"
                              "Content-Encoding: gzip\r\nContent-Encoding:\r\n\r\n"));
    assert_true(h.chunked && rap_str_is(h.coding, "gzip"));
    rap_http_read(&h, RAP_STR("HTTP/1.1 200\r\nTransfer-Encoding: identity\r\n\r\n"));
    assert_false(h.chunked);
}

static int give_room_back(void **state)
{
    (void)state;
    rap_buf_done(&room.from);
    rap_buf_done(&room.to);
    return 0;
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
#define BODY(f) cmocka_unit_test_teardown(f, give_room_back)
    const struct CMUnitTest tests[] = {
        TEST(pages_texts_and_conversions_are_reports),
        TEST(answers_count_by_their_status_and_type),
        TEST(what_an_answer_holds_is_told_by_its_bytes_where_the_type_is_vague),
        TEST(a_length_that_is_wrong_or_missing_is_mended),
        TEST(records_without_a_length_that_nobody_wants_are_passed),
        TEST(a_large_page_is_read_and_its_room_given_back),
        TEST(junk_between_records_is_told_with_its_place),
        TEST(padding_between_records_is_no_junk),
        TEST(a_head_that_does_not_end_is_no_record),
        TEST(records_that_are_too_large_cost_themselves),
        TEST(long_records_that_nobody_wants_are_passed),
        TEST(damage_costs_the_record_of_its_member),
        TEST(a_packed_crawl_cut_anywhere_gives_what_is_whole),
        TEST(a_loose_crawl_cut_anywhere_ends_with_a_word),
        TEST(a_member_ends_a_record_whose_length_is_wrong),
        TEST(a_large_record_in_its_member_is_left_at_once),
        BODY(chunks_are_joined_and_what_is_none_is_left),
        BODY(codings_are_taken_off_as_they_are_and_not_as_they_are_called),
        BODY(a_body_may_not_unpack_to_more_than_a_report_may_have),
        BODY(an_answers_head_is_found_however_it_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
