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
        let name = try words.operand("the client").text
        return { (play: inout ScenarioPlay) throws(RowError) in
            let place = try play.job(job)
            guard let request = play.image.jobs[place].requestID else {
                throw RowError("job \(job) has no client instructions yet")
            }
            try play.perform(command(play.site, name, request))
        }
    }
}
