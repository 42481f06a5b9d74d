import Emulation
import Pipeline
import SiteModel

/// What can be asked of a site: events, what lies in RECEIVE, and where packages lie.
enum SiteChecks {
    static func received(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let kinds: [(String, ReceivedLive.Kind)] = [
            ("status", .status), ("instruction", .instruction), ("cancel", .cancel),
        ]
        let kind = try RowWords.choice(try words.operand("status, instruction or cancel"), kinds)
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            count.check(play.image.received.count { $0.kind == kind }, "in RECEIVE")
        }
    }

    static func event(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let word = try words.option("job")
        let job = try word.map { (word) throws(RowError) in try RowWords.number(word, 1...100_000) }
        let number = try RowWords.number(try words.operand("the event's number"))
        let count = try RowCount(orOne: &words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let place = try job.map { (number) throws(RowError) in UInt32(try play.job(number)) }
            let found = play.image.events.count { $0.number == number && (place == nil || $0.job == place) }
            let others = Set(play.image.events.map(\.number)).subtracting([number]).sorted()
            let besides =
                others.isEmpty ? "" : "; others: \(others.map { String($0) }.joined(separator: " "))"
            return count.check(found, "times\(besides)")
        }
    }

    /// Whether a service runs, as SMS Service Manager shows it.
    static func service(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let service = try RowWords.choice(
            try words.operand("the service"), ServiceName.allCases.map { ($0.rawValue, $0) })
        let wanted = try RowWords.choice(
            try words.operand("running, paused or stopped"),
            ["running", "paused", "stopped"].map { ($0, $0) })
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let found =
                play.image.stopped.contains(service)
                ? "stopped" : play.image.paused.contains(service) ? "paused" : "running"
            return RowCheck(found == wanted, found)
        }
    }

    /// How many members a machine group has, blank ones among them.
    static func members(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let name = try words.operand("the group").text
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            guard let group = play.image.group(name) else { return RowCheck(false, "no such group") }
            return count.check(group.members.count, "members")
        }
    }

    static func package(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let version = try words.option("version").map { (word) throws(RowError) in try RowWords.number(word) }
        let drive = try words.option("drive")?.text.uppercased()
        let share = try words.option("share")?.text.uppercased()
        let name = try words.operand("the package").text
        guard words.take("on") != nil else {
            throw RowError("`package NAME on SERVER`", column: words.column)
        }
        let server = try words.operand("the server").text
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let (package, place) = (UInt32(try play.package(name)), UInt32(try play.server(server)))
            guard let index = play.image.locationIndex(package: package, server: place) else {
                return RowCheck(false, "not there")
            }
            let found = play.image.locations[index]
            let letter = play.image.servers[Int(place)].drives[found.drive].letter
            let holds =
                (version == nil || version == found.version) && (drive == nil || drive == letter)
                && (share == nil || share == found.share)
            return RowCheck(holds, "version \(found.version) on drive \(letter), share \(found.share)")
        }
    }

    /// The servers that a job's client instructions name.
    static func offered(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let number = try RowWords.number(try words.operand("the job's number"), 1...100_000)
        if words.take("from") != nil {
            var names = [try words.operand("a server").text.uppercased()]
            while let word = words.optional() { names.append(word.text.uppercased()) }
            let wanted = names.sorted()
            return { (play: borrowing ScenarioPlay) throws(RowError) in
                let found = try servers(play, number)
                return RowCheck(found.sorted() == wanted, found.joined(separator: " "))
            }
        }
        let count = try RowCount(&words)
        _ = words.take("servers")
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            count.check(try servers(play, number).count, "servers")
        }
    }

    private static func servers(_ play: borrowing ScenarioPlay, _ number: Int64) throws(RowError) -> [String]
    {
        let image = play.image
        return image.offeredNames(of: try play.job(number))
    }
}
