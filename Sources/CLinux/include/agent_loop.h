// What the agent's event loop needs of Linux and the Glibc overlay lacks.
#pragma once
#include <stddef.h>
#include <stdint.h>

// An epoll instance, or -1 with errno.
int starling_epoll_create(void);

// Watches `descriptor` for reading; `token` comes back from the wait. 0, or -1 with errno.
int starling_epoll_add(int epoll, int descriptor, uint32_t token);

// Watches `descriptor` for reading, and for writing too where `writes` is not 0; changes what was asked for before. 0, or a
// negated errno.
int starling_epoll_set(int epoll, int descriptor, uint32_t token, int writes);

// Stops watching `descriptor`. 0, or -1 with errno.
int starling_epoll_remove(int epoll, int descriptor);

// Waits without limit and writes at most `capacity` tokens. Their number, 0 when a signal came, or -1 with errno.
int starling_epoll_wait(int epoll, uint32_t *tokens, int capacity);

// The same without waiting.
int starling_epoll_take(int epoll, uint32_t *tokens, int capacity);

// A timer on CLOCK_BOOTTIME, or -1 with errno.
int starling_timer_create(void);

// Sets the timer to a moment in nanoseconds; 0 stops it.
int starling_timer_set(int timer, uint64_t nanoseconds);

// A descriptor that reads SIGTERM, SIGINT and SIGHUP, which it blocks; SIGPIPE is ignored. -1 with errno.
int starling_signals_open(void);

// The number of a signal that came, or 0.
int starling_signals_read(int descriptor);

// Two connected, non-blocking ends: answers are read from the first and written to the second. 0, or -1 with errno.
int starling_answers_open(int ends[2]);

// An answer to starling_resolve, as one message.
struct starling_resolution {
    uint32_t token;
    int32_t error;      // of getaddrinfo; 0: there is an address
    uint32_t family;    // 4 or 6
    uint32_t scope;     // of a link-local IPv6 address
    uint8_t address[16];
};

// Looks `name` up in a thread of its own and writes the answer to `answers`. 0, or an error number.
int starling_resolve(const char *name, uint32_t token, int answers);

// A non-blocking UDP socket connected to an address (4 or 16 bytes by `family`), leaving by `device` and opened in
// the network namespace at the path `namespace` where these are not NULL. -1 with errno.
int starling_udp_connect(const struct starling_resolution *to, uint16_t port, const char *device, const char *network_namespace);

// Gives back the pages of this program's code that are mapped: those that are needed come again from the page cache.
void starling_release_code(void);

// Keeps of the capabilities that this thread has only those in `keep` (bit N is capability N), and gives up what
// programs that it starts could gain. The capabilities that are left, or -1 with errno.
int64_t starling_keep_capabilities(uint64_t keep);
