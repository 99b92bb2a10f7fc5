/*
 * facts/held.c - whose a position is, and who says that it is his.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/held.h"

#include "base/bisect.h"
#include "facts/actors.h"
#include "facts/commoners.h"
#include "facts/roles.h"

#include "scholars_table.inc"

enum { SOURCE = 40 };     /* tokens of a source that are looked at */
enum { NESTED = 4 };      /* attributions inside one another */
enum { LONE_WEIGHT = 5 }; /* of what somebody without a side holds */

/* Is the source of these words no more than a pronoun? */
static bool is_pronoun_source(const rap_scene *s, const rap_attribution *a)
{
    static const char *const words[] = {"he", "she", "it", "they", "i", "we"};
    char low[4];
    if (a->source.n == 0) return true;
    rap_str text = rap_prose_cut(s->p, a->source.v[0]);
    if (text.n > sizeof low || text.n == 0) return false;
    for (size_t i = 0; i < text.n; i++)
        low[i] = (char)(text.p[i] | 0x20);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rap_str_is((rap_str){low, text.n}, words[i])) return true;
    return false;
}

/* The attribution before this one in the same sentence, or -1. */
static int32_t before(const rap_scene *s, int32_t said)
{
    const rap_attribution *a = &s->in->speech->attributions[said];
    uint32_t cue = a->cue_token, other = said > 0 ? a[-1].cue_token : UINT32_MAX;
    if (cue >= s->p->n_tokens || other >= s->p->n_tokens) return -1;
    bool near = s->p->tokens[cue].sentence == s->p->tokens[other].sentence;
    return near && other < cue ? said - 1 : -1;
}

/* The first token of the sentence that begins at `text_at` or behind it. */
static uint32_t token_at(const rap_scene *s, const rap_sentence *in, uint32_t text_at)
{
    uint32_t low = in->first;
    RAP_BISECT(uint32_t, low, mid, in->last, s->p->tokens[mid].at.from < text_at);
    return low;
}

/* The last one that the source names and that stands behind no preposition: "the port
 * company, Norport". */
static int32_t named_in_source(const rap_scene *s, const rap_attribution *a)
{
    const rap_names *names = s->in->names;
    int32_t found = -1;
    if (!a->source.n || a->cue_token >= s->p->n_tokens || !names->by_token) return -1;
    const rap_sentence *in = &s->p->sentences[s->p->tokens[a->cue_token].sentence];
    uint32_t first = token_at(s, in, a->source.v[0].from);
    for (uint32_t i = first; i < in->last && i < first + SOURCE; i++) {
        const rap_token *t = &s->p->tokens[i];
        if (t->at.to > a->source.v[0].to) break;
        int32_t m = names->by_token[i];
        if (m < 0 || names->mentions[m].first != i) continue;
        bool behind = i > in->first && t[-1].upos == RAP_ADP;
        if (!behind && rap_scene_actor(s, i) >= 0) found = rap_scene_actor(s, i);
    }
    return found;
}

/* "its finance minister": the state or body that the pronoun means, or -1. */
static int32_t owner_of_source(const rap_scene *s, const rap_attribution *a)
{
    if (!a->source.n || a->cue_token >= s->p->n_tokens) return -1;
    const rap_sentence *in = &s->p->sentences[s->p->tokens[a->cue_token].sentence];
    uint32_t first = token_at(s, in, a->source.v[0].from);
    bool own = rap_token_is(s->p, first, "its") || rap_token_is(s->p, first, "their");
    return own && first < in->last ? rap_scene_actor(s, first) : -1;
}

int32_t rap_held_speaker(const rap_scene *s, int32_t said)
{
    for (int n = 0; said >= 0 && n < NESTED; n++) {
        const rap_attribution *a = &s->in->speech->attributions[said];
        int32_t speaker = rap_scene_speaker(s, said);
        if (speaker >= 0 || a->anonymous) return speaker;
        if (!is_pronoun_source(s, a)) {
            if (rap_names_commoner(rap_prose_cut(s->p, a->source.v[0]))) return -1;
            int32_t named = named_in_source(s, a);
            return named >= 0 ? named : owner_of_source(s, a);
        }
        if (a->cue_token < s->p->n_tokens)
            speaker = rap_actors_subject(s, a->cue_token);
        if (speaker >= 0) return speaker;
        said = a->nested_in >= 0 ? a->nested_in : before(s, said);
    }
    return -1;
}

/* Does the side speak through this one: a union through its leader, no country and
 * nobody else through a mayor? */
static bool is_mouth(const rap_scene *s, const rap_entity *e)
{
    if (e->kind != RAP_ENTITY_PERSON || e->side < 0) return false;
    rap_entity_kind kind = s->in->names->entities[e->side].kind;
    return kind == RAP_ENTITY_ORGANIZATION || kind == RAP_ENTITY_GROUP ||
           kind == RAP_ENTITY_MEDIA;
}

/* Who an entity is when it wants something: its side, as rap_scene_stand has it, but
 * that a commoner stands for himself; -1 for -1. */
static int32_t held_stand(const rap_scene *s, int32_t entity)
{
    int32_t end = rap_scene_stand(s, entity);
    for (int n = 0; n < NESTED && entity >= 0 && entity != end; n++) {
        const rap_entity *e = &s->in->names->entities[entity];
        if (rap_is_commoner(e) && !is_mouth(s, e)) return entity;
        entity = e->side;
    }
    return end;
}

static void add_side(const rap_scene *s, rap_actors *out, int32_t entity)
{
    rap_actors_add(out, held_stand(s, entity));
}

/* The sides of all who say it together. */
static void add_speakers(const rap_scene *s, int32_t said, rap_actors *out)
{
    rap_actors all = {0};
    int32_t speaker = rap_held_speaker(s, said);
    uint32_t cue = s->in->speech->attributions[said].cue_token;
    if (cue < s->p->n_tokens) rap_roles_speakers(s, cue, &all);
    add_side(s, out, speaker);
    if (!rap_actors_has(&all, speaker)) return;
    for (uint32_t i = 0; i < all.n; i++)
        add_side(s, out, all.v[i]);
}

static bool is_giving(rap_str stance)
{
    return rap_str_is(stance, "offer") || rap_str_is(stance, "pledge") ||
           rap_str_is(stance, "accept");
}

/* "they will never": in quoted words one of whom it is not known who he is. */
static bool is_another(const rap_scene *s, uint32_t subject)
{
    static const char *const words[] = {"they",    "he",     "she",    "it",      "you",
                                        "anybody", "anyone", "nobody", "everyone"};
    if (!(s->p->tokens[subject].shape & RAP_SHAPE_QUOTED)) return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rap_token_is(s->p, subject, words[i])) return true;
    return false;
}

/* "Kesh freed 38, the aid group said, fewer than the 60 it had promised": a pronoun
 * behind a "said" that is put in between may mean who is told of or who tells. */
static bool is_told_or_teller(const rap_scene *s, int32_t said)
{
    if (said < 0) return false;
    const rap_attribution *a = &s->in->speech->attributions[said];
    if (a->nested_in < 0 || !is_pronoun_source(s, a) || !a->cue.n) return false;
    const rap_attribution *by = &s->in->speech->attributions[a->nested_in];
    bool same = a->speaker < 0 || a->speaker == by->speaker;
    return same && by->cue.n && by->content.n &&
           by->content.v[0].from < by->cue.v[0].from &&
           by->cue.v[0].from < a->cue.v[0].from;
}

void rap_held_by(const rap_scene *s, const rap_statement *st, rap_actors *out)
{
    const rap_unit *u = &st->unit;
    if (is_told_or_teller(s, u->said)) return;
    uint32_t token = st->stance.token;
    bool known = u->said >= 0 && rap_held_speaker(s, u->said) >= 0;
    if (st->stance.of_subject) {
        uint32_t subject = rap_roles_unmoved(s, token);
        uint32_t bound = rap_roles_bound(s, token);
        if (subject == RAP_NO_TOKEN) subject = bound;
        if (subject == RAP_NO_TOKEN) subject = rap_roles_subject_of(s, token);
        rap_actors named = {0};
        if (subject != RAP_NO_TOKEN) rap_roles_collect(s, subject, &named);
        if (!named.n && bound == RAP_NO_TOKEN)
            rap_actors_add(&named, rap_actors_subject(s, token));
        for (uint32_t i = 0; i < named.n; i++)
            add_side(s, out, named.v[i]);
        /* what one who is not known hopes or believes of others is nobody's */
        bool belief = u->said >= 0 && !s->in->speech->attributions[u->said].speech;
        bool verb = s->p->tokens[token].upos == RAP_VERB;
        if (belief && !known) out->n = 0;
        if (out->n || verb || is_giving(st->stance.stance) || belief) return;
        if (subject != RAP_NO_TOKEN && is_another(s, subject)) return;
    }
    if (u->said >= 0) add_speakers(s, u->said, out);
}

/* Is it somebody who speaks as a scholar or observer? */
static bool is_scholar(const rap_entity *e)
{
    for (uint32_t i = 0; i < e->n_roles; i++) {
        rap_str role = e->roles[i];
        for (size_t k = 0, from = 0; k <= role.n; k++) {
            if (k < role.n && role.p[k] != ' ') continue;
            if (rap_table_find(&scholars_table, rap_str_cut(role, from, k)) >= 0)
                return true;
            from = k + 1;
        }
    }
    return false;
}

/* What a scholar may hold: he gives, demands and threatens nothing. */
static bool is_opinion(rap_str stance)
{
    return rap_str_is(stance, "claim") || rap_str_is(stance, "doubt") ||
           rap_str_is(stance, "accuse") || rap_str_is(stance, "deny");
}

bool rap_held_may(const rap_scene *s, int32_t party, const rap_statement *st)
{
    const rap_entity *e = &s->in->names->entities[party];
    bool in_office = e->kind == RAP_ENTITY_PERSON && e->n_roles > 0;
    switch (e->kind) {
    case RAP_ENTITY_PLACE:
    case RAP_ENTITY_THING:
    case RAP_ENTITY_MEDIA:
    case RAP_ENTITY_NONE:
        return false;
    case RAP_ENTITY_ANONYMOUS:
        return rap_str_is(st->stance.stance, "claim");
    case RAP_ENTITY_PERSON:
        if (is_scholar(e) && !is_opinion(st->stance.stance)) return false;
        return in_office || st->stance.weight >= LONE_WEIGHT;
    default:
        return true;
    }
}

static bool is_main(const rap_scene *s, int32_t side)
{
    return side >= 0 && (side == s->main[0] || side == s->main[1]);
}

static bool are_against(const rap_feuds *f, int32_t a, int32_t b)
{
    for (uint32_t i = 0; i < f->n; i++)
        if ((f->pairs[i][0] == a && f->pairs[i][1] == b) ||
            (f->pairs[i][0] == b && f->pairs[i][1] == a))
            return true;
    return is_main(f->s, a) && is_main(f->s, b);
}

const char *rap_held_teller(const rap_feuds *f, int32_t said, int32_t party)
{
    const rap_scene *s = f->s;
    if (said < 0) return "narrator";
    const rap_attribution *a = &s->in->speech->attributions[said];
    int32_t speaker = rap_held_speaker(s, said);
    int32_t side = held_stand(s, speaker);
    if (side < 0) return "anonymous";
    rap_actors all = {0};
    if (side != party) add_speakers(s, said, &all);
    bool own = side == party || rap_actors_has(&all, party);
    if (own && a->anonymous) return "anonymous";
    if (own) return is_scholar(&s->in->names->entities[party]) ? "third" : "self";
    if (a->anonymous) return "anonymous"; /* whatever his side */
    return are_against(f, side, party) ? "adversary" : "third";
}
