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

    /// The query a new job names: there, and about machines (Q137679). What becomes of it later is event 318's.
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
}
