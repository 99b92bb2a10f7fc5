/*
 * cli/enqueue.h - the reports of some inputs, as tickets into the queue of a database.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLI_ENQUEUE_H
#define RAP_CLI_ENQUEUE_H

#include "cli/inputs.h"

typedef struct {
    uint64_t seen, put, bad; /* reports of the input; tickets; what could not be read */
} rap_enqueued;

/* Walk the inputs and put a ticket a report into the queue at `url`; the dossier there
 * is made when there is none.  What is in the dossier already is passed over; what is
 * bad is told on standard error.  Ends early when a signal was caught: giving the same
 * inputs again goes on. */
RAP_NODISCARD
rap_code rap_enqueue(rap_enqueued *out, const rap_inputs *in, const char *url,
                     rap_err *err);

#endif
