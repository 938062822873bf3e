import Enrichment
import Fuzzing
import NameResolution
import NetTypes

// What names addresses: DNS messages, databases of addresses, the IEEE's files, services(5), prefixes. The first byte says which.

let addresses = ["192.0.2.1", "192.0.2.200", "198.51.100.7", "203.0.113.1", "2001:db8:1::1", "ffff::"].map {
    IPAddress($0)!
}

func check(_ name: String?) {
    guard let name else { return }
    precondition(!name.isEmpty && name.utf8.count <= nameLimit, "a name without a bound")
    precondition(!name.utf8.contains { $0 < 0x20 || $0 == 0x7f }, "a name with control characters")
}

func checkMaxMind(_ bytes: [UInt8]) {
    guard let database = try? MaxMindDatabase(bytes) else { return }
    for address in addresses {
        for found in [database.country(of: address), database.autonomousSystem(of: address)] {
            check(found?.code)
            check(found?.name)
        }
    }
}

func checkPrefix(_ text: String) {
    guard let prefix = AddressPrefix(text) else { return }
    precondition(AddressPrefix(prefix.description) == prefix, "a prefix reads differently")
    var group = AddressGroup.Builder()
    group.add(prefix, label: "a")
    precondition(group.finish().label(of: prefix.first) == "a", "a prefix is not found")
}

fuzz { input in
    let bytes = copy(input)
    guard let kind = bytes.first else { return }
    let rest = Array(bytes.dropFirst())
    switch kind % 5 {
    case 0:
        if case .name(let name, _) = PointerAnswer(rest) { check(name) }
    case 1: checkMaxMind(rest)
    case 2:
        var files = VendorFiles()
        _ = files.take(rest)
        let names = files.finish()
        for bits in [0, 0x163e << 24, 0x741a_e091_2345 as UInt64] { check(names.vendor(of: MACAddress(bits))?.name) }
    case 3: check(PortNames(rest).name(of: 22, "tcp"))
    default: checkPrefix(String(decoding: rest, as: UTF8.self))
    }
}
