public import SiteModel

// Rows that come by the million are bound field by field: no list of values is made for a row, and a value that
// is the same as in the row before stays bound.

extension LabDatabase {
    /// Stores machines, inserting or replacing; call it in a transaction.
    ///
    /// - Parameter machines: The rows, best in order of the key.
    /// - Throws: `DatabaseError` for a row the schema refuses, or a failing engine.
    public func putMachines(_ machines: some Sequence<MachineRow>) throws(DatabaseError) {
        let sql = connection.sql(of: MachineRow.table)
        try connection.withStatement(sql.put, doing: sql.writing) { statement throws(DatabaseError) in
            var site: SiteCode?
            var home: SiteCode?
            for row in machines {
                if site != row.site { try statement.bind(row.site.description, at: 1) }
                site = row.site
                try statement.bind(row.machineID, at: 2)
                try statement.bind(row.smsID.description, at: 3)
                if home != row.siteCode { try statement.bind(row.siteCode.description, at: 4) }
                home = row.siteCode
                try statement.bind(row.name, at: 5)
                try statement.bind(row.domain, at: 6)
                try statement.bind(Int64(row.platform.rawValue), at: 7)
                try statement.bind(row.logonServer, at: 8)
                try statement.bind(row.user, at: 9)
                try statement.bind(Int64(row.state.rawValue), at: 10)
                try statement.runOnce()
            }
        }
    }

    /// Stores job details, inserting or replacing; call it in a transaction.
    ///
    /// - Parameter details: The rows, best in order of the key.
    /// - Throws: `DatabaseError` for a row the schema refuses, or a failing engine.
    public func putJobDetails(_ details: some Sequence<JobDetailRow>) throws(DatabaseError) {
        let sql = connection.sql(of: JobDetailRow.table)
        try connection.withStatement(sql.put, doing: sql.writing) { statement throws(DatabaseError) in
            var site: SiteCode?
            var job: JobID?
            var target: SiteCode?
            for row in details {
                if site != row.site { try statement.bind(row.site.description, at: 1) }
                if job != row.jobID { try statement.bind(row.jobID.description, at: 2) }
                try statement.bind(Int64(row.kind.rawValue), at: 3)
                try statement.bind(row.ordinal, at: 4)
                if target != row.targetSite { try statement.bind(row.targetSite.description, at: 5) }
                (site, job, target) = (row.site, row.jobID, row.targetSite)
                if let machine = row.machineID {
                    try statement.bind(machine.description, at: 6)
                } else {
                    try statement.bindNull(at: 6)
                }
                if let server = row.server {
                    try statement.bind(server, at: 7)
                } else {
                    try statement.bindNull(at: 7)
                }
                try statement.bind(Int64(row.status.rawValue), at: 8)
                if let changed = row.changed {
                    try statement.bind(changed, at: 9)
                } else {
                    try statement.bindNull(at: 9)
                }
                try statement.bind(row.attempts, at: 10)
                try statement.bind(row.detail, at: 11)
                try statement.runOnce()
            }
        }
    }

    /// Stores what became of offers; call it in a transaction.
    ///
    /// A time that is nil leaves the stored one as it is, and so does a later first time; a new start makes the end
    /// and the exit code those of the new run.
    ///
    /// - Parameter offers: The rows, best in order of the key.
    /// - Throws: `DatabaseError` for a row the schema refuses, or a failing engine.
    public func putOffers(_ offers: some Sequence<ClientOfferRow>) throws(DatabaseError) {
        let sql = """
            INSERT INTO ClientOffers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \
            ON CONFLICT (Site, SMSID, RequestID) DO UPDATE SET \
            JobID = excluded.JobID, PackageID = excluded.PackageID, CommandName = excluded.CommandName, \
            State = excluded.State, Attempts = excluded.Attempts, \
            SeenAt = ifnull(SeenAt, excluded.SeenAt), OfferedAt = ifnull(OfferedAt, excluded.OfferedAt), \
            EndedAt = iif(excluded.StartedAt IS NULL, ifnull(excluded.EndedAt, EndedAt), excluded.EndedAt), \
            ExitCode = iif(excluded.StartedAt IS NULL, ifnull(excluded.ExitCode, ExitCode), excluded.ExitCode), \
            StartedAt = ifnull(excluded.StartedAt, StartedAt)
            """
        try connection.withStatement(sql, doing: "storing rows of ClientOffers") {
            statement throws(DatabaseError) in
            for offer in offers {
                try statement.bind(offer.fields)
                try statement.runOnce()
            }
        }
    }

    /// Puts the rows of ClientOffers aside until ``dropOffersAside()``; call it in a transaction.
    ///
    /// - Throws: `DatabaseError` of a failing engine.
    public func setOffersAside() throws(DatabaseError) {
        let doing = "putting rows of ClientOffers aside"
        try connection.run("CREATE TEMP TABLE OffersBefore AS SELECT * FROM ClientOffers", doing: doing)
        try connection.run(
            "CREATE UNIQUE INDEX temp.OffersBeforeKey ON OffersBefore (Site, SMSID, RequestID)", doing: doing)
    }

    /// Forgets the rows that were put aside.
    ///
    /// - Throws: `DatabaseError` of a failing engine.
    public func dropOffersAside() throws(DatabaseError) {
        try connection.run("DROP TABLE temp.OffersBefore", doing: "forgetting rows of ClientOffers")
    }

    /// Which rows of a later time, as `o`, tell what an offer's times were at an earlier instant: nothing is of that very
    /// instant, and no later run took the place of one of that time.
    private static let tellsTimes = """
        ifnull(o.SeenAt <> ?1, 1) AND ifnull(o.OfferedAt <> ?1, 1) AND ifnull(o.StartedAt <> ?1, 1) \
        AND ifnull(o.EndedAt <> ?1, 1) AND (ifnull(o.StartedAt < ?1, 0) OR c.Attempts = 0)
        """

    /// What such a row says the times were.
    private static let earlierTimes = """
        SeenAt = iif(o.SeenAt < ?1, o.SeenAt, NULL), OfferedAt = iif(o.OfferedAt < ?1, o.OfferedAt, NULL), \
        StartedAt = iif(o.StartedAt < ?1, o.StartedAt, NULL), \
        EndedAt = iif(o.StartedAt < ?1 AND o.EndedAt < ?1, o.EndedAt, NULL), \
        ExitCode = iif(o.StartedAt < ?1 AND o.EndedAt < ?1, o.ExitCode, NULL)
        """

    /// Whether the times of the rows of ClientOffers, which are those of a later time, tell what they were at an earlier
    /// instant; the rest of each row is of that instant already.
    ///
    /// - Parameter instant: The instant, in milliseconds since 1970 UTC.
    /// - Returns: Whether they do.
    /// - Throws: `DatabaseError` of a failing engine.
    public func offersTellTimes(at instant: Int64) throws(DatabaseError) -> Bool {
        let condition = Self.tellsTimes.replacing("o.", with: "c.")
        let sql = "SELECT NOT EXISTS (SELECT 1 FROM ClientOffers c WHERE NOT (\(condition)))"
        return try connection.withStatement(sql, doing: "comparing rows of ClientOffers") {
            row throws(DatabaseError) in
            try row.bind(instant, at: 1)
            return try row.step() && row.integer(0) == 1
        }
    }

    /// Takes times of a later time back to what they were at an earlier instant, where ``offersTellTimes(at:)`` holds;
    /// call it in a transaction.
    ///
    /// - Parameter instant: The instant, in milliseconds since 1970 UTC.
    /// - Throws: `DatabaseError` of a failing engine.
    public func cutTimes(at instant: Int64) throws(DatabaseError) {
        let sql = """
            UPDATE ClientOffers SET \(Self.earlierTimes.replacing("o.", with: "")) \
            WHERE SeenAt > ?1 OR OfferedAt > ?1 OR StartedAt > ?1 OR EndedAt > ?1
            """
        try connection.run(sql, [.integer(instant)], doing: "taking back times of ClientOffers")
    }

    /// Forgets the times and exit codes of all offers; call it in a transaction.
    ///
    /// - Throws: `DatabaseError` of a failing engine.
    public func forgetTimes() throws(DatabaseError) {
        try connection.run(
            "UPDATE ClientOffers SET SeenAt = NULL, OfferedAt = NULL, StartedAt = NULL, EndedAt = NULL, ExitCode = NULL",
            doing: "forgetting times of ClientOffers")
    }

    /// Gives offers the times that they had at an earlier instant, as far as the rows that were put aside tell them; call
    /// it in a transaction.
    ///
    /// - Parameter instant: The instant, in milliseconds since 1970 UTC.
    /// - Throws: `DatabaseError` of a failing engine.
    public func takeBackTimes(to instant: Int64) throws(DatabaseError) {
        let sql = """
            UPDATE ClientOffers AS c SET \(Self.earlierTimes) \
            FROM temp.OffersBefore o WHERE o.Site = c.Site AND o.SMSID = c.SMSID AND o.RequestID = c.RequestID \
            AND \(Self.tellsTimes)
            """
        try connection.run(sql, [.integer(instant)], doing: "taking back times of ClientOffers")
    }

    /// Puts the times and exit codes of earlier rows into the rows of ClientOffers that have the same key; call it in
    /// a transaction.
    ///
    /// - Parameter offers: The earlier rows.
    /// - Throws: `DatabaseError` of a failing engine.
    public func keepTimes(of offers: [ClientOfferRow]) throws(DatabaseError) {
        let sql = """
            UPDATE ClientOffers SET SeenAt = ?, OfferedAt = ?, StartedAt = ?, EndedAt = ?, ExitCode = ? \
            WHERE Site = ? AND SMSID = ? AND RequestID = ?
            """
        try connection.withStatement(sql, doing: "keeping times of ClientOffers") {
            statement throws(DatabaseError) in
            for offer in offers {
                let fields = offer.fields
                // In the order of the columns: the key comes first, then Attempts stands before ExitCode.
                try statement.bind(Array(fields[7...10]) + [fields[12]] + Array(fields[0...2]))
                try statement.runOnce()
            }
        }
    }
}
