/*
 * pile/filed.c - a record's JSON turned into a rap_filed, checked as it is read.
 *
 * The tree of the JSON lives in an arena of its own that is given back soon; what is
 * kept is copied, so that a dossier of thousands of reports holds little more than
 * their facts.  A failure inside sticks in `filing.rc`, and reading goes on harmlessly
 * to the end, where it is told.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/filed.h"

#include "base/ascii.h"
#include "base/jsonin.h"

#include <stddef.h>

enum {
    TREE_LIMIT = 1 << 30, /* the largest report is 32 MiB of text; its tree far below */
    SEEK_MAX = 512,       /* ids tried before one is said to be missing */
    LABEL_MAX = 16,       /* bytes of strings that are kept once a report, */
    LABELS = 64           /* when they stand near each other */
};

typedef struct {
    rap_filed *f;
    rap_arena *arena;
    rap_str json;
    rap_err *err;
    rap_code rc;
    rap_str labels[LABELS]; /* the last one of each hash */
} filing;

static void refuse(filing *w, const char *what, rap_str which)
{
    if (w->rc != RAP_OK) return;
    w->rc = rap_fail(w->err, RAP_E_SYNTAX, RAP_NOWHERE, "not a record: %s " RAP_FMT,
                     what, (int)(which.n > 60 ? 60 : which.n), which.p);
}

static rap_str keep(filing *w, rap_str s)
{
    if (s.n == 0 || w->rc != RAP_OK) return (rap_str){"", 0};
    rap_str *label = s.n <= LABEL_MAX ? &w->labels[rap_hash(s) % LABELS] : NULL;
    if (label && rap_str_eq(*label, s)) return *label;
    rap_str copy = rap_arena_copy(w->arena, s);
    if (!copy.p) w->rc = rap_fail_memory(w->err);
    if (label && copy.p) *label = copy;
    return copy.p ? copy : (rap_str){"", 0};
}

static rap_str keep_str(filing *w, const rap_value *v, const char *key)
{
    return keep(w, rap_jsonin_str(v, key));
}

/* Room for the children of a list; *n is 0 where there is none. */
static void *room_for(filing *w, const rap_value *list, uint32_t *n, size_t size)
{
    *n = 0;
    if (!list || list->kind != RAP_JSON_ARRAY || w->rc != RAP_OK) return NULL;
    void *p = rap_arena_take(w->arena, list->n, size, _Alignof(max_align_t));
    if (!p) w->rc = rap_fail_memory(w->err);
    if (p) *n = list->n;
    return p;
}
#define ROOM(w, T, list, n) ((T *)room_for((w), (list), (n), sizeof(T)))

static rap_span check_span(filing *w, const rap_value *v)
{
    if (!v || v->kind == RAP_JSON_NULL) return (rap_span){0, 0};
    bool pair = v->kind == RAP_JSON_ARRAY && v->n == 2;
    int64_t from = pair ? rap_jsonin_number(v->first, -1) : -1;
    int64_t to = pair ? rap_jsonin_number(v->first->next, -1) : -1;
    if (from < 0 || to < from)
        refuse(w, "a span is not two offsets in", w->f->key);
    else if (to > w->f->bytes)
        refuse(w, "a span ends behind the source of", w->f->key);
    return rap_jsonin_span(v);
}

static rap_span span_of(filing *w, const rap_value *v, const char *key)
{
    return check_span(w, rap_jsonin_get(v, key));
}

/* A list of spans; a single span counts as a list of one. */
static rap_filed_spans spans_of(filing *w, const rap_value *v, const char *key)
{
    rap_filed_spans out = {NULL, 0};
    const rap_value *list = rap_jsonin_get(v, key);
    bool single = list && list->first && list->first->kind == RAP_JSON_NUMBER;
    rap_span *to;
    if (single) {
        to = RAP_NEW(w->arena, rap_span, 1);
        if (!to) w->rc = rap_fail_memory(w->err);
        if (to) *to = check_span(w, list);
        return (rap_filed_spans){to, to ? 1u : 0u};
    }
    to = ROOM(w, rap_span, list, &out.n);
    out.v = to;
    if (!to) return out;
    for (const rap_value *c = list->first; c; c = c->next)
        *to++ = check_span(w, c);
    return out;
}

static const rap_str *strs_of(filing *w, const rap_value *v, const char *key,
                              uint32_t *n)
{
    const rap_value *list = rap_jsonin_get(v, key);
    rap_str *to = ROOM(w, rap_str, list, n), *at = to;
    if (!to) return NULL;
    for (const rap_value *c = list->first; c; c = c->next)
        *at++ = keep(w, c->kind == RAP_JSON_STRING ? c->text : (rap_str){"", 0});
    return to;
}

/* The number behind the letter of "e7", or -1. */
static int64_t number_of(rap_str id)
{
    int64_t n = 0;
    if (id.n < 2 || id.n > 9) return -1;
    for (size_t i = 1; i < id.n; i++) {
        if (!rap_is_digit(id.p[i])) return -1;
        n = n * 10 + (id.p[i] - '0');
    }
    return n;
}

/* Ids stand in order as a rule: "e7" is looked for at the seventh place first and then
 * near it.  `stride` steps from one row's id to the next. */
static int32_t seek_id(const void *rows, uint32_t n, size_t stride, rap_str id)
{
    int64_t guess = number_of(id) - 1;
    const char *base = rows;
    for (int64_t step = 0; step < SEEK_MAX; step++)
        for (int64_t i = guess - step; i <= guess + step; i += step ? 2 * step : 1)
            if (i >= 0 && i < n) {
                rap_str there;
                memcpy(&there, base + (size_t)i * stride, sizeof there);
                if (rap_str_eq(there, id)) return (int32_t)i;
            }
    return -1;
}

static int32_t entity_ref(filing *w, const rap_value *v)
{
    if (!v || v->kind != RAP_JSON_STRING) return -1;
    int32_t i =
        seek_id(w->f->entities, w->f->n_entities, sizeof *w->f->entities, v->text);
    if (i < 0) refuse(w, "there is no entity", v->text);
    return i;
}

static int32_t attribution_ref(filing *w, const rap_value *v)
{
    if (!v || v->kind != RAP_JSON_STRING) return -1;
    int32_t i = seek_id(w->f->attributions, w->f->n_attributions,
                        sizeof *w->f->attributions, v->text);
    if (i < 0) refuse(w, "there is no attribution", v->text);
    return i;
}

static int32_t place_ref(filing *w, const rap_value *v)
{
    int64_t i = rap_jsonin_number(v, -1);
    if (i < 0) return -1;
    if (i < w->f->n_places) return (int32_t)i;
    refuse(w, "a place is missing in", w->f->key);
    return -1;
}

typedef int32_t ref_reader(filing *w, const rap_value *v);

static rap_filed_refs refs_of(filing *w, const rap_value *v, const char *key,
                              ref_reader *read)
{
    rap_filed_refs out = {NULL, 0};
    const rap_value *list = rap_jsonin_get(v, key);
    int32_t *to = ROOM(w, int32_t, list, &out.n);
    if (!to) return out;
    out.n = 0;
    for (const rap_value *c = list->first; c; c = c->next) {
        int32_t i = read(w, c);
        if (i >= 0) to[out.n++] = i;
    }
    out.v = to;
    return out;
}

/* The bytes of an object of the record, from brace to brace. */
static rap_str raw_object(rap_str json, const rap_value *v)
{
    const char *p = v->first ? v->first->key.p : NULL, *end = json.p + json.n;
    int depth = 0;
    bool quoted = false;
    if (!p || p <= json.p || p >= end) return (rap_str){"", 0};
    while (p > json.p && *p != '{')
        p--;
    for (const char *q = p; q < end; q++) {
        if (quoted && *q == '\\')
            q++;
        else if (*q == '"')
            quoted = !quoted;
        else if (!quoted)
            depth += (*q == '{' || *q == '[') - (*q == '}' || *q == ']');
        if (depth == 0) return (rap_str){p, (size_t)(q + 1 - p)};
    }
    return (rap_str){"", 0};
}

static void read_report(filing *w, const rap_value *root)
{
    rap_filed *f = w->f;
    const rap_value *r = rap_jsonin_get(root, "report");
    f->key = keep_str(w, r, "key");
    f->id = keep_str(w, r, "id");
    f->uri = keep_str(w, r, "uri");
    f->media = keep_str(w, r, "media");
    f->sha256 = keep_str(w, r, "sha256");
    f->charset = keep_str(w, r, "charset");
    f->language = keep_str(w, r, "language");
    f->unread = keep_str(w, root, "unread");
    int64_t bytes = rap_jsonin_int(r, "bytes", -1);
    if (f->key.n == 0) refuse(w, "it names no report", (rap_str){"", 0});
    if (f->id.n == 0) refuse(w, "no id stands in", f->key);
    if (bytes < 0 || bytes > UINT32_MAX) refuse(w, "no length stands in", f->key);
    f->bytes = (uint32_t)bytes;
}

static rap_filed_day read_day(filing *w, const rap_value *v)
{
    rap_filed_day d = {.day = keep_str(w, v, "day"),
                       .from = keep_str(w, v, "from"),
                       .to = keep_str(w, v, "to"),
                       .basis = keep_str(w, v, "basis"),
                       .sure = (int32_t)rap_jsonin_int(v, "sure", 0)};
    rap_filed_spans at = spans_of(w, v, "evidence");
    d.evidence = at.v;
    d.n_evidence = at.n;
    return d;
}

static void read_authors(filing *w, const rap_value *list)
{
    rap_str *to = ROOM(w, rap_str, list, &w->f->n_authors);
    w->f->authors = to;
    if (!to) return;
    for (const rap_value *c = list->first; c; c = c->next)
        *to++ = keep_str(w, c, "text");
}

static void read_meta(filing *w, const rap_value *root)
{
    const rap_value *title = rap_jsonin_get(root, "title");
    w->f->title = keep_str(w, title, "text");
    w->f->title_at = span_of(w, title, "at");
    w->f->publisher = keep_str(w, rap_jsonin_get(root, "publisher"), "text");
    w->f->published = read_day(w, rap_jsonin_get(root, "published"));
    read_authors(w, rap_jsonin_get(root, "authors"));
    w->f->text = keep_str(w, root, "text");
}

static void read_repairs(filing *w, const rap_value *list)
{
    rap_filed_repair *to = ROOM(w, rap_filed_repair, list, &w->f->n_repairs);
    w->f->repairs = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next)
        *to++ = (rap_filed_repair){span_of(w, c, "at"), keep_str(w, c, "put")};
}

static void read_blocks(filing *w, const rap_value *list)
{
    rap_filed_block *to = ROOM(w, rap_filed_block, list, &w->f->n_blocks);
    w->f->blocks = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next)
        *to++ = (rap_filed_block){span_of(w, c, "at"), keep_str(w, c, "kind"),
                                  keep_str(w, c, "why")};
}

/* What nobody names ("c1") is nothing across reports. */
static bool is_nameless(const rap_value *id)
{
    return id && id->kind == RAP_JSON_STRING && id->text.n && id->text.p[0] == 'c';
}

static void read_entities(filing *w, const rap_value *list)
{
    rap_filed_entity *to = ROOM(w, rap_filed_entity, list, &w->f->n_entities), *e = to;
    w->f->entities = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next) {
        if (is_nameless(rap_jsonin_get(c, "id"))) continue;
        e->id = keep_str(w, c, "id");
        e->kind = keep_str(w, c, "kind");
        e->name = keep_str(w, c, "name");
        e->iso = keep_str(w, c, "iso");
        e->aliases = strs_of(w, c, "aliases", &e->n_aliases);
        e->roles = strs_of(w, c, "roles", &e->n_roles);
        (e++)->side = -1;
    }
    w->f->n_entities = (uint32_t)(e - to);
    e = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next)
        if (!is_nameless(rap_jsonin_get(c, "id")))
            (e++)->side = entity_ref(w, rap_jsonin_get(c, "side"));
}

static char mention_kind(rap_str kind)
{
    if (rap_str_is(kind, "nominal")) return 'm';
    return rap_str_is(kind, "pronoun") ? 'p' : 'n';
}

static void read_mentions(filing *w, const rap_value *list)
{
    rap_filed_mention *to = ROOM(w, rap_filed_mention, list, &w->f->n_mentions);
    w->f->mentions = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next) {
        const rap_value *of = rap_jsonin_get(c, "entity");
        *to++ = (rap_filed_mention){span_of(w, c, "at"),
                                    mention_kind(rap_jsonin_str(c, "kind")),
                                    is_nameless(of) ? -1 : entity_ref(w, of)};
    }
}

static void read_places(filing *w, const rap_value *list)
{
    rap_filed_place *to = ROOM(w, rap_filed_place, list, &w->f->n_places);
    w->f->places = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next)
        *to++ = (rap_filed_place){span_of(w, c, "at"),    keep_str(w, c, "use"),
                                  keep_str(w, c, "name"), keep_str(w, c, "country"),
                                  keep_str(w, c, "lat"),  keep_str(w, c, "lon"),
                                  keep_str(w, c, "id")};
}

static void read_times(filing *w, const rap_value *list)
{
    rap_filed_time *to = ROOM(w, rap_filed_time, list, &w->f->n_times);
    w->f->times = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next)
        *to++ = (rap_filed_time){span_of(w, c, "at"),     keep_str(w, c, "type"),
                                 keep_str(w, c, "value"), keep_str(w, c, "from"),
                                 keep_str(w, c, "to"),    keep_str(w, c, "anchor"),
                                 keep_str(w, c, "rule")};
}

static void read_attribution(filing *w, const rap_value *c, rap_filed_attribution *a)
{
    const rap_value *addressee = rap_jsonin_get(c, "addressee");
    const rap_value *medium = rap_jsonin_get(c, "medium");
    a->kind = keep_str(w, c, "kind");
    a->content = spans_of(w, c, "content");
    a->cue = spans_of(w, c, "cue");
    a->source = spans_of(w, c, "source");
    a->speaker = entity_ref(w, rap_jsonin_get(c, "speaker"));
    a->sure = (int32_t)rap_jsonin_int(c, "sure", 0);
    a->speech = rap_jsonin_true(c, "speech");
    a->anonymous = rap_jsonin_true(c, "anonymous");
    a->unnamed_kind = keep_str(w, c, "unnamed_kind");
    a->via = refs_of(w, c, "via", entity_ref);
    a->addressee = span_of(w, addressee, "at");
    a->addressee_text = keep_str(w, addressee, "text");
    a->medium = span_of(w, medium, "at");
    a->medium_text = keep_str(w, medium, "text");
    a->day = keep_str(w, c, "day");
    a->day_basis = keep_str(w, c, "day_basis");
    a->nested_in = attribution_ref(w, rap_jsonin_get(c, "nested_in"));
    a->json = keep(w, raw_object(w->json, c));
}

static void read_attributions(filing *w, const rap_value *list)
{
    rap_filed_attribution *to =
        ROOM(w, rap_filed_attribution, list, &w->f->n_attributions);
    rap_filed_attribution *a = to;
    w->f->attributions = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next)
        (a++)->id = keep_str(w, c, "id");
    a = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next)
        read_attribution(w, c, a++);
}

static void read_figures(filing *w, const rap_value *list)
{
    rap_filed_figure *to = ROOM(w, rap_filed_figure, list, &w->f->n_figures), *g = to;
    w->f->figures = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next, g++) {
        g->at = span_of(w, c, "at");
        g->subject = keep_str(w, c, "subject");
        g->relation = keep_str(w, c, "relation");
        g->value = keep_str(w, c, "value");
        g->value_to = keep_str(w, c, "value_to");
        g->unit = keep_str(w, c, "unit");
        g->as_of = keep_str(w, c, "as_of");
        g->place = place_ref(w, rap_jsonin_get(c, "place"));
        g->attribution = attribution_ref(w, rap_jsonin_get(c, "attribution"));
        int64_t against = rap_jsonin_int(c, "against", -1);
        g->against = against >= 0 && against < g - to ? (int32_t)against : -1;
    }
}

static void read_event(filing *w, const rap_value *c, rap_filed_event *e)
{
    e->id = keep_str(w, c, "id");
    e->at = span_of(w, c, "at");
    e->trigger = span_of(w, c, "trigger");
    e->source = refs_of(w, c, "source", entity_ref);
    e->target = refs_of(w, c, "target", entity_ref);
    e->reciprocal = rap_jsonin_true(c, "reciprocal");
    e->cameo = keep_str(w, c, "cameo");
    e->plover = keep_str(w, c, "plover");
    e->status = keep_str(w, c, "status");
    e->day = keep_str(w, c, "day");
    e->places = refs_of(w, c, "places", place_ref);
    e->place_relation = keep_str(w, c, "place_relation");
    e->attribution = attribution_ref(w, rap_jsonin_get(c, "attribution"));
    e->rule = keep_str(w, c, "rule");
    e->sure = (int32_t)rap_jsonin_int(c, "sure", 0);
}

static void read_events(filing *w, const rap_value *list)
{
    rap_filed_event *to = ROOM(w, rap_filed_event, list, &w->f->n_events);
    w->f->events = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next)
        read_event(w, c, to++);
}

static void read_position(filing *w, const rap_value *c, rap_filed_position *p)
{
    const rap_value *condition = rap_jsonin_get(c, "condition");
    p->id = keep_str(w, c, "id");
    p->at = span_of(w, c, "at");
    p->party = entity_ref(w, rap_jsonin_get(c, "party"));
    p->issue = keep_str(w, c, "issue");
    p->stance = keep_str(w, c, "stance");
    p->polarity = keep_str(w, c, "polarity");
    p->proposition = keep_str(w, c, "proposition");
    p->condition = span_of(w, condition, "at");
    p->condition_text = keep_str(w, condition, "text");
    p->condition_state = keep_str(w, condition, "state");
    p->toward = refs_of(w, c, "toward", entity_ref);
    p->day = keep_str(w, c, "day");
    p->attribution = attribution_ref(w, rap_jsonin_get(c, "attribution"));
    p->asserted_by = keep_str(w, c, "asserted_by");
    p->rule = keep_str(w, c, "rule");
    p->sure = (int32_t)rap_jsonin_int(c, "sure", 0);
}

static void read_positions(filing *w, const rap_value *list)
{
    rap_filed_position *to = ROOM(w, rap_filed_position, list, &w->f->n_positions);
    w->f->positions = to;
    for (const rap_value *c = to ? list->first : NULL; c; c = c->next)
        read_position(w, c, to++);
}

static rap_code read_all(filing *w, const rap_value *root)
{
    if (rap_jsonin_int(root, "v", 0) != 1)
        refuse(w, "it is of no version that is known", (rap_str){"", 0});
    if (rap_jsonin_get(root, "error"))
        refuse(w, "it is an error:",
               rap_jsonin_str(rap_jsonin_get(root, "error"), "message"));
    if (w->rc == RAP_OK) read_report(w, root);
    if (w->rc != RAP_OK) return w->rc;
    read_meta(w, root);
    read_repairs(w, rap_jsonin_get(root, "repairs"));
    read_blocks(w, rap_jsonin_get(root, "blocks"));
    read_entities(w, rap_jsonin_get(root, "entities"));
    read_mentions(w, rap_jsonin_get(root, "mentions"));
    read_places(w, rap_jsonin_get(root, "places"));
    read_times(w, rap_jsonin_get(root, "times"));
    read_attributions(w, rap_jsonin_get(root, "attributions"));
    read_figures(w, rap_jsonin_get(root, "figures"));
    read_events(w, rap_jsonin_get(root, "events"));
    read_positions(w, rap_jsonin_get(root, "positions"));
    return w->rc;
}

rap_code rap_filed_parse_in(rap_filed *out, rap_str json, rap_arena *arena,
                            rap_arena *passing, rap_err *err)
{
    rap_value *root = NULL;
    rap_filed f = {.json = json};
    filing w = {.f = &f, .arena = arena, .json = json, .err = err, .rc = RAP_OK};
    rap_code rc = rap_jsonin_parse(&root, json, passing, err);
    if (rc == RAP_OK) rc = read_all(&w, root);
    if (rc == RAP_OK) *out = f;
    return rc;
}

rap_code rap_filed_parse(rap_filed *out, rap_str json, rap_arena *arena, rap_err *err)
{
    rap_arena *tree = rap_arena_new(TREE_LIMIT);
    if (!tree) return rap_fail_memory(err);
    rap_code rc = rap_filed_parse_in(out, json, arena, tree, err);
    rap_arena_free(tree);
    return rc;
}

static bool covers(const rap_filed_attribution *a, rap_span at)
{
    for (uint32_t i = 0; i < a->content.n; i++)
        if (a->content.v[i].from <= at.from && at.to <= a->content.v[i].to) return true;
    return false;
}

static uint32_t depth_of(const rap_filed *f, int32_t i)
{
    uint32_t depth = 0;
    while (i >= 0 && depth < f->n_attributions) {
        i = f->attributions[i].nested_in;
        depth++;
    }
    return depth;
}

int32_t rap_filed_attribution_at(const rap_filed *f, rap_span at)
{
    int32_t best = -1;
    uint32_t deepest = 0;
    for (uint32_t i = 0; i < f->n_attributions; i++) {
        if (!covers(&f->attributions[i], at)) continue;
        uint32_t depth = depth_of(f, (int32_t)i);
        if (depth <= deepest) continue;
        deepest = depth;
        best = (int32_t)i;
    }
    return best;
}

int32_t rap_filed_side(const rap_filed *f, int32_t entity)
{
    for (uint32_t step = 0; step < f->n_entities && entity >= 0; step++) {
        if (f->entities[entity].side < 0) return entity;
        entity = f->entities[entity].side;
    }
    return entity;
}
