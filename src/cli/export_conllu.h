/*
 * cli/export_conllu.h - the sentences of every report of a dossier as CoNLL-U.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_EXPORT_CONLLU_H
#define RAP_CLI_EXPORT_CONLLU_H

#include "cli/options.h"
#include "keep/dossier.h"

/* Read every report again from the bytes that the dossier holds and write its sentences
 * where --to says, report after report; the memory is that of the largest report.  One
 * that cannot be read is told on standard error, counted in *bad, and left out. */
RAP_NODISCARD
rap_code rap_export_conllu(uint64_t *bad, const rap_args *args, rap_dossier *d,
                           rap_err *err);

#endif
