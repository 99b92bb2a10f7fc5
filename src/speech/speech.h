/*
 * speech/speech.h - who said what: attributions, each with content, cue and source.
 *
 * Conventions are those of PolNeAR where the record does not say otherwise: the cue is
 * one contiguous stretch, "that" and "to" belong to the content, quotation marks stand
 * inside the content, the source includes titles and appositions.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SPEECH_SPEECH_H
#define RAP_SPEECH_SPEECH_H

#include "coref/coref.h"
#include "names/names.h"
#include "times/times.h"

typedef enum {
    RAP_SPEECH_NONE,
    RAP_SPEECH_DIRECT,  /* every word of the content in quotation marks */
    RAP_SPEECH_MIXED,   /* some */
    RAP_SPEECH_INDIRECT /* none */
} rap_speech_kind;

typedef enum {
    RAP_UNNAMED_NONE,
    RAP_UNNAMED_SOURCES,
    RAP_UNNAMED_OFFICIAL,
    RAP_UNNAMED_PERSON,
    RAP_UNNAMED_GROUP
} rap_unnamed_kind;

enum { RAP_SPANS_MAX = 6, RAP_VIA_MAX = 3 };

typedef struct {
    rap_span v[RAP_SPANS_MAX];
    uint32_t n;
} rap_span_list;

typedef struct {
    rap_speech_kind kind;
    rap_span_list content, cue, source;
    int32_t speaker; /* entity, -1 when it cannot be told for certain */
    uint8_t sure;
    const char *rule; /* static */
    bool speech;      /* false: belief, wish, plan */
    bool anonymous;
    rap_unnamed_kind unnamed_kind;
    uint32_t unnamed_count;   /* 0: not said */
    int32_t via[RAP_VIA_MAX]; /* entities, nearest first */
    uint32_t n_via;
    rap_span addressee, medium; /* empty span: none */
    rap_days day;               /* none: not known */
    const char *day_basis;      /* "published", "text" or NULL; static */
    int32_t nested_in;          /* attribution, or -1 */
    int32_t cue_row;            /* row of the cue in data/cues.tsv, or -1 */
    uint32_t cue_token; /* main word of the cue; UINT32_MAX when there is none */
} rap_attribution;

typedef struct {
    const rap_attribution *attributions; /* in order of the first content span */
    uint32_t n_attributions;
} rap_speech;

/* Let phrases be looked up by the links of the report, when it is asked who speaks:
 * names->meant.  Before rap_speech_read, which does without.  O(n). */
RAP_NODISCARD
rap_code rap_speech_link(rap_names *names, const rap_coref *coref, const rap_prose *p,
                         rap_err *err);

/* Behind rap_speech_read: chains of phrases that got a party there have it.  O(n). */
RAP_NODISCARD
rap_code rap_speech_settle(rap_coref *coref, const rap_names *names, const rap_prose *p,
                           rap_err *err);

/* Those who speak and are named nowhere ("retailers") are added to `names`, which gets
 * lists of its own; numbers of entities and mentions stay. */
RAP_NODISCARD
rap_code rap_speech_read(rap_speech *out, const rap_prose *p, rap_names *names,
                         const rap_times *times, rap_err *err);

const char *rap_speech_kind_name(rap_speech_kind kind);   /* "direct"; static */
const char *rap_unnamed_kind_name(rap_unnamed_kind kind); /* NULL for none; static */

/* The innermost attribution whose content covers a text position, or -1. */
int32_t rap_speech_at(const rap_speech *s, uint32_t text_at);

#endif
