/*
 * tests/coref_stage.h - a text read as far as who is who, for tests.
 */
/* SPDX-License-Identifier: MIT */
#ifndef COREF_STAGE_H
#define COREF_STAGE_H

#include "coref/coref.h"
#include "names_stage.h"

typedef struct {
    stage s;
    rap_coref coref;
} told;

static void told_open(told *t, const char *text)
{
    rap_err err;
    stage_open(&t->s, text);
    assert_int_equal(rap_trees_read(&t->s.prose, &err), RAP_OK);
    assert_int_equal(rap_names_read(&t->s.names, &t->s.prose, &err), RAP_OK);
    assert_int_equal(rap_coref_read(&t->coref, &t->s.names, &t->s.prose, &err), RAP_OK);
}

static void told_close(told *t)
{
    stage_close(&t->s);
}

#endif
