/*
 * tests/pile_rows.h - the rows of a pile as a reader of a table reads them.
 *
 *     round held place=Kesh from=2031-05-06 parties=[Norland, Sudmark]
 *       telling a"Norland and Sudmark met" status=actual
 *
 * Ids stand as what they name: parties by their names, other rows by a letter and their
 * text; a span of a report as its words behind the report's key.  What is null, empty
 * or false is left out, and so is what only the reading of one report decides.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_PILE_ROWS_H
#define TESTS_PILE_ROWS_H

#include "base/buf.h"
#include "base/jsonin.h"
#include "pile/pile.h"

#include <stdlib.h>
#include <string.h>

enum { TOLD_ROWS = 2048, TOLD_SHORT = 48 };

typedef struct {
    rap_str id, label;
} told_label;

/* A pile of reports and all its rows. */
typedef struct {
    rap_arena *arena;
    rap_filed *filed;
    uint32_t n_filed;
    const rap_value *rows[TOLD_ROWS];
    uint32_t n;
    told_label labels[TOLD_ROWS];
    uint32_t n_labels;
    rap_buf *out;
} told_pile;

static inline int told_by_id(const void *x, const void *y)
{
    return rap_str_cmp(((const told_label *)x)->id, ((const told_label *)y)->id);
}

/* White space as one blank; of long ones the beginning and the end. */
static inline void tell_short(rap_buf *out, rap_str s)
{
    size_t from = out->n;
    for (size_t i = 0; i < s.n; i++) {
        bool gap = strchr(" \n\t", s.p[i]) != NULL;
        if (s.n > TOLD_SHORT && gap && i >= 20 && i < s.n - 16) {
            rap_buf_z(out, " ..");
            for (i = s.n - 16; i < s.n && s.p[i] != ' ' && s.p[i] != '\n'; i++)
                ;
        }
        if (i >= s.n || (gap && out->n > from && out->p[out->n - 1] == ' ')) continue;
        rap_buf_byte(out, gap || i >= s.n ? ' ' : s.p[i]);
    }
}

static inline rap_str told_label_text(const told_pile *t, const rap_value *row,
                                      rap_str id)
{
    static const char *const keys[] = {"name", "what", "text", "title", "topic", NULL};
    rap_buf b = {0};
    rap_str text = {"", 0};
    for (int i = 0; keys[i] && !text.n; i++)
        text = rap_jsonin_str(row, keys[i]);
    if (id.p[0] != 'E') rap_buf_printf(&b, "%c:", id.p[0]);
    tell_short(&b, text);
    if (id.p[0] == 'T')
        rap_buf_printf(&b, RAP_FMT " " RAP_FMT, RAP_ARG(rap_jsonin_str(row, "place")),
                       RAP_ARG(rap_jsonin_str(row, "from")));
    text = rap_arena_copy(t->arena, rap_buf_str(&b));
    rap_buf_done(&b);
    return text;
}

static inline rap_str told_name(const told_pile *t, rap_str s)
{
    const told_label key = {s, {"", 0}};
    const told_label *l = bsearch(&key, t->labels, t->n_labels, sizeof key, told_by_id);
    return l ? l->label : s;
}

static inline bool told_is_nothing(const rap_value *v)
{
    return v->kind == RAP_JSON_NULL || v->kind == RAP_JSON_FALSE ||
           (v->kind == RAP_JSON_STRING && !v->text.n) ||
           (v->kind == RAP_JSON_ARRAY && !v->first);
}

static inline void tell_span(const told_pile *t, rap_str key, rap_span at)
{
    for (uint32_t i = 0; i < t->n_filed; i++)
        if (rap_str_eq(t->filed[i].key, key)) {
            rap_buf_printf(t->out, RAP_FMT "\"", RAP_ARG(key));
            tell_short(t->out, rap_str_cut(t->filed[i].source, at.from, at.to));
            rap_buf_byte(t->out, '"');
        }
}

static inline void tell_value(const told_pile *t, const rap_value *v);

/* The members of an object; a report and a span of it are one. */
static inline void tell_members(const told_pile *t, const rap_value *v)
{
    const rap_value *at = rap_jsonin_get(v, "at");
    const char *gap = "";
    if (at && rap_jsonin_get(v, "report")) {
        tell_span(t, rap_jsonin_str(v, "report"), rap_jsonin_span(at));
        gap = " ";
    } else
        at = NULL;
    for (const rap_value *m = v->first; m; m = m->next) {
        if (told_is_nothing(m) || rap_str_is(m->key, "trigger")) continue;
        if (at && (m == at || rap_str_is(m->key, "report"))) continue;
        rap_buf_printf(t->out, "%s" RAP_FMT "=", gap, RAP_ARG(m->key));
        tell_value(t, m);
        gap = " ";
    }
}

static inline void tell_value(const told_pile *t, const rap_value *v)
{
    if (v->kind == RAP_JSON_OBJECT || v->kind == RAP_JSON_ARRAY) {
        rap_buf_byte(t->out, v->kind == RAP_JSON_OBJECT ? '{' : '[');
        if (v->kind == RAP_JSON_OBJECT) tell_members(t, v);
        for (const rap_value *m = v->kind == RAP_JSON_ARRAY ? v->first : NULL; m;
             m = m->next) {
            tell_value(t, m);
            if (m->next) rap_buf_z(t->out, ", ");
        }
        rap_buf_byte(t->out, v->kind == RAP_JSON_OBJECT ? '}' : ']');
    } else if (v->kind == RAP_JSON_TRUE)
        rap_buf_z(t->out, "yes");
    else
        tell_short(t->out, told_name(t, v->text));
}

/* What the reading of one report decides, or what says the same again. */
static inline bool told_is_silent(const rap_value *m)
{
    static const char *const keys[] = {"row",     "id",      "cue",      "source_at",
                                       "sure",    "rule",    "trigger",  "plover",
                                       "process", "content", "evidence", NULL};
    for (int i = 0; keys[i]; i++)
        if (rap_str_is(m->key, keys[i])) return true;
    return told_is_nothing(m);
}

static inline bool told_is_list(const rap_value *m)
{
    return m->kind == RAP_JSON_ARRAY && m->first->kind == RAP_JSON_OBJECT;
}

/* One row: its own values in a line, then a line for each object of its lists. */
static inline void tell_row(const told_pile *t, const rap_value *row)
{
    rap_buf_printf(t->out, RAP_FMT, RAP_ARG(rap_jsonin_str(row, "row")));
    for (const rap_value *m = row->first; m; m = m->next) {
        if (told_is_silent(m) || told_is_list(m) || rap_str_is(m->key, "at")) continue;
        rap_buf_printf(t->out, " " RAP_FMT "=", RAP_ARG(m->key));
        tell_value(t, m);
    }
    for (const rap_value *m = row->first; m; m = m->next) {
        if (told_is_silent(m) || !told_is_list(m)) continue;
        for (const rap_value *x = m->first; x; x = x->next) {
            rap_buf_printf(t->out, "\n  " RAP_FMT ": ", RAP_ARG(m->key));
            tell_members(t, x);
        }
    }
    rap_buf_byte(t->out, '\n');
}

/* Take in a row; its JSON is copied. */
static inline void told_pile_take(told_pile *t, rap_str body)
{
    rap_value *v = NULL;
    rap_str own = rap_arena_copy(t->arena, body);
    if (t->n == TOLD_ROWS || rap_jsonin_parse(&v, own, t->arena, NULL) != RAP_OK)
        abort();
    t->rows[t->n++] = v;
    rap_str id = rap_jsonin_str(v, "id");
    if (rap_str_is(rap_jsonin_str(v, "row"), "report")) return;
    if (id.n == 13) t->labels[t->n_labels++] = (told_label){id, {"", 0}};
}

/* All rows are taken in: name them. */
static inline void told_pile_name(told_pile *t)
{
    uint32_t k = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        rap_str id = rap_jsonin_str(t->rows[i], "id");
        if (k < t->n_labels && rap_str_eq(t->labels[k].id, id)) {
            t->labels[k].label = told_label_text(t, t->rows[i], id);
            k++;
        }
    }
    qsort(t->labels, t->n_labels, sizeof *t->labels, told_by_id);
}

#endif
