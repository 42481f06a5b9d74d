public import SiteModel

/// An event file (`.EMF`) in DELTAMIF.COL or SITEREP.BOX: an event on its way into the database (RG S3D43, Q169491).
///
/// The layout is ours, group class `SMS12|EVENT|1.0`. Control characters of the values become blanks, so paragraphs
/// of an explanation are joined.
public struct EventMIF: Equatable, Sendable {
    /// The class of the group.
    public static let className = "SMS12|EVENT|1.0"

    /// The event.
    public var event: SMSEvent
    /// When it was logged, by the logging computer's clock.
    public var time: LocalTime

    /// Makes an event file.
    public init(event: SMSEvent, time: LocalTime) {
        self.event = event
        self.time = time
    }

    /// The text of the file; empty and missing values are left out.
    public func write() -> String {
        func filled(_ text: String) -> String? { text.isEmpty ? nil : text }
        let severity = event.severity.map { $0 == .information ? "Information" : "Non-fatal Error" }
        return OwnMIF.write(
            "Event", class: Self.className,
            [
                ("Number", event.number.map { String($0) }), ("Severity", severity),
                ("Time", time.description),
                ("Module", filled(event.module)), ("Operation", filled(event.operation)),
                ("Object", filled(event.object)), ("Object Name", filled(event.objectName)),
                ("Error Code", filled(event.errorCode)), ("Message", filled(event.message)),
                ("MachineName", event.machineName), ("SiteCode", event.siteCode),
                ("Component", event.component), ("JobID", event.jobID),
                ("JobDestination", event.jobDestination),
            ])
    }

    /// Reads a file; nil with an error finding when it is not one.
    ///
    /// `name` names it in findings.
    public static func parse(_ text: String, file name: String) -> (event: EventMIF?, findings: [Finding]) {
        var findings: [Finding] = []
        guard let values = OwnMIF.read(text, class: className, file: name, findings: &findings) else {
            return (nil, findings)
        }
        guard let time = LocalTime(values["Time"] ?? "") else {
            findings.append(values.unreadable("Time"))
            return (nil, findings)
        }
        let severities = ["information": EventSeverity.information, "non-fatal error": .nonFatalError]
        var event = SMSEvent(
            number: values["Number"].flatMap { Int($0) },
            severity: severities[(values["Severity"] ?? "").lowercased()], module: values["Module"] ?? "",
            operation: values["Operation"] ?? "", object: values["Object"] ?? "",
            objectName: values["Object Name"] ?? "", errorCode: values["Error Code"] ?? "",
            message: values["Message"] ?? "")
        event.machineName = values["MachineName"]
        event.siteCode = values["SiteCode"]
        event.component = values["Component"]
        event.jobID = values["JobID"]
        event.jobDestination = values["JobDestination"]
        return (EventMIF(event: event, time: time), findings)
    }
}
