/*
 * serve/gate.h - who may come in: what a request must show, without any HTTP library.
 *
 * In order: the target is a path; one Host, and it is ours; no foreign Origin; only GET
 * and HEAD, and POST where corrections go; then the token of the first address (once),
 * the cookie that it became, or a bearer token.  Secrets are compared in constant time.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SERVE_GATE_H
#define RAP_SERVE_GATE_H

#include "base/str.h"

enum { RAP_TOKEN_DIGITS = 64 };

typedef struct {
    char token[RAP_TOKEN_DIGITS + 1];
    char cookie[RAP_TOKEN_DIGITS + 1]; /* made of the token, and not it */
    char form[RAP_TOKEN_DIGITS + 1]; /* what a form must bring; made of the token too */
    char cookie_name[24];            /* cookies know no ports, so the name does */
    uint16_t port;
    bool used; /* the first address has been opened */
} rap_gate;

/* What of a request counts; empty strings where there is none. */
typedef struct {
    rap_str method, host, origin, authorization, cookie, token;
    uint32_t hosts, origins; /* how many there are */
    bool is_path;            /* the target begins with / */
    bool is_hand;            /* the target is that of corrections */
} rap_knock;

typedef enum {
    RAP_GATE_NONE,
    RAP_GATE_OPEN,
    RAP_GATE_WELCOME, /* the first address: answer with the cookie */
    RAP_GATE_BAD,     /* 400 */
    RAP_GATE_NOT_US,  /* 421 */
    RAP_GATE_FOREIGN, /* 403 */
    RAP_GATE_METHOD,  /* 405 */
    RAP_GATE_STRANGER /* 401 */
} rap_gate_answer;

/* False when the token is not RAP_TOKEN_DIGITS long. */
bool rap_gate_init(rap_gate *g, const char *token, uint16_t port);

/* Does a form bring what the pages gave it?  In constant time. */
bool rap_gate_is_form(const rap_gate *g, rap_str given);

rap_gate_answer rap_gate_ask(rap_gate *g, const rap_knock *k);

#endif
