/*
 * times/published.c - the day of the report itself: told, printed in its head, worked
 * out from its text, or given by the user; in this order.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "times/clues.h"

#include "datewords_table.inc"

enum {
    HEAD_BLOCKS = 12, /* blocks at the head that are searched */
    SHORT = 80,       /* bytes of a line that may be nothing but a date */
    OPENING = 100,    /* bytes of a paragraph that may hold its dateline */
    WEEKDAY = 14,     /* bytes from the bar of a stamp to its date */
    PLACE = 40,       /* bytes before that bar */
    AGENCY = 28,      /* bytes from a dateline's date to its dash */
    DAY_BELIEVED = 50,
    YEAR_BELIEVED = 60
};

static rap_published exactly(rap_day d, const char *basis, uint8_t sure)
{
    return (rap_published){.day = d, .range = {d, d}, .sure = sure, .basis = basis};
}

/* Does a line begin with "Published" and the like? */
static bool says_date(rap_str line)
{
    char low[32];
    size_t n = 0;
    for (size_t i = 0; i < line.n && n < sizeof low; i++) {
        if (!rap_is_alpha(line.p[i]) && line.p[i] != ' ') break;
        low[n++] = rap_to_lower(line.p[i]);
    }
    rap_str head = rap_str_trim((rap_str){low, n});
    for (; head.n; head = rap_str_trim(rap_str_cut(head, 0, head.n - 1)))
        if (rap_table_find(&datewords_table, head) >= 0) return true;
    return false;
}

/* May a block at the head of the report carry its day? */
static bool is_dated(const rap_block *b, rap_str text)
{
    switch (b->kind) {
    case RAP_BLOCK_BYLINE:
    case RAP_BLOCK_DATELINE:
        return true;
    case RAP_BLOCK_TITLE:
        return false;
    case RAP_BLOCK_HEADING: /* a line that is nothing but a date looks like one */
        return text.n <= SHORT;
    default:
        return text.n <= SHORT && (says_date(text) || text.n <= SHORT / 2);
    }
}

/* "NORSTAD | Tue Mar 29, 2022 5:24pm" glued to the text behind it. */
static bool is_stamp(rap_str opening, rap_day d, rap_span at)
{
    rap_str before = rap_str_cut(opening, 0, at.from);
    size_t bar = rap_str_find(before, RAP_STR("|"), 0);
    return d.year && bar < before.n && at.from - bar <= WEEKDAY && bar <= PLACE;
}

/* "NORSTAD, March 29 (NPA) -": the date of a dateline that stands in its paragraph. */
static bool opening_date(rap_str text, rap_day *d, rap_span *at)
{
    rap_str opening = rap_str_cut(text, 0, OPENING);
    if (!times_date_in(opening, d, at) || !d->day) return false;
    if (is_stamp(opening, *d, *at)) return true;
    rap_str behind = rap_str_cut(text, at->to, at->to + AGENCY);
    static const char *const dashes[] = {" - ", "\xE2\x80\x94", "\xE2\x80\x93", "--"};
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (rap_str_find(behind, rap_str_of(dashes[i]), 0) < behind.n) return true;
    return false;
}

typedef struct {
    rap_day day;
    rap_span at;
    const char *basis;
} head_date;

/* "Norland News Agency, Kesh, Mar 23, 2032", "KESH | 23.03.2032": names and a full date
 * behind them. */
static bool is_credit(rap_str line, rap_day d, rap_span at)
{
    rap_str names = rap_str_trim(rap_str_cut(line, 0, at.from));
    bool apart = rap_str_ends(names, RAP_STR(",")) || rap_str_ends(names, RAP_STR("|"));
    if (!d.year || line.n > at.to + 1 || !apart) return false;
    for (size_t i = 0; i < names.n; i++)
        if (rap_is_lower(names.p[i]) && (i == 0 || names.p[i - 1] == ' ')) return false;
    return true;
}

/* Is a heading that holds a date no more than that?  `begun`: prose stands before it.
 */
static bool is_date_line(rap_str line, const head_date *h, bool begun)
{
    bool all = (h->at.to - h->at.from) * 4 >= line.n * 3;
    return all || (!begun && (says_date(line) || is_credit(line, h->day, h->at)));
}

static head_date in_block(const rap_prose *p, const rap_block *b, bool begun)
{
    head_date h = {{0, 0, 0}, {0, 0}, NULL};
    rap_str text = rap_prose_cut(p, b->at);
    bool dateline = b->kind == RAP_BLOCK_DATELINE;
    if (is_dated(b, text) && times_date_in(text, &h.day, &h.at)) {
        bool all = (h.at.to - h.at.from) * 4 >= text.n * 3;
        if (b->kind == RAP_BLOCK_HEADING && !is_date_line(text, &h, begun)) return h;
        bool own = b->kind == RAP_BLOCK_BYLINE || dateline || says_date(text);
        if (!own && (text.p[text.n - 1] == ':' || (text.p[text.n - 1] == '.' && !all)))
            return h; /* a sentence or an entry of a list */
        h.basis = dateline ? "dateline" : "line";
    }
    if (!h.basis && b->kind == RAP_BLOCK_PARAGRAPH && opening_date(text, &h.day, &h.at))
        h.basis = "dateline";
    h.at.from += b->at.from;
    h.at.to += b->at.from;
    return h;
}

/* The date at the head; a full one before one without a year. */
static head_date at_head(const rap_prose *p, bool is_page)
{
    head_date best = {{0, 0, 0}, {0, 0}, NULL};
    size_t n = p->layout->n_blocks < HEAD_BLOCKS ? p->layout->n_blocks : HEAD_BLOCKS;
    bool begun = false;
    for (size_t i = 0; i < n; i++) {
        const rap_block *b = &p->layout->blocks[i];
        head_date h = in_block(p, b, begun);
        begun |= b->kind == RAP_BLOCK_PARAGRAPH && b->at.to - b->at.from > SHORT;
        if (!h.basis || (is_page && strcmp(h.basis, "dateline") != 0)) continue;
        if (h.day.year) return h;
        if (!best.basis) best = h;
    }
    return best;
}

static bool from_head(rap_published *out, const rap_prose *p, const mark_list *marks,
                      const rap_times_options *o)
{
    head_date h = at_head(p, o->is_page);
    if (!h.basis) return false;
    *out = exactly(h.day, h.basis, 95);
    if (!h.day.year) {
        rap_published text = {.basis = "none"};
        if (!o->is_page) times_from_text(&text, p, marks, o->between, h.day);
        out->range = text.range;
        out->sure = 70;
        if (rap_day_is_full(text.day)) *out = exactly(text.day, h.basis, text.sure);
    }
    out->evidence[0] = h.at;
    out->n_evidence = 1;
    return true;
}

/* What the head tells of the day stays its evidence. */
static void from_pile(rap_published *out, bool head, const rap_times_options *o)
{
    if (!head) *out = (rap_published){.n_evidence = 0};
    out->day = o->piled;
    out->range = o->piled_range;
    out->sure = o->piled_sure;
    out->basis = "pile";
}

void times_published(rap_published *out, const rap_prose *p, const mark_list *marks,
                     const rap_times_options *options)
{
    if (!rap_day_is_none(options->page)) {
        *out = exactly(options->page, options->page_basis, options->page_sure);
        return;
    }
    if (!rap_day_is_none(options->told)) {
        *out = exactly(options->told, "feed", 99);
        return;
    }
    bool head = from_head(out, p, marks, options);
    if (!rap_day_is_none(options->piled) && !(head && rap_day_is_full(out->day)))
        from_pile(out, head, options);
    else if (!head && options->is_page)
        *out = (rap_published){.basis = "none"};
    else if (!head)
        times_from_text(out, p, marks, options->between, (rap_day){0, 0, 0});
    if (!rap_day_is_full(out->day) && !rap_day_is_none(options->given))
        *out = exactly(options->given, "given", 90);
}

/* Month or year, where the day lies in one with a belief of 90; none otherwise. */
static rap_day shared(rap_days range)
{
    rap_day from = range.from, to = range.to;
    if (from.year != to.year) return (rap_day){0, 0, 0};
    return (rap_day){from.year, from.month == to.month ? from.month : 0, 0};
}

rap_day rap_times_own(const rap_published *p)
{
    rap_str basis = rap_str_of(p->basis);
    bool found = rap_str_is(basis, "text") || rap_str_is(basis, "pile");
    if (!found) return p->day;
    if (rap_day_is_full(p->day))
        return p->sure < DAY_BELIEVED ? shared(p->range) : p->day;
    return p->day.year && p->sure < YEAR_BELIEVED ? (rap_day){0, 0, 0} : p->day;
}
