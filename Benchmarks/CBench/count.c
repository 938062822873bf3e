// The least that a decoder can do: find the 5-tuple of each sampled header and add its bytes in one hash table.
#include "CBench.h"
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    uint64_t ports, addresses[2], bytes, samples;
};

enum { slots = 1 << 20 };

struct cbench_counter {
    struct entry entries[slots];
};

struct cbench_counter *cbench_counter_new(void) { return calloc(1, sizeof(struct cbench_counter)); }

static uint32_t word(const uint8_t *at) {
    uint32_t value;
    memcpy(&value, at, sizeof value);
    return ntohl(value);
}

static uint16_t half(const uint8_t *at) { return (uint16_t)(at[0] << 8 | at[1]); }

static void add(struct cbench_counter *counter, uint64_t ports, uint64_t source, uint64_t destination, uint64_t bytes) {
    uint64_t hash = (ports ^ source * 0x9e3779b97f4a7c15u) * 0xbf58476d1ce4e5b9u ^ destination * 0x94d049bb133111ebu;
    hash = (hash ^ hash >> 31) * 0x9e3779b97f4a7c15u;
    for (size_t place = hash >> 44;; place = (place + 1) % slots) {
        struct entry *entry = &counter->entries[place];
        if (entry->samples && (entry->ports != ports || entry->addresses[0] != source || entry->addresses[1] != destination)) continue;
        if (!entry->samples) *entry = (struct entry){.ports = ports, .addresses = {source, destination}};
        entry->bytes += bytes;
        entry->samples++;
        return;
    }
}

// Ethernet, IPv4, TCP or UDP; the load has nothing else.
static void count_header(struct cbench_counter *counter, const uint8_t *at, uint32_t count, uint64_t bytes) {
    if (count < 34 || half(at + 12) != 0x0800) return;
    uint32_t transport = 14 + (at[14] & 15) * 4u;
    if (count < transport + 4) return;
    uint64_t ports = (uint64_t)at[23] << 32 | word(at + transport);
    add(counter, ports, word(at + 26), word(at + 30), bytes);
}

static void count_records(struct cbench_counter *counter, const uint8_t *at, uint32_t left, uint32_t records, uint64_t rate) {
    for (; records > 0 && left >= 8; records--) {
        uint32_t format = word(at), length = word(at + 4);
        at += 8, left -= 8;
        if (length > left) return;
        if (format == 1 && length >= 16 && word(at + 12) <= length - 16) count_header(counter, at + 16, word(at + 12), word(at + 4) * rate);
        at += length, left -= length;
    }
}

void cbench_count(struct cbench_counter *counter, const uint8_t *at, uint32_t left) {
    if (left < 28 || word(at) != 5 || word(at + 4) != 1) return;
    uint32_t samples = word(at + 24);
    at += 28, left -= 28;
    for (; samples > 0 && left >= 8; samples--) {
        uint32_t format = word(at), length = word(at + 4);
        at += 8, left -= 8;
        if (length > left) return;
        if (format == 1 && length >= 32) count_records(counter, at + 32, length - 32, word(at + 28), word(at + 8));
        at += length, left -= length;
    }
}
