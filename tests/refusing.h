/*
 * tests/refusing.h - memory and system calls that are refused when a test says so.
 *
 * The linker puts these in the place of malloc, the arena's calls, the makers of the
 * libraries and a few system calls (--wrap: refusing_args in tests/meson.build), for
 * what the library itself calls and under the sanitizers too.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_TESTS_REFUSING_H
#define RAP_TESTS_REFUSING_H

#include <rapporteur.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From now on let `n` requests for memory through and refuse the next one; `all`: and
 * each one after it.  A negative n refuses none and counts. */
void refuse_after(long n, bool all);

/* End it; the number of requests that were made since. */
long refuse_end(void);

/* Has one been refused since refuse_after? */
bool refused(void);

/* Blocks that are held and not given back. */
long refuse_held(void);

/* The next `times` calls of the system function `name` ("open", "read", "getcwd", ...)
 * behind the first `skip` ones fail with this errno. */
void refuse_call(const char *name, int skip, int times, int error);

/* For what stands in for such a function: is this call one of them? */
bool refuse_this_call(const char *name);

/* Run `use(with)` with each of its requests refused, once and from there on.  Each run
 * must give back what it took; `told` hears the code that it returned, and fails the
 * test where something has been lost without a word.  The number of requests of an
 * undisturbed run. */
long refuse_each(rap_code (*use)(void *with), void *with,
                 void (*told)(rap_code rc, long n, void *with));

enum { REFUSE_FEW = 60 }; /* places of which none is passed over */

/* The same with one request of each place in the code: the first that came through a
 * chain of `callers` callers (1: who asked itself).  Reaches what asks too often for
 * each request to be refused, and what several threads ask for.  Of many places every
 * third, unless the environment has RAP_EVERY_PLACE (`make faults`).  The number of
 * places. */
long refuse_places(rap_code (*use)(void *with), void *with,
                   void (*told)(rap_code rc, long n, void *with), unsigned callers);

/* Print where place `n` of the last refuse_places is, as addr2line takes it. */
void refuse_print(long n);

/* For what else stands in for a call that can be refused: one request, from `place`; is
 * it refused? */
bool refuse_now(uint64_t place);

/* A `told` for what must say that memory was out. */
void refuse_is_told(rap_code rc, long n, void *with);

#endif
