#define _GNU_SOURCE
#include "receive.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef SO_ATTACH_REUSEPORT_CBPF
#define SO_ATTACH_REUSEPORT_CBPF 51
#endif
#ifndef UDP_GRO
#define UDP_GRO 104
#endif

struct sl_receiver {
    uint32_t capacity, datagram_bytes;
    int was_full;
    // Bytes from one datagram to the next. At a distance of a power of two all of them would be kept in the same few
    // lines of the processor's caches.
    size_t stride;
    uint8_t *slab;
    struct mmsghdr *messages;
    struct iovec *vectors;
    struct sockaddr_storage *senders;
    uint8_t *control;
};

enum { control_bytes = CMSG_SPACE(sizeof(uint32_t)) + CMSG_SPACE(sizeof(int)) };

static int grow_buffer(int fd, int bytes) {
    // SO_RCVBUFFORCE passes net.core.rmem_max, for who may.
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes) < 0)
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
    int granted = 0;
    socklen_t size = sizeof granted;
    (void)getsockopt(fd, SOL_SOCKET, SO_RCVBUF, &granted, &size);
    return granted;
}

static int bind_address(int fd, int family, const uint8_t *address, uint16_t port) {
    if (family == 4) {
        struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
        memcpy(&to.sin_addr, address, 4);
        return bind(fd, (struct sockaddr *)&to, sizeof to);
    }
    struct sockaddr_in6 to = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
    memcpy(&to.sin6_addr, address, 16);
    return bind(fd, (struct sockaddr *)&to, sizeof to);
}

int sl_udp_socket(int family, const uint8_t *address, uint16_t port, int reuse_port, int buffer_bytes, int *granted) {
    int on = 1, off = 0;
    int fd = socket(family == 4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -errno;
    if (family == 6) (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    if (reuse_port) (void)setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
    (void)setsockopt(fd, SOL_SOCKET, SO_RXQ_OVFL, &on, sizeof on);
    *granted = grow_buffer(fd, buffer_bytes);
    if (bind_address(fd, family, address, port) < 0) {
        int error = errno;
        close(fd);
        return -error;
    }
    return fd;
}

void sl_udp_join(int fd) {
    int on = 1;
    // A kernel without this goes on as before.
    (void)setsockopt(fd, IPPROTO_UDP, UDP_GRO, &on, sizeof on);
}

int sl_udp_steer_by_agent(int fd, uint32_t sockets) {
    // The filter sees the UDP payload. Word 1 is the type of the agent address: 1 is IPv4 at offset 8; else the last word
    // of an IPv6 address, at offset 20. Multiplying by an odd constant and taking the upper half spreads neighbours.
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 4),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 1, 0, 2),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 8),
        BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, 20),
        BPF_STMT(BPF_ALU | BPF_MUL | BPF_K, 0x9e3779b1),
        BPF_STMT(BPF_ALU | BPF_RSH | BPF_K, 16),
        BPF_STMT(BPF_ALU | BPF_MOD | BPF_K, sockets),
        BPF_STMT(BPF_RET | BPF_A, 0),
    };
    struct sock_fprog program = {.len = sizeof code / sizeof code[0], .filter = code};
    return setsockopt(fd, SOL_SOCKET, SO_ATTACH_REUSEPORT_CBPF, &program, sizeof program) < 0 ? -errno : 0;
}

uint32_t sl_udp_steered(const uint8_t *bytes, uint32_t count, uint32_t sockets) {
    uint32_t type, word;
    if (count < 12) return 0;
    memcpy(&type, bytes + 4, 4);
    uint32_t at = ntohl(type) == 1 ? 8 : 20;
    // A load behind the end ends the filter, which then answers 0.
    if (count < at + 4) return 0;
    memcpy(&word, bytes + at, 4);
    return (ntohl(word) * 0x9e3779b1u >> 16) % sockets;
}

int sl_udp_port(int fd) {
    struct sockaddr_storage at;
    socklen_t size = sizeof at;
    if (getsockname(fd, (struct sockaddr *)&at, &size) < 0) return -errno;
    return ntohs(at.ss_family == AF_INET ? ((struct sockaddr_in *)&at)->sin_port : ((struct sockaddr_in6 *)&at)->sin6_port);
}

struct sl_receiver *sl_receiver_new(uint32_t capacity, uint32_t datagram_bytes) {
    struct sl_receiver *receiver = calloc(1, sizeof *receiver);
    if (!receiver) return NULL;
    receiver->capacity = capacity;
    receiver->datagram_bytes = datagram_bytes;
    receiver->stride = datagram_bytes + 25 * 64;
    // The slab's pages are touched only as far as datagrams reach: 64 KiB each costs address space, not memory.
    receiver->slab = malloc(capacity * receiver->stride);
    receiver->messages = calloc(capacity, sizeof *receiver->messages);
    receiver->vectors = calloc(capacity, sizeof *receiver->vectors);
    receiver->senders = calloc(capacity, sizeof *receiver->senders);
    receiver->control = calloc(capacity, control_bytes);
    if (!receiver->slab || !receiver->messages || !receiver->vectors || !receiver->senders || !receiver->control) {
        sl_receiver_free(receiver);
        return NULL;
    }
    for (uint32_t i = 0; i < capacity; i++) {
        receiver->vectors[i] = (struct iovec){receiver->slab + i * receiver->stride, datagram_bytes};
        receiver->messages[i].msg_hdr.msg_iov = &receiver->vectors[i];
        receiver->messages[i].msg_hdr.msg_iovlen = 1;
        receiver->messages[i].msg_hdr.msg_name = &receiver->senders[i];
        receiver->messages[i].msg_hdr.msg_control = receiver->control + (size_t)i * control_bytes;
    }
    return receiver;
}

void sl_receiver_free(struct sl_receiver *receiver) {
    free(receiver->slab);
    free(receiver->messages);
    free(receiver->vectors);
    free(receiver->senders);
    free(receiver->control);
    free(receiver);
}

static void note_drops(struct msghdr *message, uint32_t *kernel_drops) {
    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c))
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SO_RXQ_OVFL) memcpy(kernel_drops, CMSG_DATA(c), sizeof *kernel_drops);
}

// The bytes of each datagram, where the kernel put several into one buffer; 0: there is one.
static uint32_t segment_bytes(struct msghdr *message) {
    int bytes = 0;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c))
        if (c->cmsg_level == IPPROTO_UDP && c->cmsg_type == UDP_GRO) memcpy(&bytes, CMSG_DATA(c), sizeof bytes);
    return bytes > 0 ? (uint32_t)bytes : 0;
}

static int take_batch(struct sl_receiver *receiver, int fd, uint32_t *kernel_drops) {
    for (uint32_t i = 0; i < receiver->capacity; i++) {
        receiver->messages[i].msg_hdr.msg_namelen = sizeof *receiver->senders;
        receiver->messages[i].msg_hdr.msg_controllen = control_bytes;
    }
    int count = recvmmsg(fd, receiver->messages, receiver->capacity, MSG_DONTWAIT, NULL);
    if (count > 0) note_drops(&receiver->messages[count - 1].msg_hdr, kernel_drops);
    return count;
}

static void pause_us(uint32_t microseconds) {
    struct timespec time = {.tv_nsec = (long)microseconds * 1000};
    (void)nanosleep(&time, NULL);
}

int sl_receive(
    struct sl_receiver *receiver, int fd, int wake_fd, int timeout_ms, uint32_t gather_us, uint32_t *kernel_drops) {
    struct pollfd wait[2] = {{.fd = fd, .events = POLLIN}, {.fd = wake_fd, .events = POLLIN}};
    // Behind a full batch there is more, most likely.
    if (!receiver->was_full) {
        if (poll(wait, 2, timeout_ms) < 0) return errno == EINTR ? 0 : -errno;
        if (!wait[0].revents) return 0;
        if (gather_us > 0 && !wait[1].revents) pause_us(gather_us);
    }
    int count = take_batch(receiver, fd, kernel_drops), error = errno;
    receiver->was_full = count == (int)receiver->capacity;
    if (count >= 0) return count;
    return error == EAGAIN || error == EINTR ? 0 : -error;
}

struct sl_datagram sl_received(const struct sl_receiver *receiver, uint32_t index) {
    struct mmsghdr *message = &receiver->messages[index];
    struct sl_datagram datagram = {
        .bytes = receiver->vectors[index].iov_base,
        .count = message->msg_len,
        .segment = segment_bytes(&message->msg_hdr),
        .truncated = (message->msg_hdr.msg_flags & MSG_TRUNC) != 0,
    };
    const struct sockaddr_storage *from = &receiver->senders[index];
    if (from->ss_family == AF_INET) {
        datagram.family = 4;
        memcpy(datagram.sender, &((const struct sockaddr_in *)from)->sin_addr, 4);
        datagram.sender_port = ntohs(((const struct sockaddr_in *)from)->sin_port);
    } else {
        datagram.family = 6;
        memcpy(datagram.sender, &((const struct sockaddr_in6 *)from)->sin6_addr, 16);
        datagram.sender_port = ntohs(((const struct sockaddr_in6 *)from)->sin6_port);
    }
    return datagram;
}

int sl_wake_new(void) {
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return fd < 0 ? -errno : fd;
}

void sl_wake(int fd) { (void)eventfd_write(fd, 1); }

void sl_thread_name(const char *name) { (void)pthread_setname_np(pthread_self(), name); }
