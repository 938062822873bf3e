import Glibc

/// A page of `docs/` that is made from declarations and committed, so that readers have it without building.
package struct GeneratedPage {
    /// From the root of the repository: `docs/rest-api.md`.
    package let path: String
    private let text: String

    /// The page, and what it is to be. With STARLING_UPDATE=1 in the environment (`make docs`) it is written first.
    package init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
        if unsafe getenv("STARLING_UPDATE") != nil { write() }
    }

    /// Whether the committed page is what the declarations make.
    package var isCurrent: Bool { committed == text }

    private var committed: String { Fixture.text("../../" + path) }

    private func write() {
        guard let file = unsafe fopen(Fixture.folder + "../../" + path, "w") else { return }
        defer { unsafe fclose(file) }
        _ = unsafe fputs(text, file)
    }
}
