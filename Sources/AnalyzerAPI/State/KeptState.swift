import Engine
import JSON
import Logging
import Synchronization

/// Keeps definitions in files: written when they change, read at the start and when that is asked for.
///
/// What cannot be read is told and set aside; the rest goes on.
package final class KeptState: Sendable {
    private let directory: KeptFiles
    private let logger: Logger
    /// One file at a time, so that the last change is the last one written.
    private let turn = Mutex(())
    private let failed = Atomic(0)

    package init(_ directory: KeptFiles, _ logger: Logger) {
        self.directory = directory
        self.logger = logger
    }

    package var path: String { directory.path }
    /// How often something could not be written.
    var failures: Int { failed.load(ordering: .relaxed) }

    /// Writes what is now.
    func save(_ kind: KeptKind, of analyzer: Analyzer) {
        turn.withLock { _ in write(kind, of: analyzer) }
    }

    private func write(_ kind: KeptKind, of analyzer: Analyzer) {
        var writer = JSONWriter(indent: 1)
        analyzer.writeKept(kind, to: &writer)
        do throws(KeptFiles.Problem) {
            try directory.write(writer.bytes + [UInt8(ascii: "\n")], to: kind.file)
        } catch {
            failed.add(1, ordering: .relaxed)
            logger.error("a change is not kept for the next start: \(error)")
        }
    }

    /// Takes up what the files have. Where there is a file, what it does not name is removed.
    package func load(into analyzer: Analyzer) {
        turn.withLock { _ in for kind in KeptKind.allCases { load(kind, into: analyzer) } }
    }

    private func load(_ kind: KeptKind, into analyzer: Analyzer) {
        do throws(KeptFiles.Problem) {
            guard let bytes = try directory.read(kind.file) else { return }
            take(bytes, as: kind, into: analyzer)
        } catch {
            logger.error("not taken up: \(error)")
        }
    }

    private func take(_ bytes: [UInt8], as kind: KeptKind, into analyzer: Analyzer) {
        let members: [JSONMember]
        do {
            members = try Self.members(bytes, of: kind)
        } catch {
            return setAside(kind, "it is damaged: \(error)", analyzer)
        }
        for name in analyzer.keptNames(kind).subtracting(members.map(\.name)) {
            try? analyzer.change(kind, .delete, name: name)
        }
        var refused: [String] = []
        for member in members {
            var writer = JSONWriter()
            writer.value(member.value)
            do {
                try analyzer.change(kind, .put, name: member.name, body: writer.bytes)
            } catch {
                refused.append("'\(member.name)': \(error.message)")
            }
        }
        if !refused.isEmpty { setAside(kind, refused.joined(separator: "; "), analyzer) }
    }

    /// Definitions by their names.
    private static func members(_ bytes: [UInt8], of kind: KeptKind) throws -> [JSONMember] {
        let limits = JSONLimits(bytes: bytes.count, depth: 9, values: 20_000_000)
        let value = try JSONValue(bytes, limits: limits)
        guard case .object(let members) = value else { throw NoObject(found: value.typeName) }
        return kind.isSingle ? [JSONMember(name: "", value: value)] : members
    }

    private struct NoObject: Error, CustomStringConvertible {
        let found: String
        var description: String { "it has \(found), not an object" }
    }

    /// Keeps a file under another name, and what could be taken up in its place.
    private func setAside(_ kind: KeptKind, _ reason: String, _ analyzer: Analyzer) {
        let file = directory.place(kind.file)
        guard let kept = directory.setAside(kind.file, time: systemMilliseconds()) else {
            return logger.error("\(file) is not taken up as a whole, and will be replaced: \(reason)")
        }
        logger.error("\(file) is not taken up as a whole: \(reason); as it was, it is \(kept)")
        write(kind, of: analyzer)
    }
}
