/*
 * coref/officers.c - for which state an officer of no named state speaks.
 *
 * Reports name the state once and then write "Trade Minister Jon Ruud said": the state
 * that the sentences around speak of.  Each of his first mentions votes by what stands
 * near it: "its foreign minister", the subject of the sentence before, the subject of
 * what he says; whom he urges or accuses is somebody else.
 */
/* SPDX-License-Identifier: MIT */
#include "coref/officers.h"

#include "trees/relations.h"

#include "outlet_words_table.inc"
#include "servants_table.inc"

#include <string.h>

enum {
    STATES = 24, /* states of a report that are thought of */
    LOOKED = 8,  /* first mentions of an officer that are looked at */
    BEFORE = 60, /* tokens back from a mention */
    BEHIND = 40, /* tokens on from it, in its sentence */
    TITLE = 8,   /* tokens from "its" to the name */
    STEPS = 3,   /* up the tree */
    CLOSE = 6,   /* tokens to whom he speaks */
    ROLE_WORDS = 6,
    HELD = 32 /* offices that are known to be held for a state */
};

enum {
    OWNED = 14,  /* votes: "its foreign minister" */
    LIKELY = 8,  /* "their": of whom is not known for certain */
    SUBJECT = 5, /* subject of the sentence before, or of the same one before him */
    NAMED = 1,   /* named there */
    TOLD = 3,    /* subject of what he says */
    WHOM = 6,    /* against: whom he urges, tells, accuses, or what should do */
    QUOTED = 2,  /* against: whom he names in his own words */
    TAKEN = 8,   /* against: somebody else holds that office there */
    CUSTOM = 5,  /* where such an office is called so */
    OFTEN = 2,   /* named more often than any other */
    LEAST = 4,
    LEAST_MORE = 8,
    FAR_AHEAD = 6,
    AHEAD = 3
};

typedef struct {
    rap_names *names;
    const rap_prose *p;
    rap_entity *entities;
    int32_t states[STATES];
    uint32_t weight[STATES];
    uint32_t n_states;
    uint32_t held[HELD];
    uint32_t n_held;
} seeker;

typedef struct {
    int vote[STATES];
} votes;

/* Number of a state in the list, or -1. */
static int number_of(const seeker *k, int32_t entity)
{
    for (uint32_t i = 0; i < k->n_states; i++)
        if (k->states[i] == entity) return (int)i;
    return -1;
}

/* "the broadcaster SRT", "Kesh Press": an outlet tells of ministers of all states. */
static bool is_outlet(const rap_entity *e)
{
    size_t at = e->name.n;
    while (at && e->name.p[at - 1] != ' ')
        at--;
    int row = at ? rap_table_find_word(&outlet_words_table,
                                       rap_str_cut(e->name, at, e->name.n))
                 : RAP_TABLE_NONE;
    return e->kind == RAP_ENTITY_MEDIA ||
           (e->kind == RAP_ENTITY_ORGANIZATION && row >= 0);
}

/* The state that a token names, as itself, as its adjective or as whose officer it is;
 * -1. */
static int state_at(const seeker *k, uint32_t token)
{
    int32_t m = k->names->by_token[token];
    int32_t e = m < 0 ? -1 : k->names->mentions[m].entity;
    if (e >= 0 && k->names->mentions[m].kind != RAP_MENTION_PRONOUN &&
        !is_outlet(&k->entities[e])) {
        int n = number_of(k, rap_names_side(k->names, e));
        if (n >= 0) return n;
    }
    int32_t of = k->names->state_of ? k->names->state_of[token] : -1;
    return of >= 0 ? number_of(k, of) : -1;
}

static bool is_noun_part(const rap_token *t)
{
    return t->upos == RAP_NOUN || t->upos == RAP_PROPN || t->upos == RAP_ADJ ||
           t->upos == RAP_ADP || t->upos == RAP_DET || t->upos == RAP_PUNCT;
}

/* Is the token, or what it is joined to, the subject of its clause? */
static bool is_subject(const rap_prose *p, uint32_t token)
{
    for (int n = 0; n < STEPS; n++) {
        uint32_t head = p->tokens[token].head;
        switch (rap_deprel_plain((rap_deprel)p->tokens[token].deprel)) {
        case RAP_REL_NSUBJ:
            return true;
        case RAP_REL_CONJ:
            if (head >= p->n_tokens || head == token) return false;
            token = head;
            break;
        default:
            return false;
        }
    }
    return false;
}

static bool is_verdict(const rap_prose *p, uint32_t token)
{
    static const char *const words[] = {"should", "must", "ought", "failed", "refused"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rap_token_is(p, token, words[i])) return true;
    return false;
}

/* "said Norland would": what is promised. */
static bool is_promised(const rap_prose *p, uint32_t token)
{
    for (uint32_t i = token + 1; i <= token + 2; i++)
        if (rap_token_is(p, i, "will") || rap_token_is(p, i, "would")) return true;
    return false;
}

/* "said Norland should": what is due from it. */
static bool is_due(const rap_prose *p, uint32_t token)
{
    static const char *const opening[] = {"if", "unless", "until", "whether"};
    for (uint32_t i = token; i > 0 && i + 2 > token; i--)
        for (size_t k = 0; k < sizeof opening / sizeof opening[0]; k++)
            if (rap_token_is(p, i - 1, opening[k])) return true;
    return is_verdict(p, token + 1) || is_verdict(p, token + 2);
}

/* The state that is the last subject before a token, else the last that is named. */
static int leading(const seeker *k, uint32_t before)
{
    int last = -1;
    for (uint32_t i = before; i > 0 && before - i < BEFORE; i--) {
        int n = state_at(k, i - 1);
        int32_t m = k->names->by_token[i - 1];
        bool lead = is_subject(k->p, i - 1);
        if (n >= 0 && lead) return n;
        if (lead && m >= 0 && k->names->mentions[m].kind == RAP_MENTION_NAME)
            return -1; /* somebody else leads, whatever he is */
        if (n >= 0 && last < 0) last = n;
    }
    return last;
}

/* "its foreign minister, Jon Ruud": the state that the pronoun means; false when it
 * means none that is known. */
static bool see_owner(const seeker *k, uint32_t first, votes *v)
{
    static const char *const words[] = {"its", "their"};
    const rap_prose *p = k->p;
    uint32_t from = p->sentences[p->tokens[first].sentence].first;
    for (uint32_t i = first; i > from && first - i < TITLE; i--) {
        bool own = false;
        for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
            own = own || rap_token_is(p, i - 1, words[w]);
        if (!own && is_noun_part(&p->tokens[i - 1])) continue;
        if (!own) return true;
        int32_t m = k->names->by_token[i - 1];
        int32_t e = m < 0 ? -1 : k->names->mentions[m].entity;
        int n = e < 0 ? -1 : number_of(k, rap_names_side(k->names, e));
        if (n >= 0 && e >= 0) v->vote[n] += OWNED;
        if (n < 0) n = leading(k, i - 1);
        if (n >= 0 && e < 0) v->vote[n] += LIKELY;
        return n >= 0;
    }
    return true;
}

/* "the team of Norland is led by A, that of Sudmark by | the minister B", "the Sudmark
 * one by": the state right before "by". */
static bool see_ellipsis(const seeker *k, uint32_t first, votes *v)
{
    static const char *const stands[] = {"that", "those", "one"};
    const rap_prose *p = k->p;
    uint32_t from = p->sentences[p->tokens[first].sentence].first, by = first;
    while (by > from && first - by < TITLE && is_noun_part(&p->tokens[by - 1]) &&
           !rap_token_is(p, by - 1, "by"))
        by--;
    if (by < from + 4 || !rap_token_is(p, by - 1, "by")) return false;
    bool of = rap_token_is(p, by - 3, "of") || rap_token_is(p, by - 3, "from");
    int n = of ? state_at(k, by - 2) : state_at(k, by - 3);
    bool stand = false;
    for (size_t i = 0; i < sizeof stands / sizeof stands[0]; i++)
        stand = stand || rap_token_is(p, of ? by - 4 : by - 2, stands[i]);
    if (!stand) return false;
    if (n >= 0) v->vote[n] += OWNED;
    return true;
}

/* What stands before the mention: in its own sentence and the two before. */
static void see_before(const seeker *k, uint32_t first, votes *v)
{
    const rap_prose *p = k->p;
    uint32_t own = p->tokens[first].sentence;
    bool named[STATES] = {0}, led[STATES] = {0};
    for (uint32_t i = first; i > 0 && first - i < BEFORE; i--) {
        uint32_t sentence = p->tokens[i - 1].sentence;
        if (own - sentence > 2) break;
        int n = state_at(k, i - 1);
        if (n < 0) continue;
        bool due = is_subject(p, i - 1) && is_due(p, i - 1);
        bool lead = is_subject(p, i - 1) && !due;
        int far = own - sentence > 1;
        if (due && own == sentence) v->vote[n] -= WHOM;
        if (!named[n]) v->vote[n] += NAMED - far;
        if (lead && !led[n]) v->vote[n] += SUBJECT - NAMED - far;
        named[n] = true;
        led[n] = led[n] || lead;
    }
}

/* "said Norland would", of a name that is no state's in this report: his own side may
 * well be the one that none here can be. */
static bool is_promised_of_unknown(const seeker *k, uint32_t token)
{
    int32_t m = k->names->by_token[token];
    int32_t e = m < 0 ? -1 : k->names->mentions[m].entity;
    if (e < 0 || k->names->mentions[m].kind != RAP_MENTION_NAME) return false;
    const rap_entity *of = &k->entities[e];
    return of->n_roles == 0 && of->side < 0 &&
           rap_str_find(of->name, RAP_STR(" "), 0) == of->name.n &&
           is_subject(k->p, token) && is_promised(k->p, token);
}

/* What stands behind it in its sentence: what he says, and to whom.  Nobody urges or
 * accuses his own state, and in his own words it is "we". */
static void see_behind(const seeker *k, uint32_t last, bool first_time, votes *v)
{
    const rap_prose *p = k->p;
    uint32_t end = p->sentences[p->tokens[last - 1].sentence].last;
    if (end > last + BEHIND) end = last + BEHIND;
    bool seen = false;
    for (uint32_t i = last; i < end; i++) {
        int n = state_at(k, i);
        if (n < 0 && first_time && !seen && is_promised_of_unknown(k, i))
            for (uint32_t s = 0; s < k->n_states; s++)
                v->vote[s] -= WHOM;
        if (n < 0) continue;
        rap_deprel r = rap_deprel_plain((rap_deprel)p->tokens[i].deprel);
        bool close = !seen && i < last + CLOSE;
        bool whom =
            close && (r == RAP_REL_OBJ || r == RAP_REL_IOBJ || r == RAP_REL_OBL);
        if (whom || (is_subject(p, i) && is_due(p, i)))
            v->vote[n] -= WHOM;
        else if (p->tokens[i].shape & RAP_SHAPE_QUOTED)
            v->vote[n] -= QUOTED;
        else if (first_time && !seen && is_subject(p, i) && is_promised(p, i))
            v->vote[n] += TOLD;
        seen = true;
    }
}

/* "A signed for Norland and B for Sudmark": for whom he signs or sits.  False: it is
 * not told. */
static bool see_for(const seeker *k, uint32_t last, votes *v)
{
    static const char *const acts[] = {"signed",     "signs", "spoke",
                                       "negotiated", "sat",   "attended"};
    const rap_prose *p = k->p;
    uint32_t end = p->sentences[p->tokens[last - 1].sentence].last, i = last;
    for (size_t w = 0; i < end && w < sizeof acts / sizeof acts[0]; w++)
        if (rap_token_is(p, last, acts[w])) i = last + 1;
    if (i + 1 >= end || !rap_token_is(p, i, "for")) return false;
    i += rap_token_is(p, i + 1, "the") ? 2 : 1;
    int n = i < end ? state_at(k, i) : -1;
    if (n >= 0) v->vote[n] += OWNED;
    return n >= 0;
}

/* In his own words before his name, in the same sentence. */
static void see_quoted(const seeker *k, uint32_t first, votes *v)
{
    const rap_prose *p = k->p;
    uint32_t from = p->sentences[p->tokens[first].sentence].first;
    for (uint32_t i = first; i > from && first - i < BEFORE; i--) {
        int n = state_at(k, i - 1);
        if (n >= 0 && (p->tokens[i - 1].shape & RAP_SHAPE_QUOTED)) v->vote[n] -= QUOTED;
    }
}

/* Row of the table of the longest end of some words, or RAP_TABLE_NONE. */
static int row_of_end(rap_str s)
{
    for (size_t at = 0, w = 0; at < s.n && w < ROLE_WORDS; w++) {
        int row = rap_table_find(&servants_table, rap_str_cut(s, at, s.n));
        if (row >= 0) return row;
        at = rap_str_find(s, RAP_STR(" "), at) + 1;
    }
    return RAP_TABLE_NONE;
}

/* "A spokesman for the fishermen" speaks for them, "for the foreign ministry" for some
 * state. */
static bool speaks_for_others(rap_str role, size_t cut)
{
    rap_str whom = rap_str_cut(role, cut + 5, role.n);
    if (!rap_str_begins(role, RAP_STR("spokes")) || cut == role.n) return false;
    if (rap_str_begins(whom, RAP_STR("the "))) whom = rap_str_cut(whom, 4, whom.n);
    return !rap_cell_is(&servants_table, row_of_end(whom), SERVANTS_WHAT, "organ");
}

/* The row of an office: by all its words, else by those before "of" or "for". */
static int servant_of(rap_str role)
{
    static const char *const cuts[] = {" of ", " for ", " to "};
    char low[64];
    if (role.n >= sizeof low) return RAP_TABLE_NONE;
    for (size_t i = 0; i < role.n; i++) {
        char c = role.p[i];
        low[i] = (char)(c >= 'A' && c <= 'Z' ? c | 32 : c);
    }
    rap_str s = {low, role.n};
    int row = row_of_end(s);
    for (size_t c = 0; row < 0 && c < sizeof cuts / sizeof cuts[0]; c++) {
        size_t at = rap_str_find(s, rap_str_of(cuts[c]), 0);
        if (c == 1 && speaks_for_others(s, at)) return RAP_TABLE_NONE;
        if (at < s.n) row = row_of_end(rap_str_cut(s, 0, at));
    }
    return row;
}

/* Per entity: votes so far, mentions looked at, the row of its office or -1. */
typedef struct {
    votes v;
    uint32_t seen;
    int row;
} stand;

/* The office of somebody who speaks for some state that is not told; -1. */
static int row_of(const rap_entity *e)
{
    bool person = e->kind == RAP_ENTITY_PERSON;
    if (e->side >= 0) return RAP_TABLE_NONE;
    if (!person && e->kind != RAP_ENTITY_ORGANIZATION && e->kind != RAP_ENTITY_GROUP)
        return RAP_TABLE_NONE;
    if (!person) {
        int row = servant_of(e->name);
        bool organ =
            row >= 0 && rap_cell_is(&servants_table, row, SERVANTS_WHAT, "organ");
        return organ ? row : RAP_TABLE_NONE;
    }
    int found = e->n_roles ? RAP_TABLE_NONE : servant_of(e->name);
    for (uint32_t i = 0; i < e->n_roles; i++) {
        if (rap_str_begins(e->roles[i], RAP_STR("former"))) return RAP_TABLE_NONE;
        int row = servant_of(e->roles[i]);
        bool strong =
            row >= 0 && !rap_cell_is(&servants_table, row, SERVANTS_HOW, "weak");
        if (found < 0 || strong) found = row >= 0 ? row : found;
    }
    return found;
}

/* Offices that are called so in some states only. */
static void see_custom(const seeker *k, int row, votes *v)
{
    for (uint32_t i = 0; i < k->n_states; i++)
        if (rap_cell_has(&servants_table, row, SERVANTS_STATES,
                         k->entities[k->states[i]].iso))
            v->vote[i] += CUSTOM;
}

/* Somebody else holds the same office for a state. */
static void see_others(const seeker *k, const rap_entity *e, votes *v)
{
    for (uint32_t i = 0; e->n_roles && i < k->n_held; i++) {
        const rap_entity *o = &k->entities[k->held[i]];
        int n = number_of(k, rap_names_side(k->names, o->side));
        if (n >= 0 && rap_str_eq(o->roles[0], e->roles[0])) v->vote[n] -= TAKEN;
    }
}

static void list_held(seeker *k)
{
    for (uint32_t i = 0; i < k->names->n_entities && k->n_held < HELD; i++) {
        const rap_entity *e = &k->entities[i];
        if (e->side >= 0 && e->kind == RAP_ENTITY_PERSON && e->n_roles)
            k->held[k->n_held++] = i;
    }
}

static void see_often(const seeker *k, votes *v)
{
    uint32_t best = 0, second = 0, at = 0;
    for (uint32_t i = 0; i < k->n_states; i++) {
        if (k->weight[i] > best) {
            second = best;
            best = k->weight[i];
            at = i;
        } else if (k->weight[i] > second) {
            second = k->weight[i];
        }
    }
    if (best > second) v->vote[at] += second == 0 ? 2 * OFTEN : OFTEN;
}

/* The state with the most votes, if it is ahead; -1. */
static int elected(const seeker *k, const votes *v, int least, int ahead)
{
    int at = -1, best = 0, second = 0;
    for (uint32_t i = 0; i < k->n_states; i++) {
        if (!k->weight[i]) continue; /* known only by whom an outlet belongs to */
        if (v->vote[i] > best) {
            second = best;
            best = v->vote[i];
            at = (int)i;
        } else if (v->vote[i] > second) {
            second = v->vote[i];
        }
    }
    return best >= least && best - second >= ahead ? at : -1;
}

static void list_states(seeker *k)
{
    for (uint32_t i = 0; i < k->names->n_entities && k->n_states < STATES; i++)
        if (k->entities[i].kind == RAP_ENTITY_COUNTRY)
            k->states[k->n_states++] = (int32_t)i;
    for (uint32_t i = 0; i < k->names->n_mentions; i++) {
        int32_t e = k->names->mentions[i].entity;
        int n = e < 0 || is_outlet(&k->entities[e])
                    ? -1
                    : number_of(k, rap_names_side(k->names, e));
        if (n >= 0) k->weight[n]++;
    }
}

static bool is_in_roles(const rap_entity *e, rap_str word)
{
    for (uint32_t i = 0; i < e->n_roles; i++)
        if (rap_str_find(e->roles[i], word, 0) < e->roles[i].n) return true;
    return false;
}

enum { NOBODYS = -2, UNKNOWN = -1 };

/* Where the name begins with all its titles. */
static uint32_t whole_first(const seeker *k, const rap_mention *m)
{
    const rap_prose *p = k->p;
    uint32_t from = m->first, first = p->sentences[p->tokens[from].sentence].first;
    while (from > first && m->first - from < TITLE &&
           p->tokens[from - 1].at.from >= m->whole.from)
        from--;
    return from;
}

/* "A Norland army spokesman, | Colonel Jon Ruud": the state whose office is set before
 * him; UNKNOWN where it is none of the states here. */
static int office_before(const seeker *k, uint32_t first, uint32_t from)
{
    const rap_prose *p = k->p;
    if (from <= first || !rap_token_is(p, from - 1, ",")) return NOBODYS;
    for (uint32_t i = from - 1; i > first && from - i < TITLE; i--) {
        const rap_token *t = &p->tokens[i - 1];
        if (t->upos != RAP_NOUN && t->upos != RAP_PROPN && t->upos != RAP_ADJ)
            return NOBODYS;
        bool capital = (t->shape & RAP_SHAPE_CAPITAL) && !(t->shape & RAP_SHAPE_FIRST);
        if (capital && i < from - 1) return state_at(k, i - 1);
    }
    return NOBODYS;
}

/* "Norland's trade minister", "Norlandic minister": somebody is named as the one whom
 * he serves, though it is not known for a state. */
static bool has_owner(const seeker *k, const rap_mention *m)
{
    const rap_prose *p = k->p;
    const rap_entity *e = &k->entities[m->entity];
    const rap_sentence *in = &p->sentences[p->tokens[m->first].sentence];
    uint32_t from = whole_first(k, m), to = m->last;
    /* "Norland's trade | envoy Lena Haug" */
    while (
        from > in->first && m->first - from < TITLE &&
        (p->tokens[from - 1].upos == RAP_NOUN || p->tokens[from - 1].upos == RAP_ADJ) &&
        !(p->tokens[from - 1].shape & RAP_SHAPE_CAPITAL))
        from--;
    while (to < in->last && to - m->last < TITLE && p->tokens[to].at.to <= m->whole.to)
        to++;
    if (from > in->first && rap_token_is(p, from - 1, "'s")) return true;
    if (office_before(k, in->first, from) == UNKNOWN) return true;
    /* "Lenz Controls | spokesman Jon Ruud", and no "Monday" */
    if (from > in->first && !(p->tokens[from - 1].shape & RAP_SHAPE_FIRST) &&
        (p->tokens[from - 1].shape & RAP_SHAPE_CAPITAL) &&
        !rap_str_ends(p->tokens[from - 1].low, RAP_STR("day")))
        return true;
    for (uint32_t i = from; i < to; i++) {
        if (i >= m->first && i < m->last) continue;
        if (rap_token_is(p, i, "'s")) return true;
        if ((p->tokens[i].shape & RAP_SHAPE_CAPITAL) &&
            p->tokens[i].at.to - p->tokens[i].at.from > 3 &&
            !is_in_roles(e, rap_token_text(p, i)))
            return true;
    }
    return false;
}

/* "the Keshian government", where Kesh is none of the states: its ministers may well be
 * meant. */
static bool is_near_other_government(const seeker *k, const rap_mention *m)
{
    static const char *const bodies[] = {"government", "parliament", "executive",
                                         "assembly",   "cabinet",    "administration"};
    const rap_prose *p = k->p;
    uint32_t own = p->tokens[m->first].sentence;
    for (uint32_t i = p->sentences[own].first; i + 1 < p->sentences[own].last; i++) {
        const rap_token *t = &p->tokens[i];
        bool other = (t->shape & RAP_SHAPE_CAPITAL) && t->upos == RAP_ADJ &&
                     !(t->shape & RAP_SHAPE_FIRST) && state_at(k, i) < 0;
        for (size_t w = 0; other && w < sizeof bodies / sizeof bodies[0]; w++)
            if (rap_str_is(t[1].lemma, bodies[w])) return true;
    }
    return false;
}

static void see_mentions(const seeker *k, stand *all)
{
    for (uint32_t i = 0; i < k->names->n_mentions; i++) {
        const rap_mention *m = &k->names->mentions[i];
        if (m->entity < 0) continue;
        stand *s = &all[m->entity];
        if (s->row < 0 || s->seen >= LOOKED) continue;
        if (has_owner(k, m) || is_near_other_government(k, m)) s->row = RAP_TABLE_NONE;
        bool first_time = s->seen++ == 0 && m->kind != RAP_MENTION_PRONOUN;
        if (first_time && !see_owner(k, m->first, &s->v)) s->row = RAP_TABLE_NONE;
        int set_before =
            office_before(k, k->p->sentences[k->p->tokens[m->first].sentence].first,
                          whole_first(k, m));
        if (first_time && set_before >= 0) s->v.vote[set_before] += OWNED;
        if (first_time && see_for(k, m->last, &s->v)) continue;
        if (first_time && !see_ellipsis(k, m->first, &s->v))
            see_before(k, m->first, &s->v);
        see_behind(k, m->last, first_time, &s->v);
        see_quoted(k, m->first, &s->v);
    }
}

/* Where the votes are for one state, that is his side. */
static void settle(const seeker *k, rap_entity *e, stand *s)
{
    bool weak = rap_cell_is(&servants_table, s->row, SERVANTS_HOW, "weak");
    bool top = rap_cell_is(&servants_table, s->row, SERVANTS_HOW, "top");
    see_custom(k, s->row, &s->v);
    see_others(k, e, &s->v);
    see_often(k, &s->v);
    int at =
        elected(k, &s->v, weak || top ? LEAST_MORE : LEAST, top ? FAR_AHEAD : AHEAD);
    if (at >= 0) e->side = k->states[at];
}

bool rap_officers_has_office(const rap_entity *e)
{
    for (uint32_t i = 0; e->kind == RAP_ENTITY_PERSON && i < e->n_roles; i++) {
        int row = servant_of(e->roles[i]);
        if (row >= 0 && !rap_cell_is(&servants_table, row, SERVANTS_HOW, "weak"))
            return true;
    }
    return false;
}

rap_code rap_officers_find(rap_names *names, const rap_prose *p, rap_err *err)
{
    seeker k = {.names = names, .p = p};
    if (!names->n_entities || !names->by_token) return RAP_OK;
    k.entities = RAP_NEW(p->arena, rap_entity, names->n_entities);
    stand *all = RAP_NEW(p->arena, stand, names->n_entities);
    if (!k.entities || !all) return rap_fail_memory(err);
    memcpy(k.entities, names->entities, names->n_entities * sizeof *k.entities);
    list_states(&k);
    list_held(&k);
    for (uint32_t i = 0; i < names->n_entities; i++)
        all[i].row = k.n_states ? row_of(&k.entities[i]) : RAP_TABLE_NONE;
    see_mentions(&k, all);
    for (uint32_t i = 0; i < names->n_entities; i++)
        if (all[i].row >= 0) settle(&k, &k.entities[i], &all[i]);
    names->entities = k.entities;
    return RAP_OK;
}
