/*
 * intake/archivemember.h - what the head of an archive's member says.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_ARCHIVEMEMBER_H
#define RAP_INTAKE_ARCHIVEMEMBER_H

#include "base/buf.h"
#include "intake/window.h"

typedef struct {
    rap_buf name;        /* as it stands in the archive, any bytes */
    uint64_t at;         /* place of its head in the archive */
    bool is_file;        /* else a folder, link, device */
    const char *refused; /* why its bytes cannot be read, or NULL */
} rap_member;

#endif
