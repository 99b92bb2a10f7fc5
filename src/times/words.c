/*
 * times/words.c - what each token can do in a time expression.
 */
/* SPDX-License-Identifier: MIT */
#include "times/expression.h"

#include "timewords_table.inc"

#define NAME(z)                                                                        \
    {                                                                                  \
        z, sizeof(z) - 1                                                               \
    }
static const rap_str names[TW_COUNT] = {
    NAME(""),         NAME("month"),   NAME("weekday"),   NAME("weekdays"),
    NAME("unit"),     NAME("units"),   NAME("part"),      NAME("noon"),
    NAME("deixis"),   NAME("tonight"), NAME("overnight"), NAME("season"),
    NAME("dir"),      NAME("text"),    NAME("edge"),      NAME("edge2"),
    NAME("shift"),    NAME("before"),  NAME("every"),     NAME("per"),
    NAME("set"),      NAME("article"), NAME("some"),      NAME("couple"),
    NAME("meridiem"), NAME("oclock"),  NAME("zone"),      NAME("fiscal"),
    NAME("half"),     NAME("bc"),      NAME("ad"),        NAME("old"),
    NAME("decade"),   NAME("filler")};

static uint8_t kind_of(int row)
{
    rap_str kind = rap_cell(&timewords_table, row, TIMEWORDS_KIND);
    for (int k = 1; k < TW_COUNT; k++)
        if (rap_str_eq(kind, names[k])) return (uint8_t)k;
    return TW_NONE;
}

enum { PREFIX = -2 }; /* of rap_table_probe */

/* What may begin with a word of a kind. */
static const uint8_t tries_of[TW_COUNT] = {
    [TW_MONTH] = TRY_CALENDAR | TRY_RELATIVE,
    [TW_WEEKDAY] = TRY_RELATIVE,
    [TW_WEEKDAYS] = TRY_LENGTH,
    [TW_UNIT] = TRY_RELATIVE | TRY_LENGTH | TRY_PART,
    [TW_UNITS] = TRY_LENGTH,
    [TW_PART] = TRY_CLOCK,
    [TW_NOON] = TRY_CLOCK,
    [TW_DEIXIS] = TRY_RELATIVE,
    [TW_TONIGHT] = TRY_RELATIVE,
    [TW_OVERNIGHT] = TRY_RELATIVE,
    [TW_SEASON] = TRY_RELATIVE,
    [TW_DIR] = TRY_RELATIVE | TRY_LENGTH | TRY_HOLIDAY | TRY_PART,
    [TW_TEXT] = TRY_RELATIVE | TRY_LENGTH,
    [TW_EDGE] = TRY_CALENDAR | TRY_CLOCK,
    [TW_EVERY] = TRY_LENGTH,
    [TW_PER] = TRY_LENGTH,
    [TW_SET] = TRY_LENGTH,
    [TW_ARTICLE] = TRY_CALENDAR | TRY_RELATIVE | TRY_CLOCK | TRY_LENGTH | TRY_PART,
    [TW_SOME] = TRY_LENGTH,
    [TW_COUPLE] = TRY_LENGTH,
    [TW_FISCAL] = TRY_CALENDAR | TRY_RELATIVE,
    [TW_HALF] = TRY_LENGTH,
    [TW_AD] = TRY_CALENDAR,
    [TW_FILLER] = TRY_RELATIVE | TRY_CLOCK};

enum {
    NUMBER_TRIES = TRY_CALENDAR | TRY_RELATIVE | TRY_CLOCK | TRY_LENGTH | TRY_PART,
    APOSTROPHE_TRIES = TRY_CALENDAR | TRY_RELATIVE
};

enum {
    TABLES = 5,
    PHRASES = 3,
    SECOND_WORDS = 4,
    FIRSTS = 2048,
    ANY = 254, /* no print: those are odd */
    NAMES = 40,
    NAME_LEAST = 5,
    JOINED = 8
};

/* First words of all tables that an expression may begin with: by the low bits of its
 * hash a byte of it, ANY where two meet, 0 where none is.  A word that is in none costs
 * one look. */
typedef struct {
    uint8_t first[FIRSTS];
    uint64_t second[SECOND_WORDS]; /* of phrases: the hashes of their second words */
    tword rows[TIMEWORDS_ROWS];    /* words met so far */
    int names[NAMES];              /* rows of months and weekdays, once asked for */
    uint32_t n_names;
} opener;

/* Where the token of a key ends that begins at `from`: hyphens and what begins with an
 * apostrophe are tokens of their own. */
static size_t token_end(rap_str key, size_t from)
{
    size_t i = from + 1;
    while (i < key.n && key.p[from] != '-' && key.p[i] != ' ' && key.p[i] != '\'' &&
           key.p[i] != '-')
        i++;
    return i;
}

static void take_second(opener *o, const rap_table *t)
{
    for (uint32_t row = 0; row < t->n_rows; row++) {
        rap_str key = rap_cell(t, (int)row, 0);
        size_t from = key.n ? token_end(key, 0) : 0;
        from += from < key.n && key.p[from] == ' ';
        if (from >= key.n) continue;
        uint32_t hash = rap_hash(rap_str_cut(key, from, token_end(key, from)));
        o->second[hash >> 6 & (SECOND_WORDS - 1)] |= (uint64_t)1 << (hash & 63);
    }
}

static uint8_t print_of(uint32_t hash)
{
    return (uint8_t)(hash >> 24 | 1);
}

static void take_first(opener *o, const rap_table *t)
{
    for (uint32_t i = 0; i <= t->mask; i++) {
        if (t->slots[i].row == 0) continue;
        uint8_t *at = &o->first[t->slots[i].hash % FIRSTS];
        uint8_t print = print_of(t->slots[i].hash);
        *at = *at == 0 || *at == print ? print : ANY;
    }
}

static void open_all(opener *o)
{
    const rap_table *tables[TABLES] = {times_mods_table(), times_vague_table(),
                                       times_holiday_table(), rap_number_table(),
                                       &timewords_table};
    for (size_t i = 0; i < TABLES; i++)
        take_first(o, tables[i]);
    for (size_t i = 0; i < PHRASES; i++)
        take_second(o, tables[i]);
}

static bool is_apostrophe(const rap_token *t)
{
    return t->low.n == 1 && t->low.p[0] == '\'';
}

static inline bool may_open(const opener *o, const rap_token *t)
{
    uint8_t print = o->first[t->hash % FIRSTS];
    return print == print_of(t->hash) || print == ANY || (t->shape & RAP_SHAPE_DIGIT) ||
           is_apostrophe(t);
}

/* May a phrase of the table begin at a token? */
static bool opens_phrase(const opener *o, const rap_prose *p, uint32_t i,
                         const rap_table *t)
{
    int row = rap_table_probe(t, p->tokens[i].hash);
    if (row != PREFIX) return row >= 0;
    if (i + 1 >= p->n_tokens) return false;
    uint32_t next = p->tokens[i + 1].hash;
    return o->second[next >> 6 & (SECOND_WORDS - 1)] >> (next & 63) & 1;
}

static tword of_row(opener *o, int row)
{
    tword *w = &o->rows[row];
    if (w->kind == TW_NONE) {
        w->kind = kind_of(row);
        w->tries = tries_of[w->kind];
        w->counts = true;
        w->row = (int16_t)row;
        w->value = (int16_t)rap_cell_int(&timewords_table, row, TIMEWORDS_VALUE);
    }
    return *w;
}

static tword of_table(opener *o, const rap_token *t)
{
    int row = rap_table_probe(&timewords_table, t->hash);
    if (row < 0 || !rap_str_eq(rap_cell(&timewords_table, row, TIMEWORDS_WORD), t->low))
        return (tword){.row = -1};
    return of_row(o, row);
}

/* Full names of months and weekdays. */
static void find_names(opener *o)
{
    for (int row = 0; row < TIMEWORDS_ROWS && o->n_names < NAMES; row++) {
        rap_str word = rap_cell(&timewords_table, row, TIMEWORDS_WORD);
        rap_str kind = rap_cell(&timewords_table, row, TIMEWORDS_KIND);
        if (word.n < NAME_LEAST || word.p[word.n - 1] == '.') continue;
        if (rap_str_eq(kind, names[TW_MONTH]) || rap_str_eq(kind, names[TW_WEEKDAY]))
            o->names[o->n_names++] = row;
    }
}

/* "Febuary", "Wendesday". */
static void of_misspelt(opener *o, const rap_prose *p, uint32_t i, tword *word)
{
    if (o->n_names == 0) find_names(o);
    for (uint32_t k = 0; k < o->n_names; k++) {
        tword w = of_row(o, o->names[k]);
        rap_str name = rap_cell(&timewords_table, w.row, TIMEWORDS_WORD);
        if (!times_misspelt(p, i, name, w.kind == TW_WEEKDAY)) continue;
        *word = w;
        return;
    }
}

/* "2moro" and "2nite" are two tokens: the first stands for both. */
static tword of_joined(opener *o, const rap_prose *p, uint32_t i)
{
    char z[JOINED];
    const rap_token *t = &p->tokens[i], *next = t + 1;
    if (i + 1 >= p->n_tokens || (next->shape & RAP_SHAPE_SPACE) || next->low.n > 6 ||
        !rap_str_is(t->low, "2"))
        return (tword){.row = -1};
    z[0] = '2';
    memcpy(z + 1, next->low.p, next->low.n);
    int row = rap_table_find(&timewords_table, (rap_str){z, next->low.n + 1});
    tword w = row < 0 ? (tword){.row = -1} : of_row(o, row);
    w.joined = row >= 0;
    return w;
}

static tword classify(opener *o, const rap_prose *p, uint32_t i)
{
    const rap_token *t = &p->tokens[i];
    tword w = of_table(o, t);
    if (w.kind == TW_NONE && (t->shape & RAP_SHAPE_DIGIT)) w = of_joined(o, p, i);
    w.number = rap_number_begins(p, i);
    if (w.number) w.tries |= NUMBER_TRIES;
    if (is_apostrophe(t)) {
        w.tries |= APOSTROPHE_TRIES;
        w.counts = true;
    }
    w.counts |= w.number;
    if ((t->shape & RAP_SHAPE_CAPITAL) && opens_phrase(o, p, i, times_holiday_table()))
        w.tries |= TRY_HOLIDAY;
    if (opens_phrase(o, p, i, times_mods_table())) w.tries |= TRY_LOOSENED;
    if (opens_phrase(o, p, i, times_vague_table())) w.tries |= TRY_VAGUE;
    return w;
}

const tword *times_words(const rap_prose *p)
{
    opener o = {.n_names = 0};
    tword *words = RAP_NEW(p->arena, tword, p->n_tokens + 1);
    if (!words) return NULL;
    open_all(&o);
    for (uint32_t i = 0; i < p->n_tokens; i++) {
        const rap_token *t = &p->tokens[i];
        words[i].row = -1;
        if (may_open(&o, t)) words[i] = classify(&o, p, i);
        bool name = (t->shape & RAP_SHAPE_CAPITAL) && t->low.n >= NAME_LEAST;
        if (name && words[i].kind == TW_NONE && times_may_be_misspelt(p, i))
            of_misspelt(&o, p, i, &words[i]);
    }
    return words;
}

rap_str times_word_value(tword w)
{
    return rap_cell(&timewords_table, w.row, TIMEWORDS_VALUE);
}

bool times_word_alone(tword w)
{
    return !rap_cell_is(&timewords_table, w.row, TIMEWORDS_ALONE, "no");
}

char times_word_letter(tword w)
{
    rap_str v = times_word_value(w);
    return v.n ? v.p[0] : 0;
}

const char *times_word_static(tword w)
{
    static const char *const values[] = {"MO", "AF", "EV",    "NI",  "SP", "SU",
                                         "FA", "WI", "START", "MID", "END"};
    rap_str v = times_word_value(w);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        if (rap_str_is(v, values[i])) return values[i];
    return NULL;
}

int times_month_of(rap_str low)
{
    int row = rap_table_find(&timewords_table, low);
    return rap_cell_is(&timewords_table, row, TIMEWORDS_KIND, "month")
               ? rap_cell_int(&timewords_table, row, TIMEWORDS_VALUE)
               : 0;
}
