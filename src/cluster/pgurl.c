/*
 * cluster/pgurl.c - addresses of databases: told from paths, shown without password.
 */
/* SPDX-License-Identifier: MIT */
#include "cluster/pg.h"

bool rap_pg_is_url(const char *where)
{
    rap_str s = rap_str_of(where);
    return rap_str_begins(s, RAP_STR("postgresql://")) ||
           rap_str_begins(s, RAP_STR("postgres://"));
}

void rap_pg_undo(rap_pg *c)
{
    rap_code rc = rap_pg_do(c, "ROLLBACK", NULL);
    (void)rc; /* a connection that is lost has taken it back */
}

/* "postgresql://user:secret@host/db" without ":secret". */
rap_str rap_pg_shown(rap_str url, rap_arena *arena)
{
    size_t start = rap_str_find(url, RAP_STR("//"), 0) + 2, at = url.n, colon = url.n;
    size_t stop = rap_str_find(url, RAP_STR("?"), 0); /* its options may hold one too */
    for (size_t i = start; i < stop && url.p[i] != '/'; i++)
        if (url.p[i] == '@') at = i;
    for (size_t i = start; i < at && at < url.n && colon == url.n; i++)
        if (url.p[i] == ':') colon = i;
    rap_str copy = rap_arena_copy(arena, rap_str_cut(url, 0, stop));
    if (!copy.p || colon >= at || at >= stop) return copy;
    char *p = RAP_NEW(arena, char, stop + 1);
    if (!p) return (rap_str){NULL, 0};
    memcpy(p, url.p, colon);
    memcpy(p + colon, url.p + at, stop - at);
    return (rap_str){p, colon + stop - at};
}
