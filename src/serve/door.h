/*
 * serve/door.h - listens on 127.0.0.1 and looks at the head of each connection's one
 * request before it is handed on.
 *
 * A thread of its own waits for whole heads (looking, not taking: the bytes stay in the
 * socket) and refuses those that rap_head_check does not like, that are too long or too
 * slow.  Every reply ends its connection, so no second request goes unseen.
 */
/* SPDX-License-Identifier: MIT */
#ifndef RAP_SERVE_DOOR_H
#define RAP_SERVE_DOOR_H

#include "base/arena.h"
#include "base/err.h"

typedef struct rap_door rap_door;

/* Takes the socket over and closes it in the end. */
typedef void rap_door_guest(void *user, int fd);

/* Open the port (0: any free one).  Lives in the arena; owned: rap_door_close. */
RAP_NODISCARD
rap_code rap_door_new(rap_door **out, rap_arena *arena, uint16_t port, rap_err *err);
uint16_t rap_door_port(const rap_door *door);

/* Begin to let in. */
RAP_NODISCARD
rap_code rap_door_open(rap_door *door, rap_door_guest *guest, void *user, rap_err *err);

/* Ends the thread and closes what still waits; also fine with NULL. */
void rap_door_close(rap_door *door);

#endif
