/*
 * times/times.c - the room's door: marks, the report's own day, values.
 */
/* SPDX-License-Identifier: MIT */
#include "times/times.h"

#include "base/bisect.h"
#include "times/expression.h"
#include "trees/relations.h"

enum { NEAR = 6 }; /* times looked at on each side of a token */

rap_code rap_times_read(rap_times *out, const rap_prose *p,
                        const rap_times_options *options, rap_err *err)
{
    mark_list marks = {0};
    rap_code code = times_marks(&marks, p, err);
    if (code) return code;
    rap_times got = {0};
    times_published(&got.published, p, &marks, options);
    code = times_resolve(&got, p, &marks, err);
    if (!code) *out = got;
    return code;
}

void rap_times_told(rap_times *out, const rap_prose *p,
                    const rap_times_options *options)
{
    *out = (rap_times){0};
    times_published(&out->published, p, NULL, options);
}

const char *rap_timex_type_name(rap_timex_type type)
{
    static const char *const names[] = {"DATE", "DATE", "TIME", "DURATION", "SET"};
    return names[type];
}

uint32_t rap_times_first(const rap_times *times, uint32_t token)
{
    uint32_t low = 0;
    RAP_BISECT(uint32_t, low, middle, times->n_times,
               times->times[middle].first < token);
    return low;
}

bool rap_time_is_limit(const rap_prose *p, const rap_time *t)
{
    static const char *const limits[] = {"before", "until", "till", "by",
                                         "after",  "from",  "since"};
    for (size_t i = 0; t->first > 0 && i < sizeof limits / sizeof *limits; i++)
        if (rap_token_is(p, t->first - 1, limits[i])) return true;
    return false;
}

/* Tokens between, and more for every mark that may end a clause; far when it cannot be.
 */
static uint32_t distance(const rap_prose *p, const rap_time *t, uint32_t token)
{
    const uint32_t comma = 12, semicolon = 60;
    uint32_t from = t->first > token ? token : t->last;
    uint32_t to = t->first > token ? t->first : token;
    uint32_t d = to > from ? to - from : 0;
    for (uint32_t i = from, n = 0; i < to && n < semicolon; i++, n++) {
        if (rap_str_is(p->tokens[i].low, ",")) d += comma;
        if (rap_str_is(p->tokens[i].low, ";")) d += semicolon;
        if (p->tokens[i].upos == RAP_SCONJ) d += comma;
    }
    return d;
}

/* The verb, or the participle, whose time or deed a token tells; itself for none. */
static uint32_t verb_over(const rap_prose *p, uint32_t token)
{
    enum { CLIMB = 6 };
    for (int n = 0; n < CLIMB; n++) {
        uint32_t up = p->tokens[token].head;
        if (p->tokens[token].upos == RAP_VERB || up >= p->n_tokens || up == token)
            break;
        token = up;
    }
    return token;
}

/* "All people held | on Sunday were released": when they were taken, of whom something
 * is told that came later.  "A statement issued on Sunday said" is of that day. */
static bool is_of_other(const rap_prose *p, const rap_time *t, uint32_t token)
{
    static const char *const later[] = {"release", "free",     "swap",   "exchange",
                                        "charge",  "sentence", "deport", "bury"};
    uint32_t of = verb_over(p, t->first), own = verb_over(p, token);
    bool follows = false;
    for (size_t i = 0; i < sizeof later / sizeof *later; i++)
        follows = follows || rap_str_is(p->tokens[own].lemma, later[i]);
    return follows && of != own && p->tokens[of].upos == RAP_VERB &&
           strcmp(p->tokens[of].xpos, "VBN") == 0 &&
           rap_deprel_plain((rap_deprel)p->tokens[of].deprel) == RAP_REL_ACL;
}

/* "answered the proposal | of June 5", "the attack of June 5": the day of the noun, and
 * of nothing else.  "the night of June 5" is a time. */
static bool is_of_noun(const rap_prose *p, const rap_time *t, uint32_t token)
{
    static const char *const times[] = {"night", "morning", "evening", "day",
                                        "eve",   "week",    "hours",   "afternoon"};
    uint32_t first = p->sentences[p->tokens[t->first].sentence].first;
    if (t->first < first + 2 || !rap_token_is(p, t->first - 1, "of")) return false;
    const rap_token *noun = &p->tokens[t->first - 2];
    for (size_t i = 0; i < sizeof times / sizeof *times; i++)
        if (rap_str_is(noun->low, times[i])) return false;
    /* "under the deal of June 5": by which it is to be done */
    uint32_t i = t->first - 2;
    while (i > first &&
           (p->tokens[i - 1].upos == RAP_DET || p->tokens[i - 1].upos == RAP_ADJ ||
            p->tokens[i - 1].upos == RAP_NOUN))
        i--;
    bool by =
        i > first && (rap_token_is(p, i - 1, "under") || rap_token_is(p, i - 1, "in"));
    return noun->upos == RAP_NOUN && t->first - 2 != token && !by;
}

static bool names_days(const rap_time *t)
{
    bool kind = t->type == RAP_TIMEX_DATE || t->type == RAP_TIMEX_TIME;
    return kind && !rap_day_is_none(t->days.from);
}

int32_t rap_times_near(const rap_times *times, const rap_prose *p, uint32_t token)
{
    if (token >= p->n_tokens) return -1;
    uint32_t sentence = p->tokens[token].sentence;
    uint32_t middle = rap_times_first(times, token);
    uint32_t from = middle > NEAR ? middle - NEAR : 0, least = UINT32_MAX;
    int32_t best = -1;
    for (uint32_t i = from; i < times->n_times && i < middle + NEAR; i++) {
        const rap_time *t = &times->times[i];
        if (p->tokens[t->first].sentence != sentence || !names_days(t)) continue;
        if (is_of_other(p, t, token) || is_of_noun(p, t, token)) continue;
        uint32_t d = distance(p, t, token);
        if (d < least) {
            least = d;
            best = (int32_t)i;
        }
    }
    return best;
}
