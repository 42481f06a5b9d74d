import SiteModel
import TestKit
import Testing

@Suite struct RecordTests {
    @Test func `every record gives back what it took, and refuses what its table refuses`() throws {
        let site = try #require(SiteCode("CEN"))
        for row in try sampleRows(site) { try check(row) }
    }

    private func check<Record: SiteRecord>(_ row: Record) throws {
        let table = Record.table
        let fields = row.fields
        try table.validate(fields)
        #expect(try Record(fields: fields) == row)
        for (place, column) in table.columns.enumerated() {
            var wrong: [FieldValue] = column.kind == .integer ? [.text("x")] : [.integer(1)]
            if column.kind == .text { wrong.append(.blob([1])) }
            if !column.isNullable { wrong.append(.null) }
            if column.allowed != nil { wrong.append(.integer(99)) }
            if column.words != nil { wrong.append(.text("no such word")) }
            for value in wrong {
                var changed = fields
                changed[place] = value
                let error = #expect(throws: RecordError.self, "\(table.name).\(column.name)") {
                    try Record(fields: changed)
                }
                #expect(error?.table == table.name)
                #expect(error?.message.contains(column.name) == true)
                #expect(throws: RecordError.self) { try table.validate(changed) }
            }
            guard column.isNullable else { continue }
            var changed = fields
            changed[place] = .null
            #expect(try Record(fields: changed).fields == changed, "\(table.name).\(column.name) may be NULL")
        }
        #expect(throws: RecordError.self) { try Record(fields: Array(fields.dropLast())) }
        #expect(throws: RecordError.self) { try Record(fields: fields + [.null]) }
    }

    /// The SDK's sample (newjob) names the scalars; a column is the name without blanks.
    @Test func `the columns of Jobs are the SDK's scalars in its order`() throws {
        guard let folder = sharedFolder("artefacts") else { return }
        let text = String(decoding: try readFile(folder + "/SDK-newjob-scalars.txt"), as: UTF8.self)
        let names = text.split(whereSeparator: \.isNewline).compactMap { line -> String? in
            guard line.first == " ", let colon = line.firstIndex(of: ":") else { return nil }
            let words = line[..<colon].split(separator: " ")
            return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        }
        #expect(names.count == 33)
        #expect(JobRow.table.columns.dropFirst().prefix(33).map(\.name) == names)
    }

    @Test func `a package survives being taken apart`() throws {
        let site = try #require(SiteCode("CEN"))
        let id = try #require(PackageID("CEN00001"))
        let package = samplePackage(id)
        let records = try PackageRecords(package, site: site)
        #expect(try records.package() == package)
        #expect(records.inventoryRule?.rule == "(\nFile 1\nAND\nfile 2\n)\nOR\nFile  3")
        #expect(
            records.inventoryFiles.first?.tests.split(separator: "\n").prefix(4)
                == ["SIZE=4294967295", "DATE=02, 01, 95", "TIME=12, 00", "CHECKSUM=512, 2048, 23537"])
        for empty in [true, false] {
            var bare = Package(id: id, name: "")
            bare.workstation = empty ? WorkstationProperties() : nil
            bare.sharing = empty ? SharingProperties() : nil
            bare.inventory = empty ? InventoryProperties() : nil
            #expect(try PackageRecords(bare, site: site).package() == bare, "no set is not an empty set")
        }
    }

    @Test(arguments: ["AND", "or", "(", ")", "", "two\nlines"])
    func `a rule that no definition file could hold is refused`(section: String) throws {
        let site = try #require(SiteCode("CEN"))
        var package = Package(id: try #require(PackageID("CEN00001")), name: "x")
        package.inventory = InventoryProperties(rule: [.file(section)])
        #expect(throws: RecordError.self) { try PackageRecords(package, site: site) }
    }

    @Test(arguments: [
        "SIZE", "SIZE=", "SIZE=-1", "SIZE=4294967296", "SIZE=1, 2", "DATE=1, 2", "CRC=1, 2", "CRC=-1, 2, 3",
        "TOKEN=1", "TOKEN=1, x", "TOKEN=1, \"", "TOKEN=x, \"y\"", "BYTE=1", "NOISE=1",
    ])
    func `text that is no test of a file is refused, not guessed at`(line: String) throws {
        let site = try #require(SiteCode("CEN"))
        let id = try #require(PackageID("CEN00001"))
        var package = Package(id: id, name: "x")
        package.inventory = InventoryProperties(files: [DetectionFile(section: "File 1", file: "x")])
        var records = try PackageRecords(package, site: site)
        records.inventoryFiles[0].tests = line
        let error = #expect(throws: RecordError.self) { try records.package() }
        #expect(error?.message.contains(line) == true)
    }

    @Test func `a program item on a named drive needs the name`() throws {
        let site = try #require(SiteCode("CEN"))
        var package = Package(id: try #require(PackageID("CEN00001")), name: "x")
        package.sharing = SharingProperties(programItems: [
            ProgramItem(commandLine: "x", driveMode: .letter("Q"))
        ])
        var records = try PackageRecords(package, site: site)
        #expect(records.programItems[0].driveLetter == "Q")
        records.programItems[0].driveLetter = nil
        #expect(throws: RecordError.self) { try records.package() }
    }

    @Test func `sort keys order as the database orders`() {
        let ordered: [[FieldValue]] = [
            [], [.null], [.integer(.min)], [.integer(-1)], [.integer(0)], [.integer(.max)], [.text("")],
            [.text(""), .integer(5)], [.text("\u{0}")], [.text("\u{0}\u{0}")], [.text("\u{0}\u{FF}")],
            [.text("\u{1}")], [.text("a")], [.text("a"), .text("")], [.text("a\u{0}")],
            [.text("a\u{0}"), .null],
            [.text("ab")], [.text("\u{e9}")], [.blob([])], [.blob([0])], [.blob([0, 255])], [.blob([255])],
        ]
        for left in ordered.indices {
            for right in ordered.indices {
                #expect(
                    (SortKey(ordered[left]) < SortKey(ordered[right])) == (left < right), "\(left) \(right)")
                let begins = ordered[right].starts(with: ordered[left])
                #expect(
                    SortKey(ordered[right]).hasPrefix(SortKey(ordered[left])) == begins, "\(left) \(right)")
            }
        }
    }
}
