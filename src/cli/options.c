/*
 * cli/options.c - the tables of verbs and options, and the command line against them.
 *
 * Options may stand before, between and after the operands; "--" ends them; "--name
 * value" and "--name=value" are the same.  Nothing is abbreviated or guessed.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/options.h"

static const rap_usage usages[RAP_DO_COUNT] = {
    [RAP_DO_READ] =
        {"read", "INPUT...", "records on standard output, no dossier",
         "Each INPUT is a file, a folder (walked in sorted order) or - for "
         "standard input: plain text, a web page, WARC, RSS or Atom, a mailbox "
         "or mail, JSON Lines, or a zip or tar archive of any of these; gzip and "
         "zstd are taken off.  What holds several reports is read as it streams "
         "by, whatever its size.  One JSON object a report, one report a line, in "
         "the order of the input; what could not be read is an error object "
         "in its place.",
         "rapporteur read reports/ > records.jsonl\n"
         "rapporteur read --layers meta,attributions - < report.txt\n"
         "rapporteur read feed.xml desk.mbox crawl.warc.gz scrape.zip\n",
         1, -1},
    [RAP_DO_ADD] = {"add", "DOSSIER INPUT...", "read reports into a dossier",
                    "The dossier is one file, made when it is not there.  An INPUT is "
                    "what `read` takes, or records that `read` made.  A report that is "
                    "in the dossier already is passed over, so adding again is safe; "
                    "other bytes under the same name replace the old report.  Adding "
                    "may be stopped at any time: what was read stays.  A dossier in "
                    "PostgreSQL is named by its address, postgresql://..., here and "
                    "with every verb; with --engine the reports are only put into its "
                    "queue.",
                    "rapporteur add talks.db reports/\n"
                    "rapporteur add talks.db --between 2022-02-24 2022-12-31 *.txt\n"
                    "rapporteur add --engine postgresql://db.lan/news reports/\n",
                    1, -1},
    [RAP_DO_OVERVIEW] = {"overview", "DOSSIER", "what is in a dossier",
                         "Reports, days, who is quoted most, and what needs a person's "
                         "eye.",
                         "rapporteur overview talks.db\n"
                         "rapporteur overview talks.db --print-brief > talks.brief\n",
                         1, 1},
    [RAP_DO_TALKS] =
        {"talks", "DOSSIER", "rounds of talks in the order of their days",
         "Who met, who stays away, who hosts and mediates, the papers, and "
         "what each side said came of it; planned rounds and offers too.",
         "rapporteur talks talks.db\n", 1, 1},
    [RAP_DO_TIMELINE] =
        {"timeline", "DOSSIER", "what happened, day by day",
         "Each line with all its sources; days that were worked out are "
         "marked ~; claimed and alleged events stand with their "
         "claimant.",
         "rapporteur timeline talks.db --from 2022-03-29 --to "
         "2022-03-31\n",
         1, 1},
    [RAP_DO_SAID] = {"said", "DOSSIER [NAME]", "who said what, to whom, by which chain",
                     "Words in quotation marks stand only under the person who uttered "
                     "them.",
                     "rapporteur said talks.db --party Norland\n"
                     "rapporteur said talks.db --of Veld\n",
                     1, 2},
    [RAP_DO_EVENTS] = {"events", "DOSSIER", "who did what to whom, coded",
                       "Codes are those of CAMEO and PLOVER.",
                       "rapporteur events talks.db --party Norland --json\n", 1, 1},
    [RAP_DO_POSITIONS] = {"positions", "DOSSIER",
                          "what each party wants, offers, refuses",
                          "A table of parties by issues, each entry with its day.",
                          "rapporteur positions talks.db --as-of 2022-04-01\n"
                          "rapporteur positions talks.db --pledges\n",
                          1, 1},
    [RAP_DO_DIFFER] = {"differ", "DOSSIER", "where reports disagree",
                       "Figures, claims and wordings on which the reports or the "
                       "parties part.",
                       "rapporteur differ talks.db\n", 1, 1},
    [RAP_DO_COPIES] = {"copies", "DOSSIER", "which reports share passages",
                       "And which of them came first, where it can be told.",
                       "rapporteur copies talks.db\n", 1, 1},
    [RAP_DO_NAMES] = {"names", "DOSSIER [NAME]", "who is who, and corrections by hand",
                      "Every name with its spellings and why they were joined.  A "
                      "correction is remembered and holds for reports to come; --undo "
                      "takes the last one back.",
                      "rapporteur names talks.db Veld\n"
                      "rapporteur names talks.db --merge 'Jan Veld' 'J. Feld'\n"
                      "rapporteur names talks.db --date R3=2022-04-01\n",
                      1, -1},
    [RAP_DO_SEARCH] =
        {"search", "DOSSIER WORDS", "full text over reports and statements",
         "All words must stand in the text; accents and case do not "
         "count.  Filters go with the words; issue and place are those of "
         "the report in which a hit stands.",
         "rapporteur search talks.db harbour ceasefire\n"
         "rapporteur search talks.db harbour --facets\n"
         "rapporteur search talks.db harbour --party Norland "
         "--origin independent\n",
         2, -1},
    [RAP_DO_CITE] = {"cite", "DOSSIER [REF]", "show a citation in its place",
                     "REF is a citation as it is printed everywhere (R2:2352-2413) or "
                     "the id of a row.",
                     "rapporteur cite talks.db R2:2352-2413\n"
                     "rapporteur cite talks.db --check\n",
                     1, 2},
    [RAP_DO_CHANGES] =
        {"changes", "DOSSIER", "what is new since a day",
         "Rounds, papers, positions that moved (from what to what), new positions, "
         "pledges and what is said of them, disagreements, events.  New is what a "
         "report of that day or later tells and no earlier report does: it is the "
         "day of the reports that counts, not the day on which they were added, "
         "which a dossier does not keep.  Reports whose day is not known well enough "
         "are left out and counted.  Without --since: the last week of the dossier.",
         "rapporteur changes talks.db --since 2022-04-01\n"
         "rapporteur changes talks.db --since 2022-04 --party Norland --json\n"
         "rapporteur overview talks.db --since 2022-04-01\n",
         1, 1},
    [RAP_DO_CHECK] =
        {"check", "DOSSIER", "rows drawn at random for a coder to judge",
         "Each row stands with its place; say of each whether it is right. "
         "The last line tells how many were right so far, with the interval "
         "that holds the true share (95 %).  The same dossier gives the same "
         "draw.  Judgements stand apart from the rows, change none, are kept "
         "when reports are added, and go out with export --table judgement.",
         "rapporteur check talks.db --sample 50\n"
         "rapporteur check talks.db --accept A362343d7a43d --coder 'A. Coder'\n"
         "rapporteur check talks.db --undo\n",
         1, 1},
    [RAP_DO_FORGET] =
        {"forget", "DOSSIER REPORT", "take a report out",
         "With all that rests on it: rows, full text, what was said of it "
         "by hand, and its bytes in the file, which is written anew.  It "
         "cannot be taken back.  REPORT is R2 or the report's name.",
         "rapporteur forget talks.db R2\n", 2, 2},
    [RAP_DO_SETTLE] =
        {"settle", "DOSSIER", "join reports that came in since with the others",
         "A few reports that `add` puts into a large dossier stand apart at first: "
         "they "
         "can be read, searched and cited at once, but who is who, what copies what "
         "and "
         "what disagrees with what is only told within each of them.  This joins them "
         "with the others, which takes as long as the dossier is large.  Exports and "
         "`cite --check` do it first of their own accord, and `serve` does it beside "
         "the pages.",
         "rapporteur settle talks.db\n", 1, 1},
    [RAP_DO_EXPORT] =
        {"export", "DOSSIER", "rows for other programs",
         "Rows go to standard output unless --to names a place.  In csv, "
         "a cell that a spreadsheet would take for a formula gets an "
         "apostrophe in front.  conllu is every sentence with its words, tags and "
         "trees, read again from the source bytes that the dossier "
         "holds.  plover, acled and ucdp are events in the columns of those data sets, "
         "with columns for status, claimants and places behind them; dna are "
         "positions; "
         "gexf is a graph for Gephi, geojson points for QGIS, webanno W3C Web "
         "Annotations with positions in bytes, brat and inception the texts "
         "with what was found in them, html the pages as a folder.",
         "rapporteur export talks.db --as jsonl > talks.jsonl\n"
         "rapporteur export talks.db --as csv --to tables/\n"
         "rapporteur export talks.db --as conllu --to talks.conllu\n"
         "rapporteur export talks.db --as html --to site/\n"
         "rapporteur export talks.db --digest\n",
         1, 1},
    [RAP_DO_SERVE] = {"serve", "DOSSIER", "read a dossier in the browser",
                      "The pages are for this machine only.  The address that is "
                      "printed holds a token that lets you in.  Stop with Ctrl-C.",
                      "rapporteur serve talks.db\n", 1, 1},
    [RAP_DO_WORK] =
        {"work", "URL", "a worker on a queue, for many machines",
         "Takes reports from the queue that `add --engine` fills, reads them and "
         "writes "
         "them into the dossier in that database, until it is stopped (Ctrl-C or "
         "SIGTERM: the reports in hand are finished).  Any number of workers, on any "
         "number of machines that see the same files; one that dies costs only time.  "
         "A report that fails three times is set aside with its error.  What has been "
         "read shows once it is put together: at the end of --until-empty, or by "
         "--settle.",
         "rapporteur add --engine postgresql://db.lan/news reports/\n"
         "rapporteur work postgresql://db.lan/news --until-empty\n"
         "rapporteur work postgresql://db.lan/news --status\n",
         1, 1},
};

#define V(name) (1u << RAP_DO_##name)
#define READING (V(READ) | V(ADD))
#define FILTERED                                                                       \
    (V(TALKS) | V(TIMELINE) | V(SAID) | V(EVENTS) | V(POSITIONS) | V(DIFFER))
#define SHOWN                                                                          \
    (FILTERED | V(OVERVIEW) | V(CHANGES) | V(COPIES) | V(NAMES) | V(SEARCH) |          \
     V(CITE) | V(CHECK))
#define EVERY 0xFFFFFFFFu

static const rap_option options[] = {
    {RAP_OPT_READING, READING, "--layers", "LIST", NULL,
     "by commas, of meta text syntax names times attributions figures events positions "
     "(all but syntax)"},
    {RAP_OPT_READING, READING, "--published", "DAY", NULL,
     "the day of reports that give none"},
    {RAP_OPT_READING, READING, "--between", "DAY DAY", NULL,
     "no day that is worked out may lie outside"},
    {RAP_OPT_READING, READING, "--from", "KIND", "text html warc feed jsonl mbox",
     "what the inputs are, instead of looking at them"},
    {RAP_OPT_READING, READING, "--verbatim", NULL, NULL,
     "no line is title, byline or boilerplate; runs of lines are paragraphs"},
    {RAP_OPT_READING, READING, "--no-parse", NULL, NULL,
     "no dependency parse: head and deprel are null, and what rests on them goes by "
     "tags"},
    {RAP_OPT_READING, READING, "--jobs", "N", NULL,
     "reports read side by side (as many as there are cores)"},
    {RAP_OPT_READING, READING, "--max-bytes", "N", NULL,
     "refuse reports that are larger (32 MiB)"},
    {RAP_OPT_READING, READING, "--seconds", "N", NULL,
     "give up on a report that takes longer to read (300)"},
    {RAP_OPT_READING, READING, "--shard", "I/N", NULL,
     "take the I-th of N parts of the inputs"},
    {RAP_OPT_READING, V(READ), "--gazetteer", "FILE", NULL,
     "places from a dump of GeoNames instead of those that are built in"},
    {RAP_OPT_READING, V(READ), "--with-source", NULL, NULL,
     "put the source bytes into the record (base64)"},
    {RAP_OPT_ENGINE, V(ADD), "--engine", "URL", NULL,
     "put the reports into the queue of a database (postgresql://...), for `work`"},
    {RAP_OPT_UNTIL_EMPTY, V(WORK), "--until-empty", NULL, NULL,
     "end when the queue is empty, and put the reports together"},
    {RAP_OPT_ONCE, V(WORK), "--once", NULL, NULL, "end after one batch"},
    {RAP_OPT_SETTLE, V(ADD), "--settle", NULL, NULL,
     "join the reports with all others at once, also a few with many"},
    {RAP_OPT_SETTLE, V(WORK), "--settle", NULL, NULL,
     "only put together what has been read"},
    {RAP_OPT_STATUS_OF, V(WORK), "--status", NULL, NULL,
     "how far it is, who works, what is set aside"},
    {RAP_OPT_RETRY, V(WORK), "--retry", NULL, NULL, "what is set aside waits again"},
    {RAP_OPT_JOBS, V(WORK), "--jobs", "N", NULL,
     "reports read side by side (as many as there are cores)"},
    {RAP_OPT_BATCH, V(WORK), "--batch", "N", NULL,
     "reports taken and written at once, for each job (64)"},
    {RAP_OPT_LEASE, V(WORK), "--lease", "N", NULL,
     "seconds after which a worker that shows no sign of life has lost them (900)"},
    {RAP_OPT_ROOT, V(WORK), "--root", "FOLDER", NULL,
     "where paths begin, if not in the folder in which they were given"},
    {RAP_OPT_BRIEF, V(ADD), "--brief", "FILE", NULL,
     "parties, issues, places and outlets by the analyst; kept in the dossier"},
    {RAP_OPT_MENTIONS, V(ADD), "--mentions", "FILE", NULL,
     "event mentions coded elsewhere (JSON Lines: report, at), joined like those found "
     "here; kept in the dossier"},
    {RAP_OPT_PRINT_BRIEF, V(OVERVIEW), "--print-brief", NULL, NULL,
     "print the brief, or one to start from"},
    {RAP_OPT_PARTY, FILTERED | V(COPIES) | V(CHANGES) | V(SEARCH), "--party", "NAME",
     NULL, "only what concerns this party and its members"},
    {RAP_OPT_SPEAKER, FILTERED | V(SEARCH), "--speaker", "NAME", NULL,
     "only what this person or body says; with said, ? for nobody who can be told"},
    {RAP_OPT_ISSUE, FILTERED | V(CHANGES) | V(SEARCH), "--issue", "LIST", NULL,
     "only these issues, by commas"},
    {RAP_OPT_FROM, FILTERED | V(COPIES) | V(SEARCH), "--from", "DAY", NULL,
     "nothing before this day"},
    {RAP_OPT_TO, FILTERED | V(COPIES) | V(SEARCH), "--to", "DAY", NULL,
     "nothing after this day"},
    {RAP_OPT_REPORT, FILTERED | V(COPIES) | V(SEARCH), "--report", "REPORT", NULL,
     "only this report: R2, or its name"},
    {RAP_OPT_OF, V(SAID), "--of", "NAME", NULL, "what others tell of somebody"},
    {RAP_OPT_WORDING, V(SAID), "--wording", "KIND", "direct mixed indirect",
     "word for word, part quoted, or retold"},
    {RAP_OPT_HOLDS, V(SAID), "--words", "TEXT", NULL,
     "only statements that hold all these words"},
    {RAP_OPT_KIND, V(TIMELINE) | V(EVENTS), "--kind", "CODE", NULL,
     "a code of CAMEO (19), a class of PLOVER (ASSAULT), or a kind of row (pledge)"},
    {RAP_OPT_STATUS, V(TIMELINE) | V(EVENTS), "--status", "STATUS",
     "actual claimed alleged planned expected hypothetical negated attitude background",
     "only what is told as that"},
    {RAP_OPT_AS_OF, V(POSITIONS), "--as-of", "DAY", NULL, "as it stood on this day"},
    {RAP_OPT_SINCE, V(CHANGES) | V(OVERVIEW), "--since", "DAY", NULL,
     "what reports of this day and later tell first (the reports' day, not that of "
     "adding them)"},
    {RAP_OPT_PLACE, V(SEARCH), "--place", "NAME", NULL,
     "only in reports of events at this place"},
    {RAP_OPT_MONTH, V(SEARCH), "--month", "MONTH", NULL,
     "only of this month (2022-03)"},
    {RAP_OPT_OUTLET, V(SEARCH), "--outlet", "NAME", NULL, "only of this outlet"},
    {RAP_OPT_SOURCE, V(SEARCH), "--source", "KIND", NULL,
     "only of this kind of outlet: agency, state agency, newspaper, broadcaster, "
     "aggregator, government, or a kind of the brief"},
    {RAP_OPT_ORIGIN, V(SEARCH), "--origin", "KIND", "independent copy",
     "only in reports that no earlier one has the text of, or only in copies"},
    {RAP_OPT_FACETS, V(SEARCH), "--facets", NULL, NULL,
     "how the best 500 hits fall by party, speaker, issue, place, month, outlet, kind "
     "of "
     "outlet and origin"},
    {RAP_OPT_OWN, V(POSITIONS), "--own", NULL, NULL, "own words only"},
    {RAP_OPT_PLEDGES, V(POSITIONS), "--pledges", NULL, NULL,
     "pledges, and what each claimant says became of them"},
    {RAP_OPT_HISTORY, V(POSITIONS), "--history", NULL, NULL, "how positions changed"},
    {RAP_OPT_CONDITIONS, V(POSITIONS), "--conditions", NULL, NULL,
     "what is tied to a condition, and whether that is met"},
    {RAP_OPT_CHECK, V(CITE), "--check", NULL, NULL,
     "re-quote every citation in the dossier"},
    {RAP_OPT_MERGE, V(NAMES), "--merge", "A B", NULL, "A and B are one"},
    {RAP_OPT_SPLIT, V(NAMES), "--split", "NAME SPELLING", NULL,
     "this spelling is somebody else"},
    {RAP_OPT_SET, V(NAMES), "--set", "NAME FIELD=VALUE", NULL,
     "set the name, kind, side or iso of somebody"},
    {RAP_OPT_DATE, V(NAMES), "--date", "REPORT=DAY", NULL,
     "the day of a report; it is read again under that day"},
    {RAP_OPT_UNDO, V(NAMES), "--undo", NULL, NULL, "take the last correction back"},
    {RAP_OPT_SAMPLE, V(CHECK), "--sample", "N", NULL, "how many rows to draw (50)"},
    {RAP_OPT_ACCEPT, V(CHECK), "--accept", "ROW", NULL, "this row is right"},
    {RAP_OPT_REJECT, V(CHECK), "--reject", "ROW", NULL, "this row is wrong"},
    {RAP_OPT_EDIT, V(CHECK), "--edit", "ROW FIELD=VALUE", NULL,
     "this row would be right with another value"},
    {RAP_OPT_NOTE, V(CHECK), "--note", "ROW WORDS", NULL, "words about this row"},
    {RAP_OPT_UNDO, V(CHECK), "--undo", NULL, NULL, "take the last of these back"},
    {RAP_OPT_CODER, V(CHECK) | V(NAMES), "--coder", "NAME", NULL,
     "whose correction or judgement it is"},
    {RAP_OPT_AS, V(EXPORT), "--as", "KIND",
     "jsonl csv conllu plover acled ucdp dna timelinejs gexf geojson csljson memo brat "
     "inception webanno html",
     "the kind of export (jsonl)"},
    {RAP_OPT_PATH, V(EXPORT), "--to", "PATH", NULL,
     "a file; a folder for html, brat and inception, and for csv without --table"},
    {RAP_OPT_TABLE, V(EXPORT), "--table", "NAME",
     "report entity attribution figure event position round document pledge "
     "disagreement copy story chronology judgement",
     "only this kind of row; judgement: what was said by hand"},
    {RAP_OPT_TABLE, V(CHECK), "--table", "NAME",
     "attribution figure event position round document pledge disagreement",
     "draw only from this kind of row"},
    {RAP_OPT_NO_TEXT, V(EXPORT), "--no-text", NULL, NULL,
     "places and codes alone, none of the reports' own words"},
    {RAP_OPT_FULL_TEXT, V(EXPORT), "--full-text", NULL, NULL,
     "html with whole texts; without it excerpts of at most 40 words"},
    {RAP_OPT_DIGEST, V(EXPORT), "--digest", NULL, NULL,
     "print the SHA-256 of the rows, sorted"},
    {RAP_OPT_PORT, V(SERVE), "--port", "N", NULL, "the port (any that is free)"},
    {RAP_OPT_JSON, SHOWN, "--json", NULL, NULL, "JSON Lines instead of text"},
    {RAP_OPT_PLAIN, SHOWN, "--plain", NULL, NULL, "tab-separated lines with a header"},
    {RAP_OPT_WIDTH, SHOWN, "--width", "N", NULL, "columns of the text"},
    {RAP_OPT_NO_COLOR, EVERY, "--no-color", NULL, NULL, "no colour, as with NO_COLOR"},
    {RAP_OPT_HELP, EVERY, "--help", NULL, NULL, "what a verb is for and its options"},
};
enum { OPTIONS = sizeof options / sizeof *options };

const rap_usage *rap_usage_of(rap_doing verb)
{
    return &usages[verb];
}

rap_doing rap_usage_find(const char *name)
{
    for (int v = RAP_DO_READ; v < RAP_DO_COUNT; v++)
        if (strcmp(usages[v].name, name) == 0) return (rap_doing)v;
    return RAP_DO_NONE;
}

const rap_option *rap_options_all(size_t *n)
{
    *n = OPTIONS;
    return options;
}

/* Edits between two short words (Levenshtein); words longer than the row differ. */
static unsigned distance(const char *a, const char *b)
{
    enum { ROW = 32 };
    size_t n = strlen(b);
    unsigned row[ROW];
    if (n >= ROW || strlen(a) >= ROW) return ROW;
    for (unsigned j = 0; j <= n; j++)
        row[j] = j;
    for (unsigned i = 1; a[i - 1]; i++) {
        unsigned diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            unsigned best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best) best = row[j] + 1;
            if (row[j - 1] + 1 < best) best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[n];
}

const char *rap_options_like(const char *name, rap_doing verb)
{
    const char *like = NULL;
    unsigned best = strlen(name) < 5 ? 2 : 3; /* a third of the word may be wrong */
    size_t n = verb == RAP_DO_NONE ? RAP_DO_COUNT : OPTIONS;
    for (size_t i = verb == RAP_DO_NONE ? RAP_DO_READ : 0; i < n; i++) {
        if (verb != RAP_DO_NONE && !rap_option_fits(&options[i], verb)) continue;
        const char *other = verb == RAP_DO_NONE ? usages[i].name : options[i].name;
        unsigned d = distance(name, other);
        if (d < best) {
            best = d;
            like = other;
        }
    }
    return like;
}

/* The option that an argument names; *value points behind its "=", or is NULL. */
static const rap_option *find(rap_doing verb, const char *arg, const char **value)
{
    const char *equals = strchr(arg, '=');
    rap_str name = {arg, equals ? (size_t)(equals - arg) : strlen(arg)};
    *value = equals ? equals + 1 : NULL;
    for (size_t i = 0; i < OPTIONS; i++)
        if (rap_option_fits(&options[i], verb) && rap_str_is(name, options[i].name))
            return &options[i];
    return NULL;
}

static bool is_choice(const char *choices, const char *value)
{
    if (!choices) return true;
    size_t n = strlen(value);
    for (const char *at = choices; *at;) {
        const char *end = strchr(at, ' ');
        size_t m = end ? (size_t)(end - at) : strlen(at);
        if (m == n && memcmp(at, value, n) == 0) return true;
        at += m + (end != NULL);
    }
    return false;
}

static rap_code check_choice(const rap_option *o, const char *value, rap_err *err)
{
    if (is_choice(o->choices, value)) return RAP_OK;
    return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "%s needs one of: %s", o->name,
                    o->choices);
}

static rap_code keep_reading(rap_args *a, const rap_option *o, const char *first,
                             const char *second, rap_err *err)
{
    rap_given *g = RAP_PUSH(a->arena, &a->reading);
    if (!g) return rap_fail_memory(err);
    g->argc = 1 + (o->value != NULL) + (second != NULL);
    g->argv[0] = o->name;
    g->argv[1] = first;
    g->argv[2] = second;
    return RAP_OK;
}

static rap_code take_option(rap_args *a, int *i, int argc, char **argv, rap_err *err)
{
    const char *first = NULL, *second = NULL;
    const char *given = strcmp(argv[*i], "-h") == 0 ? "--help" : argv[*i];
    const rap_option *o = find(a->verb, given, &first);
    if (!o) {
        const char *like = rap_options_like(argv[*i], a->verb);
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "there is no option %s%s%s%s",
                        argv[*i], like ? "; did you mean " : "", like ? like : "",
                        like ? "?" : "");
    }
    bool two = o->value && strchr(o->value, ' ');
    if (!o->value && first)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "%s takes no value", o->name);
    if (o->value && !first && ++*i < argc) first = argv[*i];
    if (two && ++*i < argc) second = argv[*i];
    if ((o->value && !first) || (two && !second))
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "%s needs %s", o->name,
                        o->value);
    rap_code rc = first ? check_choice(o, first, err) : RAP_OK;
    if (rc != RAP_OK) return rc;
    a->first[o->opt] = first ? first : "";
    a->second[o->opt] = second;
    return o->opt == RAP_OPT_READING ? keep_reading(a, o, first, second, err) : RAP_OK;
}

static rap_code check_operands(const rap_args *a, rap_err *err)
{
    const rap_usage *u = &usages[a->verb];
    if (rap_args_has(a, RAP_OPT_HELP) || !u->examples) return RAP_OK;
    if (a->operands.n < (size_t)u->least)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE, "it needs %s", u->operands);
    if (u->most >= 0 && a->operands.n > (size_t)u->most)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "%s is one too many: it takes %s", a->operands.v[u->most],
                        u->operands);
    return RAP_OK;
}

rap_code rap_args_parse(rap_args *out, rap_doing verb, int argc, char **argv,
                        rap_arena *arena, rap_err *err)
{
    rap_args a = {.verb = verb, .arena = arena};
    bool only_operands = false;
    for (int i = 1; i < argc; i++) {
        bool option = !only_operands && argv[i][0] == '-' && argv[i][1];
        if (option && strcmp(argv[i], "--") == 0) {
            only_operands = true;
        } else if (option) {
            rap_code rc = take_option(&a, &i, argc, argv, err);
            if (rc != RAP_OK) return rc;
        } else {
            const char **o = RAP_PUSH(arena, &a.operands);
            if (!o) return rap_fail_memory(err);
            *o = argv[i];
        }
    }
    rap_code rc = check_operands(&a, err);
    if (rc == RAP_OK) *out = a;
    return rc;
}
