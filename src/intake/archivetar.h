/*
 * intake/archivetar.h - the members of a tar archive, as they stream by.
 *
 * POSIX ustar and pax (IEEE Std 1003.1, pax), GNU's long names and large sizes.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_ARCHIVETAR_H
#define RAP_INTAKE_ARCHIVETAR_H

#include "intake/archivemember.h"

typedef struct {
    rap_window *w;
    uint64_t left, padding;     /* of the member's data, and behind them */
    rap_buf path;               /* the next member's long name, empty: none */
    uint64_t size;              /* the next member's size in a pax header */
    bool sized, sparse, marked; /* marked: the end mark has been seen */
} rap_tar;

/* The next member, folders and links among them.  RAP_E_SYNTAX at a damaged header
 * (the next call goes on at the next good one), RAP_E_TORN when the archive ends
 * without its end mark; those of the window.  *end when there is none left. */
RAP_NODISCARD
rap_code rap_tar_next(rap_tar *t, rap_member *out, bool *end, rap_err *err);

/* Its bytes, as rap_window_source. */
RAP_NODISCARD
rap_code rap_tar_read(rap_tar *t, size_t *got, char *to, size_t n, rap_err *err);

#endif
