import FlowLanguage
import NetTypes
import SFlow

/// A flow that is over, or that has gone on for so long that it is told of: a record of the flow log.
package struct FlowRecord: Sendable {
    /// Counts the records of the log from 1 on; 0: it is not in the log.
    package internal(set) var flowID = 0
    package let definition: LoggedDefinition
    /// The packed key.
    package let key: [UInt64]
    /// Its text.
    package let flowKeys: String
    /// Estimated from samples: what all packets from `start` to `end` come to, in the definition's unit.
    package let value: Double
    /// When the first and the last packet came: milliseconds since 1970.
    package let start: Int64
    package let end: Int64
    package let agent: IPAddress
    package let dataSource: DataSource
    /// Packets that were sampled.
    package let samples: Int
    /// Half the width of the 95 % confidence interval of `value` in percent, as far as it comes from sampling.
    package let errorPercent: Double
    package let reason: FlowEndReason

    package var name: String { definition.name }
}

/// Why a record was made of a flow.
package enum FlowEndReason: Sendable {
    /// It has begun, and its definition is told of beginnings.
    case started
    /// No packet of it has come for some time.
    case idle
    /// It has gone on for the active timeout.
    case active
    /// Its definition or its data source has gone.
    case withdrawn
    /// Its place was needed for another.
    case crowdedOut
}

/// A definition whose flows make records, while it is installed: told apart by identity.
package final class LoggedDefinition: Sendable {
    package let name: String
    package let definition: FlowDefinition

    package init(name: String, definition: FlowDefinition) {
        self.name = name
        self.definition = definition
    }
}
