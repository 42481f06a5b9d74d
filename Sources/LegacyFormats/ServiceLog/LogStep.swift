/// A step on the way of a package from a job to a client and of its status back, as far as logs tell of it.
public enum LogStep: String, CaseIterable, Sendable {
    /// The Scheduler takes a job up.
    case schedule
    /// The package is compressed.
    case compress
    /// Instructions and send requests are made.
    case request
    /// A Sender carries files to a site.
    case send
    /// The Despooler takes an instruction up.
    case despool
    /// The package is stored and decompressed.
    case decompress
    /// Files are copied to distribution servers, or removed from them.
    case distribute
    /// Instructions are written for clients.
    case offer
    /// Package Command Manager looks for commands.
    case poll
    /// A command is run at a client.
    case run
    /// A status goes from a client to the site.
    case report
    /// Maintenance Manager copies and gathers files.
    case collect
    /// The Data Loader takes MIFs up.
    case load
    /// Statuses and sites change in the database.
    case status
    /// Inventory is made ready.
    case inventory
    /// Site control files are made and carried out.
    case configure
    /// Program groups and shared applications.
    case programGroup = "program-group"
    /// Threads of the services start, end and fail.
    case service
    /// SQL Server is asked, or refuses.
    case sql
    /// Queries that raise alerts.
    case alert
    /// The logon and the programs that it starts at a client.
    case logon
}
