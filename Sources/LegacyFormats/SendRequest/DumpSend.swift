import SiteModel

/// The text of DUMPSEND, the tool that shows send requests (Q123221 [1.0], Q168724 [1.2]).
public enum DumpSend {
    /// The banner of the 1.0 tool, as published.
    static let banner = [
        "", "SMS DumpSend v1.0 - Dump Sender files", "Copyright 1994 by Microsoft Corp., All rights reserved",
        "",
    ]
    static let statusRule = String(repeating: "=", count: 46)
    static let statusEnd = "============= End of Dump =============="
    /// Labels of STATUS in order.
    static let statusLabels = [
        "Sender status", "First sender started at", "Sender started at", "Sender ended at",
        "Sender gate heartbeat at", "Scheduler to restart at", "Total bytes to send", "Bytes left to send",
        "Sync Point is", "File type is", "Number of connects", "Sender ID",
    ]

    /// Prints a request.
    ///
    /// `prompt` is the line above the banner, such as `d:\…>dumpsend 1_2zybpc.srs`.
    public static func print(_ request: SendRequest, prompt: String? = nil, showsBanner: Bool = true)
        -> String
    {
        var lines: [String] = []
        if let prompt { lines.append(DumpText.oneLine(prompt)) }
        if showsBanner { lines += banner }
        for (place, record) in request.records.enumerated() {
            lines += block(record)
            // The published dump has a blank line between blocks, except behind the rule that ends STATUS.
            if place + 1 < request.records.count, lines.last != statusEnd { lines.append("") }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func block(_ record: SendRequestRecord) -> [String] {
        let length = String(record.length)
        switch record.content {
        case .information(let value):
            return ["SEND REQUEST DATA RECORD"]
                + fields(
                    14,
                    [
                        ("Length", length), ("Priority", String(value.priority.rawValue)),
                        ("Dest Site", value.destination.description), ("Job", value.job),
                        ("Job request", value.request), ("Outbox", value.outbox),
                    ])
        case .status(let value):
            return ["Sender/scheduler RECORD"] + fields(14, [("Length", length)]) + [statusRule]
                + fields(28, Array(zip(statusLabels, statusValues(value)))) + [statusEnd]
        case .cancel(let isCancelled):
            let mode = isCancelled ? "Cancelled" : "Not cancelled"
            return ["CANCEL RECORD"] + fields(10, [("Length", length), ("Mode", mode)])
        case .actionCode(let code):
            return ["ACTION CODE RECORD"] + fields(10, [("Length", length), ("Code", String(code.rawValue))])
        case .address(let text):
            return ["ADDRESS RECORD"] + fields(11, [("Length", length), ("Address", text)])
        case .packageFile(let text):
            return ["PACKAGE FILE RECORD"] + fields(10, [("Length", length), ("File", text)])
        case .instructionFile(let text):
            return ["INSTRUCTION FILE RECORD"] + fields(10, [("Length", length), ("File", text)])
        case .other(let type, _):
            return ["UNKNOWN RECORD TYPE \(type)"] + fields(10, [("Length", length)])
        }
    }

    private static func statusValues(_ value: SendRequestStatus) -> [String] {
        [
            value.status.rawValue, time(value.firstStarted), time(value.started), time(value.ended),
            time(value.heartbeat), time(value.restart), String(value.totalBytes), String(value.bytesLeft),
            String(value.syncPoint), "\(value.fileType.rawValue) (\(value.fileType.words))",
            String(value.connects), value.senderID,
        ]
    }

    private static func fields(_ width: Int, _ pairs: [(String, String)]) -> [String] {
        pairs.map { label, value in
            let value = DumpText.oneLine(value)
            return "   " + (value.isEmpty ? "\(label):" : DumpText.padded("\(label):", width) + value)
        }
    }

    /// `Mon, Nov 21 1994 12:45` or `(not set)`; seconds are not printed.
    static func time(_ time: LocalTime?) -> String {
        guard let time, time.fitsLegacyFormats else { return "(not set)" }
        let fields = time.civil
        return "\(Calendar.dayNames[time.weekday]), \(Calendar.monthNames[fields.month - 1]) "
            + "\(pad(fields.day, 2)) \(pad(fields.year, 4)) \(pad(fields.hour, 2)):\(pad(fields.minute, 2))"
    }
}
