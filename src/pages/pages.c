/*
 * pages/pages.c - which page a path is, and the same rows as JSON or CSV.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/pages.h"

#include "answers/facets.h"
#include "pages/leaf.h"
#include "view/forms.h"

#include "base/ascii.h"

enum { PAGE_LIMIT = 1 << 30, ROW_ROOM = 1 << 28, START_MOST = 100000000 };

/* The body of an event with a place has these bytes. */
#define PLACED "\"places\":[{"

static const char css[] = {
#include "pages/page_css.inc"
};
static const char js[] = {
#include "pages/page_js.inc"
};

typedef enum { AS_HTML, AS_JSON, AS_CSV } page_form;

/* `kind`: the rows behind it as data; a path that ends in / takes a rest. */
static const struct {
    const char *path, *kind;
    rap_leaf_page *write;
    rap_leaf_data *data; /* counts in the place of rows */
} pages[] = {
    {"/", "report", rap_page_overview, NULL},
    {"/overview", "report", rap_page_overview, NULL},
    {"/changes", "", rap_page_changes, rap_page_changes_data},
    {"/talks", "round", rap_page_talks, NULL},
    {"/timeline", "chronology", rap_page_timeline, NULL},
    {"/said", "attribution", rap_page_said, NULL},
    {"/events", "event", rap_page_events, NULL},
    {"/positions", "position", rap_page_positions, NULL},
    {"/differ", "disagreement", rap_page_differ, NULL},
    {"/names", "entity", rap_page_names, NULL},
    {"/copies", "copy", rap_page_copies, NULL},
    {"/copy/", "copy", rap_page_copy, NULL},
    {"/stories", "story", rap_page_stories, NULL},
    {"/check", "judgement", rap_page_check, rap_page_check_data},
    {"/row/", "", rap_page_row, NULL},
    {"/help", "", rap_page_help, NULL},
    {"/name/", "entity", rap_page_name, NULL},
    {"/report/", "attribution", rap_page_report, NULL},
    {"/search", "search", rap_page_search, NULL},
    {"/network", "event", rap_page_network, rap_page_network_data},
    {"/map", "event", rap_page_map, NULL},
};
enum { N_PAGES = sizeof pages / sizeof *pages, NO_PAGE = -1 };

static rap_str without_ending(rap_str path, page_form *form)
{
    static const struct {
        const char *ending;
        page_form form;
    } endings[] = {{".json", AS_JSON}, {".csv", AS_CSV}};
    *form = AS_HTML;
    for (int i = 0; i < 2; i++)
        if (rap_str_ends(path, rap_str_of(endings[i].ending))) {
            *form = endings[i].form;
            return rap_str_cut(path, 0, path.n - strlen(endings[i].ending));
        }
    return path;
}

static int page_of(rap_leaf *l)
{
    for (int i = 0; i < N_PAGES; i++) {
        rap_str path = rap_str_of(pages[i].path);
        bool open = path.n > 1 && path.p[path.n - 1] == '/';
        if (rap_str_eq(l->base, path) && !open) return i;
        if (open && rap_str_begins(l->base, path) && l->base.n > path.n) {
            l->rest = rap_str_cut(l->base, path.n, l->base.n);
            return i;
        }
    }
    return NO_PAGE;
}

static void take_options(rap_leaf *l)
{
    rap_show_options *o = &l->options;
    o->party = rap_leaf_field(l, "party");
    o->speaker = rap_leaf_field(l, "speaker");
    o->issue = rap_leaf_field(l, "issue");
    o->from = rap_leaf_field(l, "from");
    o->to = rap_leaf_field(l, "to");
    o->report = rap_leaf_field(l, "report");
    o->of = rap_leaf_field(l, "of");
    o->wording = rap_leaf_field(l, "wording");
    o->kind = rap_leaf_field(l, "kind");
    o->status = rap_leaf_field(l, "status");
    o->dates = rap_leaf_field(l, "dates");
    o->conditions = rap_str_is(rap_leaf_field(l, "show"), "conditions");
    o->holds = rap_leaf_field(l, "words");
    o->as_of = rap_leaf_field(l, "as_of");
    o->since = rap_leaf_field(l, "since");
    o->place = rap_leaf_field(l, "place");
    o->outlet = rap_leaf_field(l, "outlet");
    o->source = rap_leaf_field(l, "source");
    o->origin = rap_leaf_field(l, "origin");
    o->month = rap_leaf_field(l, "month");
    o->words = rap_leaf_field(l, "q");
    o->own = rap_leaf_field(l, "own").n > 0;
    o->history = rap_str_is(rap_leaf_field(l, "show"), "history");
    if (rap_str_begins(l->base, rap_str_of("/report/"))) o->report = l->rest;
    o->placed = rap_str_is(l->base, "/map");
    if (rap_str_begins(l->base, rap_str_of("/copy/"))) o->id = l->rest;
    rap_str start = rap_leaf_field(l, "start");
    for (size_t i = 0; i < start.n && rap_is_digit(start.p[i]); i++)
        if (l->start < START_MOST)
            l->start = l->start * 10 + (uint32_t)(start.p[i] - '0');
}

static rap_code take_filter(rap_leaf *l, page_form form)
{
    rap_code rc = rap_filter_of(&l->filter, l->v, &l->options, l->arena, l->err);
    if (rc != RAP_OK || form == AS_HTML ||
        !rap_str_begins(l->base, rap_str_of("/name/")))
        return rc;
    rc = rap_view_names(l->v, l->err);
    if (rc != RAP_OK) return rc;
    bool *one = RAP_NEW(l->arena, bool, (size_t)l->v->n_names + 1);
    int32_t i = rap_view_find(l->v, l->rest);
    if (!one) return rap_fail_memory(l->err);
    if (i != RAP_NOBODY) one[i] = true;
    l->filter.named = one;
    return RAP_OK;
}

rap_sieve rap_leaf_sieve(const rap_leaf *l)
{
    return (rap_sieve){l->v, &l->filter, l->row, l->err};
}

static rap_code put_data_row(rap_leaf *l, const rap_item *item, page_form form,
                             uint32_t *n)
{
    rap_buf *out = l->h.out;
    if (form == AS_CSV) return rap_csv_row(out, l->v, item, l->row, l->err);
    rap_buf_z(out, (*n)++ ? ",\n" : "\n");
    rap_buf_put(out, item->body);
    return RAP_OK;
}

static rap_code put_hits(rap_leaf *l, page_form form, uint32_t *n)
{
    rap_search s;
    rap_code rc =
        rap_search_of(&s, l->v, &l->filter, 0, RAP_SEEK_MOST, l->arena, l->err);
    for (uint32_t i = 0; rc == RAP_OK && i < s.n; i++)
        rc = put_data_row(l, &s.hits[i].item, form, n);
    return rc;
}

static rap_code put_rows(rap_leaf *l, const char *kind, page_form form, uint32_t *n)
{
    const rap_sieve sieve = rap_leaf_sieve(l);
    rap_rows *rows = NULL;
    rap_code rc = rap_rows_open(&rows, l->v, kind, false, l->err);
    if (rc == RAP_OK) rap_rows_lazy(rows);
    if (rc == RAP_OK) rc = rap_rows_sift(rows, &l->filter, "", l->arena, l->err);
    for (bool more = true; rc == RAP_OK;) {
        rap_item item;
        rc = rap_sieve_next(&sieve, rows, &item, &more);
        if (rc != RAP_OK || !more) break;
        rc = put_data_row(l, &item, form, n);
    }
    rap_rows_close(rows);
    return rc;
}

static rap_code put_data(rap_leaf *l, const char *kind, page_form form)
{
    rap_buf *out = l->h.out;
    uint32_t n = 0;
    bool search = strcmp(kind, "search") == 0;
    if (form == AS_CSV)
        rap_csv_head(out);
    else
        rap_buf_z(out, "[");
    rap_code rc = search ? put_hits(l, form, &n) : put_rows(l, kind, form, &n);
    if (form == AS_JSON) rap_buf_z(out, n ? "\n]\n" : "]\n");
    return rc;
}

rap_code rap_leaf_walk(rap_leaf *l, const char *kind, uint32_t *shown,
                       rap_leaf_row *row, void *state)
{
    const rap_sieve sieve = rap_leaf_sieve(l);
    rap_rows *rows = NULL;
    uint32_t seen = 0;
    bool more = true;
    rap_code rc = rap_rows_open(&rows, l->v, kind, false, l->err);
    *shown = 0;
    l->more = false;
    if (rc == RAP_OK) rap_rows_lazy(rows);
    if (rc == RAP_OK && strcmp(kind, "entity") == 0) rap_rows_lean(rows);
    if (rc == RAP_OK && rap_filter_is_open(&l->filter)) {
        rap_rows_skip(rows, l->start);
        seen = l->start;
    } else if (rc == RAP_OK) {
        rc = rap_rows_sift(rows, &l->filter, l->options.placed ? PLACED : "", l->arena,
                           l->err);
    }
    while (rc == RAP_OK && more) {
        rap_item item;
        rc = rap_sieve_next(&sieve, rows, &item, &more);
        if (rc != RAP_OK || !more) break;
        if (seen++ < l->start) continue;
        l->more = *shown == RAP_LEAF_ROWS || (*shown && l->h.out->n > RAP_LEAF_BYTES);
        if (l->more) break;
        ++*shown;
        rc = row(l, &item, state);
    }
    rap_rows_close(rows);
    l->next = l->start + *shown;
    return rc;
}

static void not_found(rap_leaf *l, rap_page *page)
{
    page->status = 404;
    rap_leaf_begin(l, "", rap_str_of("Not in this dossier"), (rap_str){"", 0});
    rap_leaf_nothing(
        l, "There is no such page. A report, a name or an entry may have been "
           "taken out since the link was made.");
    rap_leaf_end(l);
}

static void bad_request(rap_leaf *l, rap_page *page, const rap_err *err)
{
    page->status = 400;
    rap_leaf_begin(l, "", rap_str_of("That cannot be shown"), rap_str_of(err->msg));
    rap_leaf_end(l);
}

static bool is_asset(rap_page *page, rap_str path)
{
    static const struct {
        const char *path, *media, *bytes;
    } assets[] = {{"/page.css", "text/css; charset=utf-8", css},
                  {"/app.js", "text/javascript; charset=utf-8", js}};
    for (int i = 0; i < 2; i++)
        if (rap_str_is(path, assets[i].path)) {
            page->media = assets[i].media;
            rap_buf_z(&page->body, assets[i].bytes);
            return true;
        }
    return false;
}

static void begin_html(rap_leaf *l, rap_page *page)
{
    bool site = l->request->site;
    l->h = rap_html_begin(&page->body);
    l->h.site = site;
    l->h.most = site && !l->request->full_text ? RAP_EXCERPT_WORDS : 0;
}

static rap_code write_page(rap_leaf *l, rap_page *page)
{
    static const char *const media[] = {"text/html; charset=utf-8",
                                        "application/json; charset=utf-8",
                                        "text/csv; charset=utf-8"};
    page_form form;
    l->base = without_ending(l->request->path, &form);
    int i = page_of(l);
    take_options(l);
    rap_code rc = take_filter(l, form);
    page->media = media[rc == RAP_OK && i != NO_PAGE ? form : AS_HTML];
    if (rc == RAP_OK && i != NO_PAGE && form != AS_HTML)
        return pages[i].data ? pages[i].data(l, form == AS_CSV)
                             : put_data(l, pages[i].kind, form);
    begin_html(l, page);
    if (rc == RAP_OK && i != NO_PAGE) rc = pages[i].write(l);
    if (rc == RAP_E_USAGE) {
        rap_buf_clear(&page->body);
        begin_html(l, page);
        bad_request(l, page, l->err);
        return RAP_OK;
    }
    if (rc == RAP_OK && !l->h.depth && page->body.n < sizeof "<!doctype html>\n" + 1)
        not_found(l, page);
    return rc;
}

/* Was memory refused to anything on the page? */
static rap_code end_whole(const rap_leaf *l)
{
    if (l->h.out->failed || rap_arena_refused(l->row) || rap_arena_refused(l->arena))
        return rap_fail_memory(l->err);
    return rap_view_whole(l->v, l->err);
}

rap_code rap_page_write(rap_page *out, rap_view *v, const rap_page_request *request,
                        rap_err *err)
{
    rap_err here = {0};
    rap_page page = {.status = 200, .media = "text/html; charset=utf-8"};
    rap_leaf l = {.request = request, .v = v, .err = err ? err : &here};
    rap_code rc = RAP_OK;
    if (!is_asset(&page, request->path)) {
        l.arena = rap_arena_new(PAGE_LIMIT);
        l.row = rap_arena_new(ROW_ROOM);
        l.h.out = &page.body;
        rc = l.arena && l.row ? write_page(&l, &page) : rap_fail_memory(l.err);
        if (rc == RAP_OK) rc = end_whole(&l);
        rap_arena_free(l.arena);
        rap_arena_free(l.row);
    }
    page.next = l.more ? l.next : 0;
    if (rc == RAP_OK && page.body.failed) rc = rap_fail_memory(l.err);
    if (rc == RAP_OK)
        *out = page;
    else
        rap_buf_done(&page.body);
    return rc;
}
