/*
 * coref/traits.c - what a phrase is like: number, gender, article, place in its clause.
 */
/* SPDX-License-Identifier: MIT */
#include "coref/traits.h"

#include "beings_table.inc"
#include "names/lexicon.h"
#include "stand_ins_table.inc"
#include "trees/relations.h"

enum { WORDS_MAX = 24, UP_MAX = 6, ACRONYM_MAX = 8, DEPTH_MAX = 10 };

static rap_deprel plain(const rap_token *t)
{
    return rap_deprel_plain((rap_deprel)t->deprel);
}

static uint8_t gender_of(rap_str told)
{
    if (rap_str_is(told, "he")) return RAP_MAY_HE;
    if (rap_str_is(told, "she")) return RAP_MAY_SHE;
    return rap_str_is(told, "it") ? RAP_MAY_IT : RAP_MAY_ANY;
}

bool rap_traits_pronoun(rap_noted *x, const rap_prose *p, uint32_t token)
{
    const rap_token *t = &p->tokens[token];
    if (!rap_table_may(&stand_ins_table, t->hash)) return false;
    int row = rap_table_find(&stand_ins_table, t->low);
    if (row == RAP_TABLE_NONE || t->deprel == RAP_REL_EXPL) return false;
    bool shown = rap_cell_is(&stand_ins_table, row, STAND_INS_FORM, "shown");
    bool place = rap_cell_is(&stand_ins_table, row, STAND_INS_FORM, "place");
    if (place ? t->upos != RAP_ADV : t->upos != RAP_PRON) return false;
    if (shown && t->xpos[0] != 'D') return false; /* not "which", nor a conjunction */
    rap_str number = rap_cell(&stand_ins_table, row, STAND_INS_NUMBER);
    x->kind = RAP_MENTION_PRONOUN;
    x->order = (uint8_t)rap_cell_int(&stand_ins_table, row, STAND_INS_ORDER);
    x->person = (uint8_t)rap_cell_int(&stand_ins_table, row, STAND_INS_PERSON);
    x->number = rap_str_is(number, "s") ? 1 : rap_str_is(number, "p") ? 2 : 0;
    x->gender = gender_of(rap_cell(&stand_ins_table, row, STAND_INS_GENDER));
    if (x->person < 3) x->gender = RAP_MAY_HE | RAP_MAY_SHE;
    x->self = rap_cell_is(&stand_ins_table, row, STAND_INS_FORM, "self");
    x->owns = rap_cell_is(&stand_ins_table, row, STAND_INS_FORM, "owner");
    x->owns |= memcmp(t->xpos, "PRP$", 4) == 0;
    x->shown = shown;
    return true;
}

/* ---- what hangs on a phrase --------------------------------------------------------
 */

static rap_article article_of(const rap_token *t)
{
    static const struct {
        const char *word;
        rap_article article;
    } known[] = {{"a", RAP_ARTICLE_A},        {"an", RAP_ARTICLE_A},
                 {"the", RAP_ARTICLE_THE},    {"this", RAP_ARTICLE_THIS},
                 {"that", RAP_ARTICLE_THIS},  {"these", RAP_ARTICLE_THIS},
                 {"those", RAP_ARTICLE_THIS}, {"such", RAP_ARTICLE_THIS}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (rap_str_is(t->low, known[i].word)) return known[i].article;
    return RAP_ARTICLE_SOME;
}

/* What the word `i` says of the phrase of its head. */
static void tell_up(const rap_prose *p, rap_noted_list *list, uint32_t i)
{
    const rap_token *t = &p->tokens[i];
    if (t->head == RAP_NO_HEAD || t->head == i || list->by_head[t->head] < 0) return;
    rap_noted *x = &list->v[list->by_head[t->head]];
    switch ((rap_deprel)t->deprel) {
    case RAP_REL_DET:
        if (x->article < article_of(t)) x->article = (uint8_t)article_of(t);
        x->denied |= rap_str_is(t->low, "no");
        return;
    case RAP_REL_NUMMOD:
        if (x->article == RAP_ARTICLE_NONE) x->article = RAP_ARTICLE_SOME;
        return;
    case RAP_REL_NMOD_POSS:
        x->article = RAP_ARTICLE_OWNED;
        x->owner = list->by_head[i];
        return;
    case RAP_REL_COP:
        x->place = RAP_PLACE_PREDICATE;
        return;
    case RAP_REL_CONJ:
        x->member = true;
        return;
    case RAP_REL_ACL:
    case RAP_REL_ACL_RELCL:
        x->clause = true;
        return;
    case RAP_REL_NMOD:
        x->of = true;
        return;
    default:
        return;
    }
}

static rap_place_in place_of(rap_deprel r)
{
    switch (r) {
    case RAP_REL_NSUBJ:
    case RAP_REL_NSUBJ_OUTER:
        return RAP_PLACE_SUBJECT;
    case RAP_REL_NSUBJ_PASS:
        return RAP_PLACE_PASSIVE;
    case RAP_REL_OBJ:
    case RAP_REL_IOBJ:
        return RAP_PLACE_OBJECT;
    case RAP_REL_OBL:
    case RAP_REL_OBL_AGENT:
    case RAP_REL_OBL_UNMARKED:
        return RAP_PLACE_OBLIQUE;
    case RAP_REL_NMOD_POSS:
        return RAP_PLACE_OWNER;
    case RAP_REL_NMOD:
        return RAP_PLACE_OF;
    case RAP_REL_APPOS:
        return RAP_PLACE_APPOSED;
    case RAP_REL_COMPOUND:
        return RAP_PLACE_BEFORE_NOUN;
    case RAP_REL_XCOMP:
        return RAP_PLACE_PREDICATE;
    default:
        return RAP_PLACE_OTHER;
    }
}

/* Where it stands in its clause; a member of a list where the list stands. */
static void set_place(rap_noted *x, const rap_prose *p)
{
    uint32_t at = x->head;
    for (int i = 0; i < UP_MAX && p->tokens[at].deprel == RAP_REL_CONJ; i++) {
        x->member = true;
        at = p->tokens[at].head;
    }
    if (x->place == RAP_PLACE_OTHER)
        x->place = (uint8_t)place_of((rap_deprel)p->tokens[at].deprel);
    uint32_t up = p->tokens[at].head;
    x->governor = up == RAP_NO_HEAD ? at : up;
    x->verb = RAP_NO_HEAD;
    for (int i = 0; i < UP_MAX && up != RAP_NO_HEAD; i++) {
        const rap_token *t = &p->tokens[up];
        if (t->upos == RAP_VERB || t->head == up) x->verb = up;
        if (x->verb != RAP_NO_HEAD || t->head == up) return;
        up = t->head;
    }
}

/* ---- its words ---------------------------------------------------------------------
 */

static bool has_meaning(const rap_token *t)
{
    return t->upos == RAP_NOUN || t->upos == RAP_PROPN || t->upos == RAP_ADJ ||
           t->upos == RAP_NUM;
}

static void set_words(rap_noted *x, const rap_prose *p)
{
    char initials[ACRONYM_MAX];
    size_t n = 0;
    uint32_t text = RAP_HASH_START;
    for (uint32_t i = x->first; i < x->last && i < x->first + WORDS_MAX; i++) {
        const rap_token *t = &p->tokens[i];
        bool bare = t->upos == RAP_PUNCT || (t->upos == RAP_DET && i == x->first) ||
                    (memcmp(t->xpos, "POS", 4) == 0 && i + 1 == x->last);
        if (bare) continue;
        text = (text ^ t->hash) * 16777619u;
        if (!has_meaning(t)) continue;
        x->words++;
        x->bits |= 1u << (t->lemma_hash >> 27);
        if ((t->shape & RAP_SHAPE_CAPITAL) && n < sizeof initials)
            initials[n++] = t->low.p[0];
    }
    x->text_hash = text;
    if (n > 1) x->acronym = rap_hash((rap_str){initials, n});
}

/* ---- who it may be -----------------------------------------------------------------
 */

static uint32_t top_of(const rap_prose *p, const rap_mention *m)
{
    for (uint32_t i = m->first; i < m->last; i++) {
        uint32_t head = p->tokens[i].head;
        if (head == RAP_NO_HEAD || head == i || head < m->first || head >= m->last)
            return i;
    }
    return m->last - 1;
}

static uint8_t gender_bits(rap_gender g)
{
    return g == RAP_GENDER_HE    ? RAP_MAY_HE
           : g == RAP_GENDER_SHE ? RAP_MAY_SHE
                                 : RAP_MAY_HE | RAP_MAY_SHE;
}

static void set_party(rap_noted *x, const rap_prose *p, const rap_names *names)
{
    int32_t m = x->mention;
    if (m < 0) m = names->by_token[x->head];
    if (m >= 0 && x->mention < 0 && top_of(p, &names->mentions[m]) != x->head) m = -1;
    if (x->list) m = -1;
    x->mention = m;
    if (m < 0) return;
    x->party = names->mentions[m].entity;
    if (x->kind != RAP_MENTION_PRONOUN) x->kind = (uint8_t)names->mentions[m].kind;
    if (x->party < 0 || x->kind == RAP_MENTION_PRONOUN) return;
    const rap_entity *e = &names->entities[x->party];
    x->entity = (uint8_t)e->kind;
    if (e->kind == RAP_ENTITY_PERSON)
        x->gender = gender_bits(e->gender);
    else if (e->kind != RAP_ENTITY_ANONYMOUS)
        x->gender = RAP_MAY_IT;
}

static uint8_t given_gender(const rap_prose *p, const rap_mention *m)
{
    rap_gender g = RAP_GENDER_NONE;
    if (m->last - m->first < 1) return 0;
    return rap_given_name(p, m->first, &g) ? gender_bits(g) : 0;
}

/* A person's or thing's noun: "the minister", "her mother". */
static void set_noun(rap_noted *x, const rap_prose *p)
{
    rap_head h;
    rap_gender g = RAP_GENDER_NONE;
    int row = rap_prose_match_lemma(p, &beings_table, x->head);
    bool office = rap_head_at(&h, p, x->head);
    if (row != RAP_TABLE_NONE) {
        uint8_t told = gender_of(rap_cell(&beings_table, row, BEINGS_GENDER));
        x->gender = told == RAP_MAY_ANY ? RAP_MAY_HE | RAP_MAY_SHE : told;
        x->entity = RAP_ENTITY_PERSON;
    } else if (office && h.kind == RAP_HEAD_OFFICE) {
        g = h.gender;
        x->gender = gender_bits(g);
        x->entity = RAP_ENTITY_PERSON;
    } else if (office && h.kind == RAP_HEAD_ANONYMOUS) {
        x->gender = RAP_MAY_HE | RAP_MAY_SHE;
        x->entity = RAP_ENTITY_ANONYMOUS;
    } else if (office) {
        x->gender = RAP_MAY_IT;
        x->entity = RAP_ENTITY_ORGANIZATION;
    }
}

static void set_number(rap_noted *x, const rap_prose *p)
{
    const char *tag = p->tokens[x->head].xpos;
    bool many = strcmp(tag, "NNS") == 0 || strcmp(tag, "NNPS") == 0;
    x->number = x->list || many ? 2 : 1;
    bool body = x->entity == RAP_ENTITY_ORGANIZATION ||
                x->entity == RAP_ENTITY_COUNTRY || x->entity == RAP_ENTITY_GROUP ||
                x->entity == RAP_ENTITY_MEDIA;
    if (body && !x->list) x->number = many && x->entity == RAP_ENTITY_GROUP ? 2 : 0;
}

static void set_who(rap_noted *x, const rap_prose *p, const rap_names *names)
{
    if (x->kind == RAP_MENTION_NONE)
        x->kind = p->tokens[x->head].upos == RAP_PROPN ? RAP_MENTION_NAME
                                                       : RAP_MENTION_NOMINAL;
    set_party(x, p, names);
    if (x->kind == RAP_MENTION_PRONOUN) return;
    if (x->gender == 0) x->gender = RAP_MAY_ANY;
    if (x->party < 0 || x->kind == RAP_MENTION_NOMINAL) set_noun(x, p);
    uint8_t given = x->mention >= 0 && x->gender == (RAP_MAY_HE | RAP_MAY_SHE)
                        ? given_gender(p, &names->mentions[x->mention])
                        : 0;
    if (given) x->gender = given;
    set_number(x, p);
    x->person = 3;
}

/* "Ana Veld" hangs on "Ana": the last word is what comes again. */
static uint32_t last_of_name(const rap_noted *x, const rap_prose *p)
{
    uint32_t at = x->head;
    for (uint32_t i = x->head + 1; i < x->last && i < x->head + WORDS_MAX; i++) {
        bool flat =
            plain(&p->tokens[i]) == RAP_REL_FLAT && p->tokens[i].head == x->head;
        if (flat && (p->tokens[i].shape & RAP_SHAPE_LETTER)) at = i;
    }
    return at;
}

static uint8_t depth_of(const rap_prose *p, uint32_t token)
{
    int n = 0;
    for (; n < DEPTH_MAX; n++) {
        uint32_t up = p->tokens[token].head;
        if (up == RAP_NO_HEAD || up == token) break;
        token = up;
    }
    return (uint8_t)n;
}

static void set_one(rap_noted *x, const rap_prose *p, const rap_names *names)
{
    const rap_token *t = &p->tokens[x->head];
    x->sentence = t->sentence;
    x->block = p->sentences[t->sentence].block;
    x->head_hash = p->tokens[last_of_name(x, p)].lemma_hash;
    x->coarse = t->classes[0];
    x->class = t->classes[1];
    x->first_in_sentence = x->first == p->sentences[t->sentence].first;
    x->depth = depth_of(p, x->head);
    set_place(x, p);
    set_words(x, p);
    set_who(x, p, names);
}

static void set_quotations(rap_noted_list *list, const rap_prose *p)
{
    uint32_t number = 0, i = 0;
    for (uint32_t t = 0; t < p->n_tokens; t++) {
        number += (p->tokens[t].shape & RAP_SHAPE_OPEN) != 0;
        bool in = (p->tokens[t].shape & RAP_SHAPE_QUOTED) != 0;
        for (; i < list->n && list->v[i].first == t; i++)
            list->v[i].quotation = in ? number : 0;
    }
}

void rap_traits_set(rap_noted_list *list, const rap_prose *p, const rap_names *names)
{
    for (uint32_t i = 0; i < list->n; i++) {
        list->v[i].mention--;
        list->v[i].party = list->v[i].owner = -1;
    }
    for (uint32_t i = 0; i < p->n_tokens; i++)
        tell_up(p, list, i);
    for (uint32_t i = 0; i < list->n; i++)
        set_one(&list->v[i], p, names);
    set_quotations(list, p);
}
