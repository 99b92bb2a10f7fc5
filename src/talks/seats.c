/*
 * talks/seats.c - for which side each party of the dossier would sit at a table.
 *
 * States, bodies and movements with a name sit for themselves, persons for their side.
 * A place that no gazetteer knows as a country but that speaks, acts or wants something
 * is a side too ("Norland"), and so is who stands for it by the word before his name
 * ("Norlandic President Ana Veld").
 */
/* SPDX-License-Identifier: MIT */
#include "talks/clause.h"
#include "talks/met.h"

#include "base/ascii.h"
#include "base/bisect.h"
#include "names/lexicon.h"
#include "pile/spelling.h"

#include <stdlib.h>

#include "capitals_table.inc"

enum {
    ADJECTIVE = 4,    /* letters that make "Ostian" of "Ostia" */
    NAME_LEAST = 4,   /* letters of a name that is looked for in an adjective */
    OFFICE_WORDS = 3, /* "deputy trade minister" */
    RIVAL_NEAR = 8,   /* mentions of a report between a state and who is joined to it */
    OFFICE_FAR = 60   /* bytes before a name in which its country may stand */
};

static int by_name(const void *x, const void *y)
{
    const rap_country *a = x, *b = y;
    int d = rap_str_cmp(a->name, b->name);
    if (!d && a->is_country != b->is_country) return a->is_country ? -1 : 1;
    return d ? d : (a->party > b->party) - (a->party < b->party);
}

static bool is_kind(const rap_pile *p, int32_t party, const char *kind)
{
    return party >= 0 && rap_str_is(p->parties[party].kind, kind);
}

static void mark(const rap_pile *p, bool *acts, uint32_t rank, int32_t entity)
{
    int32_t party = rap_pile_party(p, rank, entity);
    if (party >= 0) acts[party] = true;
}

/* Who says, does or wants something, or has people of his own. */
static void see_acts(const rap_pile *p, uint32_t rank, bool *acts)
{
    const rap_filed *f = rap_pile_report(p, rank);
    for (uint32_t i = 0; i < f->n_attributions; i++)
        mark(p, acts, rank, f->attributions[i].speaker);
    for (uint32_t i = 0; i < f->n_events; i++)
        for (uint32_t k = 0; k < f->events[i].source.n; k++)
            mark(p, acts, rank, f->events[i].source.v[k]);
    for (uint32_t i = 0; i < f->n_positions; i++)
        mark(p, acts, rank, f->positions[i].party);
    for (uint32_t i = 0; i < f->n_entities; i++)
        mark(p, acts, rank, f->entities[i].side);
}

int32_t rap_seats_country(const rap_pile *p, rap_str word)
{
    for (size_t cut = 0; cut <= ADJECTIVE && cut + NAME_LEAST <= word.n; cut++) {
        rap_str want = rap_str_cut(word, 0, word.n - cut);
        uint32_t low = 0;
        RAP_BISECT(uint32_t, low, mid, p->n_seat_names,
                   rap_str_cmp(p->seat_names[mid].name, want) < 0);
        if (low < p->n_seat_names && rap_str_eq(p->seat_names[low].name, want))
            return p->seat_names[low].party;
    }
    return -1;
}

int32_t rap_seats_capital(const rap_pile *p, rap_str name)
{
    int row = rap_table_find(&capitals_table, rap_spelling_plain(p->batch, name));
    return row < 0 || !p->capital_seats ? -1 : p->capital_seats[row];
}

/* Which state of the pile each capital stands for. */
static void seat_capitals(rap_pile *p)
{
    uint32_t rows = capitals_table.n_rows;
    p->capital_seats = RAP_PILE_NEW(p, int32_t, rows);
    for (uint32_t k = 0; p->capital_seats && k < rows; k++)
        p->capital_seats[k] = -1;
    for (uint32_t i = 0; p->capital_seats && i < p->n_parties; i++) {
        rap_str iso = p->parties[i].iso;
        if (!is_kind(p, (int32_t)i, "country") || iso.n == 0) continue;
        for (uint32_t k = 0; k < rows; k++)
            if (rap_str_eq(rap_cell(&capitals_table, (int)k, CAPITALS_ISO3), iso))
                p->capital_seats[k] = (int32_t)i;
    }
}

static void list_names(rap_pile *p, const bool *acts)
{
    rap_country *v = RAP_PILE_NEW(p, rap_country, p->n_parties);
    for (uint32_t i = 0; v && i < p->n_parties; i++) {
        bool known = is_kind(p, (int32_t)i, "country");
        bool word =
            rap_str_find(p->parties[i].name, RAP_STR(" "), 0) == p->parties[i].name.n;
        bool told = acts[i] && word && !is_kind(p, (int32_t)i, "person") &&
                    rap_seats_capital(p, p->parties[i].name) < 0;
        if ((known || told) && p->parties[i].name.n)
            v[p->n_seat_names++] = (rap_country){p->parties[i].name, (int32_t)i, known};
    }
    if (v && p->n_seat_names) qsort(v, p->n_seat_names, sizeof *v, by_name);
    p->seat_names = v;
}

/* The country of just this name, or -1: one report may take for a body what another
 * knows as a state. */
static int32_t country_called(const rap_pile *p, rap_str name)
{
    int32_t party = rap_seats_country(p, name);
    bool same = party >= 0 && rap_str_eq(p->parties[party].name, name);
    return same && is_kind(p, party, "country") ? party : -1;
}

/* The end of the chain of sides; but a firm, and who speaks for it, is of its country
 * and not for it. */
static int32_t stand_of(const rap_pile *p, int32_t party)
{
    enum { CHAIN_MAX = 16 };
    int32_t at = party;
    for (int step = 0; step < CHAIN_MAX && at >= 0 && p->parties[at].side >= 0;
         step++) {
        if (is_kind(p, at, "organization") &&
            rap_known_is_private(rap_spelling_plain(p->batch, p->parties[at].name)))
            return at;
        at = p->parties[at].side;
    }
    return at;
}

static int32_t seat_of(const rap_pile *p, int32_t party)
{
    int32_t side = stand_of(p, party);
    if (side < 0 || is_kind(p, side, "country")) return side;
    rap_str name = p->parties[side].name;
    if (is_kind(p, side, "place") || is_kind(p, side, "thing"))
        return rap_seats_country(p, name);
    bool body = is_kind(p, side, "organization") || is_kind(p, side, "group");
    int32_t state = body ? country_called(p, name) : -1;
    if (state >= 0) return state;
    return body && name.n && !rap_is_lower(name.p[0]) ? side : -1;
}

/* An apostrophe, also one of several bytes. */
static bool is_mark(char c)
{
    return c == '\'' || rap_is_high(c);
}

/* "Norlandic", "Norland's"; not "Norland" itself, which may end what stands before. */
static bool is_owner(const rap_filed *f, uint32_t from, uint32_t end, rap_str name)
{
    bool bare = rap_str_eq(rap_str_cut(f->source, from, end), name);
    return !bare || (end < f->source.n && is_mark(f->source.p[end]));
}

/* The country that stands before a name, in its own sentence: "Norlandic President". */
static int32_t country_before(const rap_pile *p, const rap_filed *f, uint32_t at)
{
    uint32_t low = at > OFFICE_FAR ? at - OFFICE_FAR : 0, end = at, plain = 0;
    while (end > low && at <= f->source.n) {
        uint32_t from = end;
        while (from > low && rap_is_alpha(f->source.p[from - 1]))
            from--;
        rap_str word = rap_str_cut(f->source, from, end);
        int32_t side = -1;
        if (word.n && rap_is_upper(word.p[0])) side = rap_seats_country(p, word);
        if (side >= 0) return is_owner(f, from, end, p->parties[side].name) ? side : -1;
        end = from;
        if (word.n && rap_is_lower(word.p[0]) && ++plain > OFFICE_WORDS) return -1;
        while (end > low &&
               (f->source.p[end - 1] == ' ' || is_mark(f->source.p[end - 1])))
            end--;
        bool open = end > low && rap_is_alpha(f->source.p[end - 1]);
        if (!open || rap_str_is(word, "of") || rap_str_is(word, "and")) return -1;
    }
    return -1;
}

/* Persons without a side, by what stands before their names. */
static void seat_persons(rap_pile *p, uint32_t rank)
{
    const rap_filed *f = rap_pile_report(p, rank);
    for (uint32_t i = 0; i < f->n_mentions && f->source.n; i++) {
        int32_t party = rap_pile_party(p, rank, f->mentions[i].entity);
        bool open = is_kind(p, party, "person") && p->seats[party] < 0;
        if (open && f->mentions[i].kind == 'n')
            p->seats[party] = country_before(p, f, f->mentions[i].at.from);
    }
}

/* Where a list stands before a name: the end of what "and the" joins to it; 0. */
static uint32_t joined_before(const rap_filed *f, uint32_t at)
{
    static const char *const joints[] = {" and the ", " and "};
    for (size_t k = 0; k < sizeof joints / sizeof *joints; k++) {
        rap_str joint = rap_str_of(joints[k]);
        if (at < joint.n || at > f->source.n) continue;
        if (rap_str_eq(rap_str_cut(f->source, at - (uint32_t)joint.n, at), joint))
            return at - (uint32_t)joint.n;
    }
    return 0;
}

/* Is a body named as one of its state ("Ostian Navy")? */
static bool is_named_for(const rap_pile *p, rap_str name, int32_t state)
{
    rap_str word = rap_str_cut(name, 0, rap_str_find(name, RAP_STR(" "), 0));
    return rap_seats_country(p, word) == state;
}

/* "Norland and the Hill Army": what is named beside a state is not that state's own,
 * whatever its name has made others take it for. */
static void free_rivals(rap_pile *p, uint32_t rank)
{
    const rap_filed *f = rap_pile_report(p, rank);
    for (uint32_t i = 1; i < f->n_mentions && f->source.n; i++) {
        const rap_filed_mention *m = &f->mentions[i];
        int32_t party = rap_pile_party(p, rank, m->entity);
        if (!is_kind(p, party, "organization") || m->kind == 'p') continue;
        int32_t seat = p->seats[party];
        uint32_t end = joined_before(f, m->at.from);
        if (!end || seat < 0 || seat == party || !is_kind(p, seat, "country")) continue;
        if (is_named_for(p, p->parties[party].name, seat)) continue;
        for (uint32_t k = i > RIVAL_NEAR ? i - RIVAL_NEAR : 0; k < i; k++)
            if (f->mentions[k].at.to == end &&
                rap_pile_party(p, rank, f->mentions[k].entity) == seat)
                p->seats[party] = party;
    }
}

bool rap_seats_find(rap_pile *p)
{
    bool *acts = RAP_PILE_NEW(p, bool, p->n_parties);
    p->seats = RAP_PILE_NEW(p, int32_t, p->n_parties);
    if (!acts || !p->seats) return false;
    for (uint32_t r = 0; r < p->n; r++)
        see_acts(p, r, acts);
    seat_capitals(p);
    list_names(p, acts);
    for (uint32_t i = 0; i < p->n_parties && !p->failed; i++)
        p->seats[i] = seat_of(p, (int32_t)i);
    for (uint32_t r = 0; r < p->n && !p->failed; r++)
        free_rivals(p, r);
    for (uint32_t r = 0; r < p->n && !p->failed; r++)
        seat_persons(p, r);
    return !p->failed;
}
