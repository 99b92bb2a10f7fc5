/*
 * facts/roles.c - who does it and to whom it is done, as the tree has it.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/roles.h"

#include "facts/both.h"
#include "facts/branches.h"
#include "facts/whose.h"

#include "aims_table.inc"
#include "carriers_table.inc"
#include "hollow_table.inc"
#include "kin_table.inc"
#include "privateheads_table.inc"
#include "sites_table.inc"

enum { STEPS = 6, WIDTH = 24 }; /* up; offers of one deed */

static const rap_token *at(const rap_scene *s, uint32_t token)
{
    return &s->p->tokens[token];
}

static uint32_t find(const rap_scene *s, uint32_t token, rap_deprel relation)
{
    return rap_branches_find(&s->branches, s->p, token, relation);
}

static bool is_tag(const rap_scene *s, uint32_t token, const char *xpos)
{
    return rap_str_is(rap_str_of(at(s, token)->xpos), xpos);
}

/* The word that "who", "which" or "that" stands for. */
static uint32_t antecedent(const rap_scene *s, uint32_t token)
{
    bool relative =
        is_tag(s, token, "WP") || is_tag(s, token, "WDT") || is_tag(s, token, "WP$");
    uint32_t up = token;
    for (int n = 0; relative && n < STEPS; n++) {
        uint32_t head = at(s, up)->head;
        if (head == RAP_NO_HEAD || head == up) break;
        if (rap_hangs_by(s->p, up, RAP_REL_ACL_RELCL)) return head;
        up = head;
    }
    return token;
}

/* An auxiliary of the passive, whatever the tree calls it. */
static bool has_be(const rap_scene *s, uint32_t verb)
{
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(&s->branches, verb);
         rap_twigs_next(&it, &s->branches, &i) && i < verb;)
        if (at(s, i)->upos == RAP_AUX &&
            (rap_str_is(at(s, i)->lemma, "be") || rap_str_is(at(s, i)->lemma, "get")))
            return true;
    return false;
}

/* The preposition of a nominal, or RAP_NO_TOKEN. */
static uint32_t preposition(const rap_scene *s, uint32_t nominal)
{
    return find(s, nominal, RAP_REL_CASE);
}

static bool stands_behind(const rap_scene *s, uint32_t nominal, const char *word)
{
    uint32_t by = preposition(s, nominal);
    return by != RAP_NO_TOKEN && rap_token_is(s->p, by, word);
}

/* "troops engaged in combat" do it. */
static bool is_engaged(const rap_scene *s, uint32_t verb)
{
    return rap_str_is(at(s, verb)->lemma, "engage") &&
           rap_token_is(s->p, verb + 1, "in");
}

/* A participle with an object of its own is a past tense taken for one. */
static bool is_passive(const rap_scene *s, uint32_t verb)
{
    if (is_engaged(s, verb)) return false;
    for (int n = 0; n < STEPS; n++) {
        if (!is_tag(s, verb, "VBN") && !is_tag(s, verb, "VBD")) return false;
        uint32_t by = find(s, verb, RAP_REL_OBL_AGENT);
        if ((by != RAP_NO_TOKEN && stands_behind(s, by, "by")) || has_be(s, verb))
            return true;
        if (find(s, verb, RAP_REL_NSUBJ) != RAP_NO_TOKEN ||
            find(s, verb, RAP_REL_AUX) != RAP_NO_TOKEN ||
            find(s, verb, RAP_REL_OBJ) != RAP_NO_TOKEN || !is_tag(s, verb, "VBN"))
            return false;
        if (rap_hangs_by(s->p, verb, RAP_REL_ACL) ||
            rap_hangs_by(s->p, verb, RAP_REL_AMOD))
            return true;
        if (!rap_hangs_by(s->p, verb, RAP_REL_CONJ)) return false;
        verb = at(s, verb)->head;
    }
    return false;
}

/* "after a revolt toppled her", where the tree hangs the noun elsewhere: a finite verb
 * of an adverbial clause has a subject of its own. */
static uint32_t bare_subject(const rap_scene *s, uint32_t verb)
{
    bool finite =
        is_tag(s, verb, "VBD") || is_tag(s, verb, "VBZ") || is_tag(s, verb, "VBP");
    if (!finite || !verb || !rap_hangs_by(s->p, verb, RAP_REL_ADVCL))
        return RAP_NO_TOKEN;
    uint8_t before = at(s, verb - 1)->upos;
    return before == RAP_NOUN && !s->is_time[verb - 1] ? verb - 1 : RAP_NO_TOKEN;
}

/* The subject that stands nearest before the verb, else the first behind it. */
static uint32_t own_subject(const rap_scene *s, uint32_t verb)
{
    uint32_t i, subject = RAP_NO_TOKEN;
    for (rap_twigs it = rap_twigs_of(&s->branches, verb);
         rap_twigs_next(&it, &s->branches, &i);) {
        if (i > verb && subject != RAP_NO_TOKEN) break;
        if (rap_deprel_plain((rap_deprel)at(s, i)->deprel) == RAP_REL_NSUBJ)
            subject = i;
    }
    return subject == RAP_NO_TOKEN ? bare_subject(s, verb) : antecedent(s, subject);
}

/* Whom "the pledge to withdraw" and "troops holding" make the subject. */
static uint32_t subject_of_clause(const rap_scene *s, uint32_t verb, uint32_t *up)
{
    uint32_t noun = at(s, verb)->head;
    if (!is_tag(s, verb, "VB")) return noun;
    uint32_t owner = find(s, noun, RAP_REL_NMOD_POSS);
    if (owner != RAP_NO_TOKEN) return owner;
    if (rap_hangs_by(s->p, noun, RAP_REL_OBJ) || rap_hangs_by(s->p, noun, RAP_REL_OBL))
        *up = at(s, noun)->head;
    return RAP_NO_TOKEN;
}

/* "saw Norland leaving", "accused Norland of shelling": the other verb's object. */
static uint32_t controller(const rap_scene *s, uint32_t verb, uint32_t head)
{
    uint32_t by = find(s, verb, RAP_REL_MARK);
    bool of = by != RAP_NO_TOKEN && rap_hangs_by(s->p, verb, RAP_REL_ADVCL) &&
              is_tag(s, verb, "VBG") &&
              (rap_token_is(s->p, by, "of") || rap_token_is(s->p, by, "for"));
    return of || rap_hangs_by(s->p, verb, RAP_REL_XCOMP) ? find(s, head, RAP_REL_OBJ)
                                                         : RAP_NO_TOKEN;
}

/* "rolled in as crowds burned cars while smashing windows", hung on the first: the verb
 * nearest before "while" shares its subject. */
static uint32_t verb_before(const rap_scene *s, uint32_t verb, uint32_t head)
{
    uint32_t mark = find(s, verb, RAP_REL_MARK);
    bool meanwhile = mark != RAP_NO_TOKEN && is_tag(s, verb, "VBG") &&
                     rap_token_is(s->p, mark, "while");
    for (uint32_t i = meanwhile ? mark : 0; i > head + 1; i--)
        if ((is_tag(s, i - 1, "VBD") || is_tag(s, i - 1, "VBZ")) &&
            find(s, i - 1, RAP_REL_NSUBJ) != RAP_NO_TOKEN)
            return i - 1;
    return head;
}

/* The first argument of a verb: its subject, or the one it shares with the verb it
 * hangs on. */
static uint32_t first_argument(const rap_scene *s, uint32_t verb)
{
    for (int n = 0; n < STEPS; n++) {
        uint32_t subject = own_subject(s, verb), up = RAP_NO_TOKEN;
        if (subject != RAP_NO_TOKEN) return subject;
        uint32_t head = at(s, verb)->head;
        if (head == RAP_NO_HEAD || head == verb) return RAP_NO_TOKEN;
        switch (at(s, verb)->deprel) {
        case RAP_REL_XCOMP:
        case RAP_REL_ADVCL:
        case RAP_REL_CONJ:
            subject = controller(s, verb, head);
            if (subject != RAP_NO_TOKEN) return antecedent(s, subject);
            up = verb_before(s, verb, head);
            break;
        case RAP_REL_ACL:
            subject = subject_of_clause(s, verb, &up);
            if (subject != RAP_NO_TOKEN) return subject;
            break;
        default:
            break;
        }
        if (up == RAP_NO_TOKEN) return RAP_NO_TOKEN;
        verb = up;
    }
    return RAP_NO_TOKEN;
}

static bool aims(const rap_scene *s, uint32_t nominal, uint32_t col)
{
    uint32_t by = preposition(s, nominal);
    if (by == RAP_NO_TOKEN) return false;
    int row = rap_table_find(&aims_table, at(s, by)->low);
    return row >= 0 && rap_cell_int(&aims_table, row, col);
}

/* Who does it in a passive: "by Norland". */
static uint32_t agent(const rap_scene *s, uint32_t head, rap_deprel relation)
{
    uint32_t i = find(s, head, RAP_REL_OBL_AGENT);
    if (i != RAP_NO_TOKEN && stands_behind(s, i, "by")) return i;
    for (rap_twigs it = rap_twigs_of(&s->branches, head);
         rap_twigs_next(&it, &s->branches, &i);)
        if (at(s, i)->deprel == relation && stands_behind(s, i, "by") && !s->is_time[i])
            return i;
    return RAP_NO_TOKEN;
}

uint32_t rap_roles_subject(const rap_scene *s, uint32_t verb)
{
    return is_passive(s, verb) ? agent(s, verb, RAP_REL_OBL) : first_argument(s, verb);
}

uint32_t rap_roles_subject_of(const rap_scene *s, uint32_t token)
{
    for (int n = 0; s->branches.child && n < STEPS; n++) {
        uint32_t head = at(s, token)->head;
        uint32_t subject = rap_roles_subject(s, token);
        if (subject != RAP_NO_TOKEN) return subject;
        bool finite = at(s, token)->upos == RAP_VERB;
        if (finite || head == RAP_NO_HEAD || head == token) break;
        token = head;
    }
    return RAP_NO_TOKEN;
}

uint32_t rap_roles_bound(const rap_scene *s, uint32_t token)
{
    static const char *const binds[] = {"commit", "prepare", "determine", "resolve"};
    uint32_t verb = at(s, token)->upos == RAP_AUX ? at(s, token)->head : token;
    if (!s->branches.child || verb == RAP_NO_HEAD) return RAP_NO_TOKEN;
    for (size_t i = 0; i < sizeof binds / sizeof *binds; i++)
        if (rap_str_is(at(s, verb)->lemma, binds[i]))
            return is_passive(s, verb) ? first_argument(s, verb) : RAP_NO_TOKEN;
    return RAP_NO_TOKEN;
}

uint32_t rap_roles_unmoved(const rap_scene *s, uint32_t token)
{
    for (int n = 0; s->branches.child && n < STEPS; n++) {
        int row = rap_table_find(&hollow_table, at(s, token)->lemma);
        uint32_t head = at(s, token)->head;
        if (rap_cell_is(&hollow_table, row, HOLLOW_USE, "pressure"))
            return is_passive(s, token) ? first_argument(s, token) : RAP_NO_TOKEN;
        if (at(s, token)->upos == RAP_VERB || head == RAP_NO_HEAD) break;
        token = head;
    }
    return RAP_NO_TOKEN;
}

static void collect_doer(const rap_scene *s, uint32_t nominal, rap_actors *list)
{
    if (nominal != RAP_NO_TOKEN && !rap_whose_is_private(s, nominal) &&
        !rap_whose_is_happening(s, nominal))
        rap_whose_collect(s, nominal, rap_whose_any, list);
}

void rap_roles_collect(const rap_scene *s, uint32_t token, rap_actors *list)
{
    rap_whose_collect(s, token, rap_whose_any, list);
}

uint32_t rap_roles_top(const rap_scene *s, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++) {
        uint32_t head = at(s, i)->head;
        if (head == i || head < first || head >= last) return i;
    }
    return first;
}

/* What the tree offers as the one to whom it is done; the first that names somebody
 * counts. */
typedef struct {
    uint32_t v[WIDTH];
    uint32_t n;
} offers;

static void offer(offers *list, uint32_t token)
{
    if (token != RAP_NO_TOKEN && list->n < WIDTH) list->v[list->n++] = token;
}

/* Complements of the head by prepositions of data/aims.tsv. */
static void offer_aims(const rap_scene *s, uint32_t head, const rap_deed *d,
                       offers *list)
{
    uint32_t i, col = d->noun ? AIMS_NOUN : AIMS_VERB;
    for (rap_twigs it = rap_twigs_of(&s->branches, head);
         rap_twigs_next(&it, &s->branches, &i);) {
        rap_deprel r = rap_deprel_plain((rap_deprel)at(s, i)->deprel);
        bool phrase = r == RAP_REL_OBL || r == RAP_REL_NMOD;
        bool bare = r == RAP_REL_OBL && !d->noun && i > head && !s->is_time[i] &&
                    preposition(s, i) == RAP_NO_TOKEN;
        if (bare || (phrase && aims(s, i, col))) offer(list, antecedent(s, i));
    }
}

/* And whom an object that belongs to the deed is for: "made a plea to Norland". */
static void offer_objects(const rap_scene *s, uint32_t verb, const rap_deed *d,
                          offers *list)
{
    uint32_t object = find(s, verb, RAP_REL_OBJ);
    offer(list, find(s, verb, RAP_REL_IOBJ));
    if (object == RAP_NO_TOKEN) return;
    offer(list, antecedent(s, object));
    if (object > d->first && object < d->last) offer_aims(s, object, d, list);
}

bool rap_roles_only_names(const rap_scene *s, uint32_t verb)
{
    uint32_t first = s->p->sentences[at(s, verb)->sentence].first;
    if (!rap_str_is(at(s, verb)->lemma, "call")) return false;
    for (uint32_t i = verb; i > first && verb - i < STEPS; i--)
        if (rap_token_is(s->p, i - 1, "what")) return true;
    return false;
}

/* The verb that a noun is the object of and that only carries it: "launched an attack",
 * "an attack was launched". */
static uint32_t carrier(const rap_scene *s, uint32_t noun)
{
    uint32_t verb = at(s, noun)->head;
    if (rap_hangs_by(s->p, noun, RAP_REL_CONJ)) noun = verb, verb = at(s, noun)->head;
    if (verb == RAP_NO_HEAD || verb == noun || at(s, verb)->upos != RAP_VERB)
        return RAP_NO_TOKEN;
    bool carried = rap_hangs_by(s->p, noun, RAP_REL_OBJ) ||
                   rap_hangs_by(s->p, noun, RAP_REL_NSUBJ_PASS) ||
                   rap_hangs_by(s->p, noun, RAP_REL_OBL);
    if (rap_roles_only_names(s, verb)) return RAP_NO_TOKEN;
    return carried && rap_table_find(&carriers_table, at(s, verb)->lemma) >= 0
               ? verb
               : RAP_NO_TOKEN;
}

bool rap_roles_is_carried(const rap_scene *s, uint32_t noun)
{
    return s->branches.child && carrier(s, noun) != RAP_NO_TOKEN;
}

/* Whose deed a noun is: "Norland's attack", "the Norlandic attack", "an attack by". */
static uint32_t owner_of_noun(const rap_scene *s, uint32_t noun)
{
    static const rap_deprel ways[] = {RAP_REL_NMOD_POSS, RAP_REL_AMOD,
                                      RAP_REL_COMPOUND};
    uint32_t i, by = agent(s, noun, RAP_REL_NMOD);
    if (by != RAP_NO_TOKEN) return by;
    for (size_t k = 0; k < sizeof ways / sizeof ways[0]; k++)
        for (rap_twigs it = rap_twigs_of(&s->branches, noun);
             rap_twigs_next(&it, &s->branches, &i);)
            if (at(s, i)->deprel == ways[k] && (k == 0 || rap_scene_actor(s, i) >= 0))
                return i;
    return RAP_NO_TOKEN;
}

/* Whom the offers name; before what merely belongs to somebody, what is somebody. */
static void settle(const rap_scene *s, const rap_deed *d, const offers *list,
                   const rap_actors *doer, rap_actors *out)
{
    const rap_whose_terms t = {doer->n ? rap_scene_side(s, doer->v[0]) : -1, d->harm};
    for (int itself = 1; itself >= 0; itself--)
        for (uint32_t i = 0; i < list->n && !out->n; i++) {
            rap_actors found = {0};
            if (itself != (rap_whose_named(s, list->v[i]) >= 0)) continue;
            if (rap_whose_is_teller(s, list->v[i], d->first)) continue;
            rap_whose_collect(s, list->v[i], t, &found);
            if (found.n && !rap_actors_has(doer, found.v[0])) *out = found;
        }
}

/* "the Trade Centre attacks": a building is attacked and attacks nobody. */
static bool is_site(const rap_scene *s, uint32_t owner)
{
    int32_t e = rap_whose_named(s, owner);
    if (e < 0) return false;
    rap_str name = s->in->names->entities[e].name;
    size_t from = name.n;
    while (from && name.p[from - 1] != ' ')
        from--;
    int row = rap_table_find_word(&sites_table, rap_str_cut(name, from, name.n));
    return from && rap_cell_is(&sites_table, row, SITES_KIND, "building");
}

/* "the Norland war", "the Kesh appeal": where it is, and not who does it. */
static bool is_scene_of(const rap_scene *s, uint32_t owner, uint32_t noun)
{
    static const char *const nouns[] = {"war",        "conflict", "invasion",
                                        "occupation", "siege",    "appeal"};
    int32_t e = rap_whose_named(s, owner);
    if (!rap_hangs_by(s->p, owner, RAP_REL_COMPOUND) || e < 0 ||
        s->in->names->entities[e].kind != RAP_ENTITY_COUNTRY)
        return false;
    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++)
        if (rap_str_is(at(s, noun)->lemma, nouns[i])) return true;
    return false;
}

static void find_for_noun(const rap_scene *s, const rap_deed *d, uint32_t top,
                          rap_roles *out)
{
    uint32_t mine = owner_of_noun(s, top), verb = carrier(s, top);
    offers aimed = {0};
    offer_aims(s, top, d, &aimed);
    if (verb != RAP_NO_TOKEN) {
        offer(&aimed, find(s, verb, RAP_REL_IOBJ)); /* "gave Norland a warning" */
        offer_aims(s, verb, d, &aimed);
    }
    bool own = mine != RAP_NO_TOKEN && !stands_behind(s, mine, "by");
    if (own &&
        (d->suffered || (d->harm && is_site(s, mine)) || is_scene_of(s, mine, top))) {
        rap_whose_collect(s, mine, rap_whose_any, &out->done_to);
        out->done_to_told = true;
        return;
    }
    if (mine == RAP_NO_TOKEN && verb != RAP_NO_TOKEN) mine = rap_roles_subject(s, verb);
    collect_doer(s, mine, &out->doer);
    settle(s, d, &aimed, &out->doer, &out->done_to);
    out->doer_told = mine != RAP_NO_TOKEN;
    out->done_to_told = aimed.n > 0;
}

static bool is_infinitive(const rap_scene *s, uint32_t verb)
{
    uint32_t to = find(s, verb, RAP_REL_MARK);
    return is_tag(s, verb, "VB") && to != RAP_NO_TOKEN && rap_token_is(s->p, to, "to");
}

uint32_t rap_roles_complement(const rap_scene *s, uint32_t verb)
{
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(&s->branches, verb);
         rap_twigs_next(&it, &s->branches, &i);) {
        rap_deprel r = (rap_deprel)at(s, i)->deprel;
        if (i < verb) continue;
        if (r == RAP_REL_XCOMP || r == RAP_REL_CCOMP) return i;
        if ((r == RAP_REL_ADVCL || r == RAP_REL_ACL) && is_infinitive(s, i)) return i;
    }
    return RAP_NO_TOKEN;
}

bool rap_roles_says_that(const rap_scene *s, uint32_t verb)
{
    uint32_t clause = find(s, verb, RAP_REL_CCOMP);
    uint32_t mark = clause == RAP_NO_TOKEN ? clause : find(s, clause, RAP_REL_MARK);
    return mark != RAP_NO_TOKEN && clause > verb && rap_token_is(s->p, mark, "that");
}

/* What is agreed or demanded says whom it concerns. */
static void offer_complement(const rap_scene *s, uint32_t verb, const rap_deed *d,
                             offers *list)
{
    uint32_t i = rap_roles_complement(s, verb);
    if (i == RAP_NO_TOKEN) return;
    if (at(s, i)->deprel == RAP_REL_CCOMP) offer(list, own_subject(s, i));
    offer_objects(s, i, d, list);
    offer_aims(s, i, d, list);
}

/* "with 6,000 wounded" */
static bool is_bare_participle(const rap_scene *s, uint32_t verb)
{
    return is_tag(s, verb, "VBN") && find(s, verb, RAP_REL_OBJ) == RAP_NO_TOKEN &&
           find(s, verb, RAP_REL_AUX) == RAP_NO_TOKEN;
}

static void find_for_verb(const rap_scene *s, const rap_deed *d, uint32_t top,
                          rap_roles *out)
{
    offers aimed = {0};
    bool bare = d->harm && !is_engaged(s, top) && is_bare_participle(s, top);
    bool passive = bare || is_passive(s, top);
    uint32_t doer = bare ? agent(s, top, RAP_REL_OBL) : rap_roles_subject(s, top);
    /* "an aftershock struck, Kesh said, forcing people to flee": who tells does nothing
     */
    bool told = doer != RAP_NO_TOKEN;
    if (told && rap_whose_is_teller(s, doer, top)) doer = RAP_NO_TOKEN;
    if (passive && rap_hangs_by(s->p, top, RAP_REL_ACL))
        offer(&aimed, at(s, top)->head);
    if (passive) offer(&aimed, first_argument(s, top));
    offer_objects(s, top, d, &aimed);
    offer_aims(s, top, d, &aimed);
    offer_complement(s, top, d, &aimed);
    collect_doer(s, doer, &out->doer);
    settle(s, d, &aimed, &out->doer, &out->done_to);
    out->doer_told = told || passive;
    out->done_to_told = aimed.n > 0;
}

/* "the Norlandic-Sudmark talks", "Norland met with Sudmark", "talks between ...": all
 * who are told take part alike. */
static void find_parties(const rap_scene *s, const rap_deed *d, uint32_t top,
                         rap_roles *out)
{
    rap_actors all = {0};
    offers aimed = {0};
    uint32_t mine = RAP_NO_TOKEN, verb = top;
    if (d->noun) {
        mine = owner_of_noun(s, top);
        verb = carrier(s, top);
    }
    if (mine != RAP_NO_TOKEN) rap_whose_collect(s, mine, rap_whose_any, &all);
    rap_whose_joined(s, top, &all);
    if (verb != RAP_NO_TOKEN && !all.n)
        rap_whose_collect(s, first_argument(s, verb), rap_whose_any, &all);
    if (!d->noun) offer_objects(s, top, d, &aimed);
    offer_aims(s, top, d, &aimed);
    if (d->noun && verb != RAP_NO_TOKEN) offer_aims(s, verb, d, &aimed);
    for (uint32_t i = 0; i < aimed.n && all.n < 2; i++) {
        const rap_whose_terms t = {all.n ? rap_scene_side(s, all.v[0]) : -1, false};
        rap_whose_collect(s, aimed.v[i], t, &all);
    }
    out->doer = out->done_to = all;
    out->doer_told = out->done_to_told = all.n > 0;
}

/* "Leader Ruud accused Veld" read as one who is accused: no participle has a subject.
 */
static bool is_senseless(const rap_scene *s, uint32_t verb)
{
    uint32_t subject = find(s, verb, RAP_REL_NSUBJ);
    return rap_hangs_by(s->p, verb, RAP_REL_ACL) && subject != RAP_NO_TOKEN &&
           subject > verb;
}

bool rap_roles_find(rap_roles *out, const rap_scene *s, const rap_deed *d)
{
    uint32_t top = rap_roles_top(s, d->first, d->last);
    if (!s->branches.child || at(s, top)->head == RAP_NO_HEAD) return false;
    if (!d->noun && is_senseless(s, top)) return false;
    rap_roles roles = {0};
    (d->reciprocal ? find_parties
     : d->noun     ? find_for_noun
                   : find_for_verb)(s, d, top, &roles);
    *out = roles;
    return true;
}

bool rap_roles_is_object(const rap_scene *s, uint32_t token, uint32_t stance)
{
    if (!s->branches.child) return true;
    if (at(s, stance)->upos == RAP_AUX && at(s, stance)->head != RAP_NO_HEAD)
        stance = at(s, stance)->head;
    for (int n = 0; n < STEPS && token != stance; n++) {
        uint32_t head = at(s, token)->head;
        rap_deprel r = rap_deprel_plain((rap_deprel)at(s, token)->deprel);
        if (head == RAP_NO_HEAD || head == token) break;
        if (r == RAP_REL_OBL && preposition(s, token) != RAP_NO_TOKEN &&
            !aims(s, token, AIMS_VERB))
            return false;
        if (r == RAP_REL_ADVCL && !is_infinitive(s, token)) return false;
        token = head;
    }
    return true;
}

void rap_roles_speakers(const rap_scene *s, uint32_t cue, rap_actors *out)
{
    if (s->branches.child) collect_doer(s, rap_roles_subject(s, cue), out);
}

void rap_roles_addressed(const rap_scene *s, uint32_t cue, uint32_t end,
                         rap_actors *out)
{
    uint32_t i;
    for (rap_twigs it = rap_twigs_of(&s->branches, cue);
         rap_twigs_next(&it, &s->branches, &i);) {
        rap_deprel r = rap_deprel_plain((rap_deprel)at(s, i)->deprel);
        uint32_t by = preposition(s, i);
        bool within = by != RAP_NO_TOKEN &&
                      (at(s, by)->at.from < end || rap_token_is(s->p, by, "to"));
        bool phrase = r == RAP_REL_OBL && within;
        bool object = r == RAP_REL_OBJ || r == RAP_REL_IOBJ;
        if (i > cue && (phrase || object) &&
            (rap_whose_named(s, i) >= 0 || rap_both_at(s, i)))
            rap_whose_collect(s, i, rap_whose_any, out);
    }
}

void rap_roles_owners(const rap_scene *s, uint32_t cue, rap_actors *out)
{
    uint32_t object = s->branches.child ? find(s, cue, RAP_REL_OBJ) : RAP_NO_TOKEN;
    if (object != RAP_NO_TOKEN && object > cue)
        rap_whose_collect(s, object, rap_whose_any, out);
}
