/// The names of the fields that are printed beside those of declared structures.
package enum PrintedFields {
    /// Of the datagram, its samples, and what is found in sampled headers.
    package static let names: [String] =
        datagram + sample + record + HeaderField.allCases.map { $0.name.description }

    private static let datagram = [
        "datagramSourceIP", "datagramSize", "unixSecondsUTC", "unixSecondsUTC_uS", "localtime", "pcapTimestamp",
        "pcapTimestamp_uS", "datagramVersion", "agentSubId", "agent", "packetSequenceNo", "sysUpTime",
        "samplesInPacket",
    ]

    private static let sample = [
        "sampleType_tag", "sampleType", "sampleSequenceNo", "sourceId", "meanSkipCount", "samplePool", "dropEvents",
        "inputPort", "outputPort", "discardCode", "discardReason",
    ]

    private static let record = [
        "flowBlock_tag", "counterBlock_tag", "flowSampleType", "extendedType", "headerLen",
    ]
}
