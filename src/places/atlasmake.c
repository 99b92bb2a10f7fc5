/*
 * places/atlasmake.c - makes an atlas from a table in the form of GeoNames' dumps.
 *
 * Settlements that still stand, divisions down to the third, seas, lakes, rivers,
 * mountains, islands, regions are taken; buildings, roads and the like are not.  A name
 * of several places has one entry each, the largest first.  Names in other scripts than
 * Latin are left out: no English text looks for them.
 */
/* SPDX-License-Identifier: MIT */
#include "places/atlasmake.h"

#include "base/ascii.h"
#include "base/bisect.h"
#include "base/file.h"
#include "base/utf8.h"
#include "places/atlas.h"
#include "places/atlasform.h"

#include <stdlib.h>

enum { COLUMNS = 19, LINE_MAX_BYTES = 1 << 18, CHUNK = 1 << 16 };
enum { C_ID, C_NAME, C_ASCII, C_OTHER, C_LAT, C_LON, C_CLASS, C_CODE, C_CC };
enum { C_ADMIN1 = 10, C_PEOPLE = 14 };

typedef struct {
    uint64_t key;
    uint32_t row;
    uint8_t rank;
} entry;

typedef struct {
    int32_t lat, lon;
    uint32_t id, name, region;
    char cc[3];
    uint8_t kind, size;
    rap_str code; /* of its region, until all regions are known */
} row;

typedef struct {
    rap_str cc, code;
    uint32_t cc_at, code_at, name;
} region;

typedef struct {
    rap_arena *arena;
    rap_buf text;
    RAP_LIST(entry) entries;
    RAP_LIST(row) rows;
    RAP_LIST(region) regions;
    uint64_t line;
    bool failed; /* no memory */
} maker;

/* Which codes of a class are taken, and as what.  P: see settlement. */
static const struct {
    char cls;
    const char *code;
    rap_spot_kind kind;
} kinds[] = {
    {'A', "ADM1", RAP_SPOT_REGION},   {'A', "ADM2", RAP_SPOT_COUNTY},
    {'A', "ADM3", RAP_SPOT_TOWNSHIP}, {'A', "PCLI", RAP_SPOT_COUNTRY},
    {'A', "PCLD", RAP_SPOT_COUNTRY},  {'A', "PCLS", RAP_SPOT_COUNTRY},
    {'A', "TERR", RAP_SPOT_COUNTRY},  {'L', "CONT", RAP_SPOT_AREA},
    {'L', "RGN", RAP_SPOT_AREA},      {'L', "AREA", RAP_SPOT_AREA},
    {'H', "SEA", RAP_SPOT_WATER},     {'H', "OCN", RAP_SPOT_WATER},
    {'H', "GULF", RAP_SPOT_WATER},    {'H', "STRT", RAP_SPOT_WATER},
    {'H', "BAY", RAP_SPOT_WATER},     {'H', "STM", RAP_SPOT_WATER},
    {'H', "LK", RAP_SPOT_WATER},      {'H', "LKS", RAP_SPOT_WATER},
    {'H', "CNL", RAP_SPOT_WATER},     {'H', "RSV", RAP_SPOT_WATER},
    {'T', "MT", RAP_SPOT_LAND},       {'T', "MTS", RAP_SPOT_LAND},
    {'T', "ISL", RAP_SPOT_LAND},      {'T', "ISLS", RAP_SPOT_LAND},
    {'T', "PEN", RAP_SPOT_LAND},      {'T', "VAL", RAP_SPOT_LAND},
    {'T', "DSRT", RAP_SPOT_LAND},     {'T', "PASS", RAP_SPOT_LAND},
    {'P', "PPLC", RAP_SPOT_CAPITAL},  {'P', "PPLH", RAP_SPOT_NONE},
    {'P', "PPLQ", RAP_SPOT_NONE},     {'P', "PPLW", RAP_SPOT_NONE},
};

static rap_spot_kind kind_of(rap_str cls, rap_str code)
{
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && cls.n == 1; i++)
        if (kinds[i].cls == cls.p[0] && rap_str_is(code, kinds[i].code))
            return kinds[i].kind;
    return rap_str_is(cls, "P") ? RAP_SPOT_CITY : RAP_SPOT_NONE;
}

/* "46.20222" as ten-thousandths, rounded. */
static bool parse_degrees(rap_str s, int32_t limit, int32_t *out)
{
    bool minus = s.n && s.p[0] == '-';
    int64_t v = 0;
    int digits = -1;
    for (size_t i = minus; i < s.n; i++) {
        if (s.p[i] == '.' && digits < 0)
            digits = 0;
        else if (!rap_is_digit(s.p[i]) || v > 100000000)
            return false;
        else if (digits < 5) {
            v = v * 10 + (s.p[i] - '0');
            digits += digits >= 0;
        }
    }
    for (digits = digits < 0 ? 0 : digits; digits < 5; digits++)
        v *= 10;
    v = (v + 5) / 10;
    if (s.n == 0 || v > limit) return false;
    *out = (int32_t)(minus ? -v : v);
    return true;
}

static uint64_t parse_number(rap_str s)
{
    uint64_t v = 0;
    for (size_t i = 0; i < s.n && rap_is_digit(s.p[i]) && v < 1000000000000; i++)
        v = v * 10 + (uint64_t)(s.p[i] - '0');
    return v;
}

static uint32_t parse_id(rap_str s)
{
    const rap_str census = RAP_STR("census:");
    if (!rap_str_begins(s, census)) return (uint32_t)parse_number(s);
    return RAP_SPOT_CENSUS + (uint32_t)parse_number(rap_str_cut(s, census.n, s.n));
}

/* 0 up to 511 people, then one for each doubling, 15 at most. */
static uint8_t size_of(uint64_t people)
{
    int log = people ? 63 - __builtin_clzll(people) : 0;
    return (uint8_t)(log < 8 ? 0 : log > 23 ? 15 : log - 8);
}

static uint32_t put_text(maker *m, rap_str s)
{
    uint32_t at = (uint32_t)m->text.n;
    if (s.n > 255) s.n = rap_utf8_back(s, 255);
    rap_buf_byte(&m->text, (char)(unsigned char)s.n);
    rap_buf_put(&m->text, s);
    return at;
}

/* Latin letters only: what rap_utf8_plain leaves without a byte beyond ASCII. */
static bool is_ascii(rap_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (rap_is_high(s.p[i])) return false;
    return true;
}

static void add_entry(maker *m, rap_str name, uint32_t number, const row *r)
{
    enum { WORTH = 4 }; /* of being a capital or a sea, in doublings */
    rap_arena_place here = rap_arena_at(m->arena);
    rap_str plain = rap_utf8_plain(m->arena, name);
    uint64_t key = plain.p && is_ascii(plain) ? rap_atlas_key_of(plain) : RAP_ATLAS_KEY;
    rap_arena_back(m->arena, here);
    if (key == RAP_ATLAS_KEY) return;
    entry *e = RAP_PUSH(m->arena, &m->entries);
    bool minor = r->kind == RAP_SPOT_CITY || r->kind == RAP_SPOT_TOWNSHIP ||
                 r->kind == RAP_SPOT_COUNTY || r->kind == RAP_SPOT_REGION;
    if (e) *e = (entry){key, number, (uint8_t)(r->size + (minor ? 0 : WORTH))};
    m->failed = m->failed || !e;
}

static void add_names(maker *m, const rap_str *c, uint32_t number, const row *r)
{
    add_entry(m, c[C_NAME], number, r);
    rap_str other = c[C_OTHER];
    for (size_t at = 0, end; at < other.n; at = end + 1) {
        end = rap_str_find(other, RAP_STR(","), at);
        if (end > at) add_entry(m, rap_str_cut(other, at, end), number, r);
    }
}

static void add_region(maker *m, const rap_str *c, uint32_t name)
{
    region *g = RAP_PUSH(m->arena, &m->regions);
    rap_str cc = rap_arena_copy(m->arena, c[C_CC]);
    rap_str code = rap_arena_copy(m->arena, c[C_ADMIN1]);
    if (g)
        *g = (region){cc, code, put_text(m, c[C_CC]), put_text(m, c[C_ADMIN1]), name};
    m->failed = m->failed || !g || !cc.p || !code.p;
}

static bool is_country_code(rap_str s)
{
    return s.n == 2 && rap_is_upper(s.p[0]) && rap_is_upper(s.p[1]);
}

static rap_code take_row(maker *m, const rap_str *c, rap_err *err)
{
    row r = {.kind = (uint8_t)kind_of(c[C_CLASS], c[C_CODE])};
    if (r.kind == RAP_SPOT_NONE) return RAP_OK;
    if (!parse_degrees(c[C_LAT], 900000, &r.lat) ||
        !parse_degrees(c[C_LON], 1800000, &r.lon))
        return rap_fail(err, RAP_E_SYNTAX, m->line, "line %llu: no place on the globe",
                        (unsigned long long)m->line);
    r.id = parse_id(c[C_ID]);
    r.size = size_of(parse_number(c[C_PEOPLE]));
    r.name = put_text(m, c[C_NAME]);
    if (is_country_code(c[C_CC])) memcpy(r.cc, c[C_CC].p, 2);
    r.code = rap_arena_copy(m->arena, c[C_ADMIN1]);
    if (r.kind == RAP_SPOT_REGION && c[C_ADMIN1].n) add_region(m, c, r.name);
    row *to = RAP_PUSH(m->arena, &m->rows);
    if (to) *to = r;
    m->failed = m->failed || !to || !r.code.p;
    if (to) add_names(m, c, (uint32_t)(m->rows.n - 1), &r);
    return m->failed || m->text.failed ? rap_fail_memory(err) : RAP_OK;
}

static rap_code take_line(maker *m, rap_str line, rap_err *err)
{
    rap_str cells[COLUMNS];
    size_t n = 0;
    m->line++;
    for (size_t at = 0, end; n < COLUMNS && at <= line.n; at = end + 1) {
        end = rap_str_find(line, RAP_STR("\t"), at);
        cells[n++] = rap_str_cut(line, at, end);
    }
    if (n < C_PEOPLE + 1)
        return rap_fail(err, RAP_E_SYNTAX, m->line,
                        "line %llu has %zu columns, a dump of GeoNames has %d",
                        (unsigned long long)m->line, n, COLUMNS);
    return take_row(m, cells, err);
}

/* Whole lines of buf[0..n); *used bytes. */
static rap_code take_lines(maker *m, rap_str s, size_t *used, rap_err *err)
{
    *used = 0;
    for (size_t end; (end = rap_str_find(s, RAP_STR("\n"), *used)) < s.n;) {
        rap_code rc = take_line(m, rap_str_cut(s, *used, end), err);
        if (rc != RAP_OK) return rc;
        *used = end + 1;
    }
    return RAP_OK;
}

static rap_code read_table(maker *m, rap_stream *in, rap_err *err)
{
    enum { ROOM = LINE_MAX_BYTES + CHUNK };
    char *buf = RAP_NEW(m->arena, char, ROOM);
    if (!buf) return rap_fail_memory(err);
    size_t have = 0;
    for (size_t got = 1, used; got;) {
        rap_code rc = rap_stream_read(in, &got, buf + have, CHUNK, err);
        if (rc != RAP_OK) return rc;
        have += got;
        rc = take_lines(m, (rap_str){buf, have}, &used, err);
        if (rc != RAP_OK) return rc;
        memmove(buf, buf + used, have - used);
        have -= used;
        if (have > LINE_MAX_BYTES)
            return rap_fail(err, RAP_E_LIMIT, m->line, "line %llu is too long",
                            (unsigned long long)m->line + 1);
    }
    return have ? take_line(m, (rap_str){buf, have}, err) : RAP_OK;
}

static int by_key(const void *a, const void *b)
{
    const entry *x = a, *y = b;
    if (x->key != y->key) return x->key < y->key ? -1 : 1;
    if (x->rank != y->rank) return x->rank > y->rank ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

static int by_code(const void *a, const void *b)
{
    const region *x = a, *y = b;
    int d = rap_str_cmp(x->cc, y->cc);
    if (d == 0) d = rap_str_cmp(x->code, y->code);
    return d ? d : (x->name > y->name) - (x->name < y->name);
}

/* Sort, and drop what stands there twice. */
static void sort_all(maker *m)
{
    size_t n = 0;
    if (m->entries.n) qsort(m->entries.v, m->entries.n, sizeof *m->entries.v, by_key);
    for (size_t i = 0; i < m->entries.n; i++) {
        const entry *e = &m->entries.v[i];
        if (n && m->entries.v[n - 1].key == e->key && m->entries.v[n - 1].row == e->row)
            continue;
        m->entries.v[n++] = *e;
    }
    m->entries.n = n;
    if (m->regions.n) qsort(m->regions.v, m->regions.n, sizeof *m->regions.v, by_code);
}

static uint32_t region_of(const maker *m, const row *r)
{
    const region want = {.cc = {r->cc, strlen(r->cc)}, .code = r->code};
    size_t low = 0;
    RAP_BISECT(size_t, low, mid, m->regions.n, by_code(&m->regions.v[mid], &want) < 0);
    bool same = low < m->regions.n && r->code.n &&
                rap_str_eq(m->regions.v[low].cc, want.cc) &&
                rap_str_eq(m->regions.v[low].code, want.code);
    return same && low < RAP_NO_REGION ? (uint32_t)low : RAP_NO_REGION;
}

static void put32(rap_buf *b, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        rap_buf_byte(b, (char)(unsigned char)(v >> 8 * i));
}

static uint32_t count_keys(const maker *m)
{
    uint32_t n = 0;
    for (size_t i = 0; i < m->entries.n; i++)
        n += i == 0 || m->entries.v[i].key != m->entries.v[i - 1].key;
    return n;
}

static void put_head(rap_buf *out, const maker *m)
{
    rap_buf_z(out, "RAPG");
    put32(out, RAP_ATLAS_VERSION);
    put32(out, count_keys(m));
    put32(out, (uint32_t)m->entries.n);
    put32(out, (uint32_t)m->rows.n);
    put32(out, (uint32_t)m->regions.n);
    put32(out, (uint32_t)m->text.n);
    put32(out, 0);
}

static void put_buckets(rap_buf *out, const maker *m)
{
    size_t i = 0;
    uint32_t n = 0;
    for (uint64_t bucket = 0; bucket <= RAP_ATLAS_BUCKETS; bucket++) {
        for (;
             i < m->entries.n && m->entries.v[i].key >> (64 - RAP_ATLAS_BITS) < bucket;
             i++)
            n += i == 0 || m->entries.v[i].key != m->entries.v[i - 1].key;
        put32(out, n);
    }
}

static void put_keys(rap_buf *out, const maker *m)
{
    const entry *e = m->entries.v;
    for (size_t i = 0; i < m->entries.n; i++)
        if (i == 0 || e[i].key != e[i - 1].key) {
            put32(out, (uint32_t)e[i].key);
            put32(out, (uint32_t)(e[i].key >> 32));
        }
    for (size_t i = 0; i < m->entries.n; i++)
        if (i == 0 || e[i].key != e[i - 1].key) put32(out, (uint32_t)i);
    put32(out, (uint32_t)m->entries.n);
    for (size_t i = 0; i < m->entries.n; i++)
        put32(out, e[i].row);
}

static void put_rows(rap_buf *out, const maker *m)
{
    for (size_t i = 0; i < m->rows.n; i++) {
        const row *r = &m->rows.v[i];
        uint32_t cc = 0;
        if (r->cc[0])
            cc = (uint32_t)(r->cc[0] - 'A') * 26 + (uint32_t)(r->cc[1] - 'A') + 1;
        put32(out, (uint32_t)(r->lat + 900000) | (uint32_t)r->size << 21 |
                       (uint32_t)r->kind << 25);
        put32(out, (uint32_t)(r->lon + 1800000) | cc << 22);
        put32(out, r->id);
        put32(out, r->name);
        put32(out, region_of(m, r));
    }
    for (size_t i = 0; i < m->regions.n; i++) {
        put32(out, m->regions.v[i].cc_at);
        put32(out, m->regions.v[i].code_at);
        put32(out, m->regions.v[i].name);
    }
}

static rap_code write_atlas(rap_buf *out, maker *m, rap_err *err)
{
    if (m->rows.n == 0)
        return rap_fail(err, RAP_E_EMPTY, RAP_NOWHERE, "no place stands in the table");
    sort_all(m);
    if (m->entries.n >= UINT32_MAX / 32 || m->text.n >= UINT32_MAX)
        return rap_fail(err, RAP_E_LIMIT, RAP_NOWHERE, "more places than can be held");
    put_head(out, m);
    put_buckets(out, m);
    put_keys(out, m);
    put_rows(out, m);
    rap_buf_put(out, rap_buf_str(&m->text));
    return out->failed ? rap_fail_memory(err) : RAP_OK;
}

rap_code rap_atlas_make(rap_buf *out, const char *path, rap_arena *arena, rap_err *err)
{
    maker m = {.arena = arena};
    rap_stream *in = NULL;
    rap_code rc = rap_stream_open(&in, path, err);
    if (rc != RAP_OK) return rc;
    rc = read_table(&m, in, err);
    if (rc == RAP_OK) rc = write_atlas(out, &m, err);
    rap_stream_close(in);
    rap_buf_done(&m.text);
    return rc;
}
