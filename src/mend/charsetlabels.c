/*
 * mend/charsetlabels.c - labels of charsets and what they mean.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "base/table.h"
#include "mend/charset.h"

#include "charsets_table.inc"

enum { LONGEST_LABEL = 32 };

static const char *cell(int row, uint32_t col)
{
    return rap_cell(&charsets_table, row, col).p; /* a literal, NUL-ended */
}

rap_charset_row rap_charset_row_of(const char *label)
{
    rap_str s = rap_str_trim(rap_str_of(label));
    char low[LONGEST_LABEL];
    if (s.n == 0 || s.n > sizeof low) return (rap_charset_row){0};
    for (size_t i = 0; i < s.n; i++)
        low[i] = rap_to_lower(s.p[i]);
    int row = rap_table_find(&charsets_table, (rap_str){low, s.n});
    if (row < 0) return (rap_charset_row){0};
    return (rap_charset_row){cell(row, CHARSETS_NAME), cell(row, CHARSETS_CONVERTER),
                             cell(row, CHARSETS_TOLD)};
}

const char *rap_charset_name(const char *label)
{
    return rap_charset_row_of(label).name;
}

const char *rap_charset_converter(const char *charset)
{
    const char *name = rap_charset_row_of(charset).converter;
    return name && name[0] ? name : NULL;
}
