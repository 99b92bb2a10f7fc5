/*
 * markup/pageclues.c - all that a page's markup says about the page, in one walk.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/pageclues.h"

#include "base/ascii.h"
#include "base/table.h"

#include "classwords_table.inc"
#include "metanames_table.inc"

enum {
    NAME_BYTES = 48,   /* of the longest name of the table */
    CLASS_BYTES = 400, /* of a class that are read */
    FIELD = 1,         /* columns of data/metanames.tsv */
    RANK = 2,
    KIND = 1 /* of data/classwords.tsv */
};

static const struct {
    const char *name;
    rap_clue_field field;
} field_names[] = {{"title", RAP_CLUE_TITLE},         {"author", RAP_CLUE_AUTHOR},
                   {"publisher", RAP_CLUE_PUBLISHER}, {"published", RAP_CLUE_PUBLISHED},
                   {"modified", RAP_CLUE_MODIFIED},   {"address", RAP_CLUE_ADDRESS},
                   {"language", RAP_CLUE_LANGUAGE}};

static bool add_clue(rap_clues *c, rap_clue clue)
{
    if (c->clues.n == RAP_CLUES) return true;
    rap_clue *to = RAP_PUSH(c->arena, &c->clues);
    if (to) *to = clue;
    return to != NULL;
}

#define ADD_NODE(c, list, node)                                                        \
    add_node((c)->arena, &(list)->v, &(list)->n, &(list)->cap, node)
static bool add_node(rap_arena *a, uint32_t **v, size_t *n, size_t *cap, uint32_t node)
{
    if (*n == RAP_CLUES) return true;
    if (!rap_list_room(a, (void *)v, n, cap, sizeof **v)) return false;
    (*v)[*n - 1] = node;
    return true;
}

static bool add_author(rap_clues *c, uint32_t node, rap_author_kind kind)
{
    if (c->authors.n == RAP_CLUES) return true;
    rap_author_clue *to = RAP_PUSH(c->arena, &c->authors);
    if (to) *to = (rap_author_clue){node, kind};
    return to != NULL;
}

/* Row of data/metanames.tsv for a name, whatever its case. */
static int name_row(rap_str name)
{
    char low[NAME_BYTES];
    rap_str s = rap_str_trim(name);
    if (s.n == 0 || s.n > sizeof low) return RAP_TABLE_NONE;
    for (size_t i = 0; i < s.n; i++)
        low[i] = rap_to_lower(s.p[i]);
    return rap_table_find(&metanames_table, (rap_str){low, s.n});
}

static void set_row(rap_clue *clue, int row)
{
    clue->name = rap_cell(&metanames_table, row, 0);
    clue->rank = (uint8_t)rap_cell_int(&metanames_table, row, RANK);
    for (size_t i = 0; i < sizeof field_names / sizeof *field_names; i++)
        if (rap_cell_is(&metanames_table, row, FIELD, field_names[i].name))
            clue->field = (uint8_t)field_names[i].field;
}

static bool take_meta(rap_clues *c, const rap_tree *t, uint32_t node)
{
    static const rap_attribute names[] = {RAP_AT_PROPERTY, RAP_AT_NAME, RAP_AT_ITEMPROP,
                                          RAP_AT_HTTP_EQUIV};
    const rap_attr *content = rap_tree_attr(t, node, RAP_AT_CONTENT);
    if (!content) return true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        rap_str name = rap_tree_raw(t, node, names[i]);
        int row = name.n ? name_row(name) : RAP_TABLE_NONE;
        if (row < 0) continue;
        rap_clue clue = {.node = node, .raw = content->value};
        clue.item = names[i] == RAP_AT_ITEMPROP;
        set_row(&clue, row);
        return add_clue(c, clue);
    }
    return true;
}

static bool take_link(rap_clues *c, const rap_tree *t, uint32_t node)
{
    const rap_attr *href = rap_tree_attr(t, node, RAP_AT_HREF);
    if (!href || !rap_tree_has(t, node, RAP_AT_REL, "canonical")) return true;
    return add_clue(c, (rap_clue){.field = RAP_CLUE_ADDRESS,
                                  .rank = RAP_CLUE_CANONICAL,
                                  .node = node,
                                  .raw = href->value,
                                  .name = RAP_STR("canonical")});
}

static bool take_language(rap_clues *c, const rap_tree *t, uint32_t node)
{
    const rap_attr *lang = rap_tree_attr(t, node, RAP_AT_LANG);
    if (!lang) return true;
    return add_clue(c, (rap_clue){.field = RAP_CLUE_LANGUAGE,
                                  .rank = RAP_CLUE_HTML_LANG,
                                  .node = node,
                                  .raw = lang->value,
                                  .name = RAP_STR("lang")});
}

/* An element that is part of an item: its value is an attribute or its text. */
static bool take_item(rap_clues *c, const rap_tree *t, uint32_t node, rap_str prop)
{
    static const rap_attribute values[] = {RAP_AT_DATETIME, RAP_AT_CONTENT};
    int row = name_row(prop);
    if (row < 0) return true;
    rap_clue clue = {.node = node, .item = true, .printed = true};
    set_row(&clue, row);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        const rap_attr *a = rap_tree_attr(t, node, values[i]);
        if (!a || a->value.from == a->value.to) continue;
        clue.raw = a->value;
        clue.printed = false;
        break;
    }
    if (clue.field == RAP_CLUE_AUTHOR && clue.printed) return true;
    return add_clue(c, clue);
}

/* ---- classes ---- */

static uint32_t word_bit(rap_str word, uint32_t hash)
{
    static const struct {
        const char *name;
        rap_class_kind kind;
    } kinds[] = {{"author", RAP_CLASS_AUTHOR},
                 {"date", RAP_CLASS_DATE},
                 {"modified", RAP_CLASS_MODIFIED},
                 {"aside", RAP_CLASS_ASIDE},
                 {"trait", RAP_CLASS_TRAIT}};
    int row = rap_table_probe(&classwords_table, hash);
    if (row < 0 || !rap_str_eq(rap_cell(&classwords_table, row, 0), word)) return 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (rap_cell_is(&classwords_table, row, KIND, kinds[i].name))
            return 1u << kinds[i].kind;
    return 0;
}

/* Words of "post-authorName" are post, author and name. */
static uint32_t class_bits(rap_str s)
{
    char low[CLASS_BYTES];
    uint32_t bits = 0, hash = RAP_HASH_START;
    size_t from = 0, n = s.n < sizeof low ? s.n : sizeof low;
    for (size_t i = 0; i < n; i++) {
        char c = s.p[i];
        bool letter = rap_is_alpha(c);
        bool hump = letter && i > from && rap_is_upper(c) && rap_is_lower(s.p[i - 1]);
        if (!letter || hump) {
            if (i > from) bits |= word_bit((rap_str){low + from, i - from}, hash);
            from = letter ? i : i + 1;
            hash = RAP_HASH_START;
        }
        if (!letter) continue;
        low[i] = rap_to_lower(c);
        hash = rap_hash_byte(hash, low[i]);
    }
    if (n > from) bits |= word_bit((rap_str){low + from, n - from}, hash);
    return bits;
}

uint32_t rap_clues_class(const rap_tree *t, uint32_t node)
{
    static const rap_attribute from[] = {RAP_AT_CLASS, RAP_AT_ID, RAP_AT_DATA_TESTID,
                                         RAP_AT_DATA_COMPONENT};
    uint32_t bits = 0;
    const rap_node *n = &t->nodes[node];
    for (uint32_t i = n->attr; i < n->attr + n->n_attrs; i++)
        for (size_t k = 0; k < sizeof from / sizeof *from; k++)
            if (t->attrs[i].id == from[k])
                bits |= class_bits(rap_tree_bytes(t, t->attrs[i].value));
    return bits;
}

/* Where no author of the article is named. */
static bool is_elsewhere(const rap_node *n)
{
    return (n->cues & (RAP_CUE_NAV | RAP_CUE_FOOTER | RAP_CUE_DROPPED | RAP_CUE_FORM |
                       RAP_CUE_CONTROL)) != 0;
}

static bool take_author(rap_clues *c, const rap_tree *t, uint32_t node)
{
    const rap_node *n = &t->nodes[node];
    const uint32_t not = 1u << RAP_CLASS_ASIDE | 1u << RAP_CLASS_TRAIT;
    rap_str prop = rap_tree_raw(t, node, RAP_AT_ITEMPROP);
    int row = prop.n && n->element != RAP_EL_META ? name_row(prop) : RAP_TABLE_NONE;
    if (row >= 0 && rap_cell_is(&metanames_table, row, FIELD, "author"))
        return add_author(c, node, RAP_AUTHOR_ITEM);
    if (is_elsewhere(n)) return true;
    if (rap_tree_has(t, node, RAP_AT_REL, "author"))
        return add_author(c, node, RAP_AUTHOR_REL);
    uint32_t bits = rap_clues_class(t, node);
    if (bits & 1u << RAP_CLASS_AUTHOR && !(bits & not ))
        return add_author(c, node, RAP_AUTHOR_CLASS);
    if (n->element != RAP_EL_A) return true;
    rap_str href = rap_tree_raw(t, node, RAP_AT_HREF);
    bits = class_bits(rap_str_cut(href, 0, rap_str_find(href, RAP_STR("?"), 0)));
    return !(bits & 1u << RAP_CLASS_AUTHOR) || add_author(c, node, RAP_AUTHOR_HREF);
}

bool rap_clues_authors(rap_clues *c)
{
    const rap_tree *t = &c->page->tree;
    for (uint32_t i = 1; i < t->n_nodes; i++)
        if (t->nodes[i].n_attrs && !take_author(c, t, i)) return false;
    return true;
}

static bool take_node(rap_clues *c, const rap_tree *t, uint32_t i)
{
    const rap_node *n = &t->nodes[i];
    rap_str prop;
    switch (n->element) {
    case RAP_EL_TEXT:
    case RAP_EL_RAW:
        return true;
    case RAP_EL_META:
        return take_meta(c, t, i);
    case RAP_EL_LINK:
        return take_link(c, t, i);
    case RAP_EL_HTML:
        return take_language(c, t, i);
    case RAP_EL_TITLE:
        if (!c->title && !(n->cues & RAP_CUE_DROPPED)) c->title = i;
        return true;
    case RAP_EL_H1:
        if (!ADD_NODE(c, &c->headings, i)) return false;
        break;
    case RAP_EL_TIME:
        if (!ADD_NODE(c, &c->times, i)) return false;
        break;
    default:
        break;
    }
    if (n->n_attrs == 0) return true;
    prop = rap_tree_raw(t, i, RAP_AT_ITEMPROP);
    return !prop.n || take_item(c, t, i, prop);
}

const rap_clue *rap_clues_best(const rap_clues *c, rap_clue_field field)
{
    const rap_clue *best = NULL;
    for (size_t i = 0; i < c->clues.n; i++) {
        const rap_clue *clue = &c->clues.v[i];
        bool empty = !clue->printed && clue->raw.from >= clue->raw.to;
        if (clue->field != field || empty) continue;
        if (!best || clue->rank > best->rank) best = clue;
    }
    return best;
}

bool rap_clue_text(rap_snippet *out, const rap_clues *c, const rap_clue *clue)
{
    const rap_tree *t = &c->page->tree;
    return clue->printed ? rap_snippet_node(out, t, clue->node, c->arena)
                         : rap_snippet_value(out, t->page, clue->raw, c->arena);
}

rap_code rap_clues_read(rap_clues *out, const rap_page *p, rap_arena *arena,
                        rap_err *err)
{
    rap_clues c = {.page = p, .arena = arena};
    const rap_tree *t = &p->tree;
    for (uint32_t i = 1; i < t->n_nodes; i++)
        if (!take_node(&c, t, i)) return rap_fail_memory(err);
    const rap_clue *address = rap_clues_best(&c, RAP_CLUE_ADDRESS);
    rap_str url = address ? rap_tree_bytes(t, address->raw) : (rap_str){"", 0};
    rap_code rc = rap_jsonld_read(&c.ld, t, url, arena, err);
    if (rc == RAP_OK) *out = c;
    return rc;
}
