import NetTypes

extension MaxMindDatabase {
    /// A code or number and the name that it stands for; either may be missing.
    package struct Name: Hashable, Sendable {
        package var code: String?
        package var name: String?
    }

    /// The country of an address: its ISO 3166 code and English name. Where the file does not say where an address is, the
    /// country that it is registered in.
    package func country(of address: IPAddress) -> Name? {
        guard let entry = entry(address) else { return nil }
        for member: StaticString in ["country", "registered_country"] {
            let found = Name(
                code: text(entry, [member, "iso_code"]),
                name: text(entry, [member, "names", "en"]) ?? text(entry, [member, "name"])
            )
            if found.code != nil || found.name != nil { return found }
        }
        return flatCountry(entry)
    }

    /// IPinfo's files have no members inside of others: `country` is a code where there is a `country_name`, and else a
    /// name beside the `country_code`.
    private func flatCountry(_ entry: MaxMindCursor) -> Name? {
        let country = text(entry, ["country"])
        if let code = text(entry, ["country_code"]) { return Name(code: code, name: country) }
        guard let country else { return nil }
        return Name(code: country, name: text(entry, ["country_name"]))
    }

    /// The autonomous system that announces an address: its number in decimal and what it is called.
    package func autonomousSystem(of address: IPAddress) -> Name? {
        guard let entry = entry(address) else { return nil }
        let found = Name(code: systemNumber(entry), name: systemName(entry))
        return found.code == nil && found.name == nil ? nil : found
    }

    private func systemNumber(_ entry: MaxMindCursor) -> String? {
        if case .number(let number)? = value(entry, ["autonomous_system_number"]), let asn = UInt32(exactly: number) {
            return asn == 0 ? nil : String(asn)
        }
        // IPinfo: `AS15169`.
        guard let text = text(entry, ["asn"]), text.hasPrefix("AS"), let asn = UInt32(text.dropFirst(2)) else {
            return nil
        }
        return String(asn)
    }

    private func systemName(_ entry: MaxMindCursor) -> String? {
        for member: StaticString in ["autonomous_system_organization", "as_name"] {
            if let name = text(entry, [member]) { return name }
        }
        return text(entry, ["asn"]) == nil ? nil : text(entry, ["name"])
    }

    private func text(_ entry: MaxMindCursor, _ path: [StaticString]) -> String? { text(value(entry, path)) }

    private func value(_ entry: MaxMindCursor, _ path: [StaticString]) -> MaxMindValue? {
        var cursor = entry
        for member in path { guard cursor.enter(member: member) else { return nil } }
        return cursor.enter()
    }
}
