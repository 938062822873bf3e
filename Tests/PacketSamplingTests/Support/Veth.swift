import Agent

/// A veth in the namespace of this thread: what is sent out of `a` is egress there and ingress at `b`.
struct Veth {
    let a: NetworkInterface, b: NetworkInterface
    var ends: [NetworkInterface] { [a, b] }

    /// Makes both ends and brings them up.
    init() throws {
        try NetworkNamespace.shell("ip link add name a type veth peer name b")
        try Self.bringUp()
        a = NetworkInterface(named: "a")
        b = NetworkInterface(named: "b")
    }

    /// Runs `body` with a veth in a namespace of its own.
    static func run(_ body: (Veth) throws -> Void) throws {
        try NetworkNamespace.run { try body(Veth()) }
    }

    /// Takes `b` down, which takes `a`'s carrier away, and up again.
    func flap() throws {
        try NetworkNamespace.shell("ip link set dev b down")
        try Self.bringUp()
    }

    /// Deletes both ends.
    func delete() throws { try NetworkNamespace.shell("ip link del dev a") }

    /// Before the kernel has noticed the carrier, which it does a moment later, all that is sent is lost.
    private static func bringUp() throws {
        try NetworkNamespace.shell("ip link set dev a up && ip link set dev b up")
        let isReady = "ip link show dev $end | grep -q 'qdisc no[^o].* state UP'"
        try NetworkNamespace.shell(
            "for end in a b; do for try in $(seq 1000); do \(isReady) && continue 2; done; exit 1; done"
        )
    }
}
