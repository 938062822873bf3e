/// Plain values by index, as many as it was made with. What is touched for every packet is neither copied nor asked whether it is
/// shared, which arrays in a class are.
struct Table<Element: BitwiseCopyable>: ~Copyable {
    private let base: UnsafeMutablePointer<Element>
    let count: Int

    init(repeating value: Element, count: Int) {
        let bytes = max(count, 1) * MemoryLayout<Element>.stride
        base = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).bindMemory(
            to: Element.self,
            capacity: count
        )
        base.initialize(repeating: value, count: count)
        self.count = count
    }

    deinit { base.deallocate() }

    @inline(__always)
    func withPointer<Result>(_ body: (UnsafePointer<Element>) -> Result) -> Result { body(UnsafePointer(base)) }

    subscript(index: Int) -> Element {
        @inline(__always)
        get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        @inline(__always)
        nonmutating _modify {
            assert(index >= 0 && index < count)
            yield &base[index]
        }
    }
}
