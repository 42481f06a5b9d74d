public import SiteModel

/// Prints the scalars of a job, 33 of a Run Command job, as the SDK's sample `newjob` does: labels to the right, `ctime` dates.
///
/// NULL is an empty value. Line ends inside a text become blanks, since the layout has one line a scalar.
public func printJobScalars(_ job: Job) -> String {
    let scalars = job.type.scalars
    var out = "\(job.id) (\(JobDumpLayout.kind(job.type))) contains \(scalars.count) scalars\n"
    for scalar in scalars {
        let label = scalar.label
        out +=
            String(repeating: " ", count: max(0, JobDumpLayout.labelWidth - label.utf8.count)) + label + ":"
        let text = JobDumpLayout.oneLine(JobScalarText.text(scalar, of: job))
        out += (text.isEmpty ? "" : " " + text) + "\n"
    }
    return out + "============== \(job.id) ===========\n"
}

/// Reads a dump of jobs in the layout of `printJobScalars`: any number of jobs in one file, UTF-8 or Latin-1.
///
/// A job with an error among its lines is left out. Every scalar that was read has its line in `origins`.
public func readJobDump(_ bytes: [UInt8], file: String) -> (drafts: [JobDraft], findings: [Finding]) {
    var reader = JobDumpReader(file: file)
    let text: String
    if let decoded = String(validating: bytes, as: UTF8.self) {
        text = decoded
    } else {
        // Old dumps are in the code page of their machine; Latin-1 keeps every byte.
        text = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        reader.findings.append(
            Finding(
                .note, "not-utf-8", "the dump is not UTF-8; it was read as Latin-1",
                at: SourceLocation(file: file)))
    }
    reader.read(text)
    return (reader.drafts, reader.findings)
}

/// What the lines of a dump look like.
enum JobDumpLayout {
    /// Columns of the label, which ends before the colon.
    static let labelWidth = 33

    static func kind(_ type: JobType) -> String {
        switch type {
        case .workstationScript: "Workstation install job"
        case .serverScript: "Server install job"
        case .removePackage: "Remove package job"
        case .miniJob, .siteJob, .nadTransfer: "System job"
        }
    }

    static func oneLine(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
    }
}

/// Reads the blocks of a dump line by line.
private struct JobDumpReader {
    let file: String
    var drafts: [JobDraft] = []
    var findings: [Finding] = []
    private var block: Block?

    /// The job being read.
    private struct Block {
        var name: String
        var line: Int
        var promised: Int
        var draft = JobDraft()
        var count = 0
        var firstLines: [JobScalar: Int] = [:]
        var hasErrors = false
    }

    init(file: String) { self.file = file }

    mutating func read(_ text: String) {
        // Split by scalars: CR LF is one Character, and a stray CR must not join two lines.
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        for (place, raw) in lines.enumerated() {
            let line = raw.last == "\r" ? raw.dropLast() : raw
            take(Array(line), number: place + 1)
        }
        finishBlock(at: lines.count, complete: false)
        if drafts.isEmpty, !findings.contains(where: { $0.severity == .error }) {
            findings.append(
                Finding(
                    .error, "no-job", "the file holds no job", at: SourceLocation(file: file),
                    advice:
                        "a job begins with a line such as: BPC0000A (Workstation install job) contains 33 scalars"
                ))
        }
    }

    private mutating func add(
        _ severity: Severity, _ code: String, _ message: String, line: Int, column: Int, advice: String? = nil
    ) {
        if severity == .error { block?.hasErrors = true }
        findings.append(
            Finding(
                severity, code, message, at: SourceLocation(file: file, line: line, column: column),
                advice: advice))
    }

    private mutating func take(_ line: [Unicode.Scalar], number: Int) {
        guard let begin = line.firstIndex(where: { $0 != " " && $0 != "\t" && $0 != "\u{FEFF}" }) else {
            return
        }
        let text = string(line[begin...])
        if let header = Self.header(text) {
            finishBlock(at: number, complete: false)
            startBlock(header.name, header.count, header.type, line: number)
        } else if text.hasPrefix("=====") {
            takeTrailer(text, line: number, column: begin + 1)
        } else if block == nil {
            add(
                .error, "line-outside-job", "this line stands outside a job", line: number, column: begin + 1,
                advice:
                    "a job begins with a line such as: BPC0000A (Workstation install job) contains 33 scalars"
            )
        } else {
            takeScalar(line, begin: begin, number: number)
        }
    }

    /// `ID (kind) contains N scalars`.
    private static func header(_ text: String) -> (name: String, count: Int, type: JobType)? {
        let words = text.split(separator: " ")
        guard words.count >= 4, words[words.count - 1] == "scalars", words[words.count - 3] == "contains",
            words[1].hasPrefix("("), let count = Int(words[words.count - 2])
        else { return nil }
        let kind = words[1..<(words.count - 3)].joined(separator: " ")
        let type = JobType.allCases.first { "(\(JobDumpLayout.kind($0)))" == kind }
        return (String(words[0]), count, type ?? .workstationScript)
    }

    private mutating func startBlock(_ name: String, _ count: Int, _ type: JobType, line: Int) {
        block = Block(name: name, line: line, promised: count)
        // The SDK counts 22 of a Share job, of which 21 are known.
        if count != type.scalars.count, !(type == .serverScript && count == 22) {
            add(
                .warning, "wrong-count",
                "the job says that it has \(count) scalars; a \(type.displayName) job has "
                    + "\(type.scalars.count)", line: line, column: 1)
        }
    }

    private mutating func takeTrailer(_ text: String, line: Int, column: Int) {
        guard let block else {
            add(.warning, "stray-end", "this line ends a job, but none was begun", line: line, column: column)
            return
        }
        let name = text.split { $0 == "=" || $0 == " " }.first.map(String.init) ?? ""
        if name != block.name {
            add(
                .warning, "wrong-end", "the job \(block.name) is ended by the name '\(name)'", line: line,
                column: column)
        }
        finishBlock(at: line, complete: true)
    }

    private mutating func takeScalar(_ line: [Unicode.Scalar], begin: Int, number: Int) {
        guard let colon = line.firstIndex(of: ":"), colon >= begin else {
            add(
                .error, "line-without-colon", "expected 'label: value'", line: number, column: begin + 1,
                advice: "a text goes on no further than its line")
            return
        }
        let label = string(line[begin..<colon])
        guard let scalar = JobScalar.named(label) else {
            let nearest = NearestName.of(label, among: JobScalar.allCases.map(\.label))
            add(
                .error, "unknown-scalar", "a job has no scalar '\(label)'", line: number, column: begin + 1,
                advice: nearest.map { "did you mean '\($0)'?" })
            return
        }
        block?.count += 1
        if let first = block?.firstLines[scalar] {
            add(
                .error, "given-twice", "'\(scalar.label)' was already given in line \(first)", line: number,
                column: begin + 1)
            return
        }
        block?.firstLines[scalar] = number
        // One blank belongs to the layout, further ones to the value.
        var start = colon + 1
        if start < line.count, line[start] == " " { start += 1 }
        let value = string(line[start...])
        guard var draft = block?.draft else { return }
        draft.origins[scalar] = SourceLocation(file: file, line: number, column: start + 1)
        if let expected = JobScalarText.set(scalar, value, in: &draft) {
            add(
                .error, "bad-value", "'\(scalar.label)' is '\(value)', but must be \(expected)", line: number,
                column: start + 1)
        } else if let time = LocalTime(ctime: value), time.weekday != weekday(value) {
            add(
                .warning, "wrong-weekday",
                "'\(scalar.label)' is '\(value)', but that day is a \(Calendar.dayNames[time.weekday])",
                line: number,
                column: start + 1)
        }
        block?.draft = draft
    }

    private func weekday(_ ctime: String) -> Int? {
        Calendar.dayNames.firstIndex(of: String(ctime.prefix(3)))
    }

    private mutating func finishBlock(at line: Int, complete: Bool) {
        guard let block else { return }
        if !complete {
            add(
                .warning, "job-without-end", "the job \(block.name) has no line of = signs behind it",
                line: block.line, column: 1)
        }
        if block.count != block.promised {
            add(
                .warning, "wrong-count",
                "the job \(block.name) says that it has \(block.promised) scalars, but \(block.count) were found",
                line: block.line, column: 1)
        }
        if let id = block.draft.id, id.description != block.name.uppercased() {
            add(
                .warning, "wrong-name",
                "the job is called \(block.name) in its first line, but its Job ID is \(id)",
                line: block.line, column: 1)
        }
        if !block.hasErrors { drafts.append(block.draft) }
        self.block = nil
    }

    private func string(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }
}
