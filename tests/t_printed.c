/*
 * tests/t_printed.c - what pages print about themselves: dates, bylines, escapes, where
 * they are found and what is left alone.
 */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "markup/pageauthors.h"
#include "markup/pagedates.h"
#include "markup/pagemeta.h"
#include "markup/prescan.h"
#include "markup/snippet.h"

static rap_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = rap_arena_new((size_t)1 << 28);
    return arena == NULL;
}

static int close_arena(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

static const rap_pagemeta *meta_of(const char *source)
{
    static rap_page page;
    rap_err err = {0};
    if (rap_markup_read(&page, rap_str_of(source), NULL, arena, &err) != RAP_OK)
        fail_msg("%s", err.msg);
    return page.meta;
}

/* ---- dates in text ----------------------------------------------------------------
 */

typedef struct {
    const char *text, *day, *printed;
} date_case;

static void expect_dates(const date_case *cases, size_t n, rap_day_order order)
{
    for (size_t i = 0; i < n; i++) {
        rap_pagedate d = {{0, 0, 0}, {0, 0}, false, false};
        rap_str text = rap_str_of(cases[i].text);
        bool found = rap_pagedate_next(&d, text, 0, order);
        if (strcmp(rap_day_print(d.day).z, cases[i].day) != 0)
            fail_msg("%s: %s", cases[i].text, rap_day_print(d.day).z);
        assert_true(found == (cases[i].day[0] != 0));
        if (!found) continue;
        rap_str at = rap_str_cut(text, d.at.from, d.at.to);
        if (!rap_str_is(at, cases[i].printed))
            fail_msg("%s: " RAP_FMT, cases[i].text, RAP_ARG(at));
    }
}

#define EXPECT_DATES(cases, order)                                                     \
    expect_dates(cases, sizeof(cases) / sizeof *(cases), order)

static void dates_in_numbers_keep_one_sign_throughout(void **state)
{
    (void)state;
    static const date_case cases[] = {
        {"2022-03-30", "2022-03-30", "2022-03-30"},
        {"2022/3/30", "2022-03-30", "2022/3/30"},
        {"2022_03_30", "2022-03-30", "2022_03_30"},
        {"2022. 3. 30.", "2022-03-30", "2022. 3. 30"},
        {"2022\xEB\x85\x84 3\xEC\x9B\x94 30", "2022-03-30",
         "2022\xEB\x85\x84 3\xEC\x9B\x94 30"},
        {"2022-03/30", "", ""},
        {"2022-03", "", ""},
        {"2022-03-", "", ""},
        {"2022-13-01", "", ""},
        {"2022-00-01", "", ""},
        {"2022-03-00", "", ""},
        {"2022-03-32", "", ""},
        {"2022-003-30", "", ""},
        {"2022+03+30", "", ""},
        {"1989-12-31", "", ""},
        {"1990-01-01", "1990-01-01", "1990-01-01"},
        {"2059-12-31", "2059-12-31", "2059-12-31"},
        {"2060-01-01", "", ""},
        {"2024-02-29", "2024-02-29", "2024-02-29"},
        {"2023-02-29", "", ""},
        {"30.3.2022", "2022-03-30", "30.3.2022"},
        {"30. 3. 2022", "2022-03-30", "30. 3. 2022"},
        {"30-3-2022", "2022-03-30", "30-3-2022"},
        {"30/3.2022", "", ""},
        {"30_3_2022", "", ""},
        {"30.3", "", ""},
        {"30.3.", "", ""},
        {"13.13.2022", "", ""},
        {"32.1.2022", "", ""},
        {"0.1.2022", "", ""},
        {"30.3.202", "", ""},
        {"30.3.22", "2022-03-30", "30.3.22"},
        {"30.3.59", "2059-03-30", "30.3.59"},
        {"30.3.60", "", ""},
        {"30.3.94", "", ""},
        {"30.3.95", "1995-03-30", "30.3.95"},
        {"30-3-22", "", ""},
        {"5/5/2022", "2022-05-05", "5/5/2022"},
    };
    EXPECT_DATES(cases, RAP_ORDER_DAY_FIRST);
    static const date_case unordered[] = {
        {"5/5/2022", "2022-05-05", "5/5/2022"}, /* whichever is the month */
        {"5/6/2022", "", ""},
        {"5.6.2022", "2022-06-05", "5.6.2022"}, /* never month first */
        {"12/13/2022", "2022-12-13", "12/13/2022"},
        {"13/12/2022", "2022-12-13", "13/12/2022"},
    };
    EXPECT_DATES(unordered, RAP_ORDER_NONE);
    static const date_case american[] = {
        {"5/6/2022", "2022-05-06", "5/6/2022"},
        {"5.6.2022", "2022-06-05", "5.6.2022"},
        {"13/6/2022", "2022-06-13", "13/6/2022"},
        {"6/13/2022", "2022-06-13", "6/13/2022"},
    };
    EXPECT_DATES(american, RAP_ORDER_MONTH_FIRST);
}

static void a_part_of_a_longer_number_is_no_date(void **state)
{
    (void)state;
    static const date_case cases[] = {
        {"1.30.3.2022", "", ""},
        {"4-30-3-2022", "", ""},
        {"7:30.3.2022", "", ""},
        {"1,30.3.2022", "", ""},
        {"#30.3.2022", "", ""},
        {"#2022-03-30", "", ""},
        {"x-30.3.2022", "2022-03-30", "30.3.2022"},
        {"Kesh.30.3.2022", "2022-03-30", "30.3.2022"},
        {".30.3.2022", "2022-03-30", "30.3.2022"},
        {"1234567 2022-03-30", "2022-03-30", "2022-03-30"},
        {"room 4, 30.3.2022", "2022-03-30", "30.3.2022"},
    };
    EXPECT_DATES(cases, RAP_ORDER_DAY_FIRST);
}

static void dates_with_a_name_stand_in_any_order(void **state)
{
    (void)state;
    static const date_case cases[] = {
        {"30 March 2022", "2022-03-30", "30 March 2022"},
        {"30th of March, 2022", "2022-03-30", "30th of March, 2022"},
        {"1st March 2022", "2022-03-01", "1st March 2022"},
        {"2nd March 2022", "2022-03-02", "2nd March 2022"},
        {"3rd-March-2022", "2022-03-03", "3rd-March-2022"},
        {"30/Mar/2022", "2022-03-30", "30/Mar/2022"},
        {"1\xC2\xBA de marzo del 2022", "2022-03-01", "1\xC2\xBA de marzo del 2022"},
        {"30 March", "", ""},
        {"30 March 1822", "", ""},
        {"30 Marches 2022", "", ""},
        {"31 April 2022", "", ""},
        {"30 Monday 2022", "", ""},
        {"March 30, 2022", "2022-03-30", "March 30, 2022"},
        {"Mar. 30th 2022", "2022-03-30", "Mar. 30th 2022"},
        {"HealthMarch 30, 2022", "2022-03-30", "March 30, 2022"},
        {"healthmarch 30, 2022", "", ""},
        {"March\xC2\xA0"
         "30, 2022",
         "2022-03-30",
         "March\xC2\xA0"
         "30, 2022"},
        {"March 30", "", ""},
        {"March 32, 2022", "", ""},
        {"2022 March 30", "2022-03-30", "2022 March 30"},
        {"2022 March", "", ""},
        {"2022 March 40", "", ""},
        {"2022 (c) 30", "", ""},
        {"Apr 042013", "2013-04-04", "Apr 042013"},
        {"Apr 042088", "", ""},
        {"xyz 042013", "", ""},
        {"\xE2\x80\x94March 30, 2022", "2022-03-30", "March 30, 2022"},
        {"\xEF\xBC\x9AMarch 30, 2022", "2022-03-30", "March 30, 2022"},
        {"\xE3\x80\x82"
         "30 March 2022",
         "2022-03-30", "30 March 2022"},
    };
    EXPECT_DATES(cases, RAP_ORDER_DAY_FIRST);
}

static void dates_follow_one_another(void **state)
{
    (void)state;
    rap_pagedate d;
    rap_str text = RAP_STR("30 March 2022, then 2022-04-01 and 5 May 2022");
    static const char *const days[] = {"2022-03-30", "2022-04-01", "2022-05-05"};
    size_t at = 0;
    for (int i = 0; i < 3; i++, at = d.at.to) {
        assert_true(rap_pagedate_next(&d, text, at, RAP_ORDER_NONE));
        assert_string_equal(rap_day_print(d.day).z, days[i]);
        assert_true(d.by_name == (i != 1));
        assert_false(d.either);
    }
    assert_false(rap_pagedate_next(&d, text, at, RAP_ORDER_NONE));
}

static void expect_stamp(const char *stamp, const char *day)
{
    rap_pagedate d = {{0, 0, 0}, {0, 0}, false, false};
    bool good = rap_pagedate_stamp(&d, rap_str_of(stamp), RAP_ORDER_DAY_FIRST);
    if (strcmp(rap_day_print(d.day).z, day) != 0)
        fail_msg("%s: %s", stamp, rap_day_print(d.day).z);
    assert_true(good == (day[0] != 0));
}

static void stamps_without_signs_are_told_by_their_length(void **state)
{
    (void)state;
    expect_stamp("202203301015", "2022-03-30");
    expect_stamp("20220330101500", "2022-03-30");
    expect_stamp("2022033010150", "2034-01-28"); /* thousandths of seconds */
    expect_stamp("20221330", "");
    expect_stamp("1648630800", "2022-03-30");
    expect_stamp("1648630800x", "");
    expect_stamp("1648630800000", "2022-03-30");
    expect_stamp("16486308000", "");
    expect_stamp("0000000000", ""); /* 1970 */
    expect_stamp("", "");
    expect_stamp("  2022-03-30  ", "2022-03-30");
}

static void the_year_of_a_stamp_may_stand_behind_the_clock(void **state)
{
    (void)state;
    expect_stamp("Wed Mar 30 10:15:00 2022", "2022-03-30");
    expect_stamp("Mar 30 10:15:00 CEST 2022", "2022-03-30");
    expect_stamp("Wed Mar 30 10:15:00 CEST and much later 2022", "");
    expect_stamp("Wed Mar 30 10:15:00", "");
    expect_stamp("Wed Mar 40 10:15:00 2022", "");
    expect_stamp("Wed Xyz 30 10:15:00 2022", "");
    expect_stamp("Wed Feb 30 10:15:00 2022", "");
}

static void expect_url(const char *url, const char *day)
{
    rap_pagedate d;
    bool good = rap_pagedate_in_url(&d, rap_str_of(url));
    if (good != (day[0] != 0)) fail_msg("%s: %d", url, good);
    if (good) assert_string_equal(rap_day_print(d.day).z, day);
}

static void addresses_part_the_day_by_signs(void **state)
{
    (void)state;
    expect_url("http://a.example/2022-03-30-talks", "2022-03-30");
    expect_url("http://a.example/news_2022_03_30", "2022-03-30");
    expect_url("http://a.example/n.2022.3.30", "2022-03-30");
    expect_url("http://a.example/2022/03/30", "2022-03-30");
    expect_url("http://a.example/20220330", "2022-03-30");
    expect_url("http://a.example/20221330/2022/03/30", "2022-03-30");
    expect_url("http://a.example/2022/03", "");
    expect_url("http://a.example/2022/03/", "");
    expect_url("http://a.example/2022/13/30", "");
    expect_url("http://a.example/2022/03+30", "");
    expect_url("http://a.example/2022/03/32", "");
    expect_url("http://a.example/2022/x/30", "");
    expect_url("http://a.example/2022", "");
    expect_url("http://a.example/x20220330", "");
    expect_url("20220330", "");
    expect_url("http://a.example/2022x03/30/", "");
}

static void expect_order(const char *text, rap_day_order order)
{
    if (rap_pagedate_order(rap_str_of(text)) != order) fail_msg("%s", text);
}

static void the_order_is_told_by_days_behind_the_twelfth(void **state)
{
    (void)state;
    expect_order("25/3/2022", RAP_ORDER_DAY_FIRST);
    expect_order("3/25/2022", RAP_ORDER_MONTH_FIRST);
    expect_order("5/5/2022", RAP_ORDER_NONE);
    expect_order("25.3.2022", RAP_ORDER_NONE); /* full stops are never month first */
    expect_order("2022/3/25", RAP_ORDER_NONE);
    expect_order("no date", RAP_ORDER_NONE);
    expect_order("12/12/2022 and 13/12/2022", RAP_ORDER_DAY_FIRST);
}

static void names_of_months_and_weekdays_are_known(void **state)
{
    (void)state;
    assert_true(rap_pagedate_is_name(RAP_STR("March")));
    assert_true(rap_pagedate_is_name(RAP_STR("MONDAY")));
    assert_false(rap_pagedate_is_name(RAP_STR("Marches")));
    assert_false(rap_pagedate_is_name(RAP_STR("")));
    assert_false(rap_pagedate_is_name(
        RAP_STR("marchmarchmarchmarchmarchmarchmarchmarchmarchmarch")));
}

/* ---- names ------------------------------------------------------------------------
 */

static const char *names_in(const char *line, bool printed)
{
    rap_author_list list = {.n = 0};
    static char out[800];
    rap_span *from = RAP_NEW(arena, rap_span, strlen(line) + 1);
    rap_authors_split(&list, (rap_snippet){rap_str_of(line), from}, printed);
    size_t n = 0;
    out[0] = 0;
    for (uint32_t i = 0; i < list.n; i++)
        n += (size_t)snprintf(out + n, sizeof out - n, "%s" RAP_FMT, i ? " + " : "",
                              RAP_ARG(list.v[i].text));
    return out;
}

typedef struct {
    const char *line, *names;
} name_case;

static void expect_names(const name_case *cases, size_t n, bool printed)
{
    for (size_t i = 0; i < n; i++) {
        const char *got = names_in(cases[i].line, printed);
        if (strcmp(got, cases[i].names) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", cases[i].line, got, cases[i].names);
    }
}

#define EXPECT_NAMES(cases, printed)                                                   \
    expect_names(cases, sizeof(cases) / sizeof *(cases), printed)

static void names_end_at_signs_between_them(void **state)
{
    (void)state;
    static const name_case cases[] = {
        {"Jane Roe & John Doe", "Jane Roe + John Doe"},
        {"Jane Roe / John Doe", "Jane Roe + John Doe"},
        {"Jane Roe + John Doe", "Jane Roe + John Doe"},
        {"Jane Roe \xC2\xB7 John Doe", "Jane Roe + John Doe"},
        {"Jane Roe \xE2\x80\xA2 John Doe", "Jane Roe + John Doe"},
        {"Jane Roe , John Doe ; Ida Lund", "Jane Roe + John Doe + Ida Lund"},
        {"Jane Roe; John Doe", "Jane Roe + John Doe"},
        {"Jane Roe - Norland Press", "Jane Roe"},
        {"Jane Roe \xE2\x80\x94 Norland Press", "Jane Roe"},
        {"Jane Roe // John Doe", "Jane Roe"},
        {"Jane Roe (NPA) John Doe", "Jane Roe + John Doe"},
        {"Jane Roe (NPA", "Jane Roe"},
        {"\"Jane Roe\"", "Jane Roe"},
        {"-Jane Roe-", "Jane Roe"},
        {"jane roe, Jane Roe, JANE ROE", "jane roe"},
        {"Jane Roe, Jane Roeder", "Jane Roe + Jane Roeder"},
        {"By: Jane Roe", "Jane Roe"},
        {"www.herald.example Jane Roe", "Jane Roe"},
        {"And Jane Roe", "And Jane Roe"},
        {"a", ""},
        {"...", ""},
        {"12 34", ""},
    };
    EXPECT_NAMES(cases, false);
}

static void what_is_printed_must_look_like_a_name(void **state)
{
    (void)state;
    static const name_case cases[] = {
        {"By Jane Roe", "Jane Roe"},
        {"By Jane Roe, 3 March", "Jane Roe"},
        {"By Jane Roe March 3", "Jane Roe"},
        {"By Jane Roe, March", "Jane Roe"},
        {"By Jane Roe, staff writer", "Jane Roe"},
        {"By jane roe", ""},
        {"By a man who has seen it all", ""},
        {"One two three four five six", ""},
        {"Jane Roe 2", "Jane Roe"},
        {"Jane#Roe Doe", ""},
        {"By \xC3\x96zlem Roe", "\xC3\x96zlem Roe"},
        {"By \xC3\xB6zlem Roe", ""},
        {"By \xD0\x98\xD0\xB4\xD0\xB0 \xD0\x9B\xD1\x83\xD0\xBD\xD0\xB4",
         "\xD0\x98\xD0\xB4\xD0\xB0 \xD0\x9B\xD1\x83\xD0\xBD\xD0\xB4"},
        {"By \xE6\x9D\x8E\xE6\x98\x8E", "\xE6\x9D\x8E\xE6\x98\x8E"},
        {"1 2 3", ""},
    };
    EXPECT_NAMES(cases, true);
}

static void no_more_names_are_kept_than_there_is_room(void **state)
{
    (void)state;
    char line[1200];
    size_t n = 0;
    for (int i = 0; i < 2 * PAGEAUTHORS; i++)
        n += (size_t)snprintf(line + n, sizeof line - n, "Roe%c Doe%c, ", 'a' + i % 26,
                              'a' + i / 26);
    rap_author_list list = {.n = 0};
    rap_span *from = RAP_NEW(arena, rap_span, n + 1);
    rap_authors_split(&list, (rap_snippet){rap_str_of(line), from}, false);
    assert_int_equal(list.n, PAGEAUTHORS);
    assert_true(rap_authors_has(&list, RAP_STR("ROEA DOEA")));
    assert_false(rap_authors_has(&list, RAP_STR("Roea Doe")));
    assert_false(rap_authors_has(&list, RAP_STR("Roea Doeaa")));
}

static void a_line_is_led_by_words_that_lead_to_names(void **state)
{
    (void)state;
    assert_true(rap_authors_led(RAP_STR(" By Jane")));
    assert_true(rap_authors_led(RAP_STR("by")));
    assert_false(rap_authors_led(RAP_STR("Jane by")));
    assert_false(rap_authors_led(RAP_STR("")));
    assert_true(rap_authors_only_led(RAP_STR("By: ")));
    assert_true(rap_authors_only_led(RAP_STR("by by")));
    assert_false(rap_authors_only_led(RAP_STR("By Jane")));
    assert_false(rap_authors_only_led(RAP_STR("  ")));
}

/* ---- snippets ---------------------------------------------------------------------
 */

static rap_snippet json_of(const char *raw)
{
    rap_snippet s;
    rap_span all = {0, (uint32_t)strlen(raw)};
    assert_true(rap_snippet_json(&s, rap_str_of(raw), all, arena));
    return s;
}

static void expect_json(const char *raw, const char *want)
{
    rap_snippet s = json_of(raw);
    if (!rap_str_is(s.text, want)) fail_msg("%s: " RAP_FMT, raw, RAP_ARG(s.text));
}

static void escapes_of_json_are_decoded(void **state)
{
    (void)state;
    expect_json("a\\u00e9b", "a\xC3\xA9"
                             "b");
    expect_json("a\\u00E9b", "a\xC3\xA9"
                             "b");
    expect_json("\\ud83d\\ude00", "\xF0\x9F\x98\x80");
    expect_json("\\uD83D\\uDE00!", "\xF0\x9F\x98\x80!");
    expect_json("\\ud83dx", "\xEF\xBF\xBDx");
    expect_json("\\ud83d\\u0041", "\xEF\xBF\xBD"
                                  "A");
    expect_json("\\ud83d\\ue000", "\xEF\xBF\xBD\xEE\x80\x80");
    expect_json("\\ude00", "\xEF\xBF\xBD");
    expect_json("\\uZ041", "\\uZ041");
    expect_json("\\u041", "\\u041");
    expect_json("\\u0000", "\\u0000");
    expect_json("a\\nb\\tc\\rd", "a b c d");
    expect_json("a\\\"b\\/c\\\\d", "a\"b/c\\d");
    expect_json("a\\", "a\\");
    expect_json("\\\xC3\xA9", "\\\xC3\xA9");
    expect_json("Norland &amp; <b>Kesh</b>", "Norland & Kesh");
    expect_json("3 < 4 and <5", "3 < 4 and <5");
    expect_json("a<unclosed", "a<unclosed");
    expect_json("a</b>c<!-- d -->e", "ace");
}

static void a_part_of_a_snippet_leads_to_its_bytes(void **state)
{
    (void)state;
    const char *raw = " x \\u201cKesh\\u201d &amp; y ";
    rap_snippet s = json_of(raw);
    assert_true(rap_str_is(s.text, "x \xE2\x80\x9CKesh\xE2\x80\x9D & y"));
    rap_snippet kesh = rap_snippet_cut(s, 1, 12);
    assert_true(rap_str_is(kesh.text, "\xE2\x80\x9CKesh\xE2\x80\x9D"));
    rap_span at = rap_snippet_span(kesh);
    assert_true(
        rap_str_is(rap_str_cut(rap_str_of(raw), at.from, at.to), "\\u201cKesh\\u201d"));
    at = rap_snippet_span(rap_snippet_cut(s, 12, 14));
    assert_true(rap_str_is(rap_str_cut(rap_str_of(raw), at.from, at.to), "&amp;"));
    assert_int_equal(rap_snippet_cut(s, 3, 900).text.n, s.text.n - 3 + 1 - 1);
    assert_int_equal(rap_snippet_cut(s, 1, 2).text.n, 0);
    at = rap_snippet_span(rap_snippet_cut(s, 5, 2));
    assert_int_equal(at.from, 0);
    assert_int_equal(at.to, 0);
}

static void a_snippet_is_no_longer_than_its_room(void **state)
{
    (void)state;
    static char raw[3 * SNIPPET_BYTES + 1];
    memset(raw, 'a', sizeof raw - 1);
    assert_in_range(json_of(raw).text.n, SNIPPET_BYTES - 8, SNIPPET_BYTES + 8);
    /* a reference of few bytes may stand for more: "&nGt;" is two characters */
    for (size_t i = 0; i + 5 < sizeof raw; i += 5)
        memcpy(raw + i, "&nGt;", 5);
    rap_snippet s = json_of(raw);
    assert_in_range(s.text.n, SNIPPET_BYTES - 8, SNIPPET_BYTES + 8);
    assert_true(rap_str_begins(s.text, RAP_STR("\xE2\x89\xAB\xE2\x83\x92")));
    raw[10] = 0;
    assert_int_equal(json_of(raw).text.n, 12);
}

static void the_texts_of_an_element_are_one_snippet(void **state)
{
    (void)state;
    rap_tree t;
    rap_snippet s;
    rap_str page = RAP_STR("<div>Jane<br>Roe<p>of <b>Kesh</b></p><script>x</script><i "
                           "hidden>y</i>\xC2\xA0 &amp;Co</div>");
    assert_int_equal(rap_tree_read(&t, page, arena, NULL), RAP_OK);
    assert_true(rap_snippet_node(&s, &t, 1, arena));
    assert_true(rap_str_is(s.text, "Jane Roe of Kesh &Co"));
    rap_span at = rap_snippet_span(rap_snippet_cut(s, 5, 8));
    assert_true(rap_str_is(rap_str_cut(page, at.from, at.to), "Roe"));
}

/* ---- charsets ---------------------------------------------------------------------
 */

static void expect_charset(const char *page, const char *want)
{
    const char *found = rap_prescan_charset(rap_str_of(page), arena);
    if (strcmp(found ? found : "", want) != 0)
        fail_msg("%s: %s", page, found ? found : "none");
}

static void a_charset_is_read_from_what_says_so(void **state)
{
    (void)state;
    expect_charset("<meta charset=' koi8-r '>", "koi8-r");
    expect_charset("<meta charset=nonsense><meta charset=koi8-r>", "koi8-r");
    expect_charset("<meta charset=''>", "");
    expect_charset("<meta charset=0123456789012345678901234567890123456789>", "");
    expect_charset("<meta charset=utf-16le>", "utf-8");
    expect_charset("<meta charset=x-user-defined>", "windows-1252");
    expect_charset("<meta charset=windows-1251>", "windows-1251");
    expect_charset("<meta http-equiv=Content-Type content='text/html;charset=koi8-r'>",
                   "koi8-r");
    expect_charset("<meta http-equiv=Content-Type content='charset = koi8-r; x=y'>",
                   "koi8-r");
    expect_charset("<meta http-equiv=Content-Type content='charset=koi8-r x'>",
                   "koi8-r");
    expect_charset("<meta http-equiv=Content-Type content='charset charset=koi8-r'>",
                   "koi8-r");
    expect_charset("<meta http-equiv=Content-Type content=\"charset='koi8-r'\">",
                   "koi8-r");
    expect_charset("<meta http-equiv=Content-Type content=\"charset='koi8-r\">", "");
    expect_charset("<meta http-equiv=Content-Type content='charset='>", "");
    expect_charset("<meta http-equiv=Content-Type content='charset'>", "");
    expect_charset("<meta http-equiv=Content-Type content='text/html'>", "");
    expect_charset("<meta http-equiv=Content-Type>", "");
    expect_charset("<meta http-equiv=refresh-type content='charset=koi8-r'>", "");
    expect_charset("<meta http-equiv=refresh content='charset=koi8-r'>", "");
    expect_charset("<p charset=koi8-r></meta charset=koi8-r>", "");
}

/* In the first 1024 bytes the standard looks at all that looks like a tag; behind them
 * what a script or a style holds is none. */
static void far_into_a_page_scripts_hold_no_tags(void **state)
{
    (void)state;
    static char page[3000];
    static const char *const inner[] = {"<script>x='<meta charset=koi8-r>'</script>",
                                        "<style>/* <meta charset=koi8-r> */</style>",
                                        "<script></script><meta charset=koi8-r>",
                                        "<p><meta charset=koi8-r>"};
    for (int i = 0; i < 4; i++) {
        snprintf(page, sizeof page, "%s", inner[i]);
        expect_charset(page, "koi8-r");
        snprintf(page, sizeof page, "%1100s%s", "", inner[i]);
        expect_charset(page, i < 2 ? "" : "koi8-r");
    }
}

/* ---- the day of a page ------------------------------------------------------------
 */

static void expect_day(const char *page, const char *published, const char *modified)
{
    const rap_pagemeta *m = meta_of(page);
    if (strcmp(rap_day_print(m->published.day).z, published) != 0)
        fail_msg("%s: %s", page, rap_day_print(m->published.day).z);
    if (strcmp(rap_day_print(m->modified.day).z, modified) != 0)
        fail_msg("%s: changed %s", page, rap_day_print(m->modified.day).z);
}

static void what_is_said_before_a_date_tells_what_it_is(void **state)
{
    (void)state;
    expect_day("<h1>Talks resume</h1><p>Published: 3 March 2022<p>Text.", "2022-03-03",
               "");
    expect_day("<h1>Talks resume</h1><p>Updated 5 March 2022<p>Text.", "",
               "2022-03-05");
    expect_day("<h1>Talks resume</h1><p>Published<p>3 March 2022<p>Updated<p>5 March "
               "2022<p>Text.",
               "2022-03-03", "2022-03-05");
    expect_day("<h1>Talks resume</h1><p class=modified-date>5 March 2022<p>Text.", "",
               "2022-03-05");
    expect_day("<h1>Talks resume</h1><p>Until 9 March 2022<p>3 March 2022<p>Text.",
               "2022-03-03", "");
}

static void a_time_element_is_a_date_with_a_stamp(void **state)
{
    (void)state;
    expect_day("<h1>Talks resume</h1><time datetime=2022-03-30T10:00Z>today</time><p>"
               "Text.",
               "2022-03-30", "");
    expect_day("<h1>Talks resume</h1><p>Updated <time datetime=2022-03-30>30 March "
               "2022</time>",
               "", "2022-03-30");
    expect_day("<h1>Talks</h1><time>30 March 2022</time><p>Text.", "2022-03-30", "");
    expect_day("<h1>Talks</h1><time datetime=soon>x</time><p>Text.", "", "");
    expect_day("<h1>Talks</h1><p>1 March 2022<p>a<p>b<p>c<p>d<p>e<time pubdate "
               "datetime=2022-03-30></time>",
               "2022-03-30", "");
    expect_day("<h1>Talks</h1><script><time datetime=2022-03-30></time></script>", "",
               "");
}

static void a_leaf_of_a_calendar_is_a_date(void **state)
{
    (void)state;
    expect_day("<h1>Talks resume in Kesh</h1><div>Apr</div><div>04</div><div>2013</div>"
               "<p>The envoys of both sides met again on that day.",
               "2013-04-04", "");
    expect_day("<h1>Talks resume in Kesh</h1><div>Apr</div><div>04</div><div>soon</div>"
               "<p>The envoys of both sides met again on that day.",
               "", "");
}

static void of_two_dates_the_one_at_the_title_is_the_pages(void **state)
{
    (void)state;
    expect_day("<p>1 March 2022<p>a<p>b<p>c<p>d<p>e<p>f<h1>Talks resume in "
               "Kesh</h1><p>3 March 2022<p>Text.",
               "2022-03-03", "");
    expect_day("<h1>Talks resume in Kesh</h1><p>a<p>b<p>3 March 2022<p>c<p>d<p>e<p>f<p>"
               "g<p>h<p>i<p>j<p>k<p>4 March 2022",
               "2022-03-03", "");
    expect_day("<h1>Talks resume in Kesh</h1><p>3 March 2022<footer>4 March "
               "2022</footer><form>5 March 2022</form>",
               "2022-03-03", "");
    expect_day("<h1>Talks resume in Kesh</h1><p><a href=/x>2 March 2022</a><p>3 March "
               "2022, 10:15<p>Text.",
               "2022-03-03", "");
}

/* ---- the authors of a page --------------------------------------------------------
 */

static void expect_authors(const char *page, const char *want)
{
    const rap_pagemeta *m = meta_of(page);
    char out[500] = "";
    size_t n = 0;
    for (uint32_t i = 0; i < m->n_authors; i++)
        n += (size_t)snprintf(out + n, sizeof out - n, "%s" RAP_FMT, i ? " + " : "",
                              RAP_ARG(m->authors[i].text));
    if (strcmp(out, want) != 0) fail_msg("%s: \"%s\", not \"%s\"", page, out, want);
}

static void a_byline_is_found_by_what_it_says_or_is(void **state)
{
    (void)state;
    expect_authors("<h1>Talks resume</h1><p>By Jane Roe<p>Text.", "Jane Roe");
    expect_authors("<h1>Talks resume</h1><p>By<p>Jane Roe<p>Text.", "Jane Roe");
    expect_authors("<h1>Talks resume</h1><p><a rel=author href=/x>Jane Roe</a><p>Text.",
                   "Jane Roe");
    expect_authors("<h1>Talks resume</h1><p itemprop=author>Jane Roe<p>Text.",
                   "Jane Roe");
    expect_authors("<h1>Talks resume</h1><div class=author>Jane Roe<br>Reporter at "
                   "large</div><p>Text.",
                   "Jane Roe");
    expect_authors("<h1>Talks resume</h1><span class=author>Jane Roe</span> <span "
                   "class=author>John Doe</span><p>Text.",
                   "Jane Roe + John Doe");
    expect_authors("<h1>Talks resume</h1><p>By the river the envoys met again, and "
                   "none of them said a word about the pass.",
                   "");
}

static void a_byline_elsewhere_is_not_the_pages(void **state)
{
    (void)state;
    expect_authors("<h1>Talks resume</h1><p>By Jane Roe<p>Text.<aside><p "
                   "class=author>John Doe</aside>",
                   "Jane Roe");
    expect_authors("<p>By John Doe<p>a<p>b<p>c<p>d<p>e<p>f<p>g<p>h<p>i<h1>Talks "
                   "resume</h1><p>By Jane Roe<p>Text.",
                   "Jane Roe");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_in_numbers_keep_one_sign_throughout),
        cmocka_unit_test(a_part_of_a_longer_number_is_no_date),
        cmocka_unit_test(dates_with_a_name_stand_in_any_order),
        cmocka_unit_test(dates_follow_one_another),
        cmocka_unit_test(stamps_without_signs_are_told_by_their_length),
        cmocka_unit_test(the_year_of_a_stamp_may_stand_behind_the_clock),
        cmocka_unit_test(addresses_part_the_day_by_signs),
        cmocka_unit_test(the_order_is_told_by_days_behind_the_twelfth),
        cmocka_unit_test(names_of_months_and_weekdays_are_known),
        cmocka_unit_test(names_end_at_signs_between_them),
        cmocka_unit_test(what_is_printed_must_look_like_a_name),
        cmocka_unit_test(no_more_names_are_kept_than_there_is_room),
        cmocka_unit_test(a_line_is_led_by_words_that_lead_to_names),
        cmocka_unit_test(escapes_of_json_are_decoded),
        cmocka_unit_test(a_part_of_a_snippet_leads_to_its_bytes),
        cmocka_unit_test(a_snippet_is_no_longer_than_its_room),
        cmocka_unit_test(the_texts_of_an_element_are_one_snippet),
        cmocka_unit_test(a_charset_is_read_from_what_says_so),
        cmocka_unit_test(far_into_a_page_scripts_hold_no_tags),
        cmocka_unit_test(what_is_said_before_a_date_tells_what_it_is),
        cmocka_unit_test(a_time_element_is_a_date_with_a_stamp),
        cmocka_unit_test(a_leaf_of_a_calendar_is_a_date),
        cmocka_unit_test(of_two_dates_the_one_at_the_title_is_the_pages),
        cmocka_unit_test(a_byline_is_found_by_what_it_says_or_is),
        cmocka_unit_test(a_byline_elsewhere_is_not_the_pages),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
