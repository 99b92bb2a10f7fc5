/*
 * names/pronouns.c - the person that "he" or "she" means, where that is clear.
 *
 * Candidates are the persons named in this sentence and in the one before (further back
 * only when nobody was named since), who fit the gender.  One candidate alone is taken,
 * if he acts or is surely of that gender; of several the one that has already been "he"
 * in this sentence, or the only one who is a subject and surely of that gender.
 * Everything else stays untold.
 */
/* SPDX-License-Identifier: MIT */
#include "names/join.h"

enum { REACH = 3, CANDIDATES_MAX = 8, STRANGER_REACH = 60 };

typedef struct {
    int32_t party;
    bool known;   /* gender */
    bool subject; /* of its sentence */
    bool again;   /* already meant by a pronoun of this sentence */
} candidate;

typedef struct {
    candidate v[CANDIDATES_MAX];
    uint32_t n;
    bool crowded; /* there were more, or a person whom nobody names */
} candidates;

static void add_candidate(candidates *c, const rap_joiner *j, const rap_recent *r,
                          bool here)
{
    bool again = r->pronoun && here;
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->v[i].party != r->party) continue;
        c->v[i].subject |= r->subject;
        c->v[i].again |= again;
        return;
    }
    if (c->n == CANDIDATES_MAX) {
        c->crowded = true;
        return;
    }
    bool known = j->parties.v[r->party].e.gender != RAP_GENDER_NONE;
    c->v[c->n++] = (candidate){r->party, known, r->subject, again};
}

/* Fitting persons of one sentence; true when anybody at all is named in it. */
static bool gather(candidates *c, const rap_joiner *j, const rap_finding *x,
                   uint32_t sentence)
{
    uint32_t n = j->n_recent < RECENT_MAX ? j->n_recent : RECENT_MAX;
    uint32_t here = j->p->tokens[x->first].sentence;
    bool quoted = j->p->tokens[x->first].shape & RAP_SHAPE_QUOTED, any = false;
    for (uint32_t i = 1; i <= n; i++) {
        const rap_recent *r = &j->recent[(j->n_recent - i) % RECENT_MAX];
        if (r->sentence != sentence) continue;
        bool may_be = r->gender == RAP_GENDER_NONE || r->gender == x->gender;
        if (r->party < 0 && may_be && quoted == r->quoted && !c->n) c->crowded = true;
        if (!rap_join_fits(j, r->party, x->gender)) continue;
        any = true;
        if (!quoted || r->quoted) add_candidate(c, j, r, sentence == here);
    }
    return any;
}

/* "When he came, Ruud ...": the name may follow. */
static bool name_follows(const rap_joiner *j, const rap_finding *x)
{
    uint32_t sentence = j->p->tokens[x->first].sentence;
    uint8_t opens = j->p->tokens[j->p->sentences[sentence].first].upos;
    if (opens != RAP_SCONJ && opens != RAP_ADP && opens != RAP_ADV) return false;
    const rap_finding *end = j->f->list.v + j->f->list.n;
    for (const rap_finding *y = x + 1; y < end && y <= x + CANDIDATES_MAX; y++) {
        if (j->p->tokens[y->first].sentence != sentence) return false;
        if (y->kind == RAP_ENTITY_PERSON && y->how != RAP_FOUND_PRONOUN) return true;
    }
    return false;
}

static int32_t only(const candidates *c, bool (*fits)(const candidate *))
{
    int32_t found = -1;
    for (uint32_t i = 0; i < c->n; i++) {
        if (!fits(&c->v[i])) continue;
        if (found >= 0) return -1;
        found = c->v[i].party;
    }
    return found;
}

static bool is_any(const candidate *c)
{
    return c->party >= 0;
}

static bool is_again(const candidate *c)
{
    return c->again;
}

static bool is_known_subject(const candidate *c)
{
    return c->subject && c->known;
}

/* Somebody without a name who may be meant as well: "his brother said he ...". */
static bool stranger_between(const rap_joiner *j, const rap_finding *x)
{
    const rap_prose *p = j->p;
    uint32_t s = p->tokens[x->first].sentence;
    uint32_t first = p->sentences[s ? s - 1 : s].first;
    if (first + STRANGER_REACH < x->first) first = x->first - STRANGER_REACH;
    for (uint32_t i = first; i < x->first; i++) {
        rap_head h;
        const rap_token *t = &p->tokens[i];
        if (t->upos != RAP_NOUN || (t->shape & RAP_SHAPE_CAPITAL)) continue;
        if (!rap_head_at(&h, p, i) || !h.job) continue;
        uint8_t next = p->tokens[i + h.n].upos;
        bool acts = next == RAP_VERB || next == RAP_AUX;
        if (h.gender == x->gender || (h.gender == RAP_GENDER_NONE && acts)) return true;
    }
    return false;
}

/* A lone word that nothing describes ("Bath") may be no person at all: it is not put
 * into anybody's mouth by a pronoun. */
static bool is_described(const rap_joiner *j, int32_t party)
{
    const rap_entity *e = &j->parties.v[party].e;
    return e->n_roles > 0 || e->gender != RAP_GENDER_NONE ||
           rap_str_find(e->name, RAP_STR(" "), 0) < e->name.n;
}

static int32_t choose(const candidates *c)
{
    if (c->crowded) return -1;
    int32_t at = only(c, is_any);
    if (at >= 0) return c->v[0].subject || c->v[0].known || c->v[0].again ? at : -1;
    if ((at = only(c, is_again)) >= 0) return at;
    return only(c, is_known_subject);
}

int32_t rap_join_pronoun(rap_joiner *j, const rap_finding *x)
{
    candidates c = {0};
    uint32_t s = j->p->tokens[x->first].sentence;
    if (name_follows(j, x)) return -1;
    bool any = gather(&c, j, x, s);
    for (uint32_t back = 1; back <= REACH && back <= s; back++) {
        bool same = j->p->sentences[s - back].block == j->p->sentences[s].block;
        if (back > 1 && (any || !same)) break;
        any |= gather(&c, j, x, s - back);
    }
    c.crowded |= stranger_between(j, x);
    int32_t who = choose(&c);
    return who >= 0 && is_described(j, who) ? who : -1;
}
