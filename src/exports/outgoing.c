/*
 * exports/outgoing.c - what all formats for other programs share.
 */
/* SPDX-License-Identifier: MIT */
#include "exports/outgoing.h"
#include "view/torn.h"

#include "places/atlas.h"

#include "base/json.h"

enum { ARENA_LIMIT = 1 << 30, ROW_LIMIT = 1 << 28, WEEK = 7, MONTH = 31 };

rap_code rap_outgoing_begin(rap_outgoing *o, rap_dossier *d, rap_err *err)
{
    o->err = err;
    o->arena = rap_arena_new(ARENA_LIMIT);
    o->row = rap_arena_new(ROW_LIMIT);
    rap_code rc =
        o->arena && o->row ? rap_view_new(&o->v, d, err) : rap_fail_memory(err);
    if (rc == RAP_OK)
        o->v->exporting = true;
    else
        rap_outgoing_end(o);
    return rc;
}

void rap_outgoing_end(rap_outgoing *o)
{
    rap_view_free(o->v);
    rap_arena_free(o->arena);
    rap_arena_free(o->row);
    o->v = NULL;
    o->arena = o->row = NULL;
}

rap_code rap_outgoing_walk(rap_outgoing *o, const char *kind, rap_outgoing_row *row)
{
    rap_rows *rows = NULL;
    bool more = true;
    rap_code rc = rap_rows_open(&rows, o->v, kind, false, o->err);
    while (rc == RAP_OK) {
        rap_item item;
        rap_row_clear(o->v, o->row);
        rc = rap_rows_next(rows, &item, &more, o->row, o->err);
        if (rc != RAP_OK || !more) break;
        rc = row(o, &item);
        if (rc == RAP_OK) rc = o->flow(o->sink, o->err);
    }
    rap_rows_close(rows);
    return rc;
}

rap_code rap_outgoing_whole(const rap_outgoing *o)
{
    bool lost = rap_arena_refused(o->row) || rap_arena_refused(o->arena);
    return lost ? rap_fail_memory(o->err) : rap_view_whole(o->v, o->err);
}

rap_str rap_outgoing_words(const rap_outgoing *o, rap_str words)
{
    return o->no_text ? (rap_str){"", 0} : words;
}

static bool is_words(rap_str key)
{
    static const char *const keys[] = {"text", "proposition", "summary",    "title",
                                       "what", "cue_text",    "source_text"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (rap_str_is(key, keys[i])) return true;
    return false;
}

static void put_scalar(rap_buf *out, const rap_value *v)
{
    rap_json j = rap_json_of(out);
    switch (v->kind) {
    case RAP_JSON_STRING:
        rap_json_str(&j, v->text);
        break;
    case RAP_JSON_NUMBER:
        rap_buf_put(out, v->text);
        break;
    case RAP_JSON_TRUE:
        rap_buf_z(out, "true");
        break;
    case RAP_JSON_FALSE:
        rap_buf_z(out, "false");
        break;
    default:
        rap_buf_z(out, "null");
    }
}

static const rap_value *skip_words(const rap_value *v)
{
    while (v && v->key.n && is_words(v->key))
        v = v->next;
    return v;
}

void rap_json_without(rap_buf *out, const rap_value *v, rap_arena *arena)
{
    typedef struct {
        const rap_value *next;
        char end;
    } level;
    enum { DEEP = 64 };
    level *stack = RAP_NEW(arena, level, DEEP);
    if (!stack) out->failed = true;
    uint32_t depth = 0;
    bool first = true;
    for (const rap_value *at = v; stack && (at || depth);) {
        if (!at) {
            rap_buf_byte(out, stack[--depth].end);
            at = stack[depth].next;
            first = false;
            continue;
        }
        if (!first) rap_buf_byte(out, ',');
        first = false;
        if (at->key.n) {
            rap_json j = rap_json_of(out);
            rap_json_str(&j, at->key);
            rap_buf_byte(out, ':');
        }
        bool object = at->kind == RAP_JSON_OBJECT;
        bool deep = (object || at->kind == RAP_JSON_ARRAY) && depth < DEEP;
        if (!deep) put_scalar(out, at);
        if (deep) rap_buf_byte(out, object ? '{' : '[');
        if (deep)
            stack[depth++] =
                (level){at == v ? NULL : skip_words(at->next), object ? '}' : ']'};
        if (deep) first = true;
        at = deep ? skip_words(at->first) : at == v ? NULL : skip_words(at->next);
    }
}

static void put_tabbed(rap_buf *out, rap_str cell)
{
    rap_torn_mind(out, cell);
    if (rap_csv_is_formula(cell)) rap_buf_byte(out, '\'');
    for (size_t i = 0; i < cell.n; i++) {
        unsigned char c = (unsigned char)cell.p[i];
        rap_buf_byte(out, c < 0x20 || c == 0x7F ? ' ' : cell.p[i]);
    }
}

void rap_cells_put(rap_cells *c, rap_str cell)
{
    if (c->begun) rap_buf_byte(c->out, c->tabs ? '\t' : ',');
    c->begun = true;
    if (c->tabs)
        put_tabbed(c->out, cell);
    else
        rap_csv_cell(c->out, cell);
}

void rap_cells_int(rap_cells *c, int64_t v)
{
    rap_buf b = {0};
    rap_buf_int(&b, v);
    if (c->begun) rap_buf_byte(c->out, c->tabs ? '\t' : ',');
    c->begun = true;
    rap_torn_put(c->out, &b);
    rap_buf_done(&b);
}

void rap_cells_none(rap_cells *c, uint32_t n)
{
    while (n-- > 0)
        rap_cells_put(c, (rap_str){"", 0});
}

void rap_cells_end(rap_cells *c)
{
    rap_buf_z(c->out, c->tabs ? "\n" : "\r\n");
    c->begun = false;
}

void rap_cells_head(rap_cells *c, const char *const *names, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        rap_cells_put(c, rap_str_of(names[i]));
    rap_cells_end(c);
}

rap_code rap_outgoing_claimants(rap_str *out, rap_outgoing *o, const rap_item *item)
{
    rap_buf b = {0};
    rap_code rc = rap_claimants_write(&b, o->v, item, o->row, o->err);
    if (rc == RAP_OK) *out = rap_torn_copy(o->row, &b);
    rap_buf_done(&b);
    return rc == RAP_OK && !out->p ? rap_fail_memory(o->err) : rc;
}

rap_str rap_outgoing_places(rap_outgoing *o, const rap_item *item)
{
    rap_buf b = {0};
    for (uint32_t i = 0; i < item->n_cites; i++) {
        if (i) rap_buf_z(&b, "; ");
        rap_cite_put(&b, o->v, item->cites[i]);
    }
    rap_str places = rap_torn_copy(o->row, &b);
    rap_buf_done(&b);
    return places.p ? places : (rap_str){"", 0};
}

rap_outgoing_day rap_outgoing_when(rap_str day)
{
    int32_t first, last;
    rap_outgoing_day w = {.exact = 0};
    if (!rap_day_bounds(&first, &last, day)) return w;
    w.first = rap_day_of_serial(first);
    w.last = rap_day_of_serial(last);
    int32_t days = last - first + 1;
    w.exact = days == 1 ? 1 : days <= WEEK ? 2 : days <= MONTH ? 3 : 4;
    return w;
}

rap_str rap_outgoing_iso(const rap_view *v, rap_str id)
{
    int32_t i = rap_view_find(v, id);
    if (i == RAP_NOBODY) return (rap_str){"", 0};
    if (!v->names[i].iso.n && v->names[i].side != RAP_NOBODY) i = v->names[i].side;
    return v->names[i].iso;
}

rap_str rap_outgoing_credit(const rap_item *item)
{
    const rap_value *places = rap_jsonin_get(item->json, "places");
    bool any = places && places->kind == RAP_JSON_ARRAY && places->first;
    return rap_str_of(any ? RAP_ATLAS_CREDIT : "");
}
