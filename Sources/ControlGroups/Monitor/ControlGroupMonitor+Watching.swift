import Agent
import Glibc

// Groups that come and go.

extension ControlGroupMonitor {
    /// Changes are taken in so many portions before anything else gets its turn.
    private static let maximumPortions = 64

    func readChanges(_ now: MonotonicTime) {
        for _ in 0..<Self.maximumPortions {
            let changes = tree.inotify.read(&buffer)
            guard !changes.isEmpty else { return }
            for change in changes { take(change, now) }
        }
    }

    private func take(_ event: Inotify.Event, _ now: MonotonicTime) {
        if event.change.contains(.overflow) {
            log.log(
                .notice,
                every: .seconds(600),
                key: "groups overflow",
                "more groups came and went than could be told of"
            )
            rescan(now)
        } else if event.change.contains(.ignored) {
            watches[event.watch] = nil
            // Most often the directory has gone.
            if let path = tree.dropped(event.watch), isThere(path) { rescanDue = now }
        } else if event.change.contains(.modified) {
            if let number = watches[event.watch], let group = groups[number] { populationChanged(group, now) }
        } else if event.change.contains(.isDirectory), let name = event.name, let parent = tree.path(event.watch) {
            if event.change.contains(.created) {
                found(name, below: parent, now)
            } else if event.change.contains(.deleted) {
                removed(join(parent, name))
            } else {
                rescan(now)
            }
        }
    }

    func directory(_ path: String) -> String { hierarchies.watched + (path == "/" ? "" : path) }

    private func isThere(_ path: String) -> Bool { inode(directory(path)) != nil }

    private func join(_ parent: String, _ name: String) -> String { parent == "/" ? "/" + name : parent + "/" + name }

    /// Looks through all directories, and for groups that have gone.
    func rescan(_ now: MonotonicTime) {
        visit(top, now)
        for path in tree.unwatched where !isThere(path) { tree.forget(path) }
        for group in Array(groups.values) where inode(directory(group.name.path)) != group.inode {
            removed(group.name.path)
        }
        for (path, number) in leftovers where inode(directory(path)) != number { leftovers[path] = nil }
        rescanDue = now + (tree.isIncomplete ? Self.hurriedRescanInterval : Self.rescanInterval)
    }

    /// Watches a directory and takes what is in it.
    func visit(_ path: String, _ now: MonotonicTime) {
        switch tree.add(path, directory: directory(path)) {
        case .watched: break
        case .tooMany:
            return say("directories", "there are more than \(bounds.directories) directories of control groups")
        case .unwatched(let errno):
            if errno == ENOSPC {
                say("inotify", "new containers are seen a second late: raise fs.inotify.max_user_watches")
            }
        }
        guard let names = subdirectories(directory(path), limit: 4 * bounds.directories) else {
            if !isThere(path) { tree.forget(path) }
            return
        }
        for name in names { found(name, below: path, now) }
    }

    private func say(_ key: String, _ line: String) {
        log.log(.warning, every: .seconds(24 * 3600), key: "groups \(key)", line)
    }

    private func found(_ name: String, below parent: String, _ now: MonotonicTime) {
        if let group = GroupName(name, below: parent, services: bounds.services > 0) {
            appeared(group, now)
            // What a container makes for itself is its own; a service may be a runtime.
            guard group.runtime == .systemd else { return }
        }
        let path = join(parent, name)
        guard path.split(separator: "/").count <= bounds.depth, path.utf8.count <= GroupName.maximumPathBytes,
            ![".mount", ".swap", ".socket"].contains(where: name.hasSuffix)
        else { return }
        visit(path, now)
    }

    /// Takes a group if it is not known; that of an ended container stays for a while.
    private func appeared(_ name: GroupName, _ now: MonotonicTime) {
        guard let inode = inode(directory(name.path)), leftovers[name.path] != inode else { return }
        if let number = paths[name.path], let group = groups[number] {
            guard group.inode != inode else { return }
            end(group, isComplete: group.isLastComplete)
        }
        _ = add(name, inode: inode, now)
    }

    func add(_ name: GroupName, inode: UInt64, _ now: MonotonicTime) -> Group? {
        let isService = name.runtime == .systemd
        guard groups.count < bounds.groups else {
            return none("groups", "there are more than \(bounds.groups) containers")
        }
        guard !isService || serviceCount < bounds.services else {
            return none("services", "there are more than \(bounds.services) services")
        }
        let group = Group(makeNumber(), name, inode: inode)
        groups[group.number] = group
        paths[name.path] = group.number
        leftovers[name.path] = nil
        if isService { serviceCount += 1 }
        events.append(.appeared(group.number, name))
        open(group, now)
        return group
    }

    private func none(_ key: String, _ line: String) -> Group? {
        say(key, line)
        return nil
    }

    private func open(_ group: Group, _ now: MonotonicTime) {
        _ = group.directories.open(0, directory(group.name.path), budget)
        if hierarchies.isVersion2 {
            group.watch = tree.inotify.addFile(directory(group.name.path) + "/cgroup.events")
            if group.watch >= 0 { watches[group.watch] = group.number }
        }
        sayIfShort(group)
        guard !group.isService else { return }
        startSearch(group, now)
        look(group, now)
    }

    func sayIfShort(_ group: Group) {
        guard group.directories.isShort else { return }
        say("descriptors", "counters of some containers are left out: raise the limit of open files")
    }

    /// The kernel says that its directory has gone, perhaps to be made again.
    private func removed(_ path: String) {
        let inode = inode(directory(path))
        if let number = leftovers[path], number != inode { leftovers[path] = nil }
        guard let number = paths[path], let group = groups[number], group.inode != inode else { return }
        end(group, isComplete: group.isLastComplete)
    }
}
