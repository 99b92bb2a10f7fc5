/*
 * tests/t_crew_mute.c - workers that never come to work (reading/crew.h).
 *
 * libseccomp 2.5.4 loops for ever when memory is refused to it while it makes its
 * filter; its function is ours here, and does so on demand.
 */
/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "reading/crew.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/mman.h>

#include <cmocka.h>

enum { REPORTS = 5, MEMORY = 64 << 20 };

int __real_seccomp_load(void *filter);
int __wrap_seccomp_load(void *filter);

static atomic_int *hanging; /* shared by all processes: how many still hang */

int __wrap_seccomp_load(void *filter)
{
    if (atomic_fetch_sub(hanging, 1) > 0)
        for (volatile unsigned i = 0;; i++) {
        }
    return __real_seccomp_load(filter);
}

static rap_code give(void *from, rap_crew_job *job, bool *end, rap_arena *arena,
                     rap_err *err)
{
    static const char *const keys[REPORTS] = {"a", "b", "c", "d", "e"};
    unsigned *given = from;
    (void)arena;
    (void)err;
    *end = *given == REPORTS;
    if (*end) return RAP_OK;
    job->report = (rap_report){.key = rap_str_of(keys[*given]),
                               .bytes = RAP_STR("A port was opened in Kesh.")};
    ++*given;
    return RAP_OK;
}

static void a_worker_that_does_not_start_costs_one_report(void **state)
{
    unsigned given = 0, read_well = 0, late = 0;
    rap_crew *crew;
    rap_crew_item item;
    rap_err err;
    const rap_crew_options o = {.source = give,
                                .from = &given,
                                .workers = 2,
                                .seconds = 60,
                                .starting = 1,
                                .memory = MEMORY};
    (void)state;
    hanging = mmap(NULL, sizeof *hanging, PROT_READ | PROT_WRITE,
                   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(hanging != MAP_FAILED);
    *hanging = 1;
    assert_int_equal(rap_crew_new(&crew, &o, &err), RAP_OK);
    while (rap_crew_next(crew, &item)) {
        bool told = item.err.code == RAP_E_LIMIT &&
                    rap_str_find(item.json, RAP_STR("did not start within 1 seconds"),
                                 0) < item.json.n;
        late += told;
        read_well += item.err.code == RAP_OK;
    }
    rap_crew_free(crew);
    assert_int_equal(munmap(hanging, sizeof *hanging), 0);
    assert_int_equal(late, 1);
    assert_int_equal(read_well, REPORTS - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_worker_that_does_not_start_costs_one_report)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
