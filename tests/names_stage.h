/*
 * tests/names_stage.h - a text read as far as its names and places.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_NAMES_STAGE_H
#define TESTS_NAMES_STAGE_H

#include "places/places.h"
#include "trees/trees.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

typedef struct {
    rap_arena *arena;
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
    rap_names names;
    rap_places places;
} stage;

static inline void stage_open(stage *s, const char *text)
{
    rap_err err;
    rap_layout_options options = {.verbatim = true};
    s->arena = rap_arena_new((size_t)256 << 20);
    assert_non_null(s->arena);
    assert_int_equal(rap_mend(&s->mended, rap_str_of(text), NULL, s->arena, &err),
                     RAP_OK);
    assert_int_equal(rap_layout_read(&s->layout, &s->mended, &options, s->arena, &err),
                     RAP_OK);
    assert_int_equal(rap_prose_read(&s->prose, &s->mended, &s->layout, s->arena, &err),
                     RAP_OK);
    assert_int_equal(rap_trees_tag(&s->prose, NULL), RAP_OK);
    assert_int_equal(rap_names_read(&s->names, &s->prose, &err), RAP_OK);
    assert_int_equal(rap_places_read(&s->places, &s->prose, &s->names, NULL, &err),
                     RAP_OK);
}

static inline void stage_close(stage *s)
{
    rap_arena_free(s->arena);
}

/* The mention number `n` (from 0) whose text is `text`, or NULL. */
static inline const rap_mention *stage_mention(const stage *s, const char *text, int n)
{
    for (uint32_t i = 0; i < s->names.n_mentions; i++) {
        const rap_mention *m = &s->names.mentions[i];
        if (rap_str_is(rap_prose_cut(&s->prose, m->at), text) && n-- == 0) return m;
    }
    return NULL;
}

/* The entity of that mention; -1 when it has none, -2 when there is no such mention. */
static inline int32_t stage_entity(const stage *s, const char *text, int n)
{
    const rap_mention *m = stage_mention(s, text, n);
    return m ? m->entity : -2;
}

static inline const rap_entity *stage_who(const stage *s, const char *text)
{
    int32_t e = stage_entity(s, text, 0);
    return e >= 0 ? &s->names.entities[e] : NULL;
}

#endif
