/*
 * keep/losses.h - how much was acknowledged, in a small file beside the dossier.
 *
 * SQLite drops the end of a torn write-ahead log without a word.  So that it can be
 * told how many reports went with it, DOSSIER-told holds the number of the last report
 * and of the last correction that were committed; like the log it is there only while
 * the dossier is open, or after a process that was killed.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_KEEP_LOSSES_H
#define RAP_KEEP_LOSSES_H

#include "keep/store.h"

/* Open the file of the dossier at `path`, and count into d->lost what it says was
 * committed and is not there. */
RAP_NODISCARD
rap_code rap_told_open(rap_dossier *d, const char *path, rap_err *err);

/* Note what is there after a commit.  What fails here costs the notice, nothing else.
 */
void rap_told_note(rap_dossier *d);

/* Behind the close of the database: the file goes when the log has gone. */
void rap_told_close(rap_dossier *d);

#endif
