import Glibc

/// Why a simulation cannot go on: one line.
package struct SimulatorError: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) { self.description = description }

    /// What cannot be done, and what the system says.
    init(_ what: String, errno number: Int32) { description = "\(what): \(String(cString: strerror(number)))" }
}
