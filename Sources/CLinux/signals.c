#define _GNU_SOURCE
#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/eventfd.h>
#include <unistd.h>

static atomic_uint noted;
static atomic_bool stopping;
static int event = -1;

// The descriptor becomes readable last: who has drained it finds what was noted.
static void note(int number) {
    int saved = errno;
    if (number != SIGUSR1) atomic_store(&stopping, true);
    atomic_fetch_or(&noted, number == SIGUSR1 ? SL_SIGNAL_REPORT : SL_SIGNAL_STOP);
    uint64_t one = 1;
    (void)!write(event, &one, sizeof one);
    errno = saved;
}

static int handle(int number, int flags) {
    struct sigaction action = {.sa_handler = note, .sa_flags = flags};
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL);
}

int sl_signals_note(void) {
    event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (event < 0) return -errno;
    signal(SIGPIPE, SIG_IGN);
    if (handle(SIGUSR1, SA_RESTART) < 0) return -errno;
    if (handle(SIGINT, (int)SA_RESETHAND) < 0 || handle(SIGTERM, (int)SA_RESETHAND) < 0) return -errno;
    // nohup(1) has it ignored, and it stays so.
    struct sigaction hangup;
    if (sigaction(SIGHUP, NULL, &hangup) < 0) return -errno;
    if (hangup.sa_handler != SIG_IGN && handle(SIGHUP, (int)SA_RESETHAND) < 0) return -errno;
    return event;
}

uint32_t sl_signals_take(void) {
    if (!atomic_load_explicit(&noted, memory_order_relaxed)) return 0;
    return atomic_exchange(&noted, 0);
}

int sl_signals_stopping(void) { return atomic_load(&stopping); }

int sl_signals_drain(void) {
    uint64_t count;
    return event >= 0 && read(event, &count, sizeof count) == sizeof count;
}
