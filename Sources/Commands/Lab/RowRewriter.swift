import Emulation
import LegacyFormats
import Pipeline
import SiteDatabase
import SiteModel

/// Has the rows of a database, which are those of one state, become those of another state of the same lab.
///
/// Of the tables with a row for each client only rows that differ are touched: a lab of 100,000 clients that goes back a day
/// keeps nine tenths of them.
struct RowRewriter {
    /// The database; it holds the rows of `before`.
    let database: LabDatabase
    /// The state whose rows are there.
    let before: StateComparison
    /// The state whose rows are wanted.
    let after: StateComparison

    /// The tables with rows for each client.
    private static let large = [MachineRow.table.name, JobDetailRow.table.name, ClientOfferRow.table.name]

    /// Writes what differs; no events.
    ///
    /// Call it in a transaction.
    ///
    /// - Returns: Whether offers came that were not there before, so that the database does not tell their times.
    /// - Throws: `DatabaseError` of a failing engine.
    func write() throws -> Bool {
        for table in SiteTables.all
        where !StateComparison.sealed.contains(table.name) && !Self.large.contains(table.name) {
            try database.connection.run(
                "DELETE FROM \(table.name)", doing: "removing rows of \(table.name)")
        }
        let wanted = Set(after.images.map(\.definition.code))
        for image in before.images where !wanted.contains(image.definition.code) { try remove(image) }
        var hasNewOffers = false
        for (site, image) in after.images.enumerated() {
            let writer = RowWriter(
                database, image, after.clients[site], OfferTimes(), peers: after.images)
            if site < before.images.count, !image.isRemoved,
                let pair = SitePair(
                    RowWriter(
                        database, before.images[site], before.clients[site], OfferTimes(),
                        peers: before.images), writer)
            {
                try removeSmall(image)
                try writer.writeSmall()
                try writeMachines(pair)
                try writeDetails(pair)
                if try writeOffers(pair) { hasNewOffers = true }
            } else {
                try remove(image)
                try writer.writeAll()
                hasNewOffers = hasNewOffers || !image.details.isEmpty
            }
        }
        return hasNewOffers
    }

    private func remove(_ image: SiteImage) throws {
        for table in Self.large {
            try database.connection.run(
                "DELETE FROM \(table) WHERE Site = ?", [.name(image.definition.code)],
                doing: "removing rows of \(table)")
        }
    }

    /// Removes the details that are not of a workstation.
    private func removeSmall(_ image: SiteImage) throws {
        try database.connection.run(
            "DELETE FROM JobDetails WHERE Site = ? AND DetailKind <> 4", [.name(image.definition.code)],
            doing: "removing rows of JobDetails")
    }

    private func writeMachines(_ pair: SitePair) throws {
        let (old, new) = (pair.old.image.clients, pair.new.image.clients)
        let store = database.store(for: pair.site)
        let mask = ClientState([.loggedOn, .powered]).rawValue
        var rows: [MachineRow] = []
        for client in 0..<max(old.count, new.count) {
            if pair.hasSameClients,
                pair.old.clients.state[client] & mask == pair.new.clients.state[client] & mask,
                pair.old.clients.logonServer(of: client, pair.old.image)
                    == pair.new.clients.logonServer(of: client, pair.new.image)
            {
                continue
            }
            let was = client < old.count && !old.isRemoved(client) ? pair.old.machine(client) : nil
            let row = client < new.count && !new.isRemoved(client) ? pair.new.machine(client) : nil
            if let row {
                if row != was { rows.append(row) }
            } else if was != nil {
                try store.remove(MachineRow.self, key: store.key(.integer(Int64(client) + 1)))
            }
        }
        try database.putMachines(rows)
    }

    private func writeDetails(_ pair: SitePair) throws {
        let (old, new) = (pair.old.image.details, pair.new.image.details)
        let (oldTimes, newTimes) = (pair.old.image.detailChangedAt, pair.new.image.detailChangedAt)
        let store = database.store(for: pair.site)
        // All rows of a job at once, where none is left.
        let (jobs, live) = (pair.old.image.jobs, pair.new.image.jobs)
        var isGone = [Bool](repeating: false, count: jobs.count)
        for (place, job) in jobs.enumerated() where place >= live.count || live[place].isDeleted {
            isGone[place] = true
            try database.connection.run(
                "DELETE FROM JobDetails WHERE Site = ? AND JobID = ? AND DetailKind = 4",
                [.name(pair.site), .name(job.job.id)], doing: "removing rows of JobDetails")
        }
        var rows: [JobDetailRow] = []
        for detail in 0..<max(old.count, new.count) {
            if detail < old.count, detail < new.count {
                let (was, row) = (old[detail], new[detail])
                if was.client == row.client, was.job == row.job, was.status == row.status,
                    was.attempts == row.attempts, oldTimes[detail] == newTimes[detail],
                    !SiteImage.isRemote(row.client), pair.hasSameDetails[Int(row.job)]
                {
                    continue
                }
            }
            var was = detail < old.count ? pair.old.workstation(detail) : nil
            if was != nil, isGone[Int(old[detail].job)] { was = nil }
            let row = detail < new.count ? pair.new.workstation(detail) : nil
            if row == was { continue }
            if let was, was.jobID != row?.jobID || was.ordinal != row?.ordinal {
                try store.remove(
                    JobDetailRow.self,
                    key: store.key(
                        .name(was.jobID), .integer(Int64(was.kind.rawValue)), .integer(was.ordinal)))
            }
            if let row { rows.append(row) }
        }
        try database.putJobDetails(rows)
    }

    /// Writes offers; says whether any came that was not there.
    private func writeOffers(_ pair: SitePair) throws -> Bool {
        let (old, new) = (pair.old.image.details, pair.new.image.details)
        let store = database.store(for: pair.site)
        let (jobs, live) = (pair.old.image.jobs, pair.new.image.jobs)
        var isGone = [Bool](repeating: false, count: jobs.count)
        for (place, job) in jobs.enumerated() where place >= live.count || live[place].requestID == nil {
            guard let request = job.requestID else { continue }
            isGone[place] = true
            try database.connection.run(
                "DELETE FROM ClientOffers WHERE Site = ? AND RequestID = ?",
                [.name(pair.site), .name(request)], doing: "removing rows of ClientOffers")
        }
        var rows: [ClientOfferRow] = []
        var hasNew = false
        for detail in 0..<max(old.count, new.count) {
            if detail < old.count, detail < new.count {
                let (was, row) = (old[detail], new[detail])
                if was.client == row.client, was.job == row.job, was.attempts == row.attempts,
                    RowWriter.state(pair.old.clients.stage(detail))
                        == RowWriter.state(pair.new.clients.stage(detail)),
                    pair.hasSameOffers[Int(row.job)]
                {
                    continue
                }
            }
            var was = detail < old.count ? pair.old.offer(detail) : nil
            if was != nil, isGone[Int(old[detail].job)] { was = nil }
            let row = detail < new.count ? pair.new.offer(detail) : nil
            if row == was { continue }
            let isSameKey = was?.smsID == row?.smsID && was?.requestID == row?.requestID
            if let was, !isSameKey {
                try store.remove(
                    ClientOfferRow.self, key: store.key(.name(was.smsID), .name(was.requestID)))
            }
            if let row {
                rows.append(row)
                hasNew = hasNew || !isSameKey
            }
        }
        try database.putOffers(rows)
        return hasNew
    }
}

/// One site in two states, and what both have in common.
private struct SitePair {
    let old: RowWriter
    let new: RowWriter
    let site: SiteCode
    /// Whether the same computers have the same names, domains and logon servers to choose from.
    let hasSameClients: Bool
    /// For each job whether what its details take from it is the same.
    let hasSameDetails: [Bool]
    /// For each job whether what its offers take from it is the same.
    let hasSameOffers: [Bool]

    /// Nil where the site is another one, or was taken out.
    init?(_ old: RowWriter, _ new: RowWriter) {
        let (was, now) = (old.image, new.image)
        guard was.definition.code == now.definition.code, !was.isRemoved, !now.isRemoved,
            was.definition.isSecondary == now.definition.isSecondary
        else { return nil }
        self.old = old
        self.new = new
        site = now.definition.code
        hasSameClients =
            was.clients == now.clients
            && was.servers.map(\.definition.name) == now.servers.map(\.definition.name)
        let jobs = zip(was.jobs, now.jobs)
        hasSameDetails =
            jobs.map {
                $0.job.id == $1.job.id && $0.isDeleted == $1.isDeleted && $0.origin == $1.origin
                    && $0.firstDetail == $1.firstDetail
            } + Array(repeating: false, count: abs(was.jobs.count - now.jobs.count))
        func package(_ live: JobLive, _ image: SiteImage) -> PackageID? {
            live.package == noHandle ? nil : image.packages[Int(live.package)].package.id
        }
        hasSameOffers =
            jobs.map {
                $0.job.id == $1.job.id && $0.requestID == $1.requestID
                    && package($0, was) == package($1, now) && $0.job.commandName == $1.job.commandName
            } + Array(repeating: false, count: abs(was.jobs.count - now.jobs.count))
    }
}
