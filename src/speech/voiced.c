/*
 * speech/voiced.c - parties made of those who speak and whom nothing names.
 *
 * "Retailers said", "a 70-year-old fisherman said": the phrase itself is what such a
 * party is called, and the same phrase again is the same party.  No party is made of a
 * lone thing ("the carmaker"): whom that means is told elsewhere or not at all.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/utf8.h"
#include "speech/callings.h"
#include "speech/voices.h"

#include "channels_table.inc"

enum {
    WORDS_MAX = 12, /* of what a party is called */
    LINKS_MAX = 2,  /* phrases behind the first */
    SAME_BACK = 32, /* parties made before that are looked at */
    SURE_LINK = 60  /* that two phrases with other nouns mean one */
};

typedef struct {
    rap_mention mention;
    rap_str key;   /* folded name */
    int32_t chain; /* that the phrase is linked in, or -1 */
    uint32_t head;
} voice;

typedef struct {
    uint32_t mention;
    int32_t entity;
} moved;

typedef struct {
    rap_hearing *h;
    rap_names *names;
    uint32_t *begins; /* per entity: its first mention */
    rap_meant *meant; /* names->meant, to be changed; NULL: there is none */
    RAP_LIST(voice) list;
    RAP_LIST(rap_entity) made;
    RAP_LIST(moved) moved; /* mentions that are of another party */
} place;

/* Text of tokens on one line. */
static rap_str text_of(const rap_hearing *h, uint32_t first, uint32_t last)
{
    rap_str s = rap_prose_cut(h->p, rap_tokens_span(h->p, first, last));
    char *out = RAP_NEW(h->p->arena, char, s.n + 1);
    if (!out) return s;
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool space = rap_is_space(s.p[i]);
        if (space && n && out[n - 1] == ' ') continue;
        out[n++] = space ? ' ' : s.p[i];
    }
    return (rap_str){out, n};
}

/* Can the noun not speak: "figures", "the report"? */
static bool is_mute(const rap_hearing *h, uint32_t head)
{
    return rap_voice_is(h->p, head, "mute") ||
           rap_prose_match_lemma(h->p, &channels_table, head) >= 0 || h->is_time[head];
}

/* "Norlandic and Ostian officials": what is mentioned there is but a part. */
static bool is_joined(const rap_hearing *h, rap_span source, uint32_t head)
{
    const rap_mention *m = rap_mention_at(h, head);
    return m && m->kind == RAP_MENTION_NOMINAL && m->first > source.from + 1 &&
           h->p->tokens[m->first - 1].upos == RAP_CCONJ;
}

/* A word of a name, and not only tagged as one. */
static bool is_proper(const rap_token *t)
{
    return t->upos == RAP_PROPN && (t->shape & RAP_SHAPE_CAPITAL);
}

static bool is_name_word(const rap_token *t)
{
    bool may = rap_is_noun(t) || t->upos == RAP_ADJ || t->upos == RAP_NUM ||
               t->upos == RAP_X || t->upos == RAP_VERB;
    return t->upos == RAP_PROPN || (may && (t->shape & RAP_SHAPE_CAPITAL));
}

/* "Organisation of Coffee Growers": a name goes on behind "of". */
static bool is_of_name(const rap_hearing *h, rap_span source, uint32_t head)
{
    const rap_token *t = h->p->tokens;
    if (head + 2 >= source.to || t[head + 2].upos != RAP_PROPN) return false;
    return rap_is_mark(&t[head + 1], "of") || rap_is_mark(&t[head + 1], "for");
}

/* The words that a party is called by: the base phrase without its article. */
static rap_span called(const rap_hearing *h, rap_span source, uint32_t head)
{
    const rap_token *t = h->p->tokens;
    rap_span s = {head, head + 1};
    uint32_t from, to;
    if (is_proper(&t[head])) { /* "the carmaker Brandt Motors" */
        while (s.from > source.from && is_name_word(&t[s.from - 1]))
            s.from--;
        if (is_of_name(h, source, head))
            for (s.to = head + 3; s.to < source.to && is_name_word(&t[s.to]);)
                s.to++;
        return s;
    }
    if (rap_prose_noun_phrase(h->p, head, &from, &to) && from >= source.from)
        s.from = from;
    if (is_joined(h, source, head)) s.from = source.from;
    for (int n = 0; t[head].xpos[2] != 'S' && n < LINKS_MAX && s.to + 1 < source.to;
         n++) {
        bool link = rap_token_is(h->p, s.to, "of") || rap_token_is(h->p, s.to, "for");
        if (!link || !rap_prose_noun_phrase(h->p, s.to + 1, &from, &to)) break;
        if (from > s.to + 1 || to > source.to) break;
        s.to = to;
    }
    while (s.from < head && (t[s.from].upos == RAP_DET || t[s.from].upos == RAP_PUNCT ||
                             t[s.from].upos == RAP_CCONJ || h->is_time[s.from]))
        s.from++;
    if (s.to - s.from > WORDS_MAX) s.from = head;
    return s;
}

static bool is_possessed(const rap_hearing *h, rap_span source)
{
    for (uint32_t i = source.from; i < source.to; i++)
        if (strcmp(h->p->tokens[i].xpos, "POS") == 0) return true;
    return false;
}

/* Is the plural one of people or of bodies: "growers", "banks"? */
static bool is_of_people(const rap_hearing *h, uint32_t head)
{
    return rap_voice_is(h->p, head, "body") ||
           rap_voice_ends(h->p->tokens[head].lemma, "ending") ||
           rap_calling_plural(h->p, head);
}

/* One body that its words tell from others: "the coffee union of Kesh", no "union". */
static bool is_called_body(const rap_hearing *h, rap_span source, uint32_t head)
{
    if (!rap_voice_is(h->p, head, "body")) return false;
    if (head + 2 < source.to && rap_token_is(h->p, head + 1, "of")) return true;
    if (strcmp(h->p->tokens[head > 0 ? head - 1 : 0].xpos, "POS") == 0) return true;
    uint32_t from = source.from + (h->p->tokens[source.from].upos == RAP_DET);
    return from < head && h->p->tokens[head - 1].upos != RAP_DET &&
           rap_is_noun(&h->p->tokens[head - 1]);
}

/* A name of two words and more that nothing else knows. */
static rap_entity_kind kind_of_name(const rap_hearing *h, rap_span source,
                                    uint32_t head)
{
    const rap_token *t = h->p->tokens;
    uint32_t n = 0;
    while (head >= source.from + n && t[head - n].upos == RAP_PROPN &&
           (t[head - n].shape & RAP_SHAPE_CAPITAL) && n < head)
        n++;
    if (n && is_of_name(h, source, head)) return RAP_ENTITY_ORGANIZATION;
    if (n < 2 || n > 6 || is_possessed(h, source)) return RAP_ENTITY_NONE;
    if (rap_voice_word_is(t[head].low, "firm")) return RAP_ENTITY_ORGANIZATION;
    return n == 2 ? RAP_ENTITY_PERSON : RAP_ENTITY_ORGANIZATION;
}

/* What kind of party the source is, or NONE when it is not for this file. */
static rap_entity_kind kind_of(const rap_hearing *h, const rap_attribution *a,
                               const rap_telling *x, uint32_t head)
{
    const rap_token *t = &h->p->tokens[head];
    bool speech = x->row < 0 || rap_cue_is_speech(x->row);
    if (!speech || a->speaker >= 0) return RAP_ENTITY_NONE;
    if (is_proper(t)) return kind_of_name(h, x->source, head);
    if (!rap_is_noun(t)) return RAP_ENTITY_NONE;
    if (is_mute(h, head)) return RAP_ENTITY_NONE;
    if (rap_speaks_for_body(h, x->source, head)) return RAP_ENTITY_PERSON;
    bool one =
        rap_is_mark(&h->p->tokens[x->source.from], "the") && a->unnamed_count == 1;
    if (a->anonymous) return one ? RAP_ENTITY_NONE : RAP_ENTITY_ANONYMOUS;
    if (x->way == RAP_WAY_PASSIVE) return RAP_ENTITY_NONE;
    if (strcmp(t->xpos, "NNS") != 0)
        return is_called_body(h, x->source, head) ? RAP_ENTITY_ORGANIZATION
                                                  : RAP_ENTITY_NONE;
    return is_of_people(h, head) ? RAP_ENTITY_GROUP : RAP_ENTITY_NONE;
}

/* All that is linked to the phrase means the new party as well, if it had none. */
static void tell_chain(place *w, uint32_t head, int32_t entity)
{
    if (!w->meant || w->meant[head].chain < 0 || w->meant[head].entity >= 0) return;
    w->meant[head].entity = entity;
}

/* The party made of the same words before, or NULL; the same place first. */
static const voice *find(const place *w, rap_str key, rap_span text, uint32_t head)
{
    const rap_meant *m = w->meant ? &w->meant[head] : NULL;
    const rap_token *t = w->h->p->tokens;
    const voice *found = NULL;
    size_t n = w->list.n, from = n > SAME_BACK ? n - SAME_BACK : 0;
    for (size_t i = n; i > from; i--) {
        const voice *v = &w->list.v[i - 1];
        if (v->mention.at.to == text.to) return v;
        bool linked =
            m && m->chain >= 0 && v->chain == m->chain &&
            (m->sure >= SURE_LINK || rap_str_eq(t[v->head].lemma, t[head].lemma));
        if (!found && (linked || rap_str_eq(v->key, key))) found = v;
    }
    return found;
}

/* "Karr's office" speaks for the only person of that surname; -1. */
static int32_t office_holder(const place *w, rap_str name)
{
    static const char *const tails[] = {"'s office", "\xE2\x80\x99s office"};
    rap_str surname = {name.p, 0};
    int32_t found = -1;
    for (size_t t = 0; t < sizeof tails / sizeof tails[0]; t++)
        if (rap_str_ends(name, rap_str_of(tails[t])))
            surname.n = name.n - strlen(tails[t]);
    for (uint32_t i = 0; surname.n && i < w->names->n_entities; i++) {
        const rap_entity *e = &w->names->entities[i];
        if (e->kind != RAP_ENTITY_PERSON || !rap_str_ends(e->name, surname)) continue;
        size_t before = e->name.n - surname.n;
        if (before && e->name.p[before - 1] != ' ') continue;
        if (found >= 0) return -1;
        found = (int32_t)i;
    }
    return found;
}

static int32_t make(place *w, rap_entity_kind kind, rap_str name)
{
    rap_entity *e = RAP_PUSH(w->h->p->arena, &w->made);
    if (!e) return -1;
    bool body = kind == RAP_ENTITY_ORGANIZATION;
    *e = (rap_entity){
        .kind = kind, .name = name, .side = body ? office_holder(w, name) : -1};
    return (int32_t)(w->names->n_entities + w->made.n - 1);
}

static bool note(place *w, rap_span at, rap_str key, int32_t entity, uint32_t head)
{
    const rap_token *t = w->h->p->tokens;
    bool article = at.from > 0 && t[at.from - 1].upos == RAP_DET &&
                   t[at.from - 1].sentence == t[at.from].sentence;
    at.from -= article;
    voice *v = RAP_PUSH(w->h->p->arena, &w->list);
    if (!v) return false;
    rap_span text = rap_tokens_span(w->h->p, at.from, at.to);
    v->key = key;
    v->chain = w->meant ? w->meant[head].chain : -1;
    v->head = head;
    v->mention = (rap_mention){.at = text,
                               .first = at.from,
                               .last = at.to,
                               .kind = RAP_MENTION_NOMINAL,
                               .entity = entity,
                               .whole = text};
    return true;
}

/* "a trader" is not the trader met before. */
static bool is_another(const place *w, const rap_attribution *a, rap_span source)
{
    const rap_mention *m = rap_mention_at(w->h, rap_source_head(w->h, source));
    if (!m || m->entity < 0 || m->entity != a->speaker || !a->anonymous) return false;
    if (a->unnamed_count != 1 || m->kind != RAP_MENTION_NOMINAL) return false;
    const rap_token *t = &w->h->p->tokens[source.from];
    bool another = rap_str_is(t->lemma, "a") || rap_str_is(t->lemma, "another");
    return another && &w->names->mentions[w->begins[m->entity]] != m;
}

/* "a spokesman for the army": known by what is more than "spokesman". */
static bool is_mouth(const place *w, const rap_attribution *a, rap_span source)
{
    uint32_t head = rap_source_head(w->h, source);
    const rap_mention *m = rap_mention_at(w->h, head);
    return m && m->entity >= 0 && m->entity == a->speaker &&
           m->kind == RAP_MENTION_NOMINAL && rap_speaks_for_body(w->h, source, head);
}

static bool part(place *w, rap_attribution *a, rap_span source, rap_entity_kind kind)
{
    const rap_hearing *h = w->h;
    uint32_t head = rap_source_head(h, source);
    rap_span at = called(h, source, head);
    moved *x = RAP_PUSH(h->p->arena, &w->moved);
    a->speaker = make(w, kind, text_of(h, at.from, at.to));
    if (!x || a->speaker < 0) return false;
    *x = (moved){(uint32_t)(rap_mention_at(h, head) - w->names->mentions), a->speaker};
    return true;
}

static bool give_voice(place *w, rap_attribution *a, const rap_telling *x)
{
    const rap_hearing *h = w->h;
    if (x->source.from >= x->source.to) return true;
    if (is_mouth(w, a, x->source)) return part(w, a, x->source, RAP_ENTITY_PERSON);
    if (is_another(w, a, x->source)) return part(w, a, x->source, RAP_ENTITY_ANONYMOUS);
    uint32_t head = rap_source_head(h, x->source);
    rap_entity_kind kind = kind_of(h, a, x, head);
    if (kind == RAP_ENTITY_NONE) return true;
    if (rap_mention_at(h, head) && !is_joined(h, x->source, head)) return true;
    rap_span at = called(h, x->source, head);
    rap_span text = rap_tokens_span(h->p, at.from, at.to);
    rap_str name = text_of(h, at.from, at.to);
    rap_str key = rap_utf8_fold(h->p->arena, name);
    const voice *v = find(w, key, text, head);
    int32_t entity = v ? v->mention.entity : make(w, kind, name);
    if (entity < 0) return false;
    a->speaker = entity;
    a->sure = RAP_SURE_NOMINAL;
    tell_chain(w, head, entity);
    return (v && v->mention.at.to == text.to) || note(w, at, key, entity, head);
}

static bool join_mentions(place *w)
{
    rap_names *to = w->names;
    rap_arena *arena = w->h->p->arena;
    uint32_t n = to->n_mentions + (uint32_t)w->list.n, n_tokens = w->h->p->n_tokens;
    rap_mention *v = RAP_NEW(arena, rap_mention, n);
    int32_t *by_token = RAP_NEW(arena, int32_t, n_tokens + 1);
    if (!v || !by_token) return false;
    if (to->n_mentions) memcpy(v, to->mentions, to->n_mentions * sizeof *v);
    for (size_t i = 0; i < w->moved.n; i++)
        v[w->moved.v[i].mention].entity = w->moved.v[i].entity;
    for (size_t i = 0; i < w->list.n; i++)
        v[to->n_mentions + i] = w->list.v[i].mention;
    for (uint32_t i = 0; i < n_tokens; i++)
        by_token[i] = to->by_token ? to->by_token[i] : -1;
    for (uint32_t i = to->n_mentions; i < n; i++)
        for (uint32_t k = v[i].first; k < v[i].last; k++)
            by_token[k] = (int32_t)i;
    to->mentions = v;
    to->n_mentions = n;
    to->by_token = by_token;
    return true;
}

static bool join_entities(place *w)
{
    rap_names *to = w->names;
    uint32_t n = to->n_entities + (uint32_t)w->made.n;
    rap_entity *v = RAP_NEW(w->h->p->arena, rap_entity, n);
    if (!v) return false;
    if (to->n_entities) memcpy(v, to->entities, to->n_entities * sizeof *v);
    memcpy(v + to->n_entities, w->made.v, w->made.n * sizeof *v);
    to->entities = v;
    to->n_entities = n;
    return true;
}

static bool copy_meant(place *w)
{
    const rap_names *names = w->names;
    if (!names->meant) return true;
    w->meant = RAP_NEW(w->h->p->arena, rap_meant, w->h->p->n_tokens + 1);
    if (!w->meant) return false;
    memcpy(w->meant, names->meant, w->h->p->n_tokens * sizeof *w->meant);
    return true;
}

rap_code rap_voices_make(rap_names *names, rap_attribution *list, rap_hearing *h,
                         const uint32_t *telling, rap_err *err)
{
    place w = {.h = h, .names = names};
    w.begins = RAP_NEW(h->p->arena, uint32_t, names->n_entities + 1);
    if (!w.begins || !copy_meant(&w)) return rap_fail_memory(err);
    for (uint32_t i = names->n_mentions; i-- > 0;)
        if (names->mentions[i].entity >= 0) w.begins[names->mentions[i].entity] = i;
    for (uint32_t k = 0; k < h->list.n; k++)
        if (!give_voice(&w, &list[k], &h->list.v[telling[k]]))
            return rap_fail_memory(err);
    if (w.list.n == 0 && w.moved.n == 0) return RAP_OK;
    if (w.meant) names->meant = w.meant;
    bool done = join_mentions(&w) && (w.made.n == 0 || join_entities(&w));
    return done ? RAP_OK : rap_fail_memory(err);
}
