/*
 * cluster/pglib.c - the functions of libpq that pg.c calls, loaded when the first
 * connection is made.
 */
/* SPDX-License-Identifier: MIT */
#include "cluster/pglib.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

static const char file[] = "libpq.so.5";

static const struct {
    const char *name;
    size_t place; /* in rap_pglib */
} functions[] = {
#define FUNCTION(name) {#name, offsetof(rap_pglib, name)},
    RAP_PGLIB_FUNCTIONS(FUNCTION)
#undef FUNCTION
};

rap_code rap_pglib_load(rap_pglib *out, rap_err *err)
{
    *out = (rap_pglib){.loaded = dlopen(file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE)};
    if (!out->loaded)
        return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                        "%s is not installed (Debian: libpq5); dossiers in PostgreSQL "
                        "are reached through it",
                        file);
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *at = dlsym(out->loaded, functions[i].name);
        if (!at)
            return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                            "%s is too old: it has no %s", file, functions[i].name);
        memcpy((char *)out + functions[i].place, &at, sizeof at);
    }
    return RAP_OK;
}

void rap_pglib_drop(rap_pglib *lib)
{
    if (lib->loaded) (void)dlclose(lib->loaded);
    lib->loaded = NULL;
}
