/*
 * facts/worlds.h - what a report is of, and who in it has a say in public affairs.
 *
 * A striker attacks and a bank targets its customers: in reports of sport, of markets
 * and of the stage most deeds are none, and firms and stars are no sides.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_WORLDS_H
#define RAP_FACTS_WORLDS_H

#include "facts/scene.h"

typedef enum {
    RAP_WORLD_PUBLIC, /* affairs of states, of parties, of the law */
    RAP_WORLD_SPORT,
    RAP_WORLD_MARKET,
    RAP_WORLD_ARTS
} rap_world;

/* By the words of data/worldwords.tsv.  O(tokens). */
rap_world rap_worlds_of(const rap_prose *p);

/* Is the report of a disaster or a disease, by the words of data/fates.tsv?
 * O(tokens). */
bool rap_worlds_is_disaster(const rap_prose *p);

/* Do all of the list speak for no side: scholars by a word of data/scholars.tsv, the
 * press, firms and clubs?  False of an empty one. */
bool rap_worlds_no_side(const rap_scene *s, const rap_actors *list);

/* Is the entity a state or body, or somebody on the side of one? */
bool rap_worlds_is_side(const rap_scene *s, int32_t entity);

/* Is it a body whose name ends as those of public ones do ("ministry")? */
bool rap_worlds_is_public(const rap_scene *s, int32_t entity);

/* Has anybody of the list a say? */
bool rap_worlds_any_say(const rap_scene *s, const rap_actors *list);

#endif
