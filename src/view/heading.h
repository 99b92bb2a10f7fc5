/*
 * view/heading.h - what a dossier is called: its parties by its brief, or its file.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_VIEW_HEADING_H
#define RAP_VIEW_HEADING_H

#include "base/arena.h"
#include "keep/dossier.h"

typedef struct {
    rap_str title; /* "Norland – Sudmark", "strait" for strait.db; never empty */
    rap_str path;  /* of the file; empty when it has none */
    rap_str file;  /* without its folders */
    rap_str from;  /* first day of the brief's window, or empty */
} rap_heading;

/* In the arena. */
RAP_NODISCARD
rap_code rap_heading_of(rap_heading *out, rap_dossier *d, rap_arena *arena,
                        rap_err *err);

#endif
