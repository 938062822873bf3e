#pragma once
// Stream sockets of the local host, none of which ever blocks.

#include <stdint.h>

/// Connects to the socket at `path`. A descriptor, or a negated errno; -EAGAIN: the server's queue is full now.
int sl_unix_connect(const char *path);
