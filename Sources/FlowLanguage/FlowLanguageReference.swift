/// The reference page of the flow language, `docs/flow-language.md`. Keys come from the catalogue.
package enum FlowLanguageReference {
    /// The page as Markdown.
    package static var page: String { [introduction, functions, filters, patterns, keys].joined(separator: "\n") }

    private static var functions: String {
        var text = expressions + "\n| function | value | example |\n|---|---|---|\n"
        for function in FlowFunction.all {
            text += "| `\(function.signature)` | \(function.doc) | `\(function.example)` |\n"
        }
        return text
    }

    private static var keys: String {
        var text = keyIntroduction + "\n| key | a value is | meaning |\n|---|---|---|\n"
        for key in FlowKey.all {
            text += "| `\(key.name)`\(key.repeats ? " ·" : "") | \(key.type.name) | \(key.doc) |\n"
        }
        return text
    }

    private static let introduction = """
        # The flow language

        A flow definition says which packets belong together and what is measured of them.

        | attribute | meaning |
        |---|---|
        | `keys` | expressions with commas between them; packets with equal values are one flow. Without keys there is one flow, the total |
        | `value` | what is measured of each flow, and what the largest are the largest by |
        | `values` | what else is measured, with commas between |
        | `filter` | a condition that a packet must meet to be counted |
        | `n` | how many flows each data source reports, \(range(FlowDefinition.countRange)) |
        | `t` | the smoothing time constant in seconds, \(range(FlowDefinition.timeConstantRange)) |
        | `fs` | what stands between the values of a key in an answer |
        | `dropped` | discarded packets instead of sampled ones |

        A packet that lacks one of the keys or values is not counted; `null:` gives a key a value for such packets. The keys of
        a definition are \(KeyListParser.limit) at most and take \(8 * KeyBuffer.wordLimit) bytes at most.

        ## Values

            value = [ prefix ":" ] expression

        The expression is a number: `bytes`, `frames`, `requests`, `duration`, any other key that is one, or a function.

        | prefix | what is measured of the flow's packets |
        |---|---|
        | none, `rate` | the sum of the values per second, estimated by the sampling rate and smoothed |
        | `avg`, `min`, `max` | the mean, the least, the greatest of the sampled packets' values |
        | `count` | how many different values there are, of any key: `count:ipsource` |

        `bytes` are those of the packet on the wire, with its frame check sequence and with what was not captured. Flows whose
        `value` is no rate are the largest by their packets. There may be \(FlowMeasure.limit - 1) further values.

        """

    private static let expressions = """
        ## Expressions

            expression = key | function { ":" argument } | "[" expression "]"

        - An argument of a function is a key, a literal, or another function in brackets:
          `if:[first:stack:.:ip:ip6]:ip:[dns:ipsource]:[dns:ip6source]`.
        - `\\` before a `:`, `[`, `]`, `,` or any other character takes its meaning as a delimiter: `concat:\\::ipprotocol:vlan`. Between
          brackets or quotation marks only `:`, `[`, `]` and `\\` have one: `[concat:, :ipsource:ipdestination]`.
        - A function of a key that the packet lacks has no value either; only `null`, `or` and `if` take its place.
        - Values stay what they are where they can: `null:vlan:0` is a number, `mask:ipsource:24` a network. Where they may
          be of several kinds, like `or:ipsource:ip6source`, a value may be compared with a literal of each.
        - Texts have \(TextTable.lengthLimit) bytes at most; longer ones are cut. Any key may stand where a text is asked for.
        - Functions may stand within functions \(ExpressionParser.depthLimit) deep; keys, filter and values have \(ExpressionParser.sizeLimit) functions at most, each.

        """

    private static let filters = """
        ## Filters

            filter     = term { "|" term }
            term       = factor { "&" factor }
            factor     = "(" filter ")" | comparison
            comparison = expression ( "=" | "!=" ) value { "," value } | expression ( "~" | "!~" ) pattern { "," pattern }

        - `ipsource=10.0.0.1,10.0.0.2`: the value is one of those given; `!=`: it is none of them.
        - `stack~.*\\.(ip|ip6)\\..*`: one of the patterns given matches the whole value; `!~`: none of them does.
        - `vlan=null`: the packet has no such key. `!=` is always the opposite of `=`: a packet without a VLAN tag meets
          `vlan!=5`. The same holds for `vlan~null`, `!~` and `~`.
        - `[dns:ipsource]~.*\\.example\\.`, `link:inputifindex=null`, `first:stack:.:ip:ip6=ip`: functions are compared like keys.
        - `&` binds tighter than `|`.
        - Expressions and values may stand in single or double quotation marks, with `\\` before a mark within.
        - A value that the key cannot have is an error, and so is an unknown key; the message points at it.

        """

    private static let patterns = """
        ## Patterns

        A pattern is a regular expression of the syntax of Java's `Pattern`. It is compared with the value as answers have
        it, all of it and not a part: `10\\.1\\..*`, not `10.1`; MAC and IPv6 addresses in upper case, or after `(?i)` in any.

        | in a pattern | matches |
        |---|---|
        | `.` | any character but the end of a line; after `(?s)` any |
        | `[a-z_]`, `[^0-9]`, `[a-d[x-z]]` | a character of the class, or of none of it |
        | `\\d` `\\w` `\\s`, `\\D` `\\W` `\\S` | a digit, a letter or digit or `_`, white space, of ASCII; anything else |
        | `\\t` `\\n` `\\r` `\\f` `\\a` `\\e` `\\xHH` `\\x{H..H}` `\\uHHHH` `\\0OOO` | that character |
        | `\\Q` … `\\E`, `\\` before a mark | what is written |
        | `(` … `)`, `(?:` … `)`, `(?<name>` … `)`, `a\\|b` | a group; one or the other |
        | `*` `+` `?` `{n}` `{n,}` `{n,m}`, also with `?` behind | what stands before, so often; up to \(PatternParser.repeatLimit) times |
        | `^` `\\A`, `$` `\\z` `\\Z` | nothing, where the value begins or ends |
        | `(?i)`, `(?i:` … `)`, `(?-i)` | nothing; ASCII letters that follow in the group match in either case, or no longer |

        - Without quotation marks a pattern ends at a space or at one of `& | , ) = ! ~`, but not within its own brackets.
          Between quotation marks all is of the pattern; `\\` before a mark does not end it, and means the mark.
        - A match takes time in proportion to the value, whatever the pattern. Therefore back references and look-around are
          refused, and so are possessive quantifiers, atomic groups, `\\b`, `\\p` and `&&` in classes.
        - The patterns of a filter may have \(PatternProgram.stepLimit) characters together, counted as often as they are repeated, with one more
          for each `*`, `+`, `?` and `|`.

        """

    private static let keyIntroduction = """
        ## Keys

        A dot behind a name (·) means that inner headers have the key too: `ipsource.1` is the source address of the second
        IPv4 header of a packet, `ipsource.2` of the third.

        Fields that applications name themselves (`rtflow` samples, 4300:1003) have keys too: `rtflow.NAME` is the field's value
        as text, `rtvalue.NAME` the same as a whole number. Such a sample is of no packet: it has no `bytes` and no `frames`, and
        `requests` is 1, as in samples of HTTP, memcache and other operations.

        Later fragments of a packet have no transport header. What lies behind the sampled bytes is not there.

        """

    private static func range<Bound>(_ range: ClosedRange<Bound>) -> String {
        "\(range.lowerBound) to \(range.upperBound)"
    }
}
