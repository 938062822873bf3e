import SFlow

/// What samples of workloads say of their host.
package struct WorkloadHost: Sendable {
    package var machineType: UInt32
    package var osName: UInt32
    package var osRelease: String
    /// What the identifiers of pods without UID and of services are made of.
    package var uuid: UInt128
    package var processors: UInt32

    package init(machineType: UInt32, osName: UInt32, osRelease: String, uuid: UInt128, processors: UInt32) {
        self.machineType = machineType
        self.osName = osName
        self.osRelease = osRelease
        self.uuid = uuid
        self.processors = processors
    }
}
