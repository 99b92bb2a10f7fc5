/*
 * tests/facts_stage.h - an invented report with names and quotations set by hand, so
 * that events and positions are tested without the rooms before them.
 *
 * In the text of a stage every name of the cast is a mention, and what stands between
 * double quotation marks is said by the person that `stage_said` names.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FACTS_STAGE_H
#define TESTS_FACTS_STAGE_H

#include "facts/events.h"
#include "facts/positions.h"
#include "trees/trees.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

enum { NORLAND, SUDMARK, OSTIA, RUUD, HAAS, CAST };

typedef struct {
    rap_arena *arena;
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
    rap_entity entities[CAST];
    rap_mention mentions[32];
    rap_attribution attributions[4];
    rap_names names;
    rap_speech speech;
    rap_times times;
    rap_places places;
    rap_facts_input input;
    rap_scene scene;
    const rap_event *events;
    uint32_t n_events;
    const rap_position *positions;
    uint32_t n_positions;
} stage;

static inline void stage_cast(stage *s)
{
    static const char *const names[] = {"Norland", "Sudmark", "Ostia", "Ruud", "Haas"};
    for (int32_t i = 0; i < CAST; i++)
        s->entities[i] =
            (rap_entity){.kind = i < RUUD ? RAP_ENTITY_COUNTRY : RAP_ENTITY_PERSON,
                         .name = rap_str_of(names[i]),
                         .side = i == RUUD   ? NORLAND
                                 : i == HAAS ? SUDMARK
                                             : -1};
}

static inline void stage_mention(stage *s, int32_t *by_token, uint32_t token)
{
    for (int32_t e = 0; e < CAST; e++) {
        if (!rap_str_eq(rap_token_text(&s->prose, token), s->entities[e].name))
            continue;
        assert_true(s->names.n_mentions < 32);
        rap_span at = s->prose.tokens[token].at;
        by_token[token] = (int32_t)s->names.n_mentions;
        s->mentions[s->names.n_mentions++] = (rap_mention){.at = at,
                                                           .first = token,
                                                           .last = token + 1,
                                                           .kind = RAP_MENTION_NAME,
                                                           .entity = e,
                                                           .whole = at};
    }
}

static inline void stage_open(stage *s, const char *text)
{
    *s = (stage){.arena = rap_arena_new(1 << 24)};
    assert_int_equal(rap_mend(&s->mended, rap_str_of(text), "utf-8", s->arena, NULL),
                     0);
    const rap_layout_options options = {.verbatim = true};
    assert_int_equal(rap_layout_read(&s->layout, &s->mended, &options, s->arena, NULL),
                     0);
    assert_int_equal(rap_prose_read(&s->prose, &s->mended, &s->layout, s->arena, NULL),
                     0);
    assert_int_equal(rap_trees_tag(&s->prose, NULL), RAP_OK);
    stage_cast(s);
    int32_t *by_token = RAP_NEW(s->arena, int32_t, s->prose.n_tokens);
    int32_t *state_of = RAP_NEW(s->arena, int32_t, s->prose.n_tokens);
    for (uint32_t i = 0; i < s->prose.n_tokens; i++) {
        by_token[i] = state_of[i] = -1;
        stage_mention(s, by_token, i);
    }
    s->names.entities = s->entities;
    s->names.n_entities = CAST;
    s->names.mentions = s->mentions;
    s->names.by_token = by_token;
    s->names.state_of = state_of;
    s->speech.attributions = s->attributions;
    s->times.published.day = (rap_day){2031, 5, 6};
}

/* `words` of the text are said by `speaker`; `cue` is the word that tells so. */
static inline void stage_said(stage *s, int32_t speaker, const char *words,
                              const char *cue)
{
    rap_str text = s->prose.text;
    size_t at = rap_str_find(text, rap_str_of(words), 0);
    assert_true(at < text.n);
    rap_attribution *a = &s->attributions[s->speech.n_attributions++];
    *a = (rap_attribution){.kind = RAP_SPEECH_INDIRECT,
                           .speaker = speaker,
                           .speech = true,
                           .nested_in = -1,
                           .cue_row = -1,
                           .cue_token = UINT32_MAX,
                           .day = {{2031, 5, 6}, {2031, 5, 6}}};
    a->content.n = 1;
    a->content.v[0] = (rap_span){(uint32_t)at, (uint32_t)(at + strlen(words))};
    for (uint32_t i = 0; i < s->prose.n_tokens; i++)
        if (rap_str_is(s->prose.tokens[i].low, cue)) a->cue_token = i;
    assert_true(a->cue_token < s->prose.n_tokens);
    a->cue.n = 1;
    a->cue.v[0] = s->prose.tokens[a->cue_token].at;
}

static inline void stage_read(stage *s)
{
    s->input =
        (rap_facts_input){&s->prose, &s->names, &s->times, &s->places, &s->speech};
    assert_int_equal(rap_scene_set(&s->scene, &s->input, NULL), RAP_OK);
    assert_int_equal(rap_events_read(&s->events, &s->n_events, &s->scene, NULL),
                     RAP_OK);
    assert_int_equal(
        rap_positions_read(&s->positions, &s->n_positions, &s->scene, NULL), RAP_OK);
}

static inline void stage_close(stage *s)
{
    rap_arena_free(s->arena);
}

/* The event of this code, or NULL. */
static inline const rap_event *stage_event(const stage *s, const char *cameo)
{
    for (uint32_t i = 0; i < s->n_events; i++)
        if (rap_str_is(s->events[i].cameo, cameo)) return &s->events[i];
    return NULL;
}

/* The position of this stance, or NULL. */
static inline const rap_position *stage_position(const stage *s, const char *stance)
{
    for (uint32_t i = 0; i < s->n_positions; i++)
        if (rap_str_is(s->positions[i].stance, stance)) return &s->positions[i];
    return NULL;
}

#endif
