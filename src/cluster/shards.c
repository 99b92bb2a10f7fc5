/*
 * cluster/shards.c - questions across reports in parts that workers answer.
 */
/* SPDX-License-Identifier: MIT */
#include "cluster/shards.h"

/* Seconds: what takes longer than this is given to another as well, so often. */
#define LEASE "60"
#define TRIES "3"

/* Locks of workers at work, as in clerks.c. */
#define AT_WORK                                                                        \
    "FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted AND l.classid ="      \
    " 1380012112 AND l.objid <> 0 AND l.database = (SELECT oid FROM pg_database"       \
    " WHERE datname = current_database())"

/* '{"name","name"}' as PostgreSQL reads an array. */
static void put_names(rap_buf *out, const rap_shard *v, uint32_t n)
{
    rap_buf_byte(out, '{');
    for (uint32_t i = 0; i < n; i++) {
        if (i) rap_buf_byte(out, ',');
        rap_buf_z(out, v[i].name.hex);
    }
    rap_buf_byte(out, '}');
}

/* ---- putting up ---- */

static rap_code drop_others(rap_pg *c, const rap_shard *v, uint32_t n, rap_err *err)
{
    static const char sql[] = "DELETE FROM shard WHERE question = $1 AND NOT input ="
                              " ANY ($2::text[])";
    rap_buf names = {0};
    put_names(&names, v, n);
    const rap_cell values[] = {rap_cell_text(v[0].question),
                               rap_cell_text(rap_buf_str(&names))};
    rap_code rc =
        names.failed ? rap_fail_memory(err) : rap_pg_ask(c, sql, values, 2, err);
    rap_buf_done(&names);
    return rc;
}

static rap_code put_up(rap_pg *c, const rap_shard *s, int64_t number, bool wanted,
                       rap_err *err)
{
    static const char sql[] =
        "INSERT INTO shard (question, input, number, asked) VALUES ($1, $2, $3, $4)"
        " ON CONFLICT (question, input) DO NOTHING";
    const rap_cell input = {RAP_CELL_BLOB, s->input, 0};
    const rap_cell values[] = {rap_cell_text(s->question),
                               rap_cell_text(rap_str_of(s->name.hex)),
                               rap_cell_int(number), wanted ? input : (rap_cell){0}};
    return rap_pg_ask(c, sql, values, 4, err);
}

static rap_code post(rap_pg *c, const rap_shard *v, uint32_t n, bool wanted,
                     rap_err *err)
{
    rap_code rc = rap_pg_do(c, "BEGIN", err);
    if (rc == RAP_OK) rc = drop_others(c, v, n, err);
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++)
        if (v[i].input.n) rc = put_up(c, &v[i], i, wanted, err);
    return rc == RAP_OK ? rap_pg_do(c, "COMMIT", err) : rc;
}

rap_code rap_shards_post(rap_pg *c, const rap_shard *v, uint32_t n, bool wanted,
                         rap_err *err)
{
    if (n == 0) return RAP_OK;
    rap_code rc = post(c, v, n, wanted, err);
    if (rc != RAP_OK) rap_pg_undo(c);
    return rc;
}

/* ---- answers ---- */

/* They mostly come in the order of the parts: the search goes on behind the last. */
static bool find(const rap_shard *v, uint32_t n, rap_str name, uint32_t *at)
{
    for (uint32_t i = 0; i < n; i++, ++*at) {
        if (*at >= n) *at = 0;
        if (rap_str_is(name, v[*at].name.hex)) return true;
    }
    return false;
}

rap_code rap_shards_answers(rap_pg *c, const rap_shard *v, rap_str *answers, uint32_t n,
                            rap_arena *arena, rap_err *err)
{
    static const char sql[] = "SELECT input, answer FROM shard WHERE question = $1 AND"
                              " state = 'done' ORDER BY number, input";
    if (n == 0) return RAP_OK;
    const rap_cell question = rap_cell_text(v[0].question);
    rap_code rc = rap_pg_ask(c, sql, &question, 1, err);
    for (uint32_t i = 0, at = 0; rc == RAP_OK && i < rap_pg_rows(c); i++) {
        if (!find(v, n, rap_pg_text(c, i, 0), &at)) continue;
        answers[at] = rap_arena_copy(arena, rap_pg_text(c, i, 1));
        if (!answers[at].p) rc = rap_fail_memory(err);
    }
    return rc;
}

/* A part of a worker that died waits again at once. */
static const char *const take =
    "UPDATE shard SET state = 'leased', worker = $1, tries = tries + 1, lease = now() +"
    " " LEASE " * interval '1 second' WHERE (question, input) = (SELECT question, input"
    "  FROM shard s WHERE asked IS NOT NULL AND tries < " TRIES
    "  AND (state = 'waiting' OR (state = 'leased' AND (lease < now() OR (worker > 0"
    "   AND NOT EXISTS (SELECT 1 " AT_WORK " AND l.objid = s.worker::oid)))))"
    "  ORDER BY CASE WHEN $1 = 0 THEN -number ELSE number END LIMIT 1"
    "  FOR UPDATE SKIP LOCKED) RETURNING question, input, asked";

rap_code rap_shards_take(rap_pg *c, rap_shard *out, bool *got, int64_t worker,
                         rap_arena *arena, rap_err *err)
{
    const rap_cell value = rap_cell_int(worker);
    rap_code rc = rap_pg_ask(c, take, &value, 1, err);
    *got = rc == RAP_OK && rap_pg_rows(c) > 0;
    if (!*got) return rc;
    *out = (rap_shard){.question = rap_arena_copy(arena, rap_pg_text(c, 0, 0)),
                       .input = rap_arena_copy(arena, rap_pg_text(c, 0, 2))};
    rap_str name = rap_pg_text(c, 0, 1);
    if (name.n < sizeof out->name.hex) memcpy(out->name.hex, name.p, name.n);
    return out->question.p && out->input.p ? RAP_OK : rap_fail_memory(err);
}

rap_code rap_shards_answer(rap_pg *c, const rap_shard *s, rap_str answer, rap_err *err)
{
    static const char sql[] =
        "UPDATE shard SET state = 'done', answer = $3, asked = NULL, worker = NULL,"
        " lease = NULL WHERE question = $1 AND input = $2 AND state <> 'done'";
    const rap_cell values[] = {rap_cell_text(s->question),
                               rap_cell_text(rap_str_of(s->name.hex)),
                               {RAP_CELL_BLOB, answer, 0}};
    return rap_pg_ask(c, sql, values, 3, err);
}

rap_code rap_shards_helped(rap_pg *c, bool *helped, rap_err *err)
{
    rap_code rc = rap_pg_ask(c, "SELECT (EXISTS (SELECT 1 " AT_WORK "))::int::bigint",
                             NULL, 0, err);
    *helped = rc == RAP_OK && rap_pg_int(c, 0, 0) == 1;
    return rc;
}
