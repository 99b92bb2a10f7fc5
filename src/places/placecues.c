/*
 * places/placecues.c - what the words at and around a token say of a place.
 */
/* SPDX-License-Identifier: MIT */
#include "places/placecues.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "names/lexicon.h"

#include "country_points_table.inc"
#include "place_inside_table.inc"
#include "place_leads_table.inc"
#include "place_owners_table.inc"
#include "region_short_table.inc"

enum {
    WORDS_MAX = 7, /* tokens of a name */
    LARGE = 7      /* size of a town that everybody knows: 32,768 people */
};

static const rap_within nowhere = {.region = RAP_NO_REGION};

static uint64_t key_on(const rap_spotting *s, uint64_t key, uint32_t token)
{
    rap_str low = rap_cue_token(s, token)->low;
    for (size_t i = 0; i < low.n; i++)
        if (rap_is_high(low.p[i])) {
            low = rap_utf8_plain(s->p->arena, low);
            break;
        }
    return low.p ? rap_atlas_key(key, low) : key;
}

uint64_t rap_cue_key(const rap_spotting *s, uint32_t first, uint32_t last)
{
    uint64_t key = RAP_ATLAS_KEY;
    for (uint32_t i = first; i < last; i++)
        key = key_on(s, key, i);
    return key;
}

bool rap_cue_in_atlas(const rap_spotting *s, uint32_t first, uint32_t last)
{
    uint32_t from, to;
    return first < last &&
           rap_atlas_find(s->atlas, rap_cue_key(s, first, last), &from, &to);
}

static bool goes_on(const rap_spotting *s, uint32_t i)
{
    const rap_token *t = rap_cue_token(s, i);
    if (t->shape & RAP_SHAPE_CAPITAL) return true;
    if (rap_token_is(s->p, i, "-")) return true;
    return rap_table_find(&place_inside_table, t->low) != RAP_TABLE_NONE;
}

/* Tokens of the rap_cue_longest name of the atlas at `token`, before `end`; 0 for none.
 */
uint32_t rap_cue_longest(const rap_spotting *s, uint32_t token, uint32_t end,
                         uint64_t *key)
{
    uint64_t k = RAP_ATLAS_KEY;
    uint32_t n = 0, from, to;
    if (!rap_cue_shape(s, token, RAP_SHAPE_CAPITAL)) return 0;
    if (end - token > WORDS_MAX) end = token + WORDS_MAX;
    for (uint32_t i = token; i < end && goes_on(s, i); i++) {
        k = key_on(s, k, i);
        if (!rap_cue_shape(s, i, RAP_SHAPE_CAPITAL)) continue;
        if (!rap_atlas_find(s->atlas, k, &from, &to)) continue;
        n = i + 1 - token;
        *key = k;
    }
    return n;
}

/* Is the best known place of a key one that everybody knows? */
bool rap_cue_is_large(const rap_spotting *s, uint64_t key)
{
    uint32_t from, to;
    if (!rap_atlas_find(s->atlas, key, &from, &to)) return false;
    rap_spot spot = rap_atlas_spot(s->atlas, from);
    return spot.size >= LARGE && spot.kind != RAP_SPOT_COUNTY;
}

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

/* "W.Va.", "N.Y.": a short form that is no other word. */
bool rap_cue_has_stops(const rap_spotting *s, uint32_t token)
{
    rap_str text = rap_token_text(s->p, token);
    if (rap_str_find(text, RAP_STR("."), 0) + 1 >= text.n) return false;
    return rap_cell(&region_short_table, short_row(s, token), REGION_SHORT_STOPS).n > 0;
}

/* "W. Va." is two tokens. */
uint16_t rap_cue_short_region(const rap_spotting *s, uint32_t token, uint32_t *n)
{
    int row = RAP_TABLE_NONE;
    *n = 1;
    rap_str text = rap_token_text(s->p, token);
    if (token + 1 < rap_cue_end(s, token) && text.n == 2 && text.p[1] == '.') {
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

/* In some states it is the custom to put the region behind a town's name: those whose
 * regions have short forms. */
static bool puts_regions_behind(const char *cc)
{
    for (int row = 0; row < (int)region_short_table.n_rows; row++)
        if (rap_str_is(rap_cell(&region_short_table, row, REGION_SHORT_CC), cc))
            return true;
    return false;
}

/* The first region that a key names. */
static rap_within region_named(const rap_spotting *s, uint64_t key)
{
    rap_within w = nowhere;
    uint32_t from, to;
    if (!rap_atlas_find(s->atlas, key, &from, &to)) return w;
    for (uint32_t i = from; i < to && i < from + 16; i++) {
        rap_spot spot = rap_atlas_spot(s->atlas, i);
        if (spot.kind != RAP_SPOT_REGION) continue;
        w.region = spot.region;
        w.doubtful = !puts_regions_behind(spot.cc);
        break;
    }
    return w;
}

/* Has the town that ends before `token` a namesake in the region?  Where a region is
 * called as a state is, that tells which of them is meant. */
static bool has_town(const rap_spotting *s, uint32_t token, uint16_t region)
{
    enum { TOWN_MAX = 3, LOOKED_AT = 64 };
    uint64_t key;
    uint32_t from, to;
    for (uint32_t n = 1; n <= TOWN_MAX && n <= token; n++) {
        if (rap_cue_longest(s, token - n, token, &key) != n) continue;
        if (!rap_atlas_find(s->atlas, key, &from, &to)) continue;
        for (uint32_t i = from; i < to && i < from + LOOKED_AT; i++)
            if (rap_atlas_spot(s->atlas, i).region == region) return true;
    }
    return false;
}

/* What "Lenz" lies in when ", Ky." or ", Norland" stands at `token`; *n tokens of it
 * without the comma. */
rap_within rap_cue_within(const rap_spotting *s, uint32_t token, uint32_t *n)
{
    rap_within w = nowhere;
    uint64_t key;
    rap_known k;
    *n = 0;
    if (token + 1 >= rap_cue_end(s, token > 0 ? token - 1 : 0)) return w;
    if (!rap_token_is(s->p, token, ",") && !rap_token_is(s->p, token, "(")) return w;
    uint32_t at = token + 1;
    if (!rap_cue_shape(s, at, RAP_SHAPE_CAPITAL)) return w;
    w.region = rap_cue_short_region(s, at, n);
    if (w.region != RAP_NO_REGION) return w;
    *n = rap_cue_longest(s, at, rap_cue_end(s, at), &key);
    if (*n) w = region_named(s, key);
    bool state = rap_known_at(&k, s->p, at) && k.kind == RAP_KNOWN_COUNTRY && k.n == *n;
    if (w.region != RAP_NO_REGION && (!state || has_town(s, token, w.region))) return w;
    w = nowhere;
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
    if (first == 0 || rap_cue_opens(s, first)) return RAP_TABLE_NONE;
    uint32_t i = first - 1;
    if (rap_token_is(s->p, i, "the") && !rap_cue_opens(s, i)) i--;
    return rap_table_find(&place_leads_table, rap_cue_token(s, i)->low);
}

const char *rap_cue_relation(const rap_spotting *s, uint32_t first)
{
    rap_str r = rap_cell(&place_leads_table, lead_row(s, first), PLACE_LEADS_RELATION);
    return rap_str_is(r, "near") ? "near" : rap_str_is(r, "toward") ? "toward" : "at";
}

/* "Lenz, Kesh and Ruud counties": the word stands behind the last. */
bool rap_cue_is_county(const rap_spotting *s, uint32_t token)
{
    enum { REACH = 10 };
    uint32_t end = rap_cue_end(s, token > 0 ? token - 1 : 0);
    bool more = false;
    for (uint32_t i = token; i < end && i < token + REACH; i++) {
        if (rap_token_is(s->p, i, "counties")) return more || i == token;
        bool joins = rap_token_is(s->p, i, "and") || rap_token_is(s->p, i, ",");
        if (!joins && !rap_cue_shape(s, i, RAP_SHAPE_CAPITAL)) return false;
        more = more || joins;
    }
    return false;
}

/* One word that is also a common one, a given name, or what bodies are called by. */
bool rap_cue_is_vague(const rap_spotting *s, uint32_t first, uint32_t last)
{
    rap_gender g;
    rap_head h;
    return last == first + 1 &&
           (rap_common_word(s->p, first) || rap_not_a_name(s->p, first) ||
            rap_given_name(s->p, first, &g) || rap_head_at(&h, s->p, first) ||
            rap_place_head(s->p, first, true) || rap_thing_head(s->p, first) ||
            rap_table_find(&place_leads_table, rap_cue_token(s, first)->low) >= 0);
}

bool rap_cue_is_direction(const rap_spotting *s, uint32_t i)
{
    const rap_token *t = rap_cue_token(s, i);
    if (!(t->shape & RAP_SHAPE_CAPITAL)) return true;
    return rap_table_find(&place_leads_table, t->low) != RAP_TABLE_NONE ||
           rap_token_is(s->p, i, "the");
}

/* A state or its adjective at `token`; tokens, 0 for none. */
uint32_t rap_cue_country(const rap_spotting *s, uint32_t token, int *row,
                         bool *adjective)
{
    rap_known k;
    if (!rap_cue_shape(s, token, RAP_SHAPE_CAPITAL) || !rap_known_at(&k, s->p, token))
        return 0;
    if (k.kind != RAP_KNOWN_COUNTRY && k.kind != RAP_KNOWN_DEMONYM &&
        k.kind != RAP_KNOWN_PEOPLE)
        return 0;
    *row = country_row(k.iso3);
    *adjective = k.kind != RAP_KNOWN_COUNTRY;
    return *row < 0 ? 0 : k.n;
}

bool rap_cue_is_country(const rap_spotting *s, uint32_t token)
{
    int row;
    bool adjective;
    return rap_cue_country(s, token, &row, &adjective) > 0;
}

/* At the head of a sentence, in capitals, before a dash or an agency. */
bool rap_cue_is_dateline(const rap_spotting *s, uint32_t first, uint32_t last)
{
    if (!rap_cue_opens(s, first) || last >= rap_cue_end(s, first)) return false;
    bool upper = rap_cue_shape(s, first, RAP_SHAPE_UPPER);
    char c = s->p->text.p[rap_cue_token(s, last)->at.from];
    bool dash = (c == '-' || c == '\xE2') && rap_cue_shape(s, last, RAP_SHAPE_SPACE);
    return upper && (c == '(' || dash);
}

bool rap_cue_is_name_before(const rap_spotting *s, uint32_t token)
{
    if (token == 0 || rap_cue_opens(s, token)) return false;
    const rap_token *t = rap_cue_token(s, token - 1);
    return (t->shape & RAP_SHAPE_CAPITAL) && !(t->shape & RAP_SHAPE_FIRST) &&
           rap_table_find(&place_leads_table, t->low) == RAP_TABLE_NONE;
}

/* "D-Lenz": for whom a member sits. */
bool rap_cue_is_seat(const rap_spotting *s, uint32_t token)
{
    return token > 1 && rap_token_is(s->p, token - 1, "-") &&
           rap_cue_token(s, token - 2)->at.to - rap_cue_token(s, token - 2)->at.from ==
               1 &&
           rap_cue_shape(s, token - 2, RAP_SHAPE_CAPITAL);
}

rap_lead rap_cue_lead(const rap_spotting *s, uint32_t first)
{
    int row = lead_row(s, first);
    if (row < 0) return RAP_LEAD_NONE;
    return rap_cell(&place_leads_table, row, PLACE_LEADS_WEAK).n ? RAP_LEAD_WEAK
                                                                 : RAP_LEAD_STRONG;
}

bool rap_cue_is_town(const rap_spotting *s, uint32_t last)
{
    uint32_t end = rap_cue_end(s, last - 1);
    if (last < end && rap_token_is(s->p, last, "'s")) last++;
    return last < end && rap_table_find(&place_owners_table,
                                        rap_cue_token(s, last)->low) != RAP_TABLE_NONE;
}

bool rap_cue_is_short(const rap_spotting *s, uint32_t token)
{
    rap_str text = rap_token_text(s->p, token);
    if (rap_cue_has_stops(s, token)) return true;
    if (token > 0 && !rap_cue_opens(s, token) && rap_token_is(s->p, token - 1, ","))
        return true;
    uint32_t next = token + 1;
    return text.n > 3 && text.p[text.n - 1] == '.' && next < rap_cue_end(s, token) &&
           rap_cue_token(s, next)->upos == RAP_NOUN &&
           !rap_cue_shape(s, next, RAP_SHAPE_CAPITAL);
}
