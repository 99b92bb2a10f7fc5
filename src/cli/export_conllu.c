/*
 * cli/export_conllu.c - the sentences of every report of a dossier as CoNLL-U.
 *
 * Words and trees are not kept in a dossier: each report is read again, under the
 * options it was added with, from the bytes that the dossier holds.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/export_conllu.h"

#include "cli/inputs.h"
#include "cli/sink.h"
#include "cli/underway.h"
#include "reading/conllu.h"

#define REPORT_MAX ((size_t)1 << 30) /* as --max-bytes: larger ones are never added */

/* One report, read whole before its first line is written. */
static rap_code reread(const rap_reading **out, rap_dossier *d, rap_query *q,
                       rap_arena *arena, rap_err *err)
{
    rap_report *report = RAP_NEW(arena, rap_report, 1);
    rap_reading_options *o = RAP_NEW(arena, rap_reading_options, 1);
    if (!report || !o) return rap_fail_memory(err);
    report->key = rap_query_str(q, 1);
    rap_code rc = rap_dossier_source(d, &report->bytes, (uint32_t)rap_query_int(q, 0),
                                     arena, err);
    if (rc == RAP_OK)
        rc = rap_underway_parse(o, report, rap_query_str(q, 2), arena, err);
    if (rc != RAP_OK) return rc;
    o->layers = RAP_LAYER_SYNTAX;
    return rap_reading_open(out, report, o, arena, err);
}

/* No failure, but worth saying: it is missing from what comes out. */
static void tell_unread(rap_str key)
{
    rap_err why;
    (void)rap_fail(&why, RAP_E_SYNTAX, RAP_NOWHERE,
                   "not English: it has no sentences to export");
    rap_inputs_tell(key, &why);
}

static rap_code put_report(rap_sink *s, const rap_reading *r, uint32_t number,
                           rap_err *err)
{
    rap_code rc = RAP_OK;
    for (uint32_t i = 0; rc == RAP_OK && i < r->prose.n_sentences; i++) {
        rap_conllu_write(&s->buf, r, number, i);
        rc = rap_sink_flow(s, err);
    }
    return rc;
}

static rap_code put_all(rap_sink *s, uint64_t *bad, rap_dossier *d, rap_arena *arena,
                        rap_err *err)
{
    rap_query *q;
    rap_code rc =
        rap_query_new(&q, d, "SELECT n, key, options FROM source ORDER BY n", err);
    if (rc != RAP_OK) return rc;
    bool more = false;
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        const rap_reading *r = NULL;
        rap_err why = {.at = RAP_NOWHERE};
        rap_arena_reset(arena);
        if (reread(&r, d, q, arena, &why) == RAP_OK) {
            if (!r->prose.english) tell_unread(rap_query_str(q, 1));
            rc = put_report(s, r, (uint32_t)rap_query_int(q, 0), err);
        } else {
            rap_inputs_tell(rap_query_str(q, 1), &why);
            ++*bad;
        }
    }
    rap_query_end(q);
    return rc;
}

rap_code rap_export_conllu(uint64_t *bad, const rap_args *args, rap_dossier *d,
                           rap_err *err)
{
    if (rap_args_has(args, RAP_OPT_TABLE))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "conllu holds sentences, not rows: leave --table out");
    rap_arena *arena = rap_arena_new(RAP_READING_MEMORY(REPORT_MAX));
    if (!arena) return rap_fail_memory(err);
    rap_sink s;
    rap_code rc = rap_sink_open(&s, args->first[RAP_OPT_PATH], err);
    if (rc == RAP_OK) rc = rap_sink_close(&s, put_all(&s, bad, d, arena, err), err);
    rap_arena_free(arena);
    return rc;
}
