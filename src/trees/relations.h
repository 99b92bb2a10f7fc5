/*
 * trees/relations.h - the relations of Universal Dependencies.
 *
 * Those of English treebanks, with the subtypes that later rooms ask for; any other
 * subtype is read as the relation without it.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TREES_RELATIONS_H
#define RAP_TREES_RELATIONS_H

#include "base/str.h"

typedef enum {
    RAP_REL_NONE,
    RAP_REL_ACL,
    RAP_REL_ACL_RELCL,
    RAP_REL_ADVCL,
    RAP_REL_ADVCL_RELCL,
    RAP_REL_ADVMOD,
    RAP_REL_AMOD,
    RAP_REL_APPOS,
    RAP_REL_AUX,
    RAP_REL_AUX_PASS,
    RAP_REL_CASE,
    RAP_REL_CC,
    RAP_REL_CC_PRECONJ,
    RAP_REL_CCOMP,
    RAP_REL_COMPOUND,
    RAP_REL_COMPOUND_PRT,
    RAP_REL_CONJ,
    RAP_REL_COP,
    RAP_REL_CSUBJ,
    RAP_REL_CSUBJ_OUTER,
    RAP_REL_CSUBJ_PASS,
    RAP_REL_DEP,
    RAP_REL_DET,
    RAP_REL_DET_PREDET,
    RAP_REL_DISCOURSE,
    RAP_REL_DISLOCATED,
    RAP_REL_EXPL,
    RAP_REL_FIXED,
    RAP_REL_FLAT,
    RAP_REL_GOESWITH,
    RAP_REL_IOBJ,
    RAP_REL_LIST,
    RAP_REL_MARK,
    RAP_REL_NMOD,
    RAP_REL_NMOD_DESC,
    RAP_REL_NMOD_POSS,
    RAP_REL_NMOD_UNMARKED,
    RAP_REL_NSUBJ,
    RAP_REL_NSUBJ_OUTER,
    RAP_REL_NSUBJ_PASS,
    RAP_REL_NUMMOD,
    RAP_REL_OBJ,
    RAP_REL_OBL,
    RAP_REL_OBL_AGENT,
    RAP_REL_OBL_UNMARKED,
    RAP_REL_ORPHAN,
    RAP_REL_PARATAXIS,
    RAP_REL_PUNCT,
    RAP_REL_REPARANDUM,
    RAP_REL_ROOT,
    RAP_REL_VOCATIVE,
    RAP_REL_XCOMP,
    RAP_REL_COUNT
} rap_deprel;

/* "nsubj:pass" and so on, "" for RAP_REL_NONE; static. */
const char *rap_deprel_name(rap_deprel r);

/* The relation of that name, without its subtype when it is not known with it;
 * RAP_REL_DEP for any other. */
rap_deprel rap_deprel_of(rap_str name);

/* The relation without its subtype: RAP_REL_NSUBJ for RAP_REL_NSUBJ_PASS. */
rap_deprel rap_deprel_plain(rap_deprel r);

#endif
