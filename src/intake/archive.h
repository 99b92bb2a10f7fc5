/*
 * intake/archive.h - zip and tar: members one after the other, read as they stream by.
 *
 * A member is a file like any other: what it is shows in its first bytes, its size is
 * limited, and archives inside archives are opened as deep as intake.c allows.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_ARCHIVE_H
#define RAP_INTAKE_ARCHIVE_H

#include "intake/container.h"

/* Keys: that of the archive, "!/", the member's name, cleaned like a path (which it is
 * never used as).  Folders, links, devices and members whose name begins with a dot are
 * passed over; encrypted members and those packed in a way that is not read are told,
 * RAP_E_USAGE. */
extern const rap_container_kind rap_container_archive;

#endif
