/*
 * layout/pagebody_open.c - looking at the blocks of a page before they are weighed.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "layout/boilerplate.h"
#include "layout/headlines.h"
#include "layout/pagebody_inside.h"
#include "markup/pagemeta.h"

enum {
    MOST_PROBES = 64,
    WORD_BYTES = 14, /* as many bytes are a word at least: Japanese parts no words */
    LEAST_PROSE = 7,
    LINK_UP = 6,       /* ancestors among which a link is sought */
    LINK_ON = 64,      /* nodes of a block likewise */
    TITLE_ROOM = 400,  /* bytes of <title> that are read */
    TITLE_SLOTS = 256, /* a power of two */
    FIRST_RANK = 40,   /* what <h1> is worth, in eighths of a word */
    FIRST_SHARE = 40,  /* percent of the words of <h1> that <title> has */
    TITLE_SHARE = 75   /* percent of a title's words that <title> has */
};

static rap_str block_text(const rap_body *b, uint32_t i)
{
    rap_span at = b->page->blocks[i].text;
    return rap_str_cut(b->page->mended.text, at.from, at.to);
}

static rap_code read_rows(rap_body *b, rap_err *err)
{
    rap_str text = b->page->mended.text;
    for (uint32_t i = 0; i < b->n; i++) {
        rap_row *r = RAP_PUSH(b->arena, &b->rows);
        if (!r) return rap_fail_memory(err);
        r->at = b->page->blocks[i].text;
        r->width = r->at.to - r->at.from;
        r->phrase = -1;
    }
    rap_code rc = rap_rows_look(&b->rows, text, b->arena, err);
    if (rc != RAP_OK) return rc;
    rap_phrases_look(&b->rows, text);
    rap_heads_look(&b->rows, text);
    return rap_row_words_look(&b->own, &b->rows, text, b->arena, err);
}

static uint16_t short_of(size_t n)
{
    return (uint16_t)(n < UINT16_MAX ? n : UINT16_MAX);
}

static void look_at(rap_body *b, uint32_t i)
{
    rap_str s = block_text(b, i);
    size_t commas = 0, digits = 0, capitals = 0;
    for (size_t k = 0; k < s.n; k++) {
        commas += s.p[k] == ',';
        digits += rap_is_digit(s.p[k]);
        capitals += rap_is_upper(s.p[k]);
    }
    const rap_row *r = &b->rows.v[i];
    uint32_t size = (uint32_t)(s.n / WORD_BYTES);
    if (size < r->words) size = r->words;
    uint64_t linked = s.n ? (uint64_t)size * b->page->blocks[i].link_bytes / s.n : 0;
    bool prose = size >= LEAST_PROSE && r->ends == RAP_ENDS_STOP;
    b->looks[i] = (rap_body_look){.commas = short_of(commas),
                                  .digits = short_of(digits),
                                  .capitals = short_of(capitals),
                                  .size = size,
                                  .linked = (uint32_t)linked,
                                  .prose = prose || rap_row_is_prose(r)};
}

/* The first <a> that a block lies in or holds, or RAP_NO_NODE. */
static uint32_t first_link(const rap_body *b, uint32_t i)
{
    const rap_tree *t = &b->page->tree;
    const rap_text_block *block = &b->page->blocks[i];
    if (block->link_bytes == 0) return RAP_NO_NODE;
    uint32_t node = block->first;
    for (int k = 0; k < LINK_UP && node; k++, node = t->nodes[node].parent)
        if (t->nodes[node].element == RAP_EL_A) return node;
    uint32_t end = block->last;
    if (end > block->first + LINK_ON) end = block->first + LINK_ON;
    return rap_tree_next(t, block->first, end, RAP_EL_A);
}

/* What the address of a block's first link tells. */
static uint32_t leads_of(const rap_body *b, uint32_t i, rap_meanings *m)
{
    uint32_t link = first_link(b, i);
    if (!link) return 0;
    rap_str to = rap_str_trim(rap_tree_raw(&b->page->tree, link, RAP_AT_HREF));
    if (rap_str_begins(to, RAP_STR("#"))) return RAP_LEADS_INSIDE;
    if (rap_str_begins(to, RAP_STR("mailto:")) ||
        rap_str_begins(to, RAP_STR("javascript:")))
        return RAP_LEADS_MAIL;
    return rap_marks_in(m, to) & ~(uint32_t)(RAP_LEADS_INSIDE | RAP_LEADS_MAIL);
}

/* The nearest list, table and article above each node, and headings before blocks. */
static void find_boxes(rap_body *b)
{
    const rap_tree *t = &b->page->tree;
    for (uint32_t k = 1; k < t->n_nodes; k++) {
        uint16_t e = t->nodes[k].element;
        uint32_t up = t->nodes[k].parent;
        bool list = e == RAP_EL_UL || e == RAP_EL_OL || e == RAP_EL_DL;
        b->list[k] = list ? k : b->list[up];
        b->table[k] = e == RAP_EL_TABLE ? k : b->table[up];
        b->story[k] = e == RAP_EL_ARTICLE ? k : b->story[up];
    }
    uint32_t last = b->n;
    for (uint32_t i = 0; i < b->n; i++) {
        b->heading[i] = last;
        if (b->page->blocks[i].heading) last = i;
    }
}

/* The lowest node that holds all of a block.  Blocks do not overlap, so that the walks
 * up are as long as the tree is deep at most. */
static uint32_t node_of(const rap_body *b, uint32_t i)
{
    const rap_node *nodes = b->page->tree.nodes;
    const rap_text_block *block = &b->page->blocks[i];
    uint32_t node = nodes[block->first].parent;
    while (node && nodes[node].end <= block->last)
        node = nodes[node].parent;
    return node;
}

/* Eight bytes at a time: values of class are long. */
static uint32_t signature_of(const rap_tree *t, uint32_t node, uint32_t before)
{
    rap_str s = rap_tree_raw(t, node, RAP_AT_CLASS);
    uint64_t hash = before * 31ull + t->nodes[node].element, part = 0;
    size_t i = 0;
    for (; i + sizeof part <= s.n; i += sizeof part) {
        memcpy(&part, s.p + i, sizeof part);
        hash = (hash ^ part) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    for (; i < s.n; i++)
        hash = (hash ^ (unsigned char)s.p[i]) * 0x100000001B3u;
    return (uint32_t)(hash ^ hash >> 32);
}

static rap_code find_groups(rap_body *b, rap_err *err)
{
    const rap_tree *t = &b->page->tree;
    uint32_t mask = 63, n = 0;
    while (mask < b->n * 2)
        mask = mask * 2 + 1;
    uint32_t *slots = RAP_NEW(b->arena, uint32_t, (size_t)mask + 1);
    if (!slots) return rap_fail_memory(err);
    for (uint32_t i = 0; i < b->n; i++) {
        uint32_t node = b->node[i], up = t->nodes[node].parent;
        uint32_t hash = signature_of(t, up, signature_of(t, node, RAP_HASH_START));
        uint32_t at = hash & mask;
        for (int k = 0; k < MOST_PROBES && slots[at]; k++) {
            if (b->groups[slots[at] - 1].hash == hash) break;
            at = (at + 1) & mask;
        }
        bool known = slots[at] && b->groups[slots[at] - 1].hash == hash;
        uint32_t group = known ? slots[at] - 1 : n++;
        if (!slots[at]) slots[at] = group + 1;
        b->groups[group].hash = hash;
        b->groups[group].blocks++;
        b->groups[group].words += b->looks[i].size;
        b->groups[group].linked += b->looks[i].linked;
        b->group[i] = group;
    }
    return RAP_OK;
}

/* ---- the title ---- */

typedef struct {
    uint32_t slots[TITLE_SLOTS];
    uint32_t n;
} title_words;

static bool word_known(const title_words *w, uint32_t hash)
{
    for (uint32_t at = hash; w->slots[at % TITLE_SLOTS]; at++)
        if (w->slots[at % TITLE_SLOTS] == hash) return true;
    return false;
}

static void read_title_words(title_words *w, rap_str s)
{
    size_t at = 0;
    uint32_t hash = RAP_HASH_START;
    for (; w->n < TITLE_SLOTS / 2 && rap_row_hash(s, &at, &hash);
         hash = RAP_HASH_START) {
        if (word_known(w, hash)) continue;
        uint32_t slot = hash;
        while (w->slots[slot % TITLE_SLOTS])
            slot++;
        w->slots[slot % TITLE_SLOTS] = hash;
        w->n++;
    }
}

/* Words of a block that <title> has, when these are `share` percent of it; else 0. */
static uint32_t words_titled(const rap_body *b, const title_words *w, uint32_t i,
                             uint32_t share)
{
    rap_str s = block_text(b, i);
    size_t at = 0;
    uint32_t hash = RAP_HASH_START, known = 0;
    for (; rap_row_hash(s, &at, &hash); hash = RAP_HASH_START)
        known += word_known(w, hash);
    return known * 100 >= b->rows.v[i].words * share ? known : 0;
}

static uint32_t hash_of(rap_str s)
{
    uint32_t hash = RAP_HASH_START;
    size_t at = 0;
    while (rap_row_hash(s, &at, &hash))
        hash = rap_hash_byte(hash, ' ');
    return hash;
}

/* How much a block looks like the title. */
static uint32_t titled(const rap_body *b, const title_words *words, uint32_t meant,
                       uint32_t i)
{
    const rap_text_block *k = &b->page->blocks[i];
    const rap_row *r = &b->rows.v[i];
    bool marked = (b->marks[b->node[i]] >> RAP_MARK_TITLE & 1) != 0;
    bool first = k->heading == 1, same = meant == r->hash;
    if ((k->cues & (RAP_CUE_TITLE | RAP_CUE_HIDDEN)) || b->looks[i].size < 2) return 0;
    if ((!k->heading && !marked && !same) || r->words > TITLE_SLOTS / 4) return 0;
    uint32_t found = words_titled(b, words, i, first ? FIRST_SHARE : TITLE_SHARE) * 8;
    if (first) found += found ? FIRST_RANK : 2;
    return same ? found + FIRST_RANK * 2 : found;
}

/* The block that says what the page's metadata or <title> say, headings of the first
 * rank before others; else the first of these. */
static void find_title(rap_body *b)
{
    const rap_tree *t = &b->page->tree;
    uint32_t node = rap_tree_next(t, 0, t->n_nodes, RAP_EL_TITLE), best = 0;
    title_words words = {.n = 0};
    if (node) read_title_words(&words, rap_tree_text(t, node, TITLE_ROOM, b->arena));
    rap_str told = b->page->meta ? b->page->meta->title.text : RAP_STR("");
    uint32_t meant = told.n ? hash_of(told) : 0;
    b->title = b->n;
    for (uint32_t i = 0; i < b->n; i++) {
        uint32_t found = titled(b, &words, meant, i);
        if (found <= best) continue;
        best = found;
        b->title = i;
    }
}

/* <article>s and first headings that begin before each block. */
static void count_heads(rap_body *b)
{
    const rap_tree *t = &b->page->tree;
    int16_t articles = 0, heads = 0;
    for (uint32_t i = 0, k = 0; i < b->n; i++) {
        for (; k < b->page->blocks[i].first; k++)
            if (t->nodes[k].element == RAP_EL_ARTICLE && articles < INT16_MAX)
                articles++;
        b->article[i] = articles;
        b->heads[i] = heads;
        if (b->page->blocks[i].heading == 1 && heads < INT16_MAX) heads++;
    }
}

static bool take_room(rap_body *b)
{
    uint32_t nodes = b->page->tree.n_nodes;
    b->looks = RAP_NEW(b->arena, rap_body_look, b->n);
    rap_meanings *m = rap_meanings_new(b->arena);
    b->meanings = m;
    b->marks = m ? rap_marks_of(&b->page->tree, m, b->arena) : NULL;
    b->node = RAP_NEW(b->arena, uint32_t, b->n);
    b->group = RAP_NEW(b->arena, uint32_t, b->n);
    b->groups = RAP_NEW(b->arena, rap_body_group, b->n + 1);
    b->sums = RAP_NEW(b->arena, rap_body_sum, nodes);
    b->forward = RAP_NEW(b->arena, uint32_t, nodes);
    b->mass = RAP_NEW(b->arena, uint32_t, b->n);
    b->mass_before = RAP_NEW(b->arena, uint32_t, b->n);
    b->before = RAP_NEW(b->arena, uint32_t, b->n);
    b->after = RAP_NEW(b->arena, uint32_t, b->n);
    b->told = RAP_NEW(b->arena, int8_t, b->n);
    b->author = RAP_NEW(b->arena, uint8_t, b->n);
    b->apart = RAP_NEW(b->arena, bool, b->n);
    b->article = RAP_NEW(b->arena, int16_t, b->n);
    b->heads = RAP_NEW(b->arena, int16_t, b->n);
    b->drift_down = RAP_NEW(b->arena, int32_t, b->n);
    b->drift_up = RAP_NEW(b->arena, int32_t, b->n);
    b->scores = RAP_NEW(b->arena, int32_t, b->n);
    b->list = RAP_NEW(b->arena, uint32_t, nodes);
    b->table = RAP_NEW(b->arena, uint32_t, nodes);
    b->story = RAP_NEW(b->arena, uint32_t, nodes);
    b->heading = RAP_NEW(b->arena, uint32_t, b->n);
    return b->author && b->apart && b->list && b->table && b->story && b->heading &&
           b->looks && b->marks && b->node && b->group && b->groups && b->sums &&
           b->forward && b->mass && b->mass_before && b->before && b->after &&
           b->told && b->article && b->heads && b->drift_down && b->drift_up &&
           b->scores;
}

/* What lies in <nav>, <footer> and the like is no body, unless half of the page does:
 * then it is an end tag that fails. */
static void find_out(rap_body *b)
{
    const uint32_t away = RAP_CUE_NAV | RAP_CUE_FOOTER | RAP_CUE_TITLE;
    uint64_t out = 0, all = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        uint32_t cues = b->page->blocks[i].cues;
        rap_body_look *look = &b->looks[i];
        look->out = (cues & away) || ((cues & RAP_CUE_CONTROL) && !look->prose);
        if (!look->prose) continue;
        all += look->size;
        if (look->out) out += look->size;
    }
    for (uint32_t i = 0; i < b->n && out * 2 > all; i++)
        b->looks[i].out = false;
}

bool rap_body_is_out(const rap_body *b, int round, uint32_t i)
{
    return b->looks[i].out || (round && b->first && b->first[i] < RAP_BODY_FAR_OUT);
}

rap_code rap_body_open(rap_body **out, const rap_page *page, rap_arena *arena,
                       rap_err *err)
{
    rap_body *b = RAP_NEW(arena, rap_body, 1);
    if (!b) return rap_fail_memory(err);
    *b = (rap_body){.page = page, .arena = arena, .n = page->n_blocks};
    if (!take_room(b)) return rap_fail_memory(err);
    rap_code rc = read_rows(b, err);
    if (rc != RAP_OK) return rc;
    for (uint32_t i = 0; i < b->n; i++) {
        look_at(b, i);
        b->node[i] = node_of(b, i);
    }
    find_boxes(b);
    find_out(b);
    for (uint32_t i = 0; i < b->n; i++)
        if (!b->looks[i].out) b->looks[i].leads = leads_of(b, i, b->meanings);
    rc = find_groups(b, err);
    if (rc == RAP_OK) rc = rap_body_hear(b, err);
    if (rc != RAP_OK) return rc;
    find_title(b);
    count_heads(b);
    rap_body_weigh(b);
    *out = b;
    return RAP_OK;
}

void rap_body_tell(rap_body *b, const int32_t *scores)
{
    memcpy(b->scores, scores, b->n * sizeof *scores);
    b->first = b->scores;
    rap_body_weigh(b);
}
