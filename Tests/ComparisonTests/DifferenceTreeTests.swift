import KnowledgeBase
import Pipeline
import TestKit
import Testing

@testable import Comparison

/// In no run anything stands below what happened after it, and nothing below itself.
@Suite struct DifferenceTreeTests {
    private func isAfter(_ one: Int64?, _ other: Int64?) -> Bool {
        guard let one, let other else { return false }
        return one > other
    }

    /// All that something stands below, the nearest first; so many at most as there are.
    private func above(_ place: Int, _ parents: [Int?]) -> [Int] {
        var found: [Int] = []
        var next = parents[place]
        while let here = next, found.count <= parents.count {
            found.append(here)
            next = parents[here]
        }
        return found
    }

    private func check(_ differences: [Difference], _ name: String) {
        let parents = differences.map(\.cause)
        let late = differences.indices.filter { place in
            guard let cause = parents[place] else { return false }
            let (upper, lower) = (differences[cause].times, differences[place].times)
            return isAfter(upper.a, lower.a) || isAfter(upper.b, lower.b)
        }
        #expect(late.isEmpty, "\(name): \(late.prefix(3).map { differences[$0] })")
        let groups = DifferenceGroup.groups(of: differences)
        let chains = groups.indices.map { above($0, groups.map(\.parent)) }
        #expect(zip(groups, chains).allSatisfy { $0.depth == $1.count }, "\(name)")
        #expect(chains.allSatisfy { $0.count < groups.count }, "\(name)")
    }

    /// Every quirk in `make test-all`, every twenty-fourth in `make test`.
    private static let quirks = Quirk.all.enumerated().filter { isLongRun || $0.offset % 24 == 0 }.map(
        \.element.name)

    @Test(arguments: quirks)
    func `nothing stands below what happened after it`(name: String) throws {
        let quirk = try #require(Quirk.all.first { $0.name == name })
        for scenario in Catalogue.shared.scenarios where scenario.name == name {
            guard let (on, off) = CasePlays.pair(scenario, quirk) else { continue }
            for comparison in [
                try CasePlays.compared(on, off), try CasePlays.compared(off, on),
                try CasePlays.comparedSwitched(on, off),
            ] {
                check(comparison.differences, name)
                // Nor where some are left out.
                check(comparison.differences { $0.matter.code.rawValue % 2 == 0 }, name)
            }
        }
    }

    /// Differences at random times, each with some at random that it may hang below.
    @Test(arguments: 0..<200)
    func `a tree of anything has no circle and keeps to time`(seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        let count = 2 + random.below(30)
        let times = (0..<count).map { _ -> (a: Int64?, b: Int64?) in
            let (a, b) = (Int64(random.below(12)), Int64(random.below(12)))
            return [(a, b), (a, nil), (nil, b)][random.below(3)]
        }
        var tree = DifferenceTree(times)
        for place in 0..<count {
            let candidates = (0..<random.below(4)).map { _ in
                DifferenceTree.Candidate(place: random.below(count), isInstead: random.below(8) == 0)
            }
            tree.add(place, below: candidates)
        }
        tree.finish()
        for place in 0..<count {
            let chain = above(place, tree.parents)
            #expect(chain.count < count)
            for upper in chain {
                #expect(!isAfter(times[upper].a, times[place].a) && !isAfter(times[upper].b, times[place].b))
            }
        }
    }
}

/// Numbers that look random and are the same each time.
private struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func below(_ limit: Int) -> Int {
        var mix = Mix()
        mix.add(state)
        state = state &+ mix.value | 1
        return Int(mix.value >> 1) % limit
    }
}
