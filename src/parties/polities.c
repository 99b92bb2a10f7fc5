/*
 * parties/polities.c - states that no table knows, told by one report and named by
 * others.
 *
 * Reading sees one report at a time: where a report says little of "Norland" it is a
 * place, a thing or even a surname there, and a state where another tells of its
 * ministers.  Here every report profits from what one of them knew.  Only names of one
 * word, and what is made of them ("Ostian"); a person with a first name stays a person.
 */
/* SPDX-License-Identifier: MIT */
#include "parties/polities.h"

#include "base/ascii.h"
#include "base/bisect.h"
#include "names/peoples.h"
#include "parties/parties.h"
#include "pile/spelling.h"

#include <stdlib.h>

enum { NAME_LEAST = 4 };

static bool is_one_word(rap_str name)
{
    return name.n >= NAME_LEAST && (rap_is_upper(name.p[0]) || (name.p[0] & 0x80)) &&
           rap_str_find(name, RAP_STR(" "), 0) == name.n;
}

static int by_name(const void *x, const void *y)
{
    return rap_str_cmp(*(const rap_str *)x, *(const rap_str *)y);
}

rap_polities rap_polities_find(rap_pile *p)
{
    RAP_LIST(rap_str) names = {0};
    for (uint32_t i = 0; i < p->entities.n && !p->failed; i++) {
        const rap_filed_entity *e = rap_pile_entity(p, i);
        bool guessed = rap_str_is(e->kind, "country") && !e->iso.n;
        if (!guessed || !is_one_word(e->name)) continue;
        rap_str *to = RAP_PUSH(p->arena, &names);
        if (to) *to = rap_spelling_plain(p->arena, e->name);
        p->failed = !to || !to->p;
    }
    if (p->failed || !names.n) return (rap_polities){NULL, 0};
    qsort(names.v, names.n, sizeof *names.v, by_name);
    size_t n = 0;
    for (size_t i = 0; i < names.n; i++)
        if (n == 0 || !rap_str_eq(names.v[n - 1], names.v[i]))
            names.v[n++] = names.v[i];
    return (rap_polities){names.v, n};
}

static int32_t number_of(const void *among, rap_str name)
{
    const rap_polities *all = among;
    size_t low = 0;
    RAP_BISECT(size_t, low, mid, all->n, rap_str_cmp(all->v[mid], name) < 0);
    return low < all->n && rap_str_eq(all->v[low], name) ? (int32_t)low : -1;
}

static bool has_first_name(const rap_filed_entity *e)
{
    for (uint32_t i = 0; i < e->n_aliases; i++)
        if (rap_str_find(e->aliases[i], RAP_STR(" "), 0) < e->aliases[i].n) return true;
    return false;
}

rap_str rap_polities_of(const rap_polities *all, rap_pile *p, const rap_filed_entity *e)
{
    const rap_str none = {"", 0};
    if (!all->n || e->iso.n || !is_one_word(e->name)) return none;
    bool person = rap_str_is(e->kind, "person");
    if (person && (has_first_name(e) || e->n_roles)) return none;
    rap_str name = rap_spelling_plain(p->batch, e->name);
    int32_t found = number_of(all, name);
    if (found < 0 && !person) found = rap_people_stem(name, number_of, all, NULL);
    return found < 0 ? none : all->v[found];
}
