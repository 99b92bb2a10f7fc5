/*
 * told/kinword.c - what the forms and derivations of a word have in common.
 */
/* SPDX-License-Identifier: MIT */
#include "told/kinword.h"

#include "base/ascii.h"
#include "base/table.h"

#include "event_kin_table.inc"

enum { ROOM = 40, STEM = 3 }; /* bytes of a word that count; least left of it */

typedef struct {
    char p[ROOM];
    size_t n;
} shape;

static bool ends(const shape *s, const char *z)
{
    size_t n = strlen(z);
    return s->n >= n && memcmp(s->p + s->n - n, z, n) == 0;
}

static bool is_vowel(char c)
{
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

static bool has_vowel(const shape *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_vowel(s->p[i])) return true;
    return false;
}

static shape shape_of(rap_str low)
{
    shape s = {.n = low.n < ROOM ? low.n : ROOM};
    memcpy(s.p, low.p, s.n);
    return s;
}

/* "parties", "boxes", "strikes". */
static void drop_plural(shape *s)
{
    if (s->n > 4 && ends(s, "ies")) {
        s->n -= 2;
        s->p[s->n - 1] = 'y';
    } else if (s->n > 4 && (ends(s, "sses") || ends(s, "ches") || ends(s, "shes") ||
                            ends(s, "xes"))) {
        s->n -= 2;
    } else if (s->n > 3 && ends(s, "s") && !ends(s, "ss") && !ends(s, "us") &&
               !ends(s, "is")) {
        s->n--;
    }
}

static void drop_ending(shape *s)
{
    static const char *const endings[] = {
        "ations", "ation", "ition", "ments", "ment", "ings", "ing",
        "ied",    "ed",    "ors",   "ers",   "er",   "or",   "ions",
        "ion",    "ance",  "ence",  "al",    "ive",  "ure",  "age"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t n = strlen(endings[i]);
        if (!ends(s, endings[i]) || s->n < n + STEM || !has_vowel(s, s->n - n))
            continue;
        s->n -= n;
        if (strcmp(endings[i], "ied") == 0) s->p[s->n++] = 'y';
        char last = s->p[s->n - 1];
        bool twice = s->n > STEM && s->p[s->n - 2] == last;
        if (twice && last != 'l' && last != 's') s->n--;
        return;
    }
}

static void even_out(shape *s)
{
    if (s->n > STEM && s->p[s->n - 1] == 'e') s->n--;
    if (s->n > STEM && s->p[s->n - 1] == 'y') s->p[s->n - 1] = 'i';
}

uint32_t rap_kinword(rap_str low)
{
    int row = rap_table_find(&event_kin_table, low);
    shape s = shape_of(row >= 0 ? rap_cell(&event_kin_table, row, EVENT_KIN_KIN) : low);
    drop_plural(&s);
    drop_ending(&s);
    even_out(&s);
    return rap_hash((rap_str){s.p, s.n});
}
