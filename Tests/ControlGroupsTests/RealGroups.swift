import Agent
import Foundation
import SystemFiles
import TestKit

@testable import ControlGroups

/// Groups of this machine, made for a test below a directory of its own and removed with it.
final class RealGroups: Sendable {
    let hierarchies: Hierarchies
    let top: String

    /// `nil` where this machine or user cannot make groups.
    init?() {
        guard let found = Hierarchies(SystemRoots()) else { return nil }
        hierarchies = found
        top = "/starling-test-\(getpid())-\(UInt32.random(in: 0 ... .max))"
        for directory in directories(top) where mkdir(directory, 0o755) != 0 { return nil }
    }

    deinit { remove(top) }

    static let arePossible: Bool = {
        if RealGroups() != nil { return true }
        print(
            "tests of real control groups are skipped: this user cannot make any in \(Hierarchies(SystemRoots())?.watched ?? "this system")"
        )
        return false
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
