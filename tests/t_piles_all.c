/*
 * tests/t_piles_all.c - digests of all rows of the piles in tests/pile/, kind by kind.
 *
 * Nobody has judged these; but nothing may change unseen.  tests/pile/all.pins: the
 * piles as they are, from the records in tests/pile/all.records.gz, so that they hold
 * however the reading changes ("t_piles_all pins" prints them; the records are made by
 * "t_piles_all records | LC_ALL=C sort -u | gzip -9n").  tests/pile/varied.pins: each
 * pile together with its own reports told otherwise - other numbers, other sides, the
 * opposite, another day, less of it - as they are read now, and the texts of
 * tests/told/ in piles ("t_piles_all varied").
 */
/* SPDX-License-Identifier: MIT */
#include "pile_made.h"
#include "told/retoldlike.h"

/* ---- as they are ---- */

static const char *const tables[] = {"talks",   "findings", "pledges", "told",
                                     "parties", "days",     "stories", "pile"};
enum {
    N_TABLES = sizeof tables / sizeof *tables,
    KINDS = RAP_ROW_KIND_COUNT,
    TOGETHER = 12,
    VARIED = 8,   /* reports of a pile that are varied */
    MENTIONS = 48 /* of a report */
};

static void hash_pile(uint32_t h[KINDS], pile *p)
{
    rap_buf row = {0};
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

/* The days of every third report, as if it did not give its own. */
static uint32_t hash_days(uint32_t h, pile *p)
{
    rap_buf days = {0};
    for (uint32_t i = 1; i < p->n; i += 3)
        p->filed[i].published = (rap_filed_day){.basis = RAP_STR("none")};
    p->options.brief = RAP_STR("between: 2030-06-01 2031-12-31\n");
    tell_dated(p, &days);
    h = rap_hash_on(h, rap_buf_str(&days));
    rap_buf_done(&days);
    return h;
}

/* Each pile; with known names of states; together with the one before it. */
static void hash_case(uint32_t h[KINDS], const told_case *c, rap_str before,
                      rap_arena *arena)
{
    pile *p = pile_new(c->text, false, arena);
    hash_pile(h, p);
    hash_pile(h, pile_new(c->text, true, arena));
    pile *both = pile_new(c->text, false, arena);
    bool plain = before.n && !has(before, "mentions:\n");
    if (plain && both->n < TOGETHER) add_parts(both, from_file(before, arena));
    both->told.n_filed = both->n;
    hash_pile(h, both);
    h[0] = hash_days(h[0], both);
    rap_arena_reset(arena);
}

static void put_pins(rap_buf *out)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    for (int i = 0; i < N_TABLES; i++) {
        uint32_t h[KINDS] = {0};
        rap_str table = read_table(tables[i], home), before = {"", 0};
        size_t at = 0;
        for (told_case c; next_case(&c, table, &at); before = c.text)
            hash_case(h, &c, before, arena);
        rap_buf_printf(out, "%s", tables[i]);
        for (int k = 0; k < KINDS; k++)
            rap_buf_printf(out, " %08x", h[k]);
        rap_buf_byte(out, '\n');
    }
    rap_arena_free(arena);
    rap_arena_free(home);
}

static void no_row_of_any_pile_changes_unseen(void **state)
{
    rap_buf got = {0};
    (void)state;
    open_put_records();
    put_pins(&got);
    assert_is_as_in(&got, PILES "/all.pins");
    rap_buf_done(&got);
    rap_arena_free(put_records.arena);
    put_records = (put_store){0};
}

/* ---- told otherwise ---- */

typedef struct {
    const char *one, *other;
} swap;

static const swap sides[] = {{"Norland", "Sudmark"},
                             {"Norlandic", "Sudmarkian"},
                             {"Ruud", "Veld"},
                             {"Lenz", "Kesh"},
                             {"minister", "envoy"},
                             {"president", "spokesman"},
                             {NULL, NULL}};
static const swap opposites[] = {
    {"agreed", "refused"},    {"denied", "confirmed"}, {"accepted", "rejected"},
    {"lift", "keep"},         {"kept", "broke"},       {"will", "would"},
    {"said", "told"},         {"met", "attacked"},     {"released", "arrested"},
    {"resumed", "suspended"}, {"signed", "received"},  {NULL, NULL}};
static const swap days[] = {{"Monday", "Tuesday"},     {"Wednesday", "Thursday"},
                            {"Friday", "Saturday"},    {"January", "March"},
                            {"May", "June"},           {"October", "November"},
                            {"yesterday", "tomorrow"}, {"first", "second"},
                            {"third", "fourth"},       {NULL, NULL}};

static const swap spelt[] = {{"Ruud", "Rood"},
                             {"Veld", "Weld"},
                             {"Jon", "J"},
                             {"Ana", "Anna"},
                             {"Bellec", "Belleck"},
                             {"Haas", "Haass"},
                             {"Piet", "Pieter"},
                             {"Mara", "Marra"},
                             {"Norland", "Norlandia"},
                             {"Sudmark", "Sutmark"},
                             {"Hans", "H"},
                             {"Kesh", "Kech"},
                             {NULL, NULL}};

/* What is put right by hand where names are spelt otherwise. */
#define HANDS                                                                          \
    "merge Ruud = Haas\nsplit Ana Bellec = Bellec\nset Norland = kind = body\n"        \
    "merge Sudmark = Sutmark\nset Jon Ruud = name = Johan Ruud"

typedef enum { NUMBERS, LESS, SIDES, OPPOSITES, DAYS, SPELT, VARIATIONS } variation;
static const char *const varied_names[] = {"numbers",   "less", "sides",
                                           "opposites", "days", "spelt"};
static const swap *const swaps[VARIATIONS] = {NULL,      NULL, sides,
                                              opposites, days, spelt};

static bool is_wordly(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static void put_word(rap_buf *out, rap_str word, variation how)
{
    char *last;
    for (const swap *s = swaps[how]; s && s->one; s++) {
        if (rap_str_is(word, s->one))
            word = rap_str_of(s->other);
        else if (rap_str_is(word, s->other))
            word = rap_str_of(s->one);
        else
            continue;
        break;
    }
    rap_buf_put(out, word);
    last = &out->p[out->n - 1];
    if (how == NUMBERS && word.n < 4 && *last >= '0' && *last <= '9')
        *last = (char)('0' + (*last - '0' + 3) % 10);
}

/* Every third sentence is left out of LESS. */
static rap_str varied(rap_str text, variation how, rap_arena *arena)
{
    rap_buf out = {0};
    uint32_t sentence = 0;
    for (size_t i = 0, end; i < text.n; i = end) {
        for (end = i; end < text.n && is_wordly(text.p[end]);)
            end++;
        if (end == i) end++;
        if (how == LESS && text.p[i] == '.' && end < text.n && text.p[end] == ' ')
            sentence++;
        if (how == LESS && sentence % 3 == 2) continue;
        if (is_wordly(text.p[i]))
            put_word(&out, rap_str_cut(text, i, end), how);
        else
            rap_buf_byte(&out, text.p[i]);
    }
    text = rap_arena_copy(arena, rap_buf_str(&out));
    rap_buf_done(&out);
    return text;
}

static pile *pile_varied(rap_str text, variation how, rap_arena *arena)
{
    pile *p = pile_new(text, false, arena);
    uint32_t n = p->n < VARIED ? p->n : VARIED;
    for (uint32_t i = 0; i < n; i++) {
        rap_filed *f = &p->filed[p->n];
        add_report(p, varied(p->filed[i].source, how, arena));
        if (f->published.day.n == 0) f->published = p->filed[(i + how) % n].published;
    }
    p->told.n_filed = p->n;
    if (how == SPELT) add_hands(p, RAP_STR(HANDS));
    return p;
}

static bool is_short(const pile *p)
{
    return p->n + VARIED < 26;
}

static void put_varied(rap_buf *out, rap_str table, variation how, rap_arena *arena)
{
    uint32_t h[KINDS] = {0};
    size_t at = 0;
    for (told_case c; next_case(&c, table, &at);) {
        if (has(c.text, "mentions:\n") || !is_short(pile_new(c.text, false, arena)))
            continue;
        hash_pile(h, pile_varied(c.text, how, arena));
        h[0] = hash_days(h[0], pile_varied(c.text, how, arena));
        rap_arena_reset(arena);
    }
    for (int k = 0; k < KINDS; k++)
        rap_buf_printf(out, " %08x", h[k]);
    rap_buf_byte(out, '\n');
}

/* ---- the reports of the other tables ---- */

static const char *const told_tables[] = {"names", "coref", "places", "speech",
                                          "facts"};
enum { N_TOLD = sizeof told_tables / sizeof *told_tables };

/* The texts of tests/told/, told by as many reports, in piles of TOGETHER. */
static void put_told(rap_buf *out, rap_str table, rap_arena *arena)
{
    uint32_t h[KINDS] = {0};
    size_t at = 0;
    for (bool more = true; more;) {
        pile *p = pile_new((rap_str){"", 0}, false, arena);
        told_case c;
        while (p->n < TOGETHER && (more = next_case(&c, table, &at)))
            add_report(p, c.text);
        p->told.n_filed = p->n;
        if (p->n) hash_pile(h, p);
        if (p->n) h[0] = hash_days(h[0], p);
        rap_arena_reset(arena);
    }
    for (int k = 0; k < KINDS; k++)
        rap_buf_printf(out, " %08x", h[k]);
    rap_buf_byte(out, '\n');
}

/* ---- with mentions of events all over ---- */

typedef struct {
    const rap_retolds *d;
    uint32_t h, n;
} compared;

static bool compare(void *with, rap_retold_pair pair)
{
    compared *c = with;
    int16_t v[RAP_RETOLD_FEATURES];
    rap_retold_compare(c->d, &pair, v);
    for (int i = 0; i < RAP_RETOLD_FEATURES; i++)
        c->h = (c->h ^ (uint16_t)v[i]) * 0x01000193U;
    c->n++;
    return true;
}

/* Every other word that is long is a mention; each fourth is one of two words. */
static void give_mentions(rap_filed *f, rap_arena *arena)
{
    rap_span at[MENTIONS];
    uint32_t n = 0, seen = 0, from = 0;
    for (size_t i = 0, end; i < f->source.n && n < MENTIONS; i = end) {
        for (end = i; end < f->source.n && is_wordly(f->source.p[end]);)
            end++;
        if (end - i > 4 && ++seen % 4 == 0) from = (uint32_t)i;
        if (end - i > 4 && seen % 4 == 2) from = (uint32_t)i;
        if (end - i > 4 && (seen % 4 == 1 || seen % 4 == 2) && seen > 1)
            at[n++] = (rap_span){from, (uint32_t)end};
        if (end == i) end++;
    }
    assert_true(rap_given_put(f, at, n, arena));
}

static void put_compared(rap_buf *out, rap_str table, rap_arena *arena)
{
    uint32_t h[KINDS] = {0};
    rap_retolds d = {0};
    compared all = {&d, 0, 0};
    size_t at = 0;
    for (told_case c; next_case(&c, table, &at);) {
        rap_pile *made = NULL;
        if (has(c.text, "mentions:\n")) continue;
        pile *p = pile_new(c.text, false, arena);
        for (uint32_t i = 0; i < p->n; i++)
            give_mentions(&p->filed[i], arena);
        hash_pile(h, p);
        assert_int_equal(rap_pile_new(&made, p->filed, p->n, &p->options, NULL),
                         RAP_OK);
        assert_true(rap_retold_read(&d, made, arena));
        assert_true(rap_retold_each_pair(&d, compare, &all, arena));
        rap_pile_free(made);
        rap_arena_reset(arena);
    }
    rap_buf_printf(out, " %u %08x %08x %08x\n", all.n, all.h, h[RAP_ROW_EVENT],
                   h[RAP_ROW_STORY]);
}

static void put_all_varied(rap_buf *out)
{
    rap_arena *arena = rap_arena_new((size_t)256 << 20), *home = rap_arena_new(1 << 24);
    for (int i = 0; i < N_TABLES; i++) {
        rap_str table = read_table(tables[i], home);
        for (int how = 0; how < VARIATIONS; how++) {
            rap_buf_printf(out, "%s %s", tables[i], varied_names[how]);
            put_varied(out, table, (variation)how, arena);
        }
        rap_buf_printf(out, "%s mentions", tables[i]);
        put_compared(out, table, arena);
    }
    for (int i = 0; i < N_TOLD; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "../told/%s", told_tables[i]);
        rap_buf_printf(out, "%s together", told_tables[i]);
        put_told(out, read_table(name, home), arena);
    }
    rap_arena_free(arena);
    rap_arena_free(home);
}

static void no_row_of_a_pile_told_otherwise_changes_unseen(void **state)
{
    rap_buf got = {0};
    (void)state;
    put_all_varied(&got);
    assert_is_as_in(&got, PILES "/varied.pins");
    rap_buf_done(&got);
}

/* ---- printed ---- */

static int print(const char *what)
{
    rap_buf got = {0};
    bool pins = strcmp(what, "pins") == 0;
    put_records.tells = strcmp(what, "records") == 0;
    if (pins) open_put_records();
    if (pins || put_records.tells)
        put_pins(&got);
    else
        put_all_varied(&got);
    if (!put_records.tells) (void)printf(RAP_FMT, RAP_ARG(rap_buf_str(&got)));
    rap_arena_free(put_records.arena);
    rap_buf_done(&got);
    return 0;
}

static int put_away(void **state)
{
    (void)state;
    rap_reader_free(reader);
    reader = NULL;
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_row_of_any_pile_changes_unseen),
        cmocka_unit_test(no_row_of_a_pile_told_otherwise_changes_unseen)};
    if (argc > 1) return print(argv[1]);
    return cmocka_run_group_tests(tests, NULL, put_away);
}
