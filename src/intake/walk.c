/*
 * intake/walk.c - the files that the inputs of the command line name, in order.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/walk.h"

#include "base/file.h"

static rap_code enter(rap_walk *w, rap_err *err)
{
    if (w->depth == RAP_WALK_DEPTH)
        return rap_fail(err, RAP_E_LIMIT, RAP_NOWHERE, "folders are nested too deeply");
    rap_arena *arena = rap_arena_new(SIZE_MAX / 4);
    if (!arena) return rap_fail_memory(err);
    rap_walk_folder *f = &w->stack[w->depth];
    *f = (rap_walk_folder){.arena = arena,
                           .path = rap_arena_copy(arena, rap_buf_str(&w->path))};
    rap_code rc = f->path.p ? rap_folder_list(&f->names, &f->n, f->path.p, arena, err)
                            : rap_fail_memory(err);
    if (rc != RAP_OK)
        rap_arena_free(arena);
    else
        w->depth++;
    return rc;
}

/* Put the path of the next candidate into w->path; false when all are done. */
static bool next_path(rap_walk *w, bool *from_folder)
{
    *from_folder = true;
    while (w->depth > 0) {
        rap_walk_folder *f = &w->stack[w->depth - 1];
        if (f->at < f->n) {
            rap_buf_clear(&w->path);
            rap_buf_put(&w->path, f->path);
            if (!rap_str_ends(f->path, RAP_STR("/"))) rap_buf_byte(&w->path, '/');
            rap_buf_put(&w->path, f->names[f->at++]);
            return true;
        }
        rap_arena_free(f->arena);
        w->depth--;
    }
    *from_folder = false;
    if (w->at_input == w->n_inputs) return false;
    rap_buf_clear(&w->path);
    rap_buf_z(&w->path, w->inputs[w->at_input++]);
    return true;
}

rap_code rap_walk_next(rap_walk *w, bool *end, rap_err *err)
{
    for (;;) {
        bool from_folder;
        *end = !next_path(w, &from_folder);
        if (*end) return RAP_OK;
        rap_buf_byte(&w->path, '\0');
        if (w->path.failed) return rap_fail_memory(err);
        w->path.n--;
        if (rap_str_is(rap_buf_str(&w->path), "-")) return RAP_OK;
        rap_path_kind kind = rap_path_look(w->path.p, !from_folder);
        if (kind == RAP_PATH_FILE) return RAP_OK;
        if (kind == RAP_PATH_NONE && !from_folder)
            return RAP_OK; /* opening tells why */
        rap_code rc = kind == RAP_PATH_FOLDER ? enter(w, err) : RAP_OK;
        if (rc != RAP_OK) return rc;
    }
}

void rap_walk_done(rap_walk *w)
{
    while (w->depth > 0)
        rap_arena_free(w->stack[--w->depth].arena);
    rap_buf_done(&w->path);
}
