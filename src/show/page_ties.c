/*
 * show/page_ties.c - the page /network: who acts on whom, and who tells of whose
 * position, as counts.
 *
 * What is only claimed or alleged is left out of the counts, for a number has no room
 * for the one who says so; the timeline has it.  The same counts go out as data.
 */
/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "show/knot.h"

static const char acts_sql[] =
    "SELECT s.value, substr(r.what, 1, 2), t.value, count(*) AS n FROM row r,"
    " json_each(r.body, '$.source') s, json_each(r.body, '$.target') t"
    " WHERE r.kind = 'event' AND s.value <> t.value"
    " AND r.state IN ('actual', 'background')"
    " AND (?1 = '' OR r.day >= ?1) AND (?2 = '' OR r.day <= ?2 || '~')"
    " GROUP BY 1, 2, 3 ORDER BY n DESC, 1, 2, 3 LIMIT 180";

static const char tells_sql[] =
    "SELECT a.who, p.state, p.who, count(*) AS n"
    " FROM row p, json_each(p.body, '$.tellings') t"
    " JOIN row a ON a.kind = 'attribution' AND a.id = t.value ->> '$.attribution'"
    " WHERE p.kind = 'position' AND a.who <> '' AND p.who <> ''"
    " AND (?1 = '' OR p.day >= ?1) AND (?2 = '' OR p.day <= ?2 || '~')"
    " GROUP BY 1, 2, 3 ORDER BY n DESC, 1, 2, 3 LIMIT 180";

/* The days of the page stand in every question. */
static rap_code open_ties(rap_query **q, rap_leaf *l, const char *sql)
{
    rap_code rc = rap_query_new(q, l->v->d, sql, l->err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(*q, 1, l->options.from);
    rap_query_bind(*q, 2, l->options.to);
    return RAP_OK;
}

static void begin_row(rap_leaf *l)
{
    rap_html_open(&l->h, "tr");
    rap_html_flag(&l->h, "data-item");
    rap_html_attr(&l->h, "tabindex", "0");
    rap_html_open(&l->h, "th");
    rap_html_attr(&l->h, "scope", "row");
}

static void put_number(rap_leaf *l, int64_t n)
{
    rap_buf b = {0};
    rap_word_count(&b, n);
    rap_html_el(&l->h, "td", "num", rap_buf_str(&b));
    rap_buf_done(&b);
}

/* The act, linked to its entries. */
static void put_entries(rap_leaf *l, rap_str who, rap_str root)
{
    rap_buf b = {0};
    rap_buf_z(&b, "/events?party=");
    rap_url_escape(&b, rap_view_name(l->v, who));
    rap_buf_z(&b, "&kind=");
    rap_url_escape(&b, root);
    rap_html_open(&l->h, "a");
    rap_html_href(&l->h, rap_buf_str(&b));
    rap_html_text(&l->h, rap_sign_act(root).word);
    rap_html_close(&l->h);
    rap_buf_done(&b);
}

static rap_code put_drawing(rap_leaf *l)
{
    rap_knot *k = RAP_NEW(l->arena, rap_knot, 1);
    rap_query *q = NULL;
    bool more = false;
    if (!k) return rap_fail_memory(l->err);
    rap_code rc = open_ties(&q, l, acts_sql);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, l->err)) == RAP_OK && more) {
        rap_str from = rap_arena_copy(l->arena, rap_query_str(q, 0));
        rap_str to = rap_arena_copy(l->arena, rap_query_str(q, 2));
        rap_sign act = rap_sign_act(rap_query_str(q, 1));
        if (!from.p || !to.p) rc = rap_fail_memory(l->err);
        if (rc == RAP_OK) rap_knot_add(k, from, to, act.style, rap_query_int(q, 3));
    }
    rap_query_end(q);
    if (rc == RAP_OK) rap_knot_put(l, k);
    return rc;
}

/* Columns of the query: from, tie, to, count.  `act`: the tie is a CAMEO root. */
static rap_code put_ties(rap_leaf *l, const char *sql, bool act, uint32_t *shown)
{
    rap_html *h = &l->h;
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = open_ties(&q, l, sql);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, l->err)) == RAP_OK && more) {
        rap_str tie = rap_query_str(q, 1);
        begin_row(l);
        rap_leaf_names(l, rap_query_str(q, 0));
        rap_html_close(h);
        rap_html_open(h, "td");
        if (act)
            put_entries(l, rap_query_str(q, 0), tie);
        else
            rap_html_text(h, rap_sign_stance(tie).word);
        rap_html_close(h);
        rap_html_open(h, "td");
        rap_leaf_names(l, rap_query_str(q, 2));
        rap_html_close(h);
        put_number(l, rap_query_int(q, 3));
        rap_html_close(h);
        ++*shown;
    }
    rap_query_end(q);
    return rc;
}

static void put_none(rap_leaf *l, uint32_t shown, const char *columns)
{
    if (shown) return;
    rap_html_open(&l->h, "tr");
    rap_html_open(&l->h, "td");
    rap_html_attr(&l->h, "colspan", columns);
    rap_html_z(&l->h, "None.");
    rap_html_close(&l->h);
    rap_html_close(&l->h);
}

rap_code rap_page_network(rap_leaf *l)
{
    static const char *const acts[] = {"From", "Act", "To", "Entries"};
    static const char *const tells[] = {"Who tells", "Stance told", "Whose", "Entries"};
    uint32_t shown = 0;
    rap_leaf_begin(
        l, "/network", rap_str_of("Network"),
        rap_str_of("Who acts on whom, and who tells of whose position. Left "
                   "out: what is only claimed or alleged; the timeline has it "
                   "with the one who says so."));
    rap_leaf_filters(l);
    rap_leaf_input(l, "From", "from", "date");
    rap_leaf_input(l, "Up to", "to", "date");
    rap_leaf_filters_end(l);
    rap_code rc = put_drawing(l);
    if (rc != RAP_OK) return rc;
    rap_html_el(&l->h, "h2", NULL, rap_str_of("Who acts on whom"));
    rap_leaf_table(l, (rap_str){"", 0}, acts, 4);
    rc = put_ties(l, acts_sql, true, &shown);
    if (rc != RAP_OK) return rc;
    put_none(l, shown, "4");
    rap_leaf_table_end(l);
    rap_html_el(&l->h, "h2", NULL, rap_str_of("Who tells of whose position"));
    rap_leaf_table(l, (rap_str){"", 0}, tells, 4);
    shown = 0;
    rc = put_ties(l, tells_sql, false, &shown);
    if (rc != RAP_OK) return rc;
    put_none(l, shown, "4");
    rap_leaf_table_end(l);
    rap_leaf_end(l);
    return RAP_OK;
}

/* One column of a table of counts as data. */
typedef struct {
    const char *name;
    int column; /* of the query */
    enum { AS_TEXT, AS_NAME, AS_ACT, AS_STANCE, AS_COUNT } form;
} field;

static rap_str text_of(const rap_leaf *l, rap_query *q, const field *f)
{
    rap_str s = rap_query_str(q, f->column);
    if (f->form == AS_NAME) return rap_view_name(l->v, s);
    if (f->form == AS_ACT) return rap_sign_act(s).word;
    return f->form == AS_STANCE ? rap_sign_stance(s).word : s;
}

static void put_csv(rap_leaf *l, rap_query *q, const char *row, const field *fields)
{
    rap_buf *out = l->h.out;
    rap_csv_cell(out, rap_str_of(row));
    for (const field *f = fields; f->name; f++) {
        rap_buf_byte(out, ',');
        rap_csv_cell(out, text_of(l, q, f));
    }
    rap_buf_z(out, "\r\n");
}

static void put_json(rap_leaf *l, rap_query *q, const char *row, const field *fields)
{
    rap_json j = rap_json_of(l->h.out);
    rap_json_object(&j);
    rap_json_key(&j, "row");
    rap_json_str(&j, rap_str_of(row));
    for (const field *f = fields; f->name; f++) {
        rap_json_key(&j, f->name);
        if (f->form == AS_COUNT)
            rap_json_int(&j, rap_query_int(q, f->column));
        else
            rap_json_str(&j, text_of(l, q, f));
    }
    rap_json_end_object(&j);
}

typedef struct {
    const char *row, *sql;
    const field *fields;
} counted;

static rap_code put_counted(rap_leaf *l, const counted *c, bool csv, uint32_t *n)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = open_ties(&q, l, c->sql);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, l->err)) == RAP_OK && more) {
        if (!csv) rap_buf_z(l->h.out, *n ? ",\n" : "\n");
        ++*n;
        if (csv)
            put_csv(l, q, c->row, c->fields);
        else
            put_json(l, q, c->row, c->fields);
    }
    rap_query_end(q);
    return rc;
}

static rap_code put_tables(rap_leaf *l, const counted *tables, uint32_t n, bool csv)
{
    uint32_t rows = 0;
    rap_code rc = RAP_OK;
    rap_buf_z(l->h.out, csv ? "row" : "[");
    for (const field *f = tables->fields; csv && f->name; f++)
        rap_buf_printf(l->h.out, ",%s", f->name);
    if (csv) rap_buf_z(l->h.out, "\r\n");
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++)
        rc = put_counted(l, &tables[i], csv, &rows);
    if (!csv) rap_buf_z(l->h.out, rows ? "\n]\n" : "]\n");
    return rc;
}

rap_code rap_page_network_data(rap_leaf *l, bool csv)
{
    static const field acts[] = {{"from", 0, AS_TEXT},     {"from_name", 0, AS_NAME},
                                 {"what", 1, AS_TEXT},     {"word", 1, AS_ACT},
                                 {"to", 2, AS_TEXT},       {"to_name", 2, AS_NAME},
                                 {"entries", 3, AS_COUNT}, {NULL, 0, AS_TEXT}};
    static const field tells[] = {{"from", 0, AS_TEXT},     {"from_name", 0, AS_NAME},
                                  {"what", 1, AS_TEXT},     {"word", 1, AS_STANCE},
                                  {"to", 2, AS_TEXT},       {"to_name", 2, AS_NAME},
                                  {"entries", 3, AS_COUNT}, {NULL, 0, AS_TEXT}};
    static const counted tables[] = {{"act", acts_sql, acts},
                                     {"tells", tells_sql, tells}};
    return put_tables(l, tables, 2, csv);
}
