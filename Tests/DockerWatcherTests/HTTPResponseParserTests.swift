import Testing

@testable import DockerWatcher

@Suite struct HTTPResponseParserTests {
    /// A response as it was understood.
    private struct Response: Equatable {
        var status: Int
        var body = ""
        var isEnded = false
        var keepsConnection = true
    }

    private func parse(_ pieces: [[UInt8]], closes: Bool = false) throws -> [Response] {
        var parser = HTTPResponseParser(), responses: [Response] = []
        for piece in pieces {
            var offset = 0
            while let part = try parser.next(piece.span, &offset) {
                switch part {
                case .head(let head):
                    responses.append(Response(status: head.status, keepsConnection: head.keepsConnection))
                case .body(let range):
                    responses[responses.count - 1].body += String(decoding: piece[range], as: UTF8.self)
                case .end: responses[responses.count - 1].isEnded = true
                }
            }
            #expect(offset == piece.count)
        }
        if closes, try parser.close() == .end { responses[responses.count - 1].isEnded = true }
        return responses
    }

    private static let responses = [
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 404 Not Found\r\ncontent-LENGTH:2  \r\nX: y\r\n\r\nno",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nhel\r\n2;x=\"y\"\r\nlo\r\n0\r\n\r\n",
        "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n00A\r\nhellohello\r\n000\r\nTrailer: of it\r\n\r\n",
        "HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 200 OK\nContent-Length: 0\n\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\nConnection: foo, Close\r\n\r\nbye",
    ]
    private static let expected = [
        Response(status: 200, body: "hello", isEnded: true), Response(status: 404, body: "no", isEnded: true),
        Response(status: 200, body: "hello", isEnded: true), Response(status: 200, body: "hellohello", isEnded: true),
        Response(status: 204, isEnded: true), Response(status: 200, isEnded: true),
        Response(status: 200, body: "bye", isEnded: true, keepsConnection: false),
    ]

    @Test func responsesFollowEachOther() throws {
        #expect(try parse([Array(Self.responses.joined().utf8)]) == Self.expected)
    }

    @Test func everySplitReadsTheSame() throws {
        let bytes = Array(Self.responses.joined().utf8)
        for cut in 0...bytes.count {
            #expect(try parse([Array(bytes[..<cut]), Array(bytes[cut...])]) == Self.expected, "cut at \(cut)")
        }
        #expect(try parse(bytes.map { [$0] }) == Self.expected)
    }

    @Test func aBodyMayLastUntilTheEnd() throws {
        let text = "HTTP/1.0 200 OK\r\n\r\nall of it"
        #expect(try parse([Array(text.utf8)]).first?.isEnded == false)
        #expect(
            try parse([Array(text.utf8)], closes: true) == [
                Response(status: 200, body: "all of it", isEnded: true, keepsConnection: false)
            ]
        )
    }

    @Test func everyPrefixIsTruncatedWhenTheConnectionEnds() throws {
        let bytes = Array(Self.responses[2].utf8)
        for count in 1..<bytes.count {
            #expect(throws: HTTPError.truncated) { try parse([Array(bytes[..<count])], closes: true) }
        }
        #expect(try parse([bytes], closes: true) == [Self.expected[2]])
        #expect(try parse([], closes: true) == [])
    }

    @Test(arguments: [
        "garbage\r\n", "HTTP/2 200 OK\r\n", "HTTP/1.1 2x0 OK\r\n", "HTTP/1.1  200 OK\r\n", "HTTP/1.1 2000\r\n",
        "HTTP/1.1 099 Odd\r\n\r\n", "HTTP/1.1 101 Switching Protocols\r\n\r\n",
        "HTTP/1.1 200 OK\r\nNo colon\r\n\r\n", "HTTP/1.1 200 OK\r\n: empty\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n folded\r\n\r\n", "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 5, 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
    ])
    func whatIsNotHTTPIsRefused(text: String) {
        #expect(throws: HTTPError.self) { try parse([Array(text.utf8)]) }
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nA: " + String(repeating: "b", count: HTTPResponseParser.maximumLine),
        "HTTP/1.1 200 OK\r\n" + String(repeating: "A: b\r\n", count: HTTPResponseParser.maximumHead / 6),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n"
            + String(repeating: "A: b\r\n", count: HTTPResponseParser.maximumHead / 6 + 1),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + String(repeating: "0", count: HTTPResponseParser.maximumLine + 1),
    ])
    func headsAreBounded(text: String) {
        #expect(throws: HTTPError.tooLong) { try parse([Array(text.utf8)]) }
    }

    @Test func aHugeChunkIsNotKept() throws {
        var parser = HTTPResponseParser(), offset = 0, body = 0
        let head = Array("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffffffffff\r\n".utf8)
        while try parser.next(head.span, &offset) != nil {}
        let piece = [UInt8](repeating: 0, count: 65536)
        for _ in 0..<100 {
            offset = 0
            while case .body(let range)? = try parser.next(piece.span, &offset) { body += range.count }
        }
        #expect(body == 6_553_600)
    }
}
