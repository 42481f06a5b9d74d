public import SiteModel

/// What running a command gives and what users do, out of the lab's rules; the first that fits is used.
public struct RuleBook: Equatable, Sendable {
    /// What running gives.
    public let results: [ResultRule]
    /// What users do with optional offers.
    public let users: [UserRule]

    /// The first rule of `results` if it fits everything: then no name has to be looked at.
    private var always: ResultRule?

    /// Takes the rules of a lab.
    public init(results: [ResultRule], users: [UserRule]) {
        self.results = results
        always = results.first { $0.attempt == 0 && $0.clients == "*" && $0.command == "*" }
        if always != results.first { always = nil }
        self.users = users
    }

    /// What a run gives; without a rule a minute, exit code 0, no MIF.
    ///
    /// - Parameters:
    ///   - client: Gives the client's name; asked for only where a rule needs it.
    ///   - command: The command's name.
    ///   - attempt: 1 for the first run.
    /// - Returns: The first rule that fits.
    public func result(client: () -> String, command: String, attempt: Int) -> ResultRule {
        if let always { return always }
        for rule in results where rule.attempt == 0 || rule.attempt == attempt {
            if matches(rule.clients, client), matches(rule.command, { command }) { return rule }
        }
        return ResultRule()
    }

    /// Minutes after which a user runs an optional offer; nil: never.
    public func runsAfterMinutes(client: () -> String, command: String) -> Int64? {
        for rule in users where matches(rule.clients, client) && matches(rule.command, { command }) {
            return rule.runsAfterMinutes
        }
        return nil
    }

    private func matches(_ pattern: String, _ name: () -> String) -> Bool {
        pattern == "*" || wildcardMatches(pattern, name())
    }
}

/// Whether a name fits a pattern in which `*` stands for anything; case does not matter.
public func wildcardMatches(_ pattern: String, _ name: String) -> Bool {
    let pattern = Array(pattern.uppercased().utf8)
    let name = Array(name.uppercased().utf8)
    var place = 0
    var at = 0
    var star: Int?
    var resume = 0
    while at < name.count {
        if place < pattern.count, pattern[place] == 0x2A {
            star = place
            place += 1
            resume = at
        } else if place < pattern.count, pattern[place] == name[at] {
            place += 1
            at += 1
        } else if let star {
            place = star + 1
            resume += 1
            at = resume
        } else {
            return false
        }
    }
    while place < pattern.count, pattern[place] == 0x2A { place += 1 }
    return place == pattern.count
}
