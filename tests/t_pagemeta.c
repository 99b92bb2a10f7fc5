/*
 * tests/t_pagemeta.c - what pages say about themselves: titles, names, days, and where.
 */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "markup/loosejson.h"
#include "markup/pageauthors.h"
#include "markup/pagedates.h"
#include "markup/pagemeta.h"

static rap_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = rap_arena_new((size_t)1 << 30);
    return arena == NULL;
}

static int close_arena(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

static rap_page page;

static const rap_pagemeta *meta_of(const char *source)
{
    rap_err err = {0};
    if (rap_markup_read(&page, rap_str_of(source), NULL, arena, &err) != RAP_OK)
        fail_msg("%s", err.msg);
    return page.meta;
}

static void assert_str(rap_str got, const char *want)
{
    if (!rap_str_is(got, want))
        fail_msg("\"" RAP_FMT "\" is not \"%s\"", RAP_ARG(got), want);
}

static void assert_day(rap_meta_day d, const char *want, rap_meta_basis basis)
{
    assert_string_equal(rap_day_print(d.day).z, want);
    assert_string_equal(rap_meta_basis_name(d.basis), rap_meta_basis_name(basis));
}

static rap_str source_at(rap_span at)
{
    return rap_str_cut(page.mended.source, at.from, at.to);
}

/* Authors with " + " between them. */
static const char *authors_of(const rap_pagemeta *m)
{
    char *out = RAP_NEW(arena, char, 1000);
    size_t n = 0;
    for (uint32_t i = 0; i < m->n_authors; i++)
        n += (size_t)snprintf(out + n, 1000 - n, "%s" RAP_FMT, i ? " + " : "",
                              RAP_ARG(m->authors[i].text));
    return out;
}

/* ---- dates ---- */

static void a_stamp_gives_the_day_on_the_publishers_calendar(void **state)
{
    static const struct {
        const char *stamp, *day;
    } cases[] = {
        {"2022-03-30T23:50:00-05:00", "2022-03-30"},
        {"2022-03-30", "2022-03-30"},
        {"20220330T101500Z", "2022-03-30"},
        {"20220330", "2022-03-30"},
        {"Wed, 30 Mar 2022 10:15:00 +0100", "2022-03-30"},
        {"Wed Mar 30 10:15:00 CEST 2022", "2022-03-30"},
        {"1648630800", "2022-03-30"},
        {"1648630800000", "2022-03-30"},
        {"2022/3/30 10:15", "2022-03-30"},
        {"30.03.2022", "2022-03-30"},
        {"March 30th, 2022", "2022-03-30"},
        {"2022-02-30", ""},
        {"2022", ""},
        {"yesterday", ""},
        {"AE7395BB35A71648216DC12EB230C308", ""},
        {"0042-03-30", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_pagedate d = {{0, 0, 0}, {0, 0}, false, false};
        (void)rap_pagedate_stamp(&d, rap_str_of(cases[i].stamp), RAP_ORDER_DAY_FIRST);
        if (strcmp(rap_day_print(d.day).z, cases[i].day) != 0)
            fail_msg("%s: %s", cases[i].stamp, rap_day_print(d.day).z);
    }
}

static void a_date_is_found_in_the_languages_that_pages_are_written_in(void **state)
{
    static const struct {
        const char *text, *day, *printed;
    } cases[] = {
        {"Posted on 3. M\xC3\xA4rz 2022 um 10:21 Uhr", "2022-03-03",
         "3. M\xC3\xA4rz 2022"},
        {"le 1er f\xC3\xA9vrier 2022", "2022-02-01", "1er f\xC3\xA9vrier 2022"},
        {"3 de marzo de 2022", "2022-03-03", "3 de marzo de 2022"},
        {"15 \xD0\xB0\xD0\xB2\xD0\xB3\xD1\x83\xD1\x81\xD1\x82\xD0\xB0 2016, 13:43",
         "2016-08-15",
         "15 \xD0\xB0\xD0\xB2\xD0\xB3\xD1\x83\xD1\x81\xD1\x82\xD0\xB0 2016"},
        {"2022\xE5\xB9\xB4"
         "3\xE6\x9C\x88"
         "30\xE6\x97\xA5",
         "2022-03-30",
         "2022\xE5\xB9\xB4"
         "3\xE6\x9C\x88"
         "30"},
        {"2022. m\xC3\xA1rcius 30. 12:00", "2022-03-30", "2022. m\xC3\xA1rcius 30"},
        {"Jane RoeMarch 30, 2022", "2022-03-30", "March 30, 2022"},
        {"11. November\xC2\xA0"
         "2021",
         "2021-11-11",
         "11. November\xC2\xA0"
         "2021"},
        {"Apr 042013", "2013-04-04", "Apr 042013"},
        {"am 30.3.22 in Ostia", "2022-03-30", "30.3.22"},
        {"call 1.2.3.2004 or 55-03-03-2022", "", ""},
        {"the May 2022 issue, page 30", "", ""},
        {"31.04.2022", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_pagedate d = {{0, 0, 0}, {0, 0}, false, false};
        rap_str text = rap_str_of(cases[i].text);
        bool found = rap_pagedate_next(&d, text, 0, RAP_ORDER_DAY_FIRST);
        if (strcmp(rap_day_print(d.day).z, cases[i].day) != 0)
            fail_msg("%s: %s", cases[i].text, rap_day_print(d.day).z);
        if (found) assert_str(rap_str_cut(text, d.at.from, d.at.to), cases[i].printed);
    }
}

static void which_of_two_numbers_is_the_month_is_told_by_the_page(void **state)
{
    rap_pagedate d;
    rap_str text = RAP_STR("03/04/2022");
    (void)state;
    assert_false(rap_pagedate_next(&d, text, 0, RAP_ORDER_NONE));
    assert_true(rap_pagedate_next(&d, text, 0, RAP_ORDER_MONTH_FIRST));
    assert_string_equal(rap_day_print(d.day).z, "2022-03-04");
    assert_true(d.either);
    assert_true(rap_pagedate_next(&d, text, 0, RAP_ORDER_DAY_FIRST));
    assert_string_equal(rap_day_print(d.day).z, "2022-04-03");
    text = RAP_STR("03/25/2022");
    assert_true(rap_pagedate_next(&d, text, 0, RAP_ORDER_DAY_FIRST));
    assert_string_equal(rap_day_print(d.day).z, "2022-03-25");
    assert_false(d.either);
    assert_int_equal(rap_pagedate_order(RAP_STR("1/2/2022 and 03/25/2022")),
                     RAP_ORDER_MONTH_FIRST);
    assert_int_equal(rap_pagedate_order(RAP_STR("25/3/2022 and 03/25/2022")),
                     RAP_ORDER_NONE);
}

static void a_day_in_an_address_needs_its_strokes(void **state)
{
    rap_pagedate d;
    (void)state;
    rap_str url = RAP_STR("https://example.org/news/2022/03/30/talks-resume");
    assert_true(rap_pagedate_in_url(&d, url));
    assert_str(rap_str_cut(url, d.at.from, d.at.to), "2022/03/30");
    assert_true(rap_pagedate_in_url(&d, RAP_STR("https://example.org/20220330/x")));
    assert_string_equal(rap_day_print(d.day).z, "2022-03-30");
    assert_false(rap_pagedate_in_url(&d, RAP_STR("https://example.org/2022/03/talks")));
    assert_false(rap_pagedate_in_url(&d, RAP_STR("https://example.org/id12022/03/30")));
}

/* ---- names ---- */

static const char *split(const char *line, bool printed)
{
    rap_author_list list = {.n = 0};
    char *out = RAP_NEW(arena, char, 500);
    rap_span *from = RAP_NEW(arena, rap_span, strlen(line) + 1);
    rap_authors_split(&list, (rap_snippet){rap_str_of(line), from}, printed);
    size_t n = 0;
    for (uint32_t i = 0; i < list.n; i++)
        n += (size_t)snprintf(out + n, 500 - n, "%s" RAP_FMT, i ? " + " : "",
                              RAP_ARG(list.v[i].text));
    return out;
}

static void a_line_of_authors_is_cut_into_names(void **state)
{
    static const struct {
        const char *line, *names;
        bool printed;
    } cases[] = {
        {"By Jane Roe and John Doe", "Jane Roe + John Doe", true},
        {"Von Jana Feld und Karl Ost, dpa", "Jana Feld + Karl Ost + dpa", false},
        {"Jane Roe, chief reporter", "Jane Roe", true},
        {"Jane Roe (jro)", "Jane Roe", false},
        {"Jane Roe | The Ostia Herald", "Jane Roe + The Ostia Herald", false},
        {"By Jane Roe March 30, 2022", "Jane Roe", true},
        {"Jane Roe Updated 2 hours ago", "Jane Roe", true},
        {"Jane Roe \xE2\x80\x93 30.03.2022", "Jane Roe", true},
        {"JANE ROE, Jane Roe", "JANE ROE", false},
        {"roe@example.org", "", false},
        {"https://example.org/authors/roe", "", false},
        {"Jane Roe jane@example.org", "Jane Roe", false},
        {"admin", "", false},
        {"Von der Leyen", "Von der Leyen", false},
        {"Di Maria", "Di Maria", false},
        {"12 comments", "", true},
        {"Published", "", true},
        {"By", "", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = split(cases[i].line, cases[i].printed);
        if (strcmp(got, cases[i].names) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", cases[i].line, got, cases[i].names);
    }
}

/* ---- JSON ---- */

/* A member of the first object of `text`, as it stands there. */
static rap_str member(const char *text, const char *key)
{
    rap_loose j;
    rap_err err;
    assert_int_equal(rap_loose_read(&j, rap_str_of(text), arena, &err), RAP_OK);
    for (uint32_t i = 1; i < j.n; i++) {
        uint32_t m = rap_loose_get(&j, i, key);
        if (m) return rap_loose_raw(&j, j.nodes[m].value);
    }
    return RAP_STR("(none)");
}

static void damaged_json_gives_what_can_be_read_of_it(void **state)
{
    (void)state;
    assert_str(member("{\"a\":\"x\",\"b\":\"y\"}", "b"), "y");
    assert_str(member("{\"a\":\"x\",,}, {\"b\":\"y\",}", "b"), "y");
    assert_str(member("{\"a\":\"x\" \"b\":\"y\"", "b"), "y");
    assert_str(member("{\"a\":\"two\nlines\",\"b\":\"y\"}", "a"), "two\nlines");
    assert_str(member("{\"a\":\"he said \"no\" today\",\"b\":1}", "a"),
               "he said \"no\" today");
    assert_str(member("//<![CDATA[\n{\"a\":\"x\"}\n//]]>", "a"), "x");
    assert_str(member("{&quot;a&quot;:&quot;x&quot;}", "a"), "x");
    assert_str(member("{/* {\"a\":1} */ \"a\":\"\\\"x\\\"\"}", "a"), "\\\"x\\\"");
    assert_str(member("{\"a\":\"it never ends", "a"), "it never ends");
    assert_str(member("]]]}}}", "a"), "(none)");
}

static void json_of_any_depth_is_read_as_far_as_it_goes(void **state)
{
    enum { DEEP = 100000 };
    char *z = RAP_NEW(arena, char, DEEP * 5 + 40);
    rap_loose j;
    (void)state;
    for (size_t i = 0; i < DEEP; i++)
        memcpy(z + i * 5, "{\"a\":", 5);
    assert_int_equal(rap_loose_read(&j, rap_str_of(z), arena, NULL), RAP_OK);
    assert_int_equal(j.n, LOOSE_DEPTH);
    for (uint32_t i = 0; i < j.n; i++)
        assert_true(j.nodes[i].end == j.n && j.nodes[i].parent <= i);
}

/* ---- pages ---- */

static const char graph[] =
    "<html lang=en><head><title>Talks resume in Kesh | Ostia Herald</title>"
    "<link rel=canonical href='https://herald.example/world/talks-resume'>"
    "<meta property=og:site_name content='Ostia Herald'>"
    "<script type='application/ld+json'>{\"@graph\":["
    "{\"@type\":\"Person\",\"@id\":\"#roe\",\"name\":\"Jane Roe\"},"
    "{\"@type\":\"WebPage\",\"datePublished\":\"2020-01-01\"},"
    "{\"@type\":\"NewsArticle\",\"headline\":\"Floods in Sudmark\","
    "\"url\":\"https://herald.example/world/floods\",\"datePublished\":\"2022-03-29\"},"
    "{\"@type\":[\"Article\",\"NewsArticle\"],\"headline\":\"Talks &amp; tea resume in "
    "\\u201cKesh\\u201d\",\"mainEntityOfPage\":{\"@id\":"
    "\"http://www.herald.example/world/talks-resume/\"},"
    "\"author\":[{\"@id\":\"#roe\"},{\"@type\":\"Person\",\"givenName\":\"John\","
    "\"familyName\":\"Doe\"},{\"@type\":\"Organization\",\"name\":\"Norland and "
    "Sudmark "
    "Press\"}],\"datePublished\":\"2022-03-30T23:50:00-05:00\","
    "\"dateModified\":\"2022-03-31T08:00:00Z\","
    "\"publisher\":{\"@type\":\"Organization\",\"name\":\"The Ostia Herald\"}}"
    "]}</script></head><body><h1>Talks resume</h1><p>Norstad.</p></body></html>";

static void of_many_nodes_the_one_about_this_page_speaks(void **state)
{
    (void)state;
    const rap_pagemeta *m = meta_of(graph);
    assert_str(m->title.text, "Talks & tea resume in \xE2\x80\x9CKesh\xE2\x80\x9D");
    assert_int_equal(m->title.basis, RAP_META_JSONLD);
    assert_str(source_at(m->title.at[0]),
               "Talks &amp; tea resume in \\u201cKesh\\u201d");
    assert_string_equal(authors_of(m),
                        "Jane Roe + John Doe + Norland and Sudmark Press");
    assert_int_equal(m->authors[1].n_at, 2);
    assert_str(source_at(m->authors[1].at[0]), "John");
    assert_str(source_at(m->authors[1].at[1]), "Doe");
    assert_day(m->published, "2022-03-30", RAP_META_JSONLD);
    assert_str(source_at(m->published.at), "2022-03-30T23:50:00-05:00");
    assert_day(m->modified, "2022-03-31", RAP_META_JSONLD);
    assert_str(m->publisher.text, "The Ostia Herald");
    assert_str(m->address.text, "https://herald.example/world/talks-resume");
    assert_str(m->language.text, "en");
}

static void a_page_that_tells_nothing_says_nothing(void **state)
{
    (void)state;
    const rap_pagemeta *m = meta_of("<p>Norstad and Kesh.<p>&copy; 2019 Herald");
    assert_int_equal(m->title.text.n, 0);
    assert_int_equal(m->n_authors, 0);
    assert_day(m->published, "", RAP_META_NONE);
    assert_day(m->modified, "", RAP_META_NONE);
}

static void the_name_of_the_site_is_cut_off_a_title(void **state)
{
    static const struct {
        const char *page, *title;
    } cases[] = {
        {"<title>Floods - Ostia Herald</title><h1>Floods</h1>", "Floods"},
        {"<title>Floods in Kesh | Ostia Herald</title>"
         "<meta property=og:site_name content='Ostia Herald'>",
         "Floods in Kesh"},
        {"<title>Ostia Herald - Floods in Kesh - what we know</title>"
         "<meta property=og:site_name content='Ostia Herald'>",
         "Floods in Kesh - what we know"},
        {"<title>After the floods: Kesh rebuilds</title><h1>Kesh rebuilds</h1>"
         "<meta property=og:title content='After the floods: Kesh rebuilds'>"
         "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":"
         "\"After the floods: Kesh rebuilds\"}</script>",
         "After the floods: Kesh rebuilds"},
        {"<title>Menu</title><h1>Ostia Herald</h1><h1>Floods in Kesh</h1>"
         "<meta property=og:site_name content='Ostia Herald'>"
         "<meta property=og:title content='Floods in Kesh'>",
         "Floods in Kesh"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_str(meta_of(cases[i].page)->title.text, cases[i].title);
}

static void stamps_in_the_head_come_before_all_that_is_printed(void **state)
{
    (void)state;
    const rap_pagemeta *m =
        meta_of("<meta property='article:published_time' content='2022-03-30T10:00'>"
                "<meta name='article:modified_time' content='2022-04-02'>"
                "<link rel=canonical href='https://herald.example/2022/03/28/talks'>"
                "<h1>Talks</h1><p>29 March 2022</p><p>Text.</p>");
    assert_day(m->published, "2022-03-30", RAP_META_META);
    assert_day(m->modified, "2022-04-02", RAP_META_META);
    m = meta_of("<link rel=canonical href='https://herald.example/2022/03/28/talks'>"
                "<h1>Talks</h1><p>Text.</p>");
    assert_day(m->published, "2022-03-28", RAP_META_URL);
    assert_str(source_at(m->published.at), "2022/03/28");
}

static void a_printed_date_counts_near_the_title_and_not_in_lists(void **state)
{
    (void)state;
    const rap_pagemeta *m = meta_of(
        "<nav><ul><li>1 March 2022 Floods<li>2 March 2022 Storms</ul></nav>"
        "<article><h1>Talks resume in Kesh</h1>"
        "<div class=post-meta>Published 3 March 2022 10:21 | Updated: 5 March "
        "2022</div>"
        "<p>They met on 1 January 2020 in Norstad, where both sides had sent their "
        "ministers, and agreed on nothing that could be written down that day.</p>"
        "</article><aside><h3>More</h3><p>4 March 2022</p></aside>");
    assert_day(m->published, "2022-03-03", RAP_META_LINE);
    assert_str(source_at(m->published.at), "3 March 2022");
    assert_day(m->modified, "2022-03-05", RAP_META_LINE);
}

static void the_day_of_a_change_alone_is_none_of_publication(void **state)
{
    (void)state;
    const rap_pagemeta *m =
        meta_of("<h1>Talks resume</h1><p>Last updated: 5 March 2022</p><p>Text.</p>");
    assert_day(m->published, "", RAP_META_NONE);
    assert_day(m->modified, "2022-03-05", RAP_META_LINE);
}

static void scripts_date_a_page_only_when_they_agree(void **state)
{
    (void)state;
    const rap_pagemeta *m = meta_of("<h1>Talks</h1><script>var a={\"publishedAt\":"
                                    "\"2022-03-30T10:00Z\",\"x\":1};</script>");
    assert_day(m->published, "2022-03-30", RAP_META_META);
    assert_str(source_at(m->published.at), "2022-03-30T10:00Z");
    m = meta_of("<h1>Talks</h1><script>[{\"published_at\":\"2022-03-30\"},"
                "{\"published_at\":\"2022-03-31\"}]</script>");
    assert_day(m->published, "", RAP_META_NONE);
}

static void data_of_elements_date_a_page_only_when_they_agree(void **state)
{
    (void)state;
    const rap_pagemeta *m =
        meta_of("<h1>Talks</h1><div data-publish-dt='2022.03.30 18:40' "
                "data-id-date='x' data-update-time='2022-03-30'>Text</div>");
    assert_day(m->published, "2022-03-30", RAP_META_META);
    assert_str(source_at(m->published.at), "2022.03.30 18:40");
    m = meta_of("<h1>Talks</h1><p data-date=2022-03-30>a<p data-date=2022-03-31>b");
    assert_day(m->published, "", RAP_META_NONE);
}

static void a_byline_is_read_where_the_head_names_only_the_site(void **state)
{
    (void)state;
    const rap_pagemeta *m =
        meta_of("<meta property=og:site_name content='Ostia Herald'>"
                "<meta name=author content='Ostia Herald'><h1>Talks resume</h1>"
                "<div class=byline>By <a href=/people/roe>Jane Roe</a> and "
                "<a href=/people/doe>John&nbsp;Doe</a></div><p>Text.</p>"
                "<div class='comment-author'>By Troll McTroll</div>");
    assert_string_equal(authors_of(m), "Jane Roe + John Doe");
    assert_int_equal(m->authors[0].basis, RAP_META_LINE);
    assert_str(source_at(m->authors[1].at[0]), "John&nbsp;Doe");
    m = meta_of("<meta property=og:site_name content='Ostia Herald'>"
                "<meta name=author content='Ostia Herald'><h1>Talks</h1><p>Text.</p>");
    assert_string_equal(authors_of(m), "Ostia Herald");
}

static void cited_authors_stand_in_their_usual_order(void **state)
{
    (void)state;
    const rap_pagemeta *m = meta_of("<meta name=citation_author content='Roe, Jane'>"
                                    "<meta name=citation_author content='Doe, John'>");
    assert_string_equal(authors_of(m), "Jane Roe + John Doe");
    assert_str(source_at(m->authors[0].at[0]), "Jane");
    assert_str(source_at(m->authors[0].at[1]), "Roe");
}

static void a_page_of_another_charset_points_at_its_own_bytes(void **state)
{
    (void)state;
    const rap_pagemeta *m =
        meta_of("<meta charset=windows-1252><meta name=author content='J\xF6rg Feld'>"
                "<h1>\xDC"
                "ber Kesh und Ostia, wieder und wieder</h1>");
    assert_str(m->authors[0].text, "J\xC3\xB6rg Feld");
    assert_str(source_at(m->authors[0].at[0]), "J\xF6rg Feld");
    assert_str(source_at(m->title.at[0]), "\xDC"
                                          "ber Kesh und Ostia, wieder und wieder");
}

static void any_cut_of_a_page_is_read(void **state)
{
    (void)state;
    char z[sizeof graph];
    for (size_t n = 0; n < sizeof graph; n += 3) {
        memcpy(z, graph, n);
        z[n] = 0;
        if (n == 0) continue;
        const rap_pagemeta *m = meta_of(z);
        assert_true(m->published.at.to <= n);
        for (uint32_t i = 0; i < m->n_authors; i++)
            assert_true(m->authors[i].at[0].to <= n);
    }
}

static void an_arena_that_is_full_is_told(void **state)
{
    (void)state;
    rap_err err = {0};
    bool read = false;
    for (size_t limit = 20000; limit < 4000000 && !read; limit += 10000) {
        rap_arena *small = rap_arena_new(limit);
        rap_page p;
        rap_code rc = rap_markup_read(&p, rap_str_of(graph), NULL, small, &err);
        assert_true(rc == RAP_OK || rc == RAP_E_LIMIT || rc == RAP_E_NOMEM);
        read = rc == RAP_OK;
        if (read)
            assert_string_equal(rap_day_print(p.meta->published.day).z, "2022-03-30");
        rap_arena_free(small);
    }
    assert_true(read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stamp_gives_the_day_on_the_publishers_calendar),
        cmocka_unit_test(a_date_is_found_in_the_languages_that_pages_are_written_in),
        cmocka_unit_test(which_of_two_numbers_is_the_month_is_told_by_the_page),
        cmocka_unit_test(a_day_in_an_address_needs_its_strokes),
        cmocka_unit_test(a_line_of_authors_is_cut_into_names),
        cmocka_unit_test(damaged_json_gives_what_can_be_read_of_it),
        cmocka_unit_test(json_of_any_depth_is_read_as_far_as_it_goes),
        cmocka_unit_test(of_many_nodes_the_one_about_this_page_speaks),
        cmocka_unit_test(a_page_that_tells_nothing_says_nothing),
        cmocka_unit_test(the_name_of_the_site_is_cut_off_a_title),
        cmocka_unit_test(stamps_in_the_head_come_before_all_that_is_printed),
        cmocka_unit_test(a_printed_date_counts_near_the_title_and_not_in_lists),
        cmocka_unit_test(the_day_of_a_change_alone_is_none_of_publication),
        cmocka_unit_test(scripts_date_a_page_only_when_they_agree),
        cmocka_unit_test(data_of_elements_date_a_page_only_when_they_agree),
        cmocka_unit_test(a_byline_is_read_where_the_head_names_only_the_site),
        cmocka_unit_test(cited_authors_stand_in_their_usual_order),
        cmocka_unit_test(a_page_of_another_charset_points_at_its_own_bytes),
        cmocka_unit_test(any_cut_of_a_page_is_read),
        cmocka_unit_test(an_arena_that_is_full_is_told),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
