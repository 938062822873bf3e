#pragma once
// Starting a child process that does not outlive its parent.

/// Starts the program at `path` with standard input on /dev/null, in its own process group, so that the terminal's Ctrl-C
/// reaches only the parent. No other descriptor is passed on. `*output` becomes the end of a pipe from which its standard
/// output and standard error are read.
///
/// The kernel sends it `death_signal` when the calling *thread* ends, however it ends: call it on a thread that lives as
/// long as the child is to. Returns the process id, or a negated errno, also where the program cannot be executed.
int sl_spawn(const char *path, char *const arguments[], int death_signal, int *output);
