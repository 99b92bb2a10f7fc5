/*
 * talks/seated.c - who sits at the talks that words tell of.
 *
 * "Between X and Y" names all of them; else those named before the words in their
 * clause and those behind "with" or as whom a verb has met.  Whoever only speaks, is
 * host or goes between, or stands behind "in" or "by", does not sit there.  Persons
 * among them are delegates.
 */
/* SPDX-License-Identifier: MIT */
#include "talks/sitting.h"

#include "base/ascii.h"
#include "base/table.h"
#include "parties/parties.h"
#include "pile/spelling.h"

#include "round_words_table.inc"

enum {
    SIDE_NEAR = 200,    /* bytes between the words and the sides before them */
    BETWEEN_WORDS = 10, /* words between the phrase and "between" */
    WITH_WORDS = 7,
    LIST_WORDS = 24, /* words of "between the president of X and his colleague of Y" */
    OBJECT_WORDS = 20,
    PAIR_NEAR = 6,     /* words between the phrase and "the two" */
    TELLER_BEFORE = 4, /* words between "we" and the verb */
    ADJACENT = 2       /* bytes between names of one list behind "in" */
};

typedef struct {
    rap_sentence *s;
    const rap_sitting *x;
    rap_talk *t;
    bool anybody; /* who has no side that is known sits there for himself */
} table;

static bool is_sitting(const rap_talk *t, int32_t side)
{
    for (uint32_t i = 0; i < t->n_sides; i++)
        if (t->sides[i] == side) return true;
    return false;
}

/* "leader", "deputy foreign minister": an office of one who speaks for others. */
static bool is_office(const rap_pile *p, rap_str as_written)
{
    rap_str role = rap_spelling_plain(p->batch, as_written);
    for (size_t at = 0; at < role.n; at = rap_str_find(role, RAP_STR(" "), at) + 1) {
        int row = rap_phrase_at(&round_words_table, role, at);
        if (rap_cell_is(&round_words_table, row, ROUND_WORDS_WHAT, "level"))
            return true;
    }
    return false;
}

/* "Rebel leader Tomas Brel" does, an actor does not sit for others. */
static bool has_office(const rap_pile *p, int32_t party)
{
    const rap_party *who = &p->parties[party];
    for (uint32_t i = 0; i < who->n && i < RAP_NAMES_SEEN; i++) {
        const rap_filed_entity *e = rap_pile_entity(p, p->members[who->first + i]);
        for (uint32_t k = 0; k < e->n_roles; k++)
            if (is_office(p, e->roles[k])) return true;
    }
    return false;
}

/* The side for which a party sits there, or -1. */
static int32_t side_of(const table *a, int32_t party)
{
    const rap_pile *p = a->s->c->p;
    int32_t side = rap_clauses_side(p, party);
    if (a->anybody && a->t->is_closed && is_sitting(a->t, side) &&
        rap_str_is(p->parties[party].kind, "organization"))
        return party; /* "between Norland and the Hill Army", whoever's it is */
    if (side >= 0 || party < 0 || !a->anybody) return side;
    rap_str kind = p->parties[party].kind;
    rap_str name = p->parties[party].name;
    bool named = name.n && rap_is_upper(name.p[0]);
    bool body = rap_str_is(kind, "organization") || rap_str_is(kind, "group") ||
                (rap_str_is(kind, "person") && has_office(p, party)) ||
                (named && a->t->is_closed && rap_str_is(kind, "place"));
    bool alone = rap_pile_side(p, party) == party;
    int32_t state = rap_str_is(kind, "place") && body ? rap_seats_capital(p, name) : -1;
    if (state >= 0) return state; /* "between Lenz and Norstad" */
    return body && alone && (named || a->t->n_sides) ? party : -1;
}

/* "in Kesh", "by Ostia", "the Ostian city". */
static bool is_outside(const table *a, const rap_filed_mention *m, uint32_t first)
{
    const rap_sentence *s = a->s;
    uint32_t word = rap_phrases_word(&s->c->text, m->at.from);
    uint32_t behind = rap_phrases_word(&s->c->text, m->at.to + 1);
    if (word > first && rap_sitting_is_joint(s, word - 1, "out")) return true;
    if (behind < s->end && s->c->f->source.p[m->at.to] == '-' &&
        rap_clauses_is_word(s->c, behind, "based"))
        return true; /* "a Lenz-based analyst" */
    return rap_clauses_is_source(s->c, m->at, a->x->at) || rap_note_seat(a->s, m);
}

/* "The presidents of Norland": the office that stands before a name. */
static rap_span with_office(const rap_sentence *s, rap_span at)
{
    uint32_t i = rap_phrases_word(&s->c->text, at.from);
    if (i < s->first + 2) return at;
    bool of = rap_clauses_is_word(s->c, i - 1, "of") ||
              rap_clauses_is_word(s->c, i - 1, "from");
    if (of) at.from = s->c->text.v[i - 2].at.from;
    return at;
}

/* "The OPEC meeting", "GATT talks": the body named right before the words. */
static bool is_body_before(const table *a, const rap_filed_mention *m)
{
    int32_t party = rap_sentence_party(a->s, m);
    bool beside = m->at.to <= a->x->at.from && m->at.to + 3 >= a->x->at.from;
    return beside && !a->x->is_verb && m->kind != 'p' && party >= 0 &&
           rap_str_is(a->s->c->p->parties[party].kind, "organization");
}

static bool sit(table *a, const rap_filed_mention *m)
{
    const rap_pile *p = a->s->c->p;
    int32_t party = rap_sentence_party(a->s, m), side = side_of(a, party);
    if (side < 0 || (!a->t->is_closed && rap_note_is_outside(a->s, side))) return false;
    rap_talk_add_side(a->t, side);
    bool person = rap_str_is(p->parties[party].kind, "person");
    if (person && m->kind != 'm')
        rap_note_add(a->s, (rap_note){.kind = RAP_NOTE_DELEGATE,
                                      .at = m->at,
                                      .party = party,
                                      .side = -1,
                                      .is_seat = true});
    if (m->kind != 'p') a->t->at = rap_span_wider(a->t->at, with_office(a->s, m->at));
    return true;
}

static bool ends_list(const rap_sentence *s, uint32_t word)
{
    return rap_sitting_is_joint(s, word, "stop") ||
           rap_sitting_is_joint(s, word, "out") ||
           rap_sitting_is_joint(s, word, "clause");
}

/* Is it somebody, and not the place or the time? */
static bool is_somebody(const table *a, const rap_filed_mention *m)
{
    int32_t party = rap_sentence_party(a->s, m);
    if (party < 0 || m->kind == 'p') return false;
    rap_str kind = a->s->c->p->parties[party].kind;
    return rap_str_is(kind, "person") || rap_str_is(kind, "organization") ||
           rap_str_is(kind, "group");
}

/* Those named in words [from, end) up to one at which a list ends; how many were put
 * in. */
static uint32_t sit_listed(table *a, uint32_t from, uint32_t end)
{
    const rap_sentence *s = a->s;
    const rap_clauses *c = s->c;
    uint32_t n = 0, covered = 0;
    if (from >= s->end) return 0;
    uint32_t k = rap_clauses_mention(c, c->text.v[from].at.from);
    for (uint32_t i = from; i < end && i < s->end; i++) {
        rap_span word = c->text.v[i].at;
        for (; k < c->n_all && c->all[k]->at.from < word.to; k++) {
            const rap_filed_mention *m = c->all[k];
            if (m->at.from < word.from) continue;
            if (m->at.to > covered) covered = m->at.to;
            if (is_outside(a, m, from)) continue;
            bool sits = sit(a, m);
            n += sits;
            if (!sits && a->anybody && is_somebody(a, m)) a->t->is_other = true;
        }
        if (word.from >= covered && ends_list(s, i)) break;
    }
    return n;
}

static uint32_t joint_behind(const table *a, const char *joint, uint32_t reach)
{
    uint32_t end = a->x->end + reach;
    for (uint32_t i = a->x->end - 1; i < end && i < a->x->high; i++)
        if (rap_sitting_is_joint(a->s, i, joint)) return i + 1;
    return 0;
}

/* Those before the words, in their clause. */
static void sit_before(table *a)
{
    const rap_sentence *s = a->s;
    uint32_t low = a->x->clause.from, seen = 0;
    if (a->x->at.from > SIDE_NEAR && low + SIDE_NEAR < a->x->at.from)
        low = a->x->at.from - SIDE_NEAR;
    for (uint32_t i = rap_clauses_mention(s->c, low); i < s->c->n_all; i++) {
        const rap_filed_mention *m = s->c->all[i];
        if (m->at.from >= a->x->at.to || seen++ == RAP_NAMES_SEEN) break;
        bool teller = !a->x->is_verb && rap_clauses_is_source(s->c, m->at, s->at);
        if (teller && a->t->n_sides >= 2) continue; /* "said at the end of the talks" */
        if (!is_outside(a, m, a->x->low) && !is_body_before(a, m)) sit(a, m);
    }
}

/* Who is asked to meet somebody on his own ground meets the side whose ground it is. */
static void add_visited(table *a)
{
    const rap_worded *to = a->s->to;
    for (size_t i = a->s->first_note; a->x->is_visit && i < to->notes.n; i++)
        if (a->t->n_sides < 2 && to->notes.v[i].kind == RAP_NOTE_HOST)
            rap_talk_add_side(a->t, rap_clauses_side(a->s->c->p, to->notes.v[i].party));
}

static void sit_down(table *a)
{
    const rap_sitting *x = a->x;
    uint32_t between = joint_behind(a, "between", BETWEEN_WORDS);
    a->t->is_closed = between != 0;
    if (between) sit_listed(a, between, between + LIST_WORDS);
    if (between) return;
    sit_before(a);
    uint32_t with = joint_behind(a, "with", WITH_WORDS);
    a->t->is_loose = !with && !x->is_verb;
    if (with) sit_listed(a, with, with + OBJECT_WORDS);
    if (!with && x->is_verb) sit_listed(a, x->end, x->end + OBJECT_WORDS);
}

/* Does one body sit by itself? */
static bool is_of_one_body(const table *a)
{
    const rap_clauses *c = a->s->c;
    uint32_t k = rap_clauses_mention(c, a->x->at.from > 3 ? a->x->at.from - 3 : 0);
    return a->t->n_sides < 2 && k < c->n_all && is_body_before(a, c->all[k]);
}

/* "I met", "we 're meeting": who tells it, and no side that is known. */
static bool is_teller(const table *a)
{
    static const char *const words[] = {"i",   "we",   "m",   "re",   "ve",   "am",
                                        "are", "were", "had", "have", "been", "just"};
    const rap_sitting *x = a->x;
    for (uint32_t i = x->word; i > x->low && i + TELLER_BEFORE > x->word; i--) {
        size_t k = 0;
        while (k < sizeof words / sizeof *words &&
               !rap_clauses_is_word(a->s->c, i - 1, words[k]))
            k++;
        if (k < 2) return true;
        if (k == sizeof words / sizeof *words && !x->is_verb) return false;
    }
    return false;
}

/* "Talks", "a meeting", and not "the talks": which, nothing tells. */
static bool is_any(const table *a)
{
    static const char *const words[] = {"the", "these", "those", "their", "both"};
    const rap_sitting *x = a->x;
    if (x->is_strong || x->goes_on) return false;
    uint32_t low = x->word > x->low ? x->word - 1 : x->word;
    for (uint32_t i = low; i <= x->word; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (rap_clauses_is_word(a->s->c, i, words[k])) return false;
    return true;
}

/* "A meeting of the two", "both sides met": the two of whom the report tells. */
static bool is_of_two(const table *a)
{
    static const char *const words[] = {"two", "both"};
    const rap_sitting *x = a->x;
    uint32_t low = x->word > x->low + PAIR_NEAR ? x->word - PAIR_NEAR : x->low;
    for (uint32_t i = low; i < x->high && i < x->end + PAIR_NEAR; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (rap_clauses_is_word(a->s->c, i, words[k])) return true;
    return false;
}

static bool is_media(const rap_pile *p, int32_t party)
{
    return party >= 0 && rap_str_is(p->parties[party].kind, "media");
}

/* "spoke with Kesh TV's Jon Ruud": an interview. */
static bool is_interview(const table *a)
{
    const rap_clauses *c = a->s->c;
    if (!a->x->is_verb || a->x->end >= a->s->end) return false;
    uint32_t from = c->text.v[a->x->end - 1].at.to;
    uint32_t last =
        a->x->end + WITH_WORDS < a->x->high ? a->x->end + WITH_WORDS : a->x->high;
    uint32_t end = c->text.v[last - 1].at.to;
    for (uint32_t k = rap_clauses_mention(c, from); k < c->n_all; k++) {
        if (c->all[k]->at.from >= end) break;
        int32_t party = rap_sentence_party(a->s, c->all[k]);
        int32_t side = party < 0 ? -1 : c->p->parties[party].side;
        if (is_media(c->p, party) || is_media(c->p, side)) return true;
    }
    return false;
}

void rap_sitting_seat(rap_sentence *s, const rap_sitting *x, rap_talk *t)
{
    table a = {s, x, t, false};
    sit_down(&a);
    add_visited(&a);
    a.anybody = true;
    if (t->n_sides < 2 && (x->is_strong || t->is_closed)) sit_down(&a);
    if (is_teller(&a)) t->is_other = true;
    t->is_of_two = is_of_two(&a);
    t->is_any = is_any(&a) && !t->is_of_two;
    t->is_none = is_of_one_body(&a) || is_interview(&a);
}
