/*
 * show/page_ties.c - the pages /network and /map: who acts on whom, who tells of whose
 * position, and where, as counts.
 *
 * What is only claimed or alleged is left out of the counts, for a number has no room
 * for the one who says so; the timeline has it.
 */
/* SPDX-License-Identifier: MIT */
#include "show/leaf.h"

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
    rap_code rc =
        put_ties(l,
                 "SELECT who, substr(what, 1, 2), other, count(*) AS n FROM row"
                 " WHERE kind = 'event' AND who <> '' AND other <> ''"
                 " AND state IN ('actual', 'background')"
                 " GROUP BY 1, 2, 3 ORDER BY n DESC, 1, 2, 3 LIMIT 300",
                 true, &shown);
    if (rc != RAP_OK) return rc;
    put_none(l, shown, "4");
    rap_leaf_table_end(l);
    rap_html_el(&l->h, "h2", NULL, rap_str_of("Who tells of whose position"));
    rap_leaf_table(l, (rap_str){"", 0}, tells, 4);
    shown = 0;
    rc = put_ties(l,
                  "SELECT a.who, p.state, p.who, count(*) AS n"
                  " FROM row p, json_each(p.body, '$.tellings') t"
                  " JOIN row a ON a.kind = 'attribution'"
                  " AND a.id = t.value ->> '$.attribution'"
                  " WHERE p.kind = 'position' AND a.who <> '' AND p.who <> ''"
                  " GROUP BY 1, 2, 3 ORDER BY n DESC, 1, 2, 3 LIMIT 300",
                  false, &shown);
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
    rap_code rc = rap_query_new(
        &q, l->v->d,
        "SELECT p.value ->> '$.name' AS name, p.value ->> '$.country' AS country,"
        " max(p.value ->> '$.lat'), max(p.value ->> '$.lon'), count(*) AS n"
        " FROM row r, json_each(r.body, '$.places') p"
        " WHERE r.kind = 'event' AND r.state IN ('actual', 'background')"
        " AND json_type(p.value) = 'object'"
        " GROUP BY name, country ORDER BY n DESC, name, country LIMIT 300",
        l->err);
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
