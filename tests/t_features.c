/*
 * tests/t_features.c - the numbers and keys that the learnt models look at, over the
 * texts of tests/told/.
 *
 * Weights mean something only for the very features that they were fitted on: whoever
 * changes what a model sees must fit it again.  One line for each text in
 * tests/told/features.sure, a digest for each model; "t_features print" writes them.
 */
/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/file.h"
#include "coref/pairing.h"
#include "coref/sorts.h"
#include "features_names.h"
#include "speech/surety.h"
#include "told_table.h"
#include "trees/trees.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

typedef struct {
    rap_arena *arena;
    rap_mended mended;
    rap_layout layout;
    rap_prose prose;
    rap_names names;
    rap_times times;
    uint64_t digest;
} stage;

/* FNV-1a, by Fowler, Noll and Vo. */
static void mix(stage *s, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++)
        s->digest = (s->digest ^ p[i]) * 0x100000001B3u;
}

static void put_digest(rap_buf *out, stage *s)
{
    rap_buf_printf(out, " %016llx", (unsigned long long)s->digest);
    s->digest = 0xCBF29CE484222325u;
}

static void stage_open(stage *s, rap_str text)
{
    const rap_layout_options how = {.verbatim = true};
    const rap_times_options when = {.told = {2024, 5, 14}};
    rap_prose *p = &s->prose;
    s->digest = 0xCBF29CE484222325u;
    assert_int_equal(rap_mend(&s->mended, text, "utf-8", s->arena, NULL), RAP_OK);
    assert_int_equal(rap_layout_read(&s->layout, &s->mended, &how, s->arena, NULL),
                     RAP_OK);
    assert_int_equal(rap_prose_read(p, &s->mended, &s->layout, s->arena, NULL), RAP_OK);
    assert_int_equal(rap_trees_read(p, NULL), RAP_OK);
    assert_int_equal(rap_names_read(&s->names, p, NULL), RAP_OK);
    assert_int_equal(rap_times_read(&s->times, p, &when, NULL), RAP_OK);
}

static void mix_more(void *with, const void *bytes, size_t n)
{
    mix(with, bytes, n);
}

static void mix_labels(stage *s)
{
    assert_true(features_of_names(&s->prose, mix_more, s));
}

/* ---- coref -------------------------------------------------------------------------
 */

static void mix_pairs(stage *s)
{
    rap_noted_list list;
    rap_chains c;
    int16_t rows[(RAP_OFFERS_MAX + 1) * RAP_PAIR_COUNT];
    assert_true(rap_noted_read(&list, &s->prose, &s->names));
    assert_true(rap_chains_init(&c, &s->prose, &s->names, &list));
    for (uint32_t t = 0; t < list.n; t++) {
        uint32_t i = c.turns[t];
        rap_offers o;
        rap_chains_offer(&c, i, &o);
        mix(s, o.v, o.n * sizeof *o.v);
        if (!o.settled && o.n) {
            rap_pairing_rows(&c, i, &o, rows);
            mix(s, rows, (o.n + 1) * RAP_PAIR_COUNT * sizeof *rows);
        }
        /* by turns with the nearest and alone, so that chains grow */
        rap_chains_take(&c, i, o.n && (o.settled || t % 2) ? (int32_t)o.v[0] : -1);
    }
}

static void mix_sorts(stage *s)
{
    rap_noted_list list;
    uint64_t keys[RAP_SORT_KEYS];
    assert_true(rap_noted_read(&list, &s->prose, &s->names));
    for (uint32_t i = 0; i < list.n; i++)
        mix(s, keys, rap_sorts_keys(&s->prose, &list.v[i], keys) * sizeof *keys);
}

/* ---- speech ------------------------------------------------------------------------
 */

static void mix_cue(stage *s, const rap_hearing *h, uint32_t token,
                    const rap_telling *x)
{
    static rap_cast_sheet sheet;
    static rap_cast_view view;
    uint64_t keys[RAP_CUE_KEYS];
    mix(s, keys, rap_cue_keys(h, token, x, keys) * sizeof *keys);
    rap_cast_open(&sheet, h, token, x);
    rap_cast_look(&view, &sheet);
    const uint32_t span[] = {sheet.from, sheet.to, sheet.stop};
    mix(s, span, sizeof span);
    mix(s, view.marks, (sheet.to - sheet.from) * RAP_CAST_MARKS * sizeof *view.marks);
    mix(s, view.shared, sizeof view.shared);
}

static void open_hearing(rap_hearing *h, const stage *s)
{
    assert_int_equal(rap_hearing_open(h, &s->prose, &s->names, &s->times, NULL),
                     RAP_OK);
    assert_int_equal(rap_frames_read(h, NULL), RAP_OK);
    assert_int_equal(rap_governed_find(h, NULL), RAP_OK);
}

static void mix_cues(stage *s)
{
    rap_hearing h;
    open_hearing(&h, s);
    const int32_t *telling = rap_tellings_index(&h);
    assert_non_null(telling);
    for (uint32_t i = 0; i < s->prose.n_tokens; i++)
        if (telling[i] >= 0 || rap_cue_may(&h, i))
            mix_cue(s, &h, i, telling[i] < 0 ? NULL : &h.list.v[telling[i]]);
}

static void mix_surety(stage *s)
{
    rap_hearing h;
    rap_tellers by;
    int16_t numbers[RAP_SURETY_NUMBERS];
    const rap_part parts[RAP_TELLERS] = {rap_weights_part("tellings"),
                                         rap_weights_part("castings"),
                                         rap_weights_part("surety")};
    open_hearing(&h, s);
    if (!h.clauses.p || !rap_tellers_open(&by, parts)) return;
    assert_int_equal(rap_tellings_cast(&h, &by, NULL), RAP_OK);
    for (uint32_t k = 0; k < h.list.n; k++) {
        rap_surety_numbers(&h, k, numbers);
        mix(s, numbers, sizeof numbers);
    }
}

/* ---- all of them -------------------------------------------------------------------
 */

static void digest(rap_buf *out, rap_str text, rap_arena *arena)
{
    static void (*const models[])(stage * s) = {mix_labels, mix_pairs, mix_sorts,
                                                mix_cues, mix_surety};
    stage *s = RAP_NEW(arena, stage, 1);
    assert_non_null(s);
    s->arena = arena;
    stage_open(s, text);
    for (size_t i = 0; i < sizeof models / sizeof *models; i++) {
        models[i](s);
        put_digest(out, s);
    }
    rap_buf_byte(out, '\n');
}

/* The texts of the tables, then the example reports as they lie. */
static void digest_all(rap_buf *out)
{
    static const char *const files[] = {
        TOLD_FOLDER "/speech.txt", TOLD_FOLDER "/names.txt", TOLD_FOLDER "/coref.txt"};
    static const char *const reports[] = {
        EXAMPLES "/01-courier-talks-to-open.txt", EXAMPLES "/05-herald-island.txt",
        EXAMPLES "/07-courier-unnamed.txt", EXAMPLES "/11-herald-second-round.txt"};
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    rap_str text;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        size_t at = 0;
        assert_int_equal(rap_file_read(&text, files[i], 1 << 20, home, NULL), RAP_OK);
        for (told_case c; next_case(&c, text, &at);) {
            rap_buf_put(out, rap_str_cut(c.name, 3, c.name.n));
            digest(out, c.text, arena);
            rap_arena_reset(arena);
        }
    }
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        assert_int_equal(rap_file_read(&text, reports[i], 1 << 20, home, NULL), RAP_OK);
        digest(out, text, arena);
        rap_arena_reset(arena);
    }
    rap_arena_free(arena);
    rap_arena_free(home);
}

static void models_see_the_features_that_they_were_fitted_on(void **state)
{
    rap_buf got = {0};
    (void)state;
    digest_all(&got);
    assert_is_as_in(&got, TOLD_FOLDER "/features.sure");
    rap_buf_done(&got);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(models_see_the_features_that_they_were_fitted_on),
    };
    rap_buf out = {0};
    (void)argv;
    if (argc < 2) return cmocka_run_group_tests(tests, NULL, NULL);
    digest_all(&out);
    (void)printf(RAP_FMT, RAP_ARG(rap_buf_str(&out)));
    rap_buf_done(&out);
    return 0;
}
