/*
 * places/atlasload.h - an atlas of the user's own, from a file.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_PLACES_ATLASLOAD_H
#define RAP_PLACES_ATLASLOAD_H

#include "base/buf.h"
#include "places/atlas.h"

/* Read the atlas in the file at `path`, or make one of the dump of GeoNames that it is
 * (places/atlasmake.h; seconds for a million places).  *bytes hold it: owned, they must
 * outlive *out.  RAP_E_OPEN, RAP_E_SYNTAX with the line. */
RAP_NODISCARD
rap_code rap_atlas_load(rap_atlas *out, rap_buf *bytes, const char *path, rap_err *err);

#endif
