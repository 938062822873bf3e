import Synchronization

/// What names addresses and ports out of files. `nil`: there is no such file.
package struct NameFiles: Sendable {
    package var country: MaxMindDatabase?
    package var autonomousSystem: MaxMindDatabase?
    package var vendors: VendorNames?
    package var ports: PortNames?

    package init() {}
}

/// The files that are in force: read on any thread, replaced whole.
package final class NameSources: Sendable {
    private let files: Mutex<NameFiles>

    package init(_ files: NameFiles = NameFiles()) { self.files = Mutex(files) }

    package var current: NameFiles { files.withLock { $0 } }

    /// Changes what is in force; for one thread at a time. What it replaces is let go of outside of the mutex.
    package func update(_ change: (inout NameFiles) -> Void) {
        var changed = current
        change(&changed)
        let replaced = files.withLock { files in
            let old = files
            files = changed
            return old
        }
        _ = consume replaced
    }
}
