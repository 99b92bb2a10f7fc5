/*
 * reading/crew.c - reports read side by side, given out in the order of the input.
 *
 * Reports wait in a ring of slots.  Each worker has a short queue of them, so that it
 * need not wait for this process between two; what it has not begun when it dies goes
 * to another.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "reading/crew.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

enum { SLOTS_A_WORKER = 4, QUEUE = 3, WORKERS_MAX = 256 };

typedef enum { FREE, WAITING, ASKED, DONE } slot_state;

typedef struct {
    slot_state state;
    rap_arena *arena; /* holds the report */
    rap_crew_job job;
    rap_buf json;
    rap_err err;
} slot;

typedef struct {
    rap_worker w;
    size_t queue[QUEUE]; /* numbers of slots, the oldest first */
    unsigned n;
    int64_t since; /* when it began with the oldest, in milliseconds */
} hand;

struct rap_crew {
    rap_arena *home; /* holds this struct, the slots and the hands */
    rap_crew_options o;
    hand *hands;
    slot *slots;
    size_t n_slots;
    size_t head, tail; /* the oldest that was not given out; the next to fill */
    size_t next;       /* no slot before it waits for a worker */
    bool ended, given;
    rap_confined confined;
};

static int64_t now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static slot *slot_at(const rap_crew *c, size_t number)
{
    return &c->slots[number % c->n_slots];
}

/* ---- slots ---- */

static void finish(slot *s)
{
    if (s->json.failed) {
        rap_buf_clear(&s->json);
        (void)rap_fail_memory(&s->err);
    }
    if (s->json.n == 0) rap_reading_error(&s->json, s->job.report.key, &s->err);
    s->state = DONE;
}

rap_code rap_crew_from_intake(void *from, rap_crew_job *job, bool *end,
                              rap_arena *arena, rap_err *err)
{
    rap_crew_intake *in = from;
    job->options = *in->options;
    return rap_intake_next(in->intake, &job->report, end, arena, err);
}

/* Fill the slot at the tail; false when there is nothing more.  What was read elsewhere
 * is passed on. */
static bool fill_slot(rap_crew *c)
{
    slot *s = slot_at(c, c->tail);
    rap_arena_reset(s->arena);
    rap_buf_clear(&s->json);
    s->err = (rap_err){.code = RAP_OK, .at = RAP_NOWHERE};
    s->job = (rap_crew_job){0};
    bool end = false;
    rap_code rc = c->o.source(c->o.from, &s->job, &end, s->arena, &s->err);
    if (rc == RAP_OK && end) return false;
    s->err.code = rc;
    s->state = WAITING;
    rap_str record = s->job.report.record;
    if (rc == RAP_OK && !record.n) return true;
    if (rc == RAP_OK) {
        rap_buf_put(&s->json, record);
        rap_buf_byte(&s->json, '\n');
    }
    finish(s);
    return true;
}

static void fill(rap_crew *c)
{
    while (!c->ended && c->tail - c->head < c->n_slots) {
        c->ended = !fill_slot(c);
        if (!c->ended) c->tail++;
    }
}

/* ---- workers ---- */

typedef enum { DIED, LATE, MUTE } ending; /* mute: it has not even begun to work */

static void tell_ending(const rap_crew *c, rap_err *err, ending how, const char *why)
{
    if (how == DIED)
        (void)rap_fail(err, RAP_E_CRASH, RAP_NOWHERE,
                       "the worker that read it died of %s", why);
    else if (how == LATE)
        (void)rap_fail(err, RAP_E_LIMIT, RAP_NOWHERE,
                       "reading it took longer than %u seconds", c->o.seconds);
    else
        (void)rap_fail(err, RAP_E_LIMIT, RAP_NOWHERE,
                       "its worker did not start within %u seconds", c->o.starting);
}

/* The worker is gone: its oldest report is told as bad, the others wait again. */
static void bury(rap_crew *c, hand *h, ending how)
{
    const char *why = rap_worker_stop(&h->w);
    for (unsigned i = 0; i < h->n; i++) {
        slot *s = slot_at(c, h->queue[i]);
        s->state = WAITING;
        if (h->queue[i] < c->next) c->next = h->queue[i];
        if (i > 0) continue;
        rap_buf_clear(&s->json);
        tell_ending(c, &s->err, how, why);
        finish(s);
    }
    h->n = 0;
}

static void ask(rap_crew *c, hand *h, size_t number)
{
    slot *s = slot_at(c, number);
    if (h->n == 0) h->since = now();
    h->queue[h->n++] = number;
    s->state = ASKED;
    if (!rap_worker_ask(&h->w, &s->job.report, &s->job.options)) bury(c, h, DIED);
}

/* The worker to whom the next report goes: an idle one, a new one, the one with the
 * shortest queue; NULL when all have enough to do. */
static hand *next_hand(rap_crew *c, rap_err *err)
{
    hand *best = NULL, *none = NULL;
    for (unsigned i = 0; i < c->o.workers; i++) {
        hand *h = &c->hands[i];
        if (!h->w.pid)
            none = none ? none : h;
        else if (h->n < QUEUE && (!best || h->n < best->n))
            best = h;
    }
    if (!none || (best && best->n == 0)) return best;
    if (rap_worker_start(&none->w, c->o.work, c->o.memory, err) == RAP_OK) return none;
    return best;
}

static bool any_alive(const rap_crew *c)
{
    for (unsigned i = 0; i < c->o.workers; i++)
        if (c->hands[i].w.pid) return true;
    return false;
}

static void hand_out(rap_crew *c)
{
    for (; c->next < c->tail; c->next++) {
        slot *s = slot_at(c, c->next);
        if (s->state != WAITING) continue;
        rap_err err = {.at = RAP_NOWHERE};
        hand *h = next_hand(c, &err);
        if (!h && any_alive(c)) return;
        if (h) {
            ask(c, h, c->next);
        } else {
            s->err = err;
            finish(s);
        }
    }
}

static void note_confined(rap_crew *c, const hand *h)
{
    c->confined.files &= h->w.confined.files;
    c->confined.calls &= h->w.confined.calls;
}

/* When the oldest report of a worker is given up, in milliseconds of now(). */
static int64_t due(const rap_crew *c, const hand *h)
{
    bool starts = !h->w.greeted && c->o.starting < c->o.seconds;
    return h->since + (int64_t)(starts ? c->o.starting : c->o.seconds) * 1000;
}

/* Take all answers that are there.  Only who has sent nothing can be late. */
static void serve(rap_crew *c, hand *h)
{
    rap_worker_state state = RAP_WORKER_ANSWERS;
    bool answered = false;
    while (h->n > 0 && state == RAP_WORKER_ANSWERS) {
        slot *s = slot_at(c, h->queue[0]);
        state = rap_worker_move(&h->w, &s->json, &s->err);
        note_confined(c, h);
        if (state != RAP_WORKER_ANSWERS) break;
        finish(s);
        answered = true;
        h->since = now();
        h->n--;
        for (unsigned i = 0; i < h->n; i++)
            h->queue[i] = h->queue[i + 1];
    }
    if (h->n == 0) return;
    bool mute = !h->w.greeted && c->o.starting < c->o.seconds;
    if (state == RAP_WORKER_DEAD)
        bury(c, h, DIED);
    else if (now() > due(c, h) && !answered)
        bury(c, h, mute ? MUTE : LATE);
}

/* Wait until a worker has sent something, or could take more, or is late. */
static void wait_for_any(rap_crew *c)
{
    struct pollfd fds[WORKERS_MAX];
    nfds_t n = 0;
    int64_t soonest = INT32_MAX, at = now();
    for (unsigned i = 0; i < c->o.workers; i++) {
        const hand *h = &c->hands[i];
        if (!h->w.pid || h->n == 0) continue;
        short events = POLLIN;
        if (rap_worker_sends(&h->w)) events |= POLLOUT;
        fds[n++] = (struct pollfd){.fd = h->w.fd, .events = events};
        int64_t left = due(c, h) + 1 - at;
        soonest = left < soonest ? left : soonest;
    }
    if (n) (void)poll(fds, n, soonest > 0 ? (int)soonest : 0);
}

static void move(rap_crew *c)
{
    fill(c);
    hand_out(c);
    for (unsigned i = 0; i < c->o.workers; i++)
        if (c->hands[i].w.pid) serve(c, &c->hands[i]);
    hand_out(c);
}

/* ---- the crew ---- */

rap_code rap_crew_new(rap_crew **out, const rap_crew_options *options, rap_err *err)
{
    rap_arena *home = rap_arena_new(SIZE_MAX / 4);
    rap_crew *c = home ? RAP_NEW(home, rap_crew, 1) : NULL;
    if (!c) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    c->home = home;
    c->o = *options;
    if (!c->o.seconds) c->o.seconds = RAP_CREW_SECONDS;
    if (!c->o.starting) c->o.starting = RAP_CREW_STARTING;
    if (!c->o.work) c->o.work = rap_reading_run;
    if (c->o.workers < 1) c->o.workers = 1;
    if (c->o.workers > WORKERS_MAX) c->o.workers = WORKERS_MAX;
    c->confined = (rap_confined){true, true};
    c->n_slots = (size_t)c->o.workers * SLOTS_A_WORKER;
    c->hands = RAP_NEW(home, hand, c->o.workers);
    c->slots = RAP_NEW(home, slot, c->n_slots);
    bool room = c->hands && c->slots;
    for (size_t i = 0; room && i < c->n_slots; i++)
        room = (c->slots[i].arena = rap_arena_new(c->o.memory)) != NULL;
    if (!room) {
        rap_crew_free(c);
        return rap_fail_memory(err);
    }
    *out = c;
    return RAP_OK;
}

bool rap_crew_next(rap_crew *c, rap_crew_item *item)
{
    if (c->given) {
        slot_at(c, c->head++)->state = FREE;
        c->given = false;
    }
    move(c);
    if (c->head == c->tail) return false;
    slot *s = slot_at(c, c->head);
    while (s->state != DONE) {
        wait_for_any(c);
        move(c);
    }
    c->given = true;
    *item = (rap_crew_item){s->job.report.key, rap_buf_str(&s->json), &s->job.report,
                            &s->job.options, s->err};
    return true;
}

rap_confined rap_crew_confined(const rap_crew *c)
{
    return c->confined;
}

void rap_crew_free(rap_crew *c)
{
    if (!c) return;
    for (unsigned i = 0; c->hands && i < c->o.workers; i++)
        (void)rap_worker_stop(&c->hands[i].w);
    for (size_t i = 0; c->slots && i < c->n_slots; i++) {
        rap_arena_free(c->slots[i].arena);
        rap_buf_done(&c->slots[i].json);
    }
    rap_arena_free(c->home);
}
