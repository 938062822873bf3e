/// FNV-1a of 32 bits, with bytes from 0x80 on extended by their sign before they are mixed in. Agents on x86 have always computed
/// data-source indices so (their `char` has a sign), and collectors know workloads by those.
package func nameHash(_ bytes: some Sequence<UInt8>) -> UInt32 {
    bytes.reduce(2_166_136_261) { hash, byte in
        (hash ^ UInt32(bitPattern: Int32(Int8(bitPattern: byte)))) &* 16_777_619
    }
}
