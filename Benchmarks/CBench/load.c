// A sender that can outrun the receiver: one call hands the kernel a whole group of datagrams.
#define _GNU_SOURCE
#include "CBench.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/udp.h>
#include <sched.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

uint64_t cbench_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

int cbench_pin(int core) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    return sched_setaffinity(0, sizeof set, &set) ? -errno : 0;
}

static void add_to_word(uint8_t *at, uint32_t value) {
    uint32_t word;
    memcpy(&word, at, sizeof word);
    word = htonl(ntohl(word) + value);
    memcpy(at, &word, sizeof word);
}

void cbench_advance(const struct cbench_load *load, size_t group) {
    uint8_t *datagram = load->datagrams + group * load->group * load->size;
    for (size_t i = 0; i < load->group; i++, datagram += load->size) {
        add_to_word(datagram + load->sequence_at, load->agent_datagrams);
        for (size_t k = 0; k < load->samples; k++) {
            uint8_t *sample = datagram + load->sample_at + k * load->sample_stride;
            // Each sample of a datagram is of a port of its own.
            add_to_word(sample, load->agent_datagrams);
            add_to_word(sample + 12, load->agent_datagrams * load->sampling_rate);
        }
    }
}

static int open_to(uint16_t port, size_t segment) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    // A segment of 0 bytes: each message is one datagram.
    int size = (int)segment, buffer = 8 << 20, fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer);
    if (setsockopt(fd, IPPROTO_UDP, UDP_SEGMENT, &size, sizeof size) || connect(fd, (struct sockaddr *)&to, sizeof to)) {
        int error = -errno;
        close(fd);
        return error;
    }
    return fd;
}

// Sleeps or spins until a moment: sleeping is too coarse for the last tenth of a millisecond.
static void wait_until(uint64_t moment) {
    for (uint64_t now = cbench_now(); now < moment; now = cbench_now()) {
        uint64_t left = moment - now;
        if (left < 200000) continue;
        struct timespec nap = {.tv_sec = (time_t)(left / 1000000000u), .tv_nsec = (long)(left % 1000000000u) - 100000};
        nanosleep(&nap, NULL);
    }
}

// ECONNREFUSED tells of an earlier datagram that nobody took; loss is counted by the receiver.
static int send_joined(int fd, const struct cbench_load *load, uint8_t *bytes) {
    return send(fd, bytes, load->group * load->size, 0) < 0 && errno != ECONNREFUSED ? -errno : 0;
}

static int send_each(int fd, const struct cbench_load *load, uint8_t *bytes) {
    enum { limit = 64 };
    struct mmsghdr messages[limit] = {0};
    struct iovec vectors[limit];
    size_t count = load->group < limit ? load->group : limit, sent = 0;
    for (size_t i = 0; i < count; i++) {
        vectors[i] = (struct iovec){bytes + i * load->size, load->size};
        messages[i].msg_hdr = (struct msghdr){.msg_iov = &vectors[i], .msg_iovlen = 1};
    }
    while (sent < count) {
        int done = sendmmsg(fd, messages + sent, (unsigned)(count - sent), 0);
        if (done < 0 && errno != ECONNREFUSED) return -errno;
        sent += done < 0 ? 0 : (size_t)done;
    }
    return 0;
}

int64_t cbench_send(struct cbench_load *load, uint16_t port, double rate, double seconds) {
    int fd = open_to(port, load->is_plain ? 0 : load->size);
    if (fd < 0) return fd;
    int64_t sent = 0;
    uint64_t start = cbench_now(), end = start + (uint64_t)(seconds * 1e9);
    while (cbench_now() < end) {
        wait_until(start + (uint64_t)((double)sent / rate * 1e9));
        uint8_t *bytes = load->datagrams + load->next * load->group * load->size;
        int error = load->is_plain ? send_each(fd, load, bytes) : send_joined(fd, load, bytes);
        if (error < 0) {
            close(fd);
            return error;
        }
        cbench_advance(load, load->next);
        load->next = (load->next + 1) % load->groups;
        sent += (int64_t)load->group;
    }
    close(fd);
    return sent;
}

int64_t cbench_packets(const char *address, uint16_t port, double rate, double seconds) {
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    if (inet_pton(AF_INET, address, &to.sin_addr) != 1) return -EINVAL;
    int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -errno;
    static const uint8_t payload[158];
    int64_t sent = 0;
    uint64_t start = cbench_now(), end = start + (uint64_t)(seconds * 1e9);
    while (cbench_now() < end) {
        // Ten at a time: sleeping for each would cost more than sending.
        if (sent % 10 == 0) wait_until(start + (uint64_t)((double)sent / rate * 1e9));
        if (sendto(fd, payload, sizeof payload, 0, (struct sockaddr *)&to, sizeof to) >= 0) sent++;
    }
    close(fd);
    return sent;
}
