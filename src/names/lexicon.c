/*
 * names/lexicon.c - the tables of names, offices and heads, and how a match is chosen.
 *
 * The longest match wins; of equals the earlier table in `sources`.  To teach the
 * program a name or an office, add a row to its table in data/.
 */
/* SPDX-License-Identifier: MIT */
#include "names/lexicon.h"
#include "names/gazetteer.h"

#include "common_words_table.inc"
#include "countries_table.inc"
#include "demonyms_table.inc"
#include "given_names_table.inc"
#include "group_heads_table.inc"
#include "honorifics_table.inc"
#include "media_table.inc"
#include "name_particles_table.inc"
#include "not_names_table.inc"
#include "offices_table.inc"
#include "org_heads_table.inc"
#include "organizations_table.inc"
#include "outlet_words_table.inc"
#include "place_heads_table.inc"
#include "seats_table.inc"
#include "thing_heads_table.inc"

enum { LOWER_MAX = 3 }; /* "islands of the Lenz" */

static bool in_capitals(const rap_prose *p, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++)
        if ((p->tokens[i].shape & RAP_SHAPE_LETTER) &&
            !(p->tokens[i].shape & RAP_SHAPE_UPPER))
            return false;
    return true;
}

/* Row of the longest key at `token` that is written as names are, or RAP_TABLE_NONE. */
static int name_row(const rap_prose *p, const rap_table *t, uint32_t token, uint32_t *n)
{
    int row = rap_prose_match(p, t, token, n);
    if (row == RAP_TABLE_NONE) return row;
    if (!(p->tokens[token + *n - 1].shape & (RAP_SHAPE_CAPITAL | RAP_SHAPE_DIGIT)) &&
        !(p->tokens[token].shape & RAP_SHAPE_CAPITAL))
        return RAP_TABLE_NONE;
    if (rap_token_is(p, token, "the") && !(p->tokens[token].shape & RAP_SHAPE_CAPITAL))
        return RAP_TABLE_NONE;
    uint32_t last = t->n_cols - 1;
    if (rap_cell_is(t, row, last, "upper") && !in_capitals(p, token, *n))
        return RAP_TABLE_NONE;
    return row;
}

static rap_known country_of(int row, uint32_t n)
{
    return (rap_known){.kind = RAP_KNOWN_COUNTRY,
                       .entity = RAP_ENTITY_COUNTRY,
                       .n = n,
                       .display = rap_cell(&countries_table, row, COUNTRIES_DISPLAY),
                       .iso3 = rap_cell(&countries_table, row, COUNTRIES_ISO3)};
}

static rap_known demonym_of(int row, uint32_t n)
{
    bool people = rap_cell_is(&demonyms_table, row, DEMONYMS_USE, "people");
    return (rap_known){.kind = people ? RAP_KNOWN_PEOPLE : RAP_KNOWN_DEMONYM,
                       .entity = RAP_ENTITY_GROUP,
                       .n = n,
                       .iso3 = rap_cell(&demonyms_table, row, DEMONYMS_ISO3)};
}

static rap_known seat_of(int row, uint32_t n)
{
    return (rap_known){.kind = RAP_KNOWN_SEAT,
                       .entity = RAP_ENTITY_ORGANIZATION,
                       .n = n,
                       .display = rap_cell(&seats_table, row, SEATS_DISPLAY),
                       .iso3 = rap_cell(&seats_table, row, SEATS_ISO3),
                       .rules =
                           rap_cell_is(&seats_table, row, SEATS_WHAT, "presidency") ||
                           rap_cell_is(&seats_table, row, SEATS_WHAT, "parliament")};
}

/* A firm or a political party speaks for itself, not for the state it is in. */
static bool is_private(int row)
{
    return rap_cell_is(&organizations_table, row, ORGANIZATIONS_KIND, "company") ||
           rap_cell_is(&organizations_table, row, ORGANIZATIONS_KIND, "party");
}

bool rap_known_is_private(rap_str low)
{
    int row = rap_table_find(&organizations_table, low);
    if (row >= 0) return is_private(row);
    size_t from = low.n;
    while (from && low.p[from - 1] != ' ')
        from--;
    rap_str last = rap_str_cut(low, from, low.n);
    row = rap_table_find(&org_heads_table, last);
    return from && (rap_str_is(last, "exchange") ||
                    rap_cell_is(&org_heads_table, row, ORG_HEADS_WHAT, "company"));
}

static rap_known body_of(int row, uint32_t n)
{
    return (rap_known){.kind = RAP_KNOWN_BODY,
                       .entity = RAP_ENTITY_ORGANIZATION,
                       .n = n,
                       .display =
                           rap_cell(&organizations_table, row, ORGANIZATIONS_DISPLAY),
                       .iso3 = rap_cell(&organizations_table, row, ORGANIZATIONS_ISO3),
                       .own = is_private(row),
                       .home = rap_cell(&organizations_table, row, ORGANIZATIONS_HOME)};
}

static rap_known media_of(int row, uint32_t n)
{
    return (rap_known){.kind = RAP_KNOWN_MEDIA,
                       .entity = RAP_ENTITY_MEDIA,
                       .n = n,
                       .display = rap_cell(&media_table, row, MEDIA_DISPLAY),
                       .iso3 = rap_cell(&media_table, row, MEDIA_ISO3)};
}

static const struct {
    const rap_table *table;
    rap_known (*read)(int row, uint32_t n);
} sources[] = {
    {&countries_table, country_of},  {&seats_table, seat_of},
    {&organizations_table, body_of}, {&media_table, media_of},
    {&demonyms_table, demonym_of},
};

static bool place_at(rap_known *out, const rap_prose *p, uint32_t token)
{
    rap_gazetteer_row g;
    uint32_t n;
    if (!rap_gazetteer_at(&g, p, token, &n) || n <= out->n) return false;
    if (!(p->tokens[token + n - 1].shape & RAP_SHAPE_CAPITAL)) return false;
    *out = (rap_known){.kind = g.capital ? RAP_KNOWN_CAPITAL : RAP_KNOWN_PLACE,
                       .entity = RAP_ENTITY_PLACE,
                       .n = n,
                       .display = g.name,
                       .iso3 = g.iso3};
    return true;
}

bool rap_known_at(rap_known *out, const rap_prose *p, uint32_t token)
{
    *out = (rap_known){0};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        uint32_t n = 0;
        int row = name_row(p, sources[i].table, token, &n);
        if (row != RAP_TABLE_NONE && n > out->n) *out = sources[i].read(row, n);
    }
    place_at(out, p, token);
    return out->n > 0;
}

bool rap_lexicon_add(rap_lexicon *lex, uint32_t token, const rap_known *k)
{
    rap_known *to = RAP_PUSH(lex->p->arena, &lex->known);
    if (!to) return false;
    *to = *k;
    lex->at[token] = (uint32_t)lex->known.n;
    return true;
}

/* A name has a capital letter in its first words, or a digit. */
static bool may_begin(const rap_prose *p, uint32_t token)
{
    for (uint32_t i = token; i < p->n_tokens && i < token + LOWER_MAX; i++)
        if (p->tokens[i].shape & (RAP_SHAPE_CAPITAL | RAP_SHAPE_DIGIT)) return true;
    return false;
}

/* A short form that others have too, and whether the report speaks of its home or gives
 * its whole name. */
typedef struct {
    rap_str display, home;
    bool known;
} short_form;

enum { SHORT_FORMS = 96 }; /* different ones of a report that are told apart */

static void look_home(short_form *f, const rap_known *x)
{
    bool there = x->iso3.n && rap_str_find(f->home, x->iso3, 0) < f->home.n;
    if (!x->home.n && (there || rap_str_eq(x->display, f->display))) f->known = true;
}

static uint32_t list_short_forms(const rap_lexicon *lex, short_form *to)
{
    uint32_t n = 0, k;
    for (size_t i = 0; i < lex->known.n && n < SHORT_FORMS; i++) {
        const rap_known *x = &lex->known.v[i];
        for (k = 0; k < n && !rap_str_eq(to[k].display, x->display);)
            k++;
        if (x->home.n && k == n) to[n++] = (short_form){x->display, x->home, false};
    }
    return n;
}

static bool is_strange(const short_form *v, uint32_t n, const rap_known *k)
{
    for (uint32_t i = 0; i < n; i++)
        if (rap_str_eq(v[i].display, k->display)) return !v[i].known;
    return false;
}

/* "BNP" in a report that speaks of another state is another party: it stands for
 * itself. */
static void send_strangers_away(rap_lexicon *lex)
{
    short_form v[SHORT_FORMS];
    uint32_t n = list_short_forms(lex, v);
    for (size_t i = 0; i < lex->known.n; i++)
        for (uint32_t k = 0; k < n; k++)
            look_home(&v[k], &lex->known.v[i]);
    for (uint32_t i = 0; n && i < lex->p->n_tokens; i++) {
        rap_known *k = lex->at[i] ? &lex->known.v[lex->at[i] - 1] : NULL;
        if (!k || !k->home.n || !is_strange(v, n, k)) continue;
        k->display = rap_token_text(lex->p, i);
        k->iso3 = (rap_str){"", 0};
    }
}

/* "The Norland Red Cross" is Norland's own society, whatever "the Red Cross" is. */
static void take_national(const rap_lexicon *lex, rap_known *k, uint32_t token)
{
    const rap_prose *p = lex->p;
    bool cross =
        rap_token_is(p, token, "red") &&
        (rap_token_is(p, token + 1, "cross") || rap_token_is(p, token + 1, "crescent"));
    const rap_known *of = cross && k->n == 2 && token && lex->at[token - 1]
                              ? &lex->known.v[lex->at[token - 1] - 1]
                              : NULL;
    if (!of || of->n != 1 ||
        (of->kind != RAP_KNOWN_COUNTRY && of->kind != RAP_KNOWN_DEMONYM))
        return;
    k->display = rap_prose_cut(
        p, (rap_span){p->tokens[token - 1].at.from, p->tokens[token + 1].at.to});
    k->iso3 = (rap_str){"", 0};
}

bool rap_lexicon_read(rap_lexicon *lex, const rap_prose *p)
{
    rap_known k;
    *lex = (rap_lexicon){.p = p, .at = RAP_NEW(p->arena, uint32_t, p->n_tokens)};
    if (!lex->at) return false;
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        if (!may_begin(p, i) || !rap_known_at(&k, p, i)) continue;
        if (i + 1 < p->n_tokens) take_national(lex, &k, i);
        if (!rap_lexicon_add(lex, i, &k)) return false;
        bool people = k.kind == RAP_KNOWN_DEMONYM || k.kind == RAP_KNOWN_PEOPLE;
        if (people && k.n > 1 && !k.iso3.n) i += k.n - 1; /* "Latin American" */
    }
    send_strangers_away(lex);
    return true;
}

static rap_gender gender_of(const rap_table *t, int row, uint32_t col)
{
    if (rap_cell_is(t, row, col, "she")) return RAP_GENDER_SHE;
    return rap_cell_is(t, row, col, "he") ? RAP_GENDER_HE : RAP_GENDER_NONE;
}

static rap_head office_head(int row, uint32_t n)
{
    rap_str class = rap_cell(&offices_table, row, OFFICES_CLASS);
    return (rap_head){.kind = RAP_HEAD_OFFICE,
                      .n = n,
                      .gender = gender_of(&offices_table, row, OFFICES_GENDER),
                      .one = rap_cell(&offices_table, row, OFFICES_ONE).n > 0,
                      .top = rap_cell_is(&offices_table, row, OFFICES_ONE, "top"),
                      .public =
                          rap_str_is(class, "state") || rap_str_is(class, "royal") ||
                          rap_str_is(class, "military") || rap_str_is(class, "spokes"),
                      .job = rap_str_is(class, "job"),
                      .class = class};
}

static rap_head body_head(int row, uint32_t n)
{
    bool rule = rap_cell_is(&org_heads_table, row, ORG_HEADS_WHAT, "government");
    return (rap_head){.kind = rule ? RAP_HEAD_GOVERNMENT : RAP_HEAD_BODY,
                      .n = n,
                      .public =
                          rap_cell_is(&org_heads_table, row, ORG_HEADS_SIDE, "state")};
}

static rap_head group_head(const rap_prose *p, int row, uint32_t token, uint32_t n)
{
    bool group = rap_cell_is(&group_heads_table, row, GROUP_HEADS_KIND, "group");
    rap_str key = rap_cell(&group_heads_table, row, GROUP_HEADS_KEY);
    (void)p, (void)token;
    return (rap_head){.kind = group ? RAP_HEAD_GROUP : RAP_HEAD_ANONYMOUS,
                      .n = n,
                      .plural = rap_str_ends(key, RAP_STR("s")) ||
                                rap_str_begins(key, RAP_STR("people"))};
}

/* Would a phrase that ends before `end` end within "secretary-general"? */
static bool cuts_word(const rap_prose *p, uint32_t end)
{
    return end + 1 < p->n_tokens && rap_token_is(p, end, "-") &&
           !((p->tokens[end].shape | p->tokens[end + 1].shape) & RAP_SHAPE_SPACE);
}

bool rap_head_at(rap_head *out, const rap_prose *p, uint32_t token)
{
    uint32_t n = 0;
    *out = (rap_head){0};
    int row = rap_prose_match(p, &offices_table, token, &n);
    if (row != RAP_TABLE_NONE && !cuts_word(p, token + n)) *out = office_head(row, n);
    row = rap_prose_match(p, &org_heads_table, token, &n);
    bool proper = p->tokens[token].shape & RAP_SHAPE_CAPITAL;
    bool plain = proper || rap_cell_is(&org_heads_table, row, ORG_HEADS_PLAIN, "plain");
    if (row != RAP_TABLE_NONE && n > out->n && plain) *out = body_head(row, n);
    row = rap_prose_match(p, &group_heads_table, token, &n);
    if (row != RAP_TABLE_NONE && n > out->n) *out = group_head(p, row, token, n);
    out->people = row != RAP_TABLE_NONE && n == out->n;
    return out->n > 0;
}

uint32_t rap_address_at(const rap_prose *p, uint32_t token, rap_gender *gender)
{
    uint32_t n = 0;
    int row = rap_prose_match(p, &honorifics_table, token, &n);
    if (row == RAP_TABLE_NONE || !(p->tokens[token].shape & RAP_SHAPE_CAPITAL))
        return 0;
    *gender = gender_of(&honorifics_table, row, HONORIFICS_GENDER);
    return n;
}

static int one_word(const rap_prose *p, const rap_table *t, uint32_t token)
{
    int row = rap_table_probe(t, p->tokens[token].hash);
    return row >= 0 && rap_str_eq(rap_cell(t, row, 0), p->tokens[token].low)
               ? row
               : RAP_TABLE_NONE;
}

uint32_t rap_place_in_lower(const rap_prose *p, uint32_t token)
{
    rap_gazetteer_row g;
    uint32_t n = 0, k = 0;
    if (p->tokens[token].shape & RAP_SHAPE_CAPITAL) return 0;
    int row = rap_prose_match(p, &countries_table, token, &n);
    if (rap_cell_is(&countries_table, row, countries_table.n_cols - 1, "upper")) n = 0;
    if (row == RAP_TABLE_NONE) n = 0;
    if (rap_gazetteer_at(&g, p, token, &k) && k > n) n = k;
    return n == 1 && rap_common_word(p, token) ? 0 : n;
}

bool rap_thing_head(const rap_prose *p, uint32_t token)
{
    return one_word(p, &thing_heads_table, token) != RAP_TABLE_NONE;
}

bool rap_outlet_word(const rap_prose *p, uint32_t token, const char *use)
{
    int row = one_word(p, &outlet_words_table, token);
    if (rap_cell_is(&outlet_words_table, row, OUTLET_WORDS_USE, use)) return true;
    bool ends = strcmp(use, "last") == 0 || strcmp(use, "first") == 0;
    return ends && rap_cell_is(&outlet_words_table, row, OUTLET_WORDS_USE, "both");
}

bool rap_given_name(const rap_prose *p, uint32_t token, rap_gender *gender)
{
    int row = one_word(p, &given_names_table, token);
    if (row == RAP_TABLE_NONE) return false;
    *gender = gender_of(&given_names_table, row, GIVEN_NAMES_GENDER);
    return true;
}

bool rap_name_particle(const rap_prose *p, uint32_t token)
{
    return one_word(p, &name_particles_table, token) != RAP_TABLE_NONE;
}

bool rap_not_a_name(const rap_prose *p, uint32_t token)
{
    return one_word(p, &not_names_table, token) != RAP_TABLE_NONE;
}

bool rap_common_word(const rap_prose *p, uint32_t token)
{
    return one_word(p, &common_words_table, token) != RAP_TABLE_NONE;
}

bool rap_place_head(const rap_prose *p, uint32_t token, bool last)
{
    int row = one_word(p, &place_heads_table, token);
    return row != RAP_TABLE_NONE &&
           !rap_cell_is(&place_heads_table, row, PLACE_HEADS_STANDS,
                        last ? "first" : "last");
}
