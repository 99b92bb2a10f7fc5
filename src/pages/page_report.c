/*
 * pages/page_report.c - the page /report/R2: the text with its mended places, what
 * was read out of it laid over, and the byte of the source at which each block begins.
 *
 * All spans cut the text into pieces; each piece carries the marks of all spans that
 * cover it, so that marks may overlap and nothing nests.  O(n log n) in the spans.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/repute.h"
#include "base/ascii.h"
#include "pages/leaf.h"
#include "view/sheet.h"

#include <stdlib.h>

typedef enum {
    MARK_SAY,
    MARK_POS,
    MARK_EVT,
    MARK_DAY,
    MARK_NUM,
    MARK_ANCHOR,
    N_MARKS
} mark;

static const struct {
    const char *kind, *style, *label;
} marks[] = {{"attribution", "m-say", "Statements"}, {"position", "m-pos", "Positions"},
             {"event", "m-evt", "Events"},           {"", "m-day", "Dates"},
             {"figure", "m-num", "Figures"},         {"", "", ""}};

/* A span begins (+1) or ends (-1) at a byte. */
typedef struct {
    uint32_t at;
    int32_t step;
    mark what;
} edge;

typedef RAP_LIST(edge) edge_list;

static int by_place(const void *va, const void *vb)
{
    const edge *a = va, *b = vb;
    int d = (a->at > b->at) - (a->at < b->at);
    if (!d) d = a->step - b->step;
    return d ? d : (int)a->what - (int)b->what;
}

static rap_code add_span(edge_list *list, rap_arena *arena, rap_span at, mark what)
{
    edge *from = at.to > at.from ? RAP_PUSH(arena, list) : NULL;
    if (at.to <= at.from) return RAP_OK;
    if (!from) return RAP_E_NOMEM;
    *from = (edge){at.from, 1, what};
    edge *to = RAP_PUSH(arena, list);
    if (!to) return RAP_E_NOMEM;
    *to = (edge){at.to, -1, what};
    return RAP_OK;
}

static mark mark_of(rap_str kind)
{
    for (int i = 0; i < MARK_ANCHOR; i++)
        if (marks[i].kind[0] && rap_str_is(kind, marks[i].kind)) return (mark)i;
    return MARK_ANCHOR;
}

static rap_code add_cites(rap_leaf *l, edge_list *list, uint32_t n)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, l->v->d,
                                "SELECT DISTINCT kind, at_from, at_to FROM cite"
                                " WHERE report = ?1 ORDER BY at_from",
                                l->err);
    if (rc != RAP_OK) return rc;
    rap_query_bind_int(q, 1, n);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, l->err)) == RAP_OK && more) {
        rap_span at = {(uint32_t)rap_query_int(q, 1), (uint32_t)rap_query_int(q, 2)};
        rc = add_span(list, l->arena, at, mark_of(rap_query_str(q, 0)));
    }
    rap_query_end(q);
    return rc == RAP_E_NOMEM ? rap_fail_memory(l->err) : rc;
}

static rap_code gather(rap_leaf *l, edge_list *list, const rap_sheet *s)
{
    rap_code rc = add_cites(l, list, s->listed->n);
    for (uint32_t i = 0; rc == RAP_OK && i < s->filed.n_times; i++)
        if (add_span(list, l->arena, s->filed.times[i].at, MARK_DAY) != RAP_OK)
            rc = rap_fail_memory(l->err);
    if (rc == RAP_OK && list->n) qsort(list->v, list->n, sizeof *list->v, by_place);
    return rc;
}

/* Walks over the edges as the text is written. */
typedef struct {
    const edge_list *edges;
    size_t next;
    int32_t open[N_MARKS];
    uint32_t repair; /* next repair */
    uint32_t shown;  /* bytes below this have been shown */
    uint32_t named;  /* bytes below this have their anchor */
} sweep;

static bool is_marked(const sweep *w)
{
    for (int i = 0; i < N_MARKS; i++)
        if (w->open[i] > 0) return true;
    return false;
}

static void begin_mark(rap_leaf *l, sweep *w, uint32_t at)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    for (int i = 0; i < MARK_ANCHOR; i++) {
        if (w->open[i] <= 0) continue;
        if (b.n) rap_buf_byte(&b, ' ');
        rap_buf_z(&b, marks[i].style);
    }
    rap_html_open(h, "mark");
    if (rap_torn_any(&b)) rap_html_attr_str(h, "class", rap_torn_text(&b));
    if (at >= w->named) {
        rap_buf_clear(&b);
        rap_buf_printf(&b, "b%u", at);
        rap_html_attr_str(h, "id", rap_torn_text(&b));
        w->named = at + 1;
    }
    rap_buf_done(&b);
}

/* A mended place: what was put there, and in its title what the bytes were. */
static void put_repair(rap_leaf *l, const rap_filed *f, const rap_filed_repair *r)
{
    rap_html *h = &l->h;
    rap_buf b = {0};
    rap_buf_printf(&b, "mended, bytes %u-%u were: ", r->at.from, r->at.to);
    rap_buf_put(&b, rap_str_cut(f->source, r->at.from, r->at.to));
    rap_html_open(h, "ins");
    if (!r->put.n) rap_html_attr(h, "class", "gone");
    rap_html_attr_str(h, "title", rap_torn_text(&b));
    rap_html_text(h, r->put);
    rap_html_close(h);
    rap_buf_done(&b);
}

/* The text read from the bytes of a piece, mended places as <ins>.  A repair belongs to
 * the piece in which it begins, and its bytes are not shown again in the next. */
static void put_bytes(rap_leaf *l, const rap_sheet *s, sweep *w, rap_span at)
{
    const rap_filed *f = &s->filed;
    if (!s->raw) {
        rap_row_clear(l->v, l->row);
        rap_html_text(&l->h, rap_sheet_quote(s, at, l->row));
        return;
    }
    if (at.from < w->shown) at.from = w->shown;
    while (w->repair < f->n_repairs && f->repairs[w->repair].at.from < at.from)
        w->repair++;
    for (; w->repair < f->n_repairs && f->repairs[w->repair].at.from < at.to;
         w->repair++) {
        const rap_filed_repair *r = &f->repairs[w->repair];
        if (r->at.from < at.from) continue;
        rap_html_text(&l->h, rap_str_cut(f->source, at.from, r->at.from));
        put_repair(l, f, r);
        at.from = r->at.to;
    }
    if (at.from < at.to) rap_html_text(&l->h, rap_str_cut(f->source, at.from, at.to));
    w->shown = at.from > at.to ? at.from : at.to;
}

static void put_pieces(rap_leaf *l, const rap_sheet *s, sweep *w, rap_span block)
{
    uint32_t at = block.from;
    while (at < block.to) {
        uint32_t end = block.to;
        for (; w->next < w->edges->n && w->edges->v[w->next].at <= at; w->next++)
            w->open[w->edges->v[w->next].what] += w->edges->v[w->next].step;
        if (w->next < w->edges->n && w->edges->v[w->next].at < end)
            end = w->edges->v[w->next].at;
        bool marked = is_marked(w);
        if (marked) begin_mark(l, w, at);
        put_bytes(l, s, w, (rap_span){at, end});
        if (marked) rap_html_close(&l->h);
        at = end;
    }
}

static void put_block(rap_leaf *l, const rap_sheet *s, sweep *w,
                      const rap_filed_block *b)
{
    rap_html *h = &l->h;
    rap_buf name = {0};
    rap_html_open(h, "p");
    rap_html_attr_str(h, "class", b->kind);
    if (b->why.n) rap_html_attr_str(h, "title", b->why);
    rap_buf_printf(&name, "#l%u", b->at.from);
    rap_html_open(h, "a");
    rap_html_attr(h, "class", "ln");
    rap_html_attr_str(h, "id", rap_str_cut(rap_torn_text(&name), 1, name.n));
    rap_html_href(h, rap_torn_text(&name));
    rap_html_text(h, rap_str_cut(rap_torn_text(&name), 2, name.n));
    rap_html_close(h);
    rap_html_z(h, " ");
    put_pieces(l, s, w, b->at);
    rap_html_close(h);
    rap_buf_done(&name);
}

/* The block at which this part of a long text begins: the one asked for, or that of the
 * byte asked for, with what stands before it on the way. */
static uint32_t first_block(rap_leaf *l, const rap_sheet *s)
{
    enum { BEFORE = 3 };
    rap_str at = rap_leaf_field(l, "at");
    uint64_t byte = 0;
    uint32_t i = 0;
    if (l->h.site || !at.n) return l->start;
    for (size_t k = 0; k < at.n && rap_is_digit(at.p[k]) && byte < UINT32_MAX; k++)
        byte = byte * 10 + (uint64_t)(at.p[k] - '0');
    while (i < s->filed.n_blocks && s->filed.blocks[i].at.to <= byte)
        i++;
    if (i == s->filed.n_blocks) i = 0;
    l->start = i > BEFORE ? i - BEFORE : 0;
    return l->start;
}

static void put_text(rap_leaf *l, const rap_sheet *s, const edge_list *edges)
{
    sweep w = {.edges = edges};
    uint32_t done = 0;
    rap_html_open(&l->h, "div");
    rap_html_attr(&l->h, "class", "txt");
    for (uint32_t i = first_block(l, s); i < s->filed.n_blocks; i++) {
        rap_filed_block b = s->filed.blocks[i];
        if (b.at.from < done) continue; /* blocks do not overlap; be safe */
        l->more = !l->h.site && done && l->h.out->n > RAP_LEAF_BYTES;
        l->next = i;
        if (l->more) break;
        put_block(l, s, &w, &b);
        done = b.at.to;
    }
    if (!s->filed.n_blocks && s->at_hand) {
        rap_filed_block all = {.at = {0, (uint32_t)s->filed.source.n},
                               .kind = rap_str_of("paragraph")};
        put_block(l, s, &w, &all);
    }
    rap_html_close(&l->h);
}

static void put_toggles(rap_leaf *l)
{
    rap_html *h = &l->h;
    rap_html_open(h, "fieldset");
    rap_html_attr(h, "class", "layers noprint");
    rap_html_open(h, "legend");
    rap_html_attr(h, "class", "sr");
    rap_html_z(h, "Show marks");
    rap_html_close(h);
    for (int i = 0; i <= MARK_ANCHOR; i++) {
        bool repairs = i == MARK_ANCHOR;
        const char id[] = {'c', (char)('1' + i), '\0'};
        const char key[] = {'k',
                            '-',
                            marks[i].style[0] ? marks[i].style[2] : 'x',
                            marks[i].style[0] ? marks[i].style[3] : '\0',
                            marks[i].style[0] ? marks[i].style[4] : '\0',
                            '\0'};
        rap_html_open(h, "label");
        rap_html_attr(h, "class", key);
        rap_html_void(h, "input");
        rap_html_attr(h, "type", "checkbox");
        rap_html_attr(h, "id", id);
        if (!repairs) rap_html_flag(h, "checked");
        rap_html_z(h, " ");
        rap_html_z(h, repairs ? "Repairs" : marks[i].label);
        rap_html_close(h);
    }
    rap_html_close(h);
}

static void put_pair(rap_leaf *l, const char *name, rap_str value)
{
    rap_html_el(&l->h, "dt", NULL, rap_str_of(name));
    rap_html_el(&l->h, "dd", NULL, value);
}

/* "NPA (agency)" */
static void put_outlet(rap_leaf *l, const rap_listed *r)
{
    const rap_repute *known = NULL;
    rap_buf b = {0};
    rap_buf_put(&b, r->publisher.n ? r->publisher : rap_str_of("not stated"));
    rap_err err;
    rap_code rc = rap_repute_of(&known, l->v, r, false, &err);
    if (rc != RAP_OK) rap_view_note(l->v, &err);
    bool kind = rc == RAP_OK && known->source.n;
    if (kind) rap_buf_z(&b, " (");
    if (kind) rap_buf_put(&b, known->source);
    if (kind) rap_buf_byte(&b, ')');
    put_pair(l, "Outlet", rap_torn_text(&b));
    rap_buf_done(&b);
}

static void put_facts(rap_leaf *l, const rap_sheet *s)
{
    rap_buf b = {0};
    const rap_listed *r = s->listed;
    rap_html_el(&l->h, "h2", NULL, rap_str_of("This report"));
    rap_html_open(&l->h, "dl");
    rap_html_attr(&l->h, "class", "pairs");
    put_pair(l, "File", r->key);
    if (s->filed.uri.n) put_pair(l, "Address", s->filed.uri);
    put_outlet(l, r);
    rap_word_day(&b, r->day);
    rap_buf_z(&b, ", ");
    rap_buf_put(&b, rap_word_basis(r->basis));
    put_pair(l, "Date", rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_word_things(&b, r->bytes, "byte", "bytes");
    rap_buf_z(&b, ", ");
    rap_word_things(&b, r->words, "word", "words");
    put_pair(l, "Size", rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_word_things(&b, r->repairs, "place", "places");
    rap_buf_z(&b, "; offsets count the bytes as they were");
    put_pair(l, "Mended", r->repairs ? rap_torn_text(&b) : rap_str_of("nothing"));
    put_pair(l, "SHA-256", rap_str_cut(r->sha256, 0, 16));
    rap_html_close(&l->h);
    rap_buf_done(&b);
}

/* The day of a report that gives none may be set by hand. */
static void put_dating(rap_leaf *l, const rap_sheet *s)
{
    static const char *const bases[] = {"text", "pile", "given", "none", ""};
    rap_buf b = {0};
    bool open = false;
    for (size_t i = 0; i < sizeof bases / sizeof *bases; i++)
        open = open || rap_str_is(s->listed->basis, bases[i]);
    if (!open || !rap_leaf_hand(l, "date", (rap_str){"", 0})) return;
    rap_buf_printf(&b, "R%u=", s->listed->n);
    rap_buf_byte(&b, '\0');
    rap_leaf_hand_field(l, "Day of this report (R1=2022-03-30)", "a",
                        b.failed ? "" : b.p);
    rap_leaf_hand_coder(l);
    rap_leaf_hand_end(l, "Set the day");
    rap_buf_done(&b);
}

static void put_list(rap_leaf *l, uint32_t current)
{
    enum { AROUND = 12 };
    rap_html *h = &l->h;
    uint32_t from = current > AROUND ? current - AROUND : 0;
    rap_html_el(h, "h2", NULL, rap_str_of("Reports"));
    rap_html_open(h, "ul");
    rap_html_attr(h, "class", "plain rl");
    for (uint32_t i = 0; i < l->v->n_reports; i++) {
        const rap_listed *r = &l->v->reports[i];
        rap_buf b = {0};
        if (r->n < from || r->n > current + AROUND) continue;
        rap_buf_printf(&b, "/report/R%u", r->n);
        rap_html_open(h, "li");
        rap_html_open(h, "a");
        rap_html_href(h, rap_torn_text(&b));
        if (r->n == current) rap_html_attr(h, "aria-current", "page");
        rap_html_el(h, "b", NULL,
                    rap_str_cut(rap_torn_text(&b), sizeof "/report/" - 1, b.n));
        rap_html_z(h, " ");
        rap_html_text(h, rap_listed_title(r));
        rap_html_close(h);
        rap_html_close(h);
        rap_buf_done(&b);
    }
    rap_html_close(h);
}

/* Of a page that goes out without whole texts: the cited places alone, each cut short.
 */
static rap_code put_excerpts(rap_leaf *l, const rap_sheet *s)
{
    rap_html *h = &l->h;
    rap_query *q = NULL;
    bool more = false;
    uint32_t before = UINT32_MAX;
    rap_code rc = rap_query_new(&q, l->v->d,
                                "SELECT at_from, max(at_to) FROM cite WHERE report = ?1"
                                " GROUP BY at_from ORDER BY at_from",
                                l->err);
    if (rc != RAP_OK) return rc;
    rap_query_bind_int(q, 1, s->listed->n);
    rap_html_el(
        h, "p", "small mut",
        rap_str_of("Excerpts of the places that are cited; the text is not part "
                   "of these pages."));
    rap_html_open(h, "ul");
    rap_html_attr(h, "class", "plain txt");
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, l->err)) == RAP_OK && more) {
        rap_span at = {(uint32_t)rap_query_int(q, 0), (uint32_t)rap_query_int(q, 1)};
        rap_buf b = {0};
        rap_row_clear(l->v, l->row);
        if (at.from == before) continue;
        before = at.from;
        rap_buf_printf(&b, "b%u", at.from);
        rap_html_open(h, "li");
        rap_html_attr_str(h, "id", rap_torn_text(&b));
        rap_html_text(h, rap_sheet_quote(s, at, l->row));
        rap_leaf_cite(l, (rap_cited){s->listed->n, at});
        rap_html_close(h);
        rap_buf_done(&b);
    }
    rap_query_end(q);
    rap_html_close(h);
    return rc;
}

rap_code rap_page_report(rap_leaf *l)
{
    rap_html *h = &l->h;
    rap_sheet s;
    edge_list edges = {0};
    rap_buf b = {0};
    if (!l->filter.report) return RAP_OK;
    rap_code rc = rap_sheet_of(&s, l->v, l->filter.report, l->arena, l->err);
    if (rc == RAP_OK) rc = gather(l, &edges, &s);
    if (rc != RAP_OK) return rc;
    rap_buf_printf(&b, "Report R%u", s.listed->n);
    rap_leaf_begin(
        l, "/#reports", rap_torn_text(&b),
        rap_str_of("The text with what was read out of it. The number at the left is "
                   "the byte of the source where the block begins; tick \"Repairs\" "
                   "to see where broken characters were mended."));
    rap_buf_done(&b);
    rap_html_open(h, "div");
    rap_html_attr(h, "class", "two");
    rap_html_open(h, "aside");
    rap_html_attr(h, "aria-label", "Reports");
    put_list(l, s.listed->n);
    put_facts(l, &s);
    put_dating(l, &s);
    rap_html_close(h);
    rap_html_open(h, "section");
    rap_html_el(h, "h2", NULL, rap_listed_title(s.listed));
    if (l->h.most) {
        rc = put_excerpts(l, &s);
    } else if (!s.at_hand) {
        rap_leaf_nothing(l, "The source is not at hand.");
    } else {
        put_toggles(l);
        put_text(l, &s, &edges);
        rap_leaf_more(l);
    }
    if (rc != RAP_OK) return rc;
    rap_html_close(h);
    rap_html_close(h);
    rap_leaf_end(l);
    return RAP_OK;
}
