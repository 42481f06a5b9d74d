public import SiteModel

/// The text of PCMDUMP, the tool that shows instruction files (Q123499 [1.0]; Q168724, Q189187 [1.2]).
///
/// Labels are padded to 16 columns, a colon stands in column 17, values begin in column 19. Comments are wrapped at
/// 54 columns and reserved bytes at 18 a line: both widths are those of the one published dump.
public enum PCMDump {
    /// How one file is shown.
    public struct Style: Equatable, Sendable {
        /// Whether the two-line banner of the 1.0 tool precedes the file.
        ///
        /// The banner of the 1.2 tool is not published: `tool pcmdump` prints that of the 1.0 tool at every release.
        public var showsBanner: Bool
        /// Whether months are printed from 0 (Q153369); nil: as each record's version says, else from 1.
        public var zeroBasedMonths: Bool?
        /// Quirk `pcmdump-year-100`: years from 2000 print as 100, 101 … (Q249578); else two digits.
        public var yearsAbove99: Bool

        /// Makes a style.
        public init(showsBanner: Bool = false, zeroBasedMonths: Bool? = nil, yearsAbove99: Bool = false) {
            self.showsBanner = showsBanner
            self.zeroBasedMonths = zeroBasedMonths
            self.yearsAbove99 = yearsAbove99
        }

        /// The style of a release: banner and zero-based months in 1.0, the years' quirk in 1.2 up to the hotfix.
        public init(_ release: Release) {
            self.init(
                showsBanner: release < .v12, zeroBasedMonths: release < .v12,
                yearsAbove99: release >= .v12 && release < .sp4Hotfixes)
        }
    }

    /// The column at which values begin, counted from 0.
    static let valueColumn = 18
    /// The widest line of a comment.
    static let commentWidth = 54
    /// How many reserved bytes stand on a line.
    static let reservedPerLine = 18
    /// The banner of the 1.0 tool, as published.
    static let banner = [
        "PCM Instruction File Dump Utility v1.0", "Copyright 1993, 1994 Microsoft Corporation", "",
    ]

    /// Prints one file.
    ///
    /// The name is printed in small letters, as in the published dump.
    public static func print(_ file: InstructionFile, style: Style = Style()) -> String {
        var lines = style.showsBanner ? banner : []
        lines.append(line("File Name", file.fileName.lowercased()))
        for instruction in file.instructions { add(instruction, style, to: &lines) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func add(_ record: ClientInstruction, _ style: Style, to lines: inout [String]) {
        let zeroBased = style.zeroBasedMonths ?? record.version.hasZeroBasedMonths ?? false
        func date(_ time: LocalTime?) -> String {
            printDate(time, zeroBasedMonths: zeroBased, yearsAbove99: style.yearsAbove99)
        }
        func flag(_ isSet: Bool) -> String { isSet ? "1" : "0" }
        lines.append(line("PCM Version", record.version.text))
        lines.append(line("SiteID", record.siteID.description))
        lines.append(line("RequestID", record.requestID.description))
        lines.append(line("PackageID", record.packageID.description))
        lines.append(line("JobID", record.jobID.description))
        lines.append(line("Install Flag", String(record.installFlag)))
        lines.append(line("Install By Date", date(record.installBy)))
        lines.append(line("Install By Full", flag(record.installBy != nil)))
        lines.append(line("Display Date", date(record.displayDate)))
        lines.append(line("Display Full", flag(record.displayDate != nil)))
        lines.append(line("Expiration Date", date(record.expiration)))
        lines.append(line("Expiration Full", flag(record.expiration != nil)))
        lines.append(line("User Input Flags", flag(record.userInput)))
        lines.append(line("Operating System", String(record.operatingSystem.rawValue)))
        lines.append(line("Disk Usage", ""))
        lines.append(line("Run Command", record.runCommand))
        lines.append(line("WCL Name", record.wclName))
        addServers(record.servers, to: &lines)
        lines.append(line("Package Name", record.packageName))
        let comment = DumpText.wrapped(DumpText.oneLine(record.comments), width: commentWidth)
        addContinued("Comments", comment, to: &lines)
        lines.append(line("Domain Name", ""))
        addContinued("Reserved", reservedLines(record.reserved), to: &lines)
    }

    private static func addServers(_ servers: [ClientInstruction.Server], to lines: inout [String]) {
        let indent = String(repeating: " ", count: valueColumn)
        if servers.isEmpty { lines.append(line("Server(s)", "")) }
        for (place, server) in servers.enumerated() {
            lines.append(
                line(place == 0 ? "Server(s)" : "", "\(server.unc) Type: \(server.kind.rawValue)"))
            if let zone = server.zone { lines.append("\(indent)Zone: \(DumpText.oneLine(zone))") }
        }
    }

    private static func addContinued(_ label: String, _ parts: [String], to lines: inout [String]) {
        let indent = String(repeating: " ", count: valueColumn)
        for (place, part) in parts.enumerated() {
            lines.append(place == 0 ? line(label, part) : indent + part)
        }
    }

    private static func reservedLines(_ bytes: [UInt8]) -> [String] {
        if bytes.isEmpty { return [""] }
        return stride(from: 0, to: bytes.count, by: reservedPerLine).map { begin in
            bytes[begin..<min(begin + reservedPerLine, bytes.count)].map { DumpText.hex($0) }
                .joined(separator: " ")
        }
    }

    private static func line(_ label: String, _ value: String) -> String {
        let head = DumpText.padded(label, 16) + ":"
        return value.isEmpty ? head : "\(head) \(DumpText.oneLine(value))"
    }

    /// `MM/DD/YY HH:MM:SS`; none is all zeros.
    static func printDate(_ time: LocalTime?, zeroBasedMonths: Bool, yearsAbove99: Bool) -> String {
        guard let time, time.fitsLegacyFormats else { return "00/00/00 00:00:00" }
        let fields = time.civil
        let month = zeroBasedMonths ? fields.month - 1 : fields.month
        let year = yearsAbove99 && fields.year >= 2000 ? fields.year - 1900 : fields.year % 100
        return "\(pad(month, 2))/\(pad(fields.day, 2))/\(pad(year, 2)) "
            + "\(pad(fields.hour, 2)):\(pad(fields.minute, 2)):\(pad(fields.second, 2))"
    }
}
