/*
 * tests/t_cli.c - the command line from inside: wrong use, every form of every verb,
 * every export, output that cannot be written, corrections there and back.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "cli_stage.h"

/* ---- wrong use ---------------------------------------------------------------------
 */

static void wrong_use_ends_with_2_and_says_what_is_wrong(void **state)
{
    static const char *const cases[][2] = {
        {"ad", "did you mean add?"},
        {"xyzzyxyzzy", "there is no verb xyzzyxyzzy\n"},
        {"a-name-far-longer-than-any-verb-can-ever-be", "there is no verb"},
        {"--make book", "--make needs man, bash, zsh or fish"},
        {"--make", "--make needs"},
        {"add", "it needs DOSSIER INPUT..."},
        {"add t.db", "name what to read"},
        {"add t.db in --jobs 0", "--jobs needs a number from 1 to 256"},
        {"add t.db in --jobs 257", "--jobs needs"},
        {"add t.db in --jobs 3x", "--jobs needs"},
        {"add t.db in --jobs 99999999999", "--jobs needs"},
        {"add t.db in --jobs ''", "--jobs needs"},
        {"add t.db in --jobs", "--jobs needs N"},
        {"add t.db in --seconds 86401", "--seconds needs"},
        {"add t.db in --max-bytes 1073741825", "--max-bytes needs"},
        {"add t.db in --shard 3/2", "--shard needs I/N"},
        {"add t.db in --shard 0/2", "--shard needs I/N"},
        {"add t.db in --shard 2", "--shard needs I/N"},
        {"add t.db in --published May", "--published needs a day"},
        {"add t.db in --published 2031-05", "--published needs a day"},
        {"add t.db in --between 2031-05-01 x", "--between needs two days"},
        {"add t.db in --between 2031-05-01", "--between needs DAY DAY"},
        {"add t.db in --layers meta,all", "all"},
        {"add t.db in --from xml", "--from needs one of: text html"},
        {"add t.db in --verbatim=yes", "--verbatim takes no value"},
        {"add t.db in --engine t.db", "--engine needs the address of a database"},
        {"add --engine postgresql://x/y --mentions m in", "--mentions are of reports"},
        {"read", "it needs INPUT..."},
        {"read in --gazetteer", "--gazetteer needs FILE"},
        {"overview", "it needs DOSSIER"},
        {"overview t.db u.db", "u.db is one too many"},
        {"overview t.db --since May", "\"May\" is no day"},
        {"talks t.db --json --plain", "only one of them"},
        {"talks t.db --width 19", "--width needs a number from 20 to 1000"},
        {"talks t.db --width 1001", "--width needs"},
        {"talks t.db --width 80x", "--width needs"},
        {"talks t.db --issues x", "did you mean --issue?"},
        {"timeline t.db --status sure", "--status needs one of: actual"},
        {"timeline t.db --from yesterday", "is no day"},
        {"said t.db --wording loud", "--wording needs one of"},
        {"positions t.db --as-of x", "is no day"},
        {"search t.db", "it needs DOSSIER WORDS"},
        {"cite t.db", "name what to cite"},
        {"check t.db --sample 0", "--sample needs a number from 1 to 1000"},
        {"check t.db --sample 1001", "--sample needs"},
        {"check t.db --accept X --reject Y", "one judgement at a time"},
        {"check t.db --accept A000000000000", "there is no row A000000000000"},
        {"check t.db --edit A000000000000 x", "an edit needs FIELD=VALUE"},
        {"check t.db --note A000000000000 ''", "a note needs words"},
        {"check t.db --undo", "there is nothing to take back"},
        {"names t.db --undo --merge a b", "one correction at a time"},
        {"names t.db --undo", "there is nothing to take back"},
        {"names t.db --merge 'Jon Ruud' Nobody", "nobody is called Nobody"},
        {"names t.db --merge 'Jon Ruud' Ruud", "these two are one already"},
        {"names t.db --split 'Jon Ruud' Nobody", "nobody is spelled Nobody"},
        {"names t.db --set 'Jon Ruud' colour=red", "--set needs name="},
        {"names t.db --set 'Jon Ruud' side", "--set needs name="},
        {"names t.db --date 2031-05-04", "--date needs a report and a day"},
        {"names t.db --date R1=2031-05", "--date needs a report and a day"},
        {"names t.db --date R1=2031-13-40", "--date needs a report and a day"},
        {"names t.db --date R99=2031-05-04", "there is no report R99"},
        {"forget t.db R99", "there is no report R99"},
        {"forget t.db R", "there is no report R\n"},
        {"forget t.db R99999999999", "there is no report R99999999999"},
        {"forget t.db", "it needs DOSSIER REPORT"},
        {"export t.db --as book", "--as needs one of: jsonl"},
        {"export t.db --as csv", "csv is a file a table"},
        {"export t.db --as csv --to -", "csv is a file a table"},
        {"export t.db --as html", "html is many files"},
        {"export t.db --as brat --to -", "brat is many files"},
        {"export t.db --as inception", "inception is many files"},
        {"export t.db --as inception --to o --no-text", "leave --no-text out"},
        {"export t.db --as gexf --table event", "leave --table out"},
        {"export t.db --full-text", "--full-text is for html alone"},
        {"serve t.db --port 0", "--port needs a number from 1 to 65535"},
        {"serve t.db --port 65536", "--port needs"},
        {"serve t.db --port 80x", "--port needs"},
        {"work t.db", "postgresql://"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        stage_ends(2, cases[i][0]);
        if (!stage_err_has(cases[i][1]))
            fail_msg("%s: %s", cases[i][0], stage.told.err);
        assert_int_equal(stage.told.n_out, 0);
    }
}

static void what_cannot_be_opened_or_read_is_told_with_its_status(void **state)
{
    static const struct {
        int status;
        const char *command, *words;
    } cases[] = {
        {65, "overview none.db", "there is no such dossier"},
        {65, "overview .", "this is a folder"},
        {74, "overview in/a.txt", "not a dossier"},
        {65, "add t.db nowhere.txt", "nowhere.txt"},
        {65, "add t.db --brief no.brief", "no.brief"},
        {65, "add t.db --brief bad.brief", "bad.brief"},
        {65, "add t.db --mentions no.jsonl", "no.jsonl"},
        {65, "read nowhere.txt", "nowhere.txt"},
        {65, "read in/a.txt --gazetteer nowhere", "nowhere"},
        {65, "read in/a.txt --max-bytes 10", "a.txt"},
        {74, "export t.db --to no/such/folder", "could not be written"},
        {74, "export t.db --as csv --to in/a.txt", "is no folder"},
        {74, "export t.db --as html --to in/a.txt", "is no folder"},
        {74, "export t.db --as brat --to in/a.txt/x", "is no folder"},
        {74, "export t.db --as gexf --to no/such", "could not be written"},
        {74, "export t.db --table judgement --to no/such", "could not be written"},
        {74, "export t.db --as conllu --to no/such", "could not be written"},
        {65, "serve none.db", "there is no such dossier"},
        {65, "settle none.db", "there is no such dossier"},
        {65, "forget none.db R1", "there is no such dossier"},
        {65, "names none.db --undo", "there is no such dossier"},
        {65, "check none.db --undo", "there is no such dossier"}};
    (void)state;
    stage_write("bad.brief", "party Norland\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        stage_ends(cases[i].status, cases[i].command);
        if (!stage_err_has(cases[i].words))
            fail_msg("%s: %s", cases[i].command, stage.told.err);
    }
    assert_int_not_equal(access("none.db", F_OK), 0);
}

static void a_path_that_is_too_long_is_told(void **state)
{
    static const char *const kinds[] = {"csv", "html", "brat"};
    char command[STAGE_LINE], folder[700];
    (void)state;
    /* six folders deep, so that only the names of the files are too much */
    memset(folder, 'x', sizeof folder);
    for (size_t i = 0; i < sizeof folder; i += 100)
        folder[i] = i ? '/' : 'y';
    folder[sizeof folder - 1] = '\0';
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        (void)snprintf(command, sizeof command, "export t.db --as %s --to %s", kinds[i],
                       folder);
        stage_ends(74, command);
    }
}

/* ---- the three forms ---------------------------------------------------------------
 */

static const char *const shown[] = {"talks t.db",
                                    "timeline t.db",
                                    "said t.db",
                                    "events t.db",
                                    "positions t.db",
                                    "positions t.db --pledges",
                                    "positions t.db --own",
                                    "positions t.db --history",
                                    "positions t.db --conditions",
                                    "differ t.db",
                                    "copies t.db",
                                    "names t.db",
                                    "search t.db harbour",
                                    "changes t.db --since 2023-03-09",
                                    "said t.db Ruud",
                                    "timeline t.db --kind pledge",
                                    "events t.db --kind ASSAULT",
                                    "events t.db --kind 19",
                                    "timeline t.db --status claimed",
                                    "said t.db --wording direct",
                                    "said t.db --speaker ?",
                                    "said t.db --of Ruud",
                                    "said t.db --words bridge",
                                    "positions t.db --as-of 2031-05-05",
                                    "said t.db --report R1",
                                    "copies t.db --from 2031-05-01",
                                    "check t.db --sample 20",
                                    "check t.db --table event",
                                    "names t.db Ruud",
                                    "cite t.db R2:0-20",
                                    "search t.db harbour --origin copy",
                                    "search t.db talks --month 2031-05",
                                    "search t.db harbour --facets",
                                    "changes t.db",
                                    "overview t.db --since 2031-05-01",
                                    "overview t.db"};

static size_t lines_of(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += *text == '\n';
    return n;
}

/* One object a line, as far as can be seen without a parser. */
static void assert_objects(const char *text)
{
    for (const char *p = text; *p;) {
        const char *end = strchr(p, '\n');
        assert_non_null(end);
        assert_true(*p == '{' && end[-1] == '}');
        p = end + 1;
    }
}

static void every_verb_tells_as_many_rows_in_json_as_in_plain_lines(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        char command[STAGE_LINE];
        int status = stage_run(shown[i]);
        if (status != 0 && status != 1) fail_msg("%s: %d", shown[i], status);
        assert_true(status == 1 ? stage_err_has("nothing found")
                                : stage.told.n_out > 0);
        (void)snprintf(command, sizeof command, "%s --json", shown[i]);
        stage_ends(status, command);
        assert_objects(stage.told.out);
        size_t rows = lines_of(stage.told.out);
        (void)snprintf(command, sizeof command, "%s --plain", shown[i]);
        stage_ends(status, command);
        size_t plain = lines_of(stage.told.out);
        /* some rows have lines of their own below them; which rows are drawn for
         * `check` hangs on where the sources lie */
        static const char *const parts[] = {"talks", "--pledges", "differ", "--since",
                                            "check"};
        bool many = false;
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            many = many || strstr(shown[i], parts[k]);
        if (status == 0 && (many ? plain < rows + 1 : plain != rows + 1))
            fail_msg("%s: %zu rows of JSON, %zu plain", shown[i], rows, plain);
    }
}

static void no_line_is_wider_than_it_is_told_to_be(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        char command[STAGE_LINE];
        (void)snprintf(command, sizeof command, "%s --width 60 --no-color", shown[i]);
        (void)stage_run(command);
        for (const char *p = stage.told.out; *p;) {
            size_t n = strcspn(p, "\n"), wide = 0;
            for (size_t k = 0; k < n; k++)
                wide += ((unsigned char)p[k] & 0xC0) != 0x80;
            /* a command to be typed is not broken */
            bool whole = memmem(p, n, "rapporteur ", 11) != NULL;
            if (wide > 61 && !whole)
                fail_msg("%s: %zu wide: %.*s", command, wide, (int)n, p);
            p += n + (p[n] == '\n');
        }
        assert_null(strchr(stage.told.out, '\033'));
    }
}

/* What stands behind a filter stood before it too. */
static void a_filter_only_leaves_rows_out(void **state)
{
    static const struct {
        const char *all, *some;
        bool any;
    } cases[] = {{"said t.db", "--party Norland", true},
                 {"said t.db", "--from 2031-05-05", true},
                 {"said t.db", "--to 2031-05-04", true},
                 {"said t.db", "--report a.txt", false},
                 {"said t.db", "--issue Ceasefire", false},
                 {"events t.db", "--party Sudmark", true},
                 {"events t.db", "--speaker 'Jon Ruud'", false},
                 {"events t.db", "--from 2031-05-01 --to 2031-05-06", true},
                 {"timeline t.db", "--status actual", true},
                 {"timeline t.db", "--report R3", true},
                 {"talks t.db", "--party Norland", false},
                 {"differ t.db", "--party Norland", false},
                 {"copies t.db", "--party Norland", false},
                 {"copies t.db", "--report R5", true},
                 {"search t.db talks", "--party Norland", true},
                 {"search t.db talks", "--speaker 'Jon Ruud'", false},
                 {"search t.db talks", "--from 2031-01-01 --to 2031-12-31", true},
                 {"search t.db talks", "--report R2", true},
                 {"search t.db talks", "--issue Ceasefire", false},
                 {"search t.db talks", "--place Kesh", false},
                 {"search t.db talks", "--outlet NPA", false},
                 {"search t.db talks", "--source agency", false},
                 {"search t.db talks", "--origin independent", true}};
    static char all[STAGE_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char command[STAGE_LINE];
        (void)snprintf(command, sizeof command, "%s --json", cases[i].all);
        stage_ends(0, command);
        memcpy(all, stage.told.out, stage.told.n_out + 1);
        (void)snprintf(command, sizeof command, "%s %s --json", cases[i].all,
                       cases[i].some);
        int status = stage_run(command);
        if (status != 0 && (status != 1 || cases[i].any))
            fail_msg("%s: %d: %s", command, status, stage.told.err);
        for (char *p = stage.told.out; *p;) {
            char *id = strstr(p, "\"id\":\""), *end = strchr(p, '\n');
            assert_non_null(end);
            if (id && id < end) {
                id[6 + 13] = '\0';
                if (!strstr(all, id)) fail_msg("%s: %s", command, id);
            }
            p = end + 1;
        }
    }
}

/* ---- exports -----------------------------------------------------------------------
 */

static const struct {
    const char *kind, *begins; /* of an export of all rows */
} streams[] = {{"jsonl", "{\"row\":\"report\""},
               {"conllu", "# "},
               {"plover", "Event ID\t"},
               {"acled", "\"event_id_cnty\""},
               {"ucdp", "\"id\""},
               {"dna", ""},
               {"timelinejs", "{\"title\":"},
               {"gexf", "<?xml"},
               {"geojson", "{\"type\":\"FeatureCollection\""},
               {"csljson", "["},
               {"webanno", "{"},
               {"memo", ""}};

static void every_export_comes_out_the_same_into_a_file(void **state)
{
    static char first[STAGE_TEXT];
    static const char *const ways[] = {"", " --no-text"};
    (void)state;
    for (size_t i = 0; i < 2 * sizeof streams / sizeof *streams; i++) {
        char command[STAGE_LINE];
        int n = snprintf(command, sizeof command, "export t.db --as %s%s",
                         streams[i / 2].kind, ways[i % 2]);
        int status = stage_run(command);
        if (status == 2 && i % 2) continue; /* a format that is nothing without text */
        if (status) fail_msg("%s: %d %s", command, status, stage.told.err);
        assert_true(stage.told.n_out > 0);
        if (strncmp(stage.told.out, streams[i / 2].begins,
                    strlen(streams[i / 2].begins)) != 0)
            fail_msg("%s begins %.40s", command, stage.told.out);
        memcpy(first, stage.told.out, stage.told.n_out + 1);
        (void)snprintf(command + n, sizeof command - (size_t)n, " --to out.file");
        stage_ends(0, command);
        assert_int_equal(stage.told.n_out, 0);
        stage.told.n_out = stage_read("out.file", stage.told.out);
        assert_string_equal(stage.told.out, first);
    }
}

static void nothing_of_the_reports_words_is_in_an_export_without_text(void **state)
{
    static const char *const kinds[] = {"jsonl", "plover", "acled",   "ucdp",
                                        "dna",   "gexf",   "geojson", "csljson"};
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char command[STAGE_LINE];
        (void)snprintf(command, sizeof command, "export t.db --as %s --no-text",
                       kinds[i]);
        if (stage_run(command) != 0) fail_msg("%s: %s", command, stage.told.err);
        if (stage_out_has("leave the harbour before") || stage_out_has("allegedly"))
            fail_msg("%s has words of a report", command);
    }
}

static void tables_and_folders_hold_what_they_are_named_after(void **state)
{
    static const char *const tables[] = {"report", "entity",   "attribution", "event",
                                         "figure", "position", "copy",        "story"};
    static const char *const folders[][2] = {
        {"html", "index.html"}, {"html --full-text", "index.html"},
        {"brat", NULL},         {"inception", NULL},
        {"csv", "report.csv"},  {"csv --no-text", "credits.txt"}};
    char command[STAGE_LINE], path[128];
    (void)state;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        (void)snprintf(command, sizeof command, "export t.db --table %s", tables[i]);
        stage_ends(0, command);
        size_t rows = lines_of(stage.told.out) - stage_out_has("{\"row\":\"credit\"");
        (void)snprintf(path, sizeof path, "{\"row\":\"%s\"", tables[i]);
        assert_int_equal(strncmp(stage.told.out, path, strlen(path)), 0);
        (void)snprintf(command, sizeof command, "export t.db --as csv --table %s",
                       tables[i]);
        stage_ends(0, command);
        assert_true(lines_of(stage.told.out) >= rows + 1);
    }
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        (void)snprintf(command, sizeof command, "export t.db --as %s --to folder%zu",
                       folders[i][0], i);
        stage_ends(0, command);
        if (!folders[i][1]) continue;
        (void)snprintf(path, sizeof path, "folder%zu/%s", i, folders[i][1]);
        if (access(path, R_OK) != 0) fail_msg("%s made no %s", command, path);
    }
}

static void an_empty_dossier_is_shown_and_exported_like_any_other(void **state)
{
    (void)state;
    stage_write("my.brief",
                "party: Norland = Norland\nissue: harbour (trade) = harbour\n");
    stage_ends(0, "add empty.db --brief my.brief");
    stage_ends(0, "overview empty.db --print-brief");
    assert_true(stage_out_has("party: Norland"));
    stage_ends(0, "cite empty.db --check");
    assert_true(stage_out_has("0 citations, all match"));
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        static const char *const forms[] = {"", " --json", " --plain"};
        char command[STAGE_LINE];
        const char *at = strstr(shown[i], "t.db");
        for (int form = 0; form < 3; form++) {
            (void)snprintf(command, sizeof command, "%.*sempty.db%s%s",
                           (int)(at - shown[i]), shown[i], at + 4, forms[form]);
            int status = stage_run(command);
            if (status > 2) fail_msg("%s: %d: %s", command, status, stage.told.err);
        }
    }
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        char command[STAGE_LINE];
        (void)snprintf(command, sizeof command, "export empty.db --as %s",
                       streams[i].kind);
        stage_ends(0, command);
    }
    stage_ends(0, "export empty.db --as html --to site");
    stage_ends(0, "export empty.db --as csv --to tables");
    stage_ends(0, "export empty.db --digest");
}

/* ---- output that cannot be written -------------------------------------------------
 */

static void a_full_disk_is_74_for_whatever_is_printed(void **state)
{
    static const char *const commands[] = {"--version",
                                           "help",
                                           "add --help",
                                           "--make man",
                                           "overview t.db",
                                           "said t.db --json",
                                           "cite t.db --check",
                                           "overview t.db --print-brief",
                                           "export t.db",
                                           "export t.db --digest",
                                           "export t.db --as csv --table event",
                                           "export t.db --as gexf",
                                           "export t.db --as memo",

                                           "export t.db --as conllu",
                                           "read in/a.txt",
                                           "check t.db"};
    (void)state;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        int status = stage_run_to("/dev/full", commands[i]);
        if (status != 74) fail_msg("%s: %d", commands[i], status);
    }
}

/* ---- corrections -------------------------------------------------------------------
 */

static void digest_of(const char *dossier, char hex[65])
{
    char command[128];
    (void)snprintf(command, sizeof command, "export %s --digest", dossier);
    stage_ends(0, command);
    assert_int_equal(stage.told.n_out, 65);
    memcpy(hex, stage.told.out, 64);
    hex[64] = '\0';
}

static void a_correction_changes_the_rows_and_undo_brings_them_back(void **state)
{
    static const char *const corrections[] = {
        "names u.db --merge 'Jon Ruud' 'Piet Haas' --coder Ida",
        "names u.db --set 'Jon Ruud' name=Jonas",
        "names u.db --set 'Jon Ruud' side=Sudmark",
        "names u.db --set 'Jon Ruud' kind=organization",
        "names u.db --split 'Jon Ruud' Ruud",
        "names u.db --date R1=2031-05-08"};
    char before[65], after[65];
    (void)state;
    stage_copy("u.db", "t.db");
    digest_of("u.db", before);
    for (size_t i = 0; i < sizeof corrections / sizeof *corrections; i++) {
        stage_ends(0, corrections[i]);
        assert_true(stage_err_has("to take it back:  rapporteur names u.db --undo"));
        digest_of("u.db", after);
        if (strcmp(before, after) == 0) fail_msg("%s: no change", corrections[i]);
        stage_ends(0, "names u.db --undo");
        assert_true(stage_err_has("taken back"));
        digest_of("u.db", after);
        if (strcmp(before, after) != 0) fail_msg("%s: not undone", corrections[i]);
    }
    stage_ends(2, "names u.db --date R2=2030-01-01");
    assert_true(stage_err_has("the report gives its day itself"));
    stage_ends(0, "cite u.db --check");
}

static void judgements_are_counted_exported_and_taken_back(void **state)
{
    char row[16], command[STAGE_LINE];
    (void)state;
    stage_copy("u.db", "t.db");
    stage_ends(0, "export u.db --table attribution");
    const char *id = strstr(stage.told.out, "\"id\":\"");
    assert_non_null(id);
    (void)snprintf(row, sizeof row, "%.13s", id + 6);
    static const char *const ways[][2] = {{"accept", ""},
                                          {"reject", " --coder Ida"},
                                          {"edit", " kind=direct"},
                                          {"note", " 'a look'"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        (void)snprintf(command, sizeof command, "check u.db --%s %s%s", ways[i][0], row,
                       ways[i][1]);
        stage_ends(0, command);
        assert_true(stage_err_has("noted; to take it back:  rapporteur check u.db"));
    }
    stage_ends(0, "export u.db --table judgement");
    assert_int_equal(lines_of(stage.told.out), 4);
    assert_objects(stage.told.out);
    stage_ends(0, "export u.db --as csv --table judgement");
    assert_int_equal(lines_of(stage.told.out), 5);
    stage_ends(0, "check u.db --sample 5");
    for (int i = 0; i < 4; i++)
        stage_ends(0, "check u.db --undo");
    stage_ends(2, "check u.db --undo");
    stage_ends(0, "export u.db --table judgement");
    assert_int_equal(stage.told.n_out, 0);
    stage_ends(0, "cite u.db --check");
}

static void a_report_that_is_forgotten_is_nowhere(void **state)
{
    (void)state;
    stage_copy("u.db", "t.db");
    stage_ends(0, "search u.db thirty-eight");
    stage_ends(0, "forget u.db R4");
    assert_true(stage_err_has("forgotten: R4, "));
    stage_ends(1, "search u.db thirty-eight");
    stage_ends(2, "forget u.db R4");
    stage_ends(0, "cite u.db --check");
}

/* ---- reading -----------------------------------------------------------------------
 */

static void options_of_reading_are_taken_with_a_blank_or_an_equals_sign(void **state)
{
    static const char *const commands[] = {
        "read in/a.txt --jobs=1 --layers=meta,text --published=2031-05-04",
        "read --jobs 1 --layers meta,text --published 2031-05-04 in/a.txt",
        "read --jobs 1 --layers meta,text --published 2031-05-04 -- in/a.txt"};
    static char first[STAGE_TEXT];
    (void)state;
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        stage_ends(0, commands[i]);
        assert_int_equal(lines_of(stage.told.out), 1);
        if (i) assert_string_equal(stage.told.out, first);
        memcpy(first, stage.told.out, stage.told.n_out + 1);
    }
    assert_false(stage_out_has("\"attributions\""));
    stage_ends(0, "read in/a.txt --verbatim --no-parse --with-source --from text "
                  "--seconds 60 --max-bytes 100000 --shard 1/1 --between 2031-01-01 "
                  "2031-12-31 --jobs 1");
    assert_true(stage_out_has("\"source\":\""));
    stage_ends(2, "read --verbatimm in/a.txt");
    stage_ends(2, "read in/a.txt --jobs=x");
    stage_ends(2, "read --no-color");
}

static void mentions_of_others_are_joined_or_told_by_their_line(void **state)
{
    (void)state;
    stage_copy("u.db", "t.db");
    stage_write("m.jsonl", "{\"report\": \"in/a.txt\", \"at\": [500, 530]}\n\n"
                           "{\"report\": \"in/a.txt\", \"at\": [500, 530]}\n"
                           "{\"report\": \"none\", \"at\": [1, 2]}\n"
                           "{\"report\": \"in/a.txt\", \"at\": [30, 20]}\n"
                           "{\"report\": \"in/a.txt\", \"at\": [30, 99999]}\n"
                           "{\"report\": \"in/a.txt\", \"at\": [30]}\n"
                           "{\"report\": \"in/a.txt\", \"at\": [30, -1]}\n"
                           "{\"report\": \"in/a.txt\", \"at\": [30, 5000000000]}\n"
                           "{\"report\": \"in/a.txt\"}\n"
                           "[1]\n"
                           "{\"at\": [1, 2]}\n"
                           "{\"report\": \n");
    stage_ends(65, "add u.db --mentions m.jsonl");
    assert_true(stage_err_has("1 mention; 10 bad lines"));
    assert_true(stage_err_has("line 4: there is no report none"));
    assert_true(stage_err_has("line 5: the mention [30, 20] lies outside"));
    assert_true(stage_err_has("line 12: it names no report"));
    stage_write("m.jsonl", "{\"report\": \"in/a.txt\", \"at\": [500, 530]}\n");
    stage_ends(0, "add u.db --mentions m.jsonl");
    assert_true(stage_err_has("0 reports"));
    assert_false(stage_err_has("mention"));
    stage_ends(0, "cite u.db --check");
}

static void records_of_read_come_in_with_and_without_their_source(void **state)
{
    static char record[STAGE_TEXT];
    (void)state;
    stage_ends(0, "read in/a.txt --jobs 1 --with-source");
    memcpy(record, stage.told.out, stage.told.n_out + 1);
    stage_write("whole.jsonl", record);
    stage_ends(0, "add v.db whole.jsonl");
    stage_ends(0, "cite v.db --check");
    assert_int_not_equal(strtol(stage.told.out, NULL, 10), 0); /* "20 citations ..." */
    char *source = strstr(record, ",\"source\":\"");
    assert_non_null(source);
    source[20] = '!'; /* no base64 */
    stage_write("bad.jsonl", record);
    stage_ends(65, "add w.db bad.jsonl");
    assert_true(stage_err_has("is not base64"));
    source[20] = source[21];
    source[21] = source[22]; /* other bytes */
    stage_write("bad.jsonl", record);
    stage_ends(65, "add w.db bad.jsonl");
}

static void what_stands_apart_is_told_and_settled(void **state)
{
    (void)state;
    stage_copy("u.db", "t.db");
    stage_ends(0, "settle u.db");
    assert_true(stage_err_has("0 reports were joined with the others"));
    stage_ends(0, "add u.db in --settle");
    assert_true(stage_err_has("5 there already"));
    stage_write("in/a.txt", "Another text altogether, said Jon Ruud.\n");
    stage_ends(0, "add u.db in/a.txt");
    assert_true(stage_err_has("1 in place of an older version"));
    stage_write("in/a.txt", stage_reports[0][1]);
}

static void help_is_there_for_every_verb_and_the_tables_are_printed(void **state)
{
    static const char *const kinds[] = {"man", "bash", "zsh", "fish"};
    char *verbs, command[STAGE_LINE], all[STAGE_LINE];
    (void)state;
    stage_ends(0, "--help");
    verbs = strstr(stage.told.out, "Verbs: ");
    assert_non_null(verbs);
    (void)snprintf(all, sizeof all, "%.*s", (int)strcspn(verbs + 7, "\n"), verbs + 7);
    for (char *rest = NULL, *verb = strtok_r(all, " ", &rest); verb;
         verb = strtok_r(NULL, " ", &rest)) {
        (void)snprintf(command, sizeof command, "%s -h", verb);
        stage_ends(0, command);
        (void)snprintf(command, sizeof command, "rapporteur %s ", verb);
        assert_true(stage_out_has(command));
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        (void)snprintf(command, sizeof command, "--make %s", kinds[i]);
        stage_ends(0, command);
        assert_true(stage_out_has("rapporteur"));
    }
    stage_ends(0, "-h");
    stage_ends(0, "help");
    stage_ends(0, "--version");
    assert_true(stage_out_has("rapporteur "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_use_ends_with_2_and_says_what_is_wrong),
        cmocka_unit_test(what_cannot_be_opened_or_read_is_told_with_its_status),
        cmocka_unit_test(a_path_that_is_too_long_is_told),
        cmocka_unit_test(every_verb_tells_as_many_rows_in_json_as_in_plain_lines),
        cmocka_unit_test(no_line_is_wider_than_it_is_told_to_be),
        cmocka_unit_test(a_filter_only_leaves_rows_out),
        cmocka_unit_test(every_export_comes_out_the_same_into_a_file),
        cmocka_unit_test(nothing_of_the_reports_words_is_in_an_export_without_text),
        cmocka_unit_test(tables_and_folders_hold_what_they_are_named_after),
        cmocka_unit_test(an_empty_dossier_is_shown_and_exported_like_any_other),
        cmocka_unit_test(a_full_disk_is_74_for_whatever_is_printed),
        cmocka_unit_test(a_correction_changes_the_rows_and_undo_brings_them_back),
        cmocka_unit_test(judgements_are_counted_exported_and_taken_back),
        cmocka_unit_test(a_report_that_is_forgotten_is_nowhere),
        cmocka_unit_test(options_of_reading_are_taken_with_a_blank_or_an_equals_sign),
        cmocka_unit_test(mentions_of_others_are_joined_or_told_by_their_line),
        cmocka_unit_test(records_of_read_come_in_with_and_without_their_source),
        cmocka_unit_test(what_stands_apart_is_told_and_settled),
        cmocka_unit_test(help_is_there_for_every_verb_and_the_tables_are_printed),
    };
    return cmocka_run_group_tests(tests, stage_open_dossier, stage_close);
}
