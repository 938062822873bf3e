#pragma once
// rtnetlink's messages and attributes, the one ethtool request that the agent makes, and who asks.

#include <linux/if_addr.h>
#include <linux/if_link.h>
#include <linux/net_namespace.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdint.h>

/// Reads speed (Mbit/s) and duplex (0 half, 1 full, 255 unknown) of the interface `name` by
/// ETHTOOL_GLINKSETTINGS over any socket. Returns 0, or an errno.
int clinux_link_settings(int socket, const char *name, uint32_t *speed, uint8_t *duplex);

/// The number of the calling thread. Network namespaces belong to threads.
int32_t clinux_thread_id(void);
