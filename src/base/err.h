/*
 * base/err.h - how a call says that it failed, and where in the bytes.
 *
 * Every function that can fail returns rap_code and takes a rap_err * last, which may
 * be NULL.  On failure the out-parameters are untouched.  Codes stand in the public
 * header; the table here gives each its exit status and its words.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_ERR_H
#define RAP_BASE_ERR_H

#include "base/attr.h"

#include <rapporteur.h>

#define RAP_NOWHERE UINT64_MAX

/* code, exit status of the command line, short name in error objects, words */
#define RAP_CODES(X)                                                                   \
    X(RAP_OK, 0, "ok", "no error")                                                     \
    X(RAP_E_NOMEM, 71, "memory", "out of memory")                                      \
    X(RAP_E_LIMIT, 65, "limit", "larger than the limit")                               \
    X(RAP_E_TORN, 65, "torn", "the input ends in the middle")                          \
    X(RAP_E_SYNTAX, 65, "syntax", "the input is not well formed")                      \
    X(RAP_E_STORE, 74, "store", "the dossier could not be read or written")            \
    X(RAP_E_OPEN, 65, "open", "the file could not be opened")                          \
    X(RAP_E_EMPTY, 65, "empty", "there is nothing in it")                              \
    X(RAP_E_BINARY, 65, "binary", "not a text")                                        \
    X(RAP_E_USAGE, 2, "usage", "wrong use")                                            \
    X(RAP_E_OUTPUT, 74, "output", "the output could not be written")                   \
    X(RAP_E_CRASH, 65, "crash", "the worker that read it died")

/* Fill *err (which may be NULL) and return code, so that `return rap_fail(...)` reads
 * well.  The message is cut to fit on a character boundary. */
RAP_PRINTF(4, 5)
rap_code rap_fail(rap_err *err, rap_code code, uint64_t at, const char *fmt, ...);
/* The same, so that compilers and analysers see which code comes back. */
#define rap_fail(err, code, at, ...)                                                   \
    ((void)rap_fail(err, code, at, __VA_ARGS__), (rap_code)(code))

/* rap_fail for an arena that refused. */
rap_code rap_fail_memory(rap_err *err);
#define rap_fail_memory(err) ((void)rap_fail_memory(err), (rap_code)RAP_E_LIMIT)

/* Exit status for a code; static short name for error objects. */
int rap_code_exit(rap_code code);
const char *rap_code_name(rap_code code);

#endif
