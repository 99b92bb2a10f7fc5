/*
 * talks/turned.c - what became of talks that words tell of, on which day and where.
 *
 * Words of data/talk_turns.tsv in the clause make of talks that were held those that go
 * on, are planned, proposed, refused or cancelled.  The day behind the words is that of
 * the talks; one before them only when they were held or are fixed.
 */
/* SPDX-License-Identifier: MIT */
#include "talks/sitting.h"

#include "base/ascii.h"
#include "pile/groups.h"

#include "talk_joints_table.inc"
#include "talk_turns_table.inc"

enum {
    DAY_NEAR = 140,    /* bytes between talks and their day */
    PLACE_NEAR = 130,  /* and their place */
    TURNS_BEFORE = 14, /* words in which a turn is looked for */
    TURNS_BEHIND = 28,
    IN_BEFORE = 7,    /* words between "in" and the place */
    IF_BEFORE = 4,    /* words between "if" and talks that are none */
    THERE_BEFORE = 4, /* words between "at" and talks */
    HALF_YEAR = 183,
    WEEK = 7,
    PARTS_BEFORE = 4, /* words between "to" and the day: "the end of" */
    RANGE_NEAR = 5,   /* bytes between the first day and the last */
    LENGTH_NEAR = 16, /* bytes: "two days of gas talks" */
    LENGTH_MAX = 9    /* days of "three days of talks" that are believed */
};

/* ---- state ---- */

static rap_round_status state_of_turn(int row)
{
    static const struct {
        const char *name;
        rap_round_status state;
    } turns[] = {{"planned", RAP_ROUND_PLANNED},     {"proposed", RAP_ROUND_PROPOSED},
                 {"refused", RAP_ROUND_REFUSED},     {"cancelled", RAP_ROUND_CANCELLED},
                 {"under_way", RAP_ROUND_UNDER_WAY}, {"unreal", RAP_ROUND_NONE}};
    for (size_t i = 0; i < sizeof turns / sizeof *turns; i++)
        if (rap_cell_is(&talk_turns_table, row, TALK_TURNS_TURN, turns[i].name))
            return turns[i].state;
    return RAP_ROUND_HELD;
}

/* Which of two turns of one clause counts. */
static int strength(rap_round_status s)
{
    static const int by_state[] = {
        [RAP_ROUND_NONE] = 6,    [RAP_ROUND_PROPOSED] = 3,  [RAP_ROUND_REFUSED] = 4,
        [RAP_ROUND_PLANNED] = 2, [RAP_ROUND_CANCELLED] = 5, [RAP_ROUND_UNDER_WAY] = 1,
        [RAP_ROUND_HELD] = 0};
    return by_state[s];
}

/* How many words before talks, and behind them, a turn reaches. */
static uint32_t reach(rap_round_status s, bool before)
{
    static const struct {
        uint8_t before, behind;
    } by_state[] = {[RAP_ROUND_NONE] = {8, 4},       [RAP_ROUND_PROPOSED] = {10, 7},
                    [RAP_ROUND_REFUSED] = {7, 9},    [RAP_ROUND_PLANNED] = {14, 9},
                    [RAP_ROUND_CANCELLED] = {8, 28}, [RAP_ROUND_UNDER_WAY] = {10, 14},
                    [RAP_ROUND_HELD] = {8, 14}};
    return before ? by_state[s].before : by_state[s].behind;
}

/* "They will pay, he said after talks": the turn is of another deed. */
static bool is_apart(const rap_sentence *s, const rap_sitting *x, uint32_t from)
{
    static const char *const words[] = {"after", "following", "before", "while", "but"};
    for (uint32_t i = from; i < x->word; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (rap_clauses_is_word(s->c, i, words[k])) return true;
    return false;
}

/* "talks on the toll that Norland wants to charge": what is told of something else. */
static bool is_of_relative(const rap_sentence *s, const rap_sitting *x, uint32_t to)
{
    static const char *const words[] = {"that", "which", "who", "whose"};
    for (uint32_t i = x->end + 1; i < to; i++)
        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (rap_clauses_is_word(s->c, i, words[k])) return true;
    return false;
}

/* Behind a verb that tells of its own act, only what undoes it counts. */
static bool counts(const rap_sentence *s, const rap_sitting *x, uint32_t i, uint32_t n,
                   rap_round_status now)
{
    if (i < x->end) return i + n + reach(now, true) > x->word;
    if (i >= x->end + reach(now, false)) return false;
    bool own = now == RAP_ROUND_PROPOSED || now == RAP_ROUND_REFUSED ||
               now == RAP_ROUND_PLANNED;
    return !own || (!x->is_verb && !is_of_relative(s, x, i));
}

/* Does the nearest small word before talks say that something was done at them? */
static bool is_done_there(const rap_sentence *s, const rap_sitting *x)
{
    static const char *const there[] = {"at", "during", "in", "from"};
    static const char *const away[] = {"to", "for", "of", "on", "with"};
    for (uint32_t i = x->word; i > x->low && i + THERE_BEFORE > x->word; i--) {
        for (size_t k = 0; k < sizeof there / sizeof *there; k++)
            if (rap_clauses_is_word(s->c, i - 1, there[k])) return true;
        for (size_t k = 0; k < sizeof away / sizeof *away; k++)
            if (rap_clauses_is_word(s->c, i - 1, away[k])) return false;
    }
    return false;
}

/* The word behind the offer that a refusal before talks is of, or 0. */
static uint32_t refused_offer(const rap_sentence *s, const rap_sitting *x,
                              uint32_t from)
{
    uint32_t end = from + reach(RAP_ROUND_PROPOSED, true);
    for (uint32_t i = from; i < end && i < x->word; i++) {
        if (rap_sitting_is_joint(s, i, "clause")) return 0;
        if (rap_sitting_is_joint(s, i, "offer")) return i + 1;
    }
    return 0;
}

/* Is a refusal one of the talks?  "Refused to accept an invitation to talks" is,
 * however far behind it they stand, "rejected a proposal at talks" is not. */
static bool refuses(const rap_sentence *s, const rap_sitting *x, uint32_t i, uint32_t n)
{
    uint32_t offer = i < x->word ? refused_offer(s, x, i + n) : 0;
    if (!offer) return counts(s, x, i, n, RAP_ROUND_REFUSED);
    if (is_done_there(s, x)) return false;
    bool that = rap_clauses_is_word(s->c, offer, "that");
    for (uint32_t k = that ? offer + 1 : offer; k < x->word; k++)
        if (rap_sitting_is_joint(s, k, "clause"))
            return counts(s, x, i, n, RAP_ROUND_REFUSED);
    return offer + reach(RAP_ROUND_PROPOSED, true) > x->word;
}

/* "6 May": with a capital inside a sentence it is no verb. */
static bool is_month(const rap_sentence *s, uint32_t word)
{
    return word > s->first && rap_clauses_is_word(s->c, word, "may") &&
           rap_is_upper(s->c->f->source.p[s->c->text.v[word].at.from]);
}

/* The state by the turns of the clause; "walked away from talks" close before them is
 * the last word.  The word behind "was put off", or 0. */
static uint32_t find_state(const rap_sentence *s, const rap_sitting *x, rap_talk *t)
{
    uint32_t from = x->word > TURNS_BEFORE ? x->word - TURNS_BEFORE : 0;
    uint32_t moved = 0;
    bool over = false;
    t->state = RAP_ROUND_HELD;
    if (from < x->low) from = x->low;
    for (uint32_t i = from, n = 1; i < x->end + TURNS_BEHIND && i < x->high; i += n) {
        n = 1;
        int row = rap_phrases_match(&s->c->text, &talk_turns_table, i, &n);
        if (row < 0) continue;
        if (rap_cell_is(&talk_turns_table, row, TALK_TURNS_TURN, "none")) continue;
        rap_round_status now = state_of_turn(row);
        if (now == RAP_ROUND_NONE && t->is_over && i >= x->end) continue;
        bool refused = now == RAP_ROUND_REFUSED;
        if (is_month(s, i) ||
            !(refused ? refuses(s, x, i, n) : counts(s, x, i, n, now)))
            continue;
        if (i < x->word && is_apart(s, x, i + n)) continue;
        if (now == RAP_ROUND_HELD) t->is_over = true;
        if (rap_cell_is(&talk_turns_table, row, TALK_TURNS_NOTE, "moved")) {
            t->is_moved = true;
            moved = i + n;
        }
        over = over || (now == RAP_ROUND_HELD && i < x->word && i + n + 3 > x->word);
        if (strength(now) > strength(t->state)) t->state = now;
    }
    if (over || (t->is_over && t->state == RAP_ROUND_UNDER_WAY))
        t->state = RAP_ROUND_HELD;
    if (t->state != RAP_ROUND_HELD) t->is_over = false;
    return moved;
}

/* ---- days ---- */

static bool stands_behind(const rap_clauses *c, uint32_t at, const char *word)
{
    uint32_t i = rap_phrases_word(&c->text, at);
    return i > 0 && rap_clauses_is_word(c, i - 1, word);
}

/* Is the day only a border of the time of something, as behind "until"? */
static bool is_border(const rap_clauses *c, uint32_t at)
{
    static const char *const borders[] = {"until", "by", "from", "before"};
    for (size_t k = 0; k < sizeof borders / sizeof *borders; k++)
        if (stands_behind(c, at, borders[k])) return true;
    return false;
}

static bool has_year(const rap_clauses *c, rap_span at)
{
    uint32_t run = 0;
    for (uint32_t i = at.from; i < at.to && i < c->f->source.n; i++) {
        run = rap_is_digit(c->f->source.p[i]) ? run + 1 : 0;
        if (run == 4) return true;
    }
    return false;
}

static bool has_digit(const rap_clauses *c, rap_span at)
{
    for (uint32_t i = at.from; i < at.to && i < c->f->source.n; i++)
        if (rap_is_digit(c->f->source.p[i])) return true;
    return false;
}

/* "20 August" without a year is the one nearest to the report. */
static void take_nearest_year(const rap_clauses *c, rap_span at, rap_talk *t)
{
    int32_t told, to;
    rap_str day = c->f->published.day;
    if (!rap_pile_is_full(day) || !rap_pile_days(day, &told, &to)) return;
    if (t->from != t->to || has_year(c, at)) return;
    int32_t away = t->from - told;
    if (away <= HALF_YEAR && away >= -HALF_YEAR) return;
    rap_day near = rap_day_of_serial(t->from);
    near.year = (int16_t)(near.year + (away > 0 ? -1 : 1));
    if (rap_day_is_valid(near)) t->from = t->to = rap_day_serial(near);
}

/* "To continue on Sunday" is the next one. */
static void take_next_week(const rap_clauses *c, rap_span at, rap_talk *t)
{
    int32_t told, to;
    rap_str day = c->f->published.day;
    if (t->state != RAP_ROUND_PLANNED || t->from != t->to || has_digit(c, at)) return;
    if (!rap_pile_is_full(day) || !rap_pile_days(day, &told, &to)) return;
    if (t->from < told && told - t->from < WEEK) t->from = t->to = t->from + WEEK;
}

/* How many days a duration that stands with the talks has, or 0; *after: "signed it on
 * Thursday after three days of talks". */
static int32_t length_told(const rap_sentence *s, const rap_sitting *x, bool *after)
{
    const rap_clauses *c = s->c;
    for (uint32_t i = rap_clauses_time(c, x->clause.from); i < c->f->n_times; i++) {
        const rap_filed_time *time = &c->f->times[i];
        if (time->at.from >= x->clause.to) return 0;
        rap_str v = time->value;
        bool days = v.n == 3 && v.p[0] == 'P' && v.p[2] == 'D' && rap_is_digit(v.p[1]);
        bool of = days && time->at.to <= x->at.from &&
                  time->at.to + LENGTH_NEAR >= x->at.from;
        *after = of && stands_behind(c, time->at.from, "after");
        if (of && v.p[1] - '0' <= LENGTH_MAX) return v.p[1] - '0';
    }
    return 0;
}

/* "have been meeting since Monday": to the day of the report. */
static bool goes_on_since(const rap_clauses *c, const rap_filed_time *time, rap_talk *t)
{
    int32_t told, to;
    rap_str day = c->f->published.day;
    if (t->state != RAP_ROUND_UNDER_WAY) return false;
    if (rap_pile_is_full(day) && rap_pile_days(day, &told, &to) && told >= t->from &&
        told - t->from <= LENGTH_MAX)
        t->to = told;
    t->at = rap_span_wider(t->at, time->at);
    return true;
}

/* May a day that stands before the words be theirs? */
static bool may_lead(const rap_talk *t)
{
    return !t->is_weak &&
           (t->state == RAP_ROUND_HELD || t->state == RAP_ROUND_PLANNED ||
            t->state == RAP_ROUND_UNDER_WAY);
}

/* "They last met in 2029": no day, but those of another year are others. */
static void take_wide(const rap_clauses *c, const rap_filed_time *time, rap_talk *t)
{
    int32_t from, to, last, told;
    bool days = rap_pile_days(time->from, &from, &to);
    if (!days || (time->to.n && !rap_pile_days(time->to, &last, &to))) return;
    if (!rap_talks_told_on(c->p, c->rank, &told) || to >= told) return;
    t->wide_from = from;
    t->wide_to = to;
}

/* "6-7 May", "on May 6 and 7": the next time is the last day of the same. */
static void take_range(const rap_clauses *c, const rap_filed_time *first, rap_talk *t)
{
    static const char *const joints[] = {"-", "\xe2\x80\x93", " and ", " to ", " - "};
    const rap_filed_time *next = first + 1;
    rap_talk told;
    if (next >= c->f->times + c->f->n_times || t->from != t->to) return;
    if (next->at.from < first->at.to || next->at.from > first->at.to + RANGE_NEAR)
        return;
    rap_str gap = rap_str_cut(c->f->source, first->at.to, next->at.from);
    bool joined = false;
    for (size_t k = 0; k < sizeof joints / sizeof *joints; k++)
        joined = joined || rap_str_is(gap, joints[k]);
    if (!joined || !rap_talk_set_days(&told, next->from, next->to)) return;
    if (told.from != told.to || told.from < t->from || told.from > t->from + WEEK)
        return;
    t->to = told.to;
    t->at = rap_span_wider(t->at, next->at);
}

/* "Talks on a truce in ...": is the matter named between the words and a place?  Not
 * when what became of the talks stands there too ("over steel ended in"). */
static bool names_matter(const rap_sentence *s, const rap_sitting *x, uint32_t in)
{
    bool matter = false;
    for (uint32_t i = x->end, n = 1; i < in; i++) {
        if (rap_sitting_is_joint(s, i, "stop")) matter = true;
        if (rap_phrases_match(&s->c->text, &talk_turns_table, i, &n) >= 0)
            matter = false;
    }
    return matter;
}

/* "will be held from 17 June": the first day; not where a matter stands between the
 * words and the day ("talks on the tariffs from June"). */
static bool is_start(const rap_sentence *s, const rap_sitting *x, uint32_t at)
{
    uint32_t i = rap_phrases_word(&s->c->text, at);
    return i > x->end && rap_clauses_is_word(s->c, i - 1, "from") &&
           !names_matter(s, x, i - 1);
}

/* "the reply to its proposal of June 5": the day of another thing. */
static bool is_of_thing(const rap_sentence *s, const rap_sitting *x, uint32_t at)
{
    uint32_t i = rap_phrases_word(&s->c->text, at);
    bool of = i > 1 && rap_clauses_is_word(s->c, i - 1, "of");
    return of && (i - 2 < x->word || i - 2 >= x->end);
}

static bool take_day(const rap_sentence *s, const rap_sitting *x,
                     const rap_filed_time *time, rap_talk *t)
{
    const rap_clauses *c = s->c;
    rap_talk told = *t;
    if (is_border(c, time->at.from) && !is_start(s, x, time->at.from)) return false;
    if (is_of_thing(s, x, time->at.from)) return false;
    if (!rap_talk_set_days(&told, time->from, time->to)) {
        take_wide(c, time, t);
        return false;
    }
    if (stands_behind(c, time->at.from, "since")) {
        bool on = goes_on_since(c, time, &told);
        if (on) *t = told;
        return on;
    }
    t->from = told.from;
    t->to = told.to;
    take_nearest_year(c, time->at, t);
    take_next_week(c, time->at, t);
    t->at = rap_span_wider(t->at, time->at);
    take_range(c, time, t);
    return true;
}

static void find_days(const rap_sentence *s, const rap_sitting *x, rap_talk *t)
{
    const rap_clauses *c = s->c;
    uint32_t seen = 0;
    for (uint32_t i = rap_clauses_time(c, x->clause.from); i < c->f->n_times; i++) {
        const rap_filed_time *time = &c->f->times[i];
        bool behind = time->at.from >= x->at.from;
        bool past =
            time->at.from >= x->clause.to || time->at.from > x->at.to + DAY_NEAR;
        if (past || seen++ == RAP_NAMES_SEEN) break;
        if (!behind && !may_lead(t)) continue;
        if (rap_clauses_is_of_speech(c, time->at.from, behind ? x->at.to : s->at.from))
            continue;
        if (take_day(s, x, time, t) && behind) break;
    }
    bool after = false;
    int32_t n = length_told(s, x, &after);
    t->lasted = t->state == RAP_ROUND_HELD ? n : 0;
    if (t->lasted > 0) t->is_past = true;
    if (n > 1 && t->from != RAP_NO_DAY && t->from == t->to && (t->is_over || after))
        t->from = t->to - n + 1;
}

/* "To June", "until the end of June": the day to which something is put off? */
static bool is_new_day(const rap_clauses *c, uint32_t at)
{
    static const char *const to[] = {"to", "until", "till", "for"};
    static const char *const parts[] = {"the", "end",   "beginning", "start",
                                        "of",  "early", "late",      "mid"};
    uint32_t i = rap_phrases_word(&c->text, at);
    for (uint32_t back = 0; i > 0 && back < PARTS_BEFORE; back++) {
        bool part = false;
        i--;
        for (size_t k = 0; k < sizeof to / sizeof *to; k++)
            if (rap_clauses_is_word(c, i, to[k])) return true;
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            part = part || rap_clauses_is_word(c, i, parts[k]);
        if (!part) return false;
    }
    return false;
}

/* What was put off "to June" is planned for then, whenever it was to be before. */
static void put_off(const rap_sentence *s, const rap_sitting *x, uint32_t moved,
                    rap_talk *t)
{
    const rap_clauses *c = s->c;
    rap_talk new = *t;
    uint32_t from = c->text.v[moved - 1].at.to;
    for (uint32_t i = rap_clauses_time(c, from); i < c->f->n_times; i++) {
        const rap_filed_time *time = &c->f->times[i];
        if (time->at.from >= x->clause.to || time->at.from > from + DAY_NEAR) return;
        if (!is_new_day(c, time->at.from)) continue;
        if (!rap_talk_set_days(&new, time->from, time->to)) return;
        if (t->from != new.from) t->was = t->from;
        t->from = new.from;
        t->to = new.to;
        t->at = rap_span_wider(t->at, time->at);
        t->state = RAP_ROUND_PLANNED;
        t->is_moved = false;
        t->is_put_off = true;
        return;
    }
}

/* What is told of a day behind that of the report has not been held; what was planned
 * for one before it has another day by now, or none. */
static void look_ahead(const rap_clauses *c, rap_talk *t)
{
    int32_t told, to;
    rap_str day = c->f->published.day;
    if (t->from == RAP_NO_DAY || !rap_pile_is_full(day)) return;
    if (!rap_pile_days(day, &told, &to)) return;
    if (t->state == RAP_ROUND_HELD && t->from > told + 1) t->state = RAP_ROUND_PLANNED;
    if (t->state == RAP_ROUND_PLANNED && t->to < told) t->is_moved = true;
}

/* ---- place ---- */

/* Words of "travel to" and the like at a word, or 0. */
static uint32_t visit_at(const rap_sentence *s, uint32_t word)
{
    uint32_t n = 1;
    if (!rap_sitting_is_joint(s, word, "visit")) return 0;
    return rap_phrases_match(&s->c->text, &talk_joints_table, word, &n) >= 0 ? n : 0;
}

/* "in Kesh", "in the Ostian city of Kesh", "the Kesh talks". */
static bool stands_as_place(const rap_sentence *s, const rap_sitting *x, rap_span at)
{
    const rap_clauses *c = s->c;
    uint32_t i = rap_phrases_word(&c->text, at.from);
    if (at.to + 1 == x->at.from || at.to == x->at.from) return true;
    uint32_t far = at.to <= x->at.from ? 1 : IN_BEFORE; /* "In Kesh, they met" */
    for (uint32_t back = 1; back <= far && back + x->low <= i; back++) {
        uint32_t k = i - back;
        uint32_t n = visit_at(s, k);
        if (n) return n == back;
        if (rap_clauses_is_word(c, k, "in") || rap_clauses_is_word(c, k, "at"))
            return back == 1 || !names_matter(s, x, k);
        if (rap_sitting_is_joint(s, k, "stop")) return false;
    }
    return false;
}

static void find_place(const rap_sentence *s, const rap_sitting *x, rap_talk *t)
{
    const rap_clauses *c = s->c;
    uint32_t seen = 0;
    for (uint32_t i = rap_clauses_place(c, x->clause.from); i < c->f->n_places; i++) {
        const rap_filed_place *place = &c->f->places[i];
        bool behind = place->at.from >= x->at.from;
        bool past =
            place->at.from >= x->clause.to || place->at.from > x->at.to + PLACE_NEAR;
        if (past || seen++ == RAP_NAMES_SEEN) return;
        if (!rap_filed_is_place(place) || !stands_as_place(s, x, place->at)) continue;
        if (rap_clauses_is_of_speech(c, place->at.from, behind ? x->at.to : s->at.from))
            continue;
        t->place = place;
        t->at = rap_span_wider(t->at, place->at);
        if (behind) return;
    }
}

void rap_sitting_turn(const rap_sentence *s, const rap_sitting *x, rap_talk *t)
{
    uint32_t moved = find_state(s, x, t);
    find_days(s, x, t);
    if (moved) put_off(s, x, moved, t);
    look_ahead(s->c, t);
    find_place(s, x, t);
}
