/*
 * serve/serve.h - the pages, on 127.0.0.1 only, by libmicrohttpd.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SERVE_SERVE_H
#define RAP_SERVE_SERVE_H

#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

typedef struct rap_server rap_server;

/* A correction that a page asks for; cli/by_hand.h tells what each may hold. */
typedef struct {
    rap_str what, a, b, value, coder;
} rap_server_hand;

/* Does it to the dossier at `path`. */
typedef rap_code rap_server_correct(const char *path, const rap_server_hand *hand,
                                    rap_err *err);

/* Serve the dossier at `path` on 127.0.0.1:`port` (0: any free one).  `token` is the
 * one-time token of the address to print (64 hex digits).  `path` is borrowed until
 * the end; `correct` is called from the server's thread.  Owned: rap_server_stop. */
RAP_NODISCARD
rap_code rap_server_start(rap_server **out, const char *path, uint16_t port,
                          const char *token, rap_server_correct *correct, rap_err *err);
uint16_t rap_server_port(const rap_server *s);
void rap_server_stop(rap_server *s);

#endif
