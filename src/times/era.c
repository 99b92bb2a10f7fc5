/*
 * times/era.c - the years from which a text may be: by the years that it names and by
 * the presidents and premiers that it shows in office.
 *
 * How far reports lie behind the latest year that they name was counted in dated piles
 * of news; a bare year ("annexed in 2014") says next to nothing.
 */
/* SPDX-License-Identifier: MIT */
#include "times/era.h"

#include "terms_table.inc"

enum {
    UNIT = 1000000, /* weight of a year to begin with */
    AHEAD = 3,      /* years that a plan told as past may lie ahead */
    REACH = 12,     /* years behind the latest named that were counted singly */
    AGAINST = 6,    /* in a hundred: an office is named that its holder has not */
    HOLDERS = 24    /* weighed */
};

/* Thousandths of reports 0, 1, 2 ... years behind the latest year named with its month,
 * and behind a bare one; ahead: before it, by each year. */
static const uint16_t dated[REACH + 1] = {400, 190, 140, 50, 35, 25, 22,
                                          12,  10,  8,   8,  6,  5};
static const uint16_t bare[REACH + 1] = {100, 110, 110, 65, 60, 50, 45,
                                         35,  35,  30,  30, 25, 20};
enum { DATED_AHEAD = 12, BARE_AHEAD = 20, DATED_REST = 2, BARE_REST = 12 };

static int last_year(const era *e)
{
    return e->first + e->n - 1;
}

static bool is_past_year(const rap_prose *p, const mark *m, int last)
{
    return m->kind == MARK_DATE && m->day.year >= 1900 && m->day.year <= last &&
           !m->bc && !m->from_text && times_tense(p, m) <= 0;
}

static void weigh_years(era *e, const rap_prose *p, const mark_list *marks)
{
    const mark *best = NULL;
    for (size_t i = 0; i < marks->n; i++) {
        const mark *m = &marks->v[i];
        if (best && m->day.year <= best->day.year &&
            (m->day.year < best->day.year || !m->day.month))
            continue;
        if (is_past_year(p, m, last_year(e))) best = m;
    }
    e->latest = best;
    bool with_month = best && best->day.month;
    for (int i = 0; best && i < e->n; i++) {
        int off = e->first + i - best->day.year;
        uint32_t share;
        if (off < -AHEAD)
            share = 1;
        else if (off < 0)
            share = with_month ? DATED_AHEAD : BARE_AHEAD;
        else if (off > REACH)
            share = with_month ? DATED_REST : BARE_REST;
        else
            share = with_month ? dated[off] : bare[off];
        e->weight[i] = UNIT / 1000 * share;
    }
}

/* Does a year overlap one of "2009-01-20/2017-01-20 2025-01-20/"? */
static bool in_terms(rap_str terms, int year)
{
    for (size_t at = 0; at + 11 <= terms.n;) {
        rap_day from = {0, 0, 0}, to = {ERA_LAST + ERA_YEARS, 0, 0};
        (void)rap_day_parse(&from, rap_str_cut(terms, at, at + 10));
        at += 11;
        if (at < terms.n && terms.p[at] != ' ') {
            (void)rap_day_parse(&to, rap_str_cut(terms, at, at + 10));
            at += 10;
        }
        at++;
        if (year >= from.year && year <= to.year) return true;
    }
    return false;
}

/* Which cell of the table a title at `token` asks for, or 0. */
static uint32_t title_at(const rap_prose *p, uint32_t token)
{
    if (rap_token_is(p, token, "president")) return TERMS_PRESIDENT;
    if (rap_token_is(p, token, "chancellor") || rap_token_is(p, token, "premier") ||
        rap_token_is(p, token, "secretary-general"))
        return TERMS_PREMIER;
    bool prime = rap_token_is(p, token, "minister") && token > 0 &&
                 rap_token_is(p, token - 1, "prime");
    bool general = rap_token_is(p, token, "general") && token > 1 &&
                   (rap_token_is(p, token - 1, "secretary") ||
                    rap_token_is(p, token - 2, "secretary"));
    return prime || general ? TERMS_PREMIER : 0;
}

static bool is_past_holder(const rap_prose *p, uint32_t token)
{
    static const char *const words[] = {"former", "ex",      "then",
                                        "late",   "ousted",  "vice",
                                        "deputy", "onetime", "previous"};
    for (uint32_t k = 1; k <= 4 && k <= token; k++)
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (rap_token_is(p, token - k, words[i])) return true;
    return false;
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
        if (p->tokens[m->first].sentence != sentence) return false;
        if (m->day.year || m->kind == MARK_DECADE) return true;
    }
    return false;
}

static bool is_new(int *seen, uint32_t *n, int row)
{
    for (uint32_t i = 0; i < *n; i++)
        if (seen[i] == row) return false;
    if (*n < HOLDERS) seen[(*n)++] = row;
    return *n < HOLDERS;
}

static void weigh_holders(era *e, const rap_prose *p, const mark_list *marks)
{
    int seen[HOLDERS];
    uint32_t n_seen = 0;
    size_t at = 0;
    for (uint32_t i = 0; i + 1 < p->n_tokens; i++) {
        uint32_t n, cell = title_at(p, i);
        if (!cell || p->tokens[i + 1].sentence != p->tokens[i].sentence ||
            !(p->tokens[i + 1].shape & RAP_SHAPE_CAPITAL))
            continue;
        int row = rap_prose_match(p, &terms_table, i + 1, &n);
        rap_str terms = rap_cell(&terms_table, row, cell);
        if (row < 0 || !terms.n || is_past_holder(p, i) || has_year(p, marks, i, &at) ||
            !is_new(seen, &n_seen, row))
            continue;
        if (!e->holder) e->holder = i + 1;
        for (int y = 0; y < e->n; y++)
            if (!in_terms(terms, e->first + y))
                e->weight[y] = e->weight[y] * AGAINST / 100;
    }
}

void times_era(era *out, const rap_prose *p, const mark_list *marks, rap_days between)
{
    *out = (era){.first = ERA_FIRST};
    int last = ERA_LAST;
    if (between.from.year) out->first = between.from.year;
    if (between.to.year) last = between.to.year;
    if (last < out->first) last = out->first;
    out->n = last - out->first + 1;
    if (out->n > ERA_YEARS) {
        out->first = last - ERA_YEARS + 1;
        out->n = ERA_YEARS;
    }
    for (int i = 0; i < out->n; i++)
        out->weight[i] = UNIT / 50;
    weigh_years(out, p, marks);
    weigh_holders(out, p, marks);
}

static uint64_t sum_of(const era *e)
{
    uint64_t all = 0;
    for (int i = 0; i < e->n; i++)
        all += e->weight[i];
    return all;
}

int times_era_best(const era *e, int *sure)
{
    int best = 0;
    for (int i = 1; i < e->n; i++)
        if (e->weight[i] > e->weight[best]) best = i;
    uint64_t all = sum_of(e);
    *sure = all ? (int)(e->weight[best] * UINT64_C(100) / all) : 0;
    return all ? e->first + best : 0;
}

void times_era_range(const era *e, int *from, int *to)
{
    uint64_t all = sum_of(e), out = 0;
    int a = 0, b = e->n - 1;
    while (a < b) { /* drop the lighter end as long as a tenth may go */
        bool left = e->weight[a] <= e->weight[b];
        out += left ? e->weight[a] : e->weight[b];
        if (out * 10 > all) break;
        if (left)
            a++;
        else
            b--;
    }
    *from = e->first + a;
    *to = e->first + b;
}
