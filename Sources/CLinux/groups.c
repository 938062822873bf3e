#define _GNU_SOURCE
#include "groups.h"
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int sl_pidfd_open(int32_t process_id) {
    int descriptor = (int)syscall(SYS_pidfd_open, process_id, 0);
    return descriptor < 0 ? -errno : descriptor;
}

int sl_pidfd_has_ended(int descriptor) {
    struct pollfd event = {.fd = descriptor, .events = POLLIN};
    return poll(&event, 1, 0) > 0;
}

uint64_t sl_process_time(int32_t process_id) {
    clockid_t clock;
    struct timespec time;
    if (clock_getcpuclockid(process_id, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

uint64_t sl_raise_descriptor_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    if (limit.rlim_cur == limit.rlim_max) return limit.rlim_cur;
    rlim_t before = limit.rlim_cur;
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0 ? limit.rlim_cur : before;
}

int sl_run_first(void) {
    struct sched_param lowest = {.sched_priority = sched_get_priority_min(SCHED_RR)};
    if (sched_setscheduler(0, SCHED_RR | SCHED_RESET_ON_FORK, &lowest) == 0) return 0;
    // Control groups of version 1 may leave no real time to a group.
    return setpriority(PRIO_PROCESS, 0, -20) == 0 ? 0 : -errno;
}
