import SystemFiles

/// What procfs tells of a process (proc_pid_status(5), proc_pid_stat(5)), as far as it decides whether it is a group's first.
struct ProcessFacts: Equatable {
    var id: Int32
    var parent: Int32 = 0
    /// The program's name, at most 15 bytes.
    var name = ""
    /// In how many PID namespaces it is, from the reader's inwards; 0: not known.
    var depth = 0
    /// Its number in the innermost of them.
    var innermostID: Int32 = 0
    /// When it started, in ticks of a hundredth of a second since the system did.
    var startTicks: UInt64 = 0

    /// It is what becomes, or has become, process 1 of a container.
    var isInit: Bool { depth > 1 && innermostID == 1 }

    /// runc's last stage keeps its process for the container's program.
    var isLastStage: Bool { name == "runc:[2:INIT]" || name == "youki:[2:INIT]" }

    /// Any stage of runc: the container's program has not started yet.
    var isStage: Bool { name.hasPrefix("runc:[") || name.hasPrefix("youki:[") }

    /// runc's earlier stages pass through the group and end before the container's program starts.
    var isEarlierStage: Bool { isStage && !isInit && !isLastStage }

    /// A name that runtimes' processes have before they set another: a program that is executed by a descriptor is called by its number.
    var isNamedAsRuntime: Bool {
        ["runc", "crun", "youki", "exe"].contains(name) || name.utf8.allSatisfy { 0x30...0x39 ~= $0 }
    }
}

extension ProcessFacts {
    /// From the text of `status`; `nil` where it is not that.
    init?(_ id: Int32, status: RawSpan) {
        self.id = id
        var cursor = TextCursor(status), isKnown = false
        while cursor.nextLine() {
            guard let key = cursor.word(until: UInt8(ascii: ":")) else { continue }
            if cursor.matches(key, "Name") {
                name = cursor.text(cursor.restOfLine.dropFirst(1))
                isKnown = true
            } else if cursor.matches(key, "PPid") {
                parent = Int32(clamping: cursor.number() ?? 0)
            } else if cursor.matches(key, "NSpid") {
                while let number = cursor.number() {
                    depth += 1
                    innermostID = Int32(clamping: number)
                }
                break
            }
        }
        guard isKnown else { return nil }
    }
}

/// The moment of start in the text of `stat`: its 22nd field. The second is a name that may hold anything, in parentheses.
func startTicks(_ stat: RawSpan) -> UInt64? {
    guard let end = (0..<stat.byteCount).last(where: { stat.byte($0) == UInt8(ascii: ")") }) else { return nil }
    var cursor = TextCursor(stat.extracting(end + 1..<stat.byteCount))
    guard cursor.nextLine(), cursor.skip(19) else { return nil }
    return cursor.number()
}
