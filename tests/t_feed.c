/*
 * tests/t_feed.c - the tags, texts and addresses of feeds.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/feedscan.h"
#include "intake/feedtext.h"

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

/* The tokens of a feed as one line: (name) for a tag that opens, (/name), [text]. */
static void scan(rap_buf *out, rap_str xml, bool *unclosed)
{
    rap_window *w;
    assert_int_equal(rap_window_of_bytes(&w, xml, NULL), RAP_OK);
    rap_feedscan s = {.w = w};
    rap_feed_token t;
    rap_buf_clear(out);
    for (bool text = false;;) {
        assert_int_equal(rap_feedscan_next(&s, &t, NULL), RAP_OK);
        bool more = t.what == RAP_FEED_TEXT;
        if (text != more) rap_buf_byte(out, more ? '[' : ']');
        text = more;
        if (t.what == RAP_FEED_END) break;
        if (more) rap_buf_put(out, t.raw);
        if (!more)
            rap_buf_printf(
                out, t.what == RAP_FEED_OPEN ? "(" RAP_FMT "%s)" : "(/" RAP_FMT "%s)",
                RAP_ARG(t.name), t.empty ? "/" : "");
    }
    *unclosed = s.unclosed;
    rap_window_close(w);
}

static void what_is_no_xml_is_scanned_too(void **state)
{
    (void)state;
    static const struct {
        const char *xml, *want;
        bool unclosed;
    } cases[] = {{"<a><b x='>'/>t</a>", "(a)(b/)[t](/a)", false},
                 {"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY x \"<y>\">]><r>&x;</r>",
                  "(r)[&x;](/r)", false},
                 {"<r><!-- <no> --><![CDATA[<yes> ]] > &]]></r>",
                  "(r)[<yes> ]] > &](/r)", false},
                 {"<r>R&D 1 < 2 <</r>", "(r)[R&D 1 < 2 <](/r)", false},
                 {"<r a=\"x<b>y</b>", "(r)(b)[y](/b)", false},
                 {"<r>text<![CDATA[cut", "(r)[textcut]", true},
                 {"<r>text</r", "(r)[text]", true},
                 {"<r><!-- cut", "(r)", true},
                 {"", "", false}};
    rap_buf b = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool unclosed;
        scan(&b, rap_str_of(cases[i].xml), &unclosed);
        is(&b, cases[i].want);
        assert_int_equal(unclosed, cases[i].unclosed);
    }
    rap_buf_done(&b);
}

static void a_long_text_comes_in_pieces_that_cut_no_character(void **state)
{
    (void)state;
    rap_buf xml = {0};
    rap_buf_z(&xml, "<r>");
    for (int i = 0; i < 60000; i++)
        rap_buf_z(&xml, i % 7 ? "\xD0\xBA" : "&amp;");
    rap_buf_z(&xml, "</r>");
    rap_window *w;
    assert_int_equal(rap_window_of_bytes(&w, rap_buf_str(&xml), NULL), RAP_OK);
    rap_feedscan s = {.w = w};
    rap_feed_token t = {.what = RAP_FEED_OPEN};
    size_t n = 0, pieces = 0;
    while (t.what != RAP_FEED_END) {
        assert_int_equal(rap_feedscan_next(&s, &t, NULL), RAP_OK);
        if (t.what != RAP_FEED_TEXT) continue;
        n += t.raw.n;
        pieces++;
        char last = t.raw.p[t.raw.n - 1];
        assert_true(last == ';' || last == '\xBA');
    }
    assert_int_equal(n, xml.n - 7);
    assert_true(pieces > 1);
    rap_window_close(w);
    rap_buf_done(&xml);
}

static void attributes_are_found_in_any_quotes(void **state)
{
    (void)state;
    rap_str tag = RAP_STR("<link rel = 'self' href=\"a=b>c\" bare=1 empty/>");
    assert_true(rap_str_is(rap_feedscan_attribute(tag, "rel"), "self"));
    assert_true(rap_str_is(rap_feedscan_attribute(tag, "href"), "a=b>c"));
    assert_true(rap_str_is(rap_feedscan_attribute(tag, "bare"), "1"));
    assert_non_null(rap_feedscan_attribute(tag, "empty").p);
    assert_null(rap_feedscan_attribute(tag, "link").p);
    assert_null(rap_feedscan_attribute(RAP_STR("<a b='"), "c").p);
}

static void references_are_decoded_once(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"R&D &amp;lt; &nbsp;&rsquo;&#8217;&#x2019;&#146;&apos;",
         "R&D &lt; \xC2\xA0\xE2\x80\x99\xE2\x80\x99\xE2\x80\x99\xE2\x80\x99'"},
        {"&unknown; &#0; &#xD800; &#99999999; &",
         "&unknown; &#0; &#xD800; &#99999999; &"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rap_buf b = {0};
        rap_feedtext_decode(&b, rap_str_of(pairs[i][0]));
        is(&b, pairs[i][1]);
        rap_buf_done(&b);
    }
}

static void titles_lose_their_markup_only(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {" <b>Kesh</b>\n talks &amp; more ", "Kesh talks & more"},
        {"1 < 2 and a<b", "1 < 2 and a<b"},
        {"R&D at Kesh", "R&D at Kesh"},
        {"<i>a</i> < <b", "a < <b"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        rap_buf b = {0};
        rap_feedtext_words(&b, rap_str_of(pairs[i][0]));
        is(&b, pairs[i][1]);
        rap_buf_done(&b);
    }
}

/* The examples of RFC 3986, section 5.4, and some of what feeds have. */
static void addresses_are_joined_as_the_rfc_has_it(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"g:h", "g:h"},
                                           {"g", "http://a/b/c/g"},
                                           {"./g", "http://a/b/c/g"},
                                           {"g/", "http://a/b/c/g/"},
                                           {"/g", "http://a/g"},
                                           {"//g", "http://g"},
                                           {"?y", "http://a/b/c/d;p?y"},
                                           {"g?y", "http://a/b/c/g?y"},
                                           {"#s", "http://a/b/c/d;p#s"},
                                           {"g#s/../x", "http://a/b/c/g#s/../x"},
                                           {".", "http://a/b/c/"},
                                           {"./", "http://a/b/c/"},
                                           {"..", "http://a/b/"},
                                           {"../g", "http://a/b/g"},
                                           {"../../g", "http://a/g"},
                                           {"../../../g", "http://a/g"},
                                           {"g;x=1/../y", "http://a/b/c/y"},
                                           {"", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_buf b = {0};
        rap_feedtext_join(&b, RAP_STR("http://a/b/c/d;p?q"), rap_str_of(cases[i][0]));
        is(&b, cases[i][1]);
        rap_buf_done(&b);
    }
    rap_buf b = {0};
    rap_feedtext_join(&b, RAP_STR("https://npa.example"), RAP_STR("x"));
    is(&b, "https://npa.example/x");
    rap_buf_clear(&b);
    rap_feedtext_join(&b, RAP_STR(""), RAP_STR("/x"));
    is(&b, "/x");
    rap_buf_done(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_no_xml_is_scanned_too),
        cmocka_unit_test(a_long_text_comes_in_pieces_that_cut_no_character),
        cmocka_unit_test(attributes_are_found_in_any_quotes),
        cmocka_unit_test(references_are_decoded_once),
        cmocka_unit_test(titles_lose_their_markup_only),
        cmocka_unit_test(addresses_are_joined_as_the_rfc_has_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
