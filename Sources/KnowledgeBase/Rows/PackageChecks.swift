import Emulation
import Pipeline
import SiteModel

/// What can be asked of packages on servers, and of the registry of the site server.
enum PackageChecks {
    /// Where a package lies on a server.
    private static func location(
        _ play: borrowing ScenarioPlay, _ package: String, _ server: String, isSharing: Bool
    ) throws(RowError) -> LocationLive? {
        let id = play.image.packages[try play.package(package)].package.id
        let place = UInt32(try play.server(server))
        return play.image.locations.first {
            let live = play.image.packages[Int($0.package)]
            return !$0.isRemoved && $0.server == place && live.package.id == id && live.isSharing == isSharing
        }
    }

    private static func onServer(_ words: inout RowWords) throws(RowError) -> (name: String, server: String) {
        let name = try words.operand("what it is about").text
        guard words.take("on") != nil else {
            throw RowError("`NAME on SERVER`", column: words.column)
        }
        return (name, try words.operand("the server").text)
    }

    /// Who has which rights on a package's directory.
    static func rights(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let isSharing = words.flag("shared")
        let (package, server) = try onServer(&words)
        let word = try words.operand("the rights")
        let special = ["service", "RWCMEF"].contains(word.text)
        let wanted = special ? AccessPermissions.all : try Definitions.permissions(word)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            guard let found = try location(play, package, server, isSharing: isSharing) else {
                return RowCheck(false, "not there")
            }
            let names = AccessPermissions.words.filter { found.permissions.contains($0.bit) }.map(\.word)
            let isOpened = play.image.isOpened(found)
            let shown =
                found.isServiceOnly
                ? "service" : isOpened ? "RWCMEF" : names.isEmpty ? "none" : names.joined(separator: ",")
            let holds =
                special
                ? shown == word.text : !found.isServiceOnly && !isOpened && found.permissions == wanted
            return RowCheck(holds, shown)
        }
    }

    /// A share, and the end of its comment.
    static func share(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let (name, server) = try onServer(&words)
        let text = words.take("comment") == nil ? nil : try words.operand("the comment's end").text
        let day = words.take("made") == nil ? nil : try words.operand("a day such as 2000-02-03").text
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let shares = play.image.servers[try play.server(server)].shares
            guard let found = shares.first(where: { $0.name == name.uppercased() }) else {
                return RowCheck(false, "not there")
            }
            if let day {
                // As a reader of the comment finds it.
                let made =
                    ShareComment.day(of: found.comment).map { "\($0)" } ?? "on a day that cannot be read"
                return RowCheck(made.hasPrefix(day), made)
            }
            return RowCheck(text.map { found.comment.hasSuffix($0) } ?? true, found.comment)
        }
    }

    /// Free bytes of a drive.
    static func free(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let (letter, server) = try onServer(&words)
        let sense = words.take("at-least", "at-most")
        let bytes = try RowWords.bytes(try words.operand("how much"))
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let drives = play.image.servers[try play.server(server)].drives
            guard let drive = drives.first(where: { $0.letter == letter.uppercased() }) else {
                return RowCheck(false, "no such drive")
            }
            let holds =
                sense == "at-least"
                ? drive.freeBytes >= bytes
                : sense == "at-most" ? drive.freeBytes <= bytes : drive.freeBytes == bytes
            return RowCheck(holds, "\(drive.freeBytes) bytes")
        }
    }

    /// Rows of PackageLocations about a package.
    static func locations(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let name = try words.operand("the package").text
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let id = play.image.packages[try play.package(name)].package.id
            let found = play.image.locations.count {
                $0.isReported && play.image.packages[Int($0.package)].package.id == id
            }
            return count.check(found, "rows")
        }
    }

    /// How many keys lie right below a key of SMS_Despooler, or what a value is.
    static func registry(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let key = try words.operand("the key").text
        if words.next == nil || Int64(words.next ?? "") != nil || words.next?.hasPrefix("at-") ?? false {
            let count = try RowCount(orOne: &words)
            return { (play: borrowing ScenarioPlay) throws(RowError) in
                let found = SiteRegistry(play.image).keys(below: "SMS_Despooler\\" + key)
                return count.check(found.count, "keys: \(found.joined(separator: " "))")
            }
        }
        let name = try words.operand("the value's name").text
        guard words.take("is") != nil else {
            throw RowError("`registry KEY NAME is VALUE`", column: words.column)
        }
        let wanted = try words.operand("the value").text
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let found = SiteRegistry(play.image).value(name, of: "SMS_Despooler\\" + key)
            return RowCheck(found == wanted, found ?? "no such value")
        }
    }
}
