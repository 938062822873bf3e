import Agent
import Foundation
import SystemFiles
import Testing

@testable import ControlGroups

/// A tree of Tests/Fixtures/groups.
func fixture(_ name: String) -> SystemRoots {
    let tests = #filePath.split(separator: "/").dropLast(2).joined(separator: "/")
    return SystemRoots(below: "/\(tests)/Fixtures/groups/\(name)")
}

/// An id as containers have it.
func containerID(_ byte: String) -> String { String(repeating: byte, count: 32) }

/// A log that keeps its lines.
final class Lines {
    private(set) var all: [String] = []
    func log() -> Log { Log(level: .debug, write: { self.all.append($0) }) }
}

/// What a monitor told.
final class Told {
    private(set) var appeared: [(number: Int, name: GroupName)] = []
    private(set) var running: [(number: Int, processID: Int32)] = []
    private(set) var ended: [(number: Int, counters: GroupCounters, isComplete: Bool)] = []

    func take(_ event: GroupEvent) {
        switch event {
        case .appeared(let number, let name): appeared.append((number, name))
        case .running(let number, let processID): running.append((number, processID))
        case .ended(let number, let counters, let isComplete): ended.append((number, counters, isComplete))
        }
    }

    var names: [GroupName] { appeared.map(\.name).sorted { $0.path < $1.path } }
    var ids: [String] { appeared.map(\.name.id) }
}

/// Directories in memory that stand for a hierarchy, removed with it.
final class FakeHierarchy {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "starling-groups-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func make(_ group: String, processes: [Int32] = []) throws {
        try FileManager.default.createDirectory(atPath: path + group, withIntermediateDirectories: true)
        try write(group + "/cgroup.procs", processes.map { "\($0)\n" }.joined())
    }

    func write(_ file: String, _ text: String) throws {
        try text.write(toFile: path + file, atomically: false, encoding: .utf8)
    }

    func remove(_ group: String) throws { try FileManager.default.removeItem(atPath: path + group) }

    func hierarchies(version2: Bool = false) -> Hierarchies {
        Hierarchies(
            isVersion2: version2,
            directories: [path],
            places: version2 ? Controller.allCases.map { _ in 0 } : [0, nil, nil, nil, nil, nil],
            pathPrefix: "",
            watchedController: .cpuacct
        )
    }

    func monitor(
        _ bounds: GroupBounds = GroupBounds(),
        version2: Bool = false,
        _ log: Log = Log(level: .error)
    ) throws -> ControlGroupMonitor {
        try ControlGroupMonitor(hierarchies(version2: version2), SystemRoots(), bounds: bounds, log: log)
    }
}

func second(_ number: Double) -> MonotonicTime { MonotonicTime(nanoseconds: UInt64(number * 1e9)) }
