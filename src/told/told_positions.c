/*
 * told/told_positions.c - one position however many reports tell it, and its row.
 *
 * Told again means: same party, issue, stance and polarity, on the same full day.  What
 * the side says itself and what the report tells of it are one; what is known from an
 * adversary, an outsider or somebody unnamed stays apart.  A claim is told again only
 * in the same words by the same speaker.  A position without a day is told again only
 * within its own story.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/groups.h"
#include "pile/rows.h"
#include "stories/origins.h"
#include "told/told.h"

static const rap_filed_position *position_of(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->positions.v[flat];
    return &rap_pile_report(p, ref.report)->positions[ref.index];
}

/* A claim is told again only in the same words; asks and offers on one issue are few.
 */
static bool is_of_fact(rap_str stance)
{
    return rap_str_is(stance, "claim") || rap_str_is(stance, "deny") ||
           rap_str_is(stance, "accuse");
}

rap_str rap_position_asserted(const rap_pile *p, uint32_t rank,
                              const rap_filed_position *x)
{
    if (x->attribution < 0 || x->party < 0) return x->asserted_by;
    const rap_filed_attribution *a =
        &rap_pile_report(p, rank)->attributions[x->attribution];
    if (a->speaker < 0 || a->anonymous) return x->asserted_by;
    int32_t teller = rap_pile_side(p, rap_pile_party(p, rank, a->speaker));
    int32_t holder = rap_pile_side(p, rap_pile_party(p, rank, x->party));
    return teller >= 0 && teller == holder ? RAP_STR("self") : x->asserted_by;
}

/* From whom a position is known, as far as it is to be kept apart. */
static uint64_t known_from(const rap_pile *p, uint32_t rank,
                           const rap_filed_position *x)
{
    static const char *const apart[] = {"adversary", "third", "anonymous"};
    rap_str asserted = rap_position_asserted(p, rank, x);
    for (uint64_t i = 0; i < sizeof apart / sizeof *apart; i++)
        if (rap_str_is(asserted, apart[i])) return i + 1;
    return 0;
}

static uint64_t position_key(const rap_pile *p, uint32_t flat)
{
    rap_ref ref = p->positions.v[flat];
    const rap_filed *f = rap_pile_report(p, ref.report);
    const rap_filed_position *x = position_of(p, flat);
    if (x->party < 0 || x->issue.n == 0) return 0;
    int32_t speaker = x->attribution < 0 ? -1 : f->attributions[x->attribution].speaker;
    uint64_t key = rap_key_str(RAP_KEY_START, x->issue);
    key = rap_key_str(rap_key_str(key, x->stance), x->polarity);
    int32_t party = rap_pile_side(p, rap_pile_party(p, ref.report, x->party));
    key = rap_key_num(key, (uint64_t)(uint32_t)party);
    key = rap_key_num(key, known_from(p, ref.report, x));
    if (is_of_fact(x->stance)) {
        key = rap_key_num(key, (uint32_t)rap_pile_party(p, ref.report, speaker));
        key = rap_key_str(key, x->proposition);
    } else if (rap_str_is(x->rule, "topic") || rap_str_is(x->issue, "other"))
        key = rap_key_str(key, x->proposition); /* of what no word names */
    if (!rap_pile_is_full(x->day)) key = rap_key_num(key, p->story_of[ref.report] + 1);
    return rap_key_str(key, x->day);
}

void rap_pile_find_positions(rap_pile *p)
{
    uint64_t *keys = RAP_PILE_NEW(p, uint64_t, p->positions.n);
    for (uint32_t i = 0; !p->failed && i < p->positions.n; i++)
        keys[i] = position_key(p, i);
    if (!p->failed) rap_pile_group(p, &p->position_groups, keys, p->positions.n);
    for (uint32_t g = 0; !p->failed && g < p->position_groups.n; g++) {
        rap_group *group = &p->position_groups.v[g];
        const uint32_t *members = p->position_groups.members + group->first;
        group->id = rap_pile_id(p, 'P', p->positions.v[members[0]].report,
                                position_of(p, members[0])->at);
        group->origins = rap_pile_origins(p, &p->positions, members, group->n);
        if (g % 1024 == 0) rap_arena_reset(p->batch);
    }
}

uint32_t rap_positions_count(const rap_pile *p)
{
    return p->position_groups.n;
}

void rap_writing_condition(rap_writing *w, const rap_filed_position *x)
{
    rap_json_key(&w->j, "condition");
    if (x->condition.to == 0) {
        rap_json_null(&w->j);
        return;
    }
    rap_json_object(&w->j);
    rap_json_key(&w->j, "at");
    rap_json_span(&w->j, x->condition);
    rap_writing_str(w, "text", x->condition_text);
    rap_writing_str(w, "state", x->condition_state);
    rap_json_end_object(&w->j);
}

void rap_writing_position_tellings(rap_writing *w, const rap_group *g)
{
    rap_pile *p = w->pile;
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t flat = p->position_groups.members[g->first + i];
        const rap_filed_position *x = position_of(p, flat);
        uint32_t rank = p->positions.v[flat].report;
        rap_json_object(&w->j);
        rap_writing_where(w, rank, x->at);
        rap_writing_telling(
            w, rank,
            (rap_telling){
                x->attribution, x->day, {0}, rap_position_asserted(p, rank, x)});
        rap_json_end_object(&w->j);
        rap_writing_cite(w, rank, x->at);
    }
}

static void write_position(rap_writing *w, uint32_t rank, const rap_filed_position *x)
{
    rap_pile *p = w->pile;
    rap_writing_where(w, rank, x->at);
    rap_writing_str(w, "party",
                    rap_pile_party_id(p, rap_pile_party(p, rank, x->party)));
    rap_writing_str(w, "issue", x->issue);
    rap_writing_str(w, "stance", x->stance);
    rap_writing_str(w, "polarity", x->polarity);
    rap_writing_str(w, "proposition", x->proposition);
    rap_writing_condition(w, x);
    rap_writing_parties(w, "toward", rank, x->toward);
    rap_writing_str(w, "day", x->day);
    rap_writing_str(w, "attribution", rap_pile_attribution_id(p, rank, x->attribution));
    rap_writing_str(w, "asserted_by", rap_position_asserted(p, rank, x));
    rap_writing_str(w, "rule", x->rule);
    rap_writing_int(w, "sure", x->sure);
}

void rap_positions_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_group *g = &p->position_groups.v[i];
    uint32_t flat = p->position_groups.members[g->first];
    const rap_filed_position *x = position_of(p, flat);
    uint32_t rank = p->positions.v[flat].report;
    rap_writing w;
    rap_writing_begin(&w, p, row, g->id);
    write_position(&w, rank, x);
    row->text = rap_writing_quote(&w, rank, x->at);
    rap_writing_str(&w, "text", row->text);
    rap_json_key(&w.j, "tellings");
    rap_json_array(&w.j);
    rap_writing_position_tellings(&w, g);
    rap_json_end_array(&w.j);
    rap_writing_int(&w, "origins", g->origins);
    rap_writing_end(&w);
    row->who = rap_pile_party_id(p, rap_pile_party(p, rank, x->party));
    row->other = rap_writing_ids(&w, rank, x->toward);
    row->what = x->issue;
    row->state = x->stance;
    row->day = x->day;
    row->weight = g->origins;
    if (g->n == 1) row->report = (int32_t)p->order[rank];
}
