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
}
