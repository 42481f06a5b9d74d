import Emulation
import Pipeline
import SiteModel

/// Rows about clients and the person at one.
enum ClientRows {
    static func add(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let range = try Definitions.client(&words)
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.addClients(site: play.site, range: range))
        }
    }

    static func remove(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let name = try words.operand("the client").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.removeClient(site: play.site, name: name))
        }
    }

    static func on(_ words: inout RowWords) throws(RowError) -> RowCommand {
        try each(&words) { .clientPower(site: $0, name: $1, on: true) }
    }

    static func off(_ words: inout RowWords) throws(RowError) -> RowCommand {
        try each(&words) { .clientPower(site: $0, name: $1, on: false) }
    }

    static func logon(_ words: inout RowWords) throws(RowError) -> RowCommand {
        try each(&words) { .clientLogon(site: $0, name: $1, on: true) }
    }

    static func logoff(_ words: inout RowWords) throws(RowError) -> RowCommand {
        try each(&words) { .clientLogon(site: $0, name: $1, on: false) }
    }

    private static func each(
        _ words: inout RowWords, _ command: @escaping @Sendable (SiteCode, String) -> LabCommand
    ) throws(RowError) -> RowCommand {
        var names = [try words.operand("the client").text]
        while let word = words.optional() { names.append(word.text) }
        let all = names
        return { (play: inout ScenarioPlay) throws(RowError) in
            for name in all { try play.perform(command(play.site, name)) }
        }
    }

    static func run(_ words: inout RowWords) throws(RowError) -> RowCommand {
        try atOffer(&words) { .clientRun(site: $0, name: $1, request: $2) }
    }

    static func archive(_ words: inout RowWords) throws(RowError) -> RowCommand {
        try atOffer(&words) { .clientArchive(site: $0, name: $1, request: $2) }
    }

    private static func atOffer(
        _ words: inout RowWords, _ command: @escaping @Sendable (SiteCode, String, RequestID) -> LabCommand
    ) throws(RowError) -> RowCommand {
        let number = try words.option("job")
        let job = try number.map { (word) throws(RowError) in try RowWords.number(word) } ?? 1
        let mayBeRefused = words.flag("try")
        let name = try words.operand("the client").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            let place = try play.job(job)
            guard let request = play.image.jobs[place].requestID else {
                throw RowError("job \(job) has no client instructions yet")
            }
            do throws(RowError) {
                try play.perform(command(play.site, name, request))
            } catch  where mayBeRefused && error.message.hasPrefix("refused:") {}
        }
    }
}

/// What a person does at a client besides running and archiving commands.
extension ClientRows {
    /// Opens or closes the Details window (Q160853).
    static func details(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let isClosed = words.flag("closed")
        let name = try words.operand("the client").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.clientDetails(site: play.site, name: name, open: !isClosed))
        }
    }

    /// Starts the program by hand, or closes its window (Q187287).
    static func window(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let isClosed = words.flag("closed")
        let name = try words.operand("the client").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.clientWindow(site: play.site, name: name, open: !isClosed))
        }
    }

    /// Changes the settings of a client.
    static func set(_ words: inout RowWords) throws(RowError) -> RowCommand {
        var settings = ClientSettings()
        try ClientWords.settings(&words, &settings)
        let new = settings
        let name = try words.operand("the client").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            var range = play.image.clients.block(of: try play.client(name)).range
            range.settings = new
            try play.perform(.setClient(site: play.site, name: name, range: range))
        }
    }

    /// Has a client's instruction file on the site server open for a while (Q140928).
    static func lock(_ words: inout RowWords) throws(RowError) -> RowCommand {
        guard let word = try words.option("for") else {
            throw RowError("--for DURATION is missing", column: words.column)
        }
        let span = try RowWords.duration(word)
        let name = try words.operand("the client").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(
                .holdInstructions(site: play.site, name: name, until: play.lab.now + span))
        }
    }

    /// Loses PCMHIST.REG (Q229809).
    static func forgetHistory(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let name = try words.operand("the client").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.clientForgetHistory(site: play.site, name: name))
        }
    }
}
