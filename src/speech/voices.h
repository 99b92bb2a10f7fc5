/*
 * speech/voices.h - who speaks: what the files that tell it share.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SPEECH_VOICES_H
#define RAP_SPEECH_VOICES_H

#include "speech/hearing.h"

enum { /* belief in a speaker, by what names him: per cent right of those counted */
       RAP_SURE_NAME = 97,
       RAP_SURE_AGREED = 97,  /* a pronoun, by names and by who spoke last */
       RAP_SURE_FOLLOWS = 95, /* a pronoun, by who spoke last */
       RAP_SURE_FIRM = 88,
       RAP_SURE_NOMINAL = 87,
       RAP_SURE_PRONOUN = 86, /* by names or links alone */
       RAP_SURE_OWNER = 85,
       RAP_SURE_LINKED = 75, /* least of a link that is believed */
       RAP_SURE_LEAST = 60   /* below it no speaker is told */
};

/* voicewords.c: does data/voices.tsv note that of a noun (by its lemma)?  Of a word,
 * one full stop at its end aside; of the last letters of a lemma. */
bool rap_voice_is(const rap_prose *p, uint32_t token, const char *what);
bool rap_voice_word_is(rap_str low, const char *what);
bool rap_voice_ends(rap_str lemma, const char *what);

/* speakers.c: the noun of somebody's own words that the telling stands in ("a statement
 * from Ruud that he"), or RAP_NO_TOKEN. */
uint32_t rap_stated_in(const rap_hearing *h, const rap_telling *x);

/* The kind of unnamed source that a noun is; NONE for a noun that is none. */
rap_unnamed_kind rap_unnamed_kind_of(const rap_hearing *h, uint32_t head);

/* "a ministry spokesman", "a spokesman for the army": the body speaks, and no source
 * that would stay unnamed. */
bool rap_speaks_for_body(const rap_hearing *h, rap_span source, uint32_t head);

/* Does an aside only tell that somebody would not be named: "who asked not to be
 * named", "speaking on condition of anonymity"?  x->main is known. */
bool rap_withholds_name(const rap_hearing *h, const rap_telling *x);

/* "No official has said that", "stopped short of saying": nobody's words. */
bool rap_is_said_by_nobody(const rap_hearing *h, const rap_telling *x);

/* "Veld said producers might seek to": laid at Veld, and it is the producers who do. */
bool rap_is_of_other(const rap_hearing *h, const rap_telling *x);

/* "Norland issued bonds", "recalled its envoy": nothing is said there. */
bool rap_is_of_goods(const rap_hearing *h, const rap_telling *x);

/* "which it denied", "called on them to answer it": there are no words. */
bool rap_is_of_pronoun(const rap_hearing *h, const rap_telling *x);

/* "its demand that Sudmark recall its envoy", "Norland said it would complain to the
 * court": within what somebody else says or wants, words that are not said yet. */
bool rap_is_still_to_say(const rap_hearing *h, const rap_telling *x);

/* "promised not to sell | before a pact was signed": take the term of what is promised
 * to the words, where nothing else is told in it. */
void rap_take_term(const rap_hearing *h, rap_telling *x);

/* "Norland pledged not to attack Sudmark": is telling k of what another cue, which its
 * own cue begins with, binds to? */
bool rap_is_vowed(const rap_hearing *h, uint32_t k);

/* "The party was widely criticised for it": he who is accused, praised, asked or told
 * in the passive was taken for its source.  Leave him: he becomes the first of the
 * content, as what the words are about. */
bool rap_is_spoken_to(const rap_hearing *h, const rap_telling *x);
void rap_leave_spoken_to(rap_telling *x);

/* "Karr neither confirmed nor denied that": the source ends before "neither", where the
 * cue begins. */
void rap_cue_take_neither(const rap_hearing *h, rap_telling *x);

/* "neither confirmed nor denied that": telling k takes the second cue to its own and
 * leaves the words behind it; the telling of the second cue, or -1. */
int32_t rap_cue_join_second(rap_hearing *h, uint32_t k);

/* Note in `a` whether nobody names its source. */
void rap_unnamed_tell(rap_attribution *a, const rap_hearing *h, rap_span source,
                      uint32_t head);

/* voiced.c: make parties of those who speak and have none (telling[k] is the telling of
 * list[k]); `names` gets lists of its own with them.  O(n log n). */
RAP_NODISCARD
rap_code rap_voices_make(rap_names *names, rap_attribution *list, rap_hearing *h,
                         const uint32_t *telling, rap_err *err);

/* firms.c: the firm that "the company" means, or -1. */
int32_t rap_firm_meant(const rap_hearing *h, rap_span source, uint32_t head);

#endif
