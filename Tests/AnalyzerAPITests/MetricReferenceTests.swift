import Exposition
import TestKit
import Testing

@testable import AnalyzerAPI

@Suite struct MetricReferenceTests {
    private let families = OwnMetrics.all.map(\.family) + LedgerMetrics.all.map(\.family)

    @Test func theReferencePageIsTheDeclarations() {
        #expect(GeneratedPage("docs/reference/prometheus.md", MetricReference.page).isCurrent, "make docs writes it")
    }

    @Test func namesAreDeclaredOnce() {
        let names = families.map(\.sampleName), figures = AnalyzerFigure.all.flatMap(\.fullNames)
        #expect(Set(names).count == names.count && Set(figures).count == figures.count)
        #expect(Set(AnalyzerFigure.all.map(\.member)).count == AnalyzerFigure.all.count)
    }

    /// OpenMetrics 1.0, "UNIT metadata": a family with a unit ends in it.
    @Test func namesAreValidAndEndInTheirUnit() {
        for family in families {
            #expect(MetricFamily.validName(family.name) == family.name)
            #expect(family.unit.isEmpty || family.name.hasSuffix("_" + family.unit), "\(family.name)")
            #expect(!["_total", "_info", "_count", "_sum"].contains { family.name.hasSuffix($0) }, "\(family.name)")
            #expect(!["_counter_", "_gauge_", "_info_"].contains { family.name.contains($0) }, "\(family.name)")
            #expect(family.help.first?.isUppercase == true && family.help.last != ".", "\(family.name)")
        }
    }
}
