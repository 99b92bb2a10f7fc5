/*
 * trees/fits.c - which relation fits which tag, which head, which direction.
 *
 * A relation that does not fit is replaced by the one that words of this tag most often
 * have under such a head.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/validity.h"

#define U(tag) (1u << RAP_##tag)
#define R(rel) ((uint64_t)1 << RAP_REL_##rel)

/* The tags that a relation takes; 0: any. */
static const uint32_t tags_of[RAP_REL_COUNT] = {
    [RAP_REL_ADVMOD] = U(ADV) | U(ADJ) | U(CCONJ) | U(DET) | U(PART) | U(SYM),
    [RAP_REL_AUX] = U(AUX),
    [RAP_REL_CASE] = ~(U(PROPN) | U(ADJ) | U(PRON) | U(DET) | U(NUM) | U(AUX)),
    [RAP_REL_CC] = U(CCONJ) | U(ADV) | U(PART) | U(SCONJ) | U(ADP) | U(SYM) | U(X),
    [RAP_REL_COP] = U(AUX) | U(PRON) | U(DET) | U(SYM),
    [RAP_REL_DET] = U(DET) | U(PRON),
    [RAP_REL_EXPL] = U(PRON) | U(DET) | U(PART),
    [RAP_REL_MARK] =
        ~(U(NOUN) | U(PROPN) | U(ADJ) | U(PRON) | U(DET) | U(NUM) | U(AUX) | U(INTJ)),
    [RAP_REL_NUMMOD] = U(NUM) | U(NOUN) | U(SYM),
};

/* What may hang on a word that is itself ...; 0: anything. */
#define ALWAYS (R(CONJ) | R(GOESWITH) | R(FIXED) | R(REPARANDUM) | R(PUNCT))
static const uint64_t dependents_of[RAP_REL_COUNT] = {
    [RAP_REL_AUX] = ALWAYS | R(CC) | R(ADVMOD),
    [RAP_REL_COP] = ALWAYS | R(CC) | R(ADVMOD),
    [RAP_REL_MARK] = ALWAYS | R(CC) | R(ADVMOD) | R(OBL),
    [RAP_REL_CASE] = ALWAYS | R(CC) | R(ADVMOD) | R(OBL),
    [RAP_REL_CC] = ALWAYS | R(ADVMOD),
    [RAP_REL_FIXED] = ALWAYS & ~R(FIXED),
    [RAP_REL_GOESWITH] = R(NONE),
    [RAP_REL_PUNCT] = R(NONE),
};

/* Relations that go from left to right. */
static const uint64_t forward = R(CONJ) | R(FIXED) | R(FLAT) | R(GOESWITH) | R(APPOS);

/* The usual relation of a tag: under a nominal, under anything else. */
static const struct {
    rap_deprel nominal, other;
} usual[] = {
    [RAP_X] = {RAP_REL_DEP, RAP_REL_DEP},
    [RAP_ADJ] = {RAP_REL_AMOD, RAP_REL_ADVMOD},
    [RAP_ADP] = {RAP_REL_CASE, RAP_REL_CASE},
    [RAP_ADV] = {RAP_REL_ADVMOD, RAP_REL_ADVMOD},
    [RAP_AUX] = {RAP_REL_COP, RAP_REL_AUX},
    [RAP_CCONJ] = {RAP_REL_CC, RAP_REL_CC},
    [RAP_DET] = {RAP_REL_DET, RAP_REL_DET},
    [RAP_INTJ] = {RAP_REL_DISCOURSE, RAP_REL_DISCOURSE},
    [RAP_NOUN] = {RAP_REL_COMPOUND, RAP_REL_OBL_UNMARKED},
    [RAP_NUM] = {RAP_REL_NUMMOD, RAP_REL_OBL_UNMARKED},
    [RAP_PART] = {RAP_REL_ADVMOD, RAP_REL_ADVMOD},
    [RAP_PRON] = {RAP_REL_NMOD, RAP_REL_OBL},
    [RAP_PROPN] = {RAP_REL_COMPOUND, RAP_REL_OBL_UNMARKED},
    [RAP_PUNCT] = {RAP_REL_PUNCT, RAP_REL_PUNCT},
    [RAP_SCONJ] = {RAP_REL_MARK, RAP_REL_MARK},
    [RAP_SYM] = {RAP_REL_DEP, RAP_REL_DEP},
    [RAP_VERB] = {RAP_REL_ACL, RAP_REL_ADVCL},
};

static bool is_nominal(uint8_t upos)
{
    return ((U(NOUN) | U(PROPN) | U(PRON) | U(NUM) | U(SYM)) >> upos & 1u) != 0;
}

static rap_deprel usual_of(const rap_tree *s, uint32_t i)
{
    uint8_t upos = s->t[i].upos;
    bool nominal = is_nominal(s->t[s->head[i]].upos);
    return nominal ? usual[upos].nominal : usual[upos].other;
}

/* Does the relation of word i fit its tag and its direction? */
static bool fits(const rap_tree *s, uint32_t i)
{
    uint8_t plain = s->plain[i];
    bool mark = s->t[i].upos == RAP_PUNCT;
    if (mark || plain == RAP_REL_PUNCT) return mark && plain == RAP_REL_PUNCT;
    if (plain == RAP_REL_NONE || plain == RAP_REL_ROOT) return false;
    if (s->head[i] > i && (forward >> plain & 1u)) return false;
    return s->whole[i] || !tags_of[plain] || (tags_of[plain] >> s->t[i].upos & 1u);
}

/* Where the tree knows better than the tagger, which sees fewer words: the tag follows
 * the relation.  "" leaves the Penn tag. */
static const struct {
    uint8_t plain, from, to;
    char xpos[6];
} follows[] = {
    {RAP_REL_AUX, RAP_VERB, RAP_AUX, ""},       /* "had" gone */
    {RAP_REL_COP, RAP_VERB, RAP_AUX, ""},       /* he "'s" here */
    {RAP_REL_AUX, RAP_PART, RAP_AUX, "VBZ"},    /* he "'s" gone */
    {RAP_REL_COP, RAP_PART, RAP_AUX, "VBZ"},    /* she "'s" a minister */
    {RAP_REL_DET, RAP_SCONJ, RAP_DET, "DT"},    /* "that" port */
    {RAP_REL_MARK, RAP_PRON, RAP_SCONJ, "IN"},  /* said "that" it sank */
    {RAP_REL_ADVMOD, RAP_SCONJ, RAP_ADV, "RB"}, /* "once" a port */
};

static bool retag(rap_token *t, uint8_t plain)
{
    for (size_t k = 0; k < sizeof follows / sizeof *follows; k++) {
        if (follows[k].plain != plain || follows[k].from != t->upos) continue;
        t->upos = follows[k].to;
        if (follows[k].xpos[0]) memcpy(t->xpos, follows[k].xpos, sizeof t->xpos);
        return true;
    }
    return false;
}

static void make_fit(rap_tree *s, uint32_t i)
{
    bool particle = strcmp(s->t[i].xpos, "RP") == 0;
    if (particle && s->plain[i] == RAP_REL_ADVMOD)
        rap_tree_label(s, i, RAP_REL_COMPOUND_PRT);
    else if (!retag(&s->t[i], s->plain[i]))
        rap_tree_label(s, i, usual_of(s, i));
}

void rap_fits_labels(rap_tree *s)
{
    memset(s->whole, 0, s->n * sizeof *s->whole);
    for (uint32_t i = 0; i < s->n; i++)
        if (s->plain[i] == RAP_REL_FIXED || s->plain[i] == RAP_REL_GOESWITH)
            s->whole[s->head[i]] |= s->head[i] < i;
    for (uint32_t i = 0; i < s->n; i++) {
        if (i == s->root) {
            rap_tree_label(s, i, RAP_REL_ROOT);
            continue;
        }
        if (!fits(s, i)) make_fit(s, i);
    }
}

bool rap_fits_head(const rap_tree *s, uint32_t i)
{
    uint32_t h = s->head[i];
    uint64_t may = h == i || h == s->root ? 0 : dependents_of[s->plain[h]];
    return !may || (may >> s->plain[i] & 1u);
}

bool rap_fits_verb(rap_tree *s, uint32_t i)
{
    if (s->plain[i] != RAP_REL_AUX || i == s->root) return false;
    bool nominal = is_nominal(s->t[s->head[i]].upos);
    rap_tree_label(s, i, nominal ? usual[RAP_VERB].nominal : usual[RAP_VERB].other);
    return true;
}

static bool is_subject(const rap_token *t)
{
    return t->deprel == RAP_REL_NSUBJ || t->deprel == RAP_REL_NSUBJ_PASS ||
           t->deprel == RAP_REL_CSUBJ || t->deprel == RAP_REL_CSUBJ_PASS;
}

/* Of two subjects the one nearer to the predicate is its own: the other is an outer
 * one, or "it" where a clause follows. */
static void second_subject(rap_tree *s, uint32_t i)
{
    bool clause = s->plain[i] == RAP_REL_CSUBJ, before = i < s->head[i];
    rap_deprel outer = clause ? RAP_REL_CSUBJ_OUTER : RAP_REL_NSUBJ_OUTER;
    rap_deprel behind = clause ? RAP_REL_CCOMP : RAP_REL_DISLOCATED;
    rap_tree_label(s, i, before ? outer : behind);
}

static void one_subject(rap_tree *s)
{
    uint32_t *kept = s->low;
    memset(kept, 0xFF, s->n * sizeof *kept);
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t h = s->head[i], other = kept[h];
        if (!is_subject(&s->t[i])) continue;
        kept[h] = i > h && other != RAP_NO_WORD ? other : i;
        if (other != RAP_NO_WORD) second_subject(s, i > h ? i : other);
    }
}

/* The first object is the direct one. */
static void one_object(rap_tree *s)
{
    bool *taken = s->whole;
    memset(taken, 0, s->n * sizeof *taken);
    for (uint32_t i = 0; i < s->n; i++) {
        if (s->plain[i] != RAP_REL_OBJ) continue;
        if (taken[s->head[i]]) rap_tree_label(s, i, RAP_REL_OBL_UNMARKED);
        taken[s->head[i]] = true;
    }
}

void rap_fits_roles(rap_tree *s)
{
    static const uint64_t clauses = R(CONJ) | R(PARATAXIS) | R(ROOT) | R(CSUBJ) |
                                    R(CCOMP) | R(ADVCL) | R(ACL) | R(REPARANDUM);
    one_subject(s);
    one_object(s);
    for (uint32_t i = 0; i < s->n; i++)
        if (s->plain[i] == RAP_REL_ORPHAN && !(clauses >> s->plain[s->head[i]] & 1u))
            rap_tree_label(s, i, RAP_REL_DEP);
}
