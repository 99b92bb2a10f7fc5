/*
 * reading/record_facts.c - the layers figures, events and positions of a record.
 */
/* SPDX-License-Identifier: MIT */
#include "reading/record.h"

static void write_member(rap_json *j, const char *key, char letter, int32_t index)
{
    rap_json_key(j, key);
    rap_record_id(j, letter, index);
}

static void write_ids(rap_json *j, const char *key, const rap_actors *list)
{
    rap_json_key(j, key);
    rap_json_array(j);
    for (uint32_t i = 0; i < list->n; i++)
        rap_record_id(j, 'e', list->v[i]);
    rap_json_end_array(j);
}

static void write_str(rap_json *j, const char *key, rap_str s)
{
    rap_json_key(j, key);
    rap_json_str_or_null(j, s);
}

static void write_days(rap_json *j, const char *key, rap_days days)
{
    rap_day_text t = rap_days_print(days);
    write_str(j, key, rap_str_of(t.z));
}

static void write_at(rap_json *j, const rap_reading *r, const char *key, rap_span at)
{
    rap_json_key(j, key);
    rap_record_span(j, r, at);
}

static void write_figure(rap_json *j, const rap_reading *r, const rap_figure *f)
{
    rap_json_object(j);
    write_at(j, r, "at", f->at);
    rap_json_key(j, "subject");
    rap_json_str(j, f->subject);
    rap_json_key(j, "relation");
    rap_json_z(j, f->relation);
    rap_json_key(j, "value");
    rap_json_str(j, f->value);
    write_str(j, "value_to", f->value_to);
    write_str(j, "unit", f->unit);
    rap_json_key(j, "place");
    if (f->place >= 0)
        rap_json_int(j, f->place);
    else
        rap_json_null(j);
    write_days(j, "as_of", f->as_of);
    write_member(j, "attribution", 'a', f->attribution);
    if (f->against >= 0) {
        rap_json_key(j, "against");
        rap_json_int(j, f->against);
    }
    rap_json_end_object(j);
}

static void write_event(rap_json *j, const rap_reading *r, int32_t index)
{
    const rap_event *e = &r->facts.events[index];
    rap_json_object(j);
    write_member(j, "id", 'v', index);
    write_at(j, r, "at", e->at);
    write_at(j, r, "trigger", e->trigger);
    write_ids(j, "source", &e->source);
    write_ids(j, "target", &e->target);
    rap_json_key(j, "reciprocal");
    rap_json_bool(j, e->reciprocal);
    rap_json_key(j, "cameo");
    rap_json_str(j, e->cameo);
    rap_json_key(j, "plover");
    rap_json_str(j, e->plover);
    rap_json_key(j, "status");
    rap_json_z(j, rap_status_name(e->status));
    write_days(j, "day", e->day);
    rap_json_key(j, "places");
    rap_json_array(j);
    for (uint32_t i = 0; i < e->places.n; i++)
        rap_json_int(j, e->places.v[i]);
    rap_json_end_array(j);
    rap_json_key(j, "place_relation");
    rap_json_z(j, e->place_relation);
    write_member(j, "attribution", 'a', e->attribution);
    rap_json_key(j, "rule");
    rap_json_z(j, e->rule);
    rap_json_key(j, "sure");
    rap_json_int(j, e->sure);
    rap_json_end_object(j);
}

static void write_condition(rap_json *j, const rap_reading *r, const rap_position *p)
{
    rap_json_key(j, "condition");
    if (p->condition.from == p->condition.to) {
        rap_json_null(j);
        return;
    }
    rap_json_object(j);
    rap_record_at_text(j, r, p->condition);
    rap_json_key(j, "state");
    rap_json_z(j, p->condition_state ? p->condition_state : "unknown");
    rap_json_end_object(j);
}

static void write_position(rap_json *j, const rap_reading *r, int32_t index)
{
    const rap_position *p = &r->facts.positions[index];
    rap_json_object(j);
    write_member(j, "id", 'p', index);
    write_at(j, r, "at", p->at);
    write_member(j, "party", 'e', p->party);
    rap_json_key(j, "issue");
    rap_json_str(j, p->issue);
    rap_json_key(j, "stance");
    rap_json_str(j, p->stance);
    rap_json_key(j, "polarity");
    rap_json_str(j, (rap_str){&p->polarity, 1});
    rap_json_key(j, "proposition");
    rap_json_str(j, p->proposition);
    write_condition(j, r, p);
    write_ids(j, "toward", &p->toward);
    write_days(j, "day", p->day);
    write_member(j, "attribution", 'a', p->attribution);
    rap_json_key(j, "asserted_by");
    rap_json_z(j, p->asserted_by);
    rap_json_key(j, "rule");
    rap_json_z(j, p->rule);
    rap_json_key(j, "sure");
    rap_json_int(j, p->sure);
    rap_json_end_object(j);
}

void rap_record_write_facts(rap_json *j, const rap_reading *r)
{
    if (r->layers & RAP_LAYER_FIGURES) {
        rap_json_key(j, "figures");
        rap_json_array(j);
        for (uint32_t i = 0; i < r->facts.n_figures; i++)
            write_figure(j, r, &r->facts.figures[i]);
        rap_json_end_array(j);
    }
    if (r->layers & RAP_LAYER_EVENTS) {
        rap_json_key(j, "events");
        rap_json_array(j);
        for (uint32_t i = 0; i < r->facts.n_events; i++)
            write_event(j, r, (int32_t)i);
        rap_json_end_array(j);
    }
    if (r->layers & RAP_LAYER_POSITIONS) {
        rap_json_key(j, "positions");
        rap_json_array(j);
        for (uint32_t i = 0; i < r->facts.n_positions; i++)
            write_position(j, r, (int32_t)i);
        rap_json_end_array(j);
    }
}
