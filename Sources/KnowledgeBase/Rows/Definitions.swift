import SiteModel

/// Servers, clients, groups and sources as rows describe them, in the lab and in commands.
enum Definitions {
    /// A server.
    static func server(_ words: inout RowWords) throws(RowError) -> ServerDefinition {
        let drives = try drives(&words)
        let roles = try roles(&words)
        let kind = try kind(&words)
        let domain = try words.option("domain")
        let isOffline = words.flag("offline")
        let isMacintosh = words.flag("mac")
        let hasNoEveryone = words.flag("no-everyone")
        let shares = try shares(&words)
        let name = try words.operand("the server's name")
        var server = ServerDefinition(name: name.text.uppercased(), roles: roles ?? .distribution)
        if let kind { server.kind = kind }
        if !drives.isEmpty { server.drives = drives }
        if let domain { server.domain = domain.text }
        server.online = !isOffline
        server.macintosh = isMacintosh
        server.hasEveryone = !hasNoEveryone
        server.shares = shares
        return server
    }

    /// The shares of a server that are no packages': `APPS:D`.
    static func shares(_ words: inout RowWords) throws(RowError) -> [ShareDefinition] {
        var shares: [ShareDefinition] = []
        for word in try words.options("share") {
            let parts = word.text.split(separator: ":").map { $0.uppercased() }
            guard parts.count == 2, parts[1].utf8.count == 1 else {
                throw RowError("'\(word.text)' is no share such as APPS:D", column: word.column)
            }
            shares.append(ShareDefinition(name: parts[0], drive: parts[1]))
        }
        return shares
    }

    /// Rights of users and guests: `UserRead,GuestRead`, `all`, `none`.
    static func permissions(_ word: RowWord) throws(RowError) -> AccessPermissions {
        if word.text == "all" { return .all }
        var found: AccessPermissions = []
        for name in word.text.split(separator: ",") where name != "none" {
            found.insert(
                try RowWords.choice(
                    RowWord(text: String(name), column: word.column, isQuoted: true),
                    AccessPermissions.words.map { ($0.word, $0.bit) }))
        }
        return found
    }

    /// The kind of a server, or nil.
    static func kind(_ words: inout RowWords) throws(RowError) -> ServerKind? {
        guard let word = try words.option("kind") else { return nil }
        return try RowWords.choice(word, ServerKind.allCases.map { ($0.word, $0) })
    }

    /// The roles of a server, or nil.
    static func roles(_ words: inout RowWords) throws(RowError) -> ServerRoles? {
        guard let word = try words.option("roles") else { return nil }
        var roles: ServerRoles = []
        for name in word.text.split(separator: ",") where name != "none" {
            roles.insert(
                try RowWords.choice(
                    RowWord(text: String(name), column: word.column, isQuoted: true),
                    ServerRoles.words.map { ($0.word, $0.bit) }))
        }
        return roles
    }

    /// The drives of a server: `C:ntfs:2GB`.
    static func drives(_ words: inout RowWords) throws(RowError) -> [DriveDefinition] {
        var drives: [DriveDefinition] = []
        for word in try words.options("drive") {
            let parts = word.text.split(separator: ":").map { String($0) }
            guard let letter = parts.first, letter.utf8.count == 1, parts.count <= 3 else {
                throw RowError("'\(word.text)' is no drive such as C:ntfs:2GB", column: word.column)
            }
            func part(_ text: String) -> RowWord { RowWord(text: text, column: word.column, isQuoted: true) }
            var drive = DriveDefinition(letter: letter.uppercased())
            if parts.count > 1 {
                drive.fileSystem = try RowWords.choice(
                    part(parts[1]), FileSystem.allCases.map { ($0.rawValue, $0) })
            }
            if parts.count > 2 { drive.freeBytes = try RowWords.bytes(part(parts[2])) }
            drives.append(drive)
        }
        return drives
    }

    /// A range of clients.
    static func client(_ words: inout RowWords) throws(RowError) -> ClientRange {
        var range = ClientRange(pattern: "PC#")
        if let word = try words.option("count") {
            range.count = Int(try RowWords.number(word, 1...1_000_000))
        }
        if let word = try words.option("first") { range.first = Int(try RowWords.number(word)) }
        try client(&words, &range)
        range.pattern = try words.operand("the clients' name").text
        return range
    }

    /// What can be said of clients after they were made as well.
    static func client(_ words: inout RowWords, _ range: inout ClientRange) throws(RowError) {
        if let word = try words.option("platform") { range.platform = try platforms(word) }
        if let word = try words.option("user") { range.user = word.text == "none" ? "" : word.text }
        if let word = try words.option("clock") {
            range.clockOffsetMilliseconds = try RowWords.duration(word)
        }
        if let word = try words.option("behind") {
            range.clockOffsetMilliseconds = -(try RowWords.duration(word))
        }
        if let word = try words.option("zone") { range.zone = try LabRow.zone(word) }
        if let word = try words.option("domain") { range.domain = word.text }
        let logon = try words.options("logon")
        if !logon.isEmpty { range.logonServers = logon.map(\.text) }
        try ClientWords.settings(&words, &range.settings)
    }

    /// Platforms with commas between.
    static func platforms(_ word: RowWord) throws(RowError) -> PlatformMask {
        var mask: PlatformMask = []
        for name in word.text.split(separator: ",") where name != "none" {
            mask.insert(
                try RowWords.choice(
                    RowWord(text: String(name), column: word.column, isQuoted: true),
                    PlatformMask.names.map { ($0.name, $0.bit) }))
        }
        return mask
    }

    /// A machine group: its name, then its members.
    static func group(_ words: inout RowWords) throws(RowError) -> MachineGroupDefinition {
        let name = try words.operand("the group's name").text
        var members: [String] = []
        while let member = words.optional() { members.append(member.text) }
        return MachineGroupDefinition(name: name, members: members)
    }

    /// What a source holds.
    static func source(_ words: inout RowWords) throws(RowError) -> SourceManifest {
        let bytes = try words.option("bytes")
        let files = try words.option("files")
        let longest = try words.option("longest")
        let error = try words.option("error")
        let longNames = words.flag("long-names")
        return ScenarioWorld.manifest(
            bytes: try bytes.map(RowWords.bytes) ?? 300_000,
            files: try files.map { (word) throws(RowError) in try RowWords.number(word, 1...10_000) } ?? 2,
            longest: try longest.map { (word) throws(RowError) in try RowWords.number(word, 0...10_000) }
                ?? 0,
            longNames: longNames,
            error: try error.map { (word) throws(RowError) in try RowWords.number(word) } ?? 0)
    }

    /// A site code that a row names.
    static func siteCode(_ word: RowWord) throws(RowError) -> SiteCode {
        guard let code = SiteCode(word.text) else {
            throw RowError("'\(word.text)' is no site code", column: word.column)
        }
        return code
    }

    /// The next operand as a site code.
    static func siteCode(_ words: inout RowWords) throws(RowError) -> SiteCode {
        try siteCode(try words.operand("a site code"))
    }

    /// Whether something goes down, which is so unless `--state up` is given.
    static func isDown(_ words: inout RowWords) throws(RowError) -> Bool {
        guard let word = try words.option("state") else { return true }
        return try RowWords.choice(word, [("down", true), ("up", false)])
    }

    /// A command line of a package, `NAME=LINE`; without a line it is set-up.
    static func commandLine(_ word: RowWord) -> (name: String, line: String) {
        let parts = word.text.split(separator: "=", maxSplits: 1).map { String($0) }
        return (name: parts.first ?? "", line: parts.count > 1 ? parts[1] : "setup.exe")
    }
}
