/// The latest of things that happen one after another, as many as there is room for.
struct RecentRing<Element> {
    private var elements: [Element] = []
    /// Where the oldest is, once the ring is full.
    private var first = 0
    private let capacity: Int

    init(capacity: Int) { self.capacity = max(capacity, 1) }

    mutating func append(_ element: Element) {
        if elements.count < capacity {
            elements.append(element)
        } else {
            elements[first] = element
            first = (first + 1) % capacity
        }
    }

    /// Those that are wanted, newest first, as long as they are new.
    func newest(_ limit: Int, while isNew: (Element) -> Bool, where isWanted: (Element) -> Bool) -> [Element] {
        var found: [Element] = []
        for place in elements.indices.reversed() {
            let element = elements[(first + place) % elements.count]
            guard found.count < limit, isNew(element) else { break }
            if isWanted(element) { found.append(element) }
        }
        return found
    }
}
