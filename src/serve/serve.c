/*
 * serve/serve.c - the pages, on 127.0.0.1 only, by libmicrohttpd.
 *
 * serve/door.h takes in requests that are well written, serve/gate.h says who may come
 * in, pages/pages.h writes what is asked for; here they are joined, and every reply
 * gets the same careful headers.  The idea of the one-time address is Jupyter's.
 *
 * libmicrohttpd runs one thread of its own, to which the dossier belongs once the
 * server has started.
 */
/* SPDX-License-Identifier: MIT */
#include "serve/serve.h"

#include "keep/dossier.h"
#include "pages/pages.h"
#include "places/atlas.h"
#include "serve/door.h"
#include "serve/gate.h"
#include "serve/head.h"
#include "serve/joining.h"
#include "serve/post.h"
#include "serve/warm.h"

#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>

/* A request that does not fit into MEMORY_OF_ONE is refused with 431 or 413. */
enum {
    MEMORY_OF_ONE = 32 * 1024,
    CONNECTIONS = 64,
    QUIET_SECONDS = 20,
    FIELDS_MOST = 32,
    COOKIE_ROOM = 192,
    ARENA_LIMIT = 1 << 20
};

struct rap_server {
    rap_arena *arena; /* holds this */
    rap_dossier *d;
    rap_view *view; /* kept between pages; NULL: to be made */
    rap_warm *warm; /* another one, under way; NULL: none */
    rap_joining joining;
    struct MHD_Daemon *daemon;
    rap_gate gate;
    rap_door *door;
    const char *path;
    rap_server_correct *correct;
};

/* The body of a POST on its way in; made for one request. */
typedef struct {
    rap_arena *arena;
    char bytes[RAP_HEAD_BODY_MOST];
    size_t n;
} posting;

/* Marks of MHD's per-request pointer: was the target a path? */
static const char a_path, no_path, hand_path;

static const char *const headers[][2] = {
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
     "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
    {"X-Attribution", RAP_ATLAS_CREDIT},
    {"Connection", "close"}, /* the door looks at one request a connection */
};

typedef struct {
    const char *name, *value;
} header;

static enum MHD_Result reply(struct MHD_Connection *c, unsigned status, rap_str body,
                             const char *media, const header extra[2])
{
    static char nothing;
    union { /* MHD copies the bytes but asks for a pointer that may change them */
        const char *from;
        void *to;
    } bytes = {.from = body.p ? body.p : &nothing};
    struct MHD_Response *r =
        MHD_create_response_from_buffer(body.n, bytes.to, MHD_RESPMEM_MUST_COPY);
    if (!r) return MHD_NO;
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++)
        (void)MHD_add_response_header(r, headers[i][0], headers[i][1]);
    (void)MHD_add_response_header(r, MHD_HTTP_HEADER_CONTENT_TYPE, media);
    for (int i = 0; extra && i < 2; i++)
        if (extra[i].name)
            (void)MHD_add_response_header(r, extra[i].name, extra[i].value);
    enum MHD_Result done = MHD_queue_response(c, status, r);
    MHD_destroy_response(r);
    return done;
}

static enum MHD_Result refuse(struct MHD_Connection *c, rap_gate_answer answer)
{
    static const struct {
        unsigned status;
        const char *words;
        header extra[2];
    } refusals[] = {
        [RAP_GATE_BAD] = {400, "This request is not well formed.\n", {{0}}},
        [RAP_GATE_NOT_US] = {421,
                             "This is not the server that was asked for.\n",
                             {{0}}},
        [RAP_GATE_FOREIGN] = {403, "Requests from other sites are refused.\n", {{0}}},
        [RAP_GATE_METHOD] = {405,
                             "Pages are read with GET or HEAD; corrections go to /hand "
                             "with POST.\n",
                             {{"Allow", "GET, HEAD, POST"}}},
        [RAP_GATE_STRANGER] = {401,
                               "Open the address that `rapporteur serve` printed. It "
                               "works once; after that only in the same browser. Start "
                               "`serve` anew for a new one.\n",
                               {{"WWW-Authenticate", "Bearer"}}},
    };
    return reply(c, refusals[answer].status, rap_str_of(refusals[answer].words),
                 "text/plain; charset=utf-8", refusals[answer].extra);
}

/* The first address leads on to the first page, so that the token leaves the address
 * bar and the history. */
static enum MHD_Result welcome(const rap_server *s, struct MHD_Connection *c)
{
    char cookie[COOKIE_ROOM];
    (void)snprintf(cookie, sizeof cookie, "%s=%s; Path=/; HttpOnly; SameSite=Strict",
                   s->gate.cookie_name, s->gate.cookie);
    const header extra[2] = {{"Set-Cookie", cookie}, {"Location", "/"}};
    return reply(c, 303, rap_str_of("Go on to /\n"), "text/plain; charset=utf-8",
                 extra);
}

typedef struct {
    rap_knock knock;
    const char *cookie_name;
} looking;

static bool is_name(const char *given, const char *name)
{
    rap_str a = rap_str_of(given), b = rap_str_of(name);
    if (a.n != b.n) return false;
    for (size_t i = 0; i < a.n; i++)
        if ((a.p[i] | 0x20) != (b.p[i] | 0x20)) return false;
    return true;
}

static enum MHD_Result look(void *into, enum MHD_ValueKind kind, const char *key,
                            const char *value)
{
    looking *l = into;
    rap_knock *k = &l->knock;
    if (kind == MHD_HEADER_KIND && is_name(key, "host")) {
        k->host = rap_str_of(value);
        k->hosts++;
    } else if (kind == MHD_HEADER_KIND && is_name(key, "origin")) {
        k->origin = rap_str_of(value);
        k->origins++;
    } else if (kind == MHD_HEADER_KIND && is_name(key, "authorization")) {
        k->authorization = rap_str_of(value);
    } else if (kind == MHD_COOKIE_KIND && strcmp(key, l->cookie_name) == 0) {
        k->cookie = rap_str_of(value);
    } else if (kind == MHD_GET_ARGUMENT_KIND && strcmp(key, "token") == 0) {
        k->token = rap_str_of(value);
    }
    return MHD_YES;
}

static rap_gate_answer ask_gate(rap_server *s, struct MHD_Connection *c,
                                const char *method, const void *mark)
{
    looking l = {.knock = {.method = rap_str_of(method),
                           .is_path = mark != (const void *)&no_path,
                           .is_hand = mark == (const void *)&hand_path},
                 .cookie_name = s->gate.cookie_name};
    (void)MHD_get_connection_values(c, MHD_HEADER_KIND, look, &l);
    (void)MHD_get_connection_values(c, MHD_COOKIE_KIND, look, &l);
    (void)MHD_get_connection_values(c, MHD_GET_ARGUMENT_KIND, look, &l);
    return rap_gate_ask(&s->gate, &l.knock);
}

typedef struct {
    rap_page_field v[FIELDS_MOST];
    uint32_t n;
} fields;

static enum MHD_Result take_field(void *into, enum MHD_ValueKind kind, const char *key,
                                  const char *value)
{
    fields *f = into;
    (void)kind;
    if (f->n < FIELDS_MOST && strcmp(key, "token") != 0 && value && *value)
        f->v[f->n++] = (rap_page_field){rap_str_of(key), rap_str_of(value)};
    return MHD_YES;
}

static void take_warm(rap_server *s)
{
    rap_dossier *d = NULL;
    rap_view *v = NULL;
    if (!rap_warm_take(s->warm, &d, &v)) return;
    rap_view_free(s->view);
    rap_dossier_close(s->d);
    s->view = v;
    s->d = d;
}

static enum MHD_Result give_page(rap_server *s, struct MHD_Connection *c,
                                 const char *path)
{
    fields f = {.n = 0};
    rap_err err = {0};
    rap_page page;
    (void)MHD_get_connection_values(c, MHD_GET_ARGUMENT_KIND, take_field, &f);
    rap_page_request request = {.path = rap_str_of(path),
                                .fields = f.v,
                                .n_fields = f.n,
                                .token = rap_str_of(s->correct ? s->gate.form : "")};
    take_warm(s);
    /* a dossier that cannot be asked for news is shown as it was */
    if (rap_dossier_refresh(s->d, &err) != RAP_OK) err = (rap_err){0};
    rap_joining_see(&s->joining, s->d);
    rap_code rc = rap_view_refresh(&s->view, s->d, &err);
    if (rc == RAP_OK) rc = rap_page_write(&page, s->view, &request, &err);
    if (rc != RAP_OK)
        return reply(c, 500, rap_str_of(err.msg), "text/plain; charset=utf-8", NULL);
    enum MHD_Result done =
        reply(c, (unsigned)page.status, rap_buf_str(&page.body), page.media, NULL);
    rap_buf_done(&page.body);
    return done;
}

/* After a correction back to the page it came from. */
static enum MHD_Result go_back(struct MHD_Connection *c, const char *back)
{
    const header extra[2] = {{"Location", back}, {NULL, NULL}};
    return reply(c, 303, rap_str_of("Done.\n"), "text/plain; charset=utf-8", extra);
}

static enum MHD_Result take_form(rap_server *s, struct MHD_Connection *c,
                                 const posting *p)
{
    rap_err err = {0};
    rap_post_fields f;
    char back[RAP_POST_BACK_ROOM];
    static const char plain[] = "text/plain; charset=utf-8";
    if (!rap_post_parse(&f, (rap_str){p->bytes, p->n}, p->arena))
        return reply(c, 400, rap_str_of("This form is not well formed.\n"), plain,
                     NULL);
    if (!rap_gate_is_form(&s->gate, f.token))
        return reply(c, 403,
                     rap_str_of("This form is not of a page that this server gave.\n"),
                     plain, NULL);
    rap_server_hand hand = {f.what, f.a, f.b, f.value, f.coder};
    rap_joining_stop(&s->joining); /* a correction joins them too */
    if (s->correct(s->path, &hand, &err) != RAP_OK)
        return reply(c, 400, rap_str_of(err.msg), plain, NULL);
    rap_post_back(back, f.back, f.coder);
    return go_back(c, back);
}

/* The first call of a POST: a place for its body.  Later ones bring the body, and one
 * without bytes ends it. */
static enum MHD_Result take_body(rap_server *s, struct MHD_Connection *c,
                                 const char *upload, size_t *upload_size,
                                 void **request)
{
    if (*request == (const void *)&hand_path) {
        rap_arena *arena = rap_arena_new(ARENA_LIMIT);
        posting *p = arena ? RAP_NEW(arena, posting, 1) : NULL;
        if (!p) {
            rap_arena_free(arena);
            return MHD_NO;
        }
        p->arena = arena;
        *request = p;
        return MHD_YES;
    }
    posting *p = *request;
    if (!*upload_size) return take_form(s, c, p);
    if (p->n + *upload_size > sizeof p->bytes) return MHD_NO;
    memcpy(p->bytes + p->n, upload, *upload_size);
    p->n += *upload_size;
    *upload_size = 0;
    return MHD_YES;
}

static bool is_mark(const void *request)
{
    return !request || request == &a_path || request == &no_path ||
           request == &hand_path;
}

static void forget_body(void *server, struct MHD_Connection *c, void **request,
                        enum MHD_RequestTerminationCode how)
{
    (void)server;
    (void)c;
    (void)how;
    if (is_mark(*request)) return;
    posting *p = *request;
    *request = NULL;
    rap_arena_free(p->arena);
}

static enum MHD_Result answer(void *server, struct MHD_Connection *c, const char *path,
                              const char *method, const char *version,
                              const char *upload, size_t *upload_size, void **request)
{
    rap_server *s = server;
    (void)version;
    if (!is_mark(*request)) return take_body(s, c, upload, upload_size, request);
    rap_gate_answer a = ask_gate(s, c, method, *request);
    if (a == RAP_GATE_OPEN && *request == (const void *)&hand_path)
        return take_body(s, c, upload, upload_size, request);
    if (a == RAP_GATE_OPEN) return give_page(s, c, path);
    return a == RAP_GATE_WELCOME ? welcome(s, c) : refuse(c, a);
}

/* Called with the target as it came, before anything else; what it returns becomes the
 * request's pointer. */
static void *see_target(void *server, const char *target, struct MHD_Connection *c)
{
    union {
        const void *from;
        void *to;
    } mark = {.from = target[0] != '/' || target[1] == '/' ? &no_path
                      : strcmp(target, "/hand") == 0       ? &hand_path
                                                           : &a_path};
    (void)server;
    (void)c;
    return mark.to;
}

/* From the door's thread; libmicrohttpd closes the socket, also when it refuses. */
static void let_in(void *server, int fd)
{
    rap_server *s = server;
    struct sockaddr_in from = {.sin_family = AF_INET,
                               .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    (void)MHD_add_connection(s->daemon, fd, (const struct sockaddr *)&from,
                             sizeof from);
}

static rap_code start(rap_server *s, rap_err *err)
{
    s->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_AUTO |
                                     MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET,
                                 0, NULL, NULL, answer, s, MHD_OPTION_URI_LOG_CALLBACK,
                                 see_target, s, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                                 (size_t)MEMORY_OF_ONE, MHD_OPTION_CONNECTION_LIMIT,
                                 (unsigned)CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT,
                                 (unsigned)QUIET_SECONDS, MHD_OPTION_NOTIFY_COMPLETED,
                                 forget_body, s, MHD_OPTION_STRICT_FOR_CLIENT, 1,
                                 MHD_OPTION_END);
    if (!s->daemon)
        return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE,
                        "the server could not be started");
    return rap_door_open(s->door, let_in, s, err);
}

static rap_code open_all(rap_server *s, const char *path, uint16_t port,
                         const char *token, rap_err *err)
{
    rap_code rc = rap_dossier_open(&s->d, path, RAP_OPEN_READ, err);
    if (rc == RAP_OK) rc = rap_view_refresh(&s->view, s->d, err);
    if (rc == RAP_OK) rc = rap_door_new(&s->door, s->arena, port, err);
    if (rc != RAP_OK) return rc;
    if (!rap_gate_init(&s->gate, token, rap_door_port(s->door)))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "the token needs %d digits",
                        RAP_TOKEN_DIGITS);
    rap_joining_see(&s->joining, s->d);
    s->warm = rap_warm_start(path, s->view, s->arena);
    return start(s, err);
}

rap_code rap_server_start(rap_server **out, const char *path, uint16_t port,
                          const char *token, rap_server_correct *correct, rap_err *err)
{
    rap_arena *arena = rap_arena_new(ARENA_LIMIT);
    rap_server *s = arena ? RAP_NEW(arena, rap_server, 1) : NULL;
    if (!s) {
        rap_arena_free(arena);
        return rap_fail_memory(err);
    }
    s->arena = arena;
    s->path = path;
    s->joining.path = path;
    s->correct = correct;
    rap_code rc = open_all(s, path, port, token, err);
    if (rc == RAP_OK)
        *out = s;
    else
        rap_server_stop(s);
    return rc;
}

uint16_t rap_server_port(const rap_server *s)
{
    return rap_door_port(s->door);
}

void rap_server_stop(rap_server *s)
{
    if (!s) return;
    rap_door_close(s->door);
    if (s->daemon) MHD_stop_daemon(s->daemon);
    rap_warm_stop(s->warm);
    rap_joining_stop(&s->joining);
    rap_view_free(s->view);
    rap_dossier_close(s->d);
    rap_arena_free(s->arena);
}
