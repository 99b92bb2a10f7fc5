/*
 * markup/prescan.h - the charset that a page names in its first bytes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_MARKUP_PRESCAN_H
#define RAP_MARKUP_PRESCAN_H

#include "base/arena.h"

/* The charset of the first <meta> that names one (HTML Living Standard, 13.2.3.2), as
 * rap_charset_name has it; NULL when there is none.  The standard looks at 1,024 bytes
 * and lets the parser change its mind later; here 64 KiB are looked at, and behind the
 * first 1,024 bytes scripts and styles are passed over.  Static. */
const char *rap_prescan_charset(rap_str source, rap_arena *arena);

#endif
