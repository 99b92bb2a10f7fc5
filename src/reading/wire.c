/*
 * reading/wire.c - a report on its way to a worker, and what comes back.
 */
/* SPDX-License-Identifier: MIT */
#include "reading/wire.h"

enum { AUTHORS_MAX = 1 << 16 };

static void put_number(rap_buf *out, uint64_t v)
{
    rap_buf_put(out, (rap_str){(const char *)&v, sizeof v});
}

/* Its length, its bytes, a NUL. */
static void put_str(rap_buf *out, rap_str s)
{
    put_number(out, s.n);
    rap_buf_put(out, s);
    rap_buf_byte(out, '\0');
}

void rap_wire_put(rap_buf *out, const rap_report *r, const rap_reading_options *options)
{
    size_t head = out->n;
    rap_wire_ask ask = {0};
    rap_buf_put(out, (rap_str){(const char *)&ask, sizeof ask});
    rap_buf_put(out, (rap_str){(const char *)options, sizeof *options});
    const rap_str strings[] = {r->key,       r->uri,       r->title,  r->date,
                               r->publisher, r->container, r->fetched};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        put_str(out, strings[i]);
    put_number(out, r->charset != NULL);
    put_str(out, r->charset ? rap_str_of(r->charset) : (rap_str){"", 0});
    put_number(out, r->media);
    put_number(out, r->container_at);
    put_number(out, r->container_n);
    put_number(out, r->n_authors);
    for (size_t i = 0; i < r->n_authors; i++)
        put_str(out, r->authors[i]);
    put_str(out, r->bytes);
    if (out->failed) return;
    ask.n = out->n - head - sizeof ask;
    memcpy(out->p + head, &ask, sizeof ask);
}

typedef struct {
    rap_str in;
    size_t at;
    bool torn;
} unpacking;

static void get(unpacking *u, void *to, size_t n)
{
    memset(to, 0, n);
    u->torn = u->torn || u->in.n - u->at < n;
    if (u->torn) return;
    memcpy(to, u->in.p + u->at, n);
    u->at += n;
}

static uint64_t get_number(unpacking *u)
{
    uint64_t v;
    get(u, &v, sizeof v);
    return v;
}

static rap_str get_str(unpacking *u)
{
    uint64_t n = get_number(u);
    u->torn = u->torn || u->in.n - u->at <= n;
    if (u->torn) return (rap_str){"", 0};
    rap_str s = {u->in.p + u->at, n};
    u->at += n + 1;
    return s;
}

bool rap_wire_get(rap_report *report, rap_reading_options *options, rap_str in,
                  rap_arena *arena)
{
    unpacking u = {.in = in};
    rap_report r = {0};
    get(&u, options, sizeof *options);
    rap_str *const strings[] = {&r.key,       &r.uri,       &r.title,  &r.date,
                                &r.publisher, &r.container, &r.fetched};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        *strings[i] = get_str(&u);
    bool has_charset = get_number(&u) != 0;
    rap_str charset = get_str(&u);
    r.charset = has_charset ? charset.p : NULL;
    r.media = (rap_media)get_number(&u);
    r.container_at = get_number(&u);
    r.container_n = get_number(&u);
    uint64_t n = get_number(&u);
    if (u.torn || n > AUTHORS_MAX) return false;
    rap_str *authors = RAP_NEW(arena, rap_str, n);
    if (!authors) return false;
    for (uint64_t i = 0; i < n; i++)
        authors[i] = get_str(&u);
    r.authors = authors;
    r.n_authors = n;
    r.bytes = get_str(&u);
    *report = r;
    return !u.torn;
}

bool rap_wire_sound(rap_wire_answer *answer, uint64_t most)
{
    answer->err.msg[sizeof answer->err.msg - 1] = '\0';
    return answer->n <= most && (unsigned)answer->err.code < RAP_CODE_COUNT;
}

bool rap_wire_is_line(rap_str json)
{
    return json.n > 0 && rap_str_find(json, RAP_STR("\n"), 0) == json.n - 1;
}
