#pragma once
// Stream sockets of the local host, none of which ever blocks.

#include <stdint.h>

/// Connects to the socket at `path`. A descriptor, or a negated errno; -EAGAIN: the server's queue is full now.
int sl_unix_connect(const char *path);

/// Watches `descriptor` for reading, and for writing too where `writes` is not 0; changes what was asked for before. 0, or a
/// negated errno.
int sl_epoll_set(int epoll, int descriptor, uint32_t token, int writes);
