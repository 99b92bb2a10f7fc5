/*
 * reading/conllu.c - sentences in the format of Universal Dependencies, CoNLL-U.
 *
 * A contraction's parts spell the whole ("do" "n't"), so there are no multiword tokens:
 * SpaceAfter=No tells all.  White space inside a word, which only damage puts there, is
 * left out of the form and of the line `# text` alike.
 */
/* SPDX-License-Identifier: MIT */
#include "reading/conllu.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "features_table.inc"
#include "trees/relations.h"
#include "words/lemmas.h"

/* The separators of Unicode (Zs, Zl, Zp) and NEL: what no form may hold. */
static bool is_white(uint32_t c)
{
    return c <= ' ' || c == 0x7F || c == 0x85 || c == 0xA0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
           c == 0x205F || c == 0x3000;
}

/* Without white space; `_` when nothing is left. */
static void put_word(rap_buf *out, rap_str s)
{
    size_t before = out->n;
    for (size_t i = 0, n = 0; i < s.n; i += n) {
        uint32_t c = rap_utf8_get(s, i, &n);
        if (!is_white(c)) rap_buf_put(out, rap_str_cut(s, i, i + n));
    }
    if (out->n == before) rap_buf_byte(out, '_');
}

/* A name in one word: white space and "%" as %XX. */
static void put_name(rap_buf *out, rap_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c <= ' ' || c == 0x7F || c == '%')
            rap_buf_printf(out, "%%%02X", c);
        else
            rap_buf_byte(out, (char)c);
    }
}

/* Is nothing between this token and the next of its sentence, or of its block? */
static bool is_glued(const rap_prose *p, uint32_t token)
{
    if (token + 1 >= p->n_tokens) return false;
    const rap_token *t = &p->tokens[token], *next = t + 1;
    uint32_t block = p->sentences[t->sentence].block;
    return next->at.from == t->at.to && p->sentences[next->sentence].block == block;
}

static void put_comments(rap_buf *out, const rap_reading *r, uint32_t number,
                         uint32_t sentence)
{
    const rap_prose *p = &r->prose;
    const rap_sentence *s = &p->sentences[sentence];
    if (sentence == 0) {
        rap_buf_z(out, "# newdoc id = ");
        put_name(out, r->report->key);
        rap_buf_byte(out, '\n');
    }
    if (sentence == 0 || s[-1].block != s->block) rap_buf_z(out, "# newpar\n");
    rap_span at = rap_mended_to_source(p->mended, s->at);
    rap_buf_printf(out, "# sent_id = R%u-%u\n# cite = R%u:%u-%u\n# text = ", number,
                   sentence + 1, number, at.from, at.to);
    for (uint32_t i = s->first; i < s->last; i++) {
        put_word(out, rap_token_text(p, i));
        if (i + 1 < s->last && !is_glued(p, i)) rap_buf_byte(out, ' ');
    }
    rap_buf_byte(out, '\n');
}

static rap_str features_of(rap_str word, const char *xpos)
{
    char key[32];
    size_t n = strlen(xpos);
    if (word.n + n + 1 > sizeof key) return (rap_str){"", 0};
    memcpy(key, word.p, word.n);
    key[word.n] = '|';
    memcpy(key + word.n + 1, xpos, n);
    int row = rap_table_find(&features_table, (rap_str){key, word.n + n + 1});
    return rap_cell(&features_table, row, FEATURES_FEATURES);
}

/* Those of the form, else those of its tags. */
static void put_features(rap_buf *out, const rap_token *t)
{
    rap_str f = features_of(t->low, t->xpos);
    if (!f.n) f = features_of(rap_str_of(rap_upos_name(t->upos)), t->xpos);
    rap_buf_put(out, f.n ? f : RAP_STR("_"));
}

/* HEAD counts words of the sentence from 1; 0 is the root's. */
static void put_head(rap_buf *out, const rap_token *t, uint32_t token, uint32_t first)
{
    if (t->head == RAP_NO_HEAD)
        rap_buf_z(out, "_\t_");
    else
        rap_buf_printf(out, "%u\t%s", t->head == token ? 0 : t->head - first + 1,
                       rap_deprel_name((rap_deprel)t->deprel));
}

static void put_token(rap_buf *out, const rap_prose *p, uint32_t token, uint32_t first)
{
    const rap_token *t = &p->tokens[token];
    rap_buf_uint(out, token - first + 1);
    rap_buf_byte(out, '\t');
    put_word(out, rap_token_text(p, token));
    rap_buf_byte(out, '\t');
    char room[RAP_LEMMA_ROOM];
    put_word(out, rap_lemma_written(p, token, room));
    rap_buf_printf(out, "\t%s\t%s\t", rap_upos_name(t->upos),
                   t->xpos[0] ? t->xpos : "_");
    put_features(out, t);
    rap_buf_byte(out, '\t');
    put_head(out, t, token, first);
    rap_span at = rap_mended_to_source(p->mended, t->at);
    rap_buf_printf(out, "\t_\tBytes=%u-%u%s\n", at.from, at.to,
                   is_glued(p, token) ? "|SpaceAfter=No" : "");
}

void rap_conllu_write(rap_buf *out, const rap_reading *r, uint32_t number,
                      uint32_t sentence)
{
    const rap_sentence *s = &r->prose.sentences[sentence];
    put_comments(out, r, number, sentence);
    for (uint32_t i = s->first; i < s->last; i++)
        put_token(out, &r->prose, i, s->first);
    rap_buf_byte(out, '\n');
}
