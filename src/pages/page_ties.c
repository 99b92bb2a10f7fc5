/*
 * pages/page_ties.c - the page /network: who acts on whom, and who tells of whose
 * position, as counts.
 *
 * What is only claimed or alleged is left out of the counts, for a number has no room
 * for the one who says so; the timeline has it.  The same counts go out as data.
 */
/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "pages/knot.h"
#include "view/judged.h"

/* Most acts have one doer and one done to: those are counted without a look at the
 * body. */
static const char acts_sql[] =
    "SELECT a, c, b, sum(n) AS n FROM ("
    "SELECT who AS a, substr(what, 1, 2) AS c, other AS b, count(*) AS n FROM row"
    " WHERE kind = 'event' AND state IN ('actual', 'background') AND who <> other"
    " AND who <> '' AND other <> '' AND NOT instr(who, ' ') AND NOT instr(other, ' ')"
    " AND (?1 = '' OR day >= ?1) AND (?2 = '' OR day <= ?2 || '~')"
    " AND id NOT IN (SELECT value FROM json_each(?3)) GROUP BY 1, 2, 3"
    " UNION ALL SELECT s.value, substr(r.what, 1, 2), t.value, count(*) FROM row r,"
    " json_each(r.body, '$.source') s, json_each(r.body, '$.target') t"
    " WHERE r.kind = 'event' AND (instr(r.who, ' ') OR instr(r.other, ' '))"
    " AND s.value <> t.value AND r.state IN ('actual', 'background')"
    " AND (?1 = '' OR r.day >= ?1) AND (?2 = '' OR r.day <= ?2 || '~')"
    " AND r.id NOT IN (SELECT value FROM json_each(?3)) GROUP BY 1, 2, 3)"
    " GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3 LIMIT 180";

static const char tells_sql[] =
    "SELECT a.who, p.state, p.who, count(*) AS n"
    " FROM row p, json_each(p.body, '$.tellings') t"
    " JOIN row a ON a.id = t.value ->> '$.attribution'"
    " WHERE p.kind = 'position' AND a.kind = 'attribution' AND a.who <> ''"
    " AND p.who <> '' AND (?1 = '' OR p.day >= ?1) AND (?2 = '' OR p.day <= ?2 || '~')"
    " AND p.id NOT IN (SELECT value FROM json_each(?3))"
    " GROUP BY 1, 2, 3 ORDER BY n DESC, 1, 2, 3 LIMIT 180";

/* One line of a table of counts: from, the tie (a CAMEO root or a stance), to. */
typedef struct {
    rap_str from, what, to;
    int64_t n;
} tie;

typedef struct rap_ties {
    tie *v;
    uint32_t n;
} ties;

enum { ACTS, TELLS, TIES_MOST = 180 };

/* The ids of what coders have rejected, as a JSON list. */
static rap_code list_rejected(rap_buf *out, rap_view *v, rap_err *err)
{
    const rap_judged *j = NULL;
    uint32_t n = 0;
    bool any = false;
    rap_code rc = rap_judged_all(&j, &n, v, err);
    rap_buf_byte(out, '[');
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++) {
        bool no = false;
        rc = rap_judged_rejects(&no, v, j[i].id, err);
        if (!no) continue;
        rap_buf_z(out, any ? ",\"" : "\"");
        rap_buf_put(out, j[i].id);
        rap_buf_byte(out, '"');
        any = true;
    }
    rap_buf_byte(out, ']');
    return rc;
}

static rap_code count_ties(ties *out, rap_leaf *l, int which, rap_arena *arena)
{
    rap_query *q = NULL;
    rap_buf no = {0};
    bool more = false;
    out->v = RAP_NEW(arena, tie, TIES_MOST);
    if (!out->v) return rap_fail_memory(l->err);
    rap_code rc = list_rejected(&no, l->v, l->err);
    if (rc == RAP_OK && no.failed) rc = rap_fail_memory(l->err);
    if (rc == RAP_OK)
        rc = rap_query_new(&q, l->v->d, which == ACTS ? acts_sql : tells_sql, l->err);
    if (rc == RAP_OK) rap_query_bind(q, 1, l->options.from);
    if (rc == RAP_OK) rap_query_bind(q, 2, l->options.to);
    if (rc == RAP_OK) rap_query_bind(q, 3, rap_buf_str(&no));
    while (rc == RAP_OK && out->n < TIES_MOST &&
           (rc = rap_query_step(q, &more, l->err)) == RAP_OK && more) {
        tie *t = &out->v[out->n++];
        *t = (tie){rap_arena_copy(arena, rap_query_str(q, 0)),
                   rap_arena_copy(arena, rap_query_str(q, 1)),
                   rap_arena_copy(arena, rap_query_str(q, 2)), rap_query_int(q, 3)};
        if (!t->from.p || !t->what.p || !t->to.p) rc = rap_fail_memory(l->err);
    }
    rap_query_end(q);
    rap_buf_done(&no);
    return rc;
}

/* Those over all days are kept with the view. */
static rap_code find_ties(const ties **out, rap_leaf *l, int which)
{
    bool kept = !l->options.from.n && !l->options.to.n;
    rap_arena *arena = kept ? l->v->arena : l->arena;
    if (!kept || !l->v->ties[which]) {
        ties *t = RAP_NEW(arena, ties, 1);
        rap_code rc = t ? count_ties(t, l, which, arena) : rap_fail_memory(l->err);
        if (rc != RAP_OK) return rc;
        *out = t;
        if (kept) l->v->ties[which] = t;
        return RAP_OK;
    }
    *out = l->v->ties[which];
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
    rap_html_el(&l->h, "td", "num", rap_torn_text(&b));
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
    rap_html_href(&l->h, rap_torn_text(&b));
    rap_html_text(&l->h, rap_sign_act(root).word);
    rap_html_close(&l->h);
    rap_buf_done(&b);
}

static rap_code put_drawing(rap_leaf *l, const ties *acts)
{
    rap_knot *k = RAP_NEW(l->arena, rap_knot, 1);
    if (!k) return rap_fail_memory(l->err);
    for (uint32_t i = 0; i < acts->n; i++) {
        const tie *t = &acts->v[i];
        rap_knot_add(k, t->from, t->to, rap_sign_act(t->what).style, t->n);
    }
    rap_knot_put(l, k);
    return RAP_OK;
}

static void put_ties(rap_leaf *l, const ties *all, int which)
{
    rap_html *h = &l->h;
    for (uint32_t i = 0; i < all->n; i++) {
        const tie *t = &all->v[i];
        begin_row(l);
        rap_leaf_names(l, t->from);
        rap_html_close(h);
        rap_html_open(h, "td");
        if (which == ACTS)
            put_entries(l, t->from, t->what);
        else
            rap_html_text(h, rap_sign_stance(t->what).word);
        rap_html_close(h);
        rap_html_open(h, "td");
        rap_leaf_names(l, t->to);
        rap_html_close(h);
        put_number(l, t->n);
        rap_html_close(h);
    }
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
    const ties *all[2] = {NULL, NULL};
    rap_code rc = find_ties(&all[ACTS], l, ACTS);
    if (rc == RAP_OK) rc = find_ties(&all[TELLS], l, TELLS);
    if (rc != RAP_OK) return rc;
    rap_leaf_begin(
        l, "/network", rap_str_of("Network"),
        rap_str_of("Who acts on whom, and who tells of whose position. Left "
                   "out: what is only claimed or alleged; the timeline has it "
                   "with the one who says so."));
    rap_leaf_filters(l);
    rap_leaf_input(l, "From", "from", "date");
    rap_leaf_input(l, "Up to", "to", "date");
    rap_leaf_filters_end(l);
    rc = put_drawing(l, all[ACTS]);
    if (rc != RAP_OK) return rc;
    rap_html_el(&l->h, "h2", NULL, rap_str_of("Who acts on whom"));
    rap_leaf_table(l, (rap_str){"", 0}, acts, 4);
    put_ties(l, all[ACTS], ACTS);
    put_none(l, all[ACTS]->n, "4");
    rap_leaf_table_end(l);
    rap_html_el(&l->h, "h2", NULL, rap_str_of("Who tells of whose position"));
    rap_leaf_table(l, (rap_str){"", 0}, tells, 4);
    put_ties(l, all[TELLS], TELLS);
    put_none(l, all[TELLS]->n, "4");
    rap_leaf_table_end(l);
    rap_leaf_end(l);
    return RAP_OK;
}

/* One column of a table of counts as data. */
typedef struct {
    const char *name;
    enum { OF_FROM, OF_WHAT, OF_TO, OF_COUNT } column;
    enum { AS_TEXT, AS_NAME, AS_ACT, AS_STANCE, AS_COUNT } form;
} field;

static rap_str text_of(const rap_leaf *l, const tie *t, const field *f)
{
    rap_str s = f->column == OF_FROM ? t->from : f->column == OF_TO ? t->to : t->what;
    if (f->form == AS_NAME) return rap_view_name(l->v, s);
    if (f->form == AS_ACT) return rap_sign_act(s).word;
    return f->form == AS_STANCE ? rap_sign_stance(s).word : s;
}

static void put_csv(rap_leaf *l, const tie *t, const char *row, const field *fields)
{
    rap_buf *out = l->h.out;
    rap_csv_cell(out, rap_str_of(row));
    for (const field *f = fields; f->name; f++) {
        rap_buf_byte(out, ',');
        if (f->form == AS_COUNT)
            rap_buf_int(out, t->n);
        else
            rap_csv_cell(out, text_of(l, t, f));
    }
    rap_buf_z(out, "\r\n");
}

static void put_json(rap_leaf *l, const tie *t, const char *row, const field *fields)
{
    rap_json j = rap_json_of(l->h.out);
    rap_json_object(&j);
    rap_json_key(&j, "row");
    rap_json_str(&j, rap_str_of(row));
    for (const field *f = fields; f->name; f++) {
        rap_json_key(&j, f->name);
        if (f->form == AS_COUNT)
            rap_json_int(&j, t->n);
        else
            rap_json_str(&j, text_of(l, t, f));
    }
    rap_json_end_object(&j);
}

typedef struct {
    const char *row;
    int which;
    const field *fields;
} counted;

static rap_code put_counted(rap_leaf *l, const counted *c, bool csv, uint32_t *n)
{
    const ties *all = NULL;
    rap_code rc = find_ties(&all, l, c->which);
    for (uint32_t i = 0; rc == RAP_OK && i < all->n; i++) {
        if (!csv) rap_buf_z(l->h.out, *n ? ",\n" : "\n");
        ++*n;
        if (csv)
            put_csv(l, &all->v[i], c->row, c->fields);
        else
            put_json(l, &all->v[i], c->row, c->fields);
    }
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
    static const field acts[] = {
        {"from", OF_FROM, AS_TEXT},      {"from_name", OF_FROM, AS_NAME},
        {"what", OF_WHAT, AS_TEXT},      {"word", OF_WHAT, AS_ACT},
        {"to", OF_TO, AS_TEXT},          {"to_name", OF_TO, AS_NAME},
        {"entries", OF_COUNT, AS_COUNT}, {NULL, OF_FROM, AS_TEXT}};
    static const field tells[] = {
        {"from", OF_FROM, AS_TEXT},      {"from_name", OF_FROM, AS_NAME},
        {"what", OF_WHAT, AS_TEXT},      {"word", OF_WHAT, AS_STANCE},
        {"to", OF_TO, AS_TEXT},          {"to_name", OF_TO, AS_NAME},
        {"entries", OF_COUNT, AS_COUNT}, {NULL, OF_FROM, AS_TEXT}};
    static const counted tables[] = {{"act", ACTS, acts}, {"tells", TELLS, tells}};
    return put_tables(l, tables, 2, csv);
}
