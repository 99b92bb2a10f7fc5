/*
 * tests/t_pg.c - PostgreSQL as libpq tells of it: a library of the test's own, which
 * writes down what it is asked and answers what a test has laid ready.
 */
/* SPDX-License-Identifier: MIT */
#include "cluster/clerks.h"
#include "cluster/pg.h"
#include "cluster/pglib.h"
#include "cluster/pgschema.h"
#include "cluster/shards.h"
#include "cluster/tickets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

/* ---- the library -------------------------------------------------------------------
 */

enum { ROWS = 3, COLUMNS = 10, ANSWERS = 24, PIECES = 12 };

typedef struct {
    enum { CELL_NULL, CELL_TEXT, CELL_BLOB, CELL_INT, CELL_SHORT } kind;
    const char *text;
    size_t n;
    int64_t number;
} cell;

/* What one question brings. */
typedef struct {
    ExecStatusType status;
    const char *state, *message, *touched;
    int rows;
    cell cells[ROWS][COLUMNS];
} answer;

static struct {
    bool missing, connected, mute, utf8_refused, no_memory, reset;
    const char *lacks, *encoding, *words;
    int version;
    answer answers[ANSWERS];
    int n, at, rest; /* rest: results of PQgetResult before it says that it was all */
    rap_buf asked, sent;
    struct {
        const char *bytes;
        int n;
    } pieces[PIECES];
    int n_pieces, piece;
    bool put_fails, end_fails;
    int held; /* results and pieces that were not given back */
    char number[8];
} fake;

static char a_connection, a_result[ANSWERS];

static PGconn *fake_PQconnectdbParams(const char *const *names,
                                      const char *const *values, int expand)
{
    assert_int_equal(expand, 1);
    assert_string_equal(names[0], "dbname");
    rap_buf_printf(&fake.asked, "connect %s\n", values[0]);
    return fake.no_memory ? NULL : (PGconn *)(void *)&a_connection;
}

static ConnStatusType fake_PQstatus(const PGconn *c)
{
    (void)c;
    return fake.connected ? CONNECTION_OK : CONNECTION_BAD;
}

static char *plain(const char *text)
{
    static char room[400];
    (void)snprintf(room, sizeof room, "%s", text ? text : "");
    return room;
}

static char *fake_PQerrorMessage(const PGconn *c)
{
    (void)c;
    return plain(fake.words);
}

static const char *fake_PQparameterStatus(const PGconn *c, const char *name)
{
    (void)c;
    assert_string_equal(name, "server_encoding");
    return fake.encoding;
}

static int fake_PQserverVersion(const PGconn *c)
{
    (void)c;
    return fake.version;
}

static int fake_PQsetClientEncoding(PGconn *c, const char *name)
{
    (void)c;
    assert_string_equal(name, "UTF8");
    return fake.utf8_refused ? -1 : 0;
}

static PQnoticeProcessor fake_PQsetNoticeProcessor(PGconn *c, PQnoticeProcessor f,
                                                   void *with)
{
    (void)c;
    f(with, "a notice that nobody reads");
    return NULL;
}

static void fake_PQfinish(PGconn *c)
{
    (void)c;
    rap_buf_z(&fake.asked, "finish\n");
}

static void fake_PQreset(PGconn *c)
{
    (void)c;
    fake.reset = true;
}

static PGresult *next_answer(void)
{
    if (fake.at >= fake.n) return NULL;
    fake.held++;
    return (PGresult *)(void *)&a_result[fake.at++];
}

static PGresult *fake_PQexec(PGconn *c, const char *sql)
{
    (void)c;
    rap_buf_printf(&fake.asked, "%s\n", sql);
    return next_answer();
}

static int64_t number_of(const char *p, int n)
{
    uint64_t v = 0;
    for (int i = 0; i < n; i++)
        v = v << 8 | (unsigned char)p[i];
    return (int64_t)v;
}

static PGresult *fake_PQexecParams(PGconn *c, const char *sql, int n, const Oid *types,
                                   const char *const *values, const int *lengths,
                                   const int *formats, int format)
{
    (void)c;
    assert_int_equal(format, 1);
    rap_buf_printf(&fake.asked, "%s", sql);
    for (int i = 0; i < n; i++) {
        assert_int_equal(formats[i], 1);
        if (!values[i]) {
            rap_buf_z(&fake.asked, " | null");
        } else if (types[i] == 20) {
            assert_int_equal(lengths[i], 8);
            rap_buf_printf(&fake.asked, " | %lld", (long long)number_of(values[i], 8));
        } else {
            rap_buf_z(&fake.asked, types[i] == 25 ? " | '" : " | x'");
            assert_true(types[i] == 25 || types[i] == 17);
            rap_buf_put(&fake.asked, (rap_str){values[i], (size_t)lengths[i]});
            rap_buf_byte(&fake.asked, '\'');
        }
    }
    rap_buf_byte(&fake.asked, '\n');
    return next_answer();
}

static const answer *of(const PGresult *r)
{
    return &fake.answers[(const char *)(const void *)r - a_result];
}

static ExecStatusType fake_PQresultStatus(const PGresult *r)
{
    return of(r)->status;
}

static char *fake_PQresultErrorMessage(const PGresult *r)
{
    return plain(of(r)->message);
}

static char *fake_PQresultErrorField(const PGresult *r, int field)
{
    assert_int_equal(field, PG_DIAG_SQLSTATE);
    static char room[8];
    if (!of(r)->state) return NULL;
    (void)snprintf(room, sizeof room, "%s", of(r)->state);
    return room;
}

static void fake_PQclear(PGresult *r)
{
    fake.held -= r != NULL;
}

static void fake_PQfreemem(void *p)
{
    fake.held--;
    free(p);
}

static int fake_PQntuples(const PGresult *r)
{
    return of(r)->rows;
}

static char *fake_PQcmdTuples(PGresult *r)
{
    return plain(of(r)->touched);
}

static const cell *at(const PGresult *r, int row, int column)
{
    assert_true(row < of(r)->rows && column < COLUMNS);
    return &of(r)->cells[row][column];
}

static int fake_PQgetisnull(const PGresult *r, int row, int column)
{
    return at(r, row, column)->kind == CELL_NULL;
}

static int fake_PQgetlength(const PGresult *r, int row, int column)
{
    const cell *c = at(r, row, column);
    return c->kind == CELL_INT ? 8 : c->kind == CELL_SHORT ? 4 : (int)c->n;
}

static char *fake_PQgetvalue(const PGresult *r, int row, int column)
{
    const cell *c = at(r, row, column);
    union { /* libpq's own type, of which nobody writes to what it points to */
        const char *from;
        char *to;
    } value = {.from = c->text ? c->text : ""};
    if (c->kind != CELL_INT) return value.to;
    for (int i = 0; i < 8; i++)
        fake.number[i] = (char)((uint64_t)c->number >> (56 - 8 * i));
    return fake.number;
}

static Oid fake_PQftype(const PGresult *r, int column)
{
    return of(r)->cells[0][column].kind == CELL_BLOB ? 17 : 25;
}

static size_t fake_PQresultMemorySize(const PGresult *r)
{
    (void)r;
    return 4096;
}

static PGresult *fake_PQgetResult(PGconn *c)
{
    (void)c;
    if (fake.rest-- <= 0) return NULL;
    return next_answer();
}

static int fake_PQputCopyData(PGconn *c, const char *bytes, int n)
{
    (void)c;
    rap_buf_put(&fake.sent, (rap_str){bytes, (size_t)n});
    return fake.put_fails ? -1 : 1;
}

static int fake_PQputCopyEnd(PGconn *c, const char *why)
{
    (void)c;
    assert_null(why);
    return fake.end_fails ? -1 : 1;
}

static int fake_PQgetCopyData(PGconn *c, char **out, int wait)
{
    (void)c;
    assert_int_equal(wait, 0);
    if (fake.piece >= fake.n_pieces) return -1;
    int n = fake.pieces[fake.piece].n;
    if (n < 0) {
        fake.piece++;
        return n;
    }
    *out = malloc((size_t)n + 1);
    assert_non_null(*out);
    memcpy(*out, fake.pieces[fake.piece++].bytes, (size_t)n);
    fake.held++;
    return n;
}

void *__wrap_dlopen(const char *path, int how);
void *__wrap_dlopen(const char *path, int how)
{
    (void)how;
    assert_string_equal(path, "libpq.so.5");
    return fake.missing ? NULL : &a_connection;
}

void *__wrap_dlsym(void *library, const char *name);
void *__wrap_dlsym(void *library, const char *name)
{
    static const struct {
        const char *name;
        void (*function)(void);
    } functions[] = {
#define FUNCTION(f) {#f, (void (*)(void))fake_##f},
        RAP_PGLIB_FUNCTIONS(FUNCTION)
#undef FUNCTION
    };
    void *out = NULL;
    assert_ptr_equal(library, &a_connection);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (strcmp(name, functions[i].name) == 0 &&
            !(fake.lacks && strcmp(fake.lacks, name) == 0))
            memcpy(&out, &functions[i].function, sizeof out);
    return out;
}

int __wrap_dlclose(void *library);
int __wrap_dlclose(void *library)
{
    assert_ptr_equal(library, &a_connection);
    return 0;
}

/* ---- what a test lays ready --------------------------------------------------------
 */

static rap_pg *pg;
static rap_arena *arena;
static rap_err err;

static void clear(void)
{
    rap_buf_done(&fake.asked);
    rap_buf_done(&fake.sent);
    memset(&fake, 0, sizeof fake);
    fake.connected = true;
    fake.version = 150004;
    fake.encoding = "UTF8";
    err = (rap_err){0};
}

static answer *ready(ExecStatusType status)
{
    assert_true(fake.n < ANSWERS);
    fake.answers[fake.n] = (answer){.status = status, .touched = "", .message = ""};
    return &fake.answers[fake.n++];
}

static void ready_failure(const char *state, const char *message)
{
    answer *a = ready(PGRES_FATAL_ERROR);
    a->state = state;
    a->message = message;
}

static answer *ready_rows(int rows)
{
    answer *a = ready(PGRES_TUPLES_OK);
    a->rows = rows;
    return a;
}

static cell text(const char *z)
{
    return (cell){CELL_TEXT, z, strlen(z), 0};
}

static cell blob(const char *p, size_t n)
{
    return (cell){CELL_BLOB, p, n, 0};
}

static cell whole(int64_t v)
{
    return (cell){CELL_INT, NULL, 0, v};
}

static int set_up(void **state)
{
    (void)state;
    clear();
    arena = rap_arena_new(1 << 20);
    (void)ready(PGRES_COMMAND_OK);
    return arena && rap_pg_open(&pg, "postgresql://x/y", &err) == RAP_OK ? 0 : -1;
}

/* From here on: nothing asked, nothing laid ready. */
static void begin(void)
{
    rap_buf_clear(&fake.asked);
    rap_buf_clear(&fake.sent);
    fake.at = fake.n = fake.rest = fake.piece = fake.n_pieces = 0;
}

static int tear_down(void **state)
{
    (void)state;
    rap_pg_close(pg);
    assert_int_equal(fake.held, 0);
    rap_arena_free(arena);
    rap_buf_done(&fake.asked);
    rap_buf_done(&fake.sent);
    return 0;
}

static void assert_asked(const char *want)
{
    rap_buf_byte(&fake.asked, '\0');
    if (!strstr(fake.asked.p, want)) fail_msg("%s\nwithout\n%s", fake.asked.p, want);
    fake.asked.n--;
}

/* ---- connecting --------------------------------------------------------------------
 */

static void what_is_wrong_with_a_server_is_told(void **state)
{
    static const struct {
        bool missing, dead, no_memory, utf8_refused;
        const char *lacks, *encoding, *words;
        int version;
        rap_code code;
        const char *told;
    } cases[] = {
        {true, false, false, false, NULL, "UTF8", "", 150000, RAP_E_STORE,
         "libpq.so.5 is not installed"},
        {false, false, false, false, "PQexec", "UTF8", "", 150000, RAP_E_STORE,
         "libpq.so.5 is too old: it has no PQexec"},
        {false, false, false, false, "PQstatus", "UTF8", "", 150000, RAP_E_STORE,
         "it has no PQstatus"},
        {false, false, true, false, NULL, "UTF8", "", 150000, RAP_E_LIMIT, "memory"},
        {false, true, false, false, NULL, "UTF8",
         "connection to server failed: ERROR:  first\nother: FATAL:  no such "
         "database\nDETAIL: x\n",
         150000, RAP_E_STORE, "PostgreSQL: no such database"},
        {false, false, false, true, NULL, "UTF8", "no such encoding\n", 150000,
         RAP_E_STORE, "PostgreSQL: no such encoding"},
        {false, false, false, false, NULL, "UTF8", "", 149999, RAP_E_STORE,
         "the server is PostgreSQL 14; it must be 15 or later"},
        {false, false, false, false, NULL, "LATIN1", "", 150000, RAP_E_STORE,
         "the database has the encoding LATIN1; it must have UTF8"},
        {false, false, false, false, NULL, NULL, "", 150000, RAP_E_STORE,
         "the encoding of nobody knows what"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_pg *c = NULL;
        clear();
        fake.missing = cases[i].missing;
        fake.connected = !cases[i].dead;
        fake.no_memory = cases[i].no_memory;
        fake.utf8_refused = cases[i].utf8_refused;
        fake.lacks = cases[i].lacks;
        fake.encoding = cases[i].encoding;
        fake.words = cases[i].words;
        fake.version = cases[i].version;
        (void)ready(PGRES_COMMAND_OK);
        rap_code rc = rap_pg_open(&c, "postgresql://u:secret@h/d", &err);
        if (rc != cases[i].code || !strstr(err.msg, cases[i].told))
            fail_msg("case %zu: %d %s", i, rc, err.msg);
        assert_null(c);
        assert_int_equal(fake.held, 0);
    }
    rap_pg_close(NULL);
    clear();
    ready_failure("42501", "ERROR:  permission denied\n");
    assert_int_equal(rap_pg_open(&pg, "postgresql://x/y", &err), RAP_E_STORE);
    assert_asked("SET search_path = rapporteur;");
    assert_asked("finish\n");
    clear();
}

static void after_a_loss_the_same_server_is_greeted_again(void **state)
{
    (void)state;
    begin();
    ready_failure("57P01", "FATAL:  terminating connection\n");
    assert_int_equal(rap_pg_do(pg, "SELECT 1", &err), RAP_E_STORE);
    assert_string_equal(err.msg, "PostgreSQL: terminating connection");
    assert_true(rap_pg_is_lost(pg));
    assert_false(rap_pg_is_passing(pg));
    (void)ready(PGRES_COMMAND_OK);
    assert_int_equal(rap_pg_again(pg, &err), RAP_OK);
    assert_true(fake.reset);
    assert_asked("SET search_path");
    fake.connected = false;
    assert_true(rap_pg_is_lost(pg));
    assert_int_equal(rap_pg_again(pg, &err), RAP_E_STORE);
    fake.connected = true;
}

static void some_failures_pass(void **state)
{
    static const struct {
        const char *state;
        bool lost, passing;
    } cases[] = {
        {"40001", false, true},  {"40P01", false, true}, {"55P03", false, true},
        {"55P04", false, false}, {"57P01", true, false}, {"57014", false, false},
        {"23505", false, false}, {NULL, false, false},   {"400", false, false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        begin();
        ready_failure(cases[i].state, "ERROR:  it is so\nHINT: x");
        assert_int_equal(rap_pg_do(pg, "SELECT 1", &err), RAP_E_STORE);
        assert_string_equal(err.msg, "PostgreSQL: it is so");
        if (rap_pg_is_lost(pg) != cases[i].lost ||
            rap_pg_is_passing(pg) != cases[i].passing)
            fail_msg("%s", cases[i].state);
    }
    begin(); /* no result at all: the connection's words */
    fake.words = "server closed the connection\n";
    assert_int_equal(rap_pg_do(pg, "SELECT 1", &err), RAP_E_STORE);
    assert_string_equal(err.msg, "PostgreSQL: server closed the connection");
    begin(); /* a result without words */
    ready_failure("40001", "");
    assert_int_equal(rap_pg_do(pg, "SELECT 1", &err), RAP_E_STORE);
    assert_string_equal(err.msg, "PostgreSQL: server closed the connection");
    begin();
    (void)ready(PGRES_COMMAND_OK);
    rap_pg_undo(pg);
    assert_asked("ROLLBACK\n");
}

/* ---- values ------------------------------------------------------------------------
 */

#define MARK "\xF4\x8F\xBF\xBD"

static void values_go_over_as_they_are(void **state)
{
    (void)state;
    begin();
    const rap_cell values[] = {rap_cell_text(RAP_STR("plain")),
                               rap_cell_text((rap_str){"a\0b" MARK "c", 8}),
                               {RAP_CELL_BLOB, {"\0" MARK, 5}, 0},
                               rap_cell_int(-2),
                               {RAP_CELL_NULL, {NULL, 0}, 0},
                               rap_cell_text(RAP_STR("")),
                               rap_cell_text_or_null(RAP_STR("")),
                               rap_cell_blob_or_null((rap_str){NULL, 0}),
                               rap_cell_int(INT64_MAX)};
    (void)ready_rows(0);
    assert_int_equal(rap_pg_ask(pg, "ASK", values, 9, &err), RAP_OK);
    static const char want[] = "ASK | 'plain' | 'a" MARK "0b" MARK "1c' | x'\0" MARK
                               "' | -2 | null | '' | null | null | "
                               "9223372036854775807\n";
    assert_int_equal(fake.asked.n, sizeof want - 1);
    assert_memory_equal(fake.asked.p, want, sizeof want - 1);
    assert_int_equal(rap_pg_rows(pg), 0);
}

static void values_come_back_as_they_were(void **state)
{
    (void)state;
    begin();
    answer *a = ready_rows(2);
    a->touched = "107x";
    a->cells[0][0] = text("plain");
    a->cells[0][1] = text("a" MARK "0b" MARK "1c" MARK);
    a->cells[0][2] = blob("\0" MARK "0", 6);
    a->cells[0][3] = whole(-3);
    a->cells[1][3] = (cell){CELL_SHORT, "\0\0\0\1", 4, 0};
    a->cells[1][1] = text(MARK "0");
    assert_int_equal(rap_pg_ask(pg, "ASK", NULL, 0, &err), RAP_OK);
    assert_int_equal(rap_pg_rows(pg), 2);
    assert_int_equal(rap_pg_touched(pg), 107);
    assert_true(rap_str_is(rap_pg_text(pg, 0, 0), "plain"));
    rap_str s = rap_pg_text(pg, 0, 1);
    static const char want[] = "a\0b" MARK "c" MARK;
    assert_int_equal(s.n, sizeof want - 1);
    assert_memory_equal(s.p, want, s.n);
    rap_str t = rap_pg_text(pg, 1, 1); /* the first stays where it is */
    assert_int_equal(t.n, 1);
    assert_int_equal(t.p[0], 0);
    assert_memory_equal(s.p, want, s.n);
    s = rap_pg_text(pg, 0, 2);
    assert_int_equal(s.n, 6);
    assert_memory_equal(s.p, "\0" MARK "0", 6);
    assert_int_equal(rap_pg_int(pg, 0, 3), -3);
    assert_int_equal(rap_pg_int(pg, 1, 3), 0); /* no bigint */
    assert_int_equal(rap_pg_int(pg, 1, 4), 0);
    assert_null(rap_pg_text(pg, 1, 4).p);
}

/* ---- COPY --------------------------------------------------------------------------
 */

#define HEAD       "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0"
#define BYTES(lit) (lit), (sizeof(lit) - 1)

static void rows_go_in_by_copy(void **state)
{
    (void)state;
    begin();
    const rap_cell cells[] = {
        rap_cell_int(258), rap_cell_text(RAP_STR("ab")), {RAP_CELL_NULL, {NULL, 0}, 0}};
    (void)ready(PGRES_COPY_IN);
    (void)ready(PGRES_COMMAND_OK);
    (void)ready(PGRES_COMMAND_OK); /* one more is taken off */
    fake.rest = 2;
    assert_int_equal(rap_pg_put_begin(pg, "COPY t", &err), RAP_OK);
    assert_int_equal(rap_pg_put(pg, cells, 3, &err), RAP_OK);
    assert_int_equal(fake.sent.n, 0); /* not one by one */
    assert_int_equal(rap_pg_put_end(pg, &err), RAP_OK);
    static const char want[] = HEAD "\0\3\0\0\0\10\0\0\0\0\0\0\1\2\0\0\0\2"
                                    "ab\377\377\377\377\377\377";
    assert_int_equal(fake.sent.n, sizeof want - 1);
    assert_memory_equal(fake.sent.p, want, sizeof want - 1);
    assert_int_equal(fake.at, 3);
}

static void many_rows_go_in_pieces_and_a_failure_is_told(void **state)
{
    static char large[40000];
    (void)state;
    memset(large, 'x', sizeof large);
    const rap_cell one = rap_cell_text((rap_str){large, sizeof large});
    begin();
    ready_failure("42P01", "ERROR:  no such table\n");
    assert_int_equal(rap_pg_put_begin(pg, "COPY t", &err), RAP_E_STORE);
    begin();
    (void)ready(PGRES_COPY_IN);
    assert_int_equal(rap_pg_put_begin(pg, "COPY t", &err), RAP_OK);
    assert_int_equal(rap_pg_put(pg, &one, 1, &err), RAP_OK);
    assert_int_equal(fake.sent.n, 0);
    assert_int_equal(rap_pg_put(pg, &one, 1, &err), RAP_OK);
    assert_int_equal(fake.sent.n, 19 + 2 * (2 + 4 + sizeof large));
    fake.put_fails = true;
    fake.words = "gone\n";
    assert_int_equal(rap_pg_put(pg, &one, 1, &err), RAP_OK);
    assert_int_equal(rap_pg_put(pg, &one, 1, &err), RAP_E_STORE);
    assert_int_equal(rap_pg_put_end(pg, &err), RAP_E_STORE);
    fake.put_fails = false;
    fake.end_fails = true;
    assert_int_equal(rap_pg_put_end(pg, &err), RAP_E_STORE);
    fake.end_fails = false;
    begin();
    ready_failure("23505", "ERROR:  twice the same\n");
    fake.rest = 1;
    assert_int_equal(rap_pg_put_end(pg, &err), RAP_E_STORE);
    assert_string_equal(err.msg, "PostgreSQL: twice the same");
}

static void piece(const char *bytes, size_t n)
{
    assert_true(fake.n_pieces < PIECES);
    fake.pieces[fake.n_pieces].bytes = bytes;
    fake.pieces[fake.n_pieces++].n = (int)n;
}

static const rap_cell_kind kinds[] = {RAP_CELL_INT, RAP_CELL_TEXT, RAP_CELL_BLOB};
#define ROW                                                                            \
    "\0\3\0\0\0\10\0\0\0\0\0\0\1\2\0\0\0\6"                                            \
    "a" MARK "0\0\0\0\2"                                                               \
    "cd"

static void rows_come_out_by_copy(void **state)
{
    rap_cell cells[3];
    bool more = false;
    (void)state;
    begin();
    (void)ready(PGRES_COPY_OUT);
    (void)ready(PGRES_COMMAND_OK);
    (void)ready(PGRES_COMMAND_OK);
    fake.rest = 2;
    piece(BYTES(HEAD ROW));
    piece(BYTES("\0\3\377\377\377\377\0\0\0\1x\377\377\377\377"));
    piece(BYTES("\377\377"));
    assert_int_equal(rap_pg_get_begin(pg, "COPY t", &err), RAP_OK);
    assert_int_equal(rap_pg_get(pg, cells, kinds, 3, &more, &err), RAP_OK);
    assert_true(more);
    assert_int_equal(cells[0].kind, RAP_CELL_INT);
    assert_int_equal(cells[0].number, 258);
    assert_int_equal(cells[1].bytes.n, 2);
    assert_memory_equal(cells[1].bytes.p, "a\0", 2);
    assert_true(rap_str_is(cells[2].bytes, "cd"));
    assert_int_equal(rap_pg_get(pg, cells, kinds, 3, &more, &err), RAP_OK);
    assert_true(more);
    assert_int_equal(cells[0].kind, RAP_CELL_NULL);
    assert_true(rap_str_is(cells[1].bytes, "x"));
    assert_int_equal(cells[2].kind, RAP_CELL_NULL);
    assert_int_equal(rap_pg_get(pg, cells, kinds, 3, &more, &err), RAP_OK);
    assert_false(more);
    assert_int_equal(fake.at, 3);
    begin(); /* an end without the mark of the end */
    (void)ready(PGRES_COPY_OUT);
    (void)ready(PGRES_COMMAND_OK);
    fake.rest = 1;
    more = true;
    assert_int_equal(rap_pg_get_begin(pg, "COPY t", &err), RAP_OK);
    assert_int_equal(rap_pg_get(pg, cells, kinds, 3, &more, &err), RAP_OK);
    assert_false(more);
}

static void a_row_that_is_not_what_was_asked_for_is_told(void **state)
{
    static const char row[] = HEAD ROW;
    rap_cell cells[3];
    bool more;
    (void)state;
    for (size_t n = 0; n < sizeof row - 1; n++) { /* cut anywhere */
        begin();
        (void)ready(PGRES_COPY_OUT);
        piece(row, n);
        assert_int_equal(rap_pg_get_begin(pg, "COPY t", &err), RAP_OK);
        if (rap_pg_get(pg, cells, kinds, 3, &more, &err) != RAP_E_STORE)
            fail_msg("cut at %zu", n);
        assert_false(more);
    }
    static const rap_cell_kind other[] = {RAP_CELL_TEXT, RAP_CELL_INT, RAP_CELL_BLOB};
    begin();
    (void)ready(PGRES_COPY_OUT);
    piece(BYTES(HEAD ROW));
    assert_int_equal(rap_pg_get_begin(pg, "COPY t", &err), RAP_OK);
    assert_int_equal(rap_pg_get(pg, cells, other, 3, &more, &err), RAP_E_STORE);
    begin(); /* another number of columns */
    (void)ready(PGRES_COPY_OUT);
    piece(BYTES(HEAD ROW));
    assert_int_equal(rap_pg_get_begin(pg, "COPY t", &err), RAP_OK);
    assert_int_equal(rap_pg_get(pg, cells, kinds, 2, &more, &err), RAP_E_STORE);
    begin(); /* something behind the mark of the end */
    (void)ready(PGRES_COPY_OUT);
    piece(BYTES(HEAD "\377\377"));
    piece(BYTES("\0"));
    assert_int_equal(rap_pg_get_begin(pg, "COPY t", &err), RAP_OK);
    assert_int_equal(rap_pg_get(pg, cells, kinds, 3, &more, &err), RAP_E_STORE);
    begin(); /* the connection breaks */
    (void)ready(PGRES_COPY_OUT);
    piece(NULL, 0);
    fake.pieces[0].n = -2;
    fake.words = "gone\n";
    assert_int_equal(rap_pg_get_begin(pg, "COPY t", &err), RAP_OK);
    assert_int_equal(rap_pg_get(pg, cells, kinds, 3, &more, &err), RAP_E_STORE);
    assert_string_equal(err.msg, "PostgreSQL: gone");
    begin(); /* or the server fails at the end */
    (void)ready(PGRES_COPY_OUT);
    ready_failure("57014", "ERROR:  cancelled\n");
    fake.rest = 1;
    assert_int_equal(rap_pg_get_begin(pg, "COPY t", &err), RAP_OK);
    assert_int_equal(rap_pg_get(pg, cells, kinds, 3, &more, &err), RAP_E_STORE);
    begin();
    ready_failure("42P01", "ERROR:  no such table\n");
    assert_int_equal(rap_pg_get_begin(pg, "COPY t", &err), RAP_E_STORE);
}

/* ---- the schema --------------------------------------------------------------------
 */

static void ready_version(const char *version)
{
    ready_rows(1)->cells[0][0] = whole(version != NULL);
    if (version) ready_rows(1)->cells[0][0] = text(version);
}

static void the_schema_is_made_brought_up_to_date_or_refused(void **state)
{
    (void)state;
    begin();
    ready_version("2");
    assert_int_equal(rap_pgschema_check(pg, false, &err), RAP_OK);
    assert_asked("SELECT value FROM meta WHERE key = $1 | 'version'\n");
    assert_int_equal(fake.at, 2);
    begin();
    ready_version("12");
    assert_int_equal(rap_pgschema_check(pg, true, &err), RAP_E_STORE);
    assert_non_null(strstr(err.msg, "has version 12, and this program knows up to 2"));
    begin();
    ready_version(NULL);
    assert_int_equal(rap_pgschema_check(pg, false, &err), RAP_E_STORE);
    assert_non_null(strstr(err.msg, "there is no dossier in this database"));
    for (int from = 0; from < 2; from++) { /* two steps, or the second alone */
        begin();
        ready_version(from ? "1" : NULL);
        (void)ready(PGRES_COMMAND_OK); /* BEGIN */
        (void)ready(PGRES_COMMAND_OK); /* the lock */
        ready_version(from ? "1" : NULL);
        for (int i = from; i < 2; i++)
            (void)ready(PGRES_COMMAND_OK);
        (void)ready(PGRES_COMMAND_OK); /* COMMIT */
        assert_int_equal(rap_pgschema_check(pg, from == 0, &err), RAP_OK);
        assert_int_equal(fake.at, fake.n);
        assert_asked("BEGIN\nSELECT pg_advisory_xact_lock(1380012112, 0)\n");
        assert_asked("\nCOMMIT\n");
        assert_int_equal(rap_str_find(rap_buf_str(&fake.asked),
                                      RAP_STR("CREATE TABLE rapporteur.source"),
                                      0) < fake.asked.n,
                         from == 0);
    }
    begin(); /* another was quicker */
    ready_version(NULL);
    (void)ready(PGRES_COMMAND_OK);
    (void)ready(PGRES_COMMAND_OK);
    ready_version("2");
    (void)ready(PGRES_COMMAND_OK);
    assert_int_equal(rap_pgschema_check(pg, true, &err), RAP_OK);
    assert_int_equal(fake.at, fake.n);
    for (int bad = 0; bad < 7; bad++) { /* each step refused */
        begin();
        for (int i = 0; i < bad; i++) {
            answer *a = ready_rows(1);
            a->cells[0][0] = i == 1 || i == 5 ? text("1") : whole(1);
        }
        ready_failure("42501", "ERROR:  permission denied\n");
        (void)ready(PGRES_COMMAND_OK); /* ROLLBACK */
        assert_int_equal(rap_pgschema_check(pg, true, &err), RAP_E_STORE);
        if (bad > 1) assert_asked("ROLLBACK\n");
    }
    rap_str value;
    begin();
    (void)ready_rows(0);
    assert_int_equal(rap_pgschema_meta(pg, &value, "none", &err), RAP_OK);
    assert_int_equal(value.n, 0);
}

/* ---- tickets -----------------------------------------------------------------------
 */

static void lots_and_tickets_keep_what_they_are_given(void **state)
{
    const rap_lot lot = {RAP_STR("/in"), RAP_STR("{}"), 7, 8};
    rap_lot got;
    int64_t id = 0;
    uint64_t n = 40;
    (void)state;
    begin();
    ready_rows(1)->cells[0][0] = whole(9);
    assert_int_equal(rap_lot_new(pg, &id, &lot, &err), RAP_OK);
    assert_int_equal(id, 9);
    assert_asked("VALUES ($1, $2, $3, $4) RETURNING id | x'/in' | '{}' | 7 | 8\n");
    for (int way = 0; way < 2; way++) {
        begin();
        answer *a = ready_rows(1);
        a->cells[0][0] = blob("/in", 3);
        a->cells[0][1] = text("{}");
        a->cells[0][2] = whole(7);
        a->cells[0][3] = whole(8);
        assert_int_equal(way ? rap_lot_last(pg, &got, arena, &err)
                             : rap_lot_find(pg, &got, 9, arena, &err),
                         RAP_OK);
        assert_true(rap_str_is(got.folder, "/in") && rap_str_is(got.options, "{}"));
        assert_int_equal(got.max_bytes, 7);
        assert_int_equal(got.seconds, 8);
        if (!way) assert_asked("WHERE id = $1 | 9\n");
    }
    begin();
    (void)ready_rows(0);
    assert_int_equal(rap_lot_find(pg, &got, 9, arena, &err), RAP_E_STORE);
    assert_non_null(strstr(err.msg, "a lot that is gone"));
    (void)ready_rows(0);
    assert_int_equal(rap_lot_last(pg, &got, arena, &err), RAP_OK);
    assert_int_equal(got.options.n, 0);
    begin();
    (void)ready(PGRES_COMMAND_OK);
    (void)ready(PGRES_COPY_IN);
    (void)ready(PGRES_COMMAND_OK);
    ready(PGRES_COMMAND_OK)->touched = "2";
    (void)ready(PGRES_COMMAND_OK);
    fake.rest = 1;
    const rap_ticket t = {.lot = 1,
                          .path = RAP_STR("p"),
                          .number = 2,
                          .kind = 3,
                          .place = 4,
                          .length = 5,
                          .key = RAP_STR("k"),
                          .sha256 = RAP_STR("s")};
    assert_int_equal(rap_tickets_begin(pg, &err), RAP_OK);
    assert_int_equal(rap_tickets_put(pg, &t, &err), RAP_OK);
    assert_int_equal(rap_tickets_end(pg, &n, &err), RAP_OK);
    assert_int_equal(n, 42);
    assert_asked("\nCOMMIT\n");
    static const char want[] =
        HEAD "\0\11\0\0\0\10\0\0\0\0\0\0\0\1\0\0\0\1p\0\0\0\10\0\0\0\0\0\0\0\2"
             "\0\0\0\10\0\0\0\0\0\0\0\3\0\0\0\10\0\0\0\0\0\0\0\4\0\0\0\10\0\0\0\0\0\0\0"
             "\5\0\0\0\40";
    assert_memory_equal(fake.sent.p, want, sizeof want - 1);
    rap_name name = rap_name_of(RAP_STR("k"));
    assert_int_equal(strlen(name.z), 32);
    assert_memory_equal(fake.sent.p + sizeof want - 1, name.z, 32);
    static const char tail[] = "\0\0\0\1k\0\0\0\1s\377\377";
    assert_int_equal(fake.sent.n, sizeof want - 1 + 32 + sizeof tail - 1);
    assert_memory_equal(fake.sent.p + sizeof want - 1 + 32, tail, sizeof tail - 1);
}

static void ready_ticket(answer *a, int row, int64_t id)
{
    const int64_t numbers[] = {id, 20, 0, 30, 40, 50, 60, 0, 0, 70};
    for (int i = 0; i < 10; i++)
        a->cells[row][i] = whole(numbers[i] + (i == 9 ? row : 0));
    a->cells[row][2] = blob("path", 4);
    a->cells[row][7] = text("key");
    a->cells[row][8] = text("sum");
}

static void tickets_are_taken_in_their_order(void **state)
{
    rap_ticket *v = NULL;
    uint32_t n = 7;
    (void)state;
    begin();
    answer *a = ready_rows(3);
    ready_ticket(a, 0, 5);
    ready_ticket(a, 1, 9);
    ready_ticket(a, 2, 3);
    assert_int_equal(rap_tickets_take(pg, &v, &n, 11, 64, 900, arena, &err), RAP_OK);
    assert_asked("sha256, tries | 11 | 64 | 900\n");
    assert_int_equal(fake.at, 1);
    assert_int_equal(n, 3);
    assert_int_equal(v[0].id, 3);
    assert_int_equal(v[1].id, 5);
    assert_int_equal(v[2].id, 9);
    assert_int_equal(v[0].tries, 72);
    assert_int_equal(v[1].lot, 20);
    assert_int_equal(v[1].number, 30);
    assert_int_equal(v[1].kind, 40);
    assert_int_equal(v[1].place, 50);
    assert_int_equal(v[1].length, 60);
    assert_true(rap_str_is(v[1].path, "path") && rap_str_is(v[1].key, "key") &&
                rap_str_is(v[1].sha256, "sum"));
    begin(); /* none is fresh: one that failed */
    (void)ready_rows(0);
    ready_ticket(ready_rows(1), 0, 8);
    assert_int_equal(rap_tickets_take(pg, &v, &n, 11, 64, 900, arena, &err), RAP_OK);
    assert_int_equal(n, 1);
    assert_int_equal(v[0].id, 8);
    assert_asked("tries > 0");
    begin();
    (void)ready_rows(0);
    (void)ready_rows(0);
    assert_int_equal(rap_tickets_take(pg, &v, &n, 11, 64, 900, arena, &err), RAP_OK);
    assert_int_equal(n, 0);
}

static void tickets_end_fail_and_are_counted(void **state)
{
    const int64_t ids[] = {4, -5, 60};
    uint64_t n = 0;
    bool over = false;
    rap_ticket_counts counts;
    (void)state;
    begin();
    (void)ready(PGRES_COMMAND_OK);
    assert_int_equal(rap_tickets_done(pg, ids, 3, &err), RAP_OK);
    assert_asked("ANY ($1::text::bigint[]) | '{4,-5,60}'\n");
    (void)ready(PGRES_COMMAND_OK);
    assert_int_equal(rap_tickets_done(pg, ids, 0, &err), RAP_OK);
    assert_asked(" | '{}'\n");
    (void)ready(PGRES_COMMAND_OK);
    assert_int_equal(rap_ticket_fail(pg, 4, true, "why", &err), RAP_OK);
    assert_asked("state = 'leased' | 4 | 1 | 3 | 'why'\n");
    (void)ready(PGRES_COMMAND_OK);
    assert_int_equal(rap_ticket_fail(pg, 4, false, "why", &err), RAP_OK);
    assert_asked("state = 'leased' | 4 | 0 | 3 | 'why'\n");
    ready(PGRES_COMMAND_OK)->touched = "12";
    assert_int_equal(rap_tickets_retry(pg, &n, &err), RAP_OK);
    assert_int_equal(n, 12);
    answer *a = ready_rows(1);
    for (int i = 0; i < 4; i++)
        a->cells[0][i] = whole(i + 5);
    assert_int_equal(rap_tickets_count(pg, &counts, &err), RAP_OK);
    assert_int_equal(counts.waiting, 5);
    assert_int_equal(counts.leased, 6);
    assert_int_equal(counts.done, 7);
    assert_int_equal(counts.aside, 8);
    ready_rows(1)->cells[0][0] = whole(0);
    assert_int_equal(rap_tickets_over(pg, &over, &err), RAP_OK);
    assert_true(over);
    ready_rows(1)->cells[0][0] = whole(1);
    assert_int_equal(rap_tickets_over(pg, &over, &err), RAP_OK);
    assert_false(over);
}

/* ---- clerks ------------------------------------------------------------------------
 */

static void clerks_enlist_beat_leave_and_lead(void **state)
{
    int64_t id = 0;
    uint64_t n = 0;
    bool got = false;
    char process[32];
    (void)state;
    begin();
    ready_rows(1)->cells[0][0] = whole(5);
    (void)ready_rows(1);
    assert_int_equal(rap_clerk_enlist(pg, &id, &err), RAP_OK);
    assert_int_equal(id, 5);
    (void)snprintf(process, sizeof process, "' | %d\n", (int)getpid());
    assert_asked(process);
    assert_asked("pg_try_advisory_lock(1380012112, $1::int) | 5\n");
    begin();
    (void)ready(PGRES_COMMAND_OK);
    (void)ready(PGRES_COMMAND_OK);
    assert_int_equal(rap_clerk_beat(pg, 5, 900, 30, 4000, &err), RAP_OK);
    assert_asked("state = 'leased' | 5 | 900\n");
    assert_asked("WHERE id = $1 | 5 | 30 | 4000\n");
    begin();
    (void)ready(PGRES_COMMAND_OK);
    (void)ready(PGRES_COMMAND_OK);
    assert_int_equal(rap_clerk_leave(pg, 5, &err), RAP_OK);
    assert_asked("SET ended = now() WHERE id = $1 | 5\n");
    begin();
    ready(PGRES_COMMAND_OK)->touched = "6";
    assert_int_equal(rap_clerks_reap(pg, &n, &err), RAP_OK);
    assert_int_equal(n, 6);
    assert_asked(" | 3\n");
    begin();
    (void)ready(PGRES_COMMAND_OK);
    (void)ready(PGRES_COMMAND_OK);
    assert_int_equal(rap_clerk_lead(pg, &got, 30, &err), RAP_OK);
    assert_true(got);
    assert_asked("SET lock_timeout = '30s'; SELECT pg_advisory_lock(1380012113, 0)\n");
    assert_asked("SET lock_timeout = 0\n");
    begin();
    ready_failure("55P03", "ERROR:  canceling statement due to lock timeout\n");
    (void)ready(PGRES_COMMAND_OK);
    assert_int_equal(rap_clerk_lead(pg, &got, 30, &err), RAP_OK);
    assert_false(got);
    assert_int_equal(fake.at, 2);
    begin();
    ready_failure("42501", "ERROR:  permission denied\n");
    assert_int_equal(rap_clerk_lead(pg, &got, 30, &err), RAP_E_STORE);
    assert_int_equal(fake.at, 1);
}

static void who_works_and_what_is_set_aside_is_told(void **state)
{
    rap_buf out = {0};
    (void)state;
    begin();
    answer *a = ready_rows(1);
    a->cells[0][0] = text("host");
    for (int i = 1; i < 6; i++)
        a->cells[0][i] = whole(10 * i);
    answer *b = ready_rows(2);
    for (int i = 0; i < 2; i++) {
        b->cells[i][0] = text(i ? "k2" : "k1");
        b->cells[i][1] = text(i ? "w2" : "w1");
    }
    assert_int_equal(rap_clerks_tell(pg, &out, &err), RAP_OK);
    rap_buf_byte(&out, '\0');
    assert_string_equal(out.p,
                        "  worker    host:10  20 read, 50 a second, 40 in hand, seen 30"
                        " s ago\n  aside     k1: w1\n  aside     k2: w2\n");
    rap_buf_done(&out);
}

/* ---- shards ------------------------------------------------------------------------
 */

static rap_shard shard_of(const char *question, const char *input)
{
    rap_str bytes = rap_str_of(input);
    return (rap_shard){rap_str_of(question), rap_sha256(bytes), bytes};
}

static void parts_are_put_up_taken_and_answered(void **state)
{
    const rap_shard v[] = {shard_of("q", "one"), shard_of("q", ""),
                           shard_of("q", "three")};
    rap_str answers[3] = {{"", 0}, {"", 0}, {"", 0}};
    rap_shard taken;
    char line[300];
    bool got = false;
    (void)state;
    for (int wanted = 0; wanted < 2; wanted++) {
        begin();
        for (int i = 0; i < 5; i++)
            (void)ready(PGRES_COMMAND_OK);
        assert_int_equal(rap_shards_post(pg, v, 3, wanted, &err), RAP_OK);
        assert_int_equal(fake.at, 5); /* a part without input needs no answer */
        (void)snprintf(line, sizeof line, " | 'q' | '{%s,%s,%s}'\n", v[0].name.hex,
                       v[1].name.hex, v[2].name.hex);
        assert_asked(line);
        (void)snprintf(line, sizeof line, " | 'q' | '%s' | 0 | %s\n", v[0].name.hex,
                       wanted ? "x'one'" : "null");
        assert_asked(line);
        (void)snprintf(line, sizeof line, " | 'q' | '%s' | 2 | %s\n", v[2].name.hex,
                       wanted ? "x'three'" : "null");
        assert_asked(line);
        assert_asked("\nCOMMIT\n");
    }
    begin();
    assert_int_equal(rap_shards_post(pg, v, 0, true, &err), RAP_OK);
    assert_int_equal(rap_shards_answers(pg, v, answers, 0, arena, &err), RAP_OK);
    assert_int_equal(fake.asked.n, 0);
    answer *a = ready_rows(3); /* in any order, and one of no part */
    a->cells[0][0] = text(v[2].name.hex);
    a->cells[0][1] = blob("third", 5);
    a->cells[1][0] = text("unknown");
    a->cells[1][1] = blob("x", 1);
    a->cells[2][0] = text(v[0].name.hex);
    a->cells[2][1] = blob("first", 5);
    assert_int_equal(rap_shards_answers(pg, v, answers, 3, arena, &err), RAP_OK);
    assert_true(rap_str_is(answers[0], "first"));
    assert_int_equal(answers[1].n, 0);
    assert_true(rap_str_is(answers[2], "third"));
    begin();
    (void)ready_rows(0);
    got = true;
    assert_int_equal(rap_shards_take(pg, &taken, &got, 4, arena, &err), RAP_OK);
    assert_false(got);
    assert_asked("asked | 4\n");
    a = ready_rows(1);
    a->cells[0][0] = text("q");
    a->cells[0][1] = text(v[0].name.hex);
    a->cells[0][2] = blob("one", 3);
    assert_int_equal(rap_shards_take(pg, &taken, &got, 4, arena, &err), RAP_OK);
    assert_true(got);
    assert_true(rap_str_is(taken.question, "q") && rap_str_is(taken.input, "one"));
    assert_string_equal(taken.name.hex, v[0].name.hex);
    begin();
    (void)ready(PGRES_COMMAND_OK);
    assert_int_equal(rap_shards_answer(pg, &taken, RAP_STR("ans"), &err), RAP_OK);
    (void)snprintf(line, sizeof line, " | 'q' | '%s' | x'ans'\n", v[0].name.hex);
    assert_asked(line);
    begin();
    ready_rows(1)->cells[0][0] = whole(1);
    ready_rows(1)->cells[0][0] = whole(0);
    assert_int_equal(rap_shards_helped(pg, &got, &err), RAP_OK);
    assert_true(got);
    assert_int_equal(rap_shards_helped(pg, &got, &err), RAP_OK);
    assert_false(got);
}

/* ---- each question refused ---------------------------------------------------------
 */

static rap_code ask_one(int which)
{
    const rap_shard v[] = {shard_of("q", "one"), shard_of("q", "two")};
    const rap_lot lot = {RAP_STR("/in"), RAP_STR("{}"), 7, 8};
    const rap_ticket ticket = {.path = RAP_STR("p"), .key = RAP_STR("k")};
    rap_lot got;
    rap_str answers[2], value;
    rap_shard taken;
    rap_ticket *tickets;
    rap_ticket_counts counts;
    rap_buf out = {0};
    int64_t id = 0;
    uint64_t n = 0;
    uint32_t many = 0;
    bool is = false;
    rap_code rc = RAP_OK;
    switch (which) {
    case 0:
        return rap_lot_new(pg, &id, &lot, &err);
    case 1:
        return rap_lot_find(pg, &got, 1, arena, &err);
    case 2:
        return rap_lot_last(pg, &got, arena, &err);
    case 3:
        rc = rap_tickets_begin(pg, &err);
        if (rc == RAP_OK) rc = rap_tickets_put(pg, &ticket, &err);
        return rc == RAP_OK ? rap_tickets_end(pg, &n, &err) : rc;
    case 4:
        return rap_tickets_take(pg, &tickets, &many, 1, 1, 1, arena, &err);
    case 5:
        return rap_tickets_retry(pg, &n, &err);
    case 6:
        return rap_tickets_count(pg, &counts, &err);
    case 7:
        return rap_tickets_over(pg, &is, &err);
    case 8:
        return rap_clerk_enlist(pg, &id, &err);
    case 9:
        return rap_clerk_beat(pg, 1, 1, 1, 1, &err);
    case 10:
        return rap_clerk_leave(pg, 1, &err);
    case 11:
        return rap_clerks_reap(pg, &n, &err);
    case 12:
        rc = rap_clerks_tell(pg, &out, &err);
        rap_buf_done(&out);
        return rc;
    case 13:
        return rap_shards_post(pg, v, 2, true, &err);
    case 14:
        return rap_shards_answers(pg, v, answers, 2, arena, &err);
    case 15:
        return rap_shards_take(pg, &taken, &is, 1, arena, &err);
    case 16:
        return rap_shards_helped(pg, &is, &err);
    default:
        return rap_pgschema_meta(pg, &value, "k", &err);
    }
}

static void whatever_the_server_refuses_is_told(void **state)
{
    (void)state;
    for (int which = 0; which <= 17; which++)
        for (int bad = 0;; bad++) { /* the first, the second, ... question */
            begin();
            for (int i = 0; i < bad; i++)
                if (which == 3 && i == 1)
                    (void)ready(PGRES_COPY_IN);
                else
                    (void)ready_rows(which == 4 || which == 15 ? 0 : 1);
            int before = fake.n;
            ready_failure("53200", "ERROR:  out of something\n");
            (void)ready(PGRES_COMMAND_OK); /* for a ROLLBACK */
            fake.rest = 1;
            fake.words = "ERROR:  out of something\n";
            rap_code rc = ask_one(which);
            if (fake.at <= before) break; /* it asks no more than so much */
            if (rc != RAP_E_STORE ||
                strcmp(err.msg, "PostgreSQL: out of something") != 0)
                fail_msg("%d, question %d: %d %s", which, bad, rc, err.msg);
        }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_wrong_with_a_server_is_told),
        TEST(after_a_loss_the_same_server_is_greeted_again),
        TEST(some_failures_pass),
        TEST(values_go_over_as_they_are),
        TEST(values_come_back_as_they_were),
        TEST(rows_go_in_by_copy),
        TEST(many_rows_go_in_pieces_and_a_failure_is_told),
        TEST(rows_come_out_by_copy),
        TEST(a_row_that_is_not_what_was_asked_for_is_told),
        TEST(the_schema_is_made_brought_up_to_date_or_refused),
        TEST(lots_and_tickets_keep_what_they_are_given),
        TEST(tickets_are_taken_in_their_order),
        TEST(tickets_end_fail_and_are_counted),
        TEST(clerks_enlist_beat_leave_and_lead),
        TEST(who_works_and_what_is_set_aside_is_told),
        TEST(parts_are_put_up_taken_and_answered),
        TEST(whatever_the_server_refuses_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
