import SiteModel

/// Reading of the 1.x inventory section, its rule and its file sections.
extension DefinitionContext {
    /// Reads `[Setup Package for Inventory]`; nil without it.
    mutating func inventory() -> InventoryDefinition? {
        guard let section = section("Setup Package for Inventory") else { return nil }
        var result = InventoryDefinition(location: section.location, properties: InventoryProperties())
        result.properties.inventoryThisPackage = boolean(section, "InventoryThisPackage") ?? false
        let parts = ruleParts(section)
        if parts.isEmpty {
            if result.properties.inventoryThisPackage {
                findings.add(
                    .inventoryWithoutRule, "There is no detection rule, so the package is not inventoried.",
                    at: section.location)
            }
        } else {
            result.isUsable = readRule(parts, into: &result.properties)
        }
        noteUnknownKeys(section, known: ["InventoryThisPackage"]) { Self.rulePartNumber($0) != nil }
        return result
    }

    /// n of `detection rule part n`.
    private static func rulePartNumber(_ folded: String) -> Int? {
        let prefix = "detection rule part"
        guard folded.hasPrefix(prefix) else { return nil }
        return Int(trimBlanks(folded.dropFirst(prefix.count)).text)
    }

    /// The parts in order of their numbers up to the first gap; a gap with parts behind it is a warning.
    private mutating func ruleParts(_ section: DefinitionSection) -> [LocatedText] {
        var numbered: [Int: DefinitionEntry] = [:]
        var order: [Int] = []
        for entry in section.entries {
            guard let number = Self.rulePartNumber(entry.folded), numbered[number] == nil else { continue }
            numbered[number] = entry
            order.append(number)
        }
        var parts: [LocatedText] = []
        while let entry = numbered[parts.count + 1] {
            let value = value(of: entry)
            if value.text.isEmpty { break }
            parts.append(value)
        }
        let end = parts.count + 1
        if let behind = order.first(where: { $0 > end }), let entry = numbered[behind] {
            findings.add(
                .ruleGap, "Detection Rule Part \(end) is missing, so the rule ends before \(entry.key).",
                at: entry.keyLocation, advice: "number the parts without a gap")
        }
        return parts
    }

    /// Reads the parts and their files; false when the rule has no sense or lacks a file.
    private mutating func readRule(_ parts: [LocatedText], into properties: inout InventoryProperties) -> Bool
    {
        properties.rule = parts.map { part in
            switch part.text.lowercased() {
            case "and": .and
            case "or": .or
            case "(": .open
            case ")": .close
            default: .file(part.text)
            }
        }
        let isSound = checkRule(zip(parts, properties.rule).map { ($0, $1) })
        let hasFiles = readRuleFiles(zip(parts, properties.rule).map { ($0, $1) }, into: &properties)
        return isSound && hasFiles
    }

    /// Checks that files and operators alternate and brackets fit; false after an error finding.
    private mutating func checkRule(_ rule: [(text: LocatedText, part: DetectionRulePart)]) -> Bool {
        var depth = 0
        var wantsFile = true
        var problems: [(code: PackageDefinitionCode, message: String, location: SourceLocation)] = []
        for (text, part) in rule {
            switch part {
            case .and, .or:
                if wantsFile {
                    problems.append(
                        (.ruleMalformed, "\(text.text) stands where a file is wanted.", text.location))
                }
                wantsFile = true
            case .open, .file:
                if !wantsFile {
                    problems.append(
                        (.ruleMalformed, "Before \(text.text) stands neither AND nor OR.", text.location))
                }
                wantsFile = part == .open
                if part == .open { depth += 1 }
                if part == .open, depth == 2 {
                    problems.append(
                        (
                            .ruleNestedGroup, "Microsoft's importer cannot read a group within a group.",
                            text.location
                        ))
                }
            case .close:
                if depth == 0 || wantsFile {
                    problems.append((.ruleUnbalanced, "This ) closes nothing.", text.location))
                }
                depth = max(depth - 1, 0)
                wantsFile = false
            }
        }
        if let last = rule.last?.text.location {
            if depth > 0 {
                problems.append((.ruleUnbalanced, "A ( is never closed.", last))
            } else if wantsFile {
                problems.append((.ruleMalformed, "The rule ends where a file is wanted.", last))
            }
        }
        for problem in problems {
            findings.add(problem.code, problem.message, at: problem.location, advice: "correct the rule")
        }
        return !problems.contains { $0.code.severity == .error }
    }

    /// Reads the file sections of a rule and notes an AND over two folders; false when a file is missing.
    private mutating func readRuleFiles(
        _ rule: [(text: LocatedText, part: DetectionRulePart)], into properties: inout InventoryProperties
    ) -> Bool {
        var files: [String: String] = [:]
        // Folders of the files that AND joins so far; one that differs is enough.
        var folders: Set<String> = []
        var hasAll = true
        var isNoted = false
        for (text, part) in rule {
            guard case .file = part else {
                // AND binds before OR, and a group stands for itself.
                if part != .and { folders = [] }
                continue
            }
            guard let file = ruleFile(text, &files, into: &properties) else {
                hasAll = false
                continue
            }
            folders.insert(file.split(separator: "\\").dropLast().joined(separator: "\\").lowercased())
            guard folders.count > 1, !isNoted else { continue }
            isNoted = true
            findings.add(
                .ruleTwoFolders, "AND of files in two folders can never match in SMS 1.x (Q181547).",
                at: text.location)
        }
        return hasAll
    }

    /// Reads the file section a rule names, once, and gives the file's name; nil after an error finding.
    private mutating func ruleFile(
        _ part: LocatedText, _ files: inout [String: String], into properties: inout InventoryProperties
    ) -> String? {
        let folded = part.text.lowercased()
        if let known = files[folded] { return known }
        guard let section = section(part.text) else {
            findings.add(
                .ruleFileMissing, "The rule names \(part.text), and there is no section [\(part.text)].",
                at: part.location, advice: "add the section, or take it out of the rule")
            return nil
        }
        guard let name = ["FILE", "Filename"].compactMap({ text(section, $0) }).first else {
            findings.add(
                .ruleFileMissing, "[\(section.name)] names no file.",
                at: section.entry("FILE")?.valueLocation ?? section.location, advice: "write FILE")
            return nil
        }
        var file = DetectionFile(section: section.name, file: name.text)
        file.collect = boolean(section, "COLLECT") ?? false
        var seen: Set<String> = []
        for entry in section.entries where seen.insert(entry.folded).inserted {
            let value = value(of: entry)
            if value.text.isEmpty { continue }
            if let test = detectionTest(entry.folded, value) { file.tests.append(test) }
        }
        noteUnknownKeys(
            section,
            known: [
                "FILE", "Filename", "COLLECT", "SIZE", "DATE", "TIME", "CHECKSUM", "CRC", "BYTE", "WORD",
                "LONG",
                "TOKEN 1", "TOKEN 2", "TOKEN 3", "TOKEN 4", "TOKEN1", "TOKEN2", "TOKEN3", "TOKEN4",
            ])
        properties.files.append(file)
        files[folded] = file.file
        return file.file
    }

    /// Reads one test; nil when the key is none or the value is not what it should be.
    private mutating func detectionTest(_ key: String, _ value: LocatedText) -> DetectionTest? {
        switch key {
        case "size":
            guard let numbers = numbers(value, count: 1, what: "the size in bytes"),
                let size = number32(numbers[0], value)
            else { return nil }
            return .size(size)
        case "date": return date(value)
        case "time": return time(value)
        case "checksum", "crc":
            guard let numbers = numbers(value, count: 3, what: "offset, length, value"),
                let offset = number32(numbers[0], value), let length = number32(numbers[1], value)
            else { return nil }
            return key == "crc"
                ? .crc(offset: offset, length: length, value: numbers[2])
                : .checksum(offset: offset, length: length, value: numbers[2])
        case "byte", "word", "long":
            guard let numbers = numbers(value, count: 2, what: "offset, value"),
                let offset = number32(numbers[0], value),
                let number = number32(
                    numbers[1], value, most: key == "byte" ? 0xFF : key == "word" ? 0xFFFF : .max)
            else { return nil }
            if key == "byte" { return .byte(offset: offset, value: number) }
            return key == "word"
                ? .word(offset: offset, value: number) : .long(offset: offset, value: number)
        case "token 1", "token 2", "token 3", "token 4", "token1", "token2", "token3", "token4":
            return token(value)
        default: return nil
        }
    }

    /// The numbers of a value, decimal or hexadecimal behind 0x; nil, with a warning, when it has other ones.
    private mutating func numbers(_ value: LocatedText, count: Int, what: String) -> [Int64]? {
        let items = value.text.split(separator: ",", omittingEmptySubsequences: false)
            .map { trimBlanks($0).text }
        var numbers = items.compactMap(integer)
        if numbers.count == items.count, numbers.count == count { return numbers }
        numbers = value.text.split { $0 == " " || $0 == "\t" || $0 == "," }.compactMap { integer(String($0)) }
        let words = value.text.split { $0 == " " || $0 == "\t" || $0 == "," }
        if count > 1, numbers.count == count, words.count == count {
            let list = words.joined(separator: ", ")
            findings.add(
                .numbersWithoutCommas, "\(value.key) is \"\(value.text)\"; \(list) is taken.",
                at: value.location, advice: "write commas: Microsoft's importer stored garbage (Q167630)")
            return numbers
        }
        noteBadNumber(value, what: what)
        return nil
    }

    private mutating func noteBadNumber(_ value: LocatedText, what: String) {
        findings.add(
            .badNumber, "\(value.key) is \"\(value.text)\", which is not \(what); it was left out.",
            at: value.location, advice: "write \(what)")
    }

    private func integer(_ text: String) -> Int64? {
        let lower = text.lowercased()
        // Int64(_:radix:) takes a sign, which must not stand between 0x and the digits.
        if lower.hasPrefix("0x") {
            let digits = lower.dropFirst(2)
            return digits.hasPrefix("-") || digits.hasPrefix("+") ? nil : Int64(digits, radix: 16)
        }
        return Int64(lower)
    }

    private mutating func number32(
        _ number: Int64, _ value: LocatedText, most: UInt32 = .max
    ) -> UInt32? {
        if let result = UInt32(exactly: number), result <= most { return result }
        noteBadNumber(value, what: "a number from 0 to \(most)")
        return nil
    }

    private mutating func date(_ value: LocatedText) -> DetectionTest? {
        guard let numbers = numbers(value, count: 3, what: "mm, dd, yy"),
            let month = Int(exactly: numbers[0]), let day = Int(exactly: numbers[1]),
            let year = Int(exactly: numbers[2])
        else { return nil }
        let fullYear = (0...99).contains(year) ? 1900 + year : year
        if !(1...12).contains(month) || !(1900...2107).contains(fullYear)
            || !(1...Calendar.daysInMonth(year: fullYear, month: month)).contains(day)
        {
            findings.add(
                .dateOutOfRange, "\(value.key) is \"\(value.text)\", a day that does not exist.",
                at: value.location, advice: "write mm, dd, yy")
        }
        return .date(month: month, day: day, year: year)
    }

    private mutating func time(_ value: LocatedText) -> DetectionTest? {
        guard let numbers = numbers(value, count: 2, what: "hh, mm"), let hour = Int(exactly: numbers[0]),
            let minute = Int(exactly: numbers[1])
        else { return nil }
        if !(0...23).contains(hour) || !(0...59).contains(minute) {
            findings.add(
                .timeOutOfRange, "\(value.key) is \"\(value.text)\", a time that does not exist.",
                at: value.location, advice: "write hh, mm of a day of 24 hours")
        } else if hour == 12, minute == 0 {
            findings.add(
                .timeTwelve, "\(value.key) 12, 00 is noon; files built at midnight need 00, 00 (Q135084).",
                at: value.location)
        }
        return .time(hour: hour, minute: minute)
    }

    /// `offset, "text"`.
    private mutating func token(_ value: LocatedText) -> DetectionTest? {
        let parts = value.text.split(separator: ",", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let number = integer(trimBlanks(parts[0]).text),
            let offset = UInt32(exactly: number)
        else {
            noteBadNumber(value, what: "offset, \"text\"")
            return nil
        }
        var text = trimBlanks(parts[1]).text
        if text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
            text = String(text.dropFirst().dropLast())
        }
        if text.utf8.count >= 245 {
            findings.add(
                .overLimit, "\(value.key) has \(text.utf8.count) bytes; SMS takes 244.", at: value.location,
                advice: "shorten it")
        }
        return .token(offset: offset, text: text)
    }
}
