/*
 * facts/events.c - who did what to whom, coded by CAMEO and PLOVER.
 *
 * Two kinds of events: deeds that a verb or noun of data/verbs.tsv tells, and saying,
 * which is doing: what a speaker promises, demands, refuses or blames is an event of
 * his own.  A speaker's words about a deed of others give the deed, with status
 * claimed.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/events.h"

#include "facts/actors.h"
#include "facts/deeds.h"
#include "facts/issues.h"
#include "facts/kinds.h"
#include "facts/modality.h"
#include "facts/roles.h"
#include "facts/stances.h"
#include "facts/targets.h"
#include "facts/worlds.h"

#include <stdlib.h>

typedef RAP_LIST(rap_draft) draft_list;

enum { SCRAP = 4 };       /* tokens: less is no statement */
enum { PLAIN_ISSUE = 2 }; /* weight of the issue of a plain one */
enum {
    SURE_DEED = 60,
    SURE_NOUN = 45,
    SURE_CUE = 75,
    SURE_STANCE = 55,
    SURE_PLAIN = 40
};

static int root(rap_str code)
{
    return code.n < 2 ? 0 : (code.p[0] - '0') * 10 + (code.p[1] - '0');
}

/* Is it an act of words (appeal, promise, demand, blame, refusal, threat)? */
static bool is_words(rap_str code)
{
    int r = root(code);
    return r <= 3 || (r >= 10 && r <= 13);
}

/* A lone verb of support, cooperation or aid needs somebody who is served by name:
 * "help", "provide" and "share" mean little without. */
static bool is_gift(const rap_verb *verb)
{
    int r = root(verb->code);
    return !verb->noun && verb->words == 1 && r >= 5 && r <= 7;
}

/* A deed that is done to whoever owns the place where it is done: visits, aid, force.
 */
static bool lands_somewhere(const rap_verb *verb)
{
    int r = root(verb->code);
    return !verb->reciprocal && (r == 4 || r == 7 || r >= 16);
}

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
    if (!verb->noun)
        return rap_hangs_by(s->p, top, RAP_REL_AMOD) ||
               rap_hangs_by(s->p, top, RAP_REL_CSUBJ);
    if (m >= 0 && names->mentions[m].kind == RAP_MENTION_NAME) return true;
    return rap_hangs_by(s->p, top, RAP_REL_COMPOUND);
}

/* Is it asked rather than told? */
static bool is_question(const rap_scene *s, uint32_t token)
{
    const rap_sentence *sentence = &s->p->sentences[s->p->tokens[token].sentence];
    uint32_t at = sentence->last;
    while (at > sentence->first && (s->p->tokens[at - 1].shape & RAP_SHAPE_CLOSE))
        at--;
    return at > sentence->first && rap_token_is(s->p, at - 1, "?");
}

/* Deeds that the cue of an attribution may tell rather than say: "attacked" is no
 * saying, whatever stands behind it. */
static bool is_material(rap_str code)
{
    return root(code) >= 14 || (root(code) >= 4 && root(code) <= 9);
}

static void find_places(const rap_scene *s, uint32_t clause, rap_event *e)
{
    const rap_places *places = s->in->places;
    const rap_clause *c = &s->clauses[clause];
    uint32_t lo = 0, hi = places->n_places;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (places->places[mid].first < c->first)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < places->n_places && places->places[lo].first < c->last; lo++)
        if (places->places[lo].use == RAP_USE_LITERAL)
            rap_actors_add(&e->places, (int32_t)lo);
    if (e->places.n) e->place_relation = places->places[e->places.v[0]].relation;
}

static void set_code(rap_event *e, rap_str code)
{
    e->cameo = code;
    e->plover = rap_deeds_plover(code);
}

/* Told as something that was, or was not. */
static bool is_told(const rap_event *e)
{
    return e->status == RAP_STATUS_CLAIMED || e->status == RAP_STATUS_BACKGROUND ||
           e->status == RAP_STATUS_NEGATED;
}

/* Does the speaker tell of his own side's words or plans?  His saying covers them. */
static bool is_own_words(const rap_scene *s, const rap_event *e)
{
    int32_t side = rap_scene_side(s, rap_scene_speaker(s, e->attribution));
    if (side < 0 || !e->source.n || rap_scene_side(s, e->source.v[0]) != side)
        return false;
    return is_words(e->cameo) || !is_told(e);
}

/* "the talks", "tariffs" in somebody's words are what he speaks of; only force that he
 * tells of is told. */
static bool is_mere_noun(const rap_event *e, const rap_verb *verb)
{
    return verb->noun && (root(e->cameo) < 17 || !is_told(e));
}

/* What somebody will do, or will not do, for others is a promise or a refusal of it,
 * and that is an act of today. */
static void bind_by_future(const rap_scene *s, rap_verb *verb, rap_event *e)
{
    static const char *const stances[] = {"pledge", "reject"};
    bool negated = e->status == RAP_STATUS_NEGATED;
    int r = root(verb->code);
    if (verb->noun || r < 5 || r > 8 || !rap_modality_future(s, verb->first)) return;
    if (!negated && e->status != RAP_STATUS_PLANNED) return;
    bool content = s->clauses[s->clause_of[verb->first]].kind == RAP_CLAUSE_CONTENT;
    if (content && e->attribution < 0) return; /* "no sign that it will" */
    const rap_stance st = {.stance = rap_str_of(stances[negated]), .cameo = verb->code};
    set_code(e, rap_stance_code(st, verb->code));
    e->reciprocal = false;
    verb->reciprocal = false;
    e->status = e->attribution < 0 ? RAP_STATUS_ACTUAL : RAP_STATUS_CLAIMED;
}

/* A state that lasts ("the war", "controls") was there before the news. */
static rap_status status_of(const rap_scene *s, const rap_verb *verb)
{
    rap_status status = rap_modality_of(s, verb->first);
    const char *tag = s->p->tokens[verb->first].xpos;
    bool now = rap_str_is(rap_str_of(tag), "VBZ") || rap_str_is(rap_str_of(tag), "VBP");
    bool news = verb->noun ? rap_roles_is_carried(s, verb->first) : !now;
    bool plain = status == RAP_STATUS_ACTUAL || status == RAP_STATUS_CLAIMED;
    return verb->lasting && plain && !news ? RAP_STATUS_BACKGROUND : status;
}

/* A deed at `token`?  *out is filled when it is worth telling. */
static bool read_deed(const rap_scene *s, rap_verb *verb, rap_event *out)
{
    uint32_t clause = s->clause_of[verb->first];
    if (is_attribute(s, verb) || is_mere_word(s, verb)) return false;
    if (!verb->noun && rap_modality_is_loose(s, verb->first)) return false;
    rap_event e = {.at = rap_scene_clause_span(s, clause),
                   .trigger = rap_tokens_span(s->p, verb->first, verb->last),
                   .reciprocal = verb->reciprocal,
                   .status = status_of(s, verb),
                   .day = rap_scene_day(s, verb->first),
                   .attribution = s->clauses[clause].said,
                   .rule = verb->noun ? "noun" : "verb",
                   .sure = verb->noun ? SURE_NOUN : SURE_DEED};
    set_code(&e, verb->code);
    bind_by_future(s, verb, &e);
    const rap_deed deed = {.first = verb->first,
                           .last = verb->last,
                           .noun = verb->noun,
                           .reciprocal = verb->reciprocal,
                           .suffered = verb->suffered,
                           .strict = is_gift(verb) || root(verb->code) == 4,
                           .harm = root(verb->code) >= 17};
    rap_actors_find(s, &deed, &e.source, &e.target);
    if (!e.target.n && lands_somewhere(verb))
        rap_targets_by_place(s, &deed, &e.source, &e.target);
    find_places(s, clause, &e);
    if (!e.source.n && (!e.target.n || verb->weak)) return false;
    if (e.reciprocal && e.source.n < 2) return false;
    if (is_words(e.cameo) && !e.source.n) return false;
    if (is_gift(verb) && (!e.source.n || !e.target.n)) return false;
    if (e.attribution >= 0 && (is_own_words(s, &e) || is_mere_noun(&e, verb)))
        return false;
    *out = e;
    return true;
}

/* A stance whose object is not told by itself: what is promised, demanded or refused
 * did not happen by that. */
static bool is_binding(rap_str stance)
{
    static const char *const open[] = {"accuse", "claim", "deny", "doubt"};
    for (size_t i = 0; i < sizeof open / sizeof open[0]; i++)
        if (rap_str_is(stance, open[i])) return false;
    return stance.n != 0;
}

/* "refused to meet", "agreed on Friday to release": the act is of words, its code that
 * of the deed behind it.  Returns the token of that deed, RAP_NO_TOKEN when there is
 * none. */
static uint32_t read_object(const rap_scene *s, rap_verb *verb, uint32_t last)
{
    rap_verb object;
    uint32_t at = verb->last;
    if (verb->noun || root(verb->code) == 2 || !is_binding(verb->stance))
        return RAP_NO_TOKEN;
    if (rap_token_is(s->p, at, "to"))
        at++;
    else if (!rap_token_is(s->p, at - 1, "to"))
        at = rap_roles_complement(s, rap_roles_top(s, verb->first, verb->last));
    if (at >= last || at < verb->last || !rap_deeds_verb(s->p, at, last, &object) ||
        object.noun)
        return RAP_NO_TOKEN;
    const rap_stance st = {.stance = verb->stance, .cameo = verb->code};
    verb->code = rap_stance_code(st, object.code);
    return at;
}

/* A verb that no table knows, with a doer and somebody it is done to: it may tell a
 * deed all the same. */
static bool read_open(const rap_scene *s, uint32_t token, rap_event *out)
{
    const rap_token *t = &s->p->tokens[token];
    rap_verb verb = {.words = 1, .first = token, .last = token + 1, .ends = token};
    if (t->upos != RAP_VERB || s->is_spoken[token] || !s->branches.child) return false;
    uint32_t subject = rap_roles_subject(s, token);
    rap_actors doer = {0};
    const rap_branches *b = &s->branches;
    if (subject == RAP_NO_TOKEN) return false;
    rap_roles_collect(s, subject, &doer);
    bool transitive =
        rap_branches_find(b, s->p, token, RAP_REL_OBJ) != RAP_NO_TOKEN ||
        rap_branches_find(b, s->p, token, RAP_REL_NSUBJ_PASS) != RAP_NO_TOKEN;
    if (!doer.n || !transitive) return false;
    return read_deed(s, &verb, out) && out->source.n && out->target.n;
}

static rap_draft *push(draft_list *list, const rap_scene *s, const rap_event *e,
                       uint32_t token)
{
    rap_draft *room = RAP_PUSH(s->arena, list);
    if (room) *room = (rap_draft){.event = *e, .token = token, .cue = RAP_NO_TOKEN};
    return room;
}

/* Where strikes are walkouts nobody need be named who strikes. */
static void take_as_walkout(rap_verb *verb)
{
    verb->code = verb->labour;
    verb->weak = false;
}

/* Deeds of the body text, at most one of a root in a clause. */
static rap_code read_deeds(draft_list *list, const rap_scene *s, const rap_unit *u,
                           rap_err *err)
{
    rap_verb verb;
    rap_event e;
    uint32_t clause = UINT32_MAX, seen = 0; /* bit r: root r was told in the clause */
    uint32_t object = RAP_NO_TOKEN;         /* told by the verb before it */
    for (uint32_t i = u->first; i < u->last; i++) {
        if (s->clauses[s->clause_of[i]].said != u->said) continue;
        if (!rap_deeds_in_tree(&s->branches, s->p, i, u->last, &verb)) {
            if (read_open(s, i, &e) && !push(list, s, &e, i))
                return rap_fail_memory(err);
            continue;
        }
        if (s->of_labour && verb.labour.n) take_as_walkout(&verb);
        if (s->clause_of[i] != clause) seen = 0;
        clause = s->clause_of[i];
        i = verb.last - 1;
        uint32_t bit = 1u << root(verb.code);
        if ((seen & bit) || !root(verb.code) || rap_str_is(verb.code, "010")) continue;
        if (s->is_spoken[verb.first] && !is_material(verb.code)) continue;
        if (is_material(verb.code) && rap_roles_says_that(s, verb.first)) continue;
        if (verb.first == object) continue;
        uint32_t covers = read_object(s, &verb, u->last);
        object = covers != RAP_NO_TOKEN ? covers : verb.ends;
        if (!read_deed(s, &verb, &e)) continue;
        seen |= bit;
        rap_draft *room = push(list, s, &e, verb.first);
        if (!room) return rap_fail_memory(err);
        room->told = verb.code;
        room->words = verb.words;
    }
    return RAP_OK;
}

static rap_span hull(rap_span a, rap_span b)
{
    if (b.from >= b.to) return a;
    return (rap_span){a.from < b.from ? a.from : b.from, a.to > b.to ? a.to : b.to};
}

/* The words with their cue and speaker where these stand in the same sentence. */
static rap_span whole_statement(const rap_scene *s, const rap_unit *u)
{
    const rap_attribution *a = &s->in->speech->attributions[u->said];
    const rap_sentence *sentence = &s->p->sentences[s->p->tokens[u->first].sentence];
    rap_span at = rap_tokens_span(s->p, u->first, u->last);
    for (uint32_t i = 0; i < a->cue.n; i++)
        if (a->cue.v[i].from >= sentence->at.from && a->cue.v[i].to <= sentence->at.to)
            at = hull(at, a->cue.v[i]);
    for (uint32_t i = 0; i < a->source.n; i++)
        if (a->source.v[i].from >= sentence->at.from &&
            a->source.v[i].to <= sentence->at.to)
            at = hull(at, a->source.v[i]);
    return at;
}

/* Do the words of its attribution begin in the unit, and are they more than a scrap or
 * the frame of somebody else's words? */
static bool begins_words(const rap_scene *s, const rap_unit *u)
{
    for (uint32_t i = u->first; i < u->last; i++)
        if (s->is_cue[i] && s->clauses[s->clause_of[i]].said == u->said) return false;
    const rap_attribution *a = &s->in->speech->attributions[u->said];
    rap_span at = rap_tokens_span(s->p, u->first, u->last);
    return u->last - u->first >= SCRAP && a->content.n &&
           a->content.v[0].from < at.to && a->content.v[0].to > at.from &&
           a->content.v[0].from + SCRAP >= at.from;
}

/* A plain statement is worth telling when one side speaks of another by name, and on
 * an issue. */
static bool is_supported(const rap_scene *s, const rap_unit *u, int32_t side)
{
    int weight = 0;
    if (side != s->main[0] && side != s->main[1]) return false;
    if (!begins_words(s, u)) return false;
    (void)rap_issue_find(s->p, u->first, u->last, u->first, &weight);
    if (weight < PLAIN_ISSUE) return false;
    for (uint32_t i = u->first; i < u->last; i++) {
        int32_t named = rap_scene_side(s, rap_scene_actor(s, i));
        if (named >= 0 && named == rap_scene_other(s, side)) return true;
    }
    return false;
}

/* Those of `list` who are not of the side. */
static rap_actors others_of(const rap_scene *s, const rap_actors *list, int32_t side)
{
    rap_actors out = {0};
    for (uint32_t i = 0; i < list->n; i++)
        if (rap_scene_side(s, list->v[i]) != side) rap_actors_add(&out, list->v[i]);
    return out;
}

/* To whom the words of a side are said: whom the cue names (true), else whom they name.
 */
static bool find_addressed(const rap_scene *s, const rap_unit *u, int32_t side,
                           rap_actors *out)
{
    rap_actors told = {0};
    const rap_attribution *a = &s->in->speech->attributions[u->said];
    if (a->cue_token < s->p->n_tokens && a->cue.n)
        rap_roles_addressed(s, a->cue_token, a->cue.v[0].to, &told);
    *out = others_of(s, &told, side);
    if (out->n) return true;
    told = (rap_actors){0};
    if (a->cue_token < s->p->n_tokens) rap_roles_owners(s, a->cue_token, &told);
    *out = others_of(s, &told, side);
    if (out->n) return true;
    told = (rap_actors){0};
    rap_actors_addressed(s, u->first, u->last, side, &told);
    *out = others_of(s, &told, side);
    return false;
}

/* An outsider's call for peace goes to both who are at odds. */
static void add_both_sides(const rap_scene *s, int32_t side, rap_actors *out)
{
    bool outsider = side >= 0 && side != s->main[0] && side != s->main[1];
    for (int k = 0; outsider && k < 2; k++)
        rap_actors_add(out, s->main[k]);
}

/* The speaker, and those who by the tree say it with him ("Norland and Ostia agreed").
 */
static void find_sayers(const rap_scene *s, int32_t said, rap_actors *out)
{
    rap_actors all = {0};
    int32_t speaker = rap_scene_speaker(s, said);
    uint32_t cue = s->in->speech->attributions[said].cue_token;
    if (cue < s->p->n_tokens) rap_roles_speakers(s, cue, &all);
    if (rap_actors_has(&all, speaker))
        *out = all;
    else
        rap_actors_add(out, speaker);
}

/* Where it shows what a saying does: at its stance, else at its cue. */
static void point(const rap_scene *s, const rap_unit *u, rap_stance st, rap_draft *d)
{
    uint32_t cue = s->in->speech->attributions[u->said].cue_token;
    bool inside = st.stance.n && st.token > u->first && st.token < u->last;
    d->cue = cue < s->p->n_tokens ? cue : RAP_NO_TOKEN;
    d->token = inside || d->cue == RAP_NO_TOKEN ? st.token : cue;
    d->told = st.cameo;
}

/* "should have acted" blames; what we ourselves must do is asked of nobody. */
static void weigh_demand(const rap_scene *s, rap_stance *st)
{
    uint32_t last = s->clauses[s->clause_of[st->token]].last;
    bool should = rap_token_is(s->p, st->token, "should");
    for (uint32_t i = st->token + 1; should && i < last && i < st->token + SCRAP; i++) {
        if (!rap_token_is(s->p, i, "have")) continue;
        st->stance = RAP_STR("accuse");
        st->cameo = RAP_STR("111");
        return;
    }
    uint32_t subject = rap_roles_subject_of(s, st->token);
    bool ours = subject != RAP_NO_TOKEN &&
                (rap_token_is(s->p, subject, "we") || rap_token_is(s->p, subject, "i"));
    if (!ours || st->of_subject) return;
    st->stance = RAP_STR("claim");
    st->cameo = RAP_STR("010");
}

/* "might protest", "is expected to urge": words that are not said yet. */
static rap_status status_of_saying(const rap_scene *s, const rap_attribution *a,
                                   bool retold)
{
    rap_status said = retold ? RAP_STATUS_CLAIMED : RAP_STATUS_ACTUAL;
    if (a->cue_token >= s->p->n_tokens || rap_modality_has_would(s, a->cue_token))
        return said;
    rap_status status = rap_modality_of(s, a->cue_token);
    bool open = status == RAP_STATUS_HYPOTHETICAL || status == RAP_STATUS_EXPECTED ||
                status == RAP_STATUS_PLANNED;
    return open ? status : said;
}

/* "Sudmark must leave": who must is who is asked. */
static bool aim_at_subject(const rap_scene *s, const rap_unit *u, rap_stance st,
                           rap_actors *out)
{
    rap_actors who = {0};
    bool asks = rap_str_is(st.stance, "demand") || rap_str_is(st.stance, "accuse");
    if (!asks || st.of_subject || st.token < u->first || st.token >= u->last)
        return false;
    uint32_t subject = rap_roles_subject_of(s, st.token);
    if (subject != RAP_NO_TOKEN) rap_roles_collect(s, subject, &who);
    who = others_of(s, &who, rap_scene_side(s, rap_scene_speaker(s, u->said)));
    if (who.n) *out = who;
    return who.n > 0;
}

/* Words that only mention somebody are hardly said to him, unless the report is about
 * him. */
static void keep_main_sides(const rap_scene *s, rap_actors *list)
{
    rap_actors all = *list;
    list->n = 0;
    for (uint32_t i = 0; i < all.n; i++) {
        int32_t side = rap_scene_side(s, all.v[i]);
        if (side == s->main[0] || side == s->main[1]) rap_actors_add(list, all.v[i]);
    }
}

/* What the speaker does by these words; false when it is no act of its own. */
static bool read_saying(const rap_scene *s, const rap_unit *u, rap_draft *out)
{
    const rap_attribution *a = &s->in->speech->attributions[u->said];
    rap_verb verb;
    int32_t speaker = rap_scene_speaker(s, u->said);
    if (speaker < 0) return false;
    if (a->cue_token < s->p->n_tokens &&
        rap_deeds_verb(s->p, a->cue_token, s->p->n_tokens, &verb) &&
        is_material(verb.code))
        return false;
    rap_stance st = rap_stance_of_unit(s, u);
    int32_t side = rap_scene_side(s, speaker);
    rap_str deed = rap_stance_deed(s, u, st);
    if (st.of_subject && rap_scene_side(s, rap_actors_subject(s, st.token)) != side)
        st.stance.n = 0;
    if (rap_str_is(st.stance, "demand")) weigh_demand(s, &st);
    bool plain = !st.stance.n && !deed.n && is_supported(s, u, side);
    int32_t answers = rap_scene_answers(s, u->said);
    bool retold = answers != u->said; /* known only from somebody else */
    rap_event e = {.at = whole_statement(s, u),
                   .trigger = a->cue.n ? a->cue.v[0] : (rap_span){0, 0},
                   .status = status_of_saying(s, a, retold),
                   .day = a->day,
                   .attribution = answers,
                   .rule = st.stance.n ? "stance" : "plain",
                   .sure = st.stance.n ? SURE_STANCE : SURE_PLAIN};
    find_sayers(s, u->said, &e.source);
    bool named = find_addressed(s, u, side, &e.target);
    if (st.stance.n || plain)
        set_code(&e, plain ? RAP_STR("010") : rap_stance_code(st, deed));
    else if (!e.target.n || !begins_words(s, u))
        return false;
    if (!named && root(e.cameo) == 2) add_both_sides(s, side, &e.target);
    if (!named && !aim_at_subject(s, u, st, &e.target)) keep_main_sides(s, &e.target);
    if (!e.target.n && !st.of_subject && st.token != a->cue_token) return false;
    *out = (rap_draft){.event = e, .loose = !named};
    point(s, u, st, out);
    return true;
}

static int by_place(const void *a, const void *b)
{
    const rap_event *x = a, *y = b;
    if (x->at.from != y->at.from) return x->at.from < y->at.from ? -1 : 1;
    if (x->at.to != y->at.to) return x->at.to < y->at.to ? -1 : 1;
    if (x->trigger.from != y->trigger.from)
        return x->trigger.from < y->trigger.from ? -1 : 1;
    return rap_str_cmp(x->cameo, y->cameo);
}

rap_code rap_events_draft(rap_draft **out, uint32_t *n, const rap_scene *s,
                          rap_err *err)
{
    draft_list list = {0};
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < s->n_units; i++) {
        const rap_unit *u = &s->units[i];
        rap_draft d;
        if (is_question(s, u->first)) continue;
        rc = read_deeds(&list, s, u, err);
        if (rc != RAP_OK || u->said < 0 || !read_saying(s, u, &d)) continue;
        rap_draft *room = RAP_PUSH(s->arena, &list);
        if (!room) return rap_fail_memory(err);
        *room = d;
    }
    *out = list.v;
    *n = (uint32_t)list.n;
    return rc;
}

/* Is it only scholars who do it? */
static bool is_scholars(const rap_scene *s, const rap_event *e)
{
    for (uint32_t i = 0; i < e->source.n; i++)
        if (!rap_worlds_is_scholar(s, e->source.v[i])) return false;
    return e->source.n > 0;
}

/* Does it belong to public affairs?  Not the words of those who have no say to others
 * like them, nor what clubs, firms and stars do. */
static bool is_public(const rap_scene *s, const rap_draft *d)
{
    const rap_event *e = &d->event;
    bool source = rap_worlds_any_say(s, &e->source);
    bool target = rap_worlds_any_say(s, &e->target);
    if (d->cue != RAP_NO_TOKEN)
        return (source || (target && s->world == RAP_WORLD_PUBLIC)) &&
               !is_scholars(s, e);
    if (s->world == RAP_WORLD_PUBLIC) return source || target;
    bool force = root(e->cameo) >= 14;
    if (s->world == RAP_WORLD_MARKET) return source || (target && e->source.n && force);
    /* nations are teams there: only arrests are meant as they are told */
    return source && target &&
           (s->world == RAP_WORLD_SPORT ? root(e->cameo) == 17 : force);
}

rap_code rap_events_read(const rap_event **out, uint32_t *n, const rap_scene *s,
                         rap_err *err)
{
    rap_draft *drafts = NULL;
    uint32_t n_drafts = 0, kept = 0;
    rap_kinds kinds;
    rap_kinds_open(&kinds);
    rap_code rc = rap_events_draft(&drafts, &n_drafts, s, err);
    rap_event *events = RAP_NEW(s->arena, rap_event, n_drafts);
    if (rc != RAP_OK) return rc;
    if (!events) return rap_fail_memory(err);
    for (uint32_t i = 0; i < n_drafts; i++)
        if (rap_kinds_settle(&kinds, s, &drafts[i]) && is_public(s, &drafts[i]))
            drafts[kept++] = drafts[i];
    rap_targets_by_foe(s, drafts, kept);
    for (uint32_t i = 0; i < kept; i++)
        events[i] = drafts[i].event;
    if (kept) qsort(events, kept, sizeof *events, by_place);
    *out = events;
    *n = kept;
    return RAP_OK;
}
