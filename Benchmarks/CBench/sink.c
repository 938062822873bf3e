// The floors that the analyzer is held against: receiving and throwing away, and a bare decoder that counts 5-tuples.
#define _GNU_SOURCE
#include "CBench.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/udp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef UDP_GRO
#define UDP_GRO 104
#endif

// A datagram has a slot of an odd number of lines: at a power of two all would share the same lines of the caches.
enum { batch = 64, plain_slot = 2048 + 64, joined_slot = 65536 + 64, buffer_size = 16 << 20, control_size = 64 };

static volatile sig_atomic_t stopping;
static void stop(int number) {
    (void)number;
    stopping = 1;
}

static int open_on(uint16_t port, int joined) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof at;
    int size = buffer_size, fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size)) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    if (joined && setsockopt(fd, IPPROTO_UDP, UDP_GRO, &joined, sizeof joined)) return -errno;
    if (bind(fd, (struct sockaddr *)&at, sizeof at) || getsockname(fd, (struct sockaddr *)&at, &length)) return -errno;
    printf("%d\n", ntohs(at.sin_port));
    fflush(stdout);
    return fd;
}

static uint32_t segment_of(struct msghdr *message, uint32_t whole) {
    int bytes = 0;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c))
        if (c->cmsg_level == IPPROTO_UDP && c->cmsg_type == UDP_GRO) memcpy(&bytes, CMSG_DATA(c), sizeof bytes);
    return bytes > 0 ? (uint32_t)bytes : whole;
}

static long long take(struct mmsghdr *message, const uint8_t *bytes, struct cbench_counter *counter) {
    uint32_t left = message->msg_len, segment = segment_of(&message->msg_hdr, left);
    long long datagrams = 0;
    for (; left > 0; datagrams++) {
        uint32_t count = left < segment ? left : segment;
        if (counter) cbench_count(counter, bytes, count);
        bytes += count;
        left -= count;
    }
    return datagrams;
}

int cbench_sink(uint16_t port, int decode, int joined) {
    size_t slot = joined ? joined_slot : plain_slot;
    uint8_t *slab = malloc(batch * slot);
    static uint8_t control[batch][control_size];
    struct mmsghdr messages[batch] = {0};
    struct iovec vectors[batch];
    struct cbench_counter *counter = decode ? cbench_counter_new() : NULL;
    if (!slab || (decode && !counter)) return -ENOMEM;
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);
    for (int i = 0; i < batch; i++) {
        vectors[i] = (struct iovec){.iov_base = slab + i * slot, .iov_len = slot};
        messages[i].msg_hdr = (struct msghdr){.msg_iov = &vectors[i], .msg_iovlen = 1};
    }
    int fd = open_on(port, joined);
    if (fd < 0) return fd;
    long long received = 0;
    while (!stopping) {
        for (int i = 0; i < batch; i++) {
            messages[i].msg_hdr.msg_control = control[i];
            messages[i].msg_hdr.msg_controllen = control_size;
        }
        int count = recvmmsg(fd, messages, batch, MSG_WAITFORONE, NULL);
        for (int i = 0; i < count; i++) received += take(&messages[i], vectors[i].iov_base, counter);
    }
    printf("%lld\n", received);
    close(fd);
    return 0;
}
