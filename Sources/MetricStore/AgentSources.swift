/// The data sources of each agent, in the order in which they came: chains through their numbers, so that a question about
/// an agent costs what the agent has.
struct AgentSources {
    private static let nobody = Int32(-1)

    private struct Chain {
        var first = nobody, last = nobody
        var count = 0
    }

    private struct Link {
        var previous = nobody, next = nobody
    }

    private var chains: [Chain] = []
    /// By the number of the data source.
    private var links: [Link] = []

    func count(_ agent: Int) -> Int { agent < chains.count ? chains[agent].count : 0 }

    /// Adds a data source that no agent has.
    mutating func insert(_ source: Int, agent: Int) {
        while chains.count <= agent { chains.append(Chain()) }
        while links.count <= source { links.append(Link()) }
        let last = chains[agent].last
        links[source] = Link(previous: last)
        if last == Self.nobody { chains[agent].first = Int32(source) } else { links[Int(last)].next = Int32(source) }
        chains[agent].last = Int32(source)
        chains[agent].count += 1
    }

    /// Takes a data source from the agent that has it.
    mutating func remove(_ source: Int, agent: Int) {
        let link = links[source]
        if link.previous == Self.nobody {
            chains[agent].first = link.next
        } else {
            links[Int(link.previous)].next = link.next
        }
        if link.next == Self.nobody {
            chains[agent].last = link.previous
        } else {
            links[Int(link.next)].previous = link.previous
        }
        chains[agent].count -= 1
    }

    func forEach(_ agent: Int, _ body: (Int) -> Void) {
        guard agent < chains.count else { return }
        var source = chains[agent].first
        while source != Self.nobody {
            body(Int(source))
            source = links[Int(source)].next
        }
    }
}
