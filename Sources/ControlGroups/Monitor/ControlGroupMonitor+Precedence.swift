import Agent
import CLinux

extension ControlGroupMonitor {
    /// Lets the calling thread, which is to be the agent's, run as soon as a container ends, also where all processors are
    /// busy: it then has few milliseconds for the last counters. To be called before capabilities are given up. False, with
    /// a line in the log, where the system refuses.
    @discardableResult
    package static func takePrecedence(_ log: Log) -> Bool {
        let error = sl_run_first()
        guard error < 0 else { return true }
        log.info(
            "on a busy host the last counters of some containers may be lost: \(SystemError(-error)) (give CAP_SYS_NICE)"
        )
        return false
    }
}
