/*
 * facts/meant.c - whom "it", "they", "he" and "she" mean, as the tree has it.
 *
 * The subject of a verb is what a pronoun below it means most often (Hobbs, "Resolving
 * pronoun references", 1978): of the verbs above the pronoun the nearest counts whose
 * subject stands before it and fits; of its own verb only a possessive takes it.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/meant.h"

enum { HEIGHT = 8 }; /* steps up a tree */

typedef enum { NOBODY, THING, SEVERAL, MAN, WOMAN } number;

static number number_of(rap_str low)
{
    static const struct {
        const char *word;
        number means;
    } words[] = {{"it", THING},     {"its", THING},     {"itself", THING},
                 {"they", SEVERAL}, {"their", SEVERAL}, {"them", SEVERAL},
                 {"he", MAN},       {"his", MAN},       {"him", MAN},
                 {"she", WOMAN},    {"her", WOMAN}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (rap_str_is(low, words[i].word)) return words[i].means;
    return NOBODY;
}

static bool fits(const rap_entity *e, number n)
{
    bool body = e->kind == RAP_ENTITY_COUNTRY || e->kind == RAP_ENTITY_ORGANIZATION ||
                e->kind == RAP_ENTITY_GROUP;
    switch (n) {
    case THING:
        return body;
    case SEVERAL:
        return body || e->kind == RAP_ENTITY_ANONYMOUS;
    case MAN:
        return e->kind == RAP_ENTITY_PERSON && e->gender != RAP_GENDER_SHE;
    case WOMAN:
        return e->kind == RAP_ENTITY_PERSON && e->gender != RAP_GENDER_HE;
    default:
        return false;
    }
}

static int32_t entity_at(const rap_scene *s, uint32_t token)
{
    const rap_names *names = s->in->names;
    int32_t m = names->by_token ? names->by_token[token] : -1;
    return m < 0 ? -1 : names->mentions[m].entity;
}

/* The entity that the nominal names by its word or the name set beside it ("the
 * minister, Ana Veld,"), or -1. */
static int32_t named(const rap_scene *s, uint32_t nominal)
{
    static const rap_deprel ways[] = {RAP_REL_APPOS, RAP_REL_FLAT};
    int32_t e = entity_at(s, nominal);
    for (size_t i = 0; e < 0 && i < sizeof ways / sizeof ways[0]; i++) {
        uint32_t beside = rap_branches_find(&s->branches, s->p, nominal, ways[i]);
        if (beside != RAP_NO_TOKEN) e = entity_at(s, beside);
    }
    return e;
}

/* The subject of the verb that stands before `token`; of "who" whom it stands for. */
static int32_t subject_before(const rap_scene *s, uint32_t verb, uint32_t token)
{
    const rap_token *t = s->p->tokens;
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(&s->branches, verb);
         rap_twigs_next(&it, &s->branches, &i) && i < token;) {
        if (rap_deprel_plain((rap_deprel)t[i].deprel) != RAP_REL_NSUBJ) continue;
        bool relative = rap_hangs_by(s->p, verb, RAP_REL_ACL_RELCL) &&
                        rap_str_begins(rap_str_of(t[i].xpos), RAP_STR("W"));
        return named(s, relative ? t[verb].head : i);
    }
    return -1;
}

int32_t rap_meant_by_pronoun(const rap_scene *s, uint32_t token)
{
    const rap_token *t = s->p->tokens;
    number n = number_of(t[token].low);
    if (n == NOBODY || !s->branches.child) return -1;
    bool own = rap_str_is(rap_str_of(t[token].xpos), "PRP$");
    bool quoted = t[token].shape & RAP_SHAPE_QUOTED;
    uint32_t at = token;
    for (int k = 0; k < HEIGHT; k++) {
        uint32_t head = t[at].head;
        if (head == RAP_NO_HEAD || head == at) break;
        if (quoted != !!(t[head].shape & RAP_SHAPE_QUOTED)) break;
        at = head;
        if (t[at].upos != RAP_VERB && t[at].upos != RAP_ADJ) continue;
        int32_t e = own ? subject_before(s, at, token) : -1;
        if (e >= 0 && fits(&s->in->names->entities[e], n)) return e;
        own = true;
    }
    return -1;
}
