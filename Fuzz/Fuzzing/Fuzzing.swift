import CFuzz
import Glibc

private nonisolated(unsafe) var target: (RawSpan) -> Void = { _ in }

/// Hands `body` whatever libFuzzer comes up with, as the program's arguments say; does not return.
package func fuzz(_ body: @escaping (RawSpan) -> Void) -> Never {
    unsafe target = body
    var count = CommandLine.argc
    var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    exit(
        LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
            unsafe target(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(start: bytes, count: count)))
            return 0
        }
    )
}

/// The input as bytes of its own.
package func copy(_ input: RawSpan) -> [UInt8] { input.withUnsafeBytes { Array($0) } }

/// The input as text, whatever it is.
package func text(_ input: RawSpan) -> String { String(decoding: copy(input), as: UTF8.self) }
