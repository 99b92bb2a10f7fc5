/*
 * reading/crew.c - reports read side by side, given out in the order of the input.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "reading/crew.h"

#include <pthread.h>

enum { SLOTS_A_JOB = 4, JOBS_MAX = 256 };

typedef enum { FREE, WAITING, TAKEN, DONE } slot_state;

typedef struct {
    slot_state state;
    rap_arena *arena; /* holds the report */
    rap_report report;
    rap_buf json;
    rap_err err;
} slot;

struct rap_crew {
    rap_arena *home; /* holds this struct and the slots */
    rap_intake *intake;
    const rap_reading_options *options;
    size_t memory_limit;
    unsigned jobs, started;
    pthread_t threads[JOBS_MAX];
    pthread_mutex_t lock;
    pthread_cond_t work, done;
    slot *slots;
    size_t n_slots;
    size_t head, next, tail; /* oldest given out; next to work on; next to fill */
    bool ended, closing, given;
    rap_arena *own; /* working memory when there is one job */
};

static void read_one(const rap_crew *c, slot *s, rap_arena *arena)
{
    if (s->err.code != RAP_OK)
        rap_reading_error(&s->json, s->report.key, &s->err);
    else if (s->report.record.n) /* read elsewhere: passed on */
        rap_buf_put(&s->json, s->report.record), rap_buf_byte(&s->json, '\n');
    else
        (void)rap_reading_run(&s->json, &s->report, c->options, arena, &s->err);
    if (s->json.failed) {
        rap_buf_clear(&s->json);
        (void)rap_fail_memory(&s->err);
        rap_reading_error(&s->json, s->report.key, &s->err);
    }
    rap_arena_reset(arena);
}

static void *worker(void *arg)
{
    rap_crew *c = arg;
    rap_arena *arena = rap_arena_new(c->memory_limit);
    (void)pthread_mutex_lock(&c->lock);
    for (;;) {
        while (!c->closing && (c->next == c->tail || !arena))
            (void)pthread_cond_wait(&c->work, &c->lock);
        if (c->closing) break;
        slot *s = &c->slots[c->next++ % c->n_slots];
        s->state = TAKEN;
        (void)pthread_mutex_unlock(&c->lock);
        read_one(c, s, arena);
        (void)pthread_mutex_lock(&c->lock);
        s->state = DONE;
        (void)pthread_cond_signal(&c->done);
    }
    (void)pthread_mutex_unlock(&c->lock);
    rap_arena_free(arena);
    return NULL;
}

static rap_code start(rap_crew *c, rap_err *err)
{
    c->n_slots = c->jobs == 1 ? 1 : (size_t)c->jobs * SLOTS_A_JOB;
    c->slots = RAP_NEW(c->home, slot, c->n_slots);
    if (!c->slots) return rap_fail_memory(err);
    for (size_t i = 0; i < c->n_slots; i++)
        if (!(c->slots[i].arena = rap_arena_new(c->memory_limit)))
            return rap_fail_memory(err);
    if (c->jobs == 1) {
        c->own = rap_arena_new(c->memory_limit);
        return c->own ? RAP_OK : rap_fail_memory(err);
    }
    while (c->started < c->jobs &&
           pthread_create(&c->threads[c->started], NULL, worker, c) == 0)
        c->started++;
    return c->started
               ? RAP_OK
               : rap_fail(err, RAP_E_NOMEM, RAP_NOWHERE, "no thread could be started");
}

rap_code rap_crew_new(rap_crew **out, rap_intake *intake,
                      const rap_reading_options *options, unsigned jobs,
                      size_t memory_limit, rap_err *err)
{
    rap_arena *home = rap_arena_new(SIZE_MAX / 4);
    rap_crew *c = home ? RAP_NEW(home, rap_crew, 1) : NULL;
    if (!c) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    c->home = home;
    c->intake = intake;
    c->options = options;
    c->jobs = jobs < 1 ? 1 : jobs > JOBS_MAX ? JOBS_MAX : jobs;
    c->memory_limit = memory_limit;
    (void)pthread_mutex_init(&c->lock, NULL);
    (void)pthread_cond_init(&c->work, NULL);
    (void)pthread_cond_init(&c->done, NULL);
    rap_code rc = start(c, err);
    if (rc != RAP_OK) {
        rap_crew_free(c);
        return rc;
    }
    *out = c;
    return RAP_OK;
}

/* Fill the slot at the tail from the intake; false when there is nothing more. */
static bool fill_slot(rap_crew *c)
{
    slot *s = &c->slots[c->tail % c->n_slots];
    rap_arena_reset(s->arena);
    rap_buf_clear(&s->json);
    s->err = (rap_err){.code = RAP_OK, .at = RAP_NOWHERE};
    bool end;
    rap_code rc = rap_intake_next(c->intake, &s->report, &end, s->arena, &s->err);
    if (rc == RAP_OK && end) return false;
    s->err.code = rc;
    s->state = WAITING;
    return true;
}

/* Keep the ring full. */
static void fill(rap_crew *c)
{
    while (!c->ended && c->tail - c->head < c->n_slots) {
        bool filled = fill_slot(c);
        (void)pthread_mutex_lock(&c->lock);
        c->ended = !filled;
        if (filled) c->tail++;
        (void)pthread_cond_signal(&c->work);
        (void)pthread_mutex_unlock(&c->lock);
    }
}

static void wait_for(rap_crew *c, slot *s)
{
    if (c->jobs == 1) {
        read_one(c, s, c->own);
        return;
    }
    (void)pthread_mutex_lock(&c->lock);
    while (s->state != DONE)
        (void)pthread_cond_wait(&c->done, &c->lock);
    (void)pthread_mutex_unlock(&c->lock);
}

bool rap_crew_next(rap_crew *c, rap_crew_item *item)
{
    if (c->given) {
        c->slots[c->head++ % c->n_slots].state = FREE;
        c->given = false;
    }
    fill(c);
    if (c->head == c->tail) return false;
    slot *s = &c->slots[c->head % c->n_slots];
    wait_for(c, s);
    c->given = true;
    *item = (rap_crew_item){s->report.key, rap_buf_str(&s->json), &s->report, s->err};
    return true;
}

void rap_crew_free(rap_crew *c)
{
    if (!c) return;
    (void)pthread_mutex_lock(&c->lock);
    c->closing = true;
    (void)pthread_cond_broadcast(&c->work);
    (void)pthread_mutex_unlock(&c->lock);
    while (c->started > 0)
        (void)pthread_join(c->threads[--c->started], NULL);
    for (size_t i = 0; c->slots && i < c->n_slots; i++) {
        rap_arena_free(c->slots[i].arena);
        rap_buf_done(&c->slots[i].json);
    }
    rap_arena_free(c->own);
    (void)pthread_mutex_destroy(&c->lock);
    (void)pthread_cond_destroy(&c->work);
    (void)pthread_cond_destroy(&c->done);
    rap_arena_free(c->home);
}
