import SiteModel
import Testing

/// Five thousand random queries against an evaluator that is written from the definition alone.
///
/// The other evaluator knows nothing of the program's: the inventory is a flat table of cells by name, a clause is the
/// set of machines found by going through that table, `and`, `or` and Group Not are operations on sets.
@Suite struct RandomQueryTests {
    /// SplitMix64, so that a failure can be repeated by its seed.
    struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return Int((mixed ^ (mixed >> 31)) % UInt64(sides))
        }

        mutating func pick<Thing>(_ things: [Thing]) -> Thing { things[roll(things.count)] }
    }

    /// One value of one row of one group of one machine.
    struct Cell {
        let machine: Int
        let group: String
        let row: Int
        let attribute: String
        let value: InventoryValue
    }

    /// A query of the test's own.
    indirect enum Wanted {
        case clause(group: String, attribute: String, word: String, value: InventoryValue)
        case both(Wanted, Wanted)
        case either(Wanted, Wanted)
        case none(Wanted)
    }

    /// Attributes that are used: several kinds, groups of one row and of several.
    static let attributes: [(group: String, attribute: String, kind: InventoryKind)] = [
        ("Disk", "Disk Index", .text), ("Disk", "Free Storage (MByte)", .number),
        ("Disk", "File System", .text),
        ("Services", "Name", .text), ("Services", "State", .text), ("Environment", "Value", .text),
        ("PC Memory", "Total Physical Memory (KB)", .number), ("Operating System", "Version", .text),
        ("WorkstationStatus", "LastHWScan", .date), ("Identification", "Name", .text),
    ]
    static let texts = ["C", "D", "c", "Fat", "NTFS", "4.0", "3.51", "Running", "", "a b"]
    static let patterns = ["%", "_", "%t%", "c", "[a-d]", "[^c]", "4._", "_%", "n%s"]

    static func value(_ kind: InventoryKind, _ dice: inout Dice) -> InventoryValue {
        switch kind {
        case .text: .text(dice.pick(texts))
        case .number: .number(Int64(dice.roll(5)))
        case .date: .date(LocalTime(seconds: 861_609_600 + Int64(dice.roll(4)) * 60))
        }
    }

    static func inventory(machines: Int, _ dice: inout Dice) -> [Cell] {
        var cells: [Cell] = []
        for machine in 0..<machines {
            for group in Set(attributes.map(\.group)).sorted() {
                for row in 0..<dice.roll(4) {
                    // Some values are missing.
                    for attribute in attributes where attribute.group == group && dice.roll(6) > 0 {
                        cells.append(
                            Cell(
                                machine: machine, group: group, row: row, attribute: attribute.attribute,
                                value: value(attribute.kind, &dice)))
                    }
                }
            }
        }
        return cells
    }

    static func query(_ depth: Int, _ dice: inout Dice) -> Wanted {
        if depth > 0 {
            switch dice.roll(7) {
            case 0, 1: return .both(query(depth - 1, &dice), query(depth - 1, &dice))
            case 2, 3: return .either(query(depth - 1, &dice), query(depth - 1, &dice))
            case 4: return .none(query(depth - 1, &dice))
            default: break
            }
        }
        let attribute = dice.pick(attributes)
        var words = [
            "is", "is not", "is greater than", "is less than", "is greater than or equal to",
            "is less than or equal to",
        ]
        if attribute.kind == .text { words += ["is like", "is not like"] }
        let word = dice.pick(words)
        let wanted =
            word.hasSuffix("like") ? .text(dice.pick(patterns)) : value(attribute.kind, &dice)
        return .clause(group: attribute.group, attribute: attribute.attribute, word: word, value: wanted)
    }

    // MARK: Writing, with brackets round everything that is not a clause, and some that are not needed

    static func text(_ wanted: Wanted, _ dice: inout Dice) -> String {
        switch wanted {
        case .clause(let group, let attribute, let word, let value):
            let shown: String =
                switch value {
                case .number(let number): String(number)
                case .text(let text): "\"\(text)\""
                case .date(let time): "\"\(time)\""
                }
            let text =
                "\"\(group)\".\"\(attribute)\" \(dice.roll(2) == 0 ? word : word.uppercased()) \(shown)"
            return dice.roll(4) == 0 ? "( \(text) )" : text
        case .both(let left, let right): return "(\(text(left, &dice)) and \(text(right, &dice)))"
        case .either(let left, let right): return "(\(text(left, &dice))\nOR \(text(right, &dice)))"
        case .none(let inner): return "Group Not (\(text(inner, &dice)))"
        }
    }

    // MARK: The definition

    static func found(_ wanted: Wanted, _ cells: [Cell], all: Set<Int>) -> Set<Int> {
        switch wanted {
        case .clause(let group, let attribute, let word, let value):
            var found: Set<Int> = []
            for cell in cells where cell.group == group && cell.attribute == attribute {
                if fits(cell.value, word, value) { found.insert(cell.machine) }
            }
            return found
        case .both(let left, let right):
            return found(left, cells, all: all).intersection(found(right, cells, all: all))
        case .either(let left, let right):
            return found(left, cells, all: all).union(found(right, cells, all: all))
        case .none(let inner): return all.subtracting(found(inner, cells, all: all))
        }
    }

    static func fits(_ value: InventoryValue, _ word: String, _ wanted: InventoryValue) -> Bool {
        let order: Int
        switch (value, wanted) {
        case (.number(let left), .number(let right)): order = left == right ? 0 : left < right ? -1 : 1
        case (.date(let left), .date(let right)):
            order = left.seconds == right.seconds ? 0 : left.seconds < right.seconds ? -1 : 1
        case (.text(let left), .text(let right)):
            let (one, two) = (left.lowercased(), right.lowercased())
            if word == "is like" { return like(Array(one), Array(two)[...]) }
            if word == "is not like" { return !like(Array(one), Array(two)[...]) }
            // Capitals, since the signs between Z and a stand before small letters only.
            let (upper, other) = (Array(left.uppercased().utf8), Array(right.uppercased().utf8))
            order = one == two ? 0 : upper.lexicographicallyPrecedes(other) ? -1 : 1
        default: return false
        }
        switch word {
        case "is": return order == 0
        case "is not": return order != 0
        case "is greater than": return order > 0
        case "is less than": return order < 0
        case "is greater than or equal to": return order >= 0
        case "is less than or equal to": return order <= 0
        default: return false
        }
    }

    /// LIKE by trying every way; the sets are those of `patterns` only.
    static func like(_ text: [Character], _ pattern: ArraySlice<Character>) -> Bool {
        guard let sign = pattern.first else { return text.isEmpty }
        let rest = pattern.dropFirst()
        switch sign {
        case "%": return (0...text.count).contains { like(Array(text.dropFirst($0)), rest) }
        case "_": return !text.isEmpty && like(Array(text.dropFirst()), rest)
        case "[":
            guard let end = rest.firstIndex(of: "]"), let first = text.first else { return false }
            let set = String(rest[rest.startIndex..<end])
            let isIn = set == "a-d" ? "abcd".contains(first) : first != "c"
            return isIn && like(Array(text.dropFirst()), rest[(end + 1)...])
        default: return text.first == sign && like(Array(text.dropFirst()), rest)
        }
    }

    /// The cells as the program sees them.
    struct Source: InventorySource {
        var values: [String: InventoryValue] = [:]
        var rows: [String: Int] = [:]

        init(_ cells: [Cell]) {
            let architecture = InventoryArchitecture.personalComputer
            for cell in cells {
                guard let group = architecture.place(of: cell.group),
                    let attribute = architecture.groups[group].place(of: cell.attribute)
                else { continue }
                values["\(cell.machine) \(group) \(cell.row) \(attribute)"] = cell.value
                let key = "\(cell.machine) \(group)"
                rows[key] = max(rows[key] ?? 0, cell.row + 1)
            }
        }

        func rowCount(of machine: Int, group: Int) -> Int { rows["\(machine) \(group)"] ?? 0 }

        func value(of machine: Int, group: Int, row: Int, attribute: Int) -> InventoryValue? {
            values["\(machine) \(group) \(row) \(attribute)"]
        }
    }

    @Test func `five thousand random queries find what the definition finds`() throws {
        var nonTrivial = 0
        for seed in 1...50 {
            var dice = Dice(state: UInt64(seed))
            let machines = 12
            let cells = Self.inventory(machines: machines, &dice)
            let source = Source(cells)
            for number in 0..<100 {
                let wanted = Self.query(4, &dice)
                let text = Self.text(wanted, &dice)
                let query = try InventoryQuery(text)
                let expected = Self.found(wanted, cells, all: Set(0..<machines))
                let found = (0..<machines).filter { query.holds($0, in: source) }
                #expect(found == expected.sorted(), "seed \(seed), query \(number): \(text)")
                #expect(try InventoryQuery(query.text) == query, "seed \(seed), query \(number): \(text)")
                if !expected.isEmpty, expected.count < machines { nonTrivial += 1 }
            }
        }
        // Most of the queries tell some machines from others; otherwise the comparison would prove little.
        #expect(nonTrivial > 3_000, "\(nonTrivial)")
    }

    /// Q184167: *is not* finds a machine with some row that is not, Group Not one without a row that is.
    @Test func `is not is about some row, Group Not about all`() throws {
        func drive(_ machine: Int, _ row: Int, _ letter: String) -> Cell {
            Cell(
                machine: machine, group: "Disk", row: row, attribute: "Disk Index", value: .text(letter))
        }
        // 0: C only. 1: C and D. 2: D only. 3: no disk at all.
        let source = Source([drive(0, 0, "C"), drive(1, 0, "C"), drive(1, 1, "D"), drive(2, 0, "D")])
        func machines(_ text: String) throws -> [Int] {
            let query = try InventoryQuery(text)
            return (0..<4).filter { query.holds($0, in: source) }
        }
        #expect(try machines(#"Disk."Disk Index" is "D""#) == [1, 2])
        #expect(try machines(#"Disk."Disk Index" is not "D""#) == [0, 1])
        #expect(try machines(#"Group Not Disk."Disk Index" is "D""#) == [0, 3])
        // Each clause joins rows of its own: no row is both, and yet machine 1 fits.
        #expect(try machines(#"Disk."Disk Index" is "C" and Disk."Disk Index" is "D""#) == [1])
        #expect(try machines("") == [0, 1, 2, 3])
    }
}
