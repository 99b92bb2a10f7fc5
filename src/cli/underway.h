/*
 * cli/underway.h - how a report was read, as JSON, so that it can be read so again.
 *
 * The dossier keeps it beside the record.  It holds the reading options and the words
 * of the container (a title and date of a JSONL line, say), which the bytes do not
 * tell.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_UNDERWAY_H
#define RAP_CLI_UNDERWAY_H

#include "reading/reading.h"

/* Append the JSON object. */
void rap_underway_write(rap_buf *out, const rap_reading_options *options,
                        const rap_report *report);

/* Take it back; `report` gets what the object tells and keeps its key and bytes. */
RAP_NODISCARD
rap_code rap_underway_parse(rap_reading_options *options, rap_report *report,
                            rap_str json, rap_arena *arena, rap_err *err);

#endif
