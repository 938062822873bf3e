import AnalyzerAPI
import ArgumentParser
import Logging
import NameResolution
import NetTypes

/// The options of the analyzer.
struct AnalyzerOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "Receive sFlow on this UDP address; may be repeated. (default: [::]:6343, or 0.0.0.0:6343 without IPv6)",
            valueName: "addr:port"
        )
    )
    var sflow: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Serve the API and the console on this TCP address. (default: 127.0.0.1:8008)",
            valueName: "addr:port"
        )
    )
    var http: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Threads that receive, 1 to 256. (default: half the processors)", valueName: "n")
    )
    var threads: Int?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Keep definitions in this directory for the next start; none: keep nothing. (default: $STATE_DIRECTORY, else /var/lib/starling, without root ~/.local/state/starling)",
            valueName: "dir|none"
        )
    )
    var state: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Ask these DNS servers for the names of addresses; off: none. (default: those of /etc/resolv.conf)",
            valueName: "server[,...]|off"
        )
    )
    var dns: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Countries of addresses: a MaxMind database (.mmdb).", valueName: "file")
    )
    var geoCountry: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Autonomous systems of addresses: a MaxMind database (.mmdb).", valueName: "file")
    )
    var geoAsn: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Vendors of MAC addresses: the IEEE's files, .csv or .txt, separated by commas, or their folder. (default: /usr/share/ieee-data)",
            valueName: "file"
        )
    )
    var oui: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Post events to this address, in JSON; may be repeated.", valueName: "url")
    )
    var webhook: [String] = []

    @Option(
        name: .customShort("D"),
        help: ArgumentHelp("Set a system property; may be repeated. starling(1) lists them.", valueName: "name=value")
    )
    var define: [String] = []

    @OptionGroup var logging: LoggingOptions

    func validate() throws {
        if let threads, !(1...256).contains(threads) {
            throw ValidationError("--threads is to be 1 to 256, not \(threads).")
        }
        for text in sflow where SocketAddress(text, defaultPort: 6343) == nil {
            throw ValidationError("--sflow '\(text)' is no address: write 192.0.2.1:6343, [::]:6343 or :6343.")
        }
        if let state, state.isEmpty {
            throw ValidationError("--state is to be a directory, or none.")
        }
        for text in webhook where !text.hasPrefix("http://") && !text.hasPrefix("https://") {
            throw ValidationError("--webhook '\(text)' is no address: write https://example.com/hook.")
        }
        if let http, HTTPAddress(http) == nil {
            throw ValidationError("--http '\(http)' is no address: write 127.0.0.1:8008, [::1]:8008 or :8008.")
        }
        var properties = SystemProperties()
        if let dns, !properties.setDNSServers(dns) {
            throw ValidationError("--dns '\(dns)' is to be addresses, 192.0.2.53 or [2001:db8::53]:53, or off.")
        }
    }

    /// Options win over properties.
    func settings(_ logger: Logger) throws -> AnalyzerSettings {
        var properties = SystemProperties()
        for text in define {
            do throws(SystemProperties.Problem) {
                try properties.set(text)
            } catch .unknown(let name, let suggestions) {
                logger.warning(
                    "\(SystemProperties.Problem.unknown(name: name, suggestions: suggestions)); it has no effect"
                )
            } catch {
                throw ValidationError("-D \(error)")
            }
        }
        if let address = http.flatMap({ HTTPAddress($0) }) {
            properties.http.hostname = address.host
            properties.http.port = address.port
        }
        if let dns { _ = properties.setDNSServers(dns) }
        if let geoCountry { properties.nameFiles.country = geoCountry }
        if let geoAsn { properties.nameFiles.autonomousSystems = geoAsn }
        if let oui { properties.nameFiles.vendors = oui }
        return AnalyzerSettings(
            sFlow: sflow.compactMap { SocketAddress($0, defaultPort: properties.sFlowPort) },
            sFlowPort: properties.sFlowPort,
            http: properties.http,
            flowRecords: properties.flowRecords,
            events: properties.events,
            state: StatePlace(option: state),
            webhooks: webhook,
            threads: threads ?? max(1, processorCount() / 2),
            nameFiles: properties.nameFiles,
            dns: properties.asksDNS ? properties.dns : nil
        )
    }
}

/// What the options come to.
struct AnalyzerSettings {
    /// Empty: every address of the host.
    var sFlow: [SocketAddress]
    var sFlowPort: UInt16
    var http: HTTPSettings
    var flowRecords: Int
    var events: Int
    var state: StatePlace
    var webhooks: [String]
    var threads: Int
    var nameFiles: NameFileSettings
    /// `nil`: names are not asked for.
    var dns: ReverseDNSSettings?
}

/// An address or host name, and a TCP port.
struct HTTPAddress {
    var host: String
    var port: UInt16

    /// Without a port it is 8008, without a host it is `::`.
    init?(_ text: String) {
        let (host, port) = splitHostPort(text)
        guard let port = port.map({ UInt16($0) }) ?? 8008 else { return nil }
        let isName = !host.isEmpty && host.utf8.allSatisfy { $0 == 0x2d || $0 == 0x2e || isAlphanumeric($0) }
        guard host.isEmpty || isName || IPAddress(host) != nil else { return nil }
        self.host = host.isEmpty ? "::" : host
        self.port = port
    }
}

private func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
}
