#define _GNU_SOURCE
#include "transmit.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct sl_sender {
    /// For IPv4 and IPv6; -1 where the host has none.
    int fds[2];
    uint32_t count;
    struct mmsghdr messages[SL_SENDER_CAPACITY];
    struct iovec vectors[SL_SENDER_CAPACITY];
    struct sockaddr_storage targets[SL_SENDER_CAPACITY];
    uint8_t took[SL_SENDER_CAPACITY];
};

static int open_socket(int domain) {
    int fd = socket(domain, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0), bytes = 4 << 20;
    if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, &bytes, sizeof bytes) < 0)
        (void)setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
    return fd;
}

struct sl_sender *sl_sender_new(void) {
    struct sl_sender *sender = calloc(1, sizeof *sender);
    if (!sender) return NULL;
    sender->fds[0] = open_socket(AF_INET);
    sender->fds[1] = open_socket(AF_INET6);
    for (uint32_t i = 0; i < SL_SENDER_CAPACITY; i++) {
        sender->messages[i].msg_hdr.msg_iov = &sender->vectors[i];
        sender->messages[i].msg_hdr.msg_iovlen = 1;
        sender->messages[i].msg_hdr.msg_name = &sender->targets[i];
    }
    return sender;
}

void sl_sender_free(struct sl_sender *sender) {
    for (int i = 0; i < 2; i++)
        if (sender->fds[i] >= 0) close(sender->fds[i]);
    free(sender);
}

static socklen_t fill_address(struct sockaddr_storage *target, int family, const uint8_t *address, uint16_t port) {
    memset(target, 0, sizeof *target);
    if (family == 4) {
        struct sockaddr_in *to = (struct sockaddr_in *)target;
        to->sin_family = AF_INET;
        to->sin_port = htons(port);
        memcpy(&to->sin_addr, address, 4);
        return sizeof *to;
    }
    struct sockaddr_in6 *to = (struct sockaddr_in6 *)target;
    to->sin6_family = AF_INET6;
    to->sin6_port = htons(port);
    memcpy(&to->sin6_addr, address, 16);
    return sizeof *to;
}

uint32_t sl_sender_add(
    struct sl_sender *sender, int family, const uint8_t *address, uint16_t port, const void *bytes, uint32_t count) {
    if (sender->count == SL_SENDER_CAPACITY) return sender->count;
    uint32_t place = sender->count++;
    sender->vectors[place] = (struct iovec){(void *)bytes, count};
    sender->messages[place].msg_hdr.msg_namelen = fill_address(&sender->targets[place], family, address, port);
    return sender->count;
}

static int socket_of(const struct sl_sender *sender, uint32_t place) {
    return sender->fds[sender->targets[place].ss_family == AF_INET6];
}

/// Sends from `first` on what goes out by the same socket. Returns how many were taken; 0: the first was not.
static uint32_t send_run(struct sl_sender *sender, uint32_t first, int *is_full) {
    uint32_t end = first + 1;
    int fd = socket_of(sender, first), sent;
    while (end < sender->count && socket_of(sender, end) == fd) end++;
    if (fd < 0) return 0;
    do sent = sendmmsg(fd, &sender->messages[first], end - first, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    if (sent > 0) return (uint32_t)sent;
    *is_full = errno == EAGAIN || errno == ENOBUFS;
    return 0;
}

uint32_t sl_sender_flush(struct sl_sender *sender) {
    uint32_t count = sender->count, place = 0;
    int is_full = 0;
    memset(sender->took, 0, sizeof sender->took);
    while (place < count && !is_full) {
        uint32_t sent = send_run(sender, place, &is_full);
        memset(&sender->took[place], 1, sent);
        // One that the system refuses does not keep the others.
        place += sent > 0 ? sent : 1;
    }
    sender->count = 0;
    return count;
}

int sl_sender_took(const struct sl_sender *sender, uint32_t index) {
    return index < SL_SENDER_CAPACITY && sender->took[index];
}

int sl_is_local(int family, const uint8_t *address) {
    // Only an address of the host can be bound to.
    struct sockaddr_storage target;
    socklen_t size = fill_address(&target, family, address, 0);
    int fd = socket(family == 4 ? AF_INET : AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return 0;
    int is_local = bind(fd, (struct sockaddr *)&target, size) == 0;
    close(fd);
    return is_local;
}
