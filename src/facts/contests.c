/*
 * facts/contests.c - whether sides are at odds in a report, and which of them are.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/contests.h"

#include "facts/actors.h"
#include "facts/held.h"
#include "facts/worlds.h"

enum { CONTESTED_IN = 600 }; /* tokens in which something is refused or blamed */
enum { HEATED = 2, HEATED_IN = 300 }; /* the same of a report that is full of it */
enum { ENGAGING = 5 }; /* weight of a stance that shows who wants something */
enum { VOICES = 4, QUARREL = 2 }; /* sides that want something, and how often */

static int32_t side_of(const rap_scene *s, const rap_statement *st)
{
    return rap_scene_side(s, rap_held_speaker(s, st->unit.said));
}

/* Do several sides want, refuse or blame something in the report, whatever it is? */
static bool is_quarrel(const rap_scene *s, const rap_statement *list, uint32_t n_list)
{
    int32_t seen[VOICES];
    uint32_t n_seen = 0, n = 0;
    if (s->world != RAP_WORLD_PUBLIC) return false;
    for (uint32_t i = 0; i < n_list; i++) {
        const rap_statement *st = &list[i];
        int32_t side = side_of(s, st);
        if (st->stance.weight < RAP_CONTEST_PLAINLY || side < 0 ||
            !rap_worlds_is_side(s, side))
            continue;
        bool known = false;
        for (uint32_t k = 0; k < n_seen; k++)
            known = known || seen[k] == side;
        if (!known && n_seen < VOICES) seen[n_seen++] = side;
        n++;
    }
    return n >= QUARREL && n_seen > 1;
}

static bool is_against(rap_str stance)
{
    static const char *const against[] = {"reject", "accuse", "threat",
                                          "deny",   "doubt",  "red_line"};
    for (size_t k = 0; k < sizeof against / sizeof *against; k++)
        if (rap_str_is(stance, against[k])) return true;
    return false;
}

static bool is_asking(rap_str stance)
{
    return rap_str_is(stance, "demand") || rap_str_is(stance, "condition");
}

/* How often somebody of a side refuses, blames, denies or threatens something; that two
 * sides ask for something counts as once. */
static uint32_t count_contests(const rap_scene *s, const rap_statement *list,
                               uint32_t n_list)
{
    int32_t asks[2] = {-1, -1};
    uint32_t n = 0;
    for (uint32_t i = 0; i < n_list; i++) {
        const rap_statement *st = &list[i];
        int32_t side = side_of(s, st);
        if (st->stance.weight < RAP_CONTEST_PLAINLY || side < 0) continue;
        n += is_against(st->stance.stance);
        if (!is_asking(st->stance.stance) || !rap_worlds_is_side(s, side)) continue;
        if (asks[0] < 0)
            asks[0] = side;
        else if (side != asks[0])
            asks[1] = side;
    }
    return asks[1] >= 0 ? n + 1 : n;
}

/* Mark the sides that want, offer, refuse or blame something, and those of whom they
 * do.
 */
static void mark_engaged(bool *engaged, const rap_scene *s, const rap_statement *st)
{
    rap_actors by = {0}, to = {0};
    bool takes = is_against(st->stance.stance) || is_asking(st->stance.stance) ||
                 rap_str_is(st->stance.stance, "offer");
    if (st->stance.weight < ENGAGING || !takes) return;
    rap_held_by(s, st, &by);
    if (!by.n) return;
    int32_t side = rap_scene_side(s, by.v[0]);
    rap_actors_addressed(s, st->unit.first, st->unit.last, side, &to);
    for (uint32_t i = 0; i < by.n; i++)
        engaged[rap_scene_side(s, by.v[i])] = true;
    for (uint32_t i = 0; i < to.n; i++)
        engaged[rap_scene_side(s, to.v[i])] = true;
}

rap_code rap_contest_judge(rap_contest *out, const rap_scene *s,
                           const rap_statement *list, uint32_t n, rap_err *err)
{
    uint32_t n_entities = s->in->names->n_entities;
    bool *engaged = RAP_NEW(s->arena, bool, n_entities + 1);
    if (!engaged) return rap_fail_memory(err);
    for (uint32_t i = 0; i < n; i++)
        mark_engaged(engaged, s, &list[i]);
    uint32_t met = count_contests(s, list, n), words = s->p->n_tokens;
    *out =
        (rap_contest){.quarrel = is_quarrel(s, list, n),
                      .contested = words < CONTESTED_IN || met * CONTESTED_IN >= words,
                      .heated = words < RAP_CONTEST_FEW ||
                                (met >= HEATED && met * HEATED_IN >= words),
                      .engaged = engaged};
    return RAP_OK;
}
