/*
 * tests/watched.h - less of the same where sanitizers watch: there each step is what is
 * looked at, and how the time grows is judged by the builds without them.
 */
/* SPDX-License-Identifier: MIT */
#ifndef TESTS_WATCHED_H
#define TESTS_WATCHED_H

#if defined(__SANITIZE_ADDRESS__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WATCHED 1
#endif
#endif
#ifndef WATCHED
#define WATCHED 0
#endif

#define LESS_WHEN_WATCHED(n) (WATCHED ? (n) / 4 : (n))

#endif
