/*
 * trees/valid.h - make trees keep the hard rules of Universal Dependencies.
 *
 * Which tags a relation takes, which words have no dependents of their own, what goes
 * from left to right, where punctuation hangs: a parser that learns from examples
 * breaks such rules now and then, and whoever reads its trees counts on them.  The
 * rules are those of the guidelines (universaldependencies.org/guidelines.html);
 * tests/conllu_check.py states them once more on its own.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TREES_VALID_H
#define RAP_TREES_VALID_H

#include "words/prose.h"

/* Change head, deprel and (of auxiliaries) upos of the tokens where a rule asks for it.
 * Sentences whose tokens have no head are left as they are.  Trees must have been
 * without crossing arcs for the rule on punctuation to hold behind it.  O(n); memory
 * from p->arena. */
RAP_NODISCARD
rap_code rap_valid_mend(const rap_prose *p, rap_err *err);

#endif
