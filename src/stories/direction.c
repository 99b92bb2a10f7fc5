/*
 * stories/direction.c - which of two reports that share text came first, where that
 * shows.
 *
 * Signs, strongest first: one credits at its end the agency whose dateline or name the
 * other bears; one alone bears an agency's dateline; one is of an agency and the other
 * is not, or the other is an aggregator's (outlets.h); an earlier day, when both days
 * are well known and the earlier report is not a copy itself.  Two that credit the same
 * agency have it from a third.  A credit to or the dateline of a known agency decides;
 * else, when signs speak against each other, the answer is left open, as it is where
 * nothing but quotations is shared.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "pile/groups.h"
#include "stories/origins.h"

enum {
    DAY_SURE = 70,
    TAIL_BYTES = 260, /* a credit stands in the last lines of the text */
    HEAD_BYTES = 160, /* a dateline in the first ones */
    AGENCY_MIN = 2,
    AGENCY_MAX = 32
};

static bool is_body(rap_str kind)
{
    return rap_str_is(kind, "paragraph") || rap_str_is(kind, "list") ||
           rap_str_is(kind, "quote");
}

/* Where the body's text begins and ends. */
static rap_span body_of(const rap_filed *f)
{
    rap_span at = {0, (uint32_t)f->source.n};
    bool seen = false;
    for (uint32_t i = 0; i < f->n_blocks; i++) {
        bool dateline = !seen && rap_str_is(f->blocks[i].kind, "dateline");
        if (!dateline && !is_body(f->blocks[i].kind)) continue;
        if (!seen) at.from = f->blocks[i].at.from;
        at.to = f->blocks[i].at.to;
        seen = true;
    }
    return at;
}

static size_t skip_blanks(rap_str s, size_t at)
{
    while (at < s.n && rap_is_space(s.p[at]))
        at++;
    return at;
}

/* A hyphen or a dash, of UTF-8, of Windows-1252 or as a character reference. */
static bool is_dash(rap_str s, size_t at)
{
    rap_str rest = rap_str_cut(s, at, at + 8);
    unsigned char c = rest.n ? (unsigned char)rest.p[0] : 0;
    return c == '-' || c == 0x96 || c == 0x97 ||
           rap_str_begins(rest, RAP_STR("\xE2\x80\x93")) ||
           rap_str_begins(rest, RAP_STR("\xE2\x80\x94")) ||
           rap_str_begins(rest, RAP_STR("&mdash;")) ||
           rap_str_begins(rest, RAP_STR("&ndash;")) ||
           rap_str_begins(rest, RAP_STR("&#8212;"));
}

rap_str rap_dateline_agency(const rap_filed *f)
{
    rap_span body = body_of(f);
    rap_str head = rap_str_cut(f->source, body.from, body.from + HEAD_BYTES);
    size_t open = rap_str_find(head, RAP_STR("("), 0);
    size_t close = rap_str_find(head, RAP_STR(")"), open);
    rap_str name = rap_str_cut(head, open + 1, close);
    bool fits = close < head.n && name.n >= AGENCY_MIN && name.n <= AGENCY_MAX &&
                rap_is_upper(name.p[0]);
    return fits && is_dash(head, skip_blanks(head, close + 1)) ? name
                                                               : (rap_str){"", 0};
}

/* As a word of its own. */
static bool names(rap_str part, rap_str who)
{
    size_t at = who.n >= AGENCY_MIN ? rap_str_find(part, who, 0) : part.n;
    while (at < part.n) {
        size_t end = at + who.n;
        bool left = at == 0 || !rap_is_alnum(part.p[at - 1]);
        if (left && (end >= part.n || !rap_is_alnum(part.p[end]))) return true;
        at = rap_str_find(part, who, end);
    }
    return false;
}

/* Does a report say in its last lines that it has its text from `who`? */
static bool credits(const rap_filed *f, rap_str who)
{
    rap_span body = body_of(f);
    uint32_t from = body.to > TAIL_BYTES ? body.to - TAIL_BYTES : 0;
    uint32_t after = body.to + TAIL_BYTES;
    size_t own = body.to > 60 ? body.to - 60 : 0; /* the last line, and those below */
    return names(rap_str_cut(f->source, own > from ? own : from, after), who);
}

typedef struct {
    int way; /* > 0: a first; < 0: b first; 0: it does not show */
    const char *why;
} sign;

static sign by_credit(const rap_filed *a, const rap_filed *b)
{
    rap_str of_a = rap_dateline_agency(a), of_b = rap_dateline_agency(b);
    if (of_a.n == 0) of_a = a->publisher;
    if (of_b.n == 0) of_b = b->publisher;
    bool to_b = credits(b, of_a) && !credits(a, of_a);
    bool to_a = credits(a, of_b) && !credits(b, of_b);
    return (sign){to_b - to_a, "credit"};
}

static sign by_dateline(const rap_filed *a, const rap_filed *b)
{
    return (sign){(rap_dateline_agency(a).n > 0) - (rap_dateline_agency(b).n > 0),
                  "dateline"};
}

static bool well_dated(const rap_filed *f)
{
    return f->published.sure >= DAY_SURE && rap_pile_is_full(f->published.day);
}

static sign by_days(const rap_pile *p, const rap_copy *c)
{
    const rap_filed *a = rap_pile_report(p, c->a), *b = rap_pile_report(p, c->b);
    bool known = well_dated(a) && well_dated(b) && !p->is_copy[c->a];
    int d = known ? rap_str_cmp(a->published.day, b->published.day) : 0;
    return (sign){(d < 0) - (d > 0), "day"};
}

static bool both_credit(const rap_filed *a, const rap_filed *b)
{
    rap_str of_a = rap_dateline_agency(a), of_b = rap_dateline_agency(b);
    return (credits(a, of_a) && credits(b, of_a)) ||
           (credits(a, of_b) && credits(b, of_b));
}

static bool is_agency(const rap_pile *p, rap_str name)
{
    static const rap_str none = {"", 0};
    return name.n && rap_outlet_is_agency(
                         rap_outlet_find(&p->origins->outlets, name, none, p->batch));
}

/* Agencies make what others print, and aggregators print what others made. */
static sign by_outlet(const rap_pile *p, const rap_filed *a, const rap_filed *b)
{
    const rap_outlets *list = &p->origins->outlets;
    rap_outlet of_a = rap_outlet_find(list, a->publisher, a->uri, p->batch);
    rap_outlet of_b = rap_outlet_find(list, b->publisher, b->uri, p->batch);
    if (!of_a.kind.n || !of_b.kind.n) return (sign){0, "outlet"};
    int way = rap_outlet_is_agency(of_a) - rap_outlet_is_agency(of_b);
    if (way == 0) way = rap_outlet_passes_on(of_b) - rap_outlet_passes_on(of_a);
    return (sign){way, "outlet"};
}

/* Is the first report that of an agency which is known as one? */
static bool is_wire(const rap_pile *p, const rap_filed *a, const rap_filed *b, int way)
{
    const rap_filed *first = way > 0 ? a : b;
    return way &&
           (is_agency(p, rap_dateline_agency(first)) || is_agency(p, first->publisher));
}

rap_direction rap_copy_direction(const rap_pile *p, const rap_copy *c)
{
    const rap_filed *a = rap_pile_report(p, c->a), *b = rap_pile_report(p, c->b);
    sign signs[] = {by_credit(a, b), by_dateline(a, b), by_outlet(p, a, b),
                    by_days(p, c)};
    enum { N = sizeof signs / sizeof *signs, STRONG = 2 };
    const char *why = NULL;
    int way = 0;
    if (rap_copy_is_quoted(p, c)) return (rap_direction){NULL, "quote"};
    if (both_credit(a, b)) return (rap_direction){"common", "credit"};
    for (int i = 0; i < N; i++) {
        if (signs[i].way == 0) continue;
        if (way && signs[i].way != way) return (rap_direction){NULL, NULL};
        if (!way) why = signs[i].why;
        way = signs[i].way;
        if (i < STRONG && is_wire(p, a, b, way)) break;
    }
    if (way == 0) return (rap_direction){NULL, NULL};
    return (rap_direction){way > 0 ? "a->b" : "b->a", why};
}
