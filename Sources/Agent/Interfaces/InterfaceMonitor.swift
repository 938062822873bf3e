/// Knows the interfaces of the host and learns of changes at once.
package protocol InterfaceMonitor: AnyObject {
    /// All interfaces, in order of their index.
    var interfaces: [NetworkInterface] { get }

    /// Readable when something may have changed (a netlink socket that listens to link and address groups).
    var fileDescriptor: Int32 { get }

    /// Takes what `fileDescriptor` has, without blocking, and returns whether `interfaces` differs now.
    func readChanges() -> Bool

    /// Reads everything anew, as after lost notifications, and returns whether `interfaces` differs now.
    func refresh() -> Bool
}
