/*
 * pile/namesakes.c - compares whole names word by word.
 *
 * Two names agree when every word of the shorter has its counterpart in the longer: the
 * same word, another romanisation of it, a short or Latin form (data/given_forms.tsv),
 * or its first letter; at least two of them, and not only letters.  What only one of
 * two names has may be a middle name, a second surname or a title; where both have
 * something of their own they are two persons.  Names that agree with two that do not
 * agree with each other stay alone.
 */
/* SPDX-License-Identifier: MIT */
#include "pile/namesakes.h"

#include "base/table.h"
#include "pile/spelling.h"

#include "given_forms_table.inc"
#include "given_names_table.inc"
#include "honorifics_table.inc"
#include "name_particles_table.inc"
#include "name_tails_table.inc"

#include <stdlib.h>

enum {
    WORDS_MAX = 7,
    WORD_LETTERS = 32,
    SPELLINGS_MAX = 8, /* of one cluster that are compared */
    RUN_MAX = 48,      /* names with two words in common: more tell nothing */
    BONES_LEAST = 2,
    BONES_SURE = 3,
    LETTERS_SURE = 4, /* of a word that is compared by its bones */
    LETTERS_RARE = 7, /* of one that few families have */
    SURE = 82
};

typedef struct {
    rap_str text, bones, soft; /* soft: bones whose voiced and unvoiced are one */
} word;

typedef struct {
    word v[WORDS_MAX];
    uint32_t n;
    rap_str letters; /* all of them, without what parts the words */
} name;

static bool is_title(rap_str w)
{
    return rap_table_find(&honorifics_table, w) >= 0 ||
           rap_table_find(&name_tails_table, w) >= 0 || rap_str_is(w, "mag") ||
           rap_str_is(w, "ing") || rap_str_is(w, "jnr") || rap_str_is(w, "snr");
}

/* Short forms of "Mohammed" and "Haji" before a name, which one spelling has and the
 * next has not. */
static bool is_short_title(rap_str w)
{
    static const char *const all[] = {"mohd", "muhd", "md", "hj", "haji", "abd"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (rap_str_is(w, all[i])) return true;
    return false;
}

static bool is_particle(rap_str w)
{
    return rap_table_find(&name_particles_table, w) >= 0;
}

/* "angelinus" and "beleckis": without what Latin and Latvian put behind a name. */
static rap_str stripped(rap_str w)
{
    static const char *const tails[] = {"ova", "us", "is", "as"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        rap_str tail = rap_str_of(tails[i]);
        if (w.n >= tail.n + LETTERS_SURE && rap_str_ends(w, tail))
            return rap_str_cut(w, 0, w.n - tail.n);
    }
    return w;
}

/* The bones without throat sounds, voiced ones as unvoiced: "s" for z, c and x. */
static rap_str soften(rap_arena *a, rap_str bones)
{
    static const char from[] = "zcxdbgv", to[] = "ssstpkf";
    char *out = RAP_NEW(a, char, bones.n + 1);
    size_t n = 0;
    if (!out) return bones;
    for (size_t i = 0; i < bones.n; i++) {
        char c = bones.p[i];
        for (size_t k = 0; k < sizeof from - 1; k++)
            if (c == from[k]) {
                c = to[k];
                break;
            }
        if ((c == 'h' && i > 0) || (n && out[n - 1] == c)) continue;
        out[n++] = c;
    }
    return (rap_str){out, n};
}

static word read_word(rap_arena *a, rap_str text)
{
    rap_str bones = rap_spelling_bones(a, stripped(text), BONES_LEAST);
    return (word){text, bones, soften(a, bones)};
}

/* Letters that are added, lost or changed between two words; WORD_LETTERS where they
 * are long. */
static uint32_t distance(rap_str a, rap_str b)
{
    uint32_t row[WORD_LETTERS + 1];
    if (a.n > WORD_LETTERS || b.n > WORD_LETTERS) return WORD_LETTERS;
    for (uint32_t k = 0; k <= b.n; k++)
        row[k] = k;
    for (size_t i = 1; i <= a.n; i++) {
        uint32_t before = row[0];
        row[0] = (uint32_t)i;
        for (size_t k = 1; k <= b.n; k++) {
            uint32_t put = before + (a.p[i - 1] != b.p[k - 1]);
            before = row[k];
            if (row[k] + 1 < put) put = row[k] + 1;
            if (row[k - 1] + 1 < put) put = row[k - 1] + 1;
            row[k] = put;
        }
    }
    return row[b.n];
}

/* "ivans klementjevs": Latvian puts an "s" behind every word of a man's name. */
static void strip_endings(rap_arena *a, name *n)
{
    for (uint32_t i = 0; i < n->n; i++)
        if (!rap_str_ends(n->v[i].text, RAP_STR("s")) || n->v[i].text.n < 3) return;
    for (uint32_t i = 0; n->n > 1 && i < n->n; i++) {
        rap_str text = n->v[i].text, bare = stripped(text);
        if (bare.n == text.n) bare = rap_str_cut(text, 0, text.n - 1);
        n->v[i].bones = rap_spelling_bones(a, bare, BONES_LEAST);
        n->v[i].soft = soften(a, n->v[i].bones);
    }
}

static rap_str without_blanks(rap_arena *a, rap_str plain)
{
    char *to = RAP_NEW(a, char, plain.n + 1);
    size_t n = 0;
    for (size_t i = 0; to && i < plain.n; i++)
        if (plain.p[i] != ' ') to[n++] = plain.p[i];
    return (rap_str){to ? to : "", n};
}

static name read_name(rap_arena *a, rap_str text)
{
    rap_str plain = rap_spelling_plain(a, text);
    name to = {.n = 0, .letters = without_blanks(a, plain)};
    for (size_t at = 0; at < plain.n && to.n < WORDS_MAX;) {
        size_t end = rap_str_find(plain, RAP_STR(" "), at);
        rap_str w = rap_str_cut(plain, at, end);
        at = end + 1;
        bool counts = w.n > 0 && !is_particle(w) && !(to.n == 0 && is_title(w)) &&
                      !is_short_title(w) && rap_table_find(&name_tails_table, w) < 0;
        if (counts) to.v[to.n++] = read_word(a, w);
    }
    strip_endings(a, &to);
    return to;
}

static bool is_form_of(rap_str form, rap_str of)
{
    int row = rap_table_find(&given_forms_table, form);
    rap_str all = rap_cell(&given_forms_table, row, GIVEN_FORMS_OF);
    for (size_t at = 0; at < all.n;) {
        size_t end = rap_str_find(all, RAP_STR(" "), at);
        if (rap_str_eq(rap_str_cut(all, at, end), of)) return true;
        at = end + 1;
    }
    return false;
}

static char gender_of(rap_str given)
{
    rap_str g = rap_cell(&given_names_table, rap_table_find(&given_names_table, given),
                         GIVEN_NAMES_GENDER);
    return g.n ? g.p[0] : 0;
}

static bool ends_open(rap_str w)
{
    char c = w.n ? w.p[w.n - 1] : 0;
    return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

/* "petra", beside whom "petar" is another. */
static bool is_hers(rap_str given, char gender)
{
    return gender == 's' && rap_str_ends(given, RAP_STR("a"));
}

/* "maria" and "mario": the last vowel tells them apart. */
static bool other_gender(rap_str a, rap_str b)
{
    char x = gender_of(a), y = gender_of(b);
    if (x && y && x != y) return true;
    if (is_hers(a, x) && !y && !ends_open(b)) return true;
    if (is_hers(b, y) && !x && !ends_open(a)) return true;
    size_t n = a.n < b.n ? a.n : b.n, same = 0;
    while (same < n && a.p[same] == b.p[same])
        same++;
    bool tail = same + 1 >= a.n && same + 1 >= b.n && a.n > same && b.n > same;
    char c = tail ? a.p[same] : 0, d = tail ? b.p[same] : 0;
    return (c == 'a' && (d == 'o' || d == 'e')) || (d == 'a' && (c == 'o' || c == 'e'));
}

/* Letters that romanisations begin one name with. */
static int onset(char c)
{
    static const char *const same[] = {"ckq", "jyig", "vw", "szc", "hk", "dz",
                                       "ae",  "eiy",  "gh", "ou",  "bp", "td"};
    int classes = 0;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        for (const char *p = same[i]; *p; p++)
            if (*p == c) classes |= 1 << i;
    return classes;
}

static bool same_onset(rap_str a, rap_str b)
{
    return a.p[0] == b.p[0] || (onset(a.p[0]) & onset(b.p[0])) != 0;
}

typedef enum { NO_WORD, BY_LETTER, BY_FORM, BY_SOFT, BY_BONES, SAME_WORD } likeness;

/* "vlad" of "vladimir". */
static bool is_shortened(rap_str a, rap_str b)
{
    return a.n >= LETTERS_SURE && b.n >= a.n + 2 && rap_str_begins(b, a);
}

static char as_written(char c)
{
    return c == 'w' ? 'v' : c == 'c' ? 'k' : c == 'y' ? 'i' : c;
}

/* "eva" and "ewa": letters that languages write for one sound. */
static bool same_sound(rap_str a, rap_str b)
{
    if (a.n != b.n || a.n < 3) return false;
    for (size_t i = 0; i < a.n; i++)
        if (as_written(a.p[i]) != as_written(b.p[i])) return false;
    return true;
}

static likeness compare_words(const word *a, const word *b)
{
    if (rap_str_eq(a->text, b->text)) return a->text.n > 1 ? SAME_WORD : BY_LETTER;
    if (a->text.n == 1 || b->text.n == 1)
        return a->text.p[0] == b->text.p[0] ? BY_LETTER : NO_WORD;
    if (is_form_of(a->text, b->text) || is_form_of(b->text, a->text)) return BY_FORM;
    bool longer = a->text.n >= LETTERS_SURE && b->text.n >= LETTERS_SURE;
    if (longer && a->bones.n >= BONES_LEAST && rap_str_eq(a->bones, b->bones) &&
        same_onset(a->text, b->text) && !other_gender(a->text, b->text))
        return BY_BONES;
    if (same_sound(a->text, b->text)) return BY_BONES;
    if (is_shortened(a->text, b->text) || is_shortened(b->text, a->text))
        return BY_FORM;
    uint32_t most = (uint32_t)(a->text.n > b->text.n ? a->text.n : b->text.n) / 2;
    if (longer && a->soft.n >= BONES_LEAST && rap_str_eq(a->soft, b->soft) &&
        same_onset(a->text, b->text) && !other_gender(a->text, b->text) &&
        distance(a->text, b->text) <= most)
        return BY_SOFT;
    return NO_WORD;
}

typedef struct {
    uint32_t words, letters, forms, soft, bones, strong; /* pairs of each likeness */
    uint32_t over;                                       /* of the longer name */
} alignment;

/* A word that hardly two families have by chance. */
static bool is_strong(const word *w, likeness how)
{
    return (how >= BY_SOFT && w->bones.n >= BONES_SURE) ||
           (how == SAME_WORD && w->text.n >= BONES_SURE);
}

/* Each word of `a` takes the likest of `b` that is left; false when one finds none. */
static bool align(const name *a, const name *b, alignment *to)
{
    uint32_t used = 0, done = 0;
    *to = (alignment){.over = b->n - a->n};
    for (int pass = SAME_WORD; pass >= BY_LETTER; pass--) {
        for (uint32_t i = 0; i < a->n; i++) {
            if (done >> i & 1) continue;
            for (uint32_t k = 0; k < b->n; k++) {
                if (used >> k & 1 ||
                    compare_words(&a->v[i], &b->v[k]) != (likeness)pass)
                    continue;
                used |= 1u << k;
                done |= 1u << i;
                to->words++;
                to->letters += pass == BY_LETTER;
                to->forms += pass == BY_FORM;
                to->bones += pass == BY_BONES;
                to->soft += pass == BY_SOFT;
                to->strong += is_strong(&a->v[i], (likeness)pass);
                break;
            }
        }
    }
    return to->words == a->n;
}

/* The last word of each is the other's: a letter or a short form cannot stand for a
 * surname. */
static bool same_surname(const name *a, const name *b)
{
    return compare_words(&a->v[a->n - 1], &b->v[b->n - 1]) >= BY_SOFT;
}

/* "Arumugam" and "Arumugan": one letter of a long word, all other words being the same
 * and one of them not every family's. */
static bool is_slip(const name *a, const name *b)
{
    uint32_t slips = 0, sure = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        rap_str x = a->v[i].text, y = b->v[i].text;
        sure += rap_str_eq(x, y) && x.n >= LETTERS_RARE;
        if (rap_str_eq(x, y)) continue;
        bool rare = x.n >= LETTERS_RARE && y.n >= LETTERS_RARE;
        if (!rare || x.p[0] != y.p[0] || other_gender(x, y) || distance(x, y) > 1)
            return false;
        slips++;
    }
    return slips == 1 && sure > 0;
}

/* "M. Saravanan" and "Saravanan Murugan": a father's name by its letter before, or in
 * full behind. */
static bool is_turned(const name *a, const name *b)
{
    const word *x = a->v, *y = b->v;
    if (a->n != 2 || b->n != 2) return false;
    return x[0].text.n == 1 && x[1].text.n >= LETTERS_RARE && y[1].text.n > 1 &&
           rap_str_eq(x[1].text, y[0].text) && x[0].text.p[0] == y[1].text.p[0];
}

/* "Maria Stella Rossi" and "Mariastella Rossi", "AlSharif" and "Al-Sharif". */
static bool same_letters(const name *a, const name *b)
{
    if (rap_str_eq(a->letters, b->letters)) return true;
    size_t i = 0, k = 0;
    uint32_t x = 0, y = 0;
    while (x < a->n && y < b->n) {
        if (a->v[x].text.p[i] != b->v[y].text.p[k]) return false;
        if (++i == a->v[x].text.n) {
            x++;
            i = 0;
        }
        if (++k == b->v[y].text.n) {
            y++;
            k = 0;
        }
    }
    return x == a->n && y == b->n;
}

static int agree(const name *x, const name *y)
{
    const name *a = x->n <= y->n ? x : y, *b = a == x ? y : x;
    alignment m;
    if (a->n < 2 || b->n > a->n + 3) return 0;
    if (same_letters(a, b)) return 4;
    if (is_turned(a, b) || is_turned(b, a)) return 1;
    if (a->n == b->n && is_slip(a, b)) return 1;
    if (!align(a, b, &m)) return 0;
    uint32_t whole = m.words - m.letters - m.forms, same = whole - m.bones - m.soft;
    if (whole == 0 || m.strong == 0) return 0;
    if (m.soft) {
        bool sure = same > 0 || m.strong >= 2;
        return sure && m.over == 0 && m.letters == 0 ? 1 : 0;
    }
    if (m.letters || m.forms) {
        bool enough = whole + m.forms >= 2 || m.letters >= 2;
        return enough && same_surname(a, b) ? 2 : 0;
    }
    if (same == 0 && m.over > 0) return a->n > 2 ? 2 : 0;
    return m.over == 0 ? 4 : 3;
}

int rap_names_agree(rap_arena *a, rap_str one, rap_str other)
{
    name x = read_name(a, one), y = read_name(a, other);
    return agree(&x, &y);
}

/* ---- the pile ---- */

typedef struct {
    name name;
    rap_str plain;
    uint32_t cluster, side, flat;
} spelling;

typedef struct {
    uint64_t key;
    uint32_t spelling;
} keyed;

typedef struct {
    uint32_t a, b; /* spellings */
    int strength;
} edge;

typedef struct {
    rap_pile *p;
    spelling *v;
    uint32_t n;
    uint32_t *first;  /* first spelling of each cluster + 1, 0: none */
    uint32_t *parent; /* of each spelling: another of its person */
    uint32_t *next;   /* of each spelling: the next of its person, in a ring */
    RAP_LIST(keyed) keys;
    RAP_LIST(edge) edges;
} joining;

static int by_cluster(const void *x, const void *y)
{
    const spelling *a = x, *b = y;
    if (a->cluster != b->cluster) return a->cluster < b->cluster ? -1 : 1;
    int d = rap_str_cmp(a->plain, b->plain);
    if (d == 0) d = (a->side == 0) - (b->side == 0);
    return d ? d : (a->flat > b->flat) - (a->flat < b->flat);
}

static int by_key(const void *x, const void *y)
{
    const keyed *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->spelling > b->spelling) - (a->spelling < b->spelling);
}

static int by_strength(const void *x, const void *y)
{
    const edge *a = x, *b = y;
    if (a->strength != b->strength) return a->strength > b->strength ? -1 : 1;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static void put_key(joining *w, uint32_t i, rap_str a, rap_str b)
{
    uint64_t x = rap_key_str(RAP_KEY_START, a), y = rap_key_str(RAP_KEY_START, b);
    keyed *to = RAP_PUSH(w->p->batch, &w->keys);
    if (!to)
        w->p->failed = true;
    else
        *to = (keyed){rap_key_num(x < y ? x : y, x < y ? y : x), i};
}

/* Forms of a given name meet under the bones of the name that they stand for. */
static void put_forms(joining *w, uint32_t i, const word *given, rap_str surname)
{
    int row = rap_table_find(&given_forms_table, given->text);
    rap_str all = rap_cell(&given_forms_table, row, GIVEN_FORMS_OF);
    for (size_t at = 0; at < all.n;) {
        size_t end = rap_str_find(all, RAP_STR(" "), at);
        rap_str full = rap_str_cut(all, at, end);
        put_key(w, i, read_word(w->p->batch, full).soft, surname);
        at = end + 1;
    }
}

/* Of "M. Saravanan" and of "Saravanan Murugan": the whole name and the letter. */
static void put_turned(joining *w, uint32_t i, const name *n)
{
    const word *whole = n->v[0].text.n == 1 ? &n->v[1] : &n->v[0];
    const word *other = whole == n->v ? &n->v[1] : &n->v[0];
    if (whole->text.n >= LETTERS_RARE)
        put_key(w, i, rap_str_cut(other->text, 0, 1), whole->text);
}

static rap_str whole_letters(rap_arena *a, const name *n)
{
    char *to = RAP_NEW(a, char, (size_t)WORDS_MAX *WORD_LETTERS);
    size_t k = 0;
    for (uint32_t i = 0; to && i < n->n; i++) {
        rap_str w = rap_str_cut(n->v[i].text, 0, WORD_LETTERS);
        memcpy(to + k, w.p, w.n);
        k += w.n;
    }
    return (rap_str){to, k};
}

static void put_keys(joining *w, uint32_t i)
{
    const name *n = &w->v[i].name;
    const word *last = &n->v[n->n - 1];
    for (uint32_t a = 0; a < n->n; a++)
        for (uint32_t b = a + 1; b < n->n; b++)
            if (n->v[a].text.n > 1 && n->v[b].text.n > 1)
                put_key(w, i, n->v[a].soft, n->v[b].soft);
    for (uint32_t a = 0; a + 1 < n->n; a++)
        put_forms(w, i, &n->v[a], last->soft);
    if (n->n > 2) { /* "K. S. Nijhar" */
        char letters[2] = {n->v[0].text.p[0], n->v[1].text.p[0]};
        put_key(w, i, (rap_str){letters, 2}, last->soft);
    }
    put_key(w, i, whole_letters(w->p->batch, n), (rap_str){"", 0});
    put_key(w, i, n->letters, (rap_str){"", 0});
    if (n->n == 2) put_turned(w, i, n);
    for (uint32_t a = 0; a + 1 < n->n; a++) /* "vlad" */
        if (n->v[a].text.n >= LETTERS_SURE)
            put_key(w, i, rap_str_cut(n->v[a].text, 0, LETTERS_SURE), last->soft);
}

static void collect(joining *w, const uint32_t *cluster, const uint32_t *side)
{
    rap_pile *p = w->p;
    for (uint32_t i = 0; i < p->entities.n; i++) {
        const rap_filed_entity *e = rap_pile_entity(p, i);
        if (!rap_str_is(e->kind, "person") ||
            rap_str_find(e->name, RAP_STR(" "), 0) == e->name.n)
            continue;
        w->v[w->n++] = (spelling){.plain = rap_spelling_plain(p->batch, e->name),
                                  .cluster = cluster[i],
                                  .side = side[i],
                                  .flat = i};
    }
    if (w->n) qsort(w->v, w->n, sizeof *w->v, by_cluster);
    uint32_t kept = 0, of_cluster = 0;
    for (uint32_t i = 0; i < w->n; i++) {
        spelling *last = kept ? &w->v[kept - 1] : NULL;
        bool same = last && last->cluster == w->v[i].cluster;
        of_cluster = same ? of_cluster : 0;
        if (same && rap_str_eq(last->plain, w->v[i].plain)) continue;
        if (++of_cluster > SPELLINGS_MAX) continue;
        w->v[kept++] = w->v[i];
    }
    w->n = kept;
    for (uint32_t i = 0; i < w->n; i++)
        w->v[i].name = read_name(p->batch, w->v[i].plain);
}

static uint32_t root(const joining *w, uint32_t i)
{
    while (w->parent[i] != i)
        i = w->parent[i] = w->parent[w->parent[i]];
    return i;
}

static void unite(joining *w, uint32_t a, uint32_t b)
{
    uint32_t x = root(w, a), y = root(w, b), next = w->next[a];
    if (x == y) return;
    w->next[a] = w->next[b];
    w->next[b] = next;
    w->parent[x > y ? x : y] = x > y ? y : x;
}

/* Does every spelling of one person agree with every one of the other?  Sides that are
 * known must be one. */
static bool all_agree(const joining *w, uint32_t a, uint32_t b)
{
    uint32_t i = a;
    do {
        uint32_t k = b;
        do {
            const spelling *x = &w->v[i], *y = &w->v[k];
            if (x->side && y->side && x->side != y->side) return false;
            if (x->name.n > 1 && y->name.n > 1 && !agree(&x->name, &y->name))
                return false;
            k = w->next[k];
        } while (k != b);
        i = w->next[i];
    } while (i != a);
    return true;
}

static void pair_up(joining *w, const keyed *v, size_t n)
{
    if (n > RUN_MAX) return;
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++) {
            uint32_t a = v[i].spelling, b = v[k].spelling;
            if (w->v[a].cluster == w->v[b].cluster) continue;
            int strength = agree(&w->v[a].name, &w->v[b].name);
            if (!strength) continue;
            edge *to = RAP_PUSH(w->p->batch, &w->edges);
            if (!to) {
                w->p->failed = true;
                return;
            }
            *to = (edge){a < b ? a : b, a < b ? b : a, strength};
        }
}

/* Does `a` agree as well with a third name that does not agree with `b`? */
static bool is_torn(const joining *w, const edge *e, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i < w->edges.n; i++) {
        const edge *x = &w->edges.v[i];
        if (x->strength < e->strength) break;
        if (x->strength > e->strength || (x->a != a && x->b != a)) continue;
        uint32_t third = x->a == a ? x->b : x->a;
        if (third != b && root(w, third) != root(w, b) && !all_agree(w, third, b))
            return true;
    }
    return false;
}

static void settle_edges(joining *w)
{
    size_t kept = 0;
    if (w->edges.n) qsort(w->edges.v, w->edges.n, sizeof *w->edges.v, by_strength);
    for (size_t i = 0; i < w->edges.n; i++) {
        const edge *e = &w->edges.v[i], *last = kept ? &w->edges.v[kept - 1] : NULL;
        if (!last || last->a != e->a || last->b != e->b) w->edges.v[kept++] = *e;
    }
    w->edges.n = kept;
    for (size_t i = 0; i < w->edges.n; i++) {
        const edge *e = &w->edges.v[i];
        if (root(w, e->a) == root(w, e->b) || !all_agree(w, e->a, e->b)) continue;
        if (e->strength < 4 && (is_torn(w, e, e->a, e->b) || is_torn(w, e, e->b, e->a)))
            continue;
        unite(w, e->a, e->b);
    }
}

/* Clusters take the number of the smallest of their person. */
static void relabel(joining *w, uint32_t *cluster, uint32_t n_clusters)
{
    uint32_t *to = RAP_NEW(w->p->batch, uint32_t, n_clusters);
    if (!to) {
        w->p->failed = true;
        return;
    }
    for (uint32_t i = 0; i < n_clusters; i++)
        to[i] = i;
    for (uint32_t i = 0; i < w->n; i++)
        to[w->v[i].cluster] = w->v[root(w, i)].cluster;
    for (uint32_t i = 0; i < w->p->entities.n; i++) {
        if (to[cluster[i]] == cluster[i]) continue;
        cluster[i] = to[cluster[i]];
        if (!w->p->joins[i].reason)
            w->p->joins[i] = (rap_join){"the same words of a name", SURE};
    }
}

void rap_pile_join_namesakes(rap_pile *p, uint32_t *cluster, const uint32_t *side)
{
    joining w = {.p = p};
    uint32_t n_clusters = 0;
    w.v = RAP_NEW(p->batch, spelling, p->entities.n);
    if (!w.v) {
        p->failed = true;
        return;
    }
    collect(&w, cluster, side);
    w.parent = RAP_NEW(p->batch, uint32_t, w.n);
    w.next = RAP_NEW(p->batch, uint32_t, w.n);
    if (!w.parent || !w.next) {
        p->failed = true;
        return;
    }
    for (uint32_t i = 0; i < w.n; i++) {
        bool same = i && w.v[i].cluster == w.v[i - 1].cluster;
        w.parent[i] = w.next[i] = i;
        if (same) unite(&w, i - 1, i);
        if (w.v[i].name.n > 1) put_keys(&w, i);
    }
    for (uint32_t i = 0; i < p->entities.n; i++)
        if (cluster[i] >= n_clusters) n_clusters = cluster[i] + 1;
    if (w.keys.n) qsort(w.keys.v, w.keys.n, sizeof *w.keys.v, by_key);
    for (size_t i = 0, end; i < w.keys.n && !p->failed; i = end) {
        for (end = i + 1; end < w.keys.n && w.keys.v[end].key == w.keys.v[i].key;)
            end++;
        pair_up(&w, w.keys.v + i, end - i);
    }
    if (!p->failed) settle_edges(&w);
    if (!p->failed) relabel(&w, cluster, n_clusters);
}
