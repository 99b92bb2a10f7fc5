/*
 * facts/figures.h - numbers that the report gives: what is counted, how many, who says
 * so.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_FACTS_FIGURES_H
#define RAP_FACTS_FIGURES_H

#include "facts/facts.h"

/* Figures in order of `at`, taken from the prose's arena.  O(tokens). */
RAP_NODISCARD
rap_code rap_figures_read(const rap_figure **out, uint32_t *n,
                          const rap_facts_input *in, rap_err *err);

#endif
