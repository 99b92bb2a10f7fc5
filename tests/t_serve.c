/*
 * tests/t_serve.c - the server inside a test: who is let in over real sockets, and what
 * happens when the system refuses.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "cli_stage.h"
#include "keep/dossier.h"
#include "refusing.h"
#include "serve/door.h"
#include "serve/gate.h"
#include "serve/joining.h"
#include "serve/serve.h"
#include "serve/warm.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/socket.h>
#include <time.h>

static const char token[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/* ---- over sockets ------------------------------------------------------------------
 */

static rap_server *server;
static char corrected[256];

static rap_code correct(const char *path, const rap_server_hand *h, rap_err *err)
{
    (void)snprintf(corrected, sizeof corrected, "%s " RAP_FMT " " RAP_FMT " " RAP_FMT,
                   path, RAP_ARG(h->what), RAP_ARG(h->a), RAP_ARG(h->coder));
    if (rap_str_is(h->what, "fail"))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "this cannot be done");
    return RAP_OK;
}

static void start(void)
{
    rap_err err = {0};
    if (rap_server_start(&server, "t.db", 0, token, correct, &err) != RAP_OK)
        fail_msg("%s", err.msg);
    assert_true(rap_server_port(server) > 0);
}

static void stop(void)
{
    rap_server_stop(server);
    server = NULL;
}

static int call_server(void)
{
    struct sockaddr_in to = {.sin_family = AF_INET,
                             .sin_port = htons(rap_server_port(server)),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct timeval patience = {.tv_sec = 10};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&to, sizeof to), 0);
    assert_int_equal(
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience), 0);
    return fd;
}

/* All of the answer, into stage.told.out; its status, 0 where there is none. */
static int hear(int fd)
{
    size_t n = 0;
    for (ssize_t m; (m = recv(fd, stage.told.out + n, STAGE_TEXT - 1 - n, 0)) > 0;)
        n += (size_t)m;
    stage.told.out[n] = '\0';
    (void)close(fd);
    return n > 12 ? (int)strtol(stage.told.out + 9, NULL, 10) : 0;
}

/* Send `lines` with Host and, where it is wanted, the bearer's token. */
static int ask_for(const char *first, const char *more, bool known)
{
    char request[12000];
    int fd = call_server();
    int n = snprintf(request, sizeof request,
                     "%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n%s%s%s%s", first,
                     rap_server_port(server), known ? "Authorization: Bearer " : "",
                     known ? token : "", known ? "\r\n" : "", more);
    assert_int_equal(send(fd, request, (size_t)n, MSG_NOSIGNAL), n);
    return hear(fd);
}

static void each_request_has_the_answer_that_it_should(void **state)
{
    static const struct {
        const char *first, *more;
        bool known;
        int status;
    } cases[] = {{"GET /", "\r\n", true, 200},
                 {"HEAD /", "\r\n", true, 200},
                 {"GET /", "\r\n", false, 401},
                 {"GET /?token=1", "\r\n", false, 401},
                 {"GET /said?party=Norland&token=x", "\r\n", true, 200},
                 {"GET /said.json?speaker=", "\r\n", true, 200},
                 {"GET /timeline?from=yesterday", "\r\n", true, 400},
                 {"GET /nothing", "\r\n", true, 404},
                 {"GET /report/R2", "\r\n", true, 200},
                 {"GET /page.css", "\r\n", true, 200},
                 {"PUT /", "\r\n", true, 405},
                 {"GET /hand", "\r\n", true, 405},
                 {"POST /", "Content-Length: 0\r\n\r\n", true, 405},
                 {"GET /", "Origin: http://evil.example\r\n\r\n", true, 403},
                 {"GET /", "oRIGIN: null\r\n\r\n", true, 403},
                 {"GET /", "Host: b\r\n\r\n", true, 400},
                 {"GET //evil.example/", "\r\n", true, 400},
                 {"GET *", "\r\n", true, 400},
                 {"GET /", "Cookie: rapporteur_1=x\r\n\r\n", false, 401}};
    (void)state;
    start();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int status = ask_for(cases[i].first, cases[i].more, cases[i].known);
        if (status != cases[i].status)
            fail_msg("%s: %d, not %d", cases[i].first, status, cases[i].status);
    }
    char many[4096] = "GET /said?a=1";
    for (int i = 0; i < 40; i++)
        (void)snprintf(many + strlen(many), 40, "&p%d=%d", i, i);
    assert_int_equal(ask_for(many, "\r\n", true), 200);
    stop();
}

static void the_first_address_lets_in_once_and_becomes_a_cookie(void **state)
{
    char first[128], cookie[256];
    (void)state;
    start();
    (void)snprintf(first, sizeof first, "GET /?token=%s", token);
    assert_int_equal(ask_for(first, "\r\n", false), 303);
    assert_true(stage_out_has("\r\nLocation: /\r\n"));
    const char *at = strstr(stage.told.out, "Set-Cookie: ");
    assert_non_null(at);
    (void)snprintf(cookie, sizeof cookie, "Cookie: %.*s\r\n\r\n",
                   (int)strcspn(at + 12, ";"), at + 12);
    assert_int_equal(ask_for("GET /", cookie, false), 200);
    assert_int_equal(ask_for(first, "\r\n", false), 401);
    stop();
}

static int post(const char *fields)
{
    char more[10000];
    (void)snprintf(more, sizeof more, "Content-Length: %zu\r\n\r\n%s", strlen(fields),
                   fields);
    return ask_for("POST /hand", more, true);
}

static void a_form_corrects_where_it_brings_what_the_page_gave_it(void **state)
{
    rap_gate g;
    char form[8000];
    (void)state;
    start();
    assert_true(rap_gate_init(&g, token, rap_server_port(server)));
    assert_int_equal(post("what=merge&a=x"), 403);
    assert_int_equal(post("what=%"), 400);
    assert_int_equal(ask_for("POST /hand", "Content-Length: 0\r\n\r\n", false), 401);
    corrected[0] = '\0';
    (void)snprintf(form, sizeof form,
                   "token=%s&what=accept&a=A1&coder=Ida&back=%%2Fsaid", g.form);
    assert_int_equal(post(form), 303);
    assert_true(stage_out_has("\r\nLocation: /said?coder=Ida\r\n"));
    assert_string_equal(corrected, "t.db accept A1 Ida");
    (void)snprintf(form, sizeof form, "token=%s&what=fail", g.form);
    assert_int_equal(post(form), 400);
    assert_true(stage_out_has("this cannot be done"));
    int n = snprintf(form, sizeof form, "token=%s&what=accept&value=", g.form);
    memset(form + n, 'x', sizeof form - (size_t)n - 1);
    form[sizeof form - 1] = '\0';
    assert_int_equal(post(form), 303);
    stop();
}

static void nap(long ms)
{
    const struct timespec t = {ms / 1000, ms % 1000 * 1000000};
    (void)nanosleep(&t, NULL);
}

static void heads_in_pieces_too_long_or_broken_off_are_met_at_the_door(void **state)
{
    static char head[20000];
    (void)state;
    start();
    int n = snprintf(head, sizeof head,
                     "GET / HTTP/1.1\r\nHost: 127.0.0.1:%u\r\nAuthorization: Bearer "
                     "%s\r\n\r\n",
                     rap_server_port(server), token);
    int fd = call_server();
    for (int at = 0; at < n; at += 40) { /* slow, but within patience */
        int m = n - at < 40 ? n - at : 40;
        assert_int_equal(send(fd, head + at, (size_t)m, MSG_NOSIGNAL), m);
        nap(5);
    }
    assert_int_equal(hear(fd), 200);
    fd = call_server();
    (void)close(fd); /* says nothing */
    fd = call_server();
    assert_int_equal(send(fd, "GE", 2, MSG_NOSIGNAL), 2);
    nap(20);
    (void)close(fd);
    fd = call_server();
    assert_int_equal(send(fd, "GE\1", 3, MSG_NOSIGNAL), 3);
    assert_int_equal(hear(fd), 400);
    fd = call_server(); /* has the number that the one before had, and waits in peace */
    assert_int_equal(send(fd, head, 30, MSG_NOSIGNAL), 30);
    nap(50);
    assert_int_equal(send(fd, head + 30, (size_t)n - 30, MSG_NOSIGNAL), n - 30);
    assert_int_equal(hear(fd), 200);
    memset(head, 'a', sizeof head);
    memcpy(head, "GET / HTTP/1.1\r\nX: ", 19);
    fd = call_server();
    (void)send(fd, head, sizeof head, MSG_NOSIGNAL);
    int status = hear(fd);
    assert_true(status == 431 || status == 0);
    int waiting[70];
    for (int i = 0; i < 70; i++) /* more than may wait: the others wait behind */
        waiting[i] = call_server();
    nap(50);
    for (int i = 0; i < 70; i++)
        (void)close(waiting[i]);
    assert_int_equal(ask_for("GET /help", "\r\n", true), 200);
    fd = call_server();
    stop(); /* while one waits */
    (void)close(fd);
}

static void what_cannot_be_opened_is_told(void **state)
{
    rap_err err = {0};
    rap_server *s = NULL;
    (void)state;
    assert_int_equal(rap_server_start(&s, "none.db", 0, token, correct, &err),
                     RAP_E_OPEN);
    assert_int_equal(rap_server_start(&s, "t.db", 0, "short", correct, &err),
                     RAP_E_USAGE);
    assert_non_null(strstr(err.msg, "64 digits"));
    start();
    assert_int_equal(
        rap_server_start(&s, "t.db", rap_server_port(server), token, correct, &err),
        RAP_E_OUTPUT);
    assert_non_null(strstr(err.msg, "could not be opened; try another --port"));
    assert_null(s);
    stop();
    rap_server_stop(NULL);
    rap_door_close(NULL);
    rap_warm_stop(NULL);
}

/* ---- what the system refuses -------------------------------------------------------
 */

static void a_start_that_the_system_refuses_is_told(void **state)
{
    static const struct {
        const char *call;
        int skip;
    } cases[] = {
        {"socket", 0}, {"bind", 0}, {"listen", 0}, {"pipe2", 0}, {"pthread_create", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        rap_err err = {0};
        rap_server *s = NULL;
        refuse_call(cases[i].call, cases[i].skip, 1, EMFILE);
        rap_code rc = rap_server_start(&s, "t.db", 0, token, correct, &err);
        refuse_call("", 0, 0, 0);
        if (rc != RAP_E_OUTPUT || !err.msg[0] || s)
            fail_msg("%s refused: %d %s", cases[i].call, rc, err.msg);
    }
}

static void an_answer_that_cannot_be_made_closes_the_connection(void **state)
{
    (void)state;
    start();
    refuse_call("MHD_create_response_from_buffer", 0, 1, 0);
    assert_int_equal(ask_for("GET /help", "\r\n", true), 0);
    refuse_call("", 0, 0, 0);
    assert_int_equal(ask_for("GET /help", "\r\n", true), 200);
    stop();
}

static rap_code serve_once(void *with)
{
    rap_err err = {0};
    int *status = with;
    *status = 0;
    rap_code rc = rap_server_start(&server, "t.db", 0, token, correct, &err);
    if (rc != RAP_OK) return rc;
    *status = ask_for("GET /said?party=Norland", "\r\n", true);
    if (*status == 200 && !stage_out_has("</html>")) *status = 1;
    stop();
    return RAP_OK;
}

static void is_a_page_or_an_error(rap_code rc, long n, void *with)
{
    int status = *(int *)with;
    if (n < 0) assert_int_equal(status, 200);
    if (rc != RAP_OK) return;
    if (status != 200 && status != 500 && status != 0)
        fail_msg("place %ld: %d", n, status);
}

static void memory_or_the_store_refused_makes_an_error_and_no_half_page(void **state)
{
    int status = 0;
    (void)state;
    assert_true(refuse_places(serve_once, &status, is_a_page_or_an_error, 1) > 40);
}

static rap_code post_once(void *with)
{
    rap_err err = {0};
    rap_gate g;
    char form[200];
    int *status = with;
    *status = 0;
    rap_code rc = rap_server_start(&server, "t.db", 0, token, correct, &err);
    if (rc != RAP_OK) return rc;
    assert_true(rap_gate_init(&g, token, rap_server_port(server)));
    (void)snprintf(form, sizeof form, "token=%s&what=accept", g.form);
    *status = post(form);
    stop();
    return RAP_OK;
}

static void is_done_or_an_error(rap_code rc, long n, void *with)
{
    int status = *(int *)with;
    if (n < 0) assert_int_equal(status, 303);
    if (rc == RAP_OK && status != 303 && status != 400 && status != 403 && status != 0)
        fail_msg("place %ld: %d", n, status);
}

static void a_form_that_memory_is_refused_to_is_not_done(void **state)
{
    int status = 0;
    (void)state;
    assert_true(refuse_places(post_once, &status, is_done_or_an_error, 1) > 20);
}

/* ---- beside the pages --------------------------------------------------------------
 */

static void a_large_view_is_made_ready_beside_the_pages(void **state)
{
    rap_dossier *d = NULL, *other = NULL;
    rap_view *v = NULL, *warm = NULL;
    rap_arena *arena = rap_arena_new(1 << 20);
    (void)state;
    assert_int_equal(rap_dossier_open(&d, "t.db", RAP_OPEN_READ, NULL), RAP_OK);
    assert_int_equal(rap_view_new(&v, d, NULL), RAP_OK);
    uint32_t n = v->n_reports;
    assert_null(rap_warm_start("t.db", v, arena)); /* nothing to gain */
    v->n_reports = 999;
    assert_null(rap_warm_start("t.db", v, arena));
    v->n_reports = 1000;
    assert_null(rap_warm_start("postgresql://x/y", v, arena));
    refuse_call("pthread_create", 0, 1, EAGAIN);
    assert_null(rap_warm_start("t.db", v, arena));
    refuse_call("", 0, 0, 0);
    rap_warm *w = rap_warm_start("t.db", v, arena);
    assert_non_null(w);
    for (int i = 0; i < 600 && !rap_warm_take(w, &other, &warm); i++)
        nap(50);
    assert_non_null(warm);
    assert_int_equal(warm->n_reports, n);
    assert_false(rap_warm_take(w, &other, &warm)); /* it is given once */
    assert_false(rap_warm_take(NULL, &other, &warm));
    rap_warm_stop(w);
    rap_view_free(warm);
    rap_dossier_close(other);
    w = rap_warm_start("t.db", v, arena); /* and broken off */
    assert_non_null(w);
    rap_warm_stop(w);
    w = rap_warm_start("none.db", v, arena);
    assert_non_null(w);
    nap(50);
    assert_false(rap_warm_take(w, &other, &warm));
    rap_warm_stop(w);
    v->n_reports = n;
    rap_view_free(v);
    rap_dossier_close(d);
    rap_arena_free(arena);
}

static void change(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    (void)sqlite3_close(db);
}

static int64_t apart(rap_dossier *d)
{
    rap_dossier_standing s = {0};
    assert_int_equal(rap_dossier_apart(d, &s, NULL), RAP_OK);
    return s.apart;
}

/* The program that is begun is this test: main runs the verb. */
static void what_stands_apart_is_joined_by_a_process_beside(void **state)
{
    rap_dossier *d = NULL;
    rap_joining j = {.path = "j.db"};
    (void)state;
    stage_copy("j.db", "t.db");
    assert_int_equal(rap_dossier_open(&d, "j.db", RAP_OPEN_READ, NULL), RAP_OK);
    rap_joining_see(&j, d);
    assert_int_equal(j.child, 0); /* nothing stands apart */
    change("j.db", "UPDATE meta SET value = '2' WHERE key = 'pile_due';"
                   "INSERT OR REPLACE INTO meta VALUES ('joined', '16');"
                   "PRAGMA user_version = 2");
    assert_int_equal(apart(d), 1);
    refuse_call("posix_spawn", 0, 1, ENOMEM);
    rap_joining_see(&j, d);
    refuse_call("", 0, 0, 0);
    assert_int_equal(j.child, 0);
    assert_true(j.rest > 0); /* not again at once */
    rap_joining_see(&j, d);
    assert_int_equal(j.child, 0);
    j.rest = 0;
    rap_joining_see(&j, d);
    assert_true(j.child > 0);
    for (int i = 0; i < 600 && j.child; i++) {
        nap(50);
        rap_joining_see(&j, d);
    }
    assert_int_equal(j.child, 0);
    assert_int_equal(j.rest, 0); /* it went well */
    assert_int_equal(apart(d), 0);
    j.path = "none.db"; /* one that fails is not begun again at once */
    change("j.db", "UPDATE meta SET value = '2' WHERE key = 'pile_due';"
                   "INSERT OR REPLACE INTO meta VALUES ('joined', '16')");
    rap_joining_see(&j, d);
    assert_true(j.child > 0);
    for (int i = 0; i < 600 && j.child; i++) {
        nap(50);
        rap_joining_see(&j, d);
    }
    assert_true(j.rest > 0);
    j.rest = 0;
    rap_joining_see(&j, d);
    assert_true(j.child > 0);
    rap_joining_stop(&j); /* broken off */
    assert_int_equal(j.child, 0);
    rap_joining_stop(&j);
    rap_dossier_close(d);
}

/* ---- the verb ----------------------------------------------------------------------
 */

/* Reads the address that `serve` prints, asks for a page, and sends Ctrl-C. */
static void *visit(void *with)
{
    char address[200] = "";
    int *status = with;
    unsigned long port = 0;
    for (int i = 0; i < 400 && !strchr(address, '\n'); i++) {
        nap(25);
        FILE *f = fopen("address", "rb");
        if (f && !fgets(address, sizeof address, f)) address[0] = '\0';
        if (f) (void)fclose(f);
    }
    static const char head[] = "http://127.0.0.1:", tail[] = "/?token=";
    char *end = address;
    if (strncmp(address, head, sizeof head - 1) == 0)
        port = strtoul(address + sizeof head - 1, &end, 10);
    if (strncmp(end, tail, sizeof tail - 1) == 0 &&
        strlen(end) == sizeof tail - 1 + 64 + 1)
        *status = (int)port;
    (void)kill(getpid(), SIGTERM);
    return NULL;
}

static void serve_prints_its_address_and_ends_with_a_signal(void **state)
{
    pthread_t visitor;
    int port = 0;
    (void)state;
    assert_int_equal(stage_run_to("/dev/full", "serve t.db"), 74);
    refuse_call("getrandom", 0, 1, ENOSYS);
    stage_ends(74, "serve t.db");
    refuse_call("", 0, 0, 0);
    assert_true(stage_err_has("no random bytes"));
    assert_int_equal(pthread_create(&visitor, NULL, visit, &port), 0);
    assert_int_equal(stage_run_to("address", "serve t.db"), 0);
    (void)pthread_join(visitor, NULL);
    assert_true(port > 0);
    /* the signal stays caught: what is added now is interrupted at once */
    stage_ends(130, "add s.db in");
    assert_true(stage_err_has("interrupted; what was read is in s.db"));
}

static int set_up(void **state)
{
    refuse_after(-1, false);
    refuse_call("", 0, 0, 0);
    return stage_open_dossier(state);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_request_has_the_answer_that_it_should),
        cmocka_unit_test(the_first_address_lets_in_once_and_becomes_a_cookie),
        cmocka_unit_test(a_form_corrects_where_it_brings_what_the_page_gave_it),
        cmocka_unit_test(heads_in_pieces_too_long_or_broken_off_are_met_at_the_door),
        cmocka_unit_test(what_cannot_be_opened_is_told),
        cmocka_unit_test(a_start_that_the_system_refuses_is_told),
        cmocka_unit_test(an_answer_that_cannot_be_made_closes_the_connection),
        cmocka_unit_test(memory_or_the_store_refused_makes_an_error_and_no_half_page),
        cmocka_unit_test(a_form_that_memory_is_refused_to_is_not_done),
        cmocka_unit_test(a_large_view_is_made_ready_beside_the_pages),
        cmocka_unit_test(what_stands_apart_is_joined_by_a_process_beside),
        cmocka_unit_test(serve_prints_its_address_and_ends_with_a_signal),
    };
    if (argc > 2 && strcmp(argv[1], "settle") == 0) return rap_program(argc, argv);
    if (argc > 1) cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, set_up, stage_close);
}
