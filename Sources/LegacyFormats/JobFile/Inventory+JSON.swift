import SiteModel

extension InventoryProperties {
    var json: JSONValue {
        .members(
            ("inventoryThisPackage", .bool(inventoryThisPackage)), ("rule", .array(rule.map(\.json))),
            ("files", .array(files.map(\.json))))
    }
}

extension DetectionRulePart {
    /// A word, or an object for a file, whose section may have any name.
    fileprivate var json: JSONValue {
        switch self {
        case .file(let section): .members(("file", .string(section)))
        case .and: .string("and")
        case .or: .string("or")
        case .open: .string("(")
        case .close: .string(")")
        }
    }
}

extension DetectionFile {
    fileprivate var json: JSONValue {
        .members(
            ("section", .string(section)), ("file", .string(file)), ("collect", .bool(collect)),
            ("tests", .array(tests.map(\.json))))
    }
}

extension DetectionTest {
    /// The kind and its numbers: `["crc", 0, 100, 12345]`.
    fileprivate var json: JSONValue {
        switch self {
        case .size(let size): row("size", Int64(size))
        case .date(let month, let day, let year): row("date", Int64(month), Int64(day), Int64(year))
        case .time(let hour, let minute): row("time", Int64(hour), Int64(minute))
        case .checksum(let offset, let length, let value):
            row("checksum", Int64(offset), Int64(length), value)
        case .crc(let offset, let length, let value): row("crc", Int64(offset), Int64(length), value)
        case .byte(let offset, let value): row("byte", Int64(offset), Int64(value))
        case .word(let offset, let value): row("word", Int64(offset), Int64(value))
        case .long(let offset, let value): row("long", Int64(offset), Int64(value))
        case .token(let offset, let text):
            .array([.string("token"), .integer(Int64(offset)), .string(text)])
        }
    }

    private func row(_ kind: String, _ numbers: Int64...) -> JSONValue {
        .array([.string(kind)] + numbers.map { .integer($0) })
    }

    /// Takes the row back; nil when it has another form.
    fileprivate init?(_ row: [JSONValue]) {
        guard let kind = row.first?.text else { return nil }
        let numbers = row.dropFirst().compactMap(\.int)
        if kind == "token", row.count == 3, let offset = numbers.first.flatMap({ UInt32(exactly: $0) }),
            let text = row[2].text
        {
            self = .token(offset: offset, text: text)
            return
        }
        guard numbers.count == row.count - 1 else { return nil }
        switch (kind, numbers.count) {
        case ("size", 1):
            guard let size = UInt32(exactly: numbers[0]) else { return nil }
            self = .size(size)
        case ("date", 3): self = .date(month: Int(numbers[0]), day: Int(numbers[1]), year: Int(numbers[2]))
        case ("time", 2): self = .time(hour: Int(numbers[0]), minute: Int(numbers[1]))
        case ("checksum", 3), ("crc", 3):
            guard let offset = UInt32(exactly: numbers[0]), let length = UInt32(exactly: numbers[1])
            else { return nil }
            self =
                kind == "crc"
                ? .crc(offset: offset, length: length, value: numbers[2])
                : .checksum(offset: offset, length: length, value: numbers[2])
        case ("byte", 2), ("word", 2), ("long", 2):
            guard let offset = UInt32(exactly: numbers[0]), let value = UInt32(exactly: numbers[1])
            else { return nil }
            switch kind {
            case "byte": self = .byte(offset: offset, value: value)
            case "word": self = .word(offset: offset, value: value)
            default: self = .long(offset: offset, value: value)
            }
        default: return nil
        }
    }
}

func decodeInventory(_ node: JSON5Node, _ log: DecodingLog) -> InventoryProperties? {
    guard var reader = ObjectReader(node, what: "the inventory set", log: log) else { return nil }
    var set = InventoryProperties()
    set.inventoryThisPackage = reader.flag("inventoryThisPackage", or: true)
    set.rule = reader.list("rule", or: []) { decodePart($0, log) }
    set.files = reader.list("files", or: []) { decodeDetectionFile($0, log) }
    reader.finish()
    return set
}

private func decodePart(_ node: JSON5Node, _ log: DecodingLog) -> DetectionRulePart? {
    if case .object = node.value {
        guard var reader = ObjectReader(node, what: "a part of a rule", log: log) else { return nil }
        let section = reader.requiredText("file")
        reader.finish()
        return .file(section)
    }
    let words: [(String, DetectionRulePart)] = [("and", .and), ("or", .or), ("(", .open), (")", .close)]
    return decodeWord(node, "a part of a rule", words, log: log)
}

private func decodeDetectionFile(_ node: JSON5Node, _ log: DecodingLog) -> DetectionFile? {
    guard var reader = ObjectReader(node, what: "a file of a rule", log: log) else { return nil }
    var file = DetectionFile(section: reader.requiredText("section"), file: reader.requiredText("file"))
    file.collect = reader.flag("collect", or: false)
    file.tests = reader.list("tests", or: []) { item in
        if case .array(let row) = item.value, let test = DetectionTest(row.map(\.json)) { return test }
        log.error("bad-value", "\(item.kindInWords) is no test of a file", at: item.location)
        return nil
    }
    reader.finish()
    return file
}
