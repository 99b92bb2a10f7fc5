/*
 * cli/serving.c - the verb `serve`: the pages of a dossier, until Ctrl-C.
 */
/* SPDX-License-Identifier: MIT */
#define _DEFAULT_SOURCE
#include "cli/by_hand.h"
#include "cli/opening.h"
#include "cli/terminal.h"
#include "cli/verbs.h"
#include "keep/dossier.h"
#include "serve/serve.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

enum { TOKEN_BYTES = 32 };

static rap_code make_token(char token[2 * TOKEN_BYTES + 1], rap_err *err)
{
    static const char hex[] = "0123456789abcdef";
    unsigned char bytes[TOKEN_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE,
                        "the system gave no random bytes");
    for (size_t i = 0; i < TOKEN_BYTES; i++) {
        token[2 * i] = hex[bytes[i] >> 4];
        token[2 * i + 1] = hex[bytes[i] & 15];
    }
    token[2 * TOKEN_BYTES] = '\0';
    return RAP_OK;
}

static rap_code port_of(uint16_t *out, const char *given, rap_err *err)
{
    if (!given) return RAP_OK;
    char *end;
    unsigned long n = strtoul(given, &end, 10);
    if (*end || n < 1 || n > UINT16_MAX)
        return rap_fail(err, RAP_E_USAGE, RAP_NOWHERE,
                        "--port needs a number from 1 to 65535");
    *out = (uint16_t)n;
    return RAP_OK;
}

/* Say at once what is wrong with a dossier, and finish it if that is due. */
static rap_code try_dossier(const char *path, rap_err *err)
{
    rap_dossier *d = NULL;
    rap_code rc = rap_opening_as_is(&d, path, RAP_OPEN_READ, err);
    rap_dossier_close(d);
    return rc;
}

static rap_code correct(const char *path, const rap_server_hand *h, rap_err *err)
{
    const rap_by_hand c = {h->what, h->a, h->b, h->value, h->coder};
    return rap_by_hand_do(path, &c, err);
}

int rap_verb_serve(const rap_args *args)
{
    rap_err err;
    rap_server *server = NULL;
    uint16_t port = 0;
    char token[2 * TOKEN_BYTES + 1];
    const char *path = args->operands.v[0];
    if (port_of(&port, args->first[RAP_OPT_PORT], &err) != RAP_OK)
        return rap_terminal_fail("serve", &err);
    /* A browser that goes away is no reason to stop. */
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    (void)sigaction(SIGPIPE, &ignore, NULL);
    rap_code rc = make_token(token, &err);
    if (rc == RAP_OK) rc = try_dossier(path, &err);
    if (rc == RAP_OK) rc = rap_server_start(&server, path, port, token, correct, &err);
    if (rc != RAP_OK) return rap_terminal_fail(path, &err);
    rap_signals_catch();
    int status =
        printf("http://127.0.0.1:%u/?token=%s\n", rap_server_port(server), token) > 0 &&
                fflush(stdout) == 0
            ? 0
            : RAP_EXIT_IO;
    if (status == 0) {
        (void)fprintf(stderr, "open this address in your browser; Ctrl-C stops\n");
        rap_signals_wait();
    }
    rap_server_stop(server);
    return status;
}
