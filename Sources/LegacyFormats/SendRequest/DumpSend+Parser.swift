public import SiteModel

extension DumpSend {
    /// What was read from a dump.
    public struct Reading: Equatable, Sendable {
        /// The records; those of unknown type have no bytes, since a dump does not show them.
        public var request: SendRequest
        /// The prompt line above the banner, or nil.
        public var prompt: String?
        /// What was noticed, with line and column.
        public var findings: [Finding]
    }

    /// Reads the text of DUMPSEND.
    ///
    /// Lines indented by ten columns or more continue the value above: a path directly, the second line of an
    /// address behind one blank.
    /// `name` is the file as the user named it, for findings.
    public static func parse(_ text: String, file name: String) -> Reading {
        var parser = DumpSendParser(name: name)
        for (place, line) in DumpText.lines(text).enumerated() { parser.take(line, number: place + 1) }
        return parser.finish()
    }
}

/// Reads a dump block by block.
private struct DumpSendParser {
    /// A block with its labels and values.
    private struct Block {
        var heading: String
        var line: Int
        var fields: [(label: String, value: String, line: Int)] = []
    }

    let name: String
    private var prompt: String?
    private var blocks: [Block] = []
    private var findings: [Finding] = []

    init(name: String) { self.name = name }

    private mutating func report(_ severity: Severity, _ code: String, _ message: String, line: Int) {
        findings.append(
            Finding(severity, code, message, at: SourceLocation(file: name, line: line)))
    }

    mutating func take(_ line: Substring, number: Int) {
        let text = DumpText.trim(line)
        if text.isEmpty || text.utf8.first == 0x3D { return }
        let upper = text.uppercased()
        if DumpText.leadingBlanks(line) == 0 {
            if upper.hasSuffix(" RECORD") || upper.hasPrefix("UNKNOWN RECORD TYPE ") {
                blocks.append(Block(heading: upper, line: number))
            } else if blocks.isEmpty {
                if number == 1, text.utf8.contains(0x3E) { prompt = String(line) }
            } else {
                report(.warning, "dumpsend-foreign-line", "the line is left out", line: number)
            }
            return
        }
        guard !blocks.isEmpty else { return }
        let last = blocks.count - 1
        if DumpText.leadingBlanks(line) >= 10, !blocks[last].fields.isEmpty {
            let field = blocks[last].fields.count - 1
            let isAddress = blocks[last].fields[field].label == "address"
            let isSecond = blocks[last].fields[field].line == number - 1
            if isAddress && isSecond { blocks[last].fields[field].value += " " }
            blocks[last].fields[field].value += text
        } else if let (label, value) = DumpText.cut(text, at: 0x3A) {
            blocks[last].fields.append(
                (DumpText.trim(label).lowercased(), String(DumpText.trim(value)), number))
        } else {
            report(
                .warning, "dumpsend-foreign-line", "the line has no label and is left out", line: number)
        }
    }

    consuming func finish() -> DumpSend.Reading {
        var records: [SendRequestRecord] = []
        for block in blocks { if let record = record(block) { records.append(record) } }
        return DumpSend.Reading(
            request: SendRequest(records: records), prompt: prompt, findings: findings)
    }

    private mutating func record(_ block: Block) -> SendRequestRecord? {
        let length = number(block, "length", 0...Int(UInt32.max))
        if length == 0 {
            report(
                .error, "send-request-zero-length",
                "the record has the length 0; DUMPSEND loops here for ever (Q159201)", line: block.line)
        }
        switch block.heading {
        case "SEND REQUEST DATA RECORD":
            guard let site = SiteCode(text(block, "dest site")),
                let priority = JobPriority(rawValue: number(block, "priority", 1...3))
            else {
                report(
                    .error, "dumpsend-value", "the record is left out: destination or priority is unreadable",
                    line: block.line)
                return nil
            }
            return SendRequestRecord(
                .information(
                    SendRequestInformation(
                        priority: priority, destination: site, job: text(block, "job"),
                        request: text(block, "job request"), outbox: text(block, "outbox"))), length: length)
        case "SENDER/SCHEDULER RECORD":
            return SendRequestRecord(.status(status(block)), length: length)
        case "CANCEL RECORD":
            return SendRequestRecord(
                .cancel(text(block, "mode").lowercased() != "not cancelled"), length: length)
        case "ACTION CODE RECORD":
            let code = SendActionCode(rawValue: number(block, "code", 0...2)) ?? .nothing
            return SendRequestRecord(.actionCode(code), length: length)
        case "ADDRESS RECORD": return SendRequestRecord(.address(text(block, "address")), length: length)
        case "PACKAGE FILE RECORD":
            return SendRequestRecord(.packageFile(text(block, "file")), length: length)
        case "INSTRUCTION FILE RECORD":
            return SendRequestRecord(.instructionFile(text(block, "file")), length: length)
        default:
            let digits = block.heading.split(separator: " ").last ?? ""
            guard let type = UInt16(digits), type != Varfile.endType else {
                report(.warning, "dumpsend-unknown-record", "the block is left out", line: block.line)
                return nil
            }
            return SendRequestRecord(.other(type: Int(type), bytes: []), length: length)
        }
    }

    private mutating func status(_ block: Block) -> SendRequestStatus {
        let word = text(block, "sender status")
        if SenderStatus(rawValue: word) == nil {
            report(
                .warning, "dumpsend-value", "\"\(word)\" is no sender status; SREQ_STATUS_NONE is taken",
                line: block.line)
        }
        var result = SendRequestStatus(status: SenderStatus(rawValue: word) ?? .none)
        result.firstStarted = time(block, "first sender started at")
        result.started = time(block, "sender started at")
        result.ended = time(block, "sender ended at")
        result.heartbeat = time(block, "sender gate heartbeat at")
        result.restart = time(block, "scheduler to restart at")
        result.totalBytes = number(block, "total bytes to send", 0...Int.max)
        result.bytesLeft = number(block, "bytes left to send", 0...Int.max)
        result.syncPoint = number(block, "sync point is", 0...Int.max)
        result.fileType = SendFileType(rawValue: number(block, "file type is", 0...2)) ?? .none
        result.connects = number(block, "number of connects", 0...Int(UInt32.max))
        result.senderID = text(block, "sender id")
        return result
    }

    private func text(_ block: Block, _ label: String) -> String {
        block.fields.first { $0.label == label }?.value ?? ""
    }

    /// The number a value begins with.
    private mutating func number(_ block: Block, _ label: String, _ range: ClosedRange<Int>) -> Int {
        let field = block.fields.first { $0.label == label }
        let digits = field?.value.utf8.prefix { (0x30...0x39).contains($0) } ?? "".utf8[...]
        if let number = Int(Substring(digits)), range.contains(number) { return number }
        report(
            .warning, "dumpsend-value", "\(label) is no number of its range; \(range.lowerBound) is taken",
            line: field?.line ?? block.line)
        return range.lowerBound
    }

    /// `Mon, Nov 21 1994 12:45`; the name of the day is not checked.
    private mutating func time(_ block: Block, _ label: String) -> LocalTime? {
        guard let field = block.fields.first(where: { $0.label == label }), field.value != "(not set)" else {
            return nil
        }
        let parts = field.value.split(separator: " ")
        if parts.count == 5, let month = Calendar.monthNames.firstIndex(of: String(parts[1])),
            let day = Int(parts[2]), let year = Int(parts[3]),
            let (hours, minutes) = DumpText.cut(parts[4], at: 0x3A), let hour = Int(hours),
            let minute = Int(minutes),
            let time = LocalTime(year: year, month: month + 1, day: day, hour: hour, minute: minute)
        {
            return time
        }
        report(
            .warning, "dumpsend-value", "\(label) is no time such as Mon, Nov 21 1994 12:45; none is taken",
            line: field.line)
        return nil
    }
}
