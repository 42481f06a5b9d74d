public import SiteModel

/// A job status file (`.JMF`, in 1.0 `.MIF`) in DELTAMIF.COL: one workstation's result, for the Data Loader.
///
/// The layout is ours, group class `SMS12|JOBSTATUS|1.0`.
public struct JobStatusMIF: Equatable, Sendable {
    /// The class of the group.
    public static let className = "SMS12|JOBSTATUS|1.0"

    /// The workstation's site.
    public var site: SiteCode
    /// The job.
    public var job: JobID
    /// The offer.
    public var request: RequestID
    /// The workstation.
    public var client: SMSID
    /// How it ended.
    public var result: StatusInstruction.Result
    /// When the status was made, by the site server's clock.
    public var time: LocalTime
    /// The client's words, or nothing; control characters become blanks.
    public var description: String

    /// Makes a status.
    public init(
        site: SiteCode, job: JobID, request: RequestID, client: SMSID, result: StatusInstruction.Result,
        time: LocalTime, description: String = ""
    ) {
        self.site = site
        self.job = job
        self.request = request
        self.client = client
        self.result = result
        self.time = time
        self.description = description
    }

    /// The text of the file.
    public func write() -> String {
        OwnMIF.write(
            "Job Status", class: Self.className,
            [
                ("Site", site.description), ("Job", job.description), ("Request", request.description),
                ("Client", client.description), ("Result", result == .success ? "Success" : "Failed"),
                ("Time", time.description), ("Description", description),
            ])
    }

    /// Reads a file; nil with an error finding when it is not one.
    ///
    /// `name` names it in findings.
    public static func parse(_ text: String, file name: String) -> (
        status: JobStatusMIF?, findings: [Finding]
    ) {
        var findings: [Finding] = []
        guard let values = OwnMIF.read(text, class: className, file: name, findings: &findings) else {
            return (nil, findings)
        }
        let results = ["success": StatusInstruction.Result.success, "failed": .failed]
        guard let site = SiteCode(values["Site"] ?? ""), let job = JobID(values["Job"] ?? ""),
            let request = RequestID(values["Request"] ?? ""), let client = SMSID(values["Client"] ?? ""),
            let result = results[(values["Result"] ?? "").lowercased()],
            let time = LocalTime(values["Time"] ?? "")
        else {
            findings.append(values.unreadable("Site, Job, Request, Client, Result or Time"))
            return (nil, findings)
        }
        let status = JobStatusMIF(
            site: site, job: job, request: request, client: client, result: result, time: time,
            description: values["Description"] ?? "")
        return (status, findings)
    }
}
