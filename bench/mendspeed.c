/*
 * bench/mendspeed.c - how fast repair passes over text: MB/s of rap_mend, by CPU time.
 *
 * usage: mend_bench [FILE...]   each file whole, repeated to 8 MB; without one, texts
 * that are put together here: ASCII, curly quotes, French, Russian, Chinese, and
 * damaged ones.
 */
/* SPDX-License-Identifier: MIT */
#include "mend/mended.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { SIZE = 8 << 20, ROUNDS = 9 };

typedef struct {
    const char *name, *text;
} sample;

static const sample samples[] = {
    {"ascii",
     "Talks in Lenz went on, \"slowly\", said Ruud; nobody asked why. Was it late? The "
     "ministers of Norland and Sudmark had met three times since the truce of 4 "
     "May.\n"},
    {"curly quotes",
     "“We stay,” she said – “for now”. The minister’s plan, he added, wasn’t new: it "
     "had been told to the Ostian side at the end of the last round of talks in "
     "Lenz.\n"},
    {"french",
     "« Nous restons », a déclaré le ministre à l’issue d’une séance prolongée. Où en "
     "sont les négociations ? Le français André Lévêque n’a pas souhaité répondre.\n"},
    {"russian",
     "Переговоры в Ленце продолжались до утра: «мы остаёмся», сказал министр. В среду "
     "стороны вернутся за стол, чтобы обсудить обмен и прекращение огня на границе.\n"},
    {"chinese",
     "双方代表团星期三在伦茨继续谈判，“我们不会离开”，部长对记者说。会谈一直持续到"
     "清晨，下一轮会谈定于五月在科什举行，届时将讨论停火与换俘问题。\n"},
    {"misread",
     "â€œWe stay,â€\xC2\x9D she said â€“ the ministerâ€™s plan wasnâ€™t new: AndrÃ© "
     "LÃ©vÃªque had told it to the Ostian side at the end of the last round in "
     "Lenz.\n"},
    {"lost marks",
     "�We stay,� she said; the minister�s plan, he added, wasn�t new: it had been told "
     "to the Ostian side at the end of the last round of talks, held in Lenz in "
     "May.\n"},
    {"latin-1",
     "\x93We stay,\x94 she said; Andr\xE9 L\xE9v\xEAque\x92s plan wasn\x92t new: it "
     "had "
     "been told to the Ostian side at the end of the last round of talks in Lenz.\n"},
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static rap_str repeated(const char *text, size_t n)
{
    char *all = malloc(SIZE + n);
    size_t at = 0;
    for (; all && n && at < SIZE; at += n)
        memcpy(all + at, text, n);
    return (rap_str){all, all ? at : 0};
}

/* The best of some rounds: the rest measures what else the machine does. */
static void measure(const char *name, const char *text, size_t n)
{
    rap_str s = repeated(text, n);
    double best = 1e9;
    for (int i = 0; i < ROUNDS; i++) {
        rap_arena *arena = rap_arena_new((size_t)4 << 30);
        rap_mended m;
        double from = now();
        rap_code rc = rap_mend(&m, s, NULL, arena, NULL);
        double took = now() - from;
        if (rc == RAP_OK && took < best) best = took;
        rap_arena_free(arena);
    }
    printf("%-14s %8.0f MB/s\n", name, (double)s.n / 1e6 / best);
    free((void *)(uintptr_t)s.p);
}

static void measure_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    char *text = malloc(SIZE);
    if (f && text) measure(path, text, fread(text, 1, SIZE, f));
    free(text);
    if (f) fclose(f);
}

int main(int n, char **paths)
{
    for (int i = 1; i < n; i++)
        measure_file(paths[i]);
    for (size_t i = 0; n == 1 && i < sizeof samples / sizeof *samples; i++)
        measure(samples[i].name, samples[i].text, strlen(samples[i].text));
    return 0;
}
