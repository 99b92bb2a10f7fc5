/*
 * stories/outlets.c - what kind of source an outlet is.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/outlets.h"

#include "base/bisect.h"
#include "base/table.h"
#include "base/utf8.h"
#include "pile/brief.h"

#include "outlets_table.inc"

#include <stdlib.h>

enum { KIND = 1, NAME = 2 };

static int by_plain(const void *va, const void *vb)
{
    const rap_outlet_line *a = va, *b = vb;
    return rap_str_cmp(a->plain, b->plain);
}

rap_outlets rap_outlets_of(rap_str brief, rap_arena *arena)
{
    RAP_LIST(rap_outlet_line) list = {0};
    rap_outlets out = {0};
    rap_brief_line l;
    for (rap_brief it = rap_brief_of(brief); rap_brief_next(&it, &l);) {
        if (!rap_str_is(l.key, "outlet")) continue;
        rap_outlet_line *to = RAP_PUSH(arena, &list);
        rap_str plain = rap_utf8_plain(arena, l.name);
        out.failed = out.failed || !to || !plain.p;
        if (to) *to = (rap_outlet_line){plain, {l.rest, l.name}};
    }
    if (list.n && !out.failed) qsort(list.v, list.n, sizeof *list.v, by_plain);
    out.v = list.v;
    out.n = out.failed ? 0 : list.n;
    return out;
}

static bool by_brief(rap_outlet *o, const rap_outlets *list, rap_str plain)
{
    size_t low = 0;
    RAP_BISECT(size_t, low, mid, list->n, rap_str_cmp(list->v[mid].plain, plain) < 0);
    if (low >= list->n || !rap_str_eq(list->v[low].plain, plain)) return false;
    *o = list->v[low].outlet;
    return true;
}

static bool by_table(rap_outlet *o, rap_str plain)
{
    int row = plain.n ? rap_table_find(&outlets_table, plain) : RAP_TABLE_NONE;
    if (row < 0) return false;
    *o = (rap_outlet){rap_cell(&outlets_table, row, KIND),
                      rap_cell(&outlets_table, row, NAME)};
    return true;
}

/* "https://user@news.site.org:80/a" -> "news.site.org" */
static rap_str host_of(rap_str uri)
{
    size_t from = rap_str_find(uri, RAP_STR("://"), 0);
    if (from >= uri.n) return (rap_str){"", 0};
    rap_str host = rap_str_cut(uri, from + 3, uri.n);
    static const char *const ends[] = {"/", "?", "#"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        host = rap_str_cut(host, 0, rap_str_find(host, rap_str_of(ends[i]), 0));
    size_t at = rap_str_find(host, RAP_STR("@"), 0);
    if (at < host.n) host = rap_str_cut(host, at + 1, host.n);
    return rap_str_cut(host, 0, rap_str_find(host, RAP_STR(":"), 0));
}

rap_outlet rap_outlet_find(const rap_outlets *list, rap_str name, rap_str uri,
                           rap_arena *arena)
{
    enum { LABELS_MOST = 8 };
    rap_outlet o = {{"", 0}, {"", 0}};
    rap_str plain = rap_utf8_plain(arena, rap_str_trim(name));
    if (plain.p && (by_brief(&o, list, plain) || by_table(&o, plain))) return o;
    rap_str host = rap_utf8_plain(arena, host_of(uri));
    for (int i = 0; host.p && host.n && i < LABELS_MOST; i++) {
        if (by_brief(&o, list, host) || by_table(&o, host)) return o;
        size_t dot = rap_str_find(host, RAP_STR("."), 0);
        if (dot >= host.n) break;
        host = rap_str_cut(host, dot + 1, host.n);
    }
    return o;
}

bool rap_outlet_is_agency(rap_outlet o)
{
    return rap_str_is(o.kind, "agency") || rap_str_is(o.kind, "state agency");
}

bool rap_outlet_passes_on(rap_outlet o)
{
    return rap_str_is(o.kind, "aggregator");
}
