/*
 * parties/parties.c - name, kind and side of every party, and its row.
 *
 * A party is called as its reports call it most often; a full name goes before a bare
 * one, an earlier spelling (by bytes) before a later.
 */
/* SPDX-License-Identifier: MIT */
#include "parties/parties.h"

#include "base/ascii.h"

#include <stdlib.h>

const rap_filed_entity *rap_pile_entity(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->entities.v[flat];
    return &rap_pile_report(p, ref.report)->entities[ref.index];
}

typedef struct {
    rap_str text;
    uint32_t count;
    bool is_full;
} counted;

static int by_text(const void *x, const void *y)
{
    return rap_str_cmp(((const counted *)x)->text, ((const counted *)y)->text);
}

/* Sorted and counted in place; returns how many differ. */
static size_t count_same(counted *v, size_t n)
{
    size_t k = 0;
    if (n) qsort(v, n, sizeof *v, by_text);
    for (size_t i = 0; i < n; i++) {
        if (k && rap_str_eq(v[k - 1].text, v[i].text))
            v[k - 1].count += v[i].count;
        else
            v[k++] = v[i];
    }
    return k;
}

static bool is_better(const counted *a, const counted *b)
{
    if (a->is_full != b->is_full) return a->is_full;
    if (a->count != b->count) return a->count > b->count;
    return a->text.n > b->text.n;
}

static rap_str best_of(counted *v, size_t n)
{
    size_t k = count_same(v, n), best = 0;
    for (size_t i = 1; i < k; i++)
        if (is_better(&v[i], &v[best])) best = i;
    return k ? v[best].text : (rap_str){"", 0};
}

typedef rap_str entity_text(const rap_filed_entity *e);
static rap_str name_of(const rap_filed_entity *e)
{
    return e->name;
}
static rap_str kind_of(const rap_filed_entity *e)
{
    return e->kind;
}
static rap_str iso_of(const rap_filed_entity *e)
{
    return e->iso;
}

static const rap_filed_entity *member(const rap_pile *p, const rap_party *party,
                                      uint32_t i)
{
    return rap_pile_entity(p, p->members[party->first + i]);
}

/* A state that other reports take for a place or a thing is what those say that know
 * it. */
static bool is_state(const rap_pile *p, const rap_party *party)
{
    uint32_t i = 0;
    while (i < party->n && !rap_str_is(member(p, party, i)->kind, "country"))
        i++;
    return i < party->n;
}

/* What most members have for it; of a state, most of those that know it. */
static rap_str most(rap_pile *p, const rap_party *party, bool state, entity_text *text)
{
    counted *v = RAP_NEW(p->batch, counted, party->n);
    size_t n = 0;
    if (!v) p->failed = true;
    for (uint32_t i = 0; v && i < party->n; i++) {
        const rap_filed_entity *e = member(p, party, i);
        rap_str s = text(e);
        if (state && !rap_str_is(e->kind, "country")) continue;
        bool full = text == name_of && rap_str_is(e->kind, "person") &&
                    rap_str_find(s, RAP_STR(" "), 0) < s.n;
        if (s.n) v[n++] = (counted){s, 1, full};
    }
    return best_of(v, n);
}

static int by_number(const void *x, const void *y)
{
    int32_t a = *(const int32_t *)x, b = *(const int32_t *)y;
    return (a > b) - (a < b);
}

/* The side that most members name; the first party among equals; -1 when none. */
static int32_t side_of(rap_pile *p, int32_t self)
{
    const rap_party *party = &p->parties[self];
    int32_t *v = RAP_NEW(p->batch, int32_t, party->n), best = -1;
    size_t n = 0, best_run = 0;
    if (!v) p->failed = true;
    for (uint32_t i = 0; v && i < party->n; i++) {
        rap_ref ref = p->entities.v[p->members[party->first + i]];
        int32_t side = rap_pile_party(
            p, ref.report, rap_pile_report(p, ref.report)->entities[ref.index].side);
        if (side >= 0 && side != self) v[n++] = side;
    }
    if (n) qsort(v, n, sizeof *v, by_number);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && v[end] == v[i];)
            end++;
        if (end - i > best_run) best = v[i];
        if (end - i > best_run) best_run = end - i;
    }
    return best;
}

/* A circle of sides is cut where it is met again. */
static void cut_circles(rap_pile *p)
{
    enum { CHAIN_MAX = 16 };
    for (uint32_t i = 0; i < p->n_parties; i++) {
        int32_t at = (int32_t)i;
        for (int step = 0; step < CHAIN_MAX && at >= 0; step++)
            at = p->parties[at].side;
        if (at >= 0) p->parties[i].side = -1;
    }
}

static bool is_told(const rap_filed_mention *m)
{
    return m->entity >= 0 && m->kind != 'p';
}

/* Mentions of every entity, entity by entity. */
void rap_pile_index_mentions(rap_pile *p)
{
    rap_flat *to = &p->mentions;
    to->first = RAP_PILE_NEW(p, uint32_t, (size_t)p->entities.n + 2);
    for (uint32_t r = 0; r < p->n && !p->failed; r++) {
        const rap_filed *f = rap_pile_report(p, r);
        for (uint32_t i = 0; i < f->n_mentions; i++)
            if (is_told(&f->mentions[i]))
                to->first[p->entities.first[r] + (uint32_t)f->mentions[i].entity + 2]++;
    }
    for (uint32_t i = 2; i < p->entities.n + 2 && !p->failed; i++)
        to->first[i] += to->first[i - 1];
    to->n = p->failed ? 0 : to->first[p->entities.n + 1];
    to->v = RAP_PILE_NEW(p, rap_ref, to->n);
    for (uint32_t r = 0; r < p->n && !p->failed; r++) {
        const rap_filed *f = rap_pile_report(p, r);
        for (uint32_t i = 0; i < f->n_mentions; i++) {
            if (!is_told(&f->mentions[i])) continue;
            uint32_t flat = p->entities.first[r] + (uint32_t)f->mentions[i].entity;
            to->v[to->first[flat + 1]++] = (rap_ref){r, i};
        }
    }
}

/* Where an entity is named first; {0, 0} when it never is. */
static rap_span first_mention(const rap_pile *p, uint32_t flat)
{
    uint32_t i = p->mentions.first[flat];
    if (i == p->mentions.first[flat + 1]) return (rap_span){0, 0};
    rap_ref ref = p->mentions.v[i];
    return rap_pile_report(p, ref.report)->mentions[ref.index].at;
}

rap_str rap_pile_own_id(rap_pile *p, uint32_t flat)
{
    return rap_pile_lone_id(p, 'E', p->entities.v[flat].report, first_mention(p, flat));
}

/* ---- parties that the dossier knows already ---- */

static uint32_t collect_names(rap_pile *p, const rap_party *party, rap_str **out)
{
    size_t room = 1 + (size_t)party->n;
    uint32_t n = 0;
    for (uint32_t i = 0; i < party->n; i++)
        room += member(p, party, i)->n_aliases;
    rap_str *v = RAP_NEW(p->batch, rap_str, room);
    if (!v) p->failed = true;
    if (v) v[n++] = party->name;
    for (uint32_t i = 0; v && i < party->n; i++) {
        const rap_filed_entity *e = member(p, party, i);
        v[n++] = e->name;
        for (uint32_t k = 0; k < e->n_aliases; k++)
            v[n++] = e->aliases[k];
    }
    *out = v;
    return n;
}

static void recall(rap_pile *p, rap_party *party)
{
    rap_str *names = NULL;
    uint32_t n = collect_names(p, party, &names);
    rap_pile_asked who = {party->kind, party->iso, rap_pile_party_id(p, party->side),
                          names, n};
    rap_str id =
        p->failed ? (rap_str){"", 0} : p->options.recall(p->options.user, &who);
    if (id.n) party->id = rap_arena_copy(p->arena, id);
    if (!party->id.p) p->failed = true;
    rap_arena_reset(p->batch);
}

/* Countries, then others, then persons: a side is known before those who are on it. */
static int turn_of(const rap_party *party)
{
    enum { COUNTRIES, OTHERS, PERSONS };
    if (rap_str_is(party->kind, "country")) return COUNTRIES;
    return rap_str_is(party->kind, "person") ? PERSONS : OTHERS;
}

static void recall_parties(rap_pile *p)
{
    enum { TURNS = 3 };
    for (int turn = 0; turn < TURNS; turn++)
        for (uint32_t i = 0; i < p->n_parties && !p->failed; i++)
            if (turn_of(&p->parties[i]) == turn) recall(p, &p->parties[i]);
}

void rap_pile_describe_parties(rap_pile *p)
{
    for (uint32_t i = 0; i < p->n_parties && !p->failed; i++) {
        rap_party *party = &p->parties[i];
        uint32_t first = p->members[party->first];
        bool state = is_state(p, party);
        party->name = most(p, party, state, name_of);
        party->kind = most(p, party, state, kind_of);
        party->iso = most(p, party, state, iso_of);
        party->side = side_of(p, (int32_t)i);
        party->id =
            rap_pile_id(p, 'E', p->entities.v[first].report, first_mention(p, first));
        rap_arena_reset(p->batch);
    }
    if (!p->failed) cut_circles(p);
    if (!p->failed) rap_pile_set_parties(p);
    if (!p->failed) cut_circles(p);
    if (p->options.recall) recall_parties(p);
}

uint32_t rap_parties_count(const rap_pile *p)
{
    return p->n_parties;
}

static void write_list(rap_writing *w, const char *key, counted *v, size_t n)
{
    size_t k = count_same(v, n);
    rap_json_key(&w->j, key);
    rap_json_array(&w->j);
    for (size_t i = 0; i < k; i++)
        rap_json_str(&w->j, v[i].text);
    rap_json_end_array(&w->j);
}

static void write_spellings(rap_writing *w, const rap_party *party)
{
    rap_pile *p = w->pile;
    size_t room = party->n, n = 0;
    for (uint32_t i = 0; i < party->n; i++)
        room += member(p, party, i)->n_aliases;
    counted *v = RAP_NEW(p->batch, counted, room);
    if (!v) p->failed = true;
    for (uint32_t i = 0; v && i < party->n; i++) {
        const rap_filed_entity *e = member(p, party, i);
        if (e->name.n) v[n++] = (counted){e->name, 1, false};
        for (uint32_t k = 0; k < e->n_aliases; k++)
            if (e->aliases[k].n) v[n++] = (counted){e->aliases[k], 1, false};
    }
    write_list(w, "spellings", v, n);
}

static void write_roles(rap_writing *w, const rap_party *party)
{
    rap_pile *p = w->pile;
    size_t room = 0, n = 0;
    for (uint32_t i = 0; i < party->n; i++)
        room += member(p, party, i)->n_roles;
    counted *v = RAP_NEW(p->batch, counted, room);
    if (!v) p->failed = true;
    for (uint32_t i = 0; v && i < party->n; i++) {
        const rap_filed_entity *e = member(p, party, i);
        for (uint32_t k = 0; k < e->n_roles; k++)
            if (e->roles[k].n) v[n++] = (counted){e->roles[k], 1, false};
    }
    write_list(w, "roles", v, n);
}

static void write_mentions(rap_writing *w, uint32_t flat)
{
    const rap_flat *all = &w->pile->mentions;
    for (uint32_t i = all->first[flat]; i < all->first[flat + 1]; i++) {
        uint32_t rank = all->v[i].report;
        const rap_filed *f = rap_pile_report(w->pile, rank);
        rap_span at = f->mentions[all->v[i].index].at;
        rap_str spelling = rap_writing_quote(w, rank, at);
        rap_json_object(&w->j);
        rap_writing_where(w, rank, at);
        rap_writing_str(w, "spelling",
                        spelling.n ? spelling : rap_pile_entity(w->pile, flat)->name);
        rap_json_end_object(&w->j);
        rap_writing_cite(w, rank, at);
    }
}

/* Each spelling once, with the first reason that joined it. */
static void write_joins(rap_writing *w, const rap_party *party)
{
    rap_pile *p = w->pile;
    counted *v = RAP_NEW(p->batch, counted, party->n);
    size_t n = 0;
    if (!v) p->failed = true;
    for (uint32_t i = 0; v && i < party->n; i++) {
        uint32_t flat = p->members[party->first + i];
        if (p->joins[flat].reason)
            v[n++] = (counted){rap_pile_entity(p, flat)->name, flat, false};
    }
    if (n) qsort(v, n, sizeof *v, by_text);
    rap_json_key(&w->j, "joins");
    rap_json_array(&w->j);
    for (size_t i = 0; i < n; i++) {
        if (i && rap_str_eq(v[i].text, v[i - 1].text)) continue;
        uint32_t flat = v[i].count;
        for (size_t k = i + 1; k < n && rap_str_eq(v[k].text, v[i].text); k++)
            if (v[k].count < flat) flat = v[k].count;
        rap_json_object(&w->j);
        rap_writing_str(w, "spelling", v[i].text);
        rap_writing_str(w, "reason", rap_str_of(p->joins[flat].reason));
        rap_writing_int(w, "sure", p->joins[flat].sure);
        rap_json_end_object(&w->j);
    }
    rap_json_end_array(&w->j);
}

void rap_parties_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_party *party = &p->parties[i];
    rap_writing w;
    rap_writing_begin(&w, p, row, party->id);
    rap_writing_str(&w, "kind", party->kind);
    rap_writing_str(&w, "name", party->name);
    rap_writing_str(&w, "iso", party->iso);
    write_spellings(&w, party);
    rap_writing_str(&w, "side", rap_pile_party_id(p, party->side));
    write_roles(&w, party);
    rap_json_key(&w.j, "tellings");
    rap_json_array(&w.j);
    for (uint32_t k = 0; k < party->n; k++)
        write_mentions(&w, p->members[party->first + k]);
    rap_json_end_array(&w.j);
    write_joins(&w, party);
    rap_writing_end(&w);
    row->who = party->id;
    row->other = rap_pile_party_id(p, party->side);
    row->what = party->iso;
    row->state = party->kind;
    row->text = party->name;
    row->weight = (int32_t)w.cites.n;
}
