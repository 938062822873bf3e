import FlowLanguage
import NetTypes
import SFlow
import Testing
import Workloads

@testable import Engine

/// How large the address book may grow, and what many that claim one address do.
@Suite struct AddressBookBoundTests {
    private func station(_ agent: UInt32, _ index: UInt32, _ addresses: [IPAddress], name: String = "web") -> Station {
        Station(
            WorkloadKey(agent: .v4(agent), subAgent: 0, source: DataSource(sourceClass: 3, index: index)),
            node: "",
            labels: WorkloadLabels([WorkloadLabel(.containerName, name)]),
            description: nil,
            custom: [],
            ipAddresses: addresses,
            macs: []
        )
    }

    @Test func addressesBeyondTheBoundAreLeftOut() {
        let stations = (1...10).map { station(1, $0, [.v4(0x0a00_0000 + $0)]) }
        let book = AddressBook(AddressBookMaker([stations], capacity: 7))
        #expect(book.count == 7 && book.refused == 3)
        #expect(book.answer(.workload(.ip(.v4(0x0a00_0001)), .container)).text == "web")
        #expect(book.answer(.workload(.ip(.v4(0x0a00_0009)), .container)).text == nil)
    }

    @Test func manyThatClaimOneAddressAreNobody() {
        let address = IPAddress.v4(0x0a00_0001)
        let ofOneAgent = (1...1000).map { station(1, $0, [address]) }
        let ofMany = (2...1000).map { station($0, 1, [address]) }
        let book = AddressBook(AddressBookMaker([ofOneAgent, ofMany], capacity: 10_000))
        #expect(book.answer(.workload(.ip(address), .container, seenBy: .v4(1))).text == nil)
        #expect(book.answer(.workload(.ip(address), .container, seenBy: .v4(7))).text == "web")
        #expect(book.answer(.workload(.ip(address), .container)).text == nil)
        #expect(book.owners(of: AddressBook.key(address), at: 0).count <= AddressBookMaker.ownerLimit + 1)
    }

    @Test func oneDataSourceOfTwoSubAgentsIsNobody() {
        let key = WorkloadKey(agent: .v4(1), subAgent: 1, source: DataSource(sourceClass: 3, index: 5))
        let other = Station(
            key,
            node: "",
            labels: WorkloadLabels(),
            description: nil,
            custom: [],
            ipAddresses: [],
            macs: []
        )
        let book = AddressBook(AddressBookMaker([[station(1, 5, []), other, station(1, 6, [])]], capacity: 10))
        #expect(book.answer(.workloadSource(agent: .v4(1), 5, .container)).text == nil)
        #expect(book.answer(.workloadSource(agent: .v4(1), 6, .container)).text == "web")
    }

    @Test func aKeeperSparesTheTimeThatBooksTake() {
        let keeper = AddressBookKeeper()
        var now: Int64 = 0, changes: UInt64 = 0
        /// Makes a book in 100 ms.
        func refresh() -> Bool {
            changes += 1
            return keeper.refresh(capacity: 10, { now }) {
                now += 100_000_000
                return [StationList(stations: [], changes: changes)]
            }
        }
        #expect(refresh())
        #expect(!refresh())
        now += 700_000_000
        #expect(!refresh())
        now += 1_000_000_000
        #expect(refresh())
    }
}
