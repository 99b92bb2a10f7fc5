/*
 * view/forms.c - rows as TSV or CSV, and places and claimants as their cells.
 */
/* SPDX-License-Identifier: MIT */
#include "view/forms.h"

#include "base/ascii.h"
#include "view/statement.h"

void rap_cite_write(rap_buf *out, rap_cited c)
{
    rap_buf_printf(out, "R%u:%u-%u", c.n, c.at.from, c.at.to);
}

void rap_cite_put(rap_buf *out, const rap_view *v, rap_cited c)
{
    const rap_listed *r = v->exporting ? rap_view_number(v, c.n) : NULL;
    if (!r) {
        rap_cite_write(out, c);
        return;
    }
    rap_buf_put(out, r->key);
    rap_buf_printf(out, ":%u-%u", c.at.from, c.at.to);
}

/* The number of a report is for the screen alone. */
static void put_claimant(rap_buf *out, const rap_view *v, const rap_claim *claim)
{
    if (v->exporting && claim->kind == RAP_CLAIM_NARRATOR) {
        rap_buf_z(out, "narrator");
        return;
    }
    rap_claim c = *claim;
    if (v->exporting) c.report = 0;
    rap_claim_write(out, &c);
}

static const char *const columns[] = {"kind", "id",    "day", "who",  "other",
                                      "what", "state", "by",  "text", "sources"};
enum { N_COLUMNS = 10, AS_MANY_CLAIMANTS = 12 };

rap_code rap_claimants_write(rap_buf *cell, rap_view *v, const rap_item *item,
                             rap_arena *arena, rap_err *err)
{
    rap_telling *t = NULL;
    uint32_t n = 0;
    if (rap_str_is(item->kind, "attribution")) {
        rap_claim speaker = rap_claim_of_item(v, item);
        put_claimant(cell, v, &speaker);
        return RAP_OK;
    }
    rap_code rc = rap_tellings_of(&t, &n, v, rap_tellings_list(item), arena, err);
    if (rc != RAP_OK) return rc;
    n = rap_tellings_of_state(t, n, item->state);
    if (n > AS_MANY_CLAIMANTS) n = AS_MANY_CLAIMANTS;
    for (uint32_t i = 0; i < n; i++) {
        bool again = false;
        for (uint32_t k = 0; k < i && !again; k++)
            again = rap_claim_is_same(&t[k].claim, &t[i].claim);
        if (again) continue;
        if (cell->n) rap_buf_z(cell, "; ");
        put_claimant(cell, v, &t[i].claim);
    }
    return RAP_OK;
}

/* The places that a row itself rests on; those of its parts stand with the parts. */
static void write_sources(rap_buf *cell, const rap_view *v, const rap_item *item)
{
    const rap_value *list = rap_jsonin_get(item->json, "tellings");
    if (rap_str_is(item->kind, "pledge") && list && list->first) {
        for (const rap_value *t = list->first; t; t = t->next) {
            const rap_listed *r = rap_view_report(v, rap_jsonin_str(t, "report"));
            rap_span at = rap_jsonin_span(rap_jsonin_get(t, "at"));
            if (cell->n && r) rap_buf_z(cell, v->exporting ? "; " : " ");
            if (r) rap_cite_put(cell, v, (rap_cited){r->n, at});
        }
        return;
    }
    for (uint32_t c = 0; c < item->n_cites; c++) {
        if (c) rap_buf_z(cell, v->exporting ? "; " : " ");
        rap_cite_put(cell, v, item->cites[c]);
    }
}

/* Cell `i` of a row, into the empty buffer `cell`. */
static void cell_of(rap_buf *cell, int i, const rap_view *v, const rap_item *item)
{
    const rap_str as_is[] = {item->kind, item->id,    item->day, {"", 0},    {"", 0},
                             item->what, item->state, {"", 0},   item->text, {"", 0}};
    if (i == 3)
        rap_names_write(cell, v, item->who);
    else if (i == 4 && rap_str_is(item->kind, "report"))
        rap_buf_put(cell, item->other);
    else if (i == 4)
        rap_names_write(cell, v, item->other);
    else if (i == 9)
        write_sources(cell, v, item);
    else if (i != 8 || !v->no_text || rap_str_is(item->kind, "entity")) {
        if (i == 8) rap_cue_write(cell, rap_cue_of(item));
        rap_buf_put(cell, as_is[i]);
    }
}

static void put_plain(rap_buf *out, rap_str cell)
{
    rap_torn_mind(out, cell);
    for (size_t k = 0; k < cell.n; k++) {
        unsigned char c = (unsigned char)cell.p[k];
        rap_buf_byte(out, c < 0x20 || c == 0x7F ? ' ' : cell.p[k]);
    }
}

static void put_head(rap_buf *out, char between, const char *end)
{
    for (int i = 0; i < N_COLUMNS; i++) {
        if (i) rap_buf_byte(out, between);
        rap_buf_z(out, columns[i]);
    }
    rap_buf_z(out, end);
}

void rap_plain_head(rap_buf *out)
{
    put_head(out, '\t', "\n");
}

/* Rows under a row: each follow-up, side and outcome with the one who says so. */
static const struct {
    const char *kind, *list, *part, *what, *text;
} parts[] = {{"pledge", "followups", "followup", "bearing", ""},
             {"disagreement", "sides", "side", "value", "summary"},
             {"round", "outcome", "outcome", "", "summary"}};
enum { N_PARTS = sizeof parts / sizeof *parts };

static void put_part(rap_buf *out, const rap_view *v, int kind, const rap_item *item,
                     const rap_telling *t, bool csv)
{
    rap_buf by = {0}, place = {0};
    put_claimant(&by, v, &t->claim);
    if (t->cite.n) rap_cite_put(&place, v, t->cite);
    const rap_str cells[N_COLUMNS] = {
        rap_str_of(parts[kind].part),
        item->id,
        rap_jsonin_str(t->json, "day"),
        t->claim.name,
        {"", 0},
        rap_jsonin_str(t->json, parts[kind].what),
        {"", 0},
        rap_buf_str(&by),
        v->no_text ? (rap_str){"", 0} : rap_jsonin_str(t->json, parts[kind].text),
        rap_buf_str(&place)};
    for (int i = 0; i < N_COLUMNS; i++) {
        if (i) rap_buf_byte(out, csv ? ',' : '\t');
        if (csv)
            rap_csv_cell(out, cells[i]);
        else
            put_plain(out, cells[i]);
    }
    rap_buf_z(out, csv ? "\r\n" : "\n");
    if (by.failed || place.failed) out->failed = true;
    rap_buf_done(&by);
    rap_buf_done(&place);
}

/* Which of `parts` stand under a row; N_PARTS: none. */
static int parts_kind(const rap_item *item)
{
    int kind = 0;
    while (kind < N_PARTS && !rap_str_is(item->kind, parts[kind].kind))
        kind++;
    return kind;
}

static rap_code parts_of(rap_telling **t, uint32_t *n, rap_view *v,
                         const rap_item *item, rap_arena *arena)
{
    int kind = parts_kind(item);
    *n = 0;
    if (kind == N_PARTS) return RAP_OK;
    return rap_tellings_of(t, n, v, rap_jsonin_get(item->json, parts[kind].list), arena,
                           NULL);
}

static rap_code put_parts(rap_buf *out, rap_view *v, const rap_item *item,
                          rap_arena *arena, bool csv)
{
    rap_telling *t = NULL;
    uint32_t n = 0;
    rap_code rc = parts_of(&t, &n, v, item, arena);
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++)
        put_part(out, v, parts_kind(item), item, &t[i], csv);
    return rc;
}

rap_code rap_row_part(rap_buf *out, rap_view *v, const rap_item *item, uint32_t part,
                      rap_arena *arena, bool csv)
{
    rap_telling *t = NULL;
    uint32_t n = 0;
    rap_code rc = parts_of(&t, &n, v, item, arena);
    if (rc == RAP_OK && part < n)
        put_part(out, v, parts_kind(item), item, &t[part], csv);
    return rc;
}

rap_code rap_row_alone(rap_buf *out, rap_view *v, const rap_item *item,
                       rap_arena *arena, bool csv)
{
    rap_buf cell = {0};
    rap_code rc = RAP_OK;
    for (int i = 0; i < N_COLUMNS && rc == RAP_OK; i++) {
        rap_buf_clear(&cell);
        if (i) rap_buf_byte(out, csv ? ',' : '\t');
        if (i == 7)
            rc = rap_claimants_write(&cell, v, item, arena, NULL);
        else
            cell_of(&cell, i, v, item);
        if (csv)
            rap_csv_cell(out, rap_torn_text(&cell));
        else
            put_plain(out, rap_torn_text(&cell));
    }
    if (cell.failed) out->failed = true;
    rap_buf_done(&cell);
    rap_buf_z(out, csv ? "\r\n" : "\n");
    return rc;
}

static rap_code put_row(rap_buf *out, rap_view *v, const rap_item *item,
                        rap_arena *arena, bool csv)
{
    rap_code rc = rap_row_alone(out, v, item, arena, csv);
    return rc == RAP_OK ? put_parts(out, v, item, arena, csv) : rc;
}

rap_code rap_plain_row(rap_buf *out, rap_view *v, const rap_item *item,
                       rap_arena *arena, rap_err *err)
{
    rap_code rc = put_row(out, v, item, arena, false);
    if (rc != RAP_OK)
        return rap_fail(err, rc, RAP_NOWHERE, "a row could not be written");
    return RAP_OK;
}

/* "-12.5": no spreadsheet computes anything from it. */
static bool is_number(rap_str cell)
{
    size_t i = cell.n && cell.p[0] == '-', digits = 0, points = 0;
    for (; i < cell.n; i++) {
        digits += rap_is_digit(cell.p[i]);
        points += cell.p[i] == '.';
        if (!rap_is_digit(cell.p[i]) && cell.p[i] != '.') return false;
    }
    return digits && points < 2;
}

/* Spreadsheets take these for the start of a formula, also after blanks. */
bool rap_csv_is_formula(rap_str cell)
{
    size_t i = 0;
    if (is_number(cell)) return false;
    while (i < cell.n && (cell.p[i] == ' ' || cell.p[i] == '\t' || cell.p[i] == '\r' ||
                          cell.p[i] == '\n'))
        i++;
    return i < cell.n && strchr("=+-@", cell.p[i]);
}

void rap_csv_cell(rap_buf *out, rap_str cell)
{
    rap_torn_mind(out, cell);
    rap_buf_byte(out, '"');
    if (rap_csv_is_formula(cell)) rap_buf_byte(out, '\'');
    for (size_t i = 0; i < cell.n; i++) {
        if (cell.p[i] == '"') rap_buf_byte(out, '"');
        rap_buf_byte(out, cell.p[i] == '\0' ? ' ' : cell.p[i]);
    }
    rap_buf_byte(out, '"');
}

void rap_csv_head(rap_buf *out)
{
    put_head(out, ',', "\r\n");
}

rap_code rap_csv_row(rap_buf *out, rap_view *v, const rap_item *item, rap_arena *arena,
                     rap_err *err)
{
    rap_code rc = put_row(out, v, item, arena, true);
    if (rc != RAP_OK)
        return rap_fail(err, rc, RAP_NOWHERE, "a row could not be written");
    return RAP_OK;
}
