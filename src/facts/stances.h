/*
 * facts/stances.h - what a stretch of text shows its speaker or subject to want, give,
 * refuse or hold.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_STANCES_H
#define RAP_FACTS_STANCES_H

#include "facts/scene.h"

struct rap_stance {
    rap_str stance;  /* "demand"; empty: none is shown */
    char polarity;   /* + - 0 */
    bool of_subject; /* the subject at `token` holds it, else whoever speaks */
    uint32_t token;  /* where it shows */
    uint32_t words;  /* tokens that show it */
    int weight;
    bool kept;     /* it stands in the scene already */
    rap_str cameo; /* of taking it */
    rap_str issue; /* that its words name themselves ("violate"), or empty */
};

/* Room in the scene for the stance of each unit; without it each is read anew. */
RAP_NODISCARD
rap_code rap_stances_open(rap_scene *s, rap_err *err);

/* The stance that a cue word itself takes ("accused"), from data/verbs.tsv. */
rap_stance rap_stance_of_cue(const rap_scene *s, uint32_t token);

/* The stance of a unit: that of the cue of its attribution, else the plainest in it.
 * Empty when none is shown. */
rap_stance rap_stance_of_unit(const rap_scene *s, const rap_unit *unit);

/* The same, read anew: `unit` need not be one of the scene's.  `speaker` is the side
 * that speaks there, -1 for none. */
rap_stance rap_stance_read(const rap_scene *s, const rap_unit *unit, int32_t speaker);

/* The deed that is promised, demanded or threatened: the first one close behind where
 * the stance shows.  Empty: none that is coded. */
rap_str rap_stance_deed(const rap_scene *s, const rap_unit *unit, rap_stance stance);

/* CAMEO code of taking `stance` towards a deed of code `deed` (empty: towards nothing
 * that is coded). */
rap_str rap_stance_code(rap_stance stance, rap_str deed);

/* "pledged not to attack", "to seize no civilians": is the deed at `verb` kept from? */
bool rap_stance_keeps_from(const rap_scene *s, uint32_t verb);

/* "two fewer than the Front had asked for": is it only told to compare? */
bool rap_stance_is_compared(const rap_scene *s, uint32_t token);

#endif
