#pragma once

// HTTP/2 as a state machine without input or output of its own: https://nghttp2.org/documentation/
#include <nghttp2/nghttp2.h>
