/*
 * names/states.c - states that no table knows, told by what the report says of them.
 *
 * One walk over the words gathers for every unknown name what speaks for a state and
 * what for a person; a second walk gives the names that are states, and the words made
 * of them, to the lexicon.  Marks are in data/state_marks.tsv, endings where
 * names/peoples.h says.
 */
/* SPDX-License-Identifier: MIT */
#include "names/states.h"

#include "names/finding.h"
#include "names/peoples.h"
#include "names/roster.h"

#include "outlet_words_table.inc"
#include "state_marks_table.inc"

enum { MARK_REACH = 4 };
enum { LIST_MAX = 4, ITS_REACH = 12, ROUNDS = 3 };
enum { STRONG = 2, ENOUGH_MARKS = 2, ENOUGH = 3, TWICE = 2, OFTEN = 3, MOSTLY = 10 };

typedef struct {
    rap_str low, display; /* display: empty while it was only seen in capitals */
    uint32_t owns;        /* "Norland's navy", "presidents of Sudmark and Norland" */
    uint32_t adjective;   /* "the Norlandic navy" */
    bool beside;          /* "the Norland navy" */
    bool weak, weak_adjective, acts, place, listed;
    bool sends;   /* "Norland's Vera Holt" */
    bool headed;  /* "Norland's president Vera Holt" */
    bool called;  /* the labels call it a place somewhere */
    bool between; /* "talks between Norland and Sudmark" */
    uint32_t seen;
    uint32_t persons; /* where it is a person's or part of a longer name */
    bool state;
    int32_t stem; /* name that it is made of, or -1 */
    bool people;
} word;

typedef struct {
    rap_lexicon *lex;
    const rap_prose *p;
    rap_roster by_low;
    RAP_LIST(word) words;
    int32_t *at;              /* per token: its word, or -1 */
    const rap_labels *labels; /* NULL: not read yet */
    bool failed;
} census;

static bool has(const rap_prose *p, uint32_t token, uint16_t bits)
{
    return (p->tokens[token].shape & bits) == bits;
}

/* May the word be a state's name or made of one? */
static bool is_open(const census *c, uint32_t token)
{
    const rap_token *t = &c->p->tokens[token];
    bool fine = has(c->p, token, RAP_SHAPE_CAPITAL | RAP_SHAPE_LETTER) &&
                t->low.n >= RAP_PEOPLE_LEAST && t->low.n <= RAP_PEOPLE_MOST;
    rap_head h;
    return fine && !c->lex->at[token] && !rap_not_a_name(c->p, token) &&
           !rap_common_word(c->p, token) && !rap_head_at(&h, c->p, token);
}

static word *word_of(census *c, uint32_t token)
{
    rap_str low = c->p->tokens[token].low;
    int32_t at = rap_roster_get(&c->by_low, low);
    if (at < 0) {
        word *w = RAP_PUSH(c->p->arena, &c->words);
        at = (int32_t)c->words.n - 1;
        if (!w || !rap_roster_set(&c->by_low, low, at)) {
            c->failed = true;
            return NULL;
        }
        *w = (word){.low = low, .stem = -1};
    }
    word *w = &c->words.v[at];
    if (!w->display.n && !has(c->p, token, RAP_SHAPE_UPPER))
        w->display = rap_token_text(c->p, token);
    return w;
}

/* Weight of the noun for a thing of states at `token`, 0 when there is none. */
static uint32_t mark_at(const census *c, uint32_t token)
{
    uint32_t n;
    int row = rap_prose_match(c->p, &state_marks_table, token, &n);
    if (row == RAP_TABLE_NONE) return 0;
    return rap_cell_is(&state_marks_table, row, STATE_MARKS_WEIGHT, "strong") ? STRONG
                                                                              : 1;
}

/* The heaviest mark among the words of the noun phrase that begins at `token`. */
static uint32_t mark_behind(const census *c, uint32_t token)
{
    uint32_t end = rap_sentence_end(c->p, token - 1), best = 0;
    if (end > token + MARK_REACH) end = token + MARK_REACH;
    for (uint32_t i = token; i < end; i++) {
        uint8_t u = c->p->tokens[i].upos;
        uint32_t mark = mark_at(c, i);
        if (mark > best) best = mark;
        bool noun = u == RAP_NOUN || u == RAP_PROPN || u == RAP_ADJ || u == RAP_X ||
                    u == RAP_CCONJ;
        if (!noun && !mark) break;
    }
    return best;
}

/* The heaviest mark before "of NAME": "President Ana Veld of Norland". */
static uint32_t mark_before(const census *c, uint32_t token)
{
    uint32_t first = c->p->sentences[c->p->tokens[token].sentence].first, best = 0;
    if (first + MARK_REACH < token) first = token - MARK_REACH;
    for (uint32_t i = token; i > first; i--) {
        uint32_t mark = mark_at(c, i - 1);
        uint8_t u = c->p->tokens[i - 1].upos;
        if (mark > best) best = mark;
        if (u != RAP_NOUN && u != RAP_PROPN && u != RAP_X && u != RAP_ADJ) break;
    }
    return best;
}

static bool is_list_word(const rap_prose *p, uint32_t token)
{
    return rap_token_is(p, token, "and") || rap_token_is(p, token, "-");
}

static bool is_state(const census *c, uint32_t token)
{
    rap_known k;
    if (rap_lexicon_at(&k, c->lex, token)) return k.kind == RAP_KNOWN_COUNTRY;
    int32_t at = c->at[token];
    return at >= 0 && c->words.v[at].state;
}

/* "Russo-", "Sino-": the form of a name for pairs of adjectives. */
static bool is_prefix(const census *c, uint32_t token)
{
    rap_str low = c->p->tokens[token].low;
    return low.p[low.n - 1] == 'o' && token + 1 < rap_sentence_end(c->p, token) &&
           rap_token_is(c->p, token + 1, "-");
}

/* "Norland and Sudmark", "Norland, Sudmark and Ostia": beside a state.  Not "Kesh,
 * Ostia", which is a town and where it lies. */
static bool beside_state(const census *c, uint32_t token)
{
    if (is_prefix(c, token)) return false;
    uint32_t end = rap_sentence_end(c->p, token);
    uint32_t first = c->p->sentences[c->p->tokens[token].sentence].first;
    bool before =
        token >= first + 2 && is_list_word(c->p, token - 1) && is_state(c, token - 2);
    bool listed = token + 4 < end && rap_token_is(c->p, token + 1, ",") &&
                  rap_token_is(c->p, token + 3, "and");
    return before || (token + 2 < end && (listed || is_list_word(c->p, token + 1)) &&
                      is_state(c, token + 2));
}

/* "," or "and" or ", and" behind a name of a list: the next name, or 0. */
static uint32_t next_listed(const census *c, uint32_t token, uint32_t end, bool *ends)
{
    uint32_t at = token + 1;
    bool comma = at < end && rap_token_is(c->p, at, ",");
    if (comma) at++;
    *ends = at < end && rap_token_is(c->p, at, "and");
    if (*ends) at++;
    return at < end && (comma || *ends) && has(c->p, at, RAP_SHAPE_CAPITAL) ? at : 0;
}

/* "Norland, Sudmark, Ostia and Lenz": a list of three and more that ends with "and",
 * begun at `token`; tell those that are open so when one is a state. */
static void see_list(census *c, uint32_t token)
{
    enum { NAMES = 8 };
    uint32_t names[NAMES], n = 0, end = rap_sentence_end(c->p, token);
    bool ended = false, state = false;
    for (uint32_t at = token; at && n < NAMES && !ended;) {
        names[n++] = at;
        state = state || is_state(c, at);
        at = next_listed(c, at, end, &ended);
        if (at && ended && n < NAMES) {
            names[n++] = at;
            state = state || is_state(c, at);
        }
    }
    for (uint32_t i = 0; ended && state && n > 2 && i < n; i++)
        if (c->at[names[i]] >= 0) c->words.v[c->at[names[i]]].listed = true;
}

/* A name that no list goes on to. */
static bool starts_list(const census *c, uint32_t token)
{
    if (!has(c->p, token, RAP_SHAPE_CAPITAL | RAP_SHAPE_LETTER)) return false;
    if (has(c->p, token, RAP_SHAPE_FIRST) || token < 2) return true;
    bool joint = rap_token_is(c->p, token - 1, ",") || is_list_word(c->p, token - 1);
    return !joint || !has(c->p, token - 2, RAP_SHAPE_CAPITAL);
}

/* "exporting countries led by Norland", "states such as Sudmark". */
static bool is_told_state(const rap_prose *p, uint32_t token)
{
    static const char *const nouns[] = {"state",     "states", "country",
                                        "countries", "nation", "nations"};
    static const char *const leads[][2] = {
        {"led", "by"}, {"such", "as"}, {"headed", "by"}, {"", "including"}};
    uint32_t first = p->sentences[p->tokens[token].sentence].first;
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        uint32_t words = leads[i][0][0] ? 2 : 1;
        if (token < first + words + 1 || !rap_token_is(p, token - 1, leads[i][1]) ||
            (words == 2 && !rap_token_is(p, token - 2, leads[i][0])))
            continue;
        for (size_t k = 0; k < sizeof nouns / sizeof nouns[0]; k++)
            if (rap_token_is(p, token - words - 1, nouns[k])) return true;
    }
    return false;
}

/* "Radio" Norland. */
static bool is_outlet_word(const rap_prose *p, uint32_t token)
{
    int row = rap_table_find(&outlet_words_table, p->tokens[token].low);
    return rap_cell_is(&outlet_words_table, row, OUTLET_WORDS_USE, "both");
}

/* Does the word at the token make a state of the name before it? */
static bool is_mark_beside(const census *c, uint32_t token)
{
    uint32_t n;
    int row = rap_prose_match(c->p, &state_marks_table, token, &n);
    return row != RAP_TABLE_NONE &&
           rap_cell(&state_marks_table, row, STATE_MARKS_BESIDE).n > 0;
}

/* Is the name a person's here: behind a title, a first name, another name? */
static bool is_person_here(const census *c, uint32_t token)
{
    const rap_prose *p = c->p;
    rap_gender g;
    rap_head h;
    if (token + 1 < rap_sentence_end(p, token) && rap_given_name(p, token, &g) &&
        has(p, token + 1, RAP_SHAPE_CAPITAL) && !rap_head_at(&h, p, token + 1))
        return true;
    if (has(p, token, RAP_SHAPE_FIRST) || token == 0) return false;
    if (rap_token_is(p, token - 1, ".") && token > 1) token--;
    if (!has(p, token - 1, RAP_SHAPE_CAPITAL)) return false;
    bool title = rap_head_at(&h, p, token - 1) && h.kind == RAP_HEAD_OFFICE;
    if (title || rap_address_at(p, token - 1, &g)) return true;
    return !c->lex->at[token - 1] && !rap_not_a_name(p, token - 1) &&
           !rap_common_word(p, token - 1) && !is_outlet_word(p, token - 1);
}

/* The first name of the list that ends with the name at `token`: "Ostia" at the end of
 * "Norland, Sudmark and Ostia". */
static uint32_t list_start(const census *c, uint32_t token)
{
    uint32_t first = c->p->sentences[c->p->tokens[token].sentence].first;
    for (uint32_t n = 0; n < LIST_MAX && token >= first + 2; n++, token -= 2) {
        bool joint =
            is_list_word(c->p, token - 1) || rap_token_is(c->p, token - 1, ",");
        if (!joint || !has(c->p, token - 2, RAP_SHAPE_CAPITAL)) break;
    }
    return token;
}

/* "Sudmark is represented by its energy minister": the heaviest thing that is "its",
 * with no other name in between. */
static uint32_t mark_of_its(const census *c, uint32_t token)
{
    uint32_t end = rap_sentence_end(c->p, token);
    if (end > token + ITS_REACH) end = token + ITS_REACH;
    for (uint32_t i = token + 1; i + 1 < end; i++) {
        if (rap_token_is(c->p, i, "its")) return mark_behind(c, i + 1);
        if (has(c->p, i, RAP_SHAPE_CAPITAL)) break;
    }
    return 0;
}

/* "told her country", behind whom a name sends: nobody but a state has one. */
static bool is_country_of(const census *c, uint32_t token)
{
    static const char *const whose[] = {"his", "her", "their"};
    static const char *const what[] = {"country", "capital", "homeland", "parliament"};
    uint32_t end = rap_sentence_end(c->p, token);
    for (uint32_t i = token + 1; i + 1 < end; i++)
        for (size_t k = 0; k < sizeof whose / sizeof whose[0]; k++)
            for (size_t n = 0; n < sizeof what / sizeof what[0]; n++)
                if (rap_token_is(c->p, i, whose[k]) &&
                    rap_token_is(c->p, i + 1, what[n]))
                    return true;
    return false;
}

/* "LISSEN, Norland, June 3": the state in the place line of a report. */
static bool is_in_dateline(const rap_prose *p, uint32_t token)
{
    return token > 1 && token + 1 < p->n_tokens && rap_token_is(p, token - 1, ",") &&
           rap_token_is(p, token + 1, ",") && has(p, token - 2, RAP_SHAPE_UPPER) &&
           has(p, token - 2, RAP_SHAPE_FIRST);
}

/* Does somebody's full name begin here: "Norland's Vera Holt"? */
static bool is_full_name(const census *c, uint32_t token)
{
    rap_gender g;
    return token + 1 < rap_sentence_end(c->p, token) &&
           rap_given_name(c->p, token, &g) && has(c->p, token + 1, RAP_SHAPE_CAPITAL);
}

/* "president Vera Holt": an office that no person has under him, and who holds it. */
static bool is_head_named(const census *c, uint32_t token)
{
    uint32_t n;
    int row = rap_prose_match(c->p, &state_marks_table, token, &n);
    return token + 2 < rap_sentence_end(c->p, token) &&
           rap_cell_is(&state_marks_table, row, STATE_MARKS_WEIGHT, "ruler") &&
           has(c->p, token + 1, RAP_SHAPE_CAPITAL) &&
           has(c->p, token + 2, RAP_SHAPE_CAPITAL);
}

static void weigh_owner(census *c, word *w, uint32_t token)
{
    const rap_prose *p = c->p;
    uint32_t end = rap_sentence_end(p, token), mark = mark_of_its(c, token);
    uint32_t list = list_start(c, token);
    if (token + 2 < end && rap_token_is(p, token + 1, "'s")) {
        mark = mark_behind(c, token + 2);
        w->sends |= is_full_name(c, token + 2);
        bool headed = is_head_named(c, token + 2);
        w->headed |= headed;
        if ((mark || headed) && is_country_of(c, token)) mark = STRONG;
    } else if (list > 1 && !rap_token_is(p, list - 2, "ministry") &&
               (rap_token_is(p, list - 1, "of") || rap_token_is(p, list - 1, "from"))) {
        mark = mark_before(c, list - 1);
    }
    if (is_told_state(p, list)) mark = STRONG;
    w->between |= list > 0 && rap_token_is(p, list - 1, "between");
    w->owns += mark >= STRONG;
    w->weak |= mark == 1;
}

static void weigh(census *c, uint32_t token)
{
    const rap_prose *p = c->p;
    word *w = word_of(c, token);
    if (!w) return;
    c->at[token] = (int32_t)(w - c->words.v);
    w->seen++;
    bool labelled = c->labels && c->labels->of;
    w->called |= labelled && rap_label_named(c->labels->of[token]) == RAP_NAMED_PLACE;
    weigh_owner(c, w, token);
    w->persons += is_person_here(c, token);
    if (token + 1 < rap_sentence_end(p, token)) {
        uint8_t u = p->tokens[token + 1].upos;
        w->acts |= u == RAP_VERB || u == RAP_AUX;
        uint32_t mark = mark_behind(c, token + 1);
        w->adjective += mark > 0;
        w->beside |= is_mark_beside(c, token + 1);
        bool noun = u == RAP_NOUN || u == RAP_ADJ || u == RAP_VERB;
        w->weak_adjective |=
            (noun && !has(p, token + 1, RAP_SHAPE_CAPITAL)) || mark > 0;
    }
    w->place |= is_in_dateline(p, token);
    if (!has(p, token, RAP_SHAPE_FIRST) && token > 0)
        w->place |= rap_token_is(p, token - 1, "in") ||
                    rap_token_is(p, token - 1, "across") ||
                    rap_token_is(p, token - 1, "within");
}

static int32_t word_called(const void *by_low, rap_str name)
{
    return rap_roster_get(by_low, name);
}

/* Once in many may be an accident of the line: "Commonwealth Bank Norland". */
static bool is_person(const word *w)
{
    return w->persons * MOSTLY > w->seen;
}

/* What the words made of a name say for it. */
typedef struct {
    uint32_t adjective, nouns; /* before a thing of states; before any noun */
    bool people;               /* "Norlanders" */
} loan;

/* A name's own marks as an adjective do not count ("Norland officials"): those of the
 * word made of it do. */
static void decide(word *w, const loan *of)
{
    uint32_t made = of->adjective ? STRONG * of->adjective : of->nouns ? STRONG : 0;
    uint32_t marks = STRONG * w->owns + made + w->weak + (w->listed ? STRONG : 0) +
                     (w->beside ? STRONG : 0) + (w->between ? 1U : 0U) +
                     (of->people ? 1U : 0U);
    marks += w->sends && marks;
    bool land = w->headed && w->called; /* no firm's president */
    marks += land;
    uint32_t all =
        marks + w->acts + (w->place || land) + (w->seen >= (made ? TWICE : OFTEN));
    w->state = !is_person(w) && w->display.n && marks >= ENOUGH_MARKS && all >= ENOUGH;
}

/* Decide on all names, in rounds, since a state beside a name speaks for it. */
static bool decide_all(census *c)
{
    loan *loans = RAP_NEW(c->p->arena, loan, c->words.n);
    if (!loans) return false;
    for (size_t i = 0; i < c->words.n; i++) {
        const word *w = &c->words.v[i];
        if (w->stem < 0 || is_person(w)) continue;
        loan *to = &loans[w->stem];
        to->people |= w->people;
        to->adjective += w->people ? 0 : w->adjective;
        to->nouns += !w->people && w->weak_adjective;
    }
    for (uint32_t round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < c->words.n; i++)
            if (!c->words.v[i].state && c->words.v[i].stem < 0)
                decide(&c->words.v[i], &loans[i]);
        for (uint32_t i = 0; round + 1 < ROUNDS && i < c->p->n_tokens; i++)
            if (c->at[i] >= 0 && beside_state(c, i)) c->words.v[c->at[i]].listed = true;
        for (uint32_t i = 0; round + 1 < ROUNDS && i < c->p->n_tokens; i++)
            if (starts_list(c, i)) see_list(c, i);
    }
    return !c->failed;
}

/* What the lexicon shall say of a word; false: nothing. */
static bool known_as(rap_known *k, const census *c, const word *w)
{
    const word *s = w->state ? w : w->stem >= 0 ? &c->words.v[w->stem] : NULL;
    if (!s || !s->state || (w != s && is_person(w))) return false;
    *k = (rap_known){.kind = w == s      ? RAP_KNOWN_COUNTRY
                             : w->people ? RAP_KNOWN_PEOPLE
                                         : RAP_KNOWN_DEMONYM,
                     .entity = w == s ? RAP_ENTITY_COUNTRY : RAP_ENTITY_GROUP,
                     .n = 1,
                     .iso3 = s->display,
                     .guessed = true,
                     .ruled = s->headed};
    if (w == s) k->display = s->display;
    return true;
}

static bool teach(census *c)
{
    for (uint32_t i = 0; i < c->p->n_tokens; i++) {
        rap_known k;
        int32_t at = c->at[i];
        if (at >= 0 && known_as(&k, c, &c->words.v[at]) &&
            !rap_lexicon_add(c->lex, i, &k))
            return false;
    }
    return true;
}

bool rap_states_find(rap_lexicon *lex, const rap_labels *labels, bool *asks)
{
    census c = {.lex = lex, .p = lex->p, .labels = labels};
    if (!rap_roster_init(&c.by_low, lex->p->arena)) return false;
    c.at = RAP_NEW(lex->p->arena, int32_t, lex->p->n_tokens);
    if (!c.at) return false;
    for (uint32_t i = 0; i < c.p->n_tokens && !c.failed; i++) {
        c.at[i] = -1;
        if (is_open(&c, i)) weigh(&c, i);
    }
    if (c.failed) return false;
    for (size_t i = 0; i < c.words.n; i++) {
        word *w = &c.words.v[i];
        w->stem = rap_people_stem(w->low, word_called, &c.by_low, &w->people);
    }
    if (!decide_all(&c)) return false;
    if (asks) *asks = false;
    for (size_t i = 0; asks && i < c.words.n; i++)
        *asks |= c.words.v[i].headed && !c.words.v[i].state;
    return teach(&c);
}
