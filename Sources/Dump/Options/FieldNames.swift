import DatagramPrinting
import SFlow
import Spelling
import XDR

/// The names of all fields that can be asked for.
enum FieldNames {
    /// Whether something is printed under the name. Names that applications choose always may be.
    static func isKnown(_ name: String) -> Bool {
        if name.hasPrefix("rtmetric_") || name.hasPrefix("rtflow_") { return true }
        return all.contains(name) || all.contains(base(name))
    }

    static func nearest(to name: String) -> [String] {
        let near = nearestNames(to: base(name), among: all)
        return name.hasPrefix(discarded) ? near.map { discarded + $0 } : near
    }

    private static let discarded = "discarded_"

    /// The name in its declaration: without the prefix of a discarded packet, and without the places in lists.
    private static func base(_ name: String) -> String {
        var base = name.hasPrefix(discarded) ? Substring(name.dropFirst(discarded.count)) : Substring(name)
        if let dot = base.lastIndex(of: "."), Int(base[base.index(after: dot)...]) != nil { base = base[..<dot] }
        let parts = base.split(separator: "_", omittingEmptySubsequences: false)
        // adaptor_0_MAC_1: the names between the places.
        return parts.count > 2 && Int(parts[1]) != nil
            ? parts.dropFirst(2).filter { Int($0) == nil }.joined(separator: "_") : String(base)
    }

    private static let all: Set<String> = {
        var names = PrintedFields.names
        for type in Structures.flowRecords + Structures.counterRecords {
            names += FieldDescriber.describe(type).map { "\(type.namePrefix)\($0.field.name)" }
        }
        return Set(names)
    }()
}
