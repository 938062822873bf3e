import NetTypes
import Testing

@Suite struct NumberIndexTests {
    private struct Key: IndexKey, Hashable {
        var value: UInt64
        /// All keys have this hash; `nil`: each its own.
        var common: UInt32?

        func hash(by hash: KeyHash) -> UInt32 { common ?? hash(value, 0) }
    }

    @Test("does what a dictionary does, through growth and removal", arguments: [nil, 0, .max] as [UInt32?])
    func equalsDictionary(common: UInt32?) {
        var random = SystemRandomNumberGenerator(), oracle: [Key: Int] = [:]
        var index = NumberIndex(unused: Key(value: 0, common: common))
        for number in 0..<4000 {
            let key = Key(value: .random(in: 0..<200, using: &random), common: common)
            #expect(index[key] == oracle[key])
            if oracle[key] == nil {
                index.insert(key, number)
                oracle[key] = number
            } else if Bool.random(using: &random) {
                index.remove(key)
                oracle[key] = nil
            }
            #expect(index.count == oracle.count)
        }
        for value in 0..<200 {
            #expect(
                index[Key(value: UInt64(value), common: common)] == oracle[Key(value: UInt64(value), common: common)]
            )
        }
    }

    @Test("what was never added can be removed")
    func removesNothing() {
        var index = NumberIndex(unused: Key(value: 0))
        index.remove(Key(value: 0))
        #expect(index.count == 0 && index[Key(value: 0)] == nil)
    }
}
