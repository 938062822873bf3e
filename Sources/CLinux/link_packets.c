#include "packet.h"

#include <errno.h>
#include <linux/if_link.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int clinux_link_socket(void) {
    int s = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (s < 0) return -errno;
    struct timeval second = {.tv_sec = 1};
    setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &second, sizeof second);
    return s;
}

static int ask(int socket, uint32_t interface_index, uint32_t number) {
    struct {
        struct nlmsghdr header;
        struct if_stats_msg body;
    } request = {
        .header = {.nlmsg_len = sizeof request,
                   .nlmsg_type = RTM_GETSTATS,
                   .nlmsg_flags = NLM_F_REQUEST,
                   .nlmsg_seq = number},
        .body = {.family = AF_UNSPEC,
                 .ifindex = interface_index,
                 .filter_mask = IFLA_STATS_FILTER_BIT(IFLA_STATS_LINK_64)},
    };
    struct sockaddr_nl kernel = {.nl_family = AF_NETLINK};
    ssize_t sent = sendto(socket, &request, sizeof request, 0, (struct sockaddr *)&kernel, sizeof kernel);
    return sent < 0 ? errno : 0;
}

static int read_statistics(const struct nlmsghdr *header, uint64_t *received, uint64_t *sent) {
    int left = (int)header->nlmsg_len - (int)NLMSG_SPACE(sizeof(struct if_stats_msg));
    const struct rtattr *attribute =
        (const struct rtattr *)((const char *)header + NLMSG_SPACE(sizeof(struct if_stats_msg)));
    for (; RTA_OK(attribute, left); attribute = RTA_NEXT(attribute, left)) {
        if (attribute->rta_type != IFLA_STATS_LINK_64) continue;
        uint64_t head[2];  // rx_packets, tx_packets
        if (RTA_PAYLOAD(attribute) < sizeof head) return EPROTO;
        memcpy(head, RTA_DATA(attribute), sizeof head);
        *received = head[0];
        *sent = head[1];
        return 0;
    }
    return ENODATA;
}

int clinux_link_packets(int socket, uint32_t interface_index, uint64_t *received, uint64_t *sent) {
    static _Thread_local uint32_t number;
    int error = ask(socket, interface_index, ++number);
    if (error) return error;
    for (;;) {
        _Alignas(struct nlmsghdr) char buffer[4096];
        ssize_t size = recv(socket, buffer, sizeof buffer, 0);
        if (size < 0) return errno;
        const struct nlmsghdr *header = (const struct nlmsghdr *)buffer;
        if (!NLMSG_OK(header, (size_t)size)) return EPROTO;
        if (header->nlmsg_seq != number) continue;  // a late answer to a question that timed out
        if (header->nlmsg_type == NLMSG_ERROR) return -((const struct nlmsgerr *)NLMSG_DATA(header))->error;
        return read_statistics(header, received, sent);
    }
}
