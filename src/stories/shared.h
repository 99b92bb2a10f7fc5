/*
 * stories/shared.h - questions of the pile in parts that others may answer.
 *
 * What costs most of a question is made a function of bytes: an input that holds all
 * that the answer depends on, and no more.  Whoever has this program can answer it, on
 * any machine and in any order; a part that nobody answered is found here.  So the rows
 * are the same whoever helped.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_STORIES_SHARED_H
#define RAP_STORIES_SHARED_H

#include "base/buf.h"
#include "base/err.h"

/* Puts n inputs of one question up and gives the answers that came, in the order of the
 * inputs; an empty one did not.  Strings stay until the next call. */
typedef struct rap_helpers {
    void *user;
    void (*ask)(void *user, rap_str question, const rap_str *inputs, rap_str *answers,
                uint32_t n);
} rap_helpers;

/* The answer to one input, behind what is in `out`.  RAP_E_SYNTAX where the question is
 * not known or the input is damaged; memory is bounded by the length of the input. */
RAP_NODISCARD
rap_code rap_shared_answer(rap_buf *out, rap_str question, rap_str input, rap_err *err);

#endif
