/*
 * tests/t_wording.c - the words of containers at their edges: dates, references,
 * addresses, encoded words, codings, attributes, kinds.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/feedscan.h"
#include "intake/feedtext.h"
#include "intake/fields.h"
#include "intake/maildate.h"
#include "intake/mailpart.h"
#include "intake/mailwords.h"
#include "intake/printed.h"
#include "intake/recode.h"
#include "intake/sniff.h"
#include "intake/warchead.h"
#include "intake/webmedia.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static rap_buf b;

static int tear_down(void **state)
{
    (void)state;
    rap_buf_done(&b);
    return 0;
}

static void is(const char *what, const char *want)
{
    if (!rap_str_is(rap_buf_str(&b), want))
        fail_msg("%s: " RAP_FMT " instead of %s", what, RAP_ARG(rap_buf_str(&b)), want);
    rap_buf_clear(&b);
}

/* ---- dates -------------------------------------------------------------------------
 */

static void dates_are_read_in_every_order(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"24 Apr 2023 00:00 +0000", "2023-04-24T00:00:00+00:00"},
        {"24 Apr 2023 23:59:59 -1430", "2023-04-24T23:59:59-14:30"},
        {"24 Apr 2023 23:59:59 +14:00", "2023-04-24T23:59:59+14:00"},
        {"24 Apr 2023 23:59:59 +1500", "2023-04-24T23:59:59"},
        {"24 Apr 2023 23:59:59 +0160", "2023-04-24T23:59:59"},
        {"24 Apr 2023 23:59:59 +01", "2023-04-24T23:59:59"},
        {"24 Apr 2023 23:59:59 +x", "2023-04-24T23:59:59"},
        {"24 Apr 2023 23:59:59 +0059", "2023-04-24T23:59:59+00:59"},
        {"24 Apr 2023 24:00", "2023-04-24"},
        {"24 Apr 2023 10:60", "2023-04-24"},
        {"24 Apr 2023 10:", "2023-04-24"},
        {"24 Apr 2023 10:00:", "2023-04-24"},
        {"24 Apr 2023 10:00:x", "2023-04-24"},
        {"24 Apr 2023 10:00x", "2023-04-24T10:00:00"},
        {"24 Apr 2023 10:00:00Z", "2023-04-24T10:00:00"},
        {"24 Apr 2023 10:00:00 Z", "2023-04-24T10:00:00+00:00"},
        {"24 Apr 2023 10:00:00 PDT", "2023-04-24T10:00:00-07:00"},
        {"24 Apr 2023 10:00:00 XYZ", "2023-04-24T10:00:00"},
        {"24 Apr 2023 10:00:00 gm", "2023-04-24T10:00:00"},
        {"April 24, 2023", "2023-04-24"},
        {"1 Sept 2023 Dec", "2023-09-01"},
        {"24 Apr 99", "1999-04-24"},
        {"24 Apr 49", "2049-04-24"},
        {"24 Apr 50", "1950-04-24"},
        {"24 Apr 123", "2023-04-24"},
        {"31 1 Jan 2023", "2023-01-31"},
        {"24 Apr 2023 2022", "2023-04-24"},
        {"24 Apr 2023 12345", "2023-04-24"},
        {"24 2x Apr 2023", "2023-04-24"},
        {"24 Apr 2023 +0200", "2023-04-24"},
        {"+ 24 Apr 2023 !", "2023-04-24"},
        {"(Mon) 24-Apr-2023", "2023-04-24"},
        {"2023-04-24", "2023-04-24"},
        {"2023-04-24T10:00:00+02:00 and a great deal of words",
         "2023-04-24T10:00:00+02:00"},
        {"2023-04-24T10:00:00.123456789012345678901234567890", NULL},
        {"2023-13-24", ""},
        {"Ap 24 2023", ""},
        {"32 Apr 2023", ""},
        {"0 Apr 2023", ""},
        {"24 Apr", ""},
        {"30 Feb 2023", ""},
        {"24 Apr 0", "1900-04-24"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rap_maildate d = {""};
        bool good = rap_maildate_read(&d, rap_str_of(pairs[i][0]));
        if (!pairs[i][1]) { /* cut to fit */
            assert_true(good && strlen(d.z) < sizeof d.z);
            continue;
        }
        if (good != (pairs[i][1][0] != 0) || strcmp(good ? d.z : "", pairs[i][1]) != 0)
            fail_msg("%s: %s instead of %s", pairs[i][0], good ? d.z : "none",
                     pairs[i][1]);
    }
}

/* ---- references and addresses ------------------------------------------------------
 */

static void references_are_decoded_once(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"&#65;&#x41;&#X4a;&#x4A;", "AAJJ"},
                                           {"&#9;&#10;&#13;", "\t\n\r"},
                                           {"&#8;&#31;", "&#8;&#31;"},
                                           {"&#128;&#150;&#159;", "\u20AC\u2013\u0178"},
                                           {"&#127;&#160;", "\x7F\u00A0"},
                                           {"&#55295;&#55296;", "\uD7FF&#55296;"},
                                           {"&#57343;&#57344;", "&#57343;\uE000"},
                                           {"&#1114111;", "\U0010FFFF"},
                                           {"&#1114112;", "&#1114112;"},
                                           {"&#99999999;", "&#99999999;"},
                                           {"&#99999999999;", "&#99999999999;"},
                                           {"&#xg;", "&#xg;"},
                                           {"&#x;", "&#x;"},
                                           {"&#;", "&#;"},
                                           {"&#a;", "&#a;"},
                                           {"&apos;&amp;&lt;", "'&<"},
                                           {"&nosuch;", "&nosuch;"},
                                           {"&amp", "&amp"},
                                           {"&am p;", "&am p;"},
                                           {"&", "&"},
                                           {"&;", "&;"},
                                           {"&thetasym;", "\u03D1"},
                                           {"&amp;amp;", "&amp;"},
                                           {"&#x110000;", "&#x110000;"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rap_feedtext_decode(&b, rap_str_of(pairs[i][0]));
        is(pairs[i][0], pairs[i][1]);
    }
}

static void titles_become_lines_of_words(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{" A\t\n B\x7F C ", "A B C"},
                                           {"A\u00A0\u00A0B\u00A0", "A B"},
                                           {"\u00C2B", "\u00C2B"},
                                           {"A <b>B</b> &amp; C", "A B & C"},
                                           {"A <!-- x --> B", "A B"},
                                           {"A < B &lt; C", "A < B < C"},
                                           {"A &amp; B <b", "A & B <b"},
                                           {"A &amp; 3 < 5 > 4", "A & 3 < 5 > 4"},
                                           {"&amp;<", "&"},
                                           {"</i>A", "A"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rap_feedtext_words(&b, rap_str_of(pairs[i][0]));
        if (i == 8) { /* a last "<" may go or stay */
            assert_int_equal(b.p[0], '&');
            rap_buf_clear(&b);
            continue;
        }
        is(pairs[i][0], pairs[i][1]);
    }
}

static void links_are_joined_with_what_they_stand_under(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"http://a/b/c?d#e", "f", "http://a/b/f"},
        {"http://a/b/c", "/f", "http://a/f"},
        {"http://a", "f", "http://a/f"},
        {"http://a?x", "f", "http://a/f"},
        {"http://a#x", "f", "http://a/f"},
        {"http://a/b/c?d", "?e", "http://a/b/c?e"},
        {"http://a/b/c#d", "#e", "http://a/b/c#e"},
        {"http://a/b/c", "//x/y", "http://x/y"},
        {"http://a/b/c", "mailto:x", "mailto:x"},
        {"http://a/b/c", "h+t.t-p:x", "h+t.t-p:x"},
        {"http://a/b/c", "1x:y", "http://a/b/1x:y"},
        {"http://a/b/c", "+x:y", "http://a/b/+x:y"},
        {"http://a/b/c", "x", "http://a/b/x"},
        {"http://a/b/c", "", ""},
        {"no base", "f", "f"},
        {"", "f", "f"},
        {"http://a/b/c/", "../d", "http://a/b/d"},
        {"http://a/b/c/", "../../../d", "http://a/d"},
        {"http://a/b/c", "./d/.", "http://a/b/d/"},
        {"http://a/b/c", "d/..", "http://a/b/"},
        {"http://a/b/c", "d?x=../y", "http://a/b/d?x=../y"},
        {"http://a/b/c", "d#../y", "http://a/b/d#../y"},
        {"news:a/b", "c", "news:a/c"},
        {"news:a", "c", "news:/c"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_feedtext_join(&b, rap_str_of(cases[i][0]), rap_str_of(cases[i][1]));
        is(cases[i][1], cases[i][2]);
    }
}

static void attributes_are_found_whatever_stands_around_them(void **state)
{
    (void)state;
    static const char *const cases[][3] = {{"<a x='1' y=\"2\">", "y", "2"},
                                           {"<a x = '1'>", "x", "1"},
                                           {"<a x=1 y=2>", "y", "2"},
                                           {"<a x=1>", "x", "1"},
                                           {"<a x=1/>", "x", "1/"},
                                           {"<a x>", "x", ""},
                                           {"<a x", "x", ""},
                                           {"<a x=", "x", ""},
                                           {"<a x='1", "x", "1"},
                                           {"<a x= >", "x", ""},
                                           {"<a !! x='1'>", "x", "1"},
                                           {"<a x='1'x='2'>", "x", "1"},
                                           {"<a:b.c-d_e x='1'>", "x", "1"},
                                           {"<a xml:base='1'>", "xml:base", "1"},
                                           {"<a _x='1' \xC3\xA9='2'>", "\xC3\xA9", "2"},
                                           {"<a y='x=3'>", "x", NULL},
                                           {"<a>", "x", NULL},
                                           {"<a x=1", "x", "1"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_str got = rap_feedscan_attribute(rap_str_of(cases[i][0]), cases[i][1]);
        bool good = cases[i][2] ? got.p && rap_str_is(got, cases[i][2]) : !got.p;
        if (!good) fail_msg("%s: " RAP_FMT, cases[i][0], RAP_ARG(got));
    }
}

static void scans(const char *xml, const char *want)
{
    rap_window *w;
    assert_int_equal(rap_window_of_bytes(&w, rap_str_of(xml), NULL), RAP_OK);
    rap_feedscan s = {.w = w};
    rap_feed_token t;
    do {
        assert_int_equal(rap_feedscan_next(&s, &t, NULL), RAP_OK);
        static const char marks[] = ".<>=";
        rap_buf_byte(&b, marks[t.what]);
        rap_buf_put(&b, t.what == RAP_FEED_TEXT ? t.raw : t.name);
        if (t.empty) rap_buf_byte(&b, '/');
        if (t.literal) rap_buf_byte(&b, '!');
    } while (t.what != RAP_FEED_END);
    if (s.unclosed) rap_buf_byte(&b, '?');
    rap_window_close(w);
    is(xml, want);
}

static void tags_texts_and_sections_are_told_apart(void **state)
{
    (void)state;
    scans("<a>b</a>", "<a=b>a.");
    scans("<a/><a b='>'/>", "<a/<a/.");
    scans("<_a><:b><\xC3\xA9><1>< x", "<_a<:b<\xC3\xA9=<1>=< x.");
    scans("<![CDATA[a]]>b<![CDATA[]]>", "=a!=b=!.");
    scans("<![CDATA[a]]", "=a]]!.?");
    scans("<!-- a --><?b?><!c><d>", "<d.");
    scans("<!DOCTYPE a [<!b>]><d>", "<d.");
    scans("<!DOCTYPE a [<!b>", ".?");
    scans("<!DOCTYPE a", ".?");
    scans("<!-- a", ".?");
    scans("<a", ".?");
    scans("<a <b>", "<a<b.");
    scans("<", "=<.");
    scans("</", ".?");
    scans("</ a>", ">.");
    scans("a<!b>c", "=a=c.");
}

/* A tag of more bytes than any has is half a tag, and what stands behind it is read. */
static void a_tag_may_not_be_longer_than_any(void **state)
{
    (void)state;
    rap_buf xml = {0};
    rap_buf_z(&xml, "<a x='");
    for (int i = 0; i < 70000; i++)
        rap_buf_byte(&xml, 'y');
    rap_buf_z(&xml, "'/><b>");
    rap_buf_byte(&xml, 0);
    rap_window *w;
    assert_int_equal(rap_window_of_bytes(&w, rap_buf_str(&xml), NULL), RAP_OK);
    rap_feedscan s = {.w = w};
    rap_feed_token t;
    int tags = 0, n = 0;
    do {
        assert_int_equal(rap_feedscan_next(&s, &t, NULL), RAP_OK);
        tags += t.what == RAP_FEED_OPEN && rap_str_is(t.name, "b");
        assert_true(n++ < 10);
    } while (t.what != RAP_FEED_END);
    assert_int_equal(tags, 1);
    rap_window_close(w);
    rap_buf_done(&xml);
}

/* ---- mail --------------------------------------------------------------------------
 */

static void encoded_words_that_are_none_stay(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"=?utf-8?q?a?b?=", "a?b"},
        {"=?utf-8?", "=?utf-8?"},
        {"=?utf-8?q", "=?utf-8?q"},
        {"=?utf-8?qq?a?=", "=?utf-8?qq?a?="},
        {"=?utf-8?q?a", "=?utf-8?q?a"},
        {"=?", "=?"},
        {"=?utf-8*en?Q?K=C3=B6sh?=", "K\u00F6sh"},
        {"=?iso-8859-1?q?K=F6?= =?utf-8?q?s=C3=B6?=\n =?utf-8?b?IQ==?=",
         "K\u00F6s\u00F6!"},
        {"=?utf-8?q?a_b=2?=", "a b=2"},
        {"=?utf-8?q?=4?=", "=4"},
        {"a\x7F\x01"
         "b",
         "a b"},
        {"=?utf-8?b?YQ==YQ==?=", "aa"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rap_mailwords_decode(&b, rap_str_of(pairs[i][0]));
        is(pairs[i][0], pairs[i][1]);
    }
    char far[5000] = "=?utf-8?q?"; /* a word longer than any */
    memset(far + 10, 'a', 4500);
    memcpy(far + 4510, "?=", 3);
    rap_mailwords_decode(&b, rap_str_of(far));
    assert_int_equal(b.n, 4512);
}

static void names_are_taken_out_of_all_mailboxes(void **state)
{
    (void)state;
    static const struct {
        const char *value, *names;
    } cases[] = {{"\"Ida", "Ida|"},
                 {"\"I\\", "I\\|"},
                 {"a@b (Ida (the) Lund)", "Ida (the) Lund|"},
                 {"a@b (Ida (Lund", "Ida (Lund|"},
                 {"Ida Lund at a@b", "Ida Lund at a@b|"},
                 {"Ida (desk) <a@b>", "Ida|"},
                 {"<a@b> Ida", ""},
                 {"<a@b> (Ida)", ""},
                 {"Ida <a@b", "Ida|"},
                 {"Ida: Lund", "Ida: Lund|"},
                 {"Desk: Ida <a@b>; Per <c@d>", "Ida|Per|"},
                 {"Ida, , Per", "Ida|Per|"},
                 {"=?utf-8?q?a@b?= <c@d>", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_arena *a = rap_arena_new(1 << 20);
        const rap_str *names = NULL;
        size_t n = 0;
        assert_true(rap_mailwords_names(&names, &n, rap_str_of(cases[i].value), a));
        for (size_t k = 0; k < n; k++) {
            rap_buf_put(&b, names[k]);
            rap_buf_byte(&b, '|');
        }
        is(cases[i].value, cases[i].names);
        rap_arena_free(a);
    }
}

static void parameters_are_found_by_their_whole_name(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        {"a; x=\"q\\\";y=1\"; y=2", "y", "2"},
        {"a; x=\"1\\", "y", NULL},
        {"a; x=1; x=2", "x", "1"},
        {"a; x*0=1; x*1=2; x=3", "x", "12"},
        {"a; x*=utf-8''%41%4", "x", "A%4"},
        {"a; x*=utf-8'B", "x", "utf-8'B"},
        {"a; x*=B%zz", "x", "B%zz"},
        {"a; x*0*=utf-8'en'%41; x*1*=%42'c", "x", "AB'c"},
        {"a; xy=1", "x", NULL},
        {"a; x", "x", NULL},
        {"a; x=", "x", NULL},
        {"a; x;y=1", "x", NULL},
        {"a;", "x", NULL},
        {"a; =1", "x", NULL},
        {"\"a; x=1\"; x=2", "x", "2"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool found = rap_mailwords_param(&b, rap_str_of(cases[i][0]), cases[i][1]);
        if (found != (cases[i][2] != NULL)) fail_msg("%s", cases[i][0]);
        if (found) is(cases[i][0], cases[i][2]);
    }
    char head[5];
    rap_mailwords_head(head, sizeof head, RAP_STR("TEXT/PLAIN; x"));
    assert_string_equal(head, "text");
    rap_mailwords_head(head, sizeof head, RAP_STR("A b"));
    assert_string_equal(head, "a");
    rap_mailwords_head(head, sizeof head, RAP_STR(""));
    assert_string_equal(head, "");
}

static void transfers_are_undone_at_every_end_of_a_line(void **state)
{
    (void)state;
    static const struct {
        rap_transfer how;
        const char *lines[4], *want;
        bool whole;
    } cases[] = {
        {RAP_TRANSFER_PLAIN, {"a\r\n", "\n", "\r\n", "b"}, "a\r\n\n\r\nb", true},
        {RAP_TRANSFER_PLAIN, {"a\r", "b\r\n"}, "a\rb", true},
        {RAP_TRANSFER_QUOTED, {"a=3D \t\n", "b=\n", "c=\r\n", "d"}, "a=\nbcd", true},
        {RAP_TRANSFER_QUOTED, {"=zz=\n", "=4"}, "=zz=4", true},
        {RAP_TRANSFER_QUOTED, {" \t\n", "=e9=E9=0g=g0"}, "\n\xE9\xE9=0g=g0", true},
        {RAP_TRANSFER_BASE64, {"-_+/", "AA==\n", "QQ=="}, "\xFB\xFF\xBF\0A", true},
        {RAP_TRANSFER_BASE64, {"Q!U.F\n", "C"}, "AAB", true},
        {RAP_TRANSFER_BASE64, {"QUF"}, "AA", false},
        {RAP_TRANSFER_UNKNOWN, {"a"}, "", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_mailpart part = {.how = cases[i].how};
        for (int k = 0; k < 4 && cases[i].lines[k]; k++)
            rap_mailpart_line(&part, &b, rap_str_of(cases[i].lines[k]));
        assert_int_equal(rap_mailpart_is_whole(&part), cases[i].whole);
        if (i == 5) {
            assert_int_equal(b.n, 5);
            assert_memory_equal(b.p, cases[i].want, 5);
            rap_buf_clear(&b);
            continue;
        }
        is(cases[i].lines[0], cases[i].want);
    }
    assert_int_equal(rap_transfer_of("x-uuencode"), RAP_TRANSFER_UNKNOWN);
    assert_int_equal(rap_mailpart_hex(RAP_STR("4")), -1);
    assert_int_equal(rap_mailpart_hex(RAP_STR("fF")), 255);
    assert_int_equal(rap_mailpart_hex(RAP_STR("`0")), -1);
}

/* ---- markup, charsets, kinds -------------------------------------------------------
 */

static void what_a_reader_would_see_is_counted(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t n;
    } cases[] = {{"<b>a b</b>", 2},
                 {"a<!-- b -- > c -->d", 2},
                 {"a<SCRIPT x>b</script >c", 2},
                 {"a<style>b</STYLE>c", 2},
                 {"a<script>b", 1},
                 {"a<!-- b", 1},
                 {"a<b", 1},
                 {"a<scrip>b", 2},
                 {"<scr", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (rap_printed(rap_str_of(cases[i].text), true) != cases[i].n)
            fail_msg("%s", cases[i].text);
    assert_int_equal(rap_printed(RAP_STR("<b> a"), false), 4);
    static const char
        *const html[] = {"a <b> c", "a </b>",   "a <!-- b -->", "a &amp; b",
                         "&#8217;", "&#x2019;", "&a;"},
               *const text[] = {"a < b", "a <b",           "a & b;",    "&;",     "&#;",
                                "&amp",  "&verylongname;", "1 < 2 > 0", "<",      "&a",
                                "<1>",   "<!- a -->",      "</1>",      "a &b c;"};
    for (size_t i = 0; i < sizeof html / sizeof *html; i++)
        if (!rap_printed_is_html(rap_str_of(html[i]))) fail_msg("%s", html[i]);
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (rap_printed_is_html(rap_str_of(text[i]))) fail_msg("%s", text[i]);
}

static void words_are_recoded_by_the_name_of_their_charset(void **state)
{
    (void)state;
    static const struct {
        rap_str bytes;
        const char *charset, *want;
        bool good;
    } cases[] = {
        {{"K\xF6sh", 4}, "iso-8859-1", "K\u00F6sh", true},
        {{"\x80", 1}, "LATIN1", "\u20AC", true},
        {{"\x80", 1}, "us-ascii", "\u20AC", true},
        {{"K\xC3\xB6sh", 5}, "koi8-r", "K\u00F6sh", true},
        {{"K\xF6sh", 4}, "", "K\xF6sh", false},
        {{"K\xF6sh", 4}, "no such", "K\xF6sh", false},
        {{"K\xF6sh", 4}, "nosuch", "K\xF6sh", false},
        {{"K\xF6sh", 4}, "averyveryveryveryverylongnameofacharset.", "K\xF6sh", false},
        {{"\0K\0\xF6", 4}, "UTF-16BE", "K\u00F6", true},
        {{"K\0\xF6", 3}, "utf-16le", "K\uFFFD", true},
        {{"+AOk-!", 6}, "utf-7", "\u00E9!", true},
        {{"\x1B$B%l\x1B(B!", 9}, "iso-2022-jp", "\u30EC!", true},
        {{"\xD8\0\0A", 4}, "utf-16be", "\uFFFDA", true},
        {{"\x81\x81", 2}, "shift_jis", "\uFF1D", true},
        {{"a\xA4", 2}, "big5", "a\uFFFD", true},
        {{"", 0}, "koi8-r", "", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(rap_recode(&b, cases[i].bytes, rap_str_of(cases[i].charset)),
                         cases[i].good);
        is(cases[i].charset, cases[i].want);
    }
    static const char *const wide[] = {"UTF-16", "utf16le",     "utf-32",    "ucs-2",
                                       "utf-7",  "iso-2022-kr", "hz-gb-2312"};
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        assert_true(rap_recode_is_wide(rap_str_of(wide[i])));
    assert_false(rap_recode_is_wide(RAP_STR("utf-8")));
    assert_false(rap_recode_is_wide(RAP_STR("utf")));
}

static void files_are_told_by_their_beginnings(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        rap_from from;
    } rows[] = {{"<!doctype book><x>", RAP_FROM_HTML},
                {"<!-- c --><x>", RAP_FROM_HTML},
                {"<x>", RAP_FROM_TEXT},
                {"<?xml version='1.0'?><x>", RAP_FROM_FEED},
                {"<?php x ?><x>", RAP_FROM_HTML},
                {"<html", RAP_FROM_HTML},
                {"<htm", RAP_FROM_TEXT},
                {"{", RAP_FROM_TEXT},
                {"{ \n \"", RAP_FROM_JSONL},
                {"{1", RAP_FROM_TEXT},
                {"From: a\nTo: b\n folded\n\tand so\nDate: c\n", RAP_FROM_MBOX},
                {"From: a\nTo: b\n\nDate: c\n", RAP_FROM_TEXT},
                {"From : a\nTo: b\nDate: c", RAP_FROM_TEXT},
                {"From: a\nTo: b\nX_Y-1: d\nDate: c\ncut", RAP_FROM_MBOX},
                {"From: a\nTo: b\nDate: c\nno field\nx", RAP_FROM_TEXT},
                {"From: a\nTo: b\n: c\nDate: d\n", RAP_FROM_TEXT},
                {"From: a\nTo: b\nno field here\n", RAP_FROM_TEXT},
                {"From a\nFrom: a\nTo: b\nDate: c\n", RAP_FROM_MBOX},
                {"Fro", RAP_FROM_TEXT}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rap_sniff(rap_str_of(rows[i].head)) != rows[i].from)
            fail_msg("%s: %d", rows[i].head, rap_sniff(rap_str_of(rows[i].head)));
    assert_true(rap_sniff_is_feed(RAP_STR("\xEF\xBB\xBF <!-- c --> <RSS>")));
    assert_true(rap_sniff_is_feed(RAP_STR("<?xml?><!doctype rss><x>")));
    assert_false(rap_sniff_is_feed(RAP_STR("<?xml?><html>")));
    assert_int_equal(
        rap_webmedia_judge(RAP_STR("text/html"), (rap_str){"\xFE\xFF\0\0<", 5}),
        RAP_FROM_HTML);
    assert_int_equal(rap_webmedia_judge(RAP_STR("text/html"), (rap_str){"<p>\0\0", 5}),
                     RAP_FROM_AUTO);
}

static void fields_are_read_with_their_folds(void **state)
{
    (void)state;
    rap_fields it = rap_fields_of(RAP_STR("A: b\r\n c\n\td\nno field\nB:\nC : e\n "));
    static const char *const want[][2] = {{"A", "b\r\n c\n\td"}, {"B", ""}, {"C", "e"}};
    rap_str name, value;
    for (size_t i = 0; i < 3; i++) {
        assert_true(rap_fields_next(&it, &name, &value));
        assert_true(rap_str_is(name, want[i][0]));
        assert_true(rap_str_is(value, want[i][1]));
    }
    assert_false(rap_fields_next(&it, &name, &value));
    static const struct {
        const char *head;
        size_t end;
    } ends[] = {{"a\n\nb", 3}, {"a\r\n\r\nb", 5}, {"a\n\r\nb", 4},
                {"a\n\rb", 0}, {"a\n", 0},        {"a\n\r", 0},
                {"\n\n", 2},   {"a\nb\n\n", 5},   {"a\n\rb\n\r\n", 7}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        assert_int_equal(rap_fields_end(rap_str_of(ends[i].head), 0), ends[i].end);
    rap_arena *a = rap_arena_new(1000);
    static const char *const charsets[][2] = {
        {"a; charset=b", "b"},     {"a; charset='b c'", "b"},
        {"a; charset=\"b\"", "b"}, {"a; charset=b,c", "b"},
        {"a; charset='", ""},      {"a; x=y; CHARSET = b", "b"},
        {"a; charset", ""},        {"a", ""}};
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
        const char *got = rap_fields_charset(rap_str_of(charsets[i][0]), a);
        assert_string_equal(got ? got : "", charsets[i][1]);
    }
    const char *cut = rap_fields_charset(
        RAP_STR("a; charset=abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"), a);
    assert_int_equal(strlen(cut), 40);
    rap_arena_free(a);
}

static void heads_of_records_are_told_from_text(void **state)
{
    (void)state;
    static const char *const good[] = {"WARC/1.0\r\n", "WARC/1.1\n", "WARC/0.18  \r"},
                             *const bad[] = {"WARC/",
                                             "WARC/1.0",
                                             "WARC/1.0 x\n",
                                             "WARC/\n",
                                             "WARC/1.0x\n",
                                             "warc/1.0\n",
                                             "WARC/1.0              \n"};
    for (size_t i = 0; i < 3; i++)
        assert_true(rap_warc_begins(rap_str_of(good[i]), 0));
    for (size_t i = 0; i < 7; i++)
        if (rap_warc_begins(rap_str_of(bad[i]), 0)) fail_msg("%s", bad[i]);
    const rap_str s = RAP_STR("a\nWARC/1.0\nb\n\r\nWARC/1.0\n");
    assert_int_equal(rap_warc_find(s, 0), 2);
    assert_int_equal(rap_warc_find_apart(s, 0), 15);
    assert_int_equal(rap_warc_find_apart(RAP_STR("\n\nWARC/1.0\n"), 0), 2);
    assert_true(rap_warc_find_apart(RAP_STR("\nWARC/1.0\n"), 0) == RAP_WARC_NONE);
    const rap_str t = RAP_STR("ab\r\n\n\n");
    assert_int_equal(rap_warc_unclosed(t, 0, t.n), 4);
    assert_int_equal(rap_warc_unclosed(t, 0, 5), 2);
    assert_int_equal(rap_warc_unclosed(t, 3, 4), 3);
    assert_int_equal(rap_warc_unclosed(t, 4, 4), 4);
    size_t at = 0;
    bool broken;
    assert_int_equal(rap_warc_head_end(RAP_STR("WARC/1.0\nA: b\n\nx"), &at, &broken),
                     15);
    at = 0;
    assert_int_equal(
        rap_warc_head_end(RAP_STR("WARC/1.0\nA: b\nWARC/1.0\n\n"), &at, &broken), 0);
    assert_true(broken);
    static const char *const ids[][2] = {{"<a>", "a"}, {"<a", "<a"}, {"a>", "a>"},
                                         {"<", "<"},   {"", ""},     {"a", "a"}};
    for (size_t i = 0; i < 6; i++) {
        char head[60];
        (void)snprintf(head, sizeof head, "WARC/1.0\nWARC-Record-ID: %s\n\n",
                       ids[i][0]);
        rap_warc_head r = {.length = UINT64_MAX};
        rap_warc_head_read(&r, rap_str_of(head));
        assert_true(rap_str_is(r.id, ids[i][1]));
    }
}

int main(void)
{
#define TEST(f) cmocka_unit_test_teardown(f, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(dates_are_read_in_every_order),
        TEST(references_are_decoded_once),
        TEST(titles_become_lines_of_words),
        TEST(links_are_joined_with_what_they_stand_under),
        TEST(attributes_are_found_whatever_stands_around_them),
        TEST(tags_texts_and_sections_are_told_apart),
        TEST(a_tag_may_not_be_longer_than_any),
        TEST(encoded_words_that_are_none_stay),
        TEST(names_are_taken_out_of_all_mailboxes),
        TEST(parameters_are_found_by_their_whole_name),
        TEST(transfers_are_undone_at_every_end_of_a_line),
        TEST(what_a_reader_would_see_is_counted),
        TEST(words_are_recoded_by_the_name_of_their_charset),
        TEST(files_are_told_by_their_beginnings),
        TEST(fields_are_read_with_their_folds),
        TEST(heads_of_records_are_told_from_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
