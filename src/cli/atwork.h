/*
 * cli/atwork.h - a worker on the queue, for the verbs that are one for a while.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_ATWORK_H
#define RAP_CLI_ATWORK_H

#include "base/str.h"

/* Read what is in the queue of the dossier at `url`, with so many readers (0: as many
 * as there are cores), then put the reports together, under `brief` unless it is empty.
 * The exit status; what was done and what failed is told on standard error. */
int rap_work_until_empty(const char *url, unsigned jobs, rap_str brief);

#endif
