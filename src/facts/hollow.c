/*
 * facts/hollow.c - words that show a stance elsewhere and none where they stand.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/hollow.h"

#include "facts/denials.h"
#include "facts/modality.h"
#include "facts/roles.h"

#include "hollow_table.inc"

enum { RISE = 4 };   /* steps up a tree */
enum { FAR = 7 };    /* tokens from a thought to the clause that tells it */
enum { REACH = 4 };  /* tokens before a verb in which its auxiliaries stand */
enum { TOLD = 60 };  /* tokens of what is announced that are looked at */
enum { UNSURE = 3 }; /* tokens from "probably" to the word that it makes unsure */

static bool is_word_of(rap_str word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rap_str_is(word, words[i])) return true;
    return false;
}

#define IS_OF(word, list) is_word_of((word), (list), sizeof(list) / sizeof *(list))

/* Is what is promised, taken or threatened the matter of the words? */
static bool is_own_deed(const rap_stance *st)
{
    static const char *const stances[] = {"pledge", "offer",  "accept", "threat",
                                          "reject", "accuse", "doubt",  "deny"};
    return st->of_subject && IS_OF(st->stance, stances);
}

/* The word on which the clause of `verb` hangs as what is said or thought, else
 * RAP_NO_TOKEN. */
static uint32_t above_clause(const rap_scene *s, uint32_t verb)
{
    for (int n = 0; n < RISE; n++) {
        const rap_token *t = &s->p->tokens[verb];
        if (t->head == RAP_NO_HEAD || t->head == verb) return RAP_NO_TOKEN;
        switch (rap_deprel_plain((rap_deprel)t->deprel)) {
        case RAP_REL_ACL:
        case RAP_REL_CCOMP:
        case RAP_REL_CSUBJ:
            return t->head;
        case RAP_REL_AUX:
        case RAP_REL_COP:
        case RAP_REL_CONJ:
        case RAP_REL_XCOMP:
            verb = t->head;
            break;
        default:
            return RAP_NO_TOKEN;
        }
    }
    return RAP_NO_TOKEN;
}

static bool is_used_as(rap_str word, const char *use)
{
    return rap_cell_is(&hollow_table, rap_table_find(&hollow_table, word), HOLLOW_USE,
                       use);
}

/* "doubts in Kesh that Norland will", wherever the tree hangs the clause. */
static bool is_behind_thought(const rap_scene *s, uint32_t token)
{
    uint32_t that = s->clauses[s->clause_of[token]].first;
    const rap_token *t = s->p->tokens;
    while (that < token && t[that].upos == RAP_PUNCT)
        that++;
    if (!rap_token_is(s->p, that, "that")) return false;
    uint32_t from = s->p->sentences[t[that].sentence].first;
    for (uint32_t i = that; i > from && that - i < FAR; i--) {
        if (t[i - 1].upos == RAP_NOUN && is_used_as(t[i - 1].lemma, "thought"))
            return true;
        if (t[i - 1].upos == RAP_VERB || t[i - 1].upos == RAP_PUNCT) return false;
    }
    return false;
}

/* "gave no indication that he would", "doubts that Norland will": somebody else's
 * thought, or nobody's. */
static bool is_under_noun(const rap_scene *s, uint32_t noun)
{
    const rap_token *t = &s->p->tokens[noun];
    if (t->upos != RAP_NOUN) return false;
    if (is_used_as(t->lemma, "thought")) return true;
    uint32_t no = rap_branches_find(&s->branches, s->p, noun, RAP_REL_DET);
    return (no != RAP_NO_TOKEN && rap_token_is(s->p, no, "no")) ||
           (t->head != RAP_NO_HEAD && rap_token_is(s->p, noun - (noun > 0), "any") &&
            rap_modality_negated(s, noun));
}

/* "it was not certain that Norland would": nobody says that it will. */
static bool is_uncertain(const rap_scene *s, uint32_t token)
{
    static const char *const sure[] = {"certain", "sure", "clear", "known"};
    const rap_token *t = &s->p->tokens[token];
    return (IS_OF(t->lemma, sure) && rap_modality_negated(s, token)) ||
           rap_str_is(t->lemma, "unclear") || rap_str_is(t->lemma, "uncertain");
}

/* "it is vital that Norland supports": asked for, and not done. */
static bool is_mandative(const rap_scene *s, uint32_t token)
{
    const rap_token *t = &s->p->tokens[token];
    return t->upos == RAP_ADJ && is_used_as(t->lemma, "mandative");
}

/* "must accept", "would have to be approved by": what is due is not done. */
static bool is_due(const rap_scene *s, uint32_t verb)
{
    static const char *const due[] = {"must", "should", "ought", "need", "needs"};
    const rap_token *t = s->p->tokens;
    uint32_t first = s->clauses[s->clause_of[verb]].first;
    if (t[verb].upos != RAP_VERB) return false;
    for (uint32_t i = verb; i > first && verb - i < REACH; i--) {
        if (IS_OF(t[i - 1].low, due)) return true;
        bool to = rap_token_is(s->p, i - 1, "to") && i >= first + 2;
        if (to && rap_str_is(t[i - 2].lemma, "have")) return true;
        if (t[i - 1].upos != RAP_AUX && t[i - 1].upos != RAP_ADV &&
            t[i - 1].upos != RAP_PART)
            return false;
    }
    return false;
}

/* "may need to", "would not have to": nothing is asked for. */
static bool is_need_unmet(const rap_scene *s, const rap_stance *st)
{
    static const char *const maybe[] = {"may", "might", "could"};
    static const char *const needs[] = {"need", "have"};
    const rap_token *t = &s->p->tokens[st->token];
    uint32_t next = st->token + st->words;
    next += rap_token_is(s->p, next, "not") || rap_token_is(s->p, next, "n't");
    bool none = next + 1 < s->p->n_tokens && t->upos == RAP_AUX &&
                next > st->token + 1 && IS_OF(s->p->tokens[next].lemma, needs) &&
                rap_token_is(s->p, next + 1, "to");
    if (none) return true;
    if (!rap_str_is(st->stance, "demand") || !st->token) return false;
    /* "force was not the only way to" */
    uint32_t word = st->token + rap_token_is(s->p, st->token, "the");
    if (rap_token_is(s->p, word, "only")) return rap_modality_negated(s, word);
    if (!IS_OF(t->lemma, needs)) return false;
    return IS_OF(t[-1].low, maybe) || rap_modality_negated(s, st->token);
}

/* "could simply refuse", "might seek to": only thought of. */
static bool is_maybe(const rap_scene *s, uint32_t verb)
{
    static const char *const maybe[] = {"could", "might", "may"};
    if (s->p->tokens[verb].upos != RAP_VERB) return false;
    if (rap_hangs_by(s->p, verb, RAP_REL_CONJ) && s->p->tokens[verb].head < verb &&
        rap_str_is(rap_str_of(s->p->tokens[verb].xpos), "VB"))
        verb = s->p->tokens[verb].head;
    uint32_t aux = rap_branches_find(&s->branches, s->p, verb, RAP_REL_AUX);
    return aux != RAP_NO_TOKEN && IS_OF(s->p->tokens[aux].low, maybe);
}

/* "interest in signing", "the idea of meeting": nobody has done it by that. */
static bool is_idea(const rap_scene *s, uint32_t verb)
{
    static const char *const by[] = {"in", "of", "on", "about", "to"};
    const rap_token *t = &s->p->tokens[verb];
    uint32_t up = t->head;
    bool under = t->upos == RAP_VERB && rap_str_is(rap_str_of(t->xpos), "VBG") &&
                 verb && IS_OF(t[-1].low, by) && up != RAP_NO_HEAD;
    return under && s->p->tokens[up].upos == RAP_NOUN;
}

/* "probably will not attend": what somebody expects of another. */
static bool is_unsure(const rap_scene *s, const rap_stance *st, uint32_t last)
{
    uint32_t end = st->token + st->words + UNSURE;
    uint32_t first = st->token > UNSURE ? st->token - UNSURE : 0;
    for (uint32_t i = first; i < end && i < last; i++)
        if (is_used_as(s->p->tokens[i].low, "unsure")) return true;
    return false;
}

/* "announced that ten were killed", "announced the death of": promises nothing. */
static bool is_announced_fact(const rap_scene *s, const rap_stance *st, uint32_t last)
{
    if (!rap_str_is(s->p->tokens[st->token].lemma, "announce")) return false;
    uint32_t news = rap_branches_find(&s->branches, s->p, st->token, RAP_REL_OBJ);
    if (news != RAP_NO_TOKEN && is_used_as(s->p->tokens[news].lemma, "news"))
        return true;
    if (last > st->token + TOLD) last = st->token + TOLD;
    rap_unit what = {.first = st->token + 1, .last = last, .said = -1};
    return rap_branches_find(&s->branches, s->p, st->token, RAP_REL_CCOMP) !=
               RAP_NO_TOKEN &&
           rap_unit_is_fact(s, &what);
}

/* "asked if it had paid", "asked about the money": a question wants an answer and
 * nothing else. */
static bool is_inquiry(const rap_scene *s, const rap_stance *st, uint32_t last)
{
    if (!rap_str_is(s->p->tokens[st->token].lemma, "ask")) return false;
    uint32_t what = rap_branches_find(&s->branches, s->p, st->token, RAP_REL_OBL);
    uint32_t by = what == RAP_NO_TOKEN
                      ? what
                      : rap_branches_find(&s->branches, s->p, what, RAP_REL_CASE);
    if (by != RAP_NO_TOKEN && rap_token_is(s->p, by, "about")) return true;
    uint32_t clause = rap_branches_find(&s->branches, s->p, st->token, RAP_REL_CCOMP);
    uint32_t mark = clause == RAP_NO_TOKEN || clause >= last
                        ? RAP_NO_TOKEN
                        : rap_branches_find(&s->branches, s->p, clause, RAP_REL_MARK);
    return mark != RAP_NO_TOKEN &&
           (rap_token_is(s->p, mark, "if") || rap_token_is(s->p, mark, "whether"));
}

/* "ruled out any risk of infection", "we expect a boom": what is found or foreseen is
 * nobody's to give. */
static bool is_of_finding(const rap_scene *s, const rap_stance *st)
{
    rap_str verb = s->p->tokens[st->token].lemma;
    bool rules = rap_str_is(verb, "rule") || rap_str_is(verb, "exclude");
    bool expects = rap_token_is(s->p, st->token + st->words - 1, "expect");
    if (!rules && !expects) return false;
    uint32_t token = expects ? st->token + st->words - 1 : st->token;
    uint32_t what = rap_branches_find(&s->branches, s->p, token, RAP_REL_OBJ);
    return what != RAP_NO_TOKEN &&
           is_used_as(s->p->tokens[what].lemma, rules ? "finding" : "forecast");
}

/* "the suspected cases", "the money required": what is told of a thing in passing. */
static bool is_attribute(const rap_scene *s, const rap_stance *st)
{
    const rap_token *t = &s->p->tokens[st->token];
    if (rap_str_is(t->low, "alleged") && rap_hangs_by(s->p, st->token, RAP_REL_AMOD))
        return true;
    if (st->of_subject || st->words > 1 || !rap_str_is(rap_str_of(t->xpos), "VBN"))
        return false;
    if (rap_branches_find(&s->branches, s->p, st->token, RAP_REL_OBJ) != RAP_NO_TOKEN ||
        rap_branches_find(&s->branches, s->p, st->token, RAP_REL_NSUBJ) != RAP_NO_TOKEN)
        return false; /* a past tense taken for one */
    return rap_hangs_by(s->p, st->token, RAP_REL_AMOD) ||
           rap_hangs_by(s->p, st->token, RAP_REL_ACL);
}

/* "thanked the crew": takes nothing and asks for nothing. */
static bool is_courtesy(const rap_scene *s, const rap_stance *st)
{
    return is_used_as(s->p->tokens[st->token].lemma, "courtesy");
}

/* "inflation should ease": what is expected of a figure is asked of nobody. */
static bool is_forecast(const rap_scene *s, const rap_stance *st)
{
    const rap_token *t = &s->p->tokens[st->token];
    if (!rap_str_is(t->low, "should") || t->head == RAP_NO_HEAD) return false;
    if (!is_used_as(s->p->tokens[t->head].lemma, "forecast")) return false;
    uint32_t who = rap_roles_subject_of(s, st->token);
    return who == RAP_NO_TOKEN || rap_scene_actor(s, who) < 0;
}

/* "none of the three now offers it", "time is needed": who is nobody promises nothing,
 * and what nobody can give is asked of nobody. */
static bool is_of_nobody(const rap_scene *s, const rap_stance *st)
{
    static const char *const nobody[] = {"nobody", "none", "no-one"};
    static const char *const gives[] = {"pledge", "offer", "threat"};
    const rap_token *t = s->p->tokens;
    uint32_t who = rap_roles_subject_of(s, st->token);
    if (who == RAP_NO_TOKEN) return false;
    if (rap_str_is(st->stance, "demand")) return rap_str_is(t[who].low, "time");
    bool no_one =
        rap_token_is(s->p, who, "one") && who && rap_token_is(s->p, who - 1, "no");
    return IS_OF(st->stance, gives) && (no_one || IS_OF(t[who].low, nobody));
}

/* "they were subject to an ordeal": people are, a deal is subject to a condition. */
static bool is_suffered(const rap_scene *s, const rap_stance *st)
{
    static const char *const people[] = {"i",   "we",   "he",  "she",
                                         "you", "they", "who", "people"};
    uint32_t who = rap_roles_subject_of(s, st->token);
    return rap_token_is(s->p, st->token, "subject") && who != RAP_NO_TOKEN &&
           IS_OF(s->p->tokens[who].low, people);
}

/* "tariffs will only hurt": without an "if" or a doer it sets no condition. */
static bool is_only_more(const rap_scene *s, const rap_stance *st)
{
    static const char *const terms[] = {"if",       "when",    "after",
                                        "once",     "through", "by",
                                        "provided", "unless",  "together"};
    if (st->words != 2 || !rap_token_is(s->p, st->token + 1, "only")) return false;
    uint32_t end = s->p->sentences[s->p->tokens[st->token].sentence].last;
    for (uint32_t i = st->token + 2; i < end; i++) {
        bool in_turn = rap_token_is(s->p, i, "in") && i + 1 < end &&
                       (rap_token_is(s->p, i + 1, "return") ||
                        rap_token_is(s->p, i + 1, "exchange"));
        if (in_turn || IS_OF(s->p->tokens[i].low, terms)) return false;
    }
    uint32_t who = rap_roles_subject_of(s, st->token);
    return who != RAP_NO_TOKEN && s->p->tokens[who].upos == RAP_NOUN &&
           rap_scene_actor(s, who) < 0;
}

/* "the crop is set to return": what a thing will do is nobody's promise. */
static bool is_of_thing(const rap_scene *s, const rap_stance *st)
{
    uint32_t last = st->token + st->words;
    bool set = st->words == 3 && rap_token_is(s->p, last - 2, "set") &&
               rap_str_is(st->stance, "pledge");
    uint32_t who = set ? rap_roles_subject_of(s, st->token) : RAP_NO_TOKEN;
    if (set && who == RAP_NO_TOKEN) who = rap_roles_subject_of(s, last - 2);
    return who != RAP_NO_TOKEN && s->p->tokens[who].upos == RAP_NOUN &&
           rap_scene_actor(s, who) < 0;
}

bool rap_stance_lacks_object(const rap_scene *s, uint32_t verb)
{
    const rap_branches *b = &s->branches;
    rap_str lemma = s->p->tokens[verb].lemma;
    bool refuses = rap_str_is(lemma, "decline");
    bool grants = rap_str_is(lemma, "recognise") || rap_str_is(lemma, "recognize");
    /* "the tests are promising" */
    bool hopes = rap_str_is(s->p->tokens[verb].low, "promising");
    grants = grants || hopes;
    if (!b->child || (!refuses && !grants) ||
        rap_branches_find(b, s->p, verb, RAP_REL_OBJ) != RAP_NO_TOKEN ||
        rap_branches_find(b, s->p, verb, RAP_REL_NSUBJ_PASS) != RAP_NO_TOKEN)
        return false;
    return (grants && !hopes) || rap_roles_complement(s, verb) == RAP_NO_TOKEN;
}

/* "provided the others do not object": is something told of what stands behind it? */
static bool is_of_clause(const rap_scene *s, uint32_t token)
{
    static const char *const ends[] = {",", ".", "that", "which", "who", "when"};
    static const char *const tags[] = {"VBD", "VBZ", "VBP", "MD"};
    uint32_t end = s->p->sentences[s->p->tokens[token].sentence].last;
    for (uint32_t i = token + 1; i < end && !IS_OF(s->p->tokens[i].low, ends); i++)
        if (IS_OF(rap_str_of(s->p->tokens[i].xpos), tags)) return true;
    return false;
}

/* "the sale provided an income": gives, and sets no condition. */
static bool is_giving(const rap_scene *s, const rap_stance *st)
{
    if (st->words != 1 || !rap_token_is(s->p, st->token, "provided")) return false;
    if (is_of_clause(s, st->token)) return false;
    uint32_t who = rap_roles_subject_of(s, st->token);
    return s->p->tokens[st->token].upos == RAP_VERB && who != RAP_NO_TOKEN &&
           who < st->token;
}

/* "had been told by the minister that there was not enough time": another one's words,
 * heard by him who speaks. */
static bool is_hearsay(const rap_scene *s, uint32_t token)
{
    static const char *const tells[] = {"tell", "inform", "assure", "advise"};
    uint32_t above = above_clause(s, token);
    if (above == RAP_NO_TOKEN || !IS_OF(s->p->tokens[above].lemma, tells)) return false;
    return rap_branches_find(&s->branches, s->p, above, RAP_REL_NSUBJ_PASS) !=
               RAP_NO_TOKEN ||
           rap_branches_find(&s->branches, s->p, above, RAP_REL_AUX_PASS) !=
               RAP_NO_TOKEN;
}

/* "will attend the air show": no talks. */
static bool is_other_occasion(const rap_scene *s, const rap_stance *st)
{
    static const char *const talks[] = {
        "talk",        "talks",   "meeting", "summit",   "conference",
        "negotiation", "session", "round",   "dialogue", "discussion",
        "assembly",    "forum",   "it",      "them",     "one"};
    uint32_t verb = st->token + st->words - 1;
    if (!rap_token_is(s->p, verb, "attend")) return false;
    uint32_t what = rap_branches_find(&s->branches, s->p, verb, RAP_REL_OBJ);
    return what != RAP_NO_TOKEN && !IS_OF(s->p->tokens[what].lemma, talks);
}

/* "a dispute that had lasted": a noun, whatever stands behind it. */
static bool is_dispute(const rap_scene *s, const rap_stance *st)
{
    const rap_token *t = &s->p->tokens[st->token];
    return rap_token_is(s->p, st->token, "dispute") && st->token > 0 &&
           (t->upos == RAP_NOUN || t[-1].upos == RAP_DET || t[-1].upos == RAP_ADJ);
}

bool rap_stance_is_hollow(const rap_scene *s, const rap_stance *st, uint32_t last)
{
    if (is_need_unmet(s, st) || is_courtesy(s, st) || is_dispute(s, st)) return true;
    if (!s->branches.child) return false;
    if (is_attribute(s, st) || is_forecast(s, st) || is_of_finding(s, st) ||
        rap_stance_lacks_object(s, st->token))
        return true;
    if (is_of_nobody(s, st) || is_of_thing(s, st) || is_suffered(s, st) ||
        is_only_more(s, st) || rap_is_left_unsaid(s, st->token))
        return true;
    if (is_announced_fact(s, st, last) || is_inquiry(s, st, last)) return true;
    if (is_giving(s, st) || is_hearsay(s, st->token) || is_other_occasion(s, st))
        return true;
    if (!is_own_deed(st)) return false;
    uint32_t above = above_clause(s, st->token);
    if (above != RAP_NO_TOKEN &&
        (is_under_noun(s, above) || is_mandative(s, above) || is_uncertain(s, above)))
        return true;
    return is_behind_thought(s, st->token) || is_due(s, st->token) ||
           is_maybe(s, st->token) || is_idea(s, st->token) || is_unsure(s, st, last);
}

bool rap_unit_is_unsaid(const rap_scene *s, const rap_unit *unit)
{
    if (unit->said < 0 || !s->branches.child) return false;
    uint32_t cue = s->in->speech->attributions[unit->said].cue_token;
    if (cue >= s->p->n_tokens) return false;
    /* "if the North can convince them that ..." */
    if (s->clauses[s->clause_of[cue]].kind == RAP_CLAUSE_CONDITION) return true;
    uint32_t noun = s->p->tokens[cue].upos == RAP_NOUN
                        ? cue
                        : rap_branches_find(&s->branches, s->p, cue, RAP_REL_OBJ);
    uint32_t no = noun == RAP_NO_TOKEN
                      ? noun
                      : rap_branches_find(&s->branches, s->p, noun, RAP_REL_DET);
    return no != RAP_NO_TOKEN && rap_token_is(s->p, no, "no");
}

bool rap_unit_is_fact(const rap_scene *s, const rap_unit *unit)
{
    static const char *const past[] = {"VBD", "VBZ", "VBP"};
    static const char *const plans[] = {"plan", "intend", "want", "aim", "mean"};
    bool told = false;
    for (uint32_t i = unit->first; i < unit->last; i++) {
        const rap_token *t = &s->p->tokens[i];
        rap_str tag = rap_str_of(t->xpos);
        if (s->is_cue[i]) continue;
        if (rap_str_is(tag, "MD") || IS_OF(t->lemma, plans)) return false;
        bool to_come = t->upos == RAP_AUX && rap_str_is(t->lemma, "be") &&
                       i + 1 < unit->last &&
                       (rap_token_is(s->p, i + 1, "to") ||
                        rap_str_is(rap_str_of(t[1].xpos), "VBG"));
        if (to_come) return false;
        told = told || IS_OF(tag, past);
    }
    return told;
}
