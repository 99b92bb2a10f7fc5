/*
 * words/addresses.h - tokens that are no words: addresses of the web and of mail, names
 * of files and newsgroups, telephone numbers, faces made of marks.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_WORDS_ADDRESSES_H
#define RAP_WORDS_ADDRESSES_H

#include "words/scan.h"

/* End of the address that begins with the letters and digits [s->at, to), or s->at when
 * there is none.  Looks at most a fixed distance ahead, and to the end of the address.
 */
uint32_t rap_address_end(const rap_scan *s, uint32_t to);

/* End of the name of a file that begins at s->at ("rev-2.doc", ".doc"), or s->at. */
uint32_t rap_address_file(const rap_scan *s);

/* Longest run of bytes of a host name from `at`, with at least one inner full stop;
 * `at` when there is none. */
uint32_t rap_address_host(const rap_scan *s, uint32_t at);

/* End of a telephone number or a long postal code in groups of digits, or s->at. */
uint32_t rap_address_phone(const rap_scan *s);

/* End of a face (":-)", data/faces.tsv) that begins at s->at, or s->at. */
uint32_t rap_address_face(const rap_scan *s);

#endif
