/*
 * intake/jsonl.h - one line of JSON Lines as a report (the file: container.h).
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_JSONL_H
#define RAP_INTAKE_JSONL_H

#include "base/arena.h"
#include "base/err.h"
#include "intake/report.h"

/* Read a line: `id`, `text` (or `maintext`, `body`, `html`), `title`, `date` (or
 * `date_publish`, `published`), `url`, `source`, `authors` and their other usual names
 * (data/jsonfields.tsv); unknown fields are ignored.  An object with "v" and "report"
 * (or "error") is a record and comes out in out->record.  out->key is empty when the
 * line gives no id.  `line` must outlive *out. */
RAP_NODISCARD
rap_code rap_jsonl_read(rap_report *out, rap_str line, rap_arena *arena, rap_err *err);

#endif
