import Agent
import CRIWatcher
import Glibc

/// What a watcher told, in order, and what is so after all of it.
final class EventLog {
    private(set) var events: [RuntimeEvent] = []
    private(set) var lists: [[WorkloadDescription]] = []
    private(set) var workloads: [String: WorkloadDescription] = [:]

    func take(_ event: RuntimeEvent) {
        events.append(event)
        switch event {
        case .listed(let all):
            lists.append(all)
            workloads = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        case .described(let workload): workloads[workload.id] = workload
        case .removed(let id): workloads[id] = nil
        case .started(let id, _), .resumed(let id): workloads[id]?.state = .running
        case .paused(let id): workloads[id]?.state = .paused
        case .ended(let id, let code, _): workloads[id]?.state = .ended(exitCode: code)
        case .outOfMemory, .unknown: break
        }
    }

    /// The kinds of events about one workload, in order, without its descriptions.
    func story(of id: String) -> [String] {
        events.compactMap { event in
            switch event {
            case .started(id, _): "started"
            case .paused(id): "paused"
            case .resumed(id): "resumed"
            case .outOfMemory(id): "out of memory"
            case .ended(id, let code, _): "ended \(code.map(String.init) ?? "?")"
            case .removed(id): "removed"
            case .unknown(id): "unknown"
            default: nil
            }
        }
    }

    /// Forgets what was told, but for what is so.
    func clear() {
        events.removeAll()
        lists.removeAll()
    }
}

extension CRIWatcher {
    /// Runs in real time, as the agent's loop does, until `condition`; false where that does not come.
    func run(_ log: EventLog, for seconds: Double = 15, until condition: () -> Bool) -> Bool {
        let end = MonotonicTime.now() + .milliseconds(Int64(seconds * 1000))
        while true {
            let now = MonotonicTime.now()
            advance(now) { log.take($0) }
            if condition() { return true }
            guard now < end else { return false }
            let wake = min(deadline ?? end, end)
            var watched = pollfd(fd: fileDescriptor, events: Int16(POLLIN), revents: 0)
            let wait = wake > now ? (wake - now).nanoseconds / 1_000_000 + 1 : 0
            _ = poll(&watched, 1, Int32(min(wait, 100)))
        }
    }
}
