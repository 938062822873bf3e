import NetTypes
import Testing

@testable import Enrichment

@Suite struct NamedSetsTests {
    private func map(_ labels: KeyValuePairs<String, [String]>) -> ValueMap {
        var builder = ValueMap.Builder()
        for (label, values) in labels {
            builder.add(label: label)
            for value in values { builder.add(value, label: label) }
        }
        return builder.finish()
    }

    @Test func aMapGivesLabels() {
        let map = map(["web": ["80", "443"], "none": [], "dns": ["53", "80"]])
        #expect(map.label(of: "443") == "web")
        #expect(map.label(of: "53") == "dns")
        #expect(map.label(of: "80") == "dns", "of two labels the later one counts")
        #expect(map.label(of: "") == nil)
        #expect(map.labels.map(\.text) == ["web", "none", "dns"])
        #expect(map.labels[0].values == ["80", "443"])
        #expect(map.entryCount == 4)
    }

    @Test func theyAreBoundedTogether() throws {
        var limits = NamedSetLimits()
        limits.sets = 2
        limits.entries = 4
        limits.textBytes = 20
        let sets = NamedSets<ValueMap>(limits)
        try sets.set("a", map(["x": ["1", "2"]]))
        try sets.set("b", map(["x": ["1", "2"]]))
        #expect(throws: NamedSetError.tooManySets(limit: 2)) { try sets.set("c", map(["x": []])) }
        #expect(throws: NamedSetError.tooManyEntries(limit: 4)) { try sets.set("b", map(["x": ["1", "2", "3"]])) }
        #expect(throws: NamedSetError.tooMuchText(limit: 20)) { try sets.set("b", map(["x": ["12345678901234567"]])) }
        #expect(sets["b"]?.label(of: "2") == "x", "what was refused changes nothing")
        try sets.set("a", map(["y": ["1"]]))
        try sets.set("b", map(["x": ["1", "2", "3"]]))
        #expect(sets["a"]?.label(of: "1") == "y")
        #expect(sets.remove("a") && !sets.remove("a"))
        #expect(sets.all.keys.sorted() == ["b"])
    }
}
