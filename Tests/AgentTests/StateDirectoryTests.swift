import Glibc
import TestKit
import Testing

@testable import Agent

@Suite struct StateDirectoryTests {
    @Test(
        arguments: [
            (["--state", "/flag"], ["STATE_DIRECTORY": "/unit"], false, "/flag"),
            ([], ["STATE_DIRECTORY": "/unit", "HOME": "/users/a"], true, "/unit"),
            ([], ["STATE_DIRECTORY": "/unit:/other"], false, "/unit"),
            ([], ["STATE_DIRECTORY": "", "XDG_STATE_HOME": "/xdg"], true, "/var/lib/starling"),
            ([], ["XDG_STATE_HOME": "/xdg", "HOME": "/users/a"], false, "/xdg/starling"),
            ([], ["XDG_STATE_HOME": "xdg", "HOME": "/users/a"], false, "/users/a/.local/state/starling"),
            ([], ["HOME": ""], false, nil),
            ([], [:], false, nil),
        ] as [([String], [String: String], Bool, String?)]
    )
    func precedence(
        arguments: [String],
        environment: [String: String],
        isWritable: Bool,
        expected: String?
    ) throws {
        let (configuration, problems) = try load(environment: environment, arguments)
        #expect(problems.isEmpty)
        let path = StateDirectory.path(configuration.stateDirectory, environment: environment) { path in
            path == "/var/lib/starling" && isWritable
        }
        #expect(path == expected)
    }

    @Test func aFileIsReplacedAsAWhole() throws {
        try withDirectory { directory in
            let file = StateFile(directory: directory + "/a/b", name: "c")
            #expect(slurp(file.path) == "")
            try file.replace(with: "one")
            try file.replace(with: "two")
            #expect(slurp(directory + "/a/b/c") == "two")
            #expect(shell("ls -A \(directory)/a/b").output == "c\n")
        }
    }

    /// A link that someone put where the new file is to be is not followed.
    @Test func aLinkIsNotFollowed() throws {
        try withDirectory { directory in
            shell("echo kept >\(directory)/other && ln -s other \(directory)/c.new")
            let file = StateFile(directory: directory, name: "c")
            #expect(throws: SystemError(ELOOP)) { try file.replace(with: "text") }
            #expect(slurp(directory + "/other") == "kept\n")
        }
    }
}

/// Gives `body` a new directory, which is removed after it.
func withDirectory(_ body: (String) throws -> Void) throws {
    let path = shell("mktemp -d").output.split(separator: "\n").first.map(String.init) ?? ""
    try #require(!path.isEmpty)
    defer { shell("rm -rf '\(path)'") }
    try body(path)
}
