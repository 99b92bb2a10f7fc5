/*
 * facts/kinds.c - which kind of act a text tells: PLOVER's classes, by a linear model.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/kinds.h"

#include "facts/deeds.h"

enum { REACH = 24, INNER = 12 }; /* tokens around a trigger; twigs of a twig */
/* How much surer it must be than a word of the tables, a phrase, a stance; than of
 * nothing. */
enum { TURN_STRAY = 100, TURN = 200, FIND = 200 };
enum { SURE_LEARNT = 40 };

static const struct {
    const char *name, *code;
} kinds[RAP_KINDS] = {
    {"", ""},
    {"AGREE", "030"},
    {"CONSULT", "040"},
    {"SUPPORT", "050"},
    {"COOPERATE", "060"},
    {"AID", "070"},
    {"YIELD", "080"},
    {"REQUEST", "100"},
    {"ACCUSE", "110"},
    {"REJECT", "120"},
    {"THREATEN", "130"},
    {"PROTEST", "140"},
    {"MOBILIZE", "150"},
    {"SANCTION", "160"},
    {"COERCE", "170"},
    {"ASSAULT", "190"},
};

const char *rap_kinds_name(uint32_t kind)
{
    return kind < RAP_KINDS ? kinds[kind].name : "";
}

uint32_t rap_kinds_of(rap_str cameo)
{
    rap_str plover = rap_deeds_plover(cameo);
    if (rap_str_is(plover, "CONCEDE") || rap_str_is(plover, "RETREAT"))
        plover = RAP_STR("YIELD");
    for (uint32_t i = 1; i < RAP_KINDS; i++)
        if (rap_str_is(plover, kinds[i].name)) return i;
    return 0;
}

/* ---- what it looks at ---- */

typedef enum {
    BIAS,
    WORD,
    CLASS,
    COARSE,
    WORD_POS,
    CODE,
    ROOT,
    RULE,
    ROOT_STATUS,
    STATUS,
    SOURCE,
    TARGET,
    PAIR,
    TWIG,
    TWIG_CLASS,
    WORD_TWIG,
    TWIG_ROOT,
    PREPOSED,
    PREPOSED_CLASS,
    WORD_PREPOSITION,
    INSIDE,
    INSIDE_CLASS,
    INSIDE_ROOT,
    HEAD,
    HEAD_CLASS,
    HEAD_ROOT,
    CUE,
    CUE_CLASS,
    AROUND,
    AROUND_CLASS,
    AROUND_ROOT,
    NEXT,
    SOURCE_HEAD,
    TARGET_HEAD,
    FOUND
} template;

typedef struct {
    const rap_scene *s;
    uint64_t *keys;
    uint32_t n;
} looker;

static void add(looker *l, template t, uint32_t a, uint32_t b, uint32_t c)
{
    if (l->n < RAP_LINEAR_KEYS) l->keys[l->n++] = rap_feature(t, a, b, c);
}

static const rap_token *at(const looker *l, uint32_t token)
{
    return &l->s->p->tokens[token];
}

/* Root of what the tables say of the words at `token`; 0: nothing. */
static uint32_t root_at(const looker *l, uint32_t token)
{
    rap_verb verb;
    const rap_scene *s = l->s;
    uint32_t end = s->p->sentences[at(l, token)->sentence].last;
    return rap_deeds_in_tree(&s->branches, s->p, token, end, &verb)
               ? (uint32_t)rap_deeds_root(verb.code)
               : 0;
}

static uint32_t relation(const looker *l, uint32_t token)
{
    return (uint32_t)rap_deprel_plain((rap_deprel)at(l, token)->deprel);
}

static bool is_content(const rap_token *t)
{
    return t->upos == RAP_VERB || t->upos == RAP_NOUN || t->upos == RAP_ADJ;
}

static void look_inside(looker *l, uint32_t twig)
{
    uint32_t i, r = relation(l, twig), n = 0;
    for (rap_twigs it = rap_twigs_of(&l->s->branches, twig);
         rap_twigs_next(&it, &l->s->branches, &i) && n < INNER;) {
        if (!is_content(at(l, i)) && at(l, i)->upos != RAP_AUX &&
            at(l, i)->upos != RAP_PART)
            continue;
        add(l, INSIDE, r, relation(l, i), at(l, i)->lemma_hash);
        add(l, INSIDE_CLASS, r, relation(l, i), at(l, i)->classes[1]);
        uint32_t root = is_content(at(l, i)) ? root_at(l, i) : 0;
        if (root) add(l, INSIDE_ROOT, r, root, 0);
        n++;
    }
}

static void look_at_twig(looker *l, uint32_t token, uint32_t twig)
{
    const rap_token *t = at(l, twig);
    uint32_t r = relation(l, twig);
    uint32_t by = rap_branches_find(&l->s->branches, l->s->p, twig, RAP_REL_CASE);
    if (by != RAP_NO_TOKEN && (r == RAP_REL_OBL || r == RAP_REL_NMOD)) {
        add(l, PREPOSED, at(l, by)->hash, t->lemma_hash, 0);
        add(l, PREPOSED_CLASS, at(l, by)->hash, t->classes[1], 0);
        add(l, WORD_PREPOSITION, at(l, token)->lemma_hash, at(l, by)->hash, 0);
    } else {
        add(l, TWIG, r, t->lemma_hash, 0);
        add(l, TWIG_CLASS, r, t->classes[1], 0);
        add(l, WORD_TWIG, at(l, token)->lemma_hash, r, t->lemma_hash);
    }
    uint32_t root = is_content(t) ? root_at(l, twig) : 0;
    if (root) add(l, TWIG_ROOT, r, root, 0);
    if (r == RAP_REL_OBJ || r == RAP_REL_XCOMP || r == RAP_REL_CCOMP ||
        r == RAP_REL_OBL || r == RAP_REL_ADVCL)
        look_inside(l, twig);
}

static void look_at_twigs(looker *l, uint32_t token)
{
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(&l->s->branches, token);
         rap_twigs_next(&it, &l->s->branches, &i);)
        if (at(l, i)->upos != RAP_PUNCT && at(l, i)->upos != RAP_DET)
            look_at_twig(l, token, i);
}

static void look_up(looker *l, uint32_t token)
{
    uint32_t head = at(l, token)->head;
    if (head == RAP_NO_HEAD || head == token) return;
    add(l, HEAD, relation(l, token), at(l, head)->lemma_hash, 0);
    add(l, HEAD_CLASS, relation(l, token), at(l, head)->classes[1], 0);
    uint32_t root = root_at(l, head);
    if (root) add(l, HEAD_ROOT, relation(l, token), root, 0);
}

static void look_around(looker *l, uint32_t token)
{
    const rap_sentence *sentence = &l->s->p->sentences[at(l, token)->sentence];
    uint32_t first = token > sentence->first + REACH ? token - REACH : sentence->first;
    uint32_t last = token + REACH < sentence->last ? token + REACH : sentence->last;
    for (uint32_t i = first; i < last; i++) {
        if (i == token || !is_content(at(l, i))) continue;
        add(l, AROUND, at(l, i)->lemma_hash, 0, 0);
        add(l, AROUND_CLASS, at(l, i)->classes[1], 0, 0);
        uint32_t root = root_at(l, i);
        if (root) add(l, AROUND_ROOT, root, 0, 0);
    }
}

static uint32_t kind_of_first(const rap_scene *s, const rap_actors *list)
{
    return list->n ? 1 + (uint32_t)s->in->names->entities[list->v[0]].kind : 0;
}

/* The last word of the first actor's name, "police". */
static void look_at_name(looker *l, template t, const rap_actors *list)
{
    rap_str name = list->n ? l->s->in->names->entities[list->v[0]].name : (rap_str){0};
    size_t from = name.n;
    while (from && name.p[from - 1] != ' ')
        from--;
    uint32_t hash = RAP_HASH_START;
    for (size_t i = from; i < name.n; i++)
        hash = rap_hash_byte(hash, name.p[i] | 32);
    if (name.n) add(l, t, hash, 0, 0);
}

static void look_at_actors(looker *l, const rap_event *e)
{
    look_at_name(l, SOURCE_HEAD, &e->source);
    look_at_name(l, TARGET_HEAD, &e->target);
    add(l, FOUND, e->source.n > 0, e->target.n > 0, e->source.n > 1);
    uint32_t source = kind_of_first(l->s, &e->source);
    uint32_t target = kind_of_first(l->s, &e->target);
    add(l, SOURCE, source, 0, 0);
    add(l, TARGET, target, 0, 0);
    add(l, PAIR, source, target, e->reciprocal);
}

static void look_in_tables(looker *l, const rap_draft *d)
{
    uint32_t root = (uint32_t)rap_deeds_root(d->event.cameo);
    add(l, CODE, rap_hash(d->event.cameo), 0, 0);
    add(l, CODE, rap_hash(d->told), 1, 0);
    add(l, ROOT, root, 0, 0);
    add(l, RULE, root, rap_hash(rap_str_of(d->event.rule)), 0);
    add(l, ROOT_STATUS, root, d->event.status, 0);
}

uint32_t rap_kinds_keys(const rap_scene *s, const rap_draft *d, bool plain,
                        uint64_t *keys)
{
    looker l = {s, keys, 0};
    const rap_token *t = &s->p->tokens[d->token];
    add(&l, BIAS, 0, 0, 0);
    if (!plain) look_in_tables(&l, d);
    add(&l, WORD, t->lemma_hash, 0, 0);
    add(&l, CLASS, t->classes[1], 0, 0);
    add(&l, COARSE, t->classes[0], 0, 0);
    add(&l, WORD_POS, t->lemma_hash, rap_hash(rap_str_of(t->xpos)), 0);
    add(&l, STATUS, d->event.status, 0, 0);
    look_at_actors(&l, &d->event);
    if (d->cue != RAP_NO_TOKEN) {
        add(&l, CUE, s->p->tokens[d->cue].lemma_hash, 0, 0);
        add(&l, CUE_CLASS, s->p->tokens[d->cue].classes[1], 0, 0);
    }
    if (d->token + 1 < s->p->n_tokens) add(&l, NEXT, t->lemma_hash, t[1].lemma_hash, 0);
    look_at_twigs(&l, d->token);
    look_up(&l, d->token);
    if (d->cue != RAP_NO_TOKEN && d->cue != d->token) look_at_twigs(&l, d->cue);
    look_around(&l, d->token);
    return l.n;
}

/* ---- what it says ---- */

void rap_kinds_open(rap_kinds *out)
{
    *out = (rap_kinds){0};
    bool fits = rap_linear_open(&out->linear, rap_weights_part("events")) &&
                out->linear.n_classes == RAP_KINDS;
    if (!fits) *out = (rap_kinds){0};
}

static uint32_t best_of(const int32_t *scores)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < RAP_KINDS; i++)
        if (scores[i] > scores[best]) best = i;
    return best;
}

static void turn_to(rap_draft *d, uint32_t kind)
{
    static const char *const force[] = {"18", "19", "20"};
    bool same = false; /* the code is right, whatever class its table gives it */
    for (size_t i = 0; i < sizeof force / sizeof force[0]; i++)
        same = same || rap_str_begins(d->event.cameo, rap_str_of(force[i]));
    same = same && kind == RAP_KINDS - 1;
    if (!same) d->event.cameo = rap_str_of(kinds[kind].code);
    d->event.plover =
        same ? rap_str_of(kinds[kind].name) : rap_deeds_plover(d->event.cameo);
    d->event.rule = "learnt";
    d->event.sure = SURE_LEARNT;
}

/* How far another kind must be ahead of what the tables say; -1: never.  Of a sentence
 * that stands alone an event is likelier told than of one among many: of these only
 * words that the tables know are asked. */
static int32_t lead_over(const rap_scene *s, const rap_draft *d, uint32_t was)
{
    bool stray = s->p->n_sentences < RAP_SCENE_STRAY;
    bool said = d->cue != RAP_NO_TOKEN;
    if (d->event.cameo.n == 0) return said || !stray ? -1 : FIND;
    if (was == 0) return -1;
    return stray ? TURN_STRAY : TURN;
}

bool rap_kinds_settle(const rap_kinds *k, const rap_scene *s, rap_draft *d)
{
    bool told = d->event.cameo.n != 0;
    uint32_t was = rap_kinds_of(d->event.cameo);
    int32_t lead = lead_over(s, d, was), scores[RAP_KINDS] = {0};
    uint64_t keys[RAP_LINEAR_KEYS];
    if (!k->linear.buckets || lead < 0) return told;
    rap_linear_score(&k->linear, keys, rap_kinds_keys(s, d, false, keys), scores);
    uint32_t best = best_of(scores);
    bool turns = best != 0 && best != was && scores[best] >= scores[was] + lead;
    if (turns) turn_to(d, best);
    return told || turns;
}
