import Agent
import CLinux
import Glibc
import SystemFiles

/// What the driver of an interface says about its link.
package struct LinkSettings: Hashable, Sendable {
    package enum Duplex: Sendable { case unknown, half, full }

    /// Bits per second; 0 unknown.
    package var speed: UInt64 = 0
    package var duplex = Duplex.unknown
    package var isWireless = false

    package init(speed: UInt64 = 0, duplex: Duplex = .unknown, isWireless: Bool = false) {
        self.speed = speed
        self.duplex = duplex
        self.isWireless = isWireless
    }
}

/// Asks drivers by ethtool, and sysfs whether an interface is a radio.
final class LinkSettingsReader {
    private let socket: Int32
    private let classDirectory: String

    init(_ roots: SystemRoots) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        classDirectory = roots.sys + "/class/net/"
    }

    deinit { if socket >= 0 { close(socket) } }

    func read(_ interface: NetworkInterface) -> LinkSettings {
        var settings = LinkSettings(), megabits: UInt32 = 0, duplex: UInt8 = 255
        if socket >= 0, unsafe clinux_link_settings(socket, interface.name, &megabits, &duplex) == 0 {
            settings = LinkSettings(megabits: megabits, duplex: duplex)
        }
        settings.isWireless = interface.kind.isEmpty && exists(classDirectory + interface.name + "/phy80211")
        return settings
    }
}

extension LinkSettings {
    /// From ethtool's numbers: a speed of 0 or all ones is unknown, as is a duplex other than 0 and 1.
    init(megabits: UInt32, duplex: UInt8) {
        speed = megabits == 0 || megabits == .max ? 0 : UInt64(megabits) * 1_000_000
        self.duplex = duplex == 0 ? .half : duplex == 1 ? .full : .unknown
    }
}
