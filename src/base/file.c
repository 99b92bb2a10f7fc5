/*
 * base/file.c - bytes from files, gzip and zstd taken off; folders in sorted order.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "base/file.h"

#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum { IN_SIZE = 128 * 1024 };

typedef enum { PLAIN, GZIP, ZSTD } packing;

struct rap_stream {
    int fd;
    packing how;
    bool ended, inside; /* end of file seen; in the middle of a member or frame */
    size_t at, n;       /* unread part of `in` */
    uint64_t eaten;     /* bytes of the file before in[at] */
    z_stream z;
    ZSTD_DStream *zstd;
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

/* Get more bytes of the file; s->ended when there are none. */
static rap_code refill(rap_stream *s, rap_err *err)
{
    if (s->at > 0 && s->at < s->n) memmove(s->in, s->in + s->at, s->n - s->at);
    s->n -= s->at;
    s->at = 0;
    ssize_t got;
    do {
        got = read(s->fd, s->in + s->n, IN_SIZE - s->n);
    } while (got < 0 && errno == EINTR);
    if (got < 0) return refuse(err);
    s->ended = got == 0;
    s->n += (size_t)got;
    return RAP_OK;
}

static packing sniff(const rap_stream *s)
{
    static const unsigned char zstd_magic[] = {0x28, 0xB5, 0x2F, 0xFD};
    if (s->n >= 2 && s->in[0] == 0x1F && s->in[1] == 0x8B) return GZIP;
    if (s->n >= 4 && memcmp(s->in, zstd_magic, 4) == 0) return ZSTD;
    return PLAIN;
}

static rap_code begin(rap_stream *s, rap_err *err)
{
    while (s->n < 4 && !s->ended) {
        rap_code rc = refill(s, err);
        if (rc != RAP_OK) return rc;
    }
    s->how = sniff(s);
    bool ok = true;
    if (s->how == GZIP) ok = inflateInit2(&s->z, 15 + 16) == Z_OK;
    if (s->how == ZSTD) ok = (s->zstd = ZSTD_createDStream()) != NULL;
    s->inside = s->how != PLAIN;
    return ok ? RAP_OK : rap_fail_memory(err);
}

rap_code rap_stream_open(rap_stream **out, const char *path, rap_err *err)
{
    rap_stream *s = calloc(1, sizeof *s);
    if (!s) return rap_fail_memory(err);
    bool standard = strcmp(path, "-") == 0;
    s->fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (s->fd < 0) {
        rap_code rc = refuse(err);
        free(s);
        return rc;
    }
    rap_code rc = begin(s, err);
    if (rc != RAP_OK) {
        rap_stream_close(s);
        return rc;
    }
    *out = s;
    return RAP_OK;
}

static size_t give_plain(rap_stream *s, char *to, size_t n)
{
    size_t take = s->n - s->at < n ? s->n - s->at : n;
    memcpy(to, s->in + s->at, take);
    s->at += take;
    s->eaten += take;
    return take;
}

static rap_code damaged(rap_stream *s, rap_err *err)
{
    return rap_fail(err, RAP_E_SYNTAX, s->eaten,
                    "its compressed data are damaged; what came before has been read");
}

static rap_code give_gzip(rap_stream *s, size_t *got, char *to, size_t n, rap_err *err)
{
    if (!s->inside) {
        if (s->in[s->at] != 0x1F) { /* padding behind the last member */
            s->at = s->n;
            return RAP_OK;
        }
        (void)inflateReset(&s->z);
        s->inside = true;
    }
    s->z.next_in = s->in + s->at;
    s->z.avail_in = (uInt)(s->n - s->at);
    s->z.next_out = (Bytef *)to;
    s->z.avail_out = (uInt)n;
    int rc = inflate(&s->z, Z_NO_FLUSH);
    size_t used = s->n - s->at - s->z.avail_in;
    s->at += used;
    s->eaten += used;
    *got = n - s->z.avail_out;
    if (rc == Z_STREAM_END) s->inside = false;
    return rc == Z_OK || rc == Z_STREAM_END || rc == Z_BUF_ERROR ? RAP_OK
                                                                 : damaged(s, err);
}

static rap_code give_zstd(rap_stream *s, size_t *got, char *to, size_t n, rap_err *err)
{
    ZSTD_inBuffer in = {s->in, s->n, s->at};
    ZSTD_outBuffer out = {to, n, 0};
    size_t rc = ZSTD_decompressStream(s->zstd, &out, &in);
    s->eaten += in.pos - s->at;
    s->at = in.pos;
    *got = out.pos;
    s->inside = rc != 0;
    return ZSTD_isError(rc) ? damaged(s, err) : RAP_OK;
}

rap_code rap_stream_read(rap_stream *s, size_t *got, char *to, size_t n, rap_err *err)
{
    enum { MOST = 1 << 30 };
    if (n > MOST) n = MOST;
    size_t k = 0;
    while (k == 0 && n > 0) {
        if (s->at == s->n && !s->ended) {
            rap_code rc = refill(s, err);
            if (rc != RAP_OK) return rc;
        }
        if (s->at == s->n && s->ended) {
            if (s->how == PLAIN || !s->inside) break;
            return rap_fail(err, RAP_E_TORN, s->eaten,
                            "its compressed data end in the middle; what came before "
                            "has been read");
        }
        rap_code rc = RAP_OK;
        if (s->how == PLAIN) k = give_plain(s, to, n);
        if (s->how == GZIP) rc = give_gzip(s, &k, to, n, err);
        if (s->how == ZSTD) rc = give_zstd(s, &k, to, n, err);
        if (rc != RAP_OK) return rc;
    }
    *got = k;
    return RAP_OK;
}

void rap_stream_close(rap_stream *s)
{
    if (!s) return;
    if (s->how == GZIP) (void)inflateEnd(&s->z);
    if (s->how == ZSTD) (void)ZSTD_freeDStream(s->zstd);
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
    size_t got = 1, n = 0, cap = 0;
    char *p = NULL;
    while (rc == RAP_OK && got) {
        rc = rap_stream_read(s, &got, part, sizeof part, err);
        if (rc != RAP_OK || !got) break;
        if (n + got > limit) {
            rc =
                rap_fail(err, RAP_E_LIMIT, limit, "it is larger than %zu bytes", limit);
            break;
        }
        if (n + got > cap) {
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
