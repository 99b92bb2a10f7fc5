/*
 * tests/served_pg.c - a database that stands in for PostgreSQL.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "served_pg.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { QUESTIONS = 512, ANSWERS_LIMIT = 1 << 24 };

struct rap_pg {
    sqlite3 *db;
    sqlite3_stmt *copy; /* COPY that is under way */
    char *into;         /* of COPY FROM: until its number of columns is known */
    rap_arena *arena;   /* of the answer */
    RAP_LIST(rap_cell) cells;
    uint32_t rows;
    int columns;
    uint64_t touched;
    bool lost, passing, aborted, ready;
};

static struct {
    long left, questions;
    bool refusing, lost, refused;
    uint32_t hashes[QUESTIONS]; /* of the questions */
    const rap_pg *leader;
    rap_buf asked;
} server;

bool served_helped;

/* ---- PostgreSQL's words in SQLite's ------------------------------------------------
 */

/* Whole statements, by how they begin. */
static const char *const wholes[][2] = {
    {"-- A dossier in PostgreSQL, version 1",
     "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);"
     "CREATE TABLE ticket (id INTEGER PRIMARY KEY, key TEXT, state TEXT,"
     " worker INTEGER, lease TEXT, tries INTEGER DEFAULT 0, error TEXT);"
     "CREATE TABLE source (name TEXT NOT NULL, n INTEGER NOT NULL, key TEXT NOT NULL,"
     " id TEXT NOT NULL, sha256 TEXT NOT NULL, uri TEXT, media TEXT, charset TEXT,"
     " language TEXT, unread TEXT, bytes INTEGER NOT NULL, words INTEGER NOT NULL,"
     " repairs INTEGER NOT NULL, title TEXT, publisher TEXT, day TEXT, day_from TEXT,"
     " day_to TEXT, day_sure INTEGER, day_basis TEXT, options TEXT NOT NULL, version"
     " INTEGER NOT NULL, record_sha256 TEXT NOT NULL, record BLOB NOT NULL,"
     " bytes_zstd BLOB, first INTEGER NOT NULL, last INTEGER NOT NULL, generation"
     " INTEGER, PRIMARY KEY (name, id));"
     "CREATE TABLE history (generation INTEGER PRIMARY KEY, seal TEXT NOT NULL);"
     "CREATE TABLE gone (n INTEGER NOT NULL, generation INTEGER NOT NULL);"
     "CREATE TABLE alias (old TEXT PRIMARY KEY, new TEXT NOT NULL);"
     "CREATE TABLE hand (n INTEGER PRIMARY KEY, what TEXT NOT NULL, a TEXT, b TEXT,"
     " value TEXT);"
     "CREATE TABLE judgement (n INTEGER PRIMARY KEY, coder TEXT NOT NULL, what TEXT"
     " NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, report TEXT NOT NULL, at_from"
     " INTEGER, at_to INTEGER, value TEXT NOT NULL);"
     "INSERT INTO meta VALUES ('version', '1'), ('dossier', 'a-name-of-its-own'),"
     " ('generation', '0'), ('rows', '0'), ('seal', '')"},
    {"-- Version 2",
     "CREATE TABLE shard (question TEXT NOT NULL, input TEXT NOT NULL, number INTEGER,"
     " asked BLOB, state TEXT DEFAULT 'waiting', worker INTEGER, lease TEXT,"
     " tries INTEGER DEFAULT 0, answer BLOB, PRIMARY KEY (question, input));"
     "UPDATE meta SET value = '2' WHERE key = 'version'"},
    {"SELECT pg_advisory_xact_lock", ""},
    {"SET lock_timeout = 0", ""},
    {"VACUUM source, ticket", ""},
    {"BEGIN; CREATE TEMP TABLE IF NOT EXISTS arriving",
     "BEGIN; CREATE TEMP TABLE IF NOT EXISTS arriving AS SELECT * FROM source WHERE 0;"
     "DELETE FROM arriving"},
    {"CREATE TEMP TABLE changed",
     "CREATE TEMP TABLE changed AS SELECT * FROM source WHERE 0"},
    {"WITH later AS",
     "UPDATE arriving SET last = max(last, ifnull((SELECT s.last FROM source s WHERE"
     " s.name = arriving.name AND s.id = arriving.id AND s.generation IS NULL AND"
     " arriving.first < s.first), last));"
     "DELETE FROM source WHERE generation IS NULL AND EXISTS (SELECT 1 FROM arriving a"
     " WHERE a.name = source.name AND a.id = source.id AND a.first < source.first)"},
    {"UPDATE shard SET state = 'leased'",
     "UPDATE shard SET state = 'leased', worker = $1, tries = tries + 1 WHERE asked IS"
     " NOT NULL AND state = 'waiting' AND tries < 3 AND number = (SELECT max(number)"
     " FROM shard WHERE asked IS NOT NULL AND state = 'waiting' AND tries < 3)"
     " RETURNING question, input, asked"}};

/* Phrases, in this order. */
static const char *const phrases[][2] = {
    {"SELECT count(*) FROM pg_tables WHERE schemaname = 'rapporteur' AND tablename =",
     "SELECT count(*) FROM sqlite_master WHERE name ="},
    {" ISOLATION LEVEL REPEATABLE READ READ ONLY", ""},
    {" ON COMMIT DROP", ""},
    {"COMMIT", "DROP TABLE IF EXISTS temp.versions; DROP TABLE IF EXISTS temp.changed;"
               "DROP TABLE IF EXISTS temp.joined; DROP TABLE IF EXISTS temp.went;"
               "COMMIT"},
    {"::text::bigint[]", ""},
    {"::int", ""},
    {"::bigint", ""},
    {"ANALYZE joined;", ""},
    {"UPDATE source s SET", "UPDATE source AS s SET"},
    {"DELETE FROM source s USING versions v WHERE v.name = s.name AND v.id = s.id AND"
     " v.place > 1",
     "DELETE FROM source WHERE EXISTS (SELECT 1 FROM versions v WHERE v.name ="
     " source.name AND v.id = source.id AND v.place > 1)"},
    {"DELETE FROM ticket t USING source s, went w WHERE s.n = w.n AND t.key = s.key",
     "DELETE FROM ticket WHERE key IN (SELECT key FROM source WHERE n IN (SELECT n"
     " FROM went))"},
    {"DELETE FROM source s USING went w WHERE s.n = w.n",
     "DELETE FROM source WHERE n IN (SELECT n FROM went)"},
    {" PARTITION BY HASH (id)", ""},
    {" PARTITION BY HASH (report)", ""},
    {"CREATE OR REPLACE VIEW \"row\"", "DROP VIEW IF EXISTS \"row\"; CREATE VIEW row"},
    {"CREATE OR REPLACE VIEW cite", "DROP VIEW IF EXISTS cite; CREATE VIEW cite"},
    {"SELECT DISTINCT ON (name, id) name", "SELECT name"},
    {"max(last) OVER (PARTITION BY name, id) FROM arriving",
     "(SELECT max(b.last) FROM arriving b WHERE b.name = a.name AND b.id = a.id) FROM"
     " arriving a WHERE first = (SELECT min(b.first) FROM arriving b WHERE b.name ="
     " a.name AND b.id = a.id)"},
    {"greatest(", "max("},
    {"= ANY ($1)", "IN (SELECT value FROM json_each('[' || trim($1, '{}') || ']'))"},
    {"NOT input = ANY ($2::text[])", "NOT instr($2, input)"}};

static void replace_all(rap_buf *sql, const char *from, const char *to)
{
    rap_buf out = {0};
    rap_str s = rap_buf_str(sql);
    size_t n = strlen(from), at = 0;
    for (;;) {
        size_t next = rap_str_find(s, rap_str_of(from), at);
        rap_buf_put(&out, rap_str_cut(s, at, next));
        if (next >= s.n) break;
        rap_buf_z(&out, to);
        at = next + n;
    }
    rap_buf_done(sql);
    *sql = out;
}

/* Everything from `begin` to behind `end`, as often as it is there. */
static void cut_all(rap_buf *sql, const char *begin, const char *end)
{
    rap_buf out = {0};
    rap_str s = rap_buf_str(sql);
    size_t at = 0;
    for (;;) {
        size_t from = rap_str_find(s, rap_str_of(begin), at);
        rap_buf_put(&out, rap_str_cut(s, at, from));
        if (from >= s.n) break;
        at = rap_str_find(s, rap_str_of(end), from);
        at = at < s.n ? at + strlen(end) : s.n;
    }
    rap_buf_done(sql);
    *sql = out;
}

static void translate(rap_buf *out, const char *sql)
{
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        if (strncmp(sql, wholes[i][0], strlen(wholes[i][0])) == 0) {
            rap_buf_z(out, wholes[i][1]);
            return;
        }
    rap_buf_z(out, sql);
    if (strstr(sql, "SELECT (EXISTS (SELECT 1 FROM pg_locks")) {
        rap_buf_clear(out);
        rap_buf_z(out, served_helped ? "SELECT 1" : "SELECT 0");
    }
    cut_all(out, "DO $$", "END $$");
    cut_all(out, "CREATE INDEX ON", ";");
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        replace_all(out, phrases[i][0], phrases[i][1]);
}

/* ---- what a test asks of it --------------------------------------------------------
 */

static void remove_all(void)
{
    (void)remove(SERVED);
    (void)remove(SERVED "-wal");
    (void)remove(SERVED "-shm");
}

static sqlite3 *connect_it(void)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(SERVED, &db), SQLITE_OK);
    (void)sqlite3_busy_timeout(db, 20000);
    assert_int_equal(sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    return db;
}

void served_begin(void)
{
    served_end();
    server.left = -1;
    served_helped = false;
}

void served_end(void)
{
    remove_all();
    rap_buf_done(&server.asked);
    memset(&server, 0, sizeof server);
    server.left = -1;
}

void served_do(const char *sql)
{
    char *why = NULL;
    sqlite3 *db = connect_it();
    if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
        fail_msg("%s: %s", sql, why);
    (void)sqlite3_close(db);
}

int64_t served_int(const char *sql)
{
    sqlite3 *db = connect_it();
    sqlite3_stmt *q = NULL;
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    int64_t v = sqlite3_step(q) == SQLITE_ROW ? sqlite3_column_int64(q, 0) : -1;
    (void)sqlite3_finalize(q);
    (void)sqlite3_close(db);
    return v;
}

bool served_was_asked(const char *words)
{
    rap_str all = rap_buf_str(&server.asked);
    return rap_str_find(all, rap_str_of(words), 0) < all.n;
}

void served_hush(void)
{
    rap_buf_clear(&server.asked);
}

void served_refuse_after(long n, bool lost)
{
    server.left = n;
    server.lost = lost;
    server.questions = 0;
    server.refused = false;
}

long served_questions(void)
{
    return server.questions;
}

bool served_has_refused(void)
{
    return server.refused;
}

/* ---- the connection ----------------------------------------------------------------
 */

static rap_code wrong(rap_pg *c, const char *why, rap_err *err)
{
    if (c && !sqlite3_get_autocommit(c->db)) c->aborted = true;
    return rap_fail(err, RAP_E_STORE, RAP_NOWHERE, "PostgreSQL: %s", why);
}

/* Of all but its digits. */
static uint32_t hash_of(const char *sql)
{
    uint32_t hash = RAP_HASH_START;
    for (; *sql; sql++)
        if (*sql < '0' || *sql > '9') hash = rap_hash_on(hash, (rap_str){sql, 1});
    return hash;
}

bool served_is_repeated(long n)
{
    for (long i = 0; i < n; i++)
        if (server.hashes[i] == server.hashes[n]) return true;
    return false;
}

/* One question: is it let through? */
static rap_code let_through(rap_pg *c, const char *sql, rap_err *err)
{
    rap_buf_printf(&server.asked, "%s\n", sql);
    if (server.questions < QUESTIONS) server.hashes[server.questions] = hash_of(sql);
    server.questions++;
    if (c && c->lost) return wrong(c, "the connection is lost", err);
    if (server.left >= 0 && server.left-- == 0) {
        server.refused = true;
        if (c) c->lost = server.lost;
        return wrong(c, "out of something", err);
    }
    if (c && c->aborted) return wrong(c, "the transaction is aborted", err);
    return RAP_OK;
}

#define WRAP(type, name, args)                                                         \
    type __wrap_##name args;                                                           \
    type __wrap_##name args

WRAP(rap_code, rap_pg_open, (rap_pg * *out, const char *url, rap_err *err))
{
    assert_string_equal(url, SERVED_URL);
    rap_code rc = let_through(NULL, "connect", err);
    if (rc != RAP_OK) return rc;
    rap_pg *c = calloc(1, sizeof *c);
    assert_non_null(c);
    c->db = connect_it();
    c->arena = rap_arena_new(ANSWERS_LIMIT);
    assert_non_null(c->arena);
    *out = c;
    return RAP_OK;
}

static void end_copy(rap_pg *c)
{
    (void)sqlite3_finalize(c->copy);
    c->copy = NULL;
    free(c->into);
    c->into = NULL;
}

WRAP(void, rap_pg_close, (rap_pg * c))
{
    if (!c) return;
    if (server.leader == c) server.leader = NULL;
    end_copy(c);
    (void)sqlite3_close_v2(c->db);
    rap_arena_free(c->arena);
    free(c);
}

static void roll_back(rap_pg *c)
{
    end_copy(c);
    c->aborted = false;
    if (!sqlite3_get_autocommit(c->db))
        (void)sqlite3_exec(c->db, "ROLLBACK", NULL, NULL, NULL);
}

WRAP(rap_code, rap_pg_again, (rap_pg * c, rap_err *err))
{
    roll_back(c);
    c->lost = false;
    return let_through(c, "connect again", err);
}

WRAP(bool, rap_pg_is_lost, (const rap_pg *c))
{
    return c->lost;
}

WRAP(bool, rap_pg_is_passing, (const rap_pg *c))
{
    return c->passing;
}

static rap_code lead(rap_pg *c, rap_err *err)
{
    c->passing = server.leader && server.leader != c;
    if (c->passing) return wrong(c, "canceling statement due to lock timeout", err);
    server.leader = c;
    return RAP_OK;
}

/* The tables of all generations but `keep` and the one that meta names. */
static void drop_tables(rap_pg *c, long long keep)
{
    char sql[400];
    rap_buf drop = {0};
    sqlite3_stmt *q = NULL;
    (void)snprintf(sql, sizeof sql,
                   "SELECT 'DROP TABLE ' || name || ';' FROM sqlite_master WHERE type ="
                   " 'table' AND (name GLOB 'row_[0-9]*' OR name GLOB 'cite_[0-9]*')"
                   " AND CAST(substr(name, instr(name, '_') + 1) AS INTEGER) NOT IN"
                   " (%lld, (SELECT CAST(value AS INTEGER) FROM meta WHERE key ="
                   " 'rows'))",
                   keep);
    assert_int_equal(sqlite3_prepare_v2(c->db, sql, -1, &q, NULL), SQLITE_OK);
    while (sqlite3_step(q) == SQLITE_ROW)
        rap_buf_z(&drop, (const char *)sqlite3_column_text(q, 0));
    (void)sqlite3_finalize(q);
    rap_buf_byte(&drop, '\0');
    assert_int_equal(sqlite3_exec(c->db, drop.p, NULL, NULL, NULL), SQLITE_OK);
    rap_buf_done(&drop);
}

WRAP(rap_code, rap_pg_do, (rap_pg * c, const char *sql, rap_err *err))
{
    if (strcmp(sql, "ROLLBACK") == 0) {
        roll_back(c);
        return c->lost ? RAP_E_STORE : RAP_OK;
    }
    if (strcmp(sql, "COMMIT") == 0 && c->aborted) {
        roll_back(c); /* as PostgreSQL does, and says that all is well */
        return RAP_OK;
    }
    rap_code rc = let_through(c, sql, err);
    if (rc != RAP_OK) return rc;
    if (strstr(sql, "pg_advisory_lock(")) return lead(c, err);
    if (strstr(sql, "DROP TABLE %I")) {
        const char *number = strstr(sql, "NOT IN (");
        drop_tables(c, number ? strtoll(number + 8, NULL, 10) : -1);
        return RAP_OK;
    }
    rap_buf in = {0};
    translate(&in, sql);
    rap_buf_byte(&in, '\0');
    if (sqlite3_exec(c->db, in.p, NULL, NULL, NULL) != SQLITE_OK) {
        print_message("%s\n%s\n", in.p, sqlite3_errmsg(c->db));
        rc = wrong(c, sqlite3_errmsg(c->db), err);
    }
    rap_buf_done(&in);
    return rc;
}

static void bind_cell(sqlite3_stmt *s, int at, const rap_cell *v)
{
    const char *p = v->bytes.p ? v->bytes.p : "";
    if (v->kind == RAP_CELL_INT)
        (void)sqlite3_bind_int64(s, at, v->number);
    else if (v->kind == RAP_CELL_TEXT)
        (void)sqlite3_bind_text64(s, at, p, v->bytes.n, SQLITE_TRANSIENT, SQLITE_UTF8);
    else if (v->kind == RAP_CELL_BLOB)
        (void)sqlite3_bind_blob64(s, at, p, v->bytes.n, SQLITE_TRANSIENT);
    else
        (void)sqlite3_bind_null(s, at);
}

static rap_cell cell_at(sqlite3_stmt *s, int column, rap_arena *arena)
{
    rap_cell v = {0};
    int type = sqlite3_column_type(s, column);
    const char *p = sqlite3_column_blob(s, column);
    rap_str bytes = {p ? p : "", (size_t)sqlite3_column_bytes(s, column)};
    if (type == SQLITE_NULL) return v;
    v.kind = type == SQLITE_INTEGER ? RAP_CELL_INT
             : type == SQLITE_BLOB  ? RAP_CELL_BLOB
                                    : RAP_CELL_TEXT;
    if (v.kind == RAP_CELL_INT)
        v.number = sqlite3_column_int64(s, column);
    else
        v.bytes = arena ? rap_arena_copy(arena, bytes) : bytes;
    return v;
}

static rap_code prepare(rap_pg *c, sqlite3_stmt **out, const char *sql, rap_err *err)
{
    rap_buf in = {0};
    translate(&in, sql);
    rap_buf_byte(&in, '\0');
    int rc = sqlite3_prepare_v2(c->db, in.p, -1, out, NULL);
    if (rc != SQLITE_OK) print_message("%s\n%s\n", in.p, sqlite3_errmsg(c->db));
    rap_buf_done(&in);
    return rc == SQLITE_OK ? RAP_OK : wrong(c, sqlite3_errmsg(c->db), err);
}

WRAP(rap_code, rap_pg_ask,
     (rap_pg * c, const char *sql, const rap_cell *values, int n, rap_err *err))
{
    sqlite3_stmt *q = NULL;
    rap_code rc = let_through(c, sql, err);
    if (rc == RAP_OK) rc = prepare(c, &q, sql, err);
    if (rc != RAP_OK) return rc;
    for (int i = 0; i < n; i++) {
        char name[16];
        (void)snprintf(name, sizeof name, "$%d", i + 1);
        bind_cell(q, sqlite3_bind_parameter_index(q, name), &values[i]);
    }
    rap_arena_reset(c->arena);
    memset(&c->cells, 0, sizeof c->cells);
    c->rows = 0;
    c->columns = sqlite3_column_count(q);
    int step;
    for (; (step = sqlite3_step(q)) == SQLITE_ROW; c->rows++)
        for (int i = 0; i < c->columns; i++)
            *RAP_PUSH(c->arena, &c->cells) = cell_at(q, i, c->arena);
    c->touched = (uint64_t)sqlite3_changes64(c->db);
    (void)sqlite3_finalize(q);
    return step == SQLITE_DONE ? RAP_OK : wrong(c, sqlite3_errmsg(c->db), err);
}

WRAP(uint32_t, rap_pg_rows, (const rap_pg *c))
{
    return c->rows;
}

WRAP(uint64_t, rap_pg_touched, (const rap_pg *c))
{
    return c->touched;
}

static const rap_cell *answer(const rap_pg *c, uint32_t row, int column)
{
    assert_true(row < c->rows && column < c->columns);
    return &c->cells.v[row * (uint32_t)c->columns + (uint32_t)column];
}

WRAP(rap_str, rap_pg_text, (rap_pg * c, uint32_t row, int column))
{
    return answer(c, row, column)->bytes;
}

WRAP(int64_t, rap_pg_int, (const rap_pg *c, uint32_t row, int column))
{
    return answer(c, row, column)->number;
}

/* ---- COPY --------------------------------------------------------------------------
 */

WRAP(rap_code, rap_pg_put_begin, (rap_pg * c, const char *sql, rap_err *err))
{
    rap_code rc = let_through(c, sql, err);
    if (rc != RAP_OK) return rc;
    const char *from = strstr(sql, " FROM STDIN (FORMAT binary)");
    assert_true(strncmp(sql, "COPY ", 5) == 0);
    assert_non_null(from);
    end_copy(c);
    size_t n = (size_t)(from - sql) - 5;
    c->into = calloc(n + 1, 1);
    assert_non_null(c->into);
    memcpy(c->into, sql + 5, n);
    return RAP_OK;
}

WRAP(rap_code, rap_pg_put, (rap_pg * c, const rap_cell *cells, int n, rap_err *err))
{
    rap_code rc = c->copy ? RAP_OK : let_through(c, "the first row", err);
    if (rc != RAP_OK) return rc;
    if (!c->copy) {
        rap_buf sql = {0};
        rap_buf_printf(&sql, "INSERT INTO %s VALUES (", c->into);
        for (int i = 0; i < n; i++)
            rap_buf_z(&sql, i ? ",?" : "?");
        rap_buf_z(&sql, ")");
        rap_buf_byte(&sql, '\0');
        rc = prepare(c, &c->copy, sql.p, err);
        rap_buf_done(&sql);
        if (rc != RAP_OK) return rc;
    }
    for (int i = 0; i < n; i++)
        bind_cell(c->copy, i + 1, &cells[i]);
    int step = sqlite3_step(c->copy);
    (void)sqlite3_reset(c->copy);
    return step == SQLITE_DONE ? RAP_OK : wrong(c, sqlite3_errmsg(c->db), err);
}

WRAP(rap_code, rap_pg_put_end, (rap_pg * c, rap_err *err))
{
    end_copy(c);
    return let_through(c, "the end of the rows", err);
}

WRAP(rap_code, rap_pg_get_begin, (rap_pg * c, const char *sql, rap_err *err))
{
    rap_code rc = let_through(c, sql, err);
    if (rc != RAP_OK) return rc;
    static const char end[] = ") TO STDOUT (FORMAT binary)";
    assert_true(strncmp(sql, "COPY (", 6) == 0);
    size_t n = strlen(sql);
    assert_string_equal(sql + n - (sizeof end - 1), end);
    rap_buf inner = {0};
    rap_buf_put(&inner, (rap_str){sql + 6, n - 6 - (sizeof end - 1)});
    rap_buf_byte(&inner, '\0');
    end_copy(c);
    rc = prepare(c, &c->copy, inner.p, err);
    rap_buf_done(&inner);
    return rc;
}

WRAP(rap_code, rap_pg_get,
     (rap_pg * c, rap_cell *cells, const rap_cell_kind *kinds, int n, bool *more,
      rap_err *err))
{
    *more = false;
    bool first = !sqlite3_stmt_busy(c->copy);
    rap_code rc = first ? let_through(c, "the first row", err) : RAP_OK;
    if (rc != RAP_OK) return rc;
    assert_int_equal(sqlite3_column_count(c->copy), n);
    int step = sqlite3_step(c->copy);
    *more = step == SQLITE_ROW;
    for (int i = 0; *more && i < n; i++) {
        cells[i] = cell_at(c->copy, i, NULL);
        if (cells[i].kind != RAP_CELL_NULL) assert_int_equal(cells[i].kind, kinds[i]);
    }
    if (!*more) end_copy(c);
    return *more || step == SQLITE_DONE ? RAP_OK : wrong(c, sqlite3_errmsg(c->db), err);
}
