/*
 * tests/refusing.c - what stands in for malloc and a few system calls under test.
 */
/* SPDX-License-Identifier: MIT */
#include "refusing.h"

#include "base/arena.h"

#include <brotli/decode.h>
#include <dirent.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cmocka.h>

static struct {
    long asked, limit;
    atomic_long held;
    bool all, any;
    const char *call;
    int skip, times, error;
} now = {.limit = -1};

void refuse_after(long n, bool all)
{
    now.asked = 0;
    now.limit = n;
    now.all = all;
    now.any = false;
}

long refuse_end(void)
{
    now.limit = -1;
    return now.asked;
}

bool refused(void)
{
    return now.any;
}

long refuse_held(void)
{
    return now.held;
}

void refuse_call(const char *name, int skip, int times, int error)
{
    now.call = name;
    now.skip = skip;
    now.times = times;
    now.error = error;
}

/* ---- by the place that asks ---- */

enum { PLACES = 1 << 14, CALLERS_MOST = 16 };

static struct {
    unsigned callers; /* 0: requests are told apart by their number */
    bool noting;      /* a first run: places are only written down */
    uint64_t due;     /* the place whose next request is refused; 0: none */
    uint64_t v[PLACES], slots[2 * PLACES];
    void *from[PLACES];
    size_t n;
} places;
static atomic_flag busy = ATOMIC_FLAG_INIT;

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}

static uint64_t place_of(void *from)
{
    void *chain[CALLERS_MOST];
    uint64_t h = mix(1, (uintptr_t)from);
    if (places.callers < 2 || !(places.noting || places.due)) return h;
    int n = backtrace(chain, CALLERS_MOST), at = 0;
    while (at < n && chain[at] != from)
        at++;
    for (int i = 1; i < (int)places.callers && at + i < n; i++)
        h = mix(h, (uintptr_t)chain[at + i]);
    return h;
}

static void note_place(uint64_t place, void *from)
{
    size_t i = place % (2 * PLACES);
    while (places.slots[i] && places.slots[i] != place)
        i = (i + 1) % (2 * PLACES);
    if (places.slots[i] || places.n == PLACES) return;
    places.slots[i] = place;
    places.from[places.n] = from;
    places.v[places.n++] = place;
}

static bool is_due(uint64_t place, void *from)
{
    if (places.noting) note_place(place, from);
    if (places.due != place) return now.all && now.any;
    places.due = 0;
    return true;
}

static bool is_refused(uint64_t place, void *from)
{
    while (atomic_flag_test_and_set(&busy))
        continue;
    long n = now.asked++;
    bool no = places.callers
                  ? is_due(place, from)
                  : now.limit >= 0 && (n == now.limit || (n > now.limit && now.all));
    if (no) now.any = true;
    atomic_flag_clear(&busy);
    return no;
}

bool refuse_now(uint64_t place)
{
    return is_refused(place, __builtin_return_address(0));
}

void refuse_print(long n)
{
    backtrace_symbols_fd(&places.from[n], 1, 2);
}

static bool no_memory(void *from)
{
    bool no = is_refused(places.callers ? place_of(from) : 0, from);
    if (no) errno = ENOMEM;
    return no;
}

bool refuse_this_call(const char *name)
{
    if (now.times == 0 || strcmp(name, now.call) != 0) return false;
    if (now.skip > 0) {
        now.skip--;
        return false;
    }
    now.times--;
    errno = now.error;
    return true;
}

/* ---- memory ------------------------------------------------------------------------
 */

#define REAL(T, name, args) extern T __real_##name args
#define WRAP(T, name, args)                                                            \
    T __wrap_##name args;                                                              \
    T __wrap_##name args

static void *counted(void *p)
{
    now.held += p != NULL;
    return p;
}

REAL(void *, malloc, (size_t n));
WRAP(void *, malloc, (size_t n))
{
    return no_memory(__builtin_return_address(0)) ? NULL : counted(__real_malloc(n));
}

REAL(void *, calloc, (size_t n, size_t size));
WRAP(void *, calloc, (size_t n, size_t size))
{
    return no_memory(__builtin_return_address(0)) ? NULL
                                                  : counted(__real_calloc(n, size));
}

REAL(void *, realloc, (void *p, size_t n));
WRAP(void *, realloc, (void *p, size_t n))
{
    if (no_memory(__builtin_return_address(0))) return NULL;
    void *q = __real_realloc(p, n);
    now.held += !p && q;
    return q;
}

REAL(void, free, (void *p));
WRAP(void, free, (void *p))
{
    now.held -= p != NULL;
    __real_free(p);
}

REAL(void *, rap_arena_take, (rap_arena * a, size_t count, size_t size, size_t align));
WRAP(void *, rap_arena_take, (rap_arena * a, size_t count, size_t size, size_t align))
{
    if (!no_memory(__builtin_return_address(0)))
        return __real_rap_arena_take(a, count, size, align);
    rap_arena_refuse(a);
    return NULL;
}

REAL(rap_str, rap_arena_copy, (rap_arena * a, rap_str s));
WRAP(rap_str, rap_arena_copy, (rap_arena * a, rap_str s))
{
    if (!no_memory(__builtin_return_address(0))) return __real_rap_arena_copy(a, s);
    rap_arena_refuse(a);
    return (rap_str){NULL, 0};
}

REAL(bool, rap_list_grow,
     (rap_arena * a, void *v, size_t *n, size_t *cap, size_t size));
WRAP(bool, rap_list_grow, (rap_arena * a, void *v, size_t *n, size_t *cap, size_t size))
{
    if (!no_memory(__builtin_return_address(0)))
        return __real_rap_list_grow(a, v, n, cap, size);
    rap_arena_refuse(a);
    return false;
}

/* ---- the libraries' makers ---------------------------------------------------------
 */

REAL(int, inflateInit2_, (z_streamp z, int bits, const char *version, int size));
WRAP(int, inflateInit2_, (z_streamp z, int bits, const char *version, int size))
{
    return no_memory(__builtin_return_address(0))
               ? Z_MEM_ERROR
               : __real_inflateInit2_(z, bits, version, size);
}

REAL(int, inflate, (z_streamp z, int flush));
WRAP(int, inflate, (z_streamp z, int flush))
{
    return no_memory(__builtin_return_address(0)) ? Z_MEM_ERROR
                                                  : __real_inflate(z, flush);
}

REAL(int, inflateReset, (z_streamp z));
WRAP(int, inflateReset, (z_streamp z))
{
    return no_memory(__builtin_return_address(0)) ? Z_MEM_ERROR
                                                  : __real_inflateReset(z);
}

REAL(ZSTD_DCtx *, ZSTD_createDCtx, (void));
WRAP(ZSTD_DCtx *, ZSTD_createDCtx, (void))
{
    return no_memory(__builtin_return_address(0)) ? NULL : __real_ZSTD_createDCtx();
}

REAL(BrotliDecoderState *, BrotliDecoderCreateInstance,
     (brotli_alloc_func give, brotli_free_func take, void *with));
WRAP(BrotliDecoderState *, BrotliDecoderCreateInstance,
     (brotli_alloc_func give, brotli_free_func take, void *with))
{
    return no_memory(__builtin_return_address(0))
               ? NULL
               : __real_BrotliDecoderCreateInstance(give, take, with);
}

REAL(void *, libdeflate_alloc_decompressor, (void));
WRAP(void *, libdeflate_alloc_decompressor, (void))
{
    return no_memory(__builtin_return_address(0))
               ? NULL
               : __real_libdeflate_alloc_decompressor();
}

REAL(void *, uchardet_new, (void));
WRAP(void *, uchardet_new, (void))
{
    return no_memory(__builtin_return_address(0)) ? NULL : __real_uchardet_new();
}

/* ---- the system --------------------------------------------------------------------
 */

REAL(int, open, (const char *path, int flags, ...));
WRAP(int, open, (const char *path, int flags, ...))
{
    va_list ap;
    va_start(ap, flags);
    mode_t mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
    va_end(ap);
    return refuse_this_call("open") ? -1 : __real_open(path, flags, mode);
}

REAL(int, open64, (const char *path, int flags, ...));
WRAP(int, open64, (const char *path, int flags, ...))
{
    va_list ap;
    va_start(ap, flags);
    mode_t mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
    va_end(ap);
    return refuse_this_call("open") ? -1 : __real_open64(path, flags, mode);
}

REAL(ssize_t, read, (int fd, void *to, size_t n));
WRAP(ssize_t, read, (int fd, void *to, size_t n))
{
    return refuse_this_call("read") ? -1 : __real_read(fd, to, n);
}

REAL(char *, getcwd, (char *to, size_t n));
WRAP(char *, getcwd, (char *to, size_t n))
{
    return refuse_this_call("getcwd") ? NULL : __real_getcwd(to, n);
}

/* ---- all of them -------------------------------------------------------------------
 */

long refuse_each(rap_code (*use)(void *with), void *with,
                 void (*told)(rap_code rc, long n, void *with))
{
    const long held = now.held;
    refuse_after(-1, false);
    told(use(with), -1, with);
    const long n = refuse_end();
    assert_int_equal(now.held, held);
    for (long i = 0; i < 2 * n; i++) {
        refuse_after(i / 2, i % 2);
        rap_code rc = use(with);
        (void)refuse_end();
        assert_int_equal(now.held, held);
        told(rc, i / 2, with);
    }
    return n;
}

long refuse_places(rap_code (*use)(void *with), void *with,
                   void (*told)(rap_code rc, long n, void *with), unsigned callers)
{
    const long held = now.held;
    void *chain[2];
    (void)backtrace(chain, 2); /* loads what it needs */
    memset(&places, 0, sizeof places);
    places.callers = callers;
    places.noting = true;
    refuse_after(-1, false);
    told(use(with), -1, with);
    places.noting = false;
    const size_t step = getenv("RAP_EVERY_PLACE") || places.n < REFUSE_FEW ? 1 : 3;
    for (size_t i = 0; i < 2 * places.n; i++) {
        if (i / 2 % step) continue;
        places.due = 0;
        refuse_after(-1, i % 2);
        places.due = places.v[i / 2];
        rap_code rc = use(with);
        places.due = 0;
        now.any = now.all = false;
        assert_int_equal(now.held, held);
        told(rc, (long)(i / 2), with);
    }
    places.callers = 0;
    return (long)places.n;
}

void refuse_is_told(rap_code rc, long n, void *with)
{
    (void)with;
    assert_int_equal(rc, n < 0 ? RAP_OK : RAP_E_LIMIT);
}
