/*
 * show/change_lines.h - what is new since a day, as lines for a terminal.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SHOW_CHANGE_LINES_H
#define RAP_SHOW_CHANGE_LINES_H

#include "answers/since.h"
#include "show/verb.h"

/* All changes under their headings; of each kind at most `most`, then how many more. */
RAP_NODISCARD
rap_code rap_change_lines(rap_verb *verb, const rap_since *s, uint32_t most);

/* All changes as JSON lines or TSV. */
RAP_NODISCARD
rap_code rap_change_data(rap_verb *verb, const rap_since *s, rap_form form);

#endif
