/*
 * speech/cues.c - which words attribute, and the verb group around them.
 *
 * data/cues.tsv is the knowledge: a verb by its lemma, or a phrase whose first word is
 * a lemma ("call for").  Auxiliaries, negations and adverbs directly before belong to
 * the cue, as in PolNeAR.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/hearing.h"

#include "cues_table.inc"
#include "timewords_table.inc"

enum {
    GROUP_MAX = 6, /* words of a verb group before its verb */
    COUNT_FAR = 14 /* words from "put" to the number of "put the toll at 30" */
};

bool rap_cue_takes(int row, const char *frame)
{
    return row >= 0 && rap_cell_has(&cues_table, row, CUES_FRAMES, frame);
}

bool rap_cue_is_speech(int row)
{
    return rap_cell_int(&cues_table, row, CUES_SPEECH) != 0;
}

/* "reported on Monday": what follows the phrase is a day, which belongs to no cue. */
static bool is_day(const rap_prose *p, uint32_t token)
{
    int row = rap_table_find(&timewords_table, p->tokens[token].low);
    return rap_cell_is(&timewords_table, row, TIMEWORDS_KIND, "weekday") ||
           rap_cell_is(&timewords_table, row, TIMEWORDS_KIND, "month");
}

/* Longest row that begins with the token's lemma; *n tokens.  Adverbs may stand behind
 * "be": "is not sure". */
static int match(const rap_prose *p, uint32_t token, uint32_t *n)
{
    const rap_token *t = p->tokens;
    uint32_t end = p->sentences[t[token].sentence].last;
    uint32_t hash = t[token].lemma_hash;
    int best = RAP_TABLE_NONE;
    for (uint32_t i = token, words = 1; words <= cues_table.max_words; words++) {
        int row = rap_table_probe(&cues_table, hash);
        if (row == RAP_TABLE_NONE) break;
        bool dated = words > 1 && i + 1 < end && is_day(p, i + 1);
        if (row >= 0 && !dated) {
            best = row;
            *n = i + 1 - token;
        }
        do
            i++;
        while (words == 1 && i < end && i < token + 3 && t[i].upos == RAP_ADV &&
               t[token].upos == RAP_AUX);
        if (i >= end) break;
        hash = rap_hash_on(rap_hash_on(hash, RAP_STR(" ")), t[i].low);
    }
    return best;
}

/* "put the number of dead at 30": a count behind the verb, "at", a number. */
static bool puts_count(const rap_prose *p, uint32_t token)
{
    static const char *const counts[] = {"toll", "number", "figure", "total",
                                         "cost", "count",  "tally",  "damage",
                                         "loss", "losses", "value",  "price"};
    const rap_token *t = p->tokens;
    uint32_t end = p->sentences[t[token].sentence].last;
    bool counts_it = false;
    if (end > token + COUNT_FAR) end = token + COUNT_FAR;
    for (uint32_t i = token + 1; i + 1 < end; i++) {
        for (size_t k = 0; k < sizeof counts / sizeof *counts; k++)
            counts_it = counts_it || rap_token_is(p, i, counts[k]);
        if (!rap_token_is(p, i, "at")) continue;
        bool loose = rap_token_is(p, i + 1, "more") ||
                     rap_token_is(p, i + 1, "least") ||
                     rap_token_is(p, i + 1, "about") ||
                     rap_token_is(p, i + 1, "some") || t[i + 1].upos == RAP_SYM;
        if (counts_it && (loose || t[i + 1].upos == RAP_NUM)) return true;
    }
    return false;
}

static bool in_group(const rap_token *t)
{
    if (t->upos == RAP_AUX || strcmp(t->xpos, "RB") == 0 || strcmp(t->xpos, "MD") == 0)
        return true;
    return t->upos == RAP_PART && strcmp(t->xpos, "POS") != 0 &&
           strcmp(t->xpos, "TO") != 0;
}

typedef enum { BARE, HAVE, BE, DO, INFINITIVE } helper;

/* What governs the verb: the nearest auxiliary of its group. */
static helper helper_of(const rap_token *t, uint32_t from, uint32_t verb)
{
    for (uint32_t i = verb; i-- > from;) {
        if (strcmp(t[i].xpos, "MD") == 0) return DO;
        if (t[i].upos != RAP_AUX) continue;
        if (rap_str_is(t[i].lemma, "be")) return BE;
        return rap_str_is(t[i].lemma, "have") ? HAVE : DO;
    }
    if (from > 0 && strcmp(t[from - 1].xpos, "TO") == 0) return INFINITIVE;
    return BARE;
}

/* Is the form one that can attribute here?  Sets passive and participle. */
static bool is_told(rap_cue *c, const rap_token *t, uint32_t last)
{
    const char *x = t[c->main].xpos;
    helper by = helper_of(t, c->group.from, c->main);
    c->passive = by == BE && strcmp(x, "VBG") != 0 && t[c->main].upos != RAP_AUX;
    c->participle = by == BARE && strcmp(x, "VBG") == 0;
    if (rap_cue_takes(c->row, "according")) return c->participle;
    if (strcmp(x, "VB") == 0) return by == DO || by == BARE;
    if (strcmp(x, "VBN") == 0 && by == BARE)
        return c->group.to < last && !rap_is_mark(&t[c->group.to], "by");
    return true;
}

/* "Ruud notes that": a verb that looks like a noun. */
static bool is_noun_alike(const rap_token *t, const rap_sentence *s, uint32_t token)
{
    return strcmp(t[token].xpos, "NNS") == 0 && token > s->first &&
           token + 1 < s->last &&
           (t[token - 1].upos == RAP_PROPN || t[token - 1].upos == RAP_PRON) &&
           rap_str_is(t[token + 1].low, "that");
}

rap_cue rap_cue_group(const rap_prose *p, uint32_t token)
{
    const rap_token *t = p->tokens;
    uint32_t n = 1, first = p->sentences[t[token].sentence].first;
    int row = match(p, token, &n);
    if (rap_cue_takes(row, "count") && !puts_count(p, token)) row = RAP_TABLE_NONE;
    rap_cue c = {.group = {token, token + n}, .main = token, .row = row};
    while (c.group.from > first && token - c.group.from < GROUP_MAX &&
           in_group(&t[c.group.from - 1]))
        c.group.from--;
    return c;
}

bool rap_cue_at(rap_cue *out, const rap_prose *p, uint32_t token)
{
    const rap_token *t = p->tokens;
    const rap_sentence *s = &p->sentences[t[token].sentence];
    if (t[token].xpos[0] != 'V' && !is_noun_alike(t, s, token)) return false;
    rap_cue c = rap_cue_group(p, token);
    if (c.row < 0 || !is_told(&c, t, s->last)) return false;
    *out = c;
    return true;
}
