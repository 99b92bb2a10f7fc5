/*
 * trees/relations.c - the relations of Universal Dependencies.
 */
/* SPDX-License-Identifier: MIT */
#include "trees/relations.h"

static const char *const names[RAP_REL_COUNT] = {
    "",
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:relcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "aux:pass",
    "case",
    "cc",
    "cc:preconj",
    "ccomp",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "csubj:outer",
    "csubj:pass",
    "dep",
    "det",
    "det:predet",
    "discourse",
    "dislocated",
    "expl",
    "fixed",
    "flat",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nmod:desc",
    "nmod:poss",
    "nmod:unmarked",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
};

const char *rap_deprel_name(rap_deprel r)
{
    return names[r < RAP_REL_COUNT ? r : RAP_REL_NONE];
}

static rap_str plain(rap_str name)
{
    return rap_str_cut(name, 0, rap_str_find(name, RAP_STR(":"), 0));
}

static rap_deprel find(rap_str name)
{
    for (int r = RAP_REL_NONE + 1; r < RAP_REL_COUNT; r++)
        if (rap_str_is(name, names[r])) return (rap_deprel)r;
    return RAP_REL_NONE;
}

rap_deprel rap_deprel_of(rap_str name)
{
    rap_deprel r = find(name);
    if (r == RAP_REL_NONE) r = find(plain(name));
    return r == RAP_REL_NONE ? RAP_REL_DEP : r;
}

rap_deprel rap_deprel_plain(rap_deprel r)
{
    static const struct {
        rap_deprel whole, plain;
    } subtypes[] = {
        {RAP_REL_ACL_RELCL, RAP_REL_ACL},         {RAP_REL_ADVCL_RELCL, RAP_REL_ADVCL},
        {RAP_REL_AUX_PASS, RAP_REL_AUX},          {RAP_REL_CC_PRECONJ, RAP_REL_CC},
        {RAP_REL_COMPOUND_PRT, RAP_REL_COMPOUND}, {RAP_REL_CSUBJ_OUTER, RAP_REL_CSUBJ},
        {RAP_REL_CSUBJ_PASS, RAP_REL_CSUBJ},      {RAP_REL_DET_PREDET, RAP_REL_DET},
        {RAP_REL_NMOD_DESC, RAP_REL_NMOD},        {RAP_REL_NMOD_POSS, RAP_REL_NMOD},
        {RAP_REL_NMOD_UNMARKED, RAP_REL_NMOD},    {RAP_REL_NSUBJ_OUTER, RAP_REL_NSUBJ},
        {RAP_REL_NSUBJ_PASS, RAP_REL_NSUBJ},      {RAP_REL_OBL_AGENT, RAP_REL_OBL},
        {RAP_REL_OBL_UNMARKED, RAP_REL_OBL},
    };
    for (size_t i = 0; i < sizeof subtypes / sizeof *subtypes; i++)
        if (subtypes[i].whole == r) return subtypes[i].plain;
    return r;
}
