import Glibc

/// Writes all of `text` to a descriptor. False where it is closed or full: a reader that is gone stops nobody.
@discardableResult
package func writeText(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
        var start = 0
        while start < bytes.count {
            let count = unsafe write(descriptor, bytes.baseAddress! + start, bytes.count - start)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            start += count
        }
        return true
    }
}
