/*
 * serve/joining.c - reports that stand apart are joined with the others beside the
 * pages.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "serve/joining.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>

/* One that failed is not tried again at once. */
enum { REST_SECONDS = 60 };

static int64_t now_seconds(void)
{
    struct timespec t = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec;
}

static void begin(rap_joining *j)
{
    char program[] = "/proc/self/exe", name[] = "rapporteur", verb[] = "settle";
    union { /* posix_spawn does not write to it but asks for a pointer that may */
        const char *from;
        char *to;
    } path = {.from = j->path};
    char end[] = "--";
    char *const argv[] = {name, verb, end, path.to, NULL};
    char *const none[] = {NULL};
    posix_spawn_file_actions_t files;
    if (posix_spawn_file_actions_init(&files) != 0) return;
    bool good = true;
    for (int fd = 0; fd < 3 && good; fd++)
        good =
            posix_spawn_file_actions_addopen(&files, fd, "/dev/null", O_RDWR, 0) == 0;
    if (!good || posix_spawn(&j->child, program, &files, NULL, argv, none) != 0) {
        j->child = 0;
        j->rest = now_seconds() + REST_SECONDS;
    }
    (void)posix_spawn_file_actions_destroy(&files);
}

/* Has the one that was under way ended? */
static void look(rap_joining *j)
{
    int status = 0;
    pid_t done = j->child ? waitpid(j->child, &status, WNOHANG) : 0;
    if (done == 0 || (done < 0 && errno == EINTR)) return;
    bool well = done > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    if (!well) j->rest = now_seconds() + REST_SECONDS;
    j->child = 0;
}

void rap_joining_see(rap_joining *j, rap_dossier *d)
{
    rap_dossier_standing s;
    look(j);
    if (j->child || !rap_dossier_is_writable(d) ||
        rap_dossier_apart(d, &s, NULL) != RAP_OK || !s.apart)
        return;
    if (now_seconds() >= j->rest) begin(j);
}

void rap_joining_stop(rap_joining *j)
{
    if (!j->child) return;
    (void)kill(j->child, SIGKILL);
    while (waitpid(j->child, NULL, 0) < 0 && errno == EINTR)
        continue;
    j->child = 0;
}
