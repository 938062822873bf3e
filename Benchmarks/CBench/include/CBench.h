// What the benchmarks need from C: counting allocations, sending at a rate, receiving and throwing away.
#ifndef CBENCH_H
#define CBENCH_H

#include <stddef.h>
#include <stdint.h>

// The allocations that the calling thread has made since it started: malloc, calloc, realloc, aligned_alloc, memalign
// and posix_memalign, of this program and of every library that it loads.
uint64_t cbench_allocations(void);

// The bytes that are allocated now, with what the allocator adds.
uint64_t cbench_heap(void);

// Datagrams of equal size, in groups that one agent sent, to be sent over and over.
struct cbench_load {
    uint8_t *datagrams;
    // Bytes of a datagram, datagrams of a group, groups, and the group to be sent next.
    size_t size, group, groups, next;
    // Where in a datagram its sequence number stands, and the first sample's; the pool is 12 bytes after a sample's.
    size_t sequence_at, sample_at, sample_stride, samples;
    uint32_t sampling_rate;
    // Datagrams of one agent in all groups: by so much its numbers go on from one time to the next.
    uint32_t agent_datagrams;
    // The kernel is given each datagram by itself (sendmmsg), and not a group in one piece.
    int is_plain;
};

// Gives a group the numbers that its agent would give it the next time.
void cbench_advance(const struct cbench_load *load, size_t group);

// Sends to 127.0.0.1:port at `rate` datagrams a second for `seconds`, a group in one call. Returns the
// datagrams sent, or -errno.
int64_t cbench_send(struct cbench_load *load, uint16_t port, double rate, double seconds);

// Receives on 127.0.0.1:port, 64 datagrams a call, and throws them away or counts their 5-tuples until SIGTERM; with
// `joined` it takes several datagrams of one sender as one (UDP_GRO). The port that was taken (when 0 was asked for) is
// printed as a line, the datagrams received as another one at the end. Returns 0 or -errno.
int cbench_sink(uint16_t port, int decode, int joined);

// Bytes by 5-tuple, in one table of a million places.
struct cbench_counter;
struct cbench_counter *cbench_counter_new(void);

// Adds the samples of a datagram.
void cbench_count(struct cbench_counter *counter, const uint8_t *at, uint32_t left);

// Sends packets of 200 bytes, one at a time, to an IPv4 address and UDP port at `rate` a second for `seconds`. Returns
// the packets sent, or -errno.
int64_t cbench_packets(const char *address, uint16_t port, double rate, double seconds);

// Binds the calling process to one core; 0 or -errno.
int cbench_pin(int core);

// What a command used.
struct cbench_usage {
    double cpu_seconds;
    // The most that was resident at a time.
    int64_t resident_bytes;
    // Its exit status, or 128 and the signal that ended it.
    int status;
};

// Runs a command to its end, its standard output and error thrown away; 0 or -errno.
int cbench_run(char *const argv[], struct cbench_usage *usage);

// Nanoseconds of the monotonic clock.
uint64_t cbench_now(void);

#endif
