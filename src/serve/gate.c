/*
 * serve/gate.c - who may come in.
 */
/* SPDX-License-Identifier: MIT */
#include "serve/gate.h"

#include "base/ascii.h"
#include "base/digest.h"

#include <stdio.h>

/* A secret made of the token, from which the token cannot be told. */
static void derive(char out[RAP_TOKEN_DIGITS + 1], const char *salt, const char *token)
{
    enum { SALT_MOST = 32 };
    char salted[SALT_MOST + RAP_TOKEN_DIGITS];
    size_t n = strlen(salt);
    memcpy(salted, salt, n);
    memcpy(salted + n, token, RAP_TOKEN_DIGITS);
    rap_digest d = rap_sha256((rap_str){salted, n + RAP_TOKEN_DIGITS});
    memcpy(out, d.hex, RAP_TOKEN_DIGITS);
}

bool rap_gate_init(rap_gate *g, const char *token, uint16_t port)
{
    if (strlen(token) != RAP_TOKEN_DIGITS) return false;
    *g = (rap_gate){.port = port};
    memcpy(g->token, token, RAP_TOKEN_DIGITS);
    derive(g->cookie, "rapporteur cookie ", token);
    derive(g->form, "rapporteur form ", token);
    (void)snprintf(g->cookie_name, sizeof g->cookie_name, "rapporteur_%u", port);
    return true;
}

/* Takes the same time whatever the bytes are; lengths are no secret. */
static bool is_secret(rap_str given, const char *secret)
{
    unsigned difference = 0;
    if (given.n != RAP_TOKEN_DIGITS) return false;
    for (size_t i = 0; i < RAP_TOKEN_DIGITS; i++)
        difference |= (unsigned)(unsigned char)given.p[i] ^ (unsigned char)secret[i];
    return difference == 0;
}

/* "127.0.0.1:PORT" or "localhost:PORT" after `head`. */
static bool names_us(const rap_gate *g, rap_str s, const char *head)
{
    static const char *const hosts[] = {"127.0.0.1", "localhost"};
    char ours[48];
    for (size_t i = 0; i < 2; i++) {
        (void)snprintf(ours, sizeof ours, "%s%s:%u", head, hosts[i], g->port);
        if (rap_str_is(s, ours)) return true;
    }
    return false;
}

static bool equals_no_case(rap_str a, const char *lower)
{
    if (a.n != strlen(lower)) return false;
    for (size_t i = 0; i < a.n; i++)
        if (rap_to_lower(a.p[i]) != lower[i]) return false;
    return true;
}

static bool has_bearer(const rap_gate *g, rap_str authorization)
{
    static const char scheme[] = "bearer ";
    size_t n = sizeof scheme - 1;
    if (!equals_no_case(rap_str_cut(authorization, 0, n), scheme)) return false;
    return is_secret(rap_str_cut(authorization, n, authorization.n), g->token);
}

bool rap_gate_is_form(const rap_gate *g, rap_str given)
{
    return is_secret(given, g->form);
}

rap_gate_answer rap_gate_ask(rap_gate *g, const rap_knock *k)
{
    if (!k->is_path || k->hosts != 1 || k->origins > 1) return RAP_GATE_BAD;
    if (!names_us(g, k->host, "")) return RAP_GATE_NOT_US;
    if (k->origins && !names_us(g, k->origin, "http://")) return RAP_GATE_FOREIGN;
    bool post = k->is_hand && rap_str_is(k->method, "POST");
    if (!post && !rap_str_is(k->method, "GET") && !rap_str_is(k->method, "HEAD"))
        return RAP_GATE_METHOD;
    if (k->is_hand && !post) return RAP_GATE_METHOD; /* looking changes nothing */
    if (is_secret(k->cookie, g->cookie)) return RAP_GATE_OPEN;
    if (has_bearer(g, k->authorization)) return RAP_GATE_OPEN;
    if (!post && !g->used && is_secret(k->token, g->token)) {
        g->used = true;
        return RAP_GATE_WELCOME;
    }
    return RAP_GATE_STRANGER;
}
