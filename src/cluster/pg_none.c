/*
 * cluster/pg_none.c - in place of pg.c where there is no libpq: nothing connects.
 */
/* SPDX-License-Identifier: MIT */
#include "cluster/pg.h"

struct rap_pg {
    char nothing;
};

static rap_code none(rap_err *err)
{
    return rap_fail(err, RAP_E_STORE, RAP_NOWHERE,
                    "this program was built without libpq and reads no databases");
}

rap_code rap_pg_open(rap_pg **out, const char *url, rap_err *err)
{
    (void)out;
    (void)url;
    return none(err);
}
void rap_pg_close(rap_pg *c)
{
    (void)c;
}
rap_code rap_pg_again(rap_pg *c, rap_err *err)
{
    (void)c;
    return none(err);
}
bool rap_pg_is_lost(const rap_pg *c)
{
    (void)c;
    return false;
}
bool rap_pg_is_passing(const rap_pg *c)
{
    (void)c;
    return false;
}
rap_code rap_pg_do(rap_pg *c, const char *sql, rap_err *err)
{
    (void)c;
    (void)sql;
    return none(err);
}
rap_code rap_pg_ask(rap_pg *c, const char *sql, const rap_cell *values, int n,
                    rap_err *err)
{
    (void)c;
    (void)sql;
    (void)values;
    (void)n;
    return none(err);
}
uint32_t rap_pg_rows(const rap_pg *c)
{
    (void)c;
    return 0;
}
uint64_t rap_pg_touched(const rap_pg *c)
{
    (void)c;
    return 0;
}
rap_str rap_pg_text(rap_pg *c, uint32_t row, int column)
{
    (void)c;
    (void)row;
    (void)column;
    return (rap_str){NULL, 0};
}
int64_t rap_pg_int(const rap_pg *c, uint32_t row, int column)
{
    (void)c;
    (void)row;
    (void)column;
    return 0;
}
rap_code rap_pg_put_begin(rap_pg *c, const char *sql, rap_err *err)
{
    (void)c;
    (void)sql;
    return none(err);
}
rap_code rap_pg_put(rap_pg *c, const rap_cell *cells, int n, rap_err *err)
{
    (void)c;
    (void)cells;
    (void)n;
    return none(err);
}
rap_code rap_pg_put_end(rap_pg *c, rap_err *err)
{
    (void)c;
    return none(err);
}
rap_code rap_pg_get_begin(rap_pg *c, const char *sql, rap_err *err)
{
    (void)c;
    (void)sql;
    return none(err);
}
rap_code rap_pg_get(rap_pg *c, rap_cell *cells, const rap_cell_kind *kinds, int n,
                    bool *more, rap_err *err)
{
    (void)c;
    (void)cells;
    (void)kinds;
    (void)n;
    (void)more;
    return none(err);
}
