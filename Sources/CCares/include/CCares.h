#pragma once
// Questions to DNS servers by c-ares (https://c-ares.org/docs.html), which keeps servers, sockets, tries and time-outs.
// A resolver belongs to one thread.

#include <stddef.h>
#include <stdint.h>

struct sl_resolver;

/// What came of a question. The outcome of `sl_resolver_name_of` is what there is to know where there is no message;
/// `bytes` is the server's message (RFC 1035) as it came, or NULL, and valid only within the call.
enum sl_resolver_outcome {
    SL_RESOLVER_ANSWERED,   // with what was asked for
    SL_RESOLVER_NOTHING,    // the server knows that there is nothing
    SL_RESOLVER_TIMEOUT,    // no server answered
    SL_RESOLVER_FAILED,     // servers could not or would not answer, or none could be reached
    SL_RESOLVER_ABANDONED,  // the resolver was freed
};
typedef void (*sl_resolver_answer)(
    void *context, uint64_t token, enum sl_resolver_outcome outcome, const uint8_t *bytes, size_t count);

/// A resolver that asks the servers of `servers` ("192.0.2.1:53,[2001:db8::1]:53"), or where that is NULL those of the file
/// at `resolv_conf`. A server has `timeout_ms` for the first of `tries`, and more for each further. NULL: `*error` says why.
struct sl_resolver *sl_resolver_new(
    const char *servers, const char *resolv_conf, int timeout_ms, int tries, sl_resolver_answer answer, void *context,
    const char **error);

/// Frees a resolver; what is unanswered is abandoned first.
void sl_resolver_free(struct sl_resolver *resolver);

/// Asks for the pointer records (PTR) of `name`. The answer may come within the call.
void sl_resolver_ask(struct sl_resolver *resolver, const char *name, uint64_t token);

/// Waits until a server says something, time runs out for a question, `wake` (a descriptor that is read empty) is readable,
/// or `limit_ms` have passed, and calls for what was answered.
void sl_resolver_wait(struct sl_resolver *resolver, int wake, int limit_ms);
