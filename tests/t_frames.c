/*
 * tests/t_frames.c - the words of every table of data/ in sentences about a
 * negotiation.
 *
 * Rules meet words of which the invented reports use a few.  Here each table's keys, at
 * most KEYS_MOST of it, spread over it, stand in frames that a verb, a noun, a name or
 * a number would fill; most of these sentences are nonsense, and nobody has judged
 * their rows.  They tell that nothing changes unseen: one line a table in
 * tests/told/frames.pins, a digest of the records, read with trees and without, and one
 * of each kind of row of a pile of these reports.  "t_frames print" prints them.
 */
/* SPDX-License-Identifier: MIT */
#include "pile_made.h"

#include <dirent.h>
#include <stdlib.h>

enum {
    KEYS_MOST = 96, /* of a table */
    KEYS = 6,       /* of a report */
    FRAMES_OF = 4,  /* in which each stands */
    REPORTS = 6,    /* of a pile */
    TABLES = 400,
    NAME_MOST = 64
};

/* "@": the key. */
static const char *const frames[] = {
    "Norland and Sudmark @ in Kesh on Monday.",
    "Jon Ruud, the @ of Norland, said Sudmark would @ the blockade of Lenz.",
    "The @ was held in Kesh, Ana Veld told NPA.",
    "Sudmark @ to lift the blockade by June 1, its foreign minister said.",
    "\"We @ them,\" said Piet Haas, an envoy of Sudmark.",
    "A @ for the second round of talks was handed to the mediators on May 3.",
    "Norland said it had @ 14 prisoners in Ostia, but Sudmark denied it.",
    "According to the @, 30 people were killed near Lenz last week.",
    "Talks between Norland and Sudmark @ next week, the @ said.",
    "The president of Norland, Ana Veld, @ the proposal of Sudmark.",
    "Norland's delegation, led by Jon Ruud, was @ by mediators of Ostia.",
    "They met on 12 May 2031; the @ before that had failed.",
    "@ Jon Ruud met @ Piet Haas in Kesh.",
    "Sudmark has not @ its pledge to free the sailors, Norland said on Tuesday.",
    "In @, the army of Norland said it @ two boats.",
    "Neither side @; a third round is to @ on Thursday.",
    "If Norland does not @ within @ days, Sudmark will close the port.",
    "Haas said: \"Norland must @ the captives, and @ at once.\"",
    "The two sides @ a memorandum, the @ Herald reported, citing Ana Veld.",
    "Ruud's @ asked Sudmark for 3,000 tons of coffee and @ of it came.",
};
enum { FRAMES = sizeof frames / sizeof *frames, KINDS = RAP_ROW_KIND_COUNT };

static const char *const not_read[] = {
    "shown_",    "charrefs",  "charsets",   "jsonfields", "ldtypes",
    "metanames", "pagemarks", "feedfields", "feedspaces", "country_points"};

static rap_str read_data(const char *name, rap_arena *home)
{
    char path[512];
    rap_str all = {"", 0};
    (void)snprintf(path, sizeof path, "%s/%s", DATA, name);
    assert_int_equal(rap_file_read(&all, path, 1 << 22, home, NULL), RAP_OK);
    return all;
}

/* The keys of a table: first cells below its head. */
static uint32_t keys_of(rap_str *keys, uint32_t most, rap_str table)
{
    uint32_t n = 0;
    bool head = true;
    for (size_t at = 0; at < table.n && n < most;) {
        rap_str line = line_at(table, at);
        at += line.n + 1;
        if (!line.n || line.p[0] == '#') continue;
        if (!head)
            keys[n++] = rap_str_cut(line, 0, rap_str_find(line, RAP_STR("\t"), 0));
        head = false;
    }
    return n;
}

static void put_frame(rap_buf *out, const char *frame, rap_str key)
{
    for (; *frame; frame++)
        if (*frame == '@')
            rap_buf_put(out, key);
        else
            rap_buf_byte(out, *frame);
    rap_buf_byte(out, ' ');
}

/* A report with the keys from `first` on. */
static rap_str report_of(const rap_str *keys, uint32_t n, uint32_t first,
                         rap_arena *arena)
{
    rap_buf out = {0};
    rap_buf_printf(&out, "KESH, May %u, 2031 (NPA) - ", 10 + first / KEYS % REPORTS);
    for (uint32_t i = first; i < n && i < first + KEYS; i++) {
        for (uint32_t k = 0; k < FRAMES_OF; k++)
            put_frame(&out, frames[(i + k * (FRAMES / FRAMES_OF)) % FRAMES], keys[i]);
        rap_buf_z(&out, "\n\n");
    }
    rap_str text = rap_arena_copy(arena, rap_buf_str(&out));
    rap_buf_done(&out);
    return text;
}

static rap_reader *treeless; /* reads without trees */

static uint32_t hash_record(uint32_t h, rap_str json)
{
    size_t engine = rap_str_find(json, RAP_STR("\"report\""), 0);
    return rap_hash_on(h, rap_str_cut(json, engine, json.n));
}

static uint32_t hash_treeless(uint32_t h, rap_str text)
{
    const rap_reader_options o = {.size = sizeof o, .no_parse = 1};
    const char *json = NULL;
    size_t n = 0;
    if (!treeless) treeless = rap_reader_new(&o);
    assert_non_null(treeless);
    assert_int_equal(rap_reader_read(treeless, &json, &n, text.p, text.n, "a", NULL),
                     RAP_OK);
    return hash_record(h, (rap_str){json, n});
}

static void hash_rows(uint32_t h[KINDS], pile *p)
{
    rap_buf row = {0};
    p->told.n_filed = p->n;
    take_rows(p);
    p->told.out = &row;
    for (uint32_t i = 0; i < p->told.n; i++) {
        rap_str kind = rap_jsonin_str(p->told.rows[i], "row");
        rap_buf_clear(&row);
        tell_row(&p->told, p->told.rows[i]);
        for (int k = 1; k < KINDS; k++)
            if (rap_str_is(kind, rap_row_kind_name((rap_row_kind)k)))
                h[k] = rap_hash_on(h[k], rap_buf_str(&row));
    }
    rap_buf_done(&row);
}

static void put_table(rap_buf *out, rap_str table, rap_arena *arena)
{
    enum { ALL = 1 << 14 };
    rap_arena *home = rap_arena_new(1 << 24);
    rap_str *all = RAP_NEW(home, rap_str, ALL),
            *keys = RAP_NEW(home, rap_str, KEYS_MOST);
    uint32_t h[KINDS] = {0}, have = keys_of(all, ALL, table), n = 0;
    uint32_t step = have / KEYS_MOST + 1;
    for (uint32_t i = 0; i < have && n < KEYS_MOST; i += step)
        keys[n++] = all[i];
    for (uint32_t i = 0; i < n;) {
        pile *p = pile_new((rap_str){"", 0}, false, arena);
        for (; i < n && p->n < REPORTS; i += KEYS) {
            rap_str text = report_of(keys, n, i, arena),
                    json = record(text, "a", arena);
            h[0] = hash_treeless(hash_record(h[0], json), text);
            add_record(p, text, json);
        }
        hash_rows(h, p);
        rap_arena_reset(arena);
    }
    for (int k = 0; k < KINDS; k++)
        rap_buf_printf(out, " %08x", h[k]);
    rap_buf_byte(out, '\n');
    rap_arena_free(home);
}

static int by_letters(const void *x, const void *y)
{
    return strcmp(x, y);
}

static uint32_t find_tables(char (*names)[NAME_MOST])
{
    DIR *folder = opendir(DATA);
    uint32_t n = 0;
    assert_non_null(folder);
    for (const struct dirent *e; (e = readdir(folder)) != NULL;) {
        size_t size = strlen(e->d_name), k = 0;
        while (k < sizeof not_read / sizeof *not_read &&
               strncmp(e->d_name, not_read[k], strlen(not_read[k])) != 0)
            k++;
        if (k < sizeof not_read / sizeof *not_read || size < 5 || size >= NAME_MOST ||
            strcmp(e->d_name + size - 4, ".tsv") != 0)
            continue;
        assert_true(n < TABLES);
        memcpy(names[n++], e->d_name, size + 1);
    }
    (void)closedir(folder);
    qsort(names, n, NAME_MOST, by_letters);
    return n;
}

static void put_tables(rap_buf *out)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    static char names[TABLES][NAME_MOST];
    uint32_t n = find_tables(names);
    assert_true(n > 100);
    for (uint32_t i = 0; i < n; i++) {
        rap_buf_z(out, names[i]);
        put_table(out, read_data(names[i], home), arena);
    }
    rap_arena_free(arena);
    rap_arena_free(home);
}

static void no_row_of_any_word_changes_unseen(void **state)
{
    rap_buf got = {0};
    (void)state;
    put_tables(&got);
    assert_is_as_in(&got, FRAMES_PINS);
    rap_buf_done(&got);
}

static int put_away(void **state)
{
    (void)state;
    rap_reader_free(reader);
    rap_reader_free(treeless);
    reader = treeless = NULL;
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_row_of_any_word_changes_unseen)};
    rap_buf got = {0};
    (void)argv;
    if (argc < 2) return cmocka_run_group_tests(tests, NULL, put_away);
    put_tables(&got);
    (void)printf(RAP_FMT, RAP_ARG(rap_buf_str(&got)));
    rap_buf_done(&got);
    return put_away(NULL);
}
