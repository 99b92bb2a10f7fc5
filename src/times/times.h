/*
 * times/times.h - time expressions (TIMEX3) and the day of the report itself.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TIMES_TIMES_H
#define RAP_TIMES_TIMES_H

#include "base/day.h"
#include "words/prose.h"

typedef enum {
    RAP_TIMEX_NONE,
    RAP_TIMEX_DATE,
    RAP_TIMEX_TIME,
    RAP_TIMEX_DURATION,
    RAP_TIMEX_SET
} rap_timex_type;

typedef struct {
    rap_span at;
    rap_timex_type type;
    char value[32]; /* TIMEX3 value: "2022-03-29", "P3D", "XXXX-03-29", "PRESENT_REF" */
    const char *mod;      /* TIMEX3 mod ("APPROX", "START"), static, or NULL */
    rap_days days;        /* what it covers; none where it names no day */
    const char *anchor;   /* "published", "text", "previous" or NULL; static */
    const char *rule;     /* static */
    uint32_t first, last; /* tokens [first, last) */
} rap_time;

/* When the report was published, with the 90 % range, and how that is known. */
typedef struct {
    rap_day day; /* may be partly known (month and day without a year); none: unknown */
    rap_days range; /* none when nothing is known */
    uint8_t sure;
    const char *basis; /* jsonld meta url line feed dateline text given none; static */
    rap_span evidence[4];
    uint32_t n_evidence;
} rap_published;

typedef struct {
    const rap_time *times; /* in order of `at`, not overlapping */
    uint32_t n_times;
    rap_published published;
} rap_times;

/* What is known of the report's day from outside its text. */
typedef struct {
    rap_day page;           /* by the page itself: basis page_basis; or none */
    const char *page_basis; /* static */
    uint8_t page_sure;
    bool is_page;  /* of the lines at its head only a dateline counts: the page has told
                    */
    rap_day told;  /* by the container (JSONL field): basis "feed"; or none */
    rap_day given; /* by the user for reports that give no date: basis "given" */
    rap_days between;     /* bounds of what may be inferred, or none */
    rap_day piled;        /* worked out from other reports: basis "pile"; or none */
    rap_days piled_range; /* holds the day with a belief of 90 */
    uint8_t piled_sure;
} rap_times_options;

/* Works on reports that are not English too: dates by number. */
RAP_NODISCARD
rap_code rap_times_read(rap_times *out, const rap_prose *p,
                        const rap_times_options *options, rap_err *err);

/* Where nothing need be understood to know the report's day (its page or container
 * tells it; a page's text is not asked, but for a dateline) put that into *out, which
 * then holds no times; `p` needs no tokens. */
void rap_times_told(rap_times *out, const rap_prose *p,
                    const rap_times_options *options);

/* The day of the report as far as rows may rest on it: one that was worked out counts
 * as a day when that is more likely right than wrong, else as the month or year that
 * holds it, else as none. */
rap_day rap_times_own(const rap_published *p);

const char *rap_timex_type_name(rap_timex_type type); /* "DATE"; static */

/* Index of the first time that begins at or behind a token; n_times when none does. */
uint32_t rap_times_first(const rap_times *times, uint32_t token);

/* "before October": is it a limit, of what holds until or from then, and not when
 * something was done? */
bool rap_time_is_limit(const rap_prose *p, const rap_time *t);

/* Index of the time that governs a token - the one in its clause, else in its sentence
 * - or -1. */
int32_t rap_times_near(const rap_times *times, const rap_prose *p, uint32_t token);

#endif
