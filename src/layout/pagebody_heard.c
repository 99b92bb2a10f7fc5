/*
 * layout/pagebody_heard.c - what a page's head and JSON-LD tell of its article.
 *
 * schema.org has a property articleBody; where a page fills it, the runs of four words
 * in it say which blocks are told there.  It is one hint among others: it may be cut
 * off, or of another report.  <meta> descriptions often stand in the page as standfirst
 * or as the text of a sharing button.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/utf8.h"
#include "layout/pagebody_inside.h"
#include "markup/pagemeta.h"

enum {
    RUN = 4,         /* words */
    LEAST_TOLD = 40, /* words of an articleBody that is worth a look */
    MOST_PROBES = 64,
    NOBODY_TELLS = -1,
    BYLINE_WORDS = 40,
    MOST_AUTHORS = 6, /* that are sought */
    SHORTEST_NAME = 4 /* bytes */
};

typedef struct {
    uint32_t *slots; /* hashes of runs, 0 empty */
    uint32_t mask;
    size_t words;
} told_runs;

/* The last words of a text on its way past. */
typedef struct {
    uint32_t last[RUN];
    uint32_t n;
} passing;

static uint32_t pass(passing *p, uint32_t word)
{
    uint32_t hash = RAP_HASH_START;
    p->last[p->n++ % RUN] = word;
    for (uint32_t k = 0; k < RUN; k++)
        hash = (hash ^ p->last[(p->n + k) % RUN]) * 16777619u;
    return hash ? hash : 1;
}

static void add_run(told_runs *t, uint32_t hash)
{
    uint32_t at = hash & t->mask;
    for (int k = 0; k < MOST_PROBES && t->slots[at]; k++)
        at = (at + 1) & t->mask;
    if (!t->slots[at]) t->slots[at] = hash;
}

static bool has_run(const told_runs *t, uint32_t hash)
{
    uint32_t at = hash & t->mask;
    for (int k = 0; k < MOST_PROBES && t->slots[at]; k++) {
        if (t->slots[at] == hash) return true;
        at = (at + 1) & t->mask;
    }
    return false;
}

static uint32_t hex4(rap_str s, size_t at)
{
    uint32_t v = 0;
    for (size_t i = at; i < at + 4 && i < s.n; i++) {
        char c = rap_to_lower(s.p[i]);
        v = v * 16 +
            (rap_is_digit(c) ? (uint32_t)(c - '0') : (uint32_t)(c - 'a' + 10) & 15);
    }
    return v;
}

/* What an escape at s[at] (a backslash) stands for, appended; bytes it takes. */
static size_t unescape(rap_str s, size_t at, char *to, size_t *n)
{
    char c = at + 1 < s.n ? s.p[at + 1] : ' ';
    if (c != 'u') {
        to[(*n)++] = c == '"' || c == '\\' || c == '/' ? c : ' ';
        return 2;
    }
    char put[4];
    size_t len = rap_utf8_put(put, hex4(s, at + 2));
    if (len > 3) return 6;
    memcpy(to + *n, put, len);
    *n += len;
    return 6;
}

/* The JSON string whose content begins at s[at], tags taken out; *end behind it. */
static rap_str string_at(rap_str s, size_t at, size_t *end, rap_arena *arena)
{
    size_t stop = at;
    while (stop < s.n && s.p[stop] != '"')
        stop += s.p[stop] == '\\' ? 2 : 1;
    if (stop > s.n) stop = s.n;
    *end = stop;
    char *to = RAP_NEW(arena, char, stop - at + 8);
    size_t n = 0;
    bool tag = false;
    if (!to) return (rap_str){0};
    while (at < stop) {
        char c = s.p[at];
        bool letter =
            at + 1 < stop && (rap_is_alpha(s.p[at + 1]) || s.p[at + 1] == '/');
        if (c == '<' && letter) tag = true;
        if (tag || c != '\\') {
            to[n++] = tag ? ' ' : c;
            at++;
            tag = tag && c != '>';
        } else {
            at += unescape(s, at, to, &n);
        }
    }
    return (rap_str){to, n};
}

/* The longest articleBody of one script. */
static rap_str body_told(rap_str script, rap_arena *arena)
{
    const rap_str key = RAP_STR("\"articleBody\"");
    rap_str best = {0};
    for (size_t at = rap_str_find(script, key, 0); at < script.n;
         at = rap_str_find(script, key, at)) {
        at += key.n;
        while (at < script.n && (rap_is_space(script.p[at]) || script.p[at] == ':'))
            at++;
        if (at >= script.n || script.p[at] != '"') continue;
        rap_str body = string_at(script, at + 1, &at, arena);
        if (body.n > best.n) best = body;
    }
    return best;
}

static rap_code fill(told_runs *t, rap_str body, rap_arena *arena, rap_err *err)
{
    t->mask = 63;
    while (t->mask < body.n / 2)
        t->mask = t->mask * 2 + 1;
    t->slots = RAP_NEW(arena, uint32_t, (size_t)t->mask + 1);
    if (!t->slots) return rap_fail_memory(err);
    passing p = {.n = 0};
    size_t at = 0;
    for (uint32_t word = RAP_HASH_START; rap_row_hash(body, &at, &word);
         word = RAP_HASH_START) {
        uint32_t run = pass(&p, word);
        if (p.n >= RUN) add_run(t, run);
    }
    t->words = p.n;
    return RAP_OK;
}

static int8_t share_told(const told_runs *t, rap_str block)
{
    passing p = {.n = 0};
    uint32_t runs = 0, found = 0;
    size_t at = 0;
    for (uint32_t word = RAP_HASH_START; rap_row_hash(block, &at, &word);
         word = RAP_HASH_START) {
        uint32_t run = pass(&p, word);
        if (p.n < RUN) continue;
        runs++;
        found += has_run(t, run);
    }
    if (!runs) return NOBODY_TELLS;
    return (int8_t)((uint64_t)found * 100 / runs);
}

static uint32_t hash_of(rap_str s)
{
    uint32_t hash = RAP_HASH_START;
    size_t at = 0;
    while (rap_row_hash(s, &at, &hash))
        hash = rap_hash_byte(hash, ' ');
    return hash;
}

static void hear_description(rap_body *b, uint32_t node)
{
    const rap_tree *t = &b->page->tree;
    unsigned which = 2;
    if (rap_tree_is(t, node, RAP_AT_NAME, "description")) which = 0;
    if (rap_tree_is(t, node, RAP_AT_PROPERTY, "og:description")) which = 1;
    if (which == 2 || b->description[which]) return;
    b->description[which] = hash_of(rap_tree_value(t, node, RAP_AT_CONTENT, b->arena));
}

/* 2: the block is no more than an author's name, 1: a short one holds it, 0: neither.
 */
static uint8_t names_author(const rap_body *b, uint32_t i, rap_str text)
{
    const rap_pagemeta *meta = b->page->meta;
    if (!meta || b->rows.v[i].words > BYLINE_WORDS) return 0;
    for (uint32_t k = 0; k < meta->n_authors && k < MOST_AUTHORS; k++) {
        rap_str name = meta->authors[k].text;
        if (name.n < SHORTEST_NAME || rap_str_find(text, name, 0) >= text.n) continue;
        return text.n < name.n + SHORTEST_NAME ? 2 : 1;
    }
    return 0;
}

rap_code rap_body_hear(rap_body *b, rap_err *err)
{
    const rap_tree *t = &b->page->tree;
    rap_str best = {0};
    for (uint32_t k = 1; k < t->n_nodes; k++) {
        if (t->nodes[k].element == RAP_EL_META) hear_description(b, k);
        if (t->nodes[k].element != RAP_EL_SCRIPT) continue;
        if (!rap_tree_is(t, k, RAP_AT_TYPE, "application/ld+json")) continue;
        rap_str body = body_told(rap_tree_raw_text(t, k), b->arena);
        if (body.n > best.n) best = body;
    }
    told_runs told = {0};
    rap_code rc = fill(&told, best, b->arena, err);
    if (rc != RAP_OK) return rc;
    for (uint32_t i = 0; i < b->n; i++) {
        rap_span at = b->page->blocks[i].text;
        rap_str text = rap_str_cut(b->page->mended.text, at.from, at.to);
        b->author[i] = names_author(b, i, text);
        b->told[i] = told.words >= LEAST_TOLD ? share_told(&told, text) : NOBODY_TELLS;
    }
    return RAP_OK;
}
