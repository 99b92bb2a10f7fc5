/*
 * places/atlasmake.h - makes an atlas from a table in the form of GeoNames' dumps.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLACES_ATLASMAKE_H
#define RAP_PLACES_ATLASMAKE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

/* Append to *out the atlas of the table at `path` ("-": standard input; gzip and zstd
 * are unpacked): 19 columns, as in download.geonames.org/export/dump/readme.txt.  What
 * an atlas holds of it is told in atlasmake.c.  Working memory is taken from the arena;
 * RAP_E_SYNTAX names the line.  O(n log n). */
RAP_NODISCARD
rap_code rap_atlas_make(rap_buf *out, const char *path, rap_arena *arena, rap_err *err);

#endif
