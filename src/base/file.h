/*
 * base/file.h - bytes from files, gzip and zstd taken off; folders in sorted order.
 *
 * The only place that looks at errno.  A stream reads plain files, gzip (RFC 1952, also
 * several members one after the other) and zstd (RFC 8878) alike, told apart by their
 * first bytes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_FILE_H
#define RAP_BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"

typedef struct rap_stream rap_stream;

/* Open a file for reading, or standard input for "-".  RAP_E_OPEN says why not.
 * Owned: rap_stream_close. */
RAP_NODISCARD
rap_code rap_stream_open(rap_stream **out, const char *path, rap_err *err);

/* The same, compressed bytes left as they are. */
RAP_NODISCARD
rap_code rap_stream_open_raw(rap_stream **out, const char *path, rap_err *err);

/* Up to `n` bytes into `to`; *got is 0 at the end only.  RAP_E_TORN when the compressed
 * data end in the middle, RAP_E_SYNTAX when they are damaged (err->at: the byte of the
 * file, compressed); what came before has been given out. */
RAP_NODISCARD
rap_code rap_stream_read(rap_stream *s, size_t *got, char *to, size_t n, rap_err *err);

/* Of a stream that was just opened raw give only `n` bytes, from byte `at` on; n 0: to
 * the end.  RAP_E_OPEN when the file has no such place. */
RAP_NODISCARD
rap_code rap_stream_part(rap_stream *s, uint64_t at, uint64_t n, rap_err *err);

void rap_stream_close(rap_stream *s); /* also fine with NULL */

typedef enum {
    RAP_PATH_NONE, /* there is nothing, or no right to look */
    RAP_PATH_FILE, /* a file, a pipe, a device */
    RAP_PATH_FOLDER
} rap_path_kind;

/* What is at `path`; links to folders are followed only when `follow`. */
rap_path_kind rap_path_look(const char *path, bool follow);

/* Names in a folder in byte order, without those that begin with a dot. */
RAP_NODISCARD
rap_code rap_folder_list(const rap_str **out, size_t *n, const char *path,
                         rap_arena *arena, rap_err *err);

/* Make a folder for this user alone, and those above it; fine when it is there. */
RAP_NODISCARD
rap_code rap_folder_make(const char *path, rap_err *err);

/* Make an empty file, fine when there is one; take one away, fine when there is none.
 */
RAP_NODISCARD
rap_code rap_file_mark(const char *path, rap_err *err);
RAP_NODISCARD
rap_code rap_file_remove(const char *path, rap_err *err);

/* The working folder, in the arena; and go there. */
RAP_NODISCARD
rap_code rap_folder_here(rap_str *out, rap_arena *arena, rap_err *err);
RAP_NODISCARD
rap_code rap_folder_enter(const char *path, rap_err *err);

/* Bytes of a whole file, at most `limit`. */
RAP_NODISCARD
rap_code rap_file_read(rap_str *out, const char *path, size_t limit, rap_arena *arena,
                       rap_err *err);

#endif
