#pragma once
// What the compiler offers to C alone.

/// Has the processor fetch the line of memory, without waiting for it. The address need not be valid.
static inline __attribute__((always_inline)) void sl_prefetch(const void *line) { __builtin_prefetch(line, 0, 3); }
