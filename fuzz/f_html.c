/*
 * fuzz/f_html.c - any bytes as a web page: a sound tree, and text that points back.
 *
 * As f_read.c: libFuzzer's target under clang, or a program that replays the files
 * named on its command line.
 */
/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/utf8.h"
#include "markup/page.h"
#include "replaying.h"

static void must(bool holds)
{
    if (!holds) abort();
}

static void check_tree(const rap_tree *t)
{
    must(t->n_nodes > 0 && t->nodes[0].end == t->n_nodes);
    for (uint32_t i = 1; i < t->n_nodes; i++) {
        const rap_node *n = &t->nodes[i], *up = &t->nodes[n->parent];
        must(n->parent < i && i < n->end && n->end <= up->end && n->block <= i);
        must(n->depth == up->depth + 1 && n->depth <= RAP_TREE_DEPTH + 1);
        must(n->tag.from <= n->tag.to && n->tag.to <= n->whole.to);
        must(n->whole.from >= up->whole.from && n->whole.to <= up->whole.to);
        must(n->attr + n->n_attrs <= t->n_attrs);
    }
    for (uint32_t i = 0; i < t->n_attrs; i++)
        must(t->attrs[i].value.to <= t->page.n);
}

static void check_text(const rap_page *p)
{
    const rap_mended *m = &p->mended;
    rap_span text = {0, 0}, source = {0, 0};
    must(rap_utf8_check(m->text) == m->text.n);
    for (size_t i = 0; i < m->n_pieces; i++) {
        const rap_piece *x = &m->pieces[i];
        must(x->text.from == text.to && x->source.from == source.to);
        must(x->text.to >= x->text.from && x->source.to >= x->source.from);
        text = x->text;
        source = x->source;
        if (x->kind == RAP_PIECE_SAME && text.to > text.from)
            must(memcmp(m->text.p + text.from, m->source.p + source.from,
                        text.to - text.from) == 0);
    }
    must(text.to == m->text.n && source.to == m->source.n);
    uint32_t done = 0;
    for (uint32_t i = 0; i < p->n_blocks; i++) {
        const rap_text_block *b = &p->blocks[i];
        must(b->text.from >= done && b->text.from < b->text.to);
        must(b->first <= b->last && b->last < p->tree.n_nodes);
        done = b->text.to;
    }
    must(done <= m->text.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    rap_arena *arena = rap_arena_new((size_t)1 << 30);
    if (!arena) return 0;
    rap_page p;
    const char *hint = size && data[0] == 'k' ? "koi8-r" : NULL;
    rap_str source = {(const char *)data, size};
    if (rap_markup_read(&p, source, hint, arena, NULL) == RAP_OK) {
        check_tree(&p.tree);
        check_text(&p);
        for (uint32_t i = 0; i < p.tree.n_nodes && i < 8; i++)
            must(rap_tree_text(&p.tree, i, 40, arena).n <= 40);
    }
    rap_arena_free(arena);
    return 0;
}
