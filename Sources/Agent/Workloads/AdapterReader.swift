import SFlow

/// Reads the network adapters that a process sees.
package protocol AdapterReader {
    /// The adapters of the process's network namespace but the loopback, each with its addresses and the index of the
    /// interface of the host at its other end (0: none). `nil` where they cannot be had.
    func adapters(ofProcess processID: Int32) -> [HostAdapter]?
}
