/*
 * pile/groups.h - rows of different reports put together by a key, and the days that
 * every grouping asks for.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PILE_GROUPS_H
#define RAP_PILE_GROUPS_H

#include "pile/inside.h"

/* Groups of flat rows by key (rap_key_*): equal keys are one group, key 0 stands alone.
 * Groups come in the order of their first members. */
void rap_pile_group(rap_pile *p, rap_groups *out, const uint64_t *keys, uint32_t n);

/* Keys are made by feeding; the order counts.  Never 0. */
#define RAP_KEY_START 14695981039346656037u
static inline uint64_t rap_key_num(uint64_t key, uint64_t v)
{
    for (int i = 0; i < 8; i++, v >>= 8)
        key = (key ^ (v & 0xFF)) * 1099511628211u;
    return key ? key : 1;
}
static inline uint64_t rap_key_str(uint64_t key, rap_str s)
{
    for (size_t i = 0; i < s.n; i++)
        /* Where p is NULL n is 0. */
        /* NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
        key = (key ^ (unsigned char)s.p[i]) * 1099511628211u;
    return rap_key_num(key, s.n);
}

/* The sides of parties named by `refs`, each once and in order, fed into a key. */
uint64_t rap_key_sides(uint64_t key, const rap_pile *p, uint32_t rank,
                       rap_filed_refs refs);

/* First and last serial day of "2022-03-30", "2022-03", "2022" or "from/to".  False for
 * no day and for days without a year. */
bool rap_pile_days(rap_str day, int32_t *from, int32_t *to);
static inline bool rap_pile_is_full(rap_str day)
{
    return day.n == 10 && day.p[0] != '-';
}

#endif
