#include "CCares.h"

#include <ares.h>
#include <arpa/nameser.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/time.h>
#include <unistd.h>

struct sl_resolver {
    ares_channel channel;
    sl_resolver_answer answer;
    void *context;
};

struct question {
    struct sl_resolver *resolver;
    uint64_t token;
};

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int library_status;

static void start_library(void) { library_status = ares_library_init(ARES_LIB_INIT_ALL); }

static int open_channel(ares_channel *channel, const char *servers, const char *resolv_conf, int timeout_ms, int tries) {
    struct ares_options options = {
        // Sockets stay open between questions.
        .flags = ARES_FLAG_STAYOPEN,
        .timeout = timeout_ms,
        .tries = tries,
        .resolvconf_path = (char *)resolv_conf,
    };
    int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES | (resolv_conf ? ARES_OPT_RESOLVCONF : 0);
    int status = ares_init_options(channel, &options, mask);
    if (status != ARES_SUCCESS || !servers) return status;
    status = ares_set_servers_ports_csv(*channel, servers);
    if (status != ARES_SUCCESS) ares_destroy(*channel);
    return status;
}

struct sl_resolver *sl_resolver_new(
    const char *servers, const char *resolv_conf, int timeout_ms, int tries, sl_resolver_answer answer, void *context,
    const char **error) {
    pthread_once(&once, start_library);
    struct sl_resolver *resolver = calloc(1, sizeof *resolver);
    int status = library_status;
    if (status == ARES_SUCCESS)
        status = resolver ? open_channel(&resolver->channel, servers, resolv_conf, timeout_ms, tries) : ARES_ENOMEM;
    if (status != ARES_SUCCESS) {
        *error = ares_strerror(status);
        free(resolver);
        return NULL;
    }
    resolver->answer = answer;
    resolver->context = context;
    return resolver;
}

void sl_resolver_free(struct sl_resolver *resolver) {
    if (!resolver) return;
    ares_destroy(resolver->channel);
    free(resolver);
}

static enum sl_resolver_outcome outcome(int status) {
    switch (status) {
    case ARES_SUCCESS: return SL_RESOLVER_ANSWERED;
    case ARES_ENODATA:
    case ARES_ENOTFOUND: return SL_RESOLVER_NOTHING;
    case ARES_ETIMEOUT: return SL_RESOLVER_TIMEOUT;
    case ARES_EDESTRUCTION:
    case ARES_ECANCELLED: return SL_RESOLVER_ABANDONED;
    default: return SL_RESOLVER_FAILED;
    }
}

static void answered(void *argument, int status, int timeouts, unsigned char *bytes, int count) {
    (void)timeouts;
    struct question question = *(struct question *)argument;
    free(argument);
    size_t length = bytes && count > 0 ? (size_t)count : 0;
    question.resolver->answer(question.resolver->context, question.token, outcome(status), bytes, length);
}

void sl_resolver_ask(struct sl_resolver *resolver, const char *name, uint64_t token) {
    struct question *question = malloc(sizeof *question);
    if (!question) {
        resolver->answer(resolver->context, token, SL_RESOLVER_FAILED, NULL, 0);
        return;
    }
    question->resolver = resolver;
    question->token = token;
    ares_query(resolver->channel, name, ns_c_in, ns_t_ptr, answered, question);
}

// The descriptors of the channel, from `entries` on; their number.
static int descriptors(ares_channel channel, struct pollfd *entries) {
    ares_socket_t sockets[ARES_GETSOCK_MAXNUM];
    int bits = ares_getsock(channel, sockets, ARES_GETSOCK_MAXNUM), count = 0;
    for (int index = 0; index < ARES_GETSOCK_MAXNUM; index++) {
        short events = 0;
        if (ARES_GETSOCK_READABLE(bits, index)) events |= POLLIN;
        if (ARES_GETSOCK_WRITABLE((unsigned)bits, index)) events |= POLLOUT;
        if (!events) break;
        entries[count++] = (struct pollfd){.fd = sockets[index], .events = events};
    }
    return count;
}

static int wait_time(ares_channel channel, int limit_ms) {
    struct timeval limit = {.tv_sec = limit_ms / 1000, .tv_usec = limit_ms % 1000 * 1000}, room;
    struct timeval *time = ares_timeout(channel, &limit, &room);
    // Rounded up: to wake too early is to wake again.
    return (int)(time->tv_sec * 1000 + (time->tv_usec + 999) / 1000);
}

void sl_resolver_wait(struct sl_resolver *resolver, int wake, int limit_ms) {
    struct pollfd entries[ARES_GETSOCK_MAXNUM + 1];
    entries[0] = (struct pollfd){.fd = wake, .events = POLLIN};
    int count = 1 + descriptors(resolver->channel, entries + 1);
    if (poll(entries, (nfds_t)count, wait_time(resolver->channel, limit_ms)) < 0) return;
    uint64_t rings;
    if (entries[0].revents & POLLIN) (void)!read(wake, &rings, sizeof rings);
    for (int index = 1; index < count; index++) {
        short events = entries[index].revents;
        ares_process_fd(
            resolver->channel, events & (POLLIN | POLLERR | POLLHUP) ? entries[index].fd : ARES_SOCKET_BAD,
            events & POLLOUT ? entries[index].fd : ARES_SOCKET_BAD);
    }
    // What no socket says: that time has run out.
    ares_process_fd(resolver->channel, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
}
