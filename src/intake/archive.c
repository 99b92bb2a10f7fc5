/*
 * intake/archive.c - zip and tar: members one after the other, read as they stream by.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/archive.h"

#include "intake/archivetar.h"
#include "intake/archivezip.h"
#include "intake/intake.h"
#include "intake/keep.h"

typedef struct {
    rap_container base;
    rap_arena *home; /* holds this struct */
    rap_window *w;
    const rap_container_options *options;
    bool is_zip, over;
    rap_err fault; /* of the member in hand; code RAP_OK: none */
    rap_tar tar;
    rap_zip zip;
    rap_member member;
} archive;

/* As in a folder: what begins with a dot is not meant to be read. */
static bool is_hidden(rap_str name)
{
    for (size_t at = 0; at < name.n;) {
        size_t end = rap_str_find(name, RAP_STR("/"), at);
        rap_str part = rap_str_cut(name, at, end);
        bool dots = rap_str_is(part, ".") || rap_str_is(part, "..");
        if (!dots && rap_str_begins(part, RAP_STR("."))) return true;
        at = end + 1;
    }
    return false;
}

static rap_str key_of(const archive *a, rap_arena *arena)
{
    rap_buf b = {0};
    rap_buf_put(&b, a->options->key);
    rap_buf_z(&b, "!/");
    rap_buf_put(&b, rap_key_of_path(rap_buf_str(&a->member.name), arena));
    rap_str key = rap_keep(arena, &b);
    rap_buf_done(&b);
    return key;
}

static rap_code next_member(archive *a, bool *end, rap_err *err)
{
    for (;;) {
        rap_code rc = a->is_zip ? rap_zip_next(&a->zip, &a->member, end, err)
                                : rap_tar_next(&a->tar, &a->member, end, err);
        if (rc != RAP_OK || *end) return rc;
        if (a->member.is_file && !is_hidden(rap_buf_str(&a->member.name))) return rc;
    }
}

/* Is it the window below that failed?  Nobody can go on behind that, and it would say
 * the same again. */
static bool is_of_window(const archive *a, const rap_err *err)
{
    rap_err again = {.code = RAP_OK};
    size_t more = rap_window_rest(a->w).n + 1;
    return rap_window_fill(a->w, more, &again) != RAP_OK && again.code == err->code &&
           again.at == err->at && strcmp(again.msg, err->msg) == 0;
}

static rap_code archive_next(rap_container *c, rap_report *out, bool *end,
                             rap_arena *arena, rap_err *err)
{
    archive *a = (archive *)c;
    rap_err mine;
    if (!err) err = &mine;
    *end = a->over;
    a->fault.code = RAP_OK;
    if (*end) return RAP_OK;
    rap_code rc = next_member(a, end, err);
    if (rc != RAP_OK) {
        a->over = rc == RAP_E_LIMIT || is_of_window(a, err);
        out->key = rap_arena_copy(arena, a->options->key);
        return rc;
    }
    if (*end) return RAP_OK;
    out->key = key_of(a, arena);
    if (!a->member.refused) return RAP_OK;
    return rap_fail(err, RAP_E_USAGE, a->member.at, "%s", a->member.refused);
}

/* A failure is told again when asked again: who asks may only have sniffed. */
static rap_code archive_read(void *from, size_t *got, char *to, size_t n, rap_err *err)
{
    archive *a = from;
    *got = 0;
    if (a->fault.code == RAP_OK) {
        rap_code rc = a->is_zip ? rap_zip_read(&a->zip, got, to, n, &a->fault)
                                : rap_tar_read(&a->tar, got, to, n, &a->fault);
        if (rc == RAP_OK) return RAP_OK;
        a->over = rc == RAP_E_LIMIT || is_of_window(a, &a->fault);
    }
    if (err) *err = a->fault;
    return a->fault.code;
}

static void archive_close(rap_container *c)
{
    archive *a = (archive *)c;
    if (!a) return;
    rap_zip_done(&a->zip);
    rap_buf_done(&a->tar.path);
    rap_buf_done(&a->member.name);
    rap_arena_free(a->home);
}

static rap_code archive_open(rap_container **out, rap_window *w,
                             const rap_container_options *options, rap_err *err)
{
    rap_arena *home = rap_arena_new(sizeof(archive) + 64);
    archive *a = home ? RAP_NEW(home, archive, 1) : NULL;
    if (!a) {
        rap_arena_free(home);
        return rap_fail_memory(err);
    }
    *a = (archive){.base = {&rap_container_archive},
                   .home = home,
                   .w = w,
                   .options = options,
                   .is_zip = rap_str_begins(rap_window_rest(w), RAP_STR("PK")),
                   .tar = {.w = w},
                   .zip = {.w = w}};
    *out = &a->base;
    return RAP_OK;
}

const rap_container_kind rap_container_archive = {.name = "archive",
                                                  .open = archive_open,
                                                  .next = archive_next,
                                                  .read = archive_read,
                                                  .close = archive_close};
