/*
 * show/show.h - what the verbs print: the dossier as text for a terminal, as JSON
 * Lines, or as TSV.
 *
 * Every function appends to `out` and sets *found to whether there was anything to
 * show. Filters that are empty do not filter.  Nothing is printed without its citation,
 * and no verdict, claim or allegation without the one who says so.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SHOW_SHOW_H
#define RAP_SHOW_SHOW_H

#include "base/buf.h"
#include "keep/dossier.h"
#include "view/asked.h"

#define RAP_SHOW(name)                                                                 \
    RAP_NODISCARD                                                                      \
    rap_code rap_show_##name(rap_buf *out, bool *found, rap_dossier *d,                \
                             const rap_show_options *options, rap_err *err)
RAP_SHOW(overview);
RAP_SHOW(timeline);
RAP_SHOW(said);
RAP_SHOW(events);
RAP_SHOW(talks);
RAP_SHOW(positions);
RAP_SHOW(differ);
RAP_SHOW(copies);
RAP_SHOW(names);
RAP_SHOW(search);
RAP_SHOW(changes);
RAP_SHOW(check);
RAP_SHOW(cite); /* words = "R2:2352-2413", "R2#b386", or a row id */
#undef RAP_SHOW

#endif
