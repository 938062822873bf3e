import Agent
import Testing

@testable import DockerWatcher

@Suite struct DockerWatcherTests {
    /// A watcher that has listed `ids`.
    private func watched(_ ids: [String], _ runtime: Runtime = .docker) throws -> WatchedEngine {
        let pair = try WatchedEngine(runtime)
        pair.list = answer("[" + ids.map { listed($0) }.joined(separator: ",") + "]")
        pair.inspect = { inspection($0) }
        pair.settle()
        for _ in ids { pair.pass(.milliseconds(10)) }
        return pair
    }

    @Test func eventsAreSubscribedToBeforeTheList() throws {
        let pair = try WatchedEngine()
        pair.list = answer("[" + listed("a") + "," + listed("b", "paused") + "]")
        pair.inspect = { inspection($0, $0 == "a" ? "running" : "paused") }
        pair.settle()
        #expect(pair.take() == ["listed a,b", "described a running"] || pair.told.isEmpty)
        pair.pass(.milliseconds(10))
        let targets = pair.takeTargets()
        #expect(targets[0] == "/version")
        #expect(targets[1].hasPrefix("/v1.41/events?since=1795280742.000000000&filters="))
        #expect(targets[2].hasPrefix("/v1.41/containers/json?filters="))
        #expect(Set(targets[3...]) == ["/v1.41/containers/a/json", "/v1.41/containers/b/json"])
        #expect(pair.engine.connections.count == 2)
        #expect(pair.log() == ["info: docker 20.10 at \(pair.engine.path) is watched (API 1.41)\n"])
    }

    @Test func nothingIsListedBeforeTheEventsBegin() throws {
        let pair = try WatchedEngine()
        pair.eventsHead = nil
        pair.settle()
        #expect(pair.takeTargets().count == 2 && pair.take() == [])
        pair.eventStream?.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        pair.settle()
        #expect(pair.take() == ["listed "])
    }

    @Test(arguments: [("1.52", "1.44", "/v1.52/"), ("1.60", "1.44", "/v1.52/"), ("1.41", "1.24", "/v1.41/")])
    func theVersionIsNegotiated(newest: String, oldest: String, prefix: String) throws {
        let pair = try WatchedEngine()
        pair.version = answer(#"{"ApiVersion":"\#(newest)","MinAPIVersion":"\#(oldest)"}"#)
        pair.settle()
        #expect(pair.takeTargets().dropFirst().allSatisfy { $0.hasPrefix(prefix) })
    }

    @Test func podmanIsAskedInItsOwnWords() throws {
        let pair = try WatchedEngine(.podman)
        pair.version = answer(#"{"ApiVersion":"1.41","Components":[{"Name":"Podman Engine"}]}"#)
        pair.settle()
        let targets = pair.takeTargets()
        #expect(targets[1].contains("died") && !targets[1].contains("since="))
        #expect(!targets[2].contains("restarting"))
    }

    @Test func aLifeByEvents() throws {
        let pair = try watched([])
        _ = pair.take()
        pair.inspect = { inspection($0, processID: 7) }
        pair.event("create", "a", #""name":"job","image":"bb:1","team":"x""#)
        pair.event("start", "a", #""name":"job""#)
        pair.settle()
        #expect(
            pair.take() == ["described a created", "started a 1795280743000", "described a running"]
        )
        pair.event("exec_start: sh", "a")
        pair.event("kill", "a")
        pair.event("pause", "a")
        pair.event("unpause", "a")
        pair.event("oom", "a")
        pair.event("die", "a", #""exitCode":"137""#)
        pair.event("destroy", "a")
        pair.settle()
        #expect(
            pair.take() == [
                "paused a", "resumed a", "outOfMemory a", "ended a 137 1795280743000", "removed a",
            ]
        )
    }

    @Test func eventsMayBeCutAnywhere() throws {
        let event =
            #"{"Type":"container","Action":"die","Actor":{"ID":"a","Attributes":{"exitCode":"5","name":"n"}},"timeNano":7000000}"#
        let text = "\(String(event.utf8.count + 1, radix: 16))\r\n\(event)\n\r\n"
        let bytes = Array(text.utf8)
        for cut in 1..<bytes.count where cut % 3 == 0 || cut < 8 || cut > bytes.count - 5 {
            let pair = try watched(["a"])
            _ = pair.take()
            pair.eventStream?.send(Array(bytes[..<cut]))
            pair.settle()
            pair.eventStream?.send(Array(bytes[cut...]))
            pair.settle()
            #expect(pair.take() == ["ended a 5 7"], "cut at \(cut)")
        }
    }

    @Test func manyEventsInOneChunkAndOneInMany() throws {
        let pair = try watched([])
        _ = pair.take()
        let one = #"{"Type":"container","Action":"destroy","Actor":{"ID":"%"}}"#
        pair.event(["a", "b", "c"].map { one.replacing("%", with: $0) }.joined())
        for byte in one.replacing("%", with: "d") { pair.event(String(byte)) }
        pair.settle()
        #expect(pair.take() == ["removed a", "removed b", "removed c", "removed d"])
    }

    @Test func questionsOfOthersAreAnswered() throws {
        let pair = try watched(["a"])
        _ = pair.take()
        pair.watcher.describe("a")
        pair.watcher.describe("gone")
        pair.watcher.describe("../../version")
        #expect(pair.watcher.deadline == MonotonicTime())
        pair.inspect = { $0 == "a" ? inspection("a") : refusal(404, "No such container: gone") }
        pair.settle()
        #expect(pair.take() == ["described a running", "unknown gone"])
        // A name is answered with the identifier of whoever has it.
        pair.inspect = { _ in inspection("a") }
        pair.watcher.describe("n-a")
        pair.settle()
        #expect(pair.take() == ["unknown n-a"])
    }

    @Test func inspectionsOfAListAreSpread() throws {
        let pair = try WatchedEngine()
        pair.list = answer("[" + (0..<100).map { listed("c\($0)") }.joined(separator: ",") + "]")
        pair.inspect = { inspection($0) }
        pair.settle()
        #expect(pair.takeTargets().count == 4)
        pair.pass(.milliseconds(100))
        #expect(pair.takeTargets().count == 1)
        for _ in 0..<200 { pair.pass(.milliseconds(10)) }
        #expect(pair.takeTargets().count == 98)
        #expect(pair.engine.connections.count == 2)
    }

    @Test func detailsStayWhenListedAgain() throws {
        let pair = try watched(["a"])
        _ = pair.takeEvents()
        pair.pass(.seconds(61))
        guard case .listed(let all)? = pair.takeEvents().first else { return #expect(Bool(false), "not listed") }
        #expect(all.map(\.processID) == [100] && all.map(\.hostName) == ["h-a"])
        #expect(pair.takeTargets().filter { $0.contains("/a/") }.count == 1)
    }

    @Test func anEventOvertakesTheList() throws {
        let pair = try watched([])
        pair.list = nil
        pair.pass(.seconds(61))
        pair.event("start", "new")
        pair.settle()
        _ = pair.take()
        pair.engine.connections[0].send(answer("[]"))
        pair.settle()
        #expect(pair.take().first == "listed new")
    }
}

// Faults.

extension DockerWatcherTests {
    @Test func anEngineThatEndsIsListedAnew() throws {
        let pair = try watched(["a", "b"])
        _ = (pair.take(), pair.log(), pair.takeTargets())
        pair.engine.stop()
        pair.settle()
        #expect(
            pair.log() == [
                "warning: docker cannot be watched, which is tried again: \(pair.engine.path) was closed\n"
            ]
        )
        for _ in 0..<20 { pair.pass(.seconds(10)) }
        let lines = pair.log()
        #expect(lines.count == 1 && lines[0].contains("is it running?"))
        #expect(pair.take() == [])
        pair.engine.listen()
        pair.list = answer("[" + listed("b") + "," + listed("c") + "]")
        pair.inspect = {
            $0 == "a" ? inspection("a", "exited", processID: 0, exitCode: 9) : inspection($0, processID: 200)
        }
        pair.pass(.seconds(20))
        pair.pass(.milliseconds(10))
        pair.pass(.milliseconds(10))
        let told = pair.take()
        #expect(told.first == "listed a,b,c")
        #expect(told.contains("ended a 9 -"))
        // All are inspected again: whoever started the engine may have started them anew.
        #expect(Set(pair.takeTargets().filter { $0.hasSuffix("/json") }).count == 3)
        #expect(pair.log() == ["notice: docker 20.10 at \(pair.engine.path) is watched again\n"])
    }

    @Test func eventsThatWereMissedAreAskedFor() throws {
        let pair = try watched([])
        pair.event("start", "a", at: 1_795_280_741_500)
        pair.settle()
        _ = pair.takeTargets()
        pair.eventStream?.end()
        pair.settle()
        pair.pass(.seconds(1))
        #expect(pair.takeTargets().contains { $0.hasPrefix("/v1.41/events?since=1795280741.500000000&") })
    }

    @Test func anAbsentEngineThatNobodyAskedForIsNoNews() throws {
        let pair = try WatchedEngine(isRequested: false)
        pair.engine.stop()
        for _ in 0..<10 { pair.pass(.seconds(15)) }
        #expect(pair.log() == [])
        pair.engine.listen()
        pair.pass(.seconds(15))
        #expect(pair.take() == ["listed "])
        #expect(pair.log() == ["info: docker 20.10 at \(pair.engine.path) is watched (API 1.41)\n"])
    }

    @Test func pausesBetweenAttemptsGrow() throws {
        let pair = try WatchedEngine()
        pair.engine.stop()
        var pauses: [Duration] = []
        for _ in 0..<10 {
            pair.settle()
            guard let deadline = pair.watcher.deadline else { break }
            pauses.append(deadline - pair.now)
            pair.now = deadline
        }
        #expect(pauses.count == 10 && pauses[0] < .milliseconds(400))
        #expect(pauses.allSatisfy { $0 <= .seconds(13) } && pauses[9] > .seconds(7))
    }

    @Test(arguments: [
        "garbage\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n", answer("[]"), answer("{}"), answer("{} {}"),
        answer("not JSON"), answer(#"{"ApiVersion":"#), refusal(500, "broken"), "HTTP/1.1 200 OK\r\n\r\n",
    ])
    func aBrokenGreetingIsTriedAgain(version: String) throws {
        let pair = try WatchedEngine()
        pair.version = version
        pair.settle()
        if version.hasSuffix("\r\n\r\n") { pair.engine.connections.first?.end() }
        pair.settle()
        #expect(pair.log().count == 1)
        pair.version = answer(#"{"ApiVersion":"1.41"}"#)
        pair.pass(.seconds(1))
        #expect(pair.take() == ["listed "])
    }

    /// Docker 29 refuses what is older than 1.44; here, an engine that says otherwise of itself.
    @Test func aRefusalIsToldInTheEnginesWords() throws {
        let pair = try WatchedEngine()
        pair.eventsHead = refusal(400, "client version 1.41 is too old. Minimum supported API version is 1.44")
        pair.settle()
        #expect(
            pair.log() == [
                "warning: docker cannot be watched, which is tried again: \(pair.engine.path) refused a request (400): "
                    + "client version 1.41 is too old. Minimum supported API version is 1.44\n"
            ]
        )
        pair.eventsHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        pair.list = refusal(400, "client version 1.41 is too old")
        pair.pass(.seconds(1))
        #expect(pair.take() == [])
        // One line a kind of trouble.
        pair.pass(.seconds(5))
        #expect(pair.log() == [])
    }

    @Test(arguments: [
        answer("{}"), answer("[{},"), answer("[1]"), answer(""), answer("[]]"), refusal(500, "x"),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ])
    func aBrokenListIsNoList(list: String) throws {
        let pair = try watched(["a"])
        _ = pair.take()
        pair.list = list
        pair.pass(.seconds(61))
        #expect(pair.take() == [])
        pair.list = answer("[" + listed("a") + "]")
        pair.pass(.seconds(1))
        #expect(pair.take().first == "listed a")
    }

    @Test func elementsThatAreNoContainersAreLeftOut() throws {
        let pair = try WatchedEngine()
        pair.list = answer("[{\"Id\":5}," + listed("a") + ",{\"Id\":\"b\",}, {bad json}]")
        pair.settle()
        #expect(pair.take().first == "listed a,b")
        #expect(pair.watcher.counts.unreadable == 2)
        #expect(pair.log().count == 2)
    }

    @Test func anEngineThatFallsSilentIsLeft() throws {
        let pair = try watched([])
        pair.list = nil
        pair.pass(.seconds(61))
        #expect(pair.engine.connections.count == 2)
        pair.pass(.seconds(11))
        pair.list = answer("[]")
        _ = pair.take()
        pair.pass(.seconds(1))
        #expect(pair.take() == ["listed "])
        #expect(pair.log().count == 3)
    }

    @Test func aSilentStreamOfEventsAtTheBeginning() throws {
        let pair = try WatchedEngine()
        pair.eventsHead = nil
        pair.settle()
        pair.pass(.seconds(11))
        #expect(pair.log().first?.contains("no answer") == true)
    }

    @Test func anUnreadableEventLeadsToAList() throws {
        let pair = try watched([])
        _ = (pair.take(), pair.log())
        pair.event("{\"Action\":\"start\"}\n")
        pair.event("{]\n")
        pair.event("junk\n")
        pair.event("destroy", "a")
        pair.settle()
        #expect(pair.take() == ["removed a"])
        #expect(pair.log().count == 1)
        pair.pass(.milliseconds(1300))
        #expect(pair.take() == ["listed "])
        #expect(pair.watcher.counts.unreadable == 3)
        pair.pass(.seconds(5))
        #expect(pair.take() == [])
    }

    @Test func anEventThatIsTooLongIsPassedOver() throws {
        let pair = try watched([])
        _ = pair.take()
        let piece = String(repeating: "x", count: 8192)
        pair.event(#"{"Type":"container","Action":"start","Actor":{"ID":"a","Attributes":{"l":""#)
        for _ in 0..<40 {
            pair.event(piece)
            pair.settle()
        }
        pair.event("\"}}}\n")
        pair.event("destroy", "b")
        pair.settle()
        #expect(pair.take() == ["removed b"])
        #expect(pair.watcher.counts.oversized == 1)
        pair.pass(.milliseconds(1300))
        #expect(pair.take() == ["listed "])
    }

    @Test func aStreamThatTellsNothingIsOpenedAnew() throws {
        let pair = try watched(["a"])
        _ = (pair.take(), pair.takeTargets(), pair.log())
        pair.list = answer("[" + listed("b") + "]")
        pair.inspect = { $0 == "a" ? refusal(404, "gone") : inspection($0) }
        pair.pass(.seconds(61))
        #expect(pair.take() == ["listed a,b", "described b running"])
        // The event may still come.
        pair.pass(.milliseconds(1900))
        #expect(pair.log() == [])
        pair.pass(.milliseconds(200))
        #expect(pair.log().count == 1)
        pair.pass(.seconds(1))
        pair.pass(.milliseconds(10))
        let told = pair.take()
        #expect(told.contains("removed a") && told.contains("listed a,b"))
        #expect(pair.takeTargets().contains { $0.contains("/events") })
    }

    @Test func anEventThatComesLateExplainsTheList() throws {
        let pair = try watched(["a"])
        pair.list = answer("[]")
        pair.pass(.seconds(61))
        _ = (pair.take(), pair.takeTargets())
        pair.event("die", "a", #""exitCode":"3""#)
        pair.pass(.seconds(3))
        #expect(pair.take() == ["ended a 3 1795280743000"])
        #expect(pair.takeTargets() == [])
    }

    @Test func aConnectionThatIsClosedBetweenQuestionsIsOpenedAnew() throws {
        let pair = try watched(["a"])
        _ = (pair.take(), pair.log())
        pair.engine.connections[0].end()
        pair.settle()
        pair.watcher.describe("a")
        pair.settle()
        #expect(pair.take() == ["described a running"])
        #expect(pair.engine.connections.count == 3 && pair.log() == [])
    }

    @Test func anAnswerMayEndItsConnection() throws {
        let pair = try watched(["a"])
        _ = pair.take()
        pair.inspect = { inspection($0).replacing("Content-Length", with: "Connection: close\r\nContent-Length") }
        for _ in 0..<3 {
            pair.watcher.describe("a")
            pair.settle()
        }
        #expect(pair.take().count == 3)
        #expect(pair.engine.connections.count == 4)
    }

    @Test func halfAnAnswerIsNone() throws {
        let pair = try watched(["a"])
        _ = (pair.take(), pair.log())
        pair.inspect = { String(inspection($0).dropLast(5)) }
        pair.watcher.describe("a")
        pair.settle()
        pair.engine.connections[0].end()
        pair.settle()
        #expect(pair.take() == [])
        #expect(pair.log().first?.contains("was closed") == true)
    }

    @Test func anAnswerWithoutAQuestionIsAnError() throws {
        let pair = try watched([])
        _ = pair.log()
        pair.engine.connections[0].send(answer("{}"))
        pair.settle()
        #expect(pair.log().first?.contains("without a question") == true)
    }

    @Test func aHugeInspectionIsPassedOver() throws {
        let pair = try watched(["a"])
        _ = pair.take()
        let size = 3 << 20, piece = String(repeating: "y", count: 65536)
        pair.inspect = { _ in "HTTP/1.1 200 OK\r\nContent-Length: \(size + 9)\r\n\r\n{\"Id\":\"" }
        pair.watcher.describe("a")
        pair.settle()
        for _ in 0..<size / piece.utf8.count {
            pair.engine.connections[0].send(piece)
            pair.settle()
        }
        pair.engine.connections[0].send("\"}")
        pair.settle()
        #expect(pair.watcher.counts.oversized == 1 && pair.take() == [])
        pair.inspect = { inspection($0) }
        pair.watcher.describe("a")
        pair.settle()
        #expect(pair.take() == ["described a running"])
    }
}
