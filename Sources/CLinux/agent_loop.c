#define _GNU_SOURCE
#include "agent_loop.h"
#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

int starling_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

int starling_epoll_add(int epoll, int descriptor, uint32_t token) {
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = token};
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}

int starling_epoll_remove(int epoll, int descriptor) { return epoll_ctl(epoll, EPOLL_CTL_DEL, descriptor, NULL); }

int starling_epoll_set(int epoll, int descriptor, uint32_t token, int writes) {
    struct epoll_event event = {.events = EPOLLIN | (writes ? EPOLLOUT : 0u), .data.u32 = token};
    if (epoll_ctl(epoll, EPOLL_CTL_MOD, descriptor, &event) == 0) return 0;
    if (errno != ENOENT) return -errno;
    return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0 ? 0 : -errno;
}

static int wait_for(int epoll, uint32_t *tokens, int capacity, int milliseconds) {
    struct epoll_event events[64];
    int count = epoll_wait(epoll, events, capacity < 64 ? capacity : 64, milliseconds);
    if (count < 0) return errno == EINTR ? 0 : -1;
    for (int i = 0; i < count; i++) tokens[i] = events[i].data.u32;
    return count;
}

int starling_epoll_wait(int epoll, uint32_t *tokens, int capacity) { return wait_for(epoll, tokens, capacity, -1); }

int starling_epoll_take(int epoll, uint32_t *tokens, int capacity) { return wait_for(epoll, tokens, capacity, 0); }

int starling_timer_create(void) { return timerfd_create(CLOCK_BOOTTIME, TFD_NONBLOCK | TFD_CLOEXEC); }

int starling_timer_set(int timer, uint64_t nanoseconds) {
    struct itimerspec value = {.it_value = {.tv_sec = nanoseconds / 1000000000, .tv_nsec = nanoseconds % 1000000000}};
    return timerfd_settime(timer, TFD_TIMER_ABSTIME, &value, NULL);
}

int starling_signals_open(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGHUP);
    if (sigprocmask(SIG_BLOCK, &set, NULL) < 0) return -1;
    signal(SIGPIPE, SIG_IGN);
    return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

int starling_signals_read(int descriptor) {
    struct signalfd_siginfo info;
    return read(descriptor, &info, sizeof info) == sizeof info ? (int)info.ssi_signo : 0;
}

int starling_answers_open(int ends[2]) {
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends);
}

struct question {
    uint32_t token;
    int answers;
    char name[];
};

static void fill(struct starling_resolution *answer, const struct sockaddr *address) {
    if (address->sa_family == AF_INET) {
        answer->family = 4;
        memcpy(answer->address, &((const struct sockaddr_in *)address)->sin_addr, 4);
    } else {
        const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
        answer->family = 6;
        answer->scope = six->sin6_scope_id;
        memcpy(answer->address, &six->sin6_addr, 16);
    }
}

static void *answer_question(void *argument) {
    struct question *question = argument;
    struct starling_resolution answer = {.token = question->token};
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_DGRAM, .ai_flags = AI_ADDRCONFIG}, *found = NULL;
    answer.error = getaddrinfo(question->name, NULL, &hints, &found);
    // AI_ADDRCONFIG does not count loopback addresses: a host that has no others may still mean one of its own.
    if (answer.error) {
        hints.ai_flags = 0;
        int error = getaddrinfo(question->name, NULL, &hints, &found);
        if (!error) answer.error = 0;
    }
    if (!answer.error) {
        fill(&answer, found->ai_addr);
        freeaddrinfo(found);
    }
    // An answer that is lost, as nobody reads any more, is asked for again.
    (void)!send(question->answers, &answer, sizeof answer, MSG_NOSIGNAL);
    free(question);
    return NULL;
}

int starling_resolve(const char *name, uint32_t token, int answers) {
    size_t length = strlen(name) + 1;
    struct question *question = malloc(sizeof *question + length);
    if (!question) return ENOMEM;
    question->token = token;
    question->answers = answers;
    memcpy(question->name, name, length);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 256 << 10);
    pthread_t thread;
    int error = pthread_create(&thread, &attributes, answer_question, question);
    pthread_attr_destroy(&attributes);
    if (error) free(question);
    return error;
}

static socklen_t socket_address(struct sockaddr_storage *storage, const struct starling_resolution *to, uint16_t port) {
    memset(storage, 0, sizeof *storage);
    if (to->family == 4) {
        struct sockaddr_in *four = (struct sockaddr_in *)storage;
        four->sin_family = AF_INET;
        four->sin_port = htons(port);
        memcpy(&four->sin_addr, to->address, 4);
        return sizeof *four;
    }
    struct sockaddr_in6 *six = (struct sockaddr_in6 *)storage;
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(port);
    six->sin6_scope_id = to->scope;
    memcpy(&six->sin6_addr, to->address, 16);
    return sizeof *six;
}

// Opens the socket in another namespace and comes back to this thread's own.
static int open_socket(int family, const char *network_namespace) {
    if (!network_namespace) return socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    int descriptor = -1;
    int home = open("/proc/thread-self/ns/net", O_RDONLY | O_CLOEXEC);
    int there = open(network_namespace, O_RDONLY | O_CLOEXEC);
    if (home >= 0 && there >= 0 && setns(there, CLONE_NEWNET) == 0) {
        descriptor = socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        int error = errno;
        // Staying there would measure the wrong namespace.
        if (setns(home, CLONE_NEWNET) != 0) abort();
        errno = error;
    }
    int error = errno;
    if (home >= 0) close(home);
    if (there >= 0) close(there);
    errno = error;
    return descriptor;
}

int starling_udp_connect(const struct starling_resolution *to, uint16_t port, const char *device, const char *network_namespace) {
    struct sockaddr_storage storage;
    socklen_t length = socket_address(&storage, to, port);
    int descriptor = open_socket(storage.ss_family, network_namespace);
    if (descriptor < 0) return -1;
    int bytes = 1 << 20;
    setsockopt(descriptor, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
    if ((!device || setsockopt(descriptor, SOL_SOCKET, SO_BINDTODEVICE, device, (socklen_t)strnlen(device, IFNAMSIZ)) == 0)
        && connect(descriptor, (struct sockaddr *)&storage, length) == 0)
        return descriptor;
    int error = errno;
    close(descriptor);
    errno = error;
    return -1;
}
