/*
 * keep/remote_ask.c - parts of the pile's questions put up in the database, for workers
 * that have nothing to read.
 *
 * The pile thinks on a thread of its own, so this connection is one of its own too.
 * Whatever fails here is not told: the pile finds by itself what nobody answered.
 */
/* SPDX-License-Identifier: MIT */
#include "cluster/shards.h"
#include "keep/remote.h"

#define ANSWERS_LIMIT ((size_t)1 << 34)

/* One question while it is asked. */
typedef struct {
    rap_pg *pg;
    rap_arena *arena;
    rap_shard *v;
    rap_str *answers;
    uint32_t n;
} asking;

static rap_code answer_one(asking *a, const rap_shard *s, rap_buf *out, rap_err *err)
{
    rap_buf_clear(out);
    rap_code rc = rap_shared_answer(out, s->question, s->input, err);
    return rc == RAP_OK ? rap_shards_answer(a->pg, s, rap_buf_str(out), err) : rc;
}

/* Beside the workers, from the other end, until no part waits. */
static rap_code help_along(asking *a, rap_buf *out, rap_err *err)
{
    bool got = true;
    rap_shard s;
    rap_code rc = RAP_OK;
    while (rc == RAP_OK && got) {
        rap_arena *passing = rap_arena_new(ANSWERS_LIMIT);
        if (!passing) return rap_fail_memory(err);
        rc = rap_shards_take(a->pg, &s, &got, 0, passing, err);
        if (rc == RAP_OK && got) rc = answer_one(a, &s, out, err);
        if (rc == RAP_E_SYNTAX)
            rc = RAP_OK; /* damaged there: it is found by the pile */
        rap_arena_free(passing);
    }
    return rc;
}

/* Nobody is there: what is missing is found here, and kept for the next time. */
static rap_code answer_missing(asking *a, rap_buf *out, rap_err *err)
{
    rap_code rc = rap_pg_do(a->pg, "BEGIN", err);
    for (uint32_t i = 0; rc == RAP_OK && i < a->n; i++)
        if (!a->answers[i].n) rc = answer_one(a, &a->v[i], out, err);
    return rc == RAP_OK ? rap_pg_do(a->pg, "COMMIT", err) : rc;
}

static rap_code ask_all(asking *a, rap_err *err)
{
    bool helped = false;
    rap_buf out = {0};
    rap_code rc = rap_shards_helped(a->pg, &helped, err);
    if (rc == RAP_OK) rc = rap_shards_post(a->pg, a->v, a->n, helped, err);
    if (rc == RAP_OK)
        rc = rap_shards_answers(a->pg, a->v, a->answers, a->n, a->arena, err);
    if (rc == RAP_OK)
        rc = helped ? help_along(a, &out, err) : answer_missing(a, &out, err);
    if (rc == RAP_OK)
        rc = rap_shards_answers(a->pg, a->v, a->answers, a->n, a->arena, err);
    rap_buf_done(&out);
    return rc;
}

static bool name_all(asking *a, rap_str question, const rap_str *inputs)
{
    a->v = RAP_NEW(a->arena, rap_shard, a->n);
    for (uint32_t i = 0; a->v && i < a->n; i++)
        a->v[i] = (rap_shard){question, rap_sha256(inputs[i]), inputs[i]};
    return a->v != NULL;
}

static void ask(void *user, rap_str question, const rap_str *inputs, rap_str *answers,
                uint32_t n)
{
    rap_remote *r = user;
    rap_err err;
    asking a = {.arena = r->answers, .answers = answers, .n = n};
    rap_arena_reset(a.arena);
    if (name_all(&a, question, inputs) && rap_pg_open(&a.pg, r->url, &err) == RAP_OK &&
        ask_all(&a, &err) != RAP_OK)
        rap_pg_undo(a.pg);
    rap_pg_close(a.pg);
}

const rap_helpers *rap_remote_helpers(rap_dossier *d)
{
    rap_remote *r = d->remote;
    if (!r) return NULL;
    if (!r->answers) r->answers = rap_arena_new(ANSWERS_LIMIT);
    r->helpers = (rap_helpers){r, ask};
    return r->answers ? &r->helpers : NULL;
}
