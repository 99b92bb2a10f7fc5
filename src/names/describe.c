/*
 * names/describe.c - which party a description without a name means.
 *
 * A description with a side ("the Norlandic army", "Norland's president") is one party
 * a state and head noun; without a side ("the army", "the president") it is the party
 * of that head noun seen last.  An office goes to the person who holds it.
 */
/* SPDX-License-Identifier: MIT */
#include "names/join.h"

#include "base/utf8.h"

#include "same_heads_table.inc"

enum { LOOK_BACK = 16 }; /* findings */

/* The words of the head noun; words for one thing give one form ("troops", "army"). */
static rap_str head_key(rap_joiner *j, const rap_finding *x)
{
    rap_str low = rap_utf8_fold(j->arena, rap_join_text(j, x->head, x->head_last));
    int row = rap_table_find(&same_heads_table, low);
    return row == RAP_TABLE_NONE ? low
                                 : rap_cell(&same_heads_table, row, SAME_HEADS_SAME);
}

static rap_str last_word(const rap_joiner *j, const rap_finding *x)
{
    return j->p->tokens[x->head_last - 1].low;
}

/* State, or the name of the body or place, that the description belongs to. */
static rap_str side_key(const rap_finding *x)
{
    return x->side_iso.n ? x->side_iso : x->known_side.display;
}

/* Offices of one kind: "the political expert" is the professor named before. */
static rap_str class_key(rap_joiner *j, const rap_finding *x)
{
    return rap_join_key(j, RAP_STR("of class"), x->class);
}

/* An office of a body or a firm: not "the president". */
static bool is_private(const rap_finding *x)
{
    return x->known_side.kind == RAP_KNOWN_BODY ||
           x->known_side.kind == RAP_KNOWN_MEDIA ||
           (x->role_last > x->head_last && !x->known_side.n);
}

void rap_join_office(rap_joiner *j, const rap_finding *x, int32_t person)
{
    if (x->head_last <= x->head) return;
    rap_str head = head_key(j, x);
    if (x->past) { /* "the president" is another by now */
        rap_join_set(j, &j->holders, head, person);
        return;
    }
    if (x->side_iso.n) {
        rap_join_set(j, &j->holders, rap_join_key(j, x->side_iso, head), person);
        rap_join_set(j, &j->holders, rap_join_key(j, x->side_iso, last_word(j, x)),
                     person);
        if (x->one && x->public)
            rap_join_set(j, &j->holders,
                         rap_join_key(j, x->side_iso, RAP_STR("leader")), person);
    }
    if (x->class.n) rap_join_set(j, &j->holders, class_key(j, x), person);
    if (is_private(x) && rap_roster_get(&j->holders, head) >= 0) return;
    rap_join_set(j, &j->holders, head, person);
    rap_join_set(j, &j->holders, last_word(j, x), person);
}

/* "a trader" and "one trader" are called a trader, "two traders" two. */
static uint32_t behind_article(const rap_joiner *j, const rap_finding *x)
{
    bool article =
        j->p->tokens[x->first].upos == RAP_DET ||
        (rap_token_is(j->p, x->first, "one") && x->kind == RAP_ENTITY_ANONYMOUS);
    return x->first + (article && x->first + 1 < x->last);
}

static int32_t describe_new(rap_joiner *j, const rap_finding *x)
{
    uint32_t first = behind_article(j, x);
    int32_t at = rap_join_new(j, x->kind, rap_join_text(j, first, x->last));
    if (at >= 0) j->parties.v[at].e.gender = x->gender;
    return at;
}

static int32_t holder(rap_joiner *j, const rap_finding *x)
{
    rap_str side = side_key(x), head = head_key(j, x);
    int32_t at = -1;
    if (!side.n) {
        if (!x->definite) return -1;
        at = rap_roster_get(&j->holders, head);
        if (at < 0 && x->past) return describe_new(j, x);
        bool expert = at < 0 && rap_str_is(x->class, "expert");
        return expert ? rap_roster_get(&j->holders, class_key(j, x)) : at;
    }
    rap_str key = rap_join_key(j, side, head);
    if ((at = rap_roster_get(&j->holders, key)) >= 0) return at;
    at = rap_roster_get(&j->holders, head);
    if (at >= 0 && x->one && j->parties.v[at].e.side < 0) return at;
    at = describe_new(j, x);
    rap_join_set(j, &j->holders, key, at);
    return at;
}

/* "In Ostia, the foreign ministry ...": another state stands before it. */
static bool elsewhere(const rap_joiner *j, const rap_finding *x, int32_t body)
{
    uint32_t sentence = j->p->tokens[x->first].sentence;
    int32_t side = j->parties.v[body].e.side;
    const rap_finding *from = j->f->list.v;
    if (x - from > LOOK_BACK) from = x - LOOK_BACK;
    for (const rap_finding *y = x; side >= 0 && y > from; y--) {
        if (j->p->tokens[y[-1].first].sentence != sentence) return false;
        int32_t at = y[-1].entity;
        if (y[-1].capital || (at >= 0 && j->parties.v[at].e.kind == RAP_ENTITY_COUNTRY))
            return y[-1].capital ? !rap_str_is(y[-1].iso3, j->parties.v[side].e.iso)
                                 : at != side;
    }
    return false;
}

/* Does the word name such a party as a whole: "army", not "jets"? */
static bool is_whole(rap_str low)
{
    int row = rap_table_find(&same_heads_table, low);
    return row == RAP_TABLE_NONE ||
           rap_cell_int(&same_heads_table, row, SAME_HEADS_BODY);
}

static rap_str name_end(rap_joiner *j, rap_str name)
{
    size_t from = name.n;
    while (from > 0 && name.p[from - 1] != ' ')
        from--;
    return rap_utf8_fold(j->arena, rap_str_cut(name, from, name.n));
}

/* A party that was met as "Kesh jets" is called "the Kesh army" once it is. */
static void call_whole(rap_joiner *j, const rap_finding *x, int32_t at)
{
    rap_party *y = &j->parties.v[at];
    if (y->e.kind != RAP_ENTITY_GROUP || is_whole(name_end(j, y->e.name))) return;
    rap_str head = rap_utf8_fold(j->arena, rap_join_text(j, x->head, x->head_last));
    if (!is_whole(head)) return;
    uint32_t first = behind_article(j, x);
    y->e.name = rap_join_text(j, first, x->last);
}

/* May the name of a party be cut to this head?  "the peace commission" is the Kesh
 * Peace Commission; "the interior ministry" is not the ministry of foreign affairs. */
static bool holds_head(rap_joiner *j, rap_str name, rap_str head)
{
    size_t blank = rap_str_find(head, RAP_STR(" "), 0);
    rap_str first = rap_str_cut(head, 0, blank);
    rap_str low = rap_utf8_fold(j->arena, name);
    return blank == head.n || rap_str_find(low, first, 0) < low.n;
}

/* "The ministry of justice": what it is of tells which one it is. */
static bool is_of_more(const rap_joiner *j, const rap_finding *x)
{
    uint32_t i = x->head_last;
    if (i + 1 >= j->p->n_tokens || !rap_token_is(j->p, i, "of")) return false;
    i += rap_token_is(j->p, i + 1, "the") ? 2 : 1;
    return i < j->p->n_tokens &&
           (j->p->tokens[i].upos == RAP_NOUN || j->p->tokens[i].upos == RAP_PROPN);
}

/* "Two delegates": some of them, and not the delegation. */
static bool is_counted(const rap_joiner *j, const rap_finding *x)
{
    uint32_t from = x->first > 0 ? x->first - 1 : 0;
    for (uint32_t i = from; i < x->head; i++)
        if (j->p->tokens[i].upos == RAP_NUM &&
            j->p->tokens[i].sentence == j->p->tokens[x->head].sentence)
            return true;
    return false;
}

static int32_t body_of(rap_joiner *j, const rap_finding *x)
{
    rap_str side = side_key(x), head = head_key(j, x);
    rap_str key = side.n ? rap_join_key(j, side, head) : head;
    int32_t at = rap_roster_get(&j->heads, key);
    bool body = !side.n && x->kind == RAP_ENTITY_ORGANIZATION;
    if (body && is_of_more(j, x)) return -1;
    if (at < 0 && body && x->definite) {
        at = rap_roster_get(&j->heads, last_word(j, x));
        if (at >= 0 && !holds_head(j, j->parties.v[at].e.name, head)) at = -1;
    }
    if (at >= 0 && !side.n && elsewhere(j, x, at)) at = -1;
    if (at >= 0 && is_counted(j, x) &&
        j->parties.v[at].e.kind == RAP_ENTITY_ORGANIZATION)
        at = -1;
    if (at < 0 && x->weak) return -1;
    if (at >= 0 && side.n) call_whole(j, x, at);
    if (at < 0) at = describe_new(j, x);
    rap_join_set(j, &j->heads, key, at);
    rap_join_set(j, &j->heads, head, at);
    return at;
}

int32_t rap_join_nominal(rap_joiner *j, const rap_finding *x)
{
    if (x->rule) return rap_join_country(j, x->side_iso);
    if (x->kind == RAP_ENTITY_PERSON) return holder(j, x);
    int32_t at = body_of(j, x);
    if (at < 0 || side_key(x).n == 0 || x->side_iso.n) return at;
    int32_t owner = rap_roster_get(&j->names, rap_utf8_plain(j->arena, side_key(x)));
    if (owner >= 0 && j->parties.v[at].e.side < 0 && owner != at &&
        j->parties.v[owner].e.side != at)
        j->parties.v[at].e.side = owner;
    return at;
}
