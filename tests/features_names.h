/*
 * tests/features_names.h - what the labeller of names looks at; apart, since rooms call
 * things of their own by the same names.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FEATURES_NAMES_H
#define TESTS_FEATURES_NAMES_H

#include "words/prose.h"

/* Give `mix` the keys of all tokens as of a first label; false: out of memory. */
bool features_of_names(const rap_prose *p,
                       void (*mix)(void *with, const void *bytes, size_t n),
                       void *with);

#endif
