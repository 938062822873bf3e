/// Where the streams of conversations are: those of large frames before those of small ones, so that datagrams of equal length come
/// one after the other and can be sent in one go.
struct StreamLayout {
    private let kinds: [TrafficKind]
    let largeCount: Int
    let count: Int

    init(_ kinds: [TrafficKind]) {
        self.kinds = kinds
        let streams = kinds.lazy.map { TrafficKind.forms[Int($0.rawValue)].streams }
        largeCount = streams.reduce(0) { $0 + $1.count { Self.isLarge($0) } }
        count = streams.reduce(0) { $0 + $1.count }
    }

    /// More is captured of none of them.
    private static func isLarge(_ form: TrafficKind.StreamForm) -> Bool { form.payload.lowerBound >= 100 }

    func fill(
        _ conversations: borrowing Table<Conversation>,
        _ streams: borrowing Table<Stream>,
        _ kinds: [TrafficKind]
    ) {
        var large = 0, small = largeCount
        for (index, kind) in kinds.enumerated() {
            var conversation = Conversation()
            conversation.kind = kind
            (conversation.large, conversation.small) = (Int32(large), Int32(small))
            for (number, form) in TrafficKind.forms[Int(kind.rawValue)].streams.enumerated() {
                let isLarge = Self.isLarge(form), place = isLarge ? large : small
                streams[place] = Stream(
                    conversation: Int32(index),
                    form: UInt8(number),
                    isForward: form.isForward
                )
                if isLarge { large += 1 } else { small += 1 }
            }
            conversation.largeCount = UInt8(large - Int(conversation.large))
            conversation.smallCount = UInt8(small - Int(conversation.small))
            conversations[index] = conversation
        }
    }
}
