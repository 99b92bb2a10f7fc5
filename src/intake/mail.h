/*
 * intake/mail.h - mailboxes (mbox) and single mails, read as they stream by.
 *
 * A mail is one report: its text/plain part, else its text/html part, after the
 * transfer encoding.  Mails inside mails (message/rfc822) are reports of their own;
 * attachments are passed over and cost no memory.  Formats: RFC 4155 and the mboxrd and
 * mboxo ways of quoting "From ", RFC 5322, RFC 2045 to 2047.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_INTAKE_MAIL_H
#define RAP_INTAKE_MAIL_H

#include "intake/container.h"

/* Keys: Message-ID without its brackets, else path:N (path alone for a single mail),
 * and behind that .N for the N-th mail inside it. */
extern const rap_container_kind rap_container_mail;

#endif
