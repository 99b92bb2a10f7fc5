/*
 * speech/hearing.h - what the files of this room share: tellings in tokens.
 *
 * A telling is an attribution still in tokens: [from, to) of prose->tokens.  frames.c
 * makes them sentence by sentence, quotations.c adds the quotations that go on, and
 * circumstances.c tells who speaks, to whom, where and when.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SPEECH_HEARING_H
#define RAP_SPEECH_HEARING_H

#include "speech/clauses.h"
#include "speech/speech.h"

#define RAP_NO_TOKEN UINT32_MAX

typedef enum { /* how a telling was found: by its words, or in the tree */
               RAP_WAY_FRAME,
               RAP_WAY_VERB,
               RAP_WAY_PASSIVE,
               RAP_WAY_ADJECTIVE,
               RAP_WAY_NOUN,
               RAP_WAY_WORD
} rap_way;

typedef struct {
    uint32_t open,
        close; /* tokens of the marks; close is the last token when none closes */
    bool closed;
} rap_quotation;

typedef struct {
    rap_span content[RAP_SPANS_MAX]; /* tokens, in order */
    uint32_t n_content;
    rap_span cue, source; /* tokens; empty: none */
    rap_span behind;      /* tokens behind the cue: hearer, place, day */
    rap_span via;         /* tokens: who carried it ("…, NPA reported") */
    uint32_t main;        /* RAP_NO_TOKEN when there is no cue word */
    int row;              /* of data/cues.tsv, or -1 */
    int32_t carried;      /* the telling whose speaker speaks here too, or -1 */
    int32_t nested_in;
    uint32_t head;   /* token that names the source, or RAP_NO_TOKEN */
    bool quoting;    /* a frame that shows a quotation */
    bool hearer;     /* `behind` begins with the hearer */
    int32_t sure;    /* of what is weighed: logits times 256 */
    int16_t firm[4]; /* of none, source, cue, content; 0 when not cast (casting.h) */
    uint8_t way;     /* rap_way: how it was found */
    const char *rule;
} rap_telling;

typedef RAP_LIST(rap_telling) rap_telling_list;

typedef struct {
    uint32_t words, quoted; /* before a token */
} rap_word_count;

typedef struct {
    const rap_prose *p;
    const rap_names *names;
    const rap_times *times;
    const rap_quotation *quotations;
    uint32_t n_quotations;
    const int32_t *quotation_of; /* per token, or -1 */
    bool *is_time;               /* per token: inside a time expression */
    int32_t *told; /* per token: the outermost telling whose content it is, or -1 */
    const rap_word_count *counts; /* per token and one more */
    rap_telling_list list;
    rap_clauses clauses; /* p is NULL when there are no trees */
} rap_hearing;

/* speech.c: quotations and times of a report, no tellings yet. */
RAP_NODISCARD
rap_code rap_hearing_open(rap_hearing *h, const rap_prose *p, const rap_names *names,
                          const rap_times *times, rap_err *err);

/* cues.c: a word or phrase that may attribute. */
typedef struct {
    rap_span group; /* with auxiliaries, adverbs and particles */
    uint32_t main;
    int row;
    bool passive, participle;
} rap_cue;

/* The cue whose main word is `token`, which lies in sentence s; false when it is none.
 */
bool rap_cue_at(rap_cue *out, const rap_prose *p, uint32_t token);
/* The verb group around a token, whether it is a cue (row) or not (row -1). */
rap_cue rap_cue_group(const rap_prose *p, uint32_t token);
bool rap_cue_takes(int row, const char *frame);
bool rap_cue_is_speech(int row);

/* sources.c: the noun phrase that speaks, ending before `group` or beginning at it; not
 * before `lo`, not behind `hi`.  False when there is none. */
bool rap_source_before(rap_span *out, const rap_hearing *h, uint32_t lo,
                       uint32_t group);
/* Does the word begin a circumstance and no content: "after", "when"? */
bool rap_is_aside(const rap_token *t);
bool rap_source_behind(rap_span *out, const rap_hearing *h, uint32_t group,
                       uint32_t hi);

/* frames.c, quotations.c: find tellings. */
RAP_NODISCARD
rap_code rap_frames_read(rap_hearing *h, rap_err *err);
RAP_NODISCARD
rap_code rap_quotations_find(rap_hearing *h, rap_err *err);
RAP_NODISCARD
rap_code rap_quotations_join(rap_hearing *h, rap_err *err);

/* "He said:" ending at token `from`, the end of sentence s: the quotation that begins
 * the next, or an empty span. */
rap_span rap_quotation_below(const rap_hearing *h, const rap_sentence *s,
                             uint32_t from);

/* governed.c: with trees, tell whose the sources of the tellings so far are, and add
 * those that the trees show and no frame: more than there are. */
RAP_NODISCARD
rap_code rap_governed_find(rap_hearing *h, rap_err *err);

/* weighed.c: per token the first telling whose main word it is, or -1, and in h->told
 * whose content it is; NULL: no memory. */
RAP_NODISCARD
const int32_t *rap_tellings_index(rap_hearing *h);

/* weighed.c: with trees and a model, end contents where they end, keep what is told,
 * and nest it. */
RAP_NODISCARD
rap_code rap_tellings_weigh(rap_hearing *h, rap_err *err);

/* End of a sentence without its full stop. */
uint32_t rap_sentence_end(const rap_prose *p, const rap_sentence *s);

/* nesting.c: tellings that a later cue of their sentence takes as its content. */
void rap_tellings_nest(rap_hearing *h);

/* "confirmed that a list had come but said names were missing": what one speaker tells
 * by a second verb is no part of what he tells by the first.  O(tellings). */
void rap_tellings_part(rap_hearing *h);

/* nesting.c: tellings that would make the contents too long together are dropped. */
RAP_NODISCARD
rap_code rap_tellings_bound(rap_hearing *h, rap_err *err);

/* speakers.c: the mention that covers a token, or NULL; an entity's kind, NONE for -1;
 * the token that names a source that is not empty. */
const rap_mention *rap_mention_at(const rap_hearing *h, uint32_t token);
rap_entity_kind rap_kind_of(const rap_hearing *h, int32_t entity);
uint32_t rap_source_head(const rap_hearing *h, rap_span source);

/* speakers.c: who speaks, into the attribution of a telling; those that follow go over
 * all of them in order (telling[k] is the telling of list[k]). */
void rap_speaker_tell(rap_attribution *a, const rap_hearing *h, const rap_telling *x);

/* relays.c: "NPA quoted Ruud as saying" is told by Ruud, by way of NPA; "reports
 * NPA" is no content, "as quoted by NPA" no telling. */
RAP_NODISCARD
rap_code rap_relays_turn(rap_hearing *h, rap_err *err);

/* relays.c, saidon.c: what the sentences around tell of a telling, as below. */
void rap_relays_follow(rap_attribution *list, const rap_hearing *h,
                       const uint32_t *telling, uint32_t n);
void rap_said_on_follow(rap_attribution *list, const rap_hearing *h,
                        const uint32_t *telling, uint32_t n);

/* followed.c: whom pronouns go on with. */
void rap_speakers_follow(rap_attribution *list, const rap_hearing *h,
                         const uint32_t *telling, uint32_t n);

/* circumstances.c: speaker, hearer, medium, day of telling i into its attribution. */
void rap_circumstances_read(rap_attribution *out, const rap_hearing *h, uint32_t i);

static inline bool rap_is_mark(const rap_token *t, const char *mark)
{
    return rap_str_is(t->low, mark);
}
static inline bool rap_is_open(const rap_token *t)
{
    return (t->shape & RAP_SHAPE_OPEN) != 0;
}
static inline bool rap_is_finite(const rap_token *t)
{
    const char *x = t->xpos;
    return (x[0] == 'V' && x[1] == 'B' &&
            (x[2] == 'D' || x[2] == 'Z' || x[2] == 'P')) ||
           (x[0] == 'M' && x[1] == 'D');
}
static inline bool rap_is_noun(const rap_token *t)
{
    return t->upos == RAP_NOUN || t->upos == RAP_PROPN;
}

#endif
