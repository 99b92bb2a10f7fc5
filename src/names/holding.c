/*
 * names/holding.c - the words of one office: which they are, for whom it is held, and
 * whether it still is.
 */
/* SPDX-License-Identifier: MIT */
#include "names/holding.h"

#include "office_marks_table.inc"

enum { PHRASE_MAX = 10, CLIMB = 6, TAIL_MAX = 14 };

/* Row of "former" or "acting" at a token, or RAP_TABLE_NONE; "then" with a verb is
 * none. */
static int mark_at(const rap_prose *p, uint32_t token)
{
    uint32_t n, up = p->tokens[token].head;
    bool with_verb = rap_office_relation(p, token) == RAP_REL_ADVMOD &&
                     up < p->n_tokens && p->tokens[up].upos == RAP_VERB;
    if (with_verb) return RAP_TABLE_NONE;
    return rap_prose_match(p, &office_marks_table, token, &n);
}

static bool is_past_mark(const rap_prose *p, uint32_t token)
{
    return rap_cell_is(&office_marks_table, mark_at(p, token), OFFICE_MARKS_WHEN,
                       "past");
}

/* The first word like "former" or "acting" in [first, head), or `head`.  One that
 * belongs to the owner before the head does not count: "the former Soviet state's
 * president". */
static uint32_t office_mark(const rap_prose *p, uint32_t first, uint32_t head)
{
    for (uint32_t i = first; i < head; i++) {
        uint32_t up = p->tokens[i].head;
        bool other = up > i && up < head && rap_token_is(p, up + 1, "'s");
        if (!other && mark_at(p, i) != RAP_TABLE_NONE) return i;
    }
    return head;
}

void rap_office_drop_side(rap_finding *x)
{
    x->side = -1;
    x->side_iso = (rap_str){0};
    x->known_side = (rap_known){0};
    x->one = x->top = false;
}

/* The office is no longer held: it has words of its own, and no side. */
static void set_past(rap_finding *x, uint32_t mark)
{
    x->past = true;
    if (mark < x->role_first) x->role_first = mark;
    x->head = mark;
    rap_office_drop_side(x);
}

/* Where the words before the office of a finding begin. */
static uint32_t office_first(const rap_prose *p, const rap_finding *x)
{
    if (x->how != RAP_FOUND_NOMINAL && x->head >= x->last) return x->last;
    uint32_t first = x->whole_first < x->first ? x->whole_first : x->first;
    uint32_t start = p->sentences[p->tokens[first].sentence].first;
    if (first > start && mark_at(p, first - 1) != RAP_TABLE_NONE) return first - 1;
    bool hyphen = first > start + 1 && rap_token_is(p, first - 1, "-");
    return hyphen && is_past_mark(p, first - 2) ? first - 2 : first;
}

/* "former", before the office that the words beside the name have told. */
void rap_office_settle(const rap_prose *p, rap_finding *x)
{
    if (x->kind != RAP_ENTITY_PERSON || x->head_last <= x->head) return;
    if (p->tokens[x->first].head == RAP_NO_HEAD) return;
    uint32_t first = office_first(p, x);
    if (x->head > first + RAP_OFFICE_REACH) return;
    uint32_t mark = office_mark(p, first, x->head);
    bool seat = x->known_side.kind == RAP_KNOWN_SEAT;
    if (seat && rap_str_is(x->class, "job"))
        rap_office_drop_side(x); /* "critic of the Kremlin" */
    if (mark == x->head) return;
    if (is_past_mark(p, mark))
        set_past(x, mark);
    else if (mark < x->role_first)
        x->role_first = mark;
}

/* Does the word belong to the noun `top` by nominal links alone? */
bool rap_office_is_part(const rap_prose *p, uint32_t token, uint32_t top)
{
    for (int i = 0; i < CLIMB; i++) {
        if (token == top) return true;
        uint32_t up = p->tokens[token].head;
        if (up == token || up == RAP_NO_HEAD) return false;
        switch (rap_office_relation(p, token)) {
        case RAP_REL_AMOD:
        case RAP_REL_CASE:
        case RAP_REL_COMPOUND:
        case RAP_REL_DET:
        case RAP_REL_FLAT:
        case RAP_REL_GOESWITH:
        case RAP_REL_NMOD:
        case RAP_REL_NUMMOD:
        case RAP_REL_PUNCT:
            break;
        case RAP_REL_ADVMOD:
            if (p->tokens[token].upos != RAP_ADV && !is_past_mark(p, token))
                return false;
            break;
        case RAP_REL_CC:
        case RAP_REL_CONJ:
            if (up == top) return false;
            break;
        default:
            return false;
        }
        token = up;
    }
    return false;
}

/* The first word of the noun phrase that ends with the noun `top`. */
static uint32_t phrase_first(const rap_office_seek *s, uint32_t top)
{
    uint32_t at = top;
    while (at > s->first && top - at < PHRASE_MAX) {
        const rap_token *t = &s->p->tokens[at - 1];
        bool mark = t->upos == RAP_PUNCT && !rap_token_is(s->p, at - 1, "-");
        if (mark || t->upos == RAP_CCONJ || t->upos == RAP_ADP ||
            !rap_office_is_part(s->p, at - 1, top))
            break;
        at--;
    }
    return at;
}

/* The description that ends with the office noun `top`; *first: its first word. */
bool rap_office_read(const rap_office_seek *s, rap_phrase *ph, uint32_t top,
                     uint32_t *first)
{
    if (!rap_office_is_noun(s->p, top)) return false;
    *first = phrase_first(s, top);
    for (uint32_t at = *first; at <= top; at++) {
        if (!rap_phrase_read(ph, s->f->lex, at)) continue;
        if (ph->head_last != top + 1) continue;
        return ph->head.kind == RAP_HEAD_OFFICE && !ph->head.plural;
    }
    return false;
}

static bool can_employ(const rap_finding *y)
{
    return y && (y->kind == RAP_ENTITY_COUNTRY || y->kind == RAP_ENTITY_ORGANIZATION ||
                 y->kind == RAP_ENTITY_GROUP || y->kind == RAP_ENTITY_MEDIA);
}

/* The party behind the office: "of Norland", "for the army", "at Lenz Brandt". */
const rap_finding *rap_office_employer(const rap_office_seek *s, uint32_t top,
                                       uint32_t from)
{
    const rap_prose *p = s->p;
    bool own = rap_token_is(p, from, "of") || rap_token_is(p, from, "for");
    bool at = rap_token_is(p, from, "at") || rap_token_is(p, from, "with");
    if (from >= s->end || (!own && !at)) return NULL;
    uint32_t noun = p->tokens[from].head;
    if (noun <= from || noun >= s->end || noun > from + PHRASE_MAX) return NULL;
    if (p->tokens[noun].head != top || rap_office_relation(p, noun) != RAP_REL_NMOD)
        return NULL;
    const rap_finding *y = rap_office_over(s, noun);
    if (!can_employ(y) || y->first > from + 2) return NULL;
    bool house = y->kind == RAP_ENTITY_ORGANIZATION || y->kind == RAP_ENTITY_MEDIA;
    return own || (house && y->how == RAP_FOUND_NAME) ? y : NULL;
}

/* The party before the office: "Lenz Steel chairman", "Veld's spokesman". */
static const rap_finding *employer_before(const rap_office_seek *s, uint32_t first,
                                          uint32_t top, uint32_t mods)
{
    if (mods <= s->first) return NULL;
    bool owned =
        rap_token_is(s->p, mods - 1, "'s") || rap_token_is(s->p, mods - 1, "'");
    uint32_t at = mods - 1 - owned;
    if (mods <= s->first + owned || at < first || !rap_office_is_part(s->p, at, top))
        return NULL;
    const rap_finding *y = rap_office_over(s, at);
    if (!y || y->last != at + 1 || y == &s->f->list.v[s->of]) return NULL;
    if (owned && rap_office_is_person(y)) return y;
    return can_employ(y) && (owned || y->how == RAP_FOUND_NAME) ? y : NULL;
}

static bool is_nation(const rap_finding *y)
{
    return y && y->kind == RAP_ENTITY_COUNTRY;
}

static bool is_state_known(const rap_known *k)
{
    return k->kind == RAP_KNOWN_DEMONYM || k->kind == RAP_KNOWN_COUNTRY;
}

/* An author or an analyst has a nation, but does not act for it. */
static bool is_civil(const rap_head *h)
{
    return h->job || rap_str_is(h->class, "expert") || rap_str_is(h->class, "media");
}

void rap_office_side(const rap_office_seek *s, rap_finding *x, const rap_phrase *ph,
                     uint32_t first)
{
    uint32_t top = ph->head_last - 1;
    const rap_finding *y = rap_office_employer(s, top, ph->head_last);
    if (!y) y = employer_before(s, first, top, ph->mods_first);
    if (!y && ph->side.n && ph->side.kind != RAP_KNOWN_DEMONYM)
        y = rap_office_over(s, ph->side_first);
    if (y && !can_employ(y) && !rap_office_is_person(y)) y = NULL;
    bool nation = is_nation(y) || (!y && is_state_known(&ph->side));
    if (ph->head.job || (nation && is_civil(&ph->head))) return;
    if (y) x->side = (int32_t)(y - s->f->list.v);
    bool seat = ph->side.kind == RAP_KNOWN_SEAT;
    if (is_state_known(&ph->side) || seat) x->side_iso = ph->side.iso3;
    if (y && y->kind == RAP_ENTITY_COUNTRY) x->side_iso = y->iso3;
    if (ph->side.n) x->known_side = ph->side;
}

static bool is_link(const rap_prose *p, uint32_t token)
{
    static const char *const links[] = {"of", "for", "to", "at", "with"};
    for (size_t i = 0; i < sizeof links / sizeof *links; i++)
        if (rap_token_is(p, token, links[i])) return true;
    return false;
}

/* The end of an office: "head of the Norlandic delegation to the talks |". */
static uint32_t role_end(const rap_office_seek *s, const rap_phrase *ph)
{
    uint32_t at = ph->head_last, top = at - 1, end = s->end;
    uint32_t name = s->f->list.v[s->of].first;
    if (end > at + TAIL_MAX) end = at + TAIL_MAX;
    if (name >= at && end > name) end = name;
    uint32_t last = at;
    for (; at < end; at++) {
        const rap_token *t = &s->p->tokens[at];
        bool joined = rap_token_is(s->p, at - 1, "-"); /* "of Norland-based Lenz" */
        bool stop = (t->upos == RAP_VERB && !joined) || t->upos == RAP_AUX ||
                    t->upos == RAP_SCONJ || t->upos == RAP_PRON ||
                    t->upos == RAP_CCONJ ||
                    (t->upos == RAP_PUNCT && !rap_token_is(s->p, at, "-"));
        if (stop || (t->upos == RAP_ADP && !is_link(s->p, at))) break;
        if (!rap_office_is_part(s->p, at, top)) break;
        bool noun = t->upos == RAP_NOUN || t->upos == RAP_PROPN || t->upos == RAP_NUM;
        if (noun) last = at + 1;
    }
    const rap_finding *y = last < s->end ? rap_office_over(s, last) : NULL;
    bool inside = y && y->first < last && y->first >= ph->head_last;
    return inside && y->last <= end ? y->last
                                    : last; /* "of the Ministry of A | and B" */
}

/* First token of the role: "Kremlin spokesman", but "foreign minister" of Norland. */
static uint32_t role_first(const rap_office_seek *s, const rap_phrase *ph)
{
    if (ph->organ.n && !ph->tail) return ph->organ_first;
    bool organ = ph->side.kind == RAP_KNOWN_SEAT || ph->side.kind == RAP_KNOWN_BODY ||
                 ph->side.kind == RAP_KNOWN_MEDIA;
    uint32_t at = organ && !ph->tail ? ph->side_first : ph->mods_first;
    const rap_finding *y = at < ph->head_first ? rap_office_over(s, at) : NULL;
    bool inside = y && y->first < at && y->last <= ph->head_first;
    return inside ? y->last : at; /* "Lenz Planning Association | chief executive" */
}

void rap_office_bind(const rap_office_seek *s, rap_finding *x, const rap_phrase *ph,
                     uint32_t first)
{
    x->role_first = role_first(s, ph);
    x->role_last = role_end(s, ph);
    x->head = ph->head_first;
    x->head_last = ph->head_last;
    x->one = ph->head.one;
    x->top = ph->head.top;
    x->public = ph->head.public;
    x->class = ph->head.class;
    x->side = -1;
    x->side_iso = (rap_str){0};
    x->known_side = (rap_known){0};
    x->past = false;
    if (ph->head.gender != RAP_GENDER_NONE) x->gender = ph->head.gender;
    rap_office_side(s, x, ph, first);
    uint32_t mark = office_mark(s->p, first, ph->head_first);
    if (mark < x->role_first) x->role_first = mark;
    if (mark < ph->head_first && is_past_mark(s->p, mark)) set_past(x, mark);
}

void rap_office_lapse(rap_finding *x)
{
    set_past(x, x->head);
}
