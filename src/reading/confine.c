/*
 * reading/confine.c - taking this process's rights away: Landlock, seccomp, limits.
 *
 * Sources: landlock(7), seccomp(2), setrlimit(2) of the Linux man-pages.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "reading/confine.h"

#include "rights.h"

#include <errno.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#if RAP_WITH_SECCOMP
#include <seccomp.h>
#endif

/* Rights that newer kernels know; older headers do not name them. */
enum { ABI_REFER = 2, ABI_TRUNCATE = 3, ABI_IOCTL = 5 };
#define RIGHTS_FIRST    ((1ull << 13) - 1) /* execute ... make_sym */
#define RIGHT_REFER     (1ull << 13)
#define RIGHT_TRUNCATE  (1ull << 14)
#define RIGHT_IOCTL_DEV (1ull << 15)

static long landlock_abi(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0,
                   LANDLOCK_CREATE_RULESET_VERSION);
}

rap_confined rap_confinable(void)
{
#if RAP_COUNTED /* counts of coverage are written to files */
    return (rap_confined){false, false};
#endif
    bool filters = prctl(PR_GET_SECCOMP) >= 0 || errno != EINVAL;
    return (rap_confined){landlock_abi() > 0, RAP_WITH_SECCOMP && filters};
}

/* A rule set that handles everything and allows nothing. */
static bool confine_files(void)
{
    long abi = landlock_abi();
    if (abi < 1) return false;
    struct landlock_ruleset_attr all = {.handled_access_fs = RIGHTS_FIRST};
    if (abi >= ABI_REFER) all.handled_access_fs |= RIGHT_REFER;
    if (abi >= ABI_TRUNCATE) all.handled_access_fs |= RIGHT_TRUNCATE;
    if (abi >= ABI_IOCTL) all.handled_access_fs |= RIGHT_IOCTL_DEV;
    long rules =
        syscall(SYS_landlock_create_ruleset, &all, sizeof all.handled_access_fs, 0);
    if (rules < 0) return false;
    bool held = syscall(SYS_landlock_restrict_self, rules, 0) == 0;
    (void)close((int)rules);
    return held;
}

#if RAP_WITH_SECCOMP
/* What reading a report takes: memory, the two ends of the wire, a clock, an end. */
static const int allowed[] = {
    SCMP_SYS(read),         SCMP_SYS(write),         SCMP_SYS(readv),
    SCMP_SYS(writev),       SCMP_SYS(close),         SCMP_SYS(mmap),
    SCMP_SYS(munmap),       SCMP_SYS(mremap),        SCMP_SYS(mprotect),
    SCMP_SYS(madvise),      SCMP_SYS(brk),           SCMP_SYS(futex),
    SCMP_SYS(getrandom),    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
    SCMP_SYS(sched_yield),  SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),   SCMP_SYS(gettid),
    SCMP_SYS(getpid),       SCMP_SYS(tgkill),        SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),         SCMP_SYS(exit_group)};

/* Any other call fails with EPERM, as if this user had no right to it. */
static bool confine_calls(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (!filter) return false;
    bool made = true;
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        made &= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    made = made && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return made;
}
#else
static bool confine_calls(void)
{
    return false;
}
#endif

/* The shadow memory of a sanitizer is larger than any limit that would mean much. */
#if RAP_WATCHED
static void confine_memory(size_t memory)
{
    (void)memory;
}
#else
/* Bytes of writable memory that this process has already: the sixth number of
 * /proc/self/statm, in pages; 0 when it cannot be told. */
static size_t taken(void)
{
    char line[256];
    FILE *f = fopen("/proc/self/statm", "re");
    if (!f) return 0;
    char *at = fgets(line, sizeof line, f);
    (void)fclose(f);
    unsigned long data = 0;
    for (int i = 0; at && i < 6; i++) {
        char *end = at;
        data = strtoul(at, &end, 10);
        at = end == at ? NULL : end;
    }
    long page = sysconf(_SC_PAGESIZE);
    return at ? (size_t)data * (size_t)(page > 0 ? page : 4096) : 0;
}

static void confine_memory(size_t memory)
{
    struct rlimit most = {0};
    size_t have = memory ? taken() : 0;
    if (have == 0) return;
    most.rlim_cur = most.rlim_max = have + memory;
    (void)setrlimit(RLIMIT_DATA, &most);
}
#endif

void rap_confine_close(unsigned first)
{
    if (close_range(first, ~0u, 0) == 0) return;
    long most = sysconf(_SC_OPEN_MAX);
    for (long fd = first; fd < (most > 0 ? most : 1024); fd++)
        (void)close((int)fd);
}

rap_confined rap_confine(size_t memory)
{
    const struct rlimit none = {0};
    (void)setrlimit(RLIMIT_CORE, &none);
    confine_memory(memory);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return (rap_confined){false, false};
    rap_confined c;
    c.files = confine_files();
    c.calls = confine_calls();
    return c;
}
