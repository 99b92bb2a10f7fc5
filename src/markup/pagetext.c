/*
 * markup/pagetext.c - from tree to text: white space folded, references decoded,
 * blocks.
 *
 *     <p>One &amp;  <b>two</b></p>     kept:  One _ & _ two    edits: the gaps between
 *
 * The text is the characters that are kept and, between them, gaps: tags, comments and
 * white space together, each of which becomes nothing, a space, a line break or an
 * empty line.  A no-break space is kept inside a block, but no block begins with it.
 */
/* SPDX-License-Identifier: MIT */
#include "markup/pagetext.h"

#include "base/ascii.h"
#include "markup/charrefs.h"

enum { HEADING_ABOVE = 8 }; /* elements that a heading has around its text, at most */

typedef enum { JOINED, SPACE, LINE, BLOCK } parting;

typedef struct {
    rap_draft *d;
    rap_text_blocks *blocks;
    const rap_tree *t;
    rap_str page;
    uint32_t last; /* page: what stands before is settled */
    parting gap;   /* how the next character is parted from the last */
    bool any;      /* something is kept */
    bool open;     /* `now` has a character */
    bool broken;   /* a <br> or an empty line has ended a block */
    rap_text_block now;
    uint32_t node;  /* the text node that is read */
    uint16_t links; /* that have begun since the last block */
} writer;

/* Bytes that are not kept as they are: white space and "&". */
static const bool stops[256] = {
    ['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true,
    ['\r'] = true, [' '] = true,  ['&'] = true};

static const rap_reason tags = {"markup", 100};

static void part(writer *w, parting gap)
{
    if (w->gap < gap) w->gap = gap;
}

/* The last character of the block behind which only no-break spaces stand. */
static uint32_t solid_end(const writer *w)
{
    uint32_t to = w->now.at.to;
    while (to >= w->now.at.from + 2 && w->page.p[to - 2] == '\xC2' &&
           w->page.p[to - 1] == '\xA0')
        to -= 2;
    return to;
}

static void end_block(writer *w)
{
    if (w->open) {
        w->now.at.to = solid_end(w);
        w->now.n_links = w->links ? w->links : w->now.link_bytes > 0;
        rap_text_block *b = RAP_PUSH(w->d->arena, w->blocks);
        if (b)
            *b = w->now;
        else
            w->d->refused = true;
    }
    w->open = false;
    w->links = 0;
    w->broken = false;
    w->gap = BLOCK;
}

/* Is what stands in the gap already what shall stand there? */
static bool is_told(const writer *w, uint32_t to)
{
    if (to == w->last) return w->gap == JOINED;
    if (to != w->last + 1) return false;
    char c = w->page.p[w->last];
    return (c == ' ' && w->gap == SPACE) || (c == '\n' && w->gap == LINE);
}

/* Settle the gap before the character at `to`. */
static void close_gap(writer *w, uint32_t to)
{
    if (!w->any) w->gap = JOINED;
    if (!is_told(w, to)) {
        const uint32_t c = w->gap == JOINED ? 0 : w->gap == SPACE ? ' ' : '\n';
        size_t before = w->d->edits.n;
        rap_draft_put(w->d, (rap_span){w->last, to}, c, w->gap == BLOCK ? c : 0, tags);
        if (w->d->edits.n > before) w->d->edits.v[before].kind = RAP_PIECE_DECODED;
    }
    w->gap = JOINED;
}

/* Level of the heading that the element is or lies in, 0 for none. */
static uint8_t heading_of(const rap_tree *t, uint32_t node)
{
    if (!(t->nodes[node].cues & RAP_CUE_HEADING)) return 0;
    for (int up = 0; up < HEADING_ABOVE && node; up++, node = t->nodes[node].parent) {
        uint16_t e = t->nodes[node].element;
        if (e >= RAP_EL_H1 && e <= RAP_EL_H6) return (uint8_t)(e - RAP_EL_H1 + 1);
    }
    return 2; /* role=heading */
}

static void open_block(writer *w, uint32_t at)
{
    const rap_node *n = &w->t->nodes[w->node];
    const uint32_t element = n->block;
    w->now =
        (rap_text_block){.at = {at, at},
                         .first = w->node,
                         .element = element,
                         .heading = heading_of(w->t, element),
                         .cues = w->t->nodes[element].cues | (n->cues & RAP_CUE_LINK),
                         .broken = w->broken};
    w->open = true;
}

/* Keep the bytes [from, to) of the page. */
static void keep(writer *w, uint32_t from, uint32_t to)
{
    const rap_node *n = &w->t->nodes[w->node];
    if (!w->open) open_block(w, from);
    if (w->gap != JOINED || w->last != from) close_gap(w, from);
    w->any = true;
    w->last = to;
    w->now.at.to = to;
    w->now.last = w->node;
    if (n->cues & RAP_CUE_LINK)
        w->now.link_bytes += to - from;
    else
        w->now.cues &= ~(uint32_t)RAP_CUE_LINK | w->t->nodes[w->now.element].cues;
    if (n->cues & RAP_CUE_STRONG) w->now.strong_bytes += to - from;
}

static bool is_white(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* At the beginning of a block or a line, where no no-break space is kept? */
static bool at_edge(const writer *w)
{
    return !w->open || w->gap >= LINE;
}

/* A reference at `at`; the offset behind it. */
static uint32_t take_reference(writer *w, uint32_t at, uint32_t to)
{
    rap_charref r = rap_charref_read(rap_str_cut(w->page, 0, to), at, false);
    if (r.n == 0) {
        keep(w, at, at + 1);
        return at + 1;
    }
    if (is_white(r.c[0]) || (at_edge(w) && r.c[0] == 0xA0)) {
        part(w, SPACE);
        return at + r.n;
    }
    const uint32_t solid = w->now.at.to;
    keep(w, at, at + r.n);
    if (r.c[0] == 0xA0) w->now.at.to = solid;
    size_t before = w->d->edits.n;
    rap_draft_put(w->d, (rap_span){at, at + r.n}, r.c[0], r.c[1], tags);
    if (w->d->edits.n > before) w->d->edits.v[before].kind = RAP_PIECE_DECODED;
    return at + r.n;
}

/* White space at `at`; the offset behind it.  Where it counts, a line break is one and
 * an empty line ends the block. */
static uint32_t take_white(writer *w, uint32_t at, uint32_t to, bool counts)
{
    uint32_t from = at, lines = 0;
    for (; at < to && rap_is_space(w->page.p[at]); at++)
        lines += w->page.p[at] == '\n';
    if (counts && lines > 1) {
        end_block(w);
        w->broken = true;
    } else if (counts && lines == 0 && w->open && w->gap == JOINED && at - from > 1) {
        keep(w, from, at);
    } else {
        part(w, counts && lines ? LINE : SPACE);
    }
    return at;
}

/* The end of what is neither white space nor a reference, from `at`; a single space
 * between two words belongs to it. */
static uint32_t plain_end(rap_str s, uint32_t at, uint32_t to)
{
    for (;; at++) {
        while (at < to && !stops[(unsigned char)s.p[at]])
            at++;
        bool single =
            at + 1 < to && s.p[at] == ' ' && !stops[(unsigned char)s.p[at + 1]];
        if (!single) return at;
    }
}

/* No-break and zero-width characters at the beginning of a block. */
static uint32_t skip_unseen(const writer *w, uint32_t at, uint32_t to)
{
    rap_str s = rap_str_cut(w->page, at, to);
    if (rap_str_begins(s, RAP_STR("\xC2\xA0"))) return at + 2;
    if (rap_str_begins(s, RAP_STR("\xE2\x80\x8B"))) return at + 3;
    if (rap_str_begins(s, RAP_STR("\xEF\xBB\xBF"))) return at + 3;
    return at;
}

/* Elements that pages set apart by style alone; b, a and the like stand inside words.
 */
static bool is_apart(const rap_tree *t, const rap_node *text)
{
    const uint16_t e = t->nodes[text->parent].element;
    return e == RAP_EL_SPAN || e == RAP_EL_TIME || e == RAP_EL_LABEL ||
           e == RAP_EL_OTHER;
}

/* "... 18:50 Uhr</span><span>Lesedauer ...": two words, though no space is written. */
static bool is_new_word(const writer *w, const rap_node *n)
{
    if (!w->open || w->gap != JOINED || w->last == n->tag.from) return false;
    char before = w->page.p[w->last - 1], c = w->page.p[n->tag.from];
    return (rap_is_lower(before) || rap_is_digit(before)) && rap_is_upper(c) &&
           (is_apart(w->t, n) || is_apart(w->t, &w->t->nodes[w->now.last]));
}

static void take_text(writer *w, const rap_node *n)
{
    const bool counts = (n->cues & RAP_CUE_PRE) != 0;
    if (is_new_word(w, n)) part(w, SPACE);
    if (n->cues & RAP_CUE_SPACED) part(w, SPACE);
    for (uint32_t at = n->tag.from; at < n->tag.to;) {
        char c = w->page.p[at];
        if (rap_is_space(c)) {
            at = take_white(w, at, n->tag.to, counts);
            continue;
        }
        if (c == '&') {
            at = take_reference(w, at, n->tag.to);
            continue;
        }
        uint32_t behind = at_edge(w) ? skip_unseen(w, at, n->tag.to) : at;
        if (behind == at) {
            behind = plain_end(w->page, at, n->tag.to);
            keep(w, at, behind);
        }
        at = behind;
    }
}

/* A line break; the second in a row ends the block. */
static void take_break(writer *w)
{
    if (w->gap >= LINE && w->open) end_block(w);
    if (!w->open) w->broken = true;
    part(w, LINE);
}

static void take_node(writer *w, uint32_t i)
{
    const rap_node *n = &w->t->nodes[i];
    if (n->block == i || (w->open && n->block != w->now.element)) end_block(w);
    if (n->element == RAP_EL_TEXT) {
        w->node = i;
        take_text(w, n);
    } else if (n->element == RAP_EL_BR) {
        take_break(w);
    } else if (n->element == RAP_EL_A) {
        bool beside = w->open && (w->t->nodes[w->now.last].cues & RAP_CUE_LINK);
        if (beside) part(w, SPACE); /* two links are two words */
        w->links = (uint16_t)(w->links + (w->links < UINT16_MAX));
    }
}

/* Is a node out of sight while its block is not? */
static bool is_unseen(const rap_tree *t, const rap_node *n)
{
    uint32_t mine = n->cues & ~t->nodes[n->block].cues;
    return (mine & RAP_CUE_HIDDEN) != 0;
}

void rap_pagetext_find(rap_draft *d, rap_text_blocks *blocks, const rap_tree *t)
{
    writer w = {.d = d, .blocks = blocks, .t = t, .page = t->page};
    for (uint32_t i = 1; i < t->n_nodes && !d->refused; i++) {
        const rap_node *n = &t->nodes[i];
        if (n->cues & RAP_CUE_DROPPED)
            i = n->end - 1;
        else if (n->element != RAP_EL_TEXT || !is_unseen(t, n))
            take_node(&w, i);
    }
    end_block(&w);
    w.gap = JOINED;
    if (w.last < t->page.n) close_gap(&w, (uint32_t)t->page.n);
}
