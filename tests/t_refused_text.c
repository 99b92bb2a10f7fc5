/*
 * tests/t_refused_text.c - pages, rows, words and trees when memory is out: each
 * request refused once, and from there on.  Told, or the same as ever.
 */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "layout/pagebody.h"
#include "markup/charrefs.h"
#include "markup/loosejson.h"
#include "markup/pagemeta.h"
#include "markup/snippet.h"
#include "refusing.h"
#include "trees/trees.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MEMORY = 64 << 20, DUMP = 64 << 10 };

typedef struct {
    rap_str source;
    const char *charset;
    bool first;         /* the undisturbed run that the others are held against */
    rap_buf whole, now; /* what was read, in words */
} text_case;

/* Room beforehand: the test's own must not be refused. */
static text_case case_of(rap_str source, const char *charset)
{
    text_case c = {.source = source, .charset = charset, .first = true};
    assert_true(rap_buf_room(&c.whole, DUMP) && rap_buf_room(&c.now, DUMP));
    return c;
}

static rap_buf *begin(text_case *c)
{
    rap_buf *b = c->first ? &c->whole : &c->now;
    rap_buf_clear(b);
    return b;
}

static void end(text_case *c)
{
    c->first = false;
}

static void told_or_whole(rap_code rc, long n, void *with)
{
    const text_case *c = with;
    if (n < 0) assert_int_equal(rc, RAP_OK);
    assert_true(rc == RAP_OK || rc == RAP_E_LIMIT);
    if (n < 0 || rc != RAP_OK) return;
    if (!rap_str_eq(rap_buf_str(&c->whole), rap_buf_str(&c->now)))
        fail_msg("request %ld refused: lost without a word:\n" RAP_FMT
                 "instead of\n" RAP_FMT,
                 n, RAP_ARG(rap_buf_str(&c->now)), RAP_ARG(rap_buf_str(&c->whole)));
}

static void refuse_all(rap_code (*use)(void *with), text_case *c, long least)
{
    assert_true(refuse_each(use, c, told_or_whole) >= least);
    assert_true(c->whole.n > 0);
    rap_buf_done(&c->whole);
    rap_buf_done(&c->now);
}

static void put_text(rap_buf *b, const rap_meta_text *t)
{
    rap_buf_put(b, t->text);
    rap_buf_printf(b, "[%u %u]\n", t->at[0].from, t->at[0].to);
}

static void put_meta(rap_buf *b, const rap_pagemeta *m)
{
    put_text(b, &m->title);
    put_text(b, &m->publisher);
    put_text(b, &m->address);
    put_text(b, &m->language);
    for (uint32_t i = 0; i < m->n_authors; i++)
        put_text(b, &m->authors[i]);
    rap_buf_printf(b, "%s %s\n", rap_day_print(m->published.day).z,
                   rap_day_print(m->modified.day).z);
}

static void put_layout(rap_buf *b, const rap_layout *x, const rap_mended *m)
{
    for (size_t i = 0; i < x->n_blocks; i++) {
        const rap_block *k = &x->blocks[i];
        rap_buf_printf(b, "%s (%s): ", rap_block_name(k->kind), k->why ? k->why : "");
        rap_buf_put(b, rap_str_cut(m->text, k->at.from, k->at.to));
        rap_buf_z(b, "\n");
    }
    for (size_t i = 0; i < x->n_authors; i++)
        rap_buf_put(b, x->authors[i].text);
    rap_buf_put(b, x->publisher.text);
}

/* ---- pages -------------------------------------------------------------------------
 */

static rap_code read_page(void *with)
{
    text_case *c = with;
    rap_buf *b = begin(c);
    rap_arena *a = rap_arena_new(MEMORY);
    if (!a) return RAP_E_LIMIT;
    rap_page page;
    rap_layout layout;
    rap_code rc = rap_markup_read(&page, c->source, c->charset, a, NULL);
    if (rc == RAP_OK) rc = rap_layout_of_page(&layout, &page, a, NULL);
    if (rc == RAP_OK) {
        put_meta(b, page.meta);
        put_layout(b, &layout, &page.mended);
        end(c);
    }
    rap_arena_free(a);
    return rc;
}

static const char article[] =
    "<!doctype html><html lang=en><head><title>Talks resume - Ostia Herald</title>"
    "<meta property=og:site_name content='Ostia &amp; Kesh Herald'>"
    "<link rel=canonical href='http://herald.example/2022/03/30/talks?a=1&amp;b=2'>"
    "<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Person\",\"@id\":"
    "\"#roe\",\"name\":\"Jane Roe\"},{\"@type\":\"NewsArticle\",\"headline\":\"Talks "
    "&amp; tea resume in \\u201cKesh\\u201d\",\"author\":[{\"@id\":\"#roe\"},"
    "{\"@type\":\"Person\",\"givenName\":\"John\",\"familyName\":\"Doe\"}],"
    "\"datePublished\":\"2022-03-30T23:50:00-05:00\",\"publisher\":{\"name\":\"The "
    "Ostia Herald\"}}]}</script><script>var a={\"publishedAt\":\"2022-03-30\"}</script>"
    "</head><body class='single post'><nav><ul><li><a href=/>Home</a><li><a "
    "href=/w>World</a></ul></nav><article class=story><h1>Talks resume in Kesh</h1>"
    "<div class=byline>By <a rel=author href=/roe>Jane Roe</a> | 31 March 2022</div>"
    "<p>KESH (NPA) - Norland and Sudmark met again on Monday, their envoys said, and "
    "&ldquo;nothing was agreed&rdquo; in a day of talks that few had hoped for.</p>"
    "<p>The foreign minister of Norland, Ida Lund, told reporters that both sides "
    "would come back in April, once the pass had been cleared of snow.<br>Her deputy "
    "did not speak.</p><figure><img><figcaption>The pass in March. Photo: "
    "NPA</figcaption></figure><table><tr><td>a<td>b</table><blockquote>We will not "
    "sign, he said, until the last soldier has left the town.</blockquote></article>"
    "<aside><h3>More</h3><ul><li><a href=/1>Floods in Ostia</a><li><a href=/2>Storms "
    "in Kesh</a></ul></aside><footer><p>&copy; 2022 Ostia Herald. All rights "
    "reserved.</footer></body></html>";

static void a_page_is_told_when_memory_is_out(void **state)
{
    (void)state;
    text_case c = case_of(rap_str_of(article), NULL);
    refuse_all(read_page, &c, 60);
}

static const char plain_page[] =
    "<meta charset=windows-1252><title>J\xF6rg Feld: Talks</title><meta name=author "
    "content='J\xF6rg Feld'><meta name=citation_author content='Roe, Jane'><h1>Talks "
    "&amp;\n tea</h1><p data-date=2022-03-30>By Jane Roe and J\xF6rg&nbsp;Feld<p>Last "
    "updated: 5 March 2022<p>Norland and Kesh met in the caf\xE9 of Lenz, and their "
    "envoys went home with nothing that could be signed.<p hidden>x";

static void a_page_of_another_charset_is_told_when_memory_is_out(void **state)
{
    (void)state;
    text_case c = case_of((rap_str){plain_page, sizeof plain_page - 1}, NULL);
    refuse_all(read_page, &c, 40);
}

static void a_page_without_anything_is_told_when_memory_is_out(void **state)
{
    (void)state;
    text_case c = case_of(RAP_STR(" "), "utf-8");
    refuse_all(read_page, &c, 3);
}

/* Many nodes, blocks, links and words: what grows must be asked for again. */
static void a_long_page_is_told_when_memory_is_out(void **state)
{
    (void)state;
    enum { N = 150 };
    rap_buf page = {0};
    rap_buf_z(&page, "<h1>Ports of Ostia</h1><ul>");
    for (int i = 0; i < N; i++)
        rap_buf_printf(&page,
                       "<li class='c%d x' id=i%d data-n=%d><a href=/p%d>Port %d</a> "
                       "was closed in 19%02d by Jan Holm%d, and word%d",
                       i, i, i, i, i, i % 100, i, i * 7);
    text_case c = case_of(rap_buf_str(&page), NULL);
    refuse_all(read_page, &c, 60);
    rap_buf_done(&page);
}

static rap_code decode(void *with)
{
    text_case *c = with;
    rap_buf *b = begin(c);
    rap_arena *a = rap_arena_new(MEMORY);
    if (!a) return RAP_E_LIMIT;
    rap_snippet s;
    const rap_span all = {0, (uint32_t)c->source.n};
    rap_code rc = rap_snippet_value(&s, c->source, all, a) ? RAP_OK : RAP_E_LIMIT;
    rap_str plain = rap_charrefs_decode(c->source, false, a);
    if (!plain.p) rc = RAP_E_LIMIT;
    if (rc == RAP_OK) {
        rap_buf_put(b, s.text);
        rap_buf_put(b, plain);
        end(c);
    }
    rap_arena_free(a);
    return rc;
}

static void a_snippet_is_told_when_memory_is_out(void **state)
{
    (void)state;
    text_case c = case_of(RAP_STR("Norland &amp; <b>Kesh</b> met.<p>Twice"), NULL);
    refuse_all(decode, &c, 4);
}

/* ---- rows of plain text ------------------------------------------------------------
 */

static rap_code read_rows(void *with)
{
    text_case *c = with;
    rap_buf *b = begin(c);
    rap_arena *a = rap_arena_new(MEMORY);
    if (!a) return RAP_E_LIMIT;
    rap_mended m;
    rap_layout layout;
    const rap_layout_options how = {.title = RAP_STR("Talks resume in Kesh")};
    rap_code rc = rap_mend(&m, c->source, c->charset, a, NULL);
    if (rc == RAP_OK) rc = rap_layout_read(&layout, &m, &how, a, NULL);
    if (rc == RAP_OK) {
        put_layout(b, &layout, &m);
        end(c);
    }
    rap_arena_free(a);
    return rc;
}

static void rows_are_told_when_memory_is_out(void **state)
{
    (void)state;
    text_case c = case_of(
        RAP_STR("Talks resume in Kesh\nBy Ida Lund and Jon Holm\nNPA\nKESH, March 3 "
                "(NPA) - The envoys of Norland met again on Monday and agreed on "
                "nothing.\n\n- one\n- two\n\nRead also: Floods in Ostia\nShare this\n"
                "Photo: The pass in March. The minister said that it was closed for "
                "the winter, and that nobody would come.\n"),
        NULL);
    refuse_all(read_rows, &c, 20);
}

static void many_rows_are_told_when_memory_is_out(void **state)
{
    (void)state;
    rap_buf text = {0};
    rap_buf_z(&text, "Talks resume in Kesh\nBy A. Lund, B. Holm, C. Feld, D. Roe, E. "
                     "Doe, F. Berg, G. Dahl, H. Vik and I. Moe\n");
    for (int i = 0; i < 60; i++)
        rap_buf_printf(&text,
                       "Port%d was closed in 19%02d, said harbour%d master number%d of "
                       "Ostia%d.\n%s",
                       i, i, i, i, i, i % 3 ? "" : "\n");
    text_case c = case_of(rap_buf_str(&text), NULL);
    refuse_all(read_rows, &c, 20);
    rap_buf_done(&text);
}

/* ---- words and trees ---------------------------------------------------------------
 */

static void put_words(rap_buf *b, const rap_prose *p)
{
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        const rap_token *t = &p->tokens[i];
        rap_buf_put(b, rap_token_text(p, i));
        rap_buf_printf(b, "/%s/", t->xpos);
        rap_buf_put(b, t->lemma);
        rap_buf_printf(b, "/%u/%s ", t->head, rap_deprel_name((rap_deprel)t->deprel));
    }
    rap_buf_printf(b, "\n%u\n", p->n_sentences);
}

static rap_code read_words(void *with)
{
    text_case *c = with;
    rap_buf *b = begin(c);
    rap_arena *a = rap_arena_new(MEMORY);
    if (!a) return RAP_E_LIMIT;
    rap_mended m;
    rap_layout layout;
    rap_prose prose;
    const rap_layout_options how = {.verbatim = true};
    rap_code rc = rap_mend(&m, c->source, c->charset, a, NULL);
    if (rc == RAP_OK) rc = rap_layout_read(&layout, &m, &how, a, NULL);
    if (rc == RAP_OK) rc = rap_prose_read(&prose, &m, &layout, a, NULL);
    if (rc == RAP_OK) rc = rap_trees_read(&prose, NULL);
    if (rc == RAP_OK) {
        put_words(b, &prose);
        end(c);
    }
    rap_arena_free(a);
    return rc;
}

static void words_and_trees_are_told_when_memory_is_out(void **state)
{
    (void)state;
    text_case c = case_of(
        RAP_STR("Envoys stopped running; they\xE2\x80\x99re K\xC3\x96SH\xE2\x80\x99s "
                "busiest.\n\n\"No,\" she said."),
        NULL);
    refuse_all(read_words, &c, 15);
}

static void a_text_without_words_needs_no_trees(void **state)
{
    (void)state;
    text_case c = case_of(RAP_STR("..."), NULL);
    refuse_all(read_words, &c, 3);
}

static void many_sentences_are_told_when_memory_is_out(void **state)
{
    (void)state;
    rap_buf text = {0};
    for (int i = 0; i < 40; i++)
        rap_buf_printf(&text, "He met her. It %s.\n\n", i % 2 ? "ended" : "began");
    text_case c = case_of(rap_buf_str(&text), NULL);
    refuse_all(read_words, &c, 15);
    rap_buf_done(&text);
}

static int set_up(void **state)
{
    (void)state;
    refuse_after(-1, false); /* where a test before has failed */
    return 0;
}

int main(void)
{
#define STAGED(f) cmocka_unit_test_setup(f, set_up)
    const struct CMUnitTest tests[] = {
        STAGED(a_page_is_told_when_memory_is_out),
        STAGED(a_page_of_another_charset_is_told_when_memory_is_out),
        STAGED(a_page_without_anything_is_told_when_memory_is_out),
        STAGED(a_long_page_is_told_when_memory_is_out),
        STAGED(a_snippet_is_told_when_memory_is_out),
        STAGED(rows_are_told_when_memory_is_out),
        STAGED(many_rows_are_told_when_memory_is_out),
        STAGED(words_and_trees_are_told_when_memory_is_out),
        STAGED(a_text_without_words_needs_no_trees),
        STAGED(many_sentences_are_told_when_memory_is_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
