/*
 * facts/roles.h - who does it and to whom it is done, as the tree has it.
 *
 * Subjects, objects and agents of verbs, also across "and", "agreed to", "who" and "by
 * ...ing"; owners and complements of nouns, and the subject of the verb that carries
 * one ("carried out strikes on").  What the tree does not settle stays open: the rules
 * of actors.c, which see only the order of the words, decide then.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_ROLES_H
#define RAP_FACTS_ROLES_H

#include "facts/actors.h"

typedef struct {
    rap_actors doer, done_to;
    bool doer_told;    /* the tree names a doer, be it one of the entities or not */
    bool done_to_told; /* the same for whom it is done to */
} rap_roles;

/* False, nothing touched, where the trigger's sentence has no tree.  O(1). */
bool rap_roles_find(rap_roles *out, const rap_scene *s, const rap_deed *deed);

/* The nominal that is the subject of the verb, its own or one that it shares; of a
 * passive who does it.  RAP_NO_TOKEN when there is none. */
uint32_t rap_roles_subject(const rap_scene *s, uint32_t verb);

/* The same for any word: of an auxiliary, adjective or noun the subject of what it
 * belongs to. */
uint32_t rap_roles_subject_of(const rap_scene *s, uint32_t token);

/* "Norland is committed to", "was prepared to": who is, where the word at `token`
 * belongs to such a passive; RAP_NO_TOKEN elsewhere. */
uint32_t rap_roles_bound(const rap_scene *s, uint32_t token);

/* "will not be bullied by Norland": who does not yield, where the word at `token`
 * belongs to a passive of pressure; RAP_NO_TOKEN elsewhere. */
uint32_t rap_roles_unmoved(const rap_scene *s, uint32_t token);

/* Add the entities that the nominal at `token` names, those joined to it too; where it
 * names none itself, whom it belongs to ("the jets of Norland"). */
void rap_roles_collect(const rap_scene *s, uint32_t token, rap_actors *list);

/* Is the deed at `token` what the word at `stance` is about, and not when or why it was
 * said ("agreed to withdraw after the attack")?  True where there is no tree. */
bool rap_roles_is_object(const rap_scene *s, uint32_t token, uint32_t stance);

/* Add all who say it: the subject of the cue and those joined to it. */
void rap_roles_speakers(const rap_scene *s, uint32_t cue, rap_actors *out);

/* Add whom the cue of somebody's words itself names as those they are said to ("urged
 * Norland and Sudmark", "called on Norland to").  `cue` is its verb, `end` the text
 * offset behind its words. */
void rap_roles_addressed(const rap_scene *s, uint32_t cue, uint32_t end,
                         rap_actors *out);

/* Add whose deed or thing the object of the cue is ("condemned Norland's attack"). */
void rap_roles_owners(const rap_scene *s, uint32_t cue, rap_actors *out);

/* The verb of what is agreed, refused or demanded: "agreed in principle to send",
 * "wants Norland to leave", "demanded that it leave"; RAP_NO_TOKEN when there is none.
 */
uint32_t rap_roles_complement(const rap_scene *s, uint32_t verb);

/* Has the verb a clause with "that": "charged that", "signalled that"? */
bool rap_roles_says_that(const rap_scene *s, uint32_t verb);

/* "what he called a crackdown": does the verb only give a thing its name? */
bool rap_roles_only_names(const rap_scene *s, uint32_t verb);

/* Is the noun the object of a verb that only carries it ("launched an attack")? */
bool rap_roles_is_carried(const rap_scene *s, uint32_t noun);

/* The token of [first, last) that all others hang on. */
uint32_t rap_roles_top(const rap_scene *s, uint32_t first, uint32_t last);

#endif
