#pragma once
// Receiving UDP in batches: recvmmsg(2), socket options and the filter that keeps an agent on one socket.

#include <stddef.h>
#include <stdint.h>

/// Room for `capacity` datagrams of `datagram_bytes` each. Opaque: the slab, the vectors and the control messages.
struct sl_receiver;

/// One received datagram, or several of one sender that the kernel received as one (UDP_GRO, udp(7)).
struct sl_datagram {
    const uint8_t *bytes;
    uint32_t count;
    /// Several: the bytes of each but the last, which may be shorter. 0: there is one.
    uint32_t segment;
    /// 1: longer than the room for it.
    uint32_t truncated;
    /// 4 or 6, the sender's address in network order, and its port.
    uint32_t family;
    uint8_t sender[16];
    uint16_t sender_port;
};

/// A UDP socket bound to an address, or a negated errno. `family` is 4 or 6; `address` in network order. With
/// `reuse_port` several may be bound to it. `*granted` is the receive buffer that the kernel gave.
int sl_udp_socket(int family, const uint8_t *address, uint16_t port, int reuse_port, int buffer_bytes, int *granted);

/// From now on datagrams that follow each other from one sender may be received as one (`sl_datagram.segment`).
void sl_udp_join(int fd);

/// Has the kernel choose among the `sockets` sockets that share the port by the agent address in the datagram, so that
/// one agent always comes to the same one. Set it on any of them. 0 or a negated errno.
int sl_udp_steer_by_agent(int fd, uint32_t sockets);

/// Which of `sockets` sockets that filter chooses for a datagram.
uint32_t sl_udp_steered(const uint8_t *bytes, uint32_t count, uint32_t sockets);

/// The port that a socket is bound to.
int sl_udp_port(int fd);

struct sl_receiver *sl_receiver_new(uint32_t capacity, uint32_t datagram_bytes);
void sl_receiver_free(struct sl_receiver *receiver);

/// Waits up to `timeout_ms` for datagrams on the socket, or for a byte on `wake_fd`, and takes what is there; behind a full
/// batch it does not wait. Once the first is there it lets others gather for `gather_us` (below a million): to wake up for
/// each costs more than to take it. Returns how many; 0 where there is none: at the time-out, when woken, behind a full
/// batch; or a negated errno. `*kernel_drops` is the socket's running total.
int sl_receive(
    struct sl_receiver *receiver, int fd, int wake_fd, int timeout_ms, uint32_t gather_us, uint32_t *kernel_drops);

/// What is at `index` of the last batch.
struct sl_datagram sl_received(const struct sl_receiver *receiver, uint32_t index);

/// An eventfd(2) that wakes whoever polls it, once `sl_wake` was called; or a negated errno.
int sl_wake_new(void);
void sl_wake(int fd);

/// Names the calling thread, for ps and top.
void sl_thread_name(const char *name);
