import Agent
import Foundation
import SystemFiles
import TestKit

@testable import ControlGroups

/// Groups of this machine, made for a test below a directory of its own and removed with it.
final class RealGroups: Sendable {
    /// Which of the machine's hierarchies.
    enum Kind: CaseIterable { case watched, version2BesideVersion1 }

    let hierarchies: Hierarchies
    let top: String

    /// `nil` where this machine or user cannot make groups.
    init?(_ kind: Kind) {
        guard let found = RealGroups.hierarchies(kind) else { return nil }
        hierarchies = found
        top = "/starling-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        for directory in directories(top) where mkdir(directory, 0o755) != 0 { return nil }
    }

    /// Also where a test has failed and left processes in them.
    deinit {
        for directory in directories(top) {
            shell(
                """
                for i in $(seq 100); do
                    cat $(find \(directory) -name cgroup.procs 2>/dev/null) </dev/null | xargs -r kill -9 2>/dev/null
                    find \(directory) -depth -type d -delete 2>/dev/null
                    [ -d \(directory) ] || exit 0
                    sleep 0.02
                done
                """
            )
        }
    }

    /// A hybrid's version 2 has no controllers, but counts processor time.
    private static func hierarchies(_ kind: Kind) -> Hierarchies? {
        let found = Hierarchies(SystemRoots())
        guard kind == .version2BesideVersion1 else { return found }
        let directory = "/sys/fs/cgroup/unified"
        guard found?.isVersion2 == false, exists(directory + "/cgroup.procs") else { return nil }
        return Hierarchies(
            isVersion2: true,
            directories: [directory],
            places: Controller.allCases.map { _ in 0 },
            pathPrefix: "",
            watchedController: .cpuacct
        )
    }

    static let possible: [Kind] = {
        let kinds = Kind.allCases.filter { RealGroups($0) != nil }
        for kind in Kind.allCases where !kinds.contains(kind) {
            print("tests of real control groups are skipped: this system and user give none of \(kind)")
        }
        return kinds
    }()

    /// Without processors of its own a new set of processors takes no process.
    func directories(_ path: String) -> [String] {
        hierarchies.directories.filter { !$0.hasSuffix("/cpuset") }.map { $0 + path }
    }

    func make(_ name: String) -> String {
        for directory in directories(top + name) { shell("mkdir -p \(directory)") }
        return top + name
    }

    func remove(_ path: String) {
        for directory in directories(path) { shell("find \(directory) -depth -type d -delete 2>/dev/null") }
    }

    /// A shell's commands that put it into a group.
    func enter(_ path: String) -> String { directories(path).map { "echo 0 > \($0)/cgroup.procs; " }.joined() }

    /// Waits until the process is in the group everywhere: it enters one hierarchy after the other.
    func wait(for process: Shell, in path: String) {
        for directory in directories(path) {
            while !slurp(directory + "/cgroup.procs").split(separator: "\n").contains("\(process.id)") { usleep(1000) }
        }
    }

    func monitor(_ log: Log = Log(level: .error)) throws -> ControlGroupMonitor {
        try ControlGroupMonitor(hierarchies, SystemRoots(), top: top, log: log)
    }
}

/// A shell that runs commands and can be told to go on.
final class Shell: Sendable {
    let id: pid_t
    private let input: Int32

    init(_ commands: String, through program: [String] = []) {
        var ends: [Int32] = [0, 0]
        unsafe precondition(pipe(&ends) == 0)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        input = ends[1]
        var actions = posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        unsafe posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        var arguments = unsafe (program + ["sh", "-c", commands]).map { unsafe strdup($0) } + [nil]
        var id: pid_t = 0
        let error = unsafe posix_spawnp(&id, arguments[0]!, &actions, nil, &arguments, environ)
        precondition(error == 0, "sh for a test")
        self.id = id
        for argument in unsafe arguments { unsafe free(argument) }
        unsafe posix_spawn_file_actions_destroy(&actions)
        close(ends[0])
    }

    /// Lets `read` in it return.
    func goOn() { unsafe _ = write(input, "\n", 1) }

    /// Its processor time so far in nanoseconds.
    var processorTime: UInt64 { UInt64(slurp("/proc/\(id)/schedstat").prefix { $0 != " " }) ?? 0 }

    /// Its own processor time in nanoseconds, when it has ended.
    func wait() -> UInt64 {
        var status: Int32 = 0, usage = rusage()
        while unsafe wait4(id, &status, 0, &usage) < 0, errno == EINTR {}
        close(input)
        func nanoseconds(_ time: timeval) -> UInt64 {
            UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_usec) * 1000
        }
        return nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime)
    }
}

/// Advances the monitor as the agent's loop does, until `isDone`. False after ten seconds.
func follow(_ monitor: ControlGroupMonitor, _ told: Told, until isDone: () -> Bool) -> Bool {
    let end = MonotonicTime.now() + .seconds(10)
    while MonotonicTime.now() < end {
        monitor.advance(.now(), told.take)
        if isDone() { return true }
        let pause = monitor.deadline.map { max(0, ($0 - MonotonicTime.now()).nanoseconds) } ?? 100_000_000
        var event = pollfd(fd: monitor.fileDescriptor, events: Int16(POLLIN), revents: 0)
        unsafe _ = poll(&event, 1, Int32(min(pause / 1_000_000 + 1, 100)))
    }
    return false
}

/// Runs `body` on a thread that ends with it, so that what it changes of the thread is gone.
func onThreadOfItsOwn(_ body: () throws -> Void) throws {
    // The closure does not outlive this call, which waits for the thread.
    try withoutActuallyEscaping(body) { body in
        let box = Box(body)
        Thread { box.run() }.start()
        box.done.wait()
        if let failure = box.failure { throw failure }
    }
}

private final class Box: @unchecked Sendable {
    let done = DispatchSemaphore(value: 0)
    private var body: (() throws -> Void)?
    private(set) var failure: (any Error)?

    init(_ body: @escaping () throws -> Void) { self.body = body }

    func run() {
        do { try body?() } catch { failure = error }
        // It must not be kept beyond the call that it came from.
        body = nil
        done.signal()
    }
}
