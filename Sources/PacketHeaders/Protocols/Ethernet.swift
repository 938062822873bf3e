/// Ethernet II, IEEE 802.3 §3.     | destination 6 | source 6 | type 2 |
/// 802.1Q and 802.1ad tags follow:  | priority 3 bits, DEI 1, VLAN 12 | type 2 |
///
/// A type of 1500 or less is the length of an LLC frame.
package enum EthernetHeader {
    package static let destination = 0, source = 6, type = 12, length = 14
}

/// A VLAN tag: the layer starts at its priority, behind the tag's own EtherType.
package enum VLANTag {
    package static let control = 0, type = 2, length = 4
}

extension LayerStack {
    @inline(__always)
    mutating func ethernet(_ cursor: inout Cursor) -> LayerProtocol {
        guard cursor.has(EthernetHeader.length) else { return truncated() }
        let frame = count
        push(.ethernet, at: cursor.position)
        var type = cursor.word(EthernetHeader.type)
        cursor.offset += EthernetHeader.length
        while EtherType.isTag(type), !isFull {
            guard cursor.has(VLANTag.length) else { return truncated() }
            push(.vlan, at: cursor.position)
            type = cursor.word(VLANTag.type)
            cursor.offset += VLANTag.length
        }
        places[layer: frame].next = type
        guard type > EtherType.longestLength else {
            cursor.cut(toLength: Int(type), atLeast: LLCHeader.length)
            return .llc
        }
        return EtherType.layer(type)
    }
}
