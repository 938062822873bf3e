import NetTypes

/// Writes the headers that a frame of a stream has where a device sees it.
struct FrameComposer: Sendable {
    /// What the headers of a frame may need, which is more than is captured.
    static let room = 224

    let fabric: Fabric
    let perNode: Int
    private let names: [[UInt8]]

    private static let gateway: UInt64 = 0x001b_17ff_0001
    private static let storageVLAN: UInt16 = 200
    static let vxlanPort: UInt16 = 4789, genevePort: UInt16 = 6081

    init(_ fabric: Fabric, _ placement: Placement, _ services: [Service]) {
        self.fabric = fabric
        perNode = placement.perNode
        names = services.map { service in
            let labels = [service.name, ServiceCatalogue.namespaces[service.namespace], "svc", "cluster", "local"]
            return labels.flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
        }
    }

    // MARK: Addresses

    /// The address of an end; on the overlay it is the pod's own.
    @inline(__always)
    func ipv4(_ end: Endpoint, _ conversation: Conversation) -> UInt32 {
        if end.isWorld { return end.address }
        guard conversation.encapsulation != .none else {
            return fabric.nodeAddress(Int(end.node), port: Int(conversation.nodePort))
        }
        return fabric.podAddress(Int(end.node), Int(end.slot) % perNode, perNode: perNode)
    }

    @inline(__always)
    func ipv6(_ end: Endpoint, _ conversation: Conversation) -> UInt128 {
        if end.isWorld { return WorldAddresses.ipv6(end.address) }
        guard conversation.encapsulation != .none else { return fabric.nodeAddress6(Int(end.node)) }
        return fabric.podAddress6(Int(end.node), Int(end.slot) % perNode)
    }

    private func hardwareAddress(_ device: Int32, _ conversation: Conversation) -> UInt64 {
        device < 0 ? Self.gateway : fabric.hardwareAddress(Int(device), port: Int(conversation.nodePort))
    }

    /// The outer UDP source port of a tunnel, which follows from what is inside (RFC 7348, section 5).
    @inline(__always)
    func tunnelPort(_ conversation: Conversation, isForward: Bool) -> UInt16 {
        let mixed = Randomness.mix(UInt64(conversation.salt), isForward ? 1 : 2)
        return 0xc000 | UInt16(truncatingIfNeeded: mixed) & 0x3fff
    }

    // MARK: The frame

    /// - Parameters:
    ///   - position: which frame of the stream it is, from 0.
    ///   - place: with room for `room` bytes.
    @inline(__always)
    func write(
        _ stream: Stream,
        _ conversation: Conversation,
        position: UInt32,
        at hop: Hop,
        to place: UnsafeMutableRawPointer
    ) {
        var writer = FrameWriter(place: place)
        let isTagged = conversation.isTagged && hop.isAtNode
        let isIPv6 = conversation.isIPv6 && conversation.encapsulation == .none
        let type: UInt16 = isIPv6 ? 0x86dd : 0x0800
        let to = hardwareAddress(hop.receiver, conversation), from = hardwareAddress(hop.sender, conversation)
        writer.ethernet(to: to, from: from, type: isTagged ? 0x8100 : type)
        if isTagged {
            writer.put(0x6000 | Self.storageVLAN)
            writer.put(type)
        }
        var length = Int(stream.length) - 18
        var start: UInt8 = 64
        if (stream.isForward ? conversation.client : conversation.server).isWorld { start = 52 }
        if conversation.encapsulation == .none {
            start -= hop.hops
        } else {
            writeTunnel(stream, conversation, position, hop, length, &writer)
            length -= ConversationMaker.encapsulationLength
            start = 63
        }
        writePacket(stream, conversation, position, length: length, hops: start, &writer)
    }

    private func writeTunnel(
        _ stream: Stream,
        _ conversation: Conversation,
        _ position: UInt32,
        _ hop: Hop,
        _ length: Int,
        _ writer: inout FrameWriter
    ) {
        let client = Int(conversation.client.node), server = Int(conversation.server.node)
        let from = stream.isForward ? client : server, to = stream.isForward ? server : client
        writer.ipv4(
            length: length,
            id: UInt16(truncatingIfNeeded: position),
            hops: 64 - hop.hops,
            protocol: 17,
            tos: 0,
            from: fabric.nodeAddress(from, port: Fabric.uplink),
            to: fabric.nodeAddress(to, port: Fabric.uplink)
        )
        let isVXLAN = conversation.encapsulation == .vxlan
        writer.udp(
            from: tunnelPort(conversation, isForward: stream.isForward),
            to: isVXLAN ? Self.vxlanPort : Self.genevePort,
            length: length - 20,
            checksum: 0
        )
        // RFC 7348: the network's number is there. RFC 8926: no options, an Ethernet frame follows.
        writer.put(isVXLAN ? 0x0800_0000 : 0x0000_6558 as UInt32)
        writer.put(conversation.network << 8)
        writer.ethernet(
            to: fabric.hardwareAddress(to, port: Fabric.overlay),
            from: fabric.hardwareAddress(from, port: Fabric.overlay),
            type: conversation.isIPv6 ? 0x86dd : 0x0800
        )
    }

    @inline(__always)
    private func writePacket(
        _ stream: Stream,
        _ conversation: Conversation,
        _ position: UInt32,
        length: Int,
        hops: UInt8,
        _ writer: inout FrameWriter
    ) {
        let from = stream.isForward ? conversation.client : conversation.server
        let to = stream.isForward ? conversation.server : conversation.client
        let transport = TrafficKind.forms[Int(conversation.kind.rawValue)].transport
        var number: UInt8 = transport == .tcp ? 6 : transport == .udp ? 17 : 1
        if conversation.isIPv6 {
            if number == 1 { number = 58 }
            writer.ipv6(
                payload: length - 40,
                flow: conversation.salt,
                hops: hops,
                next: number,
                from: ipv6(from, conversation),
                to: ipv6(to, conversation)
            )
        } else {
            writer.ipv4(
                length: length,
                id: UInt16(truncatingIfNeeded: position &+ conversation.salt),
                hops: hops,
                protocol: number,
                // RoCEv2 asks for ECN and a class of its own.
                tos: conversation.kind == .rdma ? 0x6a : 0,
                from: ipv4(from, conversation),
                to: ipv4(to, conversation)
            )
        }
        switch transport {
        case .tcp: writeTCP(stream, conversation, position, &writer)
        case .udp: writeUDP(stream, conversation, position, length - (conversation.isIPv6 ? 40 : 20), &writer)
        case .icmp: writeEcho(stream, conversation, position, &writer)
        }
    }

    @inline(__always)
    private func ports(_ stream: Stream, _ conversation: Conversation, _ position: UInt32) -> (UInt16, UInt16) {
        var client = conversation.clientPort
        if conversation.changesPort {
            let mixed = Randomness.mix(UInt64(conversation.salt), UInt64(position))
            client = 32_768 + UInt16(truncatingIfNeeded: mixed % 28_232)
        }
        return stream.isForward ? (client, conversation.serverPort) : (conversation.serverPort, client)
    }

    @inline(__always)
    private func writeTCP(
        _ stream: Stream,
        _ conversation: Conversation,
        _ position: UInt32,
        _ writer: inout FrameWriter
    ) {
        let (from, to) = ports(stream, conversation, position)
        var flags: UInt16 = stream.payload > 0 && position & 7 == 7 ? 0x18 : 0x10
        // The handshake is the first that is seen of acknowledgements.
        if position == 0, stream.payload == 0 { flags = stream.isForward ? 0x02 : 0x12 }
        writer.tcp(
            from: from,
            to: to,
            sequence: conversation.salt &+ position &* UInt32(stream.payload),
            acknowledged: ~conversation.salt &+ position,
            flags: flags,
            time: conversation.salt &+ position >> 2
        )
    }

    private func writeUDP(
        _ stream: Stream,
        _ conversation: Conversation,
        _ position: UInt32,
        _ length: Int,
        _ writer: inout FrameWriter
    ) {
        var (from, to) = ports(stream, conversation, position)
        if conversation.kind == .rdma {
            from = tunnelPort(conversation, isForward: stream.isForward)
            to = conversation.serverPort
        }
        let checksum = conversation.isIPv6 ? UInt16(truncatingIfNeeded: position) | 1 : 0
        writer.udp(from: from, to: to, length: length, checksum: checksum)
        switch conversation.kind {
        case .rdma: writeTransportHeader(stream, conversation, position, &writer)
        case .dns: writeDNS(stream, conversation, position, &writer)
        // RFC 9000, section 17.3: a short header.
        case .quic: writer.put(0x4000_0000 | position)
        default: break
        }
    }

    /// InfiniBand's base transport header: writes in the direction of the data, acknowledgements back.
    private func writeTransportHeader(
        _ stream: Stream,
        _ conversation: Conversation,
        _ position: UInt32,
        _ writer: inout FrameWriter
    ) {
        let place = position % 256, middle: UInt32 = place == 0 ? 6 : place == 255 ? 8 : 7
        writer.put((stream.isForward ? middle : 17) << 24 | 0xffff)
        writer.put(conversation.salt & 0xff_ffff)
        writer.put(position & 0xff_ffff)
        if !stream.isForward { writer.put(position & 0xff_ffff) }
    }

    /// RFC 1035, section 4: a question, and its answer.
    private func writeDNS(
        _ stream: Stream,
        _ conversation: Conversation,
        _ position: UInt32,
        _ writer: inout FrameWriter
    ) {
        let asked = Int(Randomness.mix(UInt64(conversation.salt), UInt64(position), 7) % UInt64(names.count))
        writer.put(UInt16(truncatingIfNeeded: position &+ conversation.salt))
        writer.put(stream.isForward ? 0x0100 : 0x8580 as UInt16)
        writer.put(1 as UInt16)
        writer.put(stream.isForward ? 0 : 1 as UInt16)
        writer.put(0 as UInt32)
        for byte in names[asked] { writer.put(byte) }
        writer.put(0x0001_0001 as UInt32)
        guard !stream.isForward else { return }
        writer.put(0xc00c as UInt16)
        writer.put(0x0001_0001 as UInt32)
        writer.put(30 as UInt32)
        writer.put(4 as UInt16)
        writer.put(0x0a60_0001 + UInt32(asked))
    }

    private func writeEcho(
        _ stream: Stream,
        _ conversation: Conversation,
        _ position: UInt32,
        _ writer: inout FrameWriter
    ) {
        let type: UInt8 = conversation.isIPv6 ? (stream.isForward ? 128 : 129) : stream.isForward ? 8 : 0
        writer.put(type)
        writer.put(0 as UInt8)
        writer.put(UInt16(truncatingIfNeeded: position))
        writer.put(UInt16(truncatingIfNeeded: conversation.salt))
        writer.put(UInt16(truncatingIfNeeded: position))
    }
}
