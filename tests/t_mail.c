/*
 * tests/t_mail.c - the words, dates and encodings in the head and body of a mail.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/maildate.h"
#include "intake/mailhead.h"
#include "intake/mailpart.h"
#include "intake/mailwords.h"
#include "intake/printed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void is(const rap_buf *b, const char *want)
{
    assert_int_equal(b->n, strlen(want));
    assert_memory_equal(b->p, want, b->n);
}

static void encoded_words_are_decoded_and_joined(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"plain  and\tfolded", "plain and folded"},
        {"=?utf-8?Q?K=C3=A9sh_talks?=", "K\xC3\xA9sh talks"},
        {"=?UTF-8?B?S8Opc2g=?= talks", "K\xC3\xA9sh talks"},
        {"=?iso-8859-1?q?K=E9?= =?iso-8859-1?q?sh?=", "K\xC3\xA9sh"},
        {"=?utf-8?Q?K=C3?= =?utf-8?Q?=A9sh?=", "K\xC3\xA9sh"}, /* a character in two */
        {"=?koi8-r?B?y8Xb?=!", "\xD0\xBA\xD0\xB5\xD1\x88!"},
        {"=?utf-8?X?no?= =?broken", "=?utf-8?X?no?= =?broken"},
        {"bytes \xE9 of eight bits", "bytes \xC3\xA9 of eight bits"},
        {"=?nobody-knows?Q?abc?=", "abc"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rap_buf b = {0};
        rap_mailwords_decode(&b, rap_str_of(pairs[i][0]));
        is(&b, pairs[i][1]);
        rap_buf_done(&b);
    }
}

static void mailboxes_give_their_names(void **state)
{
    (void)state;
    static const struct {
        const char *value, *names[3];
    } cases[] = {{"Ida Lund <ida@npa.example>", {"Ida Lund"}},
                 {"\"Lund, Ida\" <i@npa.example>, j@npa.example (Jon Holm)",
                  {"Lund, Ida", "Jon Holm"}},
                 {"desk@npa.example", {NULL}},
                 {"\"desk@npa.example\" <desk@npa.example>", {NULL}},
                 {"Desk: Ida <i@npa.example>, Per <p@npa.example>;", {"Ida", "Per"}},
                 {"\"O\\\"Neil\" <o@npa.example>", {"O\"Neil"}},
                 {"Ida Lund", {"Ida Lund"}},
                 {"<", {NULL}}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_arena *a = rap_arena_new(1 << 20);
        const rap_str *names = NULL;
        size_t n = 99, want = 0;
        assert_true(rap_mailwords_names(&names, &n, rap_str_of(cases[i].value), a));
        for (; want < 3 && cases[i].names[want]; want++)
            if (want < n) assert_true(rap_str_is(names[want], cases[i].names[want]));
        assert_int_equal(n, want);
        rap_arena_free(a);
    }
}

static void parameters_are_found_whole_or_in_pieces(void **state)
{
    (void)state;
    static const struct {
        const char *value, *name, *want;
    } cases[] = {
        {"text/plain; charset=utf-8", "charset", "utf-8"},
        {"text/plain; x=\"a;charset=no\"; Charset = \"koi8-r\"", "charset", "koi8-r"},
        {"multipart/mixed; boundary*0=\"ab\"; boundary*1=cd", "boundary", "abcd"},
        {"text/plain; charset*=us-ascii'en'utf%2D8", "charset", "utf-8"},
        {"text/plain; charsets=no", "charset", NULL},
        {"text/plain", "charset", NULL}};
    rap_buf b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool found = rap_mailwords_param(&b, rap_str_of(cases[i].value), cases[i].name);
        assert_int_equal(found, cases[i].want != NULL);
        if (found) is(&b, cases[i].want);
    }
    rap_buf_done(&b);
    char head[16];
    rap_mailwords_head(head, sizeof head, RAP_STR(" Text/HTML ; charset=x"));
    assert_string_equal(head, "text/html");
}

static void dates_of_mails_and_feeds_become_iso(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"Mon, 24 Apr 2023 23:15:00 +0200", "2023-04-24T23:15:00+02:00"},
        {"24 Apr 23 09:00 EST", "2023-04-24T09:00:00-05:00"},
        {"Monday, 24-Apr-23 09:00:01 GMT", "2023-04-24T09:00:01+00:00"},
        {"Mon Apr 24 09:00:00 2023", "2023-04-24T09:00:00"},
        {"Mon, 24 Apr 2023", "2023-04-24"},
        {"Sun, 1 Jan 1995 00:00:60 -0000 (a remark)", "1995-01-01T00:00:59+00:00"},
        {"2023-04-24T08:00:00Z", "2023-04-24T08:00:00Z"},
        {"2023-04-24 08:00", "2023-04-24"}};
    rap_maildate d;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_true(rap_maildate_read(&d, rap_str_of(pairs[i][0])));
        assert_string_equal(d.z, pairs[i][1]);
    }
    static const char *const none[] = {"", "yesterday", "31 Feb 2023", "Apr 2023",
                                       "99 Apr 2023 10:00"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(rap_maildate_read(&d, rap_str_of(none[i])));
}

static void transfer_encodings_are_undone_line_by_line(void **state)
{
    (void)state;
    static const struct {
        rap_transfer how;
        const char *lines[4], *want;
    } cases[] = {{RAP_TRANSFER_PLAIN, {"one\r\n", "two\n", "\n"}, "one\r\ntwo\n"},
                 {RAP_TRANSFER_QUOTED,
                  {"K=C3=A9sh =\n", "talks  \n", "=x=4\n"},
                  "K\xC3\xA9sh talks\n=x=4"},
                 {RAP_TRANSFER_BASE64, {"S8Op\n", "c2g=\n", "IQ==\n"}, "K\xC3\xA9sh!"},
                 {RAP_TRANSFER_UNKNOWN, {"begin 644 x\n"}, ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_buf b = {0};
        rap_mailpart part = {.how = cases[i].how};
        for (size_t k = 0; k < 4 && cases[i].lines[k]; k++)
            rap_mailpart_line(&part, &b, rap_str_of(cases[i].lines[k]));
        is(&b, cases[i].want);
        assert_true(rap_mailpart_is_whole(&part));
        rap_buf_done(&b);
    }
    rap_buf b = {0};
    rap_mailpart part = {.how = RAP_TRANSFER_BASE64};
    rap_mailpart_line(&part, &b, RAP_STR("S8"));
    assert_false(rap_mailpart_is_whole(&part));
    rap_buf_done(&b);
}

static void a_postmark_has_a_time_and_a_year(void **state)
{
    (void)state;
    assert_true(rap_mailhead_is_postmark(
        RAP_STR("From desk@npa.example Wed Apr 26 08:00:01 2023\n")));
    assert_true(rap_mailhead_is_postmark(RAP_STR("From - Wed Apr 26 08:00:01 2023")));
    assert_false(rap_mailhead_is_postmark(RAP_STR("From Monday on, it said.")));
    assert_false(rap_mailhead_is_postmark(RAP_STR("From 2023 on, it said.")));
    assert_true(rap_mailhead_is_field(RAP_STR("X-Mailer: x")));
    assert_false(rap_mailhead_is_field(RAP_STR("He said: x")));
}

static void what_a_reader_sees_is_counted(void **state)
{
    (void)state;
    assert_int_equal(rap_printed(RAP_STR(" a b "), false), 2);
    assert_int_equal(
        rap_printed(RAP_STR("<p>a <!-- x > y --><style>z{}</style>b"), true), 2);
    assert_int_equal(rap_printed(RAP_STR("a<script>if (a < b) c();</script>b"), true),
                     2);
    assert_true(rap_printed_is_html(RAP_STR("a<br>b")));
    assert_true(rap_printed_is_html(RAP_STR("R&amp;D")));
    assert_false(rap_printed_is_html(RAP_STR("R&D 1 < 2 > 0, a<b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encoded_words_are_decoded_and_joined),
        cmocka_unit_test(mailboxes_give_their_names),
        cmocka_unit_test(parameters_are_found_whole_or_in_pieces),
        cmocka_unit_test(dates_of_mails_and_feeds_become_iso),
        cmocka_unit_test(transfer_encodings_are_undone_line_by_line),
        cmocka_unit_test(a_postmark_has_a_time_and_a_year),
        cmocka_unit_test(what_a_reader_sees_is_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
