import Glibc

/// Why an engine cannot be watched now.
enum EngineTrouble: Error, Equatable {
    /// Its socket could not be connected to.
    case connect(errno: Int32)
    /// It ended a connection that was needed.
    case closed
    /// It did not answer a request in time.
    case silent
    /// What it sent is not HTTP, or not the JSON that was asked for.
    case unreadable(String)
    /// It refused a request, in its words.
    case refused(status: Int, String)
    /// The list of containers showed changes that no event had told of.
    case deaf

    /// Tells kinds of trouble apart, each of which is logged once.
    var kind: String {
        switch self {
        case .connect(let code): "connect \(code)"
        case .closed: "closed"
        case .silent: "silent"
        case .unreadable: "unreadable"
        case .refused(let status, _): "refused \(status)"
        case .deaf: "deaf"
        }
    }

    /// Nobody listens at the socket, or there is none.
    var isAbsence: Bool { self == .connect(errno: ENOENT) || self == .connect(errno: ECONNREFUSED) }

    /// A clause for one line of a log, with what to do where something can be done.
    func description(socket: String) -> String {
        switch self {
        case .connect(ENOENT): "there is no socket \(socket): is it running?"
        case .connect(ECONNREFUSED): "nobody listens at \(socket): is it running?"
        case .connect(EACCES), .connect(EPERM):
            "no permission to use \(socket): add the agent's user to the group of the socket "
                + "(usermod -aG $(stat -c %G \(socket)) USER), or setfacl -m u:USER:rw \(socket)"
        case .connect(let code): "\(socket): \(unsafe String(cString: strerror(code)))"
        case .closed: "\(socket) was closed"
        case .silent: "no answer at \(socket)"
        case .unreadable(let what): "\(socket) sent what is not understood: \(what)"
        case .refused(let status, let message): "\(socket) refused a request (\(status)): \(message)"
        case .deaf: "\(socket) told of no events although containers have changed"
        }
    }
}
