/*
 * tests/failing.c - a malloc that fails when it is told to; preloaded by faults.py.
 *
 * FAIL_AT=N lets N allocations of a process through and refuses the next one, and with
 * FAIL_ALL=1 every one after it.  FAIL_COUNT=FILE appends how many there were.
 */
/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_malloc(size_t n);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *p, size_t n);

static long passed, limit = -1;
static int told, all;

static int refused(void)
{
    if (!told) {
        const char *at = getenv("FAIL_AT");
        told = 1;
        limit = at ? atol(at) : -1;
        all = getenv("FAIL_ALL") != NULL;
    }
    long n = __atomic_fetch_add(&passed, 1, __ATOMIC_RELAXED);
    if (limit < 0 || n < limit || (n > limit && !all)) return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t n)
{
    return refused() ? NULL : __libc_malloc(n);
}

void *calloc(size_t count, size_t size)
{
    return refused() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *p, size_t n)
{
    return refused() ? NULL : __libc_realloc(p, n);
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("FAIL_COUNT");
    char text[32];
    int fd = path ? open(path, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
    if (fd < 0) return;
    int n = snprintf(text, sizeof text, "%ld\n", passed);
    if (write(fd, text, (size_t)n) != n) _exit(99);
    (void)close(fd);
}
