// The floor that the analyzer is held against: the kernel's own cost of receiving.
#define _GNU_SOURCE
#include "CBench.h"
#include <arpa/inet.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { batch = 64, slot = 2048, buffer_size = 16 << 20 };

static volatile sig_atomic_t stopping;
static void stop(int number) {
    (void)number;
    stopping = 1;
}

static int open_on(uint16_t port) {
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof at;
    int size = buffer_size, fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size)) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
    if (bind(fd, (struct sockaddr *)&at, sizeof at) || getsockname(fd, (struct sockaddr *)&at, &length)) return -errno;
    printf("%d\n", ntohs(at.sin_port));
    fflush(stdout);
    return fd;
}

int cbench_sink(uint16_t port) {
    static uint8_t slab[batch][slot];
    struct mmsghdr messages[batch] = {0};
    struct iovec vectors[batch];
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);
    for (int i = 0; i < batch; i++) {
        vectors[i] = (struct iovec){.iov_base = slab[i], .iov_len = slot};
        messages[i].msg_hdr = (struct msghdr){.msg_iov = &vectors[i], .msg_iovlen = 1};
    }
    int fd = open_on(port);
    if (fd < 0) return fd;
    long long received = 0;
    while (!stopping) {
        int count = recvmmsg(fd, messages, batch, MSG_WAITFORONE, NULL);
        if (count > 0) received += count;
    }
    printf("%lld\n", received);
    close(fd);
    return 0;
}
