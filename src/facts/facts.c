/*
 * facts/facts.c - figures, events and positions, one after the other.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/facts.h"

#include "facts/events.h"
#include "facts/figures.h"
#include "facts/positions.h"
#include "facts/stances.h"

rap_code rap_facts_read(rap_facts *out, const rap_facts_input *in, rap_err *err)
{
    rap_facts facts = {0};
    rap_scene scene;
    rap_code rc = rap_figures_read(&facts.figures, &facts.n_figures, in, err);
    if (rc == RAP_OK) rc = rap_scene_set(&scene, in, err);
    if (rc == RAP_OK) rc = rap_stances_open(&scene, err);
    if (rc == RAP_OK) rc = rap_events_read(&facts.events, &facts.n_events, &scene, err);
    if (rc == RAP_OK)
        rc = rap_positions_read(&facts.positions, &facts.n_positions, &scene, err);
    if (rc == RAP_OK) *out = facts;
    return rc;
}

const char *rap_status_name(rap_status status)
{
    static const char *const names[] = {
        [RAP_STATUS_NONE] = "actual",       [RAP_STATUS_ACTUAL] = "actual",
        [RAP_STATUS_CLAIMED] = "claimed",   [RAP_STATUS_ALLEGED] = "alleged",
        [RAP_STATUS_PLANNED] = "planned",   [RAP_STATUS_EXPECTED] = "expected",
        [RAP_STATUS_NEGATED] = "negated",   [RAP_STATUS_HYPOTHETICAL] = "hypothetical",
        [RAP_STATUS_ATTITUDE] = "attitude", [RAP_STATUS_BACKGROUND] = "background",
    };
    return names[status];
}
