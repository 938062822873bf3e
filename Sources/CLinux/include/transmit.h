#pragma once
// Sending UDP in batches: sendmmsg(2), to many addresses, without waiting.

#include <stdint.h>

enum { SL_SENDER_CAPACITY = 64 };

/// Sockets for IPv4 and IPv6, and datagrams that wait to be sent. Opaque.
struct sl_sender;

struct sl_sender *sl_sender_new(void);
void sl_sender_free(struct sl_sender *sender);

/// Has a datagram wait, whose bytes stay where they are until it is sent. `family` is 4 or 6, `address` in network order.
/// Returns how many wait: with SL_SENDER_CAPACITY they are to be sent before another can be added.
uint32_t sl_sender_add(
    struct sl_sender *sender, int family, const uint8_t *address, uint16_t port, const void *bytes, uint32_t count);

/// Gives the datagrams that wait to the system, and forgets those that it does not take. Returns how many there were.
uint32_t sl_sender_flush(struct sl_sender *sender);

/// Whether the system took the datagram at `index` of those that the last flush had.
int sl_sender_took(const struct sl_sender *sender, uint32_t index);

/// Whether an address is one of this host.
int sl_is_local(int family, const uint8_t *address);
