public import SiteModel

extension PCMDump {
    /// What was read from a dump.
    public struct Reading: Equatable, Sendable {
        /// The dumped files in order; records before the first `File Name` belong to a file without a name.
        public var files: [InstructionFile]
        /// What was noticed, with line and column.
        public var findings: [Finding]
    }

    /// Reads the text of PCMDUMP.
    ///
    /// Prompt and banner are skipped. Months count from 0 where the record's version says so; where it is unknown,
    /// when a month 00 or a day past its month's end proves it (reference sms12-client 3.4). Two-digit years from
    /// 80 on are 19xx, else 20xx; three digits count from 1900 (Q249578).
    /// `name` is the file as the user named it, for findings.
    public static func parse(_ text: String, file name: String) -> Reading {
        var parser = PCMDumpParser(name: name)
        parser.collect(text)
        return parser.finish()
    }
}

/// A label with its lines of values, as they stand in the text.
private struct DumpedField {
    var label: String
    var line: Int
    /// The first value, then continuation lines without their indent.
    var values: [(text: Substring, line: Int)]
}

/// Six numbers of a date before any rule was applied; months as printed.
private struct DumpedDate {
    var month: Int
    var day: Int
    var year: Int
    var seconds: Int

    /// Reads `MM/DD/YY HH:MM:SS`.
    init?(_ text: Substring) {
        let parts = text.utf8.split(separator: 0x20).map { Substring($0) }
        guard parts.count == 2 else { return nil }
        let date = Self.numbers(parts[0], separator: 0x2F)
        let clock = Self.numbers(parts[1], separator: 0x3A)
        guard date.count == 3, clock.count == 3, clock[0] < 24, clock[1] < 60, clock[2] < 60 else {
            return nil
        }
        month = date[0]
        day = date[1]
        year = date[2] >= 1900 ? date[2] : date[2] >= 80 ? 1900 + date[2] : 2000 + date[2]
        seconds = clock[0] * 3_600 + clock[1] * 60 + clock[2]
    }

    /// Three numbers, or fewer when one is none.
    private static func numbers(_ text: Substring, separator: UInt8) -> [Int] {
        let parts = text.utf8.split(separator: separator, omittingEmptySubsequences: false)
        return parts.count == 3 ? parts.compactMap { number($0) } : []
    }

    private static func number(_ digits: Substring.UTF8View) -> Int? {
        guard (1...4).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(Substring(digits))
    }

    var isNull: Bool { day == 0 }
    /// Proves months from 0.
    var needsZeroBase: Bool {
        !isNull && (month == 0 || month <= 12 && day > Calendar.daysInMonth(year: year, month: month))
    }
    /// Proves months from 1.
    var needsOneBase: Bool { !isNull && month == 12 }

    func time(zeroBased: Bool) -> LocalTime? {
        LocalTime(
            year: year, month: zeroBased ? month + 1 : month, day: day, hour: seconds / 3_600,
            minute: seconds / 60 % 60, second: seconds % 60)
    }
}

/// Reads a dump line by line, then builds the records.
private struct PCMDumpParser {
    private static let labels = [
        "file name", "pcm version", "siteid", "requestid", "packageid", "jobid", "install flag",
        "install by date", "install by full", "display date", "display full", "expiration date",
        "expiration full", "user input flags", "operating system", "disk usage", "run command", "wcl name",
        "server(s)", "package name", "comments", "domain name", "reserved",
    ]

    let name: String
    private var findings: [Finding] = []
    /// For each file its name and the fields of its records.
    private var files: [(name: String, records: [[DumpedField]])] = []

    init(name: String) { self.name = name }

    private mutating func report(
        _ severity: Severity, _ code: String, _ message: String, line: Int, column: Int = 0,
        advice: String? = nil
    ) {
        findings.append(
            Finding(
                severity, code, message, at: SourceLocation(file: name, line: line, column: column),
                advice: advice))
    }

    /// Sorts the lines into files, records and fields.
    mutating func collect(_ text: String) {
        for (place, line) in DumpText.lines(text).enumerated() {
            let number = place + 1
            if DumpText.trim(line).isEmpty { continue }
            let indent = DumpText.leadingBlanks(line)
            // At the value's column stands the rest of a value, whatever it looks like.
            if indent < PCMDump.valueColumn, let (before, behind) = DumpText.cut(line, at: 0x3A) {
                let label = DumpText.trim(before).lowercased()
                let value = DumpText.dropBlanks(behind, atMost: 1)
                if Self.labels.contains(label) {
                    begin(label, value, line: number)
                    continue
                }
                if label.isEmpty {
                    addContinuation(value, line: number)
                    continue
                }
            }
            if indent > 0 {
                addContinuation(
                    DumpText.dropBlanks(line, atMost: PCMDump.valueColumn), line: number)
            } else if !files.isEmpty {
                report(
                    .warning, "pcmdump-foreign-line", "the line is no label of PCMDUMP and is left out",
                    line: number)
            }
        }
    }

    private mutating func begin(_ label: String, _ value: Substring, line: Int) {
        if label == "file name" {
            files.append((String(DumpText.trim(value)), []))
            return
        }
        if files.isEmpty { files.append(("", [])) }
        let field = DumpedField(label: label, line: line, values: [(value, line)])
        let last = files.count - 1
        if label == "pcm version" {
            files[last].records.append([field])
        } else if files[last].records.isEmpty {
            report(
                .warning, "pcmdump-no-version", "a value stands before the first PCM Version and is left out",
                line: line)
        } else {
            files[last].records[files[last].records.count - 1].append(field)
        }
    }

    private mutating func addContinuation(_ value: Substring, line: Int) {
        guard !files.isEmpty else { return }
        let file = files.count - 1
        let record = files[file].records.count - 1
        guard record >= 0 else {
            report(.warning, "pcmdump-foreign-line", "the line continues no value", line: line)
            return
        }
        let field = files[file].records[record].count - 1
        files[file].records[record][field].values.append((value, line))
    }

    consuming func finish() -> PCMDump.Reading {
        var result: [InstructionFile] = []
        let unknownIsZeroBased = monthRule()
        for file in files {
            var instructions: [ClientInstruction] = []
            for record in file.records {
                if let instruction = build(record, unknownIsZeroBased: unknownIsZeroBased) {
                    instructions.append(instruction)
                }
            }
            result.append(InstructionFile(fileName: file.name, instructions: instructions))
        }
        return PCMDump.Reading(files: result, findings: findings)
    }

    /// Whether months of records of unknown version count from 0: proved by impossible dates only.
    private mutating func monthRule() -> Bool {
        var unknownLine: Int?
        var zero = false
        var one = false
        for file in files {
            for record in file.records {
                guard let first = record.first, let value = first.values.first,
                    InstructionVersion(DumpText.trim(value.text)).hasZeroBasedMonths == nil
                else { continue }
                unknownLine = unknownLine ?? first.line
                for field in record where field.label.utf8.suffix(5).elementsEqual(" date".utf8) {
                    guard let date = field.values.first.flatMap({ DumpedDate(DumpText.trim($0.text)) }) else {
                        continue
                    }
                    zero = zero || date.needsZeroBase
                    one = one || date.needsOneBase
                }
            }
        }
        guard let unknownLine else { return false }
        if zero && one {
            report(
                .warning, "pcmdump-month-conflict",
                "the record version is unknown, and the dates prove both ways of counting months; counted from 1",
                line: unknownLine)
        } else if !zero && !one {
            report(
                .note, "pcmdump-month-guess",
                "the record version is unknown and no date proves how months are counted; counted from 1",
                line: unknownLine)
        }
        return zero && !one
    }

    private mutating func build(_ record: [DumpedField], unknownIsZeroBased: Bool) -> ClientInstruction? {
        guard let head = record.first else { return nil }
        let line = head.line
        guard let site = identifier(record, "siteid", line, { SiteCode($0) }),
            let request = identifier(record, "requestid", line, { RequestID($0) }),
            let package = identifier(record, "packageid", line, { PackageID($0) }),
            let job = identifier(record, "jobid", line, { JobID($0) })
        else { return nil }
        var result = ClientInstruction(siteID: site, requestID: request, packageID: package, jobID: job)
        result.version = InstructionVersion(text(record, "pcm version"))
        let zeroBased = result.version.hasZeroBasedMonths ?? unknownIsZeroBased
        result.installFlag = number(record, "install flag", 0...2)
        result.installBy = time(record, "install by", zeroBased)
        result.displayDate = time(record, "display", zeroBased)
        result.expiration = time(record, "expiration", zeroBased)
        result.userInput = number(record, "user input flags", 0...1) == 1
        result.operatingSystem = PlatformMask(rawValue: number(record, "operating system", 0...255))
        result.runCommand = text(record, "run command")
        result.wclName = text(record, "wcl name")
        result.servers = servers(record)
        result.packageName = text(record, "package name")
        result.comments = text(record, "comments")
        result.reserved = reserved(record)
        noteUnused(record)
        return result
    }

    private func field(_ record: [DumpedField], _ label: String) -> DumpedField? {
        record.first { $0.label == label }
    }

    private func text(_ record: [DumpedField], _ label: String) -> String {
        guard let field = field(record, label) else { return "" }
        return field.values.map { String($0.text) }.joined(separator: " ")
    }

    private mutating func identifier<ID>(
        _ record: [DumpedField], _ label: String, _ line: Int, _ read: (Substring) -> ID?
    ) -> ID? {
        let field = field(record, label)
        let text = field?.values.first.map { DumpText.trim($0.text) } ?? ""
        if let id = read(text) { return id }
        report(
            .error, "pcmdump-identifier", "the record is left out: its \(label) \"\(text)\" is unreadable",
            line: field?.line ?? line, column: field == nil ? 0 : PCMDump.valueColumn + 1,
            advice: "restore the value in the text and read it again")
        return nil
    }

    private mutating func number(_ record: [DumpedField], _ label: String, _ range: ClosedRange<Int>) -> Int {
        guard let field = field(record, label), let value = field.values.first else { return 0 }
        if let number = Int(DumpText.trim(value.text)), range.contains(number) { return number }
        report(
            .warning, "pcmdump-number",
            "\(label) is no number from \(range.lowerBound) to \(range.upperBound); 0 is taken",
            line: field.line, column: PCMDump.valueColumn + 1)
        return 0
    }

    private mutating func time(_ record: [DumpedField], _ label: String, _ zeroBased: Bool) -> LocalTime? {
        guard let field = field(record, "\(label) date"), let value = field.values.first else { return nil }
        let flag = number(record, "\(label) full", 0...1)
        guard let date = DumpedDate(DumpText.trim(value.text)) else {
            report(
                .error, "pcmdump-date", "\(label) date is not MM/DD/YY HH:MM:SS; none is taken",
                line: field.line, column: PCMDump.valueColumn + 1)
            return nil
        }
        if date.isNull != (flag == 0) {
            report(
                .warning, "pcmdump-flag-disagrees",
                "\(label) full is \(flag), but the date is \(date.isNull ? "zero" : "not zero"); none is taken",
                line: field.line, column: PCMDump.valueColumn + 1)
            return nil
        }
        if date.isNull { return nil }
        if let time = date.time(zeroBased: zeroBased) { return time }
        report(
            .error, "pcmdump-date",
            "\(label) date does not exist when months count from \(zeroBased ? 0 : 1); none is taken",
            line: field.line, column: PCMDump.valueColumn + 1)
        return nil
    }

    private mutating func servers(_ record: [DumpedField]) -> [ClientInstruction.Server] {
        guard let field = field(record, "server(s)") else { return [] }
        var result: [ClientInstruction.Server] = []
        for (text, line) in field.values {
            let text = DumpText.trim(text)
            if text.isEmpty { continue }
            if text.lowercased().utf8.starts(with: "zone:".utf8), !result.isEmpty {
                result[result.count - 1].zone = String(
                    DumpText.trim(Substring(text.utf8.dropFirst(5))))
                continue
            }
            var kind: ServerKind?
            var unc = text
            if let (before, behind) = DumpText.cut(text, at: " Type:") {
                unc = DumpText.trim(before)
                kind = Int(DumpText.trim(behind)).flatMap { ServerKind(rawValue: $0) }
            }
            if kind == nil {
                report(
                    .warning, "pcmdump-server-type", "the server has no type from 1 to 7; UNKNOWN is taken",
                    line: line, column: PCMDump.valueColumn + 1)
            }
            result.append(ClientInstruction.Server(unc: String(unc), kind: kind ?? .unknown))
        }
        if result.count > ClientInstruction.maximumServers {
            report(
                .warning, "pcmdump-servers",
                "\(result.count) servers, a record holds 10 (Q161310); the first 10 are taken",
                line: field.line)
            result.removeSubrange(ClientInstruction.maximumServers...)
        }
        return result
    }

    private mutating func reserved(_ record: [DumpedField]) -> [UInt8] {
        guard let field = field(record, "reserved") else { return [] }
        var bytes: [UInt8] = []
        for (text, line) in field.values {
            for word in text.utf8.split(whereSeparator: DumpText.isBlank) {
                guard word.count == 2, word.first != 0x2B, let byte = UInt8(Substring(word), radix: 16) else {
                    report(
                        .warning, "pcmdump-reserved", "a reserved byte is not two hexadecimal digits",
                        line: line)
                    continue
                }
                bytes.append(byte)
            }
        }
        return bytes
    }

    private mutating func noteUnused(_ record: [DumpedField]) {
        for label in ["disk usage", "domain name"] {
            guard let field = field(record, label), !DumpText.trim(Substring(text(record, label))).isEmpty
            else { continue }
            report(
                .note, "pcmdump-unused", "\(label) was unused in every known version; its value is left out",
                line: field.line, column: PCMDump.valueColumn + 1)
        }
    }
}
