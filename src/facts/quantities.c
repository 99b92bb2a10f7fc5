/*
 * facts/quantities.c - numbers with their units and the words that loosen them.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/quantities.h"

#include "base/ascii.h"

#include "crowds_table.inc"
#include "relations_table.inc"
#include "relationtails_table.inc"
#include "units_table.inc"

enum {
    BEFORE = 4,    /* tokens of the longest relation before a number */
    HEAD_REACH = 6 /* tokens from a number to the noun that it counts */
};

typedef struct {
    const rap_prose *p;
    uint32_t begin, end; /* of the sentence */
} view;

static rap_str low(const view *v, uint32_t at)
{
    return at >= v->begin && at < v->end ? v->p->tokens[at].low : RAP_STR("");
}

static bool is(const view *v, uint32_t at, const char *word)
{
    return rap_str_is(low(v, at), word);
}

static const char *relation_of(rap_str r)
{
    static const char *const all[] = {"=", ">", "<", ">=", "<=", "~"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (rap_str_is(r, all[i])) return all[i];
    return "=";
}

static rap_unit_kind kind_of(int row)
{
    switch (rap_cell(&units_table, row, UNITS_KIND).p[0]) {
    case 'm':
        return rap_cell_is(&units_table, row, UNITS_KIND, "money") ? RAP_UNIT_MONEY
                                                                   : RAP_UNIT_MEASURE;
    case 'l':
        return RAP_UNIT_LENGTH;
    case 's':
        return RAP_UNIT_MONEY;
    default:
        return RAP_UNIT_PERSON;
    }
}

/* A currency sign before the number: moves q->first onto it. */
static void take_sign(const view *v, rap_quantity *q)
{
    if (q->number == v->begin) return;
    int row = rap_table_find(&units_table, low(v, q->number - 1));
    if (row < 0) return;
    bool sign = rap_cell_is(&units_table, row, UNITS_KIND, "sign");
    bool code = kind_of(row) == RAP_UNIT_MONEY && low(v, q->number - 1).n == 3;
    if (!sign && !code) return;
    q->first = q->number - 1;
    q->kind = RAP_UNIT_MONEY;
    q->unit = rap_cell(&units_table, row, UNITS_UNIT);
}

/* "$300m", "5k": the letter behind the digits. */
static bool take_letter(rap_number *n, bool money)
{
    if (!n->tail) return true;
    if (!money && n->tail == 'm') return false;
    int power = n->tail == 'm' ? 6 : 3;
    for (int i = 0; i < power; i++) {
        if (n->places)
            n->places--;
        else
            n->mantissa *= 10;
        if (n->mantissa > INT64_C(1000000000000000)) return false;
    }
    n->tail = 0;
    return true;
}

/* "-RRB-": a bracket as treebanks write it, cut at its hyphens. */
static bool is_bracket(rap_str word)
{
    return word.n == 3 && (rap_str_is(word, "lrb") || rap_str_is(word, "rrb") ||
                           rap_str_is(word, "lsb") || rap_str_is(word, "rsb"));
}

static bool is_noun(const rap_token *t)
{
    return (t->upos == RAP_NOUN || t->upos == RAP_PROPN) &&
           !rap_str_begins(t->low, RAP_STR("-")) && !is_bracket(t->low);
}

static bool goes_before_noun(const rap_token *t)
{
    return t->upos == RAP_ADJ || is_noun(t) || t->upos == RAP_NUM ||
           rap_str_is(t->low, "-") || rap_str_is(t->low, "'s") ||
           (t->upos == RAP_VERB && rap_str_begins(rap_str_of(t->xpos), RAP_STR("VB")) &&
            (t->xpos[2] == 'N' || t->xpos[2] == 'G'));
}

/* A unit of the table at `at`; *last behind it. */
static bool unit_word(const view *v, uint32_t at, rap_quantity *q, uint32_t *last)
{
    uint32_t n;
    if (at >= v->end) return false;
    int row = rap_prose_match(v->p, &units_table, at, &n);
    if (row < 0 || rap_cell_is(&units_table, row, UNITS_KIND, "sign")) return false;
    q->kind = kind_of(row);
    q->unit = rap_cell(&units_table, row, UNITS_UNIT);
    *last = at + n;
    return true;
}

static bool is_people(const rap_token *t)
{
    return rap_str_is(rap_str_of(t->xpos), "NNPS") ||
           (t->upos == RAP_PROPN && (t->shape & RAP_SHAPE_CAPITAL) &&
            rap_str_ends(t->low, RAP_STR("ns")));
}

/* The noun that is counted, behind adjectives and other nouns: the last noun in a row.
 */
static bool noun_behind(const view *v, uint32_t at, rap_quantity *q, uint32_t *last)
{
    const rap_prose *p = v->p;
    uint32_t head = v->end;
    for (uint32_t i = at; i < v->end && i < at + HEAD_REACH; i++) {
        if (is_noun(&p->tokens[i]))
            head = i;
        else if (!goes_before_noun(&p->tokens[i]))
            break;
        if (head == i && p->tokens[i].lemma.n != p->tokens[i].low.n &&
            !(i + 1 < v->end && is_noun(&p->tokens[i + 1])))
            break; /* a plural that no noun follows */
    }
    if (head == v->end) return false;
    if (unit_word(v, head, q, last)) return true;
    *last = head + 1;
    q->kind = is_people(&p->tokens[head]) ? RAP_UNIT_PERSON : RAP_UNIT_NOUN;
    q->unit = q->kind == RAP_UNIT_PERSON ? RAP_STR("person") : p->tokens[head].lemma;
    return true;
}

/* "of the", "of those": from a count to what it is taken from. */
static uint32_t over_of(const view *v, uint32_t at)
{
    if (!is(v, at, "of")) return at;
    at++;
    while (at < v->end && (v->p->tokens[at].upos == RAP_DET || is(v, at, "its") ||
                           is(v, at, "their") || is(v, at, "his")))
        at++;
    return at;
}

static bool take_unit(const view *v, rap_quantity *q)
{
    uint32_t at = q->last, last;
    if (is(v, at, "-") && !(v->p->tokens[at].shape & RAP_SHAPE_SPACE)) at++;
    if (q->kind == RAP_UNIT_MONEY) {
        q->unit_first = q->last;
        return true;
    }
    q->unit_first = at;
    if (unit_word(v, at, q, &last)) {
        q->last = last;
        return true;
    }
    if (at > q->last && at < v->end && is_noun(&v->p->tokens[at])) {
        q->kind = RAP_UNIT_NOUN; /* "a 16-page decision" */
        q->unit = v->p->tokens[at].lemma;
        q->last = at + 1;
        return true;
    }
    uint32_t of = over_of(v, at);
    if (at != of && at != q->last) return false;
    if (!noun_behind(v, of, q, &last)) return false;
    q->unit_first = of;
    q->last = last;
    return true;
}

/* "or more", "or so" behind. */
static void take_tail(const view *v, rap_quantity *q)
{
    uint32_t n;
    if (q->last >= v->end) return;
    int row = rap_prose_match(v->p, &relationtails_table, q->last, &n);
    if (row < 0 || q->last + n > v->end) return;
    q->relation =
        relation_of(rap_cell(&relationtails_table, row, RELATIONTAILS_RELATION));
    q->last += n;
}

/* "more than" and the like right before. */
static void take_relation(const view *v, rap_quantity *q)
{
    uint32_t from = q->first > v->begin + BEFORE ? q->first - BEFORE : v->begin, n;
    for (uint32_t i = from; i < q->first; i++) {
        int row = rap_prose_match(v->p, &relations_table, i, &n);
        if (row < 0 || i + n != q->first) continue;
        q->relation = relation_of(rap_cell(&relations_table, row, RELATIONS_RELATION));
        q->first = i;
        return;
    }
}

static bool bigger(const rap_number *a, const rap_number *b)
{
    int64_t x = a->mantissa, y = b->mantissa;
    for (int i = a->places; i < b->places; i++)
        x *= 10;
    for (int i = b->places; i < a->places; i++)
        y *= 10;
    return x > y;
}

/* "9-10 million", "$5-10m": the multiplier of the second number holds for both. */
static void share_scale(rap_quantity *q, const rap_number *to, uint32_t at)
{
    const int64_t least = 1000, most = INT64_C(1000000000000);
    rap_number *n = &q->value;
    if (to->last - at < 2 || n->last - q->number > 1 || n->places) return;
    if (to->places || !n->mantissa) return;
    int64_t by = 1;
    while (by < most && to->mantissa % (by * least) == 0)
        by *= least;
    if (n->mantissa < least && n->mantissa * by < to->mantissa) n->mantissa *= by;
}

/* "10 to 20", "10-20", "10 or 20", "between 10 and 20". */
static bool take_range(const view *v, rap_quantity *q)
{
    bool between = q->first > v->begin && is(v, q->first - 1, "between");
    bool from = q->first > v->begin && is(v, q->first - 1, "from");
    uint32_t at = q->last;
    bool link = is(v, at, "-") || is(v, at, "\xE2\x80\x93") || is(v, at, "or") ||
                (is(v, at, "to") && !from) || (is(v, at, "and") && between);
    rap_number n;
    if (!link) return true;
    at++;
    if (is(v, at, "$") || is(v, at, "\xE2\x82\xAC") || is(v, at, "\xC2\xA3")) at++;
    if (at >= v->end || !rap_number_read(&n, v->p, at) || n.ordinal || n.last > v->end)
        return true;
    share_scale(q, &n, at);
    if (!bigger(&n, &q->value)) return !is(v, q->last, "-"); /* "3-2": a score */
    q->to = n;
    q->range = true;
    q->last = n.last;
    if (between) q->first--;
    return true;
}

/* "one-third of", "two thirds", "a third of". */
static bool share(const view *v, rap_quantity *q)
{
    uint32_t at = q->last;
    if (is(v, at, "-")) at++;
    int part = at < v->end ? rap_number_part(v->p, at) : 0;
    if (!part || rap_number_whole(&q->value) < 1 ||
        rap_number_whole(&q->value) >= part || !is(v, at + 1, "of"))
        return false;
    q->value = rap_number_over(q->value, part);
    q->last = at + 1;
    q->unit_first = at;
    q->kind = RAP_UNIT_SHARE;
    q->unit = RAP_STR("share");
    return true;
}

/* "a month of heavy fighting", "a year and a half". */
static bool article(const view *v, uint32_t token, rap_quantity *q)
{
    uint32_t last;
    bool a = is(v, token, "a") || is(v, token, "an");
    bool part = a && token + 1 < v->end && rap_number_part(v->p, token + 1) > 2;
    if (part && is(v, token + 2, "of")) {
        *q = (rap_quantity){.first = token, .number = token, .last = token + 1};
        q->value = (rap_number){.mantissa = 1, .last = token + 1};
        return share(v, q);
    }
    if (!a || !unit_word(v, token + 1, q, &last) || q->kind != RAP_UNIT_LENGTH)
        return false;
    bool half = is(v, last, "and") && is(v, last + 1, "a") && is(v, last + 2, "half");
    if (!half && !is(v, last, "of")) return false;
    q->first = q->number = token;
    q->value =
        half ? (rap_number){.mantissa = 15, .places = 1} : (rap_number){.mantissa = 1};
    q->unit_first = token + 1;
    q->last = half ? last + 3 : last;
    return true;
}

/* "dozens of sailors", "tens of thousands of civilians": people, at least so many. */
static bool crowd(const view *v, uint32_t token, rap_quantity *q)
{
    uint32_t n, last;
    int row = rap_prose_match(v->p, &crowds_table, token, &n);
    if (row < 0 || !is(v, token + n, "of")) return false;
    q->first = q->number = token;
    q->last = token + n;
    q->unit_first = over_of(v, q->last);
    q->value = (rap_number){.mantissa = rap_cell_int(&crowds_table, row, CROWDS_VALUE),
                            .last = q->last};
    if (!noun_behind(v, q->unit_first, q, &last) || q->kind != RAP_UNIT_PERSON)
        return false;
    q->last = last;
    return true;
}

/* "$57m", "40k" where the letter is a word of its own. */
static void take_split_letter(const view *v, rap_quantity *q)
{
    if (q->last >= v->end || (v->p->tokens[q->last].shape & RAP_SHAPE_SPACE)) return;
    bool million = q->kind == RAP_UNIT_MONEY && is(v, q->last, "m");
    if (!million && !is(v, q->last, "k")) return;
    q->value.tail = low(v, q->last).p[0];
    if (take_letter(&q->value, true)) q->last++;
}

/* "12 of them", "the toll rose to 31". */
static bool take_before(const view *v, rap_quantity *q)
{
    static const char *const pronouns[] = {"them", "whom", "these", "those"};
    rap_quantity was = *q;
    q->unit_first = q->last;
    bool of = is(v, q->last, "of"), pronoun = false;
    for (size_t i = 0; of && i < sizeof pronouns / sizeof *pronouns; i++)
        pronoun = pronoun || is(v, q->last + 1, pronouns[i]);
    if (of ? pronoun && rap_quantity_among(q, v->p)
           : rap_quantity_again(q, v->p) || rap_quantity_counted(q, v->p) ||
                 rap_quantity_fated(q, v->p))
        return true;
    *q = was;
    return false;
}

/* With `before`, what is counted may stand before the number. */
static bool read_at(rap_quantity *out, const rap_prose *p, rap_span at, bool before)
{
    uint32_t token = at.from, end = at.to;
    bool many = rap_table_may(&crowds_table, p->tokens[token].hash);
    if (!many && !rap_number_begins(p, token) && !rap_token_is(p, token, "a") &&
        !rap_token_is(p, token, "an"))
        return false;
    view v = {p, p->sentences[p->tokens[token].sentence].first, end};
    rap_quantity q = {.first = token, .number = token};
    bool least = many && crowd(&v, token, &q);
    if (!least && !rap_number_read(&q.value, p, token)) {
        if (!article(&v, token, &q)) return false;
    } else if (!least) {
        if (q.value.ordinal || q.value.last > end) return false;
        q.last = q.value.last;
        take_sign(&v, &q);
        if (!take_letter(&q.value, q.kind == RAP_UNIT_MONEY)) return false;
        take_split_letter(&v, &q);
        if (!share(&v, &q) && !take_range(&v, &q)) return false;
        bool told = q.kind == RAP_UNIT_SHARE || take_unit(&v, &q);
        if (!told && (!before || !take_before(&v, &q))) return false;
    }
    q.relation = least ? ">=" : "=";
    take_relation(&v, &q);
    take_tail(&v, &q);
    *out = q;
    return true;
}

bool rap_quantity_read(rap_quantity *out, const rap_prose *p, uint32_t token,
                       uint32_t end)
{
    return read_at(out, p, (rap_span){token, end}, true);
}

bool rap_quantity_plain(rap_quantity *out, const rap_prose *p, uint32_t token,
                        uint32_t end)
{
    return read_at(out, p, (rap_span){token, end}, false);
}

rap_str rap_quantity_people(const rap_prose *p, uint32_t token)
{
    uint32_t last;
    rap_quantity q = {.number = token};
    view v = {p, token, p->n_tokens};
    if (!unit_word(&v, token, &q, &last) || q.kind != RAP_UNIT_PERSON)
        return RAP_STR("");
    return q.unit;
}

uint32_t rap_quantity_noun(rap_quantity *q, const rap_prose *p, uint32_t token,
                           uint32_t end)
{
    uint32_t last;
    view v = {p, token, end};
    return noun_behind(&v, token, q, &last) ? last : 0;
}

uint32_t rap_quantity_loose(const rap_prose *p, uint32_t token)
{
    view v = {p, p->sentences[p->tokens[token].sentence].first, p->n_tokens};
    rap_quantity q = {.first = token, .number = token};
    take_relation(&v, &q);
    return q.first;
}
