/*
 * tests/t_window.c - windows over packed and plain bytes, heads, codings, kinds of
 * files.
 */
/* SPDX-License-Identifier: MIT */
#include "base/unpack.h"
#include "intake/fields.h"
#include "intake/http.h"
#include "intake/sniff.h"
#include "intake/warchead.h"
#include "intake/webmedia.h"
#include "intake/window.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <zlib.h>

#include <cmocka.h>

/* Append `s` as a gzip member of its own. */
static size_t put_member(rap_buf *b, rap_str s)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY),
                     Z_OK);
    const size_t from = b->n;
    assert_true(rap_buf_room(b, s.n + 200));
    unsigned char in[256];
    assert_true(s.n <= sizeof in);
    memcpy(in, s.p, s.n);
    z.next_in = in;
    z.avail_in = (uInt)s.n;
    z.next_out = (unsigned char *)b->p + b->n;
    z.avail_out = (uInt)(s.n + 200);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    b->n += s.n + 200 - z.avail_out;
    assert_int_equal(deflateEnd(&z), Z_OK);
    return from;
}

static rap_window *window_over(const rap_buf *b)
{
    rap_window *w;
    assert_int_equal(rap_window_of_bytes(&w, rap_buf_str(b), NULL), RAP_OK);
    assert_int_equal(rap_window_unpack(&w, RAP_STR("x.gz"), NULL), RAP_OK);
    return w;
}

static void a_window_tells_where_in_the_file_each_member_begins(void **state)
{
    (void)state;
    rap_buf b = {0};
    size_t at[3];
    const char *const texts[] = {"one", "second", "the third"};
    for (int i = 0; i < 3; i++)
        at[i] = put_member(&b, rap_str_of(texts[i]));
    rap_window *w = window_over(&b);
    assert_true(rap_window_is_packed(w));
    for (size_t i = 0, plain = 0; i < 3; i++) {
        size_t n = strlen(texts[i]);
        assert_int_equal(rap_window_fill(w, n, NULL), RAP_OK);
        assert_int_equal(rap_window_at(w), plain);
        assert_int_equal(rap_window_member_at(w), plain);
        assert_int_equal(rap_window_file_at(w), at[i]);
        assert_memory_equal(rap_window_rest(w).p, texts[i], n);
        rap_window_skip(w, n);
        plain += n;
    }
    assert_int_equal(rap_window_fill(w, 1, NULL), RAP_OK);
    assert_int_equal(rap_window_rest(w).n, 0);
    assert_int_equal(rap_window_file_at(w), b.n);
    rap_window_close(w);
    rap_buf_done(&b);
}

static void damage_costs_one_member_and_is_told_once(void **state)
{
    (void)state;
    rap_buf b = {0};
    (void)put_member(&b, RAP_STR("WARC/1.0 first"));
    size_t second = put_member(&b, RAP_STR("WARC/1.0 second, hit"));
    size_t third = put_member(&b, RAP_STR("no such head"));
    (void)put_member(&b, RAP_STR("WARC/1.0 fourth"));
    b.p[third - 6] ^= 1; /* in the checksum of the second */
    rap_window *w = window_over(&b);
    rap_err err;
    assert_int_equal(rap_window_fill(w, 14, NULL), RAP_OK);
    rap_window_skip(w, 14);
    assert_int_equal(rap_window_fill(w, 100, &err), RAP_E_SYNTAX);
    assert_int_equal(err.at, second);
    assert_int_equal(rap_window_damage_at(w), 14);
    assert_true(rap_str_is(rap_window_rest(w), "WARC/1.0 second, hit"));
    assert_true(rap_window_resume(w, RAP_STR("WARC/")));
    assert_int_equal(rap_window_fill(w, 100, &err), RAP_OK);
    assert_true(rap_str_is(rap_window_rest(w), "WARC/1.0 fourth"));
    assert_false(rap_window_resume(w, RAP_STR("WARC/")));
    assert_int_equal(rap_window_fill(w, 1, &err), RAP_OK);
    assert_int_equal(rap_window_rest(w).n, 0);
    rap_window_close(w);
    rap_buf_done(&b);
}

static void a_file_cut_at_any_byte_gives_what_is_whole_and_says_where_it_ends(
    void **state)
{
    (void)state;
    rap_buf b = {0};
    (void)put_member(&b, RAP_STR("WARC/1.0 first"));
    size_t second = put_member(&b, RAP_STR("WARC/1.0 second"));
    for (size_t n = second; n <= b.n; n++) {
        rap_buf part = {.p = b.p, .n = n, .cap = b.cap};
        rap_window *w = window_over(&part);
        rap_err err;
        rap_code rc = rap_window_fill(w, 100, &err);
        assert_int_equal(rc, n == second || n == b.n ? RAP_OK : RAP_E_TORN);
        if (rc == RAP_E_TORN) assert_int_equal(err.at, n);
        assert_true(rap_str_begins(rap_window_rest(w), RAP_STR("WARC/1.0 first")));
        rap_window_close(w);
    }
    rap_buf_done(&b);
}

static void a_window_over_plain_bytes_moves_through_all_of_them(void **state)
{
    (void)state;
    static char bytes[700000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)('a' + i % 23);
    rap_window *w;
    assert_int_equal(rap_window_of_bytes(&w, (rap_str){bytes, sizeof bytes}, NULL),
                     RAP_OK);
    for (size_t at = 0; at < sizeof bytes; at += 997) {
        size_t want = sizeof bytes - at < 300000 ? sizeof bytes - at : 300000;
        assert_int_equal(rap_window_fill(w, 300000, NULL), RAP_OK);
        assert_int_equal(rap_window_at(w), at);
        assert_true(rap_window_rest(w).n >= want);
        assert_memory_equal(rap_window_rest(w).p, bytes + at, want);
        assert_int_equal(rap_window_pass(w, 997, NULL), RAP_OK);
    }
    assert_int_equal(rap_window_at(w), sizeof bytes);
    rap_window_close(w);
}

static void packings_that_are_not_read_are_refused_by_name(void **state)
{
    (void)state;
    const rap_str heads[] = {{"\x04\x22\x4D\x18 ........", 14},
                             {"\xFD\x37\x7A\x58\x5A\0 .......", 14},
                             {"BZh9 .........", 14}};
    const char *const names[] = {"lz4", "xz", "bzip2"};
    for (size_t i = 0; i < 3; i++) {
        rap_window *w;
        rap_err err;
        assert_int_equal(rap_window_of_bytes(&w, heads[i], NULL), RAP_OK);
        assert_int_equal(rap_window_unpack(&w, RAP_STR("x"), &err), RAP_E_USAGE);
        assert_non_null(strstr(err.msg, names[i]));
        rap_window_close(w);
    }
}

static void fields_are_unfolded_and_lines_that_are_none_passed_over(void **state)
{
    (void)state;
    rap_str head =
        RAP_STR("A: one\r\nno field\r\nB-c:two\r\n  three\r\nD:\r\n\r\nrest");
    size_t end = rap_fields_end(head, 0);
    assert_true(rap_str_is(rap_str_cut(head, end, head.n), "rest"));
    assert_int_equal(rap_fields_end(RAP_STR("A: b\nC: d\n\nx"), 0), 11);
    assert_int_equal(rap_fields_end(RAP_STR("A: b\nC: d\n"), 0), 0);
    rap_fields it = rap_fields_of(rap_str_cut(head, 0, end));
    rap_str name, value;
    assert_true(rap_fields_next(&it, &name, &value));
    assert_true(rap_fields_is(name, "a") && rap_str_is(value, "one"));
    assert_true(rap_fields_next(&it, &name, &value));
    assert_true(rap_fields_is(name, "b-c") && rap_str_is(value, "two\r\n  three"));
    assert_true(rap_fields_next(&it, &name, &value));
    assert_true(rap_fields_is(name, "d") && value.n == 0);
    assert_false(rap_fields_next(&it, &name, &value));
}

static void numbers_and_charsets_are_taken_only_where_they_are_sound(void **state)
{
    (void)state;
    uint64_t n = 7;
    assert_true(rap_fields_number(&n, RAP_STR("1234567890123")));
    assert_int_equal(n, 1234567890123);
    assert_false(rap_fields_number(&n, RAP_STR("12a")));
    assert_false(rap_fields_number(&n, RAP_STR("-1")));
    assert_false(rap_fields_number(&n, RAP_STR("")));
    assert_false(rap_fields_number(&n, RAP_STR("9999999999999999999")));
    rap_arena *a = rap_arena_new(1 << 16);
    const char *const pairs[][2] = {{"text/html; charset=utf-8", "utf-8"},
                                    {"text/html;x=y;Charset = \"EUC-JP\"", "EUC-JP"},
                                    {"text/html; charset='koi8-r'; a=b", "koi8-r"},
                                    {"text/html; charset=", NULL},
                                    {"text/html", NULL}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *got = rap_fields_charset(rap_str_of(pairs[i][0]), a);
        assert_int_equal(!got, !pairs[i][1]);
        if (got) assert_string_equal(got, pairs[i][1]);
        assert_true(
            rap_fields_is(rap_fields_media(rap_str_of(pairs[i][0])), "text/html"));
    }
    rap_arena_free(a);
}

static void chunks_are_joined_and_what_only_says_so_is_left(void **state)
{
    (void)state;
    const char *const pairs[][2] = {
        {"4\r\nKesh\r\n3;a=b\r\n is\r\n0\r\n\r\n", "Kesh is"},
        {"4\nKesh\n0\n\n", "Kesh"},
        {"A\r\nKesh", "Kesh"},          /* broken off */
        {"4\r\nKesh\r\n", "Kesh"},      /* the last chunk is missing */
        {"<p>Kesh</p>", "<p>Kesh</p>"}, /* undone by the crawler */
        {"4\r\nKesh is open\r\n0\r\n", "4\r\nKesh is open\r\n0\r\n"},
        {"0\r\n\r\n", ""}};
    rap_http_room room = {0};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const rap_http answer = {.chunked = true, .body = rap_str_of(pairs[i][0])};
        rap_str body;
        assert_int_equal(rap_http_body(&body, &answer, 100, &room, NULL), RAP_OK);
        assert_true(rap_str_is(body, pairs[i][1]));
        rap_err err;
        if (body.n < 5) continue;
        assert_int_equal(rap_http_body(&body, &answer, 4, &room, &err), RAP_E_LIMIT);
    }
    rap_buf_done(&room.from);
    rap_buf_done(&room.to);
}

static void a_first_line_and_a_few_fields_are_what_is_read_of_an_answer(void **state)
{
    (void)state;
    rap_http h;
    rap_http_read(&h, RAP_STR("HTTP/2 404\r\ncontent-type: text/html\r\n"
                              "transfer-encoding: chunked\r\n\r\nbody"));
    assert_int_equal(h.status, 404);
    assert_true(h.chunked && rap_str_is(h.type, "text/html"));
    assert_true(rap_str_is(h.body, "body"));
    rap_http_read(&h, RAP_STR("<html>"));
    assert_int_equal(h.status, 0);
    assert_true(rap_str_is(h.body, "<html>"));
    rap_http_read(&h, RAP_STR("HTTP/1.0 200 OK\nContent-Encoding: gzip\n<html>\n\n"));
    assert_int_equal(h.status, 200);
    assert_true(rap_str_is(h.body, "<html>\n\n"));
    rap_http_read(&h, RAP_STR("HTTP/1.1 2"));
    assert_int_equal(h.body.n, 0);
}

static void kinds_of_files_are_told_by_their_first_bytes(void **state)
{
    (void)state;
    const struct {
        const char *head;
        rap_from from;
    } rows[] = {
        {"WARC/1.0\r\n", RAP_FROM_WARC},
        {"\r\n\r\nWARC/1.0\r\n", RAP_FROM_WARC},
        {"PK\x03\x04....", RAP_FROM_ARCHIVE},
        {"<?xml version=\"1.0\"?>\n<!-- x --><rss>", RAP_FROM_FEED},
        {"<feed xmlns=\"a\">", RAP_FROM_FEED},
        {"\xEF\xBB\xBF <!DOCTYPE html>", RAP_FROM_HTML},
        {"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC", RAP_FROM_HTML},
        {"<!-- saved --> <HTML>", RAP_FROM_HTML},
        {"{\"id\":1}", RAP_FROM_JSONL},
        {"{ }", RAP_FROM_TEXT},
        {"<3 is a heart", RAP_FROM_TEXT},
        {"From: a@b\nTo: c@d\nSubject: x\nDate: y\n\nHi", RAP_FROM_MBOX},
        {"From Kesh: the talks went on\nand on.", RAP_FROM_TEXT},
        {"KESH: the talks\nSUDMARK: nothing\n", RAP_FROM_TEXT},
        {"", RAP_FROM_TEXT},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(rap_sniff(rap_str_of(rows[i].head)), rows[i].from);
    static char tar[512] = "a/b.txt";
    memcpy(tar + 257, "ustar", 5);
    assert_int_equal(rap_sniff((rap_str){tar, sizeof tar}), RAP_FROM_ARCHIVE);
}

static void an_answer_is_a_page_by_its_type_and_its_first_bytes(void **state)
{
    (void)state;
    const struct {
        const char *type, *body;
        rap_from from;
    } rows[] = {
        {"text/html; charset=x", "anything", RAP_FROM_HTML},
        {"TEXT/HTML", "<rss version='2.0'>", RAP_FROM_FEED},
        {"text/plain", "Kesh.", RAP_FROM_TEXT},
        {"text/plain", "<!doctype html>", RAP_FROM_HTML},
        {"text/html", "%PDF-1.4", RAP_FROM_AUTO},
        {"text/html", " \n", RAP_FROM_AUTO},
        {"", "<html>", RAP_FROM_HTML},
        {"", "Kesh.", RAP_FROM_AUTO},
        {"application/xml", "<urlset>", RAP_FROM_AUTO},
        {"text/css", "<html>", RAP_FROM_AUTO},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(
            rap_webmedia_judge(rap_str_of(rows[i].type), rap_str_of(rows[i].body)),
            rows[i].from);
}

static void a_record_inside_a_block_must_stand_apart(void **state)
{
    (void)state;
    rap_str s = RAP_STR("x WARC/1.0\r\nWARC/ \n\nWARC/1.1x\n\r\n\r\nWARC/1.1\r\n");
    assert_int_equal(rap_warc_find(s, 0), 2);
    assert_int_equal(rap_warc_find_apart(s, 0), s.n - 10);
    assert_int_equal(rap_warc_find_apart(RAP_STR("a\nWARC/1.1\r\n"), 0), RAP_WARC_NONE);
    rap_str block = RAP_STR("ab\r\n\r\n\r\n\r\n");
    assert_int_equal(rap_warc_unclosed(block, 0, block.n), 6);
    assert_int_equal(rap_warc_unclosed(RAP_STR("ab\n"), 2, 3), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_window_tells_where_in_the_file_each_member_begins),
        cmocka_unit_test(damage_costs_one_member_and_is_told_once),
        cmocka_unit_test(
            a_file_cut_at_any_byte_gives_what_is_whole_and_says_where_it_ends),
        cmocka_unit_test(a_window_over_plain_bytes_moves_through_all_of_them),
        cmocka_unit_test(packings_that_are_not_read_are_refused_by_name),
        cmocka_unit_test(fields_are_unfolded_and_lines_that_are_none_passed_over),
        cmocka_unit_test(numbers_and_charsets_are_taken_only_where_they_are_sound),
        cmocka_unit_test(chunks_are_joined_and_what_only_says_so_is_left),
        cmocka_unit_test(a_first_line_and_a_few_fields_are_what_is_read_of_an_answer),
        cmocka_unit_test(kinds_of_files_are_told_by_their_first_bytes),
        cmocka_unit_test(an_answer_is_a_page_by_its_type_and_its_first_bytes),
        cmocka_unit_test(a_record_inside_a_block_must_stand_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
