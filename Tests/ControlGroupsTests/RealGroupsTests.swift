import Agent
import Foundation
import SystemFiles
import TestKit
import Testing

@testable import ControlGroups

/// The kernel's own groups and processes.
@Suite(.serialized) struct RealGroupsTests {
    private let told = Told()

    private static let burning = "i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done; "

    /// The processor time of one process that burns it at its very end, the part of it before that, some of it outside of the
    /// group, and that of its last counters. Its group goes some milliseconds after it.
    private func burn(
        _ groups: RealGroups,
        _ monitor: ControlGroupMonitor
    ) throws -> (used: UInt64, early: UInt64, counted: UInt64, isComplete: Bool) {
        let path = groups.make("/docker/" + containerID("a1"))
        let process = Shell(groups.enter(path) + "read go; " + Self.burning)
        let before = told.ended.count
        #expect(follow(monitor, told) { told.running.last?.processID == process.id })
        groups.wait(for: process, in: path)
        let used = Used(), early = process.processorTime
        process.goOn()
        let thread = Thread {
            used.finish(process.wait())
            usleep(4000)
            groups.remove(path)
            used.removed.signal()
        }
        thread.start()
        #expect(follow(monitor, told) { told.ended.count > before })
        used.removed.wait()
        monitor.advance(.now(), told.take)
        let last = try #require(told.ended.last)
        return (used.nanoseconds, early, last.counters.cpu ?? 0, last.isComplete)
    }

    private final class Used: @unchecked Sendable {
        // Written before the signal, read after it.
        private(set) var nanoseconds: UInt64 = 0
        let removed = DispatchSemaphore(value: 0)
        func finish(_ nanoseconds: UInt64) { self.nanoseconds = nanoseconds }
    }

    @Test(arguments: RealGroups.possible) func theLastCountersAreTrueEveryTime(kind: RealGroups.Kind) throws {
        let groups = try #require(RealGroups(kind))
        let monitor = try groups.monitor()
        monitor.advance(.now(), told.take)
        // As the agent does: other tests keep the processors busy.
        try onThreadOfItsOwn {
            ControlGroupMonitor.takePrecedence(Log(level: .error))
            var lost = 0
            for _ in 0..<50 {
                let (used, early, counted, isComplete) = try burn(groups, monitor)
                let slack = 1_000_000 + used / 50, figures = "\(used) ns used, \(early) early, \(counted) counted"
                guard isComplete else {
                    lost += 1
                    continue
                }
                #expect(early > 0 && used > early + 5_000_000, "\(figures)")
                #expect(counted + early + slack >= used && counted <= used + slack, "\(figures)")
            }
            // A virtual machine may stand still for longer than such a group is there.
            #expect(lost <= 2)
        }
        #expect(told.appeared.count == 50 && told.ended.count == 50)
        #expect(monitor.groups.isEmpty && monitor.timed.isEmpty && monitor.leftovers.isEmpty)
    }

    @Test(arguments: RealGroups.possible) func nestedGroupsAreSeen(kind: RealGroups.Kind) throws {
        let groups = try #require(RealGroups(kind))
        let monitor = try groups.monitor()
        monitor.advance(.now(), told.take)
        for number in 0..<20 { _ = groups.make("/a\(number)/b/c/" + containerID("\(10 + number)")) }
        #expect(follow(monitor, told) { told.appeared.count == 20 })
        groups.remove(groups.top + "/a3")
        #expect(follow(monitor, told) { told.ended.count == 1 })
        // Nothing ever ran in it.
        #expect(told.ended.first?.isComplete == false)
    }

    @Test(arguments: RealGroups.possible) func aGroupMadeAgainIsAnother(kind: RealGroups.Kind) throws {
        let groups = try #require(RealGroups(kind))
        let monitor = try groups.monitor()
        monitor.advance(.now(), told.take)
        for _ in 0..<3 {
            let path = groups.make("/docker/" + containerID("a1"))
            groups.remove(path)
            _ = groups.make("/docker/" + containerID("a1"))
            monitor.advance(.now(), told.take)
            groups.remove(path)
            monitor.advance(.now(), told.take)
        }
        #expect(told.appeared.map(\.number) == [1, 2, 3])
        #expect(told.ended.map(\.number) == [1, 2, 3])
    }

    private static let canUnshare = shell("unshare -p -f true 2>/dev/null").succeeded

    @Test(.enabled(if: canUnshare), arguments: RealGroups.possible)
    func theFirstProcessOfAPIDNamespace(kind: RealGroups.Kind) throws {
        let groups = try #require(RealGroups(kind))
        let monitor = try groups.monitor()
        monitor.advance(.now(), told.take)
        let path = groups.make("/docker/" + containerID("a1"))
        // What makes the namespace stays outside of the group, as runtimes do.
        let inner = groups.enter(path) + "sleep 1000 & read go; exit 0"
        let process = Shell(inner, through: ["unshare", "-n", "-p", "-f"])
        #expect(follow(monitor, told) { !told.running.isEmpty })
        let first = try #require(told.running.last?.processID)
        #expect(slurp("/proc/\(first)/status").contains("NSpid:\t\(first)\t1\n"))
        let counters = try monitor.read(told.running.last!.number)
        guard case .other(let namespace) = counters.namespace else { throw Failure("\(counters)") }
        #expect(shell("stat -L -c %i /proc/\(first)/net/dev").output == "\(namespace)\n")
        #expect(counters.network == NetworkTotals())
        process.goOn()
        #expect(follow(monitor, told) { told.ended.count == 1 })
        #expect(told.ended.first?.isComplete == true)
        _ = process.wait()
    }

    struct Failure: Error {
        var text: String
        init(_ text: String) { self.text = text }
    }

    @Test(arguments: RealGroups.possible) func countersOfARunningProcess(kind: RealGroups.Kind) throws {
        let groups = try #require(RealGroups(kind))
        let monitor = try groups.monitor()
        monitor.advance(.now(), told.take)
        let path = groups.make("/docker/" + containerID("a1"))
        let process = Shell(groups.enter(path) + Self.burning + "read go")
        #expect(follow(monitor, told) { !told.running.isEmpty })
        groups.wait(for: process, in: path)
        // The kernel counts from its next tick on.
        #expect(follow(monitor, told) { (try? monitor.read(1).cpu) ?? 0 > 0 })
        let counters = try monitor.read(1)
        #expect(counters.namespace == .host)
        #expect(counters.network == nil)
        #expect(counters.processes == 1)
        if groups.hierarchies.place(.memory) != nil, !groups.hierarchies.isVersion2 {
            // What it had before it came is counted where it was.
            #expect(counters.memoryUsed ?? .max < 1 << 30)
            #expect(counters.memoryPeak ?? 0 >= counters.memoryUsed ?? .max)
            #expect(counters.bytesRead != nil && counters.writes != nil)
            #expect(counters.memoryLimit == nil)
        }
        process.goOn()
        _ = process.wait()
        #expect(follow(monitor, told) { told.ended.count == 1 })
        #expect(throws: PollError.noData) { try monitor.read(1) }
    }

    @Test(arguments: RealGroups.possible) func aGuessThatMadeWayIsNotTheEnd(kind: RealGroups.Kind) throws {
        let groups = try #require(RealGroups(kind))
        let monitor = try groups.monitor()
        monitor.advance(.now(), told.take)
        let path = groups.make("/docker/" + containerID("a1"))
        let early = Shell(groups.enter(path) + "read go")
        #expect(follow(monitor, told) { told.running.last?.processID == early.id })
        let late = Shell(groups.enter(path) + "read go")
        groups.wait(for: late, in: path)
        early.goOn()
        _ = early.wait()
        #expect(follow(monitor, told) { told.running.last?.processID == late.id })
        #expect(told.ended.isEmpty)
        late.goOn()
        _ = late.wait()
        #expect(follow(monitor, told) { told.ended.count == 1 })
        #expect(told.ended.first?.isComplete == true)
    }

    @Test(arguments: RealGroups.possible) func aProcessThatARuntimeNames(kind: RealGroups.Kind) throws {
        let groups = try #require(RealGroups(kind))
        let path = groups.make("/unusual/" + "name"), process = Shell(groups.enter(path) + "read go")
        let monitor = try groups.monitor()
        monitor.advance(.now(), told.take)
        #expect(told.appeared.isEmpty)
        groups.wait(for: process, in: path)
        monitor.adopt(processID: process.id, id: "web")
        #expect(monitor.deadline == second(0))
        monitor.advance(.now(), told.take)
        #expect(told.names == [GroupName(id: "web", path: path)])
        #expect(told.running.map(\.processID) == [process.id])
        monitor.adopt(processID: process.id, id: "web")
        process.goOn()
        _ = process.wait()
        #expect(follow(monitor, told) { told.ended.count == 1 })
        #expect(told.ended.first?.isComplete == true)
        // An answer that is late takes nothing up again.
        monitor.adopt(processID: process.id, id: "web")
        monitor.adopt(processID: -1, id: "x")
        monitor.advance(.now(), told.take)
        #expect(told.appeared.count == 1)
    }
}
