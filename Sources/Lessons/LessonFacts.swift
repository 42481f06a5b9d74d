public import SiteModel

/// What a check asks of the rest of the program: what explains a job, and what translates one.
public protocol LessonFacts {
    /// What held a job when the lesson began.
    ///
    /// - Parameters:
    ///   - job: The place of the job at its site, from 0.
    ///   - site: The site.
    /// - Returns: Its blockers, the first one first; none for a job that was final or was not there.
    /// - Throws: What keeps the beginning of the lesson from being done again.
    func holds(job: Int, at site: SiteCode) throws -> [LessonHold]

    /// What is lost when a job as it is now becomes objects of Configuration Manager.
    func losses(job: Int, at site: SiteCode) throws -> [LessonLoss]

    /// Every code that a loss can have.
    var lossCodes: [String] { get }
}

/// What holds a job up.
public struct LessonHold: Equatable, Sendable {
    /// The word of `sms12 explain` for it, such as `not-due`.
    public var blocker: String
    /// The quirk behind it.
    public var quirk: String?

    /// Makes one.
    public init(blocker: String, quirk: String? = nil) {
        self.blocker = blocker
        self.quirk = quirk
    }
}

/// What a translation loses.
public struct LessonLoss: Equatable, Sendable {
    /// Its code, such as `W23`.
    public var code: String
    /// Its title, such as "platform without target".
    public var title: String
    /// What it says of this job.
    public var message: String
    /// How grave it is.
    public var severity: Severity

    /// Makes one.
    public init(code: String, title: String, message: String, severity: Severity) {
        self.code = code
        self.title = title
        self.message = message
        self.severity = severity
    }
}
