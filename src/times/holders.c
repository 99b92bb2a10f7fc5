/*
 * times/holders.c - the days from which a text may be, by the holders of offices that
 * it shows in them.
 *
 * "President Jon Ruud" is written in his term, "the new president" at its beginning,
 * "the former president" behind it, "the president-elect" shortly before.  A full name
 * without its title says less: people are in the news before and after too.
 */
/* SPDX-License-Identifier: MIT */
#include "times/era.h"

#include "terms_table.inc"
#include "termtitles_table.inc"
#include "termwords_table.inc"

enum {
    HOLDERS = 24, /* weighed */
    OUTSIDE = -11 * RAP_SPREAD_BIT / 2,
    NARROW = -8 * RAP_SPREAD_BIT, /* outside of less than a term */
    UNTITLED = -5 * RAP_SPREAD_BIT / 4,
    LATER = -5 * RAP_SPREAD_BIT / 2, /* in the term, but no longer at its beginning */
    HABIT = 90,                      /* days behind a term */
    FRESH = 240,                     /* days that a holder is new */
    WAIT = 100,                      /* days between an election and the office */
    LEAD_UP = 500, /* days before a term when its holder is in the news */
    TITLE = 5,     /* tokens of a title */
    BEFORE = 4,    /* tokens before a title that are asked */
    BEHIND = 7,    /* tokens behind a name */
    OFFICES = 6
};

typedef enum { NOW, PAST, ELECT, NEW, GOING, NOTHING } standing;

typedef struct {
    int32_t from, to;
} term;

/* Step to the next of "2009-01-20/2017-01-20 2025-01-20/". */
static bool next_term(rap_str terms, size_t *at, term *out)
{
    rap_day from, to;
    if (*at + 11 > terms.n) return false;
    out->to = INT32_MAX;
    if (!rap_day_parse(&from, rap_str_cut(terms, *at, *at + 10))) return false;
    out->from = rap_day_serial(from);
    *at += 11;
    if (*at < terms.n && terms.p[*at] != ' ') {
        if (rap_day_parse(&to, rap_str_cut(terms, *at, *at + 10)))
            out->to = rap_day_serial(to);
        *at += 10;
    }
    ++*at;
    return true;
}

/* Column of data/terms.tsv for the office that a title names. */
static uint32_t office_of(rap_str name)
{
    static const char *const offices[OFFICES] = {"president", "premier", "foreign",
                                                 "defence",   "finance", "head"};
    for (uint32_t i = 0; i < OFFICES; i++)
        if (rap_str_is(name, offices[i])) return TERMS_PRESIDENT + i;
    return 0;
}

/* The office of the title that stands at a token, or 0. */
static uint32_t title_at(const rap_prose *p, uint32_t token, uint32_t *n)
{
    int row = rap_prose_match(p, &termtitles_table, token, n);
    return office_of(rap_cell(&termtitles_table, row, TERMTITLES_OFFICE));
}

/* Of the title that ends right before a token, or before a comma there; *first its
 * first token. */
static uint32_t title_before(const rap_prose *p, uint32_t token, uint32_t *first)
{
    if (token > 0 && rap_token_is(p, token - 1, ",")) token--;
    for (uint32_t k = TITLE; k >= 1; k--) {
        uint32_t n = 0, office;
        if (k > token || p->tokens[token - k].sentence != p->tokens[token].sentence)
            continue;
        office = title_at(p, token - k, &n);
        if (!office || n != k) continue;
        *first = token - k;
        return office;
    }
    return 0;
}

/* Of a title behind a name and its comma ("Jon Ruud, Norland's foreign minister"). */
static uint32_t title_behind(const rap_prose *p, uint32_t token, uint32_t *first)
{
    if (!rap_token_is(p, token, ",")) return 0;
    for (uint32_t i = token + 1; i < p->n_tokens && i < token + BEHIND; i++) {
        uint32_t n, office;
        if (p->tokens[i].sentence != p->tokens[token].sentence) break;
        if (rap_token_is(p, i, ",")) break;
        office = title_at(p, i, &n);
        if (!office) continue;
        *first = i;
        return office;
    }
    return 0;
}

static standing standing_of(rap_str word)
{
    static const struct {
        const char *word;
        standing is;
    } ways[] = {{"past", PAST}, {"elect", ELECT}, {"fresh", NEW}, {"going", GOING}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (rap_str_is(word, ways[i].word)) return ways[i].is;
    return word.n ? NOTHING : NOW;
}

/* What the words before a title make of it. */
static standing stands(const rap_prose *p, uint32_t first)
{
    uint32_t from = first > BEFORE ? first - BEFORE : 0;
    for (uint32_t i = first; i-- > from;) {
        if (p->tokens[i].sentence != p->tokens[first].sentence) break;
        int row = rap_table_find(&termwords_table, p->tokens[i].low);
        if (row < 0) continue;
        return standing_of(rap_cell(&termwords_table, row, TERMWORDS_TERM));
    }
    return NOW;
}

/* Give the days of one term back what the others lose. */
static void allow(rap_spread *s, term t, standing is, int32_t points)
{
    switch (is) {
    case NEW:
        rap_spread_add(s, t.from, t.from + FRESH, -points);
        if (t.to > t.from + FRESH)
            rap_spread_add(s, t.from + FRESH + 1, t.to, LATER - points);
        break;
    case ELECT:
        rap_spread_add(s, t.from - WAIT, t.from - 1, -points);
        break;
    case GOING:
        rap_spread_add(s, t.to - FRESH, t.to, -points);
        break;
    default: /* the habit outlasts the office a little */
        rap_spread_add(s, t.from, t.to, -points);
        if (t.to < INT32_MAX - HABIT)
            rap_spread_add(s, t.to + 1, t.to + HABIT, -points / 2);
    }
}

/* A former holder: behind the first term, and in none. */
static void weigh_past(rap_spread *s, rap_str terms)
{
    term t, first = {0, INT32_MAX};
    size_t at = 0;
    if (!next_term(terms, &at, &first)) return;
    rap_spread_add(s, s->first, first.to, OUTSIDE);
    while (next_term(terms, &at, &t))
        rap_spread_add(s, t.from, t.to, OUTSIDE);
}

static void weigh(rap_spread *s, rap_str terms, standing is)
{
    term t;
    if (is == NOTHING || terms.n == 0) return;
    if (is == PAST) {
        weigh_past(s, terms);
        return;
    }
    int32_t points = is == NOW ? OUTSIDE : NARROW;
    rap_spread_add(s, s->first, s->first + s->n - 1, points);
    for (size_t at = 0; next_term(terms, &at, &t);)
        allow(s, t, is, points);
}

/* A name without a title: out of all its offices, and not shortly before one. */
static void weigh_untitled(rap_spread *s, int row)
{
    term all = {INT32_MAX, INT32_MIN}, t;
    for (uint32_t office = 1; office <= OFFICES; office++) {
        rap_str terms = rap_cell(&terms_table, row, office);
        for (size_t at = 0; next_term(terms, &at, &t);) {
            if (t.from < all.from) all.from = t.from;
            if (t.to > all.to) all.to = t.to;
        }
    }
    if (all.from > all.to) return;
    rap_spread_add(s, s->first, all.from - LEAD_UP - 1, UNTITLED);
    if (all.to < INT32_MAX)
        rap_spread_add(s, all.to + 1, s->first + s->n - 1, UNTITLED);
}

typedef struct {
    int row;
    uint32_t office;
    standing is;
} holder;

static bool is_new(holder *seen, uint32_t *n, holder h)
{
    for (uint32_t i = 0; i < *n; i++)
        if (seen[i].row == h.row &&
            (h.office == 0 || (seen[i].office == h.office && seen[i].is == h.is)))
            return false;
    if (*n == HOLDERS) return false;
    seen[(*n)++] = h;
    return true;
}

/* Does the sentence of a token tell a year of its own? */
static bool has_year(const rap_prose *p, const mark_list *marks, uint32_t token,
                     size_t *at)
{
    uint32_t sentence = p->tokens[token].sentence;
    while (*at < marks->n && p->tokens[marks->v[*at].first].sentence < sentence)
        ++*at;
    for (size_t i = *at; i < marks->n; i++) {
        const mark *m = &marks->v[i];
        if (p->tokens[m->first].sentence != sentence) break;
        if (m->day.year || m->kind == MARK_DECADE) return true;
    }
    return false;
}

/* The holder named at a token; n tokens long. */
static bool holder_at(holder *h, const rap_prose *p, uint32_t i, uint32_t *n)
{
    uint32_t first = i, words;
    int title;
    *h = (holder){.row = RAP_TABLE_NONE, .is = NOW};
    if (!(p->tokens[i].shape & RAP_SHAPE_CAPITAL)) return false;
    h->row = rap_prose_match(p, &terms_table, i, n);
    if (h->row < 0) return false;
    h->office = title_before(p, i, &first);
    if (!h->office && *n > 1) h->office = title_behind(p, i + *n, &first);
    if (h->office && rap_cell(&terms_table, h->row, h->office).n == 0) h->office = 0;
    h->is = stands(p, first < i ? first : i);
    title = rap_prose_match(p, &termtitles_table, first, &words);
    if (h->is == NOW && first < i && title >= 0)
        h->is = standing_of(rap_cell(&termtitles_table, title, TERMTITLES_TERM));
    return h->office || *n > 1;
}

void times_era_holders(rap_spread *s, const rap_prose *p, const mark_list *marks,
                       rap_published *out)
{
    holder seen[HOLDERS], h;
    uint32_t n_seen = 0, n = 1;
    size_t at = 0;
    for (uint32_t i = 0; i < p->n_tokens; i += n) {
        n = 1;
        if (!holder_at(&h, p, i, &n) || has_year(p, marks, i, &at)) continue;
        if (!is_new(seen, &n_seen, h)) continue;
        if (h.office)
            weigh(s, rap_cell(&terms_table, h.row, h.office), h.is);
        else if (h.is == NOW)
            weigh_untitled(s, h.row);
        if (h.office && h.is != NOTHING) times_era_cite(out, p, i, i + n);
    }
}
