import Agent
import Protobuf

extension CRIWatcher {
    /// Asks for events from `source`.
    func subscribe() {
        nextSubscription = nil
        switch source {
        case .containerd:
            var request = SubscribeRequest()
            request.filters = ContainerdTopic.filters
            ask(.events, request)
        case .runtimeInterface: ask(.events, Empty())
        case .nowhere: break
        }
    }

    /// The stream is over: another source is tried where the server has not this one, else the same later. What happened
    /// meanwhile shows in a list.
    func endSubscription(_ status: GRPCStatus) {
        subscription = nil
        if status.code == GRPCStatus.unimplemented {
            source = source == .containerd && abilities.sharesEvents ? .runtimeInterface : .nowhere
            log.debug("\(path): events come from \(source)")
            subscribe()
        } else {
            let pause = eventBackoff.pause()
            nextSubscription = now + pause
            log.log(.info, every: .seconds(3600), key: "events \(path)", "events of \(path) have ended: \(status)")
        }
        doubt()
    }

    /// Something may have been missed.
    func doubt() { nextListing = min(nextListing, now + Pace.doubt) }

    func takeEvent(_ bytes: [UInt8]) {
        eventBackoff.reset()
        do throws(ProtobufError) {
            if source == .containerd {
                try take(try Envelope(bytes))
            } else {
                take(try ContainerEventResponse(bytes))
            }
        } catch {
            log.log(.warning, every: .seconds(3600), key: "event \(path)", "an event of \(path): \(error)")
            doubt()
        }
    }

    // MARK: containerd's own

    private func take(_ envelope: Envelope) throws(ProtobufError) {
        guard let topic = ContainerdTopic(rawValue: envelope.topic), let subject = subject(in: envelope.namespace)
        else {
            return
        }
        let bytes = envelope.event.value, time = envelope.timestamp.milliseconds
        switch topic {
        case .start:
            let event = try TaskStart(bytes)
            start(event.containerID, subject, processID: Int32(exactly: event.pid), at: time)
        case .exit:
            let event = try TaskExit(bytes)
            // A further process that was started in the container is none of its ends.
            guard event.id.isEmpty || event.id == event.containerID else { return }
            let code = Int32(truncatingIfNeeded: event.exitStatus)
            end(event.containerID, subject, exitCode: code, at: event.exitedAt.milliseconds ?? time)
        case .outOfMemory: tell(.outOfMemory(id: try ContainerID(bytes).id))
        case .paused: pause(try ContainerID(bytes).id, true)
        case .resumed: pause(try ContainerID(bytes).id, false)
        case .deleted: remove(try ContainerID(bytes).id)
        }
    }

    /// What a workload of a namespace is asked as: of CRI's it may be a container or a pod. `nil`: it is not ours.
    func subject(in namespace: String) -> Inquiry.Subject?? {
        if namespace == ContainerdNamespace.kubernetes, abilities.hasCRI { return .some(nil) }
        return ContainerdNamespace.docker.contains(namespace) ? nil : .plain(namespace)
    }

    // MARK: CRI's

    private func take(_ event: ContainerEventResponse) {
        let id = event.containerID, time = milliseconds(event.createdAt)
        let status = event.containersStatuses.first { $0.id == id }
        switch event.type {
        case 0: inquire(id, isAsked: true)
        case 1: start(id, nil, processID: nil, at: status.flatMap { milliseconds($0.startedAt) } ?? time)
        case 2:
            if status?.reason == "OOMKilled" { tell(.outOfMemory(id: id)) }
            let end = status.flatMap { milliseconds($0.finishedAt) } ?? time
            self.end(id, nil, exitCode: status?.exitCode, at: end)
        case 3: remove(id)
        default: break
        }
    }

    // MARK: What they mean

    private func start(_ id: String, _ subject: Inquiry.Subject?, processID: Int32?, at time: Int64?) {
        guard isIdentifier(id) else { return doubt() }
        marks[id, default: WorkloadMarks()].start(processID: processID, at: time)
        tell(.started(id: id, at: time))
        inquire(id, subject, isAsked: true)
    }

    private func end(_ id: String, _ subject: Inquiry.Subject?, exitCode: Int32?, at time: Int64?) {
        guard isIdentifier(id) else { return doubt() }
        marks[id, default: WorkloadMarks()].end(exitCode: exitCode, at: time)
        tell(.ended(id: id, exitCode: exitCode, at: time))
        // One that lived for a blink is not described yet.
        if known[id] == nil { inquire(id, subject, isAsked: true) } else { correct(id) }
    }

    private func pause(_ id: String, _ isPaused: Bool) {
        guard isIdentifier(id) else { return doubt() }
        marks[id, default: WorkloadMarks()].isPaused = isPaused
        if !isPaused, known[id]?.description.state == .paused { known[id]?.description.state = .running }
        correct(id)
        tell(isPaused ? .paused(id: id) : .resumed(id: id))
    }

    func correct(_ id: String) {
        guard let mark = marks[id] else { return }
        if var workload = known[id] {
            mark.correct(&workload.description)
            known[id] = workload
        }
    }

    private func remove(_ id: String) {
        known[id] = nil
        marks[id] = nil
        listing?.entries[id] = nil
        finishInquiry(id)
        tell(.removed(id: id))
    }

    /// Names longer than any runtime gives are not kept, nor more of them than there may be workloads.
    func isIdentifier(_ id: String) -> Bool {
        !id.isEmpty && id.utf8.count <= 256 && (marks.count < Self.maximumWorkloads || marks[id] != nil)
    }
}

extension CRIWatcher.Abilities {
    /// Whether `GetContainerEvents` gives its events to each who asks, rather than to one of them: then kubelet does not lose
    /// what we get (CRI-O from 1.28).
    var sharesEvents: Bool {
        let numbers = version.drop { !$0.isNumber }.split(separator: ".").prefix(2).compactMap { Int($0) }
        guard name == "cri-o", numbers.count == 2 else { return false }
        return (numbers[0], numbers[1]) >= (1, 28)
    }
}
