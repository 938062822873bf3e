/// What two ends have to do with each other.
enum TrafficKind: UInt8, CaseIterable, BitwiseCopyable, Sendable {
    case call, query, cache, web, quic, storage, rdma, dns, ssh, outside, scrape, control, ping

    enum Transport: Sendable { case tcp, udp, icmp }

    /// How a kind behaves.
    struct Form: Sendable {
        var transport = Transport.tcp
        /// The server's; 0: that of its service.
        var port: UInt16 = 0
        /// Frames a second of a share of 1, before the heavy tail.
        var rate: Double
        /// Seconds that it lasts on average.
        var life: Double
        /// Of all conversations, in relation to the others.
        var weight: Double
        var streams: [StreamForm]
    }

    /// Frames of one size in one direction.
    struct StreamForm: Sendable {
        var isForward: Bool
        /// Bytes behind the transport header; 0: an acknowledgement.
        var payload: ClosedRange<Int>
        var share: Double

        static func forward(_ payload: ClosedRange<Int>, _ share: Double) -> StreamForm {
            StreamForm(isForward: true, payload: payload, share: share)
        }

        static func back(_ payload: ClosedRange<Int>, _ share: Double) -> StreamForm {
            StreamForm(isForward: false, payload: payload, share: share)
        }
    }

    static let forms: [Form] = allCases.map(\.declaration)

    private var declaration: Form {
        switch self {
        case .call:
            Form(
                rate: 20,
                life: 400,
                weight: 26,
                streams: [.forward(200...900, 1), .back(900...1448, 1.5), .forward(0...0, 0.7), .back(0...0, 0.5)]
            )
        case .query:
            Form(
                rate: 30,
                life: 1800,
                weight: 14,
                streams: [.forward(120...320, 1), .back(300...1448, 1.2), .forward(0...0, 0.5)]
            )
        case .cache:
            Form(rate: 40, life: 1800, weight: 10, streams: [.forward(40...90, 1), .back(120...1200, 1)])
        case .web:
            Form(
                port: 443,
                rate: 15,
                life: 40,
                weight: 14,
                streams: [.forward(150...700, 0.6), .back(1448...1448, 2), .forward(0...0, 1)]
            )
        case .quic:
            Form(
                transport: .udp,
                port: 443,
                rate: 15,
                life: 60,
                weight: 4,
                streams: [.forward(100...400, 0.5), .back(1250...1250, 2)]
            )
        case .storage:
            Form(
                port: 2049,
                rate: 60,
                life: 3600,
                weight: 5,
                streams: [
                    .forward(8948...8948, 0.4), .back(8948...8948, 1), .forward(124...180, 0.3), .back(0...0, 0.4),
                ]
            )
        case .rdma:
            Form(
                transport: .udp,
                port: 4791,
                rate: 3000,
                life: 7200,
                weight: 0,
                streams: [.forward(4112...4112, 1), .back(20...20, 0.25)]
            )
        case .dns:
            Form(
                transport: .udp,
                port: 53,
                rate: 4,
                life: 3600,
                weight: 8,
                streams: [.forward(80...80, 1), .back(160...160, 1)]
            )
        case .ssh:
            Form(port: 22, rate: 3, life: 600, weight: 2, streams: [.forward(36...36, 1), .back(36...140, 1)])
        case .outside:
            Form(port: 443, rate: 10, life: 60, weight: 6, streams: [.forward(0...0, 1), .back(1448...1448, 2)])
        case .scrape:
            Form(port: 9100, rate: 6, life: 3600, weight: 3, streams: [.forward(0...0, 0.6), .back(1448...1448, 1)])
        case .control:
            Form(
                port: 6443,
                rate: 4,
                life: 3600,
                weight: 4,
                streams: [.forward(100...600, 1), .back(200...1400, 1), .forward(0...0, 0.5)]
            )
        case .ping:
            Form(
                transport: .icmp,
                rate: 1,
                life: 300,
                weight: 2,
                streams: [.forward(56...56, 1), .back(56...56, 1)]
            )
        }
    }
}
