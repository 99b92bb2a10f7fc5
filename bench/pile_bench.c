/*
 * bench/pile_bench.c - what the pile stage costs, question by question, at several
 * sizes: seconds of processor time and memory.
 *
 * usage: pile_bench DOSSIER N...   the first N reports of a dossier, for each N
 *
 * The last line of a size is a hash of all rows: what must not change when only the
 * speed does.
 *
 * One line a phase: size, phase, seconds, microseconds a report, peak megabytes so far.
 * Peaks only grow: give sizes in rising order.  Copies are told in MB of text a second
 * as well, stories in reports a second.
 */
/* SPDX-License-Identifier: MIT */
#include "findings/findings.h"
#include "keep/dossier.h"
#include "pile/inside.h"

#include "staged.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

enum { LARGE = 16384 }; /* reports: as keep/settle.c does */

typedef struct {
    rap_dossier *d;
    rap_arena *arena, *passing;
    rap_filed *reports;
    uint32_t n;
    uint64_t bytes; /* of their texts */
    double since;
    const rap_pile *pile;
} load;

static long peak_mb(void)
{
    struct rusage use;
    getrusage(RUSAGE_SELF, &use);
    return use.ru_maxrss / 1024;
}

static void tell(load *l, const char *phase)
{
    double took = staged_now() - l->since;
    printf("%7u  %-14s %8.2f s %8.0f us/report %6ld MB peak", l->n, phase, took,
           took * 1e6 / l->n, peak_mb());
    if (l->pile) printf(" %5zu MB kept", rap_arena_held(l->pile->arena) >> 20);
    if (!strcmp(phase, "copies")) printf("  %.0f MB/s", (double)l->bytes / 1e6 / took);
    if (!strcmp(phase, "stories")) printf("  %.0f reports/s", l->n / took);
    printf("\n");
    (void)fflush(stdout);
    l->since = staged_now();
}

static rap_code load_one(load *l, uint32_t i, rap_err *err)
{
    rap_str json;
    rap_filed *f = &l->reports[i];
    rap_arena_reset(l->passing);
    rap_code rc = rap_dossier_record(l->d, &json, i + 1, l->passing, err);
    if (rc == RAP_OK) rc = rap_filed_parse_in(f, json, l->arena, l->passing, err);
    if (rc == RAP_OK) rc = rap_dossier_source(l->d, &f->source, i + 1, l->arena, err);
    f->json = (rap_str){"", 0};
    l->bytes += f->text.n;
    if (i % 1024 == 0) rap_arena_rest(l->arena);
    return rc;
}

static rap_code ask_all(load *l, rap_err *err)
{
    rap_pile *p = NULL;
    size_t n;
    const rap_question *q = rap_pile_questions(&n);
    rap_pile_options options = {0};
    if (l->n > LARGE) options.folder = ".", options.rested = l->arena;
    rap_code rc = rap_pile_lay(&p, l->reports, l->n, &options, err);
    l->pile = p;
    tell(l, "layout");
    for (size_t i = 0; rc == RAP_OK && i < n; i++) {
        rap_pile_ask(p, &q[i]);
        tell(l, q[i].name);
    }
    const rap_row *rows = NULL;
    uint32_t count = 1, hash = RAP_HASH_START;
    uint64_t n_rows = 0;
    rap_row_kind kind = RAP_ROW_REPORT;
    while (rc == RAP_OK && count) {
        rc = rap_pile_next(p, &rows, &count, err);
        if (rc == RAP_OK && (count == 0 || rows[0].kind != kind)) {
            char phase[32];
            (void)snprintf(phase, sizeof phase, "%ss", rap_row_kind_name(kind));
            tell(l, phase);
        }
        if (rc == RAP_OK && count) kind = rows[0].kind;
        for (uint32_t i = 0; rc == RAP_OK && i < count; i++, n_rows++)
            hash = rap_hash_on(rap_hash_on(hash, rows[i].id), rows[i].body);
    }
    printf("%7u  %llu rows, hash %08x\n", l->n, (unsigned long long)n_rows, hash);
    l->pile = NULL;
    rap_pile_free(p);
    return rc;
}

static rap_code measure(load *l, uint32_t n, rap_err *err)
{
    l->arena = rap_arena_new_in((size_t)1 << 36, n > LARGE ? "." : NULL);
    l->passing = rap_arena_new((size_t)1 << 30);
    l->reports = RAP_NEW(l->arena, rap_filed, n);
    l->n = n;
    l->bytes = 0;
    l->since = staged_now();
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++)
        rc = load_one(l, i, err);
    printf("%7u  records %zu MB, text %llu MB\n", n, rap_arena_held(l->arena) >> 20,
           (unsigned long long)(l->bytes >> 20));
    tell(l, "load");
    if (rc == RAP_OK) rc = ask_all(l, err);
    rap_arena_free(l->passing);
    rap_arena_free(l->arena);
    return rc;
}

int main(int argc, char **argv)
{
    rap_err err;
    load l = {0};
    rap_code rc =
        argc < 3 ? RAP_E_USAGE : rap_dossier_open(&l.d, argv[1], RAP_OPEN_READ, &err);
    for (int i = 2; rc == RAP_OK && i < argc; i++)
        rc = measure(&l, (uint32_t)strtoul(argv[i], NULL, 10), &err);
    if (rc == RAP_E_USAGE)
        (void)fprintf(stderr, "usage: pile_bench DOSSIER N...\n");
    else if (rc != RAP_OK)
        (void)fprintf(stderr, "%s\n", err.msg);
    rap_dossier_close(l.d);
    return rc == RAP_OK ? 0 : 1;
}
