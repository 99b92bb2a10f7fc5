/*
 * base/digest.h - SHA-256 (FIPS 180-4) as lower-case hexadecimal, by nettle.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_DIGEST_H
#define RAP_BASE_DIGEST_H

#include "base/str.h"

typedef struct {
    char hex[65]; /* 64 digits and a NUL */
} rap_digest;

rap_digest rap_sha256(rap_str bytes);

/* In pieces: init, feed any number of times, end. */
typedef struct rap_sha256_run rap_sha256_run;
rap_sha256_run *rap_sha256_new(
    void); /* NULL when malloc fails; ended by rap_sha256_end */
void rap_sha256_feed(rap_sha256_run *run, rap_str bytes);
rap_digest rap_sha256_end(rap_sha256_run *run); /* frees run */

#endif
