/*
 * intake/feed.c - RSS and Atom, read as they stream by: an entry is a report.
 *
 * Three states: outside the entries, where only the channel's title and base matter;
 * inside an entry, where elements open and close on a stack; inside a field, where
 * everything up to the field's own end is its value, tags of HTML too.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/feed.h"

#include "base/ascii.h"
#include "base/table.h"
#include "intake/feedentry.h"
#include "intake/feedscan.h"
#include "intake/feedtext.h"
#include "intake/recode.h"

#include "feedfields_table.inc"
#include "feedspaces_table.inc"

enum {
    DEPTH = 64,            /* elements inside each other that are remembered */
    NAME_BYTES = 48,       /* "content:encoded" fits three times */
    PREFIXES = 24,         /* declared in one feed */
    VALUE_MAX = 64 * 1024, /* of every field but the content */
    CHARSET_BYTES = 40
};

typedef struct {
    uint32_t hash; /* of the name as it stands */
    rap_role role;
} element;

typedef struct {
    uint32_t hash;              /* of the prefix */
    char canonical[NAME_BYTES]; /* as in data/feedspaces.tsv, "-" for none */
} prefix;

typedef struct {
    rap_container base;
    rap_arena *home; /* holds this struct */
    rap_window *w;
    const rap_container_options *options;
    rap_feedscan scan;
    char charset[CHARSET_BYTES];
    prefix prefixes[PREFIXES];
    size_t n_prefixes;
    element stack[DEPTH];
    size_t depth, deeper; /* deeper: opened beyond what the stack holds */
    rap_feed_channel channel;
    rap_feed_entry entry;
    size_t entry_depth; /* elements open when the entry began, 0: not inside one */
    rap_feed_field field;
    bool in_field, raw; /* raw: markup as it stands is the value (XHTML) */
    uint32_t field_hash, field_nested;
    bool of_channel; /* the field is the channel's */
    bool named;      /* the author's name has been read, or is being */
    bool is_feed, ended, over;
    uint64_t entries;
    bool faulty; /* something was not well formed since the last report */
    uint64_t fault_at;
} feed;

/* ---- names -------------------------------------------------------------------------
 */

static void put_lower(char *to, size_t *n, rap_str s)
{
    for (size_t i = 0; i < s.n && *n < NAME_BYTES - 1; i++)
        to[(*n)++] = rap_to_lower(s.p[i]);
}

/* Remember what the prefixes that a tag declares stand for. */
static void declare(feed *f, rap_str raw)
{
    rap_str name, value;
    for (size_t at = 0; rap_feedscan_step(raw, &at, &name, &value);) {
        if (!rap_str_begins(name, RAP_STR("xmlns"))) continue;
        if (name.n == 5 && f->depth) continue; /* without a prefix: the root's counts */
        int row = rap_table_find(&feedspaces_table, value);
        rap_str to = rap_cell(&feedspaces_table, row, FEEDSPACES_PREFIX);
        if (row < 0 || to.n >= NAME_BYTES) continue;
        uint32_t hash = rap_hash(rap_str_cut(name, 6, name.n));
        size_t i = 0;
        while (i < f->n_prefixes && f->prefixes[i].hash != hash)
            i++;
        if (i == PREFIXES) continue;
        if (i == f->n_prefixes) f->n_prefixes++;
        f->prefixes[i].hash = hash;
        memcpy(f->prefixes[i].canonical, to.p, to.n);
        f->prefixes[i].canonical[to.n] = '\0';
    }
}

/* The row of data/feedfields.tsv for a name, or RAP_TABLE_NONE. */
static int row_of(const feed *f, rap_str name)
{
    char z[NAME_BYTES];
    size_t n = 0, colon = rap_str_find(name, RAP_STR(":"), 0);
    rap_str before = rap_str_cut(name, 0, colon < name.n ? colon : 0);
    rap_str local = before.n ? rap_str_cut(name, colon + 1, name.n) : name;
    const uint32_t hash = rap_hash(before);
    for (size_t i = 0; i < f->n_prefixes; i++)
        if (f->prefixes[i].hash == hash) before = rap_str_of(f->prefixes[i].canonical);
    if (before.n && !rap_str_is(before, "-")) {
        put_lower(z, &n, before);
        put_lower(z, &n, RAP_STR(":"));
    }
    put_lower(z, &n, local);
    return rap_table_find(&feedfields_table, (rap_str){z, n});
}

static rap_role role_of(int row)
{
    static const char *const names[RAP_ROLES] = {
        "none",      "channel", "entry",  "group", "title",     "link",   "id",
        "published", "updated", "author", "name",  "publisher", "content"};
    rap_str cell = rap_cell(&feedfields_table, row, FEEDFIELDS_ROLE);
    for (int i = 0; i < RAP_ROLES && row >= 0; i++)
        if (rap_str_is(cell, names[i])) return (rap_role)i;
    return RAP_ROLE_NONE;
}

/* ---- the stack ---------------------------------------------------------------------
 */

static void note_fault(feed *f, uint64_t at)
{
    if (!f->faulty) f->fault_at = at;
    f->faulty = true;
}

static void push(feed *f, rap_str name, rap_role role)
{
    if (f->depth == DEPTH)
        f->deeper++;
    else
        f->stack[f->depth++] = (element){rap_hash(name), role};
}

/* Close the innermost element of this name, and those inside it.  One that closes
 * nothing may be meant for an element whose name is damaged. */
static void pop(feed *f, rap_str name, uint64_t at)
{
    if (f->deeper) {
        f->deeper--;
        return;
    }
    const uint32_t hash = rap_hash(name);
    size_t i = f->depth;
    while (i > 0 && f->stack[i - 1].hash != hash)
        i--;
    if (i != f->depth && f->is_feed) note_fault(f, at);
    if (i == 0 && f->depth > f->entry_depth &&
        f->stack[f->depth - 1].role == RAP_ROLE_NONE)
        i = f->depth;
    if (i > 0) f->depth = i - 1;
}

static rap_role parent(const feed *f)
{
    return f->depth && !f->deeper ? f->stack[f->depth - 1].role : RAP_ROLE_NONE;
}

/* ---- fields ------------------------------------------------------------------------
 */

/* The media type of a content by its attributes; *fits is false when no text stands
 * here. */
static rap_media media_of(rap_str raw, bool *fits, bool *as_it_stands)
{
    rap_str type = rap_feedscan_attribute(raw, "type");
    rap_str mode = rap_feedscan_attribute(raw, "mode"); /* Atom 0.3 */
    bool xhtml = rap_str_is(type, "xhtml") || rap_str_is(type, "application/xhtml+xml");
    bool html = xhtml || rap_str_is(type, "html") || rap_str_is(type, "text/html");
    bool text = rap_str_is(type, "text") || rap_str_is(type, "text/plain");
    *as_it_stands =
        rap_str_is(type, "xhtml") || rap_str_is(mode, "xml") || (xhtml && !mode.p);
    *fits = (html || text || !type.n) && !rap_str_is(mode, "base64");
    if (html || *as_it_stands) return RAP_MEDIA_HTML;
    return text ? RAP_MEDIA_TEXT : RAP_MEDIA_NONE;
}

static void begin_field(feed *f, const rap_feed_token *t, int row, bool of_channel)
{
    rap_feed_field *field = &f->field;
    rap_buf_clear(&field->bytes);
    *field =
        (rap_feed_field){.bytes = field->bytes,
                         .role = role_of(row),
                         .rank = rap_cell_int(&feedfields_table, row, FEEDFIELDS_RANK)};
    f->raw = f->named = false;
    if (field->role == RAP_ROLE_CONTENT) {
        bool fits;
        field->media = media_of(t->raw, &fits, &f->raw);
        if (rap_cell_is(&feedfields_table, row, 0, "xhtml:body")) f->raw = true;
        if (!fits) field->role = RAP_ROLE_NONE;
    }
    if (field->role == RAP_ROLE_ID)
        f->entry.id_is_link =
            !rap_str_is(rap_feedscan_attribute(t->raw, "isPermaLink"), "false");
    f->in_field = true;
    f->of_channel = of_channel;
    f->field_hash = rap_hash(t->name);
    f->field_nested = 0;
}

static void put_base(rap_buf *base, rap_str raw)
{
    rap_str value = rap_feedscan_attribute(raw, "xml:base");
    if (!value.n) return;
    rap_buf_clear(base);
    rap_feedtext_decode(base, rap_str_cut(value, 0, VALUE_MAX));
}

static void end_field(feed *f)
{
    f->in_field = false;
    rap_feed_field *field = &f->field;
    if (field->role == RAP_ROLE_NONE) return;
    if (!f->of_channel) {
        rap_feed_entry_take(&f->entry, field);
        return;
    }
    rap_str value = rap_str_trim(rap_buf_str(&field->bytes));
    if (field->bytes.failed) f->channel.title.failed = f->channel.base.failed = true;
    if (field->role == RAP_ROLE_TITLE && f->channel.title.n == 0)
        rap_feedtext_words(&f->channel.title, value);
    if (field->role == RAP_ROLE_LINK && f->channel.base.n == 0)
        rap_buf_put(&f->channel.base, value);
}

/* Append to the field; false when that would be more than it may hold. */
static bool has_room(feed *f, size_t more)
{
    rap_feed_field *field = &f->field;
    const size_t most =
        field->role == RAP_ROLE_CONTENT ? f->options->max_bytes : VALUE_MAX;
    if (field->too_large || field->role == RAP_ROLE_NONE) return false;
    if (field->bytes.n + more <= most) return true;
    field->too_large = field->role == RAP_ROLE_CONTENT;
    return false;
}

/* What CDATA hides must stay hidden where the rest is markup as it stands. */
static void put_hidden(rap_buf *to, rap_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '<')
            rap_buf_z(to, "&lt;");
        else if (s.p[i] == '&')
            rap_buf_z(to, "&amp;");
        else
            rap_buf_byte(to, s.p[i]);
    }
}

static void put_text(feed *f, const rap_feed_token *t)
{
    if (!has_room(f, t->raw.n)) return;
    rap_buf *to = &f->field.bytes, plain = {0};
    rap_str charset = rap_str_of(f->charset), s = t->raw;
    bool content = f->field.role == RAP_ROLE_CONTENT;
    if (charset.n == 0 && !content) charset = RAP_STR("windows-1252");
    if (charset.n) { /* else damage in it is for mend/ to see */
        (void)rap_recode(&plain, s, charset);
        s = rap_buf_str(&plain);
    }
    if (t->literal && f->raw)
        put_hidden(to, s);
    else if (t->literal || f->raw)
        rap_buf_put(to, s);
    else
        rap_feedtext_decode(to, s);
    to->failed = to->failed || plain.failed;
    rap_buf_done(&plain);
}

/* A tag inside a content, without a prefix that only XML understands. */
static void put_tag(feed *f, const rap_feed_token *t)
{
    if (f->field.role != RAP_ROLE_CONTENT || !has_room(f, t->raw.n)) return;
    size_t colon = rap_str_find(t->name, RAP_STR(":"), 0);
    size_t from = (size_t)(t->name.p - t->raw.p);
    if (f->field.media == RAP_MEDIA_NONE) f->field.media = RAP_MEDIA_HTML;
    rap_buf_put(&f->field.bytes, rap_str_cut(t->raw, 0, from));
    if (colon < t->name.n) from += colon + 1;
    (void)rap_recode(&f->field.bytes, rap_str_cut(t->raw, from, t->raw.n),
                     rap_str_of(f->charset));
}

/* ---- tokens ------------------------------------------------------------------------
 */

static void begin_entry(feed *f, const rap_feed_token *t)
{
    rap_feed_entry_clear(&f->entry);
    push(f, t->name, RAP_ROLE_ENTRY);
    f->entry_depth = f->depth;
    f->entry.at = t->at;
    f->entry.number = ++f->entries;
    put_base(&f->entry.base, t->raw);
    rap_str about = rap_feedscan_attribute(t->raw, "rdf:about");
    rap_feed_field id = {.role = RAP_ROLE_ID, .rank = 1};
    rap_feedtext_decode(&id.bytes, rap_str_cut(about, 0, VALUE_MAX));
    rap_feed_entry_take(&f->entry, &id);
    f->entry.id_is_link = id.bytes.n > 0;
    rap_buf_done(&id.bytes);
}

/* A link of Atom is an attribute; only the entry's own page counts. */
static bool take_link(feed *f, const rap_feed_token *t, int row, bool of_channel)
{
    rap_str href = rap_feedscan_attribute(t->raw, "href");
    rap_str rel = rap_feedscan_attribute(t->raw, "rel");
    if (!href.p) return false;
    if (rel.p && !rap_str_is(rel, "alternate")) return true;
    rap_str type = rap_feedscan_attribute(t->raw, "type");
    begin_field(f, t, row, of_channel);
    rap_feedtext_decode(&f->field.bytes, rap_str_cut(href, 0, VALUE_MAX));
    if (type.p && rap_str_find(type, RAP_STR("html"), 0) == type.n) f->field.rank--;
    end_field(f);
    return true;
}

static void end_entry(feed *f, uint64_t at)
{
    f->entry.n = at - f->entry.at;
    f->entry_depth = 0;
    f->deeper = 0;
}

/* An element that opens outside of fields. */
static void open_element(feed *f, const rap_feed_token *t)
{
    declare(f, t->raw);
    const int row = row_of(f, t->name);
    const rap_role role = role_of(row), above = parent(f);
    bool child = above == RAP_ROLE_ENTRY || above == RAP_ROLE_GROUP;
    bool of_channel = above == RAP_ROLE_CHANNEL;
    f->is_feed = f->is_feed || role == RAP_ROLE_CHANNEL || role == RAP_ROLE_ENTRY;
    if (role == RAP_ROLE_CHANNEL) put_base(&f->channel.base, t->raw);
    bool valued = role >= RAP_ROLE_TITLE && role != RAP_ROLE_NAME;
    bool wanted =
        valued &&
        (child || (of_channel && (role == RAP_ROLE_TITLE || role == RAP_ROLE_LINK)));
    if (wanted && role == RAP_ROLE_LINK && take_link(f, t, row, of_channel))
        wanted = false;
    if (t->empty) return;
    if (role == RAP_ROLE_ENTRY)
        begin_entry(f, t);
    else if (wanted)
        begin_field(f, t, row, of_channel);
    else
        push(f, t->name, role == RAP_ROLE_GROUP && !child ? RAP_ROLE_NONE : role);
}

/* A child of an author or a source whose text is not its name. */
static bool is_aside(const feed *f, int row)
{
    rap_role role = role_of(row), of = f->field.role;
    return role != (of == RAP_ROLE_AUTHOR ? RAP_ROLE_NAME : RAP_ROLE_TITLE);
}

/* Does an element that opens inside the field show that the field's end is missing? */
static bool breaks_field(const feed *f, int row)
{
    rap_role role = role_of(row), of = f->field.role;
    bool has_children = of == RAP_ROLE_AUTHOR || of == RAP_ROLE_PUBLISHER;
    if (role == RAP_ROLE_ENTRY) return true;
    if (role <= RAP_ROLE_GROUP || role == RAP_ROLE_NAME || f->raw || has_children)
        return false;
    bool html = rap_cell_is(&feedfields_table, row, FEEDFIELDS_HTML, "html");
    return !(html && of == RAP_ROLE_CONTENT);
}

static void open_in_field(feed *f, const rap_feed_token *t)
{
    const int row = row_of(f, t->name);
    bool has_children =
        f->field.role == RAP_ROLE_AUTHOR || f->field.role == RAP_ROLE_PUBLISHER;
    if (has_children) {
        if (f->named || is_aside(f, row)) {
            f->field_nested += !t->empty;
            return;
        }
        rap_buf_clear(&f->field.bytes);
        f->named = true;
        return;
    }
    if (rap_hash(t->name) == f->field_hash && !t->empty) f->field_nested++;
    put_tag(f, t);
}

/* A tag or text inside a field; false when it is none of the field's. */
static bool take_in_field(feed *f, const rap_feed_token *t)
{
    const rap_role of = f->field.role;
    bool has_children = of == RAP_ROLE_AUTHOR || of == RAP_ROLE_PUBLISHER;
    if (t->what == RAP_FEED_TEXT) {
        if (!(has_children && f->field_nested)) put_text(f, t);
        return true;
    }
    if (t->what == RAP_FEED_OPEN) {
        if (breaks_field(f, row_of(f, t->name))) return false;
        open_in_field(f, t);
        return true;
    }
    if (rap_hash(t->name) == f->field_hash) {
        if (f->field_nested && !has_children) {
            f->field_nested--;
            put_tag(f, t);
        } else {
            end_field(f);
        }
        return true;
    }
    rap_role role = role_of(row_of(f, t->name));
    if (role == RAP_ROLE_ENTRY || (role == RAP_ROLE_CHANNEL && !f->raw)) return false;
    if (has_children && f->field_nested) f->field_nested--;
    put_tag(f, t);
    return true;
}

/* Take a token; true when an entry has become whole. */
static bool take(feed *f, const rap_feed_token *t)
{
    if (f->in_field) {
        if (take_in_field(f, t)) return false;
        note_fault(f, t->at);
        end_field(f);
    }
    if (t->what == RAP_FEED_TEXT) return false;
    const rap_role role = role_of(row_of(f, t->name));
    if (t->what == RAP_FEED_CLOSE) {
        pop(f, t->name, t->at);
        return f->entry_depth && f->depth < f->entry_depth;
    }
    if (role == RAP_ROLE_ENTRY && f->entry_depth) { /* its end is missing */
        note_fault(f, t->at);
        f->depth = f->entry_depth - 1;
        f->scan.given = 0; /* the tag is read once more */
        return true;
    }
    open_element(f, t);
    return false;
}

/* ---- the feed ----------------------------------------------------------------------
 */

static bool is_utf8(rap_str name)
{
    static const char low[] = "utf-8";
    for (size_t i = 0; i < name.n; i++)
        if (i >= sizeof low - 1 || rap_to_lower(name.p[i]) != low[i]) return false;
    return name.n == sizeof low - 1;
}

/* The encoding that the XML declaration names, nothing for UTF-8. */
static void find_charset(feed *f)
{
    rap_str head = rap_str_cut(rap_window_rest(f->w), 0, 256);
    size_t end = rap_str_find(head, RAP_STR("?>"), 0);
    if (!rap_str_begins(rap_str_trim(head), RAP_STR("<?xml")) || end == head.n) return;
    rap_str value = rap_feedscan_attribute(
        rap_str_cut(head, rap_str_find(head, RAP_STR("xml"), 0), end), "encoding");
    if (value.n >= CHARSET_BYTES) return;
    if (is_utf8(value)) return;
    if (value.n) memcpy(f->charset, value.p, value.n);
    f->charset[value.n] = '\0';
}

static rap_code begin(feed *f, rap_err *err)
{
    rap_code rc = rap_window_fill(f->w, 256, err);
    rap_str rest = rap_window_rest(f->w);
    if (rc != RAP_OK && rest.n == 0) return rc;
    if (rap_str_begins(rest, RAP_STR("\xEF\xBB\xBF"))) rap_window_skip(f->w, 3);
    find_charset(f);
    return RAP_OK;
}

/* Where in the file and to whom something happened: the entry in hand, or the feed. */
static rap_str key_of(const feed *f, rap_arena *arena)
{
    if (!f->entries) return rap_arena_copy(arena, f->options->key);
    return rap_feed_entry_key(&f->entry, &f->channel, f->options, arena);
}

static rap_code tell_fault(feed *f, rap_report *out, rap_arena *arena, rap_err *err)
{
    f->faulty = false;
    out->key = key_of(f, arena);
    return rap_fail(err, RAP_E_SYNTAX, f->fault_at,
                    "the feed is not well formed here; what could be read of the entry "
                    "has been read");
}

static rap_code tell_end(feed *f, rap_report *out, bool *end, rap_arena *arena,
                         rap_err *err)
{
    bool cut = f->scan.unclosed || f->depth || f->in_field;
    if (f->faulty && !f->entry_depth && f->is_feed)
        return tell_fault(f, out, arena, err);
    f->over = true;
    if (!f->is_feed) {
        out->key = rap_arena_copy(arena, f->options->key);
        return rap_fail(err, RAP_E_SYNTAX, 0, "it is no feed (RSS or Atom)");
    }
    *end = !cut;
    if (!cut) return RAP_OK;
    out->key =
        f->entry_depth ? key_of(f, arena) : rap_arena_copy(arena, f->options->key);
    return rap_fail(err, RAP_E_TORN, rap_window_at(f->w),
                    "the feed ends in the middle; the entries before have been read");
}

static rap_code feed_next(rap_container *c, rap_report *out, bool *end,
                          rap_arena *arena, rap_err *err)
{
    feed *f = (feed *)c;
    *end = f->over;
    if (f->over) return RAP_OK;
    if (f->faulty && !f->entry_depth && f->entries)
        return tell_fault(f, out, arena, err);
    for (;;) {
        rap_feed_token t;
        rap_code rc = rap_feedscan_next(&f->scan, &t, err);
        if (rc != RAP_OK) {
            out->key = f->entry_depth ? key_of(f, arena)
                                      : rap_arena_copy(arena, f->options->key);
            f->over = true;
            return rc;
        }
        if (t.what == RAP_FEED_END) return tell_end(f, out, end, arena, err);
        if (!take(f, &t)) continue;
        end_entry(f, t.at + t.raw.n);
        return rap_feed_entry_report(&f->entry, out, &f->channel, f->options, arena,
                                     err);
    }
}

static void feed_close(rap_container *c)
{
    feed *f = (feed *)c;
    if (!f) return;
    rap_feed_entry_done(&f->entry);
    rap_buf_done(&f->field.bytes);
    rap_buf_done(&f->channel.title);
    rap_buf_done(&f->channel.base);
    rap_arena_free(f->home);
}

static rap_code feed_open(rap_container **out, rap_window *w,
                          const rap_container_options *options, rap_err *err)
{
    rap_arena *home = rap_arena_new(sizeof(feed) + 64);
    feed *f = home ? RAP_NEW(home, feed, 1) : NULL;
    if (!f) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    *f = (feed){.base = {&rap_container_feed},
                .home = home,
                .w = w,
                .options = options,
                .scan = {.w = w}};
    rap_code rc = begin(f, err);
    if (rc == RAP_OK)
        *out = &f->base;
    else
        feed_close(&f->base);
    return rc;
}

const rap_container_kind rap_container_feed = {
    .name = "feed", .open = feed_open, .next = feed_next, .close = feed_close};
