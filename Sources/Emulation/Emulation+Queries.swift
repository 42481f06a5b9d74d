import Pipeline
import SiteModel

extension Emulation {
    /// Carries out a command on saved queries.
    mutating func performOnQueries(_ command: LabCommand) throws(CommandRefusal) -> CommandOutcome {
        switch command {
        case .createQuery(let code, let query):
            let site = try siteNumber(code)
            try check(query, site, except: nil)
            guard let id = images[site].appendQuery(query) else {
                throw CommandRefusal(
                    .exhausted,
                    "site \(code) has no query identifier left after \(code)FFFFF; use another site")
            }
            return note(command, site, id.counter, .query(id))
        case .updateQuery(let code, let id, let query):
            let site = try siteNumber(code)
            let place = try queryPlace(id, site)
            try check(query, site, except: place)
            let old = images[site].queries[place].definition.name
            if old != query.name { images[site].renameQuery(old, to: query.name) }
            images[site].replaceQuery(place, with: query)
            return note(command, site, id.counter)
        case .deleteQuery(let code, let id):
            let site = try siteNumber(code)
            images[site].deleteQuery(try queryPlace(id, site))
            return note(command, site, id.counter)
        default: preconditionFailure("\(command.verb) is no query command")
        }
    }

    private func queryPlace(_ id: QueryID, _ site: Int) throws(CommandRefusal) -> Int {
        guard let place = images[site].queryIndex(id) else {
            throw CommandRefusal(.unknown, "no query \(id); `query list` shows them")
        }
        return place
    }

    /// A text that means something, and a name that no other query has.
    private func check(_ query: QueryDefinition, _ site: Int, except own: Int?) throws(CommandRefusal) {
        do throws(InventoryQueryError) {
            _ = try query.query()
        } catch {
            throw CommandRefusal(.notAllowed, "query \"\(query.name)\", at \(error)")
        }
        let name = query.name.uppercased()
        for (place, other) in images[site].queries.enumerated()
        where place != own && other.definition.name.uppercased() == name {
            throw CommandRefusal(
                .duplicate,
                "there is a query \(other.id) \"\(other.definition.name)\" at site \(images[site].definition.code) "
                    + "already; `query set` changes it")
        }
    }

    /// Refuses a job whose query is not there or is about no machines (Q137679).
    ///
    /// What becomes of the query later is event 318's.
    func checkQuery(of job: Job, _ site: Int) throws(CommandRefusal) {
        guard let id = QueryID(job.queryID) else {
            throw CommandRefusal(
                .unknown, "'\(job.queryID)' is no query identifier such as BPC00001; `query list` shows them")
        }
        let query = images[site].queries[try queryPlace(id, site)].definition
        if query.architecture.isDirect {
            throw CommandRefusal(
                .notAllowed,
                "query \(id) \"\(query.name)\" is about \(query.architecture.rawValue), which has no machines that a "
                    + "job could go to (Q137679)")
        }
    }

    /// Codes the saved queries of a site.
    func codeQueries(_ image: SiteImage, _ coder: inout SnapshotCoder) {
        // Labs of rules 2 had none.
        guard coder.rules >= 3 else { return }
        coder.number(&image.nextQuery)
        var rows = image.queries.map { QueryRow(site: image.definition.code, id: $0.id, $0.definition) }
        coder.records(&rows)
        guard coder.isReading else { return }
        image.restoreQueries(
            rows.compactMap { row in row.definition.map { QueryLive(id: row.id, definition: $0) } })
    }

    /// Codes the inventory that a range is given.
    static func codeInventory(_ inventory: inout ClientInventory, _ coder: inout SnapshotCoder) {
        coder.list(&inventory.groups, empty: ClientInventory.Group(group: 0, rows: [])) { coder, group in
            coder.number(&group.group)
            coder.list(&group.rows, empty: InventoryRowPattern([])) { coder, row in
                coder.list(&row.entries, empty: .init(attribute: 0, pattern: .absent)) { coder, entry in
                    coder.number(&entry.attribute)
                    codePattern(&entry.pattern, &coder)
                }
            }
        }
    }

    /// A pattern as its kind, its numbers and its values: 0 absent, 1 one value, 2 dealt, 3 drawn.
    private static func codePattern(_ pattern: inout InventoryPattern, _ coder: inout SnapshotCoder) {
        var kind: UInt8 = 0
        var values: [InventoryValue] = []
        var numbers: [Int64] = []
        switch pattern {
        case .absent: break
        case .value(let value): (kind, values) = (1, [value])
        case .dealt(let list): (kind, values) = (2, list)
        case .drawn(let low, let high, let step): (kind, numbers) = (3, [low, high, step])
        }
        coder.number(&kind)
        coder.list(&values, empty: .number(0)) { codeValue(&$1, &$0) }
        coder.list(&numbers, empty: 0) { $0.number(&$1) }
        guard coder.isReading else { return }
        switch (kind, values.first, numbers.count) {
        case (1, let value?, _): pattern = .value(value)
        case (2, _, _): pattern = .dealt(values)
        case (3, _, 3): pattern = .drawn(low: numbers[0], high: numbers[1], step: numbers[2])
        default: pattern = .absent
        }
    }

    private static func codeValue(_ value: inout InventoryValue, _ coder: inout SnapshotCoder) {
        var kind: UInt8 =
            switch value {
            case .text: 0
            case .number: 1
            case .date: 2
            }
        var number: Int64 = 0
        var text = ""
        switch value {
        case .text(let own): text = own
        case .number(let own): number = own
        case .date(let time): number = time.seconds
        }
        coder.number(&kind)
        coder.number(&number)
        coder.text(&text)
        guard coder.isReading else { return }
        switch kind {
        case 0: value = .text(text)
        case 1: value = .number(number)
        default: value = .date(LocalTime(seconds: number))
        }
    }
}
