/*
 * pledges/pledge_rows.c - the row of a pledge with everything that bears on it.
 */
/* SPDX-License-Identifier: MIT */
#include "pledges/promised.h"
#include "told/told.h"

uint32_t rap_pledges_count(const rap_pile *p)
{
    return p->n_pledges;
}

static void write_followup(rap_writing *w, const rap_followup *x)
{
    const rap_filed *f = rap_pile_report(w->pile, x->rank);
    rap_str day = x->event >= 0         ? f->events[x->event].day
                  : x->attribution >= 0 ? f->attributions[x->attribution].day
                                        : f->published.day;
    rap_json_object(&w->j);
    rap_writing_where(w, x->rank, x->at);
    rap_writing_str(w, "bearing", x->bearing);
    rap_writing_str(w, "claimant",
                    x->claimant >= 0
                        ? rap_pile_party_id(w->pile, x->claimant)
                        : rap_pile_claimant(w->pile, x->rank, x->attribution));
    rap_writing_str(w, "day", day);
    if (x->attribution >= 0)
        rap_writing_str(w, "attribution",
                        rap_pile_attribution_id(w->pile, x->rank, x->attribution));
    rap_json_end_object(&w->j);
    rap_writing_cite(w, x->rank, x->at);
}

static void write_by(rap_writing *w, int32_t party)
{
    rap_json_key(&w->j, "by");
    rap_json_array(&w->j);
    rap_json_str(&w->j, rap_pile_party_id(w->pile, party));
    rap_json_end_array(&w->j);
}

static void write_tellings(rap_writing *w, uint32_t group)
{
    const rap_group *all = &w->pile->pledge_groups.v[group];
    rap_json_key(&w->j, "tellings");
    rap_json_array(&w->j);
    for (uint32_t i = 0; i < all->n; i++) {
        uint32_t g = w->pile->pledge_groups.members[all->first + i];
        rap_writing_position_tellings(w, &w->pile->position_groups.v[g]);
    }
    rap_json_end_array(&w->j);
}

void rap_pledges_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_pledge *l = &p->pledges[i];
    const rap_group *made = &p->position_groups.v[l->first_position];
    rap_ref ref = p->positions.v[p->position_groups.members[made->first]];
    const rap_filed_position *x = &rap_pile_report(p, ref.report)->positions[ref.index];
    rap_writing w;
    rap_writing_begin(&w, p, row, l->id);
    row->text =
        x->proposition.n ? x->proposition : rap_writing_quote(&w, l->rank, x->at);
    rap_writing_str(&w, "made", made->id);
    write_by(&w, l->by);
    rap_writing_parties(&w, "toward", ref.report, x->toward);
    rap_writing_str(&w, "issue", x->issue);
    rap_writing_str(&w, "what", row->text);
    rap_writing_condition(&w, x);
    rap_writing_str(&w, "day", x->day);
    write_tellings(&w, p->pledge_groups.of[l->first_position]);
    rap_json_key(&w.j, "followups");
    rap_json_array(&w.j);
    for (uint32_t k = 0; k < l->n; k++)
        write_followup(&w, &p->followups[l->first + k]);
    rap_json_end_array(&w.j);
    rap_writing_end(&w);
    row->who = rap_pile_party_id(p, l->by);
    row->other = rap_writing_ids(&w, ref.report, x->toward);
    row->what = x->issue;
    row->day = x->day;
    row->weight = (int32_t)l->n;
}
