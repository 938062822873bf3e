#define _GNU_SOURCE
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

// From here to execv only what is safe after fork in a process with threads.
static void become(const char *path, char *const arguments[], int output, int death_signal, pid_t parent) {
    struct sigaction standard = { .sa_handler = SIG_DFL };
    for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setpgid(0, 0);
    if (prctl(PR_SET_PDEATHSIG, death_signal) != 0) return;
    // The parent may have ended before the kernel knew what to do then.
    if (getppid() != parent) _exit(127);
    int null = open("/dev/null", O_RDONLY);
    if (null < 0 || dup2(null, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0) return;
    close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);
    execv(path, arguments);
}

static int start(const char *path, char *const arguments[], int output, int death_signal) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return -errno;
    // No handler of the parent may run in the child before it has reset them.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    pid_t parent = getpid(), child = fork();
    if (child == 0) {
        become(path, arguments, output, death_signal, parent);
        int error = errno;
        if (write(report[1], &error, sizeof error) < 0) _exit(126);
        _exit(127);
    }
    int failure = child < 0 ? errno : 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(report[1]);
    if (child > 0) {
        // Closed without a word when the program runs.
        ssize_t count;
        do count = read(report[0], &failure, sizeof failure);
        while (count < 0 && errno == EINTR);
        if (count != sizeof failure) failure = 0;
        else waitpid(child, NULL, 0);
    }
    close(report[0]);
    return failure != 0 ? -failure : child;
}

int sl_spawn(const char *path, char *const arguments[], int death_signal, int *output) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
    int child = start(path, arguments, ends[1], death_signal);
    close(ends[1]);
    if (child < 0) close(ends[0]);
    else *output = ends[0];
    return child;
}
