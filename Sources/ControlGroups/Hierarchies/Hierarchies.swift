import Glibc
import SystemFiles

/// Where this host has its control groups.
///
/// Version 1 has a hierarchy for each controller or for some together, version 2 one for all; a hybrid has hierarchies of
/// version 1 and one of version 2 without controllers. One is watched for groups that come and go. In the others of
/// version 1 a group has the same path.
struct Hierarchies: Equatable, Sendable {
    var isVersion2: Bool
    /// The directory of each hierarchy that is read; the first one is watched. At most as many as there are controllers.
    var directories: [String]
    /// Which of `directories` has a controller's files, by its number; version 2 has all in the first.
    var places: [Int?]
    /// What precedes a group's path below the mount point in `/proc/PID/cgroup`.
    var pathPrefix: String
    /// A controller of the watched hierarchy.
    var watchedController: Controller

    var watched: String { directories[0] }

    func place(_ controller: Controller) -> Int? { isVersion2 ? 0 : places[controller.rawValue] }
}

extension Hierarchies {
    /// Finds them; `nil` where none is mounted.
    init?(_ roots: SystemRoots) {
        var table = SystemFile(roots.proc + "/self/mountinfo"), buffer: [UInt8] = []
        guard let count = try? table.read(into: &buffer) else { return nil }
        self.init(controlGroupMounts(buffer.span.bytes.extracting(first: count)), roots)
    }

    private init?(_ mounts: [ControlGroupMount], _ roots: SystemRoots) {
        let found = Controller.allCases.map { controller in
            best(mounts.filter { $0.controllers.contains(controller.name) }, roots)
        }
        // A hybrid has version 2 beside what counts; elsewhere nothing of what counts is in version 1.
        let counting = found[..<Controller.cpuset.rawValue].compactMap(\.self)
        if let first = counting.first {
            self.init(version1: found, first)
        } else if let mount = best(mounts.filter(\.isVersion2), roots) {
            self.init(version2: mount)
        } else {
            return nil
        }
    }

    private init(
        version1 found: [(mount: ControlGroupMount, directory: String)?],
        _ first: (mount: ControlGroupMount, directory: String)
    ) {
        var directories = [first.directory]
        places = found.map { found in
            guard let directory = found?.directory else { return nil }
            if let place = directories.firstIndex(of: directory) { return place }
            directories.append(directory)
            return directories.count - 1
        }
        self.directories = directories
        isVersion2 = false
        pathPrefix = first.mount.root == "/" ? "" : first.mount.root
        watchedController = Controller.allCases.first { first.mount.controllers.contains($0.name) } ?? .cpuacct
    }

    private init(version2 found: (mount: ControlGroupMount, directory: String)) {
        isVersion2 = true
        directories = [found.directory]
        places = Controller.allCases.map { _ in 0 }
        pathPrefix = found.mount.root == "/" ? "" : found.mount.root
        watchedController = .cpuacct
    }

    /// The path below the watched mount point of the group of a process, from the text of `/proc/PID/cgroup`
    /// (cgroups(7)); `nil` where it is none that can be seen there.
    func path(_ text: RawSpan) -> String? {
        var cursor = TextCursor(text)
        while cursor.nextLine() {
            let line = cursor.text(cursor.restOfLine)
            let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3, isWatched(parts[1], hierarchy: parts[0]) else { continue }
            var path = String(parts[2])
            guard path.hasPrefix(pathPrefix) else { return nil }
            path.removeFirst(pathPrefix.count)
            if path.hasSuffix(" (deleted)") || !path.hasPrefix("/") || path.split(separator: "/").contains("..") {
                return nil
            }
            return path
        }
        return nil
    }

    private func isWatched(_ controllers: Substring, hierarchy: Substring) -> Bool {
        if isVersion2 { return hierarchy == "0" && controllers.isEmpty }
        return controllers.split(separator: ",").contains { $0 == watchedController.name }
    }
}

/// Of mounts of one hierarchy the one that shows most, below `sys` of these roots before others; one that is not there is
/// none.
private func best(
    _ mounts: [ControlGroupMount],
    _ roots: SystemRoots
) -> (mount: ControlGroupMount, directory: String)? {
    let usable = mounts.compactMap { mount -> (mount: ControlGroupMount, directory: String)? in
        let directory = roots.root + mount.mountPoint
        return exists(directory) ? (mount, directory) : nil
    }
    return usable.first { $0.mount.showsAll && $0.directory.hasPrefix(roots.sys + "/") }
        ?? usable.first { $0.directory.hasPrefix(roots.sys + "/") }
        ?? usable.first { $0.mount.showsAll }
        ?? usable.first
}
