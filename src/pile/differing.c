/*
 * pile/differing.c - where reports, or those who speak in them, cannot all be right.
 *
 * Figures differ when the ranges that they leave open do not meet; on another day each,
 * that is an evolution.  Claims differ when two sides say of one issue of fact, in one
 * story, the one that it is so and the other that it is not.  A pledge that is said to
 * be broken stands against whoever says that it was made or kept.  Wanting different
 * things is no disagreement: that is what positions are for.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/met.h"
#include "pile/promised.h"

#include "base/ascii.h"

enum {
    SCALE = 1000,     /* values are compared in thousandths */
    ABOUT = 10,       /* "about 50" leaves a tenth open */
    SIDES_MAX = 24,   /* sides of one disagreement that are written */
    PAIRS_LOOKED = 32 /* figures of one group compared with each */
};

/* ---- figures ---- */

typedef struct {
    int64_t low, high;
} range;

static int64_t number_of(rap_str s)
{
    int64_t v = 0, scale = SCALE;
    bool point = false, minus = s.n && s.p[0] == '-';
    for (size_t i = minus; i < s.n; i++) {
        if (s.p[i] == '.') point = true;
        if (!rap_is_digit(s.p[i]) || v > INT64_MAX / 100000 || (point && scale == 1))
            continue;
        v = v * 10 + (s.p[i] - '0');
        if (point) scale /= 10;
    }
    return (minus ? -v : v) * scale;
}

static range range_of(const rap_filed_figure *g)
{
    range r = {number_of(g->value), number_of(g->value)};
    if (g->value_to.n) r.high = number_of(g->value_to);
    if (rap_str_begins(g->relation, RAP_STR(">"))) r.high = INT64_MAX;
    if (rap_str_begins(g->relation, RAP_STR("<"))) r.low = INT64_MIN;
    if (rap_str_is(g->relation, "~")) {
        int64_t open = r.low / ABOUT;
        r.low -= open < 0 ? -open : open;
        r.high += open < 0 ? -open : open;
    }
    return r;
}

static const rap_filed_figure *figure_of(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->figures.v[flat];
    return &rap_pile_report(p, ref.report)->figures[ref.index];
}

/* Two figures of one group that cannot both hold.  One report may give several numbers
 * of a kind, of several things. */
static bool figures_clash(const rap_pile *p, uint32_t a, uint32_t b)
{
    if (p->figures.v[a].report == p->figures.v[b].report) return false;
    range x = range_of(figure_of(p, a)), y = range_of(figure_of(p, b));
    return x.high < y.low || y.high < x.low;
}

static bool days_differ(const rap_pile *p, uint32_t a, uint32_t b)
{
    rap_str x = figure_of(p, a)->as_of, y = figure_of(p, b)->as_of;
    return rap_pile_is_full(x) && rap_pile_is_full(y) && !rap_str_eq(x, y);
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

static void see_figures(search *w, uint32_t g)
{
    const rap_group *group = &w->p->figure_groups.v[g];
    const uint32_t *v = w->p->figure_groups.members + group->first;
    bool clash = false, same_day = false;
    uint32_t n = group->n < PAIRS_LOOKED ? group->n : PAIRS_LOOKED;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = i + 1; k < n; k++)
            if (figures_clash(w->p, v[i], v[k])) {
                clash = true;
                same_day = same_day || !days_differ(w->p, v[i], v[k]);
            }
    if (!clash) return;
    rap_ref first = w->p->figures.v[v[0]];
    add(w, (rap_difference){.kind = same_day ? "figure" : "evolution",
                            .source = RAP_DIFFER_FIGURES,
                            .group = g,
                            .rank = first.report,
                            .at = figure_of(w->p, v[0])->at});
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
    return rap_str_is(stance, "claim") || rap_str_is(stance, "deny") ||
           rap_str_is(stance, "doubt");
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

/* Do two holders stand on different sides of it? */
static bool claims_clash(const rap_pile *p, const uint32_t *v, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        const rap_filed_position *a = position_of(p, v[0]), *b = position_of(p, v[i]);
        int32_t x = rap_pile_party(p, p->positions.v[v[0]].report, a->party);
        int32_t y = rap_pile_party(p, p->positions.v[v[i]].report, b->party);
        if (x != y && !rap_str_eq(a->polarity, b->polarity)) return true;
    }
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
                                .source = RAP_DIFFER_CLAIMS,
                                .group = g,
                                .rank = p->positions.v[v[0]].report,
                                .at = position_of(p, v[0])->at});
    }
}

/* ---- rounds ---- */

/* A claim of what came of talks, and whether it went forward. */
static bool is_claim(const rap_note *n)
{
    return n->kind == RAP_NOTE_OUTCOME && n->polarity != '0';
}

/* Two who do not say the same of one round. */
static void see_round(search *w, uint32_t number)
{
    const rap_round *r = &w->p->rounds[number];
    const rap_note *v = w->p->notes + r->first_note, *first = NULL;
    bool clash = false;
    for (uint32_t i = 0; i < r->n_notes && !clash; i++) {
        if (!is_claim(&v[i])) continue;
        if (!first) first = &v[i];
        clash = v[i].polarity != first->polarity &&
                !rap_str_eq(rap_pile_claimant(w->p, v[i].rank, v[i].attribution),
                            rap_pile_claimant(w->p, first->rank, first->attribution));
    }
    if (clash)
        add(w, (rap_difference){.kind = "claim",
                                .source = RAP_DIFFER_ROUND,
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
                            .source = RAP_DIFFER_PLEDGE,
                            .group = number,
                            .rank = l->rank,
                            .at = l->at});
}

void rap_pile_find_differences(rap_pile *p)
{
    search w = {.p = p};
    for (uint32_t g = 0; g < p->figure_groups.n && !p->failed; g++)
        if (p->figure_groups.v[g].n > 1) see_figures(&w, g);
    if (!p->failed) see_claims(&w);
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

static bool are_copies(const rap_pile *p, uint32_t a, uint32_t b)
{
    return p->copy_group[p->figures.v[a].report] ==
           p->copy_group[p->figures.v[b].report];
}

/* Does figure i stand against another one of its group, on the same day when that is
 * what they differ about? */
static bool takes_part(const rap_pile *p, const rap_difference *d, const uint32_t *v,
                       uint32_t n, uint32_t i)
{
    bool any_day = rap_str_is(rap_str_of(d->kind), "evolution");
    for (uint32_t k = 0; k < n; k++)
        if (k != i && figures_clash(p, v[i], v[k]) &&
            (any_day || are_copies(p, v[i], v[k]) || !days_differ(p, v[i], v[k])))
            return true;
    return false;
}

static void write_figures(rap_writing *w, const rap_difference *d)
{
    const rap_pile *p = w->pile;
    const rap_group *group = &p->figure_groups.v[d->group];
    const uint32_t *v = p->figure_groups.members + group->first;
    uint32_t n = group->n < PAIRS_LOOKED ? group->n : PAIRS_LOOKED;
    for (uint32_t i = 0; i < n && i < SIDES_MAX; i++) {
        const rap_filed_figure *g = figure_of(p, v[i]);
        if (!takes_part(p, d, v, n, i)) continue;
        write_side(w, (side){.rank = p->figures.v[v[i]].report,
                             .at = g->at,
                             .attribution = g->attribution,
                             .value = g->value});
    }
}

static void write_claims(rap_writing *w, const rap_difference *d)
{
    const rap_group *group = &w->pile->claim_groups.v[d->group];
    for (uint32_t i = 0; i < group->n && i < SIDES_MAX; i++) {
        uint32_t flat = w->pile->claim_groups.members[group->first + i];
        const rap_filed_position *x = position_of(w->pile, flat);
        bool yes = rap_str_is(x->polarity, "+");
        write_side(w, (side){w->pile->positions.v[flat].report, x->at, x->attribution,
                             yes ? RAP_STR("yes") : RAP_STR("no"), x->proposition, 0});
    }
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

static rap_str topic_of(rap_writing *w, const rap_difference *d)
{
    const rap_pile *p = w->pile;
    if (d->source == RAP_DIFFER_ROUND) return RAP_STR("talks_progress");
    if (d->source == RAP_DIFFER_PLEDGE) return rap_writing_quote(w, d->rank, d->at);
    if (d->source == RAP_DIFFER_FIGURES)
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
    if (d->source == RAP_DIFFER_FIGURES)
        write_figures(&w, d);
    else if (d->source == RAP_DIFFER_CLAIMS)
        write_claims(&w, d);
    else if (d->source == RAP_DIFFER_ROUND)
        write_round(&w, d);
    else
        write_pledge(&w, d);
    rap_json_end_array(&w.j);
    rap_writing_end(&w);
    row->what = rap_str_of(d->kind);
    row->weight = (int32_t)w.cites.n;
}
