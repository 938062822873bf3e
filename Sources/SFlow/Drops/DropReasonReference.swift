/// The reference page of drop reasons, made from the catalogue.
public enum DropReasonReference {
    /// The page as Markdown.
    public static func page() -> String {
        var page = introduction
        for reason in DropReason.all { page += "| \(reason.code) | `\(reason.name)` | \(reason.doc) |\n" }
        return page + notes
    }

    private static let introduction = """
        # Drop reasons

        Why packets are discarded, from the catalogue in `Sources/SFlow/Drops`: the reason of a discarded packet (0:5), and the value
        of an output port whose format is 1. Codes up to 303 are those of the
        [sFlow Dropped Packet Notification Structures](https://sflow.org/sflow_drops.txt), those after it what hsflowd has added; below 256 they
        are the codes of ICMP's destination unreachable.

        | code | name | meaning |
        |---|---|---|

        """

    private static let notes = """

        - \(misprints), which agents send: there the code has lost its last digit.
        - 12 is spelled as in the specification; `dst_host_tos_unreachable` is understood as well.

        """

    private static var misprints: String {
        DropReason.misprints.map { "\($0.sent) is taken for \($0.meant)" }.joined(separator: " and ")
    }
}
