/*
 * cli/opening.c - opening a dossier for a verb.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/opening.h"

#include "cli/settling.h"
#include "view/wording.h"

#include <stdio.h>

/* Reports that are put together in about a second. */
enum { QUICK = 400 };

static void tell_lost(const char *path, rap_dossier_counts lost)
{
    if (lost.reports)
        (void)fprintf(stderr,
                      "rapporteur: %s: its log was damaged: %lld reports that had been "
                      "added are lost; add them again\n",
                      path, (long long)lost.reports);
    if (lost.corrections)
        (void)fprintf(stderr,
                      "rapporteur: %s: its log was damaged: the last %lld corrections "
                      "are lost\n",
                      path, (long long)lost.corrections);
}

rap_code rap_opening_as_is(rap_dossier **out, const char *path, rap_open_mode mode,
                           rap_err *err)
{
    rap_code rc = rap_dossier_open(out, path, mode, err);
    if (rc == RAP_OK) tell_lost(path, rap_dossier_lost(*out));
    return rc;
}

void rap_opening_tell(rap_buf *out, int64_t apart, const char *path)
{
    rap_word_things(out, apart, "report is", "reports are");
    rap_buf_printf(out, " not yet joined with the others:  rapporteur settle %s\n",
                   path);
}

static void tell_apart(int64_t apart, const char *path)
{
    rap_buf out = {0};
    rap_opening_tell(&out, apart, path);
    (void)fwrite(out.p, 1, out.n, stderr);
    rap_buf_done(&out);
}

/* Joins them where there are at most `most` reports in all. */
static rap_code join(rap_dossier *d, const char *path, int64_t most, rap_err *err)
{
    const rap_days no_bounds = {{0, 0, 0}, {0, 0, 0}};
    rap_dossier_standing s;
    uint64_t dated = 0;
    rap_code rc = rap_dossier_apart(d, &s, err);
    if (rc != RAP_OK || !s.apart) return rc;
    if (rap_dossier_is_writable(d) && s.joined + s.apart <= most)
        return rap_settling_run(d, no_bounds, &dated, err);
    tell_apart(s.apart, path);
    return RAP_OK;
}

rap_code rap_opening(rap_dossier **out, const char *path, rap_open_mode mode,
                     rap_err *err)
{
    rap_code rc = rap_opening_as_is(out, path, mode, err);
    return rc == RAP_OK && mode == RAP_OPEN_READ ? join(*out, path, QUICK, err) : rc;
}

rap_code rap_opening_joined(rap_dossier **out, const char *path, rap_err *err)
{
    rap_code rc = rap_opening_as_is(out, path, RAP_OPEN_READ, err);
    return rc == RAP_OK ? join(*out, path, INT64_MAX, err) : rc;
}
