#include "netlink.h"

#include <errno.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static int ethtool(int socket, const char *name, void *command) {
    struct ifreq request = {0};
    if (strlen(name) >= sizeof request.ifr_name) return EINVAL;
    strcpy(request.ifr_name, name);
    request.ifr_data = command;
    return ioctl(socket, SIOCETHTOOL, &request) < 0 ? errno : 0;
}

// The kernel says in a first call how many words its link mode masks have; no kernel has more than 127.
int clinux_link_settings(int socket, const char *name, uint32_t *speed, uint8_t *duplex) {
    union {
        struct ethtool_link_settings head;
        char room[sizeof(struct ethtool_link_settings) + 3 * 127 * sizeof(uint32_t)];
    } settings = {.head = {.cmd = ETHTOOL_GLINKSETTINGS}};
    int error = ethtool(socket, name, &settings);
    if (error) return error;
    if (settings.head.link_mode_masks_nwords >= 0) return EPROTO;
    settings.head.cmd = ETHTOOL_GLINKSETTINGS;
    settings.head.link_mode_masks_nwords = -settings.head.link_mode_masks_nwords;
    error = ethtool(socket, name, &settings);
    if (error) return error;
    *speed = settings.head.speed;
    *duplex = settings.head.duplex;
    return 0;
}

int32_t clinux_thread_id(void) { return (int32_t)syscall(SYS_gettid); }
