/*
 * places/atlas.c - looks names up in the table that the atlas is.
 *
 * Numbers are little-endian and 32 bits wide unless said otherwise:
 *
 *     head      "RAPG", version, numbers of keys, entries, rows, regions, bytes of text
 *     buckets   BUCKETS + 1: the first key whose highest bits are i
 *     keys      64-bit hashes, rising
 *     starts    keys + 1: the first entry of each key
 *     entries   row numbers, of one key the best known first
 *     rows      five numbers: lat + 90 degrees (21 bits), size, kind; lon + 180 degrees
 *               (22 bits), country (10 bits: two letters); id; name; region
 *     regions   country, code, name, by country and code
 *     text      a byte of length and the bytes of each name and code
 */
/* SPDX-License-Identifier: MIT */
#include "places/atlas.h"

#include "places/atlasform.h"

extern const unsigned char rap_atlas_blob[];

static uint32_t le32(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
           (uint32_t)p[3] << 24;
}

static uint64_t le64(const unsigned char *p)
{
    return le32(p) | (uint64_t)le32(p + 4) << 32;
}

static uint64_t size_of(const rap_atlas *a)
{
    return RAP_ATLAS_HEAD + (RAP_ATLAS_BUCKETS + 1) * UINT64_C(4) +
           a->n_keys * UINT64_C(12) + 4 + a->n_posts * UINT64_C(4) +
           a->n_rows * (uint64_t)RAP_ATLAS_ROW +
           a->n_regions * (uint64_t)RAP_ATLAS_REGION + a->n_text;
}

/* The sections in their order. */
static void lay_out(rap_atlas *a)
{
    a->buckets = a->bytes + RAP_ATLAS_HEAD;
    a->keys = a->buckets + (RAP_ATLAS_BUCKETS + 1) * UINT64_C(4);
    a->starts = a->keys + a->n_keys * UINT64_C(8);
    a->posts = a->starts + (a->n_keys + UINT64_C(1)) * 4;
    a->rows = a->posts + a->n_posts * UINT64_C(4);
    a->regions = a->rows + a->n_rows * (uint64_t)RAP_ATLAS_ROW;
    a->text = a->regions + a->n_regions * (uint64_t)RAP_ATLAS_REGION;
}

static rap_atlas read_head(const unsigned char *p)
{
    return (rap_atlas){.bytes = p,
                       .n_keys = le32(p + 8),
                       .n_posts = le32(p + 12),
                       .n_rows = le32(p + 16),
                       .n_regions = le32(p + 20),
                       .n_text = le32(p + 24)};
}

rap_code rap_atlas_open(rap_atlas *out, rap_str bytes, rap_err *err)
{
    const unsigned char *p = (const unsigned char *)bytes.p;
    if (bytes.n < RAP_ATLAS_HEAD || memcmp(p, "RAPG", 4) != 0 ||
        le32(p + 4) != RAP_ATLAS_VERSION)
        return rap_fail(err, RAP_E_SYNTAX, 0, "not a gazetteer made by this program");
    rap_atlas a = read_head(p);
    if (size_of(&a) != bytes.n)
        return rap_fail(err, RAP_E_TORN, bytes.n, "the gazetteer ends in the middle");
    lay_out(&a);
    *out = a;
    return RAP_OK;
}

rap_atlas rap_atlas_builtin(void)
{
    rap_atlas a = read_head(rap_atlas_blob);
    lay_out(&a);
    return a;
}

bool rap_atlas_find(const rap_atlas *a, uint64_t key, uint32_t *from, uint32_t *to)
{
    const unsigned char *b = a->buckets + (key >> (64 - RAP_ATLAS_BITS)) * 4;
    uint32_t low = le32(b), high = le32(b + 4);
    if (high > a->n_keys) return false;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (le64(a->keys + mid * UINT64_C(8)) < key)
            low = mid + 1;
        else
            high = mid;
    }
    if (low >= a->n_keys || le64(a->keys + low * UINT64_C(8)) != key) return false;
    *from = le32(a->starts + low * UINT64_C(4));
    *to = le32(a->starts + low * UINT64_C(4) + 4);
    return *from < *to && *to <= a->n_posts;
}

static rap_str text_at(const rap_atlas *a, uint32_t at)
{
    if (at >= a->n_text || a->n_text - at <= a->text[at]) return (rap_str){"", 0};
    return (rap_str){(const char *)a->text + at + 1, a->text[at]};
}

static rap_spot spot_of(const rap_atlas *a, uint32_t row)
{
    if (row >= a->n_rows) return (rap_spot){.region = RAP_NO_REGION};
    const unsigned char *p = a->rows + row * (uint64_t)RAP_ATLAS_ROW;
    uint32_t where = le32(p), across = le32(p + 4), cc = across >> 22;
    rap_spot s = {.lat = (int32_t)(where & 0x1FFFFF) - 900000,
                  .lon = (int32_t)(across & 0x3FFFFF) - 1800000,
                  .id = le32(p + 8),
                  .row = row,
                  .name = text_at(a, le32(p + 12)),
                  .region = (uint16_t)le32(p + 16),
                  .kind = (uint8_t)(where >> 25 & 15),
                  .size = (uint8_t)(where >> 21 & 15)};
    if (cc) {
        s.cc[0] = (char)('A' + (cc - 1) / 26);
        s.cc[1] = (char)('A' + (cc - 1) % 26);
    }
    return s;
}

rap_spot rap_atlas_spot(const rap_atlas *a, uint32_t entry)
{
    return spot_of(a, entry < a->n_posts ? le32(a->posts + entry * UINT64_C(4))
                                         : UINT32_MAX);
}

rap_str rap_atlas_region_name(const rap_atlas *a, uint16_t region)
{
    if (region >= a->n_regions) return (rap_str){"", 0};
    return text_at(a, le32(a->regions + region * (uint64_t)RAP_ATLAS_REGION + 8));
}

rap_region_country rap_atlas_region_country(const rap_atlas *a, uint16_t region)
{
    rap_region_country c = {""};
    if (region >= a->n_regions) return c;
    rap_str cc = text_at(a, le32(a->regions + region * (uint64_t)RAP_ATLAS_REGION));
    if (cc.n == 2) memcpy(c.cc, cc.p, 2);
    return c;
}

uint16_t rap_atlas_region(const rap_atlas *a, rap_str cc, rap_str code)
{
    uint32_t low = 0, high = a->n_regions;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const unsigned char *r = a->regions + mid * (uint64_t)RAP_ATLAS_REGION;
        int d = rap_str_cmp(text_at(a, le32(r)), cc);
        if (d == 0) d = rap_str_cmp(text_at(a, le32(r + 4)), code);
        if (d == 0) return (uint16_t)mid;
        if (d < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return (uint16_t)RAP_NO_REGION;
}
