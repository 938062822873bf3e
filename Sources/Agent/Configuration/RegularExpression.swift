import Glibc

/// A POSIX extended regular expression of the C library.
final class RegularExpression {
    private var compiled = regex_t()
    private var isCompiled = false

    /// `nil` when `pattern` is none.
    init?(_ pattern: String) {
        isCompiled = unsafe regcomp(&compiled, pattern, REG_EXTENDED | REG_NOSUB) == 0
        guard isCompiled else { return nil }
    }

    deinit {
        if isCompiled { unsafe regfree(&compiled) }
    }

    /// Whether some part of `text` matches.
    func matches(_ text: String) -> Bool { unsafe regexec(&compiled, text, 0, nil, 0) == 0 }
}
