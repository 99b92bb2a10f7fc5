/*
 * markup/jsonld.c - the article among the nodes of a page's JSON-LD.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/jsonld.h"

#include "base/ascii.h"
#include "base/table.h"
#include "markup/loosejson.h"

#include "ldtypes_table.inc"

#include <stddef.h>

enum {
    SCRIPTS = 64,    /* that are read; a page has a handful */
    TYPE_BYTES = 40, /* of the longest type */
    LOOKUPS = 32,    /* @id that are followed */
    RANK_RANK = 1,   /* columns of data/ldtypes.tsv */
    RANK_KIND = 2,
    WORTH_TYPE = 10, /* what speaks for a node */
    WORTH_HEADLINE = 15,
    WORTH_FIELD = 3,
    WORTH_ADDRESS = 25,
    WORTH_NESTED = -60
};

typedef struct {
    rap_loose json;
    uint32_t base; /* of the script's text in the page */
} script;

typedef struct {
    rap_str page;
    script v[SCRIPTS];
    uint32_t n, lookups;
    rap_str address;
} scripts;

/* A node of one of the scripts; index 0 is none. */
typedef struct {
    const script *in;
    uint32_t index;
} place;

static rap_span in_page(const script *s, rap_span at)
{
    return (rap_span){s->base + at.from, s->base + at.to};
}

static const rap_loose_node *node_of(place p)
{
    /* An index is that of a node. */
    /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
    return &p.in->json.nodes[p.index];
}

static place member(place p, const char *key)
{
    return (place){p.in, rap_loose_get(&p.in->json, p.index, key)};
}

static bool is_string(place p)
{
    return p.index && node_of(p)->kind == RAP_JSON_STRING &&
           node_of(p)->value.to > node_of(p)->value.from;
}

/* A value, or the first of a list of them. */
static place alone(place p)
{
    if (p.index && node_of(p)->kind == RAP_JSON_ARRAY)
        p.index = rap_loose_first(&p.in->json, p.index);
    return p;
}

/* The string of a member: also the first of a list, or its "@value". */
static rap_span string_of(place object, const char *key)
{
    place p = alone(member(object, key));
    if (p.index && node_of(p)->kind == RAP_JSON_OBJECT) p = member(p, "@value");
    bool number = p.index && node_of(p)->kind == RAP_JSON_NUMBER;
    if (!is_string(p) && !number) return (rap_span){0, 0};
    return in_page(p.in, node_of(p)->value);
}

static bool is_empty(rap_span s)
{
    return s.from >= s.to;
}

/* ---- types ---- */

static int type_row(rap_str type)
{
    char low[TYPE_BYTES];
    size_t from = 0, n = 0;
    for (size_t i = 0; i < type.n; i++)
        if (type.p[i] == '/' || type.p[i] == ':' || type.p[i] == '#') from = i + 1;
    for (size_t i = from; i < type.n && n < sizeof low; i++)
        low[n++] = rap_to_lower(type.p[i]);
    return rap_table_find(&ldtypes_table, (rap_str){low, n});
}

/* The best row of a node's types, or RAP_TABLE_NONE. */
static int best_type(place object)
{
    place p = member(object, "@type");
    if (!p.index) return RAP_TABLE_NONE;
    const rap_loose *j = &p.in->json;
    if (is_string(p)) return type_row(rap_loose_raw(j, node_of(p)->value));
    int best = RAP_TABLE_NONE, most = 0;
    for (uint32_t i = rap_loose_first(j, p.index); i; i = rap_loose_next(j, i)) {
        int row = type_row(rap_loose_raw(j, j->nodes[i].value));
        int rank = row < 0 ? 0 : rap_cell_int(&ldtypes_table, row, RANK_RANK);
        if (rank > most) {
            most = rank;
            best = row;
        }
    }
    return best;
}

/* Does a type end so?  `lower` in lower case. */
static bool ends_type(rap_str type, const char *lower)
{
    size_t n = strlen(lower);
    if (type.n < n) return false;
    for (size_t i = 0; i < n; i++)
        if (rap_to_lower(type.p[type.n - n + i]) != lower[i]) return false;
    return true;
}

/* Does one of a node's types end so? */
static bool has_type(place object, const char *lower)
{
    place p = member(object, "@type");
    if (!p.index) return false;
    const rap_loose *j = &p.in->json;
    if (is_string(p)) return ends_type(rap_loose_raw(j, node_of(p)->value), lower);
    for (uint32_t i = rap_loose_first(j, p.index); i; i = rap_loose_next(j, i))
        if (ends_type(rap_loose_raw(j, j->nodes[i].value), lower)) return true;
    return false;
}

/* ---- which node is the page's article ---- */

/* Is a node nested where a page tells of other things than itself? */
static bool is_aside(place p)
{
    static const char *const own[] = {"@graph", "mainEntity", "mainEntityOfPage",
                                      "article", "itemReviewed"};
    const rap_loose *j = &p.in->json;
    for (uint32_t i = p.index; i; i = j->nodes[i].parent) {
        rap_str key = rap_loose_raw(j, j->nodes[i].key);
        bool fine = key.n == 0;
        for (size_t k = 0; k < sizeof own / sizeof *own && !fine; k++)
            fine = rap_str_is(key, own[k]);
        if (!fine) return true;
    }
    return false;
}

/* The part of an address behind its host, without a query, a fragment or a last stroke:
 * what stays the same between http and https, with and without www. */
static rap_str path_of(rap_str url)
{
    size_t at = rap_str_find(url, RAP_STR("//"), 0);
    at = at < url.n ? rap_str_find(url, RAP_STR("/"), at + 2) : 0;
    size_t end = at;
    while (end < url.n && url.p[end] != '?' && url.p[end] != '#')
        end++;
    while (end > at && url.p[end - 1] == '/')
        end--;
    return rap_str_cut(url, at, end);
}

static bool is_address(const scripts *all, rap_span at)
{
    rap_str want = path_of(all->address);
    rap_str got = path_of(rap_str_cut(all->page, at.from, at.to));
    return want.n > 1 && rap_str_eq(want, got);
}

static rap_span address_of(place p)
{
    rap_span at = string_of(p, "url");
    if (!is_empty(at)) return at;
    at = string_of(p, "mainEntityOfPage");
    if (!is_empty(at)) return at;
    place main = alone(member(p, "mainEntityOfPage"));
    at = main.index ? string_of(main, "@id") : (rap_span){0, 0};
    return is_empty(at) ? string_of(p, "@id") : at;
}

static int worth(const scripts *all, place p, int row)
{
    static const char *const fields[] = {"datePublished", "author", "articleBody",
                                         "dateModified", "publisher"};
    int w = rap_cell_int(&ldtypes_table, row, RANK_RANK) * WORTH_TYPE;
    if (!is_empty(string_of(p, "headline"))) w += WORTH_HEADLINE;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (member(p, fields[i]).index) w += WORTH_FIELD;
    if (is_address(all, address_of(p))) w += WORTH_ADDRESS;
    return is_aside(p) ? w + WORTH_NESTED : w;
}

typedef struct {
    place article, page;
    int article_worth, page_worth;
    uint32_t n_articles;
} chosen;

static void judge(chosen *c, const scripts *all, place p)
{
    int row = best_type(p);
    if (row < 0) return;
    bool article = rap_cell_is(&ldtypes_table, row, RANK_KIND, "article");
    int w = worth(all, p, row);
    if (article && w > 0 && !is_aside(p)) c->n_articles++;
    if (article && w > c->article_worth) {
        c->article_worth = w;
        c->article = p;
    }
    if (!article && w > c->page_worth) {
        c->page_worth = w;
        c->page = p;
    }
}

/* ---- names ---- */

/* The node that another one names by "@id" and that holds more than the id. */
static place by_id(scripts *all, rap_str id)
{
    if (all->lookups++ >= LOOKUPS) return (place){NULL, 0};
    for (uint32_t s = 0; id.n && s < all->n; s++) {
        const rap_loose *j = &all->v[s].json;
        for (uint32_t i = 1; i < j->n; i++) {
            if (!rap_str_is(rap_loose_raw(j, j->nodes[i].key), "@id")) continue;
            if (!rap_str_eq(rap_loose_raw(j, j->nodes[i].value), id)) continue;
            place p = {&all->v[s], j->nodes[i].parent};
            if (member(p, "name").index || member(p, "givenName").index) return p;
        }
    }
    return (place){NULL, 0};
}

static bool name_of(scripts *all, place p, rap_jsonld_name *out)
{
    *out = (rap_jsonld_name){{0, 0}, {0, 0}, false, false};
    if (is_string(p)) {
        out->name = in_page(p.in, node_of(p)->value);
        return true;
    }
    if (!p.index || node_of(p)->kind != RAP_JSON_OBJECT) return false;
    bool named = member(p, "name").index || member(p, "givenName").index;
    place id = member(p, "@id");
    if (!named && is_string(id))
        p = by_id(all, rap_loose_raw(&id.in->json, node_of(id)->value));
    if (!p.index) return false;
    out->name = string_of(p, "name");
    if (is_empty(out->name)) {
        out->name = string_of(p, "givenName");
        out->family = string_of(p, "familyName");
    }
    out->person = has_type(p, "person");
    out->organization = has_type(p, "organization") || has_type(p, "corporation");
    return !is_empty(out->name);
}

static void add_author(rap_jsonld *out, scripts *all, place p)
{
    if (out->n_authors == JSONLD_AUTHORS) return;
    if (name_of(all, p, &out->authors[out->n_authors])) out->n_authors++;
}

/* Authors under a key: one, a list, or a list of lists. */
static void add_authors(rap_jsonld *out, scripts *all, place object, const char *key)
{
    place p = member(object, key);
    if (!p.index) return;
    const rap_loose *j = &p.in->json;
    uint32_t end = node_of(p)->end;
    for (uint32_t i = p.index; i < end;) {
        const rap_loose_node *n = &j->nodes[i];
        bool list = rap_loose_get(j, i, "@list");
        if (n->kind == RAP_JSON_ARRAY || list) {
            i++;
            continue;
        }
        add_author(out, all, (place){p.in, i});
        i = n->end;
    }
}

/* ---- the page ---- */

static void fill(rap_jsonld *out, scripts *all, place p, bool article)
{
    static const struct {
        const char *key;
        size_t at;
    } fields[] = {{"headline", offsetof(rap_jsonld, headline)},
                  {"datePublished", offsetof(rap_jsonld, published)},
                  {"dateModified", offsetof(rap_jsonld, modified)},
                  {"dateCreated", offsetof(rap_jsonld, created)},
                  {"uploadDate", offsetof(rap_jsonld, created)},
                  {"inLanguage", offsetof(rap_jsonld, language)}};
    if (!p.index) return;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        rap_span *field = (rap_span *)(void *)((char *)out + fields[i].at);
        if (is_empty(*field)) *field = string_of(p, fields[i].key);
    }
    if (article && is_empty(out->headline)) out->headline = string_of(p, "name");
    if (is_empty(out->url)) out->url = address_of(p);
    if (is_empty(out->publisher.name))
        (void)name_of(all, alone(member(p, "publisher")), &out->publisher);
    if (!out->n_authors) add_authors(out, all, p, "author");
    if (!out->n_authors) add_authors(out, all, p, "creator");
}

static bool is_script(const rap_tree *t, uint32_t node)
{
    static const rap_str ld = {"ld+json", 7};
    if (t->nodes[node].element != RAP_EL_SCRIPT) return false;
    rap_str type = rap_tree_raw(t, node, RAP_AT_TYPE);
    return rap_str_find(type, ld, 0) < type.n;
}

static rap_code read_scripts(scripts *all, const rap_tree *t, rap_arena *arena,
                             rap_err *err)
{
    for (uint32_t i = 1; i < t->n_nodes && all->n < SCRIPTS; i++) {
        if (!is_script(t, i)) continue;
        rap_str text = rap_tree_raw_text(t, i);
        if (!text.n) continue;
        script *s = &all->v[all->n];
        rap_code rc = rap_loose_read(&s->json, text, arena, err);
        if (rc != RAP_OK) return rc;
        s->base = (uint32_t)(text.p - t->page.p);
        all->n++;
    }
    return RAP_OK;
}

rap_code rap_jsonld_read(rap_jsonld *out, const rap_tree *t, rap_str address,
                         rap_arena *arena, rap_err *err)
{
    scripts *all = RAP_NEW(arena, scripts, 1);
    if (!all) return rap_fail_memory(err);
    all->page = t->page;
    all->address = address;
    rap_code rc = read_scripts(all, t, arena, err);
    if (rc != RAP_OK) return rc;
    chosen c = {.article_worth = 0};
    for (uint32_t s = 0; s < all->n; s++) {
        const rap_loose *j = &all->v[s].json;
        for (uint32_t i = 1; i < j->n; i++)
            if (j->nodes[i].kind == RAP_JSON_OBJECT)
                judge(&c, all, (place){&all->v[s], i});
    }
    *out = (rap_jsonld){.article = c.article.index != 0, .n_articles = c.n_articles};
    out->news = out->article && has_type(c.article, "newsarticle");
    fill(out, all, c.article, true);
    fill(out, all, c.page, false);
    return RAP_OK;
}
