import Testing

@testable import SystemFiles

@Suite struct MountEscapesTests {
    @Test(arguments: [
        ("/a", "/a"), ("/a\\040b", "/a b"), ("\\134", "\\"), ("\\08", "\\08"), ("\\", "\\"), ("a\\04", "a\\04"),
    ])
    func escapes(text: String, expected: String) { #expect(unescape(text) == expected) }
}
