import SiteDatabase
import SiteModel
import TestKit
import Testing

@Suite struct SQLiteSiteStoreTests {
    /// Makes labs in memory that hold the probe table besides the schema.
    private static func maker(reversed: Bool) -> LabMaker {
        {
            let database = try LabDatabase.create("")
            try database.connection.createTable(ProbeRow.table)
            if reversed {
                try database.connection.run("PRAGMA reverse_unordered_selects = ON", doing: "test")
            }
            return { database.store(for: $0) }
        }
    }

    @Test(arguments: [false, true])
    func `the store does what every store does, in whatever order the engine finds rows`(reversed: Bool)
        throws
    {
        try exerciseSiteStore(Self.maker(reversed: reversed))
    }

    @Test func `a damaged row is reported with its table and column`() throws {
        let site = try #require(SiteCode("CEN"))
        let database = try LabDatabase.create("")
        try database.putAll([CounterRow(site: site, name: "NextJob", value: 1)])
        try database.connection.run("UPDATE SMSData SET Site = 'toolong'", doing: "test")
        let error = #expect(throws: DatabaseError.self) { try database.rows(of: CounterRow.self) }
        #expect(error?.description.contains("SMSData") == true)
        #expect(error?.description.contains("Site") == true)
        #expect(error?.description.contains("toolong") == true)
    }
}
