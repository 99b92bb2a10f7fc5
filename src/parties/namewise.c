/*
 * parties/namewise.c - names word by word: whether two may be one person's.
 */
/* SPDX-License-Identifier: MIT */
#include "parties/namewise.h"

#include "base/table.h"
#include "parties/namesakes.h"
#include "pile/spelling.h"

#include "given_forms_table.inc"
#include "given_names_table.inc"
#include "honorifics_table.inc"
#include "name_particles_table.inc"
#include "name_tails_table.inc"

enum { BONES_LEAST = 2, BONES_SURE = 3 };

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
        if (w.n >= tail.n + RAP_NAME_SURE && rap_str_ends(w, tail))
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

rap_name_word rap_name_word_read(rap_arena *a, rap_str text)
{
    rap_str bones = rap_spelling_bones(a, stripped(text), BONES_LEAST);
    return (rap_name_word){text, bones, soften(a, bones)};
}

/* Letters that are added, lost or changed between two words; RAP_NAME_LETTERS where
 * they are long. */
static uint32_t distance(rap_str a, rap_str b)
{
    uint32_t row[RAP_NAME_LETTERS + 1];
    if (a.n > RAP_NAME_LETTERS || b.n > RAP_NAME_LETTERS) return RAP_NAME_LETTERS;
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
static void strip_endings(rap_arena *a, rap_name *n)
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

rap_name rap_name_read(rap_arena *a, rap_str text)
{
    rap_str plain = rap_spelling_plain(a, text);
    rap_name to = {.n = 0, .letters = without_blanks(a, plain)};
    for (size_t at = 0; at < plain.n && to.n < RAP_NAME_WORDS;) {
        size_t end = rap_str_find(plain, RAP_STR(" "), at);
        rap_str w = rap_str_cut(plain, at, end);
        at = end + 1;
        bool counts = w.n > 0 && !is_particle(w) && !(to.n == 0 && is_title(w)) &&
                      !is_short_title(w) && rap_table_find(&name_tails_table, w) < 0;
        if (counts) to.v[to.n++] = rap_name_word_read(a, w);
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
bool rap_name_other_gender(rap_str a, rap_str b)
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
    return a.n >= RAP_NAME_SURE && b.n >= a.n + 2 && rap_str_begins(b, a);
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

static likeness compare_words(const rap_name_word *a, const rap_name_word *b)
{
    if (rap_str_eq(a->text, b->text)) return a->text.n > 1 ? SAME_WORD : BY_LETTER;
    if (a->text.n == 1 || b->text.n == 1)
        return a->text.p[0] == b->text.p[0] ? BY_LETTER : NO_WORD;
    if (is_form_of(a->text, b->text) || is_form_of(b->text, a->text)) return BY_FORM;
    bool longer = a->text.n >= RAP_NAME_SURE && b->text.n >= RAP_NAME_SURE;
    if (longer && a->bones.n >= BONES_LEAST && rap_str_eq(a->bones, b->bones) &&
        same_onset(a->text, b->text) && !rap_name_other_gender(a->text, b->text))
        return BY_BONES;
    if (same_sound(a->text, b->text)) return BY_BONES;
    if (is_shortened(a->text, b->text) || is_shortened(b->text, a->text))
        return BY_FORM;
    uint32_t most = (uint32_t)(a->text.n > b->text.n ? a->text.n : b->text.n) / 2;
    if (longer && a->soft.n >= BONES_LEAST && rap_str_eq(a->soft, b->soft) &&
        same_onset(a->text, b->text) && !rap_name_other_gender(a->text, b->text) &&
        distance(a->text, b->text) <= most)
        return BY_SOFT;
    return NO_WORD;
}

typedef struct {
    uint32_t words, letters, forms, soft, bones, strong; /* pairs of each likeness */
    uint32_t over;                                       /* of the longer name */
} alignment;

/* A word that hardly two families have by chance. */
static bool is_strong(const rap_name_word *w, likeness how)
{
    return (how >= BY_SOFT && w->bones.n >= BONES_SURE) ||
           (how == SAME_WORD && w->text.n >= BONES_SURE);
}

/* Each word of `a` takes the likest of `b` that is left; false when one finds none. */
static bool align(const rap_name *a, const rap_name *b, alignment *to)
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
static bool same_surname(const rap_name *a, const rap_name *b)
{
    return compare_words(&a->v[a->n - 1], &b->v[b->n - 1]) >= BY_SOFT;
}

/* "Arumugam" and "Arumugan": one letter of a long word, all other words being the same
 * and one of them not every family's. */
static bool is_slip(const rap_name *a, const rap_name *b)
{
    uint32_t slips = 0, sure = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        rap_str x = a->v[i].text, y = b->v[i].text;
        sure += rap_str_eq(x, y) && x.n >= RAP_NAME_RARE;
        if (rap_str_eq(x, y)) continue;
        bool rare = x.n >= RAP_NAME_RARE && y.n >= RAP_NAME_RARE;
        if (!rare || x.p[0] != y.p[0] || rap_name_other_gender(x, y) ||
            distance(x, y) > 1)
            return false;
        slips++;
    }
    return slips == 1 && sure > 0;
}

/* "M. Saravanan" and "Saravanan Murugan": a father's name by its letter before, or in
 * full behind. */
static bool is_turned(const rap_name *a, const rap_name *b)
{
    const rap_name_word *x = a->v, *y = b->v;
    if (a->n != 2 || b->n != 2) return false;
    return x[0].text.n == 1 && x[1].text.n >= RAP_NAME_RARE && y[1].text.n > 1 &&
           rap_str_eq(x[1].text, y[0].text) && x[0].text.p[0] == y[1].text.p[0];
}

/* "Maria Stella Rossi" and "Mariastella Rossi", "AlSharif" and "Al-Sharif". */
static bool same_letters(const rap_name *a, const rap_name *b)
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

/* "Teodora" beside "Teodor": a woman's name made of a man's. */
static bool is_made_hers(rap_str hers, rap_str his)
{
    return his.n >= 3 && !ends_open(his) && hers.n == his.n + 1 &&
           hers.p[his.n] == 'a' && rap_str_begins(hers, his);
}

int rap_name_agree(const rap_name *x, const rap_name *y)
{
    const rap_name *a = x->n <= y->n ? x : y, *b = a == x ? y : x;
    rap_str one = x->n ? x->v[0].text : RAP_STR(""), other = y->n ? y->v[0].text : one;
    alignment m;
    if (a->n < 2 || b->n > a->n + 3) return 0;
    if (is_made_hers(one, other) || is_made_hers(other, one)) return 0;
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
    rap_name x = rap_name_read(a, one), y = rap_name_read(a, other);
    return rap_name_agree(&x, &y);
}
