import CommandLineKit
import Emulation
import LegacyFormats
import Pipeline
import SiteModel

/// Reads breakpoints off the command line: `KEY=VALUE`, or `KEY:WHOSE=VALUE`.
struct BreakpointReader {
    let run: CommandRun
    let names: LabNames

    /// The keys, in the order of the help.
    static let keys = [
        "job", "sending", "working", "cancel", "event", "component", "client", "package", "server", "site",
        "code",
    ]

    /// The breakpoints of one word: one, or several with commas between; what has no key of its own has the one before.
    func breakpoints(_ word: String) throws -> [Breakpoint] {
        // A name of a package may have a comma in it, or an equals sign.
        if word.lowercased().hasPrefix("package") { return [try breakpoint(word)] }
        var key = ""
        return try word.split(separator: ",", omittingEmptySubsequences: false).map { part in
            let part = part.drop { $0 == " " }
            if let end = part.firstIndex(of: "=") {
                key = String(part[...end])
                return try breakpoint(String(part))
            }
            guard !key.isEmpty else { throw wrong("'\(part)' is no breakpoint") }
            return try breakpoint(key + part)
        }
    }

    private func wrong(_ text: String) -> UsageError {
        run.parsed.usageError(
            .other("--break: \(text); write job=Complete, event=374 or component=SMS_DESPOOLER, for example"))
    }

    /// Refuses a word, with the nearest that would do.
    private func unknown(_ word: String, _ what: String, _ among: [String], _ advice: String) -> UsageError {
        if let near = nearestNames(to: word.lowercased(), among: among).first {
            return run.parsed.usageError(
                .other("--break: '\(word)' is no \(what); did you mean \(near)?"))
        }
        return run.parsed.usageError(.other("--break: '\(word)' is no \(what); \(advice)"))
    }

    private func breakpoint(_ text: String) throws -> Breakpoint {
        guard let end = text.firstIndex(of: "=") else { throw wrong("'\(text)' is no breakpoint") }
        let left = text[..<end].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let (key, value) = (String(left[0]).lowercased(), String(text[text.index(after: end)...]))
        let whose = left.count == 2 ? String(left[1]) : nil
        guard Self.keys.contains(key) else {
            throw unknown(
                String(left[0]), "breakpoint", Self.keys,
                "there are \(Self.keys.map { $0 + "=" }.joined(separator: ", "))")
        }
        guard !value.isEmpty, whose?.isEmpty != true else { throw wrong("'\(text)' waits for nothing") }
        if let column = Breakpoint.JobColumn(rawValue: key) {
            let condition = try status(column, value, whose)
            return Breakpoint(text: text, condition: condition, site: nil)
        }
        let site = try whose.map { try self.site($0) }
        return Breakpoint(text: text, condition: try condition(key, value, site), site: site)
    }

    // MARK: Jobs

    /// The words that a column of the Jobs window can come to show.
    private static let words =
        JobStatus.allCases.map(\.word).filter { !$0.isEmpty } + [JobStatus.cancellingWord]

    private func status(_ column: Breakpoint.JobColumn, _ value: String, _ whose: String?) throws
        -> Breakpoint.Condition
    {
        let job = try whose.map { try self.job($0) }
        let lower = value.lowercased()
        // Both spellings stood on screens of SMS 1.2.
        let wanted = lower == "cancelled" ? "canceled" : lower
        if let word = Self.words.first(where: { $0.lowercased() == wanted }) {
            return .status(job, column, word)
        }
        if column == .job, whose == nil, JobID(value) != nil { return .job(try self.job(value)) }
        throw unknown(
            value, "status of a job", Self.words, "statuses are \(Self.words.joined(separator: ", "))")
    }

    private func job(_ word: String) throws -> JobID {
        var things: [NamedThing<JobID>] = []
        for image in names.images where !image.isRemoved {
            for live in image.jobs
            where !live.isDeleted && live.job.id.site == image.definition.code {
                things.append(
                    NamedThing(id: live.job.id.description, name: live.job.comment, live.job.id))
            }
        }
        if let id = JobID(word), things.contains(where: { $0.value == id }) { return id }
        // The next one of a repeating job is not there yet.
        if let id = JobID(word), names.images.contains(where: { isToCome(id, $0) }) { return id }
        return try Naming.find(word, kind: "job", in: things, list: "job list")
    }

    /// Whether a repeating job of the site may still make a job of this identifier.
    private func isToCome(_ id: JobID, _ image: SiteImage) -> Bool {
        guard image.definition.code == id.site, !image.isRemoved else { return false }
        let isRepeating = image.jobs.contains { $0.job.repeatMode != .never && !$0.hasRepeated }
        return isRepeating && image.jobIndex(id) == nil
            && !image.jobs.contains { $0.job.id.counter > id.counter }
    }

    // MARK: The others

    private func condition(_ key: String, _ value: String, _ site: UInt16?) throws -> Breakpoint.Condition {
        switch key {
        case "event":
            guard let number = Int64(value), let small = Int(exactly: number) else {
                throw wrong("'\(value)' is no number of an event")
            }
            guard EventCatalogue.entry(small) != nil else {
                throw run.parsed.usageError(
                    .other(
                        "--break: SMS 1.2 has no event \(number) that sms12 knows; `sms12 event list` shows some"
                    ))
            }
            return .event(number)
        case "component": return .component(try TraceCommands.named(value, run))
        case "client":
            let (site, place) = try computer(value, site)
            return .client(site, UInt32(place) + 1)
        case "package": return .package(try package(value, site))
        case "server": return .server(try server(value, site))
        case "site": return .site(try self.site(value))
        default:
            let code = TraceCode.allCases.first { $0.word.lowercased() == value.lowercased() }
            guard let code else {
                throw unknown(
                    value, "kind of entry", TraceCode.allCases.map(\.word),
                    "docs/reference/trace.md lists them, and `sms12 trace list` shows some")
            }
            guard code.isChange else {
                throw run.parsed.usageError(
                    .other("--break: \(code.word) changes nothing, and a run does not stop for it"))
            }
            return .code(code)
        }
    }

    private func site(_ word: String) throws -> UInt16 {
        let things = names.images.filter { !$0.isRemoved }.map {
            NamedThing(id: $0.definition.code.description, name: $0.definition.name, $0.number)
        }
        return try Naming.find(word, kind: "site", in: things, list: "lab show")
    }

    /// The images that a name is looked for in.
    private func images(_ site: UInt16?) -> [SiteImage] {
        names.images.filter { !$0.isRemoved && (site == nil || $0.number == site) }
    }

    private func computer(_ name: String, _ site: UInt16?) throws -> (site: UInt16, place: Int) {
        let found = images(site).compactMap { image in
            image.clients.index(name).map { (site: image.number, place: $0) }
        }
        guard found.count <= 1 else {
            throw Naming.ambiguous(
                name, "client", found.map { "client:\(names.site($0.site))=\(name)" })
        }
        guard let client = found.first else {
            let first = images(site).flatMap { image in
                (0..<min(image.clients.count, 1_000)).map { image.clients.name($0) }
            }
            throw Naming.unknown(name, "client", first, "client list")
        }
        return client
    }

    private func package(_ word: String, _ site: UInt16?) throws -> PackageID {
        var things: [NamedThing<PackageID>] = []
        for image in images(site) {
            for live in image.packages
            where !live.isDeleted && !live.isSharing
                && !things.contains(where: { $0.value == live.package.id })
            {
                things.append(
                    NamedThing(
                        id: live.package.id.description, name: live.package.name, live.package.id))
            }
        }
        return try Naming.find(word, kind: "package", in: things, list: "package list")
    }

    private func server(_ name: String, _ site: UInt16?) throws -> [(site: UInt16, place: UInt32)] {
        let found = images(site).compactMap { image in
            image.serverIndex(name).map { (site: image.number, place: UInt32($0)) }
        }
        guard found.isEmpty else { return found }
        throw Naming.unknown(
            name, "server", images(site).flatMap { $0.servers.map(\.definition.name) }, "server list")
    }
}
