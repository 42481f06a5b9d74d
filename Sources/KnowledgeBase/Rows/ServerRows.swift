import Emulation
import Pipeline
import SiteModel

/// Rows about servers, machine groups and the site's settings.
enum ServerRows {
    static func add(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let server = try Definitions.server(&words)
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.addServer(site: play.site, server: server))
        }
    }

    static func set(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let drives = try Definitions.drives(&words)
        let roles = try Definitions.roles(&words)
        let kind = try Definitions.kind(&words)
        let isOffline = words.flag("offline")
        let isOnline = words.flag("online")
        let hasEveryone = words.flag("everyone")
        let name = try words.operand("the server's name").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            let place = try play.server(name)
            var server = play.image.servers[place].definition
            if !drives.isEmpty { server.drives = drives }
            if let roles { server.roles = roles }
            if let kind { server.kind = kind }
            if isOffline { server.online = false }
            if isOnline { server.online = true }
            if hasEveryone { server.hasEveryone = true }
            try play.perform(.setServer(site: play.site, server: server))
        }
    }

    static func remove(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let name = try words.operand("the server's name").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.removeServer(site: play.site, name: name))
        }
    }

    /// A file of a package is open on a server for some time, or none is any more.
    static func lock(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let span = try words.option("for").map { (word) throws(RowError) in try RowWords.duration(word) }
        let isReleased = words.flag("unlock")
        let kind: PackageLocationKind = words.flag("shared") ? .sharing : .workstation
        let server = try words.operand("the server").text.uppercased()
        let package = try words.operand("the package").text
        guard isReleased != (span != nil) else {
            throw RowError("`--for DURATION` or `--unlock` is missing", column: words.column)
        }
        return { (play: inout ScenarioPlay) throws(RowError) in
            let id = play.image.packages[try play.package(package)].package.id
            var set = PackageSetID(id)
            set.kind = kind
            try play.perform(
                .holdFile(
                    site: play.site, server: server, package: set, until: play.lab.now + (span ?? 0)))
        }
    }

    static func setGroup(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let group = try Definitions.group(&words)
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.setGroup(site: play.site, group: group))
        }
    }

    static func removeGroup(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let name = try words.operand("the group's name").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.removeGroup(site: play.site, name: name))
        }
    }
}
