import Emulation
import Pipeline
import SiteModel

/// Rows about what goes wrong inside a site, with its send requests, and what is asked of that.
enum FaultRows {
    static func site(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let isDown = try Definitions.isDown(&words)
        let fault = try RowWords.choice(
            try words.operand("what is wrong"), SiteFault.allCases.map { ($0.rawValue, $0) })
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.setFault(.site(play.site, fault), isDown: isDown))
        }
    }

    static func request(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let number = try RowWords.number(try words.operand("the request's number"), 1...100_000)
        let fault = try RowWords.choice(
            try words.operand("what is wrong with it"), RequestFault.settable.map { ($0.word, $0) })
        return { (play: inout ScenarioPlay) throws(RowError) in
            guard number <= Int64(play.image.requests.count) else {
                throw RowError("there is no request \(number)")
            }
            let id = play.image.requests[Int(number) - 1].id
            try play.perform(.setFault(.request(play.site, id, fault), isDown: true))
        }
    }

    static func removeSite(_ words: inout RowWords) throws(RowError) -> RowCommand {
        let code = try Definitions.siteCode(&words)
        return { (play: inout ScenarioPlay) throws(RowError) in try play.perform(.removeSite(code)) }
    }

    static func forgetSite(_ words: inout RowWords) throws(RowError) -> RowCommand {
        guard let word = try words.option("delsite"), let code = SiteCode(word.text) else {
            throw RowError("--delsite CODE is missing", column: words.column)
        }
        return { (play: inout ScenarioPlay) throws(RowError) in
            try play.perform(.forgetSite(site: play.site, child: code))
        }
    }

    /// A site group of the lab.
    static func siteGroup(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let place = try draft.site(try words.option("site"))
        let name = try words.operand("the group's name").text
        var sites: [SiteCode] = []
        while !words.isEmpty { sites.append(try Definitions.siteCode(&words)) }
        draft.lab.sites[place].siteGroups.append(SiteGroupDefinition(name: name, sites: sites))
    }

    /// A saved query of the lab.
    static func query(_ words: inout RowWords, _ draft: inout LabDraft) throws(RowError) {
        let place = try draft.site(try words.option("site"))
        let name = try words.operand("the query's name").text
        // The quotation marks of its values are single ones here.
        let text = String(try words.operand("the query").text.map { $0 == "'" ? "\"" : $0 })
        draft.lab.sites[place].queries.append(QueryDefinition(name: name, text: text))
    }

    // MARK: Questions

    static func comment(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let name = try words.operand("the package").text
        let text = try words.operand("the comment").text
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let found = play.image.packages[try play.package(name)].package.comment
            return RowCheck(found == text, found)
        }
    }

    /// Which site an event is about.
    static func about(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let number = try RowWords.number(try words.operand("the event's number"))
        let code = try Definitions.siteCode(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let found = play.image.events.filter { $0.number == number }.map { event in
                UInt16(exactly: event.subject).map { play.image.code(of: $0).description } ?? "-"
            }
            return RowCheck(found.contains(code.description), found.joined(separator: " "))
        }
    }

    static func senderThreads(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let kind = try RowWords.choice(
            try words.operand("the kind of Sender"), SenderKind.allCases.map { ($0.word, $0) })
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            count.check(
                play.image.definition.allSenders.first { $0.kind == kind }?.maximumSendings ?? 0, "threads")
        }
    }
}
