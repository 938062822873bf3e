import SFlow
import TestKit
import Workloads
import XDR

@testable import Agent

/// A kernel whose groups come and go as the test says.
final class FakeGroups: GroupMonitor {
    var fileDescriptor: Int32 = -1
    var deadline: MonotonicTime?
    var events: [GroupEvent] = []
    var counters: [Int: GroupCounters] = [:]
    var adopted: [String: Int32] = [:]

    func advance(_ now: MonotonicTime, _ take: (GroupEvent) -> Void) {
        let pending = events
        events = []
        for event in pending { take(event) }
    }

    func read(_ group: Int) throws(PollError) -> GroupCounters {
        guard let counters = counters[group] else { throw .noData }
        return counters
    }

    func adopt(processID: Int32, id: String) { adopted[id] = processID }
}

/// A runtime that tells what the test says.
final class FakeRuntime: RuntimeWatcher {
    let runtime: Runtime
    var isReachable = true
    var fileDescriptor: Int32 = -1
    var deadline: MonotonicTime?
    var events: [RuntimeEvent] = []
    var asked: [String] = []

    init(_ runtime: Runtime) { self.runtime = runtime }

    func advance(_ now: MonotonicTime, _ take: (RuntimeEvent) -> Void) {
        let pending = events
        events = []
        for event in pending { take(event) }
    }

    func describe(_ id: String) { asked.append(id) }
}

/// A sample that was sent, decoded.
struct SentSample: Equatable {
    var source: String
    /// At the monitor's clock, in milliseconds.
    var at: Int64
    var name = ""
    var parent = ""
    var state: UInt32?
    var cpuMilliseconds: UInt32?
    var memory: UInt64?
    var bytesIn: UInt64?
    var metrics: [String: RealTimeMetric.Value] = [:]

    func text(_ field: WorkloadField) -> String? {
        if case .text(let text) = metrics[field.rawValue] { text } else { nil }
    }

    func number(_ field: WorkloadField) -> UInt64? {
        switch metrics[field.rawValue] {
        case .gauge32(let value): UInt64(value)
        case .gauge64(let value), .counter64(let value): value
        default: nil
        }
    }
}

/// A node that is made of numbers: its clock, its kernel, its runtime and what is sent.
final class FakeNode: CounterSampleSink {
    let groups = FakeGroups()
    let docker: FakeRuntime
    let monitor: WorkloadMonitor
    private(set) var now = MonotonicTime(nanoseconds: 1_000_000_000_000)
    private(set) var sent: [SentSample] = []

    init(_ runtime: Runtime = .docker) {
        docker = FakeRuntime(runtime)
        let start = now
        nonisolated(unsafe) var clock: () -> MonotonicTime = { start }
        monitor = WorkloadMonitor(
            groups: groups,
            watchers: [docker],
            adapters: nil,
            registry: DataSourceRegistry(file: nil, now: 0, log: Log(write: { _ in })),
            host: WorkloadHost(machineType: 3, osName: 2, osRelease: "6.1", uuid: 7, processors: 4),
            log: Log(write: { _ in }),
            now: start,
            wallClock: { 1_700_000_000_000 + Int64(clock().milliseconds - start.milliseconds) }
        )
        clock = { [unowned self] in self.now }
        pass(.seconds(5))
    }

    /// Milliseconds since 1970.
    var wallClock: Int64 { monitor.wallClock() }

    /// Lets the time pass and takes what has happened.
    func pass(_ time: Duration = .zero) {
        now = now + time
        var sink = self
        monitor.advance(now, into: &sink)
    }

    func happens(_ kernel: GroupEvent...) {
        groups.events += kernel
        pass()
    }

    func tells(_ events: RuntimeEvent...) {
        docker.events += events
        pass()
    }

    func poll() throws -> [SentSample] {
        try monitor.dataSources.map { source in
            var sample = CounterSample()
            try monitor.poll(source, into: &sample)
            return decode(source, sample)
        }
    }

    func add(_ source: DataSource, _ sample: CounterSample) { sent.append(decode(source, sample)) }

    /// What was sent since the last call.
    func takeSent() -> [SentSample] {
        defer { sent = [] }
        return sent
    }

    private func decode(_ source: DataSource, _ sample: CounterSample) -> SentSample {
        var result = SentSample(
            source: source.description,
            at: Int64(now.milliseconds) - Int64(monitor.startedAt.milliseconds)
        )
        let bytes = sample.writer.bytes, span = bytes.span.bytes
        for range in sample.recordRanges {
            var reader = XDRReader(span, at: range.lowerBound)
            guard let format = try? DataFormat(word: reader.word()), let body = try? reader.variable(max: 65535) else {
                continue
            }
            switch format {
            case HostDescription.format: result.name = (try? HostDescription(reading: span, body))?.hostname ?? ""
            case HostParent.format:
                if let parent = try? HostParent(reading: span, body) {
                    result.parent = "\(parent.containerType).\(parent.containerIndex)"
                }
            case VirtualCPU.format:
                let cpu = try? VirtualCPU(reading: span, body)
                (result.state, result.cpuMilliseconds) = (cpu?.state, cpu?.cpuTime)
            case VirtualMemory.format: result.memory = (try? VirtualMemory(reading: span, body))?.memory
            case VirtualNetIO.format: result.bytesIn = (try? VirtualNetIO(reading: span, body))?.bytesIn
            default: break
            }
        }
        for metric in sample.metrics?.metrics ?? [] { result.metrics[metric.name] = metric.value }
        return result
    }
}
