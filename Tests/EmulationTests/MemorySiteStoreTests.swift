import Emulation
import SiteDatabase
import SiteModel
import TestKit
import Testing

@Suite struct MemorySiteStoreTests {
    @Test func `the store does what every store does`() throws {
        try exerciseSiteStore { { MemorySiteStore(site: $0) } }
    }

    @Test func `changes come once, by table and key, as the rows are at the end`() throws {
        let site = try #require(SiteCode("CEN"))
        let store = MemorySiteStore(site: site)
        try store.load([ProbeRow(site, "loaded", 1), ProbeRow(site, "goes", 1)])
        #expect(store.isUnchanged, "rows that came from the database are no changes")
        try store.put(ProbeRow(site, "b", 1))
        try store.put(ProbeRow(site, "a", 2, choice: 1))
        try store.put(ProbeRow(site, "a", 2, choice: 6))
        try store.put(CounterRow(site: site, name: "X", value: 1))
        try store.put(DomainRow(site: site, name: "D", ordinal: 0))
        try store.remove(ProbeRow.self, key: ProbeRow(site, "goes", 1).key)
        try store.put(ProbeRow(site, "brief", 1))
        try store.remove(ProbeRow.self, key: ProbeRow(site, "brief", 1).key)
        let changes = store.takeChanges()
        #expect(changes.map(\.table.name) == ["Domains", "Probes", "Probes", "Probes", "Probes", "SMSData"])
        let names = changes.map { $0.key[1].string }
        #expect(names == ["D", "a", "b", "brief", "goes", "X"])
        #expect(changes.map { $0.row == nil } == [false, false, false, true, true, false])
        #expect(changes[1].row == ProbeRow(site, "a", 2, choice: 6).fields)
        #expect(store.isUnchanged)
        #expect(store.takeChanges().isEmpty)
    }

    @Test func `a refused row is no change`() throws {
        let site = try #require(SiteCode("CEN"))
        let store = MemorySiteStore(site: site)
        #expect(throws: StoreError.self) { try store.put(ProbeRow(site, "a", 1, choice: 3)) }
        #expect(store.isUnchanged)
    }

    /// A generator of our own, so that a failure repeats: x' = 6364136223846793005 x + 1442695040888963407.
    private struct Generator {
        var state: UInt64
        mutating func below(_ limit: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % limit
        }
    }

    @Test(arguments: 1...8 as ClosedRange<UInt64>)
    func `after any work, memory, database and written changes hold the same`(seed: UInt64) throws {
        let site = try #require(SiteCode("CEN"))
        let database = try LabDatabase.create("")
        try database.connection.createTable(ProbeRow.table)
        let mirror = try LabDatabase.create("")
        try mirror.connection.createTable(ProbeRow.table)
        let memory = MemorySiteStore(site: site)
        let stored = database.store(for: site)
        var generator = Generator(state: seed)
        for round in 0..<1_500 {
            let row = ProbeRow(
                site, ["", "a", "a\u{0}", "b", "\u{e9}", "e\u{301}"][Int(generator.below(6))],
                Int64(generator.below(40)) - 20, perhaps: Int64(round))
            switch generator.below(10) {
            case 0...4:
                try memory.put(row)
                try stored.put(row)
            case 5...7:
                let inMemory = try memory.remove(ProbeRow.self, key: row.key)
                #expect(try stored.remove(ProbeRow.self, key: row.key) == inMemory)
            case 8:
                let found = try memory.scan(ProbeRow.self, prefix: Array(row.key.prefix(2)))
                #expect(try stored.scan(ProbeRow.self, prefix: Array(row.key.prefix(2))) == found)
            default:
                try mirror.transaction("test") { try mirror.apply(memory.takeChanges()) }
            }
        }
        try mirror.transaction("test") { try mirror.apply(memory.takeChanges()) }
        let all = try memory.all(ProbeRow.self)
        #expect(!all.isEmpty)
        #expect(try stored.all(ProbeRow.self) == all)
        #expect(try mirror.rows(of: ProbeRow.self, site: site) == all)
    }
}
