/// The one declaration of a configuration key: the file's parser, the flags, the environment, the check, the help
/// text and the reference page all follow from it.
package struct ConfigurationKey<Target>: Sendable {
    package var name: String
    /// Other names of the same key.
    package var aliases: [String] = []
    package var kind: ConfigurationValueKind
    package var doc: String
    /// As the reference shows it; empty: none.
    package var defaultText: String
    /// The flag without its dashes; `nil`: none.
    package var flag: String?
    /// What the flag does, where that is not what the key means.
    package var flagDoc: String?
    /// What stands for the value in help texts.
    package var placeholder: String = ""
    package var environment: String?
    /// Every occurrence counts, not only the last.
    package var isRepeatable = false
    /// Why it is accepted and does nothing; `nil`: it does what it says.
    package var withoutEffect: String?
    /// Puts a value in its place. The second argument is what follows the dot in a key like `sampling.<speed>`.
    package var set: @Sendable (inout Target, ConfigurationValue, String) -> Void
}

extension ConfigurationKey {
    init(
        _ name: String,
        _ kind: ConfigurationValueKind,
        default defaultText: String = "",
        _ doc: String,
        set: @escaping @Sendable (inout Target, ConfigurationValue) -> Void
    ) {
        self.name = name
        self.kind = kind
        self.defaultText = defaultText
        self.doc = doc
        self.set = { target, value, _ in set(&target, value) }
    }

    /// A number whose default is what a fresh `Target` holds.
    static func integer(
        _ name: String,
        _ range: ClosedRange<Int>,
        _ path: any WritableKeyPath<Target, Int> & Sendable,
        of fresh: Target,
        _ doc: String
    ) -> ConfigurationKey {
        ConfigurationKey(name, .integer(range), default: "\(fresh[keyPath: path])", doc) { target, value in
            if case .integer(let number) = value { target[keyPath: path] = number }
        }
    }

    /// A number that may be left unset.
    static func integer(
        _ name: String,
        _ range: ClosedRange<Int>,
        _ path: any WritableKeyPath<Target, Int?> & Sendable,
        default defaultText: String,
        _ doc: String
    ) -> ConfigurationKey {
        ConfigurationKey(name, .integer(range), default: defaultText, doc) { target, value in
            if case .integer(let number) = value { target[keyPath: path] = number }
        }
    }

    /// Words that may be left unset.
    static func text(
        _ name: String,
        as kind: ConfigurationValueKind = .text,
        _ path: any WritableKeyPath<Target, String?> & Sendable,
        default defaultText: String,
        _ doc: String
    ) -> ConfigurationKey {
        ConfigurationKey(name, kind, default: defaultText, doc) { target, value in
            if case .text(let text) = value { target[keyPath: path] = text }
        }
    }

    static func onOff(
        _ name: String,
        _ path: any WritableKeyPath<Target, Bool> & Sendable,
        of fresh: Target,
        _ doc: String
    ) -> ConfigurationKey {
        ConfigurationKey(name, .onOff, default: fresh[keyPath: path] ? "on" : "off", doc) { target, value in
            if case .onOff(let isOn) = value { target[keyPath: path] = isOn }
        }
    }

    /// Accepted, because files have it, and without effect.
    static func ignored(
        _ name: String,
        _ kind: ConfigurationValueKind,
        _ why: String,
        _ doc: String
    ) -> ConfigurationKey {
        var key = ConfigurationKey(name, kind, doc) { _, _ in }
        key.withoutEffect = why
        return key
    }

    func alias(_ names: String...) -> ConfigurationKey {
        var key = self
        key.aliases = names
        return key
    }

    func flag(_ flag: String, _ placeholder: String = "", _ doc: String? = nil) -> ConfigurationKey {
        var key = self
        (key.flag, key.placeholder, key.flagDoc) = (flag, placeholder, doc)
        return key
    }

    func environment(_ name: String) -> ConfigurationKey {
        var key = self
        key.environment = name
        return key
    }

    func repeatable() -> ConfigurationKey {
        var key = self
        key.isRepeatable = true
        return key
    }

    /// Whether `name` means this key, in any case of letters.
    func isNamed(_ name: String) -> Bool {
        let name = name.lowercased()
        return self.name.lowercased() == name || aliases.contains { $0.lowercased() == name }
    }
}
