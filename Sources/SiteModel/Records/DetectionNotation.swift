/// Writes and reads inventory rules and tests as lines of a package definition file (SDK she03, Q167630).
enum DetectionNotation {
    /// The rule, one `Detection Rule Part` a line.
    static func text(_ rule: [DetectionRulePart]) throws(RecordError) -> String {
        var lines: [String] = []
        for part in rule {
            switch part {
            case .and: lines.append("AND")
            case .or: lines.append("OR")
            case .open: lines.append("(")
            case .close: lines.append(")")
            case .file(let name):
                // Such a name would come back as another part; no definition file can produce it.
                guard !["AND", "OR", "(", ")", ""].contains(name.uppercased()), isOneLine(name) else {
                    throw RecordError(
                        table: "InventoryRules", message: "\"\(name)\" cannot name a file section of a rule")
                }
                lines.append(name)
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Reads the lines of a rule.
    static func rule(_ text: String) -> [DetectionRulePart] {
        lines(text).map { line in
            switch line {
            case "AND": .and
            case "OR": .or
            case "(": .open
            case ")": .close
            default: .file(line)
            }
        }
    }

    /// The tests, one `KEY=value` a line.
    static func text(_ tests: [DetectionTest]) throws(RecordError) -> String {
        var lines: [String] = []
        for test in tests {
            switch test {
            case .size(let size): lines.append("SIZE=\(size)")
            case .date(let month, let day, let year):
                lines.append("DATE=\(pad(month, 2)), \(pad(day, 2)), \(pad(year, 2))")
            case .time(let hour, let minute): lines.append("TIME=\(pad(hour, 2)), \(pad(minute, 2))")
            case .checksum(let offset, let length, let value):
                lines.append("CHECKSUM=\(offset), \(length), \(value)")
            case .crc(let offset, let length, let value): lines.append("CRC=\(offset), \(length), \(value)")
            case .byte(let offset, let value): lines.append("BYTE=\(offset), \(value)")
            case .word(let offset, let value): lines.append("WORD=\(offset), \(value)")
            case .long(let offset, let value): lines.append("LONG=\(offset), \(value)")
            case .token(let offset, let text):
                guard isOneLine(text) else {
                    throw RecordError(
                        table: "InventoryFiles", message: "a TOKEN with a line break cannot be written")
                }
                lines.append("TOKEN=\(offset), \"\(text)\"")
            }
        }
        return lines.joined(separator: "\n")
    }

    /// Reads the lines of the tests.
    static func tests(_ text: String) throws(RecordError) -> [DetectionTest] {
        var result: [DetectionTest] = []
        for line in lines(text) {
            guard let test = test(line) else {
                throw RecordError(table: "InventoryFiles", message: "\"\(line)\" is no test of a file")
            }
            result.append(test)
        }
        return result
    }

    private static func test(_ line: String) -> DetectionTest? {
        guard let equals = line.firstIndex(of: "=") else { return nil }
        let key = line[..<equals]
        let value = line[line.index(after: equals)...]
        if key == "TOKEN" { return token(value) }
        var numbers: [Int64] = []
        for part in value.split(separator: ",", omittingEmptySubsequences: false) {
            guard let number = Int64(part.drop(while: { $0 == " " })) else { return nil }
            numbers.append(number)
        }
        func unsigned(_ place: Int) -> UInt32? { UInt32(exactly: numbers[place]) }
        switch (key, numbers.count) {
        case ("SIZE", 1): return unsigned(0).map { .size($0) }
        case ("DATE", 3):
            guard let month = Int(exactly: numbers[0]), let day = Int(exactly: numbers[1]),
                let year = Int(exactly: numbers[2])
            else { return nil }
            return .date(month: month, day: day, year: year)
        case ("TIME", 2):
            guard let hour = Int(exactly: numbers[0]), let minute = Int(exactly: numbers[1]) else {
                return nil
            }
            return .time(hour: hour, minute: minute)
        case ("CHECKSUM", 3), ("CRC", 3):
            guard let offset = unsigned(0), let length = unsigned(1) else { return nil }
            return key == "CRC"
                ? .crc(offset: offset, length: length, value: numbers[2])
                : .checksum(offset: offset, length: length, value: numbers[2])
        case ("BYTE", 2), ("WORD", 2), ("LONG", 2):
            guard let offset = unsigned(0), let value = unsigned(1) else { return nil }
            if key == "BYTE" { return .byte(offset: offset, value: value) }
            return key == "WORD" ? .word(offset: offset, value: value) : .long(offset: offset, value: value)
        default: return nil
        }
    }

    private static func token(_ value: Substring) -> DetectionTest? {
        guard let comma = value.firstIndex(of: ","), let offset = UInt32(value[..<comma]) else { return nil }
        let text = value[value.index(after: comma)...].drop { $0 == " " }
        guard text.utf8.count >= 2, text.utf8.first == UInt8(ascii: "\""),
            text.utf8.last == UInt8(ascii: "\"")
        else { return nil }
        let inner = text.unicodeScalars.dropFirst().dropLast()
        return .token(offset: offset, text: String(inner))
    }

    /// Splits at line feeds by scalars: `Character` would keep a carriage return and a line feed together.
    private static func lines(_ text: String) -> [String] {
        text.unicodeScalars.split(separator: "\n").map { String($0) }
    }

    private static func isOneLine(_ text: String) -> Bool {
        !text.unicodeScalars.contains("\n")
    }
}
