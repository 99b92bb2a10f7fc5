/*
 * markup/visibledays.c - the dates that a page prints, and which of them is its own.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/visibledays.h"

#include "base/ascii.h"
#include "base/bisect.h"
#include "base/table.h"
#include "base/utf8.h"
#include "markup/pagetitle.h"

#include "datelabels_table.inc"

enum {
    CANDIDATES = 64,
    WINDOW = 40, /* blocks around the title that are searched first */
    WINDOW_BEFORE = 8,
    PIECE_BYTES = 12,   /* of each of three blocks that make one date */
    BLOCK_BYTES = 200,  /* of a block that are searched */
    OPENING_BYTES = 90, /* of a longer one */
    LABEL_BYTES = 90,   /* before a date where its label may stand */
    WORD_BYTES = 48,
    ANCESTORS = 3,
    KIND = 1 /* column */
};

/* What a date's place adds to its score. */
enum {
    ADD_ALONE = 30, /* nothing else in the block */
    ADD_SHORT = 20,
    ADD_MEDIUM = 5,
    ADD_LONG = -25,
    ADD_LABEL = 30,  /* "Published" before it */
    ADD_OTHER = -30, /* "until", "born" */
    ADD_CLASS = 20,  /* class="date" */
    ADD_CLASS_ASIDE = -20,
    ADD_TIME = 12, /* <time>, or a time of day behind it */
    ADD_PUBDATE = 40,
    ADD_BESIDE = 35, /* right before or behind the title */
    ADD_NEAR = 25,
    ADD_NEARISH = 12,
    ADD_FAR = -10,
    ADD_VERY_FAR = -20,
    ADD_LINK = -20,
    ADD_ELSEWHERE = -35, /* menu, footer, aside, form */
    ADD_CROWD = -15,     /* another date in the same block */
    ADD_AGAIN = 8,
    ALONE = 12, /* letters besides the date */
    SHORT = 45,
    MEDIUM = 110
};

typedef struct {
    const rap_clues *c;
    const rap_page *page;
    rap_day_order order;
    uint32_t title; /* block of the visible title */
    bool titled;
    rap_visible_day v[CANDIDATES];
    uint32_t n;
} finder;

/* ---- labels ---- */

typedef enum { SAYS_NOTHING, SAYS_PUBLISHED, SAYS_MODIFIED, SAYS_OTHER } label;

static label label_of(rap_str word)
{
    char low[WORD_BYTES + 4];
    size_t n = 0, len;
    if (word.n > WORD_BYTES) return SAYS_NOTHING;
    for (size_t i = 0; i < word.n && n < WORD_BYTES; i += len)
        n += rap_utf8_put(low + n, rap_utf8_lower(rap_utf8_get(word, i, &len)));
    int row = rap_table_find(&datelabels_table, (rap_str){low, n});
    if (row < 0) return SAYS_NOTHING;
    if (rap_cell_is(&datelabels_table, row, KIND, "published")) return SAYS_PUBLISHED;
    if (rap_cell_is(&datelabels_table, row, KIND, "modified")) return SAYS_MODIFIED;
    return SAYS_OTHER;
}

/* The last word of s that is a label. */
static label last_label(rap_str s)
{
    label found = SAYS_NOTHING;
    if (s.n > LABEL_BYTES) s = rap_str_cut(s, rap_utf8_back(s, s.n - LABEL_BYTES), s.n);
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && !rap_is_alpha(s.p[i]) && !rap_is_high(s.p[i]))
            i++;
        size_t from = i;
        while (i < s.n && (rap_is_alpha(s.p[i]) || rap_is_high(s.p[i])))
            i++;
        label l = i > from ? label_of(rap_str_cut(s, from, i)) : SAYS_NOTHING;
        if (l != SAYS_NOTHING) found = l;
    }
    return found;
}

static uint32_t letters(rap_str s)
{
    uint32_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += rap_is_alnum(s.p[i]) || ((unsigned char)s.p[i] & 0xC0) == 0xC0;
    return n;
}

/* ---- places ---- */

uint32_t rap_visible_block(const rap_page *p, uint32_t node)
{
    uint32_t lo = 0;
    RAP_BISECT(uint32_t, lo, mid, p->n_blocks, p->blocks[mid].last < node);
    return lo;
}

static rap_str text_of(const finder *f, uint32_t block)
{
    rap_span at = f->page->blocks[block].text;
    return rap_str_cut(f->page->mended.text, at.from, at.to);
}

static int by_distance(const finder *f, uint32_t block)
{
    int32_t d = (int32_t)block - (int32_t)f->title;
    if (!f->titled) return d < 30 ? 0 : ADD_FAR;
    if (d >= -1 && d <= 2) return ADD_BESIDE;
    if (d < 0) return d >= -3 ? ADD_NEAR : d >= -6 ? ADD_NEARISH : ADD_VERY_FAR;
    return d <= 4    ? ADD_NEAR
           : d <= 9  ? ADD_NEARISH
           : d <= 18 ? 0
           : d <= 50 ? ADD_FAR
                     : ADD_VERY_FAR;
}

static int by_cues(const rap_text_block *b)
{
    const uint32_t elsewhere = RAP_CUE_NAV | RAP_CUE_ASIDE | RAP_CUE_FOOTER |
                               RAP_CUE_FORM | RAP_CUE_CONTROL | RAP_CUE_CAPTION;
    int s = b->cues & elsewhere ? ADD_ELSEWHERE : 0;
    bool link = b->link_bytes * 10 >= (b->text.to - b->text.from) * 8;
    return link ? s + ADD_LINK : s;
}

/* What the classes of a node and of those above it say. */
static int by_class(const finder *f, uint32_t node, bool *modified)
{
    const rap_tree *t = &f->page->tree;
    int date = 0, aside = 0;
    for (int i = 0; i < ANCESTORS && node != RAP_NO_NODE; i++) {
        uint32_t bits = rap_clues_class(t, node);
        if (bits & 1u << RAP_CLASS_DATE) date = ADD_CLASS;
        if (bits & 1u << RAP_CLASS_AUTHOR && !date) date = ADD_CLASS / 2;
        if (bits & 1u << RAP_CLASS_MODIFIED && i == 0) *modified = true;
        if (bits & 1u << RAP_CLASS_ASIDE) aside = ADD_CLASS_ASIDE;
        node = t->nodes[node].parent;
    }
    return date + aside;
}

static int by_rest(uint32_t rest)
{
    return rest <= ALONE    ? ADD_ALONE
           : rest <= SHORT  ? ADD_SHORT
           : rest <= MEDIUM ? ADD_MEDIUM
                            : ADD_LONG;
}

static bool has_clock(rap_str behind)
{
    for (size_t i = 1; i + 2 < behind.n && i < 14; i++)
        if (behind.p[i] == ':' && rap_is_digit(behind.p[i - 1]) &&
            rap_is_digit(behind.p[i + 1]))
            return true;
    return false;
}

/* ---- candidates ---- */

static void add(finder *f, rap_visible_day v)
{
    if (f->n < CANDIDATES) f->v[f->n++] = v;
}

/* What the block before says to this one: what stands behind its own last date. */
static rap_str lead_in(const finder *f, uint32_t block)
{
    rap_str text = text_of(f, block - 1);
    rap_pagedate own;
    size_t at = 0;
    while (rap_pagedate_next(&own, text, at, f->order))
        at = own.at.to;
    return rap_str_cut(text, at, text.n);
}

static int by_label(const finder *f, uint32_t block, rap_str before, bool *modified)
{
    label l = last_label(before);
    if (l == SAYS_NOTHING && letters(before) == 0 && block > 0 &&
        letters(text_of(f, block - 1)) <= SHORT)
        l = last_label(lead_in(f, block));
    if (l == SAYS_MODIFIED) *modified = true;
    return l == SAYS_OTHER ? ADD_OTHER : l == SAYS_NOTHING ? 0 : ADD_LABEL;
}

static void weigh_text(finder *f, uint32_t block, const rap_pagedate *d, bool crowd)
{
    const rap_text_block *b = &f->page->blocks[block];
    rap_str text = text_of(f, block);
    rap_str before = rap_str_cut(text, 0, d->at.from);
    rap_str behind = rap_str_cut(text, d->at.to, text.n);
    bool title = f->titled && block == f->title && d->at.from == 0;
    uint32_t rest = letters(before) + letters(behind);
    rap_visible_day v = {.day = d->day, .block = block};
    v.at = (rap_span){b->text.from + d->at.from, b->text.from + d->at.to};
    uint32_t node = f->page->tree.nodes[b->first].parent;
    v.score = by_rest(title && rest > SHORT ? SHORT : rest) + by_distance(f, block) +
              by_cues(b) + by_label(f, block, before, &v.modified) +
              by_class(f, node, &v.modified);
    if (has_clock(behind)) v.score += ADD_TIME;
    if (crowd) v.score += ADD_CROWD;
    add(f, v);
}

/* A leaf of a calendar: "Apr", "04", "2013", each a block. */
static bool search_leaf(finder *f, uint32_t block)
{
    const rap_page *p = f->page;
    rap_pagedate d;
    if (block + 2 >= p->n_blocks) return false;
    for (uint32_t i = block; i < block + 3; i++)
        if (p->blocks[i].text.to - p->blocks[i].text.from > PIECE_BYTES) return false;
    rap_span at = {p->blocks[block].text.from, p->blocks[block + 2].text.to};
    rap_str text = rap_str_cut(p->mended.text, at.from, at.to);
    if (text.n > 3 * PIECE_BYTES + 4) return false;
    if (!rap_pagedate_next(&d, text, 0, f->order)) return false;
    if (at.from + d.at.to <= p->blocks[block + 1].text.to) return false;
    weigh_text(f, block, &d, false);
    return true;
}

static void search_block(finder *f, uint32_t block)
{
    if (text_of(f, block).n <= PIECE_BYTES && search_leaf(f, block)) return;
    rap_str text = text_of(f, block);
    rap_pagedate d, other;
    bool more = text.n > BLOCK_BYTES;
    rap_str part = rap_str_cut(text, 0, more ? OPENING_BYTES : text.n);
    for (size_t at = 0; rap_pagedate_next(&d, part, at, f->order); at = d.at.to) {
        bool crowd = rap_pagedate_next(&other, part, d.at.to, f->order) &&
                     !rap_day_eq(d.day, other.day);
        weigh_text(f, block, &d, crowd || at > 0);
    }
}

static bool weigh_time(finder *f, uint32_t node)
{
    const rap_page *p = f->page;
    const rap_attr *a = rap_tree_attr(&p->tree, node, RAP_AT_DATETIME);
    rap_snippet s;
    rap_visible_day v = {.stamped = true};
    if (!a || p->tree.nodes[node].cues & RAP_CUE_DROPPED) return true;
    if (!rap_snippet_value(&s, p->page, a->value, f->c->arena)) return false;
    rap_pagedate stamp;
    if (!rap_pagedate_stamp(&stamp, s.text, f->order)) return true;
    v.day = stamp.day;
    v.at = rap_snippet_span(s);
    v.block = rap_visible_block(p, node);
    v.score =
        ADD_ALONE + ADD_TIME + by_distance(f, v.block) + by_class(f, node, &v.modified);
    if (rap_tree_attr(&p->tree, node, RAP_AT_PUBDATE)) v.score += ADD_PUBDATE;
    if (v.block < p->n_blocks && p->blocks[v.block].first < p->tree.nodes[node].end) {
        rap_str text = text_of(f, v.block);
        rap_str before = rap_str_cut(text, 0, text.n < BLOCK_BYTES ? text.n / 2 : 0);
        v.score +=
            by_cues(&p->blocks[v.block]) + by_label(f, v.block, before, &v.modified);
    }
    add(f, v);
    return true;
}

/* ---- the best ---- */

static void choose(rap_visible_day *best, const finder *f, bool modified)
{
    *best = (rap_visible_day){.score = 0};
    for (uint32_t i = 0; i < f->n; i++) {
        rap_visible_day v = f->v[i];
        bool again = false;
        if (v.modified != modified) continue;
        for (uint32_t k = 0; k < f->n && !again; k++)
            again = k != i && rap_day_eq(v.day, f->v[k].day) &&
                    f->v[k].block != v.block && f->v[k].score > 0;
        v.score += again ? ADD_AGAIN : 0;
        if (rap_day_is_none(best->day) || v.score > best->score) *best = v;
    }
}

/* The block that says the title; one in a heading before others. */
static bool find_words(uint32_t *block, const rap_page *p, rap_str title)
{
    bool found = false;
    for (uint32_t i = 0; i < p->n_blocks && title.n; i++) {
        rap_span at = p->blocks[i].text;
        size_t n = at.to - at.from;
        rap_str text = rap_str_cut(p->mended.text, at.from, at.to);
        bool alike = n * 2 >= title.n && n <= title.n * 2;
        if (!alike || (found && !p->blocks[i].heading)) continue;
        if (!rap_same_words(text, title)) continue;
        *block = i;
        found = true;
        if (p->blocks[i].heading) return true;
    }
    return found;
}

bool rap_visible_place(uint32_t *block, const rap_page *p,
                       const rap_visible_title *title)
{
    *block = 0;
    if (title->node == RAP_NO_NODE) return find_words(block, p, title->text);
    *block = rap_visible_block(p, title->node);
    while (*block < p->n_blocks && p->blocks[*block].first < title->node)
        ++*block;
    return true;
}

static bool find_all(finder *f, bool near)
{
    uint32_t n = f->page->n_blocks;
    uint32_t from = f->title > WINDOW_BEFORE ? f->title - WINDOW_BEFORE : 0;
    uint32_t to = n - from > WINDOW ? from + WINDOW : n;
    for (uint32_t i = from; i < to; i++)
        search_block(f, i);
    for (uint32_t i = to; i < n && !near; i++)
        search_block(f, i);
    for (uint32_t i = 0; i < from && !near; i++)
        search_block(f, i);
    for (size_t i = 0; i < f->c->times.n; i++)
        if (!weigh_time(f, f->c->times.v[i])) return false;
    return true;
}

bool rap_visible_days(rap_visible_day *published, rap_visible_day *modified,
                      const rap_clues *c, const rap_visible_title *title,
                      rap_day_order order, bool near)
{
    finder f = {.c = c, .page = c->page, .order = order};
    f.titled = rap_visible_place(&f.title, c->page, title);
    if (!find_all(&f, near)) return false;
    choose(published, &f, false);
    choose(modified, &f, true);
    return true;
}
