/*
 * keep/losses.c - how much was acknowledged, in a small file beside the dossier.
 */
/* SPDX-License-Identifier: MIT */
#define _POSIX_C_SOURCE 200809L
#include "keep/losses.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

/* One line of fixed length, so that writing it again never needs room on the disk. */
#define LINE "told %010lld %010lld\n"
enum { LINE_LENGTH = 27 };

static const char last_of_each[] = "SELECT ifnull((SELECT max(n) FROM source), 0), "
                                   "ifnull((SELECT max(n) FROM hand), 0)";

static rap_code count(rap_dossier *d, rap_dossier_counts *out, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, d, last_of_each, err);
    if (rc == RAP_OK) rc = rap_query_step(q, &more, err);
    if (more) {
        out->reports = rap_query_int(q, 0);
        out->corrections = rap_query_int(q, 1);
    }
    rap_query_end(q);
    return rc;
}

/* Ten digits, or -1. */
static int64_t number_at(const char *p)
{
    int64_t v = 0;
    for (int i = 0; i < 10; i++) {
        if (p[i] < '0' || p[i] > '9') return -1;
        v = v * 10 + (p[i] - '0');
    }
    return v;
}

/* No file, or one that says something else, says nothing. */
static bool read_line(const char *path, rap_dossier_counts *told)
{
    enum { AT_REPORTS = 5, AT_CORRECTIONS = 16 };
    char line[LINE_LENGTH + 1] = "";
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    ssize_t n = read(fd, line, LINE_LENGTH);
    (void)close(fd);
    if (n != LINE_LENGTH || memcmp(line, "told ", AT_REPORTS) != 0) return false;
    *told = (rap_dossier_counts){number_at(line + AT_REPORTS),
                                 number_at(line + AT_CORRECTIONS)};
    return told->reports >= 0 && told->corrections >= 0;
}

static int64_t more_than(int64_t told, int64_t there)
{
    return told > there ? told - there : 0;
}

static char *path_beside(rap_dossier *d, const char *path, const char *end)
{
    size_t n = strlen(path), m = strlen(end);
    char *out = RAP_NEW(d->kept, char, n + m + 1);
    if (!out) return NULL;
    memcpy(out, path, n);
    memcpy(out + n, end, m + 1);
    return out;
}

rap_code rap_told_open(rap_dossier *d, const char *path, rap_err *err)
{
    rap_dossier_counts told, there = {0, 0};
    d->told_path = path_beside(d, path, "-told");
    d->log_path = path_beside(d, path, "-wal");
    if (!d->told_path || !d->log_path) return rap_fail_memory(err);
    if (!read_line(d->told_path, &told)) return RAP_OK;
    rap_code rc = count(d, &there, err);
    if (rc != RAP_OK) return rc;
    d->lost.reports = more_than(told.reports, there.reports);
    d->lost.corrections = more_than(told.corrections, there.corrections);
    return RAP_OK;
}

void rap_told_note(rap_dossier *d)
{
    char line[LINE_LENGTH + 1];
    rap_dossier_counts there = {0, 0};
    if (!d->told_path || count(d, &there, NULL) != RAP_OK) return;
    int n = snprintf(line, sizeof line, LINE, (long long)there.reports,
                     (long long)there.corrections);
    if (n != LINE_LENGTH) return;
    if (d->told_fd <= 0)
        d->told_fd = open(d->told_path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    if (d->told_fd > 0 && pwrite(d->told_fd, line, LINE_LENGTH, 0) != LINE_LENGTH) {
        (void)close(d->told_fd);
        d->told_fd = 0;
    }
}

void rap_told_close(rap_dossier *d)
{
    if (d->told_fd > 0) (void)close(d->told_fd);
    if (!d->told_path || !d->can_write || access(d->log_path, F_OK) == 0) return;
    (void)unlink(d->told_path);
}
