/*
 * exports/out_graphs.c - events as a graph (GEXF 1.2) and as places on a map (GeoJSON,
 * RFC 7946).
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/json.h"
#include "exports/outgoing.h"
#include "pages/html.h"
#include "places/atlas.h"
#include "view/torn.h"

/* Text and attribute values of XML 1.0: what may not stand in it becomes U+FFFD. */
static void put_xml(rap_buf *out, rap_str s)
{
    rap_html_escape(out, s);
}

static void put_attribute(rap_buf *out, const char *name, rap_str value)
{
    rap_buf_printf(out, " %s=\"", name);
    put_xml(out, value);
    rap_buf_byte(out, '"');
}

static void put_value(rap_buf *out, const char *id, rap_str value)
{
    rap_buf_printf(out, "<attvalue for=\"%s\"", id);
    put_attribute(out, "value", value);
    rap_buf_z(out, "/>");
}

static rap_code node_row(rap_outgoing *o, const rap_item *item)
{
    rap_buf_z(o->out, "<node");
    put_attribute(o->out, "id", item->id);
    put_attribute(o->out, "label", item->text);
    rap_buf_z(o->out, "><attvalues>");
    put_value(o->out, "kind", item->state);
    put_value(o->out, "side", rap_view_side(o->v, item->id));
    put_value(o->out, "places", rap_outgoing_places(o, item));
    rap_buf_z(o->out, "</attvalues></node>\n");
    return RAP_OK;
}

static void put_edge(rap_outgoing *o, const rap_item *item, rap_str pair[2], rap_str by)
{
    rap_buf *out = o->out;
    rap_buf_z(out, "<edge");
    rap_buf_printf(out, " id=\"%llu\"", (unsigned long long)o->n++);
    put_attribute(out, "source", pair[0]);
    put_attribute(out, "target", pair[1]);
    put_attribute(out, "label", rap_jsonin_str(item->json, "plover"));
    rap_buf_z(out, "><attvalues>");
    put_value(out, "event", item->id);
    put_value(out, "cameo", item->what);
    put_value(out, "day", item->day);
    put_value(out, "status", item->state);
    put_value(out, "claimants", by);
    put_value(out, "text", rap_outgoing_words(o, item->text));
    put_value(out, "sources", rap_outgoing_places(o, item));
    rap_buf_z(out, "</attvalues></edge>\n");
}

/* Each doer to each one done to. */
static rap_code edge_row(rap_outgoing *o, const rap_item *item)
{
    rap_str by = {"", 0}, pair[2];
    rap_code rc = rap_outgoing_claimants(&by, o, item);
    if (rc != RAP_OK) return rc;
    for (rap_str who = item->who; rap_ids_next(&who, &pair[0]);)
        for (rap_str other = item->other; rap_ids_next(&other, &pair[1]);)
            if (!rap_str_eq(pair[0], pair[1]) &&
                rap_view_find(o->v, pair[0]) != RAP_NOBODY &&
                rap_view_find(o->v, pair[1]) != RAP_NOBODY)
                put_edge(o, item, pair, by);
    return RAP_OK;
}

rap_code rap_out_gexf(rap_outgoing *o)
{
    static const char head[] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n"
        "<meta><creator>rapporteur</creator><description>" RAP_ATLAS_CREDIT
        "</description></meta>\n"
        "<graph defaultedgetype=\"directed\" mode=\"static\">\n"
        "<attributes class=\"node\">"
        "<attribute id=\"kind\" title=\"kind\" type=\"string\"/>"
        "<attribute id=\"side\" title=\"side\" type=\"string\"/>"
        "<attribute id=\"places\" title=\"places\" type=\"string\"/></attributes>\n"
        "<attributes class=\"edge\">"
        "<attribute id=\"event\" title=\"event\" type=\"string\"/>"
        "<attribute id=\"cameo\" title=\"cameo\" type=\"string\"/>"
        "<attribute id=\"day\" title=\"day\" type=\"string\"/>"
        "<attribute id=\"status\" title=\"status\" type=\"string\"/>"
        "<attribute id=\"claimants\" title=\"claimants\" type=\"string\"/>"
        "<attribute id=\"text\" title=\"text\" type=\"string\"/>"
        "<attribute id=\"sources\" title=\"sources\" type=\"string\"/></attributes>\n"
        "<nodes>\n";
    rap_buf_z(o->out, head);
    rap_code rc = rap_outgoing_walk(o, "entity", node_row);
    rap_buf_z(o->out, "</nodes>\n<edges>\n");
    if (rc == RAP_OK) rc = rap_outgoing_walk(o, "event", edge_row);
    rap_buf_z(o->out, "</edges>\n</graph>\n</gexf>\n");
    return rc;
}

static void put_member(rap_json *j, const char *key, rap_str value)
{
    rap_torn_mind(j->out, value);
    rap_json_key(j, key);
    rap_json_str_or_null(j, value);
}

/* Is it a number as JSON writes one? */
static bool is_number(rap_str s)
{
    size_t i = s.n && s.p[0] == '-';
    if (i >= s.n || !rap_is_digit(s.p[i])) return false;
    if (s.p[i] == '0' && i + 1 < s.n && s.p[i + 1] != '.') return false;
    bool point = false;
    for (; i < s.n; i++) {
        if (s.p[i] == '.' && !point && i + 1 < s.n)
            point = true;
        else if (!rap_is_digit(s.p[i]))
            return false;
    }
    return true;
}

static void put_disputed(rap_json *j, const rap_value *place)
{
    const rap_value *list = rap_jsonin_get(place, "disputed");
    rap_json_key(j, "disputed_by");
    if (!list || !list->first) {
        rap_json_null(j);
        return;
    }
    rap_json_array(j);
    for (const rap_value *d = list->first; d; d = d->next)
        rap_json_str(j, rap_jsonin_str(d, "by"));
    rap_json_end_array(j);
}

static void put_properties(rap_json *j, rap_outgoing *o, const rap_item *item,
                           rap_str by)
{
    put_member(j, "id", item->id);
    put_member(j, "day", item->day);
    put_member(j, "cameo", item->what);
    put_member(j, "plover", rap_jsonin_str(item->json, "plover"));
    put_member(j, "status", item->state);
    put_member(j, "claimants", by);
    rap_buf b = {0};
    rap_names_write(&b, o->v, item->who);
    put_member(j, "source", rap_torn_text(&b));
    rap_buf_clear(&b);
    rap_names_write(&b, o->v, item->other);
    put_member(j, "target", rap_torn_text(&b));
    rap_buf_done(&b);
    if (!o->no_text) put_member(j, "text", item->text);
    put_member(j, "places", rap_outgoing_places(o, item));
    put_member(j, "place_relation", rap_jsonin_str(item->json, "place_relation"));
}

static void put_feature(rap_outgoing *o, const rap_item *item, const rap_value *place,
                        rap_str by)
{
    rap_str lat = rap_jsonin_str(place, "lat"), lon = rap_jsonin_str(place, "lon");
    if (!is_number(lat) || !is_number(lon)) return;
    rap_buf_z(o->out, o->n++ ? ",\n" : "\n");
    rap_json j = rap_json_of(o->out);
    rap_json_object(&j);
    put_member(&j, "type", RAP_STR("Feature"));
    rap_json_key(&j, "geometry");
    rap_json_object(&j);
    put_member(&j, "type", RAP_STR("Point"));
    rap_json_key(&j, "coordinates");
    rap_json_array(&j);
    rap_json_raw(&j, lon);
    rap_json_raw(&j, lat);
    rap_json_end_array(&j);
    rap_json_end_object(&j);
    rap_json_key(&j, "properties");
    rap_json_object(&j);
    put_properties(&j, o, item, by);
    put_member(&j, "place", rap_jsonin_str(place, "name"));
    put_member(&j, "gazetteer", rap_jsonin_str(place, "id"));
    put_disputed(&j, place);
    rap_json_end_object(&j);
    rap_json_end_object(&j);
}

static rap_code feature_row(rap_outgoing *o, const rap_item *item)
{
    const rap_value *places = rap_jsonin_get(item->json, "places");
    rap_str by = {"", 0};
    if (!places || !places->first) return RAP_OK;
    rap_code rc = rap_outgoing_claimants(&by, o, item);
    for (const rap_value *p = places->first; rc == RAP_OK && p; p = p->next)
        put_feature(o, item, p, by);
    return rc;
}

rap_code rap_out_geojson(rap_outgoing *o)
{
    rap_buf_z(o->out,
              "{\"type\":\"FeatureCollection\",\"attribution\":\"" RAP_ATLAS_CREDIT
              "\",\"features\":[");
    rap_code rc = rap_outgoing_walk(o, "event", feature_row);
    rap_buf_z(o->out, "\n]}\n");
    return rc;
}
