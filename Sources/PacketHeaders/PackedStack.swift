/// The protocols of a packet in sixteen bytes, the outermost in the highest, zero behind the last.
///
/// Up to sixteen layers have a byte each. Of more, what is the same again is left out: tunnels within tunnels repeat
/// themselves. A byte with its highest bit set says that the `length` layers before it follow `times` more.
enum PackedStack {
    static let bytes = 16
    private static let isRepeat: UInt8 = 0x80, lengthLimit = 8, timesLimit = 16

    /// Packs so many layers; what does not fit is cut off, which `isWhole` tells.
    static func pack(_ count: Int, _ layer: (Int) -> LayerProtocol) -> (packed: UInt128, isWhole: Bool) {
        var packed: UInt128 = 0, done = 0, room = bytes
        while done < count, room > 0 {
            let (length, times) = count > bytes ? again(done, count, layer) : (0, 0)
            room -= 1
            packed = packed << 8 | UInt128(length > 0 ? code(length, times) : layer(done).rawValue)
            done += max(length * times, 1)
        }
        return (packed << UInt128(8 * room), done == count)
    }

    /// How many of the layers before `place` follow how often from there on; of several ways the one that tells most.
    private static func again(_ place: Int, _ count: Int, _ layer: (Int) -> LayerProtocol) -> (length: Int, times: Int)
    {
        var best = (length: 0, times: 0)
        for length in 1...lengthLimit where length <= place {
            var same = 0
            while place + same < count, same < length * timesLimit, layer(place + same) == layer(place + same - length)
            {
                same += 1
            }
            if length * (same / length) > max(best.length * best.times, 1) { best = (length, same / length) }
        }
        return best
    }

    private static func code(_ length: Int, _ times: Int) -> UInt8 {
        isRepeat | UInt8(length - 1) << 4 | UInt8(times - 1)
    }

    /// The layers of a packed stack; not more than a packet may have.
    static func layers(_ packed: UInt128) -> [LayerProtocol] {
        var layers: [LayerProtocol] = [], rest = packed
        while rest != 0, layers.count < LayerStack.limit {
            let byte = UInt8(truncatingIfNeeded: rest >> 120)
            if byte & isRepeat == 0 {
                layers.append(LayerProtocol(rawValue: byte) ?? .none)
            } else {
                let length = min(Int(byte >> 4 & 7) + 1, layers.count)
                let count = min(length * (Int(byte & 15) + 1), LayerStack.limit - layers.count)
                for _ in 0..<count { layers.append(layers[layers.count - length]) }
            }
            rest <<= 8
        }
        return layers
    }
}
