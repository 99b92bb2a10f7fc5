/*
 * talks/talknotes.c - what a sentence tells beside the talks themselves: who came,
 * stayed away, chaired or was host (data/attendance.tsv, data/seat_words.tsv), and what
 * is said to have come of them (data/outcome_words.tsv).
 *
 * A note does not know its round; attended.c finds it.
 */
/* SPDX-License-Identifier: MIT */
#include "talks/sitting.h"

#include "base/utf8.h"

#include "attendance_table.inc"
#include "outcome_words_table.inc"
#include "seat_words_table.inc"

enum {
    WHO_NEAR = 3,    /* bytes between a name and "who" */
    NO_REACH = 4,    /* words: "not contribute to successful talks" */
    TO_COME = 4,     /* words from "before" to "signed" */
    SEAT_BEHIND = 3, /* words between a country and what makes it the host */
    TEAM_NEAR = 5,   /* words between "leads" and "delegation" */
    LIST_NEAR = 50,  /* bytes between two persons of one list */
    LIST_MAX = 8,    /* persons of a list */
    DAY_NEAR = 4     /* bytes between a deed, or an edge of its sentence, and its day */
};

rap_note *rap_note_add(rap_sentence *s, rap_note n)
{
    rap_note *to = RAP_PUSH(s->to->p->arena, &s->to->notes);
    if (!to) {
        s->to->p->failed = true;
        return NULL;
    }
    *to = n;
    to->rank = s->c->rank;
    to->round = -1;
    return to;
}

bool rap_note_is_outside(const rap_sentence *s, int32_t side)
{
    for (size_t i = s->first_note; i < s->to->notes.n; i++) {
        const rap_note *n = &s->to->notes.v[i];
        bool other = n->kind == RAP_NOTE_MEDIATOR || n->kind == RAP_NOTE_HOST;
        if (other && rap_clauses_side(s->c->p, n->party) == side) return true;
    }
    return false;
}

/* ---- attendance ---- */

static bool is_person(const rap_clauses *c, int32_t party)
{
    return party >= 0 && rap_str_is(c->p->parties[party].kind, "person");
}

static bool can_act(const rap_clauses *c, int32_t party)
{
    return party >= 0 && !rap_str_is(c->p->parties[party].kind, "place") &&
           (rap_clauses_side(c->p, party) >= 0 || is_person(c, party));
}

typedef struct {
    uint32_t i, n; /* words of a key */
    bool person;   /* only a person is meant */
} about;

/* Whoever is named last before a key, -1 for nobody. */
static const rap_filed_mention *named_before(const rap_sentence *s, about a)
{
    const rap_clauses *c = s->c;
    uint32_t at = c->text.v[a.i].at.from, last = 0, seen = 0;
    const rap_filed_mention *found = NULL;
    for (uint32_t k = rap_clauses_mention(c, s->at.from); k < c->n_all; k++) {
        const rap_filed_mention *m = c->all[k];
        if (m->at.from >= at || seen++ == RAP_NAMES_SEEN) break;
        if (m->at.to > at) continue;
        int32_t party = rap_sentence_party(s, m);
        if (!can_act(c, party) || (a.person && !is_person(c, party))) continue;
        found = m;
        last = m->at.to;
    }
    bool apart = a.i > s->first && (rap_clauses_is_word(c, a.i - 1, "who") ||
                                    rap_clauses_is_word(c, a.i - 1, "which"));
    if (apart && last + WHO_NEAR < c->text.v[a.i - 1].at.from) return NULL;
    return found;
}

/* Whoever is named first behind a key. */
static const rap_filed_mention *named_behind(const rap_sentence *s, about a)
{
    const rap_clauses *c = s->c;
    uint32_t to = c->text.v[a.i + a.n - 1].at.to, seen = 0;
    const rap_filed_mention *nominal = NULL;
    for (uint32_t k = rap_clauses_mention(c, to); k < c->n_all; k++) {
        const rap_filed_mention *m = c->all[k];
        if (m->at.from > to + RAP_PARTY_NEAR || m->at.from >= s->at.to) break;
        if (seen++ == RAP_NAMES_SEEN) break;
        int32_t party = rap_sentence_party(s, m);
        rap_span key = {c->text.v[a.i].at.from, to};
        if (!can_act(c, party) || rap_clauses_is_source(c, m->at, key)) continue;
        if (a.person ? is_person(c, party) && m->kind == 'n' : m->kind == 'n') return m;
        if (!nominal && !a.person) nominal = m;
    }
    return nominal;
}

/* "Norland sent Holt, and Sudmark dispatched ...": whom that names is of a side other
 * than the one that the list is of. */
static bool is_of_other(const rap_sentence *s, const rap_filed_mention *m, int32_t side)
{
    int32_t party = rap_sentence_party(s, m), now = rap_clauses_side(s->c->p, party);
    return side >= 0 && now >= 0 && now != side && !is_person(s->c, party);
}

/* ", as Ms Holt is ill": why he sits there. */
static bool is_reason(const rap_clauses *c, uint32_t word)
{
    uint32_t at = c->text.v[word].at.from;
    return at > 1 && c->f->source.p[at - 2] == ',' &&
           rap_clauses_is_word(c, word, "as");
}

/* "... and General Vera Holt, deputy minister Karin Falk": the rest of a list. */
static void note_list(rap_sentence *s, const rap_filed_mention *first, rap_note n)
{
    const rap_clauses *c = s->c;
    uint32_t to = first->at.to, count = 0;
    for (uint32_t k = rap_clauses_mention(c, first->at.to); k < c->n_all; k++) {
        const rap_filed_mention *m = c->all[k];
        if (m->at.from >= s->at.to || m->at.from > to + LIST_NEAR) break;
        if (m->at.from < to || count++ == LIST_MAX) continue;
        if (is_of_other(s, m, n.side)) break;
        uint32_t word = rap_phrases_word(&c->text, m->at.from);
        bool stop = false;
        for (uint32_t i = rap_phrases_word(&c->text, to); i < word; i++)
            stop = stop || rap_sitting_is_joint(s, i, "clause") ||
                   rap_sitting_is_joint(s, i, "with") ||
                   rap_sitting_is_joint(s, i, "stop") || is_reason(c, i);
        if (stop) break;
        to = m->at.to;
        n.at = m->at;
        n.party = rap_sentence_party(s, m);
        if (is_person(c, n.party) && m->kind == 'n') rap_note_add(s, n);
    }
}

static bool is_noun(const rap_clauses *c, uint32_t i)
{
    static const char *const articles[] = {"the", "a", "its", "their", "to", "of"};
    for (size_t k = 0; i > 0 && k < sizeof articles / sizeof *articles; k++)
        if (rap_clauses_is_word(c, i - 1, articles[k])) return true;
    return false;
}

/* A word of that kind close behind; s->end for none. */
static uint32_t word_behind(const rap_sentence *s, uint32_t end, const char *where)
{
    for (uint32_t i = end, n = 1; i < s->end && i < end + TEAM_NEAR; i++) {
        int row = rap_phrases_match(&s->c->text, &attendance_table, i, &n);
        if (row >= 0 && rap_cell_is(&attendance_table, row, ATTENDANCE_WHERE, where))
            return i;
    }
    return s->end;
}

/* "leads Norland's delegation" */
static uint32_t team_behind(const rap_sentence *s, uint32_t end)
{
    return word_behind(s, end, "team");
}

/* "Holt, who chairs the creditors' committee": that is an office, no go-between's. */
static bool chairs_a_body(const rap_sentence *s, uint32_t end, int row)
{
    return rap_cell_is(&attendance_table, row, ATTENDANCE_FOR, "talks") &&
           word_behind(s, end, "body") < s->end &&
           word_behind(s, end, "occasion") == s->end;
}

static bool where_is(int row, const char *where)
{
    return rap_cell_is(&attendance_table, row, ATTENDANCE_WHERE, where);
}

static int kind_of(int row)
{
    static const struct {
        const char *role;
        rap_note_kind kind;
    } kinds[] = {{"delegate", RAP_NOTE_DELEGATE},
                 {"absent", RAP_NOTE_ABSENT},
                 {"mediator", RAP_NOTE_MEDIATOR},
                 {"host", RAP_NOTE_HOST}};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        if (rap_cell_is(&attendance_table, row, ATTENDANCE_ROLE, kinds[k].role))
            return (int)kinds[k].kind;
    return -1;
}

/* The side named last before a key, or between "leads" and "delegation"; -1. */
static int32_t side_told(const rap_sentence *s, about a, bool behind)
{
    const rap_clauses *c = s->c;
    uint32_t at = c->text.v[a.i].at.from, seen = 0;
    uint32_t team = behind ? team_behind(s, a.i + a.n) : s->end;
    uint32_t to = team < s->end ? c->text.v[team].at.from : at;
    int32_t side = -1;
    for (uint32_t k = rap_clauses_mention(c, behind ? at : s->at.from); k < c->n_all;
         k++) {
        const rap_filed_mention *m = c->all[k];
        if (m->at.from >= to || seen++ == RAP_NAMES_SEEN) break;
        int32_t now = rap_clauses_side(c->p, rap_sentence_party(s, m));
        if (now >= 0) side = now;
    }
    return side;
}

static void see_attendance(rap_sentence *s, uint32_t i, uint32_t n, int row)
{
    bool leads = where_is(row, "leads"), before = where_is(row, "before") || leads;
    bool list = where_is(row, "list"), after = where_is(row, "after") || list;
    int kind = kind_of(row);
    if (kind < 0 || (!before && !after) || (leads && team_behind(s, i + n) == s->end))
        return;
    if (before && n == 1 && is_noun(s->c, i)) return;
    if (chairs_a_body(s, i + n, row)) return;
    about a = {i, n, kind == RAP_NOTE_DELEGATE};
    const rap_filed_mention *m = before ? named_before(s, a) : named_behind(s, a);
    if (!m && leads) m = named_behind(s, a);
    if (!m) return;
    rap_note note = {.kind = (rap_note_kind)kind,
                     .at = a.person ? m->at : s->c->text.v[i].at,
                     .party = rap_sentence_party(s, m),
                     .side = -1,
                     .is_there = kind == RAP_NOTE_DELEGATE};
    if (rap_cell_is(&attendance_table, row, ATTENDANCE_FOR, "side"))
        note.side = side_told(s, a, leads);
    rap_note_add(s, note);
    if (after && kind == RAP_NOTE_DELEGATE) note_list(s, m, note);
}

/* ---- seats ---- */

static rap_note_kind kind_of_seat(int row)
{
    bool host = rap_cell_is(&seat_words_table, row, SEAT_WORDS_ROLE, "host");
    return host ? RAP_NOTE_HOST : RAP_NOTE_MEDIATOR;
}

bool rap_note_seat(rap_sentence *s, const rap_filed_mention *m)
{
    const rap_clauses *c = s->c;
    uint32_t n = 1, next = rap_phrases_word(&c->text, m->at.to);
    for (uint32_t i = next; i < s->end && i < next + SEAT_BEHIND; i++) {
        int row = rap_phrases_match(&c->text, &seat_words_table, i, &n);
        if (row < 0) continue;
        /* "the Kesh dam, mediator Jon Ruud": another one's */
        rap_str gap = rap_str_cut(c->text.f->source, m->at.to, c->text.v[i].at.from);
        if (rap_str_find(gap, RAP_STR(","), 0) < gap.n) return false;
        rap_note_add(s, (rap_note){.kind = kind_of_seat(row),
                                   .at = m->at,
                                   .party = rap_sentence_party(s, m),
                                   .side = -1});
        return true;
    }
    return false;
}

void rap_notes_read_seats(rap_sentence *s)
{
    const rap_phrases *w = &s->c->text;
    for (uint32_t i = s->first + 1, n = 1; i < s->end && !s->to->p->failed; i += n) {
        n = 1;
        int row = rap_phrases_match(w, &seat_words_table, i, &n);
        if (row < 0) continue;
        rap_span at = w->v[i - 1].at;
        uint32_t k = rap_clauses_mention(s->c, at.from);
        bool beside = k < s->c->n_all && s->c->all[k]->at.to == at.to;
        int32_t named = beside ? rap_sentence_party(s, s->c->all[k]) : -1;
        int32_t party =
            rap_seats_country(s->to->p, rap_str_cut(w->f->source, at.from, at.to));
        if (party < 0 && named >= 0) party = s->to->p->seats[named];
        if (party >= 0)
            rap_note_add(s, (rap_note){.kind = kind_of_seat(row),
                                       .at = at,
                                       .party = party,
                                       .side = -1});
    }
}

/* ---- outcomes ---- */

static bool has_no(const rap_clauses *c, uint32_t i)
{
    static const char *const none[] = {"no",     "not",    "without",
                                       "little", "hardly", "nor"};
    for (uint32_t back = 1; back <= NO_REACH && back <= i; back++)
        for (size_t k = 0; k < sizeof none / sizeof *none; k++)
            if (rap_clauses_is_word(c, i - back, none[k])) return true;
    return false;
}

static rap_span all_that_was_said(const rap_sentence *s, int32_t said, rap_span at)
{
    rap_filed_spans content = {NULL, 0};
    if (said >= 0) content = s->c->f->attributions[said].content;
    for (uint32_t i = 0; i < content.n; i++)
        if (content.v[i].from <= at.from && at.to <= content.v[i].to)
            return content.v[i];
    return s->at;
}

/* Is it on a border of the time of something, or of what is to be: "by 20 March"? */
static bool is_on_border(const rap_clauses *c, uint32_t at)
{
    static const char *const words[] = {"by",   "until", "till", "before",
                                        "from", "since", "for",  "to"};
    uint32_t i = rap_phrases_word(&c->text, at);
    for (size_t k = 0; i > 0 && k < sizeof words / sizeof *words; k++)
        if (rap_clauses_is_word(c, i - 1, words[k])) return true;
    return false;
}

/* The day on which it was done: one that opens or ends its sentence, or stands beside
 * the verb. */
static int32_t day_told(const rap_sentence *s, rap_span at)
{
    const rap_clauses *c = s->c;
    uint32_t seen = 0;
    for (uint32_t i = rap_clauses_time(c, s->at.from); i < c->f->n_times; i++) {
        const rap_filed_time *time = &c->f->times[i];
        rap_talk day;
        if (time->at.from >= s->at.to || seen++ == RAP_NAMES_SEEN) break;
        bool beside =
            time->at.from <= at.to + DAY_NEAR && at.from <= time->at.to + DAY_NEAR;
        bool edge = time->at.from <= s->at.from + DAY_NEAR ||
                    time->at.to + DAY_NEAR >= s->at.to;
        if (!beside && !edge) continue;
        if (is_on_border(c, time->at.from) ||
            rap_clauses_is_of_speech(c, time->at.from, s->at.from))
            continue;
        if (rap_talk_set_days(&day, time->from, time->to) && day.from == day.to)
            return day.from;
    }
    return RAP_NO_DAY;
}

/* "before an accord was signed", "unless they agree": it has not come about. */
static bool is_to_come(const rap_clauses *c, uint32_t i)
{
    static const char *const words[] = {"before", "until", "unless", "if", "once"};
    for (uint32_t back = 1; back <= TO_COME && back <= i; back++) {
        if (c->text.v[i - back].sentence != c->text.v[i].sentence) return false;
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (rap_clauses_is_word(c, i - back, words[k])) return true;
    }
    return false;
}

static void see_outcome(rap_sentence *s, uint32_t i, uint32_t n, int row)
{
    rap_span at = {s->c->text.v[i].at.from, s->c->text.v[i + n - 1].at.to};
    rap_str p = rap_cell(&outcome_words_table, row, OUTCOME_WORDS_POLARITY);
    char polarity = p.n ? p.p[0] : '0';
    if (is_to_come(s->c, i)) return;
    if (polarity == '+' && has_no(s->c, i)) polarity = '-';
    int32_t said = rap_filed_attribution_at(s->c->f, at);
    rap_note *last =
        s->to->notes.n > s->first_note ? &s->to->notes.v[s->to->notes.n - 1] : NULL;
    bool told = last && last->kind == RAP_NOTE_OUTCOME;
    if (told && (polarity == '0' || last->polarity != '0')) return;
    rap_note x = {
        .kind = RAP_NOTE_OUTCOME,
        .rank = s->c->rank,
        .at = at,
        .whole = all_that_was_said(s, said, at),
        .party = -1,
        .attribution = said,
        .day = day_told(s, at),
        .polarity = polarity,
        .is_near = rap_cell_is(&outcome_words_table, row, OUTCOME_WORDS_NEEDS, "talks"),
        .round = -1};
    if (told)
        *last = x;
    else
        rap_note_add(s, x);
}

void rap_notes_read(rap_sentence *s)
{
    for (uint32_t i = s->first, n = 1; i < s->end && !s->to->p->failed; i += n) {
        n = 1;
        int row = rap_phrases_match(&s->c->text, &attendance_table, i, &n);
        if (row >= 0) see_attendance(s, i, n, row);
    }
    for (uint32_t i = s->first, n = 1; i < s->end && !s->to->p->failed; i += n) {
        n = 1;
        int row = rap_phrases_match(&s->c->text, &outcome_words_table, i, &n);
        if (row >= 0) see_outcome(s, i, n, row);
    }
}

/* ---- offices ---- */

/* The row of an office that takes part in talks, or RAP_TABLE_NONE. */
static int office_of(rap_clauses *c, const rap_filed_entity *e)
{
    for (uint32_t i = 0; i < e->n_roles; i++) {
        rap_str plain = rap_utf8_plain(c->p->batch, e->roles[i]);
        for (size_t at = 0; at < plain.n;) {
            int row = rap_phrase_at(&attendance_table, plain, at);
            if (row >= 0 && where_is(row, "office")) return row;
            at = rap_str_find(plain, RAP_STR(" "), at) + 1;
        }
    }
    return RAP_TABLE_NONE;
}

void rap_notes_read_offices(rap_sentence *s, rap_clauses *c)
{
    bool *seen = RAP_NEW(c->p->batch, bool, c->f->n_entities);
    if (!seen) {
        c->p->failed = true;
        return;
    }
    for (uint32_t i = 0; i < c->n_all && !c->p->failed; i++) {
        int32_t entity = c->all[i]->entity;
        if (seen[entity]) continue;
        seen[entity] = true;
        const rap_filed_entity *e = &c->f->entities[entity];
        int row = rap_str_is(e->kind, "person") ? office_of(c, e) : RAP_TABLE_NONE;
        if (row >= 0)
            rap_note_add(s, (rap_note){.kind = (rap_note_kind)kind_of(row),
                                       .at = c->all[i]->at,
                                       .party = rap_sentence_party(s, c->all[i]),
                                       .side = -1});
    }
}
