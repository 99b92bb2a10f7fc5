/*
 * base/file.c - bytes from files, gzip and zstd taken off; folders in sorted order.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"

#include "base/unpack.h"
#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { IN_SIZE = 64 * 1024 };

struct rap_stream {
    int fd;
    bool ended, inside; /* end of file seen; in the middle of a member or frame */
    size_t at, n;       /* unread part of `in` */
    uint64_t eaten;     /* bytes of the file before in[at] */
    uint64_t left;      /* bytes of the file that may still be given */
    rap_unpack *unpack; /* NULL: plain */
    unsigned char in[IN_SIZE];
};

static rap_code refuse(rap_err *err)
{
    switch (errno) {
    case ENOENT:
        return rap_fail(err, RAP_E_OPEN, RAP_NOWHERE, "there is no such file");
    case EACCES:
    case EPERM:
        return rap_fail(err, RAP_E_OPEN, RAP_NOWHERE,
                        "it may not be read by this user");
    case EISDIR:
        return rap_fail(err, RAP_E_OPEN, RAP_NOWHERE, "it is a folder");
    default:
        return rap_fail(err, RAP_E_OPEN, RAP_NOWHERE,
                        "it could not be read (system error %d)", errno);
    }
}

/* Bytes of the file into `to`; *got 0 at its end. */
static rap_code take(rap_stream *s, size_t *got, char *to, size_t n, rap_err *err)
{
    ssize_t k;
    if (n > s->left) n = (size_t)s->left;
    do {
        k = read(s->fd, to, n);
    } while (k < 0 && errno == EINTR);
    if (k < 0) return refuse(err);
    s->ended = k == 0;
    s->left -= (uint64_t)k;
    *got = (size_t)k;
    return RAP_OK;
}

/* Get more bytes of the file: behind those of `in` while none is used, or when all are.
 */
static rap_code refill(rap_stream *s, rap_err *err)
{
    if (s->at == s->n) s->at = s->n = 0;
    size_t got = 0;
    rap_code rc = take(s, &got, (char *)s->in + s->n, IN_SIZE - s->n, err);
    if (rc == RAP_OK) s->n += got;
    return rc;
}

/* Look what it is packed with. */
static rap_code begin(rap_stream *s, rap_err *err)
{
    while (s->n < 4 && !s->ended) {
        rap_code rc = refill(s, err);
        if (rc != RAP_OK) return rc;
    }
    rap_packing how = rap_packing_of((rap_str){(const char *)s->in, s->n});
    if (how == RAP_PACKING_NONE) return RAP_OK;
    s->unpack = rap_unpack_new(how);
    s->inside = true;
    return s->unpack ? RAP_OK : rap_fail_memory(err);
}

rap_code rap_stream_open_raw(rap_stream **out, const char *path, rap_err *err)
{
    rap_stream *s = calloc(1, sizeof *s);
    if (!s) return rap_fail_memory(err);
    s->left = UINT64_MAX;
    bool standard = strcmp(path, "-") == 0;
    s->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (s->fd < 0) {
        rap_code rc = refuse(err);
        free(s);
        return rc;
    }
    *out = s;
    return RAP_OK;
}

rap_code rap_stream_open(rap_stream **out, const char *path, rap_err *err)
{
    rap_stream *s = NULL;
    rap_code rc = rap_stream_open_raw(&s, path, err);
    if (rc != RAP_OK) return rc;
    rc = begin(s, err);
    if (rc == RAP_OK)
        *out = s;
    else
        rap_stream_close(s);
    return rc;
}

static rap_code give_plain(rap_stream *s, size_t *got, char *to, size_t n, rap_err *err)
{
    if (s->at == s->n) return take(s, got, to, n, err);
    *got = s->n - s->at < n ? s->n - s->at : n;
    memcpy(to, s->in + s->at, *got);
    s->at += *got;
    return RAP_OK;
}

static rap_code give_unpacked(rap_stream *s, size_t *got, char *to, size_t n,
                              rap_err *err)
{
    size_t eaten;
    rap_str in = {(const char *)s->in + s->at, s->n - s->at};
    if (!s->inside && in.p[0] == 0) { /* padding behind the last member */
        s->at = s->n;
        return RAP_OK;
    }
    if (!s->inside && !rap_unpack_again(s->unpack)) return rap_fail_memory(err);
    s->inside = true;
    rap_unpack_state state = rap_unpack_step(s->unpack, in, &eaten, to, n, got);
    s->at += eaten;
    s->eaten += eaten;
    if (state == RAP_UNPACK_END) s->inside = false;
    if (state == RAP_UNPACK_NOMEM) return rap_fail_memory(err);
    return state == RAP_UNPACK_DAMAGED ? rap_fail(err, RAP_E_SYNTAX, s->eaten,
                                                  "its compressed data are damaged")
                                       : RAP_OK;
}

rap_code rap_stream_read(rap_stream *s, size_t *got, char *to, size_t n, rap_err *err)
{
    if (!s->unpack) return give_plain(s, got, to, n, err);
    for (*got = 0; *got == 0 && n > 0;) {
        rap_code rc = s->at == s->n && !s->ended ? refill(s, err) : RAP_OK;
        if (rc != RAP_OK) return rc;
        if (s->at == s->n)
            return s->inside ? rap_fail(err, RAP_E_TORN, s->eaten,
                                        "its compressed data end in the middle")
                             : RAP_OK;
        rc = give_unpacked(s, got, to, n, err);
        if (rc != RAP_OK) return rc;
    }
    return RAP_OK;
}

rap_code rap_stream_part(rap_stream *s, uint64_t at, uint64_t n, rap_err *err)
{
    if (at > INT64_MAX || lseek(s->fd, (off_t)at, SEEK_SET) != (off_t)at)
        return rap_fail(err, RAP_E_OPEN, at, "the file has no such place");
    if (n) s->left = n;
    return RAP_OK;
}

void rap_stream_close(rap_stream *s)
{
    if (!s) return;
    rap_unpack_free(s->unpack);
    if (s->fd != STDIN_FILENO) (void)close(s->fd);
    free(s);
}

rap_path_kind rap_path_look(const char *path, bool follow)
{
    struct stat st;
    if ((follow ? stat(path, &st) : lstat(path, &st)) != 0) return RAP_PATH_NONE;
    if (S_ISLNK(st.st_mode)) { /* a link inside a folder: to files only */
        if (stat(path, &st) != 0 || S_ISDIR(st.st_mode)) return RAP_PATH_NONE;
    }
    return S_ISDIR(st.st_mode) ? RAP_PATH_FOLDER : RAP_PATH_FILE;
}

static int by_bytes(const void *a, const void *b)
{
    return rap_str_cmp(*(const rap_str *)a, *(const rap_str *)b);
}

rap_code rap_folder_list(const rap_str **out, size_t *n, const char *path,
                         rap_arena *arena, rap_err *err)
{
    DIR *dir = opendir(path);
    if (!dir) return refuse(err);
    RAP_LIST(rap_str) names = {0};
    rap_code rc = RAP_OK;
    for (struct dirent *e; rc == RAP_OK && (e = readdir(dir)) != NULL;) {
        if (e->d_name[0] == '.') continue;
        rap_str copy = rap_arena_copy(arena, rap_str_of(e->d_name));
        rap_str *slot = copy.p ? RAP_PUSH(arena, &names) : NULL;
        if (slot)
            *slot = copy;
        else
            rc = rap_fail_memory(err);
    }
    (void)closedir(dir);
    if (rc != RAP_OK) return rc;
    if (names.n) qsort(names.v, names.n, sizeof *names.v, by_bytes);
    *out = names.v;
    *n = names.n;
    return RAP_OK;
}

rap_code rap_file_read(rap_str *out, const char *path, size_t limit, rap_arena *arena,
                       rap_err *err)
{
    rap_stream *s;
    rap_code rc = rap_stream_open(&s, path, err);
    if (rc != RAP_OK) return rc;
    char part[16 * 1024];
    size_t got, n = 0, cap = 0;
    char *p = NULL;
    for (;;) {
        rc = rap_stream_read(s, &got, part, sizeof part, err);
        if (rc != RAP_OK || !got) break;
        if (n + got > limit) {
            rc =
                rap_fail(err, RAP_E_LIMIT, limit, "it is larger than %zu bytes", limit);
            break;
        }
        if (!p || got > cap - n) {
            cap = (n + got) * 2;
            char *more = RAP_NEW(arena, char, cap);
            if (!more) {
                rc = rap_fail_memory(err);
                break;
            }
            if (n) memcpy(more, p, n);
            p = more;
        }
        memcpy(p + n, part, got);
        n += got;
    }
    rap_stream_close(s);
    if (rc == RAP_OK) *out = (rap_str){p ? p : "", n};
    return rc;
}

static rap_code refuse_writing(const char *what, rap_err *err)
{
    return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE,
                    "%s could not be made (system error"
                    " %d)",
                    what, errno);
}

rap_code rap_folder_make(const char *path, rap_err *err)
{
    enum { LONGEST = 4096 };
    char part[LONGEST];
    size_t n = strlen(path);
    if (n >= LONGEST)
        return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE, "the path is too long");
    for (size_t i = 1; i <= n; i++) {
        if (path[i] != '/' && path[i] != '\0') continue;
        memcpy(part, path, i);
        part[i] = '\0';
        if (mkdir(part, 0700) != 0 && errno != EEXIST) return refuse_writing(part, err);
    }
    return RAP_OK;
}

rap_code rap_file_mark(const char *path, rap_err *err)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0) return refuse_writing(path, err);
    (void)close(fd);
    return RAP_OK;
}

rap_code rap_file_remove(const char *path, rap_err *err)
{
    if (unlink(path) == 0 || errno == ENOENT) return RAP_OK;
    return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE,
                    "%s could not be removed (system error %d)", path, errno);
}

rap_code rap_folder_here(rap_str *out, rap_arena *arena, rap_err *err)
{
    enum { LONGEST = 4096 };
    char path[LONGEST];
    if (!getcwd(path, sizeof path)) return refuse(err);
    *out = rap_arena_copy(arena, rap_str_of(path));
    return out->p ? RAP_OK : rap_fail_memory(err);
}

rap_code rap_folder_enter(const char *path, rap_err *err)
{
    return chdir(path) == 0 ? RAP_OK : refuse(err);
}
