/*
 * tests/failing.c - memory, writes, syncs and clocks that fail when they are told to;
 * preloaded by faults.py.
 *
 * FAIL_AT=N lets N calls of a process through and refuses the next one, and with
 * FAIL_ALL=1 every one after it.  FAIL_WHAT says which calls: "memory" (also when it is
 * not given), "write", "sync", "truncate", "read" of a place in a file; all but memory
 * fail with the number FAIL_ERRNO.  FAIL_COUNT=FILE appends how many there were, and
 * how many pieces of memory were not given back at the end. CLOCK_JUMPS=1 makes the
 * time of day leap by years, back and forth, at every look.
 */
/* SPDX-License-Identifier: MIT */
#undef _FILE_OFFSET_BITS /* which gives pread the name of pread64: both are wanted */
/* Whose headers define in line what is defined here. */
#undef _FORTIFY_SOURCE
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#pragma GCC visibility push(default) /* or they would stand in for nothing */

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *p, size_t n);
extern void *__libc_memalign(size_t align, size_t n);
extern void __libc_free(void *p);

typedef enum { MEMORY, WRITE, SYNC, TRUNCATE, READ, KINDS } kind;

static const char *const names[KINDS] = {"memory", "write", "sync", "truncate", "read"};
static long passed, held, limit = -1;
static int told, all, number = EIO;
static kind what;

static void ask(void)
{
    const char *at = getenv("FAIL_AT"), *which = getenv("FAIL_WHAT"),
               *no = getenv("FAIL_ERRNO");
    told = 1;
    limit = at ? strtol(at, NULL, 10) : -1;
    all = getenv("FAIL_ALL") != NULL;
    number = no ? (int)strtol(no, NULL, 10) : EIO;
    for (int k = 0; which && k < KINDS; k++)
        if (strcmp(which, names[k]) == 0) what = (kind)k;
}

static int refused(kind k)
{
    if (!told) ask();
    if (k != what) return 0;
    long n = __atomic_fetch_add(&passed, 1, __ATOMIC_RELAXED);
    if (limit < 0 || n < limit || (n > limit && !all)) return 0;
    errno = k == MEMORY ? ENOMEM : number;
    return 1;
}

/* ---- memory ---- */

static void *counted(void *p)
{
    if (p) (void)__atomic_fetch_add(&held, 1, __ATOMIC_RELAXED);
    return p;
}

void *malloc(size_t n)
{
    return refused(MEMORY) ? NULL : counted(__libc_malloc(n));
}

void *calloc(size_t count, size_t size)
{
    return refused(MEMORY) ? NULL : counted(__libc_calloc(count, size));
}

void *realloc(void *p, size_t n)
{
    if (refused(MEMORY)) return NULL;
    if (p && n == 0) (void)__atomic_fetch_sub(&held, 1, __ATOMIC_RELAXED);
    void *out = __libc_realloc(p, n);
    return p ? out : counted(out);
}

void *memalign(size_t align, size_t n)
{
    return refused(MEMORY) ? NULL : counted(__libc_memalign(align, n));
}

void *aligned_alloc(size_t align, size_t n)
{
    return memalign(align, n);
}

int posix_memalign(void **out, size_t align, size_t n)
{
    void *p = memalign(align, n);
    if (!p) return ENOMEM;
    *out = p;
    return 0;
}

void free(void *p)
{
    if (p) (void)__atomic_fetch_sub(&held, 1, __ATOMIC_RELAXED);
    __libc_free(p);
}

/* ---- files ---- */

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
    return refused(WRITE) ? -1 : syscall(SYS_pwrite64, fd, p, n, at);
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
    return pwrite64(fd, p, n, at);
}

ssize_t pread64(int fd, void *p, size_t n, off64_t at)
{
    return refused(READ) ? -1 : syscall(SYS_pread64, fd, p, n, at);
}

ssize_t pread(int fd, void *p, size_t n, off_t at)
{
    return pread64(fd, p, n, at);
}

/* Some file systems cannot sync a folder, and SQLite takes no notice of it. */
static int is_folder(int fd)
{
    struct stat s;
    return fstat(fd, &s) == 0 && S_ISDIR(s.st_mode);
}

int fsync(int fd)
{
    if (is_folder(fd)) return (int)syscall(SYS_fsync, fd);
    return refused(SYNC) ? -1 : (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    if (is_folder(fd)) return (int)syscall(SYS_fdatasync, fd);
    return refused(SYNC) ? -1 : (int)syscall(SYS_fdatasync, fd);
}

int ftruncate64(int fd, off64_t n)
{
    return refused(TRUNCATE) ? -1 : (int)syscall(SYS_ftruncate, fd, n);
}

int ftruncate(int fd, off_t n)
{
    return ftruncate64(fd, n);
}

/* ---- the time of day ---- */

/* Seconds between -20 and 20 years, another number at every look. */
static long leap(void)
{
    static unsigned state = 7;
    if (!getenv("CLOCK_JUMPS")) return 0;
    unsigned s = __atomic_add_fetch(&state, 0x9E3779B9u, __ATOMIC_RELAXED);
    s = (s ^ s >> 15) * 0x85EBCA6Bu;
    return (long)(s % 1262304000u) - 631152000;
}

int clock_gettime(clockid_t which, struct timespec *t)
{
    int rc = (int)syscall(SYS_clock_gettime, which, t);
    if (rc == 0 && which == CLOCK_REALTIME) t->tv_sec += leap();
    return rc;
}

int gettimeofday(struct timeval *restrict t, void *restrict zone)
{
    int rc = (int)syscall(SYS_gettimeofday, t, zone);
    if (rc == 0) t->tv_sec += leap();
    return rc;
}

time_t time(time_t *out)
{
    time_t now = (time_t)syscall(SYS_time, NULL) + leap();
    if (out) *out = now;
    return now;
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("FAIL_COUNT");
    char text[64];
    int fd = path ? open(path, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
    if (fd < 0) return;
    int n = snprintf(text, sizeof text, "%ld %ld\n", passed, held);
    if (write(fd, text, (size_t)n) != n) _exit(99);
    (void)close(fd);
}
