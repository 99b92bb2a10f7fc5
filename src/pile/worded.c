/*
 * pile/worded.c - talks that are told of in words: "a second round of talks in Kesh".
 *
 * Comes in: the sentences of one report.  A phrase of data/talk_words.tsv is a telling
 * of talks; the sides named around it sit there unless they are only the host, the
 * go-between or whoever speaks; a day or place behind the phrase is that of the talks,
 * one before it only when they were held.  Words of data/talk_turns.tsv make of it what
 * is planned, proposed or refused.  Notes tell who came, stayed away, chaired
 * (data/attendance.tsv) and what came of it (data/outcome_words.tsv).
 */
/* SPDX-License-Identifier: MIT */
#include "pile/clause.h"
#include "pile/met.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include "attendance_table.inc"
#include "outcome_words_table.inc"
#include "seat_words_table.inc"
#include "talk_turns_table.inc"
#include "talk_words_table.inc"

#include <stdlib.h>

enum {
    SIDE_NEAR = 160,   /* bytes between talks and the sides that sit there */
    DAY_NEAR = 100,    /* and their day */
    PLACE_NEAR = 90,   /* and their place */
    PARTY_NEAR = 60,   /* bytes between a word on somebody and him */
    WEAK_APART = 20,   /* bytes between "the talks" and other talks of the sentence */
    TURNS_BEFORE = 14, /* words in which a turn is looked for */
    TURNS_BEHIND = 5,
    WHO_NEAR = 3,    /* bytes between a name and "who" */
    NO_REACH = 4,    /* words: "not contribute to successful talks" */
    ADJECTIVE = 4,   /* letters that make "Ostian" of "Ostia" */
    SEAT_BEHIND = 2, /* words between a country and what makes it the host */
    IN_BEFORE = 5,   /* words between "in" and the place */
    SENTENCE_WORDS = 200,
    NAMES_SEEN = 40,
    YEAR = 365,
    RANGE_MAX = 31
};

/* One sentence. */
typedef struct {
    rap_worded *to;
    const rap_clauses *c;
    uint32_t first, end; /* words */
    rap_span at;
    size_t first_note;
} sentence;

/* A phrase that tells of talks. */
typedef struct {
    uint32_t word, n;
    int row;
    rap_span at;
} phrase;

void rap_talk_add_side(rap_talk *t, int32_t side)
{
    uint32_t at = 0;
    while (at < t->n_sides && t->sides[at] < side)
        at++;
    bool there = at < t->n_sides && t->sides[at] == side;
    if (side < 0 || there || t->n_sides == RAP_SIDES_MAX) return;
    for (uint32_t k = t->n_sides; k > at; k--)
        t->sides[k] = t->sides[k - 1];
    t->sides[at] = side;
    t->n_sides++;
}

bool rap_talk_set_days(rap_talk *t, rap_str from, rap_str to)
{
    int32_t last;
    t->from = t->to = RAP_NO_DAY;
    if (!rap_pile_days(from, &t->from, &t->to) ||
        (to.n && !rap_pile_days(to, &last, &t->to)) || t->to - t->from > RANGE_MAX)
        t->from = t->to = RAP_NO_DAY;
    return t->from != RAP_NO_DAY;
}

static int32_t party_of(const rap_clauses *c, const rap_filed_mention *m)
{
    return rap_pile_party(c->p, c->rank, m->entity);
}

/* ---- notes ---- */

static rap_note *add_note(sentence *s, rap_note n)
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

static bool can_act(const rap_clauses *c, int32_t party)
{
    return party >= 0 && !rap_str_is(c->p->parties[party].kind, "place") &&
           (rap_clauses_side(c->p, party) >= 0 ||
            rap_str_is(c->p->parties[party].kind, "person"));
}

/* Whoever is named last before, or first behind, words [i, i + n). */
static int32_t who_is_meant(const sentence *s, uint32_t i, uint32_t n, bool before)
{
    const rap_clauses *c = s->c;
    rap_span at = {c->text.v[i].at.from, c->text.v[i + n - 1].at.to};
    uint32_t k = rap_clauses_mention(c, before ? s->at.from : at.to), seen = 0;
    uint32_t last = 0;
    int32_t found = -1;
    for (; k < c->n_all && seen++ < NAMES_SEEN; k++) {
        const rap_filed_mention *m = c->all[k];
        bool past = before ? m->at.to > at.from : m->at.from > at.to + PARTY_NEAR;
        if (past || m->at.from >= s->at.to) break;
        if (!can_act(c, party_of(c, m))) continue;
        found = party_of(c, m);
        last = m->at.to;
        if (!before) break;
    }
    bool apart = i > s->first && (rap_clauses_is_word(c, i - 1, "who") ||
                                  rap_clauses_is_word(c, i - 1, "which"));
    if (before && apart && last + WHO_NEAR < c->text.v[i - 1].at.from) return -1;
    return found;
}

static bool is_noun(const rap_clauses *c, uint32_t i)
{
    static const char *const articles[] = {"the", "a", "its", "their", "to", "of"};
    for (size_t k = 0; i > 0 && k < sizeof articles / sizeof *articles; k++)
        if (rap_clauses_is_word(c, i - 1, articles[k])) return true;
    return false;
}

static void see_attendance(sentence *s, uint32_t i, uint32_t n, int row)
{
    static const struct {
        const char *role;
        rap_note_kind kind;
    } kinds[] = {{"delegate", RAP_NOTE_DELEGATE},
                 {"absent", RAP_NOTE_ABSENT},
                 {"mediator", RAP_NOTE_MEDIATOR},
                 {"host", RAP_NOTE_HOST}};
    bool before = rap_cell_is(&attendance_table, row, ATTENDANCE_WHERE, "before");
    bool after = rap_cell_is(&attendance_table, row, ATTENDANCE_WHERE, "after");
    if ((!before && !after) || (before && n == 1 && is_noun(s->c, i))) return;
    int32_t party = who_is_meant(s, i, n, before);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds && party >= 0; k++)
        if (rap_cell_is(&attendance_table, row, ATTENDANCE_ROLE, kinds[k].role))
            add_note(s, (rap_note){.kind = kinds[k].kind,
                                   .at = s->c->text.v[i].at,
                                   .party = party});
}

/* A country behind whose name stands "city" or "mediators" is not at the table. */
static bool is_only_seat(sentence *s, const rap_filed_mention *m)
{
    const rap_clauses *c = s->c;
    uint32_t n = 1, next = rap_phrases_word(&c->text, m->at.to);
    for (uint32_t i = next; i < s->end && i < next + SEAT_BEHIND; i++) {
        int row = rap_phrases_match(&c->text, &seat_words_table, i, &n);
        if (row < 0) continue;
        bool host = rap_cell_is(&seat_words_table, row, SEAT_WORDS_ROLE, "host");
        add_note(s, (rap_note){.kind = host ? RAP_NOTE_HOST : RAP_NOTE_MEDIATOR,
                               .at = m->at,
                               .party = party_of(c, m)});
        return true;
    }
    return false;
}

static int by_name(const void *x, const void *y)
{
    const rap_country *a = x, *b = y;
    int d = rap_str_cmp(a->name, b->name);
    return d ? d : (a->party > b->party) - (a->party < b->party);
}

bool rap_worded_start(rap_worded *to, rap_pile *p)
{
    *to = (rap_worded){.p = p};
    rap_country *v = RAP_PILE_NEW(p, rap_country, p->n_parties);
    for (uint32_t i = 0; v && i < p->n_parties; i++)
        if (rap_str_is(p->parties[i].kind, "country") && p->parties[i].name.n)
            v[to->n_countries++] = (rap_country){p->parties[i].name, (int32_t)i};
    if (v && to->n_countries) qsort(v, to->n_countries, sizeof *v, by_name);
    to->countries = v;
    return v != NULL;
}

/* Country of the dossier from whose name a word is made, or -1. */
static int32_t country_of(const rap_worded *to, rap_str word)
{
    for (size_t cut = 0; cut <= ADJECTIVE && cut + ADJECTIVE <= word.n; cut++) {
        rap_country want = {rap_str_cut(word, 0, word.n - cut), 0};
        uint32_t low = 0, high = to->n_countries;
        while (low < high) {
            uint32_t mid = low + (high - low) / 2;
            if (rap_str_cmp(to->countries[mid].name, want.name) < 0)
                low = mid + 1;
            else
                high = mid;
        }
        if (low < to->n_countries && rap_str_eq(to->countries[low].name, want.name))
            return to->countries[low].party;
    }
    return -1;
}

/* "the Ostian city", "Ostian mediators": whose they are need not be named by itself. */
static void see_seats(sentence *s)
{
    const rap_phrases *w = &s->c->text;
    for (uint32_t i = s->first + 1, n = 1; i < s->end && !s->to->p->failed; i += n) {
        n = 1;
        int row = rap_phrases_match(w, &seat_words_table, i, &n);
        if (row < 0) continue;
        rap_span at = w->v[i - 1].at;
        int32_t party = country_of(s->to, rap_str_cut(w->f->source, at.from, at.to));
        bool host = rap_cell_is(&seat_words_table, row, SEAT_WORDS_ROLE, "host");
        if (party >= 0)
            add_note(s, (rap_note){.kind = host ? RAP_NOTE_HOST : RAP_NOTE_MEDIATOR,
                                   .at = at,
                                   .party = party});
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

static rap_span all_that_was_said(const sentence *s, int32_t said, rap_span at)
{
    rap_filed_spans content = {NULL, 0};
    if (said >= 0) content = s->c->f->attributions[said].content;
    for (uint32_t i = 0; i < content.n; i++)
        if (content.v[i].from <= at.from && at.to <= content.v[i].to)
            return content.v[i];
    return s->at;
}

static void see_outcome(sentence *s, uint32_t i, uint32_t n, int row)
{
    rap_span at = {s->c->text.v[i].at.from, s->c->text.v[i + n - 1].at.to};
    rap_str p = rap_cell(&outcome_words_table, row, OUTCOME_WORDS_POLARITY);
    char polarity = p.n ? p.p[0] : '0';
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
        .polarity = polarity,
        .is_near = rap_cell_is(&outcome_words_table, row, OUTCOME_WORDS_NEEDS, "talks"),
        .round = -1};
    if (told)
        *last = x;
    else
        add_note(s, x);
}

static void see_notes(sentence *s)
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

/* ---- talks ---- */

static bool is_noted(const sentence *s, int32_t side)
{
    for (size_t i = s->first_note; i < s->to->notes.n; i++) {
        const rap_note *n = &s->to->notes.v[i];
        bool other = n->kind == RAP_NOTE_MEDIATOR || n->kind == RAP_NOTE_HOST;
        if (other && rap_clauses_side(s->c->p, n->party) == side) return true;
    }
    return false;
}

static rap_span wider(rap_span a, rap_span b)
{
    return (rap_span){a.from < b.from ? a.from : b.from, a.to > b.to ? a.to : b.to};
}

/* Persons before a verb of meeting, or right behind it, sit there themselves. */
static void see_subject(sentence *s, const phrase *x, const rap_talk *t,
                        const rap_filed_mention *m)
{
    int32_t party = party_of(s->c, m);
    bool verb = rap_cell_is(&talk_words_table, x->row, TALK_WORDS_FORM, "verb") ||
                rap_cell_is(&talk_words_table, x->row, TALK_WORDS_FORM, "call");
    bool real = t->state == RAP_ROUND_HELD || t->state == RAP_ROUND_PLANNED;
    if (!verb || !real || m->kind == 'm' || m->at.from > x->at.to + PARTY_NEAR) return;
    if (party >= 0 && rap_str_is(s->c->p->parties[party].kind, "person"))
        add_note(s, (rap_note){.kind = RAP_NOTE_DELEGATE, .at = m->at, .party = party});
}

static void find_sides(sentence *s, const phrase *x, rap_talk *t)
{
    const rap_clauses *c = s->c;
    uint32_t low = x->at.from > SIDE_NEAR ? x->at.from - SIDE_NEAR : 0, seen = 0;
    if (low < s->at.from) low = s->at.from;
    for (uint32_t i = rap_clauses_mention(c, low); i < c->n_all; i++) {
        const rap_filed_mention *m = c->all[i];
        bool past = m->at.from >= s->at.to || m->at.from > x->at.to + SIDE_NEAR;
        if (past || seen++ == NAMES_SEEN) break;
        int32_t side = rap_clauses_side(c->p, party_of(c, m));
        if (side < 0 || rap_clauses_is_source(c, m->at) || is_only_seat(s, m)) continue;
        if (is_noted(s, side)) continue;
        rap_talk_add_side(t, side);
        see_subject(s, x, t, m);
        if (m->kind != 'p' && !t->is_weak) t->at = wider(t->at, m->at);
    }
}

/* Who is asked to meet somebody on his own ground meets the side whose ground it is. */
static void add_visited(const sentence *s, const phrase *x, rap_talk *t)
{
    bool visit = rap_cell_is(&talk_words_table, x->row, TALK_WORDS_FORM, "visit");
    for (size_t i = s->first_note; visit && i < s->to->notes.n; i++)
        if (t->n_sides < 2 && s->to->notes.v[i].kind == RAP_NOTE_HOST)
            rap_talk_add_side(t, rap_clauses_side(s->c->p, s->to->notes.v[i].party));
}

static rap_round_status state_of_turn(rap_str turn)
{
    static const struct {
        const char *name;
        rap_round_status state;
    } turns[] = {{"planned", RAP_ROUND_PLANNED},
                 {"proposed", RAP_ROUND_PROPOSED},
                 {"refused", RAP_ROUND_REFUSED},
                 {"cancelled", RAP_ROUND_CANCELLED},
                 {"unreal", RAP_ROUND_NONE}};
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
        if (rap_str_is(turn, turns[i].name)) return turns[i].state;
    return RAP_ROUND_HELD;
}

/* Which of two turns of one sentence counts: the unreal, the cancelled, the refused,
 * the proposed, the planned. */
static int strength(rap_round_status s)
{
    static const int by_state[] = {
        [RAP_ROUND_NONE] = 5,    [RAP_ROUND_PROPOSED] = 2,  [RAP_ROUND_REFUSED] = 3,
        [RAP_ROUND_PLANNED] = 1, [RAP_ROUND_CANCELLED] = 4, [RAP_ROUND_HELD] = 0};
    return by_state[s];
}

static rap_round_status find_state(const sentence *s, const phrase *x)
{
    const rap_phrases *w = &s->c->text;
    bool noun = rap_cell_is(&talk_words_table, x->row, TALK_WORDS_FORM, "noun") ||
                rap_cell_is(&talk_words_table, x->row, TALK_WORDS_FORM, "round");
    uint32_t from = x->word > TURNS_BEFORE ? x->word - TURNS_BEFORE : 0;
    uint32_t end = x->word + x->n;
    rap_round_status state = RAP_ROUND_HELD;
    if (from < s->first) from = s->first;
    for (uint32_t i = from, n = 1; i < end + TURNS_BEHIND && i < s->end; i += n) {
        n = 1;
        int row = rap_phrases_match(w, &talk_turns_table, i, &n);
        if (row < 0) continue;
        rap_round_status now =
            state_of_turn(rap_cell(&talk_turns_table, row, TALK_TURNS_TURN));
        if (i >= end && !noun && now != RAP_ROUND_NONE) continue;
        if (strength(now) > strength(state)) state = now;
    }
    return state;
}

/* Is the day only a beginning or an end, as behind "since"? */
static bool is_border(const rap_clauses *c, uint32_t at)
{
    static const char *const borders[] = {"since", "until", "by", "from"};
    uint32_t i = rap_phrases_word(&c->text, at);
    for (size_t k = 0; i > 0 && k < sizeof borders / sizeof *borders; k++)
        if (rap_clauses_is_word(c, i - 1, borders[k])) return true;
    return false;
}

/* "On March 20", told of as to come, is the next one, not the last. */
static void look_ahead(const rap_clauses *c, rap_span at, rap_talk *t)
{
    int32_t told, to;
    uint32_t digits = 0;
    for (uint32_t i = at.from; i < at.to && i < c->f->source.n; i++)
        digits += rap_is_digit(c->f->source.p[i]);
    bool known = rap_pile_is_full(c->f->published.day) &&
                 rap_pile_days(c->f->published.day, &told, &to);
    bool ahead = t->state != RAP_ROUND_HELD && t->state != RAP_ROUND_NONE;
    if (!known || !ahead || digits == 0 || digits > 2 || t->from != t->to) return;
    rap_day day = rap_day_of_serial(t->from);
    day.year++;
    bool last_year = t->from < told && told - t->from > YEAR / 2;
    if (!last_year || !rap_day_is_valid(day)) return;
    t->from = t->to = rap_day_serial(day);
}

static void find_days(const sentence *s, const phrase *x, rap_talk *t)
{
    const rap_clauses *c = s->c;
    uint32_t seen = 0;
    for (uint32_t i = rap_clauses_time(c, s->at.from); i < c->f->n_times; i++) {
        const rap_filed_time *time = &c->f->times[i];
        bool behind = time->at.from >= x->at.from;
        bool past = time->at.from >= s->at.to || time->at.from > x->at.to + DAY_NEAR;
        if (past || seen++ == NAMES_SEEN) return;
        if (!behind && (t->is_weak || t->state != RAP_ROUND_HELD)) continue;
        if (rap_clauses_is_of_speech(c, time->at.from, behind ? x->at.to : 0)) continue;
        if (is_border(c, time->at.from)) continue;
        rap_talk told = *t;
        if (!rap_talk_set_days(&told, time->from, time->to)) continue;
        t->from = told.from;
        t->to = told.to;
        look_ahead(c, time->at, t);
        t->at = wider(t->at, time->at);
        if (behind) return;
    }
}

/* "in Kesh", "in the Ostian city of Kesh", "the Kesh talks". */
static bool stands_as_place(const sentence *s, const phrase *x, rap_span at)
{
    const rap_clauses *c = s->c;
    uint32_t i = rap_phrases_word(&c->text, at.from);
    if (at.to + 1 == x->at.from || at.to == x->at.from) return true;
    uint32_t far = at.to <= x->at.from ? 1 : IN_BEFORE; /* "In Kesh, they met" */
    for (uint32_t back = 1; back <= far && back <= i; back++) {
        uint32_t k = i - back;
        bool is_in = rap_clauses_is_word(c, k, "in") || rap_clauses_is_word(c, k, "at");
        if (is_in && c->text.v[k].sentence == c->text.v[x->word].sentence) return true;
    }
    return false;
}

static void find_place(const sentence *s, const phrase *x, rap_talk *t)
{
    const rap_clauses *c = s->c;
    uint32_t seen = 0;
    for (uint32_t i = rap_clauses_place(c, s->at.from); i < c->f->n_places; i++) {
        const rap_filed_place *place = &c->f->places[i];
        bool behind = place->at.from >= x->at.from;
        bool past =
            place->at.from >= s->at.to || place->at.from > x->at.to + PLACE_NEAR;
        if (past || seen++ == NAMES_SEEN) return;
        if (!rap_filed_is_place(place) || !stands_as_place(s, x, place->at)) continue;
        if (rap_clauses_is_of_speech(c, place->at.from, behind ? x->at.to : 0))
            continue;
        t->place = place;
        t->at = wider(t->at, place->at);
        if (behind) return;
    }
}

static void see_talk(sentence *s, const phrase *x)
{
    bool weak = rap_cell_is(&talk_words_table, x->row, TALK_WORDS_STRENGTH, "weak");
    rap_talk *t = RAP_PUSH(s->to->p->arena, &s->to->talks);
    if (!t) {
        s->to->p->failed = true;
        return;
    }
    *t = (rap_talk){
        .event = RAP_NO_EVENT,
        .rank = s->c->rank,
        .at = x->at,
        .from = RAP_NO_DAY,
        .to = RAP_NO_DAY,
        .is_call = rap_cell_is(&talk_words_table, x->row, TALK_WORDS_FORM, "call"),
        .is_weak = weak,
        .is_noun = rap_cell_is(&talk_words_table, x->row, TALK_WORDS_FORM, "noun"),
        .goes_on = rap_cell_is(&talk_words_table, x->row, TALK_WORDS_FORM, "round"),
        .state = find_state(s, x),
        .round = -1};
    find_sides(s, x, t);
    add_visited(s, x, t);
    find_days(s, x, t);
    find_place(s, x, t);
}

/* The first strong phrase of the sentence, and the weak ones that stand apart from it.
 */
static void see_sentence(sentence *s)
{
    const rap_phrases *w = &s->c->text;
    phrase strong = {.row = RAP_TABLE_NONE}, weak = {.row = RAP_TABLE_NONE};
    for (uint32_t i = s->first, n = 1; i < s->end; i += n) {
        n = 1;
        int row = rap_phrases_match(w, &talk_words_table, i, &n);
        if (row < 0) continue;
        phrase x = {i, n, row, {w->v[i].at.from, w->v[i + n - 1].at.to}};
        bool is_weak = rap_cell_is(&talk_words_table, row, TALK_WORDS_STRENGTH, "weak");
        if (is_weak && weak.row < 0) weak = x;
        if (!is_weak && strong.row < 0) strong = x;
    }
    bool apart = strong.row < 0 || weak.at.to + WEAK_APART < strong.at.from ||
                 strong.at.to + WEAK_APART < weak.at.from;
    see_notes(s);
    if (weak.row >= 0 || strong.row >= 0) see_seats(s);
    if (weak.row >= 0 && apart && !s->to->p->failed) see_talk(s, &weak);
    if (strong.row >= 0 && !s->to->p->failed) see_talk(s, &strong);
}

bool rap_worded_names_talks(rap_str plain)
{
    for (size_t at = 0; at < plain.n; at = rap_str_find(plain, RAP_STR(" "), at) + 1)
        if (rap_phrase_at(&talk_words_table, plain, at) >= 0) return true;
    return false;
}

/* ---- offices ---- */

static bool is_negotiator(rap_clauses *c, const rap_filed_entity *e)
{
    for (uint32_t i = 0; i < e->n_roles; i++) {
        rap_str plain = rap_utf8_plain(c->p->batch, e->roles[i]);
        for (size_t at = 0; at < plain.n;) {
            int row = rap_phrase_at(&attendance_table, plain, at);
            if (rap_cell_is(&attendance_table, row, ATTENDANCE_WHERE, "office"))
                return true;
            at = rap_str_find(plain, RAP_STR(" "), at) + 1;
        }
    }
    return false;
}

/* Whose office it is to negotiate sits where his report tells of talks that are held.
 */
static void see_offices(sentence *s, rap_clauses *c)
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
        if (rap_str_is(e->kind, "person") && is_negotiator(c, e))
            add_note(s, (rap_note){.kind = RAP_NOTE_DELEGATE,
                                   .at = c->all[i]->at,
                                   .party = party_of(c, c->all[i])});
    }
}

void rap_worded_read(rap_worded *to, uint32_t rank)
{
    rap_clauses c;
    if (!rap_clauses_read(&c, to->p, rank, to->p->batch)) {
        to->p->failed = true;
        return;
    }
    size_t before = to->talks.n;
    sentence s = {.to = to, .c = &c};
    for (uint32_t i = 0; i < c.text.n && !to->p->failed; i = s.end) {
        uint32_t number = c.text.v[i].sentence;
        s.first = i;
        s.at = c.text.sentences[number];
        s.first_note = to->notes.n;
        for (s.end = i; s.end < c.text.n && c.text.v[s.end].sentence == number;)
            s.end++;
        uint32_t end = s.end;
        if (s.end > i + SENTENCE_WORDS) s.end = i + SENTENCE_WORDS;
        see_sentence(&s);
        s.end = end;
    }
    if (to->talks.n > before && !to->p->failed) see_offices(&s, &c);
}
