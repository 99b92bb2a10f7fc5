/*
 * layout/pagebody_marks.c - what class, id, role and the like say of an element.
 *
 * A value is cut into words at what is no letter and before a capital; each word, and
 * two or three neighbours joined, is looked up in data/pagemarks.tsv.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/table.h"
#include "layout/pagebody_inside.h"

#include "pagemarks_table.inc"

enum {
    LONGEST_VALUE = 400, /* bytes that are read of one attribute */
    JOINED = 3,          /* most neighbours that make one key */
    KNOWN = 512          /* values that are remembered: pages say the same again */
};

struct rap_meanings {
    uint32_t says[PAGEMARKS_ROWS]; /* bits of a row, once it was met */
    bool met[PAGEMARKS_ROWS];
    struct {
        rap_str value;
        uint32_t bits;
    } known[KNOWN];
};

static uint32_t meaning_of(rap_meanings *m, int row)
{
    static const char *const names[RAP_MARK_COUNT] = {
#define NAME_OF(id, name) name,
        RAP_MARKS(NAME_OF)
#undef NAME_OF
    };
    if (m->met[row]) return m->says[row];
    m->met[row] = true;
    for (unsigned k = 0; k < RAP_MARK_COUNT; k++)
        if (rap_cell_has(&pagemarks_table, row, PAGEMARKS_SAYS, names[k]))
            m->says[row] |= 1u << k;
    return m->says[row];
}

static uint32_t look_up(rap_meanings *m, uint32_t hash)
{
    int row = rap_table_probe(&pagemarks_table, hash);
    return row < 0 ? 0 : meaning_of(m, row);
}

rap_meanings *rap_meanings_new(rap_arena *arena)
{
    return RAP_NEW(arena, rap_meanings, 1);
}

static uint32_t read_marks(rap_meanings *m, rap_str s)
{
    uint32_t bits = 0, hash[JOINED] = {0}; /* of the last 1, 2, 3 words, still open */
    unsigned words = 0;                    /* in this run: a blank ends it */
    bool inside = false;
    if (s.n > LONGEST_VALUE) s.n = LONGEST_VALUE;
    for (size_t i = 0; i <= s.n; i++) {
        char c = i < s.n ? s.p[i] : ' ';
        bool letter = rap_is_alnum(c);
        bool parts = rap_is_upper(c) && i > 0 && rap_is_lower(s.p[i - 1]);
        if (inside && (!letter || parts)) {
            for (unsigned k = 0; k < JOINED && k < words; k++)
                bits |= look_up(m, hash[k]);
            inside = false;
        }
        if (rap_is_space(c)) words = 0;
        if (!letter) continue;
        if (!inside) {
            for (unsigned k = JOINED - 1; k > 0; k--)
                hash[k] = hash[k - 1];
            hash[0] = RAP_HASH_START;
            words++;
            inside = true;
        }
        for (unsigned k = 0; k < JOINED && k < words; k++)
            hash[k] = rap_hash_byte(hash[k], rap_to_lower(c));
    }
    return bits;
}

/* Few bytes tell most values apart. */
static uint32_t slot_of(rap_str s)
{
    uint32_t h = (uint32_t)s.n * 31u;
    for (size_t i = 0; i < s.n; i += 1 + s.n / 8)
        h = rap_hash_byte(h, s.p[i]);
    return (rap_hash_byte(h, s.p[s.n - 1]) >> 7) % KNOWN;
}

uint32_t rap_marks_in(rap_meanings *m, rap_str value)
{
    if (value.n == 0) return 0;
    uint32_t slot = slot_of(value);
    if (!rap_str_eq(m->known[slot].value, value)) {
        m->known[slot].value = value;
        m->known[slot].bits = read_marks(m, value);
    }
    return m->known[slot].bits;
}

static bool tells(uint16_t attribute)
{
    return attribute == RAP_AT_CLASS || attribute == RAP_AT_ID ||
           attribute == RAP_AT_ITEMPROP || attribute == RAP_AT_ROLE ||
           attribute == RAP_AT_DATA_COMPONENT || attribute == RAP_AT_DATA_TESTID ||
           attribute == RAP_AT_DATA_TYPE || attribute == RAP_AT_REL;
}

uint32_t *rap_marks_of(const rap_tree *t, rap_meanings *m, rap_arena *arena)
{
    uint32_t *marks = RAP_NEW(arena, uint32_t, t->n_nodes);
    if (!marks) return NULL;
    for (uint32_t i = 0; i < t->n_nodes; i++) {
        const rap_node *node = &t->nodes[i];
        if (node->element == RAP_EL_HTML || node->element == RAP_EL_BODY) continue;
        for (uint32_t k = 0; k < node->n_attrs; k++) {
            const rap_attr *a = &t->attrs[node->attr + k];
            if (tells(a->id)) marks[i] |= rap_marks_in(m, rap_tree_bytes(t, a->value));
        }
    }
    return marks;
}
