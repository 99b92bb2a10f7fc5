/*
 * train/rowcues.c - prints the cues of every row of texts, for train/rowcues.py.
 *
 * Texts come as JSON Lines ({"text": ...}) on standard input; a row comes out as its
 * source span and the numbers of its cues, a text ends with a line "end".  Built with
 *     cc -Isrc -Iinclude train/rowcues.c BUILD/librapporteur_inner.a -lnettle
 */
/* SPDX-License-Identifier: MIT */
#include "base/jsonin.h"
#include "layout/boilerplate.h"
#include "layout/headlines.h"
#include "mend/mended.h"

#include <stdio.h>

enum { MEMORY = 1 << 30, LONGEST = 1 << 26 };

static void print_rows(const rap_mended *m, rap_arena *arena)
{
    rap_rows rows = {0};
    rap_judge *judge;
    if (rap_rows_read(&rows, m->text, true, arena, NULL) != RAP_OK) return;
    if (rap_rows_look(&rows, m->text, arena, NULL) != RAP_OK) return;
    rap_phrases_look(&rows, m->text);
    rap_heads_look(&rows, m->text);
    if (rap_judge_new(&judge, &rows, arena, NULL) != RAP_OK) return;
    for (size_t i = 0; i < rows.n; i++) {
        uint16_t cues[RAP_CUE_ROOM];
        size_t n = rap_row_cues(judge, i, cues);
        rap_span at = rap_mended_to_source(m, rows.v[i].at);
        printf("%u %u", (unsigned)at.from, (unsigned)at.to);
        for (size_t k = 0; k < n; k++)
            printf(" %u", (unsigned)cues[k]);
        putchar('\n');
    }
}

int main(void)
{
    static char line[LONGEST];
    rap_arena *arena = rap_arena_new(MEMORY);
    while (arena && fgets(line, sizeof line, stdin)) {
        rap_value *v;
        rap_mended m;
        if (rap_jsonin_parse(&v, rap_str_trim(rap_str_of(line)), arena, NULL) ==
                RAP_OK &&
            rap_mend(&m, rap_jsonin_str(v, "text"), "utf-8", arena, NULL) == RAP_OK)
            print_rows(&m, arena);
        puts("end");
        rap_arena_reset(arena);
    }
    rap_arena_free(arena);
    return 0;
}
