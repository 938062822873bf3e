#define _GNU_SOURCE
#include "send.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

// Of one message: the kernel takes at most 64 datagrams, and at most what one IP packet could hold.
enum { messages_at_once = 64, most_segments = 64, most_bytes = 65000, patience = 1000 };

struct batch {
    struct mmsghdr messages[messages_at_once];
    struct iovec vectors[messages_at_once];
    uint32_t datagrams[messages_at_once];
    char control[messages_at_once][CMSG_SPACE(sizeof(uint16_t))];
};

static uint32_t run_length(const uint16_t *lengths, uint32_t count) {
    uint32_t run = 1;
    while (run < count && run < most_segments && lengths[run] == lengths[0] && (run + 1) * lengths[0] <= most_bytes) run++;
    return run;
}

static void ask_for_segments(struct batch *batch, uint32_t index, uint16_t length) {
    struct msghdr *message = &batch->messages[index].msg_hdr;
    message->msg_control = batch->control[index];
    message->msg_controllen = CMSG_SPACE(sizeof length);
    struct cmsghdr *option = CMSG_FIRSTHDR(message);
    option->cmsg_level = IPPROTO_UDP;
    option->cmsg_type = UDP_SEGMENT;
    option->cmsg_len = CMSG_LEN(sizeof length);
    memcpy(CMSG_DATA(option), &length, sizeof length);
}

static uint32_t fill(struct batch *batch, const uint8_t *bytes, const uint16_t *lengths, uint32_t count, int segments) {
    uint32_t used = 0;
    memset(batch->messages, 0, sizeof batch->messages);
    while (used < messages_at_once && count > 0) {
        uint32_t run = segments ? run_length(lengths, count) : 1;
        size_t size = (size_t)run * lengths[0];
        batch->vectors[used] = (struct iovec){.iov_base = (void *)bytes, .iov_len = size};
        batch->messages[used].msg_hdr.msg_iov = &batch->vectors[used];
        batch->messages[used].msg_hdr.msg_iovlen = 1;
        if (run > 1) ask_for_segments(batch, used, lengths[0]);
        batch->datagrams[used++] = run;
        bytes += size;
        lengths += run;
        count -= run;
    }
    return used;
}

// Whether it is to be tried again. ECONNREFUSED tells of a datagram before; buffers get empty; not every device segments.
static int recover(struct sl_send_result *result, int *segments, int *patience_left) {
    switch (errno) {
    case ECONNREFUSED: result->refused++; return (*patience_left)-- > 0;
    case EAGAIN:
    case ENOBUFS: nanosleep(&(struct timespec){.tv_nsec = 200000}, NULL); return (*patience_left)-- > 0;
    case EINVAL:
    case EIO:
    case EMSGSIZE:
    case EOPNOTSUPP:
    case ENOPROTOOPT:
        if (!*segments) return 0;
        *segments = 0;
        return 1;
    default: return 0;
    }
}

struct sl_send_result sl_send_batch(int fd, const uint8_t *bytes, const uint16_t *lengths, uint32_t count, int *segments) {
    struct sl_send_result result = {0};
    struct batch batch;
    int patience_left = patience;
    while (result.sent < count) {
        uint32_t used = fill(&batch, bytes, lengths + result.sent, count - result.sent, *segments);
        int taken = sendmmsg(fd, batch.messages, used, 0);
        if (taken < 0) {
            if (recover(&result, segments, &patience_left)) continue;
            result.error = errno;
            return result;
        }
        patience_left = patience;
        for (int i = 0; i < taken; i++) {
            bytes += batch.vectors[i].iov_len;
            result.sent += batch.datagrams[i];
        }
    }
    return result;
}
