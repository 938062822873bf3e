import SFlow

/// What reads counters: the agent asks it for one data source at a time, each at its own moment of the polling
/// interval, so that a node never bursts.
///
/// A poller may stand for many data sources (all interfaces of a host). It belongs to the agent's one thread.
package protocol CounterPoller: AnyObject {
    /// The data sources that exist now. Asked at the start and after every change of the interfaces.
    var dataSources: [DataSource] { get }

    /// Reads the counters of `source` and appends their records to `sample`.
    ///
    /// Records appended before an error are sent; a sample without records is not.
    func poll(_ source: DataSource, into sample: inout CounterSample) throws(PollError)
}

/// Why a poll brought nothing.
package enum PollError: Error, Equatable {
    /// The source has no such counters, or is gone: nothing is wrong.
    case noData
    /// The system refused: what was read, and its `errno`.
    case failed(String, errno: Int32)
}
