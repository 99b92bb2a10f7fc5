/*
 * pages/site.c - the pages as files of one folder, to be read without a server.
 */
/* SPDX-License-Identifier: MIT */
#include "pages/pages.h"

#include "pages/html.h"

static rap_code put_one(rap_view *v, const rap_site *site, rap_str path, uint32_t start,
                        uint32_t *next, rap_err *err)
{
    rap_page page;
    char number[16];
    rap_buf name = {0}, digits = {0};
    rap_buf_uint(&digits, start);
    size_t n = digits.n < sizeof number ? digits.n : sizeof number;
    if (n) memcpy(number, digits.p, n);
    rap_buf_done(&digits);
    const rap_page_field field = {RAP_STR("start"), {number, n}};
    rap_page_request request = {.path = path,
                                .fields = &field,
                                .n_fields = start ? 1 : 0,
                                .site = true,
                                .full_text = site->full_text};
    rap_code rc = rap_page_write(&page, v, &request, err);
    if (rc != RAP_OK) return rc;
    *next = page.next;
    rap_site_name(&name, path);
    if (start) rap_buf_printf(&name, "-%u", start);
    rap_buf_z(&name, ".html");
    rap_buf_byte(&name, '\0');
    rc = name.failed ? rap_fail_memory(err)
                     : site->put(site->user, name.p, rap_buf_str(&page.body), err);
    rap_buf_done(&name);
    rap_buf_done(&page.body);
    return rc;
}

/* A path with all that follow it. */
static rap_code put_path(rap_view *v, const rap_site *site, rap_str path, rap_err *err)
{
    rap_code rc;
    uint32_t start = 0, next = 0;
    do {
        rc = put_one(v, site, path, start, &next, err);
        if (next <= start) break; /* always onwards */
        start = next;
    } while (rc == RAP_OK);
    return rc;
}

/* One page for each row that a query names. */
static rap_code put_each(rap_view *v, const rap_site *site, const char *head,
                         const char *sql, rap_err *err)
{
    rap_query *q = NULL;
    bool more = false;
    rap_code rc = rap_query_new(&q, v->d, sql, err);
    while (rc == RAP_OK && (rc = rap_query_step(q, &more, err)) == RAP_OK && more) {
        rap_buf path = {0};
        rap_buf_z(&path, head);
        rap_buf_put(&path, rap_query_str(q, 0));
        rc = path.failed ? rap_fail_memory(err)
                         : put_path(v, site, rap_buf_str(&path), err);
        rap_buf_done(&path);
    }
    rap_query_end(q);
    return rc;
}

static rap_code put_asset(rap_view *v, const rap_site *site, const char *path,
                          rap_err *err)
{
    rap_page page;
    rap_page_request request = {.path = rap_str_of(path)};
    rap_code rc = rap_page_write(&page, v, &request, err);
    if (rc != RAP_OK) return rc;
    rc = site->put(site->user, path + 1, rap_buf_str(&page.body), err);
    rap_buf_done(&page.body);
    return rc;
}

rap_code rap_site_write(rap_view *v, const rap_site *site, rap_err *err)
{
    static const char *const paths[] = {"/",      "/changes", "/talks",     "/timeline",
                                        "/said",  "/events",  "/positions", "/differ",
                                        "/names", "/stories", "/copies",    "/network",
                                        "/map",   "/help"};
    rap_code rc = put_asset(v, site, "/page.css", err);
    if (rc == RAP_OK) rc = put_asset(v, site, "/app.js", err);
    for (size_t i = 0; rc == RAP_OK && i < sizeof paths / sizeof *paths; i++)
        rc = put_path(v, site, rap_str_of(paths[i]), err);
    if (rc == RAP_OK)
        rc = put_each(v, site, "/report/", "SELECT 'R' || n FROM report ORDER BY n",
                      err);
    if (rc == RAP_OK)
        rc = put_each(v, site, "/name/",
                      "SELECT id FROM row WHERE kind = 'entity' ORDER BY id", err);
    if (rc == RAP_OK)
        rc = put_each(v, site, "/copy/",
                      "SELECT id FROM row WHERE kind = 'copy' ORDER BY id", err);
    return rc;
}
