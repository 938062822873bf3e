#include "packet.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int bpf(enum bpf_cmd command, union bpf_attr *attributes) {
    long result = syscall(SYS_bpf, command, attributes, sizeof *attributes);
    return result < 0 ? -errno : (int)result;
}

static uint64_t address(const void *pointer) { return (uint64_t)(uintptr_t)pointer; }

// Before Linux 5.11 maps and programs count as locked memory, of which 64 KiB are usual.
static void lift_locked_memory(void) {
    struct rlimit limit = {.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
    setrlimit(RLIMIT_MEMLOCK, &limit);
}

int clinux_map_create(uint32_t type, const char *name, uint32_t key_size, uint32_t value_size, uint32_t entries) {
    union bpf_attr attributes = {
        .map_type = type, .key_size = key_size, .value_size = value_size, .max_entries = entries};
    strncpy(attributes.map_name, name, sizeof attributes.map_name - 1);
    int map = bpf(BPF_MAP_CREATE, &attributes);
    if (map != -EPERM) return map;
    lift_locked_memory();
    return bpf(BPF_MAP_CREATE, &attributes);
}

int clinux_program_load(
    const struct bpf_insn *instructions, uint32_t count, const char *name, char *log, uint32_t log_size) {
    union bpf_attr attributes = {
        .prog_type = BPF_PROG_TYPE_SOCKET_FILTER,
        .insns = address(instructions),
        .insn_cnt = count,
        .license = address("Apache-2.0"),
        .log_buf = address(log),
        .log_size = log_size,
        .log_level = log_size ? 1 : 0,
    };
    strncpy(attributes.prog_name, name, sizeof attributes.prog_name - 1);
    return bpf(BPF_PROG_LOAD, &attributes);
}

int clinux_map_update(int map, const void *key, const void *value) {
    union bpf_attr attributes = {.map_fd = (uint32_t)map, .key = address(key), .value = address(value)};
    return -bpf(BPF_MAP_UPDATE_ELEM, &attributes);
}

int clinux_map_lookup(int map, const void *key, void *value) {
    union bpf_attr attributes = {.map_fd = (uint32_t)map, .key = address(key), .value = address(value)};
    return -bpf(BPF_MAP_LOOKUP_ELEM, &attributes);
}

int clinux_map_delete(int map, const void *key) {
    union bpf_attr attributes = {.map_fd = (uint32_t)map, .key = address(key)};
    return -bpf(BPF_MAP_DELETE_ELEM, &attributes);
}

int clinux_program_cost(int program, uint64_t *runs, uint64_t *nanoseconds) {
    struct bpf_prog_info info = {0};
    union bpf_attr attributes = {
        .info = {.bpf_fd = (uint32_t)program, .info_len = sizeof info, .info = address(&info)}};
    int error = -bpf(BPF_OBJ_GET_INFO_BY_FD, &attributes);
    if (error) return error;
    *runs = info.run_cnt;
    *nanoseconds = info.run_time_ns;
    return 0;
}

// "0-3,8" has 9 possible CPUs for the kernel's per-CPU maps: the last number counts.
uint32_t clinux_possible_cpus(void) {
    FILE *file = fopen("/sys/devices/system/cpu/possible", "re");
    unsigned int last = 0;
    if (file) {
        int c;
        while (fscanf(file, "%u", &last) == 1 && ((c = fgetc(file)) == '-' || c == ',')) continue;
        fclose(file);
    }
    return last + 1;
}
