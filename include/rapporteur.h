/*
 * rapporteur.h - read a news report into a sourced record.
 *
 * The one public header.  A reader is made once and used for any number of reports; it
 * belongs to one thread at a time, and any number of readers may work side by side.
 * Nothing here prints, exits or keeps a global.  The record is described in
 * docs/record.md.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAPPORTEUR_H
#define RAPPORTEUR_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define RAP_API __attribute__((visibility("default")))
#else
#define RAP_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* What can go wrong.  Numbers are fixed; RAP_CODE_COUNT is not part of the ABI. */
typedef enum {
    RAP_OK = 0,
    RAP_E_NOMEM = 1,   /* malloc failed */
    RAP_E_LIMIT = 2,   /* the report is larger than the limit */
    RAP_E_TORN = 3,    /* the input ends in the middle */
    RAP_E_SYNTAX = 4,  /* the input is not well formed */
    RAP_E_STORE = 5,   /* the dossier could not be read or written */
    RAP_E_OPEN = 6,    /* a file could not be opened or read */
    RAP_E_EMPTY = 7,   /* nothing is in the input */
    RAP_E_BINARY = 8,  /* the input is not text */
    RAP_E_USAGE = 9,   /* the caller asked for something that does not exist */
    RAP_E_OUTPUT = 10, /* the output could not be written */
    RAP_E_CRASH = 11,  /* the worker process that read the report died */
    RAP_CODE_COUNT
} rap_code;

/* One failure.  The caller owns it; nothing in it is allocated. */
typedef struct {
    rap_code code;
    uint64_t at;   /* the byte of the input that is to blame; UINT64_MAX: no one byte */
    char msg[160]; /* for a person: one line of valid UTF-8 without its end */
} rap_err;

/* Half-open byte range [from, to) of one report's source; from <= to. */
typedef struct {
    uint32_t from, to;
} rap_span;

/* The layers of a record; add them up for rap_reader_options.layers. */
enum {
    RAP_LAYER_META = 1,
    RAP_LAYER_TEXT = 2,
    RAP_LAYER_SYNTAX = 4,
    RAP_LAYER_NAMES = 8,
    RAP_LAYER_TIMES = 16,
    RAP_LAYER_ATTRIBUTIONS = 32,
    RAP_LAYER_FIGURES = 64,
    RAP_LAYER_EVENTS = 128,
    RAP_LAYER_POSITIONS = 256,
    RAP_LAYER_DEFAULT = 511 - 4 /* all but syntax */
};

/* How reports are read.  Set `size` to sizeof(rap_reader_options); zero elsewhere means
 * the default.  Strings are borrowed until rap_reader_free. */
typedef struct {
    size_t size;
    uint32_t layers;       /* RAP_LAYER_* added up; 0 = RAP_LAYER_DEFAULT */
    uint32_t max_bytes;    /* the largest report, 0 = 32 MiB */
    int verbatim;          /* every run of lines is one paragraph */
    const char *published; /* YYYY-MM-DD for reports that give no date, or NULL */
    const char *not_before, *not_after; /* bounds of any inferred day, or NULL */
    int no_parse; /* not 0: no trees; head and deprel are null, and the layers behind
                     them go by tags */
} rap_reader_options;

typedef struct rap_reader rap_reader;

/* "0.1.0"; static. */
RAP_API const char *rap_version(void);

/* Words for a code; static, never NULL. */
RAP_API const char *rap_code_text(rap_code code);

/* A new reader, or NULL when memory is out.  NULL options are the defaults.
 * Owned: free it with rap_reader_free. */
RAP_API rap_reader *rap_reader_new(const rap_reader_options *options);

/* Read one report: `bytes` (n of them, any bytes) under the name `key` (NUL-ended).
 * On success *json is the record, one line without its newline, *json_n bytes, borrowed
 * until the next call on this reader.  On failure *json is the error object that stands
 * in its place in a stream of records, and *err says the same.  O(n). */
RAP_API rap_code rap_reader_read(rap_reader *reader, const char **json, size_t *json_n,
                                 const char *bytes, size_t n, const char *key,
                                 rap_err *err);

/* Also fine with NULL. */
RAP_API void rap_reader_free(rap_reader *reader);

#ifdef __cplusplus
}
#endif
#endif
