/*
 * cli/sink.c - where an export goes: standard output or a file, with a buffer before
 * it.
 */
/* SPDX-License-Identifier: MIT */
#include "cli/sink.h"

static rap_code no_output(rap_err *err)
{
    return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE, "the output could not be written");
}

rap_code rap_sink_open(rap_sink *s, const char *path, rap_err *err)
{
    *s = (rap_sink){.f = stdout};
    if (!path || strcmp(path, "-") == 0) return RAP_OK;
    s->f = fopen(path, "wb");
    if (s->f) return RAP_OK;
    return rap_fail(err, RAP_E_OUTPUT, RAP_NOWHERE, "%s could not be written", path);
}

rap_code rap_sink_drain(rap_sink *s, rap_err *err)
{
    bool good = !s->buf.failed &&
                (s->buf.n == 0 || fwrite(s->buf.p, 1, s->buf.n, s->f) == s->buf.n);
    rap_buf_clear(&s->buf);
    return good ? RAP_OK : no_output(err);
}

rap_code rap_sink_close(rap_sink *s, rap_code so_far, rap_err *err)
{
    if (so_far == RAP_OK) so_far = rap_sink_drain(s, err);
    rap_buf_done(&s->buf);
    if (!s->f) return so_far;
    bool good = s->f == stdout ? fflush(s->f) == 0 : fclose(s->f) == 0;
    return good || so_far != RAP_OK ? so_far : no_output(err);
}
