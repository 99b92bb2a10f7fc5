/*
 * pages/html.h - the one writer through which every page goes.
 *
 * Tags are opened and closed by calls, so that pages are well nested; text and
 * attribute values are escaped, always.  There is no way to put in markup as bytes. Tag
 * and attribute names are static.  Depth is at most RAP_HTML_DEPTH: more is our own
 * mistake.
 *
 *     rap_html_open(h, "p");
 *     rap_html_attr(h, "class", "small");
 *     rap_html_text(h, title);
 *     rap_html_close(h);
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PAGES_HTML_H
#define RAP_PAGES_HTML_H

#include "view/torn.h"

enum { RAP_HTML_DEPTH = 40 };

typedef struct {
    rap_buf *out; /* borrowed */
    const char *tags[RAP_HTML_DEPTH];
    uint32_t depth;
    bool in_tag;   /* the start tag still takes attributes */
    bool site;     /* pages become files of one folder, and links lead to these */
    uint32_t most; /* words of one text, the rest is cut off; 0: all */
} rap_html;

/* Begins with the document type. */
rap_html rap_html_begin(rap_buf *out);

void rap_html_open(rap_html *h, const char *tag);
void rap_html_close(rap_html *h);
void rap_html_close_to(rap_html *h, uint32_t depth); /* close until so many are open */

/* An element without content or end tag (input, meta, link, br). */
void rap_html_void(rap_html *h, const char *tag);

/* Attributes of the tag just opened. */
void rap_html_attr(rap_html *h, const char *name, const char *value);
void rap_html_attr_str(rap_html *h, const char *name, rap_str value);
void rap_html_flag(rap_html *h, const char *name); /* without a value */

/* A link inside the dossier: `path` begins with / or #, or the attribute is left out.
 */
void rap_html_href(rap_html *h, rap_str path);

/* The name of the file of a path, without its ending. */
void rap_site_name(rap_buf *out, rap_str path);

void rap_html_text(rap_html *h, rap_str s);
void rap_html_z(rap_html *h, const char *z);

/* <tag class="style">text</tag>; style may be NULL. */
void rap_html_el(rap_html *h, const char *tag, const char *style, rap_str text);

/* Escapes into a buffer: what the text calls do.  Characters that may not stand in
 * HTML, and those that turn the direction of text, become U+FFFD. */
void rap_html_escape(rap_buf *out, rap_str s);

/* Percent-encode a value for a query or a path segment (RFC 3986). */
void rap_url_escape(rap_buf *out, rap_str s);

#endif
