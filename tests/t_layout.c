/*
 * tests/t_layout.c - which rows of a plain text are what.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/layout.h"

#include "base/ascii.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#ifdef __SANITIZE_ADDRESS__
enum { HOSTILE = 1 << 17 }; /* the checks themselves are slow there */
#else
enum { HOSTILE = 2 << 20 };
#endif
enum { MEMORY = 1 << 30 };

static rap_arena *arena;
static rap_mended mended;
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

static void read_with(rap_str text, rap_layout_options options)
{
    assert_int_equal(rap_mend(&mended, text, NULL, arena, NULL), RAP_OK);
    assert_int_equal(rap_layout_read(&layout, &mended, &options, arena, NULL), RAP_OK);
}

static void read_text(const char *text)
{
    read_with(rap_str_of(text), (rap_layout_options){.verbatim = false});
}

static rap_str block_text(size_t i)
{
    return rap_str_cut(mended.text, layout.blocks[i].at.from, layout.blocks[i].at.to);
}

/* The block that begins with `head` is of this kind. */
static void is_kind(const char *head, rap_block_kind kind)
{
    for (size_t i = 0; i < layout.n_blocks; i++) {
        if (!rap_str_begins(block_text(i), rap_str_of(head))) continue;
        if (layout.blocks[i].kind != kind)
            fail_msg("%s is %s, not %s", head, rap_block_name(layout.blocks[i].kind),
                     rap_block_name(kind));
        return;
    }
    fail_msg("no block begins with %s", head);
}

#define PROSE_1                                                                        \
    "Negotiators from Norland and Sudmark met in Lenz on Tuesday for the first time "  \
    "in three weeks, but left without an agreement on the port."
#define PROSE_2                                                                        \
    "\"We are still far apart,\" said Jon Ruud, who leads the delegation of Norland, " \
    "as he left the hall. He gave no day for another meeting."
#define PROSE_3                                                                        \
    "The ministry of Sudmark did not answer questions about the talks, which are to "  \
    "end the blockade of the strait."

static void title_and_paragraphs_are_told_apart(void **state)
{
    (void)state;
    read_text("Talks on Lenz port end without a deal\n\n" PROSE_1 "\n\n" PROSE_2
              "\n\n" PROSE_3 "\n");
    assert_int_equal(layout.n_blocks, 4);
    assert_true(layout.has_title);
    is_kind("Talks on", RAP_BLOCK_TITLE);
    is_kind("Negotiators", RAP_BLOCK_PARAGRAPH);
    is_kind("\"We are", RAP_BLOCK_PARAGRAPH);
}

static void a_doubled_title_is_one_title(void **state)
{
    (void)state;
    read_text("Talks on Lenz port are hard\n\nTalks on Lenz port are hard\n\n" PROSE_1
              "\n\n" PROSE_2 "\n");
    assert_int_equal(layout.title.from, 0);
    assert_int_equal(layout.blocks[0].kind, RAP_BLOCK_TITLE);
    assert_int_equal(layout.blocks[1].kind, RAP_BLOCK_BOILERPLATE);
    assert_string_equal(layout.blocks[1].why, "title-repeated");
}

static void the_title_that_the_container_gives_is_found_in_the_text(void **state)
{
    (void)state;
    rap_layout_options options = {.title = RAP_STR("Ruud: we are far apart.")};
    read_with(RAP_STR("Ruud: we are far apart.\n" PROSE_1 "\n" PROSE_2 "\n"), options);
    is_kind("Ruud: we", RAP_BLOCK_TITLE);
}

static bool has_title(const char *text, rap_str title)
{
    read_text(text);
    return layout.has_title &&
           rap_str_eq(title,
                      rap_str_cut(mended.text, layout.title.from, layout.title.to));
}

static void a_short_first_line_that_is_set_off_is_the_title(void **state)
{
    (void)state;
    assert_true(has_title("Ruud: no deal, third round on March 17\n\n"
                          "LENZ, March 5 (NPA) - " PROSE_1 "\n\n" PROSE_2 "\n",
                          RAP_STR("Ruud: no deal, third round on March 17")));
    assert_true(has_title("Unrest\n\n" PROSE_1 "\n\n" PROSE_2 "\n", RAP_STR("Unrest")));
    read_text("Unrest\n" PROSE_1 "\n" PROSE_2 "\n");
    assert_false(layout.has_title);
    read_text("LENZ\n\n" PROSE_1 "\n\n" PROSE_2 "\n");
    assert_false(layout.has_title);
    read_text("Lenz waits.\n\n" PROSE_1 "\n\n" PROSE_2 "\n");
    assert_false(layout.has_title);
}

static void a_text_without_a_title_has_none(void **state)
{
    (void)state;
    read_text(PROSE_1 "\n" PROSE_2 "\n" PROSE_3);
    assert_false(layout.has_title);
    assert_int_equal(layout.n_blocks, 3);
}

static void a_broken_sentence_is_one_block(void **state)
{
    (void)state;
    read_text(PROSE_2 "\nOn Monday the envoy of Ostia said that much work remains to\n"
                      "be done before the harbour opens.\n" PROSE_3);
    assert_int_equal(layout.n_blocks, 3);
    is_kind("On Monday", RAP_BLOCK_PARAGRAPH);
    assert_true(rap_str_ends(block_text(1), RAP_STR("harbour opens.")));
}

static void a_text_set_to_a_column_is_unwrapped_at_its_indents(void **state)
{
    (void)state;
    read_text("The trade ministers of Norland and Kesh agreed to open two\n"
              "crossings for grain, the ministry in Lenz said on Friday. The\n"
              "crossings were closed in May.\n"
              "    Kesh had asked for four of them, and for guards from Ostia\n"
              "Island to watch over the road.\n");
    assert_int_equal(layout.n_blocks, 2);
    assert_true(rap_str_ends(block_text(0), RAP_STR("closed in May.")));
    assert_true(rap_str_ends(block_text(1), RAP_STR("over the road.")));
}

static void a_byline_names_its_authors(void **state)
{
    (void)state;
    read_text(
        "Talks on Lenz port end without a deal\n\nBy Jane Roe, Ulf van der Berg and "
        "Ana Mota\n\n" PROSE_1 "\n\n" PROSE_2 "\n");
    is_kind("By Jane", RAP_BLOCK_BYLINE);
    assert_int_equal(layout.n_authors, 3);
    assert_true(rap_str_is(layout.authors[0].text, "Jane Roe"));
    assert_true(rap_str_is(layout.authors[1].text, "Ulf van der Berg"));
    assert_true(rap_str_is(layout.authors[2].text, "Ana Mota"));
}

static void a_sentence_that_begins_with_by_is_no_byline(void **state)
{
    (void)state;
    read_text(PROSE_1
              "\n\nBy Friday evening both sides had left the town.\n\n" PROSE_2);
    is_kind("By Friday", RAP_BLOCK_PARAGRAPH);
    assert_int_equal(layout.n_authors, 0);
}

static void a_dateline_is_cut_from_its_paragraph(void **state)
{
    (void)state;
    read_text("LENZ, Norland (NPA) \xE2\x80\x94 " PROSE_1 "\n\n" PROSE_2);
    assert_int_equal(layout.blocks[0].kind, RAP_BLOCK_DATELINE);
    assert_true(rap_str_is(block_text(0), "LENZ, Norland (NPA) \xE2\x80\x94"));
    assert_int_equal(layout.blocks[1].kind, RAP_BLOCK_PARAGRAPH);
    read_text(
        "Ruud said \xE2\x80\x94 not for the first time \xE2\x80\x94 that he would "
        "wait for the answer of Sudmark.\n");
    assert_int_equal(layout.n_blocks, 1);
}

static void what_a_speaker_says_in_a_transcript_is_no_dateline(void **state)
{
    (void)state;
    read_text(
        "RUUD: So, you are saying -- and I ask you for the second time -- that "
        "the ships will wait for the answer of Sudmark until the end of May?\n\n"
        "HANNE BRIX, HOST Well, first of all, that letter is from -- we do not "
        "know who wrote it, and neither does the ministry in Norstad.\n\n" PROSE_1);
    for (size_t i = 0; i < layout.n_blocks; i++)
        assert_int_not_equal(layout.blocks[i].kind, RAP_BLOCK_DATELINE);
}

static void a_lone_outlet_is_the_publisher(void **state)
{
    (void)state;
    read_text("Reuters\n" PROSE_1 "\n" PROSE_2 "\n");
    is_kind("Reuters", RAP_BLOCK_BOILERPLATE);
    assert_true(rap_str_is(layout.publisher.text, "Reuters"));
}

static void a_caption_at_the_head_of_a_paragraph_is_cut_off(void **state)
{
    (void)state;
    read_text(PROSE_1
              "\nThis image taken from video shows smoke over Lenz on Feb. 3 after "
              "the raid. The town had been spared until then. " PROSE_3 "\n");
    is_kind("This image", RAP_BLOCK_CAPTION);
    is_kind("The town", RAP_BLOCK_PARAGRAPH);
    assert_true(rap_str_ends(block_text(1), RAP_STR("after the raid.")));
}

static void what_a_page_leaves_is_boilerplate(void **state)
{
    (void)state;
    read_text("Talks on Lenz port end without a deal\n\nSign up for our "
              "newsletter\n\n" PROSE_1
              "\n\nREAD MORE: Ten things to know about the strait\n\n" PROSE_2
              "\n\nBlast rocks Kesh harbour [LATEST]\n\n" PROSE_3
              "\n\nLeave a Reply\n\nBack to top\n");
    is_kind("Sign up", RAP_BLOCK_BOILERPLATE);
    is_kind("READ MORE", RAP_BLOCK_BOILERPLATE);
    is_kind("Blast rocks", RAP_BLOCK_BOILERPLATE);
    is_kind("Leave a", RAP_BLOCK_BOILERPLATE);
    is_kind("Back to", RAP_BLOCK_BOILERPLATE);
    for (size_t i = 0; i < layout.n_blocks; i++)
        if (layout.blocks[i].kind == RAP_BLOCK_BOILERPLATE)
            assert_non_null(layout.blocks[i].why);
}

/* The block that begins with `head` is boilerplate for this reason. */
static void is_left_for(const char *head, const char *why)
{
    is_kind(head, RAP_BLOCK_BOILERPLATE);
    for (size_t i = 0; i < layout.n_blocks; i++)
        if (rap_str_begins(block_text(i), rap_str_of(head)))
            assert_string_equal(layout.blocks[i].why, why);
}

#define PROSE_4                                                                        \
    "Ostia, which sent two observers to Lenz, said on Wednesday that it would host "   \
    "the next round if both delegations asked for it."
#define PROSE_5                                                                        \
    "Fishermen have been kept out of the strait since May. Prices in the markets of "  \
    "Tarn have doubled, the chamber of commerce said."

static void what_extractors_leave_is_told_with_its_reason(void **state)
{
    (void)state;
    read_text("Talks on Lenz port end without a deal\n"
              "March 14, 2023 at 9:24 pm \xE2\x80\xA2 3 min read\n"
              "Share on Facebook\n" PROSE_1 "\n" PROSE_2 "\n"
              "Related: Norland counts its ships\n" PROSE_3 "\n"
              "Get the day's best stories straight to your inbox\n" PROSE_4 "\n" PROSE_5
              "\n"
              "Post Comment (12)\n"
              "\xC2\xA9 2023 The Tarn Courier. All rights reserved.\n");
    is_kind("Talks on", RAP_BLOCK_TITLE);
    is_left_for("March 14", "date");
    is_left_for("Share on", "share");
    is_left_for("Related:", "related-link");
    is_left_for("Get the day", "sign-up");
    is_left_for("Post Comment", "comment");
    is_left_for("\xC2\xA9 2023", "legal");
    is_kind("Fishermen", RAP_BLOCK_PARAGRAPH);
}

static void lines_of_pages_in_other_languages_are_known(void **state)
{
    (void)state;
    read_text(PROSE_1 "\n\n\xC3\x80 lire aussi : le port de Lenz\n\n" PROSE_2
                      "\n\nLesen Sie auch: Der Hafen von Lenz\n\n" PROSE_3
                      "\n\n" PROSE_4 "\n\nLeggi anche: Il porto di Lenz\n");
    is_left_for("\xC3\x80 lire", "related-link");
    is_left_for("Lesen Sie", "related-link");
    is_left_for("Leggi anche", "related-link");
}

/* "Terms of the deal ..." begins like a footer, a vote is dated like a page. */
static void a_clean_report_loses_nothing(void **state)
{
    (void)state;
    read_text("Talks on Lenz port end without a deal\n\n" PROSE_1
              "\n\nTerms of the deal were not disclosed.\n\n" PROSE_2
              "\n\n\"No,\" he said.\n\n" PROSE_3
              "\n\nThe vote is on March 3, 2024.\n\n" PROSE_4 "\n\n" PROSE_5 "\n");
    for (size_t i = 0; i < layout.n_blocks; i++)
        assert_true(layout.blocks[i].kind == RAP_BLOCK_TITLE ||
                    layout.blocks[i].kind == RAP_BLOCK_PARAGRAPH);
}

static void of_a_whole_page_the_article_is_kept(void **state)
{
    (void)state;
    static const char *const menu[] = {
        "Home",    "World",   "Business", "Sport",   "Culture", "Travel",   "Podcasts",
        "Weather", "E-Paper", "Jobs",     "Contact", "Log in",  "Subscribe"};
    char page[16384] = "";
    size_t n = 0;
    for (int round = 0; round < 4; round++) {
        for (size_t i = 0; i < sizeof menu / sizeof *menu; i++)
            n += (size_t)snprintf(page + n, sizeof page - n, "%s\n\n", menu[i]);
        if (round == 1)
            n += (size_t)snprintf(page + n, sizeof page - n,
                                  "Talks on Lenz port end without a deal\n\n"
                                  "%s\n\n%s\n\n%s\n\n%s\n\n%s\n\n",
                                  PROSE_1, PROSE_2, PROSE_3, PROSE_4, PROSE_5);
    }
    read_text(page);
    is_kind("Home", RAP_BLOCK_BOILERPLATE);
    is_kind("Weather", RAP_BLOCK_BOILERPLATE);
    is_kind("Talks on", RAP_BLOCK_TITLE);
    size_t paragraphs = 0;
    for (size_t i = 0; i < layout.n_blocks; i++)
        paragraphs += layout.blocks[i].kind == RAP_BLOCK_PARAGRAPH;
    assert_int_equal(paragraphs, 5);
}

/* The second paragraph shows no column of its own: all its lines begin with capitals.
 */
static void a_wrapped_paragraph_has_the_column_of_its_text(void **state)
{
    (void)state;
    read_text("The trade ministers of Norland and Kesh agreed to open two\n"
              "crossings for grain, the ministry in Lenz said on Friday.\n\n"
              "A patrol boat of the navy of Sudmark had fired on a\n"
              "Norlandic trawler in the strait, the ministry in Tarn of\n"
              "Norland's government said.\n");
    assert_int_equal(layout.n_blocks, 2);
    assert_true(rap_str_ends(block_text(1), RAP_STR("government said.")));
}

/* The text with every line broken behind the word that reaches `column`. */
static void break_behind(const char *text, size_t column, char *to)
{
    size_t width = 0;
    for (; *text; text++, to++) {
        *to = *text == ' ' && width >= column ? '\n' : *text;
        width = *to == '\n' ? 0 : width + 1;
    }
    *to = '\0';
}

static void lines_broken_behind_the_word_that_reaches_a_column_are_joined(void **state)
{
    (void)state;
    static const char longer[] =
        "The trade ministers of the three countries agreed on Friday to open two "
        "crossings for grain and for coal, and said that the patrols which had been "
        "stopped in May would go on from the end of the month, as would the talks "
        "about the not-yet-delimited-and-never-charted waters between the islands, "
        "which the fishermen of both coasts "
        "had asked for since the winter.\n\n";
    static const char capital[] =
        "Another paper names the old harbour and the undersecretary, whom Ulf Moor "
        "Kesh had asked for.\n\n";
    char text[2048], broken[2048];
    snprintf(text, sizeof text, "%s%s%s%s", longer, longer, capital, longer);
    break_behind(text, 60, broken);
    read_text(broken);
    assert_int_equal(layout.n_blocks, 4);
    assert_true(rap_str_ends(block_text(2), RAP_STR("had asked for.")));
}

static void verbatim_makes_a_paragraph_of_every_run_of_lines(void **state)
{
    (void)state;
    read_with(RAP_STR("Sign up\nBy Jane Roe\n\nLeave a Reply\n"),
              (rap_layout_options){.verbatim = true});
    assert_int_equal(layout.n_blocks, 2);
    assert_true(rap_str_is(block_text(0), "Sign up\nBy Jane Roe"));
    assert_int_equal(layout.blocks[1].kind, RAP_BLOCK_PARAGRAPH);
}

/* Blocks in order, trimmed, not overlapping, over every byte that is no white space. */
static void check_cover(void)
{
    uint32_t at = 0;
    for (size_t i = 0; i < layout.n_blocks; i++) {
        rap_span b = layout.blocks[i].at;
        assert_true(b.from >= at && b.to > b.from && b.to <= mended.text.n);
        assert_true(layout.blocks[i].kind != RAP_BLOCK_NONE);
        for (; at < b.from; at++)
            assert_true(rap_is_space(mended.text.p[at]));
        assert_false(rap_is_space(mended.text.p[b.from]));
        assert_false(rap_is_space(mended.text.p[b.to - 1]));
        at = b.to;
    }
    for (; at < mended.text.n; at++)
        assert_true(rap_is_space(mended.text.p[at]));
}

static const char messy[] =
    "Reuters\n\nTalks on Lenz port end\r\n\r\nBy Jane Roe\n\n  * one\n- two\nLENZ "
    "(NPA) -- "
    "They met. (NPA Photo/Ulf Berg)\nThis photo shows Lenz. \"No,\" he said "
    "to\nthem.\n\t\n"
    "Getty Images\nShare\n\"\n(\n)\n.\n2 of 3\n\xE2\x80\x9C\xE2\x80\x94 x@y.z "
    "http://a.b/c [LATEST]\nSource: NPA\nback to top";

static void every_cut_of_a_mess_is_covered_by_blocks(void **state)
{
    (void)state;
    for (size_t n = 0; n < sizeof messy; n++) {
        read_with((rap_str){messy, n}, (rap_layout_options){.verbatim = false});
        check_cover();
        read_with((rap_str){messy, n}, (rap_layout_options){.verbatim = true});
        check_cover();
        rap_arena_reset(arena);
    }
}

/* Megabytes of what is slowest to look at; quadratic time would take hours. */
static void hostile_texts_take_linear_time(void **state)
{
    (void)state;
    static const char *const units[] = {
        "a ",  "By ",      ". ",           "(",  "sign up for ",
        "x\n", "\n \n",    "\xE2\x80\x94", "a-", "image credit ",
        "A.",  "By A B, ", "[A "};
    enum { SIZE = HOSTILE };
    char *big = malloc(SIZE);
    assert_non_null(big);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t n = strlen(units[u]), at = 0;
        for (; at + n < SIZE; at += n)
            memcpy(big + at, units[u], n);
        read_with((rap_str){big, at}, (rap_layout_options){.verbatim = false});
        check_cover();
        rap_arena_free(arena);
        arena = rap_arena_new(MEMORY);
    }
    free(big);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(title_and_paragraphs_are_told_apart),
        TEST(a_short_first_line_that_is_set_off_is_the_title),
        TEST(a_doubled_title_is_one_title),
        TEST(the_title_that_the_container_gives_is_found_in_the_text),
        TEST(a_text_without_a_title_has_none),
        TEST(a_broken_sentence_is_one_block),
        TEST(a_text_set_to_a_column_is_unwrapped_at_its_indents),
        TEST(a_byline_names_its_authors),
        TEST(a_sentence_that_begins_with_by_is_no_byline),
        TEST(a_dateline_is_cut_from_its_paragraph),
        TEST(what_a_speaker_says_in_a_transcript_is_no_dateline),
        TEST(a_lone_outlet_is_the_publisher),
        TEST(a_caption_at_the_head_of_a_paragraph_is_cut_off),
        TEST(what_a_page_leaves_is_boilerplate),
        TEST(what_extractors_leave_is_told_with_its_reason),
        TEST(lines_of_pages_in_other_languages_are_known),
        TEST(a_clean_report_loses_nothing),
        TEST(of_a_whole_page_the_article_is_kept),
        TEST(a_wrapped_paragraph_has_the_column_of_its_text),
        TEST(lines_broken_behind_the_word_that_reaches_a_column_are_joined),
        TEST(verbatim_makes_a_paragraph_of_every_run_of_lines),
        TEST(every_cut_of_a_mess_is_covered_by_blocks),
        TEST(hostile_texts_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
