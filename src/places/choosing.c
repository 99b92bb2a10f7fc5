/*
 * places/choosing.c - which place of several of one name a report means.
 *
 * Every place of a name starts with what its size is worth.  It gains where the report
 * names its region or its state, where names that could lie in the same region are
 * many, and where places that the report surely means are near.  Where a name says what
 * it lies in ("Lenz, Ky.") only that counts.  A small place that nothing speaks for is
 * not believed.  Minimality in the manner of Leidner, Toponym Resolution in Text
 * (2007), and one sense of a name to a report.
 *
 * The numbers below are doublings of the size that a sign outweighs: they were set by
 * what they mean, not fitted to anything.
 */
/* SPDX-License-Identifier: MIT */
#include "places/choosing.h"

#include "places/nearness.h"

enum {
    LOOKED_AT = 512, /* entries of a name that are looked at */
    KEPT = 24,       /* ... and kept */
    NEIGHBOURS = 48, /* names whose places are near or not */
    CROWD = 64,      /* more names than this, and only the best known of each count */
    CROWD_KEPT = 6,
    COUNTRIES = 64,
    /* worth, in thirds of a doubling */
    DOUBLING = 3,
    CAPITAL = 4 * DOUBLING,
    WHOLE = 3 * DOUBLING, /* a continent, a sea */
    REGION_NAMED = 5 * DOUBLING,
    REGION_AGAIN = 1 * DOUBLING,
    STATE_NAMED = 3 * DOUBLING,
    STATE_AGAIN = 1,
    AGAIN_MAX = 4,
    SHARED_MAX = 5 * DOUBLING,
    NEAR_MAX = 12 * DOUBLING,
    SMALL = 6, /* 16,384 people: believed only where the region is named, or */
    BACKING = 3 * DOUBLING, /* neighbours say so much */
    GREAT = 10              /* 262,144 people: a region that everybody knows */
};

typedef struct {
    rap_spot spot;
    int32_t worth; /* without neighbours */
} candidate;

typedef struct {
    candidate *v;
    uint32_t n, best;
    bool sure;
    bool backed;       /* the best has more for it than its size */
    rap_within within; /* what it is taken to lie in */
} standing;

typedef struct {
    const rap_spotting *s;
    standing *of;      /* per name */
    uint16_t *named;   /* per region: how often it is named */
    uint16_t *shared;  /* per region: sixteenths of names that could lie in it */
    uint32_t *by_size; /* names that have a place, the surest first */
    uint32_t n_listed;
    struct {
        char cc[3];
        uint32_t count;
    } states[COUNTRIES];
    uint32_t n_states;
} chooser;

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* ---- what the report names outright ---- */

static void count_state(chooser *c, const char *cc)
{
    uint32_t i = 0;
    if (!cc[0]) return;
    while (i < c->n_states && strcmp(c->states[i].cc, cc) != 0)
        i++;
    if (i == COUNTRIES) return;
    if (i == c->n_states) {
        memcpy(c->states[i].cc, cc, 3);
        c->n_states++;
    }
    c->states[i].count++;
}

static void count_region(chooser *c, uint16_t region, const char *cc)
{
    if (region < c->s->atlas->n_regions && c->named[region] < UINT16_MAX)
        c->named[region]++;
    count_state(c, cc);
}

/* A name whose best known place is a region, or that is told by its short form. */
static void count_named(chooser *c)
{
    const rap_spotting *s = c->s;
    for (size_t i = 0; i < s->seen.n; i++) {
        const rap_sighting *x = &s->seen.v[i];
        if (x->country >= 0) {
            rap_str cc = rap_country_point_of(x->country).cc;
            const char z[3] = {cc.p[0], cc.p[1], 0};
            count_state(c, z);
        }
        if (x->region != RAP_NO_REGION)
            count_region(c, x->region,
                         rap_atlas_region_country(s->atlas, x->region).cc);
        if (x->name == RAP_NO_NAME) continue;
        const rap_place_name *n = &s->known.v[x->name];
        count_state(c, n->within.cc);
        if (n->from == n->to) continue;
        rap_spot first = rap_atlas_spot(s->atlas, n->from);
        if (first.kind == RAP_SPOT_REGION && !n->vague)
            count_region(c, first.region, first.cc);
    }
}

static uint32_t state_count(const chooser *c, const char *cc)
{
    for (uint32_t i = 0; i < c->n_states && cc[0]; i++)
        if (strcmp(c->states[i].cc, cc) == 0) return c->states[i].count;
    return 0;
}

static uint32_t region_count(const chooser *c, uint16_t region)
{
    return region < c->s->atlas->n_regions ? c->named[region] : 0;
}

/* ---- candidates ---- */

static int32_t size_worth(const rap_spot *s)
{
    bool whole = s->kind == RAP_SPOT_AREA || s->kind == RAP_SPOT_WATER ||
                 s->kind == RAP_SPOT_LAND;
    return s->size * DOUBLING + (s->kind == RAP_SPOT_CAPITAL ? CAPITAL : 0) +
           (whole ? WHOLE : 0);
}

static int32_t named_worth(const chooser *c, const rap_spot *s)
{
    uint32_t r = region_count(c, s->region), t = state_count(c, s->cc);
    uint32_t worth = 0;
    bool region = s->kind == RAP_SPOT_REGION;
    if (region && t && s->size >= GREAT) worth += NEAR_MAX;
    if (r && !region) worth += REGION_NAMED + least(r - 1, AGAIN_MAX) * REGION_AGAIN;
    if (t) worth += STATE_NAMED + least(t - 1, AGAIN_MAX) * STATE_AGAIN;
    return (int32_t)worth;
}

static bool lies_within(const rap_spot *s, rap_within w)
{
    if (w.region != RAP_NO_REGION) return s->region == w.region;
    return w.cc[0] == 0 || strcmp(s->cc, w.cc) == 0;
}

static bool is_open(rap_within w)
{
    return w.region == RAP_NO_REGION && w.cc[0] == 0;
}

/* Keep a candidate among the best KEPT, in the order of the atlas. */
static void keep(standing *t, candidate x)
{
    if (t->n < KEPT) {
        t->v[t->n++] = x;
        return;
    }
    uint32_t worst = 0;
    for (uint32_t i = 1; i < KEPT; i++)
        if (t->v[i].worth <= t->v[worst].worth) worst = i;
    if (t->v[worst].worth >= x.worth) return;
    memmove(t->v + worst, t->v + worst + 1, (KEPT - 1 - worst) * sizeof *t->v);
    t->v[KEPT - 1] = x;
}

/* Does a city stand for the name more than the region does: the seat of a state, or one
 * with half the people of the region? */
static bool outshines(const rap_spot *city, const rap_spot *region)
{
    if (strcmp(city->cc, region->cc) != 0) return false;
    if (city->kind == RAP_SPOT_CAPITAL) return true;
    return city->kind == RAP_SPOT_CITY && city->size + 1 >= region->size;
}

/* "New York" is the city, "Texas" the state. */
static void prefer_city(standing *t)
{
    for (uint32_t k = 0; k < t->n; k++) {
        candidate *x = &t->v[k];
        if (x->spot.kind != RAP_SPOT_REGION) continue;
        for (uint32_t i = 0; i < t->n; i++)
            if (outshines(&t->v[i].spot, &x->spot))
                x->worth = size_worth(&x->spot) - CAPITAL;
    }
}

static void list_within(const chooser *c, const rap_place_name *n, standing *t,
                        uint32_t most)
{
    for (uint32_t i = n->from; i < n->from + most; i++) {
        candidate x = {.spot = rap_atlas_spot(c->s->atlas, i)};
        if (!lies_within(&x.spot, t->within)) continue;
        x.worth = size_worth(&x.spot) + named_worth(c, &x.spot);
        keep(t, x);
    }
}

static bool list_candidates(chooser *c, uint32_t name)
{
    const rap_place_name *n = &c->s->known.v[name];
    standing *t = &c->of[name];
    uint32_t most = least(n->to - n->from, LOOKED_AT);
    t->v = RAP_NEW(c->s->p->arena, candidate, least(most, KEPT) + 1);
    if (!t->v) return false;
    t->within = n->within;
    list_within(c, n, t, most);
    if (!t->n && n->within.doubtful) { /* then at least in the same state */
        t->within.region = RAP_NO_REGION;
        rap_region_country in = rap_atlas_region_country(c->s->atlas, n->within.region);
        memcpy(t->within.cc, in.cc, sizeof in.cc);
        list_within(c, n, t, most);
    }
    t->sure = t->n > 0 && (t->n == 1 || !is_open(t->within));
    prefer_city(t);
    return true;
}

/* ---- names that share a region ---- */

static bool is_new_region(const standing *t, uint32_t i)
{
    for (uint32_t j = 0; j < i; j++)
        if (t->v[j].spot.region == t->v[i].spot.region) return false;
    return t->v[i].spot.region < RAP_NO_REGION;
}

static uint32_t regions_of(const standing *t)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->n; i++)
        n += is_new_region(t, i);
    return n;
}

static void share_regions(chooser *c)
{
    for (uint32_t i = 0; i < c->n_listed; i++) {
        const standing *t = &c->of[c->by_size[i]];
        uint32_t regions = regions_of(t);
        for (uint32_t k = 0; k < t->n; k++)
            if (is_new_region(t, k))
                c->shared[t->v[k].spot.region] += (uint16_t)(16 / regions);
    }
    for (uint32_t i = 0; i < c->n_listed; i++) {
        standing *t = &c->of[c->by_size[i]];
        uint32_t regions = regions_of(t);
        for (uint32_t k = 0; k < t->n; k++) {
            if (t->v[k].spot.region == RAP_NO_REGION) continue;
            uint32_t others = c->shared[t->v[k].spot.region] - 16 / regions;
            t->v[k].worth += (int32_t)least(others * DOUBLING / 8, SHARED_MAX);
        }
    }
}

/* ---- neighbours ---- */

/* Of n places of a name one lies so near by chance once in so many times: the worth is
 * half the doublings of that. */
static uint32_t near_worth(const rap_spot *a, const rap_spot *b, uint32_t n)
{
    int32_t up = a->lat > b->lat ? a->lat - b->lat : b->lat - a->lat;
    if (up > 25000) return 0; /* 278 km */
    uint32_t km = rap_places_apart(a, b);
    uint32_t worth = km <= 40 ? 13 : km <= 100 ? 9 : km <= 250 ? 5 : 0;
    uint32_t loss = (uint32_t)(31 - __builtin_clz(n)) * DOUBLING / 2;
    return worth > loss ? worth - loss : 0;
}

static bool is_wide(const rap_spot *s)
{
    return s->kind == RAP_SPOT_REGION || s->kind == RAP_SPOT_AREA;
}

/* What the places of another name say for one: the nearest as it may be by chance, and
 * twice if it is the one that is meant so far. */
static uint32_t neighbour(const chooser *c, uint32_t other, const rap_spot *spot)
{
    const rap_place_name *n = &c->s->known.v[other];
    const standing *o = &c->of[other];
    uint32_t most = 0, all = o->sure ? 1 : n->to - n->from;
    uint32_t end = c->n_listed > CROWD ? least(o->n, CROWD_KEPT) : o->n;
    for (uint32_t i = 0; i < end; i++) {
        if (is_wide(&o->v[i].spot)) continue;
        uint32_t worth = near_worth(spot, &o->v[i].spot, all);
        if (i != o->best) worth /= 2;
        if (worth > most) most = worth;
    }
    return most;
}

static uint32_t neighbours(const chooser *c, uint32_t name, const rap_spot *spot)
{
    uint32_t worth = 0;
    if (is_wide(spot)) return 0;
    for (uint32_t i = 0; i < c->n_listed && i < NEIGHBOURS; i++) {
        uint32_t other = c->by_size[i];
        if (c->s->known.v[other].key == c->s->known.v[name].key) continue;
        worth += neighbour(c, other, spot);
        if (worth >= NEAR_MAX) return NEAR_MAX;
    }
    return worth;
}

static void choose_best(chooser *c, uint32_t name, bool with_neighbours)
{
    standing *t = &c->of[name];
    int32_t most = INT32_MIN;
    uint32_t best = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        const rap_spot *spot = &t->v[i].spot;
        int32_t near = with_neighbours ? (int32_t)neighbours(c, name, spot) : 0;
        int32_t worth = t->v[i].worth + near;
        if (worth <= most) continue;
        most = worth;
        best = i;
        t->backed = near >= BACKING || region_count(c, spot->region) > 0;
    }
    t->best = best;
}

static bool list_names(chooser *c)
{
    size_t n = c->s->known.n;
    c->of = RAP_NEW(c->s->p->arena, standing, n + 1);
    c->by_size = RAP_NEW(c->s->p->arena, uint32_t, n + 1);
    if (!c->of || !c->by_size) return false;
    for (uint32_t i = 0; i < n; i++)
        if (!list_candidates(c, i)) return false;
    for (int pass = 0; pass < 2; pass++) /* the sure ones first */
        for (uint32_t i = 0; i < n; i++)
            if (c->of[i].n && c->of[i].sure == (pass == 0))
                c->by_size[c->n_listed++] = i;
    return true;
}

static void settle(chooser *c)
{
    int rounds = c->n_listed > CROWD ? 1 : 3;
    for (uint32_t i = 0; i < c->n_listed; i++)
        choose_best(c, c->by_size[i], false);
    for (int round = 0; round < rounds; round++)
        for (uint32_t i = 0; i < c->n_listed; i++)
            choose_best(c, c->by_size[i], true);
}

static rap_place_choice choice_of(const chooser *c, uint32_t name)
{
    const standing *t = &c->of[name];
    if (!t->n) return (rap_place_choice){.found = false};
    rap_spot spot = t->v[t->best].spot;
    bool small = spot.size < SMALL &&
                 (spot.kind == RAP_SPOT_CITY || spot.kind == RAP_SPOT_TOWNSHIP);
    return (rap_place_choice){.spot = spot,
                              .found = !small || t->backed || !is_open(t->within)};
}

bool rap_places_choose(rap_place_choice **out, const rap_spotting *s)
{
    chooser c = {.s = s};
    rap_place_choice *v = RAP_NEW(s->p->arena, rap_place_choice, s->known.n + 1);
    c.named = RAP_NEW(s->p->arena, uint16_t, s->atlas->n_regions + 1);
    c.shared = RAP_NEW(s->p->arena, uint16_t, s->atlas->n_regions + 1);
    if (!v || !c.named || !c.shared) return false;
    count_named(&c);
    if (!list_names(&c)) return false;
    share_regions(&c);
    settle(&c);
    for (uint32_t i = 0; i < s->known.n; i++) {
        uint32_t same = s->known.v[i].same;
        v[i] = choice_of(&c, same);
        if (!v[i].found && same != i) v[i] = choice_of(&c, i);
    }
    *out = v;
    return true;
}
