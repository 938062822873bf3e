import Glibc
import SFlow
import Spelling

/// What `starling dump --list` prints: the reference of the structures, or parts of it.
package enum StructureList {
    /// Why there is nothing to print: one line.
    package struct NotFound: Error, CustomStringConvertible {
        package let description: String
    }

    /// The reference as Markdown, or of it the structures that are named: by name, `host_cpu`, or by format, `0:2003`.
    package static func markdown(
        _ wanted: [String],
        page: String = StructureReference.page()
    ) throws(NotFound) -> String {
        guard !wanted.isEmpty else { return page }
        let sections = sections(of: page)
        var text = ""
        for word in wanted {
            let found = sections.filter { $0.name == word || $0.format == word }
            guard !found.isEmpty else { throw unknown(word, sections) }
            for section in found { text += (text.isEmpty ? "" : "\n") + section.text }
        }
        return text
    }

    private static func unknown(_ word: String, _ sections: [Section]) -> NotFound {
        let near = nearestNames(to: word, among: sections.map(\.name) + sections.compactMap(\.format))
        let hint = near.isEmpty ? "--list alone prints all" : "did you mean \(near.joined(separator: " or "))?"
        return NotFound(description: "no structure is known as \(word); \(hint)")
    }

    /// A structure of the page.
    private struct Section {
        var name: String
        var format: String?
        var text: String
    }

    private static func sections(of page: String) -> [Section] {
        var sections: [Section] = [], isStructure = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("### ") {
                let heading = line.dropFirst(4).split(separator: ", ").map(String.init)
                isStructure = true
                sections.append(
                    Section(name: heading[0], format: heading.count > 1 ? heading[1] : nil, text: "\(line)\n")
                )
            } else if line.hasPrefix("#") {
                isStructure = false
            } else if isStructure {
                sections[sections.count - 1].text += "\(line)\n"
            }
        }
        return sections.map {
            var section = $0
            while section.text.hasSuffix("\n\n") { section.text.removeLast() }
            return section
        }
    }
}
