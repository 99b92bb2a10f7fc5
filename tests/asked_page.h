/*
 * tests/asked_page.h - asking the pages inside a test for an address.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TESTS_ASKED_PAGE_H
#define RAP_TESTS_ASKED_PAGE_H

#include "keep/dossier.h"
#include "pages/pages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ASKED_FIELDS = 8, ASKED_ADDRESS = 200 };

/* Split "PATH?a=b&c=d" into a request; "%3F" is a lone question mark. */
static inline uint32_t asked_fields(rap_page_field *to, char *address)
{
    uint32_t n = 0;
    char *query = strchr(address, '?');
    if (!query) return 0;
    *query++ = '\0';
    for (char *rest = NULL, *one = strtok_r(query, "&", &rest); one;
         one = strtok_r(NULL, "&", &rest)) {
        char *value = strchr(one, '=');
        assert_non_null(value);
        assert_true(n < ASKED_FIELDS);
        *value++ = '\0';
        if (strcmp(value, "%3F") == 0) (void)memcpy(value, "?", 2);
        to[n++] = (rap_page_field){rap_str_of(one), rap_str_of(value)};
    }
    return n;
}

/* The page of an address; its body is the caller's to free. */
static inline rap_code asked_page(rap_page *page, rap_dossier *dossier, const char *of)
{
    char address[ASKED_ADDRESS];
    rap_page_field fields[ASKED_FIELDS];
    rap_err err = {0};
    rap_view *v = NULL;
    assert_true(strlen(of) < sizeof address);
    memcpy(address, of, strlen(of) + 1);
    rap_page_request request = {.fields = fields, .token = RAP_STR("0123")};
    request.n_fields = asked_fields(fields, address);
    request.path = rap_str_of(address);
    rap_code rc = rap_view_new(&v, dossier, &err);
    if (rc == RAP_OK) rc = rap_page_write(page, v, &request, &err);
    rap_view_free(v);
    return rc;
}

#endif
