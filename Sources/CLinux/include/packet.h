#pragma once
// Packet sockets with a TPACKET_V3 ring, and the bpf() system call: what no header offers to Swift in a usable form.
// Functions return 0, or an errno, where nothing else is said.

#include <linux/bpf.h>
#include <linux/filter.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

/// A packet socket with a ring of blocks that the kernel fills and we empty, in turn.
struct clinux_ring {
    int socket;
    uint32_t block_size;
    uint32_t block_count;
    uint8_t *blocks;
};

/// One packet in a block.
struct clinux_frame {
    uint8_t *bytes;           // where the link-layer header starts; 4 bytes before it may be overwritten
    uint32_t captured;        // bytes there
    uint32_t length;          // bytes that the packet has
    uint32_t network_offset;  // where the network header starts in `bytes`
    uint32_t interface_index;
    uint16_t hardware_type;   // ARPHRD_*
    uint16_t protocol;        // EtherType, host order
    uint16_t tag_protocol;    // of the VLAN tag that was taken out, host order; 0: none
    uint16_t tag_control;
    uint8_t packet_type;      // PACKET_HOST, PACKET_BROADCAST, PACKET_MULTICAST, PACKET_OTHERHOST, PACKET_OUTGOING
    uint32_t next;            // offset from this packet to the next; 0: last
    uint64_t time;            // nanoseconds since 1970
};

/// Opens a packet socket with a ring. It takes nothing until `clinux_ring_start`, so that a filter can be put on it first.
/// A block is handed over when it is full, or `retire_ms` after its first packet.
int clinux_ring_open(struct clinux_ring *ring, uint32_t block_size, uint32_t block_count, uint32_t retire_ms);

/// Takes packets of all interfaces of the network namespace, also of those that appear later.
int clinux_ring_start(const struct clinux_ring *ring);

void clinux_ring_close(struct clinux_ring *ring);

/// The number of packets in block `index` and the offset of the first in it, or -1 while the kernel fills it.
int64_t clinux_block_packets(const struct clinux_ring *ring, uint32_t index, uint32_t *first);

/// Gives block `index` back to the kernel.
void clinux_block_release(const struct clinux_ring *ring, uint32_t index);

/// Reads the packet at `offset` of block `index`.
void clinux_frame_read(const struct clinux_ring *ring, uint32_t index, uint32_t offset, struct clinux_frame *frame);

/// How many packets passed the filter and found no room since the last call, which sets it back.
int clinux_ring_drops(int socket, uint32_t *drops);

/// A descriptor that is readable when one of several rings is, or minus an errno.
int clinux_ring_set(void);

/// Adds a ring to a set, for as long as the ring is open.
int clinux_ring_set_add(int set, const struct clinux_ring *ring);

/// Clears the socket's pending error and returns it.
int clinux_socket_error(int socket);

int clinux_attach_program(int socket, int program);
int clinux_attach_classic(int socket, const struct sock_filter *instructions, uint16_t count);

/// A packet socket that takes nothing, or minus an errno.
int clinux_packet_socket(void);

/// Switches promiscuous mode of an interface on or off, for as long as the socket lives.
int clinux_promiscuous(int socket, uint32_t interface_index, int on);

/// These return a descriptor, or minus an errno.
int clinux_map_create(uint32_t type, const char *name, uint32_t key_size, uint32_t value_size, uint32_t entries);
int clinux_program_load(
    const struct bpf_insn *instructions, uint32_t count, const char *name, char *log, uint32_t log_size);

int clinux_map_update(int map, const void *key, const void *value);
int clinux_map_lookup(int map, const void *key, void *value);
int clinux_map_delete(int map, const void *key);

/// How often a loaded program ran and the nanoseconds it took, where kernel.bpf_stats_enabled is 1.
int clinux_program_cost(int program, uint64_t *runs, uint64_t *nanoseconds);

/// The number of possible CPUs, which is how many values a per-CPU map has for a key; at least 1.
uint32_t clinux_possible_cpus(void);

/// A netlink socket for `clinux_link_packets`, or minus an errno.
int clinux_link_socket(void);

/// The packets that an interface has received and sent by its own count (RTM_GETSTATS).
int clinux_link_packets(int socket, uint32_t interface_index, uint64_t *received, uint64_t *sent);
