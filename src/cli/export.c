/*
 * cli/export.c - the verb `export`: rows for other programs, and the digest.
 *
 * Rows stream: the memory does not grow with the dossier.
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "cli/export_conllu.h"
#include "cli/sink.h"
#include "cli/terminal.h"
#include "cli/verbs.h"
#include "keep/dossier.h"
#include "places/atlas.h"
#include "show/forms.h"

#include <sys/stat.h>

enum { PATH_MAX_BYTES = 4096 };
#define ROW_LIMIT ((size_t)1 << 30)

static const char *const tables[] = {
    "report",   "entity", "attribution",  "figure", "event", "position",  "round",
    "document", "pledge", "disagreement", "copy",   "story", "chronology"};
enum { TABLES = sizeof tables / sizeof *tables };

static rap_code put_lines(rap_sink *s, rap_dossier *d, const char *table, rap_err *err)
{
    rap_query *q;
    rap_code rc = rap_query_new(
        &q, d, "SELECT body FROM row WHERE ?1 IN ('', kind) ORDER BY place", err);
    if (rc != RAP_OK) return rc;
    rap_query_bind(q, 1, rap_str_of(table));
    bool more = false;
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_buf_put(&s->buf, rap_query_str(q, 0));
        rap_buf_byte(&s->buf, '\n');
        rc = rap_sink_flow(s, err);
    }
    rap_query_end(q);
    return rc;
}

static rap_code put_rows(rap_sink *s, rap_view *v, const char *table, rap_arena *arena,
                         rap_err *err)
{
    rap_rows *rows = NULL;
    rap_item item;
    bool more = true;
    rap_csv_head(&s->buf);
    rap_code rc = rap_rows_open(&rows, v, table, false, err);
    while (rc == RAP_OK) {
        rap_arena_reset(arena);
        rc = rap_rows_next(rows, &item, &more, arena, err);
        if (rc != RAP_OK || !more) break;
        rc = rap_csv_row(&s->buf, v, &item, arena, err);
        if (rc == RAP_OK) rc = rap_sink_flow(s, err);
    }
    rap_rows_close(rows);
    return rc;
}

static rap_code write_csv(rap_view *v, const char *table, const char *path,
                          rap_err *err)
{
    rap_sink s;
    rap_code rc = rap_sink_open(&s, path, err);
    if (rc != RAP_OK) return rc;
    rap_arena *arena = rap_arena_new(ROW_LIMIT);
    rc = arena ? put_rows(&s, v, table, arena, err) : rap_fail_memory(err);
    rap_arena_free(arena);
    return rap_sink_close(&s, rc, err);
}

/* The licence of the gazetteer asks for its source to be told with its places. */
static rap_code write_credits(const char *folder, rap_err *err)
{
    char path[PATH_MAX_BYTES];
    rap_sink s;
    int n = snprintf(path, sizeof path, "%s/credits.txt", folder);
    if (n < 0 || (size_t)n >= sizeof path)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "the path is too long");
    rap_code rc = rap_sink_open(&s, path, err);
    if (rc != RAP_OK) return rc;
    rap_buf_z(&s.buf, RAP_ATLAS_CREDIT "\n");
    return rap_sink_close(&s, RAP_OK, err);
}

/* A file a table. */
static rap_code write_folder(rap_view *v, const char *folder, rap_err *err)
{
    /* An existing folder is fine; what is not one is told by the first file. */
    (void)mkdir(folder, 0777);
    if (rap_path_look(folder, true) != RAP_PATH_FOLDER)
        return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE, "%s is no folder", folder);
    for (size_t i = 0; i < TABLES; i++) {
        char path[PATH_MAX_BYTES];
        int n = snprintf(path, sizeof path, "%s/%s.csv", folder, tables[i]);
        if (n < 0 || (size_t)n >= sizeof path)
            return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "the path is too long");
        rap_code rc = write_csv(v, tables[i], path, err);
        if (rc != RAP_OK) return rc;
    }
    return write_credits(folder, err);
}

static rap_code export_csv(const rap_args *args, rap_dossier *d, rap_err *err)
{
    const char *table = args->first[RAP_OPT_TABLE], *to = args->first[RAP_OPT_PATH];
    if (!table && (!to || strcmp(to, "-") == 0))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "csv is a file a table: give --table NAME, or --to FOLDER");
    rap_view *v = NULL;
    rap_code rc = rap_view_new(&v, d, err);
    if (rc == RAP_OK)
        rc = table ? write_csv(v, table, to, err) : write_folder(v, to, err);
    rap_view_free(v);
    return rc;
}

static rap_code export_jsonl(const rap_args *args, rap_dossier *d, rap_err *err)
{
    const char *table = args->first[RAP_OPT_TABLE];
    rap_sink s;
    rap_code rc = rap_sink_open(&s, args->first[RAP_OPT_PATH], err);
    if (rc != RAP_OK) return rc;
    return rap_sink_close(&s, put_lines(&s, d, table ? table : "", err), err);
}

static rap_code export_digest(rap_dossier *d, rap_err *err)
{
    char hex[65];
    rap_code rc = rap_dossier_digest(d, hex, err);
    if (rc != RAP_OK) return rc;
    rap_sink s;
    rc = rap_sink_open(&s, NULL, err);
    if (rc != RAP_OK) return rc;
    rap_buf_printf(&s.buf, "%s\n", hex);
    return rap_sink_close(&s, RAP_OK, err);
}

static rap_code check_kind(const char *kind, rap_err *err)
{
    static const char *const later[] = {"plover",  "acled",      "ucdp", "dna",
                                        "webanno", "timelinejs", "gexf", "geojson",
                                        "brat",    "csljson",    "memo", "html"};
    static const char *const now[] = {"jsonl", "csv", "conllu"};
    for (size_t i = 0; i < sizeof now / sizeof *now; i++)
        if (strcmp(kind, now[i]) == 0) return RAP_OK;
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        if (strcmp(kind, later[i]) == 0)
            return rap_fail(
                err, RAP_E_USAGE, RAP_NOWHERE,
                "%s is not in this version; there are jsonl, csv and conllu", kind);
    return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                    "there is no export %s; there are jsonl, csv and conllu", kind);
}

int rap_verb_export(const rap_args *args)
{
    rap_err err;
    rap_dossier *d = NULL;
    uint64_t bad = 0;
    const char *path = args->operands.v[0];
    const char *kind = args->first[RAP_OPT_AS] ? args->first[RAP_OPT_AS] : "jsonl";
    if (check_kind(kind, &err) != RAP_OK) return rap_terminal_fail("export", &err);
    rap_code rc = rap_dossier_open(&d, path, RAP_OPEN_READ, &err);
    if (rc == RAP_OK && rap_args_has(args, RAP_OPT_DIGEST))
        rc = export_digest(d, &err);
    else if (rc == RAP_OK && strcmp(kind, "csv") == 0)
        rc = export_csv(args, d, &err);
    else if (rc == RAP_OK && strcmp(kind, "conllu") == 0)
        rc = rap_export_conllu(&bad, args, d, &err);
    else if (rc == RAP_OK)
        rc = export_jsonl(args, d, &err);
    rap_dossier_close(d);
    if (rc != RAP_OK) return rap_terminal_fail(path, &err);
    return bad ? RAP_EXIT_BAD : 0;
}
