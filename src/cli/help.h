/*
 * cli/help.h - the tables of cli/options.h as text for people and for shells.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_HELP_H
#define RAP_CLI_HELP_H

#include "base/buf.h"
#include "cli/options.h"

/* What `rapporteur` alone prints: examples first, then the verbs. */
void rap_help_short(rap_buf *out);

/* What `rapporteur VERB --help` prints. */
void rap_help_verb(rap_buf *out, rap_doing verb);

/* The man page ("man"), or completions for "bash", "zsh" or "fish"; false when `kind`
 * is none of these. */
bool rap_help_make(rap_buf *out, const char *kind);

#endif
