import SiteModel
import TestKit
import Testing
import VirtualTime

@testable import Pipeline

/// Who is below whom, and the way there, in random trees against climbing from site to site.
@Suite struct HierarchyWalkTests {
    @Test(arguments: 0..<60) func `the way through a random tree is that of climbing from parent to parent`(
        seed: Int
    ) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let count = 1 + Int(random.next() % 40)
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        let codes = try (0..<count).map { number in
            try #require(SiteCode("S\(letters[number / 26])\(letters[number % 26])"))
        }
        let sites = codes.enumerated().map { number, code in
            var site = SiteDefinition(code: code, name: "\(code)")
            // Some stand alone; a parent may come after its child, and some hang in a circle.
            let parent = Int(random.next() % UInt64(count + 3))
            site.parent = parent < count && parent != number ? codes[parent] : nil
            return site
        }
        let removed = sites.map { _ in random.next() % 8 == 0 }
        let tree = Hierarchy(sites, removed: removed)
        for from in codes.indices {
            for to in codes.indices {
                let (way, isBelow) = climb(tree, UInt16(from), UInt16(to))
                guard let way else { continue }
                #expect(tree.isWithin(UInt16(to), UInt16(from)) == isBelow, "\(from) over \(to)")
                #expect(tree.hop(from: UInt16(from), to: UInt16(to)) == way.first, "\(from) to \(to)")
            }
            let children = codes.indices.filter { tree.parents[$0] == UInt16(from) && !removed[$0] }
            #expect(tree.children(of: UInt16(from)).map { Int($0) } == children)
        }
    }

    /// The neighbour on the way (an array of one or none) and whether the destination is below, by the slow rule; nil
    /// where the destination hangs in a circle, which no lab has.
    private func climb(_ tree: Hierarchy, _ from: UInt16, _ to: UInt16) -> (way: [UInt16]?, isBelow: Bool) {
        var path = [to]
        while let above = tree.parent(of: path[path.count - 1]) {
            guard path.count <= tree.parents.count else { return (nil, false) }
            path.append(above)
        }
        guard let place = path.firstIndex(of: from) else {
            return (tree.parent(of: from).map { [$0] } ?? [], false)
        }
        return ([path[max(place - 1, 0)]], true)
    }
}
