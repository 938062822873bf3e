import SFlow

extension HostAdapter {
    init(address: UInt64) {
        self.init()
        macs = [MACElement(address)]
    }
}

/// Adapters as they were read, with the addresses that the runtime tells where reading them was not permitted. One end and one
/// address belong together; which of several do no one knows, so they stand side by side.
func complete(_ adapters: [HostAdapter], with addresses: [UInt64]) -> [HostAdapter] {
    guard adapters.allSatisfy(\.macs.isEmpty) else { return adapters }
    guard var only = adapters.first, adapters.count == 1, addresses.count == 1 else {
        return adapters + addresses.map { HostAdapter(address: $0) }
    }
    only.macs = [MACElement(addresses[0])]
    return [only]
}
