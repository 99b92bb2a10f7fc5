/*
 * reading/record.h - the layers of one report, and writing them as a record.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_READING_RECORD_H
#define RAP_READING_RECORD_H

#include "base/json.h"
#include "coref/coref.h"
#include "facts/facts.h"
#include "intake/report.h"
#include "markup/pagemeta.h"
#include "reading/reading.h"

/* Everything that was read out of one report. */
typedef struct {
    const rap_report *report;
    const rap_reading_options *options;
    uint32_t layers;
    rap_mended mended;
    const rap_pagemeta *meta; /* of a web page, else NULL */
    rap_layout layout;
    rap_prose prose;
    rap_names names;
    rap_coref coref;
    rap_times times;
    rap_places places;
    rap_speech speech;
    rap_facts facts;
} rap_reading;

/* Run the stages that options->layers ask for over one report; `report` and `options`
 * are borrowed, *out lives in the arena.  On failure *out is untouched. */
RAP_NODISCARD
rap_code rap_reading_open(const rap_reading **out, const rap_report *report,
                          const rap_reading_options *options, rap_arena *arena,
                          rap_err *err);

/* Append the record of `r` as one line with its newline. */
void rap_record_write(rap_buf *out, const rap_reading *r);

/* Parts of it, each in a file of its own: record_text.c, record_names.c,
 * record_facts.c. */
void rap_record_write_names(rap_json *j, const rap_reading *r);
void rap_record_write_text(rap_json *j, const rap_reading *r);
void rap_record_write_facts(rap_json *j, const rap_reading *r);

/* "e1" of the first entity, and so on; null below 0. */
void rap_record_id(rap_json *j, char letter, int32_t index);

/* A text span as a span of the source; a list of them. */
void rap_record_span(rap_json *j, const rap_reading *r, rap_span text);

/* "at" and "text" members of a text span: what the citation will print. */
void rap_record_at_text(rap_json *j, const rap_reading *r, rap_span text);

#endif
