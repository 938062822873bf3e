import Testing

@testable import PacketSampling

/// The two mechanisms, which must do the same.
enum Mechanism: String, CaseIterable, CustomTestStringConvertible {
    case counting, classic

    var testDescription: String { rawValue }

    func makeSampler(_ configure: (inout PacketSocketSampler.Options) -> Void = { _ in }) throws -> PacketSocketSampler
    {
        var options = PacketSocketSampler.Options()
        options.isClassic = self == .classic
        configure(&options)
        return try PacketSocketSampler(options)
    }
}
