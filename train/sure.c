/*
 * train/sure.c - which contexts leave no choice.
 */
/* SPDX-License-Identifier: MIT */
#include "sure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLASSES = 64 };

typedef struct {
    uint64_t key; /* 0: empty */
    uint32_t n, right[CLASSES];
} context;

struct sure {
    context *v;
    uint32_t n, room;
};

static void *must(void *p)
{
    if (p) return p;
    fputs("out of memory\n", stderr);
    exit(1);
}

sure *sure_new(void)
{
    sure *s = must(calloc(1, sizeof *s));
    s->room = 1 << 14;
    s->v = must(calloc(s->room, sizeof *s->v));
    return s;
}

void sure_free(sure *s)
{
    free(s->v);
    free(s);
}

static context *find(const sure *s, uint64_t key)
{
    uint32_t i = (uint32_t)(key >> 20) & (s->room - 1);
    while (s->v[i].key && s->v[i].key != key)
        i = (i + 1) & (s->room - 1);
    return &s->v[i];
}

void sure_count(sure *s, uint64_t key, uint64_t right)
{
    if (s->n * 2 >= s->room) {
        sure old = *s;
        s->room *= 2;
        s->v = must(calloc(s->room, sizeof *s->v));
        for (uint32_t i = 0; i < old.room; i++)
            if (old.v[i].key) *find(s, old.v[i].key) = old.v[i];
        free(old.v);
    }
    context *c = find(s, key);
    s->n += c->key == 0;
    c->key = key;
    c->n++;
    for (uint32_t i = 0; right; i++, right >>= 1)
        c->right[i] += right & 1;
}

static int class_of(const context *c, const sure_least *least)
{
    int best = 0;
    if (!c->key || c->n < least->often) return -1;
    for (int i = 1; i < CLASSES; i++)
        if (c->right[i] > c->right[best]) best = i;
    return c->right[best] >= least->share * c->n ? best : -1;
}

int sure_next(const sure *s, const sure_least *least, uint32_t *at, uint64_t *key,
              uint32_t *class)
{
    while (*at < s->room) {
        const context *c = &s->v[(*at)++];
        int which = class_of(c, least);
        if (which < 0) continue;
        *key = c->key;
        *class = (uint32_t)which;
        return 1;
    }
    return 0;
}

double sure_share(const sure *s, const sure_least *least)
{
    double all = 0, these = 0;
    for (uint32_t i = 0; i < s->room; i++) {
        all += s->v[i].n;
        if (class_of(&s->v[i], least) >= 0) these += s->v[i].n;
    }
    return all > 0 ? these / all : 0;
}
