import Emulation
import Pipeline
import SiteModel

/// What can be asked of clients: what they ran and from where, in which order, and what they met.
enum ClientChecks {
    /// How often clients ran a job's command, from any server or from one; a name can be a pattern such as `PC*`.
    static func ran(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let number = try JobChecks.job(of: &words)
        let pattern = try words.operand("the client").text
        let count = try RowCount(&words)
        let server = words.take("from") == nil ? nil : try words.operand("the server").text
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let image = play.image
            let counter = image.jobs[try play.job(number)].job.id.counter
            let source = try server.map { (name) throws(RowError) in Int64(try play.server(name)) }
            let clients = try machines(pattern, play)
            let found = play.records().filter {
                $0.code == .pcmStarted && $0.b == counter && clients.contains($0.a)
            }
            let names = Set(found.map { image.servers[Int($0.value)].definition.name }).sorted()
            let wanted = found.count { source == nil || $0.value == source }
            return count.check(
                wanted, "runs" + (server == nil ? "" : "; runs from \(names.joined(separator: " "))"))
        }
    }

    /// The machines of a name or pattern, as the trace numbers them.
    private static func machines(_ pattern: String, _ play: borrowing ScenarioPlay) throws(RowError) -> Set<
        UInt32
    > {
        guard pattern.contains("*") else { return [UInt32(try play.client(pattern)) + 1] }
        let clients = play.image.clients
        return Set(
            (0..<clients.count).filter { wildcardMatches(pattern, clients.name($0)) }.map { UInt32($0) + 1 })
    }

    /// The jobs of the site whose commands a client started, in order.
    static func order(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let name = try words.operand("the client").text
        var jobs = [try RowWords.number(try words.operand("a job's number"), 1...100_000)]
        while let word = words.optional() { jobs.append(try RowWords.number(word, 1...100_000)) }
        let wanted = jobs
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let client = UInt32(try play.client(name)) + 1
            let image = play.image
            let found = play.records().filter { $0.code == .pcmStarted && $0.a == client }.map { record in
                Int64((image.jobs.firstIndex { $0.job.id.counter == record.b } ?? -1) + 1)
            }
            return RowCheck(
                found == wanted,
                found.isEmpty ? "nothing ran" : found.map { String($0) }.joined(separator: " "))
        }
    }

    /// How often a Package Command Manager noted something.
    static func note(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let client = try words.option("client")?.text
        let job = try words.option("job").map { (word) throws(RowError) in
            try RowWords.number(word, 1...100_000)
        }
        let note = try RowWords.choice(
            try words.operand("what was noted"), PCMNote.allCases.map { ("\($0)", $0) })
        let count = try RowCount(orOne: &words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let clients = try client.map { (name) throws(RowError) in try machines(name, play) }
            let counter = try job.map { (number) throws(RowError) in
                play.image.jobs[try play.job(number)].job.id.counter
            }
            let found = play.records().count {
                $0.code == .pcmNoted && PCMNote.read($0.value)?.note == note
                    && clients?.contains($0.a) != false && (counter == nil || counter == $0.b)
            }
            return count.check(found, "times")
        }
    }

    /// The window of a user's program: up with commands in it, up with none, or not up.
    static func window(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let name = try words.operand("the client").text
        let wanted = try RowWords.choice(
            try words.operand("how its window is"), ["open", "empty", "closed"].map { ($0, $0) })
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let client = try play.client(name)
            let clients = play.lab.clients[play.here]
            let found =
                !clients.hasWindow(client) ? "closed" : clients.isQueueEmpty(client) ? "empty" : "open"
            return RowCheck(found == wanted, found)
        }
    }

    /// Lines of PCMDUMP over a client's instruction file with a text in them.
    static func dump(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let name = try words.operand("the client").text
        guard words.take("contains") != nil else {
            throw RowError("`pcmdump CLIENT contains TEXT`", column: words.column)
        }
        let text = try words.operand("the text").text
        let count = try RowCount(orOne: &words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let lines = play.dumpLines(try play.client(name))
            return count.check(lines.count { $0.contains(text) }, "lines of \(lines.count)")
        }
    }

    /// How many commands of a package the Administrator shows by a name.
    static func shown(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let package = try words.operand("the package").text
        let name = try words.operand("the name that is shown").text
        let count = try RowCount(orOne: &words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            let image = play.image
            let commands = image.packages[try play.package(package)].package.workstation?.commands ?? []
            let shown = commands.map { image.quirks.shownCommandName($0.name) }
            return count.check(shown.count { $0 == name }, "of \(shown.joined(separator: ", "))")
        }
    }

    /// How many program items of a package users get.
    static func published(_ words: inout RowWords) throws(RowError) -> RowExpectation {
        let package = try words.operand("the package").text
        let count = try RowCount(&words)
        return { (play: borrowing ScenarioPlay) throws(RowError) in
            count.check(play.image.publishedItems(try play.package(package)), "program items")
        }
    }
}
