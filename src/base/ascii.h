/*
 * base/ascii.h - questions about one byte, the same under every locale.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_BASE_ASCII_H
#define RAP_BASE_ASCII_H

#include <stdbool.h>

static inline bool rap_is_digit(char c)
{
    return c >= '0' && c <= '9';
}
static inline bool rap_is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool rap_is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool rap_is_alpha(char c)
{
    return rap_is_upper(c) || rap_is_lower(c);
}
static inline bool rap_is_alnum(char c)
{
    return rap_is_alpha(c) || rap_is_digit(c);
}
/* Space, tab, line feed, vertical tab, form feed, carriage return. */
static inline bool rap_is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
/* A byte of a character beyond ASCII. */
static inline bool rap_is_high(char c)
{
    return (unsigned char)c >= 0x80;
}
static inline char rap_to_lower(char c)
{
    return rap_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}
static inline char rap_to_upper(char c)
{
    return rap_is_lower(c) ? (char)(c - ('a' - 'A')) : c;
}

#endif
