/*
 * places/spotting.c - where a report names places, before it is known which.
 *
 * Three ways: what names/ calls a place or a country; a name of the atlas inside a
 * longer name ("the Lenz City Council"), where the words before it show a place ("in
 * Lenz"), in a dateline or before its region ("Lenz, Ky."); and the same name again
 * where nothing shows it, once it was shown.  A person's name holds no place.
 */
/* SPDX-License-Identifier: MIT */
#include "places/spotting.h"

#include "names/lexicon.h"
#include "places/placecues.h"

enum { WORDS_MAX = 7 /* tokens of a name */ };

/* ---- names ---- */

static rap_place_name *name_of(rap_spotting *s, uint32_t i)
{
    return &s->known.v[i];
}

static bool same_within(rap_within a, rap_within b)
{
    return a.region == b.region && strcmp(a.cc, b.cc) == 0;
}

/* The name with this key and place; a new one where there is none. */
static uint32_t name_for(rap_spotting *s, uint64_t key, rap_within within)
{
    uint32_t h = (uint32_t)(key >> 32 ^ key) & s->mask;
    for (; s->slots[h]; h = (h + 1) & s->mask) {
        rap_place_name *n = name_of(s, s->slots[h] - 1);
        if (n->key == key && same_within(n->within, within)) return s->slots[h] - 1;
    }
    rap_place_name *n = RAP_PUSH(s->p->arena, &s->known);
    if (!n) {
        s->failed = true;
        return RAP_NO_NAME;
    }
    uint32_t i = (uint32_t)(s->known.n - 1);
    *n = (rap_place_name){.key = key, .within = within, .same = i};
    if (!rap_atlas_find(s->atlas, key, &n->from, &n->to)) n->from = n->to = 0;
    s->slots[h] = i + 1;
    return i;
}

/* ---- sightings ---- */

static rap_sighting *see(rap_spotting *s, uint32_t first, uint32_t last)
{
    rap_sighting *x = RAP_PUSH(s->p->arena, &s->seen);
    if (!x) {
        s->failed = true;
        return NULL;
    }
    *x = (rap_sighting){.first = first,
                        .last = last,
                        .at = rap_tokens_span(s->p, first, last),
                        .name = RAP_NO_NAME,
                        .mention = -1,
                        .country = -1,
                        .region = RAP_NO_REGION,
                        .use = RAP_USE_LITERAL,
                        .relation = rap_cue_relation(s, first)};
    return x;
}

/* A state; its adjective says where the report is, but is no place itself. */
static void see_country(rap_spotting *s, uint32_t first, uint32_t last, int row,
                        bool adjective)
{
    rap_sighting *x = row < 0 ? NULL : see(s, first, last);
    if (!x) return;
    x->country = (int16_t)row;
    x->use = RAP_USE_COUNTRY;
    x->silent = adjective;
}

/* Does no mention hold more than tokens [first, last)? */
static bool is_apart(const rap_spotting *s, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++) {
        int32_t m = s->names->by_token[i];
        if (m >= 0 &&
            (s->names->mentions[m].first < first || s->names->mentions[m].last > last))
            return false;
    }
    return true;
}

static void see_region(rap_spotting *s, uint32_t first, uint32_t last, uint16_t region)
{
    rap_sighting *r = region == RAP_NO_REGION ? NULL : see(s, first, last);
    if (r) r->region = region;
    if (r) s->done = last;
}

/* "Ky." at the head of tokens [first, last), told as what it is; the token after. */
static uint32_t see_short(rap_spotting *s, uint32_t first, uint32_t last)
{
    uint32_t n;
    if (!rap_cue_is_short(s, first)) return first;
    uint16_t region = rap_cue_short_region(s, first, &n);
    bool ends = first + n == last || rap_token_is(s->p, first + n, "-");
    if (region == RAP_NO_REGION || first + n > last || !ends) return first;
    see_region(s, first, first + n, region);
    return first + n;
}

/* The name at [first, last), and the region behind it.  The token after both. */
static uint32_t see_name(rap_spotting *s, uint32_t first, uint32_t last, bool weak)
{
    uint32_t n;
    rap_within w = rap_cue_within(s, last, &n);
    rap_sighting *x = see(s, first, last);
    if (!x) return last;
    uint64_t key = rap_cue_key(s, first, last);
    if (rap_cue_is_county(s, last)) key = rap_atlas_key(key, RAP_STR("county"));
    x->name = name_for(s, key, w);
    x->weak = weak && !n;
    if (x->name == RAP_NO_NAME) return last;
    rap_place_name *name = name_of(s, x->name);
    name->count++;
    name->sure = name->sure || !x->weak;
    if (w.region == RAP_NO_REGION || !is_apart(s, last + 1, last + 1 + n)) return last;
    see_region(s, last + 1, last + 1 + n, w.region);
    return last + 1 + n;
}

/* ---- what names/ found ---- */

/* The first token behind "the" and directions from which the mention is in the atlas,
 * or m->last. */
static uint32_t known_from(const rap_spotting *s, const rap_mention *m)
{
    uint32_t at = m->first;
    if (rap_token_is(s->p, at, "the") && at + 1 < m->last) at++;
    if (at + 2 < m->last && rap_token_is(s->p, at + 1, "of") &&
        rap_cue_in_atlas(s, at + 2, m->last) && !rap_cue_in_atlas(s, at, m->last))
        return at + 2; /* "City of Lenz" */
    for (; at < m->last; at++) {
        bool whole = at == m->first || rap_token_is(s->p, at - 1, "the");
        if (rap_cue_in_atlas(s, at, m->last) && (whole || !rap_cue_is_country(s, at)))
            return at;
        if (at + 1 >= m->last || !rap_cue_is_direction(s, at)) break;
    }
    return m->last;
}

/* Is the mention names of the atlas one behind the other ("Lenz - Kesh County")? */
static bool is_several(const rap_spotting *s, const rap_mention *m)
{
    uint64_t key;
    for (uint32_t i = m->first, n; i < m->last; i += n) {
        n = rap_cue_longest(s, i, m->last, &key);
        if (n && rap_cue_is_vague(s, i, i + n)) return false;
        if (n == 0 && (rap_token_is(s->p, i, "-") || rap_token_is(s->p, i, ","))) n = 1;
        if (n == 0) return false;
    }
    return true;
}

static void take_mention(rap_spotting *s, uint32_t mention, size_t at, bool whole)
{
    if (s->failed) return;
    const rap_mention *m = &s->names->mentions[mention];
    rap_sighting *x = &s->seen.v[at];
    x->mention = (int32_t)mention;
    x->use = m->as_actor ? RAP_USE_ACTOR : RAP_USE_LITERAL;
    if (!whole) return;
    x->at = m->at;
    x->first = m->first;
    x->last = m->last;
}

/* "western Norland" lies where Norland does. */
static bool see_part_of_country(rap_spotting *s, uint32_t mention)
{
    const rap_mention *m = &s->names->mentions[mention];
    uint32_t at = m->first;
    int row;
    bool adjective;
    while (at + 1 < m->last && rap_cue_is_direction(s, at))
        at++;
    uint32_t n = at > m->first ? rap_cue_country(s, at, &row, &adjective) : 0;
    if (!n || at + n != m->last || adjective) return false;
    size_t to = s->seen.n;
    see_country(s, m->first, m->last, row, false);
    take_mention(s, mention, to, true);
    return true;
}

/* "the West", "the Valley", "St.": no name of a place by itself. */
static bool is_plain_word(const rap_spotting *s, uint32_t token)
{
    return rap_cue_is_direction(s, token) || rap_place_head(s->p, token, true);
}

/* "eastern Kesh" is told by "Kesh", "Lenz City Marshal" by "Lenz City"; "Kesh Lenz
 * County" is two; a name that the atlas does not hold stands as it is. */
static void see_mention(rap_spotting *s, uint32_t mention)
{
    const rap_mention *m = &s->names->mentions[mention];
    size_t at = s->seen.n;
    uint64_t key;
    uint32_t from = known_from(s, m), n;
    bool one = m->last == m->first + 1;
    if (one && is_plain_word(s, m->first)) return;
    if (from == m->last && see_part_of_country(s, mention)) return;
    if (from < m->last) {
        see_name(s, from, m->last, false);
        bool whole = from == m->first ||
                     (from == m->first + 1 && rap_token_is(s->p, m->first, "the"));
        take_mention(s, mention, at, whole);
        return;
    }
    if (one && rap_cue_token(s, m->first)->upos == RAP_ADJ)
        return; /* "Norlandic" of a state that is not named */
    if (is_several(s, m)) {
        for (uint32_t i = m->first; i < m->last && !s->failed; i += n ? n : 1)
            if ((n = rap_cue_longest(s, i, m->last, &key)) > 0)
                see_name(s, i, i + n, false);
        return;
    }
    n = rap_cue_longest(s, m->first, m->last, &key);
    bool part = n && !rap_place_head(s->p, m->last - 1, true) &&
                !rap_cue_is_vague(s, m->first, m->first + n);
    see_name(s, m->first, part ? m->first + n : m->last, false);
    take_mention(s, mention, at, !part);
}

/* May a place stand inside a longer name at `token`: at its head, behind "of"? */
static bool opens_part(const rap_spotting *s, uint32_t token, uint32_t from)
{
    if (token == from) return true;
    if (token == from + 1 && rap_token_is(s->p, from, "the")) return true;
    return rap_cue_lead(s, token) != RAP_LEAD_NONE ||
           rap_cue_is_direction(s, token - 1) || rap_token_is(s->p, token - 1, "-");
}

/* The places inside tokens [from, to) of a longer name, or ("the Lenz talks") of a
 * phrase. */
static void see_parts(rap_spotting *s, uint32_t from, uint32_t to, rap_place_use use)
{
    uint64_t key;
    int row;
    bool adjective;
    for (uint32_t i = from, n; i < to; i += n ? n : 1) {
        n = rap_cue_country(s, i, &row, &adjective);
        if (n && i + n <= to) {
            see_country(s, i, i + n, row, adjective || use != RAP_USE_PART);
            continue;
        }
        if (rap_cue_has_stops(s, i) && see_short(s, i, i + 1) > i) {
            s->seen.v[s->seen.n - 1].use = use;
            n = 1;
            continue;
        }
        n = opens_part(s, i, from) ? rap_cue_longest(s, i, to, &key) : 0;
        if (!n || rap_cue_is_vague(s, i, i + n)) continue;
        size_t at = s->seen.n;
        see_name(s, i, i + n, !rap_cue_is_large(s, key) && !rap_cue_is_town(s, i + n));
        if (!s->failed) s->seen.v[at].use = use;
    }
}

/* "D-Lenz" or "R-Ky." as one name. */
static bool see_seat(rap_spotting *s, const rap_mention *m)
{
    uint32_t at = m->first + 2, n;
    if (m->last < m->first + 3 || !rap_cue_is_seat(s, at)) return false;
    uint16_t region = rap_cue_short_region(s, at, &n);
    if (region != RAP_NO_REGION && at + n == m->last)
        see_region(s, at, m->last, region);
    else if (rap_cue_in_atlas(s, at, m->last))
        see_name(s, at, m->last, false);
    return true;
}

/* Was a place taken for somebody: in a dateline, or behind a word that no person stands
 * behind, and never named otherwise? */
static bool is_misread(const rap_spotting *s, const rap_mention *m,
                       rap_entity_kind kind)
{
    if (m->kind != RAP_MENTION_NAME || m->as_actor || kind == RAP_ENTITY_PLACE ||
        kind == RAP_ENTITY_COUNTRY || !rap_cue_in_atlas(s, m->first, m->last))
        return false;
    uint32_t n;
    rap_within w = rap_cue_within(s, m->last, &n);
    if (rap_cue_is_dateline(s, m->first, m->last) || w.region != RAP_NO_REGION)
        return true;
    const rap_entity *e = &s->names->entities[m->entity];
    bool led = rap_cue_lead(s, m->first) == RAP_LEAD_STRONG;
    return led && kind == RAP_ENTITY_PERSON && e->n_aliases == 0 && e->n_roles == 0 &&
           !rap_cue_is_vague(s, m->first, m->last) && m->whole.from == m->at.from;
}

/* The mention of a place, a state, or something else, that begins at `token`. */
static void look_at_mention(rap_spotting *s, uint32_t mention)
{
    const rap_mention *m = &s->names->mentions[mention];
    rap_entity_kind kind =
        m->entity < 0 ? RAP_ENTITY_NONE : s->names->entities[m->entity].kind;
    int row;
    bool adjective;
    if (m->kind == RAP_MENTION_PRONOUN || m->first < s->done) return;
    if (see_short(s, m->first, m->last) > m->first || see_seat(s, m)) return;
    if (is_misread(s, m, kind)) {
        see_name(s, m->first, m->last, false);
        return;
    }
    if (m->kind == RAP_MENTION_NAME && (m->as_actor || kind == RAP_ENTITY_PLACE)) {
        see_mention(s, mention);
        return;
    }
    if (m->kind == RAP_MENTION_NAME && kind == RAP_ENTITY_PERSON) return;
    uint32_t first = m->first + (rap_token_is(s->p, m->first, "the") ? 1u : 0u);
    uint32_t n = first < m->last ? rap_cue_country(s, first, &row, &adjective) : 0;
    bool name = m->kind == RAP_MENTION_NAME;
    if (!n || first + n != m->last) {
        see_parts(s, m->first, m->last, name ? RAP_USE_PART : RAP_USE_LITERAL);
        return;
    }
    see_country(s, first, m->last, row, adjective && !name);
    if (name && !s->failed) s->seen.v[s->seen.n - 1].at = m->at;
}

/* ---- what names/ left ---- */

/* A name of the atlas that no mention covers; the token after, or `token`. */
static uint32_t look_at_name(rap_spotting *s, uint32_t token)
{
    uint64_t key = 0;
    uint32_t end = token, sentence_end = rap_cue_end(s, token), n, inside;
    while (end < sentence_end && end - token < WORDS_MAX && s->names->by_token[end] < 0)
        end++;
    if (see_short(s, token, token + 1) > token) return token + 1;
    n = rap_cue_longest(s, token, end, &key);
    if (!n || rap_cue_is_name_before(s, token)) return token;
    uint32_t last = token + n;
    bool vague = rap_cue_is_vague(s, token, last);
    rap_within w = rap_cue_within(s, last, &inside);
    rap_lead lead = rap_cue_lead(s, token);
    bool led = lead == RAP_LEAD_STRONG || rap_cue_is_seat(s, token) ||
               rap_cue_is_town(s, last);
    bool more = last < sentence_end && rap_cue_shape(s, last, RAP_SHAPE_CAPITAL) &&
                !rap_cue_shape(s, last, RAP_SHAPE_FIRST);
    bool shown = w.region != RAP_NO_REGION || rap_cue_is_dateline(s, token, last);
    bool likely =
        !vague && (led || (lead == RAP_LEAD_WEAK && rap_cue_is_large(s, key)));
    if (!shown && !likely && vague) return token;
    size_t at = s->seen.n;
    uint32_t next = see_name(s, token, last, !shown && !likely);
    if (!s->failed && more) s->seen.v[at].use = RAP_USE_PART;
    return next;
}

static uint32_t look_at(rap_spotting *s, uint32_t token)
{
    int row;
    bool adjective;
    int32_t m = s->names->by_token[token];
    if (m >= 0) {
        const rap_mention *mention = &s->names->mentions[m];
        if (token == mention->first) look_at_mention(s, (uint32_t)m);
        return mention->last > token ? mention->last : token + 1;
    }
    if (token < s->done || !rap_cue_shape(s, token, RAP_SHAPE_CAPITAL))
        return token + 1;
    uint32_t n = rap_cue_country(s, token, &row, &adjective);
    if (n) {
        see_country(s, token, token + n, row, adjective);
        return token + n;
    }
    uint32_t next = look_at_name(s, token);
    return next > token ? next : token + 1;
}

/* Names that say nothing of where they lie take the sense of one that does. */
static void join_names(rap_spotting *s)
{
    for (size_t i = 0; i < s->known.n; i++) {
        rap_place_name *n = name_of(s, (uint32_t)i);
        if (n->within.region != RAP_NO_REGION || n->within.cc[0]) continue;
        uint32_t h = (uint32_t)(n->key >> 32 ^ n->key) & s->mask;
        for (; s->slots[h]; h = (h + 1) & s->mask) {
            rap_place_name *o = name_of(s, s->slots[h] - 1);
            if (o == n || o->key != n->key) continue;
            n->same = s->slots[h] - 1;
            n->sure = n->sure || o->sure;
            break;
        }
    }
}

static void drop_weak(rap_spotting *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->seen.n; i++) {
        rap_sighting x = s->seen.v[i];
        bool kept = !x.weak || (x.name != RAP_NO_NAME && name_of(s, x.name)->sure);
        if (kept) s->seen.v[n++] = x;
    }
    s->seen.n = n;
}

bool rap_places_spot(rap_spotting *s)
{
    uint32_t size = 64;
    while (size < s->p->n_tokens)
        size *= 2;
    s->slots = RAP_NEW(s->p->arena, uint32_t, size);
    s->mask = size - 1;
    if (!s->slots) return false;
    for (uint32_t i = 0; i < s->p->n_tokens && !s->failed;) {
        if (s->known.n + 2 >= size) break;
        i = look_at(s, i);
    }
    join_names(s);
    drop_weak(s);
    return !s->failed;
}
