/*
 * facts/mere.c - words of deeds that tell none where they stand.
 *
 * Each question is about the tree around the word: what it hangs on, what hangs on it.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/mere.h"

#include "facts/commoners.h"
#include "facts/denials.h"
#include "facts/grounds.h"
#include "facts/hollow.h"
#include "facts/roles.h"
#include "facts/stances.h"

#include "bodies_table.inc"
#include "fates_table.inc"
#include "hollow_table.inc"

/* "unilaterally imposed deadlines": a participle before a noun tells no deed of the
 * subject. */
static bool is_attribute(const rap_scene *s, const rap_verb *verb)
{
    const rap_token *t = &s->p->tokens[verb->first];
    if (verb->noun || verb->last - verb->first > 1 || !verb->first) return false;
    bool noun_behind = verb->last < s->p->n_tokens && t[1].upos == RAP_NOUN;
    bool no_subject = t[-1].upos == RAP_DET || t[-1].upos == RAP_ADP;
    for (uint32_t i = verb->first; i && s->p->tokens[i - 1].upos == RAP_ADV; i--)
        no_subject = i > 1 && (s->p->tokens[i - 2].upos == RAP_ADP ||
                               s->p->tokens[i - 2].upos == RAP_DET);
    return noun_behind && no_subject && rap_str_is(rap_str_of(t->xpos), "VBN");
}

/* "the occupied valley", "the Bureau for Cooperation", "attack helicopters", "imposing
 * tariffs is wrong": a word in a name, before a noun or as a subject tells no deed. */
static bool is_mere_word(const rap_scene *s, const rap_verb *verb)
{
    uint32_t top = rap_roles_top(s, verb->first, verb->last);
    const rap_names *names = s->in->names;
    int32_t m = names->by_token ? names->by_token[top] : -1;
    bool named = m >= 0 && names->mentions[m].kind == RAP_MENTION_NAME;
    if (!verb->noun)
        return rap_hangs_by(s->p, top, RAP_REL_AMOD) ||
               rap_hangs_by(s->p, top, RAP_REL_CSUBJ) ||
               (named && names->mentions[m].last > names->mentions[m].first + 1);
    if (named) return true;
    return rap_hangs_by(s->p, top, RAP_REL_COMPOUND);
}

/* "demonstrated its resolve", "returned to her home": who shows something does not
 * protest, and who goes back gives nothing back. */
static bool is_mere_show(const rap_scene *s, const rap_verb *verb)
{
    const rap_branches *b = &s->branches;
    rap_str lemma = s->p->tokens[verb->first].lemma;
    if (verb->noun || verb->words > 1 || !b->child) return false;
    bool object =
        rap_branches_find(b, s->p, verb->first, RAP_REL_OBJ) != RAP_NO_TOKEN ||
        rap_branches_find(b, s->p, verb->first, RAP_REL_CCOMP) != RAP_NO_TOKEN;
    bool passive =
        rap_branches_find(b, s->p, verb->first, RAP_REL_NSUBJ_PASS) != RAP_NO_TOKEN;
    if (rap_str_is(lemma, "demonstrate")) return object;
    return rap_str_is(lemma, "return") && !object && !passive;
}

/* Ships and the dead are let go too. */
static bool is_held(rap_str lemma)
{
    static const char *const things[] = {"ship",    "vessel", "tanker",    "trawler",
                                         "boat",    "yacht",  "freighter", "plane",
                                         "remains", "corpse", "body"};
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++)
        if (rap_str_is(lemma, things[i])) return true;
    return false;
}

/* "the tariffs hurt Norland": a state has no body. */
static bool hurts_no_body(const rap_scene *s, uint32_t verb, uint32_t on)
{
    rap_str how = s->p->tokens[verb].lemma;
    int32_t e = rap_scene_actor(s, on);
    if (e < 0 || (!rap_str_is(how, "hurt") && !rap_str_is(how, "harm"))) return false;
    rap_entity_kind kind = s->in->names->entities[e].kind;
    return kind == RAP_ENTITY_COUNTRY || kind == RAP_ENTITY_ORGANIZATION;
}

/* "killed the bill", "harmed business", "released some of its stocks": no body, no blow
 * and no release. */
static bool is_on_no_body(const rap_scene *s, const rap_verb *verb)
{
    const rap_branches *b = &s->branches;
    bool release = rap_str_is(verb->code, "0841");
    if (verb->noun || verb->words > 1 || (rap_deeds_root(verb->code) != 18 && !release))
        return false;
    uint32_t on = rap_branches_find(b, s->p, verb->first, RAP_REL_OBJ);
    if (on == RAP_NO_TOKEN)
        on = rap_branches_find(b, s->p, verb->first, RAP_REL_NSUBJ_PASS);
    if (on == RAP_NO_TOKEN) return false;
    const rap_token *t = &s->p->tokens[on];
    if (hurts_no_body(s, verb->first, on)) return true;
    return t->upos == RAP_NOUN && rap_scene_actor(s, on) < 0 &&
           rap_table_find(&bodies_table, t->lemma) < 0 &&
           !(release && is_held(t->lemma));
}

/* "fired its minister": whoever is fired is no target of fire. */
static bool is_dismissal(const rap_scene *s, const rap_verb *verb)
{
    const rap_branches *b = &s->branches;
    if (verb->noun || verb->words > 1 || !b->child ||
        !rap_str_is(s->p->tokens[verb->first].lemma, "fire"))
        return false;
    uint32_t on = rap_branches_find(b, s->p, verb->first, RAP_REL_OBJ);
    if (on == RAP_NO_TOKEN)
        on = rap_branches_find(b, s->p, verb->first, RAP_REL_NSUBJ_PASS);
    int32_t e = on == RAP_NO_TOKEN ? -1 : rap_scene_actor(s, on);
    return e >= 0 && s->in->names->entities[e].kind == RAP_ENTITY_PERSON;
}

/* "an appeal intended to help": what is meant for something is no promise. */
static bool is_meant_for(const rap_scene *s, const rap_verb *verb)
{
    return !verb->noun && rap_deeds_root(verb->code) == 3 &&
           rap_hangs_by(s->p, verb->first, RAP_REL_ACL) &&
           rap_str_is(rap_str_of(s->p->tokens[verb->first].xpos), "VBN");
}

/* "shot back: 'No'": an answer in words. */
static bool is_retort(const rap_scene *s, const rap_verb *verb)
{
    enum { ASSAULT = 18, REACH = 2 };
    if (verb->noun || rap_deeds_root(verb->code) < ASSAULT) return false;
    uint32_t end = s->p->sentences[s->p->tokens[verb->first].sentence].last;
    uint32_t back = verb->first + 1;
    bool quoted = false;
    if (back >= end || !rap_token_is(s->p, back, "back")) return false;
    for (uint32_t i = back + 1; i < end && i <= back + 1 + REACH; i++)
        quoted = quoted || (s->p->tokens[i].shape & RAP_SHAPE_QUOTED);
    return quoted;
}

/* "lifted the state of emergency", "called off a visit", "halted the deportations":
 * what is undone is not done there. */
static bool is_undone(const rap_scene *s, const rap_verb *verb)
{
    uint32_t top = rap_roles_top(s, verb->first, verb->last);
    uint32_t head = s->p->tokens[top].head;
    bool object = rap_hangs_by(s->p, top, RAP_REL_OBJ) ||
                  rap_hangs_by(s->p, top, RAP_REL_NSUBJ_PASS);
    if (!verb->noun || !object || head == RAP_NO_HEAD) return false;
    int row = rap_table_find(&hollow_table, s->p->tokens[head].lemma);
    return rap_cell_is(&hollow_table, row, HOLLOW_USE, "undo");
}

/* "in talks about handing over", "the idea of attacking", "warned them against
 * attacking": it is only spoken of. */
static bool is_topic(const rap_scene *s, const rap_verb *verb)
{
    const rap_token *t = s->p->tokens;
    uint32_t by = rap_branches_find(&s->branches, s->p, verb->first, RAP_REL_MARK);
    uint32_t head = t[verb->first].head;
    if (verb->noun || strcmp(t[verb->first].xpos, "VBG") != 0 || by == RAP_NO_TOKEN ||
        head == RAP_NO_HEAD)
        return false;
    bool about = rap_token_is(s->p, by, "about") || rap_token_is(s->p, by, "on") ||
                 rap_token_is(s->p, by, "of");
    bool warned =
        rap_token_is(s->p, by, "against") &&
        (rap_str_is(t[head].lemma, "warn") || rap_str_is(t[head].lemma, "caution") ||
         rap_str_is(t[head].lemma, "advise"));
    if (warned) return true;
    int row = rap_table_find(&hollow_table, t[head].lemma);
    return about && (rap_cell_is(&hollow_table, row, HOLLOW_USE, "topic") ||
                     rap_cell_is(&hollow_table, row, HOLLOW_USE, "thought"));
}

/* "the ban on extradition": what is kept from being done; "a study by Veld suggests":
 * what is found out. */
static bool is_barred_or_found(const rap_scene *s, const rap_verb *verb)
{
    const rap_token *t = s->p->tokens;
    uint32_t up =
        verb->noun ? t[verb->first].head : rap_roles_subject_of(s, verb->first);
    if (up == RAP_NO_HEAD || up == RAP_NO_TOKEN) return false;
    int row = rap_table_find(&hollow_table, t[up].lemma),
        root = rap_deeds_root(verb->code);
    if (verb->noun)
        return root >= 3 && root <= 8 &&
               rap_hangs_by(s->p, verb->first, RAP_REL_NMOD) &&
               rap_cell_is(&hollow_table, row, HOLLOW_USE, "bar");
    return rap_str_is(t[verb->first].lemma, "suggest") &&
           rap_cell_is(&hollow_table, row, HOLLOW_USE, "study");
}

/* "not about whether to charge": left open. */
static bool is_open(const rap_scene *s, const rap_verb *verb)
{
    return !verb->noun && verb->first > 1 &&
           rap_token_is(s->p, verb->first - 1, "to") &&
           rap_token_is(s->p, verb->first - 2, "whether");
}

/* "demanded the party lift the ban": a bare verb under one of asking. */
static bool is_asked_for(const rap_scene *s, const rap_verb *verb)
{
    const rap_token *t = s->p->tokens;
    uint32_t head = t[verb->first].head, i;
    bool bare = strcmp(t[verb->first].xpos, "VB") == 0 ||
                strcmp(t[verb->first].xpos, "VBP") == 0;
    if (verb->noun || !bare || head == RAP_NO_HEAD || head > verb->first ||
        !rap_hangs_by(s->p, verb->first, RAP_REL_CCOMP))
        return false;
    for (rap_twigs it = rap_twigs_of(&s->branches, verb->first);
         rap_twigs_next(&it, &s->branches, &i);)
        if (t[i].upos == RAP_AUX) return false;
    int row = rap_table_find(&hollow_table, t[head].lemma);
    return rap_cell_is(&hollow_table, row, HOLLOW_USE, "asking");
}

/* "the country will explode": a bomb does, and a state only in a manner of speaking. */
static bool is_manner_of_speaking(const rap_scene *s, const rap_verb *verb)
{
    if (verb->noun || !rap_str_is(s->p->tokens[verb->first].lemma, "explode"))
        return false;
    uint32_t who = rap_roles_subject_of(s, verb->first);
    return who != RAP_NO_TOKEN && rap_scene_actor(s, who) >= 0;
}

/* "a ministry release says", "said in a release": a text. */
static bool is_text(const rap_scene *s, const rap_verb *verb)
{
    const rap_token *t = s->p->tokens;
    uint32_t head = t[verb->first].head;
    if (!verb->noun || head == RAP_NO_HEAD || !s->is_cue[head] ||
        !rap_str_is(t[verb->first].lemma, "release"))
        return false;
    uint32_t by = rap_branches_find(&s->branches, s->p, verb->first, RAP_REL_CASE);
    return rap_hangs_by(s->p, verb->first, RAP_REL_NSUBJ) ||
           (by != RAP_NO_TOKEN && rap_token_is(s->p, by, "in"));
}

/* "warned that the storm might hit Sudmark": a threat is of what one will do oneself.
 */
static bool is_alarm(const rap_scene *s, const rap_verb *verb)
{
    if (verb->noun || !rap_str_is(s->p->tokens[verb->first].lemma, "warn"))
        return false;
    uint32_t what = rap_branches_find(&s->branches, s->p, verb->first, RAP_REL_CCOMP);
    if (what == RAP_NO_TOKEN ||
        rap_branches_find(&s->branches, s->p, what, RAP_REL_NSUBJ) == RAP_NO_TOKEN)
        return rap_token_is(s->p, verb->first + 1, "that");
    rap_actors by = {0}, to_do = {0};
    rap_roles_collect(s, rap_roles_subject(s, verb->first), &by);
    rap_roles_collect(s, rap_roles_subject(s, what), &to_do);
    if (!by.n || !to_do.n) return true;
    int32_t side = rap_scene_side(s, by.v[0]), other = rap_scene_side(s, to_do.v[0]);
    return side < 0 ? by.v[0] != to_do.v[0] : side != other;
}

/* "battled the flu", "fought floods and fires": no blow at anybody. */
static bool is_against_fate(const rap_scene *s, const rap_verb *verb)
{
    enum { NEAR = 5 }; /* tokens */
    int row = rap_table_find(&hollow_table, s->p->tokens[verb->first].lemma);
    if (verb->noun || !rap_cell_is(&hollow_table, row, HOLLOW_USE, "struggle"))
        return false;
    uint32_t last = s->clauses[s->clause_of[verb->first]].last;
    for (uint32_t i = verb->last; i < last && i < verb->last + NEAR; i++) {
        const rap_token *t = &s->p->tokens[i];
        if (t->upos == RAP_ADP || t->upos == RAP_VERB) return false;
        if (rap_table_find(&fates_table, t->lemma) >= 0) return true;
    }
    return false;
}

bool rap_deed_is_mere(const rap_scene *s, const rap_verb *verb)
{
    return is_attribute(s, verb) || is_mere_word(s, verb) || is_on_no_body(s, verb) ||
           is_meant_for(s, verb) || is_mere_show(s, verb) || is_retort(s, verb) ||
           is_undone(s, verb) || is_topic(s, verb) || is_asked_for(s, verb) ||
           is_alarm(s, verb) || is_dismissal(s, verb) ||
           rap_deed_is_on_no_ground(s, verb) ||
           (!verb->noun && verb->words == 1 &&
            rap_stance_lacks_object(s, verb->first)) ||
           is_against_fate(s, verb) || is_barred_or_found(s, verb) ||
           is_text(s, verb) || is_manner_of_speaking(s, verb) || is_open(s, verb) ||
           rap_is_left_unsaid(s, verb->first) ||
           (!verb->noun && rap_stance_is_compared(s, verb->first));
}

/* Tourists, students, passengers: nobody who acts for others, and none with arms. */
static bool is_plain_people(const rap_entity *e)
{
    bool group = e->kind == RAP_ENTITY_GROUP || e->kind == RAP_ENTITY_ANONYMOUS;
    return group && (e->side < 0 || rap_is_commoner(e) ||
                     rap_str_ends(e->name, RAP_STR(" people")));
}

bool rap_deed_is_private(const rap_scene *s, const rap_verb *verb,
                         const rap_actors *source)
{
    bool visit = rap_str_begins(verb->code, RAP_STR("042"));
    bool cross = rap_str_is(s->p->tokens[verb->first].lemma, "cross");
    if (verb->noun || !source->n || (!visit && !cross)) return false;
    for (uint32_t i = 0; i < source->n; i++)
        if (!is_plain_people(&s->in->names->entities[source->v[i]])) return false;
    return true;
}
