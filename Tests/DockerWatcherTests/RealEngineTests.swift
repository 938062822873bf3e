import Agent
import Glibc
import TestKit
import Testing

@testable import DockerWatcher

/// Against real engines: what the watcher says is what they do.
@Suite struct RealEngineTests {
    @Test(.enabled(if: EngineRunner.isPossible(.docker), EngineRunner.need(.docker)))
    func docker() throws {
        let engine = try EngineRunner(.docker)
        #expect(engine.watch { engine.known.isEmpty && !engine.told.isEmpty }, "\(engine.log)")
        try life(engine)
        networks(engine)
        try restartUnderLoad(engine)
    }

    @Test(.enabled(if: EngineRunner.isPossible(.podman), EngineRunner.need(.podman)))
    func podman() throws {
        let engine = try EngineRunner(.podman)
        #expect(engine.watch { !engine.told.isEmpty }, "\(engine.log)")
        try life(engine)
        engine.end(SIGKILL)
        engine.start()
        engine.watch { engine.log.count >= 3 }
        #expect(engine.watch { engine.watched == engine.running() })
    }

    /// Signals, pauses, names, restarts, ends.
    private func life(_ engine: EngineRunner) throws {
        let blink = engine.command("create --label team=x --name blink starling:1 sh -c 'exit 7'")
        engine.command("start blink")
        #expect(engine.watch { engine.story(of: blink).contains("ended 7") }, "\(engine.story(of: blink))")
        #expect(engine.known[blink]?.name == "blink" && engine.known[blink]?.labels["team"] == "x")

        let id = engine.command("run -d --name web --hostname shop starling:1 sleep 1000")
        #expect(engine.watch { engine.known[id]?.processID != nil }, "\(engine.log)")
        let web = try #require(engine.known[id])
        #expect(slurp("/proc/\(web.processID ?? 0)/cmdline").hasPrefix("sleep"))
        #expect(web.hostName == "shop" && web.image.hasSuffix("starling:1"))
        #expect(web.addresses.count == 1 && web.hardwareAddresses.count == 1)
        #expect(abs((web.startedAt ?? 0) - WallClock.now()) < 60_000)

        engine.command("kill -s HUP web")
        engine.command("pause web")
        #expect(engine.watch { engine.known[id]?.state == .paused })
        engine.command("unpause web")
        engine.command("rename web web2")
        #expect(engine.watch { engine.known[id]?.name == "web2" && engine.known[id]?.state == .running })
        engine.command("restart -t 0 web2")
        #expect(engine.watch { (engine.known[id]?.processID ?? web.processID) != web.processID })
        let story = engine.story(of: id)
        #expect(story.filter { $0 == "ended 137" }.count == 1, "\(story)")
        #expect(Array(story.suffix(2)) == ["ended 137", "started"], "\(story)")
        engine.command("rm -f \(engine.runtime == .podman ? "-t 0" : "") web2 blink")
        #expect(engine.watch { engine.story(of: id).suffix(2) == ["ended 137", "removed"] }, "\(engine.story(of: id))")
        #expect(engine.watched == engine.running())
    }

    /// A second network, the host's, none, and another container's.
    private func networks(_ engine: EngineRunner) {
        engine.command("network create --subnet 10.97.1.128/25 second")
        let web = engine.command("run -d --name web starling:1 sleep 1000")
        let host = engine.command("run -d --network host starling:1 sleep 1000")
        let none = engine.command("run -d --network none starling:1 sleep 1000")
        let beside = engine.command("run -d --network container:web starling:1 sleep 1000")
        engine.command("network create --subnet 10.98.1.0/24 third")
        engine.command("network connect third web")
        #expect(engine.watch { engine.known[web]?.addresses.count == 2 })
        #expect(engine.watch { engine.known[beside]?.network == .shared(with: web) })
        #expect(
            engine.watch {
                engine.known[host]?.network == .host && engine.known[none]?.network == WorkloadDescription.Network.none
            }
        )
        engine.command("network disconnect third web")
        #expect(engine.watch { engine.known[web]?.addresses.count == 1 })
    }

    /// The daemon is killed while containers come and go; some end before it is back.
    private func restartUnderLoad(_ engine: EngineRunner) throws {
        for command in ["run -d --rm starling:1 sleep 5", "run --rm starling:1 true"] {
            engine.background(
                "for i in $(seq 99); do test -e \(engine.stop) && break; $C \(command); sleep 0.2; done"
            )
        }
        engine.watch { engine.watched.count >= 4 }
        engine.end(SIGKILL)
        engine.watch(.milliseconds(1500)) { false }
        engine.start()
        engine.watch { engine.log.count >= 3 }
        shell("touch \(engine.stop)")
        #expect(
            engine.watch {
                let running = engine.running()
                return !running.isEmpty && engine.watched == running
            },
            "\(engine.watched) \(engine.running()) \(engine.log)"
        )
        #expect(engine.watch { engine.watched == engine.running() })
        #expect(engine.log.count <= 5, "\(engine.log)")
    }
}
