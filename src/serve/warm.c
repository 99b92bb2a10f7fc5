/*
 * serve/warm.c - a view of a large dossier made ready beside the pages.
 *
 * The pages keep what they count with the view, so that asking for each of them once
 * makes a view ready.  The dossier and the view belong to this thread until they are
 * taken; the lock guards who has them.
 */
/* SPDX-License-Identifier: MIT */
#include "serve/warm.h"

#include "pages/pages.h"

#include <pthread.h>

/* With fewer reports everything is quick the first time. */
enum { REPORTS_LEAST = 1000 };

struct rap_warm {
    const char *path;
    pthread_t thread;
    pthread_mutex_t lock; /* over all below */
    rap_dossier *d;
    rap_view *v;
    bool ready, stop, joined;
};

static bool is_stopped(rap_warm *w)
{
    (void)pthread_mutex_lock(&w->lock);
    bool stop = w->stop;
    (void)pthread_mutex_unlock(&w->lock);
    return stop;
}

static rap_code open_it(rap_warm *w)
{
    rap_dossier *d = NULL;
    rap_code rc = rap_dossier_open(&d, w->path, RAP_OPEN_READ, NULL);
    (void)pthread_mutex_lock(&w->lock);
    w->d = rc == RAP_OK ? d : NULL;
    (void)pthread_mutex_unlock(&w->lock);
    return rc;
}

/* Each page once; one that fails will fail again where it is told. */
static void ask_all(rap_warm *w, rap_view *v)
{
    static const char *const paths[] = {"/",    "/positions", "/changes", "/said",
                                        "/map", "/network",   "/check",   "/said"};
    enum { N = sizeof paths / sizeof *paths };
    const rap_page_field names = {RAP_STR("party"), RAP_STR("?")};
    for (size_t i = 0; i < N && !is_stopped(w); i++) {
        rap_page page;
        rap_page_request request = {
            .path = rap_str_of(paths[i]), .fields = &names, .n_fields = i + 1 == N};
        if (rap_page_write(&page, v, &request, NULL) == RAP_OK)
            rap_buf_done(&page.body);
    }
}

static void *run(void *user)
{
    rap_warm *w = user;
    rap_view *v = NULL;
    if (open_it(w) != RAP_OK || is_stopped(w) || rap_view_new(&v, w->d, NULL) != RAP_OK)
        return NULL;
    ask_all(w, v);
    (void)pthread_mutex_lock(&w->lock);
    w->v = v;
    w->ready = !w->stop;
    (void)pthread_mutex_unlock(&w->lock);
    return NULL;
}

rap_warm *rap_warm_start(const char *path, const rap_view *v, rap_arena *arena)
{
    bool remote = rap_str_find(rap_str_of(path), RAP_STR("://"), 0) < strlen(path);
    if (v->n_reports < REPORTS_LEAST || remote) return NULL;
    rap_warm *w = RAP_NEW(arena, rap_warm, 1);
    if (!w || pthread_mutex_init(&w->lock, NULL) != 0) return NULL;
    w->path = path;
    if (pthread_create(&w->thread, NULL, run, w) == 0) return w;
    (void)pthread_mutex_destroy(&w->lock);
    return NULL;
}

bool rap_warm_take(rap_warm *w, rap_dossier **d, rap_view **v)
{
    if (!w || w->joined) return false;
    (void)pthread_mutex_lock(&w->lock);
    bool ready = w->ready;
    (void)pthread_mutex_unlock(&w->lock);
    if (!ready) return false;
    (void)pthread_join(w->thread, NULL);
    w->joined = true;
    *d = w->d;
    *v = w->v;
    w->d = NULL;
    w->v = NULL;
    return true;
}

void rap_warm_stop(rap_warm *w)
{
    if (!w) return;
    (void)pthread_mutex_lock(&w->lock);
    w->stop = true;
    if (w->d) rap_dossier_interrupt(w->d);
    (void)pthread_mutex_unlock(&w->lock);
    if (!w->joined) (void)pthread_join(w->thread, NULL);
    rap_view_free(w->v);
    rap_dossier_close(w->d);
    (void)pthread_mutex_destroy(&w->lock);
}
