import Synchronization

/// A group or a map: made once, then only read.
package protocol NamedSet: AnyObject, Sendable {
    /// Prefixes or values in it.
    var entryCount: Int { get }
    /// Bytes of its texts.
    var textBytes: Int { get }
}

/// How many there may be.
package struct NamedSetLimits: Hashable, Sendable {
    package var sets = 1000
    /// Prefixes or values, altogether.
    package var entries = 2_000_000
    /// Bytes of text, altogether.
    package var textBytes = 64 << 20

    package init() {}
}

/// Why a group or a map was refused.
package enum NamedSetError: Error, Hashable, Sendable {
    case tooManySets(limit: Int)
    case tooManyEntries(limit: Int)
    case tooMuchText(limit: Int)
}

/// Groups or maps by name, bounded together. Safe to call from any thread; nothing is looked up while the mutex is held.
package final class NamedSets<Element: NamedSet>: Sendable {
    private let sets = Mutex<[String: Element]>([:])
    private let limits: NamedSetLimits

    package init(_ limits: NamedSetLimits = NamedSetLimits()) { self.limits = limits }

    /// Those that are there now.
    package var all: [String: Element] { sets.withLock { $0 } }

    package subscript(name: String) -> Element? { all[name] }

    /// Adds one, or replaces that of the same name.
    package func set(_ name: String, _ element: Element) throws(NamedSetError) {
        let size = (entryCount: element.entryCount, textBytes: element.textBytes)
        let limits = limits
        try sets.withLock { sets throws(NamedSetError) in
            var (entries, bytes) = size
            for (other, element) in sets where other != name {
                entries += element.entryCount
                bytes += element.textBytes
            }
            guard sets[name] != nil || sets.count < limits.sets else { throw .tooManySets(limit: limits.sets) }
            guard entries <= limits.entries else { throw .tooManyEntries(limit: limits.entries) }
            guard bytes <= limits.textBytes else { throw .tooMuchText(limit: limits.textBytes) }
            sets[name] = element
        }
    }

    /// False where there is none of that name.
    package func remove(_ name: String) -> Bool { sets.withLock { $0.removeValue(forKey: name) } != nil }
}
