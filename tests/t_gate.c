/*
 * tests/t_gate.c - heads, gate and forms by their rules: what is well written, who may
 * come in, where a correction leads back to.
 */
/* SPDX-License-Identifier: MIT */
#include "serve/gate.h"
#include "serve/head.h"
#include "serve/post.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static const char token[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/* ---- heads -------------------------------------------------------------------------
 */

#define H "Host: a\r\n"

static void a_head_is_good_bad_or_not_yet_whole(void **state)
{
    static const struct {
        const char *head;
        rap_head want;
    } cases[] = {
        {"GET / HTTP/1.1\r\n" H "\r\n", RAP_HEAD_GOOD},
        {"GET / HTTP/1.1\r\nhOsT: a\r\n\r\n", RAP_HEAD_GOOD},
        {"GET / HTTP/1.1\r\n" H "X-!#$%&'*+-.^_`|~9: \t v\r\n\r\n", RAP_HEAD_GOOD},
        {"!#$ / HTTP/1.1\r\n" H "\r\n", RAP_HEAD_GOOD},
        {"", RAP_HEAD_PART},
        {"G", RAP_HEAD_PART},
        {"GET / HTTP/1.1\r", RAP_HEAD_PART},
        {"GET / HTTP/1.1\r\n", RAP_HEAD_PART},
        {"GET / HTTP/1.1\r\n" H, RAP_HEAD_PART},
        {"GET / HTTP/1.1\r\n" H "\r", RAP_HEAD_PART},
        {"GET\1", RAP_HEAD_BAD},
        {"GET\x7F", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\n" H "\r\n", RAP_HEAD_BAD},
        {"\n", RAP_HEAD_BAD},
        {"\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n\r\n", RAP_HEAD_BAD}, /* no Host */
        {"GET / HTTP/1.1\r\n" H H "\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n" H "Hosts: b\r\n\r\n", RAP_HEAD_GOOD},
        {"Host: / HTTP/1.1\r\n\r\n", RAP_HEAD_BAD},
        {"GET  HTTP/1.1\r\n" H "\r\n", RAP_HEAD_BAD},
        {" / HTTP/1.1\r\n" H "\r\n", RAP_HEAD_BAD},
        {"GET /\r\n" H "\r\n", RAP_HEAD_BAD},
        {"GET / a HTTP/1.1\r\n" H "\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1 \r\n" H "\r\n", RAP_HEAD_BAD},
        {"GET / HTTQ/1.1\r\n" H "\r\n", RAP_HEAD_BAD},
        {"G,T / HTTP/1.1\r\n" H "\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n" H ": v\r\n\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n" H "X : v\r\n\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n" H "X\r\n\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n" H " folded: v\r\n\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n" H "X: \1\r\n\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n" H "X: v\x7F\r\n\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n" H "X: v\rw\r\n\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n", RAP_HEAD_BAD},
        {"POST / HTTP/1.1\r\n" H "Transfer-Encoding: chunked\r\n\r\n", RAP_HEAD_BAD},
        {"POST / HTTP/1.1\r\n" H "Expect: 100-continue\r\n\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n" H "Content-Length: 0\r\n\r\n", RAP_HEAD_GOOD},
        {"GET / HTTP/1.1\r\n" H "Content-Length: 1\r\n\r\n", RAP_HEAD_BAD},
        {"GET / HTTP/1.1\r\n" H "\r\nx", RAP_HEAD_BAD},
        {"POST / HTTP/1.1\r\n" H "\r\n", RAP_HEAD_GOOD},
        {"POST / HTTP/1.1\r\n" H "Content-Length: 2\r\n\r\n", RAP_HEAD_GOOD},
        {"POST / HTTP/1.1\r\n" H "Content-Length: 2\r\n\r\nab", RAP_HEAD_GOOD},
        {"POST / HTTP/1.1\r\n" H "Content-Length: 2\r\n\r\nabc", RAP_HEAD_BAD},
        {"POST / HTTP/1.1\r\n" H "Content-Length: 8192\r\n\r\n", RAP_HEAD_GOOD},
        {"POST / HTTP/1.1\r\n" H "Content-Length: 8193\r\n\r\n", RAP_HEAD_BAD},
        {"POST / HTTP/1.1\r\n" H "Content-Length: 00002\r\n\r\n", RAP_HEAD_BAD},
        {"POST / HTTP/1.1\r\n" H "Content-Length: -2\r\n\r\n", RAP_HEAD_BAD},
        {"POST / HTTP/1.1\r\n" H "Content-Length: 2x\r\n\r\n", RAP_HEAD_BAD},
        {"POST / HTTP/1.1\r\n" H "Content-Length:\r\n\r\n", RAP_HEAD_BAD},
        {"POST / HTTP/1.1\r\n" H "Content-Length: 2\r\ncontent-length: 2\r\n\r\n",
         RAP_HEAD_BAD},
        {"POST / HTTP/1.1\r\n" H "Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
         RAP_HEAD_BAD},
        {"POSTS / HTTP/1.1\r\n" H "Content-Length: 2\r\n\r\n", RAP_HEAD_BAD},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = strlen(cases[i].head);
        char *bytes = malloc(n + 1); /* what lies behind the end is not looked at */
        assert_non_null(bytes);
        memcpy(bytes, cases[i].head, n);
        if (rap_head_check((rap_str){bytes, n}) != cases[i].want)
            fail_msg("%zu: %s", i, cases[i].head);
        free(bytes);
    }
    assert_int_equal(rap_head_check((rap_str){"GET / HTTP/1.1\r\nX: \0\r\n\r\n", 24}),
                     RAP_HEAD_BAD);
}

/* Each beginning of a good head is a part of one. */
static void a_head_may_come_in_any_pieces(void **state)
{
    static const char head[] =
        "POST /hand HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Length: 3\r\n\r\nabc";
    (void)state;
    size_t body = strlen(head) - 3;
    for (size_t n = 0; n <= strlen(head); n++)
        assert_int_equal(rap_head_check((rap_str){head, n}),
                         n < body ? RAP_HEAD_PART : RAP_HEAD_GOOD);
}

/* ---- the gate ----------------------------------------------------------------------
 */

static void who_may_come_in_is_asked_in_order(void **state)
{
    rap_gate g, other;
    (void)state;
    assert_false(rap_gate_init(&g, "short", 7007));
    assert_true(rap_gate_init(&g, token, 7007));
    assert_true(rap_gate_init(&other, token, 7008));
    assert_string_equal(g.cookie_name, "rapporteur_7007");
    assert_string_not_equal(g.cookie_name, other.cookie_name);
    assert_string_not_equal(g.cookie, token);
    assert_string_not_equal(g.form, token);
    assert_string_not_equal(g.form, g.cookie);
    assert_int_equal(strlen(g.cookie), RAP_TOKEN_DIGITS);
    assert_int_equal(strspn(g.form, "0123456789abcdef"), RAP_TOKEN_DIGITS);
    assert_true(rap_gate_is_form(&g, rap_str_of(g.form)));
    assert_false(rap_gate_is_form(&g, rap_str_of(g.cookie)));
    char almost[RAP_TOKEN_DIGITS + 1];
    memcpy(almost, g.form, sizeof almost);
    almost[0] ^= 1;
    assert_false(rap_gate_is_form(&g, rap_str_of(almost)));
    almost[0] ^= 1;
    almost[RAP_TOKEN_DIGITS - 1] ^= 1;
    assert_false(rap_gate_is_form(&g, rap_str_of(almost)));
    assert_false(rap_gate_is_form(&g, (rap_str){g.form, RAP_TOKEN_DIGITS - 1}));
    char bearer[RAP_TOKEN_DIGITS + 8];
    (void)snprintf(bearer, sizeof bearer, "BeArEr %s", token);
    const char *us = "127.0.0.1:7007", *own = "http://127.0.0.1:7007";
    enum { PATH = 1, HAND = 2 };
    const struct {
        const char *method, *host, *origin, *cookie, *authorization, *token;
        unsigned hosts, origins, target;
        rap_gate_answer want;
    } cases[] = {
        {"GET", us, "", g.cookie, "", "", 1, 0, PATH, RAP_GATE_OPEN},
        {"HEAD", us, "", g.cookie, "", "", 1, 0, PATH, RAP_GATE_OPEN},
        {"GET", "localhost:7007", "", g.cookie, "", "", 1, 0, PATH, RAP_GATE_OPEN},
        {"GET", us, own, g.cookie, "", "", 1, 1, PATH, RAP_GATE_OPEN},
        {"GET", us, "http://localhost:7007", g.cookie, "", "", 1, 1, PATH,
         RAP_GATE_OPEN},
        {"GET", us, "", g.cookie, "", "", 1, 0, 0, RAP_GATE_BAD},
        {"GET", us, "", g.cookie, "", "", 0, 0, PATH, RAP_GATE_BAD},
        {"GET", us, "", g.cookie, "", "", 2, 0, PATH, RAP_GATE_BAD},
        {"GET", us, own, g.cookie, "", "", 1, 2, PATH, RAP_GATE_BAD},
        {"GET", "127.0.0.1:7008", "", g.cookie, "", "", 1, 0, PATH, RAP_GATE_NOT_US},
        {"GET", "127.0.0.1", "", g.cookie, "", "", 1, 0, PATH, RAP_GATE_NOT_US},
        {"GET", "evil.example:7007", "", g.cookie, "", "", 1, 0, PATH, RAP_GATE_NOT_US},
        {"GET", us, "null", g.cookie, "", "", 1, 1, PATH, RAP_GATE_FOREIGN},
        {"GET", us, "https://127.0.0.1:7007", g.cookie, "", "", 1, 1, PATH,
         RAP_GATE_FOREIGN},
        {"PUT", us, "", g.cookie, "", "", 1, 0, PATH, RAP_GATE_METHOD},
        {"get", us, "", g.cookie, "", "", 1, 0, PATH, RAP_GATE_METHOD},
        {"POST", us, "", g.cookie, "", "", 1, 0, PATH, RAP_GATE_METHOD},
        {"GET", us, "", g.cookie, "", "", 1, 0, PATH | HAND, RAP_GATE_METHOD},
        {"POST", us, "", g.cookie, "", "", 1, 0, PATH | HAND, RAP_GATE_OPEN},
        {"POST", us, "", "", "", "", 1, 0, PATH | HAND, RAP_GATE_STRANGER},
        {"GET", us, "", token, "", "", 1, 0, PATH, RAP_GATE_STRANGER},
        {"GET", us, "", "", bearer, "", 1, 0, PATH, RAP_GATE_OPEN},
        {"GET", us, "", "", bearer + 1, "", 1, 0, PATH, RAP_GATE_STRANGER},
        {"GET", us, "", "", token, "", 1, 0, PATH, RAP_GATE_STRANGER},
        {"GET", us, "", "", "bearer", "", 1, 0, PATH, RAP_GATE_STRANGER},
        /* the first address: not to post, and once */
        {"POST", us, "", "", "", token, 1, 0, PATH | HAND, RAP_GATE_STRANGER},
        {"GET", us, "", "", "", g.cookie, 1, 0, PATH, RAP_GATE_STRANGER},
        {"GET", us, "", "", "", token, 1, 0, PATH, RAP_GATE_WELCOME},
        {"GET", us, "", "", "", token, 1, 0, PATH, RAP_GATE_STRANGER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const rap_knock k = {.method = rap_str_of(cases[i].method),
                             .host = rap_str_of(cases[i].host),
                             .origin = rap_str_of(cases[i].origin),
                             .cookie = rap_str_of(cases[i].cookie),
                             .authorization = rap_str_of(cases[i].authorization),
                             .token = rap_str_of(cases[i].token),
                             .hosts = cases[i].hosts,
                             .origins = cases[i].origins,
                             .is_path = cases[i].target & PATH,
                             .is_hand = cases[i].target & HAND};
        if (rap_gate_ask(&g, &k) != cases[i].want) fail_msg("case %zu of the gate", i);
    }
}

/* ---- forms -------------------------------------------------------------------------
 */

static void fields_of_a_form_are_decoded_or_the_form_is_refused(void **state)
{
    rap_post_fields f;
    rap_arena *arena = rap_arena_new(1 << 16);
    (void)state;
    assert_true(rap_post_parse(
        &f,
        RAP_STR("token=t&back=%2fsaid%3Fa&what=merge&a=Jon+Ruud&b=%C3%89%2b&x=%zz&"
                "value=&coder=A%41&&a"),
        arena));
    assert_true(rap_str_is(f.token, "t"));
    assert_true(rap_str_is(f.back, "/said?a"));
    assert_true(rap_str_is(f.what, "merge"));
    assert_true(rap_str_is(f.b, "\xC3\x89+"));
    assert_true(rap_str_is(f.value, ""));
    assert_true(rap_str_is(f.coder, "AA"));
    assert_true(rap_str_is(f.a, "")); /* the last one counts */
    assert_true(rap_post_parse(&f, RAP_STR("a=Jon+Ruud"), arena));
    assert_true(rap_str_is(f.a, "Jon Ruud"));
    assert_true(f.b.p && f.b.n == 0);
    assert_true(rap_post_parse(&f, RAP_STR(""), arena));
    assert_int_equal(f.what.n, 0);
    static const char *const bad[] = {"a=%",   "a=%4",  "a=%g1", "a=%1g", "a=%/0",
                                      "a=%0:", "a=%00", "a=x%",  "a=%@0"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (rap_post_parse(&f, rap_str_of(bad[i]), arena)) fail_msg("%s", bad[i]);
    assert_false(rap_post_parse(&f, (rap_str){"a=\0b", 4}, arena));
    assert_true(rap_post_parse(&f, RAP_STR("a=%fF%aA%9F"), arena));
    assert_true(rap_str_is(f.a, "\xFF\xAA\x9F"));
    assert_true(rap_post_parse(&f, RAP_STR("a=%0A%10%20"), arena));
    assert_true(rap_str_is(f.a, "\n\x10 "));
    rap_arena_free(arena);
}

static void the_way_back_is_a_path_of_ours(void **state)
{
    static const struct {
        const char *back, *coder, *want;
    } cases[] = {{"/said", "", "/said"},
                 {"/", "", "/"},
                 {"", "", "/"},
                 {"said", "", "/"},
                 {"//evil.example", "", "/"},
                 {"/\\evil.example", "", "/"},
                 {"/a\r\nX: y", "", "/a%0D%0AX%3A%20y"},
                 {"/report/R1?x=1#a", "", "/report/R1%3Fx%3D1%23a"},
                 {"/a-b._~", "", "/a-b._~"},
                 {"/said", "A. C\xC3\xB6/", "/said?coder=A.%20C%C3%B6%2F"}};
    char out[RAP_POST_BACK_ROOM], name[RAP_POST_BACK_ROOM];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_post_back(out, rap_str_of(cases[i].back), rap_str_of(cases[i].coder));
        assert_string_equal(out, cases[i].want);
    }
    /* whatever the lengths: whole characters, a NUL, no half of a name */
    memset(name, '!', sizeof name);
    for (size_t n = 0; n < sizeof name; n++) {
        rap_post_back(out, RAP_STR("/said"), (rap_str){name, n});
        char *query = strchr(out, '?');
        assert_true(strlen(out) < sizeof out);
        if (query) assert_int_equal(strlen(query), 7 + 3 * n);
        if (n > 0 && n < 70) assert_non_null(query);
        name[0] = '/';
        rap_post_back(out, (rap_str){name, n}, RAP_STR(""));
        name[0] = '!';
        size_t length = strlen(out);
        assert_true(length < sizeof out);
        assert_true(length == 1 || out[length - 3] == '%');
        if (n > 0 && n < 80) assert_int_equal(length, 1 + 3 * (n - 1));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_head_is_good_bad_or_not_yet_whole),
        cmocka_unit_test(a_head_may_come_in_any_pieces),
        cmocka_unit_test(who_may_come_in_is_asked_in_order),
        cmocka_unit_test(fields_of_a_form_are_decoded_or_the_form_is_refused),
        cmocka_unit_test(the_way_back_is_a_path_of_ours),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
