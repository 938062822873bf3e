import SFlow
import TestKit
import Testing
import XDR

@Suite struct StructureReferenceTests {
    @Test func thePageIsThatOfTheDeclarations() {
        #expect(
            GeneratedPage("docs/reference/structures.md", StructureReference.page()).isCurrent,
            "make docs writes it"
        )
    }

    @Test func everyFieldSaysWhatItIs() {
        for type in Structures.flowRecords + Structures.counterRecords {
            func fields(_ type: (some XDRStructure).Type) -> [FieldDescription] { FieldDescriber.describe(type) }
            for description in fields(type) {
                #expect(!description.field.doc.description.isEmpty)
                #expect(description.field.kind != .counter || !description.field.metric.description.isEmpty)
            }
        }
    }

    @Test func laterAdditionsAndElementsAreMarked() {
        let cpu = FieldDescriber.describe(HostCPU.self)
        #expect(cpu.filter(\.isAddition).map(\.field.name.description) == ["cpu_steal", "cpu_guest", "cpu_guest_nice"])
        let adapters = FieldDescriber.describe(HostAdapters.self)
        #expect(
            adapters.map(\.depth) == [0, 1, 1, 2]
                && adapters.map(\.type) == ["list<1024>", "unsigned int", "list<1024>", "mac"]
        )
    }

    @Test func everyFormOfAnElementIsDescribedAndWhatTheyShareOnce() {
        let flow = FieldDescriber.describe(RealTimeFlow.self)
        #expect(flow.map(\.depth) == [0, 0, 0, 0] + Array(repeating: 1, count: 10))
        #expect(
            flow.map(\.type).suffix(8) == [
                "string<255>", "mac", "ip_v4", "ip_v6", "unsigned int", "unsigned hyper", "float", "double",
            ]
        )
        let names = flow.map(\.field.name.description)
        #expect(Set(names).count == names.count && names[4...5] == ["name", "type"])
    }
}
