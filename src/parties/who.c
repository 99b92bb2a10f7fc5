/*
 * parties/who.c - which entities of different reports are one person, country or body.
 *
 * Within a report the reading has decided; here its entities are put together over
 * reports.  Countries go by ISO code; bodies by folded name and, where they have one,
 * the side they act for; persons by surname and given name, compared by their bones.  A
 * bare surname joins only when one person of the dossier can be meant.  Every person is
 * compared with the few leaders of his group and not with all members of it, so that a
 * chain of likenesses does not tie strangers together.  Anonymous sources stay alone.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/bisect.h"
#include "parties/namesakes.h"
#include "parties/namewise.h"
#include "parties/parties.h"
#include "parties/polities.h"
#include "pile/spelling.h"

#include <stdlib.h>

enum {
    LEADERS_MAX = 64, /* persons of one surname that are told apart */
    LONG_BONES = 5,   /* of a surname that hardly two families have */
    NOBODY = -1
};

typedef enum { CLASS_FULL, CLASS_INITIAL, CLASS_BARE } name_class;

typedef struct {
    rap_spelling name;
    rap_str office;  /* folded first role */
    uint32_t side;   /* hash of the name of the side; 0: none */
    uint32_t entity; /* flat */
    name_class class;
    bool is_thing; /* a bare name that its report could not tell for a person's */
} person;

/* A person of one surname that others are compared with. */
typedef struct {
    const person *as;
    uint32_t side;
    rap_str office;
    uint32_t cluster;
} leader;

/* A spelled-out name and the acronym that a report gives for it. */
typedef struct {
    rap_str name, acronym;
} short_name;

typedef struct {
    short_name *v;
    size_t n;
} short_names;

typedef struct {
    rap_pile *p;
    uint32_t *cluster; /* of each flat entity */
    uint32_t n;        /* clusters */
    leader leaders[LEADERS_MAX];
    uint32_t n_leaders;
    short_names shorts;
    bool crowded; /* more than LEADERS_MAX: who a bare surname means cannot be told */
    rap_str
        *state; /* of each flat entity: the state that it is by its name, or empty */
} joining;

static rap_str class_of(rap_str kind)
{
    bool body = rap_str_is(kind, "organization") || rap_str_is(kind, "media") ||
                rap_str_is(kind, "group");
    return body ? RAP_STR("body") : kind;
}

static int by_long_name(const void *x, const void *y)
{
    const short_name *a = x, *b = y;
    int d = rap_str_cmp(a->name, b->name);
    return d ? d : rap_str_cmp(a->acronym, b->acronym);
}

/* The acronym among the aliases of a body, or empty. */
static rap_str acronym_of(rap_pile *p, const rap_filed_entity *e)
{
    for (uint32_t i = 0; i < e->n_aliases; i++)
        if (rap_str_is(class_of(e->kind), "body") &&
            rap_spelling_is_acronym(e->aliases[i]))
            return rap_spelling_plain(p->arena, e->aliases[i]);
    return (rap_str){"", 0};
}

static short_names list_short_names(rap_pile *p)
{
    short_names all = {RAP_PILE_NEW(p, short_name, p->entities.n), 0};
    for (uint32_t i = 0; all.v && i < p->entities.n; i++) {
        const rap_filed_entity *e = rap_pile_entity(p, i);
        rap_str acronym = acronym_of(p, e);
        if (acronym.n)
            all.v[all.n++] =
                (short_name){rap_spelling_plain(p->arena, e->name), acronym};
    }
    if (all.n) qsort(all.v, all.n, sizeof *all.v, by_long_name);
    return all;
}

/* Bodies go by the acronym that their own report, or another one, gives for them; by
 * their name where none does. */
static rap_str body_key(rap_pile *p, const rap_filed_entity *e, const short_names *all)
{
    if (e->iso.n && rap_str_is(e->kind, "country"))
        return rap_arena_copy(p->arena, e->iso);
    rap_str acronym = acronym_of(p, e), name = rap_spelling_plain(p->arena, e->name);
    if (acronym.n || !rap_str_is(class_of(e->kind), "body"))
        return acronym.n ? acronym : name;
    size_t low = 0;
    RAP_BISECT(size_t, low, mid, all->n, rap_str_cmp(all->v[mid].name, name) < 0);
    bool known = low < all->n && rap_str_eq(all->v[low].name, name);
    return known ? all->v[low].acronym : name;
}

static uint32_t side_hash(const joining *w, uint32_t flat)
{
    rap_pile *p = w->p;
    rap_ref ref = p->entities.v[flat];
    const rap_filed *f = rap_pile_report(p, ref.report);
    int32_t side = rap_filed_side(f, (int32_t)ref.index);
    if (side < 0 || side == (int32_t)ref.index) return 0;
    const rap_filed_entity *e = &f->entities[side];
    uint32_t h = rap_hash(e->iso.n ? e->iso : body_key(p, e, &w->shorts));
    return h ? h : 1;
}

static bool sides_clash(uint32_t a, uint32_t b)
{
    return a && b && a != b;
}

static void put_in(joining *w, uint32_t flat, uint32_t cluster, const char *reason,
                   int32_t sure)
{
    w->cluster[flat] = cluster;
    w->p->joins[flat] = (rap_join){reason, sure};
}

/* ---- countries, bodies, places, things: by one key ---- */

typedef struct {
    rap_str class, name;
    uint32_t side, entity;
} keyed;

static int by_key(const void *x, const void *y)
{
    const keyed *a = x, *b = y;
    int d = rap_str_cmp(a->class, b->class);
    if (d == 0) d = rap_str_cmp(a->name, b->name);
    if (d == 0) d = (a->side > b->side) - (a->side < b->side);
    return d ? d : (a->entity > b->entity) - (a->entity < b->entity);
}

/* One run of equal class and name: entities without a side join those with one when all
 * of these have the same. */
static void join_run(joining *w, const keyed *k, size_t n)
{
    bool one_side = k[n - 1].side == k[0].side;
    size_t first_sided = 0;
    while (first_sided < n && k[first_sided].side == 0)
        first_sided++;
    if (first_sided < n && k[first_sided].side == k[n - 1].side) one_side = true;
    for (size_t i = 0; i < n; i++) {
        bool fresh = i == 0 || (!one_side && k[i].side != k[i - 1].side);
        if (fresh) w->n++;
        put_in(w, k[i].entity, w->n - 1, fresh ? NULL : "same name",
               k[i].side == k[0].side ? 95 : 85);
    }
}

static bool is_person(const rap_filed_entity *e)
{
    return rap_str_is(e->kind, "person");
}

/* May be somebody's surname: one capitalised word of which nothing is known. */
static bool is_bare_thing(const rap_filed_entity *e)
{
    return rap_str_is(e->kind, "thing") && e->name.n && rap_is_upper(e->name.p[0]) &&
           rap_str_find(e->name, RAP_STR(" "), 0) == e->name.n &&
           !rap_spelling_is_acronym(e->name);
}

static bool stays_alone(const rap_filed_entity *e)
{
    return rap_str_is(e->kind, "anonymous") || e->name.n == 0;
}

static void find_states(joining *w)
{
    const rap_polities all = rap_polities_find(w->p);
    for (uint32_t i = 0; i < w->p->entities.n; i++)
        w->state[i] = rap_polities_of(&all, w->p, rap_pile_entity(w->p, i));
}

static void join_keyed(joining *w)
{
    rap_pile *p = w->p;
    keyed *k = RAP_PILE_NEW(p, keyed, p->entities.n);
    size_t n = 0;
    if (p->failed) return;
    for (uint32_t i = 0; i < p->entities.n; i++) {
        const rap_filed_entity *e = rap_pile_entity(p, i);
        if (stays_alone(e))
            put_in(w, i, w->n++, NULL, 100);
        else if (w->state[i].n)
            k[n++] = (keyed){RAP_STR("country"), w->state[i], 0, i};
        else if (!is_person(e))
            k[n++] = (keyed){class_of(e->kind), body_key(p, e, &w->shorts),
                             side_hash(w, i), i};
    }
    if (n) qsort(k, n, sizeof *k, by_key);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && rap_str_eq(k[i].class, k[end].class) &&
                          rap_str_eq(k[i].name, k[end].name);)
            end++;
        join_run(w, k + i, end - i);
    }
}

/* ---- persons ---- */

static int by_bones(const void *x, const void *y)
{
    const person *a = x, *b = y;
    int d = rap_str_cmp(a->name.bones, b->name.bones);
    if (d == 0) d = (a->is_thing > b->is_thing) - (a->is_thing < b->is_thing);
    if (d == 0) d = (a->class > b->class) - (a->class < b->class);
    if (d == 0) d = rap_str_cmp(a->name.given_bones, b->name.given_bones);
    if (d == 0) d = rap_str_cmp(a->name.plain, b->name.plain);
    if (d == 0) d = (a->side == 0) - (b->side == 0);
    return d ? d : (a->entity > b->entity) - (a->entity < b->entity);
}

static person describe(const joining *w, uint32_t flat)
{
    rap_pile *p = w->p;
    const rap_filed_entity *e = rap_pile_entity(p, flat);
    person x = {.name = rap_spelling_of(p->arena, e->name),
                .side = side_hash(w, flat),
                .entity = flat,
                .is_thing = rap_str_is(e->kind, "thing")};
    if (e->n_roles) x.office = rap_spelling_plain(p->arena, e->roles[0]);
    x.class = x.name.given.n == 0   ? CLASS_BARE
              : x.name.given.n == 1 ? CLASS_INITIAL
                                    : CLASS_FULL;
    return x;
}

static bool same_given(const person *a, const person *b)
{
    return rap_str_eq(a->name.given_bones, b->name.given_bones);
}

static bool is_throaty(char c)
{
    return c == 'g' || c == 'h' || c == 'k';
}

/* "Serhii" and "Sergei": the bones but for the throat sounds that romanisations write
 * as g, h, k or not at all. */
static bool same_soft_given(const person *a, const person *b)
{
    rap_str x = a->name.given_bones, y = b->name.given_bones;
    size_t i = 0, k = 0;
    if (x.n == 0 || y.n == 0 || x.p[0] != y.p[0]) return false;
    for (;;) {
        while (i < x.n && is_throaty(x.p[i]))
            i++;
        while (k < y.n && is_throaty(y.p[k]))
            k++;
        if (i == x.n || k == y.n || x.p[i] != y.p[k]) break;
        i++;
        k++;
    }
    return i == x.n && k == y.n && i > 2;
}

static bool same_office(const leader *l, const person *x)
{
    return x->office.n && rap_str_eq(l->office, x->office);
}

/* Two whole names whose surnames are only alike must agree in every word: short names
 * of many peoples have the same bones. */
static bool whole_agrees(joining *w, const leader *l, const person *x)
{
    return rap_names_agree(w->p->batch, l->as->name.plain, x->name.plain) > 0;
}

/* How well `x` fits a leader of the same bones; 0: not at all.  Reason in *why. */
static int32_t fit(joining *w, const leader *l, const person *x, const char **why)
{
    bool letter = rap_str_eq(l->as->name.surname, x->name.surname);
    bool together = (l->side && l->side == x->side) || same_office(l, x);
    *why = letter ? "same name" : "same name but for its romanisation";
    if (rap_str_eq(l->as->name.plain, x->name.plain)) return 95;
    if (sides_clash(l->side, x->side)) return 0;
    if (x->class == CLASS_FULL && l->as->class == CLASS_FULL) {
        if (!letter && !whole_agrees(w, l, x)) return 0;
        if (rap_name_other_gender(l->as->name.given, x->name.given)) return 0;
        if (same_given(l->as, x)) return letter ? 92 : 88;
        *why = "same surname and side or office, given name but for its romanisation";
        return together && same_soft_given(l->as, x) ? 80 : 0;
    }
    if (x->class == CLASS_INITIAL) {
        *why = "same surname and initial";
        bool initial =
            l->as->name.given.n && l->as->name.given.p[0] == x->name.given.p[0];
        return initial && (letter || together) ? 85 : 0;
    }
    *why = letter ? "surname, and one person of that name"
                  : "surname but for its romanisation, same side or office";
    if (letter) return together ? 85 : 75;
    if (together) return 75;
    *why = "surname but for its romanisation, and one person of that name";
    return l->as->name.bones.n >= LONG_BONES ? 65 : 0;
}

/* The only leader that fits, or the only one that fits best; NOBODY otherwise. */
static int best_leader(joining *w, const person *x, const char **why, int32_t *sure)
{
    int best = NOBODY;
    bool twice = false;
    *sure = 0;
    for (uint32_t i = 0; i < w->n_leaders; i++) {
        const char *reason;
        int32_t f = fit(w, &w->leaders[i], x, &reason);
        if (f < *sure || f == 0) continue;
        twice = f == *sure && w->leaders[best].cluster != w->leaders[i].cluster;
        best = (int)i;
        *sure = f;
        *why = reason;
    }
    bool unclear = twice || w->crowded;
    return unclear && x->class != CLASS_FULL ? NOBODY : best;
}

/* "Brekk" means whom one report calls Hanno Brekk and another one Hanno Breck: each
 * spelling of a surname leads for its person. */
static void add_spelling(joining *w, const leader *l, const person *x)
{
    bool other =
        x->class == CLASS_FULL && !rap_str_eq(l->as->name.surname, x->name.surname);
    if (!other || w->n_leaders == LEADERS_MAX) return;
    w->leaders[w->n_leaders++] = (leader){x, l->side, l->office, l->cluster};
}

static void place_person(joining *w, const person *x)
{
    const char *why = NULL;
    int32_t sure = 0;
    int at = best_leader(w, x, &why, &sure);
    if (at != NOBODY) {
        leader *l = &w->leaders[at];
        if (l->side == 0) l->side = x->side;
        if (l->office.n == 0) l->office = x->office;
        put_in(w, x->entity, l->cluster, why, sure);
        add_spelling(w, l, x);
        return;
    }
    if (x->is_thing) return;
    put_in(w, x->entity, w->n++, NULL, 100);
    if (w->n_leaders == LEADERS_MAX) {
        w->crowded = true;
        w->n_leaders--;
    }
    w->leaders[w->n_leaders++] = (leader){x, x->side, x->office, w->n - 1};
}

/* Equal names stand side by side: they need no leader to be joined. */
static bool same_as_before(joining *w, const person *x, const person *before)
{
    bool same = before && x->class == CLASS_FULL &&
                rap_str_eq(before->name.plain, x->name.plain);
    if (same) put_in(w, x->entity, w->cluster[before->entity], "same name", 95);
    return same;
}

/* A name by which a person goes in his own report: "Veld" of "Veld Anama". */
typedef struct {
    rap_str name;
    uint32_t cluster, side;
} byname;

static int by_name(const void *x, const void *y)
{
    const byname *a = x, *b = y;
    int d = rap_str_cmp(a->name, b->name);
    return d ? d : (a->cluster > b->cluster) - (a->cluster < b->cluster);
}

static size_t collect_bynames(joining *w, const person *v, size_t n, byname *to)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        const rap_filed_entity *e = rap_pile_entity(w->p, v[i].entity);
        for (uint32_t a = 0; a < e->n_aliases && v[i].class == CLASS_FULL; a++) {
            rap_str plain = rap_spelling_plain(w->p->batch, e->aliases[a]);
            bool bare = plain.n && rap_str_find(plain, RAP_STR(" "), 0) == plain.n;
            if (bare && !rap_str_eq(plain, v[i].name.surname))
                to[k++] = (byname){plain, w->cluster[v[i].entity], v[i].side};
        }
    }
    if (k) qsort(to, k, sizeof *to, by_name);
    return k;
}

/* First of the sorted bynames that is not below `name`. */
static size_t seek_byname(const byname *v, size_t n, rap_str name)
{
    size_t low = 0;
    RAP_BISECT(size_t, low, mid, n, rap_str_cmp(v[mid].name, name) < 0);
    return low;
}

/* Bare names that found nobody by surname join the one person who goes by them. */
static void join_bynames(joining *w, const person *v, size_t n)
{
    size_t room = 0;
    for (size_t i = 0; i < n; i++)
        room += rap_pile_entity(w->p, v[i].entity)->n_aliases;
    byname *names = RAP_PILE_NEW(w->p, byname, room);
    if (w->p->failed) return;
    size_t k = collect_bynames(w, v, n, names);
    for (size_t i = 0; i < n; i++) {
        if (v[i].class != CLASS_BARE || v[i].is_thing ||
            w->p->joins[v[i].entity].reason)
            continue;
        size_t at = seek_byname(names, k, v[i].name.plain), end = at;
        while (end < k && rap_str_eq(names[end].name, v[i].name.plain))
            end++;
        if (at == end || names[at].cluster != names[end - 1].cluster) continue;
        if (sides_clash(names[at].side, v[i].side)) continue;
        put_in(w, v[i].entity, names[at].cluster, "goes by that name elsewhere", 80);
    }
}

static void join_persons(joining *w)
{
    rap_pile *p = w->p;
    person *v = RAP_PILE_NEW(p, person, p->entities.n);
    size_t n = 0;
    if (p->failed) return;
    for (uint32_t i = 0; i < p->entities.n; i++) {
        const rap_filed_entity *e = rap_pile_entity(p, i);
        if (w->state[i].n) continue;
        if ((is_person(e) || is_bare_thing(e)) && !stays_alone(e))
            v[n++] = describe(w, i);
    }
    if (n) qsort(v, n, sizeof *v, by_bones);
    for (size_t i = 0; i < n; i++) {
        bool fresh = i == 0 || !rap_str_eq(v[i].name.bones, v[i - 1].name.bones);
        if (fresh) {
            w->n_leaders = 0;
            w->crowded = false;
        }
        if (!same_as_before(w, &v[i], fresh ? NULL : &v[i - 1])) place_person(w, &v[i]);
    }
    join_bynames(w, v, n);
}

static void join_namesakes(joining *w)
{
    uint32_t *side = RAP_PILE_NEW(w->p, uint32_t, w->p->entities.n);
    if (!side) return;
    for (uint32_t i = 0; i < w->p->entities.n; i++)
        side[i] = is_person(rap_pile_entity(w->p, i)) ? side_hash(w, i) : 0;
    rap_pile_join_namesakes(w->p, w->cluster, side);
}

/* ---- from clusters to parties ---- */

static void collect_members(rap_pile *p, const uint32_t *cluster, uint32_t n)
{
    p->parties = RAP_PILE_NEW(p, rap_party, n);
    p->members = RAP_PILE_NEW(p, uint32_t, p->entities.n);
    uint32_t *number = RAP_PILE_NEW(p, uint32_t, n); /* party + 1 of a cluster */
    if (p->failed) return;
    for (uint32_t i = 0; i < p->entities.n; i++) {
        if (!number[cluster[i]]) number[cluster[i]] = ++p->n_parties;
        p->party_of[i] = (int32_t)number[cluster[i]] - 1;
        p->parties[p->party_of[i]].n++;
    }
    for (uint32_t i = 1; i < p->n_parties; i++)
        p->parties[i].first = p->parties[i - 1].first + p->parties[i - 1].n;
    for (uint32_t i = 0; i < p->n_parties; i++)
        p->parties[i].n = 0;
    for (uint32_t i = 0; i < p->entities.n; i++) {
        rap_party *party = &p->parties[p->party_of[i]];
        p->members[party->first + party->n++] = i;
    }
}

void rap_pile_find_parties(rap_pile *p)
{
    joining *w = RAP_PILE_NEW(p, joining, 1);
    p->joins = RAP_PILE_NEW(p, rap_join, p->entities.n);
    p->party_of = RAP_PILE_NEW(p, int32_t, p->entities.n);
    if (p->failed) return;
    w->p = p;
    w->cluster = RAP_PILE_NEW(p, uint32_t, p->entities.n);
    w->state = RAP_PILE_NEW(p, rap_str, p->entities.n);
    w->shorts = list_short_names(p);
    if (p->failed) return;
    find_states(w);
    join_keyed(w);
    join_persons(w);
    if (!p->failed) join_namesakes(w);
    if (!p->failed) rap_pile_index_mentions(p);
    if (!p->failed) rap_pile_correct_parties(p, w->cluster, &w->n);
    if (!p->failed) collect_members(p, w->cluster, w->n);
    if (!p->failed) rap_pile_describe_parties(p);
    rap_arena_reset(p->batch);
}
