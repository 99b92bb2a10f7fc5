/*
 * parties/byhand.c - parties as the brief names them and as a person has corrected
 * them.
 *
 * Comes in: clusters of entities as who.c joins them.  First the brief: all spellings
 * of a party or member are one.  Then the corrections in the order in which they were
 * made: a merge joins two clusters, a split takes one spelling out of its cluster.  A
 * party is named by any id that one of its entities would have alone (so that ids which
 * have become aliases still work), or by a spelling.
 */
/* SPDX-License-Identifier: MIT */
#include "base/bisect.h"
#include "parties/parties.h"
#include "pile/brief.h"
#include "pile/spelling.h"

#include <stdlib.h>

enum { NOBODY = -1 };

typedef struct {
    rap_str key; /* a folded spelling, or an id */
    uint32_t entity;
} entry;

typedef struct {
    rap_pile *p;
    entry *v;
    size_t n;
    uint32_t *cluster, *parent, n_clusters;
} joining;

static int by_key(const void *x, const void *y)
{
    const entry *a = x, *b = y;
    int d = rap_str_cmp(a->key, b->key);
    return d ? d : (a->entity > b->entity) - (a->entity < b->entity);
}

static bool wants_anything(const rap_pile *p)
{
    return p->options.n_hands > 0 || p->options.brief.n > 0;
}

/* Every spelling and every own id of every entity, sorted. */
static bool make_index(rap_pile *p, joining *w)
{
    size_t room = 0;
    for (uint32_t i = 0; i < p->entities.n; i++)
        room += 2 + rap_pile_entity(p, i)->n_aliases;
    w->v = RAP_PILE_NEW(p, entry, room);
    if (!w->v) return false;
    for (uint32_t i = 0; i < p->entities.n && !p->failed; i++) {
        const rap_filed_entity *e = rap_pile_entity(p, i);
        w->v[w->n++] = (entry){rap_pile_own_id(p, i), i};
        w->v[w->n++] = (entry){rap_spelling_plain(p->arena, e->name), i};
        for (uint32_t k = 0; k < e->n_aliases; k++)
            w->v[w->n++] = (entry){rap_spelling_plain(p->arena, e->aliases[k]), i};
    }
    qsort(w->v, w->n, sizeof *w->v, by_key);
    return !p->failed;
}

/* First entry of a key; w->n when there is none. */
static size_t seek(const joining *w, rap_str key)
{
    size_t low = 0;
    RAP_BISECT(size_t, low, mid, w->n, rap_str_cmp(w->v[mid].key, key) < 0);
    return low < w->n && rap_str_eq(w->v[low].key, key) ? low : w->n;
}

/* First entity that goes by an id or a spelling, or NOBODY. */
static int64_t entity_of(joining *w, rap_str ref)
{
    size_t at = seek(w, ref);
    if (at == w->n) at = seek(w, rap_spelling_plain(w->p->arena, ref));
    bool found = at < w->n && w->v[at].key.n;
    return found ? (int64_t)w->v[at].entity : NOBODY;
}

static uint32_t root(joining *w, uint32_t i)
{
    while (w->parent[i] != i) {
        w->parent[i] = w->parent[w->parent[i]];
        i = w->parent[i];
    }
    return i;
}

static void unite(joining *w, uint32_t a, uint32_t b)
{
    a = root(w, w->cluster[a]);
    b = root(w, w->cluster[b]);
    w->parent[a > b ? a : b] = a > b ? b : a;
}

static void tell_join(rap_pile *p, uint32_t entity, const char *reason)
{
    p->joins[entity] = (rap_join){reason, 100};
}

/* All entities of a spelling join the first one of the name before it. */
static int64_t join_spelling(joining *w, int64_t to, rap_str spelling)
{
    rap_str key = rap_spelling_plain(w->p->arena, spelling);
    for (size_t i = seek(w, key); i < w->n && rap_str_eq(w->v[i].key, key); i++) {
        if (to == NOBODY) {
            to = w->v[i].entity;
            continue;
        }
        unite(w, (uint32_t)to, w->v[i].entity);
        tell_join(w->p, w->v[i].entity, "the brief says so");
    }
    return to;
}

static int64_t join_line(joining *w, const rap_brief_line *l)
{
    int64_t to = join_spelling(w, NOBODY, l->name);
    rap_str item;
    for (size_t at = 0; rap_brief_item(l->rest, &at, &item);)
        to = join_spelling(w, to, item);
    return to;
}

static void join_by_brief(joining *w)
{
    rap_brief_line l;
    for (rap_brief it = rap_brief_of(w->p->options.brief); rap_brief_next(&it, &l);)
        if (rap_str_is(l.key, "party") || rap_str_is(l.key, "member")) join_line(w, &l);
}

static void merge(joining *w, const rap_hand *h)
{
    int64_t a = entity_of(w, h->a), b = entity_of(w, h->b);
    if (a == NOBODY || b == NOBODY) return;
    unite(w, (uint32_t)a, (uint32_t)b);
    tell_join(w->p, (uint32_t)b, "merged by hand");
}

/* Entities of the cluster of h->a whose own name is the spelling h->b go together into
 * a cluster of their own. */
static void split(joining *w, const rap_hand *h)
{
    int64_t a = entity_of(w, h->a);
    rap_str key = rap_spelling_plain(w->p->arena, h->b);
    if (a == NOBODY) return;
    uint32_t from = root(w, w->cluster[a]), fresh = w->n_clusters++;
    w->parent[fresh] = fresh;
    for (size_t i = seek(w, key); i < w->n && rap_str_eq(w->v[i].key, key); i++) {
        uint32_t e = w->v[i].entity;
        rap_str name = rap_spelling_plain(w->p->arena, rap_pile_entity(w->p, e)->name);
        if (root(w, w->cluster[e]) != from || !rap_str_eq(name, key)) continue;
        w->cluster[e] = fresh;
        tell_join(w->p, e, "split off by hand");
    }
}

void rap_pile_correct_parties(rap_pile *p, uint32_t *cluster, uint32_t *n_clusters)
{
    joining w = {.p = p, .cluster = cluster, .n_clusters = *n_clusters};
    if (!wants_anything(p) || !make_index(p, &w)) return;
    w.parent = RAP_PILE_NEW(p, uint32_t, (size_t)w.n_clusters + p->options.n_hands);
    if (!w.parent) return;
    for (uint32_t i = 0; i < w.n_clusters; i++)
        w.parent[i] = i;
    join_by_brief(&w);
    for (uint32_t i = 0; i < p->options.n_hands && !p->failed; i++) {
        const rap_hand *h = &p->options.hands[i];
        if (h->what == RAP_HAND_MERGE) merge(&w, h);
        if (h->what == RAP_HAND_SPLIT) split(&w, h);
    }
    for (uint32_t i = 0; i < p->entities.n; i++)
        cluster[i] = root(&w, cluster[i]);
    *n_clusters = w.n_clusters;
}

/* ---- names, kinds and sides ---- */

static void set_field(joining *w, const rap_hand *h)
{
    int64_t e = entity_of(w, h->a), side = NOBODY;
    if (e == NOBODY) return;
    rap_party *party = &w->p->parties[w->p->party_of[e]];
    if (rap_str_is(h->b, "name")) party->name = h->value;
    if (rap_str_is(h->b, "kind")) party->kind = h->value;
    if (rap_str_is(h->b, "iso")) party->iso = h->value;
    if (!rap_str_is(h->b, "side")) return;
    if (h->value.n) side = entity_of(w, h->value);
    party->side = side == NOBODY ? -1 : w->p->party_of[side];
}

static void set_by_brief(joining *w)
{
    rap_brief_line l;
    int64_t party = NOBODY;
    for (rap_brief it = rap_brief_of(w->p->options.brief); rap_brief_next(&it, &l);) {
        bool member = rap_str_is(l.key, "member");
        if (!member && !rap_str_is(l.key, "party")) continue;
        int64_t e = join_line(w, &l);
        if (!member) party = e;
        if (e == NOBODY) continue;
        rap_party *x = &w->p->parties[w->p->party_of[e]];
        x->name = l.name;
        if (member && party != NOBODY && party != e) x->side = w->p->party_of[party];
    }
}

void rap_pile_set_parties(rap_pile *p)
{
    joining w = {.p = p};
    if (!wants_anything(p) || !make_index(p, &w)) return;
    w.cluster = RAP_PILE_NEW(p, uint32_t, p->entities.n);
    w.parent = RAP_PILE_NEW(p, uint32_t, p->n_parties);
    if (p->failed) return;
    for (uint32_t i = 0; i < p->entities.n; i++)
        w.cluster[i] = (uint32_t)p->party_of[i];
    for (uint32_t i = 0; i < p->n_parties; i++)
        w.parent[i] = i;
    set_by_brief(&w);
    for (uint32_t i = 0; i < p->options.n_hands; i++)
        if (p->options.hands[i].what == RAP_HAND_SET)
            set_field(&w, &p->options.hands[i]);
}
