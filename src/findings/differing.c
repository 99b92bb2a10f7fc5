/*
 * findings/differing.c - where reports, or those who speak in them, cannot all be
 * right.
 *
 * Figures differ when the ranges that they leave open do not meet; on another day each,
 * that is an evolution.  Claims differ when two sides say of one issue of fact, in one
 * story, the one that it is so and the other that it is not.  A pledge that is said to
 * be broken stands against whoever says that it was made or kept.  Wanting different
 * things is no disagreement: that is what positions are for.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/differing.h"

#include "base/ascii.h"
#include "findings/denied.h"
#include "findings/opposed.h"
#include "pile/groups.h"
#include "pledges/promised.h"
#include "stories/renumbered.h"
#include "talks/met.h"

/* A point on which sides differ, and what it was found from. */
typedef enum {
    FROM_FIGURES,
    FROM_NUMBERS,
    FROM_CLAIMS,
    FROM_DENIAL,
    FROM_ROUND,
    FROM_PLEDGE
} differ_from;

struct rap_difference {
    rap_str id;
    const char *kind; /* figure claim evolution; static */
    differ_from source;
    uint32_t group; /* of figures, numbers or claims; denial, round or pledge */
    uint32_t rank;  /* its first telling */
    rap_span at;
};

enum {
    SIDES_MAX = 24,   /* sides of one disagreement that are written */
    NUMBERS_MAX = 64, /* the same of copies with another number */
    CLAIM_WORDS = 3,  /* that two who differ over one matter share */
    PAIRS_LOOKED = 32 /* figures of one group compared with each */
};

/* ---- figures ---- */

static const rap_filed_figure *figure_of(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->figures.v[flat];
    return &rap_pile_report(p, ref.report)->figures[ref.index];
}

typedef struct {
    rap_pile *p;
    RAP_LIST(rap_difference) all;
} search;

static rap_difference *add(search *w, rap_difference d)
{
    rap_difference *to = RAP_PUSH(w->p->arena, &w->all);
    if (!to)
        w->p->failed = true;
    else
        *to = d;
    return to;
}

/* The figures of a group that are compared, and how many. */
static uint32_t stands_of(const rap_pile *p, uint32_t g, rap_stand *to)
{
    const rap_group *group = &p->figure_groups.v[g];
    const uint32_t *v = p->figure_groups.members + group->first;
    uint32_t n = group->n < PAIRS_LOOKED ? group->n : PAIRS_LOOKED;
    for (uint32_t i = 0; i < n; i++)
        to[i] = rap_stand_of(p, v[i]);
    return n;
}

static bool is_one_value(const rap_pile *p, uint32_t g)
{
    const rap_group *group = &p->figure_groups.v[g];
    const uint32_t *v = p->figure_groups.members + group->first;
    for (uint32_t i = 1; i < group->n; i++)
        if (!rap_str_eq(figure_of(p, v[i])->value, figure_of(p, v[0])->value))
            return false;
    return true;
}

static void see_figures(search *w, uint32_t g)
{
    rap_stand v[PAIRS_LOOKED];
    rap_opposed most = RAP_OPPOSED_NOT;
    if (is_one_value(w->p, g)) return;
    uint32_t n = stands_of(w->p, g, v);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n; k++) {
            rap_opposed how = rap_stand_against(w->p, &v[i], &v[k]);
            if (how > most) most = how;
        }
    if (most == RAP_OPPOSED_NOT) return;
    add(w, (rap_difference){.kind = most == RAP_OPPOSED ? "figure" : "evolution",
                            .source = FROM_FIGURES,
                            .group = g,
                            .rank = w->p->figures.v[v[0].flat].report,
                            .at = figure_of(w->p, v[0].flat)->at});
}

/* ---- numbers of copies ---- */

static void see_numbers(search *w, uint32_t g)
{
    const rap_group *group = &w->p->number_groups.v[g];
    const rap_number *first = &w->p->numbers[w->p->number_groups.members[group->first]];
    rap_numbers_say say = rap_numbers_compare(w->p, group);
    if (say == RAP_NUMBERS_AGREE) return;
    add(w, (rap_difference){.kind = say == RAP_NUMBERS_RISE ? "evolution" : "figure",
                            .source = FROM_NUMBERS,
                            .group = g,
                            .rank = first->rank,
                            .at = first->at});
}

/* ---- claims ---- */

static const rap_filed_position *position_of(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->positions.v[flat];
    return &rap_pile_report(p, ref.report)->positions[ref.index];
}

/* Statements about facts, which can contradict each other. */
static bool is_of_fact(rap_str stance)
{
    return rap_str_is(stance, "claim") || rap_str_is(stance, "deny");
}

static uint64_t claim_key(const rap_pile *p, uint32_t flat)
{
    const rap_filed_position *x = position_of(p, flat);
    if (p->round_of_position[flat]) return 0; /* see_round */
    if (!is_of_fact(x->stance) || x->issue.n == 0 || rap_str_is(x->issue, "other"))
        return 0;
    if (!rap_str_is(x->polarity, "+") && !rap_str_is(x->polarity, "-")) return 0;
    uint64_t key = rap_key_str(RAP_KEY_START, x->issue);
    return rap_key_num(key, p->story_of[p->positions.v[flat].report]);
}

/* Somebody who is named, or at least of a kind that can be held to it. */
static bool has_holder(const rap_pile *p, uint32_t flat)
{
    const rap_filed_position *x = position_of(p, flat);
    int32_t party = rap_pile_party(p, p->positions.v[flat].report, x->party);
    return party >= 0 && !rap_str_is(p->parties[party].kind, "anonymous");
}

/* Do two holders stand on different sides of one matter?  One denies what the other
 * claims, in the same words. */
static bool claims_oppose(const rap_pile *p, uint32_t one, uint32_t other)
{
    const rap_filed_position *a = position_of(p, one), *b = position_of(p, other);
    uint32_t ra = p->positions.v[one].report, rb = p->positions.v[other].report;
    bool claim = rap_str_is(a->stance, "claim") != rap_str_is(b->stance, "claim");
    if (!claim || rap_str_eq(a->polarity, b->polarity)) return false;
    if (!has_holder(p, one) || !has_holder(p, other)) return false;
    if (rap_pile_party(p, ra, a->party) == rap_pile_party(p, rb, b->party))
        return false;
    /* one who tells of two others contradicts nobody */
    if (a->attribution >= 0 && b->attribution >= 0 &&
        rap_str_eq(rap_pile_claimant(p, ra, a->attribution),
                   rap_pile_claimant(p, rb, b->attribution)))
        return false;
    rap_surround x = rap_surround_inside(rap_pile_report(p, ra), a->at);
    rap_surround y = rap_surround_inside(rap_pile_report(p, rb), b->at);
    return !rap_surround_clash(&x, &y) && rap_surround_words(&x, &y) >= CLAIM_WORDS;
}

/* Does claim i stand against another of its group? */
static bool claim_clashes(const rap_pile *p, const uint32_t *v, uint32_t n, uint32_t i)
{
    for (uint32_t k = 0; k < n && k < PAIRS_LOOKED; k++)
        if (k != i && claims_oppose(p, v[i], v[k])) return true;
    return false;
}

static bool claims_clash(const rap_pile *p, const uint32_t *v, uint32_t n)
{
    for (uint32_t i = 0; i < n && i < PAIRS_LOOKED; i++)
        if (claim_clashes(p, v, n, i)) return true;
    return false;
}

static void see_claims(search *w)
{
    rap_pile *p = w->p;
    uint64_t *keys = RAP_PILE_NEW(p, uint64_t, p->positions.n);
    for (uint32_t i = 0; keys && i < p->positions.n; i++)
        keys[i] = claim_key(p, i);
    if (keys) rap_pile_group(p, &p->claim_groups, keys, p->positions.n);
    for (uint32_t g = 0; !p->failed && g < p->claim_groups.n; g++) {
        const rap_group *group = &p->claim_groups.v[g];
        const uint32_t *v = p->claim_groups.members + group->first;
        if (group->n < 2 || !claims_clash(p, v, group->n)) continue;
        add(w, (rap_difference){.kind = "claim",
                                .source = FROM_CLAIMS,
                                .group = g,
                                .rank = p->positions.v[v[0]].report,
                                .at = position_of(p, v[0])->at});
    }
}

/* ---- denials ---- */

static void see_denials(search *w)
{
    rap_pile *p = w->p;
    p->denials = rap_pile_denials(p, &p->n_denials);
    for (uint32_t i = 0; i < p->n_denials && !p->failed; i++) {
        rap_ref r = p->denials[i].denial;
        add(w, (rap_difference){
                   .kind = "claim",
                   .source = FROM_DENIAL,
                   .group = i,
                   .rank = r.report,
                   .at = rap_denial_whole(
                       &rap_pile_report(p, r.report)->attributions[r.index])});
    }
}

/* ---- rounds ---- */

/* A claim of what came of talks, and whether it went forward. */
static bool is_claim(const rap_note *n)
{
    return n->kind == RAP_NOTE_OUTCOME && n->polarity != '0';
}

/* Two who do not say the same of one round, in one story: what is said of it months
 * later is said in another light. */
static void see_round(search *w, uint32_t number)
{
    const rap_round *r = &w->p->rounds[number];
    const rap_note *v = w->p->notes + r->first_note, *first = NULL;
    bool clash = false;
    for (uint32_t i = 0; i < r->n_notes && !clash; i++) {
        if (!is_claim(&v[i])) continue;
        if (!first) first = &v[i];
        clash = v[i].polarity != first->polarity &&
                w->p->story_of[v[i].rank] == w->p->story_of[first->rank] &&
                !rap_str_eq(rap_pile_claimant(w->p, v[i].rank, v[i].attribution),
                            rap_pile_claimant(w->p, first->rank, first->attribution));
    }
    if (clash)
        add(w, (rap_difference){.kind = "claim",
                                .source = FROM_ROUND,
                                .group = number,
                                .rank = first->rank,
                                .at = first->whole});
}

/* ---- pledges ---- */

/* Said to be broken by one and kept, or meant otherwise, by another. */
static void see_pledge(search *w, uint32_t number)
{
    const rap_pledge *l = &w->p->pledges[number];
    bool broken = false, other = false;
    for (uint32_t i = 0; i < l->n; i++) {
        rap_str b = w->p->followups[l->first + i].bearing;
        broken = broken || rap_str_is(b, "broken");
        other = other || rap_str_is(b, "kept") || rap_str_is(b, "scope");
    }
    if (!broken || !other) return;
    add(w, (rap_difference){.kind = "claim",
                            .source = FROM_PLEDGE,
                            .group = number,
                            .rank = l->rank,
                            .at = l->at});
}

void rap_pile_find_differences(rap_pile *p)
{
    search w = {.p = p};
    for (uint32_t g = 0; g < p->figure_groups.n && !p->failed; g++)
        see_figures(&w, g);
    for (uint32_t g = 0; g < p->number_groups.n && !p->failed; g++)
        see_numbers(&w, g);
    if (!p->failed) see_claims(&w);
    if (!p->failed) see_denials(&w);
    for (uint32_t i = 0; i < p->n_rounds && !p->failed; i++)
        see_round(&w, i);
    for (uint32_t i = 0; i < p->n_pledges && !p->failed; i++)
        see_pledge(&w, i);
    p->differences = w.all.v;
    p->n_differences = (uint32_t)w.all.n;
    for (uint32_t i = 0; i < p->n_differences && !p->failed; i++)
        p->differences[i].id =
            rap_pile_id(p, 'G', p->differences[i].rank, p->differences[i].at);
}

uint32_t rap_differences_count(const rap_pile *p)
{
    return p->n_differences;
}

/* ---- the row ---- */

typedef struct {
    uint32_t rank;
    rap_span at;
    int32_t attribution;
    rap_str value, summary;
    int32_t holder; /* party + 1, or 0: see attribution */
} side;

static void write_side(rap_writing *w, side s)
{
    rap_json_object(&w->j);
    rap_writing_where(w, s.rank, s.at);
    rap_writing_str(w, "holder",
                    s.holder ? rap_pile_party_id(w->pile, s.holder - 1)
                             : rap_pile_claimant(w->pile, s.rank, s.attribution));
    rap_writing_str(w, "value", s.value);
    rap_writing_str(w, "summary",
                    s.summary.n ? s.summary : rap_writing_quote(w, s.rank, s.at));
    rap_json_end_object(&w->j);
    rap_writing_cite(w, s.rank, s.at);
}

/* Does figure i stand against another one of its group in that way? */
static bool takes_part(const rap_pile *p, bool grown, const rap_stand *v, uint32_t n,
                       uint32_t i)
{
    for (uint32_t k = 0; k < n; k++) {
        rap_opposed how = rap_stand_against(p, &v[i], &v[k]); /* itself it is not */
        if (how == RAP_OPPOSED || (grown && how == RAP_OPPOSED_GROWN)) return true;
    }
    return false;
}

static void write_figures(rap_writing *w, const rap_difference *d)
{
    const rap_pile *p = w->pile;
    bool grown = rap_str_is(rap_str_of(d->kind), "evolution");
    rap_stand v[PAIRS_LOOKED];
    uint32_t n = stands_of(p, d->group, v);
    for (uint32_t i = 0; i < n && i < SIDES_MAX; i++) {
        const rap_filed_figure *g = figure_of(p, v[i].flat);
        if (!takes_part(p, grown, v, n, i)) continue;
        write_side(w, (side){.rank = p->figures.v[v[i].flat].report,
                             .at = g->at,
                             .attribution = g->attribution,
                             .value = g->value});
    }
}

/* What ends the words behind a number: a stop, but for that of "3.5"; the end. */
static bool ends_words(rap_str s, size_t i)
{
    if (i == s.n || s.p[i] == '\n' || s.p[i] == '<' || s.p[i] == ';') return true;
    bool stop = s.p[i] == '.' || s.p[i] == ',';
    return stop && (i + 1 == s.n || !rap_is_alnum(s.p[i + 1]));
}

/* The figure that a number is of, or the number with the whole words that follow. */
static rap_span around_number(const rap_pile *p, const rap_number *n)
{
    enum { BEHIND = 40 };
    uint32_t flat = rap_numbers_figure(p, n);
    if (flat != UINT32_MAX) return figure_of(p, flat)->at;
    rap_str s = rap_pile_report(p, n->rank)->source;
    size_t end = n->at.to;
    for (size_t i = end; i <= s.n && i < (size_t)n->at.to + BEHIND; i++) {
        bool last = ends_words(s, i);
        if (last || s.p[i] == ' ') end = i;
        if (last) break;
    }
    return (rap_span){n->at.from, (uint32_t)end};
}

static void write_numbers(rap_writing *w, const rap_difference *d)
{
    const rap_pile *p = w->pile;
    const rap_group *group = &p->number_groups.v[d->group];
    for (uint32_t i = 0; i < group->n && i < NUMBERS_MAX; i++) {
        const rap_number *n = &p->numbers[p->number_groups.members[group->first + i]];
        const rap_filed *f = rap_pile_report(p, n->rank);
        write_side(
            w, (side){.rank = n->rank,
                      .at = n->at,
                      .attribution = rap_filed_attribution_at(f, n->at),
                      .value = n->value,
                      .summary = rap_writing_quote(w, n->rank, around_number(p, n))});
    }
}

static void write_claims(rap_writing *w, const rap_difference *d)
{
    const rap_group *group = &w->pile->claim_groups.v[d->group];
    for (uint32_t i = 0; i < group->n && i < SIDES_MAX; i++) {
        uint32_t flat = w->pile->claim_groups.members[group->first + i];
        const rap_filed_position *x = position_of(w->pile, flat);
        if (!claim_clashes(w->pile, w->pile->claim_groups.members + group->first,
                           group->n, i))
            continue;
        bool yes = rap_str_is(x->polarity, "+");
        write_side(w, (side){w->pile->positions.v[flat].report, x->at, x->attribution,
                             yes ? RAP_STR("yes") : RAP_STR("no"), x->proposition, 0});
    }
}

static void write_denial(rap_writing *w, const rap_difference *d)
{
    const rap_denial *x = &w->pile->denials[d->group];
    const rap_filed_attribution *claim =
        &rap_pile_report(w->pile, x->claim.report)->attributions[x->claim.index];
    write_side(w, (side){.rank = x->claim.report,
                         .at = rap_denial_whole(claim),
                         .attribution = (int32_t)x->claim.index,
                         .value = RAP_STR("yes")});
    write_side(w, (side){.rank = x->denial.report,
                         .at = d->at,
                         .attribution = (int32_t)x->denial.index,
                         .value = RAP_STR("no")});
}

static void write_pledge(rap_writing *w, const rap_difference *d)
{
    const rap_pledge *l = &w->pile->pledges[d->group];
    int32_t said = rap_filed_attribution_at(rap_pile_report(w->pile, l->rank), l->at);
    write_side(w, (side){l->rank, l->at, said, RAP_STR("pledged"), {0}, 0});
    for (uint32_t i = 0; i < l->n && i < SIDES_MAX; i++) {
        const rap_followup *x = &w->pile->followups[l->first + i];
        write_side(
            w,
            (side){x->rank, x->at, x->attribution, x->bearing, {0}, x->claimant + 1});
    }
}

static void write_round(rap_writing *w, const rap_difference *d)
{
    const rap_round *r = &w->pile->rounds[d->group];
    uint32_t written = 0;
    for (uint32_t i = 0; i < r->n_notes && written < SIDES_MAX; i++) {
        const rap_note *n = &w->pile->notes[r->first_note + i];
        if (!is_claim(n) || rap_attended_is_copied(w->pile, r, i)) continue;
        write_side(w, (side){n->rank,
                             n->whole,
                             n->attribution,
                             n->polarity == '+' ? RAP_STR("yes") : RAP_STR("no"),
                             {0},
                             0});
        written++;
    }
}

static rap_str number_topic(rap_writing *w, const rap_number *n)
{
    uint32_t flat = rap_numbers_figure(w->pile, n);
    if (flat != UINT32_MAX) return figure_of(w->pile, flat)->subject;
    return rap_writing_quote(w, n->rank, around_number(w->pile, n));
}

static rap_str denied_topic(rap_writing *w, const rap_denial *x)
{
    const rap_filed *f = rap_pile_report(w->pile, x->claim.report);
    return rap_writing_quote(w, x->claim.report,
                             rap_denial_whole(&f->attributions[x->claim.index]));
}

static rap_str topic_of(rap_writing *w, const rap_difference *d)
{
    const rap_pile *p = w->pile;
    if (d->source == FROM_ROUND) return RAP_STR("talks_progress");
    if (d->source == FROM_PLEDGE) return rap_writing_quote(w, d->rank, d->at);
    if (d->source == FROM_DENIAL) return denied_topic(w, &p->denials[d->group]);
    if (d->source == FROM_NUMBERS)
        return number_topic(
            w,
            &p->numbers[p->number_groups.members[p->number_groups.v[d->group].first]]);
    if (d->source == FROM_FIGURES)
        return figure_of(p,
                         p->figure_groups.members[p->figure_groups.v[d->group].first])
            ->subject;
    return position_of(p, p->claim_groups.members[p->claim_groups.v[d->group].first])
        ->issue;
}

void rap_differences_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_difference *d = &p->differences[i];
    rap_writing w;
    rap_writing_begin(&w, p, row, d->id);
    row->text = topic_of(&w, d);
    rap_writing_str(&w, "topic", row->text);
    rap_writing_str(&w, "kind", rap_str_of(d->kind));
    rap_json_key(&w.j, "sides");
    rap_json_array(&w.j);
    if (d->source == FROM_FIGURES)
        write_figures(&w, d);
    else if (d->source == FROM_NUMBERS)
        write_numbers(&w, d);
    else if (d->source == FROM_CLAIMS)
        write_claims(&w, d);
    else if (d->source == FROM_DENIAL)
        write_denial(&w, d);
    else if (d->source == FROM_ROUND)
        write_round(&w, d);
    else
        write_pledge(&w, d);
    rap_json_end_array(&w.j);
    rap_writing_end(&w);
    row->what = rap_str_of(d->kind);
    row->weight = (int32_t)w.cites.n;
}
