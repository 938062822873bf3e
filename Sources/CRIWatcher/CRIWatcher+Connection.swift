import Agent
import Glibc

extension CRIWatcher {
    /// Connects and asks who is there.
    func connect() {
        do throws(ConnectionLoss) {
            connection = try GRPCConnection(path: path, epoll: epoll, now)
        } catch {
            return lose(error)
        }
        ask(.version, Empty())
    }

    func greet(_ result: Result<[UInt8], GRPCStatus>) {
        abilities = Abilities()
        switch decode(VersionResponse.self, result) {
        case .success(let version):
            (abilities.name, abilities.version) = (version.runtimeName, version.runtimeVersion)
            abilities.hasCRI = version.runtimeName != "docker"
        case .failure(let status) where status.code == GRPCStatus.unimplemented: break
        case .failure(let status): return leave("it refuses to tell its version: \(status)", pause: backoff.pause())
        }
        if abilities.hasCRI { runtime = abilities.name == "cri-o" ? .crio : .containerd }
        (isGreeted, isReachable) = (true, true)
        backoff.reset()
        source = .containerd
        subscribe()
        list()
        doubt()
        reportArrival()
    }

    /// The connection is of no more use, or could not be made.
    func lose(_ loss: ConnectionLoss) {
        let pause = backoff.pause()
        if loss == .system(ENOENT), !wasThere, !isWanted {
            log.debug("there is no container runtime at \(path)")
        } else if loss == .system(ECONNREFUSED), !wasThere, !isWanted {
            log.debug("nobody listens at \(path)")
        } else {
            reportAbsence("\(loss)", Self.advice(loss))
        }
        forget(until: now + pause)
    }

    /// The server is of no use to us.
    func leave(_ reason: String, pause: Duration) {
        if isWanted || wasThere { reportAbsence(reason, nil) } else { log.debug("\(path): \(reason)") }
        forget(until: now + pause)
    }

    /// What was known stays known, for the list that comes with the next connection.
    private func forget(until moment: MonotonicTime) {
        connection = nil
        (isGreeted, isReachable) = (false, false)
        nextAttempt = moment
        questions.removeAll()
        (subscription, nextSubscription) = (nil, nil)
        listing = nil
        inquiries.removeAll()
        queue.removeAll()
        eventBackoff.reset()
        listBackoff.reset()
    }

    private func reportAbsence(_ reason: String, _ advice: String?) {
        guard !isAwayReported else { return }
        isAwayReported = true
        let what = wasThere ? "\(runtime.rawValue) at \(path) has gone away" : "no container runtime answers at \(path)"
        log.warning("\(what): \(reason)\(advice.map { " (\($0))" } ?? ""); it is tried again")
    }

    private func reportArrival() {
        guard abilities.hasCRI else { return reportPartialArrival() }
        let name = "\(abilities.name) \(abilities.version)"
        if wasThere { log.notice("\(name) is back at \(path)") } else { log.info("\(name) answers at \(path)") }
        (wasThere, isAwayReported) = (true, false)
    }

    private func reportPartialArrival() {
        if abilities.name == "docker" { return leave("its containers are those of Docker", pause: Pace.useless) }
        let what = "\(path) has no CRI v1, so that only containers without pods are seen there"
        if isWanted, !isAwayReported {
            isAwayReported = true
            log.warning("\(what) (remove \"cri\" from disabled_plugins in containerd's configuration)")
        } else if !wasThere {
            log.info(what)
        }
        wasThere = true
    }

    private static func advice(_ loss: ConnectionLoss) -> String? {
        switch loss {
        case .system(ENOENT): "start it, or name its socket by unixsock"
        case .system(ECONNREFUSED): "nobody listens there: start it"
        case .system(EACCES), .system(EPERM): "run as root, or as a member of the group that owns the socket"
        case .system, .ended, .silent: nil
        case .broken: "name the runtime's socket by unixsock"
        }
    }
}
