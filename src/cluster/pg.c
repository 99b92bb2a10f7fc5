/*
 * cluster/pg.c - a connection to PostgreSQL: questions, and COPY in both directions.
 *
 * The binary form of COPY (PostgreSQL 15, chapter "COPY"): a head of 19 bytes, per row
 * the number of columns in two bytes and before each value its length in four, all in
 * network order; -1 as length is null, as number of columns the end.
 */
/* SPDX-License-Identifier: MIT */
#include "cluster/pg.h"

#include "cluster/pglib.h"

static bool begins_with(const char *z, const char *head)
{
    return strncmp(z, head, strlen(head)) == 0;
}

enum {
    SERVER_OLDEST = 150000,
    FLUSH = 1 << 16, /* bytes put together before they are sent */
    COLUMNS_MAX = 40
};

struct rap_pg {
    rap_arena *home;
    rap_pglib lib;
    PGconn *conn;
    PGresult *result;
    char state[6];   /* SQLSTATE of the last failure */
    rap_buf out, in; /* rows on their way; escaped or unescaped text */
    char *piece;     /* of COPY, owned by libpq */
    size_t piece_at, piece_n;
    bool began; /* the head of COPY has been taken off */
};

/* ---- failing ---- */

/* libpq's words: the first line, without "ERROR: " and the like. */
static rap_code fail(rap_pg *c, const char *words, rap_err *err)
{
    static const char *const heads[] = {"ERROR:  ", "FATAL:  "};
    rap_str line = rap_str_of(words);
    /* the last attempt of several tells the most */
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        size_t at = rap_str_find(line, rap_str_of(heads[i]), 0);
        if (at < line.n) line = rap_str_cut(line, at + strlen(heads[i]), line.n);
    }
    line = rap_str_trim(rap_str_cut(line, 0, rap_str_find(line, RAP_STR("\n"), 0)));
    const char *state =
        c->result ? c->lib.PQresultErrorField(c->result, PG_DIAG_SQLSTATE) : 0;
    memset(c->state, 0, sizeof c->state);
    if (state && strlen(state) == 5) memcpy(c->state, state, 5);
    return rap_fail(err, RAP_E_STORE, RAP_NOWHERE, "PostgreSQL: " RAP_FMT,
                    RAP_ARG(line));
}

static void drop_result(rap_pg *c)
{
    c->lib.PQclear(c->result);
    c->result = NULL;
    if (c->piece) c->lib.PQfreemem(c->piece);
    c->piece = NULL;
}

static rap_code check_result(rap_pg *c, ExecStatusType want, rap_err *err)
{
    ExecStatusType got =
        c->result ? c->lib.PQresultStatus(c->result) : PGRES_FATAL_ERROR;
    if (got == want || (want == PGRES_TUPLES_OK && got == PGRES_COMMAND_OK))
        return RAP_OK;
    const char *words = c->result ? c->lib.PQresultErrorMessage(c->result) : "";
    return fail(c, *words ? words : c->lib.PQerrorMessage(c->conn), err);
}

bool rap_pg_is_lost(const rap_pg *c)
{
    return c->lib.PQstatus(c->conn) != CONNECTION_OK || begins_with(c->state, "57P");
}

bool rap_pg_is_passing(const rap_pg *c)
{
    /* serialisation, deadlock; a lock that was waited for too long */
    return begins_with(c->state, "40") || strcmp(c->state, "55P03") == 0;
}

/* ---- connecting ---- */

static void say_nothing(void *arg, const char *message)
{
    (void)arg;
    (void)message;
}

static rap_code look_at_server(rap_pg *c, rap_err *err)
{
    static const char set_up[] = "SET search_path = rapporteur; SET timezone = 'UTC';"
                                 "SET client_min_messages = warning;"
                                 "SET tcp_keepalives_idle = 30";
    const char *encoding = c->lib.PQparameterStatus(c->conn, "server_encoding");
    if (c->lib.PQserverVersion(c->conn) < SERVER_OLDEST)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "the server is PostgreSQL %d; it must be 15 or later",
                        c->lib.PQserverVersion(c->conn) / 10000);
    if (!encoding || strcmp(encoding, "UTF8") != 0)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "the database has the encoding %s; it must have UTF8",
                        encoding ? encoding : "of nobody knows what");
    return rap_pg_do(c, set_up, err);
}

static rap_code greet(rap_pg *c, rap_err *err)
{
    if (c->lib.PQstatus(c->conn) != CONNECTION_OK)
        return fail(c, c->lib.PQerrorMessage(c->conn), err);
    (void)c->lib.PQsetNoticeProcessor(c->conn, say_nothing, NULL);
    if (c->lib.PQsetClientEncoding(c->conn, "UTF8") != 0)
        return fail(c, c->lib.PQerrorMessage(c->conn), err);
    return look_at_server(c, err);
}

rap_code rap_pg_open(rap_pg **out, const char *url, rap_err *err)
{
    static const char *const names[] = {"dbname", "fallback_application_name",
                                        "connect_timeout", "keepalives_idle", NULL};
    const char *const values[] = {url, "rapporteur", "10", "30", NULL};
    rap_arena *home = rap_arena_new(sizeof(rap_pg) + 64);
    rap_pg *c = home ? RAP_NEW(home, rap_pg, 1) : NULL;
    if (!c) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    c->home = home;
    rap_code rc = rap_pglib_load(&c->lib, err);
    if (rc == RAP_OK) c->conn = c->lib.PQconnectdbParams(names, values, 1);
    if (rc == RAP_OK) rc = c->conn ? greet(c, err) : rap_fail_memory(err);
    if (rc == RAP_OK)
        *out = c;
    else
        rap_pg_close(c);
    return rc;
}

void rap_pg_close(rap_pg *c)
{
    if (!c) return;
    if (c->conn) {
        drop_result(c);
        c->lib.PQfinish(c->conn);
    }
    rap_pglib_drop(&c->lib);
    rap_buf_done(&c->out);
    rap_buf_done(&c->in);
    rap_arena_free(c->home);
}

rap_code rap_pg_again(rap_pg *c, rap_err *err)
{
    drop_result(c);
    c->lib.PQreset(c->conn);
    return greet(c, err);
}

/* ---- text without NUL ---- */

static const char mark[] = "\xF4\x8F\xBF\xBD"; /* U+10FFFD */
enum { MARK = sizeof mark - 1 };

static bool is_plain(rap_str s)
{
    return s.n == 0 ||
           (!memchr(s.p, 0, s.n) && rap_str_find(s, (rap_str){mark, MARK}, 0) >= s.n);
}

static void put_text(rap_buf *out, rap_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        bool is_mark = s.n - i >= MARK && memcmp(s.p + i, mark, MARK) == 0;
        if (s.p[i] == 0 || is_mark) {
            rap_buf_put(out, (rap_str){mark, MARK});
            rap_buf_byte(out, is_mark ? '1' : '0');
            i += is_mark ? MARK - 1 : 0;
        } else {
            rap_buf_byte(out, s.p[i]);
        }
    }
}

/* Text as it was; into c->in behind what is there, when it had to be changed. */
static rap_str true_text(rap_pg *c, rap_str s)
{
    rap_str m = {mark, MARK};
    if (rap_str_find(s, m, 0) >= s.n) return s;
    size_t from = c->in.n; /* all there is fits, so that nothing moves */
    if (from == 0 && c->result)
        (void)rap_buf_room(&c->in, c->lib.PQresultMemorySize(c->result));
    for (size_t i = 0; i < s.n; i++) {
        bool is_mark = s.n - i > MARK && memcmp(s.p + i, mark, MARK) == 0;
        if (is_mark && s.p[i + MARK] == '0') rap_buf_byte(&c->in, 0);
        if (is_mark && s.p[i + MARK] == '1') rap_buf_put(&c->in, m);
        if (!is_mark) rap_buf_byte(&c->in, s.p[i]);
        i += is_mark ? MARK : 0;
    }
    return (rap_str){c->in.p + from, c->in.n - from};
}

/* ---- numbers in network order ---- */

static void put_number(rap_buf *out, uint64_t v, int bytes)
{
    while (bytes-- > 0)
        rap_buf_byte(out, (char)(v >> (8 * bytes)));
}

static uint64_t number_at(const char *p, int bytes)
{
    uint64_t v = 0;
    for (int i = 0; i < bytes; i++)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

static int64_t signed_at(const char *p)
{
    uint64_t v = number_at(p, 8);
    int64_t out;
    memcpy(&out, &v, sizeof out);
    return out;
}

/* The bytes of a value as the server takes it, behind its length in four bytes. */
static void put_cell(rap_buf *out, const rap_cell *v)
{
    size_t at = out->n;
    put_number(out, UINT32_MAX, 4);
    if (v->kind == RAP_CELL_NULL) return;
    if (v->kind == RAP_CELL_INT)
        put_number(out, (uint64_t)v->number, 8);
    else if (v->kind == RAP_CELL_TEXT && !is_plain(v->bytes))
        put_text(out, v->bytes);
    else
        rap_buf_put(out, v->bytes);
    if (out->failed) return;
    size_t n = out->n - at - 4;
    for (int i = 0; i < 4; i++)
        out->p[at + (size_t)i] = (char)(n >> (24 - 8 * i));
}

/* ---- asking ---- */

rap_code rap_pg_do(rap_pg *c, const char *sql, rap_err *err)
{
    drop_result(c);
    c->result = c->lib.PQexec(c->conn, sql);
    return check_result(c, PGRES_TUPLES_OK, err);
}

rap_code rap_pg_ask(rap_pg *c, const char *sql, const rap_cell *values, int n,
                    rap_err *err)
{
    const Oid types[] = {0, 25, 17, 20}; /* by kind: text, bytea, int8 */
    Oid type[COLUMNS_MAX];
    const char *at[COLUMNS_MAX];
    int length[COLUMNS_MAX], binary[COLUMNS_MAX];
    size_t place[COLUMNS_MAX];
    drop_result(c);
    rap_buf_clear(&c->out);
    for (int i = 0; i < n && i < COLUMNS_MAX; i++) {
        place[i] = c->out.n + 4;
        put_cell(&c->out, &values[i]);
        type[i] = types[values[i].kind];
        length[i] = (int)(c->out.n - place[i]);
        binary[i] = 1;
    }
    if (c->out.failed) return rap_fail_memory(err);
    for (int i = 0; i < n && i < COLUMNS_MAX; i++)
        at[i] = values[i].kind == RAP_CELL_NULL ? NULL : c->out.p + place[i];
    c->result = c->lib.PQexecParams(c->conn, sql, n, type, at, length, binary, 1);
    rap_buf_clear(&c->in);
    return check_result(c, PGRES_TUPLES_OK, err);
}

uint32_t rap_pg_rows(const rap_pg *c)
{
    return (uint32_t)c->lib.PQntuples(c->result);
}

uint64_t rap_pg_touched(const rap_pg *c)
{
    uint64_t n = 0;
    for (const char *p = c->lib.PQcmdTuples(c->result); *p >= '0' && *p <= '9'; p++)
        n = n * 10 + (uint64_t)(*p - '0');
    return n;
}

rap_str rap_pg_text(rap_pg *c, uint32_t row, int column)
{
    if (c->lib.PQgetisnull(c->result, (int)row, column)) return (rap_str){NULL, 0};
    rap_str s = {c->lib.PQgetvalue(c->result, (int)row, column),
                 (size_t)c->lib.PQgetlength(c->result, (int)row, column)};
    return c->lib.PQftype(c->result, column) == 17 ? s : true_text(c, s);
}

int64_t rap_pg_int(const rap_pg *c, uint32_t row, int column)
{
    if (c->lib.PQgetisnull(c->result, (int)row, column)) return 0;
    bool whole = c->lib.PQgetlength(c->result, (int)row, column) == 8;
    return whole ? signed_at(c->lib.PQgetvalue(c->result, (int)row, column)) : 0;
}

/* ---- COPY ---- */

static const char copy_head[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0"; /* and a NUL */
enum { COPY_HEAD = 19 };

rap_code rap_pg_put_begin(rap_pg *c, const char *sql, rap_err *err)
{
    drop_result(c);
    c->result = c->lib.PQexec(c->conn, sql);
    rap_code rc = check_result(c, PGRES_COPY_IN, err);
    rap_buf_clear(&c->out);
    if (rc == RAP_OK) rap_buf_put(&c->out, (rap_str){copy_head, COPY_HEAD});
    return rc;
}

static rap_code send_rows(rap_pg *c, rap_err *err)
{
    if (c->out.failed) return rap_fail_memory(err);
    if (c->lib.PQputCopyData(c->conn, c->out.p, (int)c->out.n) != 1)
        return fail(c, c->lib.PQerrorMessage(c->conn), err);
    rap_buf_clear(&c->out);
    return RAP_OK;
}

rap_code rap_pg_put(rap_pg *c, const rap_cell *cells, int n, rap_err *err)
{
    put_number(&c->out, (uint64_t)n, 2);
    for (int i = 0; i < n; i++)
        put_cell(&c->out, &cells[i]);
    return c->out.n < FLUSH && !c->out.failed ? RAP_OK : send_rows(c, err);
}

rap_code rap_pg_put_end(rap_pg *c, rap_err *err)
{
    put_number(&c->out, UINT16_MAX, 2);
    rap_code rc = send_rows(c, err);
    if (rc == RAP_OK && c->lib.PQputCopyEnd(c->conn, NULL) != 1)
        rc = fail(c, c->lib.PQerrorMessage(c->conn), err);
    drop_result(c);
    c->result = c->lib.PQgetResult(c->conn);
    if (rc == RAP_OK) rc = check_result(c, PGRES_COMMAND_OK, err);
    for (PGresult *rest; (rest = c->lib.PQgetResult(c->conn)) != NULL;)
        c->lib.PQclear(rest);
    return rc;
}

rap_code rap_pg_get_begin(rap_pg *c, const char *sql, rap_err *err)
{
    drop_result(c);
    c->began = false;
    c->piece_at = c->piece_n = 0;
    c->result = c->lib.PQexec(c->conn, sql);
    return check_result(c, PGRES_COPY_OUT, err);
}

/* libpq gives whole rows, one a piece, the head before the first. */
static rap_code next_piece(rap_pg *c, bool *end, rap_err *err)
{
    if (c->piece) c->lib.PQfreemem(c->piece);
    c->piece = NULL;
    int n = c->lib.PQgetCopyData(c->conn, &c->piece, 0);
    *end = n == -1;
    if (n == -2) return fail(c, c->lib.PQerrorMessage(c->conn), err);
    c->piece_at = 0;
    c->piece_n = n > 0 ? (size_t)n : 0;
    if (!*end) return RAP_OK;
    drop_result(c);
    c->result = c->lib.PQgetResult(c->conn);
    rap_code rc = check_result(c, PGRES_COMMAND_OK, err);
    for (PGresult *rest; (rest = c->lib.PQgetResult(c->conn)) != NULL;)
        c->lib.PQclear(rest);
    return rc;
}

static rap_code damaged(rap_err *err)
{
    return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                    "PostgreSQL sent a row that is not what was asked for");
}

static bool take_cell(rap_pg *c, rap_cell *out, rap_cell_kind kind)
{
    size_t left = c->piece_n - c->piece_at;
    const char *p = c->piece + c->piece_at;
    if (left < 4) return false;
    uint32_t n = (uint32_t)number_at(p, 4);
    *out = (rap_cell){0};
    c->piece_at += 4;
    if (n == UINT32_MAX) return true;
    if (left - 4 < n || (kind == RAP_CELL_INT && n != 8)) return false;
    c->piece_at += n;
    out->kind = kind;
    if (kind == RAP_CELL_INT)
        out->number = signed_at(p + 4);
    else
        out->bytes = (rap_str){p + 4, n};
    return true;
}

rap_code rap_pg_get(rap_pg *c, rap_cell *cells, const rap_cell_kind *kinds, int n,
                    bool *more, rap_err *err)
{
    bool end = false;
    rap_code rc = next_piece(c, &end, err);
    *more = false;
    if (rc != RAP_OK || end) return rc;
    if (!c->began) c->piece_at = COPY_HEAD;
    c->began = true;
    if (c->piece_n < c->piece_at + 2) return damaged(err);
    uint64_t columns = number_at(c->piece + c->piece_at, 2);
    c->piece_at += 2;
    if (columns == UINT16_MAX) {
        rc = next_piece(c, &end, err); /* the end itself */
        return rc == RAP_OK && !end ? damaged(err) : rc;
    }
    if (columns != (uint64_t)n) return damaged(err);
    for (int i = 0; i < n; i++)
        if (!take_cell(c, &cells[i], kinds[i])) return damaged(err);
    rap_buf_clear(&c->in);
    if (!rap_buf_room(&c->in, c->piece_n)) return rap_fail_memory(err);
    for (int i = 0; i < n; i++) /* room is there: what was put stays where it is */
        if (cells[i].kind == RAP_CELL_TEXT)
            cells[i].bytes = true_text(c, cells[i].bytes);
    *more = true;
    return RAP_OK;
}
