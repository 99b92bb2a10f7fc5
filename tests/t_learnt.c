/*
 * tests/t_learnt.c - learnt models are asked what they were learnt from: the numbers
 * that rows, blocks, words and gaps between words are turned into.
 *
 * The weights that are built in were fitted to these very numbers.  One that is worked
 * out otherwise makes every judgement a little worse and breaks nothing that would be
 * seen, so that many made texts are looked at here, and their numbers summed up.  Who
 * changes what is looked at trains the models again (train/README.md), and then puts
 * the new sums here.
 */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/utf8.h"
#include "encoder/wordkeys.h"
#include "layout/headlines.h"
#include "layout/pagebody.h"
#include "layout/rowlooks.h"
#include "words/gaps.h"
#include "words/lemmas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static rap_arena *arena;
static uint64_t seed;
static uint32_t sum;

static int set_up(void **state)
{
    (void)state;
    arena = rap_arena_new((size_t)256 << 20);
    seed = 1;
    sum = 2166136261u;
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    rap_arena_free(arena);
    return 0;
}

static uint32_t next(uint32_t most)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % most;
}

static void add(int64_t v)
{
    for (int i = 0; i < 4; i++)
        sum = (sum ^ (uint32_t)((uint64_t)v >> 8 * i & 255)) * 16777619u;
}

static void add_span(rap_span at)
{
    add(at.from);
    add(at.to);
}

static void sum_is(uint32_t known)
{
    if (sum != known)
        fail_msg("what the models are asked has changed: if that is meant and they "
                 "have learnt from it, the sum is 0x%08X now",
                 sum);
}

/* ---- made texts -------------------------------------------------------------------
 */

#define PICK(list) (list)[next(sizeof(list) / sizeof *(list))]

static const char *const words[] = {"the",
                                    "of",
                                    "and",
                                    "to",
                                    "in",
                                    "said",
                                    "Norland",
                                    "Kesh",
                                    "talks",
                                    "envoys",
                                    "minister",
                                    "agreed",
                                    "Ida",
                                    "Jon",
                                    "Lund",
                                    "Holm",
                                    "on",
                                    "Monday",
                                    "March",
                                    "3",
                                    "2022",
                                    "12:30",
                                    "p.m.",
                                    "U.S.",
                                    "NPA",
                                    "port",
                                    "ceasefire",
                                    "not",
                                    "a",
                                    "he",
                                    "they",
                                    "who",
                                    "border",
                                    "OSTIA",
                                    "caf\xC3\xA9",
                                    "K\xC3\xB6sh",
                                    "don't",
                                    "20%",
                                    "$5m",
                                    "re-elect",
                                    "http://npa.example/x",
                                    "ida@npa.example",
                                    "No.",
                                    "etc.",
                                    "...",
                                    "LatestAfrica",
                                    "1990s",
                                    "(NPA)",
                                    "[17]",
                                    "\xE2\x80\x94",
                                    "-",
                                    "&",
                                    "|",
                                    "/",
                                    ">",
                                    "\xC2\xA9",
                                    "By",
                                    "Photo:",
                                    "Share",
                                    "Read",
                                    "more",
                                    "comments",
                                    "is"};
static const char *const ends[] = {
    ".", ".", ".", "", "", "?", "!", ":", ",", ".\"", "\xE2\x80\x9D", "\xE2\x80\xA6",
    ")", ";"};
static const char *const starts[] = {"",
                                     "",
                                     "",
                                     "",
                                     "The ",
                                     "By Ida Lund and Jon Holm, ",
                                     "KESH, March 3 (NPA) - ",
                                     "Photo: ",
                                     "\xE2\x80\xA2 ",
                                     "- ",
                                     "1. ",
                                     "(a) ",
                                     "\"",
                                     "\xE2\x80\x9C",
                                     "Related: ",
                                     "LENZ (NPA) \xE2\x80\x94 ",
                                     "Updated ",
                                     "Published: ",
                                     "WASHINGTON: ",
                                     "By ",
                                     "Share this",
                                     "Read also: ",
                                     "Advertisement",
                                     "Follow us on ",
                                     "OSTIA | ",
                                     "The Ostia Herald",
                                     "Norland News Agency",
                                     "Caption: The pass in March. ",
                                     "Copyright 2022 NPA. All rights reserved",
                                     "By JANE ROE, NPA",
                                     "Jane Roe"};

static void put_words(rap_buf *b, uint32_t most)
{
    for (uint32_t n = next(most); n > 0; n--) {
        rap_buf_z(b, PICK(words));
        if (n > 1) rap_buf_z(b, next(12) ? " " : next(2) ? ", " : "  ");
    }
}

static void put_sentence(rap_buf *b, uint32_t most)
{
    rap_buf_z(b, PICK(starts));
    put_words(b, most);
    rap_buf_z(b, PICK(ends));
}

static rap_str made_text(rap_buf *b)
{
    static const char *const gaps[] = {"\n", "\n",   "\n\n", "\n\n", "\n\n\n",
                                       " ",  "\n  ", "\n\t", " \n"};
    rap_buf_clear(b);
    for (uint32_t rows = 1 + next(24); rows > 0; rows--) {
        uint32_t kind = next(4);
        for (uint32_t k = kind == 0 ? 4 : 1; k > 0; k--) {
            put_sentence(b, kind == 1 ? 4 : kind == 2 ? 12 : 30);
            if (k > 1) rap_buf_z(b, " ");
        }
        rap_buf_z(b, PICK(gaps));
    }
    return rap_buf_str(b);
}

/* ---- rows -------------------------------------------------------------------------
 */

static void add_row(const rap_row *r)
{
    add_span(r->at);
    add(r->width);
    add(r->words);
    add(r->hash);
    add(r->signs);
    add(r->indent);
    add(r->blank_before);
    add(r->begins);
    add(r->ends);
    add(r->letter_case);
    add(r->stops);
    add(r->hints);
    add(r->byline);
    add(r->masthead);
    add(r->phrase >= 0);
}

static void add_looks(const rap_rows *rows, rap_str text)
{
    rap_looks *looks;
    rap_row_words own;
    int16_t x[RAP_LOOKS_AGAIN], *scores = RAP_NEW(arena, int16_t, rows->n + 1);
    assert_int_equal(rap_row_words_look(&own, rows, text, arena, NULL), RAP_OK);
    assert_int_equal(rap_looks_new(&looks, rows, text, arena, NULL), RAP_OK);
    add(rap_looks_whole_page(looks));
    for (size_t i = 0; i < rows->n; i++)
        scores[i] = (int16_t)((int)next(2 * RAP_ROW_SURE) - RAP_ROW_SURE);
    for (size_t i = 0; i < rows->n; i++) {
        add(own.first[i]);
        add(own.last[i]);
        for (int k = 0; k < RAP_OWN_COUNT; k++)
            add(own.own[i][k]);
        assert_memory_equal(rap_looks_own(looks, i), own.own[i], RAP_OWN_COUNT);
        rap_looks_at(looks, i, x);
        for (int k = 0; k < RAP_LOOKS; k++)
            add(x[k]);
        rap_looks_again(looks, scores, i, x);
        for (int k = 0; k < RAP_LOOKS_AGAIN; k++)
            add(x[k]);
    }
}

static void rows_are_looked_at_as_they_were_learnt(void **state)
{
    (void)state;
    rap_buf b = {0};
    for (int i = 0; i < 60; i++) {
        rap_str text = made_text(&b);
        rap_rows rows = {0};
        assert_int_equal(rap_rows_read(&rows, text, i % 2, arena, NULL), RAP_OK);
        assert_int_equal(rap_rows_look(&rows, text, arena, NULL), RAP_OK);
        rap_phrases_look(&rows, text);
        rap_heads_look(&rows, text);
        for (size_t k = 0; k < rows.n; k++)
            add_row(&rows.v[k]);
        if (rows.n) add_looks(&rows, text);
        if (i % 3 == 0) rap_rows_unwrap(&rows, text);
        add((int64_t)rows.n);
        rap_arena_reset(arena);
    }
    rap_buf_done(&b);
    sum_is(0x75166EB5);
}

static void heads_of_paragraphs_are_found_as_they_were(void **state)
{
    (void)state;
    rap_buf b = {0};
    for (int i = 0; i < 3000; i++) {
        rap_span names[8];
        rap_buf_clear(&b);
        put_sentence(&b, 14);
        if (i % 3 == 0) rap_buf_z(&b, " The talks ended.");
        rap_str row = rap_buf_str(&b);
        add(rap_dateline_find(row));
        add(rap_caption_find(row));
        add(rap_masthead_is(row));
        size_t n = rap_byline_find(row, names, 8);
        for (size_t k = 0; k < n; k++)
            add_span(names[k]);
        size_t at = 0;
        char word[RAP_WORD_ROOM];
        for (rap_str w = rap_row_word(row, &at, word); w.n;
             w = rap_row_word(row, &at, word))
            add(rap_hash(w));
        for (int kind = 0; kind < RAP_PHRASE_KINDS; kind++)
            add(rap_phrase_begins(row, (rap_phrase_kind)kind));
    }
    rap_buf_done(&b);
    sum_is(0x253DB0DC);
}

/* ---- blocks of pages --------------------------------------------------------------
 */

static void put_block(rap_buf *b)
{
    static const char *const opens[] = {"<p>",
                                        "<p>",
                                        "<p>",
                                        "<div>",
                                        "<div class=story>",
                                        "<div class='byline author'>",
                                        "<li>",
                                        "<li><a href=/w>",
                                        "<h1>",
                                        "<h2>",
                                        "<h3>",
                                        "<td>",
                                        "<blockquote>",
                                        "<figcaption>",
                                        "<span class=date>",
                                        "<a href='/2022/03/30/talks'>",
                                        "<b>",
                                        "<p class=caption>",
                                        "<div class='share social'>",
                                        "<p><em>",
                                        "<br>",
                                        "<br><br>",
                                        "<div id=comments>",
                                        "<dt>",
                                        "<pre>",
                                        "<label>",
                                        "<p class=date>3 March 2022 | ",
                                        "<div class=comment-body>",
                                        "<p itemprop=articleBody>",
                                        "<div role=complementary>",
                                        "<div data-component=byline>",
                                        "<div data-testid=related-links>",
                                        "<p data-type=caption>",
                                        "<div id=article-body class='x y-2 _z'>",
                                        "<a rel=tag>",
                                        "<time>",
                                        "<button>",
                                        "<p hidden>"};
    static const char *const outer[] = {"<nav>",
                                        "</nav>",
                                        "<ul>",
                                        "</ul>",
                                        "<article class=post>",
                                        "</article>",
                                        "<aside>",
                                        "</aside>",
                                        "<footer>",
                                        "</footer>",
                                        "<section>",
                                        "</section>",
                                        "<table><tr>",
                                        "</table>",
                                        "<main id=content>",
                                        "</main>",
                                        "<header>",
                                        "</header>",
                                        "<div class='related more'>",
                                        "</div>",
                                        "</div></div>",
                                        "<form>",
                                        "</form>",
                                        "<figure><img alt='The pass'>",
                                        "</figure>",
                                        "<hr>"};
    if (next(4) == 0) rap_buf_z(b, PICK(outer));
    rap_buf_z(b, PICK(opens));
    put_sentence(b, next(3) ? 30 : 5);
    if (next(3) == 0) {
        rap_buf_z(b, "<a href=/x>");
        put_sentence(b, 6);
        rap_buf_z(b, "</a>");
    }
    rap_buf_z(b, next(2) ? "\n" : "</p>");
}

/* What a page says of itself where no reader sees it. */
static void put_head(rap_buf *b)
{
    static const char *const escapes[] = {"\\n",     "\\u00e9", "\\\"",
                                          "\\u201c", "\\/",     "\\ud83d\\ude00",
                                          "&amp;",   "\\t",     "\\u12"};
    rap_buf_z(b,
              "<html lang=en><title>Talks resume in Kesh - Ostia Herald</title><meta "
              "name=author content='Ida Lund'>");
    if (next(3) == 0)
        rap_buf_z(b, "<meta property=og:description content='The envoys of Norland and "
                     "Kesh agreed on Monday to open the port again'>");
    if (next(2) == 0) {
        rap_buf_z(b, "<script type='application/ld+json'>{\"@type\":\"NewsArticle\","
                     "\"headline\":\"Talks resume in Kesh\",\"articleBody\":\"");
        for (int i = 0; i < 6; i++) {
            put_words(b, 12);
            rap_buf_z(b, PICK(escapes));
        }
        rap_buf_z(b, "\"}</script>");
    }
    rap_buf_z(b, "<body>");
}

static void add_page(rap_str source)
{
    rap_page page;
    rap_body *body;
    int16_t x[RAP_BODY_WIDTH];
    assert_int_equal(rap_markup_read(&page, source, NULL, arena, NULL), RAP_OK);
    assert_int_equal(rap_body_open(&body, &page, arena, NULL), RAP_OK);
    int32_t *scores = RAP_NEW(arena, int32_t, page.n_blocks + 1);
    bool *inside = RAP_NEW(arena, bool, page.n_blocks + 1);
    for (int round = 0; round < 2; round++) {
        const uint32_t wide = rap_body_features_count(round);
        for (uint32_t i = 0; i < page.n_blocks; i++) {
            rap_body_features(body, round, i, x);
            for (uint32_t k = 0; k < wide; k++)
                add(x[k]);
            add(rap_body_is_out(body, round, i));
            scores[i] = (int32_t)next(3000) - 1500;
        }
        if (round == 0) rap_body_tell(body, scores);
    }
    rap_body_decide(body, scores, inside);
    rap_layout out;
    assert_int_equal(rap_body_write(&out, body, inside, NULL), RAP_OK);
    for (size_t i = 0; i < out.n_blocks; i++) {
        add_span(out.blocks[i].at);
        add(out.blocks[i].kind);
        if (out.blocks[i].why) add(rap_hash(rap_str_of(out.blocks[i].why)));
    }
}

static void blocks_are_looked_at_as_they_were_learnt(void **state)
{
    (void)state;
    rap_buf b = {0};
    for (int i = 0; i < 60; i++) {
        rap_buf_clear(&b);
        put_head(&b);
        for (uint32_t n = 2 + next(40); n > 0; n--)
            put_block(&b);
        add_page(rap_buf_str(&b));
        rap_arena_reset(arena);
    }
    rap_buf_done(&b);
    sum_is(0x2BAC7378);
}

/* ---- words ------------------------------------------------------------------------
 */

static void add_gap(const rap_gaps *g)
{
    uint64_t keys[RAP_GAP_KEYS];
    rap_gap_sight sight;
    add(g->next);
    add(g->anchor);
    add(g->rule);
    add(g->guess);
    add(g->held);
    add(g->newline);
    rap_gap_look(&sight, g);
    for (uint32_t n = rap_gap_keys_near(keys, &sight); n > 0; n--)
        add((int64_t)(keys[n - 1] >> 16));
    for (uint32_t n = rap_gap_keys_far(keys, &sight, g); n > 0; n--)
        add((int64_t)(keys[n - 1] >> 16));
}

static void add_gaps(const rap_prose *p)
{
    rap_gap_style style = rap_gaps_style(p, 0, p->n_tokens);
    add(style.small_behind);
    add(style.small_first);
    for (uint32_t from = 0, to; from < p->n_tokens; from = to) {
        const rap_span block =
            p->layout->blocks[p->sentences[p->tokens[from].sentence].block].at;
        for (to = from; to < p->n_tokens && p->tokens[to].at.to <= block.to;)
            to++;
        rap_gaps g = rap_gaps_of(p, (rap_span){from, to}, style);
        while (rap_gaps_next(&g)) {
            add_gap(&g);
            if (g.rule == RAP_GAP_END || (g.rule == RAP_GAP_ASK && next(2)))
                rap_gaps_break(&g);
        }
    }
}

static void gaps_are_looked_at_as_they_were_learnt(void **state)
{
    (void)state;
    rap_buf b = {0};
    const rap_layout_options how = {.verbatim = true};
    for (int i = 0; i < 60; i++) {
        rap_mended m;
        rap_layout layout;
        rap_prose p;
        rap_str text = made_text(&b);
        assert_int_equal(rap_mend(&m, text, "utf-8", arena, NULL), RAP_OK);
        assert_int_equal(rap_layout_read(&layout, &m, &how, arena, NULL), RAP_OK);
        assert_int_equal(rap_prose_read(&p, &m, &layout, arena, NULL), RAP_OK);
        for (uint32_t k = 0; k < p.n_tokens; k++) {
            const rap_token *t = &p.tokens[k];
            add_span(t->at);
            add(t->hash);
            add(t->shape);
        }
        add_gaps(&p);
        rap_arena_reset(arena);
    }
    rap_buf_done(&b);
    sum_is(0x7638638C);
}

/* Tags drawn by lot: what a lemma and a noun phrase make of them. */
static void add_forms(rap_prose *p)
{
    static const char *const penn[] = {
        "NN",  "NNS", "NNP", "NNPS", "VB",   "VBD", "VBG", "VBN", "VBZ", "JJ", "JJR",
        "JJS", "RB",  "RBR", "PRP",  "PRP$", "DT",  "CD",  "FW",  "ADD", "POS"};
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        memset(p->tokens[i].xpos, 0, sizeof p->tokens[i].xpos);
        snprintf(p->tokens[i].xpos, sizeof p->tokens[i].xpos, "%s", PICK(penn));
        p->tokens[i].upos = (uint8_t)next(RAP_VERB + 1);
    }
    assert_int_equal(rap_lemmas_read(p, NULL), RAP_OK);
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        char room[RAP_LEMMA_ROOM];
        uint32_t first, last;
        assert_int_equal(p->tokens[i].lemma_hash, rap_hash(p->tokens[i].lemma));
        add(p->tokens[i].lemma_hash);
        add(p->tokens[i].shape);
        add(rap_hash(rap_lemma_written(p, i, room)));
        if (!rap_prose_noun_phrase(p, i, &first, &last)) continue;
        add(first);
        add(last);
    }
}

static void words_are_taken_back_to_their_lemmas_as_they_were(void **state)
{
    (void)state;
    static const char *const forms[] = {
        "stopped",  "running", "cities",  "boxes",       "knives",      "men",
        "Veld's",   "better",  "worst",   "went",        "has",         "is",
        "studies",  "Buses",   "BUSES",   "K\xC3\x96SH", "agreed",      "dying",
        "lies",     "taxis",   "heroes",  "news",        "talks",       "Talks",
        "happier",  "biggest", "quickly", "us",          "I",           "mice",
        "criteria", "visited", "making",  "using",       "panicked",    "his",
        "them",     "U.S.",    "NPA",     "1990s",       "co-founders", "data",
        "does"};
    rap_buf b = {0};
    const rap_layout_options how = {.verbatim = true};
    for (int i = 0; i < 60; i++) {
        rap_mended m;
        rap_layout layout;
        rap_prose p;
        rap_buf_clear(&b);
        for (uint32_t n = 20 + next(40); n > 0; n--) {
            rap_buf_z(&b, next(3) ? PICK(forms) : PICK(words));
            rap_buf_z(&b, next(9) ? " " : ". ");
        }
        assert_int_equal(rap_mend(&m, rap_buf_str(&b), "utf-8", arena, NULL), RAP_OK);
        assert_int_equal(rap_layout_read(&layout, &m, &how, arena, NULL), RAP_OK);
        assert_int_equal(rap_prose_read(&p, &m, &layout, arena, NULL), RAP_OK);
        for (int round = 0; round < 4; round++)
            add_forms(&p);
        rap_arena_reset(arena);
    }
    rap_buf_done(&b);
    sum_is(0x19163E6D);
}

/* Small words of many languages: which of them a text is in. */
static void languages_are_told_as_they_were(void **state)
{
    (void)state;
    static const char *const small[] = {"the",
                                        "of",
                                        "and",
                                        "in",
                                        "is",
                                        "he",
                                        "der",
                                        "die",
                                        "und",
                                        "das",
                                        "ist",
                                        "nicht",
                                        "le",
                                        "la",
                                        "les",
                                        "et",
                                        "des",
                                        "est",
                                        "el",
                                        "los",
                                        "de",
                                        "que",
                                        "y",
                                        "en",
                                        "una",
                                        "il",
                                        "di",
                                        "che",
                                        "non",
                                        "per",
                                        "o",
                                        "e",
                                        "os",
                                        "da",
                                        "do",
                                        "het",
                                        "een",
                                        "van",
                                        "och",
                                        "att",
                                        "som",
                                        "og",
                                        "det",
                                        "er",
                                        "nie",
                                        "jest",
                                        "si\xC4\x99",
                                        "na",
                                        "je",
                                        "ve",
                                        "bir",
                                        "bu",
                                        "a",
                                        "Norland",
                                        "Kesh",
                                        "1",
                                        "\xD0\xB2",
                                        "\xD0\xB8",
                                        "\xE7\x9A\x84",
                                        "\xD9\x81\xD9\x8A",
                                        "\xCE\xBA\xCE\xB1\xCE\xB9"};
    rap_buf b = {0};
    const rap_layout_options how = {.verbatim = true};
    for (int i = 0; i < 800; i++) {
        rap_mended m;
        rap_layout layout;
        rap_prose p;
        uint32_t from = next(sizeof small / sizeof *small);
        rap_buf_clear(&b);
        for (uint32_t n = 1 + next(30); n > 0; n--) {
            uint32_t near = (from + next(7)) % (sizeof small / sizeof *small);
            rap_buf_z(&b, next(4) ? small[near] : next(2) ? PICK(small) : PICK(words));
            rap_buf_z(&b, " ");
        }
        assert_int_equal(rap_mend(&m, rap_buf_str(&b), "utf-8", arena, NULL), RAP_OK);
        assert_int_equal(rap_layout_read(&layout, &m, &how, arena, NULL), RAP_OK);
        assert_int_equal(rap_prose_open(&p, &m, &layout, arena, NULL), RAP_OK);
        assert_int_equal(p.english, strcmp(p.tongue, "en") == 0);
        add(rap_hash(rap_str_of(p.tongue)));
        rap_arena_reset(arena);
    }
    rap_buf_done(&b);
    sum_is(0x3185293F);
}

static void words_have_the_keys_that_were_learnt(void **state)
{
    (void)state;
    static const char *const more[] = {"",
                                       "a",
                                       "Ab",
                                       "abc",
                                       "ABCD",
                                       "1a2B",
                                       "\xC3\x96sterr",
                                       "'s",
                                       "x-y",
                                       "....",
                                       "\xF0\x9F\x98\x80"};
    for (size_t i = 0; i < 2000; i++) {
        char word[200];
        rap_buf b = {0};
        for (uint32_t n = 1 + next(i % 100 ? 3 : 30); n > 0; n--)
            rap_buf_z(&b, next(2) ? PICK(words) : PICK(more));
        rap_str text = rap_str_cut(rap_buf_str(&b), 0, sizeof word);
        rap_str low = rap_utf8_fold(arena, text);
        uint16_t keys[RAP_WORDKEY_COUNT];
        rap_wordkeys(text, low, keys);
        for (int k = 0; k < RAP_WORDKEY_COUNT; k++) {
            assert_true(keys[k] < rap_wordkey_rows[k]);
            add(keys[k]);
        }
        add((int64_t)(rap_wordkey_vector(low) >> 20));
        rap_buf_done(&b);
    }
    sum_is(0x731ACB48);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(rows_are_looked_at_as_they_were_learnt),
        TEST(heads_of_paragraphs_are_found_as_they_were),
        TEST(blocks_are_looked_at_as_they_were_learnt),
        TEST(gaps_are_looked_at_as_they_were_learnt),
        TEST(words_are_taken_back_to_their_lemmas_as_they_were),
        TEST(languages_are_told_as_they_were),
        TEST(words_have_the_keys_that_were_learnt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
