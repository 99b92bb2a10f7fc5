/*
 * intake/webmedia.h - which answers of the web may be reports.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_WEBMEDIA_H
#define RAP_INTAKE_WEBMEDIA_H

#include "intake/intake.h"

/* May what is sent under this Content-Type (empty: none) be a page, text or feed? */
bool rap_webmedia_is_wanted(rap_str type);

/* By its Content-Type and its first bytes: RAP_FROM_HTML, RAP_FROM_TEXT, RAP_FROM_FEED,
 * or RAP_FROM_AUTO when it is none of these. */
rap_from rap_webmedia_judge(rap_str type, rap_str body);

#endif
