/*
 * speech/circumstances.c - who speaks, how certain that is, to whom, by what and when.
 *
 * The head of the source names the speaker: its mention, or a name in its apposition
 * ("the minister, Jon Ruud").  A head that data/unnamed.tsv knows and no name stands by
 * is an unnamed source.  Nouns of data/channels.tsv behind the cue are the medium; a
 * body of the press that is told or that reports is on the way the words came (via).
 */
/* SPDX-License-Identifier: MIT */
#include "speech/hearing.h"
#include "times/numbers.h"

#include "channels_table.inc"
#include "unnamed_table.inc"

enum {
    SOURCE_MAX = 48, /* tokens of a source that are looked at */
    LEAD_MAX = 16,   /* tokens of a phrase before the source */
    SURE_NAME = 95,
    SURE_NOMINAL = 80,
    SURE_PRONOUN = 75,
    SURE_LEAST = 60 /* below it no speaker is told */
};

static const rap_mention *mention_at(const rap_hearing *h, uint32_t token)
{
    if (!h->names->by_token || h->names->n_mentions == 0) return NULL;
    int32_t m = h->names->by_token[token];
    return m < 0 ? NULL : &h->names->mentions[m];
}

static rap_entity_kind kind_of(const rap_hearing *h, int32_t entity)
{
    return entity < 0 ? RAP_ENTITY_NONE : h->names->entities[entity].kind;
}

/* A number or determiner that takes a part of what follows: "one of", "some of". */
static bool is_part(const rap_hearing *h, uint32_t token, uint32_t end)
{
    if (token + 2 >= end || !rap_is_mark(&h->p->tokens[token + 1], "of")) return false;
    uint8_t upos = h->p->tokens[token].upos;
    return upos == RAP_NUM || upos == RAP_DET || upos == RAP_PRON;
}

/* Last token of the first base phrase of a source: its head. */
static uint32_t head_of(const rap_hearing *h, rap_span source)
{
    uint32_t from, to;
    for (uint32_t i = source.from; i < source.to; i++) {
        if (is_part(h, i, source.to)) { /* "one of the officials" */
            i++;
            continue;
        }
        if (!rap_prose_noun_phrase(h->p, i, &from, &to)) continue;
        if (to > source.to) to = source.to;
        while (to > i + 1 && !rap_is_noun(&h->p->tokens[to - 1]))
            to--;
        return to - 1;
    }
    return source.from;
}

/* Are two phrases joined ("Norland and Ostia")?  Then `head` is moved to the last. */
static bool is_joined(const rap_hearing *h, rap_span source, uint32_t *head)
{
    uint32_t from, to, and = *head + 1;
    if (and+1 >= source.to || h->p->tokens[and].upos != RAP_CCONJ) return false;
    if (!rap_prose_noun_phrase(h->p, and+1, &from, &to)) return false;
    const rap_mention *m = mention_at(h, *head);
    if (m && m->last > and) return false;
    *head = to <= source.to ? to - 1 : source.to - 1;
    return true;
}

/* The person named last in the phrase that ends with the head, or NULL. */
static const rap_mention *name_in(const rap_hearing *h, rap_span source, uint32_t head)
{
    for (uint32_t i = head + 1; i > source.from && head - i + 1 < SOURCE_MAX; i--) {
        const rap_mention *m = mention_at(h, i - 1);
        if (m && m->kind == RAP_MENTION_NAME &&
            kind_of(h, m->entity) == RAP_ENTITY_PERSON)
            return m;
    }
    return NULL;
}

/* A person's name in the apposition behind the head, or NULL. */
static const rap_mention *name_behind(const rap_hearing *h, rap_span source,
                                      uint32_t head)
{
    uint32_t end = source.to - head > SOURCE_MAX ? head + SOURCE_MAX : source.to;
    if (head + 1 >= end || !rap_is_mark(&h->p->tokens[head + 1], ",")) return NULL;
    const rap_mention *m = head + 2 < end ? mention_at(h, head + 2) : NULL;
    bool person =
        m && m->kind == RAP_MENTION_NAME && kind_of(h, m->entity) == RAP_ENTITY_PERSON;
    return person ? m : NULL;
}

static uint8_t sure_of(const rap_mention *m)
{
    if (m->entity < 0) return 0;
    if (m->kind == RAP_MENTION_NAME) return SURE_NAME;
    return m->kind == RAP_MENTION_NOMINAL ? SURE_NOMINAL : SURE_PRONOUN;
}

static bool has_person(const rap_hearing *h, rap_span source)
{
    for (uint32_t i = source.from; i < source.to && i < source.from + SOURCE_MAX; i++) {
        const rap_mention *m = mention_at(h, i);
        if (m && m->kind == RAP_MENTION_NAME &&
            kind_of(h, m->entity) == RAP_ENTITY_PERSON)
            return true;
    }
    return false;
}

static rap_unnamed_kind unnamed_kind(rap_str name)
{
    if (rap_str_is(name, "sources")) return RAP_UNNAMED_SOURCES;
    if (rap_str_is(name, "official")) return RAP_UNNAMED_OFFICIAL;
    return rap_str_is(name, "person") ? RAP_UNNAMED_PERSON : RAP_UNNAMED_GROUP;
}

static void tell_unnamed(rap_attribution *a, const rap_hearing *h, rap_span source,
                         uint32_t head)
{
    const rap_token *t = h->p->tokens;
    int row = rap_table_find(&unnamed_table, t[head].lemma);
    bool anonymous = kind_of(h, a->speaker) == RAP_ENTITY_ANONYMOUS;
    if (!anonymous && (row < 0 || a->speaker >= 0 || has_person(h, source))) return;
    bool definite =
        rap_str_is(t[source.from].low, "the") && strcmp(t[head].xpos, "NNS") != 0;
    if (!anonymous && definite) return;
    a->anonymous = true;
    a->unnamed_kind = row < 0
                          ? RAP_UNNAMED_SOURCES
                          : unnamed_kind(rap_cell(&unnamed_table, row, UNNAMED_KIND));
    rap_number n;
    uint32_t at = source.from + (t[source.from].upos == RAP_DET && source.from < head);
    int64_t count = rap_number_read(&n, h->p, at) ? rap_number_whole(&n) : 0;
    bool one = rap_str_is(t[source.from].lemma, "a") && strcmp(t[head].xpos, "NN") == 0;
    a->unnamed_count = count > 0 && count < 1000 ? (uint32_t)count : one;
}

static void tell_speaker(rap_attribution *a, const rap_hearing *h, const rap_telling *x)
{
    a->speaker = -1;
    if (x->source.from >= x->source.to) return;
    uint32_t head = head_of(h, x->source);
    const rap_mention *m = mention_at(h, head), *name = name_behind(h, x->source, head);
    if (m && m->kind == RAP_MENTION_PRONOUN && head > x->source.from)
        m = name_in(h, x->source, head);
    if (name && (!m || m->kind != RAP_MENTION_NAME)) m = name;
    if (is_joined(h, x->source, &head)) m = NULL;
    if (m && sure_of(m) >= SURE_LEAST) {
        a->sure = sure_of(m);
        a->speaker = m->entity;
    }
    tell_unnamed(a, h, x->source, head);
}

static void add_via(rap_attribution *a, int32_t entity)
{
    for (uint32_t i = 0; i < a->n_via; i++)
        if (a->via[i] == entity) return;
    if (a->n_via < RAP_VIA_MAX && entity != a->speaker) a->via[a->n_via++] = entity;
}

static bool is_press(const rap_hearing *h, uint32_t token, int32_t *entity)
{
    const rap_mention *m = mention_at(h, token);
    if (!m || kind_of(h, m->entity) != RAP_ENTITY_MEDIA) return false;
    *entity = m->entity;
    return true;
}

static bool is_channel(const rap_hearing *h, uint32_t head)
{
    int32_t entity;
    return rap_prose_match_lemma(h->p, &channels_table, head) >= 0 ||
           is_press(h, head, &entity);
}

/* The first phrase behind a preposition among tokens [from, to) that is a medium. */
static void tell_medium(rap_attribution *a, const rap_hearing *h, uint32_t from,
                        uint32_t to)
{
    uint32_t f, l;
    for (uint32_t i = from; i + 1 < to && a->medium.to == 0; i++) {
        if (h->p->tokens[i].upos != RAP_ADP) continue;
        if (!rap_prose_noun_phrase(h->p, i + 1, &f, &l) || f > i + 1) continue;
        if (l > to) l = to;
        if (f < l && is_channel(h, l - 1)) a->medium = rap_tokens_span(h->p, f, l);
    }
}

/* Who is told: the phrase behind the verb, or behind "to". */
static void tell_hearer(rap_attribution *a, const rap_hearing *h, const rap_telling *x)
{
    uint32_t i = x->behind.from, from, to;
    const rap_token *t = h->p->tokens;
    int32_t press;
    if (i >= x->behind.to) return;
    if (!x->hearer) {
        if (!rap_is_mark(&t[i], "to")) return;
        i++;
    }
    if (!rap_prose_noun_phrase(h->p, i, &from, &to) || from > i) return;
    if (to > x->behind.to) to = x->behind.to;
    if (i >= to) return;
    a->addressee = rap_tokens_span(h->p, i, to);
    if (!is_press(h, to - 1, &press)) return;
    a->medium = a->addressee;
    add_via(a, press);
}

static void tell_way(rap_attribution *a, const rap_hearing *h, const rap_telling *x)
{
    tell_hearer(a, h, x);
    tell_medium(a, h, x->behind.from, x->behind.to);
    int32_t press;
    for (uint32_t i = x->via.from; i < x->via.to; i++)
        if (is_press(h, i, &press)) add_via(a, press);
    for (uint32_t i = x->behind.from; i + 1 < x->behind.to; i++)
        if (rap_is_mark(&h->p->tokens[i], "by") && is_press(h, i + 1, &press))
            add_via(a, press);
    if (x->main == RAP_NO_TOKEN || a->medium.to) return;
    uint32_t from = h->p->sentences[h->p->tokens[x->main].sentence].first;
    if (x->source.from > from && x->source.from - from <= LEAD_MAX &&
        rap_is_mark(&h->p->tokens[x->source.from - 1], ","))
        tell_medium(a, h, from, x->source.from);
}

/* The press that tells what another says stands between him and the reader. */
static void tell_carriers(rap_attribution *a, const rap_hearing *h,
                          const rap_telling *x)
{
    for (int32_t n = 0, o = x->nested_in; o >= 0 && n < RAP_VIA_MAX; n++) {
        const rap_telling *outer = &h->list.v[o];
        int32_t press;
        if (outer->source.from < outer->source.to &&
            is_press(h, head_of(h, outer->source), &press))
            add_via(a, press);
        o = outer->nested_in;
    }
}

/* Does the token stand in what is told?  "to open it on Friday" does not date the
 * promise. */
static bool is_told(const rap_telling *x, uint32_t token)
{
    for (uint32_t i = 0; i < x->n_content; i++)
        if (x->content[i].from <= token && token < x->content[i].to) return true;
    return false;
}

static void tell_day(rap_attribution *a, const rap_hearing *h, uint32_t telling)
{
    const rap_telling *x = &h->list.v[telling];
    int32_t i = x->main == RAP_NO_TOKEN ? -1 : rap_times_near(h->times, h->p, x->main);
    if (i >= 0 && !rap_day_is_none(h->times->times[i].days.from) &&
        !is_told(x, h->times->times[i].first) &&
        h->told[h->times->times[i].first] != (int32_t)telling) {
        a->day = h->times->times[i].days;
        a->day_basis = "text";
    } else if (rap_day_is_full(h->times->published.day)) {
        a->day = (rap_days){h->times->published.day, h->times->published.day};
        a->day_basis = "published";
    }
}

void rap_circumstances_read(rap_attribution *out, const rap_hearing *h, uint32_t i)
{
    const rap_telling *x = &h->list.v[i];
    tell_speaker(out, h, x);
    tell_way(out, h, x);
    tell_carriers(out, h, x);
    tell_day(out, h, i);
}
