#pragma once
// What watching control groups and their processes needs of Linux and the Glibc overlay lacks.

#include <stdint.h>

/// A descriptor that becomes readable when the process has ended (Linux 5.3), or a negated errno.
int sl_pidfd_open(int32_t process_id);

/// Whether the process of a descriptor by `sl_pidfd_open` has ended.
int sl_pidfd_has_ended(int descriptor);

/// Nanoseconds of processor time that a process has used, all its threads together; 0: it is not to be had.
uint64_t sl_process_time(int32_t process_id);

/// Lets this process open as many files as the system allows it. That number.
uint64_t sl_raise_descriptor_limit(void);

/// Lets the calling thread run before all that have no real-time policy, as soon as it is woken; threads and processes that
/// it makes do not. Where its control group has no real time, with the highest priority of others. 0, or a negated errno: it needs CAP_SYS_NICE.
int sl_run_first(void);
