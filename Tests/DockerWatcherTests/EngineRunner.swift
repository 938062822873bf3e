import Agent
import Glibc
import NetTypes
import TestKit
import Testing

@testable import DockerWatcher

/// A real engine with directories, a network namespace and a socket of its own, and a watcher of it on the real clock.
final class EngineRunner {
    let runtime: Runtime
    let directory: String
    let watcher: DockerWatcher
    private(set) var told: [RuntimeEvent] = []
    private(set) var known: [String: WorkloadDescription] = [:]
    private final class Box { var lines: [String] = [] }
    private let box = Box()
    private var processID: Int32 = 0

    var socket: String { "\(directory)/engine.sock" }
    var log: [String] { box.lines }

    /// Jobs in the background end when this file is there.
    var stop: String { "\(directory)/stop" }

    static func isPossible(_ runtime: Runtime) -> Bool { missing(runtime).isEmpty }

    /// For the line that says why a test is skipped.
    static func need(_ runtime: Runtime) -> Comment {
        "needs \(missing(runtime).joined(separator: ", ")) (as root, with the packages of dev/setup.sh test)"
    }

    private static func missing(_ runtime: Runtime) -> [String] {
        let tools = runtime == .docker ? ["dockerd", "docker", "runc"] : ["podman", "runc"]
        let absent = (tools + ["busybox", "unshare"]).filter { !shell("command -v \($0)").succeeded }
        return getuid() == 0 ? absent : ["root"] + absent
    }

    init(_ runtime: Runtime, timing: DockerWatcher.Timing = DockerWatcher.Timing()) throws {
        self.runtime = runtime
        var template = Array("/tmp/starling-\(runtime)-XXXXXX".utf8CString)
        directory = unsafe String(cString: mkdtemp(&template))
        let box = box
        watcher = try DockerWatcher(
            runtime: runtime,
            socket: "\(directory)/engine.sock",
            isRequested: true,
            log: Log(level: .info, write: { box.lines.append($0) }),
            timing: timing
        )
        if runtime == .podman { configurePodman() }
        start()
        importImage()
    }

    deinit {
        // A container that a job makes now would outlive everything.
        shell(
            "touch \(stop); for job in $(cat \(directory)/jobs 2>/dev/null); do timeout 10 tail --pid=$job -f /dev/null; done"
        )
        command("ps -aq | xargs -r \(client) rm -f \(runtime == .podman ? "-t 0" : "")")
        end(runtime == .podman ? SIGKILL : SIGTERM)
        shell("kill $(cat \(directory)/exec/containerd/containerd.pid 2>/dev/null) 2>/dev/null")
        shell(
            """
            for process in /proc/[0-9]*; do
                tr '\\0' ' ' <$process/cmdline 2>/dev/null | grep -q '^[^ ]*containerd-shim.* \(directory)/' || continue
                pkill -KILL -P ${process#/proc/}
                kill -KILL ${process#/proc/}
            done
            """
        )
        shell("cut -d' ' -f2 /proc/mounts | grep '^\(directory)/' | sort -r | xargs -r umount -l")
        shell("rm -rf \(directory)")
    }

    /// Rlimits and events that a container without the capabilities of a whole machine can have.
    private func configurePodman() {
        let lines = [
            "[containers]", #"default_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]"#, "[engine]",
            #"runtime = "runc""#,
            #"cgroup_manager = "cgroupfs""#, #"events_logger = "file""#, #"tmp_dir = "\#(directory)/tmp""#, "[network]",
            #"network_config_dir = "\#(directory)/net""#, #"default_subnet = "10.97.1.0/24""#,
        ]
        shell("cat > \(directory)/containers.conf <<'EOF'\n\(lines.joined(separator: "\n"))\nEOF")
    }

    private var client: String {
        switch runtime {
        case .docker: "env DOCKER_API_VERSION=1.41 docker -H unix://\(socket)"
        default:
            "env CONTAINERS_CONF=\(directory)/containers.conf nsenter --net=/proc/\(processID)/ns/net podman --root "
                + "\(directory)/root --runroot \(directory)/run --runtime runc"
        }
    }

    private var daemon: String {
        switch runtime {
        case .docker:
            "dockerd --data-root \(directory)/data --exec-root \(directory)/exec -H unix://\(socket) -p \(directory)/pid "
                + "-s overlay2 --bip 10.97.1.1/24 --live-restore"
        default:
            "podman --root \(directory)/root --runroot \(directory)/run --runtime runc system service -t 0 unix://\(socket)"
        }
    }

    /// Starts the engine, and waits until it answers.
    func start() {
        let script = "ip link set lo up; echo $$ > \(directory)/pid.sh; exec \(daemon)"
        let namespace = processID == 0 ? "unshare --net" : "nsenter --net=\(directory)/netns"
        if processID == 0 { shell("touch \(directory)/netns") }
        let environment = "CONTAINERS_CONF=\(directory)/containers.conf"
        detach("\(environment) setsid \(namespace) sh -c '\(script)' >>\(directory)/log 2>&1 &")
        for _ in 0..<200 {
            if shell("curl -fs -m 5 --unix-socket \(socket) http://d/_ping").succeeded { break }
            usleep(50_000)
        }
        let isFirst = processID == 0
        processID = Int32(slurp("\(directory)/pid.sh").filter(\.isNumber)) ?? 0
        // The namespace outlives the engine, as a host's does.
        if isFirst { shell("mount --bind /proc/\(processID)/ns/net \(directory)/netns") }
    }

    /// Runs what goes on when this process has ended, without what this one has open: locks, above all.
    private func detach(_ script: String) {
        shell("exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&-; \(script)")
    }

    /// Ends the engine with a signal, and waits for it.
    func end(_ signal: Int32) {
        kill(processID, signal)
        for _ in 0..<300 where kill(processID, 0) == 0 { usleep(50_000) }
    }

    private func importImage() {
        shell("mkdir -p \(directory)/image/bin && cp $(command -v busybox) \(directory)/image/bin/")
        for name in ["sh", "sleep", "true"] { shell("ln -sf busybox \(directory)/image/bin/\(name)") }
        shell("tar -C \(directory)/image -c . | \(client) import - starling:1 >/dev/null 2>&1")
    }

    /// Runs a command of the engine's client, and returns what it printed.
    @discardableResult
    func command(_ arguments: String) -> String {
        let result = shell("\(client) \(arguments) 2>>\(directory)/client.log")
        return String(result.output.prefix { $0 != "\n" })
    }

    /// Runs shell commands in which `$C` is the engine's client, without waiting for them.
    func background(_ script: String) {
        detach("C='\(client)'; (\(script)) >/dev/null 2>&1 & echo $! >>\(directory)/jobs")
    }

    /// Identifiers of what the engine says is running, sorted.
    func running() -> [String] {
        shell("\(client) ps -q --no-trunc").output.split(separator: "\n").map(String.init).sorted()
    }

    /// Identifiers of what the watcher says is running, sorted.
    var watched: [String] { known.values.filter(\.hasProcesses).map(\.id).sorted() }

    /// Lets the watcher work until `condition` holds; false after `limit`.
    @discardableResult
    func watch(_ limit: Duration = .seconds(10), until condition: () -> Bool) -> Bool {
        let end = MonotonicTime.now() + limit
        while !condition() {
            let now = MonotonicTime.now()
            guard now < end else { return false }
            let rest = (min(watcher.deadline ?? end, end) - now).nanoseconds / 1_000_000 + 1
            var descriptor = pollfd(fd: watcher.fileDescriptor, events: Int16(POLLIN), revents: 0)
            unsafe _ = poll(&descriptor, 1, Int32(max(0, min(rest, 50))))
            watcher.advance(MonotonicTime.now()) { take($0) }
        }
        return true
    }

    /// Joins events as whoever uses the watcher does.
    private func take(_ event: RuntimeEvent) {
        told.append(event)
        switch event {
        case .listed(let all): known = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
        case .described(let one): known[one.id] = one
        case .started(let id, _), .resumed(let id): known[id]?.state = .running
        case .paused(let id): known[id]?.state = .paused
        case .ended(let id, let code, _): known[id]?.state = .ended(exitCode: code)
        case .removed(let id): known[id] = nil
        case .unknown, .outOfMemory: break
        }
    }

    /// The short words of what was told of a container.
    func story(of id: String) -> [String] {
        told.compactMap { event in
            let words = word(event).split(separator: " ")
            guard words.count > 1, words[1] == id, words[0] != "listed" else { return nil }
            return words[0] == "ended" ? "ended \(words[2])" : words[0] == "described" ? nil : String(words[0])
        }
    }
}
