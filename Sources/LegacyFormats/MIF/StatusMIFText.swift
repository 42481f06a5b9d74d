public import SiteModel

/// What a status MIF says about a run (SDK; Q166833, Q169491).
public struct StatusReport: Equatable, Sendable {
    /// A named value of the ComponentID group.
    public struct Value: Equatable, Sendable {
        /// The attribute's name, such as `Product`.
        public var name: String
        /// Its value.
        public var value: String
        /// Makes a value.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// Success or Failed; the words are not localised.
    public var result: StatusInstruction.Result
    /// The text for the administrator, insertion of event 374.
    public var description: String
    /// The ComponentID group, in the order of the file; empty when there is none.
    public var component: [Value]

    /// Makes a report.
    public init(result: StatusInstruction.Result, description: String = "", component: [Value] = []) {
        self.result = result
        self.description = description
        self.component = component
    }
}

/// Status MIFs: what an installation leaves in the Windows directory, and the `.PCK` it becomes.
public enum StatusMIFText {
    /// The largest file that is read, 64 KB (Q122178, event 119).
    public static let maximumSize = 65_536
    /// The class of the group that counts.
    public static let statusClass = "MICROSOFT|JOBSTATUS|1.0"
    /// The last year that the Data Loader takes (Q239534).
    public static let lastYear = 2030

    /// What was read.
    public struct Reading: Equatable, Sendable {
        /// What the file says; nil when it is malformed or says nothing about a run.
        public var report: StatusReport?
        /// What was noticed, with line and column.
        public var findings: [Finding]
        /// Whether the file does not compile: event 119, code `cb`, and in 1.2 counted as success (Q190135).
        public var isMalformed: Bool { findings.contains { $0.code == "mif-malformed" } }
        /// Whether SMS 1.1 would refuse it for a `\"` (Q140810).
        public var hasEscapedQuote: Bool { findings.contains { $0.code == "mif-escaped-quote" } }
        /// Whether a date is later than 2030, which 1.2 refuses before the hotfix of 6/26/99 (Q239534).
        public var hasLateYear: Bool { findings.contains { $0.code == "mif-year" } }
    }

    /// Reads a status MIF.
    ///
    /// Any class of ComponentID is taken, and none; only the group of class `MICROSOFT|JOBSTATUS|1.0` is needed.
    /// `byteCount` is the size of the file where the text is not UTF-8; `name` names it in findings.
    public static func parse(_ text: String, file name: String, byteCount: Int? = nil) -> Reading {
        let whole = SourceLocation(file: name)
        let size = byteCount ?? text.utf8.count
        guard size <= maximumSize else {
            let finding = Finding(
                .error, "mif-malformed", "the file has \(size) bytes, at most \(maximumSize) are read",
                at: whole,
                advice: "write a shorter Description")
            return Reading(report: nil, findings: [finding])
        }
        let document = MIFDocument.parse(text, file: name)
        var findings = document.findings
        func add(_ severity: Severity, _ code: String, _ message: String, line: Int = 0) {
            findings.append(
                Finding(severity, code, message, at: SourceLocation(file: name, line: line)))
        }
        if let component = document.component {
            if component.value("Name")?.lowercased() != "workstation" {
                add(
                    .warning, "mif-component-name", "the component is not named Workstation",
                    line: component.line)
            }
        } else {
            add(.error, "mif-malformed", "there is no component")
        }
        addLateYears(document, file: name, to: &findings)
        var result: StatusReport?
        if let group = document.group(class: statusClass) {
            let status = group.attribute("Status", id: 1)?.value("Value") ?? ""
            let description = group.attribute("Description", id: 2)?.value("Value") ?? ""
            switch status.lowercased() {
            case "success": result = StatusReport(result: .success)
            case "failed": result = StatusReport(result: .failed)
            default:
                add(
                    .error, "mif-status-word",
                    "the status is \"\(status.prefix(40))\", neither Success nor Failed",
                    line: group.line)
            }
            if description.isEmpty {
                add(
                    .warning, "mif-empty-description", "there is no description (Q169491)", line: group.line)
            }
            result?.description = description
        } else {
            add(.error, "mif-no-status", "no group has the class \(statusClass)")
        }
        result?.component = componentValues(document)
        if findings.contains(where: { $0.code == "mif-malformed" }) { result = nil }
        return Reading(report: result, findings: findings)
    }

    private static func componentValues(_ document: MIFDocument) -> [StatusReport.Value] {
        let group = document.groups.first {
            let parts = ($0.value("Class") ?? "").lowercased().split(separator: "|")
            return parts.count == 3 && parts[0] == "dmtf" && ["componentid", "component"].contains(parts[1])
        }
        return (group?.children(.attribute) ?? []).map {
            StatusReport.Value($0.value("Name") ?? "", $0.value("Value") ?? "")
        }
    }

    /// Finds attributes of type Date later than 2030.
    private static func addLateYears(
        _ document: MIFDocument, file name: String, to findings: inout [Finding]
    ) {
        for group in document.groups {
            for attribute in group.children(.attribute)
            where attribute.value("Type")?.lowercased() == "date" {
                guard let year = year(of: attribute.value("Value") ?? ""), year > lastYear else { continue }
                findings.append(
                    Finding(
                        .warning, "mif-year",
                        "a date lies in \(year); dates after \(lastYear) are refused (Q239534)",
                        at: SourceLocation(file: name, line: attribute.line)))
            }
        }
    }

    /// The year of `yyyymmdd…` or `mm/dd/yyyy …`; nil for other forms and for two digits.
    private static func year(of value: String) -> Int? {
        let digits = value.utf8.prefix { (0x30...0x39).contains($0) }
        if digits.count >= 8 { return Int(Substring(digits.prefix(4))) }
        let parts = value.utf8.split(whereSeparator: { $0 == 0x2F || $0 == 0x20 })
        guard parts.count >= 3, parts[2].count == 4 else { return nil }
        return Int(Substring(parts[2]))
    }
}
