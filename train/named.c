/*
 * train/named.c - reports with labelled names, read as the reader would read them.
 *
 * The one convention: a tag becomes what `tags` says; a name that is nothing but a word
 * of nation or people is a group; titles before a person, an article and a possessive
 * stand outside.
 */
/* SPDX-License-Identifier: MIT */
#include "named.h"

#include "base/ascii.h"
#include "base/file.h"
#include "names/states.h"
#include "trees/trees.h"

#include <stdio.h>

enum {
    TWEETS = 40,
    JOINED = 6
}; /* sentences to a report where a corpus has no documents */

static const struct {
    const char *tag;
    rap_named named;
} tags[] = {
    {"FAC", RAP_NAMED_PLACE},         {"FACILITY", RAP_NAMED_PLACE},
    {"GPE", RAP_NAMED_PLACE},         {"LOC", RAP_NAMED_PLACE},
    {"LOCATION", RAP_NAMED_PLACE},    {"MISC", RAP_NAMED_OTHER},
    {"NATIONALITY", RAP_NAMED_GROUP}, {"NORP", RAP_NAMED_GROUP},
    {"ORG", RAP_NAMED_BODY},          {"ORGANISATION", RAP_NAMED_BODY},
    {"ORGANIZATION", RAP_NAMED_BODY}, {"PER", RAP_NAMED_PERSON},
    {"PERSON", RAP_NAMED_PERSON},     {"PRODUCT", RAP_NAMED_OTHER},
};

typedef struct {
    rap_str form;
    rap_named named;
    bool begins;   /* a name */
    bool sentence; /* first of its sentence */
    rap_span at;   /* in the text */
} word;

typedef struct {
    RAP_LIST(word) words;
    uint32_t sentences;
    rap_arena *arena;
    named_case how;
    bool joined; /* several sentences make a paragraph */
} page;

static char as_upper(char c)
{
    return rap_is_lower(c) ? (char)(c - 'a' + 'A') : c;
}

static rap_str recase(rap_str form, named_case how, rap_arena *arena)
{
    if (how == NAMED_AS_IS) return form;
    rap_str s = rap_arena_copy(arena, form);
    char *p = RAP_NEW(arena, char, form.n + 1);
    if (!s.p || !p) return form;
    for (size_t i = 0; i < form.n; i++) {
        p[i] = form.p[i];
        if (how == NAMED_UPPER || (how == NAMED_TITLE && i == 0 && form.n > 3))
            p[i] = as_upper(p[i]);
        if (how == NAMED_LOWER) p[i] = rap_to_lower(p[i]);
    }
    return (rap_str){p, form.n};
}

static rap_named named_of(rap_str tag)
{
    char upper[16] = {0};
    if (tag.n >= sizeof upper) return RAP_NAMED_NONE;
    for (size_t i = 0; i < tag.n; i++)
        upper[i] = as_upper(tag.p[i]);
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (strcmp(tags[i].tag, upper) == 0) return tags[i].named;
    return RAP_NAMED_NONE;
}

/* Does no white space stand before the word?  Marks are taken for what they are most
 * often. */
static bool is_glued(const word *before, const word *w, bool open)
{
    static const char *const behind[] = {",",
                                         ".",
                                         ";",
                                         ":",
                                         "!",
                                         "?",
                                         ")",
                                         "]",
                                         "%",
                                         "n't",
                                         "'s",
                                         "-",
                                         "\xE2\x80\x99",
                                         "\xE2\x80\x9D",
                                         "...",
                                         "/",
                                         "'m",
                                         "'re",
                                         "'ve",
                                         "'ll",
                                         "'d",
                                         "\xE2\x80\x99s"};
    static const char *const ahead[] = {"(", "[", "$", "-",           "\xE2\x80\x9C",
                                        "/", "#", "@", "\xE2\x80\x98"};
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (rap_str_is(w->form, behind[i])) return true;
    for (size_t i = 0; i < sizeof ahead / sizeof *ahead; i++)
        if (rap_str_is(before->form, ahead[i])) return true;
    if (rap_str_is(before->form, "\xE2\x80\x99") && w->form.n <= 2) return true;
    if (rap_str_is(w->form, "\"")) return open;
    return rap_str_is(before->form, "\"") && open;
}

static bool is_initial(const word *w)
{
    return w->form.n == 1 && rap_is_upper(w->form.p[0]);
}

/* "U" "." "S" "." is "U.S." */
static bool is_dotted(const page *g, size_t i)
{
    return i > 1 && is_initial(&g->words.v[i]) && is_initial(&g->words.v[i - 2]) &&
           rap_str_is(g->words.v[i - 1].form, ".");
}

/* The text of a page, its words' spans set; a sentence is a paragraph. */
static rap_str lay_out(page *g)
{
    size_t size = 1, at = 0;
    bool open = false; /* a quotation of straight marks */
    uint32_t n_sentences = 0;
    for (size_t i = 0; i < g->words.n; i++)
        size += g->words.v[i].form.n + 2;
    char *text = RAP_NEW(g->arena, char, size);
    if (!text) return (rap_str){0};
    for (size_t i = 0; i < g->words.n; i++) {
        word *w = &g->words.v[i];
        if (w->sentence) open = false;
        bool glued = i && (is_glued(&g->words.v[i - 1], w, open) || is_dotted(g, i));
        bool paragraph = w->sentence && (!g->joined || n_sentences++ % JOINED == 0);
        if (i && paragraph) text[at++] = '\n';
        if (i && (w->sentence || !glued)) text[at++] = paragraph ? '\n' : ' ';
        if (rap_str_is(w->form, "\"")) open = !open;
        memcpy(text + at, w->form.p, w->form.n);
        w->at = (rap_span){(uint32_t)at, (uint32_t)(at + w->form.n)};
        at += w->form.n;
    }
    return (rap_str){text, at};
}

static void set_name(named_report *r, uint32_t first, uint32_t last, rap_named named)
{
    for (uint32_t i = first; i < last; i++) {
        uint32_t part = i > first ? RAP_PART_INSIDE : RAP_PART_BEGIN;
        if (i + 1 == last) part = i > first ? RAP_PART_LAST : RAP_PART_UNIT;
        r->gold[i] = rap_label_of(named, part);
    }
}

/* What of tokens [*first, *last) is the name, and of what. */
static void convene(const named_report *r, uint32_t *first, uint32_t *last,
                    rap_named *named)
{
    rap_gender g;
    rap_head h;
    rap_known k;
    const rap_prose *p = &r->prose;
    bool opens = (p->tokens[*first].shape & (RAP_SHAPE_FIRST | RAP_SHAPE_CAPITAL)) !=
                 RAP_SHAPE_CAPITAL;
    if (*last - *first > 1 && rap_token_is(p, *first, "the") && opens) ++*first;
    if (*last - *first > 1 && (rap_token_is(p, *last - 1, "'s") ||
                               rap_token_is(p, *last - 1, "\xE2\x80\x99s")))
        --*last;
    while (*named == RAP_NAMED_PERSON && *last - *first > 1) {
        uint32_t n = rap_address_at(p, *first, &g);
        if (!n && rap_head_at(&h, p, *first) && h.kind == RAP_HEAD_OFFICE) n = h.n;
        if (!n || n >= *last - *first) break;
        *first += n;
    }
    bool nation = rap_known_at(&k, p, *first) && k.n == *last - *first &&
                  (k.kind == RAP_KNOWN_DEMONYM || k.kind == RAP_KNOWN_PEOPLE);
    if (nation) *named = RAP_NAMED_GROUP;
}

/* Tokens whose first byte lies in the source span. */
static void label_span(named_report *r, rap_span at, rap_named named)
{
    uint32_t first = 0, last = 0;
    for (uint32_t i = 0; i < r->prose.n_tokens; i++) {
        rap_span t = rap_mended_to_source(r->prose.mended, r->prose.tokens[i].at);
        if (t.from < at.from) first = i + 1;
        if (t.from < at.to) last = i + 1;
        if (t.from >= at.to) break;
    }
    if (first >= last) return;
    convene(r, &first, &last, &named);
    if (r->prose.tokens[first].sentence == r->prose.tokens[last - 1].sentence)
        set_name(r, first, last, named);
}

/* "Kesh, Norland" is two places. */
static void label_parts(named_report *r, const page *g, size_t first, size_t last)
{
    rap_named named = g->words.v[first].named;
    for (size_t i = first; i <= last; i++) {
        bool comma = i < last && rap_str_is(g->words.v[i].form, ",");
        if (i < last && !(comma && named == RAP_NAMED_PLACE)) continue;
        if (i > first)
            label_span(r,
                       (rap_span){g->words.v[first].at.from, g->words.v[i - 1].at.to},
                       named);
        first = i + 1;
    }
}

static void label(named_report *r, const page *g)
{
    for (size_t i = 0; i < g->words.n; i++) {
        const word *w = &g->words.v[i];
        if (!w->begins || w->named == RAP_NAMED_NONE) continue;
        size_t end = i + 1;
        while (end < g->words.n && !g->words.v[end].begins &&
               !g->words.v[end].sentence && g->words.v[end].named == w->named)
            end++;
        label_parts(r, g, i, end);
    }
}

static rap_code read_page(named *to, page *g, rap_err *err)
{
    rap_layout_options options = {.verbatim = true};
    rap_layout *layout = RAP_NEW(g->arena, rap_layout, 1);
    rap_mended *m = RAP_NEW(g->arena, rap_mended, 1);
    named_report r = {0};
    rap_str text = lay_out(g);
    if (!layout || !m) return rap_fail_memory(err);
    if (g->words.n == 0) return RAP_OK;
    rap_code rc = rap_mend(m, text, "utf-8", g->arena, err);
    if (rc == RAP_OK) rc = rap_layout_read(layout, m, &options, g->arena, err);
    if (rc == RAP_OK) rc = rap_prose_read(&r.prose, m, layout, g->arena, err);
    if (rc == RAP_OK) rc = rap_trees_tag(&r.prose, err);
    if (rc != RAP_OK || r.prose.n_tokens == 0) return rc;
    r.gold = RAP_NEW(g->arena, uint8_t, r.prose.n_tokens);
    if (!r.gold || !rap_lexicon_read(&r.lex, &r.prose) || !rap_states_find(&r.lex, NULL, NULL))
        return rap_fail_memory(err);
    label(&r, g);
    named_report *at = RAP_PUSH(g->arena, &to->v);
    if (!at) return rap_fail_memory(err);
    *at = r;
    g->words.n = 0;
    g->sentences = 0;
    return RAP_OK;
}

static rap_code read_word(page *g, rap_str line, rap_err *err)
{
    size_t tab = line.n;
    while (tab > 0 && line.p[tab - 1] != '\t')
        tab--;
    rap_str tag = rap_str_cut(line, tab, line.n), form = rap_str_cut(line, 0, tab);
    if (form.n) form.n--;
    if (form.n == 0) return RAP_OK;
    word *w = RAP_PUSH(g->arena, &g->words);
    if (!w) return rap_fail_memory(err);
    bool in = tag.n > 2 && tag.p[1] == '-';
    *w = (word){.form = recase(form, g->how, g->arena),
                .begins = in && tag.p[0] == 'B',
                .named = in ? named_of(rap_str_cut(tag, 2, tag.n)) : RAP_NAMED_NONE,
                .sentence = g->sentences == 0};
    g->sentences = 1;
    return RAP_OK;
}

rap_code named_read(named *to, const char *path, const named_how *how, rap_arena *arena,
                    rap_err *err)
{
    rap_str all;
    page g = {.arena = arena, .how = how->letters, .joined = how->joined};
    uint32_t n_docs = 0, n_sentences = 0;
    rap_code rc = rap_file_read(&all, path, (size_t)1 << 30, arena, err);
    bool documents = rap_str_find(all, RAP_STR("# doc"), 0) < all.n;
    for (size_t at = 0; rc == RAP_OK && at <= all.n;) {
        size_t end = rap_str_find(all, RAP_STR("\n"), at);
        rap_str line = rap_str_trim(rap_str_cut(all, at, end));
        bool document = rap_str_begins(line, RAP_STR("# doc"));
        n_sentences += line.n == 0;
        bool full = !documents && line.n == 0 && n_sentences % TWEETS == 0;
        if (document || full || at == all.n) {
            if (n_docs++ % how->every == 0 || at == all.n) rc = read_page(to, &g, err);
            g.words.n = 0;
        }
        if (line.n == 0 || document)
            g.sentences = 0;
        else if (rc == RAP_OK)
            rc = read_word(&g, line, err);
        at = end + 1;
    }
    return rc;
}
