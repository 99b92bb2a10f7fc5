/*
 * stories/averaged.c - average linkage: puts together what is alike on the whole, from
 * few pairs of each.
 *
 * Pairs of groups are edges, found again by their two ends in a table of hashes.  Of
 * two groups that are joined the one with fewer edges gives them to the other, so that
 * an edge moves at most log n times.  What a heap says of an edge may be too much by
 * then: it is looked at again when it comes up.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/averaged.h"

enum { UNSEEN_MAX = 24 };

static const uint32_t none = UINT32_MAX;

/* Two groups, and the sum over the pairs between them. */
typedef struct {
    uint32_t u, v; /* u < v */
    int64_t sum;
    uint32_t count;
    int32_t queued; /* what the heap says of it that holds */
    bool dead;
} edge;

typedef struct {
    int32_t like;
    uint32_t edge;
} entry;

typedef struct {
    rap_arena *arena;
    edge *edges;
    uint32_t n_edges;
    uint32_t *head, *tail; /* of each group: its first and last node */
    uint32_t *next;        /* of each node; edge e has nodes 2e at u, 2e + 1 at v */
    uint32_t *degree, *size, *parent;
    uint32_t *slots; /* edge + 1 */
    uint32_t mask, used;
    RAP_LIST(entry) heap;
    int32_t enough, unseen;
    bool failed;
} linkage;

/* ---- edges by their ends ---- */

static uint32_t slot_of(const linkage *w, uint32_t u, uint32_t v)
{
    uint64_t h = ((uint64_t)u << 32 | v) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32) & w->mask;
}

static uint32_t find(const linkage *w, uint32_t u, uint32_t v)
{
    for (uint32_t i = slot_of(w, u, v); w->slots[i]; i = (i + 1) & w->mask) {
        const edge *e = &w->edges[w->slots[i] - 1];
        if (!e->dead && e->u == u && e->v == v) return w->slots[i] - 1;
    }
    return none;
}

static void put(linkage *w, uint32_t e)
{
    uint32_t i = slot_of(w, w->edges[e].u, w->edges[e].v);
    while (w->slots[i])
        i = (i + 1) & w->mask;
    w->slots[i] = e + 1;
    w->used++;
}

/* Edges that moved or died leave their old slots behind: begin anew when half of them
 * are taken. */
static void tidy(linkage *w)
{
    if (w->used <= w->mask / 2) return;
    memset(w->slots, 0, ((size_t)w->mask + 1) * sizeof *w->slots);
    w->used = 0;
    for (uint32_t e = 0; e < w->n_edges; e++)
        if (!w->edges[e].dead) put(w, e);
}

/* ---- the heap ---- */

static bool is_before(const entry *a, const entry *b)
{
    return a->like != b->like ? a->like > b->like : a->edge < b->edge;
}

static void push(linkage *w, entry x)
{
    const entry *room = RAP_PUSH(w->arena, &w->heap);
    if (!room) {
        w->failed = true;
        return;
    }
    size_t i = w->heap.n - 1;
    for (; i > 0 && is_before(&x, &w->heap.v[(i - 1) / 2]); i = (i - 1) / 2)
        w->heap.v[i] = w->heap.v[(i - 1) / 2];
    w->heap.v[i] = x;
}

static entry pop(linkage *w)
{
    entry *v = w->heap.v, top = v[0], x = v[--w->heap.n];
    size_t i = 0;
    for (size_t k = 1; k < w->heap.n; k = 2 * i + 1) {
        if (k + 1 < w->heap.n && is_before(&v[k + 1], &v[k])) k++;
        if (!is_before(&v[k], &x)) break;
        v[i] = v[k];
        i = k;
    }
    v[i] = x;
    return top;
}

/* ---- groups ---- */

static int32_t likeness_of(const linkage *w, const edge *e)
{
    uint64_t pairs = (uint64_t)w->size[e->u] * w->size[e->v];
    uint64_t unseen = pairs > e->count ? pairs - e->count : 0;
    if (unseen > UNSEEN_MAX) unseen = UNSEEN_MAX;
    int64_t all = (int64_t)(e->count + unseen);
    return (int32_t)((e->sum + (int64_t)unseen * w->unseen) / (all ? all : 1));
}

static void queue(linkage *w, uint32_t e)
{
    edge *x = &w->edges[e];
    x->queued = likeness_of(w, x);
    if (x->queued >= w->enough) push(w, (entry){x->queued, e});
}

static void append(linkage *w, uint32_t group, uint32_t node)
{
    w->next[node] = none;
    if (w->head[group] == none)
        w->head[group] = node;
    else
        w->next[w->tail[group]] = node;
    w->tail[group] = node;
    w->degree[group]++;
}

/* The edge of node `node`, which was at `from`, is now at `to`, or joins the one that
 * `to` has already. */
static void move(linkage *w, uint32_t node, uint32_t from, uint32_t to)
{
    uint32_t e = node / 2;
    edge *x = &w->edges[e];
    if (x->dead) return;
    uint32_t other = x->u == from ? x->v : x->u;
    uint32_t u = to < other ? to : other, v = to < other ? other : to;
    uint32_t old = other == to ? none : find(w, u, v);
    if (other == to || old != none) {
        x->dead = true;
        if (old == none) return;
        w->edges[old].sum += x->sum;
        w->edges[old].count += x->count;
        queue(w, old);
        return;
    }
    x->u = u;
    x->v = v;
    put(w, e);
    append(w, to, node);
    queue(w, e);
}

static void unite(linkage *w, uint32_t a, uint32_t b)
{
    uint32_t to = w->degree[a] >= w->degree[b] ? a : b, from = to == a ? b : a;
    w->parent[from] = to;
    w->size[to] += w->size[from];
    for (uint32_t node = w->head[from], next; node != none; node = next) {
        next = w->next[node];
        move(w, node, from, to);
        tidy(w);
    }
}

static bool prepare(linkage *w, uint32_t n, rap_ties ties)
{
    uint32_t room = 16;
    while (room < 4 * (uint64_t)ties.n && room < 1u << 30)
        room *= 2;
    w->mask = room - 1;
    w->edges = RAP_NEW(w->arena, edge, ties.n);
    w->next = RAP_NEW(w->arena, uint32_t, 2 * (size_t)ties.n);
    w->head = RAP_NEW(w->arena, uint32_t, n);
    w->tail = RAP_NEW(w->arena, uint32_t, n);
    w->degree = RAP_NEW(w->arena, uint32_t, n);
    w->size = RAP_NEW(w->arena, uint32_t, n);
    w->parent = RAP_NEW(w->arena, uint32_t, n);
    w->slots = RAP_NEW(w->arena, uint32_t, room);
    if (!w->edges || !w->next || !w->head || !w->tail || !w->degree || !w->size ||
        !w->parent || !w->slots)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        w->head[i] = none;
        w->size[i] = 1;
        w->parent[i] = i;
    }
    for (uint32_t e = 0; e < ties.n; e++) {
        const rap_tie *t = &ties.v[e];
        w->edges[e] = (edge){.u = t->a, .v = t->b, .sum = t->like, .count = 1};
        append(w, t->a, 2 * e);
        append(w, t->b, 2 * e + 1);
        put(w, e);
        queue(w, e);
    }
    w->n_edges = ties.n;
    return !w->failed;
}

static uint32_t root(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i)
        i = parent[i] = parent[parent[i]];
    return i;
}

/* Roots become the smallest members. */
static void name_leaders(linkage *w, uint32_t *leader, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        w->head[i] = none;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t r = root(w->parent, i);
        if (w->head[r] == none) w->head[r] = i;
        leader[i] = w->head[r];
    }
}

rap_code rap_link(uint32_t *leader, uint32_t n, rap_ties ties, rap_arena *arena,
                  rap_err *err)
{
    linkage w = {.arena = arena, .enough = ties.enough, .unseen = ties.unseen};
    if (!prepare(&w, n, ties)) return rap_fail_memory(err);
    while (w.heap.n && !w.failed) {
        entry top = pop(&w);
        edge *e = &w.edges[top.edge];
        if (e->dead || e->queued != top.like) continue;
        if (likeness_of(&w, e) < top.like) {
            queue(&w, top.edge);
            continue;
        }
        unite(&w, e->u, e->v);
    }
    if (w.failed) return rap_fail_memory(err);
    name_leaders(&w, leader, n);
    return RAP_OK;
}
