import Enrichment
import FlowLanguage
import NetTypes
import Testing

@testable import Engine

@Suite struct GroupTests {
    private let engine: Engine = {
        var configuration = EngineConfiguration(clock: { 0 })
        configuration.lookups = { LookupAnswer("asked for \($0)", for: 1) }
        configuration.mapLimits.sets = 1
        return Engine(configuration)
    }()

    private func group(_ label: String, _ prefix: String) -> AddressGroup {
        var builder = AddressGroup.Builder()
        builder.add(AddressPrefix(prefix)!, label: label)
        return builder.finish()
    }

    private func map(_ label: String, _ value: String) -> ValueMap {
        var builder = ValueMap.Builder()
        builder.add(value, label: label)
        return builder.finish()
    }

    @Test func groupsAndMapsAnswerKeyFunctions() throws {
        let address = IPAddress("10.1.2.3")!
        #expect(engine.answer(.group("g", address)).text == nil)
        try engine.setGroup("g", group("lab", "10.0.0.0/8"))
        try engine.setMap("m", map("web", "443"))
        #expect(engine.answer(.group("g", address)).text == "lab")
        #expect(engine.answer(.group("h", address)).text == nil)
        #expect(engine.answer(.group("g", .v6(1))).text == nil)
        #expect(engine.answer(.map("m", "443")).text == "web")
        #expect(engine.answer(.map("m", "80")).text == nil)
        #expect(engine.answer(.dns(.v4(1))).text?.hasPrefix("asked for dns") == true)
    }

    @Test func everyChangeMakesAnswersVoid() throws {
        var generations = [engine.lookups.generation]
        func note() { generations.append(engine.lookups.generation) }
        try engine.setGroup("g", group("a", "10.0.0.0/8"))
        note()
        try engine.setGroup("g", group("b", "10.0.0.0/8"))
        note()
        try engine.setMap("m", map("web", "443"))
        note()
        #expect(engine.removeMap("m") && !engine.removeMap("m"))
        note()
        #expect(engine.removeGroup("g") && !engine.removeGroup("g"))
        note()
        #expect(generations == generations.sorted() && Set(generations).count == 6)
        #expect(engine.groups().isEmpty && engine.maps().isEmpty)
    }

    @Test func theyAreBounded() throws {
        try engine.setMap("m", map("web", "443"))
        #expect(throws: NamedSetError.tooManySets(limit: 1)) { try engine.setMap("n", map("web", "443")) }
        #expect(engine.map("m") != nil && engine.map("n") == nil)
    }
}
