import Agent
import JSON
import NetTypes

/// Reads what an engine says of containers. What is missing, null or of another type is as if it were not said.
struct ContainerDecoder {
    let runtime: Runtime

    private static let maximumAddresses = 32

    /// An element of `GET /containers/json`.
    func listed(_ value: JSONValue) -> WorkloadDescription? {
        guard var container = container(value["Id"]) else { return nil }
        // Names through links have further slashes.
        let names = value["Names"].elements.compactMap { $0.text.map(plainName) }
        container.name = names.first { !$0.contains("/") } ?? names.first ?? ""
        container.image = bounded(value["Image"]?.text)
        container.state = state(value["State"]?.text ?? "", exitCode: nil)
        container.labels = ContainerLabels.kept(value["Labels"].members)
        if let mode = value["HostConfig"]?["NetworkMode"]?.text { container.network = network(mode) }
        addAddresses(value["NetworkSettings"], to: &container)
        return container
    }

    /// The answer of `GET /containers/ID/json`.
    func inspected(_ value: JSONValue) -> WorkloadDescription? {
        guard var container = container(value["Id"]) else { return nil }
        let configuration = value["Config"]
        container.name = plainName(value["Name"]?.text ?? "")
        container.hostName = bounded(configuration?["Hostname"]?.text)
        container.image = bounded(configuration?["Image"]?.text)
        container.labels = ContainerLabels.kept(configuration?["Labels"].members ?? [])
        container.network = network(value["HostConfig"]?["NetworkMode"]?.text ?? "")
        container.gpus = ContainerGPUs.identifiers(value)
        addAddresses(value["NetworkSettings"], to: &container)
        addState(value["State"], to: &container)
        return container
    }

    private func container(_ id: JSONValue?) -> WorkloadDescription? {
        guard let id = id?.text, EngineRequest.isIdentifier(id) else { return nil }
        return WorkloadDescription(id: id, kind: .container, runtime: runtime)
    }

    private func addState(_ value: JSONValue?, to container: inout WorkloadDescription) {
        let exitCode = value?["ExitCode"]?.coercedNumber.flatMap { Int32(exactly: $0) }
        container.state = state(value?["Status"]?.text ?? "", exitCode: exitCode)
        container.startedAt = value?["StartedAt"]?.text.flatMap(engineTime)
        switch container.state {
        case .running, .paused:
            let processID = value?["Pid"]?.coercedNumber.flatMap { Int32(exactly: $0) } ?? 0
            container.processID = processID > 0 ? processID : nil
        case .ended: container.endedAt = value?["FinishedAt"]?.text.flatMap(engineTime)
        case .created: break
        }
    }

    /// Both engines' words. A container that is to be restarted has no process meanwhile.
    private func state(_ word: String, exitCode: Int32?) -> WorkloadDescription.State {
        switch word {
        case "running", "stopping": .running
        case "paused": .paused
        case "exited", "stopped", "restarting", "removing", "dead": .ended(exitCode: exitCode)
        default: .created
        }
    }

    private func network(_ mode: String) -> WorkloadDescription.Network {
        switch mode {
        case "host": .host
        case "none": .none
        case _ where mode.hasPrefix("container:"): .shared(with: bounded(String(mode.dropFirst("container:".count))))
        default: .own
        }
    }

    private func addAddresses(_ settings: JSONValue?, to container: inout WorkloadDescription) {
        for member in (settings?["Networks"]).members.prefix(Self.maximumAddresses) {
            for name in ["IPAddress", "GlobalIPv6Address"] {
                guard let address = member.value[name]?.text.flatMap(IPAddress.init), !address.isUnspecified else {
                    continue
                }
                container.addresses.append(address)
            }
            guard let hardware = member.value["MacAddress"]?.text.flatMap(MACAddress.init), hardware.bits != 0 else {
                continue
            }
            container.hardwareAddresses.append(hardware.bits)
        }
    }
}

func plainName(_ name: String) -> String { bounded(name.hasPrefix("/") ? String(name.dropFirst()) : name) }

/// At most 256 bytes of a name.
func bounded(_ name: String?) -> String {
    guard let name, name.utf8.count > 256 else { return name ?? "" }
    return String(decoding: name.utf8.prefix(253), as: UTF8.self).filter { $0 != "\u{fffd}" } + "…"
}
