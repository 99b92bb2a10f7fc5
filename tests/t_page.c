/*
 * tests/t_page.c - pages become trees, trees become text that points at its bytes.
 */
/* SPDX-License-Identifier: MIT */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "markup/charrefs.h"
#include "markup/page.h"
#include "markup/prescan.h"

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

static rap_page read_page(rap_str source)
{
    rap_page p = {0};
    rap_err err = {0};
    if (rap_markup_read(&p, source, NULL, arena, &err) != RAP_OK)
        fail_msg("%s", err.msg);
    return p;
}

/* The text of a page, blocks parted by " | ". */
static const char *text_of(const rap_page *p)
{
    char *out = RAP_NEW(arena, char, p->mended.text.n + 4 * (size_t)p->n_blocks + 1);
    size_t n = 0;
    for (uint32_t i = 0; i < p->n_blocks; i++) {
        rap_span at = p->blocks[i].text;
        if (i) memcpy(out + n, " | ", 3);
        n += i ? 3 : 0;
        memcpy(out + n, p->mended.text.p + at.from, at.to - at.from);
        n += at.to - at.from;
    }
    return out;
}

static void assert_text(const char *source, const char *want)
{
    rap_page p = read_page(rap_str_of(source));
    assert_string_equal(text_of(&p), want);
}

/* Names of the elements at and above the first text that begins with `text`. */
static const char *path_to(const rap_tree *t, const char *text)
{
    char *out = RAP_NEW(arena, char, 4096);
    size_t n = 0;
    for (uint32_t i = 1; i < t->n_nodes; i++) {
        if (t->nodes[i].element != RAP_EL_TEXT ||
            !rap_str_begins(rap_tree_bytes(t, t->nodes[i].tag), rap_str_of(text)))
            continue;
        for (uint32_t up = t->nodes[i].parent; up; up = t->nodes[up].parent) {
            rap_str name = rap_element_name((rap_element)t->nodes[up].element);
            memcpy(out + n, name.p, name.n);
            n += name.n;
            out[n++] = ' ';
        }
        break;
    }
    out[n ? n - 1 : 0] = '\0';
    return out;
}

static void assert_path(const char *source, const char *text, const char *want)
{
    rap_tree t;
    assert_int_equal(rap_tree_read(&t, rap_str_of(source), arena, NULL), RAP_OK);
    assert_string_equal(path_to(&t, text), want);
}

static void numbers_of_names_are_rows_of_the_tables(void **state)
{
    static const struct {
        rap_element number;
        const char *name;
    } some[] = {{RAP_EL_A, "a"},
                {RAP_EL_ANNOTATION_XML, "annotation-xml"},
                {RAP_EL_BR, "br"},
                {RAP_EL_DIV, "div"},
                {RAP_EL_H1, "h1"},
                {RAP_EL_H6, "h6"},
                {RAP_EL_LI, "li"},
                {RAP_EL_NOSCRIPT, "noscript"},
                {RAP_EL_P, "p"},
                {RAP_EL_SCRIPT, "script"},
                {RAP_EL_TBODY, "tbody"},
                {RAP_EL_TD, "td"},
                {RAP_EL_TEMPLATE, "template"},
                {RAP_EL_TITLE, "title"},
                {RAP_EL_XMP, "xmp"},
                {RAP_EL_OTHER, ""},
                {RAP_EL_TEXT, ""},
                {RAP_EL_ROOT, ""}};
    (void)state;
    for (size_t i = 0; i < sizeof some / sizeof *some; i++)
        assert_true(rap_str_is(rap_element_name(some[i].number), some[i].name));
    assert_true(rap_str_is(rap_attribute_name(RAP_AT_ABOUT), "about"));
    assert_true(rap_str_is(rap_attribute_name(RAP_AT_HTTP_EQUIV), "http-equiv"));
    assert_true(rap_str_is(rap_attribute_name(RAP_AT_WIDTH), "width"));
}

static void references_are_read_by_the_table_of_the_standard(void **state)
{
    static const struct {
        const char *text;
        bool in_attribute;
        uint32_t n, c;
    } cases[] = {{"&eacute;x", false, 8, 0xE9},
                 {"&eacutex", false, 7, 0xE9},
                 {"&eacutex", true, 0, 0},
                 {"&eacute=", true, 0, 0},
                 {"&eacute ", true, 7, 0xE9},
                 {"&notit;", false, 4, 0xAC},
                 {"&notin;", false, 7, 0x2209},
                 {"&hellip ", false, 0, 0},
                 {"&#8217;", false, 7, 0x2019},
                 {"&#x2019 ", false, 7, 0x2019},
                 {"&#146;", false, 6, 0x2019},
                 {"&#0;", false, 4, 0xFFFD},
                 {"&#xD800;", false, 8, 0xFFFD},
                 {"&#99999999999;", false, 14, 0xFFFD},
                 {"&#;", false, 0, 0},
                 {"&#x;", false, 0, 0},
                 {"&", false, 0, 0},
                 {"&nosuchname;", false, 0, 0},
                 {"&ngE;", false, 5, 0x2267}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_charref r =
            rap_charref_read(rap_str_of(cases[i].text), 0, cases[i].in_attribute);
        assert_int_equal(r.n, cases[i].n);
        assert_int_equal(r.c[0], cases[i].c);
    }
}

static void an_end_tag_that_is_left_out_is_understood(void **state)
{
    (void)state;
    assert_path("<ul><li>one<li>two</ul>", "two", "li ul");
    assert_path("<div><p>one<p>two</div>", "two", "p div");
    assert_path("<p>one<h2>two</h2>three", "two", "h2");
    assert_path("<p>one<h2>two</h2>three", "three", "");
    assert_path("<dl><dt>one<dd>two<dt>three", "three", "dt dl");
    assert_path("<table><tr><td>one<td>two<tr><th>three", "three", "th tr table");
    assert_path("<table><thead><tr><td>one<tbody><tr><td>two", "two",
                "td tr tbody table");
    assert_path("<ul><li>one<ul><li>two</ul>three", "three", "li ul");
    assert_path("<li><div>one</div>two<p>three<li>four", "four", "li");
    assert_path("<select><option>one<option>two</select>three", "two", "option select");
    assert_path("<h1>one<h2>two", "two", "h2");
    assert_path("<head><title>x</title>one", "one", "");
    assert_path("<head><noscript><img src=a></noscript><meta charset=b>one", "one", "");
}

static void end_tags_reach_no_further_than_their_scope(void **state)
{
    (void)state;
    assert_path("<div><table><tr><td>one</div>two", "two", "td tr table div");
    assert_path("<p><button>one</p>two", "two", "button p");
    assert_path("<b><div>one</b>two</div>three", "two", "div b");
    assert_path("<ul><li>one<ol></li>two", "two", "ol li ul");
    assert_path("<div>one</span>two</div>three", "two", "div");
    assert_path("<div><span>one</div>two", "two", "");
    assert_path("<x-a><x-b>one</x-a>two", "two", "");
    assert_path("<body>one</body>two", "two", "body");
}

static void raw_elements_hold_no_tags(void **state)
{
    (void)state;
    assert_text("<script>if (a < b) w('<p>no</p>')</script>yes", "yes");
    assert_text("<script><!-- <script> </script> --></script>yes", "yes");
    assert_text("<style>p > a { color: red }</style>yes", "yes");
    assert_text("<title>Talks <b>go on</title>yes", "Talks <b>go on | yes");
    assert_text("<textarea><p>as it is</textarea>yes", "<p>as it is | yes");
    assert_text("<svg><style>a</style><title>b</title></svg>yes", "yes");
    assert_text("<svg><p>yes", "yes");
    assert_text("<title>Norland<p>yes", "Norland | yes");
    assert_text("<textarea><iframe/><p>yes", "yes");
    assert_text("<p>yes<style>p { color: red }", "yes");
    assert_text("<plaintext><b>yes</b>", "<b>yes</b>");
}

static void blocks_are_parted_where_a_reader_sees_them_parted(void **state)
{
    (void)state;
    assert_text("<div>one<p>two</p>three</div>four", "one | two | three | four");
    assert_text("<p>one <b>two</b>, <i>three</i>", "one two, three");
    assert_text("<p>one<br>two<br><br>three<br> <br/>four", "one\ntwo | three | four");
    assert_text("one</p>two", "one | two");
    assert_text("one<hr>two", "one | two");
    assert_text("<span>one</span><span>two</span>", "onetwo");
    assert_text("<a href=a>one</a><a href=b>two</a>", "one two");
    assert_text("<span>18:50</span><span>Read</span>", "18:50 Read");
    assert_text("e<b>Bay</b> <span>T</span>he", "eBay The");
    assert_text("<pre>one\n  two\n\nthree</pre>", "one\ntwo | three");
    assert_text("<table><tr><td>one<td>two</table>", "one | two");
    assert_text("one<!-- a > b -->two", "onetwo");
}

static void white_space_is_folded_and_no_block_begins_with_it(void **state)
{
    (void)state;
    assert_text("<p>\n  one \t two\n</p>\n<p> </p>\n<p>&nbsp;</p>", "one two");
    assert_text("<p>&nbsp;\xC2\xA0one&nbsp;two&nbsp;</p>", "one\xC2\xA0two");
    assert_text("one<br>&nbsp;<br>two<br>\xC2\xA0three", "one | two\nthree");
    assert_text("<b>one</b> <b>two</b>", "one two");
    assert_text("<b>one </b> <b> two</b>", "one two");
    assert_text("one&#10;&#32;two", "one two");
    assert_text("", "");
}

static void what_is_hidden_is_a_block_that_says_so_or_nothing(void **state)
{
    (void)state;
    rap_page p = read_page(RAP_STR("<p>a <span hidden>b</span>c</p><p hidden>d</p>"
                                   "<div style='x:y; Display : NONE'><p>e</div>"
                                   "<noscript><p>f</noscript><p>g<dialog>h</dialog>"
                                   "<dialog open>i</dialog><p aria-hidden=true>j"));
    assert_string_equal(text_of(&p), "a c | d | e | f | g | h | i | j");
    for (uint32_t i = 0; i < p.n_blocks; i++) {
        char c = p.mended.text.p[p.blocks[i].text.from];
        bool hidden = (p.blocks[i].cues & RAP_CUE_HIDDEN) != 0;
        assert_int_equal(hidden, c == 'd' || c == 'e' || c == 'f' || c == 'h');
        bool unspoken = (p.blocks[i].cues & RAP_CUE_UNSPOKEN) != 0;
        assert_int_equal(unspoken, c == 'j');
    }
}

static const rap_text_block *block_of(const rap_page *p, const char *text)
{
    for (uint32_t i = 0; i < p->n_blocks; i++) {
        rap_span at = p->blocks[i].text;
        if (rap_str_is(rap_str_cut(p->mended.text, at.from, at.to), text))
            return &p->blocks[i];
    }
    fail_msg("no block \"%s\"", text);
    return NULL;
}

static void a_block_tells_what_it_lies_in(void **state)
{
    (void)state;
    rap_page p = read_page(
        RAP_STR("<title>t</title><nav><a href=x>Home</a></nav><main><article>"
                "<h2><a href=y>Talks</a></h2><p>One <a href=z>two</a> <b>bold</b>"
                "<ul><li>item</ul><blockquote><p>quote</blockquote>"
                "<figure><figcaption>cap</figcaption></figure></article></main>"
                "<div role='Navigation x'>menu</div><footer>end</footer>"));
    assert_int_equal(block_of(&p, "t")->cues, RAP_CUE_TITLE);
    assert_int_equal(block_of(&p, "Home")->cues, RAP_CUE_NAV | RAP_CUE_LINK);
    const rap_text_block *talks = block_of(&p, "Talks");
    assert_int_equal(talks->heading, 2);
    assert_int_equal(talks->link_bytes, 5);
    const rap_text_block *one = block_of(&p, "One two bold");
    assert_int_equal(one->cues, RAP_CUE_MAIN | RAP_CUE_ARTICLE);
    assert_int_equal(one->link_bytes, 3);
    assert_int_equal(one->strong_bytes, 4);
    assert_int_equal(one->n_links, 1);
    assert_true(block_of(&p, "item")->cues & RAP_CUE_ITEM);
    assert_true(block_of(&p, "quote")->cues & RAP_CUE_QUOTE);
    assert_true(block_of(&p, "cap")->cues & RAP_CUE_CAPTION);
    assert_true(block_of(&p, "menu")->cues & RAP_CUE_NAV);
    assert_int_equal(block_of(&p, "end")->cues, RAP_CUE_FOOTER);
}

static void a_link_ends_where_its_end_tag_stands(void **state)
{
    (void)state;
    rap_page p = read_page(RAP_STR("<a href=x><div>one</a> two</div><p>three"));
    assert_int_equal(block_of(&p, "one two")->link_bytes, 3);
    assert_int_equal(block_of(&p, "three")->link_bytes, 0);
}

/* What holds of every tree. */
static void assert_sound(const rap_tree *t)
{
    assert_int_equal(t->nodes[0].end, t->n_nodes);
    for (uint32_t i = 1; i < t->n_nodes; i++) {
        const rap_node *n = &t->nodes[i], *up = &t->nodes[n->parent];
        assert_true(n->parent < i && i < n->end && n->end <= up->end);
        assert_true(n->block <= i && n->depth == up->depth + 1);
        assert_true(n->tag.from <= n->tag.to && n->tag.to <= n->whole.to);
        assert_true(n->whole.from >= up->whole.from && n->whole.to <= up->whole.to);
        assert_true(n->attr + n->n_attrs <= t->n_attrs);
    }
}

/* Equal pieces are equal, all of them cover text and source, blocks lie in order. */
static void assert_points_back(const rap_page *p)
{
    const rap_mended *m = &p->mended;
    rap_span last = {0, 0}, source = {0, 0};
    for (size_t i = 0; i < m->n_pieces; i++) {
        const rap_piece *x = &m->pieces[i];
        assert_true(x->text.from == last.to && x->source.from == source.to);
        last = x->text;
        source = x->source;
        if (x->kind == RAP_PIECE_SAME)
            assert_memory_equal(m->text.p + last.from, m->source.p + source.from,
                                last.to - last.from);
    }
    assert_true(last.to == m->text.n && source.to == m->source.n);
    uint32_t done = 0;
    for (uint32_t i = 0; i < p->n_blocks; i++) {
        const rap_text_block *b = &p->blocks[i];
        assert_true(b->text.from >= done && b->text.from < b->text.to);
        assert_true(b->first <= b->last && b->last < p->tree.n_nodes);
        done = b->text.to;
    }
    assert_true(done <= m->text.n);
}

static void any_cut_of_a_messy_page_is_a_sound_tree_that_points_back(void **state)
{
    static const char page[] =
        "\xEF\xBB\xBF<!DOCTYPE html><HTML lang=en><head><title>Norland &amp; "
        "Sudmark</title>"
        "<meta charset='utf-8'><script>if (a<b) x(\"</p>\");</script></head><body "
        "class=\"x y\"><nav><ul><li><a href=/>Home</a><li><a href='/w'>World</a></ul>"
        "</nav><h1><span>Talks </span> resume</h1><p>One <b>two</b>, three<br>four<br>"
        "<br>five &ldquo;six&rdquo;&nbsp;<p hidden>secret<p>vis<i>ible<div>x</i></div>"
        "<table><tr><td>a<td>b<tr><td>c</table><svg><![CDATA[q]]><desc>r</desc></svg>"
        "<pre>  l1\n   l2\n\np</pre><p>\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2tail</b></body>"
        "</html>\n<!-- end --";
    (void)state;
    for (size_t n = 0; n < sizeof page; n++) {
        rap_page p = read_page((rap_str){page, n});
        assert_sound(&p.tree);
        assert_points_back(&p);
        rap_arena_reset(arena);
    }
}

static void a_page_of_another_charset_points_at_its_own_bytes(void **state)
{
    (void)state;
    static const char source[] = "<meta charset=windows-1251><p>\xCD\xEE\xF0 &amp; x";
    rap_page p = read_page((rap_str){source, sizeof source - 1});
    assert_string_equal(p.mended.charset, "windows-1251");
    assert_string_equal(text_of(&p), "\xD0\x9D\xD0\xBE\xD1\x80 & x");
    assert_points_back(&p);
    rap_span at = rap_mended_to_source(&p.mended, p.blocks[0].text);
    assert_int_equal(at.from, 30);
    assert_int_equal(at.to, sizeof source - 1);
    at = rap_page_to_source(&p, p.tree.nodes[p.blocks[0].element].tag);
    assert_int_equal(at.from, 27);
    assert_int_equal(at.to, 30);
}

static void attributes_are_found_and_decoded(void **state)
{
    (void)state;
    rap_tree t;
    rap_str page = RAP_STR("<div CLASS='a  b' class=c id=x&amp;y data-n=1 hidden title="
                           "\" a &lt; b \"></div>");
    assert_int_equal(rap_tree_read(&t, page, arena, NULL), RAP_OK);
    assert_int_equal(t.nodes[1].n_attrs, 5);
    assert_true(rap_tree_has(&t, 1, RAP_AT_CLASS, "B"));
    assert_false(rap_tree_has(&t, 1, RAP_AT_CLASS, "c"));
    assert_false(rap_tree_is(&t, 1, RAP_AT_CLASS, "a"));
    assert_non_null(rap_tree_attr(&t, 1, RAP_AT_HIDDEN));
    assert_null(rap_tree_attr(&t, 1, RAP_AT_HREF));
    assert_true(rap_str_is(rap_tree_value(&t, 1, RAP_AT_ID, arena), "x&y"));
    assert_true(rap_str_is(rap_tree_value(&t, 1, RAP_AT_TITLE, arena), "a < b"));
    assert_true(rap_str_is(rap_tree_raw(&t, 1, RAP_AT_TITLE), " a &lt; b "));
}

static void the_text_of_a_subtree_is_folded_and_cut(void **state)
{
    (void)state;
    rap_tree t;
    rap_str page =
        RAP_STR("<div> One &amp;\n two<p>three<script>x</script><br>four</div>"
                "<script>a &lt; b</script>");
    assert_int_equal(rap_tree_read(&t, page, arena, NULL), RAP_OK);
    assert_true(rap_str_is(rap_tree_text(&t, 1, 100, arena), "One & two three four"));
    assert_true(rap_str_is(rap_tree_text(&t, 1, 6, arena), "One &"));
    uint32_t script = rap_tree_next(&t, t.nodes[1].end, t.n_nodes, RAP_EL_SCRIPT);
    assert_true(rap_str_is(rap_tree_raw_text(&t, script), "a &lt; b"));
}

static void what_is_nested_too_deep_lies_beside(void **state)
{
    enum { DEEP = 3000 };
    (void)state;
    char *p = RAP_NEW(arena, char, DEEP * 11 + 20);
    size_t n = 0;
    for (int i = 0; i < DEEP; i++, n += 5)
        memcpy(p + n, "<div>", 5);
    p[n++] = 'x';
    for (int i = 0; i < DEEP; i++, n += 6)
        memcpy(p + n, "</div>", 6);
    memcpy(p + n, "<p>y", 4);
    rap_page page = read_page((rap_str){p, n + 4});
    assert_int_equal(page.tree.n_flat, DEEP - RAP_TREE_DEPTH);
    assert_sound(&page.tree);
    assert_string_equal(path_to(&page.tree, "y"), "p");
    assert_string_equal(text_of(&page), "x | y");
}

static void a_charset_is_looked_for_where_the_standard_says(void **state)
{
    (void)state;
    const char *found = rap_prescan_charset(
        RAP_STR("<!-- <meta charset=koi8-r> --><META http-equiv=content-type "
                "content='text/html; Charset = \"ISO-8859-2\"'>"),
        arena);
    assert_string_equal(found, "iso-8859-2");
    found = rap_prescan_charset(RAP_STR("<meta content='charset=koi8-r'>"), arena);
    assert_null(found);
    found = rap_prescan_charset(RAP_STR("<meta charset=utf-16>"), arena);
    assert_string_equal(found, "utf-8");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_of_names_are_rows_of_the_tables),
        cmocka_unit_test(references_are_read_by_the_table_of_the_standard),
        cmocka_unit_test(an_end_tag_that_is_left_out_is_understood),
        cmocka_unit_test(end_tags_reach_no_further_than_their_scope),
        cmocka_unit_test(raw_elements_hold_no_tags),
        cmocka_unit_test(blocks_are_parted_where_a_reader_sees_them_parted),
        cmocka_unit_test(white_space_is_folded_and_no_block_begins_with_it),
        cmocka_unit_test(what_is_hidden_is_a_block_that_says_so_or_nothing),
        cmocka_unit_test(a_block_tells_what_it_lies_in),
        cmocka_unit_test(a_link_ends_where_its_end_tag_stands),
        cmocka_unit_test(any_cut_of_a_messy_page_is_a_sound_tree_that_points_back),
        cmocka_unit_test(a_page_of_another_charset_points_at_its_own_bytes),
        cmocka_unit_test(attributes_are_found_and_decoded),
        cmocka_unit_test(the_text_of_a_subtree_is_folded_and_cut),
        cmocka_unit_test(what_is_nested_too_deep_lies_beside),
        cmocka_unit_test(a_charset_is_looked_for_where_the_standard_says),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
