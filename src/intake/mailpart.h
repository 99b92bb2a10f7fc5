/*
 * intake/mailpart.h - the transfer encodings of a mail's parts, line by line.
 *
 * RFC 2045, section 6: quoted-printable and base64; 7bit, 8bit and binary go through as
 * they are.  The end of a line belongs to the line after it, since the one before a
 * boundary is part of the boundary.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_MAILPART_H
#define RAP_INTAKE_MAILPART_H

#include "base/buf.h"

typedef enum {
    RAP_TRANSFER_PLAIN,
    RAP_TRANSFER_QUOTED,
    RAP_TRANSFER_BASE64,
    RAP_TRANSFER_UNKNOWN
} rap_transfer;

/* A part being decoded; all zero but for `how` to begin. */
typedef struct {
    rap_transfer how;
    uint32_t bits; /* base64: bits not yet put, and how many */
    unsigned n_bits;
    char ending[3]; /* the end of the last line, still to be put */
} rap_mailpart;

/* "quoted-printable" -> RAP_TRANSFER_QUOTED; lower case, empty is plain. */
rap_transfer rap_transfer_of(const char *name);

/* Decode a line with the line ending it has, appending to `out`. */
void rap_mailpart_line(rap_mailpart *part, rap_buf *out, rap_str line);

/* Does the part end where an encoding may end?  False when base64 stops inside a
 * group. */
bool rap_mailpart_is_whole(const rap_mailpart *part);

/* Two hexadecimal digits as a byte, -1 when they are none. */
int rap_mailpart_hex(rap_str two);

#endif
