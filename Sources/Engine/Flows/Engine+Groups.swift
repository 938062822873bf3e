import Enrichment
import FlowLanguage

/// Groups, which give labels to addresses, and maps, which give labels to values. A change of them makes void what key
/// functions have been answered before.
extension Engine {
    package func groups() -> [String: AddressGroup] { lookupSources.groups.all }

    package func group(_ name: String) -> AddressGroup? { lookupSources.groups[name] }

    /// Adds a group, or replaces that of the same name.
    package func setGroup(_ name: String, _ group: AddressGroup) throws(NamedSetError) {
        try set(name, group, in: lookupSources.groups)
    }

    /// False when there is none of that name.
    package func removeGroup(_ name: String) -> Bool { remove(name, from: lookupSources.groups) }

    package func maps() -> [String: ValueMap] { lookupSources.maps.all }

    package func map(_ name: String) -> ValueMap? { lookupSources.maps[name] }

    /// Adds a map, or replaces that of the same name.
    package func setMap(_ name: String, _ map: ValueMap) throws(NamedSetError) {
        try set(name, map, in: lookupSources.maps)
    }

    /// False when there is none of that name.
    package func removeMap(_ name: String) -> Bool { remove(name, from: lookupSources.maps) }

    private func set<Element>(_ name: String, _ element: Element, in sets: NamedSets<Element>) throws(NamedSetError) {
        try sets.set(name, element)
        lookups.invalidate()
    }

    private func remove<Element>(_ name: String, from sets: NamedSets<Element>) -> Bool {
        guard sets.remove(name) else { return false }
        lookups.invalidate()
        return true
    }
}
