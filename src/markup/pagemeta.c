/*
 * markup/pagemeta.c - what a web page says about itself, chosen from all clues.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/pagemeta.h"

#include "base/bisect.h"
#include "markup/pagebylines.h"
#include "markup/pageclues.h"
#include "markup/pagedays.h"
#include "markup/pagetitle.h"

const char *rap_meta_basis_name(rap_meta_basis basis)
{
    static const char *const names[] = {"none", "jsonld", "meta", "url", "line"};
    return names[basis];
}

typedef struct {
    rap_pagemeta *out;
    const rap_page *page;
    rap_clues clues;
    rap_arena *arena;
    RAP_LIST(rap_meta_text) authors;
} reading;

/* Does a repair of the text lie in this span of the source? */
static bool is_repaired(const rap_mended *m, rap_span source)
{
    size_t lo = 0;
    RAP_BISECT(size_t, lo, mid, m->n_pieces, m->pieces[mid].source.to <= source.from);
    for (; lo < m->n_pieces && m->pieces[lo].source.from < source.to; lo++)
        if (m->pieces[lo].kind == RAP_PIECE_REPAIR) return true;
    return false;
}

/* Visible text as the record prints it: with the repairs in it. */
static rap_str repaired(const reading *r, rap_str text, rap_span source)
{
    const rap_mended *m = &r->page->mended;
    if (!is_repaired(m, source)) return text;
    rap_str quote = rap_str_trim(rap_mended_quote(m, source));
    return quote.n ? quote : text;
}

static rap_meta_text meta_text(const reading *r, rap_snippet s, rap_meta_basis basis)
{
    rap_meta_text t = {.text = s.text, .basis = basis};
    if (!s.text.n) return (rap_meta_text){.basis = RAP_META_NONE};
    t.at[0] = rap_page_to_source(r->page, rap_snippet_span(s));
    t.n_at = 1;
    if (basis == RAP_META_LINE) t.text = repaired(r, t.text, t.at[0]);
    return t;
}

/* A clue's text as it is. */
static bool set_clue(reading *r, rap_meta_text *out, rap_clue_field field)
{
    const rap_clue *clue = rap_clues_best(&r->clues, field);
    rap_snippet s;
    if (!clue) return true;
    if (!rap_clue_text(&s, &r->clues, clue)) return false;
    *out = meta_text(r, s, clue->printed ? RAP_META_LINE : RAP_META_META);
    return true;
}

static bool set_ld(reading *r, rap_meta_text *out, rap_span raw)
{
    rap_snippet s;
    if (raw.from >= raw.to) return true;
    if (!rap_snippet_json(&s, r->page->page, raw, r->arena)) return false;
    if (s.text.n) *out = meta_text(r, s, RAP_META_JSONLD);
    return true;
}

/* ---- authors ---- */

static bool add_author(reading *r, rap_meta_text t)
{
    if (!t.text.n) return true;
    for (size_t i = 0; i < r->authors.n; i++)
        if (rap_same_words(r->authors.v[i].text, t.text)) return true;
    rap_meta_text *to = RAP_PUSH(r->arena, &r->authors);
    if (to) *to = t;
    return to != NULL;
}

static bool add_list(reading *r, const rap_author_list *list, rap_meta_basis basis)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (!add_author(r, meta_text(r, list->v[i], basis))) return false;
    return true;
}

/* A given name and a family name as one text in two pieces. */
static bool add_two(reading *r, rap_snippet given, rap_snippet family,
                    rap_meta_basis basis)
{
    size_t n = given.text.n + 1 + family.text.n;
    char *z = RAP_NEW(r->arena, char, n + 1);
    if (!z) return false;
    memcpy(z, given.text.p, given.text.n);
    z[given.text.n] = ' ';
    memcpy(z + given.text.n + 1, family.text.p, family.text.n);
    rap_meta_text t = meta_text(r, given, basis);
    t.at[t.n_at++] = rap_page_to_source(r->page, rap_snippet_span(family));
    t.text = (rap_str){z, n};
    return add_author(r, t);
}

static bool add_ld_author(reading *r, const rap_jsonld_name *name)
{
    rap_snippet s, family;
    rap_author_list list = {.n = 0};
    if (!rap_snippet_json(&s, r->page->page, name->name, r->arena)) return false;
    if (name->family.to > name->family.from) {
        if (!rap_snippet_json(&family, r->page->page, name->family, r->arena))
            return false;
        if (s.text.n && family.text.n) return add_two(r, s, family, RAP_META_JSONLD);
    }
    if (name->organization) return add_author(r, meta_text(r, s, RAP_META_JSONLD));
    rap_authors_split(&list, s, false);
    return add_list(r, &list, RAP_META_JSONLD);
}

/* The longest part of the host but the last: "example" of www.example.co.uk. */
static rap_str host_of(rap_str url)
{
    rap_str best = {"", 0};
    size_t at = rap_str_find(url, RAP_STR("//"), 0);
    if (at >= url.n) return best;
    size_t end = rap_str_find(url, RAP_STR("/"), at + 2);
    for (at += 2; at < end;) {
        size_t dot = rap_str_find(url, RAP_STR("."), at);
        if (dot >= end) break;
        if (dot - at > best.n) best = rap_str_cut(url, at, dot);
        at = dot + 1;
    }
    return best;
}

/* "NPA" of Norland Press Agency. */
static bool is_acronym(rap_str name, rap_str whole)
{
    size_t n = 0;
    for (size_t i = 0; i < whole.n; i++) {
        if (whole.p[i] == ' ' || (i > 0 && whole.p[i - 1] != ' ')) continue;
        if (n >= name.n || whole.p[i] != name.p[n]) return false;
        n++;
    }
    return n >= 2 && n == name.n;
}

static bool is_like(rap_str a, rap_str b)
{
    return rap_begins_words(a, b) || rap_begins_words(b, a);
}

/* Does a name only name the site: its publisher, or its address? */
static bool is_site(const reading *r, rap_str name)
{
    rap_str publisher = r->out->publisher.text, host = host_of(r->out->address.text);
    size_t space = rap_str_find(name, RAP_STR(" "), 0);
    rap_str rest = rap_str_cut(name, space + 1, name.n);
    bool part = name.n > 3 && rap_str_find(publisher, name, 0) < publisher.n;
    return part || is_like(publisher, name) || is_acronym(name, publisher) ||
           is_like(host, name) || (host.n > 3 && is_like(host, rest));
}

/* "Roe, Jane", as Highwire Press tags have it. */
static bool add_cited(reading *r, rap_snippet s)
{
    size_t comma = rap_str_find(s.text, RAP_STR(","), 0);
    rap_snippet family = rap_snippet_cut(s, 0, comma);
    rap_snippet given = rap_snippet_cut(s, comma + 1, s.text.n);
    if (!given.text.n) return add_author(r, meta_text(r, family, RAP_META_META));
    return add_two(r, given, family, RAP_META_META);
}

/* The names of all <meta> of the best rank that gives any. */
static bool add_meta_authors(reading *r)
{
    for (int rank = 9; rank > 0 && !r->authors.n; rank--) {
        rap_author_list list = {.n = 0};
        for (size_t i = 0; i < r->clues.clues.n; i++) {
            const rap_clue *clue = &r->clues.clues.v[i];
            rap_snippet s;
            if (clue->field != RAP_CLUE_AUTHOR || clue->rank != rank) continue;
            if (!rap_clue_text(&s, &r->clues, clue)) return false;
            if (rap_str_begins(clue->name, RAP_STR("citation_"))) {
                if (!add_cited(r, s)) return false;
            } else {
                rap_authors_split(&list, s, false);
            }
        }
        for (uint32_t i = 0; i < list.n; i++) {
            bool alone = list.n == 1 && rank > 1;
            if (is_site(r, list.v[i].text) && !alone) continue;
            if (!add_author(r, meta_text(r, list.v[i], RAP_META_META))) return false;
        }
    }
    return true;
}

/* Are all authors that the markup gives nothing but the site? */
static bool only_site(const reading *r)
{
    for (size_t i = 0; i < r->authors.n; i++)
        if (!is_site(r, r->authors.v[i].text)) return false;
    return true;
}

static bool set_authors(reading *r, const rap_visible_title *title)
{
    const rap_jsonld *ld = &r->clues.ld;
    rap_author_list list = {.n = 0};
    int score = 0;
    for (uint32_t i = 0; i < ld->n_authors; i++)
        if (!add_ld_author(r, &ld->authors[i])) return false;
    if (only_site(r)) {
        size_t n = r->authors.n;
        r->authors.n = 0;
        if (!add_meta_authors(r)) return false;
        if (!r->authors.n) r->authors.n = n;
    }
    if (only_site(r) && (!rap_clues_authors(&r->clues) ||
                         !rap_bylines_find(&list, &score, &r->clues, title)))
        return false;
    if (list.n && (!r->authors.n || score >= RAP_BYLINE_SURE)) {
        r->authors.n = 0;
        if (!add_list(r, &list, RAP_META_LINE)) return false;
    }
    r->out->authors = r->authors.v;
    r->out->n_authors = (uint32_t)r->authors.n;
    return true;
}

/* ---- the rest ---- */

static bool set_publisher(reading *r)
{
    const rap_jsonld_name *ld = &r->clues.ld.publisher;
    return set_clue(r, &r->out->publisher, RAP_CLUE_PUBLISHER) &&
           set_ld(r, &r->out->publisher, ld->name);
}

static bool set_address(reading *r)
{
    return set_clue(r, &r->out->address, RAP_CLUE_ADDRESS) &&
           (r->out->address.text.n || set_ld(r, &r->out->address, r->clues.ld.url));
}

static bool read_all(reading *r)
{
    rap_title title;
    uint32_t heading = RAP_NO_NODE;
    if (!set_publisher(r) || !set_address(r)) return false;
    if (!set_clue(r, &r->out->language, RAP_CLUE_LANGUAGE)) return false;
    if (!rap_title_choose(&title, &heading, &r->clues, r->out->publisher.text))
        return false;
    r->out->title = meta_text(r, title.text, title.basis);
    const rap_visible_title place = {heading, title.text.text};
    return set_authors(r, &place) &&
           rap_days_choose(&r->out->published, &r->out->modified, &r->clues, &place);
}

rap_code rap_pagemeta_read(rap_pagemeta *out, const rap_page *p, rap_arena *arena,
                           rap_err *err)
{
    rap_pagemeta meta = {.n_authors = 0};
    reading r = {.out = &meta, .page = p, .arena = arena};
    rap_code rc = rap_clues_read(&r.clues, p, arena, err);
    if (rc != RAP_OK) return rc;
    if (!read_all(&r)) return rap_fail_memory(err);
    *out = meta;
    return RAP_OK;
}
