/*
 * speech/circumstances.c - to whom words are told, by what way they came, and when.
 *
 * Nouns of data/channels.tsv behind the cue are the medium; a body of the press that is
 * told or that reports is on the way the words came (via).
 */
/* SPDX-License-Identifier: MIT */
#include "speech/hearing.h"

#include "channels_table.inc"

enum { LEAD_MAX = 16 /* tokens of a phrase before the source */ };

static void add_via(rap_attribution *a, int32_t entity)
{
    if (entity < 0) return;
    for (uint32_t i = 0; i < a->n_via; i++)
        if (a->via[i] == entity) return;
    if (a->n_via < RAP_VIA_MAX && entity != a->speaker) a->via[a->n_via++] = entity;
}

static bool is_press(const rap_hearing *h, uint32_t token, int32_t *entity)
{
    const rap_mention *m = rap_mention_at(h, token);
    if (!m || rap_kind_of(h, m->entity) != RAP_ENTITY_MEDIA) return false;
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

/* Who hands words on: whom the phrase names, else the first party in it ("the office of
 * the Norlandic army"); -1 for nobody known. */
static int32_t carrier_of(const rap_hearing *h, rap_span by)
{
    const rap_mention *m = rap_mention_at(h, rap_source_head(h, by));
    if (m && m->entity >= 0) return m->entity;
    for (uint32_t i = by.from; i < by.to; i++) {
        m = rap_mention_at(h, i);
        rap_entity_kind kind = m ? rap_kind_of(h, m->entity) : RAP_ENTITY_NONE;
        if (kind != RAP_ENTITY_NONE && kind != RAP_ENTITY_PLACE) return m->entity;
    }
    return -1;
}

static void tell_way(rap_attribution *a, const rap_hearing *h, const rap_telling *x)
{
    tell_hearer(a, h, x);
    tell_medium(a, h, x->behind.from, x->behind.to);
    int32_t press;
    if (x->via.from < x->via.to) add_via(a, carrier_of(h, x->via));
    for (uint32_t i = x->behind.from; i + 1 < x->behind.to; i++)
        if (rap_is_mark(&h->p->tokens[i], "by") && is_press(h, i + 1, &press))
            add_via(a, press);
    if (x->main == RAP_NO_TOKEN || a->medium.to) return;
    uint32_t from = h->p->sentences[h->p->tokens[x->main].sentence].first;
    if (x->source.from > from && x->source.from - from <= LEAD_MAX &&
        rap_is_mark(&h->p->tokens[x->source.from - 1], ","))
        tell_medium(a, h, from, x->source.from);
}

/* Who hands on what another says stands between him and the reader: the press, or one
 * who cites. */
static void tell_carriers(rap_attribution *a, const rap_hearing *h,
                          const rap_telling *x)
{
    for (int32_t n = 0, o = x->nested_in; o >= 0 && n < RAP_VIA_MAX; n++) {
        const rap_telling *outer = &h->list.v[o];
        const rap_mention *m = NULL;
        if (outer->source.from < outer->source.to)
            m = rap_mention_at(h, rap_source_head(h, outer->source));
        bool press = m && rap_kind_of(h, m->entity) == RAP_ENTITY_MEDIA;
        bool carries = press || rap_cue_takes(outer->row, "carry");
        if (m && m->entity >= 0 && carries) add_via(a, m->entity);
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
    rap_speaker_tell(out, h, x);
    tell_way(out, h, x);
    tell_carriers(out, h, x);
    tell_day(out, h, i);
}
