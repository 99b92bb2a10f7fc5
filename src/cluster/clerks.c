/*
 * cluster/clerks.c - who works on the queue: workers enlist, show that they live,
 * leave.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "cluster/clerks.h"

#include "cluster/tickets.h"

#include <stdio.h>
#include <unistd.h>

/* 1380012112 is "RAPP"; one more is the lock of the leader. */
#define LOCK   "1380012112"
#define LEADER "1380012113"

rap_code rap_clerk_return(rap_pg *c, int64_t id, rap_err *err)
{
    const rap_cell value = rap_cell_int(id);
    return rap_pg_ask(c, "SELECT pg_try_advisory_lock(" LOCK ", $1::int)", &value, 1,
                      err);
}

rap_code rap_clerk_enlist(rap_pg *c, int64_t *id, rap_err *err)
{
    char host[256] = "";
    if (gethostname(host, sizeof host - 1) != 0) host[0] = '\0';
    const rap_cell values[] = {rap_cell_text(rap_str_of(host)), rap_cell_int(getpid())};
    rap_code rc = rap_pg_ask(c,
                             "INSERT INTO worker (host, process) VALUES ($1, $2)"
                             " RETURNING id",
                             values, 2, err);
    if (rc != RAP_OK) return rc;
    *id = rap_pg_int(c, 0, 0);
    return rap_clerk_return(c, *id, err);
}

rap_code rap_clerk_beat(rap_pg *c, int64_t id, int64_t seconds, uint64_t reports,
                        uint64_t words, rap_err *err)
{
    const rap_cell values[] = {rap_cell_int(id), rap_cell_int(seconds),
                               rap_cell_int((int64_t)reports),
                               rap_cell_int((int64_t)words)};
    rap_code rc = rap_pg_ask(c,
                             "UPDATE ticket SET lease = now() + $2 * interval '1"
                             " second' WHERE worker = $1 AND state = 'leased'",
                             values, 2, err);
    if (rc != RAP_OK) return rc;
    const rap_cell more[] = {values[0], values[2], values[3]};
    return rap_pg_ask(c,
                      "UPDATE worker SET seen = now(), done = done + $2,"
                      " words = words + $3 WHERE id = $1",
                      more, 3, err);
}

rap_code rap_clerk_give_back(rap_pg *c, int64_t id, rap_err *err)
{
    const rap_cell value = rap_cell_int(id);
    return rap_pg_ask(c,
                      "UPDATE ticket SET state = 'waiting', worker = NULL, lease"
                      " = NULL, tries = tries - 1"
                      " WHERE worker = $1 AND state = 'leased'",
                      &value, 1, err);
}

rap_code rap_clerk_leave(rap_pg *c, int64_t id, rap_err *err)
{
    const rap_cell value = rap_cell_int(id);
    rap_code rc = rap_clerk_give_back(c, id, err);
    if (rc != RAP_OK) return rc;
    return rap_pg_ask(c, "UPDATE worker SET ended = now() WHERE id = $1", &value, 1,
                      err);
}

rap_code rap_clerks_reap(rap_pg *c, uint64_t *n, rap_err *err)
{
    static const char *const sql =
        "UPDATE ticket t SET state = CASE WHEN tries >= $1 THEN 'aside' ELSE 'waiting'"
        " END, worker = NULL, lease = NULL, error ="
        " 'the program that was reading it ended, ' || tries || ' times'"
        " WHERE t.state = 'leased' AND (t.lease < now() OR NOT"
        " EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.granted"
        " AND l.classid = " LOCK " AND l.objid = t.worker::oid AND l.database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())))";
    const rap_cell value = rap_cell_int(RAP_TICKET_TRIES);
    rap_code rc = rap_pg_ask(c, sql, &value, 1, err);
    if (rc == RAP_OK) *n = rap_pg_touched(c);
    return rc;
}

static void tell_aside(rap_pg *c, rap_buf *out)
{
    for (uint32_t i = 0; i < rap_pg_rows(c); i++) {
        rap_str key = rap_pg_text(c, i, 0), why = rap_pg_text(c, i, 1);
        rap_buf_printf(out, "  aside     " RAP_FMT ": " RAP_FMT "\n", RAP_ARG(key),
                       RAP_ARG(why));
    }
}

rap_code rap_clerks_tell(rap_pg *c, rap_buf *out, rap_err *err)
{
    static const char *const at_work =
        "SELECT w.host, w.process, w.done,"
        " (extract(epoch FROM now() - w.seen))::bigint,"
        " (SELECT count(*) FROM ticket t WHERE t.worker = w.id AND t.state = 'leased'),"
        " (w.done / greatest(extract(epoch FROM w.seen - w.began), 1))::bigint"
        " FROM worker w JOIN pg_locks l ON l.locktype = 'advisory' AND l.granted"
        " AND l.classid = " LOCK " AND l.objid = w.id::oid AND l.database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())"
        " ORDER BY w.id";
    static const char *const aside =
        "SELECT key, coalesce(error, '') FROM ticket WHERE state = 'aside'"
        " ORDER BY id LIMIT 20";
    rap_code rc = rap_pg_ask(c, at_work, NULL, 0, err);
    if (rc != RAP_OK) return rc;
    for (uint32_t i = 0; i < rap_pg_rows(c); i++) {
        rap_str host = rap_pg_text(c, i, 0);
        rap_buf_printf(out,
                       "  worker    " RAP_FMT ":%lld  %lld read, %lld a second, %lld in"
                       " hand, seen %lld s ago\n",
                       RAP_ARG(host), (long long)rap_pg_int(c, i, 1),
                       (long long)rap_pg_int(c, i, 2), (long long)rap_pg_int(c, i, 5),
                       (long long)rap_pg_int(c, i, 4), (long long)rap_pg_int(c, i, 3));
    }
    rc = rap_pg_ask(c, aside, NULL, 0, err);
    if (rc == RAP_OK) tell_aside(c, out);
    return rc;
}

rap_code rap_clerk_lead(rap_pg *c, bool *got, unsigned seconds, rap_err *err)
{
    char sql[128];
    (void)snprintf(sql, sizeof sql,
                   "SET lock_timeout = '%us'; SELECT pg_advisory_lock(" LEADER ", 0)",
                   seconds);
    rap_code rc = rap_pg_do(c, sql, err);
    *got = rc == RAP_OK;
    if (rc != RAP_OK && !rap_pg_is_passing(c)) return rc;
    return rap_pg_do(c, "SET lock_timeout = 0", err);
}
