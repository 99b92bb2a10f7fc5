/*
 * facts/facts.h - figures, events and positions, each with the attribution it rests on.
 *
 * What the fields mean is told in docs/record.md; days, actors and attributions that
 * the text does not give stay empty.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_FACTS_H
#define RAP_FACTS_FACTS_H

#include "places/places.h"
#include "speech/speech.h"

typedef struct {
    rap_span at;
    rap_str subject;
    char relation[3];        /* = > < >= <= ~ */
    rap_str value, value_to; /* plain decimal numbers; value_to empty but in a range */
    rap_str unit;            /* singular noun, sign or ISO code of a currency */
    int32_t place;           /* index, or -1 */
    rap_days as_of;
    int32_t attribution; /* or -1 */
    int32_t against; /* the figure before that it is put against ("put the figure at"),
                        or -1 */
} rap_figure;

typedef enum {
    RAP_STATUS_NONE,
    RAP_STATUS_ACTUAL,
    RAP_STATUS_CLAIMED,
    RAP_STATUS_ALLEGED,
    RAP_STATUS_PLANNED,
    RAP_STATUS_EXPECTED,
    RAP_STATUS_HYPOTHETICAL,
    RAP_STATUS_NEGATED,
    RAP_STATUS_ATTITUDE,
    RAP_STATUS_BACKGROUND
} rap_status;

enum { RAP_ACTORS_MAX = 6 };

typedef struct {
    int32_t v[RAP_ACTORS_MAX]; /* entities */
    uint32_t n;
} rap_actors;

typedef struct {
    rap_span at, trigger;
    rap_actors source, target;
    bool reciprocal;
    rap_str cameo;  /* "046" */
    rap_str plover; /* "CONSULT", empty for statements */
    rap_status status;
    rap_days day;
    rap_actors places;          /* indexes into places */
    const char *place_relation; /* "at" "near" "in_region" "toward" or NULL; static */
    int32_t attribution;        /* or -1 */
    const char *rule;
    uint8_t sure;
} rap_event;

typedef struct {
    rap_span at;
    int32_t party;  /* entity: the side that holds it */
    rap_str issue;  /* label of data/issues.tsv */
    rap_str stance; /* demand offer accept reject condition red_line pledge threat deny
                       claim doubt accuse */
    char polarity;  /* + - 0 */
    rap_str proposition;
    rap_span condition;          /* empty span: none */
    const char *condition_state; /* met not_met unknown; static */
    rap_actors toward;
    rap_days day;
    int32_t attribution;     /* or -1 */
    const char *asserted_by; /* self adversary third anonymous narrator; static */
    const char *rule;
    uint8_t sure;
} rap_position;

typedef struct {
    const rap_figure *figures;
    uint32_t n_figures;
    const rap_event *events;
    uint32_t n_events;
    const rap_position *positions;
    uint32_t n_positions;
} rap_facts;

/* Everything that stands before the facts, borrowed. */
typedef struct {
    const rap_prose *prose;
    const rap_names *names;
    const rap_times *times;
    const rap_places *places;
    const rap_speech *speech;
} rap_facts_input;

RAP_NODISCARD
rap_code rap_facts_read(rap_facts *out, const rap_facts_input *in, rap_err *err);

const char *rap_status_name(rap_status status); /* "actual"; static */

#endif
