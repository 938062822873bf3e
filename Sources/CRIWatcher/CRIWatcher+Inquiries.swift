import Agent

extension CRIWatcher {
    /// Has a workload described; `isAsked`: somebody is to hear of it, also when there is none. False where too much is asked.
    @discardableResult
    func inquire(_ id: String, _ subject: Inquiry.Subject? = nil, isAsked: Bool) -> Bool {
        guard !id.isEmpty, id.utf8.count <= 256 else { return false }
        guard var inquiry = inquiries[id] else {
            guard inquiries.count < Self.maximumQueue else {
                doubt()
                return false
            }
            inquiries[id] = Inquiry(subject: subject ?? known[id]?.subject, isAsked: isAsked)
            queue.append(id)
            return true
        }
        inquiry.isAsked = inquiry.isAsked || isAsked
        inquiry.isStale = inquiry.pending > 0
        inquiry.subject = inquiry.subject ?? subject
        if inquiry.retry != nil { queue.append(id) }
        inquiry.retry = nil
        inquiries[id] = inquiry
        return true
    }

    /// How many workloads are being asked about.
    var asked: Int { inquiries.values.count { $0.pending > 0 } }

    /// Asks about those whose turn it is.
    func askNext() {
        for (id, inquiry) in inquiries {
            guard let retry = inquiry.retry, retry <= now else { continue }
            inquiries[id]?.retry = nil
            queue.append(id)
        }
        var free = Self.maximumInquiries - asked, next = 0
        while free > 0, next < queue.count {
            ask(about: queue[next])
            if inquiries[queue[next]]?.pending ?? 0 > 0 { free -= 1 }
            next += 1
        }
        queue.removeFirst(next)
    }

    private func ask(about id: String) {
        guard var inquiry = inquiries[id], inquiry.pending == 0 else { return }
        inquiry.attempts += 1
        (inquiry.hasFailed, inquiry.isStale) = (false, false)
        let asks = questions(about: id, inquiry.subject)
        inquiry.pending = asks.count
        inquiries[id] = inquiry
        var request = StatusRequest()
        (request.id, request.verbose) = (id, true)
        for question in asks where !ask(question, about: id) { inquiries[id]?.pending -= 1 }
        if inquiries[id]?.pending == 0 { settle(id) }
    }

    private func ask(_ question: Question, about id: String) -> Bool {
        switch question {
        case .container, .pod:
            var request = StatusRequest()
            (request.id, request.verbose) = (id, true)
            return ask(question, request)
        default:
            var request = ContainerID()
            request.id = id
            return ask(question, request)
        }
    }

    private func questions(about id: String, _ subject: Inquiry.Subject?) -> [Question] {
        switch subject {
        case .plain(let namespace): [.plainContainer(id, namespace), .task(id, namespace)]
        case .container: [.container(id)]
        case .pod: [.pod(id)]
        case nil: abilities.hasCRI ? [.container(id), .pod(id)] : []
        }
    }

    // MARK: Answers

    func takeContainer(_ result: Result<[UInt8], GRPCStatus>, _ id: String) {
        let podID = listing?.entries[id]?.podID ?? known[id]?.description.podID
        answer(id, decode(ContainerStatusResponse.self, result)) { inquiry, answer in
            guard answer.status.id == id else { return }
            var description = WorkloadDescription(answer, podID: podID, runtime: runtime)
            if description.pod == nil, let podID { description.pod = known[podID]?.description.pod }
            inquiry.answer = KnownWorkload(description, .container, answer.status.state)
        }
    }

    func takePod(_ result: Result<[UInt8], GRPCStatus>, _ id: String) {
        answer(id, decode(PodSandboxStatusResponse.self, result)) { inquiry, answer in
            guard answer.status.id == id else { return }
            let description = WorkloadDescription(answer, runtime: runtime)
            inquiry.answer = KnownWorkload(description, .pod, answer.status.state)
        }
    }

    func takePlainContainer(_ result: Result<[UInt8], GRPCStatus>, _ id: String) {
        answer(id, decode(GetPlainContainerResponse.self, result)) { inquiry, answer in
            if answer.container.id == id { inquiry.container = answer.container }
        }
    }

    func takeTask(_ result: Result<[UInt8], GRPCStatus>, _ id: String) {
        answer(id, decode(GetTaskResponse.self, result)) { inquiry, answer in inquiry.task = answer.process }
    }

    private func answer<Answer>(
        _ id: String,
        _ result: Result<Answer, GRPCStatus>,
        _ take: (inout Inquiry, Answer) -> Void
    ) {
        guard var inquiry = inquiries[id] else { return }
        switch result {
        case .success(let answer): take(&inquiry, answer)
        case .failure(let status): if !status.deniesExistence { inquiry.hasFailed = true }
        }
        inquiry.pending -= 1
        inquiries[id] = inquiry
        if inquiry.pending == 0 || inquiry.answer != nil { settle(id) }
    }

    /// Every call is answered, or one that makes the others needless.
    private func settle(_ id: String) {
        guard var inquiry = inquiries[id] else { return }
        if case .plain(let namespace) = inquiry.subject, let container = inquiry.container {
            let description = WorkloadDescription(container, task: inquiry.task, runtime: runtime)
            inquiry.answer = KnownWorkload(description, .plain(namespace), inquiry.task?.status ?? 0)
        }
        if let answer = inquiry.answer { return found(id, answer, inquiry) }
        if tryElsewhere(&inquiry) {
            inquiries[id] = inquiry
            return queue.append(id)
        }
        if inquiry.mayComeYet(id) {
            inquiry.retry = now + inquiry.pause
            inquiries[id] = inquiry
            return
        }
        finishInquiry(id)
        if inquiry.isAsked, !inquiry.hasFailed { tell(.unknown(id: id)) }
    }

    private func found(_ id: String, _ workload: KnownWorkload, _ inquiry: Inquiry) {
        remember(workload)
        withdraw(id)
        if inquiry.isAsked, let workload = known[id] { tell(.described(workload.description)) }
        guard inquiry.isStale else { return finishInquiry(id) }
        inquiries[id] = Inquiry(subject: workload.subject, isAsked: true)
        queue.append(id)
    }

    /// One of which nobody said whose it is may be in any of containerd's namespaces.
    private func tryElsewhere(_ inquiry: inout Inquiry) -> Bool {
        if inquiry.candidates == nil {
            guard inquiry.subject == nil else { return false }
            inquiry.candidates = namespaces.sorted()
        }
        let next = inquiry.candidates?.popLast()
        inquiry.subject = next.map { .plain($0) }
        if next == nil { inquiry.candidates = nil }
        return next != nil
    }

    func remember(_ workload: KnownWorkload) {
        let id = workload.description.id
        guard known.count < Self.maximumWorkloads || known[id] != nil else {
            log.log(
                .warning,
                every: .seconds(3600),
                key: "many \(path)",
                "more than \(Self.maximumWorkloads) workloads at \(path)"
            )
            return
        }
        var workload = workload
        marks[id]?.correct(&workload.description)
        serial += 1
        workload.serial = serial
        known[id] = workload
    }

    /// Gives up the calls about one workload: an answer that comes late would be taken for that to a later question.
    private func withdraw(_ id: String) {
        guard inquiries[id]?.pending ?? 0 > 0 else { return }
        inquiries[id]?.pending = 0
        for (call, question) in questions where question.workload == id {
            questions[call] = nil
            connection?.cancel(call)
        }
    }

    func finishInquiry(_ id: String) {
        withdraw(id)
        inquiries[id] = nil
        guard listing?.waiting.remove(id) != nil else { return }
        completeListing()
    }
}
