/*
 * names/labels.h - for every word of a report: does it begin, go on with or end the
 * name of a person, an organisation, a place, a group?
 *
 * A greedy labeller over learnt weights (models/names.md) reads the report twice.  The
 * first reading looks at a word, its neighbours and what the tables know; the second
 * also at the labels of the first, around it and wherever else in the report the word
 * stands (A. Krishnan, C. Manning, "An effective two-stage model for exploiting
 * non-local dependencies in named entity recognition", ACL 2006).  Labels begin,
 * inside, last and unit after L. Ratinov, D. Roth, "Design challenges and
 * misconceptions in named entity recognition", CoNLL 2009.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_NAMES_LABELS_H
#define RAP_NAMES_LABELS_H

#include "names/lexicon.h"

typedef enum {
    RAP_NAMED_NONE,
    RAP_NAMED_PERSON,
    RAP_NAMED_BODY,
    RAP_NAMED_PLACE,
    RAP_NAMED_GROUP, /* nation, faith, party of persons: noun or adjective */
    RAP_NAMED_OTHER, /* work, product, event */
    RAP_NAMED_COUNT
} rap_named;

enum { RAP_PART_BEGIN, RAP_PART_INSIDE, RAP_PART_LAST, RAP_PART_UNIT };

/* A label: 0 for no name, else 1 + 4 * (named - 1) + part. */
enum { RAP_LABELS = 1 + 4 * (RAP_NAMED_COUNT - 1) };

static inline uint8_t rap_label_of(rap_named named, uint32_t part)
{
    return (uint8_t)(1 + 4 * ((uint32_t)named - 1) + part);
}
static inline rap_named rap_label_named(uint8_t label)
{
    return label ? (rap_named)((label - 1u) / 4 + 1) : RAP_NAMED_NONE;
}
static inline uint32_t rap_label_part(uint8_t label)
{
    return (label - 1u) % 4;
}
/* Must the name go on behind this label? */
static inline bool rap_label_open(uint8_t label)
{
    return label && rap_label_part(label) <= RAP_PART_INSIDE;
}
/* May `label` stand behind `before`? */
static inline bool rap_label_follows(uint8_t before, uint8_t label)
{
    bool goes_on = label && rap_label_part(label) != RAP_PART_BEGIN &&
                   rap_label_part(label) != RAP_PART_UNIT;
    if (!rap_label_open(before)) return !goes_on;
    return goes_on && rap_label_named(label) == rap_label_named(before);
}

typedef struct {
    const uint8_t *of;   /* per token, a label; NULL when there are no weights */
    const int16_t *sure; /* per token: by how much it beat the next best, 0 unscored */
} rap_labels;

/* Label every token.  All labels are of whole names.  False when memory is refused.
 * O(n). */
RAP_NODISCARD
bool rap_labels_read(rap_labels *out, const rap_prose *p, const rap_lexicon *lex);

#endif
