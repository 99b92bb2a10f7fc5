/*
 * cli/export.c - the verb `export`: rows for other programs, and the digest.
 *
 * Rows stream: the memory does not grow with the dossier.
 */
/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "cli/export_conllu.h"
#include "cli/opening.h"
#include "cli/sink.h"
#include "cli/terminal.h"
#include "cli/verbs.h"
#include "exports/outgoing.h"
#include "exports/paper.h"
#include "keep/dossier.h"
#include "pages/pages.h"
#include "places/atlas.h"
#include "view/judged.h"

#include <sys/stat.h>

enum { PATH_MAX_BYTES = 4096 };
#define ROW_LIMIT ((size_t)1 << 30)

static const char *const tables[] = {
    "report",   "entity", "attribution",  "figure", "event", "position",  "round",
    "document", "pledge", "disagreement", "copy",   "story", "chronology"};
enum { TABLES = sizeof tables / sizeof *tables };

/* A row without the words of its report. */
static rap_code put_wordless(rap_sink *s, rap_str body, rap_arena *arena, rap_err *err)
{
    rap_value *json = NULL;
    rap_arena_reset(arena);
    rap_code rc = rap_jsonin_parse(&json, body, arena, err);
    if (rc == RAP_OK) rap_json_without(&s->buf, json, arena);
    return rc;
}

/* The licence of the gazetteer asks for its source to be told with its places: in the
 * last line, where any row has one.  The digest counts it too. */
static rap_code put_lines(rap_sink *s, rap_dossier *d, const char *table, bool wordless,
                          rap_err *err)
{
    bool placed = false;
    rap_arena *arena = rap_arena_new(ROW_LIMIT);
    if (!arena) return rap_fail_memory(err);
    rap_query *q = NULL;
    rap_code rc = rap_query_new(
        &q, d, "SELECT body FROM row WHERE ?1 IN ('', kind) ORDER BY place", err);
    if (rc == RAP_OK) rap_query_bind(q, 1, rap_str_of(table));
    bool more = false;
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_str body = rap_query_str(q, 0);
        placed = placed || rap_str_find(body, RAP_STR(RAP_ATLAS_PLACED), 0) < body.n;
        if (wordless)
            rc = put_wordless(s, rap_query_str(q, 0), arena, err);
        else
            rap_buf_put(&s->buf, rap_query_str(q, 0));
        rap_buf_byte(&s->buf, '\n');
        if (rc == RAP_OK) rc = rap_sink_flow(s, err);
    }
    if (rc == RAP_OK && placed) rap_buf_z(&s->buf, RAP_ATLAS_CREDIT_LINE "\n");
    rap_query_end(q);
    rap_arena_free(arena);
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
        rap_row_clear(v, arena);
        rc = rap_rows_next(rows, &item, &more, arena, err);
        if (rc != RAP_OK || !more) break;
        rc = rap_csv_row(&s->buf, v, &item, arena, err);
        if (rc == RAP_OK) rc = rap_sink_flow(s, err);
    }
    rap_rows_close(rows);
    rap_row_clear(v, arena);
    return rc == RAP_OK ? rap_view_whole(v, err) : rc;
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

/* What was said by hand stands apart from the rows: only where it is asked for. */
static rap_code write_judgements(rap_view *v, const char *path, bool csv, rap_err *err)
{
    const rap_judged *j = NULL;
    uint32_t n = 0;
    rap_sink s;
    rap_code rc = rap_judged_all(&j, &n, v, err);
    if (rc == RAP_OK) rc = rap_sink_open(&s, path, err);
    if (rc != RAP_OK) return rc;
    if (csv) rap_judged_head(&s.buf);
    for (uint32_t i = 0; rc == RAP_OK && i < n; i++) {
        if (csv)
            rap_judged_csv(&s.buf, &j[i]);
        else
            rap_judged_json(&s.buf, &j[i]);
        if (!csv) rap_buf_byte(&s.buf, '\n');
        rc = rap_sink_flow(&s, err);
    }
    return rap_sink_close(&s, rc, err);
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
    char path[PATH_MAX_BYTES];
    int n = snprintf(path, sizeof path, "%s/judgement.csv", folder);
    if (n < 0 || (size_t)n >= sizeof path)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "the path is too long");
    rap_code rc = write_judgements(v, path, true, err);
    return rc == RAP_OK ? write_credits(folder, err) : rc;
}

static rap_code export_judgements(const rap_args *args, rap_dossier *d, bool csv,
                                  rap_err *err)
{
    rap_view *v = NULL;
    rap_code rc = rap_view_new(&v, d, err);
    if (rc == RAP_OK) rc = write_judgements(v, args->first[RAP_OPT_PATH], csv, err);
    rap_view_free(v);
    return rc;
}

static rap_code export_csv(const rap_args *args, rap_dossier *d, rap_err *err)
{
    const char *table = args->first[RAP_OPT_TABLE], *to = args->first[RAP_OPT_PATH];
    if (!table && (!to || strcmp(to, "-") == 0))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "csv is a file a table: give --table NAME, or --to FOLDER");
    rap_view *v = NULL;
    rap_code rc = rap_view_new(&v, d, err);
    if (rc == RAP_OK) v->exporting = true;
    if (rc == RAP_OK) v->no_text = rap_args_has(args, RAP_OPT_NO_TEXT);
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
    bool wordless = rap_args_has(args, RAP_OPT_NO_TEXT);
    return rap_sink_close(&s, put_lines(&s, d, table ? table : "", wordless, err), err);
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

/* A sink whose chunks flow while rows are written. */
static rap_code flow(void *sink, rap_err *err)
{
    return rap_sink_flow(sink, err);
}

static const struct {
    const char *kind;
    rap_outgoing_write *write;
} formats[] = {{"plover", rap_out_plover},
               {"acled", rap_out_acled},
               {"ucdp", rap_out_ucdp},
               {"dna", rap_out_dna},
               {"timelinejs", rap_out_timelinejs},
               {"gexf", rap_out_gexf},
               {"geojson", rap_out_geojson},
               {"csljson", rap_out_csljson},
               {"webanno", rap_out_webanno},
               {"memo", rap_out_memo}};

static rap_code export_format(const rap_args *args, rap_dossier *d,
                              rap_outgoing_write *write, rap_err *err)
{
    rap_sink s;
    rap_outgoing o = {.flow = flow, .no_text = rap_args_has(args, RAP_OPT_NO_TEXT)};
    rap_code rc = rap_outgoing_begin(&o, d, err);
    if (rc != RAP_OK) return rc;
    rc = rap_sink_open(&s, args->first[RAP_OPT_PATH], err);
    if (rc == RAP_OK) {
        o.out = &s.buf;
        o.sink = &s;
        rc = write(&o);
        if (rc == RAP_OK) rc = rap_outgoing_whole(&o);
        rc = rap_sink_close(&s, rc, err);
    }
    rap_outgoing_end(&o);
    return rc;
}

static rap_code open_folder(const rap_args *args, const char **folder, rap_err *err)
{
    *folder = args->first[RAP_OPT_PATH];
    (void)mkdir(*folder, 0777);
    if (rap_path_look(*folder, true) != RAP_PATH_FOLDER)
        return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE, "%s is no folder", *folder);
    return RAP_OK;
}

static rap_code put_file(void *user, const char *name, rap_str bytes, rap_err *err)
{
    char path[PATH_MAX_BYTES];
    rap_sink s;
    int n = snprintf(path, sizeof path, "%s/%s", (const char *)user, name);
    if (n < 0 || (size_t)n >= sizeof path)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "the path is too long");
    rap_code rc = rap_sink_open(&s, path, err);
    if (rc != RAP_OK) return rc;
    rap_buf_put(&s.buf, bytes);
    return rap_sink_close(&s, RAP_OK, err);
}

static rap_code export_html(const rap_args *args, rap_dossier *d, rap_err *err)
{
    const char *folder = NULL;
    rap_view *v = NULL;
    rap_code rc = open_folder(args, &folder, err);
    if (rc == RAP_OK) rc = rap_view_new(&v, d, err);
    union { /* given on to put_file, which does not write to it */
        const char *from;
        void *to;
    } name = {.from = folder};
    rap_site site = {put_file, name.to, rap_args_has(args, RAP_OPT_FULL_TEXT)};
    if (rc == RAP_OK) rc = rap_site_write(v, &site, err);
    rap_view_free(v);
    return rc;
}

typedef rap_code paper_write(rap_outgoing *o, const rap_printed *p, uint64_t *marks);

static rap_code write_paper(rap_outgoing *o, const char *folder, const rap_printed *p,
                            paper_write *write, rap_err *err)
{
    rap_sink s;
    uint64_t marks = 0;
    rap_buf name = {0};
    rap_buf_printf(&name, "%s/", folder);
    rap_printed_name(&name, p->listed);
    size_t stem = name.n;
    rap_code rc = RAP_OK;
    if (write == rap_out_brat) {
        rap_buf_z(&name, ".txt");
        rap_buf_byte(&name, '\0');
        rc = name.failed ? rap_fail_memory(err) : rap_sink_open(&s, name.p, err);
        if (rc == RAP_OK) {
            rap_buf_put(&s.buf, p->text);
            rap_buf_z(&s.buf, "\n");
            rc = rap_sink_close(&s, RAP_OK, err);
        }
    }
    name.n = stem;
    rap_buf_z(&name, write == rap_out_brat ? ".ann" : ".tsv");
    rap_buf_byte(&name, '\0');
    if (rc == RAP_OK)
        rc = name.failed ? rap_fail_memory(err) : rap_sink_open(&s, name.p, err);
    if (rc == RAP_OK) {
        o->out = &s.buf;
        o->sink = &s;
        rc = rap_sink_close(&s, write(o, p, &marks), err);
        o->out = NULL; /* they end here */
        o->sink = NULL;
    }
    rap_buf_done(&name);
    return rc;
}

/* A file (or two) a report, with the places of its rows. */
static rap_code export_papers(const rap_args *args, rap_dossier *d, paper_write *write,
                              rap_err *err)
{
    const char *folder = NULL;
    rap_outgoing o = {.flow = flow};
    uint64_t lost = 0;
    if (rap_args_has(args, RAP_OPT_NO_TEXT))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "this format is the text with its places: leave --no-text out");
    rap_code rc = open_folder(args, &folder, err);
    if (rc == RAP_OK) rc = rap_outgoing_begin(&o, d, err);
    if (rc != RAP_OK) return rc;
    for (uint32_t i = 0; rc == RAP_OK && i < o.v->n_reports; i++) {
        rap_printed p;
        rap_row_clear(o.v, o.row);
        rc = rap_printed_of(&p, &o, o.v->reports[i].n);
        if (rc == RAP_OK) lost += p.lost;
        if (rc == RAP_OK) rc = write_paper(&o, folder, &p, write, err);
    }
    if (rc == RAP_OK) rc = rap_outgoing_whole(&o);
    rap_outgoing_end(&o);
    if (rc == RAP_OK && lost)
        (void)fprintf(stderr, "%llu places lie outside the text and are left out\n",
                      (unsigned long long)lost);
    return rc;
}

static rap_code export_as(uint64_t *bad, const char *kind, const rap_args *args,
                          rap_dossier *d, rap_err *err)
{
    const char *table = args->first[RAP_OPT_TABLE];
    if (table && strcmp(table, "judgement") == 0)
        return export_judgements(args, d, strcmp(kind, "csv") == 0, err);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        if (strcmp(kind, formats[i].kind) == 0)
            return export_format(args, d, formats[i].write, err);
    if (strcmp(kind, "csv") == 0) return export_csv(args, d, err);
    if (strcmp(kind, "conllu") == 0) return rap_export_conllu(bad, args, d, err);
    if (strcmp(kind, "html") == 0) return export_html(args, d, err);
    if (strcmp(kind, "brat") == 0) return export_papers(args, d, rap_out_brat, err);
    if (strcmp(kind, "inception") == 0)
        return export_papers(args, d, rap_out_inception, err);
    return export_jsonl(args, d, err);
}

static rap_code check_use(const rap_args *args, const char *kind, rap_err *err)
{
    bool table = strcmp(kind, "csv") == 0 || strcmp(kind, "jsonl") == 0 ||
                 strcmp(kind, "conllu") == 0;
    const char *to = args->first[RAP_OPT_PATH];
    bool folder = strcmp(kind, "html") == 0 || strcmp(kind, "brat") == 0 ||
                  strcmp(kind, "inception") == 0;
    if (folder && (!to || strcmp(to, "-") == 0))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "%s is many files: give --to FOLDER", kind);
    if (rap_args_has(args, RAP_OPT_TABLE) && !table)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "%s has rows of its own: leave --table out", kind);
    if (rap_args_has(args, RAP_OPT_FULL_TEXT) && strcmp(kind, "html") != 0)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "--full-text is for html alone");
    return RAP_OK;
}

int rap_verb_export(const rap_args *args)
{
    rap_err err;
    rap_dossier *d = NULL;
    uint64_t bad = 0;
    const char *path = args->operands.v[0];
    const char *kind = args->first[RAP_OPT_AS] ? args->first[RAP_OPT_AS] : "jsonl";
    if (check_use(args, kind, &err) != RAP_OK) return rap_terminal_fail("export", &err);
    rap_code rc = rap_opening_joined(&d, path, &err);
    if (rc == RAP_OK && rap_args_has(args, RAP_OPT_DIGEST))
        rc = export_digest(d, &err);
    else if (rc == RAP_OK)
        rc = export_as(&bad, kind, args, d, &err);
    rap_dossier_close(d);
    if (rc != RAP_OK) return rap_terminal_fail(path, &err);
    return bad ? RAP_EXIT_BAD : 0;
}
