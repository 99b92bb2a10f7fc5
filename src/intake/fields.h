/*
 * intake/fields.h - the head of a WARC record or of an HTTP answer, field by field.
 *
 * "Name: value" lines that end in CR LF or LF; a line that begins with white space goes
 * on with the field before (RFC 9112, section 5.2; ISO 28500, section 4).  Lines that
 * are no field are passed over.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_FIELDS_H
#define RAP_INTAKE_FIELDS_H

#include "base/arena.h"

typedef struct {
    rap_str head;
    size_t at;
} rap_fields;

static inline rap_fields rap_fields_of(rap_str head)
{
    return (rap_fields){head, 0};
}

/* Step to the next field: its value without the white space around it, folded lines
 * still in it.  False at the end. */
bool rap_fields_next(rap_fields *it, rap_str *name, rap_str *value);

/* Bytes of the head that `s` begins with, the empty line behind it included; 0 when
 * there is no empty line.  Looks from byte `from` on, where an earlier look ended. */
size_t rap_fields_end(rap_str s, size_t from);

/* Equal but for the case of ASCII letters?  `low` is in lower case. */
bool rap_fields_is(rap_str s, const char *low);

/* A whole number of bytes; false when it is none. */
bool rap_fields_number(uint64_t *out, rap_str value);

/* The part of a Content-Type before its parameters; its charset, NUL-ended and in the
 * arena, NULL when it names none or memory is out. */
rap_str rap_fields_media(rap_str type);
const char *rap_fields_charset(rap_str type, rap_arena *arena);

#endif
