import SFlow
import Testing

@testable import Agent

@Suite struct HostAdapterTests {
    private static func adapter(_ index: UInt32, _ macs: UInt64...) -> HostAdapter {
        var adapter = HostAdapter()
        (adapter.ifIndex, adapter.macs) = (index, macs.map { MACElement($0) })
        return adapter
    }

    @Test(
        arguments: [
            ([], [], []),
            ([], [1, 2], [adapter(0, 1), adapter(0, 2)]),
            ([adapter(7)], [1], [adapter(7, 1)]),
            ([adapter(7)], [], [adapter(7)]),
            ([adapter(7), adapter(8)], [1], [adapter(7), adapter(8), adapter(0, 1)]),
            ([adapter(7)], [1, 2], [adapter(7), adapter(0, 1), adapter(0, 2)]),
            // What was read is the truth.
            ([adapter(7, 3)], [1], [adapter(7, 3)]),
            ([adapter(7, 3), adapter(8)], [1, 2], [adapter(7, 3), adapter(8)]),
        ] as [([HostAdapter], [UInt64], [HostAdapter])]
    )
    func addressesOfTheRuntime(read: [HostAdapter], addresses: [UInt64], expected: [HostAdapter]) {
        #expect(complete(read, with: addresses) == expected)
    }
}
