import ConsoleAssets

/// The web console's files by path.
package enum Console {
    /// All files, in the order of their paths.
    package static let files: [ConsoleFile] = (0..<console_asset_count()).compactMap { index in
        console_asset_at(index).map { ConsoleFile($0.pointee) }
    }

    private static let byPath = Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0) })

    /// The file at a decoded path of a URL; `/` is the page. `nil`: there is none. Only the exact paths of `files` are
    /// found, so no path leads anywhere else.
    package static func file(at path: String) -> ConsoleFile? {
        byPath[path == "/" ? "/index.html" : path]
    }

    /// The Content-Security-Policy that the console works under, and needs no more than.
    package static let contentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
        + "form-action 'none'; frame-ancestors 'self'"
}

extension ConsoleFile {
    fileprivate init(_ asset: console_asset) {
        self.init(
            path: String(cString: asset.path),
            mediaType: String(cString: asset.type),
            bytes: UnsafeRawBufferPointer(start: asset.bytes, count: asset.length)
        )
    }
}
