/*
 * tests/refusing_inside.c - what stands in for calls of the store (a place is a call
 * with one statement) and of the system under the program inside a test.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "refusing.h"

#include <errno.h>
#include <microhttpd.h>
#include <pthread.h>
#include <spawn.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

/* ---- the store ---------------------------------------------------------------------
 */

/* FNV-1a, 64 bits. */
static uint64_t hash_of(uint64_t h, const char *z)
{
    h ^= 14695981039346656037u;
    for (; z && *z; z++)
        h = (h ^ (unsigned char)*z) * 1099511628211u;
    return h;
}

#define REAL(name, args) extern int __real_##name args
#define WRAP(name, args)                                                               \
    int __wrap_##name args;                                                            \
    int __wrap_##name args

REAL(sqlite3_open_v2, (const char *path, sqlite3 **out, int flags, const char *vfs));
WRAP(sqlite3_open_v2, (const char *path, sqlite3 **out, int flags, const char *vfs))
{
    int rc = __real_sqlite3_open_v2(path, out, flags, vfs);
    return rc == SQLITE_OK && refuse_now(hash_of(1, "open")) ? SQLITE_CANTOPEN : rc;
}

REAL(sqlite3_exec,
     (sqlite3 * db, const char *sql, sqlite3_callback f, void *with, char **err));
WRAP(sqlite3_exec,
     (sqlite3 * db, const char *sql, sqlite3_callback f, void *with, char **err))
{
    /* what gives up is not refused: SQLite does it by itself when it comes to it */
    if (strcmp(sql, "ROLLBACK") != 0 && refuse_now(hash_of(2, sql))) return SQLITE_FULL;
    return __real_sqlite3_exec(db, sql, f, with, err);
}

REAL(sqlite3_prepare_v2,
     (sqlite3 * db, const char *sql, int n, sqlite3_stmt **out, const char **tail));
WRAP(sqlite3_prepare_v2,
     (sqlite3 * db, const char *sql, int n, sqlite3_stmt **out, const char **tail))
{
    if (refuse_now(hash_of(3, sql))) {
        *out = NULL;
        return SQLITE_IOERR;
    }
    return __real_sqlite3_prepare_v2(db, sql, n, out, tail);
}

REAL(sqlite3_prepare_v3, (sqlite3 * db, const char *sql, int n, unsigned flags,
                          sqlite3_stmt **out, const char **tail));
WRAP(sqlite3_prepare_v3, (sqlite3 * db, const char *sql, int n, unsigned flags,
                          sqlite3_stmt **out, const char **tail))
{
    if (refuse_now(hash_of(4, sql))) {
        *out = NULL;
        return SQLITE_IOERR;
    }
    return __real_sqlite3_prepare_v3(db, sql, n, flags, out, tail);
}

REAL(sqlite3_step, (sqlite3_stmt * s));
WRAP(sqlite3_step, (sqlite3_stmt * s))
{
    return refuse_now(hash_of(5, sqlite3_sql(s))) ? SQLITE_IOERR
                                                  : __real_sqlite3_step(s);
}

/* ---- the system, by refuse_call ----------------------------------------------------
 */

REAL(socket, (int domain, int type, int protocol));
WRAP(socket, (int domain, int type, int protocol))
{
    return refuse_this_call("socket") ? -1 : __real_socket(domain, type, protocol);
}

REAL(bind, (int fd, const struct sockaddr *to, socklen_t n));
WRAP(bind, (int fd, const struct sockaddr *to, socklen_t n))
{
    return refuse_this_call("bind") ? -1 : __real_bind(fd, to, n);
}

REAL(listen, (int fd, int n));
WRAP(listen, (int fd, int n))
{
    return refuse_this_call("listen") ? -1 : __real_listen(fd, n);
}

REAL(pipe2, (int fds[2], int flags));
WRAP(pipe2, (int fds[2], int flags))
{
    return refuse_this_call("pipe2") ? -1 : __real_pipe2(fds, flags);
}

REAL(pthread_create,
     (pthread_t * t, const pthread_attr_t *how, void *(*run)(void *), void *with));
WRAP(pthread_create,
     (pthread_t * t, const pthread_attr_t *how, void *(*run)(void *), void *with))
{
    if (refuse_this_call("pthread_create")) return EAGAIN;
    return __real_pthread_create(t, how, run, with);
}

REAL(posix_spawn,
     (pid_t * child, const char *path, const posix_spawn_file_actions_t *files,
      const posix_spawnattr_t *how, char *const argv[], char *const env[]));
WRAP(posix_spawn,
     (pid_t * child, const char *path, const posix_spawn_file_actions_t *files,
      const posix_spawnattr_t *how, char *const argv[], char *const env[]))
{
    if (refuse_this_call("posix_spawn")) return ENOMEM;
    return __real_posix_spawn(child, path, files, how, argv, env);
}

extern ssize_t __real_getrandom(void *to, size_t n, unsigned flags);
ssize_t __wrap_getrandom(void *to, size_t n, unsigned flags);
ssize_t __wrap_getrandom(void *to, size_t n, unsigned flags)
{
    return refuse_this_call("getrandom") ? -1 : __real_getrandom(to, n, flags);
}

/* An answer that cannot be made. */
extern struct MHD_Response *__real_MHD_create_response_from_buffer(
    size_t n, void *bytes, enum MHD_ResponseMemoryMode mode);
struct MHD_Response *__wrap_MHD_create_response_from_buffer(
    size_t n, void *bytes, enum MHD_ResponseMemoryMode mode);
struct MHD_Response *__wrap_MHD_create_response_from_buffer(
    size_t n, void *bytes, enum MHD_ResponseMemoryMode mode)
{
    if (refuse_this_call("MHD_create_response_from_buffer")) return NULL;
    return __real_MHD_create_response_from_buffer(n, bytes, mode);
}
