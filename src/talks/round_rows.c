/*
 * talks/round_rows.c - the row of a round: who sat there, where, at what level, and
 * what each side said came of it.
 *
 * Nothing is said that no telling shows: level and format come from the words of the
 * tellings and from the offices of those who met (data/round_words.tsv).
 */
/* SPDX-License-Identifier: MIT */
#include "names/gazetteer.h"
#include "parties/parties.h"
#include "pile/phrases.h"
#include "pile/spelling.h"
#include "talks/met.h"

#include "round_words_table.inc"

#include "plain_cues_table.inc"

enum {
    PEOPLE_MAX = 24, /* delegates and mediators of one round */
    AGENDA_MAX = 8,
    AGENDA_NEAR = 400 /* bytes between a round's telling and a position on its matter */
};

rap_round_status rap_round_state(const rap_filed_event *e)
{
    rap_str s = e->status;
    if (rap_str_is(s, "background")) return RAP_ROUND_NONE;
    if (rap_str_is(s, "negated")) return RAP_ROUND_REFUSED;
    if (rap_str_is(s, "hypothetical") || rap_str_is(s, "attitude"))
        return RAP_ROUND_PROPOSED;
    if (rap_str_is(s, "planned") || rap_str_is(s, "expected")) return RAP_ROUND_PLANNED;
    return rap_str_is(e->cameo, "036") ? RAP_ROUND_PLANNED : RAP_ROUND_HELD;
}

static const rap_filed_event *event_of(const rap_pile *p, const rap_talk *t)
{
    if (t->event == RAP_NO_EVENT) return NULL;
    return &rap_pile_report(p, t->rank)->events[p->events.v[t->event].index];
}

/* ---- small sets of parties ---- */

typedef struct {
    int32_t v[PEOPLE_MAX];
    uint32_t n;
} party_set;

static bool has(const party_set *s, int32_t party)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (s->v[i] == party) return true;
    return false;
}

static void add(party_set *s, int32_t party)
{
    if (party >= 0 && s->n < PEOPLE_MAX && !has(s, party)) s->v[s->n++] = party;
}

static void write_set(rap_writing *w, const char *key, const party_set *s)
{
    rap_json_key(&w->j, key);
    rap_json_array(&w->j);
    for (uint32_t i = 0; i < s->n; i++)
        rap_json_str(&w->j, rap_pile_party_id(w->pile, s->v[i]));
    rap_json_end_array(&w->j);
}

static rap_str ids_of(rap_writing *w, const party_set *s)
{
    rap_buf b = {0};
    for (uint32_t i = 0; i < s->n; i++) {
        if (i) rap_buf_byte(&b, ' ');
        rap_buf_put(&b, rap_pile_party_id(w->pile, s->v[i]));
    }
    rap_str out = rap_arena_copy(w->pile->batch, rap_buf_str(&b));
    if (b.failed || !out.p) w->pile->failed = true;
    rap_buf_done(&b);
    return out.p ? out : (rap_str){"", 0};
}

/* ---- what a round is made of ---- */

typedef struct {
    const rap_round *round;
    int32_t sent_by[PEOPLE_MAX]; /* of each delegate: the side he sits there for */
    party_set parties, delegates, absent, mediators, hosts;
    rap_str level, format;
    int level_rank, format_rank;
    rap_round_status status;
    rap_str going_on, over, ended, off, fixed; /* day of the last report that says so */
    rap_str agenda[AGENDA_MAX];
    uint32_t n_agenda;
} picture;

static bool is_person(const rap_pile *p, int32_t party)
{
    return party >= 0 && rap_str_is(p->parties[party].kind, "person");
}

static void see_words(picture *x, rap_str plain)
{
    for (size_t at = 0; at < plain.n;) {
        int row = rap_phrase_at(&round_words_table, plain, at);
        int rank = rap_cell_int(&round_words_table, row, ROUND_WORDS_RANK);
        rap_str value = rap_cell(&round_words_table, row, ROUND_WORDS_VALUE);
        bool level = rap_cell_is(&round_words_table, row, ROUND_WORDS_WHAT, "level");
        if (level && rank > x->level_rank) {
            x->level = value;
            x->level_rank = rank;
        } else if (row >= 0 && !level && rank > x->format_rank) {
            x->format = value;
            x->format_rank = rank;
        }
        at = rap_str_find(plain, RAP_STR(" "), at) + 1;
    }
}

/* The side that a person sits there for: his own when it is a party, else the one that
 * the words tell of; -1 when neither is. */
static int32_t seat_of(const rap_pile *p, const picture *x, int32_t party, int32_t told)
{
    int32_t side = p->seats[party];
    if (has(&x->parties, side)) return side;
    return has(&x->parties, told) ? told : -1;
}

static void add_delegate(const rap_pile *p, picture *x, int32_t party, int32_t told)
{
    int32_t side = seat_of(p, x, party, told);
    uint32_t n = x->delegates.n;
    add(&x->delegates, party);
    if (x->delegates.n > n) x->sent_by[n] = side;
}

static void see_people(rap_pile *p, picture *x, const rap_talk *t, rap_filed_refs refs)
{
    const rap_filed *f = rap_pile_report(p, t->rank);
    int32_t said = event_of(p, t)->attribution;
    if (t->state < RAP_ROUND_PLANNED) return;
    int32_t speaker = said < 0 ? -1 : f->attributions[said].speaker;
    speaker = rap_pile_party(p, t->rank, speaker); /* who only speaks about it */
    for (uint32_t i = 0; i < refs.n; i++) {
        int32_t party = rap_pile_party(p, t->rank, refs.v[i]);
        const rap_filed_entity *e = &f->entities[refs.v[i]];
        if (!is_person(p, party) || party == speaker) continue;
        if (seat_of(p, x, party, -1) >= 0) add_delegate(p, x, party, -1);
        for (uint32_t k = 0; k < e->n_roles; k++)
            see_words(x, rap_spelling_plain(p->batch, e->roles[k]));
    }
}

/* The offices that a party holds. */
static void see_roles(rap_pile *p, picture *x, int32_t party)
{
    enum { REPORTS_ASKED = 8 };
    const rap_party *who = &p->parties[party];
    for (uint32_t i = 0; i < who->n && i < REPORTS_ASKED; i++) {
        const rap_filed_entity *e = rap_pile_entity(p, p->members[who->first + i]);
        for (uint32_t k = 0; k < e->n_roles; k++)
            see_words(x, rap_spelling_plain(p->batch, e->roles[k]));
    }
}

/* "Norland refused to attend", told before it sat there after all. */
static bool came_after_all(const rap_pile *p, const picture *x, const rap_note *n)
{
    rap_str day = rap_pile_report(p, n->rank)->published.day;
    return x->status == RAP_ROUND_HELD && has(&x->parties, n->party) && day.n &&
           rap_str_cmp(day, x->over) < 0;
}

static void see_note(rap_pile *p, picture *x, const rap_note *n)
{
    int32_t side = rap_pile_side(p, n->party);
    if (n->kind == RAP_NOTE_ABSENT && !came_after_all(p, x, n))
        add(&x->absent, n->party);
    if (n->kind == RAP_NOTE_HOST) add(&x->hosts, side);
    if (n->kind == RAP_NOTE_MEDIATOR && !has(&x->parties, side))
        add(&x->mediators, n->party);
    if (n->kind != RAP_NOTE_DELEGATE || !is_person(p, n->party)) return;
    bool other = p->seats[n->party] >= 0; /* of a side that does not sit there */
    if (seat_of(p, x, n->party, n->side) < 0 && (other || !n->is_there)) return;
    add_delegate(p, x, n->party, n->side);
    see_roles(p, x, n->party);
}

static void see_day(rap_str *last, rap_str day, bool told)
{
    if (told && rap_str_cmp(day, *last) > 0) *last = day;
}

/* What was held stays held; it goes on when the last report that tells of it says so.
 */
static void see_state(const rap_pile *p, picture *x, const rap_talk *t)
{
    rap_str day = rap_pile_report(p, t->rank)->published.day;
    if (rap_talk_is_open(t)) return;
    see_day(&x->going_on, day, t->state == RAP_ROUND_UNDER_WAY);
    see_day(&x->ended, day, t->is_over);
    see_day(&x->over, day, t->state == RAP_ROUND_HELD);
    see_day(&x->off, day, t->state == RAP_ROUND_CANCELLED);
    see_day(&x->fixed, day, t->state == RAP_ROUND_PLANNED && !t->is_moved);
    if (t->state > x->status) x->status = t->state;
}

/* As the last report leaves it: what goes on although it was held, or is to be on a new
 * day although it was called off. */
static void settle_state(picture *x)
{
    bool on = x->going_on.n && rap_str_cmp(x->going_on, x->over) >= 0;
    bool ended = x->ended.n && rap_str_cmp(x->going_on, x->ended) <= 0;
    bool anew = x->fixed.n && rap_str_cmp(x->fixed, x->off) > 0;
    if (x->status == RAP_ROUND_NONE) x->status = RAP_ROUND_HELD;
    if (x->status == RAP_ROUND_HELD && on && !ended) x->status = RAP_ROUND_UNDER_WAY;
    if (x->status == RAP_ROUND_CANCELLED && anew) x->status = RAP_ROUND_PLANNED;
}

static void see_telling(rap_writing *w, picture *x, const rap_talk *t)
{
    rap_pile *p = w->pile;
    const rap_filed_event *e = event_of(p, t);
    bool mediates = e && rap_str_is(e->cameo, "045");
    for (uint32_t i = 0; mediates && i < e->source.n; i++)
        add(&x->mediators,
            rap_pile_side(p, rap_pile_party(p, t->rank, e->source.v[i])));
    if (e && !mediates) see_people(p, x, t, e->source);
    if (e) see_people(p, x, t, e->target);
    see_words(x, rap_spelling_plain(p->batch, rap_writing_quote(w, t->rank, t->at)));
    see_state(p, x, t);
}

/* Host is the country of the place, or whose ground another round there was held on. */
static void see_host(rap_pile *p, picture *x)
{
    enum { ROUNDS_ASKED = 64 };
    const rap_filed_place *place = x->round->place;
    rap_str iso = place ? rap_country_alpha3(place->country) : (rap_str){"", 0};
    for (uint32_t i = 0; iso.n && i < p->n_parties; i++)
        if (rap_str_eq(p->parties[i].iso, iso)) {
            add(&x->hosts, (int32_t)i);
            return;
        }
    for (uint32_t i = 0; place && x->hosts.n == 0 && i < p->n_rounds; i++) {
        const rap_round *r = &p->rounds[i];
        if (i == ROUNDS_ASKED) return;
        bool same = r->place && rap_str_eq(r->place->name, place->name);
        for (uint32_t k = 0; same && k < r->n_notes && k < ROUNDS_ASKED; k++)
            if (p->notes[r->first_note + k].kind == RAP_NOTE_HOST)
                add(&x->hosts, rap_pile_side(p, p->notes[r->first_note + k].party));
    }
}

static void add_issue(picture *x, rap_str issue)
{
    bool of_talks = rap_str_begins(issue, RAP_STR("talks_")) ||
                    rap_str_is(issue, "negotiations") || rap_str_is(issue, "other");
    for (uint32_t i = 0; i < x->n_agenda; i++)
        if (rap_str_eq(x->agenda[i], issue)) return;
    if (issue.n && !of_talks && x->n_agenda < AGENDA_MAX)
        x->agenda[x->n_agenda++] = issue;
}

/* Positions of the round's parties beside a telling of it are on its agenda. */
static void see_agenda(const rap_pile *p, picture *x, const rap_talk *t)
{
    const rap_filed *f = rap_pile_report(p, t->rank);
    for (uint32_t i = 0; i < f->n_positions && x->n_agenda < AGENDA_MAX; i++) {
        const rap_filed_position *s = &f->positions[i];
        bool near = s->at.from <= t->at.to + AGENDA_NEAR &&
                    t->at.from <= s->at.to + AGENDA_NEAR;
        int32_t side = rap_pile_side(p, rap_pile_party(p, t->rank, s->party));
        if (near && has(&x->parties, side)) add_issue(x, s->issue);
    }
}

static picture look_at(rap_writing *w, const rap_round *r)
{
    enum { TELLINGS_SEEN = 64, NOTES_SEEN = 256 };
    picture x = {.round = r};
    uint32_t seen = 0, notes = r->n_notes < NOTES_SEEN ? r->n_notes : NOTES_SEEN;
    for (uint32_t i = 0; i < r->sitting->n_sides; i++)
        add(&x.parties, r->sitting->sides[i]);
    for (const rap_talk *t = r->first; t; t = t->next) {
        if (seen++ == TELLINGS_SEEN) break;
        see_telling(w, &x, t);
        see_agenda(w->pile, &x, t);
    }
    settle_state(&x);
    for (uint32_t i = 0; i < notes; i++)
        see_note(w->pile, &x, &w->pile->notes[r->first_note + i]);
    if (r->sitting->is_call && x.format_rank < 2) x.format = RAP_STR("phone");
    if (r->sitting->is_call)
        x.hosts.n = 0;
    else
        see_host(w->pile, &x);
    if (x.format.n == 0)
        x.format = r->place ? RAP_STR("in_person") : RAP_STR("unknown");
    if (x.level.n == 0) x.level = RAP_STR("unknown");
    return x;
}

static rap_str status_name(rap_round_status s)
{
    static const char *const names[] = {"held",      "proposed",  "refused", "planned",
                                        "cancelled", "under_way", "held"};
    return rap_str_of(names[s]);
}

/* ---- writing ---- */

static void write_delegates(rap_writing *w, const picture *x)
{
    rap_json_key(&w->j, "delegates");
    rap_json_array(&w->j);
    for (uint32_t i = 0; i < x->delegates.n; i++) {
        if (has(&x->absent, x->delegates.v[i])) continue;
        rap_json_object(&w->j);
        rap_writing_str(w, "entity", rap_pile_party_id(w->pile, x->delegates.v[i]));
        rap_writing_str(w, "for", rap_pile_party_id(w->pile, x->sent_by[i]));
        rap_json_end_object(&w->j);
    }
    rap_json_end_array(&w->j);
}

static void write_day(rap_writing *w, const char *key, int32_t day)
{
    rap_day_text z = {""};
    if (day != RAP_NO_DAY) z = rap_day_print(rap_day_of_serial(day));
    rap_writing_str(w, key, rap_str_of(z.z));
}

static void write_agenda(rap_writing *w, const picture *x)
{
    rap_json_key(&w->j, "agenda");
    rap_json_array(&w->j);
    for (uint32_t i = 0; i < x->n_agenda; i++)
        rap_json_str(&w->j, x->agenda[i]);
    rap_json_end_array(&w->j);
}

typedef struct {
    uint32_t rank;
    rap_span at;
    int32_t attribution;
    rap_str summary;
} outcome;

/* "denied | that it had left": what is not plainly said stands with the cue before it.
 */
static void take_cue(const rap_pile *p, outcome *x)
{
    enum { GAP = 2 };
    const rap_filed *f = rap_pile_report(p, x->rank);
    if (x->attribution < 0 || (uint32_t)x->attribution >= f->n_attributions) return;
    rap_filed_spans cue = f->attributions[x->attribution].cue;
    if (!cue.n || cue.v[0].to > x->at.from || cue.v[0].to + GAP < x->at.from) return;
    rap_str words = rap_str_cut(f->source, cue.v[0].from, cue.v[0].to);
    if (!words.n || rap_table_find_word(&plain_cues_table, words) >= 0) return;
    x->at.from = cue.v[0].from;
    x->summary = (rap_str){"", 0};
}

static void write_outcome(rap_writing *w, outcome x)
{
    take_cue(w->pile, &x);
    rap_json_object(&w->j);
    rap_writing_where(w, x.rank, x.at);
    rap_writing_str(w, "claimant", rap_pile_claimant(w->pile, x.rank, x.attribution));
    rap_writing_str(w, "summary",
                    x.summary.n ? x.summary : rap_writing_quote(w, x.rank, x.at));
    rap_json_end_object(&w->j);
    rap_writing_cite(w, x.rank, x.at);
}

/* Is it among what the words have told already? */
static bool is_noted(const rap_pile *p, const rap_round *r, uint32_t rank, rap_span at)
{
    for (uint32_t i = 0; i < r->n_notes; i++) {
        const rap_note *n = &p->notes[r->first_note + i];
        bool met = n->kind == RAP_NOTE_OUTCOME && n->rank == rank;
        if (met && n->whole.from < at.to && at.from < n->whole.to) return true;
    }
    return false;
}

static void write_noted_outcomes(rap_writing *w, const rap_round *r)
{
    for (uint32_t i = 0; i < r->n_notes; i++) {
        const rap_note *n = &w->pile->notes[r->first_note + i];
        if (n->kind == RAP_NOTE_OUTCOME && !rap_attended_is_copied(w->pile, r, i))
            write_outcome(w, (outcome){n->rank, n->whole, n->attribution, {0}});
    }
}

/* Only the reports that tell of the round are asked. */
static void write_outcomes(rap_writing *w, const picture *x, uint32_t number)
{
    enum { NOTES_ASKED = 64 };
    const rap_flat *all = &w->pile->positions;
    const rap_round *r = x->round;
    uint32_t last = UINT32_MAX;
    rap_json_key(&w->j, "outcome");
    rap_json_array(&w->j);
    write_noted_outcomes(w, r);
    for (const rap_talk *t = r->first; t && r->n_notes < NOTES_ASKED; t = t->next) {
        if (t->rank == last) continue;
        last = t->rank;
        for (uint32_t i = all->first[last]; i < all->first[last + 1]; i++) {
            const rap_filed_position *s =
                &rap_pile_report(w->pile, last)->positions[all->v[i].index];
            if (w->pile->round_of_position[i] != number + 1) continue;
            if (is_noted(w->pile, r, last, s->at)) continue;
            write_outcome(w, (outcome){last, s->at, s->attribution, s->proposition});
        }
    }
    rap_json_end_array(&w->j);
}

/* Does a telling tell what became of its round?  "The talks" do not, of one of which
 * nobody tells that it was held. */
static bool is_told(const rap_pile *p, const rap_talk *t)
{
    return !rap_talk_is_open(t) || t->round < 0 || p->rounds[t->round].past_in;
}

static rap_telling telling_of(rap_writing *w, const rap_talk *t)
{
    static const char *const states[] = {"hypothetical", "hypothetical", "negated",
                                         "planned",      "negated",      "actual",
                                         "actual"};
    const rap_filed_event *e = event_of(w->pile, t);
    rap_str status = rap_str_of(states[t->state]);
    if (e) {
        bool ahead = t->state == RAP_ROUND_PLANNED; /* "agreed to meet" is a deed */
        return (rap_telling){e->attribution, e->day, ahead ? status : e->status, {0}};
    }
    rap_day_text z = {""};
    /* of several days the last one is told */
    if (t->from != RAP_NO_DAY && (t->from == t->to || t->lasted > 1))
        z = rap_day_print(rap_day_of_serial(t->to));
    return (rap_telling){
        rap_filed_attribution_at(rap_pile_report(w->pile, t->rank), t->at),
        rap_arena_copy(w->pile->batch, rap_str_of(z.z)),
        is_told(w->pile, t) ? status : (rap_str){"", 0},
        {0}};
}

static void write_tellings(rap_writing *w, const rap_round *r)
{
    rap_json_key(&w->j, "tellings");
    rap_json_array(&w->j);
    for (const rap_talk *t = r->first; t; t = t->next) {
        rap_json_object(&w->j);
        rap_writing_where(w, t->rank, t->at);
        rap_writing_telling(w, t->rank, telling_of(w, t));
        if (t->state != RAP_ROUND_NONE && !rap_talk_is_open(t))
            rap_writing_str(w, "turn", status_name(t->state));
        rap_json_end_object(&w->j);
        rap_writing_cite(w, t->rank, t->at);
    }
    rap_json_end_array(&w->j);
}

static rap_str process_name(rap_writing *w, const picture *x)
{
    rap_buf b = {0};
    for (uint32_t i = 0; i < x->parties.n; i++) {
        if (i) rap_buf_z(&b, i + 1 < x->parties.n ? ", " : " and ");
        rap_buf_put(&b, w->pile->parties[x->parties.v[i]].name);
    }
    rap_str out = rap_arena_copy(w->pile->batch, rap_buf_str(&b));
    if (b.failed || !out.p) w->pile->failed = true;
    rap_buf_done(&b);
    return out.p ? out : (rap_str){"", 0};
}

uint32_t rap_rounds_count(const rap_pile *p)
{
    return p->n_rounds;
}

static void fill_row(rap_writing *w, rap_row *row, const picture *x)
{
    const rap_round *r = x->round;
    row->who = ids_of(w, &x->parties);
    row->other = ids_of(w, &x->mediators);
    row->what = r->place ? r->place->name : (rap_str){"", 0};
    row->state = status_name(x->status);
    rap_day_text z = {""};
    if (r->from != RAP_NO_DAY) z = rap_day_print(rap_day_of_serial(r->from));
    row->day = rap_arena_copy(w->pile->batch, rap_str_of(z.z));
    row->text = rap_writing_quote(w, r->sitting->rank, r->sitting->at);
    row->weight = (int32_t)r->n;
}

void rap_rounds_write(rap_pile *p, uint32_t i, rap_row *row)
{
    const rap_round *r = &p->rounds[i];
    rap_writing w;
    rap_writing_begin(&w, p, row, r->id);
    picture x = look_at(&w, r);
    rap_writing_str(&w, "process", process_name(&w, &x));
    write_set(&w, "parties", &x.parties);
    write_delegates(&w, &x);
    write_set(&w, "absent", &x.absent);
    write_set(&w, "mediators", &x.mediators);
    write_set(&w, "hosts", &x.hosts);
    rap_writing_str(&w, "place", r->place ? r->place->name : (rap_str){"", 0});
    write_day(&w, "from", r->from);
    write_day(&w, "to", r->to);
    rap_writing_str(&w, "level", x.level);
    rap_writing_str(&w, "format", x.format);
    rap_writing_str(&w, "status", status_name(x.status));
    write_agenda(&w, &x);
    write_outcomes(&w, &x, i);
    write_tellings(&w, r);
    rap_writing_end(&w);
    fill_row(&w, row, &x);
}
