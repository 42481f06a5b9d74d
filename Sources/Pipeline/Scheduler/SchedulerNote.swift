/// What the Scheduler writes to its log when it cannot go on, with no step of a job in it.
///
/// The numbers are part of the stored format and never change.
public enum SchedulerNote: Int64, CaseIterable, Sendable {
    /// The job files of SCHEDULE.BOX cannot be reached (Q179118).
    case noSecondarySource = 1
    /// A job file could not be brought into the database (Q185901).
    case transferFailed
    /// A stored procedure is gone (Q140681).
    case procedureLost
    /// A record of a send request has length zero (Q159201).
    case requestUnreadable
    /// A send request is about nothing (Q181042).
    case badData
    /// The job before in a repetition is Pending and cannot be cancelled (Q153533).
    case cannotCancelPending
    /// A send request that cannot be read was given up.
    case requestDropped
    /// What it knows of a request is older than the request itself (Q135769).
    case outOfStep
}
