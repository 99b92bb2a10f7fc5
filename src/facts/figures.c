/*
 * facts/figures.c - which numbers of a report are figures, and what is said with them.
 *
 * Dates, times of day, ages, scores, numbers inside names and the "one" that is no
 * number are none.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/figures.h"

#include "facts/quantities.h"

enum { SUBJECT_BEHIND = 8, SUBJECT_AHEAD = 8, PLACE_REACH = 12 }; /* tokens */
enum { ADDED_REACH = 20, NESTED = 4 }; /* tokens; attributions inside one another */
enum { TIMES_BACK = 4, AGAIN_FIGURES = 8 }; /* expressions, figures looked back over */

typedef struct {
    const rap_facts_input *in;
    const rap_prose *p;
    uint32_t time;  /* the first time that does not end before the token looked at */
    uint32_t place; /* the same for places */
} reader;

typedef RAP_LIST(rap_figure) figure_list;

/* The time expression that covers a token, or NULL.  Tokens come in order. */
static const rap_time *time_over(reader *r, uint32_t token)
{
    const rap_times *t = r->in->times;
    while (r->time < t->n_times && t->times[r->time].last <= token)
        r->time++;
    if (r->time >= t->n_times || t->times[r->time].first > token) return NULL;
    return &t->times[r->time];
}

/* Is the token, close behind or before the one looked at, part of a time? */
static bool is_time(const reader *r, uint32_t token)
{
    const rap_times *t = r->in->times;
    uint32_t from = r->time > TIMES_BACK ? r->time - TIMES_BACK : 0;
    for (uint32_t k = from; k < t->n_times && t->times[k].first <= token; k++)
        if (t->times[k].last > token) return true;
    return false;
}

static bool is_length(const rap_time *t)
{
    return t->type == RAP_TIMEX_DURATION;
}

/* A number that belongs to a name: "Article 5", "Boeing 737", "Group of 20". */
static bool is_in_name(const rap_prose *p, uint32_t token)
{
    const rap_token *t = &p->tokens[token];
    if (token > 0 && p->tokens[token - 1].sentence == t->sentence &&
        (t->shape & RAP_SHAPE_DIGIT)) {
        const rap_token *b = &p->tokens[token - 1];
        bool joined = !(t->shape & RAP_SHAPE_SPACE) && rap_str_is(b->low, "-");
        if (joined && token > 1 && (p->tokens[token - 2].shape & RAP_SHAPE_CAPITAL))
            return true;
        bool digits_only = !rap_str_find(t->low, RAP_STR(","), 0) ||
                           rap_str_find(t->low, RAP_STR(","), 0) == t->low.n;
        if (b->upos == RAP_PROPN && (b->shape & RAP_SHAPE_CAPITAL) && digits_only &&
            !(b->shape & RAP_SHAPE_FIRST))
            return true;
    }
    return false;
}

static bool is_one(const rap_prose *p, const rap_quantity *q)
{
    if (!rap_token_is(p, q->number, "one") || q->value.last > q->number + 1)
        return false;
    if (q->kind == RAP_UNIT_SHARE || q->kind == RAP_UNIT_MEASURE) return false;
    bool hyphen = rap_token_is(p, q->value.last, "-");
    bool behind = q->number > 0 && p->tokens[q->number - 1].upos == RAP_ADP;
    return q->kind != RAP_UNIT_LENGTH || !(hyphen || behind);
}

/* "the two leaders", "these three issues": not how many there are, but which. */
static bool is_definite(const rap_prose *p, const rap_quantity *q)
{
    const int64_t most = 10;
    if (q->first == 0 || q->value.digits || q->value.mantissa > most) return false;
    if (q->kind != RAP_UNIT_NOUN && q->kind != RAP_UNIT_PERSON) return false;
    const rap_token *b = &p->tokens[q->first - 1];
    return b->sentence == p->tokens[q->first].sentence && b->upos == RAP_DET &&
           rap_str_begins(b->low, RAP_STR("th"));
}

static bool is_age(const rap_prose *p, const rap_quantity *q)
{
    uint32_t at = q->last;
    if (rap_token_is(p, at, "-")) at++;
    return q->kind == RAP_UNIT_LENGTH && rap_token_is(p, at, "old");
}

static bool is_figure(reader *r, const rap_quantity *q)
{
    const rap_time *t = time_over(r, q->number);
    if (t && !is_length(t)) return false;
    /* "15 billion last year" counts no years */
    if (!t && q->kind == RAP_UNIT_LENGTH && is_time(r, q->last - 1)) return false;
    if (is_one(r->p, q) || is_age(r->p, q) || is_definite(r->p, q)) return false;
    if (q->kind == RAP_UNIT_MONEY) return true;
    return !is_in_name(r->p, q->number) && !rap_number_names(r->p, q->number) &&
           !rap_number_is_address(r->p, q->number, q->last - 1);
}

/* Nouns with what hangs on them by "of", "in", "from" in tokens [at, end): the first
 * and the one behind the last; false when none stands there. */
static bool nouns(reader *r, uint32_t at, uint32_t end, rap_span *out)
{
    const rap_prose *p = r->p;
    uint32_t limit = at + SUBJECT_BEHIND < end ? at + SUBJECT_BEHIND : end, to = at;
    while (at < limit && (rap_token_is(p, at, "of") || rap_token_is(p, at, "in") ||
                          rap_token_is(p, at, "worth")))
        at++;
    for (uint32_t i = at; i < limit && !is_time(r, i); i++) {
        uint8_t u = p->tokens[i].upos;
        bool link = rap_token_is(p, i, "of") || rap_token_is(p, i, "in") ||
                    rap_token_is(p, i, "from");
        bool inside = u == RAP_NOUN || u == RAP_PROPN;
        if (!inside && !link && u != RAP_ADJ && u != RAP_DET) break;
        if (inside) to = i + 1;
    }
    *out = (rap_span){at, to};
    return to > at;
}

/* The noun phrase nearest before the figure in its sentence: "the surplus rose to". */
static bool noun_before(reader *r, const rap_quantity *q, uint32_t begin, rap_span *out)
{
    const rap_prose *p = r->p;
    uint32_t stop = q->first > begin + SUBJECT_AHEAD ? q->first - SUBJECT_AHEAD : begin;
    for (uint32_t i = q->first; i > stop; i--) {
        uint8_t u = p->tokens[i - 1].upos;
        if ((u != RAP_NOUN && u != RAP_PROPN) || is_time(r, i - 1)) continue;
        uint32_t first = i - 1;
        while (first > stop && (p->tokens[first - 1].upos == RAP_NOUN ||
                                p->tokens[first - 1].upos == RAP_PROPN ||
                                p->tokens[first - 1].upos == RAP_ADJ))
            first--;
        *out = (rap_span){first, i};
        return true;
    }
    return false;
}

/* What is counted: the unit's phrase with what hangs on it; of money and measures what
 * stands behind them, else before. */
static rap_str subject_of(reader *r, const rap_quantity *q, const rap_sentence *s)
{
    rap_span at = {q->unit_first < q->last ? q->unit_first : q->first, q->last}, more;
    if (q->counted.from < q->counted.to) {
        at = q->counted;
    } else if (q->kind == RAP_UNIT_MONEY || q->kind == RAP_UNIT_MEASURE) {
        if (nouns(r, q->last, s->last, &more) || noun_before(r, q, s->first, &more))
            at = more;
    } else if (nouns(r, q->last, s->last, &more)) {
        at.to = more.to;
    }
    rap_span text = rap_tokens_span(r->p, at.from, at.to);
    return rap_str_trim(rap_prose_cut(r->p, text));
}

static rap_days as_of(const reader *r, const rap_quantity *q)
{
    uint32_t token = q->again ? q->again - 1 : q->number;
    int32_t near = rap_times_near(r->in->times, r->p, token);
    if (near >= 0) return r->in->times->times[near].days;
    rap_day own = rap_times_own(&r->in->times->published);
    return (rap_days){own, own};
}

static int32_t place_of(reader *r, uint32_t token)
{
    const rap_places *all = r->in->places;
    while (r->place < all->n_places &&
           all->places[r->place].last + PLACE_REACH <= token)
        r->place++;
    for (uint32_t i = r->place; i < all->n_places; i++) {
        const rap_place *pl = &all->places[i];
        if (pl->first > token + PLACE_REACH) break;
        if (pl->use == RAP_USE_LITERAL &&
            r->p->tokens[pl->first].sentence == r->p->tokens[token].sentence)
            return (int32_t)i;
    }
    return -1;
}

/* In ", which last year reached 170 billion": what the report adds to somebody's words
 * that it does not quote. */
static bool is_added(const rap_prose *p, uint32_t token, const rap_attribution *a)
{
    const rap_token *t = p->tokens;
    if (t[token].shape & RAP_SHAPE_QUOTED) return false;
    for (uint32_t i = token, n = 0; i > 1 && n < ADDED_REACH; i--, n++) {
        if (t[i - 1].at.from <= a->content.v[0].from) return false;
        bool relative =
            rap_token_is(p, i - 1, "which") || rap_token_is(p, i - 1, "who");
        if (relative) return rap_token_is(p, i - 2, ",");
    }
    return false;
}

/* The attribution before this one in the same sentence, or -1. */
static int32_t beside(const rap_speech *speech, const rap_prose *p, int32_t said)
{
    const rap_attribution *a = &speech->attributions[said];
    uint32_t cue = a->cue_token, other = said > 0 ? a[-1].cue_token : UINT32_MAX;
    bool known = cue < p->n_tokens && other < cue;
    return known && p->tokens[cue].sentence == p->tokens[other].sentence ? said - 1
                                                                         : -1;
}

/* Who says the number: whoever says the words it stands in.  What somebody only thinks
 * or plans is said by him who tells so, and what the report adds by nobody. */
static int32_t source_of(const reader *r, const rap_quantity *q, uint32_t at)
{
    const rap_speech *speech = r->in->speech;
    int32_t said = rap_speech_at(speech, at);
    for (int n = 0; said >= 0 && n < NESTED; n++) {
        const rap_attribution *a = &speech->attributions[said];
        bool added = a->content.n && is_added(r->p, q->number, a);
        if (added || (!a->speech && a->nested_in >= 0))
            said = a->nested_in;
        else if (!a->speech && a->speaker < 0)
            said = beside(speech, r->p, said);
        else
            break;
    }
    return said;
}

/* "The customs put the figure at 268 million": the figure before that it is put
 * against, or -1. */
static int32_t against(const reader *r, const figure_list *list, const rap_quantity *q)
{
    if (!q->again) return -1;
    uint32_t at = r->p->tokens[q->again - 1].at.from;
    for (size_t i = list->n - 1; i > 0 && i + AGAIN_FIGURES > list->n; i--)
        if (list->v[i - 1].at.from <= at && at < list->v[i - 1].at.to)
            return (int32_t)i - 1;
    return -1;
}

static rap_code push(reader *r, figure_list *list, const rap_quantity *q,
                     const rap_sentence *s, rap_err *err)
{
    rap_figure *f = RAP_PUSH(r->p->arena, list);
    if (!f) return rap_fail_memory(err);
    f->at = rap_tokens_span(r->p, q->first, q->last);
    f->subject = subject_of(r, q, s);
    memcpy(f->relation, q->relation, strlen(q->relation) + 1);
    f->value = rap_number_print(r->p->arena, &q->value);
    if (q->range) f->value_to = rap_number_print(r->p->arena, &q->to);
    if (!f->value.p || (q->range && !f->value_to.p)) return rap_fail_memory(err);
    f->unit = q->unit;
    f->place = place_of(r, q->number);
    f->as_of = as_of(r, q);
    f->against = against(r, list, q);
    f->attribution = source_of(r, q, f->at.from);
    return RAP_OK;
}

static bool is_read(const rap_prose *p, const rap_sentence *s)
{
    return s->block < p->layout->n_blocks &&
           rap_block_is_body(p->layout->blocks[s->block].kind);
}

static rap_code read_sentence(reader *r, figure_list *list, const rap_sentence *s,
                              rap_err *err)
{
    for (uint32_t i = s->first; i < s->last;) {
        rap_quantity q;
        if (!rap_quantity_read(&q, r->p, i, s->last)) {
            i++;
            continue;
        }
        if (!is_figure(r, &q)) {
            i = q.value.last > i ? q.value.last : i + 1;
            continue;
        }
        rap_code code = push(r, list, &q, s, err);
        if (code) return code;
        i = q.last > i ? q.last : i + 1;
    }
    return RAP_OK;
}

rap_code rap_figures_read(const rap_figure **out, uint32_t *n,
                          const rap_facts_input *in, rap_err *err)
{
    reader r = {.in = in, .p = in->prose};
    figure_list list = {0};
    for (uint32_t k = 0; k < r.p->n_sentences; k++) {
        if (!is_read(r.p, &r.p->sentences[k])) continue;
        rap_code code = read_sentence(&r, &list, &r.p->sentences[k], err);
        if (code) return code;
    }
    *out = list.v;
    *n = (uint32_t)list.n;
    return RAP_OK;
}
