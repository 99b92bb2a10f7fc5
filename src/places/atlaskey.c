/*
 * places/atlaskey.c - the key under which the name of a place is looked up.
 */
/* SPDX-License-Identifier: MIT */
#include "base/ascii.h"
#include "places/atlas.h"

/* Words of names that are written in two ways, or that say the same of a division. */
static const char *const short_words[][2] = {
    {"saint", "st"},           {"sainte", "ste"},
    {"mount", "mt"},           {"fort", "ft"},
    {"township", "twp"},       {"county", "co"},
    {"oblast", "region"},      {"province", "region"},
    {"governorate", "region"}, {"krai", "region"},
    {"prefecture", "region"},  {"wilaya", "region"},
    {"voivodeship", "region"}, {"emirate", "region"},
};

static rap_str shortened(rap_str word)
{
    for (size_t i = 0; i < sizeof short_words / sizeof *short_words; i++)
        if (rap_str_is(word, short_words[i][0])) return rap_str_of(short_words[i][1]);
    return word;
}

uint64_t rap_atlas_key(uint64_t key, rap_str word)
{
    while (word.n && word.p[word.n - 1] == '.')
        word.n--;
    word = shortened(word);
    for (size_t i = 0; i < word.n; i++)
        if (rap_is_alnum(word.p[i]) || rap_is_high(word.p[i]))
            key = (key ^ (unsigned char)word.p[i]) * UINT64_C(1099511628211);
    return key;
}

uint64_t rap_atlas_key_of(rap_str name)
{
    uint64_t key = RAP_ATLAS_KEY;
    for (size_t at = 0, end; at < name.n; at = end + 1) {
        end = at;
        while (end < name.n && (rap_is_alnum(name.p[end]) || rap_is_high(name.p[end]) ||
                                name.p[end] == '.' || name.p[end] == '\''))
            end++;
        key = rap_atlas_key(key, rap_str_cut(name, at, end));
    }
    return key;
}
