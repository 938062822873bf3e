import Agent

extension CRIWatcher {
    /// More namespaces of containerd than anybody has are not asked about.
    private static let maximumNamespaces = 32

    /// Asks for everything that there is.
    func list() {
        listing = Listing(serial: serial + 1)
        nextListing = MonotonicTime(nanoseconds: .max)
        if abilities.hasCRI {
            collect(.pods)
            collect(.containers)
        }
        if abilities.hasContainerd { collect(.namespaces) }
        if listing?.pending == 0 { abandonListing(GRPCStatus(GRPCStatus.unavailable)) }
    }

    private func collect(_ question: Question) {
        if ask(question, Empty()) { listing?.pending += 1 }
    }

    func takePods(_ result: Result<[UInt8], GRPCStatus>) {
        part(decode(ListPodSandboxResponse.self, result)) { answer in
            for item in answer.items { add(item.id, Listing.Entry(subject: .pod, state: item.state)) }
        }
    }

    func takeContainers(_ result: Result<[UInt8], GRPCStatus>) {
        part(decode(ListContainersResponse.self, result)) { answer in
            for item in answer.containers {
                let podID = item.podSandboxID.isEmpty ? nil : item.podSandboxID
                add(item.id, Listing.Entry(subject: .container, state: item.state, podID: podID))
            }
        }
    }

    func takeNamespaces(_ result: Result<[UInt8], GRPCStatus>) {
        let answer = decode(ListNamespacesResponse.self, result)
        if case .failure(let status) = answer, status.code == GRPCStatus.unimplemented {
            abilities.hasContainerd = false
            guard abilities.hasCRI else {
                return leave("it has neither CRI v1 nor containerd's services", pause: Pace.useless)
            }
            return part(.success(())) { _ in }
        }
        part(answer) { answer in
            let names = answer.namespaces.map(\.id).prefix(Self.maximumNamespaces)
            namespaces = []
            for name in names {
                guard let subject = subject(in: name) else { continue }
                // Of CRI's containers only the tasks tell which are paused.
                collect(.tasks(name))
                guard case .plain? = subject else { continue }
                namespaces.insert(name)
                collect(.plainContainers(name))
            }
        }
    }

    func takePlainContainers(_ result: Result<[UInt8], GRPCStatus>, _ namespace: String) {
        part(decode(ListPlainContainersResponse.self, result)) { listing?.plain[namespace] = $0.containers }
    }

    func takeTasks(_ result: Result<[UInt8], GRPCStatus>, _ namespace: String) {
        part(decode(ListTasksResponse.self, result)) { answer in
            for task in answer.tasks {
                listing?.tasks[namespace, default: [:]][task.containerID.isEmpty ? task.id : task.containerID] = task
            }
        }
    }

    /// Takes a part of the list; with the last one it is known what is to be described.
    private func part<Answer>(_ result: Result<Answer, GRPCStatus>, _ take: (Answer) -> Void) {
        guard listing != nil else { return }
        switch result {
        case .success(let answer): take(answer)
        case .failure(let status): listing?.failure = status
        }
        listing?.pending -= 1
        guard listing?.pending == 0 else { return }
        if let failure = listing?.failure { return abandonListing(failure) }
        addPlain()
        markPaused()
        describeListed()
        completeListing()
    }

    private func add(_ id: String, _ entry: Listing.Entry) {
        guard let count = listing?.entries.count, count < Self.maximumWorkloads else { return }
        guard !id.isEmpty, id.utf8.count <= 256 else { return }
        listing?.entries[id] = entry
    }

    private func addPlain() {
        guard let listing else { return }
        for (namespace, containers) in listing.plain {
            for container in containers where listing.entries[container.id] == nil {
                let task = listing.tasks[namespace]?[container.id], subject = Inquiry.Subject.plain(namespace)
                let description = WorkloadDescription(container, task: task, runtime: runtime)
                add(container.id, Listing.Entry(subject: subject, state: task?.status ?? 0))
                remember(KnownWorkload(description, subject, task?.status ?? 0))
            }
        }
    }

    /// CRI does not say which containers are paused.
    private func markPaused() {
        guard abilities.hasCRI, let tasks = listing?.tasks[ContainerdNamespace.kubernetes] else { return }
        for (id, task) in tasks where task.status == 4 && isIdentifier(id) {
            marks[id, default: WorkloadMarks()].isPaused = true
            correct(id)
        }
    }

    private func describeListed() {
        for (id, entry) in listing?.entries ?? [:] {
            if let workload = known[id], workload.agrees(with: entry) { continue }
            if case .plain = entry.subject { continue }
            if inquire(id, entry.subject, isAsked: false) { listing?.waiting.insert(id) }
        }
    }

    /// Tells the list once all in it are described.
    func completeListing() {
        guard let listing, listing.pending == 0, listing.waiting.isEmpty else { return }
        self.listing = nil
        known = known.filter { listing.entries[$0.key] != nil || $0.value.serial >= listing.serial }
        marks = marks.filter { known[$0.key] != nil || inquiries[$0.key] != nil }
        let descriptions = known.values.map(\.description)
        tell(.listed(descriptions.filter { $0.kind == .pod } + descriptions.filter { $0.kind != .pod }))
        listBackoff.reset()
        nextListing = min(nextListing, now + (subscription == nil ? Pace.listingWithoutEvents : Pace.listing))
    }

    private func abandonListing(_ status: GRPCStatus) {
        listing = nil
        let pause = listBackoff.pause()
        nextListing = now + pause
        guard status.code != GRPCStatus.deadlineExceeded else { return lose(.silent) }
        log.log(.warning, every: .seconds(600), key: "list \(path)", "\(path) gives no list of what runs: \(status)")
    }
}
