/*
 * bench/html_bench.c - how fast pages are read here, stage by stage, and by libxml2.
 *
 * usage: html_bench [--rounds N] FILE...   (pages, one in each file; "-10M" stands for
 * ten million bytes of "<div>").  Prints MB/s of the best of N rounds over all files,
 * by CPU time.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "markup/lexer.h"
#include "markup/page.h"

#ifdef HAVE_LIBXML2
#include <libxml/HTMLparser.h>
#endif

typedef struct {
    rap_str *v;
    size_t n, bytes;
} pages;

static uint64_t sink; /* what is counted, so that no work is left out */

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static rap_str read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) exit(2);
    (void)fseek(f, 0, SEEK_END);
    size_t n = (size_t)ftell(f);
    rewind(f);
    char *p = malloc(n + 1);
    if (!p || fread(p, 1, n, f) != n) exit(2);
    (void)fclose(f);
    return (rap_str){p, n};
}

static rap_str divs(size_t n)
{
    char *p = malloc(n);
    if (!p) exit(2);
    for (size_t i = 0; i < n; i++)
        p[i] = "<div>"[i % 5];
    return (rap_str){p, n};
}

static void run_tokens(rap_str page, rap_arena *arena)
{
    rap_lexer t = rap_lexer_of(page, arena);
    rap_lexeme tok;
    while (rap_lexer_next(&t, &tok))
        sink += tok.kind;
}

static void run_tree(rap_str page, rap_arena *arena)
{
    rap_tree t;
    if (rap_tree_read(&t, page, arena, NULL) == RAP_OK) sink += t.n_nodes;
}

static void run_page(rap_str page, rap_arena *arena)
{
    rap_page p;
    if (rap_markup_read(&p, page, NULL, arena, NULL) == RAP_OK) sink += p.n_blocks;
}

#ifdef HAVE_LIBXML2
/* One page in libxml2's hands; texts and bytes that stand where it says it is. */
typedef struct {
    htmlParserCtxtPtr parser;
    rap_str page;
    uint64_t texts, exact;
} xml_run;

static xml_run told; /* over all pages of a measure */

static void on_text(void *user, const xmlChar *text, int n)
{
    (void)user;
    long at = xmlByteConsumed(told.parser) - n;
    rap_str is = {(const char *)text, (size_t)n};
    told.texts++;
    told.exact +=
        at >= 0 && rap_str_begins(rap_str_cut(told.page, (size_t)at, told.page.n), is);
    sink += (uint64_t)n;
}

static void on_text_only(void *user, const xmlChar *text, int n)
{
    (void)user;
    (void)text;
    sink += (uint64_t)n;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **attrs)
{
    (void)user;
    (void)attrs;
    sink += name[0];
}

static void on_end(void *user, const xmlChar *name)
{
    (void)user;
    sink += name[0];
}

enum { QUIET = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING };

static void push_libxml2(rap_str page, charactersSAXFunc text)
{
    enum { PIECE = 1 << 16 };
    htmlSAXHandler sax = {.startElement = on_start,
                          .endElement = on_end,
                          .characters = text,
                          .ignorableWhitespace = text,
                          .cdataBlock = text};
    htmlParserCtxtPtr c =
        htmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!c) return;
    htmlCtxtUseOptions(c, QUIET);
    told.parser = c;
    told.page = page;
    for (size_t at = 0; at < page.n; at += PIECE) {
        size_t n = page.n - at < PIECE ? page.n - at : PIECE;
        (void)htmlParseChunk(c, page.p + at, (int)n, at + n == page.n);
    }
    htmlFreeParserCtxt(c);
}

static void run_pushed(rap_str page, rap_arena *arena)
{
    (void)arena;
    push_libxml2(page, on_text_only);
}

static void run_offsets(rap_str page, rap_arena *arena)
{
    (void)arena;
    push_libxml2(page, on_text);
}

static void run_whole(rap_str page, rap_arena *arena)
{
    (void)arena;
    htmlParserCtxtPtr c = htmlCreateMemoryParserCtxt(page.p, (int)page.n);
    if (!c) return;
    htmlCtxtUseOptions(c, QUIET);
    htmlSAXHandler sax = {.startElement = on_start,
                          .endElement = on_end,
                          .characters = on_text_only,
                          .cdataBlock = on_text_only};
    memcpy(c->sax, &sax, sizeof sax);
    (void)htmlParseDocument(c);
    htmlFreeParserCtxt(c);
}

static void run_dom(rap_str page, rap_arena *arena)
{
    (void)arena;
    htmlDocPtr d = htmlReadMemory(page.p, (int)page.n, NULL, "UTF-8", QUIET);
    sink += d != NULL;
    xmlFreeDoc(d);
}
#endif

static void measure(const char *name, void run(rap_str, rap_arena *), const pages *all,
                    int rounds)
{
    rap_arena *arena = rap_arena_new((size_t)8 << 30);
    double best = 1e9;
    for (int r = 0; r < rounds; r++) {
        double start = now();
        for (size_t i = 0; i < all->n; i++) {
            run(all->v[i], arena);
            rap_arena_reset(arena);
        }
        double took = now() - start;
        if (took < best) best = took;
    }
    (void)printf("%-28s %9.1f MB/s %10.1f pages/s %8.3f s\n", name,
                 (double)all->bytes / best / 1e6, (double)all->n / best, best);
    rap_arena_free(arena);
}

int main(int argc, char **argv)
{
    int rounds = 3, first = 1;
    if (argc > 2 && strcmp(argv[1], "--rounds") == 0) {
        rounds = (int)strtol(argv[2], NULL, 10);
        first = 3;
    }
    pages all = {.v = calloc((size_t)argc, sizeof *all.v)};
    for (int i = first; i < argc; i++) {
        rap_str s = strcmp(argv[i], "-10M") == 0 ? divs(10000000) : read_file(argv[i]);
        all.v[all.n++] = s;
        all.bytes += s.n;
    }
    (void)printf("%zu pages, %.1f MB\n", all.n, (double)all.bytes / 1e6);
    measure("tokens", run_tokens, &all, rounds);
    measure("tokens and tree", run_tree, &all, rounds);
    measure("page: text, blocks, repair", run_page, &all, rounds);
#ifdef HAVE_LIBXML2
    measure("libxml2, SAX, pushed", run_pushed, &all, rounds);
    measure("libxml2, SAX, whole", run_whole, &all, rounds);
    measure("libxml2, tree", run_dom, &all, rounds);
    measure("libxml2, SAX, with offsets", run_offsets, &all, 1);
    if (told.texts)
        (void)printf("libxml2: %.1f %% of %llu texts stand at the told offset\n",
                     100.0 * (double)told.exact / (double)told.texts,
                     (unsigned long long)told.texts);
#endif
    return sink == 0;
}
