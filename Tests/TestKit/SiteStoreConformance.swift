public import SiteModel
import Testing

/// Makes an empty lab that has the table of `ProbeRow`, and gives out the stores of its sites.
public typealias LabMaker = () throws -> (SiteCode) throws -> any SiteStore

/// What every `SiteStore` does alike; run on each implementation.
///
/// - Parameter make: Makes an empty lab; called once a topic.
/// - Throws: When a store fails where it must not.
public func exerciseSiteStore(_ make: LabMaker) throws {
    let central = try #require(SiteCode("CEN"))
    let branch = try #require(SiteCode("BPC"))
    try keepsEveryTable(try make()(central), central)
    try replacesAndRemoves(try make()(central), central)
    try ordersByKey(try make()(central), central)
    try findsByPrefix(try make()(central), central)
    try keepsValuesExactly(try make()(central), central)
    try refusesWrongValues(try make()(central), central)
    try refusesOtherSites(try make()(central), central, branch)
    let stores = try make()
    try keepsSitesApart(try stores(central), try stores(branch))
    try handsOutWholes(try make()(central), central)
}

private func keepsEveryTable(_ store: any SiteStore, _ site: SiteCode) throws {
    let rows = try sampleRows(site)
    for type in SiteTables.types {
        #expect(rows.contains { Swift.type(of: $0) == type }, "no sample of table \(type.table.name)")
    }
    for row in rows { try store.put(row) }
    for row in rows { try expectStored(row, in: store) }
}

private func expectStored<Record: SiteRecord>(_ row: Record, in store: any SiteStore) throws {
    let found = try store.get(Record.self, key: row.key)
    #expect(found == row, "table \(Record.table.name)")
    #expect(try store.all(Record.self).contains(row), "table \(Record.table.name)")
}

private func replacesAndRemoves(_ store: any SiteStore, _ site: SiteCode) throws {
    let first = ProbeRow(site, "a", 1, choice: 1, maybe: "old", perhaps: 4)
    let second = ProbeRow(site, "a", 1, choice: 6, content: [1, 2])
    #expect(try store.get(ProbeRow.self, key: first.key) == nil)
    try store.put(first)
    try store.put(second)
    #expect(try store.all(ProbeRow.self) == [second], "a row with the same key takes the place of the old")
    #expect(try store.remove(ProbeRow.self, key: first.key))
    #expect(try !store.remove(ProbeRow.self, key: first.key), "it is gone already")
    #expect(try store.all(ProbeRow.self) == [])
    try store.put(first)
    #expect(try store.all(ProbeRow.self) == [first], "a removed row may return")
}

private func ordersByKey(_ store: any SiteStore, _ site: SiteCode) throws {
    // The order of UTF-8 bytes: Swift's own would not tell the two forms of e with acute apart.
    let names = [
        "", "\u{0}", "\u{0}a", "A", "B", "a", "ab", "b", "e\u{301}", "\u{e9}", "\u{20AC}", "\u{1F4BE}",
    ]
    let numbers: [Int64] = [.min, -2, -1, 0, 1, 2, 255, 256, .max]
    var expected: [ProbeRow] = []
    for name in names { for number in numbers { expected.append(ProbeRow(site, name, number)) } }
    // Put in an order that is neither the expected one nor its reverse: 37 has no factor in common with 108.
    for place in expected.indices { try store.put(expected[place * 37 % expected.count]) }
    let found = try store.all(ProbeRow.self)
    #expect(found.count == expected.count)
    #expect(found.map { exactly($0) } == expected.map { exactly($0) })
    for place in stride(from: 0, to: expected.count, by: 2) {
        #expect(try store.remove(ProbeRow.self, key: expected[place].key))
    }
    let rest = try store.all(ProbeRow.self)
    #expect(rest.map { exactly($0) } == expected.indices.filter { $0 % 2 == 1 }.map { exactly(expected[$0]) })
}

private func findsByPrefix(_ store: any SiteStore, _ site: SiteCode) throws {
    let rows = ["a", "ab", "b"].flatMap { name in (1...3).map { ProbeRow(site, name, $0) } }
    for row in rows.reversed() { try store.put(row) }
    #expect(try store.scan(ProbeRow.self, prefix: [.name(site)]) == rows)
    #expect(try store.scan(ProbeRow.self, prefix: [.name(site), .text("a")]) == Array(rows[0..<3]))
    #expect(try store.scan(ProbeRow.self, prefix: rows[4].key) == [rows[4]])
    #expect(try store.scan(ProbeRow.self, prefix: [.name(site), .text("c")]) == [])
    #expect(throws: StoreError.self, "longer than the key") {
        try store.scan(ProbeRow.self, prefix: rows[0].key + [.integer(0)])
    }
    #expect(throws: StoreError.self, "a number where the key has a text") {
        try store.scan(ProbeRow.self, prefix: [.name(site), .integer(1)])
    }
    #expect(throws: StoreError.self, "shorter than the key") {
        try store.get(ProbeRow.self, key: [.name(site), .text("a")])
    }
    #expect(throws: StoreError.self, "shorter than the key") {
        try store.remove(ProbeRow.self, key: [.name(site), .text("a")])
    }
}

private func keepsValuesExactly(_ store: any SiteStore, _ site: SiteCode) throws {
    let texts = [
        "", " ", "\u{0}", "before\u{0}after", "it's \"quoted\" `twice`", "'; DROP TABLE Jobs; --",
        "%_?:1$a@b",
        "line\r\nline\ttab\\", "\u{1F469}\u{200D}\u{1F4BB} \u{1F1E9}\u{1F1EA}", "e\u{301}", "\u{e9}",
        "\u{FEFF}x",
        "\u{FFFD}\u{FFFF}", String(repeating: "long \u{e4} ", count: 20_000),
    ]
    let numbers: [Int64] = [.min, .min + 1, -1, 0, 1, 1 << 53 + 1, .max - 1, .max]
    let contents: [[UInt8]] = [[], [0], Array(0...255), [UInt8](repeating: 0x27, count: 100_000)]
    var rows: [ProbeRow] = []
    for (place, text) in texts.enumerated() {
        rows.append(
            ProbeRow(
                site, text, Int64(place), word: "it's", content: contents[place % contents.count],
                maybe: text,
                perhaps: numbers[place % numbers.count]))
    }
    rows.append(ProbeRow(site, "nothing", 0))
    for row in rows { try store.put(row) }
    for row in rows {
        let found = try #require(try store.get(ProbeRow.self, key: row.key))
        #expect(exactly(found) == exactly(row))
    }
    #expect(try store.all(ProbeRow.self).count == rows.count, "no two of the texts are one key")
}

private func refusesWrongValues(_ store: any SiteStore, _ site: SiteCode) throws {
    let good = ProbeRow(site, "a", 1)
    let wrong: [(column: Int, value: FieldValue, why: String)] = [
        (1, .null, "a key is never NULL"), (2, .null, "a key is never NULL"),
        (3, .null, "Choice is not NULL"),
        (3, .integer(2), "2 is none of 0, 1, 6"), (3, .integer(-1), "-1 is none of 0, 1, 6"),
        (3, .text("1"), "a text is no integer"), (4, .text("Plain"), "words are compared exactly"),
        (4, .text("plain\u{0}"), "words are compared whole"), (4, .integer(0), "an integer is no text"),
        (5, .text(""), "a text is no bytes"), (6, .integer(1), "an integer is no text"),
        (7, .text("x"), "a text is no integer"), (2, .text("x"), "a text is no integer"),
    ]
    for (column, value, why) in wrong {
        let error = #expect(throws: StoreError.self, "\(why)") { try store.put(good.with(column, value)) }
        let name = ProbeRow.table.columns[column].name
        #expect(error?.description.contains(name) == true, "the message names column \(name): \(why)")
    }
    for count in [0, 1, 7, 9] {
        let fields = Array((good.fields + [.null]).prefix(count))
        #expect(throws: StoreError.self, "\(count) values") { try store.put(ProbeRow(fields: fields)) }
    }
    #expect(try store.all(ProbeRow.self) == [], "nothing of what was refused is there")
}

private func refusesOtherSites(_ store: any SiteStore, _ site: SiteCode, _ other: SiteCode) throws {
    #expect(store.site == site)
    let foreign = ProbeRow(other, "a", 1)
    let error = #expect(throws: StoreError.self) { try store.put(foreign) }
    #expect(error?.description.contains("\(site)") == true)
    #expect(error?.description.contains("\(other)") == true)
    #expect(throws: StoreError.self) { try store.get(ProbeRow.self, key: foreign.key) }
    #expect(throws: StoreError.self) { try store.remove(ProbeRow.self, key: foreign.key) }
    #expect(throws: StoreError.self) { try store.scan(ProbeRow.self, prefix: [.name(other)]) }
    #expect(throws: StoreError.self) { try store.scan(ProbeRow.self, prefix: []) }
}

/// One package in two states: the parent has the source, the child sees `Use Compressed Copy` (Q266759).
private func keepsSitesApart(_ parent: any SiteStore, _ child: any SiteStore) throws {
    let id = try #require(PackageID("CEN00001"))
    var package = Package(id: id, name: "Word")
    package.workstation = WorkstationProperties(
        root: "\\\\SRV1\\SOURCE", commands: [CommandLineProgram(name: "Install", command: "setup.exe")])
    try parent.put(package)
    var copy = package
    copy.workstation?.root = ""
    copy.workstation?.transferFile = "\\\\SRV2\\STORE\\CEN00001.WKS"
    copy.workstation?.commands = []
    try child.put(copy)
    #expect(try parent.package(id) == package)
    #expect(try child.package(id) == copy)
    #expect(try child.removePackage(id))
    #expect(try child.package(id) == nil)
    #expect(try parent.package(id) == package, "the other site's copy is untouched")
    #expect(try parent.all(CommandLineRow.self).count == 1)
}

private func handsOutWholes(_ store: any SiteStore, _ site: SiteCode) throws {
    let id = try #require(PackageID("CEN00001"))
    let package = samplePackage(id)
    let source = SourceManifest(files: [SourceFile(path: "a long name.txt", size: 5)])
    try store.put(package, source: source)
    #expect(try store.package(id) == package)
    var smaller = package
    smaller.workstation?.commands.removeFirst()
    smaller.sharing = nil
    smaller.inventory = nil
    try store.put(smaller)
    #expect(try store.package(id) == smaller, "rows that the package no longer has are gone")
    let row = try #require(try store.get(PackageRow.self, key: store.key(.name(id))))
    #expect(row.sourceBytes == 5 && row.needsNTFS, "facts about the source stay")
    #expect(row.isWorkstationPackage && !row.isSharingPackage && !row.isInventoryPackage)
    #expect(try store.nextNumber("X") == 1)
    #expect(try store.nextNumber("X") == 2)
    try store.put(CounterRow(site: site, name: "X", value: 4))
    #expect(try store.nextNumber("X", maximum: 4) == 4)
    #expect(throws: StoreError.self, "used up") { try store.nextNumber("X", maximum: 4) }
    try store.put(CounterRow(site: site, name: "X", value: .max))
    #expect(throws: StoreError.self, "the last number of all") { try store.nextNumber("X") }
}

/// A package with all three property sets, each kind of program item, rule part and test in it.
///
/// - Parameter id: The package's identifier.
/// - Returns: The package.
public func samplePackage(_ id: PackageID) -> Package {
    var package = Package(
        id: id, name: "Word \u{1F4BE}", comment: "it's new", product: "Word", version: "6.0")
    package.company = "Company"
    package.language = "German"
    package.definitionDigest = String(repeating: "0f", count: 32)
    package.workstation = WorkstationProperties(
        root: "D:\\source\\word", permissions: [.userRead, .guestWrite],
        commands: [
            CommandLineProgram(
                name: "Complete", command: "setup.exe /q", flags: .automated, platforms: .ntX86),
            CommandLineProgram(
                name: "", command: "", flags: .background, platforms: .msdos, synchronousSystemExit: true),
        ], transferFile: "\\\\SRV1\\SMS_SHRD\\X.W00")
    let item = ProgramItem(commandLine: "w.exe", description: "Word")
    var letter = item
    letter.driveMode = .letter("Q")
    letter.runMinimized = true
    letter.displayIconInProgramGroup = false
    var any = item
    any.driveMode = .anyLetter
    package.sharing = SharingProperties(
        root: "E:\\server", shareName: "WORD\\A", permissions: [], programItems: [item, letter, any])
    package.inventory = InventoryProperties(
        inventoryThisPackage: false,
        rule: [.open, .file("File 1"), .and, .file("file 2"), .close, .or, .file("File  3")],
        files: [
            DetectionFile(
                section: "File 1", file: "WINWORD.EXE", collect: true,
                tests: [
                    .size(.max), .date(month: 2, day: 1, year: 95), .time(hour: 12, minute: 0),
                    .checksum(offset: 512, length: 2_048, value: 23_537),
                    .crc(offset: 0, length: 1, value: -1),
                    .byte(offset: 1, value: 255), .word(offset: 2, value: 3), .long(offset: 4, value: .max),
                    .token(offset: 78, text: "say \"hi\", =\\ twice"), .token(offset: 0, text: ""),
                    .token(offset: 1, text: "\""),
                ]),
            DetectionFile(section: "file 2", file: ""),
        ])
    return package
}

/// The values of a row so that texts are compared byte by byte, not by what they mean.
private func exactly(_ row: ProbeRow) -> [[UInt8]] {
    row.fields.map { value in
        switch value {
        case .null: [0]
        case .integer(let number): [1] + Array(String(number).utf8)
        case .text(let text): [2] + Array(text.utf8)
        case .blob(let bytes): [3] + bytes
        }
    }
}
