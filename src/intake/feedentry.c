/*
 * intake/feedentry.c - one entry of a feed as it is collected, and as a report.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/feedentry.h"

#include "intake/feedtext.h"
#include "intake/keep.h"
#include "intake/maildate.h"
#include "intake/mailwords.h"
#include "intake/printed.h"

enum { RICHER = 2 /* a content of lower rank must print so many times more */ };

void rap_feed_entry_clear(rap_feed_entry *e)
{
    for (int i = 0; i < RAP_ROLES; i++) {
        rap_buf_clear(&e->text[i]);
        e->rank[i] = 0;
    }
    rap_buf_clear(&e->base);
    e->printed = 0;
    e->media = RAP_MEDIA_NONE;
    e->too_large = false;
    e->refused = false;
    e->id_is_link = false;
}

void rap_feed_entry_done(rap_feed_entry *e)
{
    for (int i = 0; i < RAP_ROLES; i++)
        rap_buf_done(&e->text[i]);
    rap_buf_done(&e->base);
}

/* ---- collecting --------------------------------------------------------------------
 */

static void take_content(rap_feed_entry *e, rap_feed_field *f)
{
    rap_str bytes = rap_buf_str(&f->bytes);
    if (f->media == RAP_MEDIA_NONE)
        f->media = rap_printed_is_html(bytes) ? RAP_MEDIA_HTML : RAP_MEDIA_TEXT;
    size_t printed = rap_printed(bytes, f->media == RAP_MEDIA_HTML);
    int had = e->rank[RAP_ROLE_CONTENT];
    if (f->too_large) {
        e->too_large = e->too_large || f->rank > had;
        return;
    }
    bool better =
        f->rank > had ? printed * RICHER >= e->printed : printed / RICHER > e->printed;
    if (printed == 0 || !better) return;
    rap_buf was = e->text[RAP_ROLE_CONTENT];
    e->text[RAP_ROLE_CONTENT] = f->bytes;
    f->bytes = was;
    e->rank[RAP_ROLE_CONTENT] = f->rank;
    e->printed = printed;
    e->media = f->media;
    e->too_large = false;
}

/* RSS 2.0 writes "jane@npa.example (Jane Roe)", Atom and Dublin Core a name. */
static void put_author(rap_buf *out, rap_str value)
{
    if (rap_str_find(value, RAP_STR("@"), 0) == value.n) {
        rap_buf_byte(out, '\n');
        rap_feedtext_words(out, value);
        return;
    }
    rap_arena *arena = rap_arena_new(1 << 20);
    const rap_str *names = NULL;
    size_t n = 0;
    bool good = arena && rap_mailwords_names(&names, &n, value, arena);
    for (size_t i = 0; good && i < n; i++) {
        rap_buf_byte(out, '\n');
        rap_buf_put(out, names[i]);
    }
    out->failed = out->failed || !good;
    rap_arena_free(arena);
}

static void take_author(rap_feed_entry *e, const rap_feed_field *f)
{
    rap_buf *to = &e->text[RAP_ROLE_AUTHOR], line = {0};
    put_author(&line, rap_str_trim(rap_buf_str(&f->bytes)));
    e->refused = e->refused || line.failed;
    if (f->rank > e->rank[RAP_ROLE_AUTHOR] && line.n > 1) rap_buf_clear(to);
    bool told = rap_str_find(rap_buf_str(to), rap_buf_str(&line), 0) < to->n;
    if (f->rank >= e->rank[RAP_ROLE_AUTHOR] && line.n > 1 && !told) {
        rap_buf_put(to, rap_buf_str(&line));
        e->rank[RAP_ROLE_AUTHOR] = f->rank;
    }
    rap_buf_done(&line);
}

void rap_feed_entry_take(rap_feed_entry *e, rap_feed_field *f)
{
    rap_str value = rap_str_trim(rap_buf_str(&f->bytes));
    e->refused = e->refused || f->bytes.failed;
    if (f->role == RAP_ROLE_CONTENT) {
        take_content(e, f);
    } else if (f->role == RAP_ROLE_AUTHOR) {
        take_author(e, f);
    } else if (value.n && f->rank > e->rank[f->role]) {
        rap_buf *to = &e->text[f->role];
        rap_buf_clear(to);
        if (f->role == RAP_ROLE_TITLE || f->role == RAP_ROLE_PUBLISHER)
            rap_feedtext_words(to, value);
        else
            rap_buf_put(to, value);
        e->refused = e->refused || to->failed;
        e->rank[f->role] = f->rank;
    }
}

/* ---- the report --------------------------------------------------------------------
 */

static bool is_address(rap_str s)
{
    return rap_str_begins(s, RAP_STR("http://")) ||
           rap_str_begins(s, RAP_STR("https://"));
}

static rap_str link_of(const rap_feed_entry *e, const rap_feed_channel *channel,
                       rap_arena *arena)
{
    rap_str id = rap_buf_str(&e->text[RAP_ROLE_ID]);
    rap_str link = rap_buf_str(&e->text[RAP_ROLE_LINK]);
    if (link.n == 0 && e->id_is_link && is_address(id)) link = id;
    rap_buf b = {0}, base = {0};
    rap_feedtext_join(&base, rap_buf_str(&channel->base), rap_buf_str(&e->base));
    rap_feedtext_join(&b, rap_buf_str(base.n ? &base : &channel->base), link);
    b.failed = b.failed || base.failed || channel->base.failed || e->base.failed;
    link = rap_keep(arena, &b);
    rap_buf_done(&b);
    rap_buf_done(&base);
    return link;
}

rap_str rap_feed_entry_key(const rap_feed_entry *e, const rap_feed_channel *channel,
                           const rap_container_options *options, rap_arena *arena)
{
    rap_str id = rap_keep(arena, &e->text[RAP_ROLE_ID]);
    if (id.n) return id;
    id = link_of(e, channel, arena);
    if (id.n) return id;
    rap_buf b = {0};
    rap_buf_put(&b, options->key);
    rap_buf_byte(&b, '#');
    rap_buf_uint(&b, e->number);
    id = rap_keep(arena, &b);
    rap_buf_done(&b);
    return id;
}

static rap_str date_of(const rap_feed_entry *e, rap_arena *arena)
{
    bool published = e->rank[RAP_ROLE_PUBLISHED] > 0;
    rap_str s =
        rap_buf_str(&e->text[published ? RAP_ROLE_PUBLISHED : RAP_ROLE_UPDATED]);
    rap_maildate date;
    if (rap_maildate_read(&date, s)) s = rap_str_of(date.z);
    return rap_arena_copy(arena, s);
}

/* The lines of the authors, the first of which is empty. */
static bool authors_of(rap_report *r, const rap_feed_entry *e, rap_arena *arena)
{
    rap_str lines = rap_keep(arena, &e->text[RAP_ROLE_AUTHOR]);
    RAP_LIST(rap_str) names = {0};
    for (size_t at = 1; at < lines.n;) {
        size_t end = rap_str_find(lines, RAP_STR("\n"), at);
        rap_str *slot = RAP_PUSH(arena, &names);
        if (!slot) return false;
        *slot = rap_str_cut(lines, at, end);
        at = end + 1;
    }
    r->authors = names.v;
    r->n_authors = names.n;
    return true;
}

rap_code rap_feed_entry_report(rap_feed_entry *e, rap_report *out,
                               const rap_feed_channel *channel,
                               const rap_container_options *options, rap_arena *arena,
                               rap_err *err)
{
    out->key = rap_feed_entry_key(e, channel, options, arena);
    if (e->too_large)
        return rap_fail(err, RAP_E_LIMIT, e->at,
                        "this entry is larger than the %u bytes a report may have",
                        options->max_bytes);
    bool own = e->rank[RAP_ROLE_CONTENT] > 0;
    const rap_buf *title = &e->text[RAP_ROLE_TITLE];
    const rap_buf *bytes = own ? &e->text[RAP_ROLE_CONTENT] : title;
    bool publisher = e->rank[RAP_ROLE_PUBLISHER] > 0;
    rap_report r = {
        .key = out->key,
        .bytes = rap_keep(arena, bytes),
        .media = own ? e->media : RAP_MEDIA_TEXT,
        .uri = link_of(e, channel, arena),
        .title = rap_keep(arena, title),
        .date = date_of(e, arena),
        .publisher =
            rap_keep(arena, publisher ? &e->text[RAP_ROLE_PUBLISHER] : &channel->title),
        .container = rap_arena_copy(arena, options->key),
        .container_at = e->at,
        .container_n = e->n};
    if (!authors_of(&r, e, arena) || e->refused) return rap_fail_memory(err);
    *out = r;
    return RAP_OK;
}
