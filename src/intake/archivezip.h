/*
 * intake/archivezip.h - the members of a zip archive, as they stream by.
 *
 * PKWARE's APPNOTE 6.3: stored, deflated and zstd members, sizes of 64 bits, sizes that
 * come behind the data.  Read from the local headers, so that standard input and
 * archives whose directory is lost can be read too; the directory at the end only shows
 * that nothing was cut off.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_ARCHIVEZIP_H
#define RAP_INTAKE_ARCHIVEZIP_H

#include "base/unpack.h"
#include "intake/archivemember.h"

typedef struct {
    rap_window *w;
    rap_unpack *deflate, *zstd; /* made when first wanted */
    rap_unpack *unpack;         /* the member's, NULL when it is stored */
    uint64_t left;              /* of its packed bytes, where that is known */
    uint64_t packed, plain;     /* bytes read and given so far */
    uint64_t at;                /* its place */
    uint32_t crc, want;         /* so far; as the header says */
    bool known;                 /* the header says how many bytes it has */
    bool described;             /* sizes and checksum stand behind it */
    bool open;                  /* its bytes have not all been read */
    bool ended;                 /* they are all unpacked, not yet checked */
    bool lost;   /* where the next header begins is not known, and that is no fault */
    bool closed; /* the directory has been reached */
} rap_zip;

/* The next member, folders among them.  RAP_E_SYNTAX where no header is found (the next
 * call goes on at the next one), RAP_E_TORN when the archive ends before its directory
 * does; those of the window.  *end when there is none left. */
RAP_NODISCARD
rap_code rap_zip_next(rap_zip *z, rap_member *out, bool *end, rap_err *err);

/* Its bytes, as rap_window_source; at their end RAP_E_SYNTAX, once, when they are not
 * those that were packed. */
RAP_NODISCARD
rap_code rap_zip_read(rap_zip *z, size_t *got, char *to, size_t n, rap_err *err);

/* Give back what it made; not the window. */
void rap_zip_done(rap_zip *z);

#endif
