/*
 * pile/filed.h - one report's record as the pile sees it.
 *
 * Parsed from the JSON that `read` prints, so that records made here, by another
 * machine or by another program are treated alike.  Spans are spans of the source.
 * References between rows are indexes into the lists of the same report, -1 where the
 * record has null.  Strings live in the arena, but for `json` and `source`, which are
 * borrowed.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_FILED_H
#define RAP_PILE_FILED_H

#include "base/arena.h"
#include "base/day.h"
#include "base/err.h"

typedef struct {
    rap_str day, from, to, basis; /* empty where null */
    int32_t sure;
    const rap_span *evidence;
    uint32_t n_evidence;
} rap_filed_day;

typedef struct {
    rap_str id, kind, name, iso; /* id: "e7" */
    const rap_str *aliases, *roles;
    uint32_t n_aliases, n_roles;
    int32_t side;
} rap_filed_entity;

typedef struct {
    rap_span at;
    char kind; /* 'n'ame, 'm' nominal, 'p'ronoun */
    int32_t entity;
} rap_filed_mention;

typedef struct {
    rap_span at;
    rap_str use, name, country, lat, lon, id;
} rap_filed_place;

/* Is it the name of a place itself, not of a country or of something longer? */
static inline bool rap_filed_is_place(const rap_filed_place *p)
{
    return p->name.n && !rap_str_is(p->use, "name_part") &&
           !rap_str_is(p->use, "country");
}

typedef struct {
    const rap_span *v;
    uint32_t n;
} rap_filed_spans;

typedef struct {
    const int32_t *v;
    uint32_t n;
} rap_filed_refs;

typedef struct {
    rap_str id, kind; /* "a1"; direct mixed indirect */
    rap_filed_spans content, cue, source;
    int32_t speaker, sure;
    bool speech, anonymous;
    rap_str unnamed_kind;
    rap_filed_refs via;
    rap_span addressee, medium; /* {0,0}: none */
    rap_str addressee_text, medium_text;
    rap_str day, day_basis;
    int32_t nested_in;
    rap_str json; /* the object as it stands in the record */
} rap_filed_attribution;

typedef struct {
    rap_span at;
    rap_str subject, relation, value, value_to, unit, as_of;
    int32_t place, attribution;
    int32_t against; /* the figure before that it is put against, or -1 */
} rap_filed_figure;

typedef struct {
    rap_str id;
    rap_span at, trigger;
    rap_filed_refs source, target, places;
    bool reciprocal;
    rap_str cameo, plover, status, day, place_relation, rule;
    int32_t attribution, sure;
} rap_filed_event;

typedef struct {
    rap_str id;
    rap_span at;
    int32_t party;
    rap_str issue, stance, polarity, proposition;
    rap_span condition;
    rap_str condition_text, condition_state;
    rap_filed_refs toward;
    rap_str day, asserted_by, rule;
    int32_t attribution, sure;
} rap_filed_position;

typedef struct {
    rap_span at;
    rap_str type, value, from, to, anchor, rule;
} rap_filed_time;

typedef struct {
    rap_span at;
    rap_str put;
} rap_filed_repair;

typedef struct {
    rap_span at;
    rap_str kind, why;
} rap_filed_block;

typedef struct {
    rap_str json; /* the record */
    rap_str key, id, uri, media, sha256, charset, language, unread;
    uint32_t bytes;
    rap_str title, publisher;
    rap_span title_at;
    const rap_str *authors;
    uint32_t n_authors;
    rap_filed_day published;
    rap_str text; /* the repaired body */
    const rap_filed_repair *repairs;
    const rap_filed_block *blocks;
    const rap_filed_entity *entities;
    const rap_filed_mention *mentions;
    const rap_filed_place *places;
    const rap_filed_time *times;
    const rap_filed_attribution *attributions;
    const rap_filed_figure *figures;
    const rap_filed_event *events;
    const rap_filed_position *positions;
    uint32_t n_repairs, n_blocks, n_entities, n_mentions, n_places, n_times,
        n_attributions, n_figures, n_events, n_positions;
    uint32_t n_given; /* events that were given to it (told/given.h) */
    rap_str source;   /* the source bytes when they are at hand, else empty */
} rap_filed;

/* Parse a record; only out->json points into `json` afterwards.  RAP_E_SYNTAX when it
 * is none (an error object is none).  Checks that spans lie inside `bytes` and
 * references exist.  O(n). */
RAP_NODISCARD
rap_code rap_filed_parse(rap_filed *out, rap_str json, rap_arena *arena, rap_err *err);

/* The same with the JSON's tree in `passing`, which may be reset afterwards: a caller
 * that parses many records takes memory for it once. */
RAP_NODISCARD
rap_code rap_filed_parse_in(rap_filed *out, rap_str json, rap_arena *arena,
                            rap_arena *passing, rap_err *err);

/* The repaired text of a span of f->source, in the arena; empty when the source is not
 * at hand.  Charsets other than UTF-8 are decoded by the record's `charset`. */
rap_str rap_filed_quote(const rap_filed *f, rap_span at, rap_arena *arena);

/* Index of the innermost attribution whose content covers `at`, or -1. */
int32_t rap_filed_attribution_at(const rap_filed *f, rap_span at);

/* End of the chain of sides of an entity of this report; -1 for -1. */
int32_t rap_filed_side(const rap_filed *f, int32_t entity);

#endif
