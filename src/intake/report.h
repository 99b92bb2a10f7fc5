/*
 * intake/report.h - one report as it came in: its bytes and what its container tells.
 *
 * All strings are borrowed from the intake that made the report and live until its next
 * step.  Nothing here has been judged yet: title, date and so on are the container's
 * own words (a JSONL field, a feed entry), empty when it has none.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_REPORT_H
#define RAP_INTAKE_REPORT_H

#include "base/str.h"

typedef enum {
    RAP_MEDIA_NONE,
    RAP_MEDIA_TEXT, /* text/plain */
    RAP_MEDIA_HTML  /* text/html */
} rap_media;

typedef struct {
    rap_str key;   /* the input's own name: see "Keys" in docs/record.md */
    rap_str bytes; /* the source bytes */
    rap_media media;
    rap_str uri, title, date, publisher; /* from the container, or empty */
    const rap_str *authors;
    size_t n_authors;
    const char *charset; /* HTTP's or MIME's word for it, NUL-ended; NULL: none */
    rap_str fetched;     /* when it was fetched (ISO 8601): no later was it published */
    rap_str container;   /* path of the archive or file that held it, or empty */
    uint64_t container_at, container_n; /* its place there, in bytes */
    rap_str record; /* the line itself when it is a record made by `read`, or empty */
} rap_report;

#endif
