/*
 * show/page_ties.c - the pages /network and /map: who acts on whom, who tells of whose
 * position, and where, as counts.
 *
 * What is only claimed or alleged is left out of the counts, for a number has no room
 * for the one who says so; the timeline has it.  The same counts go out as data.
 */
/* SPDX-License-Identifier: MIT */
#include "show/leaf.h"

#include "base/json.h"
#include "show/forms.h"

static const char acts_sql[] =
    "SELECT who, substr(what, 1, 2), other, count(*) AS n FROM row"
    " WHERE kind = 'event' AND who <> '' AND other <> ''"
    " AND state IN ('actual', 'background')"
    " GROUP BY 1, 2, 3 ORDER BY n DESC, 1, 2, 3 LIMIT 300";

static const char tells_sql[] =
    "SELECT a.who, p.state, p.who, count(*) AS n"
    " FROM row p, json_each(p.body, '$.tellings') t"
    " JOIN row a ON a.kind = 'attribution' AND a.id = t.value ->> '$.attribution'"
    " WHERE p.kind = 'position' AND a.who <> '' AND p.who <> ''"
    " GROUP BY 1, 2, 3 ORDER BY n DESC, 1, 2, 3 LIMIT 300";

static const char places_sql[] =
    "SELECT p.value ->> '$.name' AS name, p.value ->> '$.country' AS country,"
    " max(p.value ->> '$.lat'), max(p.value ->> '$.lon'), count(*) AS n"
    " FROM row r, json_each(r.body, '$.places') p"
    " WHERE r.kind = 'event' AND r.state IN ('actual', 'background')"
    " AND json_type(p.value) = 'object'"
    " GROUP BY name, country ORDER BY n DESC, name, country LIMIT 300";

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

/* Columns of the query: from, tie, to, count.  `act`: the tie is a CAMEO root. */
static rap_code put_ties(rap_leaf *l, const char *sql, bool act, uint32_t *shown)
{
    rap_html *h = &l->h;
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, l->v->d, sql, l->err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, l->err)) == RAP_OK && more) {
        rap_str tie = rap_query_str(q, 1);
        begin_row(l);
        rap_leaf_names(l, rap_query_str(q, 0));
        rap_html_close(h);
        rap_html_el(h, "td", NULL,
                    act ? rap_sign_act(tie).word : rap_sign_stance(tie).word);
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
    rap_html_el(&l->h, "h2", NULL, rap_str_of("Who acts on whom"));
    rap_leaf_table(l, (rap_str){"", 0}, acts, 4);
    rap_code rc = put_ties(l, acts_sql, true, &shown);
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

static rap_code put_places(rap_leaf *l, uint32_t *shown)
{
    rap_html *h = &l->h;
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, l->v->d, places_sql, l->err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, l->err)) == RAP_OK && more) {
        begin_row(l);
        rap_html_text(h, rap_query_str(q, 0));
        rap_html_close(h);
        rap_html_el(h, "td", NULL, rap_query_str(q, 1));
        rap_html_el(h, "td", "num", rap_query_str(q, 2));
        rap_html_el(h, "td", "num", rap_query_str(q, 3));
        put_number(l, rap_query_int(q, 4));
        rap_html_close(h);
        ++*shown;
    }
    rap_query_end(q);
    return rc;
}

rap_code rap_page_map(rap_leaf *l)
{
    static const char *const headings[] = {"Place", "Country", "Latitude", "Longitude",
                                           "Events"};
    uint32_t shown = 0;
    rap_leaf_begin(
        l, "/map", rap_str_of("Map"),
        rap_str_of("Where events are put by the reports. Left out: what is only "
                   "claimed or alleged. The country is the gazetteer's and "
                   "decides nothing about whose a place is."));
    rap_leaf_table(l, (rap_str){"", 0}, headings, 5);
    rap_code rc = put_places(l, &shown);
    if (rc != RAP_OK) return rc;
    put_none(l, shown, "5");
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
    rap_code rc = rap_query_new(&q, l->v->d, c->sql, l->err);
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

rap_code rap_page_map_data(rap_leaf *l, bool csv)
{
    static const field fields[] = {{"name", 0, AS_TEXT},    {"country", 1, AS_TEXT},
                                   {"lat", 2, AS_TEXT},     {"lon", 3, AS_TEXT},
                                   {"events", 4, AS_COUNT}, {NULL, 0, AS_TEXT}};
    static const counted tables[] = {{"place", places_sql, fields}};
    return put_tables(l, tables, 1, csv);
}
