import NetTypes

/// The settings that environment variables make, those of the usual container image.
enum EnvironmentLayer {
    /// The statements of `environment`, to be read after the file's.
    static func statements(_ environment: [String: String]) -> [ConfigurationStatement] {
        let variables = environment.filter { !$0.value.isEmpty }
        return keys(variables) + collectors(variables) + captures(variables) + drops(variables)
            + runtimes(variables)
    }

    private static func keys(_ variables: [String: String]) -> [ConfigurationStatement] {
        AgentKeys.all.flatMap { key -> [ConfigurationStatement] in
            guard let name = key.environment, let text = variables[name] else { return [] }
            return setting(key.name, key.name == "state" ? first(text) : text, at: .environment(name))
        }
    }

    /// Of the directories that systemd made for the unit (systemd.exec(5)).
    private static func first(_ paths: String) -> String { String(paths.prefix { $0 != ":" }) }

    /// A key's statement; a sampling rate that is given from outside of the file holds whatever the speed.
    static func setting(_ key: String, _ text: String, at origin: ConfigurationOrigin) -> [ConfigurationStatement] {
        let statement = ConfigurationStatement(key, .text(text), at: origin)
        guard key == "sampling" else { return [statement] }
        return [statement, ConfigurationStatement("sampling.bps_ratio", .text("0"), at: origin)]
    }

    private static func collectors(_ variables: [String: String]) -> [ConfigurationStatement] {
        guard let list = variables["COLLECTOR"] else { return [] }
        return list.split { $0 == " " || $0 == "," }.map {
            collector(String($0), port: variables["PORT"], at: .environment("COLLECTOR"))
        }
    }

    /// `HOST`, `HOST:PORT` or `[ADDRESS]:PORT` as a `collector { }`.
    static func collector(_ text: String, port: String?, at origin: ConfigurationOrigin) -> ConfigurationStatement {
        let (host, ownPort) = splitHostPort(text)
        var members = [ConfigurationStatement("ip", .text(host), at: origin)]
        if let port = ownPort ?? port { members.append(ConfigurationStatement("udpport", .text(port), at: origin)) }
        return ConfigurationStatement("collector", .object(members), at: origin)
    }

    private static func captures(_ variables: [String: String]) -> [ConfigurationStatement] {
        guard let net = variables["NET"] else { return [] }
        return switch net {
        case "docker": [capture("dev", "docker0"), capture("dev", "docker_gwbridge")]
        case "flannel": [capture("dev", "cni0")]
        case "host": [capture("speed", "1G-")]
        case "ovs": [ConfigurationStatement("ovs", .object([]), at: .environment("NET"))]
        default: [capture("dev.pattern", net)]
        }
    }

    private static func capture(_ key: String, _ text: String) -> ConfigurationStatement {
        let origin = ConfigurationOrigin.environment("NET")
        return ConfigurationStatement(
            "pcap",
            .object([ConfigurationStatement(key, .text(text), at: origin)]),
            at: origin
        )
    }

    private static func drops(_ variables: [String: String]) -> [ConfigurationStatement] {
        guard variables["DROPMON"] == "enable" else { return [] }
        return [ConfigurationStatement("dropmon", .object([]), at: .environment("DROPMON"))]
    }

    private static func runtimes(_ variables: [String: String]) -> [ConfigurationStatement] {
        RuntimeKeys.objects.flatMap { object in
            object.keys.compactMap { key in
                guard let name = key.environment, let text = variables[name] else { return nil }
                let member = ConfigurationStatement(key.name, .text(text), at: .environment(name))
                return ConfigurationStatement(object.name, .object([member]), at: .environment(name))
            }
        }
    }
}
