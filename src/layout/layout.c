/*
 * layout/layout.c - from rows to blocks: what each row is, in order of certainty.
 *
 *     rows -> phrases -> verdicts -> title, masthead, bylines -> blocks
 *
 * Verdicts say which rows the page left; the few rows at the head that belong to the
 * report but not to its text are found by their form and place.
 */
/* SPDX-License-Identifier: MIT */
#include "layout/layout.h"

#include "base/ascii.h"
#include "layout/boilerplate.h"
#include "layout/headlines.h"

enum {
    HEAD_ROWS = 12, /* rows among which a title is sought */
    TITLE_WORDS = 30,
    LEAST_TITLE = 3,
    LONGER = 3,        /* times the words of a title has the paragraph behind it */
    TITLE_SLACK = 512, /* how much a title on a page may look like the page */
    HEADING_WORDS = 14,
    MOST_AUTHORS = 12 /* of one byline */
};

typedef struct {
    rap_block_kind kind;
    const char *why;
} reading;

typedef struct {
    rap_str text;
    const rap_layout_options *options;
    rap_arena *arena;
    rap_rows rows;
    rap_verdict *verdicts;
    reading *readings; /* one a row */
    RAP_LIST(rap_block) blocks;
    RAP_LIST(rap_named_span) authors;
    rap_named_span publisher;
    size_t title; /* row, rows.n when there is none */
    bool refused;
} layout_run;

const char *rap_block_name(rap_block_kind kind)
{
    static const char *const names[] = {"none",     "title",      "heading", "byline",
                                        "dateline", "paragraph",  "caption", "list",
                                        "quote",    "boilerplate"};
    return (size_t)kind < sizeof names / sizeof *names ? names[kind] : "none";
}

static rap_str row_text(const layout_run *run, size_t row)
{
    rap_span at = run->rows.v[row].at;
    return rap_str_cut(run->text, at.from, at.to);
}

static void read_as(layout_run *run, size_t row, rap_block_kind kind, const char *why)
{
    run->readings[row] = (reading){kind, why};
}

static void push_block(layout_run *run, rap_span at, rap_block_kind kind,
                       const char *why)
{
    while (at.from < at.to && rap_is_space(run->text.p[at.from]))
        at.from++;
    while (at.to > at.from && rap_is_space(run->text.p[at.to - 1]))
        at.to--;
    if (at.from == at.to) return;
    rap_block *b = RAP_PUSH(run->arena, &run->blocks);
    if (b)
        *b = (rap_block){at, kind, why};
    else
        run->refused = true;
}

/* ---- the head of the report ---- */

static bool is_title_form(const rap_row *r)
{
    bool ends =
        r->ends == RAP_ENDS_LETTER || r->ends == RAP_ENDS_DIGIT ||
        r->ends == RAP_ENDS_QUOTE || r->ends == RAP_ENDS_BRACKET ||
        (r->ends == RAP_ENDS_STOP && r->stops == 0 && r->words <= TITLE_WORDS / 2);
    bool plain = !rap_row_has(r, RAP_SIGN_URL) && !rap_row_has(r, RAP_SIGN_AT) &&
                 !rap_row_has(r, RAP_SIGN_COPYRIGHT);
    return ends && plain && r->words >= LEAST_TITLE && r->words <= TITLE_WORDS &&
           r->begins != RAP_BEGINS_LOWER && r->phrase < 0;
}

static bool ends_with_full_stop(const layout_run *run, size_t row)
{
    rap_str s = row_text(run, row);
    return s.n && s.p[s.n - 1] == '.';
}

static bool is_kept_prose(const layout_run *run, size_t row)
{
    return row < run->rows.n && !run->verdicts[row].drop &&
           rap_row_is_prose(&run->rows.v[row]);
}

/* The first row of prose that is kept; rows.n when there is none. */
static size_t first_prose(const layout_run *run)
{
    size_t n = 0;
    while (n < run->rows.n && !is_kept_prose(run, n))
        n++;
    return n;
}

static uint32_t hash_of(rap_str s)
{
    uint32_t hash = RAP_HASH_START;
    size_t at = 0;
    while (rap_row_hash(s, &at, &hash))
        hash = rap_hash_byte(hash, ' ');
    return hash;
}

/* The row that the container names as the title. */
static size_t find_given_title(const layout_run *run)
{
    uint32_t given = hash_of(run->options->title);
    for (size_t i = 0; run->options->title.n && i < run->rows.n && i < HEAD_ROWS; i++)
        if (run->rows.v[i].hash == given) return i;
    return run->rows.n;
}

/* "third round in March" says when, a line of the page would say no more. */
static bool is_of_page(const rap_row *r)
{
    bool when = r->phrase >= 0 && !rap_phrase_is_strong(r->phrase) &&
                rap_phrase_kind_of(r->phrase) == RAP_PHRASE_DATED;
    return r->phrase >= 0 && !(when && r->words > LEAST_TITLE);
}

/* Is the first row set off by a blank line as a title is: short, without a stop, and
 * before a dateline or a much longer paragraph?  Then it may look like prose, or be one
 * word. */
static bool is_set_off(const layout_run *run)
{
    const rap_row *r = run->rows.v, *next = r + 1;
    if (run->rows.n < 2 || !is_kept_prose(run, 1) || !next->blank_before) return false;
    bool ends = r->ends == RAP_ENDS_LETTER || r->ends == RAP_ENDS_DIGIT ||
                r->ends == RAP_ENDS_QUOTE;
    bool plain = !r->signs || r->signs == 1 << RAP_SIGN_QUOTE;
    bool written =
        r->letter_case == RAP_CASE_SENTENCE || r->letter_case == RAP_CASE_TITLE;
    if (!ends || !plain || !written || r->stops || r->words > TITLE_WORDS ||
        r->begins == RAP_BEGINS_LOWER || is_of_page(r) || run->verdicts[0].drop ||
        r->masthead || r->byline || run->verdicts[0].day)
        return false;
    return ends_with_full_stop(run, 1) && (rap_dateline_find(row_text(run, 1)) > 0 ||
                                           next->words >= LONGER * r->words);
}

/* Near the head of the text the first row with the form of a title is the title; far
 * down, on a whole page, the one that looks least like the page. */
static size_t find_title(const layout_run *run)
{
    const rap_rows *rows = &run->rows;
    size_t given = find_given_title(run), best = rows->n, text = first_prose(run);
    if (given < rows->n || text == rows->n) return given;
    if (text < 2 && is_set_off(run)) return 0;
    size_t from = text > HEAD_ROWS ? text - HEAD_ROWS : 0;
    for (size_t i = from; i < text; i++) {
        const rap_row *r = &rows->v[i];
        const rap_verdict *v = &run->verdicts[i];
        if (!is_title_form(r) || r->masthead || r->byline || v->day) continue;
        if (ends_with_full_stop(run, i)) continue;
        if (from == 0 && (!v->drop || i == 0)) return i;
        bool likely = from > 0 && r->words > LEAST_TITLE && v->score < TITLE_SLACK;
        if (likely && (best == rows->n || v->score < run->verdicts[best].score))
            best = i;
    }
    return best;
}

/* The title, and its copies near it, which belong to the page. */
static void read_title(layout_run *run)
{
    run->title = find_title(run);
    if (run->title == run->rows.n) return;
    read_as(run, run->title, RAP_BLOCK_TITLE, NULL);
    uint32_t hash = run->rows.v[run->title].hash;
    for (size_t i = 0; i < run->rows.n && i < 2 * HEAD_ROWS; i++)
        if (i != run->title && run->rows.v[i].hash == hash)
            read_as(run, i, RAP_BLOCK_BOILERPLATE, "title-repeated");
}

static void read_masthead(layout_run *run)
{
    for (size_t i = 0; i < run->rows.n && i < 3; i++) {
        rap_str s = row_text(run, i);
        if (i == run->title || !rap_masthead_is(s)) continue;
        read_as(run, i, RAP_BLOCK_BOILERPLATE, "publisher");
        if (run->publisher.text.n == 0)
            run->publisher = (rap_named_span){run->rows.v[i].at, s};
    }
}

/* A title-like row between the title and a row of the page leads to another report. */
static void read_links(layout_run *run)
{
    for (size_t i = run->title + 1; i + 1 < run->rows.n && i < HEAD_ROWS; i++) {
        const rap_row *next = &run->rows.v[i + 1];
        if (is_kept_prose(run, i)) return;
        bool page = rap_phrase_is_strong(next->phrase) &&
                    rap_phrase_kind_of(next->phrase) == RAP_PHRASE_PAGE;
        if (page && is_title_form(&run->rows.v[i]) && !ends_with_full_stop(run, i))
            read_as(run, i, RAP_BLOCK_BOILERPLATE, "related-link");
    }
}

static void push_author(layout_run *run, size_t row, rap_span name)
{
    uint32_t from = run->rows.v[row].at.from;
    rap_span at = {from + name.from, from + name.to};
    rap_str text = rap_str_cut(run->text, at.from, at.to);
    for (size_t i = 0; i < run->authors.n; i++)
        if (rap_str_eq(run->authors.v[i].text, text)) return;
    rap_named_span *author = RAP_PUSH(run->arena, &run->authors);
    if (author)
        *author = (rap_named_span){at, text};
    else
        run->refused = true;
}

static void read_bylines(layout_run *run)
{
    for (size_t i = 0; i < run->rows.n; i++) {
        const rap_row *r = &run->rows.v[i];
        bool lone = r->blank_before || i < HEAD_ROWS || run->verdicts[i].drop;
        if (i == run->title || !lone || r->stops > 0) continue;
        rap_span names[MOST_AUTHORS];
        size_t n = rap_byline_find(row_text(run, i), names, MOST_AUTHORS);
        if (n == 0 || (rap_row_is_prose(r) && !run->verdicts[i].drop)) continue;
        read_as(run, i, RAP_BLOCK_BYLINE, "byline");
        for (size_t k = 0; k < n; k++)
            push_author(run, i, names[k]);
    }
}

/* ---- the rest ---- */

static bool is_list_item(const layout_run *run, size_t row)
{
    rap_str s = row_text(run, row);
    if (run->rows.v[row].begins != RAP_BEGINS_BULLET) return false;
    return rap_is_high(s.p[0]) || (s.n > 1 && s.p[1] == ' ');
}

static bool is_heading(const layout_run *run, size_t row)
{
    const rap_row *r = &run->rows.v[row];
    bool ends = r->ends == RAP_ENDS_LETTER || r->ends == RAP_ENDS_DIGIT ||
                r->ends == RAP_ENDS_QUOTE;
    return ends && r->words <= HEADING_WORDS && r->begins != RAP_BEGINS_LOWER &&
           row > 0 && is_kept_prose(run, row + 1);
}

static void read_plainly(layout_run *run, size_t row)
{
    const rap_verdict *v = &run->verdicts[row];
    bool caption = rap_phrase_kind_of(run->rows.v[row].phrase) == RAP_PHRASE_CAPTION;
    if (v->drop)
        read_as(run, row, caption ? RAP_BLOCK_CAPTION : RAP_BLOCK_BOILERPLATE, v->why);
    else if (is_list_item(run, row))
        read_as(run, row, RAP_BLOCK_LIST, NULL);
    else
        read_as(run, row,
                is_heading(run, row) ? RAP_BLOCK_HEADING : RAP_BLOCK_PARAGRAPH, NULL);
}

/* A paragraph, cut at the caption or the dateline at its head. */
static void push_paragraph(layout_run *run, size_t row)
{
    rap_span at = run->rows.v[row].at;
    rap_str s = row_text(run, row);
    uint32_t head = rap_caption_find(s);
    if (head) {
        push_block(run, (rap_span){at.from, at.from + head}, RAP_BLOCK_CAPTION,
                   "caption");
        at.from += head;
        s = rap_str_cut(s, head, s.n);
    }
    head = rap_dateline_find(s);
    if (head) {
        push_block(run, (rap_span){at.from, at.from + head}, RAP_BLOCK_DATELINE, NULL);
        at.from += head;
    }
    push_block(run, at, RAP_BLOCK_PARAGRAPH, NULL);
}

static void push_rows(layout_run *run)
{
    for (size_t i = 0; i < run->rows.n; i++) {
        const reading *r = &run->readings[i];
        if (r->kind == RAP_BLOCK_PARAGRAPH)
            push_paragraph(run, i);
        else
            push_block(run, run->rows.v[i].at, r->kind, r->why);
    }
}

/* Runs of rows without a blank line between, as they are. */
static void push_verbatim(layout_run *run)
{
    for (size_t i = 0, end; i < run->rows.n; i = end) {
        rap_span at = run->rows.v[i].at;
        for (end = i + 1; end < run->rows.n && !run->rows.v[end].blank_before; end++)
            at.to = run->rows.v[end].at.to;
        push_block(run, at, RAP_BLOCK_PARAGRAPH, NULL);
    }
}

static rap_code read_rows(layout_run *run, rap_err *err)
{
    size_t n = run->rows.n;
    run->verdicts = RAP_NEW(run->arena, rap_verdict, n);
    run->readings = RAP_NEW(run->arena, reading, n);
    if (!run->verdicts || !run->readings) return rap_fail_memory(err);
    rap_code rc = rap_rows_look(&run->rows, run->text, run->arena, err);
    if (rc != RAP_OK) return rc;
    rap_phrases_look(&run->rows, run->text);
    rap_heads_look(&run->rows, run->text);
    rc = rap_rows_judge(run->verdicts, &run->rows, run->text, run->arena, err);
    if (rc != RAP_OK) return rc;
    for (size_t i = 0; i < n; i++)
        read_plainly(run, i);
    read_title(run);
    read_links(run);
    read_masthead(run);
    read_bylines(run);
    push_rows(run);
    return RAP_OK;
}

rap_code rap_layout_read(rap_layout *out, const rap_mended *m,
                         const rap_layout_options *options, rap_arena *arena,
                         rap_err *err)
{
    layout_run run = {.text = m->text, .options = options, .arena = arena};
    rap_code rc = rap_rows_read(&run.rows, m->text, !options->verbatim, arena, err);
    if (rc != RAP_OK) return rc;
    run.title = run.rows.n;
    if (options->verbatim)
        push_verbatim(&run);
    else
        rc = read_rows(&run, err);
    if (rc != RAP_OK) return rc;
    if (run.refused) return rap_fail_memory(err);
    bool titled = run.title < run.rows.n;
    *out = (rap_layout){.blocks = run.blocks.v,
                        .n_blocks = run.blocks.n,
                        .has_title = titled,
                        .title = titled ? run.rows.v[run.title].at : (rap_span){0, 0},
                        .authors = run.authors.v,
                        .n_authors = run.authors.n,
                        .publisher = run.publisher};
    return RAP_OK;
}
