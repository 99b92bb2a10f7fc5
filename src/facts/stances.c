/*
 * facts/stances.c - what a stretch of text shows its speaker or subject to want, give,
 * refuse or hold.
 *
 * The knowledge is data/stances.tsv; data/stanceturns.tsv tells what each stance
 * becomes when it is negated.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/stances.h"

#include "facts/actors.h"
#include "facts/avowals.h"
#include "facts/deeds.h"
#include "facts/hollow.h"
#include "facts/idioms.h"
#include "facts/modality.h"
#include "facts/roles.h"

#include "denial_words_table.inc"
#include "stances_table.inc"
#include "stanceturns_table.inc"

enum { CUE_WEIGHT = 7 };
enum { AUXILIARY = 4 }; /* tokens between one and its participle */
enum { UNTIL = 3 };     /* tokens from "until" to the time that it names */
enum { OF_TIME = 3 };   /* more for "the end of" */
enum { THAN = 8 };      /* tokens from "than" to the verb of its clause */
enum { OBJECT = 16 };   /* tokens from a stance to the deed that it is about */

static char polarity(rap_str cell)
{
    return cell.n ? cell.p[0] : '0';
}

static rap_stance stance_of_row(int row, uint32_t token)
{
    rap_str holder = rap_cell(&stances_table, row, STANCES_HOLDER);
    return (rap_stance){.stance = rap_cell(&stances_table, row, STANCES_STANCE),
                        .polarity =
                            polarity(rap_cell(&stances_table, row, STANCES_POLARITY)),
                        .of_subject = !rap_str_is(holder, "h"),
                        .token = token,
                        .weight = rap_cell_int(&stances_table, row, STANCES_WEIGHT),
                        .cameo = rap_cell(&stances_table, row, STANCES_CAMEO),
                        .issue = rap_cell(&stances_table, row, STANCES_ISSUE)};
}

#define IS_OF(word, list) is_word_of((word), (list), sizeof(list) / sizeof *(list))

static bool is_word_of(rap_str word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (rap_str_is(word, words[i])) return true;
    return false;
}

/* "did not announce the pact", "had not called for a pact": who does not say or ask
 * for a thing refuses nothing. */
static bool is_telling(const rap_scene *s, const rap_stance *st)
{
    static const char *const tells[] = {"announce", "declare", "say", "state"};
    static const char *const asks[] = {"ask", "call", "request", "urge", "appeal"};
    rap_str word = s->p->tokens[st->token].lemma;
    return IS_OF(word, tells) ||
           (rap_str_is(st->stance, "demand") && IS_OF(word, asks));
}

/* "did not accept" is a refusal: turn the stance as data/stanceturns.tsv says. */
static void turn(const rap_scene *s, rap_stance *st)
{
    if (is_telling(s, st)) {
        *st = (rap_stance){.polarity = '0', .token = st->token};
        return;
    }
    int row = rap_table_find(&stanceturns_table, st->stance);
    rap_str to = rap_cell(&stanceturns_table, row, STANCETURNS_NEGATED);
    int code = rap_table_find(&stanceturns_table, to);
    char was = st->polarity;
    st->stance = to;
    st->polarity = polarity(rap_cell(&stanceturns_table, row, STANCETURNS_POLARITY));
    if (was == '-' && st->polarity == '-') st->polarity = '+';
    st->cameo = rap_cell(&stanceturns_table, code, STANCETURNS_CAMEO);
}

/* "the proposed rules", "a letter signed by": a participle that says nothing of the
 * subject before it. */
static bool is_participle(const rap_scene *s, uint32_t token)
{
    const rap_token *t = &s->p->tokens[token];
    if (token && t[-1].upos == RAP_DET) return true;
    bool by = rap_token_is(s->p, token + 1, "by");
    if (by && rap_str_is(rap_str_of(t->xpos), "VBD")) return true;
    if (!rap_str_is(rap_str_of(t->xpos), "VBN")) return false;
    uint32_t first = s->clauses[s->clause_of[token]].first;
    for (uint32_t i = token; i > first && token - i < AUXILIARY; i--)
        if (s->p->tokens[i - 1].upos == RAP_AUX ||
            rap_str_is(s->p->tokens[i - 1].lemma, "have"))
            return false;
    bool before_noun =
        token + 1 < s->p->n_tokens && (t[1].upos == RAP_NOUN || t[1].upos == RAP_ADJ);
    return before_noun || by;
}

/* "its pledge", "support for" name an act and take none: a word shows what its subject
 * does only as a verb or adjective; nor does an infinitive of purpose. */
static bool is_name_of_act(const rap_scene *s, rap_stance st, uint32_t n)
{
    uint8_t pos = s->p->tokens[st.token].upos;
    /* "fake cigarettes" are denied by nobody, "fake reports" are */
    if (rap_token_is(s->p, st.token, "fake") &&
        rap_hangs_by(s->p, st.token, RAP_REL_AMOD))
        return rap_table_find(&denial_words_table,
                              s->p->tokens[s->p->tokens[st.token].head].low) < 0;
    if (pos == RAP_NOUN && rap_str_is(s->p->tokens[st.token].lemma, "suspect"))
        return true; /* those who are suspected, and nobody's doubt */
    if (!st.of_subject) return false;
    if (rap_hangs_by(s->p, st.token, RAP_REL_AMOD)) return true;
    if (pos == RAP_VERB)
        return rap_modality_is_loose(s, st.token) || is_participle(s, st.token);
    bool weak = n == 1 || rap_str_is(st.stance, "demand") ||
                rap_str_is(st.stance, "accept") || rap_str_is(st.stance, "pledge") ||
                rap_str_is(st.stance, "reject");
    return weak && (pos == RAP_NOUN || pos == RAP_PROPN);
}

/* "will not", "must never": what stands close behind an auxiliary negates it. */
static bool is_negated_behind(const rap_scene *s, uint32_t next, uint32_t last)
{
    static const char *const words[] = {"not", "n't", "never"};
    if (next >= last || next == 0) return false;
    uint8_t pos = s->p->tokens[next - 1].upos;
    if (pos != RAP_AUX && !rap_token_is(s->p, next - 1, "to")) return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rap_token_is(s->p, next, words[i])) return true;
    return rap_token_is(s->p, next, "no") && rap_token_is(s->p, next + 1, "longer");
}

/* "would sign nothing that ..": who takes nothing rejects; "nothing but" takes one. */
static bool takes_nothing(const rap_scene *s, rap_stance st, uint32_t next,
                          uint32_t last)
{
    static const char *const words[] = {"nothing", "neither", "none"};
    static const char *const save[] = {"but", "except", "short", "less"};
    if (next >= last || !rap_str_is(st.stance, "accept")) return false;
    if (next + 1 < s->p->n_tokens && IS_OF(s->p->tokens[next + 1].low, save))
        return false;
    return IS_OF(s->p->tokens[next].low, words);
}

/* Who wants nothing shows nothing, who offers or takes nothing refuses. */
static const char *const wants[] = {"want", "seek", "desire"};
static const char *const gives[] = {"offer", "accept", "take"};

/* "wants no war", "offered no concessions"; "no more than" is how much. */
static bool has_no(const rap_scene *s, rap_stance st, uint32_t next, uint32_t last,
                   const char *const verbs[3])
{
    static const char *const measures[] = {"more", "less", "fewer", "later", "longer"};
    if (next + 1 >= last || !rap_token_is(s->p, next, "no")) return false;
    return is_word_of(s->p->tokens[st.token].lemma, verbs, 3) &&
           !IS_OF(s->p->tokens[next + 1].low, measures);
}

/* "must not" still demands, only the contrary. */
static void turn_word(const rap_scene *s, rap_stance *st, bool of_speaker)
{
    if (of_speaker && rap_str_is(st->stance, "demand"))
        st->polarity = '-';
    else
        turn(s, st);
}

/* "the end of", before a year or a month. */
static bool is_part_of_time(const rap_scene *s, uint32_t token)
{
    static const char *const parts[] = {"end", "beginning", "start", "middle", "close"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (rap_token_is(s->p, token, parts[i]) ||
            (rap_token_is(s->p, token, "the") &&
             rap_token_is(s->p, token + 1, parts[i])))
            return true;
    return false;
}

/* "should be arriving", "until Tuesday": words that want something at other places say
 * here what is likely, or when. */
static bool is_no_wish(const rap_scene *s, uint32_t token, uint32_t last)
{
    const rap_token *t = &s->p->tokens[token];
    if (rap_token_is(s->p, token, "until") && token + 1 < last) {
        const rap_times *times = s->in->times;
        if (rap_token_is(s->p, token + 1, "then")) return true;
        uint32_t far = token + UNTIL + (is_part_of_time(s, token + 1) ? OF_TIME : 0);
        uint32_t at = rap_times_first(times, token);
        return at < times->n_times && times->times[at].first <= far;
    }
    /* "the energy had to be released": by nature, and by nobody's wish */
    if (token + 1 < last && rap_token_is(s->p, token, "had") &&
        rap_token_is(s->p, token + 1, "to")) {
        uint32_t subject = rap_roles_subject_of(s, token);
        return subject != RAP_NO_TOKEN && s->p->tokens[subject].upos == RAP_NOUN &&
               rap_scene_actor(s, subject) < 0;
    }
    bool due = rap_token_is(s->p, token, "should") || rap_token_is(s->p, token, "must");
    if (!due || token + 2 >= last) return false;
    return rap_token_is(s->p, token + 1, "be") &&
           rap_str_is(rap_str_of(t[2].xpos), "VBG");
}

/* "retaliated by taxing": a deed that is done threatens nobody any more. */
static bool is_done(const rap_scene *s, rap_stance st)
{
    const rap_token *t = &s->p->tokens[st.token];
    bool done = st.token > 0 && rap_str_is(rap_str_of(t->xpos), "VBN") &&
                (t[-1].upos == RAP_AUX || t[-1].upos == RAP_ADV);
    bool past = done || rap_str_is(rap_str_of(t->xpos), "VBD");
    return past && rap_str_is(st.stance, "threat") &&
           !rap_str_begins(t->lemma, RAP_STR("threat"));
}

/* Behind "that", "which" or "who", or in a clause opened by one without a comma. */
static bool is_relative(const rap_scene *s, uint32_t token)
{
    static const char *const words[] = {"that", "which", "who"};
    const rap_clause *c = &s->clauses[s->clause_of[token]];
    for (size_t i = 0; token > c->first && i < sizeof words / sizeof words[0]; i++)
        if (rap_token_is(s->p, token - 1, words[i])) return true;
    return c->kind == RAP_CLAUSE_RELATIVE && c->first > 0 &&
           !rap_token_is(s->p, c->first - 1, ",");
}

/* "two fewer than the Front had asked for": told to compare. */
bool rap_stance_is_compared(const rap_scene *s, uint32_t token)
{
    uint32_t i = rap_roles_subject_of(s, token);
    uint32_t first = s->p->sentences[s->p->tokens[token].sentence].first;
    if (i == RAP_NO_TOKEN || i > token || token - i > THAN) return false;
    for (; i > first && s->p->tokens[i - 1].sentence == s->p->tokens[token].sentence;
         i--) {
        uint8_t u = s->p->tokens[i - 1].upos;
        if (rap_token_is(s->p, i - 1, "than")) return true;
        if (u != RAP_DET && u != RAP_ADJ && u != RAP_PROPN && u != RAP_PRON)
            return false;
    }
    return false;
}

/* What stands in an "if" clause is taken by nobody, and what stands in a relative one
 * is not the point of a speaker's words. */
static bool is_aside(const rap_scene *s, rap_stance st, int32_t speaker)
{
    rap_clause_kind kind = s->clauses[s->clause_of[st.token]].kind;
    if (rap_str_is(st.stance, "condition")) return false;
    if (kind == RAP_CLAUSE_CONDITION) return true;
    if (st.of_subject && rap_stance_is_compared(s, st.token)) return true;
    /* "those who violate the order" */
    bool judges = rap_str_is(st.stance, "accuse") || rap_str_is(st.stance, "doubt");
    if (judges && is_relative(s, st.token)) return true;
    if (st.of_subject && is_relative(s, st.token)) return true;
    if (speaker < 0) return kind == RAP_CLAUSE_TIME || kind == RAP_CLAUSE_OTHER;
    return st.of_subject && kind == RAP_CLAUSE_RELATIVE;
}

/* "I expect we will", "rallies that they hope will move her": what is only thought of
 * promises nothing. */
static bool is_thought(const rap_scene *s, uint32_t auxiliary)
{
    static const char *const verbs[] = {"expect",  "think", "believe", "hope",
                                        "assume",  "guess", "suppose", "fear",
                                        "predict", "wish",  "imagine", "doubt"};
    const rap_token *t = s->p->tokens;
    uint32_t verb = t[auxiliary].head;
    if (auxiliary && t[auxiliary - 1].upos == RAP_VERB &&
        IS_OF(t[auxiliary - 1].lemma, verbs))
        return true;
    if (verb == RAP_NO_HEAD || !rap_hangs_by(s->p, verb, RAP_REL_CCOMP)) return false;
    return IS_OF(t[t[verb].head].lemma, verbs);
}

/* Is the subject "I" or "we"? */
static bool is_own_subject(const rap_scene *s, uint32_t token)
{
    uint32_t subject = rap_roles_subject_of(s, token);
    return subject != RAP_NO_TOKEN &&
           (rap_token_is(s->p, subject, "i") || rap_token_is(s->p, subject, "we"));
}

/* Can this row speak here?  What a side blames on itself is no blame, and only the
 * speaker's own side pledges by "will". */
static bool fits(const rap_scene *s, int row, rap_stance st, int32_t speaker)
{
    bool own = rap_cell_is(&stances_table, row, STANCES_HOLDER, "o");
    bool blame = rap_cell_is(&stances_table, row, STANCES_STANCE, "accuse");
    if (speaker < 0 && !st.of_subject) return false;
    if (!own && !blame) return true;
    int32_t side = rap_scene_side(s, rap_actors_subject(s, st.token));
    if (own) return side >= 0 && side == speaker && !is_thought(s, st.token);
    if (side >= 0) return side != speaker;
    return st.weight >= CUE_WEIGHT && !is_own_subject(s, st.token);
}

/* What a verb at `token` binds its subject to by data/avowals.tsv; no weight: nothing.
 */
static rap_stance vow_by(const rap_scene *s, uint32_t token)
{
    rap_str stance = rap_avowal_vow(s, token);
    bool binds = stance.n && s->p->tokens[token].upos == RAP_VERB;
    return (rap_stance){.stance = stance,
                        .polarity = binds ? '+' : '0',
                        .token = token,
                        .weight = binds ? CUE_WEIGHT : 0,
                        .cameo = RAP_STR("030")};
}

/* "agreed last week to return them": a verb that binds, whatever stands between it and
 * the deed.  False: none at token i. */
static bool take_vow(const rap_scene *s, uint32_t i, rap_stance *out)
{
    rap_stance st = vow_by(s, i);
    if (!st.weight || !s->branches.child) return false;
    uint32_t deed = rap_branches_find(&s->branches, s->p, i, RAP_REL_XCOMP);
    if (deed == RAP_NO_TOKEN)
        deed = rap_branches_find(&s->branches, s->p, i, RAP_REL_ADVCL);
    if (deed == RAP_NO_TOKEN || deed < i) return false;
    uint32_t to = rap_branches_find(&s->branches, s->p, deed, RAP_REL_MARK);
    st.of_subject = true;
    st.words = 1;
    *out = st;
    return to != RAP_NO_TOKEN && rap_token_is(s->p, to, "to");
}

/* The plainest stance of tokens [first, last).  `speaker` is the side that speaks
 * there, -1 for the narrator, of whom only what a subject holds is asked.  O(last -
 * first). */
static rap_stance stance_find(const rap_scene *s, uint32_t first, uint32_t last,
                              int32_t speaker)
{
    rap_stance best = {.polarity = '0', .token = first};
    int32_t said = first < last ? s->clauses[s->clause_of[first]].said : -1;
    uint32_t n;
    for (uint32_t i = first; i < last; i++) {
        if (s->clauses[s->clause_of[i]].said != said) continue;
        int row = rap_idioms_find(s->p, &stances_table, i, last, &n);
        rap_stance st = {.polarity = '0'};
        if (row >= 0) st = stance_of_row(row, i);
        if (row >= 0) st.words = n;
        bool vow = row < 0 && take_vow(s, i, &st);
        if ((row < 0 && !vow) || s->is_cue[i])
            continue; /* a cue speaks for its own words */
        n = st.words;
        if (is_name_of_act(s, st, n) || st.weight <= best.weight ||
            is_aside(s, st, speaker) || !fits(s, row, st, speaker))
            continue;
        if (is_done(s, st) || is_no_wish(s, i, last) ||
            rap_stance_is_hollow(s, &st, last) || has_no(s, st, i + n, last, wants))
            continue;
        if ((rap_modality_negated(s, i) && !rap_token_is(s->p, i, "provided")) ||
            is_negated_behind(s, i + n, last) || takes_nothing(s, st, i + n, last) ||
            has_no(s, st, i + n, last, gives))
            turn_word(s, &st, rap_cell_is(&stances_table, row, STANCES_HOLDER, "h"));
        if (st.stance.n) best = st;
        i += n - 1;
    }
    return best;
}

/* What a cue shows by data/stances.tsv: "wants to", "is prepared to". */
static rap_stance stance_of_cue_word(const rap_scene *s, uint32_t token)
{
    uint32_t n, last = s->p->sentences[s->p->tokens[token].sentence].last;
    int row = rap_idioms_find(s->p, &stances_table, token, last, &n);
    rap_stance st = {.polarity = '0'};
    if (row < 0 && s->p->tokens[token].upos == RAP_AUX && token + 1 < last)
        row = rap_idioms_find(s->p, &stances_table, token + 1, last, &n);
    if (row < 0 || !rap_cell_is(&stances_table, row, STANCES_HOLDER, "s")) return st;
    st = stance_of_row(row, token);
    st.of_subject = false;
    if (has_no(s, st, token + n, last, wants)) return (rap_stance){.polarity = '0'};
    if (st.weight && rap_modality_negated(s, token)) turn(s, &st);
    return st.stance.n ? st : (rap_stance){.polarity = '0'};
}

/* "declined to comment": words that data/stances.tsv says to show nothing. */
static bool is_said_empty(const rap_scene *s, uint32_t token)
{
    uint32_t n, last = s->p->sentences[s->p->tokens[token].sentence].last;
    int row = rap_idioms_find(s->p, &stances_table, token, last, &n);
    return row >= 0 && n > 2 && !rap_cell_int(&stances_table, row, STANCES_WEIGHT);
}

rap_stance rap_stance_of_cue(const rap_scene *s, uint32_t token)
{
    rap_verb verb;
    if (is_said_empty(s, token) || rap_roles_only_names(s, token))
        return (rap_stance){.polarity = '0'};
    rap_stance by_word = stance_of_cue_word(s, token);
    /* "pledged not to attack" is no threat */
    uint32_t deed = rap_roles_complement(s, token);
    if (deed != RAP_NO_TOKEN && rap_stance_keeps_from(s, deed) &&
        rap_str_is(rap_avowal_vow(s, token), "pledge"))
        return vow_by(s, token);
    if (!rap_deeds_in_tree(&s->branches, s->p, token, s->p->n_tokens, &verb) ||
        !verb.stance.n || by_word.weight > CUE_WEIGHT)
        return by_word;
    if (rap_str_is(by_word.stance, "reject") || rap_str_is(by_word.stance, "offer"))
        return by_word; /* where the table of deeds is coarser */
    /* "offered a cut": no pledge, though deeds are told alike of both */
    bool offers = rap_str_is(s->p->tokens[token].lemma, "offer");
    if (offers && rap_str_is(verb.stance, "pledge")) verb.stance = RAP_STR("offer");
    int row = rap_table_find(&stanceturns_table, verb.stance);
    bool against =
        rap_str_is(verb.stance, "accuse") || rap_str_is(verb.stance, "reject") ||
        rap_str_is(verb.stance, "doubt") || rap_str_is(verb.stance, "deny") ||
        rap_str_is(verb.stance, "red_line");
    rap_stance st = {.stance = verb.stance,
                     .polarity = against ? '-' : '+',
                     .token = token,
                     .weight = CUE_WEIGHT,
                     .cameo = verb.code,
                     .issue = by_word.issue};
    if (row >= 0 && rap_modality_negated(s, token)) turn(s, &st);
    return st;
}

/* The stance, or a threat where its deed does harm: force, arrests, penalties. */
static rap_stance harm_as_threat(const rap_scene *s, const rap_unit *unit,
                                 rap_stance st)
{
    rap_str deed = rap_stance_deed(s, unit, st);
    if (rap_str_cmp(deed, RAP_STR("15")) < 0) return st;
    st.stance = RAP_STR("threat");
    st.cameo = RAP_STR("130");
    return st;
}

/* What is not ruled out may be an offer. */
static bool is_left_open(const rap_scene *s, rap_stance st)
{
    return rap_str_is(st.stance, "offer") && rap_modality_negated(s, st.token);
}

/* What words announce or leave open. */
static rap_stance weigh_harm(const rap_scene *s, const rap_unit *unit, rap_stance st)
{
    bool to_come = rap_str_is(st.stance, "pledge") || is_left_open(s, st);
    return to_come ? harm_as_threat(s, unit, st) : st;
}

/* "Stop this war": quoted words that begin with a bare verb; "let me say" begins. */
static bool is_command(const rap_scene *s, const rap_unit *unit)
{
    uint32_t i = unit->first;
    const rap_token *t = s->p->tokens;
    while (i + 1 < unit->last && t[i].upos == RAP_PUNCT)
        i++;
    if (rap_token_is(s->p, i, "let") && rap_token_is(s->p, i + 1, "me")) return false;
    return unit->said >= 0 && t[i].shape & RAP_SHAPE_QUOTED && t[i].upos == RAP_VERB &&
           rap_str_is(rap_str_of(t[i].xpos), "VB");
}

static rap_stance command(uint32_t token)
{
    return (rap_stance){.stance = RAP_STR("demand"),
                        .polarity = '+',
                        .token = token,
                        .weight = CUE_WEIGHT - 1,
                        .cameo = RAP_STR("100")};
}

/* "insisted that it had paid", "suggested those involved had known": what is told as so
 * is no demand and no offer. */
static bool is_told_so(const rap_scene *s, const rap_unit *unit)
{
    static const char *const tags[] = {"VBD", "VBZ", "VBP", "MD"};
    static const char *const due[] = {"must", "should", "has", "have", "need", "needs"};
    bool finite = false;
    for (uint32_t i = unit->first; i < unit->last; i++) {
        const rap_token *t = &s->p->tokens[i];
        for (size_t k = 0; k < sizeof due / sizeof due[0]; k++)
            if (rap_str_is(t->low, due[k])) return false;
        for (size_t k = 0; k < sizeof tags / sizeof tags[0]; k++)
            finite =
                finite || (!s->is_cue[i] && rap_str_is(rap_str_of(t->xpos), tags[k]));
    }
    return finite && !rap_token_is(s->p, unit->first, "on");
}

/* "urged the lawmakers to impose new duties": is it for whoever is spoken to? */
static bool is_told_to(const rap_scene *s, uint32_t token)
{
    const rap_token *t = s->p->tokens;
    bool to = rap_str_is(rap_str_of(t[token].xpos), "TO");
    uint32_t verb = to ? t[token].head : token;
    uint32_t head = verb == RAP_NO_HEAD ? verb : t[verb].head;
    if (!s->branches.child || head == RAP_NO_HEAD || head >= verb) return false;
    if (rap_hangs_by(s->p, verb, RAP_REL_ACL)) /* taken for the noun's own */
        return rap_hangs_by(s->p, head, RAP_REL_OBJ) && s->is_cue[t[head].head];
    bool hangs = rap_hangs_by(s->p, verb, RAP_REL_XCOMP) ||
                 (to && rap_hangs_by(s->p, verb, RAP_REL_ADVCL));
    if (!hangs || !s->is_cue[head]) return false;
    uint32_t whom = rap_branches_find(&s->branches, s->p, head, RAP_REL_OBJ);
    if (whom == RAP_NO_TOKEN)
        whom = rap_branches_find(&s->branches, s->p, head, RAP_REL_IOBJ);
    return whom != RAP_NO_TOKEN && whom < verb;
}

/* "urged Norland to reject it": what another one is to do is no stance of his. */
static bool is_of_another(const rap_scene *s, rap_stance st, int32_t speaker)
{
    if (!st.weight || !st.of_subject) return false;
    return is_told_to(s, st.token) ||
           rap_scene_side(s, rap_actors_subject(s, st.token)) != speaker;
}

/* "agreed last week to return them": what stands between does not matter. */
static rap_stance vow(const rap_scene *s, const rap_unit *unit, uint32_t cue)
{
    rap_stance st = vow_by(s, cue);
    bool none = !st.weight || !rap_token_is(s->p, unit->first, "to") ||
                rap_modality_negated(s, cue) || is_said_empty(s, cue);
    return none ? (rap_stance){.polarity = '0', .token = unit->first} : st;
}

/* "denied that it wanted to": what somebody denies of himself he does not want. */
static bool is_denied(const rap_scene *s, int32_t said)
{
    static const char *const verbs[] = {"deny", "refute", "dispute"};
    const rap_attribution *a = &s->in->speech->attributions[said];
    if (a->speech || a->nested_in < 0) return false;
    uint32_t cue = s->in->speech->attributions[a->nested_in].cue_token;
    for (size_t i = 0; cue < s->p->n_tokens && i < sizeof verbs / sizeof verbs[0]; i++)
        if (rap_str_is(s->p->tokens[cue].lemma, verbs[i])) return true;
    return false;
}

rap_stance rap_stance_read(const rap_scene *s, const rap_unit *unit, int32_t speaker)
{
    rap_stance best = stance_find(s, unit->first, unit->last, speaker);
    best = weigh_harm(s, unit, best);
    if (!best.weight && is_command(s, unit)) best = command(unit->first);
    if (unit->said < 0) return best;
    if (is_denied(s, unit->said))
        return (rap_stance){.stance = RAP_STR("deny"),
                            .polarity = '-',
                            .token = unit->first,
                            .weight = CUE_WEIGHT,
                            .cameo = RAP_STR("016")};
    uint32_t cue = s->in->speech->attributions[unit->said].cue_token;
    if (cue >= s->p->n_tokens) return best;
    /* "only if the North promises" */
    if (s->clauses[s->clause_of[cue]].kind == RAP_CLAUSE_CONDITION)
        return (rap_stance){.polarity = '0', .token = unit->first};
    rap_stance by_cue = rap_stance_of_cue(s, cue);
    if (!by_cue.weight) by_cue = vow(s, unit, cue);
    rap_str how = s->p->tokens[cue].lemma;
    bool tells = rap_str_is(how, "insist") || rap_str_is(how, "suggest");
    if (tells && is_told_so(s, unit)) return best;
    /* "announced that ten were killed" promises nothing */
    if (rap_str_is(how, "announce") && rap_unit_is_fact(s, unit)) return best;
    rap_stance own = by_cue;
    own.of_subject = true;
    if (own.weight && rap_stance_is_hollow(s, &own, unit->last)) return best;
    /* "promised to consult them before any step": when he will do it */
    bool when = rap_str_is(best.stance, "condition") && rap_avowal_vow(s, cue).n > 0;
    bool cue_tells =
        when || is_of_another(s, best, speaker) || by_cue.weight >= best.weight;
    if (!by_cue.weight && best.of_subject && best.weight && is_told_to(s, best.token))
        return (rap_stance){.polarity = '0', .token = unit->first};
    if (!by_cue.weight || !cue_tells) return best;
    return is_left_open(s, by_cue) ? harm_as_threat(s, unit, by_cue) : by_cue;
}

static rap_stance read_unit(const rap_scene *s, const rap_unit *unit)
{
    int32_t speaker = rap_scene_side(s, rap_scene_speaker(s, unit->said));
    return rap_stance_read(s, unit, speaker);
}

rap_code rap_stances_open(rap_scene *s, rap_err *err)
{
    s->stances = RAP_NEW(s->arena, rap_stance, s->n_units);
    return s->stances ? RAP_OK : rap_fail_memory(err);
}

rap_stance rap_stance_of_unit(const rap_scene *s, const rap_unit *unit)
{
    if (!s->stances) return read_unit(s, unit);
    rap_stance *kept = &s->stances[unit - s->units];
    if (!kept->kept) *kept = read_unit(s, unit);
    kept->kept = true;
    return *kept;
}
