/*
 * view/sifted.c - the rows of one kind in their order, and as few of them as a filter
 * can leave: what the indexes can tell is asked of them, the rest is looked at by the
 * caller.
 *
 * Places are put in order first and the rows fetched one by one: sorting whole rows
 * would carry their bodies along.  LIMIT keeps SQLite from dropping the inner order.
 */
/* SPDX-License-Identifier: MIT */
#include "view/seek.h"
#include "view/view.h"

/* More ids than this are not asked for one by one. */
enum { IDS_MOST = 20000, SPELLINGS_MOST = 64 };

struct rap_rows {
    rap_view *v;
    rap_query *q;
    rap_rows *spare; /* the next of those that are closed */
    const char *kind;
    bool lazy, lean;
};

enum { P_KIND = 1, P_SKIP, P_FROM, P_TO, P_IDS, P_BYTES, P_REPORT, P_MATCH, P_OF };

#define IN_ORDER(where, order)                                                         \
    "SELECT r.kind, r.id, r.who, r.other, r.what, r.state, r.day, r.text, r.weight,"   \
    " r.report, r.body FROM (SELECT place AS p FROM row WHERE kind = ?1" where         \
    " ORDER BY " order " LIMIT -1 OFFSET ?2) CROSS JOIN row r ON r.place = p"
#define BY_DAY "(day = ''), day, weight DESC, place"
#define BETWEEN                                                                        \
    " AND (?3 = '' OR day >= ?3 OR length(day) <> 10)"                                 \
    " AND (?4 = '' OR day <= ?4 || '~')"
#define IDS "(SELECT value FROM json_each(?5))"

static const char by_weight_sql[] = IN_ORDER("", "weight DESC, place");
static const char by_day_sql[] = IN_ORDER("", BY_DAY);
static const char between_sql[] = IN_ORDER(BETWEEN, BY_DAY);
/* The plus signs keep the index for the names, and the few found are sorted. */
static const char said_sql[] =
    IN_ORDER(BETWEEN " AND who IN " IDS, "(+day = ''), +day, +weight DESC, place");
static const char done_sql[] = IN_ORDER(
    BETWEEN " AND place IN (SELECT place FROM row WHERE kind = ?1 AND (who IN"
            " " IDS " OR other IN " IDS " OR instr(who, ' ') OR instr(other, ' ')))",
    BY_DAY);
static const char holding_sql[] = IN_ORDER(BETWEEN " AND instr(body, ?6)", BY_DAY);
static const char worded_sql[] =
    IN_ORDER(BETWEEN " AND place IN (SELECT x.place FROM words JOIN row x"
                     " ON x.id = words.id WHERE words MATCH ?8"
                     " AND words.kind = 'attribution')",
             BY_DAY);
/* Statements in which others tell of somebody: by a name, or by what he wants. */
static const char told_of_sql[] = IN_ORDER(
    BETWEEN " AND place IN (SELECT x.place FROM words JOIN row x ON x.id = words.id"
            " WHERE words MATCH ?8 AND words.kind = 'attribution' UNION SELECT x.place"
            " FROM row p, json_each(p.body, '$.tellings') t JOIN row x"
            " ON x.id = json_extract(t.value, '$.attribution')"
            " WHERE p.kind = 'position' AND (instr(p.who, ' ') OR"
            " p.who IN (SELECT value FROM json_each(?9))))",
    BY_DAY);
static const char of_report_sql[] =
    IN_ORDER(" AND place IN (SELECT x.place FROM cite c JOIN row x ON x.id = c.id"
             " WHERE c.report = ?7"
             " UNION SELECT place FROM row WHERE report = ?7 AND kind = ?1)",
             BY_DAY);

static rap_code ask(rap_rows *rows, const char *sql, rap_err *err)
{
    rap_query_end(rows->q);
    rows->q = NULL;
    rap_code rc = rap_query_new(&rows->q, rows->v->d, sql, err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(rows->q, P_KIND, rap_str_of(rows->kind));
    rap_query_bind_int(rows->q, P_SKIP, 0);
    return RAP_OK;
}

rap_code rap_rows_open(rap_rows **out, rap_view *v, const char *kind, bool by_weight,
                       rap_err *err)
{
    rap_rows *rows = v->spare ? v->spare : RAP_NEW(v->arena, rap_rows, 1);
    if (!rows) return rap_fail_memory(err);
    v->spare = rows->spare;
    *rows = (rap_rows){.v = v, .kind = kind};
    *out = rows;
    return ask(rows, by_weight ? by_weight_sql : by_day_sql, err);
}

/* The ids of the marked names, and with `sides` of all that belong to one of them, as a
 * JSON list; false when they are too many. */
static bool list_ids(rap_buf *out, const rap_view *v, const bool *marked, bool sides)
{
    uint32_t n = 0;
    rap_buf_byte(out, '[');
    for (uint32_t i = 0; i < v->n_names && n <= IDS_MOST; i++) {
        int32_t side = v->names[i].side;
        if (!marked[i] && !(sides && side != RAP_NOBODY && marked[side])) continue;
        rap_buf_z(out, n++ ? ",\"" : "\"");
        rap_buf_put(out, v->names[i].id);
        rap_buf_byte(out, '"');
    }
    rap_buf_byte(out, ']');
    return n <= IDS_MOST && !out->failed;
}

/* The spellings of those who are told of, any of them; empty when they are too many. */
static rap_str any_spelling(const rap_filter *f, rap_arena *arena)
{
    rap_buf b = {0};
    for (uint32_t i = 0; i < f->n_of_spellings && f->n_of_spellings <= SPELLINGS_MOST;
         i++) {
        rap_str match = rap_seek_match(f->of_spellings[i], arena);
        if (!match.n) continue;
        rap_buf_z(&b, b.n ? " OR (" : "(");
        rap_buf_put(&b, match);
        rap_buf_byte(&b, ')');
    }
    rap_str any = rap_torn_copy(arena, &b);
    rap_buf_done(&b);
    return any;
}

/* Statements that may tell of somebody; false when that cannot be asked for. */
static bool sift_told(rap_rows *rows, const rap_filter *f, rap_arena *arena,
                      rap_code *rc, rap_err *err)
{
    rap_buf ids = {0};
    rap_str match = any_spelling(f, arena);
    bool can = match.n && list_ids(&ids, rows->v, f->of, false);
    if (can) *rc = ask(rows, told_of_sql, err);
    if (can && *rc == RAP_OK) {
        rap_query_bind(rows->q, P_MATCH, match);
        rap_query_bind(rows->q, P_OF, rap_torn_text(&ids));
    }
    rap_buf_done(&ids);
    return can;
}

/* Which names can stand in the columns of those that do and are done to? */
static const bool *names_of(const rap_rows *rows, const rap_filter *f, bool *said)
{
    bool statement = strcmp(rows->kind, "attribution") == 0;
    *said = statement;
    if (statement && f->speaker) return f->speaker;
    if (strcmp(rows->kind, "chronology") == 0) return NULL; /* it names nobody itself */
    if (strcmp(rows->kind, "entity") == 0) return NULL;
    return f->party;
}

rap_code rap_rows_sift(rap_rows *rows, const rap_filter *f, const char *bytes,
                       rap_arena *arena, rap_err *err)
{
    bool said = false;
    const bool *names = names_of(rows, f, &said);
    rap_buf ids = {0};
    rap_code rc = RAP_OK;
    bool by_name = names && list_ids(&ids, rows->v, names, names == f->party);
    rap_str list = by_name ? rap_torn_copy(arena, &ids) : (rap_str){"", 0};
    rap_buf_done(&ids);
    if (!list.p) return rap_fail_memory(err);
    bool statement = strcmp(rows->kind, "attribution") == 0;
    rap_str match = rap_seek_match(statement ? f->holds : (rap_str){"", 0}, arena);
    if (!match.p) return rap_fail_memory(err);
    bool of = statement && f->of && !f->report && !by_name && !match.n;
    bool told = of && sift_told(rows, f, arena, &rc, err);
    if (!told)
        rc = ask(rows,
                 f->report ? of_report_sql
                 : by_name ? (said ? said_sql : done_sql)
                 : match.n ? worded_sql
                 : *bytes  ? holding_sql
                           : between_sql,
                 err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(rows->q, P_FROM, f->has_from ? f->options->from : (rap_str){"", 0});
    rap_query_bind(rows->q, P_TO, f->has_to ? f->options->to : (rap_str){"", 0});
    if (told) return RAP_OK;
    rap_query_bind(rows->q, P_IDS, list);
    rap_query_bind(rows->q, P_BYTES, rap_str_of(bytes));
    rap_query_bind_int(rows->q, P_REPORT, f->report);
    rap_query_bind(rows->q, P_MATCH, match);
    return RAP_OK;
}

rap_code rap_rows_next(rap_rows *rows, rap_item *item, bool *more, rap_arena *arena,
                       rap_err *err)
{
    rap_code rc = rap_query_step(rows->q, more, err);
    if (rc != RAP_OK || !*more) return rc;
    rc =
        rap_item_take(item, rows->q, rows->lean ? ",\"tellings\":[" : NULL, arena, err);
    return rc == RAP_OK && !rows->lazy ? rap_item_cites(rows->v, item, arena, err) : rc;
}

void rap_rows_lazy(rap_rows *rows)
{
    rows->lazy = true;
}

void rap_rows_lean(rap_rows *rows)
{
    rows->lean = true;
}

void rap_rows_skip(rap_rows *rows, uint32_t n)
{
    rap_query_bind_int(rows->q, P_SKIP, n);
}

void rap_rows_close(rap_rows *rows)
{
    if (!rows) return;
    rap_query_end(rows->q);
    rows->q = NULL;
    rows->spare = rows->v->spare;
    rows->v->spare = rows;
}
