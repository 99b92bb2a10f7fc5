/*
 * reading/reading.h - run every stage over one report and write its record.
 *
 * A pure function of the report and the options: no clock, locale, thread or order of
 * files changes a byte of what comes out.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_READING_READING_H
#define RAP_READING_READING_H

#include "base/buf.h"
#include "base/day.h"
#include "base/err.h"
#include "intake/report.h"

#include "base/arena.h"
#include "places/atlas.h"

/* Working memory that a report of at most `max_bytes` may take: tokens and layers hold
 * some tens of bytes for each byte of text. */
#define RAP_READING_MEMORY(max_bytes) ((size_t)(max_bytes)*96 + 64 * 1024 * 1024)

typedef struct {
    uint32_t layers; /* RAP_LAYER_*; 0 = RAP_LAYER_DEFAULT */
    bool verbatim, with_source;
    bool no_parse;        /* no trees: head and deprel are null */
    rap_day published;    /* for reports that give no date; none otherwise */
    rap_days between;     /* bounds of inferred days; none otherwise */
    rap_day piled;        /* worked out from other reports of a pile; none otherwise */
    rap_days piled_range; /* holds it with a belief of 90 */
    uint8_t piled_sure;
    const rap_atlas *atlas; /* of places, borrowed; NULL: the one that is built in */
} rap_reading_options;

/* Read `report` and append its record to *out, one line with its newline.  On failure
 * the error object stands there instead (also one line) and the code is returned.
 * `arena` is the report's working memory; the caller resets it. */
rap_code rap_reading_run(rap_buf *out, const rap_report *report,
                         const rap_reading_options *options, rap_arena *arena,
                         rap_err *err);

/* Append the error object for a report that could not be read, one line. */
void rap_reading_error(rap_buf *out, rap_str key, const rap_err *err);

/* Parse "meta,text,names"; RAP_E_USAGE names the layer that does not exist. */
RAP_NODISCARD
rap_code rap_layers_parse(uint32_t *out, rap_str list, rap_err *err);

#endif
