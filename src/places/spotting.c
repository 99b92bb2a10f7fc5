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

#include "base/ascii.h"
#include "base/utf8.h"
#include "names/lexicon.h"

#include "country_points_table.inc"
#include "place_inside_table.inc"
#include "place_leads_table.inc"
#include "region_short_table.inc"

enum {
    WORDS_MAX = 7, /* tokens of a name */
    LARGE = 7      /* size of a town that everybody knows: 32,768 people */
};

static const rap_token *token_at(const rap_spotting *s, uint32_t i)
{
    return &s->p->tokens[i];
}

static bool has_shape(const rap_spotting *s, uint32_t i, uint16_t bits)
{
    return (token_at(s, i)->shape & bits) == bits;
}

static uint32_t end_of(const rap_spotting *s, uint32_t token)
{
    return s->p->sentences[token_at(s, token)->sentence].last;
}

static bool is_first(const rap_spotting *s, uint32_t token)
{
    return s->p->sentences[token_at(s, token)->sentence].first == token;
}

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

static const rap_within nowhere = {.region = RAP_NO_REGION};

static uint64_t key_on(const rap_spotting *s, uint64_t key, uint32_t token)
{
    rap_str low = token_at(s, token)->low;
    for (size_t i = 0; i < low.n; i++)
        if (rap_is_high(low.p[i])) {
            low = rap_utf8_plain(s->p->arena, low);
            break;
        }
    return low.p ? rap_atlas_key(key, low) : key;
}

static uint64_t key_of(const rap_spotting *s, uint32_t first, uint32_t last)
{
    uint64_t key = RAP_ATLAS_KEY;
    for (uint32_t i = first; i < last; i++)
        key = key_on(s, key, i);
    return key;
}

static bool in_atlas(const rap_spotting *s, uint32_t first, uint32_t last)
{
    uint32_t from, to;
    return first < last && rap_atlas_find(s->atlas, key_of(s, first, last), &from, &to);
}

static bool goes_on(const rap_spotting *s, uint32_t i)
{
    const rap_token *t = token_at(s, i);
    if (t->shape & RAP_SHAPE_CAPITAL) return true;
    if (rap_token_is(s->p, i, "-")) return true;
    return rap_table_find(&place_inside_table, t->low) != RAP_TABLE_NONE;
}

/* Tokens of the longest name of the atlas at `token`, before `end`; 0 for none. */
static uint32_t longest(const rap_spotting *s, uint32_t token, uint32_t end,
                        uint64_t *key)
{
    uint64_t k = RAP_ATLAS_KEY;
    uint32_t n = 0, from, to;
    if (!has_shape(s, token, RAP_SHAPE_CAPITAL)) return 0;
    if (end - token > WORDS_MAX) end = token + WORDS_MAX;
    for (uint32_t i = token; i < end && goes_on(s, i); i++) {
        k = key_on(s, k, i);
        if (!has_shape(s, i, RAP_SHAPE_CAPITAL)) continue;
        if (!rap_atlas_find(s->atlas, k, &from, &to)) continue;
        n = i + 1 - token;
        *key = k;
    }
    return n;
}

/* Is the best known place of a key one that everybody knows? */
static bool is_large(const rap_spotting *s, uint64_t key)
{
    uint32_t from, to;
    if (!rap_atlas_find(s->atlas, key, &from, &to)) return false;
    rap_spot spot = rap_atlas_spot(s->atlas, from);
    return spot.size >= LARGE && spot.kind != RAP_SPOT_COUNTY;
}

/* ---- what stands around ---- */

/* Row of data/region_short.tsv that the token is a short form of. */
static int short_row(const rap_spotting *s, uint32_t token)
{
    char low[8];
    size_t n = 0;
    rap_str text = rap_token_text(s->p, token);
    bool upper = true;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '.') continue;
        if (!rap_is_alpha(text.p[i]) || n == sizeof low) return RAP_TABLE_NONE;
        upper = upper && rap_is_upper(text.p[i]);
        low[n++] = rap_to_lower(text.p[i]);
    }
    int row = rap_table_find(&region_short_table, (rap_str){low, n});
    bool wants = rap_cell_is(&region_short_table, row, REGION_SHORT_CASE, "upper");
    return wants && !upper ? RAP_TABLE_NONE : row;
}

/* "W. Va." is two tokens. */
static uint16_t short_region(const rap_spotting *s, uint32_t token, uint32_t *n)
{
    int row = RAP_TABLE_NONE;
    *n = 1;
    rap_str text = rap_token_text(s->p, token);
    if (token + 1 < end_of(s, token) && text.n == 2 && text.p[1] == '.') {
        char two[8];
        rap_str next = rap_token_text(s->p, token + 1);
        while (next.n && next.p[next.n - 1] == '.')
            next.n--;
        if (next.n && next.n < sizeof two) {
            two[0] = rap_to_lower(text.p[0]);
            for (size_t i = 0; i < next.n; i++)
                two[i + 1] = rap_to_lower(next.p[i]);
            row = rap_table_find(&region_short_table, (rap_str){two, next.n + 1});
            if (row >= 0) *n = 2;
        }
    }
    if (row < 0) row = short_row(s, token);
    if (row < 0) return RAP_NO_REGION;
    return rap_atlas_region(s->atlas,
                            rap_cell(&region_short_table, row, REGION_SHORT_CC),
                            rap_cell(&region_short_table, row, REGION_SHORT_CODE));
}

static int country_row(rap_str iso3)
{
    char low[3];
    if (iso3.n != 3) return RAP_TABLE_NONE;
    for (size_t i = 0; i < 3; i++)
        low[i] = rap_to_lower(iso3.p[i]);
    return rap_table_find(&country_points_table, (rap_str){low, 3});
}

rap_country_point rap_country_point_of(int16_t row)
{
    return (rap_country_point){
        rap_cell(&country_points_table, row, COUNTRY_POINTS_ISO2),
        rap_cell(&country_points_table, row, COUNTRY_POINTS_LAT),
        rap_cell(&country_points_table, row, COUNTRY_POINTS_LON)};
}

/* The first region that a key names. */
static uint16_t region_named(const rap_spotting *s, uint64_t key)
{
    uint32_t from, to;
    if (!rap_atlas_find(s->atlas, key, &from, &to)) return RAP_NO_REGION;
    for (uint32_t i = from; i < to && i < from + 16; i++) {
        rap_spot spot = rap_atlas_spot(s->atlas, i);
        if (spot.kind == RAP_SPOT_REGION) return spot.region;
    }
    return RAP_NO_REGION;
}

/* What "Lenz" lies in when ", Ky." or ", Norland" stands at `token`; *n tokens of it
 * without the comma. */
static rap_within within_at(const rap_spotting *s, uint32_t token, uint32_t *n)
{
    rap_within w = nowhere;
    uint64_t key;
    rap_known k;
    *n = 0;
    if (token + 1 >= end_of(s, token > 0 ? token - 1 : 0)) return w;
    if (!rap_token_is(s->p, token, ",") && !rap_token_is(s->p, token, "(")) return w;
    uint32_t at = token + 1;
    if (!has_shape(s, at, RAP_SHAPE_CAPITAL)) return w;
    w.region = short_region(s, at, n);
    if (w.region != RAP_NO_REGION) return w;
    *n = longest(s, at, end_of(s, at), &key);
    if (*n) w.region = region_named(s, key);
    if (w.region != RAP_NO_REGION) return w;
    *n = 0;
    if (!rap_known_at(&k, s->p, at) || k.kind != RAP_KNOWN_COUNTRY) return w;
    int row = country_row(k.iso3);
    if (row < 0) return w;
    rap_str cc = rap_country_point_of((int16_t)row).cc;
    memcpy(w.cc, cc.p, 2);
    *n = k.n;
    return w;
}

static int lead_row(const rap_spotting *s, uint32_t first)
{
    if (first == 0 || is_first(s, first)) return RAP_TABLE_NONE;
    uint32_t i = first - 1;
    if (rap_token_is(s->p, i, "the") && !is_first(s, i)) i--;
    return rap_table_find(&place_leads_table, token_at(s, i)->low);
}

static const char *relation_of(const rap_spotting *s, uint32_t first)
{
    rap_str r = rap_cell(&place_leads_table, lead_row(s, first), PLACE_LEADS_RELATION);
    return rap_str_is(r, "near") ? "near" : rap_str_is(r, "toward") ? "toward" : "at";
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
                        .relation = relation_of(s, first)};
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

/* The name at [first, last), and the region behind it.  The token after both. */
static uint32_t see_name(rap_spotting *s, uint32_t first, uint32_t last, bool weak)
{
    uint32_t n;
    rap_within w = within_at(s, last, &n);
    rap_sighting *x = see(s, first, last);
    if (!x) return last;
    x->name = name_for(s, key_of(s, first, last), w);
    x->weak = weak && !n;
    if (x->name == RAP_NO_NAME) return last;
    rap_place_name *name = name_of(s, x->name);
    name->count++;
    name->sure = name->sure || !x->weak;
    if (w.region == RAP_NO_REGION || s->names->by_token[last + 1] >= 0) return last;
    rap_sighting *r = see(s, last + 1, last + 1 + n);
    if (r) r->region = w.region;
    return last + 1 + n;
}

/* ---- what names/ found ---- */

static bool is_direction(const rap_spotting *s, uint32_t i)
{
    const rap_token *t = token_at(s, i);
    if (!(t->shape & RAP_SHAPE_CAPITAL)) return true;
    return rap_table_find(&place_leads_table, t->low) != RAP_TABLE_NONE ||
           rap_token_is(s->p, i, "the");
}

/* The tokens of a mention that are the name: "eastern Kesh" is told by "Kesh", and
 * "Lenz City Marshal" by "Lenz City". */
static bool known_part(const rap_spotting *s, const rap_mention *m, uint32_t *first,
                       uint32_t *last)
{
    uint32_t at = m->first;
    uint64_t key;
    if (rap_token_is(s->p, at, "the") && at + 1 < m->last) at++;
    for (; at < m->last; at++) {
        if (in_atlas(s, at, m->last)) {
            *first = at;
            *last = m->last;
            return true;
        }
        if (at + 1 >= m->last || !is_direction(s, at)) break;
    }
    if (rap_place_head(s->p, m->last - 1, true)) return false;
    uint32_t n = longest(s, at, m->last, &key);
    if (n == 0) return false;
    *first = at;
    *last = at + n;
    return true;
}

static void see_mention(rap_spotting *s, uint32_t mention)
{
    const rap_mention *m = &s->names->mentions[mention];
    uint32_t first = m->first, last = m->last;
    size_t at = s->seen.n;
    bool known = known_part(s, m, &first, &last);
    bool whole = known && last == m->last &&
                 (first == m->first || rap_token_is(s->p, m->first, "the"));
    see_name(s, first, last, false);
    if (s->failed) return;
    rap_sighting *x = &s->seen.v[at];
    x->mention = (int32_t)mention;
    x->use = m->as_actor ? RAP_USE_ACTOR : RAP_USE_LITERAL;
    if (whole || !known) {
        x->at = m->at;
        x->first = m->first;
        x->last = m->last;
    }
}

/* One word that is also a common one, a given name, or what bodies are called by. */
static bool is_vague(const rap_spotting *s, uint32_t first, uint32_t last)
{
    rap_gender g;
    rap_head h;
    return last == first + 1 &&
           (rap_common_word(s->p, first) || rap_not_a_name(s->p, first) ||
            rap_given_name(s->p, first, &g) || rap_head_at(&h, s->p, first) ||
            rap_place_head(s->p, first, true) || rap_thing_head(s->p, first));
}

/* A state or its adjective at `token`; tokens, 0 for none. */
static uint32_t known_country(const rap_spotting *s, uint32_t token, int *row,
                              bool *adjective)
{
    rap_known k;
    if (!has_shape(s, token, RAP_SHAPE_CAPITAL) || !rap_known_at(&k, s->p, token))
        return 0;
    if (k.kind != RAP_KNOWN_COUNTRY && k.kind != RAP_KNOWN_DEMONYM &&
        k.kind != RAP_KNOWN_PEOPLE)
        return 0;
    *row = country_row(k.iso3);
    *adjective = k.kind != RAP_KNOWN_COUNTRY;
    return *row < 0 ? 0 : k.n;
}

/* May a place stand inside a longer name at `token`: at its head, behind "of"? */
static bool opens_part(const rap_spotting *s, uint32_t token, uint32_t from)
{
    if (token == from) return true;
    if (token == from + 1 && rap_token_is(s->p, from, "the")) return true;
    return lead_row(s, token) >= 0 || is_direction(s, token - 1) ||
           rap_token_is(s->p, token - 1, "-");
}

/* The places inside tokens [from, to) of a longer name, or ("the Lenz talks") of a
 * phrase. */
static void see_parts(rap_spotting *s, uint32_t from, uint32_t to, rap_place_use use)
{
    uint64_t key;
    int row;
    bool adjective;
    for (uint32_t i = from, n; i < to; i += n ? n : 1) {
        n = known_country(s, i, &row, &adjective);
        if (n && i + n <= to) {
            see_country(s, i, i + n, row, adjective);
            continue;
        }
        n = opens_part(s, i, from) ? longest(s, i, to, &key) : 0;
        if (!n || is_vague(s, i, i + n)) continue;
        size_t at = s->seen.n;
        see_name(s, i, i + n, !is_large(s, key));
        if (!s->failed) s->seen.v[at].use = use;
    }
}

/* The mention of a place, a state, or something else, that begins at `token`. */
static void look_at_mention(rap_spotting *s, uint32_t mention)
{
    const rap_mention *m = &s->names->mentions[mention];
    rap_entity_kind kind =
        m->entity < 0 ? RAP_ENTITY_NONE : s->names->entities[m->entity].kind;
    int row;
    bool adjective;
    if (m->kind == RAP_MENTION_PRONOUN) return;
    if (m->kind == RAP_MENTION_NAME && (m->as_actor || kind == RAP_ENTITY_PLACE)) {
        see_mention(s, mention);
        return;
    }
    if (m->kind == RAP_MENTION_NAME && kind == RAP_ENTITY_PERSON) return;
    uint32_t first = m->first + (rap_token_is(s->p, m->first, "the") ? 1u : 0u);
    uint32_t n = first < m->last ? known_country(s, first, &row, &adjective) : 0;
    bool name = m->kind == RAP_MENTION_NAME;
    if (!n || first + n != m->last) {
        see_parts(s, m->first, m->last, name ? RAP_USE_PART : RAP_USE_LITERAL);
        return;
    }
    see_country(s, first, m->last, row, adjective && !name);
    if (name && !s->failed) s->seen.v[s->seen.n - 1].at = m->at;
}

/* ---- what names/ left ---- */

/* All in capitals at the head of a paragraph, before a dash or an agency. */
static bool is_dateline(const rap_spotting *s, uint32_t first, uint32_t last)
{
    if (!is_first(s, first) || last >= end_of(s, first)) return false;
    uint32_t sentence = token_at(s, first)->sentence;
    bool opens = sentence == 0 ||
                 s->p->sentences[sentence - 1].block != s->p->sentences[sentence].block;
    bool upper = has_shape(s, first, RAP_SHAPE_UPPER);
    char c = s->p->text.p[token_at(s, last)->at.from];
    return opens && (c == '(' || ((c == '-' || c == '\xE2') && upper &&
                                  has_shape(s, last, RAP_SHAPE_SPACE)));
}

static bool is_name_before(const rap_spotting *s, uint32_t token)
{
    if (token == 0 || is_first(s, token)) return false;
    const rap_token *t = token_at(s, token - 1);
    return (t->shape & RAP_SHAPE_CAPITAL) && !(t->shape & RAP_SHAPE_FIRST) &&
           rap_table_find(&place_leads_table, t->low) == RAP_TABLE_NONE;
}

/* A name of the atlas that no mention covers; the token after, or `token`. */
static uint32_t look_at_name(rap_spotting *s, uint32_t token)
{
    uint64_t key = 0;
    uint32_t end = token, sentence_end = end_of(s, token), n, inside;
    while (end < sentence_end && end - token < WORDS_MAX && s->names->by_token[end] < 0)
        end++;
    n = longest(s, token, end, &key);
    if (!n || is_name_before(s, token)) return token;
    uint32_t last = token + n;
    bool vague = is_vague(s, token, last);
    rap_within w = within_at(s, last, &inside);
    int lead = lead_row(s, token);
    bool led = lead >= 0 && !rap_cell(&place_leads_table, lead, PLACE_LEADS_WEAK).n;
    bool more = last < sentence_end && has_shape(s, last, RAP_SHAPE_CAPITAL) &&
                !has_shape(s, last, RAP_SHAPE_FIRST);
    bool shown = w.region != RAP_NO_REGION || is_dateline(s, token, last);
    bool likely = !vague && (led || (lead >= 0 && is_large(s, key)));
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
    if (!has_shape(s, token, RAP_SHAPE_CAPITAL)) return token + 1;
    uint32_t n = known_country(s, token, &row, &adjective);
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
        if (!same_within(n->within, nowhere)) continue;
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
