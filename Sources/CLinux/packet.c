#include "packet.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

static int set(int socket, int option, const void *value, socklen_t size) {
    return setsockopt(socket, SOL_PACKET, option, value, size) == 0 ? 0 : errno;
}

static int make_ring(struct clinux_ring *ring, uint32_t retire_ms) {
    int version = TPACKET_V3;
    unsigned int reserve = 4;  // room to put a VLAN tag back in place
    struct tpacket_req3 request = {
        .tp_block_size = ring->block_size,
        .tp_block_nr = ring->block_count,
        .tp_frame_size = 2048,  // only a unit of account in version 3, where packets are as long as they are
        .tp_frame_nr = ring->block_size / 2048 * ring->block_count,
        .tp_retire_blk_tov = retire_ms,
    };
    int error = set(ring->socket, PACKET_VERSION, &version, sizeof version);
    if (!error) error = set(ring->socket, PACKET_RESERVE, &reserve, sizeof reserve);
    if (!error) error = set(ring->socket, PACKET_RX_RING, &request, sizeof request);
    if (error) return error;
    size_t size = (size_t)ring->block_size * ring->block_count;
    void *blocks = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, ring->socket, 0);
    if (blocks == MAP_FAILED) return errno;
    ring->blocks = blocks;
    return 0;
}

int clinux_ring_open(struct clinux_ring *ring, uint32_t block_size, uint32_t block_count, uint32_t retire_ms) {
    *ring = (struct clinux_ring){.block_size = block_size, .block_count = block_count};
    ring->socket = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (ring->socket < 0) return errno;
    int error = make_ring(ring, retire_ms);
    if (error) clinux_ring_close(ring);
    return error;
}

int clinux_ring_start(const struct clinux_ring *ring) {
    struct sockaddr_ll all = {.sll_family = AF_PACKET, .sll_protocol = htons(ETH_P_ALL)};
    return bind(ring->socket, (struct sockaddr *)&all, sizeof all) == 0 ? 0 : errno;
}

void clinux_ring_close(struct clinux_ring *ring) {
    if (ring->blocks) munmap(ring->blocks, (size_t)ring->block_size * ring->block_count);
    if (ring->socket >= 0) close(ring->socket);
    ring->blocks = NULL;
    ring->socket = -1;
}

static struct tpacket_hdr_v1 *block_header(const struct clinux_ring *ring, uint32_t index) {
    return &((struct tpacket_block_desc *)(ring->blocks + (size_t)ring->block_size * index))->hdr.bh1;
}

int64_t clinux_block_packets(const struct clinux_ring *ring, uint32_t index, uint32_t *first) {
    const struct tpacket_hdr_v1 *header = block_header(ring, index);
    if (!(__atomic_load_n(&header->block_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER)) return -1;
    *first = header->offset_to_first_pkt;
    return header->num_pkts;
}

void clinux_block_release(const struct clinux_ring *ring, uint32_t index) {
    __atomic_store_n(&block_header(ring, index)->block_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
}

void clinux_frame_read(const struct clinux_ring *ring, uint32_t index, uint32_t offset, struct clinux_frame *frame) {
    uint8_t *start = ring->blocks + (size_t)ring->block_size * index + offset;
    const struct tpacket3_hdr *header = (const struct tpacket3_hdr *)start;
    const struct sockaddr_ll *address = (const struct sockaddr_ll *)(start + TPACKET_ALIGN(sizeof *header));
    uint16_t tpid = header->tp_status & TP_STATUS_VLAN_TPID_VALID ? header->hv1.tp_vlan_tpid : ETH_P_8021Q;
    *frame = (struct clinux_frame){
        .bytes = start + header->tp_mac,
        .captured = header->tp_snaplen,
        .length = header->tp_len,
        .network_offset = (uint32_t)(header->tp_net - header->tp_mac),
        .interface_index = (uint32_t)address->sll_ifindex,
        .hardware_type = address->sll_hatype,
        .protocol = ntohs(address->sll_protocol),
        .tag_protocol = header->tp_status & TP_STATUS_VLAN_VALID ? tpid : 0,
        .tag_control = (uint16_t)header->hv1.tp_vlan_tci,
        .packet_type = address->sll_pkttype,
        .next = header->tp_next_offset,
        .time = header->tp_sec * 1000000000ull + header->tp_nsec,
    };
}

int clinux_ring_drops(int socket, uint32_t *drops) {
    struct tpacket_stats_v3 statistics;
    socklen_t size = sizeof statistics;
    if (getsockopt(socket, SOL_PACKET, PACKET_STATISTICS, &statistics, &size) != 0) return errno;
    *drops = statistics.tp_drops;
    return 0;
}

int clinux_ring_set(void) {
    int set = epoll_create1(EPOLL_CLOEXEC);
    return set < 0 ? -errno : set;
}

int clinux_ring_set_add(int set, const struct clinux_ring *ring) {
    struct epoll_event event = {.events = EPOLLIN};
    return epoll_ctl(set, EPOLL_CTL_ADD, ring->socket, &event) == 0 ? 0 : errno;
}

int clinux_socket_error(int socket) {
    int error = 0;
    socklen_t size = sizeof error;
    return getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno;
}

int clinux_attach_program(int socket, int program) {
    return setsockopt(socket, SOL_SOCKET, SO_ATTACH_BPF, &program, sizeof program) == 0 ? 0 : errno;
}

int clinux_attach_classic(int socket, const struct sock_filter *instructions, uint16_t count) {
    struct sock_fprog program = {.len = count, .filter = (struct sock_filter *)instructions};
    return setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) == 0 ? 0 : errno;
}

int clinux_packet_socket(void) {
    int s = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
    return s < 0 ? -errno : s;
}

int clinux_promiscuous(int socket, uint32_t interface_index, int on) {
    struct packet_mreq request = {.mr_ifindex = (int)interface_index, .mr_type = PACKET_MR_PROMISC};
    return set(socket, on ? PACKET_ADD_MEMBERSHIP : PACKET_DROP_MEMBERSHIP, &request, sizeof request);
}
