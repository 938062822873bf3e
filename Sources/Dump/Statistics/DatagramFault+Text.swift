import SFlow

extension DatagramFault {
    /// What is wrong with a datagram, in words.
    var explanation: String {
        switch self {
        case .version: "no sFlow"
        case .version2: "sFlow version 2, which is not read"
        case .version4: "sFlow version 4, which is not read"
        case .header: "the head is cut, or the agent has no address"
        case .sampleCount: "it promises more samples than its bytes can hold"
        case .sampleLength: "a sample reaches beyond the end of the datagram"
        case .sample: "a sample cannot be read, or is shorter than its own fields"
        case .recordCount: "a sample promises more records than its bytes can hold"
        case .recordLength: "a record reaches beyond the end of its sample"
        case .record: "a record of a known format cannot be read"
        }
    }
}
