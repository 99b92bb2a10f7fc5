/*
 * pile/briefed.c - issues and places that a brief adds.
 *
 *     issue: river (land) = river, dam, water
 *     place: Kesh = 41.5 29.1 OS
 *
 * The reports are read without the brief; here a position whose words name one of an
 * issue's gets its label, the first of the brief that fits, and a place that is named
 * like one of the brief lies where the brief says.  The records stay as read.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/brief.h"
#include "pile/inside.h"
#include "pile/spelling.h"

typedef struct {
    rap_str label, phrase; /* the phrase folded, with a blank before and behind */
} wanted;

typedef struct {
    rap_pile *p;
    RAP_LIST(wanted) issues;
    RAP_LIST(rap_filed_place) places;
} search;

/* A text folded, between blanks. */
static rap_str padded(rap_pile *p, rap_arena *arena, rap_str text)
{
    rap_str plain = rap_spelling_plain(arena, text);
    char *to = RAP_NEW(arena, char, plain.n + 2);
    if (!to) {
        p->failed = true;
        return (rap_str){"", 0};
    }
    to[0] = to[plain.n + 1] = ' ';
    if (plain.n) memcpy(to + 1, plain.p, plain.n);
    return (rap_str){to, plain.n + 2};
}

/* "river (land)": the label stands before its family. */
static rap_str label_of(rap_str name)
{
    return rap_str_trim(rap_str_cut(name, 0, rap_str_find(name, RAP_STR("("), 0)));
}

static void take_line(search *w, const rap_brief_line *l)
{
    rap_str label = label_of(l->name), item;
    for (size_t at = 0; label.n && rap_brief_item(l->rest, &at, &item);) {
        wanted *to = RAP_PUSH(w->p->arena, &w->issues);
        if (!to) w->p->failed = true;
        if (to) *to = (wanted){label, padded(w->p, w->p->arena, item)};
    }
}

static rap_str issue_of(search *w, const rap_filed_position *x)
{
    rap_str text = padded(w->p, w->p->batch, x->proposition);
    for (size_t i = 0; i < w->issues.n; i++)
        if (rap_str_find(text, w->issues.v[i].phrase, 0) < text.n)
            return w->issues.v[i].label;
    return x->issue;
}

static void relabel(search *w, rap_filed *f)
{
    rap_filed_position *copy = RAP_PILE_NEW(w->p, rap_filed_position, f->n_positions);
    for (uint32_t i = 0; copy && i < f->n_positions; i++) {
        copy[i] = f->positions[i];
        copy[i].issue = issue_of(w, &copy[i]);
    }
    if (copy) f->positions = copy;
    rap_arena_reset(w->p->batch);
}

/* "41.5 29.1 OS", which rap_brief_check has looked at. */
static void take_place(search *w, const rap_brief_line *l)
{
    rap_filed_place *to = RAP_PUSH(w->p->arena, &w->places);
    if (!to) {
        w->p->failed = true;
        return;
    }
    *to = (rap_filed_place){.name = l->name};
    rap_str *const part[] = {&to->lat, &to->lon, &to->country};
    rap_str rest = rap_str_trim(l->rest);
    for (int i = 0; i < 3; i++) {
        size_t n = rap_str_find(rest, RAP_STR(" "), 0);
        *part[i] = rap_str_cut(rest, 0, n);
        rest = rap_str_trim(rap_str_cut(rest, n, rest.n));
    }
}

static const rap_filed_place *place_of(search *w, rap_str name)
{
    rap_str plain = rap_spelling_plain(w->p->batch, name);
    for (size_t i = 0; i < w->places.n; i++)
        if (rap_str_eq(rap_spelling_plain(w->p->batch, w->places.v[i].name), plain))
            return &w->places.v[i];
    return NULL;
}

static void put_places(search *w, rap_filed *f)
{
    rap_filed_place *copy = NULL;
    for (uint32_t i = 0; i < f->n_places; i++) {
        const rap_filed_place *told = place_of(w, f->places[i].name);
        rap_arena_reset(w->p->batch);
        if (!told) continue;
        if (!copy) copy = RAP_PILE_NEW(w->p, rap_filed_place, f->n_places);
        if (!copy) return;
        if (f->places != copy) memcpy(copy, f->places, f->n_places * sizeof *copy);
        f->places = copy;
        copy[i].country = told->country;
        copy[i].lat = told->lat;
        copy[i].lon = told->lon;
        copy[i].id = (rap_str){"", 0};
    }
}

void rap_pile_take_brief(rap_pile *p)
{
    search w = {.p = p};
    rap_brief_line l;
    for (rap_brief it = rap_brief_of(p->options.brief); rap_brief_next(&it, &l);) {
        if (rap_str_is(l.key, "issue")) take_line(&w, &l);
        if (rap_str_is(l.key, "place")) take_place(&w, &l);
    }
    if (p->failed || (w.issues.n == 0 && w.places.n == 0)) return;
    rap_filed *copy = RAP_PILE_NEW(p, rap_filed, p->n);
    for (uint32_t i = 0; copy && i < p->n; i++) {
        copy[i] = p->reports[i];
        if (!p->failed && copy[i].n_positions && w.issues.n) relabel(&w, &copy[i]);
        if (!p->failed && copy[i].n_places && w.places.n) put_places(&w, &copy[i]);
    }
    if (copy) p->reports = copy;
}
