/*
 * exports/out_webanno.c - rows as W3C Web Annotations (JSON-LD): a target a citation,
 * with the bytes of the source as it was received.
 *
 * Web Annotation Data Model, W3C Recommendation of 23 February 2017, sections 3.2
 * (bodies), 4.2.6 (DataPositionSelector) and 5 (pages).  Its model has no place for a
 * status or for the one who says so: those are members of our own, under
 * urn:rapporteur:.
 */
/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "exports/outgoing.h"
#include "view/torn.h"

static const char head[] =
    "{\"@context\":[\"http://www.w3.org/ns/anno.jsonld\",{\"rapporteur\":"
    "\"urn:rapporteur:\",\"row\":\"rapporteur:row\",\"status\":\"rapporteur:status\","
    "\"claimants\":\"rapporteur:claimants\",\"day\":\"rapporteur:day\","
    "\"names\":\"rapporteur:names\",\"report\":\"rapporteur:report\"}],"
    "\"id\":\"urn:rapporteur:annotations\",\"type\":\"AnnotationPage\","
    "\"startIndex\":0,\"items\":[";

static void put_member(rap_json *j, const char *key, rap_str value)
{
    rap_torn_mind(j->out, value);
    if (!value.n) return;
    rap_json_key(j, key);
    rap_json_str(j, value);
}

static void put_body(rap_json *j, const char *purpose, rap_str value)
{
    rap_torn_mind(j->out, value);
    if (!value.n) return;
    rap_json_object(j);
    put_member(j, "type", RAP_STR("TextualBody"));
    put_member(j, "purpose", rap_str_of(purpose));
    put_member(j, "value", value);
    rap_json_end_object(j);
}

/* The source goes by the digest of its bytes, which is what the positions count in. */
static void put_target(rap_json *j, rap_outgoing *o, rap_cited c)
{
    const rap_listed *r = rap_view_number(o->v, c.n);
    if (!r) return;
    rap_buf b = {0};
    rap_buf_z(&b, "urn:rapporteur:source:");
    rap_buf_put(&b, r->sha256);
    rap_json_object(j);
    put_member(j, "source", rap_torn_text(&b));
    put_member(j, "report", r->key);
    rap_json_key(j, "selector");
    rap_json_object(j);
    put_member(j, "type", RAP_STR("DataPositionSelector"));
    rap_json_key(j, "start");
    rap_json_int(j, c.at.from);
    rap_json_key(j, "end");
    rap_json_int(j, c.at.to);
    rap_json_end_object(j);
    rap_json_end_object(j);
    rap_buf_done(&b);
}

/* "event 193 claimed" */
static void put_class(rap_json *j, const rap_item *item)
{
    const rap_str parts[] = {item->kind, item->what, item->state};
    rap_buf b = {0};
    for (int i = 0; i < 3; i++) {
        if (!parts[i].n) continue;
        if (b.n) rap_buf_byte(&b, ' ');
        rap_buf_put(&b, parts[i]);
    }
    put_body(j, "classifying", rap_torn_text(&b));
    rap_buf_done(&b);
}

static void put_names(rap_json *j, rap_outgoing *o, const rap_item *item)
{
    rap_buf b = {0};
    rap_names_write(&b, o->v, item->who);
    if (item->other.n) rap_buf_z(&b, " -> ");
    rap_names_write(&b, o->v, item->other);
    put_member(j, "names", rap_torn_text(&b));
    rap_buf_done(&b);
}

/* Of a disagreement: who stands on its sides. */
static rap_code take_sides(rap_str *by, rap_outgoing *o, const rap_item *item)
{
    rap_telling *t = NULL;
    uint32_t n = 0;
    rap_buf b = {0};
    rap_code rc = rap_tellings_of(&t, &n, o->v, rap_jsonin_get(item->json, "sides"),
                                  o->row, o->err);
    if (rc != RAP_OK) return rc;
    for (uint32_t i = 0; i < n; i++) {
        if (i) rap_buf_z(&b, "; ");
        rap_claim_write(&b, &t[i].claim);
    }
    *by = rap_torn_copy(o->row, &b);
    rap_buf_done(&b);
    return by->p ? RAP_OK : rap_fail_memory(o->err);
}

static rap_code annotation_row(rap_outgoing *o, const rap_item *item)
{
    rap_str by = {"", 0};
    rap_buf id = {0};
    rap_code rc = rap_str_is(item->kind, "disagreement")
                      ? take_sides(&by, o, item)
                      : rap_outgoing_claimants(&by, o, item);
    if (rc != RAP_OK || !item->n_cites) return rc;
    rap_buf_z(&id, "urn:rapporteur:row:");
    rap_buf_put(&id, item->id);
    rap_buf_z(o->out, o->n++ ? ",\n" : "\n");
    rap_json j = rap_json_of(o->out);
    rap_json_object(&j);
    put_member(&j, "id", rap_torn_text(&id));
    put_member(&j, "type", RAP_STR("Annotation"));
    put_member(&j, "motivation", RAP_STR("classifying"));
    put_member(&j, "row", item->kind);
    put_member(&j, "status", item->state);
    put_member(&j, "claimants", by);
    put_member(&j, "day", item->day);
    put_names(&j, o, item);
    rap_json_key(&j, "body");
    rap_json_array(&j);
    put_class(&j, item);
    put_body(&j, "describing", rap_outgoing_words(o, item->text));
    rap_json_end_array(&j);
    rap_json_key(&j, "target");
    rap_json_array(&j);
    for (uint32_t i = 0; i < item->n_cites; i++)
        put_target(&j, o, item->cites[i]);
    rap_json_end_array(&j);
    rap_json_end_object(&j);
    rap_buf_done(&id);
    return RAP_OK;
}

rap_code rap_out_webanno(rap_outgoing *o)
{
    static const char *const kinds[] = {"attribution", "figure",     "event",
                                        "position",    "round",      "document",
                                        "pledge",      "chronology", "disagreement"};
    rap_code rc = RAP_OK;
    rap_buf_z(o->out, head);
    for (size_t i = 0; rc == RAP_OK && i < sizeof kinds / sizeof *kinds; i++)
        rc = rap_outgoing_walk(o, kinds[i], annotation_row);
    rap_buf_z(o->out, "\n]}\n");
    return rc;
}
