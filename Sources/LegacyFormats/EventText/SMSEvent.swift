/// How an event introduces itself.
public enum EventSeverity: String, CaseIterable, Sendable {
    /// `Non-fatal Error in module:`
    case nonFatalError = "Non-fatal Error in module:"
    /// `Information from module:`
    case information = "Information from module:"
}

/// An event of SMS, as the NT event log and the Events window show it (Q168510, Q129125, Q166833).
public struct SMSEvent: Equatable, Sendable {
    /// The number; nil when the text does not tell.
    public var number: Int?
    /// How it introduces itself; nil when the text does not tell.
    public var severity: EventSeverity?
    /// The component that speaks, such as `SMS_SCHEDULER`; may be empty.
    public var module: String
    /// What was being done, such as `Compress`.
    public var operation: String
    /// With what kind of thing, such as `Package`.
    public var object: String
    /// With which, such as a package identifier.
    public var objectName: String
    /// The error code as printed; empty for none.
    public var errorCode: String
    /// The explanation; paragraphs are separated by an empty line.
    public var message: String
    /// The computer.
    public var machineName: String?
    /// The site.
    public var siteCode: String?
    /// The component.
    public var component: String?
    /// The job.
    public var jobID: String?
    /// The job's destination.
    public var jobDestination: String?

    /// Makes an event without a trailer.
    public init(
        number: Int? = nil, severity: EventSeverity? = nil, module: String = "", operation: String = "",
        object: String = "", objectName: String = "", errorCode: String = "", message: String = ""
    ) {
        self.number = number
        self.severity = severity
        self.module = module
        self.operation = operation
        self.object = object
        self.objectName = objectName
        self.errorCode = errorCode
        self.message = message
    }

    /// The values of the trailer with their keys, in order.
    var trailer: [(key: String, value: String)] {
        let pairs: [(String, String?)] = [
            ("MachineName", machineName), ("SiteCode", siteCode), ("Component", component), ("JobID", jobID),
            ("JobDestination", jobDestination),
        ]
        return pairs.compactMap { key, value in value.map { (key, $0) } }
    }

    /// The values between head and explanation with their labels, in order.
    var labelled: [(label: String, value: String)] {
        [
            ("Operation", operation), ("Object", object), ("Object name", objectName),
            ("Error code", errorCode),
        ].filter { !$0.1.isEmpty }
    }

    /// The text of the event: head, what was done, explanation, trailer; empty parts are left out.
    ///
    /// The frame is that of event 330 (Q168510), with the trailer of event 374 (Q166833). Without a severity the
    /// head is `Event ID: n` (Q199985).
    public func printed() -> String {
        var blocks: [[String]] = []
        if let severity {
            blocks.append(["\(severity.rawValue) \(DumpText.oneLine(module))"])
        } else if let number {
            blocks.append(["Event ID: \(number)"])
        }
        blocks.append(labelled.map { "\($0.label): \(DumpText.oneLine($0.value))" })
        blocks.append(message.isEmpty ? [] : [message])
        blocks.append(trailer.map { "\($0.key) = \(DumpText.oneLine($0.value))" })
        return blocks.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
            + "\n"
    }
}
