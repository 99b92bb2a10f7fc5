/*
 * names/gazetteer.c - looks places up in data/cities.tsv and data/capitals.tsv.
 *
 * A second place of one name has the key "name (CC)" in lower case, or with its region,
 * and stands in the column `other` of the row before.
 */
/* SPDX-License-Identifier: MIT */
#include "names/gazetteer.h"

#include "base/ascii.h"

#include "capitals_table.inc"
#include "cities_table.inc"
#include "country_codes_table.inc"

static void read_capital(rap_gazetteer_row *out, int row)
{
    const rap_table *t = &capitals_table;
    *out = (rap_gazetteer_row){.name = rap_cell(t, row, CAPITALS_DISPLAY),
                               .cc = rap_cell(t, row, CAPITALS_ISO2),
                               .iso3 = rap_cell(t, row, CAPITALS_ISO3),
                               .admin1 = rap_cell(t, row, CAPITALS_DISPLAY),
                               .lat = rap_cell(t, row, CAPITALS_LAT),
                               .lon = rap_cell(t, row, CAPITALS_LON),
                               .capital = true};
}

static void read_city(rap_gazetteer_row *out, int row)
{
    const rap_table *t = &cities_table;
    *out = (rap_gazetteer_row){.name = rap_cell(t, row, CITIES_DISPLAY),
                               .cc = rap_cell(t, row, CITIES_CC),
                               .iso3 = rap_country_alpha3(rap_cell(t, row, CITIES_CC)),
                               .admin1 = rap_cell(t, row, CITIES_ADMIN1),
                               .lat = rap_cell(t, row, CITIES_LAT),
                               .lon = rap_cell(t, row, CITIES_LON),
                               .id = rap_cell(t, row, CITIES_ID),
                               .other = rap_cell(t, row, CITIES_OTHER)};
}

bool rap_gazetteer_at(rap_gazetteer_row *out, const rap_prose *p, uint32_t token,
                      uint32_t *n)
{
    uint32_t n_capital = 0, n_city = 0;
    int capital = rap_prose_match(p, &capitals_table, token, &n_capital);
    int city = rap_prose_match(p, &cities_table, token, &n_city);
    if (capital == RAP_TABLE_NONE && city == RAP_TABLE_NONE) return false;
    if (city == RAP_TABLE_NONE || (capital != RAP_TABLE_NONE && n_capital >= n_city)) {
        read_capital(out, capital);
        *n = n_capital;
        if (city != RAP_TABLE_NONE && n_city == n_capital)
            out->other = rap_cell(&cities_table, city, CITIES_KEY);
    } else {
        read_city(out, city);
        *n = n_city;
    }
    return true;
}

/* Row of a code of two or three capital letters, or RAP_TABLE_NONE. */
static int code_row(rap_str code)
{
    char low[3];
    if (code.n < 2 || code.n > sizeof low) return RAP_TABLE_NONE;
    for (size_t i = 0; i < code.n; i++)
        low[i] = rap_to_lower(code.p[i]);
    return rap_table_find(&country_codes_table, (rap_str){low, code.n});
}

rap_str rap_country_alpha3(rap_str iso2)
{
    return rap_cell(&country_codes_table, code_row(iso2), COUNTRY_CODES_ISO3);
}

rap_str rap_country_name(rap_str iso3)
{
    return rap_cell(&country_codes_table, code_row(iso3), COUNTRY_CODES_DISPLAY);
}
