/*
 * answers/moment.c - one line of a timeline.
 */
/* SPDX-License-Identifier: MIT */
#include "answers/moment.h"

enum { CLAIMANTS_SHOWN = 3 };

static void take_event(rap_moment *m, const rap_item *event)
{
    m->act = rap_sign_act(event->what);
    m->code = event->what;
    m->plover = rap_jsonin_str(event->json, "plover");
    m->origins = rap_jsonin_int(event->json, "origins", 0);
    m->base = event->kind;
    m->who = event->who;
    m->other = event->other;
}

/* A chronology line rests on a row that is cited at the same place. */
static rap_code take_act(rap_moment *m, rap_view *v, const rap_item *item,
                         rap_arena *arena, rap_err *err)
{
    rap_item inside[RAP_INSIDE_MAX];
    uint32_t n = 0;
    if (rap_str_is(item->kind, "event")) {
        take_event(m, item);
        return RAP_OK;
    }
    m->base = item->what;
    m->act = rap_sign_kind(item->what);
    if (!item->n_cites) return RAP_OK;
    rap_cited at = item->cites[0];
    at.at.to = at.at.from + 1;
    rap_code rc = rap_view_inside(v, inside, &n, "", at, arena, err);
    bool dated = false; /* of several there, one of that day */
    for (uint32_t i = 0; i < n; i++)
        dated = dated || (rap_str_eq(inside[i].kind, item->what) &&
                          rap_str_eq(inside[i].day, item->day));
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++) {
        const rap_item *base = &inside[i];
        if (!rap_str_eq(base->kind, item->what)) continue;
        if (dated && !rap_str_eq(base->day, item->day)) continue;
        if (rap_str_is(base->kind, "event")) take_event(m, base);
        m->who = base->who;
        m->other = base->other;
        break;
    }
    return rc;
}

/* A state stands only with who says so. */
static rap_code take_saying(rap_moment *m, rap_arena *arena, rap_err *err)
{
    m->saying = RAP_NEW(arena, rap_telling, m->n_tellings + 1);
    if (!m->saying) return rap_fail_memory(err);
    memcpy(m->saying, m->tellings, m->n_tellings * sizeof *m->saying);
    m->n_saying = rap_tellings_of_state(m->saying, m->n_tellings, m->state);
    return RAP_OK;
}

rap_code rap_moment_of(rap_moment *out, rap_view *v, const rap_item *item,
                       rap_arena *arena, rap_err *err)
{
    rap_moment m = {.status = rap_sign_status(item->state), .state = item->state};
    if (rap_str_eq(item->state, item->what)) m.status.word = (rap_str){"", 0};
    rap_code rc = take_act(&m, v, item, arena, err);
    if (rc == RAP_OK)
        rc = rap_tellings_of(&m.tellings, &m.n_tellings, v, rap_tellings_list(item),
                             arena, err);
    if (rc != RAP_OK) return rc;
    if (rc == RAP_OK) rc = take_saying(&m, arena, err);
    m.worked_out = item->n_cites > 0;
    for (uint32_t i = 0; i < item->n_cites && m.worked_out; i++) {
        const rap_listed *r = rap_view_number(v, item->cites[i].n);
        m.worked_out = r && rap_listed_is_worked_out(r);
    }
    *out = m;
    return RAP_OK;
}

static bool was_before(const rap_moment *m, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (rap_claim_is_same(&m->saying[k].claim, &m->saying[i].claim)) return true;
    return false;
}

static void write_claimants(rap_buf *out, const rap_moment *m)
{
    uint32_t shown = 0;
    for (uint32_t i = 0; i < m->n_saying && shown < CLAIMANTS_SHOWN; i++) {
        if (i >= 16 || was_before(m, i)) continue;
        if (shown++) rap_buf_z(out, "; ");
        rap_claim_write(out, &m->saying[i].claim);
    }
}

static bool only_narrator(const rap_moment *m)
{
    for (uint32_t i = 0; i < m->n_saying; i++)
        if (m->saying[i].claim.kind != RAP_CLAIM_NARRATOR) return false;
    return true;
}

void rap_moment_write(rap_buf *out, const rap_moment *m)
{
    if (!m->status.word.n) return;
    rap_buf_put(out, m->status.word);
    if (m->status.flag && only_narrator(m)) {
        rap_buf_z(out, ", by whom is not said");
        if (m->n_saying) rap_buf_printf(out, " (R%u)", m->saying[0].claim.report);
        return;
    }
    rap_buf_z(out, m->status.flag ? " by " : ", says ");
    write_claimants(out, m);
}

/* "19" and "193" are codes of CAMEO, "ASSAULT" is a class of PLOVER, "pledge" a kind of
 * row. */
static bool keeps_kind(const rap_moment *m, const rap_show_options *o)
{
    bool worked = rap_str_is(o->dates, "worked"),
         stated = rap_str_is(o->dates, "stated");
    if (o->status.n && !rap_str_eq(o->status, m->state)) return false;
    if (o->own && m->status.flag) return false;
    if ((worked && !m->worked_out) || (stated && m->worked_out)) return false;
    return !o->kind.n || rap_str_eq(o->kind, m->plover) ||
           rap_str_eq(o->kind, m->base) ||
           (m->code.n && rap_str_begins(m->code, o->kind));
}

bool rap_moment_keeps(const rap_moment *m, const rap_filter *f, const rap_view *v)
{
    if (f->speaker) {
        bool any = false;
        for (uint32_t i = 0; i < m->n_tellings && !any; i++)
            any = rap_view_has(v, f->speaker, m->tellings[i].claim.id, false);
        if (!any) return false;
    }
    if (!keeps_kind(m, f->options)) return false;
    return !f->party || rap_view_has(v, f->party, m->who, true) ||
           rap_view_has(v, f->party, m->other, true);
}
