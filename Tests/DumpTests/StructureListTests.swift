import SFlow
import Testing

@testable import Dump

@Suite struct StructureListTests {
    @Test func withoutNamesItIsTheWholePage() throws {
        #expect(try StructureList.markdown([]) == StructureReference.page())
    }

    @Test(arguments: ["host_cpu", "0:2003"])
    func aStructureIsFoundByNameAndFormat(_ word: String) throws {
        let text = try StructureList.markdown([word])
        #expect(
            text.hasPrefix("### host_cpu, 0:2003\n") && text.contains("cpu_load_one") && !text.contains("mem_total")
        )
    }

    /// Samples, flow records and counter records are numbered apart.
    @Test func aFormatMayBeOfSeveral() throws {
        let text = try StructureList.markdown(["0:1"])
        for name in ["flow_sample", "sampled_header", "if_counters"] { #expect(text.contains("### \(name), 0:1\n")) }
    }

    @Test func whatIsMistypedIsSuggested() throws {
        let error = #expect(throws: StructureList.NotFound.self) { try StructureList.markdown(["host_cpuu"]) }
        #expect(try #require(error).description.contains("did you mean host_cpu"))
    }

    @Test func aTerminalGetsTablesWithoutMarks() throws {
        let markdown =
            "### a_b, 0:1\n\n| field | unit | metric |\n|---|---|---|\n| `x_y` |  | `m` |\n| &emsp;`z` |  |  |\n"
        #expect(MarkdownText(isColored: false).render(markdown) == "a_b, 0:1\n\nfield  metric\nx_y    m\n  z\n")
        #expect(MarkdownText(isColored: true).render("# T\n") == "\u{1b}[1mT\u{1b}[0m\n")
    }
}
