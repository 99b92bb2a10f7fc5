/*
 * reading/reading.c - run every stage over one report, in the order of the rooms.
 */
/* SPDX-License-Identifier: MIT */
#include "reading/reading.h"

#include "layout/pagebody.h"
#include "markup/page.h"
#include "reading/record.h"
#include "trees/trees.h"

static const struct {
    const char *name;
    uint32_t layer;
} layer_names[] = {
    {"meta", RAP_LAYER_META},          {"text", RAP_LAYER_TEXT},
    {"syntax", RAP_LAYER_SYNTAX},      {"names", RAP_LAYER_NAMES},
    {"times", RAP_LAYER_TIMES},        {"attributions", RAP_LAYER_ATTRIBUTIONS},
    {"figures", RAP_LAYER_FIGURES},    {"events", RAP_LAYER_EVENTS},
    {"positions", RAP_LAYER_POSITIONS}};

rap_code rap_layers_parse(uint32_t *out, rap_str list, rap_err *err)
{
    enum { N = sizeof layer_names / sizeof *layer_names };
    uint32_t layers = 0;
    for (size_t at = 0; at <= list.n;) {
        size_t end = rap_str_find(list, RAP_STR(","), at), i = 0;
        rap_str name = rap_str_trim(rap_str_cut(list, at, end));
        while (i < N && !rap_str_is(name, layer_names[i].name))
            i++;
        if (i == N)
            return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                            "there is no layer \"" RAP_FMT "\"", RAP_ARG(name));
        layers |= layer_names[i].layer;
        at = end + 1;
    }
    *out = layers;
    return RAP_OK;
}

void rap_reading_error(rap_buf *out, rap_str key, const rap_err *err)
{
    rap_json json = rap_json_of(out), *j = &json;
    rap_json_object(j);
    rap_json_key(j, "v");
    rap_json_int(j, 1);
    rap_json_key(j, "error");
    rap_json_object(j);
    rap_json_key(j, "uri");
    rap_json_str(j, key);
    rap_json_key(j, "at");
    if (err->at == RAP_NOWHERE)
        rap_json_null(j);
    else
        rap_json_int(j, (int64_t)err->at);
    rap_json_key(j, "code");
    rap_json_z(j, rap_code_name(err->code));
    rap_json_key(j, "message");
    rap_json_z(j, err->msg);
    rap_json_end_object(j);
    rap_json_end_object(j);
    rap_buf_byte(out, '\n');
}

static rap_day parsed_day(rap_str s)
{
    rap_day day = {0};
    (void)rap_day_parse(&day, s);
    return day;
}

/* Layers for which names are found, and what rests on them. */
static const uint32_t named = RAP_LAYER_NAMES | RAP_LAYER_ATTRIBUTIONS |
                              RAP_LAYER_FIGURES | RAP_LAYER_EVENTS |
                              RAP_LAYER_POSITIONS;

static rap_code read_trees(const rap_reading *r, rap_err *err)
{
    bool wanted = (r->layers & (named | RAP_LAYER_SYNTAX)) && !r->options->no_parse;
    return wanted ? rap_trees_read(&r->prose, err) : rap_trees_tag(&r->prose, err);
}

static void take_page(rap_reading *r, rap_times_options *times, const rap_page *page)
{
    r->mended = page->mended;
    r->meta = page->meta;
    times->is_page = true;
    times->page = page->meta->published.day;
    times->page_basis = rap_meta_basis_name(page->meta->published.basis);
    times->page_sure = page->meta->published.sure;
}

/* Nothing is published after it was fetched; crawlers give that day in UTC, publishers
 * their own, which may be a day ahead. */
static rap_days bounds_of(const rap_reading *r)
{
    rap_days between = r->options->between;
    rap_day fetched = parsed_day(r->report->fetched);
    if (!rap_day_is_full(fetched)) return between;
    fetched = rap_day_add(fetched, 1);
    bool open = rap_day_is_none(between.to) ||
                rap_day_serial(rap_day_last(between.to)) > rap_day_serial(fetched);
    if (open) between.to = fetched;
    return between;
}

/* Words, trees, times.  Where only meta and text are wanted and the day is known
 * without it, nothing need be understood. */
static rap_code read_words(rap_reading *r, const rap_times_options *times,
                           rap_arena *arena, rap_err *err)
{
    const uint32_t plain = RAP_LAYER_META | RAP_LAYER_TEXT;
    bool told = times->is_page || !rap_day_is_none(times->told);
    rap_code rc;
    if (told && !(r->layers & ~plain)) {
        rc = rap_prose_open(&r->prose, &r->mended, &r->layout, arena, err);
        if (rc == RAP_OK) rap_times_told(&r->times, &r->prose, times);
        return rc;
    }
    rc = rap_prose_read(&r->prose, &r->mended, &r->layout, arena, err);
    if (rc == RAP_OK) rc = read_trees(r, err);
    return rc == RAP_OK ? rap_times_read(&r->times, &r->prose, times, err) : rc;
}

/* mend, layout, words, trees, times: what every layer rests on. */
static rap_code read_text(rap_reading *r, rap_arena *arena, rap_err *err)
{
    const rap_layout_options layout = {.verbatim = r->options->verbatim,
                                       .title = r->report->title};
    rap_times_options times = {.told = parsed_day(r->report->date),
                               .given = r->options->published,
                               .between = bounds_of(r),
                               .piled = r->options->piled,
                               .piled_range = r->options->piled_range,
                               .piled_sure = r->options->piled_sure};
    bool is_page = r->report->media == RAP_MEDIA_HTML;
    rap_page page;
    rap_code rc =
        is_page
            ? rap_markup_read(&page, r->report->bytes, r->report->charset, arena, err)
            : rap_mend(&r->mended, r->report->bytes, r->report->charset, arena, err);
    if (rc == RAP_OK && is_page) take_page(r, &times, &page);
    if (rc == RAP_OK)
        rc = is_page && !layout.verbatim
                 ? rap_layout_of_page(&r->layout, &page, arena, err)
                 : rap_layout_read(&r->layout, &r->mended, &layout, arena, err);
    return rc == RAP_OK ? read_words(r, &times, arena, err) : rc;
}

/* Who says "I" in a quotation. */
static rap_code join_own(rap_reading *r, rap_err *err)
{
    const rap_speech *s = &r->speech;
    rap_own_words *v = RAP_NEW(r->prose.arena, rap_own_words, s->n_attributions);
    rap_own_list words = {v, 0};
    if (!v) return rap_fail_memory(err);
    for (uint32_t i = 0; i < s->n_attributions; i++) {
        const rap_attribution *a = &s->attributions[i];
        if (!a->content.n || a->speaker < 0) continue;
        v[words.n++] =
            (rap_own_words){{a->content.v[0].from, a->content.v[a->content.n - 1].to},
                            a->speaker,
                            a->sure};
    }
    return rap_coref_own(&r->coref, &r->names, &r->prose, words, err);
}

static rap_code read_facts(rap_reading *r, rap_err *err)
{
    if (!r->prose.english || !(r->layers & named)) return RAP_OK;
    const rap_facts_input in = {&r->prose, &r->names, &r->times, &r->places,
                                &r->speech};
    rap_code rc = rap_names_read(&r->names, &r->prose, err);
    if (rc == RAP_OK) rc = rap_coref_read(&r->coref, &r->names, &r->prose, err);
    if (rc == RAP_OK)
        rc = rap_places_read(&r->places, &r->prose, &r->names, r->options->atlas, err);
    if (rc == RAP_OK) rc = rap_speech_link(&r->names, &r->coref, &r->prose, err);
    if (rc == RAP_OK && (r->layers & named & ~(uint32_t)RAP_LAYER_NAMES))
        rc = rap_speech_read(&r->speech, &r->prose, &r->names, &r->times, err);
    if (rc == RAP_OK) rc = rap_speech_settle(&r->coref, &r->names, &r->prose, err);
    if (rc == RAP_OK) rc = join_own(r, err);
    const uint32_t facts = RAP_LAYER_FIGURES | RAP_LAYER_EVENTS | RAP_LAYER_POSITIONS;
    if (rc == RAP_OK && (r->layers & facts)) rc = rap_facts_read(&r->facts, &in, err);
    return rc;
}

/* A stage may leave out what it finds no room for: no record is made of the rest. */
static rap_code whole(const rap_arena *arena, rap_err *err)
{
    return rap_arena_refused(arena) ? rap_fail_memory(err) : RAP_OK;
}

rap_code rap_reading_open(const rap_reading **out, const rap_report *report,
                          const rap_reading_options *options, rap_arena *arena,
                          rap_err *err)
{
    if (rap_str_trim(report->bytes).n == 0)
        return rap_fail(err, RAP_E_EMPTY, 0, "there is nothing in it to read");
    rap_reading *r = RAP_NEW(arena, rap_reading, 1);
    if (!r) return rap_fail_memory(err);
    r->report = report;
    r->options = options;
    r->layers = options->layers ? options->layers : RAP_LAYER_DEFAULT;
    rap_code rc = read_text(r, arena, err);
    if (rc == RAP_OK) rc = read_facts(r, err);
    if (rc == RAP_OK) rc = whole(arena, err);
    if (rc == RAP_OK) *out = r;
    return rc;
}

rap_code rap_reading_run(rap_buf *out, const rap_report *report,
                         const rap_reading_options *options, rap_arena *arena,
                         rap_err *err)
{
    rap_err mine = {.at = RAP_NOWHERE};
    if (!err) err = &mine;
    const rap_reading *r = NULL;
    const size_t from = out->n;
    rap_code rc = rap_reading_open(&r, report, options, arena, err);
    if (rc == RAP_OK) {
        rap_record_write(out, r);
        rc = whole(arena, err);
    }
    if (rc == RAP_OK) return rc;
    out->n = from;
    rap_reading_error(out, report->key, err);
    return rc;
}
