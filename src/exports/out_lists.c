/*
 * exports/out_lists.c - positions for Discourse Network Analyzer, dated lines for
 * TimelineJS, reports as CSL-JSON.
 */
/* SPDX-License-Identifier: MIT */
#include "base/json.h"
#include "exports/outgoing.h"
#include "pages/html.h"
#include "view/torn.h"
#include "view/wording.h"

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

static void put_member(rap_json *j, const char *key, rap_str value)
{
    rap_torn_mind(j->out, value);
    rap_json_key(j, key);
    rap_json_str(j, value);
}

/* Whose word it is: the side's own, a report's, or another's. */
static rap_str status_of(const rap_telling *t)
{
    rap_str by = rap_jsonin_str(t->json, "asserted_by");
    if (rap_claim_is_hollow(&t->claim)) return RAP_STR("unnamed");
    if (t->claim.kind == RAP_CLAIM_NARRATOR) return RAP_STR("narrated");
    return rap_str_is(by, "self") ? RAP_STR("own") : RAP_STR("told by others");
}

/* DNA: a statement is a person and an organization that agree or not with a concept. A
 * telling that nobody of the side made stands under the one who tells it. */
static rap_code dna_telling(rap_outgoing *o, const rap_item *item, const rap_telling *t)
{
    rap_cells c = {.out = o->out};
    const rap_listed *r = rap_view_number(o->v, t->cite.n);
    rap_str polarity = rap_jsonin_str(item->json, "polarity");
    rap_buf by = {0}, place = {0}, party = {0};
    if (t->claim.kind == RAP_CLAIM_NARRATOR)
        rap_buf_z(&by, "narrator");
    else
        rap_buf_put(&by, t->claim.kind == RAP_CLAIM_UNSURE ? RAP_STR("speaker unclear")
                                                           : t->claim.name);
    rap_names_write(&party, o->v, item->who);
    if (t->cite.n) rap_cite_put(&place, o->v, t->cite);
    rap_cells_int(&c, (int64_t)++o->n);
    rap_cells_put(&c, rap_jsonin_str(t->json, "day"));
    rap_cells_put(&c, r ? r->key : (rap_str){"", 0});
    rap_cells_put(&c, r ? rap_outgoing_words(o, r->title) : (rap_str){"", 0});
    rap_cells_put(&c, rap_torn_text(&by));
    rap_cells_put(&c, rap_torn_text(&party));
    rap_cells_put(&c, item->what);
    rap_cells_put(&c, rap_str_is(polarity, "+")   ? RAP_STR("1")
                      : rap_str_is(polarity, "-") ? RAP_STR("0")
                                                  : (rap_str){"", 0});
    rap_cells_put(&c, item->state);
    rap_cells_put(&c, rap_jsonin_str(t->json, "asserted_by"));
    rap_cells_put(&c, rap_outgoing_words(o, rap_jsonin_str(item->json, "proposition")));
    rap_cells_put(&c, rap_torn_text(&place));
    rap_cells_put(&c, rap_torn_text(&by));
    rap_cells_put(&c, status_of(t));
    rap_cells_end(&c);
    rap_buf_done(&by);
    rap_buf_done(&place);
    rap_buf_done(&party);
    return RAP_OK;
}

static rap_code dna_row(rap_outgoing *o, const rap_item *item)
{
    rap_telling *t = NULL;
    uint32_t n = 0;
    rap_code rc =
        rap_tellings_of(&t, &n, o->v, rap_tellings_list(item), o->row, o->err);
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++)
        rc = dna_telling(o, item, &t[i]);
    return rc;
}

rap_code rap_out_dna(rap_outgoing *o)
{
    static const char *const names[] = {
        "ID",           "time",    "document",  "title",  "person",
        "organization", "concept", "agreement", "stance", "asserted_by",
        "text",         "place",   "claimant",  "status"};
    rap_cells c = {.out = o->out};
    rap_cells_head(&c, names, COUNT(names));
    return rap_outgoing_walk(o, "position", dna_row);
}

static void put_date(rap_json *j, const char *key, rap_day day)
{
    rap_json_key(j, key);
    rap_json_object(j);
    rap_json_key(j, "year");
    rap_json_int(j, day.year);
    if (day.month) {
        rap_json_key(j, "month");
        rap_json_int(j, day.month);
    }
    if (day.day) {
        rap_json_key(j, "day");
        rap_json_int(j, day.day);
    }
    rap_json_end_object(j);
}

static void put_days(rap_json *j, rap_str text)
{
    size_t stroke = rap_str_find(text, RAP_STR("/"), 0);
    rap_day first = {0}, last = {0};
    (void)rap_day_parse(&first, rap_str_cut(text, 0, stroke));
    put_date(j, "start_date", first);
    if (stroke < text.n && rap_day_parse(&last, rap_str_cut(text, stroke + 1, text.n)))
        put_date(j, "end_date", last);
}

/* TimelineJS takes markup in its texts, so what a report wrote is escaped. */
static void put_escaped(rap_json *j, const char *key, rap_str text)
{
    rap_buf b = {0};
    rap_torn_mind(&b, text);
    rap_html_escape(&b, text);
    put_member(j, key, rap_torn_text(&b));
    rap_buf_done(&b);
}

static void put_slide(rap_json *j, rap_outgoing *o, const rap_item *item, rap_str by)
{
    rap_buf b = {0};
    rap_sign status = rap_sign_status(item->state);
    if (status.word.n) {
        rap_buf_put(&b, status.word);
        rap_buf_z(&b, status.flag ? " by " : ", says ");
    } else {
        rap_buf_z(&b, "says ");
    }
    rap_buf_put(&b, by);
    rap_buf_z(&b, ". ");
    rap_buf_put(&b, rap_outgoing_places(o, item));
    rap_json_key(j, "text");
    rap_json_object(j);
    rap_str words = rap_outgoing_words(o, item->text);
    put_escaped(j, "headline", words.n ? words : item->what);
    put_escaped(j, "text", rap_torn_text(&b));
    rap_json_end_object(j);
    rap_buf_done(&b);
}

static rap_code slide_row(rap_outgoing *o, const rap_item *item)
{
    rap_str by = {"", 0};
    int32_t first, last;
    if (!rap_day_bounds(&first, &last, item->day)) return RAP_OK;
    rap_code rc = rap_outgoing_claimants(&by, o, item);
    if (rc != RAP_OK) return rc;
    rap_buf_z(o->out, o->n++ ? ",\n" : "\n");
    rap_json j = rap_json_of(o->out);
    rap_json_object(&j);
    put_days(&j, item->day);
    put_slide(&j, o, item, by);
    put_member(&j, "group", item->what);
    put_member(&j, "unique_id", item->id);
    rap_json_end_object(&j);
    return RAP_OK;
}

rap_code rap_out_timelinejs(rap_outgoing *o)
{
    rap_json j = rap_json_of(o->out);
    rap_buf_z(o->out, "{\"title\":{\"text\":{\"headline\":");
    rap_json_str(&j, o->v->heading.title);
    rap_buf_z(o->out, "}},\"events\":[");
    rap_code rc = rap_outgoing_walk(o, "chronology", slide_row);
    rap_buf_z(o->out, "\n]}\n");
    return rc;
}

static void put_issued(rap_json *j, rap_str text)
{
    rap_day day = {0};
    if (!rap_day_parse(&day, text) || !day.year) return;
    rap_json_key(j, "issued");
    rap_json_object(j);
    rap_json_key(j, "date-parts");
    rap_json_array(j);
    rap_json_array(j);
    rap_json_int(j, day.year);
    if (day.month) rap_json_int(j, day.month);
    if (day.month && day.day) rap_json_int(j, day.day);
    rap_json_end_array(j);
    rap_json_end_array(j);
    rap_json_end_object(j);
}

static rap_code report_row(rap_outgoing *o, const rap_item *item)
{
    rap_str uri = rap_jsonin_str(item->json, "uri");
    rap_str key = rap_jsonin_str(item->json, "key");
    rap_buf_z(o->out, o->n++ ? ",\n" : "\n");
    rap_json j = rap_json_of(o->out);
    rap_json_object(&j);
    put_member(&j, "id", key);
    put_member(&j, "type", RAP_STR("article-newspaper"));
    if (item->text.n && !o->no_text) put_member(&j, "title", item->text);
    if (item->other.n) put_member(&j, "container-title", item->other);
    put_issued(&j, item->day);
    if (uri.n) put_member(&j, "URL", uri);
    put_member(&j, "source", key);
    rap_json_end_object(&j);
    return RAP_OK;
}

rap_code rap_out_csljson(rap_outgoing *o)
{
    rap_buf_z(o->out, "[");
    rap_code rc = rap_outgoing_walk(o, "report", report_row);
    rap_buf_z(o->out, "\n]\n");
    return rc;
}
