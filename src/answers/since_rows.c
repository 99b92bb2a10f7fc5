/*
 * answers/since_rows.c - changes as data, and their words.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/round.h"
#include "answers/since.h"

static const struct {
    const char *name, *heading;
} kinds[RAP_SINCE_KINDS] = {
    [RAP_SINCE_ROUND] = {"round", "Rounds of talks"},
    [RAP_SINCE_PAPER] = {"paper", "Papers"},
    [RAP_SINCE_MOVED] = {"moved", "Positions that moved"},
    [RAP_SINCE_POSITION] = {"position", "New positions"},
    [RAP_SINCE_PLEDGE] = {"pledge", "New pledges"},
    [RAP_SINCE_FOLLOWUP] = {"followup", "Said of pledges"},
    [RAP_SINCE_DIFFER] = {"disagreement", "New disagreements"},
    [RAP_SINCE_EVENT] = {"event", "New events"},
};

const char *rap_since_name(rap_since_kind kind)
{
    return kinds[kind].name;
}

const char *rap_since_heading(rap_since_kind kind)
{
    return kinds[kind].heading;
}

void rap_since_day(rap_buf *out, int32_t serial)
{
    rap_day_text text = rap_day_print(rap_day_of_serial(serial));
    rap_buf_z(out, text.z);
}

void rap_since_write(rap_buf *out, const rap_since *s, const rap_view *v)
{
    rap_buf day = {0};
    if (s->since == INT32_MAX) {
        rap_buf_z(out, "No report has a day, so nothing can be called new.");
        return;
    }
    rap_since_day(&day, s->since);
    rap_buf_z(out, s->usual ? "The last week of the dossier: since " : "Since ");
    rap_word_day(out, rap_torn_text(&day));
    rap_buf_z(out, ", by the days of the reports: ");
    rap_word_count(out, s->reports);
    rap_buf_z(out, " of ");
    rap_word_things(out, v->n_reports, "report is new.", "reports are new.");
    if (s->undated) {
        rap_buf_z(out, " Not looked at: ");
        rap_word_things(out, s->undated, "report", "reports");
        rap_buf_z(out, " whose day is not known well enough.");
    }
    if (s->hollow) {
        rap_buf_z(out, " Not counted: ");
        rap_word_things(out, s->hollow, "position", "positions");
        rap_buf_z(out, " known only from the other side, outsiders or unnamed sources "
                       "(hollow).");
    }
    rap_buf_done(&day);
}

/* ---- JSON ---- */

/* The status of a round before, or the earlier position; null for what has none. */
static rap_code json_was(rap_buf *out, rap_view *v, const rap_change *c,
                         const rap_item *item, rap_arena *arena)
{
    rap_item was = {0};
    rap_round r;
    if (c->was) {
        rap_code rc = rap_view_row(v, &was, "position", c->was->id, arena, NULL);
        rap_buf_put(out, was.id.n ? was.body : rap_str_of("null"));
        return rc;
    }
    if (!c->again) {
        rap_buf_z(out, "null");
        return RAP_OK;
    }
    rap_code rc = rap_round_of(&r, v, item, arena, NULL);
    if (rc != RAP_OK) return rc;
    const rap_telling *t = rap_change_before(r.tellings, r.n_tellings, v, c->day);
    rap_buf_byte(out, '"');
    if (t) rap_buf_put(out, rap_round_step(t));
    rap_buf_byte(out, '"');
    return RAP_OK;
}

rap_code rap_change_json(rap_buf *out, rap_view *v, const rap_change *c,
                         rap_arena *arena, rap_err *err)
{
    rap_item item;
    rap_code rc = rap_change_item(&item, v, c, arena, err);
    if (rc != RAP_OK || !item.id.n) return rc;
    rap_buf_printf(out, "{\"change\":\"%s\",\"reported\":\"", rap_since_name(c->kind));
    rap_since_day(out, c->day);
    rap_buf_z(out, "\",\"was\":");
    rc = json_was(out, v, c, &item, arena);
    if (c->kind == RAP_SINCE_FOLLOWUP) rap_buf_printf(out, ",\"followup\":%u", c->part);
    rap_buf_z(out, ",\"row\":");
    rap_buf_put(out, item.body);
    rap_buf_byte(out, '}');
    return rc == RAP_OK ? rc : rap_fail(err, rc, RAP_NOWHERE, "a change is damaged");
}

/* ---- cells ---- */

void rap_change_head(rap_buf *out, bool csv)
{
    rap_buf_z(out, csv ? "change,reported," : "change\treported\t");
    if (csv)
        rap_csv_head(out);
    else
        rap_plain_head(out);
}

static void put_first_cells(rap_buf *out, const char *name, int32_t day, bool csv)
{
    rap_buf_printf(out, csv ? "\"%s\",\"" : "%s\t", name);
    rap_since_day(out, day);
    rap_buf_z(out, csv ? "\"," : "\t");
}

rap_code rap_change_cells(rap_buf *out, rap_view *v, const rap_change *c,
                          rap_arena *arena, bool csv)
{
    rap_item item;
    rap_code rc = RAP_OK;
    if (c->was) {
        rc = rap_view_row(v, &item, "position", c->was->id, arena, NULL);
        put_first_cells(out, "moved from", c->day, csv);
        if (rc == RAP_OK) rc = rap_row_alone(out, v, &item, arena, csv);
    }
    if (rc == RAP_OK) rc = rap_change_item(&item, v, c, arena, NULL);
    if (rc != RAP_OK || !item.id.n) return rc;
    put_first_cells(out, c->was ? "moved to" : rap_since_name(c->kind), c->day, csv);
    if (c->kind == RAP_SINCE_FOLLOWUP)
        return rap_row_part(out, v, &item, c->part, arena, csv);
    rc = rap_row_alone(out, v, &item, arena, csv);
    const rap_value *sides = rap_jsonin_get(item.json, "sides");
    for (uint32_t i = 0; rc == RAP_OK && sides && i < sides->n; i++) {
        put_first_cells(out, rap_since_name(c->kind), c->day, csv);
        rc = rap_row_part(out, v, &item, i, arena, csv);
    }
    return rc;
}
