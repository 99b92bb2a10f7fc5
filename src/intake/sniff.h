/*
 * intake/sniff.h - what the first bytes of a file show it to be.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_SNIFF_H
#define RAP_INTAKE_SNIFF_H

#include "intake/intake.h"

enum { RAP_SNIFF_SIZE = 4096 }; /* bytes that tell */

/* The kind of the file that begins with `head` (its first RAP_SNIFF_SIZE bytes, all of
 * it when it is shorter), compression taken off; RAP_FROM_TEXT when nothing shows. */
rap_from rap_sniff(rap_str head);

/* Does it begin like RSS or Atom?  (rap_sniff takes any XML for a feed.) */
bool rap_sniff_is_feed(rap_str head);

#endif
