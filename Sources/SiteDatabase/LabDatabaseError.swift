/// Why a lab's database cannot be opened.
public enum LabDatabaseError: Error, Equatable, CustomStringConvertible {
    /// There is no such file.
    case missing(path: String)
    /// A new database was to be made where there is a file.
    case exists(path: String)
    /// The file is no lab's database.
    case notALab(path: String, reason: String)
    /// A newer version of sms12 made it: the version of its schema, and the newest one known here.
    case newerVersion(path: String, found: Int, known: Int)
    /// An older version made it, and it was to be opened for reading only.
    case olderVersion(path: String, found: Int, known: Int)
    /// This user may not read or change the file or its folder: the path, and the reason.
    case notPermitted(path: String, reason: String)
    /// The engine refused.
    case engine(DatabaseError)

    /// What is wrong, with the path, and what to do next.
    public var description: String {
        switch self {
        case .missing(let path):
            "there is no lab database \(path); `sms12 lab create` makes one"
        case .exists(let path):
            "\(path) exists already; choose another directory or remove it"
        case .notALab(let path, let reason):
            "\(path) is no lab database: \(reason)"
        case .newerVersion(let path, let found, let known):
            "\(path) was made by a newer sms12: its schema has version \(found), this program knows \(known); "
                + "use the newer program"
        case .olderVersion(let path, let found, let known):
            "\(path) has schema version \(found), this program's is \(known), and it is opened for reading only; "
                + "run `sms12 lab check` where it can be written to bring it up to date"
        case .notPermitted(let path, let reason):
            "cannot open \(path): \(reason); give yourself the right to it and its folder, or work on a copy"
        case .engine(let error): error.description
        }
    }
}
