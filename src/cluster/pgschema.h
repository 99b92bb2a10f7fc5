/*
 * cluster/pgschema.h - the schema of a dossier in PostgreSQL: made, checked, brought up
 * to date.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_CLUSTER_PGSCHEMA_H
#define RAP_CLUSTER_PGSCHEMA_H

#include "cluster/pg.h"

/* See to it that the database holds a dossier of this version: an older one is brought
 * up to date; where there is none it is made when `create`, else RAP_E_STORE; a newer
 * one is RAP_E_STORE.  Each step is one transaction under a lock. */
RAP_NODISCARD
rap_code rap_pgschema_check(rap_pg *c, bool create, rap_err *err);

/* A value of `meta`, borrowed until the next question; empty when there is none. */
RAP_NODISCARD
rap_code rap_pgschema_meta(rap_pg *c, rap_str *out, const char *key, rap_err *err);

#endif
