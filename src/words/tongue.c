/*
 * words/tongue.c - the language that a report is in: by its script, then by its small
 * words.
 *
 * data/tongues.tsv lists the small words of some thirty languages.  Running text of a
 * language is between a third and a half such words; a word that several share counts
 * for each of them by its part.  What letters tell is taken from the block names of the
 * Unicode standard.
 */
/* SPDX-License-Identifier: MIT */
#include "words/tongue.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include "tongues_table.inc"

enum {
    LEAST_WORDS = 24, /* fewer are taken for English */
    SURE_SHARE = 20,  /* English words of a hundred */
    FAIR_SHARE = 10,  /* the same, when few foreign ones stand beside them */
    OTHER_SHARE = 6,  /* of another language */
    TONGUES_MAX = 48,
    PART = 60, /* what a word of one language counts: divisible by most numbers */
    CODE = 4
};

/* Scripts, and letters by which the languages that share one are told apart. */
typedef struct {
    uint32_t from, to;
    const char *tongue;
} script;

static const script scripts[] = {
    {0x0370, 0x03FF, "el"}, {0x0400, 0x052F, "ru"},   {0x0530, 0x058F, "hy"},
    {0x0590, 0x05FF, "he"}, {0x0600, 0x06FF, "ar"},   {0x0900, 0x097F, "hi"},
    {0x0980, 0x09FF, "bn"}, {0x0A80, 0x0AFF, "gu"},   {0x0B80, 0x0BFF, "ta"},
    {0x0C00, 0x0C7F, "te"}, {0x0E00, 0x0E7F, "th"},   {0x10A0, 0x10FF, "ka"},
    {0x1200, 0x137F, "am"}, {0x3040, 0x30FF, "ja"},   {0x4E00, 0x9FFF, "zh"},
    {0xAC00, 0xD7A3, "ko"}, {0x20000, 0x2FFFF, "zh"},
};
enum { N_SCRIPTS = sizeof scripts / sizeof *scripts };

static const struct {
    uint32_t c;
    const char *of, *tongue;
} telling[] = {
    {0x0456, "ru", "uk"}, {0x0457, "ru", "uk"}, {0x0454, "ru", "uk"},
    {0x0458, "ru", "sr"}, {0x0452, "ru", "sr"}, {0x045E, "ru", "be"},
    {0x0453, "ru", "mk"}, {0x067E, "ar", "fa"}, {0x06AF, "ar", "fa"},
    {0x0679, "ar", "ur"}, {0x06D2, "ar", "ur"},
};
enum { N_TELLING = sizeof telling / sizeof *telling };

typedef struct {
    uint32_t latin, other;
    uint32_t in[N_SCRIPTS], told[N_TELLING];
    uint32_t hard, yery; /* Cyrillic letters that Bulgarian and Russian differ by */
} letters;

static void count_letter(letters *l, uint32_t c)
{
    for (unsigned i = 0; i < N_SCRIPTS; i++) {
        if (c < scripts[i].from || c > scripts[i].to) continue;
        l->in[i]++;
        l->other++;
    }
    for (unsigned i = 0; i < N_TELLING; i++)
        l->told[i] += telling[i].c == c;
    l->hard += c == 0x044A;
    l->yery += c == 0x044B;
}

static void count_letters(letters *l, rap_str s)
{
    for (size_t at = 0, n; at < s.n; at += n) {
        n = 1;
        if (!rap_is_high(s.p[at])) {
            l->latin += rap_is_alpha(s.p[at]);
            continue;
        }
        uint32_t c = rap_utf8_get(s, at, &n);
        if (c >= 0x370)
            count_letter(l, c);
        else
            l->latin++;
    }
}

/* The language of a text in another script; NULL when it is in Latin letters. */
static const char *by_script(const letters *l)
{
    enum { TELLS = 200 }; /* one telling letter in so many of its script */
    unsigned best = 0;
    if (l->other * 2 <= l->latin) return NULL;
    for (unsigned i = 1; i < N_SCRIPTS; i++)
        if (l->in[i] > l->in[best]) best = i;
    const char *tongue = scripts[best].tongue;
    for (unsigned i = 0; i < N_SCRIPTS; i++) /* Japanese is mostly Chinese signs */
        if (rap_str_is(rap_str_of(scripts[i].tongue), "ja") && l->in[i] * 8 > l->other)
            return scripts[i].tongue;
    for (unsigned i = 0; i < N_TELLING; i++)
        if (strcmp(telling[i].of, tongue) == 0 && l->told[i] * TELLS > l->in[best])
            return telling[i].tongue;
    bool bulgarian = strcmp(tongue, "ru") == 0 && l->hard * TELLS / 2 > l->in[best] &&
                     l->yery * 8 < l->hard;
    return bulgarian ? "bg" : tongue;
}

typedef struct {
    uint32_t words, english, foreign;
    uint32_t n;
    const char
        *codes[TONGUES_MAX]; /* each CODE bytes at most, ends with blank or NUL */
    uint32_t counts[TONGUES_MAX];
} votes;

static bool same_code(const char *a, const char *b)
{
    return a[0] == b[0] && a[1] == b[1];
}

static void vote(votes *v, const char *code, uint32_t part)
{
    uint32_t i = 0;
    while (i < v->n && !same_code(v->codes[i], code))
        i++;
    if (i == TONGUES_MAX) return;
    if (i == v->n) v->codes[v->n++] = code;
    v->counts[i] += part;
}

static void count_word(votes *v, const rap_token *t)
{
    v->words++;
    int row = rap_table_probe(&tongues_table, t->hash);
    if (row < 0 || !rap_str_eq(rap_cell(&tongues_table, row, TONGUES_WORD), t->low))
        return;
    rap_str codes = rap_cell(&tongues_table, row, TONGUES_TONGUES);
    bool own = rap_str_is(codes, "en");
    v->english += own;
    v->foreign += !own;
    uint32_t n = (uint32_t)(codes.n + 1) / (CODE - 1);
    for (size_t at = 0; !own && at + 1 < codes.n; at += CODE - 1)
        vote(v, codes.p + at, PART / n);
}

static bool is_english(const votes *v)
{
    if (v->words < LEAST_WORDS || v->english * 100 >= v->words * SURE_SHARE)
        return true;
    return v->english * 100 >= v->words * FAIR_SHARE && v->foreign * 2 < v->english;
}

/* Static text of a code that stands in a cell of the table. */
static const char *code_of(const char *code)
{
    static const char *const known[] = {"de", "fr", "es", "it", "pt", "nl", "pl", "tr",
                                        "sv", "da", "no", "fi", "cs", "sk", "hu", "ro",
                                        "hr", "sl", "id", "vi", "ca", "et", "lt", "lv",
                                        "is", "sq", "sw", "af", "tl"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (same_code(known[i], code)) return known[i];
    return "und";
}

static size_t high_bytes(rap_str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += (unsigned char)s.p[i] >> 7;
    return n;
}

/* The letters of what is not the page's; none are counted where few bytes are high. */
static letters letters_of(const rap_prose *p)
{
    enum { FEW = 8 }; /* one high byte in so many */
    letters l = {0};
    for (size_t b = 0; b < p->layout->n_blocks; b++) {
        const rap_block *block = &p->layout->blocks[b];
        if (block->kind == RAP_BLOCK_BOILERPLATE) continue;
        rap_str s = rap_prose_cut(p, block->at);
        if (high_bytes(s) * FEW > s.n)
            count_letters(&l, s);
        else
            l.latin += (uint32_t)s.n;
    }
    return l;
}

const char *rap_tongue_of(const rap_prose *p)
{
    const letters l = letters_of(p);
    const char *foreign = by_script(&l);
    if (foreign) return foreign;
    votes v = {0};
    for (uint32_t i = 0; i < p->n_tokens; i++)
        if (p->tokens[i].shape & RAP_SHAPE_LETTER) count_word(&v, &p->tokens[i]);
    if (is_english(&v)) return "en";
    uint32_t best = 0;
    for (uint32_t i = 1; i < v.n; i++)
        if (v.counts[i] > v.counts[best]) best = i;
    bool sure = v.n && v.counts[best] * 100 / PART >= v.words * OTHER_SHARE;
    return sure ? code_of(v.codes[best]) : "und";
}
