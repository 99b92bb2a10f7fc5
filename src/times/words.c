/*
 * times/words.c - what each token can do in a time expression.
 */
/* SPDX-License-Identifier: MIT */
#include "times/expression.h"

#include "timewords_table.inc"

static const char *const names[TW_COUNT] = {
    "",        "month",  "weekday", "weekdays",  "unit",   "units", "part",
    "noon",    "deixis", "tonight", "overnight", "season", "dir",   "text",
    "edge",    "edge2",  "shift",   "before",    "every",  "per",   "set",
    "article", "some",   "couple",  "meridiem",  "oclock", "zone",  "fiscal",
    "half",    "bc",     "ad",      "old",       "decade", "filler"};

static uint8_t kind_of(int row)
{
    rap_str kind = rap_cell(&timewords_table, row, TIMEWORDS_KIND);
    for (uint8_t k = 1; k < TW_COUNT; k++)
        if (rap_str_is(kind, names[k])) return k;
    return TW_NONE;
}

enum { NOT_YET = 255 };

static tword classify(const rap_token *t, uint8_t kinds[TIMEWORDS_ROWS])
{
    int row = rap_table_probe(&timewords_table, t->hash);
    if (row < 0 || !rap_str_eq(rap_cell(&timewords_table, row, TIMEWORDS_WORD), t->low))
        return (tword){TW_NONE, -1, 0};
    if (kinds[row] == NOT_YET) kinds[row] = kind_of(row);
    return (tword){kinds[row], (int16_t)row,
                   (int16_t)rap_cell_int(&timewords_table, row, TIMEWORDS_VALUE)};
}

const tword *times_words(const rap_prose *p)
{
    uint8_t kinds[TIMEWORDS_ROWS]; /* of rows met so far */
    memset(kinds, NOT_YET, sizeof kinds);
    tword *words = RAP_NEW(p->arena, tword, p->n_tokens + 1);
    for (uint32_t i = 0; words && i < p->n_tokens; i++)
        words[i] = classify(&p->tokens[i], kinds);
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
