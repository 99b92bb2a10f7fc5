/*
 * facts/modality.c - how real the thing is that a clause tells.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/modality.h"

#include "facts/deeds.h"
#include "facts/denials.h"
#include "facts/idioms.h"

#include "hollow_table.inc"
#include "modality_table.inc"

enum { HEIGHT = 4 };            /* steps up a tree */
enum { OLD = 45 };              /* days after which a deed is no news */
enum { NEAR = 4, BEFORE = 12 }; /* tokens between a word and the trigger it governs */

/* In the order in which they win; `reach` tokens before the trigger. */
static const struct {
    const char *name;
    rap_status status;
    uint32_t reach;
} ranks[] = {
    {"negated", RAP_STATUS_NEGATED, NEAR},
    {"planned", RAP_STATUS_PLANNED, BEFORE},
    {"expected", RAP_STATUS_EXPECTED, BEFORE},
    {"hypothetical", RAP_STATUS_HYPOTHETICAL, BEFORE},
    {"attitude", RAP_STATUS_ATTITUDE, BEFORE},
    {"background", RAP_STATUS_BACKGROUND, BEFORE},
    {"alleged", RAP_STATUS_ALLEGED, BEFORE},
    {"claimed", RAP_STATUS_CLAIMED, BEFORE},
};
enum { PLANNED = 1, RANKS = sizeof ranks / sizeof ranks[0] };

static size_t rank_of(int row)
{
    for (size_t i = 0; i < RANKS; i++)
        if (rap_cell_is(&modality_table, row, MODALITY_STATUS, ranks[i].name)) return i;
    return RANKS;
}

static uint32_t window(const rap_scene *s, uint32_t token, uint32_t reach)
{
    uint32_t first = s->clauses[s->clause_of[token]].first;
    return token > first + reach ? token - reach : first;
}

/* "would" in somebody's words put into the past is the "will" that he said, unless they
 * tell of a condition. */
static bool is_will_put_back(const rap_scene *s, uint32_t token)
{
    uint32_t c = s->clause_of[token], sentence = s->p->tokens[token].sentence;
    if (s->clauses[c].said < 0 || (s->p->tokens[token].shape & RAP_SHAPE_QUOTED) ||
        !rap_token_is(s->p, token, "would"))
        return false;
    for (uint32_t i = c ? c - 1 : c; i < s->n_clauses && i <= c + 1; i++)
        if (s->clauses[i].kind == RAP_CLAUSE_CONDITION &&
            s->p->tokens[s->clauses[i].first].sentence == sentence)
            return false;
    return true;
}

static size_t rank_of_idiom(const rap_scene *s, uint32_t token, int row, uint32_t n)
{
    if (row < 0) return RANKS;
    size_t rank = rank_of(row);
    bool would = rank < RANKS && ranks[rank].status == RAP_STATUS_HYPOTHETICAL &&
                 n == 1 && is_will_put_back(s, token);
    return would ? PLANNED : rank;
}

/* Rank of the strongest word before the trigger in its clause. */
static size_t rank_before(const rap_scene *s, uint32_t trigger)
{
    size_t best = RANKS;
    uint32_t n;
    for (uint32_t i = window(s, trigger, BEFORE); i < trigger; i++) {
        int row = rap_idioms_find(s->p, &modality_table, i, trigger + 1, &n);
        size_t rank = rank_of_idiom(s, i, row, n);
        if (rank < best && trigger - i <= ranks[rank].reach) best = rank;
    }
    return best;
}

static size_t rank_at(const rap_scene *s, uint32_t token)
{
    uint32_t n;
    int row = rap_idioms_find(s->p, &modality_table, token, s->p->n_tokens, &n);
    return rank_of_idiom(s, token, row, n);
}

/* Rank of "tried to", "expected to": the word that governs an infinitive, wherever it
 * stands. */
static size_t rank_with_to(const rap_scene *s, uint32_t token)
{
    const rap_token *t = &s->p->tokens[token];
    uint32_t hashes[] = {t->hash, t->lemma_hash};
    size_t best = rank_at(s, token);
    for (int i = 0; i < 2; i++) {
        uint32_t with =
            rap_hash_on(rap_hash_on(hashes[i], RAP_STR(" ")), RAP_STR("to"));
        int row = rap_table_probe(&modality_table, with);
        size_t rank = row < 0 ? RANKS : rank_of(row);
        if (rank < best) best = rank;
    }
    return best;
}

/* "none of the envoys came", "no soldier was hit": the subject is nobody. */
static bool is_nobody(const rap_scene *s, uint32_t subject)
{
    static const char *const nobody[] = {"none", "nobody", "no-one", "neither"};
    for (size_t i = 0; i < sizeof nobody / sizeof nobody[0]; i++)
        if (rap_token_is(s->p, subject, nobody[i])) return true;
    uint32_t no = rap_branches_find(&s->branches, s->p, subject, RAP_REL_DET);
    return no != RAP_NO_TOKEN && rap_token_is(s->p, no, "no");
}

/* "even had he signed", "had they met": what did not happen. */
static bool is_had_before(const rap_scene *s, uint32_t verb)
{
    const rap_token *t = s->p->tokens;
    uint32_t first = s->clauses[s->clause_of[verb]].first;
    while (first < verb && (t[first].upos == RAP_PUNCT || t[first].upos == RAP_ADV))
        first++;
    return first + 1 < verb && rap_token_is(s->p, first, "had") &&
           t[first + 1].upos != RAP_PART && t[first + 1].upos != RAP_ADV &&
           (strcmp(t[verb].xpos, "VBN") == 0 || strcmp(t[verb].xpos, "VBD") == 0);
}

/* Rank of the strongest auxiliary, adverb, mark or adjective that hangs on the token.
 */
static size_t rank_below(const rap_scene *s, uint32_t token)
{
    size_t best = RANKS;
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(&s->branches, token);
         rap_twigs_next(&it, &s->branches, &i);) {
        switch (rap_deprel_plain((rap_deprel)s->p->tokens[i].deprel)) {
        case RAP_REL_NSUBJ:
            if (is_nobody(s, i)) best = 0; /* negated */
            break;
        case RAP_REL_AUX:
        case RAP_REL_ADVMOD:
        case RAP_REL_MARK:
        case RAP_REL_DET:
        case RAP_REL_AMOD:
        case RAP_REL_COP: {
            size_t rank = rank_at(s, i);
            if (rank < best) best = rank;
            break;
        }
        default:
            break;
        }
    }
    return best;
}

/* "to keep hold of the state and regain ground", read as the state and regaining: the
 * verb to which a bare one is joined. */
static uint32_t joined_to(const rap_scene *s, uint32_t verb)
{
    uint32_t up = s->p->tokens[verb].head;
    bool bare = rap_str_is(rap_str_of(s->p->tokens[verb].xpos), "VB");
    for (int n = 0; bare && n < HEIGHT && s->p->tokens[up].upos != RAP_VERB; n++) {
        uint32_t head = s->p->tokens[up].head;
        if (head == RAP_NO_HEAD || head >= up) return s->p->tokens[verb].head;
        up = head;
    }
    return up;
}

/* Rank of the strongest word that by the tree governs the trigger. */
static size_t rank_in_tree(const rap_scene *s, uint32_t trigger)
{
    size_t best = RANKS;
    uint32_t token = trigger;
    for (int n = 0; n < HEIGHT; n++) {
        const rap_token *t = &s->p->tokens[token];
        size_t rank = rank_below(s, token);
        if (rank < best) best = rank;
        if (t->head == RAP_NO_HEAD || t->head == token) break;
        rap_deprel r = (rap_deprel)t->deprel;
        bool infinitive = rap_str_is(rap_str_of(t->xpos), "VB");
        bool governed = r == RAP_REL_XCOMP ||
                        (infinitive && (r == RAP_REL_ADVCL || r == RAP_REL_ACL));
        bool object =
            t->upos != RAP_VERB && (r == RAP_REL_OBJ || r == RAP_REL_NSUBJ_PASS);
        if (governed) rank = rank_with_to(s, t->head);
        if (governed && rank < best) best = rank;
        if (!governed && !object && r != RAP_REL_CONJ) break;
        token = r == RAP_REL_CONJ ? joined_to(s, token) : t->head;
    }
    return best;
}

/* "speculation grew that he was leaving", "fears that Norland attacked": only thought
 * of. */
static bool is_thought(const rap_scene *s, uint32_t trigger)
{
    const rap_token *t = &s->p->tokens[trigger];
    uint32_t noun = t->head;
    rap_deprel r = rap_deprel_plain((rap_deprel)t->deprel);
    if (noun == RAP_NO_HEAD || (r != RAP_REL_CCOMP && r != RAP_REL_ACL)) return false;
    if (r == RAP_REL_CCOMP)
        noun = rap_branches_find(&s->branches, s->p, noun, RAP_REL_NSUBJ);
    if (noun == RAP_NO_TOKEN || s->p->tokens[noun].upos != RAP_NOUN) return false;
    uint32_t that = rap_branches_find(&s->branches, s->p, trigger, RAP_REL_MARK);
    int row = rap_table_find(&hollow_table, s->p->tokens[noun].lemma);
    return that != RAP_NO_TOKEN && rap_token_is(s->p, that, "that") &&
           rap_cell_is(&hollow_table, row, HOLLOW_USE, "thought");
}

/* "which have attacked": what a perfect of the present tells is news. */
static bool has_have(const rap_scene *s, uint32_t verb)
{
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(&s->branches, verb);
         rap_twigs_next(&it, &s->branches, &i) && i < verb;)
        if (rap_token_is(s->p, i, "has") || rap_token_is(s->p, i, "have")) return true;
    return false;
}

/* Old things: "... in 2014", "had ...ed", "which ...", "... last year". */
static bool is_background(const rap_scene *s, uint32_t trigger)
{
    const rap_clause *c = &s->clauses[s->clause_of[trigger]];
    const rap_token *t = &s->p->tokens[trigger];
    uint32_t n;
    /* in somebody's words "had" may only be "has" put back */
    if (c->said < 0 && t->upos == RAP_VERB && trigger > c->first &&
        rap_str_is(t[-1].low, "had"))
        return true;
    uint32_t end = trigger + BEFORE < c->last ? trigger + BEFORE : c->last;
    for (uint32_t i = trigger + 1; i < end; i++) {
        int row = rap_idioms_find(s->p, &modality_table, i, end, &n);
        if (row >= 0 &&
            rap_cell_is(&modality_table, row, MODALITY_STATUS, "background"))
            return true;
    }
    return c->kind == RAP_CLAUSE_RELATIVE && t->upos == RAP_VERB &&
           !has_have(s, trigger);
}

/* "starting 1 September", "as of Friday": it begins then. */
static bool begins_then(const rap_scene *s, const rap_time *t)
{
    static const char *const words[] = {"starting", "beginning", "effective"};
    for (size_t i = 0; t->first && i < sizeof words / sizeof words[0]; i++)
        if (rap_token_is(s->p, t->first - 1, words[i])) return true;
    return t->first > 1 && rap_token_is(s->p, t->first - 1, "of") &&
           rap_token_is(s->p, t->first - 2, "as");
}

/* What the day of a deed tells, by a time in its clause: it is still to come, or lies
 * so far back that it is told to explain the present. */
static rap_status status_by_day(const rap_scene *s, uint32_t trigger)
{
    const rap_clause *c = &s->clauses[s->clause_of[trigger]];
    int32_t near = rap_times_near(s->in->times, s->p, trigger);
    if (near < 0) return RAP_STATUS_NONE;
    const rap_time *t = &s->in->times->times[near];
    rap_day from = t->days.from, to = t->days.to,
            now = rap_times_own(&s->in->times->published);
    bool here = t->first >= c->first && t->first < c->last && t->type == RAP_TIMEX_DATE;
    bool past = rap_str_is(rap_str_of(s->p->tokens[trigger].xpos), "VBD");
    if (here && !from.year && !past && begins_then(s, t)) return RAP_STATUS_PLANNED;
    if (!here || rap_day_is_none(from) || rap_day_is_none(to) || !from.year)
        return RAP_STATUS_NONE;
    if (!rap_day_is_full(now))
        return to.month ? RAP_STATUS_NONE : RAP_STATUS_BACKGROUND;
    int32_t today = rap_day_serial(now);
    if (rap_day_serial(rap_day_first(from)) > today) return RAP_STATUS_PLANNED;
    bool old = rap_day_serial(rap_day_last(to)) + OLD < today || to.year < now.year - 1;
    return old ? RAP_STATUS_BACKGROUND : RAP_STATUS_NONE;
}

rap_status rap_modality_of(const rap_scene *s, uint32_t trigger)
{
    size_t rank = rank_in_tree(s, trigger);
    if (rank == RANKS) rank = rank_before(s, trigger);
    bool no = rank < RANKS && ranks[rank].status == RAP_STATUS_NEGATED;
    if (is_had_before(s, trigger) || is_thought(s, trigger))
        return RAP_STATUS_HYPOTHETICAL;
    if (rap_is_denied(s, trigger)) return no ? RAP_STATUS_CLAIMED : RAP_STATUS_NEGATED;
    if (rank < RANKS && ranks[rank].status != RAP_STATUS_ALLEGED &&
        ranks[rank].status != RAP_STATUS_CLAIMED)
        return ranks[rank].status;
    if (rap_is_of_claim(s, trigger)) return RAP_STATUS_ALLEGED;
    rap_status by_day = status_by_day(s, trigger);
    if (by_day != RAP_STATUS_NONE) return by_day;
    if (is_background(s, trigger)) return RAP_STATUS_BACKGROUND;
    if (rank < RANKS) return ranks[rank].status;
    int32_t said = s->clauses[s->clause_of[trigger]].said;
    return said >= 0 ? RAP_STATUS_CLAIMED : RAP_STATUS_ACTUAL;
}

bool rap_modality_is_charge(const rap_scene *s, uint32_t noun)
{
    static const char *const wrongs[] = {"failure",  "refusal", "violation",
                                         "breach",   "abuse",   "unwillingness",
                                         "treatment"};
    static const char *const reasons[] = {"for", "over"};
    const rap_token *t = &s->p->tokens[noun];
    bool wrong = false, reason = false;
    for (size_t i = 0; i < sizeof wrongs / sizeof wrongs[0]; i++)
        wrong = wrong || rap_str_is(t->lemma, wrongs[i]);
    uint32_t by = wrong ? rap_branches_find(&s->branches, s->p, noun, RAP_REL_CASE)
                        : RAP_NO_TOKEN;
    for (size_t i = 0; by != RAP_NO_TOKEN && i < sizeof reasons / sizeof reasons[0];
         i++)
        reason = reason || rap_token_is(s->p, by, reasons[i]);
    if (!reason || t->head == RAP_NO_HEAD || t->head == noun) return false;
    static const char *const answers[] = {"retaliation", "reprisal", "punishment"};
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++)
        if (rap_str_is(s->p->tokens[t->head].lemma, answers[i])) return true;
    rap_verb verb;
    uint32_t end = s->p->sentences[t->sentence].last;
    return rap_deeds_in_tree(&s->branches, s->p, t->head, end, &verb) &&
           rap_deeds_root(verb.code) >= 9;
}

bool rap_modality_is_loose(const rap_scene *s, uint32_t verb)
{
    /* "frivolous to compare and threaten": as the one that it is joined to */
    if (rap_hangs_by(s->p, verb, RAP_REL_CONJ) && s->p->tokens[verb].head < verb &&
        rap_str_is(rap_str_of(s->p->tokens[verb].xpos), "VB"))
        verb = s->p->tokens[verb].head;
    uint32_t first = s->clauses[s->clause_of[verb]].first, n, to = verb;
    while (to > first && verb - to < 2 && s->p->tokens[to - 1].upos == RAP_ADV)
        to--;
    if (to <= first || !rap_token_is(s->p, to - 1, "to")) return false;
    for (uint32_t i = window(s, verb, NEAR + 1); i < to; i++) {
        int row = rap_idioms_find(s->p, &modality_table, i, to, &n);
        if (row >= 0 && i + n == to) return false;
    }
    return true;
}

bool rap_modality_negated(const rap_scene *s, uint32_t token)
{
    uint32_t n;
    for (uint32_t i = window(s, token, NEAR); i < token; i++) {
        int row = rap_idioms_find(s->p, &modality_table, i, token, &n);
        if (row >= 0 && rank_of(row) == 0) return true;
    }
    return false;
}

bool rap_modality_future(const rap_scene *s, uint32_t verb)
{
    uint32_t n;
    for (uint32_t i = window(s, verb, NEAR); i < verb; i++) {
        int row = rap_idioms_find(s->p, &modality_table, i, verb, &n);
        if (row >= 0 && rap_cell_int(&modality_table, row, MODALITY_FUTURE))
            return true;
    }
    return false;
}

bool rap_modality_has_would(const rap_scene *s, uint32_t verb)
{
    for (uint32_t i = window(s, verb, NEAR); i < verb; i++)
        if (rap_token_is(s->p, i, "would") || rap_token_is(s->p, i, "'d")) return true;
    return false;
}
