import FlowLanguage
import NetTypes

/// What `starling dump` is to do: options that were found to be right together.
package struct DumpPlan: Sendable {
    /// What is shown of datagrams.
    enum Form: Equatable, Sendable {
        case text, line, grep, json, indentedJSON
        case fields([String])
        case packets(PacketForm)
        case datagrams
        case nothing
    }

    /// How sampled headers are written into a capture.
    struct PacketForm: Equatable, Sendable {
        var areDiscarded = false
        var isPcapng = false
        var redactsPayload = false
    }

    enum Input: Equatable, Sendable {
        case files([String], follows: Bool)
        case network(Listening)
    }

    /// What is listened on.
    struct Listening: Equatable, Sendable {
        var port: UInt16 = SFlowPort.standard
        /// `nil`: every address.
        var address: IPAddress?
        var family = DumpOptions.Family.both
    }

    var input: Input
    /// The port whose datagrams of a capture are read; `nil`: every datagram that looks like sFlow.
    var capturePort: UInt16?
    /// Times as fast as it was captured; `nil`: as fast as possible.
    var playback: Double?
    var form: Form
    var isTyped: Bool
    var isColored: Bool
    /// `nil`: standard output.
    var outputPath: String?
    var targets: [ForwardTarget]
    var keepsGoing: Bool
    var filter: FilterProgram?
    var vlans: VLANSet?
    /// Empty: all.
    var agents: Set<IPAddress>
    /// Datagrams to stop after.
    var limit: Int?
    var statistics: DumpOptions.StatisticsForm?
    var terminal: Terminal
    /// What is odd about the options, but no reason not to go on.
    var warnings: [String] = []

    /// Which descriptors are terminals, and whether colours are wanted there.
    package struct Terminal: Equatable, Sendable {
        package var isInput: Bool
        package var isOutput: Bool
        package var isError: Bool
        package var allowsColor: Bool

        package init(isInput: Bool = false, isOutput: Bool = false, isError: Bool = false, allowsColor: Bool = false) {
            self.isInput = isInput
            self.isOutput = isOutput
            self.isError = isError
            self.allowsColor = allowsColor
        }
    }

    /// Whether what is shown is made of samples, so that some can be left out.
    var showsSamples: Bool { form != .nothing && form != .datagrams }
}

/// The UDP port of sFlow.
enum SFlowPort {
    static let standard: UInt16 = 6343
}

/// Everything that is wrong with options.
package struct DumpProblems: Error, Equatable, CustomStringConvertible {
    package var lines: [String]

    package var description: String { lines.joined(separator: "\n") }
}
