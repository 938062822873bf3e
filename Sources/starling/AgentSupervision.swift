import CLinux
import Glibc
import Logging

/// The loop of the supervisor's thread.
struct AgentSupervision: Sendable {
    let command: [String]
    /// Readable from the moment on when the agent is to end.
    let wake: CInt
    let logger: Logger
    private let agentLogger: Logger

    /// How long the agent may take to end before it is killed.
    static let grace: CInt = 3000

    init(command: [String], wake: CInt, logger: Logger) {
        self.command = command
        self.wake = wake
        self.logger = logger
        agentLogger = Logger(label: "agent", copying: logger)
    }

    func run() {
        sl_thread_name("agent-watch")
        var policy = RestartPolicy()
        while true {
            let start = ContinuousClock.now
            let ending = live()
            guard !isWoken(within: 0) else { return }
            guard ending != .exit(2), case .restart(let delay) = policy.ended(after: .now - start) else {
                logger.error("the agent \(ending); it is not started again, other agents are still received")
                return
            }
            logger.warning(
                "the agent \(ending); it is started again",
                metadata: ["seconds": "\(delay.components.seconds)"]
            )
            if isWoken(within: CInt(delay.components.seconds) * 1000) { return }
        }
    }

    /// One life of the agent, from start to end.
    private func live() -> Ending {
        var arguments = command.map { strdup($0) } + [nil], output: CInt = -1
        let process = sl_spawn(command[0], &arguments, SIGTERM, &output)
        for argument in arguments { free(argument) }
        guard process > 0 else { return .notStarted(-process) }
        defer { close(output) }
        logger.debug("the agent runs", metadata: ["pid": "\(process)"])
        relay(output, process)
        return wait(for: process)
    }

    /// Logs what the agent says until it ends; asks it to end when woken, and makes it when it does not.
    private func relay(_ output: CInt, _ process: pid_t) {
        var splitter = LineSplitter(), chunk = [UInt8](repeating: 0, count: 4096)
        var isEnding = false
        while true {
            var polls = [
                pollfd(fd: output, events: Int16(POLLIN), revents: 0),
                pollfd(fd: isEnding ? -1 : wake, events: Int16(POLLIN), revents: 0),
            ]
            let ready = poll(&polls, 2, isEnding ? Self.grace : -1)
            if ready < 0, errno == EINTR { continue }
            if polls[1].revents != 0 {
                isEnding = true
                kill(process, SIGTERM)
            }
            if ready == 0 { kill(process, SIGKILL) }
            guard polls[0].revents != 0 else { continue }
            let count = read(output, &chunk, chunk.count)
            guard count > 0 else { break }
            for line in splitter.take(chunk[..<count]) { log(line) }
        }
        if let line = splitter.finish() { log(line) }
    }

    private func wait(for process: pid_t) -> Ending {
        var status: CInt = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? .exit(status >> 8 & 0xff) : .signal(signal)
    }

    private func isWoken(within milliseconds: CInt) -> Bool {
        var poll = pollfd(fd: wake, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&poll, 1, milliseconds) > 0
    }

    /// A line of the agent begins with its level: `warning: …`.
    private func log(_ line: String) {
        guard let colon = line.firstIndex(of: ":"), let level = Logger.Level(rawValue: String(line[..<colon])) else {
            return agentLogger.notice("\(line)")
        }
        agentLogger.log(level: level, "\(line[line.index(after: colon)...].drop { $0 == " " })")
    }
}

/// How a life of the agent ended.
enum Ending: Equatable, CustomStringConvertible {
    case exit(CInt)
    case signal(CInt)
    case notStarted(CInt)

    var description: String {
        switch self {
        case .exit(let code): "ended with exit code \(code)"
        case .signal(let number): "was ended by signal \(number) (\(String(cString: strsignal(number))))"
        case .notStarted(let error): "cannot be started: \(String(cString: strerror(error)))"
        }
    }
}
