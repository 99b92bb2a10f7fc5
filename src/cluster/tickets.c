/*
 * cluster/tickets.c - the queue: which report is to be read, from where, and what
 * became of it.
 */
/* SPDX-License-Identifier: MIT */
#include "cluster/tickets.h"

#include "base/digest.h"

rap_name rap_name_of(rap_str key)
{
    const rap_digest sum = rap_sha256(key);
    rap_name out;
    memcpy(out.z, sum.hex, sizeof out.z - 1);
    out.z[sizeof out.z - 1] = '\0';
    return out;
}

/* ---- lots ---- */

rap_code rap_lot_new(rap_pg *c, int64_t *id, const rap_lot *lot, rap_err *err)
{
    const rap_cell values[] = {{RAP_CELL_BLOB, lot->folder, 0},
                               rap_cell_text(lot->options),
                               rap_cell_int(lot->max_bytes),
                               rap_cell_int(lot->seconds)};
    rap_code rc = rap_pg_ask(c,
                             "INSERT INTO lot (folder, options, max_bytes, seconds)"
                             " VALUES ($1, $2, $3, $4) RETURNING id",
                             values, 4, err);
    if (rc == RAP_OK) *id = rap_pg_int(c, 0, 0);
    return rc;
}

static rap_code take_lot(rap_pg *c, rap_lot *out, rap_arena *arena, rap_err *err)
{
    *out = (rap_lot){.folder = rap_arena_copy(arena, rap_pg_text(c, 0, 0)),
                     .options = rap_arena_copy(arena, rap_pg_text(c, 0, 1)),
                     .max_bytes = rap_pg_int(c, 0, 2),
                     .seconds = rap_pg_int(c, 0, 3)};
    return out->folder.p && out->options.p ? RAP_OK : rap_fail_memory(err);
}

rap_code rap_lot_find(rap_pg *c, rap_lot *out, int64_t id, rap_arena *arena,
                      rap_err *err)
{
    const rap_cell value = rap_cell_int(id);
    rap_code rc = rap_pg_ask(c,
                             "SELECT folder, options, max_bytes, seconds FROM lot"
                             " WHERE id = $1",
                             &value, 1, err);
    if (rc != RAP_OK) return rc;
    if (rap_pg_rows(c) == 0)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "the queue has tickets of a lot that is gone");
    return take_lot(c, out, arena, err);
}

rap_code rap_lot_last(rap_pg *c, rap_lot *out, rap_arena *arena, rap_err *err)
{
    rap_code rc = rap_pg_ask(c,
                             "SELECT folder, options, max_bytes, seconds FROM lot"
                             " ORDER BY id DESC LIMIT 1",
                             NULL, 0, err);
    *out = (rap_lot){0};
    return rc == RAP_OK && rap_pg_rows(c) ? take_lot(c, out, arena, err) : rc;
}

/* ---- putting in ---- */

rap_code rap_tickets_begin(rap_pg *c, rap_err *err)
{
    rap_code rc = rap_pg_do(c,
                            "BEGIN; CREATE TEMP TABLE IF NOT EXISTS coming (place_in"
                            " bigint GENERATED ALWAYS AS IDENTITY, lot bigint, path"
                            " bytea, number bigint, kind bigint, place bigint,"
                            " length bigint, name text, key text, sha256 text)"
                            " ON COMMIT DELETE ROWS",
                            err);
    if (rc != RAP_OK) return rc;
    return rap_pg_put_begin(c,
                            "COPY coming (lot, path, number, kind, place, length,"
                            " name, key, sha256) FROM STDIN (FORMAT binary)",
                            err);
}

rap_code rap_tickets_put(rap_pg *c, const rap_ticket *t, rap_err *err)
{
    const rap_name name = rap_name_of(t->key);
    const rap_cell cells[] = {rap_cell_int(t->lot),
                              {RAP_CELL_BLOB, t->path, 0},
                              rap_cell_int(t->number),
                              rap_cell_int(t->kind),
                              rap_cell_int(t->place),
                              rap_cell_int(t->length),
                              rap_cell_text(rap_str_of(name.z)),
                              rap_cell_text(t->key),
                              rap_cell_text(t->sha256)};
    return rap_pg_put(c, cells, sizeof cells / sizeof *cells, err);
}

/* There already, as what its key stands for now; or on its way as the last of its key.
 */
static const char *const put_in =
    "INSERT INTO ticket (lot, path, number, kind, place, length, key, sha256)"
    " SELECT lot, path, number, kind, place, length, key, sha256 FROM coming t"
    " WHERE NOT EXISTS (SELECT 1 FROM source s WHERE s.name = t.name"
    "  AND s.id = left(t.sha256, 16) AND s.bytes_zstd IS NOT NULL"
    "  AND NOT EXISTS (SELECT 1 FROM source b WHERE b.name = s.name AND b.last >"
    "  s.last))"
    " AND NOT EXISTS (SELECT 1 FROM ticket q WHERE q.state IN ('waiting', 'leased')"
    "  AND q.key = t.key AND q.sha256 = t.sha256 AND NOT EXISTS (SELECT 1 FROM ticket b"
    "  WHERE b.state IN ('waiting', 'leased') AND b.key = q.key AND b.id > q.id))"
    " ORDER BY place_in";

rap_code rap_tickets_end(rap_pg *c, uint64_t *n, rap_err *err)
{
    rap_code rc = rap_pg_put_end(c, err);
    if (rc == RAP_OK) rc = rap_pg_ask(c, put_in, NULL, 0, err);
    uint64_t put = rc == RAP_OK ? rap_pg_touched(c) : 0;
    if (rc == RAP_OK) rc = rap_pg_do(c, "COMMIT", err);
    if (rc == RAP_OK)
        *n += put;
    else
        rap_pg_undo(c);
    return rc;
}

/* ---- taking out ---- */

/* The oldest that never failed, of one lot; rows that another worker is taking are
 * stepped over. */
static const char *const take_fresh =
    "UPDATE ticket SET state = 'leased', worker = $1, tries = tries + 1,"
    " lease = now() + $3 * interval '1 second' WHERE id IN (SELECT id FROM ticket"
    "  WHERE state = 'waiting' AND tries = 0 AND lot = (SELECT lot FROM ticket"
    "   WHERE state = 'waiting' AND tries = 0 ORDER BY tries, id LIMIT 1)"
    "  ORDER BY tries, id LIMIT $2 FOR UPDATE SKIP LOCKED)"
    " RETURNING id, lot, path, number, kind, place, length, key, sha256, tries";
static const char *const take_failed =
    "UPDATE ticket SET state = 'leased', worker = $1, tries = tries + 1,"
    " lease = now() + $3 * interval '1 second' WHERE id IN (SELECT id FROM ticket"
    "  WHERE state = 'waiting' AND tries > 0 ORDER BY tries, id"
    "  LIMIT least($2, 1) FOR UPDATE SKIP LOCKED)"
    " RETURNING id, lot, path, number, kind, place, length, key, sha256, tries";

static rap_code take_ticket(rap_pg *c, rap_ticket *t, uint32_t i, rap_arena *arena,
                            rap_err *err)
{
    *t = (rap_ticket){.id = rap_pg_int(c, i, 0),
                      .lot = rap_pg_int(c, i, 1),
                      .path = rap_arena_copy(arena, rap_pg_text(c, i, 2)),
                      .number = rap_pg_int(c, i, 3),
                      .kind = rap_pg_int(c, i, 4),
                      .place = rap_pg_int(c, i, 5),
                      .length = rap_pg_int(c, i, 6),
                      .key = rap_arena_copy(arena, rap_pg_text(c, i, 7)),
                      .sha256 = rap_arena_copy(arena, rap_pg_text(c, i, 8)),
                      .tries = rap_pg_int(c, i, 9)};
    return t->path.p && t->key.p && t->sha256.p ? RAP_OK : rap_fail_memory(err);
}

/* RETURNING gives them in no order; they are few, and nearly sorted. */
static void sort(rap_ticket *v, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        rap_ticket t = v[i];
        uint32_t k = i;
        for (; k > 0 && v[k - 1].id > t.id; k--)
            v[k] = v[k - 1];
        v[k] = t;
    }
}

rap_code rap_tickets_take(rap_pg *c, rap_ticket **out, uint32_t *n, int64_t worker,
                          uint32_t most, int64_t seconds, rap_arena *arena,
                          rap_err *err)
{
    const rap_cell values[] = {rap_cell_int(worker), rap_cell_int(most),
                               rap_cell_int(seconds)};
    rap_code rc = rap_pg_ask(c, take_fresh, values, 3, err);
    if (rc == RAP_OK && rap_pg_rows(c) == 0)
        rc = rap_pg_ask(c, take_failed, values, 3, err);
    if (rc != RAP_OK) return rc;
    uint32_t count = rap_pg_rows(c);
    rap_ticket *v = RAP_NEW(arena, rap_ticket, count);
    if (!v) return rap_fail_memory(err);
    for (uint32_t i = 0; rc == RAP_OK && i < count; i++)
        rc = take_ticket(c, &v[i], i, arena, err);
    if (rc != RAP_OK) return rc;
    sort(v, count);
    *out = v;
    *n = count;
    return RAP_OK;
}

rap_code rap_tickets_done(rap_pg *c, const int64_t *ids, size_t n, rap_err *err)
{
    rap_buf list = {0};
    rap_buf_byte(&list, '{');
    for (size_t i = 0; i < n; i++) {
        if (i) rap_buf_byte(&list, ',');
        rap_buf_int(&list, ids[i]);
    }
    rap_buf_byte(&list, '}');
    const rap_cell value = rap_cell_text(rap_buf_str(&list));
    rap_code rc = list.failed ? rap_fail_memory(err)
                              : rap_pg_ask(c,
                                           "UPDATE ticket SET state = 'done', lease ="
                                           " NULL, error = NULL"
                                           " WHERE id = ANY ($1::text::bigint[])",
                                           &value, 1, err);
    rap_buf_done(&list);
    return rc;
}

rap_code rap_ticket_fail(rap_pg *c, int64_t id, bool final, const char *why,
                         rap_err *err)
{
    const rap_cell values[] = {rap_cell_int(id), rap_cell_int(final),
                               rap_cell_int(RAP_TICKET_TRIES),
                               rap_cell_text(rap_str_of(why))};
    return rap_pg_ask(c,
                      "UPDATE ticket SET state = CASE WHEN $2 = 1 OR tries >= $3 THEN"
                      " 'aside' ELSE 'waiting' END, worker = NULL, lease = NULL,"
                      " error = $4 WHERE id = $1 AND state = 'leased'",
                      values, 4, err);
}

rap_code rap_tickets_retry(rap_pg *c, uint64_t *n, rap_err *err)
{
    rap_code rc = rap_pg_ask(c,
                             "UPDATE ticket SET state = 'waiting', tries = 0"
                             " WHERE state = 'aside'",
                             NULL, 0, err);
    if (rc == RAP_OK) *n = rap_pg_touched(c);
    return rc;
}

rap_code rap_tickets_count(rap_pg *c, rap_ticket_counts *out, rap_err *err)
{
    rap_code rc = rap_pg_ask(c,
                             "SELECT count(*) FILTER (WHERE state = 'waiting'),"
                             " count(*) FILTER (WHERE state = 'leased'),"
                             " count(*) FILTER (WHERE state = 'done'),"
                             " count(*) FILTER (WHERE state = 'aside') FROM ticket",
                             NULL, 0, err);
    if (rc == RAP_OK)
        *out = (rap_ticket_counts){rap_pg_int(c, 0, 0), rap_pg_int(c, 0, 1),
                                   rap_pg_int(c, 0, 2), rap_pg_int(c, 0, 3)};
    return rc;
}

rap_code rap_tickets_over(rap_pg *c, bool *over, rap_err *err)
{
    rap_code rc = rap_pg_ask(c,
                             "SELECT (EXISTS (SELECT 1 FROM ticket WHERE state ="
                             " 'waiting') OR EXISTS (SELECT 1 FROM ticket WHERE state ="
                             " 'leased'))::int::bigint",
                             NULL, 0, err);
    if (rc == RAP_OK) *over = rap_pg_int(c, 0, 0) == 0;
    return rc;
}
