/// The reference page of the agent's configuration, made from the declarations; `docs/agent-configuration.md` is
/// compared with it in a test.
package enum ConfigurationReference {
    package static let markdown = """
        # The agent's configuration

        <!-- Made from the declarations in Sources/Agent/Configuration; a test compares the two. -->

        `starling-agent` reads `/etc/hsflowd.conf`, or the file that `--file` names. Flags win over environment variables, these
        over the file, key by key. Without a file all suitable interfaces are sampled, the containers and pods of every runtime
        whose socket is in its usual place are followed, and datagrams go to 127.0.0.1. A file without `pcap { }` means that no
        packets are sampled; one without `docker { }`, `podman { }`, `containerd { }` or `k8s { }` that no containers are followed.
        `starling check FILE` says everything that is wrong with a file.

        SIGHUP reads everything again; a configuration with errors is then not taken. `subAgentId`, `uuid`, `state` and the
        runtimes to follow count from the next start. The agent gives up the capabilities that its first configuration does not
        need: packet sampling and collectors in other network namespaces that come later need a restart.

        ```
        sflow {
          polling = 20                       # a comment
          sampling = 1000
          sampling.10G = 10000
          collector { ip = 192.0.2.1 udpport = 6343 }
          pcap { dev = eth0 }
          pcap { dev.pattern = ^veth }
        }
        ```

        Keys are written in any case of letters. Numbers may end in K, M, G, T or P (1,000, 1,000,000 …). A value with
        blanks or `#` stands in quotation marks.

        ## Keys of `sflow { }`

        \(table(AgentKeys.all))

        ## Keys of `collector { }`

        \(CollectorKeys.doc)

        \(table(CollectorKeys.all))

        ## Keys of `pcap { }`

        \(CaptureKeys.doc)

        \(table(CaptureKeys.all))

        An interface that is named by `dev` is always sampled. Among others those are left out whose packets pass another
        interface too and would be counted twice: the loopback, bonds, VLANs, tunnels, bridges (whose ports are sampled). The
        agent logs every interface that it does not sample, with the reason. Interfaces that appear later are sampled as well.

        \(RuntimeKeys.objects.map(section).joined(separator: "\n\n"))

        ## Sampling rates

        The rate of an interface is the first of these that applies:

        | | rate | applies where |
        |---|---|---|
        \(rules)

        A rate of 0 switches sampling off for the interface. `--sampling` and `SAMPLING` also set `sampling.bps_ratio` to 0, so that
        they hold for all interfaces but those that `sampling.<speed>` or `pcap { sampling }` name.

        ## Environment

        | variable | meaning |
        |---|---|
        \(EnvironmentVariable.all.map { "| `\($0.name)` | \(escape($0.doc)) |" }.joined(separator: "\n"))

        ## Accepted without effect

        Files that were written for other agents may hold these; each is a warning.

        | keyword | why |
        |---|---|
        \(ForeignKeyword.all.map { "| `\($0.name)\($0.form == .object ? " { }" : "")` | \($0.reason) |" }.joined(separator: "\n"))
        | `sampling.<application>`, `polling.<application>` | applications are not measured yet |

        """

    private static func section(_ object: RuntimeKeys.Object) -> String {
        "## Keys of `\(object.name) { }`\n\n\(object.doc)\n\n\(table(object.keys))"
    }

    private static let rules = SamplingRule.allCases.enumerated()
        .map { "| \($0 + 1) | \($1.rawValue) | \($1.condition) |" }.joined(separator: "\n")

    private static func table<Target>(_ keys: [ConfigurationKey<Target>]) -> String {
        let rows = keys.map { key in
            let names = ([key.name] + key.aliases).map { "`\($0)`" }.joined(separator: ", ")
            let flag = key.flag.map { "`--\($0)`" } ?? ""
            let environment = key.environment.map { "`\($0)`" } ?? ""
            let doc = key.doc + (key.withoutEffect.map { " Accepted without effect: \($0)." } ?? "")
            return "| \(names) | \(key.kind.text) | \(key.defaultText) | \(escape(doc)) | \(flag) | \(environment) |"
        }
        return (["| key | value | default | meaning | flag | environment |", "|---|---|---|---|---|---|"] + rows)
            .joined(separator: "\n")
    }

    private static func escape(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }
}

extension ConfigurationValueKind {
    /// The type in words.
    var text: String {
        switch self {
        case .integer(let range): "\(range.lowerBound)–\(range.upperBound)"
        case .text: "text"
        case .socket: "path"
        case .onOff: "on, off"
        case .address: "IP address"
        case .host: "address or name"
        case .network: "[!]network"
        case .pattern: "regular expression"
        case .speedRange: "LOW-HIGH"
        case .uuid: "UUID"
        }
    }
}
