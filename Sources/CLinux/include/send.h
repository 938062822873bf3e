#pragma once
// Sending UDP in batches: sendmmsg(2), with runs of datagrams of one length as a single message (UDP_SEGMENT).

#include <stdint.h>

/// What became of datagrams that were to be sent.
struct sl_send_result {
    /// So many are with the kernel.
    uint32_t sent;
    /// How often the other end has said that nobody receives there.
    uint32_t refused;
    /// 0, or the errno that ended it; EINTR: a signal came.
    int error;
};

/// Sends `count` datagrams that lie one behind the other, each of its length, through a connected socket, from the first on.
/// `*segments` is 1 while the kernel may be given several datagrams as one message, and is set to 0 where it cannot take them.
struct sl_send_result sl_send_batch(int fd, const uint8_t *bytes, const uint16_t *lengths, uint32_t count, int *segments);
