import SiteModel

/// What rows say of the settings of clients and of what running a command gives.
enum ClientWords {
    /// Takes the settings of clients that a row names; the others stay.
    static func settings(_ words: inout RowWords, _ settings: inout ClientSettings) throws(RowError) {
        if let word = try words.option("role") {
            settings.role = try RowWords.choice(word, ClientRole.allCases.map { ($0.rawValue, $0) })
        }
        if words.flag("service") { settings.service = true }
        if let word = try words.option("account") {
            settings.account = try RowWords.choice(word, ServiceAccount.allCases.map { ($0.rawValue, $0) })
        }
        if let word = try words.option("nt") {
            settings.osVersion = try RowWords.choice(
                word, WindowsNTVersion.allCases.map { ($0.rawValue, $0) })
        }
        if let word = try words.option("redirector") {
            settings.redirector = try RowWords.choice(word, Redirector.allCases.map { ($0.rawValue, $0) })
        }
        if let word = try words.option("server-choice") {
            settings.serverChoice = try RowWords.choice(word, ServerChoice.allCases.map { ($0.rawValue, $0) })
        }
        if let word = try words.option("preferred") {
            settings.preferredServers = word.text.split(separator: ",").map { $0.uppercased() }
        }
        if let word = try words.option("local-drives") { settings.localDrives = word.text.uppercased() }
        for word in try words.options("mapped") {
            guard let drive = MappedDrive(word.text) else {
                throw RowError("'\(word.text)' is no drive such as M:\\\\SRV1\\SMS_PKGC", column: word.column)
            }
            settings.mappedDrives.append(drive)
        }
        if let word = try words.option("logon-search") {
            settings.maximumLogonServers = Int(try RowWords.number(word, 0...1_000))
        }
        if words.flag("slow-link") { settings.slowLink = true }
        if words.flag("no-countdown") { settings.disableCountdown = true }
        if let word = try words.option("reminder") {
            settings.reminderMinutes = try RowWords.duration(word) / 60_000
        }
    }

    /// What running a command gives.
    static func result(_ words: inout RowWords) throws(RowError) -> ResultRule {
        var rule = ResultRule()
        if let word = try words.option("command") { rule.command = word.text }
        if let word = try words.option("attempt") { rule.attempt = Int(try RowWords.number(word)) }
        if let word = try words.option("lasts") { rule.durationSeconds = try RowWords.duration(word) / 1_000 }
        if let word = try words.option("exit") { rule.exitCode = try RowWords.number(word) }
        if let word = try words.option("mif") {
            rule.mif = try RowWords.choice(word, StatusMIF.allCases.map { ($0.rawValue, $0) })
        }
        // Two apostrophes stand for a quotation mark, which a row cannot hold.
        if let word = try words.option("text") { rule.description = word.text.replacing("''", with: "\"") }
        if let word = try words.option("reboot") {
            rule.reboot = try RowWords.choice(word, RebootKind.allCases.map { ($0.rawValue, $0) })
        }
        if let word = try words.option("program") {
            rule.program = try RowWords.choice(word, ProgramPlace.allCases.map { ($0.rawValue, $0) })
        }
        if let word = try words.option("handle") { rule.handle = try RowWords.number(word) }
        rule.launcher = words.flag("launcher")
        rule.hangs = words.flag("hangs")
        rule.leavesOpen = words.flag("leaves-open")
        rule.endsElsewhere = words.flag("ends-elsewhere")
        if let word = words.optional() { rule.clients = word.text }
        return rule
    }
}
