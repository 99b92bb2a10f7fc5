/*
 * serve/door.c - listens on 127.0.0.1 and looks at the head of each request.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "serve/door.h"

#include "serve/head.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* HEAD_MOST: what libmicrohttpd is given for one request, and a reserve for its own
 * use. */
enum {
    WAITING_MOST = 64,
    HEAD_MOST = 16 * 1024,
    PATIENCE_SECONDS = 10,
    LOOK_MS = 1000,
    BACKLOG = 16
};

typedef struct {
    int fd;
    int64_t until; /* monotonic seconds */
} waiting;

struct rap_door {
    int listener, bell[2]; /* a byte in the bell ends the thread */
    uint16_t port;
    bool runs;
    pthread_t thread;
    rap_door_guest *guest;
    void *user;
    waiting all[WAITING_MOST];
    uint32_t n;
    char head[HEAD_MOST + 1];
};

static int64_t now_seconds(void)
{
    struct timespec t = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec;
}

/* A short answer, then a close that does not wait for what the other still sends. */
static void refuse(int fd, const char *status)
{
    static const char head[] = "HTTP/1.1 ";
    static const char tail[] = "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
    char drain[4096];
    int flags = MSG_NOSIGNAL | MSG_DONTWAIT;
    if (send(fd, head, sizeof head - 1, flags | MSG_MORE) > 0 &&
        send(fd, status, strlen(status), flags | MSG_MORE) > 0)
        (void)send(fd, tail, sizeof tail - 1, flags);
    (void)shutdown(fd, SHUT_WR);
    for (int i = 0; i < 64 && recv(fd, drain, sizeof drain, MSG_DONTWAIT) > 0; i++)
        continue;
    (void)close(fd);
}

/* poll shall wake us only when there is more than we have seen. */
static bool wait_beyond(int fd, size_t seen)
{
    int least = (int)seen + 1;
    return setsockopt(fd, SOL_SOCKET, SO_RCVLOWAT, &least, sizeof least) == 0;
}

/* True when the connection still waits for its head. */
static bool look_at(rap_door *door, waiting *w)
{
    ssize_t n = recv(w->fd, door->head, sizeof door->head, MSG_PEEK | MSG_DONTWAIT);
    if (n <= 0) {
        (void)close(w->fd);
        return false;
    }
    rap_head head = rap_head_check((rap_str){door->head, (size_t)n});
    if (head == RAP_HEAD_GOOD) {
        int least = 1;
        (void)setsockopt(w->fd, SOL_SOCKET, SO_RCVLOWAT, &least, sizeof least);
        door->guest(door->user, w->fd);
        return false;
    }
    if (head == RAP_HEAD_BAD)
        refuse(w->fd, "400 Bad Request");
    else if ((size_t)n > HEAD_MOST)
        refuse(w->fd, "431 Request Header Fields Too Large");
    else if (!wait_beyond(w->fd, (size_t)n))
        (void)close(w->fd);
    else
        return true;
    return false;
}

static void take_new(rap_door *door)
{
    int fd = accept4(door->listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (fd < 0) return;
    door->all[door->n++] = (waiting){fd, now_seconds() + PATIENCE_SECONDS};
}

/* Look at those that have something to say or have said nothing for too long. */
static void serve_waiting(rap_door *door, const struct pollfd *polled, uint32_t n)
{
    uint32_t kept = 0;
    int64_t now = now_seconds();
    for (uint32_t i = 0; i < n; i++) {
        waiting *w = &door->all[i];
        bool stays = true;
        if (polled[i].revents) stays = look_at(door, w);
        if (stays && w->until < now) {
            refuse(w->fd, "408 Request Timeout");
            stays = false;
        }
        if (stays) door->all[kept++] = *w;
    }
    door->n = kept;
}

static void *run(void *user)
{
    rap_door *door = user;
    struct pollfd polled[WAITING_MOST + 2];
    for (;;) {
        uint32_t n = door->n;
        for (uint32_t i = 0; i < n; i++)
            polled[i] = (struct pollfd){door->all[i].fd, POLLIN, 0};
        polled[n] = (struct pollfd){door->bell[0], POLLIN, 0};
        polled[n + 1] = (struct pollfd){door->listener, POLLIN, 0};
        if (poll(polled, n + (n < WAITING_MOST ? 2 : 1), LOOK_MS) < 0) continue;
        if (polled[n].revents) break;
        bool news = n < WAITING_MOST && polled[n + 1].revents;
        serve_waiting(door, polled, n);
        if (news) take_new(door);
    }
    return NULL;
}

static int listen_on(uint16_t *port)
{
    struct sockaddr_in at = {.sin_family = AF_INET,
                             .sin_port = htons(*port),
                             .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof at;
    int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (const struct sockaddr *)&at, sizeof at) != 0 ||
        listen(fd, BACKLOG) != 0 ||
        getsockname(fd, (struct sockaddr *)&at, &length) != 0) {
        (void)close(fd);
        return -1;
    }
    *port = ntohs(at.sin_port);
    return fd;
}

rap_code rap_door_new(rap_door **out, rap_arena *arena, uint16_t port, rap_err *err)
{
    rap_door *door = RAP_NEW(arena, rap_door, 1);
    if (!door) return rap_fail_memory(err);
    door->port = port;
    door->listener = listen_on(&door->port);
    if (door->listener < 0)
        return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE,
                        "port %u of 127.0.0.1 could not be opened; try another --port",
                        port);
    if (pipe2(door->bell, O_CLOEXEC) != 0) {
        (void)close(door->listener);
        return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE, "no pipe could be made");
    }
    *out = door;
    return RAP_OK;
}

uint16_t rap_door_port(const rap_door *door)
{
    return door->port;
}

rap_code rap_door_open(rap_door *door, rap_door_guest *guest, void *user, rap_err *err)
{
    door->guest = guest;
    door->user = user;
    if (pthread_create(&door->thread, NULL, run, door) != 0)
        return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE, "no thread could be started");
    door->runs = true;
    return RAP_OK;
}

void rap_door_close(rap_door *door)
{
    if (!door) return;
    if (door->runs && write(door->bell[1], "", 1) == 1)
        (void)pthread_join(door->thread, NULL);
    for (uint32_t i = 0; i < door->n; i++)
        (void)close(door->all[i].fd);
    (void)close(door->listener);
    (void)close(door->bell[0]);
    (void)close(door->bell[1]);
}
