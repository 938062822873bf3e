// Does known work and tells what it used: work STEP…
//
//   idle MS                  sleeps
//   burn MS                  uses processor time
//   hold MIB                 has that much memory from now on
//   write PATH MIB           writes past the page cache
//   cache PATH MIB           writes into the page cache
//   send ADDRESS PORT COUNT  sends datagrams of 1400 bytes, about 2000 a second
//   listen PORT              has a socket for datagrams from now on
//   spawn COUNT MS           has processes beside it that sleep
//   report PATH              writes "OWN OTHERS": the nanoseconds of processor time that this process has used since it
//                            was made, and those that its group had used without it when `main` began
//   exit CODE                ends
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { mebibyte = 1 << 20, datagram = 1400 };

static long long processor_time(void)
{
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return used.tv_sec * 1000000000LL + used.tv_nsec;
}

static void idle(double milliseconds)
{
    long long nanoseconds = milliseconds * 1e6;
    struct timespec rest = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    while (nanosleep(&rest, &rest) != 0) {
    }
}

static void burn(double milliseconds)
{
    long long end = processor_time() + (long long)(milliseconds * 1e6);
    while (processor_time() < end) {
    }
}

// What the group that this process sees as its own has used, with all its processes; -1: it sees none.
static long long group_time(void)
{
    char text[256] = {0};
    long long scale = 1;
    int file = open("/sys/fs/cgroup/cpuacct/cpuacct.usage", O_RDONLY);
    if (file < 0) {
        file = open("/sys/fs/cgroup/cpu.stat", O_RDONLY);
        scale = 1000;
    }
    if (file < 0 || read(file, text, sizeof text - 1) <= 0) return -1;
    close(file);
    return atoll(scale == 1 ? text : text + strlen("usage_usec ")) * scale;
}

static void hold(long mebibytes)
{
    void *memory = malloc(mebibytes * mebibyte);
    if (memory == NULL) errx(100, "no memory");
    memset(memory, 'x', mebibytes * mebibyte);
    __asm__ volatile("" : : "r"(memory) : "memory");
}

static void write_file(const char *path, long mebibytes, int flags)
{
    void *block;
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | flags, 0644);
    if (file < 0) err(100, "%s", path);
    if (posix_memalign(&block, 4096, mebibyte) != 0) errx(100, "no memory");
    memset(block, 'x', mebibyte);
    for (long i = 0; i < mebibytes; i++)
        if (write(file, block, mebibyte) != mebibyte) err(100, "%s", path);
    close(file);
}

static struct sockaddr_in address(const char *host, const char *port)
{
    struct sockaddr_in result = {.sin_family = AF_INET, .sin_port = htons(atoi(port))};
    if (inet_pton(AF_INET, host, &result.sin_addr) != 1) errx(100, "%s", host);
    return result;
}

static void send_datagrams(const char *host, const char *port, long count)
{
    char bytes[datagram] = {0};
    struct sockaddr_in peer = address(host, port);
    int socket_ = socket(AF_INET, SOCK_DGRAM, 0);
    for (long i = 0; i < count; i++) {
        if (sendto(socket_, bytes, sizeof bytes, 0, (struct sockaddr *)&peer, sizeof peer) < 0) err(100, "send");
        if (i % 20 == 19) idle(10);
    }
    close(socket_);
}

static void listen_on(const char *port)
{
    struct sockaddr_in own = address("0.0.0.0", port);
    if (bind(socket(AF_INET, SOCK_DGRAM, 0), (struct sockaddr *)&own, sizeof own) != 0) err(100, "port %s", port);
}

static void spawn(long count, double milliseconds)
{
    for (long i = 0; i < count; i++)
        if (fork() == 0) {
            idle(milliseconds);
            _exit(0);
        }
}

static void report(const char *path, long long others)
{
    char text[64];
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file < 0) err(100, "%s", path);
    int length = snprintf(text, sizeof text, "%lld %lld\n", processor_time(), others);
    if (write(file, text, length) != length) err(100, "%s", path);
}

int main(int count, char **words)
{
    long long own = processor_time(), group = group_time();
    for (char **step = words + 1; step < words + count;) {
        const char *verb = *step++;
        if (!strcmp(verb, "idle")) idle(atof(*step++));
        else if (!strcmp(verb, "burn")) burn(atof(*step++));
        else if (!strcmp(verb, "write")) write_file(step[0], atol(step[1]), O_DIRECT), step += 2;
        else if (!strcmp(verb, "cache")) write_file(step[0], atol(step[1]), 0), step += 2;
        else if (!strcmp(verb, "hold")) hold(atol(*step++));
        else if (!strcmp(verb, "send")) send_datagrams(step[0], step[1], atol(step[2])), step += 3;
        else if (!strcmp(verb, "listen")) listen_on(*step++);
        else if (!strcmp(verb, "spawn")) spawn(atol(step[0]), atof(step[1])), step += 2;
        else if (!strcmp(verb, "report")) report(*step++, group < 0 ? -1 : group - own);
        else if (!strcmp(verb, "exit")) _exit(atoi(*step));
        else errx(100, "%s is no step", verb);
    }
    return 0;
}
