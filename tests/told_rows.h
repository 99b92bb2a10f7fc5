/*
 * tests/told_rows.h - rows of a reading, a line each, as t_told.c compares them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TOLD_ROWS_H
#define TESTS_TOLD_ROWS_H

#include "reading/record.h"

typedef struct {
    const rap_reading *r;
    rap_buf *out;
} told;

static void put_words(const told *t, rap_str words)
{
    for (size_t i = 0; i < words.n; i++)
        rap_buf_byte(t->out, words.p[i] == '\n' ? ' ' : words.p[i]);
}

static void put_span(const told *t, rap_span at)
{
    put_words(t, rap_prose_cut(&t->r->prose, at));
}

static void put_spans(const told *t, const rap_span_list *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (i) rap_buf_z(t->out, " / ");
        put_span(t, list->v[i]);
    }
}

static void next_cell(const told *t)
{
    rap_buf_z(t->out, " | ");
}

/* A cell that is left out where there is nothing to say. */
static bool cell(const told *t, const char *name, bool there)
{
    if (there) rap_buf_printf(t->out, " | %s ", name);
    return there;
}

static void put_entity(const told *t, int32_t e)
{
    if (e < 0)
        rap_buf_z(t->out, "?");
    else
        put_words(t, t->r->names.entities[e].name);
}

static void put_entities(const told *t, const int32_t *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i) rap_buf_z(t->out, ", ");
        put_entity(t, v[i]);
    }
}

static void put_strings(const told *t, const rap_str *v, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (i) rap_buf_z(t->out, ", ");
        put_words(t, v[i]);
    }
}

static void put_days(const told *t, rap_days days)
{
    rap_buf_z(t->out, rap_days_print(days).z);
}

/* ---- rows --------------------------------------------------------------------------
 */

static uint32_t tell_entity(const told *t, uint32_t i)
{
    if (i >= t->r->names.n_entities) return 0;
    const rap_entity *e = &t->r->names.entities[i];
    rap_buf_printf(t->out, "%s ", rap_entity_kind_name(e->kind));
    put_words(t, e->name);
    if (cell(t, "iso", e->iso[0])) rap_buf_z(t->out, e->iso);
    if (cell(t, "roles", e->n_roles > 0)) put_strings(t, e->roles, e->n_roles);
    if (cell(t, "side", e->side >= 0)) put_entity(t, e->side);
    if (cell(t, "also", e->n_aliases > 0)) put_strings(t, e->aliases, e->n_aliases);
    return 1;
}

static uint32_t tell_mention(const told *t, uint32_t i)
{
    if (i >= t->r->names.n_mentions) return 0;
    const rap_mention *m = &t->r->names.mentions[i];
    rap_buf_printf(t->out, "%s ", rap_mention_kind_name(m->kind));
    put_span(t, m->at);
    rap_buf_z(t->out, " = ");
    put_entity(t, m->entity);
    return 1;
}

/* Phrases that mean one thing. */
static uint32_t tell_chain(const told *t, uint32_t i)
{
    const rap_coref *c = &t->r->coref;
    uint32_t n = 0;
    if (i >= c->n_chains) return 0;
    for (uint32_t k = 0; k < c->n_mentions; k++) {
        if (c->mentions[k].chain != (int32_t)i) continue;
        if (n++) rap_buf_z(t->out, " = ");
        put_span(t, c->mentions[k].at);
    }
    if (cell(t, "who", c->chains[i].entity >= 0)) put_entity(t, c->chains[i].entity);
    return 1;
}

static uint32_t tell_place(const told *t, uint32_t i)
{
    if (i >= t->r->places.n_places) return 0;
    const rap_place *p = &t->r->places.places[i];
    put_span(t, p->at);
    rap_buf_printf(t->out, " | %s", rap_place_use_name(p->use));
    if (cell(t, "is", p->name.n > 0))
        put_strings(t, (rap_str[]){p->name, p->country}, 2);
    if (cell(t, "in", p->admin1.n > 0)) put_words(t, p->admin1);
    if (cell(t, "lies", p->relation)) rap_buf_z(t->out, p->relation);
    if (cell(t, "claimed by", p->disputed_by.n > 0)) put_words(t, p->disputed_by);
    return 1;
}

static uint32_t tell_time(const told *t, uint32_t i)
{
    if (i >= t->r->times.n_times) return 0;
    const rap_time *x = &t->r->times.times[i];
    put_span(t, x->at);
    rap_buf_printf(t->out, " | %s %s", rap_timex_type_name(x->type), x->value);
    if (cell(t, "mod", x->mod)) rap_buf_z(t->out, x->mod);
    bool days = !rap_day_is_none(x->days.from) || !rap_day_is_none(x->days.to);
    if (cell(t, "days", days)) put_days(t, x->days);
    rap_buf_printf(t->out, " | by %s", x->rule);
    if (cell(t, "from", x->anchor)) rap_buf_z(t->out, x->anchor);
    return 1;
}

static uint32_t tell_published(const told *t, uint32_t i)
{
    const rap_published *p = &t->r->times.published;
    if (i > 0) return 0;
    put_days(t, (rap_days){p->day, p->day});
    rap_buf_printf(t->out, " | %s", p->basis ? p->basis : "none");
    if (cell(t, "in", !rap_day_is_none(p->range.from))) put_days(t, p->range);
    return 1;
}

static void put_unnamed(const told *t, const rap_attribution *a)
{
    const char *kind = rap_unnamed_kind_name(a->unnamed_kind);
    if (!cell(t, "unnamed", a->anonymous)) return;
    rap_buf_z(t->out, kind ? kind : "");
    if (a->unnamed_count) rap_buf_printf(t->out, " %u", a->unnamed_count);
}

static uint32_t tell_said(const told *t, uint32_t i)
{
    if (i >= t->r->speech.n_attributions) return 0;
    const rap_attribution *a = &t->r->speech.attributions[i];
    put_spans(t, &a->source);
    rap_buf_z(t->out, " (");
    put_entity(t, a->speaker);
    rap_buf_z(t->out, ") | ");
    put_spans(t, &a->cue);
    next_cell(t);
    put_spans(t, &a->content);
    rap_buf_printf(t->out, " | %s", rap_speech_kind_name(a->kind));
    (void)cell(t, "no speech", !a->speech);
    put_unnamed(t, a);
    if (cell(t, "via", a->n_via > 0)) put_entities(t, a->via, a->n_via);
    if (cell(t, "to", a->addressee.to > a->addressee.from)) put_span(t, a->addressee);
    if (cell(t, "by", a->medium.to > a->medium.from)) put_span(t, a->medium);
    if (cell(t, "on", a->day_basis)) put_days(t, a->day);
    if (cell(t, "in row", a->nested_in >= 0))
        rap_buf_printf(t->out, "%d", a->nested_in + 1);
    rap_buf_printf(t->out, " | by %s", a->rule);
    return 1;
}

static void put_teller(const told *t, int32_t attribution)
{
    if (!cell(t, "says", attribution >= 0)) return;
    put_spans(t, &t->r->speech.attributions[attribution].source);
}

static uint32_t tell_figure(const told *t, uint32_t i)
{
    if (i >= t->r->facts.n_figures) return 0;
    const rap_figure *f = &t->r->facts.figures[i];
    put_span(t, f->at);
    rap_buf_printf(t->out, " | " RAP_FMT " %s " RAP_FMT, RAP_ARG(f->subject),
                   f->relation, RAP_ARG(f->value));
    if (f->value_to.n) rap_buf_printf(t->out, ".." RAP_FMT, RAP_ARG(f->value_to));
    rap_buf_printf(t->out, " " RAP_FMT, RAP_ARG(f->unit));
    if (cell(t, "in", f->place >= 0)) put_span(t, t->r->places.places[f->place].at);
    if (cell(t, "of", !rap_day_is_none(f->as_of.from))) put_days(t, f->as_of);
    put_teller(t, f->attribution);
    return 1;
}

static uint32_t tell_event(const told *t, uint32_t i)
{
    if (i >= t->r->facts.n_events) return 0;
    const rap_event *e = &t->r->facts.events[i];
    put_span(t, e->trigger);
    rap_buf_printf(t->out, " | " RAP_FMT " " RAP_FMT " | ", RAP_ARG(e->cameo),
                   RAP_ARG(e->plover));
    put_entities(t, e->source.v, e->source.n);
    rap_buf_z(t->out, e->reciprocal ? " <> " : " > ");
    put_entities(t, e->target.v, e->target.n);
    rap_buf_printf(t->out, " | %s", rap_status_name(e->status));
    if (cell(t, "on", !rap_day_is_none(e->day.from))) put_days(t, e->day);
    if (cell(t, e->place_relation ? e->place_relation : "place", e->places.n > 0))
        for (uint32_t k = 0; k < e->places.n; k++) {
            if (k) rap_buf_z(t->out, ", ");
            put_span(t, t->r->places.places[e->places.v[k]].at);
        }
    put_teller(t, e->attribution);
    return 1;
}

static uint32_t tell_position(const told *t, uint32_t i)
{
    if (i >= t->r->facts.n_positions) return 0;
    const rap_position *p = &t->r->facts.positions[i];
    put_entity(t, p->party);
    rap_buf_printf(t->out, " | " RAP_FMT " " RAP_FMT " %c | ", RAP_ARG(p->stance),
                   RAP_ARG(p->issue), p->polarity);
    put_words(t, p->proposition);
    rap_buf_printf(t->out, " | %s", p->asserted_by);
    if (cell(t, "toward", p->toward.n > 0)) put_entities(t, p->toward.v, p->toward.n);
    if (cell(t, "if", p->condition.to > p->condition.from)) {
        put_span(t, p->condition);
        rap_buf_printf(t->out, " (%s)",
                       p->condition_state ? p->condition_state : "unknown");
    }
    if (cell(t, "on", !rap_day_is_none(p->day.from))) put_days(t, p->day);
    put_teller(t, p->attribution);
    return 1;
}

static const struct {
    const char *name;
    uint32_t (*tell)(const told *t, uint32_t i);
} kinds[] = {{"entity", tell_entity},     {"mention", tell_mention},
             {"chain", tell_chain},       {"place", tell_place},
             {"time", tell_time},         {"said", tell_said},
             {"figure", tell_figure},     {"event", tell_event},
             {"position", tell_position}, {"published", tell_published}};
enum { KINDS = sizeof kinds / sizeof *kinds };

/* How many rows there are, and "said 97 90; event 80" of all that carry a belief. */
static void tell_sure(const told *t)
{
    const rap_reading *r = t->r;
    const rap_coref *c = &r->coref;
    rap_buf_printf(t->out, "%u %u %u %u %u %u; ", r->names.n_entities,
                   r->names.n_mentions, r->places.n_places, r->times.n_times,
                   r->facts.n_figures, c->n_chains);
    rap_buf_printf(t->out, "published %u; said", r->times.published.sure);
    for (uint32_t i = 0; i < r->speech.n_attributions; i++)
        rap_buf_printf(t->out, " %u", r->speech.attributions[i].sure);
    rap_buf_z(t->out, "; event");
    for (uint32_t i = 0; i < r->facts.n_events; i++)
        rap_buf_printf(t->out, " %u", r->facts.events[i].sure);
    rap_buf_z(t->out, "; position");
    for (uint32_t i = 0; i < r->facts.n_positions; i++)
        rap_buf_printf(t->out, " %u", r->facts.positions[i].sure);
    rap_buf_z(t->out, "; same");
    for (uint32_t i = 0; i < c->n_mentions; i++)
        rap_buf_printf(t->out, " %u", c->mentions[i].sure);
}

#endif
