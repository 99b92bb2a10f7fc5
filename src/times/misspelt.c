/*
 * times/misspelt.c - names of months and weekdays with one letter wrong.
 *
 * "Febuary 3", "the 3rd of Ocotber", "on Wendesday": a word beside a number, or behind
 * what weekdays stand behind, that differs from a long name by one letter left out, put
 * in or changed, or by two changed about (Damerau 1964).  Short names are too near to
 * other words ("Jane", "Marsh"): of five letters two may only have changed about.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "times/expression.h"

enum { SHORT_NAME = 5, LONGEST = 10 };

static size_t alike(rap_str a, rap_str b)
{
    size_t i = 0;
    while (i < a.n && i < b.n && a.p[i] == b.p[i])
        i++;
    return i;
}

static size_t alike_at_end(rap_str a, rap_str b, size_t from)
{
    size_t i = 0;
    while (i + from < a.n && i + from < b.n && a.p[a.n - 1 - i] == b.p[b.n - 1 - i])
        i++;
    return i;
}

/* Is `word` the name with one letter wrong?  Not where a letter is put to its end:
 * "Augusta". */
static bool is_slip(rap_str word, rap_str name)
{
    size_t head = alike(word, name), tail = alike_at_end(word, name, head);
    size_t longer = word.n > name.n ? word.n : name.n, left = longer - head - tail;
    if (word.n == name.n && left == 2)
        return word.p[head] == name.p[head + 1] && word.p[head + 1] == name.p[head];
    return name.n > SHORT_NAME && left == 1 && (word.n <= name.n || head < name.n);
}

static bool is_number(const rap_prose *p, uint32_t i)
{
    return i < p->n_tokens && p->tokens[i].low.n <= 4 &&
           (p->tokens[i].shape & RAP_SHAPE_DIGIT);
}

static bool beside_number(const rap_prose *p, uint32_t i)
{
    if (is_number(p, i + 1)) return true;
    if (i == 0) return false;
    if (is_number(p, i - 1)) return true;
    return i > 1 && rap_token_is(p, i - 1, "of") && is_number(p, i - 2);
}

/* "on", "last" and so on, or a comma and a day behind it. */
static bool leads_weekday(const rap_prose *p, uint32_t i)
{
    static const char *const leads[] = {"on",   "by",   "until", "since",  "last",
                                        "next", "late", "early", "through"};
    for (size_t k = 0; i > 0 && k < sizeof leads / sizeof *leads; k++)
        if (rap_token_is(p, i - 1, leads[k])) return true;
    return rap_token_is(p, i + 1, ",") && (is_number(p, i + 2) || is_number(p, i + 3));
}

/* Weekdays end in "y", but for two letters changed about or one put in. */
static bool ends_as_weekday(rap_str low)
{
    return low.p[low.n - 1] == 'y' || low.p[low.n - 2] == 'y';
}

bool times_may_be_misspelt(const rap_prose *p, uint32_t i)
{
    const rap_token *t = &p->tokens[i];
    if (t->low.n < SHORT_NAME || t->low.n > LONGEST) return false;
    return beside_number(p, i) || (ends_as_weekday(t->low) && leads_weekday(p, i));
}

bool times_misspelt(const rap_prose *p, uint32_t i, rap_str name, bool weekday)
{
    rap_str low = p->tokens[i].low;
    if (low.p[0] != name.p[0] || low.n + 1 < name.n || low.n > name.n + 1) return false;
    return is_slip(low, name) && (weekday ? leads_weekday(p, i) : beside_number(p, i));
}
