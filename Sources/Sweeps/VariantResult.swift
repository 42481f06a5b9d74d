public import SiteModel

/// What one variant came to.
public struct VariantResult: Equatable, Sendable {
    /// What became of a measured job.
    public struct JobResult: Equatable, Sendable {
        /// The job.
        public var id: JobID
        /// Its overall status at the end.
        public var status: JobStatus
        /// When it was made, in milliseconds from the beginning of the lab; -1: it never was.
        public var made: Int64
        /// Milliseconds from then until it was Active first; -1: it never was.
        public var active: Int64
        /// Milliseconds until it was Complete; -1: it is not.
        public var complete: Int64
        /// Milliseconds until it was Complete, Canceled or Failed; -1: it is not.
        public var ended: Int64
        /// How often it became Retrying.
        public var retryings: Int64
        /// Milliseconds for which it was Retrying.
        public var retryingMilliseconds: Int64
        /// Whether it was deleted, or its site removed, before it was Complete, Canceled or Failed; the status is then the
        /// last one.
        public var isDeleted = false

        /// What is said of its end: its status, or that it was deleted.
        public var word: String { isDeleted ? Self.deletedWord : status.word }
        /// What is said of a job that was deleted; no status of the product.
        public static let deletedWord = "Deleted"

        /// Makes a result of a job that nothing happened to.
        public init(id: JobID, made: Int64) {
            self.id = id
            self.made = made
            status = .none
            active = -1
            complete = -1
            ended = -1
            retryings = 0
            retryingMilliseconds = 0
        }
    }

    /// What went one way between two sites.
    public struct LinkResult: Equatable, Sendable {
        /// The site that sent.
        public var from: SiteCode
        /// The next site on the way.
        public var to: SiteCode
        /// Bytes of requests that arrived.
        public var bytes: Int64
        /// How many requests arrived.
        public var requests: Int64

        /// Makes a result.
        public init(from: SiteCode, to: SiteCode, bytes: Int64, requests: Int64) {
            self.from = from
            self.to = to
            self.bytes = bytes
            self.requests = requests
        }
    }

    /// Its number, from 1.
    public var variant: Int64
    /// Whether every measured job had ended, or the end that the plan names was reached; else time ran out.
    public var isEnded: Bool
    /// When it stopped, in milliseconds from the beginning of the lab.
    public var stopped: Int64
    /// How many signals the engine handled.
    public var events: Int64
    /// How many entries the trace has.
    public var entries: Int64
    /// The digest over the trace: that of a lab made of this variant.
    public var digest: String
    /// How many commands were refused.
    public var refused: Int64
    /// What the first refusal said.
    public var refusal: String
    /// The measured jobs.
    public var jobs: [JobResult]
    /// The links over which something went.
    public var links: [LinkResult]

    /// Makes a result.
    public init(
        variant: Int64, isEnded: Bool, stopped: Int64, events: Int64, entries: Int64, digest: String,
        refused: Int64 = 0, refusal: String = "", jobs: [JobResult] = [], links: [LinkResult] = []
    ) {
        self.variant = variant
        self.isEnded = isEnded
        self.stopped = stopped
        self.events = events
        self.entries = entries
        self.digest = digest
        self.refused = refused
        self.refusal = refusal
        self.jobs = jobs
        self.links = links
    }
}

extension VariantResult {
    /// Stands behind the status of a job that was deleted.
    private static let deletedMark = "x"

    /// One line, the fields divided by tabs; the line feed is not part of it.
    public var line: String {
        var fields = [
            String(variant), isEnded ? "ended" : "time", String(stopped), String(events), String(entries),
            digest, String(refused), Self.escaped(refusal), String(jobs.count),
        ]
        for job in jobs {
            fields += [
                job.id.description, String(job.status.rawValue) + (job.isDeleted ? Self.deletedMark : ""),
            ]
            fields += [
                job.made, job.active, job.complete, job.ended, job.retryings, job.retryingMilliseconds,
            ]
            .map { String($0) }
        }
        fields.append(String(links.count))
        for link in links {
            fields += [link.from.description, link.to.description, String(link.bytes), String(link.requests)]
        }
        return fields.joined(separator: "\t")
    }

    /// Takes a line back; nil for anything else.
    public init?(line: some StringProtocol) {
        var fields = line.split(separator: "\t", omittingEmptySubsequences: false)[...]
        func next() -> Substring? { fields.popFirst().map { Substring($0) } }
        func number() -> Int64? { next().flatMap { Int64($0) } }
        guard let variant = number(), let end = next(), end == "ended" || end == "time",
            let stopped = number(), let events = number(), let entries = number(), let digest = next(),
            let refused = number(), let refusal = next(), let jobCount = number(),
            (0...100_000).contains(jobCount)
        else { return nil }
        self.init(
            variant: variant, isEnded: end == "ended", stopped: stopped, events: events, entries: entries,
            digest: String(digest), refused: refused, refusal: Self.unescaped(refusal))
        for _ in 0..<jobCount {
            guard let id = next().flatMap({ JobID(String($0)) }), let word = next(),
                let status = Int(word.hasSuffix(Self.deletedMark) ? word.dropLast() : word)
                    .flatMap({ JobStatus(rawValue: $0) }),
                let made = number(), let active = number(), let complete = number(), let ended = number(),
                let retryings = number(), let milliseconds = number()
            else { return nil }
            var job = JobResult(id: id, made: made)
            job.status = status
            job.isDeleted = word.hasSuffix(Self.deletedMark)
            job.active = active
            job.complete = complete
            job.ended = ended
            job.retryings = retryings
            job.retryingMilliseconds = milliseconds
            jobs.append(job)
        }
        guard let linkCount = number(), (0...10_000_000).contains(linkCount) else { return nil }
        for _ in 0..<linkCount {
            guard let from = next().flatMap({ SiteCode(String($0)) }),
                let to = next().flatMap({ SiteCode(String($0)) }), let bytes = number(),
                let requests = number()
            else { return nil }
            links.append(LinkResult(from: from, to: to, bytes: bytes, requests: requests))
        }
        guard fields.isEmpty else { return nil }
    }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": out += "\\\\"
            case "\t": out += "\\t"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }

    private static func unescaped(_ text: Substring) -> String {
        var out = ""
        var isEscape = false
        for scalar in text.unicodeScalars {
            if isEscape {
                switch scalar {
                case "t": out += "\t"
                case "n": out += "\n"
                case "r": out += "\r"
                default: out.unicodeScalars.append(scalar)
                }
                isEscape = false
            } else if scalar == "\\" {
                isEscape = true
            } else {
                out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
