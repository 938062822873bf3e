/// A file of the console.
package struct StaticFile: Sendable {
    package var bytes: [UInt8]
    /// `text/html; charset=utf-8`
    package var mediaType: String
    /// With its quotation marks; changes whenever the bytes do.
    package var entityTag: String

    package init(bytes: [UInt8], mediaType: String, entityTag: String) {
        self.bytes = bytes
        self.mediaType = mediaType
        self.entityTag = entityTag
    }
}

/// The file at a decoded path, `/index.html`; `nil` when there is none.
package typealias StaticFiles = @Sendable (_ path: String) -> StaticFile?
