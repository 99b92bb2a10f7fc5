/*
 * base/attr.h - the compiler attributes that the house uses, one macro each.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_ATTR_H
#define RAP_BASE_ATTR_H

#define RAP_PRINTF(a, b) __attribute__((format(printf, a, b)))
#define RAP_NODISCARD    __attribute__((warn_unused_result))

#endif
