import Testing

@testable import Console

@Suite struct ConsoleTests {
    @Test func theFolderAndTheTableHoldTheSameFiles() throws {
        let paths = try WebFolder.paths()
        #expect(paths.contains("/index.html"))
        #expect(Console.files.map(\.path).sorted() == paths)
    }

    @Test(arguments: Console.files.map(\.path)) func embedsWhatTheFolderHolds(_ path: String) throws {
        let file = try #require(Console.file(at: path))
        #expect(Array(file.bytes) == (try WebFolder.bytes(of: path)))
    }

    @Test func theRootIsThePage() throws {
        let page = try #require(Console.file(at: "/"))
        #expect(page.path == "/index.html")
        #expect(page.mediaType == "text/html; charset=utf-8")
    }

    @Test(arguments: [
        "", "//", "/..", "/../index.html", "/js/../index.html", "/./index.html", "/js", "/js/", "index.html",
        "/index.html/", "/INDEX.HTML", "/js/main.js\0", "/%69ndex.html", "/../ConsoleAssets.c", "/etc/passwd",
    ])
    func findsNothingAtAnyOtherPath(_ path: String) {
        #expect(Console.file(at: path) == nil)
    }

    @Test(arguments: [
        (".js", "text/javascript; charset=utf-8"), (".css", "text/css; charset=utf-8"), (".svg", "image/svg+xml"),
        (".html", "text/html; charset=utf-8"),
    ])
    func knowsTheMediaType(_ suffix: String, _ mediaType: String) {
        let files = Console.files.filter { $0.path.hasSuffix(suffix) }
        #expect(!files.isEmpty)
        #expect(files.allSatisfy { $0.mediaType == mediaType })
    }

    @Test func entityTagsAreStrongAndFollowTheBytes() {
        let tags = Console.files.map(\.entityTag)
        #expect(Set(tags).count == tags.count)
        #expect(tags.allSatisfy { $0.hasPrefix("\"") && $0.hasSuffix("\"") && $0.count > 4 })
        #expect(tag(of: "starling") == tag(of: "starling"))
        #expect(tag(of: "starling") != tag(of: "Starling"))
    }

    /// `abc` by the published parameters of FNV-1a.
    @Test func entityTagIsFNV1a() {
        #expect(tag(of: "abc") == "\"e71fa2190541574b-3\"")
    }

    private func tag(of text: String) -> String {
        Array(text.utf8).withUnsafeBytes { ConsoleFile(path: "/", mediaType: "", bytes: $0).entityTag }
    }
}
