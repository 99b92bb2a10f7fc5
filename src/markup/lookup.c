/*
 * markup/lookup.c - questions to a tree: attributes, neighbours, the text of a subtree.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/utf8.h"
#include "markup/charrefs.h"
#include "markup/tree.h"

const rap_attr *rap_tree_attr(const rap_tree *t, uint32_t node, rap_attribute id)
{
    const rap_node *n = &t->nodes[node];
    for (uint32_t i = 0; i < n->n_attrs; i++)
        if (t->attrs[n->attr + i].id == id) return &t->attrs[n->attr + i];
    return NULL;
}

rap_str rap_tree_raw(const rap_tree *t, uint32_t node, rap_attribute id)
{
    const rap_attr *a = rap_tree_attr(t, node, id);
    return a ? rap_tree_bytes(t, a->value) : (rap_str){"", 0};
}

rap_str rap_tree_value(const rap_tree *t, uint32_t node, rap_attribute id,
                       rap_arena *arena)
{
    rap_str raw = rap_str_trim(rap_tree_raw(t, node, id));
    return rap_str_trim(rap_charrefs_decode(raw, true, arena));
}

static bool same(rap_str s, const char *word)
{
    size_t n = strlen(word);
    if (s.n != n) return false;
    for (size_t i = 0; i < n; i++)
        if (rap_to_lower(s.p[i]) != rap_to_lower(word[i])) return false;
    return true;
}

bool rap_tree_is(const rap_tree *t, uint32_t node, rap_attribute id, const char *word)
{
    return same(rap_str_trim(rap_tree_raw(t, node, id)), word);
}

bool rap_tree_has(const rap_tree *t, uint32_t node, rap_attribute id, const char *word)
{
    rap_str s = rap_tree_raw(t, node, id);
    for (size_t at = 0; at < s.n;) {
        size_t end = at;
        while (end < s.n && !rap_is_space(s.p[end]))
            end++;
        if (same(rap_str_cut(s, at, end), word)) return true;
        at = end + 1;
    }
    return false;
}

uint32_t rap_tree_next(const rap_tree *t, uint32_t from, uint32_t end,
                       rap_element element)
{
    if (end > t->n_nodes) end = t->n_nodes;
    for (uint32_t i = from; i < end; i++)
        if (t->nodes[i].element == element) return i;
    return RAP_NO_NODE;
}

/* A text while it is folded. */
typedef struct {
    char *p;
    size_t n, most;
    bool blank; /* white space waits */
} folded;

static void put_char(folded *f, uint32_t c)
{
    if (c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0) {
        f->blank = f->n > 0;
        return;
    }
    char bytes[4];
    size_t n = rap_utf8_put(bytes, c);
    if (f->n + f->blank + n > f->most) {
        f->most = f->n; /* full */
        return;
    }
    if (f->blank) f->p[f->n++] = ' ';
    f->blank = false;
    memcpy(f->p + f->n, bytes, n);
    f->n += n;
}

static void fold(folded *f, rap_str s)
{
    for (size_t at = 0, n; at < s.n && f->n < f->most; at += n) {
        if (s.p[at] == '&') {
            rap_charref r = rap_charref_read(s, at, false);
            for (int i = 0; i < 2 && r.n; i++)
                if (r.c[i]) put_char(f, r.c[i]);
            n = r.n;
            if (n) continue;
        }
        put_char(f, rap_utf8_get(s, at, &n));
    }
}

rap_str rap_tree_text(const rap_tree *t, uint32_t node, size_t most, rap_arena *arena)
{
    const rap_node *top = &t->nodes[node];
    const uint32_t ignored = RAP_CUE_DROPPED & ~top->cues;
    size_t room = (size_t)(top->whole.to - top->whole.from) * 2;
    if (room > most) room = most;
    folded f = {.p = RAP_NEW(arena, char, room), .most = room};
    if (!f.p) return (rap_str){"", 0};
    uint32_t block = top->block;
    for (uint32_t i = node; i < top->end && f.n < f.most; i++) {
        const rap_node *n = &t->nodes[i];
        if (n->cues & ignored) {
            i = n->end - 1;
            continue;
        }
        bool parted = n->block != block || n->element == RAP_EL_BR;
        if (parted || (n->cues & RAP_CUE_SPACED)) put_char(&f, ' ');
        block = n->block;
        if (n->element == RAP_EL_TEXT) fold(&f, rap_tree_bytes(t, n->tag));
    }
    return (rap_str){f.p, f.n};
}

rap_str rap_tree_raw_text(const rap_tree *t, uint32_t node)
{
    const rap_node *n = &t->nodes[node];
    if (node + 1 >= n->end || t->nodes[node + 1].element != RAP_EL_RAW)
        return (rap_str){"", 0};
    return rap_tree_bytes(t, t->nodes[node + 1].tag);
}
