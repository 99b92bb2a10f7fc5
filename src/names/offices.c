/*
 * names/offices.c - offices that the tree binds to the person before or behind them.
 *
 *   Ana Veld , 54 , a former minister of Norland and now adviser to the king
 *      x             past  head        side   conj        head
 *
 * The tree says which noun belongs to which name; what stands between must say so too:
 * no verb, no other person, no "not", no question.  Every look is at a few words
 * around a name, so that the whole is O(n).
 */
/* SPDX-License-Identifier: MIT */
#include "names/offices.h"

#include "names/holding.h"

#include "office_verbs_table.inc"

enum { REACH = RAP_OFFICE_REACH, TAIL_MAX = 14 };

typedef enum {
    HELD_NOW,
    HELD_ONCE, /* "was ... until May" */
    HELD_THEN  /* since a year that is told: perhaps no longer */
} held;

typedef struct {
    rap_office_seek at;
    const rap_prose *p;
    rap_finder *f;
    rap_offices *out;
    uint32_t top; /* the word of the name that hangs on others */
    bool failed;
} seeker;

static void push(seeker *s, const rap_office *office)
{
    rap_office *to = RAP_PUSH(s->p->arena, s->out);
    if (to)
        *to = *office;
    else
        s->failed = true;
}

/* The words beside the name ran on into the second office. */
static void cut_role(seeker *s, uint32_t second)
{
    rap_finding *x = &s->f->list.v[s->at.of];
    if (x->role_last <= second || x->head_last > second) return;
    while (second > x->head_last) {
        uint8_t upos = s->p->tokens[second - 1].upos;
        if (upos != RAP_CCONJ && upos != RAP_ADV && upos != RAP_PUNCT) break;
        second--;
    }
    x->role_last = second;
}

static void add_office(seeker *s, const rap_phrase *ph, uint32_t first, held when)
{
    rap_office o = {
        .of = s->at.of, .as = s->f->list.v[s->at.of], .until = when == HELD_ONCE};
    rap_finding *x = &o.as;
    rap_office_bind(&s->at, x, ph, first);
    if (when != HELD_NOW) rap_office_lapse(x);
    push(s, &o);
    cut_role(s, first);
    rap_finding *y = rap_office_over(&s->at, ph->head_first);
    bool nominal = y && y->how == RAP_FOUND_NOMINAL && y->head == ph->head_first;
    if (!nominal || y <= &s->f->list.v[s->at.of]) return;
    y->same = s->at.of + 1;
    rap_office_drop_side(y);
}

/* Is nothing in [first, last) but what may stand between a name and its office? */
static bool is_clean(const seeker *s, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++) {
        uint8_t upos = s->p->tokens[i].upos;
        const rap_finding *y = rap_office_over(&s->at, i);
        if (upos == RAP_VERB || upos == RAP_AUX || upos == RAP_SCONJ) return false;
        bool owner =
            y && y->last < last &&
            (rap_token_is(s->p, y->last, "'s") || rap_token_is(s->p, y->last, "'"));
        if (rap_office_is_person(y) && !owner) return false;
        if (rap_token_is(s->p, i, ";") || rap_token_is(s->p, i, ":")) return false;
        if (strcmp(s->p->tokens[i].xpos, "WP") == 0) return false;
    }
    return true;
}

static bool is_negated(const seeker *s, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++)
        if (rap_token_is(s->p, i, "not") || rap_token_is(s->p, i, "n't") ||
            rap_token_is(s->p, i, "never") || rap_token_is(s->p, i, "no"))
            return true;
    return false;
}

/* Does another person stand right behind the office: "Foreign Minister | Eva Holt"? */
static bool has_other_holder(const seeker *s, const rap_phrase *ph)
{
    const rap_finding *y = rap_office_over(&s->at, ph->head_last),
                      *z = rap_office_over(&s->at, ph->head_first);
    if (ph->head_last >= s->at.end) y = NULL;
    return rap_office_is_person(z) ||
           (rap_office_is_person(y) && y != &s->f->list.v[s->at.of]);
}

static bool has_side(const rap_finding *x)
{
    return x->side >= 0 || x->side_iso.n > 0;
}

static bool is_told(const seeker *s, const rap_phrase *ph)
{
    const rap_finding *x = &s->f->list.v[s->at.of];
    if (x->head_last > x->head && x->head_last == ph->head_last) return true;
    for (size_t i = s->out->n; i-- > 0 && s->out->v[i].of == s->at.of;)
        if (s->out->v[i].as.head_last == ph->head_last) return true;
    return false;
}

/* The office noun `top` for the person; nothing when it is none. */
static bool take(seeker *s, uint32_t top, held when)
{
    rap_phrase ph;
    uint32_t first;
    if (!rap_office_read(&s->at, &ph, top, &first) || has_other_holder(s, &ph))
        return false;
    if (is_negated(s, first, top)) return false;
    if (!is_told(s, &ph)) add_office(s, &ph, first, when);
    return true;
}

/* "a former minister | and now adviser to the king". */
static void take_second(seeker *s, uint32_t top)
{
    rap_phrase ph;
    uint32_t first, end = s->at.end < top + REACH ? s->at.end : top + REACH;
    for (uint32_t i = top + 1; i < end; i++) {
        if (s->p->tokens[i].upos == RAP_VERB || s->p->tokens[i].upos == RAP_AUX) return;
        uint32_t up = s->p->tokens[i].head;
        if (up != top && up != s->top) continue;
        if (rap_office_relation(s->p, i) != RAP_REL_CONJ) continue;
        if (!rap_office_read(&s->at, &ph, i, &first) || has_other_holder(s, &ph))
            return;
        if (ph.definite && !ph.side.n) return; /* "and the king" may be another */
        if (!is_clean(s, top + 1, i) || is_negated(s, top + 1, i)) return;
        if (is_told(s, &ph)) return;
        add_office(s, &ph, first, HELD_NOW);
        return;
    }
}

/* The word in [first, last) that hangs on `up` by the relation, or `last`. */
static uint32_t child(const rap_prose *p, uint32_t first, uint32_t last, uint32_t up,
                      rap_deprel rel)
{
    for (uint32_t i = first; i < last; i++)
        if (p->tokens[i].head == up && rap_office_relation(p, i) == rel && i != up)
            return i;
    return last;
}

/* May the clause of `verb`, told from `first` on, be no fact? */
static bool is_open(const seeker *s, uint32_t first, uint32_t verb)
{
    uint32_t from = verb > s->at.first + REACH ? verb - REACH : s->at.first;
    for (uint32_t i = from; i < verb; i++) {
        const rap_token *t = &s->p->tokens[i];
        if (t->head != verb) continue;
        if (strcmp(t->xpos, "MD") == 0) return true;
        if (rap_office_relation(s->p, i) == RAP_REL_MARK &&
            !rap_token_is(s->p, i, "that"))
            return true;
    }
    return is_negated(s, first, verb);
}

static bool is_told_until(const seeker *s, uint32_t from)
{
    for (uint32_t i = from; i < s->at.end && i < from + TAIL_MAX; i++)
        if (rap_token_is(s->p, i, "until") || rap_token_is(s->p, i, "till"))
            return true;
    return false;
}

static bool is_told_year(const seeker *s, uint32_t from)
{
    for (uint32_t i = from; i < s->at.end && i < from + TAIL_MAX; i++) {
        const rap_token *t = &s->p->tokens[i];
        bool year = (t->shape & RAP_SHAPE_DIGIT) && t->low.n == 4;
        if (year && (t->low.p[0] == '1' || t->low.p[0] == '2')) return true;
    }
    return false;
}

/* "who is the head of ...": the office noun has a copula. */
static void take_copula(seeker *s, uint32_t subject, uint32_t noun)
{
    const rap_prose *p = s->p;
    rap_phrase ph;
    uint32_t first, cop = child(p, subject, noun, noun, RAP_REL_COP);
    if (cop == noun || is_open(s, subject, noun)) return;
    if (!rap_office_read(&s->at, &ph, noun, &first) || ph.head.job || first <= cop)
        return;
    bool was = strcmp(p->tokens[cop].xpos, "VBD") == 0;
    bool is = p->tokens[cop].xpos[0] == 'V' && strcmp(p->tokens[cop].xpos, "VB") != 0;
    if (was && is_told_until(s, noun))
        take(s, noun, HELD_ONCE);
    else if (is && !was && take(s, noun, HELD_NOW))
        take_second(s, noun);
}

static bool is_finite(const seeker *s, uint32_t subject, uint32_t verb, bool passive)
{
    const rap_token *t = &s->p->tokens[verb];
    uint32_t aux = child(s->p, subject, verb, verb, RAP_REL_AUX);
    if (passive) return strcmp(t->xpos, "VBN") == 0 && aux < verb;
    bool alone = strcmp(t->xpos, "VBD") == 0 || strcmp(t->xpos, "VBZ") == 0 ||
                 strcmp(t->xpos, "VBP") == 0;
    return alone || aux < verb;
}

/* "was appointed envoy", "became president", "serves as adviser". */
static void take_made(seeker *s, uint32_t subject, uint32_t verb)
{
    const rap_prose *p = s->p;
    int row = rap_prose_match_lemma(p, &office_verbs_table, verb);
    if (row == RAP_TABLE_NONE || is_open(s, subject, verb)) return;
    bool put = rap_cell_is(&office_verbs_table, row, OFFICE_VERBS_HOW, "put");
    bool serve = rap_cell_is(&office_verbs_table, row, OFFICE_VERBS_HOW, "serve");
    bool passive = p->tokens[subject].deprel == RAP_REL_NSUBJ_PASS;
    if (put != passive || !is_finite(s, subject, verb, passive)) return;
    if (serve && strcmp(p->tokens[verb].xpos, "VBD") == 0) return;
    uint32_t end = s->at.end < verb + REACH ? s->at.end : verb + REACH;
    held when = is_told_year(s, verb) ? HELD_THEN : HELD_NOW;
    for (uint32_t i = verb + 1; i < end; i++) {
        rap_phrase ph;
        uint32_t first;
        rap_deprel rel = rap_office_relation(p, i);
        if (p->tokens[i].upos == RAP_VERB || p->tokens[i].upos == RAP_AUX) return;
        if (p->tokens[i].head != verb) continue;
        bool plain = rel == RAP_REL_XCOMP || rel == RAP_REL_OBJ;
        if (!plain && rel != RAP_REL_OBL) continue;
        if (!rap_office_read(&s->at, &ph, i, &first) || ph.head.job) continue;
        bool as = rap_token_is(p, first - 1, "as");
        if (as || (plain && !serve)) {
            if (is_clean(s, verb + 1, first)) take(s, i, when);
            return;
        }
    }
}

static void take_clause(seeker *s, uint32_t subject, uint32_t top)
{
    if (top <= subject || top >= s->at.end || top > subject + REACH) return;
    if (rap_office_is_noun(s->p, top))
        take_copula(s, subject, top);
    else
        take_made(s, subject, top);
}

/* The only word of the name that hangs on a word outside it, or RAP_NO_HEAD. */
static uint32_t name_top(const rap_prose *p, const rap_finding *x)
{
    uint32_t found = RAP_NO_HEAD;
    for (uint32_t i = x->first; i < x->last; i++) {
        uint32_t up = p->tokens[i].head;
        if (up == RAP_NO_HEAD) return up;
        if (up != i && up >= x->first && up < x->last) continue;
        if (found != RAP_NO_HEAD) return RAP_NO_HEAD;
        found = i;
    }
    return found;
}

/* "X, who was ...". */
static void take_relative(seeker *s, const rap_finding *x, uint32_t top)
{
    for (uint32_t i = x->last; i < top; i++) {
        if (!rap_token_is(s->p, i, "who") || s->p->tokens[i].head != top) continue;
        if (rap_office_relation(s->p, i) == RAP_REL_NSUBJ && is_clean(s, x->last, i))
            take_clause(s, i, top);
        return;
    }
}

/* What hangs on the name, before it and behind it. */
static void take_below(seeker *s, const rap_finding *x, uint32_t top)
{
    const rap_prose *p = s->p;
    uint32_t end = s->at.end < x->last + REACH ? s->at.end : x->last + REACH;
    for (uint32_t i = x->last; i < end; i++) {
        if (p->tokens[i].head != top) continue;
        bool clause = rap_office_relation(p, i) == RAP_REL_ACL ||
                      rap_office_relation(p, i) == RAP_REL_APPOS;
        if (clause) take_relative(s, x, i); /* these two are often taken for another */
        bool set_off = rap_token_is(p, x->last, ",") || rap_token_is(p, x->last, "(");
        if (rap_office_relation(p, i) != RAP_REL_APPOS || !set_off) continue;
        if (is_clean(s, x->last, i) && take(s, i, HELD_NOW)) take_second(s, i);
    }
    if (x->first == s->at.first) return;
    uint32_t before = x->first - 1;
    if (p->tokens[before].head != top || !rap_office_is_part(p, before, top)) return;
    take(s, before, HELD_NOW);
}

/* "A spokesman for the port, Jon Ruud, said", "The Front's leader, Commander Jon Ruud,
 * said": two subjects to the tree. */
static void take_fellow(seeker *s, const rap_finding *x, uint32_t verb)
{
    const rap_prose *p = s->p;
    uint32_t first = x->whole_first < x->first ? x->whole_first : x->first;
    if (first <= s->at.first || !rap_token_is(p, first - 1, ",")) return;
    uint32_t low = first > TAIL_MAX ? first - TAIL_MAX : 0;
    for (uint32_t i = first - 1; i > low && i > s->at.first; i--)
        if (p->tokens[i - 1].head == verb &&
            rap_office_relation(p, i - 1) == RAP_REL_NSUBJ) {
            if (is_clean(s, i, first)) take(s, i - 1, HELD_NOW);
            return;
        }
}

/* What the name hangs on: "the envoy, Jon Ruud", "Jon Ruud is the envoy". */
static void take_above(seeker *s, const rap_finding *x, uint32_t top)
{
    const rap_prose *p = s->p;
    uint32_t up = p->tokens[top].head;
    rap_deprel rel = rap_office_relation(p, top);
    if (up == top) return;
    if (rel == RAP_REL_NSUBJ) take_clause(s, top, up);
    if (rel == RAP_REL_NSUBJ) take_fellow(s, x, up);
    bool beside = rel == RAP_REL_APPOS || rel == RAP_REL_FLAT;
    if (!beside || up >= x->first || x->first > up + TAIL_MAX) return;
    if (up < s->at.first || !is_clean(s, up + 1, x->first)) return;
    bool comma = rap_token_is(p, x->first - 1, ",");
    bool set_off = comma && rel == RAP_REL_APPOS;
    if ((up + 1 != x->first && !set_off) || take(s, up, HELD_NOW) || !set_off) return;
    uint32_t over = p->tokens[up].head; /* "a spokesman for the port, Jon Ruud" */
    if (rap_office_relation(p, up) == RAP_REL_NMOD && over < up &&
        over >= s->at.first && is_clean(s, over + 1, x->first))
        take(s, over, HELD_NOW);
}

/* An office that tells the side alone. */
static void add_side(seeker *s, int32_t side, rap_str iso)
{
    rap_office o = {.of = s->at.of, .as = s->f->list.v[s->at.of]};
    o.as.role_first = o.as.role_last = o.as.last;
    o.as.head = o.as.head_last = o.as.last;
    o.as.side = side;
    o.as.side_iso = iso;
    push(s, &o);
}

/* "Jon Ruud of the Ministry of Trade". */
static void take_house(seeker *s, const rap_finding *x, uint32_t top)
{
    if (has_side(x) || x->past || x->last >= s->at.end) return;
    if (!rap_token_is(s->p, x->last, "of")) return;
    const rap_finding *y = rap_office_employer(&s->at, top, x->last);
    if (!y || y->kind != RAP_ENTITY_ORGANIZATION || y->how != RAP_FOUND_NAME) return;
    add_side(s, (int32_t)(y - s->f->list.v), (rap_str){0});
}

/* "Jon Ruud, head of the Lenz Institute": the words beside the name told no side. */
static void take_side(seeker *s, const rap_finding *x)
{
    rap_phrase ph;
    uint32_t first;
    rap_finding as = *x;
    if (has_side(x) || x->past || x->head_last <= x->head) return;
    if (x->head_last > s->at.end || x->head < s->at.first) return;
    if (!rap_office_read(&s->at, &ph, x->head_last - 1, &first)) return;
    rap_office_side(&s->at, &as, &ph, first);
    if (has_side(&as)) add_side(s, as.side, as.side_iso);
}

/* "her Norlandic counterpart, President Ivo Ketter". */
static void take_counterpart(seeker *s, const rap_finding *x)
{
    rap_known k;
    uint32_t at = x->whole_first;
    if (has_side(x) || x->past) return;
    if (at > s->at.first && rap_token_is(s->p, at - 1, ",")) at--;
    if (at < s->at.first + 2 || !rap_token_is(s->p, at - 1, "counterpart")) return;
    if (rap_lexicon_at(&k, s->f->lex, at - 2) && k.kind == RAP_KNOWN_DEMONYM)
        add_side(s, -1, k.iso3);
}

/* "Prime Minister A and Foreign Minister B of Norland": both are Norland's. */
static void take_shared(seeker *s, const rap_finding *x)
{
    const rap_prose *p = s->p;
    if (has_side(x) || x->past || !x->public || !x->titled) return;
    if (s->at.of + 1 >= s->f->list.n || !rap_token_is(p, x->last, "and")) return;
    const rap_finding *y = x + 1;
    if (y->whole_first != x->last + 1 || !rap_office_is_person(y) || !y->titled) return;
    if (!y->public || y->past || !y->side_iso.n || y->side >= 0) return;
    if (!rap_token_is(p, y->last, "of") || y->last >= s->at.end) return;
    for (uint32_t i = y->whole_first; i < y->last; i++) {
        uint32_t up = p->tokens[i].head;
        bool both = rap_office_relation(p, i) == RAP_REL_CONJ && up >= x->whole_first &&
                    up < x->last;
        if (both) add_side(s, -1, y->side_iso);
    }
}

static void seek(seeker *s)
{
    const rap_finding *x = &s->f->list.v[s->at.of];
    if (!rap_office_is_person(x)) return;
    const rap_sentence *t = &s->p->sentences[s->p->tokens[x->first].sentence];
    s->at.first = t->first;
    s->at.end = t->last;
    uint32_t top = s->top = name_top(s->p, x);
    bool asked = rap_token_is(s->p, t->last - 1, "?") ||
                 (t->last > t->first + 1 && rap_token_is(s->p, t->last - 2, "?"));
    if (top == RAP_NO_HEAD || asked) return;
    if (x->head_last > x->head && x->head_last <= s->at.end)
        take_second(s, x->head_last - 1);
    take_above(s, x, top);
    take_below(s, x, top);
    take_side(s, x);
    take_house(s, x, top);
    take_counterpart(s, x);
    take_shared(s, x);
}

static bool cover(seeker *s)
{
    s->at.over = RAP_NEW(s->p->arena, uint32_t, s->p->n_tokens);
    if (!s->at.over) return false;
    for (size_t i = 0; i < s->f->list.n; i++)
        for (uint32_t k = s->f->list.v[i].first; k < s->f->list.v[i].last; k++)
            s->at.over[k] = (uint32_t)i + 1;
    return true;
}

bool rap_offices_find(rap_offices *out, rap_finder *f)
{
    seeker s = {.at = {.f = f, .p = f->p}, .f = f, .p = f->p, .out = out};
    if (!cover(&s)) return false;
    for (size_t i = 0; i < f->list.n; i++)
        rap_office_settle(f->p, &f->list.v[i]);
    for (size_t i = 0; i < f->list.n && !s.failed; i++) {
        s.at.of = (uint32_t)i;
        seek(&s);
    }
    return !s.failed;
}
