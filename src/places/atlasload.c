/*
 * places/atlasload.c - an atlas of the user's own, from a file.
 */
/* SPDX-License-Identifier: MIT */
#include "places/atlasload.h"

#include "base/file.h"
#include "places/atlasmake.h"

enum { CHUNK = 1 << 16 };
#define WORK_LIMIT ((size_t)1 << 36)

/* Is the file an atlas?  If so, all of it is in *bytes. */
static rap_code read_atlas(rap_buf *bytes, bool *is_atlas, const char *path,
                           rap_err *err)
{
    rap_stream *in = NULL;
    rap_code rc = rap_stream_open(&in, path, err);
    *is_atlas = true;
    for (size_t got = 1; rc == RAP_OK && got && *is_atlas;) {
        if (!rap_buf_room(bytes, CHUNK)) rc = rap_fail_memory(err);
        if (rc == RAP_OK)
            rc = rap_stream_read(in, &got, bytes->p + bytes->n, CHUNK, err);
        if (rc != RAP_OK) break;
        bytes->n += got;
        *is_atlas = rap_str_begins(rap_buf_str(bytes), RAP_STR("RAPG"));
    }
    rap_stream_close(in);
    return rc;
}

rap_code rap_atlas_load(rap_atlas *out, rap_buf *bytes, const char *path, rap_err *err)
{
    bool is_atlas = false;
    rap_code rc = read_atlas(bytes, &is_atlas, path, err);
    if (rc == RAP_OK && !is_atlas) {
        rap_arena *arena = rap_arena_new(WORK_LIMIT);
        rap_buf_clear(bytes);
        rc = arena ? rap_atlas_make(bytes, path, arena, err) : rap_fail_memory(err);
        rap_arena_free(arena);
    }
    return rc == RAP_OK ? rap_atlas_open(out, rap_buf_str(bytes), err) : rc;
}
