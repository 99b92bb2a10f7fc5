/*
 * facts/sayings.c - what a speaker does by his words, and to whom he says them.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/sayings.h"

#include "facts/actors.h"
#include "facts/both.h"
#include "facts/deeds.h"
#include "facts/issues.h"
#include "facts/modality.h"
#include "facts/roles.h"
#include "facts/stances.h"
#include "facts/worlds.h"

enum { SCRAP = 4 };       /* tokens: less is no statement */
enum { PLAIN_ISSUE = 1 }; /* weight of the issue of a plain one */
enum { SURE_STANCE = 55, SURE_PLAIN = 40 };

static void set_code(rap_event *e, rap_str code)
{
    e->cameo = code;
    e->plover = rap_deeds_plover(code);
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

/* Which main sides tokens of the unit name: bit k for main[k]. */
static unsigned sides_named(const rap_scene *s, const rap_unit *u)
{
    unsigned named = 0;
    for (uint32_t i = u->first; i < u->last; i++) {
        int32_t side = rap_scene_side(s, rap_scene_actor(s, i));
        for (int k = 0; k < 2; k++)
            if (side >= 0 && side == s->main[k]) named |= 1U << k;
    }
    return named;
}

/* Do the words name any other side than the speaker's? */
static bool names_anybody(const rap_scene *s, const rap_unit *u)
{
    int32_t own = rap_scene_side(s, s->sayers[u->said]);
    for (uint32_t i = u->first; i < u->last; i++) {
        int32_t side = rap_scene_side(s, rap_scene_actor(s, i));
        if ((side >= 0 && side != own) || rap_both_at(s, i)) return true;
    }
    return false;
}

/* A person with an office whom the report puts on no side. */
static bool is_homeless(const rap_scene *s, int32_t speaker)
{
    const rap_entity *e = &s->in->names->entities[speaker];
    const rap_actors one = {.v = {speaker}, .n = 1};
    return e->kind == RAP_ENTITY_PERSON && e->side < 0 && e->n_roles &&
           !rap_worlds_no_side(s, &one);
}

/* A plain statement is worth telling when one side speaks of another by name, or an
 * official of no known side of one of the two, and on an issue. */
static bool is_supported(const rap_scene *s, const rap_unit *u, int32_t side)
{
    int weight = 0;
    int32_t other = rap_scene_other(s, side);
    if (!begins_words(s, u)) return false;
    (void)rap_issue_find(s->p, u->first, u->last, u->first, &weight);
    if (weight < PLAIN_ISSUE) return false;
    unsigned named = sides_named(s, u);
    if (other < 0)
        return (named == 1 || named == 2) && is_homeless(s, s->sayers[u->said]);
    return (named & (other == s->main[0] ? 1U : 2U)) != 0;
}

/* Words of a main side that name nobody: said to the other, where the report is about
 * these two (events.c).  Only what is plainly said: no "saying", "citing", "hinting".
 */
static bool is_bare(const rap_scene *s, const rap_unit *u, int32_t side)
{
    static const char *const verbs[] = {"say", "tell", "add", "state", "declare"};
    uint32_t cue = s->in->speech->attributions[u->said].cue_token;
    if (rap_scene_other(s, side) < 0 || cue >= s->p->n_tokens || !begins_words(s, u))
        return false;
    const rap_token *t = &s->p->tokens[cue];
    bool said = false;
    for (size_t i = 0; i < sizeof verbs / sizeof verbs[0]; i++)
        said = said || rap_str_is(t->lemma, verbs[i]);
    return said && !rap_str_is(rap_str_of(t->xpos), "VBG");
}

/* Those of `list` who are not of the side. */
static rap_actors others_of(const rap_scene *s, const rap_actors *list, int32_t side)
{
    rap_actors out = {0};
    for (uint32_t i = 0; i < list->n; i++)
        if (rap_scene_side(s, list->v[i]) != side) rap_actors_add(&out, list->v[i]);
    return out;
}

/* "accepted Norland's offer": to whom it belongs is who is answered. */
static bool answers_offer(rap_stance st)
{
    return rap_str_is(st.stance, "accept") || rap_str_is(st.stance, "reject");
}

/* To whom the words of a side are said: whom the cue names (true), else whom they name.
 */
static bool find_addressed(const rap_scene *s, const rap_unit *u, rap_stance st,
                           rap_actors *out)
{
    int32_t side = rap_scene_side(s, s->sayers[u->said]);
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
    if (answers_offer(st) && st.token >= u->first && st.token < u->last) {
        told = (rap_actors){0};
        rap_roles_owners(s, st.token, &told);
        *out = others_of(s, &told, side);
        if (out->n) return true;
    }
    told = (rap_actors){0};
    rap_actors_addressed(s, u->first, u->last, side, &told);
    *out = others_of(s, &told, side);
    return false;
}

/* An outsider's call for peace goes to both who are at odds. */
static void add_both_sides(const rap_scene *s, int32_t side, rap_actors *out)
{
    bool outsider = side >= 0 && side != s->main[0] && side != s->main[1] && out->n;
    for (int k = 0; outsider && k < 2; k++)
        rap_actors_add(out, s->main[k]);
}

/* The speaker, and those who by the tree say it with him ("Norland and Ostia agreed").
 */
static void find_sayers(const rap_scene *s, int32_t said, rap_actors *out)
{
    rap_actors all = {0};
    int32_t speaker = s->sayers[said];
    uint32_t cue = s->in->speech->attributions[said].cue_token;
    if (cue < s->p->n_tokens) rap_roles_speakers(s, cue, &all);
    if (all.n && (speaker < 0 || rap_actors_has(&all, speaker)))
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

/* Is there a participle close behind ("have acted"; "have never acted")? */
static bool has_participle(const rap_scene *s, uint32_t from, uint32_t last)
{
    for (uint32_t i = from; i < last && i < from + 2; i++)
        if (rap_str_is(rap_str_of(s->p->tokens[i].xpos), "VBN")) return true;
    return false;
}

/* "should have acted" blames; what we ourselves must do is asked of nobody. */
static void weigh_demand(const rap_scene *s, rap_stance *st)
{
    uint32_t last = s->clauses[s->clause_of[st->token]].last;
    bool should = rap_token_is(s->p, st->token, "should");
    for (uint32_t i = st->token + 1; should && i < last && i < st->token + SCRAP; i++) {
        if (!rap_token_is(s->p, i, "have")) continue;
        if (!has_participle(s, i + 1, last)) return;
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

/* "might protest", "is expected to urge": words that are not said yet; who hopes only
 * hopes. */
static rap_status status_of_saying(const rap_scene *s, const rap_attribution *a,
                                   bool retold)
{
    rap_status said = retold ? RAP_STATUS_CLAIMED : RAP_STATUS_ACTUAL;
    if (a->cue_token >= s->p->n_tokens || rap_modality_has_would(s, a->cue_token))
        return said;
    rap_str cue = s->p->tokens[a->cue_token].lemma;
    if (rap_str_is(cue, "hope") || rap_str_is(cue, "wish")) return RAP_STATUS_ATTITUDE;
    /* what is not ruled out is open, and that it is not was said */
    if (rap_str_is(cue, "rule") || rap_str_is(cue, "exclude")) return said;
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
    who = others_of(s, &who, rap_scene_side(s, s->sayers[u->said]));
    bool asked = who.n && rap_worlds_is_side(s, who.v[0]);
    if (asked) *out = who;
    return asked;
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

/* "Norland and Ostia accused each other": each of the other. */
static bool read_mutual(const rap_scene *s, const rap_unit *u, const rap_verb *verb,
                        rap_draft *out)
{
    const rap_attribution *a = &s->in->speech->attributions[u->said];
    rap_event e = {.at = whole_statement(s, u),
                   .trigger = a->cue.n ? a->cue.v[0] : (rap_span){0, 0},
                   .reciprocal = true,
                   .status = status_of_saying(s, a, false),
                   .day = a->day,
                   .attribution = -1,
                   .rule = "verb",
                   .sure = SURE_STANCE};
    rap_roles_speakers(s, a->cue_token, &e.source);
    if (e.source.n < 2 || rap_modality_negated(s, a->cue_token)) return false;
    e.target = e.source;
    set_code(&e, verb->code);
    *out = (rap_draft){.event = e, .token = a->cue_token, .cue = a->cue_token};
    out->told = verb->code;
    return true;
}

bool rap_sayings_read(const rap_scene *s, const rap_unit *u, rap_draft *out)
{
    const rap_attribution *a = &s->in->speech->attributions[u->said];
    rap_verb verb;
    int32_t speaker = s->sayers[u->said];
    bool deed =
        a->cue_token < s->p->n_tokens &&
        rap_deeds_in_tree(&s->branches, s->p, a->cue_token, s->p->n_tokens, &verb);
    if (deed && verb.reciprocal && !rap_deeds_is_done(&verb))
        return read_mutual(s, u, &verb, out);
    if (speaker < 0 || (deed && rap_deeds_is_done(&verb))) return false;
    rap_stance st = rap_stance_of_unit(s, u);
    int32_t side = rap_scene_side(s, speaker);
    rap_str about = rap_stance_deed(s, u, st);
    if (st.of_subject && rap_scene_side(s, rap_actors_subject(s, st.token)) != side)
        st.stance.n = 0;
    if (rap_str_is(st.stance, "demand")) weigh_demand(s, &st);
    bool supported = !st.stance.n && !about.n && is_supported(s, u, side);
    bool bare = !supported && !st.stance.n && !about.n && is_bare(s, u, side);
    bool plain = supported || bare;
    int32_t answers = rap_scene_answers(s, u->said);
    /* known only from somebody else */
    bool retold = answers != u->said &&
                  (side < 0 || rap_scene_side(s, s->sayers[answers]) != side);
    rap_event e = {.at = whole_statement(s, u),
                   .trigger = a->cue.n ? a->cue.v[0] : (rap_span){0, 0},
                   .status = status_of_saying(s, a, retold),
                   .day = a->day,
                   .attribution = answers,
                   .rule = st.stance.n ? "stance" : "plain",
                   .sure = st.stance.n ? SURE_STANCE : SURE_PLAIN};
    find_sayers(s, u->said, &e.source);
    bool named = find_addressed(s, u, st, &e.target);
    if (st.stance.n || plain)
        set_code(&e, plain ? RAP_STR("010") : rap_stance_code(st, about));
    else if (!e.target.n || !begins_words(s, u))
        return false;
    if (!named && rap_deeds_root(e.cameo) == 2) add_both_sides(s, side, &e.target);
    if (!named && !aim_at_subject(s, u, st, &e.target)) keep_main_sides(s, &e.target);
    if (!e.target.n && !st.of_subject && st.token != a->cue_token) return false;
    *out = (rap_draft){.event = e,
                       .loose = !named,
                       .bare = bare && !named,
                       .guess = !named && !names_anybody(s, u)};
    point(s, u, st, out);
    return true;
}
