import SystemFiles

/// A mounted hierarchy of control groups.
struct ControlGroupMount: Equatable {
    var mountPoint: String
    /// The group that is seen at the mount point; `/` and forms of `/..` are the hierarchy's root or above.
    var root: String
    /// Names of the controllers of a version 1 hierarchy, and words that are none; empty: version 2.
    var controllers: Set<String>

    var isVersion2: Bool { controllers.isEmpty }
    var showsAll: Bool { root == "/" || root.hasPrefix("/..") }
}

/// The hierarchies of control groups in a table of mounts (`/proc/PID/mountinfo`, proc_pid_mountinfo(5)).
func controlGroupMounts(_ text: RawSpan) -> [ControlGroupMount] {
    var cursor = TextCursor(text), mounts: [ControlGroupMount] = []
    while cursor.nextLine() {
        guard cursor.skip(3), let root = cursor.word(), let mountPoint = cursor.word(), cursor.skip(1) else { continue }
        // Any number of optional words, closed by a dash.
        while let word = cursor.word(), !cursor.matches(word, "-") {}
        guard let type = cursor.word(), cursor.skip(1) else { continue }
        let isVersion1 = cursor.matches(type, "cgroup")
        guard isVersion1 || cursor.matches(type, "cgroup2") else { continue }
        mounts.append(
            ControlGroupMount(
                mountPoint: unescape(cursor.text(mountPoint)),
                root: unescape(cursor.text(root)),
                controllers: isVersion1
                    ? Set(cursor.text(cursor.restOfLine).split(whereSeparator: isBetween).map(String.init)) : []
            )
        )
    }
    return mounts
}

private func isBetween(_ character: Character) -> Bool { character == "," || character == " " }
