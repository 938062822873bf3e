import Testing

@testable import Simulation

@Suite struct RepeatabilityTests {
    private func options(_ change: (inout SimulationOptions) -> Void = { _ in }) -> SimulationOptions {
        var options = SimulationOptions()
        options.nodes = 9
        options.containers = 6
        options.sampling = 50
        options.polling = 2
        change(&options)
        return options
    }

    @Test func sameSeedSameBytesAndTruth() {
        let told = options { $0.truthInterval = 2 }
        let first = Recording(told, seconds: 5), second = Recording(told, seconds: 5)
        #expect(first.datagrams == second.datagrams)
        #expect(first.truth == second.truth)
        #expect(first.truth.count > 100)
    }

    @Test func truthChangesNothing() {
        let silent = Recording(options(), seconds: 5), told = Recording(options { $0.truthInterval = 1 }, seconds: 5)
        #expect(silent.datagrams == told.datagrams)
        #expect(silent.truth.isEmpty)
    }

    /// What the bytes depend on, one by one.
    @Test(
        arguments: [
            { $0.seed = 2 }, { $0.start += 3_600_000 }, { $0.nodes = 10 }, { $0.containers = 7 }, { $0.sampling = 51 },
        ] as [@Sendable (inout SimulationOptions) -> Void]
    )
    func other(change: @Sendable (inout SimulationOptions) -> Void) {
        #expect(Recording(options(), seconds: 2).datagrams != Recording(options(change), seconds: 2).datagrams)
    }

    /// A fingerprint, so that a change of what a seed means is noticed: FNV-1a of all bytes.
    @Test func fingerprint() {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in Recording(options(), seconds: 3).datagrams.joined() {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        #expect(hash == 1_611_770_739_619_804_350)
    }
}
