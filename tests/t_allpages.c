/*
 * tests/t_allpages.c - every page and its rows as data: whole, also when memory or an
 * answer of the store is refused, or an error and nothing of it.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "asked_page.h"
#include "cli_stage.h"
#include "refusing.h"

static const char *const pages[] = {"/",
                                    "/talks",
                                    "/timeline",
                                    "/said",
                                    "/positions",
                                    "/positions?show=history",
                                    "/positions?show=conditions",
                                    "/positions?own=1",
                                    "/differ",
                                    "/names",
                                    "/report/R2",
                                    "/report/R5?at=0-20",
                                    "/search?q=harbour",
                                    "/search?q=talks&party=Norland",
                                    "/search?q=harbour&origin=copy",
                                    "/changes",
                                    "/changes?since=2031-05-05&party=Norland",
                                    "/network",
                                    "/network?from=2031-01-01",
                                    "/map",
                                    "/map?own=1",
                                    "/events",
                                    "/events?kind=19",
                                    "/copies",
                                    "/stories",
                                    "/help",
                                    "/check",
                                    "/timeline?kind=pledge&status=claimed&dates=worked",
                                    "/said?wording=direct&words=bridge",
                                    "/said?party=Norland",
                                    "/said?speaker=%3F",
                                    "/said?from=2031-05-01&to=2031-05-06",
                                    "/timeline?party=Sudmark",
                                    "/talks?party=Norland",
                                    "/said?report=R2",
                                    "/nothing",
                                    "/report/R99",
                                    "/timeline?from=yesterday",
                                    "/name/E000000000000"};
enum { PAGES = sizeof pages / sizeof *pages };

static rap_dossier *dossier;

typedef struct {
    const char *address;
    char *first;
    size_t n_first;
    int status;
    bool same;
} asked;

static rap_code ask(void *with)
{
    asked *a = with;
    rap_page page = {0};
    rap_code rc = asked_page(&page, dossier, a->address);
    if (rc == RAP_OK) {
        if (!a->first) {
            a->first = malloc(page.body.n + 1);
            assert_non_null(a->first);
            memcpy(a->first, page.body.p, page.body.n);
            a->n_first = page.body.n;
            a->status = page.status;
        }
        a->same = page.body.n == a->n_first && page.status == a->status &&
                  memcmp(page.body.p, a->first, a->n_first) == 0;
        rap_buf_done(&page.body);
    }
    return rc;
}

static void is_whole_or_an_error(rap_code rc, long n, void *with)
{
    const asked *a = with;
    if (n < 0 && rc != RAP_OK) fail_msg("%s: %d", a->address, rc);
    if (rc != RAP_OK || a->same) return;
    refuse_print(n);
    fail_msg("%s, place %ld: another page without a word", a->address, n);
}

static void every_page_is_whole_or_an_error(void **state)
{
    (void)state;
    for (size_t i = 0; i < PAGES; i++) {
        asked a = {.address = pages[i]};
        (void)ask(&a); /* its first copy is the test's own memory */
        bool bad = strcmp(pages[i], "/nothing") == 0 || strstr(pages[i], "/R99") ||
                   strstr(pages[i], "/E0000");
        bool wrong = strstr(pages[i], "yesterday") != NULL;
        assert_int_equal(a.status, bad ? 404 : wrong ? 400 : 200);
        assert_true(refuse_places(ask, &a, is_whole_or_an_error, 1) > 5);
        free(a.first);
    }
}

static void every_list_is_there_as_data_too(void **state)
{
    static const char *const forms[] = {".json", ".csv"};
    (void)state;
    for (size_t i = 0; i < 2 * PAGES; i++) {
        char address[200];
        const char *page = pages[i / 2];
        size_t path = strcspn(page, "?");
        if (path == 1) continue; /* the first page */
        (void)snprintf(address, sizeof address, "%.*s%s%s", (int)path, page,
                       forms[i % 2], page + path);
        asked a = {.address = address};
        assert_int_equal(ask(&a), RAP_OK);
        if (a.status == 200 && i % 2 == 0)
            assert_true(a.first[0] == '[' || a.first[0] == '{');
        if (a.status == 200 && i % 2) assert_int_equal(a.first[a.n_first - 1], '\n');
        free(a.first);
    }
}

static int set_up(void **state)
{
    refuse_after(-1, false);
    if (stage_open_dossier(state) != 0) return -1;
    return rap_dossier_open(&dossier, "t.db", RAP_OPEN_READ, NULL) == RAP_OK ? 0 : -1;
}

static int tear_down(void **state)
{
    rap_dossier_close(dossier);
    return stage_close(state);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_page_is_whole_or_an_error),
        cmocka_unit_test(every_list_is_there_as_data_too),
    };
    if (argc > 1) cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
