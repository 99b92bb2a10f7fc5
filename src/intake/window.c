/*
 * intake/window.c - a moving view of a file: what is read and not yet used.
 *
 * A packed window pulls from the window below it one member at a time, so that the
 * place of every member is known.  The window below keeps some of what has been used
 * since the member began: a flipped bit may let a member run past its end, and the next
 * one must still be found.  How often this is read again is bounded by what was read.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/window.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/unpack.h"

enum {
    STEP = 128 * 1024,       /* read at once */
    ROOMY = 4 * 1024 * 1024, /* a buffer above this is given back when it empties */
    KEPT = 1024 * 1024,      /* used bytes kept behind for rap_window_resume */
    MARKS = 64,              /* members known inside one buffer */
    LAYERS = 3,              /* packings inside packings */
    DICTIONARY = 8 << 20,    /* the largest dictionary, packed or plain */
    WHOLE = 256 * 1024,      /* a packed member up to this is unpacked at once, */
    WHOLE_PLAIN = 1 << 20,   /* when it has no more than this to give */
    MISSES = 4,              /* after so many that have more, that is left off */
    TRIED = 4096             /* bytes a member must begin to unpack from */
};

/* A member begins: in the plain bytes, in the file. */
typedef struct {
    uint64_t plain, file;
} mark;

struct rap_window {
    rap_arena *home; /* holds this struct */
    rap_buf buf;
    size_t used;   /* bytes of buf given out */
    uint64_t base; /* place of buf.p[0] */
    bool ended;
    rap_stream *stream; /* a file, */
    rap_window_source read;
    void *from;        /* or a source, */
    rap_str bytes;     /* or memory, */
    rap_window *below; /* or a packed window */
    uint64_t keep;     /* of the window below: place from which to keep used bytes */
    bool keeps;
    rap_packing how;
    rap_unpack *unpack;
    bool inside;       /* a member has begun and not ended */
    mark member;       /* the one unpacked now or last */
    int misses;        /* members in a row that could not be unpacked at once */
    uint64_t reread;   /* bytes gone back for */
    mark marks[MARKS]; /* members of the buffer, in order */
    size_t n_marks;
    bool failed; /* `fault` is told when the bytes before it are used */
    rap_err fault;
};

static rap_code make(rap_window **out, rap_err *err)
{
    rap_arena *home = rap_arena_new(sizeof(rap_window) + 64);
    rap_window *w = home ? RAP_NEW(home, rap_window, 1) : NULL;
    if (!w) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    w->home = home;
    *out = w;
    return RAP_OK;
}

rap_code rap_window_open(rap_window **out, const char *path, rap_err *err)
{
    rap_window *w = NULL;
    rap_code rc = make(&w, err);
    if (rc != RAP_OK) return rc;
    rc = rap_stream_open_raw(&w->stream, path, err);
    if (rc == RAP_OK)
        *out = w;
    else
        rap_window_close(w);
    return rc;
}

rap_code rap_window_open_part(rap_window **out, const char *path, uint64_t at,
                              uint64_t n, rap_err *err)
{
    rap_window *w = NULL;
    rap_code rc = rap_window_open(&w, path, err);
    if (rc != RAP_OK) return rc;
    rc = rap_stream_part(w->stream, at, n, err);
    if (rc == RAP_OK)
        *out = w;
    else
        rap_window_close(w);
    return rc;
}

rap_code rap_window_of_bytes(rap_window **out, rap_str bytes, rap_err *err)
{
    rap_window *w = NULL;
    rap_code rc = make(&w, err);
    if (rc != RAP_OK) return rc;
    w->bytes = bytes;
    *out = w;
    return RAP_OK;
}

rap_code rap_window_of_source(rap_window **out, rap_window_source read, void *from,
                              rap_err *err)
{
    rap_window *w = NULL;
    rap_code rc = make(&w, err);
    if (rc != RAP_OK) return rc;
    w->read = read;
    w->from = from;
    *out = w;
    return RAP_OK;
}

void rap_window_close(rap_window *w)
{
    while (w) {
        rap_window *below = w->below;
        rap_stream_close(w->stream);
        rap_unpack_free(w->unpack);
        rap_buf_done(&w->buf);
        rap_arena_free(w->home);
        w = below;
    }
}

rap_str rap_window_rest(const rap_window *w)
{
    return rap_str_cut(rap_buf_str(&w->buf), w->used, w->buf.n);
}

void rap_window_skip(rap_window *w, size_t n)
{
    size_t rest = w->buf.n - w->used;
    w->used += n < rest ? n : rest;
}

uint64_t rap_window_at(const rap_window *w)
{
    return w->base + w->used;
}

bool rap_window_is_packed(const rap_window *w)
{
    return w->below != NULL;
}

uint64_t rap_window_damage_at(const rap_window *w)
{
    return w->member.plain;
}

/* The member that holds the first unread byte. */
static mark held_by(const rap_window *w)
{
    const uint64_t at = rap_window_at(w);
    mark held = w->member;
    for (size_t i = 0; i < w->n_marks && (i == 0 || w->marks[i].plain <= at); i++)
        held = w->marks[i];
    return held;
}

uint64_t rap_window_file_at(const rap_window *w)
{
    if (!w->below) return rap_window_at(w);
    const bool between = w->used == w->buf.n && !w->inside;
    return between ? rap_window_at(w->below) : held_by(w).file;
}

uint64_t rap_window_member_at(const rap_window *w)
{
    return w->below ? held_by(w).plain : 0;
}

uint64_t rap_window_member_behind(const rap_window *w, uint64_t behind)
{
    for (size_t i = 0; i < w->n_marks; i++)
        if (w->marks[i].plain > behind) return w->marks[i].plain;
    return UINT64_MAX;
}

/* ---- reading on --------------------------------------------------------------------
 */

/* Used bytes that may go: all but those that the window above wants kept. */
static size_t droppable(const rap_window *w)
{
    if (!w->keeps) return w->used;
    size_t from = w->keep > w->base ? (size_t)(w->keep - w->base) : 0;
    if (from > w->used) from = w->used;
    return w->used - from > KEPT ? w->used - KEPT : from;
}

static void forget_marks(rap_window *w)
{
    size_t gone = 0;
    while (gone + 1 < w->n_marks && w->marks[gone + 1].plain <= rap_window_at(w))
        gone++;
    w->n_marks -= gone;
    if (gone) memmove(w->marks, w->marks + gone, w->n_marks * sizeof *w->marks);
}

/* Drop used bytes when they are at least half of the buffer: amortised O(1) a byte. */
static void compact(rap_window *w)
{
    size_t gone = droppable(w), live = w->buf.n - gone;
    if (gone < live || gone == 0) return;
    if (w->buf.cap > ROOMY && live < STEP) {
        rap_buf small = {0};
        rap_buf_put(&small, rap_str_cut(rap_buf_str(&w->buf), gone, w->buf.n));
        if (small.failed) return; /* it stays as large as it is */
        rap_buf_done(&w->buf);
        w->buf = small;
    } else if (live) {
        memmove(w->buf.p, w->buf.p + gone, live);
    }
    w->buf.n = live;
    w->base += gone;
    w->used -= gone;
}

static rap_code fault(rap_window *w, rap_code code, const char *what)
{
    w->failed = true;
    uint64_t at = code == RAP_E_TORN ? rap_window_at(w->below) : w->member.file;
    return rap_fail(&w->fault, code, at, "%s", what);
}

static rap_code begin_member(rap_window *w, rap_err *err)
{
    if (!rap_unpack_again(w->unpack)) return rap_fail_memory(err);
    w->inside = true;
    w->member = (mark){w->base + w->buf.n, rap_window_at(w->below)};
    w->below->keep = w->member.file;
    if (w->n_marks && w->marks[w->n_marks - 1].plain == w->member.plain)
        w->marks[w->n_marks - 1] = w->member;
    else if (w->n_marks < MARKS)
        w->marks[w->n_marks++] = w->member;
    return RAP_OK;
}

/* Does a member begin with these bytes, or with these and some that are cut off? */
static bool may_begin(rap_packing how, rap_str s)
{
    if (how == RAP_PACKING_GZIP && s.n == 1) return s.p[0] == '\x1F';
    return rap_packing_of(s) == how || (how == RAP_PACKING_ZSTD && s.n < 4);
}

/* Unpack the dictionary at the head of a .warc.zst into *plain. */
static bool unpack_dictionary(rap_buf *plain, rap_str packed)
{
    rap_unpack *u = rap_unpack_new(RAP_PACKING_ZSTD);
    rap_unpack_state state = u ? RAP_UNPACK_ON : RAP_UNPACK_NOMEM;
    while (state == RAP_UNPACK_ON && plain->n < DICTIONARY &&
           rap_buf_room(plain, STEP)) {
        size_t eaten, given;
        state = rap_unpack_step(u, packed, &eaten, plain->p + plain->n, STEP, &given);
        plain->n += given;
        packed = rap_str_cut(packed, eaten, packed.n);
        if (eaten == 0 && given == 0) break;
    }
    rap_unpack_free(u);
    return state == RAP_UNPACK_END;
}

/* A skippable frame may hold the dictionary of the frames behind it ("Zstandard
 * compression for WARC files", IIPC: magic number 0x184D2A5D, the dictionary plain or
 * itself a zstd frame). */
static rap_code take_dictionary(rap_window *w, bool *taken, rap_err *err)
{
    *taken = rap_str_begins(rap_window_rest(w->below), RAP_STR("\x5D\x2A\x4D\x18"));
    if (!*taken) return RAP_OK;
    rap_code rc = rap_window_fill(w->below, 8, err);
    rap_str rest = rap_window_rest(w->below);
    size_t n = 0;
    for (size_t i = 8; rest.n >= 8 && i > 4; i--)
        n = n << 8 | (unsigned char)rest.p[i - 1];
    if (rc == RAP_OK && n <= DICTIONARY) rc = rap_window_fill(w->below, 8 + n, err);
    if (rc != RAP_OK) return rc;
    rest = rap_str_cut(rap_window_rest(w->below), 8, 8 + n);
    rap_buf plain = {0};
    bool good = n > 0 && rest.n == n;
    if (good && rap_packing_of(rest) == RAP_PACKING_ZSTD) {
        good = unpack_dictionary(&plain, rest);
        rest = rap_buf_str(&plain);
    }
    good = good && rap_unpack_dictionary(w->unpack, rest);
    rap_buf_done(&plain);
    if (!good) return fault(w, RAP_E_SYNTAX, "its zstd dictionary cannot be used");
    rap_window_skip(w->below, 8 + n);
    return RAP_OK;
}

/* Between members: zeros are padding, anything else must be a member. */
static rap_code next_member(rap_window *w, bool *begun, rap_err *err)
{
    rap_str rest = rap_window_rest(w->below);
    size_t zeros = 0;
    while (zeros < rest.n && rest.p[zeros] == 0)
        zeros++;
    rap_window_skip(w->below, zeros);
    *begun = false;
    if (zeros) return RAP_OK;
    rap_code rc = rap_window_fill(w->below, 4, err);
    bool dictionary = false;
    if (rc == RAP_OK && w->how == RAP_PACKING_ZSTD)
        rc = take_dictionary(w, &dictionary, err);
    if (dictionary) return w->failed ? RAP_OK : rc;
    if (rc == RAP_OK) rc = begin_member(w, err);
    *begun = true;
    if (rc == RAP_OK && !may_begin(w->how, rap_window_rest(w->below)))
        (void)fault(w, RAP_E_SYNTAX, "its compressed data are damaged here");
    return rc;
}

/* The member that begins at the unread bytes of the window below, at once. */
static bool unpack_whole(rap_window *w, size_t *got)
{
    if (w->how != RAP_PACKING_GZIP || w->misses == MISSES) return false;
    if (rap_window_fill(w->below, WHOLE, NULL) != RAP_OK) return false;
    if (!rap_buf_room(&w->buf, WHOLE_PLAIN)) return false;
    size_t eaten;
    w->inside = !rap_unpack_whole(w->unpack, rap_window_rest(w->below), &eaten,
                                  w->buf.p + w->buf.n, WHOLE_PLAIN, got);
    w->misses = w->inside ? w->misses + 1 : 0;
    if (!w->inside) rap_window_skip(w->below, eaten);
    return !w->inside;
}

/* Plain bytes of at most one member behind those of the buffer; *got 0 at the end and
 * at a fault. */
static rap_code unpack_on(rap_window *w, size_t *got, size_t room, rap_err *err)
{
    for (*got = 0; *got == 0 && !w->failed;) {
        rap_code rc = rap_window_fill(w->below, 1, err);
        if (rc != RAP_OK) return rc;
        rap_str in = rap_window_rest(w->below);
        if (in.n == 0) {
            if (w->inside)
                (void)fault(w, RAP_E_TORN,
                            "its compressed data end here in the middle");
            break;
        }
        bool begun = w->inside;
        const bool fresh = !w->inside;
        if (fresh) rc = next_member(w, &begun, err);
        if (rc != RAP_OK) return rc;
        if (!begun || w->failed) continue;
        if (fresh && unpack_whole(w, got)) continue;
        in = rap_window_rest(w->below);
        size_t eaten = 0;
        rap_unpack_state state =
            rap_unpack_step(w->unpack, in, &eaten, w->buf.p + w->buf.n, room, got);
        rap_window_skip(w->below, eaten);
        if (state == RAP_UNPACK_NOMEM) return rap_fail_memory(err);
        if (state == RAP_UNPACK_END) w->inside = false;
        if (state == RAP_UNPACK_DAMAGED)
            (void)fault(w, RAP_E_SYNTAX, "its compressed data are damaged here");
    }
    return RAP_OK;
}

static rap_code read_bytes(rap_window *w, size_t *got, size_t room)
{
    *got = w->bytes.n < room ? w->bytes.n : room;
    if (*got) memcpy(w->buf.p + w->buf.n, w->bytes.p, *got);
    w->bytes = rap_str_cut(w->bytes, *got, w->bytes.n);
    return RAP_OK;
}

static rap_code read_on(rap_window *w, rap_err *err)
{
    compact(w);
    forget_marks(w);
    if (!rap_buf_room(&w->buf, STEP)) return rap_fail_memory(err);
    size_t got = 0;
    rap_code rc;
    char *to = w->buf.p + w->buf.n;
    if (w->below)
        rc = unpack_on(w, &got, STEP, err);
    else if (w->stream)
        rc = rap_stream_read(w->stream, &got, to, STEP, err);
    else if (w->read)
        rc = w->read(w->from, &got, to, STEP, err);
    else
        rc = read_bytes(w, &got, STEP);
    if (rc != RAP_OK) return rc;
    w->buf.n += got;
    w->ended = got == 0 && !w->failed;
    return RAP_OK;
}

rap_code rap_window_fill(rap_window *w, size_t n, rap_err *err)
{
    while (w->buf.n - w->used < n && !w->ended) {
        if (w->failed) {
            if (err) *err = w->fault;
            return w->fault.code;
        }
        rap_code rc = read_on(w, err);
        if (rc != RAP_OK) return rc;
    }
    return RAP_OK;
}

rap_code rap_window_pass(rap_window *w, uint64_t n, rap_err *err)
{
    while (n > 0) {
        rap_code rc = rap_window_fill(w, 1, err);
        size_t there = w->buf.n - w->used;
        if (rc != RAP_OK || there == 0) return rc;
        size_t part = n < there ? (size_t)n : there;
        w->used += part;
        n -= part;
    }
    return RAP_OK;
}

/* ---- packings ----------------------------------------------------------------------
 */

static rap_code refuse_others(rap_str head, rap_err *err)
{
    static const struct {
        rap_str magic;
        const char *name;
    } others[] = {{{"\x04\x22\x4D\x18", 4}, "lz4"},
                  {{"\xFD\x37\x7A\x58\x5A", 5}, "xz"},
                  {{"BZh", 3}, "bzip2"},
                  {{"\x1F\x9D", 2}, "compress"}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (!rap_str_begins(head, others[i].magic)) continue;
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "%s is not read: unpack it first, or pack it with gzip or zstd",
                        others[i].name);
    }
    return RAP_OK;
}

/* What the name says, where the first bytes are no text. */
static rap_packing named(rap_str name, rap_str head)
{
    bool text = true;
    for (size_t i = 0; i < head.n && i < 16; i++)
        text &= (unsigned char)head.p[i] >= '\t';
    if (text) return RAP_PACKING_NONE;
    if (rap_str_ends(name, RAP_STR(".gz"))) return RAP_PACKING_GZIP;
    return rap_str_ends(name, RAP_STR(".zst")) ? RAP_PACKING_ZSTD : RAP_PACKING_NONE;
}

static rap_code put_over(rap_window **w, rap_packing how, rap_err *err)
{
    rap_window *over = NULL;
    rap_code rc = make(&over, err);
    if (rc != RAP_OK) return rc;
    over->how = how;
    over->unpack = rap_unpack_new(how);
    if (!over->unpack) {
        rap_window_close(over);
        return rap_fail_memory(err);
    }
    over->below = *w;
    over->below->keeps = true;
    *w = over;
    return RAP_OK;
}

rap_code rap_window_unpack(rap_window **w, rap_str name, rap_err *err)
{
    for (int layer = 0; layer < LAYERS; layer++) {
        rap_code rc = rap_window_fill(*w, 16, err);
        rap_str head = rap_window_rest(*w);
        if (rc != RAP_OK && head.n < 4) return layer ? RAP_OK : rc; /* told later */
        rap_packing how = rap_packing_of(head);
        if (how == RAP_PACKING_NONE && layer == 0) how = named(name, head);
        if (how == RAP_PACKING_NONE) return refuse_others(head, err);
        rc = put_over(w, how, err);
        if (rc != RAP_OK) return rc;
    }
    return RAP_OK;
}

/* ---- behind damage -----------------------------------------------------------------
 */

/* Go back to the byte after the damaged member's first, as far as it is kept and as
 * long as less is read again than was read before. */
static void go_back(rap_window *w)
{
    rap_window *below = w->below;
    uint64_t now = rap_window_at(below);
    uint64_t to = w->member.file + 1 > below->base ? w->member.file + 1 : below->base;
    if (to >= now || w->reread + (now - to) > now + KEPT) return;
    w->reread += now - to;
    below->used -= (size_t)(now - to);
}

static bool begins_with(rap_str plain, rap_str head)
{
    return head.n == 0 || rap_str_begins(rap_str_trim(plain), head);
}

/* Does a member begin at the unread bytes of the window below? */
static bool try_member(rap_window *w, rap_str head)
{
    char plain[64];
    size_t eaten, given = 0;
    rap_str in = rap_str_cut(rap_window_rest(w->below), 0, TRIED);
    if (!rap_unpack_again(w->unpack)) return false;
    rap_unpack_state state =
        rap_unpack_step(w->unpack, in, &eaten, plain, sizeof plain, &given);
    bool good = state == RAP_UNPACK_ON || state == RAP_UNPACK_END;
    return good && given > 0 && begins_with((rap_str){plain, given}, head);
}

bool rap_window_resume(rap_window *w, rap_str head)
{
    static const rap_str gzip = {"\x1F\x8B\x08", 3}, zstd = {"\x28\xB5\x2F\xFD", 4};
    w->base += w->buf.n;
    w->used = 0;
    rap_buf_clear(&w->buf);
    w->ended = true;
    if (!w->below) return false;
    const rap_str magic = w->how == RAP_PACKING_GZIP ? gzip : zstd;
    go_back(w);
    w->n_marks = 0;
    w->inside = w->failed = false;
    for (;;) {
        if (rap_window_fill(w->below, TRIED, NULL) != RAP_OK) return false;
        rap_str rest = rap_window_rest(w->below);
        size_t at = rap_str_find(rest, magic, 0);
        bool there = at < rest.n;
        if (!there && rest.n < TRIED) return false;
        rap_window_skip(w->below, there ? at : rest.n - magic.n + 1);
        if (!there) continue;
        if (rap_window_fill(w->below, TRIED, NULL) != RAP_OK) return false;
        if (try_member(w, head)) break;
        rap_window_skip(w->below, 1);
    }
    w->ended = false;
    return true;
}
