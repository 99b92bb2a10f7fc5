/*
 * markup/pagebylines.c - the authors that a page prints.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/pagebylines.h"

#include "base/ascii.h"

enum {
    LINE_BYTES = 160, /* of an element that names authors */
    LED_BYTES = 120,  /* of a line that begins with "By" */
    LED_BEFORE = 6,   /* blocks around the title that may begin so */
    LED_BEHIND = 16,
    BESIDE = 3, /* blocks between two bylines of one article */
    ANCESTORS = 3,
    NODES = 200 /* of an element that names authors */
};

/* What speaks for a byline. */
enum {
    ADD_REL = 40,
    ADD_ITEM = 40,
    ADD_CLASS = 30,
    ADD_HREF = 28,
    ADD_LED_LINE = 25,
    ADD_LED = 12,
    ADD_NEAR = 25,
    ADD_NEARISH = 12,
    ADD_FAR = -10,
    ADD_BEFORE = -25,
    ADD_ASIDE = -30
};

typedef struct {
    uint32_t node; /* RAP_NO_NODE: the line of `block` */
    uint32_t block;
    int kind, score;
    rap_author_list names;
} byline;

typedef struct {
    const rap_clues *c;
    const rap_page *page;
    uint32_t title;
    bool titled;
    byline best;
} search;

/* ---- names in an element ---- */

/* The text of nodes [from, to), when it is short enough for a byline. */
static bool add_names(rap_author_list *list, const search *s, uint32_t from,
                      uint32_t to)
{
    rap_snippet line;
    if (!rap_snippet_nodes(&line, &s->page->tree, from, to, s->c->arena)) return false;
    if (line.text.n <= LINE_BYTES) rap_authors_split(list, line, true);
    return true;
}

static bool names_of_links(rap_author_list *list, const search *s, uint32_t node)
{
    const rap_tree *t = &s->page->tree;
    for (uint32_t i = node + 1; i < t->nodes[node].end; i++) {
        if (t->nodes[i].element != RAP_EL_A) continue;
        if (!add_names(list, s, i, t->nodes[i].end)) return false;
    }
    return true;
}

/* Line by line, up to the first one with names. */
static bool names_of_lines(rap_author_list *list, const search *s, uint32_t node)
{
    const rap_tree *t = &s->page->tree;
    uint32_t end = t->nodes[node].end, from = node;
    for (uint32_t i = node + 1; i <= end && !list->n; i++) {
        bool parts = i == end || t->nodes[i].block != t->nodes[from].block ||
                     t->nodes[i].element == RAP_EL_BR;
        if (!parts) continue;
        if (!add_names(list, s, from, i)) return false;
        from = i;
    }
    return true;
}

static bool names_of(rap_author_list *list, const search *s, uint32_t node)
{
    list->n = 0;
    if (s->page->tree.nodes[node].end - node > NODES) return true;
    if (s->page->tree.nodes[node].element != RAP_EL_A && !names_of_links(list, s, node))
        return false;
    return list->n || names_of_lines(list, s, node);
}

/* ---- places ---- */

static int by_distance(const search *s, uint32_t block)
{
    int32_t d = (int32_t)block - (int32_t)s->title;
    if (!s->titled) return 0;
    if (d < 0) return d < -8 ? ADD_BEFORE : ADD_NEARISH;
    return d <= 8 ? ADD_NEAR : d <= 16 ? ADD_NEARISH : d <= 60 ? 0 : ADD_FAR;
}

static int by_place(const search *s, uint32_t node)
{
    const rap_tree *t = &s->page->tree;
    int score = t->nodes[node].cues & RAP_CUE_ASIDE ? ADD_ASIDE : 0;
    for (int i = 0; i < ANCESTORS && node != RAP_NO_NODE; i++) {
        if (rap_clues_class(t, node) & 1u << RAP_CLASS_ASIDE) return score + ADD_ASIDE;
        node = t->nodes[node].parent;
    }
    return score;
}

static rap_str text_of(const search *s, uint32_t block)
{
    if (block >= s->page->n_blocks) return (rap_str){"", 0};
    rap_span at = s->page->blocks[block].text;
    return rap_str_cut(s->page->mended.text, at.from, at.to);
}

static int by_kind(rap_author_kind kind)
{
    static const int add[] = {ADD_REL, ADD_ITEM, ADD_CLASS, ADD_HREF};
    return add[kind];
}

/* ---- candidates ---- */

static void offer(search *s, const byline *b)
{
    if (b->names.n && b->score > s->best.score) s->best = *b;
}

static bool try_element(search *s, const rap_author_clue *clue)
{
    byline b = {.node = clue->node, .kind = (int)clue->kind};
    b.block = rap_visible_block(s->page, clue->node);
    b.score = by_kind(clue->kind) + by_distance(s, b.block) + by_place(s, clue->node);
    rap_str line = text_of(s, b.block);
    if (line.n <= LINE_BYTES && rap_authors_led(line)) b.score += ADD_LED;
    if (b.score <= s->best.score) return true;
    if (!names_of(&b.names, s, clue->node)) return false;
    offer(s, &b);
    return true;
}

static bool try_line(search *s, uint32_t block)
{
    const rap_text_block *t = &s->page->blocks[block];
    rap_str line = text_of(s, block);
    if (line.n > LED_BYTES || t->heading || !rap_authors_led(line)) return true;
    byline b = {.node = RAP_NO_NODE, .block = block, .kind = -1};
    uint32_t parent = s->page->tree.nodes[t->first].parent;
    b.score = ADD_LED_LINE + by_distance(s, block) + by_place(s, parent);
    if (b.score <= s->best.score) return true;
    if (rap_authors_only_led(line) && block + 1 < s->page->n_blocks) t++;
    if (!add_names(&b.names, s, t->first, t->last + 1)) return false;
    offer(s, &b);
    return true;
}

/* Is a clue's element inside the one before it?  Then the inner one is read. */
static bool holds_next(const search *s, size_t i)
{
    if (i + 1 >= s->c->authors.n) return false;
    uint32_t node = s->c->authors.v[i].node;
    return s->c->authors.v[i + 1].node < s->page->tree.nodes[node].end;
}

/* Names of other elements of the best one's kind that stand beside it. */
static bool add_beside(const search *s, rap_author_list *list)
{
    const byline *best = &s->best;
    for (size_t i = 0; i < s->c->authors.n && best->node != RAP_NO_NODE; i++) {
        const rap_author_clue *clue = &s->c->authors.v[i];
        rap_author_list more;
        uint32_t block = rap_visible_block(s->page, clue->node);
        bool beside = block + BESIDE >= best->block && block <= best->block + BESIDE;
        if ((int)clue->kind != best->kind || clue->node <= best->node || !beside)
            continue;
        if (!names_of(&more, s, clue->node)) return false;
        for (uint32_t k = 0; k < more.n && list->n < PAGEAUTHORS; k++)
            if (!rap_authors_has(list, more.v[k].text)) list->v[list->n++] = more.v[k];
    }
    return true;
}

bool rap_bylines_find(rap_author_list *list, int *score, const rap_clues *c,
                      const rap_visible_title *title)
{
    search s = {.c = c, .page = c->page};
    s.titled = rap_visible_place(&s.title, c->page, title);
    for (size_t i = 0; i < c->authors.n; i++) {
        if (!try_element(&s, &c->authors.v[i])) return false;
        bool outer = holds_next(&s, i) && s.best.node == c->authors.v[i].node;
        if (outer) s.best.score--; /* an inner one as good comes first */
    }
    uint32_t from = s.title > LED_BEFORE ? s.title - LED_BEFORE : 0;
    uint32_t n = c->page->n_blocks;
    for (uint32_t i = from; i < n && i < s.title + LED_BEHIND; i++)
        if (!try_line(&s, i)) return false;
    *list = s.best.names;
    *score = s.best.score;
    return add_beside(&s, list);
}
