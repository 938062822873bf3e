/// What reverse DNS has done, and what it holds.
package struct ReverseDNSStatus: Hashable, Sendable {
    /// Addresses that servers were asked for.
    package var queries = 0
    /// Answers with a name.
    package var names = 0
    /// Answers that there is none.
    package var withoutName = 0
    /// Questions that no server answered in time.
    package var timeouts = 0
    /// Questions that servers could not answer or refused, or that could not be sent.
    package var failures = 0
    /// Names that no host may have, and answers that cannot be read.
    package var badAnswers = 0
    /// Addresses that are remembered.
    package var cached = 0
    /// Addresses that were forgotten to make room.
    package var evicted = 0
    /// Questions that are being asked.
    package var outstanding = 0
    /// Addresses that wait to be asked for.
    package var waiting = 0
    /// Addresses that were not asked for because too many waited.
    package var refused = 0

    package init() {}
}
