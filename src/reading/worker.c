/*
 * reading/worker.c - a process without rights that reads reports for this one.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "reading/worker.h"

#include "rights.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WIRE = 3, CHUNK = 1 << 16, SPARE = 64 << 20 };
enum { FILES_HOLD = 1, CALLS_HOLD = 2 };

/* ---- the worker's own side ---- */

static bool read_whole(char *to, size_t n)
{
    while (n > 0) {
        ssize_t got = read(WIRE, to, n);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        to += got;
        n -= (size_t)got;
    }
    return true;
}

static bool write_whole(const char *from, size_t n)
{
    while (n > 0) {
        ssize_t put = write(WIRE, from, n);
        if (put < 0 && errno == EINTR) continue;
        if (put <= 0) return false;
        from += put;
        n -= (size_t)put;
    }
    return true;
}

static void answer(rap_buf *json, const char *in, size_t n, rap_work *work,
                   rap_arena *arena, rap_err *err)
{
    rap_report report = {0};
    rap_reading_options options;
    *err = (rap_err){.code = RAP_OK, .at = RAP_NOWHERE};
    if (rap_wire_get(&report, &options, (rap_str){in, n}, arena))
        err->code = work(json, &report, &options, arena, err);
    else
        (void)rap_fail_memory(err);
    if (json->failed) {
        rap_buf_clear(json);
        (void)rap_fail_memory(err);
    }
    if (json->n == 0 && err->code != RAP_OK) rap_reading_error(json, report.key, err);
}

/* Answer one report after the other until the wire is cut. */
static void serve(rap_work *work, rap_arena *arena)
{
    rap_buf in = {0}, json = {0};
    rap_wire_ask ask;
    while (read_whole((char *)&ask, sizeof ask)) {
        rap_wire_answer head = {0};
        rap_buf_clear(&in);
        rap_buf_clear(&json);
        if (!rap_buf_room(&in, ask.n) || !read_whole(in.p, ask.n)) break;
        answer(&json, in.p, ask.n, work, arena, &head.err);
        rap_arena_reset(arena);
        head.n = json.n;
        if (!write_whole((const char *)&head, sizeof head) ||
            !write_whole(json.p, json.n))
            break;
    }
    rap_buf_done(&in);
    rap_buf_done(&json);
}

/* Standard input and output lead nowhere; messages of a sanitizer still come out. */
static bool keep_only(int fd)
{
    int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
    fd = fcntl(fd, F_DUPFD, WIRE + 1); /* out of the way of 0 to 3 */
    if (nowhere < 0 || fd < 0 || dup2(nowhere, 0) < 0 || dup2(nowhere, 1) < 0)
        return false;
    if (dup2(fd, WIRE) < 0) return false;
    rap_confine_close(WIRE + 1);
    return true;
}

#if RAP_COUNTED
void __gcov_dump(void);
#endif

static _Noreturn void end(int status)
{
#if RAP_COUNTED
    __gcov_dump();
#endif
    _exit(status);
}

static void answer_signal(int number, void (*how)(int))
{
    struct sigaction action = {.sa_handler = how};
    (void)sigaction(number, &action, NULL);
}

/* A crash is a crash, whatever the program that this was forked from would do; only a
 * sanitizer may say more. */
static void forget_handlers(void)
{
#if !RAP_WATCHED
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGSYS};
    for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++)
        answer_signal(crashes[i], SIG_DFL);
#endif
    answer_signal(SIGINT, SIG_IGN); /* the parent decides when to stop */
    answer_signal(SIGTERM, SIG_DFL);
}

static _Noreturn void live(int fd, pid_t parent, rap_work *work, size_t memory)
{
    forget_handlers();
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    rap_arena *arena = rap_arena_new(memory);
    if (!arena || getppid() != parent || !keep_only(fd)) end(1);
    rap_confined c = rap_confine(memory * 2 + SPARE);
    char hello = (char)((c.files ? FILES_HOLD : 0) | (c.calls ? CALLS_HOLD : 0));
    if (write_whole(&hello, 1)) serve(work, arena);
    end(0);
}

/* ---- the parent's side ---- */

rap_code rap_worker_start(rap_worker *w, rap_work *work, size_t memory, rap_err *err)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return rap_fail(err, RAP_E_NOMEM, RAP_NOWHERE, "no worker could be started");
    pid_t parent = getpid(), pid = fork();
    if (pid == 0) live(ends[1], parent, work, memory);
    (void)close(ends[1]);
    if (pid < 0) {
        (void)close(ends[0]);
        return rap_fail(err, RAP_E_NOMEM, RAP_NOWHERE, "no worker could be started");
    }
    w->pid = pid;
    w->fd = ends[0];
    w->most = memory;
    w->greeted = false;
    w->confined = (rap_confined){true, true};
    rap_buf_clear(&w->out);
    rap_buf_clear(&w->in);
    w->sent = w->taken = 0;
    return RAP_OK;
}

bool rap_worker_ask(rap_worker *w, const rap_report *report,
                    const rap_reading_options *options)
{
    if (w->sent == w->out.n) {
        rap_buf_clear(&w->out);
        w->sent = 0;
    }
    rap_wire_put(&w->out, report, options);
    return !w->out.failed;
}

bool rap_worker_sends(const rap_worker *w)
{
    return w->sent < w->out.n;
}

static bool would_wait(ssize_t n)
{
    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

static bool send_some(rap_worker *w)
{
    while (rap_worker_sends(w)) {
        ssize_t n = send(w->fd, w->out.p + w->sent, w->out.n - w->sent,
                         MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n <= 0) return would_wait(n);
        w->sent += (size_t)n;
    }
    return true;
}

/* What has come: all of it, as it lies there. */
static bool take_some(rap_worker *w)
{
    for (;;) {
        if (!rap_buf_room(&w->in, CHUNK)) return false;
        ssize_t n = recv(w->fd, w->in.p + w->in.n, CHUNK, MSG_DONTWAIT);
        if (n <= 0) return would_wait(n);
        w->in.n += (size_t)n;
        if (n < CHUNK) return true;
    }
}

static void take_greeting(rap_worker *w)
{
    if (w->greeted || w->in.n == 0) return;
    w->greeted = true;
    w->confined.files = (w->in.p[0] & FILES_HOLD) != 0;
    w->confined.calls = (w->in.p[0] & CALLS_HOLD) != 0;
    w->taken = 1;
}

/* The next whole answer of what has come. */
static rap_worker_state take_answer(rap_worker *w, rap_buf *json, rap_err *err)
{
    rap_wire_answer head;
    size_t there = w->in.n - w->taken;
    if (!w->greeted || there < sizeof head) return RAP_WORKER_BUSY;
    memcpy(&head, w->in.p + w->taken, sizeof head);
    if (!rap_wire_sound(&head, w->most)) return RAP_WORKER_DEAD;
    if (there - sizeof head < head.n) return RAP_WORKER_BUSY;
    rap_str line = {w->in.p + w->taken + sizeof head, head.n};
    if (!rap_wire_is_line(line)) return RAP_WORKER_DEAD;
    rap_buf_put(json, line);
    *err = head.err;
    w->taken += sizeof head + head.n;
    if (w->taken == w->in.n) {
        rap_buf_clear(&w->in);
        w->taken = 0;
    }
    return RAP_WORKER_ANSWERS;
}

/* Bytes done with go when they are most of what is kept. */
static void settle_in(rap_worker *w)
{
    if (w->taken <= w->in.n / 2) return;
    memmove(w->in.p, w->in.p + w->taken, w->in.n - w->taken);
    w->in.n -= w->taken;
    w->taken = 0;
}

rap_worker_state rap_worker_move(rap_worker *w, rap_buf *json, rap_err *err)
{
    rap_worker_state state = take_answer(w, json, err);
    if (state != RAP_WORKER_BUSY) return state;
    bool sent = send_some(w);
    settle_in(w);
    bool taken = take_some(w);
    take_greeting(w);
    state = take_answer(w, json, err);
    return state == RAP_WORKER_BUSY && !(sent && taken) ? RAP_WORKER_DEAD : state;
}

/* How it ended.  What counts branches has it leave by itself, with what it counted, if
 * it does so within a second or two. */
static int end_worker(pid_t pid)
{
    int status = 0;
    pid_t gone = 0;
    for (int ms = 0; RAP_COUNTED && gone == 0 && ms < 2000; ms += 10) {
        gone = waitpid(pid, &status, WNOHANG);
        if (gone == 0) (void)usleep(10000);
    }
    if (gone == pid) return status;
    /* one that has died already keeps the status it died with */
    (void)kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

const char *rap_worker_stop(rap_worker *w)
{
    if (!w->pid) return "";
    (void)close(w->fd);
    int status = end_worker(w->pid);
    w->pid = 0;
    rap_buf_done(&w->out);
    rap_buf_done(&w->in);
    w->out = w->in = (rap_buf){0};
    if (!WIFSIGNALED(status)) return "an exit";
    const char *name = sigabbrev_np(WTERMSIG(status));
    return name ? name : "a signal";
}
