#pragma once
// Signals that end or ask a program which otherwise reads and writes: noted, and told to whoever polls.

#include <stdint.h>

/// What came since the last look.
enum sl_signal { SL_SIGNAL_STOP = 1, SL_SIGNAL_REPORT = 2 };

/// From now on SIGINT, SIGTERM and SIGHUP (stop; each a second time ends the process as if nothing had been asked for) and
/// SIGUSR1 (report) are noted, and SIGPIPE is ignored: writing tells. Returns a descriptor that is readable while something
/// is noted, until `sl_signals_drain`, or a negated errno. Once in a process.
int sl_signals_note(void);

/// What was noted, as a sum of `sl_signal`; forgets it. Costs no more than reading a word where nothing was.
uint32_t sl_signals_take(void);

/// Whether a signal that ends the program has come, taken or not.
int sl_signals_stopping(void);

/// Makes the descriptor unreadable, and returns whether it was readable. Take what was noted after that, not before.
int sl_signals_drain(void);
