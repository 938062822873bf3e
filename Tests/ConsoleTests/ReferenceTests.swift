import Foundation
import Testing

@testable import Console

/// What the console's files refer to.
@Suite struct ReferenceTests {
    /// Our own files of a kind; what is vendored is as its authors wrote it.
    private static func own(_ suffixes: String...) -> [ConsoleFile] {
        Console.files.filter { file in
            !file.path.hasPrefix("/vendor/") && suffixes.contains { file.path.hasSuffix($0) }
        }
    }

    private static let pages = own(".html").map(\.path)

    /// The API's, which pages may link to as well.
    private static let routes: Set = [
        "/agents/json", "/metrics/json", "/flow/json", "/api", "/api-docs", "/api/api.yml",
    ]

    @Test(arguments: pages) func pagesNameOnlyWhatExists(_ path: String) throws {
        let page = try #require(Console.file(at: path))
        let named = page.text.matches(of: #/(?:src|href)="([^"#]+)"/#).map { resolve(String($0.1), from: path) }
        #expect(named.contains { $0.hasSuffix(".js") })
        for name in named { #expect(Console.file(at: name) != nil || Self.routes.contains(name), "\(name)") }
    }

    @Test func modulesImportOnlyFilesThatExist() {
        let imports = Self.own(".js").flatMap { file in
            file.text.matches(of: #/(?:from|import) "([^"]+)"/#).map { (file, String($0.1)) }
        }
        #expect(imports.count > 20)
        for (file, name) in imports {
            #expect(Console.file(at: resolve(name, from: file.path)) != nil, "\(file.path) imports \(name)")
        }
    }

    @Test func everyModuleIsReached() {
        var open = ["/js/main.js", "/api/explorer.js"], reached: Set<String> = ["/js/theme-boot.js"]
        while let path = open.popLast() {
            guard let file = Console.file(at: path), reached.insert(path).inserted else { continue }
            open += file.text.matches(of: #/(?:from|import) "([^"]+)"/#).map { resolve(String($0.1), from: path) }
        }
        #expect(Set(Console.files.map(\.path).filter { $0.hasSuffix(".js") }).subtracting(reached).isEmpty)
    }

    @Test func styleSheetsNameOnlyFilesThatExist() {
        let urls = Self.own(".css").flatMap { file in
            file.text.matches(of: #/url\("?([^")]+)"?\)/#).map { (file, String($0.1)) }
        }
        #expect(!urls.isEmpty)
        for (file, name) in urls { #expect(Console.file(at: resolve(name, from: file.path)) != nil, "\(name)") }
    }

    @Test(arguments: own(".html", ".css", ".js", ".svg").map(\.path)) func refersToNoOtherHost(_ path: String) throws {
        let text = try #require(Console.file(at: path)).text
            .replacing("http://www.w3.org/2000/svg", with: "")
        #expect(!text.contains(#/\w:\/\/\w/#))
        #expect(!text.contains(#/["'(]\/\/\w/#))
    }

    @Test(arguments: pages) func pagesNeedNoInlineCode(_ path: String) throws {
        let page = try #require(Console.file(at: path)).text
        #expect(!page.contains(#/<script(?![^>]*\ssrc=)/#))
        #expect(!page.contains(#/<style|\sstyle=|\son[a-z]+=/#))
    }

    @Test(arguments: [("/index.html", "/js/"), ("/api/index.html", "/api/")])
    func idsThatModulesLookUpAreOnThePage(_ page: String, _ modules: String) throws {
        let page = try #require(Console.file(at: page)).text
        let own = Self.own(".js").filter { $0.path.hasPrefix(modules) }
        let ids = own.flatMap { $0.text.matches(of: #/byId\("([^"]+)"\)/#).map { String($0.1) } }
        #expect(!ids.isEmpty)
        for id in Set(ids) { #expect(page.contains("id=\"\(id)\""), "\(id)") }
    }

    @Test func whatIsVendoredHasItsLicence() throws {
        let licence = try #require(Console.file(at: "/vendor/LICENSE")).text
        let versions = try #require(Console.file(at: "/vendor/VERSIONS")).text
        for file in Console.files where file.path.hasPrefix("/vendor/") && file.path.hasSuffix(".js") {
            let library = file.path.dropFirst("/vendor/".count).dropLast(".js".count)
            #expect(licence.contains(library) && versions.contains("\(library).js"))
        }
    }

    /// `../theme.js` seen from `/js/panels/palette.js` is `/js/theme.js`.
    private func resolve(_ name: String, from path: String) -> String {
        var parts = path.split(separator: "/").dropLast().map(String.init)
        for part in name.split(separator: "/") {
            if part == ".." { parts.removeLast() } else if part != "." { parts.append(String(part)) }
        }
        return "/" + parts.joined(separator: "/")
    }
}

extension ConsoleFile {
    fileprivate var text: String { String(decoding: bytes, as: UTF8.self) }
}
