/*
 * tests/t_madepages.c - many made pages: trees that are sound, text that points back,
 * and readings that may only change when somebody means them to.
 */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "markup/pagemeta.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static uint64_t seed;
static uint32_t sum;

static uint32_t next(uint32_t most)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % most;
}

static void add(uint32_t v)
{
    for (int i = 0; i < 4; i++)
        sum = (sum ^ (v >> 8 * i & 255)) * 16777619u;
}

static void add_span(rap_span at)
{
    add(at.from);
    add(at.to);
}

#define PICK(list) (list)[next(sizeof(list) / sizeof *(list))]

static const char *const tags[] = {"<p>",
                                   "</p>",
                                   "<div>",
                                   "</div>",
                                   "<p class='byline'>",
                                   "<span class=author>",
                                   "</span>",
                                   "<a href=/x>",
                                   "</a>",
                                   "<a rel=author href='/people/roe'>",
                                   "<br>",
                                   "<br/>",
                                   "<ul>",
                                   "</ul>",
                                   "<li>",
                                   "<table>",
                                   "</table>",
                                   "<tr>",
                                   "<td>",
                                   "<th>",
                                   "<tbody>",
                                   "<h1>",
                                   "</h1>",
                                   "<h2>",
                                   "</h2>",
                                   "<b>",
                                   "</b>",
                                   "<i>",
                                   "</i>",
                                   "<em>",
                                   "<pre>\n",
                                   "</pre>",
                                   "<article>",
                                   "</article>",
                                   "<aside>",
                                   "</aside>",
                                   "<footer>",
                                   "</footer>",
                                   "<nav>",
                                   "</nav>",
                                   "<form>",
                                   "</form>",
                                   "<button>",
                                   "</button>",
                                   "<select><option>",
                                   "</select>",
                                   "<dl><dt>",
                                   "<dd>",
                                   "</dl>",
                                   "<blockquote>",
                                   "</blockquote>",
                                   "<figure>",
                                   "<figcaption>",
                                   "</figure>",
                                   "<svg>",
                                   "</svg>",
                                   "<math><mi>",
                                   "</math>",
                                   "<template>",
                                   "</template>",
                                   "<noscript>",
                                   "</noscript>",
                                   "<p hidden>",
                                   "<p aria-hidden=true>",
                                   "<p style='display:none'>",
                                   "<p style='color:red'>",
                                   "<textarea>",
                                   "</textarea>",
                                   "<title>",
                                   "</title>",
                                   "<head>",
                                   "</head>",
                                   "<body>",
                                   "</body>",
                                   "</html>",
                                   "<hr>",
                                   "<ruby>",
                                   "<rt>",
                                   "<img alt='x>y'>",
                                   "<p a=1 a=2 B='c\"d' e>",
                                   "<!-- a -- b -->",
                                   "<!>",
                                   "<!doctype html>",
                                   "<?php x ?>",
                                   "</>",
                                   "<",
                                   "&lt;",
                                   "<![CDATA[ x ]]>",
                                   "<script>if "
                                   "(a<b) x('</p>');</script>",
                                   "<style>p{}</style>",
                                   "<xmp><b></xmp>",
                                   "<iframe>",
                                   "</iframe>",
                                   "<div role=navigation>",
                                   "<div role=main id=a class='b c'>",
                                   "<center>",
                                   "<p\n class=date\n>",
                                   "<P/>",
                                   "<time datetime='2022-03-30T10:00Z'>",
                                   "</time>",
                                   "<time pubdate datetime=2022-03-31>",
                                   "<div itemprop=author>",
                                   "<div class='meta "
                                   "modified'>",
                                   "<p data-published='2022-04-02'>",
                                   "<div class='related'>"};
static const char *const texts[] = {
    "Talks resume in Kesh",
    "Talks resume",
    "By Jane Roe",
    "By Jane Roe and John Doe",
    "Jane Roe",
    "Published",
    "Updated:",
    "Published 3 March 2022",
    "5 March 2022 10:15",
    "Last updated 7/3/2022",
    "until 9 March 2022",
    "03/04/2022",
    "13/04/2022",
    "Apr",
    "04",
    "2013",
    "Ostia Herald",
    "The envoys of both sides met again on 1 January 2020.",
    " ",
    "\n\n",
    "  ",
    "\t",
    "&amp;",
    "&nbsp;",
    "&copy; 2022 Ostia Herald",
    "&#8217;",
    "&rsquo",
    "&notit;",
    "&#x80;",
    "&bogus;",
    "\xC2\xA0",
    "K\xC3\xB6sh",
    "Von Jana Feld",
    "3. M\xC3\xA4rz 2022",
    "\xE2\x80\x94",
    "|",
    "Jane Roe, staff writer",
    "x",
    "a b c",
    "12 comments",
    "Photo: NPA",
    "\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2s",
    "\xEF\xBF\xBD",
    "March 30, 2022 | By Ida Lund",
    "2022-03-30"};
static const char *const heads[] = {
    "<title>Talks resume in Kesh - Ostia Herald</title>",
    "<title>Ostia Herald</title>",
    "<meta property=og:title content='Talks resume in Kesh'>",
    "<html lang=en>",
    "<meta property=og:site_name content='Ostia Herald'>",
    "<html lang='de-AT'>",
    "<meta name=author content='Jane Roe'>",
    "<meta name=author content='Ostia Herald'>",
    "<meta property='article:published_time' content='2022-03-29T23:00:00-05:00'>",
    "<meta property='article:modified_time' content='2022-04-01'>",
    "<meta name=date content='03/30/2022'>",
    "<meta name=citation_author content='Roe, "
    "Jane'>",
    "<meta name=pubdate content='20220330'>",
    "<link rel=canonical href="
    "'https://herald.example/2022/03/30/talks?x=1#y'>",
    "<meta property=og:url "
    "content='http://www.herald.example/talks/'>",
    "<script>var a={\"publishedAt\":"
    "\"2022-03-30T10:00Z\"}</script>",
    "<script type='application/ld+json'>{\"@type\":"
    "\"NewsArticle\",\"headline\":\"Talks \\u201cresume\\u201d\",\"datePublished\":"
    "\"2022-03-28\",\"author\":{\"name\":\"Ida Lund\"}}</script>",
    "<script "
    "type='application/ld+json'>{\"@graph\":[{\"@type\":\"Person\",\"@id\":\"#r\","
    "\"name\":\"Jon "
    "Holm\"},{\"@type\":[\"Article\"],\"author\":[{\"@id\":\"#r\"},\"Eva "
    "Moe\"],\"dateModified\":1648630800,}]</script>",
    "<base href='http://b.example/'>",
    "<meta charset=utf-8>",
    "<meta http-equiv=refresh content=5>"};

static void make_page(rap_buf *b)
{
    rap_buf_clear(b);
    for (uint32_t n = next(6); n > 0; n--)
        rap_buf_z(b, PICK(heads));
    if (next(2)) rap_buf_z(b, "<body><h1>Talks resume in Kesh</h1>");
    for (uint32_t n = 4 + next(50); n > 0; n--)
        rap_buf_z(b, next(2) ? PICK(texts) : PICK(tags));
}

static void add_tree(const rap_tree *t)
{
    for (uint32_t i = 0; i < t->n_nodes; i++) {
        const rap_node *n = &t->nodes[i], *up = &t->nodes[n->parent];
        if (i) {
            assert_true(n->parent < i && i < n->end && n->end <= up->end);
            assert_true(n->whole.from >= up->whole.from && n->whole.to <= up->whole.to);
        }
        add(n->element);
        add(n->parent);
        add(n->block);
        add(n->cues);
        add_span(n->tag);
        add_span(n->whole);
        for (uint32_t k = 0; k < n->n_attrs; k++) {
            const rap_attr *a = &t->attrs[n->attr + k];
            add(a->name_at);
            add(a->name_n);
            add_span(a->value);
        }
    }
}

static void add_text(const rap_page *p)
{
    uint32_t done = 0;
    add(rap_hash(p->mended.text));
    for (size_t i = 0; i < p->mended.n_pieces; i++) {
        const rap_piece *x = &p->mended.pieces[i];
        assert_true(x->text.from == done);
        done = x->text.to;
        if (x->kind == RAP_PIECE_SAME)
            assert_memory_equal(p->mended.text.p + x->text.from,
                                p->mended.source.p + x->source.from,
                                x->text.to - x->text.from);
    }
    assert_true(done == p->mended.text.n);
    for (uint32_t i = 0; i < p->n_blocks; i++) {
        const rap_text_block *b = &p->blocks[i];
        add_span(b->text);
        add_span(b->at);
        add(b->first);
        add(b->last);
        add(b->element);
        add(b->cues);
        add(b->link_bytes);
        add(b->strong_bytes);
        add(b->n_links);
        add(b->heading);
        add(b->broken);
    }
}

static void add_said(const rap_meta_text *t)
{
    add(rap_hash(t->text));
    add(t->basis);
    for (uint32_t i = 0; i < t->n_at; i++)
        add_span(t->at[i]);
}

static void add_day(const rap_meta_day *d)
{
    add(rap_hash(rap_str_of(rap_day_print(d->day).z)));
    add(d->basis);
    add(d->sure);
    add_span(d->at);
}

static void add_meta(const rap_pagemeta *m)
{
    add_said(&m->title);
    add_said(&m->publisher);
    add_said(&m->address);
    add_said(&m->language);
    for (uint32_t i = 0; i < m->n_authors; i++)
        add_said(&m->authors[i]);
    add_day(&m->published);
    add_day(&m->modified);
}

static void sum_is(uint32_t known)
{
    if (sum != known)
        fail_msg("the readings of many pages have changed: if that is meant, they are "
                 "0x%08X now",
                 sum);
}

static void read_pages(void (*make)(rap_buf *b), int n)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20);
    rap_buf b = {0};
    seed = 1;
    sum = 2166136261u;
    for (int i = 0; i < n; i++) {
        rap_page page;
        make(&b);
        assert_int_equal(rap_markup_read(&page, rap_buf_str(&b), NULL, arena, NULL),
                         RAP_OK);
        add_tree(&page.tree);
        add_text(&page);
        add_meta(page.meta);
        rap_arena_reset(arena);
    }
    rap_buf_done(&b);
    rap_arena_free(arena);
}

static void made_pages_are_read_as_they_were(void **state)
{
    (void)state;
    read_pages(make_page, 1500);
    sum_is(0xA383A80F);
}

/* ---- what pages say of themselves ---- */

static const char *const values[] = {"Jane Roe",
                                     "Roe, Jane",
                                     "By Jane Roe and John Doe",
                                     "Ostia Herald",
                                     "John Doe",
                                     "Talks resume in Kesh",
                                     "Talks resume in Kesh - Ostia Herald",
                                     "en-GB",
                                     "de",
                                     "",
                                     "Ostia Herald | Talks resume",
                                     "2022-03-30",
                                     "2022-03-30T23:00:00-05:00",
                                     "1648630800",
                                     "30 March 2022",
                                     "03/04/2022",
                                     "13/04/2022",
                                     "2022-04-01 10:00",
                                     "not a date",
                                     "http://herald.example/2022/03/30/talks",
                                     "https://www.herald.example/talks/?a=1&amp;b=2",
                                     "http://herald.example/talks",
                                     "#roe",
                                     "#doe",
                                     "http://herald.example/authors/roe",
                                     "Talks &amp; tea \\u201cKesh\\u201d",
                                     "K\xC3\xB6sh",
                                     "  Talks   resume  in Kesh ",
                                     "admin",
                                     "Talks",
                                     "a\\\\b\\\"c",
                                     "\\ud83d\\ude00",
                                     "Eva Moe, Ida Lund; Jon Holm"};
static const char *const types[] = {"NewsArticle",    "http://schema.org/NewsArticle",
                                    "schema:Article", "x#BlogPosting",
                                    "Person",         "Organization",
                                    "WebPage",        "WebSite",
                                    "Product",        "BreadcrumbList",
                                    "NEWSARTICLE",    "VideoObject",
                                    "ImageObject",    "LiveBlogPosting",
                                    "Event"};
static const char *const keys[] = {"headline",
                                   "name",
                                   "datePublished",
                                   "dateModified",
                                   "dateCreated",
                                   "author",
                                   "creator",
                                   "publisher",
                                   "mainEntityOfPage",
                                   "url",
                                   "@id",
                                   "inLanguage",
                                   "givenName",
                                   "familyName",
                                   "isPartOf",
                                   "alternativeHeadline",
                                   "text",
                                   "about"};
static const char *const names[] = {"author",
                                    "article:author",
                                    "byl",
                                    "dc.creator",
                                    "parsely-author",
                                    "sailthru.author",
                                    "citation_author",
                                    "og:title",
                                    "twitter:title",
                                    "og:site_name",
                                    "application-name",
                                    "article:published_time",
                                    "article:modified_time",
                                    "og:updated_time",
                                    "date",
                                    "pubdate",
                                    "dc.date",
                                    "last-modified",
                                    "og:url",
                                    "content-language",
                                    "og:locale",
                                    "title",
                                    "publisher",
                                    "sailthru.date",
                                    "twitter:creator",
                                    "description",
                                    "AUTHOR"};

static void put_json(rap_buf *b, int depth)
{
    rap_buf_z(b, "{");
    if (next(3)) rap_buf_printf(b, "\"@type\":\"%s\"", PICK(types));
    for (uint32_t n = next(6); n > 0; n--) {
        const char *comma = next(20) ? "," : "", *key = PICK(keys);
        rap_buf_printf(b, "%s\"%s\":", comma, key);
        uint32_t kind = next(8);
        if (depth < 3 && kind < 2) {
            put_json(b, depth + 1);
        } else if (depth < 3 && kind == 2) {
            rap_buf_z(b, "[");
            put_json(b, depth + 1);
            rap_buf_printf(b, ",\"%s\",", PICK(values));
            put_json(b, depth + 1);
            rap_buf_z(b, "]");
        } else if (kind == 3) {
            rap_buf_z(b, next(2) ? "1648630800000" : next(2) ? "null" : "true");
        } else {
            rap_buf_printf(b, "\"%s\"", PICK(values));
        }
    }
    rap_buf_z(b, next(20) ? "}" : "");
}

static void make_said(rap_buf *b)
{
    static const char *const odd[] = {
        "<!-->",
        "<!--->",
        "<!-- a --!>",
        "<!-- a -->",
        "<script><!-- <script> </script> "
        "--></script>",
        "<script><!-- x </script>",
        "<svg><![CDATA[ a ]]></svg>",
        "<p lang=fr>",
        "<a a a=1 A=2>x</a x=1>",
        "<p =x>",
        "<p a='",
        "<h1> </h1>",
        "<h1>Ostia Herald</h1>",
        "<h2>Talks resume in Kesh</h2>",
        "<h1>Talks resume in Kesh</h1>",
        "</p x>",
        "&nGt;",
        "<p>3 March 2022 and 5 March 2022",
        "<p>10:15 on 3 March 2022, 11:20",
        "<p>Gepubliceerd"
        " op 3 maart 2022",
        "<div class=date>Veroeffentlicht</div>",
        "<p>30.3.2022",
        "a \xC2\xA0 b",
        "<div itemprop=datePublished content='2022-03-27'>",
        "<span itemprop=name>Jane Roe</span>",
        "<script>{\"dateModified\":\"2022-04-03\",\"published_at\":\"2022-03-26\"}</"
        "script>",
        "<time datetime='2022-03-25'>25 March</time>",
        "<p class=author>Jane Roe<br>Kesh</p>",
        "<p data-date='2022-03-24'>",
        "<a class=author href=/a>John Doe</a>",
        "<p>By<p>Ida Lund"};
    rap_buf_clear(b);
    for (uint32_t n = next(8); n > 0; n--) {
        const char *kind = next(2) ? "name" : "property", *name = PICK(names);
        rap_buf_printf(b, "<meta %s='%s' content='%s'>", kind, name, PICK(values));
    }
    if (next(2)) rap_buf_printf(b, "<title>%s</title>", PICK(values));
    if (next(3) == 0) rap_buf_printf(b, "<link rel=canonical href='%s'>", PICK(values));
    for (uint32_t n = next(3); n > 0; n--) {
        rap_buf_z(b, "<script type='application/ld+json'>");
        put_json(b, 0);
        rap_buf_z(b, "</script>");
    }
    for (uint32_t n = next(14); n > 0; n--) {
        rap_buf_z(b, next(2) ? PICK(odd) : PICK(texts));
        if (next(2)) rap_buf_z(b, "<p>");
    }
}

static void what_made_pages_say_of_themselves_is_read_as_it_was(void **state)
{
    (void)state;
    read_pages(make_said, 4000);
    sum_is(0x88533290);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(made_pages_are_read_as_they_were),
        cmocka_unit_test(what_made_pages_say_of_themselves_is_read_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
