/*
 * fuzz/f_mail.c - any bytes as a mailbox or a mail: no crash, no leak, an end.
 */
/* SPDX-License-Identifier: MIT */
#include "intake/mail.h"
#include "walking.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    walk_container(&rap_container_mail, (rap_str){(const char *)data, size});
    return 0;
}
