/*
 * pile/rows.c - ids of rows, and the pieces that every row's JSON is made of.
 *
 * An id is a letter and the first 12 hexadecimal digits of the SHA-256 of the row's
 * smallest telling, so that it does not depend on which reports came first.  Two rows
 * at one telling (and, once in a great while, two tellings of one hash) take a counter,
 * in the order of the ranks.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/rows.h"

#include "base/ascii.h"
#include "base/digest.h"

enum {
    ID_DIGITS = 12,
    IDS_FIRST = 1024,
    SAME_MAX = 64 /* references looked back over for one named twice: reading gives 6 */
};

struct rap_idset {
    uint64_t *slots; /* 0 empty; the 48 bits and the letter above them */
    size_t size, n;
};

static bool put_id(struct rap_idset *set, uint64_t id)
{
    size_t at = (size_t)(id * 0x9E3779B97F4A7C15u >> 20) & (set->size - 1);
    for (; set->slots[at]; at = (at + 1) & (set->size - 1))
        if (set->slots[at] == id) return false;
    set->slots[at] = id;
    set->n++;
    return true;
}

static bool grow_ids(rap_pile *p)
{
    struct rap_idset *old = p->ids, *set = RAP_PILE_NEW(p, struct rap_idset, 1);
    if (!set) return false;
    set->size = old ? old->size * 2 : IDS_FIRST;
    set->slots = RAP_PILE_NEW(p, uint64_t, set->size);
    if (!set->slots) return false;
    for (size_t i = 0; old && i < old->size; i++)
        if (old->slots[i]) put_id(set, old->slots[i]);
    p->ids = set;
    return true;
}

static uint64_t number_of_hex(const char *hex)
{
    uint64_t v = 0;
    for (int i = 0; i < ID_DIGITS; i++)
        v = v * 16 +
            (uint64_t)(rap_is_digit(hex[i]) ? hex[i] - '0' : hex[i] - 'a' + 10);
    return v;
}

static rap_digest telling_digest(const rap_pile *p, char letter, rap_ref where,
                                 rap_span at, uint32_t count, rap_buf *b)
{
    const rap_filed *f = rap_pile_report(p, where.report);
    rap_buf_clear(b);
    rap_buf_put(b, f->id);
    rap_buf_byte(b, '\n');
    rap_buf_put(b, f->key);
    rap_buf_byte(b, '\n');
    rap_buf_byte(b, letter);
    rap_buf_uint(b, at.from);
    rap_buf_byte(b, '-');
    rap_buf_uint(b, at.to);
    if (count) rap_buf_byte(b, '\n');
    if (count) rap_buf_uint(b, count);
    return rap_sha256(rap_buf_str(b));
}

static rap_str make_id(rap_pile *p, char letter, const rap_digest *d)
{
    char *z = RAP_PILE_NEW(p, char, ID_DIGITS + 2);
    if (!z) return (rap_str){"", 0};
    z[0] = letter;
    memcpy(z + 1, d->hex, ID_DIGITS);
    return (rap_str){z, ID_DIGITS + 1};
}

rap_str rap_pile_lone_id(rap_pile *p, char letter, uint32_t rank, rap_span at)
{
    rap_digest d = telling_digest(p, letter, (rap_ref){rank, 0}, at, 0, &p->out);
    return make_id(p, letter, &d);
}

rap_str rap_pile_id(rap_pile *p, char letter, uint32_t rank, rap_span at)
{
    bool full = !p->ids || p->ids->n * 2 >= p->ids->size;
    if (p->failed || (full && !grow_ids(p))) return (rap_str){"", 0};
    rap_digest d;
    uint32_t count = 0;
    do {
        d = telling_digest(p, letter, (rap_ref){rank, 0}, at, count++, &p->out);
    } while (
        !put_id(p->ids, (uint64_t)(unsigned char)letter << 48 | number_of_hex(d.hex)));
    if (p->out.failed) p->failed = true;
    return make_id(p, letter, &d);
}

rap_str rap_pile_attribution_id(const rap_pile *p, uint32_t rank, int32_t index)
{
    if (index < 0) return (rap_str){"", 0};
    return p->attribution_ids[rap_flat_at(&p->attributions, rank, (uint32_t)index)];
}

void rap_writing_begin(rap_writing *w, rap_pile *p, rap_row *row, rap_str id)
{
    *w = (rap_writing){.pile = p, .row = row};
    rap_buf_clear(&p->out);
    w->j = rap_json_of(&p->out);
    row->id = id;
    rap_json_object(&w->j);
    rap_json_key(&w->j, "row");
    rap_json_z(&w->j, rap_row_kind_name(row->kind));
    if (id.n) rap_writing_str(w, "id", id);
}

void rap_writing_end(rap_writing *w)
{
    rap_json_end_object(&w->j);
    w->row->body = rap_arena_copy(w->pile->batch, rap_buf_str(&w->pile->out));
    w->row->cites = w->cites.v;
    w->row->n_cites = (uint32_t)w->cites.n;
    if (!w->row->body.p || w->pile->out.failed) w->pile->failed = true;
}

void rap_writing_cite(rap_writing *w, uint32_t rank, rap_span at)
{
    rap_cite *c = RAP_PUSH(w->pile->batch, &w->cites);
    if (!c)
        w->pile->failed = true;
    else
        *c = (rap_cite){w->pile->order[rank], at};
}

static rap_str fold_blanks(rap_arena *arena, rap_str s)
{
    char *to = RAP_NEW(arena, char, s.n);
    size_t n = 0;
    if (!to) return (rap_str){"", 0};
    for (size_t i = 0; i < s.n; i++) {
        bool blank = rap_is_space(s.p[i]);
        if (!blank)
            to[n++] = s.p[i];
        else if (n && to[n - 1] != ' ')
            to[n++] = ' ';
    }
    return rap_str_trim((rap_str){to, n});
}

rap_str rap_writing_quote(rap_writing *w, uint32_t rank, rap_span at)
{
    const rap_filed *f = rap_pile_report(w->pile, rank);
    return fold_blanks(w->pile->batch, rap_filed_quote(f, at, w->pile->batch));
}

void rap_writing_str(rap_writing *w, const char *key, rap_str value)
{
    rap_json_key(&w->j, key);
    rap_json_str_or_null(&w->j, value);
}

void rap_writing_int(rap_writing *w, const char *key, int64_t value)
{
    rap_json_key(&w->j, key);
    rap_json_int(&w->j, value);
}

void rap_writing_where(rap_writing *w, uint32_t rank, rap_span at)
{
    rap_writing_str(w, "report", rap_pile_report(w->pile, rank)->key);
    rap_json_key(&w->j, "at");
    rap_json_span(&w->j, at);
}

rap_str rap_pile_claimant(const rap_pile *p, uint32_t rank, int32_t attribution)
{
    if (attribution < 0) return RAP_STR("narrator");
    const rap_filed_attribution *a =
        &rap_pile_report(p, rank)->attributions[attribution];
    int32_t party = rap_pile_party(p, rank, a->speaker);
    return party < 0 ? RAP_STR("anonymous") : p->parties[party].id;
}

void rap_writing_telling(rap_writing *w, uint32_t rank, rap_telling t)
{
    rap_str said = rap_pile_attribution_id(w->pile, rank, t.attribution);
    bool claim = rap_str_is(t.status, "claimed") || rap_str_is(t.status, "alleged");
    if (said.n) rap_writing_str(w, "attribution", said);
    if (t.day.n) rap_writing_str(w, "day", t.day);
    if (t.status.n) rap_writing_str(w, "status", t.status);
    if (t.asserted_by.n) rap_writing_str(w, "asserted_by", t.asserted_by);
    if (claim)
        rap_writing_str(w, "claimant", rap_pile_claimant(w->pile, rank, t.attribution));
}

static bool comes_first(const rap_pile *p, uint32_t rank, rap_filed_refs refs,
                        uint32_t i)
{
    int32_t party = rap_pile_party(p, rank, refs.v[i]);
    for (uint32_t k = i > SAME_MAX ? i - SAME_MAX : 0; k < i; k++)
        if (rap_pile_party(p, rank, refs.v[k]) == party) return false;
    return party >= 0;
}

void rap_writing_parties(rap_writing *w, const char *key, uint32_t rank,
                         rap_filed_refs refs)
{
    rap_json_key(&w->j, key);
    rap_json_array(&w->j);
    for (uint32_t i = 0; i < refs.n; i++)
        if (comes_first(w->pile, rank, refs, i))
            rap_json_str(&w->j, rap_pile_party_id(
                                    w->pile, rap_pile_party(w->pile, rank, refs.v[i])));
    rap_json_end_array(&w->j);
}

rap_str rap_writing_ids(rap_writing *w, uint32_t rank, rap_filed_refs refs)
{
    char *to = RAP_NEW(w->pile->batch, char, (size_t)refs.n *(ID_DIGITS + 2));
    size_t n = 0;
    if (!to) return (rap_str){"", 0};
    for (uint32_t i = 0; i < refs.n; i++) {
        if (!comes_first(w->pile, rank, refs, i)) continue;
        rap_str id =
            rap_pile_party_id(w->pile, rap_pile_party(w->pile, rank, refs.v[i]));
        if (n) to[n++] = ' ';
        memcpy(to + n, id.p, id.n);
        n += id.n;
    }
    return (rap_str){to, n};
}
