/*
 * places/places.c - resolves the toponyms of a report to entries of the gazetteer.
 *
 * Found in spotting.c, told apart in choosing.c, written out here.  A place that the
 * atlas does not hold, or that nothing speaks for, keeps its name and has no
 * coordinates.
 */
/* SPDX-License-Identifier: MIT */
#include "places/places.h"

#include "base/bisect.h"
#include "base/utf8.h"
#include "names/gazetteer.h"
#include "places/choosing.h"

#include "disputed_table.inc"
#include "disputed_within_table.inc"

enum { DEGREES_BYTES = 16, ID_BYTES = 24 };

typedef struct {
    rap_spotting spotting;
    const rap_place_choice *choices;
    bool failed;
} resolver;

static rap_arena *arena_of(const resolver *r)
{
    return r->spotting.p->arena;
}

static size_t put_digits(char *to, uint32_t v, int least)
{
    char back[12];
    int n = 0;
    do {
        back[n++] = (char)('0' + v % 10);
        v /= 10;
    } while (v || n < least);
    for (int i = 0; i < n; i++)
        to[i] = back[n - 1 - i];
    return (size_t)n;
}

/* "41.0138" */
static rap_str degrees(resolver *r, int32_t v)
{
    char *p = RAP_NEW(arena_of(r), char, DEGREES_BYTES);
    if (!p) {
        r->failed = true;
        return (rap_str){"", 0};
    }
    uint32_t u = v < 0 ? (uint32_t)-v : (uint32_t)v;
    size_t n = 0;
    if (v < 0) p[n++] = '-';
    n += put_digits(p + n, u / 10000, 1);
    p[n++] = '.';
    n += put_digits(p + n, u % 10000, 4);
    return (rap_str){p, n};
}

static rap_str id_of(resolver *r, uint32_t id)
{
    enum { CENSUS_DIGITS = 7, COUNTY_DIGITS = 5, COUNTIES = 100000 };
    char *p = RAP_NEW(arena_of(r), char, ID_BYTES);
    if (!p) r->failed = true;
    if (!p || !id) return (rap_str){"", 0};
    bool census = id >= RAP_SPOT_CENSUS;
    const char *head = census ? "census:" : "geonames:";
    size_t n = strlen(head);
    memcpy(p, head, n);
    uint32_t v = census ? id - RAP_SPOT_CENSUS : id;
    int least = !census ? 1 : v < COUNTIES ? COUNTY_DIGITS : CENSUS_DIGITS;
    n += put_digits(p + n, v, least);
    return (rap_str){p, n};
}

static rap_str code_of(resolver *r, const char *cc)
{
    rap_str s = rap_arena_copy(arena_of(r), rap_str_of(cc));
    if (!s.p) r->failed = true;
    return s.p ? s : (rap_str){"", 0};
}

static void set_spot(resolver *r, rap_place *out, const rap_spot *spot)
{
    out->name = spot->name;
    out->country = code_of(r, spot->cc);
    out->admin1 = rap_atlas_region_name(r->spotting.atlas, spot->region);
    out->lat = degrees(r, spot->lat);
    out->lon = degrees(r, spot->lon);
    out->id = id_of(r, spot->id);
    bool wide = spot->kind == RAP_SPOT_REGION || spot->kind == RAP_SPOT_AREA ||
                spot->kind == RAP_SPOT_COUNTY || spot->kind == RAP_SPOT_WATER;
    if (wide && strcmp(out->relation, "at") == 0) out->relation = "in_region";
}

static void set_country(rap_place *out, int16_t row)
{
    rap_country_point point = rap_country_point_of(row);
    out->name = rap_country_name(point.cc);
    out->country = point.cc;
    out->lat = point.lat;
    out->lon = point.lon;
    if (strcmp(out->relation, "at") == 0) out->relation = "in_region";
}

/* The entry of a region that was told by its short form. */
static void set_region(resolver *r, rap_place *out, uint16_t region)
{
    const rap_atlas *a = r->spotting.atlas;
    rap_str name = rap_atlas_region_name(a, region);
    rap_str plain = rap_utf8_plain(arena_of(r), name);
    uint32_t from, to;
    if (!plain.p || !rap_atlas_find(a, rap_atlas_key_of(plain), &from, &to)) return;
    for (uint32_t i = from; i < to; i++) {
        rap_spot spot = rap_atlas_spot(a, i);
        if (spot.kind != RAP_SPOT_REGION || spot.region != region) continue;
        set_spot(r, out, &spot);
        return;
    }
}

/* A place that stands for a government is its seat. */
static bool find_capital(const resolver *r, uint32_t name, rap_spot *out)
{
    enum { LOOKED_AT = 16 };
    const rap_place_name *n = &r->spotting.known.v[name];
    if (n->same != name) return false; /* said to lie elsewhere */
    for (uint32_t i = n->from; i < n->to && i < n->from + LOOKED_AT; i++) {
        *out = rap_atlas_spot(r->spotting.atlas, i);
        if (out->kind == RAP_SPOT_CAPITAL) return true;
    }
    return false;
}

static rap_str text_name(const resolver *r, const rap_sighting *x)
{
    const rap_names *names = r->spotting.names;
    if (x->mention < 0) return rap_prose_cut(r->spotting.p, x->at);
    const rap_mention *m = &names->mentions[x->mention];
    if (x->use == RAP_USE_ACTOR || m->entity < 0)
        return rap_prose_cut(r->spotting.p, x->at);
    return names->entities[m->entity].name;
}

/* The dispute over all of the state, or over all of the division, that it lies in. */
static int dispute_within(resolver *r, const rap_place *p)
{
    size_t n = p->country.n + 1 + p->admin1.n;
    char *in = RAP_NEW(arena_of(r), char, n);
    rap_str key = {NULL, 0};
    if (in) {
        memcpy(in, p->country.p, p->country.n);
        in[p->country.n] = ' ';
        if (p->admin1.n) memcpy(in + p->country.n + 1, p->admin1.p, p->admin1.n);
        key = rap_utf8_plain(arena_of(r), (rap_str){in, n});
    }
    r->failed = r->failed || !key.p;
    if (!key.p) return RAP_TABLE_NONE;
    int row = rap_table_find(&disputed_within_table, key);
    if (row == RAP_TABLE_NONE)
        row = rap_table_find(&disputed_within_table, rap_str_cut(key, 0, p->country.n));
    if (row == RAP_TABLE_NONE) return row;
    return rap_table_find(&disputed_table,
                          rap_cell(&disputed_within_table, row, DISPUTED_WITHIN_AS));
}

/* Who else claims it; the country is only the gazetteer's. */
static void set_dispute(resolver *r, rap_place *out)
{
    rap_str key = rap_utf8_plain(arena_of(r), out->name);
    int row = key.p ? rap_table_find(&disputed_table, key) : RAP_TABLE_NONE;
    if (!key.p) r->failed = true;
    if (row == RAP_TABLE_NONE && out->country.n) row = dispute_within(r, out);
    out->disputed_by = rap_cell(&disputed_table, row, DISPUTED_BY);
    out->disputed_basis = rap_cell(&disputed_table, row, DISPUTED_BASIS);
}

static rap_place resolve(resolver *r, const rap_sighting *x)
{
    rap_place out = {.at = x->at,
                     .use = x->use,
                     .name = text_name(r, x),
                     .first = x->first,
                     .last = x->last,
                     .relation = x->relation};
    rap_spot capital;
    if (x->country >= 0)
        set_country(&out, x->country);
    else if (x->region != RAP_NO_REGION)
        set_region(r, &out, x->region);
    else if (x->use == RAP_USE_ACTOR && find_capital(r, x->name, &capital))
        set_spot(r, &out, &capital);
    else if (x->name != RAP_NO_NAME && r->choices[x->name].found)
        set_spot(r, &out, &r->choices[x->name].spot);
    set_dispute(r, &out);
    return out;
}

/* A name that only the atlas knows, and that is not told there either, is nothing. */
static bool is_kept(const rap_sighting *x, const rap_place *place)
{
    return !x->silent && (place->lat.n > 0 || x->mention >= 0);
}

rap_code rap_places_read(rap_places *out, const rap_prose *p, const rap_names *names,
                         const rap_atlas *atlas, rap_err *err)
{
    const rap_atlas builtin = rap_atlas_builtin();
    resolver r = {
        .spotting = {.p = p, .names = names, .atlas = atlas ? atlas : &builtin}};
    rap_place_choice *choices = NULL;
    if (!rap_places_spot(&r.spotting) || !rap_places_choose(&choices, &r.spotting))
        return rap_fail_memory(err);
    r.choices = choices;
    rap_place *list = RAP_NEW(p->arena, rap_place, r.spotting.seen.n + 1);
    if (!list) return rap_fail_memory(err);
    uint32_t n = 0;
    for (size_t i = 0; i < r.spotting.seen.n; i++) {
        list[n] = resolve(&r, &r.spotting.seen.v[i]);
        n += is_kept(&r.spotting.seen.v[i], &list[n]);
    }
    if (r.failed) return rap_fail_memory(err);
    *out = (rap_places){.places = list, .n_places = n};
    return RAP_OK;
}

const char *rap_place_use_name(rap_place_use use)
{
    static const char *const names[] = {"literal", "literal", "actor", "name_part",
                                        "country"};
    return names[use];
}

uint32_t rap_places_first(const rap_places *places, uint32_t token)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, mid, places->n_places, places->places[mid].first < token);
    return low;
}
