/// The registers of a program. Storage of its own, so that a run does not copy it; it lives as long as the value.
@safe struct RegisterFile: ~Copyable {
    private let slots: UnsafeMutableBufferPointer<Register>

    init() {
        unsafe slots = .allocate(capacity: FlowCode.registerLimit)
        unsafe slots.initialize(repeating: .absent)
    }

    deinit { unsafe slots.deallocate() }

    /// The limit is a power of two: no place lies outside.
    @inline(__always)
    subscript(place: Int) -> Register {
        get { unsafe slots[place & (FlowCode.registerLimit - 1)] }
        nonmutating set { unsafe slots[place & (FlowCode.registerLimit - 1)] = newValue }
    }
}
