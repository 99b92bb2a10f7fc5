/*
 * base/arena.c - blocks on a stack; each is taken from front to back.
 *
 * The blocks of an arena with a file lie in it one after the other and are seen through
 * the file's pages, so that the kernel can have their memory back and give it again.
 * Room is asked for before it is touched: a full disk refuses, it does not kill.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/paged.h"

#include <fcntl.h>
#include <stdalign.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum {
    CHUNK = 256 * 1024,
    PAGED = 8 << 20, /* a block that lies in a file, header and all */
    PAGE = 4096,
    KEPT = 16 << 20 /* bytes kept for the next report */
};

typedef struct chunk chunk;
struct chunk {
    chunk *below;
    size_t used, size;
    size_t mapped; /* bytes of the file; 0: from malloc */
    alignas(max_align_t) unsigned char room[];
};

struct rap_arena {
    chunk *top;
    size_t held, limit;
    bool refused, paged;
    int file;
    size_t end; /* of what is taken of the file */
};

/* A block in the file; NULL where the disk is full or there is no file. */
static chunk *map_chunk(rap_arena *a, size_t size)
{
    size_t whole = (sizeof(chunk) + size + PAGE - 1) & ~(size_t)(PAGE - 1);
    if (!a->paged) return NULL;
    if (posix_fallocate(a->file, (off_t)a->end, (off_t)whole) != 0) return NULL;
    void *at =
        mmap(NULL, whole, PROT_READ | PROT_WRITE, MAP_SHARED, a->file, (off_t)a->end);
    if (at == MAP_FAILED) return NULL;
    a->end += whole;
    chunk *c = at;
    c->mapped = whole;
    return c;
}

static bool add_chunk(rap_arena *a, size_t need)
{
    const size_t block = a->paged ? PAGED - sizeof(chunk) : CHUNK;
    size_t size = need > block ? need : block;
    if (size > a->limit - a->held) {
        size = need;
        if (size > a->limit - a->held) return false;
    }
    chunk *c = map_chunk(a, size);
    bool mapped = c != NULL;
    if (!c) c = malloc(sizeof *c + size);
    if (!c) return false;
    if (!mapped) c->mapped = 0;
    c->below = a->top;
    c->used = 0;
    c->size = size;
    a->top = c;
    a->held += size;
    return true;
}

rap_arena *rap_arena_new(size_t limit)
{
    rap_arena *made = malloc(sizeof *made);
    if (made) *made = (rap_arena){.limit = limit, .file = -1};
    return made;
}

rap_arena *rap_arena_new_in(size_t limit, const char *folder)
{
    rap_arena *made = rap_arena_new(limit);
    if (!made || !folder) return made;
    made->file = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    made->paged = made->file >= 0;
    return made;
}

void rap_arena_rest(const rap_arena *a)
{
    for (chunk *c = a->top; c;) {
        chunk *below = c->below;
        if (c->mapped) (void)madvise(c, c->mapped, MADV_DONTNEED);
        c = below;
    }
}

/* The next aligned bytes of a chunk, or NULL when it is too full. */
static void *cut(chunk *c, size_t bytes, size_t align)
{
    size_t start = (c->used + align - 1) & ~(align - 1);
    if (start > c->size || bytes > c->size - start) return NULL;
    c->used = start + bytes;
    return c->room + start;
}

/* Bytes that hold whatever they held. */
static void *take_bytes(rap_arena *a, size_t count, size_t size, size_t align)
{
    size_t bytes;
    void *got = NULL;
    if (!__builtin_mul_overflow(count, size, &bytes) && bytes <= a->limit) {
        got = a->top ? cut(a->top, bytes, align) : NULL;
        if (!got && add_chunk(a, bytes)) got = cut(a->top, bytes, align);
    }
    if (!got) a->refused = true;
    return got;
}

void *rap_arena_take(rap_arena *a, size_t count, size_t size, size_t align)
{
    void *got = take_bytes(a, count, size, align);
    return got ? memset(got, 0, count * size) : NULL;
}

rap_str rap_arena_copy(rap_arena *a, rap_str s)
{
    char *p = take_bytes(a, s.n + 1, 1, 1);
    if (!p) return (rap_str){NULL, 0};
    if (s.n) memcpy(p, s.p, s.n);
    p[s.n] = '\0';
    return (rap_str){p, s.n};
}

static void drop_top(rap_arena *a)
{
    chunk *c = a->top;
    a->top = c->below;
    a->held -= c->size;
    if (!c->mapped) {
        free(c);
        return;
    }
    a->end -= c->mapped;
    (void)munmap(c, c->mapped);
}

void rap_arena_reset(rap_arena *a)
{
    a->refused = false;
    if (!a->top) return;
    const size_t held = a->held;
    if (a->top->below && held <= KEPT) { /* next time one block instead of many */
        while (a->top)
            drop_top(a);
        if (add_chunk(a, held)) return;
    }
    while (a->top && a->top->below)
        drop_top(a);
    if (a->top) a->top->used = 0;
}

rap_arena_place rap_arena_at(const rap_arena *a)
{
    return (rap_arena_place){a->top, a->top ? a->top->used : 0, a->refused};
}

void rap_arena_back(rap_arena *a, rap_arena_place to)
{
    a->refused = to.refused;
    while (a->top && a->top != to.chunk && (to.chunk || a->top->below))
        drop_top(a);
    if (a->top) a->top->used = a->top == to.chunk ? to.used : 0;
}

size_t rap_arena_held(const rap_arena *a)
{
    return a->held;
}

bool rap_arena_refused(const rap_arena *a)
{
    return a->refused;
}

void rap_arena_refuse(rap_arena *a)
{
    a->refused = true;
}

void rap_arena_free(rap_arena *a)
{
    while (a && a->top)
        drop_top(a);
    if (a && a->paged) (void)close(a->file);
    free(a);
}

bool rap_list_grow(rap_arena *a, void *v, size_t *n, size_t *cap, size_t size)
{
    size_t more = *cap ? *cap * 2 : 8;
    unsigned char *bigger = take_bytes(a, more, size, alignof(max_align_t));
    if (!bigger) return false;
    void *old;
    memcpy(&old, v, sizeof old);
    if (*n) memcpy(bigger, old, *n * size);
    memset(bigger + *n * size, 0, (more - *n) * size);
    memcpy(v, &bigger, sizeof bigger);
    *cap = more;
    ++*n;
    return true;
}
