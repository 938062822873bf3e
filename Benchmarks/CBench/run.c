#include "CBench.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static double seconds(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec / 1e6; }

// The most that a process has had resident since it was executed; 0 when it has ended. (ru_maxrss counts from before
// that: a child that has yet to be executed is as large as its parent.)
static int64_t peak_resident(pid_t process) {
    char path[64], line[256];
    long long kilobytes = 0;
    snprintf(path, sizeof path, "/proc/%d/status", (int)process);
    FILE *status = fopen(path, "r");
    if (!status) return 0;
    while (fgets(line, sizeof line, status) && sscanf(line, "VmHWM: %lld kB", &kilobytes) != 1) {}
    fclose(status);
    return kilobytes * 1024;
}

int cbench_run(char *const argv[], struct cbench_usage *usage) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child;
    int failure = posix_spawnp(&child, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failure) return -failure;
    struct rusage used;
    int status;
    pid_t ended;
    usage->resident_bytes = 0;
    usleep(1000);
    while ((ended = wait4(child, &status, WNOHANG, &used)) == 0) {
        int64_t resident = peak_resident(child);
        if (resident > usage->resident_bytes) usage->resident_bytes = resident;
        usleep(5000);
    }
    if (ended < 0) return -errno;
    usage->cpu_seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    usage->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return 0;
}
