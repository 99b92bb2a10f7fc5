/*
 * cluster/pglib.h - the functions of libpq that pg.c calls, loaded when the first
 * connection is made.
 *
 * libpq brings OpenSSL, Kerberos and LDAP with it: loading them takes longer than all
 * else that a start does, and only who names a database needs them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLUSTER_PGLIB_H
#define RAP_CLUSTER_PGLIB_H

#include "base/err.h"

#include <libpq-fe.h>

#define RAP_PGLIB_FUNCTIONS(F)                                                         \
    F(PQclear)                                                                         \
    F(PQcmdTuples)                                                                     \
    F(PQconnectdbParams)                                                               \
    F(PQerrorMessage)                                                                  \
    F(PQexec)                                                                          \
    F(PQexecParams)                                                                    \
    F(PQfinish)                                                                        \
    F(PQfreemem)                                                                       \
    F(PQftype)                                                                         \
    F(PQgetCopyData)                                                                   \
    F(PQgetisnull)                                                                     \
    F(PQgetlength)                                                                     \
    F(PQgetResult)                                                                     \
    F(PQgetvalue)                                                                      \
    F(PQntuples)                                                                       \
    F(PQparameterStatus)                                                               \
    F(PQputCopyData)                                                                   \
    F(PQputCopyEnd)                                                                    \
    F(PQreset)                                                                         \
    F(PQresultErrorField)                                                              \
    F(PQresultErrorMessage)                                                            \
    F(PQresultMemorySize)                                                              \
    F(PQresultStatus)                                                                  \
    F(PQserverVersion)                                                                 \
    F(PQsetClientEncoding)                                                             \
    F(PQsetNoticeProcessor)                                                            \
    F(PQstatus)

/* Each under its own name, as libpq-fe.h declares it. */
typedef struct {
    void *loaded;
#define RAP_PGLIB_MEMBER(name) __typeof__ (&(name))(name);
    RAP_PGLIB_FUNCTIONS(RAP_PGLIB_MEMBER)
#undef RAP_PGLIB_MEMBER
} rap_pglib;

/* RAP_E_STORE when libpq is not installed, or lacks one of them.  Owned: rap_pglib_drop
 * (also fine when nothing was loaded); the library itself stays until the program ends,
 * since what it brings along does not like to leave. */
RAP_NODISCARD
rap_code rap_pglib_load(rap_pglib *out, rap_err *err);
void rap_pglib_drop(rap_pglib *lib);

#endif
