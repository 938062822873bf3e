import Agent
import CLinux
import Glibc

// The first process of a group.

extension ControlGroupMonitor {
    /// A guess is not made in the first milliseconds, in which runtimes' own processes pass through.
    private static let looksBeforeGuess = 4
    /// Of groups that the agent finds with more processes only so many are looked at.
    private static let maximumCandidates = 512

    func startSearch(_ group: Group, _ now: MonotonicTime) {
        group.search = Search(now)
        timed.insert(group.number)
    }

    /// Looks for the first process; later again where it is not there yet.
    func look(_ group: Group, _ now: MonotonicTime) {
        let ids = reader.processIDs(group)
        if ids.isEmpty {
            // Where the kernel tells that it has emptied, processes may only not be visible.
            if group.isUsed, group.watch < 0 { emptied(group, now) }
        } else {
            group.isUsed = true
            if group.process?.hasLeft(ids) == true {
                emptied(group, now)
            } else if group.process == nil, watchFirst(group, among: ids, now) {
                return
            }
        }
        group.search?.wait(now)
    }

    private func watchFirst(_ group: Group, among ids: [Int32], _ now: MonotonicTime) -> Bool {
        let facts = ids.prefix(Self.maximumCandidates).compactMap { files.facts($0, &buffer) }
        let first = FirstProcess.choose(
            facts,
            nowTicks: now.milliseconds / 10,
            guesses: group.search.map { $0.looks >= Self.looksBeforeGuess } ?? true
        )
        guard let first else { return false }
        let isPrepared = !facts.contains(where: \.isStage)
        return watch(group, first.id, isCertain: first.isCertain, isPrepared: isPrepared)
    }

    /// Watches the process; false where it has left the group. `isPrepared`: none of the runtime's own is in the group.
    func watch(_ group: Group, _ id: Int32, isCertain: Bool, isPrepared: Bool = true) -> Bool {
        let opened = sl_pidfd_open(id)
        guard opened != -ESRCH else { return false }
        let descriptor = opened < 0 ? opened : budget.kept(opened)
        let process = WatchedProcess(id: id, isCertain: isCertain, descriptor: descriptor)
        // The number may have gone to another process before it was opened, but not since.
        guard process.hasEnded || reader.processIDs(group).contains(id) else { return false }
        let isWatched =
            descriptor >= 0
            && starling_epoll_add(fileDescriptor, descriptor, UInt32(truncatingIfNeeded: group.number)) == 0
        if !isWatched { sayUnwatched(opened < 0 ? -opened : EMFILE) }
        let isKnown = group.process?.id == id
        group.process = consume process
        group.network = files.openNetwork(id, budget)
        group.networkChecks = 2
        group.isUsed = true
        // Without a pidfd the list of processes must tell that it has ended.
        if isWatched { group.search = nil }
        if !isKnown { if isPrepared { tellRunning(group) } else { group.settling = Search(clock()) } }
        return isWatched
    }

    private func tellRunning(_ group: Group) {
        group.settling = nil
        if let id = group.process?.id { events.append(.running(group.number, processID: id)) }
    }

    /// Waits until only the first process is left of those that prepare the container, and notes what the others have used.
    func settle(_ group: Group, _ now: MonotonicTime) {
        guard let id = group.process?.id, let facts = files.facts(id, &buffer), facts.isStage,
            group.settling?.isFresh == true
        else { return tellRunning(group) }
        guard reader.processIDs(group) == [id] else {
            group.settling?.wait(now)
            return
        }
        var counters = GroupCounters()
        if reader.readCounters(group, .often, into: &counters), let all = counters.cpu,
            case let own = sl_process_time(id),
            own > 0, own < all
        {
            group.preparation = all - own
        }
        tellRunning(group)
    }

    private func sayUnwatched(_ code: Int32) {
        let advice = code == ENOSYS ? "Linux 5.3 or later does" : "raise the limit of open files"
        log.log(
            .warning,
            every: .seconds(24 * 3600),
            key: "groups pidfd",
            "the system does not tell when containers end, so that some end counts are lost (\(advice))"
        )
    }

    package func adopt(processID: Int32, id: String) {
        guard processID > 0, let path = files.groupPath(processID, hierarchies, &buffer), path != "/",
            path.utf8.count <= GroupName.maximumPathBytes
        else { return }
        let now = clock(), name = groupName(path, id)
        if let number = paths[name.path], let group = groups[number] {
            if group.process?.isCertain != true, group.name.id == id { _ = watch(group, processID, isCertain: true) }
            return
        }
        guard let inode = inode(directory(name.path)), isRunning(processID), let group = add(name, inode: inode, now)
        else { return }
        if group.process?.isCertain != true { _ = watch(group, processID, isCertain: true) }
        watchParent(name.path, now)
    }

    /// The runtime's knowledge may be old: the group of what has ended must not be taken again.
    private func isRunning(_ processID: Int32) -> Bool {
        let descriptor = sl_pidfd_open(processID)
        guard descriptor >= 0 else { return descriptor == -ENOSYS }
        defer { close(descriptor) }
        return sl_pidfd_has_ended(descriptor) == 0
    }

    /// The group at `path` or the one above it whose name has `id`: a container's processes may be in groups inside of its own.
    private func groupName(_ path: String, _ id: String) -> GroupName {
        var parts = path.split(separator: "/")
        while let last = parts.popLast() {
            let parent = "/" + parts.joined(separator: "/")
            if let name = GroupName(String(last), below: parent, services: true), name.id == id { return name }
        }
        return GroupName(id: id, path: path)
    }

    /// Its removal is seen by the directory above it.
    private func watchParent(_ path: String, _ now: MonotonicTime) {
        let parent = path.split(separator: "/").dropLast().joined(separator: "/")
        _ = tree.add("/" + parent, directory: directory("/" + parent))
    }
}
