/*
 * tests/findings_stage.h - a pile whose reports are written down row by row, for what
 * src/findings finds in it.
 *
 * Every report has the same entities, in the order of `stage_parties`, so that an
 * entity's index is its party.  The answers of the questions before those of findings
 * (groups, stories, copies, rounds, pledges) are put in by hand: all reports are of one
 * story, and none copies another.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FINDINGS_STAGE_H
#define TESTS_FINDINGS_STAGE_H

#include "base/jsonin.h"
#include "pile/groups.h"
#include "pile/rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { STAGE_REPORTS = 80, STAGE_ROWS = 48, STAGE_TOLD = 8192 };

enum { NORLAND, SUDMARK, OSTIA, HOLM, HAAS, NOBODY, HERALD, NPA, STAGE_PARTIES };

#define STAGE_TEXT(lit)                                                                \
    {                                                                                  \
        "" lit "", sizeof(lit) - 1                                                     \
    }

static const rap_party stage_parties[STAGE_PARTIES] = {
    {.id = STAGE_TEXT("Norland"), .kind = STAGE_TEXT("country"), .side = -1},
    {.id = STAGE_TEXT("Sudmark"), .kind = STAGE_TEXT("country"), .side = -1},
    {.id = STAGE_TEXT("Ostia"), .kind = STAGE_TEXT("country"), .side = -1},
    {.id = STAGE_TEXT("Holm"), .kind = STAGE_TEXT("person"), .side = NORLAND},
    {.id = STAGE_TEXT("Haas"), .kind = STAGE_TEXT("person"), .side = SUDMARK},
    {.id = STAGE_TEXT("somebody"), .kind = STAGE_TEXT("anonymous"), .side = -1},
    {.id = STAGE_TEXT("Herald"), .kind = STAGE_TEXT("media"), .side = -1},
    {.id = STAGE_TEXT("NPA"), .kind = STAGE_TEXT("media"), .side = -1},
};

/* The rows of one report. */
typedef struct {
    rap_filed_attribution said[STAGE_ROWS];
    rap_filed_figure figures[STAGE_ROWS];
    rap_filed_event events[STAGE_ROWS];
    rap_filed_position positions[STAGE_ROWS];
    rap_filed_time times[STAGE_ROWS];
    rap_filed_block block;
} stage_rows;

typedef struct {
    rap_arena *arena;
    rap_filed reports[STAGE_REPORTS];
    stage_rows *rows[STAGE_REPORTS];
    uint32_t n;
    rap_pile *p;
} stage;

static inline stage *stage_new(void)
{
    rap_arena *arena = rap_arena_new((size_t)64 << 20);
    stage *s = RAP_NEW(arena, stage, 1);
    assert_non_null(s);
    s->arena = arena;
    return s;
}

static inline void stage_free(stage *s)
{
    rap_pile_free(s->p);
    rap_arena_free(s->arena);
}

/* Its rank: keys go up. */
static inline uint32_t stage_report(stage *s, const char *day, const char *text)
{
    uint32_t rank = s->n++;
    rap_filed *f = &s->reports[rank];
    stage_rows *r = s->rows[rank] = RAP_NEW(s->arena, stage_rows, 1);
    rap_filed_entity *entities = RAP_NEW(s->arena, rap_filed_entity, STAGE_PARTIES);
    assert_true(rank < STAGE_REPORTS && r && entities);
    char key[2] = {(char)('A' + rank), 0}; /* A to Z, ZA, ZB ... */
    if (rank >= 26) memcpy(key, (char[]){'Z', (char)('A' + rank - 26)}, 2);
    *f = (rap_filed){.key = rap_arena_copy(s->arena, (rap_str){key, rank < 26 ? 1 : 2}),
                     .source = rap_str_of(text),
                     .blocks = &r->block,
                     .n_blocks = 1,
                     .entities = entities,
                     .n_entities = STAGE_PARTIES,
                     .attributions = r->said,
                     .figures = r->figures,
                     .events = r->events,
                     .positions = r->positions,
                     .times = r->times};
    f->published.day = rap_str_of(day);
    r->block = (rap_filed_block){{0, (uint32_t)f->source.n}, RAP_STR("paragraph"), {0}};
    for (int32_t i = 0; i < STAGE_PARTIES; i++)
        entities[i].side = -1;
    return rank;
}

/* A sentence more at the end of a report; where it stands. */
static inline rap_span stage_sentence(stage *s, uint32_t rank, const char *text)
{
    rap_filed *f = &s->reports[rank];
    rap_str was = f->source;
    size_t from = was.n + (was.n > 0), n = strlen(text);
    char *to = RAP_NEW(s->arena, char, from + n);
    assert_non_null(to);
    memset(to, ' ', from);
    if (was.n) memcpy(to, was.p, was.n);
    memcpy(to + from, text, n);
    f->source = (rap_str){to, from + n};
    s->rows[rank]->block.at.to = (uint32_t)(from + n);
    return (rap_span){(uint32_t)from, (uint32_t)(from + n)};
}

/* The first words like these. */
static inline rap_span stage_words(const stage *s, uint32_t rank, const char *words)
{
    size_t n = strlen(words);
    size_t at = rap_str_find(s->reports[rank].source, rap_str_of(words), 0);
    if (n && at == s->reports[rank].source.n) fail_msg("not there: %s", words);
    return (rap_span){(uint32_t)at, (uint32_t)(at + n)};
}

/* Those words as a list of one span; "": none. */
static inline rap_filed_spans stage_spans(stage *s, uint32_t rank, const char *words)
{
    rap_span *v = RAP_NEW(s->arena, rap_span, 1);
    assert_non_null(v);
    if (!*words) return (rap_filed_spans){NULL, 0};
    *v = stage_words(s, rank, words);
    return (rap_filed_spans){v, 1};
}

static inline rap_filed_attribution *stage_said(stage *s, uint32_t rank,
                                                int32_t speaker, const char *cue,
                                                const char *content)
{
    assert_true(s->reports[rank].n_attributions < STAGE_ROWS);
    rap_filed_attribution *a = &s->rows[rank]->said[s->reports[rank].n_attributions++];
    *a = (rap_filed_attribution){.speaker = speaker,
                                 .speech = true,
                                 .nested_in = -1,
                                 .cue = stage_spans(s, rank, cue),
                                 .content = stage_spans(s, rank, content)};
    return a;
}

static inline rap_filed_figure *stage_figure(stage *s, uint32_t rank, const char *words,
                                             const char *value, const char *unit)
{
    assert_true(s->reports[rank].n_figures < STAGE_ROWS);
    rap_filed_figure *g = &s->rows[rank]->figures[s->reports[rank].n_figures++];
    *g = (rap_filed_figure){.at = stage_words(s, rank, words),
                            .relation = RAP_STR("="),
                            .value = rap_str_of(value),
                            .unit = rap_str_of(unit),
                            .place = -1,
                            .attribution = -1,
                            .against = -1};
    return g;
}

static inline rap_filed_position *stage_position(stage *s, uint32_t rank, int32_t party,
                                                 const char *stance, const char *words)
{
    assert_true(s->reports[rank].n_positions < STAGE_ROWS);
    rap_filed_position *x = &s->rows[rank]->positions[s->reports[rank].n_positions++];
    bool denies = strcmp(stance, "deny") == 0;
    *x = (rap_filed_position){.at = stage_words(s, rank, words),
                              .party = party,
                              .issue = RAP_STR("blockade"),
                              .stance = rap_str_of(stance),
                              .polarity = denies ? RAP_STR("-") : RAP_STR("+"),
                              .proposition = rap_str_of(words),
                              .attribution = -1};
    return x;
}

static inline rap_filed_event *stage_event(stage *s, uint32_t rank, const char *day,
                                           const char *status, const char *words)
{
    assert_true(s->reports[rank].n_events < STAGE_ROWS);
    rap_filed_event *e = &s->rows[rank]->events[s->reports[rank].n_events++];
    *e = (rap_filed_event){.at = stage_words(s, rank, words),
                           .plover = RAP_STR("ASSAULT"),
                           .status = rap_str_of(status),
                           .day = rap_str_of(day),
                           .attribution = -1};
    return e;
}

static inline rap_filed_time *stage_time(stage *s, uint32_t rank, const char *day,
                                         const char *words)
{
    assert_true(s->reports[rank].n_times < STAGE_ROWS);
    rap_filed_time *t = &s->rows[rank]->times[s->reports[rank].n_times++];
    *t = (rap_filed_time){.at = stage_words(s, rank, words),
                          .from = rap_str_of(day),
                          .to = rap_str_of(day)};
    return t;
}

/* Each flat row in a group of its own, but those of which `same` says the first. */
static inline void stage_groups(stage *s, rap_groups *to, uint32_t n,
                                const uint32_t *same)
{
    uint64_t *keys = RAP_NEW(s->arena, uint64_t, n + 1);
    assert_non_null(keys);
    for (uint32_t i = 0; i < n; i++)
        keys[i] = same ? same[i] + 1 : i + 1;
    rap_pile_group(s->p, to, keys, n);
    assert_false(s->p->failed);
}

/* Lay the reports out; figures, events and positions are groups of their own. */
static inline rap_pile *stage_lay(stage *s)
{
    assert_int_equal(rap_pile_lay(&s->p, s->reports, s->n, NULL, NULL), RAP_OK);
    rap_pile *p = s->p;
    rap_party *parties = RAP_PILE_NEW(p, rap_party, STAGE_PARTIES);
    uint32_t *one = RAP_PILE_NEW(p, uint32_t, s->n + 1);
    p->party_of = RAP_PILE_NEW(p, int32_t, p->entities.n);
    p->copy_group = RAP_PILE_NEW(p, uint32_t, s->n);
    p->story_of = RAP_PILE_NEW(p, uint32_t, s->n);
    p->is_copy = RAP_PILE_NEW(p, bool, s->n);
    p->round_of_position = RAP_PILE_NEW(p, uint32_t, p->positions.n);
    assert_false(p->failed);
    memcpy(parties, stage_parties, sizeof stage_parties);
    p->parties = parties;
    p->n_parties = STAGE_PARTIES;
    for (uint32_t i = 0; i < p->entities.n; i++)
        p->party_of[i] = (int32_t)p->entities.v[i].index;
    for (uint32_t i = 0; i < s->n; i++)
        p->copy_group[i] = i;
    stage_groups(s, &p->stories, s->n, one);
    stage_groups(s, &p->figure_groups, p->figures.n, NULL);
    stage_groups(s, &p->event_groups, p->events.n, NULL);
    stage_groups(s, &p->position_groups, p->positions.n, NULL);
    return p;
}

/* All figures of the pile in one group. */
static inline void stage_one_quantity(stage *s)
{
    uint32_t *same = RAP_NEW(s->arena, uint32_t, s->p->figures.n + 1);
    stage_groups(s, &s->p->figure_groups, s->p->figures.n, same);
}

/* ---- rows that come out ------------------------------------------------------------
 */

static inline void stage_tell(char *to, const char *gap, rap_str s)
{
    size_t n = strlen(to);
    assert_true(n + s.n + 16 < STAGE_TOLD);
    (void)snprintf(to + n, STAGE_TOLD - n, "%s" RAP_FMT, gap, RAP_ARG(s));
}

/* The values of these keys, by blanks ("-": null), of an object. */
static inline void stage_tell_keys(char *to, const rap_value *v,
                                   const char *const *keys)
{
    const char *gap = "";
    for (; *keys; gap = " ", keys++) {
        const rap_value *x = rap_jsonin_get(v, *keys);
        bool is = x && x->text.n;
        stage_tell(to, gap, is ? x->text : RAP_STR("-"));
    }
}

/* Row i of a kind as text: its keys, and those of each object in its list, one a line.
 * Borrowed until the next. */
typedef struct {
    rap_rows_write *write;
    rap_row_kind kind;
    const char *list;
    const char *keys[8], *inner[8];
    void (*find)(rap_pile *p);
    rap_rows_count *count;
} stage_form;

static inline const char *stage_row(stage *s, const stage_form *form, uint32_t i,
                                    rap_row *row)
{
    static char told[STAGE_TOLD];
    rap_value *v = NULL;
    *row = (rap_row){.kind = form->kind, .report = -1};
    form->write(s->p, i, row);
    assert_false(s->p->failed);
    assert_int_equal(rap_jsonin_parse(&v, row->body, s->arena, NULL), RAP_OK);
    told[0] = '\0';
    stage_tell_keys(told, v, form->keys);
    const rap_value *list = rap_jsonin_get(v, form->list);
    assert_non_null(list);
    for (const rap_value *x = list->first; x; x = x->next) {
        stage_tell(told, "\n", RAP_STR(""));
        stage_tell_keys(told, x, form->inner);
    }
    return told;
}

/* All rows that are found, one after the other; their ids begin with that letter. */
static inline void stage_assert_rows(stage *s, const stage_form *form, char letter,
                                     const char *wanted)
{
    static char told[STAGE_TOLD];
    rap_row row;
    told[0] = '\0';
    if (!s->p) stage_lay(s);
    form->find(s->p);
    assert_false(s->p->failed);
    for (uint32_t i = 0; i < form->count(s->p); i++) {
        const char *is = stage_row(s, form, i, &row);
        stage_tell(told, i ? "\n" : "", rap_str_of(is));
        assert_int_equal(row.id.n, 13);
        assert_int_equal(row.id.p[0], letter);
    }
    assert_string_equal(told, wanted);
    stage_free(s);
}

#endif
