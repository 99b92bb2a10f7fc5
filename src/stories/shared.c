/*
 * stories/shared.c - questions of the pile in parts that others may answer.
 */
/* SPDX-License-Identifier: MIT */
#include "stories/shared.h"

#include "stories/alike.h"

rap_code rap_shared_answer(rap_buf *out, rap_str question, rap_str input, rap_err *err)
{
    if (rap_str_is(question, "stories")) return rap_alike_answer(out, input, err);
    return rap_fail(err, RAP_E_SYNTAX, RAP_NOWHERE,
                    "a question that this program does not know");
}
