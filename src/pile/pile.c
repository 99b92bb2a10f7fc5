/*
 * pile/pile.c - takes all reports in, lays them out in order, and holds the memory of
 * what is found out about them.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/rows.h"

#include <stdlib.h>

enum {
    LARGE = 16384,   /* reports: more are not all kept in memory */
    LOOKS = 4096,    /* reports looked at before they are let go */
    LOOKS_LONG = 32, /* so many times, and what was found out is too */
    TAKEN = 64 << 20 /* bytes of what was found out, likewise */
};

static const size_t memory_limit = (size_t)1 << 36;

/* Of a large pile what was looked at is let go of with every so many bytes. */
static void let_go(const rap_pile *p, size_t bytes)
{
    struct rap_pace *pace = p->pace;
    pace->taken += bytes;
    if (pace->taken < TAKEN) return;
    pace->taken = 0;
    if (p->options.rested) rap_arena_rest(p->options.rested);
    rap_arena_rest(p->arena);
}

void *rap_pile_take(rap_pile *p, size_t count, size_t size, size_t align)
{
    void *room = p->failed ? NULL : rap_arena_take(p->arena, count, size, align);
    if (!room) p->failed = true;
    if (room && p->pace) let_go(p, count * size);
    return room;
}

void rap_pile_look(const rap_pile *p, uint32_t rank)
{
    struct rap_pace *pace = p->pace;
    pace->rank = rank;
    if (++pace->looks % LOOKS) return;
    if (p->options.rested) rap_arena_rest(p->options.rested);
    if (pace->looks % (LOOKS * LOOKS_LONG)) return;
    rap_arena_rest(p->arena);
    if (pace->also) rap_arena_rest(pace->also);
}

rap_arena *rap_pile_scratch(rap_pile *p, size_t limit)
{
    rap_arena *scratch = rap_arena_new_in(limit, p->pace ? p->options.folder : NULL);
    if (p->pace) p->pace->also = scratch;
    return scratch;
}

void rap_pile_scratch_free(rap_pile *p, rap_arena *scratch)
{
    if (p->pace) p->pace->also = NULL;
    rap_arena_free(scratch);
}

int32_t rap_pile_party(const rap_pile *p, uint32_t rank, int32_t index)
{
    return index < 0 ? -1
                     : p->party_of[rap_flat_at(&p->entities, rank, (uint32_t)index)];
}

int32_t rap_pile_side(const rap_pile *p, int32_t party)
{
    for (uint32_t step = 0; step < p->n_parties && party >= 0; step++) {
        if (p->parties[party].side < 0) return party;
        party = p->parties[party].side;
    }
    return party;
}

rap_str rap_pile_party_id(const rap_pile *p, int32_t party)
{
    return party < 0 ? (rap_str){"", 0} : p->parties[party].id;
}

typedef struct {
    rap_str id, key, sha256;
    uint32_t place;
} sortable;

static int by_id_and_key(const void *x, const void *y)
{
    const sortable *a = x, *b = y;
    int d = rap_str_cmp(a->id, b->id);
    if (d == 0) d = rap_str_cmp(a->key, b->key);
    if (d == 0) d = rap_str_cmp(a->sha256, b->sha256);
    return d ? d : (a->place > b->place) - (a->place < b->place);
}

/* With the names beside each other, for they are compared out of order. */
static sortable sortable_of(rap_pile *p, uint32_t place)
{
    const rap_filed *f = &p->reports[place];
    sortable s = {rap_arena_copy(p->batch, f->id), rap_arena_copy(p->batch, f->key),
                  f->sha256, place};
    if (!s.id.p || !s.key.p) p->failed = true;
    if (p->pace) rap_pile_look(p, place);
    return s;
}

static void sort_reports(rap_pile *p)
{
    sortable *s = RAP_PILE_NEW(p, sortable, p->n);
    p->order = RAP_PILE_NEW(p, uint32_t, p->n);
    if (p->failed) return;
    for (uint32_t i = 0; i < p->n && !p->failed; i++)
        s[i] = sortable_of(p, i);
    if (p->n) qsort(s, p->n, sizeof *s, by_id_and_key);
    for (uint32_t i = 0; i < p->n; i++)
        p->order[i] = s[i].place;
}

typedef uint32_t list_length(const rap_filed *f);
static uint32_t count_entities(const rap_filed *f)
{
    return f->n_entities;
}
static uint32_t count_attributions(const rap_filed *f)
{
    return f->n_attributions;
}
static uint32_t count_figures(const rap_filed *f)
{
    return f->n_figures;
}
static uint32_t count_events(const rap_filed *f)
{
    return f->n_events;
}
static uint32_t count_positions(const rap_filed *f)
{
    return f->n_positions;
}

static void flatten(rap_pile *p, rap_flat *flat, list_length *length)
{
    flat->first = RAP_PILE_NEW(p, uint32_t, (size_t)p->n + 1);
    if (p->failed) return;
    for (uint32_t r = 0; r < p->n; r++)
        flat->first[r + 1] = flat->first[r] + length(rap_pile_report(p, r));
    flat->n = flat->first[p->n];
    flat->v = RAP_PILE_NEW(p, rap_ref, flat->n);
    if (p->failed) return;
    for (uint32_t r = 0; r < p->n; r++)
        for (uint32_t i = flat->first[r]; i < flat->first[r + 1]; i++)
            flat->v[i] = (rap_ref){r, i - flat->first[r]};
}

static void name_attributions(rap_pile *p)
{
    p->attribution_ids = RAP_PILE_NEW(p, rap_str, p->attributions.n);
    if (p->failed) return;
    for (uint32_t i = 0; i < p->attributions.n; i++) {
        rap_ref ref = p->attributions.v[i];
        rap_filed_spans s =
            rap_pile_report(p, ref.report)->attributions[ref.index].content;
        p->attribution_ids[i] =
            rap_pile_id(p, 'A', ref.report, s.n ? s.v[0] : (rap_span){0, 0});
    }
}

static void lay_out(rap_pile *p)
{
    rap_pile_take_brief(p);
    sort_reports(p);
    if (p->failed) return;
    flatten(p, &p->entities, count_entities);
    flatten(p, &p->attributions, count_attributions);
    flatten(p, &p->figures, count_figures);
    flatten(p, &p->events, count_events);
    flatten(p, &p->positions, count_positions);
    if (!p->failed) name_attributions(p);
}

rap_code rap_pile_lay(rap_pile **out, const rap_filed *reports, uint32_t n,
                      const rap_pile_options *options, rap_err *err)
{
    const char *folder = options && n > LARGE ? options->folder : NULL;
    rap_arena *arena = rap_arena_new_in(memory_limit, folder);
    rap_pile *p = arena ? RAP_NEW(arena, rap_pile, 1) : NULL;
    if (!p) {
        rap_arena_free(arena);
        return rap_fail_memory(err);
    }
    *p = (rap_pile){.arena = arena, .reports = reports, .n = n};
    if (options) p->options = *options;
    p->batch = rap_arena_new(memory_limit);
    p->given = rap_arena_new(memory_limit);
    if (folder) p->pace = RAP_NEW(arena, struct rap_pace, 1);
    p->failed = !p->batch || !p->given || (folder && !p->pace);
    if (!p->failed) lay_out(p);
    *out = p;
    return RAP_OK;
}

void rap_pile_free(rap_pile *p)
{
    if (!p) return;
    rap_buf_done(&p->out);
    rap_arena_free(p->batch);
    rap_arena_free(p->given);
    rap_arena_free(p->arena);
}

const char *rap_row_kind_name(rap_row_kind kind)
{
    static const char *const names[RAP_ROW_KIND_COUNT] = {
        "",      "report",   "entity", "attribution",  "figure", "event", "position",
        "round", "document", "pledge", "disagreement", "copy",   "story", "chronology"};
    return kind < RAP_ROW_KIND_COUNT ? names[kind] : "";
}
