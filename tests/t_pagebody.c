/*
 * tests/t_pagebody.c - which blocks of a web page are its article, and of what kind.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/pagebody.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#ifdef __SANITIZE_ADDRESS__
enum { HOSTILE = 1 << 14 }; /* the checks themselves are slow there */
#else
enum { HOSTILE = 1 << 17 };
#endif
enum { MEMORY = 1 << 30 };

static rap_arena *arena;
static rap_page page;
static rap_layout layout;

static int set_up(void **state)
{
    (void)state;
    arena = rap_arena_new(MEMORY);
    return arena ? 0 : 1;
}

static int tear_down(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

static void read_source(rap_str source)
{
    assert_int_equal(rap_markup_read(&page, source, NULL, arena, NULL), RAP_OK);
    assert_int_equal(rap_layout_of_page(&layout, &page, arena, NULL), RAP_OK);
}

static void read_page(const char *html)
{
    read_source(rap_str_of(html));
}

static rap_str block_text(size_t i)
{
    return rap_str_cut(page.mended.text, layout.blocks[i].at.from,
                       layout.blocks[i].at.to);
}

/* The n-th block (from 0) that begins with `head`. */
static const rap_block *block_of(const char *head, size_t n)
{
    for (size_t i = 0; i < layout.n_blocks; i++)
        if (rap_str_begins(block_text(i), rap_str_of(head)) && n-- == 0)
            return &layout.blocks[i];
    fail_msg("no block begins with %s", head);
    return NULL;
}

static void is_kind(const char *head, rap_block_kind kind)
{
    const rap_block *b = block_of(head, 0);
    if (b->kind != kind)
        fail_msg("%s is %s (%s), not %s", head, rap_block_name(b->kind),
                 b->why ? b->why : "", rap_block_name(kind));
}

static void is_body(const char *head)
{
    const rap_block *b = block_of(head, 0);
    if (!rap_block_is_body(b->kind))
        fail_msg("%s is %s (%s), not body", head, rap_block_name(b->kind),
                 b->why ? b->why : "");
}

static void is_none_of_body(const char *head)
{
    for (size_t i = 0; i < layout.n_blocks; i++)
        if (rap_str_begins(block_text(i), rap_str_of(head)) &&
            rap_block_is_body(layout.blocks[i].kind))
            fail_msg("%s is %s", head, rap_block_name(layout.blocks[i].kind));
}

#define P_1                                                                            \
    "LENZ (NPA) - Negotiators from Norland and Sudmark met in Lenz on Tuesday for "    \
    "the first time in three weeks, but left without an agreement on the port."
#define P_2                                                                            \
    "\"We are still far apart,\" said Jon Ruud, who leads the delegation of Norland, " \
    "as he left the hall. He gave no day for another meeting."
#define P_3                                                                            \
    "The ministry of Sudmark did not answer questions about the talks, which are to "  \
    "end the blockade of the strait that began in January."
#define P_4                                                                            \
    "Ships that carry grain have waited outside the harbour since then, and prices "   \
    "in Ostia have risen by a third, according to the port authority."
#define P_5                                                                            \
    "Kesh, which has offered to host a second round, said on Monday that both sides "  \
    "had asked for more time to study its written proposal."

#define HEAD                                                                           \
    "<!doctype html><html lang=en><head><meta charset=utf-8><title>Talks on the port " \
    "of Lenz end without agreement | The Norland Courier</title><meta "                \
    "name=description content=\"No day was set for another meeting.\"><script>var "    \
    "a = '<p>no text';</script></head><body class='single post-template'>"             \
    "<div class='cookie-banner modal' id=consent><p>We and our partners store "        \
    "cookies on your device to show you advertisements that fit you. You may change "  \
    "your mind at any time.</p><button>Accept all</button></div>"                      \
    "<header class=site-header><a class=logo href=/>The Norland Courier</a><nav "      \
    "class=main-nav><ul><li><a href=/world>World</a></li><li><a "                      \
    "href=/business>Business</a></li><li><a href=/sport>Sport</a></li></ul></nav>"     \
    "</header>"
#define FOOT                                                                           \
    "<footer class=site-footer><ul><li><a href=/about>About us</a></li><li><a "        \
    "href=/terms>Terms of use</a></li></ul><p>Copyright 2022 The Norland Courier. "    \
    "All rights reserved.</p></footer></body></html>"
#define ARTICLE                                                                        \
    "<main><article class=article><header class=article-header><h1 "                   \
    "class=headline>Talks on the port of Lenz end without agreement</h1><div "         \
    "class=byline>By <a href=/author/mara-holt>Mara Holt</a></div><time "              \
    "class=published datetime=2022-03-29>29 March 2022, 18:40</time><ul "              \
    "class=share-buttons><li><a href='https://facebook.example/s'>Facebook</a></li>"   \
    "<li><a href='https://twitter.example/s'>Twitter</a></li><li><a "                  \
    "href='mailto:?x'>Email</a></li></ul></header><figure class=lead-image><img "      \
    "src=a.jpg><figcaption>Jon Ruud arrives at the hall in Lenz on Tuesday. Photo: "   \
    "NPA/Ilse Brand</figcaption></figure><div class=article-body><p>" P_1              \
    "</p><p>" P_2                                                                      \
    "</p><div class=related-box><h3>Read more</h3><ul><li><a href=/a1>What the "       \
    "blockade costs the farmers of Ostia</a></li><li><a href=/a2>Who is who at the "   \
    "table in Lenz</a></li></ul></div><p>" P_3                                         \
    "</p><h2>Grain on the water</h2><p>" P_4                                           \
    "</p><blockquote><p>Nobody wins when wheat rots in a hold, whatever the flag on "  \
    "the ship may be.</p></blockquote><form class=newsletter-signup><p>Get the day's " \
    "most important stories in your inbox every morning.</p><input "                   \
    "type=email><button>Sign up</button></form><p>" P_5 "</p><ul><li>The port has "    \
    "been closed since January 12.</li><li>About forty ships wait outside it.</li>"    \
    "</ul></div></article>"
#define COMMENTS                                                                       \
    "<section id=comments class=comments-area><h2>3 comments</h2><ol "                 \
    "class=comment-list><li class=comment><b>harbourmaster</b><p>It was clear from "   \
    "the beginning that nobody came to give anything away, so why do they meet at "    \
    "all?</p></li><li class=comment><b>Old Salt</b><p>My brother has waited on one "   \
    "of these ships for six weeks now, and nobody tells them a thing.</p></li></ol>"   \
    "</section>"
#define ASIDE                                                                          \
    "<aside class=sidebar><h3>Most read</h3><ol class=most-read><li><a "               \
    "href=/b1>Storm "                                                                  \
    "closes schools on the coast of Sudmark</a></li><li><a href=/b2>Ostia votes on a " \
    "new parliament in May</a></li><li><a href=/b3>Why the price of bread has "        \
    "doubled</a></li></ol></aside></main>"

static void an_article_stands_out_from_what_a_page_puts_around_it(void **state)
{
    (void)state;
    read_page(HEAD ARTICLE COMMENTS ASIDE FOOT);
    is_body("LENZ (NPA)");
    is_body("\"We are still far apart");
    is_body("The ministry of Sudmark");
    is_body("Ships that carry grain");
    is_body("Kesh, which has offered");
    is_none_of_body("World");
    is_none_of_body("We and our partners");
    is_none_of_body("Facebook");
    is_none_of_body("What the blockade costs");
    is_none_of_body("Get the day's");
    is_none_of_body("It was clear from the beginning");
    is_none_of_body("My brother has waited");
    is_none_of_body("Storm closes schools");
    is_none_of_body("Copyright 2022");
}

static void each_block_has_its_kind(void **state)
{
    (void)state;
    read_page(HEAD ARTICLE COMMENTS ASIDE FOOT);
    is_kind("LENZ (NPA)", RAP_BLOCK_PARAGRAPH);
    is_kind("Grain on the water", RAP_BLOCK_HEADING);
    is_kind("Nobody wins when wheat", RAP_BLOCK_QUOTE);
    is_kind("About forty ships wait", RAP_BLOCK_LIST);
    is_kind("By Mara Holt", RAP_BLOCK_BYLINE);
    is_kind("29 March 2022", RAP_BLOCK_DATELINE);
    is_kind("Jon Ruud arrives at the hall", RAP_BLOCK_CAPTION);
    assert_true(layout.has_title);
    rap_str title = rap_str_cut(page.mended.text, layout.title.from, layout.title.to);
    assert_true(rap_str_is(title, "Talks on the port of Lenz end without agreement"));
}

static void what_is_dropped_keeps_its_reason(void **state)
{
    (void)state;
    read_page(HEAD ARTICLE COMMENTS ASIDE FOOT);
    static const char *const want[][2] = {{"World", "navigation"},
                                          {"What the blockade costs", "related-link"},
                                          {"It was clear from the", "comment"},
                                          {"Get the day's", "sign-up"},
                                          {"Facebook", "share"}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const rap_block *b = block_of(want[i][0], 0);
        assert_int_equal(b->kind, RAP_BLOCK_BOILERPLATE);
        assert_non_null(b->why);
        assert_string_equal(b->why, want[i][1]);
    }
    for (size_t i = 0; i < layout.n_blocks; i++)
        if (layout.blocks[i].kind == RAP_BLOCK_BOILERPLATE)
            assert_non_null(layout.blocks[i].why);
}

static void every_block_of_the_page_is_in_the_layout_once(void **state)
{
    (void)state;
    read_page(HEAD ARTICLE COMMENTS ASIDE FOOT);
    assert_int_equal(layout.n_blocks, page.n_blocks);
    for (size_t i = 0; i < layout.n_blocks; i++) {
        assert_int_equal(layout.blocks[i].at.from, page.blocks[i].text.from);
        assert_int_equal(layout.blocks[i].at.to, page.blocks[i].text.to);
        assert_int_not_equal(layout.blocks[i].kind, RAP_BLOCK_NONE);
    }
}

/* The next report that a page appends while one reads on. */
static void a_second_article_on_the_page_is_not_this_one(void **state)
{
    (void)state;
    read_page(HEAD ARTICLE
              "<div class='infinite-scroll next-article'><article class=teaser><h2><a "
              "href=/n1>Ferry to Kesh runs again after the storm</a></h2><p>The ferry "
              "between Lenz and the islands of Kesh takes passengers again, its owner "
              "said on Wednesday.</p><a href=/n1>Read more</a></article><article "
              "class=teaser><h2><a href=/n2>Court of Ostia frees two editors</a></h2>"
              "<p>Two editors who had been held since autumn went home on Wednesday "
              "evening, their lawyer said.</p><a href=/n2>Read more</a></article></div>"
              "</main>" FOOT);
    is_body("LENZ (NPA)");
    is_body("Kesh, which has offered");
    is_none_of_body("The ferry between Lenz");
    is_none_of_body("Two editors who had been held");
}

static void an_old_page_without_paragraphs_is_read_too(void **state)
{
    (void)state;
    read_page("<html><head><title>Talks on the port of Lenz end</title></head><body "
              "bgcolor=white><table width=760><tr><td width=150><a href=i.html>Home</a>"
              "<br><a href=n.html>News</a><br><a href=w.html>Weather</a></td><td><font "
              "size=5><b>Talks on the port of Lenz end</b></font><br><br>" P_1
              "<br><br>" P_2 "<br><br>" P_3 "<br><br>" P_4 "</td></tr><tr><td "
              "colspan=2><a href=mailto:x>Write to the editor</a></td></tr></table>"
              "</body></html>");
    is_body("LENZ (NPA)");
    is_body("\"We are still far apart");
    is_body("Ships that carry grain");
    is_none_of_body("Home");
    is_none_of_body("Write to the editor");
}

static void another_language_needs_no_other_rules(void **state)
{
    (void)state;
    read_page(
        "<html lang=de><head><title>Gespräche über den Hafen von Lenz "
        "gescheitert</title></head><body><nav class=navigation><ul><li><a "
        "href=/p>Politik</a><li><a href=/s>Sport</a></ul></nav><article><h1>Gespräche "
        "über den Hafen von Lenz gescheitert</h1><p>Die Unterhändler von Nordland und "
        "der Südmark haben sich am Dienstag in Lenz ohne Ergebnis getrennt, wie die "
        "Agentur NPA meldet.</p><p>Der Leiter der Abordnung, Jon Ruud, sagte beim "
        "Verlassen des Saales, man sei noch weit voneinander entfernt.</p><p>Vor dem "
        "Hafen warten seit Januar etwa vierzig Schiffe mit Getreide, und die Preise "
        "in Ostia sind um ein Drittel gestiegen.</p></article><div class=kommentare>"
        "<p>Das war doch von Anfang an klar, dass da nichts herauskommt, oder?</p>"
        "</div><footer><p>Impressum Datenschutz</p></footer></body></html>");
    is_body("Die Unterhändler");
    is_body("Der Leiter der Abordnung");
    is_body("Vor dem Hafen warten");
    is_none_of_body("Politik");
    is_none_of_body("Das war doch von Anfang");
    is_none_of_body("Impressum");
}

static void a_page_without_an_article_gives_little_and_does_no_harm(void **state)
{
    (void)state;
    read_page(HEAD
              "<main class=front-page><div class=grid><div class=card><h3><a "
              "href=/1>Storm closes schools</a></h3></div><div class=card><h3><a "
              "href=/2>Ostia votes in May</a></h3></div><div class=card><h3><a "
              "href=/3>Bread costs twice as much</a></h3></div></div></main>" FOOT);
    is_none_of_body("World");
    is_none_of_body("Terms of use");
    read_page("<html><body></body></html>");
    assert_int_equal(layout.n_blocks, 0);
    read_page("<h1>404</h1><p>Not found");
    assert_int_equal(layout.n_blocks, page.n_blocks);
    read_page("x");
    assert_int_equal(layout.n_blocks, 1);
}

static void the_same_page_gives_the_same_blocks(void **state)
{
    (void)state;
    read_page(HEAD ARTICLE COMMENTS ASIDE FOOT);
    rap_layout before = layout;
    read_page(HEAD ARTICLE COMMENTS ASIDE FOOT);
    assert_int_equal(before.n_blocks, layout.n_blocks);
    for (size_t i = 0; i < layout.n_blocks; i++)
        assert_int_equal(before.blocks[i].kind, layout.blocks[i].kind);
}

/* `n` times `piece`. */
static rap_str many(const char *piece, size_t n)
{
    size_t len = strlen(piece);
    char *p = RAP_NEW(arena, char, len *n + 1);
    assert_non_null(p);
    for (size_t i = 0; i < n; i++)
        memcpy(p + i * len, piece, len);
    return (rap_str){p, len * n};
}

static void a_hostile_page_takes_linear_time(void **state)
{
    (void)state;
    read_source(many("<div class='comment-list entry-content'>a", HOSTILE));
    read_source(many("<p>a</p>", HOSTILE));
    read_source(many("<b><i>a</div>", HOSTILE));
    read_source(many("<table><tr><td><ul><li><article>a ", HOSTILE / 4));
    assert_int_equal(layout.n_blocks, page.n_blocks);
}

static void too_little_memory_is_told(void **state)
{
    (void)state;
    rap_str source = rap_str_of(HEAD ARTICLE COMMENTS ASIDE FOOT);
    bool refused = false, done = false;
    for (size_t limit = 1 << 12; limit < 1 << 24 && !done; limit *= 2) {
        rap_arena *small = rap_arena_new(limit);
        rap_page p;
        rap_layout l;
        rap_code rc = rap_markup_read(&p, source, NULL, small, NULL);
        if (rc == RAP_OK) rc = rap_layout_of_page(&l, &p, small, NULL);
        refused |= rc != RAP_OK;
        done = rc == RAP_OK;
        rap_arena_free(small);
    }
    assert_true(refused);
    assert_true(done);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_article_stands_out_from_what_a_page_puts_around_it),
        cmocka_unit_test(each_block_has_its_kind),
        cmocka_unit_test(what_is_dropped_keeps_its_reason),
        cmocka_unit_test(every_block_of_the_page_is_in_the_layout_once),
        cmocka_unit_test(a_second_article_on_the_page_is_not_this_one),
        cmocka_unit_test(an_old_page_without_paragraphs_is_read_too),
        cmocka_unit_test(another_language_needs_no_other_rules),
        cmocka_unit_test(a_page_without_an_article_gives_little_and_does_no_harm),
        cmocka_unit_test(the_same_page_gives_the_same_blocks),
        cmocka_unit_test(a_hostile_page_takes_linear_time),
        cmocka_unit_test(too_little_memory_is_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
