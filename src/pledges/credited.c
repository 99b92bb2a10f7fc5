/*
 * pledges/credited.c - what the positions of others tell of a promise.
 *
 * Who is said not to be believed, to keep or to break an agreement, or is blamed for
 * the very thing that he promised to end.
 */
/* SPDX-License-Identifier: MIT */
#include "pledges/credited.h"

#include "pile/groups.h"
#include "pile/spelling.h"
#include "pledges/grounded.h"

#include "failing_words_table.inc"
#include "first_steps_table.inc"

enum { POSITION_WORDS = 200, NAMES_SEEN = 24, NONE = -1 };

static rap_str bearing_of(rap_str stance)
{
    if (rap_str_is(stance, "doubt") || rap_str_is(stance, "accuse"))
        return RAP_STR("doubt");
    if (rap_str_is(stance, "deny")) return RAP_STR("scope");
    return (rap_str){NULL, 0}; /* what else is said of trust bears on no promise */
}

/* What somebody says of keeping an agreement: who is accused has not kept it, who says
 * of himself that he keeps it has; a first step is a part.  Empty: nothing. */
static rap_str bearing_of_keeping(const rap_filed_position *x, bool own, bool begins)
{
    if (rap_str_is(x->stance, "accuse") && !own) return RAP_STR("broken");
    if (rap_str_is(x->stance, "doubt") && !own) return RAP_STR("doubt");
    if (!rap_str_is(x->stance, "claim") || !rap_str_is(x->polarity, "+"))
        return (rap_str){NULL, 0};
    return begins ? RAP_STR("partial") : own ? RAP_STR("kept") : RAP_STR("unclear");
}

/* Does a word of the table stand in the words of a position? */
static bool tells(rap_search *w, uint32_t rank, const rap_filed_position *x,
                  const rap_table *table)
{
    rap_str quote = rap_filed_quote(rap_pile_report(w->p, rank), x->at, w->p->batch);
    rap_str s = rap_spelling_plain(w->p->batch, quote);
    uint32_t n = 0;
    for (size_t at = 0; at < s.n && n < POSITION_WORDS; n++) {
        if (rap_phrase_at(table, s, at) >= 0) return true;
        at = rap_str_find(s, RAP_STR(" "), at) + 1;
    }
    return false;
}

/* The pledge of the side of `party` on which position x bears, or -1. */
static int64_t pledge_meant(rap_search *w, uint32_t rank, const rap_filed_position *x,
                            int32_t entity)
{
    int32_t party = rap_pile_party(w->p, rank, entity);
    rap_matter m = {rap_pile_side(w->p, party), rank, x->at, &w->text, false};
    int64_t l = rap_pledge_meant(w->p, &m);
    bool own = l >= 0 && w->p->pledges[l].rank == rank &&
               rap_spans_overlap(w->p->pledges[l].at, x->at);
    return own ? -1 : l;
}

/* Which promise a report can only mean: the one that is made in it, by another side. */
static int64_t lone_pledge(const rap_search *w, uint32_t rank,
                           const rap_filed_position *x)
{
    int32_t l = w->lone[rank];
    int32_t side = rap_pile_side(w->p, rap_pile_party(w->p, rank, x->party));
    bool fits = l >= 0 && side >= 0 && w->p->pledges[l].by != side &&
                !rap_spans_overlap(w->p->pledges[l].at, x->at);
    return fits ? l : NONE;
}

static void add_grounded(rap_search *w, rap_followup x)
{
    if (rap_followup_is_grounded(w->p, &w->text, &x)) rap_followup_add(w, x);
}

static void see_credit(rap_search *w, uint32_t rank, const rap_filed_position *x)
{
    if (rap_str_is(x->stance, "pledge") || rap_str_is(x->stance, "demand")) return;
    int64_t l = x->toward.n ? pledge_meant(w, rank, x, x->toward.v[0]) : NONE;
    if (l < 0 && rap_str_is(x->stance, "doubt")) l = lone_pledge(w, rank, x);
    if (l >= 0 && bearing_of(x->stance).n)
        add_grounded(w, (rap_followup){(uint32_t)l, rank, x->at, bearing_of(x->stance),
                                       x->attribution, -1, -1});
}

/* "If Norland breaks its promise, ...": of what has not happened nobody is accused. */
static bool is_supposed(rap_search *w, uint32_t rank, const rap_filed_position *x)
{
    rap_str quote = rap_filed_quote(rap_pile_report(w->p, rank), x->at, w->p->batch);
    rap_str s = rap_spelling_plain(w->p->batch, quote);
    return rap_str_begins(s, RAP_STR("if ")) || rap_str_begins(s, RAP_STR("unless "));
}

/* "Ostia said Norland had not violated its pledges": whom the words name first is not
 * who says them. */
static bool is_of_another(rap_search *w, uint32_t rank, const rap_filed_position *x)
{
    const rap_filed_attribution *a =
        x->attribution < 0 ? NULL
                           : &rap_pile_report(w->p, rank)->attributions[x->attribution];
    uint32_t from = a && a->content.n ? a->content.v[0].from : x->at.from;
    if (from < x->at.from) from = x->at.from;
    int32_t own = rap_pile_side(w->p, rap_pile_party(w->p, rank, x->party));
    uint32_t first = rap_phrases_mention(&w->text, from);
    for (uint32_t m = first; m < w->text.n_mentions && m < first + NAMES_SEEN; m++) {
        rap_span at = w->text.mentions[m]->at;
        if (at.from >= x->at.to) break;
        int32_t side = rap_pile_side(
            w->p, rap_pile_party(w->p, rank, w->text.mentions[m]->entity));
        bool other =
            side >= 0 && side != own && rap_str_is(w->p->parties[side].kind, "country");
        rap_str before = rap_str_cut(w->text.f->source, x->at.from, at.from);
        bool that = rap_str_ends(rap_str_trim(before), RAP_STR(" that"));
        if (other && (m == first || that)) return true;
    }
    return false;
}

static void see_keeping(rap_search *w, uint32_t rank, const rap_filed_position *x)
{
    if (is_supposed(w, rank, x)) return;
    bool own = rap_str_is(x->stance, "claim") && rap_str_is(x->polarity, "+") &&
               !is_of_another(w, rank, x);
    int64_t l = own ? pledge_meant(w, rank, x, x->party) : -1;
    own = l >= 0;
    if (l < 0 && x->toward.n) l = pledge_meant(w, rank, x, x->toward.v[0]);
    if (l < 0 || rap_pledge_is_announced(w->p, &w->p->pledges[l])) return;
    rap_str bearing = bearing_of_keeping(x, own, tells(w, rank, x, &first_steps_table));
    if (bearing.n)
        add_grounded(w, (rap_followup){(uint32_t)l, rank, x->at, bearing,
                                       x->attribution, -1, -1});
}

/* Is what was promised that something ends or does not happen: a truce, no more
 * dumping? */
static bool is_of_stopping(const rap_pile *p, const rap_pledge *l)
{
    uint32_t rank;
    const rap_filed_position *x = rap_pledge_first(p, l->first_position, &rank);
    return rap_str_is(x->issue, "ceasefire") || rap_str_is(x->issue, "dumping") ||
           rap_str_is(x->issue, "drugs") || rap_str_is(x->polarity, "-");
}

/* Is somebody blamed for the very thing that he promised to end? */
static bool is_same_harm(rap_str promised, rap_str blamed)
{
    bool fire =
        rap_str_is(blamed, "ceasefire") || rap_str_is(blamed, "military_operations");
    return rap_str_eq(promised, blamed) || (rap_str_is(promised, "ceasefire") && fire);
}

/* "failing to stop the sale", "is still firing at us": who has promised this very thing
 * and is blamed for not doing it. */
static void see_blame(rap_search *w, uint32_t rank, const rap_filed_position *x)
{
    int64_t l = pledge_meant(w, rank, x, x->toward.v[0]);
    if (l < 0) return;
    const rap_pledge *meant = &w->p->pledges[l];
    if (!is_same_harm(rap_pledge_issue(w->p, meant), x->issue)) return;
    bool failing = rap_str_eq(rap_pledge_issue(w->p, meant), x->issue) &&
                   tells(w, rank, x, &failing_words_table);
    if (failing ||
        (is_of_stopping(w->p, meant) && !rap_pledge_is_announced(w->p, meant)))
        rap_followup_add(w, (rap_followup){(uint32_t)l, rank, x->at, RAP_STR("broken"),
                                           x->attribution, -1, -1});
}

void rap_credit_find(rap_search *w, uint32_t rank)
{
    const rap_filed *f = rap_pile_report(w->p, rank);
    for (uint32_t i = 0; i < f->n_positions && !w->p->failed; i++) {
        const rap_filed_position *x = &f->positions[i];
        if (rap_str_is(x->issue, "compliance"))
            see_keeping(w, rank, x);
        else if (rap_str_is(x->issue, "pledge_credibility"))
            see_credit(w, rank, x);
        else if (x->toward.n && rap_str_is(x->stance, "accuse"))
            see_blame(w, rank, x);
    }
}
