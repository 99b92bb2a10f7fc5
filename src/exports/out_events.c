/*
 * exports/out_events.c - events in the columns of event data sets: PLOVER as POLECAT
 * has it, ACLED, UCDP GED.
 *
 * These columns say nothing of who claims an event, so each format has columns behind
 * its own for that: status, claimants, places.  Where a data set holds only some kinds
 * of events, only those go out, and nothing that was not told is filled in: a count of
 * deaths stays empty rather than 0.
 */
/* SPDX-License-Identifier: MIT */
#include "base/table.h"
#include "exports/outgoing.h"
#include "view/torn.h"

#include "acled_table.inc"
#include "quads_table.inc"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static rap_str first_of(rap_str ids)
{
    rap_str first = {"", 0};
    (void)rap_ids_next(&ids, &first);
    return first;
}

static rap_str names_of(rap_outgoing *o, rap_str ids)
{
    rap_buf b = {0};
    for (rap_str id; rap_ids_next(&ids, &id);) {
        if (b.n) rap_buf_z(&b, "; ");
        rap_buf_put(&b, rap_view_name(o->v, id));
    }
    rap_str names = rap_torn_copy(o->row, &b);
    rap_buf_done(&b);
    return names.p ? names : (rap_str){"", 0};
}

static rap_str day_text(rap_outgoing *o, rap_day day)
{
    if (rap_day_is_none(day)) return (rap_str){"", 0};
    return rap_arena_copy(o->row, rap_str_of(rap_day_print(day).z));
}

/* The first place of an event; NULL when none is told. */
static const rap_value *place_of(const rap_item *item)
{
    const rap_value *places = rap_jsonin_get(item->json, "places");
    return places ? places->first : NULL;
}

static const rap_listed *report_of(const rap_outgoing *o, const rap_item *item)
{
    return item->n_cites ? rap_view_number(o->v, item->cites[0].n) : NULL;
}

/* Status, claimants, all places and the credit of the gazetteer: the columns that every
 * format here ends with. */
static rap_code put_end(rap_cells *c, rap_outgoing *o, const rap_item *item)
{
    rap_str by = {"", 0};
    rap_code rc = rap_outgoing_claimants(&by, o, item);
    if (rc != RAP_OK) return rc;
    rap_cells_put(c, item->state);
    rap_cells_put(c, by);
    rap_cells_int(c, rap_jsonin_int(item->json, "origins", 1));
    rap_cells_put(c, rap_outgoing_places(o, item));
    rap_cells_put(c, rap_outgoing_credit(item));
    rap_cells_end(c);
    o->n++;
    return RAP_OK;
}

static void put_actor(rap_cells *c, rap_outgoing *o, rap_str ids)
{
    rap_str first = first_of(ids);
    int32_t i = rap_view_find(o->v, first);
    rap_cells_put(c, names_of(o, ids));
    rap_cells_put(c, rap_outgoing_iso(o->v, first));
    rap_cells_none(c, 1); /* COW */
    rap_cells_put(c, i == RAP_NOBODY ? (rap_str){"", 0} : o->v->names[i].kind);
    rap_cells_none(c, 2); /* sectors, title */
    rap_cells_put(c, names_of(o, ids));
    rap_cells_none(c, 1);
}

static void put_polecat_place(rap_cells *c, const rap_value *place)
{
    rap_str name = rap_jsonin_str(place, "name");
    rap_cells_put(c, name);
    rap_cells_none(c, 2);
    rap_cells_put(c, rap_jsonin_str(place, "admin1"));
    rap_cells_put(c, rap_jsonin_str(place, "country"));
    rap_cells_put(c, rap_jsonin_str(place, "lat"));
    rap_cells_put(c, rap_jsonin_str(place, "lon"));
    rap_str id = rap_jsonin_str(place, "id");
    size_t colon = rap_str_find(id, RAP_STR("geonames:"), 0);
    rap_cells_put(c, colon == 0 && id.n ? rap_str_cut(id, 9, id.n) : (rap_str){"", 0});
    rap_cells_put(c, name);
    rap_cells_none(c, 1);
}

static rap_code plover_row(rap_outgoing *o, const rap_item *item)
{
    rap_cells c = {.out = o->out, .tabs = true};
    rap_outgoing_day when = rap_outgoing_when(item->day);
    rap_str class = rap_jsonin_str(item->json, "plover");
    const rap_listed *r = report_of(o, item);
    rap_str none = {"", 0};
    if (!class.n) return RAP_OK;
    int quad = rap_table_find(&quads_table, class);
    rap_cells_put(&c, item->id);
    rap_cells_put(&c, day_text(o, when.first));
    rap_cells_put(&c, class);
    rap_cells_none(&c, 2); /* mode, intensity */
    rap_cells_put(&c, quad < 0 ? none : rap_cell(&quads_table, quad, QUADS_QUAD));
    rap_cells_none(&c, 1); /* contexts */
    put_actor(&c, o, item->who);
    put_actor(&c, o, item->other);
    put_polecat_place(&c, place_of(item));
    rap_cells_put(&c, r ? r->publisher : none);
    rap_cells_put(&c, r ? r->day : none);
    rap_cells_none(&c, 3); /* people, organizations, locations of the story */
    rap_cells_put(&c, RAP_STR("en"));
    rap_cells_put(&c, RAP_STR("rapporteur"));
    rap_cells_put(&c, item->what);
    rap_cells_put(&c, item->day);
    rap_cells_put(&c, rap_outgoing_words(o, item->text));
    return put_end(&c, o, item);
}

rap_code rap_out_plover(rap_outgoing *o)
{
    static const char *const names[] = {"Event ID",
                                        "Event Date",
                                        "Event Type",
                                        "Event Mode",
                                        "Intensity",
                                        "Quad Code",
                                        "Contexts",
                                        "Actor Name",
                                        "Actor Country",
                                        "Actor COW",
                                        "Primary Actor Sector",
                                        "Actor Sectors",
                                        "Actor Title",
                                        "Actor Name Raw",
                                        "Wikipedia Actor ID",
                                        "Recipient Name",
                                        "Recipient Country",
                                        "Recipient COW",
                                        "Primary Recipient Sector",
                                        "Recipient Sectors",
                                        "Recipient Title",
                                        "Recipient Name Raw",
                                        "Wikipedia Recipient ID",
                                        "Placename",
                                        "City",
                                        "District",
                                        "Province",
                                        "Country",
                                        "Latitude",
                                        "Longitude",
                                        "GeoNames ID",
                                        "Raw Placename",
                                        "Feature Type",
                                        "Source",
                                        "Publication Date",
                                        "Story People",
                                        "Story Organizations",
                                        "Story Locations",
                                        "Language",
                                        "Version",
                                        "CAMEO",
                                        "Day",
                                        "Text",
                                        "Status",
                                        "Claimants",
                                        "Origins",
                                        "Places",
                                        "Place Credit"};
    rap_cells c = {.out = o->out, .tabs = true};
    rap_cells_head(&c, names, COUNT(names));
    return rap_outgoing_walk(o, "event", plover_row);
}

/* What took place, or is said to have. */
static bool is_deed(const rap_item *item)
{
    static const char *const states[] = {"actual", "claimed", "alleged", "background"};
    for (size_t i = 0; i < COUNT(states); i++)
        if (rap_str_is(item->state, states[i])) return true;
    return false;
}

static int acled_of(rap_str cameo)
{
    for (size_t n = cameo.n; n >= 2; n--) {
        int row = rap_table_find(&acled_table, rap_str_cut(cameo, 0, n));
        if (row >= 0) return row;
    }
    return -1;
}

static void put_acled_place(rap_cells *c, const rap_item *item)
{
    const rap_value *place = place_of(item);
    rap_str relation = rap_jsonin_str(item->json, "place_relation");
    rap_str lat = rap_jsonin_str(place, "lat");
    bool at = !relation.n || rap_str_is(relation, "at");
    rap_cells_none(c, 1); /* region */
    rap_cells_put(c, rap_jsonin_str(place, "country"));
    rap_cells_put(c, rap_jsonin_str(place, "admin1"));
    rap_cells_none(c, 2);
    rap_cells_put(c, rap_jsonin_str(place, "name"));
    rap_cells_put(c, lat);
    rap_cells_put(c, rap_jsonin_str(place, "lon"));
    rap_cells_put(c, !lat.n ? (rap_str){"", 0} : at ? RAP_STR("1") : RAP_STR("2"));
}

/* "WORDS [claimed by Jon Ruud (Norland)]" */
static rap_code put_notes(rap_cells *c, rap_outgoing *o, const rap_item *item)
{
    rap_buf b = {0};
    rap_str by = {"", 0};
    rap_code rc = rap_outgoing_claimants(&by, o, item);
    rap_buf_put(&b, rap_outgoing_words(o, item->text));
    if (b.n) rap_buf_byte(&b, ' ');
    rap_buf_byte(&b, '[');
    rap_buf_put(&b, item->state);
    rap_buf_z(&b, " by ");
    rap_buf_put(&b, by);
    rap_buf_byte(&b, ']');
    rap_cells_put(c, rap_torn_text(&b));
    rap_buf_done(&b);
    return rc;
}

static rap_code acled_row(rap_outgoing *o, const rap_item *item)
{
    rap_cells c = {.out = o->out};
    rap_outgoing_day when = rap_outgoing_when(item->day);
    int row = acled_of(item->what);
    const rap_listed *r = report_of(o, item);
    if (row < 0 || !is_deed(item)) return RAP_OK;
    const rap_table *t = &acled_table;
    rap_cells_put(&c, item->id);
    rap_cells_put(&c, day_text(o, when.first));
    rap_cells_put(&c, rap_str_cut(day_text(o, when.first), 0, 4));
    if (when.exact)
        rap_cells_int(&c, when.exact < 3 ? when.exact : 3);
    else
        rap_cells_none(&c, 1);
    rap_cells_put(&c, rap_cell(t, row, ACLED_DISORDER));
    rap_cells_put(&c, rap_cell(t, row, ACLED_TYPE));
    rap_cells_put(&c, rap_cell(t, row, ACLED_SUBTYPE));
    rap_cells_put(&c, names_of(o, item->who));
    rap_cells_none(&c, 2);
    rap_cells_put(&c, names_of(o, item->other));
    rap_cells_none(&c, 5);
    put_acled_place(&c, item);
    rap_cells_put(&c, r ? r->publisher : (rap_str){"", 0});
    rap_cells_none(&c, 1);
    rap_code rc = put_notes(&c, o, item);
    if (rc != RAP_OK) return rc;
    rap_cells_none(&c, 3); /* fatalities are not told by an event; tags; timestamp */
    return put_end(&c, o, item);
}

rap_code rap_out_acled(rap_outgoing *o)
{
    static const char *const names[] = {"event_id_cnty",
                                        "event_date",
                                        "year",
                                        "time_precision",
                                        "disorder_type",
                                        "event_type",
                                        "sub_event_type",
                                        "actor1",
                                        "assoc_actor_1",
                                        "inter1",
                                        "actor2",
                                        "assoc_actor_2",
                                        "inter2",
                                        "interaction",
                                        "civilian_targeting",
                                        "iso",
                                        "region",
                                        "country",
                                        "admin1",
                                        "admin2",
                                        "admin3",
                                        "location",
                                        "latitude",
                                        "longitude",
                                        "geo_precision",
                                        "source",
                                        "source_scale",
                                        "notes",
                                        "fatalities",
                                        "tags",
                                        "timestamp",
                                        "status",
                                        "claimants",
                                        "origins",
                                        "places",
                                        "place_credit"};
    rap_cells c = {.out = o->out};
    rap_cells_head(&c, names, COUNT(names));
    return rap_outgoing_walk(o, "event", acled_row);
}

/* Armed force with two sides named, or one: the events that UCDP would look at. */
static bool is_violence(const rap_item *item)
{
    rap_str code = rap_str_cut(item->what, 0, 2);
    bool force =
        rap_str_is(code, "18") || rap_str_is(code, "19") || rap_str_is(code, "20");
    rap_str three = rap_str_cut(item->what, 0, 3);
    return force && !rap_str_is(three, "191") && is_deed(item);
}

static void put_ged_place(rap_cells *c, const rap_item *item)
{
    const rap_value *place = place_of(item);
    rap_str lat = rap_jsonin_str(place, "lat");
    rap_str relation = rap_jsonin_str(item->json, "place_relation");
    bool at = !relation.n || rap_str_is(relation, "at");
    rap_cells_put(c, !lat.n ? (rap_str){"", 0} : at ? RAP_STR("1") : RAP_STR("2"));
    rap_cells_put(c, rap_jsonin_str(place, "name"));
    rap_cells_put(c, rap_jsonin_str(place, "admin1"));
    rap_cells_none(c, 1);
    rap_cells_put(c, lat);
    rap_cells_put(c, rap_jsonin_str(place, "lon"));
    rap_cells_put(c, rap_jsonin_str(place, "country"));
}

static rap_code ucdp_row(rap_outgoing *o, const rap_item *item)
{
    rap_cells c = {.out = o->out};
    rap_outgoing_day when = rap_outgoing_when(item->day);
    const rap_listed *r = report_of(o, item);
    rap_str by = {"", 0}, none = {"", 0};
    if (!is_violence(item)) return RAP_OK;
    rap_code rc = rap_outgoing_claimants(&by, o, item);
    if (rc != RAP_OK) return rc;
    rap_cells_put(&c, item->id);
    rap_cells_put(&c, rap_str_cut(day_text(o, when.first), 0, 4));
    rap_cells_none(&c, 1); /* type_of_violence: a judgement */
    rap_cells_put(&c, names_of(o, item->who));
    rap_cells_put(&c, names_of(o, item->other));
    rap_cells_int(&c, rap_jsonin_int(item->json, "origins", 1));
    rap_cells_put(&c, rap_outgoing_places(o, item));
    rap_cells_put(&c, r ? r->publisher : none);
    rap_cells_put(&c, r ? r->day : none);
    rap_cells_put(&c, r ? rap_outgoing_words(o, r->title) : none);
    rap_cells_put(&c, by);
    put_ged_place(&c, item);
    if (when.exact)
        rap_cells_int(&c, when.exact == 1 ? 1 : when.exact + 1);
    else
        rap_cells_none(&c, 1);
    rap_cells_put(&c, day_text(o, when.first));
    rap_cells_put(&c, day_text(o, when.last));
    rap_cells_none(&c, 7); /* deaths: in the table of figures, with who says so */
    rap_cells_put(&c, rap_outgoing_words(o, item->text));
    return put_end(&c, o, item);
}

rap_code rap_out_ucdp(rap_outgoing *o)
{
    static const char *const names[] = {"id",
                                        "year",
                                        "type_of_violence",
                                        "side_a",
                                        "side_b",
                                        "number_of_sources",
                                        "source_article",
                                        "source_office",
                                        "source_date",
                                        "source_headline",
                                        "source_original",
                                        "where_prec",
                                        "where_coordinates",
                                        "adm_1",
                                        "adm_2",
                                        "latitude",
                                        "longitude",
                                        "country",
                                        "date_prec",
                                        "date_start",
                                        "date_end",
                                        "deaths_a",
                                        "deaths_b",
                                        "deaths_civilians",
                                        "deaths_unknown",
                                        "best",
                                        "high",
                                        "low",
                                        "text",
                                        "status",
                                        "claimants",
                                        "origins",
                                        "places",
                                        "place_credit"};
    rap_cells c = {.out = o->out};
    rap_cells_head(&c, names, COUNT(names));
    return rap_outgoing_walk(o, "event", ucdp_row);
}
