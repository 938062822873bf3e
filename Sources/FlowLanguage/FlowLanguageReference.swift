/// The reference page of the flow language, `docs/flow-language.md`. Keys come from the catalogue.
package enum FlowLanguageReference {
    /// The page as Markdown.
    package static var page: String {
        var text = introduction + "\n| key | a value is | meaning |\n|---|---|---|\n"
        for key in FlowKey.all {
            text += "| `\(key.name)`\(key.repeats ? " ·" : "") | \(key.type.name) | \(key.doc) |\n"
        }
        return text
    }

    private static let introduction = """
        # The flow language

        A flow definition says which packets belong together and what is summed for them.

        | attribute | meaning |
        |---|---|
        | `keys` | flow keys with commas between them; packets with equal values are one flow. Without keys there is one flow, the total |
        | `value` | `bytes` or `frames`, per second |
        | `filter` | a condition that a packet must meet to be counted |
        | `n` | how many flows each data source reports, \(range(FlowDefinition.countRange)) |
        | `t` | the smoothing time constant in seconds, \(range(FlowDefinition.timeConstantRange)) |
        | `fs` | what stands between the values of a key in an answer |

        `bytes` are those of the packet on the wire, with its frame check sequence and with what was not captured. A packet
        that lacks one of the keys is not counted. The keys of a definition take \(8 * KeyBuffer.wordLimit) bytes at most.

        ## Filters

            filter     = term { "|" term }
            term       = factor { "&" factor }
            factor     = "(" filter ")" | key ( "=" | "!=" ) value { "," value }

        - `ipsource=10.0.0.1,10.0.0.2`: the value is one of those given; `!=`: it is none of them.
        - `vlan=null`: the packet has no such key. `!=` is always the opposite of `=`: a packet without a VLAN tag meets
          `vlan!=5`.
        - `&` binds tighter than `|`.
        - Names and values may stand in single or double quotation marks, with `\\` before a mark within.
        - A value that the key cannot have is an error, and so is an unknown key; the message points at it.

        ## Keys

        A dot behind a name (·) means that inner headers have the key too: `ipsource.1` is the source address of the second
        IPv4 header of a packet, `ipsource.2` of the third.

        Later fragments of a packet have no transport header. What lies behind the sampled bytes is not there.

        """

    private static func range<Bound>(_ range: ClosedRange<Bound>) -> String {
        "\(range.lowerBound) to \(range.upperBound)"
    }
}
