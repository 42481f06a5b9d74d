public import SiteModel

extension SMSEvent {
    /// Reads the text of an event, as saved from the event log or printed in an article.
    ///
    /// Lines of one paragraph are joined by a blank. The trailer is taken from the end of the text only, since an
    /// explanation may hold `SMSID = …` as well (Q129125). `name` names the text in findings.
    public static func parse(_ text: String, file name: String) -> (event: SMSEvent, findings: [Finding]) {
        var event = SMSEvent()
        var findings: [Finding] = []
        var lines = DumpText.lines(text).map { DumpText.trim($0) }
        takeTrailer(from: &lines, into: &event, file: name, findings: &findings)
        var paragraphs: [String] = []
        var isInParagraph = false
        var isInHead = true
        for line in lines {
            if line.isEmpty {
                isInParagraph = false
                // An explanation may begin with a word that looks like a label.
                if !event.labelled.isEmpty { isInHead = false }
                continue
            }
            if isInHead, event.takeHead(line) { continue }
            isInHead = false
            if isInParagraph, let last = paragraphs.popLast() {
                paragraphs.append("\(last) \(line)")
            } else {
                paragraphs.append(String(line))
            }
            isInParagraph = true
        }
        event.message = paragraphs.joined(separator: "\n\n")
        if event.message.isEmpty {
            findings.append(
                Finding(
                    .warning, "event-no-message", "the event has no explanation",
                    at: SourceLocation(file: name)))
        }
        return (event, findings)
    }

    /// Takes a line of the head; false when it is none.
    private mutating func takeHead(_ line: Substring) -> Bool {
        for severity in EventSeverity.allCases
        where line.lowercased().utf8.starts(with: severity.rawValue.lowercased().utf8) {
            var rest = DumpText.trim(Substring(line.utf8.dropFirst(severity.rawValue.utf8.count)))
            if rest.utf8.last == 0x2E { rest = Substring(rest.utf8.dropLast()) }
            self.severity = severity
            module = String(rest)
            return true
        }
        guard let (label, behind) = DumpText.cut(line, at: 0x3A) else { return false }
        let value = String(DumpText.trim(behind))
        switch DumpText.trim(label).lowercased() {
        case "operation": operation = value
        case "object": object = value
        case "object name": objectName = value
        case "error code": errorCode = value
        case "event id":
            let digits = value.utf8.prefix { (0x30...0x39).contains($0) }
            guard let number = Int(Substring(digits)) else { return false }
            self.number = number
        default: return false
        }
        return true
    }

    private static func takeTrailer(
        from lines: inout [Substring], into event: inout SMSEvent, file name: String,
        findings: inout [Finding]
    ) {
        while let line = lines.last {
            if line.isEmpty {
                lines.removeLast()
                continue
            }
            guard let (key, behind) = DumpText.cut(line, at: 0x3D) else { return }
            var value = String(DumpText.trim(behind))
            if value.utf8.last == 0x22, value.utf8.first != 0x22 {
                value.removeLast()
                findings.append(
                    Finding(
                        .note, "event-stray-quote", "a quote at the end of a value is left out",
                        at: SourceLocation(file: name, line: lines.count)))
            }
            switch DumpText.trim(key).lowercased() {
            case "machinename": event.machineName = value
            case "sitecode": event.siteCode = value
            case "component": event.component = value
            case "jobid": event.jobID = value
            case "jobdestination": event.jobDestination = value
            default: return
            }
            lines.removeLast()
        }
    }
}
