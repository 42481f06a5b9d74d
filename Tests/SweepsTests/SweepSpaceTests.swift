import LegacyFormats
import SiteModel
import Sweeps
import Testing

/// How variants are numbered, and how a value finds its place in a lab.
@Suite struct SweepSpaceTests {
    private func axis(_ name: String, _ values: [JSONValue]) throws -> SweepAxis {
        let target = try #require(SweepTarget(name))
        return SweepAxis(
            name: name,
            points: .list(
                values.map {
                    SweepAxis.Choice(
                        label: $0.text ?? $0.compact,
                        settings: [SweepAxis.Setting(name: name, target: target, value: $0)])
                }))
    }

    @Test func `the last axis changes fastest`() throws {
        let space = SweepSpace([
            try axis("release", [.string("1.2"), .string("1.2SP4")]),
            SweepAxis(name: "seed", points: .range(.seed, first: 10, step: 5, count: 3)),
        ])
        #expect(space.count == 6)
        #expect(space.labels(of: 1) == ["1.2", "10"])
        #expect(space.labels(of: 2) == ["1.2", "15"])
        #expect(space.labels(of: 3) == ["1.2", "20"])
        #expect(space.labels(of: 4) == ["1.2SP4", "10"])
        #expect(space.labels(of: 6) == ["1.2SP4", "20"])
        for variant in 1...6 as ClosedRange<Int64> {
            #expect(space.variant(at: space.places(of: variant)) == variant)
            let cell = space.cell(of: space.places(of: variant), on: [1])
            #expect(space.labels(ofCell: cell, on: [1]) == [space.labels(of: variant)[1]])
        }
    }

    @Test func `no axis is one variant, an empty one none`() throws {
        #expect(SweepSpace([]).count == 1)
        #expect(SweepSpace([]).places(of: 1).isEmpty)
        #expect(SweepSpace([try axis("release", []), try axis("seed", [.integer(1)])]).count == 0)
    }

    // MARK: Places in a lab

    private func lab() throws -> JSONValue {
        let text = """
            { name: "t", sites: [
              { code: "BPC", servers: [{ name: "SRV1", roles: ["site"] }], clients: [{ names: "PC#", count: 3 }],
                addresses: [{ to: "S01" }] },
              { code: "S01", parent: "BPC", servers: [{ name: "S1", roles: ["site"] }], addresses: [{ to: "BPC" }] }] }
            """
        let (lab, findings) = readLabDefinition(Array(text.utf8), file: "t")
        return try #require(lab, "\(findings)").json
    }

    private func set(_ path: String, _ value: JSONValue) throws -> LabDefinition {
        var json = try lab()
        try #require(LabPath(path)).set(value, in: &json)
        return try labDefinition(from: json)
    }

    @Test func `items of lists are named by what they are known by, by number, or all at once`() throws {
        let usual = try labDefinition(from: try lab()).sites[1].response
        #expect(usual != .slow)
        #expect(try set("sites.BPC.response", .string("slow")).sites.map(\.response) == [.slow, usual])
        #expect(try set("sites.1.response", .string("slow")).sites[1].response == .slow)
        #expect(try set("sites[1].response", .string("slow")).sites[1].response == .slow)
        #expect(try set("sites.*.response", .string("slow")).sites.map(\.response) == [.slow, .slow])
        #expect(try set("sites.bpc.clients.PC#.count", .integer(9)).sites[0].clients[0].count == 9)
        #expect(
            try set("sites.BPC.addresses.S01.bitsPerSecond", .integer(64)).sites[0].addresses[0].bitsPerSecond
                == 64)
        #expect(try set("sites.BPC.servers.SRV1.online", .bool(false)).sites[0].servers[0].online == false)
        #expect(try set("sites.BPC.compression.level", .integer(6)).sites[0].compression.level == 6)
    }

    @Test(arguments: [
        ("sites.BPC.respnse", "'sites.BPC' has no member 'respnse'", "did you mean 'response'?"),
        ("sites.BPX.response", "'sites' has no item 'BPX'", "did you mean 'BPC'?"),
        ("sites.7.response", "'sites' has 2 items, counted from 0; there is no item 7", nil),
        ("relase", "the lab has no member 'relase'", "did you mean 'release'?"),
        ("seed.x", "'seed' has no members, so that there is no 'seed.x'", nil),
        ("faults.*.from", "'faults' is an empty list", nil),
    ])
    func `a wrong path says what is missing where`(path: String, message: String, advice: String?) throws {
        var json = try lab()
        let before = json
        let written = try #require(LabPath(path))
        let problem = #expect(throws: LabPath.Problem.self) { try written.set(.integer(1), in: &json) }
        #expect(problem?.message == message)
        #expect(problem?.advice == advice)
        #expect(json == before)
    }

    @Test(arguments: ["", "a..b", ".a", "a.", "a[", "a[1", "a[]"]) func `what is no path is none`(
        text: String
    ) {
        #expect(LabPath(text) == nil)
    }
}
