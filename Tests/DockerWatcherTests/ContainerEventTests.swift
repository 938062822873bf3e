import Agent
import JSON
import Testing

@testable import DockerWatcher

@Suite struct ContainerEventTests {
    private func event(_ text: String) throws -> ContainerEvent? { try ContainerEvent(try JSONValue(text)) }

    /// As Docker 20.10 sends it.
    @Test func anEnd() throws {
        let event = try event(
            """
            {"status":"die","id":"1951","from":"bb:1","Type":"container","Action":"die","Actor":{"ID":"1951","Attributes":
            {"exitCode":"7","image":"bb:1","name":"bbb","x":"y","execID":"5"}},"scope":"local","time":1795280742,
            "timeNano":1795280742950785506}
            """
        )
        #expect(
            event
                == ContainerEvent(
                    kind: .ended(exitCode: 7),
                    id: "1951",
                    at: 1_795_280_742_950,
                    name: "bbb",
                    image: "bb:1",
                    labels: ["x": "y"]
                )
        )
    }

    @Test func networksNameTheContainerElsewhere() throws {
        let docker =
            #"{"Type":"network","Action":"connect","Actor":{"ID":"net","Attributes":{"container":"c1","name":"n1"}}}"#
        #expect(try event(docker) == ContainerEvent(kind: .networked, id: "c1"))
        let podman =
            #"{"Type":"network","Action":"disconnect","Actor":{"ID":"c1","Attributes":{"name":"a2"}},"time":5}"#
        #expect(try event(podman) == ContainerEvent(kind: .networked, id: "c1", at: 5000))
        #expect(try event(#"{"Type":"network","Action":"create","Actor":{"ID":"net"}}"#) == nil)
    }

    @Test(
        arguments: [
            ("create", .created), ("start", .started), ("pause", .paused), ("unpause", .resumed), ("oom", .outOfMemory),
            ("rename", .renamed), ("destroy", .removed), ("remove", .removed), ("die", .ended(exitCode: nil)),
            ("died", .ended(exitCode: nil)), ("kill", nil), ("exec_start: sh", nil), ("exec_die", nil), ("attach", nil),
            ("top", nil),
            ("resize", nil), ("health_status: healthy", nil), ("stop", nil), ("restart", nil), ("", nil),
            ("new thing", nil),
        ] as [(String, ContainerEvent.Kind?)]
    )
    func kinds(action: String, kind: ContainerEvent.Kind?) throws {
        #expect(try event(#"{"Type":"container","Action":"\#(action)","Actor":{"ID":"a"}}"#)?.kind == kind)
        // Before version 1.22, and podman's own.
        #expect(try event(#"{"status":"\#(action)","id":"a"}"#)?.kind == kind)
    }

    @Test(arguments: [
        "{}", "[]", "7", #"{"Action":5}"#, #"{"Action":"start"}"#, #"{"Action":"start","Actor":{"ID":7}}"#,
        #"{"Action":"start","Actor":{"ID":"a/b"}}"#, #"{"Action":"die","Actor":"x"}"#,
    ])
    func unreadableOnes(text: String) {
        #expect(throws: UnreadableEvent.self) { try event(text) }
    }

    @Test(arguments: [("7", 7), ("-1", -1), ("x", nil), ("99999999999", nil)] as [(String, Int32?)])
    func exitCodes(text: String, code: Int32?) throws {
        let event = try event(
            #"{"Action":"die","Actor":{"ID":"a","Attributes":{"exitCode":"\#(text)"}},"timeNano":1e300}"#
        )
        #expect(event?.kind == .ended(exitCode: code))
        #expect(event?.at == nil)
    }
}
