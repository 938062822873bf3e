import Testing

@testable import Agent

@Suite struct RuntimeSocketTests {
    @Test(arguments: [
        ("unix:///run/docker.sock", "/run/docker.sock"), ("UNIX:///run/podman/podman.sock", "/run/podman/podman.sock"),
        ("/var/run/docker.sock", "/var/run/docker.sock"),
    ])
    func paths(value: String, path: String) throws { #expect(try RuntimeSocket.path(value) == path) }

    @Test(arguments: [
        ("tcp://10.0.0.1:2375", "is reached by tcp"), ("ssh://root@host", "is reached by ssh"),
        ("npipe:////./pipe/docker", "is reached by npipe"), ("fd://", "is reached by fd"), ("", "no absolute path"),
        ("unix://run/docker.sock", "no absolute path"), ("docker.sock", "no absolute path"),
        ("unix://", "no absolute path"),
        ("/a\u{0}b", "no absolute path"),
        ("unix:///" + String(repeating: "x", count: 107), "longer than the 107 bytes"),
    ])
    func whatIsNoSocketOfThisHost(value: String, reason: String) {
        let error = #expect(throws: RuntimeSocketError.self) { try RuntimeSocket.path(value) }
        #expect(error?.description.contains(reason) == true)
    }
}
