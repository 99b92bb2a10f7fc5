/*
 * reading/record.c - the head of a record and the layers meta, times,
 * attributions.
 *
 * Keys stand in the order of docs/record.md.  Text spans become source spans here and
 * nowhere else.
 */
/* SPDX-License-Identifier: MIT */
#include "reading/record.h"

#include "base/digest.h"

#include <nettle/base64.h>

void rap_record_span(rap_json *j, const rap_reading *r, rap_span text)
{
    rap_json_span(j, rap_mended_to_source(&r->mended, text));
}

static void record_spans(rap_json *j, const rap_reading *r, const rap_span *v,
                         uint32_t n)
{
    rap_json_array(j);
    for (uint32_t i = 0; i < n; i++)
        rap_record_span(j, r, v[i]);
    rap_json_end_array(j);
}

void rap_record_at_text(rap_json *j, const rap_reading *r, rap_span text)
{
    rap_span source = rap_mended_to_source(&r->mended, text);
    rap_json_key(j, "at");
    rap_json_span(j, source);
    rap_json_key(j, "text");
    rap_json_str(j, rap_mended_quote(&r->mended, source));
}

/* ---- report, meta ------------------------------------------------------------------
 */

static void write_container(rap_json *j, const rap_report *report)
{
    rap_json_key(j, "container");
    if (!report->container.n) {
        rap_json_null(j);
        return;
    }
    rap_json_object(j);
    rap_json_key(j, "path");
    rap_json_str(j, report->container);
    rap_json_key(j, "offset");
    rap_json_int(j, (int64_t)report->container_at);
    rap_json_key(j, "length");
    rap_json_int(j, (int64_t)report->container_n);
    rap_json_end_object(j);
}

static void write_source(rap_json *j, rap_str bytes)
{
    rap_buf b = {0};
    char group[8];
    for (size_t at = 0; at < bytes.n; at += 3) {
        rap_str part = rap_str_cut(bytes, at, at + 3);
        base64_encode_raw(group, part.n, (const uint8_t *)part.p);
        rap_buf_put(&b, (rap_str){group, 4});
    }
    rap_json_key(j, "source");
    rap_json_str(j, rap_buf_str(&b));
    j->out->failed |= b.failed;
    rap_buf_done(&b);
}

/* Where it was published: as the container says, else as the page itself does. */
static rap_str uri_of(const rap_reading *r)
{
    if (r->report->uri.n || !r->meta) return r->report->uri;
    rap_str address = r->meta->address.text;
    bool whole = rap_str_begins(address, RAP_STR("http://")) ||
                 rap_str_begins(address, RAP_STR("https://"));
    return whole ? address : (rap_str){"", 0};
}

static void write_report(rap_json *j, const rap_reading *r)
{
    const rap_report *report = r->report;
    rap_digest digest = rap_sha256(report->bytes);
    rap_json_key(j, "report");
    rap_json_object(j);
    rap_json_key(j, "id");
    rap_json_str(j, (rap_str){digest.hex, 16});
    rap_json_key(j, "key");
    rap_json_str(j, report->key);
    rap_json_key(j, "uri");
    rap_json_str_or_null(j, uri_of(r));
    write_container(j, report);
    rap_json_key(j, "media");
    rap_json_z(j, report->media == RAP_MEDIA_HTML ? "text/html" : "text/plain");
    rap_json_key(j, "bytes");
    rap_json_int(j, (int64_t)report->bytes.n);
    rap_json_key(j, "sha256");
    rap_json_z(j, digest.hex);
    rap_json_key(j, "charset");
    rap_json_z(j, r->mended.charset);
    rap_json_key(j, "language");
    rap_json_z(j, r->prose.tongue);
    if (r->options->with_source) write_source(j, report->bytes);
    rap_json_end_object(j);
    if (!r->prose.english) {
        rap_json_key(j, "unread");
        rap_json_z(j, "language");
    }
}

/* A value that the container gave and the text does not show. */
static void write_told(rap_json *j, rap_str text)
{
    rap_json_object(j);
    rap_json_key(j, "at");
    rap_json_null(j);
    rap_json_key(j, "text");
    rap_json_str(j, text);
    rap_json_key(j, "basis");
    rap_json_z(j, "feed");
    rap_json_end_object(j);
}

static void write_found(rap_json *j, const rap_reading *r, rap_span at)
{
    rap_json_object(j);
    rap_record_at_text(j, r, at);
    rap_json_key(j, "basis");
    rap_json_z(j, "line");
    rap_json_end_object(j);
}

/* A value that a page gives, in its markup or in its text. */
static void write_page_text(rap_json *j, const rap_meta_text *t)
{
    rap_json_object(j);
    rap_json_key(j, "at");
    if (t->n_at == 1) {
        rap_json_span(j, t->at[0]);
    } else {
        rap_json_array(j);
        for (uint32_t i = 0; i < t->n_at; i++)
            rap_json_span(j, t->at[i]);
        rap_json_end_array(j);
    }
    rap_json_key(j, "text");
    rap_json_str(j, t->text);
    rap_json_key(j, "basis");
    rap_json_z(j, rap_meta_basis_name(t->basis));
    rap_json_end_object(j);
}

static void write_title(rap_json *j, const rap_reading *r)
{
    rap_json_key(j, "title");
    if (r->meta && r->meta->title.text.n)
        write_page_text(j, &r->meta->title);
    else if (r->layout.has_title)
        write_found(j, r, r->layout.title);
    else if (r->report->title.n)
        write_told(j, r->report->title);
    else
        rap_json_null(j);
}

static void write_authors(rap_json *j, const rap_reading *r)
{
    size_t n_page = r->meta ? r->meta->n_authors : 0;
    rap_json_key(j, "authors");
    rap_json_array(j);
    for (size_t i = 0; i < n_page; i++)
        write_page_text(j, &r->meta->authors[i]);
    for (size_t i = 0; i < r->layout.n_authors && !n_page; i++)
        write_found(j, r, r->layout.authors[i].at);
    bool other = n_page || r->layout.n_authors;
    for (size_t i = 0; i < r->report->n_authors && !other; i++)
        write_told(j, r->report->authors[i]);
    rap_json_end_array(j);
}

static void write_publisher(rap_json *j, const rap_reading *r)
{
    rap_json_key(j, "publisher");
    if (r->meta && r->meta->publisher.text.n)
        write_page_text(j, &r->meta->publisher);
    else if (r->report->publisher.n)
        write_told(j, r->report->publisher);
    else if (r->layout.publisher.text.n)
        write_found(j, r, r->layout.publisher.at);
    else
        rap_json_null(j);
}

static void write_day_or_null(rap_json *j, const char *key, rap_days days)
{
    rap_json_key(j, key);
    rap_day_text t = rap_days_print(days);
    rap_json_str_or_null(j, rap_str_of(t.z));
}

/* Is the day of publication the one that the page itself gives? */
static bool is_of_page(const rap_reading *r)
{
    const rap_published *p = &r->times.published;
    return r->meta && !rap_day_is_none(r->meta->published.day) &&
           rap_day_eq(p->day, r->meta->published.day) && p->basis &&
           p->basis == rap_meta_basis_name(r->meta->published.basis);
}

static void write_published(rap_json *j, const rap_reading *r)
{
    const rap_published *p = &r->times.published;
    rap_json_key(j, "published");
    rap_json_object(j);
    write_day_or_null(j, "day", (rap_days){p->day, p->day});
    write_day_or_null(j, "from", (rap_days){p->range.from, p->range.from});
    write_day_or_null(j, "to", (rap_days){p->range.to, p->range.to});
    rap_json_key(j, "sure");
    rap_json_int(j, p->sure);
    rap_json_key(j, "basis");
    rap_json_z(j, p->basis ? p->basis : "none");
    rap_json_key(j, "evidence");
    if (is_of_page(r)) {
        rap_json_array(j);
        rap_json_span(j, r->meta->published.at);
        rap_json_end_array(j);
    } else {
        record_spans(j, r, p->evidence, p->n_evidence);
    }
    rap_json_end_object(j);
}

static void write_modified(rap_json *j, const rap_reading *r)
{
    rap_json_key(j, "modified");
    if (!r->meta || rap_day_is_none(r->meta->modified.day)) {
        rap_json_null(j);
        return;
    }
    const rap_meta_day *m = &r->meta->modified;
    rap_json_object(j);
    write_day_or_null(j, "day", (rap_days){m->day, m->day});
    rap_json_key(j, "sure");
    rap_json_int(j, m->sure);
    rap_json_key(j, "basis");
    rap_json_z(j, rap_meta_basis_name(m->basis));
    rap_json_key(j, "evidence");
    rap_json_array(j);
    rap_json_span(j, m->at);
    rap_json_end_array(j);
    rap_json_end_object(j);
}

/* ---- names -------------------------------------------------------------------------
 */

void rap_record_id(rap_json *j, char letter, int32_t index)
{
    char z[12];
    size_t at = sizeof z;
    if (index < 0) {
        rap_json_null(j);
        return;
    }
    for (uint32_t n = (uint32_t)index + 1; n; n /= 10)
        z[--at] = (char)('0' + n % 10);
    z[--at] = letter;
    rap_json_str(j, (rap_str){z + at, sizeof z - at});
}

/* ---- times -------------------------------------------------------------------------
 */

static void write_time(rap_json *j, const rap_reading *r, const rap_time *t)
{
    rap_json_object(j);
    rap_json_key(j, "at");
    rap_record_span(j, r, t->at);
    rap_json_key(j, "type");
    rap_json_z(j, rap_timex_type_name(t->type));
    rap_json_key(j, "value");
    rap_json_z(j, t->value);
    rap_json_key(j, "mod");
    rap_json_z(j, t->mod);
    write_day_or_null(j, "from", (rap_days){t->days.from, t->days.from});
    write_day_or_null(j, "to", (rap_days){t->days.to, t->days.to});
    rap_json_key(j, "anchor");
    rap_json_z(j, t->anchor);
    rap_json_key(j, "rule");
    rap_json_z(j, t->rule);
    rap_json_end_object(j);
}

static void write_times(rap_json *j, const rap_reading *r)
{
    rap_json_key(j, "times");
    rap_json_array(j);
    for (uint32_t i = 0; i < r->times.n_times; i++)
        write_time(j, r, &r->times.times[i]);
    rap_json_end_array(j);
}

/* ---- attributions ------------------------------------------------------------------
 */

static void write_side_note(rap_json *j, const rap_reading *r, const char *key,
                            rap_span at)
{
    rap_json_key(j, key);
    if (at.from == at.to) {
        rap_json_null(j);
        return;
    }
    rap_json_object(j);
    rap_record_at_text(j, r, at);
    rap_json_end_object(j);
}

static void write_unnamed(rap_json *j, const rap_attribution *a)
{
    rap_json_key(j, "anonymous");
    rap_json_bool(j, a->anonymous);
    rap_json_key(j, "unnamed_kind");
    rap_json_z(j, rap_unnamed_kind_name(a->unnamed_kind));
    rap_json_key(j, "unnamed_count");
    if (a->unnamed_count)
        rap_json_int(j, a->unnamed_count);
    else
        rap_json_null(j);
    rap_json_key(j, "via");
    rap_json_array(j);
    for (uint32_t i = 0; i < a->n_via; i++)
        rap_record_id(j, 'e', a->via[i]);
    rap_json_end_array(j);
}

static void write_attribution(rap_json *j, const rap_reading *r, int32_t index)
{
    const rap_attribution *a = &r->speech.attributions[index];
    rap_json_object(j);
    rap_json_key(j, "id");
    rap_record_id(j, 'a', index);
    rap_json_key(j, "kind");
    rap_json_z(j, rap_speech_kind_name(a->kind));
    rap_json_key(j, "content");
    record_spans(j, r, a->content.v, a->content.n);
    rap_json_key(j, "cue");
    record_spans(j, r, a->cue.v, a->cue.n);
    rap_json_key(j, "source");
    record_spans(j, r, a->source.v, a->source.n);
    rap_json_key(j, "speaker");
    rap_record_id(j, 'e', a->speaker);
    rap_json_key(j, "sure");
    rap_json_int(j, a->sure);
    rap_json_key(j, "rule");
    rap_json_z(j, a->rule);
    rap_json_key(j, "speech");
    rap_json_bool(j, a->speech);
    write_unnamed(j, a);
    write_side_note(j, r, "addressee", a->addressee);
    write_side_note(j, r, "medium", a->medium);
    write_day_or_null(j, "day", a->day);
    rap_json_key(j, "day_basis");
    rap_json_z(j, a->day_basis);
    rap_json_key(j, "nested_in");
    rap_record_id(j, 'a', a->nested_in);
    rap_json_end_object(j);
}

static void write_attributions(rap_json *j, const rap_reading *r)
{
    rap_json_key(j, "attributions");
    rap_json_array(j);
    for (uint32_t i = 0; i < r->speech.n_attributions; i++)
        write_attribution(j, r, (int32_t)i);
    rap_json_end_array(j);
}

void rap_record_write(rap_buf *out, const rap_reading *r)
{
    rap_json json = rap_json_of(out), *j = &json;
    rap_json_object(j);
    rap_json_key(j, "v");
    rap_json_int(j, 1);
    rap_json_key(j, "engine");
    rap_json_str(
        j, (rap_str){"rapporteur " RAP_VERSION, sizeof "rapporteur " RAP_VERSION - 1});
    write_report(j, r);
    if (r->layers & RAP_LAYER_META) {
        write_title(j, r);
        write_authors(j, r);
        write_publisher(j, r);
        write_published(j, r);
        write_modified(j, r);
    }
    rap_record_write_text(j, r);
    if (r->layers & RAP_LAYER_NAMES) rap_record_write_names(j, r);
    if (r->layers & RAP_LAYER_TIMES) write_times(j, r);
    if (r->layers & RAP_LAYER_ATTRIBUTIONS) write_attributions(j, r);
    rap_record_write_facts(j, r);
    rap_json_end_object(j);
    rap_buf_byte(out, '\n');
}
