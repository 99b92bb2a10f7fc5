/*
 * stories/shingles.c - words as hashes, six-word grams sorted by radix, stock phrases
 * marked.
 *
 * A gram that stands in more places than STOCK_MAX is a phrase of the trade and no sign
 * of copying; its words are never counted.  Above GRAMS_MAX words only every 2nd, 4th
 * ... gram (by its hash) is kept: runs of some twenty equal words are still found.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/shingles.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum {
    STOCK_MAX = 40,
    GRAMS_MAX = 4 << 20,
    RADIX = 11,
    REFERENCE_MAX = 10 /* bytes of "&rsquo;" and its like */
};

/* Greek, Cyrillic and whatever follows; Latin with accents parts words, because it is
 * what broken encodings are made of. */
static size_t high_letter(rap_str s, size_t at)
{
    size_t len;
    uint32_t c = rap_utf8_get(s, at, &len);
    return len > 1 && c >= 0x370 && rap_utf8_is_letter(c) ? len : 0;
}

static size_t word_step(rap_str s, size_t at)
{
    if (rap_is_alnum(s.p[at])) return 1;
    return rap_is_high(s.p[at]) ? high_letter(s, at) : 0;
}

uint32_t rap_shingle_end(const rap_filed *f, uint32_t from)
{
    size_t at = from, step = 0;
    while (at < f->source.n && (step = word_step(f->source, at)) > 0)
        at += step;
    return (uint32_t)at;
}

/* Behind a tag or a character reference that begins at `at`; `at` where none does. */
static size_t skip_markup(rap_str s, size_t at)
{
    if (s.p[at] == '<') {
        size_t end = rap_str_find(s, RAP_STR(">"), at);
        return end < s.n ? end + 1 : at;
    }
    if (s.p[at] != '&') return at;
    size_t end = rap_str_find(rap_str_cut(s, 0, at + REFERENCE_MAX), RAP_STR(";"), at);
    return end < s.n && end < at + REFERENCE_MAX ? end + 1 : at;
}

/* What a byte gives to the hash of its word: its lower case, 0 where it is of none,
 * BEYOND where the character must be looked at. */
enum { BYTES = 256, BEYOND = 0xFF };

typedef struct {
    rap_shingles *out;
    bool count_only;
    uint8_t fold[BYTES];
} reader;

static void fold_bytes(reader *r)
{
    for (int b = 0; b < BYTES; b++) {
        char c = (char)b;
        r->fold[b] = rap_is_high(c)    ? BEYOND
                     : rap_is_alnum(c) ? (uint8_t)rap_to_lower(c)
                                       : 0;
    }
}

/* Behind the word that begins at `at`, which may be none; *hash that of its bytes. */
static size_t read_word(const reader *r, rap_str s, size_t at, uint32_t *hash)
{
    uint32_t h = RAP_HASH_START;
    for (size_t step; at < s.n; at += step) {
        uint8_t c = r->fold[(unsigned char)s.p[at]];
        step = c == BEYOND ? high_letter(s, at) : 1;
        if (c == 0 || step == 0) break;
        for (size_t k = 0; c == BEYOND && k < step; k++)
            h = (h ^ (unsigned char)s.p[at + k]) * 16777619u;
        if (c != BEYOND) h = (h ^ c) * 16777619u;
    }
    *hash = h;
    return at;
}

static void read_stretch(reader *r, rap_str s, rap_span at, bool html)
{
    rap_str upto = rap_str_cut(s, 0, at.to);
    for (size_t i = at.from; i < upto.n;) {
        size_t from = i, skip;
        uint32_t h;
        i = read_word(r, upto, from, &h);
        if (i == from) {
            skip = html ? skip_markup(upto, i) : i;
            i = skip > i ? skip : i + 1;
            continue;
        }
        if (!r->count_only) r->out->v[r->out->n] = (rap_shingle){h, (uint32_t)from};
        r->out->n++;
    }
}

static bool is_body(rap_str kind)
{
    return rap_str_is(kind, "paragraph") || rap_str_is(kind, "heading") ||
           rap_str_is(kind, "list") || rap_str_is(kind, "quote");
}

static void read_report(reader *r, const rap_filed *f)
{
    bool html = rap_str_is(f->media, "text/html");
    if (f->n_blocks == 0 && f->source.n)
        read_stretch(r, f->source, (rap_span){0, (uint32_t)f->source.n}, html);
    for (uint32_t i = 0; i < f->n_blocks && f->source.n; i++)
        if (is_body(f->blocks[i].kind))
            read_stretch(r, f->source, f->blocks[i].at, html);
}

static bool read_words(rap_shingles *s, const rap_pile *p, rap_arena *arena)
{
    reader r = {.out = s, .count_only = true};
    fold_bytes(&r);
    for (uint32_t d = 0; d < s->n_places; d++) {
        read_report(&r, rap_pile_report(p, s->rank[d]));
        s->first[d + 1] = s->n;
    }
    s->v = RAP_NEW(arena, rap_shingle, s->n);
    if (!s->v) return false;
    r.count_only = false;
    s->n = 0;
    for (uint32_t d = 0; d < s->n_places; d++)
        read_report(&r, rap_pile_report(p, s->rank[d]));
    return true;
}

static uint32_t gram_hash(const rap_shingle *w)
{
    uint64_t h = 0;
    for (int i = 0; i < RAP_GRAM; i++)
        h = (h ^ w[i].hash) * 0x9E3779B97F4A7C15u;
    return (uint32_t)(h >> 32);
}

/* The grams that are kept, or, while there is no room for them, only their number. */
static uint32_t collect_grams(const rap_shingles *s, uint32_t mask)
{
    uint32_t n = 0;
    for (uint32_t d = 0; d < s->n_places; d++)
        for (uint32_t i = s->first[d]; i + RAP_GRAM <= s->first[d + 1]; i++) {
            uint32_t h = gram_hash(s->v + i);
            if (h & mask) continue;
            if (s->grams) s->grams[n] = (uint64_t)h << 32 | i;
            n++;
        }
    return n;
}

/* By the upper 32 bits, stable. */
static void radix_sort(uint64_t *v, uint64_t *room, uint32_t n)
{
    enum { BUCKETS = 1 << RADIX };
    static const int shifts[] = {32, 43, 54};
    uint64_t *from = v, *to = room;
    for (int pass = 0; pass < 3; pass++) {
        uint32_t at[BUCKETS] = {0}, sum = 0;
        for (uint32_t i = 0; i < n; i++)
            at[from[i] >> shifts[pass] & (BUCKETS - 1)]++;
        for (int b = 0; b < BUCKETS; b++) {
            uint32_t count = at[b];
            at[b] = sum;
            sum += count;
        }
        for (uint32_t i = 0; i < n; i++)
            to[at[from[i] >> shifts[pass] & (BUCKETS - 1)]++] = from[i];
        uint64_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != v && n) memcpy(v, from, n * sizeof *v);
}

static void mark_run(rap_shingles *s, uint32_t from, uint32_t to)
{
    uint32_t places = 0, last = RAP_NO_GRAM;
    for (uint32_t i = from; i < to && places <= STOCK_MAX; i++) {
        uint32_t place = rap_shingles_place(s, (uint32_t)s->grams[i]);
        places += place != last;
        last = place;
    }
    for (uint32_t i = from; i < to; i++) {
        uint32_t word = (uint32_t)s->grams[i];
        s->gram_of[word] = places > 1 ? from : RAP_NO_GRAM;
        for (uint32_t k = word; places > STOCK_MAX && k < word + RAP_GRAM; k++)
            s->stock[k / 64] |= (uint64_t)1 << (k % 64);
    }
}

static void mark_runs(rap_shingles *s)
{
    for (uint32_t i = 0; i < s->n; i++)
        s->gram_of[i] = RAP_NO_GRAM;
    for (uint32_t i = 0, end; i < s->n_grams; i = end) {
        for (end = i + 1; end < s->n_grams && s->grams[end] >> 32 == s->grams[i] >> 32;)
            end++;
        if (end - i > 1) mark_run(s, i, end);
    }
}

bool rap_shingles_read(rap_shingles *out, const rap_pile *p, const uint32_t *ranks,
                       rap_arena *arena)
{
    rap_shingles s = {.n_places = p->n};
    s.first = RAP_NEW(arena, uint32_t, (size_t)p->n + 1);
    s.rank = RAP_NEW(arena, uint32_t, p->n);
    if (!s.first || !s.rank) return false;
    if (p->n) memcpy(s.rank, ranks, p->n * sizeof *ranks);
    if (!read_words(&s, p, arena)) return false;
    uint32_t mask = 0;
    while (s.n / (mask + 1) > GRAMS_MAX)
        mask = mask * 2 + 1;
    s.n_grams = collect_grams(&s, mask);
    s.grams = RAP_NEW(arena, uint64_t, s.n_grams);
    uint64_t *room = RAP_NEW(arena, uint64_t, s.n_grams);
    s.gram_of = RAP_NEW(arena, uint32_t, s.n);
    s.stock = RAP_NEW(arena, uint64_t, s.n / 64 + 1);
    if (!s.grams || !room || !s.stock || !s.gram_of) return false;
    s.n_grams = collect_grams(&s, mask);
    radix_sort(s.grams, room, s.n_grams);
    mark_runs(&s);
    *out = s;
    return true;
}

uint32_t rap_shingles_place(const rap_shingles *s, uint32_t word)
{
    uint32_t low = 0, high = s->n_places;
    while (high - low > 1) {
        uint32_t mid = low + (high - low) / 2;
        if (s->first[mid] <= word)
            low = mid;
        else
            high = mid;
    }
    return low;
}
