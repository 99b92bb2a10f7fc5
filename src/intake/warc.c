/*
 * intake/warc.c - WARC files (ISO 28500; WARC 1.1): the pages that a crawler kept.
 *
 * A record is looked at where it lies in the window, head and block together, so that a
 * wrong Content-Length can be told and mended: what follows a block is an empty line
 * and the next record, or it is not.  In a packed file the end of a member is a second
 * witness, and its checksum is waited for before a record is given out.
 *
 * Given out: HTTP answers of status 2xx, resources and conversions, when they are pages
 * or texts; feeds among them as members that hold several reports.  All else is passed
 * over in silence; what is damaged or too large is told.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/buf.h"
#include "intake/container.h"
#include "intake/fields.h"
#include "intake/http.h"
#include "intake/keep.h"
#include "intake/warchead.h"
#include "intake/webmedia.h"

#include <stdio.h>

enum {
    HEAD_MAX = 64 * 1024,    /* of a record's head */
    LOOK = 64,               /* bytes looked at behind a block */
    PEEK = 8 * 1024,         /* of a long block, to see what it is */
    WALKED = 1024 * 1024,    /* longer records that nobody wants are not looked at */
    SPARE = 4 * 1024 * 1024, /* buffers above this are given back */
    PATIENCE = 256 * 1024 * 1024 /* unpacked at most to get past a record too large */
};

typedef struct {
    rap_container head;
    rap_arena *home; /* holds this struct */
    rap_window *window;
    const rap_container_options *options;
    rap_http_room room;
    rap_buf field;       /* the head of the record in hand */
    rap_buf member_room; /* bytes of a member, of which `read` has still to give */
    rap_str member;      /* these */
    uint64_t behind;     /* where the record before ended */
    bool by_members;     /* a record that was not the first began with its member */
    bool faulty;         /* the window could not be filled: damage, torn, unreadable */
    bool over;
} warc;

/* Where a record's block lies in the window's rest, and where the record ends there. */
typedef struct {
    size_t n, used;
} extent;

static rap_code open_warc(rap_container **out, rap_window *w,
                          const rap_container_options *options, rap_err *err)
{
    rap_arena *home = rap_arena_new(sizeof(warc) + 64);
    warc *c = home ? RAP_NEW(home, warc, 1) : NULL;
    if (!c) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    c->head.kind = &rap_container_warc;
    c->home = home;
    c->window = w;
    c->options = options;
    *out = &c->head;
    return RAP_OK;
}

static void close_warc(rap_container *head)
{
    if (!head) return;
    warc *c = (warc *)head;
    rap_buf_done(&c->room.from);
    rap_buf_done(&c->room.to);
    rap_buf_done(&c->field);
    rap_buf_done(&c->member_room);
    rap_arena_free(c->home);
}

/* rap_window_fill, remembering that it failed. */
static rap_code more(warc *c, size_t n, rap_err *err)
{
    rap_code rc = rap_window_fill(c->window, n, err);
    c->faulty = rc != RAP_OK;
    return rc;
}

/* ---- where records begin -----------------------------------------------------------
 */

static bool is_padding(char c)
{
    return rap_is_space(c) || c == 0;
}

/* Step over white space and padding between records; *end at the end of the file. */
static rap_code pass_padding(warc *c, bool *end, rap_err *err)
{
    for (;;) {
        rap_code rc = more(c, LOOK, err);
        rap_str rest = rap_window_rest(c->window);
        size_t n = 0;
        while (n < rest.n && is_padding(rest.p[n]))
            n++;
        rap_window_skip(c->window, n);
        *end = n == rest.n;
        if (!*end) return RAP_OK;
        if (rc != RAP_OK || rest.n == 0) return rc;
    }
}

/* Step to the next record over what is none, from byte `k` of the rest on, and tell it.
 * When it is nothing but the damage of its member, that is told. */
static rap_code pass_junk(warc *c, size_t k, rap_err *err)
{
    const uint64_t at = rap_window_file_at(c->window), from = rap_window_at(c->window);
    for (;;) {
        rap_str rest = rap_window_rest(c->window);
        size_t found = rap_warc_find(rest, k);
        rap_window_skip(c->window, found != RAP_WARC_NONE ? found : k);
        if (found != RAP_WARC_NONE) break;
        size_t old = rest.n - k;
        rap_code rc = more(c, old + 1, err);
        if (rc != RAP_OK && rap_window_damage_at(c->window) <= from) return rc;
        c->faulty = false;
        if (rc != RAP_OK || rap_window_rest(c->window).n == old) {
            rap_window_skip(c->window, old);
            break;
        }
        k = old > LOOK ? old - LOOK : 0;
    }
    const unsigned long long passed = rap_window_at(c->window) - from;
    if (!rap_window_is_packed(c->window))
        return rap_fail(err, RAP_E_SYNTAX, at,
                        "no record begins here; %llu bytes are passed over", passed);
    /* Of one member there may be several such places. */
    return rap_fail(err, RAP_E_SYNTAX, at,
                    "no record begins at byte %llu of what is unpacked; %llu bytes are"
                    " passed over",
                    (unsigned long long)from, passed);
}

/* ---- the head ----------------------------------------------------------------------
 */

/* The bytes of the head that the rest begins with; 0 when it does not end. */
static rap_code find_head(warc *c, size_t *n, rap_err *err)
{
    bool broken = false;
    for (size_t at = 0;;) {
        rap_str rest = rap_window_rest(c->window);
        *n = rap_warc_head_end(rest, &at, &broken);
        if (*n || broken || at > HEAD_MAX || rest.n > 2 * HEAD_MAX) return RAP_OK;
        rap_code rc = more(c, rest.n + 1, err);
        if (rc != RAP_OK || rap_window_rest(c->window).n == rest.n) return rc;
    }
}

static rap_code take_head(warc *c, rap_warc_head *r, rap_err *err)
{
    *r = (rap_warc_head){.at = rap_window_at(c->window),
                         .file_at = rap_window_file_at(c->window),
                         .member_at = rap_window_member_at(c->window),
                         .length = UINT64_MAX};
    rap_code rc = find_head(c, &r->head_n, err);
    if (rc != RAP_OK) return rc;
    if (r->head_n == 0) return pass_junk(c, 1, err);
    rap_buf_clear(&c->field);
    rap_buf_put(&c->field, rap_str_cut(rap_window_rest(c->window), 0, r->head_n));
    if (c->field.failed) {
        c->over = true; /* it would fail here again */
        return rap_fail_memory(err);
    }
    rap_warc_head_read(r, rap_buf_str(&c->field));
    if (r->at == r->member_at && c->behind > 0) c->by_members = true;
    return RAP_OK;
}

/* ---- the block ---------------------------------------------------------------------
 */

/* Where, in the rest, the next member begins that begins a record; RAP_WARC_NONE when
 * none does as far as has been read. */
static size_t next_member(const warc *c)
{
    const uint64_t at = rap_window_at(c->window);
    rap_str rest = rap_window_rest(c->window);
    for (uint64_t k = at; (k = rap_window_member_behind(c->window, k)) != UINT64_MAX;) {
        size_t n = (size_t)(k - at);
        while (n < rest.n && is_padding(rest.p[n]))
            n++;
        if (rap_warc_begins(rest, n)) return n;
    }
    return RAP_WARC_NONE;
}

/* Read until `want` bytes are there, or the member is over, or the file. */
static rap_code reach(warc *c, size_t want, size_t *edge, bool *end, rap_err *err)
{
    *end = false;
    for (;;) {
        size_t there = rap_window_rest(c->window).n;
        *edge = next_member(c);
        if (*edge != RAP_WARC_NONE || there >= want || *end) return RAP_OK;
        rap_code rc = more(c, there + 1, err);
        if (rc != RAP_OK) return rc;
        *end = rap_window_rest(c->window).n == there;
    }
}

/* Does the record end at `at` of the rest: an empty line, the next record, the end? */
static bool ends_well(rap_str s, size_t at, bool end)
{
    size_t k = at;
    int lines = 0;
    for (; k < s.n && is_padding(s.p[k]); k++)
        lines += s.p[k] == '\n';
    return lines >= 2 || (k == s.n && end) || rap_warc_begins(s, k);
}

/* Is the record whole, though the data behind are damaged?  Not when what is damaged is
 * the member that it has to itself, or one that holds a part of it. */
static bool whole_before_damage(const warc *c, const rap_warc_head *r, size_t want)
{
    if (rap_window_rest(c->window).n < want) return false;
    const uint64_t damage = rap_window_damage_at(c->window);
    return damage >= r->at + want || damage < c->behind;
}

/* Where a record's fault lies: several records of one member begin at the
 * member's byte of the file. */
static void place_fault(const warc *c, const rap_warc_head *r, rap_err *err)
{
    if (!err || err->at != RAP_NOWHERE) return;
    err->at = r->file_at;
    bool told = err->code == RAP_E_SYNTAX || err->code == RAP_E_LIMIT;
    if (!told || !rap_window_is_packed(c->window)) return;
    size_t n = strlen(err->msg);
    (void)snprintf(err->msg + n, sizeof err->msg - n,
                   ", in the record at byte %llu of what is unpacked",
                   (unsigned long long)r->at);
}

static rap_code too_large(const warc *c, const rap_warc_head *r, rap_err *err)
{
    rap_code rc = rap_fail(err, RAP_E_LIMIT, RAP_NOWHERE,
                           "it is larger than the %u bytes a report may have",
                           c->options->max_bytes);
    place_fault(c, r, err);
    return rc;
}

/* The length is not told or wrong: the record goes as far as the next one. */
static rap_code seek_end(warc *c, const rap_warc_head *r, extent *out, rap_err *err)
{
    const size_t most = (size_t)c->options->max_bytes + HEAD_MAX;
    for (size_t look = r->head_n;;) {
        rap_str rest = rap_window_rest(c->window);
        size_t edge = next_member(c), apart = rap_warc_find_apart(rest, look);
        size_t stop = apart < edge ? apart : edge;
        const size_t old = rest.n;
        if (stop == RAP_WARC_NONE && old > most) return too_large(c, r, err);
        if (stop == RAP_WARC_NONE) {
            rap_code rc = more(c, old + 1, err);
            if (rc != RAP_OK) return rc;
            rest = rap_window_rest(c->window);
            if (rest.n == old) stop = old;
        }
        if (stop != RAP_WARC_NONE) {
            *out = (extent){rap_warc_unclosed(rest, r->head_n, stop) - r->head_n, stop};
            return RAP_OK;
        }
        look = old > r->head_n + LOOK ? old - LOOK : r->head_n;
    }
}

/* Find the block of the record at the beginning of the rest. */
static rap_code find_block(warc *c, const rap_warc_head *r, extent *out, rap_err *err)
{
    if (r->length == UINT64_MAX) return seek_end(c, r, out, err);
    const size_t want = r->head_n + (size_t)r->length;
    size_t edge;
    bool end;
    rap_code rc = reach(c, want + LOOK, &edge, &end, err);
    if (rc != RAP_OK && !whole_before_damage(c, r, want)) return rc;
    c->faulty = false;
    rap_str rest = rap_window_rest(c->window);
    if (edge != RAP_WARC_NONE) rest = rap_str_cut(rest, 0, edge);
    if (rest.n >= want &&
        ends_well(rest, want, end || edge != RAP_WARC_NONE || rc != RAP_OK)) {
        *out = (extent){(size_t)r->length, want};
        return RAP_OK;
    }
    size_t apart = rap_warc_find_apart(rest, r->head_n);
    if (edge == RAP_WARC_NONE && apart == RAP_WARC_NONE && rest.n < want) {
        rap_window_skip(c->window, rest.n);
        return rap_fail(err, RAP_E_TORN, rap_window_file_at(c->window),
                        "the file ends here in the middle of a record");
    }
    return seek_end(c, r, out, err);
}

/* Leave a record behind that is too large or that nobody wants: n bytes, fewer where a
 * member begins the next.  Who has unpacked more than anyone should wait for goes on at
 * the next member that begins a record. */
static void leave(warc *c, uint64_t n)
{
    const bool packed = rap_window_is_packed(c->window);
    for (uint64_t gone = 0; gone < n;) {
        if (packed && (c->by_members || n - gone > PATIENCE) && gone > PATIENCE) {
            c->over = !rap_window_resume(c->window, RAP_STR("WARC/"));
            return;
        }
        size_t edge = next_member(c), there = rap_window_rest(c->window).n;
        size_t step = edge < there ? edge : there;
        if (step > n - gone) step = (size_t)(n - gone);
        rap_window_skip(c->window, step);
        gone += step;
        if (edge != RAP_WARC_NONE) return;
        if (step == there && (rap_window_fill(c->window, LOOK, NULL) != RAP_OK ||
                              rap_window_rest(c->window).n == 0))
            return; /* damage is told at the next step */
    }
}

/* The same for one that is too large to be true: its length may be wrong, and the next
 * record stands where one stands. */
static void leave_large(warc *c)
{
    if (c->by_members && rap_window_is_packed(c->window)) {
        c->over = !rap_window_resume(c->window, RAP_STR("WARC/"));
        return;
    }
    for (uint64_t gone = 0;;) {
        rap_str rest = rap_window_rest(c->window);
        size_t apart = rap_warc_find_apart(rest, 1);
        size_t step = apart != RAP_WARC_NONE ? apart
                      : rest.n > LOOK        ? rest.n - LOOK
                                             : 0;
        rap_window_skip(c->window, step);
        gone += step;
        if (apart != RAP_WARC_NONE) return;
        if (gone > 4 * (uint64_t)PATIENCE && rap_window_is_packed(c->window)) {
            c->over = !rap_window_resume(c->window, RAP_STR("WARC/"));
            return;
        }
        size_t old = rest.n - step;
        if (rap_window_fill(c->window, old + 1, NULL) == RAP_OK &&
            rap_window_rest(c->window).n > old)
            continue;
        rap_window_skip(c->window, old);
        return;
    }
}

/* ---- what is in it -----------------------------------------------------------------
 */

static bool is_kind(const rap_warc_head *r, const char *low)
{
    return rap_fields_is(r->type, low);
}

/* What a block holds. */
typedef struct {
    bool is_http;
    rap_http answer;
    rap_str type, body; /* Content-Type; bytes, codings not yet taken off */
} content;

/* Look at a block, or at its beginning; false when it is no report. */
static bool look_inside(content *out, const rap_warc_head *r, rap_str block)
{
    const bool answer = is_kind(r, "response");
    if (!answer && !is_kind(r, "resource") && !is_kind(r, "conversion")) return false;
    *out = (content){.type = r->media, .body = block};
    out->is_http = rap_fields_is(rap_fields_media(r->media), "application/http") ||
                   (answer && rap_str_begins(block, RAP_STR("HTTP/")));
    if (out->is_http) {
        rap_http_read(&out->answer, block);
        out->type = out->answer.type;
        const int status = out->answer.status;
        if (status != 0 && (status / 100 != 2 || status == 206)) return false;
    }
    return rap_webmedia_is_wanted(out->type);
}

/* May it be a report, as far as its head and, when it is long, the beginning of its
 * block show? */
static bool is_wanted(warc *c, const rap_warc_head *r)
{
    content in;
    size_t peek = r->head_n;
    if (r->length > WALKED) peek += PEEK;
    if (rap_window_rest(c->window).n < peek)
        if (rap_window_fill(c->window, peek, NULL) != RAP_OK)
            return true; /* see there */
    rap_str rest = rap_window_rest(c->window);
    if (r->length <= WALKED) rest.n = r->head_n;
    return look_inside(&in, r, rap_str_cut(rest, r->head_n, r->head_n + PEEK)) ||
           (r->length <= WALKED && is_kind(r, "response"));
}

static rap_str key_of(const warc *c, const rap_warc_head *r, rap_arena *arena)
{
    if (r->id.n) return rap_arena_copy(arena, r->id);
    rap_buf b = {0};
    rap_buf_put(&b, c->options->key);
    rap_buf_byte(&b, ':');
    rap_buf_uint(&b, r->at);
    rap_str key = rap_keep(arena, &b);
    rap_buf_done(&b);
    return key;
}

/* A feed: what holds several reports is given as a member (see `read`). */
static rap_code give_member(warc *c, rap_str body, rap_err *err)
{
    rap_buf_clear(&c->member_room);
    rap_buf_put(&c->member_room, body);
    c->member = rap_buf_str(&c->member_room);
    return c->member_room.failed ? rap_fail_memory(err) : RAP_OK;
}

/* Copy what is wanted of the block into *out; *given unless it is no report. */
static rap_code give(warc *c, const rap_warc_head *r, rap_str block, rap_report *out,
                     bool *given, rap_arena *arena, rap_err *err)
{
    content in;
    if (!look_inside(&in, r, block)) return RAP_OK;
    out->key = key_of(c, r, arena);
    rap_code rc = RAP_OK;
    if (in.is_http)
        rc = rap_http_body(&in.body, &in.answer, c->options->max_bytes, &c->room, err);
    if (rc != RAP_OK) place_fault(c, r, err);
    if (rc != RAP_OK) return rc;
    const rap_from from = rap_webmedia_judge(in.type, in.body);
    *given = from != RAP_FROM_AUTO;
    if (!*given) return RAP_OK;
    out->uri = rap_arena_copy(arena, r->uri);
    out->fetched = rap_arena_copy(arena, r->date);
    out->charset = rap_fields_charset(in.type, arena);
    out->container = rap_arena_copy(arena, c->options->key);
    if (from == RAP_FROM_FEED) return give_member(c, in.body, err);
    out->media = from == RAP_FROM_HTML ? RAP_MEDIA_HTML : RAP_MEDIA_TEXT;
    out->bytes = rap_arena_copy(arena, in.body);
    return RAP_OK;
}

/* ---- one after the other -----------------------------------------------------------
 */

static void give_back(rap_buf *b)
{
    if (b->cap > SPARE) rap_buf_done(b);
}

/* Go past the record and tell where it stood: its member when it has one to itself. */
static void close_record(warc *c, const rap_warc_head *r, size_t used, rap_report *out)
{
    bool end;
    rap_window_skip(c->window, used);
    (void)pass_padding(c, &end, NULL); /* a fault is told at the next step */
    c->faulty = false;
    const uint64_t next = rap_window_file_at(c->window);
    const bool alone = rap_window_is_packed(c->window) && r->member_at >= c->behind &&
                       next > r->file_at &&
                       (end || rap_window_member_at(c->window) >= r->at + used);
    out->container_at = alone ? r->file_at : r->at;
    out->container_n = alone ? next - r->file_at : used;
}

/* Damage in the packed data: what is in hand is lost, the next member is looked for. */
static void lose(warc *c, rap_code rc)
{
    c->over = (rc != RAP_E_SYNTAX && rc != RAP_E_TORN) ||
              !rap_window_resume(c->window, RAP_STR("WARC/"));
}

/* One record: a report or member (*given), or nothing that anyone wants. */
static rap_code one_record(warc *c, rap_report *out, bool *given, rap_arena *arena,
                           rap_err *err)
{
    rap_warc_head r;
    extent e = {0, 0};
    rap_code rc = take_head(c, &r, err);
    if (rc != RAP_OK) return rc;
    const bool wanted = is_wanted(c, &r), told = r.length != UINT64_MAX;
    if (!wanted && told && r.length > WALKED) {
        rap_window_skip(c->window, r.head_n);
        leave(c, r.length);
        return RAP_OK;
    }
    if (told && r.length > (uint64_t)c->options->max_bytes + HEAD_MAX)
        rc = too_large(c, &r, err);
    else
        rc = find_block(c, &r, &e, err);
    if (rc == RAP_E_LIMIT) {
        out->key = key_of(c, &r, arena);
        leave_large(c);
        return wanted ? rc : RAP_OK;
    }
    if (rc != RAP_OK) return rc;
    rap_str block = rap_str_cut(rap_window_rest(c->window), r.head_n, r.head_n + e.n);
    if (wanted) rc = give(c, &r, block, out, given, arena, err);
    close_record(c, &r, e.used, out);
    return rc;
}

static rap_code next_of_warc(rap_container *head, rap_report *out, bool *end,
                             rap_arena *arena, rap_err *err)
{
    warc *c = (warc *)head;
    give_back(&c->room.from);
    give_back(&c->room.to);
    for (bool given = false; !given;) {
        *end = c->over;
        if (*end) return RAP_OK;
        *out = (rap_report){0};
        rap_code rc = pass_padding(c, end, err);
        if (rc == RAP_OK && *end) return RAP_OK;
        if (rc == RAP_OK)
            rc = rap_warc_begins(rap_window_rest(c->window), 0)
                     ? one_record(c, out, &given, arena, err)
                     : pass_junk(c, 0, err);
        if (c->faulty && rc != RAP_OK) lose(c, rc);
        c->behind = rap_window_at(c->window);
        if (rc == RAP_OK) continue;
        rap_str key = out->key.n ? out->key : rap_arena_copy(arena, c->options->key);
        *out = (rap_report){.key = key};
        return rc;
    }
    return RAP_OK;
}

static rap_code read_member(void *from, size_t *got, char *to, size_t n, rap_err *err)
{
    (void)err;
    warc *c = from;
    *got = c->member.n < n ? c->member.n : n;
    if (*got) memcpy(to, c->member.p, *got);
    c->member = rap_str_cut(c->member, *got, c->member.n);
    return RAP_OK;
}

const rap_container_kind rap_container_warc = {
    .name = "WARC",
    .open = open_warc,
    .next = next_of_warc,
    .read = read_member,
    .close = close_warc,
};
