/*
 * speech/firms.c - which firm "the company" and "the carmaker" mean.
 *
 * The one of whom the noun was said before, else the only firm that did something in
 * the sentences before, outside of what is told there.  Of two it is neither.
 */
/* SPDX-License-Identifier: MIT */
#include "speech/voices.h"

enum {
    BACK_MAX = 3, /* sentences */
    NAME_MAX = 8, /* words */
    FAR_MAX = 160 /* tokens */
};

/* "the Workers' Union", "the Trade Council": a body, but no firm. */
static bool is_no_firm(const rap_hearing *h, const rap_mention *m)
{
    uint32_t end = m->last > m->first + NAME_MAX ? m->first + NAME_MAX : m->last;
    for (uint32_t i = m->first; i < end; i++) {
        bool trade = rap_voice_is(h->p, i, "trade") || rap_voice_is(h->p, i, "firm");
        rap_str low = h->p->tokens[i].low;
        if (!trade && (rap_voice_word_is(low, "body") || rap_str_is(low, "workers")))
            return true;
    }
    return false;
}

/* Does the mention name a firm that does something? */
static bool is_acting(const rap_hearing *h, const rap_mention *m)
{
    const rap_clauses *c = &h->clauses;
    if (m->kind != RAP_MENTION_NAME ||
        rap_kind_of(h, m->entity) != RAP_ENTITY_ORGANIZATION || is_no_firm(h, m))
        return false;
    for (uint32_t i = m->first; i < m->last && i < m->first + BACK_MAX; i++)
        if (rap_deprel_plain(rap_rel(c, i)) == RAP_REL_NSUBJ) return true;
    return rap_deprel_plain(rap_rel(c, m->last - 1)) == RAP_REL_NSUBJ;
}

/* The only firm that acts among tokens [from, to); -1 for none, -2 for several. */
static int32_t only_firm(const rap_hearing *h, uint32_t from, uint32_t to)
{
    int32_t found = -1;
    for (uint32_t i = from; i < to; i++) {
        const rap_mention *m = rap_mention_at(h, i);
        if (!m || h->told[i] >= 0 || !is_acting(h, m)) continue;
        if (found >= 0 && found != m->entity) return -2;
        found = m->entity;
    }
    return found;
}

/* "the company" tells nothing of itself. */
static bool is_bare(const rap_hearing *h, uint32_t token)
{
    const rap_token *t = h->p->tokens;
    return token == 0 || t[token - 1].upos == RAP_DET || t[token - 1].upos == RAP_ADP ||
           strcmp(t[token - 1].xpos, "PRP$") == 0;
}

/* Whom the noun was said of last, "the central bank"; -1 for nobody, -2 for one who is
 * not known. */
static int32_t met_before(const rap_hearing *h, uint32_t from, uint32_t to,
                          uint32_t head)
{
    const rap_token *t = h->p->tokens;
    for (uint32_t i = to; i > from; i--) {
        if (!rap_str_eq(t[i - 1].lemma, t[head].lemma)) continue;
        if (t[i - 1].xpos[2] == 'S' || is_bare(h, i - 1)) continue;
        const rap_mention *m = rap_mention_at(h, i - 1);
        return m && m->last == i && m->entity >= 0 ? m->entity : -2;
    }
    return -1;
}

/* Is the noun one for firms: "company", "carmaker"? */
static bool is_firm_noun(const rap_hearing *h, uint32_t head)
{
    return rap_voice_is(h->p, head, "trade") ||
           rap_voice_ends(h->p->tokens[head].lemma, "trade");
}

int32_t rap_firm_meant(const rap_hearing *h, rap_span source, uint32_t head)
{
    const rap_token *t = h->p->tokens;
    if (!h->clauses.p || t[head].upos != RAP_NOUN || !is_firm_noun(h, head)) return -1;
    if (!rap_is_mark(&t[source.from], "the") || strcmp(t[head].xpos, "NN") != 0)
        return -1;
    for (uint32_t i = source.from; i < head; i++) /* "the Ostian brewer" */
        if (h->names->state_of && h->names->state_of[i] >= 0) return -1;
    uint32_t s = t[source.from].sentence, to = source.from;
    for (uint32_t back = 0; back <= BACK_MAX && back <= s; back++) {
        uint32_t from = h->p->sentences[s - back].first;
        if (source.from - from > FAR_MAX) return -1;
        int32_t found = met_before(h, from, to, head);
        if (found == -1) found = only_firm(h, from, to);
        if (found != -1) return found < 0 ? -1 : found;
        to = from;
    }
    return -1;
}
