/*
 * facts/stancedeeds.c - the deed that a stance is about, and the code of both together.
 *
 * data/deeds.tsv tells what promising or demanding a deed is in CAMEO.
 */
/* SPDX-License-Identifier: MIT */
#include "facts/deeds.h"
#include "facts/modality.h"
#include "facts/roles.h"
#include "facts/stances.h"

#include "deeds_table.inc"
#include "hollow_table.inc"

enum { OBJECT = 16 }; /* tokens from a stance to the deed that it is about */

/* "combat acid rain", "fight corruption": a struggle against what is nobody. */
static bool is_struggle(const rap_scene *s, uint32_t verb)
{
    int row = rap_table_find(&hollow_table, s->p->tokens[verb].lemma);
    uint32_t what = s->branches.child
                        ? rap_branches_find(&s->branches, s->p, verb, RAP_REL_OBJ)
                        : RAP_NO_TOKEN;
    rap_actors whom = {0};
    if (what == RAP_NO_TOKEN ||
        !rap_cell_is(&hollow_table, row, HOLLOW_USE, "struggle"))
        return false;
    rap_roles_collect(s, what, &whom);
    return whom.n == 0;
}

bool rap_stance_keeps_from(const rap_scene *s, uint32_t verb)
{
    uint32_t what = s->branches.child
                        ? rap_branches_find(&s->branches, s->p, verb, RAP_REL_OBJ)
                        : RAP_NO_TOKEN;
    uint32_t no = what == RAP_NO_TOKEN
                      ? RAP_NO_TOKEN
                      : rap_branches_find(&s->branches, s->p, what, RAP_REL_DET);
    if (rap_modality_negated(s, verb)) return true;
    if (no != RAP_NO_TOKEN && rap_token_is(s->p, no, "no")) return true;
    return verb > 1 && rap_token_is(s->p, verb - 1, "to") &&
           (rap_token_is(s->p, verb - 2, "not") ||
            rap_token_is(s->p, verb - 2, "never"));
}

/* The first thing in tokens [first, last) that can be promised, demanded or threatened,
 * by what the words at `first` are about. */
static rap_str deed_about(const rap_scene *s, uint32_t first, uint32_t last)
{
    rap_verb v;
    for (uint32_t i = first; i < last; i++) {
        if (!rap_deeds_in_tree(&s->branches, s->p, i, last, &v)) continue;
        i = v.last - 1;
        if (is_struggle(s, v.first)) continue;
        if (!rap_deeds_is_code(v.code) || !rap_roles_is_object(s, v.first, first))
            continue;
        bool kept_from = rap_str_cmp(v.code, RAP_STR("15")) >= 0 &&
                         rap_stance_keeps_from(s, v.first);
        return kept_from ? (rap_str){"", 0} : v.code;
    }
    return (rap_str){"", 0};
}

rap_str rap_stance_deed(const rap_scene *s, const rap_unit *unit, rap_stance st)
{
    bool inside = st.token > unit->first && st.token < unit->last;
    uint32_t first = inside ? st.token : unit->first;
    uint32_t last = unit->last > first + OBJECT ? first + OBJECT : unit->last;
    rap_str code = deed_about(s, first, last);
    /* a walkout is no blow */
    return s->of_labour && rap_str_is(code, "190") ? (rap_str){"", 0} : code;
}

/* The row of the longest key that begins a code. */
static int deed_row(rap_str code)
{
    for (size_t n = code.n; n >= 2; n--) {
        int row = rap_table_find(&deeds_table, rap_str_cut(code, 0, n));
        if (row >= 0) return row;
    }
    return RAP_TABLE_NONE;
}

rap_str rap_stance_code(rap_stance st, rap_str deed)
{
    static const struct {
        const char *stance;
        uint32_t col;
    } cols[] = {
        {"pledge", DEEDS_PROMISE},   {"offer", DEEDS_PROMISE},
        {"threat", DEEDS_PROMISE},   {"demand", DEEDS_DEMAND},
        {"condition", DEEDS_DEMAND}, {"reject", DEEDS_REFUSAL},
        {"red_line", DEEDS_REFUSAL},
    };
    int row = deed_row(deed);
    for (size_t i = 0; row >= 0 && i < sizeof cols / sizeof cols[0]; i++) {
        rap_str code = rap_cell(&deeds_table, row, cols[i].col);
        if (!rap_str_is(st.stance, cols[i].stance) || !code.n) continue;
        /* a threat stays one: "will lift the siege" is no threat's object */
        bool threat = rap_str_is(st.stance, "threat");
        if (!threat || rap_str_begins(code, RAP_STR("13"))) return code;
    }
    return st.cameo;
}
