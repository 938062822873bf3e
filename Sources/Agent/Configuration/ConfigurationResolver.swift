import Spelling

/// Puts layers of statements together: of two layers that set the same key, the later one counts.
struct ConfigurationResolver {
    /// A statement that was understood.
    private struct Setting {
        var key: String
        var apply: (inout AgentConfiguration) -> Void
    }

    private var problems: [ConfigurationProblem] = []

    /// The configuration that `layers` make, the weakest first, and everything that is wrong with them.
    static func resolve(
        _ layers: [[ConfigurationStatement]],
        hasFile: Bool
    ) -> (AgentConfiguration, [ConfigurationProblem]) {
        var resolver = ConfigurationResolver()
        var chosen: [Setting] = []
        for layer in layers {
            let settings = resolver.settings(of: layer)
            let keys = Set(settings.map(\.key))
            chosen.removeAll { keys.contains($0.key) }
            chosen += settings
        }
        var configuration = AgentConfiguration()
        configuration.sampling.hasFile = hasFile
        for setting in chosen { setting.apply(&configuration) }
        let isSet = chosen.contains { $0.key == "pcap" }
        if !hasFile, !isSet { configuration.captures = [Capture()] }
        configuration.chooseRuntimes(hasFile: hasFile)
        return (configuration, resolver.problems)
    }

    private mutating func settings(of layer: [ConfigurationStatement]) -> [Setting] {
        var seen: Set<String> = []
        return layer.compactMap { statement in
            guard let (setting, isRepeatable) = setting(statement) else { return nil }
            if !seen.insert(setting.key).inserted, !isRepeatable {
                complain(.warning, statement, "is given more than once; the last counts")
            }
            return setting
        }
    }

    private mutating func setting(_ statement: ConfigurationStatement) -> (Setting, isRepeatable: Bool)? {
        switch statement.value {
        case .text(let text): keySetting(statement, text)
        case .object(let members): objectSetting(statement, members).map { ($0, true) }
        }
    }

    private mutating func keySetting(
        _ statement: ConfigurationStatement,
        _ text: String
    ) -> (Setting, isRepeatable: Bool)? {
        guard let (key, qualifier) = AgentKeys.find(statement.key) else {
            reportUnknownKey(statement)
            return nil
        }
        guard let value = value(key, text, statement) else { return nil }
        let name = qualifier.isEmpty ? key.name : "sampling.\(scaledNumber(qualifier) ?? 0)"
        return (Setting(key: name) { key.set(&$0, value, qualifier) }, key.isRepeatable && qualifier.isEmpty)
    }

    private mutating func objectSetting(
        _ statement: ConfigurationStatement,
        _ members: [ConfigurationStatement]
    ) -> Setting? {
        switch statement.key.lowercased() {
        case "collector":
            let collector = object(CollectorConfiguration(), CollectorKeys.all, members, in: statement)
            if collector.host.isEmpty, !members.contains(where: { $0.key.lowercased() == "ip" }) {
                complain(.error, statement, "has no ip")
            }
            return Setting(key: "collector") { $0.collectors.append(collector) }
        case "pcap":
            let capture = object(Capture(), CaptureKeys.all, members, in: statement)
            return Setting(key: "pcap") { $0.captures.append(capture) }
        case let name:
            if let object = RuntimeKeys.find(name) { return runtimeSetting(object, members, in: statement) }
            reportUnknownObject(statement)
            return nil
        }
    }

    /// A socket that the environment names holds whether or not a file names the runtime too.
    private mutating func runtimeSetting(
        _ keys: RuntimeKeys.Object,
        _ members: [ConfigurationStatement],
        in statement: ConfigurationStatement
    ) -> Setting {
        let runtime = object(RuntimeConfiguration(keys.runtime), keys.keys, members, in: statement)
        if case .environment(let variable) = statement.origin {
            return Setting(key: variable) { $0.sockets[runtime.runtime] = runtime.socket }
        }
        return Setting(key: keys.name) { $0.runtimes.append(runtime) }
    }

    private mutating func object<Target>(
        _ fresh: Target,
        _ keys: [ConfigurationKey<Target>],
        _ members: [ConfigurationStatement],
        in parent: ConfigurationStatement
    ) -> Target {
        var target = fresh
        var seen: Set<String> = []
        for member in members {
            guard case .text(let text) = member.value else {
                complain(.error, member, "is no object within \(parent.key)")
                continue
            }
            guard let key = keys.first(where: { $0.isNamed(member.key) }) else {
                let nearest = nearestName(to: member.key, among: keys.map(\.name))
                complain(.error, member, "is no key of \(parent.key)", nearest)
                continue
            }
            if !seen.insert(key.name).inserted {
                complain(.warning, member, "is given more than once; the last counts")
            }
            if let value = value(key, text, member) { key.set(&target, value, "") }
        }
        return target
    }

    private mutating func value<Target>(
        _ key: ConfigurationKey<Target>,
        _ text: String,
        _ statement: ConfigurationStatement
    ) -> ConfigurationValue? {
        if let why = key.withoutEffect { complain(.warning, statement, "is accepted without effect: \(why)") }
        do throws(ConfigurationValueError) {
            return try key.kind.parse(text)
        } catch {
            complain(.error, statement, error.message)
            return nil
        }
    }

    private mutating func reportUnknownKey(_ statement: ConfigurationStatement) {
        if let foreign = ForeignKeyword.find(statement.key, .key) {
            complain(.warning, statement, "is accepted without effect: \(foreign.reason)")
        } else if Self.objectNames.contains(statement.key.lowercased()) {
            complain(.error, statement, "is an object", "\(statement.key) { }")
        } else {
            let names = AgentKeys.all.flatMap { [$0.name] + $0.aliases } + Self.foreign(.key)
            complain(.error, statement, "is no known key", nearestName(to: statement.key, among: names))
        }
    }

    private mutating func reportUnknownObject(_ statement: ConfigurationStatement) {
        if let foreign = ForeignKeyword.find(statement.key, .object) {
            complain(.warning, statement, "is accepted without effect: \(foreign.reason)")
        } else if AgentKeys.find(statement.key) != nil {
            complain(.error, statement, "is a key and takes a value", "\(statement.key) = VALUE")
        } else {
            complain(.error, statement, "is no known object", nearestName(to: statement.key, among: Self.objectNames))
        }
    }

    private static func foreign(_ form: ForeignKeyword.Form) -> [String] {
        ForeignKeyword.all.filter { $0.form == form }.map(\.name)
    }

    private static let objectNames = ["collector", "pcap"] + RuntimeKeys.objects.map(\.name) + foreign(.object)

    private mutating func complain(
        _ severity: ConfigurationProblem.Severity,
        _ statement: ConfigurationStatement,
        _ message: String,
        _ suggestion: String? = nil
    ) {
        problems.append(
            ConfigurationProblem(
                severity,
                at: statement.origin,
                key: statement.key,
                message,
                suggestion: suggestion
            )
        )
    }
}
