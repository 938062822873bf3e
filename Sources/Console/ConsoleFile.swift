/// A file of the web console, ready to be served.
package struct ConsoleFile: Sendable {
    /// From the root: `/js/main.js`.
    package let path: String
    /// For Content-Type.
    package let mediaType: String
    /// A strong entity tag with its quotation marks: it changes whenever the bytes do.
    package let entityTag: String
    /// The contents. They are part of the binary: valid as long as the process runs, and never written, which is why they
    /// may be shared between threads.
    package nonisolated(unsafe) let bytes: UnsafeRawBufferPointer

    init(path: String, mediaType: String, bytes: UnsafeRawBufferPointer) {
        self.path = path
        self.mediaType = mediaType
        self.bytes = bytes
        entityTag = makeEntityTag(bytes)
    }
}

/// The FNV-1a hash and the length, in hexadecimal.
private func makeEntityTag(_ bytes: UnsafeRawBufferPointer) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return "\"\(String(hash, radix: 16))-\(String(bytes.count, radix: 16))\""
}
