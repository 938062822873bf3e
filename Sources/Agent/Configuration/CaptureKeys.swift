/// The keys of `pcap { }`.
package enum CaptureKeys {
    private static let fresh = Capture()

    package static let doc =
        "Interfaces to sample packets of. Repeatable; without `dev`, `dev.pattern` and `speed` it means all suitable interfaces."

    package static let all: [ConfigurationKey<Capture>] = [
        .text(
            "dev",
            \.device,
            default: "",
            "The interface of this name, whatever it is: a bond, a VLAN, a bridge too."
        ).flag(
            "interface",
            "NAME|PATTERN",
            "Sample the interface of this name, whatever it is, or those whose name matches this extended regular expression. Repeatable."
        ).environment("NET"),
        .text(
            "dev.pattern",
            as: .pattern,
            \.pattern,
            default: "",
            "Interfaces whose name matches this extended regular expression."
        ),
        ConfigurationKey(
            "speed",
            .speedRange,
            "Interfaces of a speed within LOW-HIGH or from LOW- on, in bit/s with K, M, G, T, P."
        ) { target, value in
            if case .speedRange(let range) = value { target.speeds = range }
        },
        .onOff("promisc", \.isPromiscuous, of: fresh, "Switch the interfaces to promiscuous mode."),
        .integer(
            "sampling",
            0...10_000_000,
            \.samplingRate,
            default: "",
            "The sampling rate of these interfaces, before all others."
        ),
        .ignored(
            "vport",
            .onOff,
            "the direction of a packet is taken from the kernel",
            "The interfaces are ports of a virtual switch."
        ),
        .ignored(
            "dynamic",
            .onOff,
            "interfaces that appear later are always sampled",
            "Sample interfaces that appear later."
        ),
    ]
}
