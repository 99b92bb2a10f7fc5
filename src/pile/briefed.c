/*
 * pile/briefed.c - issues that a brief adds: what names one of their words is on them.
 *
 *     issue: river (land) = river, dam, water
 *
 * The reports are read without the brief; here a position whose words name one of an
 * issue's gets its label, the first of the brief that fits.  The records stay as read.
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

void rap_pile_take_issues(rap_pile *p)
{
    search w = {.p = p};
    rap_brief_line l;
    for (rap_brief it = rap_brief_of(p->options.brief); rap_brief_next(&it, &l);)
        if (rap_str_is(l.key, "issue")) take_line(&w, &l);
    if (p->failed || w.issues.n == 0) return;
    rap_filed *copy = RAP_PILE_NEW(p, rap_filed, p->n);
    for (uint32_t i = 0; copy && i < p->n; i++) {
        copy[i] = p->reports[i];
        if (!p->failed && copy[i].n_positions) relabel(&w, &copy[i]);
    }
    if (copy) p->reports = copy;
}
