/*
 * names/join.c - which findings are one party: names of bodies, places and countries,
 * and the order in which everything is asked.
 */
/* SPDX-License-Identifier: MIT */
#include "names/join.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "names/gazetteer.h"

enum { ROLES_MAX = 12, ACRONYM_MAX = 8, CHAIN_MAX = 4 };

void rap_join_set(rap_joiner *j, rap_roster *r, rap_str key, int32_t party)
{
    if (key.n && !rap_roster_set(r, key, party)) j->out_of_memory = true;
}

rap_str rap_join_key(rap_joiner *j, rap_str a, rap_str b)
{
    char *out = RAP_NEW(j->arena, char, a.n + b.n + 1);
    if (!out) {
        j->out_of_memory = true;
        return (rap_str){0};
    }
    if (a.n) memcpy(out, a.p, a.n);
    out[a.n] = ' ';
    if (b.n) memcpy(out + a.n + 1, b.p, b.n);
    return (rap_str){out, a.n + b.n + 1};
}

rap_str rap_join_text(rap_joiner *j, uint32_t first, uint32_t last)
{
    rap_str s = rap_prose_cut(j->p, rap_tokens_span(j->p, first, last));
    size_t broken = 0;
    for (size_t i = 0; i < s.n; i++)
        broken += rap_is_space(s.p[i]) && (s.p[i] != ' ' || (i && s.p[i - 1] == ' '));
    char *out = broken ? RAP_NEW(j->arena, char, s.n) : NULL;
    if (!out) return s;
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        bool space = rap_is_space(s.p[i]);
        if (space && n && out[n - 1] == ' ') continue;
        out[n++] = space ? ' ' : s.p[i];
    }
    return (rap_str){out, n};
}

rap_str rap_join_plain(rap_joiner *j, uint32_t first, uint32_t last)
{
    return rap_utf8_plain(j->arena, rap_join_text(j, first, last));
}

int32_t rap_join_new(rap_joiner *j, rap_entity_kind kind, rap_str name)
{
    rap_party *x = RAP_PUSH(j->arena, &j->parties);
    if (!x) {
        j->out_of_memory = true;
        return -1;
    }
    x->e = (rap_entity){.kind = kind, .name = name, .side = -1};
    return (int32_t)j->parties.n - 1;
}

int32_t rap_join_country(rap_joiner *j, rap_str iso3)
{
    if (!iso3.n) return -1;
    int32_t at = rap_roster_get(&j->countries, iso3);
    if (at >= 0) return at;
    rap_str name = rap_country_name(iso3);
    at = rap_join_new(j, RAP_ENTITY_COUNTRY, name.n ? name : iso3);
    if (at < 0) return -1;
    rap_party *x = &j->parties.v[at];
    for (size_t i = 0; name.n && i < iso3.n && i + 1 < sizeof x->e.iso; i++)
        x->e.iso[i] = iso3.p[i];
    rap_join_set(j, &j->countries, iso3, at);
    return at;
}

/* Would `party` stand in its own chain of sides? */
static bool is_behind(const rap_joiner *j, int32_t party, int32_t side)
{
    for (int i = 0; side >= 0 && i < CHAIN_MAX; i++) {
        if (side == party) return true;
        side = j->parties.v[side].e.side;
    }
    return side >= 0;
}

/* The side told by the finding, for a party that has none yet. */
static void set_side(rap_joiner *j, const rap_finding *x, int32_t party)
{
    int32_t side = x->side >= 0 ? j->f->list.v[x->side].entity : -1;
    if (side >= 0 && j->parties.v[side].e.kind == RAP_ENTITY_PLACE) side = -1;
    if (side < 0) side = rap_join_country(j, x->side_iso);
    rap_party *y = &j->parties.v[party];
    if (y->e.side < 0 && !is_behind(j, party, side) && y->e.kind != RAP_ENTITY_COUNTRY)
        y->e.side = side;
}

static void add_role(rap_joiner *j, const rap_finding *x, int32_t party)
{
    if (x->role_last <= x->role_first) return;
    rap_party *y = &j->parties.v[party];
    rap_str role = rap_join_text(j, x->role_first, x->role_last);
    for (size_t i = 0; i < y->roles.n; i++)
        if (rap_str_eq(y->roles.v[i], role)) return;
    if (y->roles.n >= ROLES_MAX) return;
    rap_str *to = RAP_PUSH(j->arena, &y->roles);
    if (to)
        *to = role;
    else
        j->out_of_memory = true;
}

static void add_spelling(rap_joiner *j, const rap_finding *x, int32_t party)
{
    char id[12];
    size_t n = 0;
    for (uint32_t v = (uint32_t)party; n < sizeof id && (v || !n); v /= 10)
        id[n++] = (char)('0' + v % 10);
    rap_str text = rap_join_text(j, x->first, x->last);
    rap_str key = rap_join_key(j, (rap_str){id, n}, text);
    if (rap_roster_get(&j->spellings, key) >= 0) return;
    rap_join_set(j, &j->spellings, key, party);
    rap_str *to = RAP_PUSH(j->arena, &j->parties.v[party].aliases);
    if (to)
        *to = text;
    else
        j->out_of_memory = true;
}

/* "wlc" of "World Lake Council", so that the short form finds it. */
static void add_acronym(rap_joiner *j, const rap_finding *x, int32_t party)
{
    char z[ACRONYM_MAX];
    size_t n = 0;
    for (uint32_t i = x->first; i < x->last && n < sizeof z; i++) {
        const rap_token *t = &j->p->tokens[i];
        if ((t->shape & RAP_SHAPE_CAPITAL) && t->low.n) z[n++] = t->low.p[0];
    }
    rap_str key = rap_arena_copy(j->arena, (rap_str){z, n});
    if (n >= 3 && key.p && rap_roster_get(&j->names, key) < 0)
        rap_join_set(j, &j->names, key, party);
}

static uint32_t skip_article(const rap_joiner *j, const rap_finding *x)
{
    bool the = rap_token_is(j->p, x->first, "the") && x->last - x->first > 1;
    return x->first + the;
}

static int32_t join_named(rap_joiner *j, const rap_finding *x)
{
    rap_str text = rap_join_text(j, skip_article(j, x), x->last);
    rap_str name = x->name.n ? x->name : text;
    rap_str key = rap_utf8_plain(j->arena, name);
    int32_t at = rap_roster_get(&j->names, key);
    if (at < 0) {
        at = rap_join_new(j, x->kind, name);
        if (at >= 0) j->parties.v[at].e.own = x->own;
        rap_join_set(j, &j->names, key, at);
        if (at >= 0 && x->kind == RAP_ENTITY_ORGANIZATION && x->last - x->first > 2)
            add_acronym(j, x, at);
    }
    if (x->kind == RAP_ENTITY_ORGANIZATION || x->kind == RAP_ENTITY_GROUP)
        rap_join_set(j, &j->heads, j->p->tokens[x->last - 1].low, at);
    return at;
}

/* A word that opens a sentence is a name when it is a given name or stands before a
 * verb (it is no common word: run.c has looked). */
static bool sure_at_start(const rap_joiner *j, const rap_finding *x)
{
    return x->gender != RAP_GENDER_NONE ||
           (x->last < j->p->n_tokens && j->p->tokens[x->last].upos == RAP_VERB);
}

/* One capitalised word: somebody known, or a name only if its place says so. */
static int32_t join_lone(rap_joiner *j, const rap_finding *x)
{
    int32_t at = rap_join_surname(j, x);
    if (at >= 0) return at;
    rap_str key = rap_join_plain(j, x->first, x->last);
    if ((at = rap_roster_get(&j->names, key)) >= 0) return at;
    bool opens = j->p->tokens[x->first].shape & RAP_SHAPE_FIRST;
    if (x->kind == RAP_ENTITY_PERSON)
        return opens && !sure_at_start(j, x) ? -1 : rap_join_person(j, x);
    bool opens_only = opens && x->somebody && !sure_at_start(j, x);
    if (x->kind == RAP_ENTITY_THING && (!x->somebody || opens_only)) return -1;
    return join_named(j, x);
}

/* "the Kesh Stock Exchange (KSE)": a name with a head. */
static int32_t join_headed(rap_joiner *j, const rap_finding *x)
{
    int32_t at = rap_join_nominal(j, x);
    bool name = x->how == RAP_FOUND_NAME && x->kind == RAP_ENTITY_ORGANIZATION;
    if (at >= 0 && name && x->last - x->first > 2) add_acronym(j, x, at);
    return at;
}

static int32_t join_one(rap_joiner *j, const rap_finding *x)
{
    if (x->same) return j->f->list.v[x->same - 1].entity;
    if (x->how == RAP_FOUND_PRONOUN) return rap_join_pronoun(j, x);
    if (x->how == RAP_FOUND_LONE) return join_lone(j, x);
    if (x->kind == RAP_ENTITY_THING)
        return rap_roster_get(&j->names, rap_join_plain(j, x->first, x->last));
    if (x->kind == RAP_ENTITY_COUNTRY && !x->rule) return rap_join_country(j, x->iso3);
    if (x->capital && x->as_actor) return rap_join_country(j, x->iso3);
    if (x->head_last > x->head && x->kind != RAP_ENTITY_PERSON)
        return join_headed(j, x);
    if (x->how == RAP_FOUND_NOMINAL) return rap_join_nominal(j, x);
    return x->kind == RAP_ENTITY_PERSON ? rap_join_person(j, x) : join_named(j, x);
}

/* "former foreign minister", where only a clause says so. */
static void add_role_once(rap_joiner *j, const rap_office *o, int32_t party)
{
    rap_party *y = &j->parties.v[party];
    size_t n = y->roles.n;
    add_role(j, &o->as, party);
    if (o->until && y->roles.n > n)
        y->roles.v[n] = rap_join_key(j, RAP_STR("former"), y->roles.v[n]);
}

/* What the tree tells of the finding; sides wait until all parties are known. */
static void bind_offices(rap_joiner *j, uint32_t finding, int32_t party)
{
    bool person = party >= 0 && j->parties.v[party].e.kind == RAP_ENTITY_PERSON;
    for (; j->next_office < j->offices.n; j->next_office++) {
        const rap_office *o = &j->offices.v[j->next_office];
        if (o->of > finding) return;
        if (!person || o->of < finding) continue;
        add_role_once(j, o, party);
        rap_party *y = &j->parties.v[party];
        if (y->e.gender == RAP_GENDER_NONE) y->e.gender = o->as.gender;
        y->rules |= o->as.top;
        rap_join_office(j, &o->as, party);
    }
}

static void settle_offices(rap_joiner *j)
{
    for (size_t i = 0; i < j->offices.n; i++) {
        const rap_office *o = &j->offices.v[i];
        int32_t party = j->f->list.v[o->of].entity;
        if (party < 0 || j->parties.v[party].e.kind != RAP_ENTITY_PERSON) continue;
        set_side(j, &o->as, party);
    }
}

static void bind(rap_joiner *j, rap_finding *x)
{
    int32_t at = x->entity;
    if (at < 0) {
        rap_join_unseen(j, x);
        return;
    }
    rap_party *y = &j->parties.v[at];
    y->mentions++;
    y->somebody |= x->somebody && y->e.kind == RAP_ENTITY_THING;
    if (y->e.kind == RAP_ENTITY_PERSON || y->somebody) rap_join_seen(j, x, at);
    if (x->how == RAP_FOUND_PRONOUN) return;
    if (y->e.kind == RAP_ENTITY_PERSON) {
        if (x->how == RAP_FOUND_NAME) add_role(j, x, at);
        y->rules |= x->top;
    }
    set_side(j, x, at);
    bool body = y->e.kind != RAP_ENTITY_PERSON && y->e.kind != RAP_ENTITY_COUNTRY;
    if (x->how != RAP_FOUND_NOMINAL || (body && x->known_side.n))
        add_spelling(j, x, at);
}

static bool full_name(const rap_finding *x)
{
    return x->how == RAP_FOUND_NAME && x->kind == RAP_ENTITY_PERSON &&
           x->last - x->first > 1;
}

/* A single word that is surely a person's name. */
static bool plain_surname(const rap_joiner *j, const rap_finding *x)
{
    if (x->kind != RAP_ENTITY_PERSON) return false;
    if (x->how == RAP_FOUND_NAME) return x->titled;
    bool opens = j->p->tokens[x->first].shape & RAP_SHAPE_FIRST;
    return x->how == RAP_FOUND_LONE && !opens;
}

/* Does the report name no other state more often? */
static bool is_foremost(const rap_joiner *j, int32_t country)
{
    for (size_t i = 0; i < j->parties.n; i++) {
        const rap_party *y = &j->parties.v[i];
        if ((int32_t)i != country && y->e.kind == RAP_ENTITY_COUNTRY &&
            y->mentions > j->parties.v[country].mentions)
            return false;
    }
    return true;
}

/* The one ruler without a country serves `country`. */
static void set_ruler(rap_joiner *j, int32_t country)
{
    int32_t found = -1;
    for (size_t i = 0; i < j->parties.n; i++) {
        const rap_party *y = &j->parties.v[i];
        if (y->e.kind != RAP_ENTITY_PERSON || !y->rules || y->e.side >= 0) continue;
        if (found >= 0) return;
        found = (int32_t)i;
    }
    if (found >= 0) j->parties.v[found].e.side = country;
}

/* The only ruler of no stated country serves the one whose seats of government the
 * report names, when these are of one country only and no other state is named more. */
static void set_home(rap_joiner *j)
{
    rap_str home = {0};
    for (size_t i = 0; i < j->f->list.n; i++) {
        const rap_finding *x = &j->f->list.v[i];
        bool rules = x->rules || x->known_side.rules;
        rap_str iso = x->rules ? x->side_iso : x->known_side.iso3;
        if (!rules || x->entity < 0) continue;
        if (home.n && !rap_str_eq(home, iso)) return;
        home = iso;
    }
    int32_t at = rap_join_country(j, home);
    if (at >= 0 && is_foremost(j, at)) set_ruler(j, at);
}

static bool init(rap_joiner *j, rap_finder *f)
{
    *j = (rap_joiner){.f = f, .p = f->p, .arena = f->p->arena};
    rap_roster *all[] = {&j->countries, &j->names,   &j->people, &j->surnames,
                         &j->firsts,    &j->holders, &j->heads,  &j->spellings};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!rap_roster_init(all[i], j->arena)) return false;
    return true;
}

bool rap_join(rap_joiner *j, rap_finder *f)
{
    if (!init(j, f) || !rap_offices_find(&j->offices, f)) return false;
    for (size_t i = 0; i < f->list.n; i++)
        if (full_name(&f->list.v[i])) rap_join_person(j, &f->list.v[i]);
    for (size_t i = 0; i < f->list.n; i++)
        if (plain_surname(j, &f->list.v[i])) rap_join_person(j, &f->list.v[i]);
    for (size_t i = 0; i < f->list.n && !j->out_of_memory; i++) {
        rap_finding *x = &f->list.v[i];
        x->entity = join_one(j, x);
        bind(j, x);
        bind_offices(j, (uint32_t)i, x->entity);
    }
    if (!j->out_of_memory) settle_offices(j);
    if (!j->out_of_memory) set_home(j);
    return !j->out_of_memory;
}
