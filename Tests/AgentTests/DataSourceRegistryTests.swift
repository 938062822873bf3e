import Glibc
import NetTypes
import TestKit
import Testing

@testable import Agent

@Suite struct DataSourceRegistryTests {
    private static let now: Int64 = 1_790_000_000_000
    private static let day: Int64 = 24 * 3600 * 1000

    private static func registry(_ file: StateFile? = nil, now: Int64 = Self.now) -> DataSourceRegistry {
        DataSourceRegistry(file: file, now: now, log: Log(level: .error))
    }

    /// UUIDs by their first choice, found with a hash of another make.
    private static let uuids: [UInt32: [UInt128]] = [
        120_000: [157_078, 170_346, 202_980, 221_073],
        120_001: [31_880],
        149_999: [157_155, 170_271, 202_993],
    ]

    private static func uuids(choosing index: UInt32, _ count: Int) -> [UInt128] {
        uuids[index, default: []].prefix(count).map { 1 << 100 + $0 }
    }

    /// Indices that another agent gave to containers.
    @Test(
        arguments: [
            (0x122c5970_83bd_438b_7f6d_72af75d02594, 114_943), (0xd0f631ca_1ddb_a8db_3bcf_cb9e057cdc98, 146_023),
        ] as [(UInt128, UInt32)]
    )
    func theFirstChoiceIsThatOfExistingAgents(uuid: UInt128, index: UInt32) {
        var registry = Self.registry()
        #expect(registry.index(for: uuid, now: Self.now) == index)
    }

    @Test func aWorkloadKeepsItsIndexUntilItIsReleased() {
        let uuids = Self.uuids(choosing: 120_000, 2)
        var registry = Self.registry()
        #expect(registry.index(for: uuids[0], now: Self.now) == 120_000)
        #expect(registry.index(for: uuids[0], now: Self.now) == 120_000)
        #expect(registry.count == 1)
        registry.release(uuids[0])
        registry.release(uuids[0])
        #expect(registry.count == 0)
        #expect(registry.index(for: uuids[1], now: Self.now) == 120_000)
    }

    @Test(
        arguments: [(120_000, [120_000, 120_001, 120_002]), (149_999, [149_999, 100_000, 100_001])]
            as [(UInt32, [UInt32])]
    )
    func collisionsTakeTheNextFree(first: UInt32, expected: [UInt32]) {
        var registry = Self.registry()
        let uuids = Self.uuids(choosing: first, expected.count)
        #expect(uuids.map { registry.index(for: $0, now: Self.now) } == expected)
    }

    @Test func aDisplacedWorkloadHasItsIndexAgainWhateverCameFirst() throws {
        try withDirectory { directory in
            let file = StateFile(directory: directory, name: "data-sources")
            let uuids = Self.uuids(choosing: 120_000, 3), neighbour = Self.uuids(choosing: 120_001, 1)[0]
            var before = Self.registry(file)
            #expect(uuids.map { before.index(for: $0, now: Self.now) } == [120_000, 120_001, 120_002])
            #expect(before.isUnsaved, "two collisions in a moment are written once")
            before.refresh(now: Self.now + DataSourceRegistry.saveInterval)
            #expect(!before.isUnsaved)
            var after = Self.registry(file)
            // 120001 is kept for its owner, although it is the neighbour's first choice.
            #expect(after.index(for: neighbour, now: Self.now) == 120_003)
            #expect(uuids.reversed().map { after.index(for: $0, now: Self.now) } == [120_002, 120_001, 120_000])
            after.release(uuids[1])
            #expect(after.index(for: Self.uuids(choosing: 120_000, 4)[3], now: Self.now) == 120_004)
        }
    }

    @Test func itIsWrittenForNewDisplacementsAlone() throws {
        try withDirectory { directory in
            let file = StateFile(directory: directory, name: "data-sources")
            let uuids = Self.uuids(choosing: 120_000, 2)
            var registry = Self.registry(file)
            _ = registry.index(for: uuids[0], now: Self.now)
            registry.refresh(now: Self.now)
            #expect(slurp(file.path) == "")
            _ = registry.index(for: uuids[1], now: Self.now)
            #expect(slurp(file.path).hasSuffix("\n\(uuidText(uuids[1])) 120001 \(Self.now)\n"))
            unlink(file.path)
            registry.release(uuids[1])
            _ = registry.index(for: uuids[1], now: Self.now + 1)
            registry.refresh(now: Self.now + Self.day - 1)
            #expect(slurp(file.path) == "")
            // Once a day it is noted that it is still there.
            registry.refresh(now: Self.now + Self.day)
            #expect(slurp(file.path).hasSuffix(" \(Self.now + Self.day)\n"))
        }
    }

    @Test(arguments: [(7 * day - 1, true), (7 * day, false)])
    func aWeekIsRemembered(age: Int64, isRemembered: Bool) throws {
        try withDirectory { directory in
            let file = StateFile(directory: directory, name: "data-sources")
            let uuids = Self.uuids(choosing: 120_000, 2)
            var first = Self.registry(file)
            for uuid in uuids { _ = first.index(for: uuid, now: Self.now) }
            var later = Self.registry(file, now: Self.now + age)
            #expect(later.index(for: uuids[1], now: Self.now + age) == (isRemembered ? 120_001 : 120_000))
            // A registry that runs on forgets as well, but not what is in use.
            first.refresh(now: Self.now + age)
            #expect(slurp(file.path).contains(uuidText(uuids[1])))
            first.release(uuids[1])
            first.refresh(now: Self.now + 2 * age)
            #expect(slurp(file.path).contains(uuidText(uuids[1])) == isRemembered)
        }
    }

    @Test func whenAllAreInUseThereIsNone() {
        var registry = Self.registry(), seen: Set<UInt32> = []
        for uuid in 1...50_000 as ClosedRange<UInt128> {
            if let index = registry.index(for: uuid, now: Self.now) { seen.insert(index) }
        }
        #expect(seen.count == 50_000)
        #expect((registry.index(for: 50_001, now: Self.now), registry.refusals) == (nil, 1))
        #expect(registry.index(for: 1, now: Self.now) != nil)
        registry.release(7)
        #expect(registry.index(for: 50_001, now: Self.now) != nil)
        #expect(registry.refusals == 1)
    }

    /// A mebibyte of anything, and lines that are nearly right.
    @Test(
        arguments: [
            "\u{0}\u{0}\u{0}", "\n\n\n", String(repeating: "x", count: 2 << 20),
            String(repeating: " \n", count: 1 << 18),
            "\(uuidText(5)) 99999 \(now)", "\(uuidText(5)) 150000 \(now)", "\(uuidText(5)) -1 \(now)",
            "\(uuidText(5)) 120000", "\(uuidText(5)) 120000 \(now) 1", "\(uuidText(5)) 120000 99999999999999999999",
            "5 120000 \(now)", "\(uuidText(5)) 120000 -9223372036854775808", "\(uuidText(5)) 12e4 \(now)",
        ]
    )
    func garbageIsPassedOver(text: String) throws {
        try withDirectory { directory in
            let file = StateFile(directory: directory, name: "data-sources")
            let good = Self.uuids(choosing: 120_000, 2)[1]
            try file.replace(with: text + "\n\(uuidText(good)) 120001 \(Self.now)\n")
            var registry = Self.registry(file)
            #expect(registry.index(for: 5, now: Self.now) == DataSourceRegistry.firstChoice(5))
            let isBeyondWhatIsRead = text.utf8.count > 1 << 20
            #expect(registry.index(for: good, now: Self.now) == (isBeyondWhatIsRead ? 120_000 : 120_001))
        }
    }

    @Test func contradictionsAreSettledByTheFirstLine() {
        let displaced = DisplacedDataSources(
            "\(uuidText(1)) 120000 \(Self.now)\n\(uuidText(2)) 120000 \(Self.now)\n\(uuidText(1)) 120001 \(Self.now)\n"
                + "\(uuidText(3)) 120003 \(Int64.max)\n",
            now: Self.now
        )
        #expect(displaced.entries.mapValues(\.index) == [1: 120_000, 3: 120_003])
        // What was seen in the future was seen now.
        #expect(displaced.entries[3]?.seen == Self.now)
    }

    @Test func theOldestOfTooManyIsForgotten() {
        var displaced = DisplacedDataSources()
        for number in 0..<4200 as Range<UInt32> {
            displaced.remember(UInt128(number), 100_000 + number, now: Self.now + Int64(number))
        }
        #expect(displaced.entries.count == 4096)
        #expect(displaced.entries[103] == nil && displaced.entries[104] != nil)
        #expect(displaced.owner(of: 100_103) == nil && displaced.owner(of: 100_104) == 104)
        #expect(DisplacedDataSources(displaced.text, now: Self.now + 4200).entries == displaced.entries)
        let more = displaced.text + "\(uuidText(7)) 149999 \(Self.now)\n"
        #expect(DisplacedDataSources(more, now: Self.now + 4200).entries[7] == nil)
    }

    @Test func aDirectoryThatCannotBeIsToldOnce() throws {
        try withDirectory { directory in
            try StateFile(directory: directory, name: "file").replace(with: "no directory")
            let file = StateFile(directory: directory + "/file", name: "data-sources")
            var lines: [String] = []
            var registry = DataSourceRegistry(file: file, now: Self.now, log: Log(write: { lines.append($0) }))
            lines = []
            let indices = Self.uuids(choosing: 120_000, 3).map { registry.index(for: $0, now: Self.now) }
            #expect(indices == [120_000, 120_001, 120_002])
            #expect(lines.count == 1)
            #expect(lines.first?.contains("Not a directory") == true)
        }
    }
}
