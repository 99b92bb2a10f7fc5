/*
 * facts/actors.h - who does it and to whom it is done: the mentions around a trigger.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_ACTORS_H
#define RAP_FACTS_ACTORS_H

#include "facts/scene.h"

/* The trigger: tokens [first, last). */
typedef struct {
    uint32_t first, last;
    bool noun;       /* "the attack" rather than "attacked" */
    bool reciprocal; /* all who are named take part alike */
    bool suffered;   /* its owner is whom it is done to */
    bool strict;     /* no target is supplied that its clause does not name */
    bool harm; /* force or arrest: a bare participle is a passive ("6,000 wounded") */
} rap_deed;

/* Fill source and target; either stays empty when the clause does not say. */
void rap_actors_find(const rap_scene *s, const rap_deed *deed, rap_actors *source,
                     rap_actors *target);

/* The subject of the verb at `token`: an entity, or -1. */
int32_t rap_actors_subject(const rap_scene *s, uint32_t token);

/* To whom words of `side` in tokens [first, last) are said: the other main side where
 * they name it, else whom they name; for an outsider every main side. */
void rap_actors_addressed(const rap_scene *s, uint32_t first, uint32_t last,
                          int32_t side, rap_actors *out);

/* Add an entity once; -1 and what goes beyond RAP_ACTORS_MAX are ignored. */
void rap_actors_add(rap_actors *list, int32_t entity);
bool rap_actors_has(const rap_actors *list, int32_t entity);

#endif
