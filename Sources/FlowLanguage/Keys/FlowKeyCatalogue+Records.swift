extension FlowKey {
    /// Keys of what agents add to a packet's header, and of what applications tell without one: fields of records, by their
    /// names in the records' declarations.
    static let recordKeys =
        switchKeys + discardKeys + tunnelRecordKeys + routingKeys + mplsKeys + wirelessKeys + infiniBandRecordKeys
        + socketKeys
        + operationKeys
}
