import TestKit
import Testing

@testable import Workloads

@Suite struct WorkloadFieldTests {
    @Test func namesHaveNoDotsAndFitTheStructure() {
        for field in WorkloadField.allCases {
            #expect(!field.rawValue.contains("."))
            #expect(field.rawValue.utf8.count <= 64)
            #expect(!field.doc.isEmpty)
        }
    }

    @Test func theReferencePageIsTheDeclarations() {
        #expect(GeneratedPage("docs/reference/workloads.md", WorkloadReference.markdown).isCurrent)
    }
}
