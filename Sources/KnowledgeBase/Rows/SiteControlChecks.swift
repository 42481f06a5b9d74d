import Emulation
import Pipeline
import SiteModel

/// What can be asked of site properties, control files and system jobs.
enum SiteControlChecks {
    /// A property as it is at the site, or what the database of the site that the row is about knows of a site.
    static func site(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let first = try words.operand("a property, or a site code")
        let properties = ["response", "pcm-polling", "name", "status", "detail", "waits", "outbox"]
        var other: SiteCode?
        var property = first.text
        if !properties.contains(first.text) {
            other = try Definitions.siteCode(first)
            property = try words.operand("a property").text
        }
        let code = other
        switch property {
        case "outbox":
            let kind = try HierarchyRows.kind(try words.operand("the kind of Sender"))
            guard words.take("closed") != nil else {
                throw RowError("`outbox KIND closed HOURS`", column: words.column)
            }
            let hours = try RowCount(&words)
            return { (play: borrowing ScenarioPlay) throws(RowError) in
                let sender = try image(code, play).definition.senders.first { $0.kind == kind }
                return hours.check(sender?.schedule.hours.count { $0 == .none } ?? 0, "hours closed")
            }
        case "waits":
            return { (play: borrowing ScenarioPlay) throws(RowError) in
                let live = play.image.siteControls[try image(code, play).number]
                return RowCheck(live?.needsWork ?? false, live == nil ? "never changed" : "what was proposed")
            }
        default: break
        }
        let wanted = try words.operand("the value").text
        let asked = property
        guard properties.contains(property) else {
            throw RowError(
                "'\(property)' is none of \(properties.joined(separator: ", "))", column: words.column)
        }
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let site = try image(code, play)
            let live = play.image.siteControls[site.number]
            let found =
                switch asked {
                case "response": site.definition.response.rawValue
                case "pcm-polling": String(site.definition.pcmPollingMinutes)
                case "name": site.definition.name
                case "status": live.map { "\($0.status)" } ?? "active"
                default: String(live.map { play.image.detailCode(of: $0) } ?? 0)
                }
            return RowCheck(found == wanted, found)
        }
    }

    private static func image(_ code: SiteCode?, _ play: borrowing ScenarioPlay) throws(RowError) -> SiteImage
    {
        guard let code else { return play.image }
        guard let found = play.lab.images.first(where: { $0.definition.code == code }) else {
            throw RowError("there is no site \(code)")
        }
        return found
    }

    /// How many system jobs there are: of a kind or of any, of a status or of any.
    static func systemJobs(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        var kind: SystemJobKind?
        for each in SystemJobKind.allCases where kind == nil {
            if words.take("\(each)".lowercased()) != nil { kind = each }
        }
        var status: String?
        for word in JobStatus.allCases.map(\.word) where status == nil {
            if words.take(word.lowercased()) != nil { status = word }
        }
        let (wantedKind, wanted) = (kind, status)
        let count = try RowCount(orOne: &words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let found = play.image.systemJobs.values.filter { wantedKind == nil || $0.kind == wantedKind }
            let states = found.map { $0.status.word }.sorted().joined(separator: " ")
            return count.check(
                found.count { wanted == nil || $0.status.word == wanted }, "of \(found.count): \(states)")
        }
    }

    /// How many control files lie in SITECFG.BOX.
    static func files(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let isIn = try RowWords.choice(try words.operand("in or out"), [("in", true), ("out", false)])
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            count.check(
                isIn ? play.image.controlFilesIn.count : play.image.controlFilesOut.count, "control files")
        }
    }

    /// How many command lines a package has in the database.
    static func commands(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let name = try words.operand("the package").text
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let package = play.image.packages[try play.package(name)].package
            return count.check(package.workstation?.commands.count ?? 0, "command lines")
        }
    }

    /// Whether a package has a source directory in the database.
    static func source(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let name = try words.operand("the package").text
        let isThere = try RowWords.choice(
            try words.operand("there or blank"), [("there", true), ("blank", false)])
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let root = play.image.packages[try play.package(name)].package.workstation?.root ?? ""
            return RowCheck(root.isEmpty != isThere, root.isEmpty ? "blank" : root)
        }
    }

    /// A job's comment.
    static func comment(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let number = try RowWords.number(try words.operand("the job's number"), 1...100_000)
        let text = try words.operand("the comment").text
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let found = play.image.jobs[try play.job(number)].job.comment
            return RowCheck(found == text, found)
        }
    }
}
