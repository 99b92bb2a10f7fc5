/*
 * cluster/shards.h - questions across reports in parts that workers answer.
 *
 * The leader puts inputs up; a part stands under its question and the SHA-256 of its
 * input.  Whoever has nothing to read takes one under a lease, and writes its answer in
 * one statement; what comes twice is the same answer.  Parts of workers that died can
 * be taken at once, those of machines that vanished when their lease is over.  Nobody
 * waits for anybody: what is not answered in the end the leader finds itself.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLUSTER_SHARDS_H
#define RAP_CLUSTER_SHARDS_H

#include "base/digest.h"
#include "cluster/pg.h"

typedef struct {
    rap_str question;
    rap_digest name; /* of the input */
    rap_str input;   /* bytes */
} rap_shard;

/* The parts of one question take the place of all that stood there before, in one
 * transaction: those that stand already keep their answers.  The others wait for
 * anybody where `wanted`, else for the answer of who puts them up.  All are of
 * `v[0].question`. */
RAP_NODISCARD
rap_code rap_shards_post(rap_pg *c, const rap_shard *v, uint32_t n, bool wanted,
                         rap_err *err);

/* The answers that are there to parts of one question; empty where there is none.
 * Strings in the arena. */
RAP_NODISCARD
rap_code rap_shards_answers(rap_pg *c, const rap_shard *v, rap_str *answers, uint32_t n,
                            rap_arena *arena, rap_err *err);

/* Lease one part to a worker, or the last one to the leader (worker 0); *got false:
 * none waits.  Strings in the arena. */
RAP_NODISCARD
rap_code rap_shards_take(rap_pg *c, rap_shard *out, bool *got, int64_t worker,
                         rap_arena *arena, rap_err *err);

/* The answer to one; nothing happens where it is wanted no more. */
RAP_NODISCARD
rap_code rap_shards_answer(rap_pg *c, const rap_shard *s, rap_str answer, rap_err *err);

/* Is any worker there to help? */
RAP_NODISCARD
rap_code rap_shards_helped(rap_pg *c, bool *helped, rap_err *err);

#endif
