#pragma once

#include "agent_loop.h"
#include "groups.h"
#include "netlink.h"
#include "packet.h"
#include "receive.h"
#include "send.h"
#include "signals.h"
#include "spawn.h"
#include "transmit.h"
#include "unix_stream.h"
