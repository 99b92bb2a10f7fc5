/*
 * parties/namesakes.c - joins persons whose whole names agree (namewise.h).
 *
 * Every spelling of one person must agree with every one of the other; a name that
 * agrees as well with two that do not agree with each other stays alone.
 */
/* SPDX-License-Identifier: MIT */
#include "parties/namesakes.h"

#include "base/table.h"
#include "parties/namewise.h"
#include "parties/parties.h"
#include "pile/groups.h"
#include "pile/spelling.h"

#include "given_forms_table.inc"

#include <stdlib.h>

enum {
    SPELLINGS_MAX = 8, /* of one cluster that are compared */
    RUN_MAX = 48,      /* names with two words in common: more tell nothing */
    SURE = 82
};

typedef struct {
    rap_name name;
    rap_str plain;
    uint32_t cluster, side, flat;
} spelling;

typedef struct {
    uint64_t key;
    uint32_t spelling;
} keyed;

typedef struct {
    uint32_t a, b; /* spellings */
    int strength;
} edge;

typedef struct {
    rap_pile *p;
    spelling *v;
    uint32_t n;
    uint32_t *first;  /* first spelling of each cluster + 1, 0: none */
    uint32_t *parent; /* of each spelling: another of its person */
    uint32_t *next;   /* of each spelling: the next of its person, in a ring */
    RAP_LIST(keyed) keys;
    RAP_LIST(edge) edges;
} joining;

static int by_cluster(const void *x, const void *y)
{
    const spelling *a = x, *b = y;
    if (a->cluster != b->cluster) return a->cluster < b->cluster ? -1 : 1;
    int d = rap_str_cmp(a->plain, b->plain);
    if (d == 0) d = (a->side == 0) - (b->side == 0);
    return d ? d : (a->flat > b->flat) - (a->flat < b->flat);
}

static int by_key(const void *x, const void *y)
{
    const keyed *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->spelling > b->spelling) - (a->spelling < b->spelling);
}

static int by_strength(const void *x, const void *y)
{
    const edge *a = x, *b = y;
    if (a->strength != b->strength) return a->strength > b->strength ? -1 : 1;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static void put_key(joining *w, uint32_t i, rap_str a, rap_str b)
{
    uint64_t x = rap_key_str(RAP_KEY_START, a), y = rap_key_str(RAP_KEY_START, b);
    keyed *to = RAP_PUSH(w->p->batch, &w->keys);
    if (!to)
        w->p->failed = true;
    else
        *to = (keyed){rap_key_num(x < y ? x : y, x < y ? y : x), i};
}

/* Forms of a given name meet under the bones of the name that they stand for. */
static void put_forms(joining *w, uint32_t i, const rap_name_word *given,
                      rap_str surname)
{
    int row = rap_table_find(&given_forms_table, given->text);
    rap_str all = rap_cell(&given_forms_table, row, GIVEN_FORMS_OF);
    for (size_t at = 0; at < all.n;) {
        size_t end = rap_str_find(all, RAP_STR(" "), at);
        rap_str full = rap_str_cut(all, at, end);
        put_key(w, i, rap_name_word_read(w->p->batch, full).soft, surname);
        at = end + 1;
    }
}

/* Of "M. Saravanan" and of "Saravanan Murugan": the whole name and the letter. */
static void put_turned(joining *w, uint32_t i, const rap_name *n)
{
    const rap_name_word *whole = n->v[0].text.n == 1 ? &n->v[1] : &n->v[0];
    const rap_name_word *other = whole == n->v ? &n->v[1] : &n->v[0];
    if (whole->text.n >= RAP_NAME_RARE)
        put_key(w, i, rap_str_cut(other->text, 0, 1), whole->text);
}

static rap_str whole_letters(rap_arena *a, const rap_name *n)
{
    char *to = RAP_NEW(a, char, (size_t)RAP_NAME_WORDS *RAP_NAME_LETTERS);
    size_t k = 0;
    for (uint32_t i = 0; to && i < n->n; i++) {
        rap_str w = rap_str_cut(n->v[i].text, 0, RAP_NAME_LETTERS);
        memcpy(to + k, w.p, w.n);
        k += w.n;
    }
    return (rap_str){to, k};
}

static void put_keys(joining *w, uint32_t i)
{
    const rap_name *n = &w->v[i].name;
    const rap_name_word *last = &n->v[n->n - 1];
    for (uint32_t a = 0; a < n->n; a++)
        for (uint32_t b = a + 1; b < n->n; b++)
            if (n->v[a].text.n > 1 && n->v[b].text.n > 1)
                put_key(w, i, n->v[a].soft, n->v[b].soft);
    for (uint32_t a = 0; a + 1 < n->n; a++)
        put_forms(w, i, &n->v[a], last->soft);
    if (n->n > 2) { /* "K. S. Nijhar" */
        char letters[2] = {n->v[0].text.p[0], n->v[1].text.p[0]};
        put_key(w, i, (rap_str){letters, 2}, last->soft);
    }
    put_key(w, i, whole_letters(w->p->batch, n), (rap_str){"", 0});
    put_key(w, i, n->letters, (rap_str){"", 0});
    if (n->n == 2) put_turned(w, i, n);
    for (uint32_t a = 0; a + 1 < n->n; a++) /* "vlad" */
        if (n->v[a].text.n >= RAP_NAME_SURE)
            put_key(w, i, rap_str_cut(n->v[a].text, 0, RAP_NAME_SURE), last->soft);
}

static void collect(joining *w, const uint32_t *cluster, const uint32_t *side)
{
    rap_pile *p = w->p;
    for (uint32_t i = 0; i < p->entities.n; i++) {
        const rap_filed_entity *e = rap_pile_entity(p, i);
        if (!rap_str_is(e->kind, "person") ||
            rap_str_find(e->name, RAP_STR(" "), 0) == e->name.n)
            continue;
        w->v[w->n++] = (spelling){.plain = rap_spelling_plain(p->batch, e->name),
                                  .cluster = cluster[i],
                                  .side = side[i],
                                  .flat = i};
    }
    if (w->n) qsort(w->v, w->n, sizeof *w->v, by_cluster);
    uint32_t kept = 0, of_cluster = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        spelling *last = kept ? &w->v[kept - 1] : NULL;
        bool same = last && last->cluster == w->v[i].cluster;
        of_cluster = same ? of_cluster : 0;
        if (same && rap_str_eq(last->plain, w->v[i].plain)) continue;
        if (++of_cluster > SPELLINGS_MAX) continue;
        w->v[kept++] = w->v[i];
    }
    w->n = kept;
    for (uint32_t i = 0; i < w->n; i++)
        w->v[i].name = rap_name_read(p->batch, w->v[i].plain);
}

static uint32_t root(const joining *w, uint32_t i)
{
    while (w->parent[i] != i)
        i = w->parent[i] = w->parent[w->parent[i]];
    return i;
}

static void unite(joining *w, uint32_t a, uint32_t b)
{
    uint32_t x = root(w, a), y = root(w, b), next = w->next[a];
    if (x == y) return;
    w->next[a] = w->next[b];
    w->next[b] = next;
    w->parent[x > y ? x : y] = x > y ? y : x;
}

/* Does every spelling of one person agree with every one of the other?  Sides that are
 * known must be one. */
static bool all_agree(const joining *w, uint32_t a, uint32_t b)
{
    uint32_t i = a;
    do {
        uint32_t k = b;
        do {
            const spelling *x = &w->v[i], *y = &w->v[k];
            if (x->side && y->side && x->side != y->side) return false;
            if (x->name.n > 1 && y->name.n > 1 && !rap_name_agree(&x->name, &y->name))
                return false;
            k = w->next[k];
        } while (k != b);
        i = w->next[i];
    } while (i != a);
    return true;
}

static void pair_up(joining *w, const keyed *v, size_t n)
{
    if (n > RUN_MAX) return;
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            uint32_t a = v[i].spelling, b = v[k].spelling;
            if (w->v[a].cluster == w->v[b].cluster) continue;
            int strength = rap_name_agree(&w->v[a].name, &w->v[b].name);
            if (!strength) continue;
            edge *to = RAP_PUSH(w->p->batch, &w->edges);
            if (!to) {
                w->p->failed = true;
                return;
            }
            *to = (edge){a < b ? a : b, a < b ? b : a, strength};
        }
}

/* Does `a` agree as well with a third name that does not agree with `b`? */
static bool is_torn(const joining *w, const edge *e, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < w->edges.n; i++) {
        const edge *x = &w->edges.v[i];
        if (x->strength < e->strength) break;
        if (x->strength > e->strength || (x->a != a && x->b != a)) continue;
        uint32_t third = x->a == a ? x->b : x->a;
        if (third != b && root(w, third) != root(w, b) && !all_agree(w, third, b))
            return true;
    }
    return false;
}

static void settle_edges(joining *w)
{
    size_t kept = 0;
    if (w->edges.n) qsort(w->edges.v, w->edges.n, sizeof *w->edges.v, by_strength);
    for (size_t i = 0; i < w->edges.n; i++) {
        const edge *e = &w->edges.v[i], *last = kept ? &w->edges.v[kept - 1] : NULL;
        if (!last || last->a != e->a || last->b != e->b) w->edges.v[kept++] = *e;
    }
    w->edges.n = kept;
    for (size_t i = 0; i < w->edges.n; i++) {
        const edge *e = &w->edges.v[i];
        if (root(w, e->a) == root(w, e->b) || !all_agree(w, e->a, e->b)) continue;
        if (e->strength < 4 && (is_torn(w, e, e->a, e->b) || is_torn(w, e, e->b, e->a)))
            continue;
        unite(w, e->a, e->b);
    }
}

/* Clusters take the number of the smallest of their person. */
static void relabel(joining *w, uint32_t *cluster, uint32_t n_clusters)
{
    uint32_t *to = RAP_NEW(w->p->batch, uint32_t, n_clusters);
    if (!to) {
        w->p->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n_clusters; i++)
        to[i] = i;
    for (uint32_t i = 0; i < w->n; i++)
        to[w->v[i].cluster] = w->v[root(w, i)].cluster;
    for (uint32_t i = 0; i < w->p->entities.n; i++) {
        if (to[cluster[i]] == cluster[i]) continue;
        cluster[i] = to[cluster[i]];
        if (!w->p->joins[i].reason)
            w->p->joins[i] = (rap_join){"the same words of a name", SURE};
    }
}

void rap_pile_join_namesakes(rap_pile *p, uint32_t *cluster, const uint32_t *side)
{
    joining w = {.p = p};
    uint32_t n_clusters = 0;
    w.v = RAP_NEW(p->batch, spelling, p->entities.n);
    if (!w.v) {
        p->failed = true;
        return;
    }
    collect(&w, cluster, side);
    w.parent = RAP_NEW(p->batch, uint32_t, w.n);
    w.next = RAP_NEW(p->batch, uint32_t, w.n);
    if (!w.parent || !w.next) {
        p->failed = true;
        return;
    }
    for (uint32_t i = 0; i < w.n; i++) {
        bool same = i && w.v[i].cluster == w.v[i - 1].cluster;
        w.parent[i] = w.next[i] = i;
        if (same) unite(&w, i - 1, i);
        if (w.v[i].name.n > 1) put_keys(&w, i);
    }
    for (uint32_t i = 0; i < p->entities.n; i++)
        if (cluster[i] >= n_clusters) n_clusters = cluster[i] + 1;
    if (w.keys.n) qsort(w.keys.v, w.keys.n, sizeof *w.keys.v, by_key);
    for (size_t i = 0, end; i < w.keys.n && !p->failed; i = end) {
        for (end = i + 1; end < w.keys.n && w.keys.v[end].key == w.keys.v[i].key;)
            end++;
        pair_up(&w, w.keys.v + i, end - i);
    }
    if (!p->failed) settle_edges(&w);
    if (!p->failed) relabel(&w, cluster, n_clusters);
}
