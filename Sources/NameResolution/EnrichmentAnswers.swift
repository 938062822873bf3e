import Enrichment
import FlowLanguage
import NetTypes

/// Answers what key functions ask of the world outside: names by DNS, and countries, autonomous systems, vendors and ports
/// by files. Never waits.
package struct EnrichmentAnswers: Sendable {
    private let files: NameSources
    private let dns: ReverseDNS?

    /// Seconds. When a file is replaced, all answers become void before that.
    private static let lifetime = 3600.0

    /// `dns`: `nil` to ask no servers.
    package init(files: NameSources, dns: ReverseDNS?) {
        self.files = files
        self.dns = dns
    }

    /// The answer to what this can answer; to other questions that there is none.
    package func answer(_ question: Lookup) -> LookupAnswer {
        if case .dns(let address) = question, let dns { return dns.answer(address) }
        return LookupAnswer(text(question), for: Self.lifetime)
    }

    private func text(_ question: Lookup) -> String? {
        let files = files.current
        switch question {
        case .country(let address, let form): return files.country?.country(of: address).flatMap { form.text($0) }
        case .asn(let address, let form):
            return files.autonomousSystem?.autonomousSystem(of: address).flatMap { form.text($0) }
        case .oui(let address, let form):
            return files.vendors?.vendor(of: address).flatMap { form.text($0.prefix, $0.name) }
        case .port(let proto, let port): return files.ports?.name(of: port, proto)
        default: return nil
        }
    }
}

extension LookupForm {
    fileprivate func text(_ name: MaxMindDatabase.Name) -> String? { text(name.code, name.name) }

    /// Both: what there is of them.
    fileprivate func text(_ code: String?, _ name: String?) -> String? {
        switch self {
        case .code: return code
        case .name: return name
        case .both:
            guard let code, let name else { return code ?? name }
            return "\(code) \(name)"
        }
    }
}
