/*
 * tests/t_html.c - the one writer of pages lets nothing through.
 */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "pages/html.h"

static void assert_bytes(rap_buf *b, const char *want)
{
    rap_buf_byte(b, '\0');
    assert_string_equal(b->p, want);
    rap_buf_done(b);
}

static void markup_in_a_text_is_shown_and_not_obeyed(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_html_escape(&b, rap_str_of("<script>alert('x' & \"y\")</script>"));
    assert_bytes(&b,
                 "&lt;script&gt;alert(&#39;x&#39; &amp; &quot;y&quot;)&lt;/script&gt;");
}

static void controls_and_turned_directions_become_the_replacement_character(
    void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_html_escape(&b, (rap_str){"a\0b\x1b[31m\xE2\x80\xAE"
                                  "c\xff",
                                  13});
    assert_bytes(&b, "a\xEF\xBF\xBD"
                     "b\xEF\xBF\xBD[31m\xEF\xBF\xBD"
                     "c\xEF\xBF\xBD");
}

static void an_attribute_cannot_be_left_by_a_quotation_mark(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_html h = {.out = &b};
    rap_html_open(&h, "p");
    rap_html_attr_str(&h, "title", rap_str_of("\" onclick=\"x"));
    rap_html_close(&h);
    assert_bytes(&b, "<p title=\"&quot; onclick=&quot;x\"></p>\n");
}

static void links_that_lead_out_of_the_dossier_are_left_out(void **state)
{
    static const char *const bad[] = {"javascript:alert(1)", "//evil.example/x",
                                      "/\\evil.example", "https://evil.example", ""};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        rap_buf b = {0};
        rap_html h = {.out = &b};
        rap_html_open(&h, "a");
        rap_html_href(&h, rap_str_of(bad[i]));
        rap_html_close(&h);
        assert_bytes(&b, "<a></a>");
    }
    rap_buf b = {0};
    rap_html h = {.out = &b};
    rap_html_open(&h, "a");
    rap_html_href(&h, rap_str_of("/report/R2#b386"));
    rap_html_close(&h);
    assert_bytes(&b, "<a href=\"/report/R2#b386\"></a>");
}

static void what_is_open_is_closed_in_order(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_html h = {.out = &b};
    rap_html_open(&h, "b");
    rap_html_open(&h, "i");
    rap_html_void(&h, "br");
    rap_html_z(&h, "x");
    rap_html_close_to(&h, 0);
    assert_bytes(&b, "<b><i><br>x</i></b>");
}

static void a_query_value_is_percent_encoded(void **state)
{
    (void)state;
    rap_buf b = {0};
    rap_url_escape(&b, rap_str_of("V\xC3\xA9ld & co/\""));
    assert_bytes(&b, "V%C3%A9ld%20%26%20co%2F%22");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markup_in_a_text_is_shown_and_not_obeyed),
        cmocka_unit_test(
            controls_and_turned_directions_become_the_replacement_character),
        cmocka_unit_test(an_attribute_cannot_be_left_by_a_quotation_mark),
        cmocka_unit_test(links_that_lead_out_of_the_dossier_are_left_out),
        cmocka_unit_test(what_is_open_is_closed_in_order),
        cmocka_unit_test(a_query_value_is_percent_encoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
