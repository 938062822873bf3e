/// Why a run ends before its input does.
enum RunEnd: Error, Equatable {
    /// As many datagrams came as were asked for.
    case limit
    /// A signal.
    case stopped
    /// Who was to read the output does not want any more of it.
    case readerGone
    /// Something does not work: a line that says what.
    case failed(String)

    init(_ error: OutputError) {
        if case .readerGone = error { self = .readerGone } else { self = .failed(error.description) }
    }
}
