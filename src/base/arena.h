/*
 * base/arena.h - the memory of one report, given back in one call.
 *
 * A stage takes and never frees.  The arena refuses to hold more than its limit, so a
 * hostile report costs a refusal and not the machine.  One arena belongs to one thread.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_ARENA_H
#define RAP_BASE_ARENA_H

#include "base/attr.h"
#include "base/str.h"

typedef struct rap_arena rap_arena;

/* Make an arena for at most `limit` bytes (NULL: no memory).  The caller owns it and
 * gives it back with rap_arena_free. */
rap_arena *rap_arena_new(size_t limit);

/* Room for `count` things of `size` bytes each, all zero, aligned to `align` (a power
 * of two, at most that of max_align_t).  NULL when that is more than the arena may hold
 * or than there is.  It stays until the arena is reset or freed.  A count of 0 gives a
 * pointer that may not be read. */
RAP_NODISCARD
void *rap_arena_take(rap_arena *a, size_t count, size_t size, size_t align);
#define RAP_NEW(a, T, count) ((T *)rap_arena_take((a), (count), sizeof(T), _Alignof(T)))

/* A copy of s with a NUL after it; p is NULL when memory is refused. */
rap_str rap_arena_copy(rap_arena *a, rap_str s);

/* Forget everything; one block is kept for the next report. */
void rap_arena_reset(rap_arena *a);

/* A place in an arena, to go back to. */
typedef struct {
    void *chunk;
    size_t used;
    bool refused;
} rap_arena_place;

/* Where the arena is now; and back to there: what was taken since is forgotten.  Not
 * across a reset. */
rap_arena_place rap_arena_at(const rap_arena *a);
void rap_arena_back(rap_arena *a, rap_arena_place to);

/* Bytes held from malloc. */
size_t rap_arena_held(const rap_arena *a);

/* Has it refused anything since it was reset, or since the place that it went back to?
 * Who makes a thing of many parts need not look at each: it is whole only when this is
 * false.  And make it say so, when a part that was to lie in it was refused elsewhere.
 */
bool rap_arena_refused(const rap_arena *a);
void rap_arena_refuse(rap_arena *a);

/* Give all memory back; NULL is no arena and does nothing. */
void rap_arena_free(rap_arena *a);

/* A list that grows in an arena.  RAP_LIST(T) declares its type; RAP_PUSH gives the
 * address of a new zeroed item at its end, or NULL when memory is refused (the list is
 * then as it was).  Grown by doubling into new memory: amortised O(1). */
#define RAP_LIST(T)                                                                    \
    struct {                                                                           \
        T *v;                                                                          \
        size_t n, cap;                                                                 \
    }
#define RAP_PUSH(a, list)                                                              \
    (rap_list_room((a), (void *)&(list)->v, &(list)->n, &(list)->cap,                  \
                   sizeof *(list)->v)                                                  \
         ? &(list)->v[(list)->n - 1]                                                   \
         : NULL)
bool rap_list_grow(rap_arena *a, void *v, size_t *n, size_t *cap, size_t size);
static inline bool rap_list_room(rap_arena *a, void *v, size_t *n, size_t *cap,
                                 size_t size)
{
    if (*n == *cap) return rap_list_grow(a, v, n, cap, size);
    ++*n;
    return true;
}

#endif
