/*
 * show/pages.h - the pages: one request in, one reply out.
 *
 * Paths: / /talks /timeline /said /positions /differ /names /name/ID /report/R2 /search
 * /network /map; each with .json or .csv after it for the same rows as data; /page.css
 * and /app.js.  Nothing here knows HTTP; serve/ does.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SHOW_PAGES_H
#define RAP_SHOW_PAGES_H

#include "base/buf.h"
#include "keep/dossier.h"

typedef struct {
    rap_str key, value; /* decoded */
} rap_page_field;

typedef struct {
    rap_str path; /* decoded, begins with / */
    const rap_page_field *fields;
    uint32_t n_fields;
} rap_page_request;

typedef struct {
    rap_buf body; /* owned: rap_buf_done */
    int status;   /* 200 400 404 */
    const char *media;
} rap_page;

RAP_NODISCARD
rap_code rap_page_write(rap_page *out, rap_dossier *d, const rap_page_request *request,
                        rap_err *err);

#endif
