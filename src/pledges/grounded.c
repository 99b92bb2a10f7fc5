/*
 * pledges/grounded.c - is what is said really said of this promise?
 *
 * In a pile of hundreds of reports a side has dozens of promises, and the words for
 * keeping and breaking stand everywhere: beside treaties, laws and the promises of
 * others.  What does not say of which promise it speaks is left out.
 */
/* SPDX-License-Identifier: MIT */
#include "pledges/grounded.h"

#include "pile/spelling.h"

#include "promise_words_table.inc"
#include "treaties_table.inc"

enum {
    PROOF_WORDS = 8, /* from "no evidence" to what there is none of */
    WORDS_SEEN = 160,
    FAR_WORDS = 2, /* shared with a promise of another story */
    SHORT = 8      /* words of "nobody believes her", she said */
};

static uint32_t sentence_of(const rap_phrases *w, uint32_t text_at)
{
    uint32_t i = rap_phrases_word(w, text_at);
    return i < w->n ? w->v[i].sentence : w->n_sentences;
}

/* Does a name of somebody or of a place stand at word i?  Names tell no matter. */
static bool is_name(const rap_phrases *w, uint32_t i)
{
    uint32_t m = rap_phrases_mention(w, w->v[i].at.from);
    return m < w->n_mentions && w->mentions[m]->at.from <= w->v[i].at.from &&
           w->v[i].at.to <= w->mentions[m]->at.to && w->mentions[m]->kind == 'n';
}

/* How many words of the promise stand in a sentence; `names`: those of names too. */
static uint32_t words_of(const rap_phrases *w, const rap_pledge *l, uint32_t sentence,
                         bool names)
{
    uint32_t found = 0, first = rap_phrases_word(w, w->sentences[sentence].from);
    for (uint32_t k = 0; k < l->n_words; k++)
        for (uint32_t i = first;
             i < w->n && i < first + WORDS_SEEN && w->v[i].sentence == sentence; i++) {
            if (w->v[i].stem != l->words[k] || (!names && is_name(w, i))) continue;
            found++;
            break;
        }
    return found;
}

/* "the August treaty": a paper that the promise does not name. */
static bool names_paper(const rap_phrases *w, const rap_pledge *l, uint32_t sentence)
{
    uint32_t n, first = rap_phrases_word(w, w->sentences[sentence].from);
    for (uint32_t i = first;
         i < w->n && i < first + WORDS_SEEN && w->v[i].sentence == sentence; i++) {
        if (rap_phrases_match(w, &treaties_table, i, &n) < 0) continue;
        bool own = false;
        for (uint32_t k = 0; k < l->n_words; k++)
            own = own || w->v[i].stem == l->words[k];
        if (!own) return true;
    }
    return false;
}

/* "the authorities have promised new rules": another promise told, and not this one
 * named; "as promised", "what it had pledged". */
static bool is_told_anew(const rap_phrases *w, uint32_t i)
{
    static const char *const verbs[] = {"promised", "pledged", "vowed"};
    static const char *const named[] = {"as",  "than", "it",    "they", "he",  "she",
                                        "its", "the",  "their", "what", "was", "were"};
    bool verb = false;
    for (size_t k = 0; k < sizeof verbs / sizeof *verbs; k++)
        verb = verb || w->v[i].hash == rap_hash(rap_str_of(verbs[k]));
    for (uint32_t back = 1; verb && back <= 2 && back <= i; back++)
        for (size_t k = 0; k < sizeof named / sizeof *named; k++)
            if (w->v[i - back].hash == rap_hash(rap_str_of(named[k]))) return false;
    return verb;
}

/* Does a word for a promise stand in the sentence, or one for an agreement? */
static bool names_promise(const rap_phrases *w, uint32_t sentence, bool promise,
                          bool agreement)
{
    uint32_t n, first = rap_phrases_word(w, w->sentences[sentence].from);
    for (uint32_t i = first;
         i < w->n && i < first + WORDS_SEEN && w->v[i].sentence == sentence; i++) {
        int row = rap_phrases_match(w, &promise_words_table, i, &n);
        bool plain =
            rap_cell_is(&promise_words_table, row, PROMISE_WORDS_WHAT, "promise");
        if (row >= 0 && (plain ? promise : agreement) && !is_told_anew(w, i))
            return true;
    }
    return false;
}

/* A truce, a deal: what is promised is itself an agreement. */
static bool is_agreement(const rap_pile *p, const rap_pledge *l)
{
    rap_str quote = rap_filed_quote(rap_pile_report(p, l->rank), l->at, p->batch);
    rap_str s = rap_spelling_plain(p->batch, quote);
    for (size_t at = 0; at < s.n; at = rap_str_find(s, RAP_STR(" "), at) + 1)
        if (rap_cell_is(&promise_words_table,
                        rap_phrase_at(&promise_words_table, s, at), PROMISE_WORDS_WHAT,
                        "agreement"))
            return true;
    return false;
}

/* "Nobody believes her": of what was just told. */
static bool is_short(const rap_phrases *w, uint32_t sentence)
{
    uint32_t first = rap_phrases_word(w, w->sentences[sentence].from);
    return first + SHORT >= w->n || w->v[first + SHORT].sentence != sentence;
}

bool rap_followup_is_grounded(const rap_pile *p, const rap_phrases *text,
                              const rap_followup *x)
{
    const rap_pledge *l = &p->pledges[x->pledge];
    uint32_t own = sentence_of(text, x->at.from);
    if (own >= text->n_sentences) return false;
    bool verdict = rap_str_is(x->bearing, "kept") || rap_str_is(x->bearing, "broken");
    if (verdict && names_paper(text, l, own)) return false;
    bool here = l->rank == x->rank;
    bool near = here || l->story == p->story_of[x->rank];
    if (near && names_promise(text, own, here, is_agreement(p, l))) return true;
    if (here && rap_str_is(x->bearing, "doubt") && is_short(text, own)) return true;
    bool scope = rap_str_is(x->bearing, "scope");
    bool spoken_of = names_promise(text, own, true, true);
    uint32_t first = own ? own - 1 : 0, found = 0;
    for (uint32_t s = first; s <= own + 1 && s < text->n_sentences; s++)
        if (s == own || !verdict || spoken_of)
            found += words_of(text, l, s, near && scope);
    return found >= (near || spoken_of ? 1 : FAR_WORDS);
}

bool rap_followup_lacks_proof(const rap_phrases *w, uint32_t i)
{
    static const char *const proofs[] = {"evidence", "proof",  "indication",
                                         "sign",     "signs",  "reason",
                                         "grounds",  "record", "suggestion"};
    for (uint32_t back = 1; back <= PROOF_WORDS && back < i; back++) {
        if (w->v[i - back].sentence != w->v[i].sentence) return false;
        uint32_t before = w->v[i - back - 1].hash;
        bool none = before == rap_hash(RAP_STR("no")) ||
                    before == rap_hash(RAP_STR("without")) ||
                    before == rap_hash(RAP_STR("any"));
        for (size_t k = 0; none && k < sizeof proofs / sizeof *proofs; k++)
            if (w->v[i - back].hash == rap_hash(rap_str_of(proofs[k]))) return true;
    }
    return false;
}
