/*
 * pages/pages.h - the pages: one request in, one reply out.
 *
 * Paths: / /talks /timeline /said /events /positions /differ /names /name/ID /report/R2
 * /changes /stories /copies /copy/ID /search /network /map /help; each with .json or
 * .csv after it for the same rows as data; /page.css and /app.js.  Nothing here knows
 * HTTP; serve/ does.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PAGES_PAGES_H
#define RAP_PAGES_PAGES_H

#include "base/buf.h"
#include "keep/dossier.h"
#include "view/view.h"

typedef struct {
    rap_str key, value; /* decoded */
} rap_page_field;

typedef struct {
    rap_str path; /* decoded, begins with / */
    const rap_page_field *fields;
    uint32_t n_fields;
    rap_str
        token; /* what forms that change something must bring; empty: none are shown */
    bool site; /* a file of a folder: no forms, links to files */
    bool full_text; /* of a site: whole texts, not excerpts of RAP_EXCERPT_WORDS */
} rap_page_request;

enum { RAP_EXCERPT_WORDS = 40 };

typedef struct {
    rap_buf body; /* owned: rap_buf_done */
    int status;   /* 200 400 404 */
    const char *media;
    uint32_t next; /* "start" of the page that goes on from here; 0: none */
} rap_page;

RAP_NODISCARD
rap_code rap_page_write(rap_page *out, rap_view *v, const rap_page_request *request,
                        rap_err *err);

/* All pages as files.  `put` is given each name and its bytes. */
typedef rap_code rap_site_put(void *user, const char *name, rap_str bytes,
                              rap_err *err);
typedef struct {
    rap_site_put *put;
    void *user;
    bool full_text;
} rap_site;
RAP_NODISCARD
rap_code rap_site_write(rap_view *v, const rap_site *site, rap_err *err);

#endif
