/*
 * facts/settled.c - what a stance comes to on its issue.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/settled.h"

#include "facts/actors.h"
#include "facts/deeds.h"
#include "facts/held.h"
#include "facts/modality.h"
#include "facts/roles.h"

enum { FUTURE_REACH = 8 }; /* tokens from "will" to the harm that it tells of */
enum { WEAK_ISSUE = 1 };
enum { WHOM = 8 }; /* tokens that name who is urged */

static bool is(const rap_statement *st, const char *stance)
{
    return rap_str_is(st->stance.stance, stance);
}

static void become(rap_statement *st, const char *stance)
{
    st->stance.stance = rap_str_of(stance);
}

static bool is_giving(const rap_statement *st)
{
    return is(st, "offer") || is(st, "pledge");
}

/* "until the end of the year" sets a day and no condition: nothing has to happen. */
static bool is_till_a_day(const rap_scene *s, uint32_t c)
{
    uint32_t first = s->clauses[c].first;
    if (!rap_token_is(s->p, first, "until") && !rap_token_is(s->p, first, "till"))
        return false;
    for (uint32_t i = first + 1; i < s->clauses[c].last; i++)
        if (s->p->tokens[i].upos == RAP_VERB || s->p->tokens[i].upos == RAP_AUX)
            return false;
    uint32_t at = rap_times_first(s->in->times, first);
    return at < s->in->times->n_times &&
           s->in->times->times[at].first < s->clauses[c].last;
}

uint32_t rap_settled_condition(const rap_scene *s, const rap_unit *u)
{
    for (uint32_t c = s->clause_of[u->first]; c <= s->clause_of[u->last - 1]; c++)
        if (s->clauses[c].kind == RAP_CLAUSE_CONDITION &&
            s->clauses[c].said == u->said && !is_till_a_day(s, c))
            return c;
    return UINT32_MAX;
}

/* "if we go on like this, we will": what somebody fears of himself is no condition;
 * "if we get guarantees" is one. */
static bool is_of_own_doing(const rap_scene *s, const rap_unit *u, uint32_t c)
{
    static const char *const gets[] = {"get",  "receive", "obtain", "see",
                                       "have", "win",     "reach",  "agree",
                                       "give", "hear",    "find",   "be"};
    uint32_t first = s->clauses[c].first;
    if (!rap_token_is(s->p, first + 1, "we") && !rap_token_is(s->p, first + 1, "i"))
        return false;
    for (uint32_t i = first + 2; i < s->clauses[c].last && i < u->last; i++)
        for (size_t k = 0; k < sizeof gets / sizeof gets[0]; k++)
            if (rap_str_is(s->p->tokens[i].lemma, gets[k])) return false;
    return true;
}

/* "once" or "when" something happens: a condition of what is promised or offered. */
static bool has_occasion(const rap_scene *s, const rap_statement *st)
{
    const rap_unit *u = &st->unit;
    for (uint32_t c = s->clause_of[u->first] + 1; c <= s->clause_of[u->last - 1]; c++) {
        uint32_t first = s->clauses[c].first;
        if (s->clauses[c].kind == RAP_CLAUSE_TIME &&
            (rap_token_is(s->p, first, "once") ||
             (is(st, "offer") && rap_token_is(s->p, first, "when"))))
            return true;
    }
    return false;
}

static bool is_in(const rap_scene *s, const rap_unit *u, const char *const *words,
                  size_t n)
{
    for (uint32_t i = u->first; i < u->last; i++)
        for (size_t k = 0; k < n; k++)
            if (rap_token_is(s->p, i, words[k])) return true;
    return false;
}

/* The issue that the subject of the stance names as a whole ("any deal", "the talks").
 */
static bool subject_is(const rap_scene *s, const rap_statement *st,
                       const char *const *words, size_t n)
{
    uint32_t token = st->stance.stance.n
                         ? st->stance.token
                         : rap_roles_top(s, st->unit.first, st->unit.last);
    if (token >= s->p->n_tokens) return false;
    uint32_t subject = rap_roles_subject_of(s, token);
    if (subject == RAP_NO_TOKEN || subject > token) return false;
    for (size_t k = 0; k < n; k++)
        if (rap_str_is(s->p->tokens[subject].lemma, words[k])) return true;
    return false;
}

static bool is_about_talks(const rap_scene *s, const rap_statement *st)
{
    static const char *const words[] = {"talk",         "talks",      "negotiation",
                                        "negotiations", "discussion", "dialogue"};
    return subject_is(s, st, words, sizeof words / sizeof words[0]);
}

static bool is_about_terms(const rap_scene *s, const rap_statement *st)
{
    static const char *const words[] = {"deal",       "peace",      "agreement",
                                        "settlement", "solution",   "accord",
                                        "treaty",     "compromise", "progress"};
    return subject_is(s, st, words, sizeof words / sizeof words[0]);
}

/* Is the issue so broad that a narrower one, which the words of the stance name
 * themselves, goes before it? */
static bool is_broad(const rap_statement *st)
{
    rap_str label = st->issue.label, own = st->stance.issue;
    bool of_deal = rap_str_is(label, "ceasefire") || rap_str_is(label, "trade_deal");
    bool of_keeping =
        rap_str_is(own, "compliance") || rap_str_is(own, "pledge_credibility");
    return !label.n || st->issue.weight <= WEAK_ISSUE || (of_deal && of_keeping) ||
           rap_str_is(rap_issue_family(label), "talks");
}

/* "failing to enforce the agreement on dumping": what is not kept is named as such. */
static bool is_of_keeping(const rap_scene *s, const rap_statement *st)
{
    static const char *const words[] = {"agreement", "pact", "accord", "truce",
                                        "ceasefire", "deal", "treaty", "terms"};
    return rap_str_is(st->stance.issue, "compliance") &&
           is_in(s, &st->unit, words, sizeof words / sizeof words[0]);
}

static void settle_issue(const rap_scene *s, rap_statement *st)
{
    bool broad = is_broad(st), claims = is(st, "claim");
    bool progress = rap_str_is(st->stance.issue, "talks_progress");
    if (claims && (broad || progress) && is_about_talks(s, st))
        st->issue.label = RAP_STR("talks_progress");
    else if (st->stance.issue.n && (broad || is_of_keeping(s, st)))
        st->issue.label = st->stance.issue;
}

/* Threats, protests, sanctions and force: roots 13 to 20. */
static bool is_force(rap_str code)
{
    return code.n >= 2 && rap_str_cmp(code, RAP_STR("13")) >= 0;
}

/* "will be taxed": the harm itself is told as coming. */
static bool announces_harm(const rap_scene *s, const rap_statement *st)
{
    static const char *const words[] = {"will", "would", "'ll"};
    const rap_issue *issue = &st->issue;
    if (rap_issue_harm(issue->label) != RAP_HARM_DONE || issue->last == issue->first)
        return false;
    uint32_t from = st->unit.first;
    if (issue->first > from + FUTURE_REACH) from = issue->first - FUTURE_REACH;
    rap_unit near = {from, issue->first, st->unit.said};
    return is_in(s, &near, words, sizeof words / sizeof words[0]);
}

/* What another side is told to do or not to do, as CAMEO has it: a deed of force, a
 * refusal; or that it does not do what is due. */
static bool blames(const rap_scene *s, const rap_statement *st)
{
    rap_verb verb;
    int32_t speaker = rap_scene_side(s, rap_scene_speaker(s, st->unit.said));
    uint32_t top = rap_roles_top(s, st->unit.first, st->unit.last);
    if (speaker < 0 || s->p->tokens[top].upos != RAP_VERB ||
        rap_modality_future(s, top) ||
        !rap_deeds_in_tree(&s->branches, s->p, top, st->unit.last, &verb))
        return false;
    int32_t doer = rap_scene_side(s, rap_actors_subject(s, top));
    if (doer < 0 || doer == speaker || verb.noun) return false;
    bool negated = rap_modality_negated(s, top), force = is_force(verb.code);
    return negated ? !force && rap_deeds_is_code(verb.code) : force;
}

/* The first rule that holds decides.  NOLINTBEGIN(bugprone-branch-clone) */
static void settle_kind(const rap_scene *s, rap_statement *st, bool ended)
{
    bool harm = rap_issue_harm(st->issue.label) == RAP_HARM_DONE;
    uint32_t on = rap_settled_condition(s, &st->unit);
    bool depends = on != UINT32_MAX;
    /* what only the report is about is not what the words promise to do */
    bool named = st->issue.last > st->issue.first;
    if (is_giving(st) && depends && is_of_own_doing(s, &st->unit, on))
        become(st, "claim");
    else if (is_giving(st) && (depends || has_occasion(s, st)))
        become(st, "condition");
    else if (is(st, "pledge") && harm && !ended && named)
        become(st, "threat");
    else if ((is(st, "reject") || is(st, "red_line")) && depends)
        become(st, "condition");
    else if (is(st, "threat") && harm && ended)
        become(st, "pledge");
    else if (is(st, "demand") && is_about_terms(s, st))
        become(st, "condition");
    else if (is(st, "claim") && !ended && announces_harm(s, st))
        become(st, "threat");
    else if (is(st, "claim") && st->stance.weight == 0 && blames(s, st)) {
        become(st, "accuse");
        st->stance.polarity = '-';
    }
}
/* NOLINTEND(bugprone-branch-clone) */

static char turned(char polarity)
{
    return polarity == '+' ? '-' : polarity == '-' ? '+' : polarity;
}

static void settle_polarity(const rap_scene *s, rap_statement *st, bool ended)
{
    bool evil = rap_issue_harm(st->issue.label) == RAP_HARM_EVIL;
    char *to = &st->stance.polarity;
    bool blame = is(st, "accuse") || is(st, "doubt") || is(st, "deny");
    if (blame) return;
    if (ended)
        *to = turned(*to);
    else if (evil && is(st, "demand"))
        *to = '-';
    uint32_t top = rap_roles_top(s, st->unit.first, st->unit.last);
    if (is(st, "claim") && *to == '+' && rap_modality_negated(s, top)) *to = '-';
}

/* "pledged not to raise": what is promised is that it does not happen. */
static bool begins_negated(const rap_scene *s, const rap_statement *st)
{
    uint32_t first = st->unit.first, last = first + 1;
    if (is(st, "demand")) last = first + WHOM; /* "urged Norland not to raise" */
    for (uint32_t i = first; i < last && i < st->unit.last; i++)
        if ((rap_token_is(s->p, i, "not") || rap_token_is(s->p, i, "never")) &&
            rap_token_is(s->p, i + 1, "to"))
            return true;
    if (!is(st, "pledge") || rap_issue_harm(st->issue.label) != RAP_HARM_DONE)
        return false;
    uint32_t top =
        rap_roles_top(s, first, st->unit.last); /* "that it would not bomb" */
    return s->p->tokens[top].upos == RAP_VERB && rap_modality_negated(s, top);
}

/* What somebody believes or hopes of another is a claim of his own. */
static void settle_belief(const rap_scene *s, rap_statement *st)
{
    if (st->unit.said < 0 || !st->stance.of_subject) return;
    const rap_attribution *a = &s->in->speech->attributions[st->unit.said];
    uint32_t token = st->stance.token;
    int32_t speaker = rap_scene_side(s, rap_held_speaker(s, st->unit.said));
    if (a->speech || speaker < 0 ||
        rap_scene_side(s, rap_actors_subject(s, token)) == speaker)
        return;
    st->stance =
        (rap_stance){.stance = RAP_STR("claim"), .polarity = '+', .token = token};
    bool denied =
        a->cue_token < s->p->n_tokens && rap_modality_negated(s, a->cue_token);
    if (denied) st->stance.polarity = '-';
}

/* "to work towards lifting the ban", where the report is about the embargo. */
static bool lifts_it(const rap_scene *s, const rap_statement *st)
{
    static const char *const verbs[] = {"lift", "end",    "ease",  "stop",   "halt",
                                        "drop", "remove", "scrap", "cancel", "suspend"};
    if (st->issue.last > st->issue.first ||
        rap_issue_harm(st->issue.label) != RAP_HARM_DONE)
        return false;
    for (uint32_t i = st->unit.first; i < st->unit.last; i++)
        for (size_t k = 0; k < sizeof verbs / sizeof verbs[0]; k++)
            if (s->p->tokens[i].upos == RAP_VERB &&
                rap_str_is(s->p->tokens[i].lemma, verbs[k]))
                return true;
    return false;
}

void rap_settled_stance(const rap_scene *s, rap_statement *st)
{
    settle_belief(s, st);
    if (!st->stance.stance.n) {
        st->stance.stance = RAP_STR("claim");
        st->stance.polarity = '+';
    }
    bool ended = rap_issue_is_ended(s->p, &st->issue) || begins_negated(s, st) ||
                 lifts_it(s, st);
    settle_issue(s, st);
    settle_kind(s, st, ended);
    settle_polarity(s, st, ended);
}
